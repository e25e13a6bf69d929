/* What a report gathers from an outcome and its steps, by option. */
#include "report/words.h"

static void share_from_row(struct adil_share_of *share, uint32_t n, const struct adil_row *row)
{
    const struct adil_value *option = adil_value_of(row->value, row->n, ADIL_F_OPTION);
    const struct adil_value *part = adil_value_of(row->value, row->n, ADIL_F_SHARE);
    if (option == NULL || option->kind != ADIL_V_OPTION || option->index >= n) {
        return;
    }
    share[option->index].known = part != NULL && part->kind == ADIL_V_PERCENT;
    if (share[option->index].known) {
        share[option->index].share = part->num;
    }
}

/* Where votes were not tallied on one paper: combined for an upper tier, or taken from a part. */
static void share_of_base(struct adil_arena *a, const struct adil_outcome *o,
                          struct adil_share_of *share)
{
    if (!adil_fact_is_known(o->base) || adil_num_sign(o->base.lo) <= 0) {
        return;
    }
    for (uint32_t i = 0; i < o->n_results; i++) {
        const struct adil_option *option = &o->votes->option[i];
        if (option->class == ADIL_OPTION_LIST && !option->independent &&
            adil_fact_is_known(o->result[i].votes)) {
            share[i].known = true;
            share[i].share = adil_num_div(a, o->result[i].votes.lo, o->base.lo);
        }
    }
}

struct adil_share_of *adil_shares_of(struct adil_arena *a, const struct adil_outcome *o)
{
    struct adil_share_of *share = adil_new(a, struct adil_share_of, o->n_results);
    bool tallied = false;
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        tallied = tallied || s->kind == ADIL_STEP_TALLY;
        for (uint32_t i = 0; s->kind == ADIL_STEP_TALLY && i < s->n_rows; i++) {
            share_from_row(share, o->n_results, &s->row[i]);
        }
    }
    if (!tallied) {
        share_of_base(a, o, share);
    }
    return share;
}

static void bar_from_row(struct adil_bar_of *bar, uint32_t n, const struct adil_value *option,
                         const struct adil_row *row)
{
    const struct adil_value *needed = adil_value_of(row->value, row->n, ADIL_F_NEEDED);
    if (needed == NULL || needed->kind != ADIL_V_NUM || option == NULL ||
        option->kind != ADIL_V_OPTION || option->index >= n) {
        return;
    }
    bar[option->index] = (struct adil_bar_of){.known = true, .needed = needed->num};
}

struct adil_bar_of *adil_bars_of(struct adil_arena *a, const struct adil_outcome *o)
{
    struct adil_bar_of *bar = adil_new(a, struct adil_bar_of, o->n_results);
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        for (uint32_t i = 0; s->kind == ADIL_STEP_THRESHOLD && i < s->n_rows; i++) {
            const struct adil_row *row = &s->row[i];
            bar_from_row(bar, o->n_results, adil_value_of(row->value, row->n, ADIL_F_OPTION), row);
        }
        if (s->kind == ADIL_STEP_MAJORITY && s->n_rows == 1) {
            bar_from_row(bar, o->n_results, adil_value_of(s->value, s->n_values, ADIL_F_OPTION),
                         &s->row[0]);
        }
    }
    return bar;
}

bool adil_seats_final(const struct adil_outcome *o)
{
    switch (o->status) {
    case ADIL_S_DECIDED:
    case ADIL_S_NOT_VALID:
    case ADIL_S_NOT_ADOPTED:
    case ADIL_S_AS_PUBLISHED:
        return true;
    case ADIL_S_SECOND_ROUND:
    case ADIL_S_LOT_NEEDED:
    case ADIL_S_UNDETERMINED:
    case ADIL_N_STATUSES:
        return false;
    }
    return false;
}

bool adil_seats_certain(const struct adil_outcome *o)
{
    enum adil_family family = adil_method_info(o->contest->method)->family;
    return o->status == ADIL_S_LOT_NEEDED && o->has_seats &&
           (family == ADIL_FAMILY_REMAINDER || family == ADIL_FAMILY_DIVISOR);
}

uint32_t *adil_elected_places(struct adil_arena *a, const struct adil_outcome *o)
{
    uint32_t *place = adil_new(a, uint32_t, o->n_results);
    for (uint32_t i = 0; i < o->n_elected; i++) {
        place[o->elected[i]] = i + 1;
    }
    return place;
}

uint32_t adil_what_ifs(struct adil_arena *a, const struct adil_contest *c,
                       const struct adil_span **list)
{
    struct adil_span *cite = adil_new(a, struct adil_span, ADIL_N_CONTEST_KEYS);
    uint32_t n = 0;
    for (size_t i = 0; i < ADIL_N_CONTEST_KEYS; i++) {
        if (c->rule_of[i] != NULL && c->rule_of[i]->mark == ADIL_MARK_WHAT_IF) {
            cite[n++] = c->rule_of[i]->cite;
        }
    }
    *list = cite;
    return n;
}
