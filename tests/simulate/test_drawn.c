/* What is drawn meets what was published: exactly, and in every line of every protocol. */
#include "plan_real.h"

#include <string.h>

static int64_t at(const struct adil_drawn *d, enum adil_place_figure f, uint32_t place)
{
    return d->figure[f][place];
}

static struct adil_drawn draw(struct plan_real *p, const char *seed, uint32_t places)
{
    struct adil_drawn d;
    adil_err err = adil_draw(&p->cli.perm, p->cli.scratch, &p->plan, &p->loaded.votes,
                             adil_span_of(seed), places, &d, &p->cli.diag);
    assert_int_equal(err.code, ADIL_C_OK);
    return d;
}

static int64_t sum_of(const struct adil_drawn *d, enum adil_place_figure f, uint32_t first,
                      uint32_t n)
{
    int64_t all = 0;
    for (uint32_t i = first; i < first + n; i++) {
        all += at(d, f, i);
    }
    return all;
}

static int64_t votes_of(const struct adil_drawn *d, uint32_t option)
{
    int64_t all = 0;
    for (uint32_t i = 0; i < d->n_places; i++) {
        all += d->votes[(size_t)i * d->plan->n_options + option];
    }
    return all;
}

static void test_official_totals_are_met_exactly(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    for (uint32_t seed = 1; seed <= 3; seed++) {
        char text[2] = {(char)('0' + seed), 0};
        struct adil_drawn d = draw(&p, text, 0);
        const struct adil_table *t = adil_votes_table(&p.loaded.votes, 0, 1);
        assert_int_equal(d.n_places, 10223);
        assert_int_equal(sum_of(&d, ADIL_FIG_LISTED, 0, d.n_places), 12035578);
        assert_int_equal(sum_of(&d, ADIL_FIG_ISSUED, 0, d.n_places), 6521860);
        for (uint32_t i = 0; i < p.plan.n_options; i++) {
            assert_int_equal(votes_of(&d, i), t->cell[i]);
        }
    }
}

/* The last unit of the plan is the one with official figures of its own. */
static void test_abroad_has_its_own_figures(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn d = draw(&p, "1", 0);
    const struct adil_drawn_unit *abroad = &d.unit[p.plan.n_units - 1];
    assert_int_equal(p.plan.unit[p.plan.n_units - 1].turnout, -1);
    assert_int_equal(abroad->n, 77);
    assert_int_equal(sum_of(&d, ADIL_FIG_LISTED, abroad->first, abroad->n), 12132);
    assert_int_equal(sum_of(&d, ADIL_FIG_CAST, abroad->first, abroad->n), 8800);
}

/* issued / registered, to two places of a hundred, half up, is the published percentage. */
static void assert_turnouts(const struct adil_drawn *d)
{
    for (uint32_t i = 0; i < d->plan->n_units; i++) {
        const struct adil_drawn_unit *u = &d->unit[i];
        int64_t listed = sum_of(d, ADIL_FIG_LISTED, u->first, u->n);
        int64_t issued = sum_of(d, ADIL_FIG_ISSUED, u->first, u->n);
        int64_t published = d->plan->unit[i].turnout;
        if (published >= 0) {
            assert_int_equal((2 * issued * 10000 + listed) / (2 * listed), published);
        }
    }
}

static void test_every_turnout_rounds_to_what_was_published(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn d = draw(&p, "1", 0);
    assert_turnouts(&d);
}

/* Of fewer places: no whole number of ballots is nearer. */
static void test_scaled_turnouts_are_the_nearest(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn d = draw(&p, "1", 120);
    for (uint32_t i = 0; i < p.plan.n_units; i++) {
        const struct adil_drawn_unit *u = &d.unit[i];
        int64_t listed = sum_of(&d, ADIL_FIG_LISTED, u->first, u->n);
        int64_t issued = sum_of(&d, ADIL_FIG_ISSUED, u->first, u->n);
        int64_t off = issued * 10000 - listed * p.plan.unit[i].turnout;
        if (p.plan.unit[i].turnout >= 0) {
            assert_in_range((off < 0 ? -off : off) * 2, 0, listed > 10000 ? listed : 10000);
        }
    }
    int64_t votes = 0;
    for (uint32_t i = 0; i < p.plan.n_options; i++) {
        assert_int_equal(votes_of(&d, i), d.is.votes[i]);
        votes += d.is.votes[i];
    }
    assert_int_equal(votes, sum_of(&d, ADIL_FIG_VALID, 0, d.n_places));
}

