/* What an office may do, as JSON. */
#include "report/office_facts.h"

struct filing {
    const struct adil_told *t;
    struct adil_json *j;
    const struct adil_acts *acts;
    const struct adil_office_facts *f;
};

static void bodies_list_json(const struct filing *x, const char *key, const uint32_t *list,
                             uint32_t n)
{
    adil_json_key(x->j, key);
    adil_json_array_line(x->j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(x->j, x->acts->body[list[i]].rule.id);
    }
    adil_json_end(x->j);
}

static void terms_json(const struct filing *x, const struct adil_office *o)
{
    adil_json_key(x->j, "terms");
    adil_json_array(x->j);
    for (uint32_t i = 0; i < o->n_terms; i++) {
        const struct adil_rule *rule = &o->term[i].rule;
        if (adil_told_in_force(x->t, rule)) {
            adil_json_object_line(x->j);
            adil_told_json(x->j, "term", adil_told_time(x->t, o->term[i].lasts));
            adil_told_json_days(x->t, x->j, rule);
            adil_told_json_rule(x->t, x->j, rule);
            adil_json_end(x->j);
        }
    }
    adil_json_end(x->j);
}

static struct adil_span held_word(const struct adil_office *o)
{
    static const struct adil_span words[] = {
        [ADIL_HELD_BY_KEYS] = ADIL_SPAN_INIT(""),
        [ADIL_HELD_IN_TERM] = ADIL_SPAN_INIT("in-term"),
        [ADIL_HELD_UNTIL_NEXT] = ADIL_SPAN_INIT("until-next"),
    };
    return words[o->held];
}

static void seat_json(const struct filing *x)
{
    const struct adil_office *o = &x->acts->office[x->f->office];
    uint32_t holders = adil_told_holders(x->t, x->f->office);
    adil_told_json(x->j, "of", o->of == ADIL_NO_WORD ? ADIL_SPAN("") : x->t->book->reg[o->of].id);
    adil_told_json(x->j, "term", adil_told_terms(x->t, o));
    terms_json(x, o);
    adil_told_json(x->j, "ends",
                   adil_date_known(o->ends) ? adil_date_text(x->t->a, o->ends) : ADIL_SPAN(""));
    adil_json_key(x->j, "holders");
    if (holders == UINT32_MAX) {
        adil_json_null(x->j);
    } else {
        adil_json_i64(x->j, holders);
    }
    adil_json_key(x->j, "capacities");
    adil_json_object(x->j);
    for (uint32_t i = 0; i < o->n_shares; i++) {
        adil_json_key_span(x->j, o->share[i].capacity);
        adil_json_i64(x->j, o->share[i].most);
    }
    adil_json_end(x->j);
    adil_told_json_offices(x->t, x->j, "keys_by", o->keys_by, o->n_keys_by);
    adil_told_json(x->j, "signs", o->signs == NULL ? ADIL_SPAN("") : o->signs->source);
    adil_told_json_offices(x->t, x->j, "not_with", x->f->beside, x->f->n_beside);
    adil_told_json(x->j, "taken_beside", adil_told_beside(x->t, o));
    adil_told_json(x->j, "held", held_word(o));
    bodies_list_json(x, "sits_in", x->f->sits, x->f->n_sits);
    bodies_list_json(x, "states_decisions_of", x->f->states, x->f->n_states);
    bodies_list_json(x, "decides_ties_of", x->f->casts, x->f->n_casts);
}

static void changes_json(const struct filing *x, const char *key, bool begins)
{
    adil_json_key(x->j, key);
    adil_json_array(x->j);
    for (uint32_t i = 0; i < x->f->n_changes; i++) {
        const struct adil_office_change *c = &x->f->change[i];
        bool in = c->procedure != ADIL_NO_WORD;
        if (c->begins != begins) {
            continue;
        }
        adil_json_object_line(x->j);
        adil_told_json(x->j, "word",
                       c->word == ADIL_NO_WORD ? ADIL_SPAN("") : x->acts->word[c->word].rule.id);
        adil_told_json(x->j, "procedure",
                       in ? x->acts->procedure[c->procedure].rule.id : ADIL_SPAN(""));
        adil_told_json(x->j, "stage",
                       in && c->stage != ADIL_NO_WORD
                           ? x->acts->procedure[c->procedure].stage[c->stage].id
                           : ADIL_SPAN(""));
        adil_json_key(x->j, "if_a_field_names_it");
        adil_json_bool(x->j, c->by_field);
        adil_told_json(x->j, "in_words", adil_office_change_words(x->t, c));
        adil_json_end(x->j);
    }
    adil_json_end(x->j);
}

