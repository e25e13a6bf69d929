/* Reading a plan: everything but its steps. */
#include "simulate/plan.h"

adil_err adil_plan_fault(struct adil_plan_reading *r, const struct adil_node *n, const char *field,
                         const char *expected)
{
    struct adil_span found = n->kind == ADIL_NODE_SCALAR ? n->text : ADIL_SPAN("a list or a map");
    return adil_fail(r->diag, ADIL_ERR(INPUT), n->place, adil_span_of(field), found,
                     adil_span_of(expected));
}

static adil_err plan_member(struct adil_plan_reading *r, const struct adil_node *map,
                            const char *key, const struct adil_node **out)
{
    ADIL_ASSERT(map != NULL);
    *out = map->kind == ADIL_NODE_MAP ? adil_node_get(map, key) : NULL;
    return *out != NULL ? ADIL_OK
                        : adil_fail(r->diag, ADIL_ERR(INPUT), map->place, adil_span_of(key),
                                    ADIL_SPAN("nothing"), ADIL_SPAN("a member of this name"));
}

adil_err adil_plan_text(struct adil_plan_reading *r, const struct adil_node *map, const char *key,
                        struct adil_span *out)
{
    const struct adil_node *n = NULL;
    ADIL_TRY(plan_member(r, map, key, &n));
    ADIL_ASSERT(n != NULL);
    *out = n->text;
    return n->kind == ADIL_NODE_SCALAR && n->text.len > 0 ? ADIL_OK
                                                          : adil_plan_fault(r, n, key, "a text");
}

static adil_err whole_number(struct adil_plan_reading *r, const struct adil_node *n,
                             const char *key, uint64_t most, int64_t *out)
{
    uint64_t v = 0;
    if (n->kind != ADIL_NODE_SCALAR || !adil_span_u64(n->text, most, &v)) {
        return adil_plan_fault(r, n, key, "a whole number within the bounds of this member");
    }
    *out = (int64_t)v;
    return ADIL_OK;
}

adil_err adil_plan_number(struct adil_plan_reading *r, const struct adil_node *map, const char *key,
                          uint64_t most, int64_t *out)
{
    const struct adil_node *n = NULL;
    ADIL_TRY(plan_member(r, map, key, &n));
    ADIL_ASSERT(n != NULL);
    return whole_number(r, n, key, most, out);
}

uint32_t adil_plan_pick_find(const struct adil_plan *plan, struct adil_span id)
{
    for (uint32_t i = 0; i < plan->n_picks; i++) {
        if (adil_span_eq(plan->pick[i].id, id)) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* ---- issuers -------------------------------------------------------------------------------- */

static adil_err plan_keys_of(struct adil_plan_reading *r, const struct adil_node *n,
                             struct adil_plan_issuer *out)
{
    int64_t keys = 0;
    int64_t sign = 0;
    ADIL_TRY(adil_plan_number(r, n, "keys", ADIL_PLAN_KEYS_MAX, &keys));
    ADIL_TRY(adil_plan_number(r, n, "sign", (uint64_t)keys, &sign));
    out->keys = (uint32_t)keys;
    out->sign = (uint32_t)sign;
    return keys > 0 && sign > 0 ? ADIL_OK : adil_plan_fault(r, n, "keys", "one key at least");
}

static adil_err plan_issuers(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    struct adil_plan_issuer founders;
    ADIL_TRY(plan_member(r, map, "founders", &n));
    ADIL_TRY(plan_keys_of(r, n, &founders));
    r->plan->founders = founders.keys;
    r->plan->founders_least = founders.sign;
    ADIL_TRY(plan_member(r, map, "issuers", &n));
    ADIL_ASSERT(n != NULL);
    struct adil_plan_issuer *list = adil_new(r->perm, struct adil_plan_issuer, n->n);
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        struct adil_plan_issuer *one = &list[r->plan->n_issuers++];
        one->name = i->key;
        ADIL_TRY(plan_keys_of(r, i, one));
    }
    r->plan->issuer = list;
    r->plan->holders = adil_node_get(map, "holders");
    return ADIL_OK;
}

/* ---- options and units ---------------------------------------------------------------------- */

static adil_err plan_options(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    ADIL_TRY(plan_member(r, map, "options", &n));
    ADIL_ASSERT(n != NULL);
    if (n->kind != ADIL_NODE_MAP || n->n == 0 || n->n > ADIL_PLAN_OPTIONS_MAX) {
        return adil_plan_fault(r, n, "options", "a map of 1 to 64 keys by official name");
    }
    struct adil_plan_option *list = adil_new(r->perm, struct adil_plan_option, n->n);
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        list[r->plan->n_options++] = (struct adil_plan_option){i->key, i->text};
    }
    r->plan->option = list;
    return adil_plan_text(r, map, "option-office", &r->plan->option_office);
}

