#include "base/utf8.h"
#include "golden.h"
#include "html_check.h"
#include "institutions.h"
#include "json_valid.h"
#include "report/markup.h"
#include "report/procedure_lay.h"

static uint32_t procedure_named(const struct adil_law_view *v, const char *id)
{
    uint32_t p = adil_procedure_find(&v->book->acts, adil_span_of(id));
    assert_true(p != ADIL_NO_WORD);
    return p;
}

static struct adil_span procedure_text(struct test_arenas *t, const struct adil_law_view *v,
                                       uint32_t p, unsigned columns)
{
    struct adil_buf out;
    const struct adil_text_style style = {.lang = v->lang, .columns = columns};
    adil_buf_open(&out, 1 << 20);
    adil_procedure_text(t->scratch, v, p, &style, &out);
    return taken(t, &out);
}

static struct adil_span procedure_svg(struct test_arenas *t, const struct adil_law_view *v,
                                      uint32_t p)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_procedure_svg(t->scratch, v, p, &out);
    return taken(t, &out);
}

static void test_procedure__reads_as_it_was_read_by_eye(void **state)
{
    static const char *const lang[ADIL_N_LANGS] = {"en", "ru", "kk"};
    struct test_arenas *t = *state;
    for (int l = 0; l < ADIL_N_LANGS; l++) {
        struct adil_law_view v = institutions_of(t, INSTITUTIONS, (enum adil_lang)l);
        struct adil_span bill = procedure_text(t, &v, procedure_named(&v, "bill"), 80);
        struct adil_span name = adil_fmt(&t->perm, "procedure-bill.%s.txt", lang[l]);
        golden_is(&t->perm, t->scratch, adil_span_cstr(&t->perm, name), bill);
    }
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    golden_is(&t->perm, t->scratch, "procedure-appointment.en.txt",
              procedure_text(t, &v, procedure_named(&v, "appointment"), 44));
    golden_is(&t->perm, t->scratch, "procedure-bill.en.svg",
              procedure_svg(t, &v, procedure_named(&v, "bill")));
}

static void test_procedure__a_day_chooses_the_versions(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    uint32_t p = procedure_named(&v, "bill");
    assert_true(has_part(procedure_text(t, &v, p, 200), ADIL_SPAN("30 days after")));
    assert_true(has_part(procedure_text(t, &v, p, 200), ADIL_SPAN("40 days after")));
    assert_true(adil_date_parse(ADIL_SPAN("2023-01-01"), &v.at));
    struct adil_span then = procedure_text(t, &v, p, 200);
    assert_false(has_part(then, ADIL_SPAN("30 days after")));
    assert_true(has_part(then, ADIL_SPAN("40 days after")));
    assert_true(has_part(then, ADIL_SPAN("the lower house (98 seats)")));
}

/* Calls `each` for every procedure of every rulebook in every language. */
static void for_each_procedure(struct test_arenas *t,
                               void (*each)(struct test_arenas *t, const struct adil_law_view *v,
                                            uint32_t p))
{
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        for (int l = 0; l < ADIL_N_LANGS; l++) {
            struct test_arenas own = *t; /* given back after each */
            struct adil_law_view v = institutions_of(&own, institution_books[b], (enum adil_lang)l);
            for (uint32_t p = 0; p < v.book->acts.n_procedures; p++) {
                each(&own, &v, p);
            }
        }
    }
}

/* ---- everything is said ------------------------------------------------------------------- */

static struct adil_span escaped(struct test_arenas *t, struct adil_span text)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_html_text(&out, text);
    return taken(t, &out);
}

