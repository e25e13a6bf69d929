/* Protocols: the signed count of a place in a contest. It is recorded whenever it is well formed
 * and signed; whether it counts is said by the checks. */
#include "polity/elections.h"

/* ---- which protocol ------------------------------------------------------------------------ */

static adil_err find_protocol(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_span place = j->key;
    struct adil_span name = {0};
    (void)adil_span_cut(&place, '/', &name); /* the case */
    name = adil_ballot_cut(j->p, e, &place);
    struct adil_span written = name;
    plan->round = adil_round_cut(&name);
    plan->contest = adil_election_ballot(j->p, e, name);
    if (plan->contest == ADIL_NO_CONTEST || plan->round == 0) {
        return adil_refuse(j, "act.contest", ADIL_SPAN("about"), written,
                           ADIL_SPAN("a contest the call names (CONTEST/PAPER where it has several "
                                     "ballot papers), with :ROUND after the first round"));
    }
    plan->place = adil_election_place(j->p, j->scratch, e, place);
    if (plan->place == ADIL_NO_PLACE) {
        return adil_refuse(j, "act.place", ADIL_SPAN("about"), place,
                           ADIL_SPAN("a place of the polling"));
    }
    return ADIL_OK;
}

/* The polling of the plan's round. */
static adil_err find_polling(struct adil_judging *j, struct adil_election *e,
                             struct adil_polling **poll)
{
    uint32_t round = j->plan->round;
    if (round > e->n_rounds) {
        return adil_refuse(j, "act.round", ADIL_SPAN("about"),
                           adil_fmt(j->perm, "round %u", (unsigned)round),
                           adil_fmt(j->perm, "round %u", (unsigned)e->n_rounds));
    }
    *poll = round < e->n_rounds ? e->round[round - 1] : adil_election_polling(j, e);
    if (*poll == NULL || !(*poll)->begun) {
        return adil_refuse_deadline(j, e, adil_election_procedure(j->p, e)->opens_at,
                                    "act.polling-not-begun", "logged", e->round[round - 1]->opens);
    }
    return ADIL_OK;
}

static adil_err judge_place(struct adil_judging *j, struct adil_election *e,
                            const struct adil_polling *poll)
{
    const struct adil_election_plan *plan = j->plan;
    const struct adil_contest_tally *t = &poll->tally[plan->contest];
    struct adil_span key = adil_election_place_key(j->p, e, plan->place);
    if (t->contest == NULL) {
        return adil_refuse(j, "act.contest-unclear", ADIL_SPAN("about"), t->fault,
                           ADIL_SPAN("a contest that can be counted"));
    }
    if (e->contest[plan->contest].annulled != 0) {
        return adil_refuse(
            j, "act.contest-annulled", ADIL_SPAN("about"),
            adil_fmt(j->perm, "annulled by entry %u", e->contest[plan->contest].annulled),
            ADIL_SPAN("a contest that was not annulled"));
    }
    ADIL_TRY(adil_joined_judge(j, e, poll, plan->place));
    if (plan->round <= e->contest[plan->contest].voided) {
        return adil_refuse(j, "act.round", ADIL_SPAN("about"),
                           adil_fmt(j->perm, "round %u, held again", (unsigned)plan->round),
                           ADIL_SPAN("a round that counts in this contest"));
    }
    if (!adil_polling_expects(poll, plan->contest, plan->place)) {
        return adil_refuse(j, "act.place", ADIL_SPAN("about"), key,
                           ADIL_SPAN("a place that votes in this contest in this round"));
    }
    if (poll->closed[plan->place] && j->rec == ADIL_NO_RECORD) {
        return adil_refuse(j, "act.place-closed", ADIL_SPAN("about"), key,
                           ADIL_SPAN("a place that was not closed without a protocol"));
    }
    return ADIL_OK;
}

/* ---- its figures --------------------------------------------------------------------------- */

static adil_err judge_numbers(struct adil_judging *j)
{
    const struct adil_register *r = &j->p->book->reg[j->reg];
    for (uint32_t i = 0; i < r->n_fields; i++) {
        bool number = adil_span_is(r->field[i].type, "number");
        if (number && j->slot[i] != ADIL_SLOT_UNKNOWN && j->slot[i] < 0) {
            return adil_refuse(j, "act.figure", r->field[i].id,
                               adil_fmt(j->perm, "%lld", (long long)j->slot[i]),
                               ADIL_SPAN("0 or more"));
        }
    }
    return ADIL_OK;
}

