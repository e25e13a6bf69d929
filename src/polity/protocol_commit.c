/* Commitments: where nothing may be published before the last poll closes, a place states the hash
 * of its figures first, and the protocol that follows must be what was committed to. */
#include "polity/elections.h"
#include "polity/given.h"

/* ---- canonical objects --------------------------------------------------------------------- */

struct adil_span adil_member_raw(struct adil_arena scratch, struct adil_span object,
                                 struct adil_span name)
{
    struct adil_json_reader r;
    struct adil_span raw = {0};
    adil_json_read(&r, &scratch, object, true);
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return raw;
    }
    while (adil_json_next(&r) == ADIL_JSON_KEY) {
        bool found = adil_span_eq(r.text, name);
        if (!adil_json_skip(&r, ADIL_JSON_KEY, &raw)) {
            break;
        }
        if (found) {
            return raw;
        }
    }
    return (struct adil_span){0};
}

void adil_object_without(struct adil_arena scratch, struct adil_span object, struct adil_span name,
                         struct adil_buf *out)
{
    struct adil_json_reader r;
    adil_json_read(&r, &scratch, object, true);
    adil_buf_byte(out, '{');
    bool first = true;
    for (enum adil_json_event e = adil_json_next(&r); e == ADIL_JSON_OBJECT || e == ADIL_JSON_KEY;
         e = adil_json_next(&r)) {
        struct adil_span raw = {0};
        struct adil_span key = r.text;
        if (e == ADIL_JSON_OBJECT || !adil_json_skip(&r, e, &raw) || adil_span_eq(key, name)) {
            continue;
        }
        adil_buf_str(out, first ? "\"" : ",\"");
        adil_buf_put(out, key);
        adil_buf_str(out, "\":");
        adil_buf_put(out, raw);
        first = false;
    }
    adil_buf_byte(out, '}');
}

struct adil_hash adil_protocol_commitment(struct adil_span key, const struct adil_hash *salt,
                                          struct adil_span fields)
{
    struct adil_span piece[] = {
        ADIL_SPAN("adil/protocol/v1"),
        key,
        adil_span_bytes((const char *)salt->byte, sizeof salt->byte),
        fields,
    };
    return adil_sha256_pieces(piece, ADIL_COUNT(piece));
}

/* ---- the commitment ------------------------------------------------------------------------ */

static const struct adil_commitment *commitment_find(const struct adil_polling *poll,
                                                     uint32_t contest, uint32_t place)
{
    uint32_t at = poll->commitment_of != NULL ? poll->commitment_of[place] : 0;
    for (; at != 0; at = poll->commitment[at - 1].next) {
        if (poll->commitment[at - 1].contest == contest) {
            return &poll->commitment[at - 1];
        }
    }
    return NULL;
}

/* An office of places speaks for its own place. */
static bool own_place(const struct adil_judging *j, const struct adil_procedure *proc,
                      uint32_t place)
{
    const struct adil_issuer *s = &j->p->issuer[j->issuer];
    if (s->office == ADIL_FOUNDERS || j->p->book->acts.office[s->office].of != proc->places) {
        return true;
    }
    return s->key == j->p->reg[proc->places].rec[place].key;
}

static adil_err commit_place(struct adil_judging *j, struct adil_election *e,
                             const struct adil_polling *poll)
{
    const struct adil_election_plan *plan = j->plan;
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    struct adil_span key = adil_election_place_key(j->p, e, plan->place);
    ADIL_TRY(adil_joined_judge(j, e, poll, plan->place));
    if (!adil_polling_expects(poll, plan->contest, plan->place)) {
        return adil_refuse(j, "act.place", ADIL_SPAN("place"), key,
                           ADIL_SPAN("a place that votes in this contest in this round"));
    }
    if (!own_place(j, proc, plan->place)) {
        return adil_refuse(j, "act.own-place", ADIL_SPAN("place"), key,
                           ADIL_SPAN("the place of who commits"));
    }
    const struct adil_commitment *old = commitment_find(poll, plan->contest, plan->place);
    uint32_t rec =
        adil_protocol_record(j->p, j->scratch, e, plan->contest, plan->round, plan->place);
    if (old != NULL || rec != ADIL_NO_RECORD) {
        uint32_t entry = old != NULL ? old->entry : j->p->reg[proc->protocols].rec[rec].first;
        return adil_refuse(j, "act.committed", ADIL_SPAN("place"),
                           adil_fmt(j->perm, "%.*s, by entry %u", ADIL_ARG(key), entry),
                           ADIL_SPAN("a place that has stated nothing yet"));
    }
    return ADIL_OK;
}

