#include "election.h"

#include "cases/za_1994_2014.h"
#include "cases/za_2019.h"
#include "cases/za_2024.h"

enum { REGIONS = 9 };

/* A tree of a whole and n regions, node i + 1 for region i. */
static const struct adil_units *units_of(struct election *e, const char *const *name, uint32_t n)
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
static struct election *two_tiers(void **state, const char *const *option, uint32_t n,
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
static void table_of(struct election *e, uint32_t paper, const char *const *name, uint32_t n,
                     const int64_t *cell, uint32_t first)
{
    struct adil_vote_unit *u = election_table(e, paper, 1, name, n, cell);
    for (uint32_t i = 0; i < n; i++) {
        u[i].unit = i + first;
    }
}

static const char *const whole[] = {"whole"};

static struct election *za_2024(void **state)
{
    struct election *e =
        two_tiers(state, za_2024_option, ZA_2024_OPTIONS, za_2024_region, REGIONS,
                  za_2024_capacity, 400);
    for (uint32_t i = ZA_2024_PARTIES; i < ZA_2024_OPTIONS; i++) {
        e->option[i].independent = true;
    }
    table_of(e, 0, whole, 1, za_2024_national, 0);
    table_of(e, 1, za_2024_region, REGIONS, &za_2024_regional[0][0], 1);
    return e;
}

static struct election *za_2019(void **state)
{
    struct election *e =
        two_tiers(state, za_2019_option, ZA_2019_OPTIONS, za_2019_region, REGIONS,
                  za_2019_capacity, 400);
    static const uint32_t one[] = {0};
    static const char *const row[] = {"ZA", "EC", "FS", "GP", "KZN", "LP", "MP", "NW", "NC", "WC"};
    int64_t *cell =
        adil_new(&e->m->perm, int64_t, (size_t)(REGIONS + 1) * ZA_2019_OPTIONS);
    memcpy(cell, za_2019_national, sizeof za_2019_national);
    memcpy(cell + ZA_2019_OPTIONS, za_2019_regional, sizeof za_2019_regional);
    table_of(e, 0, row, REGIONS + 1, cell, 0);
    e->table[0].has_root = true;
    e->c.lower_paper = 0;
    e->c.upper_paper = one;
    e->c.n_upper_papers = 1;
    return e;
}

static uint32_t option_at(const struct election *e, const char *id)
{
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        if (adil_span_is(e->v.option[i].id, id)) {
            return i;
        }
    }
    fail_msg("no option %s", id);
    return 0;
}

static uint32_t seats(const struct election *e, const char *id)
{
    return e->out.result[option_at(e, id)].seats;
}

static uint32_t differing(const struct election *e, const uint32_t *official)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        n += e->out.result[i].seats != official[i] ? 1 : 0;
    }
    return n;
}

static void assert_regions(const struct election *e, const uint32_t *official)
{
    assert_int_equal(e->out.tier.n_units, REGIONS);
    for (uint32_t u = 0; u < REGIONS; u++) {
        for (uint32_t i = 0; i < e->v.n_options; i++) {
            size_t at = (size_t)u * e->v.n_options + i;
            assert_int_equal(e->out.tier.seats[at], official[at]);
        }
    }
}

static void test_tiers__2024_gives_the_declared_400_seats(void **state)
{
    struct election *e = za_2024(state);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.seats_given, 400);
    assert_regions(e, &za_2024_lower[0][0]);
    assert_int_equal(differing(e, za_2024_total), 0);
    const struct adil_result *anc = &e->out.result[option_at(e, "ANC")];
    assert_int_equal(anc->lower, 86);
    assert_int_equal(anc->upper, 73);
    assert_true(adil_num_eq(e->out.base.lo, adil_num_int(31916604)));
}

