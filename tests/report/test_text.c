#include "base/utf8.h"
#include "golden.h"
#include "scenarios.h"

#include "../count/cases/za_2024.h"

static const struct adil_text_style pipe_en = {.lang = ADIL_EN, .columns = 80, .steps = true};

/* ---- the text as it is, against files read by eye ------------------------------------------ */

static void assert_golden(struct election *e, const char *name, struct adil_text_style style)
{
    struct adil_span file = adil_fmt(&e->m->perm, "%s.txt", name);
    golden_is(&e->m->perm, e->m->scratch, adil_span_cstr(&e->m->perm, file), text_of(e, &style));
}

static void test_text__lists_in_a_pipe_step_by_step(void **state)
{
    assert_golden(scenario_lists(state), "lists.en", pipe_en);
}

static void test_text__result_in_each_language(void **state)
{
    struct election *e = scenario_lists(state);
    assert_golden(e, "lists-brief.en", (struct adil_text_style){.lang = ADIL_EN, .columns = 60});
    assert_golden(e, "lists-brief.ru", (struct adil_text_style){.lang = ADIL_RU, .columns = 60});
    assert_golden(e, "lists-brief.kk", (struct adil_text_style){.lang = ADIL_KK, .columns = 60});
}

static void test_text__bars_with_the_line_of_the_threshold(void **state)
{
    assert_golden(scenario_lists(state), "lists-bars.en",
                  (struct adil_text_style){.lang = ADIL_EN, .columns = 72, .bars = true});
}

static void test_text__a_question_a_tie_and_parts(void **state)
{
    assert_golden(scenario_question(state, 700), "question.ru",
                  (struct adil_text_style){.lang = ADIL_RU, .columns = 80, .steps = true});
    assert_golden(scenario_tie(state), "tie.en", pipe_en);
    assert_golden(scenario_parts(state), "parts-brief.en",
                  (struct adil_text_style){.lang = ADIL_EN, .columns = 80});
}

/* ---- laws that hold for every text --------------------------------------------------------- */

static bool is_lot_line(struct adil_span line)
{
    return adil_span_starts(adil_span_trim(line), ADIL_SPAN("--lot '"));
}

/* The widest line; what is copied into a shell is never broken and does not count. */
static size_t widest(struct adil_span text, bool count_lots)
{
    size_t most = 0;
    struct adil_span line;
    while (adil_span_cut(&text, '\n', &line)) {
        size_t width = adil_utf8_width(line);
        most = width > most && (count_lots || !is_lot_line(line)) ? width : most;
    }
    return most;
}

static void test_text__stays_within_the_columns(void **state)
{
    static const unsigned columns[] = {40, 47, 60, 80, 132};
    for (unsigned i = 0; i < SCENARIOS; i++) {
        struct election *e = scenario(state, i);
        for (size_t c = 0; c < ADIL_COUNT(columns); c++) {
            for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
                struct adil_text_style style = {.lang = (enum adil_lang)lang,
                                                .columns = columns[c],
                                                .bars = c % 2 == 0,
                                                .steps = true};
                assert_true(widest(text_of(e, &style), false) <= columns[c]);
            }
        }
    }
    /* The ruler sees a line that is too long: the answer to a tie. */
    struct adil_text_style narrow = pipe_en;
    narrow.columns = 40;
    assert_true(widest(text_of(scenario_tie(state), &narrow), true) > 40);
}

/* The text without what lies between ESC and the letter m. */
static struct adil_span without_colour(struct adil_arena *a, struct adil_span text, size_t *codes)
{
    char *plain = adil_new(a, char, text.len);
    size_t n = 0;
    *codes = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\x1b') {
            *codes += 1;
            i += adil_span_find_byte(adil_span_sub(text, i, text.len), 'm');
        } else {
            plain[n++] = text.ptr[i];
        }
    }
    return adil_span_bytes(plain, n);
}

static void test_text__colour_adds_nothing_but_colour(void **state)
{
    for (unsigned i = 0; i < SCENARIOS; i++) {
        struct election *e = scenario(state, i);
        struct adil_text_style style = pipe_en;
        struct adil_span plain = text_of(e, &style);
        style.colour = true;
        size_t codes = 0;
        struct adil_span stripped = without_colour(&e->m->perm, text_of(e, &style), &codes);
        assert_span_equal(stripped, plain);
        assert_true(codes > 0);
        (void)without_colour(&e->m->perm, plain, &codes);
        assert_int_equal(codes, 0);
    }
}

static void test_text__bars_are_drawn_only_when_asked_for(void **state)
{
    struct election *e = scenario_lists(state);
    struct adil_text_style style = pipe_en;
    assert_false(has_text(text_of(e, &style), "█"));
    style.bars = true;
    assert_true(has_text(text_of(e, &style), "█"));
    style.columns = 44; /* no room left: the table stays, whole */
    struct adil_span narrow = text_of(e, &style);
    assert_false(has_text(narrow, "█"));
    assert_has(narrow, "5,310");
}

