/* When an election of a chamber is called: early, within two months of its dissolution; regular,
 * two months before the term of who sits ends.
 */
#include "kz_stories.h"

#define MAJILIS_ON(day)  "{\"contests\":[\"majilis-2023-list-announced\"],\"day\":\"" day "\"}"
#define KURULTAI_ON(day) "{\"contests\":[\"kurultai-2026\"],\"day\":\"" day "\"}"

static const struct act_step majilis_dissolved[] = {
    DOES_AT("2023-01-19", "president", "dissolve-majilis", "dissolution/1",
            "{\"on\":\"2023-01-19\",\"talks\":true}"),
    MAY_NOT_AT("2023-02-10", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2023-03-20"), "majilis-sixty-days"),
    MAY_NOT("government", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-19"),
            "call-majilis"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-19")),
};

/* The term of the deputies of 2021 ends on 15 January 2026. */
#define DEPUTIES_OF_2021                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "l1", "2021-01-15") "]"
static const struct act_step majilis_in_its_term[] = {
    MAY_NOT_AT("2025-09-01", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2025-11-16"), "majilis-sixty-days"),
    MAY_NOT_AT("2025-11-20", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2025-12-20"), "majilis-sixty-days"),
};
/* One who filled a vacancy sits for longer: the term that ends first counts. */
#define AND_ONE_FOR_LONGER                                                                         \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "l1", "2021-01-15")             \
        ALSO("list-deputy", "l2", "2022-03-01") "]"
static const struct act_step majilis_with_a_vacancy_filled[] = {
    MAY_NOT_AT("2025-09-01", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2025-11-16"), "majilis-sixty-days"), /* the regular one: too late */
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2025-11-15")),
};
#define AND_ONE_UNTIL_2032                                                                         \
    "[" HOLDER("president", "p", "2029-11-26") ALSO("kurultai-deputy", "k1", "2026-09-01")         \
        ALSO("kurultai-deputy", "k2", "2027-09-01") "]"
static const struct act_step kurultai_with_a_vacancy_filled[] = {
    MAY_NOT_AT("2031-04-01", "president", "call-kurultai-election", "case/k",
               KURULTAI_ON("2031-07-02"), "kurultai-two-months"),
    DOES("president", "call-kurultai-election", "case/k", KURULTAI_ON("2031-07-01")),
    MAY_NOT("president", "call-kurultai-election", "case/k2", KURULTAI_ON("2031-07-01"),
            "kurultai-two-months"), /* the regular one: called already */
};

/* ---- once ------------------------------------------------------------------------------------ */

/* Lists once for a dissolution; the districts may have a call of their own, once. */
#define IN_DISTRICTS(d) "{\"contests\":[" d "],\"day\":\"2023-03-19\"}"
static const struct act_step majilis_called_once[] = {
    KZ_DISSOLVES("2023-01-19"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2023-03-18")),
    MAY_NOT("president", "call-majilis-election", "case/m2", MAJILIS_ON("2023-03-19"),
            "majilis-once"),
    DOES("president", "call-majilis-election", "case/d",
         IN_DISTRICTS("\"majilis-2023-district-1\",\"majilis-2023-district-2\"")),
    MAY_NOT("president", "call-majilis-election", "case/d2",
            IN_DISTRICTS("\"majilis-2023-district-1\""), "majilis-districts-once"),
    DOES("president", "call-majilis-election", "case/d2",
         IN_DISTRICTS("\"majilis-2023-district-3\"")),
};
static const struct act_step regular_majilis_called_once[] = {
    DOES_AT("2025-09-01", "president", "call-majilis-election", "case/m", MAJILIS_ON("2025-11-15")),
    MAY_NOT("president", "call-majilis-election", "case/m2", MAJILIS_ON("2025-11-14"),
            "majilis-sixty-days"), /* the regular one: called already */
};
static const struct act_step first_kurultai_called_once[] = {
    DOES_AT("2026-07-02", "president", "call-kurultai-election", "case/k",
            KURULTAI_ON("2026-08-23")),
    MAY_NOT("president", "call-kurultai-election", "case/k2", KURULTAI_ON("2026-08-30"),
            "first-kurultai-once"),
};
static const struct act_step early_kurultai_called_once[] = {
    DOES_AT("2026-12-01", "president", "dissolve-kurultai", "kurultai-dissolution/1",
            "{\"on\":\"2026-12-01\",\"talks\":true}"),
    DOES("president", "call-kurultai-election", "case/k", KURULTAI_ON("2027-01-31")),
    MAY_NOT("president", "call-kurultai-election", "case/k2", KURULTAI_ON("2027-02-01"),
            "early-kurultai-once"),
};

static const struct act_step majilis_two_months_before[] = {
    DOES_AT("2025-09-01", "president", "call-majilis-election", "case/m", MAJILIS_ON("2025-11-15")),
};
/* Deputies of 2023 sit until 2028; the President of 2019 until 12 June 2024. */
#define DEPUTIES_OF_2023                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("district-deputy", "d1", "2023-03-29") "]"
#define WITH_PRESIDENT_OF_2019                                                                     \
    "[" HOLDER("president", "p", "2019-06-12") ALSO("district-deputy", "d1", "2023-03-29") "]"
static const struct act_step majilis_with_the_president[] = {
    DOES_AT("2024-09-06", "majilis-chair", "call-presidential-election", "case/p",
            "{\"contests\":[\"president-2022-announced\"],\"day\":\"2024-12-01\"}"),
    MAY_NOT("president", "call-majilis-election", "case/m", MAJILIS_ON("2024-12-01"),
            "majilis-alone"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2024-12-08")),
};
static const struct act_step senate_with_the_president[] = {
    DOES_AT("2024-09-06", "majilis-chair", "call-presidential-election", "case/p",
            "{\"contests\":[\"president-2022-announced\"],\"day\":\"2024-12-01\"}"),
    MAY_NOT("president", "call-senate-election", "case/s",
            "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2024-12-01\"}", "senate-alone"),
    DOES("president", "call-senate-election", "case/s",
         "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2024-12-08\"}"),
};
static const struct act_step majilis_no_more[] = {
    MAY_NOT_AT("2026-04-01", "president", "call-majilis-election", "case/m",
               MAJILIS_ON("2026-07-01"), "majilis-held-before"),
    /* its deputies' term ends with June, so not two months before */
    MAY_NOT("president", "call-majilis-election", "case/m", MAJILIS_ON("2026-06-30"),
            "majilis-sixty-days"),
    DOES_AT("2026-05-20", "president", "dissolve-majilis", "dissolution/1",
            "{\"on\":\"2026-05-20\",\"talks\":true}"),
    DOES("president", "call-majilis-election", "case/m", MAJILIS_ON("2026-06-30")),
};

static const struct act_step kurultai_dissolved[] = {
    DOES_AT("2026-12-01", "president", "dissolve-kurultai", "kurultai-dissolution/1",
            "{\"on\":\"2026-12-01\",\"talks\":true}"),
    MAY_NOT_AT("2027-01-10", "president", "call-kurultai-election", "case/k",
               KURULTAI_ON("2027-02-02"), "kurultai-two-months"),
    DOES("president", "call-kurultai-election", "case/k", KURULTAI_ON("2027-02-01")),
};
/* Called within a month of 1 July 2026, elected within two; nobody is dissolved who is not there.
 */
static const struct act_step no_kurultai_yet[] = {
    MAY_NOT_AT("2026-07-31", "president", "dissolve-kurultai", "kurultai-dissolution/1",
               "{\"on\":\"2026-07-31\",\"talks\":true}", "kurultai-sits"),
    MAY_NOT("president", "call-kurultai-election", "case/k", KURULTAI_ON("2026-09-02"),
            "first-kurultai"),
    DOES("government", "table-kurultai-bill", "case/b", TITLED),
    MAY_NOT("kurultai-chair", "decide", "case/b", VOTES(145, 0), "kurultai-in-being"),
    MAY_NOT("kurultai-chair", "roll-call", "case/b", "{\"no\":[],\"yes\":[]}",
            "kurultai-in-being-by-name"),
    DOES("president", "issue-decree-law", "d", TITLED),
    MAY_NOT_AT("2026-08-02", "president", "call-kurultai-election", "case/k",
               KURULTAI_ON("2026-09-01"), "kurultai-two-months"),
    MAY_NOT_AT("2026-08-15", "president", "dissolve-kurultai", "kurultai-dissolution/1",
               "{\"on\":\"2026-08-15\",\"talks\":true}", "kurultai-sits"),
};
static const struct act_step no_senator_sits[] = {
    MAY_NOT_AT("2023-04-01", "president", "call-senate-election", "case/s",
               "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2025-04-01\"}", "senate-sits"),
};
/* Until 1 September 2031. */
#define DEPUTIES_OF_2026                                                                           \
    "[" HOLDER("president", "p", "2029-11-26") ALSO("kurultai-deputy", "k1", "2026-09-01") "]"
static const struct act_step kurultai_in_its_term[] = {
    MAY_NOT_AT("2031-06-15", "president", "call-kurultai-election", "case/k",
               KURULTAI_ON("2031-07-10"), "kurultai-two-months"),
    MAY_NOT("government", "call-kurultai-election", "case/k", KURULTAI_ON("2031-07-01"),
            "call-kurultai"),
};
static const struct act_step kurultai_two_months_before[] = {
    MAY_NOT_AT("2031-04-01", "president", "call-kurultai-election", "case/k",
               KURULTAI_ON("2031-07-02"), "kurultai-two-months"),
    DOES("president", "call-kurultai-election", "case/k", KURULTAI_ON("2031-07-01")),
};

static const struct story stories[] = {
    STORY(majilis_dissolved, "preparation"),
    STORY_OF(majilis_in_its_term, NULL, DEPUTIES_OF_2021),
    STORY_OF(majilis_with_a_vacancy_filled, "preparation", AND_ONE_FOR_LONGER),
    STORY_OF(kurultai_with_a_vacancy_filled, "preparation", AND_ONE_UNTIL_2032),
    STORY(majilis_called_once, "preparation"),
    STORY_OF(regular_majilis_called_once, "preparation", DEPUTIES_OF_2021),
    STORY(first_kurultai_called_once, "preparation"),
    STORY_OF(early_kurultai_called_once, "preparation", KZ_WITH_KURULTAI),
    STORY_OF(majilis_two_months_before, "preparation", DEPUTIES_OF_2021),
    STORY_OF(majilis_with_the_president, NULL, WITH_PRESIDENT_OF_2019),
    STORY_OF(senate_with_the_president, NULL, KZ_PRESIDENT("2019-06-12")),
    STORY_OF(majilis_no_more, "preparation", DEPUTIES_OF_2023),
    STORY_OF(kurultai_dissolved, "preparation", KZ_WITH_KURULTAI),
    STORY_OF(no_kurultai_yet, NULL, "[" HOLDER("president", "p", "2022-11-26") "]"),
    STORY_OF(no_senator_sits, NULL, "[" HOLDER("president", "p", "2022-11-26") "]"),
    STORY_OF(kurultai_in_its_term, NULL, DEPUTIES_OF_2026),
    STORY_OF(kurultai_two_months_before, "preparation", DEPUTIES_OF_2026),
};

static void chambers_are_elected_in_their_time(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(chambers_are_elected_in_their_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
