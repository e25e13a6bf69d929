/* What a maslikhat of the reference rulebook states of an akim, and what it no longer states once
 * it was dissolved. Persons are roles, figures are invented. */
#include "kz.h"
#include "kz_stories.h"

static const struct fold_issuer maslikhat_offices[] = {
    {"president", 1},
    {"central-commission", 3},
    {"maslikhat/abai", 1},
    {"maslikhat/kyzylorda", 1},
};

static const struct setting maslikhat_setting = {
    .book = "polities/kazakhstan/rulebook.yaml",
    .office = maslikhat_offices,
    .n_offices = ADIL_COUNT(maslikhat_offices),
    .holders =
        "[" HOLDER("president", "p", "2022-11-26") ALSO("regional-akim", "old", "2021-02-01") "]",
    .zone = "+06:00",
};

#define ABAI         "maslikhat/abai"
#define KYZYLORDA    "maslikhat/kyzylorda"
#define SEVENTY(of)  "{\"deputies\":70,\"unit\":\"" of "\"}"
#define MOVED_BY(of) "{\"maslikhat\":\"" of "\",\"movers\":14,\"person\":\"old\"}"
#define YES(of, n)   "{\"maslikhat\":\"" of "\",\"yes\":" #n "}"
#define TWO_OF(day)                                                                                \
    DOES_AT(day, "central-commission", "enter-maslikhat", ABAI, SEVENTY("abai")),                  \
        DOES("central-commission", "enter-maslikhat", KYZYLORDA, SEVENTY("kyzylorda"))

/* ---- distrust is of those who moved it ------------------------------------------------------- */

static const struct act_step distrust_is_of_the_movers[] = {
    TWO_OF("2023-04-01"),
    DOES(ABAI, "move-distrust", "case/d", MOVED_BY("abai")),
    MAY_NOT(KYZYLORDA, "state-distrust", "case/d", YES("kyzylorda", 40), "distrust-of-movers"),
    DOES(ABAI, "state-distrust", "case/d", YES("abai", 36)),
};
static const struct act_step trust_is_a_majority_not_reached[] = {
    TWO_OF("2023-04-01"),
    DOES(ABAI, "move-distrust", "case/d", MOVED_BY("abai")),
    MAY_NOT(KYZYLORDA, "state-trust", "case/d", YES("kyzylorda", 0), "trust-stated-own"),
    MAY_NOT(KYZYLORDA, "state-trust", "case/d", YES("abai", 0), "trust-stated-own"),
    MAY_NOT(ABAI, "state-trust", "case/d", YES("abai", 36), "trust-not-reached"),
    DOES(ABAI, "state-trust", "case/d", YES("abai", 35)),
};

/* ---- a maslikhat that was dissolved ---------------------------------------------------------- */

#define ENDS(day)  "{\"dissolved\":\"" day "\"}"
#define ENDED(day) "{\"dissolved\":\"" day "\",\"talks\":true}"
static const struct act_step dissolved_ones_state_nothing[] = {
    TWO_OF("2023-04-01"),
    DOES(ABAI, "move-distrust", "case/d", MOVED_BY("abai")),
    DOES(ABAI, "dissolve-itself", ABAI, ENDS("2023-04-01")),
    MAY_NOT(ABAI, "state-distrust", "case/d", YES("abai", 36), "distrust-sitting"),
    MAY_NOT(ABAI, "state-trust", "case/d", YES("abai", 35), "trust-sitting"),
    MAY_NOT(ABAI, "move-distrust", "case/e", MOVED_BY("abai"), "distrust-moved-sitting"),
    MAY_NOT(ABAI, "move-district-distrust", "case/e", MOVED_BY("abai"),
            "district-distrust-sitting"),
    DOES(KYZYLORDA, "move-district-distrust", "case/e", MOVED_BY("kyzylorda")),
    /* the two months run from the first day */
    MAY_NOT_AT("2023-05-20", ABAI, "dissolve-itself", ABAI, ENDS("2023-05-20"), "itself-sits"),
    MAY_NOT("president", "dissolve-maslikhat", ABAI, ENDED("2023-05-20"), "maslikhat-sits"),
    DOES("president", "dissolve-maslikhat", KYZYLORDA, ENDED("2023-05-20")),
};
static const struct act_step dissolved_ones_vote_for_nobody[] = {
    TWO_OF("2023-04-01"),
    DOES("president", "offer-akims", "case/a",
         "{\"contests\":[\"akim-of-abai\"],\"names\":[\"a\",\"b\"]}"),
    DOES("president", "enter-akim-name", "akim-name/a/a", "{\"relative\":false}"),
    MAY_NOT("president", "enter-akim-name", "akim-name/a/c", "{\"relative\":false}",
            "akim-offered"),
    DOES("president", "enter-akim-name", "akim-name/a/b", "{\"relative\":false}"),
    DOES("president", "open-akim-vote", "case/a", "{\"day\":\"2023-04-03\"}"),
    DOES_AT("2023-04-03", ABAI, "dissolve-itself", ABAI, ENDS("2023-04-03")),
    MAY_NOT(ABAI, "count-akim-vote", "akim-sheet/a/akim-of-abai/abai",
            "{\"cast\":70,\"deputies\":70,\"given\":70,\"invalid\":0,\"votes\":{\"a\":40,\"b\":30}"
            "}",
            "akim-vote-sitting"),
};
#define OF_ABAI(contest)                                                                           \
    "{\"contests\":[\"" contest "\"],\"day\":\"2023-03-19\",\"maslikhat\":\"abai\"}"
