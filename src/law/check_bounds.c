/* Findings about phrases that no figure can meet: a share of more than all, more units than a group
 * has, bounds that leave nothing between them. Those of bodies are in check_decide.c. */
#include "law/checking.h"
#include "law/norm_tree.h"

/* What a phrase of a contest tests, and so what is never less than it. */
enum tested { TESTED_ANYTHING, TESTED_VOTES, TESTED_CAST };

static bool is_at_least(enum tested what, uint32_t quantity)
{
    bool ballots =
        quantity == ADIL_Q_REGISTERED || quantity == ADIL_Q_ISSUED || quantity == ADIL_Q_CAST;
    bool votes = quantity == ADIL_Q_COUNTED || quantity == ADIL_Q_FOR_OPTIONS;
    return what != TESTED_ANYTHING && (ballots || (votes && what == TESTED_VOTES));
}

/* Whether a number that is at most `most` can be `op` n. */
static bool within(enum adil_compare op, struct adil_num n, struct adil_num most)
{
    int c = adil_num_cmp(n, most);
    return op == ADIL_GT ? c < 0 : (op != ADIL_GE && op != ADIL_EQ) || c <= 0;
}

/* ---- groups ------------------------------------------------------------------------------- */

/* The most units that a group has on any day. */
static uint32_t group_most(struct adil_arena scratch, const struct adil_units *u, uint32_t group)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < 2 * u->n; i++) {
        struct adil_arena tmp = scratch;
        const uint32_t *list = NULL;
        struct adil_date day = u->unit[i / 2].from;
        if (i % 2 != 0) {
            day = u->unit[i / 2].until;
            day.days -= adil_date_known(day) ? 1 : 0;
        }
        day = adil_date_known(day) ? day : (struct adil_date){INT32_MIN + 1};
        uint32_t n = adil_group_list(&tmp, u, group, day, &list);
        most = n > most ? n : most;
    }
    return most;
}

static bool spread_can(struct adil_arena scratch, const struct adil_rulebook *book,
                       const struct adil_phrase *p)
{
    if (p->spread != ADIL_SPREAD_COUNT || p->group >= book->units.n_groups) {
        return true;
    }
    uint32_t most = group_most(scratch, &book->units, p->group);
    return most == 0 || within(p->spread_op, p->spread_n, adil_num_int(p->spread_share ? 1 : most));
}

/* ---- what is left between bounds ---------------------------------------------------------- */

/* Bounds of one thing that hold together. */
struct between {
    unsigned of; /* enum measure */
    uint32_t quantity;
    const void *own;
    struct adil_num low, high;
    bool has_low, has_high, low_out, high_out; /* out: the bound itself is not within */
};
enum measure { MEASURE_COUNT, MEASURE_SHARE, MEASURE_YEARS, MEASURE_DAYS, MEASURE_DATE };
enum { MOST_BETWEEN = 16 };

struct betweens {
    struct between item[MOST_BETWEEN];
    uint32_t n;
};

static struct between *between_of(struct betweens *all, enum measure of, uint32_t quantity,
                                  const void *own)
{
    for (uint32_t i = 0; i < all->n; i++) {
        struct between *b = &all->item[i];
        if (b->of == (unsigned)of && b->quantity == quantity && b->own == own) {
            return b;
        }
    }
    if (all->n == MOST_BETWEEN) {
        return NULL;
    }
    all->item[all->n] = (struct between){.of = (unsigned)of, .quantity = quantity, .own = own};
    return &all->item[all->n++];
}

static void bound_low(struct between *b, struct adil_num n, bool out)
{
    int c = b->has_low ? adil_num_cmp(n, b->low) : 1;
    if (c > 0 || (c == 0 && out)) {
        b->low = n;
        b->low_out = out;
        b->has_low = true;
    }
}

static void bound_high(struct between *b, struct adil_num n, bool out)
{
    int c = b->has_high ? adil_num_cmp(n, b->high) : -1;
    if (c < 0 || (c == 0 && out)) {
        b->high = n;
        b->high_out = out;
        b->has_high = true;
    }
}

