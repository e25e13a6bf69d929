/* The institutions of the reference rulebook: bills, appointments, confidence, dissolution, seats.
 * Each story is a list of acts, lawful and not; of an unlawful one the rule that refuses it stands
 * beside it. Figures are those of facts that are read (rows of the law's digest); persons are
 * roles.
 */
#include "kz_seats.h"

#define BILL  "case/bill"
#define TITLE "{\"money\":false,\"title\":\"t\"}"
#define COSTS "{\"money\":true,\"title\":\"t\"}"

/* ---- bills, until 30 June 2026 -------------------------------------------------------------- */

static const struct act_step adopted[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":0,\"yes\":50}", "majilis.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":30,\"result\":\"pass\",\"yes\":49}",
     "majilis.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":15,\"result\":\"pass\",\"yes\":50}",
     "majilis.decision"}, /* no quorum: 65 of 98 */
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"result\":\"pass\",\"yes\":50}", NULL},
    {NULL, "president", "assent", BILL, NULL, "assent.assent"},
    {"2023-05-20", "senate-chair", "decide", BILL, "{\"no\":9,\"result\":\"pass\",\"yes\":25}",
     "senate.decision"},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"result\":\"pass\",\"yes\":26}", NULL},
    {NULL, "president", "assent", BILL, NULL, "assent.assent"}, /* not sent to him */
    {NULL, "government", "send-law", BILL, NULL, "adopted.send-law"},
    {NULL, "senate-chair", "send-law", BILL, NULL, NULL},
    {"2023-06-20", "president", "assent", BILL, NULL, NULL},
};
static const struct act_step late_assent[] = {
    {"2023-05-01", "government", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {NULL, "senate-chair", "send-law", BILL, NULL, NULL},
    {"2023-06-02", "president", "assent", BILL, NULL, "assent-due"},
    {NULL, "president", "return-bill", BILL, "{\"reason\":\"r\"}", "assent-due"},
};
static const struct act_step silence[] = {
    {"2023-05-01", "president", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {"2023-07-05", "senate-chair", "decide", BILL, "{\"no\":34,\"yes\":0}",
     "agreed-senate.decision"},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
static const struct act_step conciliated[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":0,\"yes\":66}", "senate.decision"},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":34,\"yes\":0}", NULL},
    {NULL, "majilis-chair", "report-conciliation", BILL, "{\"text\":\"t\"}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":40,\"yes\":30}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"result\":\"pass\",\"yes\":65}",
     "own-text.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"result\":\"pass\",\"yes\":66}", NULL},
    {NULL, "majilis-chair", "send-law", BILL, NULL, NULL},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
static const struct act_step returned[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":34,\"yes\":0}", NULL},
    {NULL, "senate-chair", "report-conciliation", BILL, "{\"text\":\"t\"}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":34,\"yes\":0}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"yes\":65}", NULL},
};
static const struct act_step worded[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "propose-wording", BILL, "{\"wording\":\"w\",\"yes\":25}",
     "propose-wording.support"},
    {NULL, "senate-chair", "propose-wording", BILL, "{\"wording\":\"w\",\"yes\":26}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "majilis-chair", "send-law", BILL, NULL, NULL},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
/* Ten days are over on the eleventh: the law is late, and is sent all the same. */
static const struct act_step sent_late[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {"2023-05-12", "government", "send-law", BILL, NULL, "overdue.send-law"},
    {NULL, "president", "assent", BILL, NULL, "assent.assent"},
    {NULL, "senate-chair", "send-law", BILL, NULL, NULL},
    {"2023-06-12", "president", "assent", BILL, NULL, NULL}, /* his month runs from then */
};
static const struct act_step not_sent[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {"2023-05-11", "president", "table-bill", "case/still", TITLE, NULL},
};
static const struct act_step sent_on_the_tenth_day[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {"2023-05-11", "senate-chair", "send-law", BILL, NULL, NULL},
};
#define OBJECTED                                                                                   \
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},                              \
        {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},                   \
        {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},                     \
        {NULL, "senate-chair", "send-law", BILL, NULL, NULL},                                      \
    {                                                                                              \
        NULL, "president", "return-bill", BILL, "{\"reason\":\"r\"}", NULL                         \
    }
static const struct act_step overridden[] = {
    OBJECTED,
    {"2023-05-21", "majilis-chair", "decide", BILL,
     "{\"body\":\"majilis\",\"no\":9,\"result\":\"pass\",\"yes\":66}", NULL},
    {NULL, "senate-chair", "decide", BILL,
     "{\"body\":\"senate\",\"no\":9,\"result\":\"pass\",\"yes\":33}", "objection.decision"},
    {NULL, "senate-chair", "decide", BILL,
     "{\"body\":\"senate\",\"no\":9,\"result\":\"pass\",\"yes\":34}", NULL},
    {"2023-06-20", "president", "assent", BILL, NULL, NULL},
};
static const struct act_step sustained[] = {
    OBJECTED,
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"no\":9,\"yes\":66}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"no\":9,\"yes\":33}", NULL},
};
static const struct act_step too_late[] = {
    OBJECTED,
    {"2023-06-02", "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"no\":9,\"yes\":66}",
     "majilis.decision"},
    {NULL, "president", "declare-emergency", "emergency/1",
     "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2023-06-02\"}", NULL},
};
static const struct act_step reviewed[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":16,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":8,\"yes\":26}", NULL},
    {NULL, "senate-chair", "send-law", BILL, NULL, NULL},
    {NULL, "government", "refer-to-court", BILL, "{\"reason\":\"r\"}", "assent.refer-to-court"},
    {NULL, "majilis-chair", "refer-by-deputies", BILL, "{\"movers\":29,\"reason\":\"r\"}",
     "refer-by-deputies.support"},
    {NULL, "majilis-chair", "refer-by-deputies", BILL, "{\"movers\":30,\"reason\":\"r\"}", NULL},
    {NULL, "president", "assent", BILL, NULL, "assent.assent"},
    {NULL, "constitutional-court", "find-against", BILL, "{\"text\":\"t\"}", NULL},
};
static const struct act_step money[] = {
    {"2023-05-01", "majilis-chair", "table-bill", BILL, COSTS, "no-cost-deputies"},
    {NULL, "government", "table-bill", BILL, COSTS, "no-cost-government"},
    {NULL, "majilis-chair", "table-money-bill", BILL, "{\"opinion\":false,\"title\":\"t\"}",
     "bill-opinion"},
    {NULL, "majilis-chair", "table-money-bill", BILL, "{\"opinion\":true,\"title\":\"t\"}", NULL},
    {NULL, "government", "table-money-bill", "case/g", "{\"opinion\":true,\"title\":\"t\"}", NULL},
    {NULL, "president", "table-bill", "case/p", COSTS, NULL}, /* his needs no opinion */
    {NULL, "senate-chair", "table-bill", "case/other", TITLE, "table-bill-president"},
};
static const struct act_step constitutional[] = {
    {"2023-05-01", "president", "table-constitutional-bill", BILL, TITLE, NULL},
    {NULL, "majilis-chair", "decide", BILL,
     "{\"body\":\"majilis\",\"no\":9,\"result\":\"pass\",\"yes\":65}", "chambers.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"no\":9,\"yes\":66}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"no\":9,\"yes\":34}", NULL},
    {NULL, "president", "assent", BILL, NULL, "assent.assent"}, /* one reading only */
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"reading\":2,\"yes\":66}",
     NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"reading\":2,\"yes\":34}", NULL},
    {NULL, "president", "return-bill", BILL, "{\"reason\":\"r\"}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"result\":\"pass\",\"yes\":73}",
     "objection.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"result\":\"pass\",\"yes\":74}",
     NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"result\":\"pass\",\"yes\":37}",
     "objection.decision"},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"result\":\"pass\",\"yes\":38}",
     NULL},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
