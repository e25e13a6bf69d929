/* Kazakhstan: how long who holds what, by the law of the day on which it begins; and the Senate,
 * half of which is renewed. Persons are roles. */
#include "kz_seats.h"

/* ---- the Prosecutor General ------------------------------------------------------------------ */

#define PETITION "petition-of-prosecutor", "the norm", "{\"challenged\":\"law 1\"}"
#define PETITIONS_ON(day)                                                                          \
    {                                                                                              \
        day, "prosecutor-general", PETITION, NULL                                                  \
    }
#define MAY_NO_MORE_ON(day)                                                                        \
    {                                                                                              \
        day, "prosecutor-general", PETITION, "prosecutor-in-term"                                  \
    }
#define APPOINTS(office, person)                                                                   \
    "appoint-alone", "a", "{\"office\":\"" office "\",\"person\":\"" person "\"}"

static const struct act_step six_years_since_2026[] = {
    {"2026-07-02", "president", APPOINTS("prosecutor-general", "g"), NULL},
    PETITIONS_ON("2026-07-03"),
    PETITIONS_ON("2031-07-03"), /* the sixth year */
    PETITIONS_ON("2032-07-01"),
    MAY_NO_MORE_ON("2032-07-02"),
};

/* Whom the Constitution of 1995 gave five years, that of 2026 gives no sixth. */
static const struct act_step five_years_before[] = {
    PETITIONS_ON("2025-03-02"),
    PETITIONS_ON("2026-07-02"),
    PETITIONS_ON("2030-02-28"),
    MAY_NO_MORE_ON("2030-03-01"),
};

static const struct act_step the_court_began_in_2023[] = {
    {"2022-12-31", "prosecutor-general", PETITION, "petition-of-prosecutor"},
    PETITIONS_ON("2023-01-01"),
    {NULL, "prime-minister", PETITION, "petition-of-prosecutor"},
};

static const struct act_step nobody_holds_it[] = {MAY_NO_MORE_ON("2026-07-02")};

/* ---- the Senate ------------------------------------------------------------------------------ */

#define TAKES_SEAT(day, n, person, of, elected, rule)                                              \
    {                                                                                              \
        day, "central-commission", "seat-senator", "senate-seat/" n,                               \
            "{\"born\":\"1980-01-01\",\"citizen\":true,\"elected\":\"" elected                     \
            "\",\"higher_education\":true,\"person\":\"" person                                    \
            "\",\"region_since\":\"2010-01-01\",\"resident_since\":\"2000-01-01\",\"unit\":\"" of  \
            "\",\"work\":9}",                                                                      \
            rule                                                                                   \
    }
#define RENEWS_SEAT(day, by, n, person, of, elected, instead, rule)                                \
    {                                                                                              \
        day, by, "renew-senate-seat", "senate-seat/" n,                                            \
            "{\"born\":\"1980-01-01\",\"citizen\":true,\"elected\":\"" elected                     \
            "\",\"higher_education\":true,\"instead\":\"" instead "\",\"person\":\"" person        \
            "\",\"region_since\":\"2010-01-01\",\"resident_since\":\"2000-01-01\",\"unit\":\"" of  \
            "\",\"work\":9}",                                                                      \
            rule                                                                                   \
    }
#define FILLS_SEAT(day, by, n, person, of, instead, rule)                                          \
    {                                                                                              \
        day, by, "fill-senate-seat", "senate-seat/" n,                                             \
            "{\"born\":\"1980-01-01\",\"citizen\":true,\"elected\":\"2024-04-26\","                \
            "\"higher_education\":true,\"instead\":\"" instead "\",\"person\":\"" person           \
            "\",\"region_since\":\"2010-01-01\",\"resident_since\":\"2000-01-01\",\"unit\":\"" of  \
            "\",\"work\":9}",                                                                      \
            rule                                                                                   \
    }
#define CEC "central-commission"
#define LEAVES(person)                                                                             \
    DOES(CEC, "end-senator-mandate", "e", "{\"ground\":\"emigration\",\"person\":\"" person "\"}")

