/* Laws that hold for every contest of a family, each with a control that shows it can fail. */
#include "election.h"

#include <stdio.h>

enum { OPTIONS_MAX = 7, UNITS_MAX = 5, RUNS = 1500 };

/* A contest of two tiers, all of it in small numbers. */
struct draw {
    uint32_t n;
    uint32_t n_units;
    uint32_t capacity[UNITS_MAX];
    uint32_t seats;
    int64_t lower[UNITS_MAX][OPTIONS_MAX];
    int64_t upper[OPTIONS_MAX];
};

static struct draw draw_of(struct test_rng *r)
{
    struct draw d = {.n = 2 + (uint32_t)test_rng_below(r, OPTIONS_MAX - 1),
                     .n_units = 1 + (uint32_t)test_rng_below(r, UNITS_MAX)};
    for (uint32_t u = 0; u < d.n_units; u++) {
        d.capacity[u] = 1 + (uint32_t)test_rng_below(r, 9);
        d.seats += d.capacity[u];
        for (uint32_t i = 0; i < d.n; i++) {
            d.lower[u][i] = 1 + (int64_t)test_rng_below(r, 3000);
        }
    }
    d.seats += (uint32_t)test_rng_below(r, 2 * d.seats + 1);
    for (uint32_t i = 0; i < d.n; i++) {
        d.upper[i] = 1 + (int64_t)test_rng_below(r, 9000);
    }
    return d;
}

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G"};

/* The draw as a contest; option[i] and unit[u] say which of the draw stands at place i, u. The
 * upper paper comes in `pieces` rows. */
static struct election *contest_of(void **state, const struct draw *d, const uint32_t *option,
                                   const uint32_t *unit, uint32_t pieces)
{
    const char *name[OPTIONS_MAX];
    int64_t lower[UNITS_MAX * OPTIONS_MAX];
    int64_t upper[4 * OPTIONS_MAX] = {0};
    static const uint32_t both[] = {0, 1};
    for (uint32_t i = 0; i < d->n; i++) {
        name[i] = names[option[i]];
        int64_t left = d->upper[option[i]];
        for (uint32_t p = 0; p < pieces; p++) {
            int64_t part = p + 1 == pieces ? left : left / (p + 2);
            upper[p * d->n + i] = part;
            left -= part;
        }
        for (uint32_t u = 0; u < d->n_units; u++) {
            lower[u * d->n + i] = d->lower[unit[u]][option[i]];
        }
    }
    struct election *e = election_open(state, ADIL_METHOD_TIERS, name, d->n);
    struct adil_unit *tree = adil_new(&e->m->perm, struct adil_unit, UNITS_MAX + 1);
    struct adil_units *units = adil_new(&e->m->perm, struct adil_units, 1);
    uint32_t *seats = adil_new(&e->m->perm, uint32_t, UNITS_MAX + 1);
    *units = (struct adil_units){.unit = tree, .n = d->n_units + 1};
    election_table(e, 0, 1, NULL, pieces, upper);
    struct adil_vote_unit *row = election_table(e, 1, 1, NULL, d->n_units, lower);
    for (uint32_t u = 0; u < d->n_units; u++) {
        row[u].unit = u + 1;
        seats[u + 1] = d->capacity[unit[u]];
    }
    e->c.units = units;
    e->c.unit_seats = seats;
    e->c.seats = d->seats;
    e->c.lower_paper = 1;
    e->c.upper_paper = both;
    e->c.n_upper_papers = 2;
    e->c.lower_quota = ADIL_QUOTA_DROOP;
    e->c.upper_quota = ADIL_QUOTA_DROOP;
    e->c.upper_surplus_seats = 1;
    e->c.overhang = ADIL_OVERHANG_KEEP;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    return e;
}

static void in_order(uint32_t *place, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        place[i] = i;
    }
}

static void shuffle(struct test_rng *r, uint32_t *place, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = (uint32_t)test_rng_below(r, i);
        uint32_t held = place[i - 1];
        place[i - 1] = place[j];
        place[j] = held;
    }
}

