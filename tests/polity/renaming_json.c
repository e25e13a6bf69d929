#include "renaming.h"

#include "base/base64.h"
#include "base/json.h"
#include "base/json_read.h"
#include "base/sha256.h"

#include <stdlib.h>

struct json_pass {
    const struct renaming *r;
    struct adil_arena *perm;
    struct adil_json out;
    bool machine; /* its keys are the machine's */
};

/* A key in base64, a verifying key, a hash: not words. */
static bool is_opaque(struct adil_span text)
{
    uint8_t byte[sizeof(struct adil_hash)];
    bool is_long = text.len >= 64 && adil_span_find_byte(text, ' ') == text.len;
    return is_long || adil_hex_parse(text, byte, sizeof byte) ||
           adil_base64_fixed(text, byte, sizeof byte) || adil_span_find_byte(text, '+') < text.len;
}

static struct adil_span json_text(const struct json_pass *p, struct adil_span text)
{
    for (uint32_t i = 0; i < p->r->n_hashes; i++) {
        if (adil_span_eq(p->r->hash[i][0], text)) {
            return p->r->hash[i][1];
        }
    }
    return is_opaque(text) ? text : renaming_text(p->r, p->perm, text);
}

struct json_member {
    struct adil_span key;
    struct adil_span value; /* its bytes */
};

static int by_key(const void *x, const void *y)
{
    return adil_span_cmp(((const struct json_member *)x)->key,
                         ((const struct json_member *)y)->key);
}

static void put_value(struct json_pass *p, struct adil_span raw);

/* What entry 0 says of the log. */
static bool is_of_log(struct adil_span key)
{
    return adil_span_is(key, "clock") || adil_span_is(key, "log") || adil_span_is(key, "origin");
}

/* Members of an object, or texts of an array, that are still to be read. */
static uint32_t count_rest(struct adil_json_reader r)
{
    uint32_t n = 0;
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_KEY || e == ADIL_JSON_TEXT;
         e = adil_json_next(&r)) {
        n++;
        assert_true(e == ADIL_JSON_TEXT || adil_json_skip(&r, e, NULL));
    }
    return n;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the reader takes */
static void put_object(struct json_pass *p, struct adil_json_reader *r)
{
    struct json_member *m = adil_new(p->perm, struct json_member, count_rest(*r));
    uint32_t n = 0;
    for (enum adil_json_event e = adil_json_next(r); e == ADIL_JSON_KEY; e = adil_json_next(r)) {
        m[n].key = p->machine ? adil_span_copy(p->perm, r->text) : json_text(p, r->text);
        assert_true(adil_json_skip(r, e, &m[n].value));
        n++;
    }
    qsort(m, n, sizeof *m, by_key);
    adil_json_object(&p->out);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_key_span(&p->out, m[i].key);
        if (p->machine && is_of_log(m[i].key) && m[i].value.ptr[0] == '"') {
            adil_json_text(&p->out, adil_span_sub(m[i].value, 1, m[i].value.len - 1));
        } else {
            put_value(p, m[i].value);
        }
    }
    adil_json_end(&p->out);
}

static void put_scalar(struct json_pass *p, const struct adil_json_reader *r,
                       enum adil_json_event e)
{
    if (e == ADIL_JSON_TEXT) {
        adil_json_text(&p->out, json_text(p, r->text));
    } else if (e == ADIL_JSON_INT) {
        adil_json_i64(&p->out, r->integer);
    } else if (e == ADIL_JSON_BOOL) {
        adil_json_bool(&p->out, r->integer != 0);
    } else {
        assert_int_equal(e, ADIL_JSON_NULL); /* acts and states have no other */
        adil_json_null(&p->out);
    }
}

/* A list of texts that was in order is put in order again: it was a set. */
static bool put_set(struct json_pass *p, struct adil_span raw)
{
    struct adil_json_reader r;
    uint32_t n = 0;
    enum adil_json_event e;
    bool ordered = true;
    adil_json_read(&r, p->perm, raw, false);
    (void)adil_json_next(&r);
    struct json_member *m = adil_new(p->perm, struct json_member, count_rest(r));
    for (e = adil_json_next(&r); e == ADIL_JSON_TEXT && ordered; e = adil_json_next(&r)) {
        m[n] = (struct json_member){json_text(p, r.text), r.text};
        ordered = n == 0 || adil_span_cmp(m[n - 1].value, r.text) < 0;
        n++;
    }
    if (ordered && e == ADIL_JSON_ARRAY_END) {
        qsort(m, n, sizeof *m, by_key);
        adil_json_array(&p->out);
        for (uint32_t i = 0; i < n; i++) {
            adil_json_text(&p->out, m[i].key);
        }
        adil_json_end(&p->out);
    }
    return ordered && e == ADIL_JSON_ARRAY_END;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the reader takes */
static void put_array(struct json_pass *p, struct adil_json_reader *r, struct adil_span raw)
{
    if (put_set(p, raw)) {
        return;
    }
    adil_json_array(&p->out);
    for (enum adil_json_event e = adil_json_next(r); e != ADIL_JSON_ARRAY_END;
         e = adil_json_next(r)) {
        struct adil_span item;
        if (e == ADIL_JSON_OBJECT || e == ADIL_JSON_ARRAY) {
            assert_true(adil_json_skip(r, e, &item));
            put_value(p, item);
        } else {
            put_scalar(p, r, e);
        }
    }
    adil_json_end(&p->out);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the reader takes */
static void put_value(struct json_pass *p, struct adil_span raw)
{
    struct adil_json_reader r;
    adil_json_read(&r, p->perm, raw, false);
    enum adil_json_event e = adil_json_next(&r);
    if (e == ADIL_JSON_OBJECT) {
        put_object(p, &r);
    } else if (e == ADIL_JSON_ARRAY) {
        put_array(p, &r, raw);
    } else {
        put_scalar(p, &r, e);
    }
}

struct adil_span renaming_json(const struct renaming *r, struct adil_arena *perm,
                               struct adil_span text, bool machine)
{
    struct adil_buf out;
    struct adil_arena keep = *perm; /* what is read is in the output */
    struct json_pass p = {.r = r, .perm = perm, .machine = machine};
    adil_buf_open(&out, (size_t)1 << 28);
    adil_json_open(&p.out, &out, false);
    put_value(&p, text);
    assert_true(adil_buf_ok(&out));
    *perm = keep;
    struct adil_span all = adil_span_copy(perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return all;
}