/* Facts §3: five by surplus and eleven by average, in order; next in line DA at 80,017.3. */
static void test_tiers__2024_tells_the_last_sixteen_seats_in_order(void **state)
{
    static const char *const surplus[] = {"PAC", "UAT", "GOOD", "EFF", "RISE"};
    static const char *const surplus_votes[] = {"77541", "67945", "65814", "65452", "58915"};
    static const char *const average[] = {"BOSA", "ATM", "ACDP", "ALJAMA", "VFPlus", "PA",
                                          "NCC", "ActionSA", "UDM", "IFP", "MK"};
    struct election *e = za_2024(state);
    election_count(e);
    const struct adil_step *s = election_step(e, ADIL_STEP_UPPER_QUOTA, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_QUOTA), "79593");
    assert_span_is(election_in_step(e, s, ADIL_F_BASE), "31916604");
    s = election_step(e, ADIL_STEP_UPPER_AWARD, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_SEATS), "384");
    s = election_step(e, ADIL_STEP_REMAINDER_SEATS, 0);
    assert_int_equal(s->n_rows, ADIL_COUNT(surplus));
    for (uint32_t i = 0; i < s->n_rows; i++) {
        assert_span_is(election_in_row(e, s, i, ADIL_F_OPTION), surplus[i]);
        assert_span_is(election_in_row(e, s, i, ADIL_F_REMAINDER), surplus_votes[i]);
    }
    assert_span_is(election_in_row(e, s, 0, ADIL_F_SEAT), "385");
    s = election_step(e, ADIL_STEP_AVERAGE_SEATS, 0);
    assert_int_equal(s->n_rows, ADIL_COUNT(average));
    for (uint32_t i = 0; i < s->n_rows; i++) {
        assert_span_is(election_in_row(e, s, i, ADIL_F_OPTION), average[i]);
    }
    assert_span_is(election_in_row(e, s, 10, ADIL_F_SEAT), "400");
    const struct adil_num mk = election_figure(s->row[10].value, s->row[10].n,
                                               ADIL_F_QUOTIENT)->num;
    assert_span_is(adil_num_decimal(&e->m->perm, mk, 1), "80435.6");
    s = election_step(e, ADIL_STEP_LAST_SEAT, REGIONS);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "MK");
    assert_span_is(election_in_step(e, s, ADIL_F_NEXT), "DA");
}

/* Facts §2: quota of each region, seats by quota, the first loser, and the margin that follows. */
static void test_tiers__2024_tells_each_region(void **state)
{
    static const struct {
        const char *region, *quota, *free, *last, *next, *margin;
    } fact[] = {
        {"EC", "68929", "4", "PA", "ATM", "14278"},      /* 42,393 - 28,115 */
        {"FS", "75026", "2", "EFF", "DA", "12558"},      /* 40,121 - 27,563 */
        {"GP", "81972", "5", "IFP", "BOSA", "1313"},     /* 36,142 - 34,829 */
        {"KZN", "83456", "3", "DA", "NFP", "33834"},     /* 54,550 - 20,716 */
        {"LP", "67387", "2", "ANC", "DA", "10867"},      /* 27,641 - 16,774 */
        {"MP", "71435", "2", "MK", "VFPlus", "30863"},   /* 48,999 - 18,136 */
        {"NW", "63221", "2", "EFF", "VFPlus", "2567"},   /* 27,054 - 24,487 */
        {"NC", "65880", "2", "EFF", "PA", "18320"},      /* 52,314 - 33,994 */
        {"WC", "78518", "5", "DA", "EFF", "117"},        /* the closest call */
    };
    struct election *e = za_2024(state);
    election_count(e);
    for (uint32_t u = 0; u < REGIONS; u++) {
        const struct adil_step *s = election_step(e, ADIL_STEP_LOWER_SEATS, u);
        assert_span_is(election_in_step(e, s, ADIL_F_UNIT), fact[u].region);
        assert_span_is(election_in_step(e, s, ADIL_F_QUOTA), fact[u].quota);
        assert_span_is(election_in_step(e, s, ADIL_F_FREE), fact[u].free);
        s = election_step(e, ADIL_STEP_LAST_SEAT, u);
        assert_span_is(election_in_step(e, s, ADIL_F_UNIT), fact[u].region);
        assert_span_is(election_in_step(e, s, ADIL_F_OPTION), fact[u].last);
        assert_span_is(election_in_step(e, s, ADIL_F_NEXT), fact[u].next);
        assert_span_is(election_in_step(e, s, ADIL_F_SHORT), fact[u].margin);
    }
}

