/* Akims and maslikhats of the reference rulebook, and the transition of 2026. Persons are roles,
 * figures are invented. */
#include "kz_seats.h"

static const struct fold_issuer akim_offices[] = {
    {"president", 1},
    {"central-commission", 3},
    {"constitutional-court", 3},
    {"majilis-chair", 1},
    {"senate-chair", 1},
    {"kurultai-chair", 1},
    {"government", 1},
    {"justice", 1},
    {"maslikhat/abai", 1},
    {"maslikhat/kyzylorda", 1},
    {"party/A", 1},
    {"party/Amanat", 1},
    {"precinct-commission/1", 1},
    {"regional-akim", 1},
};

#define MEMBERS                                                                                    \
    "{\"members\":{\"total\":6000,\"units\":{\"abai\":300,\"akmola\":300,\"aktobe\":300,"          \
    "\"almaty\":300,\"almaty-region\":300,\"astana\":300,\"atyrau\":300,\"east-kazakhstan\":300,"  \
    "\"karaganda\":300,\"kostanay\":300,\"kyzylorda\":300,\"mangystau\":300,"                      \
    "\"north-kazakhstan\":300,\"pavlodar\":300,\"shymkent\":300,\"turkistan\":300,\"ulytau\":300," \
    "\"west-kazakhstan\":300,\"zhambyl\":300,\"zhetisu\":300}}}"

static const struct setting akim_setting = {
    .book = "polities/kazakhstan/rulebook.yaml",
    .office = akim_offices,
    .n_offices = ADIL_COUNT(akim_offices),
    .holders =
        "[" HOLDER("president", "p", "2022-11-26") ALSO("regional-akim", "old", "2021-02-01") "]",
    .zone = "+06:00",
};

#define ASSEMBLY(day)                                                                              \
    {                                                                                              \
        day, "central-commission", "enter-maslikhat", "maslikhat/abai",                            \
            "{\"deputies\":70,\"unit\":\"abai\"}", NULL                                            \
    }
#define OFFER "{\"contests\":[\"akim-of-abai\"],\"names\":[\"a\",\"b\"]}"
#define SHEET(a, b)                                                                                \
    "{\"cast\":70,\"deputies\":70,\"given\":70,\"invalid\":0,\"votes\":{\"a\":" #a ",\"b\":" #b "}}"

/* ---- the akim of a region -------------------------------------------------------------------- */

static const struct act_step offered[] = {
    ASSEMBLY("2023-04-01"),
    {NULL, "president", "offer-akims", "case/akim",
     "{\"contests\":[\"akim-of-abai\"],\"names\":[\"a\"]}", "two-names"},
    {NULL, "president", "offer-akims", "case/akim",
     "{\"contests\":[\"akim\"],\"names\":[\"a\",\"b\"]}", "region-contests"},
    {NULL, "government", "offer-akims", "case/akim", OFFER, "offer-akims"},
    {NULL, "president", "propose-akim", "case/akim", "{\"person\":\"a\"}", "propose-akim"},
    {NULL, "president", "offer-akims", "case/akim", OFFER, NULL},
    {NULL, "president", "enter-akim-name", "akim-name/akim/a", "{\"relative\":true}",
     "akim-relative"},
    {NULL, "president", "enter-akim-name", "akim-name/akim/a", "{\"relative\":false}", NULL},
    {NULL, "president", "enter-akim-name", "akim-name/akim/b", "{\"relative\":false}", NULL},
    {NULL, "president", "open-akim-vote", "case/akim", "{\"day\":\"2023-04-03\"}", NULL},
    {"2023-04-03", "president", "appoint-akim", "case/akim", "{\"person\":\"a\"}",
     "consented.appoint-akim"},
};
static const struct act_step alone_earlier[] = {
    ASSEMBLY("2022-05-01"),
    {NULL, "president", "offer-akims", "case/two", OFFER, "offer-akims"},
    {NULL, "president", "propose-akim", "case/akim", "{\"person\":\"a\"}", NULL},
    {NULL, "maslikhat/kyzylorda", "consent-to-akim", "case/akim",
     "{\"maslikhat\":\"abai\",\"yes\":36}", "consent-own"},
    {NULL, "maslikhat/abai", "consent-to-akim", "case/akim", "{\"maslikhat\":\"abai\",\"yes\":35}",
     "consent-majority"},
    {NULL, "maslikhat/abai", "consent-to-akim", "case/akim", "{\"maslikhat\":\"abai\",\"yes\":36}",
     NULL},
};
#define DISTRUST(movers) "{\"maslikhat\":\"abai\",\"movers\":" #movers ",\"person\":\"old\"}"
#define DISTRUSTED                                                                                 \
    ASSEMBLY("2023-04-01"),                                                                        \
        {NULL, "maslikhat/abai", "move-distrust", "case/d", DISTRUST(13), "distrust-movers"},      \
        {NULL, "maslikhat/kyzylorda", "move-distrust", "case/d", DISTRUST(14), "distrust-own"},    \
    {                                                                                              \
        NULL, "maslikhat/abai", "move-distrust", "case/d", DISTRUST(14), NULL                      \
    }