static const struct act_step an_early_election_is_of_its_own_unit[] = {
    TWO_OF("2023-01-19"),
    DOES(ABAI, "dissolve-itself", ABAI, ENDS("2023-01-19")),
    MAY_NOT("central-commission", "call-early-maslikhat-election", "case/e",
            OF_ABAI("maslikhat-2023-almaty"), "early-maslikhat-own"),
    DOES("central-commission", "call-early-maslikhat-election", "case/e",
         OF_ABAI("maslikhat-district")),
    MAY_NOT("central-commission", "elected-maslikhat", ABAI, "{\"deputies\":60}",
            "maslikhat-elected-anew"),
    MAY_NOT("president", "elected-maslikhat", ABAI, "{\"deputies\":60}", "power-elected-maslikhat"),
};

static const struct story stories[] = {
    STORY(distrust_is_of_the_movers, "stated"),
    STORY(trust_is_a_majority_not_reached, "kept"),
    STORY(dissolved_ones_state_nothing, "vote"),
    STORY(dissolved_ones_vote_for_nobody, "vote"),
    STORY(an_early_election_is_of_its_own_unit, "preparation"),
};

static void lawful_acts_are_recorded_and_unlawful_ones_refused(void **state)
{
    tell_stories(&maslikhat_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- until its early election ---------------------------------------------------------------- */

static const struct act_step deputies_are_elected[] = {
    DOES_AT("2023-09-15", kz_cec, "enter-maslikhat", KYZYLORDA, SEVENTY("kyzylorda")),
    DOES(kz_cec, "form-precinct", "precinct/0001", "{\"unit\":\"kyzylorda\",\"voters\":1000}"),
    DOES(KYZYLORDA, "dissolve-itself", KYZYLORDA, ENDS("2023-09-15")),
    DOES(kz_cec, "call-early-maslikhat-election", "case/e",
         "{\"contests\":[\"maslikhat-district\"],\"day\":\"2023-11-05\",\"maslikhat\":\"kyzylorda\""
         "}"),
    DOES(
        kz_cec, "nominate-maslikhat-deputy", "nominee/e/x",
        "{\"born\":\"2000-01-01\",\"contest\":\"maslikhat-district\",\"deposit\":5,\"self\":true}"),
    DOES(
        kz_cec, "nominate-maslikhat-deputy", "nominee/e/y",
        "{\"born\":\"2000-01-01\",\"contest\":\"maslikhat-district\",\"deposit\":5,\"self\":true}"),
    DOES(kz_cec, "register-person", "nominee/e/x", NULL),
    DOES(kz_cec, "register-person", "nominee/e/y", NULL),
};
static const struct act_step and_decide_again[] = {
    DOES(kz_cec, "publish-result", "case/e", NULL),
    MAY_NOT(KYZYLORDA, "move-distrust", "case/d", MOVED_BY("kyzylorda"), "distrust-moved-sitting"),
    DOES(kz_cec, "elected-maslikhat", KYZYLORDA, "{\"deputies\":60}"),
    DOES(KYZYLORDA, "move-distrust", "case/d", MOVED_BY("kyzylorda")),
    DOES_AT("2025-02-01", KYZYLORDA, "dissolve-itself", KYZYLORDA, ENDS("2025-02-01")),
    /* elected before */
    MAY_NOT(kz_cec, "elected-maslikhat", KYZYLORDA, "{\"deputies\":60}", "maslikhat-elected-anew"),
};

static void go(struct fold *f, const struct act_step *step, size_t n)
{
    const struct story s = {.name = "elected anew", .step = step, .n = n};
    tell_steps(f, &maslikhat_setting, &s);
}

static void a_maslikhat_that_was_elected_anew_decides_again(void **state)
{
    struct fold f;
    kz_open(&f, *state, NULL);
    go(&f, deputies_are_elected, ADIL_COUNT(deputies_are_elected));
    story_at(&f, &maslikhat_setting, "2023-11-05T23:30:00");
    fold_ok(&f, "precinct-commission/0001", "protocol", "protocol/e/maslikhat-district/0001",
            kz_figures(&f, 100, "{\"against all\":10,\"x\":60,\"y\":30}", 0));
    fold_assert(&f, kz_result(&f, "e", "maslikhat-district"), NULL);
    go(&f, and_decide_again, ADIL_COUNT(and_decide_again));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(lawful_acts_are_recorded_and_unlawful_ones_refused),
        test_case(a_maslikhat_that_was_elected_anew_decides_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
