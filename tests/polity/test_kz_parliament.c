/* Parliament and the Government until 30 June 2026: confidence asked with a bill, the budget
 * report, urgent bills, the Senate alone, sessions and committees, immunity, a referendum that was
 * refused.
 */
#include "kz_seats.h"

/* A bill of the Government that the Majilis rejects. */
#define REJECTED(about)                                                                            \
    DOES("government", "table-bill", about, FREE_OF_COST), MAJILIS(about, 49, 20)
#define ASKS(bill) "{\"bill\":\"" bill "\"}"

static const struct act_step confidence_bill_adopted[] = {
    DOES_AT("2023-05-01", "government", "table-bill", "case/b1", FREE_OF_COST),
    MAY_NOT("prime-minister", "ask-confidence", "case/c1", ASKS("b1"), "confidence-bill"),
    MAJILIS("case/b1", 49, 20),
    MAY_NOT("government", "ask-confidence", "case/c1", ASKS("b1"), "ask-confidence"),
    DOES("prime-minister", "ask-confidence", "case/c1", ASKS("b1")),
    MAY_NOT_AT("2023-05-03T10:00:01", "majilis-chair", "decide", "case/c1",
               VOTES_OF("majilis", 50, 20), "objection.decision"), /* before 48 hours */
    DOES_AT("2023-05-03T10:00:10", "majilis-chair", "decide", "case/c1",
            VOTES_OF("majilis", 50, 20)),
    SENATE_CANNOT("case/c1", 25, 20, "vote.decision"),
    SENATE("case/c1", 25, 20), /* no majority against the Government in one chamber: adopted */
    MAY_NOT("government", "assent", "case/c1", NULL, "assent.assent"),
    DOES("president", "assent", "case/c1", NULL),
    REJECTED("case/b2"),
    DOES("prime-minister", "ask-confidence", "case/c2", ASKS("b2")),
    REJECTED("case/b3"),
    MAY_NOT("prime-minister", "ask-confidence", "case/c3", ASKS("b3"), "confidence-twice"),
    DOES_AT("2024-05-02", "prime-minister", "ask-confidence", "case/c3", ASKS("b3")),
};
static const struct act_step confidence_lost[] = {
    DOES_AT("2023-05-01", "government", "table-bill", "case/b1", FREE_OF_COST),
    MAJILIS("case/b1", 49, 20),
    DOES("prime-minister", "ask-confidence", "case/c1", ASKS("b1")),
    DOES_AT("2023-05-04", "majilis-chair", "decide", "case/c1", VOTES_OF("majilis", 50, 20)),
    SENATE("case/c1", 26, 20),
    MAY_NOT("president", "assent", "case/c1", NULL, "assent.assent"),
    MAY_NOT("prime-minister", "accept-resignation", "case/c1", NULL,
            "resignation.accept-resignation"),
    DOES("president", "accept-resignation", "case/c1", NULL),
};
static const struct act_step confidence_law_returned[] = {
    DOES_AT("2023-05-01", "government", "table-bill", "case/b1", FREE_OF_COST),
    MAJILIS("case/b1", 49, 20),
    DOES("prime-minister", "ask-confidence", "case/c1", ASKS("b1")),
    DOES_AT("2023-05-04", "majilis-chair", "decide", "case/c1", VOTES_OF("majilis", 40, 40)),
    MAY_NOT("government", "return-bill", "case/c1", REASON("r"), "assent.return-bill"),
    DOES("president", "return-bill", "case/c1", REASON("r")),
    MAJILIS_CANNOT("case/c1", 65, 20, "objection.decision"),
    MAJILIS("case/c1", 66, 20),
    SENATE("case/c1", 34, 10),
    MAY_NOT("government", "assent", "case/c1", NULL, "confirmed.assent"),
    DOES("president", "assent", "case/c1", NULL),
};

#define REPORT "{\"year\":2023}"
static const struct act_step report_approved[] = {
    MAY_NOT_AT("2024-06-03", "prime-minister", "submit-budget-report", "case/r", REPORT,
               "submit-budget-report"),
    DOES("government", "submit-budget-report", "case/r", REPORT),
    MAJILIS_CANNOT("case/r", 49, 20, "joint.decision"),
    MAJILIS("case/r", 50, 20),
    SENATE("case/r", 26, 20),
};
static const struct act_step report_refused[] = {
    DOES_AT("2024-06-03", "government", "submit-budget-report", "case/r", REPORT),
    MAJILIS("case/r", 49, 49), /* as no confidence */
    MAY_NOT("government", "decline-resignation", "case/r", NULL, "resignation.decline-resignation"),
    MAY_NOT_AT("2024-06-14", "president", "decline-resignation", "case/r", NULL, "resignation-due"),
    DOES_AT("2024-06-14", "government", "submit-budget-report", "case/r2", REPORT),
    MAJILIS("case/r2", 49, 20),
    DOES("president", "accept-resignation", "case/r2", NULL),
};

