/* Examples: a record, facts around it, and the verdict one norm must give. */
#include "law/checking.h"

/* What the facts of one example are read against. */
struct trial {
    struct adil_checking *k;
    struct adil_arena *perm;
    struct adil_where where; /* examples[RULE] */
    const struct adil_register *reg;
    struct adil_date day;       /* whose groups of units are meant */
    struct adil_datum *outer;   /* one a fact of the rulebook */
    struct adil_fact *quantity; /* one a quantity of the vocabulary */
    bool *has_quantity;
    struct adil_rows *rows; /* one a register */
    const uint32_t **group; /* units of each group on the day */
    uint32_t *n_group;
};

static void note(struct trial *t, const struct adil_node *n, struct adil_span found,
                 struct adil_span expected)
{
    struct adil_where at = {.up = &t->where, .key = n->key};
    struct adil_checking sub = *t->k;
    sub.perm = *t->perm;
    adil_check_note(&sub, n->place, &at, found, expected);
    t->k->n = sub.n;
}

static struct adil_fact unknown_fact(void)
{
    return adil_fact_from(adil_num_int(0));
}

static bool read_fact(struct trial *t, const struct adil_node *n, struct adil_fact *out)
{
    struct adil_num x = {0};
    if (n->kind != ADIL_NODE_SCALAR || n->text.len > 64 || !adil_num_parse(t->perm, n->text, &x)) {
        note(t, n, adil_read_text(n), ADIL_SPAN("a number"));
        return false;
    }
    *out = adil_fact_known(x);
    return true;
}

/* A map of units, and `total`. */
static bool read_tally(struct trial *t, const struct adil_node *map, struct adil_tally *out)
{
    const struct adil_units *u = &t->k->book->units;
    struct adil_fact *unit = adil_new(t->perm, struct adil_fact, u->n);
    out->total = unknown_fact();
    for (uint32_t i = 0; i < u->n; i++) {
        unit[i] = unknown_fact();
    }
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        bool total = adil_span_is(c->key, "total");
        uint32_t i = total ? ADIL_NO_UNIT : adil_unit_find(u, c->key);
        if (total) {
            (void)read_fact(t, c, &out->total);
        } else if (i != ADIL_NO_UNIT) {
            (void)read_fact(t, c, &unit[i]);
        } else {
            note(t, c, c->key, ADIL_SPAN("a unit of this rulebook, or total"));
        }
    }
    out->unit = unit;
    out->n_units = u->n;
    return map->kind == ADIL_NODE_MAP;
}

/* A map of options and numbers: what norms see is their sum. */
static bool read_votes(struct trial *t, const struct adil_node *map, struct adil_fact *out)
{
    *out = adil_fact_known(adil_num_int(0));
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        struct adil_fact x = unknown_fact();
        (void)read_fact(t, c, &x);
        *out = adil_fact_add(t->perm, *out, x);
    }
    return map->kind == ADIL_NODE_MAP;
}

static bool read_typed(struct trial *t, const struct adil_node *n, enum adil_field_type type,
                       struct adil_datum *d)
{
    switch (type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
        d->text = adil_read_text(n);
        return n->kind == ADIL_NODE_SCALAR;
    case ADIL_FIELD_HASH:
        d->text = adil_read_text(n);
        return n->kind == ADIL_NODE_SCALAR && adil_is_hash_text(n->text);
    case ADIL_FIELD_DATE:
        d->date = adil_read_date(n);
        return adil_date_known(d->date);
    case ADIL_FIELD_NUMBER:
    case ADIL_FIELD_MOMENT:
        return n->kind == ADIL_NODE_SCALAR && read_fact(t, n, &d->number);
    case ADIL_FIELD_VOTES:
        return read_votes(t, n, &d->number);
    case ADIL_FIELD_FLAG:
        d->flag = adil_span_is(adil_read_text(n), "true");
        return d->flag || adil_span_is(adil_read_text(n), "false");
    case ADIL_FIELD_SET:
        d->n_members = adil_read_words(t->perm, n, &d->member);
        return n->kind != ADIL_NODE_MAP;
    case ADIL_FIELD_TALLY:
        return read_tally(t, n, &d->tally);
    case ADIL_N_FIELD_TYPES:
        break;
    }
    ADIL_ASSERT(false); /* no such type */
    return false;
}

