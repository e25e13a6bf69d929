#include "base/file.h"
#include "json_valid.h"
#include "scenarios.h"

static void test_json_valid__tells_good_from_bad(void **state)
{
    static const char *const good[] = {"{}",
                                       "[]",
                                       "0",
                                       "-1.5e+3",
                                       "[1,{\"a\":[null,true]}]",
                                       "\"\\u00e9\\n\"",
                                       " {\"a\" : 1 , \"b\" : {} } \n"};
    static const char *const bad[] = {
        "",      "{",      "[1,]",  "{\"a\":1,}", "01", "nul",        "[1 2]",
        "{a:1}", "\"\n\"", "{} {}", "\"\\x\"",    "1.", "[\"\xff\"]", "{\"a\":1,\"a\":2}",
        "}"};
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(good); i++) {
        assert_true(json_is_valid(adil_span_of(good[i])));
    }
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        assert_false(json_is_valid(adil_span_of(bad[i])));
    }
}

static void test_json__every_outcome_is_one_valid_object(void **state)
{
    static const char *const key[] = {"contest", "method",  "outcome", "seats",    "elected",
                                      "adopted", "advance", "ties",    "measures", "steps"};
    for (unsigned i = 0; i < SCENARIOS; i++) {
        struct election *e = scenario(state, i);
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span json = json_of(e, (enum adil_lang)lang);
            assert_true(json_is_valid(json));
            assert_true(json.ptr[0] == '{');
            for (size_t k = 0; k < ADIL_COUNT(key); k++) {
                /* Two blanks in front: a key of the outer object. */
                assert_has(json, adil_span_cstr(&e->m->perm,
                                                adil_fmt(&e->m->perm, "\n  \"%s\": ", key[k])));
            }
        }
    }
}

static void test_json__lists_have_votes_and_seats_in_input_order(void **state)
{
    struct adil_span json = json_of(scenario_lists(state), ADIL_RU);
    assert_has(json, "  \"seats\": [\n"
                     "    {\"option\": \"oak\", \"votes\": 5310, \"seats\": 5},\n"
                     "    {\"option\": \"birch\", \"votes\": 2490, \"seats\": 3},\n"
                     "    {\"option\": \"elm\", \"votes\": 1800, \"seats\": 2},\n"
                     "    {\"option\": \"reed\", \"votes\": 400, \"seats\": 0}\n"
                     "  ],\n  \"elected\": [],\n  \"adopted\": null,\n  \"advance\": [],\n"
                     "  \"ties\": [],\n");
    assert_has(json, "\"title\": \"Совет сада\"");
    assert_has(json, "\"day\": \"2024-02-29\"");
    assert_has(json, "\"outcome\": \"decided\"");
    assert_has(json, "{\"option\": \"reed\", \"class\": \"option\", \"votes\": 400, \"share\": "
                     "\"1/25\", \"stood\": true, \"barred\": true}");
}

/* Shares of votes .531 .249 .18 .04, of seats .5 .3 .2 0: sums of squares 0.377962 and 0.38;
 * differences 3.1, -5.1, -2, 4 points: sqrt(55.62 / 2) = 5.273518. */
static void test_json__measures_are_exact_with_a_decimal(void **state)
{
    struct adil_span json = json_of(scenario_lists(state), ADIL_EN);
    assert_has(json, "\"effective_votes\": \"500000/188981\"");
    assert_has(json, "\"effective_votes_decimal\": \"2.645768\"");
    assert_has(json, "\"effective_seats\": \"50/19\"");
    assert_has(json, "\"gallagher_decimal\": \"5.273518\"");
    assert_has(json, "\"loosemore_hanby\": \"71/1000\"");
    assert_has(json, "\"wasted\": 400");
    assert_has(json, "\"wasted_share\": \"1/25\"");
    json = json_of(scenario_question(state, 700), ADIL_EN);
    assert_has(json, "\"gallagher\": null");
}

static void test_json__steps_carry_rule_source_values_and_text(void **state)
{
    struct adil_span json = json_of(scenario_lists(state), ADIL_EN);
    assert_has(json, "\"step\": \"threshold\",\n      \"rule\": \"threshold-5\",\n"
                     "      \"cite\": \"Law on Elections, article 97\",\n"
                     "      \"mark\": \"recalled\",\n      \"source\": \"counted\",\n");
    assert_has(json, "\"phrase\": \"at least 5% of counted votes\"");
    assert_has(json, "{\"option\": \"oak\", \"votes\": 5310, \"whole\": 5, \"remainder\": 510}");
    assert_has(json, "{\"seat\": 9, \"option\": \"elm\", \"remainder\": 840}");
    assert_has(json, "\"option\": \"birch\",\n        \"next\": \"oak\",\n        \"short\": 60\n");
    json = json_of(scenario_published(state), ADIL_EN);
    assert_has(json, "\"outcome\": \"published\"");
    assert_has(json, "\"source\": \"published\"");
    assert_has(json, "\"elected\": [\n    \"Dee\"\n  ]");
}

static void test_json__an_open_tie_names_what_it_lacks(void **state)
{
    struct election *e = scenario_tie(state);
    struct adil_span json = json_of(e, ADIL_EN);
    assert_has(json, "\"outcome\": \"lot-needed\"");
    assert_has(json, "\"options\": [\n        \"A,\\\"1\\\"\",\n        \"B;\\\\b\",\n"
                     "        \"C's\"\n      ],\n      \"take\": 2,\n"
                     "      \"stage\": \"remainder-seats\",\n      \"unit\": null,\n"
                     "      \"resolved\": false,\n      \"by\": null,\n      \"order\": null\n");
    assert_has(json, "\"votes\": 10, \"seats\": null, \"certain\": 0}");
}

