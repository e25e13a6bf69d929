/* Elections: where an act of a case with a polling goes, and how contests, places and protocols are
 * found. */
#include "polity/elections.h"
#include "polity/given.h"

#include <string.h>

/* ---- finding ------------------------------------------------------------------------------- */

const struct adil_procedure *adil_election_procedure(const struct adil_polity *p,
                                                     const struct adil_election *e)
{
    return &p->cases[e->case_no].book->acts.procedure[e->procedure];
}

/* What stands before a place's key in its register: nothing, or the case. */
static size_t place_prefix(const struct adil_polity *p, const struct adil_election *e)
{
    uint32_t reg = adil_election_procedure(p, e)->places;
    return p->book->acts.per_case[reg]
               ? adil_strings_get(p->strings, p->cases[e->case_no].id).len + 1
               : 0;
}

static uint32_t find_joined(const struct adil_polity *p, struct adil_arena scratch, uint32_t reg,
                            struct adil_span case_id, struct adil_span key)
{
    struct adil_span whole = adil_fmt(&scratch, "%.*s/%.*s", ADIL_ARG(case_id), ADIL_ARG(key));
    uint32_t id = adil_strings_find(p->strings, whole);
    return id != 0 ? adil_record_find(p, reg, id) : ADIL_NO_RECORD;
}

uint32_t adil_election_place(const struct adil_polity *p, struct adil_arena scratch,
                             const struct adil_election *e, struct adil_span key)
{
    uint32_t reg = adil_election_procedure(p, e)->places;
    if (p->book->acts.per_case[reg]) {
        return find_joined(p, scratch, reg, adil_strings_get(p->strings, p->cases[e->case_no].id),
                           key);
    }
    uint32_t id = adil_strings_find(p->strings, key);
    return id != 0 ? adil_record_find(p, reg, id) : ADIL_NO_RECORD;
}

struct adil_span adil_election_place_key(const struct adil_polity *p, const struct adil_election *e,
                                         uint32_t place)
{
    uint32_t reg = adil_election_procedure(p, e)->places;
    struct adil_span key = adil_strings_get(p->strings, p->reg[reg].rec[place].key);
    return adil_span_sub(key, place_prefix(p, e), key.len);
}

/* Joined by hand: every protocol asks for the keys of its place in the other contests. */
struct adil_span adil_protocol_key(const struct adil_polity *p, struct adil_arena *a,
                                   const struct adil_election *e, uint32_t contest, uint32_t round,
                                   uint32_t place)
{
    struct adil_span part[] = {
        adil_strings_get(p->strings, p->cases[e->case_no].id),
        ADIL_SPAN("/"),
        adil_ballot_name(p, e, contest),
        round > 1 ? adil_fmt(a, ":%u/", (unsigned)round) : ADIL_SPAN("/"),
        adil_election_place_key(p, e, place),
    };
    size_t len = 0;
    for (size_t i = 0; i < ADIL_COUNT(part); i++) {
        len += part[i].len;
    }
    char *key = adil_new(a, char, len);
    size_t at = 0;
    for (size_t i = 0; i < ADIL_COUNT(part); i++) {
        memcpy(key + at, part[i].ptr, part[i].len);
        at += part[i].len;
    }
    return adil_span_bytes(key, len);
}

uint32_t adil_protocol_record(const struct adil_polity *p, struct adil_arena scratch,
                              const struct adil_election *e, uint32_t contest, uint32_t round,
                              uint32_t place)
{
    struct adil_span key = adil_protocol_key(p, &scratch, e, contest, round, place);
    uint32_t id = adil_strings_find(p->strings, key);
    return id != 0 ? adil_record_find(p, adil_election_procedure(p, e)->protocols, id)
                   : ADIL_NO_RECORD;
}