static const struct act_step half_of_the_senate[] = {
    KZ_SENATE_CALLED("2022-11-20", "sa", "2023-01-14"),
    KZ_SENATOR_ELECTED("sb", NULL, "2023-01-14", "2023-01-17", "b"),
    KZ_SENATOR_FOUND(NULL, "sa", "a"),
    TAKES_SEAT("2023-01-26", "1", "a", "kyzylorda", "2023-01-14", NULL),
    TAKES_SEAT(NULL, "2", "b", "kyzylorda", "2023-01-14", "half-renewed"),
    TAKES_SEAT(NULL, "2", "b", "esil", "2023-01-14", "senator-unit"), /* a district */
    TAKES_SEAT(NULL, "2", "b", "astana", "2023-01-14", NULL),
    KZ_SENATOR_ELECTED("sc", "2025-11-20", "2026-01-17", "2026-01-20", "c"),
    TAKES_SEAT("2026-02-01", "3", "c", "kyzylorda", "2026-01-17", NULL), /* the other half */
    TAKES_SEAT(NULL, "4", "d", "kyzylorda", "2026-01-17", "two-of-unit"),
};

static const struct act_step a_vacant_seat_of_the_senate[] = {
    KZ_SENATOR_ELECTED("sa", "2022-11-20", "2023-01-14", "2023-01-17", "a"),
    MAY_NOT("senate-chair", "state-finding", "case/sa",
            KZ_FINDS("senate-announced", "\"source\":\"s\",\"winner\":\"z\""),
            "counting.state-finding"),
    TAKES_SEAT("2023-01-26", "1", "a", "kyzylorda", "2023-01-14", NULL),
    KZ_SENATE_CALLED("2024-03-10", "sb", "2024-04-26"),
    KZ_SENATOR_ELECTED("sc", NULL, "2024-04-26", "2024-04-29", "c"),
    KZ_SENATOR_FOUND(NULL, "sb", "b"),
    FILLS_SEAT("2024-05-06", CEC, "2", "b", "kyzylorda", "1", "vacancy-open"),
    LEAVES("a"),
    FILLS_SEAT(NULL, CEC, "2", "b", "astana", "1", "vacancy-of-unit"),
    FILLS_SEAT(NULL, "government", "2", "b", "kyzylorda", "1", "power-fill-senate-seat"),
    FILLS_SEAT(NULL, CEC, "2", "b", "kyzylorda", "1", NULL),
    FILLS_SEAT(NULL, CEC, "3", "c", "kyzylorda", "1", "vacancy-once"),
    TAKES_SEAT(NULL, "3", "c", "kyzylorda", "2023-01-14", "half-renewed"), /* it is renewed */
    LEAVES("b"),
    DOES("president", "appoint-senator", "a", APPOINTEE("c")),
    FILLS_SEAT(NULL, CEC, "3", "c", "kyzylorda", "2", "senator"), /* one mandate a person */
    DOES("president", "dismiss-senator", "a", PERSON("c")),
    FILLS_SEAT(NULL, CEC, "3", "c", "kyzylorda", "2", NULL),
};