static const struct act_step amended[] = {
    {"2023-05-01", "president", "propose-amendment", BILL,
     "{\"title\":\"t\",\"touches\":[\"elected-once\"]}", "untouchable"},
    {NULL, "government", "propose-amendment", BILL, "{\"title\":\"t\",\"touches\":[\"courts\"]}",
     "propose-amendment"},
    {NULL, "president", "propose-amendment", BILL, "{\"title\":\"t\",\"touches\":[\"courts\"]}",
     NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"yes\":74}",
     "chambers.decision"}, /* without the Court's opinion */
    {NULL, "constitutional-court", "state-opinion", BILL, "{\"text\":\"t\"}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"result\":\"pass\",\"yes\":73}",
     "chambers.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"yes\":74}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"yes\":38}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"yes\":74}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"yes\":38}", NULL},
    {NULL, "president", "assent", BILL, NULL, NULL},
};

/* ---- government ------------------------------------------------------------------------------ */

static const struct act_step premier[] = {
    {"2023-03-30", "president", "propose-prime-minister", "case/pm",
     "{\"person\":\"q\",\"relative\":false,\"talks\":false}", "pm-talks"},
    {NULL, "senate-chair", "propose-prime-minister", "case/pm",
     "{\"person\":\"q\",\"relative\":false,\"talks\":true}", "propose-prime-minister"},
    {NULL, "president", "propose-prime-minister", "case/pm",
     "{\"person\":\"q\",\"relative\":false,\"talks\":true}", NULL},
    {NULL, "majilis-chair", "decide", "case/pm", "{\"no\":30,\"result\":\"pass\",\"yes\":49}",
     "consent.decision"},
    {NULL, "majilis-chair", "decide", "case/pm", "{\"no\":30,\"result\":\"pass\",\"yes\":50}",
     NULL},
    {NULL, "president", "appoint-own-minister", "m",
     "{\"person\":\"m\",\"portfolio\":\"finance\",\"relative\":false}", "own-portfolio"},
    {NULL, "president", "appoint-own-minister", "m",
     "{\"person\":\"m\",\"portfolio\":\"defence\",\"relative\":false}", NULL},
    {NULL, "president", "propose-minister", "case/m",
     "{\"person\":\"n\",\"portfolio\":\"finance\",\"relative\":false,\"talks\":true}",
     "propose-minister"},
    {NULL, "prime-minister", "propose-minister", "case/m",
     "{\"person\":\"n\",\"portfolio\":\"finance\",\"relative\":false,\"talks\":false}",
     "minister-talks"},
    {NULL, "prime-minister", "propose-minister", "case/m",
     "{\"person\":\"n\",\"portfolio\":\"finance\",\"relative\":false,\"talks\":true}", NULL},
    {NULL, "president", "appoint-minister", "case/m", NULL, NULL},
    {NULL, "majilis-chair", "move-minister", "case/d", "{\"movers\":32,\"person\":\"n\"}",
     "move-minister.support"},
    {NULL, "majilis-chair", "move-minister", "case/d", "{\"movers\":33,\"person\":\"n\"}", NULL},
    {NULL, "majilis-chair", "decide", "case/d", "{\"no\":1,\"result\":\"pass\",\"yes\":65}",
     "vote.decision"},
    {NULL, "majilis-chair", "decide", "case/d", "{\"no\":1,\"result\":\"pass\",\"yes\":66}", NULL},
    {NULL, "president", "dismiss-minister", "case/d", NULL, NULL},
    {NULL, "majilis-chair", "move-no-confidence", "case/nc", "{\"movers\":19}",
     "move-no-confidence.support"},
    {NULL, "majilis-chair", "move-no-confidence", "case/nc", "{\"movers\":20}", NULL},
    {NULL, "majilis-chair", "decide", "case/nc", "{\"no\":30,\"result\":\"pass\",\"yes\":49}",
     "vote.decision"},
    {NULL, "majilis-chair", "decide", "case/nc", "{\"no\":30,\"result\":\"pass\",\"yes\":50}",
     NULL},
    {"2023-04-10", "president", "accept-resignation", "case/nc", NULL, "resignation-due"},
    {"2023-04-10", "majilis-chair", "move-no-confidence", "case/nc2", "{\"movers\":20}", NULL},
    {NULL, "majilis-chair", "decide", "case/nc2", "{\"no\":30,\"yes\":50}", NULL},
    {NULL, "president", "accept-resignation", "case/nc2", NULL, NULL},
};
static const struct act_step consents[] = {
    {"2023-01-10", "president", "propose-to-senate", "case/a",
     "{\"office\":\"minister\",\"person\":\"a\"}", "senate-consents"},
    {NULL, "president", "propose-to-senate", "case/a",
     "{\"office\":\"court-chair\",\"person\":\"a\"}", NULL},
    {NULL, "senate-chair", "decide", "case/a", "{\"no\":9,\"result\":\"pass\",\"yes\":25}",
     "consent.decision"},
    {NULL, "senate-chair", "decide", "case/a", "{\"no\":9,\"result\":\"pass\",\"yes\":26}", NULL},
    {NULL, "president", "propose-election-by-senate", "case/b",
     "{\"office\":\"bank-chair\",\"person\":\"b\"}", "senate-elects"},
    {NULL, "president", "propose-election-by-senate", "case/b",
     "{\"office\":\"ombudsman\",\"person\":\"b\"}", NULL},
    {NULL, "senate-chair", "decide", "case/b", "{\"no\":9,\"yes\":26}", NULL},
    {NULL, "president", "name-court-judge", "j", "{\"person\":\"j1\"}", NULL},
    {NULL, "president", "name-court-judge", "j", "{\"person\":\"j2\"}", NULL},
    {NULL, "president", "name-court-judge", "j", "{\"person\":\"j3\"}", NULL},
    {NULL, "president", "name-court-judge", "j", "{\"person\":\"a\"}", NULL},
    {NULL, "president", "name-court-judge", "j", "{\"person\":\"j5\"}", "court-judge-by-president"},
    {NULL, "senate-chair", "propose-court-judge-to-senate", "case/s1", "{\"person\":\"k1\"}", NULL},
    {NULL, "senate-chair", "decide", "case/s1", "{\"no\":9,\"result\":\"pass\",\"yes\":25}",
     "vote.decision"},
    {NULL, "senate-chair", "decide", "case/s1", "{\"no\":9,\"yes\":26}", NULL},
    {NULL, "majilis-chair", "propose-court-judge-to-senate", "case/s2", "{\"person\":\"k2\"}",
     "propose-court-judge-to-senate"},
    {NULL, "president", "name-commission-chair", "c", "{\"person\":\"c1\"}", NULL},
    {NULL, "senate-chair", "name-commission-chair", "c", "{\"person\":\"c2\"}",
     "name-commission-chair"},
    {NULL, "majilis-chair", "elect-majilis-chair", "case/mc",
     "{\"person\":\"x\",\"state_language\":false}", "majilis-chair-language"},
    {NULL, "majilis-chair", "elect-majilis-chair", "case/mc",
     "{\"person\":\"x\",\"state_language\":true}", NULL},
    {NULL, "majilis-chair", "decide", "case/mc", "{\"no\":20,\"yes\":54}", NULL},
    {NULL, "senate-chair", "propose-senate-chair", "case/sc",
     "{\"person\":\"y\",\"state_language\":true}", "propose-senate-chair"},
    {NULL, "president", "propose-senate-chair", "case/sc",
     "{\"person\":\"y\",\"state_language\":true}", NULL},
    {NULL, "senate-chair", "decide", "case/sc", "{\"no\":9,\"yes\":26}", NULL},
};

