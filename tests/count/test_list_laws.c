/* Laws that hold for every contest of lists, each with a control that shows it can fail. Votes are
 * small, so that ties are common; they are decided by order of registration. */
#include "list_make.h"

#include <stdio.h>

enum { LISTS_MAX = 7, RUNS = 400 };

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G"};

static const enum adil_method divisors[] = {
    ADIL_METHOD_DHONDT, ADIL_METHOD_SAINTE_LAGUE, ADIL_METHOD_MODIFIED,   ADIL_METHOD_DANISH,
    ADIL_METHOD_ADAMS,  ADIL_METHOD_DEAN,         ADIL_METHOD_HUNTINGTON, ADIL_METHOD_IMPERIALI};

struct draw {
    uint32_t n;
    uint32_t seats;
    int64_t votes[LISTS_MAX];
};

static struct draw draw_of(struct test_rng *r, uint64_t most_votes)
{
    struct draw d = {.n = 2 + (uint32_t)test_rng_below(r, LISTS_MAX - 1),
                     .seats = 1 + (uint32_t)test_rng_below(r, 25)};
    d.votes[0] = 1;
    for (uint32_t i = 0; i < d.n; i++) {
        d.votes[i] += (int64_t)test_rng_below(r, most_votes);
    }
    return d;
}

/* The draw, with list order[i] at place i (NULL: as drawn). Everything of a run dies with it. */
struct run {
    struct election *e;
    struct test_arenas m;
    void *state;
};

static struct run run_open(void **state, enum adil_method method, const struct draw *d,
                           uint32_t seats, const uint32_t *order)
{
    struct run x = {.m = *(struct test_arenas *)*state};
    const char *name[LISTS_MAX];
    int64_t votes[LISTS_MAX];
    for (uint32_t i = 0; i < d->n; i++) {
        name[i] = names[order != NULL ? order[i] : i];
        votes[i] = d->votes[order != NULL ? order[i] : i];
    }
    struct test_arenas *m = adil_new(&x.m.perm, struct test_arenas, 1);
    *m = x.m;
    x.state = m;
    x.e = lists_open(&x.state, method, seats, name, votes, d->n);
    x.e->c.tie[0] = ADIL_TIE_REGISTERED;
    for (uint32_t i = 0; i < d->n; i++) {
        x.e->option[i].registered_order = order != NULL ? order[i] : i;
    }
    return x;
}

static void count(struct election *e, const struct adil_lots *lots)
{
    adil_count(&e->m->perm, e->m->scratch, &e->c, &e->v, NULL, lots, &e->out);
    assert_true(e->out.seats_given <= e->c.seats);
    if (e->out.status == ADIL_S_DECIDED) {
        assert_int_equal(e->out.seats_given, e->c.seats);
    }
}

/* Seats by list of the draw. Returns false when the count is not decided. */
static bool seats_of(void **state, enum adil_method method, const struct draw *d, uint32_t seats,
                     uint32_t *out)
{
    struct run x = run_open(state, method, d, seats, NULL);
    count(x.e, NULL);
    for (uint32_t i = 0; i < d->n; i++) {
        out[i] = x.e->out.result[i].seats;
    }
    return x.e->out.status == ADIL_S_DECIDED;
}

/* ---- the same, counted another way ----------------------------------------------------------- */

/* Divisor of seat n (from 1) times ten; for Huntington-Hill the square of the divisor. */
static int64_t naive_divisor(enum adil_method m, int64_t n, int64_t *over)
{
    *over = 10;
    if (m == ADIL_METHOD_DHONDT) {
        return 10 * n;
    } else if (m == ADIL_METHOD_SAINTE_LAGUE) {
        return 10 * (2 * n - 1);
    } else if (m == ADIL_METHOD_MODIFIED) {
        return n == 1 ? 14 : 10 * (2 * n - 1);
    } else if (m == ADIL_METHOD_DANISH) {
        return 10 * (3 * n - 2);
    } else if (m == ADIL_METHOD_ADAMS) {
        return 10 * (n - 1);
    } else if (m == ADIL_METHOD_DEAN) {
        *over = 2 * n - 1;
        return 2 * n * (n - 1);
    } else if (m == ADIL_METHOD_HUNTINGTON) {
        *over = 1;
        return n * (n - 1);
    }
    return 5 * (n + 1);
}

