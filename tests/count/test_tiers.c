#include "two_tiers.h"

#include "cases/za_1994_2014.h"
#include "cases/za_2019.h"
#include "cases/za_2024.h"

enum { REGIONS = 9 };

static struct election *za_2024(void **state)
{
    struct election *e = two_tiers(state, za_2024_option, ZA_2024_OPTIONS, za_2024_region, REGIONS,
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
    struct election *e = two_tiers(state, za_2019_option, ZA_2019_OPTIONS, za_2019_region, REGIONS,
                                   za_2019_capacity, 400);
    static const uint32_t one[] = {0};
    static const char *const row[] = {"ZA", "EC", "FS", "GP", "KZN", "LP", "MP", "NW", "NC", "WC"};
    int64_t *cell = adil_new(&e->m->perm, int64_t, (size_t)(REGIONS + 1) * ZA_2019_OPTIONS);
    memcpy(cell, za_2019_national, sizeof za_2019_national);
    memcpy(cell + ZA_2019_OPTIONS, za_2019_regional, sizeof za_2019_regional);
    table_of(e, 0, row, REGIONS + 1, cell, 0);
    e->table[0].has_root = true;
    e->c.lower_paper = 0;
    e->c.upper_paper = one;
    e->c.n_upper_papers = 1;
    return e;
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
    static const char *const average[] = {"BOSA", "ATM",      "ACDP", "ALJAMA", "VFPlus", "PA",
                                          "NCC",  "ActionSA", "UDM",  "IFP",    "MK"};
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
    const struct adil_num mk =
        election_figure(s->row[10].value, s->row[10].n, ADIL_F_QUOTIENT)->num;
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
        {"EC", "68929", "4", "PA", "ATM", "14278"},    /* 42,393 - 28,115 */
        {"FS", "75026", "2", "EFF", "DA", "12558"},    /* 40,121 - 27,563 */
        {"GP", "81972", "5", "IFP", "BOSA", "1313"},   /* 36,142 - 34,829 */
        {"KZN", "83456", "3", "DA", "NFP", "33834"},   /* 54,550 - 20,716 */
        {"LP", "67387", "2", "ANC", "DA", "10867"},    /* 27,641 - 16,774 */
        {"MP", "71435", "2", "MK", "VFPlus", "30863"}, /* 48,999 - 18,136 */
        {"NW", "63221", "2", "EFF", "VFPlus", "2567"}, /* 27,054 - 24,487 */
        {"NC", "65880", "2", "EFF", "PA", "18320"},    /* 52,314 - 33,994 */
        {"WC", "78518", "5", "DA", "EFF", "117"},      /* the closest call */
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
    static const char *const average[] = {"NFP",    "ACDP", "AIC", "COPE",
                                          "VFPlus", "IFP",  "EFF", "DA"};
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
        test_case(test_tiers__an_unknown_cell_names_its_place),
        test_case(test_tiers__a_threshold_bars_from_the_upper_tier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
