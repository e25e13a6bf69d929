/* Protocols and results of random acts: of a case that polls, for the places and contests that it
 * waits for, with figures that hang together as the law's checks ask. */
#include "wild.h"

#include <stdlib.h>
#include <string.h>

enum { VOTERS = 100, TRIES = 4000 };
enum part { NOTHING, THE_VOTES, THE_VOTERS, N_PARTS };

static const struct adil_election *election_of(const struct wild *w)
{
    return w->case_no != ADIL_NO_CASE ? w->f.p->cases[w->case_no].election : NULL;
}

static const struct adil_polling *last_round(const struct adil_election *e)
{
    return e->round[e->n_rounds - 1];
}

struct adil_span wild_contest(struct wild *w)
{
    const struct adil_election *e = election_of(w);
    return e != NULL && e->n_contests > 0
               ? adil_strings_get(w->f.p->strings, e->contest[wild_below(w, e->n_contests)].name)
               : (struct adil_span){0};
}

/* ---- which --------------------------------------------------------------------------------- */

static uint32_t record_of(struct wild *w, const struct adil_election *e, uint32_t contest,
                          uint32_t place)
{
    return adil_protocol_record(w->f.p, w->perm, e, contest, e->n_rounds, place);
}

static bool is_missing(struct wild *w, const struct adil_election *e, uint32_t contest,
                       uint32_t place)
{
    const struct adil_polity *p = w->f.p;
    uint32_t reg = adil_election_procedure(p, e)->protocols;
    uint32_t rec = record_of(w, e, contest, place);
    return rec == ADIL_NO_RECORD || p->reg[reg].rec[rec].ended ||
           !adil_protocol_counts(p->reg[reg].rec[rec].flags);
}

/* A contest and a place that polls in it: one without a protocol that counts before any other.
 * False: none polls. */
static bool pick(struct wild *w, const struct adil_election *e, bool there, uint32_t *contest,
                 uint32_t *place)
{
    const struct adil_polling *poll = last_round(e);
    uint64_t n[2] = {0, 0};
    uint32_t at[2][2] = {{0}};
    for (uint32_t i = 0; poll->begun && i < e->n_contests; i++) {
        for (uint32_t k = 0; k < poll->n_places; k++) {
            if (!adil_polling_expects(poll, i, k) || e->contest[i].annulled != 0 ||
                (there && record_of(w, e, i, k) == ADIL_NO_RECORD)) {
                continue;
            }
            unsigned of = is_missing(w, e, i, k) ? 0 : 1;
            if (wild_below(w, ++n[of]) == 0) {
                at[of][0] = i;
                at[of][1] = k;
            }
        }
    }
    unsigned of = n[0] > 0 && (n[1] == 0 || wild_chance(w, 90)) ? 0 : 1;
    *contest = at[of][0];
    *place = at[of][1];
    return n[of] > 0;
}

bool wild_waits_for_protocols(struct wild *w, const struct adil_election *e)
{
    const struct adil_polling *poll = last_round(e);
    for (uint32_t i = 0; poll->begun && i < e->n_contests; i++) {
        for (uint32_t k = 0; k < poll->n_places; k++) {
            if (adil_polling_expects(poll, i, k) && e->contest[i].annulled == 0 &&
                is_missing(w, e, i, k)) {
                return true;
            }
        }
    }
    return false;
}

bool wild_protocol_about(struct wild *w, const struct adil_act_word *word, struct adil_span *about)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_election *e = election_of(w);
    uint32_t contest = 0;
    uint32_t place = 0;
    if (e == NULL || word->reg == ADIL_NO_WORD ||
        adil_election_procedure(p, e)->protocols != word->reg ||
        !pick(w, e, word->kind != ADIL_ACT_ENTER, &contest, &place)) {
        return false;
    }
    w->key = adil_span_copy(&w->perm, adil_election_place_key(p, e, place));
    struct adil_span key = adil_protocol_key(p, &w->perm, e, contest, e->n_rounds, place);
    *about = adil_fmt(&w->perm, "%.*s/%.*s", ADIL_ARG(p->book->reg[word->reg].id), ADIL_ARG(key));
    return true;
}

/* ---- figures ------------------------------------------------------------------------------- */

