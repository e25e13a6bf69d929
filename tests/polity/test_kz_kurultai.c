/* From 1 July 2026: the Kurultai, whom it consents to, what dissolves it, who replaces a President.
 */
#include "kz_seats.h"

#define YES(about, yes, no) DOES("kurultai-chair", "decide", about, VOTES(yes, no))
#define CANNOT(about, yes, no, rule)                                                               \
    MAY_NOT("kurultai-chair", "decide", about, CLAIMS(yes, no), rule)

/* ---- bills --------------------------------------------------------------------------------- */

static const struct act_step initiative[] = {
    MAY_NOT_AT("2026-06-30", "people-council", "table-kurultai-bill", "case/b", TITLED,
               "table-kurultai-bill-people-council"),
    MAY_NOT_AT("2026-09-01", "central-commission", "table-kurultai-bill", "case/b", TITLED,
               "table-kurultai-bill-president"),
    DOES("people-council", "table-kurultai-bill", "case/b", TITLED),
    DOES("president", "table-kurultai-bill", "case/b2", TITLED),
    DOES("kurultai-chair", "table-kurultai-bill", "case/b3", TITLED),
    MAY_NOT("central-commission", "table-kurultai-constitutional-bill", "case/c", TITLED,
            "table-kurultai-constitutional-bill-president"),
    DOES("president", "table-kurultai-constitutional-bill", "case/c1", TITLED),
    DOES("government", "table-kurultai-constitutional-bill", "case/c2", TITLED),
    DOES("kurultai-chair", "table-kurultai-constitutional-bill", "case/c3", TITLED),
    MAY_NOT("president", "suggest-referendum", "r", TITLED, "suggest-referendum"),
    DOES("people-council", "suggest-referendum", "r", TITLED),
};

/* ---- the Government ------------------------------------------------------------------------ */

#define REPORT "{\"year\":2026}"
static const struct act_step report_refused[] = {
    MAY_NOT_AT("2027-06-01", "kurultai-chair", "submit-report-to-kurultai", "case/r", REPORT,
               "submit-report-to-kurultai"),
    DOES("government", "submit-report-to-kurultai", "case/r", REPORT),
    CANNOT("case/r", 72, 60, "vote.decision"),
    YES("case/r", 72, 60),
    MAY_NOT("government", "accept-resignation", "case/r", NULL, "resignation.accept-resignation"),
    MAY_NOT_AT("2027-06-12", "president", "accept-resignation", "case/r", NULL,
               "kurultai-resignation-due"),
};
static const struct act_step report_declined[] = {
    DOES_AT("2027-06-01", "government", "submit-report-to-kurultai", "case/r", REPORT),
    YES("case/r", 72, 60),
    MAY_NOT("government", "decline-resignation", "case/r", NULL, "resignation.decline-resignation"),
    DOES_AT("2027-06-10", "president", "decline-resignation", "case/r", NULL),
};
static const struct act_step report_ends_government[] = {
    DOES_AT("2027-06-01", "government", "submit-report-to-kurultai", "case/r", REPORT),
    YES("case/r", 72, 60),
    DOES("president", "accept-resignation", "case/r", NULL),
    MAY_NOT("vice-president", "offer-resignation", "case/o", REASON("r"), "offer-resignation"),
    DOES("prime-minister", "offer-resignation", "case/o", REASON("r")),
};
#define HEAD(case_id, person)                                                                      \
    DOES("president", "propose-head-of-government", "case/" case_id,                               \
         "{\"office\":\"prime-minister\",\"person\":\"" person "\"}")
