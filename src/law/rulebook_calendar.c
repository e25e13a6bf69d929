/* Zones, holidays, deadlines; checks of protocols; witnesses. */
#include "law/index.h"
#include "law/loading.h"

/* ---- zones and holidays ------------------------------------------------------------------- */

static uint32_t load_unit(struct adil_loading *l, const struct adil_where *up,
                          const struct adil_node *n)
{
    const struct adil_units *u = &l->book->units;
    struct adil_span id = adil_read_text(n);
    if (id.len == 0) {
        return ADIL_NO_UNIT;
    }
    uint32_t unit = adil_index_get(u->id, u->n_ids, id);
    if (unit == ADIL_NOT_FOUND) {
        struct adil_where w = {.up = up, .key = n->key};
        adil_fault_unit(&l->r, n->place, &w, u, id);
        return ADIL_NO_UNIT;
    }
    return unit;
}

static void load_holidays(struct adil_loading *l)
{
    const struct adil_node **node = NULL;
    uint32_t n = adil_read_word_nodes(l->r.perm, adil_node_get(l->book->root, "holidays"), &node);
    struct adil_date *day = adil_new(l->r.perm, struct adil_date, n);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct adil_date d = adil_read_date(node[i]);
        uint32_t at = k;
        if (!adil_date_known(d)) {
            continue; /* reported with its shape */
        }
        for (; at > 0 && adil_date_cmp(day[at - 1], d) > 0; at--) {
            day[at] = day[at - 1];
        }
        day[at] = d;
        k++;
    }
    l->book->acts.zones.holiday = day;
    l->book->acts.zones.n_holidays = k;
}

void adil_load_zones(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "zones"), ADIL_NODE_LIST, &n);
    struct adil_zone *zone = adil_new(l->r.perm, struct adil_zone, n);
    struct adil_where top = {.key = ADIL_SPAN("zones")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .in_list = true, .i = i};
        zone[i] = (struct adil_zone){.unit = load_unit(l, &w, adil_node_get(c, "unit")),
                                     .from = adil_read_date(adil_node_get(c, "from")),
                                     .until = adil_read_date(adil_node_get(c, "until")),
                                     .place = c->place};
        (void)adil_offset_parse(adil_read_text(adil_node_get(c, "offset")), &zone[i].minutes);
        adil_load_span(l, &w, c, zone[i].from, zone[i].until);
    }
    l->book->acts.zones.zone = zone;
    l->book->acts.zones.n = n;
    load_holidays(l);
}

/* ---- deadlines ---------------------------------------------------------------------------- */

static void read_deadline(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *c, struct adil_deadline *d)
{
    struct adil_span id = adil_read_text(adil_node_get(c, "id"));
    const struct adil_node *at = adil_node_get(c, "at");
    d->rule = adil_load_head(c, id, ADIL_APPLIES_ACT);
    adil_load_span(l, w, c, d->rule.from, d->rule.until);
    while (d->number < l->deadlines.n && !adil_span_eq(l->deadlines.id[d->number], id)) {
        d->number++;
    }
    d->n_of = adil_load_names(l, w, adil_node_get(c, "of"), &l->procedures, &d->of);
    d->zone_unit = load_unit(l, w, adil_node_get(c, "zone"));
    if (adil_read_text(at).len > 0) {
        adil_err err = adil_moment_parse(l->r.perm, at->place, at->text, l->anchors.id,
                                         l->anchors.n, &d->at, adil_reader_diag(&l->r));
        l->r.n_faults += err.code != ADIL_C_OK;
    }
}