static const struct act_step minister_by_senate[] = {
    DOES_AT("2023-05-01", "president", "appoint-own-minister", "m",
            "{\"person\":\"m\",\"portfolio\":\"defence\",\"relative\":false}"),
    MAY_NOT("majilis-chair", "move-minister-in-senate", "case/d",
            "{\"movers\":17,\"person\":\"m\"}", "move-minister-in-senate"),
    MAY_NOT("senate-chair", "move-minister-in-senate", "case/d", "{\"movers\":16,\"person\":\"m\"}",
            "move-minister-in-senate.support"),
    DOES("senate-chair", "move-minister-in-senate", "case/d", "{\"movers\":17,\"person\":\"m\"}"),
    MAY_NOT("senate-chair", "decide", "case/d", CLAIMS(33, 10), "vote.decision"),
    DOES("senate-chair", "decide", "case/d", VOTES(34, 10)),
    MAY_NOT("prime-minister", "dismiss-minister", "case/d", NULL, "dismissal.dismiss-minister"),
    DOES("president", "dismiss-minister", "case/d", NULL),
};

static const struct act_step priority[] = {
    DOES_AT("2023-05-01", "government", "table-bill", "case/b1", FREE_OF_COST),
    MAY_NOT("government", "declare-priority", "p", ASKS("b1"), "declare-priority"),
    MAY_NOT("president", "declare-priority", "p", ASKS("b2"), "priority-pending"),
    DOES("president", "declare-priority", "p", ASKS("b1")),
    MAJILIS("case/b1", 49, 20),
    MAY_NOT("president", "declare-priority", "p", ASKS("b1"), "priority-pending"),
};

#define URGENT(threat) "{\"threat\":\"" threat "\",\"title\":\"t\"}"
static const struct act_step urgent[] = {
    MAY_NOT_AT("2023-05-01", "president", "table-urgent-bill", "case/u", URGENT("life"),
               "table-urgent-bill"),
    MAY_NOT("government", "table-urgent-bill", "case/u", URGENT("haste"), "urgent-threat"),
    DOES("government", "table-urgent-bill", "case/u", URGENT("life")),
    MAY_NOT("president", "issue-temporary-act", "temporary-act/u/1", TITLED,
            "joint.issue-temporary-act"),
    DOES("government", "issue-temporary-act", "temporary-act/u/1", TITLED),
    SENATE_CANNOT("case/u", 25, 10, "joint.decision"),
    SENATE("case/u", 26, 10),
    MAJILIS("case/u", 50, 20),
    MAY_NOT("government", "issue-temporary-act", "temporary-act/u/2", TITLED,
            "joint.issue-temporary-act"), /* Parliament has decided */
    DOES("president", "return-bill", "case/u", REASON("r")),
    MAJILIS("case/u", 66, 20),
    SENATE("case/u", 34, 10),
    DOES("president", "assent", "case/u", NULL),
};

