/* Quota and largest remainder. A list gets a seat for each whole quota, the seats left go to the
 * largest remainders. Limits hold a list at a number of seats; the others then share anew, with a
 * quota of their own. */
#include "count/list.h"

#include <string.h>

struct remainders {
    struct adil_list *l;
    struct adil_counting *k;
    enum adil_quota quota;
    bool *fixed; /* held at what `seats` says; its votes are out */
    struct adil_num *remainder;
    uint32_t *at;          /* by option: its place */
    struct adil_num votes; /* of those that share */
    struct adil_num q;
    uint32_t seats; /* to be shared now */
    uint32_t left;
    uint32_t *candidate; /* options, for adil_pick_best; with `key` scratch */
    struct adil_num *key;
    uint32_t n_candidates;
    uint32_t *won; /* options that won the seats left, best first */
    uint32_t n_won;
};

/* A rule may say how the quota is taken apart from how the seats left are given. */
static enum adil_contest_key quota_key(const struct adil_counting *k)
{
    bool apart = k->contest->rule_of[ADIL_K_QUOTA_ROUNDING] != NULL;
    return apart ? ADIL_K_QUOTA_ROUNDING : ADIL_K_METHOD;
}

enum round { ROUND_DONE, ROUND_AGAIN, ROUND_OPEN };

static bool in_play(const struct remainders *x, uint32_t i)
{
    return !x->fixed[i] && adil_num_sign(x->l->votes[i]) > 0;
}

/* Places in play. Out *one: the last of them. */
static uint32_t count_in_play(const struct remainders *x, uint32_t *one)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (in_play(x, i)) {
            *one = i;
            n++;
        }
    }
    return n;
}

static enum round open_gap(struct remainders *x, enum adil_contest_key key, enum adil_msg reason)
{
    adil_count_gap(x->k, key, reason);
    return ROUND_OPEN;
}

/* The votes and seats of those not fixed, and the quota. */
static enum round open_round(struct remainders *x)
{
    struct adil_counting *k = x->k;
    x->votes = adil_num_int(0);
    x->seats = k->contest->seats;
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (x->fixed[i]) {
            x->seats -= x->l->seats[i];
        } else {
            x->l->seats[i] = 0;
            x->votes = adil_num_add(k->perm, x->votes, x->l->votes[i]);
        }
    }
    if (x->seats == 0) {
        return ROUND_DONE;
    }
    if (adil_num_sign(x->votes) <= 0) {
        return open_gap(x, ADIL_K_LISTS, ADIL_M_R_NO_NAMES);
    }
    x->q = adil_quota_of(k->perm, x->quota, k->contest->quota_rounding, x->votes, x->seats);
    struct adil_step *s = adil_step_add(k, ADIL_STEP_QUOTA, quota_key(k));
    adil_step_num(k, s, ADIL_F_BASE, x->votes);
    adil_step_int(k, s, ADIL_F_SEATS, x->seats);
    adil_step_num(k, s, ADIL_F_QUOTA, x->q);
    if (adil_num_sign(x->q) <= 0) {
        return open_gap(x, ADIL_K_QUOTA_ROUNDING, ADIL_M_R_QUOTA_ZERO);
    }
    return ROUND_AGAIN;
}

/* Holds the marked places at `seats` and takes their votes out. Limits can exclude each other:
 * what is held and what the others must have can come to more than there is. */
static enum round hold(struct remainders *x, const bool *at)
{
    struct adil_counting *k = x->k;
    uint32_t n = 0;
    uint64_t held = 0;
    uint64_t least = 0;
    struct adil_num votes = adil_num_int(0);
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (at[i]) {
            x->fixed[i] = true;
            x->candidate[n++] = x->l->option[i];
        }
        if (x->fixed[i]) {
            held += x->l->seats[i];
        } else {
            least += x->l->least[i];
            votes = adil_num_add(k->perm, votes, x->l->votes[i]);
        }
    }
    if (held + least > k->contest->seats) {
        memset(x->l->seats, 0, x->l->n * sizeof *x->l->seats);
        return open_gap(x, ADIL_K_AT_LEAST, ADIL_M_R_LEAST_SEATS);
    }
    struct adil_step *s = adil_step_add(k, ADIL_STEP_RECALCULATED, ADIL_N_CONTEST_KEYS);
    adil_step_options(k, s, ADIL_F_OPTIONS, x->candidate, n);
    adil_step_int(k, s, ADIL_F_FREE, (int64_t)(k->contest->seats - held));
    adil_step_num(k, s, ADIL_F_VOTES, votes);
    return ROUND_AGAIN;
}

/* Whole quotas of every place, as a 32-bit number: past 2^32 it only matters that it is more than
 * there are seats. Returns their sum. */
