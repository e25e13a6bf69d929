/* What a result rests on: every protocol of its contest must be in, whole and explained; their set
 * has a hash. */
#include "polity/elections.h"

#include <stdlib.h>

uint32_t adil_contest_round(const struct adil_election *e, uint32_t contest)
{
    for (uint32_t r = e->n_rounds; r > e->contest[contest].voided; r--) {
        if (e->round[r - 1]->begun && e->round[r - 1]->tally[contest].polled) {
            return r;
        }
    }
    return 0;
}

bool adil_tally_complete(const struct adil_contest_tally *t, uint32_t *in)
{
    const struct adil_row_state *s = &t->row[0];
    uint32_t n = s->counted + s->faulty + s->annulled + s->closed;
    if (in != NULL) {
        *in = n;
    }
    return n == s->expected;
}

/* ---- is it all there ----------------------------------------------------------------------- */

/* A protocol of a contest in a round, and what is wrong with it. */
struct suspect {
    const struct adil_election *e;
    uint32_t contest;
    uint32_t round;
    uint32_t place;
    uint32_t rec;
};

/* The first place whose protocol has any (none: asks for an explanation) of these flags. */
static bool find_suspect(const struct adil_polity *p, struct adil_arena scratch, uint8_t flags,
                         struct suspect *s)
{
    const struct adil_polling *poll = s->e->round[s->round - 1];
    const struct adil_reg_state *reg = &p->reg[adil_election_procedure(p, s->e)->protocols];
    for (s->place = 0; s->place < poll->n_places; s->place++) {
        if (!adil_polling_expects(poll, s->contest, s->place)) {
            continue;
        }
        s->rec = adil_protocol_record(p, scratch, s->e, s->contest, s->round, s->place);
        if (s->rec == ADIL_NO_RECORD || reg->rec[s->rec].ended) {
            continue;
        }
        uint8_t has = reg->rec[s->rec].flags;
        if (flags != 0 ? (has & flags) != 0 && (has & ADIL_PROTOCOL_ANNULLED) == 0
                       : adil_protocol_counts(has) && adil_protocol_asks(has)) {
            return true;
        }
    }
    return false;
}

/* Names the first check of this effect that the protocol does not meet. */
static adil_err refuse_suspect(struct adil_judging *j, const struct suspect *s,
                               enum adil_check_effect effect)
{
    const struct adil_polity *p = j->p;
    const struct adil_procedure *proc = adil_election_procedure(p, s->e);
    const struct adil_acts *acts = &p->book->acts;
    struct adil_arena tmp = j->scratch;
    uint32_t *failed = adil_new(&tmp, uint32_t, acts->n_checks);
    uint32_t n = 0;
    const adil_slot *slot = adil_record_slots(p, &tmp, proc->protocols, s->rec);
    struct adil_protocol_view view = {slot, adil_votes_slot_sum(p, slot[proc->votes]), j->day};
    (void)adil_protocol_check(p, tmp, s->e, &view, failed, &n);
    struct adil_span key =
        adil_fmt(j->perm, "protocol %.*s",
                 ADIL_ARG(adil_protocol_key(p, &tmp, s->e, s->contest, s->round, s->place)));
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_check *c = &acts->check[failed[i]];
        if (c->effect == effect) {
            struct adil_span holds =
                adil_phrase_text(j->perm, c->holds, &acts->check_vocab[c->reg]);
            return adil_refuse_rule(j, &c->rule, ADIL_SPAN("contest"), key, holds);
        }
    }
    uint8_t flags = p->reg[proc->protocols].rec[s->rec].flags;
    if (effect == ADIL_CHECK_BLOCKS) {
        return adil_refuse(j, "act.faulty", ADIL_SPAN("contest"), key,
                           ADIL_SPAN("a protocol that meets its checks"));
    }
    if ((flags & ADIL_PROTOCOL_OFF_ROLL) != 0) {
        return adil_refuse(j, "act.unlike-roll", ADIL_SPAN("contest"), key,
                           ADIL_SPAN("the voters of the roll, or an explanation"));
    }
    return adil_refuse(j, "act.unlike-contests", ADIL_SPAN("contest"), key,
                       ADIL_SPAN("the figures of the other contests, or an explanation"));
}

