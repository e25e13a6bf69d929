#include "gazette/note.h"

#include "base/base64.h"
#include "base/utf8.h"
#include "gazette/checkpoint.h"

#include <sodium.h>
#include <string.h>

static const struct adil_span no_text = {NULL, 0};

static const struct adil_span dash = ADIL_SPAN_INIT("\xe2\x80\x94 "); /* U+2014 and a blank */

enum { ID_BYTES = 4 };

/* What stands in a key and in a signature line of each type, and whether it is verified here. */
static const struct key_type {
    uint8_t kind;
    uint16_t key_bytes;
    uint16_t sig_bytes; /* without the id */
    bool supported;
} key_types[] = {
    {ADIL_KEY_ED25519, ADIL_PUBLIC_BYTES, ADIL_SIGNATURE_BYTES, true},
    {ADIL_KEY_COSIGNATURE, ADIL_PUBLIC_BYTES, 8 + ADIL_SIGNATURE_BYTES, true},
    {ADIL_KEY_MLDSA44, 1312, 8 + 2420, false},
};

static const struct key_type *key_type_of(uint8_t kind)
{
    for (size_t i = 0; i < ADIL_COUNT(key_types); i++) {
        if (key_types[i].kind == kind) {
            return &key_types[i];
        }
    }
    return NULL;
}

/* White_Space of Unicode 15. */
static bool is_unicode_space(uint32_t c)
{
    static const uint32_t range[][2] = {
        {0x09, 0x0d},     {0x20, 0x20},     {0x85, 0x85},     {0xa0, 0xa0},     {0x1680, 0x1680},
        {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000},
    };
    for (size_t i = 0; i < ADIL_COUNT(range); i++) {
        if (c >= range[i][0] && c <= range[i][1]) {
            return true;
        }
    }
    return false;
}

bool adil_key_name_is_valid(struct adil_span name)
{
    if (name.len == 0) {
        return false;
    }
    while (name.len > 0) {
        uint32_t c = 0;
        size_t n = adil_utf8_next(name, &c);
        if (n == 0 || c < 0x20 || c == '+' || is_unicode_space(c)) {
            return false;
        }
        name = adil_span_sub(name, n, name.len);
    }
    return true;
}

uint32_t adil_key_id(struct adil_span name, uint8_t kind, struct adil_span key)
{
    static const uint8_t newline = '\n';
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state s;
    (void)crypto_hash_sha256_init(&s);
    (void)crypto_hash_sha256_update(&s, (const uint8_t *)name.ptr, name.len);
    (void)crypto_hash_sha256_update(&s, &newline, 1);
    (void)crypto_hash_sha256_update(&s, &kind, 1);
    (void)crypto_hash_sha256_update(&s, (const uint8_t *)key.ptr, key.len);
    (void)crypto_hash_sha256_final(&s, hash);
    return (uint32_t)hash[0] << 24 | (uint32_t)hash[1] << 16 | (uint32_t)hash[2] << 8 | hash[3];
}

static uint32_t id_from(const char bytes[ID_BYTES])
{
    uint32_t id = 0;
    for (size_t i = 0; i < ID_BYTES; i++) {
        id = id << 8 | (uint8_t)bytes[i];
    }
    return id;
}

/* Lower case alone, so that a key has one spelling. */
static bool id_parse(struct adil_span hex, uint32_t *id)
{
    uint8_t bytes[ID_BYTES];
    for (size_t i = 0; i < hex.len; i++) {
        if (hex.ptr[i] >= 'A' && hex.ptr[i] <= 'F') {
            return false;
        }
    }
    if (!adil_hex_parse(hex, bytes, sizeof bytes)) {
        return false;
    }
    *id = id_from((const char *)bytes);
    return true;
}

static adil_err bad_vkey(struct adil_diag *d, struct adil_place place, struct adil_span found,
                         const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, ADIL_SPAN("verifying key"), found,
                     adil_span_of(expected));
}

adil_err adil_vkey_parse(struct adil_arena *perm, struct adil_place place, struct adil_span text,
                         struct adil_vkey *out, struct adil_diag *diag)
{
    struct adil_span rest = text;
    struct adil_span name = no_text;
    struct adil_span hex = no_text;
    struct adil_span blob = no_text;
    uint32_t id = 0;
    /* Two cuts only: base64 may hold a '+' of its own. */
    if (!adil_span_cut(&rest, '+', &name) || !adil_span_cut(&rest, '+', &hex) || rest.ptr == NULL) {
        return bad_vkey(diag, place, text, "NAME+ID+BASE64");
    }
    if (!adil_key_name_is_valid(name)) {
        return bad_vkey(diag, place, name, "a name without blanks and without +");
    }
    if (!id_parse(hex, &id)) {
        return bad_vkey(diag, place, hex, "an id of 8 hex digits, in lower case");
    }
    if (!adil_base64_parse(perm, rest, &blob) || blob.len == 0) {
        return bad_vkey(diag, place, rest, "a type byte and a key in base64");
    }
    uint8_t kind = (uint8_t)blob.ptr[0];
    const struct key_type *type = key_type_of(kind);
    struct adil_span key = adil_span_sub(blob, 1, blob.len);
    if (type == NULL) {
        char found[32];
        (void)sodium_bin2hex(found, sizeof found, &kind, 1);
        return bad_vkey(diag, place, adil_span_of(found), "type 01, 04 or 06");
    }
    if (key.len != type->key_bytes) {
        return bad_vkey(diag, place, rest,
                        key.len < type->key_bytes ? "a longer key" : "a shorter key");
    }
    uint32_t want = adil_key_id(name, kind, key);
    if (want != id) {
        return bad_vkey(diag, place, hex, "the id that name and key give");
    }
    *out = (struct adil_vkey){adil_span_copy(perm, name), want, kind, key};
    return ADIL_OK;
}

