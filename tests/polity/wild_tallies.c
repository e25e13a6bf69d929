/* Totals of elections are the sums of what was recorded: of every contest in its last round, row by
 * row, from the protocols that count; in a result that stands, its votes and figures; and the seats
 * that records of options have are those of the result. */
#include "wild.h"

#include <string.h>

/* Protocols of a contest in a round. */
struct sheet {
    struct wild *w;
    const struct adil_election *e;
    const struct adil_procedure *proc;
    uint32_t contest;
    uint32_t round;
};

/* ---- protocols ----------------------------------------------------------------------------- */

/* The place that a protocol's key names, when it is one of the sheet; ADIL_NO_RECORD. */
static uint32_t place_of(const struct sheet *s, struct adil_span key)
{
    const struct adil_polity *p = s->w->f.p;
    struct adil_arena tmp = s->w->f.t->scratch;
    struct adil_span case_id = adil_strings_get(p->strings, p->cases[s->e->case_no].id);
    struct adil_span contest = adil_strings_get(p->strings, s->e->contest[s->contest].name);
    struct adil_span head =
        s->round > 1
            ? adil_fmt(&tmp, "%.*s/%.*s:%u/", ADIL_ARG(case_id), ADIL_ARG(contest), s->round)
            : adil_fmt(&tmp, "%.*s/%.*s/", ADIL_ARG(case_id), ADIL_ARG(contest));
    if (!adil_span_starts(key, head)) {
        return ADIL_NO_RECORD;
    }
    struct adil_span place = adil_span_sub(key, head.len, key.len);
    const struct adil_reg_state *places = &p->reg[s->proc->places];
    for (uint32_t i = 0; i < places->n; i++) {
        struct adil_span of = adil_strings_get(p->strings, places->rec[i].key);
        if (p->book->acts.per_case[s->proc->places]) {
            (void)adil_span_cut(&of, '/', &head);
        }
        if (adil_span_eq(of, place)) {
            return i;
        }
    }
    return ADIL_NO_RECORD;
}

static bool is_below(const struct adil_polling *poll, uint32_t row, uint32_t above)
{
    while (row != ADIL_NO_ROW && row != above) {
        row = poll->row_up[row];
    }
    return row == above;
}

/* A figure of a protocol; -1: not known. Its columns as in totals. */
static int64_t figure_of(const struct sheet *s, uint32_t rec, uint32_t column)
{
    const struct adil_polity *p = s->w->f.p;
    uint32_t reg = s->proc->protocols;
    const struct adil_field_sum *sum[] = {&s->proc->registered, &s->proc->issued, &s->proc->cast,
                                          &s->proc->invalid, &s->proc->not_counted};
    int64_t n = 0;
    if (column < ADIL_TALLY_OPTIONS) {
        for (uint32_t i = 0; i < sum[column]->n; i++) {
            adil_slot one = adil_record_slot(p, reg, rec, sum[column]->field[i]);
            if (one == ADIL_SLOT_UNKNOWN) {
                return -1;
            }
            n += one;
        }
        return sum[column]->n > 0 ? n : -1;
    }
    const struct adil_contest *c = s->e->round[s->round - 1]->tally[s->contest].contest;
    struct adil_span option = c->option[column - ADIL_TALLY_OPTIONS].id;
    adil_slot votes = adil_record_slot(p, reg, rec, s->proc->votes);
    for (uint32_t i = 0; votes != ADIL_SLOT_UNKNOWN && i < adil_pool_n(p, votes); i++) {
        struct adil_pair pair = adil_pool_at(p, votes, i);
        if (adil_span_eq(adil_strings_get(p->strings, pair.of), option)) {
            return pair.n;
        }
    }
    return 0;
}

/* The sum of a column over the protocols of a row that count, as far as it is known; how many
 * protocols count there, and in how many the figure is known. */
