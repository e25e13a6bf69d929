/* Who may not be elected at all: an unspent conviction, a corruption offence found by a court. How
 * people come on a list, and what is done when nobody is left to stand in a district. */
#include "kz_polled.h"

#define GROUND(g) "{\"ground\":\"" g "\"}"
#define BARS(person, why)                                                                          \
    {                                                                                              \
        NULL, kz_cec, "state-bar", "bar/" person, GROUND(why), NULL                                \
    }

static const struct act_step bar_stated[] = {
    {"2023-01-12", kz_cec, "state-bar", "bar/x", GROUND("debt"), "bar-ground"},
    {NULL, "government", "state-bar", "bar/x", GROUND("conviction"), "power-state-bar"},
    BARS("x", "conviction"),
    BARS("y", "corruption"),
    {NULL, "government", "lift-bar", "bar/x", NULL, "power-lift-bar"},
    {NULL, kz_cec, "lift-bar", "bar/y", NULL, "bar-is-conviction"},
    {NULL, kz_cec, "lift-bar", "bar/x", NULL, NULL},
};

#define NOMINATES(person, rule)                                                                    \
    {                                                                                              \
        NULL, "party/A", "nominate-president", "candidate/p/" person,                              \
            CANDIDATE("", "\"party\":\"A\","), rule                                                \
    }
static const struct act_step president_to_be[] = {
    LAND("2023-01-12"),
    BARS("x", "conviction"),
    BARS("y", "corruption"),
    {"2023-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"akim\"],\"day\":\"2023-04-29\",\"registered\":11827277}",
     "presidential-contests"},
    {NULL, "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022\"],\"day\":\"2023-04-29\",\"registered\":11827277}", NULL},
    {"2023-03-02", kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},
    NOMINATES("x", "pres-unbarred"),
    NOMINATES("y", "pres-unbarred"),
    NOMINATES("z", NULL),
    {NULL, kz_cec, "lift-bar", "bar/x", NULL, NULL},
    NOMINATES("x", NULL), /* the conviction is spent */
    {NULL, "party/A", "nominate-president", "candidate/p/w",
     "{\"born\":\"1970-01-01\",\"citizen_by_birth\":true,\"higher_education\":true,\"party\":\"A\","
     "\"resident_since\":\"1990-01-01\",\"service\":10,\"state_language\":true,"
     "\"supporters\":{\"total\":118280,\"units\":{}},\"voting_right\":false}",
     "pres-voter"},
    {NULL, kz_cec, "register-president", "candidate/p/x", "{\"deposit\":49}", "pres-deposit"},
    {NULL, kz_cec, "register-president", "candidate/p/x", kz_deposit, NULL},
};

/* Who was refused registration is not found elected. */
#define FOUND(who, rule)                                                                           \
    {                                                                                              \
        NULL, kz_cec, "state-finding", "case/p",                                                   \
            "{\"contest\":\"president-2022-announced\",\"source\":\"s\",\"winner\":\"" who "\"}",  \
            rule                                                                                   \
    }
static const struct act_step not_registered[] = {
    LAND("2023-01-12"),
    {"2023-03-01", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022-announced\"],\"day\":\"2023-04-29\",\"registered\":11827277}",
     NULL},
    {"2023-03-02", kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},
    NOMINATES("rob", NULL),
    NOMINATES("z", NULL),
    BARS("rob", "corruption"),
    {NULL, kz_cec, "register-president", "candidate/p/rob", kz_deposit, "pres-unbarred"},
    {NULL, kz_cec, "register-president", "candidate/p/z", kz_deposit, NULL},
    {"2023-05-02", kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},
    FOUND("rob", "presidential-option"),
    FOUND("z", NULL),
    {NULL, kz_cec, "publish-result", "case/p", NULL, NULL},
};

