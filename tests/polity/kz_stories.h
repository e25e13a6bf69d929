/* The reference law for stories: its offices, and a President elected in 2022. */
#ifndef ADIL_TESTS_POLITY_KZ_STORIES_H
#define ADIL_TESTS_POLITY_KZ_STORIES_H

#include "stories.h"

static const struct fold_issuer kz_offices[] = {
    {"president", 1},      {"central-commission", 3}, {"constitutional-court", 3},
    {"majilis-chair", 1},  {"senate-chair", 1},       {"prime-minister", 1},
    {"government", 1},     {"people-assembly", 1},    {"kurultai-chair", 1},
    {"people-council", 1}, {"vice-president", 1},     {"prosecutor-general", 1},
    {"justice", 1},        {"party/Amanat", 1},
};

/* A third of the Majilis accuses, by name: thirteen deputies of districts, twenty of lists. */
#define KZ_D(n) ALSO("district-deputy", "d" #n, "2023-03-29")
#define KZ_L(n) ALSO("list-deputy", "l" #n, "2023-03-29")
#define KZ_TEN(X, t)                                                                               \
    X(t##0)                                                                                        \
    X(t##1)                                                                                        \
    X(t##2)                                                                                        \
    X(t##3)                                                                                        \
    X(t##4)                                                                                        \
    X(t##5)                                                                                        \
    X(t##6)                                                                                        \
    X(t##7)                                                                                        \
    X(t##8)                                                                                        \
    X(t##9)
#define KZ_WITH_DEPUTIES                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("senate-chair", "c", "2023-01-25")             \
        KZ_TEN(KZ_D, 1) KZ_D(20) KZ_D(21) KZ_D(22) KZ_TEN(KZ_L, 1) KZ_TEN(KZ_L, 2) KZ_L(30) "]"
#define KZ_MD(n) ",\"d" #n "\""
#define KZ_ML(n) ",\"l" #n "\""
#define KZ_THIRTY_TWO                                                                              \
    "\"d10\",\"d11\",\"d12\",\"d13\",\"d14\",\"d15\",\"d16\",\"d17\",\"d18\",\"d19\"" KZ_MD(20)    \
        KZ_MD(21) KZ_MD(22) KZ_TEN(KZ_ML, 1) KZ_ML(20) KZ_ML(21) KZ_ML(22) KZ_ML(23) KZ_ML(24)     \
            KZ_ML(25) KZ_ML(26) KZ_ML(27) KZ_ML(28)
#define KZ_ACCUSES(ground, last) "{\"ground\":\"" ground "\",\"movers\":[" KZ_THIRTY_TWO last "]}"
#define KZ_TREASON               KZ_ACCUSES("treason", KZ_ML(29))

/* A President, and a senator until 2027, so that senators may be elected. */
#define KZ_PRESIDENT(since)                                                                        \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01") ALSO("president", "p", since)            \
        ALSO("senator", "senator", "2021-01-26") "]"
/* The same, with a Kurultai in which somebody sits. */
#define KZ_WITH_KURULTAI                                                                           \
    "[" HOLDER("president", "p", "2022-11-26") ALSO("kurultai-deputy", "deputy", "2026-09-01") "]"

#define KZ_WITH_PM(since)                                                                          \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01") ALSO("president", "p", "2022-11-26")     \
        ALSO("prime-minister", "q", since) "]"

/* The Majilis is dissolved on the day. */
#define KZ_DISSOLVES(day)                                                                          \
    {                                                                                              \
        day, "president", "dissolve-majilis", "dissolution/1",                                     \
            "{\"on\":\"" day "\",\"talks\":true}", NULL                                            \
    }

/* An act by an office, and one that a rule refuses; the time is as before. */
#define DOES(by, word, about, fields)                                                              \
    {                                                                                              \
        NULL, by, word, about, fields, NULL                                                        \
    }
#define MAY_NOT(by, word, about, fields, rule)                                                     \
    {                                                                                              \
        NULL, by, word, about, fields, rule                                                        \
    }
#define DOES_AT(at, by, word, about, fields)                                                       \
    {                                                                                              \
        at, by, word, about, fields, NULL                                                          \
    }
#define MAY_NOT_AT(at, by, word, about, fields, r)                                                 \
    {                                                                                              \
        at, by, word, about, fields, r                                                             \
    }

/* A chamber decides. */
#define VOTES(yes, no)       "{\"no\":" #no ",\"yes\":" #yes "}"
#define CLAIMS(yes, no)      "{\"no\":" #no ",\"result\":\"pass\",\"yes\":" #yes "}"
#define VOTES_OF(b, yes, no) "{\"body\":\"" b "\",\"no\":" #no ",\"yes\":" #yes "}"
#define CLAIMS_OF(b, yes, no)                                                                      \
    "{\"body\":\"" b "\",\"no\":" #no ",\"result\":\"pass\",\"yes\":" #yes "}"
#define MAJILIS(about, yes, no) DOES("majilis-chair", "decide", about, VOTES_OF("majilis", yes, no))
#define SENATE(about, yes, no)  DOES("senate-chair", "decide", about, VOTES_OF("senate", yes, no))
#define MAJILIS_CANNOT(about, yes, no, rule)                                                       \
    MAY_NOT("majilis-chair", "decide", about, CLAIMS_OF("majilis", yes, no), rule)
#define SENATE_CANNOT(about, yes, no, rule)                                                        \
    MAY_NOT("senate-chair", "decide", about, CLAIMS_OF("senate", yes, no), rule)

#define PERSON(p) "{\"person\":\"" p "\"}"
#define VICE_PRESIDENT(p, free, idle)                                                              \
    "{\"no_business\":" idle ",\"no_party\":" free                                                 \
    ",\"office\":\"vice-president\",\"person\":\"" p "\"}"
#define FIT(p) VICE_PRESIDENT(p, "true", "true") /* of no party, without a business */
/* Who may sit for a district. */
#define DISTRICT(p)                                                                                \
    "{\"born\":\"1980-01-01\",\"citizen\":true,\"person\":\"" p                                    \
    "\",\"resident_since\":\"2000-01-01\"}"
#define REASON(r)      "{\"reason\":\"" r "\"}"
#define RESIGNATION(p) "{\"person\":\"" p "\",\"reason\":\"r\"}"
/* Who may be appointed to the Senate. */
#define APPOINTEE(p)                                                                               \
    "{\"born\":\"1980-01-01\",\"citizen\":true,\"higher_education\":true,\"person\":\"" p          \
    "\",\"resident_since\":\"2000-01-01\",\"work\":9}"
#define TITLED       "{\"title\":\"t\"}"
#define FREE_OF_COST "{\"money\":false,\"title\":\"t\"}"

/* Somebody was Vice-President in the summer of 2026. */
#define KZ_WITH_VICE_PRESIDENT                                                                     \
    "[" HOLDER("kurultai-deputy", "deputy", "2026-07-01")                                          \
        ALSO("president", "p",                                                                     \
             "2022-11-26") ",{\"capacity\":\"named\",\"elected_on\":\"2026-07-15\","               \
                           "\"office\":\"vice-president\",\"person\":\"w\",\"since\":\"2026-07-"   \
                           "15\",\"source\":\"t\","                                                \
                           "\"until\":\"2026-08-15\"}]"

static const struct setting kz_setting = {
    .book = "polities/kazakhstan/rulebook.yaml",
    .office = kz_offices,
    .n_offices = ADIL_COUNT(kz_offices),
    .holders = KZ_PRESIDENT("2022-11-26"),
    .zone = "+06:00",
};

#endif
