/* Quantities and groups of units, as the norms of an act ask for them. */
#include "polity/elections.h"
#include "polity/given.h"
#include "polity/norms.h"

static struct adil_fact fact_unknown(void)
{
    return adil_fact_from(adil_num_int(0));
}

static struct adil_fact figures_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)unit;
    return fact_unknown();
}

/* A number the act that opened the case gave under the quantity's id. */
static bool given_at_opening(const struct adil_norm_figures *f, struct adil_span id,
                             struct adil_fact *out)
{
    adil_slot slot = adil_opening_slot(&f->p->cases[f->in_case], id, ADIL_FIELD_NUMBER);
    if (slot == ADIL_SLOT_UNKNOWN) {
        return false;
    }
    *out = adil_fact_known(adil_num_int(slot));
    return true;
}

/* Whether `unit` is `above` or below it in the tree. */
static bool unit_within(const struct adil_units *u, uint32_t unit, uint32_t above)
{
    for (uint32_t k = 0; unit != ADIL_NO_UNIT && k <= u->n; k++) {
        if (unit == above) {
            return true;
        }
        unit = u->unit[unit].parent;
    }
    return false;
}

/* The sum over the places, of the whole or of those in a unit; one that is not known leaves the sum
 * open above. */
static struct adil_fact sum_of_places(const struct adil_norm_figures *f, uint32_t procedure,
                                      uint32_t field, uint32_t unit, struct adil_arena *a)
{
    const struct adil_polity *p = f->p;
    uint32_t places = p->book->acts.procedure[procedure].places;
    struct adil_fact sum = adil_fact_known(adil_num_int(0));
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->reg[places].n; i++) {
        if (p->reg[places].rec[i].ended != 0 ||
            (unit != ADIL_WHOLE &&
             !unit_within(&p->book->units, adil_case_place_unit(p, procedure, i), unit))) {
            continue;
        }
        adil_slot slot = adil_record_slot(p, places, i, field);
        struct adil_fact x =
            slot != ADIL_SLOT_UNKNOWN ? adil_fact_known(adil_num_int(slot)) : fact_unknown();
        sum = adil_fact_add(a, sum, x);
        n++;
    }
    return n > 0 ? sum : fact_unknown();
}

/* A contest of the case as its law has it, before anything stands in it. */
static bool contest_of(const struct adil_norm_figures *f, struct adil_arena *a,
                       struct adil_span name, struct adil_contest *out)
{
    const struct adil_case *c = &f->p->cases[f->in_case];
    struct adil_setting set[2];
    uint32_t n = 0;
    struct adil_diag diag;
    adil_diag_open(&diag, a);
    struct adil_date called = adil_polity_day(f->p, c->opened_at);
    set[n++] = (struct adil_setting){ADIL_SPAN("called"), adil_date_text(a, called)};
    if (adil_date_known(c->day)) {
        set[n++] = (struct adil_setting){ADIL_SPAN("day"), adil_date_text(a, c->day)};
    }
    adil_err err =
        adil_rulebook_contest(a, f->scratch, f->p->book, name, ADIL_DATE_NONE, set, n, out, &diag);
    return err.code == ADIL_C_OK;
}

/* Whether its seats are those that a record of the case's options is held against: it is counted
 * from votes, or the law says that they stand in it. */
static bool gives_seats(const struct adil_procedure *proc, const struct adil_contest *c)
{
    enum adil_family family = adil_method_info(c->method)->family;
    return family != ADIL_FAMILY_PARTS &&
           (family != ADIL_FAMILY_PUBLISHED || proc->n_option_contests > 0);
}

/* Of the record's own contest; else of the only one in the case in which its records stand, or,
 * where the law does not say in which these do, that is counted from votes. */
