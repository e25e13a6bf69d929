#include "scenarios.h"

static struct adil_span csv_of(struct election *e)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_report_csv(e->m->scratch, &e->out, &out);
    return written(e, &out);
}

static void test_csv__a_line_an_option_in_input_order(void **state)
{
    assert_span_is(csv_of(scenario_lists(state)), "option,votes,seats,elected\n"
                                                  "oak,5310,5,\n"
                                                  "birch,2490,3,\n"
                                                  "elm,1800,2,\n"
                                                  "reed,400,0,\n");
}

static void test_csv__names_are_quoted_and_open_seats_are_empty(void **state)
{
    assert_span_is(csv_of(scenario_tie(state)), "option,votes,seats,elected\n"
                                                "\"A,\"\"1\"\"\",10,,\n"
                                                "B;\\b,10,,\n"
                                                "C's,10,,\n");
}

static void test_csv__elected_is_the_place_and_unknown_is_empty(void **state)
{
    assert_span_is(csv_of(scenario_exhaustive(state)), "option,votes,seats,elected\n"
                                                       "Ann,45,,\n"
                                                       "Bob,55,,1\n"
                                                       "Cyd,25,,\n");
    assert_span_is(csv_of(scenario_unknown(state)), "option,votes,seats,elected\n"
                                                    "Ann,450,,\n"
                                                    "Bob,,,\n"
                                                    "Cyd,250,,\n");
    assert_span_is(csv_of(scenario_published(state)), "option,votes,seats,elected\n"
                                                      "Ann,,,\n"
                                                      "Dee,,,1\n");
}

static void test_csv__tiers_have_lower_and_upper_seats(void **state)
{
    assert_span_is(csv_of(scenario_tiers(state)), "option,votes,seats,lower,upper,elected\n"
                                                  "A,1000,5,3,2,\n"
                                                  "B,600,3,2,1,\n"
                                                  "C,400,2,1,1,\n");
}

static void test_csv__line_breaks_and_edge_blanks_stay_in_their_cell(void **state)
{
    static const char *const name[] = {" a", "b\nc", "d\r", "plain text"};
    static const int64_t votes[] = {4, 3, 2, 1};
    struct election *e = election_open(state, ADIL_METHOD_PLURALITY, name, 4);
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    assert_span_is(csv_of(e), "option,votes,seats,elected\n"
                              "\" a\",4,,1\n"
                              "\"b\nc\",3,,\n"
                              "\"d\r\",2,,\n"
                              "plain text,1,,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_csv__a_line_an_option_in_input_order),
        test_case(test_csv__names_are_quoted_and_open_seats_are_empty),
        test_case(test_csv__elected_is_the_place_and_unknown_is_empty),
        test_case(test_csv__tiers_have_lower_and_upper_seats),
        test_case(test_csv__line_breaks_and_edge_blanks_stay_in_their_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