#define COSTS     "{\"money\":true,\"opinion\":false,\"title\":\"t\"}"
#define PAID_FOR  "{\"money\":true,\"opinion\":true,\"title\":\"t\"}"
#define DISSOLVED "{\"on\":\"2023-01-19\",\"talks\":true}"
static const struct act_step senate_alone[] = {
    MAY_NOT_AT("2023-01-19", "government", "table-senate-bill", "case/s", TITLED,
               "majilis-dissolved-law"),
    MAY_NOT("government", "table-senate-constitutional-bill", "case/c", TITLED,
            "majilis-dissolved-constitutional-law"),
    MAY_NOT("president", "dissolve-majilis", "dissolution/1",
            "{\"on\":\"2023-01-19\",\"talks\":false}", "dissolution-talks"),
    DOES("president", "dissolve-majilis", "dissolution/1", DISSOLVED),
    MAY_NOT("prime-minister", "table-senate-bill", "case/s", TITLED, "table-senate-bill-president"),
    MAY_NOT("senate-chair", "table-senate-bill", "case/d", COSTS, "no-cost-senators"),
    DOES("government", "table-senate-bill", "case/s", TITLED),
    DOES("senate-chair", "table-senate-bill", "case/d1", FREE_OF_COST),
    DOES("senate-chair", "table-senate-bill", "case/d2", PAID_FOR),
    MAY_NOT("senate-chair", "decide", "case/s", CLAIMS(25, 10), "senate-alone.decision"),
    DOES("senate-chair", "decide", "case/s", VOTES(26, 10)),
    DOES("president", "return-bill", "case/s", REASON("r")),
    MAY_NOT("senate-chair", "decide", "case/s", CLAIMS(33, 10), "senate-confirms.decision"),
    DOES("senate-chair", "decide", "case/s", VOTES(34, 10)),
    DOES("president", "assent", "case/s", NULL),
    MAY_NOT("prime-minister", "table-senate-constitutional-bill", "case/c", TITLED,
            "table-senate-constitutional-bill-president"),
    MAY_NOT("senate-chair", "table-senate-constitutional-bill", "case/d", COSTS,
            "no-constitutional-cost-senators"),
    DOES("senate-chair", "table-senate-constitutional-bill", "case/d3", FREE_OF_COST),
    DOES("senate-chair", "table-senate-constitutional-bill", "case/d4", PAID_FOR),
    DOES("president", "table-senate-constitutional-bill", "case/c", TITLED),
    DOES("government", "table-senate-constitutional-bill", "case/c2", TITLED),
    DOES("president", "table-senate-bill", "case/s2", TITLED),
    MAY_NOT("senate-chair", "decide", "case/c", CLAIMS(33, 10), "senate-alone.decision"),
    DOES("senate-chair", "decide", "case/c", VOTES(34, 10)),
    DOES("senate-chair", "decide", "case/c", VOTES(34, 10)),
    DOES("president", "return-bill", "case/c", REASON("r")),
    MAY_NOT("senate-chair", "decide", "case/c", CLAIMS(37, 10), "senate-confirms.decision"),
    DOES("senate-chair", "decide", "case/c", VOTES(38, 10)),
    DOES("president", "assent", "case/c", NULL),
    KZ_MAJILIS_OF_2023(NULL, "m", "l1", "l2", "d1", "d3"),
    DOES_AT("2023-03-29", "central-commission", "seat-list-deputy", "deputy/m/l1", NULL),
    /* what it did not decide alone it decides no more */
    MAY_NOT("senate-chair", "decide", "case/s2", VOTES(26, 10), "senate-decides-alone"),
    MAY_NOT("senate-chair", "decide", "case/c2", VOTES(34, 10), "senate-decides-alone"),
    MAY_NOT("senate-chair", "roll-call", "case/s2", "{\"yes\":[\"senator\"]}",
            "senate-decides-alone-by-name"),
    MAY_NOT("government", "table-senate-bill", "case/s3", TITLED, "no-deputies-law"),
    MAY_NOT("government", "table-senate-constitutional-bill", "case/s3", TITLED,
            "no-deputies-constitutional-law"),
};

static const struct act_step session[] = {
    MAY_NOT_AT("2023-09-02", "president", "open-session", "case/y", NULL, "session-opens"),
    MAY_NOT_AT("2024-09-02", "senate-chair", "open-session", "case/y", NULL, "open-session"),
    DOES("president", "open-session", "case/y", NULL), /* 1 September 2024 is a Sunday */
    MAY_NOT_AT("2025-06-27", "majilis-chair", "close-session", "case/y", NULL, "session-closes"),
    MAY_NOT_AT("2025-06-30", "president", "close-session", "case/y", NULL, "open.close-session"),
    DOES("majilis-chair", "close-session", "case/y", NULL),
};

#define FOUND(contest, seats) "{\"contest\":\"" contest "\",\"seats\":{" seats "},\"source\":\"s\"}"
#define OPENED(day)           "{\"opened\":\"" day "\"}"
static const struct act_step first_session[] = {
    KZ_DISSOLVES("2023-01-19"),
    DOES("president", "call-majilis-election", "case/m",
         "{\"contests\":[\"majilis-2023-list-announced\"],\"day\":\"2023-03-19\"}"),
    DOES_AT("2023-03-27", "central-commission", "state-finding", "case/m",
            FOUND("majilis-2023-list-announced", "\"Amanat\":69")),
    DOES("central-commission", "publish-result", "case/m", NULL),
    MAY_NOT_AT("2023-04-27", "president", "open-first-session", "first-session/m/1",
               OPENED("2023-04-27"), "first-session-due"),
};
static const struct act_step first_session_of_majilis[] = {
    KZ_DISSOLVES("2023-01-19"),
    DOES("president", "call-majilis-election", "case/m",
         "{\"contests\":[\"majilis-2023-list-announced\"],\"day\":\"2023-03-19\"}"),
    DOES_AT("2023-03-27", "central-commission", "state-finding", "case/m",
            FOUND("majilis-2023-list-announced", "\"Amanat\":69")),
    DOES("central-commission", "publish-result", "case/m", NULL),
    MAY_NOT_AT("2023-03-29", "president", "open-first-session", "first-session/m/1",
               OPENED("2023-03-28"), "first-session-today"),
    MAY_NOT("president", "open-first-session", "first-session/m/2", OPENED("2023-03-29"),
            "first-session-one"),
    DOES("president", "open-first-session", "first-session/m/1", OPENED("2023-03-29")),
};
static const struct act_step first_session_in_time[] = {
    DOES_AT("2026-07-02", "president", "call-kurultai-election", "case/k",
            "{\"contests\":[\"kurultai-2026\"],\"day\":\"2026-08-23\"}"),
    DOES_AT("2026-08-27", "central-commission", "state-finding", "case/k",
            FOUND("kurultai-2026", "\"A\":145")),
    DOES("central-commission", "publish-result", "case/k", NULL),
    DOES_AT("2026-09-26", "president", "open-first-session", "first-session/k/1",
            OPENED("2026-09-26")),
};

