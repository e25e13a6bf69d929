/* Norms of an act: of the power that gave it, of its word, of the register it writes; judged on the
 * record as it would be. The first that does not hold is the refusal; all are told to the diag. */
#include "polity/norms.h"
#include "polity/amend.h"
#include "polity/authority.h"
#include "polity/bodies.h"
#include "polity/given.h"

/* ---- facts beside the record --------------------------------------------------------------- */

static void set_fact(const struct adil_rulebook *book, struct adil_datum *outer, uint32_t number,
                     struct adil_datum value)
{
    if (number < book->n_outer) {
        outer[number] = value;
    }
}

static void set_act_fact(const struct adil_rulebook *book, struct adil_datum *outer,
                         enum adil_act_fact fact, struct adil_datum value)
{
    set_fact(book, outer, 2 + (uint32_t)fact, value);
}

static struct adil_datum span_datum(struct adil_span text)
{
    return (struct adil_datum){.known = true, .text = text};
}

/* Of the case the act is in, or of the one it would open. */
static void case_facts(const struct adil_judging *j, struct adil_datum *outer)
{
    const struct adil_polity *p = j->p;
    const struct adil_act_word *w = &p->book->acts.word[j->word];
    bool opens = j->act->kind == ADIL_ACT_OPEN && w->opens != ADIL_NO_WORD;
    if (j->in_case == ADIL_NO_CASE && !opens) {
        return;
    }
    const struct adil_case *c = opens ? NULL : &p->cases[j->in_case];
    const struct adil_procedure *proc =
        &p->book->acts.procedure[c != NULL ? c->procedure : w->opens];
    struct adil_date given = adil_case_given_day(j);
    struct adil_date day = adil_date_known(given) || c == NULL ? given : c->day;
    struct adil_date opened = c != NULL ? c->opened_day : j->day;
    struct adil_num round = adil_num_int(c != NULL ? c->round : 1);
    struct adil_hash voted;
    set_fact(p->book, outer, 0, adil_norm_date(day));
    set_fact(p->book, outer, 1, adil_norm_date(opened));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_DAY, adil_norm_date(day));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_OPENED, adil_norm_date(opened));
    set_act_fact(p->book, outer, ADIL_FACT_CASE_STAGE,
                 span_datum(proc->stage[c != NULL ? c->stage : 0].id));
    if (c != NULL) {
        set_act_fact(p->book, outer, ADIL_FACT_CASE_ID, adil_norm_text(p, c->id));
    }
    set_act_fact(p->book, outer, ADIL_FACT_CASE_REOPENED,
                 (struct adil_datum){.known = true, .flag = c != NULL && c->reopened != 0});
    bool changes = c != NULL ? adil_case_voted(p, j->in_case, &voted)
                             : adil_given_find(j, ADIL_SPAN("changes"), ADIL_FIELD_HASH) != NULL;
    set_act_fact(p->book, outer, ADIL_FACT_CASE_CHANGES,
                 (struct adil_datum){.known = true, .flag = changes});
    set_act_fact(p->book, outer, ADIL_FACT_CASE_ROUND,
                 (struct adil_datum){.known = true, .number = adil_fact_known(round)});
}

static struct adil_datum set_datum(const struct adil_span *member, uint32_t n)
{
    return (struct adil_datum){.known = true, .member = member, .n_members = n};
}

static void change_facts(const struct adil_judging *j, struct adil_datum *outer)
{
    const struct adil_rulebook *book = j->p->book;
    const struct adil_amending *a = j->own;
    set_act_fact(book, outer, ADIL_FACT_CHANGES_IDS, set_datum(a->id, a->n_ids));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_DOES, set_datum(a->does, a->n_does));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_FROM, adil_norm_date(a->from));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_LAWS, set_datum(a->laws, a->n_laws));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_LAST, adil_norm_date(a->last));
    set_act_fact(book, outer, ADIL_FACT_CHANGES_ELECTS, set_datum(a->elects, a->n_elects));
}

static void decision_facts(const struct adil_judging *j, struct adil_datum *outer)
{
    const struct adil_rulebook *book = j->p->book;
    uint32_t body = adil_decide_body(j);
    struct adil_num n = adil_num_int(adil_body_members(j->p, *j->perm, body, j->day));
    set_act_fact(book, outer, ADIL_FACT_DECIDING_BODY, span_datum(book->acts.body[body].rule.id));
    set_act_fact(book, outer, ADIL_FACT_DECIDING_MEMBERS,
                 (struct adil_datum){.known = true, .number = adil_fact_known(n)});
}

static struct adil_datum *all_facts(const struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    struct adil_datum *outer = adil_new(j->perm, struct adil_datum, p->book->n_outer);
    uint32_t office = p->issuer[j->issuer].office;
    const struct adil_holding *own = adil_holding_of(p, office, j->day);
    set_act_fact(p->book, outer, ADIL_FACT_NOW, adil_norm_date(j->day));
    set_act_fact(p->book, outer, ADIL_FACT_ISSUER, span_datum(j->act->by));
    set_act_fact(p->book, outer, ADIL_FACT_ISSUER_KEY, span_datum(adil_judging_issuer_key(j)));
    if (j->reg != ADIL_NO_WORD) {
        set_act_fact(p->book, outer, ADIL_FACT_ABOUT_KEY, span_datum(j->key));
    }
    if (own != NULL) {
        set_act_fact(p->book, outer, ADIL_FACT_OWN_PERSON, adil_norm_text(p, own->person));
        set_act_fact(p->book, outer, ADIL_FACT_OWN_CAPACITY, adil_norm_text(p, own->capacity));
        set_act_fact(p->book, outer, ADIL_FACT_OWN_SINCE, adil_norm_date(own->since));
        set_act_fact(p->book, outer, ADIL_FACT_OWN_UNTIL, adil_norm_date(own->until));
    }
    if ((j->act->kind == ADIL_ACT_AMEND || j->act->kind == ADIL_ACT_OPEN) && j->own != NULL) {
        change_facts(j, outer);
    }
    if (j->act->kind == ADIL_ACT_DECIDE && j->own != NULL) {
        decision_facts(j, outer);
    }
    case_facts(j, outer);
    return outer;
}