/* "57.02": 5702. */
static bool hundredths(struct adil_span text, int64_t *out)
{
    struct adil_span whole = {0};
    uint64_t a = 0;
    uint64_t b = 0;
    if (!adil_span_cut(&text, '.', &whole) || text.len != 2 || !adil_span_u64(whole, 100, &a) ||
        !adil_span_u64(text, 99, &b)) {
        return false;
    }
    *out = (int64_t)(a * 100 + b);
    return *out <= 10000;
}

static adil_err plan_unit(struct adil_plan_reading *r, const struct adil_node *n,
                          struct adil_plan_unit *out)
{
    int64_t places = 0;
    *out = (struct adil_plan_unit){.unit = adil_unit_find(&r->book->units, n->key), .turnout = -1};
    if (out->unit == ADIL_NO_UNIT) {
        return adil_fail(r->diag, ADIL_ERR(INPUT), n->place, ADIL_SPAN("units"), n->key,
                         ADIL_SPAN("a unit of the rulebook"));
    }
    if (adil_node_get(n, "places") != NULL) {
        ADIL_TRY(adil_plan_number(r, n, "places", ADIL_PLAN_PLACES_MAX, &places));
        out->places = (uint32_t)places;
        return places > 0 ? ADIL_OK : adil_plan_fault(r, n, "places", "one place at least");
    }
    const struct adil_node *turnout = NULL;
    ADIL_TRY(adil_plan_number(r, n, "weight", 10000, &out->weight));
    ADIL_TRY(plan_member(r, n, "turnout", &turnout));
    ADIL_ASSERT(turnout != NULL);
    return out->weight > 0 && hundredths(turnout->text, &out->turnout)
               ? ADIL_OK
               : adil_plan_fault(r, turnout, "turnout", "a percentage with two places, as 57.02");
}

static adil_err plan_units(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    ADIL_TRY(plan_member(r, map, "units", &n));
    ADIL_ASSERT(n != NULL);
    struct adil_plan_unit *list = adil_new(r->perm, struct adil_plan_unit, n->n);
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        ADIL_TRY(plan_unit(r, i, &list[r->plan->n_units++]));
    }
    r->plan->unit = list;
    return ADIL_OK;
}

/* ---- places --------------------------------------------------------------------------------- */

static adil_err plan_picks(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    ADIL_TRY(plan_member(r, map, "picks", &n));
    ADIL_ASSERT(n != NULL);
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        int64_t places = 0;
        if (r->plan->n_picks == ADIL_PLAN_PICKS_MAX) {
            return adil_plan_fault(r, i, "picks", "at most 16");
        }
        ADIL_TRY(adil_plan_number(r, i, "places", ADIL_PLAN_PLACES_MAX, &places));
        r->plan->pick[r->plan->n_picks++] =
            (struct adil_plan_pick){i->key, (uint32_t)places, adil_node_get(i, "unclear") != NULL};
    }
    return ADIL_OK;
}

static adil_err plan_curve(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    int64_t before = 0;
    ADIL_TRY(plan_member(r, map, "curve", &n));
    ADIL_ASSERT(n != NULL);
    if (n->kind != ADIL_NODE_LIST || n->n == 0 || n->n > ADIL_PLAN_REPORTS_MAX) {
        return adil_plan_fault(r, n, "curve", "a list of 1 to 24 numbers, of 1000");
    }
    for (const struct adil_node *i = n->first; i != NULL; i = i->next) {
        int64_t *at = &r->plan->curve[r->plan->n_reports++];
        ADIL_TRY(whole_number(r, i, "curve", 1000, at));
        if (*at < before || (i->next == NULL && *at != 1000)) {
            return adil_plan_fault(r, i, "curve",
                                   "numbers that do not fall, the last of them 1000");
        }
        before = *at;
    }
    return ADIL_OK;
}

