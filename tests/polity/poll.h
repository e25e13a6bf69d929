/* The association of test-club.yaml on an election day: six precincts of a hundred voters (001-003
 * north, 004-006 south), lists reds and blues for the board, ann, bob and cat for the chair. What
 * tests of protocols, lots and results start from. */
#ifndef ADIL_TESTS_POLITY_POLL_H
#define ADIL_TESTS_POLITY_POLL_H

#include "fold.h"
#include "polity/elections.h"

#include <string.h>

#define poll_case  "case/club-2023"
#define poll_day   "2023-03-19T09:00:00+06:00"
#define poll_night "2023-03-19T22:00:00+06:00" /* the south has closed at 21:00+06:00 */

static const struct fold_issuer poll_issuers[] = {
    {"party/reds", 1},
    {"party/blues", 1},
    {"party/greens", 1},
    {"precinct-commission/001", 1},
    {"precinct-commission/002", 1},
    {"precinct-commission/003", 1},
    {"precinct-commission/004", 1},
    {"precinct-commission/005", 1},
    {"precinct-commission/006", 1},
};

/* Figures of a protocol; what is left out follows from the others. */
struct poll_figures {
    int listed; /* 0: 100 */
    int cast;
    int invalid;
    const char *votes;   /* {"against-all":..} */
    const char *explain; /* NULL: none */
    const char *salt;    /* NULL: none */
    int received_less;   /* makes P.01 fail */
    int64_t cast_as;     /* not 0: what is stated as cast, whatever the votes are */
};

static inline const char *poll_protocol(struct fold *f, const struct poll_figures *p)
{
    struct adil_arena *a = &f->t->perm;
    int listed = p->listed != 0 ? p->listed : 100;
    const char *explain =
        p->explain != NULL ? fold_text(f, adil_fmt(a, "\"explanation\":\"%s\",", p->explain)) : "";
    const char *salt =
        p->salt != NULL ? fold_text(f, adil_fmt(a, "\"salt\":\"%s\",", p->salt)) : "";
    int64_t cast = p->cast_as != 0 ? p->cast_as : p->cast;
    return fold_text(
        f, adil_fmt(a,
                    "{\"cast\":%lld,%s\"found-fixed\":%d,\"found-portable\":0,\"invalid\":%d,"
                    "\"issued-in\":%d,\"issued-out\":0,\"listed\":%d,\"not-counted\":0,"
                    "\"received\":%d,%s\"spoiled\":0,\"unused\":%d,\"votes\":%s,"
                    "\"with-certificate\":0}",
                    (long long)cast, explain, p->cast, p->invalid, p->cast, listed,
                    listed - p->received_less, salt, listed - p->cast, p->votes));
}

static inline const char *poll_board(struct fold *f, int reds, int blues, int against)
{
    struct adil_span votes = adil_fmt(&f->t->perm, "{\"against-all\":%d,\"blues\":%d,\"reds\":%d}",
                                      against, blues, reds);
    struct poll_figures p = {.cast = reds + blues + against, .votes = fold_text(f, votes)};
    return poll_protocol(f, &p);
}

static inline const char *poll_chair(struct fold *f, int ann, int bob, int cat, int against)
{
    struct adil_span votes =
        adil_fmt(&f->t->perm, "{\"against-all\":%d,\"ann\":%d,\"bob\":%d,\"cat\":%d}", against, ann,
                 bob, cat);
    struct poll_figures p = {.cast = ann + bob + cat + against, .votes = fold_text(f, votes)};
    return poll_protocol(f, &p);
}

static inline const char *poll_commission(struct fold *f, int place)
{
    return fold_text(f, adil_fmt(&f->t->perm, "precinct-commission/00%d", place));
}

static inline const char *poll_about(struct fold *f, const char *contest, int place)
{
    return fold_text(f, adil_fmt(&f->t->perm, "protocol/club-2023/%s/00%d", contest, place));
}

/* A place's protocol; NULL or the rule that refused it. */
static inline const char *poll_enter(struct fold *f, const char *contest, int place,
                                     const char *fields)
{
    return fold_do(f, poll_commission(f, place), "protocol", poll_about(f, contest, place), fields);
}

#define poll_in(f, contest, place, fields)                                                         \
    fold_assert(f, poll_enter(f, contest, place, fields), NULL)

/* Supersedes what is current at a place. */
static inline const char *poll_correct(struct fold *f, const char *contest, int place,
                                       uint64_t entry, const char *fields)
{
    struct fold_act act = {.by = poll_commission(f, place),
                           .word = "correct-protocol",
                           .about = poll_about(f, contest, place),
                           .fields = fields,
                           .supersedes = entry};
    return fold_apply(f, &act);
}

static inline uint64_t poll_last(struct fold *f)
{
    return adil_polity_entries(f->p) - 1;
}

static inline void poll_stand(struct fold *f, const char *party, const char *word, const char *key,
                              const char *fields)
{
    const char *about = fold_text(f, adil_fmt(&f->t->perm, "list/club-2023/%s", key));
    fold_ok(f, party, word, about, fields);
    fold_ok(f, "commission", "register-list", about, "{\"registered\":\"2023-01-25\"}");
}

