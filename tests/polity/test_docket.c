/* The procedure machine without polling: moves, days put off, rounds, lapses. */
#include "club.h"

#include <string.h>

#define docket     "tests/polity/test-docket.yaml"
#define docket_one "case/1-2024"

static const struct fold_issuer bench[] = {{"registrar", 1}};

static void filed(struct fold *f, struct test_arenas *t)
{
    fold_open(f, t, docket, bench, ADIL_COUNT(bench));
    fold_at(f, "2024-03-01T09:00:00+02:00");
    fold_ok(f, "registrar", "file", docket_one,
            "{\"day\":\"2024-03-14\",\"parties\":[\"A\",\"B\"],\"value\":100}");
}

static void announce_time(struct fold *f, const char *instant)
{
    int64_t now;
    assert_true(adil_instant_parse(adil_span_of(instant), &now));
    adil_polity_project(f->p, now);
}

static void a_case_nobody_serves_lapses(void **state)
{
    struct fold f;
    filed(&f, *state);
    announce_time(&f, "2024-04-01T00:00:00+02:00"); /* the 24:00 of 31 March */
    assert_string_equal(club_stage(&f, 0), "filed");
    announce_time(&f, "2024-04-01T00:00:00.001+02:00");
    assert_string_equal(club_stage(&f, 0), "lapsed");
    fold_at(&f, "2024-04-01T09:00:00+02:00");
    fold_refused(&f, "filed.serve", "registrar", "serve", docket_one, NULL);
    assert_span_is(f.refusal.found, "stage: lapsed");
    fold_close(&f);
}

/* A record of a case says which, and norms count those of one case. */
static void a_motion_of_a_kind_is_made_once_in_a_case(void **state)
{
    static const char costs[] = "{\"kind\":\"costs\"}";
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "file", "case/2-2024",
            "{\"day\":\"2024-03-14\",\"parties\":[\"A\",\"C\"],\"value\":100}");
    fold_ok(&f, "registrar", "make-motion", "motion/1-2024/a", costs);
    fold_refused(&f, "motion-once", "registrar", "make-motion", "motion/1-2024/b", costs);
    fold_ok(&f, "registrar", "make-motion", "motion/2-2024/a", costs);
    fold_refused(&f, "act.field", "registrar", "make-motion", "motion/2-2024/b",
                 "{\"docket\":\"1-2024\",\"kind\":\"delay\"}");
    fold_close(&f);
}

static void a_day_that_is_put_off_moves_its_deadlines(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "put-off", docket_one, "{\"day\":\"2024-03-20\"}");
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    assert_int_equal(f.p->cases[0].round, 1);
    announce_time(&f, "2024-03-14T10:00:01+02:00");
    assert_string_equal(club_stage(&f, 0), "served");
    announce_time(&f, "2024-03-20T10:00:01+02:00");
    assert_string_equal(club_stage(&f, 0), "heard");
    fold_close(&f);
}

static void the_next_round_has_its_own_day(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    fold_at(&f, "2024-03-14T11:00:00+02:00");
    fold_ok(&f, "commission", "hear-again", docket_one, "{\"day\":\"2024-03-28\"}");
    assert_int_equal(f.p->cases[0].round, 2);
    assert_string_equal(club_stage(&f, 0), "served");
    fold_at(&f, "2024-03-28T10:00:01+02:00");
    fold_ok(&f, "commission", "decide", docket_one, "{\"order\":\"dismissed\"}");
    assert_string_equal(club_stage(&f, 0), "decided");
    fold_close(&f);
}

static void a_norm_asks_which_round_it_is(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    fold_at(&f, "2024-03-14T11:00:00+02:00");
    fold_ok(&f, "commission", "hear-again", docket_one, "{\"day\":\"2024-03-20\"}");
    fold_at(&f, "2024-03-20T11:00:00+02:00");
    fold_ok(&f, "commission", "hear-again", docket_one, "{\"day\":\"2024-03-27\"}");
    fold_at(&f, "2024-03-27T11:00:00+02:00");
    fold_refused(&f, "thrice-at-most", "commission", "decide", docket_one, "{\"order\":\"x\"}");
    assert_span_is(f.refusal.found, "3");
    fold_close(&f);
}

/* The third day after 14 March 2024 is a Sunday: a decision of Monday is in time to its end. */
static const char *exhibit(struct fold *f, const char *number, const char *kind, char digit)
{
    char content[65];
    memset(content, digit, 64);
    content[64] = '\0';
    struct adil_span fields =
        kind != NULL ? adil_fmt(&f->t->perm, "{\"content\":\"%s\",\"kind\":\"%s\"}", content, kind)
                     : adil_fmt(&f->t->perm, "{\"content\":\"%s\"}", content);
    return fold_do(f, "registrar", "exhibit",
                   adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "exhibit/%s", number)),
                   adil_span_cstr(&f->t->perm, fields));
}

/* Rows are found by a text, by a hash, and not passed over where the field is not known. */
static void rows_are_counted_by_what_they_hold(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_assert(&f, exhibit(&f, "1", "knife", 'a'), NULL);
    fold_assert(&f, exhibit(&f, "2", "gun", 'a'), "exhibit-once");
    fold_assert(&f, exhibit(&f, "2", "knife", 'b'), NULL);
    fold_assert(&f, exhibit(&f, "3", "knife", 'c'), "exhibits-of-a-kind");
    assert_span_is(f.refusal.found, "2");
    fold_assert(&f, exhibit(&f, "3", NULL, 'c'), "exhibits-of-a-kind"); /* it may be a knife */
    fold_assert(&f, exhibit(&f, "3", "gun", 'c'), NULL);
    fold_assert(&f, exhibit(&f, "4", "rope", 'd'), NULL);
    fold_close(&f);
}