static uint64_t whole_quotas(struct remainders *x)
{
    struct adil_arena *a = x->k->tmp;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (x->fixed[i]) {
            continue;
        }
        struct adil_num whole = adil_num_floor(a, adil_num_div(a, x->l->votes[i], x->q));
        int64_t n = 0;
        bool fits = adil_num_i64(whole, &n) && n <= UINT32_MAX;
        x->l->seats[i] = fits ? (uint32_t)n : UINT32_MAX;
        sum += x->l->seats[i];
        x->remainder[i] = adil_num_sub(x->k->perm, x->l->votes[i],
                                       adil_num_mul(a, adil_num_int(x->l->seats[i]), x->q));
    }
    return sum;
}

static void tell_whole(struct remainders *x, uint64_t sum)
{
    struct adil_counting *k = x->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_WHOLE_SEATS, quota_key(k));
    adil_step_int(k, s, ADIL_F_SEATS, (int64_t)sum);
    adil_step_int(k, s, ADIL_F_FREE, sum < x->seats ? (int64_t)(x->seats - sum) : 0);
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (x->fixed[i]) {
            continue;
        }
        struct adil_row *r = adil_step_row(k, s);
        adil_row_option(k, r, ADIL_F_OPTION, x->l->option[i]);
        adil_row_num(k, r, ADIL_F_VOTES, x->l->votes[i]);
        adil_row_int(k, r, ADIL_F_WHOLE, x->l->seats[i]);
        adil_row_num(k, r, ADIL_F_REMAINDER, x->remainder[i]);
    }
}

/* Lists with more whole quotas than seats they can hold. */
static enum round hold_over(struct remainders *x)
{
    struct adil_list *l = x->l;
    bool *over = adil_new(x->k->tmp, bool, l->n);
    bool any = false;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!x->fixed[i] && l->seats[i] > l->most[i]) {
            over[i] = true;
            any = true;
            adil_list_held(l, i, l->seats[i] - l->most[i]);
            l->seats[i] = l->most[i];
        }
    }
    return any ? hold(x, over) : ROUND_DONE;
}

/* More whole quotas than seats: each holder's last one is at stake. They are level when their
 * remainders are (with an exact Hagenbach-Bischoff quota they always are: all zero), and then it
 * is a tie; a law that lets it come to more does not say who gives way. */
static enum round settle_over(struct remainders *x, uint64_t sum)
{
    struct adil_list *l = x->l;
    struct adil_counting *k = x->k;
    uint64_t over = sum - x->seats;
    uint32_t n = 0;
    bool level = true;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!x->fixed[i] && l->seats[i] > 0) {
            x->candidate[n] = l->option[i];
            x->key[n] = x->remainder[i];
            level = level && adil_num_eq(x->key[n], x->key[0]);
            n++;
        }
    }
    if (n == 1) {
        l->seats[x->at[x->candidate[0]]] = x->seats;
        return ROUND_DONE;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        l->seats[i] -= !x->fixed[i] && l->seats[i] > 0 ? 1 : 0;
    }
    if (!level || over >= n) {
        for (uint32_t i = 0; i < l->n; i++) {
            l->seats[i] = x->fixed[i] ? l->seats[i] : 0;
        }
        return open_gap(x, ADIL_K_METHOD, ADIL_M_R_TOO_MANY_WHOLE);
    }
    uint32_t n_won = 0;
    enum adil_pick pick = adil_pick_best(k, ADIL_STEP_WHOLE_SEATS, ADIL_SPAN(""), x->candidate,
                                         x->key, n, n - (uint32_t)over, false, x->won, &n_won);
    for (uint32_t w = 0; w < n_won; w++) {
        l->seats[x->at[x->won[w]]]++;
    }
    return pick == ADIL_PICK_OPEN ? ROUND_OPEN : ROUND_DONE;
}

/* ---- seats by remainder -------------------------------------------------------------------- */

static bool is_full(const struct remainders *x, uint32_t i)
{
    return in_play(x, i) && x->l->seats[i] == x->l->most[i];
}

/* Places that may have one seat more; a list that its whole quotas fill does not compete. */
static void competitors(struct remainders *x)
{
    x->n_candidates = 0;
    for (uint32_t i = 0; i < x->l->n; i++) {
        if (in_play(x, i) && !is_full(x, i)) {
            x->candidate[x->n_candidates] = x->l->option[i];
            x->key[x->n_candidates++] = x->remainder[i];
        }
    }
}

/* More seats are left than lists that compete. Lists that are full make room for the others; a
 * list alone takes what it can hold. */
static enum round too_few(struct remainders *x)
{
    struct adil_list *l = x->l;
    bool *full = adil_new(x->k->tmp, bool, l->n);
    bool any = false;
    for (uint32_t i = 0; i < l->n; i++) {
        full[i] = is_full(x, i);
        any = any || full[i];
        if (full[i]) {
            adil_list_held(l, i, 0);
        }
    }
    if (any) {
        return hold(x, full);
    }
    uint32_t one = 0;
    if (count_in_play(x, &one) > 1) {
        return open_gap(x, ADIL_K_METHOD, ADIL_M_R_TOO_FEW_WHOLE);
    }
    uint32_t room = l->most[one] - l->seats[one];
    uint32_t take = x->left < room ? x->left : room;
    l->seats[one] += take;
    if (take == x->left) {
        return ROUND_DONE;
    }
    adil_list_held(l, one, x->left - take);
    return open_gap(x, ADIL_K_LISTS, ADIL_M_R_NO_NAMES);
}