static struct adil_fact contest_seats(const struct adil_norm_figures *f, struct adil_arena *a)
{
    const struct adil_election *e = f->p->cases[f->in_case].election;
    const struct adil_procedure *proc =
        &f->p->book->acts.procedure[f->p->cases[f->in_case].procedure];
    struct adil_fact seats = fact_unknown();
    uint32_t n = 0;
    for (uint32_t i = 0; e != NULL && i < e->n_contests; i++) {
        struct adil_span name = adil_strings_get(f->p->strings, e->contest[i].name);
        struct adil_contest contest;
        if (e->contest[i].of != i || (f->contest.len > 0 && !adil_span_eq(f->contest, name)) ||
            !adil_options_stand_in(f->p->book, proc, name) || !contest_of(f, a, name, &contest) ||
            !gives_seats(proc, &contest)) {
            continue;
        }
        seats = adil_fact_known(adil_num_int(contest.seats));
        n++;
    }
    return n == 1 ? seats : fact_unknown();
}

static struct adil_fact figures_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                         uint32_t unit)
{
    const struct adil_norm_figures *f = ctx;
    const struct adil_rulebook *book = f->p->book;
    struct adil_fact given;
    if (f->in_case == ADIL_NO_CASE || quantity >= book->vocab.n_quantities) {
        return fact_unknown();
    }
    struct adil_span id = book->vocab.quantity[quantity].id;
    if (unit == ADIL_WHOLE && given_at_opening(f, id, &given)) {
        return given;
    }
    if (quantity == ADIL_Q_SEATS) {
        return unit == ADIL_WHOLE ? contest_seats(f, a) : fact_unknown();
    }
    uint32_t procedure = f->p->cases[f->in_case].procedure;
    uint32_t places = book->acts.procedure[procedure].places;
    if (places == ADIL_NO_WORD) {
        return fact_unknown();
    }
    const struct adil_register *r = &book->reg[places];
    uint32_t field = adil_field_find(r->field, r->n_fields, id);
    if (field == ADIL_NO_WORD || !adil_span_is(r->field[field].type, "number")) {
        return fact_unknown();
    }
    return sum_of_places(f, procedure, field, unit, a);
}

static const uint32_t *units_of_group(const struct adil_norm_figures *f, uint32_t group)
{
    if (f->group[group] == NULL) {
        f->n_group[group] =
            adil_group_list(f->perm, &f->p->book->units, group, f->day, &f->group[group]);
    }
    return f->group[group];
}

static uint32_t figures_group_size(void *ctx, uint32_t group)
{
    const struct adil_norm_figures *f = ctx;
    if (group >= f->p->book->units.n_groups) {
        return 0;
    }
    (void)units_of_group(f, group);
    return f->n_group[group];
}

static uint32_t figures_group_unit(void *ctx, uint32_t group, uint32_t i)
{
    return units_of_group(ctx, group)[i];
}

static struct adil_span own_contest(const struct adil_judging *j)
{
    const struct adil_register *r = j->reg != ADIL_NO_WORD ? &j->p->book->reg[j->reg] : NULL;
    uint32_t i =
        r != NULL ? adil_field_find(r->field, r->n_fields, ADIL_SPAN("contest")) : ADIL_NO_WORD;
    enum adil_field_type type = ADIL_FIELD_NUMBER;
    if (i == ADIL_NO_WORD || !adil_field_type_parse(r->field[i].type, &type) ||
        type != ADIL_FIELD_TEXT) {
        return (struct adil_span){0};
    }
    struct adil_datum v = adil_judged_datum(j, type, i);
    return v.known ? v.text : (struct adil_span){0};
}

void adil_norm_figures_open(struct adil_norm_figures *f, struct adil_judging *j)
{
    uint32_t n_groups = j->p->book->units.n_groups;
    *f = (struct adil_norm_figures){
        .p = j->p,
        .scratch = j->scratch,
        .contest = own_contest(j),
        .in_case = j->in_case,
        .perm = j->perm,
        .day = j->day,
        .group = adil_new(j->perm, const uint32_t *, n_groups),
        .n_group = adil_new(j->perm, uint32_t, n_groups),
        .env = {.ctx = f,
                .subject = figures_subject,
                .quantity = figures_quantity,
                .group_size = figures_group_size,
                .group_unit = figures_group_unit},
    };
}