static const struct act_step distrusted[] = {
    DISTRUSTED,
    {NULL, "maslikhat/abai", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":35}",
     "distrust-majority"},
    {NULL, "maslikhat/kyzylorda", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":36}",
     "distrust-stated-own"},
    {NULL, "maslikhat/abai", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":36}",
     NULL},
    {NULL, "government", "dismiss-distrusted", "case/d", NULL, "stated.dismiss-distrusted"},
    {NULL, "president", "dismiss-distrusted", "case/d", NULL, NULL},
    {NULL, "president", "dismiss-akim", "n", "{\"person\":\"old\"}", "regional-akim"},
};
static const struct act_step kept[] = {
    DISTRUSTED,
    {NULL, "maslikhat/abai", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":40}",
     NULL},
    {NULL, "president", "keep-distrusted", "case/d", NULL, NULL},
    {NULL, "government", "dismiss-akim", "n", "{\"person\":\"old\"}", "power-dismiss-akim"},
    {NULL, "president", "dismiss-akim", "n", "{\"person\":\"old\"}", NULL},
};
/* Of an akim below the region the higher akim decides. */
static const struct act_step distrusted_in_district[] = {
    ASSEMBLY("2023-04-01"),
    {NULL, "maslikhat/abai", "move-district-distrust", "case/d", DISTRUST(13),
     "district-distrust-movers"},
    {NULL, "maslikhat/kyzylorda", "move-district-distrust", "case/d", DISTRUST(14),
     "district-distrust-own"},
    {NULL, "president", "move-district-distrust", "case/d", DISTRUST(14),
     "power-move-district-distrust"},
    {NULL, "maslikhat/abai", "move-district-distrust", "case/d", DISTRUST(14), NULL},
    {NULL, "president", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":40}",
     "vote.state-distrust"},
    {NULL, "maslikhat/abai", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":35}",
     "distrust-majority"},
    {NULL, "maslikhat/abai", "state-distrust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":36}",
     NULL},
    {NULL, "president", "dismiss-distrusted", "case/d", NULL, "stated.dismiss-distrusted"},
    {NULL, "regional-akim", "dismiss-distrusted", "case/d", NULL, NULL},
    {NULL, "maslikhat/abai", "move-district-distrust", "case/e", DISTRUST(14), NULL},
    {NULL, "maslikhat/abai", "state-distrust", "case/e", "{\"maslikhat\":\"abai\",\"yes\":36}",
     NULL},
    {NULL, "president", "keep-distrusted", "case/e", NULL, "stated.keep-distrusted"},
    {NULL, "regional-akim", "keep-distrusted", "case/e", NULL, NULL},
    {NULL, "maslikhat/abai", "move-district-distrust", "case/f", DISTRUST(14), NULL},
    {NULL, "president", "state-trust", "case/f", "{\"maslikhat\":\"abai\",\"yes\":30}",
     "vote.state-trust"},
    {NULL, "maslikhat/abai", "state-trust", "case/f", "{\"maslikhat\":\"abai\",\"yes\":30}", NULL},
};
static const struct act_step trusted[] = {
    DISTRUSTED,
    {NULL, "maslikhat/abai", "state-trust", "case/d", "{\"maslikhat\":\"abai\",\"yes\":30}", NULL},
};

/* ---- maslikhats ------------------------------------------------------------------------------ */