/* ---- dissolution, seats, succession -----------------------------------------------------------
 */

static const struct act_step dissolved[] = {
    {"2023-01-19", "senate-chair", "dissolve-majilis", "dissolution/1",
     "{\"on\":\"2023-01-19\",\"talks\":true}", "dissolve-majilis"},
    {NULL, "president", "dissolve-majilis", "dissolution/1",
     "{\"on\":\"2023-01-18\",\"talks\":true}", "dissolved-on"},
    {NULL, "president", "dissolve-majilis", "dissolution/1",
     "{\"on\":\"2023-01-19\",\"talks\":true}", NULL},
    {"2023-12-01", "president", "dissolve-majilis", "dissolution/2",
     "{\"on\":\"2023-12-01\",\"talks\":true}", "within-a-year"},
    {"2024-02-01", "president", "declare-emergency", "emergency/1",
     "{\"consulted\":true,\"kind\":\"unrest\",\"on\":\"2024-02-01\"}", "emergency-kind"},
    {NULL, "president", "declare-emergency", "emergency/1",
     "{\"kind\":\"martial-law\",\"on\":\"2024-02-01\"}", NULL},
    {NULL, "president", "dissolve-majilis", "dissolution/2",
     "{\"on\":\"2024-02-01\",\"talks\":true}", "in-emergency"},
    {NULL, "president", "lift-emergency", "emergency/1", NULL, NULL},
    {NULL, "president", "dissolve-majilis", "dissolution/2",
     "{\"on\":\"2024-02-01\",\"talks\":true}", NULL},
};
static const struct act_step last_months[] = {
    {"2023-01-19", "president", "dissolve-majilis", "dissolution/1",
     "{\"on\":\"2023-01-19\",\"talks\":true}", "last-half-year"},
};
static const struct act_step senators[] = {
    {"2023-03-29", "president", "appoint-senator", "a", APPOINTEE("a1"), NULL},
    {NULL, "president", "appoint-senator", "a", APPOINTEE("a2"), NULL},
    {NULL, "president", "appoint-senator", "a", APPOINTEE("a3"), NULL},
    {NULL, "president", "appoint-senator", "a", APPOINTEE("a4"), NULL},
    {NULL, "president", "appoint-senator", "a", APPOINTEE("a5"), NULL},
    {NULL, "president", "appoint-senator", "a", APPOINTEE("a6"), "senators-at-will"},
    {NULL, "president", "propose-senator", "case/as", APPOINTEE("a6"), "propose-senator"},
    {NULL, "people-assembly", "propose-senator", "case/as", APPOINTEE("a6"), NULL},
    {NULL, "president", "appoint-proposed-senator", "case/as", NULL, NULL},
    {NULL, "president", "dismiss-senator", "a", "{\"person\":\"a5\"}", NULL},
    {NULL, "president", "dismiss-senator", "a", "{\"person\":\"a5\"}", "appointed-senator"},
};
static const struct act_step succession[] = {
    {"2023-05-01", "president", "propose-senate-chair", "case/sc",
     "{\"person\":\"c\",\"state_language\":true}", NULL},
    {NULL, "senate-chair", "decide", "case/sc", "{\"no\":10,\"yes\":26}", NULL},
    {NULL, "senate-chair", "succeed-president", "s", "{\"person\":\"c\",\"until\":\"2029-11-26\"}",
     "presidency-vacant"},
    {NULL, "president", "resign-president", "r", "{\"reason\":\"r\"}", NULL},
    {NULL, "majilis-chair", "succeed-president", "s", "{\"person\":\"x\",\"until\":\"2029-11-26\"}",
     "no-senate-chair"},
    {NULL, "prime-minister", "succeed-president", "s",
     "{\"person\":\"q\",\"until\":\"2029-11-26\"}", "no-senate-chair-before"},
    {NULL, "senate-chair", "succeed-president", "s", "{\"person\":\"c\",\"until\":\"2029-11-26\"}",
     NULL},
    {NULL, "president", "propose-amendment", BILL, "{\"title\":\"t\",\"touches\":[\"courts\"]}",
     "propose-amendment"},
};
static const struct act_step accused[] = {
    {"2023-05-01", "majilis-chair", "accuse-president", BILL, KZ_ACCUSES("treason", ""),
     "accuse-president.support"},
    {NULL, "majilis-chair", "accuse-president", BILL, KZ_ACCUSES("treason", ",\"x\""),
     "accuse-president.support"}, /* not a deputy */
    {NULL, "majilis-chair", "accuse-president", BILL, KZ_TREASON, NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"result\":\"pass\",\"yes\":49}",
     "accusation.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"no\":20,\"yes\":50}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"no\":9,\"yes\":26}", NULL},
    {NULL, "constitutional-court", "state-court-opinions", BILL,
     "{\"constitutional\":\"kept\",\"supreme\":\"unfounded\"}", "treason-established"},
    {NULL, "constitutional-court", "state-court-opinions", BILL,
     "{\"constitutional\":\"kept\",\"supreme\":\"established\"}", NULL},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"result\":\"pass\",\"yes\":73}",
     "joint.decision"},
    {NULL, "majilis-chair", "decide", BILL, "{\"body\":\"majilis\",\"yes\":74}", NULL},
    {NULL, "senate-chair", "decide", BILL, "{\"body\":\"senate\",\"yes\":38}", NULL},
    {NULL, "senate-chair", "succeed-president", "s", "{\"person\":\"c\",\"until\":\"2029-11-26\"}",
     NULL},
};
static const struct act_step accused_too_long[] = {
    {"2023-05-01", "majilis-chair", "accuse-president", BILL, KZ_TREASON, NULL},
    {"2023-07-02", "majilis-chair", "decide", BILL, "{\"no\":20,\"yes\":50}",
     "accusation.decision"},
    {NULL, "president", "declare-emergency", "emergency/1",
     "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2023-07-02\"}", NULL},
};

