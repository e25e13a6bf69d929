/* The exhaustive ballot: rounds, the lowest goes out, until somebody reaches a majority. */
#include "count/elect.h"

/* Where the rounds stand. */
struct ballots {
    bool *stands;  /* by option: in the running */
    bool *in_vote; /* by option: in the separate vote that is next; NULL: everyone in running */
    uint32_t n;    /* in the running */
    uint32_t round;
};

/* The next vote is not among the figures: who stands in it, as where a second round is due. */
static void tell_next(struct adil_counting *k, const struct ballots *b)
{
    const bool *stands = b->in_vote != NULL ? b->in_vote : b->stands;
    uint32_t *advance = adil_new(k->perm, uint32_t, k->votes->n_options);
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (stands[i]) {
            advance[n++] = i;
        }
    }
    k->out->advance = advance;
    k->out->n_advance = n;
    adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NEXT_ROUND);
    k->out->status = ADIL_S_SECOND_ROUND;
}

static void exclude(struct adil_counting *k, struct ballots *b, const struct adil_field *f,
                    uint32_t place)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_EXCLUDED, ADIL_K_METHOD);
    adil_step_option(k, s, ADIL_F_OPTION, f->option[place]);
    adil_step_fact(k, s, ADIL_F_VOTES, f->votes[place]);
    adil_step_int(k, s, ADIL_F_ROUND, b->round);
    b->stands[f->option[place]] = false;
    b->in_vote = NULL;
    b->n--;
}

/* The votes of a new vote, by which those who tied before it are ordered. */
struct new_vote {
    struct adil_counting *k;
    const struct adil_table *table;
};

static int by_new_vote(const void *ctx, uint32_t a, uint32_t b)
{
    const struct new_vote *v = ctx;
    return adil_num_cmp(adil_count_sum(v->k, v->table, b).lo, adil_count_sum(v->k, v->table, a).lo);
}

/* A tie for the lowest place that the contest leaves to a new vote: the next round is among the
 * tied. False when the tie stays open. */
static bool vote_again(struct adil_counting *k, struct ballots *b)
{
    if (k->out->n_ties == 0 || !adil_contest_breaks_ties_by(k->contest, ADIL_TIE_NEW_VOTE)) {
        return false;
    }
    struct adil_tie *tie = &k->tie[k->out->n_ties - 1];
    if (tie->resolved) {
        return false;
    }
    b->in_vote = adil_new(k->tmp, bool, k->votes->n_options);
    for (uint32_t i = 0; i < tie->n; i++) {
        b->in_vote[tie->option[i]] = true;
    }
    struct new_vote v = {.k = k, .table = adil_votes_table(k->votes, 0, b->round + 1)};
    if (v.table == NULL) {
        return false;
    }
    uint32_t *order = adil_new(k->perm, uint32_t, tie->n);
    for (uint32_t i = 0; i < tie->n; i++) {
        order[i] = tie->option[i];
    }
    adil_order(*k->tmp, order, tie->n, by_new_vote, &v);
    tie->resolved = true;
    tie->by = ADIL_TIE_NEW_VOTE;
    tie->order = order;
    return true;
}

/* The lowest goes out. False: the outcome is set. */
static bool lowest_out(struct adil_counting *k, struct ballots *b, const struct adil_field *f)
{
    uint32_t *won = adil_new(k->tmp, uint32_t, f->n);
    uint32_t n_won = 0;
    if (adil_field_best(k, f, ADIL_STEP_EXCLUDED, f->n - 1, won, &n_won) == ADIL_PICK_OPEN) {
        if (vote_again(k, b)) {
            return true;
        }
        if (b->in_vote != NULL) {
            tell_next(k, b);
        }
        return false;
    }
    bool *stays = adil_new(k->tmp, bool, k->votes->n_options);
    for (uint32_t i = 0; i < n_won; i++) {
        stays[won[i]] = true;
    }
    for (uint32_t i = 0; i < f->n; i++) {
        if (!stays[f->option[i]]) {
            exclude(k, b, f, i);
        }
    }
    return true;
}

