/* The institutions of the second rulebook: Bills of both kinds, amendments, assent and the Court,
 * no confidence, removal, appointments, objections to a result. Each story is a list of acts,
 * lawful and not; of an unlawful one the rule that refuses it stands beside it. Persons are roles.
 */
#include "stories.h"

static const struct fold_issuer za_offices[] = {
    {"president", 1},
    {"speaker", 1},
    {"council-chair", 1},
    {"cabinet", 1},
    {"deputy-president", 1},
    {"finance-minister", 1},
    {"mediation-committee", 1},
    {"constitutional-court", 1},
    {"service-commission", 1},
    {"electoral-commission", 3},
    {"electoral-court", 1},
    {"party/A", 1},
    {"party/B", 1},
    {"delegation/ec", 1},
    {"delegation/fs", 1},
    {"delegation/gp", 1},
    {"delegation/kzn", 1},
    {"delegation/lp", 1},
    {"delegation/mp", 1},
    {"delegation/nw", 1},
    {"delegation/nc", 1},
    {"delegation/wc", 1},
};

/* A President, a Cabinet, members of the Assembly. */
#define HELD(office, person) HOLDER(office, person, "2019-05-22")
#define MORE(office, person) "," HELD(office, person)
#define ZA_HOLDERS                                                                                 \
    "[" HELD("president", "p") MORE("deputy-president", "d") MORE("minister", "m")                 \
        MORE("deputy-minister", "n") MORE("assembly-member", "a1")                                 \
            MORE("assembly-member", "a2") "]"

static void enter_delegations(struct fold *f)
{
    fold_at(f, "2024-01-15T08:00:00+02:00");
    for (size_t i = 0; i < ADIL_COUNT(za_offices); i++) {
        if (strncmp(za_offices[i].name, "delegation/", 11) == 0) {
            fold_ok(f, "council-chair", "enter-delegation", za_offices[i].name,
                    "{\"delegates\":10}");
        }
    }
}

static const struct setting za_setting = {
    .book = "polities/south-africa/rulebook.yaml",
    .office = za_offices,
    .n_offices = ADIL_COUNT(za_offices),
    .holders = ZA_HOLDERS,
    .zone = "+02:00",
    .begin = enter_delegations,
};

#define BILL   "case/bill"
#define DAY(d) "2024-" d "T10:00:00"

#define VOTES(y, n) "{\"no\":" #n ",\"result\":\"pass\",\"yes\":" #y "}"
#define FELL(y, n)  "{\"no\":" #n ",\"result\":\"fail\",\"yes\":" #y "}"
#define ASSEMBLY(votes, rule)                                                                      \
    {                                                                                              \
        NULL, "speaker", "decide", BILL, votes, rule                                               \
    }
#define COUNCIL(votes, rule)                                                                       \
    {                                                                                              \
        NULL, "council-chair", "decide", BILL, votes, rule                                         \
    }
#define SAYS(p, choice)                                                                            \
    {                                                                                              \
        NULL, "delegation/" p, "cast-vote", BILL, "{\"choice\":\"" choice "\"}", NULL              \
    }
#define DECLARES(result, rule)                                                                     \
    {                                                                                              \
        NULL, "council-chair", "declare-vote", BILL, "{\"result\":\"" result "\"}", rule           \
    }
#define FOUR_FOR SAYS("ec", "yes"), SAYS("fs", "yes"), SAYS("gp", "yes"), SAYS("kzn", "yes")
#define FIVE_FOR FOUR_FOR, SAYS("lp", "yes")
#define PRESIDENT(word, fields, rule)                                                              \
    {                                                                                              \
        NULL, "president", word, BILL, fields, rule                                                \
    }
#define WITH_RESERVATIONS "{\"reservations\":\"r\"}"
#define COURT(votes, rule)                                                                         \
    {                                                                                              \
        NULL, "constitutional-court", "judgment", BILL, votes, rule                                \
    }

/* ---- Bills that do not affect provinces ------------------------------------------------------ */

#define ORDINARY "{\"money\":false,\"provinces\":false,\"title\":\"t\"}"

