#include "count/votes.h"

/* Bounds rest on one sentence: the marks on the ballots of a unit are at most `marks` times the
 * ballots that can bear them. See docs/design/counting.md, "Unknown figures". */

const struct adil_table *adil_votes_table(const struct adil_votes *v, uint32_t paper,
                                          uint32_t round)
{
    for (uint32_t i = 0; i < v->n_tables; i++) {
        if (v->table[i].paper == paper && v->table[i].round == round) {
            return &v->table[i];
        }
    }
    return NULL;
}

const struct adil_published_finding *adil_votes_found(const struct adil_votes *v,
                                                      enum adil_finding_kind kind, uint32_t option)
{
    for (uint32_t i = 0; i < v->n_findings; i++) {
        if (v->finding[i].kind == kind && v->finding[i].option == option) {
            return &v->finding[i];
        }
    }
    return NULL;
}

static struct adil_fact unknown(void)
{
    return adil_fact_from(adil_num_int(0));
}

static struct adil_fact between(struct adil_num lo, struct adil_num hi)
{
    return (struct adil_fact){.lo = lo, .hi = adil_num_max(lo, hi)};
}

static bool known_cell(int64_t cell)
{
    return cell != ADIL_VOTES_UNKNOWN;
}

/* Value of a known cell: an option that does not stand in the unit has none. */
static int64_t cell_value(int64_t cell)
{
    return cell >= 0 ? cell : 0;
}

static bool in_class(const struct adil_votes *v, uint32_t option, uint32_t quantity)
{
    enum adil_option_class class = v->option[option].class;
    switch (quantity) {
    case ADIL_Q_NOT_COUNTED:
        return class == ADIL_OPTION_NOT_COUNTED;
    case ADIL_Q_FOR_OPTIONS:
        return class == ADIL_OPTION_LIST;
    default: /* ADIL_Q_COUNTED: `quantity` is any number, vocabularies are open */
        return class != ADIL_OPTION_NOT_COUNTED;
    }
}

/* Sum of the known cells of a class of options in one unit. Out *all: none is unknown. */
static struct adil_num class_sum(struct adil_arena *a, const struct adil_votes *v,
                                 const struct adil_table *t, uint32_t unit, uint32_t quantity,
                                 bool *all)
{
    struct adil_num sum = adil_num_int(0);
    int64_t run = 0; /* flushed into `sum` before it would overflow */
    *all = true;
    for (uint32_t i = 0; i < v->n_options; i++) {
        if (!in_class(v, i, quantity)) {
            continue;
        }
        int64_t cell = t->cell[(size_t)unit * v->n_options + i];
        *all = *all && known_cell(cell);
        int64_t next = 0;
        if (__builtin_add_overflow(run, cell_value(cell), &next)) {
            sum = adil_num_add(a, sum, adil_num_int(run));
            next = cell_value(cell);
        }
        run = next;
    }
    return adil_num_add(a, sum, adil_num_int(run));
}

static uint32_t marks_of(const struct adil_contest *c, const struct adil_table *t)
{
    ADIL_ASSERT(t->paper < c->n_papers);
    return c->paper[t->paper].marks;
}

/* What one unit has room for, and what of it is used by known figures. */
struct room {
    bool bounded;
    struct adil_num marks;       /* at most this many marks for options that are counted */
    struct adil_num counted;     /* known marks */
    struct adil_num not_counted; /* known ballots left out of the tally */
    bool all_counted;
    bool all_not_counted;
    bool ballots_known;      /* `ballots` is set */
    struct adil_num ballots; /* cast, else issued, else registered */
};

static struct room room_of(struct adil_arena *a, const struct adil_contest *c,
                           const struct adil_votes *v, const struct adil_table *t, uint32_t unit)
{
    const struct adil_turnout *turnout = &t->unit[unit].turnout;
    struct room r = {0};
    r.counted = class_sum(a, v, t, unit, ADIL_Q_COUNTED, &r.all_counted);
    r.not_counted = class_sum(a, v, t, unit, ADIL_Q_NOT_COUNTED, &r.all_not_counted);
    int64_t ballots = turnout->cast >= 0     ? turnout->cast
                      : turnout->issued >= 0 ? turnout->issued
                                             : turnout->registered;
    struct adil_num bearing = adil_num_int(0);
    if (ballots >= 0) {
        r.ballots_known = true;
        r.ballots = adil_num_int(ballots);
        bearing = adil_num_sub(a, r.ballots, r.not_counted);
        if (turnout->invalid > 0) {
            bearing = adil_num_sub(a, bearing, adil_num_int(turnout->invalid));
        }
    }
    if (turnout->valid >= 0) {
        struct adil_num valid = adil_num_int(turnout->valid);
        bearing = ballots >= 0 ? adil_num_min(bearing, valid) : valid;
    }
    r.bounded = ballots >= 0 || turnout->valid >= 0;
    r.marks = adil_num_mul(a, bearing, adil_num_int(marks_of(c, t)));
    return r;
}

