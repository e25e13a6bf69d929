/* What is left of the reference rulebook's record of elections: lots, witnesses, a party that is
 * not founded in time, a Senate that is no more, a President elected under the Constitution of
 * 2026. */
#include "kz_polled.h"

/* ---- the stroke of eight --------------------------------------------------------------------- */

/* A second before the polls close nothing is counted; on the stroke a paper is taken. */
static void a_paper_is_taken_from_the_stroke_on(void **state)
{
    for (size_t i = 0; i < SENATE; i++) { /* its contest is polled in the west, an hour later */
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[i];
        struct counting c = {&f, e, case_id(e)};
        struct adil_span day = adil_span_sub(adil_span_of(e->night), 0, sizeof "2023-03-19" - 1);
        const char *zone = day.ptr[3] == '6' ? "+05:00" : "+06:00"; /* since March 2024 */
        play(&f, t, e);
        const char *votes = kz_figures(&f, e->cast, e->votes, 0);
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%.*sT19:59:59%s", ADIL_ARG(day), zone)));
        fold_refused(&f, "polling-closes", commission(&c, e->last), "protocol",
                     paper(&c, 1, e->last), votes);
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%.*sT20:00:00%s", ADIL_ARG(day), zone)));
        fold_ok(&f, commission(&c, e->last), "protocol", paper(&c, 1, e->last), votes);
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- lots ------------------------------------------------------------------------------------ */

#define SALT "00000000000000000000000000000000000000000000000000000000000000aa"
#define SEED "00000000000000000000000000000000000000000000000000000000000000bb"

static const char *commitment(struct fold *f, const char *issuer)
{
    struct adil_hash h =
        adil_lot_commitment(ADIL_SPAN("m"), adil_span_of(issuer), ADIL_SPAN(SALT), ADIL_SPAN(SEED));
    return fold_text(f, adil_fmt(&f->t->perm, "{\"commitment\":\"%.*s\"}",
                                 ADIL_ARG(adil_hex(&f->t->perm, h.byte, sizeof h.byte))));
}

/* The acts of an election, with commitments that can be opened. */
static void a_seed_is_opened_after_the_last_protocol(void **state)
{
    struct fold f;
    const struct polled *e = &polled[MAJILIS];
    struct counting c = {&f, e, case_id(e)};
    const struct story s = {.name = e->name, .step = e->step, .n = e->n};
    static const char opening[] = "{\"salt\":\"" SALT "\",\"seed\":\"" SEED "\"}";
    fold_open_holders(&f, *state, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices),
                      poll_setting.holders);
    for (size_t i = 0; i < e->n; i++) {
        const struct act_step *x = &e->step[i];
        if (strcmp(x->word, "commit-seed") != 0) {
            tell_step(&f, &poll_setting, &s, i);
        } else if (x->rule == NULL) {
            fold_ok(&f, x->by, x->word, x->about, commitment(&f, x->by));
        }
    }
    story_at(&f, &poll_setting, e->night);
    poll_round(&c, 1, e->votes);
    fold_refused(&f, "act.lot-uncommitted", "party/C", "reveal-seed", "case/m", opening);
    fold_ok(&f, "party/A", "reveal-seed", "case/m", opening);
    fold_ok(&f, "party/B", "reveal-seed", "case/m", opening);
    fold_assert(&f, kz_result(&f, "m", e->contest), NULL);
    fold_close(&f);
}

/* ---- who sits for a list ----------------------------------------------------------------------
 */

/* Two people of a list and two seats: named within ten days; who declines is replaced by who is
 * left, and who was named takes the seat. */
static void people_of_a_list_take_its_seats(void **state)
{
    static const struct {
        int poll;
        const char *published, *late, *word, *named;
    } lists[] = {
        {MAJILIS, "2023-03-27", "2023-04-07", "seat-list-deputy", "list-deputy-named"},
        {KURULTAI, "2026-08-31", "2026-09-11", "seat-kurultai-deputy", "kurultai-deputy-named"},
    };
    for (size_t i = 0; i < ADIL_COUNT(lists); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[lists[i].poll];
        struct counting c = {&f, e, case_id(e)};
        play(&f, t, e);
        const char *about = fold_text(&f, adil_fmt(&t->perm, "case/%s", c.id));
        const char *first = fold_text(&f, adil_fmt(&t->perm, "deputy/%s/l1", c.id));
        const char *second = fold_text(&f, adil_fmt(&t->perm, "deputy/%s/l2", c.id));
        const char *instead = fold_text(&f, adil_fmt(&t->perm, "{\"instead\":\"%s/l1\"}", c.id));
        poll_round(&c, 1, e->votes);
        story_at(&f, &poll_setting, lists[i].published);
        fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
        fold_refused(&f, "published.name-deputy", "party/A", "name-deputy", first, NULL);
        fold_ok(&f, kz_cec, "publish-result", about, NULL);
        fold_ok(&f, "party/A", "name-deputy", first, NULL);
        story_at(&f, &poll_setting, lists[i].late);
        fold_refused(&f, "naming-ends", "party/A", "name-deputy", second, NULL);
        fold_refused(&f, "heir-vacancy", "party/A", "replace-deputy", second, instead);
        fold_refused(&f, "published.decline-seat", "party/A", "decline-seat", first, NULL);
        fold_refused(&f, "declined-named", kz_cec, "decline-seat", second, NULL);
        fold_ok(&f, kz_cec, "decline-seat", first, NULL);
        fold_refused(&f, lists[i].named, kz_cec, lists[i].word, first, NULL);
        fold_ok(&f, "party/A", "replace-deputy", second, instead);
        fold_ok(&f, kz_cec, lists[i].word, second, NULL);
        fold_refused(&f, lists[i].named, kz_cec, lists[i].word, second, NULL);
        fold_refused(&f, "declined-named", kz_cec, "decline-seat", second, NULL);
        fold_close(&f);
        t->perm = perm;
    }
}

#define SENATE_ON(day) "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"" day "\"}"
/* One contest of two was annulled, the other is established: what was annulled is held again. */
static const struct act_step one_of_two[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\",\"majilis-2023-list-announced\"],"
     "\"day\":\"2023-03-19\"}",
     NULL},
    {"2023-03-27", kz_cec, "annul-contest", "case/m",
     "{\"contest\":\"majilis-2023-list\",\"reason\":\"r\"}", NULL},
    {NULL, kz_cec, "state-finding", "case/m",
     "{\"contest\":\"majilis-2023-list-announced\",\"seats\":{\"Amanat\":69},\"source\":\"s\"}",
     NULL},
    {NULL, "president", "call-repeat-majilis-election", "case/m", "{\"day\":\"2023-05-14\"}",
     "established.call-repeat-majilis-election"},
    {NULL, kz_cec, "call-repeat-majilis-election", "case/m", "{\"day\":\"2026-07-01\"}",
     "majilis-repeat-held-before"},
    {NULL, kz_cec, "call-repeat-majilis-election", "case/m", "{\"day\":\"2023-05-14\"}", NULL},
};
/* Not on the day of the regular election of the President either. */
#define REGULAR_PRESIDENTIAL(called, day)                                                          \
    {                                                                                              \
        called, "majilis-chair", "call-presidential-election", "case/p",                           \
            "{\"contests\":[\"president-2022-announced\"],\"day\":\"" day "\"}", NULL              \
    }