static adil_err round_ready(struct adil_judging *j, struct adil_election *e, uint32_t contest,
                            uint32_t round)
{
    const struct adil_contest_tally *t = &e->round[round - 1]->tally[contest];
    struct suspect s = {e, contest, round, 0, 0};
    uint32_t in = 0;
    if (!adil_tally_complete(t, &in)) {
        return adil_refuse(
            j, "act.incomplete", adil_ballot_name(j->p, e, contest),
            adil_fmt(j->perm, "%u of %u protocols", (unsigned)in, (unsigned)t->row[0].expected),
            ADIL_SPAN("all of them, or places closed with a reason"));
    }
    if (t->row[0].faulty > 0 && find_suspect(j->p, j->scratch, ADIL_PROTOCOL_FAULTY, &s)) {
        return refuse_suspect(j, &s, ADIL_CHECK_BLOCKS);
    }
    if (t->row[0].unexplained > 0 && find_suspect(j->p, j->scratch, 0, &s)) {
        return refuse_suspect(j, &s, ADIL_CHECK_WARNS);
    }
    return ADIL_OK;
}

adil_err adil_result_judge_annulled(struct adil_judging *j, const struct adil_election *e,
                                    uint32_t contest)
{
    uint32_t annulled = e->contest[contest].annulled;
    return annulled == 0 ? ADIL_OK
                         : adil_refuse(j, "act.contest-annulled", ADIL_SPAN("contest"),
                                       adil_fmt(j->perm, "annulled by entry %u", annulled),
                                       ADIL_SPAN("a contest that was not annulled"));
}

adil_err adil_result_ready(struct adil_judging *j, struct adil_election *e, uint32_t contest)
{
    uint32_t rounds = adil_contest_round(e, contest);
    ADIL_TRY(adil_result_judge_annulled(j, e, contest));
    if (rounds == 0) {
        return adil_refuse(j, "act.polling-not-begun", ADIL_SPAN("contest"),
                           ADIL_SPAN("no polling"), ADIL_SPAN("protocols of this contest"));
    }
    for (uint32_t r = e->contest[contest].voided + 1; r <= rounds; r++) {
        bool polled = e->round[r - 1]->begun && e->round[r - 1]->tally[contest].polled;
        for (uint32_t i = 0; polled && i < e->contest[contest].n_papers; i++) {
            ADIL_TRY(round_ready(j, e, contest + i, r));
        }
    }
    return ADIL_OK;
}

/* ---- the hash ------------------------------------------------------------------------------ */

struct input {
    struct adil_span key;
    uint32_t rec;
};

static int input_by_key(const void *a, const void *b)
{
    return adil_span_cmp(((const struct input *)a)->key, ((const struct input *)b)->key);
}

/* Counted protocols of a contest, on one of its papers, in a round. */
static uint32_t gather_inputs(const struct adil_polity *p, struct adil_arena scratch,
                              const struct adil_election *e, uint32_t contest, uint32_t round,
                              struct input *out)
{
    const struct adil_polling *poll = e->round[round - 1];
    const struct adil_reg_state *reg = &p->reg[adil_election_procedure(p, e)->protocols];
    uint32_t n = 0;
    for (uint32_t i = 0; i < poll->n_places; i++) {
        uint32_t rec = adil_polling_expects(poll, contest, i)
                           ? adil_protocol_record(p, scratch, e, contest, round, i)
                           : ADIL_NO_RECORD;
        if (rec != ADIL_NO_RECORD && !reg->rec[rec].ended &&
            adil_protocol_counts(reg->rec[rec].flags)) {
            out[n++] = (struct input){adil_strings_get(p->strings, reg->rec[rec].key), rec};
        }
    }
    return n;
}

/* Places are mostly recorded in the order of their keys, and then need no sorting. */
static void inputs_sort(struct input *in, uint32_t n)
{
    uint32_t i = 1;
    while (i < n && input_by_key(&in[i - 1], &in[i]) <= 0) {
        i++;
    }
    if (i < n) {
        qsort(in, n, sizeof *in, input_by_key);
    }
}

enum { ENTRY_DIGITS = 10 };

static struct adil_span entry_digits(uint32_t entry, char digits[ENTRY_DIGITS])
{
    size_t at = ENTRY_DIGITS;
    do {
        digits[--at] = (char)('0' + entry % 10);
        entry /= 10;
    } while (entry > 0);
    return adil_span_bytes(digits + at, ENTRY_DIGITS - at);
}

