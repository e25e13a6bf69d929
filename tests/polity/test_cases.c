/* Cases: opened, moved by acts and by deadlines, closed; deadlines to the second, in their zones.
 */
#include "club.h"

#include <string.h>

static void nomination_ends_to_the_second_in_the_zone_of_the_whole(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-02-08T18:00:00+06:00");
    fold_ok(&f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
    fold_at(&f, "2023-02-08T18:00:01+06:00");
    fold_refused(&f, "nomination-ends", "party/blues", "nominate-list", "list/board-2023/blues",
                 club_list("blues"));
    assert_span_is(f.refusal.cite, "Charter 16(4)");
    assert_span_is(f.refusal.found, "2023-02-08T18:00:01+06:00");
    assert_span_is(f.refusal.expected, "not after 18:00 on 8 February 2023");
    fold_close(&f);
}

static void nomination_begins_on_the_day_after_the_call(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-01-19T23:59:59+06:00");
    fold_refused(&f, "nomination-starts", "party/reds", "nominate-list", "list/board-2023/reds",
                 club_list("reds"));
    assert_span_is(f.refusal.found, "2023-01-19T23:59:59+06:00");
    assert_span_is(f.refusal.expected, "not before 00:00 on 20 January 2023");
    fold_at(&f, "2023-01-20T00:00:00+06:00");
    fold_ok(&f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
    fold_close(&f);
}

static void a_place_opens_at_seven_of_its_own_zone(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-03-19T07:00:00+06:00");
    fold_ok(&f, "precinct-commission/001", "turnout", "turnout/board-2023/001", "{\"at-09\":1}");
    fold_refused(&f, "polling-opens", "precinct-commission/004", "turnout",
                 "turnout/board-2023/004", "{\"at-09\":1}");
    assert_span_is(f.refusal.found, "2023-03-19T06:00:01+05:00");
    assert_span_is(f.refusal.expected, "not before 07:00 on 19 March 2023");
    fold_at(&f, "2023-03-19T07:00:00+05:00");
    fold_ok(&f, "precinct-commission/004", "turnout", "turnout/board-2023/004", "{\"at-09\":1}");
    fold_close(&f);
}

static void a_stage_ends_by_its_deadline_before_the_next_entry(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    assert_string_equal(club_stage(&f, 0), "preparation");
    uint64_t entry = adil_polity_entries(f.p);
    fold_at(&f, "2023-03-19T20:30:00+06:00");
    fold_ok(&f, "commission", "announce", "the north has closed", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "polling"); /* the south closes at 21:00+06:00 */
    assert_int_equal(f.p->cases[0].stage_entry, entry);
    fold_at(&f, "2023-03-19T21:00:00+06:00");
    fold_ok(&f, "commission", "announce", "to the second", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "polling");
    fold_ok(&f, "commission", "announce", "a second later", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "counting");
    fold_close(&f);
}

static void several_deadlines_pass_before_one_entry(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-04-01T00:00:00+06:00");
    fold_ok(&f, "commission", "announce", "later", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "counting");
    assert_int_equal(f.p->n_fired, 2);
    fold_close(&f);
}

static void a_refused_act_takes_its_deadlines_back(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    struct adil_hash before = fold_hash(&f);
    fold_at(&f, "2023-03-20T10:00:00+06:00");
    fold_refused(&f, "announces", "party/reds", "announce", "not mine", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "preparation");
    struct adil_hash after = fold_hash(&f);
    assert_true(adil_hash_eq(&before, &after));
    fold_at(&f, "2023-01-25T10:00:00+06:00");
    fold_ok(&f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
    fold_close(&f);
}

/* Opened in the order b, a, c: c's day is earlier, then a before b by name. */
static void deadlines_fire_in_order_of_time_then_of_cases(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_at(&f, "2023-01-19T12:00:00+06:00");
    const char *fields = "{\"contests\":[\"board-2023\"],\"day\":\"2023-03-19\"}";
    fold_ok(&f, "commission", "call", "case/b", fields);
    fold_ok(&f, "commission", "call", "case/a", fields);
    fold_ok(&f, "commission", "call", "case/c",
            "{\"contests\":[\"board-2023\"],\"day\":\"2023-03-18\"}");
    fold_at(&f, "2023-03-19T09:00:00+06:00");
    fold_ok(&f, "commission", "announce", "on the day", "{\"text\":\"t\"}");
    assert_int_equal(f.p->n_fired, 4);
    static const uint32_t order[] = {2, 2, 1, 0};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(f.p->fired[i].case_no, order[i]);
    }
    fold_close(&f);
}

static void projecting_moves_the_case_without_an_act(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    int64_t now;
    assert_true(adil_instant_parse(ADIL_SPAN("2023-03-19T08:00:00+06:00"), &now));
    adil_polity_project(f.p, now);
    assert_string_equal(club_stage(&f, 0), "polling");
    assert_int_equal(adil_polity_now(f.p), now);
    fold_close(&f);
}

static void a_contest_of_the_call_is_one_of_the_law(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_at(&f, "2023-01-19T12:00:00+06:00");
    fold_refused(&f, "act.contest", "commission", "call", club_case,
                 "{\"contests\":[\"board-2023\",\"bord-2023\"],\"day\":\"2023-03-19\"}");
    assert_span_is(f.refusal.found, "bord-2023");
    assert_span_is(f.refusal.expected, "board-2023");
    fold_close(&f);
}

static void a_case_is_opened_once(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_refused(&f, "act.case", "commission", "call", club_case,
                 "{\"contests\":[\"board-2023\"],\"day\":\"2023-03-19\"}");
    fold_refused(&f, "act.case", "party/reds", "nominate-list", "list/board-2022/reds",
                 club_list("reds"));
    fold_close(&f);
}

static void an_election_is_called_thirty_days_ahead(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_at(&f, "2023-02-18T12:00:00+06:00");
    fold_refused(&f, "call-in-time", "commission", "call", club_case,
                 "{\"contests\":[\"board-2023\"],\"day\":\"2023-03-19\"}");
    fold_at(&f, "2023-02-17T12:00:00+06:00");
    fold_ok(&f, "commission", "call", club_case,
            "{\"contests\":[\"board-2023\"],\"day\":\"2023-03-19\"}");
    fold_close(&f);
}

static void an_end_closes_the_case(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_ok(&f, "commission", "give-up", club_case, "{\"reason\":\"nobody stands\"}");
    assert_string_equal(club_stage(&f, 0), "not-held");
    fold_at(&f, "2023-01-25T10:00:00+06:00");
    fold_refused(&f, "preparation.nominate-list", "party/reds", "nominate-list",
                 "list/board-2023/reds", club_list("reds"));
    assert_span_is(f.refusal.found, "stage: not-held");
    assert_span_is(f.refusal.expected, "stage: preparation");
    fold_at(&f, "2023-04-25T10:00:00+06:00");
    fold_ok(&f, "commission", "announce", "no deadline fires", "{\"text\":\"t\"}");
    assert_string_equal(club_stage(&f, 0), "not-held");
    fold_close(&f);
}

/* Nomination: the version of the day of the act. Registration says it applies as on the day the
 * case was opened. */
static void versions_of_a_deadline_bind_as_each_says(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_at(&f, "2024-12-02T12:00:00+06:00");
    fold_ok(&f, "commission", "call", "case/board-2025",
            "{\"contests\":[\"board-2025\"],\"day\":\"2025-02-09\"}");
    struct adil_date day;
    uint32_t nomination = ADIL_NO_WORD;
    uint32_t registration = ADIL_NO_WORD;
    const struct adil_acts *acts = &f.p->book->acts;
    for (uint32_t i = 0; i < acts->n_deadline_ids; i++) {
        nomination = adil_span_is(acts->deadline_id[i], "nomination-ends") ? i : nomination;
        registration = adil_span_is(acts->deadline_id[i], "registration-ends") ? i : registration;
    }
    assert_true(adil_date_parse(ADIL_SPAN("2024-12-31"), &day));
    struct adil_moment_span m = adil_case_deadline(f.p, 0, nomination, ADIL_NO_UNIT, day);
    assert_span_is(adil_date_text(&f.t->perm, m.day), "2025-01-01");
    assert_true(adil_date_parse(ADIL_SPAN("2025-01-01"), &day));
    m = adil_case_deadline(f.p, 0, nomination, ADIL_NO_UNIT, day);
    assert_span_is(adil_date_text(&f.t->perm, m.day), "2025-01-05");
    m = adil_case_deadline(f.p, 0, registration, ADIL_NO_UNIT, day);
    assert_span_is(adil_date_text(&f.t->perm, m.day), "2025-01-11");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(nomination_ends_to_the_second_in_the_zone_of_the_whole),
        test_case(nomination_begins_on_the_day_after_the_call),
        test_case(a_place_opens_at_seven_of_its_own_zone),
        test_case(a_stage_ends_by_its_deadline_before_the_next_entry),
        test_case(several_deadlines_pass_before_one_entry),
        test_case(a_refused_act_takes_its_deadlines_back),
        test_case(deadlines_fire_in_order_of_time_then_of_cases),
        test_case(projecting_moves_the_case_without_an_act),
        test_case(a_contest_of_the_call_is_one_of_the_law),
        test_case(a_case_is_opened_once),
        test_case(an_election_is_called_thirty_days_ahead),
        test_case(an_end_closes_the_case),
        test_case(versions_of_a_deadline_bind_as_each_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