/* Facts §3, traps: each wrong reading of the rule gives other seats, by known numbers. */
static void test_tiers__2024_wrong_readings_give_other_seats(void **state)
{
    struct election *e = za_2024(state);
    e->c.upper_surplus_all = true;
    election_count(e);
    assert_int_equal(differing(e, za_2024_total), 12);
    assert_int_equal(seats(e, "ANC"), 160);

    static const uint32_t national[] = {0};
    e = za_2024(state);
    e->c.upper_paper = national;
    e->c.n_upper_papers = 1;
    election_count(e);
    assert_int_equal(differing(e, za_2024_total), 9);
    assert_int_equal(seats(e, "ANC"), 163);
    assert_int_equal(seats(e, "DA"), 88);
    assert_int_equal(seats(e, "MK"), 59);

    e = za_2024(state);
    e->c.upper_paper = national;
    e->c.n_upper_papers = 1;
    e->c.unit_seats = NULL;
    e->c.seats = 200;
    election_count(e);
    assert_int_equal(seats(e, "ANC"), 81);
}

static void test_tiers__2019_gives_the_declared_400_seats(void **state)
{
    struct election *e = za_2019(state);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_regions(e, &za_2019_lower[0][0]);
    assert_int_equal(differing(e, za_2019_total), 0);
    const struct adil_step *s = election_step(e, ADIL_STEP_UPPER_QUOTA, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_QUOTA), "43485");
    assert_span_is(election_in_step(e, s, ADIL_F_BASE), "17437379");
    static const char *const surplus[] = {"UDM", "ATM", "PAC", "ALJAMA", "GOOD"};
    static const char *const average[] = {"NFP", "ACDP", "AIC", "COPE",
                                          "VFPlus", "IFP", "EFF", "DA"};
    s = election_step(e, ADIL_STEP_REMAINDER_SEATS, 0);
    assert_int_equal(s->n_rows, ADIL_COUNT(surplus));
    for (uint32_t i = 0; i < s->n_rows; i++) {
        assert_span_is(election_in_row(e, s, i, ADIL_F_OPTION), surplus[i]);
    }
    s = election_step(e, ADIL_STEP_AVERAGE_SEATS, 0);
    assert_int_equal(s->n_rows, ADIL_COUNT(average));
    for (uint32_t i = 0; i < s->n_rows; i++) {
        assert_span_is(election_in_row(e, s, i, ADIL_F_OPTION), average[i]);
    }
    s = election_step(e, ADIL_STEP_LAST_SEAT, 6); /* NW: DA 41,401 over VFPlus 40,225 */
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "DA");
    assert_span_is(election_in_step(e, s, ADIL_F_NEXT), "VFPlus");
    assert_span_is(election_in_step(e, s, ADIL_F_SHORT), "1176");
}

static void assert_national(void **state, const struct za_list *list, uint32_t n)
{
    const char **name = adil_new(&((struct test_arenas *)*state)->perm, const char *, n);
    int64_t *votes = adil_new(&((struct test_arenas *)*state)->perm, int64_t, n);
    for (uint32_t i = 0; i < n; i++) {
        name[i] = list[i].option;
        votes[i] = list[i].votes;
    }
    static const uint32_t one[] = {0};
    struct election *e = two_tiers(state, name, n, NULL, 0, NULL, 400);
    e->c.unit_seats = NULL;
    e->c.units = NULL;
    e->c.upper_paper = one;
    e->c.n_upper_papers = 1;
    table_of(e, 0, whole, 1, votes, 0);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(e->out.result[i].seats, list[i].seats);
    }
}

static void test_tiers__the_upper_tier_alone_gives_1994_to_2014(void **state)
{
    assert_national(state, za_1994, ADIL_COUNT(za_1994));
    assert_national(state, za_1999, ADIL_COUNT(za_1999));
    assert_national(state, za_2004, ADIL_COUNT(za_2004));
    assert_national(state, za_2009, ADIL_COUNT(za_2009));
    assert_national(state, za_2014, ADIL_COUNT(za_2014));
}

