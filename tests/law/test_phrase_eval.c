#include "law/phrase.h"

#include "support.h"

static struct adil_arena arena;

static const struct adil_vocab_word extra[] = {
    {.id = ADIL_SPAN_INIT("received")},
    {.id = ADIL_SPAN_INIT("unused")},
    {.id = ADIL_SPAN_INIT("spoiled")},
};
enum { RECEIVED = ADIL_N_QUANTITIES, UNUSED, SPOILED, N_QUANTITIES };

static const struct adil_vocab_word groups[] = {
    {.id = ADIL_SPAN_INIT("regions")},
    {.id = ADIL_SPAN_INIT("nowhere")},
};

static struct adil_vocab vocab;

/* A small country: up to 20 regions; figures are known unless a test says otherwise. */
enum { N_UNITS_MAX = 20 };
struct world {
    struct adil_fact subject;
    struct adil_fact unit_subject[N_UNITS_MAX];
    bool unit_hidden[N_UNITS_MAX];
    uint32_t n_units;
    struct adil_fact quantity[N_QUANTITIES];
    bool published;
    uint32_t won;
    uint32_t of;
};

static struct world world;

static struct adil_fact get_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct world *w = ctx;
    (void)a;
    return unit == ADIL_WHOLE ? w->subject : w->unit_subject[unit];
}

/* A region's own figures are a hundredth of the whole's. */
static struct adil_fact get_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    const struct world *w = ctx;
    struct adil_fact f = w->quantity[q];
    if (unit != ADIL_WHOLE) {
        f.lo = adil_num_div(a, f.lo, adil_num_int(100));
        f.hi = adil_num_div(a, f.hi, adil_num_int(100));
    }
    return f;
}

static uint32_t get_size(void *ctx, uint32_t group)
{
    const struct world *w = ctx;
    return group == 0 ? w->n_units : 0;
}

static uint32_t get_unit(void *ctx, uint32_t group, uint32_t i)
{
    const struct world *w = ctx;
    assert_int_equal(group, 0);
    return w->unit_hidden[i] ? ADIL_NO_WORD : i;
}

static bool get_won(void *ctx, uint32_t group, uint32_t *won, uint32_t *of)
{
    const struct world *w = ctx;
    (void)group;
    *won = w->won;
    *of = w->of;
    return w->published;
}

static struct adil_fact known(int64_t x)
{
    return adil_fact_known(adil_num_int(x));
}

static struct adil_fact between(int64_t lo, int64_t hi)
{
    return (struct adil_fact){.lo = adil_num_int(lo), .hi = adil_num_int(hi)};
}

static struct adil_fact from(int64_t lo)
{
    return adil_fact_from(adil_num_int(lo));
}

static int open_world(void **state)
{
    (void)state;
    if (adil_arena_open(&arena, 64 << 20) != 0) {
        return -1;
    }
    vocab = adil_vocab_contest(&arena, extra, ADIL_COUNT(extra), groups, ADIL_COUNT(groups));
    world = (struct world){0};
    for (uint32_t q = 0; q < N_QUANTITIES; q++) {
        world.quantity[q] = from(0);
    }
    world.subject = from(0);
    for (uint32_t i = 0; i < N_UNITS_MAX; i++) {
        world.unit_subject[i] = from(0);
    }
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    adil_arena_release(&arena);
    return 0;
}

static struct adil_answer ask(const char *text)
{
    const struct adil_phrase *p = NULL;
    struct adil_env env = {.ctx = &world,
                           .subject = get_subject,
                           .quantity = get_quantity,
                           .group_size = get_size,
                           .group_unit = get_unit,
                           .units_won = get_won};
    struct adil_place none = {{NULL, 0}, 0};
    adil_err e = adil_phrase_parse(&arena, none, adil_span_of(text), &vocab, &p, NULL);
    assert_int_equal(e.code, ADIL_C_OK);
    return adil_phrase_eval(&arena, p, &env);
}

static enum adil_truth truth(const char *text)
{
    return ask(text).truth;
}

