/* Roll calls: how far the members of a faction vote alike, and factions with each other. Exact. */
#ifndef ADIL_WEIGHT_ROLLCALL_H
#define ADIL_WEIGHT_ROLLCALL_H

#include "base/num.h"

/* id, word in files. All but the first three take no part in any measure. */
#define ADIL_VOICES(X)                                                                             \
    X(YES, "yes")                                                                                  \
    X(NO, "no")                                                                                    \
    X(ABSTAIN, "abstain")                                                                          \
    X(PRESENT, "present") /* and not voting */                                                     \
    X(ABSENT, "absent")                                                                            \
    X(NOT_ENTITLED, "not-entitled")

enum adil_voice {
#define X(id, word) ADIL_VOICE_##id,
    ADIL_VOICES(X)
#undef X
        ADIL_N_VOICES
};

bool adil_voice_parse(struct adil_span word, enum adil_voice *v);

/* Votes of one faction in one roll call. */
struct adil_tally {
    uint32_t n[ADIL_N_VOICES];
};

struct adil_roll_calls {
    const struct adil_span *call; /* names, in file order */
    uint32_t n_calls;
    const struct adil_span *faction;
    uint32_t n_factions;
    uint32_t without;               /* votes of members of no faction, in no tally */
    const struct adil_tally *tally; /* [call * n_factions + faction] */
};

/* Means over the roll calls in which the faction took part: of `rice` those with a yes or a no, of
 * `index` those with an abstention too. 0/1 where there is none. */
struct adil_cohesion {
    uint32_t rice_calls;
    struct adil_num rice; /* |yes - no| / (yes + no): Rice 1925 */
    uint32_t index_calls;
    /* (largest - (all - largest) / 2) / all, of yes, no and abstain: 1 when all do the same, 0 when
     * they split into three equal parts. The agreement index of Hix, Noury and Roland 2005. */
    struct adil_num index;
    uint32_t whole; /* roll calls in which all that voted did the same, abstaining included */
};

/* Of two factions, over the roll calls in which both took part. */
struct adil_agreement {
    uint32_t same; /* both have a position, and it is the same */
    uint32_t of;   /* both have a position: more of yes, no or abstain than of either other */
    uint32_t likeness_calls;
    /* 1 - |share of yes in the one - share of yes in the other|, of yes and no: Rice 1928. */
    struct adil_num likeness;
};

struct adil_cohesion adil_cohesion_of(struct adil_arena *a, const struct adil_roll_calls *r,
                                      uint32_t faction);
struct adil_agreement adil_agreement_of(struct adil_arena *a, const struct adil_roll_calls *r,
                                        uint32_t x, uint32_t y);

#endif