#define ADDS(person, rule) ADDS_TO("m", person, rule)
#define ADDS_TO(c, person, rule)                                                                   \
    {                                                                                              \
        NULL, "party/A", "add-person", "deputy/" c "/" person,                                     \
            "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,"   \
            "\"list\":\"" c "/A\","                                                                \
            "\"number\":1,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"votes_for\":5,"      \
            "\"woman\":true}",                                                                     \
            rule                                                                                   \
    }
static const struct act_step deputy_to_be[] = {
    LAND("2023-01-12"),
    BARS("l1", "conviction"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}", NULL},
    {"2023-01-20", "party/A", "nominate-list", "list/m/A", "{\"people\":2}", NULL},
    ADDS("l1", "deputy-unbarred"),
    ADDS("l2", NULL),
};

/* Who sits in a court or the commission, or heads a service, belongs to no party, so to no list. */
static const struct act_step judge_on_a_list[] = {
    LAND("2023-01-12"),
    {NULL, "president", "name-court-judge", "n", "{\"person\":\"l1\"}", NULL},
    {NULL, "president", "name-commission-seat", "n", "{\"person\":\"l2\"}", NULL},
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}", NULL},
    {"2023-01-20", "party/A", "nominate-list", "list/m/A", "{\"people\":2}", NULL},
    ADDS("l1", "deputy-of-no-service"),
    ADDS("l2", "deputy-of-no-service"),
    ADDS("security", "deputy-of-no-service"),
    ADDS("guard", "deputy-of-no-service"),
    ADDS("prosecutor", "deputy-of-no-service"),
    ADDS("l3", NULL),
};
/* Nor to a list of the Kurultai. */
static const struct act_step judge_on_a_list_of_2026[] = {
    LAND("2023-01-12"),
    {NULL, "president", "name-court-judge", "n", "{\"person\":\"l1\"}", NULL},
    {"2026-07-02", "president", "call-kurultai-election", "case/k",
     "{\"contests\":[\"kurultai\"],\"day\":\"2026-08-23\"}", NULL},
    {NULL, "party/A", "nominate-list", "list/k/A", "{\"people\":2}", NULL},
    ADDS_TO("k", "l1", "deputy-of-no-service"),
    ADDS_TO("k", "security", "deputy-of-no-service"),
    ADDS_TO("k", "l3", NULL),
};
#define IN_SERVICE                                                                                 \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "d", "2018-06-01")              \
        ALSO("security-chair", "security", "2022-01-01")                                           \
            ALSO("guard-chief", "guard", "2022-01-01")                                             \
                ALSO("prosecutor-general", "prosecutor", "2022-01-01") "]"

static const struct act_step senator_to_be[] = {
    LAND("2023-01-12"),
    BARS("x", "corruption"),
    {"2023-02-01", "president", "call-senate-election", "case/s",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-20\"}", "senate-contests"},
    {NULL, "president", "call-senate-election", "case/s",
     "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2023-03-20\"}", NULL},
    {"2023-02-02", kz_cec, "nominate-person", "nominee/s/x", SENATOR, "nominee-unbarred"},
    {NULL, kz_cec, "nominate-person", "nominee/s/y", SENATOR, NULL},
};

/* ---- by whom a person is entered on a list --------------------------------------------------- */

#define ENTERED(person, yes, all, rule)                                                            \
    {                                                                                              \
        NULL, "party/A", "add-person", "deputy/m/" person,                                         \
            "{\"body_members\":" #all ",\"born\":\"1990-01-01\",\"citizen\":true,"                 \
            "\"disability\":false,\"list\":\"m/A\",\"number\":1,\"party\":\"A\","                  \
            "\"resident_since\":\"1990-01-01\",\"votes_for\":" #yes ",\"woman\":true}",            \
            rule                                                                                   \
    }
static const struct act_step entered_by_a_majority[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}", NULL},
    {"2023-01-20", "party/A", "nominate-list", "list/m/A", "{\"people\":2}", NULL},
    ENTERED("l1", 10, 20, "person-voted"), /* half */
    ENTERED("l1", 11, 20, NULL),
};

