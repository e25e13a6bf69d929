/* Contests held again: annulled, or not valid. A repeat is a round of its own with a new day and
 * all options; the rounds before it no longer count in such a contest, the other contests keep
 * their results. */
#include "polity/elections.h"

bool adil_contest_pollable(const struct adil_contest *c)
{
    enum adil_family f = c != NULL ? adil_method_info(c->method)->family : ADIL_FAMILY_PARTS;
    return f != ADIL_FAMILY_PARTS && f != ADIL_FAMILY_PUBLISHED;
}

const struct adil_contest_tally *adil_contest_last(const struct adil_election *e, uint32_t contest)
{
    for (uint32_t r = e->n_rounds; r > 0; r--) {
        if (e->round[r - 1]->begun) {
            return &e->round[r - 1]->tally[contest];
        }
    }
    return NULL;
}

uint32_t adil_contest_rounds(const struct adil_election *e, uint32_t contest, struct adil_arena *a,
                             const uint32_t **rounds)
{
    uint32_t *list = adil_new(a, uint32_t, e->n_rounds);
    uint32_t n = 0;
    for (uint32_t r = e->contest[contest].voided + 1; r <= e->n_rounds; r++) {
        if (e->round[r - 1]->begun && e->round[r - 1]->tally[contest].polled) {
            list[n++] = r;
        }
    }
    *rounds = list;
    return n;
}

/* Annulled, or its result is that the contest is not valid. */
static bool to_repeat(const struct adil_election *e, uint32_t contest)
{
    const struct adil_polled_contest *c = &e->contest[contest];
    const struct adil_contest_tally *t = adil_contest_last(e, contest);
    const struct adil_result_act *r = adil_result_current(c);
    bool not_valid = r != NULL && !r->stale && r->status == ADIL_S_NOT_VALID;
    return t != NULL && adil_contest_pollable(t->contest) && (c->annulled != 0 || not_valid);
}

adil_err adil_repeat_judge(struct adil_judging *j, const struct adil_election *e)
{
    for (uint32_t i = 0; i < e->n_contests; i++) {
        if (to_repeat(e, i)) {
            return ADIL_OK;
        }
    }
    return adil_refuse(j, "act.repeat", ADIL_SPAN("word"), j->act->word,
                       ADIL_SPAN("a contest that was annulled, or whose result is not-valid"));
}

void adil_election_repeat(struct adil_judging *j)
{
    struct adil_election *e = j->p->cases[j->in_case].election;
    for (uint32_t i = 0; i < e->n_contests; i++) {
        if (e->contest[i].of != i || !to_repeat(e, i)) {
            continue;
        }
        adil_result_stale(j, e, i);
        for (uint32_t k = i; k < i + e->contest[i].n_papers; k++) {
            e->contest[k].annulled = 0;
            e->contest[k].voided = e->n_rounds;
        }
    }
    adil_election_open(j->p, j->scratch, j->in_case);
    e->round[e->n_rounds - 1]->repeats = true;
}
