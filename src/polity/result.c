/* Results: a commission states one, the record is counted again, and every figure must agree. A
 * result whose inputs change is stale: it is shown as such and never corrected by itself. */
#include "polity/elections.h"
#include "polity/given.h"

#include <string.h>

const struct adil_result_act *adil_result_current(const struct adil_polled_contest *c)
{
    return c->n_results > 0 ? &c->result[c->n_results - 1] : NULL;
}

/* ---- comparing ----------------------------------------------------------------------------- */

/* Every member the record gives stands in the act, byte for byte. */
static adil_err compare_members(struct adil_judging *j, struct adil_span expected)
{
    struct adil_json_reader r;
    adil_json_read(&r, j->perm, expected, false);
    (void)adil_json_next(&r);
    while (adil_json_next(&r) == ADIL_JSON_KEY) {
        struct adil_span name = r.text;
        struct adil_span want = {0};
        if (!adil_json_skip(&r, ADIL_JSON_KEY, &want)) {
            break;
        }
        struct adil_span found = adil_member_raw(j->scratch, j->act->fields, name);
        if (!adil_span_eq(found, want)) {
            return adil_refuse(j, "act.result", name, found.len > 0 ? found : ADIL_SPAN("nothing"),
                               want);
        }
    }
    return ADIL_OK;
}

/* And nothing else does, but what the word gives. */
static adil_err refuse_extra(struct adil_judging *j, struct adil_span expected)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    struct adil_json_reader r;
    adil_json_read(&r, j->perm, j->act->fields, false);
    (void)adil_json_next(&r);
    while (adil_json_next(&r) == ADIL_JSON_KEY) {
        struct adil_span name = r.text;
        struct adil_span raw = {0};
        if (!adil_json_skip(&r, ADIL_JSON_KEY, &raw)) {
            break;
        }
        if (adil_member_raw(j->scratch, expected, name).len == 0 &&
            adil_word_gives(w, name) == NULL) {
            return adil_refuse(j, "act.field", name, raw, ADIL_SPAN("no such field"));
        }
    }
    return ADIL_OK;
}

/* ---- judging ------------------------------------------------------------------------------- */

adil_err adil_result_judge_replaced(struct adil_judging *j, const struct adil_result_act *now)
{
    uint64_t entry = j->act->supersedes;
    if (entry == ADIL_NO_ENTRY || (now != NULL && entry == now->entry)) {
        return ADIL_OK;
    }
    return adil_refuse(j, "act.supersedes", ADIL_SPAN("supersedes"),
                       adil_fmt(j->perm, "entry %llu", (unsigned long long)entry),
                       ADIL_SPAN("the result that is replaced"));
}

/* Stated again: what is stale or open; and any after an annulment, so that the case can go on. */
static bool may_be_replaced(const struct adil_election *e, const struct adil_result_act *r,
                            uint32_t round)
{
    for (uint32_t i = 0; r != NULL && i < e->n_contests; i++) {
        if (e->contest[i].annulled > r->entry) {
            return true;
        }
    }
    return r == NULL || r->stale || r->round < round || r->status == ADIL_S_LOT_NEEDED ||
           r->status == ADIL_S_UNDETERMINED || r->status == ADIL_S_AS_PUBLISHED;
}

static uint32_t *copy_options(struct adil_arena *a, const uint32_t *option, uint32_t n)
{
    uint32_t *copy = adil_new(a, uint32_t, n);
    if (n > 0) {
        memcpy(copy, option, n * sizeof *copy);
    }
    return copy;
}

/* Seats by option, where the contest shares them among lists of its own. */
static const uint32_t *seats_of(struct adil_judging *j, const struct adil_recount *r)
{
    const struct adil_outcome *o = r->outcome;
    if (!o->has_seats || r->contest->n_parts > 0 || o->status != ADIL_S_DECIDED) {
        return NULL;
    }
    uint32_t *seats = adil_new(j->perm, uint32_t, o->n_results);
    for (uint32_t i = 0; i < o->n_results; i++) {
        seats[i] = o->result[i].seats;
    }
    return seats;
}