/* ---- from 1 July 2026 ------------------------------------------------------------------------ */

static const struct act_step kurultai[] = {
    {"2026-09-01", "majilis-chair", "table-bill", BILL, TITLE, "table-bill-majilis-chair"},
    {NULL, "people-council", "table-kurultai-constitutional-bill", BILL, "{\"title\":\"t\"}", NULL},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":40,\"result\":\"pass\",\"yes\":96}",
     "kurultai.decision"},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":40,\"result\":\"pass\",\"yes\":97}", NULL},
    {NULL, "government", "send-law", BILL, NULL, "adopted.send-law"},
    {NULL, "kurultai-chair", "send-law", BILL, NULL, NULL},
    {NULL, "president", "return-bill", BILL, "{\"reason\":\"r\"}", NULL},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":36,\"result\":\"pass\",\"yes\":108}",
     "objection.decision"},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":36,\"result\":\"pass\",\"yes\":109}", NULL},
    {NULL, "president", "assent", BILL, NULL, NULL},
};
static const struct act_step kurultai_law[] = {
    {"2026-09-01", "government", "table-kurultai-bill", BILL, "{\"title\":\"t\"}", NULL},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":40,\"result\":\"pass\",\"yes\":72}",
     "kurultai.decision"},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":40,\"result\":\"pass\",\"yes\":73}", NULL},
    {NULL, "government", "send-law", BILL, NULL, "adopted.send-law"},
    {NULL, "kurultai-chair", "send-law", BILL, NULL, NULL},
    {NULL, "president", "return-bill", BILL, "{\"reason\":\"r\"}", NULL},
    {NULL, "kurultai-chair", "decide", BILL, "{\"no\":36,\"result\":\"pass\",\"yes\":96}",
     "objection.decision"},
    {"2026-10-02", "kurultai-chair", "decide", BILL, "{\"no\":36,\"yes\":97}", "kurultai.decision"},
    {NULL, "president", "declare-emergency", "emergency/1",
     "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2026-10-02\"}", NULL},
};
#define LATE_IN_KURULTAI(word, yes_no)                                                             \
    {"2026-09-01", "government", word, BILL, "{\"title\":\"t\"}", NULL},                           \
        {NULL, "kurultai-chair", "decide", BILL, yes_no, NULL},                                    \
        {"2026-09-12", "government", "send-law", BILL, NULL, "overdue.send-law"},                  \
    {                                                                                              \
        NULL, "kurultai-chair", "send-law", BILL, NULL, NULL                                       \
    }