static void a_deadline_on_a_sunday_goes_to_monday(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    fold_at(&f, "2024-03-19T00:00:01+02:00");
    fold_refused(&f, "decision-due", "commission", "decide", docket_one, "{\"order\":\"late\"}");
    assert_span_is(f.refusal.found, "2024-03-19T00:00:01+02:00");
    assert_span_is(f.refusal.expected, "not after 24:00 on 18 March 2024");
    fold_at(&f, "2024-03-18T23:59:59+02:00");
    fold_ok(&f, "commission", "decide", docket_one, "{\"order\":\"in time\"}");
    fold_close(&f);
}

/* Heard again on another day: the window of the decision counts from that one. */
static void a_window_moves_with_its_day(void **state)
{
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    fold_at(&f, "2024-03-19T00:00:01+02:00");
    fold_refused(&f, "decision-due", "commission", "decide", docket_one, "{\"order\":\"late\"}");
    assert_span_is(f.refusal.expected, "not after 24:00 on 18 March 2024");
    fold_ok(&f, "commission", "hear-again", docket_one, "{\"day\":\"2024-03-28\"}");
    fold_at(&f, "2024-04-02T00:00:01+02:00");
    fold_refused(&f, "decision-due", "commission", "decide", docket_one, "{\"order\":\"late\"}");
    assert_span_is(f.refusal.expected, "not after 24:00 on 1 April 2024");
    fold_at(&f, "2024-04-01T23:59:59+02:00");
    fold_ok(&f, "commission", "decide", docket_one, "{\"order\":\"in time\"}");
    fold_close(&f);
}

/* By turns in two cases with one deadline, and in a third that is heard on the day of the second.
 */
static void each_case_has_its_own_windows(void **state)
{
    static const struct {
        const char *about;
        const char *due; /* NULL: in time */
    } decided[] = {{docket_one, "not after 24:00 on 18 March 2024"},
                   {"case/2-2024", NULL},
                   {docket_one, "not after 24:00 on 18 March 2024"},
                   {"case/3-2024", NULL}};
    struct fold f;
    filed(&f, *state);
    fold_ok(&f, "registrar", "serve", docket_one, NULL);
    for (int i = 2; i <= 3; i++) {
        const char *about = adil_span_cstr(&f.t->perm, adil_fmt(&f.t->perm, "case/%d-2024", i));
        fold_ok(&f, "registrar", "file", about,
                "{\"day\":\"2024-03-20\",\"parties\":[\"A\",\"C\"],\"value\":7}");
        fold_ok(&f, "registrar", "serve", about, NULL);
    }
    fold_at(&f, "2024-03-26T00:00:01+02:00");
    for (size_t i = 0; i < ADIL_COUNT(decided); i++) {
        fold_refused(&f, "decision-due", "commission", "decide", decided[i].about,
                     "{\"order\":\"late\"}");
        assert_span_is(f.refusal.expected, decided[i].due != NULL
                                               ? decided[i].due
                                               : "not after 24:00 on 25 March 2024");
    }
    fold_at(&f, "2024-03-25T23:59:00+02:00");
    for (size_t i = 0; i < ADIL_COUNT(decided); i++) {
        fold_assert(&f, fold_do(&f, "commission", "decide", decided[i].about, "{\"order\":\"o\"}"),
                    decided[i].due != NULL ? "decision-due" : NULL);
    }
    fold_close(&f);
}

/* What is on the record may be said again: lists by what they hold, sets in any order. */
static void a_list_said_again_is_the_same(void **state)
{
    struct fold f;
    fold_open(&f, *state, docket, bench, ADIL_COUNT(bench));
    fold_ok(&f, "registrar", "sit", "sitting/1",
            "{\"bench\":[\"A\",\"B\"],\"hands\":{\"no\":2,\"yes\":5000000000}}");
    fold_ok(&f, "registrar", "exhibit", "exhibit/1",
            "{\"content\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}");
    fold_refused(&f, "act.known", "registrar", "sit", "sitting/1", "{\"bench\":[\"B\",\"A\"]}");
    assert_span_is(f.refusal.found, "nothing new");
    fold_refused(&f, "act.known", "registrar", "sit", "sitting/1",
                 "{\"bench\":[\"A\",\"C\"],\"hour\":9}");
    assert_span_is(f.refusal.found, "another value");
    fold_refused(&f, "act.known", "registrar", "sit", "sitting/1",
                 "{\"hands\":{\"no\":2,\"yes\":5000000001},\"hour\":9}");
    fold_refused(&f, "act.known", "registrar", "sit", "sitting/1",
                 "{\"hands\":{\"no\":2},\"hour\":9}");
    fold_ok(&f, "registrar", "sit", "sitting/1",
            "{\"bench\":[\"B\",\"A\"],\"hands\":{\"no\":2,\"yes\":5000000000},\"hour\":9}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_case_nobody_serves_lapses),
        test_case(a_day_that_is_put_off_moves_its_deadlines),
        test_case(the_next_round_has_its_own_day),
        test_case(a_norm_asks_which_round_it_is),
        test_case(rows_are_counted_by_what_they_hold),
        test_case(a_list_said_again_is_the_same),
        test_case(a_motion_of_a_kind_is_made_once_in_a_case),
        test_case(a_deadline_on_a_sunday_goes_to_monday),
        test_case(a_window_moves_with_its_day),
        test_case(each_case_has_its_own_windows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