static enum adil_field_type given_type(const struct adil_act_word *w, uint32_t slot)
{
    uint32_t i = 0;
    while (w->give[i].slot != slot) {
        i++;
        ADIL_ASSERT(i < w->n_give);
    }
    return w->give[i].type;
}

/* The record as it would be; without a register, what the act gives. */
static struct adil_datum own_field(const struct adil_record *record, struct adil_arena *a,
                                   uint32_t field)
{
    const struct adil_judging *j = ((const struct adil_norm_self *)(const void *)record)->j;
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    if (w->reg == ADIL_NO_WORD) {
        return adil_slot_datum_of(j->p, a, given_type(w, field), j->slot[field]);
    }
    enum adil_field_type type = (enum adil_field_type)j->p->reg[w->reg].type[field];
    return type == ADIL_FIELD_KEY ? adil_norm_key_part(j->key)
                                  : adil_slot_datum_of(j->p, a, type, j->slot[field]);
}

/* ---- judging ------------------------------------------------------------------------------- */

struct adil_norm_facts *adil_norm_facts_open(struct adil_judging *j)
{
    struct adil_norm_facts *f = adil_new(j->perm, struct adil_norm_facts, 1);
    f->self = (struct adil_norm_self){{.read = own_field}, j};
    adil_norm_figures_open(&f->figures, j);
    f->env = (struct adil_norm_env){.self = &f->self.record,
                                    .outer = all_facts(j),
                                    .rows = adil_norm_all_rows(j->p, j->perm),
                                    .figures = &f->figures.env,
                                    .zones = &j->p->book->acts.zones};
    return f;
}

static adil_err refuse_norm(struct adil_judging *j, const struct adil_verdict *v, bool unless)
{
    enum adil_lang lang = j->p->options.lang;
    struct adil_span found = adil_verdict_found(j->perm, lang, v);
    struct adil_span words = adil_norm_words(j->perm, lang, v->norm, &j->p->book->vocab);
    if (unless) {
        const struct adil_arg arg = {"what", words};
        words = adil_said(j->perm, lang, ADIL_M_J_NOT, &arg, 1);
    }
    if (v->truth == ADIL_UNKNOWN) {
        struct adil_span unknown = adil_text(lang, ADIL_M_J_NOT_KNOWN);
        found = found.len > 0 && v->found != ADIL_VERDICT_NOTHING
                    ? adil_fmt(j->perm, "%.*s; %.*s", ADIL_ARG(found), ADIL_ARG(unknown))
                    : unknown;
    }
    return adil_refuse_rule(j, &v->norm->rule, (struct adil_span){0}, found, words);
}

/* All that are in force; the first that does not hold is the refusal. `unless`: that does not
 * fail. */
static adil_err judge_list(struct adil_judging *j, const struct adil_norm *norm, uint32_t n,
                           bool unless)
{
    adil_err result = ADIL_OK;
    struct adil_refusal first = {0};
    const struct adil_norm_facts *f = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!adil_rule_in_force(&norm[i].rule, adil_judging_law_day(j, &norm[i].rule))) {
            continue;
        }
        f = f != NULL ? f : adil_norm_facts_open(j);
        struct adil_verdict v = adil_norm_eval(j->perm, &norm[i], &f->env);
        if (j->p->options.verdict != NULL) {
            j->p->options.verdict(j->p->options.ctx, &v, unless);
        }
        if (v.truth == (unless ? ADIL_FAILS : ADIL_HOLDS)) {
            continue;
        }
        adil_err e = refuse_norm(j, &v, unless);
        if (result.code == ADIL_C_OK) {
            result = e;
            first = *j->refusal;
        }
    }
    if (result.code != ADIL_C_OK) {
        *j->refusal = first;
    }
    return result;
}

adil_err adil_judge_power_norms(struct adil_judging *j, const struct adil_power *power)
{
    ADIL_TRY(judge_list(j, power->when, power->n_when, false));
    return judge_list(j, power->unless, power->n_unless, true);
}

/* A record that ends meets no norm any more; what enters or stays meets its word's and then its
 * register's. */
adil_err adil_judge_norms(struct adil_judging *j)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    ADIL_TRY(judge_list(j, w->norm, w->n_norms, false));
    adil_tell_norms(j, w->norm, w->n_norms);
    if (w->reg == ADIL_NO_WORD || j->act->kind == ADIL_ACT_END) {
        return ADIL_OK;
    }
    const struct adil_register *r = &j->p->book->reg[w->reg];
    ADIL_TRY(judge_list(j, r->enter, r->n_enter, false));
    adil_tell_norms(j, r->enter, r->n_enter);
    return ADIL_OK;
}
