/* Choosing the best: ties at the cut, ties in the order, the contest's rules one after another. */
#include "count/build.h"
#include "list_make.h"

static const char *const abcd[] = {"A", "B", "C", "D", "E", "F"};

struct pick {
    struct election *e;
    struct adil_counting k;
    enum adil_pick result;
    uint32_t won[6];
    uint32_t n_won;
};

static void open_pick(void **state, struct pick *p, const int64_t *votes, uint32_t n)
{
    p->e = lists_open(state, ADIL_METHOD_HARE, 1, abcd, votes, n);
    struct election *e = p->e;
    e->c.n_ties = 0;
    p->k = (struct adil_counting){
        .perm = &e->m->perm, .tmp = &e->m->scratch, .contest = &e->c, .votes = &e->v};
    adil_counting_open(&p->k, &e->out);
    for (uint32_t i = 0; i < n; i++) {
        p->k.result[i].votes = adil_fact_known(adil_num_int(votes[i]));
    }
}

static void rule(struct pick *p, enum adil_tie_rule r)
{
    p->e->c.tie[p->e->c.n_ties++] = r;
}

/* Picks by `key`; "A;B" is the winners in order. */
static struct adil_span picked(struct pick *p, const int64_t *key, uint32_t take, bool ranked)
{
    uint32_t candidate[6];
    struct adil_num num[6];
    uint32_t n = p->e->v.n_options;
    for (uint32_t i = 0; i < n; i++) {
        candidate[i] = i;
        num[i] = adil_num_int(key[i]);
    }
    p->result = adil_pick_best(&p->k, ADIL_STEP_ELECTED, ADIL_SPAN(""), candidate, num, n, take,
                               ranked, p->won, &p->n_won);
    election_check_sentences(p->e);
    return election_names(p->e, p->won, p->n_won);
}

static void test_pick__best_first(void **state)
{
    const int64_t votes[] = {3, 9, 5, 7};
    struct pick p;
    open_pick(state, &p, votes, 4);
    assert_span_is(picked(&p, votes, 2, false), "B;D");
    assert_int_equal(p.result, ADIL_PICK_DONE);
    assert_span_is(picked(&p, votes, 9, true), "B;D;C;A"); /* more than there are: all */
    assert_span_is(picked(&p, votes, 0, false), "");
    assert_null(p.e->out.step);
}

static void test_pick__a_tie_matters_at_the_cut_alone(void **state)
{
    const int64_t votes[] = {5, 5, 3, 3};
    struct pick p;
    open_pick(state, &p, votes, 4);
    assert_span_is(picked(&p, votes, 2, false), "A;B");
    assert_int_equal(p.e->out.n_ties, 0);
    assert_span_is(picked(&p, votes, 4, false), "A;B;C;D");
    assert_int_equal(p.e->out.n_ties, 0);
    assert_span_is(picked(&p, votes, 3, false), "A;B"); /* certain; C and D are level */
    assert_int_equal(p.result, ADIL_PICK_OPEN);
    assert_int_equal(p.e->out.n_ties, 1);
    assert_span_is(election_names(p.e, p.e->out.tie[0].option, 2), "C;D");
    assert_int_equal(p.e->out.tie[0].take, 1);
    assert_status(p.e, ADIL_S_UNDETERMINED); /* the law is silent */
    assert_reason(p.e, ADIL_M_R_TIE);
}

static void test_pick__ranked_ties_matter_above_the_cut(void **state)
{
    const int64_t votes[] = {5, 5, 3};
    struct pick p;
    open_pick(state, &p, votes, 3);
    assert_span_is(picked(&p, votes, 2, true), "");
    assert_int_equal(p.result, ADIL_PICK_OPEN);
    open_pick(state, &p, votes, 3);
    rule(&p, ADIL_TIE_REGISTERED);
    p.e->option[0].registered_order = 2;
    p.e->option[1].registered_order = 1;
    assert_span_is(picked(&p, votes, 2, true), "B;A");
}

static void test_pick__rules_apply_in_their_order(void **state)
{
    /* level keys; votes tell A from the rest, registration B from C and D, the cut is at two */
    const int64_t votes[] = {9, 5, 5, 5};
    const int64_t level[] = {1, 1, 1, 1};
    struct pick p;
    open_pick(state, &p, votes, 4);
    rule(&p, ADIL_TIE_VOTES);
    rule(&p, ADIL_TIE_REGISTERED);
    p.e->option[1].registered_order = 3;
    p.e->option[2].registered_order = 1;
    p.e->option[3].registered_order = 2;
    assert_span_is(picked(&p, level, 2, false), "A;C");
    assert_int_equal(p.result, ADIL_PICK_DONE);
    assert_non_null(election_step(p.e, ADIL_STEP_TIE_BROKEN, 1));
    assert_true(p.e->out.tie[0].resolved);
    assert_int_equal(p.e->out.tie[0].by, ADIL_TIE_REGISTERED);
    assert_span_is(election_names(p.e, p.e->out.tie[0].order, 4), "A;C;D;B");
    /* votes alone settle a cut at one: registration is not asked */
    open_pick(state, &p, votes, 4);
    rule(&p, ADIL_TIE_VOTES);
    rule(&p, ADIL_TIE_REGISTERED);
    assert_span_is(picked(&p, level, 1, false), "A");
    assert_int_equal(p.e->out.tie[0].by, ADIL_TIE_VOTES);
}

