/* Each decision of a chamber, by itself: without a quorum nothing is decided, one vote too few
 * fails, as many votes for as against fail, and the least number of the law passes. Which number
 * that is stands here as a whole number, from the table of the law's digest. Where who moved it
 * in vain loses the seat, it has stories of its own (test_kz_endings).
 */
#include "kz_stories.h"

enum { PATH_MAX_STEPS = 6 };

struct deciding_case {
    const char *stage; /* that the path leads to */
    const char *body;
    unsigned least; /* votes for that pass */
    const char *passed;
    const char *failed;
    struct act_step path[PATH_MAX_STEPS]; /* about the case */
};

/* The deputies and officers whose immunity is asked about. */
#define DEPUTIES                                                                                   \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01") ALSO("president", "p", "2022-11-26")     \
        ALSO("list-deputy", "l", "2023-03-29") ALSO("appointed-senator", "a", "2023-01-20")        \
            ALSO("court-judge", "j", "2023-01-01") ALSO("ombudsman", "o", "2023-01-01") "]"

struct deciding_body {
    const char *name;
    const char *by;
    const char *day;
    unsigned seats;
    unsigned quorum;
};
static const struct deciding_body deciding_bodies[] = {
    {"majilis", "majilis-chair", "2023-05-02", 98, 66},
    {"senate", "senate-chair", "2023-05-02", 50, 34},
    {"kurultai", "kurultai-chair", "2026-09-02", 145, 97},
};

#define STEP(by, word, fields)                                                                     \
    {                                                                                              \
        NULL, by, word, NULL, fields, NULL                                                         \
    }
#define BOTH_PASS(m, s)                                                                            \
    STEP("majilis-chair", "decide", VOTES_OF("majilis", m, 10)),                                   \
        STEP("senate-chair", "decide", VOTES_OF("senate", s, 2))
#define M_PASSES STEP("majilis-chair", "decide", VOTES(60, 10))
#define M_FAILS  STEP("majilis-chair", "decide", VOTES(10, 60))
#define S_PASSES STEP("senate-chair", "decide", VOTES(30, 10))
#define S_FAILS  STEP("senate-chair", "decide", VOTES(10, 30))
#define K_PASSES STEP("kurultai-chair", "decide", VOTES(100, 10))
#define BILL     STEP("government", "table-bill", FREE_OF_COST)
#define SENT(c)  STEP(c "-chair", "send-law", NULL)
#define RETURNED STEP("president", "return-bill", REASON("r"))
#define MOVED(n) "{\"movers\":" #n "}"
#define WHO(p)   "{\"movers\":49,\"person\":\"" p "\"}"
#define FOR(o)   "{\"office\":\"" o "\",\"person\":\"x\"}"
#define TOUCHES  "{\"title\":\"t\",\"touches\":[\"courts\"]}"
#define X        PERSON("x")
#define TEXT     "{\"text\":\"t\"}"
#define CHAIR    "{\"person\":\"x\",\"state_language\":true}"