#define HEAD_NAMED(case_id, person) HEAD(case_id, person), YES("case/" case_id, 73, 60)
/* A second Prime Minister after no confidence, a third instead of the second. */
static const struct act_step governments[] = {
    KZ_FIRST_KURULTAI_OF("e", "b", "b2"),
    DOES_AT("2026-12-01", "kurultai-chair", "move-kurultai-no-confidence", "case/n",
            "{\"movers\":29}"),
    YES("case/n", 73, 60),
    MAY_NOT("government", "accept-resignation", "case/n", NULL, "resignation.accept-resignation"),
    MAY_NOT("government", "decline-resignation", "case/n", NULL, "resignation.decline-resignation"),
    DOES("president", "accept-resignation", "case/n", NULL),
    MAY_NOT("kurultai-chair", "propose-head-of-government", "case/h1",
            "{\"office\":\"prime-minister\",\"person\":\"b\"}", "propose-head-of-government"),
    MAY_NOT("president", "propose-head-of-government", "case/h1",
            "{\"office\":\"minister\",\"person\":\"b\"}", "head-of-government-alone"),
    HEAD("h1", "b"),
    CANNOT("case/h1", 72, 60, "consent.decision"),
    YES("case/h1", 73, 60),
    HEAD_NAMED("h2", "b2"),
    MAY_NOT("central-commission", "seat-kurultai-deputy", "deputy/e/b2", NULL, "kurultai-deputy"),
    DOES("central-commission", "seat-kurultai-deputy", "deputy/e/b", NULL), /* out of office */
};
static const struct act_step government_stays[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "move-kurultai-no-confidence", "case/n",
            "{\"movers\":29}"),
    YES("case/n", 73, 60),
    DOES("president", "decline-resignation", "case/n", NULL),
};
static const struct act_step report_approved[] = {
    DOES_AT("2027-06-01", "government", "submit-report-to-kurultai", "case/r", REPORT),
    YES("case/r", 73, 60),
};
#define MINISTER(portfolio)                                                                        \
    "{\"person\":\"m\",\"portfolio\":\"" portfolio "\",\"relative\":false,\"talks\":false}"
/* Foreign affairs, defence and the interior stay the President's alone. */
static const struct act_step three_ministers[] = {
    MAY_NOT_AT("2026-08-15", "prime-minister", "propose-minister", "case/m", MINISTER("defence"),
               "minister-portfolio"),
    DOES("prime-minister", "propose-minister", "case/m", MINISTER("finance")),
    DOES("president", "appoint-minister", "case/m", NULL),
    MAY_NOT("president", "appoint-own-minister", "m",
            "{\"person\":\"n\",\"portfolio\":\"finance\",\"relative\":false}", "own-portfolio"),
    DOES("president", "appoint-own-minister", "m",
         "{\"person\":\"n\",\"portfolio\":\"defence\",\"relative\":false}"),
};
static const struct act_step minister_dismissed[] = {
    DOES_AT("2027-06-01", "president", "appoint-own-minister", "m",
            "{\"person\":\"m\",\"portfolio\":\"defence\",\"relative\":false}"),
    MAY_NOT("government", "move-kurultai-minister", "case/d", "{\"movers\":49,\"person\":\"m\"}",
            "move-kurultai-minister"),
    MAY_NOT("kurultai-chair", "move-kurultai-minister", "case/d",
            "{\"movers\":48,\"person\":\"m\"}", "move-kurultai-minister.support"),
    DOES("kurultai-chair", "move-kurultai-minister", "case/d", "{\"movers\":49,\"person\":\"m\"}"),
    CANNOT("case/d", 96, 20, "vote.decision"),
    YES("case/d", 97, 20),
    MAY_NOT("government", "dismiss-minister", "case/d", NULL, "dismissal.dismiss-minister"),
    DOES("president", "dismiss-minister", "case/d", NULL),
    MAY_NOT("government", "move-kurultai-no-confidence", "case/n", "{\"movers\":29}",
            "move-kurultai-no-confidence"),
};

/* ---- appointments -------------------------------------------------------------------------- */

#define FOR(office, person) "{\"office\":\"" office "\",\"person\":\"" person "\"}"
#define NAMED(case_id, office, person)                                                             \
    DOES("president", "propose-to-kurultai", "case/" case_id, FOR(office, person)),                \
        YES("case/" case_id, 73, 60)
#define VICE_PRESIDENT_NAMED                                                                       \
    DOES("president", "propose-vice-president", "case/v", FIT("v")), YES("case/v", 73, 60)
