#include "law/statement.h"

#include "law/keys.h"

#include <stdlib.h>

static const struct {
    struct adil_span word;
    bool refuses;
} kinds[ADIL_N_STATEMENT_KINDS] = {
#define X(id, word, refuses) {ADIL_SPAN_INIT(word), refuses},
    ADIL_STATEMENTS(X)
#undef X
};

struct adil_span adil_statement_word(enum adil_statement_kind kind)
{
    return kinds[kind].word;
}

bool adil_statement_parse(struct adil_span word, enum adil_statement_kind *kind)
{
    for (unsigned k = 0; k < ADIL_N_STATEMENT_KINDS; k++) {
        if (adil_span_eq(kinds[k].word, word)) {
            *kind = (enum adil_statement_kind)k;
            return true;
        }
    }
    return false;
}

/* ---- gathering ------------------------------------------------------------------------------ */

/* The walk is done twice: to count, and to fill. */
struct stating {
    struct adil_arena *perm;
    const struct adil_rulebook *book;
    struct adil_statement *at; /* NULL: counting */
    uint32_t n;
    struct adil_statement counted; /* where each goes that is only counted */
};

static struct adil_statement *add_statement(struct stating *s, enum adil_statement_kind kind,
                                            const struct adil_rule *rule, struct adil_span id)
{
    struct adil_statement *x = s->at != NULL ? &s->at[s->n] : &s->counted;
    s->n++;
    *x = (struct adil_statement){.kind = kind,
                                 .id = id,
                                 .from = rule->from,
                                 .cite = rule->cite,
                                 .mark = rule->mark,
                                 .place = rule->place,
                                 .what = rule,
                                 .asks = {true, kinds[kind].refuses}};
    return x;
}

static void add_norms(struct stating *s, const struct adil_norm *norm, uint32_t n, bool unless)
{
    for (uint32_t i = 0; i < n; i++) {
        add_statement(s, ADIL_STATEMENT_NORM, &norm[i].rule, norm[i].rule.id)->unless = unless;
    }
}

static void all_norms(struct stating *s)
{
    const struct adil_acts *acts = &s->book->acts;
    for (uint32_t i = 0; i < s->book->n_registers; i++) {
        add_norms(s, s->book->reg[i].enter, s->book->reg[i].n_enter, false);
    }
    for (uint32_t i = 0; i < acts->n_bodies; i++) {
        add_norms(s, acts->body[i].when, acts->body[i].n_when, false);
    }
    for (uint32_t i = 0; i < acts->n_words; i++) {
        add_norms(s, acts->word[i].norm, acts->word[i].n_norms, false);
    }
    for (uint32_t i = 0; i < acts->n_powers; i++) {
        add_norms(s, acts->power[i].when, acts->power[i].n_when, false);
        add_norms(s, acts->power[i].unless, acts->power[i].n_unless, true);
    }
    for (uint32_t i = 0; i < acts->n_procedures; i++) {
        const struct adil_norm *norm = acts->procedure[i].option_when;
        add_norms(s, norm, norm != NULL, false);
    }
}

static void all_powers(struct stating *s)
{
    for (uint32_t i = 0; i < s->book->acts.n_powers; i++) {
        const struct adil_power *p = &s->book->acts.power[i];
        add_statement(s, ADIL_STATEMENT_POWER, &p->rule, p->rule.id);
    }
}

/* ---- stages --------------------------------------------------------------------------------- */

typedef void state_stage(struct stating *s, const struct adil_procedure *p,
                         const struct adil_stage *stage);

static struct adil_span in_stage(struct stating *s, const struct adil_procedure *p,
                                 const struct adil_stage *stage, struct adil_span what)
{
    return s->at == NULL ? stage->id
                         : adil_fmt(s->perm, "%.*s/%.*s.%.*s", ADIL_ARG(p->rule.id),
                                    ADIL_ARG(stage->id), ADIL_ARG(what));
}

/* What has no article of its own is cited as its procedure is. */
static struct adil_statement *add_of_stage(struct stating *s, enum adil_statement_kind kind,
                                           const struct adil_procedure *p,
                                           const struct adil_stage *stage,
                                           const struct adil_rule *rule, struct adil_span what)
{
    struct adil_statement *x = add_statement(s, kind, rule, in_stage(s, p, stage, what));
    if (x->cite.len == 0) {
        x->cite = p->rule.cite;
        x->mark = p->rule.mark;
    }
    return x;
}

