/* Methods: the words a rulebook and the command line may use for how a contest is counted. What
 * each does is in src/count/; this table is the one list of them. */
#ifndef ADIL_LAW_METHOD_H
#define ADIL_LAW_METHOD_H

#include "base/num.h"
#include "base/span.h"

enum adil_family {
    ADIL_FAMILY_REMAINDER,  /* list PR by quota and largest remainder */
    ADIL_FAMILY_DIVISOR,    /* list PR by highest averages */
    ADIL_FAMILY_PLURALITY,  /* most votes; n of m */
    ADIL_FAMILY_MAJORITY,   /* absolute majority, then a second round */
    ADIL_FAMILY_REFERENDUM, /* turnout quorum and majorities as phrases */
    ADIL_FAMILY_EXHAUSTIVE, /* rounds, lowest out, until a majority */
    ADIL_FAMILY_TIERS,      /* regional seats, then a levelling upper tier */
    ADIL_FAMILY_PARTS,      /* a parallel mixed system: seats of several contests together */
    ADIL_FAMILY_PUBLISHED,  /* nothing is counted: outcome as published */
};

enum adil_quota { ADIL_QUOTA_HARE, ADIL_QUOTA_DROOP, ADIL_QUOTA_HAGENBACH, ADIL_QUOTA_IMPERIALI };
enum adil_divisor {
    ADIL_DIV_DHONDT,
    ADIL_DIV_SAINTE_LAGUE,
    ADIL_DIV_MODIFIED,
    ADIL_DIV_DANISH,
    ADIL_DIV_ADAMS,
    ADIL_DIV_DEAN,
    ADIL_DIV_HUNTINGTON,
    ADIL_DIV_IMPERIALI,
};

/* method id, word, family, variant (quota or divisor; 0 elsewhere), one line of help */
#define ADIL_METHODS(X)                                                                            \
    X(HARE, "hare", REMAINDER, ADIL_QUOTA_HARE, "largest remainder, Hare quota: votes / seats")    \
    X(DROOP, "droop", REMAINDER, ADIL_QUOTA_DROOP,                                                 \
      "largest remainder, Droop quota: floor(votes / (seats + 1)) + 1")                            \
    X(HAGENBACH, "hagenbach-bischoff", REMAINDER, ADIL_QUOTA_HAGENBACH,                            \
      "largest remainder, Hagenbach-Bischoff quota: votes / (seats + 1)")                          \
    X(IMPERIALI_QUOTA, "imperiali-quota", REMAINDER, ADIL_QUOTA_IMPERIALI,                         \
      "largest remainder, Imperiali quota: votes / (seats + 2)")                                   \
    X(DHONDT, "dhondt", DIVISOR, ADIL_DIV_DHONDT, "highest averages, divisors 1, 2, 3, ...")       \
    X(SAINTE_LAGUE, "sainte-lague", DIVISOR, ADIL_DIV_SAINTE_LAGUE,                                \
      "highest averages, divisors 1, 3, 5, ...")                                                   \
    X(MODIFIED, "modified-sainte-lague", DIVISOR, ADIL_DIV_MODIFIED,                               \
      "highest averages, divisors 1.4, 3, 5, ... (option first-divisor)")                          \
    X(DANISH, "danish", DIVISOR, ADIL_DIV_DANISH, "highest averages, divisors 1, 4, 7, ...")       \
    X(ADAMS, "adams", DIVISOR, ADIL_DIV_ADAMS, "highest averages, divisors 0, 1, 2, ...")          \
    X(DEAN, "dean", DIVISOR, ADIL_DIV_DEAN, "highest averages, divisors 0, 4/3, 12/5, ...")        \
    X(HUNTINGTON, "huntington-hill", DIVISOR, ADIL_DIV_HUNTINGTON,                                 \
      "highest averages, divisors sqrt(n (n + 1)), from 0")                                        \
    X(IMPERIALI, "imperiali", DIVISOR, ADIL_DIV_IMPERIALI,                                         \
      "highest averages, divisors 1, 3/2, 2, ...")                                                 \
    X(PLURALITY, "plurality", PLURALITY, 0, "most votes; as many as there are seats")              \
    X(MAJORITY, "majority", MAJORITY, 0, "absolute majority, else a second round")                 \
    X(REFERENDUM, "referendum", REFERENDUM, 0, "a question: quorum and majorities as phrases")     \
    X(EXHAUSTIVE, "exhaustive", EXHAUSTIVE, 0,                                                     \
      "exhaustive ballot: the lowest goes out, a new vote is held, until a majority")              \
    X(TIERS, "tiers", TIERS, 0, "regional seats first, then an upper tier over the whole")         \
    X(PARTS, "parts", PARTS, 0, "parallel mixed system: the seats of several contests together")   \
    X(PUBLISHED, "published", PUBLISHED, 0, "the outcome as published; nothing is counted")

enum adil_method {
#define X(id, word, family, variant, help) ADIL_METHOD_##id,
    ADIL_METHODS(X)
#undef X
        ADIL_N_METHODS
};

struct adil_method_info {
    struct adil_span word;
    enum adil_family family;
    int variant; /* enum adil_quota or enum adil_divisor, by family */
    struct adil_span help;
};

const struct adil_method_info *adil_method_info(enum adil_method m);
bool adil_method_parse(struct adil_span word, enum adil_method *m);

#endif
