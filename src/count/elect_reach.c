/* What a winner must reach, as a phrase; and winners taken from a published finding. */
#include "count/elect.h"

/* The absolute majority, where a contest says nothing else. */
static const struct adil_phrase more_than_half = {
    .kind = ADIL_P_BOUND,
    .source = ADIL_SPAN_INIT("more than 1/2 of counted votes"),
    .op = ADIL_GT,
    .amount = {.n = {.p = 1, .q = 2}, .share = true, .quantity = ADIL_Q_COUNTED},
    .group = ADIL_NO_WORD,
};

static enum adil_truth reaches(struct adil_counting *k, const struct adil_field *f,
                               const struct adil_phrase *phrase, uint32_t option,
                               struct adil_answer *answer)
{
    struct adil_count_env e = {.k = k, .table = f->table, .option = option};
    struct adil_env env = adil_count_env(&e);
    *answer = adil_phrase_eval(k->perm, phrase, &env);
    return answer->truth;
}

static void tell_majority(struct adil_counting *k, const struct adil_phrase *phrase,
                          enum adil_contest_key key, uint32_t option,
                          const struct adil_answer *answer)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_MAJORITY, key);
    adil_step_option(k, s, ADIL_F_OPTION, option);
    adil_step_answer(k, s, phrase, answer);
}

/* What keeps it open whether `option` reaches the phrase: its votes, or what it must reach. */
static void tell_reach_open(struct adil_counting *k, const struct adil_field *f,
                            enum adil_contest_key key, uint32_t option,
                            const struct adil_answer *answer)
{
    struct adil_fact votes = adil_count_sum(k, f->table, option);
    if (adil_fact_is_known(votes) && answer->has_figures) {
        adil_count_unknown_of(k, key, ADIL_M_R_MUST_REACH, answer->bound);
    } else if (adil_fact_is_known(votes)) {
        adil_count_unknown_of(k, key, ADIL_M_R_UNIT_FIGURES, adil_fact_from(adil_num_int(0)));
    } else {
        adil_count_unknown(k, key, option, votes);
    }
}

enum adil_truth adil_field_reaches(struct adil_counting *k, const struct adil_field *f,
                                   const struct adil_phrase *phrase, enum adil_contest_key key,
                                   uint32_t option)
{
    struct adil_answer answer;
    phrase = phrase == NULL ? &more_than_half : phrase;
    enum adil_truth truth = reaches(k, f, phrase, option, &answer);
    tell_majority(k, phrase, key, option, &answer);
    if (truth == ADIL_UNKNOWN) {
        tell_reach_open(k, f, key, option, &answer);
    }
    return truth;
}

/* True when who has more votes reaches the phrase whenever who has fewer does. */
static bool more_is_better(const struct adil_phrase *p)
{
    return p->kind == ADIL_P_BOUND && p->spread == ADIL_SPREAD_WHOLE &&
           (p->op == ADIL_GT || p->op == ADIL_GE);
}

/* Those who may have most votes, the likeliest first. */
static void leaders(struct adil_counting *k, const struct adil_field *f, struct adil_field *lead)
{
    struct adil_num best = adil_num_int(0);
    for (uint32_t i = 0; i < f->n; i++) {
        best = adil_num_max(best, f->votes[i].lo);
    }
    *lead = (struct adil_field){.table = f->table};
    lead->option = adil_new(k->tmp, uint32_t, f->n);
    lead->votes = adil_new(k->tmp, struct adil_fact, f->n);
    for (int sure = 1; sure >= 0; sure--) {
        for (uint32_t i = 0; i < f->n; i++) {
            bool has_best = adil_num_eq(f->votes[i].lo, best);
            bool may = f->votes[i].unbounded || adil_num_cmp(f->votes[i].hi, best) >= 0;
            if (sure == 1 ? has_best : may && !has_best) {
                lead->option[lead->n] = f->option[i];
                lead->votes[lead->n++] = f->votes[i];
            }
        }
    }
}

/* Moves those who reach the phrase, or may, to the front of *f; returns how many may not. */
static uint32_t sift(struct adil_counting *k, struct adil_field *f,
                     const struct adil_phrase *phrase, uint32_t *n_open, struct adil_answer *first)
{
    uint32_t kept = 0;
    *n_open = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        struct adil_answer answer;
        enum adil_truth truth = reaches(k, f, phrase, f->option[i], &answer);
        if (truth == ADIL_FAILS) {
            continue;
        }
        if (kept == 0) {
            *first = answer;
        }
        *n_open += truth == ADIL_UNKNOWN ? 1 : 0;
        f->option[kept] = f->option[i];
        f->votes[kept++] = f->votes[i];
    }
    return kept;
}

