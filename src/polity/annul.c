/* What does not count: a place's protocol annulled, a contest annulled, a place closed that never
 * reported. */
#include "polity/elections.h"
#include "polity/given.h"

static adil_err judge_annul_place(struct adil_judging *j, struct adil_election *e,
                                  struct adil_span place)
{
    struct adil_election_plan *plan = j->plan;
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    plan->round = adil_contest_round(e, plan->contest);
    plan->place = adil_election_place(j->p, j->scratch, e, place);
    plan->record =
        plan->round > 0 && plan->place != ADIL_NO_PLACE
            ? adil_protocol_record(j->p, j->scratch, e, plan->contest, plan->round, plan->place)
            : ADIL_NO_RECORD;
    if (plan->record == ADIL_NO_RECORD) {
        return adil_refuse(j, "act.annul", ADIL_SPAN("place"), place,
                           ADIL_SPAN("a place with a protocol on the record"));
    }
    const struct adil_rec *r = &j->p->reg[proc->protocols].rec[plan->record];
    if (r->ended || (r->flags & ADIL_PROTOCOL_ANNULLED) != 0) {
        return adil_refuse(j, "act.annul", ADIL_SPAN("place"), place,
                           ADIL_SPAN("a protocol that was not annulled or ended before"));
    }
    const struct adil_contest_tally *t = &e->round[plan->round - 1]->tally[plan->contest];
    plan->before = (struct adil_contribution){
        adil_protocol_figures(j->p, j->perm, e, t,
                              e->round[plan->round - 1]->place_row[plan->place],
                              adil_record_slots(j->p, j->perm, proc->protocols, plan->record)),
        r->flags, true};
    plan->after = plan->before;
    plan->after.flags |= ADIL_PROTOCOL_ANNULLED;
    plan->does = ADIL_DOES_ANNUL_PLACE;
    return ADIL_OK;
}

adil_err adil_annul_judge(struct adil_judging *j, struct adil_election *e)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_span contest = adil_given_text(j, ADIL_SPAN("contest"));
    struct adil_span place = adil_given_text(j, ADIL_SPAN("place"));
    plan->contest = place.len > 0 ? adil_election_ballot(j->p, e, contest)
                                  : adil_election_contest(j->p, e, contest);
    if (plan->contest == ADIL_NO_CONTEST) {
        return adil_refuse(
            j, "act.contest", ADIL_SPAN("contest"), contest,
            ADIL_SPAN("a contest the call names; with a place CONTEST/PAPER where it "
                      "has several ballot papers"));
    }
    uint32_t annulled = e->contest[plan->contest].annulled;
    if (annulled != 0) {
        return adil_refuse(j, "act.contest-annulled", ADIL_SPAN("contest"),
                           adil_fmt(j->perm, "annulled by entry %u", annulled),
                           ADIL_SPAN("a contest that was not annulled"));
    }
    if (place.len > 0) {
        return judge_annul_place(j, e, place);
    }
    plan->does = ADIL_DOES_ANNUL_ALL;
    return ADIL_OK;
}

void adil_annul_apply(struct adil_judging *j)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_election *e = plan->election;
    if (plan->does == ADIL_DOES_ANNUL_ALL) {
        for (uint32_t i = 0; i < e->contest[plan->contest].n_papers; i++) {
            e->contest[plan->contest + i].annulled = (uint32_t)j->entry;
        }
    } else {
        uint32_t reg = adil_election_procedure(j->p, e)->protocols;
        adil_tally_replace(e->round[plan->round - 1], plan->contest, plan->place, &plan->before,
                           &plan->after);
        j->p->reg[reg].rec[plan->record].flags = plan->after.flags;
    }
    adil_result_stale(j, e, plan->contest);
}

/* ---- closing ------------------------------------------------------------------------------- */

static bool has_protocol(const struct adil_judging *j, const struct adil_election *e,
                         uint32_t contest, uint32_t place)
{
    uint32_t reg = adil_election_procedure(j->p, e)->protocols;
    uint32_t rec = adil_protocol_record(j->p, j->scratch, e, contest, e->n_rounds, place);
    return rec != ADIL_NO_RECORD && !j->p->reg[reg].rec[rec].ended;
}

static void shut_place(struct adil_judging *j, struct adil_election *e, uint32_t place)
{
    struct adil_polling *poll = e->round[e->n_rounds - 1];
    if (!poll->begun || place >= poll->n_places || poll->place_row[place] == ADIL_NO_ROW ||
        poll->closed[place]) {
        return;
    }
    poll->closed[place] = 1;
    for (uint32_t i = 0; i < e->n_contests; i++) {
        if (!adil_polling_expects(poll, i, place) || has_protocol(j, e, i, place)) {
            continue;
        }
        for (uint32_t r = poll->place_row[place]; r != ADIL_NO_ROW; r = poll->row_up[r]) {
            poll->tally[i].row[r].closed++;
        }
    }
}

void adil_closed_without(struct adil_judging *j, const struct adil_election *e)
{
    const struct adil_election_plan *plan = j->plan;
    struct adil_polling *poll = e->round[plan->round - 1];
    const struct adil_reg_state *places = &j->p->reg[adil_election_procedure(j->p, e)->places];
    bool closed = poll->closed[plan->place] != 0 || places->rec[plan->place].ended != 0;
    if (!closed || !plan->before.there || plan->after.there) {
        return;
    }
    for (uint32_t r = poll->place_row[plan->place]; r != ADIL_NO_ROW; r = poll->row_up[r]) {
        poll->tally[plan->contest].row[r].closed++;
    }
}

void adil_place_ended(struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    for (uint32_t i = 0; i < p->n_cases && j->reg != ADIL_NO_WORD; i++) {
        struct adil_election *e = p->cases[i].election;
        if (e == NULL || adil_election_procedure(p, e)->places != j->reg ||
            adil_election_procedure(p, e)->stage[p->cases[i].stage].is_end) {
            continue;
        }
        shut_place(j, e, j->rec);
    }
}