static void add_bound(struct between *b, enum adil_compare op, struct adil_num n)
{
    if (b == NULL) {
        return;
    }
    if (op == ADIL_GT || op == ADIL_GE || op == ADIL_EQ) {
        bound_low(b, n, op == ADIL_GT);
    }
    if (op == ADIL_LT || op == ADIL_LE || op == ADIL_EQ) {
        bound_high(b, n, op == ADIL_LT);
    }
}

static bool something_between(const struct betweens *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct between *b = &all->item[i];
        int c = b->has_low && b->has_high ? adil_num_cmp(b->low, b->high) : -1;
        if (c > 0 || (c == 0 && (b->low_out || b->high_out))) {
            return false;
        }
    }
    return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the parser of phrases lets them be */
static void add_phrase(struct betweens *all, const struct adil_phrase *p, const void *own)
{
    for (uint32_t i = 0; p->kind == ADIL_P_ALL && i < p->n_parts; i++) {
        add_phrase(all, &p->part[i], own);
    }
    if (p->kind == ADIL_P_BOUND && p->spread == ADIL_SPREAD_WHOLE &&
        p->amount.rounding == ADIL_ROUND_NONE) {
        bool share = p->amount.share;
        add_bound(between_of(all, share ? MEASURE_SHARE : MEASURE_COUNT,
                             share ? p->amount.quantity : ADIL_NO_WORD, own),
                  p->op, p->amount.n);
    }
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the parser of norms lets them be */
static void add_test(struct betweens *all, const struct adil_test *t)
{
    if (t->negated) {
        return;
    }
    for (uint32_t i = 0; t->kind == ADIL_TEST_ALL && i < t->n_parts; i++) {
        add_test(all, &t->part[i]);
    }
    bool years = t->kind == ADIL_TEST_AGE || t->time.days == 0;
    if (t->kind == ADIL_TEST_PHRASE) {
        add_phrase(all, t->phrase, t->own);
    } else if (t->kind == ADIL_TEST_AGE ||
               (t->kind == ADIL_TEST_TIME && (t->time.months == 0 || t->time.days == 0))) {
        add_bound(between_of(all, years ? MEASURE_YEARS : MEASURE_DAYS, ADIL_NO_WORD, NULL), t->op,
                  adil_num_int(years ? t->time.months : t->time.days));
    } else if (t->kind == ADIL_TEST_DATE && !t->operand[0].is_locus && t->operand[0].nth == NULL) {
        add_bound(between_of(all, MEASURE_DATE, ADIL_NO_WORD, NULL), t->op,
                  adil_num_int(t->operand[0].value.date.days));
    }
}

/* ---- phrases and tests that can be met ---------------------------------------------------- */

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the parser of phrases lets them be */
static bool phrase_can(struct adil_arena scratch, const struct adil_rulebook *book,
                       const struct adil_phrase *p, enum tested what)
{
    struct betweens all = {.n = 0};
    bool any = p->kind != ADIL_P_ANY;
    for (uint32_t i = 0; i < p->n_parts; i++) {
        bool can = phrase_can(scratch, book, &p->part[i], what);
        if (p->kind == ADIL_P_ALL && !can) {
            return false;
        }
        any = any || can;
    }
    add_phrase(&all, p, NULL);
    bool share =
        p->kind == ADIL_P_BOUND && p->amount.share && is_at_least(what, p->amount.quantity);
    return any && something_between(&all) && spread_can(scratch, book, p) &&
           (!share || within(p->op, p->amount.n, adil_num_int(1)));
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the parser of norms lets them be */
static bool test_can(struct adil_arena scratch, const struct adil_rulebook *book,
                     const struct adil_test *t)
{
    struct betweens all = {.n = 0};
    bool any = t->kind != ADIL_TEST_ANY;
    if (t->negated) {
        return true;
    }
    for (uint32_t i = 0; i < t->n_parts; i++) {
        bool can = test_can(scratch, book, &t->part[i]);
        if (t->kind == ADIL_TEST_ALL && !can) {
            return false;
        }
        any = any || can;
    }
    add_test(&all, t);
    return any && something_between(&all) &&
           (t->kind != ADIL_TEST_PHRASE || phrase_can(scratch, book, t->phrase, TESTED_ANYTHING));
}

/* ---- where they stand --------------------------------------------------------------------- */

static const struct {
    const char *key;
    enum tested what;
} contest_phrases[] = {
    {"threshold", TESTED_VOTES}, {"threshold-coalitions", TESTED_VOTES},
    {"wins", TESTED_VOTES},      {"threshold-minorities", TESTED_VOTES},
    {"adopts", TESTED_VOTES},    {"second-wins", TESTED_VOTES},
    {"quorum", TESTED_CAST},
};

static void check_scalar(struct adil_checking *k, const struct adil_where *up,
                         const struct adil_node *n, enum tested what)
{
    struct adil_where w = {.up = up, .key = n->key};
    struct adil_arena tmp = k->perm;
    const struct adil_phrase *p = NULL;
    struct adil_diag unheard;
    struct adil_checking sub = *k;
    adil_diag_open(&unheard, &tmp);
    if (n->kind != ADIL_NODE_SCALAR ||
        adil_phrase_parse(&tmp, n->place, n->text, &k->book->vocab, &p, &unheard).code !=
            ADIL_C_OK ||
        phrase_can(k->scratch, k->book, p, what)) {
        return;
    }
    sub.perm = tmp;
    adil_check_note(&sub, n->place, &w, n->text, ADIL_SPAN("a number that can be reached"));
    k->n = sub.n;
}

/* A phrase, or a map of them. */
static void check_value(struct adil_checking *k, const struct adil_where *up,
                        const struct adil_node *n, enum tested what)
{
    struct adil_where w = {.up = up, .key = n->key};
    if (n->kind != ADIL_NODE_MAP) {
        check_scalar(k, up, n, what);
        return;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        check_scalar(k, &w, c, what);
    }
}

static void check_values(struct adil_checking *k, const struct adil_where *up,
                         const struct adil_node *map)
{
    for (const struct adil_node *n = map != NULL ? map->first : NULL; n != NULL; n = n->next) {
        for (size_t i = 0; i < ADIL_COUNT(contest_phrases); i++) {
            if (adil_span_is(n->key, contest_phrases[i].key)) {
                check_value(k, up, n, contest_phrases[i].what);
            }
        }
    }
}

static void check_norm(struct adil_checking *k, const struct adil_norm *norm)
{
    struct adil_where w = {.key = norm->rule.id};
    struct adil_arena tmp = k->scratch;
    if (!test_can(k->scratch, k->book, norm->is)) {
        adil_check_note(k, norm->rule.place, &w,
                        adil_norm_words(&tmp, ADIL_EN, norm, &k->book->vocab),
                        ADIL_SPAN("bounds that something can meet"));
    }
}

void adil_check_bounds(struct adil_checking *k)
{
    const struct adil_rulebook *book = k->book;
    struct adil_where rules = {.key = ADIL_SPAN("rules")};
    struct adil_where contests = {.key = ADIL_SPAN("contests")};
    for (uint32_t i = 0; i < book->n_rules; i++) {
        struct adil_where w = {.up = &rules, .key = book->rule[i].id, .in_list = true, .i = i};
        struct adil_where set = {.up = &w, .key = ADIL_SPAN("set")};
        check_values(k, &set, adil_node_get(book->rule_node[i], "set"));
        if (book->rule_use[i].norm != NULL) {
            check_norm(k, book->rule_use[i].norm);
        }
    }
    for (uint32_t i = 0; i < book->n_contests; i++) {
        struct adil_where w = {.up = &contests, .key = book->contest[i].name};
        check_values(k, &w, book->contest[i].node);
    }
}