void adil_load_calendar(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *list = adil_node_get(l->book->root, "calendar");
    const struct adil_node *c = adil_loading_items(list, ADIL_NODE_LIST, &n);
    struct adil_deadline *deadline = adil_new(l->r.perm, struct adil_deadline, n);
    struct adil_deadline *sorted = adil_new(l->r.perm, struct adil_deadline, n);
    const struct adil_node **node = adil_new(l->r.perm, const struct adil_node *, n);
    struct adil_where top = {.key = ADIL_SPAN("calendar")};
    struct adil_rule_use use = {
        .kind = ADIL_RULE_DEADLINE, .self = ADIL_NO_WORD, .list = l->n_lists++};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where w = {.up = &top, .key = id, .in_list = true, .i = i};
        read_deadline(l, &w, c, &deadline[i]);
        node[i] = c;
    }
    uint32_t k = 0;
    for (uint32_t number = 0; number <= l->deadlines.n; number++) {
        for (uint32_t i = 0; i < n; i++) {
            if (deadline[i].number == number) {
                use.at = k;
                sorted[k] = deadline[i];
                adil_load_rule_add(l, &sorted[k++].rule, node[i], use);
            }
        }
    }
    acts->deadline = sorted;
    acts->n_deadlines = n;
    acts->deadline_id = l->deadlines.id;
    acts->n_deadline_ids = l->deadlines.n;
}

/* ---- checks ------------------------------------------------------------------------------- */

/* The number fields of a register in order, then all-votes where it has votes. */
static struct adil_vocab vocab_of(struct adil_loading *l, const struct adil_register *reg)
{
    struct adil_vocab_word *word =
        adil_new(l->r.perm, struct adil_vocab_word, (size_t)reg->n_fields + 1);
    uint32_t n = 0;
    bool votes = false;
    for (uint32_t f = 0; f < reg->n_fields; f++) {
        enum adil_field_type type = adil_load_type_of(&reg->field[f]);
        votes = votes || type == ADIL_FIELD_VOTES;
        if (type == ADIL_FIELD_NUMBER) {
            word[n++].id = reg->field[f].id;
        }
    }
    if (votes) {
        word[n++].id = ADIL_SPAN("all-votes");
    }
    return (struct adil_vocab){.quantity = word, .n_quantities = n};
}

static void read_effect(struct adil_loading *l, const struct adil_where *w,
                        const struct adil_node *c, struct adil_check *k)
{
    bool blocks = adil_node_get(c, "blocks") != NULL;
    bool warns = adil_node_get(c, "warns") != NULL;
    k->effect = blocks ? ADIL_CHECK_BLOCKS : ADIL_CHECK_WARNS;
    if (blocks == warns) {
        adil_fault(&l->r, c->place, w,
                   blocks ? ADIL_SPAN("blocks and warns") : ADIL_SPAN("neither blocks nor warns"),
                   ADIL_SPAN("one of 'blocks: total' and 'warns: explain'"));
    }
}

static void read_check(struct adil_loading *l, const struct adil_where *w,
                       const struct adil_node *c, const struct adil_acts *acts,
                       struct adil_check *k)
{
    const struct adil_node *marks = adil_node_get(c, "marks");
    k->rule = adil_load_head(c, adil_read_text(adil_node_get(c, "id")), ADIL_APPLIES_ACT);
    adil_load_span(l, w, c, k->rule.from, k->rule.until);
    k->reg = adil_load_name(l, w, adil_node_get(c, "of"), &l->registers);
    read_effect(l, w, c, k);
    if (k->reg != ADIL_NO_WORD) {
        struct adil_names fields = adil_load_fields_of(l, k->reg);
        k->holds = adil_load_phrase(l, w, adil_node_get(c, "holds"), &acts->check_vocab[k->reg]);
        k->n_marks = adil_load_names(l, w, marks, &fields, &k->mark);
    }
    k->ask = adil_read_texts(adil_node_get(c, "ask"));
    k->tell = adil_read_texts(adil_node_get(c, "tell"));
    k->action = adil_read_text(adil_node_get(c, "action"));
}

void adil_load_checks(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "checks"), ADIL_NODE_LIST, &n);
    struct adil_check *check = adil_new(l->r.perm, struct adil_check, n);
    struct adil_vocab *vocab = adil_new(l->r.perm, struct adil_vocab, l->book->n_registers);
    struct adil_where top = {.key = ADIL_SPAN("checks")};
    struct adil_rule_use use = {
        .kind = ADIL_RULE_CHECK, .self = ADIL_NO_WORD, .list = l->n_lists++};
    for (uint32_t i = 0; i < l->book->n_registers; i++) {
        vocab[i] = vocab_of(l, &l->book->reg[i]);
    }
    acts->check_vocab = vocab;
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where w = {.up = &top, .key = id, .in_list = true, .i = i};
        read_check(l, &w, c, acts, &check[i]);
        use.at = i;
        adil_load_rule_add(l, &check[i].rule, c, use);
    }
    acts->check = check;
    acts->n_checks = n;
}

