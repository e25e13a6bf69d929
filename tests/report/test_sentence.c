#include "scenarios.h"

/* Steps of an outcome and of its parts, one after the other. */
static const struct adil_step *step_at(const struct adil_outcome *o, uint32_t nth,
                                       const struct adil_outcome **of)
{
    for (uint32_t i = 0; i <= o->n_parts; i++) {
        *of = i == 0 ? o : &o->part[i - 1];
        for (const struct adil_step *s = (*of)->step; s != NULL; s = s->next) {
            if (nth-- == 0) {
                return s;
            }
        }
    }
    return NULL;
}

static void test_sentence__no_place_is_left_open_in_any_language(void **state)
{
    uint32_t seen = 0;
    for (unsigned i = 0; i < SCENARIOS; i++) {
        struct election *e = scenario(state, i);
        const struct adil_outcome *of = NULL;
        const struct adil_step *s = NULL;
        for (uint32_t n = 0; (s = step_at(&e->out, n, &of)) != NULL; n++, seen++) {
            for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
                struct adil_span said =
                    adil_step_sentence(&e->m->perm, of, s, (enum adil_lang)lang);
                assert_true(said.len > 0);
                assert_int_equal(adil_span_find_byte(said, '{'), said.len);
            }
        }
    }
    assert_true(seen > 50);
}

/* A step without figures, as a rule of a kind could make it one day, is still a sentence. */
static void test_sentence__a_figure_that_is_missing_reads_not_known(void **state)
{
    struct election *e = scenario_lists(state);
    for (int kind = 0; kind < ADIL_N_STEPS; kind++) {
        const struct adil_step s = {.kind = (enum adil_step_kind)kind};
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span said =
                adil_step_sentence(&e->m->perm, &e->out, &s, (enum adil_lang)lang);
            assert_true(said.len > 0);
            assert_int_equal(adil_span_find_byte(said, '{'), said.len);
        }
    }
    const struct adil_step quota = {.kind = ADIL_STEP_QUOTA};
    assert_has(adil_step_sentence(&e->m->perm, &e->out, &quota, ADIL_EN), "not known");
}

static void test_sentence__figures_stand_in_the_language(void **state)
{
    struct election *e = scenario_lists(state);
    const struct adil_step *s = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    struct adil_arena *a = &e->m->perm;
    struct adil_span en = adil_step_sentence(a, &e->out, s, ADIL_EN);
    assert_has(en, "Birch");
    assert_has(en, "Oak");
    assert_has(en, "60");
    assert_has(adil_step_sentence(a, &e->out, s, ADIL_RU), "Берёза");
    assert_has(adil_step_sentence(a, &e->out, s, ADIL_KK), "Қайың");
    s = election_step(e, ADIL_STEP_QUOTA, 0);
    assert_has(adil_step_sentence(a, &e->out, s, ADIL_EN), "9,600");
    assert_has(adil_step_sentence(a, &e->out, s, ADIL_KK), "9\xc2\xa0"
                                                           "600");
}

/* How often it says "as published" (in whatever case its first letter stands). */
static unsigned times_published(struct adil_span said)
{
    static const struct adil_span words[] = {ADIL_SPAN_INIT("s published"),
                                             ADIL_SPAN_INIT("ак опубликовано"),
                                             ADIL_SPAN_INIT("арияланғандай")};
    unsigned n = 0;
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        struct adil_span rest = said;
        size_t at = 0;
        while ((at = adil_span_find(rest, words[i])) < rest.len) {
            rest = adil_span_sub(rest, at + 1, rest.len);
            n++;
        }
    }
    return n;
}

static void test_sentence__what_is_published_says_so_once(void **state)
{
    struct election *e = scenario_lists(state);
    for (int kind = 0; kind < ADIL_N_STEPS; kind++) {
        const struct adil_step s = {.kind = (enum adil_step_kind)kind,
                                    .source = ADIL_SOURCE_PUBLISHED};
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span said =
                adil_step_sentence(&e->m->perm, &e->out, &s, (enum adil_lang)lang);
            assert_int_equal(times_published(said), 1);
        }
    }
    const struct adil_step counted = {.kind = ADIL_STEP_ADOPTED};
    struct adil_span said = adil_step_sentence(&e->m->perm, &e->out, &counted, ADIL_EN);
    assert_int_equal(times_published(said), 0);
}

