#include "base/utf8.h"
#include "golden.h"
#include "institutions.h"
#include "json_valid.h"
#include "report/office_facts.h"

static uint32_t office_named(const struct adil_law_view *v, const char *id)
{
    uint32_t o = adil_office_find(&v->book->acts, adil_span_of(id));
    assert_true(o != ADIL_NO_WORD);
    return o;
}

static struct adil_span office_text(struct test_arenas *t, const struct adil_law_view *v,
                                    uint32_t office, unsigned columns)
{
    struct adil_buf out;
    const struct adil_text_style style = {.lang = v->lang, .columns = columns};
    adil_buf_open(&out, 1 << 20);
    adil_office_text(t->scratch, v, office, &style, &out);
    return taken(t, &out);
}

static struct adil_span office_json(struct test_arenas *t, const struct adil_law_view *v,
                                    uint32_t office)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_office_json(t->scratch, v, office, &out);
    struct adil_span text = taken(t, &out);
    assert_true(json_is_valid(text));
    return text;
}

static void test_office__reads_as_it_was_read_by_eye(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view en = institutions_of(t, INSTITUTIONS, ADIL_EN);
    struct adil_law_view ru = institutions_of(t, INSTITUTIONS, ADIL_RU);
    struct adil_law_view kk = institutions_of(t, INSTITUTIONS, ADIL_KK);
    golden_is(&t->perm, t->scratch, "office-head.en.txt",
              office_text(t, &en, office_named(&en, "head"), 80));
    golden_is(&t->perm, t->scratch, "office-deputy.en.txt",
              office_text(t, &en, office_named(&en, "deputy"), 60));
    golden_is(&t->perm, t->scratch, "office-premier.ru.txt",
              office_text(t, &ru, office_named(&ru, "premier"), 80));
    golden_is(&t->perm, t->scratch, "office-speaker.kk.txt",
              office_text(t, &kk, office_named(&kk, "speaker"), 80));
}

static void test_office__a_day_chooses_what_it_may(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    uint32_t head = office_named(&v, "head");
    struct adil_span all = office_json(t, &v, head);
    assert_int_equal(count_parts(all, ADIL_SPAN("\"power\": \"head-dissolves\"")), 2);
    assert_true(adil_date_parse(ADIL_SPAN("2022-08-31"), &v.at));
    struct adil_span before = office_json(t, &v, head);
    assert_int_equal(count_parts(before, ADIL_SPAN("\"power\": \"head-dissolves\"")), 1);
    assert_true(has_part(before, ADIL_SPAN("less than 1 year")));
    assert_false(has_part(before, ADIL_SPAN("less than 2 years")));
    assert_true(adil_date_parse(ADIL_SPAN("2022-09-01"), &v.at));
    struct adil_span after = office_json(t, &v, head);
    assert_true(has_part(after, ADIL_SPAN("less than 2 years")));
    assert_false(has_part(after, ADIL_SPAN("less than 1 year")));
    assert_true(has_part(after, ADIL_SPAN("until 2022-09-01"))); /* what it may no longer */
}

/* Who leads a club until 2020, and from then on with a council, which may recall. */
static const char reformed[] =
    "polity: {id: c, name: C}\n"
    "units: [{id: c, kind: club, name: C}]\n"
    "offices: {head: {not-with: [member]}, member: {}}\n"
    "bodies: {council: {sizes: [{seats: 0, until: 2020-01-01}, {seats: 3, from: 2020-01-01}], "
    "office: member, by: head}}\n"
    "words:\n"
    "  resign: {is: notice, effects: [{unseat: head}]}\n"
    "  recall: {is: open, opens: recall}\n"
    "  say: {is: decide}\n"
    "  leave: {is: move}\n"
    "powers:\n"
    "  - {id: a, office: head, may: resign, until: 2020-01-01, cite: A, mark: read, source: S}\n"
    "  - {id: b, office: head, may: recall, from: 2020-01-01, cite: A, mark: read, source: S}\n"
    "procedures:\n"
    "  recall: {begins: s, ends: [gone, kept], on: {gone: [{unseat: head}]}, stages: {s: {\n"
    "    acts: [{word: leave, by: head, to: gone, cite: A, mark: read, source: S}],\n"
    "    decision: {body: council, word: say, quorum: at least 2 members, pass: at least 2 "
    "members, tie: fails, on: {pass: gone, fail: kept}, cite: A, mark: read, source: S}}}}\n";

