/* What rested on a rule that a court struck and reopened: cases in which a word was said that the
 * rule judged or gave, contests that followed it. Their results are stale and the case is marked;
 * nothing is decided anew by itself. */
#include "polity/amend.h"
#include "polity/elections.h"

/* One struck rule in one case. */
struct resting {
    struct adil_judging *j;
    struct adil_case *c;
    const struct adil_rulebook *book; /* the case's */
    const struct adil_rule_use *use;
    struct adil_span rule;
};

static bool was_said(const struct resting *x, uint32_t word)
{
    return word == x->c->word || x->c->word_at[word] != ADIL_INSTANT_NONE;
}

/* ---- which rules ---------------------------------------------------------------------------- */

/* Whether the list holds the norm. */
static bool has_norm(const struct adil_norm *list, uint32_t n, const struct adil_norm *norm)
{
    for (uint32_t i = 0; i < n; i++) {
        if (&list[i] == norm) {
            return true;
        }
    }
    return false;
}

/* A norm of a word that was said, of the register it wrote, or of a power that gave it. */
static bool norm_judged(const struct resting *x)
{
    const struct adil_acts *acts = &x->book->acts;
    for (uint32_t i = 0; i < acts->n_words; i++) {
        const struct adil_act_word *w = &acts->word[i];
        bool judges = has_norm(w->norm, w->n_norms, x->use->norm);
        if (w->reg != ADIL_NO_WORD) {
            const struct adil_register *r = &x->book->reg[w->reg];
            judges = judges || has_norm(r->enter, r->n_enter, x->use->norm);
        }
        if (judges && was_said(x, i)) {
            return true;
        }
    }
    for (uint32_t i = 0; i < acts->n_powers; i++) {
        const struct adil_power *power = &acts->power[i];
        if ((has_norm(power->when, power->n_when, x->use->norm) ||
             has_norm(power->unless, power->n_unless, x->use->norm)) &&
            was_said(x, power->word)) {
            return true;
        }
    }
    return false;
}

static bool rests_on(const struct resting *x)
{
    const struct adil_acts *acts = &x->book->acts;
    const struct adil_procedure *proc = &acts->procedure[x->c->procedure];
    switch (x->use->kind) {
    case ADIL_RULE_SET:
        return x->c->election != NULL; /* contest by contest */
    case ADIL_RULE_NORM:
        return norm_judged(x);
    case ADIL_RULE_POWER:
        return was_said(x, acts->power[x->use->at].word);
    case ADIL_RULE_DEADLINE:
        return adil_deadline_is_of(&acts->deadline[x->use->at], x->c->procedure);
    case ADIL_RULE_CHECK:
        return x->c->election != NULL && acts->check[x->use->at].reg == proc->protocols;
    case ADIL_RULE_TERM:
        return false; /* it ends holdings, which keep the end they began with; it decides no case */
    }
    ADIL_ASSERT(false); /* no such kind */
    return false;
}

static bool contest_follows(const struct resting *x, struct adil_span contest)
{
    uint32_t i = adil_index_get(x->book->contest_index, x->book->n_contests, contest);
    const struct adil_node *list =
        i != ADIL_NOT_FOUND ? adil_node_get(x->book->contest[i].node, "follows") : NULL;
    if (list != NULL && list->kind == ADIL_NODE_SCALAR) {
        return adil_span_eq(list->text, x->rule);
    }
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        if (adil_span_eq(n->text, x->rule)) {
            return true;
        }
    }
    return false;
}

/* ---- effects -------------------------------------------------------------------------------- */

static void reopen_case(struct resting *x)
{
    struct adil_election *e = x->c->election;
    bool any = x->use->kind != ADIL_RULE_SET;
    for (uint32_t i = 0; e != NULL && i < e->n_contests; i++) {
        if (x->use->kind != ADIL_RULE_SET ||
            contest_follows(x, adil_strings_get(x->j->p->strings, e->contest[i].name))) {
            adil_result_stale(x->j, e, i);
            any = true;
        }
    }
    if (any) {
        x->c->reopened = (uint32_t)x->j->entry;
    }
}

/* In force on a day since the case was opened. */
static bool held_in(const struct resting *x, const struct adil_rule *rule)
{
    return (!adil_date_known(rule->from) || adil_date_cmp(rule->from, x->j->day) <= 0) &&
           (!adil_date_known(rule->until) || adil_date_cmp(rule->until, x->c->opened_day) > 0);
}

/* Every version that is struck, in the case's own law. */
static void reopen_by(struct adil_judging *j, struct adil_case *c, const struct adil_change *change,
                      struct adil_span rule)
{
    const struct adil_rulebook *book = c->book;
    uint32_t at = adil_index_find(book->rule_index, book->n_rules, rule);
    for (; at < book->n_rules && adil_span_eq(book->rule_index[at].name, rule); at++) {
        uint32_t i = book->rule_index[at].value;
        struct resting x = {j, c, book, &book->rule_use[i], rule};
        if (adil_change_strikes(change, book->rule[i].from) && held_in(&x, &book->rule[i]) &&
            rests_on(&x)) {
            reopen_case(&x);
        }
    }
}

void adil_reopen_apply(struct adil_judging *j, const struct adil_amending *a)
{
    struct adil_polity *p = j->p;
    for (uint32_t i = 0; i < a->changes.n; i++) {
        const struct adil_change *change = &a->changes.change[i];
        size_t from = change->id.len;
        while (from > 0 && change->id.ptr[from - 1] != '/') {
            from--;
        }
        struct adil_span rule = adil_span_sub(change->id, from, change->id.len);
        for (uint32_t k = 0; k < p->n_cases && change->reopens; k++) {
            reopen_by(j, &p->cases[k], change, rule);
        }
    }
}
