#include "report/office_facts.h"

bool adil_list_has(const uint32_t *list, uint32_t n, uint32_t what)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i] == what) {
            return true;
        }
    }
    return false;
}

struct gathering {
    struct adil_arena *a;
    const struct adil_on_day *on;
    const struct adil_acts *acts;
    struct adil_office_facts f;
};

static void gather_powers(struct gathering *g)
{
    uint32_t *list = adil_new(g->a, uint32_t, g->acts->n_powers);
    for (uint32_t i = 0; i < g->acts->n_powers; i++) {
        if (g->acts->power[i].office == g->f.office) {
            list[g->f.n_powers++] = i;
        }
    }
    g->f.power = list;
}

/* ---- bodies and offices beside it --------------------------------------------------------- */

/* Holders sit in a body of offices; issuers of a register's records in a body of that register. */
static bool sits_in(const struct gathering *g, uint32_t body)
{
    const struct adil_body *b = &g->acts->body[body];
    uint32_t of = g->acts->office[g->f.office].of;
    bool records = of != ADIL_NO_WORD && b->reg == of;
    for (uint32_t i = 0; i < b->n_joins; i++) {
        records = records || (of != ADIL_NO_WORD && g->acts->body[b->joins[i]].reg == of);
    }
    return records || adil_body_has_office(g->acts, body, g->f.office);
}

static void gather_bodies(struct gathering *g)
{
    uint32_t n = g->acts->n_bodies;
    uint32_t *sits = adil_new(g->a, uint32_t, n);
    uint32_t *states = adil_new(g->a, uint32_t, n);
    uint32_t *casts = adil_new(g->a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_body *b = &g->acts->body[i];
        if (!adil_on_day_sits(g->on, i)) {
            continue;
        }
        if (sits_in(g, i)) {
            sits[g->f.n_sits++] = i;
        }
        if (adil_list_has(b->by, b->n_by, g->f.office)) {
            states[g->f.n_states++] = i;
        }
        if (b->casting == g->f.office) {
            casts[g->f.n_casts++] = i;
        }
    }
    g->f.sits = sits;
    g->f.states = states;
    g->f.casts = casts;
}

static void gather_beside(struct gathering *g)
{
    uint32_t n = g->acts->n_offices;
    uint32_t *list = adil_new(g->a, uint32_t, n);
    const struct adil_office *own = &g->acts->office[g->f.office];
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_office *o = &g->acts->office[i];
        if (g->on->office[i] && (adil_list_has(own->not_with, own->n_not_with, i) ||
                                 adil_list_has(o->not_with, o->n_not_with, g->f.office))) {
            list[g->f.n_beside++] = i;
        }
    }
    g->f.beside = list;
}

/* ---- procedures --------------------------------------------------------------------------- */

static void gather_acts(struct gathering *g)
{
    size_t most = 0;
    for (uint32_t p = 0; p < g->acts->n_procedures; p++) {
        for (uint32_t s = 0; s < g->acts->procedure[p].n_stages; s++) {
            most += g->acts->procedure[p].stage[s].n_acts;
        }
    }
    struct adil_office_act *act = adil_new(g->a, struct adil_office_act, most);
    for (uint32_t p = 0; p < g->acts->n_procedures; p++) {
        for (uint32_t s = 0; g->on->procedure[p] && s < g->acts->procedure[p].n_stages; s++) {
            const struct adil_stage *stage = &g->acts->procedure[p].stage[s];
            for (uint32_t i = 0; i < stage->n_acts; i++) {
                if (adil_list_has(stage->act[i].by, stage->act[i].n_by, g->f.office)) {
                    act[g->f.n_acts++] = (struct adil_office_act){p, s, &stage->act[i]};
                }
            }
        }
    }
    g->f.act = act;
}