static void plan_result(struct adil_judging *j, const struct adil_recount *r)
{
    j->plan->does = ADIL_DOES_RESULT;
    j->plan->result = (struct adil_result_act){.entry = (uint32_t)j->entry,
                                               .round = r->round,
                                               .at = j->act->logged,
                                               .status = r->outcome->status,
                                               .fields = j->act->fields,
                                               .elected = r->outcome->elected,
                                               .n_elected = r->outcome->n_elected,
                                               .advance = r->outcome->advance,
                                               .n_advance = r->outcome->n_advance,
                                               .seats = seats_of(j, r)};
}

static adil_err judge_counted(struct adil_judging *j, struct adil_election *e)
{
    struct adil_recount r;
    struct adil_buf fields;
    const struct adil_result_act *now = adil_result_current(&e->contest[j->plan->contest]);
    ADIL_TRY(adil_result_recount(j, e, j->plan->contest, &r));
    if (!may_be_replaced(e, now, r.round)) {
        return adil_refuse(j, "act.result-again", ADIL_SPAN("contest"),
                           adil_fmt(j->perm, "stated by entry %u", now->entry),
                           ADIL_SPAN("a contest without a result, or whose result is stale"));
    }
    ADIL_TRY(adil_result_judge_replaced(j, now));
    adil_buf_open(&fields, SIZE_MAX / 2);
    adil_result_write(j, e, &r, &fields);
    struct adil_span expected = adil_span_copy(j->perm, adil_buf_span(&fields));
    adil_buf_release(&fields);
    ADIL_TRY(refuse_extra(j, expected));
    ADIL_TRY(compare_members(j, expected));
    adil_tell_outcome(j->p, r.outcome);
    plan_result(j, &r);
    return ADIL_OK;
}

adil_err adil_result_judge(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_span name = adil_given_text(j, ADIL_SPAN("contest"));
    plan->contest = adil_election_contest(j->p, e, name);
    if (plan->contest == ADIL_NO_CONTEST) {
        return adil_refuse(j, "act.contest", ADIL_SPAN("contest"), name,
                           ADIL_SPAN("a contest the call names"));
    }
    struct adil_polling *poll = adil_election_polling(j, e);
    if (poll == NULL) {
        return adil_refuse_deadline(j, e, adil_election_procedure(j->p, e)->opens_at,
                                    "act.polling-not-begun", "logged",
                                    e->round[e->n_rounds - 1]->opens);
    }
    const struct adil_contest *c = poll->tally[plan->contest].contest;
    bool published = c != NULL && adil_method_info(c->method)->family == ADIL_FAMILY_PUBLISHED;
    return published ? adil_published_judge(j, e, c) : judge_counted(j, e);
}

/* ---- effects ------------------------------------------------------------------------------- */

/* The status by which the case moves, once every contest has its result: what is still open wins
 * over what is decided. ADIL_N_STATUSES: not yet. */
static enum adil_status case_status(const struct adil_election *e, enum adil_status last)
{
    static const enum adil_status first[] = {ADIL_S_SECOND_ROUND, ADIL_S_LOT_NEEDED,
                                             ADIL_S_UNDETERMINED};
    size_t best = ADIL_COUNT(first);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        const struct adil_result_act *r = adil_result_current(&e->contest[i]);
        if (e->contest[i].annulled != 0 || e->contest[i].of != i) {
            continue;
        }
        if (r == NULL || r->stale || r->round < adil_contest_round(e, i)) {
            return ADIL_N_STATUSES;
        }
        for (size_t k = 0; k < best; k++) {
            best = r->status == first[k] ? k : best;
        }
    }
    return best < ADIL_COUNT(first) ? first[best] : last;
}

void adil_result_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_election *e = plan->election;
    struct adil_polled_contest *c = &e->contest[plan->contest];
    struct adil_arena *a = &j->p->arena;
    struct adil_result_act r = plan->result;
    r.fields = adil_span_copy(a, r.fields);
    r.elected = copy_options(a, r.elected, r.n_elected);
    r.advance = copy_options(a, r.advance, r.n_advance);
    r.finding = adil_published_keep(a, r.finding, r.n_findings);
    if (r.seats != NULL) {
        r.seats = copy_options(a, r.seats,
                               e->round[r.round - 1]->tally[plan->contest].contest->n_options);
    }
    c->result = adil_grow(j->p, c->result, sizeof *c->result, c->n_results, &c->cap_results);
    c->result[c->n_results++] = r;
    adil_seats_note(j->p, j->scratch, e, plan->contest);
    if (r.status == ADIL_S_AS_PUBLISHED) {
        adil_result_stale_wholes(j, e, plan->contest);
    }
    enum adil_status status = case_status(e, r.status);
    if (status != ADIL_N_STATUSES) {
        adil_case_counted(j, (uint32_t)status);
    }
}