static const struct act_step repeated_with_the_president[] = {
    LAND("2024-09-01"),
    REGULAR_PRESIDENTIAL(NULL, "2024-12-01"),
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2024-11-03\"}", NULL},
    {NULL, "president", "call-senate-election", "case/s", SENATE_ON("2024-11-03"), NULL},
    {"2024-11-05", kz_cec, "annul-contest", "case/m",
     "{\"contest\":\"majilis-2023-list\",\"reason\":\"r\"}", NULL},
    {NULL, kz_cec, "annul-contest", "case/s",
     "{\"contest\":\"senate-2024-kyzylorda\",\"reason\":\"r\"}", NULL},
    {NULL, kz_cec, "call-repeat-majilis-election", "case/m", "{\"day\":\"2024-12-01\"}",
     "majilis-repeat-alone"},
    {NULL, kz_cec, "call-repeat-senate-election", "case/s", "{\"day\":\"2024-12-01\"}",
     "senate-repeat-alone"},
    {NULL, kz_cec, "call-repeat-senate-election", "case/s", "{\"day\":\"2026-07-01\"}",
     "senate-repeat-held-before"},
    {NULL, "president", "call-repeat-senate-election", "case/s", "{\"day\":\"2024-12-08\"}",
     "counting.call-repeat-senate-election"},
    {NULL, kz_cec, "call-repeat-majilis-election", "case/m", "{\"day\":\"2024-12-08\"}", NULL},
    {NULL, kz_cec, "call-repeat-senate-election", "case/s", "{\"day\":\"2024-12-08\"}", NULL},
};
/* Nor is that election called for the day to which one was repeated. */
static const struct act_step repeated_before_the_president[] = {
    LAND("2024-08-01"),
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2024-08-30\"}", NULL},
    {"2024-09-01", kz_cec, "annul-contest", "case/m",
     "{\"contest\":\"majilis-2023-list\",\"reason\":\"r\"}", NULL},
    {NULL, kz_cec, "call-repeat-majilis-election", "case/m", "{\"day\":\"2024-12-01\"}", NULL},
    {NULL, "majilis-chair", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022-announced\"],\"day\":\"2024-12-01\"}", "regular-alone"},
};
#define UNTIL_2024                                                                                 \
    "[" HOLDER("president", "p", "2019-06-12") ALSO("senator", "s", "2023-01-26")                  \
        ALSO("list-deputy", "d", "2023-03-29") "]"

/* ---- acts by themselves ---------------------------------------------------------------------- */

