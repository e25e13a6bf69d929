/* Who sits in the chambers of the reference rulebook and when a chamber is there to decide: what
 * the law asks of deputies and senators, mandates that end, chambers that were dissolved. Persons
 * are roles. */
#include "kz_seats.h"

#define CEC "central-commission"

/* ---- a chamber that was dissolved ------------------------------------------------------------ */

#define DISSOLUTION "{\"on\":\"2023-01-19\",\"talks\":true}"
/* The Majilis decides nothing until somebody has been elected to it; the Senate goes on. */
static const struct act_step majilis_dissolved[] = {
    DOES_AT("2023-01-18", "government", "table-bill", "case/b", FREE_OF_COST),
    DOES("government", "table-bill", "case/c", FREE_OF_COST),
    DOES("majilis-chair", "decide", "case/c", VOTES(60, 20)),
    DOES_AT("2023-01-19", "president", "dissolve-majilis", "dissolution/1", DISSOLUTION),
    MAY_NOT("majilis-chair", "decide", "case/b", VOTES(60, 10), "majilis-in-being"),
    MAY_NOT_AT("2023-01-20", "majilis-chair", "decide", "case/b", VOTES(60, 10),
               "majilis-in-being"),
    MAY_NOT("majilis-chair", "roll-call", "case/b", "{\"no\":[],\"yes\":[]}",
            "majilis-in-being-by-name"),
    DOES("senate-chair", "decide", "case/c", VOTES(26, 10)),
    DOES("government", "table-senate-bill", "case/s", TITLED),
    DOES("senate-chair", "decide", "case/s", VOTES(26, 10)),
    KZ_MAJILIS_OF_2023(NULL, "m", "l1", "l2", "d1", "d3"),
    DOES_AT("2023-03-29", CEC, "seat-list-deputy", "deputy/m/l1", NULL),
    DOES("majilis-chair", "roll-call", "case/b", "{\"no\":[],\"yes\":[\"l1\"]}"), /* no quorum */
    DOES("majilis-chair", "decide", "case/b", VOTES(60, 10)),
};
static const struct act_step kurultai_dissolved[] = {
    KZ_FIRST_KURULTAI_OF("k", "k1", "k2"),
    DOES(CEC, "seat-kurultai-deputy", "deputy/k/k1", NULL),
    DOES_AT("2026-12-01", "government", "table-kurultai-bill", "case/b", TITLED),
    DOES("president", "dissolve-kurultai", "kurultai-dissolution/1",
         "{\"on\":\"2026-12-01\",\"talks\":true}"),
    MAY_NOT_AT("2026-12-02", "kurultai-chair", "decide", "case/b", VOTES(145, 0),
               "kurultai-in-being"),
    MAY_NOT("kurultai-chair", "roll-call", "case/b", "{\"no\":[],\"yes\":[]}",
            "kurultai-in-being-by-name"),
    DOES("president", "issue-decree-law", "d", TITLED),
    MAY_NOT(CEC, "seat-kurultai-deputy", "deputy/k/k1", NULL, "kurultai-deputy-named"),
    MAY_NOT(CEC, "seat-kurultai-deputy", "deputy/k/k2", NULL, "list-of-this-kurultai"),
    KZ_KURULTAI_OF("n", NULL, "2027-01-31", "2027-02-05", "n1", "n2"),
    DOES(CEC, "seat-kurultai-deputy", "deputy/n/n1", NULL),
    DOES("kurultai-chair", "roll-call", "case/b", "{\"no\":[],\"yes\":[\"n1\"]}"), /* no quorum */
    DOES("kurultai-chair", "decide", "case/b", VOTES(145, 0)),
};

/* ---- who may be a deputy --------------------------------------------------------------------- */

#define CHOSEN(born, citizen, since, degree, work)                                                 \
    "{\"born\":\"" born "\",\"citizen\":" citizen ",\"higher_education\":" degree                  \
    ",\"person\":\"s\",\"resident_since\":\"" since "\",\"work\":" work "}"