static const struct act_step consents[] = {
    MAY_NOT_AT("2026-09-10", "kurultai-chair", "propose-to-kurultai", "case/j1",
               FOR("court-judge", "j1"), "propose-to-kurultai"),
    MAY_NOT("president", "propose-to-kurultai", "case/v", FOR("vice-president", "v"),
            "kurultai-consents"),
    MAY_NOT("president", "propose-to-kurultai", "case/pm", FOR("prime-minister", "q"),
            "kurultai-consents"),
    MAY_NOT("kurultai-chair", "propose-vice-president", "case/v", FIT("v"),
            "propose-vice-president"),
    MAY_NOT("president", "propose-vice-president", "case/v", VICE_PRESIDENT("v", "false", "true"),
            "vice-president-no-party"),
    MAY_NOT("president", "propose-vice-president", "case/v", VICE_PRESIDENT("v", "true", "false"),
            "vice-president-no-business"),
    MAY_NOT("president", "propose-vice-president", "case/v",
            "{\"no_business\":true,\"no_party\":true,\"office\":\"minister\",\"person\":\"v\"}",
            "vice-president-alone"),
    VICE_PRESIDENT_NAMED,
    HEAD_NAMED("pm", "q"),
    DOES("president", "propose-vice-president", "case/v2", FIT("v2")), /* instead of the first */
    YES("case/v2", 73, 60),
    NAMED("j1", "court-judge", "j1"),
    NAMED("j2", "court-judge", "j2"),
    NAMED("j3", "court-judge", "j3"),
    NAMED("j4", "court-judge", "j4"),
    NAMED("j5", "court-judge", "j5"),
    NAMED("j6", "court-judge", "j6"),
    NAMED("j7", "court-judge", "j7"),
    NAMED("j8", "court-judge", "j8"),
    NAMED("j9", "court-judge", "j9"),
    NAMED("j10", "court-judge", "j10"),
    DOES("president", "propose-to-kurultai", "case/j11", FOR("court-judge", "j11")),
    MAY_NOT("kurultai-chair", "decide", "case/j11", VOTES(73, 60), "court-judge"),
    NAMED("c1", "commission-seat", "c1"),
    NAMED("c2", "commission-seat", "c2"),
    NAMED("c3", "commission-seat", "c3"),
    NAMED("c4", "commission-seat", "c4"),
    NAMED("c5", "commission-seat", "c5"),
    NAMED("c6", "commission-seat", "c6"),
    DOES("president", "propose-to-kurultai", "case/c7", FOR("commission-seat", "c7")),
    MAY_NOT("kurultai-chair", "decide", "case/c7", VOTES(73, 60), "commission-seat"),
    NAMED("a1", "audit-seat", "a1"),
    NAMED("a2", "audit-seat", "a2"),
    NAMED("a3", "audit-seat", "a3"),
    NAMED("a4", "audit-seat", "a4"),
    NAMED("a5", "audit-seat", "a5"),
    NAMED("a6", "audit-seat", "a6"),
    NAMED("a7", "audit-seat", "a7"),
    NAMED("a8", "audit-seat", "a8"),
    DOES("president", "propose-to-kurultai", "case/a9", FOR("audit-seat", "a9")),
    MAY_NOT("kurultai-chair", "decide", "case/a9", VOTES(73, 60), "audit-seat"),
    MAY_NOT("president", "name-commission-chair", "a", PERSON("o3"), "name-commission-chair"),
    MAY_NOT("president", "name-audit-chair", "a", PERSON("o4"), "name-audit-chair"),
    MAY_NOT("government", "appoint-alone", "a", FOR("bank-chair", "b"), "appoint-alone"),
    DOES("president", "appoint-alone", "a", FOR("court-chair", "o1")),
    DOES("president", "appoint-alone", "a", FOR("supreme-court-chair", "o2")),
    DOES("president", "appoint-alone", "a", FOR("commission-chair", "o3")),
    DOES("president", "appoint-alone", "a", FOR("audit-chair", "o4")),
    DOES("president", "appoint-alone", "a", FOR("bank-chair", "o5")),
    DOES("president", "appoint-alone", "a", FOR("council-chair", "o6")),
    DOES("president", "appoint-alone", "a", FOR("prosecutor-general", "o7")),
    DOES("president", "appoint-alone", "a", FOR("security-chair", "o8")),
    DOES("president", "appoint-alone", "a", FOR("guard-chief", "o9")),
    DOES("president", "appoint-alone", "a", FOR("ombudsman", "o10")),
};
static const struct act_step judges[] = {
    MAY_NOT_AT("2026-09-10", "kurultai-chair", "propose-supreme-judge-to-kurultai", "case/j",
               PERSON("j"), "propose-supreme-judge-to-kurultai"),
    DOES("president", "propose-supreme-judge-to-kurultai", "case/j", PERSON("j")),
    CANNOT("case/j", 72, 60, "election.decision"),
    YES("case/j", 73, 60),
};

/* ---- the transition: who was named before stays till then, two months from the first session - */

