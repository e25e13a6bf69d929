/* Laws of the indexes, on small games at random; and both ways of counting against the
 * definitions. */
#include "games.h"

#include "weight/swings.h"

enum { GAMES = 400 };

static bool drawn_game(struct adil_arena *a, struct test_rng *r, struct few *f, struct adil_game *g)
{
    *f = few_draw(r);
    f->rule = few_rule(a, r, f);
    if (test_rng_below(r, 4) == 0) {
        f->blocking = "at least 2 members";
    }
    return few_game(a, f, g);
}

static struct adil_power power_of_game(struct test_arenas *t, const struct adil_game *g)
{
    struct adil_power p;
    assert_int_equal(adil_power(&t->perm, t->scratch, g, &p, NULL).code, ADIL_C_OK);
    return p;
}

static uint64_t swing_at(struct test_arenas *t, const struct adil_swings *s, uint32_t row,
                         uint32_t k)
{
    int64_t v = -1;
    assert_true(adil_num_i64(adil_num_wide(&t->perm, adil_swings_at(s, row, k), s->limbs), &v));
    return (uint64_t)v;
}

/* Swings by size of one way of counting; how many numbers differ from the definitions. */
static uint32_t differing(struct test_arenas *t, const struct plain *p, const struct adil_swings *s)
{
    uint32_t n = s->winning[0] != p->winning;
    for (uint32_t i = 0; i < p->n; i++) {
        uint64_t all = 0;
        for (uint32_t k = 0; k < p->n; k++) {
            all += plain_swings(p, i, k);
            n += s->n_sizes > 1 && swing_at(t, s, p->row[i], k) != plain_swings(p, i, k);
        }
        n += s->n_sizes == 1 && swing_at(t, s, p->row[i], 0) != all;
    }
    return n;
}

static void test_swings__of_both_ways_are_those_of_the_definition(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("swings");
    uint32_t dense = 0;
    uint32_t halves = 0;
    for (int i = 0; i < GAMES; i++) {
        struct adil_arena keep = t->perm;
        struct few f;
        struct adil_game g;
        struct plain p;
        if (drawn_game(&t->perm, &r, &f, &g)) {
            plain_open(&p, &g);
            bool small =
                few_sum(&f, f.weight[0]) < 1 << 12; /* the table has a row for each weight */
            for (int sized = 0; small && sized < 2; sized++) {
                struct adil_swings s = adil_swings_open(&t->perm, &g, sized == 1);
                if (adil_swings_dense(t->scratch, &g, sized == 1, &s)) {
                    assert_int_equal(differing(t, &p, &s), 0);
                    dense++;
                }
            }
            struct adil_swings s = adil_swings_open(&t->perm, &g, true);
            assert_true(adil_swings_halves(t->scratch, &g, &s));
            assert_int_equal(differing(t, &p, &s), 0);
            halves++;
        }
        t->perm = keep;
    }
    print_message("# %u by one table, %u by halves\n", dense, halves);
    assert_true(dense > GAMES / 10 && halves > GAMES / 2);
}

/* The control: with a bound that is one higher the same comparison sees it. */
static void test_swings__of_another_bound_are_told_apart(void **state)
{
    struct test_arenas *t = *state;
    struct few f = {.n = 4, .times = {1, 1, 1, 1}, .weight = {{4, 3, 2, 1}}, .blocking = ""};
    struct adil_game g;
    struct plain p;
    f.rule = "at least 6 a";
    assert_true(few_game(&t->perm, &f, &g));
    plain_open(&p, &g);
    f.rule = "at least 7 a";
    assert_true(few_game(&t->perm, &f, &g));
    for (int sized = 0; sized < 2; sized++) {
        struct adil_swings s = adil_swings_open(&t->perm, &g, sized == 1);
        assert_true(adil_swings_dense(t->scratch, &g, sized == 1, &s));
        assert_true(differing(t, &p, &s) > 0);
    }
    struct adil_swings s = adil_swings_open(&t->perm, &g, true);
    assert_true(adil_swings_halves(t->scratch, &g, &s));
    assert_true(differing(t, &p, &s) > 0);
}

