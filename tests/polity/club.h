/* The association of test-club.yaml with its precincts and two parties on the record, and an
 * election of the board called for 19 March 2023: what tests of cases, authority and norms start
 * from. */
#ifndef ADIL_TESTS_POLITY_CLUB_H
#define ADIL_TESTS_POLITY_CLUB_H

#include "fold.h"
#include "polity/state.h"

#define club_case "case/board-2023"
#define club_list(name)                                                                            \
    "{\"contest\":\"board-2023\",\"name\":\"" name "\",\"party\":\"" name "\",\"people\":9}"
#define club_members(n, north, south)                                                              \
    "{\"members\":{\"total\":" #n ",\"units\":{\"north\":" #north ",\"south\":" #south             \
    "}},\"name\":\"P\"}"

static const struct fold_issuer club_issuers[] = {
    {"chair", 1},
    {"party/reds", 1},
    {"party/blues", 1},
    {"precinct-commission/001", 1},
    {"precinct-commission/004", 1},
};

/* Six precincts of a hundred voters, 001-003 north, 004-006 south; reds and blues. Entries 1-8. */
static inline void club_open_holders(struct fold *f, struct test_arenas *t, const char *holders)
{
    fold_open_holders(f, t, fold_club, club_issuers, ADIL_COUNT(club_issuers), holders);
    fold_at(f, "2023-01-10T09:00:00+06:00");
    for (int i = 1; i <= 6; i++) {
        char *about = adil_span_cstr(&t->perm, adil_fmt(&t->perm, "precinct/00%d", i));
        char *fields = adil_span_cstr(
            &t->perm,
            adil_fmt(&t->perm, "{\"registered\":100,\"title\":\"School %d\",\"unit\":\"%s\"}", i,
                     i <= 3 ? "north" : "south"));
        fold_ok(f, "commission", "keep-precinct", about, fields);
    }
    fold_ok(f, "commission", "enrol-party", "party/reds", club_members(6000, 3000, 3000));
    fold_ok(f, "commission", "enrol-party", "party/blues", club_members(5000, 4800, 200));
}

static inline void club_open(struct fold *f, struct test_arenas *t)
{
    club_open_holders(f, t, NULL);
}

/* Entry 9: the call, on 19 January 2023. */
static inline void club_call(struct fold *f)
{
    fold_at(f, "2023-01-19T12:00:00+06:00");
    fold_ok(f, "commission", "call", club_case,
            "{\"contests\":[\"board-2023\",\"chair-2023\"],\"day\":\"2023-03-19\"}");
}

static inline const char *club_stage(const struct fold *f, uint32_t case_no)
{
    const struct adil_case *c = &f->p->cases[case_no];
    struct adil_span id = f->p->book->acts.procedure[c->procedure].stage[c->stage].id;
    return adil_span_cstr(&f->t->perm, id);
}

#endif