static void test_sentence__where_it_happened_stands_in_front(void **state)
{
    struct election *e = scenario_lists(state);
    const struct adil_value value[] = {
        {.name = ADIL_F_UNIT,
         .kind = ADIL_V_UNIT,
         .text = ADIL_SPAN("North"),
         .index = ADIL_NO_UNIT},
        {.name = ADIL_F_REASON, .kind = ADIL_V_MESSAGE, .msg = ADIL_M_R_UNIT_ABSENT},
    };
    const struct adil_step gap = {.kind = ADIL_STEP_GAP, .value = value, .n_values = 2};
    struct adil_span said = adil_step_sentence(&e->m->perm, &e->out, &gap, ADIL_EN);
    assert_true(adil_span_starts(said, ADIL_SPAN("Unit: North. ")));
    /* Its sentence has a place for the unit: it is not said twice. */
    const struct adil_step lower = {.kind = ADIL_STEP_LOWER_SEATS, .value = value, .n_values = 1};
    said = adil_step_sentence(&e->m->perm, &e->out, &lower, ADIL_EN);
    size_t at = adil_span_find(said, ADIL_SPAN("North"));
    assert_true(at < said.len);
    assert_false(has_text(adil_span_sub(said, at + 1, said.len), "North"));
}

static void test_value__reads_as_people_write_it(void **state)
{
    struct election *e = scenario_lists(state);
    struct adil_arena *a = &e->m->perm;
    static const uint32_t both[] = {2, 0};
    const struct {
        struct adil_value value;
        enum adil_lang lang;
        const char *want;
    } cases[] = {
        {{.kind = ADIL_V_NUM, .num = adil_num_int(1234567)}, ADIL_EN, "1,234,567"},
        {{.kind = ADIL_V_NUM, .num = adil_num_ratio(a, 25001, 2)}, ADIL_EN, "12,500.500"},
        {{.kind = ADIL_V_NUM, .num = adil_num_ratio(a, 2, 3)}, ADIL_RU, "0,667"},
        {{.kind = ADIL_V_PERCENT, .num = adil_num_ratio(a, 1, 3)}, ADIL_EN, "33.33%"},
        {{.kind = ADIL_V_PERCENT, .num = adil_num_ratio(a, 1, 3)}, ADIL_RU, "33,33\xc2\xa0%"},
        {{.kind = ADIL_V_UNKNOWN}, ADIL_EN, "not known"},
        {{.kind = ADIL_V_OPTION, .index = 1}, ADIL_KK, "Қайың"},
        {{.kind = ADIL_V_OPTIONS, .options = both, .n_options = 2}, ADIL_EN, "Elm, Oak"},
        {{.kind = ADIL_V_OPTIONS}, ADIL_EN, "none"},
        {{.kind = ADIL_V_TEXT, .text = ADIL_SPAN("as it is")}, ADIL_KK, "as it is"},
        {{.kind = ADIL_V_TRUTH, .truth = ADIL_HOLDS}, ADIL_RU, "да"},
        {{.kind = ADIL_V_TRUTH, .truth = ADIL_FAILS}, ADIL_KK, "жоқ"},
        {{.kind = ADIL_V_TRUTH, .truth = ADIL_UNKNOWN}, ADIL_EN, "unknown"},
        {{.kind = ADIL_V_PHRASE, .phrase = e->c.threshold},
         ADIL_EN,
         "at least 5% of counted votes"},
    };
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        assert_span_is(adil_value_text(a, &e->out, &cases[i].value, cases[i].lang), cases[i].want);
    }
}

static void test_value__a_hundred_names_and_a_count_of_the_rest(void **state)
{
    struct election *e = scenario_lists(state);
    uint32_t option[102] = {0};
    option[99] = 1;
    option[100] = 2;
    struct adil_value v = {.kind = ADIL_V_OPTIONS, .options = option, .n_options = 100};
    struct adil_span said = adil_value_text(&e->m->perm, &e->out, &v, ADIL_EN);
    assert_true(adil_span_ends(said, ADIL_SPAN("Oak, Birch")));
    v.n_options = 102;
    said = adil_value_text(&e->m->perm, &e->out, &v, ADIL_EN);
    assert_true(adil_span_ends(said, ADIL_SPAN("Oak, Birch and 2 more")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_sentence__no_place_is_left_open_in_any_language),
        test_case(test_sentence__a_figure_that_is_missing_reads_not_known),
        test_case(test_sentence__figures_stand_in_the_language),
        test_case(test_sentence__what_is_published_says_so_once),
        test_case(test_sentence__where_it_happened_stands_in_front),
        test_case(test_value__reads_as_people_write_it),
        test_case(test_value__a_hundred_names_and_a_count_of_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
