/* A polling begins: which places are expected, the units their figures are summed in, and when the
 * first and the last of them close. */
#include "polity/elections.h"

#include <string.h>

static bool in_case(const struct adil_polity *p, const struct adil_election *e, uint32_t reg,
                    uint32_t rec)
{
    if (!p->book->acts.per_case[reg]) {
        return true;
    }
    struct adil_span key = adil_strings_get(p->strings, p->reg[reg].rec[rec].key);
    struct adil_span head = {0};
    return adil_span_cut(&key, '/', &head) &&
           adil_span_eq(head, adil_strings_get(p->strings, p->cases[e->case_no].id));
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* Marks the unit and those above it. The root is row 0 and needs no mark. */
static void mark_units(const struct adil_units *u, bool *needed, uint32_t unit)
{
    for (; unit != ADIL_NO_UNIT && unit != 0 && !needed[unit]; unit = u->unit[unit].parent) {
        needed[unit] = true;
    }
}

static void number_rows(struct adil_polling_job *job, struct adil_polling *poll, const bool *needed,
                        uint32_t *row_of)
{
    const struct adil_units *u = &job->p->book->units;
    poll->row_unit = adil_new(job->perm, uint32_t, u->n + 1);
    poll->row_up = adil_new(job->perm, uint32_t, u->n + 1);
    poll->row_unit[0] = u->n > 0 ? 0 : ADIL_NO_UNIT;
    poll->row_up[0] = ADIL_NO_ROW;
    poll->n_rows = 1;
    for (uint32_t i = 1; i < u->n; i++) {
        if (needed[i]) {
            row_of[i] = poll->n_rows;
            poll->row_unit[poll->n_rows++] = i;
        }
    }
    for (uint32_t r = 1; r < poll->n_rows; r++) {
        uint32_t up = u->unit[poll->row_unit[r]].parent;
        poll->row_up[r] = up != ADIL_NO_UNIT ? row_of[up] : 0;
    }
}

static void take_places(struct adil_polling_job *job, struct adil_polling *poll)
{
    const struct adil_polity *p = job->p;
    uint32_t reg = adil_election_procedure(p, job->e)->places;
    const struct adil_reg_state *places = &p->reg[reg];
    uint32_t n_units = p->book->units.n;
    bool *needed = adil_new(&job->scratch, bool, n_units + 1);
    uint32_t *row_of = adil_new(&job->scratch, uint32_t, n_units + 1);
    uint32_t *unit = adil_new(&job->scratch, uint32_t, places->n);
    poll->n_places = places->n;
    poll->place_row = adil_new(job->perm, uint32_t, places->n);
    poll->closed = adil_new(job->perm, uint8_t, places->n);
    for (uint32_t i = 0; i < places->n; i++) {
        bool there = !places->rec[i].ended && in_case(p, job->e, reg, i);
        poll->place_row[i] = there ? 0 : ADIL_NO_ROW;
        poll->n_expected += there;
        unit[i] = there ? adil_case_place_unit(p, job->e->procedure, i) : ADIL_NO_UNIT;
        mark_units(&p->book->units, needed, unit[i]);
    }
    number_rows(job, poll, needed, row_of);
    for (uint32_t i = 0; i < places->n; i++) {
        if (poll->place_row[i] != ADIL_NO_ROW && unit[i] != ADIL_NO_UNIT) {
            poll->place_row[i] = row_of[unit[i]];
        }
    }
}

/* ---- hours --------------------------------------------------------------------------------- */

static void widen(int64_t *least, int64_t *most, int64_t at)
{
    *least = *least == ADIL_INSTANT_NONE || at < *least ? at : *least;
    *most = *most == ADIL_INSTANT_NONE || at > *most ? at : *most;
}

/* The first and the last moment of a deadline over the rows that have places. */
static void over_places(struct adil_polling_job *job, const struct adil_polling *poll,
                        uint32_t deadline, int64_t *least, int64_t *most)
{
    bool *has_place = adil_new(&job->scratch, bool, poll->n_rows);
    for (uint32_t i = 0; i < poll->n_places; i++) {
        if (poll->place_row[i] != ADIL_NO_ROW) {
            has_place[poll->place_row[i]] = true;
        }
    }
    *least = ADIL_INSTANT_NONE;
    *most = ADIL_INSTANT_NONE;
    for (uint32_t r = 0; r < poll->n_rows && deadline != ADIL_NO_WORD; r++) {
        if (!has_place[r]) {
            continue;
        }
        int64_t at =
            adil_case_deadline(job->p, job->e->case_no, deadline, poll->row_unit[r], poll->day).end;
        if (at != ADIL_INSTANT_NONE) {
            widen(least, most, at);
        }
    }
}

static void take_hours(struct adil_polling_job *job, struct adil_polling *poll)
{
    const struct adil_procedure *proc = adil_election_procedure(job->p, job->e);
    int64_t first = ADIL_INSTANT_NONE;
    over_places(job, poll, proc->closes_at, &poll->first_close, &poll->last_close);
    over_places(job, poll, proc->sealed_until, &first, &poll->unsealed);
}

static int64_t earliest(const struct adil_polity *p, const struct adil_election *e,
                        uint32_t deadline, struct adil_date day, bool begin)
{
    const struct adil_zones *z = &p->book->acts.zones;
    int64_t least = ADIL_INSTANT_NONE;
    int64_t most = ADIL_INSTANT_NONE;
    if (deadline == ADIL_NO_WORD || !adil_date_known(day)) {
        return ADIL_INSTANT_NONE;
    }
    for (uint32_t i = 0; i <= z->n; i++) {
        uint32_t unit = i < z->n ? z->zone[i].unit : ADIL_NO_UNIT;
        struct adil_moment_span m = adil_case_deadline(p, e->case_no, deadline, unit, day);
        int64_t at = begin ? m.begin : m.end;
        if (at != ADIL_INSTANT_NONE) {
            widen(&least, &most, at);
        }
    }
    return least;
}

void adil_polling_day(const struct adil_polity *p, const struct adil_election *e,
                      struct adil_polling *poll)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    poll->day = p->cases[e->case_no].day;
    poll->opens = earliest(p, e, proc->opens_at, poll->day, true);
    poll->first_close = earliest(p, e, proc->closes_at, poll->day, false);
}