/* An unknown cell of a counted option holds at most the marks that no known cell has. */
static struct adil_fact spare_marks(struct adil_arena *a, const struct room *r)
{
    if (!r->bounded) {
        return unknown();
    }
    return between(adil_num_int(0), adil_num_sub(a, r->marks, r->counted));
}

/* An unknown number of ballots left out: at most the ballots less those known to be left out. */
static struct adil_fact spare_ballots(struct adil_arena *a, const struct room *r)
{
    if (!r->ballots_known) {
        return unknown();
    }
    return between(adil_num_int(0), adil_num_sub(a, r->ballots, r->not_counted));
}

static struct adil_fact cell_fact(struct adil_arena *a, const struct adil_votes *v,
                                  const struct room *r, int64_t cell, uint32_t option)
{
    if (known_cell(cell)) {
        return adil_fact_known(adil_num_int(cell_value(cell)));
    }
    return v->option[option].class == ADIL_OPTION_NOT_COUNTED ? spare_ballots(a, r)
                                                              : spare_marks(a, r);
}

struct adil_fact adil_votes_cell(struct adil_arena *a, const struct adil_contest *c,
                                 const struct adil_votes *v, const struct adil_table *t,
                                 uint32_t unit, uint32_t option)
{
    ADIL_ASSERT(unit < t->n_units && option < v->n_options);
    int64_t cell = t->cell[(size_t)unit * v->n_options + option];
    if (known_cell(cell)) {
        return adil_fact_known(adil_num_int(cell_value(cell)));
    }
    struct room r = room_of(a, c, v, t, unit);
    return cell_fact(a, v, &r, cell, option);
}

/* The parts of a total can only raise its lower bound: they need not be complete. */
static struct adil_fact at_least_parts(struct adil_fact total, struct adil_fact parts)
{
    if (adil_fact_is_known(total)) {
        return total;
    }
    total.lo = adil_num_max(total.lo, parts.lo);
    if (!total.unbounded) {
        total.hi = adil_num_max(total.lo, total.hi);
    }
    return total;
}

struct adil_fact adil_votes_sum(struct adil_arena *a, const struct adil_contest *c,
                                const struct adil_votes *v, const struct adil_table *t,
                                uint32_t option)
{
    uint32_t from = t->has_root ? 1 : 0;
    if (t->n_units == 0) {
        return unknown();
    }
    if (t->has_root && known_cell(t->cell[option])) {
        return adil_votes_cell(a, c, v, t, 0, option);
    }
    struct adil_fact parts = adil_fact_known(adil_num_int(0));
    for (uint32_t u = from; u < t->n_units; u++) {
        parts = adil_fact_add(a, parts, adil_votes_cell(a, c, v, t, u, option));
    }
    return t->has_root ? at_least_parts(adil_votes_cell(a, c, v, t, 0, option), parts) : parts;
}

/* Adds one unit: its known cells to `run`, what is not known, or does not fit, to `sum`. */
static void add_row(struct adil_arena *a, const struct adil_contest *c, const struct adil_votes *v,
                    const struct adil_table *t, uint32_t unit, struct adil_fact *sum, int64_t *run)
{
    const int64_t *cell = t->cell + (size_t)unit * v->n_options;
    bool complete = true;
    for (uint32_t i = 0; i < v->n_options; i++) {
        int64_t next = 0;
        complete = complete && known_cell(cell[i]);
        if (__builtin_add_overflow(run[i], cell_value(cell[i]), &next)) {
            sum[i] = adil_fact_add(a, sum[i], adil_fact_known(adil_num_int(run[i])));
            next = cell_value(cell[i]);
        }
        run[i] = next;
    }
    if (complete) {
        return;
    }
    struct room r = room_of(a, c, v, t, unit);
    for (uint32_t i = 0; i < v->n_options; i++) {
        if (!known_cell(cell[i])) {
            sum[i] = adil_fact_add(a, sum[i], cell_fact(a, v, &r, cell[i], i));
        }
    }
}

