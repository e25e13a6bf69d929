#include "count/build.h"

void adil_counting_open(struct adil_counting *k, struct adil_outcome *out)
{
    uint32_t n = k->votes != NULL ? k->votes->n_options : 0;
    *out = (struct adil_outcome){
        .status = ADIL_S_UNDETERMINED,
        .contest = k->contest,
        .votes = k->votes,
        .n_results = n,
        .adopted = ADIL_UNKNOWN,
        .base = adil_fact_from(adil_num_int(0)),
    };
    k->out = out;
    k->result = adil_new(k->perm, struct adil_result, n);
    for (uint32_t i = 0; i < n; i++) {
        k->result[i].votes = adil_fact_from(adil_num_int(0));
    }
    out->result = k->result;
    k->tail = &out->step;
    k->tie = NULL;
    k->cap_ties = 0;
    k->sums = NULL;
}

/* Whether the votes of the option are a part of the base, so that its share means something. */
static bool in_base(const struct adil_counting *k, uint32_t option)
{
    enum adil_option_class class = k->votes->option[option].class;
    switch (k->contest->percent_of) {
    case ADIL_Q_COUNTED:
        return class != ADIL_OPTION_NOT_COUNTED;
    case ADIL_Q_FOR_OPTIONS:
        return class == ADIL_OPTION_LIST;
    default: /* ballots of some kind: every class of ballot is a part of them */
        return true;
    }
}

void adil_count_tally(struct adil_counting *k, const struct adil_table *t)
{
    struct adil_fact base = adil_count_whole(k, t, k->contest->percent_of);
    bool has_base = adil_fact_is_known(base) && adil_num_sign(base.lo) > 0;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_TALLY, ADIL_K_PERCENT_OF);
    k->out->base = base;
    adil_step_fact(k, s, ADIL_F_BASE, base);
    for (uint32_t i = 0; i < k->votes->n_options; i++) {
        if (!adil_count_stands(k, t, i)) {
            continue;
        }
        struct adil_fact votes = adil_count_sum(k, t, i);
        k->result[i].stood = true;
        k->result[i].votes = votes;
        struct adil_row *r = adil_step_row(k, s);
        adil_row_option(k, r, ADIL_F_OPTION, i);
        adil_row_fact(k, r, ADIL_F_VOTES, votes);
        if (has_base && adil_fact_is_known(votes) && in_base(k, i)) {
            adil_row_percent(k, r, ADIL_F_SHARE, adil_num_div(k->perm, votes.lo, base.lo));
        }
    }
}

/* cast / registered, or issued / registered where the ballots cast are not known. */
static struct adil_fact turnout_of(struct adil_counting *k, const struct adil_table *t)
{
    struct adil_fact registered = adil_count_whole(k, t, ADIL_Q_REGISTERED);
    struct adil_fact ballots = adil_count_whole(k, t, ADIL_Q_CAST);
    if (!adil_fact_is_known(ballots)) {
        ballots = adil_count_whole(k, t, ADIL_Q_ISSUED);
    }
    if (!adil_fact_is_known(registered) || !adil_fact_is_known(ballots) ||
        adil_num_sign(registered.lo) <= 0) {
        return adil_fact_from(adil_num_int(0));
    }
    return adil_fact_known(adil_num_div(k->perm, ballots.lo, registered.lo));
}

void adil_count_turnout(struct adil_counting *k, const struct adil_table *t)
{
    static const struct {
        enum adil_figure figure;
        enum adil_quantity quantity;
    } shown[] = {
        {ADIL_F_REGISTERED, ADIL_Q_REGISTERED},
        {ADIL_F_ISSUED, ADIL_Q_ISSUED},
        {ADIL_F_CAST, ADIL_Q_CAST},
        {ADIL_F_INVALID, ADIL_Q_INVALID},
    };
    bool any = false;
    for (size_t i = 0; i < ADIL_COUNT(shown); i++) {
        any = any || adil_fact_is_known(adil_count_whole(k, t, shown[i].quantity));
    }
    if (!any) {
        return;
    }
    struct adil_step *s = adil_step_add(k, ADIL_STEP_TURNOUT, ADIL_N_CONTEST_KEYS);
    for (size_t i = 0; i < ADIL_COUNT(shown); i++) {
        adil_step_fact(k, s, shown[i].figure, adil_count_whole(k, t, shown[i].quantity));
    }
    struct adil_fact turnout = turnout_of(k, t);
    if (adil_fact_is_known(turnout)) {
        adil_step_percent(k, s, ADIL_F_TURNOUT, turnout.lo);
    } else {
        adil_step_fact(k, s, ADIL_F_TURNOUT, turnout);
    }
}

static struct adil_num distance(struct adil_counting *k, struct adil_num x, struct adil_num y)
{
    return adil_num_cmp(x, y) < 0 ? adil_num_sub(k->perm, y, x) : adil_num_sub(k->perm, x, y);
}

