/* Acts that many threads bring: verified there, judged here, one after the other. */
#include "polity/intake.h"

#include "base/ed25519_lanes.h"
#include "gazette/said.h"

#include <stdio.h>
#include <string.h>

enum { LOGGED_BYTES_MAX = 32 }; /* ,"logged":N */

static const size_t intake_scratch = (size_t)1 << 30; /* address space */

struct adil_intake {
    struct adil_intake_options options;
    struct adil_span origin;
    struct adil_arena scratch; /* of the one that is judged */
};

adil_err adil_intake_open(struct adil_arena *perm, const struct adil_intake_options *options,
                          struct adil_intake **out, struct adil_diag *diag)
{
    struct adil_intake *in = adil_new(perm, struct adil_intake, 1);
    in->options = *options;
    in->origin = adil_log_origin(options->log);
    if (adil_arena_open(&in->scratch, intake_scratch) != 0) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){0}, ADIL_SPAN("memory"),
                         ADIL_SPAN("no address space"), ADIL_SPAN("room for judging"));
    }
    in->scratch.full = perm->full;
    in->scratch.ctx = perm->ctx;
    *out = in;
    return ADIL_OK;
}

void adil_intake_close(struct adil_intake *in)
{
    if (in != NULL) {
        adil_arena_release(&in->scratch);
    }
}

/* ---- on the thread that brings it ----------------------------------------------------------- */

/* Over what was verified: which log, which bytes, which keys with which signatures. */
static struct adil_hash hash_of_verified(const struct adil_intake *in,
                                         const struct adil_intake_act *a)
{
    const struct adil_span pieces[] = {
        in->origin,
        a->act.bytes,
        adil_span_bytes((const char *)a->act.sig, a->act.n_sigs * sizeof *a->act.sig),
    };
    return adil_sha256_pieces(pieces, ADIL_COUNT(pieces));
}

adil_err adil_intake_read(struct adil_intake *in, struct adil_intake_act *a,
                          struct adil_arena *room, struct adil_place place, struct adil_span bytes,
                          struct adil_diag *diag)
{
    bool good[ADIL_ACT_SIGS_MAX];
    *a = (struct adil_intake_act){.in = in, .room = room};
    a->bytes = adil_span_copy(room, bytes);
    ADIL_TRY(adil_act_parse_unlogged(room, place, a->bytes, &a->act, diag));
    a->leaf = adil_new(room, char, bytes.len + LOGGED_BYTES_MAX);
    if (!adil_sig_lanes_here() &&
        adil_act_verify_sigs(&a->act, in->origin, good) == a->act.n_sigs) {
        a->verified = hash_of_verified(in, a);
    }
    return ADIL_OK;
}

/* Where several signatures are verified side by side, those of several acts are. */
static void verify_together(void *const *ctx, size_t n)
{
    const struct adil_act *act[ADIL_PREPARE_MAX] = {NULL};
    uint32_t n_good[ADIL_PREPARE_MAX];
    for (size_t i = 0; i < n; i++) {
        act[i] = &((struct adil_intake_act *)ctx[i])->act;
    }
    adil_acts_verify_sigs(act, n, ((struct adil_intake_act *)ctx[0])->in->origin, n_good);
    for (size_t i = 0; i < n; i++) {
        struct adil_intake_act *a = ctx[i];
        if (n_good[i] == a->act.n_sigs) {
            a->verified = hash_of_verified(a->in, a);
        }
    }
}

/* ---- at its turn, one at a time ---------------------------------------------------------------
 */

/* Whether these very bytes and signatures were verified for this log. All zero is no hash. */
static bool was_verified(const struct adil_intake *in, const struct adil_intake_act *a)
{
    struct adil_hash now = hash_of_verified(in, a);
    return adil_hash_eq(&a->verified, &now) &&
           adil_span_eq(in->origin, adil_polity_origin(in->options.polity));
}

/* The leaf is what was brought, with `logged` behind the act: members stand in the order of their
 * names. */
static struct adil_span leaf_with_time(struct adil_intake_act *a, int64_t logged)
{
    size_t head = (size_t)(a->act.bytes.ptr - a->bytes.ptr) + a->act.bytes.len;
    char *to = a->leaf;
    memcpy(to, a->bytes.ptr, head);
    int n = snprintf(to + head, LOGGED_BYTES_MAX, ",\"logged\":%lld", (long long)logged);
    ADIL_ASSERT(n > 0 && n < LOGGED_BYTES_MAX);
    memcpy(to + head + n, a->bytes.ptr + head, a->bytes.len - head);
    return adil_span_bytes(to, a->bytes.len + (size_t)n);
}

static adil_err refuse_ahead(const struct adil_polity *p, uint64_t index, struct adil_diag *diag)
{
    return adil_fail(
        diag, ADIL_ERR(IO), (struct adil_place){.file = ADIL_SPAN("log")}, ADIL_SPAN("entries"),
        adil_diag_fmt(diag, "%llu, a commit of this state failed", (unsigned long long)index),
        adil_diag_fmt(diag, "%llu: the log opened and replayed again",
                      (unsigned long long)adil_polity_entries(p)));
}

static adil_err judge_at_turn(void *ctx, uint64_t index, struct adil_span *entry,
                              struct adil_diag *diag)
{
    struct adil_intake_act *a = ctx;
    struct adil_intake *in = a->in;
    struct adil_polity *p = in->options.polity;
    if (adil_polity_entries(p) != index) {
        return refuse_ahead(p, index, diag);
    }
    ADIL_TRY(
        in->options.logged(in->options.ctx, &a->act, adil_polity_now(p), &a->act.logged, diag));
    struct adil_span leaf = leaf_with_time(a, a->act.logged);
    if (leaf.len > ADIL_ACT_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){.file = ADIL_SPAN("act")},
                         ADIL_SPAN("size"), adil_diag_fmt(diag, "%zu bytes as logged", leaf.len),
                         ADIL_SPAN("at most 32768 bytes"));
    }
    enum adil_sigs sigs = was_verified(in, a) ? ADIL_SIGS_GOOD : ADIL_SIGS_CHECK;
    ADIL_TRY(adil_polity_apply(p, a->room, in->scratch, &a->act, sigs, &a->refusal, diag));
    *entry = leaf;
    return ADIL_OK;
}

static struct adil_submission submission_of(struct adil_intake_act *a)
{
    bool together = adil_sig_lanes_here();
    return (struct adil_submission){a, judge_at_turn, together ? verify_together : NULL};
}

adil_err adil_intake_hand_in(struct adil_intake *in, struct adil_intake_act *a,
                             struct adil_diag *diag)
{
    a->submission = submission_of(a);
    return adil_log_hand_in(in->options.log, &a->submission, &a->ticket, diag);
}

adil_err adil_intake_wait(struct adil_intake *in, struct adil_intake_act *a, uint64_t *entry)
{
    return adil_log_wait(in->options.log, &a->ticket, entry);
}

adil_err adil_intake_submit(struct adil_intake *in, struct adil_intake_act *a, uint64_t *entry,
                            struct adil_diag *diag)
{
    a->submission = submission_of(a);
    return adil_log_submit(in->options.log, &a->submission, entry, diag);
}
