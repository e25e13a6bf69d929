/* Highest averages. Seat by seat, each goes to the list whose votes over its next divisor are
 * largest; a heap of next quotients makes that n + seats * log n. */
#include "count/list.h"

/* What a list would win its next seat with. A divisor of zero beats every number; where divisors
 * are square roots, quotients are compared by their squares. */
struct claim {
    uint32_t place;
    bool first; /* the divisor is zero */
    struct adil_num key;
};

struct averages {
    struct adil_list *l;
    struct adil_counting *k;
    enum adil_divisor divisor;
    struct claim *heap;
    uint32_t n_heap;
    uint32_t left; /* seats still to be given */
    struct adil_step *step;
    bool any;          /* a seat was won: `last` is set */
    struct claim last; /* what the last seat was won with */
    uint32_t next;     /* place of who was next for it, or UINT32_MAX */
};

/* The divisor of a list's seat number n (from 1); for Huntington-Hill its square. */
static struct adil_num divisor_of(struct averages *x, uint32_t n)
{
    struct adil_arena *a = x->k->tmp;
    int64_t i = n;
    switch (x->divisor) {
    case ADIL_DIV_DHONDT:
        return adil_num_int(i);
    case ADIL_DIV_SAINTE_LAGUE:
        return adil_num_int(2 * i - 1);
    case ADIL_DIV_MODIFIED:
        return n == 1 ? x->k->contest->first_divisor : adil_num_int(2 * i - 1);
    case ADIL_DIV_DANISH:
        return adil_num_int(3 * i - 2);
    case ADIL_DIV_ADAMS:
        return adil_num_int(i - 1);
    case ADIL_DIV_DEAN:
        return adil_num_div(a, adil_num_mul(a, adil_num_int(2 * i), adil_num_int(i - 1)),
                            adil_num_int(2 * i - 1));
    case ADIL_DIV_HUNTINGTON:
        return adil_num_mul(a, adil_num_int(i), adil_num_int(i - 1));
    case ADIL_DIV_IMPERIALI:
        return adil_num_ratio(a, i + 1, 2);
    }
    return adil_num_int(i);
}

static bool by_squares(const struct averages *x)
{
    return x->divisor == ADIL_DIV_HUNTINGTON;
}

static struct claim claim_of(struct averages *x, uint32_t place)
{
    struct adil_arena *a = x->k->tmp;
    struct adil_num votes = x->l->votes[place];
    struct adil_num d = divisor_of(x, x->l->seats[place] + 1);
    if (adil_num_sign(d) <= 0) {
        return (struct claim){place, true, adil_num_int(0)};
    }
    struct adil_num over = by_squares(x) ? adil_num_mul(a, votes, votes) : votes;
    return (struct claim){place, false, adil_num_div(a, over, d)};
}

static int claim_cmp(const struct claim *a, const struct claim *b)
{
    if (a->first != b->first) {
        return a->first ? 1 : -1;
    }
    return a->first ? 0 : adil_num_cmp(a->key, b->key);
}

/* ---- the heap: the largest claim on top -------------------------------------------------- */

static bool above(const struct claim *a, const struct claim *b)
{
    int order = claim_cmp(a, b);
    return order > 0 || (order == 0 && a->place < b->place);
}

