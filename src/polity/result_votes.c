/* A contest counted from the record: running totals become the tables of votes that the
 * methods know, one a round and ballot paper; parts are counted from their own, or from what was
 * published. */
#include "polity/elections.h"

#include <string.h>

/* ---- tables -------------------------------------------------------------------------------- */

static bool row_below(const struct adil_polling *poll, uint32_t row, uint32_t above)
{
    while (row != ADIL_NO_ROW && row != above) {
        row = poll->row_up[row];
    }
    return row != ADIL_NO_ROW;
}

static int64_t figure_or_unknown(const struct adil_contest_tally *t, uint32_t row, uint32_t column)
{
    int64_t n = adil_tally_figure(t, row, column);
    return n != ADIL_FIGURE_NONE ? n : ADIL_VOTES_UNKNOWN;
}

static void fill_row(const struct adil_polity *p, const struct adil_polling *poll,
                     const struct adil_contest_tally *t, uint32_t row, struct adil_vote_unit *unit,
                     int64_t *cell)
{
    uint32_t node = poll->row_unit[row];
    *unit = (struct adil_vote_unit){
        .name = node != ADIL_NO_UNIT ? p->book->units.unit[node].id : (struct adil_span){0},
        .unit = node,
        .turnout = {.registered = figure_or_unknown(t, row, ADIL_TALLY_REGISTERED),
                    .issued = figure_or_unknown(t, row, ADIL_TALLY_ISSUED),
                    .cast = figure_or_unknown(t, row, ADIL_TALLY_CAST),
                    .valid = ADIL_VOTES_UNKNOWN,
                    .invalid = figure_or_unknown(t, row, ADIL_TALLY_INVALID)},
    };
    for (uint32_t i = 0; i < t->contest->n_options; i++) {
        cell[i] = ADIL_VOTES_NOT_ON_BALLOT;
    }
    for (uint32_t i = 0; i < t->n_stand; i++) {
        if (adil_on_some_ballot(t, row, t->stand[i])) {
            cell[t->stand[i]] = figure_or_unknown(t, row, ADIL_TALLY_OPTIONS + t->stand[i]);
        }
    }
}

static void fill_table(struct adil_judging *j, const struct adil_polling *poll, uint32_t contest,
                       uint32_t round, struct adil_table *out)
{
    const struct adil_contest_tally *t = &poll->tally[contest];
    uint32_t n = t->contest->n_options;
    struct adil_vote_unit *unit = adil_new(j->perm, struct adil_vote_unit, poll->n_rows);
    int64_t *cell = adil_new(j->perm, int64_t, (size_t)poll->n_rows * n);
    uint32_t root = adil_polling_root(poll, t);
    fill_row(j->p, poll, t, root, &unit[0], cell);
    uint32_t n_units = 1;
    for (uint32_t r = 0; r < poll->n_rows; r++) {
        if (r != root && t->row[r].expected > 0 && row_below(poll, r, root)) {
            fill_row(j->p, poll, t, r, &unit[n_units], cell + (size_t)n_units * n);
            n_units++;
        }
    }
    *out = (struct adil_table){.paper = t->paper,
                               .round = round,
                               .unit = unit,
                               .n_units = n_units,
                               .has_root = true,
                               .cell = cell};
}

/* The rounds that count. */
struct counted_rounds {
    const uint32_t *round;
    uint32_t n;
};

static struct counted_rounds rounds_of(struct adil_judging *j, const struct adil_election *e,
                                       uint32_t contest)
{
    struct counted_rounds r = {NULL, 0};
    r.n = adil_contest_rounds(e, contest, j->perm, &r.round);
    return r;
}