static void test_office__shows_what_somebody_may_do_on_the_day(void **state)
{
    static const char *const later[] = {"\"procedure\": \"recall\"", "\"word\": \"leave\"",
                                        "\"body\": \"council\"", "be held beside: member",
                                        "\"sits_in\": [\"council\"]"};
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    adil_err err = adil_rulebook_parse(&t->perm, t->scratch, ADIL_SPAN("r.yaml"),
                                       adil_span_of(reformed), &book, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
    struct adil_law_view v = {&book, ADIL_DATE_NONE, ADIL_EN};
    struct adil_span all = office_json(t, &v, office_named(&v, "head"));
    assert_true(adil_date_parse(ADIL_SPAN("2019-12-31"), &v.at));
    struct adil_span before = office_json(t, &v, office_named(&v, "head"));
    struct adil_span sits_before = office_json(t, &v, office_named(&v, "member"));
    assert_true(adil_date_parse(ADIL_SPAN("2020-01-01"), &v.at));
    struct adil_span after = office_json(t, &v, office_named(&v, "head"));
    struct adil_span sits_after = office_json(t, &v, office_named(&v, "member"));
    for (size_t i = 0; i < ADIL_COUNT(later); i++) {
        struct adil_span part = adil_span_of(later[i]);
        assert_false(has_part(before, part) || has_part(sits_before, part));
        assert_true(has_part(after, part) || has_part(sits_after, part));
    }
    assert_true(has_part(before, ADIL_SPAN("{\"word\": \"resign\"")));
    assert_false(has_part(after, ADIL_SPAN("{\"word\": \"resign\"")));
    assert_true(has_part(all, ADIL_SPAN("{\"word\": \"resign\"")));
    assert_true(has_part(all, ADIL_SPAN("\"procedure\": \"recall\"")));
}

/* Every version with its days and its article, or the one of the day. */
static void test_office__a_term_is_shown_with_its_article(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    uint32_t judge = office_named(&v, "judge");
    struct adil_span all = office_text(t, &v, judge, 200);
    assert_true(has_part(all, ADIL_SPAN("Term: 6 years, until 2022-09-01 (Const. 79(2), "
                                        "unverified); 8 years, from 2022-09-01 (Const. 79(3))")));
    assert_true(has_part(all, ADIL_SPAN("when its term ends: 6 years, until 2022-09-01 (Const. "
                                        "79(2), unverified)")));
    assert_true(has_part(all, ADIL_SPAN("when its term ends: 8 years, from 2022-09-01 (Const. "
                                        "79(3))")));
    assert_int_equal(count_parts(office_json(t, &v, judge), ADIL_SPAN("{\"term\": ")), 2);
    assert_true(adil_date_parse(ADIL_SPAN("2022-08-31"), &v.at));
    struct adil_span before = office_text(t, &v, judge, 200);
    assert_true(has_part(before, ADIL_SPAN("Term: 6 years (Const. 79(2), unverified)")));
    assert_false(has_part(before, ADIL_SPAN("8 years")));
    struct adil_span json = office_json(t, &v, judge);
    assert_int_equal(count_parts(json, ADIL_SPAN("{\"term\": \"6 years\"")), 1);
    assert_int_equal(count_parts(json, ADIL_SPAN("\"in_force_until\": \"2022-09-01\"")), 1);
    assert_true(adil_date_parse(ADIL_SPAN("2022-09-01"), &v.at));
    struct adil_span after = office_text(t, &v, judge, 200);
    assert_true(has_part(after, ADIL_SPAN("Term: 8 years (Const. 79(3))")));
    assert_false(has_part(after, ADIL_SPAN("6 years")));
}

static void test_office__what_excludes_another_holds_both_ways(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    struct adil_span judge = office_text(t, &v, office_named(&v, "judge"), 80);
    struct adil_span head = office_text(t, &v, office_named(&v, "head"), 80);
    assert_true(has_part(judge, ADIL_SPAN("be held beside: the head of state")));
    assert_true(has_part(head, ADIL_SPAN("be held beside: judge")));
    assert_false(has_part(judge, ADIL_SPAN("be held beside: deputy")));
}

/* Calls `each` for every rulebook in every language. */
static void for_each_book(struct test_arenas *t,
                          void (*each)(struct test_arenas *t, const struct adil_law_view *v))
{
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        for (int l = 0; l < ADIL_N_LANGS; l++) {
            struct test_arenas own = *t; /* given back after each */
            struct adil_law_view v = institutions_of(&own, institution_books[b], (enum adil_lang)l);
            each(&own, &v);
        }
    }
}