static void gather_decision(struct gathering *g, struct adil_office_decision *list, uint32_t p,
                            uint32_t s, const struct adil_decision *d)
{
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        struct adil_office_decision x = {
            .procedure = p,
            .stage = s,
            .body = d->body[i],
            .member = adil_list_has(g->f.sits, g->f.n_sits, d->body[i]),
            .states = adil_list_has(g->f.states, g->f.n_states, d->body[i]),
            .casts = d->tie == ADIL_DECIDES_CASTING &&
                     adil_list_has(g->f.casts, g->f.n_casts, d->body[i]),
        };
        if (x.member || x.states || x.casts) {
            list[g->f.n_decisions++] = x;
        }
    }
}

static void gather_decisions(struct gathering *g)
{
    size_t most = 0;
    for (uint32_t p = 0; p < g->acts->n_procedures; p++) {
        most += (size_t)g->acts->procedure[p].n_stages * g->acts->n_bodies;
    }
    struct adil_office_decision *list = adil_new(g->a, struct adil_office_decision, most);
    for (uint32_t p = 0; p < g->acts->n_procedures; p++) {
        for (uint32_t s = 0; g->on->procedure[p] && s < g->acts->procedure[p].n_stages; s++) {
            const struct adil_decision *d = g->acts->procedure[p].stage[s].decision;
            if (d != NULL) {
                gather_decision(g, list, p, s, d);
            }
        }
    }
    g->f.decision = list;
}

/* ---- how it is filled and ended ----------------------------------------------------------- */

static size_t count_effects(const struct adil_acts *acts)
{
    size_t n = acts->n_procedures;
    for (uint32_t w = 0; w < acts->n_words; w++) {
        n += acts->word[w].effects.n;
    }
    for (uint32_t p = 0; p < acts->n_procedures; p++) {
        for (uint32_t s = 0; s < acts->procedure[p].n_stages; s++) {
            n += acts->procedure[p].stage[s].effects.n;
        }
    }
    return n;
}

static void gather_effects(struct gathering *g, struct adil_office_change *list,
                           const struct adil_effects *effects, struct adil_office_change where)
{
    for (uint32_t i = 0; i < effects->n; i++) {
        const struct adil_effect *e = &effects->effect[i];
        bool about = e->office == g->f.office || e->office == ADIL_NO_WORD;
        if (about &&
            adil_on_day_may_name(*g->a, g->on, e, where.word, where.procedure, g->f.office)) {
            where.effect = e;
            where.begins = e->kind == ADIL_EFFECT_SEAT;
            where.by_field = e->office == ADIL_NO_WORD;
            list[g->f.n_changes++] = where;
        }
    }
}

static void gather_changes(struct gathering *g)
{
    const struct adil_acts *acts = g->acts;
    struct adil_office_change *list =
        adil_new(g->a, struct adil_office_change, count_effects(acts));
    struct adil_office_change at = {.procedure = ADIL_NO_WORD, .stage = ADIL_NO_WORD};
    for (uint32_t w = 0; w < acts->n_words; w++) {
        at.word = w;
        if (!g->on->word[w]) {
            continue;
        }
        gather_effects(g, list, &acts->word[w].effects, at);
    }
    at.word = ADIL_NO_WORD;
    for (uint32_t p = 0; p < acts->n_procedures; p++) {
        const struct adil_procedure *x = &acts->procedure[p];
        at.procedure = p;
        if (!g->on->procedure[p]) {
            continue;
        }
        if (adil_on_day_may_elect(*g->a, g->on, p, g->f.office)) {
            list[g->f.n_changes++] =
                (struct adil_office_change){.begins = true,
                                            .word = ADIL_NO_WORD,
                                            .procedure = p,
                                            .stage = ADIL_NO_WORD,
                                            .by_field = x->seats_office != g->f.office};
        }
        for (uint32_t s = 0; s < x->n_stages; s++) {
            at.stage = s;
            gather_effects(g, list, &x->stage[s].effects, at);
        }
    }
    g->f.change = list;
}

struct adil_office_facts adil_office_gather(struct adil_arena *a, const struct adil_on_day *on,
                                            uint32_t office)
{
    struct gathering g = {.a = a, .on = on, .acts = &on->book->acts, .f = {.office = office}};
    gather_powers(&g);
    gather_bodies(&g);
    gather_beside(&g);
    gather_acts(&g);
    gather_decisions(&g);
    gather_changes(&g);
    return g.f;
}