/* ---- witnesses ---------------------------------------------------------------------------- */

static struct adil_names load_vectors(struct adil_loading *l, const struct adil_node *map,
                                      struct adil_witness_law *law)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(map, ADIL_NODE_MAP, &n);
    struct adil_vector *vector = adil_new(l->r.perm, struct adil_vector, n);
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        id[i] = c->key;
        vector[i] = (struct adil_vector){c->key, adil_read_texts(adil_node_get(c, "name"))};
    }
    law->vector = vector;
    law->n_vectors = n;
    return (struct adil_names){id, n, ADIL_SPAN("a vector of these")};
}

static void load_members(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *list, const struct adil_names *vectors,
                         struct adil_witness_law *law)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(list, ADIL_NODE_LIST, &n);
    struct adil_witness_member *member = adil_new(l->r.perm, struct adil_witness_member, n);
    struct adil_index_entry *index = adil_new(l->r.perm, struct adil_index_entry, n);
    struct adil_where top = {.up = up, .key = ADIL_SPAN("members")};
    law->member = member;
    law->n_members = n;
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where w = {.up = &top, .key = id, .in_list = true, .i = i};
        member[i] = (struct adil_witness_member){
            .id = id,
            .name = adil_read_texts(adil_node_get(c, "name")),
            .vector = adil_load_name(l, &w, adil_node_get(c, "vector"), vectors),
            .vkey = adil_read_text(adil_node_get(c, "key"))};
        index[i] = (struct adil_index_entry){id, i};
    }
    adil_index_sort(index, n);
    for (uint32_t i = 1; i < n; i++) {
        if (adil_span_eq(index[i].name, index[i - 1].name)) {
            adil_fault(&l->r, list->place, &top, index[i].name,
                       ADIL_SPAN("each witness once: it belongs to one vector"));
        }
    }
}

/* Who is accepted by an act: the group and the key stand in fields of these names. */
static void check_witness_register(struct adil_loading *l, const struct adil_where *w,
                                   const struct adil_node *n, uint32_t reg)
{
    static const struct adil_span needed[] = {ADIL_SPAN_INIT("vector"), ADIL_SPAN_INIT("vkey")};
    struct adil_where at = {.up = w, .key = ADIL_SPAN("register")};
    for (size_t i = 0; reg != ADIL_NO_WORD && i < ADIL_COUNT(needed); i++) {
        const struct adil_register *r = &l->book->reg[reg];
        uint32_t f = adil_field_find(r->field, r->n_fields, needed[i]);
        if (f == ADIL_NO_WORD || adil_load_type_of(&r->field[f]) != ADIL_FIELD_TEXT) {
            adil_fault(&l->r, n->place, &at, r->id,
                       adil_fmt(l->r.perm, "a register with a field %.*s of type text",
                                ADIL_ARG(needed[i])));
        }
    }
}

void adil_load_witnesses(struct adil_loading *l, struct adil_acts *acts)
{
    static const struct adil_vocab_word group = {.id = ADIL_SPAN_INIT("vectors"),
                                                 .of = {ADIL_SPAN_INIT("vectors"),
                                                        ADIL_SPAN_INIT("векторов"),
                                                        ADIL_SPAN_INIT("векторлардың")}};
    const struct adil_node *map = adil_node_get(l->book->root, "witnesses");
    struct adil_witness_law *law = &acts->witnesses;
    struct adil_where w = {.key = ADIL_SPAN("witnesses")};
    law->vocab = (struct adil_vocab){.group = &group, .n_groups = 1};
    struct adil_names vectors = load_vectors(l, adil_node_get(map, "vectors"), law);
    load_members(l, &w, adil_node_get(map, "members"), &vectors, law);
    law->reg = adil_load_name(l, &w, adil_node_get(map, "register"), &l->registers);
    check_witness_register(l, &w, adil_node_get(map, "register"), law->reg);
    law->policy = adil_load_phrase(l, &w, adil_node_get(map, "policy"), &law->vocab);
}
