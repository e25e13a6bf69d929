#include "polity/sheet.h"

#include "polity/elections.h"

struct sheet_reading {
    struct adil_polity *p;
    struct adil_arena *perm;
    struct adil_arena scratch;
    struct adil_election *e;
    const struct adil_polling *poll;
    uint32_t contest;
    uint32_t place;
    struct adil_sheet *out;
};

static adil_err no_sheet(struct adil_diag *diag, const char *field, struct adil_span found,
                         const char *expected)
{
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0}, adil_span_of(field),
                     found, adil_span_of(expected));
}

static struct adil_election *sheet_election(const struct adil_polity *p, struct adil_span id)
{
    uint32_t text = adil_strings_find(p->strings, id);
    for (uint32_t i = 0; i < p->n_cases && text != 0; i++) {
        if (p->cases[i].id == text) {
            return p->cases[i].election;
        }
    }
    return NULL;
}

/* The round as it is, or as it would be if it began now. */
static const struct adil_polling *sheet_polling(struct sheet_reading *r)
{
    struct adil_polling *last = r->e->round[r->e->n_rounds - 1];
    struct adil_polling_job job = {
        .p = r->p, .perm = r->perm, .scratch = r->scratch, .e = r->e, .round = r->e->n_rounds};
    return last->begun ? last : adil_polling_make(&job);
}

static void take_ballot(struct sheet_reading *r)
{
    const struct adil_contest_tally *t = &r->poll->tally[r->contest];
    const uint32_t *stand = NULL;
    uint32_t n = adil_ballot_options(t, &r->scratch, r->poll->place_row[r->place], &stand);
    uint32_t *option = adil_new(r->perm, uint32_t, n);
    bool *stands = adil_new(&r->scratch, bool, t->contest->n_options);
    for (uint32_t i = 0; i < n; i++) {
        stands[stand[i]] = true;
    }
    for (uint32_t i = 0; i < t->contest->n_options; i++) {
        if (stands[i]) {
            option[r->out->n_options++] = i;
        }
    }
    r->out->option = option;
    r->out->contest = t->contest;
}

static void take_votes(struct sheet_reading *r, adil_slot slot, int64_t *votes)
{
    uint32_t n = slot != ADIL_SLOT_UNKNOWN ? adil_pool_n(r->p, slot) : 0;
    for (uint32_t k = 0; k < n; k++) {
        struct adil_pair pair = adil_pool_at(r->p, slot, k);
        struct adil_span id = adil_strings_get(r->p->strings, pair.of);
        for (uint32_t i = 0; i < r->out->n_options; i++) {
            struct adil_span own = r->out->contest->option[r->out->option[i]].id;
            votes[i] = adil_span_eq(id, own) ? pair.n : votes[i];
        }
    }
}

static int64_t *all_empty(struct adil_arena *perm, uint32_t n)
{
    int64_t *figure = adil_new(perm, int64_t, n);
    for (uint32_t i = 0; i < n; i++) {
        figure[i] = ADIL_SHEET_EMPTY;
    }
    return figure;
}

static void take_checks(struct sheet_reading *r, const adil_slot *slot)
{
    const struct adil_acts *acts = &r->p->book->acts;
    uint32_t *check = adil_new(r->perm, uint32_t, acts->n_checks);
    uint32_t *failed = adil_new(r->perm, uint32_t, acts->n_checks);
    bool *fails = adil_new(r->perm, bool, acts->n_checks);
    uint32_t n_failed = 0;
    if (slot != NULL) {
        uint32_t votes = adil_election_procedure(r->p, r->e)->votes;
        struct adil_protocol_view view = {slot, adil_votes_slot_sum(r->p, slot[votes]),
                                          r->poll->day};
        (void)adil_protocol_check(r->p, r->scratch, r->e, &view, failed, &n_failed);
    }
    for (uint32_t i = 0; i < acts->n_checks; i++) {
        const struct adil_check *c = &acts->check[i];
        if (c->reg != r->out->reg || !adil_rule_in_force(&c->rule, r->poll->day)) {
            continue;
        }
        for (uint32_t k = 0; k < n_failed; k++) {
            fails[r->out->n_checks] = fails[r->out->n_checks] || failed[k] == i;
        }
        check[r->out->n_checks++] = i;
    }
    r->out->check = check;
    r->out->fails = fails;
}

static void take_figures(struct sheet_reading *r)
{
    const struct adil_register *reg = &r->p->book->reg[r->out->reg];
    int64_t *figure = all_empty(r->perm, reg->n_fields);
    int64_t *votes = all_empty(r->perm, r->out->n_options);
    uint32_t rec =
        adil_protocol_record(r->p, r->scratch, r->e, r->contest, r->e->n_rounds, r->place);
    const adil_slot *slot = NULL;
    if (rec != ADIL_NO_RECORD && r->p->reg[r->out->reg].rec[rec].ended == 0) {
        slot = adil_record_slots(r->p, r->perm, r->out->reg, rec);
        r->out->entry = r->p->reg[r->out->reg].rec[rec].last;
        for (uint32_t i = 0; i < reg->n_fields; i++) {
            figure[i] =
                r->p->reg[r->out->reg].type[i] == ADIL_FIELD_NUMBER && slot[i] != ADIL_SLOT_UNKNOWN
                    ? slot[i]
                    : ADIL_SHEET_EMPTY;
        }
        take_votes(r, slot[adil_election_procedure(r->p, r->e)->votes], votes);
    }
    r->out->figure = figure;
    r->out->votes = votes;
    take_checks(r, slot);
}

static adil_err read_sheet(struct adil_polity *p, struct adil_arena *perm,
                           struct adil_arena scratch, struct adil_span case_id,
                           struct adil_span contest, struct adil_span place, struct adil_sheet *out,
                           struct adil_diag *diag)
{
    struct sheet_reading r = {.p = p, .perm = perm, .scratch = scratch, .out = out};
    *out = (struct adil_sheet){.entry = ADIL_NO_ENTRY, .unit = ADIL_NO_UNIT};
    r.e = sheet_election(p, case_id);
    if (r.e == NULL || adil_election_procedure(p, r.e)->protocols == ADIL_NO_WORD) {
        return no_sheet(diag, "case", case_id, "a case with a polling");
    }
    r.contest = adil_election_ballot(p, r.e, contest);
    if (r.contest == ADIL_NO_CONTEST) {
        return no_sheet(diag, "contest", contest,
                        "a contest of the case, or CONTEST/PAPER where it has several");
    }
    r.place = adil_election_place(p, scratch, r.e, place);
    r.poll = sheet_polling(&r);
    if (r.place == ADIL_NO_RECORD || !adil_polling_expects(r.poll, r.contest, r.place)) {
        return no_sheet(diag, "place", place, "a place where the contest is polled");
    }
    out->procedure = r.e->procedure;
    out->reg = adil_election_procedure(p, r.e)->protocols;
    out->round = r.e->n_rounds;
    out->day = r.poll->day;
    out->unit = adil_case_place_unit(p, r.e->procedure, r.place);
    take_ballot(&r);
    take_figures(&r);
    return ADIL_OK;
}

adil_err adil_sheet_read(struct adil_polity *p, struct adil_arena *perm, struct adil_arena scratch,
                         struct adil_span case_id, struct adil_span contest, struct adil_span place,
                         struct adil_sheet *out, struct adil_diag *diag)
{
    struct adil_rulebook *was = adil_law_look(p, adil_case_find(p, case_id));
    adil_err err = read_sheet(p, perm, scratch, case_id, contest, place, out, diag);
    p->book = was;
    return err;
}