static const struct act_step kurultai_law_late[] = {
    LATE_IN_KURULTAI("table-kurultai-bill", "{\"no\":40,\"yes\":73}"),
};
static const struct act_step kurultai_constitutional_law_late[] = {
    LATE_IN_KURULTAI("table-kurultai-constitutional-bill", "{\"no\":40,\"yes\":97}"),
};
static const struct act_step kurultai_government[] = {
    KZ_FIRST_KURULTAI_OF("e", "k", "v"),
    {"2026-09-01", "kurultai-chair", "move-kurultai-no-confidence", "case/nc", "{\"movers\":28}",
     "move-kurultai-no-confidence.support"},
    {NULL, "kurultai-chair", "move-kurultai-no-confidence", "case/nc", "{\"movers\":29}", NULL},
    {NULL, "kurultai-chair", "decide", "case/nc", "{\"no\":50,\"result\":\"pass\",\"yes\":72}",
     "vote.decision"},
    {NULL, "kurultai-chair", "decide", "case/nc", "{\"no\":50,\"result\":\"pass\",\"yes\":73}",
     NULL},
    {NULL, "president", "propose-to-kurultai", "case/v",
     "{\"office\":\"bank-chair\",\"person\":\"v\"}", "kurultai-consents"},
    {NULL, "president", "propose-vice-president", "case/v", FIT("v"), NULL},
    {NULL, "kurultai-chair", "decide", "case/v", "{\"no\":50,\"yes\":73}", NULL},
    {NULL, "president", "appoint-alone", "a", "{\"office\":\"court-judge\",\"person\":\"b\"}",
     "no-consent-needed"},
    {NULL, "president", "appoint-alone", "a", "{\"office\":\"bank-chair\",\"person\":\"b\"}", NULL},
    {NULL, "central-commission", "seat-kurultai-deputy", "deputy/e/v", NULL, "kurultai-deputy"},
    {NULL, "central-commission", "seat-kurultai-deputy", "deputy/e/k", NULL, NULL},
    {NULL, "central-commission", "end-kurultai-mandate", "d",
     "{\"ground\":\"recall\",\"person\":\"k\"}", "kurultai-ground"},
    {NULL, "central-commission", "end-kurultai-mandate", "d",
     "{\"ground\":\"left-party\",\"person\":\"k\"}", NULL},
    {NULL, "kurultai-chair", "propose-kurultai-chair", "case/kc", "{\"person\":\"k\"}",
     "propose-kurultai-chair"},
    {NULL, "president", "propose-kurultai-chair", "case/kc", "{\"person\":\"k\"}", NULL},
    {NULL, "kurultai-chair", "decide", "case/kc", "{\"no\":50,\"yes\":73}", NULL},
    {NULL, "president", "propose-amendment", "case/x", "{\"title\":\"t\",\"touches\":[\"courts\"]}",
     "propose-amendment"},
    {NULL, "president", "resign-president", "r", "{\"reason\":\"r\"}", "resign-president"},
    {NULL, "president", "submit-resignation", "case/r", RESIGNATION("p"), NULL},
    {NULL, "vice-president", "act-for-president-vice-president", "s", "{\"person\":\"v\"}",
     "presidency-vacant-for-vice-president"},
    {NULL, "kurultai-chair", "certify-resignation", "case/r", "{\"text\":\"t\"}",
     "court.certify-resignation"},
    {NULL, "constitutional-court", "certify-resignation", "case/r", "{\"text\":\"t\"}", NULL},
    {NULL, "kurultai-chair", "act-for-president-kurultai-chair", "s", "{\"person\":\"k\"}",
     "no-vice-president-before-kurultai-chair"},
    {NULL, "vice-president", "act-for-president-vice-president", "s", "{\"person\":\"v\"}", NULL},
    {NULL, "president", "dissolve-kurultai", "kurultai-dissolution/1",
     "{\"on\":\"2026-09-01\",\"talks\":true}", "dissolve-kurultai"},
};
static const struct act_step kurultai_dissolved[] = {
    KZ_PARTY_ENTERED("2026-12-01"),
    {NULL, "president", "dissolve-kurultai", "kurultai-dissolution/1",
     "{\"on\":\"2026-12-01\",\"talks\":true}", NULL},
    KZ_KURULTAI_OF("k", NULL, "2027-01-31", "2027-02-05", "k1", "k2"),
    {"2027-03-01", "central-commission", "seat-kurultai-deputy", "deputy/k/k1", NULL, NULL},
    {"2027-11-01", "president", "dissolve-kurultai", "kurultai-dissolution/2",
     "{\"on\":\"2027-11-01\",\"talks\":true}", "kurultai-within-a-year"},
    {"2029-06-15", "president", "dissolve-kurultai", "kurultai-dissolution/2",
     "{\"on\":\"2029-06-15\",\"talks\":true}", "kurultai-last-half-year"},
};

