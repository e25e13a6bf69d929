/* Who acts in an office, and what is held beside it: a President whose powers ended, the chair of a
 * dissolved chamber, capacities in which one acts for a while.
 */
#include "kz_seats.h"

#define DISSOLUTION "kurultai-dissolution/1"
#define FOR(o, p)   "{\"office\":\"" o "\",\"person\":\"" p "\"}"
#define ENDS(p, g)  "{\"ground\":\"" g "\",\"person\":\"" p "\"}"
#define TEXT        "{\"text\":\"t\"}"
#define SUBJECT     "{\"subject\":\"s\"}"
#define UNTIL(p, d) "{\"person\":\"" p "\",\"until\":\"" d "\"}"

/* ---- the President whose powers ended -------------------------------------------------------- */

#define WITH_CHAIRS                                                                                \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("senate-chair", "c", "2023-01-25")             \
        ALSO("senator", "c", "2023-01-20") ALSO("majilis-chair", "x", "2023-03-29")                \
            ALSO("prime-minister", "q", "2023-03-30") "]"
#define PORTFOLIO "{\"person\":\"m\",\"portfolio\":\"finance\",\"relative\":false,\"talks\":true}"
#define EARLY     "{\"contests\":[\"president-2022-announced\"],\"day\":\"2023-06-25\"}"
#define RESIGNED                                                                                   \
    DOES_AT("2023-05-01", "government", "table-bill", "case/b", FREE_OF_COST),                     \
        MAJILIS("case/b", 60, 20), SENATE("case/b", 30, 10),                                       \
        DOES("senate-chair", "send-law", "case/b", NULL),                                          \
        DOES("prime-minister", "propose-minister", "case/m", PORTFOLIO),                           \
        DOES("president", "pardon", "s", SUBJECT), /* while he holds it */                         \
        DOES("president", "resign-president", "r", REASON("r"))
static const struct act_step powers_ended[] = {
    RESIGNED,
    MAY_NOT("president", "call-presidential-election", "case/e", EARLY, "president"),
    MAY_NOT("president", "assent", "case/b", NULL, "president"),
    MAY_NOT("president", "appoint-minister", "case/m", NULL, "president"),
    MAY_NOT("president", "pardon", "s", SUBJECT, "president"),
    /* he who succeeds holds it for the rest of the term, and nothing else */
    MAY_NOT("senate-chair", "succeed-president", "s", UNTIL("c", "2029-11-25"), "rest-of-term"),
    DOES("senate-chair", "succeed-president", "s", UNTIL("c", "2029-11-26")),
    MAY_NOT("central-commission", "end-senator-mandate", "e", ENDS("c", "other-seat"), "senator"),
    DOES("president", "assent", "case/b", NULL),
    DOES("president", "appoint-minister", "case/m", NULL),
    DOES("president", "pardon", "s", SUBJECT),
};
#define PRESIDENT_OF_2019                                                                          \
    "[" HOLDER("president", "o", "2019-06-12") ALSO("senate-chair", "c", "2023-01-25") "]"
static const struct act_step term_ran_out[] = {
    /* until the next takes office he acts, and nobody succeeds him */
    DOES_AT("2024-06-11", "president", "pardon", "s", SUBJECT),
    DOES_AT("2024-07-01", "president", "pardon", "s", SUBJECT),
    MAY_NOT("senate-chair", "succeed-president", "s", UNTIL("c", "2024-06-12"), "rest-is-left"),
};

/* In 2026 the Court certifies; the Vice-President acts. */
#define IN_2026                                                                                    \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01") ALSO("president", "p", "2022-11-26")     \
        ALSO("vice-president", "v", "2026-07-15") ALSO("prime-minister", "q", "2026-07-15")        \
            ALSO("kurultai-chair", "k", "2026-07-15")                                              \
                ALSO("kurultai-deputy", "k", "2026-07-01") "]"