static void stage_acts(struct stating *s, const struct adil_procedure *p,
                       const struct adil_stage *stage)
{
    for (uint32_t i = 0; i < stage->n_acts; i++) {
        const struct adil_stage_act *a = &stage->act[i];
        add_of_stage(s, ADIL_STATEMENT_ACT, p, stage, &a->rule,
                     s->book->acts.word[a->word].rule.id);
    }
}

static void stage_decision(struct stating *s, const struct adil_procedure *p,
                           const struct adil_stage *stage)
{
    if (stage->decision != NULL) {
        add_of_stage(s, ADIL_STATEMENT_DECISION, p, stage, &stage->decision->rule,
                     ADIL_SPAN("decision"));
    }
}

static void stage_pass(struct stating *s, const struct adil_procedure *p,
                       const struct adil_stage *stage)
{
    if (stage->decision != NULL) {
        add_of_stage(s, ADIL_STATEMENT_PASS, p, stage, &stage->decision->rule, ADIL_SPAN("pass"));
    }
}

static void stage_quorum(struct stating *s, const struct adil_procedure *p,
                         const struct adil_stage *stage)
{
    if (stage->decision != NULL) {
        add_of_stage(s, ADIL_STATEMENT_QUORUM, p, stage, &stage->decision->rule,
                     ADIL_SPAN("quorum"));
    }
}

/* A half: equal votes are the most that do not pass. */
static bool asks_half(const struct adil_phrase *p)
{
    bool half = p->kind == ADIL_P_BOUND && p->amount.share && p->amount.n.big == NULL &&
                p->amount.n.p == 1 && p->amount.n.q == 2;
    for (uint32_t i = 0; i < p->n_parts; i++) {
        half = half || (p->part[i].kind == ADIL_P_BOUND && p->part[i].amount.share &&
                        p->part[i].amount.n.big == NULL && p->part[i].amount.n.p == 1 &&
                        p->part[i].amount.n.q == 2);
    }
    return half;
}

static void stage_tie(struct stating *s, const struct adil_procedure *p,
                      const struct adil_stage *stage)
{
    const struct adil_decision *d = stage->decision;
    if (d != NULL && (d->tie != ADIL_DECIDES_FAILS || asks_half(d->pass))) {
        add_of_stage(s, ADIL_STATEMENT_TIE, p, stage, &d->rule, ADIL_SPAN("tie"));
    }
}

/* Whether an act can end the stage before its deadline does. */
static bool acts_move(const struct adil_stage *s)
{
    bool moves = s->decision != NULL;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        moves = moves || s->act[i].to != ADIL_NO_WORD || s->act[i].to_by_status != NULL;
    }
    return moves;
}

/* It stands where its deadline does; the first version's article is shown. */
static void stage_silence(struct stating *s, const struct adil_procedure *p,
                          const struct adil_stage *stage)
{
    const struct adil_acts *acts = &s->book->acts;
    if (stage->until == ADIL_NO_WORD) {
        return;
    }
    const struct adil_rule *rule = &p->rule;
    for (uint32_t i = acts->n_deadlines; i > 0; i--) {
        if (acts->deadline[i - 1].number == stage->until) {
            rule = &acts->deadline[i - 1].rule;
        }
    }
    struct adil_statement *x =
        add_of_stage(s, ADIL_STATEMENT_SILENCE, p, stage, rule, ADIL_SPAN("silence"));
    x->from = ADIL_DATE_NONE;
    x->what = stage;
    x->asks[ADIL_SIDE_REFUSED] = acts_move(stage);
}

static void all_stages(struct stating *s, state_stage *state)
{
    for (uint32_t i = 0; i < s->book->acts.n_procedures; i++) {
        const struct adil_procedure *p = &s->book->acts.procedure[i];
        for (uint32_t k = 0; k < p->n_stages; k++) {
            state(s, p, &p->stage[k]);
        }
    }
}

/* ---- the rest ------------------------------------------------------------------------------- */

static void all_support(struct stating *s)
{
    for (uint32_t i = 0; i < s->book->acts.n_words; i++) {
        const struct adil_support *x = s->book->acts.word[i].support;
        if (x != NULL) {
            add_statement(s, ADIL_STATEMENT_SUPPORT, &x->rule, x->rule.id);
        }
    }
}