static const struct story stories[] = {
    STORY(adopted, "enacted"),
    STORY(late_assent, "assent"),
    STORY(silence, "enacted"),
    STORY(conciliated, "enacted"),
    STORY(returned, "returned"),
    STORY(worded, "enacted"),
    STORY(sent_late, "enacted"),
    STORY(not_sent, "adopted"),
    STORY(sent_on_the_tenth_day, "assent"),
    STORY(overridden, "enacted"),
    STORY(sustained, "rejected"),
    STORY(too_late, "objection-accepted"),
    STORY(reviewed, "barred"),
    STORY(money, "majilis"),
    STORY(constitutional, "enacted"),
    STORY(amended, "enacted"),
    STORY(premier, "appointed"),
    STORY(consents, "appointed"),
    STORY(dissolved, NULL),
    STORY_OF(last_months, NULL, KZ_PRESIDENT("2016-02-01")),
    STORY(senators, NULL),
    STORY(succession, NULL),
    STORY_OF(accused, "removed", KZ_WITH_DEPUTIES),
    STORY_OF(accused_too_long, "failed", KZ_WITH_DEPUTIES),
    STORY(kurultai, "enacted"),
    STORY(kurultai_law, "objection-accepted"),
    STORY(kurultai_law_late, "assent"),
    STORY(kurultai_constitutional_law_late, "assent"),
    STORY_OF(kurultai_government, NULL, KZ_WITH_VICE_PRESIDENT),
    STORY_OF(kurultai_dissolved, NULL, KZ_WITH_KURULTAI),
};

static void lawful_acts_are_recorded_and_unlawful_ones_refused(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(lawful_acts_are_recorded_and_unlawful_ones_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