static adil_err plan_places(struct adil_plan_reading *r, const struct adil_node *map)
{
    const struct adil_node *n = NULL;
    int64_t number = 0;
    ADIL_TRY(plan_member(r, map, "places", &n));
    ADIL_ASSERT(n != NULL);
    ADIL_TRY(adil_plan_text(r, n, "office", &r->plan->place_office));
    ADIL_TRY(plan_keys_of(r, n, &r->plan->place_keys));
    ADIL_TRY(adil_plan_number(r, n, "number", ADIL_PLAN_PLACES_MAX, &number));
    ADIL_TRY(adil_plan_number(r, n, "most", 1000000, &r->plan->most));
    ADIL_TRY(adil_plan_number(r, n, "usual-invalid", 50, &r->plan->usual_invalid));
    if (number == 0) {
        return adil_plan_fault(r, n, "number", "one place at least");
    }
    r->plan->n_places = (uint32_t)number;
    ADIL_TRY(plan_curve(r, n));
    return plan_picks(r, n);
}

/* ---- the whole ------------------------------------------------------------------------------ */

static struct adil_texts plan_title(const struct adil_node *map)
{
    struct adil_texts t = {0};
    for (const struct adil_node *c = map != NULL ? map->first : NULL; c != NULL; c = c->next) {
        enum adil_lang lang = ADIL_EN;
        if (adil_lang_parse(c->key, &lang)) {
            t.in[lang] = c->text;
        }
    }
    return t;
}

static adil_err plan_head(struct adil_plan_reading *r, const struct adil_node *n)
{
    struct adil_plan *plan = r->plan;
    struct adil_span text;
    plan->title = plan_title(adil_node_get(n, "title"));
    ADIL_TRY(adil_plan_text(r, n, "case", &plan->case_id));
    ADIL_TRY(adil_plan_text(r, n, "origin", &plan->origin));
    ADIL_TRY(adil_plan_text(r, n, "contest", &plan->contest));
    ADIL_TRY(adil_plan_text(r, n, "day", &text));
    if (!adil_date_parse(text, &plan->day)) {
        return adil_plan_fault(r, adil_node_get(n, "day"), "day", "a day as YYYY-MM-DD");
    }
    ADIL_TRY(adil_plan_text(r, n, "begins", &text));
    if (!adil_instant_parse(text, &plan->begins)) {
        return adil_plan_fault(r, adil_node_get(n, "begins"), "begins",
                               "a moment as 2023-01-19T10:00:00+06:00");
    }
    const struct adil_node *members = NULL;
    ADIL_TRY(plan_member(r, n, "members", &members));
    ADIL_TRY(adil_plan_number(r, members, "least", 1000000, &plan->members[0]));
    ADIL_TRY(adil_plan_number(r, members, "most", 1000000, &plan->members[1]));
    return plan->members[0] <= plan->members[1]
               ? ADIL_OK
               : adil_plan_fault(r, members, "members", "a least that is not above the most");
}

static adil_err plan_of(struct adil_plan_reading *r, const struct adil_node *n)
{
    const struct adil_node *acts = NULL;
    ADIL_TRY(plan_head(r, n));
    ADIL_TRY(plan_issuers(r, n));
    ADIL_TRY(plan_options(r, n));
    ADIL_TRY(plan_units(r, n));
    ADIL_TRY(plan_places(r, n));
    ADIL_TRY(plan_member(r, n, "acts", &acts));
    return adil_plan_steps(r, acts);
}

adil_err adil_plan_read(struct adil_arena *perm, const struct adil_rulebook *book,
                        struct adil_span file, struct adil_span bytes, struct adil_span id,
                        struct adil_plan *out, struct adil_diag *diag)
{
    const struct adil_node *root = NULL;
    const struct adil_node *plans = NULL;
    *out = (struct adil_plan){.id = id};
    struct adil_plan_reading r = {perm, book, out, diag};
    ADIL_TRY(adil_yaml_read(perm, file, bytes, &root, diag));
    ADIL_ASSERT(root != NULL);
    ADIL_TRY(plan_member(&r, root, "plans", &plans));
    ADIL_ASSERT(plans != NULL);
    const struct adil_node *n = adil_node_get_span(plans, id);
    if (n == NULL) {
        return adil_fail(diag, ADIL_ERR(INPUT), plans->place, ADIL_SPAN("plans"), id,
                         plans->first != NULL ? plans->first->key : ADIL_SPAN("a plan"));
    }
    return plan_of(&r, n);
}