/* Thirty per cent above 145 seats are 188 and a half: 189 is accepted. */
static const struct act_step long_list[] = {
    LAND("2026-07-02"),
    {NULL, "president", "call-kurultai-election", "case/k",
     "{\"contests\":[\"kurultai\"],\"day\":\"2026-08-23\"}", NULL},
    {NULL, "party/A", "nominate-list", "list/k/A", "{\"people\":190}", "list-length"},
    {NULL, "party/A", "nominate-list", "list/k/A", "{\"people\":189}", NULL},
};

/* ---- a district without candidates ----------------------------------------------------------- */

#define LATER(n, day) "{\"candidates\":" #n ",\"day\":\"" day "\"}"
static const struct act_step nobody_left[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"kurultai\"],\"day\":\"2023-03-19\"}", "majilis-contests"},
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2023-03-19\"}", NULL},
    {"2023-02-18T17:59:00", kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-05-19"), "majilis-registration-ends"},
    {"2023-02-19", kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(1, "2023-05-19"), "prolonged-none-left"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-05-20"), "prolonged-two-months"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-03-19"), "prolonged-later"},
    {NULL, "president", "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-05-19"), "preparation.prolong-district"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-30",
     LATER(0, "2023-05-19"), "prolonged-district"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-2",
     LATER(0, "2023-05-19"), "prolonged-called"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-05-19"), NULL},
};
/* Neither in July 2026 nor with the regular election of the President. */
static const struct act_step prolonged_too_far[] = {
    {"2026-05-01", "president", "dissolve-majilis", "dissolution/1",
     "{\"on\":\"2026-05-01\",\"talks\":true}", NULL},
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2026-06-28\"}", NULL},
    {"2026-06-01", kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2026-07-01"), "prolonged-held-before"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2026-06-30"), NULL},
};
static const struct act_step prolonged_to_the_president[] = {
    {"2024-09-01", "majilis-chair", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022-announced\"],\"day\":\"2024-12-01\"}", NULL},
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2024-11-03\"}", NULL},
    {"2024-10-10", kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2024-12-01"), "prolonged-alone"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2024-12-08"), NULL},
};
#define UNTIL_2024                                                                                 \
    "[" HOLDER("president", "p", "2019-06-12") ALSO("list-deputy", "d", "2023-03-29") "]"