/* ---- laws ----------------------------------------------------------------------------------- */

enum { INDEXES = 6 };

static void indexes_of(const struct adil_power_of *of, struct adil_num index[INDEXES])
{
    index[0] = of->shapley;
    index[1] = of->banzhaf;
    index[2] = of->public_help;
    index[3] = of->johnston;
    index[4] = of->deegan_packel;
    index[5] = of->holler;
}

static bool same_indexes(const struct adil_power_of *x, const struct adil_power_of *y)
{
    struct adil_num ix[INDEXES];
    struct adil_num iy[INDEXES];
    bool same = adil_num_eq(x->swings, y->swings);
    indexes_of(x, ix);
    indexes_of(y, iy);
    for (int k = 0; k < INDEXES; k++) {
        same = same && adil_num_eq(ix[k], iy[k]);
    }
    return same;
}

static void check_sums(struct test_arenas *t, const struct adil_power *p)
{
    struct adil_num sum[INDEXES];
    for (int k = 0; k < INDEXES; k++) {
        sum[k] = adil_num_int(0);
    }
    for (uint32_t i = 0; i < p->game->n_rows; i++) {
        struct adil_num index[INDEXES];
        indexes_of(&p->of[i], index);
        for (int k = 0; k < INDEXES; k++) {
            struct adil_num all =
                adil_num_mul(&t->perm, index[k], adil_num_int(p->game->member[i].times));
            sum[k] = adil_num_add(&t->perm, sum[k], all);
        }
    }
    for (int k = 0; k < INDEXES; k++) {
        assert_span_is(adil_num_text(&t->perm, sum[k]), "1");
    }
}

/* Winning coalitions with i are (winning + swings) / 2: every number of swings is as odd as the
 * number of winning coalitions. */
static void check_parity(struct test_arenas *t, const struct adil_power *p)
{
    for (uint32_t i = 0; i < p->game->n_rows; i++) {
        struct adil_num both = adil_num_add(&t->perm, p->winning, p->of[i].swings);
        assert_true(adil_num_is_int(adil_num_div(&t->perm, both, adil_num_int(2))));
    }
}

static void check_shapley(struct test_arenas *t, const struct adil_power *p)
{
    struct plain plain;
    plain_open(&plain, p->game);
    for (uint32_t i = 0; i < plain.n; i++) {
        const struct adil_power_of *of = &p->of[plain.row[i]];
        assert_true(adil_num_eq(of->shapley, plain_shapley(&t->perm, &plain, i)));
        bool in_all = true;
        for (uint32_t s = 0; s < (uint32_t)1 << plain.n; s++) {
            in_all = in_all && (!plain.wins[s] || (s >> i & 1) != 0);
        }
        assert_int_equal(of->veto, in_all);
        assert_int_equal(of->dictator, in_all && plain.wins[(uint32_t)1 << i]);
        assert_int_equal(of->dummy, adil_num_sign(of->shapley) == 0);
    }
}

/* The members in another order, under other names. */
static void check_order(struct test_arenas *t, struct test_rng *r, const struct few *f,
                        const struct adil_power *p)
{
    struct few other = *f;
    struct adil_game g;
    uint32_t from[FEW_MAX];
    for (uint32_t i = 0; i < f->n; i++) {
        uint32_t k = (uint32_t)test_rng_below(r, i + 1);
        from[i] = from[k];
        from[k] = i;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        other.times[i] = f->times[from[i]];
        other.weight[0][i] = f->weight[0][from[i]];
        other.weight[1][i] = f->weight[1][from[i]];
        other.grouped[i] = f->grouped[from[i]];
        other.veto[i] = f->veto[from[i]];
    }
    assert_true(few_game(&t->perm, &other, &g));
    struct adil_power q = power_of_game(t, &g);
    assert_true(adil_num_eq(p->winning, q.winning));
    for (uint32_t i = 0; i < f->n; i++) {
        assert_true(same_indexes(&q.of[i], &p->of[from[i]]));
    }
}

