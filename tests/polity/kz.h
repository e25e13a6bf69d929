/* The rulebook of Kazakhstan in the fold: the commission, precincts, parties and an election with
 * one or more precincts, for tests of the real law. Persons and figures are invented. */
#ifndef ADIL_TESTS_POLITY_KZ_H
#define ADIL_TESTS_POLITY_KZ_H

#include "fold.h"
#include "polity/state.h"

#define kz_book "polities/kazakhstan/rulebook.yaml"
#define kz_cec  "central-commission"

#define kz_deposit "{\"deposit\":50}" /* of a candidate for President, in minimum wages */

static const struct fold_issuer kz_issuers[] = {
    {"president", 1},
    {kz_cec, 3},
    {"justice", 1},
    {"constitutional-court", 3},
    {"party/Amanat", 1},
    {"party/Auyl", 1},
    {"maslikhat/kyzylorda", 1},
    {"precinct-commission/0001", 3},
    {"precinct-commission/0002", 3},
    {"precinct-commission/0003", 3},
};

#define KZ_HOLDS(office, person, since)                                                            \
    "{\"capacity\":\"elected\",\"elected_on\":\"" since "\",\"office\":\"" office                  \
    "\",\"person\":\"" person "\",\"since\":\"" since "\",\"source\":\"t\"}"
/* A President, a deputy until 1 June 2023 and a senator, so that regular elections may be called.
 */
#define kz_in_office                                                                               \
    "[" KZ_HOLDS("president", "p", "2022-11-26") "," KZ_HOLDS(                                     \
        "list-deputy", "d", "2018-06-01") "," KZ_HOLDS("senator", "s", "2021-01-26") "]"

/* With the holders given, or those above. */
static inline void kz_open(struct fold *f, struct test_arenas *t, const char *holders)
{
    fold_open_holders(f, t, kz_book, kz_issuers, ADIL_COUNT(kz_issuers),
                      holders != NULL ? holders : kz_in_office);
}

static inline void kz_precinct(struct fold *f, const char *number, const char *unit)
{
    fold_ok(f, kz_cec, "form-precinct", fold_text(f, adil_fmt(&f->t->perm, "precinct/%s", number)),
            fold_text(f, adil_fmt(&f->t->perm, "{\"unit\":\"%s\",\"voters\":1000}", unit)));
}

/* A protocol of a thousand voters whose relations hold: `cast` ballots, none invalid. `less` are
 * missing from those received, so that a check fails. */
static inline const char *kz_figures(struct fold *f, int cast, const char *votes, int less)
{
    return fold_text(
        f, adil_fmt(&f->t->perm,
                    "{\"by_certificate\":0,\"cast\":%d,\"certificates_given\":0,\"in_fixed\":%d,"
                    "\"in_portable\":0,\"invalid\":0,\"issued_in\":%d,\"issued_out\":0,\"listed\":"
                    "1000,\"not_counted\":0,\"received\":%d,\"spoiled\":0,\"unused\":%d,"
                    "\"votes\":%s}",
                    cast, cast, cast, 1010 - less, 1010 - cast, votes));
}

/* The result that the record gives for a contest; NULL and the refusal in f. */
static inline const char *kz_result_fields(struct fold *f, const char *case_id, const char *contest)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err =
        adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, adil_span_of(case_id),
                                  adil_span_of(contest), &out, &f->refusal);
    const char *text = err.code == ADIL_C_OK ? fold_text(f, adil_buf_span(&out)) : NULL;
    adil_buf_release(&out);
    return text;
}

/* The rule that refuses the result of the commission, or NULL. */
static inline const char *kz_result(struct fold *f, const char *case_id, const char *contest)
{
    const char *fields = kz_result_fields(f, case_id, contest);
    const char *about = fold_text(f, adil_fmt(&f->t->perm, "case/%s", case_id));
    return fields != NULL ? fold_do(f, kz_cec, "result", about, fields)
                          : fold_text(f, f->refusal.rule);
}

#endif
