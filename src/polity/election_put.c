/* An election as the state shows it: contests with their results and reporting status, and every
 * round with its places, totals, turnout and lots. Members stand in byte order. */
#include "polity/elections.h"
#include "polity/put.h"

struct election_putting {
    struct adil_putting put;
    const struct adil_election *e;
    uint32_t round; /* from 1 */
    const struct adil_polling *poll;
};

static void put_number(struct election_putting *w, const char *key, int64_t n)
{
    adil_json_key(w->put.out, key);
    adil_json_i64(w->put.out, n);
}

static void put_figure(struct election_putting *w, const char *key, int64_t n)
{
    adil_json_key(w->put.out, key);
    if (n >= 0) {
        adil_json_i64(w->put.out, n);
    } else {
        adil_json_null(w->put.out);
    }
}

/* Contests by their names; `ballots`: each of their ballot papers. Returns how many. */
static uint32_t contests_in_order(const struct election_putting *w, struct adil_arena *a,
                                  bool ballots, const struct adil_index_entry **out)
{
    struct adil_index_entry *e = adil_new(a, struct adil_index_entry, w->e->n_contests);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->e->n_contests; i++) {
        const struct adil_polled_contest *c = &w->e->contest[i];
        if (ballots || c->of == i) {
            uint32_t name = ballots ? c->ballot : c->name;
            e[n++] = (struct adil_index_entry){adil_strings_get(w->put.p->strings, name), i};
        }
    }
    adil_index_sort(e, n);
    *out = e;
    return n;
}

/* Rows but the whole, by the ids of their units. */
static const struct adil_index_entry *rows_in_order(const struct election_putting *w,
                                                    struct adil_arena *a)
{
    struct adil_index_entry *e = adil_new(a, struct adil_index_entry, w->poll->n_rows);
    for (uint32_t r = 1; r < w->poll->n_rows; r++) {
        e[r - 1] =
            (struct adil_index_entry){w->put.p->book->units.unit[w->poll->row_unit[r]].id, r};
    }
    adil_index_sort(e, w->poll->n_rows - 1);
    return e;
}

/* ---- results ------------------------------------------------------------------------------- */

static void put_result(struct election_putting *w, const struct adil_result_act *r)
{
    struct adil_json *out = w->put.out;
    adil_json_object(out);
    adil_json_key(out, "at");
    adil_put_instant(&w->put, 0, r->at);
    put_number(w, "entry", r->entry);
    adil_json_key(out, "fields");
    adil_put_json(*w->put.scratch, r->fields, out);
    put_number(w, "round", r->round);
    adil_json_key(out, "stale");
    if (r->stale) {
        adil_json_i64(out, r->stale_by);
    } else {
        adil_json_null(out);
    }
    adil_json_key(out, "status");
    adil_json_str(out, adil_status_word(r->status));
    adil_json_end(out);
}

/* A result of a round before the one that is polled now is no longer the last word. */
static const struct adil_result_act *reported_result(const struct adil_election *e,
                                                     uint32_t contest)
{
    const struct adil_result_act *r = adil_result_current(&e->contest[contest]);
    bool again = r != NULL && r->round <= e->contest[contest].voided;
    return r != NULL && (again || r->round < adil_contest_round(e, contest)) ? NULL : r;
}

const char *adil_contest_reporting(const struct adil_polity *p, const struct adil_election *e,
                                   uint32_t contest)
{
    const struct adil_polled_contest *c = &e->contest[contest];
    const struct adil_result_act *r = reported_result(e, contest);
    const struct adil_polling *poll = e->round[e->n_rounds - 1];
    bool open = poll->last_close != ADIL_INSTANT_NONE && p->now < poll->last_close;
    if (r != NULL && r->stale) {
        return "recount-in-process";
    }
    if (r != NULL && c->certified) {
        return "certified";
    }
    if (r != NULL) {
        bool again = c->n_results > 1 && c->result[c->n_results - 2].round == r->round;
        return again ? "correction" : "unofficial-complete";
    }
    if (!poll->begun || open) {
        return "pre-election";
    }
    for (uint32_t i = 0; i < c->n_papers; i++) {
        const struct adil_contest_tally *t = &poll->tally[contest + i];
        if (!t->polled || !adil_tally_complete(t, NULL)) {
            return "unofficial-partial";
        }
    }
    return "unofficial-complete";
}