static void test_power__keeps_its_laws(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("power");
    uint32_t n = 0;
    for (int i = 0; i < GAMES; i++) {
        struct adil_arena keep = t->perm;
        struct few f;
        struct adil_game g;
        if (drawn_game(&t->perm, &r, &f, &g)) {
            struct adil_power p = power_of_game(t, &g);
            assert_true(p.listed && p.has_shapley);
            check_sums(t, &p);
            check_parity(t, &p);
            check_shapley(t, &p);
            check_order(t, &r, &f, &p);
            n++;
        }
        t->perm = keep;
    }
    print_message("# %u games\n", n);
    assert_true(n > GAMES / 2);
}

/* The control of check_order: members of unlike power, changed over, are seen. */
static void test_power__of_unlike_members_differs(void **state)
{
    struct test_arenas *t = *state;
    struct few f = {.n = 3, .times = {1, 1, 1}, .weight = {{50, 49, 1}}, .blocking = ""};
    struct adil_game g;
    f.rule = "at least 51 a";
    assert_true(few_game(&t->perm, &f, &g));
    struct adil_power p = power_of_game(t, &g);
    assert_false(same_indexes(&p.of[0], &p.of[1]));
    assert_true(same_indexes(&p.of[1], &p.of[2])); /* 49 and 1 can do the same */
}

/* One more member who decides nothing: gets nothing, takes nothing, doubles the coalitions. */
static void test_power__of_a_dummy_is_none(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("dummy");
    for (int i = 0; i < GAMES / 4; i++) {
        struct adil_arena keep = t->perm;
        struct few f = few_draw(&r);
        struct adil_game g;
        f.n -= f.n == FEW_MAX ? 1 : 0;
        f.rule = adil_span_cstr(
            &t->perm,
            adil_fmt(&t->perm, "at least %lld a and at least %d b",
                     1 + (long long)test_rng_below(&r, (uint64_t)few_sum(&f, f.weight[0]) + 1), 2));
        if (few_game(&t->perm, &f, &g)) {
            struct adil_power p = power_of_game(t, &g);
            struct few more = f;
            struct adil_game h;
            more.times[more.n++] = 1;
            more.weight[0][f.n] = 0;
            more.weight[1][f.n] = 0;
            more.veto[f.n] = false;
            assert_true(few_game(&t->perm, &more, &h));
            struct adil_power q = power_of_game(t, &h);
            assert_true(q.of[f.n].dummy && adil_num_sign(q.of[f.n].shapley) == 0);
            for (uint32_t k = 0; k < f.n; k++) {
                assert_true(adil_num_eq(p.of[k].shapley, q.of[k].shapley));
                assert_true(adil_num_eq(p.of[k].holler, q.of[k].holler));
                assert_true(adil_num_eq(adil_num_mul(&t->perm, p.of[k].swings, adil_num_int(2)),
                                        q.of[k].swings));
            }
        }
        t->perm = keep;
    }
}

/* What blocks is the dual game: the same power by swings and by orders. */
static void test_power__to_win_and_to_block_is_the_same(void **state)
{
    struct test_arenas *t = *state;
    struct few f = {.n = 5, .times = {1, 1, 1, 1, 1}, .weight = {{35, 20, 15, 15, 15}}};
    struct adil_game g;
    struct adil_game dual;
    f.blocking = "";
    f.rule = "at least 51 a";
    assert_true(few_game(&t->perm, &f, &g));
    f.rule = "at least 50 a"; /* not more than 100 - 51 stay outside */
    assert_true(few_game(&t->perm, &f, &dual));
    struct adil_power p = power_of_game(t, &g);
    struct adil_power q = power_of_game(t, &dual);
    for (uint32_t i = 0; i < f.n; i++) {
        assert_true(adil_num_eq(p.of[i].swings, q.of[i].swings));
        assert_true(adil_num_eq(p.of[i].shapley, q.of[i].shapley));
    }
    assert_true(adil_num_eq(adil_num_add(&t->perm, p.winning, q.winning), adil_num_int(1 << f.n)));
}