static struct adil_datum read_datum(struct trial *t, const struct adil_node *n,
                                    const struct adil_field *f)
{
    struct adil_datum d = {0};
    enum adil_field_type type = ADIL_FIELD_TEXT;
    bool known = adil_field_type_parse(f->type, &type);
    ADIL_ASSERT(known); /* checked when the register was read */
    d.date = ADIL_DATE_NONE;
    d.known = read_typed(t, n, type, &d);
    if (!d.known) {
        struct adil_arena tmp = t->k->scratch;
        note(t, n, adil_read_text(n),
             type == ADIL_FIELD_FLAG ? ADIL_SPAN("true or false")
                                     : adil_fmt(&tmp, "a value of type %.*s", ADIL_ARG(f->type)));
    }
    return d;
}

static struct adil_record read_record(struct trial *t, const struct adil_register *reg,
                                      const struct adil_node *map)
{
    struct adil_datum *value = adil_new(t->perm, struct adil_datum, reg->n_fields);
    bool is_map = map != NULL && map->kind == ADIL_NODE_MAP;
    for (const struct adil_node *n = is_map ? map->first : NULL; n != NULL; n = n->next) {
        uint32_t i = adil_field_find(reg->field, reg->n_fields, n->key);
        if (i == ADIL_NO_WORD) {
            struct adil_arena tmp = t->k->scratch;
            note(t, n, n->key, adil_fmt(&tmp, "a field of %.*s", ADIL_ARG(reg->id)));
        } else {
            value[i] = read_datum(t, n, &reg->field[i]);
        }
    }
    return (struct adil_record){.value = value};
}

/* Records of another register, all there are. */
static void read_rows(struct trial *t, uint32_t reg, const struct adil_node *list)
{
    struct adil_record *row = adil_new(t->perm, struct adil_record, list->n);
    uint32_t i = 0;
    for (const struct adil_node *c = list->first; c != NULL; c = c->next) {
        row[i++] = read_record(t, &t->k->book->reg[reg], c);
    }
    t->rows[reg] = (struct adil_rows){.row = row, .n = i, .complete = true};
}