/* Two of each unit, on days on which there is the unit, after election day. */
static const struct act_step two_senators_of_a_unit[] = {
    KZ_SENATE_CALLED("2022-04-01", "sa", "2022-05-20"),
    KZ_SENATE_CALLED(NULL, "sb", "2022-05-27"),
    KZ_SENATE_CALLED(NULL, "sc", "2022-05-27"),
    TAKES_SEAT(NULL, "1", "a", "astana", "2022-05-20", "senator-elected"), /* not yet */
    KZ_SENATOR_FOUND("2022-05-23", "sa", "a"),
    KZ_SENATOR_FOUND("2022-05-30", "sb", "b"),
    KZ_SENATOR_FOUND(NULL, "sc", "c"),
    TAKES_SEAT("2022-06-07", "1", "a", "astana", "2022-05-20", NULL),
    TAKES_SEAT(NULL, "2", "b", "abai", "2022-05-27", "senator-unit"),
    TAKES_SEAT("2022-06-08", "2", "b", "abai", "2022-05-27", NULL),
    TAKES_SEAT(NULL, "3", "c", "esil", "2022-05-27", "senator-unit"),
    TAKES_SEAT(NULL, "3", "c", "astana", "2022-05-20", "half-renewed"),
    TAKES_SEAT(NULL, "3", "stranger", "astana", "2022-05-27", "senator-elected"),
    TAKES_SEAT(NULL, "3", "c", "astana", "2022-05-27", NULL),
    KZ_SENATOR_ELECTED("sd", "2022-11-20", "2023-01-14", "2023-01-17", "d"),
    KZ_SENATE_CALLED(NULL, "se", "2023-03-14"),
    TAKES_SEAT("2023-01-26", "4", "d", "astana", "2023-01-14", "two-of-unit"),
    RENEWS_SEAT(NULL, CEC, "4", "d", "astana", "2023-01-14", "1", "renewed-open"),
    LEAVES("a"),
    TAKES_SEAT(NULL, "9", "a", "aktobe", "2022-05-20", "senator-once"),
    RENEWS_SEAT(NULL, CEC, "4", "d", "abai", "2023-01-14", "1", "renewed-of-unit"),
    RENEWS_SEAT(NULL, CEC, "4", "d", "astana", "2022-05-27", "1", "half-renewed-again"),
    RENEWS_SEAT(NULL, "government", "4", "d", "astana", "2023-01-14", "1",
                "power-renew-senate-seat"),
    RENEWS_SEAT(NULL, CEC, "4", "d", "astana", "2023-01-14", "1", NULL),
    LEAVES("d"),
    KZ_SENATOR_FOUND("2023-03-16", "se", "d"),
    RENEWS_SEAT("2023-03-26", CEC, "5", "e", "astana", "2023-03-14", "1", "renewed-seat-once"),
    RENEWS_SEAT(NULL, CEC, "5", "d", "astana", "2023-03-14", "4", NULL), /* elected again */
};

/* Parliament ends with June 2026, and with it all mandates in it. */
#define WITH_PARLIAMENT                                                                            \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "l", "2023-03-29")              \
        ALSO("district-deputy", "d", "2023-03-29") ALSO("senator", "s", "2023-01-26")              \
            ALSO("appointed-senator", "a", "2023-01-26") "]"
#define NAMES_JUDGE(p) MAY_NOT("president", "name-court-judge", "j", PERSON(p), "court-judge")
#define CHAIR_OF_COURT(p)                                                                          \
    DOES("president", "appoint-alone", "c", "{\"office\":\"court-chair\",\"person\":\"" p "\"}")
static const struct act_step parliament_ends[] = {
    MAY_NOT_AT("2026-06-30", "president", "name-court-judge", "j", PERSON("l"), "court-judge"),
    NAMES_JUDGE("d"),
    NAMES_JUDGE("s"),
    NAMES_JUDGE("a"),
    DOES("president", "name-court-judge", "j", PERSON("nobody")),
    DOES_AT("2026-07-01", "president", "appoint-alone", "c",
            "{\"office\":\"court-chair\",\"person\":\"l\"}"),
    CHAIR_OF_COURT("d"),
    CHAIR_OF_COURT("s"),
    CHAIR_OF_COURT("a"),
};

static const struct story stories[] = {
    STORY_OF(parliament_ends, NULL, WITH_PARLIAMENT),
    STORY(six_years_since_2026, NULL),
    STORY_OF(five_years_before, NULL, "[" HOLDER("prosecutor-general", "g", "2025-03-01") "]"),
    STORY_OF(the_court_began_in_2023, NULL,
             "[" HOLDER("prosecutor-general", "g", "2022-01-10") "]"),
    STORY(nobody_holds_it, NULL),
    STORY(half_of_the_senate, NULL),
    STORY(a_vacant_seat_of_the_senate, NULL),
    STORY(two_senators_of_a_unit, NULL),
};

