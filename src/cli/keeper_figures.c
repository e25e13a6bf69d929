/* What the record holds of a keeper's file: figures, under the names that the law gives them. */
#include "cli/keeper.h"

#include "base/json.h"
#include "exchange/names.h"
#include "law/index.h"

#include <string.h>

/* ---- rows by unit --------------------------------------------------------------------------- */

static uint32_t find_group_of(const struct adil_units *u, struct adil_span id)
{
    for (uint32_t i = 0; i < u->n_groups; i++) {
        if (adil_span_eq(u->group[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

struct tallying {
    struct adil_arena *perm;
    const struct adil_keeper_list *list;
    const struct adil_keeper_scope *scope;
    uint32_t group;    /* of the scope's units; ADIL_NO_WORD: as they are written */
    uint32_t *by_unit; /* of the law's units */
    struct adil_diag *diag;
};

/* The unit of the group that a unit is in, itself included; ADIL_NO_UNIT. */
static uint32_t unit_in_group(const struct tallying *t, uint32_t unit)
{
    const struct adil_units *u = &t->scope->book->units;
    while (unit != ADIL_NO_UNIT && !adil_group_has(u, t->group, unit, t->scope->day)) {
        unit = u->unit[unit].parent;
    }
    return unit;
}

/* Rows by the texts of their units: the texts in order of appearance, and how many rows each. */
static const struct adil_names *rows_by_text(struct tallying *t, const bool *left, uint32_t **count,
                                             uint32_t **line, uint32_t *total)
{
    const struct adil_keeper_list *l = t->list;
    struct adil_names *names = adil_new(t->perm, struct adil_names, 1);
    adil_names_open(names, t->perm, &l->seed);
    *count = adil_new(t->perm, uint32_t, (size_t)l->table.n_rows + 1);
    *line = adil_new(t->perm, uint32_t, (size_t)l->table.n_rows + 1);
    *total = 0;
    for (uint32_t row = 0; row < l->table.n_rows; row++) {
        uint32_t name = adil_names_put(names, adil_keeper_cell(t->perm, l, row, l->unit));
        (*line)[name] = (*line)[name] == 0 ? l->table.line[row] : (*line)[name];
        if (left == NULL || !left[row]) {
            (*count)[name]++;
            (*total)++;
        }
    }
    return names;
}

static adil_err add_unit(struct tallying *t, struct adil_span text, uint32_t n, uint32_t line)
{
    const struct adil_units *u = &t->scope->book->units;
    uint32_t unit = adil_unit_find(u, text);
    if (unit == ADIL_NO_UNIT) {
        return adil_fail(t->diag, ADIL_ERR(INPUT), (struct adil_place){t->list->table.file, line},
                         ADIL_SPAN("unit"), text, ADIL_SPAN("a unit of the law"));
    }
    unit = unit_in_group(t, unit);
    if (unit != ADIL_NO_UNIT) {
        t->by_unit[unit] += n;
    }
    return ADIL_OK;
}

/* Every unit of the group that is in force, those without rows too. */
static void list_group(struct tallying *t, struct adil_keeper_tally *out)
{
    const struct adil_units *u = &t->scope->book->units;
    const uint32_t *in = NULL;
    uint32_t n = adil_group_list(t->perm, u, t->group, t->scope->day, &in);
    struct adil_index_entry *e = adil_new(t->perm, struct adil_index_entry, n);
    for (uint32_t i = 0; i < n; i++) {
        e[i] = (struct adil_index_entry){u->unit[in[i]].id, t->by_unit[in[i]]};
    }
    adil_index_sort(e, n);
    out->count = adil_new(t->perm, struct adil_keeper_count, n);
    for (uint32_t i = 0; i < n; i++) {
        out->count[out->n++] = (struct adil_keeper_count){e[i].name, e[i].value};
    }
}

static void list_texts(struct tallying *t, const struct adil_names *names, const uint32_t *count,
                       struct adil_keeper_tally *out)
{
    struct adil_index_entry *e = adil_new(t->perm, struct adil_index_entry, names->n);
    for (uint32_t i = 0; i < names->n; i++) {
        e[i] = (struct adil_index_entry){names->name[i], count[i]};
    }
    adil_index_sort(e, names->n);
    out->count = adil_new(t->perm, struct adil_keeper_count, names->n);
    for (uint32_t i = 0; i < names->n; i++) {
        if (e[i].name.len > 0) {
            out->count[out->n++] = (struct adil_keeper_count){e[i].name, e[i].value};
        }
    }
}

adil_err adil_keeper_tally(struct adil_arena *perm, const struct adil_keeper_list *l,
                           const struct adil_keeper_scope *scope, uint32_t field, const bool *left,
                           struct adil_keeper_tally *out, struct adil_diag *diag)
{
    struct tallying t = {
        .perm = perm, .list = l, .scope = scope, .group = ADIL_NO_WORD, .diag = diag};
    uint32_t *count;
    uint32_t *line;
    adil_err err = ADIL_OK;
    memset(out, 0, sizeof *out);
    const struct adil_names *names = rows_by_text(&t, left, &count, &line, &out->total);
    if (field == ADIL_NO_WORD) {
        list_texts(&t, names, count, out);
        return ADIL_OK;
    }
    t.group = find_group_of(&scope->book->units, scope->book->reg[scope->reg].field[field].of);
    ADIL_ASSERT(t.group != ADIL_NO_WORD); /* the book was read */
    t.by_unit = adil_new(perm, uint32_t, scope->book->units.n);
    for (uint32_t i = 0; i < names->n; i++) {
        adil_err e =
            names->name[i].len > 0 ? add_unit(&t, names->name[i], count[i], line[i]) : ADIL_OK;
        err = e.code != ADIL_C_OK ? e : err;
    }
    list_group(&t, out);
    return err;
}

uint32_t adil_keeper_repeated(struct adil_arena scratch, const struct adil_keeper_list *l)
{
    struct adil_names names;
    adil_names_open(&names, &scratch, &l->seed);
    for (uint32_t row = 0; row < l->table.n_rows; row++) {
        (void)adil_names_put(&names, l->id[row]);
    }
    return l->table.n_rows - names.n;
}

/* ---- fields --------------------------------------------------------------------------------- */

static const char *const part_name[] = {
    [ADIL_KEEPER_ROOT] = "root",
    [ADIL_KEEPER_TOTAL] = "total",
    [ADIL_KEEPER_TALLY] = "tally",
    [ADIL_KEEPER_REPEATED] = "repeated",
    [ADIL_KEEPER_DUPLICATES] = "duplicates",
    [ADIL_KEEPER_SINGLE] = "single",
};

uint32_t adil_keeper_part_field(const struct adil_keeper_scope *scope, enum adil_keeper_part part)
{
    if (scope->book == NULL) {
        return ADIL_NO_WORD;
    }
    const struct adil_kept_fields *k = &scope->book->reg[scope->reg].kept;
    const uint32_t field[] = {
        [ADIL_KEEPER_ROOT] = k->root,
        [ADIL_KEEPER_TOTAL] = k->total,
        [ADIL_KEEPER_TALLY] = k->tally,
        [ADIL_KEEPER_REPEATED] = k->repeated,
        [ADIL_KEEPER_DUPLICATES] = k->duplicates,
        [ADIL_KEEPER_SINGLE] = k->single,
    };
    return field[part];
}

/* Where it stands among the others, by name. NULL: the law has no such field. */
static struct adil_keeper_field *add_part(struct adil_keeper_fields *f,
                                          const struct adil_keeper_scope *scope,
                                          enum adil_keeper_part part)
{
    uint32_t field = adil_keeper_part_field(scope, part);
    struct adil_span name = adil_span_of(part_name[part]);
    if (scope->book != NULL) {
        if (field == ADIL_NO_WORD) {
            return NULL;
        }
        name = scope->book->reg[scope->reg].field[field].id;
    }
    uint32_t at = f->n++;
    ADIL_ASSERT(f->n <= ADIL_COUNT(f->field));
    for (; at > 0 && adil_span_cmp(name, f->field[at - 1].name) < 0; at--) {
        f->field[at] = f->field[at - 1];
    }
    f->field[at] = (struct adil_keeper_field){.name = name};
    return &f->field[at];
}

void adil_keeper_add_number(struct adil_arena *perm, struct adil_keeper_fields *f,
                            const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                            uint64_t n)
{
    struct adil_keeper_field *k = add_part(f, scope, part);
    if (k != NULL) {
        k->typed = adil_fmt(perm, "%llu", (unsigned long long)n);
        k->json = k->typed;
    }
}

void adil_keeper_add_hash(struct adil_arena *perm, struct adil_keeper_fields *f,
                          const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                          const struct adil_hash *hash)
{
    struct adil_keeper_field *k = add_part(f, scope, part);
    if (k != NULL) {
        k->typed = adil_hex(perm, hash->byte, sizeof hash->byte);
        k->json = adil_fmt(perm, "\"%.*s\"", ADIL_ARG(k->typed));
    }
}

static struct adil_span tally_json(struct adil_arena *perm, const struct adil_keeper_tally *t)
{
    struct adil_buf out;
    struct adil_json json;
    adil_buf_open(&out, (size_t)1 << 26);
    adil_json_open(&json, &out, false);
    adil_json_object(&json);
    adil_json_key(&json, "total");
    adil_json_i64(&json, t->total);
    if (t->n > 0) {
        adil_json_key(&json, "units");
        adil_json_object(&json);
        for (uint32_t i = 0; i < t->n; i++) {
            adil_json_key_span(&json, t->count[i].unit);
            adil_json_i64(&json, t->count[i].n);
        }
        adil_json_end(&json);
    }
    adil_json_end(&json);
    struct adil_span text = adil_span_copy(perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

void adil_keeper_add_tally(struct adil_arena *perm, struct adil_keeper_fields *f,
                           const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                           const struct adil_keeper_tally *t)
{
    struct adil_keeper_field *k = add_part(f, scope, part);
    if (k != NULL) {
        k->json = tally_json(perm, t);
        k->typed = k->json; /* what `adil act` takes too */
    }
}

void adil_keeper_say_fields(struct adil_buf *out, const struct adil_keeper_fields *f, bool json)
{
    adil_buf_str(out, json ? "{" : "");
    for (uint32_t i = 0; i < f->n; i++) {
        const struct adil_keeper_field *k = &f->field[i];
        if (json) {
            adil_buf_fmt(out, "%s\"%.*s\":%.*s", i > 0 ? "," : "", ADIL_ARG(k->name),
                         ADIL_ARG(k->json));
        } else {
            adil_buf_fmt(out, "%.*s=%.*s\n", ADIL_ARG(k->name), ADIL_ARG(k->typed));
        }
    }
    adil_buf_str(out, json ? "}\n" : "");
}