static int64_t sum_of(const struct sheet *s, uint32_t row, uint32_t column, uint32_t *n,
                      uint32_t *known)
{
    const struct adil_polity *p = s->w->f.p;
    const struct adil_polling *poll = s->e->round[s->round - 1];
    const struct adil_reg_state *reg = &p->reg[s->proc->protocols];
    int64_t sum = 0;
    *n = 0;
    *known = 0;
    for (uint32_t i = 0; i < reg->n; i++) {
        const struct adil_rec *r = &reg->rec[i];
        uint8_t bad = ADIL_PROTOCOL_FAULTY | ADIL_PROTOCOL_ANNULLED;
        uint32_t place = r->ended != 0 || (r->flags & bad) != 0
                             ? ADIL_NO_RECORD
                             : place_of(s, adil_strings_get(p->strings, r->key));
        if (place == ADIL_NO_RECORD || !is_below(poll, poll->place_row[place], row)) {
            continue;
        }
        int64_t one = figure_of(s, i, column);
        sum += one >= 0 ? one : 0;
        *known += one >= 0;
        ++*n;
    }
    return sum;
}

/* ---- running totals ------------------------------------------------------------------------ */

static const char *wrong_sums(const struct sheet *s)
{
    const struct adil_polling *poll = s->e->round[s->round - 1];
    const struct adil_contest_tally *t = &poll->tally[s->contest];
    for (uint32_t row = 0; row < t->figures.n_rows; row++) {
        uint32_t n = 0;
        uint32_t known = 0;
        for (uint32_t column = 0; column < t->figures.n_columns; column++) {
            int64_t sum = sum_of(s, row, column, &n, &known);
            size_t at = (size_t)row * t->figures.n_columns + column;
            bool asked = column >= ADIL_TALLY_OPTIONS || known > 0;
            if (asked && t->figures.sum[at] != sum) {
                return "a total that its protocols do not give";
            }
        }
        if (t->row[row].counted != n) {
            return "another number of protocols counted than there are";
        }
    }
    return NULL;
}

/* ---- results ------------------------------------------------------------------------------- */

static const char *wrong_figures(const struct sheet *s, const struct adil_act *act)
{
    static const char *const name[] = {"registered", "issued", "cast", "invalid", "not-counted"};
    const struct adil_contest *c = s->e->round[s->round - 1]->tally[s->contest].contest;
    struct adil_span votes = wild_raw(act, ADIL_SPAN("votes"));
    uint32_t n = 0;
    uint32_t known = 0;
    for (uint32_t i = 0; i < ADIL_COUNT(name); i++) {
        int64_t said = wild_number(act, adil_span_of(name[i]));
        int64_t sum = sum_of(s, 0, i, &n, &known);
        if (known == n && n > 0 && said != sum) {
            return "a figure of a result that its protocols do not give";
        }
    }
    for (uint32_t i = 0; i < c->n_options; i++) {
        int64_t said = wild_figure_of(votes, c->option[i].id);
        if (said >= 0 && said != sum_of(s, 0, ADIL_TALLY_OPTIONS + i, &n, &known)) {
            return "votes of a result that its protocols do not give";
        }
    }
    return NULL;
}

/* Seats of an option by the act that stated the result; -1: it gives none to anybody. */
static int64_t seats_said(const struct adil_act *act, struct adil_span option)
{
    struct adil_span seats = wild_raw(act, ADIL_SPAN("seats"));
    struct adil_span elected = wild_raw(act, ADIL_SPAN("elected"));
    struct adil_span name;
    int64_t n = 0;
    if (wild_figure(seats, 0, &name, &n)) {
        int64_t of = wild_figure_of(seats, option);
        return of >= 0 ? of : 0;
    }
    for (uint32_t i = 0; wild_item(elected, i, &name); i++) {
        if (adil_span_eq(name, option)) {
            return 1;
        }
    }
    return wild_item(elected, 0, &name) ? 0 : -1;
}

static const char *wrong_shares(const struct sheet *s, const struct adil_act *act)
{
    const struct adil_contest *c = s->e->round[s->round - 1]->tally[s->contest].contest;
    struct adil_span seats = wild_raw(act, ADIL_SPAN("seats"));
    struct adil_span name;
    int64_t n = 0;
    int64_t sum = 0;
    for (uint32_t i = 0; wild_figure(seats, i, &name, &n); i++) {
        sum += n;
    }
    return sum <= c->seats ? NULL : "more seats given than the contest has";
}