/* NAME or NAME:ROUND (from the second on). Returns 0 when it is neither. */
uint32_t adil_round_cut(struct adil_span *name)
{
    uint64_t round = 0;
    size_t at = adil_span_find_byte(*name, ':');
    if (at == name->len) {
        return 1;
    }
    struct adil_span digits = adil_span_sub(*name, at + 1, name->len);
    bool plain = digits.len > 0 && digits.ptr[0] != '0';
    if (!plain || !adil_span_u64(digits, UINT32_MAX - 1, &round) || round < 2) {
        return 0;
    }
    *name = adil_span_sub(*name, 0, at);
    return (uint32_t)round;
}

adil_err adil_refuse_deadline(struct adil_judging *j, const struct adil_election *e,
                              uint32_t deadline, const char *rule, const char *field, int64_t when)
{
    const struct adil_deadline *d = adil_case_deadline_rule(j->p, e->case_no, deadline, j->day);
    const struct adil_zones *z = &j->p->book->acts.zones;
    const struct adil_units *u = &j->p->book->units;
    struct adil_span found = adil_instant_text(j->perm, z, u, 0, j->act->logged);
    struct adil_span expected = adil_instant_text(j->perm, z, u, 0, when);
    if (d != NULL) {
        return adil_refuse_rule(j, &d->rule, adil_span_of(field), found, expected);
    }
    return adil_refuse(j, rule, adil_span_of(field), found, expected);
}

/* ---- opening ------------------------------------------------------------------------------- */

static void slots_of_checks(struct adil_polity *p, struct adil_election *e)
{
    uint32_t reg = adil_election_procedure(p, e)->protocols;
    const struct adil_register *r = &p->book->reg[reg];
    const struct adil_vocab *v = &p->book->acts.check_vocab[reg];
    uint32_t *slot = adil_new(&p->arena, uint32_t, v->n_quantities);
    for (uint32_t i = 0; i < v->n_quantities; i++) {
        slot[i] = adil_field_find(r->field, r->n_fields, v->quantity[i].id);
    }
    e->check_slot = slot;
    e->explanation = adil_field_find(r->field, r->n_fields, ADIL_SPAN("explanation"));
}

/* Number fields of a register, in order. */
static uint32_t number_slots(struct adil_polity *p, uint32_t reg, const uint32_t **out)
{
    if (reg == ADIL_NO_WORD) {
        return 0;
    }
    const struct adil_register *r = &p->book->reg[reg];
    uint32_t *slot = adil_new(&p->arena, uint32_t, r->n_fields);
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_fields; i++) {
        if (adil_span_is(r->field[i].type, "number")) {
            slot[n++] = i;
        }
    }
    *out = slot;
    return n;
}

static void content_slots(struct adil_polity *p, struct adil_election *e)
{
    const struct adil_register *r = &p->book->reg[adil_election_procedure(p, e)->protocols];
    struct adil_index_entry *entry = adil_new(&p->arena, struct adil_index_entry, r->n_fields);
    uint32_t *slot = adil_new(&p->arena, uint32_t, r->n_fields);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        entry[i] = (struct adil_index_entry){r->field[i].id, i};
    }
    adil_index_sort(entry, r->n_fields);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        slot[i] = entry[i].value;
    }
    e->content = slot;
    e->n_content = r->n_fields;
}

/* The contests the call names: its field `contest`, or `contests`. */
static void take_contests(struct adil_polity *p, struct adil_arena scratch, struct adil_election *e)
{
    const struct adil_case *c = &p->cases[e->case_no];
    adil_slot one = adil_opening_slot(c, ADIL_SPAN("contest"), ADIL_FIELD_TEXT);
    adil_slot many = adil_opening_slot(c, ADIL_SPAN("contests"), ADIL_FIELD_SET);
    bool alone = one != ADIL_SLOT_UNKNOWN;
    if (!alone && many == ADIL_SLOT_UNKNOWN) {
        return;
    }
    uint32_t n = alone ? 1 : adil_pool_n(p, many);
    uint32_t *name = adil_new(&scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        name[i] = alone ? (uint32_t)one : adil_pool_at(p, many, i).of;
    }
    adil_ballots_open(p, scratch, e, name, n);
}

