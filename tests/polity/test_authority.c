/* Who may act: offices of a stage, powers and their limits, one's own record. */
#include "club.h"

static void nominated(struct fold *f)
{
    club_call(f);
    fold_at(f, "2023-01-25T10:00:00+06:00");
    fold_ok(f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
}

static void a_stage_gives_a_word_to_its_offices_only(void **state)
{
    struct fold f;
    club_open(&f, *state);
    nominated(&f);
    fold_refused(&f, "preparation.register-list", "party/reds", "register-list",
                 "list/board-2023/reds", "{\"registered\":\"2023-01-26\"}");
    assert_span_is(f.refusal.cite, "Charter 17(1)");
    assert_span_is(f.refusal.field, "by");
    assert_span_is(f.refusal.found, "party/reds");
    assert_span_is(f.refusal.expected, "done by: the commission");
    fold_ok(&f, "commission", "register-list", "list/board-2023/reds",
            "{\"registered\":\"2023-01-26\"}");
    fold_close(&f);
}

static void a_word_of_another_stage_waits_for_it(void **state)
{
    struct fold f;
    club_open(&f, *state);
    nominated(&f);
    fold_refused(&f, "counting.reveal-seed", "party/reds", "reveal-seed", club_case,
                 "{\"seed\":\"s\"}");
    assert_span_is(f.refusal.found, "stage: preparation");
    assert_span_is(f.refusal.expected, "stage: counting");
    fold_close(&f);
}

static void a_party_writes_its_own_list_only(void **state)
{
    struct fold f;
    club_open(&f, *state);
    nominated(&f);
    fold_refused(&f, "preparation.nominate-list", "party/blues", "nominate-list",
                 "list/board-2023/greens", club_list("reds"));
    assert_span_is(f.refusal.found, "list/board-2023/greens");
    assert_span_is(f.refusal.expected, "a record of its own: blues");
    fold_refused(&f, "preparation.withdraw-list", "party/blues", "withdraw-list",
                 "list/board-2023/reds", NULL);
    fold_ok(&f, "party/blues", "nominate-list", "list/board-2023/second", club_list("blues"));
    fold_ok(&f, "party/reds", "withdraw-list", "list/board-2023/reds", NULL);
    fold_close(&f);
}

/* A field that refers to the register decides; the name of the key does not help, and neither does
 * one field of two. */
static void a_key_does_not_help_against_a_field(void **state)
{
    struct fold f;
    club_open(&f, *state);
    nominated(&f);
    fold_refused(&f, "preparation.nominate-list", "party/blues", "nominate-list",
                 "list/board-2023/blues", club_list("reds"));
    fold_refused(&f, "preparation.withdraw-list", "party/blues", "withdraw-list",
                 "list/board-2023/reds", NULL);
    fold_close(&f);
}

/* A key behind the case is compared whole: a place of one part has no part in one of two. */
static void a_place_is_named_by_its_whole_key(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_ok(&f, "commission", "keep-precinct", "precinct/north/001",
            "{\"registered\":100,\"title\":\"Annex\",\"unit\":\"north\"}");
    fold_bind(&f, "commission", "precinct-commission/north/001", 1);
    club_call(&f);
    fold_at(&f, "2023-03-19T10:00:00+06:00");
    fold_refused(&f, "polling.turnout", "precinct-commission/001", "turnout",
                 "turnout/board-2023/north/001", "{\"at-09\":1}");
    fold_ok(&f, "precinct-commission/north/001", "turnout", "turnout/board-2023/north/001",
            "{\"at-09\":1}");
    fold_close(&f);
}

/* The part behind the last "/" is compared whole: 01 is no end of 001. */
static void a_place_reports_for_itself(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-03-19T10:00:00+06:00");
    fold_refused(&f, "polling.turnout", "precinct-commission/001", "turnout",
                 "turnout/board-2023/002", "{\"at-09\":1}");
    fold_ok(&f, "precinct-commission/001", "turnout", "turnout/board-2023/001", "{\"at-09\":1}");
    fold_close(&f);
}

static void a_power_is_its_office_s(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_refused(&f, "keeps-precincts", "chair", "keep-precinct", "precinct/007",
                 "{\"registered\":1,\"title\":\"x\",\"unit\":\"north\"}");
    assert_span_is(f.refusal.expected, "done by: the commission");
    fold_refused(&f, "dissolves-parties", "party/reds", "dissolve-party", "party/blues", NULL);
    fold_ok(&f, "party/reds", "dissolve-party", "party/reds", NULL);
    fold_close(&f);
}

static const char *const call_fields = "{\"contests\":[\"chair-2023\"],\"day\":\"2023-03-19\"}";

static void chair(struct fold *f, struct test_arenas *t, const char *capacity, const char *since)
{
    struct adil_span holders =
        adil_fmt(&t->perm,
                 "[{\"capacity\":\"%s\",\"office\":\"chair\",\"person\":\"Ann\",\"since\":\"%s\","
                 "\"source\":\"minutes\"}]",
                 capacity, since);
    club_open_holders(f, t, adil_span_cstr(&t->perm, holders));
    fold_at(f, "2023-01-19T12:00:00+06:00");
}

static void a_power_is_not_had_in_every_capacity(void **state)
{
    struct fold f;
    chair(&f, *state, "acting", "2020-01-01");
    fold_refused(&f, "calls-early", "chair", "call", club_case, call_fields);
    assert_span_is(f.refusal.cite, "Charter 12(3)");
    assert_span_is(f.refusal.found, "held as: acting");
    assert_span_is(f.refusal.expected, "not held as: acting");
    fold_close(&f);
}

static void a_power_waits_for_its_conditions(void **state)
{
    struct fold f;
    chair(&f, *state, "elected", "2022-03-01");
    fold_refused(&f, "not-in-first-year", "chair", "call", club_case, call_fields);
    assert_span_is(f.refusal.cite, "Charter 12(4)");
    fold_close(&f);
    chair(&f, *state, "elected", "2022-01-19");
    fold_ok(&f, "chair", "call", club_case, call_fields);
    fold_close(&f);
}

static void who_holds_an_office_unknown_is_no_holder(void **state)
{
    struct fold f;
    club_open(&f, *state);
    fold_at(&f, "2023-01-19T12:00:00+06:00");
    fold_refused(&f, "calls-early", "chair", "call", club_case, call_fields);
    assert_span_is(f.refusal.found, "not known: the record does not say");
    fold_close(&f);
}

/* In 2022 the chair had no such power: its own article says when it begins. */
static void a_power_begins_with_its_rule(void **state)
{
    struct fold f;
    struct test_arenas *t = *state;
    fold_open(&f, t, fold_club, club_issuers, ADIL_COUNT(club_issuers));
    fold_at(&f, "2022-12-31T12:00:00+06:00");
    fold_refused(&f, "calls-early", "chair", "call", club_case, call_fields);
    assert_span_is(f.refusal.cite, "Charter 12(3)");
    assert_span_is(f.refusal.field, "logged");
    assert_span_is(f.refusal.found, "2022-12-31");
    assert_span_is(f.refusal.expected, "not before 00:00 on 1 January 2023");
    fold_refused(&f, "calls-elections", "party/reds", "call", club_case, call_fields);
    assert_span_is(f.refusal.expected, "done by: the commission"); /* who never had it */
    fold_close(&f);
}

/* Of three versions: one that ended, a later one that ended, one that is to begin. */
static void a_power_ends_with_its_rule(void **state)
{
    struct fold f;
    fold_open(&f, *state, "tests/polity/test-docket.yaml", NULL, 0);
    fold_at(&f, "2024-01-31T23:59:59+02:00");
    fold_ok(&f, "commission", "sit", "sitting/1", "{\"hour\":9}");
    fold_at(&f, "2024-02-01T00:00:00+02:00");
    fold_refused(&f, "bench-sits", "commission", "sit", "sitting/2", "{\"hour\":9}");
    assert_span_is(f.refusal.cite, "Rules 12(2)");
    assert_span_is(f.refusal.found, "2024-02-01");
    assert_span_is(f.refusal.expected, "not after 24:00 on 31 January 2024");
    fold_at(&f, "2024-02-15T00:00:00+02:00");
    fold_ok(&f, "commission", "sit", "sitting/2", "{\"hour\":9}");
    fold_at(&f, "2024-03-10T00:00:00+02:00");
    fold_refused(&f, "bench-sits", "commission", "sit", "sitting/3", "{\"hour\":9}");
    assert_span_is(f.refusal.cite, "Rules 12(3)");
    assert_span_is(f.refusal.expected, "not after 24:00 on 9 March 2024");
    fold_at(&f, "2024-05-01T00:00:00+02:00");
    fold_ok(&f, "commission", "sit", "sitting/3", "{\"hour\":9}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_stage_gives_a_word_to_its_offices_only),
        test_case(a_word_of_another_stage_waits_for_it),
        test_case(a_party_writes_its_own_list_only),
        test_case(a_key_does_not_help_against_a_field),
        test_case(a_place_is_named_by_its_whole_key),
        test_case(a_place_reports_for_itself),
        test_case(a_power_is_its_office_s),
        test_case(a_power_is_not_had_in_every_capacity),
        test_case(a_power_waits_for_its_conditions),
        test_case(who_holds_an_office_unknown_is_no_holder),
        test_case(a_power_begins_with_its_rule),
        test_case(a_power_ends_with_its_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
