/* Who takes a deputy's seat by the reference rulebook: whom a published result elected, once, while
 * the chamber of that election is there. Persons are roles. */
#include "kz_seats.h"

#define CEC                       KZ_CEC
#define SEATED(p)                 DOES(CEC, "seat-list-deputy", "deputy/m/" p, NULL)
#define UNSEATED(p, rule)         MAY_NOT(CEC, "seat-list-deputy", "deputy/m/" p, NULL, rule)
#define FITS(citizen, since)      "{\"citizen\":" citizen ",\"resident_since\":\"" since "\"}"
#define FIT_ONE                   FITS("true", "2013-03-19")
#define OF_DISTRICT(p, fit, rule) MAY_NOT(CEC, "seat-district-deputy", "nominee/m/" p, fit, rule)
#define MANDATE_ENDS(word, p, ground)                                                              \
    DOES(CEC, word, "e", "{\"ground\":\"" ground "\",\"person\":\"" p "\"}")
#define MANDATE_STAYS(word, p, ground, rule)                                                       \
    MAY_NOT(CEC, word, "e", "{\"ground\":\"" ground "\",\"person\":\"" p "\"}", rule)

/* ---- the Majilis ----------------------------------------------------------------------------- */

static const struct act_step lists_and_districts[] = {
    KZ_DISSOLVES("2023-01-19"),
    KZ_PARTY_ENTERED(NULL),
    KZ_MAJILIS_OF(NULL, "2023-01-25", "m", "2023-03-19", "2023-03-27", "l1", "l2", "d1", "d1", "d3",
                  "1998-03-19"),
    MAY_NOT_AT("2023-03-29", "government", "seat-list-deputy", "deputy/m/l1", NULL,
               "published.seat-list-deputy"),
    SEATED("l1"),
    UNSEATED("l1", "list-deputy-named"), /* twice */
    DOES("president", "appoint-senator", "a", APPOINTEE("l2")),
    UNSEATED("l2", "list-deputy"), /* one mandate a person */
    MAY_NOT("government", "seat-district-deputy", "nominee/m/d3", FIT_ONE,
            "published.seat-district-deputy"),
    OF_DISTRICT("d3", FITS("false", "2013-03-29"), "district-citizen"),
    OF_DISTRICT("d3", FITS("true", "2013-03-30"), "district-resident"),
    DOES(CEC, "seat-district-deputy", "nominee/m/d3", FIT_ONE),
    DOES("president", "appoint-senator", "a", APPOINTEE("d1")),
    OF_DISTRICT("d1", FIT_ONE, "district-deputy"),
    MAY_NOT("president", "appoint-own-minister", "m",
            "{\"person\":\"l1\",\"portfolio\":\"interior\",\"relative\":false}", "minister"),
    MANDATE_STAYS("end-district-mandate", "d3", "left-party", "district-ground"),
    MANDATE_STAYS("end-district-mandate", "d3", "teaching", "district-ground"),
    MAY_NOT("government", "end-district-mandate", "e", "{\"ground\":\"recall\",\"person\":\"d3\"}",
            "power-end-district-mandate"),
    MANDATE_ENDS("end-district-mandate", "d3", "recall"),
    OF_DISTRICT("d3", FIT_ONE, "district-seat-once"),
    MANDATE_STAYS("end-list-mandate", "l1", "recall", "list-ground"),
    MANDATE_STAYS("end-list-mandate", "l1", "science", "list-ground"),
    MAY_NOT("government", "end-list-mandate", "e", "{\"ground\":\"expelled\",\"person\":\"l1\"}",
            "power-end-list-mandate"),
    MANDATE_ENDS("end-list-mandate", "l1", "expelled"),
    MANDATE_STAYS("end-list-mandate", "l1", "expelled", "list-deputy"),
    UNSEATED("l1", "list-deputy-named"),
};
/* Somebody else won the district. */
static const struct act_step not_the_winner[] = {
    KZ_DISSOLVES("2023-01-19"),
    KZ_PARTY_ENTERED(NULL),
    KZ_MAJILIS_OF(NULL, "2023-01-25", "m", "2023-03-19", "2023-03-27", "l1", "l2", "d1", "stranger",
                  "d3", "1980-01-01"),
    OF_DISTRICT("d1", FIT_ONE, "district-elected"),
    MAY_NOT(CEC, "seat-district-deputy", "nominee/m/stranger", FIT_ONE, "act.record"),
    DOES(CEC, "seat-district-deputy", "nominee/m/d3", FIT_ONE),
};
/* Nobody takes a seat of a Majilis that was dissolved. */
static const struct act_step dissolved_since[] = {
    KZ_DISSOLVES("2023-01-19"),
    KZ_MAJILIS_OF_2023(NULL, "m", "l1", "l2", "d1", "d3"),
    SEATED("l1"),
    DOES_AT("2024-01-20", "president", "dissolve-majilis", "dissolution/2",
            "{\"on\":\"2024-01-20\",\"talks\":true}"),
    UNSEATED("l2", "list-of-this-majilis"),
    OF_DISTRICT("d1", FIT_ONE, "district-of-this-majilis"),
};
/* Nor of one after which another was elected. */
#define OLD(n) ALSO("list-deputy", "o" #n, "2018-06-01")
static const struct act_step elected_anew[] = {
    KZ_MAJILIS_OF_2023("2023-01-19", "m", "l1", "l2", "d1", "d3"),
    SEATED("l1"),
    DOES_AT("2024-03-20", "president", "call-majilis-election", "case/n",
            KZ_CONTESTS("\"majilis-2023-list-announced\"", "2024-05-26")),
    KZ_LIST_OF("2024-03-25", "n", "n1", "n2"),
    DOES_AT("2024-06-03", CEC, "state-finding", "case/n", KZ_LISTS_FOUND),
    DOES(CEC, "publish-result", "case/n", NULL),
    KZ_NAMES("n", "n1"),
    UNSEATED("l2", "list-of-last-majilis"),
    DOES(CEC, "seat-list-deputy", "deputy/n/n1", NULL),
};
/* Sixty-nine deputies of lists, and no more: those of before sit until their term ends. */
#define SIXTY_EIGHT                                                                                \
    "[" HOLDER("president", "p", "2022-11-26") KZ_TEN(OLD, 1) KZ_TEN(OLD, 2) KZ_TEN(OLD, 3)        \
        KZ_TEN(OLD, 4) KZ_TEN(OLD, 5) KZ_TEN(OLD, 6) OLD(70) OLD(71) OLD(72) OLD(73) OLD(74)       \
            OLD(75) OLD(76) OLD(77) "]"
