/* Nothing is counted: the outcome as published. */
#include "count/elect.h"

static bool found_any(const struct adil_votes *v, enum adil_finding_kind kind)
{
    for (uint32_t i = 0; i < v->n_findings; i++) {
        if (v->finding[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void winners(struct adil_counting *k)
{
    uint32_t n = adil_published_winners(k);
    if (n > k->contest->seats) {
        adil_count_gap(k, ADIL_K_SEATS, ADIL_M_R_PUBLISHED_TOO_MANY);
        return;
    }
    k->out->status = ADIL_S_AS_PUBLISHED;
}

/* PUBLISHED_SEATS: rows option, seats, source. A list outside the ballot is named in its row. */
static void seats(struct adil_counting *k)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_PUBLISHED_SEATS, ADIL_N_CONTEST_KEYS);
    s->source = ADIL_SOURCE_PUBLISHED;
    uint64_t given = 0;
    bool open = false;
    for (uint32_t i = 0; i < k->votes->n_findings; i++) {
        const struct adil_published_finding *f = &k->votes->finding[i];
        if (f->kind != ADIL_FOUND_SEATS) {
            continue;
        }
        struct adil_row *row = adil_step_row(k, s);
        if (f->option != UINT32_MAX) {
            adil_row_option(k, row, ADIL_F_OPTION, f->option);
        } else {
            adil_row_text(k, row, ADIL_F_OPTION, f->name);
        }
        bool fits = f->value >= 0 && f->value <= (int64_t)UINT32_MAX;
        open = open || !fits;
        adil_row_fact(k, row, ADIL_F_SEATS,
                      fits ? adil_fact_known(adil_num_int(f->value))
                           : adil_fact_from(adil_num_int(0)));
        adil_row_text(k, row, ADIL_F_SOURCE, f->source);
        given += fits ? (uint64_t)f->value : 0;
        if (fits && f->option != UINT32_MAX) {
            k->result[f->option].seats = (uint32_t)f->value;
        }
    }
    k->out->has_seats = true;
    if (open) {
        adil_count_gap(k, ADIL_K_SEATS, ADIL_M_R_PUBLISHED_OPEN);
    } else if (given > k->contest->seats) {
        adil_count_gap(k, ADIL_K_SEATS, ADIL_M_R_PUBLISHED_TOO_MANY);
    } else {
        k->out->seats_given = (uint32_t)given;
        k->out->status = ADIL_S_AS_PUBLISHED;
    }
}

void adil_count_published(struct adil_counting *k)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, 1);
    if (t != NULL) {
        adil_count_turnout(k, t);
        adil_count_tally(k, t);
    }
    enum adil_finding_kind kind =
        k->contest->published == ADIL_PUBLISHED_WINNER ? ADIL_FOUND_WINNER : ADIL_FOUND_SEATS;
    if (!found_any(k->votes, kind)) {
        adil_count_gap(k, ADIL_K_PUBLISHED, ADIL_M_R_NOTHING_PUBLISHED);
        return;
    }
    switch (k->contest->published) {
    case ADIL_PUBLISHED_WINNER:
        winners(k);
        return;
    case ADIL_PUBLISHED_SEATS:
        seats(k);
        return;
    }
}
