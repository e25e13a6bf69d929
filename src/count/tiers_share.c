#include "count/tiers.h"

bool adil_share_whole(struct adil_counting *k, struct adil_share *s, enum adil_quota quota,
                      enum adil_contest_key key)
{
    ADIL_ASSERT(s->seats > 0);
    struct adil_arena *a = k->perm;
    s->whole = adil_new(k->tmp, uint32_t, s->n);
    s->extra = adil_new(k->tmp, uint32_t, s->n);
    s->remainder = adil_new(k->tmp, struct adil_num, s->n);
    s->n_won = 0;
    s->next = UINT32_MAX;
    s->left = s->seats;
    s->total = adil_num_int(0);
    for (uint32_t i = 0; i < s->n; i++) {
        s->at[s->option[i]] = i;
        s->total = adil_num_add(a, s->total, s->votes[i]);
    }
    s->quota = adil_quota_of(a, quota, k->contest->quota_rounding, s->total, s->seats);
    if (adil_num_sign(s->quota) <= 0) {
        adil_count_gap(k, key, ADIL_M_R_QUOTA_ZERO);
        return false;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        struct adil_num whole = adil_num_floor(a, adil_num_div(a, s->votes[i], s->quota));
        int64_t seats = 0;
        if (!adil_num_i64(whole, &seats) || seats > (int64_t)s->left) {
            adil_count_gap(k, key, ADIL_M_R_TOO_MANY_WHOLE);
            return false;
        }
        s->whole[i] = (uint32_t)seats;
        s->left -= s->whole[i];
        s->remainder[i] = adil_num_sub(a, s->votes[i], adil_num_mul(a, whole, s->quota));
    }
    s->won = adil_new(k->tmp, uint32_t, s->left);
    s->won_by = adil_new(k->tmp, struct adil_num, s->left);
    return true;
}

static void give_extra(struct adil_share *s, uint32_t place, struct adil_num by)
{
    s->extra[place]++;
    s->won[s->n_won] = place;
    s->won_by[s->n_won] = by;
    s->n_won++;
    s->left--;
}

/* The largest surplus that got no seat in this stage, against the smallest that did. */
static void surplus_next(struct adil_counting *k, struct adil_share *s)
{
    struct adil_num last = s->won_by[s->n_won - 1];
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->extra[i] == 0 &&
            (s->next == UINT32_MAX || adil_num_cmp(s->remainder[i], s->remainder[s->next]) > 0)) {
            s->next = i;
        }
    }
    if (s->next != UINT32_MAX) {
        s->next_short = adil_num_sub(k->perm, last, s->remainder[s->next]);
    }
}

bool adil_share_surplus(struct adil_counting *k, struct adil_share *s, uint32_t cap,
                        enum adil_step_kind stage, struct adil_span unit)
{
    uint32_t take = s->left < cap ? s->left : cap;
    take = take < s->n ? take : s->n;
    if (take == 0) {
        return true;
    }
    uint32_t *won = adil_new(k->tmp, uint32_t, take);
    uint32_t n_won = 0;
    enum adil_pick pick =
        adil_pick_best(k, stage, unit, s->option, s->remainder, s->n, take, false, won, &n_won);
    for (uint32_t i = 0; i < n_won; i++) {
        give_extra(s, s->at[won[i]], s->remainder[s->at[won[i]]]);
    }
    if (pick == ADIL_PICK_OPEN) {
        return false;
    }
    surplus_next(k, s);
    return true;
}

static uint32_t seats_at(const struct adil_share *s, uint32_t place)
{
    return s->whole[place] + s->extra[place];
}

static struct adil_num average_of(struct adil_counting *k, const struct adil_share *s,
                                  uint32_t place)
{
    return adil_num_div(k->perm, s->votes[place], adil_num_int(seats_at(s, place)));
}

/* The places that have a seat, the highest average on top; equal ones by place. */
struct averages {
    const struct adil_num *average; /* by place */
    uint32_t *place;
    uint32_t n;
};

static bool higher(const struct averages *h, uint32_t a, uint32_t b)
{
    int order = adil_num_cmp(h->average[a], h->average[b]);
    return order > 0 || (order == 0 && a < b);
}

static void push(struct averages *h, uint32_t place)
{
    uint32_t at = h->n++;
    while (at > 0 && higher(h, place, h->place[(at - 1) / 2])) {
        h->place[at] = h->place[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->place[at] = place;
}

static uint32_t pop(struct averages *h)
{
    uint32_t top = h->place[0];
    uint32_t last = h->place[--h->n];
    uint32_t at = 0;
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child + 1 < h->n && higher(h, h->place[child + 1], h->place[child])) {
            child++;
        }
        if (child >= h->n || higher(h, last, h->place[child])) {
            break;
        }
        h->place[at] = h->place[child];
        at = child;
    }
    h->place[at] = last;
    return top;
}