#define OF_CHAMBER(c) "{\"chamber\":\"" c "\"}"
#define NEW_COMMITTEE "majilis-chair", "form-committee"
#define COMMITTEE(n)                                                                               \
    {                                                                                              \
        NULL, NEW_COMMITTEE, "committee/m" n, OF_CHAMBER("majilis"), NULL                          \
    }
static const struct act_step committees[] = {
    MAY_NOT_AT("2023-05-01", "majilis-chair", "form-committee", "committee/m1",
               OF_CHAMBER("senate"), "committee-of-majilis"),
    MAY_NOT("senate-chair", "form-committee", "committee/m1", OF_CHAMBER("majilis"),
            "committee-of-senate"),
    MAY_NOT("president", "form-committee", "committee/m1", OF_CHAMBER("majilis"),
            "form-committee-majilis"),
    COMMITTEE("1"),
    COMMITTEE("2"),
    COMMITTEE("3"),
    COMMITTEE("4"),
    COMMITTEE("5"),
    COMMITTEE("6"),
    DOES("senate-chair", "form-committee", "committee/s1", OF_CHAMBER("senate")),
    COMMITTEE("7"),
    MAY_NOT("majilis-chair", "form-committee", "committee/m8", OF_CHAMBER("majilis"),
            "committees-seven"),
    MAY_NOT("president", "dissolve-committee", "committee/m1", NULL, "dissolve-committee-majilis"),
    DOES("majilis-chair", "dissolve-committee", "committee/m1", NULL),
    COMMITTEE("8"),
    DOES("senate-chair", "dissolve-committee", "committee/s1", NULL),
};

#define PROSECUTES(p, ground) "{\"ground\":\"" ground "\",\"person\":\"" p "\"}"
static const struct act_step immunity[] = {
    DOES_AT("2023-03-29", "president", "appoint-senator", "a", APPOINTEE("a1")),
    MAY_NOT("prosecutor-general", "prosecute-deputy", "x", PROSECUTES("l10", "bribe"),
            "consent-given"),
    DOES("prosecutor-general", "prosecute-deputy", "x", PROSECUTES("l10", "in-the-act")),
    DOES("prosecutor-general", "prosecute-deputy", "x", PROSECUTES("l10", "grave-crime")),
    MAY_NOT("government", "ask-immunity-majilis", "case/i", PERSON("l10"), "ask-immunity-majilis"),
    MAY_NOT("prosecutor-general", "ask-immunity-majilis", "case/i", PERSON("a1"),
            "immune-in-majilis"),
    DOES("prosecutor-general", "ask-immunity-majilis", "case/i", PERSON("l10")),
    MAY_NOT("majilis-chair", "decide", "case/i", CLAIMS(49, 20), "vote.decision"),
    DOES("majilis-chair", "decide", "case/i", VOTES(50, 20)),
    MAY_NOT("government", "prosecute-deputy", "x", PROSECUTES("l10", "bribe"),
            "prosecute-with-consent"),
    DOES("prosecutor-general", "prosecute-deputy", "x", PROSECUTES("l10", "bribe")),
    MAY_NOT("government", "ask-immunity-senate", "case/j", PERSON("a1"), "ask-immunity-senate"),
    MAY_NOT("prosecutor-general", "ask-immunity-senate", "case/j", PERSON("l10"),
            "immune-in-senate"),
    DOES("prosecutor-general", "ask-immunity-senate", "case/j", PERSON("a1")),
    DOES("senate-chair", "decide", "case/j", VOTES(20, 20)), /* refused */
    MAY_NOT("prosecutor-general", "prosecute-deputy", "x", PROSECUTES("a1", "bribe"),
            "consent-given"),
};

