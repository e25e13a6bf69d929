/* Turnout: reports of places by hour, in whatever order they arrive; a sum for every hour. */
#include "polity/elections.h"

/* CASE/PLACE, from the second round on CASE/:ROUND/PLACE. */
static adil_err find_report(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_span place = j->key;
    struct adil_span head = {0};
    (void)adil_span_cut(&place, '/', &head);
    plan->round = 1;
    if (place.len > 0 && place.ptr[0] == ':') {
        (void)adil_span_cut(&place, '/', &head);
        plan->round = adil_round_cut(&head);
    }
    plan->place = adil_election_place(j->p, j->scratch, e, place);
    if (plan->place == ADIL_NO_PLACE) {
        return adil_refuse(j, "act.place", ADIL_SPAN("about"), place,
                           ADIL_SPAN("a place of the polling"));
    }
    if (plan->round != e->n_rounds) {
        return adil_refuse(j, "act.round", ADIL_SPAN("about"), j->key,
                           adil_fmt(j->perm, "a report of round %u", (unsigned)e->n_rounds));
    }
    return ADIL_OK;
}

static int64_t hour_figure(adil_slot n)
{
    return n != ADIL_SLOT_UNKNOWN ? n : ADIL_FIGURE_NONE;
}

static int64_t *hours_before(const struct adil_judging *j, const struct adil_election *e)
{
    int64_t *figure = adil_new(j->perm, int64_t, e->n_turnout);
    for (uint32_t i = 0; i < e->n_turnout; i++) {
        figure[i] = hour_figure(adil_record_slot(j->p, j->reg, j->rec, e->turnout_slot[i]));
    }
    return figure;
}

static int64_t *hours_after(const struct adil_judging *j, const struct adil_election *e)
{
    int64_t *figure = adil_new(j->perm, int64_t, e->n_turnout);
    for (uint32_t i = 0; i < e->n_turnout; i++) {
        figure[i] = hour_figure(j->slot[e->turnout_slot[i]]);
    }
    return figure;
}

static adil_err judge_hours(struct adil_judging *j, struct adil_election *e,
                            const struct adil_polling *poll)
{
    struct adil_election_plan *plan = j->plan;
    const struct adil_register *r = &j->p->book->reg[j->reg];
    if (j->rec != ADIL_NO_RECORD && !j->p->reg[j->reg].rec[j->rec].ended) {
        plan->before.there = true;
        plan->before.figure = hours_before(j, e);
    }
    if (j->act->kind == ADIL_ACT_END) {
        return ADIL_OK;
    }
    plan->after.there = true;
    plan->after.figure = hours_after(j, e);
    for (uint32_t i = 0; i < e->n_turnout; i++) {
        if (j->slot[e->turnout_slot[i]] != ADIL_SLOT_UNKNOWN && plan->after.figure[i] < 0) {
            return adil_refuse(j, "act.figure", r->field[e->turnout_slot[i]].id,
                               adil_fmt(j->perm, "%lld", (long long)plan->after.figure[i]),
                               ADIL_SPAN("0 or more"));
        }
    }
    if (!adil_sums_fit(&poll->turnout, plan->before.figure, plan->after.figure)) {
        return adil_refuse(j, "act.overflow", ADIL_SPAN("fields"),
                           ADIL_SPAN("a sum of 2^53 or more"),
                           ADIL_SPAN("figures whose totals can be held"));
    }
    return ADIL_OK;
}

adil_err adil_turnout_judge(struct adil_judging *j, struct adil_election *e)
{
    ADIL_TRY(find_report(j, e));
    const struct adil_polling *poll = adil_election_polling(j, e);
    if (poll == NULL) {
        return adil_refuse_deadline(j, e, adil_election_procedure(j->p, e)->opens_at,
                                    "act.polling-not-begun", "logged",
                                    e->round[e->n_rounds - 1]->opens);
    }
    ADIL_TRY(adil_joined_judge(j, e, poll, j->plan->place));
    if (j->plan->place >= poll->n_places || poll->place_row[j->plan->place] == ADIL_NO_ROW) {
        return adil_refuse(j, "act.place", ADIL_SPAN("about"), j->key,
                           ADIL_SPAN("a place that was there when polling began"));
    }
    ADIL_TRY(judge_hours(j, e, poll));
    j->plan->does = ADIL_DOES_TURNOUT;
    return ADIL_OK;
}

void adil_turnout_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = plan->election->round[plan->round - 1];
    uint32_t row = poll->place_row[plan->place];
    if (plan->before.there) {
        adil_sums_add(&poll->turnout, poll, row, plan->before.figure, -1);
    }
    if (plan->after.there) {
        adil_sums_add(&poll->turnout, poll, row, plan->after.figure, 1);
    }
    for (; row != ADIL_NO_ROW; row = poll->row_up[row]) {
        poll->turnout_reports[row] += (uint32_t)plan->after.there - (uint32_t)plan->before.there;
    }
}