static adil_err refuse_votes(struct adil_judging *j, struct adil_span field, struct adil_span found,
                             struct adil_span expected)
{
    return adil_refuse(j, "act.options", field, found.len > 0 ? found : ADIL_SPAN("nothing"),
                       expected.len > 0 ? expected : ADIL_SPAN("no further option"));
}

/* Where the law says that records stand, somebody does: options against all alone are no choice. */
static bool nobody_stands(const struct adil_judging *j, const struct adil_contest *c,
                          const uint32_t *stand, uint32_t n)
{
    uint32_t n_against = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_against += c->option[stand[i]].class == ADIL_OPTION_AGAINST;
    }
    return n_against == n &&
           adil_election_procedure(j->p, j->plan->election)->options != ADIL_NO_WORD;
}

/* Exactly the options on the paper there: both lists are in byte order. */
static adil_err judge_votes(struct adil_judging *j, const struct adil_contest_tally *t,
                            uint32_t row, uint32_t votes)
{
    const uint32_t *stand = NULL;
    uint32_t n_stand = adil_ballot_options(t, &j->scratch, row, &stand);
    if (nobody_stands(j, t->contest, stand, n_stand)) {
        return refuse_votes(j, ADIL_SPAN("contest"), ADIL_SPAN("nobody stands in it"),
                            ADIL_SPAN("somebody to vote for"));
    }
    struct adil_span field = j->p->book->reg[j->reg].field[votes].id;
    adil_slot slot = j->slot[votes];
    uint32_t n = slot != ADIL_SLOT_UNKNOWN ? adil_pool_n(j->p, slot) : 0;
    for (uint32_t i = 0; i < n || i < n_stand; i++) {
        struct adil_pair pair = i < n ? adil_pool_at(j->p, slot, i) : (struct adil_pair){0};
        struct adil_span found =
            i < n ? adil_strings_get(j->p->strings, pair.of) : (struct adil_span){0};
        struct adil_span expected =
            i < n_stand ? t->contest->option[stand[i]].id : (struct adil_span){0};
        if (i >= n || i >= n_stand || !adil_span_eq(found, expected)) {
            return refuse_votes(j, field, found, expected);
        }
        if (pair.n < 0) {
            return adil_refuse(j, "act.figure", found, adil_fmt(j->perm, "%lld", (long long)pair.n),
                               ADIL_SPAN("0 or more"));
        }
    }
    return ADIL_OK;
}

static uint8_t flags_of(struct adil_judging *j, const struct adil_election *e)
{
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    const struct adil_election_plan *plan = j->plan;
    struct adil_protocol_view view = {j->slot, adil_votes_slot_sum(j->p, j->slot[proc->votes]),
                                      j->day};
    uint8_t flags = adil_protocol_check(j->p, j->scratch, e, &view, NULL, NULL);
    if (adil_protocol_differs(j->p, j->scratch, e, plan->round, plan->contest, plan->place,
                              j->slot)) {
        flags |= ADIL_PROTOCOL_DIFFERS;
    }
    if (adil_protocol_off_roll(j->p, j->scratch, e, plan->place, j->slot)) {
        flags |= ADIL_PROTOCOL_OFF_ROLL;
    }
    if (e->explanation != ADIL_NO_WORD && j->slot[e->explanation] != ADIL_SLOT_UNKNOWN &&
        adil_strings_get(j->p->strings, (uint32_t)j->slot[e->explanation]).len > 0) {
        flags |= ADIL_PROTOCOL_EXPLAINED;
    }
    if (j->act->kind == ADIL_ACT_CHANGE && plan->before.there) {
        flags |= plan->before.flags & ADIL_PROTOCOL_ANNULLED;
    }
    return flags;
}

static void find_before(struct adil_judging *j, const struct adil_election *e,
                        const struct adil_contest_tally *t, uint32_t row)
{
    if (j->rec == ADIL_NO_RECORD) {
        return;
    }
    const struct adil_rec *r = &j->p->reg[j->reg].rec[j->rec];
    struct adil_contribution *before = &j->plan->before;
    before->there = !r->ended;
    before->flags = r->flags;
    before->figure = adil_protocol_figures(j->p, j->perm, e, t, row,
                                           adil_record_slots(j->p, j->perm, j->reg, j->rec));
}