#define WITH_LIST_DEPUTY                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("regional-akim", "old", "2021-02-01")          \
        ALSO("list-deputy", "l", "2023-03-29") "]"
#define RACE(day)  "{\"contests\":[\"akim-2023-esil\"],\"day\":\"" day "\"}"
#define SEATS(day) "{\"contests\":[\"maslikhat-district\"],\"day\":\"" day "\"}"
#define EARLY_OF(contest, day)                                                                     \
    "{\"contests\":[\"" contest "\"],\"day\":\"" day "\",\"maslikhat\":\"abai\"}"
#define EARLY(day) EARLY_OF("maslikhat-district", day)
#define STANDS(born, deposit)                                                                      \
    "{\"born\":\"" born "\",\"contest\":\"maslikhat-district\",\"deposit\":" #deposit              \
    ",\"self\":true}"
#define TAKES_SEAT(p, rule)                                                                        \
    {                                                                                              \
        NULL, "central-commission", "seat-maslikhat-deputy", "s",                                  \
            "{\"maslikhat\":\"abai\",\"person\":\"" p "\"}", rule                                  \
    }
#define OF_LIST(p, l) "{\"list\":\"" l "\",\"maslikhat\":\"almaty\",\"person\":\"" p "\"}"
static const struct act_step maslikhat_ended[] = {
    ASSEMBLY("2023-04-01"),
    {NULL, "president", "dissolve-maslikhat", "maslikhat/abai",
     "{\"dissolved\":\"2023-04-01\",\"talks\":false}", "maslikhat-talks"},
    {NULL, "president", "dissolve-maslikhat", "maslikhat/abai",
     "{\"dissolved\":\"2023-03-31\",\"talks\":true}", "maslikhat-ends-today"},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e", EARLY("2023-05-28"),
     "early-maslikhat-in-time"},
    {NULL, "president", "dissolve-maslikhat", "maslikhat/abai",
     "{\"dissolved\":\"2023-04-01\",\"talks\":true}", NULL},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e", EARLY("2023-04-01"),
     "early-maslikhat-ahead"},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e", EARLY("2023-06-02"),
     "early-maslikhat-in-time"},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e",
     EARLY_OF("akim", "2023-06-01"), "early-maslikhat-contests"},
    /* of Almaty: its contest is of no other unit */
    {NULL, "central-commission", "enter-maslikhat", "maslikhat/almaty",
     "{\"deputies\":70,\"unit\":\"almaty\"}", NULL},
    {NULL, "president", "dissolve-maslikhat", "maslikhat/almaty",
     "{\"dissolved\":\"2023-04-01\",\"talks\":true}", NULL},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e",
     EARLY_OF("maslikhat-2023-almaty-announced", "2023-06-01"), "early-maslikhat-own"},
    {NULL, "central-commission", "call-early-maslikhat-election", "case/e",
     "{\"contests\":[\"maslikhat-district\",\"maslikhat-announced\",\"maslikhat-2023-almaty-"
     "announced\"],\"day\":\"2023-06-01\",\"maslikhat\":\"almaty\"}",
     NULL},
    {NULL, "central-commission", "nominate-maslikhat-deputy", "nominee/e/young",
     STANDS("2003-06-02", 5), "maslikhat-age"},
    {NULL, "central-commission", "nominate-maslikhat-deputy", "nominee/e/poor",
     STANDS("2003-06-01", 4), "maslikhat-deposit"},
    {NULL, "central-commission", "nominate-maslikhat-deputy", "nominee/e/m",
     STANDS("2003-06-01", 5), NULL},
    {NULL, "central-commission", "register-person", "nominee/e/m", NULL, NULL},
    TAKES_SEAT("w", "maslikhat-deputy-elected"),
    {"2023-06-02", "central-commission", "annul-contest", "case/e",
     "{\"contest\":\"maslikhat-district\",\"reason\":\"r\"}", NULL},
    {NULL, "maslikhat/abai", "state-finding", "case/e",
     "{\"contest\":\"maslikhat-announced\",\"source\":\"s\",\"winner\":\"w\"}",
     "counting.state-finding"},
    {NULL, "central-commission", "state-finding", "case/e",
     "{\"contest\":\"maslikhat-announced\",\"source\":\"s\",\"winner\":\"w\"}", NULL},
    {NULL, "central-commission", "state-finding", "case/e",
     "{\"contest\":\"maslikhat-2023-almaty-announced\",\"seats\":{\"Amanat\":21},"
     "\"source\":\"s\"}",
     NULL},
    TAKES_SEAT("w", "maslikhat-deputy-elected"), /* not published */
    {NULL, "central-commission", "publish-result", "case/e", NULL, NULL},
    {NULL, "president", "seat-maslikhat-deputy", "s", "{\"maslikhat\":\"abai\",\"person\":\"w\"}",
     "power-seat-maslikhat-deputy"},
    TAKES_SEAT("other", "maslikhat-deputy-elected"),
    TAKES_SEAT("w", NULL),
    {NULL, "central-commission", "seat-maslikhat-deputy", "s",
     "{\"maslikhat\":\"kyzylorda\",\"person\":\"w\"}", "maslikhat-deputy"}, /* one only */
    {NULL, "president", "seat-maslikhat-list-deputy", "s", OF_LIST("x", "Amanat"),
     "power-seat-maslikhat-list-deputy"},
    {NULL, "central-commission", "seat-maslikhat-list-deputy", "s", OF_LIST("x", "Auyl"),
     "maslikhat-list-elected"},
    {NULL, "central-commission", "seat-maslikhat-list-deputy", "s", OF_LIST("x", "Amanat"), NULL},
    {NULL, "central-commission", "seat-maslikhat-list-deputy", "s", OF_LIST("l", "Amanat"),
     "maslikhat-deputy"}, /* of the Majilis */
    {NULL, "central-commission", "end-maslikhat-mandate", "s",
     "{\"ground\":\"own-wish\",\"person\":\"w\"}", NULL},
};
static const struct act_step ended_itself[] = {
    ASSEMBLY("2023-04-01"),
    {NULL, "maslikhat/kyzylorda", "dissolve-itself", "maslikhat/abai",
     "{\"dissolved\":\"2023-04-01\"}", "power-dissolve-itself"},
    {NULL, "maslikhat/abai", "dissolve-itself", "maslikhat/abai", "{\"dissolved\":\"2023-04-02\"}",
     "itself-ends-today"},
    {NULL, "maslikhat/abai", "dissolve-itself", "maslikhat/abai", "{\"dissolved\":\"2023-04-01\"}",
     NULL},
    {NULL, "central-commission", "call-maslikhat-election", "case/e", RACE("2028-03-19"),
     "maslikhat-contests"}, /* of an akim */
    {NULL, "central-commission", "call-maslikhat-election", "case/e", SEATS("2028-03-19"), NULL},
};