static void terms_are_kept(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- ends ------------------------------------------------------------------------------------ */

/* The day on which what a person took last ends; empty: it has no end of its own. */
static struct adil_span end_of(struct fold *f, const char *person)
{
    for (uint32_t i = f->p->n_holdings; i > 0; i--) {
        const struct adil_holding *h = &f->p->holding[i - 1];
        if (adil_span_is(adil_strings_get(f->p->strings, h->person), person)) {
            return adil_date_known(h->until) ? adil_date_text(&f->t->perm, h->until)
                                             : ADIL_SPAN("");
        }
    }
    fail_msg("%s holds nothing", person);
    return ADIL_SPAN("");
}

static void seven_years_are_for_those_who_came_after_the_law(void **state)
{
    struct fold f;
    fold_open_holders(&f, *state, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                      "[" HOLDER("president", "elected-in-2019", "2019-06-12")
                          ALSO("president", "on-the-eve", "2022-09-16")
                              ALSO("president", "elected-in-2022", "2022-11-26") "]");
    assert_span_is(end_of(&f, "elected-in-2019"), "2024-06-12");
    assert_span_is(end_of(&f, "on-the-eve"), "2027-09-16");
    assert_span_is(end_of(&f, "elected-in-2022"), "2029-11-26");
    fold_close(&f);
}

static void the_chair_of_the_supreme_court_has_a_term_since_2026(void **state)
{
    struct fold f;
    fold_open_holders(&f, *state, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                      "[" HOLDER("supreme-court-chair", "before", "2026-06-30") "]");
    assert_span_is(end_of(&f, "before"), ""); /* nothing was said of it */
    fold_at(&f, "2026-07-01T10:00:00+05:00");
    fold_assert(&f, fold_do(&f, "president", APPOINTS("supreme-court-chair", "after")), NULL);
    assert_span_is(end_of(&f, "before"), "2026-07-01");
    assert_span_is(end_of(&f, "after"), "2032-07-01");
    fold_close(&f);
}

/* ---- how many each names --------------------------------------------------------------------- */

/* One more is proposed than there are seats, each while they were empty; the last is not seated. */
static void what_is_proposed_at_a_time_fills_no_more_than_the_seats(void **state)
{
    static const struct {
        const char *proposes, *word, *decides, *decision, *fields, *office;
        int seats;
    } ways[] = {
        {"senate-chair", "propose-court-judge-to-senate", "senate-chair", "decide", VOTES(34, 0),
         "court-judge", 3},
        {"majilis-chair", "propose-court-judge-to-majilis", "majilis-chair", "decide", VOTES(66, 0),
         "court-judge", 3},
        {"senate-chair", "propose-commission-seat-to-senate", "senate-chair", "decide",
         VOTES(34, 0), "commission-seat", 2},
        {"majilis-chair", "propose-commission-seat-to-majilis", "majilis-chair", "decide",
         VOTES(66, 0), "commission-seat", 2},
        {"senate-chair", "propose-audit-seat-to-senate", "senate-chair", "decide", VOTES(34, 0),
         "audit-seat", 3},
        {"majilis-chair", "propose-audit-seat-to-majilis", "majilis-chair", "decide", VOTES(66, 0),
         "audit-seat", 3},
        {"people-assembly", "propose-senator", "president", "appoint-proposed-senator", NULL,
         "appointed-senator", 5},
    };
    for (size_t i = 0; i < ADIL_COUNT(ways); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        fold_open_holders(&f, t, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                          kz_setting.holders);
        story_at(&f, &kz_setting, "2023-05-01");
        for (int k = 0; k <= ways[i].seats; k++) {
            fold_ok(&f, ways[i].proposes, ways[i].word,
                    fold_text(&f, adil_fmt(&t->perm, "case/%d", k)),
                    fold_text(&f, adil_fmt(&t->perm,
                                           i + 1 < ADIL_COUNT(ways) ? "{\"person\":\"x%d\"}"
                                                                    : APPOINTEE("x%d"),
                                           k)));
        }
        for (int k = 0; k <= ways[i].seats; k++) {
            const char *got =
                fold_do(&f, ways[i].decides, ways[i].decision,
                        fold_text(&f, adil_fmt(&t->perm, "case/%d", k)), ways[i].fields);
            fold_assert(&f, got, k < ways[i].seats ? NULL : ways[i].office);
        }
        fold_close(&f);
        t->perm = perm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(terms_are_kept),
        test_case(seven_years_are_for_those_who_came_after_the_law),
        test_case(the_chair_of_the_supreme_court_has_a_term_since_2026),
        test_case(what_is_proposed_at_a_time_fills_no_more_than_the_seats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