static const struct deciding_case cases[] = {
    {"majilis", "majilis", 50, "senate", "rejected", {BILL}},
    {"senate", "senate", 26, "adopted", "conciliation", {BILL, M_PASSES}},
    {"wording",
     "majilis",
     50,
     "adopted",
     "conciliation",
     {BILL, M_PASSES, STEP("senate-chair", "propose-wording", "{\"wording\":\"w\",\"yes\":26}")}},
    {"agreed-majilis",
     "majilis",
     50,
     "agreed-senate",
     "own-text",
     {BILL, M_PASSES, S_FAILS, STEP("senate-chair", "report-conciliation", TEXT)}},
    {"agreed-senate",
     "senate",
     26,
     "adopted",
     "own-text",
     {BILL, M_PASSES, S_FAILS, STEP("senate-chair", "report-conciliation", TEXT), M_PASSES}},
    {"own-text",
     "majilis",
     66,
     "adopted",
     "returned",
     {BILL, M_PASSES, S_FAILS, STEP("senate-chair", "report-conciliation", TEXT), M_FAILS}},
    {"objection",
     "majilis",
     66,
     "objection",
     "rejected",
     {BILL, M_PASSES, S_PASSES, SENT("senate"), RETURNED}},
    {"objection",
     "senate",
     34,
     "objection",
     "rejected",
     {BILL, M_PASSES, S_PASSES, SENT("senate"), RETURNED}},
    {"chambers",
     "majilis",
     66,
     "chambers",
     "rejected",
     {STEP("president", "table-constitutional-bill", FREE_OF_COST)}},
    {"chambers",
     "senate",
     34,
     "chambers",
     "rejected",
     {STEP("president", "table-constitutional-bill", FREE_OF_COST)}},
    {"objection",
     "majilis",
     74,
     "objection",
     "rejected",
     {STEP("president", "table-constitutional-bill", FREE_OF_COST), BOTH_PASS(66, 34),
      BOTH_PASS(66, 34), RETURNED}},
    {"chambers",
     "majilis",
     74,
     "chambers",
     "rejected",
     {STEP("president", "propose-amendment", TOUCHES),
      STEP("constitutional-court", "state-opinion", TEXT)}},
    {"chambers",
     "senate",
     38,
     "chambers",
     "rejected",
     {STEP("president", "propose-amendment", TOUCHES),
      STEP("constitutional-court", "state-opinion", TEXT)}},
    {"consent",
     "majilis",
     50,
     "appointed",
     "refused",
     {STEP("president", "propose-prime-minister",
           "{\"person\":\"x\",\"relative\":false,\"talks\":true}")}},
    {"vote",
     "majilis",
     50,
     "resignation",
     "confidence",
     {STEP("majilis-chair", "move-no-confidence", MOVED(20))}},
    {"joint",
     "majilis",
     50,
     "joint",
     "resignation",
     {STEP("government", "submit-budget-report", "{\"year\":2022}")}},
    {"vote",
     "majilis",
     66,
     "dismissal",
     "kept",
     {STEP("majilis-chair", "move-minister", WHO("x"))}},
    {"vote",
     "senate",
     34,
     "dismissal",
     "kept",
     {STEP("senate-chair", "move-minister-in-senate", WHO("x"))}},
    {"consent",
     "senate",
     26,
     "appointed",
     "refused",
     {STEP("president", "propose-to-senate", FOR("bank-chair"))}},
    {"election",
     "senate",
     26,
     "elected",
     "refused",
     {STEP("president", "propose-election-by-senate", FOR("ombudsman"))}},
    {"election",
     "senate",
     26,
     "elected",
     "refused",
     {STEP("president", "propose-supreme-judge", X)}},
    {"vote",
     "senate",
     26,
     "named",
     "refused",
     {STEP("senate-chair", "propose-court-judge-to-senate", X)}},
    {"vote",
     "majilis",
     50,
     "named",
     "refused",
     {STEP("majilis-chair", "propose-court-judge-to-majilis", X)}},
    {"vote",
     "senate",
     26,
     "named",
     "refused",
     {STEP("senate-chair", "propose-commission-seat-to-senate", X)}},
    {"vote",
     "majilis",
     50,
     "named",
     "refused",
     {STEP("majilis-chair", "propose-commission-seat-to-majilis", X)}},
    {"vote",
     "senate",
     26,
     "named",
     "refused",
     {STEP("senate-chair", "propose-audit-seat-to-senate", X)}},
    {"vote",
     "majilis",
     50,
     "named",
     "refused",
     {STEP("majilis-chair", "propose-audit-seat-to-majilis", X)}},
    {"vote",
     "majilis",
     50,
     "elected",
     "refused",
     {STEP("majilis-chair", "elect-majilis-chair", CHAIR)}},
    {"vote",
     "senate",
     26,
     "elected",
     "refused",
     {STEP("president", "propose-senate-chair", CHAIR)}},
    {"joint",
     "majilis",
     50,
     "joint",
     "rejected",
     {STEP("government", "table-urgent-bill", "{\"threat\":\"life\",\"title\":\"t\"}")}},
    {"objection",
     "senate",
     34,
     "objection",
     "rejected",
     {STEP("government", "table-urgent-bill", "{\"threat\":\"life\",\"title\":\"t\"}"),
      BOTH_PASS(60, 32), RETURNED}},
    {"joint",
     "senate",
     38,
     "joint",
     "kept",
     {STEP("majilis-chair", "form-illness-commission", "{\"from_majilis\":5,\"from_senate\":5}"),
      STEP("majilis-chair", "report-illness", "{\"lasting\":true}"),
      STEP("constitutional-court", "state-opinion", TEXT)}},
    {"proposal",
     "majilis",
     50,
     "proposal",
     "dropped",
     {STEP("majilis-chair", "propose-referendum", TOUCHES)}},
    {"chambers",
     "majilis",
     79,
     "chambers",
     "dropped",
     {STEP("majilis-chair", "propose-referendum", TOUCHES), BOTH_PASS(60, 32),
      STEP("president", "refuse-proposal", NULL)}},
    {"vote",
     "majilis",
     50,
     "consented",
     "refused",
     {STEP("prosecutor-general", "ask-immunity-majilis", PERSON("l"))}},
    {"vote",
     "senate",
     26,
     "consented",
     "refused",
     {STEP("prosecutor-general", "ask-immunity-senate", PERSON("a"))}},
    {"vote",
     "majilis",
     50,
     "vote",
     "refused",
     {STEP("prosecutor-general", "ask-immunity-court", PERSON("j"))}},
    {"vote",
     "senate",
     26,
     "vote",
     "refused",
     {STEP("prosecutor-general", "ask-immunity-court", PERSON("j"))}},
    {"vote",
     "senate",
     26,
     "consented",
     "refused",
     {STEP("president", "ask-immunity-officer", PERSON("o"))}},
    {"kurultai",
     "kurultai",
     73,
     "adopted",
     "rejected",
     {STEP("government", "table-kurultai-bill", TITLED)}},
    {"objection",
     "kurultai",
     97,
     "confirmed",
     "rejected",
     {STEP("government", "table-kurultai-bill", TITLED), K_PASSES, SENT("kurultai"), RETURNED}},
    {"kurultai",
     "kurultai",
     97,
     "adopted",
     "rejected",
     {STEP("government", "table-kurultai-constitutional-bill", TITLED)}},
    {"objection",
     "kurultai",
     109,
     "confirmed",
     "rejected",
     {STEP("government", "table-kurultai-constitutional-bill", TITLED), K_PASSES, SENT("kurultai"),
      RETURNED}},
    {"vote",
     "kurultai",
     73,
     "resignation",
     "confidence",
     {STEP("kurultai-chair", "move-kurultai-no-confidence", MOVED(29))}},
    {"vote",
     "kurultai",
     97,
     "dismissal",
     "kept",
     {STEP("kurultai-chair", "move-kurultai-minister", WHO("x"))}},
    {"vote",
     "kurultai",
     73,
     "approved",
     "resignation",
     {STEP("government", "submit-report-to-kurultai", "{\"year\":2026}")}},
    {"consent",
     "kurultai",
     73,
     "appointed",
     "refused",
     {STEP("president", "propose-head-of-government", FOR("prime-minister"))}},
    {"consent",
     "kurultai",
     73,
     "appointed",
     "refused",
     {STEP("president", "propose-to-kurultai", FOR("court-judge"))}},
    {"election",
     "kurultai",
     73,
     "elected",
     "refused",
     {STEP("president", "propose-supreme-judge-to-kurultai", X)}},
    {"vote",
     "kurultai",
     73,
     "elected",
     "refused",
     {STEP("president", "propose-kurultai-chair", X)}},
    {"vote",
     "kurultai",
     109,
     "released",
     "kept",
     {STEP("kurultai-chair", "form-kurultai-commission", "{\"members\":9}"),
      STEP("kurultai-chair", "report-illness", "{\"lasting\":true}"),
      STEP("constitutional-court", "state-opinion", TEXT)}},
};