struct adil_vkey adil_vkey_ed25519(struct adil_arena *perm, struct adil_span name, uint8_t kind,
                                   const uint8_t public_key[ADIL_PUBLIC_BYTES])
{
    ADIL_ASSERT(kind == ADIL_KEY_ED25519 || kind == ADIL_KEY_COSIGNATURE);
    ADIL_ASSERT(adil_key_name_is_valid(name));
    struct adil_span key = adil_span_bytes((const char *)public_key, ADIL_PUBLIC_BYTES);
    return (struct adil_vkey){adil_span_copy(perm, name), adil_key_id(name, kind, key), kind,
                              adil_span_copy(perm, key)};
}

struct adil_span adil_vkey_text(struct adil_arena *a, const struct adil_vkey *k)
{
    char *blob = adil_new(a, char, k->key.len + 1);
    blob[0] = (char)k->kind;
    memcpy(blob + 1, k->key.ptr, k->key.len);
    struct adil_span base64 = adil_base64(a, adil_span_bytes(blob, k->key.len + 1));
    return adil_fmt(a, "%.*s+%08x+%.*s", ADIL_ARG(k->name), k->id, ADIL_ARG(base64));
}

bool adil_ed25519_verify(struct adil_span key, struct adil_span message, struct adil_span sig)
{
    return key.len == ADIL_PUBLIC_BYTES && sig.len == ADIL_SIGNATURE_BYTES &&
           crypto_sign_verify_detached((const uint8_t *)sig.ptr, (const uint8_t *)message.ptr,
                                       message.len, (const uint8_t *)key.ptr) == 0;
}

/* ---- the form --------------------------------------------------------------------------- */

static adil_err bad_form(struct adil_diag *d, struct adil_place place, struct adil_span found,
                         const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, ADIL_SPAN("signed note"), found,
                     adil_span_of(expected));
}

/* Offset of the first byte that a note must not hold; s.len when all may stand. */
static size_t note_bytes_check(struct adil_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((uint8_t)s.ptr[i] < 0x20 && s.ptr[i] != '\n') {
            return i;
        }
    }
    return adil_utf8_check(s);
}

/* The text, with its newline, ends before the last empty line; 0 when there is none. */
static size_t text_end(struct adil_span s)
{
    for (size_t i = s.len; i >= 2; i--) {
        if (s.ptr[i - 1] == '\n' && s.ptr[i - 2] == '\n') {
            return i - 1;
        }
    }
    return 0;
}

/* `line` has its newline. */
static adil_err split_line(struct adil_arena *perm, struct adil_place place, struct adil_span line,
                           struct adil_note_line *out, struct adil_diag *diag)
{
    struct adil_span rest = adil_span_sub(line, dash.len, line.len - 1);
    struct adil_span name = no_text;
    struct adil_span blob = no_text;
    if (!adil_span_starts(line, dash)) {
        return bad_form(diag, place, line, "a signature line that begins with an em dash, a blank");
    }
    (void)adil_span_cut(&rest, ' ', &name);
    if (rest.ptr == NULL || !adil_key_name_is_valid(name)) {
        return bad_form(diag, place, line, "the name of a key, a blank, base64");
    }
    if (!adil_base64_parse(perm, rest, &blob) || blob.len <= ID_BYTES) {
        return bad_form(diag, place, rest, "base64 of an id and a signature");
    }
    *out = (struct adil_note_line){
        .name = name,
        .id = id_from(blob.ptr),
        .sig = adil_span_sub(blob, ID_BYTES, blob.len),
        .line = line,
        .key = UINT32_MAX,
    };
    return ADIL_OK;
}

static uint32_t newlines(struct adil_span s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += s.ptr[i] == '\n' ? 1 : 0;
    }
    return n;
}