#define SEATS_FOUND "{\"contest\":\"kurultai-2026\",\"seats\":{\"A\":145},\"source\":\"s\"}"
#define NEW_KURULTAI                                                                               \
    DOES_AT("2026-07-02", "president", "call-kurultai-election", "case/k",                         \
            "{\"contests\":[\"kurultai-2026\"],\"day\":\"2026-08-23\"}"),                          \
        DOES_AT("2026-08-27", "central-commission", "state-finding", "case/k", SEATS_FOUND),       \
        DOES("central-commission", "publish-result", "case/k", NULL)
#define DISSOLUTION "kurultai-dissolution/1"
#define AFTER(office)                                                                              \
    "{\"counted_from\":\"2026-07-01\",\"on\":\"2026-12-01\",\"refused\":\"" office "\"}"
#define ON(day)    "{\"counted_from\":\"2026-07-01\",\"on\":\"" day "\"}"
#define TALKS(day) "{\"on\":\"" day "\",\"talks\":true}"
#define FIRST_SESSION(id, day)                                                                     \
    DOES_AT(day, "president", "open-first-session", "first-session/" id "/1",                      \
            "{\"opened\":\"" day "\"}")
#define BODY(office) "{\"office\":\"" office "\"}"
static const struct act_step members_of_before_leave[] = {
    NEW_KURULTAI,
    MAY_NOT("president", "renew-body", "renewal/k/1", BODY("commission-seat"), "renewal-due"),
    FIRST_SESSION("k", "2026-09-01"),
    DOES("president", "propose-to-kurultai", "case/c", FOR("commission-seat", "c7")),
    MAY_NOT("kurultai-chair", "decide", "case/c", VOTES(73, 60), "commission-seat"), /* six sit */
    MAY_NOT("president", "renew-body", "renewal/k/1", BODY("ombudsman"), "renewed-bodies"),
    MAY_NOT("government", "renew-body", "renewal/k/1", BODY("commission-seat"),
            "published.renew-body"),
    DOES_AT("2026-11-01", "president", "renew-body", "renewal/k/1", BODY("commission-seat")),
    YES("case/c", 73, 60),
    /* who was named since stays, and a later session begins no other two months */
    MAY_NOT("president", "renew-body", "renewal/k/2", BODY("commission-seat"),
            "renewed-office-once"),
    MAY_NOT_AT("2026-11-02", "president", "open-first-session", "first-session/k/2",
               "{\"opened\":\"2026-11-02\"}", "first-session-due"),
    MAY_NOT_AT("2026-11-02", "president", "renew-body", "renewal/k/2", BODY("court-judge"),
               "renewal-due"),
};
static const struct act_step renewed_by_the_first_only[] = {
    DOES_AT("2027-02-01", "president", "dissolve-kurultai", DISSOLUTION, TALKS("2027-02-01")),
    DOES("president", "call-kurultai-election", "case/k",
         "{\"contests\":[\"kurultai-2026\"],\"day\":\"2027-03-28\"}"),
    DOES_AT("2027-04-01", "central-commission", "state-finding", "case/k", SEATS_FOUND),
    DOES("central-commission", "publish-result", "case/k", NULL),
    FIRST_SESSION("k", "2027-04-15"),
    MAY_NOT("president", "renew-body", "renewal/k/1", BODY("court-judge"), "renewed-once"),
};
static const struct act_step first_vice_president[] = {
    NEW_KURULTAI,
    MAY_NOT("president", "propose-vice-president", "case/v", FIT("v"), "vice-president-before"),
    FIRST_SESSION("k", "2026-09-01"),
    MAY_NOT_AT("2026-11-02", "president", "propose-vice-president", "case/v", FIT("v"),
               "vice-president-before"),
    MAY_NOT_AT("2026-11-02", "government", "propose-vice-president", "case/v", FIT("v"),
               "propose-vice-president"),
};
static const struct act_step first_vice_president_in_time[] = {
    NEW_KURULTAI,
    FIRST_SESSION("k", "2026-09-01"),
    DOES_AT("2026-11-01", "president", "propose-vice-president", "case/v", FIT("v")),
    YES("case/v", 73, 60),
};
#define C(n) ALSO("commission-seat", "c" #n, "2023-01-01")
#define WITH_COMMISSION                                                                            \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01") ALSO("president", "p", "2022-11-26")     \
        C(1) C(2) C(3) C(4) C(5) C(6) "]"

/* ---- dissolution --------------------------------------------------------------------------- */

#define CANDIDATE(n)                                                                               \
    DOES("president", "propose-kurultai-chair", "case/k" n, PERSON("k")), YES("case/k" n, 72, 60)