/* One region, all seats regional: the award of the whole is the region's, so nothing is added. */
static struct election *one_region(void **state, const char *const *option, uint32_t n,
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

static void assert_lower(const struct election *e, uint32_t unit, const uint32_t *want)
{
    for (uint32_t i = 0; i < e->v.n_options; i++) {
        assert_int_equal(e->out.tier.seats[(size_t)unit * e->v.n_options + i], want[i]);
    }
}

/* Facts §3, end: the Commission's two worked examples. */
static void test_tiers__the_commissions_worked_examples(void **state)
{
    static const char *const option[] = {"A", "B", "C", "D", "E"};
    static const int64_t first[] = {1350000, 935000, 3560000, 45000, 490000};
    static const uint32_t first_seats[] = {10, 7, 27, 0, 4};
    struct election *e = one_region(state, option, 5, first, 48);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, first_seats);

    static const int64_t second[] = {780000, 35000, 1360000, 490000, 104500};
    static const uint32_t second_seats[] = {7, 0, 12, 4, 1};
    e = one_region(state, option, 5, second, 24);
    e->option[4].independent = true;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, second_seats);
}

/* 10 seats, quota floor(1100/11)+1 = 101: A 505 -> 5, B 303 -> 3, C 292 -> 2. B's list has two
 * names: it keeps 2 and leaves. A and C share 8 anew: quota floor(797/9)+1 = 89: A 5 (60 over),
 * C 3 (25 over); nothing is left. */
static void test_tiers__a_short_regional_list_forfeits_and_the_rest_share_anew(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {505, 303, 292};
    static const uint32_t before[] = {5, 3, 2};
    static const uint32_t after[] = {5, 2, 3};
    static const uint32_t lists[] = {0, 0, 0, 10, 2, 10};
    struct election *e = one_region(state, option, 3, votes, 10);
    election_count(e);
    assert_lower(e, 0, before);

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, after);
    const struct adil_step *s = election_step(e, ADIL_STEP_FORFEIT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTION), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_FORFEITED), "1");
    s = election_step(e, ADIL_STEP_RECALCULATED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_OPTIONS), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_FREE), "8");
    assert_span_is(election_in_step(e, s, ADIL_F_VOTES), "797");
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_LOWER_SEATS, 1), ADIL_F_QUOTA),
                   "89");

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    e->c.forfeits = ADIL_FORFEIT_EMPTY;
    election_count(e);
    static const uint32_t empty[] = {5, 2, 2};
    assert_lower(e, 0, empty);

    e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    e->c.forfeits = ADIL_FORFEIT_GAP;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_FORFEIT);
}

/* The second sharing makes C's list too short as well: C gets 3, has 2 names; then A alone. */
static void test_tiers__forfeits_are_looked_for_until_there_are_none(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {505, 303, 292};
    static const uint32_t lists[] = {0, 0, 0, 10, 2, 2};
    static const uint32_t want[] = {6, 2, 2};
    struct election *e = one_region(state, option, 3, votes, 10);
    e->c.unit_lists = lists;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, want);
    assert_non_null(election_step(e, ADIL_STEP_RECALCULATED, 1));
    assert_null(election_step(e, ADIL_STEP_RECALCULATED, 2));
}

/* I alone has two quotas in a region of 10: it keeps one seat; its votes and seat leave. Quota
 * floor(1100/11)+1 = 101; I 250 -> 2 (48 over), A 505 -> 5 (0), C 345 -> 3 (42): I 2, A 5, C 3
 * without surplus seats. Anew 9 seats over 850: quota 86: A 5 (75), C 4 (1). */
static void test_tiers__an_independent_keeps_one_seat_of_a_region(void **state)
{
    static const char *const option[] = {"A", "C", "I"};
    static const int64_t votes[] = {505, 345, 250};
    static const uint32_t want[] = {5, 4, 1};
    struct election *e = one_region(state, option, 3, votes, 10);
    e->option[2].independent = true;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, want);
    assert_int_equal(e->out.result[2].seats, 1);
    assert_int_equal(e->out.result[2].upper, 0);
}

/* I wins a seat in R (200 of 600 votes) and in S (300 of 1200): it keeps R, where its share is
 * higher although its votes are fewer. S shares its 4 seats anew without it: 900 votes, quota
 * floor(900/5)+1 = 181: A 500 -> 2 (138), C 400 -> 2 (38). */
