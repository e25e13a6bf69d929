/* Who and what has seats by the results of elections that have ended: what norms ask of a person
 * who takes a seat. Derived from the results: a stranger who replays them finds the same. */
#include "polity/elections.h"

static void forget(struct adil_polity *p, uint32_t case_no)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_elected; i++) {
        if (p->elected[i].case_no != case_no) {
            p->elected[n++] = p->elected[i];
        }
    }
    p->n_elected = n;
}

static void keep(struct adil_polity *p, const struct adil_elected *like, struct adil_span option,
                 uint32_t seats)
{
    if (seats == 0) {
        return;
    }
    p->elected = adil_grow(p, p->elected, sizeof *p->elected, p->n_elected, &p->cap_elected);
    struct adil_elected *e = &p->elected[p->n_elected++];
    *e = *like;
    e->option = adil_strings_put(p->strings, option);
    e->seats = seats;
}

/* By a count, options of the contest: lists or people; by a published finding whom it names. */
static void keep_contest(struct adil_polity *p, const struct adil_election *e, uint32_t contest)
{
    const struct adil_result_act *r = adil_result_current(&e->contest[contest]);
    const struct adil_polling *round = e->round[r->round - 1];
    const struct adil_contest *c = round->tally[contest].contest;
    const struct adil_elected like = {
        .case_no = e->case_no, .contest = e->contest[contest].name, .day = round->day};
    for (uint32_t k = 0; k < r->n_findings; k++) {
        const struct adil_published_finding *f = &r->finding[k];
        bool seats = f->kind == ADIL_FOUND_SEATS;
        if (seats || f->kind == ADIL_FOUND_WINNER) {
            keep(p, &like, f->name, seats ? (uint32_t)f->value : 1);
        }
    }
    for (uint32_t i = 0; i < c->n_options && r->seats != NULL; i++) {
        keep(p, &like, c->option[i].id, r->seats[i]);
    }
    for (uint32_t k = 0; k < r->n_elected && r->seats == NULL && r->n_findings == 0; k++) {
        keep(p, &like, c->option[r->elected[k]].id, 1);
    }
}

void adil_elected_note(struct adil_polity *p, const struct adil_election *e)
{
    forget(p, e->case_no);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        const struct adil_polled_contest *c = &e->contest[i];
        if (c->certified && e->round[0]->tally[i].contest->n_parts == 0) {
            keep_contest(p, e, i);
        }
    }
}
