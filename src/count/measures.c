#include "count/measures.h"

/* Options that can hold seats: lists, candidates and persons; never "against all". */
static bool counts(const struct adil_outcome *o, uint32_t i)
{
    return o->votes->option[i].class == ADIL_OPTION_LIST && o->result[i].stood;
}

static struct adil_num seats_of(const struct adil_outcome *o, uint32_t i)
{
    return adil_num_int(o->result[i].seats);
}

static struct adil_num votes_of(const struct adil_outcome *o, uint32_t i)
{
    return o->result[i].votes.lo;
}

typedef struct adil_num part_of(const struct adil_outcome *o, uint32_t i);

static struct adil_num total(struct adil_arena *a, const struct adil_outcome *o, part_of *part)
{
    struct adil_num sum = adil_num_int(0);
    for (uint32_t i = 0; i < o->n_results; i++) {
        if (counts(o, i)) {
            sum = adil_num_add(a, sum, part(o, i));
        }
    }
    return sum;
}

/* 1 / sum of squared shares = total^2 / sum of squares. */
static struct adil_num effective(struct adil_arena *a, const struct adil_outcome *o, part_of *part,
                                 struct adil_num sum)
{
    struct adil_num squares = adil_num_int(0);
    for (uint32_t i = 0; i < o->n_results; i++) {
        if (counts(o, i)) {
            struct adil_num x = part(o, i);
            squares = adil_num_add(a, squares, adil_num_mul(a, x, x));
        }
    }
    return adil_num_div(a, adil_num_mul(a, sum, sum), squares);
}

/* Gallagher: sqrt(sum of squared differences / 2) in percentage points; Loosemore-Hanby: half the
 * sum of absolute differences. With v of V votes and s of S seats a difference is
 * (v S - s V) / (V S): the sums are over whole numbers, divided once at the end. */
static void differences(struct adil_arena *a, const struct adil_outcome *o, struct adil_num votes,
                        struct adil_num seats, struct adil_measures *m)
{
    struct adil_num squares = adil_num_int(0);
    struct adil_num sizes = adil_num_int(0);
    for (uint32_t i = 0; i < o->n_results; i++) {
        if (!counts(o, i)) {
            continue;
        }
        struct adil_num d = adil_num_sub(a, adil_num_mul(a, votes_of(o, i), seats),
                                         adil_num_mul(a, seats_of(o, i), votes));
        squares = adil_num_add(a, squares, adil_num_mul(a, d, d));
        sizes = adil_num_sign(d) < 0 ? adil_num_sub(a, sizes, d) : adil_num_add(a, sizes, d);
    }
    struct adil_num all = adil_num_mul(a, votes, seats);
    struct adil_num two = adil_num_int(2);
    struct adil_num mean =
        adil_num_div(a, squares, adil_num_mul(a, two, adil_num_mul(a, all, all)));
    m->gallagher = adil_num_sqrt(a, adil_num_mul(a, mean, adil_num_int(10000)), 6);
    m->loosemore_hanby = adil_num_div(a, sizes, adil_num_mul(a, two, all));
}

/* The votes of one part of a mixed system are no measure of the seats of all. */
static bool votes_known(const struct adil_outcome *o)
{
    if (o->n_parts > 1) {
        return false;
    }
    for (uint32_t i = 0; i < o->n_results; i++) {
        if (counts(o, i) && !adil_fact_is_known(o->result[i].votes)) {
            return false;
        }
    }
    return true;
}

struct adil_measures adil_measures_of(struct adil_arena *a, const struct adil_outcome *o)
{
    struct adil_measures m = {0};
    if (o->votes == NULL) {
        return m;
    }
    struct adil_num seats = total(a, o, seats_of);
    m.has_seats = o->has_seats && adil_num_sign(seats) > 0;
    if (m.has_seats) {
        m.effective_seats = effective(a, o, seats_of, seats);
    }
    if (!votes_known(o)) {
        return m;
    }
    struct adil_num votes = total(a, o, votes_of);
    m.has_votes = adil_num_sign(votes) > 0;
    if (!m.has_votes) {
        return m;
    }
    m.effective_votes = effective(a, o, votes_of, votes);
    if (m.has_seats) {
        differences(a, o, votes, seats, &m);
        m.wasted = adil_num_int(0);
        for (uint32_t i = 0; i < o->n_results; i++) {
            if (counts(o, i) && o->result[i].seats == 0) {
                m.wasted = adil_num_add(a, m.wasted, votes_of(o, i));
            }
        }
        m.wasted_share = adil_num_div(a, m.wasted, votes);
    }
    return m;
}
