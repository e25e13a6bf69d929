/* Checks of a protocol: control relations over its own figures, and the figures that the contests
 * of one polling share. */
#include "polity/elections.h"

struct check_figures {
    const struct adil_election *e;
    const struct adil_protocol_view *view;
};

static struct adil_fact check_figure(int64_t n, bool known)
{
    return known ? adil_fact_known(adil_num_int(n)) : adil_fact_from(adil_num_int(0));
}

static struct adil_fact check_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                       uint32_t unit)
{
    const struct check_figures *f = ctx;
    (void)a;
    if (unit != ADIL_WHOLE) {
        return check_figure(0, false);
    }
    uint32_t slot = f->e->check_slot[quantity];
    if (slot == ADIL_NO_WORD) {
        return check_figure(f->view->votes, f->view->votes != ADIL_FIGURE_NONE);
    }
    return check_figure(f->view->slot[slot], f->view->slot[slot] != ADIL_SLOT_UNKNOWN);
}

static struct adil_fact check_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)unit;
    return check_figure(0, false);
}

static uint32_t check_group_size(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t check_group_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

/* What cannot be shown to hold does not hold. */
uint8_t adil_protocol_check(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_election *e, const struct adil_protocol_view *view,
                            uint32_t *failed, uint32_t *n_failed)
{
    const struct adil_acts *acts = &p->book->acts;
    uint32_t reg = adil_election_procedure(p, e)->protocols;
    struct check_figures figures = {e, view};
    struct adil_env env = {.ctx = &figures,
                           .subject = check_subject,
                           .quantity = check_quantity,
                           .group_size = check_group_size,
                           .group_unit = check_group_unit};
    uint8_t flags = 0;
    for (uint32_t i = 0; i < acts->n_checks; i++) {
        const struct adil_check *c = &acts->check[i];
        struct adil_arena tmp = scratch;
        if (c->reg != reg || !adil_rule_in_force(&c->rule, view->day) ||
            adil_phrase_eval(&tmp, c->holds, &env).truth == ADIL_HOLDS) {
            continue;
        }
        flags |= c->effect == ADIL_CHECK_BLOCKS ? ADIL_PROTOCOL_FAULTY : ADIL_PROTOCOL_WARNS;
        if (failed != NULL) {
            failed[(*n_failed)++] = i;
        }
    }
    return flags;
}

int64_t adil_field_sum_of(const struct adil_field_sum *sum, const adil_slot *slot)
{
    int64_t total = 0;
    for (uint32_t i = 0; i < sum->n; i++) {
        if (slot[sum->field[i]] == ADIL_SLOT_UNKNOWN ||
            __builtin_add_overflow(total, slot[sum->field[i]], &total)) {
            return ADIL_FIGURE_NONE;
        }
    }
    return sum->n > 0 ? total : ADIL_FIGURE_NONE;
}

int64_t adil_votes_slot_sum(const struct adil_polity *p, adil_slot slot)
{
    int64_t total = 0;
    if (slot == ADIL_SLOT_UNKNOWN) {
        return ADIL_FIGURE_NONE;
    }
    uint32_t n = adil_pool_n(p, slot);
    for (uint32_t i = 0; i < n; i++) {
        if (__builtin_add_overflow(total, adil_pool_at(p, slot, i).n, &total)) {
            return ADIL_FIGURE_NONE;
        }
    }
    return total;
}

int64_t *adil_protocol_figures(const struct adil_polity *p, struct adil_arena *perm,
                               const struct adil_election *e, const struct adil_contest_tally *t,
                               const adil_slot *slot)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    int64_t *figure = adil_new(perm, int64_t, t->figures.n_columns);
    figure[ADIL_TALLY_REGISTERED] = adil_field_sum_of(&proc->registered, slot);
    figure[ADIL_TALLY_ISSUED] = adil_field_sum_of(&proc->issued, slot);
    figure[ADIL_TALLY_CAST] = adil_field_sum_of(&proc->cast, slot);
    figure[ADIL_TALLY_INVALID] = adil_field_sum_of(&proc->invalid, slot);
    figure[ADIL_TALLY_NOT_COUNTED] = adil_field_sum_of(&proc->not_counted, slot);
    for (uint32_t i = 0; i < t->n_stand; i++) {
        figure[ADIL_TALLY_OPTIONS + t->stand[i]] = adil_pool_at(p, slot[proc->votes], i).n;
    }
    return figure;
}

static bool unlike(const struct adil_field_sum *sum, const adil_slot *a, const adil_slot *b)
{
    int64_t x = adil_field_sum_of(sum, a);
    int64_t y = adil_field_sum_of(sum, b);
    return x != ADIL_FIGURE_NONE && y != ADIL_FIGURE_NONE && x != y;
}

bool adil_protocol_differs(const struct adil_polity *p, struct adil_arena scratch,
                           const struct adil_election *e, uint32_t round, uint32_t contest,
                           uint32_t place, const adil_slot *slot)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    const struct adil_polling *poll = e->round[round - 1];
    for (uint32_t i = 0; i < e->n_contests && poll->begun; i++) {
        uint32_t rec = i != contest && adil_polling_expects(poll, i, place)
                           ? adil_protocol_record(p, scratch, e, i, round, place)
                           : ADIL_NO_RECORD;
        if (rec == ADIL_NO_RECORD) {
            continue;
        }
        const struct adil_rec *r = &p->reg[proc->protocols].rec[rec];
        const adil_slot *other = adil_record_slots(p, proc->protocols, rec);
        if (!r->ended && adil_protocol_counts(r->flags) &&
            (unlike(&proc->registered, slot, other) || unlike(&proc->issued, slot, other))) {
            return true;
        }
    }
    return false;
}
