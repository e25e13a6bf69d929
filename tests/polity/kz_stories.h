/* The reference law for stories: its offices, and a President elected in 2022. */
#ifndef ADIL_TESTS_POLITY_KZ_STORIES_H
#define ADIL_TESTS_POLITY_KZ_STORIES_H

#include "stories.h"

static const struct fold_issuer kz_offices[] = {
    {"president", 1},      {"central-commission", 3}, {"constitutional-court", 3},
    {"majilis-chair", 1},  {"senate-chair", 1},       {"prime-minister", 1},
    {"government", 1},     {"people-assembly", 1},    {"kurultai-chair", 1},
    {"people-council", 1}, {"vice-president", 1},
};

#define KZ_PRESIDENT(since) "[" HOLDER("president", "p", since) "]"

static const struct setting kz_setting = {
    .book = "polities/kazakhstan/rulebook.yaml",
    .office = kz_offices,
    .n_offices = ADIL_COUNT(kz_offices),
    .holders = KZ_PRESIDENT("2022-11-26"),
    .zone = "+06:00",
};

#endif
