#include "law/unit.h"

struct adil_span adil_unit_short_code(const struct adil_unit *u)
{
    bool iso = u->code.len > 3 && u->code.ptr[2] == '-';
    return iso ? adil_span_sub(u->code, 3, u->code.len) : ADIL_SPAN("");
}

static bool has_name(const struct adil_unit *u, struct adil_span name)
{
    for (size_t l = 0; l < ADIL_N_LANGS; l++) {
        if (adil_span_eq(u->name.in[l], name)) {
            return true;
        }
    }
    return adil_span_eq(adil_unit_short_code(u), name);
}

static uint32_t walk_ids(const struct adil_units *u, struct adil_span name)
{
    for (uint32_t i = 0; i < u->n; i++) {
        if (adil_span_eq(u->unit[i].id, name) || adil_span_eq(u->unit[i].code, name)) {
            return i;
        }
    }
    return ADIL_NO_UNIT;
}

static uint32_t walk_names(const struct adil_units *u, struct adil_span name)
{
    uint32_t found = ADIL_NO_UNIT;
    for (uint32_t i = 0; i < u->n; i++) {
        if (has_name(&u->unit[i], name)) {
            if (found != ADIL_NO_UNIT) {
                return ADIL_NO_UNIT;
            }
            found = i;
        }
    }
    return found;
}

static uint32_t index_names(const struct adil_units *u, struct adil_span name)
{
    uint32_t at = adil_index_find(u->name, u->n_names, name);
    if (at == ADIL_NOT_FOUND) {
        return ADIL_NO_UNIT;
    }
    uint32_t unit = u->name[at].value;
    for (; at < u->n_names && adil_span_eq(u->name[at].name, name); at++) {
        if (u->name[at].value != unit) {
            return ADIL_NO_UNIT;
        }
    }
    return unit;
}

uint32_t adil_unit_find(const struct adil_units *u, struct adil_span name)
{
    if (name.len == 0) {
        return ADIL_NO_UNIT;
    }
    uint32_t i = u->id != NULL ? adil_index_get(u->id, u->n_ids, name) : walk_ids(u, name);
    if (i != ADIL_NO_UNIT) {
        return i;
    }
    return u->id != NULL ? index_names(u, name) : walk_names(u, name);
}

bool adil_unit_in_force(const struct adil_unit *u, struct adil_date day)
{
    struct adil_rule span = {.from = u->from, .until = u->until};
    return adil_rule_in_force(&span, day);
}

static bool any_is(const struct adil_span *list, uint32_t n, struct adil_span word)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_eq(list[i], word)) {
            return true;
        }
    }
    return false;
}

bool adil_group_has(const struct adil_units *u, uint32_t group, uint32_t unit, struct adil_date day)
{
    ADIL_ASSERT(group < u->n_groups && unit < u->n);
    const struct adil_group *g = &u->group[group];
    const struct adil_unit *x = &u->unit[unit];
    return (g->n_kinds == 0 || any_is(g->kind, g->n_kinds, x->kind)) &&
           (g->n_units == 0 || any_is(g->unit, g->n_units, x->id)) &&
           !any_is(g->not_kind, g->n_not_kinds, x->kind) && adil_unit_in_force(x, day);
}

uint32_t adil_group_list(struct adil_arena *a, const struct adil_units *u, uint32_t group,
                         struct adil_date day, const uint32_t **list)
{
    uint32_t *out = adil_new(a, uint32_t, u->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++) {
        if (adil_group_has(u, group, i, day)) {
            out[n++] = i;
        }
    }
    *list = out;
    return n;
}