/* Who was to stand and is on no ballot has withdrawn. Returns how many have. */
static uint32_t withdrawn(struct adil_counting *k, struct ballots *b, const struct adil_field *f)
{
    const bool *stands = b->in_vote != NULL ? b->in_vote : b->stands;
    uint32_t n = 0;
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (stands[i] && !adil_count_stands(k, f->table, i)) {
            b->stands[i] = false;
            b->n--;
            n++;
        }
    }
    return n;
}

/* Two are left, and neither is lowest: where the contest says so nobody is elected, and whoever
 * called the vote begins anew. */
static bool two_tied(struct adil_counting *k, const struct adil_field *f)
{
    if (f->n != 2 || k->contest->if_two_tie != ADIL_TWO_TIE_NOT_VALID) {
        return false;
    }
    struct adil_fact a = f->votes[0];
    struct adil_fact b = f->votes[1];
    if (a.unbounded || b.unbounded || adil_num_cmp(a.lo, b.hi) != 0 ||
        adil_num_cmp(a.hi, b.lo) != 0) {
        return false;
    }
    adil_count_not_valid(k, ADIL_K_IF_TWO_TIE, ADIL_M_R_TWO_TIED);
    return true;
}

/* A round of everybody in the running. False: the outcome is set. */
static bool full_round(struct adil_counting *k, struct ballots *b, const struct adil_field *f)
{
    uint32_t *winner = adil_new(k->tmp, uint32_t, f->n);
    b->in_vote = NULL;
    if (!adil_count_quorum(k, f->table)) {
        return false;
    }
    switch (adil_field_reached(k, f, k->contest->wins, ADIL_K_WINS, winner)) {
    case ADIL_REACHED_ONE:
        adil_elect(k, f, winner, 1, ADIL_STEP_ELECTED, ADIL_K_WINS);
        return false;
    case ADIL_REACHED_OPEN:
        return false;
    case ADIL_REACHED_NONE:
        break;
    }
    if (f->n == 1) {
        adil_count_not_valid(k, ADIL_K_WINS, ADIL_M_R_NO_MAJORITY);
        return false;
    }
    return !two_tied(k, f) && lowest_out(k, b, f);
}

/* One round. False: the outcome is set. */
static bool count_round(struct adil_counting *k, struct ballots *b)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, b->round);
    struct adil_field f;
    if (t == NULL) {
        tell_next(k, b);
        return false;
    }
    if (!adil_field_open(k, t, b->in_vote != NULL ? b->in_vote : b->stands, &f)) {
        return false;
    }
    adil_count_turnout(k, f.table);
    adil_count_tally(k, f.table);
    bool someone_left = withdrawn(k, b, &f) > 0;
    if (b->n == 0) {
        adil_count_not_valid(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_CANDIDATE);
        return false;
    }
    if (b->in_vote == NULL || f.n == b->n) {
        return full_round(k, b, &f);
    }
    /* A separate vote among the tied only decides who of them goes out. */
    if (someone_left) {
        b->in_vote = NULL;
        return true;
    }
    return lowest_out(k, b, &f);
}

void adil_count_exhaustive(struct adil_counting *k)
{
    const struct adil_table *t = adil_votes_table(k->votes, 0, 1);
    if (t == NULL) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_NO_VOTES);
        adil_elect_published(k, NULL, 1, 0);
        return;
    }
    struct adil_field first;
    struct ballots b = {.round = 1, .stands = adil_new(k->tmp, bool, k->votes->n_options)};
    (void)adil_field_open(k, t, NULL, &first);
    for (uint32_t i = 0; i < first.n; i++) {
        b.stands[first.option[i]] = true;
    }
    b.n = first.n;
    if (adil_field_single(k, &first)) {
        /* A round is a table: there are as many at most. */
        while (count_round(k, &b)) {
            b.round++;
        }
    }
    adil_elect_published(k, &first, 1, first.n);
}