static uint32_t faults(const struct wild *w, const struct adil_election *e, const uint8_t *plan,
                       adil_slot *slot)
{
    static const int64_t figure[N_PARTS] = {0, VOTERS / 2, VOTERS};
    const struct adil_polity *p = w->f.p;
    uint32_t reg = adil_election_procedure(p, e)->protocols;
    uint32_t failed[WILD_PLANS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->book->reg[reg].n_fields; i++) {
        slot[i] = plan[i] < N_PARTS ? figure[plan[i]] : ADIL_SLOT_UNKNOWN;
    }
    const struct adil_protocol_view view = {slot, VOTERS / 2, wild_day(w)};
    assert_true(p->book->acts.n_checks < WILD_PLANS);
    (void)adil_protocol_check(p, w->f.t->scratch, e, &view, failed, &n);
    return n;
}

/* Which fields are the number of votes and which that of voters, so that the fewest checks fail:
 * found by trying, once a register. */
static const uint8_t *plan_of(struct wild *w, const struct adil_election *e,
                              const struct adil_act_word *word)
{
    const struct adil_rulebook *book = w->f.p->book;
    uint32_t n = book->reg[word->reg].n_fields;
    if (w->plan == NULL) {
        w->plan = adil_new(&w->f.t->perm, uint8_t *, book->n_registers);
    }
    if (w->plan[word->reg] != NULL) {
        return w->plan[word->reg];
    }
    uint8_t *plan = adil_new(&w->f.t->perm, uint8_t, n + WILD_LISTS); /* a law may add fields */
    adil_slot *slot = adil_new(&w->perm, adil_slot, n);
    memset(plan, N_PARTS, n + WILD_LISTS);
    for (uint32_t i = 0; i < word->n_give; i++) {
        if (word->give[i].type == ADIL_FIELD_NUMBER) {
            plan[word->give[i].slot] = NOTHING;
        }
    }
    uint32_t least = faults(w, e, plan, slot);
    for (unsigned k = 0; k < TRIES && least > 0; k++) {
        uint32_t i = (uint32_t)wild_below(w, n);
        uint8_t was = plan[i];
        if (was == N_PARTS) {
            continue;
        }
        plan[i] = (uint8_t)wild_below(w, N_PARTS);
        uint32_t now = faults(w, e, plan, slot);
        plan[i] = now <= least ? plan[i] : was;
        least = now <= least ? now : least;
    }
    w->plan[word->reg] = plan;
    return plan;
}

static int by_id(const void *a, const void *b)
{
    return adil_span_cmp(((const struct adil_option *)a)->id, ((const struct adil_option *)b)->id);
}

/* Exactly these options, in order; their sum is `votes`. */
static void put_votes(struct wild *w, struct adil_buf *out, const struct adil_option *option,
                      uint32_t n, uint64_t votes)
{
    struct adil_option *in_order = adil_new(&w->perm, struct adil_option, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        in_order[i] = option[i];
    }
    qsort(in_order, n, sizeof *in_order, by_id);
    adil_buf_byte(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        uint64_t some = i + 1 == n ? votes : wild_below(w, votes + 1);
        adil_buf_fmt(out, "%s\"%.*s\":%llu", i > 0 ? "," : "", ADIL_ARG(in_order[i].id),
                     (unsigned long long)some);
        votes -= some;
    }
    adil_buf_byte(out, '}');
}

static void put_protocol(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                         const uint8_t *plan, const struct adil_option *option, uint32_t n)
{
    uint64_t some = wild_chance(w, 60) ? 10 + wild_below(w, VOTERS - 20) : VOTERS;
    uint64_t votes = n > 0 ? some : 0;
    const uint64_t figure[] = {
        [NOTHING] = 0, [THE_VOTES] = votes, [THE_VOTERS] = VOTERS, [N_PARTS] = 0};
    bool first = true;
    adil_buf_byte(out, '{');
    for (uint32_t i = 0; i < word->n_give; i++) {
        const struct adil_given *g = &word->give[i];
        bool explains = adil_span_is(g->id, "explanation");
        if (g->optional && !explains && wild_chance(w, 80)) {
            continue;
        }
        adil_buf_fmt(out, "%s\"%.*s\":", first ? "" : ",", ADIL_ARG(g->id));
        first = false;
        if (g->type == ADIL_FIELD_VOTES) {
            put_votes(w, out, option, n, votes);
        } else if (g->type == ADIL_FIELD_NUMBER && !wild_chance(w, 1)) {
            adil_buf_fmt(out, "%llu", (unsigned long long)figure[plan[g->slot]]);
        } else {
            wild_put_value(w, out, word, g, true);
        }
    }
    adil_buf_byte(out, '}');
}