static const struct act_step after_two_refusals[] = {
    DOES_AT("2026-12-01", "president", "propose-vice-president", "case/v1", FIT("a")),
    YES("case/v1", 72, 72), /* as many against */
    HEAD("p1", "b"),
    YES("case/p1", 72, 60),
    MAY_NOT("president", "dissolve-after-refused-names", DISSOLUTION, AFTER("vice-president"),
            "twice-refused"),
    DOES("president", "propose-vice-president", "case/v2", FIT("b")),
    YES("case/v2", 72, 60),
    MAY_NOT("government", "dissolve-after-refused-names", DISSOLUTION, AFTER("vice-president"),
            "dissolve-after-refused-names"),
    DOES("president", "dissolve-after-refused-names", DISSOLUTION, AFTER("vice-president")),
};
static const struct act_step after_two_chairs[] = {
    DOES_AT("2026-12-01", "president", "propose-kurultai-chair", "case/k0", PERSON("k")),
    YES("case/k0", 72, 72),
    MAY_NOT("president", "dissolve-after-refused-chair", DISSOLUTION, ON("2026-12-01"),
            "twice-refused-chair"),
    CANDIDATE("1"),
    MAY_NOT("president", "dissolve-after-refused-chair", DISSOLUTION, ON("2026-11-30"),
            "kurultai-dissolved-on"),
    MAY_NOT("government", "dissolve-after-refused-chair", DISSOLUTION, ON("2026-12-01"),
            "dissolve-after-refused-chair"),
    DOES("president", "dissolve-after-refused-chair", DISSOLUTION, ON("2026-12-01")),
};
static const struct act_step bars[] = {
    MAY_NOT_AT("2026-12-01", "president", "dissolve-kurultai", DISSOLUTION,
               "{\"on\":\"2026-12-01\",\"talks\":false}", "kurultai-talks"),
    DOES("president", "declare-emergency", "emergency/1",
         "{\"kind\":\"martial-law\",\"on\":\"2026-12-01\"}"),
    MAY_NOT("president", "dissolve-kurultai", DISSOLUTION, TALKS("2026-12-01"),
            "kurultai-in-emergency"),
    DOES("president", "lift-emergency", "emergency/1", NULL),
    MAY_NOT("president", "issue-decree-law", "l", TITLED, "no-kurultai"),
    DOES("president", "dissolve-kurultai", DISSOLUTION, TALKS("2026-12-01")),
    MAY_NOT("government", "issue-decree-law", "l", TITLED, "issue-decree-law"),
    DOES("president", "issue-decree-law", "l", TITLED),
};

/* ---- the President ------------------------------------------------------------------------- */

#define ACTS      PERSON("v")
#define CALL(day) "{\"contests\":[\"president-2022-announced\"],\"day\":\"" day "\"}"
#define RESIGNS                                                                                    \
    DOES("president", "submit-resignation", "case/r", RESIGNATION("p")),                           \
        DOES("constitutional-court", "certify-resignation", "case/r", "{\"text\":\"t\"}")