/* `in`: what all rounds rest on. */
static struct adil_votes *counted_votes(struct adil_judging *j, struct adil_election *e,
                                        uint32_t contest, const struct counted_rounds *in_rounds,
                                        const struct adil_inputs *in)
{
    const struct adil_contest *c = adil_contest_last(e, contest)->contest;
    struct adil_votes *v = adil_new(j->perm, struct adil_votes, 1);
    uint32_t papers = e->contest[contest].n_papers;
    struct adil_table *table = adil_new(j->perm, struct adil_table, (size_t)in_rounds->n * papers);
    for (uint32_t i = 0; i < in_rounds->n * papers; i++) {
        const struct adil_polling *poll = e->round[in_rounds->round[i / papers] - 1];
        fill_table(j, poll, contest + i % papers, i / papers + 1, &table[i]);
    }
    v->option = c->option;
    v->n_options = c->n_options;
    v->table = table;
    v->n_tables = in_rounds->n * papers;
    /* What lots of every round are bound to: a later round must not draw the first one anew. */
    v->input = in_rounds->n == 1
                   ? in->hash
                   : adil_result_inputs(j->p, j->scratch, e, &contest, 1, in_rounds->round[0]).hash;
    return v;
}

/* ---- rounds -------------------------------------------------------------------------------- */

/* Lots of a round, once drawn, are the answers of the rounds after it. */
static void keep_answers(struct adil_judging *j, const struct adil_outcome *o,
                         struct adil_lot_answer *answer, uint32_t *n)
{
    for (uint32_t i = 0; i < o->n_ties; i++) {
        const struct adil_tie *tie = &o->tie[i];
        if (!tie->resolved || tie->by != ADIL_TIE_LOT) {
            continue;
        }
        struct adil_span *order = adil_new(j->perm, struct adil_span, tie->n);
        for (uint32_t k = 0; k < tie->n; k++) {
            order[k] = o->votes->option[tie->order[k]].id;
        }
        answer[(*n)++] =
            (struct adil_lot_answer){.question = tie->question, .order = order, .n = tie->n};
    }
}

static void count_rounds(struct adil_judging *j, struct adil_election *e, uint32_t contest,
                         const struct counted_rounds *rounds, const struct adil_inputs *in,
                         struct adil_recount *out)
{
    const struct adil_contest *c = adil_contest_last(e, contest)->contest;
    const struct adil_votes *all = counted_votes(j, e, contest, rounds, in);
    struct adil_outcome *o = adil_new(j->perm, struct adil_outcome, rounds->n);
    struct adil_lot_answer *answer = NULL;
    uint32_t n = 0;
    for (uint32_t r = 1; r <= rounds->n; r++) {
        struct adil_votes *v = adil_new(j->perm, struct adil_votes, 1);
        struct adil_lots lots = {.answer = answer, .n_answers = n};
        *v = *all;
        v->n_tables = r * e->contest[contest].n_papers;
        lots.has_seed =
            adil_lots_seed(j->p, j->scratch, e, rounds->round[r - 1], j->act->logged, &lots.seed);
        adil_count(j->perm, j->scratch, c, v, NULL, &lots, &o[r - 1]);
        struct adil_lot_answer *more =
            adil_new(j->perm, struct adil_lot_answer, n + o[r - 1].n_ties);
        for (uint32_t i = 0; i < n; i++) {
            more[i] = answer[i];
        }
        answer = more;
        keep_answers(j, &o[r - 1], answer, &n);
    }
    out->votes = all;
    out->outcome = &o[rounds->n - 1];
}

/* ---- what is published, and wholes ---------------------------------------------------------- */

struct adil_votes *adil_published_votes(struct adil_judging *j, const struct adil_contest *c,
                                        const struct adil_result_act *r)
{
    struct adil_votes *v = adil_new(j->perm, struct adil_votes, 1);
    v->option = c->option;
    v->n_options = c->n_options;
    v->finding = r->finding;
    v->n_findings = r->n_findings;
    v->input = adil_sha256(r->fields);
    return v;
}

static adil_err part_votes_of(struct adil_judging *j, struct adil_election *e, uint32_t part,
                              const struct adil_votes **out)
{
    const struct adil_contest_tally *t = adil_contest_last(e, part);
    if (adil_contest_pollable(t->contest)) {
        ADIL_TRY(adil_result_ready(j, e, part));
        struct counted_rounds rounds = rounds_of(j, e, part);
        struct adil_inputs in = adil_result_inputs(j->p, j->scratch, e, &part, 1, e->n_rounds);
        *out = counted_votes(j, e, part, &rounds, &in);
        return ADIL_OK;
    }
    const struct adil_result_act *r = adil_result_current(&e->contest[part]);
    if (t->contest == NULL || r == NULL || r->stale) {
        return adil_refuse(j, "act.part", adil_strings_get(j->p->strings, e->contest[part].name),
                           ADIL_SPAN("nothing"), ADIL_SPAN("its result, as published"));
    }
    *out = adil_published_votes(j, t->contest, r);
    return ADIL_OK;
}