/* Whole Droop quotas and largest surplus, in plain integers. Returns how many seats are left. */
static uint32_t plain_droop(const int64_t *votes, uint32_t n, uint32_t seats, uint32_t most,
                            uint32_t *got, bool *tie)
{
    int64_t total = 0;
    int64_t rest[OPTIONS_MAX] = {0};
    for (uint32_t i = 0; i < n; i++) {
        total += votes[i];
    }
    int64_t quota = total / ((int64_t)seats + 1) + 1;
    uint32_t left = seats;
    for (uint32_t i = 0; i < n; i++) {
        got[i] = (uint32_t)(votes[i] / quota);
        rest[i] = votes[i] % quota;
        left -= got[i];
    }
    uint32_t last = n;
    for (uint32_t taken = 0; left > 0 && taken < most && taken < n; taken++, left--) {
        uint32_t best = n;
        for (uint32_t i = 0; i < n; i++) {
            best = rest[i] >= 0 && (best == n || rest[i] > rest[best]) ? i : best;
        }
        got[best]++;
        last = best;
        for (uint32_t i = 0; i < n; i++) {
            bool at_cut = left == 1 || taken + 1 == most;
            *tie = *tie || (at_cut && i != last && rest[i] == rest[last]);
        }
        rest[best] = -1;
    }
    return left;
}

/* The same outcome by another way: fractions compared by cross-multiplying, seat by seat. */
static bool plain_tiers(const struct draw *d, uint32_t *total)
{
    uint32_t lower[OPTIONS_MAX] = {0};
    int64_t combined[OPTIONS_MAX] = {0};
    bool tie = false;
    for (uint32_t u = 0; u < d->n_units; u++) {
        uint32_t got[OPTIONS_MAX] = {0};
        if (plain_droop(d->lower[u], d->n, d->capacity[u], UINT32_MAX, got, &tie) > 0) {
            return false;
        }
        for (uint32_t i = 0; i < d->n; i++) {
            lower[i] += got[i];
            combined[i] += d->lower[u][i];
        }
    }
    for (uint32_t i = 0; i < d->n; i++) {
        combined[i] += d->upper[i];
    }
    uint32_t award[OPTIONS_MAX] = {0};
    uint32_t left = plain_droop(combined, d->n, d->seats, 1, award, &tie);
    for (; left > 0; left--) {
        uint32_t best = d->n;
        bool equal = false;
        for (uint32_t i = 0; i < d->n; i++) {
            if (award[i] == 0) {
                continue;
            }
            int64_t mine = best == d->n ? 1 : combined[i] * award[best];
            int64_t held = best == d->n ? 0 : combined[best] * award[i];
            equal = mine == held || (equal && mine < held);
            best = mine > held ? i : best;
        }
        if (best == d->n || equal) {
            return false;
        }
        award[best]++;
    }
    for (uint32_t i = 0; i < d->n; i++) {
        total[i] = award[i] > lower[i] ? award[i] : lower[i];
    }
    return !tie;
}

static void test_tier_laws__another_way_gives_the_same_seats(void **state)
{
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    uint32_t place[OPTIONS_MAX];
    uint32_t compared = 0;
    uint32_t capped_differs = 0;
    in_order(place, OPTIONS_MAX);
    for (uint32_t run = 0; run < RUNS; run++) {
        struct adil_arena saved = m->perm;
        struct draw d = draw_of(&r);
        uint32_t want[OPTIONS_MAX];
        struct election *e = contest_of(state, &d, place, place, 1);
        election_count(e);
        if (plain_tiers(&d, want)) {
            compared++;
            assert_status(e, ADIL_S_DECIDED);
            for (uint32_t i = 0; i < d.n; i++) {
                assert_int_equal(e->out.result[i].seats, want[i]);
            }
            e->c.upper_surplus_all = true; /* the control: another rule is not the same */
            election_count(e);
            for (uint32_t i = 0; i < d.n; i++) {
                capped_differs += e->out.result[i].seats != want[i] ? 1 : 0;
            }
        }
        m->perm = saved;
    }
    print_message("# compared %u of %u, control differs in %u cells\n", compared, RUNS,
                  capped_differs);
    assert_true(compared > RUNS / 2);
    assert_true(capped_differs > 0);
}