/* A rule and what those outside must be to block it: the double majority of 16 of 28, or 25. */
static void test_power__with_a_blocking_minority(void **state)
{
    struct test_arenas *t = *state;
    struct few f = {.n = 5, .times = {1, 1, 1, 1, 1}, .weight = {{50, 30, 10, 5, 5}}};
    struct adil_game g;
    struct adil_game h;
    f.rule = "at least 3 members and at least 65 a";
    f.blocking = "at least 2 members";
    assert_true(few_game(&t->perm, &f, &g));
    f.rule = "at least 3 members and at least 65 a or at least 4 members";
    f.blocking = "";
    assert_true(few_game(&t->perm, &f, &h));
    struct adil_power p = power_of_game(t, &g);
    struct adil_power q = power_of_game(t, &h);
    assert_true(adil_num_eq(p.winning, q.winning));
    for (uint32_t i = 0; i < f.n; i++) {
        assert_true(same_indexes(&p.of[i], &q.of[i]));
    }
}

static void test_power__lists_minimal_coalitions_in_order(void **state)
{
    struct test_arenas *t = *state;
    struct few f = {.n = 4, .times = {1, 1, 1, 1}, .weight = {{4, 3, 2, 1}}, .blocking = ""};
    struct adil_game g;
    int64_t sum[ADIL_GAME_MEASURES_MAX];
    f.rule = "at least 6 a";
    assert_true(few_game(&t->perm, &f, &g));
    struct adil_power p = power_of_game(t, &g);
    assert_int_equal(p.n_minimal, 3);
    assert_int_equal(p.minimal[0], 1 | 2); /* 4 + 3 */
    assert_int_equal(p.minimal[1], 1 | 4); /* 4 + 2 */
    assert_int_equal(p.minimal[2], 2 | 4 | 8);
    adil_power_sums(&p, p.minimal[0], sum);
    assert_true(sum[0] == 2 && sum[1] == 7);
}

/* Past what any way can do: refused, and said. */
static void test_power__of_too_large_a_game_is_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_game g;
    struct adil_power p;
    struct adil_diag diag;
    const struct adil_place nowhere = {{"", 0}, 0};
    adil_diag_open(&diag, &t->perm);
    adil_game_open(&t->perm, 100, 2, ADIL_SPAN("members"), &g);
    g.measure[1] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = ADIL_SPAN("a")};
    for (uint32_t i = 0; i < 100; i++) {
        g.member[i].id = adil_fmt(&t->perm, "m%u", i);
        g.value[2 * i + 1] = ADIL_GAME_WEIGHT_MAX - (int64_t)i * i * 1000003;
    }
    assert_int_equal(adil_game_close(&t->perm, nowhere, &g, &diag).code, ADIL_C_OK);
    struct adil_placed rule = {ADIL_SPAN("more than 1/2 of a"), nowhere};
    struct adil_placed none = {ADIL_SPAN(""), nowhere};
    assert_int_equal(adil_game_rule(&t->perm, rule, none, &g, &diag).code, ADIL_C_OK);
    adil_arena_release(&t->scratch);
    assert_int_equal(adil_arena_open(&t->scratch, (size_t)1 << 30), 0);
    assert_int_equal(adil_power(&t->perm, t->scratch, &g, &p, &diag).code, ADIL_C_LIMIT);
    assert_int_equal(diag.n_errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_swings__of_both_ways_are_those_of_the_definition),
        test_case(test_swings__of_another_bound_are_told_apart),
        test_case(test_power__keeps_its_laws),
        test_case(test_power__of_unlike_members_differs),
        test_case(test_power__of_a_dummy_is_none),
        test_case(test_power__to_win_and_to_block_is_the_same),
        test_case(test_power__with_a_blocking_minority),
        test_case(test_power__lists_minimal_coalitions_in_order),
        test_case(test_power__of_too_large_a_game_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