static void norms_json(const struct filing *x, const char *key, const struct adil_norm *norm,
                       uint32_t n)
{
    adil_json_key(x->j, key);
    adil_json_array(x->j);
    for (uint32_t i = 0; i < n; i++) {
        if (adil_told_in_force(x->t, &norm[i].rule)) {
            adil_json_object_line(x->j);
            adil_told_json(x->j, "id", norm[i].rule.id);
            adil_told_json(x->j, "in_words",
                           adil_norm_words(x->t->a, x->t->lang, &norm[i], &x->t->book->vocab));
            adil_told_json_rule(x->t, x->j, &norm[i].rule);
            adil_told_json_days(x->t, x->j, &norm[i].rule);
            adil_json_end(x->j);
        }
    }
    adil_json_end(x->j);
}

static void powers_json(const struct filing *x)
{
    adil_json_key(x->j, "powers");
    adil_json_array(x->j);
    for (uint32_t i = 0; i < x->f->n_powers; i++) {
        const struct adil_power *p = &x->acts->power[x->f->power[i]];
        if (!adil_told_in_force(x->t, &p->rule)) {
            continue;
        }
        adil_json_object(x->j);
        adil_told_json(x->j, "power", p->rule.id);
        adil_told_json(x->j, "word", x->acts->word[p->word].rule.id);
        adil_told_json(x->j, "in_words", adil_power_words(x->t, p));
        adil_json_key(x->j, "not");
        adil_json_array_line(x->j);
        for (uint32_t k = 0; k < p->n_not; k++) {
            adil_json_text(x->j, p->not_capacity[k]);
        }
        adil_json_end(x->j);
        norms_json(x, "when", p->when, p->n_when);
        norms_json(x, "unless", p->unless, p->n_unless);
        adil_told_json_rule(x->t, x->j, &p->rule);
        adil_told_json_days(x->t, x->j, &p->rule);
        adil_json_end(x->j);
    }
    adil_json_end(x->j);
}

static void stage_of_json(const struct filing *x, uint32_t procedure, uint32_t stage)
{
    adil_told_json(x->j, "procedure", x->acts->procedure[procedure].rule.id);
    adil_told_json(x->j, "stage", x->acts->procedure[procedure].stage[stage].id);
}

static void in_procedures_json(const struct filing *x)
{
    adil_json_key(x->j, "acts");
    adil_json_array(x->j);
    for (uint32_t i = 0; i < x->f->n_acts; i++) {
        const struct adil_office_act *a = &x->f->act[i];
        adil_json_object_line(x->j);
        stage_of_json(x, a->procedure, a->stage);
        adil_told_json(x->j, "word", x->acts->word[a->act->word].rule.id);
        adil_told_json_deadline(x->t, x->j, "from", a->act->from, a->procedure);
        adil_told_json_deadline(x->t, x->j, "until", a->act->until, a->procedure);
        adil_told_json(x->j, "in_words", adil_office_act_words(x->t, a));
        adil_told_json_rule(x->t, x->j, &a->act->rule);
        adil_json_end(x->j);
    }
    adil_json_end(x->j);
    adil_json_key(x->j, "decisions");
    adil_json_array(x->j);
    for (uint32_t i = 0; i < x->f->n_decisions; i++) {
        const struct adil_office_decision *d = &x->f->decision[i];
        adil_json_object_line(x->j);
        stage_of_json(x, d->procedure, d->stage);
        adil_told_json(x->j, "body", x->acts->body[d->body].rule.id);
        adil_json_key(x->j, "member");
        adil_json_bool(x->j, d->member);
        adil_json_key(x->j, "states");
        adil_json_bool(x->j, d->states);
        adil_json_key(x->j, "decides_ties");
        adil_json_bool(x->j, d->casts);
        adil_told_json(x->j, "in_words", adil_office_decision_words(x->t, d));
        adil_json_end(x->j);
    }
    adil_json_end(x->j);
}

void adil_office_json(struct adil_arena scratch, const struct adil_law_view *view, uint32_t office,
                      struct adil_buf *out)
{
    struct adil_json j;
    struct adil_told t = adil_told_open(&scratch, view);
    struct adil_office_facts f = adil_office_gather(&scratch, &t.on, office);
    struct filing x = {&t, &j, &view->book->acts, &f};
    const struct adil_office *o = &view->book->acts.office[office];
    uint32_t n = 0;
    const struct adil_span *denied = adil_office_denied(&t, &f, &n);
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    adil_told_json(&j, "id", o->rule.id);
    adil_told_json(&j, "name", adil_told_office(&t, office));
    adil_told_json_rule(&t, &j, &o->rule);
    adil_told_json(&j, "at",
                   adil_date_known(t.at) ? adil_date_text(&scratch, t.at) : ADIL_SPAN(""));
    seat_json(&x);
    changes_json(&x, "filled", true);
    changes_json(&x, "ended", false);
    powers_json(&x);
    in_procedures_json(&x);
    adil_json_key(&j, "may_not");
    adil_json_array(&j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(&j, denied[i]);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
