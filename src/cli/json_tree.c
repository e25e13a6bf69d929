#include "cli/json_tree.h"

#include "law/index.h"

struct tree_reading {
    struct adil_arena *perm;
    struct adil_json_reader json;
};

static struct adil_tree *read_tree(struct tree_reading *r, enum adil_json_event began);

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the reader goes, ADIL_JSON_READ_DEPTH */
static void read_members(struct tree_reading *r, struct adil_tree *t)
{
    struct adil_tree **end = &t->first;
    for (;;) {
        enum adil_json_event event = adil_json_next(&r->json);
        struct adil_span key = {NULL, 0};
        if (event == ADIL_JSON_OBJECT_END || event == ADIL_JSON_ARRAY_END ||
            event == ADIL_JSON_FAULT) {
            return;
        }
        if (event == ADIL_JSON_KEY) {
            key = r->json.text;
            event = adil_json_next(&r->json);
        }
        struct adil_tree *item = read_tree(r, event);
        if (item == NULL) {
            return;
        }
        item->key = key;
        *end = item;
        end = &item->next;
        t->n++;
    }
}

/* NULL on a fault, which the reader keeps; or on a number that is not whole.
 * NOLINTNEXTLINE(misc-no-recursion): as above */
static struct adil_tree *read_tree(struct tree_reading *r, enum adil_json_event began)
{
    struct adil_tree *t = adil_new(r->perm, struct adil_tree, 1);
    t->integer = r->json.integer;
    t->text = r->json.text;
    switch (began) {
    case ADIL_JSON_OBJECT:
    case ADIL_JSON_ARRAY:
        t->kind = began == ADIL_JSON_OBJECT ? ADIL_TREE_OBJECT : ADIL_TREE_ARRAY;
        read_members(r, t);
        return t;
    case ADIL_JSON_TEXT:
        t->kind = ADIL_TREE_TEXT;
        return t;
    case ADIL_JSON_INT:
        t->kind = ADIL_TREE_INT;
        return t;
    case ADIL_JSON_BOOL:
        t->kind = ADIL_TREE_BOOL;
        return t;
    case ADIL_JSON_NULL:
        return t;
    case ADIL_JSON_NUMBER:
    case ADIL_JSON_OBJECT_END:
    case ADIL_JSON_ARRAY_END:
    case ADIL_JSON_KEY:
    case ADIL_JSON_END:
    case ADIL_JSON_FAULT:
        break;
    }
    return NULL;
}

adil_err adil_tree_read(struct adil_arena *perm, struct adil_place place, struct adil_span field,
                        struct adil_span text, struct adil_tree **out, struct adil_diag *diag)
{
    struct tree_reading r = {.perm = perm};
    adil_json_read(&r.json, perm, text, false);
    *out = read_tree(&r, adil_json_next(&r.json));
    enum adil_json_event last = adil_json_next(&r.json);
    if (*out != NULL && last == ADIL_JSON_END) {
        return ADIL_OK;
    }
    if (last == ADIL_JSON_FAULT) {
        return adil_json_fault(&r.json, place, field, diag);
    }
    return adil_fail(diag, ADIL_ERR(INPUT), place, field, text,
                     ADIL_SPAN("JSON with whole numbers"));
}

const struct adil_tree *adil_tree_member(const struct adil_tree *t, struct adil_span key)
{
    if (t == NULL || t->kind != ADIL_TREE_OBJECT) {
        return NULL;
    }
    const struct adil_tree *m = t->first;
    while (m != NULL && !adil_span_eq(m->key, key)) {
        m = m->next;
    }
    return m;
}

const struct adil_tree *adil_tree_get(const struct adil_tree *t, const char *key)
{
    return adil_tree_member(t, adil_span_of(key));
}

struct adil_span adil_tree_text(struct adil_arena *a, const struct adil_tree *t)
{
    if (t == NULL || t->kind == ADIL_TREE_NULL) {
        return (struct adil_span){"", 0};
    }
    if (t->kind == ADIL_TREE_TEXT) {
        return t->text;
    }
    if (t->kind == ADIL_TREE_BOOL) {
        return t->integer != 0 ? ADIL_SPAN("true") : ADIL_SPAN("false");
    }
    if (t->kind == ADIL_TREE_INT) {
        return adil_fmt(a, "%lld", (long long)t->integer);
    }
    struct adil_buf text;
    struct adil_json json;
    struct adil_arena tmp = *a;
    adil_buf_open(&text, 1 << 26);
    adil_json_open(&json, &text, false);
    adil_tree_put(tmp, t, &json);
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    adil_buf_release(&text);
    return copy;
}

struct adil_span adil_tree_text_of(struct adil_arena *a, const struct adil_tree *t, const char *key)
{
    return adil_tree_text(a, adil_tree_get(t, key));
}

/* NOLINTNEXTLINE(misc-no-recursion): what was read is as deep as the reader goes */
static void put_object(struct adil_arena scratch, const struct adil_tree *t, struct adil_json *out)
{
    struct adil_index_entry *order = adil_new(&scratch, struct adil_index_entry, t->n);
    const struct adil_tree **member = adil_new(&scratch, const struct adil_tree *, t->n);
    uint32_t n = 0;
    for (const struct adil_tree *m = t->first; m != NULL; m = m->next) {
        order[n] = (struct adil_index_entry){m->key, n};
        member[n++] = m;
    }
    adil_index_sort(order, n);
    adil_json_object(out);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_key_span(out, order[i].name);
        adil_tree_put(scratch, member[order[i].value], out);
    }
    adil_json_end(out);
}

/* NOLINTNEXTLINE(misc-no-recursion): as above */
void adil_tree_put(struct adil_arena scratch, const struct adil_tree *t, struct adil_json *out)
{
    switch (t->kind) {
    case ADIL_TREE_NULL:
        adil_json_null(out);
        break;
    case ADIL_TREE_BOOL:
        adil_json_bool(out, t->integer != 0);
        break;
    case ADIL_TREE_INT:
        adil_json_i64(out, t->integer);
        break;
    case ADIL_TREE_TEXT:
        adil_json_text(out, t->text);
        break;
    case ADIL_TREE_ARRAY:
        adil_json_array(out);
        for (const struct adil_tree *m = t->first; m != NULL; m = m->next) {
            adil_tree_put(scratch, m, out);
        }
        adil_json_end(out);
        break;
    case ADIL_TREE_OBJECT:
        put_object(scratch, t, out);
        break;
    }
}