/* The President's own choice and who the Assembly of People proposes. */
#define SUITS(by, word, about, of)                                                                 \
    MAY_NOT_AT("2023-01-20", by, word, about,                                                      \
               CHOSEN("1993-01-21", "true", "2013-01-20", "true", "5"), of "-age"),                \
        MAY_NOT(by, word, about, CHOSEN("1993-01-20", "false", "2013-01-20", "true", "5"),         \
                of "-citizen"),                                                                    \
        MAY_NOT(by, word, about, CHOSEN("1993-01-20", "true", "2013-01-21", "true", "5"),          \
                of "-resident"),                                                                   \
        MAY_NOT(by, word, about, CHOSEN("1993-01-20", "true", "2013-01-20", "false", "5"),         \
                of "-education"),                                                                  \
        MAY_NOT(by, word, about, CHOSEN("1993-01-20", "true", "2013-01-20", "true", "4"),          \
                of "-work"),                                                                       \
        DOES(by, word, about, CHOSEN("1993-01-20", "true", "2013-01-20", "true", "5"))
static const struct act_step appointed_senator_is_fit[] = {
    SUITS("president", "appoint-senator", "a", "appointed"),
};
static const struct act_step proposed_senator_is_fit[] = {
    SUITS("people-assembly", "propose-senator", "case/p", "proposed"),
};

/* ---- mandates that are given up -------------------------------------------------------------- */

#define OF_OFFICE(o, p) "{\"office\":\"" o "\",\"person\":\"" p "\"}"
static const struct act_step mandates_given_up[] = {
    DOES_AT("2023-03-29", "president", "appoint-senator", "a", APPOINTEE("a")),
    MAY_NOT(CEC, "give-up-mandate", "g", OF_OFFICE("president", "p"), "mandate-of-deputy"),
    MAY_NOT("majilis-chair", "give-up-mandate", "g", OF_OFFICE("list-deputy", "l10"),
            "power-give-up-mandate"),
    MAY_NOT(CEC, "end-list-mandate", "g", "{\"ground\":\"own-wish\",\"person\":\"l10\"}",
            "list-ground"), /* it is none of the grounds for which a mandate is ended */
    DOES(CEC, "give-up-mandate", "g", OF_OFFICE("list-deputy", "l10")),
    MAY_NOT(CEC, "give-up-mandate", "g", OF_OFFICE("list-deputy", "l10"), "list-deputy"),
    DOES(CEC, "give-up-mandate", "g", OF_OFFICE("appointed-senator", "a")),
};

/* ---- before the reform of 2022 --------------------------------------------------------------- */

#define APPOINTS(n) DOES("president", "appoint-senator", "a", APPOINTEE("a" n))
#define TEN_SENATORS                                                                               \
    APPOINTS("1"), APPOINTS("2"), APPOINTS("3"), APPOINTS("4"), APPOINTS("5"), APPOINTS("6"),      \
        APPOINTS("7"), APPOINTS("8"), APPOINTS("9"), APPOINTS("10")
/* Fifteen senators are appointed, of forty-nine; nine deputies come from the Assembly of People. */
static const struct act_step until_june_2022[] = {
    DOES_AT("2021-09-01", "president", "appoint-senator", "a", APPOINTEE("a0")),
    TEN_SENATORS,
    APPOINTS("11"),
    APPOINTS("12"),
    APPOINTS("13"),
    APPOINTS("14"),
    MAY_NOT("president", "appoint-senator", "a", APPOINTEE("a15"), "senators-at-will"),
    MAY_NOT("people-assembly", "propose-senator", "case/p", APPOINTEE("a15"), "propose-senator"),
    DOES("president", "propose-to-senate", "case/o",
         "{\"office\":\"bank-chair\",\"person\":\"b\"}"),
    MAY_NOT("senate-chair", "decide", "case/o", CLAIMS(24, 20), "consent.decision"),
    DOES("senate-chair", "decide", "case/o", CLAIMS(25, 20)), /* of forty-nine */
    MAY_NOT(CEC, "elect-assembly-deputy", "d", PERSON("n0"), "power-elect-assembly-deputy"),
#define OF_PEOPLE(n) DOES("people-assembly", "elect-assembly-deputy", "d", PERSON("n" n))
    OF_PEOPLE("1"),
    OF_PEOPLE("2"),
    OF_PEOPLE("3"),
    OF_PEOPLE("4"),
    OF_PEOPLE("5"),
    OF_PEOPLE("6"),
    OF_PEOPLE("7"),
    OF_PEOPLE("8"),
    OF_PEOPLE("9"),
    MAY_NOT("people-assembly", "elect-assembly-deputy", "d", PERSON("n10"), "assembly-deputy"),
    DOES(CEC, "give-up-mandate", "g", OF_OFFICE("assembly-deputy", "n9")),
    MAY_NOT_AT("2022-06-08", "people-assembly", "elect-assembly-deputy", "d", PERSON("n9"),
               "power-elect-assembly-deputy"),
    MAY_NOT("president", "appoint-senator", "a", APPOINTEE("a15"), "senators-at-will"),
};
/* Akims are elected since 24 May 2021. */
#define RACE "{\"contests\":[\"akim\"],\"day\":\"2021-07-25\"}"
static const struct act_step akims_elected[] = {
    MAY_NOT_AT("2021-05-23", CEC, "call-akim-election", "case/a", RACE, "call-akim"),
    DOES_AT("2021-05-24", CEC, "call-akim-election", "case/a", RACE),
};
static const struct act_step bills_before_2023[] = {
    MAY_NOT_AT("2022-09-01", "majilis-chair", "table-bill", "case/b", FREE_OF_COST,
               "table-bill-majilis-chair"),
    MAY_NOT("government", "table-money-bill", "case/b", "{\"opinion\":true,\"title\":\"t\"}",
            "table-money-bill-government"), /* the order of bills before 2023 is not here */
    DOES("majilis-chair", "table-constitutional-bill", "case/b", FREE_OF_COST),
    DOES_AT("2023-01-03", "majilis-chair", "table-bill", "case/c", FREE_OF_COST),
};