/* Whether an act can be in time for it: it bounds one, or ends a stage that an act can end too. */
static bool bounds_acts(const struct adil_procedure *p, uint32_t deadline)
{
    bool bounds =
        p->opens_at == deadline || p->closes_at == deadline || p->sealed_until == deadline;
    for (uint32_t i = 0; i < p->n_stages; i++) {
        const struct adil_stage *s = &p->stage[i];
        bounds = bounds || (s->until == deadline && acts_move(s));
        for (uint32_t k = 0; k < s->n_acts; k++) {
            bounds = bounds || s->act[k].from == deadline || s->act[k].until == deadline;
        }
    }
    return bounds;
}

static void all_deadlines(struct stating *s)
{
    const struct adil_acts *acts = &s->book->acts;
    for (uint32_t i = 0; i < acts->n_deadlines; i++) {
        const struct adil_deadline *d = &acts->deadline[i];
        bool bounds = false;
        for (uint32_t k = 0; k < acts->n_procedures; k++) {
            bounds = bounds ||
                     (adil_deadline_is_of(d, k) && bounds_acts(&acts->procedure[k], d->number));
        }
        add_statement(s, ADIL_STATEMENT_DEADLINE, &d->rule, d->rule.id)->asks[ADIL_SIDE_ACCEPTED] =
            bounds;
    }
}

static bool is_excluded(const struct adil_acts *acts, uint32_t office)
{
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        for (uint32_t k = 0; k < acts->office[i].n_not_with; k++) {
            if (i == office || acts->office[i].not_with[k] == office) {
                return true;
            }
        }
    }
    return false;
}

static bool seats_some(const struct adil_effects *e, uint32_t office)
{
    for (uint32_t i = 0; i < e->n; i++) {
        if (e->effect[i].kind == ADIL_EFFECT_SEAT && e->effect[i].office == office) {
            return true;
        }
    }
    return false;
}

/* Whether an act or an arrival names it as an office that is taken. */
static bool is_seated(const struct adil_acts *acts, uint32_t office)
{
    bool seated = false;
    for (uint32_t i = 0; i < acts->n_words && !seated; i++) {
        seated = seats_some(&acts->word[i].effects, office);
    }
    for (uint32_t i = 0; i < acts->n_procedures; i++) {
        for (uint32_t k = 0; k < acts->procedure[i].n_stages && !seated; k++) {
            seated = seats_some(&acts->procedure[i].stage[k].effects, office);
        }
    }
    return seated;
}

static void all_offices(struct stating *s)
{
    const struct adil_acts *acts = &s->book->acts;
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        const struct adil_office *o = &acts->office[i];
        bool limits = o->holders > 0 || o->n_shares > 0 || is_excluded(acts, i);
        bool ends = o->n_terms > 0 && !o->terms_are_dated;
        if (is_seated(acts, i) && (limits || ends)) {
            add_statement(s, ADIL_STATEMENT_OFFICE, &o->rule, o->rule.id)->asks[ADIL_SIDE_REFUSED] =
                limits;
        }
    }
}

static void all_terms(struct stating *s)
{
    for (uint32_t i = 0; i < s->book->acts.n_offices; i++) {
        const struct adil_office *o = &s->book->acts.office[i];
        for (uint32_t k = 0; o->terms_are_dated && k < o->n_terms; k++) {
            add_statement(s, ADIL_STATEMENT_TERM, &o->term[k].rule, o->term[k].rule.id);
        }
    }
}

static void all_kept(struct stating *s)
{
    for (uint32_t i = 0; i < s->book->acts.n_words; i++) {
        const struct adil_act_word *w = &s->book->acts.word[i];
        if (w->n_keeps > 0) {
            add_statement(s, ADIL_STATEMENT_KEPT, &w->rule, w->rule.id);
        }
    }
}

static void all_checks(struct stating *s)
{
    for (uint32_t i = 0; i < s->book->acts.n_checks; i++) {
        const struct adil_check *c = &s->book->acts.check[i];
        add_statement(s, ADIL_STATEMENT_CHECK, &c->rule, c->rule.id);
    }
}

/* It sets a phrase, which figures reach or miss. */
static bool can_be_missed(const struct adil_node *set)
{
    for (const struct adil_node *n = set != NULL ? set->first : NULL; n != NULL; n = n->next) {
        const struct adil_key *key = adil_key_find(ADIL_S_SET, n->key);
        if (key != NULL && (key->type == ADIL_T_PHRASE || key->type == ADIL_T_PHRASES_BY_N)) {
            return true;
        }
    }
    return false;
}

