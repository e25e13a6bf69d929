/* A random act: anybody's, about anything, or one that the law gives to who does it, where the
 * record stands. */
#include "law/giving.h"
#include "wild.h"

#include <string.h>

enum { WELL = 65, IN_CASE = 80, RECENT = 4, FRESH = 45, HOUR = 3600000, DAY = 86400000 };

/* ---- time ---------------------------------------------------------------------------------- */

/* The next moment at which a stage of a case ends by itself, or a polling begins. */
static int64_t next_due(const struct adil_polity *p)
{
    int64_t due = p->polling_next;
    for (uint32_t i = 0; i < p->n_cases; i++) {
        due = p->cases[i].due > p->now && p->cases[i].due < due ? p->cases[i].due : due;
    }
    return due;
}

static void let_time_pass(struct wild *w)
{
    int64_t due = next_due(w->f.p);
    if (wild_chance(w, 3) && due < INT64_MAX && due > w->f.logged) {
        w->f.logged = due + 1 + (int64_t)wild_below(w, 60000);
    } else if (wild_chance(w, 1)) {
        w->f.logged += (int64_t)wild_below(w, (uint64_t)3 * DAY);
    } else {
        w->f.logged += (int64_t)wild_below(w, HOUR / 2);
    }
}

/* ---- about --------------------------------------------------------------------------------- */

static const struct adil_stage *stage_of(const struct adil_case *c)
{
    return &c->book->acts.procedure[c->procedure].stage[c->stage];
}

/* It came to where it is in the last weeks, and somebody may act there. */
static bool is_fresh(const struct adil_polity *p, const struct adil_case *c)
{
    bool given = stage_of(c)->n_acts > 0 || stage_of(c)->decision != NULL;
    return given && p->now - c->arrived_at < (int64_t)FRESH * DAY;
}

/* Of the last cases. */
static unsigned n_fresh(const struct adil_polity *p)
{
    unsigned n = 0;
    for (uint32_t i = p->n_cases; i-- > 0 && i + 4 * RECENT > p->n_cases;) {
        n += is_fresh(p, &p->cases[i]) && !stage_of(&p->cases[i])->is_end;
    }
    return n;
}

/* One of the last cases: one that polls before the others, and fresh ones before any. */
static uint32_t any_case(struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    uint32_t found = ADIL_NO_CASE;
    uint64_t n = 0;
    for (uint32_t i = p->n_cases; i-- > 0 && i + 4 * RECENT > p->n_cases;) {
        const struct adil_case *c = &p->cases[i];
        bool polls = c->election != NULL && !stage_of(c)->is_end;
        uint64_t weight = !is_fresh(p, c) ? 1 : polls ? 60 : 15;
        n += weight;
        found = wild_below(w, n) < weight ? i : found;
    }
    return found;
}

static struct adil_span case_name(const struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    return w->case_no != ADIL_NO_CASE ? adil_strings_get(p->strings, p->cases[w->case_no].id)
                                      : ADIL_SPAN("none");
}

static struct adil_span record_about(struct wild *w, const struct adil_act_word *word)
{
    const struct adil_rulebook *book = w->f.p->book;
    struct adil_span about;
    if (wild_protocol_about(w, word, &about)) {
        return about;
    }
    return book->acts.per_case[word->reg]
               ? adil_fmt(&w->perm, "%.*s/%.*s/%.*s", ADIL_ARG(book->reg[word->reg].id),
                          ADIL_ARG(case_name(w)), ADIL_ARG(w->key))
               : adil_fmt(&w->perm, "%.*s/%.*s", ADIL_ARG(book->reg[word->reg].id),
                          ADIL_ARG(w->key));
}

static struct adil_span about_of(struct wild *w, const struct adil_act_word *word, bool by_power)
{
    unsigned long long n = adil_polity_entries(w->f.p);
    switch (adil_act_kind_about(word->kind)) {
    case ADIL_ABOUT_CASE:
        return word->kind == ADIL_ACT_OPEN
                   ? adil_fmt(&w->perm, "case/n%llu", n)
                   : adil_fmt(&w->perm, "case/%.*s", ADIL_ARG(case_name(w)));
    case ADIL_ABOUT_LAW:
        return by_power ? (struct adil_span){0}
                        : adil_fmt(&w->perm, "case/%.*s", ADIL_ARG(case_name(w)));
    case ADIL_ABOUT_RECORD:
        return record_about(w, word);
    case ADIL_ABOUT_ENTRY:
        return adil_fmt(&w->perm, "entry/%llu", (unsigned long long)wild_below(w, n + 1));
    case ADIL_ABOUT_NOTHING:
    case ADIL_ABOUT_ISSUER:
    case ADIL_ABOUT_TEXT:
        break;
    }
    return ADIL_SPAN("x");
}

/* ---- what ---------------------------------------------------------------------------------- */

/* How likely one takes it where the law gives it: what ends or annuls something, rarely. */
static unsigned weight_of(struct wild *w, const struct adil_giving *g)
{
    enum adil_act_kind kind = wild_acts(w)->word[g->word].kind;
    const struct adil_election *e = g->stage != NULL ? w->f.p->cases[w->case_no].election : NULL;
    const struct adil_procedure *proc = g->procedure;
    bool ends = g->act != NULL && g->act->to != ADIL_NO_WORD && proc->stage[g->act->to].is_end;
    if (kind == ADIL_ACT_ANNUL || kind == ADIL_ACT_END) {
        return 1;
    }
    if (kind == ADIL_ACT_AMEND) {
        return 3;
    }
    if (kind == ADIL_ACT_MOVE && e != NULL) {
        bool counted = adil_result_current(&e->contest[0]) != NULL;
        return ends && counted ? 40 : 1;
    }
    if (kind == ADIL_ACT_COUNT && e != NULL) {
        return wild_waits_for_protocols(w, e) ? 4 : 60;
    }
    if (e != NULL && wild_acts(w)->word[g->word].reg == proc->protocols) {
        return kind == ADIL_ACT_ENTER && wild_waits_for_protocols(w, e) ? 40 : 4;
    }
    return kind == ADIL_ACT_OPEN && n_fresh(w->f.p) >= RECENT ? 1 : 20;
}

