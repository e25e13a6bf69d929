/* Who may not be elected at all: an unspent conviction, a corruption offence found by a court. */
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
     "{\"contests\":[\"president-2022\"],\"day\":\"2023-04-29\",\"registered\":11827277}", NULL},
    {"2023-03-02", kz_cec, "notice", "n", "{\"text\":\"t\",\"title\":\"t\"}", NULL},
    NOMINATES("x", "pres-unbarred"),
    NOMINATES("y", "pres-unbarred"),
    NOMINATES("z", NULL),
    {NULL, kz_cec, "lift-bar", "bar/x", NULL, NULL},
    NOMINATES("x", NULL), /* the conviction is spent */
};

#define ADDS(person, rule)                                                                         \
    {                                                                                              \
        NULL, "party/A", "add-person", "deputy/m/" person,                                         \
            "{\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,\"list\":\"m/A\","     \
            "\"number\":1,\"party\":\"A\",\"resident_since\":\"1990-01-01\",\"woman\":true}",      \
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

static const struct act_step senator_to_be[] = {
    LAND("2023-01-12"),
    BARS("x", "corruption"),
    {"2023-02-01", "president", "call-senate-election", "case/s",
     "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2023-03-20\"}", NULL},
    {"2023-02-02", kz_cec, "nominate-person", "nominee/s/x", SENATOR, "nominee-unbarred"},
    {NULL, kz_cec, "nominate-person", "nominee/s/y", SENATOR, NULL},
};

static void who_is_barred_does_not_stand(void **state)
{
    static const struct story stories[] = {
        STORY(bar_stated, NULL), STORY(president_to_be, "preparation"),
        STORY(deputy_to_be, "preparation"), STORY(senator_to_be, "preparation")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_is_barred_does_not_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
