/* Lots: parties commit to a seed before any poll closes and reveal it after the last protocol, so
 * that nobody could choose it knowing the votes. */
#include "polity/elections.h"
#include "polity/given.h"

#include <stdlib.h>

struct adil_hash adil_lot_commitment(struct adil_span case_id, struct adil_span issuer,
                                     struct adil_span salt, struct adil_span seed)
{
    struct adil_span piece[] = {ADIL_SPAN("adil/lot/v1"), case_id, issuer, salt, seed};
    return adil_sha256_pieces(piece, ADIL_COUNT(piece));
}

static uint32_t committer_of(const struct adil_polling *poll, uint32_t issuer)
{
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        if (poll->lot[i].issuer == issuer) {
            return i;
        }
    }
    return UINT32_MAX;
}

/* ---- judging ------------------------------------------------------------------------------- */

static adil_err judge_lot_commit(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = e->round[e->n_rounds - 1];
    if (!poll->begun && poll->opens != ADIL_INSTANT_NONE && j->act->logged >= poll->opens) {
        poll = adil_election_polling(j, e);
    }
    if (poll->first_close != ADIL_INSTANT_NONE && j->act->logged >= poll->first_close) {
        return adil_refuse_deadline(j, e, adil_election_procedure(j->p, e)->closes_at,
                                    "act.lot-late", "logged", poll->first_close);
    }
    adil_tell_in_time(j->p, e->case_no, adil_election_procedure(j->p, e)->closes_at, j->day);
    if (!adil_given_hash(j, ADIL_SPAN("commitment"), &plan->hash)) {
        return adil_refuse(j, "act.commitment", ADIL_SPAN("commitment"), ADIL_SPAN("nothing"),
                           ADIL_SPAN("64 hex digits"));
    }
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        const struct adil_lot_committer *s = &poll->lot[i];
        if (s->issuer == j->issuer || adil_hash_eq(&s->commitment, &plan->hash)) {
            return adil_refuse(j, "act.lot-committed", ADIL_SPAN("commitment"),
                               adil_fmt(j->perm, "committed to by entry %u", s->entry),
                               ADIL_SPAN("one commitment of each who commits, none twice"));
        }
    }
    plan->does = ADIL_DOES_LOT_COMMIT;
    return ADIL_OK;
}

/* The last protocol that is expected has come. */
static adil_err judge_all_in(struct adil_judging *j, const struct adil_election *e)
{
    const struct adil_polling *poll = e->round[e->n_rounds - 1];
    for (uint32_t i = 0; i < e->n_contests; i++) {
        uint32_t in = 0;
        bool open = !poll->begun || (poll->tally[i].polled && e->contest[i].annulled == 0 &&
                                     !adil_tally_complete(&poll->tally[i], &in));
        if (!open) {
            continue;
        }
        unsigned of = poll->begun ? poll->tally[i].row[0].expected : 0;
        return adil_refuse(j, "act.lot-early", adil_ballot_name(j->p, e, i),
                           adil_fmt(j->perm, "%u of %u protocols", (unsigned)in, of),
                           ADIL_SPAN("the last protocol on the record"));
    }
    return ADIL_OK;
}

static adil_err judge_lot_reveal(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    const struct adil_polling *poll = e->round[e->n_rounds - 1];
    uint32_t at = committer_of(poll, j->issuer);
    if (at == UINT32_MAX) {
        return adil_refuse(j, "act.lot-uncommitted", ADIL_SPAN("seed"), ADIL_SPAN("nothing"),
                           ADIL_SPAN("a commitment made before the polls closed"));
    }
    const struct adil_lot_committer *s = &poll->lot[at];
    if (s->revealed != 0) {
        return adil_refuse(j, "act.lot-revealed", ADIL_SPAN("seed"),
                           adil_fmt(j->perm, "revealed by entry %u", s->revealed),
                           ADIL_SPAN("a seed that was not revealed yet"));
    }
    ADIL_TRY(judge_all_in(j, e));
    struct adil_hash is = adil_lot_commitment(
        adil_strings_get(j->p->strings, j->p->cases[e->case_no].id), j->act->by,
        adil_given_text(j, ADIL_SPAN("salt")), adil_given_text(j, ADIL_SPAN("seed")));
    if (!adil_hash_eq(&is, &s->commitment)) {
        return adil_refuse(
            j, "act.lot-unlike", ADIL_SPAN("seed"), adil_hex(j->perm, is.byte, sizeof is.byte),
            adil_fmt(j->perm, "%.*s (entry %u)",
                     ADIL_ARG(adil_hex(j->perm, s->commitment.byte, sizeof s->commitment.byte)),
                     s->entry));
    }
    plan->lot = at;
    plan->does = ADIL_DOES_LOT_REVEAL;
    return ADIL_OK;
}