static const struct deciding_body *body_named(const char *name)
{
    size_t i = 0;
    while (strcmp(deciding_bodies[i].name, name) != 0) {
        i++;
        assert_true(i < ADIL_COUNT(deciding_bodies));
    }
    return &deciding_bodies[i];
}

static struct adil_span stage_of_case(struct fold *f, const char *about)
{
    uint32_t i = adil_case_find(f->p, adil_span_of(about + strlen("case/")));
    assert_true(i != ADIL_NO_CASE);
    const struct adil_case *c = &f->p->cases[i];
    return c->book->acts.procedure[c->procedure].stage[c->stage].id;
}

static void lead(struct fold *f, const struct deciding_case *x, const char *about)
{
    for (size_t i = 0; i < PATH_MAX_STEPS && x->path[i].by != NULL; i++) {
        const struct act_step *s = &x->path[i];
        fold_ok(f, s->by, s->word, about, s->fields);
    }
    assert_span_is(stage_of_case(f, about), x->stage);
}

/* What the chair states; NULL: accepted. */
static const char *state_votes(struct fold *f, const struct deciding_case *x, const char *about,
                               unsigned yes, unsigned no, bool claims)
{
    struct adil_span fields = adil_fmt(&f->t->perm, "{\"body\":\"%s\",\"no\":%u,%s\"yes\":%u}",
                                       x->body, no, claims ? "\"result\":\"pass\"," : "", yes);
    return fold_do(f, body_named(x->body)->by, "decide", about,
                   adil_span_cstr(&f->t->perm, fields));
}