/* ---- stale results ------------------------------------------------------------------------- */

static void make_stale(struct adil_judging *j, struct adil_election *e, uint32_t contest)
{
    struct adil_polled_contest *c = &e->contest[contest];
    if (c->n_results > 0 && !c->result[c->n_results - 1].stale) {
        c->result[c->n_results - 1].stale = true;
        c->result[c->n_results - 1].stale_by = (uint32_t)j->entry;
        adil_seats_note(j->p, j->scratch, e, contest);
    }
}

void adil_result_stale_wholes(struct adil_judging *j, struct adil_election *e, uint32_t contest)
{
    struct adil_span name = adil_strings_get(j->p->strings, e->contest[contest].name);
    for (uint32_t i = 0; i < e->n_contests && e->round[0]->begun; i++) {
        const struct adil_contest *whole = e->round[0]->tally[i].contest;
        for (uint32_t k = 0; whole != NULL && k < whole->n_parts; k++) {
            if (adil_span_eq(whole->part[k].name, name)) {
                make_stale(j, e, i);
            }
        }
    }
}

void adil_result_stale(struct adil_judging *j, struct adil_election *e, uint32_t contest)
{
    contest = e->contest[contest].of;
    make_stale(j, e, contest);
    adil_result_stale_wholes(j, e, contest);
}

adil_err adil_result_judge_move(struct adil_judging *j, struct adil_election *e)
{
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    if (j->stage_act != NULL && j->stage_act->repeats) {
        ADIL_TRY(adil_repeat_judge(j, e));
    }
    if (j->stage_act == NULL || j->stage_act->to == ADIL_NO_WORD ||
        !proc->stage[j->stage_act->to].is_end) {
        return ADIL_OK;
    }
    for (uint32_t i = 0; i < e->n_contests; i++) {
        const struct adil_result_act *r = adil_result_current(&e->contest[i]);
        if (e->contest[i].annulled == 0 && r != NULL && r->stale) {
            return adil_refuse(
                j, "act.stale", adil_strings_get(j->p->strings, e->contest[i].name),
                adil_fmt(j->perm, "the result of entry %u, before entry %u", r->entry, r->stale_by),
                ADIL_SPAN("a result of the record as it is"));
        }
    }
    j->plan->does = ADIL_DOES_END;
    return ADIL_OK;
}

/* ---- for who composes one ------------------------------------------------------------------ */

adil_err adil_polity_result_fields(struct adil_polity *p, struct adil_arena *perm,
                                   struct adil_arena scratch, struct adil_span case_id,
                                   struct adil_span contest, struct adil_buf *fields,
                                   struct adil_refusal *refusal)
{
    uint32_t case_no = adil_case_find(p, case_id);
    struct adil_election *e = case_no != ADIL_NO_CASE ? p->cases[case_no].election : NULL;
    struct adil_act act = {.kind = ADIL_ACT_COUNT, .logged = p->now};
    struct adil_election_plan plan = {.election = e};
    struct adil_judging j = {.p = p,
                             .perm = perm,
                             .scratch = scratch,
                             .act = &act,
                             .entry = p->n,
                             .refusal = refusal,
                             .reg = ADIL_NO_WORD,
                             .rec = ADIL_NO_RECORD,
                             .in_case = case_no,
                             .day = adil_polity_day(p, p->now),
                             .plan = &plan};
    struct adil_recount r;
    uint32_t i = e != NULL ? adil_election_contest(p, e, contest) : ADIL_NO_CONTEST;
    if (i == ADIL_NO_CONTEST) {
        return adil_refuse(&j, e != NULL ? "act.contest" : "act.case", ADIL_SPAN("contest"),
                           contest, ADIL_SPAN("a contest of a case with a polling"));
    }
    struct adil_rulebook *was = adil_law_look(p, case_no);
    adil_err err = adil_result_recount(&j, e, i, &r);
    if (err.code == ADIL_C_OK) {
        adil_result_write(&j, e, &r, fields);
    }
    p->book = was;
    return err;
}