static const struct act_step certified[] = {
    MAY_NOT_AT("2026-12-01", "president", "submit-resignation", "case/r", RESIGNATION("v"),
               "resigns-himself"),
    DOES("president", "submit-resignation", "case/r", RESIGNATION("p")),
    DOES("president", "submit-resignation", "case/r2", RESIGNATION("p")),
    DOES("president", "appoint-alone", "a", FOR("bank-chair", "b")),
    DOES("constitutional-court", "certify-resignation", "case/r", TEXT),
    MAY_NOT("president", "appoint-alone", "a", FOR("bank-chair", "b2"), "president"),
    MAY_NOT("president", "pardon", "s", SUBJECT, "president"),
    DOES("vice-president", "act-for-president-vice-president", "s", PERSON("v")),
    /* who acts did not resign */
    MAY_NOT("constitutional-court", "certify-resignation", "case/r2", TEXT, "president"),
    DOES("president", "appoint-alone", "a", FOR("bank-chair", "b2")),
};
static const struct act_step term_ran_out_in_2029[] = {
    DOES_AT("2029-11-27", "president", "pardon", "s", SUBJECT),
    MAY_NOT("vice-president", "act-for-president-vice-president", "s", PERSON("v"),
            "ended-early-for-vice-president"),
};
static const struct act_step none_to_act_in_2029[] = {
    MAY_NOT_AT("2029-11-27", "kurultai-chair", "act-for-president-kurultai-chair", "s", PERSON("k"),
               "ended-early-for-kurultai-chair"),
};
static const struct act_step no_chair_to_act_in_2029[] = {
    MAY_NOT_AT("2029-11-27", "prime-minister", "act-for-president-prime-minister", "s", PERSON("q"),
               "ended-early-for-prime-minister"),
};
#define WITH_PM_ALONE                                                                              \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("prime-minister", "q", "2026-07-15") "]"
#define WITH_CHAIR_ALONE                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("kurultai-chair", "k", "2026-07-15") "]"

/* ---- the chair of a dissolved chamber -------------------------------------------------------- */

static const struct act_step majilis_chair_is_dissolved[] = {
    DOES_AT("2024-05-01", "majilis-chair", "table-bill", "case/b", FREE_OF_COST),
    MAY_NOT("central-commission", "elect-majilis-chair", "case/c",
            "{\"person\":\"y\",\"state_language\":true}", "no-majilis-chair-yet"),
    MAJILIS("case/b", 60, 20),
    SENATE("case/b", 30, 10),
    DOES("president", "dissolve-majilis", "dissolution/1",
         "{\"on\":\"2024-05-01\",\"talks\":true}"),
    MAY_NOT("majilis-chair", "table-bill", "case/b2", FREE_OF_COST, "majilis-chair"),
    MAY_NOT("majilis-chair", "move-no-confidence", "case/n", "{\"movers\":20}", "majilis-chair"),
    MAY_NOT("majilis-chair", "send-law", "case/b", NULL, "majilis-chair"),
    MAY_NOT("majilis-chair", "elect-majilis-chair", "case/c",
            "{\"person\":\"y\",\"state_language\":true}", "majilis-chair"),
    DOES("senate-chair", "send-law", "case/b", NULL),
    DOES("president", "resign-president", "r", REASON("r")),
    MAY_NOT("majilis-chair", "succeed-president", "s", UNTIL("x", "2029-11-26"), "majilis-chair"),
    DOES("prime-minister", "succeed-president", "s", UNTIL("q", "2029-11-26")),
    /* who leads the sittings of the next one until it has a chair */
    MAY_NOT("government", "elect-majilis-chair", "case/c",
            "{\"person\":\"y\",\"state_language\":true}", "elect-majilis-chair"),
    DOES("central-commission", "elect-majilis-chair", "case/c",
         "{\"person\":\"y\",\"state_language\":true}"),
};
#define MAJILIS_OF_2023                                                                            \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "x", "2023-03-29")              \
        ALSO("majilis-chair", "x", "2023-03-29") ALSO("prime-minister", "q", "2023-03-30") "]"
