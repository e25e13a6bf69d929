/* Signed notes (C2SP signed-note v1.0.0) and the keys that sign them: Ed25519 (type 0x01) and
 * Ed25519 cosignatures (0x04). Keys of other types are recognised by id and layout; their
 * signatures are reported as not supported, never as good. */
#ifndef ADIL_GAZETTE_NOTE_H
#define ADIL_GAZETTE_NOTE_H

#include "base/err.h"
#include "base/sha256.h"

enum adil_key_kind {
    ADIL_KEY_ED25519 = 0x01,
    ADIL_KEY_COSIGNATURE = 0x04,
    ADIL_KEY_MLDSA44 = 0x06,
};

enum {
    ADIL_NOTE_BYTES_MAX = 1 << 20,
    ADIL_NOTE_LINES_MAX = 100, /* signature lines, as golang.org/x/mod has it */
    ADIL_PUBLIC_BYTES = 32,
    ADIL_SIGNATURE_BYTES = 64,
};

/* A verifying key. */
struct adil_vkey {
    struct adil_span name;
    uint32_t id;
    uint8_t kind;         /* enum adil_key_kind or another type byte */
    struct adil_span key; /* raw: 32 bytes for Ed25519, 1312 for ML-DSA-44 */
};

uint32_t adil_key_id(struct adil_span name, uint8_t kind, struct adil_span key);
/* A name of the specification: not empty, no '+', no Unicode space, valid UTF-8; and no control
 * character below U+0020, which a note must not hold. */
bool adil_key_name_is_valid(struct adil_span name);

/* "name+id+base64(type || key)", in its one spelling. Err INPUT with what is wrong; texts are
 * copied into `perm`. */
ADIL_MUST_USE adil_err adil_vkey_parse(struct adil_arena *perm, struct adil_place place,
                                       struct adil_span text, struct adil_vkey *out,
                                       struct adil_diag *diag);
struct adil_vkey adil_vkey_ed25519(struct adil_arena *perm, struct adil_span name, uint8_t kind,
                                   const uint8_t public_key[ADIL_PUBLIC_BYTES]);
struct adil_span adil_vkey_text(struct adil_arena *a, const struct adil_vkey *k);

/* Ed25519 (libsodium, RFC 8032; small-order and non-canonical keys are refused). */
bool adil_ed25519_verify(struct adil_span key, struct adil_span message, struct adil_span sig);

struct adil_note_line {
    struct adil_span name;
    uint32_t id;
    struct adil_span sig;  /* decoded, without the id */
    struct adil_span line; /* as it stands, with its newline */
    uint32_t key;          /* index of the known key, or UINT32_MAX */
    bool good;             /* verified under `key` */
    bool unsupported;      /* a known key of a type this program cannot verify */
};

struct adil_note {
    struct adil_span text; /* with its final newline: what is signed */
    const struct adil_note_line *line;
    uint32_t n_lines;
    uint32_t n_good; /* distinct known keys */
};

/* Splits and checks the form alone; nothing is verified. Err INPUT names what is wrong. */
ADIL_MUST_USE adil_err adil_note_split(struct adil_arena *perm, struct adil_place place,
                                       struct adil_span bytes, struct adil_note *out,
                                       struct adil_diag *diag);
/* And verifies against the known keys: a line of a known (name, id) that does not verify refuses
 * the whole note (Err REFUSED), as does a note without a good line. Type 0x04 lines are verified as
 * cosignatures (gazette/checkpoint.h). Lines of unknown keys are left. */
ADIL_MUST_USE adil_err adil_note_open(struct adil_arena *perm, struct adil_place place,
                                      struct adil_span bytes, const struct adil_vkey *known,
                                      uint32_t n_known, struct adil_note *out,
                                      struct adil_diag *diag);

/* The signature line: "— name base64(id || sig)\n". */
void adil_note_line_put(struct adil_buf *out, struct adil_span name, uint32_t id,
                        struct adil_span sig);

#endif