/* The relations of a protocol (P.01 to P.08 of the law). */
static void assert_protocol(const struct adil_drawn *d, uint32_t i)
{
    int64_t votes = 0;
    for (uint32_t k = 0; k < d->plan->n_options; k++) {
        int32_t n = d->votes[(size_t)i * d->plan->n_options + k];
        assert_true(n >= 0);
        votes += n;
    }
    for (uint32_t f = 0; f < ADIL_N_PLACE_FIGURES; f++) {
        assert_true(at(d, (enum adil_place_figure)f, i) >= 0);
    }
    int64_t issued = at(d, ADIL_FIG_ISSUED_IN, i) + at(d, ADIL_FIG_ISSUED_OUT, i);
    int64_t cast = at(d, ADIL_FIG_CAST, i);
    assert_int_equal(issued, at(d, ADIL_FIG_ISSUED, i));
    assert_int_equal(at(d, ADIL_FIG_RECEIVED, i),
                     issued + at(d, ADIL_FIG_UNUSED, i) + at(d, ADIL_FIG_SPOILED, i));
    assert_int_equal(cast, at(d, ADIL_FIG_FIXED, i) + at(d, ADIL_FIG_PORTABLE, i));
    assert_true(cast <= issued && issued <= at(d, ADIL_FIG_LISTED, i));
    assert_true(at(d, ADIL_FIG_PORTABLE, i) <= at(d, ADIL_FIG_ISSUED_OUT, i));
    assert_true(at(d, ADIL_FIG_BY_CERTIFICATE, i) <= issued);
    assert_int_equal(cast, votes + at(d, ADIL_FIG_INVALID, i) + at(d, ADIL_FIG_NOT_COUNTED, i));
    assert_true(at(d, ADIL_FIG_LISTED, i) <= 3000);
}

static void test_every_protocol_adds_up(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn d = draw(&p, "1", 0);
    uint32_t pick = adil_plan_pick_find(&p.plan, ADIL_SPAN("unclear"));
    uint32_t unclear = 0;
    for (uint32_t i = 0; i < d.n_places; i++) {
        assert_protocol(&d, i);
        bool many = at(&d, ADIL_FIG_INVALID, i) * 100 > 5 * at(&d, ADIL_FIG_CAST, i);
        assert_int_equal(many, d.picks[i] >> pick & 1);
        unclear += many;
    }
    assert_int_equal(unclear, p.plan.pick[pick].n);
}

static void test_reports_rise_to_the_ballots_of_the_day(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn d = draw(&p, "1", 0);
    uint32_t n = p.plan.n_reports;
    for (uint32_t i = 0; i < d.n_places; i++) {
        for (uint32_t k = 1; k < n; k++) {
            assert_true(d.report[i * n + k - 1] <= d.report[i * n + k]);
        }
        assert_int_equal(d.report[i * n + n - 1], at(&d, ADIL_FIG_ISSUED, i));
    }
}

static void test_the_same_seed_draws_the_same(void **state)
{
    struct plan_real p;
    plan_real_open(&p, *state);
    struct adil_drawn a = draw(&p, "seed", 300);
    struct adil_drawn b = draw(&p, "seed", 300);
    struct adil_drawn c = draw(&p, "other", 300);
    size_t n = a.n_places * sizeof(int64_t);
    size_t votes = (size_t)a.n_places * p.plan.n_options * sizeof(int32_t);
    for (uint32_t f = 0; f < ADIL_N_PLACE_FIGURES; f++) {
        assert_memory_equal(a.figure[f], b.figure[f], n);
    }
    assert_memory_equal(a.votes, b.votes, votes);
    assert_int_not_equal(memcmp(a.votes, c.votes, votes), 0);
}

static void test_too_few_places_are_refused(void **state)
{
    struct plan_real p;
    struct adil_drawn d;
    plan_real_open(&p, *state);
    const uint32_t wrong[] = {1, 41, 10224};
    for (size_t i = 0; i < ADIL_COUNT(wrong); i++) {
        adil_err err = adil_draw(&p.cli.perm, p.cli.scratch, &p.plan, &p.loaded.votes,
                                 ADIL_SPAN("1"), wrong[i], &d, &p.cli.diag);
        assert_int_equal(err.code, ADIL_C_INPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_official_totals_are_met_exactly),
        test_case(test_abroad_has_its_own_figures),
        test_case(test_every_turnout_rounds_to_what_was_published),
        test_case(test_scaled_turnouts_are_the_nearest),
        test_case(test_every_protocol_adds_up),
        test_case(test_reports_rise_to_the_ballots_of_the_day),
        test_case(test_the_same_seed_draws_the_same),
        test_case(test_too_few_places_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