static const struct act_step kurultai_chair_is_dissolved[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "table-kurultai-bill", "case/b", TITLED),
    DOES("president", "dissolve-kurultai", DISSOLUTION, "{\"on\":\"2026-12-01\",\"talks\":true}"),
    MAY_NOT("kurultai-chair", "table-kurultai-bill", "case/b2", TITLED, "kurultai-chair"),
    MAY_NOT("kurultai-chair", "accuse-in-kurultai", "case/a",
            "{\"ground\":\"treason\",\"movers\":[]}", "kurultai-chair"),
};
#define REFUSES(n)                                                                                 \
    DOES("president", "propose-kurultai-chair", "case/k" n, PERSON("y")),                          \
        DOES("kurultai-chair", "decide", "case/k" n, VOTES(72, 60))
#define SINCE(day, from) "{\"counted_from\":\"" from "\",\"on\":\"" day "\"}"
#define NAMES(day, from)                                                                           \
    "{\"counted_from\":\"" from "\",\"on\":\"" day "\",\"refused\":\"prime-minister\"}"
static const struct act_step refused_chair_dissolves[] = {
    DOES_AT("2026-12-01", "president", "propose-kurultai-chair", "case/k0", PERSON("y")),
    DOES("kurultai-chair", "decide", "case/k0", VOTES(72, 60)),
    REFUSES("1"),
    DOES("president", "dissolve-after-refused-chair", DISSOLUTION,
         SINCE("2026-12-01", "2026-07-01")),
    MAY_NOT("kurultai-chair", "table-kurultai-bill", "case/b", TITLED, "kurultai-chair"),
};
#define HEAD(n)                                                                                    \
    DOES("president", "propose-head-of-government", "case/h" n, FOR("prime-minister", "y")),       \
        DOES("kurultai-chair", "decide", "case/h" n, VOTES(72, 60))
static const struct act_step refused_names_dissolve[] = {
    DOES_AT("2026-12-01", "president", "propose-kurultai-chair", "case/k0", PERSON("y")),
    HEAD("1"),
    HEAD("2"),
    DOES("president", "dissolve-after-refused-names", DISSOLUTION,
         NAMES("2026-12-01", "2026-07-01")),
    MAY_NOT("kurultai-chair", "table-kurultai-bill", "case/b", TITLED, "kurultai-chair"),
};
/* Refusals of the Kurultai before are none of the next one's. */
static const struct act_step refusals_of_before[] = {
    DOES_AT("2026-12-01", "president", "propose-kurultai-chair", "case/k0", PERSON("y")),
    DOES("kurultai-chair", "decide", "case/k0", VOTES(72, 60)),
    REFUSES("1"),
    HEAD("1"),
    HEAD("2"),
    DOES("president", "dissolve-kurultai", DISSOLUTION, "{\"on\":\"2026-12-01\",\"talks\":true}"),
    KZ_PARTY_ENTERED("2026-12-02"),
    KZ_KURULTAI_OF("e", NULL, "2027-01-31", "2027-02-08", "z", "y2"),
    DOES_AT("2027-02-15", "central-commission", "seat-kurultai-deputy", "deputy/e/z", NULL),
    MAY_NOT_AT("2028-02-15", "president", "dissolve-after-refused-chair", "kurultai-dissolution/2",
               SINCE("2028-02-15", "2026-07-01"), "chair-refused-by-this-one"),
    MAY_NOT("president", "dissolve-after-refused-chair", "kurultai-dissolution/2",
            SINCE("2028-02-15", "2026-12-02"), "twice-refused-chair"),
    MAY_NOT("president", "dissolve-after-refused-names", "kurultai-dissolution/2",
            NAMES("2028-02-15", "2026-07-01"), "refused-by-this-one"),
    MAY_NOT("president", "dissolve-after-refused-names", "kurultai-dissolution/2",
            NAMES("2028-02-15", "2026-12-02"), "twice-refused"),
    REFUSES("3"),
    REFUSES("4"),
    DOES("president", "dissolve-after-refused-chair", "kurultai-dissolution/2",
         SINCE("2028-02-15", "2026-12-02")),
};

/* ---- nothing beside it ----------------------------------------------------------------------- */