/* Every regional seat is given, none is taken away, and together they are the contest's seats
 * unless regional seats hang over. */
static void test_tier_laws__every_seat_is_given_once(void **state)
{
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    uint32_t place[OPTIONS_MAX];
    uint32_t hanging = 0;
    uint32_t decided = 0;
    in_order(place, OPTIONS_MAX);
    for (uint32_t run = 0; run < RUNS; run++) {
        struct adil_arena saved = m->perm;
        struct draw d = draw_of(&r);
        struct election *e = contest_of(state, &d, place, place, 1);
        election_count(e);
        if (e->out.status == ADIL_S_DECIDED) {
            uint32_t over = 0;
            uint32_t sum = 0;
            decided++;
            for (uint32_t u = 0; u < d.n_units; u++) {
                uint32_t in_unit = 0;
                for (uint32_t i = 0; i < d.n; i++) {
                    in_unit += e->out.tier.seats[u * d.n + i];
                }
                assert_int_equal(in_unit, d.capacity[u]);
            }
            const struct adil_step *s = election_step(e, ADIL_STEP_OVERHANG, 0);
            for (uint32_t i = 0; s != NULL && i < s->n_rows; i++) {
                int64_t lower = 0;
                int64_t award = 0;
                const struct adil_row *row = &s->row[i];
                assert_true(
                    adil_num_i64(election_figure(row->value, row->n, ADIL_F_LOWER)->num, &lower));
                assert_true(
                    adil_num_i64(election_figure(row->value, row->n, ADIL_F_AWARD)->num, &award));
                over += (uint32_t)(lower - award);
            }
            for (uint32_t i = 0; i < d.n; i++) {
                const struct adil_result *got = &e->out.result[i];
                assert_int_equal(got->seats, got->lower + got->upper);
                sum += got->seats;
            }
            assert_int_equal(sum, d.seats + over);
            assert_int_equal(sum, e->out.seats_given);
            hanging += over > 0 ? 1 : 0;
        }
        m->perm = saved;
    }
    print_message("# decided %u of %u, overhang in %u\n", decided, RUNS, hanging);
    assert_true(decided > RUNS / 2);
    assert_true(hanging > 0); /* the guarded case was met */
}

static uint32_t seats_of(const struct election *e, const char *id)
{
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        if (adil_span_is(e->v.option[i].id, id)) {
            return e->out.result[i].seats;
        }
    }
    fail_msg("no option %s", id);
    return 0;
}

static void test_tier_laws__the_order_of_options_and_units_does_not_matter(void **state)
{
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    uint32_t moved = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct adil_arena saved = m->perm;
        struct draw d = draw_of(&r);
        uint32_t option[OPTIONS_MAX];
        uint32_t unit[UNITS_MAX];
        in_order(option, d.n);
        in_order(unit, d.n_units);
        struct election *e = contest_of(state, &d, option, unit, 1);
        election_count(e);
        shuffle(&r, option, d.n);
        shuffle(&r, unit, d.n_units);
        struct election *other = contest_of(state, &d, option, unit, 1);
        election_count(other);
        assert_status(other, e->out.status);
        for (uint32_t i = 0; i < d.n; i++) {
            assert_int_equal(seats_of(e, names[i]), seats_of(other, names[i]));
            /* the control: the places themselves do change hands */
            moved += e->out.result[i].seats != other->out.result[i].seats ? 1 : 0;
        }
        m->perm = saved;
    }
    print_message("# by place instead of by name %u differ\n", moved);
    assert_true(moved > 0);
}

/* The upper tier looks at sums alone: in how many rows its paper comes does not matter. The control
 * is the lower tier, where merging two regions into one with the seats of both does. */