static void test_text__names_cannot_move_the_cursor(void **state)
{
    static const char *const name[] = {"\x1b[2Jgone", "a\nb", "\xe2\x80\xaeright", "\xff"};
    static const int64_t votes[] = {4, 3, 2, 1};
    struct election *e = election_open(state, ADIL_METHOD_PLURALITY, name, 4);
    e->c.name = ADIL_SPAN("tab\tname\r");
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    struct adil_span text = text_of(e, &pipe_en);
    assert_has(text, "\xef\xbf\xbd[2Jgone");
    assert_int_equal(adil_utf8_check(text), text.len);
    assert_false(has_text(text, "\xe2\x80\xae"));
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        assert_true(c == '\n' || c >= 0x20);
    }
}

/* ---- a tie: what the text says to do works -------------------------------------------------- */

/* What a shell makes of 'A'\''B'. */
static struct adil_span unquoted(struct adil_arena *a, struct adil_span word)
{
    char *text = adil_new(a, char, word.len);
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c == '\'') {
            inside = !inside;
        } else if (c == '\\' && !inside) {
            text[n++] = word.ptr[++i];
        } else {
            text[n++] = c;
        }
    }
    return adil_span_bytes(text, n);
}

static void test_text__the_lot_it_asks_for_settles_the_tie(void **state)
{
    struct election *e = scenario_tie(state);
    struct adil_span text = text_of(e, &pipe_en);
    struct adil_span line = {"", 0};
    while (adil_span_cut(&text, '\n', &line) && !is_lot_line(line)) {
    }
    assert_true(is_lot_line(line));
    struct adil_span word = adil_span_trim(line);
    word = unquoted(&e->m->perm, adil_span_sub(word, sizeof "--lot " - 1, word.len));
    struct adil_lots lots = {0};
    adil_err err = adil_lots_parse(&e->m->perm, ADIL_SPAN("--lot"), word, &lots, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    adil_count(&e->m->perm, e->m->scratch, &e->c, &e->v, NULL, &lots, &e->out);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.result[0].seats, 1);
    assert_int_equal(e->out.result[1].seats, 1);
    assert_has(text_of(e, &pipe_en), "by lot: A,\"1\", B;\\b, C's");
}

/* ---- long tables ---------------------------------------------------------------------------- */

static size_t lines_of(struct adil_span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n' ? 1 : 0;
    }
    return n;
}

static void test_text__long_tables_are_summed_up(void **state)
{
    struct election *e =
        two_tiers(state, za_2024_option, ZA_2024_OPTIONS, za_2024_region, 9, za_2024_capacity, 400);
    for (uint32_t i = ZA_2024_PARTIES; i < ZA_2024_OPTIONS; i++) {
        e->option[i].independent = true;
    }
    table_of(e, 0, whole, 1, za_2024_national, 0);
    table_of(e, 1, za_2024_region, 9, &za_2024_regional[0][0], 1);
    election_count(e);
    struct adil_span text = text_of(e, &pipe_en);
    assert_has(text, "Lists without a seat, not shown: ");
    assert_has(text, "(all of them with --json)");
    assert_true(widest(text, false) <= 80);
    /* Far fewer lines than there are rows. */
    uint32_t rows = 0;
    for (const struct adil_step *s = e->out.step; s != NULL; s = s->next) {
        rows += s->n_rows;
    }
    assert_true(rows > 400);
    assert_true(lines_of(text) < rows);
    for (uint32_t i = 0; i < e->out.n_results; i++) {
        if (e->out.result[i].seats > 0) {
            assert_has(text, adil_span_cstr(&e->m->perm, e->option[i].id));
        }
    }
}

/* Thirty seats one by one: ten, dots for ten, ten. */
static void test_text__seats_left_out_leave_dots(void **state)
{
    static const char *const name[] = {"A", "B"};
    static const int64_t votes[] = {2000, 1000};
    struct election *e = election_open(state, ADIL_METHOD_DHONDT, name, 2);
    e->c.seats = 30;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    e->c.tie[0] = ADIL_TIE_LOT;
    e->c.n_ties = 1;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    struct adil_span text = text_of(e, &pipe_en);
    assert_has(text, "\n          10  ");
    assert_has(text, "\n           \xe2\x80\xa6\n          21  ");
    assert_has(text, "Rows not shown: 10 (");
    assert_false(has_text(text, "\n          11  "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_text__lists_in_a_pipe_step_by_step),
        test_case(test_text__result_in_each_language),
        test_case(test_text__bars_with_the_line_of_the_threshold),
        test_case(test_text__a_question_a_tie_and_parts),
        test_case(test_text__stays_within_the_columns),
        test_case(test_text__colour_adds_nothing_but_colour),
        test_case(test_text__bars_are_drawn_only_when_asked_for),
        test_case(test_text__names_cannot_move_the_cursor),
        test_case(test_text__the_lot_it_asks_for_settles_the_tie),
        test_case(test_text__long_tables_are_summed_up),
        test_case(test_text__seats_left_out_leave_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
