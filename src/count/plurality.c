/* Most votes; as many as there are seats. */
#include "count/elect.h"

/* Keeps those of the best who reach what the law asks of a winner. False: it is open. */
static bool keep_reaching(struct adil_counting *k, const struct adil_field *f, uint32_t *won,
                          uint32_t *n)
{
    if (k->contest->wins == NULL) {
        return true;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++) {
        uint32_t option = won[i];
        switch (adil_field_reaches(k, f, k->contest->wins, ADIL_K_WINS, option)) {
        case ADIL_HOLDS:
            won[kept++] = option;
            break;
        case ADIL_FAILS:
            break;
        case ADIL_UNKNOWN:
            return false;
        }
    }
    *n = kept;
    return true;
}

static void count_field(struct adil_counting *k, const struct adil_field *f)
{
    uint32_t seats = k->contest->seats < f->n ? k->contest->seats : f->n;
    uint32_t *won = adil_new(k->tmp, uint32_t, f->n);
    uint32_t n_won = 0;
    if (!adil_field_against(k, f) ||
        adil_field_best(k, f, ADIL_STEP_ELECTED, seats, won, &n_won) == ADIL_PICK_OPEN ||
        !keep_reaching(k, f, won, &n_won)) {
        return;
    }
    if (n_won == 0) {
        adil_count_not_valid(k, ADIL_K_WINS, ADIL_M_R_NO_MAJORITY);
        return;
    }
    adil_elect(k, f, won, n_won, ADIL_STEP_ELECTED, ADIL_K_METHOD);
}

void adil_count_plurality(struct adil_counting *k)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, 1);
    if (t == NULL) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_VOTES);
        adil_elect_published(k, NULL, k->contest->seats, 0);
        return;
    }
    struct adil_field f;
    adil_count_turnout(k, t);
    adil_count_tally(k, t);
    (void)adil_field_open(k, t, NULL, &f);
    if (adil_field_single(k, &f) && adil_count_quorum(k, t)) {
        count_field(k, &f);
    }
    uint32_t seats = k->contest->seats < f.n ? k->contest->seats : f.n;
    adil_elect_published(k, &f, seats, seats);
}