static void names_every_stage(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    const struct adil_procedure *x = &v->book->acts.procedure[p];
    struct adil_span text = procedure_text(t, v, p, 1000);
    struct adil_span svg = procedure_svg(t, v, p);
    size_t at = adil_span_find(svg, ADIL_SPAN("</desc>"));
    struct adil_span said = adil_span_sub(svg, 0, at);
    struct adil_span drawn = adil_span_sub(svg, at, svg.len);
    assert_true(at < svg.len);
    for (uint32_t s = 0; s < x->n_stages; s++) {
        struct adil_span name = adil_texts_pick(&x->stage[s].name, v->lang);
        name = name.len > 0 ? name : x->stage[s].id;
        struct adil_span first;
        struct adil_span rest = name;
        assert_true(adil_span_cut(&rest, ' ', &first)); /* a long title may be broken */
        assert_true(has_part(text, x->stage[s].id));
        assert_true(has_part(text, name));
        assert_true(has_part(said, escaped(t, name)));
        assert_true(has_part(drawn, escaped(t, first)));
    }
}

static void names_every_act(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    const struct adil_procedure *x = &v->book->acts.procedure[p];
    struct adil_span text = procedure_text(t, v, p, 4000);
    struct adil_span said = procedure_svg(t, v, p);
    for (uint32_t s = 0; s < x->n_stages; s++) {
        for (uint32_t i = 0; i < x->stage[s].n_acts; i++) {
            const struct adil_act_word *w = &v->book->acts.word[x->stage[s].act[i].word];
            struct adil_span name = adil_texts_pick(&w->name, v->lang);
            assert_true(has_part(text, w->rule.id));
            assert_true(has_part(text, x->stage[s].act[i].rule.cite));
            assert_true(has_part(said, escaped(t, name.len > 0 ? name : w->rule.id)));
        }
    }
}

static void test_procedure__every_stage_and_act_is_told_and_drawn(void **state)
{
    for_each_procedure(*state, names_every_stage);
    for_each_procedure(*state, names_every_act);
}

/* ---- the drawing is sound ----------------------------------------------------------------- */

/* Advances of DejaVu Sans, the widest of the fonts named, for some letters: hundredths of an em. */
static const struct {
    const char *letter;
    int32_t width;
} dejavu[] = {
    {"a", 62},  {"e", 62}, {"i", 28},  {"m", 98}, {"n", 64}, {"o", 62}, {"r", 42},
    {"s", 53},  {"t", 40}, {"w", 82},  {"A", 69}, {"M", 87}, {"W", 99}, {"0", 64},
    {"%", 96},  {" ", 32}, {"№", 104}, {"+", 84}, {"Ы", 88}, {"→", 84}, {"—", 100},
    {"ж", 91},  {"ш", 92}, {"щ", 95},  {"ю", 85}, {"о", 62}, {"д", 70}, {"Ж", 108},
    {"Ш", 107}, {"ң", 66}, {"ұ", 60},  {"қ", 61}, {"ы", 79}, {"м", 76},
};

static void test_procedure__texts_are_never_thought_too_narrow(void **state)
{
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(dejavu); i++) {
        struct adil_span letter = adil_span_of(dejavu[i].letter);
        if (adil_lay_text_width(letter, 100, false) < dejavu[i].width * 100) {
            print_error("%s is wider\n", dejavu[i].letter);
            fail();
        }
    }
}

static bool lanes_meet(const struct adil_lay_lane *a, const struct adil_lay_lane *b)
{
    return a->side == b->side && a->x == b->x && a->from <= b->until && b->from <= a->until;
}

/* What is wrong with a drawing; NULL: nothing. */
static const char *lay_fault(const struct adil_lay *lay)
{
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        const struct adil_lay_box *box = &lay->box[b];
        if (b > 0 && box->y < lay->box[b - 1].y + lay->box[b - 1].height + 12) {
            return "boxes touch";
        }
        for (uint32_t i = 0; i < box->n_lines; i++) {
            bool title = box->line[i].ink == ADIL_LAY_TITLE;
            bool way = box->line[i].ink == ADIL_LAY_WAY || box->line[i].ink == ADIL_LAY_MORE;
            int32_t room = lay->right - lay->left - 2 * ADIL_LAY_PAD - (way ? ADIL_LAY_SAMPLE : 0);
            int32_t size = title ? ADIL_LAY_TITLE_SIZE : ADIL_LAY_TEXT_SIZE;
            if (adil_lay_text_width(box->line[i].text, size, title) > room * 100) {
                return "a text leaves its box";
            }
            if (box->line[i].y > box->y + box->height || box->line[i].y < box->y) {
                return "a text stands outside its box";
            }
        }
    }
    for (uint32_t i = 0; i < lay->n_lanes; i++) {
        if (lay->lane[i].x < 2 || lay->lane[i].x > lay->width - 2) {
            return "a lane leaves the drawing";
        }
        for (uint32_t k = 0; k < i; k++) {
            if (lanes_meet(&lay->lane[i], &lay->lane[k])) {
                return "lanes run into each other";
            }
        }
    }
    return NULL;
}

