/* Whom results elect, as norms ask it, and in which contests records stand. */
#include "stories.h"

#define parish                  "tests/polity/test-parish.yaml"
#define FINDS(contest, outcome) "{\"contest\":\"" contest "\"," outcome "}"
#define SEATS(contest, n)       FINDS(contest, "\"seats\":{" n "},\"source\":\"s\"")
#define IN_WARDENS              "{\"contest\":\"wardens\"}"
#define STANDS(c, p)            DOES("enter-candidate", "candidate/" c "/" p, IN_WARDENS)
#define OF_LIST(l)              "{\"list\":\"" l "\",\"person\":\"p\"}"
#define DOES(word, about, fields)                                                                  \
    {                                                                                              \
        NULL, "clerk", word, about, fields, NULL                                                   \
    }
#define MAY_NOT(word, about, fields, rule)                                                         \
    {                                                                                              \
        NULL, "clerk", word, about, fields, rule                                                   \
    }

static const struct fold_issuer clerks[] = {{"clerk", 1}};
static const struct setting parish_setting = {
    .book = parish, .office = clerks, .n_offices = 1, .holders = NULL, .zone = "+00:00"};

#define CALLED                                                                                     \
    {                                                                                              \
        "2023-03-01", "clerk", "call", "case/e",                                                   \
            "{\"contests\":[\"benches\",\"councils\",\"wardens\"],\"day\":\"2023-03-19\"}", NULL   \
    }
#define FOUND                                                                                      \
    DOES("find", "case/e", SEATS("councils", "\"elm\":4,\"oak\":5")),                              \
        DOES("find", "case/e", FINDS("wardens", "\"source\":\"s\",\"winner\":\"wat\""))

/* Nobody is elected before the result is published, and nobody but whom it names. */
static const struct act_step elected[] = {
    CALLED,
    MAY_NOT("enter-list", "list/e/oak", "{\"people\":10}",
            "list-length"), /* of nine seats, not three */
    DOES("enter-list", "list/e/oak", "{\"people\":9}"),
    DOES("enter-list", "list/e/elm", "{\"people\":9}"),
    STANDS("e", "wat"),
    STANDS("e", "stranger"),
    {"2023-03-20", "clerk", "find", "case/e", SEATS("benches", "\"oak\":3"), NULL},
    FOUND,
    MAY_NOT("seat-councillor", "s", OF_LIST("oak"), "list-elected"),
    MAY_NOT("seat-warden", "candidate/e/wat", NULL, "published.seat-warden"),
    DOES("publish", "case/e", NULL),
    DOES("seat-councillor", "s", OF_LIST("oak")),
    MAY_NOT("seat-councillor", "s", OF_LIST("elm"), "list-elected"), /* four seats */
    MAY_NOT("seat-warden", "candidate/e/stranger", NULL, "warden-elected"),
    DOES("seat-warden", "candidate/e/wat", NULL),
};
/* Of another case with the same contests nobody takes a seat in this one. */
static const struct act_step by_case[] = {
    CALLED,
    {NULL, "clerk", "call", "case/f", "{\"contests\":[\"wardens\"],\"day\":\"2023-03-19\"}", NULL},
    STANDS("e", "wat"),
    STANDS("e", "other"),
    STANDS("f", "wat"),
    STANDS("f", "other"),
    {"2023-03-20", "clerk", "find", "case/f",
     FINDS("wardens", "\"source\":\"s\",\"winner\":\"other\""), NULL},
    DOES("publish", "case/f", NULL),
    DOES("find", "case/e", SEATS("benches", "\"oak\":3")),
    FOUND,
    DOES("publish", "case/e", NULL),
    MAY_NOT("seat-warden", "candidate/e/other", NULL, "warden-elected"),
    MAY_NOT("seat-warden", "candidate/f/wat", NULL, "warden-elected"),
    DOES("seat-warden", "candidate/f/other", NULL),
};
/* A finding of a contest in which lists do not stand leaves their seats as they are. */
static const struct act_step where_lists_stand[] = {
    CALLED,
    DOES("enter-list", "list/e/oak", "{\"people\":9}"),
    {"2023-03-20", "clerk", "find", "case/e", SEATS("councils", "\"elm\":4,\"oak\":5"), NULL},
    DOES("find", "case/e", SEATS("benches", "\"oak\":3")),
    DOES("find", "case/e", FINDS("wardens", "\"source\":\"s\",\"winner\":\"wat\"")),
    DOES("publish", "case/e", NULL),
    DOES("name-councillor", "list/e/oak", NULL),
};

/* What a finding replaces gives no seats any more; one that is no longer named has none. */
static const struct act_step found_anew[] = {
    CALLED,
    DOES("enter-list", "list/e/oak", "{\"people\":9}"),
    {"2023-03-20", "clerk", "find", "case/e", SEATS("councils", "\"elm\":4,\"oak\":5"), NULL},
    DOES("find", "case/e", SEATS("councils", "\"elm\":9")),
    DOES("find", "case/e", SEATS("benches", "\"oak\":3")),
    DOES("find", "case/e", FINDS("wardens", "\"source\":\"s\",\"winner\":\"wat\"")),
    DOES("publish", "case/e", NULL),
    MAY_NOT("name-councillor", "list/e/oak", NULL, "list-won-five"),
};

static const struct story stories[] = {
    STORY(elected, "published"),
    STORY(by_case, "published"),
    STORY(where_lists_stand, "published"),
    STORY(found_anew, "published"),
};

static void whom_a_published_result_elects_takes_the_seat(void **state)
{
    tell_stories(&parish_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(whom_a_published_result_elects_takes_the_seat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