/* ---- elections of senators ------------------------------------------------------------------- */

#define SENATE_ON(day) "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"" day "\"}"
/* Six years from 26 January 2017 end on 26 January 2023: two months before is 26 November. */
static const struct act_step senators_in_time[] = {
    MAY_NOT_AT("2022-10-10", "president", "call-senate-election", "case/s", SENATE_ON("2022-11-27"),
               "senate-two-months"),
    DOES("president", "call-senate-election", "case/s", SENATE_ON("2022-11-26")),
};

/* ---- constitutional bills that cost money ---------------------------------------------------- */

#define COSTS          "{\"money\":true,\"title\":\"t\"}"
#define OPINION(given) "{\"opinion\":" given ",\"title\":\"t\"}"
static const struct act_step constitutional_money[] = {
    MAY_NOT_AT("2023-05-01", "majilis-chair", "table-constitutional-bill", "case/b", COSTS,
               "no-constitutional-cost-deputies"),
    MAY_NOT("government", "table-constitutional-bill", "case/b", COSTS,
            "no-constitutional-cost-government"),
    MAY_NOT("majilis-chair", "table-constitutional-money-bill", "case/b", OPINION("false"),
            "constitutional-bill-opinion"),
    MAY_NOT("senate-chair", "table-constitutional-money-bill", "case/b", OPINION("true"),
            "table-constitutional-money-bill-government"),
    DOES("majilis-chair", "table-constitutional-money-bill", "case/b", OPINION("true")),
    DOES("government", "table-constitutional-money-bill", "case/g", OPINION("true")),
    DOES("president", "table-constitutional-bill", "case/p", COSTS), /* his needs no opinion */
};

/* ---- the President's wording ----------------------------------------------------------------- */

#define WORDED "{\"reason\":\"r\",\"wording\":\"w\"}"
#define BEFORE_HIM                                                                                 \
    DOES_AT("2023-05-01", "majilis-chair", "table-bill", "case/b", FREE_OF_COST),                  \
        DOES("majilis-chair", "decide", "case/b", VOTES(50, 20)),                                  \
        DOES("senate-chair", "decide", "case/b", VOTES(26, 10)),                                   \
        DOES("senate-chair", "send-law", "case/b", NULL),                                          \
        MAY_NOT("government", "return-with-wording", "case/b", WORDED,                             \
                "assent.return-with-wording"),                                                     \
        DOES("president", "return-with-wording", "case/b", WORDED)
/* One chamber of two does not confirm it: it is adopted in his wording. */
static const struct act_step in_his_wording[] = {
    BEFORE_HIM,
    MAJILIS("case/b", 66, 9),
    SENATE_CANNOT("case/b", 33, 9, "objection-with-wording.decision"),
    SENATE("case/b", 33, 9),
    MAY_NOT("government", "assent", "case/b", NULL, "president-wording.assent"),
    DOES_AT("2023-06-01", "president", "assent", "case/b", NULL),
};
static const struct act_step in_its_own_wording[] = {
    BEFORE_HIM,
    MAJILIS_CANNOT("case/b", 65, 9, "objection-with-wording.decision"),
    MAJILIS("case/b", 40, 20), /* no quorum */
    MAJILIS("case/b", 66, 9),
    SENATE("case/b", 34, 9),
    DOES("president", "assent", "case/b", NULL),
};
static const struct act_step silent_on_his_wording[] = {
    BEFORE_HIM,
    MAY_NOT_AT("2023-06-02", "majilis-chair", "decide", "case/b", VOTES_OF("majilis", 66, 9),
               "majilis.decision"),
    DOES("president", "declare-emergency", "emergency/1",
         "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2023-06-02\"}"),
};

