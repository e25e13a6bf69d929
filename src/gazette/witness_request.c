#include "base/base64.h"
#include "gazette/witness.h"

static const struct adil_span old_word = ADIL_SPAN_INIT("old ");

void adil_witness_request_put(struct adil_buf *out, uint64_t old_size,
                              const struct adil_proof *proof, struct adil_span note)
{
    ADIL_ASSERT(proof->n <= ADIL_WITNESS_HASHES_MAX);
    adil_buf_put(out, old_word);
    adil_buf_fmt(out, "%llu\n", (unsigned long long)old_size);
    for (uint32_t i = 0; i < proof->n; i++) {
        const struct adil_hash *h = &proof->hash[i];
        adil_base64_put(out, adil_span_bytes((const char *)h->byte, sizeof h->byte));
        adil_buf_byte(out, '\n');
    }
    adil_buf_byte(out, '\n');
    adil_buf_put(out, note);
}

static adil_err bad_request(struct adil_diag *d, struct adil_place place, struct adil_span found,
                            const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, ADIL_SPAN("add-checkpoint"), found,
                     adil_span_of(expected));
}

adil_err adil_witness_request_parse(struct adil_place place, struct adil_span body,
                                    struct adil_witness_request *out, struct adil_diag *diag)
{
    struct adil_span rest = body;
    struct adil_span line = {NULL, 0};
    *out = (struct adil_witness_request){0};
    if (!adil_span_starts(body, old_word) || !adil_span_cut(&rest, '\n', &line) ||
        rest.ptr == NULL ||
        !adil_checkpoint_number(adil_span_sub(line, old_word.len, line.len), ADIL_TREE_SIZE_MAX,
                                &out->old_size)) {
        return bad_request(diag, place, line, "\"old N\", a decimal without leading zero");
    }
    for (;;) {
        if (!adil_span_cut(&rest, '\n', &line) || rest.ptr == NULL) {
            return bad_request(diag, place, line, "an empty line before the checkpoint");
        }
        if (line.len == 0) {
            break;
        }
        if (out->proof.n == ADIL_WITNESS_HASHES_MAX) {
            return bad_request(diag, place, line, "at most 63 hashes");
        }
        if (!adil_base64_fixed(line, out->proof.hash[out->proof.n].byte,
                               sizeof(struct adil_hash))) {
            return bad_request(diag, place, line, "a hash: 32 bytes in base64");
        }
        out->proof.n++;
    }
    out->note = rest;
    return ADIL_OK;
}