static const struct act_step list_is_full[] = {
    KZ_MAJILIS_OF_2023("2023-01-19", "m", "l1", "l2", "d1", "d3"),
    SEATED("l1"),
    UNSEATED("l2", "list-seats"),
    DOES_AT("2023-06-01", CEC, "seat-list-deputy", "deputy/m/l2", NULL),
};

/* ---- the Kurultai ---------------------------------------------------------------------------- */

static const struct act_step kurultai_elected_anew[] = {
    KZ_FIRST_KURULTAI_OF("k", "k1", "k2"),
    DOES_AT("2026-09-01", CEC, "seat-kurultai-deputy", "deputy/k/k1", NULL),
    KZ_KURULTAI_OF("n", "2027-08-20", "2027-10-03", "2027-10-11", "k1", "n2"),
    MAY_NOT(CEC, "seat-kurultai-deputy", "deputy/k/k2", NULL, "list-of-last-kurultai"),
    DOES(CEC, "seat-kurultai-deputy", "deputy/n/k1", NULL), /* again: the former mandate ends */
    DOES(CEC, "seat-kurultai-deputy", "deputy/n/n2", NULL),
};

/* ---- nothing is called for a day that is past ------------------------------------------------ */

static const struct act_step called_ahead[] = {
    MAY_NOT_AT("2023-01-19", "president", "call-presidential-election", "case/p",
               KZ_CONTESTS("\"president-2022-announced\"", "2023-01-19"), "presidential-ahead"),
    MAY_NOT("president", "call-senate-election", "case/s",
            KZ_CONTESTS("\"senate-announced\"", "2023-01-18"), "senate-ahead"),
    MAY_NOT(CEC, "call-akim-election", "case/a", KZ_CONTESTS("\"akim\"", "2023-01-19"),
            "akim-ahead"),
    MAY_NOT(CEC, "call-maslikhat-election", "case/d",
            KZ_CONTESTS("\"maslikhat-district\"", "2023-01-19"), "maslikhat-ahead"),
    DOES("president", "dissolve-majilis", "dissolution/1",
         "{\"on\":\"2023-01-19\",\"talks\":true}"),
    MAY_NOT("president", "call-majilis-election", "case/m",
            KZ_CONTESTS("\"majilis-2023-list-announced\"", "2023-01-19"), "majilis-ahead"),
    MAY_NOT_AT("2026-07-02", "president", "call-kurultai-election", "case/k",
               KZ_CONTESTS("\"kurultai-2026\"", "2026-07-02"), "kurultai-ahead"),
};

static const struct story stories[] = {
    STORY(lists_and_districts, "published"),
    STORY(not_the_winner, "published"),
    STORY(dissolved_since, "published"),
    STORY_OF(elected_anew, "published",
             "[" HOLDER("president", "p", "2022-11-26")
                 ALSO("list-deputy", "old", "2019-09-01") "]"),
    STORY_OF(list_is_full, "published", SIXTY_EIGHT),
    STORY(kurultai_elected_anew, "published"),
    STORY(called_ahead, NULL),
};

static void who_was_elected_takes_the_seat(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_was_elected_takes_the_seat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