/* ---- 2026 ------------------------------------------------------------------------------------ */

#define JUDGE(p) "{\"office\":\"court-judge\",\"person\":\"" p "\"}"
/* A deputy of the Kurultai is no judge of the Court. */
static const struct act_step deputy_or_judge[] = {
    KZ_FIRST_KURULTAI_OF("e", "k", "j"),
    MAY_NOT("government", "seat-kurultai-deputy", "deputy/e/k", NULL,
            "published.seat-kurultai-deputy"),
    DOES_AT("2026-09-02", CEC, "seat-kurultai-deputy", "deputy/e/k", NULL),
    DOES("president", "propose-to-kurultai", "case/j", JUDGE("k")),
    MAY_NOT("kurultai-chair", "decide", "case/j", VOTES(100, 0), "court-judge"),
    MAY_NOT("president", "appoint-alone", "a", "{\"office\":\"court-chair\",\"person\":\"k\"}",
            "court-chair"),
    DOES("president", "propose-to-kurultai", "case/i", JUDGE("j")),
    DOES("kurultai-chair", "decide", "case/i", VOTES(100, 0)),
    MAY_NOT(CEC, "seat-kurultai-deputy", "deputy/e/j", NULL, "deputy-of-no-service"),
};
/* 1 September 2026 is a Tuesday, 30 June 2027 a Wednesday. */
static const struct act_step session_of_kurultai[] = {
    MAY_NOT_AT("2026-08-31", "president", "open-session", "case/y", NULL, "session-opens"),
    MAY_NOT_AT("2026-09-01", "kurultai-chair", "open-session", "case/y", NULL, "open-session"),
    DOES("president", "open-session", "case/y", NULL),
    MAY_NOT_AT("2027-06-29", "kurultai-chair", "close-session", "case/y", NULL, "session-closes"),
    MAY_NOT_AT("2027-06-30", "president", "close-session", "case/y", NULL, "open.close-session"),
    DOES("kurultai-chair", "close-session", "case/y", NULL),
};

#define SENATORS_OF_2017                                                                           \
    "[" HOLDER("president", "p", "2019-06-12") ALSO("senator", "s", "2017-01-26") "]"
static const struct story stories[] = {
    STORY(majilis_dissolved, "senate"),
    STORY_OF(kurultai_dissolved, "published", KZ_WITH_KURULTAI),
    STORY(appointed_senator_is_fit, NULL),
    STORY(proposed_senator_is_fit, "proposed"),
    STORY_OF(mandates_given_up, NULL, KZ_WITH_DEPUTIES),
    STORY(constitutional_money, "chambers"),
    STORY(in_his_wording, "enacted"),
    STORY(in_its_own_wording, "enacted"),
    STORY(silent_on_his_wording, "objection-accepted"),
    STORY_OF(senators_in_time, "preparation", SENATORS_OF_2017),
    STORY(deputy_or_judge, "published"),
    STORY(session_of_kurultai, "closed"),
};
/* On records that begin before 2022. */
static const struct story earlier[] = {
    STORY_OF(akims_elected, "preparation", KZ_PRESIDENT("2019-06-12")),
    STORY_OF(until_june_2022, "appointed", KZ_PRESIDENT("2019-06-12")),
    STORY_OF(bills_before_2023, "chambers", KZ_PRESIDENT("2019-06-12")),
};

static void who_sits_and_whether_there_is_a_chamber(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

static void so_did_they_before_the_reform(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(earlier); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        fold_prepare(&f, t, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices));
        f.strangers = true;
        story_at(&f, &kz_setting, "2021-02-01");
        fold_ok(&f, "founders", "enact", "",
                fold_genesis_fields(&f, NULL, NULL, earlier[i].holders));
        tell_steps(&f, &kz_setting, &earlier[i]);
        fold_close(&f);
        t->perm = perm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_sits_and_whether_there_is_a_chamber),
        test_case(so_did_they_before_the_reform),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