/* Of a judge of the Court both chambers decide, of who answers to the Senate it alone. */
static const struct act_step immunity_of_officers[] = {
    DOES_AT("2023-05-01", "president", "name-court-judge", "n", PERSON("j1")),
    DOES("president", "propose-election-by-senate", "case/o",
         "{\"office\":\"ombudsman\",\"person\":\"o1\"}"),
    DOES("senate-chair", "decide", "case/o", VOTES(26, 10)),
    MAY_NOT("prosecutor-general", "prosecute-officer", "x", PROSECUTES("j1", "bribe"),
            "officer-consent-given"),
    MAY_NOT("government", "prosecute-officer", "x", PROSECUTES("j1", "in-the-act"),
            "prosecute-officer-with-consent"),
    DOES("prosecutor-general", "prosecute-officer", "x", PROSECUTES("j1", "in-the-act")),
    MAY_NOT("government", "ask-immunity-court", "case/c", PERSON("j1"), "ask-immunity-court"),
    MAY_NOT("prosecutor-general", "ask-immunity-court", "case/c", PERSON("o1"), "immune-in-court"),
    DOES("prosecutor-general", "ask-immunity-court", "case/c", PERSON("j1")),
    MAJILIS("case/c", 65, 0), /* no quorum */
    MAJILIS_CANNOT("case/c", 49, 20, "vote.decision"),
    MAJILIS("case/c", 50, 20),
    MAY_NOT("prosecutor-general", "prosecute-officer", "x", PROSECUTES("j1", "bribe"),
            "officer-consent-given"), /* of one chamber only */
    SENATE_CANNOT("case/c", 25, 20, "vote.decision"),
    SENATE("case/c", 26, 10),
    DOES("prosecutor-general", "prosecute-officer", "x", PROSECUTES("j1", "bribe")),
    MAY_NOT("prosecutor-general", "ask-immunity-officer", "case/p", PERSON("o1"),
            "ask-immunity-officer"),
    MAY_NOT("president", "ask-immunity-officer", "case/p", PERSON("j1"), "immune-officer"),
    DOES("president", "ask-immunity-officer", "case/p", PERSON("o1")),
    SENATE("case/p", 33, 0),  /* no quorum */
    SENATE("case/p", 20, 20), /* refused */
    MAY_NOT("prosecutor-general", "prosecute-officer", "x", PROSECUTES("o1", "bribe"),
            "officer-consent-given"),
    DOES("president", "ask-immunity-officer", "case/p2", PERSON("o1")),
    SENATE_CANNOT("case/p2", 25, 20, "vote.decision"),
    SENATE("case/p2", 26, 10),
    DOES("prosecutor-general", "ask-immunity-court", "case/c2", PERSON("j1")),
    MAJILIS("case/c2", 49, 49),
};

#define ABSENT(p, times) "{\"absences\":" times ",\"person\":\"" p "\"}"
static const struct act_step absences[] = {
    DOES_AT("2023-05-01", "president", "appoint-senator", "a", APPOINTEE("a1")),
    MAY_NOT("majilis-chair", "sanction-absence", "s", ABSENT("l10", "3"), "absences-above-three"),
    MAY_NOT("majilis-chair", "sanction-absence", "s", ABSENT("a1", "4"), "absent-from-majilis"),
    MAY_NOT("senate-chair", "sanction-absence", "s", ABSENT("l10", "4"), "absent-from-senate"),
    MAY_NOT("president", "sanction-absence", "s", ABSENT("l10", "4"), "sanction-in-majilis"),
    DOES("majilis-chair", "sanction-absence", "s", ABSENT("l10", "4")),
    DOES("senate-chair", "sanction-absence", "s", ABSENT("a1", "4")),
};

/* Votes are personal: only members are called, each once. */
static const struct act_step called_by_name[] = {
    DOES_AT("2023-05-01", "government", "table-bill", "case/b", FREE_OF_COST),
    MAY_NOT("majilis-chair", "roll-call", "case/b", "{\"no\":[\"l11\"],\"yes\":[\"proxy\"]}",
            "majilis.decision"),
    MAY_NOT("majilis-chair", "roll-call", "case/b", "{\"no\":[\"l10\"],\"yes\":[\"l10\",\"l11\"]}",
            "majilis.decision"),
    DOES("majilis-chair", "roll-call", "case/b", "{\"no\":[\"l10\"],\"yes\":[\"l11\"]}"),
};

/* A deputy whose term ends on 1 June 2023: a regular election may be called. */
#define BEFORE_ELECTION                                                                            \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("list-deputy", "old", "2018-06-01") "]"
static const struct act_step government_resigns[] = {
    DOES_AT("2023-01-12", "president", "propose-prime-minister", "case/pm",
            "{\"person\":\"q\",\"relative\":false,\"talks\":true}"),
    DOES("majilis-chair", "decide", "case/pm", VOTES(60, 20)),
    MAY_NOT("prime-minister", "lay-down-powers", "l", "{\"before\":\"majilis\"}", "newly-elected"),
    KZ_MAJILIS_OF_2023("2023-01-19", "m", "l1", "l2", "d1", "d3"),
    DOES_AT("2023-03-29", "central-commission", "seat-list-deputy", "deputy/m/l1", NULL),
    MAY_NOT("government", "offer-resignation", "case/o", REASON("r"), "offer-resignation"),
    DOES("prime-minister", "offer-resignation", "case/o", REASON("r")),
    DOES("president", "decline-resignation", "case/o", NULL),
    MAY_NOT("government", "lay-down-powers", "l", "{\"before\":\"majilis\"}", "lay-down-powers"),
    DOES_AT("2023-06-02", "prime-minister", "lay-down-powers", "l", "{\"before\":\"majilis\"}"),
    DOES("president", "propose-prime-minister", "case/pm2",
         "{\"person\":\"q\",\"relative\":false,\"talks\":true}"),
    DOES("majilis-chair", "decide", "case/pm2", VOTES(50, 20)), /* nobody held it */
    DOES("prime-minister", "offer-resignation", "case/o2", REASON("r")),
    DOES("president", "accept-resignation", "case/o2", NULL),
};