static void test_pick__a_lot_is_drawn_among_those_still_level(void **state)
{
    const int64_t votes[] = {9, 5, 5, 1};
    const int64_t level[] = {1, 1, 1, 1};
    struct pick p;
    open_pick(state, &p, votes, 4);
    rule(&p, ADIL_TIE_VOTES);
    rule(&p, ADIL_TIE_LOT);
    assert_span_is(picked(&p, level, 2, false), "");
    assert_status(p.e, ADIL_S_LOT_NEEDED);
    const struct adil_step *s = election_step(p.e, ADIL_STEP_LOT_NEEDED, 0);
    assert_span_is(election_in_step(p.e, s, ADIL_F_OPTIONS), "B;C");
    assert_span_is(election_in_step(p.e, s, ADIL_F_TAKE), "1");
    struct adil_span name = ADIL_SPAN("C");
    struct adil_lot_answer answer = {.question = p.e->out.tie[0].question, .order = &name, .n = 1};
    struct adil_lots lots = {.answer = &answer, .n_answers = 1};
    open_pick(state, &p, votes, 4);
    rule(&p, ADIL_TIE_VOTES);
    rule(&p, ADIL_TIE_LOT);
    p.k.lots = &lots;
    assert_span_is(picked(&p, level, 2, false), "A;C");
    assert_int_equal(p.e->out.tie[0].by, ADIL_TIE_LOT);
}

static void test_pick__a_rule_without_its_figures_leaves_it_open(void **state)
{
    const int64_t level[] = {4, 4};
    struct pick p;
    open_pick(state, &p, level, 2);
    rule(&p, ADIL_TIE_REGISTERED);
    rule(&p, ADIL_TIE_LOT);
    p.e->option[0].registered_order = 0; /* B's is not known: no lot is drawn instead */
    picked(&p, level, 1, false);
    assert_int_equal(p.result, ADIL_PICK_OPEN);
    assert_reason(p.e, ADIL_M_R_TIE_REGISTERED);
    open_pick(state, &p, level, 2);
    rule(&p, ADIL_TIE_VOTES);
    p.k.result[1].votes = adil_fact_from(adil_num_int(4));
    picked(&p, level, 1, false);
    assert_reason(p.e, ADIL_M_R_TIE_VOTES);
}

static void test_pick__a_new_vote_is_named(void **state)
{
    const int64_t level[] = {4, 4};
    struct pick p;
    open_pick(state, &p, level, 2);
    rule(&p, ADIL_TIE_NEW_VOTE);
    picked(&p, level, 1, false);
    assert_status(p.e, ADIL_S_UNDETERMINED);
    assert_reason(p.e, ADIL_M_R_NEW_VOTE);
}

/* ---- sorting -------------------------------------------------------------------------------- */

/* Items are class * 1000 + place; only the class is compared. */
static int by_class(const void *ctx, uint32_t a, uint32_t b)
{
    (void)ctx;
    return (a / 1000 > b / 1000) - (a / 1000 < b / 1000);
}

static void test_order__sorts_and_keeps_equals_in_order(void **state)
{
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    for (uint32_t n = 0; n < 130; n++) {
        uint32_t *item = adil_new(&m->perm, uint32_t, n);
        uint64_t sum = 0;
        for (uint32_t i = 0; i < n; i++) {
            item[i] = (uint32_t)test_rng_below(&r, 12) * 1000 + i;
            sum += item[i];
        }
        adil_order(m->scratch, item, n, by_class, NULL);
        for (uint32_t i = 0; i < n; i++) {
            /* ascending in class and, within it, in place: ascending as a number */
            assert_true(i == 0 || item[i - 1] < item[i]);
            sum -= item[i];
        }
        assert_int_equal(sum, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_pick__best_first),
        test_case(test_pick__a_tie_matters_at_the_cut_alone),
        test_case(test_pick__ranked_ties_matter_above_the_cut),
        test_case(test_pick__rules_apply_in_their_order),
        test_case(test_pick__a_lot_is_drawn_among_those_still_level),
        test_case(test_pick__a_rule_without_its_figures_leaves_it_open),
        test_case(test_pick__a_new_vote_is_named),
        test_case(test_order__sorts_and_keeps_equals_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