/* Whether i has the better claim to its next seat, by cross-multiplication. */
static bool naive_better(enum adil_method m, const struct draw *d, const uint32_t *seats,
                         uint32_t i, uint32_t j)
{
    int64_t over_i = 1;
    int64_t over_j = 1;
    int64_t di = naive_divisor(m, seats[i] + 1, &over_i);
    int64_t dj = naive_divisor(m, seats[j] + 1, &over_j);
    bool square = m == ADIL_METHOD_HUNTINGTON;
    int64_t vi = d->votes[i] * (square ? d->votes[i] : 1);
    int64_t vj = d->votes[j] * (square ? d->votes[j] : 1);
    if (vi == 0 || vj == 0) {
        return vi > 0;
    }
    if (di == 0 || dj == 0) {
        return di == 0 && dj != 0;
    }
    return (__extension__(__int128) vi) * over_i * dj > (__extension__(__int128) vj) * over_j * di;
}

static void naive(enum adil_method m, const struct draw *d, uint32_t seats, uint32_t *out)
{
    memset(out, 0, LISTS_MAX * sizeof *out);
    for (uint32_t s = 0; s < seats; s++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < d->n; i++) {
            best = naive_better(m, d, out, i, best) ? i : best;
        }
        out[best]++;
    }
}

static void test_list_laws__divisors_agree_with_a_seat_by_seat_loop(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t differ = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 60);
        for (size_t m = 0; m < ADIL_COUNT(divisors); m++) {
            uint32_t got[LISTS_MAX];
            uint32_t want[LISTS_MAX];
            uint32_t other[LISTS_MAX];
            assert_true(seats_of(state, divisors[m], &d, d.seats, got));
            naive(divisors[m], &d, d.seats, want);
            assert_memory_equal(got, want, d.n * sizeof *got);
            naive(divisors[(m + 1) % ADIL_COUNT(divisors)], &d, d.seats, other);
            differ += memcmp(got, other, d.n * sizeof *got) != 0;
        }
    }
    printf("# control: the next method gives other seats in %u runs\n", differ);
    assert_true(differ > 100);
}

/* Hare by whole numbers alone: the remainder of v * S / V is (v * S) mod V. */
static void test_list_laws__hare_agrees_with_whole_numbers(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 1000);
        int64_t total = 0;
        uint32_t want[LISTS_MAX] = {0};
        uint32_t got[LISTS_MAX];
        bool taken[LISTS_MAX] = {false};
        uint32_t left = d.seats;
        for (uint32_t i = 0; i < d.n; i++) {
            total += d.votes[i];
        }
        for (uint32_t i = 0; i < d.n; i++) {
            want[i] = (uint32_t)(d.votes[i] * d.seats / total);
            left -= want[i];
        }
        for (; left > 0; left--) {
            uint32_t best = UINT32_MAX;
            for (uint32_t i = 0; i < d.n; i++) {
                bool better = best == UINT32_MAX ||
                              d.votes[i] * d.seats % total > d.votes[best] * d.seats % total;
                best = !taken[i] && better ? i : best;
            }
            taken[best] = true;
            want[best]++;
        }
        assert_true(seats_of(state, ADIL_METHOD_HARE, &d, d.seats, got));
        assert_memory_equal(got, want, d.n * sizeof *got);
    }
}

/* ---- order, scale, house size, quota ----------------------------------------------------------
 */

static void shuffle(struct test_rng *r, uint32_t *order, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t j = (uint32_t)test_rng_below(r, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
}

static void test_list_laws__the_order_of_options_does_not_matter(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    struct adil_lots lots = {.has_seed = true};
    uint32_t by_place = 0;
    uint32_t with_lot = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 8);
        uint32_t order[LISTS_MAX];
        shuffle(&r, order, d.n);
        for (int m = ADIL_METHOD_HARE; m <= ADIL_METHOD_IMPERIALI; m++) {
            struct run x = run_open(state, (enum adil_method)m, &d, d.seats, NULL);
            x.e->c.tie[0] = ADIL_TIE_LOT; /* even a lot falls the same way */
            count(x.e, &lots);
            struct run y = run_open(&x.state, (enum adil_method)m, &d, d.seats, order);
            y.e->c.tie[0] = ADIL_TIE_LOT;
            count(y.e, &lots);
            assert_int_equal(x.e->out.status, y.e->out.status);
            with_lot += x.e->out.n_ties;
            for (uint32_t i = 0; i < d.n; i++) {
                assert_int_equal(y.e->out.result[i].seats, x.e->out.result[order[i]].seats);
                by_place += y.e->out.result[i].seats != x.e->out.result[i].seats;
            }
        }
    }
    printf("# %u ties, by place instead of by name %u differ\n", with_lot, by_place);
    assert_true(with_lot > 100 && by_place > 100);
}

