/* Writing the decisions of a case and the votes that are being given. */
#include "polity/bodies.h"
#include "polity/put.h"

static void put_figure(struct adil_putting *w, const char *name, uint32_t n)
{
    adil_json_key(w->out, name);
    adil_json_i64(w->out, n);
}

static void put_choices(struct adil_putting *w, const struct adil_decided *d)
{
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        adil_json_key_span(w->out, adil_choices[c]);
        adil_json_i64(w->out, d->n[c]);
    }
}

static void put_decided(struct adil_putting *w, const struct adil_decided *d)
{
    const struct adil_acts *acts = &w->p->book->acts;
    uint32_t procedure = w->p->cases[d->case_no].procedure;
    adil_json_object_line(w->out);
    adil_json_key(w->out, "body");
    adil_json_text(w->out, acts->body[d->body].rule.id);
    put_figure(w, "entry", d->entry);
    if (d->members != UINT32_MAX) {
        put_figure(w, "members", d->members);
    }
    put_figure(w, "reading", d->reading);
    adil_json_key(w->out, "result");
    adil_json_text(w->out, adil_decision_ends[d->end]);
    put_figure(w, "seats", d->seats);
    adil_json_key(w->out, "stage");
    adil_json_text(w->out, acts->procedure[procedure].stage[d->stage].id);
    adil_json_key(w->out, "votes");
    adil_json_object(w->out);
    put_choices(w, d);
    adil_json_end(w->out);
    adil_json_end(w->out);
}

static bool any_decided(const struct adil_polity *p, uint32_t case_no)
{
    for (uint32_t i = 0; i < p->n_decided; i++) {
        if (p->decided[i].case_no == case_no) {
            return true;
        }
    }
    return false;
}

void adil_put_decisions(struct adil_putting *w, uint32_t case_no)
{
    const struct adil_polity *p = w->p;
    if (!any_decided(p, case_no)) {
        return;
    }
    adil_json_key(w->out, "decisions");
    adil_json_array(w->out);
    for (uint32_t i = 0; i < p->n_decided; i++) {
        if (p->decided[i].case_no == case_no) {
            put_decided(w, &p->decided[i]);
        }
    }
    adil_json_end(w->out);
}

static void put_cast(struct adil_putting *w, const struct adil_cast *v)
{
    adil_json_object_line(w->out);
    adil_json_key(w->out, "body");
    adil_json_text(w->out, w->p->book->acts.body[v->body].rule.id);
    adil_json_key(w->out, "choice");
    adil_json_text(w->out, adil_choices[v->choice]);
    put_figure(w, "entry", v->entry);
    adil_json_key(w->out, "member");
    adil_json_text(w->out, adil_strings_get(w->p->strings, v->member));
    adil_json_end(w->out);
}

/* Every vote since the case came to its stage. */
void adil_put_voting(struct adil_putting *w, uint32_t case_no)
{
    const struct adil_polity *p = w->p;
    bool any = false;
    for (uint32_t i = p->cases[case_no].cast_from; i < p->n_cast; i++) {
        if (p->cast[i].case_no != case_no) {
            continue;
        }
        if (!any) {
            adil_json_key(w->out, "voting");
            adil_json_array(w->out);
            any = true;
        }
        put_cast(w, &p->cast[i]);
    }
    if (any) {
        adil_json_end(w->out);
    }
}
