/* The President until 30 June 2026: how he is elected, sworn, replaced and released; what he may do
 * and what bars him.
 */
#include "kz_stories.h"

#define PRESIDENTIAL(day) "{\"contests\":[\"president-2022-announced\"],\"day\":\"" day "\"}"
#define CALLS(by, about, day, rule)                                                                \
    MAY_NOT(by, "call-presidential-election", about, PRESIDENTIAL(day), rule)
#define SENATE_ON(day)  "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"" day "\"}"
#define MAJILIS_ON(day) "{\"contests\":[\"majilis-2023-list-announced\"],\"day\":\"" day "\"}"

static const struct act_step called[] = {
    MAY_NOT_AT("2022-09-12", "majilis-chair", "call-presidential-election", "case/p",
               PRESIDENTIAL("2022-12-04"), "regular-september"),
    MAY_NOT_AT("2022-09-09", "majilis-chair", "call-presidential-election", "case/p",
               PRESIDENTIAL("2022-12-11"), "regular-december"),
    CALLS("senate-chair", "case/p", "2022-12-04", "call-presidential"),
    CALLS("majilis-chair", "case/p", "2022-12-04", NULL),
    /* early, of a Majilis that was not dissolved; regular, but together with that election */
    MAY_NOT_AT("2022-10-06", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2022-12-04"), "majilis-alone"),
    MAY_NOT("president", "call-senate-election", "case/s", SENATE_ON("2022-12-04"), "senate-alone"),
    DOES("president", "call-senate-election", "case/s", SENATE_ON("2022-12-11")),
    CALLS("majilis-chair", "case/p2", "2022-12-04", "regular-september"),
};
static const struct act_step called_early[] = {
    MAY_NOT_AT("2022-10-06", "president", "call-presidential-election", "case/p",
               PRESIDENTIAL("2022-12-05"), "presidential-sixty-days"),
    CALLS("president", "case/p", "2022-12-04", NULL), /* day 59 */
    CALLS("president", "case/p2", "2022-12-03", "early-presidential-once"),
};
/* Six years before the end of the term; then after it, and once. */
static const struct act_step called_years_before[] = {
    MAY_NOT_AT("2023-09-01", "majilis-chair", "call-presidential-election", "case/p",
               PRESIDENTIAL("2023-12-03"), "regular-term-ends"),
};
static const struct act_step called_in_the_last_months[] = {
    MAY_NOT_AT("2023-09-01", "majilis-chair", "call-presidential-election", "case/p",
               PRESIDENTIAL("2023-12-03"), "regular-term-ends"),
    DOES_AT("2024-09-01", "majilis-chair", "call-presidential-election", "case/p",
            PRESIDENTIAL("2024-12-01")), /* the term ended in June */
    CALLS("majilis-chair", "case/p2", "2024-12-01", "regular-presidential-once"),
};
/* From July 2026 nobody is elected in December. */
static const struct act_step called_for_after_june_2026[] = {
    MAY_NOT_AT("2026-06-15", "majilis-chair", "call-presidential-election", "case/p",
               PRESIDENTIAL("2026-12-06"), "regular-held-before"),
};
#define WITH_DEPUTY(president, deputy)                                                             \
    "[" HOLDER("president", "p", president) ALSO("list-deputy", "d", deputy)                       \
        ALSO("senator", "s", "2021-01-26") "]"
static const struct act_step not_with_parliament[] = {
    /* the term of the Majilis ends on 15 January 2026 */
    MAY_NOT_AT("2025-09-10", "senate-chair", "call-majilis-election", "case/m",
               MAJILIS_ON("2025-11-15"), "call-majilis"),
    MAY_NOT("president", "call-majilis-election", "case/m", MAJILIS_ON("2025-11-16"),
            "majilis-sixty-days"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2025-11-15")),
    CALLS("majilis-chair", "case/p", "2025-12-07", NULL),
};
/* Two months run from the dissolution, whenever the call is. */
static const struct act_step after_dissolution[] = {
    KZ_DISSOLVES("2023-01-19"),
    MAY_NOT("government", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-19"),
            "call-majilis"),
    MAY_NOT_AT("2023-02-20", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2023-03-30"), "majilis-sixty-days"), /* day 70 */
    MAY_NOT("president", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-20"),
            "majilis-sixty-days"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-19")), /* day 59 */
};
static const struct act_step without_dissolution[] = {
    MAY_NOT_AT("2023-01-19", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2023-03-19"), "majilis-sixty-days"),
};
static const struct act_step together[] = {
    DOES_AT("2024-09-06", "president", "call-senate-election", "case/s", SENATE_ON("2024-12-01")),
    CALLS("majilis-chair", "case/p", "2024-12-01", "regular-alone"),
};

/* The outcome is stated as it was published. */
#define FINDING                                                                                    \
    "{\"contest\":\"president-2022-announced\",\"source\":\"s\",\"winner\":\"incumbent\"}"
#define ELECTED                                                                                    \
    DOES_AT("2022-09-22", "president", "call-presidential-election", "case/p",                     \
            PRESIDENTIAL("2022-11-20")),                                                           \
        DOES_AT("2022-11-22", "central-commission", "state-finding", "case/p", FINDING),           \
        DOES("central-commission", "publish-result", "case/p", NULL)
#define OATH(free, idle) "{\"no_other_work\":" idle ",\"no_party\":" free "}"
#define FREE_OF_ALL      OATH("true", "true")
/* After a regular election, which the Majilis called, in January; after an early one in a month. */
#define REGULAR_OF_2022                                                                            \
    DOES_AT("2022-09-09", "majilis-chair", "call-presidential-election", "case/p",                 \
            PRESIDENTIAL("2022-12-04")),                                                           \
        DOES_AT("2022-12-06", "central-commission", "state-finding", "case/p", FINDING),           \
        DOES("central-commission", "publish-result", "case/p", NULL)
static const struct act_step sworn_in_january[] = {
    REGULAR_OF_2022,
    MAY_NOT("president", "take-oath-within-month", "oath/p/1", FREE_OF_ALL, "oath-early"),
    MAY_NOT_AT("2023-01-10", "president", "take-oath", "oath/p/1", FREE_OF_ALL, "oath-january"),
    MAY_NOT_AT("2023-01-11", "president", "take-oath", "oath/p/1", OATH("false", "true"),
               "oath-no-party"),
    MAY_NOT("president", "take-oath", "oath/p/1", OATH("true", "false"), "oath-no-other-work"),
    MAY_NOT("central-commission", "take-oath", "oath/p/1", FREE_OF_ALL, "published.take-oath"),
    MAY_NOT("president", "take-oath", "oath/p/2", FREE_OF_ALL, "oath-once"),
    DOES("president", "take-oath", "oath/p/1", FREE_OF_ALL), /* second Wednesday */
    MAY_NOT("president", "take-oath", "oath/p/1", FREE_OF_ALL, "act.twice"),
    MAY_NOT("president", "take-oath", "oath/p/2", FREE_OF_ALL, "oath-once"),
};
static const struct act_step not_sworn_a_year_later[] = {
    REGULAR_OF_2022,
    MAY_NOT_AT("2024-01-10", "president", "take-oath", "oath/p/1", FREE_OF_ALL, "january-oath-due"),
};
static const struct act_step not_sworn_in_a_month[] = {
    ELECTED,
    MAY_NOT("president", "take-oath-within-month", "oath/p/1", OATH("false", "true"),
            "oath-no-party-early"),
    MAY_NOT("president", "take-oath-within-month", "oath/p/1", OATH("true", "false"),
            "oath-no-other-work-early"),
    MAY_NOT("central-commission", "take-oath-within-month", "oath/p/1", FREE_OF_ALL,
            "published.take-oath-within-month"),
    MAY_NOT_AT("2022-12-23", "president", "take-oath-within-month", "oath/p/1", FREE_OF_ALL,
               "oath-due"),
    MAY_NOT_AT("2023-01-11", "president", "take-oath", "oath/p/1", FREE_OF_ALL, "oath-regular"),
};
static const struct act_step sworn_early[] = {
    ELECTED,
    DOES_AT("2022-11-26", "president", "take-oath-within-month", "oath/p/1", FREE_OF_ALL),
};
/* Until 8 June 2022 a President may belong to a party. */
static const struct act_step sworn_in_a_party[] = {
    DOES_AT("2022-02-01", "president", "call-presidential-election", "case/p",
            PRESIDENTIAL("2022-03-27")),
    DOES_AT("2022-03-29", "central-commission", "state-finding", "case/p", FINDING),
    DOES("central-commission", "publish-result", "case/p", NULL),
    DOES_AT("2022-04-10", "president", "take-oath-within-month", "oath/p/1", OATH("false", "true")),
};

static const struct act_step sworn_in_2029[] = {
    /* under the Constitution of 2026 */
    DOES_AT("2029-09-05", "kurultai-chair", "call-presidential-election", "case/p",
            PRESIDENTIAL("2029-09-20")),
    DOES_AT("2029-09-24", "central-commission", "state-finding", "case/p", FINDING),
    DOES("central-commission", "publish-result", "case/p", NULL),
    MAY_NOT("president", "take-oath", "oath/p/1", FREE_OF_ALL, "oath-january"),
    DOES("president", "take-oath-within-month", "oath/p/1", "{\"no_party\":true}"),
};

#define AS_PRESIDENT(person, until) "{\"person\":\"" person "\",\"until\":\"" until "\"}"
#define SUCCEEDS                    AS_PRESIDENT("q", "2029-11-26")
#define RESIGNS                     DOES("president", "resign-president", "r", REASON("r"))
#define TWO_PRESIDENTS                                                                             \
    "[{\"capacity\":\"elected\",\"elected_on\":\"2019-06-09\",\"office\":\"president\","           \
    "\"person\":\"o\",\"since\":\"2019-06-12\",\"source\":\"t\",\"until\":\"2022-11-26\"}" ALSO(   \
        "president", "p", "2022-11-26") "]"
static const struct act_step majilis_chair_succeeds[] = {
    DOES_AT("2023-05-01", "majilis-chair", "elect-majilis-chair", "case/mc",
            "{\"person\":\"x\",\"state_language\":true}"),
    DOES("majilis-chair", "decide", "case/mc", VOTES(54, 20)),
    RESIGNS,
    MAY_NOT("prime-minister", "succeed-president", "s", SUCCEEDS, "no-majilis-chair-before"),
    MAY_NOT("majilis-chair", "succeed-president", "s", AS_PRESIDENT("stranger", "2029-11-26"),
            "successor-own"),
    MAY_NOT("majilis-chair", "succeed-president", "s", AS_PRESIDENT("x", "2099-01-01"),
            "rest-of-term"),
    MAY_NOT("majilis-chair", "succeed-president", "s", AS_PRESIDENT("x", "2024-06-12"),
            "rest-of-last-term"), /* of the President before */
    DOES("majilis-chair", "succeed-president", "s", AS_PRESIDENT("x", "2029-11-26")),
    MAY_NOT("president", "draft-amendment", "draft/1", "{\"title\":\"t\",\"touches\":[\"courts\"]}",
            "draft-amendment-president"),
    MAY_NOT("president", "propose-amendment", "case/x",
            "{\"title\":\"t\",\"touches\":[\"courts\"]}", "propose-amendment"),
    MAY_NOT("government", "take-oath-as-successor", "o", "{\"text\":\"t\"}",
            "take-oath-as-successor"),
    MAY_NOT_AT("2023-06-02", "president", "take-oath-as-successor", "o", "{\"text\":\"t\"}",
               "oath-of-successor-due"),
    DOES_AT("2023-06-01", "president", "take-oath-as-successor", "o", "{\"text\":\"t\"}"),
};
static const struct act_step prime_minister_succeeds[] = {
    MAY_NOT_AT("2023-05-01", "president", "take-oath-as-successor", "o", "{\"text\":\"t\"}",
               "oath-of-successor"),
    MAY_NOT("government", "resign-president", "r", REASON("r"), "resign-president"),
    DOES("president", "propose-amendment", "case/x",
         "{\"title\":\"t\",\"touches\":[\"courts\"]}"), /* a successor could not */
    RESIGNS,
    MAY_NOT("government", "succeed-president", "s", SUCCEEDS, "succeed-senate-chair"),
    DOES("prime-minister", "succeed-president", "s", SUCCEEDS),
};

static const struct act_step released_for_illness[] = {
    MAY_NOT_AT("2023-05-01", "senate-chair", "form-illness-commission", "case/i",
               "{\"from_majilis\":5,\"from_senate\":5}", "form-illness-commission"),
    MAY_NOT("majilis-chair", "form-illness-commission", "case/i",
            "{\"from_majilis\":6,\"from_senate\":5}", "illness-equal"),
    DOES("majilis-chair", "form-illness-commission", "case/i",
         "{\"from_majilis\":5,\"from_senate\":5}"),
    MAY_NOT("majilis-chair", "report-illness", "case/i", "{\"lasting\":false}", "illness-lasting"),
    MAY_NOT("president", "report-illness", "case/i", "{\"lasting\":true}",
            "commission.report-illness"),
    MAY_NOT("president", "drop-illness", "case/i", NULL, "commission.drop-illness"),
    DOES("majilis-chair", "report-illness", "case/i", "{\"lasting\":true}"),
    MAY_NOT("president", "state-opinion", "case/i", "{\"text\":\"t\"}", "court.state-opinion"),
    MAY_NOT("president", "find-against", "case/i", "{\"text\":\"t\"}", "court.find-against"),
    DOES("constitutional-court", "state-opinion", "case/i", "{\"text\":\"t\"}"),
    MAJILIS_CANNOT("case/i", 73, 10, "joint.decision"),
    MAJILIS("case/i", 74, 10),
    SENATE_CANNOT("case/i", 37, 10, "joint.decision"),
    SENATE("case/i", 38, 10),
    DOES("prime-minister", "succeed-president", "s", SUCCEEDS),
};
#define ILL                                                                                        \
    DOES_AT("2023-05-01", "majilis-chair", "form-illness-commission", "case/i",                    \
            "{\"from_majilis\":5,\"from_senate\":5}")
static const struct act_step illness_dropped[] = {
    ILL, DOES("majilis-chair", "drop-illness", "case/i", NULL)};
static const struct act_step illness_order_broken[] = {
    ILL, DOES("majilis-chair", "report-illness", "case/i", "{\"lasting\":true}"),
    DOES("constitutional-court", "find-against", "case/i", "{\"text\":\"t\"}")};

#define ACCUSES(ground) KZ_ACCUSES(ground, KZ_ML(29))
static const struct act_step accused_or_dissolving[] = {
    MAY_NOT_AT("2023-05-01", "majilis-chair", "accuse-president", "case/a", ACCUSES("corruption"),
               "only-treason"),
    MAY_NOT("senate-chair", "accuse-president", "case/a", ACCUSES("treason"), "accuse-president"),
    MAY_NOT("government", "consider-dissolution", "case/d", "{\"chamber\":\"majilis\"}",
            "consider-dissolution"),
    DOES("president", "consider-dissolution", "case/d", "{\"chamber\":\"majilis\"}"),
    MAY_NOT("majilis-chair", "accuse-president", "case/a", ACCUSES("treason"), "dissolution-open"),
    MAY_NOT("government", "conclude-consideration", "case/d", NULL,
            "considering.conclude-consideration"),
    DOES("president", "conclude-consideration", "case/d", NULL),
    DOES("majilis-chair", "accuse-president", "case/a", ACCUSES("treason")),
    DOES("majilis-chair", "decide", "case/a", VOTES(50, 20)),
    DOES("senate-chair", "decide", "case/a", VOTES(26, 10)),
    MAY_NOT("constitutional-court", "state-court-opinions", "case/a",
            "{\"constitutional\":\"broken\",\"supreme\":\"established\"}", "order-kept"),
    MAY_NOT("president", "state-court-opinions", "case/a",
            "{\"constitutional\":\"kept\",\"supreme\":\"established\"}",
            "courts.state-court-opinions"),
};

#define EMERGENCY(kind) "{\"consulted\":true,\"kind\":\"" kind "\",\"on\":\"2023-05-01\"}"
static const struct act_step emergency[] = {
    MAY_NOT_AT("2023-05-01", "government", "declare-emergency", "emergency/1",
               EMERGENCY("emergency"), "declare-emergency"),
    MAY_NOT("president", "declare-emergency", "emergency/1",
            "{\"consulted\":false,\"kind\":\"emergency\",\"on\":\"2023-05-01\"}",
            "emergency-consulted"),
    DOES("president", "declare-emergency", "emergency/1", EMERGENCY("emergency")),
    MAY_NOT("government", "report-emergency", "emergency/1", "{\"reported\":\"2023-05-01\"}",
            "report-emergency"),
    MAY_NOT("president", "report-emergency", "emergency/1", "{\"reported\":\"2023-05-02\"}",
            "reported-now"),
    DOES("president", "report-emergency", "emergency/1", "{\"reported\":\"2023-05-01\"}"),
    MAY_NOT("government", "lift-emergency", "emergency/1", NULL, "lift-emergency"),
    DOES("president", "lift-emergency", "emergency/1", NULL),
    DOES("president", "declare-emergency", "emergency/2",
         "{\"kind\":\"martial-law\",\"on\":\"2023-05-01\"}"),
    MAY_NOT_AT("2023-05-02", "president", "report-emergency", "emergency/2",
               "{\"reported\":\"2023-05-02\"}", "reported-at-once"),
};

#define OWN_MINISTER(rel) "{\"person\":\"m\",\"portfolio\":\"defence\",\"relative\":" rel "}"
#define MINISTER(rel)                                                                              \
    "{\"person\":\"n\",\"portfolio\":\"finance\",\"relative\":" rel ",\"talks\":true}"
#define HEAD(rel)        "{\"entity\":\"e\",\"person\":\"h\",\"relative\":" rel "}"
#define ON_INITIATIVE(c) "{\"countersigned\":" c ",\"title\":\"t\"}"
static const struct act_step relatives_and_signatures[] = {
    MAY_NOT_AT("2023-05-01", "president", "appoint-own-minister", "m", OWN_MINISTER("true"),
               "own-minister-relative"),
    MAY_NOT("government", "appoint-own-minister", "m", OWN_MINISTER("false"),
            "appoint-own-minister"),
    DOES("president", "appoint-own-minister", "m", OWN_MINISTER("false")),
    MAY_NOT("prime-minister", "propose-minister", "case/m", MINISTER("true"), "minister-relative"),
    MAY_NOT("president", "propose-prime-minister", "case/pm",
            "{\"person\":\"n\",\"relative\":true,\"talks\":true}", "pm-relative"),
    MAY_NOT("prime-minister", "propose-minister", "case/m",
            "{\"person\":\"n\",\"portfolio\":\"defence\",\"relative\":false,\"talks\":true}",
            "minister-portfolio"),
    DOES("prime-minister", "propose-minister", "case/m", MINISTER("false")),
    MAY_NOT("government", "decline-minister", "case/m", NULL, "proposed.decline-minister"),
    DOES("president", "decline-minister", "case/m", NULL),
    MAY_NOT("government", "name-quasi-state-head", "q", HEAD("true"), "relative-of-head"),
    MAY_NOT("president", "name-quasi-state-head", "q", HEAD("false"), "name-quasi-state-head"),
    DOES("government", "name-quasi-state-head", "q", HEAD("false")),
    MAY_NOT("president", "issue-on-initiative", "i", ON_INITIATIVE("false"), "countersigned"),
    MAY_NOT("government", "issue-on-initiative", "i", ON_INITIATIVE("true"), "issue-on-initiative"),
    DOES("president", "issue-on-initiative", "i", ON_INITIATIVE("true")),
    MAY_NOT("president", "issue-decree-law", "l", TITLED, "issue-decree-law"), /* gone since 2017 */
};
#define SUBJECT "{\"subject\":\"s\"}"
static const struct act_step prerogatives[] = {
    MAY_NOT_AT("2023-05-01", "government", "pardon", "s", SUBJECT, "pardon"),
    DOES("president", "pardon", "s", SUBJECT),
    MAY_NOT("prime-minister", "petition-of-president", "c", "{\"challenged\":\"l\"}",
            "petition-of-president"),
    DOES("president", "petition-of-president", "c", "{\"challenged\":\"l\"}"),
    MAY_NOT("government", "grant-citizenship", "s", SUBJECT, "grant-citizenship"),
    DOES("president", "grant-citizenship", "s", SUBJECT),
    MAY_NOT("government", "award-honour", "s", SUBJECT, "award-honour"),
    DOES("president", "award-honour", "s", SUBJECT),
    MAY_NOT("government", "sign-treaty", "s", SUBJECT, "sign-treaty"),
    DOES("president", "sign-treaty", "s", SUBJECT),
    /* incompatible: a deputy's seat */
    MAY_NOT("president", "appoint-senator", "d", APPOINTEE("p"), "appointed-senator"),
};

static const struct story stories[] = {
    STORY_OF(called, NULL, WITH_DEPUTY("2017-12-10", "2018-06-01")),
    STORY(called_early, "preparation"),
    STORY(called_years_before, NULL),
    STORY_OF(called_in_the_last_months, "preparation", KZ_PRESIDENT("2019-06-12")),
    STORY_OF(called_for_after_june_2026, NULL, KZ_PRESIDENT("2021-12-10")),
    STORY_OF(not_with_parliament, NULL, WITH_DEPUTY("2021-01-12", "2021-01-15")),
    STORY(after_dissolution, "preparation"),
    STORY(without_dissolution, NULL),
    STORY(together, NULL),
    STORY_OF(sworn_in_january, "published", KZ_PRESIDENT("2017-12-10")),
    STORY_OF(not_sworn_a_year_later, "published", KZ_PRESIDENT("2017-12-10")),
    STORY(not_sworn_in_a_month, "published"),
    STORY_OF(sworn_in_a_party, "published", KZ_PRESIDENT("2019-06-12")),
    STORY(sworn_early, "published"),
    STORY(sworn_in_2029, "published"),
    STORY_OF(majilis_chair_succeeds, "elected", TWO_PRESIDENTS),
    STORY_OF(prime_minister_succeeds, NULL, KZ_WITH_PM("2023-03-30")),
    STORY_OF(released_for_illness, "released", KZ_WITH_PM("2023-03-30")),
    STORY(illness_dropped, "kept"),
    STORY(illness_order_broken, "kept"),
    STORY_OF(accused_or_dissolving, "concluded", KZ_WITH_DEPUTIES),
    STORY(emergency, NULL),
    STORY(relatives_and_signatures, "refused"),
    STORY(prerogatives, NULL),
};

static void the_president_keeps_to_the_constitution(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_president_keeps_to_the_constitution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