static void test_tier_laws__splitting_units_matters_only_where_the_law_looks_at_them(void **state)
{
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    uint32_t place[OPTIONS_MAX];
    uint32_t merged_differs = 0;
    in_order(place, OPTIONS_MAX);
    for (uint32_t run = 0; run < RUNS; run++) {
        struct adil_arena saved = m->perm;
        struct draw d = draw_of(&r);
        struct election *one = contest_of(state, &d, place, place, 1);
        struct election *more =
            contest_of(state, &d, place, place, 2 + (uint32_t)test_rng_below(&r, 3));
        election_count(one);
        election_count(more);
        assert_status(more, one->out.status);
        for (uint32_t i = 0; i < d.n; i++) {
            assert_int_equal(one->out.result[i].seats, more->out.result[i].seats);
        }
        if (d.n_units > 1) {
            struct draw merged = d;
            merged.n_units--;
            merged.capacity[0] += d.capacity[merged.n_units];
            for (uint32_t i = 0; i < d.n; i++) {
                merged.lower[0][i] += d.lower[merged.n_units][i];
            }
            struct election *e = contest_of(state, &merged, place, place, 1);
            election_count(e);
            for (uint32_t i = 0; i < d.n; i++) {
                merged_differs += e->out.result[i].lower != one->out.result[i].lower ? 1 : 0;
            }
        }
        m->perm = saved;
    }
    print_message("# control: merged regions differ in %u cells\n", merged_differs);
    assert_true(merged_differs > 0);
}

/* One race over all its units: n of m by most votes. */
static struct election *race_of(void **state, enum adil_method method, const struct draw *d,
                                uint32_t n_units)
{
    int64_t cell[UNITS_MAX * OPTIONS_MAX] = {0};
    for (uint32_t u = 0; u < d->n_units; u++) {
        for (uint32_t i = 0; i < d->n; i++) {
            cell[(u % n_units) * d->n + i] += d->lower[u][i];
        }
    }
    struct election *e = election_open(state, method, names, d->n);
    e->c.seats = 1 + d->seats % 3;
    election_table(e, 0, 1, NULL, n_units, cell);
    return e;
}

static void assert_same_persons(const struct election *a, const struct election *b)
{
    assert_status(b, a->out.status);
    assert_span_equal(election_names(b, b->out.elected, b->out.n_elected),
                      election_names(a, a->out.elected, a->out.n_elected));
    assert_span_equal(election_names(b, b->out.advance, b->out.n_advance),
                      election_names(a, a->out.advance, a->out.n_advance));
}

/* The control of the test below: a rule that does look at units, most votes in most units. */
static uint32_t first_in_most_units(const struct election *e)
{
    uint32_t n = e->v.n_options;
    uint32_t wins[OPTIONS_MAX] = {0};
    uint32_t best = 0;
    for (uint32_t u = 0; u < e->table[0].n_units; u++) {
        uint32_t first = 0;
        for (uint32_t i = 1; i < n; i++) {
            if (e->table[0].cell[u * n + i] > e->table[0].cell[u * n + first]) {
                first = i;
            }
        }
        wins[first]++;
    }
    for (uint32_t i = 1; i < n; i++) {
        best = wins[i] > wins[best] ? i : best;
    }
    return best;
}

static void test_tier_laws__merging_units_does_not_change_who_is_elected(void **state)
{
    static const enum adil_method method[] = {ADIL_METHOD_PLURALITY, ADIL_METHOD_MAJORITY};
    struct test_arenas *m = *state;
    struct test_rng r = test_rng_open(__func__);
    uint32_t control_differs = 0;
    uint32_t elected = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        struct adil_arena saved = m->perm;
        struct draw d = draw_of(&r);
        for (size_t j = 0; j < ADIL_COUNT(method); j++) {
            struct election *split = race_of(state, method[j], &d, d.n_units);
            struct election *merged = race_of(state, method[j], &d, 1);
            election_count(split);
            election_count(merged);
            assert_same_persons(split, merged);
            elected += split->out.n_elected > 0 ? 1 : 0;
            control_differs += first_in_most_units(split) != first_in_most_units(merged) ? 1 : 0;
        }
        m->perm = saved;
    }
    print_message("# elected in %u, control differs in %u\n", elected, control_differs);
    assert_true(elected > RUNS);
    assert_true(control_differs > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_tier_laws__another_way_gives_the_same_seats),
        test_case(test_tier_laws__every_seat_is_given_once),
        test_case(test_tier_laws__the_order_of_options_and_units_does_not_matter),
        test_case(test_tier_laws__splitting_units_matters_only_where_the_law_looks_at_them),
        test_case(test_tier_laws__merging_units_does_not_change_who_is_elected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
