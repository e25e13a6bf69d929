#include "gazette/witness.h"

enum { TRIES_MAX = 4 };

static const struct adil_place from_witness = {ADIL_SPAN_INIT("witness"), 0};

static adil_err refuse_answer(struct adil_diag *d, const struct adil_vkey *key,
                              struct adil_span found, struct adil_span expected)
{
    return adil_fail(d, ADIL_ERR(REFUSED), (struct adil_place){key->name, 0},
                     ADIL_SPAN("witness's answer"), found, expected);
}

static adil_err make_proof(const struct adil_prover *prover, uint64_t old_size, uint64_t size,
                           struct adil_proof *proof, struct adil_diag *diag)
{
    proof->n = 0;
    if (old_size == 0 || old_size == size) {
        return ADIL_OK;
    }
    ADIL_TRY(prover->consistency(prover->ctx, old_size, size, proof, diag));
    return proof->n <= ADIL_WITNESS_HASHES_MAX ? ADIL_OK : ADIL_ERR(LIMIT);
}

static adil_err send(struct adil_arena *a, const struct adil_witness_post *post, uint64_t old_size,
                     const struct adil_proof *proof, struct adil_span note, unsigned *status,
                     struct adil_span *answer, struct adil_diag *diag)
{
    struct adil_buf b;
    adil_buf_open(&b, ADIL_WITNESS_REQUEST_MAX);
    adil_witness_request_put(&b, old_size, proof, note);
    adil_err err = adil_buf_ok(&b)
                       ? post->post(post->ctx, a, adil_buf_span(&b), status, answer, diag)
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&b);
    return err;
}

/* The lines of `key` in an answer, each verified over the text that was sent. */
static adil_err take_lines(struct adil_arena *perm, struct adil_arena scratch,
                           const struct adil_vkey *key, struct adil_span text,
                           struct adil_span answer, struct adil_span *lines, struct adil_diag *diag)
{
    struct adil_note note;
    struct adil_buf b;
    adil_buf_open(&b, ADIL_NOTE_BYTES_MAX);
    adil_buf_put(&b, text);
    adil_buf_byte(&b, '\n');
    adil_buf_put(&b, answer);
    struct adil_span joined = adil_span_copy(&scratch, adil_buf_span(&b));
    bool whole = adil_buf_ok(&b);
    adil_buf_release(&b);
    if (!whole ||
        adil_note_open(&scratch, from_witness, joined, key, 1, &note, NULL).code != ADIL_C_OK ||
        !adil_span_eq(note.text, text)) {
        return refuse_answer(diag, key, answer, ADIL_SPAN("cosignature lines that verify"));
    }
    adil_buf_open(&b, ADIL_NOTE_BYTES_MAX);
    for (uint32_t i = 0; i < note.n_lines; i++) {
        if (note.line[i].good) {
            adil_buf_put(&b, note.line[i].line);
            break; /* a key has one vote */
        }
    }
    *lines = adil_span_copy(perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return lines->len > 0 ? ADIL_OK : ADIL_ERR(REFUSED);
}

/* The size in the answer of a 409. */
static adil_err take_size(struct adil_arena scratch, const struct adil_vkey *key,
                          struct adil_span answer, uint64_t size, uint64_t *old_size,
                          struct adil_diag *diag)
{
    uint64_t told = 0;
    if (!adil_span_ends(answer, ADIL_SPAN("\n")) ||
        !adil_checkpoint_number(adil_span_sub(answer, 0, answer.len - 1), ADIL_TREE_SIZE_MAX,
                                &told)) {
        return refuse_answer(diag, key, answer, ADIL_SPAN("the size it last cosigned"));
    }
    if (told > size) {
        return refuse_answer(diag, key,
                             adil_fmt(&scratch,
                                      "it has cosigned %llu entries: the log has rolled "
                                      "back, or another log signs with its key",
                                      (unsigned long long)told),
                             adil_fmt(&scratch, "at most %llu", (unsigned long long)size));
    }
    if (told == *old_size) {
        return refuse_answer(diag, key, answer, ADIL_SPAN("another size than the one asked with"));
    }
    *old_size = told;
    return ADIL_OK;
}

adil_err adil_witness_ask(struct adil_arena *perm, struct adil_arena scratch,
                          const struct adil_witness_post *post, const struct adil_prover *prover,
                          const struct adil_vkey *key, struct adil_span note, uint64_t old_size,
                          struct adil_span *lines, struct adil_diag *diag)
{
    struct adil_note ours;
    struct adil_checkpoint c;
    *lines = (struct adil_span){NULL, 0};
    ADIL_TRY(adil_note_split(&scratch, from_witness, note, &ours, diag));
    ADIL_TRY(adil_checkpoint_parse(from_witness, ours.text, &c, diag));
    old_size = old_size > c.size ? 0 : old_size; /* the witness will tell */
    for (int i = 0; i < TRIES_MAX; i++) {
        struct adil_arena a = scratch;
        struct adil_proof proof;
        struct adil_span answer = {NULL, 0};
        unsigned status = 0;
        ADIL_TRY(make_proof(prover, old_size, c.size, &proof, diag));
        ADIL_TRY(send(&a, post, old_size, &proof, note, &status, &answer, diag));
        if (status == 200) {
            return take_lines(perm, a, key, ours.text, answer, lines, diag);
        }
        if (status != 409) {
            return refuse_answer(diag, key, adil_fmt(&a, "status %u", status),
                                 ADIL_SPAN("a cosignature (200) or its size (409)"));
        }
        ADIL_TRY(take_size(a, key, answer, c.size, &old_size, diag));
    }
    return refuse_answer(diag, key, ADIL_SPAN("another size each time it is asked"),
                         ADIL_SPAN("a cosignature"));
}
