#include "count/build.h"

typedef void adil_count_family(struct adil_counting *k);

static adil_count_family *const family[] = {
    [ADIL_FAMILY_REMAINDER] = adil_count_list,
    [ADIL_FAMILY_DIVISOR] = adil_count_list,
    [ADIL_FAMILY_PLURALITY] = adil_count_plurality,
    [ADIL_FAMILY_MAJORITY] = adil_count_majority,
    [ADIL_FAMILY_REFERENDUM] = adil_count_referendum,
    [ADIL_FAMILY_EXHAUSTIVE] = adil_count_exhaustive,
    [ADIL_FAMILY_TIERS] = adil_count_tiers,
    [ADIL_FAMILY_PARTS] = adil_count_parts,
    [ADIL_FAMILY_PUBLISHED] = adil_count_published,
};

void adil_count(struct adil_arena *perm, struct adil_arena scratch,
                const struct adil_contest *contest, const struct adil_votes *votes,
                const struct adil_votes *const *part_votes, const struct adil_lots *lots,
                struct adil_outcome *out)
{
    ADIL_ASSERT(perm->base != scratch.base);
    struct adil_counting k = {
        .perm = perm,
        .tmp = &scratch,
        .contest = contest,
        .votes = votes,
        .part_votes = part_votes,
        .lots = lots,
    };
    adil_counting_open(&k, out);
    enum adil_family f = adil_method_info(contest->method)->family;
    ADIL_ASSERT((size_t)f < ADIL_COUNT(family));
    family[f](&k);
}