#define DRAFT "{\"title\":\"t\",\"touches\":[\"courts\"]}"
static const struct act_step vice_president_acts[] = {
    MAY_NOT_AT("2026-12-01", "vice-president", "submit-resignation", "case/r", RESIGNATION("p"),
               "submit-resignation"),
    VICE_PRESIDENT_NAMED,
    DOES("president", "draft-amendment", "draft/1", DRAFT), /* a President does */
    DOES("constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}"),
    MAY_NOT("vice-president", "act-for-president-vice-president", "s", ACTS,
            "presidency-vacant-for-vice-president"),
    MAY_NOT("kurultai-chair", "act-for-president-kurultai-chair", "s", ACTS,
            "presidency-vacant-for-kurultai-chair"),
    MAY_NOT("prime-minister", "act-for-president-prime-minister", "s", ACTS,
            "presidency-vacant-for-prime-minister"),
    RESIGNS,
    MAY_NOT("kurultai-chair", "act-for-president-kurultai-chair", "s", ACTS,
            "no-vice-president-before-kurultai-chair"),
    MAY_NOT("prime-minister", "act-for-president-prime-minister", "s", ACTS,
            "no-vice-president-before-prime-minister"),
    MAY_NOT("kurultai-chair", "act-for-president-vice-president", "s", ACTS,
            "act-for-president-vice-president"),
    MAY_NOT("kurultai-chair", "call-presidential-election", "case/e", CALL("2027-02-01"),
            "vacancy-acting"),
    MAY_NOT("vice-president", "act-for-president-vice-president", "s", PERSON("stranger"),
            "vice-president-acts"),
    DOES("vice-president", "act-for-president-vice-president", "s", ACTS),
    MAY_NOT("president", "dissolve-kurultai", DISSOLUTION, TALKS("2026-12-01"),
            "dissolve-kurultai"),
    /* who acts starts no change of the Constitution */
    MAY_NOT("president", "draft-amendment", "draft/2", DRAFT, "draft-amendment-president"),
    DOES("people-council", "draft-amendment", "draft/2", DRAFT),
    MAY_NOT("president", "call-referendum-on-text", "case/ref",
            "{\"contests\":[\"constitution\"],\"day\":\"2027-01-10\",\"draft\":\"1\"}",
            "call-referendum-on-text"),
    /* two months run from the vacancy, not from the call */
    MAY_NOT_AT("2026-12-08", "kurultai-chair", "call-presidential-election", "case/e",
               CALL("2027-02-08"), "vacancy-two-months"),
    MAY_NOT("kurultai-chair", "call-presidential-election", "case/e", CALL("2027-02-02"),
            "vacancy-two-months"),
    DOES("kurultai-chair", "call-presidential-election", "case/e", CALL("2027-02-01")),
    MAY_NOT("kurultai-chair", "call-presidential-election", "case/e2", CALL("2027-01-31"),
            "vacancy-called-once"),
    MAY_NOT_AT("2026-12-09", "kurultai-chair", "call-presidential-election", "case/e2",
               CALL("2027-02-02"), "vacancy-week"),
};
static const struct act_step kurultai_chair_acts[] = {
    DOES_AT("2026-12-01", "president", "propose-kurultai-chair", "case/k", PERSON("k")),
    YES("case/k", 73, 60),
    RESIGNS,
    MAY_NOT("prime-minister", "act-for-president-prime-minister", "s", ACTS,
            "no-kurultai-chair-before-prime-minister"),
    MAY_NOT("vice-president", "act-for-president-kurultai-chair", "s", ACTS,
            "act-for-president-kurultai-chair"),
    MAY_NOT("kurultai-chair", "act-for-president-kurultai-chair", "s", ACTS, "kurultai-chair-acts"),
    DOES("kurultai-chair", "act-for-president-kurultai-chair", "s", PERSON("k")),
};
static const struct act_step prime_minister_acts[] = {
    DOES_AT("2026-12-01", "president", "submit-resignation", "case/r", RESIGNATION("p")),
    DOES("constitutional-court", "certify-resignation", "case/r", "{\"text\":\"t\"}"),
    MAY_NOT("vice-president", "act-for-president-prime-minister", "s", ACTS,
            "act-for-president-prime-minister"),
    MAY_NOT("prime-minister", "act-for-president-prime-minister", "s", ACTS, "prime-minister-acts"),
    DOES("prime-minister", "act-for-president-prime-minister", "s", PERSON("q")),
};
static const struct act_step regular_election[] = {
    MAY_NOT_AT("2026-08-03", "president", "call-presidential-election", "case/p",
               CALL("2026-09-27"), "call-presidential"), /* no early election of his own */
    MAY_NOT_AT("2029-09-01", "kurultai-chair", "call-presidential-election", "case/p",
               CALL("2029-09-27"), "vacancy-acting"), /* the term ends on 26 November 2029 */
    MAY_NOT("kurultai-chair", "call-presidential-election", "case/p", CALL("2028-11-25"),
            "vacancy-acting"), /* more than a year before */
    DOES("kurultai-chair", "call-presidential-election", "case/p", CALL("2029-09-26")),
    MAY_NOT("kurultai-chair", "call-presidential-election", "case/p2", CALL("2029-09-25"),
            "vacancy-acting"), /* called already */
};

#define COMMISSION                                                                                 \
    DOES_AT("2026-12-01", "kurultai-chair", "form-kurultai-commission", "case/i", "{\"members\":9}")