static void all_rules(struct stating *s)
{
    const struct adil_rulebook *book = s->book;
    for (uint32_t i = 0; i < book->n_rules; i++) {
        if (book->rule_use[i].kind == ADIL_RULE_SET) {
            add_statement(s, ADIL_STATEMENT_RULE, &book->rule[i], book->rule[i].id)
                ->asks[ADIL_SIDE_REFUSED] = can_be_missed(adil_node_get(book->rule_node[i], "set"));
        }
    }
}

static void walk(struct stating *s)
{
    all_norms(s);
    all_powers(s);
    all_stages(s, stage_acts);
    all_stages(s, stage_decision);
    all_stages(s, stage_pass);
    all_stages(s, stage_quorum);
    all_stages(s, stage_tie);
    all_stages(s, stage_silence);
    all_support(s);
    all_deadlines(s);
    all_offices(s);
    all_terms(s);
    all_kept(s);
    all_checks(s);
    all_rules(s);
}

/* ---- names ---------------------------------------------------------------------------------- */

static int cmp_day(struct adil_date a, struct adil_date b)
{
    return (a.days > b.days) - (a.days < b.days);
}

static int cmp_name(const struct adil_statement *a, const struct adil_statement *b)
{
    int by = (a->kind > b->kind) - (a->kind < b->kind);
    by = by != 0 ? by : adil_span_cmp(a->id, b->id);
    return by != 0 ? by : cmp_day(a->from, b->from);
}

static int by_name(const void *a, const void *b)
{
    const struct adil_statement *const *x = a;
    const struct adil_statement *const *y = b;
    int by = cmp_name(*x, *y);
    return by != 0 ? by : (*x > *y) - (*x < *y);
}

/* One word given twice in a stage, or a deadline twice for several procedures: ID:2. */
static void part_names(struct adil_arena *perm, struct adil_statements *out)
{
    struct adil_statement **order = adil_new(perm, struct adil_statement *, out->n);
    for (uint32_t i = 0; i < out->n; i++) {
        order[i] = &out->at[i];
    }
    qsort(order, out->n, sizeof(struct adil_statement *), by_name);
    for (uint32_t i = 0, k = 0; i < out->n; i = k) {
        struct adil_span id = order[i]->id;
        for (k = i + 1; k < out->n && cmp_name(order[i], order[k]) == 0; k++) {
        }
        for (uint32_t same = i + 1; same < k; same++) {
            order[same]->id = adil_fmt(perm, "%.*s:%u", ADIL_ARG(id), (unsigned)(same - i + 1));
        }
    }
}

static int by_what(const void *a, const void *b)
{
    const struct adil_statement *const *x = a;
    const struct adil_statement *const *y = b;
    int by = ((uintptr_t)(*x)->what > (uintptr_t)(*y)->what) -
             ((uintptr_t)(*x)->what < (uintptr_t)(*y)->what);
    return by != 0 ? by : (*x > *y) - (*x < *y);
}

void adil_statements_of(struct adil_arena *perm, const struct adil_rulebook *book,
                        struct adil_statements *out)
{
    struct stating s = {.perm = perm, .book = book};
    walk(&s);
    s.at = adil_new(perm, struct adil_statement, s.n);
    s.n = 0;
    walk(&s);
    *out = (struct adil_statements){.at = s.at, .n = s.n};
    part_names(perm, out);
    const struct adil_statement **order = adil_new(perm, const struct adil_statement *, out->n);
    out->by_what = adil_new(perm, uint32_t, out->n);
    for (uint32_t i = 0; i < out->n; i++) {
        order[i] = &out->at[i];
    }
    qsort(order, out->n, sizeof(struct adil_statement *), by_what);
    for (uint32_t i = 0; i < out->n; i++) {
        out->by_what[i] = (uint32_t)(order[i] - out->at);
    }
}

/* ---- finding -------------------------------------------------------------------------------- */

uint32_t adil_statement_find(const struct adil_statements *s, enum adil_statement_kind kind,
                             const void *what)
{
    uint32_t lo = 0;
    uint32_t hi = s->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if ((uintptr_t)s->at[s->by_what[mid]].what < (uintptr_t)what) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    for (; lo < s->n && s->at[s->by_what[lo]].what == what; lo++) {
        if (kind == ADIL_STATEMENT_ANY || s->at[s->by_what[lo]].kind == kind) {
            return s->by_what[lo];
        }
    }
    return ADIL_NO_WORD;
}

uint32_t adil_statement_named(const struct adil_statements *s, enum adil_statement_kind kind,
                              struct adil_span id, struct adil_date from)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->at[i].kind == kind && s->at[i].from.days == from.days &&
            adil_span_eq(s->at[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}