static void test_list_laws__a_larger_house_takes_no_seat_from_anyone(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t alabama = 0;
    uint32_t quotas = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 300);
        uint32_t small[LISTS_MAX];
        uint32_t large[LISTS_MAX];
        for (size_t m = 0; m < ADIL_COUNT(divisors); m++) {
            assert_true(seats_of(state, divisors[m], &d, d.seats, small));
            assert_true(seats_of(state, divisors[m], &d, d.seats + 1, large));
            for (uint32_t i = 0; i < d.n; i++) {
                assert_true(large[i] >= small[i]);
            }
        }
        assert_true(seats_of(state, ADIL_METHOD_HARE, &d, d.seats, small));
        assert_true(seats_of(state, ADIL_METHOD_HARE, &d, d.seats + 1, large));
        for (uint32_t i = 0; i < d.n; i++) {
            alabama += large[i] < small[i];
            quotas++;
        }
    }
    printf("# control: Hare takes a seat away in %u of %u cells\n", alabama, quotas);
    assert_true(alabama > 0);
}

/* The textbook case: 6, 6, 2 of 14; 10 seats 4 4 2, 11 seats 5 5 1. */
static void test_list_laws__alabama_by_hand(void **state)
{
    const struct draw d = {.n = 3, .seats = 10, .votes = {6, 6, 2}};
    uint32_t seats[LISTS_MAX];
    assert_true(seats_of(state, ADIL_METHOD_HARE, &d, 10, seats));
    assert_true(seats[0] == 4 && seats[1] == 4 && seats[2] == 2);
    assert_true(seats_of(state, ADIL_METHOD_HARE, &d, 11, seats));
    assert_true(seats[0] == 5 && seats[1] == 5 && seats[2] == 1);
}

static uint32_t quota_broken(const struct draw *d, const uint32_t *seats)
{
    int64_t total = 0;
    uint32_t broken = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        total += d->votes[i];
    }
    for (uint32_t i = 0; i < d->n; i++) {
        int64_t exact = d->votes[i] * d->seats; /* seats * total lies within total of it */
        int64_t got = seats[i] * total;
        broken += got <= exact - total || got >= exact + total;
    }
    return broken;
}

static void test_list_laws__hare_stays_within_the_quota(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t droop = 0;
    uint32_t dhondt = 0;
    for (uint32_t run = 0; run < 5 * RUNS; run++) {
        struct draw d = draw_of(&r, 3000);
        uint32_t seats[LISTS_MAX];
        assert_true(seats_of(state, ADIL_METHOD_HARE, &d, d.seats, seats));
        assert_int_equal(quota_broken(&d, seats), 0);
        if (seats_of(state, ADIL_METHOD_DROOP, &d, d.seats, seats)) {
            droop += quota_broken(&d, seats);
        }
        assert_true(seats_of(state, ADIL_METHOD_DHONDT, &d, d.seats, seats));
        dhondt += quota_broken(&d, seats);
    }
    printf("# control: outside the quota: Droop %u, D'Hondt %u\n", droop, dhondt);
    assert_true(dhondt > 0);
}

/* 800, 100 and 100 of 1000, 5 seats. Hare's quota is 200: 4 and two halves, one of which gets the
 * seat. Droop's is 167: 4.79, 0.60, 0.60, and the first has 5 seats where its share is exactly 4.
 */
static void test_list_laws__droop_leaves_the_quota(void **state)
{
    const struct draw d = {.n = 3, .seats = 5, .votes = {800, 100, 100}};
    uint32_t seats[LISTS_MAX];
    assert_true(seats_of(state, ADIL_METHOD_HARE, &d, d.seats, seats));
    assert_int_equal(quota_broken(&d, seats), 0);
    assert_true(seats_of(state, ADIL_METHOD_DROOP, &d, d.seats, seats));
    assert_true(seats[0] == 5 && seats[1] == 0 && seats[2] == 0);
    assert_int_equal(quota_broken(&d, seats), 1);
}

static void test_list_laws__a_scaled_electorate_has_the_same_seats(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t rounded = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 40);
        struct draw big = d;
        int64_t factor = 2 + (int64_t)test_rng_below(&r, 1000000);
        for (uint32_t i = 0; i < d.n; i++) {
            big.votes[i] *= factor;
        }
        for (int m = ADIL_METHOD_HARE; m <= ADIL_METHOD_IMPERIALI; m++) {
            uint32_t small[LISTS_MAX];
            uint32_t large[LISTS_MAX];
            bool a = seats_of(state, (enum adil_method)m, &d, d.seats, small);
            bool b = seats_of(state, (enum adil_method)m, &big, d.seats, large);
            bool same = a == b && memcmp(small, large, d.n * sizeof *small) == 0;
            if (m == ADIL_METHOD_DROOP) {
                rounded += !same; /* its quota is a whole number */
            } else {
                assert_true(same);
            }
        }
    }
    printf("# control: with a whole quota %u of %d differ\n", rounded, RUNS);
    assert_true(rounded > 0);
}