/* What the law gives now: in the case by its stage, else by powers of the day. */
static bool is_given_now(const struct wild *w, const struct adil_giving *g, bool in_case)
{
    if (!in_case) {
        return g->power != NULL && adil_rule_in_force(&g->power->rule, wild_day(w));
    }
    const struct adil_case *c = &w->f.p->cases[w->case_no];
    return g->stage != NULL && g->at[0] == c->procedure && g->at[1] == c->stage;
}

/* One of the words that the law gives, with who may; false: none. */
static bool pick_given(struct wild *w, struct adil_giving *found)
{
    struct adil_giving g = {0};
    bool in_case = w->case_no != ADIL_NO_CASE && wild_chance(w, IN_CASE);
    uint64_t n = 0;
    while (adil_giving_next(wild_acts(w), &g)) {
        if (!is_given_now(w, &g, in_case)) {
            continue;
        }
        unsigned weight = weight_of(w, &g);
        n += weight;
        *found = wild_below(w, n) < weight ? g : *found;
    }
    return n > 0;
}

/* An office of those to which it is given. */
static uint32_t office_of(struct wild *w, const struct adil_giving *g)
{
    uint32_t office = ADIL_NO_WORD;
    uint64_t n = 0;
    for (uint32_t i = 0; i < wild_acts(w)->n_offices; i++) {
        if (adil_giving_is_to(wild_acts(w), g, i) && wild_below(w, ++n) == 0) {
            office = i;
        }
    }
    return office;
}

/* ---- who ----------------------------------------------------------------------------------- */

/* Of an office of records, the one of the act's key. */
static const struct fold_issuer *issuer_of(struct wild *w, uint32_t office)
{
    const struct fold_issuer *any = &w->issuer[wild_below(w, w->n_issuers)];
    if (office >= wild_acts(w)->n_offices) {
        return any;
    }
    const struct adil_office *o = &wild_acts(w)->office[office];
    struct adil_span want =
        o->of == ADIL_NO_WORD
            ? o->rule.id
            : adil_fmt(&w->perm, "%.*s/%.*s", ADIL_ARG(o->rule.id), ADIL_ARG(w->key));
    for (size_t k = 0; k < w->n_issuers; k++) {
        if (adil_span_is(want, w->issuer[k].name)) {
            return &w->issuer[k];
        }
    }
    return any;
}

/* ---- the act ------------------------------------------------------------------------------- */

static uint64_t superseded(struct wild *w, const struct adil_act_word *word, struct adil_span about)
{
    if (word->kind != ADIL_ACT_SUPERSEDE) {
        return ADIL_NO_ENTRY;
    }
    uint64_t entry = adil_polity_record_written(w->f.p, about);
    return entry != ADIL_NO_ENTRY && wild_chance(w, 90)
               ? entry
               : wild_below(w, adil_polity_entries(w->f.p));
}

static struct adil_span fields_for(struct wild *w, const struct adil_act_word *word,
                                   struct adil_span about, bool well)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    bool protocol = well && (word->kind == ADIL_ACT_ENTER || word->kind == ADIL_ACT_SUPERSEDE) &&
                    wild_protocol_fields(w, word, about, &out);
    bool counts = well && word->kind == ADIL_ACT_COUNT;
    bool made =
        protocol ||
        (counts && (wild_published_fields(w, word, &out) || wild_result_fields(w, word, &out)));
    struct adil_span text =
        made ? adil_span_copy(&w->perm, adil_buf_span(&out)) : wild_fields(w, word, well);
    adil_buf_release(&out);
    return text;
}

static struct adil_span leaf_of(struct wild *w, struct adil_act *act, const struct fold_issuer *by)
{
    const struct wild_keys *keys = &w->keys[by - w->issuer];
    struct adil_buf out;
    adil_buf_open(&out, 1 << 17);
    adil_act_put(&out, act);
    act->bytes = adil_span_copy(&w->perm, adil_buf_span(&out));
    out.len = 0;
    adil_act_leaf(&out, act->bytes, w->f.logged, keys->sig, ADIL_COUNT(keys->sig));
    struct adil_span leaf = adil_span_copy(&w->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return leaf;
}

struct adil_span wild_act(struct wild *w)
{
    struct adil_giving g = {0};
    struct adil_polity *p = w->f.p;
    let_time_pass(w);
    w->key = wild_word_below(w, "r", WILD_KEYS);
    w->case_no = any_case(w);
    bool well = wild_chance(w, WELL) && pick_given(w, &g);
    uint32_t number = well ? g.word : (uint32_t)wild_below(w, wild_acts(w)->n_words);
    const struct adil_act_word *word = &wild_acts(w)->word[number];
    struct adil_act act = {.about = about_of(w, word, g.power != NULL),
                           .word = word->rule.id,
                           .kind = word->kind,
                           .at = w->f.logged};
    const struct fold_issuer *by =
        issuer_of(w, well && wild_chance(w, 95) ? office_of(w, &g) : ADIL_NO_WORD);
    act.by = adil_span_of(by->name);
    act.fields = fields_for(w, word, act.about, well);
    act.supersedes = superseded(w, word, act.about);
    act.seq = adil_polity_next_seq(p, act.by);
    act.law = adil_polity_law_for(p, act.about);
    return leaf_of(w, &act, by);
}
