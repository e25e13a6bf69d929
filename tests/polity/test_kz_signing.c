/* What may not become law by a signature: in each way of changing the law, each norm refuses a list
 * of changes that was adopted all the same. */
#include "kz_amendment.h"
#include "kz_stories.h"

#define PARTY "registers/party/enter/party-members"
#define SET(id, from, cite)                                                                        \
    "[{id: " id ", from: " from ", set: {that: members, is: at least 3000 members, cite: " cite    \
    ", mark: read, source: s}}]"
#define POWER(cite)                                                                                \
    "[{id: powers/lift-emergency, from: 2024-01-01, set: {office: government, may: "               \
    "lift-emergency, cite: " cite ", mark: read, source: s}}]"
#define LATER(day)                                                                                 \
    "[{id: powers/declare-emergency, from: 2024-01-01, end: true}, "                               \
    "{id: powers/lift-emergency, from: " day ", set: {office: government, may: "                   \
    "lift-emergency, cite: Const. 1995 44, mark: read, source: s}}]"
#define SIZE(from)                                                                                 \
    "[{id: registers/precinct/enter/precinct-size, from: " from ", set: {that: voters, is: at "    \
    "most 2000, cite: Law on elections 23, mark: read, source: s}}]"

/* How a case comes before the President. */
enum way {
    BILL,
    CONSTITUTIONAL,
    AMENDMENT,
    OBJECTED,
    CONSTITUTIONAL_OBJECTED,
    KURULTAI, /* these are returned and confirmed, too */
    KURULTAI_CONSTITUTIONAL,
};

static const struct {
    const char *opens, *signs;
} way_of[] = {
    [BILL] = {"table-bill", "sign-law"},
    [CONSTITUTIONAL] = {"table-constitutional-bill", "sign-constitutional-law"},
    [AMENDMENT] = {"propose-amendment", "sign-amendment"},
    [OBJECTED] = {"table-bill", "sign-law"},
    [CONSTITUTIONAL_OBJECTED] = {"table-constitutional-bill", "sign-constitutional-law"},
    [KURULTAI] = {"table-kurultai-bill", "sign-law"},
    [KURULTAI_CONSTITUTIONAL] = {"table-kurultai-constitutional-bill", "sign-constitutional-law"},
};

static void both_chambers(struct fold *f, const char *majilis, const char *senate)
{
    fold_ok(
        f, "majilis-chair", "decide", "case/law",
        fold_text(f, adil_fmt(&f->t->perm, "{\"body\":\"majilis\",\"no\":1,\"yes\":%s}", majilis)));
    fold_ok(
        f, "senate-chair", "decide", "case/law",
        fold_text(f, adil_fmt(&f->t->perm, "{\"body\":\"senate\",\"no\":1,\"yes\":%s}", senate)));
}

static bool is_of_kurultai(enum way way)
{
    return way == KURULTAI || way == KURULTAI_CONSTITUTIONAL;
}

static void adopt(struct fold *f, enum way way)
{
    if (is_of_kurultai(way)) {
        fold_ok(f, "kurultai-chair", "decide", "case/law", "{\"no\":1,\"yes\":109}");
        fold_ok(f, "kurultai-chair", "send-law", "case/law", NULL);
        fold_ok(f, "president", "return-bill", "case/law", "{\"reason\":\"r\"}");
        fold_refused(f, way == KURULTAI ? "assent.sign-law" : "assent.sign-constitutional-law",
                     "president", way_of[way].signs, "case/law",
                     fold_changes(f, SET(PARTY, "2027-01-01", "Law on parties 10"), ""));
        fold_ok(f, "kurultai-chair", "decide", "case/law", "{\"no\":1,\"yes\":109}");
        return;
    }
    if (way == BILL || way == OBJECTED) {
        fold_ok(f, "majilis-chair", "decide", "case/law", "{\"no\":1,\"yes\":70}");
        fold_ok(f, "senate-chair", "decide", "case/law", "{\"no\":1,\"yes\":40}");
        fold_ok(f, "senate-chair", "send-law", "case/law", NULL);
    } else {
        if (way == AMENDMENT) {
            fold_ok(f, "constitutional-court", "state-opinion", "case/law", "{\"text\":\"t\"}");
        }
        both_chambers(f, "74", "38");
        both_chambers(f, "74", "38");
    }
    if (way == OBJECTED) {
        fold_refused(f, "wording-changes-nothing", "president", "return-with-wording", "case/law",
                     "{\"reason\":\"r\",\"wording\":\"w\"}");
    }
    if (way == OBJECTED || way == CONSTITUTIONAL_OBJECTED) {
        fold_ok(f, "president", "return-bill", "case/law", "{\"reason\":\"r\"}");
        both_chambers(f, "74", "38");
    }
}