static const struct act_step released_for_illness[] = {
    MAY_NOT_AT("2026-12-01", "vice-president", "form-kurultai-commission", "case/i",
               "{\"members\":9}", "form-kurultai-commission"),
    DOES("kurultai-chair", "form-kurultai-commission", "case/i", "{\"members\":9}"),
    MAY_NOT("president", "report-illness", "case/i", "{\"lasting\":true}",
            "commission.report-illness"),
    DOES("kurultai-chair", "report-illness", "case/i", "{\"lasting\":true}"),
    MAY_NOT("president", "state-opinion", "case/i", "{\"text\":\"t\"}", "court.state-opinion"),
    DOES("constitutional-court", "state-opinion", "case/i", "{\"text\":\"t\"}"),
    CANNOT("case/i", 108, 20, "vote.decision"),
    YES("case/i", 109, 20),
    DOES("prime-minister", "act-for-president-prime-minister", "s", PERSON("q")),
};
static const struct act_step illness_dropped[] = {
    COMMISSION,
    MAY_NOT("president", "drop-illness", "case/i", NULL, "commission.drop-illness"),
    DOES("kurultai-chair", "drop-illness", "case/i", NULL),
};
static const struct act_step illness_against_order[] = {
    COMMISSION,
    DOES("kurultai-chair", "report-illness", "case/i", "{\"lasting\":true}"),
    MAY_NOT("president", "find-against", "case/i", "{\"text\":\"t\"}", "court.find-against"),
    DOES("constitutional-court", "find-against", "case/i", "{\"text\":\"t\"}"),
};