/* Takes the places with the highest average off the heap, ascending; returns how many. */
static uint32_t highest(struct averages *h, uint32_t *place)
{
    uint32_t n = 0;
    while (h->n > 0 && (n == 0 || adil_num_eq(h->average[h->place[0]], h->average[place[0]]))) {
        place[n++] = pop(h);
    }
    return n;
}

/* Who stood next when `winner` got the last seat with average `by`: the votes it lacked are those
 * that would have lifted its own average to the winner's. */
static void average_next(struct adil_counting *k, struct adil_share *s, uint32_t winner,
                         struct adil_num by)
{
    s->next = UINT32_MAX;
    struct adil_num best = adil_num_int(0);
    for (uint32_t i = 0; i < s->n; i++) {
        if (i == winner || seats_at(s, i) == 0) {
            continue;
        }
        struct adil_num x = average_of(k, s, i);
        if (s->next == UINT32_MAX || adil_num_cmp(x, best) > 0) {
            s->next = i;
            best = x;
        }
    }
    if (s->next != UINT32_MAX) {
        struct adil_num needed = adil_num_mul(k->perm, by, adil_num_int(seats_at(s, s->next)));
        s->next_short = adil_num_sub(k->perm, needed, s->votes[s->next]);
    }
}

static void give_average(struct adil_counting *k, struct adil_share *s, uint32_t place,
                         struct adil_num by)
{
    if (s->left == 1) {
        average_next(k, s, place, by);
    }
    give_extra(s, place, by);
}

/* More contestants share the highest average than there are seats left. */
static bool average_tie(struct adil_counting *k, struct adil_share *s, const uint32_t *place,
                        uint32_t n, struct adil_num average)
{
    uint32_t *tied = adil_new(k->tmp, uint32_t, n);
    struct adil_num *key = adil_new(k->tmp, struct adil_num, n);
    for (uint32_t i = 0; i < n; i++) {
        tied[i] = s->option[place[i]];
        key[i] = average;
    }
    uint32_t *won = adil_new(k->tmp, uint32_t, s->left);
    uint32_t n_won = 0;
    if (adil_pick_best(k, ADIL_STEP_AVERAGE_SEATS, ADIL_SPAN(""), tied, key, n, s->left, false, won,
                       &n_won) == ADIL_PICK_OPEN) {
        return false;
    }
    for (uint32_t i = 0; i < n_won; i++) {
        give_average(k, s, s->at[won[i]], average);
    }
    return true;
}

bool adil_share_average(struct adil_counting *k, struct adil_share *s)
{
    uint32_t *place = adil_new(k->tmp, uint32_t, s->n);
    struct adil_num *average = adil_new(k->tmp, struct adil_num, s->n);
    struct averages h = {.average = average, .place = adil_new(k->tmp, uint32_t, s->n)};
    for (uint32_t i = 0; i < s->n && s->left > 0; i++) {
        if (seats_at(s, i) > 0) {
            average[i] = average_of(k, s, i);
            push(&h, i);
        }
    }
    while (s->left > 0) {
        uint32_t n = highest(&h, place);
        if (n == 0) {
            adil_count_gap(k, ADIL_K_UPPER_THEN, ADIL_M_R_NO_SEATS_YET);
            return false;
        }
        if (n > s->left) {
            return average_tie(k, s, place, n, average[place[0]]);
        }
        /* Each of them is still highest after the others got theirs: the order does not matter. */
        for (uint32_t i = 0; i < n; i++) {
            give_average(k, s, place[i], average[place[i]]);
            average[place[i]] = average_of(k, s, place[i]);
        }
        for (uint32_t i = 0; i < n; i++) {
            push(&h, place[i]);
        }
    }
    return true;
}

void adil_share_last(struct adil_counting *k, const struct adil_share *s,
                     const struct adil_vote_unit *unit)
{
    if (s->n_won == 0 || s->next == UINT32_MAX) {
        return;
    }
    struct adil_step *step = adil_step_add(k, ADIL_STEP_LAST_SEAT, ADIL_N_CONTEST_KEYS);
    if (unit != NULL) {
        adil_step_unit(k, step, ADIL_F_UNIT, unit);
    }
    adil_step_option(k, step, ADIL_F_OPTION, s->option[s->won[s->n_won - 1]]);
    adil_step_option(k, step, ADIL_F_NEXT, s->option[s->next]);
    adil_step_num(k, step, ADIL_F_SHORT, s->next_short);
}