static void put_contests(struct election_putting *w)
{
    struct adil_json *out = w->put.out;
    struct adil_arena tmp = *w->put.scratch;
    const struct adil_index_entry *order = NULL;
    uint32_t n = contests_in_order(w, &tmp, false, &order);
    struct election_putting inner = *w;
    inner.put.scratch = &tmp;
    adil_json_object(out);
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_polled_contest *c = &w->e->contest[order[i].value];
        adil_json_key_span(out, order[i].name);
        adil_json_object(out);
        if (c->annulled != 0) {
            put_number(w, "annulled", c->annulled);
        }
        if (c->certified) {
            put_number(w, "certified", c->certified_by);
        }
        adil_json_key(out, "reporting");
        adil_json_str(out, adil_contest_reporting(w->put.p, w->e, order[i].value));
        adil_json_key(out, "results");
        adil_json_array(out);
        for (uint32_t k = 0; k < c->n_results; k++) {
            put_result(&inner, &c->result[k]);
        }
        adil_json_end(out);
        if (c->voided != 0) {
            put_number(w, "voided", c->voided);
        }
        adil_json_end(out);
    }
    adil_json_end(out);
}

/* ---- one contest in one round --------------------------------------------------------------- */

static void put_places(struct election_putting *w, const struct adil_row_state *s)
{
    adil_json_key(w->put.out, "places");
    adil_json_object_line(w->put.out);
    put_number(w, "annulled", s->annulled);
    put_number(w, "closed", s->closed);
    put_number(w, "counted", s->counted);
    put_number(w, "expected", s->expected);
    put_number(w, "faulty", s->faulty);
    put_number(w, "unexplained", s->unexplained);
    adil_json_end(w->put.out);
}

static void put_totals(struct election_putting *w, const struct adil_contest_tally *t, uint32_t row)
{
    struct adil_json *out = w->put.out;
    adil_json_key(out, "totals");
    adil_json_object(out);
    put_figure(w, "cast", adil_tally_figure(t, row, ADIL_TALLY_CAST));
    put_figure(w, "invalid", adil_tally_figure(t, row, ADIL_TALLY_INVALID));
    put_figure(w, "issued", adil_tally_figure(t, row, ADIL_TALLY_ISSUED));
    put_figure(w, "not-counted", adil_tally_figure(t, row, ADIL_TALLY_NOT_COUNTED));
    put_figure(w, "registered", adil_tally_figure(t, row, ADIL_TALLY_REGISTERED));
    adil_json_key(out, "votes");
    adil_json_object_line(out);
    for (uint32_t i = 0; i < t->n_stand; i++) {
        if (adil_on_some_ballot(t, row, t->stand[i])) {
            adil_json_key_span(out, t->contest->option[t->stand[i]].id);
            adil_json_i64(out, adil_tally_figure(t, row, ADIL_TALLY_OPTIONS + t->stand[i]));
        }
    }
    adil_json_end(out);
    adil_json_end(out);
}

static void put_checks(struct election_putting *w, uint32_t rec, uint8_t flags)
{
    const struct adil_polity *p = w->put.p;
    const struct adil_procedure *proc = adil_election_procedure(p, w->e);
    struct adil_arena tmp = *w->put.scratch;
    uint32_t *failed = adil_new(&tmp, uint32_t, p->book->acts.n_checks);
    uint32_t n = 0;
    const adil_slot *slot = adil_record_slots(p, &tmp, proc->protocols, rec);
    struct adil_protocol_view view = {slot, adil_votes_slot_sum(p, slot[proc->votes]),
                                      w->poll->day};
    (void)adil_protocol_check(p, tmp, w->e, &view, failed, &n);
    adil_json_array(w->put.out);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(w->put.out, p->book->acts.check[failed[i]].rule.id);
    }
    if ((flags & ADIL_PROTOCOL_DIFFERS) != 0) {
        adil_json_str(w->put.out, "act.unlike-contests");
    }
    if ((flags & ADIL_PROTOCOL_OFF_ROLL) != 0) {
        adil_json_str(w->put.out, "act.unlike-roll");
    }
    adil_json_end(w->put.out);
}