static const struct act_step witnessed[] = {
    {"2023-01-12", kz_cec, "accept-witness", "witness/w",
     "{\"vector\":\"domestic\",\"vkey\":\"w.example+0a0b0c0d+AQID\"}", NULL},
    {NULL, kz_cec, "move-witness", "witness/w", "{\"url\":\"https://w.example/\"}", NULL},
};
static const struct act_step not_founded[] = {
    {"2022-11-24", "justice", "open-founding", "case/f", NULL, NULL},
    {NULL, "justice", "accept-notice", "founding/f/green", "{\"committee\":10}", NULL},
    {"2023-02-25", "justice", "open-founding", "case/other", NULL, NULL}, /* three months */
};
static const struct act_step no_senate[] = {
    {"2026-03-01", "president", "call-senate-election", "case/s", SENATE_ON("2026-05-01"), NULL},
    {NULL, "president", "call-senate-election", "case/late", SENATE_ON("2026-05-02"),
     "senate-two-months"},
    {"2026-07-01", "president", "call-senate-election", "case/late", SENATE_ON("2026-08-16"),
     "call-senate"},
};

static void what_is_over_is_over(void **state)
{
    static const struct story stories[] = {
        STORY(not_founded, "lapsed"),
        STORY(witnessed, NULL),
        STORY(no_senate, NULL),
        STORY(one_of_two, "preparation"),
        STORY_OF(repeated_with_the_president, NULL, UNTIL_2024),
        STORY_OF(repeated_before_the_president, NULL, UNTIL_2024)};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- the President under the Constitution of 2026 -------------------------------------------- */

static const struct act_step regular_2029[] = {
    LAND("2029-06-12"),
    {"2029-07-01", "kurultai-chair", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2029-08-29\",\"registered\":11827277}", NULL},
    {"2029-07-02T10:00:00", "association/S", "nominate-president", "candidate/p/x",
     CANDIDATE("\"association\":\"S\",", ""), NULL},
    {NULL, "party/A", "nominate-president", "candidate/p/y", CANDIDATE("", "\"party\":\"A\","),
     NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", kz_deposit, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/y", kz_deposit, NULL},
};

static void more_than_half_is_needed_still(void **state)
{
    static const struct polled polls[] = {{POLLED(regular_2029), "president-2022", 100, PERSONS,
                                           PERSONS_OTHER, "2029-08-29T23:30:00", "2029-10-28",
                                           "2029-10-28T23:30:00", NULL, 1, 2}};
    static const char *const votes[] = {PERSONS, "{\"against all\":20,\"x\":50,\"y\":30}"};
    static const char *const status[] = {"\"status\":\"decided\"", "\"status\":\"second-round\""};
    for (size_t i = 0; i < ADIL_COUNT(votes); i++) {
        struct fold f;
        struct counting c = {&f, &polls[0], "p"};
        play(&f, *state, &polls[0]);
        for (int place = 1; place <= 2; place++) {
            fold_ok(&f, commission(&c, place), "protocol", paper(&c, 1, place),
                    kz_figures(&f, 100, votes[i], 0));
        }
        const char *fields = kz_result_fields(&f, "p", "president-2022");
        assert_non_null(fields);
        assert_non_null(strstr(fields, status[i]));
        fold_assert(&f, kz_result(&f, "p", "president-2022"), NULL);
        fold_close(&f);
    }
}

/* One candidate is no election: it is held again. */
static const struct act_step alone[] = {
    LAND("2023-01-12"),
    {"2023-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2023-04-29\",\"registered\":11827277}", NULL},
    {"2023-03-02", "party/A", "nominate-president", "candidate/p/x",
     CANDIDATE("", "\"party\":\"A\","), NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", kz_deposit, NULL},
};
static void a_president_is_not_elected_from_one_candidate(void **state)
{
    static const struct polled poll = {POLLED(alone),
                                       "president-2022",
                                       100,
                                       "{\"against all\":10,\"x\":90}",
                                       NULL,
                                       "2023-04-29T23:30:00",
                                       "2023-06-18",
                                       "2023-06-18T23:30:00",
                                       NULL,
                                       1,
                                       2};
    struct fold f;
    struct counting c = {&f, &poll, "p"};
    play(&f, *state, &poll);
    for (int place = 1; place <= 2; place++) {
        fold_ok(&f, commission(&c, place), "protocol", paper(&c, 1, place),
                kz_figures(&f, 100, poll.votes, 0));
    }
    const char *fields = kz_result_fields(&f, "p", "president-2022");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"status\":\"not-valid\""));
    fold_assert(&f, kz_result(&f, "p", "president-2022"), NULL);
    fold_refused(&f, "established.publish-result", kz_cec, "publish-result", "case/p", NULL);
    fold_ok(&f, kz_cec, "call-repeat-election", "case/p", "{\"day\":\"2023-06-18\"}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_paper_is_taken_from_the_stroke_on),
        test_case(a_seed_is_opened_after_the_last_protocol),
        test_case(people_of_a_list_take_its_seats),
        test_case(what_is_over_is_over),
        test_case(more_than_half_is_needed_still),
        test_case(a_president_is_not_elected_from_one_candidate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