static void set_polling_day(struct adil_polity *p, const struct adil_election *e,
                            struct adil_polling *poll)
{
    adil_polling_day(p, e, poll);
    if (poll->opens != ADIL_INSTANT_NONE && poll->opens < p->polling_next) {
        p->polling_next = poll->opens;
    }
}

static void add_round(struct adil_polity *p, struct adil_election *e)
{
    struct adil_polling **round = adil_new(&p->arena, struct adil_polling *, e->n_rounds + 1);
    for (uint32_t i = 0; i < e->n_rounds; i++) {
        round[i] = e->round[i];
    }
    struct adil_polling *poll = adil_new(&p->arena, struct adil_polling, 1);
    set_polling_day(p, e, poll);
    round[e->n_rounds] = poll;
    e->round = round;
    e->n_rounds++;
}

void adil_election_open(struct adil_polity *p, struct adil_arena scratch, uint32_t case_no)
{
    struct adil_case *c = &p->cases[case_no];
    const struct adil_procedure *proc = &p->book->acts.procedure[c->procedure];
    if (proc->places == ADIL_NO_WORD || proc->protocols == ADIL_NO_WORD) {
        return;
    }
    if (c->election == NULL) {
        struct adil_election *e = adil_new(&p->arena, struct adil_election, 1);
        e->case_no = case_no;
        e->procedure = c->procedure;
        take_contests(p, scratch, e);
        slots_of_checks(p, e);
        content_slots(p, e);
        e->n_turnout = number_slots(p, proc->turnout, &e->turnout_slot);
        c->election = e;
    }
    add_round(p, c->election);
}

/* ---- the polling begins -------------------------------------------------------------------- */

static bool case_ended(const struct adil_case *c)
{
    return c->book->acts.procedure[c->procedure].stage[c->stage].is_end;
}

static struct adil_polling *last_round(const struct adil_election *e)
{
    return e->round[e->n_rounds - 1];
}

static struct adil_polling *make_round(struct adil_judging *j, struct adil_election *e,
                                       struct adil_arena *perm)
{
    struct adil_polling_job job = {j->p, perm, j->scratch, e, e->n_rounds};
    struct adil_rulebook *was = adil_law_look(j->p, e->case_no);
    struct adil_polling *poll = adil_polling_make(&job);
    j->p->book = was;
    return poll;
}

struct adil_polling *adil_election_polling(struct adil_judging *j, struct adil_election *e)
{
    struct adil_polling *poll = last_round(e);
    bool begun = poll->begun || poll->opens == ADIL_INSTANT_NONE || j->act->logged >= poll->opens;
    if (begun) {
        adil_tell_in_time(j->p, e->case_no, adil_election_procedure(j->p, e)->opens_at, j->day);
    }
    if (poll->begun) {
        return poll;
    }
    if (poll->opens != ADIL_INSTANT_NONE && j->act->logged < poll->opens) {
        return NULL;
    }
    j->plan->begins = true;
    return make_round(j, e, j->perm);
}

void adil_election_begin(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    bool asked = j->plan != NULL && j->plan->begins;
    if (!asked && j->act->logged < p->polling_next) {
        return;
    }
    p->polling_next = INT64_MAX;
    for (uint32_t i = 0; i < p->n_cases; i++) {
        struct adil_election *e = p->cases[i].election;
        if (e == NULL || case_ended(&p->cases[i]) || last_round(e)->begun) {
            continue;
        }
        int64_t opens = last_round(e)->opens;
        bool timed = opens != ADIL_INSTANT_NONE;
        if ((timed && opens <= j->act->logged) || (asked && j->plan->election == e)) {
            e->round[e->n_rounds - 1] = make_round(j, e, &p->arena);
        } else if (timed && opens < p->polling_next) {
            p->polling_next = opens;
        }
    }
}

/* ---- judging and effects ------------------------------------------------------------------- */

typedef adil_err election_judge(struct adil_judging *j, struct adil_election *e);

