#include "gazette/said.h"

#include <string.h>

struct adil_span adil_diag_errno(struct adil_diag *diag, int error)
{
    char words[128];
    if (strerror_r(error, words, sizeof words) != 0) {
        return adil_diag_fmt(diag, "system error %d", error);
    }
    return adil_diag_fmt(diag, "%s", words);
}