static void test_list_laws__splitting_units_changes_nothing(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t lost = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct draw d = draw_of(&r, 500);
        struct run x = run_open(state, ADIL_METHOD_HARE, &d, d.seats, NULL);
        x.e->c.threshold = election_phrase(x.e, "at least 5% of counted votes");
        x.e->c.if_none_passes = ADIL_NONE_ALL;
        count(x.e, NULL);
        enum { PIECES = 4 };
        int64_t cell[PIECES * LISTS_MAX] = {0};
        for (uint32_t i = 0; i < d.n; i++) {
            int64_t left = d.votes[i];
            for (uint32_t u = 0; u < PIECES; u++) {
                int64_t part =
                    u + 1 == PIECES ? left : (int64_t)test_rng_below(&r, (uint64_t)left + 1);
                cell[u * d.n + i] = part;
                left -= part;
            }
        }
        struct run y = run_open(&x.state, ADIL_METHOD_HARE, &d, d.seats, NULL);
        y.e->c.threshold = x.e->c.threshold;
        y.e->c.if_none_passes = ADIL_NONE_ALL;
        y.e->v.n_tables = 0;
        election_table(y.e, 0, 1, NULL, PIECES, cell);
        count(y.e, NULL);
        struct run z = run_open(&y.state, ADIL_METHOD_HARE, &d, d.seats, NULL);
        z.e->c.threshold = x.e->c.threshold;
        z.e->c.if_none_passes = ADIL_NONE_ALL;
        z.e->v.n_tables = 0;
        election_table(z.e, 0, 1, NULL, PIECES - 1, cell); /* control: a unit is left out */
        count(z.e, NULL);
        for (uint32_t i = 0; i < d.n; i++) {
            assert_int_equal(x.e->out.result[i].seats, y.e->out.result[i].seats);
            lost += x.e->out.result[i].seats != z.e->out.result[i].seats;
        }
    }
    printf("# control: without one unit %u cells differ\n", lost);
    assert_true(lost > 0);
}

/* Limits hold whatever the votes are, and who decides is decided within them. */
static void test_list_laws__limits_hold(void **state)
{
    struct test_rng r = test_rng_open(__func__);
    uint32_t bound = 0;
    uint32_t decided = 0;
    for (uint32_t run = 0; run < 2 * RUNS; run++) {
        struct draw d = draw_of(&r, 30);
        for (int m = ADIL_METHOD_HARE; m <= ADIL_METHOD_IMPERIALI; m++) {
            struct run x = run_open(state, (enum adil_method)m, &d, d.seats, NULL);
            for (uint32_t i = 0; i < d.n; i++) {
                x.e->option[i].list_length = (uint32_t)test_rng_below(&r, d.seats + 3);
                x.e->option[i].at_least = (uint32_t)test_rng_below(&r, 3);
                x.e->option[i].independent = test_rng_below(&r, 8) == 0;
            }
            count(x.e, NULL);
            decided += x.e->out.status == ADIL_S_DECIDED;
            for (uint32_t i = 0; i < d.n; i++) {
                const struct adil_option *o = &x.e->option[i];
                uint32_t most = o->independent && o->list_length > 1 ? 1 : o->list_length;
                uint32_t least = o->at_least < most ? o->at_least : most;
                assert_true(x.e->out.result[i].seats <= most);
                bound += x.e->out.result[i].seats == most;
                if (x.e->out.status == ADIL_S_DECIDED) {
                    assert_true(x.e->out.result[i].seats >= least);
                }
            }
        }
    }
    printf("# decided %u, limits reached %u\n", decided, bound);
    assert_true(decided > RUNS && bound > RUNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_list_laws__divisors_agree_with_a_seat_by_seat_loop),
        test_case(test_list_laws__hare_agrees_with_whole_numbers),
        test_case(test_list_laws__the_order_of_options_does_not_matter),
        test_case(test_list_laws__a_larger_house_takes_no_seat_from_anyone),
        test_case(test_list_laws__alabama_by_hand),
        test_case(test_list_laws__hare_stays_within_the_quota),
        test_case(test_list_laws__droop_leaves_the_quota),
        test_case(test_list_laws__a_scaled_electorate_has_the_same_seats),
        test_case(test_list_laws__splitting_units_changes_nothing),
        test_case(test_list_laws__limits_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