struct adil_fact *adil_votes_sums(struct adil_arena *a, const struct adil_contest *c,
                                  const struct adil_votes *v, const struct adil_table *t)
{
    struct adil_fact *sum = adil_new(a, struct adil_fact, v->n_options);
    int64_t *run = adil_new(a, int64_t, v->n_options); /* flushed before it would overflow */
    for (uint32_t i = 0; i < v->n_options; i++) {
        sum[i] = t->n_units == 0 ? unknown() : adil_fact_known(adil_num_int(0));
    }
    for (uint32_t u = t->has_root ? 1 : 0; u < t->n_units; u++) {
        add_row(a, c, v, t, u, sum, run);
    }
    for (uint32_t i = 0; i < v->n_options; i++) {
        sum[i] = adil_fact_add(a, sum[i], adil_fact_known(adil_num_int(run[i])));
    }
    if (t->has_root && t->n_units > 0) {
        struct room r = room_of(a, c, v, t, 0);
        for (uint32_t i = 0; i < v->n_options; i++) {
            sum[i] = at_least_parts(cell_fact(a, v, &r, t->cell[i], i), sum[i]);
        }
    }
    return sum;
}

static bool has_not_counted(const struct adil_votes *v)
{
    for (uint32_t i = 0; i < v->n_options; i++) {
        if (v->option[i].class == ADIL_OPTION_NOT_COUNTED) {
            return true;
        }
    }
    return false;
}

static struct adil_fact given(int64_t figure)
{
    return figure >= 0 ? adil_fact_known(adil_num_int(figure)) : unknown();
}

/* Marks for the counted options, or for those that can win. */
static struct adil_fact unit_marks(struct adil_arena *a, const struct adil_contest *c,
                                   const struct adil_votes *v, const struct adil_table *t,
                                   uint32_t unit, uint32_t quantity)
{
    bool all = false;
    struct adil_num sum = class_sum(a, v, t, unit, quantity, &all);
    if (all) {
        return adil_fact_known(sum);
    }
    int64_t valid = t->unit[unit].turnout.valid;
    if (quantity == ADIL_Q_COUNTED && valid >= 0 && marks_of(c, t) == 1 && !has_not_counted(v)) {
        return adil_fact_known(adil_num_max(sum, adil_num_int(valid)));
    }
    struct room r = room_of(a, c, v, t, unit);
    struct adil_fact spare = spare_marks(a, &r);
    return adil_fact_add(a, adil_fact_known(sum), spare);
}

static struct adil_fact unit_not_counted(struct adil_arena *a, const struct adil_contest *c,
                                         const struct adil_votes *v, const struct adil_table *t,
                                         uint32_t unit)
{
    struct room r = room_of(a, c, v, t, unit);
    struct adil_fact known = adil_fact_known(r.not_counted);
    return r.all_not_counted ? known : adil_fact_add(a, known, spare_ballots(a, &r));
}

/* Ballots cast: as given, else the sum of all classes. The classes make up the ballots only where
 * a ballot bears one mark. */
static struct adil_fact unit_cast(struct adil_arena *a, const struct adil_contest *c,
                                  const struct adil_votes *v, const struct adil_table *t,
                                  uint32_t unit)
{
    const struct adil_turnout *u = &t->unit[unit].turnout;
    if (u->cast >= 0) {
        return given(u->cast);
    }
    struct room r = room_of(a, c, v, t, unit);
    struct adil_num lo = adil_num_int(u->invalid > 0 ? u->invalid : 0);
    if (marks_of(c, t) == 1) {
        lo = adil_num_add(a, lo, adil_num_add(a, r.counted, r.not_counted));
        if (r.all_counted && r.all_not_counted && u->invalid >= 0) {
            return adil_fact_known(lo);
        }
    }
    if (u->valid >= 0 && u->invalid >= 0 && !has_not_counted(v)) {
        return adil_fact_known(adil_num_add(a, adil_num_int(u->valid), adil_num_int(u->invalid)));
    }
    /* An evening count of issued ballots can stand below the votes: then only the roll bounds. */
    struct adil_num issued = adil_num_int(u->issued);
    if (u->issued >= 0 && adil_num_cmp(issued, lo) >= 0) {
        return between(lo, issued);
    }
    return u->registered >= 0 ? between(lo, adil_num_int(u->registered)) : adil_fact_from(lo);
}

static struct adil_fact unit_invalid(struct adil_arena *a, const struct adil_contest *c,
                                     const struct adil_votes *v, const struct adil_table *t,
                                     uint32_t unit)
{
    const struct adil_turnout *u = &t->unit[unit].turnout;
    if (u->invalid >= 0 || u->cast < 0) {
        return given(u->invalid);
    }
    struct room r = room_of(a, c, v, t, unit);
    struct adil_num most = adil_num_sub(a, adil_num_int(u->cast), r.not_counted);
    if (marks_of(c, t) == 1) {
        most = adil_num_sub(a, most, r.counted);
    }
    return between(adil_num_int(0), most);
}