static void test_json__questions_are_adopted_true_false_or_null(void **state)
{
    assert_has(json_of(scenario_question(state, 700), ADIL_EN), "\"adopted\": true");
    assert_has(json_of(scenario_question(state, 400), ADIL_EN), "\"adopted\": false");
    assert_has(json_of(scenario_question(state, 400), ADIL_EN), "\"outcome\": \"not-adopted\"");
    assert_has(json_of(scenario_unknown(state), ADIL_EN), "\"adopted\": null");
}

static void test_json__an_unknown_figure_is_null_with_its_bounds(void **state)
{
    struct adil_span json = json_of(scenario_unknown(state), ADIL_EN);
    assert_has(json, "{\"option\": \"Bob\", \"class\": \"option\", \"votes\": null, \"least\": 0, "
                     "\"most\": null, \"share\": null,");
    assert_has(json, "\"outcome\": \"undetermined\"");
}

static void test_json__winners_and_those_who_go_on(void **state)
{
    assert_has(json_of(scenario_exhaustive(state), ADIL_EN), "\"elected\": [\n    \"Bob\"\n  ]");
    assert_has(json_of(scenario_second_round(state), ADIL_EN),
               "\"advance\": [\n    \"Ann\",\n    \"Bob\"\n  ]");
}

/* North: 450 votes, Droop 113: A 2, and B one by its remainder of 100. South: 550 votes, 138: one
 * each. Whole: 2000 votes, 182: A 5, B 3, C 2. */
static void test_json__tiers_show_regions_and_both_kinds_of_seats(void **state)
{
    struct election *e = scenario_tiers(state);
    struct adil_span json = json_of(e, ADIL_EN);
    assert_has(json, "\"unit\": \"South\",\n      \"seats\": [\n"
                     "        {\"option\": \"A\", \"seats\": 1},\n"
                     "        {\"option\": \"B\", \"seats\": 1},\n"
                     "        {\"option\": \"C\", \"seats\": 1}\n      ]");
    assert_has(json, "{\"option\": \"A\", \"votes\": 1000, \"seats\": 5, \"lower\": 3, "
                     "\"upper\": 2}");
}

static void test_json__parts_are_whole_outcomes_of_their_own(void **state)
{
    struct adil_span json = json_of(scenario_parts(state), ADIL_EN);
    assert_has(json, "{\"option\": \"oak\", \"votes\": 5310, \"seats\": 6}");
    assert_has(json, "{\"option\": \"reed\", \"votes\": 400, \"seats\": 1}");
    assert_has(json, "\n  \"parts\": [\n    {\n      \"contest\": \"lists\",");
    assert_has(json, "\n      \"contest\": \"districts\",");
}

static void test_json__what_the_caller_set_is_named(void **state)
{
    struct election *e = scenario_lists(state);
    struct adil_rule set = scenario_rule;
    set.mark = ADIL_MARK_WHAT_IF;
    set.cite = ADIL_SPAN("threshold = 3%");
    e->c.rule_of[ADIL_K_THRESHOLD] = &set;
    election_count(e);
    struct adil_span json = json_of(e, ADIL_EN);
    assert_has(json, "\"what_if\": [\n    \"threshold = 3%\"\n  ]");
    assert_has(json, "\"mark\": \"what-if\"");
}

/* Names come from files: bytes that are no text must not break the object. */
static void test_json__names_of_any_bytes_stay_one_object(void **state)
{
    static const char *const name[] = {"\xff\xfe", "a\nb\x01", "\xd0"};
    static const int64_t votes[] = {3, 2, 1};
    struct election *e = election_open(state, ADIL_METHOD_PLURALITY, name, 3);
    e->c.name = ADIL_SPAN("\x80");
    election_table(e, 0, 1, name, 1, votes);
    election_count(e);
    struct adil_span json = json_of(e, ADIL_EN);
    assert_true(json_is_valid(json));
    assert_has(json, "\"elected\": [\n    \"\xef\xbf\xbd\xef\xbf\xbd\"\n  ]");
}

static bool document_names(struct adil_arena *a, struct adil_span doc, const char *word)
{
    return has_text(doc, adil_span_cstr(a, adil_fmt(a, "`%s`", word)));
}

static void test_json__the_document_names_every_word(void **state)
{
    struct test_arenas *m = *state;
    struct adil_diag diag = {0};
    struct adil_span doc;
    adil_err err = adil_file_read(&m->perm, ADIL_SPAN("docs/json.md"), 1 << 20, &doc, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
    for (int i = 0; i < ADIL_N_STEPS; i++) {
        assert_true(document_names(&m->perm, doc, adil_step_word((enum adil_step_kind)i)));
    }
    for (int i = 0; i < ADIL_N_STATUSES; i++) {
        assert_true(document_names(&m->perm, doc, adil_status_word((enum adil_status)i)));
    }
    assert_false(document_names(&m->perm, doc, "no-such-step"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_valid__tells_good_from_bad),
        test_case(test_json__every_outcome_is_one_valid_object),
        test_case(test_json__lists_have_votes_and_seats_in_input_order),
        test_case(test_json__measures_are_exact_with_a_decimal),
        test_case(test_json__steps_carry_rule_source_values_and_text),
        test_case(test_json__an_open_tie_names_what_it_lacks),
        test_case(test_json__questions_are_adopted_true_false_or_null),
        test_case(test_json__an_unknown_figure_is_null_with_its_bounds),
        test_case(test_json__winners_and_those_who_go_on),
        test_case(test_json__tiers_show_regions_and_both_kinds_of_seats),
        test_case(test_json__parts_are_whole_outcomes_of_their_own),
        test_case(test_json__what_the_caller_set_is_named),
        test_case(test_json__names_of_any_bytes_stay_one_object),
        test_case(test_json__the_document_names_every_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