static struct election *twice_elected(void **state, int64_t in_s)
{
    static const char *const option[] = {"A", "C", "I"};
    static const char *const region[] = {"R", "S"};
    static const uint32_t capacity[] = {2, 4};
    static const uint32_t lower[] = {1};
    const int64_t votes[] = {300, 100, 200, 500, 400, in_s};
    struct election *e = two_tiers(state, option, 3, region, 2, capacity, 12);
    e->option[2].independent = true;
    e->c.upper_paper = lower;
    e->c.n_upper_papers = 1;
    table_of(e, 1, region, 2, votes, 1);
    return e;
}

static void test_tiers__an_independent_keeps_the_region_with_the_higher_share(void **state)
{
    static const uint32_t in_r[] = {1, 0, 1};
    static const uint32_t in_s[] = {2, 2, 0};
    struct election *e = twice_elected(state, 300);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_lower(e, 0, in_r);
    assert_lower(e, 1, in_s);
    const struct adil_step *s = election_step(e, ADIL_STEP_FORFEIT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNIT), "S");
    assert_null(election_step(e, ADIL_STEP_FORFEIT, 1));
    s = election_step(e, ADIL_STEP_RECALCULATED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNIT), "S");
    assert_span_is(election_in_step(e, s, ADIL_F_FREE), "4");
    /* 12 seats, one held by the independent: 11 are shared over 1300 votes of lists. */
    s = election_step(e, ADIL_STEP_UPPER_QUOTA, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_SEATS), "11");
    assert_span_is(election_in_step(e, s, ADIL_F_BASE), "1300");
    assert_int_equal(e->out.seats_given, 12);
}

/* 200 of 600 is 450 of 1350: no rule says which region is kept. */
static void test_tiers__equal_shares_of_an_independent_are_a_gap(void **state)
{
    struct election *e = twice_elected(state, 450);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_EQUAL_SHARES);
}

/* A: 60 of 100 votes in each of the regions, but few on the national paper. */
static struct election *overhanging(void **state, enum adil_overhang_rule rule)
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

/* Regional: quota floor(1000/6)+1 = 167: A 3 (99), B 1 (133), C 0 (100); one seat to B: 3, 2, 0.
 * Whole: quota floor(1000/11)+1 = 91: A 1 (9), B 5 (45), C 4 (36): 10. A has two too many. */
static void test_tiers__overhang_by_each_rule(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_OVERHANG);

    e = overhanging(state, ADIL_OVERHANG_KEEP);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 3);
    assert_int_equal(seats(e, "B"), 5);
    assert_int_equal(seats(e, "C"), 4);
    assert_int_equal(e->out.seats_given, 12);

    /* B and C share the 7 seats that A leaves: quota floor(900/8)+1 = 113: B 4 (48), C 3 (61). */
    e = overhanging(state, ADIL_OVERHANG_ABSORB);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 3);
    assert_int_equal(seats(e, "B"), 4);
    assert_int_equal(seats(e, "C"), 3);
    assert_int_equal(e->out.seats_given, 10);
}

/* The award is A 1, B 5, C 4, no regional seats; B's national list has two names: it keeps 2 and
 * leaves. 8 seats over 500: quota floor(500/9)+1 = 56: A 1 (44), C 7 (8). */
static void test_tiers__a_short_national_list_forfeits_and_the_rest_share_anew(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->option[1].list_length = 2;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 1);
    assert_int_equal(seats(e, "B"), 2);
    assert_int_equal(seats(e, "C"), 7);
}

static void test_tiers__lists_of_unknown_length(void **state)
{
    struct election *e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->option[0].list_length = 10;
    election_count(e);
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_LIST_ASSUMED, 0),
                                    ADIL_F_OPTIONS),
                   "B;C");

    e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->c.lists_unknown = ADIL_LISTS_UNKNOWN;
    election_found(e, ADIL_FOUND_LIST_LENGTH, 0, 10);
    election_found(e, ADIL_FOUND_LIST_LENGTH, 1, 10);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_unknown(e, "C");

    e = overhanging(state, ADIL_OVERHANG_GAP);
    e->c.unit_seats = NULL;
    e->c.lists_unknown = ADIL_LISTS_UNKNOWN;
    for (uint32_t i = 0; i < 3; i++) {
        election_found(e, ADIL_FOUND_LIST_LENGTH, i, 10);
    }
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_null(election_step(e, ADIL_STEP_LIST_ASSUMED, 0));
}