/* x - y of facts that are both known; else what is left is not known. */
static struct adil_fact unit_unaccounted(struct adil_arena *a, const struct adil_contest *c,
                                         const struct adil_votes *v, const struct adil_table *t,
                                         uint32_t unit)
{
    const struct adil_turnout *u = &t->unit[unit].turnout;
    if (u->cast < 0 || u->invalid < 0) {
        return unknown();
    }
    struct room r = room_of(a, c, v, t, unit);
    if (!r.all_not_counted) {
        return unknown();
    }
    struct adil_num left = adil_num_sub(a, adil_num_int(u->cast), adil_num_int(u->invalid));
    if (marks_of(c, t) == 1 && r.all_counted) {
        left = adil_num_sub(a, left, adil_num_add(a, r.counted, r.not_counted));
        return adil_fact_known(left);
    }
    if (marks_of(c, t) > 1 && u->valid >= 0 && !has_not_counted(v)) {
        return adil_fact_known(adil_num_sub(a, left, adil_num_int(u->valid)));
    }
    return unknown();
}

static struct adil_fact unit_quantity(struct adil_arena *a, const struct adil_contest *c,
                                      const struct adil_votes *v, const struct adil_table *t,
                                      uint32_t quantity, uint32_t unit)
{
    switch (quantity) {
    case ADIL_Q_REGISTERED:
        return given(t->unit[unit].turnout.registered);
    case ADIL_Q_ISSUED:
        return given(t->unit[unit].turnout.issued);
    case ADIL_Q_CAST:
        return unit_cast(a, c, v, t, unit);
    case ADIL_Q_COUNTED:
    case ADIL_Q_FOR_OPTIONS:
        return unit_marks(a, c, v, t, unit, quantity);
    case ADIL_Q_NOT_COUNTED:
        return unit_not_counted(a, c, v, t, unit);
    case ADIL_Q_INVALID:
        return unit_invalid(a, c, v, t, unit);
    case ADIL_Q_UNACCOUNTED:
        return unit_unaccounted(a, c, v, t, unit);
    default: /* a body's or a rulebook's own quantity: votes say nothing of it */
        return unknown();
    }
}

/* A sum of facts, run in 64 bits as long as they fit. */
struct fact_sum {
    struct adil_fact sum;
    struct {
        int64_t lo;
        int64_t hi;
        bool unbounded;
    } run;
};

static void sum_flush(struct adil_arena *a, struct fact_sum *s)
{
    s->sum = adil_fact_add(a, s->sum,
                           (struct adil_fact){.lo = adil_num_int(s->run.lo),
                                              .hi = adil_num_int(s->run.hi),
                                              .unbounded = s->run.unbounded});
    s->run.lo = 0;
    s->run.hi = 0;
}

static void sum_add(struct adil_arena *a, struct fact_sum *s, struct adil_fact f)
{
    int64_t lo = 0;
    int64_t hi = 0;
    bool fits = adil_num_i64(f.lo, &lo) && (f.unbounded || adil_num_i64(f.hi, &hi));
    if (fits && !__builtin_add_overflow(s->run.lo, lo, &lo) &&
        !__builtin_add_overflow(s->run.hi, hi, &hi)) {
        s->run.lo = lo;
        s->run.hi = hi;
        s->run.unbounded = s->run.unbounded || f.unbounded;
    } else {
        sum_flush(a, s);
        s->sum = adil_fact_add(a, s->sum, f);
    }
}

struct adil_fact adil_votes_quantity(struct adil_arena *a, const struct adil_contest *c,
                                     const struct adil_votes *v, const struct adil_table *t,
                                     uint32_t quantity, uint32_t unit)
{
    if (quantity == ADIL_Q_SEATS) {
        return adil_fact_known(adil_num_int(c->seats));
    }
    if (unit != ADIL_WHOLE) {
        ADIL_ASSERT(unit < t->n_units);
        return unit_quantity(a, c, v, t, quantity, unit);
    }
    if (t->n_units == 0) {
        return unknown();
    }
    struct adil_fact total = unknown();
    if (t->has_root) {
        total = unit_quantity(a, c, v, t, quantity, 0);
        if (adil_fact_is_known(total)) {
            return total;
        }
    }
    struct fact_sum parts = {.sum = adil_fact_known(adil_num_int(0))};
    for (uint32_t u = t->has_root ? 1 : 0; u < t->n_units; u++) {
        sum_add(a, &parts, unit_quantity(a, c, v, t, quantity, u));
    }
    sum_flush(a, &parts);
    return t->has_root ? at_least_parts(total, parts.sum) : parts.sum;
}