static void tell_remainders(struct remainders *x)
{
    struct adil_counting *k = x->k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_REMAINDER_SEATS, ADIL_K_METHOD);
    adil_step_int(k, s, ADIL_F_SEATS, x->n_won);
    for (uint32_t w = 0; w < x->n_won; w++) {
        struct adil_row *r = adil_step_row(k, s);
        adil_row_int(k, r, ADIL_F_SEAT, (int64_t)k->contest->seats - x->left + 1 + w);
        adil_row_option(k, r, ADIL_F_OPTION, x->won[w]);
        adil_row_num(k, r, ADIL_F_REMAINDER, x->remainder[x->at[x->won[w]]]);
    }
}

static enum round by_remainders(struct remainders *x)
{
    if (x->left == 0) {
        return ROUND_DONE;
    }
    competitors(x);
    if (x->n_candidates < x->left) {
        return too_few(x);
    }
    enum adil_pick pick =
        adil_pick_best(x->k, ADIL_STEP_REMAINDER_SEATS, ADIL_SPAN(""), x->candidate, x->key,
                       x->n_candidates, x->left, false, x->won, &x->n_won);
    for (uint32_t w = 0; w < x->n_won; w++) {
        x->l->seats[x->at[x->won[w]]]++;
    }
    if (x->n_won > 0) {
        tell_remainders(x);
    }
    return pick == ADIL_PICK_OPEN ? ROUND_OPEN : ROUND_DONE;
}

/* ---- the end -------------------------------------------------------------------------------- */

/* LAST_SEAT: who was next lacked the difference of the remainders (the quota held as it is); and
 * lists that are full whose remainder would have won one of the seats. */
static void tell_end(struct remainders *x)
{
    struct adil_list *l = x->l;
    if (x->n_won == 0) {
        return;
    }
    uint32_t last = x->at[x->won[x->n_won - 1]];
    bool *has_won = adil_new(x->k->tmp, bool, l->n);
    for (uint32_t w = 0; w < x->n_won; w++) {
        has_won[x->at[x->won[w]]] = true;
    }
    uint32_t next = UINT32_MAX;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!in_play(x, i) || has_won[i]) {
            continue;
        }
        if (is_full(x, i)) {
            if (adil_num_cmp(x->remainder[i], x->remainder[last]) >= 0) {
                adil_list_held(l, i, 0);
            }
        } else if (next == UINT32_MAX || adil_num_cmp(x->remainder[i], x->remainder[next]) > 0) {
            next = i;
        }
    }
    if (next != UINT32_MAX) {
        adil_list_last(l, last, next,
                       adil_num_sub(x->k->perm, x->remainder[last], x->remainder[next]));
    }
}

/* Lists that got fewer seats than the law gives them at least. */
static enum round raise_under(struct remainders *x)
{
    struct adil_list *l = x->l;
    bool *under = adil_new(x->k->tmp, bool, l->n);
    bool any = false;
    for (uint32_t i = 0; i < l->n; i++) {
        if (!x->fixed[i] && l->seats[i] < l->least[i]) {
            under[i] = true;
            any = true;
            l->seats[i] = l->least[i];
        }
    }
    if (!any) {
        return ROUND_DONE;
    }
    adil_list_raised(l, under);
    return hold(x, under);
}

/* One sharing among those not held. Every AGAIN has held at least one list more. */
static enum round share_once(struct remainders *x)
{
    x->n_won = 0;
    enum round r = open_round(x);
    if (r == ROUND_AGAIN) {
        uint64_t sum = whole_quotas(x);
        tell_whole(x, sum);
        r = hold_over(x);
        if (r == ROUND_DONE) {
            x->left = sum < x->seats ? (uint32_t)(x->seats - sum) : 0;
            r = sum > x->seats ? settle_over(x, sum) : by_remainders(x);
        }
    }
    return r == ROUND_DONE ? raise_under(x) : r;
}

bool adil_list_by_remainder(struct adil_list *l, enum adil_quota quota)
{
    struct adil_arena *tmp = l->k->tmp;
    struct remainders x = {
        .l = l,
        .k = l->k,
        .quota = quota,
        .fixed = adil_new(tmp, bool, l->n),
        .remainder = adil_new(tmp, struct adil_num, l->n),
        .at = adil_new(tmp, uint32_t, l->k->votes->n_options),
        .candidate = adil_new(tmp, uint32_t, l->n),
        .key = adil_new(tmp, struct adil_num, l->n),
        .won = adil_new(tmp, uint32_t, l->n),
    };
    for (uint32_t i = 0; i < l->n; i++) {
        x.at[l->option[i]] = i;
    }
    enum round r = ROUND_AGAIN;
    while (r == ROUND_AGAIN) {
        r = share_once(&x);
    }
    if (r == ROUND_DONE) {
        tell_end(&x);
    }
    return r == ROUND_DONE;
}
