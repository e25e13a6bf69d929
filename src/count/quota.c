#include "count/build.h"

struct adil_num adil_quota_of(struct adil_arena *a, enum adil_quota quota,
                              enum adil_quota_rounding rounding, struct adil_num votes,
                              uint32_t seats)
{
    int64_t parts = seats;
    switch (quota) {
    case ADIL_QUOTA_HARE:
        break;
    case ADIL_QUOTA_DROOP:
    case ADIL_QUOTA_HAGENBACH:
        parts = (int64_t)seats + 1;
        break;
    case ADIL_QUOTA_IMPERIALI:
        parts = (int64_t)seats + 2;
        break;
    }
    ADIL_ASSERT(parts > 0);
    struct adil_num q = adil_num_div(a, votes, adil_num_int(parts));
    if (quota == ADIL_QUOTA_DROOP) {
        return adil_num_add(a, adil_num_floor(a, q), adil_num_int(1));
    }
    switch (rounding) {
    case ADIL_QUOTA_EXACT:
        return q;
    case ADIL_QUOTA_DOWN:
        return adil_num_floor(a, q);
    case ADIL_QUOTA_UP:
        return adil_num_ceil(a, q);
    case ADIL_QUOTA_NEAREST:
        return adil_num_round(a, q);
    }
    return q;
}