static void heap_put(struct averages *x, struct claim c)
{
    uint32_t at = x->n_heap++;
    while (at > 0 && above(&c, &x->heap[(at - 1) / 2])) {
        x->heap[at] = x->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    x->heap[at] = c;
}

static struct claim heap_take(struct averages *x)
{
    ADIL_ASSERT(x->n_heap > 0);
    struct claim top = x->heap[0];
    struct claim c = x->heap[--x->n_heap];
    size_t at = 0;
    for (size_t child = 1; child < x->n_heap; child = 2 * at + 1) {
        if (child + 1 < x->n_heap && above(&x->heap[child + 1], &x->heap[child])) {
            child++;
        }
        if (!above(&x->heap[child], &c)) {
            break;
        }
        x->heap[at] = x->heap[child];
        at = child;
    }
    x->heap[at] = c;
    return top;
}

/* A list competes while it has votes and may have another seat. */
static void compete(struct averages *x, uint32_t place)
{
    struct adil_list *l = x->l;
    if (l->seats[place] < l->most[place] && adil_num_sign(l->votes[place]) > 0) {
        heap_put(x, claim_of(x, place));
    }
}

/* ---- seats -------------------------------------------------------------------------------- */

/* Square roots are shown cut after six decimals; they decide nothing. */
static struct adil_num shown(struct averages *x, struct adil_num n)
{
    return by_squares(x) ? adil_num_sqrt(x->k->perm, n, 6) : n;
}

static void tell_seat(struct averages *x, const struct claim *c)
{
    struct adil_counting *k = x->k;
    if (x->step->n_rows == ADIL_SEAT_ROWS_MAX) {
        return;
    }
    struct adil_row *r = adil_step_row(k, x->step);
    adil_row_int(k, r, ADIL_F_SEAT, (int64_t)k->contest->seats - x->left + 1);
    adil_row_option(k, r, ADIL_F_OPTION, x->l->option[c->place]);
    adil_row_num(k, r, ADIL_F_DIVISOR, shown(x, divisor_of(x, x->l->seats[c->place] + 1)));
    if (!c->first) {
        adil_row_num(k, r, ADIL_F_QUOTIENT, shown(x, c->key));
    }
}

static void give(struct averages *x, const struct claim *c)
{
    tell_seat(x, c);
    x->l->seats[c->place]++;
    x->left--;
    x->any = true;
    x->last = *c;
    x->next = x->n_heap > 0 ? x->heap[0].place : UINT32_MAX;
}

/* Everybody who claims the next seat with the same quotient, in ballot order. */
static uint32_t take_level(struct averages *x, struct claim *level)
{
    uint32_t n = 0;
    do {
        level[n++] = heap_take(x);
    } while (x->n_heap > 0 && claim_cmp(&level[0], &x->heap[0]) == 0);
    return n;
}

/* More lists claim the seats that are left with the same quotient than there are seats. The
 * losers go back first, so that they are next in line. */
static bool give_tied(struct averages *x, const struct claim *level, uint32_t n)
{
    struct adil_counting *k = x->k;
    uint32_t *option = adil_new(k->tmp, uint32_t, n);
    struct adil_num *key = adil_new(k->tmp, struct adil_num, n);
    uint32_t *won = adil_new(k->tmp, uint32_t, x->left);
    uint32_t *at = adil_new(k->tmp, uint32_t, k->votes->n_options); /* by option: its level */
    bool *has_won = adil_new(k->tmp, bool, n);
    uint32_t n_won = 0;
    for (uint32_t i = 0; i < n; i++) {
        option[i] = x->l->option[level[i].place];
        key[i] = level[i].key;
        at[option[i]] = i;
    }
    enum adil_pick pick = adil_pick_best(k, ADIL_STEP_DIVISOR_SEATS, ADIL_SPAN(""), option, key, n,
                                         x->left, false, won, &n_won);
    for (uint32_t w = 0; w < n_won; w++) {
        has_won[at[won[w]]] = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!has_won[i]) {
            heap_put(x, level[i]);
        }
    }
    for (uint32_t w = 0; w < n_won; w++) {
        give(x, &level[at[won[w]]]);
    }
    return pick == ADIL_PICK_DONE;
}

/* LIST_SHORT or SEAT_LIMITS of those who would have won more: their next claim is not below what
 * the last seat was won with. */
static void tell_held(struct averages *x)
{
    struct adil_list *l = x->l;
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->seats[i] < l->most[i] || adil_num_sign(l->votes[i]) <= 0) {
            continue;
        }
        struct claim c = claim_of(x, i);
        if (x->left > 0 || (x->any && claim_cmp(&c, &x->last) >= 0)) {
            adil_list_held(l, i, 0);
        }
    }
}

/* The votes with which the next in line would have drawn level: its claim becomes the winner's.
 * Where divisors are square roots, the first whole number of votes that reaches it. */
static void tell_last(struct averages *x)
{
    struct adil_arena *a = x->k->perm;
    if (!x->any || x->next == UINT32_MAX || x->last.first) {
        return;
    }
    struct adil_num d = divisor_of(x, x->l->seats[x->next] + 1);
    struct adil_num needed = adil_num_mul(a, x->last.key, d);
    if (by_squares(x)) {
        struct adil_num root = adil_num_sqrt(a, needed, 0);
        bool below = adil_num_cmp(adil_num_mul(a, root, root), needed) < 0;
        needed = below ? adil_num_add(a, root, adil_num_int(1)) : root;
    }
    adil_list_last(x->l, x->last.place, x->next, adil_num_sub(a, needed, x->l->votes[x->next]));
}

static bool give_all(struct averages *x)
{
    struct claim *level = adil_new(x->k->tmp, struct claim, x->l->n);
    while (x->left > 0 && x->n_heap > 0) {
        uint32_t n = take_level(x, level);
        if (n > x->left) {
            return give_tied(x, level, n);
        }
        for (uint32_t i = 0; i < n; i++) {
            give(x, &level[i]);
            /* The last of the level stays out until the seat after it, so that the next in line
             * is somebody else. */
            if (x->left > 0) {
                compete(x, level[i].place);
            }
        }
    }
    return true;
}

bool adil_list_by_divisor(struct adil_list *l, enum adil_divisor divisor)
{
    struct averages x = {
        .l = l,
        .k = l->k,
        .divisor = divisor,
        .heap = adil_new(l->k->tmp, struct claim, l->n),
        .left = l->k->contest->seats,
        .next = UINT32_MAX,
    };
    bool *raised = adil_new(l->k->tmp, bool, l->n);
    for (uint32_t i = 0; i < l->n; i++) {
        raised[i] = l->least[i] > 0;
        l->seats[i] = l->least[i];
        x.left -= l->least[i];
    }
    adil_list_raised(l, raised);
    for (uint32_t i = 0; i < l->n; i++) {
        compete(&x, i);
    }
    x.step = adil_step_add(l->k, ADIL_STEP_DIVISOR_SEATS, ADIL_K_METHOD);
    adil_step_int(l->k, x.step, ADIL_F_SEATS, x.left);
    bool done = give_all(&x);
    if (!done) {
        return false;
    }
    tell_held(&x);
    if (x.left > 0) {
        adil_count_gap(l->k, ADIL_K_LISTS, ADIL_M_R_NO_NAMES);
        return false;
    }
    tell_last(&x);
    return true;
}