/* In how many contests of the case an option of that name stands. */
static uint32_t contests_with(const struct sheet *s, struct adil_span option)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->e->n_contests; k++) {
        const struct adil_contest_tally *t = adil_contest_last(s->e, k);
        for (uint32_t i = 0; t != NULL && t->contest != NULL && i < t->contest->n_options; i++) {
            n += adil_span_eq(t->contest->option[i].id, option);
        }
    }
    return n;
}

static const char *wrong_seats(const struct sheet *s, const struct adil_result_act *r,
                               const struct adil_act *act)
{
    const struct adil_polity *p = s->w->f.p;
    uint32_t reg = s->proc->options;
    uint32_t field = ADIL_NO_WORD;
    if (reg != ADIL_NO_WORD) {
        field = adil_field_find(p->book->reg[reg].field, p->book->reg[reg].n_fields,
                                ADIL_SPAN("seats"));
    }
    struct adil_span case_id = adil_strings_get(p->strings, p->cases[s->e->case_no].id);
    for (uint32_t i = 0; field != ADIL_NO_WORD && i < p->reg[reg].n; i++) {
        struct adil_span key = adil_strings_get(p->strings, p->reg[reg].rec[i].key);
        struct adil_span head = {0};
        if (!p->book->acts.per_case[reg] || !adil_span_cut(&key, '/', &head) ||
            !adil_span_eq(head, case_id) || contests_with(s, key) != 1 ||
            wild_figure_of(wild_raw(act, ADIL_SPAN("votes")), key) < 0) {
            continue;
        }
        int64_t said = seats_said(act, key);
        adil_slot want = r->stale ? ADIL_SLOT_UNKNOWN : said;
        if (said >= 0 && r->status == ADIL_S_DECIDED &&
            adil_record_slot(p, reg, i, field) != want) {
            return "seats of a record that are not those of the result";
        }
    }
    return NULL;
}

static const char *wrong_result(struct sheet *s)
{
    const struct adil_polled_contest *c = &s->e->contest[s->contest];
    const struct adil_result_act *r = c->n_results > 0 ? &c->result[c->n_results - 1] : NULL;
    if (r == NULL || r->n_findings > 0 || r->status == ADIL_S_AS_PUBLISHED) {
        return NULL;
    }
    const struct adil_act *act = &s->w->act[r->entry - 1];
    const struct adil_contest_tally *t = &s->e->round[r->round - 1]->tally[s->contest];
    if (act->kind != ADIL_ACT_COUNT || !adil_span_eq(act->fields, r->fields)) {
        return "a result that no act stated";
    }
    if (t->contest == NULL || !adil_contest_pollable(t->contest)) {
        return NULL;
    }
    s->round = r->round;
    const char *wrong = r->stale ? NULL : wrong_figures(s, act);
    wrong = wrong != NULL ? wrong : wrong_shares(s, act);
    return wrong != NULL ? wrong : wrong_seats(s, r, act);
}

/* ---- all ----------------------------------------------------------------------------------- */

static const char *wrong_election(struct wild *w, const struct adil_election *e)
{
    const struct adil_procedure *proc = adil_election_procedure(w->f.p, e);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        struct sheet s = {w, e, proc, i, e->n_rounds};
        const struct adil_polling *poll = e->round[e->n_rounds - 1];
        if (e->contest[i].n_papers > 1 || e->contest[i].of != i) {
            continue; /* protocols of papers have other keys */
        }
        bool polled = poll->begun && poll->tally[i].contest != NULL && poll->tally[i].polled;
        const char *wrong = polled ? wrong_sums(&s) : NULL;
        wrong = wrong != NULL ? wrong : wrong_result(&s);
        if (wrong != NULL) {
            return wrong;
        }
    }
    return NULL;
}

/* Of the act's case; of all where the law changed, or something ended that cases share. */
const char *wild_wrong_tallies(struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    enum adil_act_kind kind = wild_last(w)->kind;
    bool all = kind == ADIL_ACT_AMEND || kind == ADIL_ACT_END;
    for (uint32_t i = 0; i < p->n_cases; i++) {
        const char *wrong = p->cases[i].election != NULL && (all || i == w->before.case_no)
                                ? wrong_election(w, p->cases[i].election)
                                : NULL;
        if (wrong != NULL) {
            return wrong;
        }
    }
    return NULL;
}