static void stands_in(struct fold *f, const struct deciding_case *x, const char *about,
                      const char *stage, const char *after)
{
    if (!adil_span_is(stage_of_case(f, about), stage)) {
        fail_msg("%s of %s, %s: %.*s, expected %s", x->stage, x->body, after,
                 ADIL_ARG(stage_of_case(f, about)), stage);
    }
}

/* What passes comes last: nobody is named to the Court twice. */
static void decide_case(const struct deciding_case *x, struct test_arenas *t)
{
    static const char *const about[] = {"case/passes", "case/fails", "case/ties"};
    const struct deciding_body *b = body_named(x->body);
    unsigned against = b->quorum > x->least ? b->quorum - x->least + 1 : 1;
    struct fold f;
    fold_open_holders(&f, t, kz_setting.book, kz_setting.office, kz_setting.n_offices, DEPUTIES);
    const char *rule = adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%s.decision", x->stage));
    story_at(&f, &kz_setting, b->day);
    lead(&f, x, about[1]);
    assert_null(state_votes(&f, x, about[1], x->least - 1, against, false));
    stands_in(&f, x, about[1], x->failed, "one vote too few");
    lead(&f, x, about[2]);
    assert_null(state_votes(&f, x, about[2], b->seats / 2, b->seats / 2, false));
    stands_in(&f, x, about[2], x->failed, "as many against");
    lead(&f, x, about[0]);
    assert_null(state_votes(&f, x, about[0], b->quorum - 1, 0, false));
    stands_in(&f, x, about[0], x->stage, "without a quorum");
    fold_assert(&f, state_votes(&f, x, about[0], x->least - 1, against, true), rule);
    fold_assert(&f, state_votes(&f, x, about[0], x->least, b->seats - x->least + 1, true), rule);
    assert_null(state_votes(&f, x, about[0], x->least, against, true));
    stands_in(&f, x, about[0], x->passed, "passed");
    fold_close(&f);
}

static void a_decision_needs_its_quorum_and_its_majority(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        struct adil_arena perm = t->perm;
        decide_case(&cases[i], t);
        t->perm = perm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_decision_needs_its_quorum_and_its_majority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