/* A third of the Kurultai accuses, by name: forty-nine deputies. */
#define K(n) ALSO("kurultai-deputy", "k" #n, "2026-09-01")
#define TEN(t)                                                                                     \
    K(t##0)                                                                                        \
    K(t##1)                                                                                        \
    K(t##2)                                                                                        \
    K(t##3)                                                                                        \
    K(t##4)                                                                                        \
    K(t##5)                                                                                        \
    K(t##6)                                                                                        \
    K(t##7)                                                                                        \
    K(t##8)                                                                                        \
    K(t##9)
#define WITH_DEPUTIES                                                                              \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("prime-minister", "q", "2026-09-10") TEN(1)    \
        TEN(2) TEN(3) TEN(4) TEN(5) "]"
#define M(n)     ",\"k" #n "\""
#define M_TEN(t) M(t##0) M(t##1) M(t##2) M(t##3) M(t##4) M(t##5) M(t##6) M(t##7) M(t##8) M(t##9)
#define MOVERS(ground, last)                                                                       \
    "{\"ground\":\"" ground "\",\"movers\":[\"k10\",\"k11\",\"k12\",\"k13\",\"k14\",\"k15\","      \
    "\"k16\",\"k17\",\"k18\"" M_TEN(2) M_TEN(3) M_TEN(4) M_TEN(5) last "]}"
static const struct act_step accused[] = {
    MAY_NOT_AT("2026-12-01", "kurultai-chair", "accuse-in-kurultai", "case/a",
               MOVERS("treason", ",\"x\""), "accuse-in-kurultai.support"), /* not a deputy */
    MAY_NOT("kurultai-chair", "accuse-in-kurultai", "case/a",
            "{\"ground\":\"treason\",\"movers\":[\"k10\",\"k11\"]}", "accuse-in-kurultai.support"),
    MAY_NOT("kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("corruption", ""),
            "only-treason-in-kurultai"),
    MAY_NOT("vice-president", "accuse-in-kurultai", "case/a", MOVERS("treason", ""),
            "accuse-in-kurultai"),
    DOES("kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("treason", "")),
    YES("case/a", 96, 0), /* no quorum */
    CANNOT("case/a", 72, 60, "accusation.decision"),
    YES("case/a", 73, 60),
    YES("case/a", 96, 0),
    CANNOT("case/a", 108, 20, "final.decision"),
    YES("case/a", 109, 20),
    DOES("prime-minister", "act-for-president-prime-minister", "s", PERSON("q")),
};
static const struct act_step accused_in_vain[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("treason", "")),
    YES("case/a", 72, 72),
    MAY_NOT("central-commission", "end-kurultai-mandate", "d",
            "{\"ground\":\"left-party\",\"person\":\"k10\"}", "kurultai-deputy"), /* lost already */
    DOES("central-commission", "end-kurultai-mandate", "d",
         "{\"ground\":\"left-party\",\"person\":\"k19\"}"), /* who did not move it */
};
static const struct act_step acquitted[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("treason", "")),
    YES("case/a", 73, 60),
    YES("case/a", 108, 20),
};
static const struct act_step never_voted[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("treason", "")),
    DOES_AT("2027-02-02", "president", "pardon", "p", "{\"subject\":\"s\"}"),
};
static const struct act_step accused_too_long[] = {
    DOES_AT("2026-12-01", "kurultai-chair", "accuse-in-kurultai", "case/a", MOVERS("treason", "")),
    YES("case/a", 73, 60),
    MAY_NOT_AT("2027-02-02", "kurultai-chair", "decide", "case/a", VOTES(109, 20),
               "accusation.decision"),
    MAY_NOT("central-commission", "end-kurultai-mandate", "d",
            "{\"ground\":\"left-party\",\"person\":\"k10\"}", "kurultai-deputy"),
    MAY_NOT("government", "end-kurultai-mandate", "d",
            "{\"ground\":\"left-party\",\"person\":\"k19\"}", "power-end-kurultai-mandate"),
    DOES("central-commission", "end-kurultai-mandate", "d",
         "{\"ground\":\"left-party\",\"person\":\"k19\"}"),
};

static const struct story stories[] = {
    STORY(initiative, "kurultai"),
    STORY(report_refused, "resignation"),
    STORY(report_declined, "declined"),
    STORY_OF(report_ends_government, "resigned", KZ_WITH_PM("2026-09-10")),
    STORY_OF(governments, "published", KZ_WITH_PM("2026-09-10")),
    STORY(government_stays, "declined"),
    STORY(report_approved, "approved"),
    STORY(three_ministers, "appointed"),
    STORY(minister_dismissed, "dismissed"),
    STORY_OF(consents, "appointed", KZ_WITH_VICE_PRESIDENT),
    STORY(judges, "elected"),
    STORY_OF(members_of_before_leave, "published", WITH_COMMISSION),
    STORY_OF(renewed_by_the_first_only, "published", KZ_WITH_KURULTAI),
    STORY(first_vice_president, "published"),
    STORY(first_vice_president_in_time, "published"),
    STORY_OF(after_two_refusals, "refused", KZ_WITH_VICE_PRESIDENT),
    STORY_OF(after_two_chairs, "refused", KZ_WITH_KURULTAI),
    STORY_OF(bars, NULL, KZ_WITH_KURULTAI),
    STORY_OF(vice_president_acts, "appointed", KZ_WITH_VICE_PRESIDENT),
    STORY(kurultai_chair_acts, "elected"),
    STORY_OF(prime_minister_acts, "resigned", KZ_WITH_PM("2026-09-10")),
    STORY(regular_election, NULL),
    STORY_OF(released_for_illness, "released", KZ_WITH_PM("2026-09-10")),
    STORY(illness_dropped, "kept"),
    STORY(illness_against_order, "kept"),
    STORY_OF(accused, "removed", WITH_DEPUTIES),
    STORY_OF(accused_in_vain, "failed", WITH_DEPUTIES),
    STORY_OF(acquitted, "failed", WITH_DEPUTIES),
    STORY_OF(never_voted, "failed", WITH_DEPUTIES),
    STORY_OF(accused_too_long, "failed", WITH_DEPUTIES),
};

static void the_kurultai_keeps_to_the_constitution_of_2026(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

/* Offices of before and after name both Constitutions. */
static void a_refusal_after_june_2026_names_its_article(void **state)
{
    static const struct {
        const char *office, *cite;
    } kept[] = {
        {"bank-chair", "Const. 1995 44(4); Const. 2026 46(5)"},
        {"court-chair", "Const. 1995 71(2); Const. 2026 46(5), 72-75"},
        {"commission-chair", "Const. 1995 44(7); Const. 2026 46(5)"},
        {"prosecutor-general", "Const. 1995 83; Const. 2026 46(5), 84"},
        {"ombudsman", "Const. 1995 55(1-1), 83-1; Const. 2026 46(5)"},
    };
    struct fold f;
    fold_open_holders(&f, *state, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                      "[" HOLDER("president", "p", "2022-11-26")
                          ALSO("kurultai-deputy", "k", "2026-09-01") "]");
    story_at(&f, &kz_setting, "2026-12-01");
    for (size_t i = 0; i < ADIL_COUNT(kept); i++) {
        const char *fields = fold_text(
            &f, adil_fmt(&f.t->perm, "{\"office\":\"%s\",\"person\":\"k\"}", kept[i].office));
        fold_refused(&f, kept[i].office, "president", "appoint-alone", "a", fields);
        assert_span_is(f.refusal.cite, kept[i].cite);
    }
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_kurultai_keeps_to_the_constitution_of_2026),
        test_case(a_refusal_after_june_2026_names_its_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