enum adil_reached adil_field_reached(struct adil_counting *k, const struct adil_field *f,
                                     const struct adil_phrase *phrase, enum adil_contest_key key,
                                     uint32_t *winner)
{
    phrase = phrase == NULL ? &more_than_half : phrase;
    struct adil_field lead;
    leaders(k, f, &lead);
    uint32_t leader = lead.option[0];
    struct adil_answer answer;
    (void)reaches(k, f, phrase, leader, &answer);
    if (!more_is_better(phrase)) {
        lead.n = f->n;
        for (uint32_t i = 0; i < f->n; i++) {
            lead.option[i] = f->option[i];
            lead.votes[i] = f->votes[i];
        }
    }
    uint32_t n_open = 0;
    lead.n = sift(k, &lead, phrase, &n_open, &answer);
    if (lead.n == 0) {
        tell_majority(k, phrase, key, leader, &answer);
        return ADIL_REACHED_NONE;
    }
    if (lead.n == 1 && n_open == 0) {
        *winner = lead.option[0];
        tell_majority(k, phrase, key, *winner, &answer);
        return ADIL_REACHED_ONE;
    }
    uint32_t n_won = 0;
    if (lead.n > 1 &&
        adil_field_best(k, &lead, ADIL_STEP_MAJORITY, 1, winner, &n_won) == ADIL_PICK_OPEN) {
        return ADIL_REACHED_OPEN;
    }
    *winner = lead.n > 1 ? *winner : lead.option[0];
    enum adil_truth truth = reaches(k, f, phrase, *winner, &answer);
    tell_majority(k, phrase, key, *winner, &answer);
    if (truth == ADIL_HOLDS) {
        return ADIL_REACHED_ONE;
    }
    tell_reach_open(k, f, key, *winner, &answer);
    return ADIL_REACHED_OPEN;
}

static bool is_winner(const struct adil_published_finding *f)
{
    return f->kind == ADIL_FOUND_WINNER;
}

uint32_t adil_published_winners(struct adil_counting *k)
{
    const struct adil_votes *v = k->votes;
    uint32_t *elected = adil_new(k->perm, uint32_t, v->n_findings);
    struct adil_span *name = adil_new(k->perm, struct adil_span, v->n_findings);
    uint32_t n = 0;
    uint32_t n_names = 0;
    for (uint32_t i = 0; i < v->n_findings; i++) {
        const struct adil_published_finding *f = &v->finding[i];
        if (!is_winner(f)) {
            continue;
        }
        struct adil_step *s = adil_step_add(k, ADIL_STEP_PUBLISHED_WINNER, ADIL_N_CONTEST_KEYS);
        s->source = ADIL_SOURCE_PUBLISHED;
        if (f->option != UINT32_MAX) {
            elected[n++] = f->option;
            adil_step_option(k, s, ADIL_F_OPTION, f->option);
        } else {
            name[n_names++] = f->name;
            adil_step_text(k, s, ADIL_F_OPTION, f->name);
        }
        adil_step_text(k, s, ADIL_F_SOURCE, f->source);
    }
    k->out->elected = elected;
    k->out->n_elected = n;
    k->out->elected_name = n_names > 0 ? name : NULL;
    k->out->n_elected_names = n_names;
    return n + n_names;
}

/* True when at least `among` others certainly have more votes. */
static bool surely_beaten(const struct adil_field *f, uint32_t option, uint32_t among)
{
    uint32_t at = 0;
    while (at < f->n && f->option[at] != option) {
        at++;
    }
    if (at == f->n) {
        return true; /* does not stand, or cannot win */
    }
    if (f->votes[at].unbounded) {
        return false;
    }
    uint32_t ahead = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        ahead += adil_num_cmp(f->votes[i].lo, f->votes[at].hi) > 0 ? 1 : 0;
    }
    return ahead >= among;
}

void adil_elect_published(struct adil_counting *k, const struct adil_field *f, uint32_t take,
                          uint32_t among)
{
    if (k->out->status != ADIL_S_UNDETERMINED) {
        return;
    }
    const struct adil_votes *v = k->votes;
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n_findings; i++) {
        const struct adil_published_finding *w = &v->finding[i];
        if (!is_winner(w)) {
            continue;
        }
        n++;
        if (f != NULL && w->option != UINT32_MAX && surely_beaten(f, w->option, among)) {
            adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_PUBLISHED_AGAINST);
            return;
        }
    }
    if (n > take) {
        adil_count_gap(k, ADIL_N_CONTEST_KEYS, ADIL_M_R_PUBLISHED_TOO_MANY);
    } else if (n == take && n > 0) {
        (void)adil_published_winners(k);
        k->out->advance = NULL;
        k->out->n_advance = 0;
        k->out->status = ADIL_S_DECIDED;
    }
}