#define TOUCHES(what) "{\"title\":\"t\",\"touches\":[\"" what "\"]}"
static const struct act_step referendum_against_refusal[] = {
    MAY_NOT_AT("2023-05-01", "majilis-chair", "propose-referendum", "case/r",
               TOUCHES("seven-years"), "untouchable-by-referendum"),
    MAY_NOT("people-assembly", "propose-referendum", "case/r", TOUCHES("courts"),
            "propose-referendum"),
    DOES("majilis-chair", "propose-referendum", "case/r", TOUCHES("courts")),
    MAJILIS_CANNOT("case/r", 49, 20, "proposal.decision"),
    MAJILIS("case/r", 50, 20),
    SENATE("case/r", 26, 10),
    MAY_NOT("government", "refuse-proposal", "case/r", NULL, "president.refuse-proposal"),
    DOES("president", "refuse-proposal", "case/r", NULL),
    MAJILIS_CANNOT("case/r", 78, 10, "chambers.decision"),
    MAJILIS("case/r", 79, 10),
    SENATE_CANNOT("case/r", 39, 10, "chambers.decision"),
    SENATE("case/r", 40, 10),
    MAY_NOT("government", "put-to-referendum", "case/r", NULL, "president-again.put-to-referendum"),
    DOES("president", "put-to-referendum", "case/r", NULL),
};
static const struct act_step referendum_accepted[] = {
    DOES_AT("2023-05-01", "majilis-chair", "propose-referendum", "case/r", TOUCHES("courts")),
    MAJILIS("case/r", 50, 20),
    SENATE("case/r", 26, 10),
    MAY_NOT("government", "accept-proposal", "case/r", NULL, "president.accept-proposal"),
    DOES("president", "accept-proposal", "case/r", NULL),
};
static const struct act_step law_instead_of_referendum[] = {
    DOES_AT("2023-05-01", "majilis-chair", "propose-referendum", "case/r", TOUCHES("courts")),
    MAJILIS("case/r", 50, 20),
    SENATE("case/r", 26, 10),
    DOES("president", "refuse-proposal", "case/r", NULL),
    MAJILIS("case/r", 79, 10),
    SENATE("case/r", 40, 10),
    MAY_NOT("government", "assent", "case/r", NULL, "president-again.assent"),
    DOES("president", "assent", "case/r", NULL),
};

/* Who sits in the Court, the commission and the chamber of audit: President, Senate, Majilis. */
#define NAMES(chair, chamber, what, n, yes)                                                        \
    DOES(chair, "propose-" what "-to-" chamber, "case/" what chamber n, PERSON(what chamber n)),   \
        DOES(chair, "decide", "case/" what chamber n, VOTES(yes, 20))
