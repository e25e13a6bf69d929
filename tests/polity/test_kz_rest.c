/* What is left of the reference rulebook's record of elections: lots, witnesses, a party that is
 * not founded in time, a Senate that is no more, a President elected under the Constitution of
 * 2026. */
#include "kz_polled.h"

/* ---- lots ------------------------------------------------------------------------------------ */

#define SALT "00000000000000000000000000000000000000000000000000000000000000aa"
#define SEED "00000000000000000000000000000000000000000000000000000000000000bb"

static const char *commitment(struct fold *f, const char *issuer)
{
    struct adil_hash h =
        adil_lot_commitment(ADIL_SPAN("m"), adil_span_of(issuer), ADIL_SPAN(SALT), ADIL_SPAN(SEED));
    return kz_text(f, adil_fmt(&f->t->perm, "{\"commitment\":\"%.*s\"}",
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

/* ---- acts by themselves ---------------------------------------------------------------------- */

static const struct act_step not_founded[] = {
    {"2022-11-24", "justice", "open-founding", "case/f", NULL, NULL},
    {NULL, "justice", "accept-notice", "founding/f/green", "{\"committee\":10}", NULL},
    {"2023-02-25", "justice", "open-founding", "case/other", NULL, NULL}, /* three months */
};
static const struct act_step no_senate[] = {
    {"2026-06-30", "president", "call-senate-election", "case/s",
     "{\"contests\":[\""
     "senate-2024-kyzylorda"
     "\"],\"day\":\""
     "2026-08-15"
     "\"}",
     NULL},
    {"2026-07-01", "president", "call-senate-election", "case/late",
     "{\"contests\":[\""
     "senate-2024-kyzylorda"
     "\"],\"day\":\""
     "2026-08-16"
     "\"}",
     "no-senate"},
};

static void what_is_over_is_over(void **state)
{
    static const struct story stories[] = {STORY(not_founded, "lapsed"),
                                           STORY(no_senate, "preparation")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- the President under the Constitution of 2026 -------------------------------------------- */

static const struct act_step early_2027[] = {
    LAND("2027-01-12"),
    {"2027-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2027-04-29\",\"registered\":11827277}", NULL},
    {"2027-03-02T10:00:00", "association/S", "nominate-president", "candidate/p/x",
     CANDIDATE("\"association\":\"S\",", ""), NULL},
    {NULL, "party/A", "nominate-president", "candidate/p/y", CANDIDATE("", "\"party\":\"A\","),
     NULL},
    {NULL, kz_cec, "register-president", "candidate/p/x", NULL, NULL},
    {NULL, kz_cec, "register-president", "candidate/p/y", NULL, NULL},
};

static void more_than_half_is_needed_still(void **state)
{
    static const struct polled polls[] = {{POLLED(early_2027), "president-2022", 100, PERSONS,
                                           PERSONS_OTHER, "2027-04-29T23:30:00", "2027-06-27",
                                           "2027-06-27T23:30:00", NULL, 1, 2}};
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_seed_is_opened_after_the_last_protocol),
        test_case(what_is_over_is_over),
        test_case(more_than_half_is_needed_still),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
