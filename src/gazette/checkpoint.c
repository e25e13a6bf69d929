#include "gazette/checkpoint.h"

#include "base/base64.h"

#include <string.h>

enum { TIME_BYTES = 8, LAYOUT_TEXT_MAX = 255 };

static adil_err bad_checkpoint(struct adil_diag *d, struct adil_place place, const char *field,
                               struct adil_span found, const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, adil_span_of(field), found, adil_span_of(expected));
}

bool adil_checkpoint_number(struct adil_span text, uint64_t max, uint64_t *v)
{
    bool leading_zero = text.len > 1 && text.ptr[0] == '0';
    return !leading_zero && adil_span_u64(text, max, v);
}

/* Lines that are not empty, each with its newline; or nothing. */
static bool extension_is_whole(struct adil_span s)
{
    return s.len == 0 || (s.ptr[0] != '\n' && s.ptr[s.len - 1] == '\n' &&
                          adil_span_find(s, ADIL_SPAN("\n\n")) == s.len);
}

adil_err adil_checkpoint_parse(struct adil_place place, struct adil_span text,
                               struct adil_checkpoint *out, struct adil_diag *diag)
{
    struct adil_span rest = text;
    struct adil_span line[3];
    for (size_t i = 0; i < ADIL_COUNT(line); i++) {
        line[i] = (struct adil_span){NULL, 0};
        if (!adil_span_cut(&rest, '\n', &line[i]) || rest.ptr == NULL) {
            return bad_checkpoint(diag, place, "checkpoint", text,
                                  "three lines: origin, size, root");
        }
    }
    *out = (struct adil_checkpoint){.origin = line[0], .extension = rest};
    if (line[0].len == 0) {
        return bad_checkpoint(diag, place, "origin", line[0], "a line that is not empty");
    }
    if (!adil_checkpoint_number(line[1], ADIL_TREE_SIZE_MAX, &out->size)) {
        return bad_checkpoint(diag, place, "size", line[1],
                              "a decimal below 2^63 without sign and leading zero");
    }
    if (!adil_base64_fixed(line[2], out->root.byte, sizeof out->root.byte)) {
        return bad_checkpoint(diag, place, "root", line[2], "32 bytes in base64");
    }
    struct adil_hash empty = adil_empty_root();
    if (out->size == 0 && !adil_hash_eq(&out->root, &empty)) {
        return bad_checkpoint(diag, place, "root", line[2], "the root of the empty tree");
    }
    if (!extension_is_whole(rest)) {
        return bad_checkpoint(diag, place, "extension", rest, "whole lines, none of them empty");
    }
    return ADIL_OK;
}

void adil_checkpoint_put(struct adil_buf *out, const struct adil_checkpoint *c)
{
    adil_buf_put(out, c->origin);
    adil_buf_fmt(out, "\n%llu\n", (unsigned long long)c->size);
    adil_base64_put(out, adil_span_bytes((const char *)c->root.byte, sizeof c->root.byte));
    adil_buf_byte(out, '\n');
    adil_buf_put(out, c->extension);
}

void adil_checkpoint_sign(struct adil_buf *out, const struct adil_checkpoint *c,
                          const struct adil_secret *log_key)
{
    struct adil_vkey key = adil_secret_vkey(log_key);
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    ADIL_ASSERT(key.kind == ADIL_KEY_ED25519);
    size_t from = out->len;
    adil_checkpoint_put(out, c);
    if (!adil_buf_ok(out)) {
        return; /* told by the buffer */
    }
    adil_secret_sign(log_key, adil_span_sub(adil_buf_span(out), from, out->len), sig);
    adil_buf_byte(out, '\n');
    adil_note_line_put(out, key.name, key.id, adil_span_bytes((const char *)sig, sizeof sig));
}

/* ---- cosignatures ----------------------------------------------------------------------- */

static void put_u64(uint8_t out[8], uint64_t v)
{
    for (unsigned i = 0; i < 8; i++) {
        out[i] = (uint8_t)(v >> (56 - 8 * i));
    }
}

/* What a cosignature of type 0x04 signs. */
static void put_cosigned(struct adil_buf *out, struct adil_span checkpoint_text, uint64_t seconds)
{
    adil_buf_open(out, checkpoint_text.len + 64);
    adil_buf_fmt(out, "cosignature/v1\ntime %llu\n", (unsigned long long)seconds);
    adil_buf_put(out, checkpoint_text);
}

void adil_cosign(struct adil_buf *out, struct adil_span checkpoint_text, uint64_t seconds,
                 const struct adil_secret *key)
{
    struct adil_vkey k = adil_secret_vkey(key);
    uint8_t sig[TIME_BYTES + ADIL_SIGNATURE_BYTES];
    ADIL_ASSERT(k.kind == ADIL_KEY_COSIGNATURE && seconds <= INT64_MAX);
    struct adil_buf message;
    put_cosigned(&message, checkpoint_text, seconds);
    if (adil_buf_ok(&message)) {
        put_u64(sig, seconds);
        adil_secret_sign(key, adil_buf_span(&message), sig + TIME_BYTES);
        adil_note_line_put(out, k.name, k.id, adil_span_bytes((const char *)sig, sizeof sig));
    } else {
        out->failed = true; /* no memory: never half a line */
    }
    adil_buf_release(&message);
}

bool adil_cosignature_verify(const struct adil_vkey *key, struct adil_span checkpoint_text,
                             struct adil_span sig, uint64_t *seconds)
{
    uint64_t time = 0;
    if (key->kind != ADIL_KEY_COSIGNATURE || sig.len != TIME_BYTES + ADIL_SIGNATURE_BYTES) {
        return false;
    }
    for (size_t i = 0; i < TIME_BYTES; i++) {
        time = time << 8 | (uint8_t)sig.ptr[i];
    }
    if (time > INT64_MAX) {
        return false;
    }
    struct adil_buf message;
    put_cosigned(&message, checkpoint_text, time);
    bool good =
        adil_buf_ok(&message) && adil_ed25519_verify(key->key, adil_buf_span(&message),
                                                     adil_span_sub(sig, TIME_BYTES, sig.len));
    adil_buf_release(&message);
    *seconds = good ? time : *seconds;
    return good;
}

static void put_short(struct adil_buf *out, struct adil_span text)
{
    adil_buf_byte(out, (char)(uint8_t)text.len);
    adil_buf_put(out, text);
}

static void put_big_endian(struct adil_buf *out, uint64_t v)
{
    uint8_t bytes[8];
    put_u64(bytes, v);
    adil_buf_put(out, adil_span_bytes((const char *)bytes, sizeof bytes));
}

bool adil_cosignature_mldsa_message(struct adil_buf *out, struct adil_span cosigner,
                                    uint64_t seconds, const struct adil_checkpoint *c)
{
    if (cosigner.len == 0 || cosigner.len > LAYOUT_TEXT_MAX || c->origin.len == 0 ||
        c->origin.len > LAYOUT_TEXT_MAX || c->extension.len > 0) {
        return false;
    }
    adil_buf_put(out, ADIL_SPAN("subtree/v1\n\0"));
    put_short(out, cosigner);
    put_big_endian(out, seconds);
    put_short(out, c->origin);
    put_big_endian(out, 0); /* start: a checkpoint is the subtree from the first entry */
    put_big_endian(out, c->size);
    adil_buf_put(out, adil_span_bytes((const char *)c->root.byte, sizeof c->root.byte));
    return true;
}