#define SENATE_MAY_NOT(n, o)                                                                       \
    DOES("president", "propose-to-senate", "case/" n, FOR(o, "p")),                                \
        MAY_NOT("senate-chair", "decide", "case/" n, VOTES(30, 5), o)
static const struct act_step nothing_beside_the_presidency[] = {
    DOES_AT("2023-05-01", "president", "propose-prime-minister", "case/pm",
            "{\"person\":\"p\",\"relative\":false,\"talks\":true}"),
    MAY_NOT("majilis-chair", "decide", "case/pm", VOTES(60, 20), "prime-minister"),
    MAY_NOT("president", "appoint-own-minister", "m",
            "{\"person\":\"p\",\"portfolio\":\"defence\",\"relative\":false}", "minister"),
    DOES("president", "appoint-own-minister", "m",
         "{\"person\":\"m\",\"portfolio\":\"defence\",\"relative\":false}"),
    MAY_NOT("president", "name-court-judge", "n", PERSON("p"), "court-judge"),
    MAY_NOT("president", "name-commission-seat", "n", PERSON("p"), "commission-seat"),
    MAY_NOT("president", "name-commission-chair", "n", PERSON("p"), "commission-chair"),
    MAY_NOT("president", "name-audit-seat", "n", PERSON("p"), "audit-seat"),
    MAY_NOT("president", "name-audit-chair", "n", PERSON("p"), "audit-chair"),
    SENATE_MAY_NOT("s1", "court-chair"),
    SENATE_MAY_NOT("s2", "bank-chair"),
    SENATE_MAY_NOT("s3", "council-chair"),
    SENATE_MAY_NOT("s4", "security-chair"),
    SENATE_MAY_NOT("s5", "prosecutor-general"),
    DOES("president", "propose-election-by-senate", "case/o", FOR("ombudsman", "p")),
    MAY_NOT("senate-chair", "decide", "case/o", VOTES(30, 5), "ombudsman"),
    DOES("president", "propose-election-by-senate", "case/sc", FOR("supreme-court-chair", "p")),
    MAY_NOT("senate-chair", "decide", "case/sc", VOTES(30, 5), "supreme-court-chair"),
    DOES("president", "propose-supreme-judge", "case/j", PERSON("p")),
    MAY_NOT("senate-chair", "decide", "case/j", VOTES(30, 5), "supreme-court-judge"),
    DOES("majilis-chair", "elect-majilis-chair", "case/mc",
         "{\"person\":\"p\",\"state_language\":true}"),
    MAY_NOT("majilis-chair", "decide", "case/mc", VOTES(60, 20), "majilis-chair"),
    DOES("president", "propose-senate-chair", "case/nc",
         "{\"person\":\"p\",\"state_language\":true}"),
    MAY_NOT("senate-chair", "decide", "case/nc", VOTES(30, 5), "senate-chair"),
};
#define FOR_VICE(o) MAY_NOT("president", "appoint-alone", "a", FOR(o, "v"), o)
static const struct act_step nothing_beside_the_vice_presidency[] = {
    DOES_AT("2026-12-01", "president", "appoint-alone", "a", FOR("bank-chair", "b")),
    FOR_VICE("bank-chair"),
    FOR_VICE("guard-chief"),
    FOR_VICE("ombudsman"),
    DOES("president", "propose-head-of-government", "case/h", FOR("prime-minister", "v")),
    MAY_NOT("kurultai-chair", "decide", "case/h", VOTES(80, 20), "prime-minister"),
    DOES("president", "propose-kurultai-chair", "case/k", PERSON("v")),
    MAY_NOT("kurultai-chair", "decide", "case/k", VOTES(80, 20), "kurultai-chair"),
    DOES("president", "propose-vice-president", "case/v", FIT("b")), /* he has the bank */
    MAY_NOT("kurultai-chair", "decide", "case/v", VOTES(80, 20), "vice-president"),
};

/* ---- mandates -------------------------------------------------------------------------------- */