adil_err adil_commit_judge(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_span contest = adil_given_text(j, ADIL_SPAN("contest"));
    struct adil_span place = adil_given_text(j, ADIL_SPAN("place"));
    if (contest.len == 0 || place.len == 0) {
        return ADIL_OK; /* a commitment to something else */
    }
    plan->round = e->n_rounds;
    plan->contest = adil_election_ballot(j->p, e, contest);
    plan->place = adil_election_place(j->p, j->scratch, e, place);
    if (plan->contest == ADIL_NO_CONTEST) {
        return adil_refuse(j, "act.contest", ADIL_SPAN("contest"), contest,
                           ADIL_SPAN("a contest the call names, CONTEST/PAPER where it has several "
                                     "ballot papers"));
    }
    if (plan->place == ADIL_NO_PLACE) {
        return adil_refuse(j, "act.place", ADIL_SPAN("place"), place,
                           ADIL_SPAN("a place of the polling"));
    }
    if (!adil_given_hash(j, ADIL_SPAN("commitment"), &plan->hash)) {
        return adil_refuse(j, "act.commitment", ADIL_SPAN("commitment"), ADIL_SPAN("nothing"),
                           ADIL_SPAN("64 hex digits"));
    }
    const struct adil_polling *poll = adil_election_polling(j, e);
    if (poll == NULL) {
        return adil_refuse_deadline(j, e, adil_election_procedure(j->p, e)->opens_at,
                                    "act.polling-not-begun", "logged",
                                    e->round[e->n_rounds - 1]->opens);
    }
    ADIL_TRY(commit_place(j, e, poll));
    plan->does = ADIL_DOES_COMMIT;
    return ADIL_OK;
}

void adil_commit_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = plan->election->round[plan->round - 1];
    if (poll->commitment_of == NULL) {
        poll->commitment_of = adil_new(&j->p->arena, uint32_t, poll->n_places);
    }
    poll->commitment = adil_grow(j->p, poll->commitment, sizeof *poll->commitment,
                                 poll->n_commitments, &poll->cap_commitments);
    uint32_t *head = &poll->commitment_of[plan->place];
    poll->commitment[poll->n_commitments++] =
        (struct adil_commitment){plan->contest, plan->place, (uint32_t)j->entry, *head, plan->hash};
    *head = poll->n_commitments;
}

/* ---- the protocol that follows ------------------------------------------------------------- */

adil_err adil_commit_check(struct adil_judging *j, const struct adil_polling *poll,
                           uint32_t contest, uint32_t place)
{
    const struct adil_commitment *c = commitment_find(poll, contest, place);
    struct adil_hash salt;
    if (c == NULL || j->rec != ADIL_NO_RECORD) {
        return ADIL_OK; /* what corrects a protocol is no longer what was committed to */
    }
    struct adil_span expected = adil_hex(j->perm, c->hash.byte, sizeof c->hash.byte);
    if (!adil_given_hash(j, ADIL_SPAN("salt"), &salt)) {
        return adil_refuse(j, "act.commitment", ADIL_SPAN("salt"), ADIL_SPAN("nothing"),
                           adil_fmt(j->perm, "the salt of the commitment %.*s (entry %u)",
                                    ADIL_ARG(expected), c->entry));
    }
    struct adil_buf fields;
    adil_buf_open(&fields, ADIL_ACT_BYTES_MAX);
    adil_object_without(j->scratch, j->act->fields, ADIL_SPAN("salt"), &fields);
    struct adil_hash is = adil_protocol_commitment(j->key, &salt, adil_buf_span(&fields));
    adil_buf_release(&fields);
    if (!adil_hash_eq(&is, &c->hash)) {
        return adil_refuse(j, "act.commitment", ADIL_SPAN("fields"),
                           adil_hex(j->perm, is.byte, sizeof is.byte),
                           adil_fmt(j->perm, "%.*s (entry %u)", ADIL_ARG(expected), c->entry));
    }
    return ADIL_OK;
}
