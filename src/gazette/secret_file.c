#include "gazette/secret_file.h"

#include "base/base64.h"
#include "gazette/checkpoint.h"

enum { N_LINES = 6, KIB_MIN = 8 };

static const struct adil_span title = ADIL_SPAN_INIT("adil secret key, version 1");

/* How each lock is spelt; the pass-phrase's cost follows its word. */
static const struct adil_span lock_word[] = {
    [ADIL_LOCK_PHRASE] = ADIL_SPAN_INIT("pass-phrase argon2id "),
    [ADIL_LOCK_KEY_FILE] = ADIL_SPAN_INIT("key-file blake2b"),
};

static adil_err bad_line(struct adil_diag *d, struct adil_place place, uint32_t line,
                         const char *field, const char *expected)
{
    place.line = line;
    return adil_fail(d, ADIL_ERR(INPUT), place, adil_span_of(field), (struct adil_span){NULL, 0},
                     adil_span_of(expected));
}

/* Takes "word value" apart. */
static bool value_of(struct adil_span line, const char *word, struct adil_span *value)
{
    struct adil_span w = adil_span_of(word);
    *value = adil_span_sub(line, w.len + 1, line.len);
    return adil_span_starts(line, w) && line.len > w.len && line.ptr[w.len] == ' ';
}

static bool parse_cost(struct adil_span text, struct adil_secret_file *out)
{
    struct adil_span passes = {NULL, 0};
    uint64_t n = 0;
    uint64_t kib = 0;
    (void)adil_span_cut(&text, ' ', &passes);
    if (text.ptr == NULL || !adil_checkpoint_number(passes, ADIL_LOCK_PASSES_MAX, &n) || n == 0 ||
        !adil_checkpoint_number(text, ADIL_LOCK_KIB_MAX, &kib) || kib < KIB_MIN) {
        return false;
    }
    out->passes = (uint32_t)n;
    out->kib = (uint32_t)kib;
    return true;
}

static bool parse_lock(struct adil_span text, struct adil_secret_file *out)
{
    if (adil_span_eq(text, lock_word[ADIL_LOCK_KEY_FILE])) {
        out->lock = ADIL_LOCK_KEY_FILE;
        return true;
    }
    struct adil_span word = lock_word[ADIL_LOCK_PHRASE];
    out->lock = ADIL_LOCK_PHRASE;
    return adil_span_starts(text, word) && parse_cost(adil_span_sub(text, word.len, text.len), out);
}

static bool is_secret_kind(const struct adil_vkey *k)
{
    return (k->kind == ADIL_KEY_ED25519 || k->kind == ADIL_KEY_COSIGNATURE) &&
           k->name.len <= ADIL_SECRET_NAME_MAX;
}

/* The lines after the title and the key. */
static adil_err parse_rest(struct adil_place place, const struct adil_span *line,
                           struct adil_secret_file *out, struct adil_diag *diag)
{
    struct adil_span value = {NULL, 0};
    if (!value_of(line[2], "lock", &value) || !parse_lock(value, out)) {
        return bad_line(diag, place, 3, "lock",
                        "pass-phrase argon2id, 1 to 16 passes, 8 to 1048576 KiB; or key-file "
                        "blake2b");
    }
    if (!value_of(line[3], "salt", &value) ||
        !adil_base64_fixed(value, out->salt, sizeof out->salt)) {
        return bad_line(diag, place, 4, "salt", "16 bytes in base64");
    }
    if (!value_of(line[4], "nonce", &value) ||
        !adil_base64_fixed(value, out->nonce, sizeof out->nonce)) {
        return bad_line(diag, place, 5, "nonce", "24 bytes in base64");
    }
    if (!value_of(line[5], "sealed", &value) ||
        !adil_base64_fixed(value, out->sealed, sizeof out->sealed)) {
        return bad_line(diag, place, 6, "sealed", "48 bytes in base64");
    }
    return ADIL_OK;
}

adil_err adil_secret_file_parse(struct adil_arena *perm, struct adil_place place,
                                struct adil_span bytes, struct adil_secret_file *out,
                                struct adil_diag *diag)
{
    struct adil_span line[N_LINES];
    struct adil_span rest = bytes;
    struct adil_span value = {NULL, 0};
    *out = (struct adil_secret_file){.header = {NULL, 0}};
    for (size_t i = 0; i < N_LINES; i++) {
        line[i] = (struct adil_span){NULL, 0};
        if (!adil_span_cut(&rest, '\n', &line[i]) || rest.ptr == NULL) {
            return bad_line(diag, place, 0, "secret key", "a file of six lines");
        }
    }
    if (rest.len > 0 || !adil_span_eq(line[0], title)) {
        return bad_line(diag, place, 1, "secret key",
                        "six lines, the first: adil secret key, version 1");
    }
    if (!value_of(line[1], "key", &value)) {
        return bad_line(diag, place, 2, "key", "a verifying key");
    }
    ADIL_TRY(adil_vkey_parse(perm, (struct adil_place){place.file, 2}, value, &out->key, diag));
    if (!is_secret_kind(&out->key)) {
        return bad_line(diag, place, 2, "key",
                        "an Ed25519 key (type 01 or 04), a name of at most "
                        "255 bytes");
    }
    ADIL_TRY(parse_rest(place, line, out, diag));
    out->header = adil_span_sub(bytes, 0, (size_t)(line[5].ptr - bytes.ptr));
    return ADIL_OK;
}

static void put_bytes(struct adil_buf *out, const char *word, const uint8_t *bytes, size_t n)
{
    adil_buf_str(out, word);
    adil_buf_byte(out, ' ');
    adil_base64_put(out, adil_span_bytes((const char *)bytes, n));
    adil_buf_byte(out, '\n');
}

void adil_secret_file_put_header(struct adil_buf *out, struct adil_arena scratch,
                                 const struct adil_secret_file *f)
{
    adil_buf_put(out, title);
    adil_buf_str(out, "\nkey ");
    adil_buf_put(out, adil_vkey_text(&scratch, &f->key));
    adil_buf_str(out, "\nlock ");
    adil_buf_put(out, lock_word[f->lock]);
    if (f->lock == ADIL_LOCK_PHRASE) {
        adil_buf_fmt(out, "%u %u", f->passes, f->kib);
    }
    adil_buf_byte(out, '\n');
    put_bytes(out, "salt", f->salt, sizeof f->salt);
    put_bytes(out, "nonce", f->nonce, sizeof f->nonce);
}

void adil_secret_file_put_sealed(struct adil_buf *out, const struct adil_secret_file *f)
{
    put_bytes(out, "sealed", f->sealed, sizeof f->sealed);
}
