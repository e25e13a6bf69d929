/* Contests of lists put together by hand, on top of election.h. */
#ifndef ADIL_TESTS_LIST_MAKE_H
#define ADIL_TESTS_LIST_MAKE_H

#include "election.h"

/* n lists with these votes (ADIL_VOTES_UNKNOWN: not known), all long enough, ties by lot. */
static inline struct election *lists_open(void **state, enum adil_method method, uint32_t seats,
                                          const char *const *name, const int64_t *votes, uint32_t n)
{
    struct election *e = election_open(state, method, name, n);
    e->c.seats = seats;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    e->c.tie[0] = ADIL_TIE_LOT;
    e->c.n_ties = 1;
    election_table(e, 0, 1, NULL, 1, votes);
    return e;
}

/* "A 3, B 2": seats of every option that can win, in input order. */
static inline struct adil_span lists_seats(const struct election *e)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < e->out.n_results; i++) {
        if (e->option[i].class == ADIL_OPTION_LIST) {
            text = adil_fmt(&e->m->perm, "%.*s%s%u", ADIL_ARG(text), text.len > 0 ? " " : "",
                            e->out.result[i].seats);
        }
    }
    return text;
}

#define assert_seats(e, want) assert_span_is(lists_seats(e), (want))

#endif