/* Protocols that are not simply counted: by the key of their place. */
static void put_marked(struct election_putting *w, uint32_t contest)
{
    const struct adil_polity *p = w->put.p;
    const struct adil_reg_state *reg = &p->reg[adil_election_procedure(p, w->e)->protocols];
    struct adil_arena tmp = *w->put.scratch;
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, w->poll->n_places);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->poll->n_places; i++) {
        uint32_t rec = adil_polling_expects(w->poll, contest, i)
                           ? adil_protocol_record(p, tmp, w->e, contest, w->round, i)
                           : ADIL_NO_RECORD;
        uint8_t flags = rec != ADIL_NO_RECORD ? reg->rec[rec].flags : 0;
        if (flags != 0 && reg->rec[rec].ended == 0) {
            e[n++] = (struct adil_index_entry){adil_election_place_key(p, w->e, i), rec};
        }
    }
    adil_index_sort(e, n);
    struct election_putting inner = *w;
    inner.put.scratch = &tmp;
    adil_json_key(w->put.out, "marked");
    adil_json_object(w->put.out);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t flags = reg->rec[e[i].value].flags;
        adil_json_key_span(w->put.out, e[i].name);
        adil_json_object_line(w->put.out);
        adil_json_key(w->put.out, "annulled");
        adil_json_bool(w->put.out, (flags & ADIL_PROTOCOL_ANNULLED) != 0);
        adil_json_key(w->put.out, "checks");
        put_checks(&inner, e[i].value, flags);
        adil_json_key(w->put.out, "counts");
        adil_json_bool(w->put.out, adil_protocol_counts(flags));
        adil_json_key(w->put.out, "explained");
        adil_json_bool(w->put.out, (flags & ADIL_PROTOCOL_EXPLAINED) != 0);
        adil_json_end(w->put.out);
    }
    adil_json_end(w->put.out);
}

static void put_tally(struct election_putting *w, uint32_t contest)
{
    struct adil_json *out = w->put.out;
    const struct adil_contest_tally *t = &w->poll->tally[contest];
    struct adil_arena tmp = *w->put.scratch;
    adil_json_object(out);
    if (t->polled) {
        const struct adil_index_entry *rows = rows_in_order(w, &tmp);
        struct election_putting inner = *w;
        inner.put.scratch = &tmp;
        put_marked(&inner, contest);
        put_places(w, &t->row[0]);
        put_totals(w, t, 0);
        adil_json_key(out, "units");
        adil_json_object(out);
        for (uint32_t i = 0; i + 1 < w->poll->n_rows; i++) {
            if (t->row[rows[i].value].expected > 0) {
                adil_json_key_span(out, rows[i].name);
                adil_json_object(out);
                put_places(w, &t->row[rows[i].value]);
                put_totals(w, t, rows[i].value);
                adil_json_end(out);
            }
        }
        adil_json_end(out);
    } else if (t->contest == NULL) {
        adil_json_key(out, "fault");
        adil_json_text(out, t->fault);
    }
    adil_json_end(out);
}

/* ---- one round ------------------------------------------------------------------------------ */

static void put_commitments(struct election_putting *w)
{
    const struct adil_polity *p = w->put.p;
    adil_json_key(w->put.out, "commitments");
    adil_json_array(w->put.out);
    for (uint32_t i = 0; i < w->poll->n_commitments; i++) {
        const struct adil_commitment *c = &w->poll->commitment[i];
        adil_json_object_line(w->put.out);
        adil_json_key(w->put.out, "contest");
        adil_json_text(w->put.out, adil_ballot_name(p, w->e, c->contest));
        put_number(w, "entry", c->entry);
        adil_json_key(w->put.out, "hash");
        adil_put_hash(&w->put, &c->hash);
        adil_json_key(w->put.out, "place");
        adil_json_text(w->put.out, adil_election_place_key(p, w->e, c->place));
        adil_json_end(w->put.out);
    }
    adil_json_end(w->put.out);
}

static void put_lots(struct election_putting *w)
{
    const struct adil_polity *p = w->put.p;
    struct adil_arena tmp = *w->put.scratch;
    const uint32_t *order = adil_lots_order(p, &tmp, w->poll);
    struct adil_json *out = w->put.out;
    struct adil_putting inner = w->put;
    inner.scratch = &tmp;
    adil_json_key(out, "lots");
    adil_json_array(out);
    for (uint32_t i = 0; i < w->poll->n_lots; i++) {
        const struct adil_lot_committer *s = &w->poll->lot[order[i]];
        adil_json_object_line(out);
        adil_json_key(out, "commitment");
        adil_put_hash(&inner, &s->commitment);
        put_number(w, "entry", s->entry);
        adil_json_key(out, "issuer");
        adil_json_text(out, adil_issuer_name(p, &tmp, s->issuer));
        if (s->revealed != 0) {
            put_number(w, "revealed", s->revealed);
            adil_json_key(out, "seed");
            adil_json_text(out, adil_strings_get(p->strings, s->seed));
        }
        adil_json_end(out);
    }
    adil_json_end(out);
}