/* Words of lots, and commitments to figures. */
static adil_err judge_secret(struct adil_judging *j, struct adil_election *e)
{
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    if (j->word == proc->lot_commit || j->word == proc->lot_reveal) {
        return adil_lots_judge(j, e);
    }
    return j->act->kind == ADIL_ACT_COMMIT ? adil_commit_judge(j, e) : ADIL_OK;
}

/* Acts about the case itself, by kind; any other is none of the election's. */
static election_judge *const by_kind[ADIL_N_ACT_KINDS] = {
    [ADIL_ACT_COMMIT] = judge_secret,         [ADIL_ACT_REVEAL] = judge_secret,
    [ADIL_ACT_COUNT] = adil_result_judge,     [ADIL_ACT_ANNUL] = adil_annul_judge,
    [ADIL_ACT_MOVE] = adil_result_judge_move, [ADIL_ACT_AMEND] = adil_result_judge_move,
};

static adil_err judge_in_case(struct adil_judging *j, struct adil_election *e)
{
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    if (j->reg != ADIL_NO_WORD) {
        if (j->reg == proc->protocols) {
            return adil_protocol_judge(j, e);
        }
        if (j->reg == proc->options) {
            return adil_option_papers_judge(j, e);
        }
        return j->reg == proc->turnout ? adil_turnout_judge(j, e) : ADIL_OK;
    }
    return by_kind[j->act->kind] != NULL ? by_kind[j->act->kind](j, e) : ADIL_OK;
}

static struct adil_election *election_of(const struct adil_judging *j)
{
    return j->in_case != ADIL_NO_CASE ? j->p->cases[j->in_case].election : NULL;
}

adil_err adil_election_judge(struct adil_judging *j)
{
    struct adil_election *e = election_of(j);
    ADIL_TRY(adil_small_place_judge(j));
    if (e == NULL || j->act->kind == ADIL_ACT_OPEN) {
        return ADIL_OK;
    }
    j->plan = adil_new(j->perm, struct adil_election_plan, 1);
    j->plan->election = e;
    return judge_in_case(j, e);
}

typedef void election_effect(struct adil_judging *j);

static election_effect *const effect[] = {
    [ADIL_DOES_PROTOCOL] = adil_protocol_apply, [ADIL_DOES_TURNOUT] = adil_turnout_apply,
    [ADIL_DOES_COMMIT] = adil_commit_apply,     [ADIL_DOES_LOT_COMMIT] = adil_lots_apply,
    [ADIL_DOES_LOT_REVEAL] = adil_lots_apply,   [ADIL_DOES_RESULT] = adil_result_apply,
    [ADIL_DOES_ANNUL_PLACE] = adil_annul_apply, [ADIL_DOES_ANNUL_ALL] = adil_annul_apply,
    [ADIL_DOES_END] = adil_seats_apply,
};

void adil_election_reread(struct adil_polity *p, struct adil_election *e)
{
    struct adil_rulebook *was = adil_law_look(p, e->case_no);
    slots_of_checks(p, e);
    content_slots(p, e);
    if (!last_round(e)->begun) {
        set_polling_day(p, e, last_round(e));
    }
    p->book = was;
}

/* A day that was moved before the polling began moves the polling. */
static void follow_day(struct adil_polity *p, uint32_t case_no)
{
    const struct adil_election *e = p->cases[case_no].election;
    struct adil_polling *poll = e->round[e->n_rounds - 1];
    if (poll->begun || poll->day.days == p->cases[case_no].day.days) {
        return;
    }
    set_polling_day(p, e, poll);
}

void adil_election_apply(struct adil_judging *j)
{
    if (j->plan != NULL) {
        follow_day(j->p, j->in_case);
    }
    if (j->act->kind == ADIL_ACT_END) {
        adil_place_ended(j);
    }
    if (j->plan != NULL && j->plan->does != ADIL_DOES_NOTHING) {
        effect[j->plan->does](j);
    }
}