/* Of each: its key, the entry that last wrote it and the hash of its content. */
static struct adil_hash hash_inputs(const struct adil_polity *p, struct adil_arena scratch,
                                    const struct adil_election *e, struct input *in, uint32_t n)
{
    const struct adil_reg_state *reg = &p->reg[adil_election_procedure(p, e)->protocols];
    struct adil_contents contents = adil_contents_open(p, scratch, e);
    struct adil_buf content;
    struct adil_buf pieces;
    adil_buf_open(&content, SIZE_MAX / 2);
    adil_buf_open(&pieces, SIZE_MAX / 2);
    inputs_sort(in, n);
    for (uint32_t i = 0; i < n; i++) {
        content.len = 0;
        adil_contents_put(&contents, in[i].rec, &content);
        struct adil_hash hash = adil_sha256(adil_buf_span(&content));
        adil_sha256_piece_put(&pieces, in[i].key);
        char digits[ENTRY_DIGITS];
        adil_sha256_piece_put(&pieces, entry_digits(reg->rec[in[i].rec].last, digits));
        adil_sha256_piece_put(&pieces, adil_span_bytes((const char *)hash.byte, sizeof hash.byte));
    }
    ADIL_ASSERT(adil_buf_ok(&content) && adil_buf_ok(&pieces));
    struct adil_hash all = adil_sha256(adil_buf_span(&pieces));
    adil_buf_release(&content);
    adil_buf_release(&pieces);
    return all;
}

/* Which protocols, and the entries that last wrote them: of the same, the hash is the same. */
static struct adil_hash which_inputs(const struct adil_polity *p, struct adil_arena scratch,
                                     const struct adil_election *e, const struct input *in,
                                     uint32_t n)
{
    uint32_t protocols = adil_election_procedure(p, e)->protocols;
    struct which {
        struct adil_hash law; /* which names their fields */
        uint32_t reg;
        uint32_t n;
    } of = {p->book->hash, protocols, n};
    uint32_t *entry = adil_new(&scratch, uint32_t, 2 * (size_t)n);
    for (uint32_t i = 0; i < n; i++) {
        entry[2 * (size_t)i] = in[i].rec;
        entry[2 * (size_t)i + 1] = p->reg[protocols].rec[in[i].rec].last;
    }
    const struct adil_span piece[] = {
        adil_span_bytes((const char *)&of, sizeof of),
        adil_span_bytes((const char *)entry, 2 * (size_t)n * sizeof *entry),
    };
    return adil_sha256_pieces(piece, ADIL_COUNT(piece));
}

/* A result is counted again with those that follow from it: the last answers are remembered. */
static struct adil_hash find_hash(struct adil_polity *p, struct adil_arena scratch,
                                  const struct adil_election *e, struct input *in, uint32_t n)
{
    struct adil_hash of = which_inputs(p, scratch, e, in, n);
    for (size_t i = 0; i < ADIL_COUNT(p->inputs); i++) {
        if (adil_hash_eq(&p->inputs[i].of, &of)) {
            return p->inputs[i].is;
        }
    }
    struct adil_inputs_found *f = &p->inputs[p->next_inputs++ % ADIL_COUNT(p->inputs)];
    *f = (struct adil_inputs_found){of, hash_inputs(p, scratch, e, in, n)};
    return f->is;
}

struct adil_inputs adil_result_inputs(struct adil_polity *p, struct adil_arena scratch,
                                      const struct adil_election *e, const uint32_t *contest,
                                      uint32_t n_contests, uint32_t rounds)
{
    size_t most = 0;
    for (uint32_t i = 0; i < n_contests; i++) {
        for (uint32_t r = 0; r < e->n_rounds && r < rounds; r++) {
            most += (size_t)e->round[r]->n_places * e->contest[contest[i]].n_papers;
        }
    }
    struct input *in = adil_new(&scratch, struct input, most);
    struct adil_inputs out = {.n = 0};
    for (uint32_t i = 0; i < n_contests; i++) {
        for (uint32_t r = e->contest[contest[i]].voided + 1; r <= e->n_rounds && r <= rounds; r++) {
            bool polled = e->round[r - 1]->begun && e->round[r - 1]->tally[contest[i]].polled;
            for (uint32_t k = 0; polled && k < e->contest[contest[i]].n_papers; k++) {
                out.n += gather_inputs(p, scratch, e, contest[i] + k, r, in + out.n);
            }
        }
    }
    out.hash = find_hash(p, scratch, e, in, out.n);
    return out;
}