static adil_err find_after(struct adil_judging *j, const struct adil_election *e,
                           const struct adil_contest_tally *t, uint32_t row)
{
    struct adil_contribution *after = &j->plan->after;
    ADIL_TRY(judge_numbers(j));
    ADIL_TRY(judge_votes(j, t, row, adil_election_procedure(j->p, e)->votes));
    after->there = true;
    after->figure = adil_protocol_figures(j->p, j->perm, e, t, row, j->slot);
    after->flags = flags_of(j, e);
    if (!adil_sums_fit(&t->figures, j->plan->before.figure, after->figure)) {
        return adil_refuse(j, "act.overflow", ADIL_SPAN("fields"),
                           ADIL_SPAN("a sum of 2^53 or more"),
                           ADIL_SPAN("figures whose totals can be held"));
    }
    return ADIL_OK;
}

/* Figures are recorded after the last place of all has closed where the law seals them until then,
 * else from the place's own closing. */
static adil_err judge_hour(struct adil_judging *j, const struct adil_election *e,
                           const struct adil_polling *poll)
{
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    uint32_t row = poll->place_row[j->plan->place];
    int64_t from = poll->unsealed;
    uint32_t deadline = proc->sealed_until;
    if (deadline == ADIL_NO_WORD && proc->closes_at != ADIL_NO_WORD && row != ADIL_NO_ROW) {
        deadline = proc->closes_at;
        from = adil_case_deadline(j->p, e->case_no, deadline, poll->row_unit[row], poll->day).end;
    }
    if (from != ADIL_INSTANT_NONE && j->act->logged < from) {
        return adil_refuse_deadline(j, e, deadline, "act.polling-open", "logged", from);
    }
    adil_tell_in_time(j->p, e->case_no, deadline, j->day);
    return ADIL_OK;
}

adil_err adil_protocol_judge(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = NULL;
    ADIL_TRY(find_protocol(j, e));
    ADIL_TRY(find_polling(j, e, &poll));
    ADIL_ASSERT(poll != NULL);
    ADIL_TRY(judge_place(j, e, poll));
    const struct adil_contest_tally *t = &poll->tally[plan->contest];
    ADIL_TRY(judge_hour(j, e, poll));
    uint32_t row = poll->place_row[plan->place];
    find_before(j, e, t, row);
    if (j->act->kind != ADIL_ACT_END) {
        ADIL_TRY(find_after(j, e, t, row));
        ADIL_TRY(adil_commit_check(j, poll, plan->contest, plan->place));
    }
    plan->does = ADIL_DOES_PROTOCOL;
    return ADIL_OK;
}

/* ---- effects ------------------------------------------------------------------------------- */

/* Another contest's protocol that was marked for unlike figures may agree by now. */
static void look_again(struct adil_judging *j, struct adil_polling *poll, uint32_t contest)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_polity *p = j->p;
    uint32_t rec =
        adil_protocol_record(p, j->scratch, plan->election, contest, plan->round, plan->place);
    if (rec == ADIL_NO_RECORD) {
        return;
    }
    struct adil_arena tmp = j->scratch;
    struct adil_rec *r = &p->reg[j->reg].rec[rec];
    if (r->ended || (r->flags & ADIL_PROTOCOL_DIFFERS) == 0 ||
        adil_protocol_differs(p, tmp, plan->election, plan->round, contest, plan->place,
                              adil_record_slots(p, &tmp, j->reg, rec))) {
        return;
    }
    struct adil_contribution before = {.flags = r->flags, .there = true};
    r->flags = (uint8_t)(r->flags & ~ADIL_PROTOCOL_DIFFERS);
    struct adil_contribution after = {.flags = r->flags, .there = true};
    adil_tally_restate(poll, contest, plan->place, &before, &after);
}

void adil_protocol_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_election *e = plan->election;
    struct adil_polling *poll = e->round[plan->round - 1];
    uint32_t rec = adil_record_find(j->p, j->reg, adil_strings_find(j->p->strings, j->key));
    ADIL_ASSERT(poll->begun && rec != ADIL_NO_RECORD);
    adil_tally_replace(poll, plan->contest, plan->place, &plan->before, &plan->after);
    j->p->reg[j->reg].rec[rec].flags = plan->after.flags;
    adil_closed_without(j, e);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        if (i != plan->contest && adil_polling_expects(poll, i, plan->place)) {
            look_again(j, poll, i);
        }
    }
    adil_result_stale(j, e, plan->contest);
}
