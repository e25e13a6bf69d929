#include "count/outcome.h"

static const char *const figure_name[ADIL_N_FIGURES] = {
#define X(id, name) [ADIL_F_##id] = name,
    ADIL_FIGURES(X)
#undef X
};

static const char *const step_word[ADIL_N_STEPS] = {
#define X(id, word) [ADIL_STEP_##id] = word,
    ADIL_STEPS(X)
#undef X
};

static const struct {
    const char *word;
    int exit;
} status[ADIL_N_STATUSES] = {
#define X(id, word, exit) [ADIL_S_##id] = {word, exit},
    ADIL_STATUSES(X)
#undef X
};

const char *adil_figure_name(enum adil_figure f)
{
    ADIL_ASSERT((unsigned)f < ADIL_N_FIGURES);
    return figure_name[f];
}

const char *adil_step_word(enum adil_step_kind k)
{
    ADIL_ASSERT((unsigned)k < ADIL_N_STEPS);
    return step_word[k];
}

const char *adil_status_word(enum adil_status s)
{
    ADIL_ASSERT((unsigned)s < ADIL_N_STATUSES);
    return status[s].word;
}

int adil_status_exit(enum adil_status s)
{
    ADIL_ASSERT((unsigned)s < ADIL_N_STATUSES);
    return status[s].exit;
}