static void answer_row(struct adil_counting *k, struct adil_step *s, const struct adil_phrase *p,
                       const struct adil_answer *answer, bool with_phrase)
{
    struct adil_row *r = adil_step_row(k, s);
    if (with_phrase) {
        adil_row_phrase(k, r, ADIL_F_PHRASE, p);
    }
    if (answer->has_figures) {
        adil_row_fact(k, r, ADIL_F_FIGURE, answer->subject);
        adil_row_fact(k, r, ADIL_F_NEEDED, answer->bound);
        if (adil_fact_is_known(answer->subject) && adil_fact_is_known(answer->bound)) {
            adil_row_num(k, r, ADIL_F_MARGIN, distance(k, answer->subject.lo, answer->bound.lo));
        }
    }
    if (answer->has_units) {
        adil_row_int(k, r, ADIL_F_UNITS_HOLD, answer->units_hold);
        adil_row_int(k, r, ADIL_F_UNITS_FAIL, answer->units_fail);
        adil_row_int(k, r, ADIL_F_UNITS_UNKNOWN, answer->units_unknown);
        adil_row_int(k, r, ADIL_F_UNITS_OF, answer->units_of);
        adil_row_num(k, r, ADIL_F_UNITS_NEEDED, answer->units_needed);
    }
    adil_row_truth(k, r, ADIL_F_HOLDS, answer->truth);
}

static bool rests_on_published(const struct adil_answer *answer)
{
    bool published = answer->published;
    for (uint32_t i = 0; i < answer->n_parts; i++) {
        published = published || answer->part[i].published;
    }
    return published;
}

/* Parts of parts (a phrase nested twice) are shown by their own answer, not taken apart. */
void adil_step_answer(struct adil_counting *k, struct adil_step *s, const struct adil_phrase *p,
                      const struct adil_answer *answer)
{
    adil_step_phrase(k, s, ADIL_F_PHRASE, p);
    adil_step_truth(k, s, ADIL_F_HOLDS, answer->truth);
    if (rests_on_published(answer)) {
        s->source = ADIL_SOURCE_PUBLISHED;
    }
    if (answer->n_parts == 0) {
        answer_row(k, s, p, answer, false);
        return;
    }
    ADIL_ASSERT(answer->n_parts == p->n_parts);
    for (uint32_t i = 0; i < answer->n_parts; i++) {
        answer_row(k, s, &p->part[i], &answer->part[i], true);
    }
}

/* Names what a turnout test lacks: the ballots, the roll, or figures of single units. */
static void quorum_unknown(struct adil_counting *k, const struct adil_table *t)
{
    struct adil_fact cast = adil_count_whole(k, t, ADIL_Q_CAST);
    struct adil_fact registered = adil_count_whole(k, t, ADIL_Q_REGISTERED);
    if (!adil_fact_is_known(cast)) {
        adil_count_unknown_of(k, ADIL_K_QUORUM, ADIL_M_R_CAST, cast);
    } else if (!adil_fact_is_known(registered)) {
        adil_count_unknown_of(k, ADIL_K_QUORUM, ADIL_M_R_REGISTERED, registered);
    } else {
        adil_count_unknown_of(k, ADIL_K_QUORUM, ADIL_M_R_UNIT_FIGURES,
                              adil_fact_from(adil_num_int(0)));
    }
}

bool adil_count_quorum(struct adil_counting *k, const struct adil_table *t)
{
    const struct adil_phrase *quorum = k->contest->quorum;
    if (quorum == NULL) {
        return true;
    }
    struct adil_count_env e = {.k = k, .table = t, .option = UINT32_MAX};
    struct adil_env env = adil_count_env(&e);
    struct adil_answer answer = adil_phrase_eval(k->perm, quorum, &env);
    struct adil_step *s = adil_step_add(k, ADIL_STEP_QUORUM, ADIL_K_QUORUM);
    adil_step_answer(k, s, quorum, &answer);
    switch (answer.truth) {
    case ADIL_HOLDS:
        return true;
    case ADIL_FAILS:
        s = adil_step_add(k, ADIL_STEP_NOT_VALID, ADIL_K_QUORUM);
        adil_step_message(k, s, ADIL_F_REASON, ADIL_M_R_TURNOUT);
        k->out->status = ADIL_S_NOT_VALID;
        return false;
    case ADIL_UNKNOWN:
        quorum_unknown(k, t);
        return false;
    }
    return false;
}

void adil_count_gap(struct adil_counting *k, enum adil_contest_key key, enum adil_msg reason)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_GAP, key);
    adil_step_message(k, s, ADIL_F_REASON, reason);
    k->out->status = ADIL_S_UNDETERMINED;
}

static void bounds(struct adil_counting *k, struct adil_step *s, struct adil_fact f)
{
    adil_step_num(k, s, ADIL_F_LEAST, f.lo);
    adil_step_fact(k, s, ADIL_F_MOST, f.unbounded ? f : adil_fact_known(f.hi));
    k->out->status = ADIL_S_UNDETERMINED;
}

void adil_count_unknown(struct adil_counting *k, enum adil_contest_key key, uint32_t option,
                        struct adil_fact f)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_UNKNOWN_FIGURE, key);
    adil_step_option(k, s, ADIL_F_FIGURE, option);
    bounds(k, s, f);
}

void adil_count_unknown_of(struct adil_counting *k, enum adil_contest_key key, enum adil_msg what,
                           struct adil_fact f)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_UNKNOWN_FIGURE, key);
    adil_step_message(k, s, ADIL_F_FIGURE, what);
    bounds(k, s, f);
}