/* ---- the whole ----------------------------------------------------------------------------- */

struct adil_polling *adil_polling_make(struct adil_polling_job *job)
{
    const struct adil_polling *old = job->e->round[job->round - 1];
    struct adil_polling *poll = adil_new(job->perm, struct adil_polling, 1);
    poll->begun = true;
    poll->repeats = old->repeats;
    poll->day = old->day;
    poll->opens = old->opens;
    poll->lot = old->lot;
    poll->n_lots = old->n_lots;
    poll->cap_lots = old->cap_lots;
    take_places(job, poll);
    adil_polling_join(job, poll);
    take_hours(job, poll);
    poll->turnout_reports = adil_new(job->perm, uint32_t, poll->n_rows);
    adil_sums_open(&poll->turnout, job->perm, poll->n_rows, job->e->n_turnout);
    adil_polling_contests(job, poll);
    return poll;
}

bool adil_polling_expects(const struct adil_polling *poll, uint32_t contest, uint32_t place)
{
    const struct adil_contest_tally *t = &poll->tally[contest];
    if (!t->polled || place >= poll->n_places || poll->place_row[place] == ADIL_NO_ROW) {
        return false;
    }
    uint32_t row = poll->place_row[place];
    const struct adil_paper *paper = t->contest->n_papers > 0 ? &t->contest->paper[t->paper] : NULL;
    if (!adil_ballot_used(t, row)) {
        return false;
    }
    if (paper == NULL || !paper->has_root || paper->root == poll->row_unit[0]) {
        return true;
    }
    while (row != ADIL_NO_ROW && poll->row_unit[row] != paper->root) {
        row = poll->row_up[row];
    }
    return row != ADIL_NO_ROW;
}

uint32_t adil_polling_root(const struct adil_polling *poll, const struct adil_contest_tally *t)
{
    const struct adil_contest *c = t->contest;
    for (uint32_t r = 0; r < poll->n_rows; r++) {
        if (c->n_papers > 0 && c->paper[t->paper].has_root &&
            poll->row_unit[r] == c->paper[t->paper].root) {
            return r;
        }
    }
    return 0;
}