/* Three seats, 400 votes, quota 101: A 1 (99), B 1 (99), C 0 (100): C gets the last seat. With 99
 * each in the remainder, two seats among A, B is no tie, one is. */
static void test_tiers__a_tie_of_surpluses_is_named(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t clear[] = {200, 200, 100};
    static const int64_t tied[] = {200, 200, 50};
    static const uint32_t seats_clear[] = {1, 1, 1};
    struct election *e = one_region(state, option, 3, clear, 3);
    election_count(e); /* quota floor(500/4)+1 = 126: A 1 (74), B 1 (74), C 0 (100) */
    assert_lower(e, 0, seats_clear);
    assert_int_equal(e->out.n_ties, 0);

    e = one_region(state, option, 3, tied, 3);
    election_count(e); /* quota floor(450/4)+1 = 113: A 1 (87), B 1 (87), C 0 (50) */
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_int_equal(e->out.tie[0].n, 2);
    assert_int_equal(e->out.tie[0].take, 1);
    assert_int_equal(e->out.tie[0].stage, ADIL_STEP_LOWER_SEATS);
    assert_span_is(e->out.tie[0].unit, "R");
    assert_false(e->out.tie[0].resolved);

    e = one_region(state, option, 3, tied, 3);
    e->c.tie[0] = ADIL_TIE_REGISTERED;
    e->c.n_ties = 1;
    e->option[0].registered_order = 7;
    e->option[1].registered_order = 3;
    e->option[2].registered_order = 1;
    election_count(e);
    static const uint32_t earlier[] = {1, 2, 0};
    assert_lower(e, 0, earlier);
}

/* The upper tier alone over one paper, whole quotas and then averages. */
static struct election *by_averages(void **state, const char *const *option, uint32_t n,
                                    const int64_t *votes, uint32_t n_seats)
{
    static const uint32_t one[] = {0};
    struct election *e = two_tiers(state, option, n, NULL, 0, NULL, n_seats);
    e->c.unit_seats = NULL;
    e->c.units = NULL;
    e->c.upper_paper = one;
    e->c.n_upper_papers = 1;
    e->c.upper_surplus_seats = 0;
    table_of(e, 0, whole, 1, votes, 0);
    election_count(e);
    return e;
}

/* 880 votes. 9 seats: quota floor(880/10)+1 = 89: A 4, B 4, C 0; one left, A and B both at 100.
 * 10 seats: quota floor(880/11)+1 = 81: the same, two left: one each. */
static void test_tiers__a_tie_of_averages_matters_only_at_the_last_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C"};
    static const int64_t votes[] = {400, 400, 80};
    struct election *e = by_averages(state, option, 3, votes, 9);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.n_ties, 1);
    assert_int_equal(e->out.tie[0].stage, ADIL_STEP_AVERAGE_SEATS);
    assert_int_equal(e->out.tie[0].take, 1);

    e = by_averages(state, option, 3, votes, 10);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 5);
    assert_int_equal(seats(e, "B"), 5);
    assert_int_equal(seats(e, "C"), 0);
    assert_int_equal(e->out.n_ties, 0);
}

/* 265 votes, 6 seats: quota floor(265/7)+1 = 38: A 2, B 1, three left. Averages: A 50, then 33 1/3;
 * B 45, then 22 1/2; so A, B, A. The others have no seat and cannot take part. */