static const struct act_step shares[] = {
    DOES_AT("2023-05-01", "president", "name-commission-seat", "n", PERSON("c1")),
    DOES("president", "name-commission-seat", "n", PERSON("c2")),
    MAY_NOT("president", "name-commission-seat", "n", PERSON("c3"), "commission-seat-by-president"),
    MAY_NOT("government", "name-commission-seat", "n", PERSON("c3"), "name-commission-seat"),
    DOES("president", "name-audit-seat", "n", PERSON("d1")),
    DOES("president", "name-audit-seat", "n", PERSON("d2")),
    MAY_NOT("president", "name-audit-seat", "n", PERSON("d3"), "audit-seat-by-president"),
    MAY_NOT("government", "name-audit-seat", "n", PERSON("d3"), "name-audit-seat"),
    MAY_NOT("government", "name-audit-chair", "n", PERSON("d3"), "name-audit-chair"),
    DOES("president", "name-audit-chair", "n", PERSON("d3")),
    MAY_NOT("government", "name-court-judge", "n", PERSON("j1"), "name-court-judge"),
    DOES("president", "name-court-judge", "n", PERSON("j1")),
    MAY_NOT("president", "name-court-judge", "n", PERSON("j1"), "judge-once-by-president"),
    MAY_NOT("senate-chair", "propose-court-judge-to-senate", "case/x", PERSON("j1"),
            "judge-once-by-senate"),
    MAY_NOT("majilis-chair", "propose-court-judge-to-majilis", "case/x", PERSON("j1"),
            "judge-once-by-majilis"),
    NAMES("senate-chair", "senate", "court-judge", "1", 26),
    NAMES("senate-chair", "senate", "court-judge", "2", 26),
    NAMES("senate-chair", "senate", "court-judge", "3", 26),
    MAY_NOT("senate-chair", "propose-court-judge-to-senate", "case/x", PERSON("x"),
            "court-judge-of-senate"),
    NAMES("majilis-chair", "majilis", "court-judge", "1", 50),
    NAMES("majilis-chair", "majilis", "court-judge", "2", 50),
    NAMES("majilis-chair", "majilis", "court-judge", "3", 50),
    MAY_NOT("majilis-chair", "propose-court-judge-to-majilis", "case/x", PERSON("x"),
            "court-judge-of-majilis"),
    MAY_NOT("senate-chair", "propose-court-judge-to-majilis", "case/x", PERSON("x"),
            "propose-court-judge-to-majilis"),
    NAMES("senate-chair", "senate", "commission-seat", "1", 26),
    NAMES("senate-chair", "senate", "commission-seat", "2", 26),
    MAY_NOT("senate-chair", "propose-commission-seat-to-senate", "case/x", PERSON("x"),
            "commission-seat-of-senate"),
    MAY_NOT("majilis-chair", "propose-commission-seat-to-senate", "case/x", PERSON("x"),
            "propose-commission-seat-to-senate"),
    NAMES("majilis-chair", "majilis", "commission-seat", "1", 50),
    NAMES("majilis-chair", "majilis", "commission-seat", "2", 50),
    MAY_NOT("majilis-chair", "propose-commission-seat-to-majilis", "case/x", PERSON("x"),
            "commission-seat-of-majilis"),
    MAY_NOT("senate-chair", "propose-commission-seat-to-majilis", "case/x", PERSON("x"),
            "propose-commission-seat-to-majilis"),
    NAMES("senate-chair", "senate", "audit-seat", "1", 26),
    NAMES("senate-chair", "senate", "audit-seat", "2", 26),
    NAMES("senate-chair", "senate", "audit-seat", "3", 26),
    MAY_NOT("senate-chair", "propose-audit-seat-to-senate", "case/x", PERSON("x"),
            "audit-seat-of-senate"),
    MAY_NOT("majilis-chair", "propose-audit-seat-to-senate", "case/x", PERSON("x"),
            "propose-audit-seat-to-senate"),
    NAMES("majilis-chair", "majilis", "audit-seat", "1", 50),
    NAMES("majilis-chair", "majilis", "audit-seat", "2", 50),
    NAMES("majilis-chair", "majilis", "audit-seat", "3", 50),
    MAY_NOT("majilis-chair", "propose-audit-seat-to-majilis", "case/x", PERSON("x"),
            "audit-seat-of-majilis"),
    MAY_NOT("senate-chair", "propose-audit-seat-to-majilis", "case/x", PERSON("x"),
            "propose-audit-seat-to-majilis"),
};
static const struct act_step supreme_judge[] = {
    MAY_NOT_AT("2023-05-01", "senate-chair", "propose-supreme-judge", "case/j", PERSON("j"),
               "propose-supreme-judge"),
    DOES("president", "propose-supreme-judge", "case/j", PERSON("j")),
    MAY_NOT("senate-chair", "decide", "case/j", CLAIMS(25, 10), "election.decision"),
    DOES("senate-chair", "decide", "case/j", VOTES(26, 10)),
};

#define CHAIR(lang) "{\"person\":\"y\",\"state_language\":" lang "}"
static const struct act_step senate_chair[] = {
    MAY_NOT_AT("2023-05-01", "president", "propose-senate-chair", "case/sc", CHAIR("false"),
               "senate-chair-language"),
    MAY_NOT("senate-chair", "elect-majilis-chair", "case/sc", CHAIR("true"), "elect-majilis-chair"),
    DOES("president", "propose-senate-chair", "case/sc", CHAIR("true")),
    MAY_NOT("senate-chair", "roll-call", "case/sc", "{\"yes\":[]}", "act.authority"), /* secret */
    DOES("senate-chair", "decide", "case/sc", VOTES(26, 10)),
};

