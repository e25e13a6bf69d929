/* An absolute majority; else a second round among the best. */
#include "count/elect.h"

static void tell_advance(struct adil_counting *k, const uint32_t *option, uint32_t n)
{
    uint32_t *advance = adil_new(k->perm, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        advance[i] = option[i];
    }
    k->out->advance = advance;
    k->out->n_advance = n;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_SECOND_ROUND, ADIL_K_ADVANCE);
    adil_step_options(k, s, ADIL_F_OPTIONS, option, n);
    k->out->status = ADIL_S_SECOND_ROUND;
}

/* The second round: what the law asks of a winner there, or more votes than the others. */
static void count_second(struct adil_counting *k, const struct adil_field *f)
{
    uint32_t *winner = adil_new(k->tmp, uint32_t, f->n);
    if (!adil_count_quorum(k, f->table) || !adil_field_against(k, f)) {
        return;
    }
    if (k->contest->second_wins == NULL) {
        uint32_t n_won = 0;
        if (adil_field_best(k, f, ADIL_STEP_SECOND_ROUND, 1, winner, &n_won) == ADIL_PICK_DONE) {
            adil_elect(k, f, winner, 1, ADIL_STEP_ELECTED, ADIL_K_METHOD);
        }
        return;
    }
    switch (adil_field_reached(k, f, k->contest->second_wins, ADIL_K_SECOND_WINS, winner)) {
    case ADIL_REACHED_ONE:
        adil_elect(k, f, winner, 1, ADIL_STEP_ELECTED, ADIL_K_SECOND_WINS);
        break;
    case ADIL_REACHED_NONE:
        adil_count_not_valid(k, ADIL_K_SECOND_WINS, ADIL_M_R_NO_MAJORITY);
        break;
    case ADIL_REACHED_OPEN:
        break;
    }
}

/* Counts the second round where its votes are given. */
static void second_round(struct adil_counting *k)
{
    struct adil_field f;
    const struct adil_table *t = adil_votes_table(k->votes, 0, 2);
    if (t == NULL) {
        return;
    }
    bool *stands = adil_new(k->tmp, bool, k->votes->n_options);
    for (uint32_t i = 0; i < k->out->n_advance; i++) {
        stands[k->out->advance[i]] = true;
    }
    if (!adil_field_open(k, t, stands, &f)) {
        return;
    }
    adil_count_turnout(k, f.table);
    adil_count_tally(k, f.table);
    if (f.n == 0) {
        adil_count_not_valid(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_CANDIDATE);
        return;
    }
    count_second(k, &f);
}

static void first_round(struct adil_counting *k, const struct adil_field *f)
{
    uint32_t *won = adil_new(k->tmp, uint32_t, f->n);
    if (!adil_field_against(k, f)) {
        return;
    }
    switch (adil_field_reached(k, f, k->contest->wins, ADIL_K_WINS, won)) {
    case ADIL_REACHED_ONE:
        adil_elect(k, f, won, 1, ADIL_STEP_ELECTED, ADIL_K_WINS);
        return;
    case ADIL_REACHED_OPEN:
        return;
    case ADIL_REACHED_NONE:
        break;
    }
    if (f->n == 1) {
        adil_count_not_valid(k, ADIL_K_WINS, ADIL_M_R_NO_MAJORITY);
        return;
    }
    uint32_t n_won = 0;
    if (adil_field_best(k, f, ADIL_STEP_SECOND_ROUND, k->contest->advance, won, &n_won) ==
        ADIL_PICK_OPEN) {
        return;
    }
    tell_advance(k, won, n_won);
    second_round(k);
}

void adil_count_majority(struct adil_counting *k)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, 1);
    if (t == NULL) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_VOTES);
        adil_elect_published(k, NULL, 1, 0);
        return;
    }
    struct adil_field f;
    adil_count_turnout(k, t);
    adil_count_tally(k, t);
    (void)adil_field_open(k, t, NULL, &f);
    if (adil_field_single(k, &f) && adil_count_quorum(k, t)) {
        first_round(k, &f);
    }
    adil_elect_published(k, &f, 1, k->contest->advance);
}