static const struct act_step passed[] = {
    {DAY("02-01"), "cabinet", "introduce-bill", BILL,
     "{\"money\":false,\"provinces\":true,\"title\":\"t\"}", "bill-not-provincial"},
    {NULL, "speaker", "introduce-bill", BILL,
     "{\"money\":true,\"provinces\":false,\"title\":\"t\"}", "bill-not-money"},
    {NULL, "president", "introduce-bill", BILL, ORDINARY, "introduce-bill-cabinet"},
    {NULL, "cabinet", "introduce-bill", BILL, ORDINARY, NULL},
    COUNCIL(VOTES(80, 0), "assembly.decision"),
    ASSEMBLY(VOTES(190, 10), "assembly.decision"), /* 200 of 400 are not a majority present */
    ASSEMBLY(VOTES(100, 101), "assembly.decision"),
    ASSEMBLY(VOTES(101, 100), NULL),
    COUNCIL(VOTES(29, 0), "council.decision"), /* fewer than thirty delegates */
    COUNCIL(VOTES(16, 15), NULL),
    PRESIDENT("refer-to-court", "{\"accommodated\":false,\"reservations\":\"r\"}",
              "assent-again.refer-to-court"),
    {NULL, "cabinet", "assent", BILL, NULL, "assent.assent"},
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step deciding_votes[] = {
    {DAY("02-01"), "speaker", "introduce-bill", BILL, ORDINARY, NULL},
    ASSEMBLY("{\"no\":120,\"result\":\"pass\",\"yes\":120}", "assembly.decision"),
    ASSEMBLY("{\"casting\":\"yes\",\"no\":120,\"result\":\"pass\",\"yes\":120}", NULL),
    COUNCIL("{\"no\":40,\"result\":\"pass\",\"yes\":40}", "council.decision"),
    COUNCIL("{\"casting\":\"no\",\"no\":40,\"result\":\"pass\",\"yes\":40}", "council.decision"),
    COUNCIL("{\"casting\":\"yes\",\"no\":40,\"result\":\"pass\",\"yes\":40}", NULL),
};
static const struct act_step proposed[] = {
    {DAY("02-01"), "speaker", "introduce-bill", BILL, ORDINARY, NULL},
    ASSEMBLY(VOTES(201, 100), NULL),
    {NULL, "speaker", "propose-amendments", BILL, "{\"text\":\"t\"}", "council.propose-amendments"},
    {NULL, "council-chair", "propose-amendments", BILL, "{\"text\":\"t\"}", NULL},
    COUNCIL(VOTES(20, 30), "with-amendments.decision"),
    COUNCIL(FELL(20, 30), NULL),
    {NULL, "council-chair", "propose-amendments", BILL, "{\"text\":\"t\"}", NULL},
    COUNCIL(VOTES(30, 20), NULL),
    ASSEMBLY(VOTES(200, 0), "again.decision"),
    ASSEMBLY(VOTES(150, 60), NULL),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step not_proceeded_with[] = {
    {DAY("02-01"), "finance-minister", "introduce-money-bill", BILL, "{\"title\":\"t\"}", NULL},
    {NULL, "cabinet", "introduce-money-bill", "case/m", "{\"title\":\"t\"}",
     "introduce-money-bill-finance-minister"},
    ASSEMBLY(VOTES(201, 100), NULL),
    COUNCIL(FELL(20, 30), NULL),
    ASSEMBLY(FELL(100, 120), NULL),
};
#define SENT_BACK(word, on)                                                                        \
    {on, "speaker", "introduce-bill", BILL, ORDINARY, NULL}, ASSEMBLY(VOTES(201, 100), NULL),      \
        COUNCIL(VOTES(60, 10), NULL), PRESIDENT(word, WITH_RESERVATIONS, NULL)
static const struct act_step reviewed[] = {
    SENT_BACK("refer-back", DAY("02-01")),
    PRESIDENT("assent", NULL, "assent.assent"), /* not before the Assembly has reconsidered */
    ASSEMBLY(VOTES(180, 20), "reconsideration.decision"),
    ASSEMBLY(VOTES(181, 20), NULL),
    PRESIDENT("refer-to-court", "{\"accommodated\":true,\"reservations\":\"r\"}",
              "not-accommodated"),
    PRESIDENT("refer-to-court", "{\"accommodated\":false,\"reservations\":\"r\"}", NULL),
    COURT(VOTES(7, 0), "review.decision"), /* at least eight sit */
    COURT("{\"no\":4,\"result\":\"pass\",\"yes\":4}", "review.decision"),
    COURT(VOTES(5, 6), "review.decision"),
    COURT(VOTES(6, 5), NULL),
    PRESIDENT("refer-back", WITH_RESERVATIONS, "assent.refer-back"),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step unconstitutional[] = {
    SENT_BACK("refer-back", DAY("02-01")),
    ASSEMBLY(VOTES(201, 0), NULL),
    PRESIDENT("refer-to-court", "{\"accommodated\":false,\"reservations\":\"r\"}", NULL),
    COURT(FELL(1, 7), NULL),
};
static const struct act_step reconsidered_by_both[] = {
    SENT_BACK("refer-back-on-procedure", DAY("02-01")),
    ASSEMBLY(VOTES(200, 0), "reconsideration-with-council.decision"),
    ASSEMBLY(VOTES(201, 0), NULL),
    FOUR_FOR,
    DECLARES("pass", "council-reconsiders.decision"),
    SAYS("wc", "yes"),
    DECLARES("pass", NULL),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step challenged[] = {
    {DAY("02-01"), "speaker", "introduce-bill", BILL, ORDINARY, NULL},
    ASSEMBLY(VOTES(201, 100), NULL),
    COUNCIL(VOTES(60, 10), NULL),
    {DAY("02-10"), "president", "assent", BILL, NULL, NULL},
    {DAY("03-11"), "speaker", "challenge", BILL, "{\"ground\":\"g\",\"movers\":133}",
     "challenge.support"},
    {NULL, "speaker", "challenge", BILL, "{\"ground\":\"g\",\"movers\":134}", NULL},
    COURT(FELL(3, 8), NULL),
};
static const struct act_step challenged_late[] = {
    {DAY("02-01"), "speaker", "introduce-bill", BILL, ORDINARY, NULL},
    ASSEMBLY(VOTES(201, 100), NULL),
    COUNCIL(VOTES(60, 10), NULL),
    {DAY("02-10"), "president", "assent", BILL, NULL, NULL},
    {DAY("03-12"), "speaker", "challenge", BILL, "{\"ground\":\"g\",\"movers\":134}",
     "enacted.challenge"},
    {NULL, "speaker", "introduce-bill", "case/other", ORDINARY, NULL},
};

/* ---- Bills that affect provinces ------------------------------------------------------------- */

#define PROVINCIAL "{\"money\":false,\"provinces\":true,\"title\":\"t\"}"
#define TO_COUNCIL                                                                                 \
    {DAY("02-01"), "cabinet", "introduce-provincial-bill", BILL, PROVINCIAL, NULL},                \
        ASSEMBLY(VOTES(201, 100), NULL)
#define AGREED(word, a, c, rule)                                                                   \
    {                                                                                              \
        NULL, "mediation-committee", word, BILL,                                                   \
            "{\"assembly\":" #a ",\"council\":" #c ",\"text\":\"t\"}", rule                        \
    }

static const struct act_step by_five_provinces[] = {
    {DAY("02-01"), "speaker", "introduce-provincial-bill", BILL, ORDINARY, "bill-provincial"},
    {NULL, "speaker", "introduce-provincial-bill", BILL,
     "{\"money\":true,\"provinces\":true,\"title\":\"t\"}", "provincial-not-money"},
    {NULL, "council-chair", "enter-delegation", "delegation/xx", "{\"delegates\":10}",
     "delegation-province"},
    {NULL, "electoral-court", "introduce-provincial-bill", BILL, PROVINCIAL,
     "introduce-provincial-bill-cabinet"},
    TO_COUNCIL,
    {NULL, "council-chair", "decide", BILL, VOTES(80, 10), "assembly.decision"},
    FOUR_FOR,
    SAYS("lp", "no"),
    DECLARES("pass", "council.decision"),
    SAYS("lp", "yes"), /* a head of delegation may vote anew until it is declared */
    DECLARES("fail", "council.decision"),
    {NULL, "speaker", "declare-vote", BILL, "{\"result\":\"pass\"}", "council.decision"},
    DECLARES("pass", NULL),
    PRESIDENT("refer-back-on-procedure", WITH_RESERVATIONS, "act.authority"),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step amended_by_council[] = {
    TO_COUNCIL,
    {NULL, "council-chair", "propose-amendments", BILL, "{\"text\":\"t\"}", NULL},
    FOUR_FOR,
    DECLARES("pass", "amended-council.decision"),
    SAYS("wc", "yes"),
    DECLARES("pass", NULL),
    ASSEMBLY(VOTES(100, 101), "amended-assembly.decision"),
    ASSEMBLY(VOTES(150, 101), NULL),
    PRESIDENT("refer-back", WITH_RESERVATIONS, NULL),
    ASSEMBLY(VOTES(201, 0), NULL),
    FOUR_FOR,
    DECLARES("pass", "council-reconsiders.decision"),
    SAYS("nc", "yes"),
    DECLARES("pass", NULL),
};
static const struct act_step mediated[] = {
    TO_COUNCIL,
    FOUR_FOR,
    DECLARES("fail", NULL),
    {NULL, "speaker", "agree-assembly-text", BILL, "{\"assembly\":5,\"council\":5,\"text\":\"t\"}",
     "mediation.agree-assembly-text"},
    AGREED("agree-assembly-text", 4, 9, "agree-assembly-text-assembly"),
    AGREED("agree-assembly-text", 9, 4, "agree-assembly-text-council"),
    AGREED("agree-assembly-text", 5, 10, "agree-assembly-text-council"),
    AGREED("agree-assembly-text", 5, 5, NULL),
    FOUR_FOR,
    DECLARES("pass", "settled-council.decision"),
    SAYS("nw", "yes"),
    DECLARES("pass", NULL),
};
static const struct act_step overridden[] = {
    TO_COUNCIL,
    FOUR_FOR,
    DECLARES("fail", NULL),
    AGREED("agree-new-text", 4, 5, "agree-new-text-assembly"),
    AGREED("agree-new-text", 5, 4, "agree-new-text-council"),
    AGREED("agree-new-text", 6, 5, NULL),
    ASSEMBLY(VOTES(120, 130), "new-assembly.decision"),
    ASSEMBLY(VOTES(130, 120), NULL),
    FOUR_FOR,
    DECLARES("pass", "new-council.decision"),
    DECLARES("fail", NULL),
    ASSEMBLY(VOTES(266, 134), "override.decision"),
    ASSEMBLY(VOTES(267, 133), NULL),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step lapsed[] = {
    TO_COUNCIL,
    FOUR_FOR,
    DECLARES("fail", NULL),
    AGREED("agree-council-text", 4, 5, "agree-council-text-assembly"),
    AGREED("agree-council-text", 5, 4, "agree-council-text-council"),
    AGREED("agree-council-text", 5, 5, NULL),
    ASSEMBLY(VOTES(120, 130), "settled-assembly.decision"),
    ASSEMBLY(FELL(120, 130), NULL),
    ASSEMBLY(FELL(266, 100), NULL),
};
static const struct act_step no_agreement[] = {
    TO_COUNCIL,
    FOUR_FOR,
    DECLARES("fail", NULL),
    {"2024-03-02T23:59:59", "mediation-committee", "agree-assembly-text", BILL,
     "{\"assembly\":4,\"council\":4,\"text\":\"t\"}", "agree-assembly-text-assembly"},
    {"2024-03-03T00:00:01", "mediation-committee", "agree-assembly-text", BILL,
     "{\"assembly\":5,\"council\":5,\"text\":\"t\"}", "mediation.agree-assembly-text"},
    ASSEMBLY(VOTES(267, 0), NULL),
};

/* ---- amendments ------------------------------------------------------------------------------ */

#define INTRODUCED                                                                                 \
    {                                                                                              \
        DAY("02-01"), "speaker", "introduce-amendment", BILL,                                      \
            "{\"published\":\"2024-01-02\",\"title\":\"t\"}", NULL                                 \
    }
#define PUT(word, touches, rule)                                                                   \
    {                                                                                              \
        DAY("03-04"), "speaker", word, BILL, "{\"touches\":[\"" touches "\"]}", rule               \
    }

static const struct act_step founding[] = {
    {DAY("02-01"), "cabinet", "introduce-amendment", BILL,
     "{\"published\":\"2024-01-03\",\"title\":\"t\"}", "amendment-published"},
    {NULL, "president", "introduce-amendment", BILL,
     "{\"published\":\"2024-01-02\",\"title\":\"t\"}", "introduce-amendment-cabinet"},
    INTRODUCED,
    {DAY("03-02"), "speaker", "put-founding", BILL, "{\"touches\":[\"section-1\"]}", "vote-opens"},
    PUT("put-founding", "chapter-2", "touches-founding"),
    PUT("put-rights", "section-1", "touches-rights"),
    PUT("put-other", "section-1", "touches-other"),
    PUT("put-founding", "section-1", NULL),
    ASSEMBLY(VOTES(299, 101), "founding.decision"),
    ASSEMBLY(VOTES(300, 100), NULL),
    FIVE_FOR,
    DECLARES("pass", "founding-provinces.decision"),
    SAYS("wc", "yes"),
    DECLARES("pass", NULL),
    PRESIDENT("refer-back", WITH_RESERVATIONS, NULL),
    ASSEMBLY(VOTES(299, 101), "founding-again.decision"),
    ASSEMBLY(VOTES(300, 100), NULL),
    FIVE_FOR,
    DECLARES("pass", "provinces-again.decision"),
    SAYS("wc", "yes"),
    DECLARES("pass", NULL),
    PRESIDENT("assent", NULL, NULL),
};
static const struct act_step rights[] = {
    INTRODUCED,
    PUT("put-provincial", "chapter-2", "touches-provinces"),
    PUT("put-rights", "section-74-1", "touches-rights"),
    PUT("put-rights", "chapter-2", NULL),
    ASSEMBLY(VOTES(266, 134), "two-thirds.decision"),
    ASSEMBLY(VOTES(267, 133), NULL),
    FIVE_FOR,
    DECLARES("pass", "provinces.decision"),
    SAYS("mp", "yes"),
    DECLARES("pass", NULL),
    PRESIDENT("refer-back", WITH_RESERVATIONS, NULL),
    ASSEMBLY(VOTES(266, 134), "two-thirds-again.decision"),
    ASSEMBLY(VOTES(267, 133), NULL),
    FIVE_FOR,
    DECLARES("fail", NULL),
};
static const struct act_step boundaries[] = {
    INTRODUCED,
    PUT("put-other", "boundaries", "touches-other"),
    PUT("put-provincial", "boundaries", NULL),
    ASSEMBLY(VOTES(267, 133), NULL),
    FIVE_FOR,
    DECLARES("fail", NULL),
};
static const struct act_step another_provision[] = {
    INTRODUCED,
    PUT("put-provincial", "other", "touches-provinces"),
    {NULL, "cabinet", "put-other", BILL, "{\"touches\":[\"other\"]}", "introduced.put-other"},
    PUT("put-other", "other", NULL),
    ASSEMBLY(VOTES(266, 134), "alone.decision"),
    ASSEMBLY(VOTES(267, 133), NULL),
    PRESIDENT("refer-back", WITH_RESERVATIONS, NULL),
    ASSEMBLY(VOTES(266, 134), "alone-again.decision"),
    ASSEMBLY(VOTES(267, 133), NULL),
    PRESIDENT("assent", NULL, NULL),
};

/* ---- confidence, removal, dissolution -------------------------------------------------------- */

static const struct act_step no_confidence[] = {
    {DAY("02-01"), "cabinet", "move-no-confidence", BILL, "{\"mover\":\"a1\"}",
     "move-no-confidence-speaker"},
    {NULL, "speaker", "move-no-confidence", BILL, "{\"mover\":\"a1\"}", NULL},
    ASSEMBLY(VOTES(200, 100), "vote.decision"),
    ASSEMBLY(VOTES(201, 199), NULL),
    {NULL, "president", "dismiss-minister", "m", "{\"person\":\"m\"}", "minister"},
};
static const struct act_step cabinet_alone[] = {
    {DAY("02-01"), "president", "move-no-confidence-in-cabinet", BILL, "{\"mover\":\"a1\"}",
     "move-no-confidence-in-cabinet-speaker"},
    {NULL, "speaker", "move-no-confidence-in-cabinet", BILL, "{\"mover\":\"a1\"}", NULL},
    ASSEMBLY(VOTES(200, 0), "vote.decision"),
    ASSEMBLY(VOTES(201, 0), NULL),
    {NULL, "cabinet", "reconstitute-cabinet", BILL, NULL, "passed.reconstitute-cabinet"},
    {NULL, "president", "dismiss-minister", "m", "{\"person\":\"m\"}", NULL},
    {NULL, "president", "appoint-minister", "m", "{\"person\":\"a2\"}", NULL},
    {NULL, "president", "appoint-minister", "m", "{\"person\":\"x\"}", "minister-from-assembly"},
    {NULL, "speaker", "appoint-minister", "m", "{\"person\":\"a1\"}", "appoint-minister-president"},
    {NULL, "president", "appoint-deputy-president", "d", "{\"person\":\"x\"}",
     "deputy-from-assembly"},
    {NULL, "president", "appoint-deputy-president", "d", "{\"person\":\"a1\"}", NULL},
    {NULL, "president", "reconstitute-cabinet", BILL, NULL, NULL},
};
static const struct act_step removed[] = {
    {DAY("02-01"), "speaker", "move-removal", BILL, "{\"ground\":\"politics\"}", "removal-ground"},
    {NULL, "cabinet", "move-removal", BILL, "{\"ground\":\"violation\"}", "move-removal-speaker"},
    {NULL, "speaker", "move-removal", BILL, "{\"ground\":\"violation\"}", NULL},
    ASSEMBLY(VOTES(266, 134), "vote.decision"),
    {NULL, "deputy-president", "act-as-president", "x", "{\"person\":\"d\"}", "presidency-vacant"},
    ASSEMBLY(VOTES(267, 133), NULL),
    {NULL, "speaker", "act-as-president", "x", "{\"person\":\"a1\"}", "no-deputy-before-speaker"},
    {NULL, "deputy-president", "act-as-president", "x", "{\"person\":\"a1\"}", "acts-the-deputy"},
    {NULL, "deputy-president", "act-as-president", "x", "{\"person\":\"d\"}", NULL},
};
static const struct act_step a_minister_acts[] = {
    {DAY("02-01"), "speaker", "move-removal", BILL, "{\"ground\":\"inability\"}", NULL},
    ASSEMBLY(VOTES(267, 133), NULL),
    {NULL, "speaker", "act-as-president", "x", "{\"person\":\"a1\"}", "no-minister-before-speaker"},
    {NULL, "cabinet", "act-as-president", "x", "{\"person\":\"a1\"}", "acts-a-minister"},
    {NULL, "cabinet", "act-as-president", "x", "{\"person\":\"m\"}", NULL},
};
#define ELECTION(day) "{\"contests\":[\"national-assembly-2019\"],\"day\":\"" day "\"}"
static const struct act_step too_young[] = {
    {DAY("02-01"), "speaker", "move-dissolution", BILL, NULL, "dissolution-three-years-held"},
    {DAY("02-02"), "speaker", "move-dissolution", BILL, NULL, NULL},
};
static const struct act_step dissolved[] = {
    {DAY("02-01"), "president", "move-dissolution", BILL, NULL, "move-dissolution-speaker"},
    {NULL, "speaker", "move-dissolution", BILL, NULL, NULL},
    ASSEMBLY(VOTES(200, 0), "vote.decision"),
    {NULL, "president", "dissolve", BILL, NULL, "resolved.dissolve"},
    ASSEMBLY(VOTES(201, 0), NULL),
    {NULL, "president", "dissolve", BILL, NULL, NULL},
    {NULL, "speaker", "move-dissolution", "case/again", NULL, "dissolution-once"},
    {NULL, "speaker", "introduce-bill", "case/b", ORDINARY, NULL}, /* it goes on: s. 49(4) */
    {NULL, "speaker", "decide", "case/b", VOTES(201, 100), NULL},
    {NULL, "president", "proclaim", "case/na", ELECTION("2024-05-02"),
     "ninety-days-of-dissolution"},
    {NULL, "president", "proclaim", "case/na", ELECTION("2024-05-01"), NULL},
    {NULL, "electoral-commission", "close-dissolution", BILL, NULL, "next-assembly-elected"},
    /* its members go when polling for the next one begins */
    {"2024-04-30T23:59:59", "president", "appoint-minister", "m", "{\"person\":\"a2\"}", NULL},
    {"2024-05-01T00:00:01", "president", "appoint-deputy-president", "d", "{\"person\":\"a1\"}",
     "deputy-from-assembly"},
};

/* ---- appointments and seats ------------------------------------------------------------------ */

#define JUDGE(person, citizen, listed)                                                             \
    "{\"citizen\":" #citizen ",\"listed\":" #listed ",\"person\":\"" person "\"}"
static const struct act_step judges[] = {
    {DAY("02-01"), "president", "appoint-judge", "j", JUDGE("j", false, true), "judge-citizen"},
    {NULL, "president", "appoint-judge", "j", JUDGE("j", true, false), "judge-listed"},
    {NULL, "president", "appoint-judge", "j", JUDGE("a1", true, true), "constitutional-judge"},
    {NULL, "speaker", "appoint-judge", "j", JUDGE("j", true, true), "appoint-judge-president"},
    {NULL, "president", "appoint-judge", "j", JUDGE("j", true, true), NULL},
    {NULL, "service-commission", "find-judge-unfit", BILL,
     "{\"ground\":\"politics\",\"person\":\"j\"}", "judge-ground"},
    {NULL, "president", "find-judge-unfit", BILL, "{\"ground\":\"misconduct\",\"person\":\"j\"}",
     "find-judge-unfit-service-commission"},
    {NULL, "service-commission", "find-judge-unfit", BILL,
     "{\"ground\":\"misconduct\",\"person\":\"j\"}", NULL},
    ASSEMBLY(VOTES(266, 0), "vote.decision"),
    ASSEMBLY(VOTES(267, 0), NULL),
    PRESIDENT("remove-judge", NULL, NULL),
    {NULL, "president", "appoint-judge", "j", JUDGE("j", true, true), "judge-once"},
};

#define NOMINEE(person, citizen, profile, n)                                                       \
    "{\"citizen\":" #citizen ",\"high_profile\":" #profile ",\"person\":\"" person                 \
    "\",\"recommended\":" #n "}"
static const struct act_step commissioners[] = {
    {DAY("02-01"), "speaker", "nominate-commissioner", BILL, NOMINEE("c", false, false, 8),
     "commissioner-citizen"},
    {NULL, "speaker", "nominate-commissioner", BILL, NOMINEE("c", true, true, 8),
     "commissioner-profile"},
    {NULL, "speaker", "nominate-commissioner", BILL, NOMINEE("c", true, false, 7),
     "commissioner-list"},
    {NULL, "president", "nominate-commissioner", BILL, NOMINEE("c", true, false, 8),
     "nominate-commissioner-speaker"},
    {NULL, "speaker", "nominate-commissioner", BILL, NOMINEE("c", true, false, 8), NULL},
    ASSEMBLY(VOTES(200, 0), "vote.decision"),
    PRESIDENT("appoint-commissioner", NULL, "recommended.appoint-commissioner"),
    ASSEMBLY(VOTES(201, 0), NULL),
    PRESIDENT("appoint-commissioner", NULL, NULL),
    {NULL, "electoral-court", "recommend-removal", "case/r",
     "{\"ground\":\"politics\",\"person\":\"c\"}", "commissioner-ground"},
    {NULL, "president", "recommend-removal", "case/r",
     "{\"ground\":\"incapacity\",\"person\":\"c\"}", "recommend-removal-electoral-court"},
    {NULL, "electoral-court", "recommend-removal", "case/r",
     "{\"ground\":\"incapacity\",\"person\":\"c\"}", NULL},
    {NULL, "speaker", "decide", "case/r", VOTES(201, 0), "vote.decision"},
    {NULL, "speaker", "find-against-commissioner", "case/r", "{\"text\":\"t\"}", NULL},
    {NULL, "president", "remove-commissioner", "case/r", NULL, "called-for.remove-commissioner"},
    {NULL, "speaker", "decide", "case/r", VOTES(200, 0), "vote.decision"},
    {NULL, "speaker", "decide", "case/r", VOTES(201, 0), NULL},
    {NULL, "president", "remove-commissioner", "case/r", NULL, NULL},
    {NULL, "speaker", "nominate-commissioner", "case/c2", NOMINEE("c", true, false, 8), NULL},
    {NULL, "speaker", "decide", "case/c2", VOTES(201, 0), NULL},
    {NULL, "president", "appoint-commissioner", "case/c2", NULL, NULL},
    {NULL, "speaker", "nominate-commissioner", "case/c3", NOMINEE("c", true, false, 8),
     "commissioner-twice"},
};
static const struct act_step members[] = {
    {DAY("02-01"), "speaker", "seat-member", "s", "{\"person\":\"a3\"}",
     "seat-member-electoral-commission"},
    {NULL, "electoral-commission", "seat-member", "s", "{\"person\":\"a3\"}", NULL},
    {NULL, "speaker", "end-membership", "e", "{\"ground\":\"recall\",\"person\":\"a3\"}",
     "membership-ground"},
    {NULL, "president", "end-membership", "e", "{\"ground\":\"left-party\",\"person\":\"a3\"}",
     "end-membership-speaker"},
    {NULL, "speaker", "end-membership", "e", "{\"ground\":\"left-party\",\"person\":\"a3\"}", NULL},
    {NULL, "president", "appoint-minister", "m", "{\"person\":\"a3\"}", "minister-from-assembly"},
};

#define PERMANENT "\"permanent\":[\"p1\",\"p2\",\"p3\",\"p4\",\"p5\",\"p6\"]"
#define SPECIAL   "\"special\":[\"s1\",\"s2\",\"s3\",\"s4\"]"
static const struct act_step delegates[] = {
    {DAY("02-01"), "council-chair", "seat-delegates", "delegation/ec",
     "{\"permanent\":[\"p1\",\"p2\"]," SPECIAL "}", "six-permanent"},
    {NULL, "council-chair", "seat-delegates", "delegation/ec",
     "{" PERMANENT ",\"special\":[\"s1\",\"s2\",\"s3\",\"s4\",\"s5\"]}", "four-special"},
    {NULL, "speaker", "seat-delegates", "delegation/ec", "{" PERMANENT "," SPECIAL "}",
     "seat-delegates-council-chair"},
    {NULL, "council-chair", "seat-delegates", "delegation/ec",
     "{\"permanent\":[\"p1\",\"p2\",\"p3\",\"p4\",\"p5\",\"a1\"]," SPECIAL "}",
     "council-delegate"}, /* nobody sits in both Houses */
    {NULL, "council-chair", "seat-delegates", "delegation/ec", "{" PERMANENT "," SPECIAL "}", NULL},
    {NULL, "council-chair", "seat-delegates", "delegation/fs", "{" PERMANENT "," SPECIAL "}",
     "council-delegate"},
    {NULL, "speaker", "end-delegacy", "e", "{\"people\":[\"s4\"]}", "end-delegacy-council-chair"},
    {NULL, "council-chair", "end-delegacy", "e", "{\"people\":[\"s4\"]}", NULL},
    {NULL, "council-chair", "end-delegacy", "e", "{\"people\":[\"s4\"]}", "council-delegate"},
};

/* ---- objections to a result ------------------------------------------------------------------ */

#define OBJECTS(who) "{\"ground\":\"station 3\",\"party\":\"" who "\"}"
static const struct act_step objections[] = {
    {DAY("02-01"), "electoral-commission", "register-party", "party/A", "{\"name\":\"A\"}", NULL},
    {NULL, "electoral-commission", "register-party", "party/B", "{\"name\":\"B\"}", NULL},
    {NULL, "president", "proclaim", "case/na", ELECTION("2029-12-31"), "ninety-days-of-term"},
    {NULL, "president", "proclaim", "case/na", ELECTION("2024-05-29"), NULL},
    {"2024-05-31T20:59:50", "party/A", "object-to-result", "objection/na/1", OBJECTS("A"), NULL},
    {"2024-05-31T20:59:55", "party/A", "object-to-result", "objection/na/2", OBJECTS("A"), NULL},
    {"2024-05-31T21:00:01", "party/B", "object-to-result", "objection/na/3", OBJECTS("B"),
     "objections-due"},
    {NULL, "party/A", "appeal-objection", "objection/na/1", "{\"appeal\":\"g\"}",
     "appeal-of-decision"},
    {NULL, "electoral-court", "decide-objection", "objection/na/1", "{\"ruling\":\"dismissed\"}",
     "counting.decide-objection"},
    {NULL, "electoral-commission", "decide-objection", "objection/na/1",
     "{\"ruling\":\"new-election\"}", "objection-ruling"},
    {NULL, "electoral-commission", "decide-objection", "objection/na/1",
     "{\"ruling\":\"dismissed\"}", NULL},
    {NULL, "electoral-commission", "decide-objection", "objection/na/2",
     "{\"ruling\":\"not-counted\"}", NULL},
    {NULL, "electoral-court", "rule-on-appeal", "objection/na/1", "{\"judgment\":\"dismissed\"}",
     "appeal-made"},
    {NULL, "party/B", "appeal-objection", "objection/na/1", "{\"appeal\":\"g\"}",
     "counting.appeal-objection"},
    {NULL, "party/A", "appeal-objection", "objection/na/1", "{\"appeal\":\"g\"}", NULL},
    {NULL, "electoral-commission", "rule-on-appeal", "objection/na/1",
     "{\"judgment\":\"dismissed\"}", "counting.rule-on-appeal"},
    {NULL, "electoral-court", "rule-on-appeal", "objection/na/1", "{\"judgment\":\"new-election\"}",
     "appeal-judgment"},
    {NULL, "electoral-court", "rule-on-appeal", "objection/na/1",
     "{\"judgment\":\"votes-taken-off\"}", NULL},
};

static const struct story za_stories[] = {
    STORY(passed, "enacted"),
    STORY(deciding_votes, "assent"),
    STORY(proposed, "enacted"),
    STORY(not_proceeded_with, "dropped"),
    STORY(reviewed, "enacted"),
    STORY(unconstitutional, "barred"),
    STORY(reconsidered_by_both, "enacted"),
    STORY(challenged, "struck"),
    STORY(challenged_late, "in-force"),
    STORY(by_five_provinces, "enacted"),
    STORY(amended_by_council, "assent-again"),
    STORY(mediated, "assent"),
    STORY(overridden, "enacted"),
    STORY(lapsed, "lapsed"),
    STORY(no_agreement, "assent"),
    STORY(founding, "enacted"),
    STORY(rights, "dropped"),
    STORY(boundaries, "rejected"),
    STORY(another_provision, "enacted"),
    STORY(no_confidence, "resigned"),
    STORY(cabinet_alone, "reconstituted"),
    STORY(removed, "removed"),
    STORY_OF(a_minister_acts, "removed",
             "[" HELD("president", "p") MORE("minister", "m") MORE("assembly-member", "a1") "]"),
    STORY_OF(too_young, "vote", "[" HOLDER("assembly-member", "a1", "2021-02-02") "]"),
    STORY(dissolved, "dissolved"),
    STORY(judges, "removed"),
    STORY(commissioners, "appointed"),
    STORY(members, NULL),
    STORY(delegates, NULL),
    STORY(objections, "counting"),
};

static void each_rule_accepts_its_act_and_refuses_the_other(void **state)
{
    tell_stories(&za_setting, za_stories, ADIL_COUNT(za_stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(each_rule_accepts_its_act_and_refuses_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
