/* Seats shared among lists: by quota and largest remainder, or by highest averages. */
#include "count/list.h"

void adil_list_last(struct adil_list *l, uint32_t winner, uint32_t next, struct adil_num short_of)
{
    struct adil_counting *k = l->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_LAST_SEAT, ADIL_K_METHOD);
    adil_step_option(k, s, ADIL_F_OPTION, l->option[winner]);
    adil_step_option(k, s, ADIL_F_NEXT, l->option[next]);
    adil_step_num(k, s, ADIL_F_SHORT,
                  adil_num_eq(l->weight[next], adil_num_int(1))
                      ? short_of
                      : adil_num_div(k->perm, short_of, l->weight[next]));
}

const struct adil_published_finding **adil_list_found(struct adil_counting *k,
                                                      enum adil_finding_kind kind)
{
    const struct adil_votes *v = k->votes;
    const struct adil_published_finding **found =
        adil_new(k->tmp, const struct adil_published_finding *, v->n_options);
    for (uint32_t i = 0; i < v->n_findings; i++) {
        const struct adil_published_finding *f = &v->finding[i];
        if (f->kind == kind && f->option < v->n_options && found[f->option] == NULL) {
            found[f->option] = f;
        }
    }
    return found;
}

static bool share(struct adil_list *l)
{
    const struct adil_method_info *m = adil_method_info(l->k->contest->method);
    if (m->family == ADIL_FAMILY_REMAINDER) {
        return adil_list_by_remainder(l, (enum adil_quota)m->variant);
    }
    ADIL_ASSERT(m->family == ADIL_FAMILY_DIVISOR);
    return adil_list_by_divisor(l, (enum adil_divisor)m->variant);
}

/* Before seats are shared: votes, turnout, quorum, who shares, between which limits. */
static bool prepare(struct adil_list *l)
{
    struct adil_counting *k = l->k;
    if (l->table == NULL) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_VOTES);
        return false;
    }
    adil_count_tally(k, l->table);
    adil_count_turnout(k, l->table);
    if (!adil_count_quorum(k, l->table)) {
        return false;
    }
    if (k->contest->seats == 0) {
        adil_count_gap(k, ADIL_K_SEATS, ADIL_M_R_SEATS_ZERO);
        return false;
    }
    return adil_list_admit(l) && adil_list_limits(l);
}

void adil_count_list(struct adil_counting *k)
{
    struct adil_list l = {.k = k, .table = adil_votes_table(k->votes, 0, 1), .next = UINT32_MAX};
    k->out->has_seats = true;
    if (!prepare(&l)) {
        return;
    }
    l.seats = adil_new(k->tmp, uint32_t, l.n);
    bool decided = share(&l);
    for (uint32_t i = 0; i < l.n; i++) {
        k->result[l.option[i]].seats = l.seats[i];
        k->out->seats_given += l.seats[i];
    }
    if (decided && adil_list_lengths(&l)) {
        k->out->status = ADIL_S_DECIDED;
    }
}