static const struct act_step assembly_senators[] = {
#define OF_ASSEMBLY(n)                                                                             \
    DOES("people-assembly", "propose-senator", "case/s" n, APPOINTEE("s" n)),                      \
        DOES("president", "appoint-proposed-senator", "case/s" n, NULL)
    DOES_AT("2023-05-01", "people-assembly", "propose-senator", "case/s0", APPOINTEE("s0")),
    MAY_NOT("government", "appoint-proposed-senator", "case/s0", NULL,
            "proposed.appoint-proposed-senator"),
    DOES("president", "appoint-proposed-senator", "case/s0", NULL),
    OF_ASSEMBLY("1"),
    OF_ASSEMBLY("2"),
    OF_ASSEMBLY("3"),
    OF_ASSEMBLY("4"),
    MAY_NOT("people-assembly", "propose-senator", "case/s5", APPOINTEE("s5"),
            "senators-of-assembly"),
    MAY_NOT("government", "appoint-senator", "a", APPOINTEE("a1"), "appoint-senator"),
    DOES("president", "appoint-senator", "a", APPOINTEE("a1")),
    MAY_NOT("government", "dismiss-senator", "a", PERSON("a1"), "dismiss-senator"),
    DOES("president", "dismiss-senator", "a", PERSON("a1")),
};

#define SENATOR(born, citizen, since, degree, work, region)                                        \
    "{\"born\":\"" born "\",\"citizen\":" citizen                                                  \
    ",\"elected\":\"2023-01-14\",\"higher_education\":" degree                                     \
    ",\"person\":\"s\",\"region_since\":\"" region "\",\"resident_since\":\"" since                \
    "\",\"unit\":\"akmola\",\"work\":" work "}"
#define SEATS(fields, rule)                                                                        \
    MAY_NOT("central-commission", "seat-senator", "senate-seat/1", fields, rule)
static const struct act_step senator_is_fit[] = {
    KZ_SENATOR_ELECTED("s", "2022-11-20", "2023-01-14", "2023-01-17", "s"),
    MAY_NOT_AT("2023-01-20", "central-commission", "seat-senator", "senate-seat/1",
               SENATOR("1993-01-21", "true", "2013-01-20", "true", "5", "2020-01-20"),
               "senator-age"),
    SEATS(SENATOR("1993-01-20", "false", "2013-01-20", "true", "5", "2020-01-20"),
          "senator-citizen"),
    SEATS(SENATOR("1993-01-20", "true", "2013-01-21", "true", "5", "2020-01-20"),
          "senator-resident"),
    SEATS(SENATOR("1993-01-20", "true", "2013-01-20", "false", "5", "2020-01-20"),
          "senator-education"),
    SEATS(SENATOR("1993-01-20", "true", "2013-01-20", "true", "4", "2020-01-20"), "senator-work"),
    SEATS(SENATOR("1993-01-20", "true", "2013-01-20", "true", "5", "2020-01-21"), "senator-region"),
    MAY_NOT("government", "seat-senator", "senate-seat/1",
            SENATOR("1993-01-20", "true", "2013-01-20", "true", "5", "2020-01-20"),
            "power-seat-senator"),
    DOES("central-commission", "seat-senator", "senate-seat/1",
         SENATOR("1993-01-20", "true", "2013-01-20", "true", "5", "2020-01-20")),
    MAY_NOT("central-commission", "end-senator-mandate", "e",
            "{\"ground\":\"left-party\",\"person\":\"s\"}", "senator-ground"),
    MAY_NOT("government", "end-senator-mandate", "e", "{\"ground\":\"business\",\"person\":\"s\"}",
            "power-end-senator-mandate"),
    DOES("central-commission", "end-senator-mandate", "e",
         "{\"ground\":\"business\",\"person\":\"s\"}"),
};

static const struct story stories[] = {
    STORY(confidence_bill_adopted, "rejected"),
    STORY(confidence_lost, "rejected"),
    STORY(confidence_law_returned, "rejected"),
    STORY(report_approved, "approved"),
    STORY(report_refused, "resignation"),
    STORY(minister_by_senate, "dismissed"),
    STORY(priority, "rejected"),
    STORY(urgent, "enacted"),
    STORY(senate_alone, "enacted"),
    STORY(session, "closed"),
    STORY(first_session, "published"),
    STORY(first_session_of_majilis, "published"),
    STORY(first_session_in_time, "published"),
    STORY(committees, NULL),
    STORY_OF(immunity, "consented", KZ_WITH_DEPUTIES),
    STORY(immunity_of_officers, "elected"),
    STORY_OF(absences, NULL, KZ_WITH_DEPUTIES),
    STORY_OF(called_by_name, "majilis", KZ_WITH_DEPUTIES),
    STORY_OF(government_resigns, "appointed", BEFORE_ELECTION),
    STORY(referendum_against_refusal, "put"),
    STORY(referendum_accepted, "put"),
    STORY(law_instead_of_referendum, "enacted"),
    STORY(shares, "named"),
    STORY(supreme_judge, "elected"),
    STORY(senate_chair, "elected"),
    STORY(assembly_senators, "appointed"),
    STORY(senator_is_fit, NULL),
};

static void parliament_and_government_keep_to_the_constitution(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(parliament_and_government_keep_to_the_constitution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