/* The case, adopted; then the signature. */
static const char *sign(struct fold *f, struct test_arenas *t, enum way way, const char *yaml)
{
    fold_open_holders(f, t, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                      kz_setting.holders);
    story_at(f, &kz_setting, is_of_kurultai(way) ? "2026-10-01" : "2023-05-01");
    const char *head = way == AMENDMENT || is_of_kurultai(way) ? "" : "\"money\":false,";
    const char *tail = way == AMENDMENT ? ",\"touches\":[\"courts\"]" : "";
    fold_ok(f, "president", way_of[way].opens, "case/law",
            fold_text(f, adil_fmt(&t->perm, "{\"changes\":\"%s\",%s\"title\":\"t\"%s}",
                                  fold_changes_hash(f, yaml), head, tail)));
    adopt(f, way);
    return fold_do(f, "president", way_of[way].signs, "case/law", fold_changes(f, yaml, ""));
}

static void each_way_changes_what_it_may(void **state)
{
    static const struct {
        enum way way;
        const char *yaml;
        const char *rule;
    } laws[] = {
        {BILL, SET(PARTY, "2024-01-01", "Law on parties 10"), NULL},
        {OBJECTED, SET(PARTY, "2024-01-01", "Law on parties 10"), NULL},
        {CONSTITUTIONAL, SIZE("2024-01-01"), NULL},
        {CONSTITUTIONAL_OBJECTED, SIZE("2024-01-01"), NULL},
        {AMENDMENT, POWER("Const. 1995 44"), NULL},
        {KURULTAI, SET(PARTY, "2027-01-01", "Law on parties 10"), NULL},
        {KURULTAI_CONSTITUTIONAL, SIZE("2027-01-01"), NULL},
        {KURULTAI, SIZE("2027-01-01"), "law-changes-laws"},
        {BILL, SIZE("2024-01-01"), "law-changes-laws"},
        {BILL, SET(PARTY, "2023-04-30", "Law on parties 10"), "law-not-retroactive"},
        {BILL, "[{id: " PARTY ", from: 2024-01-01, strike: all, past: stands}]",
         "law-strikes-nothing"},
        {CONSTITUTIONAL, POWER("Const. 1995 44"), "constitutional-law-changes-laws"},
        {CONSTITUTIONAL, SIZE("2023-04-30"), "constitutional-law-not-retroactive"},
        {CONSTITUTIONAL,
         "[{id: registers/precinct/enter/precinct-size, from: 2024-01-01, strike: all, past: "
         "stands}]",
         "constitutional-law-strikes-nothing"},
        {AMENDMENT, SET(PARTY, "2024-01-01", "Law on parties 10"),
         "amendment-changes-constitution"},
        {AMENDMENT,
         "[{id: offices/president/terms/presidents-term, from: 2026-01-01, set: {term: 10 years}}]",
         "amendment-keeps-term"},
        {AMENDMENT, "[{id: registers/candidate/enter/pres-once, from: 2024-01-01, end: true}]",
         "amendment-keeps-term"},
        /* elected once is what the election counts */
        {AMENDMENT, "[{id: procedures/presidential-election/seats/capacity, set: chosen}]",
         "amendment-keeps-term"},
        {AMENDMENT, "[{id: words/nominate-president/cite, set: Const. 1995 41}]",
         "amendment-keeps-term"},
        {AMENDMENT, KZ_ANOTHER_ELECTION, "amendment-keeps-election"},
        {AMENDMENT,
         "[{id: words/propose-amendment/norms/untouchable, from: 2024-01-01, end: true}]",
         "amendment-keeps-clauses"},
        {AMENDMENT,
         "[{id: words/enact-by-referendum/norms/term-untouched, from: 2024-01-01, end: true}]",
         "amendment-keeps-clauses"},
        {AMENDMENT,
         "[{id: powers/declare-emergency, from: 2024-01-01, end: true}, "
         "{id: laws/laws/cites, set: [Law on parties, Const. 1995]}]",
         "amendment-keeps-clauses"},
        /* what would hold after the Constitution of 1995 */
        {AMENDMENT, LATER("2026-07-01"), "amendment-of-1995"},
        {AMENDMENT, LATER("2026-06-30"), NULL},
        {AMENDMENT, "[{id: powers/lift-emergency, from: 2024-01-01, strike: all, past: stands}]",
         "amendment-strikes-nothing"},
    };
    for (size_t i = 0; i < ADIL_COUNT(laws); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const char *got = sign(&f, t, laws[i].way, laws[i].yaml);
        if (got == NULL ? laws[i].rule != NULL
                        : laws[i].rule == NULL || strcmp(got, laws[i].rule) != 0) {
            fail_msg("%s: expected %s, found %s (%.*s)", laws[i].yaml,
                     laws[i].rule != NULL ? laws[i].rule : "acceptance",
                     got != NULL ? got : "acceptance", ADIL_ARG(f.refusal.found));
        }
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- the Court ------------------------------------------------------------------------------- */

static const struct act_step amendment_barred[] = {
    {"2023-05-01", "president", "propose-amendment", "case/a",
     "{\"title\":\"t\",\"touches\":[\"courts\"]}", NULL},
    {NULL, "constitutional-court", "find-against", "case/a", "{\"text\":\"t\"}", NULL},
};
/* Nobody's quorum decides nothing; seventy-three of ninety-eight are no three quarters. */
static const struct act_step amendment_failed[] = {
    {"2023-05-01", "president", "propose-amendment", "case/a",
     "{\"title\":\"t\",\"touches\":[\"courts\"]}", NULL},
    {NULL, "constitutional-court", "state-opinion", "case/a", "{\"text\":\"t\"}", NULL},
    {NULL, "majilis-chair", "decide", "case/a", "{\"body\":\"majilis\",\"no\":0,\"yes\":65}", NULL},
    {NULL, "majilis-chair", "decide", "case/a", "{\"body\":\"majilis\",\"no\":25,\"yes\":73}",
     NULL},
};
static const struct act_step one_opinion[] = {
    {"2027-01-10", "president", "draft-amendment", "draft/1",
     "{\"title\":\"t\",\"touches\":[\"courts\"]}", NULL},
    {NULL, "constitutional-court", "bar-draft", "draft/1", "{\"opinion\":\"o\"}", NULL},
    {NULL, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}", "clears-once"},
};
static const struct act_step reviewed_and_signed[] = {
    {"2023-05-01", "government", "table-constitutional-bill", "case/b", FREE_OF_COST, NULL},
    {NULL, "majilis-chair", "decide", "case/b", "{\"body\":\"majilis\",\"yes\":74}", NULL},
    {NULL, "senate-chair", "decide", "case/b", "{\"body\":\"senate\",\"yes\":38}", NULL},
    {NULL, "majilis-chair", "decide", "case/b", "{\"body\":\"majilis\",\"yes\":74}", NULL},
    {NULL, "senate-chair", "decide", "case/b", "{\"body\":\"senate\",\"yes\":38}", NULL},
    {NULL, "prime-minister", "refer-to-court", "case/b", "{\"reason\":\"r\"}", NULL},
    {NULL, "constitutional-court", "find-in-accord", "case/b", "{\"text\":\"t\"}", NULL},
    {NULL, "president", "assent", "case/b", NULL, NULL},
};

static void the_court_looks_at_it_before(void **state)
{
    static const struct story stories[] = {
        STORY(amendment_barred, "barred"), STORY(amendment_failed, "rejected"),
        STORY(one_opinion, NULL), STORY(reviewed_and_signed, "enacted")};
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

/* ---- the last day of Parliament -------------------------------------------------------------- */

#define A_READING(about)                                                                           \
    DOES("majilis-chair", "decide", about, "{\"body\":\"majilis\",\"yes\":79}"),                   \
        DOES("senate-chair", "decide", about, "{\"body\":\"senate\",\"yes\":40}")
#define COURTS "{\"title\":\"t\",\"touches\":[\"courts\"]}"
#define ADOPTED_BEFORE                                                                             \
    DOES_AT("2026-06-01", "president", "propose-amendment", "case/a", COURTS),                     \
        DOES("constitutional-court", "state-opinion", "case/a", "{\"text\":\"t\"}"),               \
        A_READING("case/a"), A_READING("case/a")
#define PUT_ASIDE(at)                                                                              \
    DOES_AT(at, "majilis-chair", "propose-referendum", "case/r", COURTS), A_READING("case/r")
static const struct act_step amended_on_the_last_day[] = {
    ADOPTED_BEFORE,
    DOES_AT("2026-06-30T23:59:59", "president", "assent", "case/a", NULL),
};
static const struct act_step amended_by_no_parliament[] = {
    ADOPTED_BEFORE,
    MAY_NOT_AT("2026-07-01T01:00:01", "president", "assent", "case/a", NULL, "parliament-amends"),
    MAY_NOT_AT("2026-07-02", "government", "assent", "case/a", NULL, "assent.assent"),
};
static const struct act_step no_opinion_in_july[] = {
    DOES_AT("2026-06-01", "president", "propose-amendment", "case/a", COURTS),
    MAY_NOT_AT("2026-07-02", "constitutional-court", "state-opinion", "case/a", "{\"text\":\"t\"}",
               "parliament-amends"),
};
static const struct act_step no_proposal_in_july[] = {
    PUT_ASIDE("2026-06-01"),
    MAY_NOT_AT("2026-07-02", "president", "accept-proposal", "case/r", NULL, "parliament-amends"),
    MAY_NOT("president", "refuse-proposal", "case/r", NULL, "parliament-amends"),
};
static const struct act_step no_refusal_overcome_in_july[] = {
    PUT_ASIDE("2026-06-01"),
    DOES("president", "refuse-proposal", "case/r", NULL),
    A_READING("case/r"),
    MAY_NOT_AT("2026-07-02", "president", "assent", "case/r", NULL, "parliament-amends"),
    MAY_NOT("president", "put-to-referendum", "case/r", NULL, "parliament-amends"),
};

static void parliament_amends_nothing_after_its_last_day(void **state)
{
    static const struct story stories[] = {
        STORY(amended_on_the_last_day, "enacted"), STORY(amended_by_no_parliament, "assent"),
        STORY(no_opinion_in_july, "opinion"), STORY(no_proposal_in_july, "president"),
        STORY(no_refusal_overcome_in_july, "president-again")};
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

/* With a list of changes it is the same. */
static void an_amendment_is_not_signed_in_july(void **state)
{
    struct fold f;
    fold_open_holders(&f, *state, kz_setting.book, kz_offices, ADIL_COUNT(kz_offices),
                      kz_setting.holders);
    story_at(&f, &kz_setting, "2026-06-01");
    fold_ok(
        &f, "president", "propose-amendment", "case/law",
        fold_text(&f, adil_fmt(&f.t->perm, "{\"changes\":\"%s\",\"title\":\"t\",\"touches\":[]}",
                               fold_changes_hash(&f, LATER("2027-01-01")))));
    adopt(&f, AMENDMENT);
    fold_refused(&f, "amendment-of-1995", "president", "sign-amendment", "case/law",
                 fold_changes(&f, LATER("2027-01-01"), ""));
    story_at(&f, &kz_setting, "2026-07-02");
    fold_refused(&f, "parliament-amends", "president", "sign-amendment", "case/law",
                 fold_changes(&f, LATER("2027-01-01"), ""));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(each_way_changes_what_it_may),
        test_case(the_court_looks_at_it_before),
        test_case(parliament_amends_nothing_after_its_last_day),
        test_case(an_amendment_is_not_signed_in_july),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