bool wild_protocol_fields(struct wild *w, const struct adil_act_word *word, struct adil_span about,
                          struct adil_buf *out)
{
    const struct adil_election *e = election_of(w);
    const struct adil_option *option = NULL;
    if (e == NULL || !last_round(e)->begun || word->reg == ADIL_NO_WORD ||
        adil_election_procedure(w->f.p, e)->protocols != word->reg) {
        return false;
    }
    struct adil_rulebook *was = adil_law_look(w->f.p, w->case_no);
    uint32_t n = adil_polity_ballot(w->f.p, &w->perm, about, &option);
    put_protocol(w, out, word, plan_of(w, e, word), option, n);
    w->f.p->book = was;
    return true;
}

/* ---- results ------------------------------------------------------------------------------- */

/* What was published of a contest that is not counted: all seats, or who won. */
static void put_published(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                          const struct adil_contest *c)
{
    bool seats = c->seats > 1 && c->n_options > 0;
    bool first = true;
    adil_buf_byte(out, '{');
    for (uint32_t i = 0; i < word->n_give; i++) {
        const struct adil_given *g = &word->give[i];
        bool of_seats = g->type == ADIL_FIELD_VOTES;
        bool of_winner = adil_span_is(g->id, "winner");
        if ((of_seats && !seats) || (of_winner && seats)) {
            continue;
        }
        adil_buf_fmt(out, "%s\"%.*s\":", first ? "" : ",", ADIL_ARG(g->id));
        first = false;
        if (of_seats) {
            put_votes(w, out, c->option, c->n_options, c->seats);
        } else if (adil_span_is(g->id, "contest")) {
            adil_buf_fmt(out, "\"%.*s\"", ADIL_ARG(c->name));
        } else {
            wild_put_value(w, out, word, g, true);
        }
    }
    adil_buf_byte(out, '}');
}

bool wild_published_fields(struct wild *w, const struct adil_act_word *word, struct adil_buf *out)
{
    const struct adil_election *e = election_of(w);
    if (e == NULL || adil_word_gives(word, ADIL_SPAN("source")) == NULL) {
        return false;
    }
    uint64_t n = 0;
    const struct adil_contest *found = NULL;
    for (uint32_t i = 0; last_round(e)->begun && i < e->n_contests; i++) {
        const struct adil_contest *c = last_round(e)->tally[i].contest;
        bool published = c != NULL && adil_method_info(c->method)->family == ADIL_FAMILY_PUBLISHED;
        found = published && wild_below(w, ++n) == 0 ? c : found;
    }
    if (found != NULL) {
        put_published(w, out, word, found);
    }
    return found != NULL;
}

/* A contest of the case without a result that stands, mostly. */
static struct adil_span contest_to_count(struct wild *w, const struct adil_election *e)
{
    uint32_t of = (uint32_t)wild_below(w, e->n_contests);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        uint32_t k = (of + i) % e->n_contests;
        const struct adil_result_act *r = adil_result_current(&e->contest[k]);
        if (e->contest[k].of == k && (r == NULL || r->stale)) {
            of = k;
            break;
        }
    }
    return adil_strings_get(w->f.p->strings, e->contest[of].name);
}

bool wild_result_fields(struct wild *w, const struct adil_act_word *word, struct adil_buf *out)
{
    struct adil_polity *p = w->f.p;
    const struct adil_election *e = election_of(w);
    struct adil_refusal refusal = {0};
    size_t before = out->len;
    if (e == NULL || e->n_contests == 0 ||
        adil_word_gives(word, ADIL_SPAN("source")) != NULL) { /* states what was published */
        return false;
    }
    adil_err err = adil_polity_result_fields(p, &w->perm, w->f.t->scratch,
                                             adil_strings_get(p->strings, p->cases[w->case_no].id),
                                             contest_to_count(w, e), out, &refusal);
    if (err.code != ADIL_C_OK) {
        out->len = before;
    }
    return err.code == ADIL_C_OK;
}
