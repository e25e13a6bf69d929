/* Contests of two tiers put together by hand: the rule of South Africa over given regions. */
#ifndef ADIL_TESTS_TWO_TIERS_H
#define ADIL_TESTS_TWO_TIERS_H

#include "election.h"

/* A tree of a whole and n regions, node i + 1 for region i. */
static inline const struct adil_units *units_of(struct election *e, const char *const *name,
                                                uint32_t n)
{
    struct adil_unit *unit = adil_new(&e->m->perm, struct adil_unit, n + 1);
    unit[0] = (struct adil_unit){.id = ADIL_SPAN("whole"), .parent = ADIL_NO_UNIT};
    for (uint32_t i = 0; i < n; i++) {
        unit[i + 1] = (struct adil_unit){.id = adil_span_of(name[i]), .parent = 0};
    }
    struct adil_units *units = adil_new(&e->m->perm, struct adil_units, 1);
    *units = (struct adil_units){.unit = unit, .n = n + 1};
    return units;
}

/* The rule of South Africa (facts: Schedule 1A of the Electoral Act) over given regions. */
static inline struct election *two_tiers(void **state, const char *const *option, uint32_t n,
                                         const char *const *region, uint32_t n_regions,
                                         const uint32_t *capacity, uint32_t seats)
{
    struct election *e = election_open(state, ADIL_METHOD_TIERS, option, n);
    uint32_t *unit_seats = adil_new(&e->m->perm, uint32_t, n_regions + 1);
    for (uint32_t i = 0; i < n_regions; i++) {
        unit_seats[i + 1] = capacity[i];
    }
    static const uint32_t both[] = {0, 1};
    e->c.units = units_of(e, region, n_regions);
    e->c.unit_seats = unit_seats;
    e->c.seats = seats;
    e->c.lower_paper = 1;
    e->c.upper_paper = both;
    e->c.n_upper_papers = 2;
    e->c.lower_quota = ADIL_QUOTA_DROOP;
    e->c.upper_quota = ADIL_QUOTA_DROOP;
    e->c.upper_surplus_seats = 5;
    e->c.upper_then = ADIL_THEN_HIGHEST_AVERAGE;
    e->c.independent_seats = 1;
    e->c.forfeits = ADIL_FORFEIT_RECALCULATE;
    e->c.overhang = ADIL_OVERHANG_GAP;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    return e;
}

/* A table whose unit i is node i + first of the tree. */
static inline void table_of(struct election *e, uint32_t paper, const char *const *name, uint32_t n,
                            const int64_t *cell, uint32_t first)
{
    struct adil_vote_unit *u = election_table(e, paper, 1, name, n, cell);
    for (uint32_t i = 0; i < n; i++) {
        u[i].unit = i + first;
    }
}

static const char *const whole[] = {"whole"};

static inline uint32_t option_at(const struct election *e, const char *id)
{
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        if (adil_span_is(e->v.option[i].id, id)) {
            return i;
        }
    }
    fail_msg("no option %s", id);
    return 0;
}

static inline uint32_t seats(const struct election *e, const char *id)
{
    return e->out.result[option_at(e, id)].seats;
}

/* One region, all seats regional: the award of the whole is the region's, so nothing is added. */
static inline struct election *one_region(void **state, const char *const *option, uint32_t n,
                                          const int64_t *votes, uint32_t capacity)
{
    static const char *const region[] = {"R"};
    static const uint32_t lower[] = {1};
    struct election *e = two_tiers(state, option, n, region, 1, &capacity, capacity);
    table_of(e, 1, region, 1, votes, 1);
    e->c.upper_paper = lower;
    e->c.n_upper_papers = 1;
    e->c.overhang = ADIL_OVERHANG_KEEP;
    return e;
}

#define assert_lower(e, unit, want) assert_unit_seats((e), (unit), (want), ADIL_COUNT(want))

static inline void assert_unit_seats(const struct election *e, uint32_t unit, const uint32_t *want,
                                     size_t n)
{
    assert_int_equal(e->v.n_options, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(e->out.tier.seats[unit * n + i], want[i]);
    }
}

/* A: 60 of 100 votes in each of the regions, but few on the national paper. */
static inline struct election *overhanging(void **state, enum adil_overhang_rule rule)
{
    static const char *const option[] = {"A", "B", "C"};
    static const char *const region[] = {"R"};
    static const uint32_t capacity[] = {5};
    static const uint32_t national[] = {0};
    static const int64_t lower[] = {600, 300, 100};
    static const int64_t upper[] = {100, 500, 400};
    struct election *e = two_tiers(state, option, 3, region, 1, capacity, 10);
    e->c.upper_paper = national;
    e->c.n_upper_papers = 1;
    e->c.overhang = rule;
    table_of(e, 0, whole, 1, upper, 0);
    table_of(e, 1, region, 1, lower, 1);
    return e;
}

#endif
