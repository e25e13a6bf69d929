/* Writing cases, and the calendar: every deadline of a case with its instant, as it is now. */
#include "polity/bodies.h"
#include "polity/put.h"

static void put_opening_fields(struct adil_putting *w, const struct adil_case *c)
{
    const struct adil_act_word *word = &w->p->book->acts.word[c->word];
    adil_json_object(w->out);
    for (uint32_t i = 0; i < word->n_give; i++) { /* sorted by id */
        if (c->field[i] != ADIL_SLOT_UNKNOWN) {
            adil_json_key_span(w->out, word->give[i].id);
            adil_put_slot(w, word->give[i].type, c->field[i]);
        }
    }
    adil_json_end(w->out);
}

/* When each word was last said in the case. */
static void put_word_days(struct adil_putting *w, const struct adil_case *c)
{
    struct adil_arena tmp = *w->scratch;
    const struct adil_acts *acts = &w->p->book->acts;
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, acts->n_words);
    uint32_t n = 0;
    for (uint32_t i = 0; i < acts->n_words; i++) {
        if (c->word_at[i] != ADIL_INSTANT_NONE) {
            e[n++] = (struct adil_index_entry){acts->word[i].rule.id, i};
        }
    }
    adil_index_sort(e, n);
    struct adil_putting inner = {w->p, &tmp, w->out};
    adil_json_object(w->out);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_key_span(w->out, e[i].name);
        adil_put_instant(&inner, 0, c->word_at[e[i].value]);
    }
    adil_json_end(w->out);
}

static void case_date(struct adil_putting *w, struct adil_date day)
{
    struct adil_arena tmp = *w->scratch;
    if (adil_date_known(day)) {
        adil_json_text(w->out, adil_date_text(&tmp, day));
    } else {
        adil_json_null(w->out);
    }
}

void adil_put_case(struct adil_putting *w, uint32_t case_no)
{
    const struct adil_case *c = &w->p->cases[case_no];
    const struct adil_procedure *proc = &w->p->book->acts.procedure[c->procedure];
    adil_json_object(w->out);
    adil_json_key(w->out, "closed");
    adil_json_bool(w->out, proc->stage[c->stage].is_end);
    adil_json_key(w->out, "day");
    case_date(w, c->day);
    adil_put_decisions(w, case_no);
    adil_json_key(w->out, "fields");
    put_opening_fields(w, c);
    adil_json_key(w->out, "law");
    adil_put_hash(w, &c->law);
    if (c->left_out > 0) {
        adil_json_key(w->out, "left-out");
        adil_json_i64(w->out, c->left_out);
    }
    adil_json_key(w->out, "opened");
    adil_json_i64(w->out, c->opened);
    adil_json_key(w->out, "opened-at");
    adil_put_instant(w, 0, c->opened_at);
    adil_json_key(w->out, "procedure");
    adil_json_text(w->out, proc->rule.id);
    if (c->reopened != 0) {
        adil_json_key(w->out, "reopened");
        adil_json_i64(w->out, c->reopened);
    }
    adil_json_key(w->out, "round");
    adil_json_i64(w->out, c->round);
    adil_json_key(w->out, "stage");
    adil_json_text(w->out, proc->stage[c->stage].id);
    adil_json_key(w->out, "stage-at");
    adil_put_instant(w, 0, c->arrived_at);
    adil_json_key(w->out, "stage-entry");
    adil_json_i64(w->out, c->stage_entry);
    adil_put_voting(w, case_no);
    adil_json_key(w->out, "word");
    adil_json_text(w->out, w->p->book->acts.word[c->word].rule.id);
    adil_json_key(w->out, "words");
    put_word_days(w, c);
    adil_json_end(w->out);
}

static void put_deadline(struct adil_putting *w, const struct adil_deadline *d,
                         const struct adil_moment_span *m)
{
    uint32_t unit = adil_deadline_zone(d, ADIL_NO_UNIT);
    adil_json_object_line(w->out);
    adil_json_key(w->out, "begin");
    adil_put_instant(w, unit, m->begin);
    adil_json_key(w->out, "cite");
    adil_json_text(w->out, d->rule.cite);
    adil_json_key(w->out, "day");
    case_date(w, m->day);
    adil_json_key(w->out, "end");
    adil_put_instant(w, unit, m->end);
    adil_json_key(w->out, "passed");
    adil_json_bool(w->out, m->end != ADIL_INSTANT_NONE && m->end < w->p->now);
    adil_json_end(w->out);
}

void adil_put_calendar(struct adil_putting *w, uint32_t case_no)
{
    const struct adil_polity *p = w->p;
    struct adil_arena tmp = *w->scratch;
    const struct adil_acts *acts = &p->book->acts;
    struct adil_date day = adil_polity_day(p, p->now);
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, acts->n_deadline_ids);
    for (uint32_t i = 0; i < acts->n_deadline_ids; i++) {
        e[i] = (struct adil_index_entry){acts->deadline_id[i], i};
    }
    adil_index_sort(e, acts->n_deadline_ids);
    struct adil_putting inner = {p, &tmp, w->out};
    adil_json_object(w->out);
    for (uint32_t i = 0; i < acts->n_deadline_ids; i++) {
        const struct adil_deadline *d = adil_case_deadline_rule(p, case_no, e[i].value, day);
        if (d != NULL) {
            struct adil_moment_span m =
                adil_case_deadline(p, case_no, e[i].value, ADIL_NO_UNIT, day);
            adil_json_key_span(w->out, e[i].name);
            put_deadline(&inner, d, &m);
        }
    }
    adil_json_end(w->out);
}