/* The sums of the hours in the order of their names, and how many places said each. */
static void put_hours(struct election_putting *w, uint32_t row)
{
    const struct adil_polity *p = w->put.p;
    const struct adil_register *reg = &p->book->reg[adil_election_procedure(p, w->e)->turnout];
    const struct adil_sums *s = &w->poll->turnout;
    struct adil_arena tmp = *w->put.scratch;
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, s->n_columns);
    for (uint32_t i = 0; i < s->n_columns; i++) {
        e[i] = (struct adil_index_entry){reg->field[w->e->turnout_slot[i]].id, i};
    }
    adil_index_sort(e, s->n_columns);
    adil_json_object_line(w->put.out);
    for (uint32_t i = 0; i < s->n_columns; i++) {
        size_t at = (size_t)row * s->n_columns + e[i].value;
        adil_json_key_span(w->put.out, e[i].name);
        adil_json_object_line(w->put.out);
        put_number(w, "places", s->known[at]);
        put_number(w, "sum", s->sum[at]);
        adil_json_end(w->put.out);
    }
    adil_json_end(w->put.out);
}

static void put_turnout(struct election_putting *w)
{
    struct adil_json *out = w->put.out;
    struct adil_arena tmp = *w->put.scratch;
    const struct adil_index_entry *rows = rows_in_order(w, &tmp);
    struct election_putting inner = *w;
    inner.put.scratch = &tmp;
    if (w->e->n_turnout == 0) {
        return;
    }
    adil_json_key(out, "turnout");
    adil_json_object(out);
    adil_json_key(out, "hours");
    put_hours(&inner, 0);
    put_number(w, "places", w->poll->n_expected);
    put_number(w, "reports", w->poll->turnout_reports[0]);
    adil_json_key(out, "units");
    adil_json_object(out);
    for (uint32_t i = 0; i + 1 < w->poll->n_rows; i++) {
        adil_json_key_span(out, rows[i].name);
        put_hours(&inner, rows[i].value);
    }
    adil_json_end(out);
    adil_json_end(out);
}

/* Places that are counted with others: {"small":"large","lost":null}. */
static void put_joined(struct election_putting *w)
{
    struct adil_arena tmp = *w->put.scratch;
    const struct adil_polling *poll = w->poll;
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, poll->n_places);
    uint32_t n = 0;
    for (uint32_t i = 0; poll->joined != NULL && i < poll->n_places; i++) {
        if (poll->joined[i] != 0) {
            e[n++] = (struct adil_index_entry){adil_election_place_key(w->put.p, w->e, i), i};
        }
    }
    if (n == 0) {
        return;
    }
    adil_index_sort(e, n);
    adil_json_key(w->put.out, "joined");
    adil_json_object(w->put.out);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t with = poll->joined[e[i].value];
        adil_json_key_span(w->put.out, e[i].name);
        if (with == ADIL_JOINED_NOWHERE) {
            adil_json_null(w->put.out);
        } else {
            adil_json_text(w->put.out, adil_election_place_key(w->put.p, w->e, with - 1));
        }
    }
    adil_json_end(w->put.out);
}

static void put_round(struct election_putting *w)
{
    struct adil_json *out = w->put.out;
    struct adil_arena tmp = *w->put.scratch;
    const struct adil_index_entry *order = NULL;
    uint32_t n = contests_in_order(w, &tmp, true, &order);
    struct election_putting inner = *w;
    inner.put.scratch = &tmp;
    adil_json_object(out);
    adil_json_key(out, "begun");
    adil_json_bool(out, w->poll->begun);
    if (w->poll->begun) {
        put_commitments(&inner);
        adil_json_key(out, "contests");
        adil_json_object(out);
        for (uint32_t i = 0; i < n; i++) {
            adil_json_key_span(out, order[i].name);
            put_tally(&inner, order[i].value);
        }
        adil_json_end(out);
        put_joined(&inner);
    }
    put_lots(&inner);
    if (w->poll->begun) {
        put_turnout(&inner);
    }
    adil_json_end(out);
}

void adil_election_put(const struct adil_polity *p, struct adil_arena scratch, uint32_t case_no,
                       struct adil_json *out)
{
    const struct adil_election *e = p->cases[case_no].election;
    struct election_putting w = {{p, &scratch, out}, e, 0, NULL};
    if (e == NULL) {
        adil_json_null(out);
        return;
    }
    adil_json_object(out);
    adil_json_key(out, "contests");
    put_contests(&w);
    adil_json_key(out, "rounds");
    adil_json_array(out);
    for (w.round = 1; w.round <= e->n_rounds; w.round++) {
        w.poll = e->round[w.round - 1];
        put_round(&w);
    }
    adil_json_end(out);
    adil_json_end(out);
}