static uint32_t find_quantity(const struct adil_vocab *v, struct adil_span id)
{
    for (uint32_t i = 0; i < v->n_quantities; i++) {
        if (adil_span_eq(v->quantity[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

/* `with`: facts, quantities, and the records of other registers. */
static void read_with(struct trial *t, const struct adil_node *map)
{
    const struct adil_rulebook *book = t->k->book;
    for (const struct adil_node *n = map != NULL ? map->first : NULL; n != NULL; n = n->next) {
        uint32_t fact = adil_field_find(book->outer, book->n_outer, n->key);
        uint32_t quantity = find_quantity(&book->vocab, n->key);
        uint32_t reg = adil_register_find(book->reg, book->n_registers, n->key);
        if (fact != ADIL_NO_WORD) {
            t->outer[fact] = read_datum(t, n, &book->outer[fact]);
        } else if (reg != ADIL_NO_WORD && n->kind == ADIL_NODE_LIST) {
            read_rows(t, reg, n);
        } else if (quantity != ADIL_NO_WORD) {
            t->has_quantity[quantity] = read_fact(t, n, &t->quantity[quantity]);
        } else {
            note(t, n, n->key, ADIL_SPAN("a fact, a quantity, or a register with its records"));
        }
    }
}

/* ---- figures ---------------------------------------------------------------------------- */

static struct adil_fact no_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)unit;
    return unknown_fact();
}

static struct adil_fact quantity_of(void *ctx, struct adil_arena *a, uint32_t quantity,
                                    uint32_t unit)
{
    const struct trial *t = ctx;
    (void)a;
    return unit == ADIL_WHOLE && t->has_quantity[quantity] ? t->quantity[quantity] : unknown_fact();
}

static uint32_t group_size(void *ctx, uint32_t group)
{
    const struct trial *t = ctx;
    return t->n_group[group];
}

static uint32_t group_unit(void *ctx, uint32_t group, uint32_t i)
{
    const struct trial *t = ctx;
    return t->group[group][i];
}

static void open_trial(struct trial *t)
{
    const struct adil_rulebook *book = t->k->book;
    t->outer = adil_new(t->perm, struct adil_datum, book->n_outer);
    t->quantity = adil_new(t->perm, struct adil_fact, book->vocab.n_quantities);
    t->has_quantity = adil_new(t->perm, bool, book->vocab.n_quantities);
    t->rows = adil_new(t->perm, struct adil_rows, book->n_registers);
    t->group = adil_new(t->perm, const uint32_t *, book->units.n_groups);
    t->n_group = adil_new(t->perm, uint32_t, book->units.n_groups);
    for (uint32_t g = 0; g < book->units.n_groups; g++) {
        t->n_group[g] = adil_group_list(t->perm, &book->units, g, t->day, &t->group[g]);
    }
}

/* ---- judging ---------------------------------------------------------------------------- */

static struct adil_date day_of(const struct adil_node *example)
{
    struct adil_date at = adil_read_date(adil_node_get(example, "at"));
    const struct adil_node *with = adil_node_get(example, "with");
    return adil_date_known(at) ? at : adil_read_date(adil_node_get(with, "contest.day"));
}

const struct adil_norm *adil_example_norm(const struct adil_rulebook *book,
                                          const struct adil_node *example,
                                          const struct adil_register **reg)
{
    static const struct adil_register nothing = {.id = ADIL_SPAN_INIT("")};
    struct adil_span id = adil_read_text(adil_node_get(example, "rule"));
    struct adil_date day = day_of(example);
    const struct adil_norm *found = NULL;
    uint32_t n = 0;
    uint32_t i = adil_index_find(book->rule_index, book->n_rules, id);
    for (; i < book->n_rules && adil_span_eq(book->rule_index[i].name, id); i++) {
        const struct adil_rule_use *use = &book->rule_use[book->rule_index[i].value];
        if (use->norm == NULL) {
            continue;
        }
        n++;
        if (!adil_date_known(day) || adil_rule_in_force(&use->norm->rule, day)) {
            found = use->norm;
            *reg = use->self != ADIL_NO_WORD ? &book->reg[use->self]
                   : use->given != NULL      ? use->given
                                             : &nothing;
        }
    }
    return !adil_date_known(day) && n > 1 ? NULL : found;
}

static const char *truth_word(enum adil_truth truth)
{
    switch (truth) {
    case ADIL_HOLDS:
        return "holds";
    case ADIL_FAILS:
        return "fails";
    case ADIL_UNKNOWN:
        return "unknown";
    }
    ADIL_ASSERT(false); /* no such truth */
    return "";
}

static void judge(struct trial *t, const struct adil_node *example, const struct adil_norm *norm)
{
    const struct adil_node *map = adil_node_get(example, "record");
    struct adil_record record = read_record(t, t->reg, map);
    read_with(t, adil_node_get(example, "with"));
    struct adil_env figures = {.ctx = t,
                               .subject = no_subject,
                               .quantity = quantity_of,
                               .group_size = group_size,
                               .group_unit = group_unit};
    struct adil_norm_env env = {.self = &record,
                                .outer = t->outer,
                                .rows = t->rows,
                                .figures = &figures,
                                .zones = &t->k->book->acts.zones};
    struct adil_verdict v = adil_norm_eval(t->perm, norm, &env);
    unsigned stated = ADIL_UNKNOWN;
    const struct adil_node *verdict = adil_node_get(example, "verdict");
    (void)adil_read_word(verdict, ADIL_T_WORD_VERDICT, &stated);
    if (v.truth != (enum adil_truth)stated) {
        struct adil_span found = adil_verdict_found(t->perm, ADIL_EN, &v);
        note(t, verdict,
             adil_fmt(t->perm, "%s%s%.*s", truth_word(v.truth), found.len > 0 ? ": " : "",
                      ADIL_ARG(found)),
             adil_read_text(verdict));
    }
}

static void try_example(struct adil_checking *k, const struct adil_where *top,
                        const struct adil_node *example, uint32_t i)
{
    struct adil_arena perm = k->perm;
    struct adil_span id = adil_read_text(adil_node_get(example, "rule"));
    struct trial t = {.k = k, .perm = &perm, .day = day_of(example)};
    t.where = (struct adil_where){.up = top, .key = id, .in_list = true, .i = i};
    open_trial(&t);
    const struct adil_norm *norm = adil_example_norm(k->book, example, &t.reg);
    if (norm == NULL) {
        note(&t, adil_node_get(example, "rule"), id,
             ADIL_SPAN("a norm in force on the day of the example (at, or contest.day)"));
        return;
    }
    judge(&t, example, norm);
}

void adil_check_examples(struct adil_checking *k)
{
    struct adil_where top = {.key = ADIL_SPAN("examples")};
    const struct adil_node *list = adil_node_get(k->book->root, "examples");
    uint32_t i = 0;
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        try_example(k, &top, n, i++);
    }
}