/* Under the Constitution of 2026. */
static const struct act_step maslikhat_of_2028[] = {
    {"2028-01-15", "central-commission", "call-maslikhat-election", "case/e", SEATS("2028-03-19"),
     NULL},
    {NULL, "central-commission", "nominate-maslikhat-deputy", "nominee/e/young",
     STANDS("2008-03-20", 5), "maslikhat-age"},
    {NULL, "central-commission", "nominate-maslikhat-deputy", "nominee/e/m",
     STANDS("2008-03-19", 5), NULL},
};

/* ---- akims of districts ---------------------------------------------------------------------- */

#define OF_PARTY(born, deposit, declared)                                                          \
    "{\"born\":\"" born "\",\"contest\":\"akim-2023-esil\",\"declared\":" #declared                \
    ",\"deposit\":" #deposit ",\"party\":\"A\"}"
#define OF_ONESELF(born, supporters, deposit, declared)                                            \
    "{\"born\":\"" born "\",\"contest\":\"akim-2023-esil\",\"declared\":" #declared                \
    ",\"deposit\":" #deposit ",\"supporters\":" #supporters ",\"voters\":800}"
/* A party nominates one in a unit, and one again at the next election there. */
static const struct act_step next_race[] = {
    {"2023-09-15", "justice", "register-party", "party/A", MEMBERS, NULL},
    {NULL, "central-commission", "call-akim-election", "case/a", RACE("2023-11-05"), NULL},
    {"2023-09-16", "party/A", "nominate-akim", "nominee/a/x", OF_PARTY("1990-01-01", 5, true),
     NULL},
    {"2027-09-15", "central-commission", "call-akim-election", "case/b", RACE("2027-11-05"), NULL},
    {"2027-09-16", "party/A", "nominate-akim", "nominee/b/y", OF_PARTY("1990-01-01", 5, true),
     NULL},
    {NULL, "party/A", "nominate-akim", "nominee/b/z", OF_PARTY("1990-01-01", 5, true),
     "akim-party-once"},
};
static const struct act_step pilot[] = {
    {"2023-09-15", "justice", "register-party", "party/A", MEMBERS, NULL},
    {NULL, "central-commission", "call-akim-election", "case/a", SEATS("2023-11-05"),
     "akim-contests"},
    {NULL, "central-commission", "call-akim-election", "case/a", RACE("2023-11-05"), NULL},
    {"2023-09-15T23:59:00", "party/A", "nominate-akim", "nominee/a/x",
     OF_PARTY("1990-01-01", 5, true), "akim-nomination-starts"},
    {"2023-09-16", "party/A", "nominate-akim", "nominee/a/x", OF_PARTY("1998-11-06", 5, true),
     "akim-age"},
    {NULL, "party/A", "nominate-akim", "nominee/a/x", OF_PARTY("1998-11-05", 4, true),
     "akim-deposit"},
    {NULL, "party/A", "nominate-akim", "nominee/a/x", OF_PARTY("1998-11-05", 5, false),
     "akim-declared"},
    {NULL, "party/A", "nominate-akim", "nominee/a/x", OF_PARTY("1998-11-05", 5, true), NULL},
    {NULL, "party/A", "nominate-akim", "nominee/a/y", OF_PARTY("1990-01-01", 5, true),
     "akim-party-once"},
    {NULL, "central-commission", "nominate-oneself-akim", "nominee/a/z",
     OF_ONESELF("1998-11-06", 8, 5, true), "self-age"},
    {NULL, "central-commission", "nominate-oneself-akim", "nominee/a/z",
     OF_ONESELF("1990-01-01", 7, 5, true), "self-supported"},
    {NULL, "central-commission", "nominate-oneself-akim", "nominee/a/z",
     OF_ONESELF("1990-01-01", 8, 4, true), "self-deposit"},
    {NULL, "central-commission", "nominate-oneself-akim", "nominee/a/z",
     OF_ONESELF("1990-01-01", 8, 5, false), "self-declared"},
    {NULL, "central-commission", "nominate-oneself-akim", "nominee/a/z",
     OF_ONESELF("1990-01-01", 8, 5, true), NULL},
    {"2023-10-05T18:00:01", "party/A", "nominate-akim", "nominee/a/late",
     OF_PARTY("1990-01-01", 5, true), "akim-nomination-ends"},
    {NULL, "central-commission", "register-person", "nominee/a/x", NULL, NULL},
    {"2023-10-10T18:00:01", "central-commission", "register-person", "nominee/a/z", NULL,
     "akim-registration-ends"},
};