#define WITH_ASSEMBLY                                                                              \
    "[" HOLDER("president", "p", "2019-06-12") ALSO("assembly-deputy", "a", "2021-01-15")          \
        ALSO("assembly-deputy", "b", "2021-01-15") ALSO("appointed-senator", "s", "2020-08-26")    \
            ALSO("senate-chair", "c", "2020-08-26") "]"
static const struct act_step assembly_deputies[] = {
    DOES_AT("2022-05-01", "president", "propose-supreme-judge", "case/j", PERSON("a")),
    MAY_NOT("senate-chair", "decide", "case/j", VOTES(30, 5), "supreme-court-judge"),
    DOES("president", "propose-to-senate", "case/s1", FOR("court-chair", "a")),
    MAY_NOT("senate-chair", "decide", "case/s1", VOTES(30, 5), "court-chair"),
    MAY_NOT("president", "name-court-judge", "n", PERSON("a"), "court-judge"),
    MAY_NOT("central-commission", "end-assembly-mandate", "e", ENDS("a", "left-party"),
            "assembly-ground"),
    MAY_NOT("president", "end-assembly-mandate", "e", ENDS("a", "conviction"),
            "power-end-assembly-mandate"),
    DOES("central-commission", "end-assembly-mandate", "e", ENDS("a", "conviction")),
    DOES("senate-chair", "decide", "case/j", VOTES(30, 5)),
    DOES("central-commission", "end-assembly-mandate", "e", ENDS("b", "citizenship")),
    MAY_NOT("central-commission", "end-appointed-mandate", "e", ENDS("s", "recall"),
            "appointed-ground"),
    MAY_NOT("government", "end-appointed-mandate", "e", ENDS("s", "conviction"),
            "power-end-appointed-mandate"),
    DOES("central-commission", "end-appointed-mandate", "e", ENDS("s", "conviction")),
};
#define S(n) ALSO("appointed-senator", "s" #n, "2020-08-26")
#define EIGHT_AT_WILL                                                                              \
    "[" HOLDER("president", "p", "2022-11-26") S(1) S(2) S(3) S(4) S(5) S(6) S(7) S(8) "]"
#define OF_ASSEMBLY(n)                                                                             \
    DOES("people-assembly", "propose-senator", "case/" n, APPOINTEE(n)),                           \
        DOES("president", "appoint-proposed-senator", "case/" n, NULL)
static const struct act_step ten_are_appointed[] = {
    DOES_AT("2023-05-01", "people-assembly", "propose-senator", "case/a0", APPOINTEE("a0")),
    OF_ASSEMBLY("a1"),
    OF_ASSEMBLY("a2"),
    MAY_NOT("president", "appoint-proposed-senator", "case/a0", NULL,
            "senators-appointed-of-assembly"),
    MAY_NOT("president", "appoint-senator", "a", APPOINTEE("x"), "senators-appointed"),
    DOES("president", "dismiss-senator", "a", PERSON("s1")),
    DOES("president", "appoint-senator", "a", APPOINTEE("x")),
    DOES("president", "dismiss-senator", "a", PERSON("s2")),
    DOES("president", "appoint-proposed-senator", "case/a0", NULL),
};
static const struct act_step no_senate_no_senator[] = {
    DOES_AT("2026-06-30", "people-assembly", "propose-senator", "case/a", APPOINTEE("a")),
    DOES("people-assembly", "propose-senator", "case/b", APPOINTEE("b")),
    DOES("president", "appoint-proposed-senator", "case/a", NULL),
    MAY_NOT_AT("2026-07-01", "president", "appoint-proposed-senator", "case/b", NULL,
               "appointed-senator"),
};

#define MIXED_MAJILIS                                                                              \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "l1", "2021-01-15")             \
        ALSO("list-deputy", "l2", "2023-01-10") ALSO("prime-minister", "q", "2022-01-11") "]"
static const struct act_step a_vacancy_is_no_election[] = {
    MAY_NOT_AT("2023-01-12", "prime-minister", "lay-down-powers", "l", "{\"before\":\"majilis\"}",
               "none-of-before"),
    DOES("central-commission", "end-list-mandate", "e", ENDS("l1", "emigration")),
    DOES("prime-minister", "lay-down-powers", "l", "{\"before\":\"majilis\"}"),
};