static void test_tiers__averages_are_recomputed_after_each_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};
    static const int64_t votes[] = {100, 45, 15, 15, 15, 15, 15, 15, 15, 15};
    struct election *e = by_averages(state, option, 10, votes, 6);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(seats(e, "A"), 4);
    assert_int_equal(seats(e, "B"), 2);
    const struct adil_step *s = election_step(e, ADIL_STEP_AVERAGE_SEATS, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_OPTION), "A");
    assert_span_is(election_in_row(e, s, 1, ADIL_F_OPTION), "B");
    assert_span_is(election_in_row(e, s, 2, ADIL_F_OPTION), "A");
    assert_span_is(election_in_row(e, s, 2, ADIL_F_QUOTIENT), "100/3");
    /* B would have needed 100/3 for each of its two seats: 66 2/3, and has 45. */
    s = election_step(e, ADIL_STEP_LAST_SEAT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_NEXT), "B");
    assert_span_is(election_in_step(e, s, ADIL_F_SHORT), "65/3");
}

/* Nobody reaches a quota of 26: 100 votes, 3 seats, five lists at 20. */
static void test_tiers__averages_need_somebody_with_a_seat(void **state)
{
    static const char *const option[] = {"A", "B", "C", "D", "E"};
    static const int64_t votes[] = {20, 20, 20, 20, 20};
    struct election *e = by_averages(state, option, 5, votes, 3);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NO_SEATS_YET);
}

static void test_tiers__an_unknown_cell_names_its_place(void **state)
{
    struct election *e = za_2024(state);
    int64_t *cell = adil_new(&e->m->perm, int64_t, (size_t)REGIONS * ZA_2024_OPTIONS);
    memcpy(cell, za_2024_regional, sizeof za_2024_regional);
    cell[3 * ZA_2024_OPTIONS + option_at(e, "MK")] = ADIL_VOTES_UNKNOWN;
    e->table[1].cell = cell;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_unknown(e, "MK");
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_UNKNOWN_FIGURE, 0), ADIL_F_UNIT),
                   "KZN");

    e = za_2024(state);
    e->table[1].n_units = REGIONS - 1;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_UNIT_ABSENT);
    assert_span_is(election_in_step(e, election_step(e, ADIL_STEP_GAP, 0), ADIL_F_UNIT), "WC");

    e = za_2024(state);
    e->table[0] = e->table[1];
    e->v.n_tables = 1;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NO_VOTES);
}

/* 5% of 31,916,604: only ANC, DA, MK and EFF pass; the others keep what they won in the regions. */
static void test_tiers__a_threshold_bars_from_the_upper_tier(void **state)
{
    struct election *e = za_2024(state);
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    e->c.overhang = ADIL_OVERHANG_KEEP;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_false(e->out.result[option_at(e, "EFF")].barred);
    assert_true(e->out.result[option_at(e, "IFP")].barred);
    assert_int_equal(seats(e, "IFP"), 9);
    assert_int_equal(seats(e, "ACDP"), 0);
    assert_int_equal(e->out.seats_given, 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_tiers__2024_gives_the_declared_400_seats),
        test_case(test_tiers__2024_tells_the_last_sixteen_seats_in_order),
        test_case(test_tiers__2024_tells_each_region),
        test_case(test_tiers__2024_wrong_readings_give_other_seats),
        test_case(test_tiers__2019_gives_the_declared_400_seats),
        test_case(test_tiers__the_upper_tier_alone_gives_1994_to_2014),
        test_case(test_tiers__the_commissions_worked_examples),
        test_case(test_tiers__a_short_regional_list_forfeits_and_the_rest_share_anew),
        test_case(test_tiers__forfeits_are_looked_for_until_there_are_none),
        test_case(test_tiers__an_independent_keeps_one_seat_of_a_region),
        test_case(test_tiers__an_independent_keeps_the_region_with_the_higher_share),
        test_case(test_tiers__equal_shares_of_an_independent_are_a_gap),
        test_case(test_tiers__overhang_by_each_rule),
        test_case(test_tiers__a_short_national_list_forfeits_and_the_rest_share_anew),
        test_case(test_tiers__lists_of_unknown_length),
        test_case(test_tiers__a_tie_of_surpluses_is_named),
        test_case(test_tiers__a_tie_of_averages_matters_only_at_the_last_seat),
        test_case(test_tiers__averages_are_recomputed_after_each_seat),
        test_case(test_tiers__averages_need_somebody_with_a_seat),
        test_case(test_tiers__an_unknown_cell_names_its_place),
        test_case(test_tiers__a_threshold_bars_from_the_upper_tier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