/* ---- the transition of 2026 ------------------------------------------------------------------ */

#define BILL "case/bill"
/* Before the President on 30 June: signed in July, by the law under which it was tabled. */
static const struct act_step signed_in_july[] = {
    {"2026-06-01", "majilis-chair", "table-bill", BILL, "{\"money\":false,\"title\":\"t\"}", NULL},
    {"2026-06-20", "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {"2026-06-25", "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {NULL, "senate-chair", "send-law", BILL, NULL, NULL},
    {"2026-07-10", "kurultai-chair", "decide", BILL, "{\"no\":0,\"yes\":145}", "majilis.decision"},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
/* Before a chamber on 30 June: nobody is left to decide it. */
static const struct act_step lost_in_july[] = {
    {"2026-06-01", "majilis-chair", "table-bill", BILL, "{\"money\":false,\"title\":\"t\"}", NULL},
    {"2026-07-01", "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", "majilis.decision"},
    {NULL, "majilis-chair", "table-bill", "case/new", "{\"money\":false,\"title\":\"t\"}",
     "table-bill-majilis-chair"},
};
#define LISTS(day) "{\"contests\":[\"kurultai\"],\"day\":\"" day "\"}"
static const struct act_step first_kurultai[] = {
    ASSEMBLY("2026-06-01"),
    {NULL, "president", "call-majilis-election", "case/k",
     "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2026-07-05\"}", "majilis-held-before"},
    {"2026-06-30", "president", "call-kurultai-election", "case/k", LISTS("2026-08-23"),
     "call-kurultai"},
    {"2026-07-02", "president", "call-kurultai-election", "case/k", LISTS("2026-09-06"),
     "first-kurultai"},
    {NULL, "government", "call-kurultai-election", "case/k", LISTS("2026-08-23"), "call-kurultai"},
    /* there are no districts any more */
    {NULL, "president", "call-kurultai-election", "case/k",
     "{\"contests\":[\"majilis-2023-district-1\"],\"day\":\"2026-08-23\"}", "kurultai-contests"},
    {NULL, "president", "call-kurultai-election", "case/k",
     KZ_CONTESTS("\"kurultai-2026\"", "2026-08-23"), NULL},
    KZ_PARTY_ENTERED(NULL),
    KZ_LIST_OF("2026-07-03", "k", "k1", "k2"),
    {NULL, "maslikhat/abai", "appoint-other", "commission-member/m",
     "{\"appointed\":\"2026-07-03\",\"maslikhat\":\"abai\",\"precinct\":\"1\"}", "act.reference"},
    {NULL, "central-commission", "form-precinct", "precinct/1",
     "{\"unit\":\"abai\",\"voters\":1000}", NULL},
    /* maslikhats keep their mandates, and act */
    {NULL, "maslikhat/abai", "appoint-other", "commission-member/m",
     "{\"appointed\":\"2026-07-03\",\"maslikhat\":\"abai\",\"precinct\":\"1\"}", NULL},
    /* an election of a Kurultai that was not dissolved */
    {"2026-08-15", "president", "call-kurultai-election", "case/later", LISTS("2026-10-11"),
     "kurultai-two-months"},
    {"2026-08-31", "central-commission", "state-finding", "case/k",
     KZ_FINDS("kurultai-2026", "\"seats\":{\"Amanat\":145},\"source\":\"s\""), NULL},
    {NULL, "central-commission", "publish-result", "case/k", NULL, NULL},
    KZ_NAMES("k", "k1"),
    {"2027-02-01", "president", "call-kurultai-election", "case/later", LISTS("2027-04-01"),
     "kurultai-two-months"},
    {NULL, "president", "dissolve-kurultai", "kurultai-dissolution/1",
     "{\"on\":\"2027-02-01\",\"talks\":true}", "kurultai-sits"},
    {NULL, "central-commission", "seat-kurultai-deputy", "deputy/k/k1", NULL, NULL},
    {NULL, "president", "dissolve-kurultai", "kurultai-dissolution/1",
     "{\"on\":\"2027-02-01\",\"talks\":true}", NULL},
    {"2027-03-01", "president", "call-kurultai-election", "case/later", LISTS("2027-04-12"),
     "kurultai-two-months"}, /* day 70 */
    {NULL, "president", "call-kurultai-election", "case/later", LISTS("2027-04-02"),
     "kurultai-two-months"},
    {NULL, "president", "call-kurultai-election", "case/later", LISTS("2027-04-01"), NULL},
};
/* The term of the first ends on 1 September 2031. */
static const struct act_step regular_kurultai[] = {
    {"2031-05-12", "president", "call-kurultai-election", "case/k", LISTS("2031-07-02"),
     "kurultai-two-months"},
    {NULL, "government", "call-kurultai-election", "case/k", LISTS("2031-07-01"), "call-kurultai"},
    {NULL, "president", "call-kurultai-election", "case/k", LISTS("2031-07-01"), NULL},
};
/* A judge of before sits until somebody is appointed instead. */
static const struct act_step judges_stay[] = {
    {"2026-09-01", "president", "propose-to-kurultai", "case/j",
     "{\"office\":\"court-judge\",\"person\":\"j10\"}", NULL},
    {NULL, "kurultai-chair", "decide", "case/j", "{\"no\":24,\"yes\":73}", NULL},
};

static const struct story stories[] = {
    STORY(offered, "vote"),
    STORY_OF(alone_earlier, "appointed", "[" HOLDER("president", "p", "2019-06-12") "]"),
    STORY(distrusted, "dismissed"),
    STORY(distrusted_in_district, "dismissed"),
    STORY(kept, "kept"),
    STORY(trusted, "kept"),
    STORY_OF(maslikhat_ended, "published", WITH_LIST_DEPUTY),
    STORY(ended_itself, "preparation"),
    STORY(maslikhat_of_2028, "preparation"),
    STORY(pilot, "preparation"),
    STORY(next_race, NULL),
    STORY(signed_in_july, "enacted"),
    STORY(lost_in_july, "majilis"),
    STORY(first_kurultai, "published"),
    STORY_OF(regular_kurultai, "preparation",
             "[" HOLDER("president", "p", "2029-11-26")
                 ALSO("kurultai-deputy", "k", "2026-09-01") "]"),
    STORY_OF(judges_stay, "appointed",
             "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01")
                 ALSO("president", "p", "2022-11-26") ALSO("court-judge", "j1", "2023-01-01") "]"),
};

static void lawful_acts_are_recorded_and_unlawful_ones_refused(void **state)
{
    tell_stories(&akim_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- the vote of the deputies ---------------------------------------------------------------- */

/* The result that the record gives, said by the commission. */
static const char *say_result(struct fold *f)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err = adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN("akim"),
                                             ADIL_SPAN("akim-of-abai"), &out, &f->refusal);
    const char *got = err.code == ADIL_C_OK
                          ? fold_do(f, "central-commission", "result", "case/akim",
                                    fold_text(f, adil_buf_span(&out)))
                          : fold_text(f, f->refusal.rule);
    adil_buf_release(&out);
    return got;
}

static void offer(struct fold *f, struct test_arenas *t, bool second)
{
    fold_open_holders(f, t, akim_setting.book, akim_offices, ADIL_COUNT(akim_offices),
                      akim_setting.holders);
    for (size_t i = 0; i < ADIL_COUNT(offered) - 1; i++) {
        const struct act_step *x = &offered[i];
        if (x->at != NULL) {
            story_at(f, &akim_setting, x->at);
        }
        if (x->rule == NULL && (second || strcmp(x->about, "akim-name/akim/b") != 0)) {
            fold_ok(f, x->by, x->word, x->about, x->fields);
        }
    }
    story_at(f, &akim_setting, "2023-04-03");
}

static void the_name_with_more_votes_is_appointed(void **state)
{
    struct fold f;
    offer(&f, *state, true);
    fold_refused(&f, "vote.count-akim-vote", "maslikhat/kyzylorda", "count-akim-vote",
                 "akim-sheet/akim/akim-of-abai/abai", SHEET(30, 40));
    fold_ok(&f, "maslikhat/abai", "count-akim-vote", "akim-sheet/akim/akim-of-abai/abai",
            SHEET(30, 40));
    fold_assert(&f, say_result(&f), NULL);
    fold_refused(&f, "akim-preferred", "president", "appoint-akim", "case/akim",
                 "{\"person\":\"a\"}");
    fold_refused(&f, "consented.appoint-akim", "government", "appoint-akim", "case/akim",
                 "{\"person\":\"b\"}");
    fold_ok(&f, "president", "appoint-akim", "case/akim", "{\"person\":\"b\"}");
    assert_int_equal(f.p->n_holdings, 3);
    assert_span_is(adil_strings_get(f.p->strings, f.p->holding[2].person), "b");
    assert_false(adil_date_known(f.p->holding[1].until)); /* of another region */
    fold_close(&f);
}

/* Two were named, one was entered: there is nobody to choose between. */
static void a_single_name_has_no_consent(void **state)
{
    struct fold f;
    offer(&f, *state, false);
    fold_ok(&f, "maslikhat/abai", "count-akim-vote", "akim-sheet/akim/akim-of-abai/abai",
            "{\"cast\":70,\"deputies\":70,\"given\":70,\"invalid\":0,\"votes\":{\"a\":70}}");
    fold_assert(&f, say_result(&f), NULL);
    fold_refused(&f, "consented.appoint-akim", "president", "appoint-akim", "case/akim",
                 "{\"person\":\"a\"}");
    assert_span_is(f.refusal.found, "stage: refused");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(lawful_acts_are_recorded_and_unlawful_ones_refused),
        test_case(the_name_with_more_votes_is_appointed),
        test_case(a_single_name_has_no_consent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