adil_err adil_lots_judge(struct adil_judging *j, struct adil_election *e)
{
    j->plan->round = e->n_rounds;
    return j->act->kind == ADIL_ACT_REVEAL ? judge_lot_reveal(j, e) : judge_lot_commit(j, e);
}

void adil_lots_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = plan->election->round[plan->round - 1];
    if (plan->does == ADIL_DOES_LOT_REVEAL) {
        poll->lot[plan->lot].revealed = (uint32_t)j->entry;
        poll->lot[plan->lot].seed =
            adil_strings_put(j->p->strings, adil_given_text(j, ADIL_SPAN("seed")));
        return;
    }
    poll->lot = adil_grow(j->p, poll->lot, sizeof *poll->lot, poll->n_lots, &poll->cap_lots);
    poll->lot[poll->n_lots++] = (struct adil_lot_committer){
        .issuer = j->issuer, .entry = (uint32_t)j->entry, .commitment = plan->hash};
}

/* ---- the seed ------------------------------------------------------------------------------ */

const uint32_t *adil_lots_order(const struct adil_polity *p, struct adil_arena *a,
                                const struct adil_polling *poll)
{
    struct adil_index_entry *e = adil_new(a, struct adil_index_entry, poll->n_lots);
    uint32_t *order = adil_new(a, uint32_t, poll->n_lots);
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        e[i] = (struct adil_index_entry){adil_issuer_name(p, a, poll->lot[i].issuer), i};
    }
    adil_index_sort(e, poll->n_lots);
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        order[i] = e[i].value;
    }
    return order;
}

/* No reveal can come any more: the word's window in the case's stage has closed. */
static bool reveals_over(const struct adil_polity *p, const struct adil_election *e, int64_t now)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    const struct adil_stage *stage = &proc->stage[p->cases[e->case_no].stage];
    for (uint32_t i = 0; i < stage->n_acts; i++) {
        const struct adil_stage_act *a = &stage->act[i];
        if (a->word == proc->lot_reveal && a->until != ADIL_NO_WORD) {
            int64_t end =
                adil_case_deadline(p, e->case_no, a->until, ADIL_NO_UNIT, adil_polity_day(p, now))
                    .end;
            return end != ADIL_INSTANT_NONE && now > end; /* at the instant a reveal is in time */
        }
    }
    return true;
}

bool adil_lots_seed(const struct adil_polity *p, struct adil_arena scratch,
                    const struct adil_election *e, uint32_t round, int64_t now,
                    struct adil_hash *seed)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    const struct adil_polling *poll = e->round[round - 1];
    const uint32_t *order = adil_lots_order(p, &scratch, poll);
    struct adil_span *piece = adil_new(&scratch, struct adil_span, poll->n_lots);
    uint32_t n = 0;
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        if (poll->lot[order[i]].revealed != 0) {
            piece[n++] = adil_strings_get(p->strings, poll->lot[order[i]].seed);
        }
    }
    bool enough = proc->lot_least > 0 && n >= proc->lot_least;
    bool all = n == poll->n_lots;
    if (!enough || (!all && !(proc->lot_proceeds && reveals_over(p, e, now)))) {
        return false;
    }
    *seed = adil_sha256_pieces(piece, n);
    return true;
}