static void test_phrase_eval__truth_tables(void **state)
{
    (void)state;
    static const struct {
        enum adil_truth a, b, both, either;
    } rows[] = {
        {ADIL_HOLDS, ADIL_HOLDS, ADIL_HOLDS, ADIL_HOLDS},
        {ADIL_HOLDS, ADIL_FAILS, ADIL_FAILS, ADIL_HOLDS},
        {ADIL_HOLDS, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_HOLDS},
        {ADIL_FAILS, ADIL_FAILS, ADIL_FAILS, ADIL_FAILS},
        {ADIL_FAILS, ADIL_UNKNOWN, ADIL_FAILS, ADIL_UNKNOWN},
        {ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        assert_int_equal(adil_truth_and(rows[i].a, rows[i].b), rows[i].both);
        assert_int_equal(adil_truth_and(rows[i].b, rows[i].a), rows[i].both);
        assert_int_equal(adil_truth_or(rows[i].a, rows[i].b), rows[i].either);
        assert_int_equal(adil_truth_or(rows[i].b, rows[i].a), rows[i].either);
    }
}

static void test_phrase_eval__all_and_any_follow_the_tables(void **state)
{
    (void)state;
    /* `unused` is not known, the subject is 5 */
    world.subject = known(5);
    assert_int_equal(truth("at least 5 and unused = 3"), ADIL_UNKNOWN);
    assert_int_equal(truth("at least 6 and unused = 3"), ADIL_FAILS);
    assert_int_equal(truth("at least 5 or unused = 3"), ADIL_HOLDS);
    assert_int_equal(truth("at least 6 or unused = 3"), ADIL_UNKNOWN);
    assert_int_equal(truth("at least 5 and at least 4 or unused = 3"), ADIL_HOLDS);
    assert_int_equal(truth("at least 6 and (at least 4 or unused = 3)"), ADIL_FAILS);
    struct adil_answer w = ask("at least 5 and unused = 3");
    assert_int_equal(w.n_parts, 2);
    assert_false(w.has_figures);
    assert_int_equal(w.part[0].truth, ADIL_HOLDS);
    assert_int_equal(w.part[1].truth, ADIL_UNKNOWN);
}

static void test_phrase_eval__boundaries_are_exact(void **state)
{
    (void)state;
    world.quantity[ADIL_Q_COUNTED] = known(6366441);
    /* 5% of 6 366 441 is 318 322.05 */
    world.subject = known(318322);
    assert_int_equal(truth("at least 5% of counted votes"), ADIL_FAILS);
    assert_int_equal(truth("at least 5% of counted votes, rounded down"), ADIL_HOLDS);
    assert_int_equal(truth("at least 5% of counted votes, rounded to nearest"), ADIL_HOLDS);
    world.subject = known(318323);
    assert_int_equal(truth("at least 5% of counted votes"), ADIL_HOLDS);
    assert_int_equal(truth("more than 5% of counted votes, rounded up"), ADIL_FAILS);
    struct adil_answer w = ask("at least 5% of counted votes");
    assert_true(w.has_figures);
    assert_true(adil_num_eq(w.bound.lo, adil_num_ratio(&arena, 6366441, 20)));

    world.quantity[ADIL_Q_COUNTED] = known(1000);
    world.subject = known(500);
    assert_int_equal(truth("more than 1/2 of counted votes"), ADIL_FAILS);
    assert_int_equal(truth("at least 1/2 of counted votes"), ADIL_HOLDS);
    assert_int_equal(truth("less than 1/2 of counted votes"), ADIL_FAILS);
    assert_int_equal(truth("at most 1/2 of counted votes"), ADIL_HOLDS);
    assert_int_equal(truth("exactly 1/2 of counted votes"), ADIL_HOLDS);
    assert_int_equal(truth("other than 1/2 of counted votes"), ADIL_FAILS);
    world.subject = known(501);
    assert_int_equal(truth("more than 1/2 of counted votes"), ADIL_HOLDS);
    assert_int_equal(truth("at most 1/2 of counted votes"), ADIL_FAILS);
    assert_int_equal(truth("exactly 1/2 of counted votes"), ADIL_FAILS);
}

static void test_phrase_eval__intervals_decide_only_when_every_value_does(void **state)
{
    (void)state;
    static const struct {
        int64_t lo, hi;
        enum adil_truth gt, ge, lt, le, eq, ne;
    } rows[] = {
        /* against 50; H holds, F fails, U unknown */
        {51, 60, ADIL_HOLDS, ADIL_HOLDS, ADIL_FAILS, ADIL_FAILS, ADIL_FAILS, ADIL_HOLDS},
        {50, 60, ADIL_UNKNOWN, ADIL_HOLDS, ADIL_FAILS, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN},
        {40, 50, ADIL_FAILS, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_HOLDS, ADIL_UNKNOWN, ADIL_UNKNOWN},
        {40, 60, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN, ADIL_UNKNOWN,
         ADIL_UNKNOWN},
        {40, 49, ADIL_FAILS, ADIL_FAILS, ADIL_HOLDS, ADIL_HOLDS, ADIL_FAILS, ADIL_HOLDS},
        {50, 50, ADIL_FAILS, ADIL_HOLDS, ADIL_FAILS, ADIL_HOLDS, ADIL_HOLDS, ADIL_FAILS},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        world.subject = between(rows[i].lo, rows[i].hi);
        assert_int_equal(truth("more than 50"), rows[i].gt);
        assert_int_equal(truth("at least 50"), rows[i].ge);
        assert_int_equal(truth("less than 50"), rows[i].lt);
        assert_int_equal(truth("at most 50"), rows[i].le);
        assert_int_equal(truth("exactly 50"), rows[i].eq);
        assert_int_equal(truth("other than 50"), rows[i].ne);
    }
}

/* Every pair of values of subject and base, tried one by one: a decided answer must be the answer
 * of each pair; an open one must have pairs of both kinds. */
static void test_phrase_eval__interval_answers_agree_with_every_pair(void **state)
{
    (void)state;
    struct test_rng rng = test_rng_open("intervals");
    unsigned seen[3] = {0};
    for (unsigned round = 0; round < 400; round++) {
        int64_t slo = (int64_t)test_rng_below(&rng, 12);
        int64_t shi = slo + (int64_t)test_rng_below(&rng, 5);
        int64_t qlo = (int64_t)test_rng_below(&rng, 30);
        int64_t qhi = qlo + (int64_t)test_rng_below(&rng, 7);
        unsigned holds = 0;
        unsigned fails = 0;
        for (int64_t s = slo; s <= shi; s++) {
            for (int64_t q = qlo; q <= qhi; q++) {
                holds += 3 * s > q ? 1U : 0U;
                fails += 3 * s > q ? 0U : 1U;
            }
        }
        world.subject = between(slo, shi);
        world.quantity[ADIL_Q_CAST] = between(qlo, qhi);
        enum adil_truth want = fails == 0 ? ADIL_HOLDS : holds == 0 ? ADIL_FAILS : ADIL_UNKNOWN;
        assert_int_equal(truth("more than 1/3 of cast ballots"), want);
        seen[want]++;
    }
    assert_true(seen[ADIL_HOLDS] > 20 && seen[ADIL_FAILS] > 20 && seen[ADIL_UNKNOWN] > 20);
}

static void test_phrase_eval__what_is_not_known_is_never_holds_nor_fails(void **state)
{
    (void)state;
    world.subject = from(100);
    assert_int_equal(truth("at least 100"), ADIL_HOLDS);
    assert_int_equal(truth("less than 100"), ADIL_FAILS);
    assert_int_equal(truth("at least 101"), ADIL_UNKNOWN);
    world.subject = known(100);
    world.quantity[ADIL_Q_CAST] = from(250);
    assert_int_equal(truth("more than 1/2 of cast ballots"), ADIL_FAILS);
    assert_int_equal(truth("more than 1/3 of cast ballots"), ADIL_UNKNOWN);
    assert_int_equal(truth("at least 0% of cast ballots"), ADIL_HOLDS);
    /* an upper end below the lower one says nothing at all */
    world.subject = between(10, 5);
    assert_int_equal(truth("at least 0"), ADIL_UNKNOWN);
    assert_int_equal(truth("at most 100"), ADIL_UNKNOWN);
    assert_false(ask("at least 0").has_figures);
}

static void test_phrase_eval__relations(void **state)
{
    (void)state;
    world.quantity[RECEIVED] = known(1500);
    world.quantity[ADIL_Q_ISSUED] = known(1200);
    world.quantity[UNUSED] = known(297);
    world.quantity[SPOILED] = known(3);
    assert_int_equal(truth("received = issued + unused + spoiled"), ADIL_HOLDS);
    assert_int_equal(truth("received - issued - unused != 3"), ADIL_FAILS);
    assert_int_equal(truth("2 * issued > received + 899"), ADIL_HOLDS);
    world.quantity[SPOILED] = between(0, 3);
    assert_int_equal(truth("received = issued + unused + spoiled"), ADIL_UNKNOWN);
    assert_int_equal(truth("received >= issued + unused + spoiled"), ADIL_HOLDS);
    world.quantity[SPOILED] = from(4);
    assert_int_equal(truth("received = issued + unused + spoiled"), ADIL_FAILS);
    struct adil_answer w = ask("received = issued + unused + spoiled");
    assert_true(w.has_figures);
    assert_true(adil_num_eq(w.subject.lo, adil_num_int(1500)));
    assert_true(adil_num_eq(w.bound.lo, adil_num_int(1501)) && w.bound.unbounded);

    world.quantity[ADIL_Q_CAST] = known(1000);
    world.quantity[ADIL_Q_INVALID] = known(30);
    assert_int_equal(truth("invalid is less than 3% of cast"), ADIL_FAILS);
    world.quantity[ADIL_Q_INVALID] = known(29);
    assert_int_equal(truth("invalid is less than 3% of cast"), ADIL_HOLDS);
    assert_int_equal(truth("invalid + 2 is less than 3% of cast, rounded up"), ADIL_FAILS);
}

static void test_phrase_eval__a_quantity_on_both_sides_is_one_quantity(void **state)
{
    (void)state;
    assert_int_equal(truth("unused = unused"), ADIL_HOLDS);
    assert_int_equal(truth("unused + 1 > unused"), ADIL_HOLDS);
    assert_int_equal(truth("unused - unused = 0"), ADIL_HOLDS);
    assert_int_equal(truth("unused is at most 100% of unused"), ADIL_HOLDS);
    assert_int_equal(truth("unused = spoiled"), ADIL_UNKNOWN);
    assert_false(ask("unused - spoiled = 0").has_figures);
}

static void test_phrase_eval__numbers_have_no_limit(void **state)
{
    (void)state;
    struct adil_num big = adil_num_int(INT64_MAX);
    big = adil_num_mul(&arena, big, big);
    world.quantity[ADIL_Q_CAST] = adil_fact_known(adil_num_mul(&arena, big, adil_num_int(2)));
    world.subject = adil_fact_known(big);
    assert_int_equal(truth("more than 1/2 of cast ballots"), ADIL_FAILS);
    assert_int_equal(truth("exactly 1/2 of cast ballots"), ADIL_HOLDS);
    world.subject = adil_fact_known(adil_num_add(&arena, big, adil_num_int(1)));
    assert_int_equal(truth("more than 1/2 of cast ballots"), ADIL_HOLDS);
    assert_int_equal(truth("at least 99999999999999999999999999999999999999999999"), ADIL_FAILS);
}

static void set_units(uint32_t n, uint32_t n_hold, uint32_t n_unknown)
{
    world.n_units = n;
    for (uint32_t i = 0; i < n; i++) {
        bool open = i >= n_hold && i < n_hold + n_unknown;
        world.unit_subject[i] = i < n_hold ? known(1) : open ? from(0) : known(0);
    }
}

static void test_phrase_eval__spread_counts_the_units_of_the_group(void **state)
{
    (void)state;
    const char *two_thirds = "at least 1 in at least 2/3 of regions";
    set_units(20, 14, 0);
    struct adil_answer w = ask(two_thirds);
    assert_int_equal(w.truth, ADIL_HOLDS);
    assert_true(w.has_units);
    assert_int_equal(w.units_hold, 14);
    assert_int_equal(w.units_fail, 6);
    assert_int_equal(w.units_unknown, 0);
    assert_int_equal(w.units_of, 20);
    assert_true(adil_num_eq(w.units_needed, adil_num_int(14))); /* 2/3 of 20 is 13 1/3 */
    set_units(20, 13, 0);
    assert_int_equal(truth(two_thirds), ADIL_FAILS);
    set_units(20, 13, 1);
    assert_int_equal(truth(two_thirds), ADIL_UNKNOWN);
    set_units(20, 14, 6);
    assert_int_equal(truth(two_thirds), ADIL_HOLDS);
    set_units(20, 10, 3);
    assert_int_equal(truth(two_thirds), ADIL_FAILS);

    set_units(18, 12, 0); /* exactly 2/3 */
    assert_int_equal(truth(two_thirds), ADIL_HOLDS);
    assert_int_equal(truth("at least 1 in more than 2/3 of regions"), ADIL_FAILS);
    assert_true(
        adil_num_eq(ask("at least 1 in more than 2/3 of regions").units_needed, adil_num_int(13)));
    assert_int_equal(truth("at least 1 in at least 12 regions"), ADIL_HOLDS);
    assert_int_equal(truth("at least 1 in at least 13 regions"), ADIL_FAILS);
    assert_int_equal(truth("at least 1 in at most 11 regions"), ADIL_FAILS);
    assert_int_equal(truth("at least 1 in exactly 12 regions"), ADIL_HOLDS);
    assert_int_equal(truth("at least 1 in less than 75% of regions"), ADIL_HOLDS);
}

static void test_phrase_eval__every_unit_of_the_group(void **state)
{
    (void)state;
    set_units(17, 17, 0);
    assert_int_equal(truth("at least 1 in every region"), ADIL_HOLDS);
    set_units(17, 16, 0);
    assert_int_equal(truth("at least 1 of every region"), ADIL_FAILS);
    set_units(17, 16, 1);
    assert_int_equal(truth("at least 1 in every region"), ADIL_UNKNOWN);
    set_units(17, 15, 1);
    assert_int_equal(truth("at least 1 in every region"), ADIL_FAILS);
    set_units(17, 17, 0);
    world.unit_hidden[3] = true; /* a unit of which nothing is known */
    assert_int_equal(truth("at least 1 in every region"), ADIL_UNKNOWN);
    assert_int_equal(truth("at least 1 in every nowhere"), ADIL_UNKNOWN);
    assert_int_equal(truth("at least 1 in at least 0 nowhere"), ADIL_UNKNOWN);
}

static void test_phrase_eval__a_units_share_is_of_its_own_figures(void **state)
{
    (void)state;
    world.quantity[ADIL_Q_CAST] = known(1000); /* 10 in each unit */
    world.n_units = 2;
    world.unit_subject[0] = known(6);
    world.unit_subject[1] = known(5);
    assert_int_equal(truth("more than 1/2 of cast ballots in at least 1 regions"), ADIL_HOLDS);
    assert_int_equal(truth("more than 1/2 of cast ballots in every region"), ADIL_FAILS);
    assert_int_equal(truth("cast = 10 in every region"), ADIL_HOLDS);
    assert_int_equal(truth("cast = 1000"), ADIL_HOLDS);
}

static void test_phrase_eval__published_units_fill_what_is_unknown_only(void **state)
{
    (void)state;
    const char *most = "at least 1 in more than 1/2 of regions";
    world.published = true;
    world.won = 17;
    world.of = 17;
    set_units(17, 0, 17);
    struct adil_answer w = ask(most);
    assert_int_equal(w.truth, ADIL_HOLDS);
    assert_true(w.published);
    assert_int_equal(w.units_hold, 17);
    set_units(17, 8, 0); /* known to the last unit: what was published is not asked */
    w = ask(most);
    assert_int_equal(w.truth, ADIL_FAILS);
    assert_false(w.published);
    set_units(20, 0, 20); /* of another number of units */
    w = ask(most);
    assert_int_equal(w.truth, ADIL_UNKNOWN);
    assert_false(w.published);
    set_units(17, 0, 10); /* seven are known to have failed: 17 cannot be true */
    assert_int_equal(truth(most), ADIL_UNKNOWN);
    world.won = 5;
    set_units(17, 0, 17);
    w = ask(most);
    assert_int_equal(w.truth, ADIL_FAILS);
    assert_true(w.published);
    assert_int_equal(w.units_fail, 12);
    world.won = UINT32_MAX;
    assert_int_equal(truth(most), ADIL_UNKNOWN);
}

static void test_phrase_eval__the_whole_says_when_it_rests_on_a_finding(void **state)
{
    (void)state;
    world.published = true;
    world.won = 17;
    world.of = 17;
    set_units(17, 0, 17);
    world.subject = known(5);
    assert_true(ask("at least 5 and at least 1 in every region").published);
    assert_false(ask("at least 6 and at least 1 in every region").published);
    assert_false(ask("at least 5 or at least 1 in every region").published);
}

#define world_test(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrase_eval__truth_tables),
        world_test(test_phrase_eval__all_and_any_follow_the_tables),
        world_test(test_phrase_eval__boundaries_are_exact),
        world_test(test_phrase_eval__intervals_decide_only_when_every_value_does),
        world_test(test_phrase_eval__interval_answers_agree_with_every_pair),
        world_test(test_phrase_eval__what_is_not_known_is_never_holds_nor_fails),
        world_test(test_phrase_eval__relations),
        world_test(test_phrase_eval__a_quantity_on_both_sides_is_one_quantity),
        world_test(test_phrase_eval__numbers_have_no_limit),
        world_test(test_phrase_eval__spread_counts_the_units_of_the_group),
        world_test(test_phrase_eval__every_unit_of_the_group),
        world_test(test_phrase_eval__a_units_share_is_of_its_own_figures),
        world_test(test_phrase_eval__published_units_fill_what_is_unknown_only),
        world_test(test_phrase_eval__the_whole_says_when_it_rests_on_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