static inline void poll_nominations(struct fold *f)
{
    fold_at(f, "2023-01-25T10:00:00+06:00");
    poll_stand(f, "party/reds", "nominate-list", "reds",
               "{\"contest\":\"board-2023\",\"name\":\"Reds\",\"party\":\"reds\",\"people\":9}");
    poll_stand(f, "party/blues", "nominate-list", "blues",
               "{\"contest\":\"board-2023\",\"name\":\"Blues\",\"party\":\"blues\",\"people\":9}");
    static const char *const chair[] = {"ann", "bob", "cat"};
    for (size_t i = 0; i < ADIL_COUNT(chair); i++) {
        struct adil_span fields =
            adil_fmt(&f->t->perm,
                     "{\"born\":\"1970-01-01\",\"contest\":\"chair-2023\",\"name\":\"%s\","
                     "\"party\":\"reds\",\"person\":\"p-%s\"}",
                     chair[i], chair[i]);
        poll_stand(f, "party/reds", "nominate-chair", chair[i], fold_text(f, fields));
    }
    /* nominated, never registered: does not stand */
    fold_ok(f, "party/reds", "nominate-list", "list/club-2023/greens",
            "{\"contest\":\"board-2023\",\"name\":\"G\",\"party\":\"reds\",\"people\":9}");
}

static inline void poll_open_holders(struct fold *f, struct test_arenas *t, const char *contests,
                                     const char *holders)
{
    fold_open_holders(f, t, fold_club, poll_issuers, ADIL_COUNT(poll_issuers), holders);
    fold_at(f, "2023-01-10T09:00:00+06:00");
    for (int i = 1; i <= 6; i++) {
        const char *about = fold_text(f, adil_fmt(&t->perm, "precinct/00%d", i));
        struct adil_span fields =
            adil_fmt(&t->perm, "{\"registered\":100,\"title\":\"School %d\",\"unit\":\"%s\"}", i,
                     i <= 3 ? "north" : "south");
        fold_ok(f, "commission", "keep-precinct", about, fold_text(f, fields));
    }
    static const char tally[] =
        "{\"members\":{\"total\":6000,\"units\":{\"north\":3000,\"south\":3000}},\"name\":\"P\"}";
    fold_ok(f, "commission", "enrol-party", "party/reds", tally);
    fold_ok(f, "commission", "enrol-party", "party/blues", tally);
    fold_at(f, "2023-01-19T12:00:00+06:00");
    fold_ok(f, "commission", "call", poll_case,
            fold_text(f, adil_fmt(&t->perm, "{\"contests\":%s,\"day\":\"2023-03-19\"}", contests)));
    poll_nominations(f);
}

static inline void poll_open(struct fold *f, struct test_arenas *t, const char *contests)
{
    poll_open_holders(f, t, contests, NULL);
}

#define poll_both "[\"board-2023\",\"chair-2023\"]"

static inline struct adil_election *poll_election(const struct fold *f)
{
    return f->p->cases[0].election;
}

/* Of the whole (row 0), the north (1), the south (2), in the last round. */
static inline const struct adil_row_state *poll_row(const struct fold *f, uint32_t contest,
                                                    uint32_t row)
{
    const struct adil_election *e = poll_election(f);
    return &e->round[e->n_rounds - 1]->tally[contest].row[row];
}

static inline int64_t poll_total(const struct fold *f, uint32_t contest, uint32_t row,
                                 const char *option)
{
    const struct adil_election *e = poll_election(f);
    const struct adil_contest_tally *t = &e->round[e->n_rounds - 1]->tally[contest];
    for (uint32_t i = 0; i < t->contest->n_options; i++) {
        if (adil_span_is(t->contest->option[i].id, option)) {
            return adil_tally_figure(t, row, ADIL_TALLY_OPTIONS + i);
        }
    }
    fail_msg("no option %s", option);
    return 0;
}

static inline int64_t poll_figure(const struct fold *f, uint32_t contest, uint32_t row,
                                  enum adil_tally_column column)
{
    const struct adil_election *e = poll_election(f);
    return adil_tally_figure(&e->round[e->n_rounds - 1]->tally[contest], row, column);
}

/* What the record gives for a contest, or NULL and the refusal in f. */
static inline const char *poll_result(struct fold *f, const char *contest)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err =
        adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN("club-2023"),
                                  adil_span_of(contest), &out, &f->refusal);
    const char *text = err.code == ADIL_C_OK ? fold_text(f, adil_buf_span(&out)) : NULL;
    adil_buf_release(&out);
    return text;
}

static inline const char *poll_say_result(struct fold *f, const char *contest)
{
    const char *fields = poll_result(f, contest);
    return fields != NULL ? fold_do(f, "commission", "result", poll_case, fields)
                          : fold_text(f, f->refusal.rule);
}

static inline const char *poll_stage(struct fold *f)
{
    const struct adil_case *c = &f->p->cases[0];
    return fold_text(f, f->p->book->acts.procedure[c->procedure].stage[c->stage].id);
}

#endif
