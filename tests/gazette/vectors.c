#include "vectors.h"

#include "base/file.h"
#include "support.h"

#include <inttypes.h>

enum { FILE_MAX = 4 << 20 };

static struct vec *read_value(struct adil_arena *perm, struct adil_json_reader *r,
                              enum adil_json_event event);

static void read_items(struct adil_arena *perm, struct adil_json_reader *r, struct vec *parent)
{
    struct vec **tail = &parent->first;
    for (;;) {
        struct adil_span key = {NULL, 0};
        enum adil_json_event event = adil_json_next(r);
        if (event == ADIL_JSON_OBJECT_END || event == ADIL_JSON_ARRAY_END) {
            return;
        }
        if (event == ADIL_JSON_KEY) {
            key = r->text;
            event = adil_json_next(r);
        }
        *tail = read_value(perm, r, event);
        (*tail)->key = key;
        tail = &(*tail)->next;
        parent->n++;
    }
}

static struct vec *read_value(struct adil_arena *perm, struct adil_json_reader *r,
                              enum adil_json_event event)
{
    if (event == ADIL_JSON_FAULT) {
        fail_msg("tlog-vectors.json: byte %zu: expected %s", r->at, r->fault);
    }
    struct vec *v = adil_new(perm, struct vec, 1);
    v->kind = event;
    v->text = r->text;
    v->integer = r->integer;
    if (event == ADIL_JSON_OBJECT || event == ADIL_JSON_ARRAY) {
        read_items(perm, r, v);
    }
    return v;
}

const struct vec *vectors_open(struct adil_arena *perm)
{
    struct adil_span text = {NULL, 0};
    struct adil_json_reader r;
    adil_err err =
        adil_file_read(perm, ADIL_SPAN("tests/gazette/tlog-vectors.json"), FILE_MAX, &text, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    adil_json_read(&r, perm, text, false);
    const struct vec *v = read_value(perm, &r, adil_json_next(&r));
    assert_int_equal(adil_json_next(&r), ADIL_JSON_END);
    return v;
}

const struct vec *vec_find(const struct vec *object, const char *key)
{
    vec_each (item, object) {
        if (adil_span_is(item->key, key)) {
            return item;
        }
    }
    return NULL;
}

const struct vec *vec_get(const struct vec *object, const char *key)
{
    const struct vec *item = vec_find(object, key);
    if (item == NULL) {
        fail_msg("tlog-vectors.json has no %s here", key);
    }
    return item;
}

struct adil_span vec_text(const struct vec *object, const char *key)
{
    const struct vec *item = vec_get(object, key);
    assert_int_equal(item->kind, ADIL_JSON_TEXT);
    return item->text;
}

uint64_t vec_u64(const struct vec *object, const char *key)
{
    const struct vec *item = vec_get(object, key);
    uint64_t v = 0;
    if (item->kind == ADIL_JSON_INT) {
        assert_true(item->integer >= 0);
        return (uint64_t)item->integer;
    }
    assert_int_equal(item->kind, ADIL_JSON_TEXT);
    assert_true(adil_span_u64(item->text, UINT64_MAX, &v));
    return v;
}

struct adil_hash vec_as_hash(const struct vec *text)
{
    struct adil_hash h;
    assert_true(adil_hex_parse(text->text, h.byte, sizeof h.byte));
    return h;
}

struct adil_hash vec_hash(const struct vec *object, const char *key)
{
    return vec_as_hash(vec_get(object, key));
}

struct adil_span vec_as_bytes(struct adil_arena *a, const struct vec *text)
{
    assert_int_equal(text->kind, ADIL_JSON_TEXT);
    size_t n = text->text.len / 2;
    char *to = adil_new(a, char, n);
    assert_true(adil_hex_parse(text->text, (uint8_t *)to, n));
    return adil_span_bytes(to, n);
}

uint32_t vec_as_hashes(const struct vec *array, struct adil_hash *hash, uint32_t max)
{
    uint32_t n = 0;
    assert_int_equal(array->kind, ADIL_JSON_ARRAY);
    vec_each (item, array) {
        assert_true(n < max);
        hash[n++] = vec_as_hash(item);
    }
    return n;
}

struct adil_span vec_log_entry(struct adil_arena *a, uint64_t i)
{
    return adil_fmt(a, "entry %" PRIu64, i);
}