/* Every way that moves the case has one line that leads to the box it goes to. */
static void leads_where_it_says(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    const struct adil_procedure *x = &v->book->acts.procedure[p];
    struct adil_told told = adil_told_open(&t->perm, v);
    struct adil_lay lay = adil_lay_procedure(&told, p);
    const char *fault = lay_fault(&lay);
    if (fault != NULL) {
        print_error("%.*s: %s\n", ADIL_ARG(x->rule.id), fault);
        fail();
    }
    for (uint32_t b = 0; b < lay.n_boxes; b++) {
        const struct adil_way *way = NULL;
        uint32_t n = adil_ways_of(&t->perm, &x->stage[lay.box[b].stage], &way);
        assert_int_equal(n, lay.box[b].n_exits);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t found = 0;
            for (uint32_t k = 0; k < n; k++) {
                const struct adil_lay_exit *e = &lay.box[b].exit[k];
                bool same = e->side == ADIL_LAY_NOWHERE
                                ? way[i].to == ADIL_NO_WORD || way[i].to == lay.box[b].stage
                                : way[i].to == lay.box[e->to].stage;
                found += same && e->kind == way[i].kind ? 1 : 0;
            }
            assert_true(found >= 1);
        }
    }
}

static void test_procedure__the_drawing_keeps_its_parts_apart(void **state)
{
    for_each_procedure(*state, leads_where_it_says);
}

/* The control: each fault, put into a sound drawing, is found. */
static void test_procedure__a_faulty_drawing_is_found(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    struct adil_told told = adil_told_open(&t->perm, &v);
    struct adil_lay lay = adil_lay_procedure(&told, procedure_named(&v, "bill"));
    assert_null(lay_fault(&lay));
    int32_t y = lay.box[1].y;
    lay.box[1].y = lay.box[0].y + 4;
    assert_string_equal(lay_fault(&lay), "boxes touch");
    lay.box[1].y = y;
    int32_t x = lay.lane[0].x;
    for (uint32_t i = 1; i < lay.n_lanes; i++) {
        if (lay.lane[i].side == lay.lane[0].side && lay.lane[i].from <= lay.lane[0].until) {
            lay.lane[0].x = lay.lane[i].x;
        }
    }
    assert_string_equal(lay_fault(&lay), "lanes run into each other");
    lay.lane[0].x = lay.width;
    assert_string_equal(lay_fault(&lay), "a lane leaves the drawing");
    lay.lane[0].x = x;
    lay.box[0].line[0].text = ADIL_SPAN("a title that is far too long for the box it stands in");
    assert_string_equal(lay_fault(&lay), "a text leaves its box");
}

/* ---- the document ------------------------------------------------------------------------- */

