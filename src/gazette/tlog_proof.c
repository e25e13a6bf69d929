#include "gazette/tlog_proof.h"

#include "base/base64.h"

static const struct adil_span no_found = {NULL, 0};
static const struct adil_span version_line = ADIL_SPAN_INIT("c2sp.org/tlog-proof@v1");
static const struct adil_span extra_word = ADIL_SPAN_INIT("extra ");
static const struct adil_span index_word = ADIL_SPAN_INIT("index ");

static adil_err bad_proof(struct adil_diag *d, struct adil_place place, const char *field,
                          struct adil_span found, const char *expected)
{
    return adil_fail(d, ADIL_ERR(INPUT), place, adil_span_of(field), found, adil_span_of(expected));
}

/* The next line, without its newline; false when the text ends before one. */
static bool take_line(struct adil_span *rest, struct adil_span *line)
{
    return adil_span_cut(rest, '\n', line) && rest->ptr != NULL;
}

/* Hashes one a line, up to and with the empty line. */
static adil_err parse_hashes(struct adil_place place, struct adil_span *rest,
                             struct adil_proof *proof, struct adil_diag *diag)
{
    struct adil_span line = no_found;
    proof->n = 0;
    for (;;) {
        if (!take_line(rest, &line)) {
            return bad_proof(diag, place, "proof", no_found, "an empty line, then a checkpoint");
        }
        if (line.len == 0) {
            return ADIL_OK;
        }
        if (proof->n == ADIL_PROOF_MAX) {
            return bad_proof(diag, place, "proof", no_found, "fewer hashes");
        }
        if (!adil_base64_fixed(line, proof->hash[proof->n].byte, sizeof proof->hash[0].byte)) {
            return bad_proof(diag, place, "proof", line, "32 bytes in base64");
        }
        proof->n++;
    }
}

adil_err adil_tlog_proof_parse(struct adil_arena *perm, struct adil_place place,
                               struct adil_span bytes, struct adil_tlog_proof *out,
                               struct adil_diag *diag)
{
    struct adil_span rest = bytes;
    struct adil_span line = no_found;
    struct adil_note note;
    *out = (struct adil_tlog_proof){0};
    if (!take_line(&rest, &line) || !adil_span_eq(line, version_line)) {
        return bad_proof(diag, place, "first line", line, "c2sp.org/tlog-proof@v1");
    }
    bool more = take_line(&rest, &line);
    if (more && adil_span_starts(line, extra_word)) {
        struct adil_span text = adil_span_sub(line, extra_word.len, line.len);
        out->has_extra = adil_base64_parse(perm, text, &out->extra);
        if (!out->has_extra) {
            return bad_proof(diag, place, "extra", text, "base64");
        }
        more = take_line(&rest, &line);
    }
    if (!more || !adil_span_starts(line, index_word) ||
        !adil_checkpoint_number(adil_span_sub(line, index_word.len, line.len), ADIL_TREE_SIZE_MAX,
                                &out->index)) {
        return bad_proof(diag, place, "index", line,
                         "\"index\" and a decimal below 2^63 without leading zero");
    }
    ADIL_TRY(parse_hashes(place, &rest, &out->proof, diag));
    out->note = rest;
    return adil_note_split(perm, place, rest, &note, diag);
}

void adil_tlog_proof_put(struct adil_buf *out, const struct adil_tlog_proof *p)
{
    adil_buf_put(out, version_line);
    if (p->has_extra) {
        adil_buf_byte(out, '\n');
        adil_buf_put(out, extra_word);
        adil_base64_put(out, p->extra);
    }
    adil_buf_fmt(out, "\nindex %llu\n", (unsigned long long)p->index);
    for (uint32_t i = 0; i < p->proof.n; i++) {
        const uint8_t *hash = p->proof.hash[i].byte;
        adil_base64_put(out, adil_span_bytes((const char *)hash, sizeof p->proof.hash[i].byte));
        adil_buf_byte(out, '\n');
    }
    adil_buf_byte(out, '\n');
    adil_buf_put(out, p->note);
}

static adil_err refuse_proof(struct adil_diag *d, struct adil_place place, const char *field,
                             struct adil_span found, const char *expected)
{
    return adil_fail(d, ADIL_ERR(REFUSED), place, adil_span_of(field), found,
                     adil_span_of(expected));
}

/* The keys that count for a checkpoint of `origin`: first the *n_logs of its log, whose names are
 * the origin, then the witnesses. */
static struct adil_vkey *known_keys(struct adil_arena *a, const struct adil_policy *policy,
                                    struct adil_span origin, uint32_t *n_logs)
{
    struct adil_vkey *known = adil_new(a, struct adil_vkey, policy->n_logs + policy->n_witnesses);
    uint32_t n = 0;
    for (uint32_t i = 0; i < policy->n_logs; i++) {
        if (adil_span_eq(policy->log[i].key.name, origin)) {
            known[n++] = policy->log[i].key;
        }
    }
    *n_logs = n;
    for (uint32_t i = 0; i < policy->n_witnesses; i++) {
        known[n++] = policy->witness[i].key;
    }
    return known;
}

/* The log's signature and the witnesses' quorum. */
static adil_err check_signers(struct adil_arena scratch, struct adil_place place,
                              struct adil_span note_bytes, struct adil_span origin,
                              const struct adil_policy *policy, struct adil_diag *diag)
{
    struct adil_note note;
    uint32_t n_logs = 0;
    bool by_log = false;
    bool *signed_by = adil_new(&scratch, bool, policy->n_witnesses);
    const struct adil_vkey *known = known_keys(&scratch, policy, origin, &n_logs);
    if (n_logs == 0) {
        return refuse_proof(diag, place, "origin", origin, "a log of the policy");
    }
    ADIL_TRY(adil_note_open(&scratch, place, note_bytes, known, n_logs + policy->n_witnesses, &note,
                            diag));
    for (uint32_t i = 0; i < note.n_lines; i++) {
        if (note.line[i].good && note.line[i].key < n_logs) {
            by_log = true;
        } else if (note.line[i].good) {
            signed_by[note.line[i].key - n_logs] = true;
        }
    }
    if (!by_log) {
        return refuse_proof(diag, place, "log key", no_found, "a signature of the log");
    }
    if (!adil_policy_met(scratch, policy, signed_by)) {
        return refuse_proof(diag, place, "cosignatures", no_found,
                            "witnesses that meet the policy's quorum");
    }
    return ADIL_OK;
}

adil_err adil_tlog_proof_verify(struct adil_arena scratch, struct adil_place place,
                                const struct adil_tlog_proof *p, struct adil_span entry,
                                const struct adil_policy *policy, struct adil_diag *diag)
{
    struct adil_note note;
    struct adil_checkpoint c;
    ADIL_TRY(adil_note_split(&scratch, place, p->note, &note, diag));
    ADIL_TRY(adil_checkpoint_parse(place, note.text, &c, diag));
    ADIL_TRY(check_signers(scratch, place, p->note, c.origin, policy, diag));
    struct adil_hash leaf = adil_leaf_hash(entry);
    if (!adil_inclusion_verify(&leaf, p->index, c.size, p->proof.hash, p->proof.n, &c.root)) {
        return refuse_proof(diag, place, "inclusion", no_found,
                            "a proof that the entry stands at this index of the signed tree");
    }
    return ADIL_OK;
}