static void who_is_barred_does_not_stand(void **state)
{
    static const struct story stories[] = {
        STORY(bar_stated, NULL),
        STORY(president_to_be, "preparation"),
        STORY(not_registered, "published"),
        STORY(deputy_to_be, "preparation"),
        STORY(senator_to_be, "preparation"),
        STORY_OF(judge_on_a_list, "preparation", IN_SERVICE),
        STORY_OF(judge_on_a_list_of_2026, "preparation", IN_SERVICE)};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

static void a_list_is_filled_by_its_party(void **state)
{
    static const struct story stories[] = {STORY(entered_by_a_majority, "preparation"),
                                           STORY(long_list, "preparation")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- who stands in a district ---------------------------------------------------------------- */

#define IN_DISTRICT(born, deposit, party)                                                          \
    IN_CONTEST("majilis-2023-district-1", born, deposit, party)
#define IN_CONTEST(contest, born, deposit, party)                                                  \
    "{\"born\":\"" born "\",\"contest\":\"" contest "\",\"deposit\":" #deposit party "}"
#define OF_PARTY "nominate-in-district"
#define OF_SELF  "nominate-oneself-in-district"
#define BY_A     ",\"party\":\"A\""
#define STANDS_IN(contest, rule)                                                                   \
    {                                                                                              \
        NULL, "party/A", OF_PARTY, "nominee/m/x", IN_CONTEST(contest, "1998-03-19", 15, BY_A),     \
            rule                                                                                   \
    }
#define STANDS_HIMSELF_IN(contest, rule)                                                           \
    {                                                                                              \
        NULL, kz_cec, OF_SELF, "nominee/m/y", IN_CONTEST(contest, "1998-03-19", 15, ""), rule      \
    }
/* One stands in a district, and in one in which an election was called. */
static const struct act_step stand_where_it_was_called[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/other",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}", NULL},
    {NULL, "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2023-03-19\"}", NULL},
    {"2023-01-20", kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},
    STANDS_IN("akim-of-abai", "nominee-district-one"),
    STANDS_IN("majilis-2023-district-9", "nominee-district-called"),
    STANDS_IN("majilis-2023-district-1", NULL),
    STANDS_HIMSELF_IN("akim-of-abai", "nominee-district-self-one"),
    STANDS_HIMSELF_IN("majilis-2023-district-9", "nominee-district-self-called"),
    STANDS_HIMSELF_IN("majilis-2023-district-1", NULL),
};
static const struct act_step stand_in_a_district[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2023-districts\"],\"day\":\"2023-03-19\"}", NULL},
    {NULL, "party/A", OF_PARTY, "nominee/m/x", IN_DISTRICT("1998-03-19", 15, BY_A),
     "majilis-nomination-starts"},
    {"2023-01-20", "party/A", OF_PARTY, "nominee/m/x", IN_DISTRICT("1998-03-20", 15, BY_A),
     "nominee-district-age"},
    {NULL, "party/A", OF_PARTY, "nominee/m/x", IN_DISTRICT("1998-03-19", 14, BY_A),
     "nominee-district-deposit"},
    {NULL, "president", OF_PARTY, "nominee/m/x", IN_DISTRICT("1998-03-19", 15, BY_A),
     "preparation.nominate-in-district"},
    {NULL, "party/A", OF_PARTY, "nominee/m/x", IN_DISTRICT("1998-03-19", 15, BY_A), NULL},
    {NULL, "party/A", OF_PARTY, "nominee/m/z", IN_DISTRICT("1998-03-19", 15, BY_A),
     "nominee-district-party-once"},
    {NULL, kz_cec, OF_SELF, "nominee/m/y", IN_DISTRICT("1998-03-20", 15, ""),
     "nominee-district-self-age"},
    {NULL, kz_cec, OF_SELF, "nominee/m/y", IN_DISTRICT("1998-03-19", 14, ""),
     "nominee-district-self-deposit"},
    {NULL, "party/A", OF_SELF, "nominee/m/y", IN_DISTRICT("1998-03-19", 15, ""),
     "preparation.nominate-oneself-in-district"},
    {NULL, kz_cec, OF_SELF, "nominee/m/y", IN_DISTRICT("1998-03-19", 15, ""), NULL},
    {NULL, "party/A", "register-person", "nominee/m/x", NULL, "preparation.register-person"},
    {NULL, kz_cec, "register-person", "nominee/m/x", NULL, NULL},
    {"2023-02-08T18:00:01", kz_cec, OF_SELF, "nominee/m/w", IN_DISTRICT("1998-03-19", 15, ""),
     "majilis-nomination-ends"},
    {"2023-02-18T18:00:01", kz_cec, "register-person", "nominee/m/y", NULL,
     "majilis-registration-ends"},
    /* x stands there; in the second district nobody does */
    {"2023-02-19", kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-1",
     LATER(0, "2023-05-19"), "prolonged-nobody-stands"},
    {NULL, kz_cec, "prolong-district", "prolongation/m/majilis-2023-district-2",
     LATER(0, "2023-05-19"), NULL},
    {NULL, "president", "call-majilis-election", "case/n",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2023-03-31\"}",
     "majilis-districts-once"},
};

static void a_district_without_candidates_votes_later(void **state)
{
    static const struct story stories[] = {
        STORY(nobody_left, "preparation"), STORY(prolonged_too_far, NULL),
        STORY_OF(prolonged_to_the_president, NULL, UNTIL_2024),
        STORY(stand_where_it_was_called, "preparation"), STORY(stand_in_a_district, "preparation")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_is_barred_does_not_stand),
        test_case(a_list_is_filled_by_its_party),
        test_case(a_district_without_candidates_votes_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