static bool has_option(const struct adil_option *o, uint32_t n, struct adil_span id)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_eq(o[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* The options of all parts, each once. */
static struct adil_votes *union_of(struct adil_judging *j, const struct adil_votes *const *part,
                                   uint32_t n)
{
    struct adil_votes *v = adil_new(j->perm, struct adil_votes, 1);
    size_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        most += part[i]->n_options;
    }
    struct adil_option *option = adil_new(j->perm, struct adil_option, most);
    struct adil_span *piece = adil_new(&j->scratch, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < part[i]->n_options; k++) {
            if (!has_option(option, v->n_options, part[i]->option[k].id)) {
                option[v->n_options++] = part[i]->option[k];
            }
        }
        piece[i] = adil_span_bytes((const char *)part[i]->input.byte, sizeof part[i]->input.byte);
    }
    v->option = option;
    v->input = adil_sha256_pieces(piece, n);
    return v;
}

static adil_err count_whole(struct adil_judging *j, struct adil_election *e,
                            const struct adil_contest *c, struct adil_recount *out)
{
    const struct adil_votes **part = adil_new(j->perm, const struct adil_votes *, c->n_parts);
    uint32_t *contest = adil_new(j->perm, uint32_t, c->n_parts);
    struct adil_contest *whole = adil_new(j->perm, struct adil_contest, 1);
    struct adil_contest *parts = adil_new(j->perm, struct adil_contest, c->n_parts);
    *whole = *c;
    whole->part = parts;
    for (uint32_t i = 0; i < c->n_parts; i++) {
        contest[i] = adil_election_contest(j->p, e, c->part[i].name);
        if (contest[i] == ADIL_NO_CONTEST) {
            return adil_refuse(j, "act.part", ADIL_SPAN("contest"), c->part[i].name,
                               ADIL_SPAN("a part that the call names"));
        }
        ADIL_TRY(part_votes_of(j, e, contest[i], &part[i]));
        parts[i] = *adil_contest_last(e, contest[i])->contest; /* with those who stood */
    }
    struct adil_votes *v = union_of(j, part, c->n_parts);
    struct adil_outcome *o = adil_new(j->perm, struct adil_outcome, 1);
    struct adil_lots lots = {0};
    lots.has_seed = adil_lots_seed(j->p, j->scratch, e, 1, j->act->logged, &lots.seed);
    adil_count(j->perm, j->scratch, whole, v, part, &lots, o);
    struct adil_inputs in =
        adil_result_inputs(j->p, j->scratch, e, contest, c->n_parts, e->n_rounds);
    *out = (struct adil_recount){whole, v, o, 1, in.hash, in.n};
    return ADIL_OK;
}

adil_err adil_result_recount(struct adil_judging *j, struct adil_election *e, uint32_t contest,
                             struct adil_recount *out)
{
    const struct adil_contest_tally *t = adil_contest_last(e, contest);
    if (t != NULL && t->contest == NULL) {
        return adil_refuse(j, "act.contest-unclear", ADIL_SPAN("contest"), t->fault,
                           ADIL_SPAN("a contest that can be counted"));
    }
    if (t != NULL && t->contest->n_parts > 0) {
        return count_whole(j, e, t->contest, out);
    }
    ADIL_TRY(adil_result_ready(j, e, contest));
    ADIL_ASSERT(t != NULL);
    struct counted_rounds rounds = rounds_of(j, e, contest);
    struct adil_inputs in = adil_result_inputs(j->p, j->scratch, e, &contest, 1, e->n_rounds);
    *out = (struct adil_recount){.contest = t->contest,
                                 .round = rounds.round[rounds.n - 1],
                                 .inputs = in.hash,
                                 .n_inputs = in.n};
    count_rounds(j, e, contest, &rounds, &in, out);
    return ADIL_OK;
}
