#include "gazette/witness_fork.h"

#include "base/base64.h"

static const struct adil_span kind_words[] = {
#define KIND_WORD(name, word, text) ADIL_SPAN_INIT(word),
    ADIL_FORKS(KIND_WORD)
#undef KIND_WORD
};

static const struct adil_span title = ADIL_SPAN_INIT("adil-fork/v1 ");

struct adil_span adil_fork_word(enum adil_fork_kind kind)
{
    ADIL_ASSERT((size_t)kind < ADIL_COUNT(kind_words));
    return kind_words[kind];
}

static void put_block(struct adil_buf *out, const char *word, struct adil_span bytes)
{
    adil_buf_fmt(out, "%s %zu\n", word, bytes.len);
    adil_buf_put(out, bytes);
}

void adil_fork_put(struct adil_buf *out, const struct adil_fork_evidence *e)
{
    ADIL_ASSERT(e->proof.n <= ADIL_PROOF_MAX);
    adil_buf_put(out, title);
    adil_buf_put(out, adil_fork_word(e->kind));
    adil_buf_byte(out, '\n');
    put_block(out, "held", e->held);
    put_block(out, "shown", e->shown);
    adil_buf_fmt(out, "proof %u\n", e->proof.n);
    for (uint32_t i = 0; i < e->proof.n; i++) {
        const struct adil_hash *h = &e->proof.hash[i];
        adil_base64_put(out, adil_span_bytes((const char *)h->byte, sizeof h->byte));
        adil_buf_byte(out, '\n');
    }
}

static adil_err bad_evidence(struct adil_diag *d, struct adil_place place, struct adil_span found,
                             const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, ADIL_SPAN("evidence of a fork"), found,
                     adil_span_of(expected));
}

/* "word N\n" off the front. */
static bool take_count(struct adil_span *rest, const char *word, uint64_t max, uint64_t *n)
{
    struct adil_span line = {NULL, 0};
    struct adil_span name = {NULL, 0};
    return adil_span_cut(rest, '\n', &line) && rest->ptr != NULL &&
           adil_span_cut(&line, ' ', &name) && adil_span_is(name, word) &&
           adil_checkpoint_number(line, max, n);
}

static bool take_block(struct adil_span *rest, const char *word, struct adil_span *block)
{
    uint64_t n = 0;
    if (!take_count(rest, word, ADIL_NOTE_BYTES_MAX, &n) || n > rest->len) {
        return false;
    }
    *block = adil_span_sub(*rest, 0, (size_t)n);
    *rest = adil_span_sub(*rest, (size_t)n, rest->len);
    return true;
}

static bool take_kind(struct adil_span *rest, enum adil_fork_kind *kind)
{
    struct adil_span line = {NULL, 0};
    if (!adil_span_starts(*rest, title) || !adil_span_cut(rest, '\n', &line) || rest->ptr == NULL) {
        return false;
    }
    for (size_t i = 0; i < ADIL_COUNT(kind_words); i++) {
        if (adil_span_eq(adil_span_sub(line, title.len, line.len), kind_words[i])) {
            *kind = (enum adil_fork_kind)i;
            return true;
        }
    }
    return false;
}

adil_err adil_fork_parse(struct adil_place place, struct adil_span bytes,
                         struct adil_fork_evidence *out, struct adil_diag *diag)
{
    struct adil_span rest = bytes;
    struct adil_span line = {NULL, 0};
    uint64_t n = 0;
    *out = (struct adil_fork_evidence){0};
    if (!take_kind(&rest, &out->kind)) {
        return bad_evidence(diag, place, bytes, "adil-fork/v1 and a kind");
    }
    if (!take_block(&rest, "held", &out->held) || !take_block(&rest, "shown", &out->shown)) {
        return bad_evidence(diag, place, rest, "\"held N\" or \"shown N\" and so many bytes");
    }
    if (!take_count(&rest, "proof", ADIL_PROOF_MAX, &n)) {
        return bad_evidence(diag, place, rest, "\"proof N\"");
    }
    for (; out->proof.n < n; out->proof.n++) {
        if (!adil_span_cut(&rest, '\n', &line) || rest.ptr == NULL ||
            !adil_base64_fixed(line, out->proof.hash[out->proof.n].byte,
                               sizeof(struct adil_hash))) {
            return bad_evidence(diag, place, line, "a hash in base64");
        }
    }
    return rest.len == 0 ? ADIL_OK : bad_evidence(diag, place, rest, "the end");
}

static adil_err open_signed(struct adil_arena *a, struct adil_place place, struct adil_span note,
                            const struct adil_vkey *known, uint32_t n_known,
                            struct adil_checkpoint *out, struct adil_diag *diag)
{
    struct adil_note opened;
    ADIL_TRY(adil_note_open(a, place, note, known, n_known, &opened, diag));
    return adil_checkpoint_parse(place, opened.text, out, diag);
}

static bool shows_fork(const struct adil_fork_evidence *e, const struct adil_checkpoint *held,
                       const struct adil_checkpoint *shown)
{
    struct adil_hash begins;
    if (e->kind == ADIL_FORK_SAME_SIZE) {
        return held->size == shown->size && !adil_hash_eq(&held->root, &shown->root);
    }
    if (held->size >= shown->size) {
        return false;
    }
    return e->kind == ADIL_FORK_UNPROVEN ||
           (adil_consistency_prefix(held->size, shown->size, e->proof.hash, e->proof.n,
                                    &shown->root, &begins) &&
            !adil_hash_eq(&begins, &held->root));
}

adil_err adil_fork_check(struct adil_arena scratch, struct adil_place place,
                         const struct adil_fork_evidence *e, const struct adil_vkey *known,
                         uint32_t n_known, struct adil_diag *diag)
{
    struct adil_checkpoint held;
    struct adil_checkpoint shown;
    ADIL_TRY(open_signed(&scratch, place, e->held, known, n_known, &held, diag));
    ADIL_TRY(open_signed(&scratch, place, e->shown, known, n_known, &shown, diag));
    if (!adil_span_eq(held.origin, shown.origin)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("origin"), shown.origin,
                         held.origin);
    }
    if (!shows_fork(e, &held, &shown)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), place, ADIL_SPAN("evidence of a fork"),
                         ADIL_SPAN("two checkpoints that can both be true"), kind_words[e->kind]);
    }
    return e->kind == ADIL_FORK_UNPROVEN ? ADIL_ERR(UNDECIDED) : ADIL_OK;
}