adil_err adil_note_split(struct adil_arena *perm, struct adil_place place, struct adil_span bytes,
                         struct adil_note *out, struct adil_diag *diag)
{
    if (bytes.len > ADIL_NOTE_BYTES_MAX) {
        return bad_form(diag, place, no_text, "at most 1 MiB");
    }
    size_t wrong = note_bytes_check(bytes);
    if (wrong < bytes.len) {
        return bad_form(diag, place, adil_span_sub(bytes, wrong, wrong + 1),
                        "UTF-8 without control characters");
    }
    size_t end = text_end(bytes);
    struct adil_span rest = adil_span_sub(bytes, end + 1, bytes.len);
    if (end == 0 || rest.len == 0 || rest.ptr[rest.len - 1] != '\n') {
        return bad_form(diag, place, no_text, "a text, an empty line, whole signature lines");
    }
    uint32_t n = newlines(rest);
    if (n > ADIL_NOTE_LINES_MAX) {
        return bad_form(diag, place, no_text, "at most 100 signature lines");
    }
    struct adil_note_line *line = adil_new(perm, struct adil_note_line, n);
    for (uint32_t i = 0; i < n; i++) {
        size_t len = adil_span_find_byte(rest, '\n') + 1;
        ADIL_TRY(split_line(perm, place, adil_span_sub(rest, 0, len), &line[i], diag));
        rest = adil_span_sub(rest, len, rest.len);
    }
    *out = (struct adil_note){.text = adil_span_sub(bytes, 0, end), .line = line, .n_lines = n};
    return ADIL_OK;
}

/* ---- the signatures --------------------------------------------------------------------- */

enum verdict { WRONG, GOOD, UNSUPPORTED };

static enum verdict judge(const struct adil_vkey *k, struct adil_span text, struct adil_span sig)
{
    const struct key_type *type = key_type_of(k->kind);
    uint64_t seconds = 0;
    if (type == NULL || sig.len != type->sig_bytes) {
        return WRONG;
    }
    if (!type->supported) {
        return UNSUPPORTED;
    }
    bool good = k->kind == ADIL_KEY_COSIGNATURE ? adil_cosignature_verify(k, text, sig, &seconds)
                                                : adil_ed25519_verify(k->key, text, sig);
    return good ? GOOD : WRONG;
}

/* Tries every known key of the line's name and id: an id has 32 bits, two keys may share one.
 * False when there is one and none holds. */
static bool line_open(struct adil_note_line *line, struct adil_span text,
                      const struct adil_vkey *known, uint32_t n_known)
{
    bool tried = false;
    for (uint32_t i = 0; i < n_known; i++) {
        if (known[i].id != line->id || !adil_span_eq(known[i].name, line->name)) {
            continue;
        }
        tried = true;
        enum verdict v = judge(&known[i], text, line->sig);
        if (v != WRONG) {
            line->key = i;
            line->good = v == GOOD;
            line->unsupported = v == UNSUPPORTED;
            return true;
        }
    }
    return !tried;
}

static uint32_t count_keys(const struct adil_note_line *line, uint32_t n)
{
    uint32_t n_good = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool again = !line[i].good;
        for (uint32_t k = 0; !again && k < i; k++) {
            again = line[k].good && line[k].key == line[i].key;
        }
        n_good += again ? 0 : 1;
    }
    return n_good;
}

adil_err adil_note_open(struct adil_arena *perm, struct adil_place place, struct adil_span bytes,
                        const struct adil_vkey *known, uint32_t n_known, struct adil_note *out,
                        struct adil_diag *diag)
{
    ADIL_TRY(adil_note_split(perm, place, bytes, out, diag));
    struct adil_note_line *line = adil_new(perm, struct adil_note_line, out->n_lines);
    memcpy(line, out->line, out->n_lines * sizeof *line);
    out->line = line;
    for (uint32_t i = 0; i < out->n_lines; i++) {
        if (!line_open(&line[i], out->text, known, n_known)) {
            return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("signature of"),
                             line[i].name, ADIL_SPAN("one that verifies under the known key"));
        }
    }
    out->n_good = count_keys(line, out->n_lines);
    if (out->n_good == 0) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("signed note"),
                         ADIL_SPAN("no signature of a known key"),
                         ADIL_SPAN("at least one that this program verifies"));
    }
    return ADIL_OK;
}

void adil_note_line_put(struct adil_buf *out, struct adil_span name, uint32_t id,
                        struct adil_span sig)
{
    char blob[ID_BYTES + 8 + 2420];
    ADIL_ASSERT(sig.len > 0 && sig.len <= sizeof blob - ID_BYTES);
    for (unsigned i = 0; i < ID_BYTES; i++) {
        blob[i] = (char)(uint8_t)(id >> (24 - 8 * i));
    }
    memcpy(blob + ID_BYTES, sig.ptr, sig.len);
    adil_buf_put(out, dash);
    adil_buf_put(out, name);
    adil_buf_byte(out, ' ');
    adil_base64_put(out, adil_span_bytes(blob, ID_BYTES + sig.len));
    adil_buf_byte(out, '\n');
}