/* Every power, act of a stage and effect belongs to the listings it should, and to no other. */
static void gathers_everything_once(struct test_arenas *t, const struct adil_law_view *v)
{
    const struct adil_acts *a = &v->book->acts;
    struct adil_on_day on = adil_on_day_of(&t->perm, v->book, v->at);
    uint32_t *listed = adil_new(&t->perm, uint32_t, a->n_powers);
    size_t acts = 0;
    size_t expected = 0;
    for (uint32_t o = 0; o < a->n_offices; o++) {
        struct adil_office_facts f = adil_office_gather(&t->perm, &on, o);
        struct adil_span text = office_text(t, v, o, 4000);
        struct adil_span json = office_json(t, v, o);
        for (uint32_t i = 0; i < f.n_powers; i++) {
            const struct adil_power *p = &a->power[f.power[i]];
            listed[f.power[i]]++;
            assert_int_equal(p->office, o);
            assert_true(has_part(text, a->word[p->word].rule.id));
            assert_true(has_part(text, p->rule.cite));
            assert_true(
                has_part(json, adil_fmt(&t->perm, "\"power\": \"%.*s\"", ADIL_ARG(p->rule.id))));
        }
        acts += f.n_acts;
    }
    for (uint32_t i = 0; i < a->n_powers; i++) {
        assert_int_equal(listed[i], 1);
    }
    for (uint32_t p = 0; p < a->n_procedures; p++) {
        for (uint32_t s = 0; s < a->procedure[p].n_stages; s++) {
            const struct adil_stage *stage = &a->procedure[p].stage[s];
            for (uint32_t i = 0; i < stage->n_acts; i++) {
                for (uint32_t b = 0; b < stage->act[i].n_by; b++) {
                    expected += stage->act[i].by[b] < a->n_offices ? 1 : 0;
                }
            }
        }
    }
    assert_int_equal(acts, expected);
}

static void test_office__every_power_stands_in_one_listing(void **state)
{
    for_each_book(*state, gathers_everything_once);
}

static void keeps_to_columns(struct test_arenas *t, const struct adil_law_view *v)
{
    for (uint32_t o = 0; o < v->book->acts.n_offices; o++) {
        struct adil_span rest = office_text(t, v, o, 44);
        struct adil_span line;
        while (adil_span_cut(&rest, '\n', &line)) {
            assert_true(adil_utf8_width(line) <= 44);
        }
    }
}

static void test_office__text_keeps_to_the_columns(void **state)
{
    for_each_book(*state, keeps_to_columns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_office__reads_as_it_was_read_by_eye),
        test_case(test_office__a_day_chooses_what_it_may),
        test_case(test_office__shows_what_somebody_may_do_on_the_day),
        test_case(test_office__a_term_is_shown_with_its_article),
        test_case(test_office__what_excludes_another_holds_both_ways),
        test_case(test_office__every_power_stands_in_one_listing),
        test_case(test_office__text_keeps_to_the_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