static uint32_t hex_at(struct adil_span s, size_t at, size_t n)
{
    uint32_t x = 0;
    for (size_t i = 0; i < n; i++) {
        char c = s.ptr[at + i];
        assert_true((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        x = 16 * x + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return x;
}

/* Relative luminance of WCAG 2, times 1000, by a table of (x/255)^2.2 in steps of 17: exact enough
 * for colours that clear the line, and without floating point. */
static uint32_t luminance(struct adil_span colour)
{
    static const uint32_t linear[] = {0,   3,   12,  29,  54,  88,  132, 185,
                                      248, 322, 407, 503, 611, 730, 862, 1000};
    static const uint32_t weight[] = {213, 715, 72};
    uint32_t sum = 0;
    for (size_t i = 0; i < 3; i++) {
        uint32_t c = hex_at(colour, 1 + 2 * i, 2);
        uint32_t low = c / 17;
        uint32_t high = low < 15 ? low + 1 : 15;
        sum += weight[i] * (linear[low] * (17 - c % 17) + linear[high] * (c % 17)) / 17;
    }
    return sum / 1000;
}

/* At least 4.5 to 1 against both grounds, the darker of which is #f4f5f7. */
static bool is_clear(struct adil_span colour)
{
    return (luminance(ADIL_SPAN("#f4f5f7")) + 50) * 10 >= (luminance(colour) + 50) * 45;
}

static void is_a_sound_document(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    struct adil_span svg = procedure_svg(t, v, p);
    struct html_check *h = adil_new(&t->perm, struct html_check, 1);
    struct adil_span page =
        adil_fmt(&t->perm, "<!doctype html>\n%.*s", ADIL_ARG(svg)); /* the reader's first line */
    const char *fault = html_fault(h, page);
    if (fault != NULL) {
        print_error("%s\n%.*s\n", fault, 200, page.ptr + (h->at > 100 ? h->at - 100 : 0));
        fail();
    }
    assert_true(has_part(svg, ADIL_SPAN("role=\"img\" aria-labelledby=\"")));
    assert_span_equal(svg, procedure_svg(t, v, p));
    for (size_t at = 0; at + 8 <= svg.len; at++) {
        struct adil_span colour = adil_span_sub(svg, at + 1, at + 8);
        if (adil_span_starts(adil_span_sub(svg, at, at + 8), ADIL_SPAN("\"#")) &&
            !adil_span_is(colour, "#ffffff") && !adil_span_is(colour, "#f4f5f7")) {
            assert_true(is_clear(colour));
        }
    }
}

static void test_procedure__the_drawing_is_sound_and_clear(void **state)
{
    assert_false(is_clear(ADIL_SPAN("#8a8f98"))); /* the control */
    assert_true(is_clear(ADIL_SPAN("#545b66")));
    for_each_procedure(*state, is_a_sound_document);
}

static void is_sound_json(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_procedure_json(t->scratch, v, p, &out);
    struct adil_span text = taken(t, &out);
    const struct adil_procedure *x = &v->book->acts.procedure[p];
    assert_true(json_is_valid(text));
    for (uint32_t s = 0; s < x->n_stages; s++) {
        assert_true(has_part(text, adil_fmt(&t->perm, "\"%.*s\"", ADIL_ARG(x->stage[s].id))));
    }
}

static void test_procedure__json_holds_every_stage(void **state)
{
    for_each_procedure(*state, is_sound_json);
}

static void keeps_to_the_columns(struct test_arenas *t, const struct adil_law_view *v, uint32_t p)
{
    struct adil_span rest = procedure_text(t, v, p, 44);
    struct adil_span line;
    while (adil_span_cut(&rest, '\n', &line)) {
        assert_true(adil_utf8_width(line) <= 44);
    }
}

static void test_procedure__text_keeps_to_the_columns(void **state)
{
    for_each_procedure(*state, keeps_to_the_columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_procedure__reads_as_it_was_read_by_eye),
        test_case(test_procedure__a_day_chooses_the_versions),
        test_case(test_procedure__every_stage_and_act_is_told_and_drawn),
        test_case(test_procedure__texts_are_never_thought_too_narrow),
        test_case(test_procedure__the_drawing_keeps_its_parts_apart),
        test_case(test_procedure__a_faulty_drawing_is_found),
        test_case(test_procedure__the_drawing_is_sound_and_clear),
        test_case(test_procedure__json_holds_every_stage),
        test_case(test_procedure__text_keeps_to_the_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