#define BOTH_CHAMBERS                                                                              \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "l", "2023-03-29")              \
        ALSO("appointed-senator", "s", "2020-08-26") "]"
static const struct act_step consent_of_the_own_chamber[] = {
    DOES_AT("2023-05-01", "prosecutor-general", "ask-immunity-majilis", "case/i", PERSON("l")),
    MAJILIS("case/i", 60, 20),
    DOES("prosecutor-general", "ask-immunity-senate", "case/j", PERSON("s")),
    MAY_NOT("prosecutor-general", "prosecute-deputy", "x", ENDS("s", "bribe"), "consent-given"),
    SENATE("case/j", 30, 10),
    MAY_NOT("government", "prosecute-deputy", "x", ENDS("s", "bribe"), "prosecute-with-consent"),
    DOES("prosecutor-general", "prosecute-deputy", "x", ENDS("s", "bribe")),
    DOES("central-commission", "end-list-mandate", "e", ENDS("l", "other-seat")),
    DOES("president", "dismiss-senator", "a", PERSON("s")),
    DOES("president", "appoint-senator", "a", APPOINTEE("l")),
    MAY_NOT("prosecutor-general", "prosecute-deputy", "x", ENDS("l", "bribe"),
            "consent-of-own-majilis"),
    MAY_NOT("prosecutor-general", "prosecute-deputy", "x", ENDS("s", "bribe"), "consent-given"),
    DOES("prosecutor-general", "ask-immunity-senate", "case/k", PERSON("l")),
    SENATE("case/k", 30, 10),
    DOES("prosecutor-general", "prosecute-deputy", "x", ENDS("l", "bribe")),
};
#define EMERGENCY(day) "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"" day "\"}"
static const struct act_step emergency_of_the_day[] = {
    MAY_NOT_AT("2023-05-01", "president", "declare-emergency", "emergency/1",
               EMERGENCY("2023-04-30"), "emergency-today"),
    MAY_NOT("president", "declare-emergency", "emergency/1", EMERGENCY("2023-05-02"),
            "emergency-today"),
    DOES("president", "declare-emergency", "emergency/1", EMERGENCY("2023-05-01")),
};

static const struct story stories[] = {
    STORY_OF(powers_ended, "enacted", WITH_CHAIRS),
    STORY_OF(term_ran_out, NULL, PRESIDENT_OF_2019),
    STORY_OF(certified, "resigned", IN_2026),
    STORY_OF(term_ran_out_in_2029, NULL, IN_2026),
    STORY_OF(none_to_act_in_2029, NULL, WITH_CHAIR_ALONE),
    STORY_OF(no_chair_to_act_in_2029, NULL, WITH_PM_ALONE),
    STORY_OF(majilis_chair_is_dissolved, "assent", MAJILIS_OF_2023),
    STORY_OF(kurultai_chair_is_dissolved, "kurultai", IN_2026),
    STORY_OF(refused_chair_dissolves, "refused", IN_2026),
    STORY_OF(refused_names_dissolve, "vote", IN_2026),
    STORY_OF(refusals_of_before, "refused", IN_2026),
    STORY_OF(nothing_beside_the_presidency, "consent", KZ_PRESIDENT("2022-11-26")),
    STORY_OF(nothing_beside_the_vice_presidency, "consent", IN_2026),
    STORY_OF(assembly_deputies, "elected", WITH_ASSEMBLY),
    STORY_OF(ten_are_appointed, "appointed", EIGHT_AT_WILL),
    STORY(no_senate_no_senator, "appointed"),
    STORY_OF(a_vacancy_is_no_election, NULL, MIXED_MAJILIS),
    STORY_OF(consent_of_the_own_chamber, "consented", BOTH_CHAMBERS),
    STORY(emergency_of_the_day, NULL),
};

static void offices_are_held_and_left(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(offices_are_held_and_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
