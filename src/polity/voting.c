/* How the members of a body voted: the figures and roll calls that acts give, and the votes that
 * members sign themselves. */
#include "polity/bodies.h"
#include "polity/given.h"

/* ---- figures ------------------------------------------------------------------------------- */

/* Names of a roll call: members, each once. `seen`: those so far. */
static adil_err judge_names(struct adil_judging *j, const struct adil_decision *d, uint32_t body,
                            adil_slot set, uint32_t *seen, uint32_t *n_seen)
{
    const struct adil_polity *p = j->p;
    for (uint32_t i = 0; i < adil_pool_n(p, set); i++) {
        uint32_t id = adil_pool_at(p, set, i).of;
        struct adil_span name = adil_strings_get(p->strings, id);
        for (uint32_t k = 0; k < *n_seen; k++) {
            if (seen[k] == id) {
                return adil_refuse_rule(j, &d->rule, ADIL_SPAN("fields"), name,
                                        ADIL_SPAN("each member once"));
            }
        }
        if (!adil_body_is_member(p, j->scratch, body, j->day, name)) {
            return adil_refuse_rule(
                j, &d->rule, ADIL_SPAN("fields"), name,
                adil_fmt(j->perm, "a member of %.*s", ADIL_ARG(p->book->acts.body[body].rule.id)));
        }
        seen[(*n_seen)++] = id;
    }
    return ADIL_OK;
}

static adil_slot given_roll(const struct adil_judging *j, unsigned choice)
{
    return adil_given_slot(j, adil_choices[choice], ADIL_FIELD_SET);
}

static adil_slot given_figure(const struct adil_judging *j, unsigned choice)
{
    return adil_given_slot(j, adil_choices[choice], ADIL_FIELD_NUMBER);
}

static adil_err figures_given(struct adil_judging *j, const struct adil_decision *d, uint32_t body,
                              struct adil_body_figures *f)
{
    uint32_t n_names = 0;
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        adil_slot roll = given_roll(j, c);
        n_names += roll != ADIL_SLOT_UNKNOWN ? adil_pool_n(j->p, roll) : 0;
    }
    uint32_t *seen = adil_new(j->perm, uint32_t, n_names);
    uint32_t n_seen = 0;
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        adil_slot roll = given_roll(j, c);
        adil_slot figure = given_figure(j, c);
        if (roll != ADIL_SLOT_UNKNOWN) {
            ADIL_TRY(judge_names(j, d, body, roll, seen, &n_seen));
            f->n[c] = adil_pool_n(j->p, roll);
        } else if (figure != ADIL_SLOT_UNKNOWN) {
            f->n[c] = figure > UINT32_MAX / 8 ? UINT32_MAX / 8 : (uint32_t)figure;
        }
    }
    return ADIL_OK;
}

/* From which recorded vote on a body's present reading is counted. */
static uint32_t votes_from(const struct adil_polity *p, uint32_t case_no, uint32_t body)
{
    const struct adil_case *c = &p->cases[case_no];
    uint32_t from = c->cast_from;
    for (uint32_t i = c->decided_from; i < p->n_decided; i++) {
        const struct adil_decided *d = &p->decided[i];
        if (d->case_no == case_no && d->body == body) {
            from = d->cast_to;
        }
    }
    return from;
}

static bool is_vote_of(const struct adil_cast *v, uint32_t case_no, uint32_t body)
{
    return v->case_no == case_no && v->body == body;
}

/* Where members sign their votes, the act says nothing of them. */
static adil_err judge_no_figures(struct adil_judging *j)
{
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        if (given_roll(j, c) != ADIL_SLOT_UNKNOWN || given_figure(j, c) != ADIL_SLOT_UNKNOWN) {
            return adil_refuse(j, "act.field", adil_choices[c], ADIL_SPAN("figures"),
                               ADIL_SPAN("nothing: the votes on the record are counted"));
        }
    }
    return ADIL_OK;
}

/* Of those who are members still. */
static void figures_voted(const struct adil_judging *j, uint32_t body, struct adil_body_figures *f)
{
    const struct adil_polity *p = j->p;
    for (uint32_t i = votes_from(p, j->in_case, body); i < p->n_cast; i++) {
        const struct adil_cast *v = &p->cast[i];
        if (is_vote_of(v, j->in_case, body) &&
            adil_body_is_member(p, j->scratch, body, j->day,
                                adil_strings_get(p->strings, v->member))) {
            f->n[v->choice]++;
        }
    }
}

/* ---- by name ------------------------------------------------------------------------------- */

/* The names are on the record: members signed, or the act gives sets and no numbers. */
static bool is_by_name(const struct adil_judging *j, const struct adil_decision *d)
{
    bool sets = false;
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        const struct adil_given *g =
            adil_word_gives(&j->p->book->acts.word[j->word], adil_choices[c]);
        sets = sets || (g != NULL && g->type == ADIL_FIELD_SET);
        if (given_figure(j, c) != ADIL_SLOT_UNKNOWN) {
            return false;
        }
    }
    return sets || d->votes != ADIL_NO_WORD;
}

static enum adil_choice named_choice(const struct adil_judging *j, uint32_t member)
{
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        adil_slot roll = given_roll(j, c);
        uint32_t n = roll != ADIL_SLOT_UNKNOWN ? adil_pool_n(j->p, roll) : 0;
        for (uint32_t i = 0; i < n; i++) {
            if (adil_pool_at(j->p, roll, i).of == member) {
                return (enum adil_choice)c;
            }
        }
    }
    return ADIL_N_CHOICES;
}

static enum adil_choice signed_choice(const struct adil_judging *j, uint32_t body, uint32_t member)
{
    const struct adil_polity *p = j->p;
    for (uint32_t i = votes_from(p, j->in_case, body); i < p->n_cast; i++) {
        if (is_vote_of(&p->cast[i], j->in_case, body) && p->cast[i].member == member) {
            return (enum adil_choice)p->cast[i].choice;
        }
    }
    return ADIL_N_CHOICES;
}

const struct adil_roll *adil_roll_of(const struct adil_judging *j, const struct adil_decision *d,
                                     const struct adil_decided *made)
{
    const struct adil_polity *p = j->p;
    const struct adil_case *c = &p->cases[j->in_case];
    const struct adil_acts *acts = &p->book->acts;
    const struct adil_sitting *member = NULL;
    if (!is_by_name(j, d)) {
        return NULL;
    }
    uint32_t n = adil_body_sitting(p, j->perm, j->scratch, made->body, j->day, &member);
    struct adil_roll_vote *vote = adil_new(j->perm, struct adil_roll_vote, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t id = adil_strings_find(p->strings, member[i].name);
        vote[i] = (struct adil_roll_vote){.member = member[i].name,
                                          .faction = member[i].faction,
                                          .choice = d->votes == ADIL_NO_WORD
                                                        ? named_choice(j, id)
                                                        : signed_choice(j, made->body, id)};
    }
    struct adil_roll *roll = adil_new(j->perm, struct adil_roll, 1);
    *roll = (struct adil_roll){.entry = made->entry,
                               .day = j->day,
                               .case_id = adil_strings_get(p->strings, c->id),
                               .stage = acts->procedure[c->procedure].stage[made->stage].id,
                               .body = acts->body[made->body].rule.id,
                               .reading = made->reading,
                               .readings = d->readings,
                               .vote = vote,
                               .n = n};
    return roll;
}

uint32_t adil_voters_in(const struct adil_body_figures *f)
{
    uint32_t sum = 0;
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        sum += f->n[c];
    }
    return sum;
}

struct adil_span adil_figures_words(const struct adil_judging *j, const struct adil_body_figures *f)
{
    struct adil_span votes = adil_fmt(
        j->perm, "yes %u, no %u, abstain %u, present %u; seats %u", f->n[ADIL_CHOICE_YES],
        f->n[ADIL_CHOICE_NO], f->n[ADIL_CHOICE_ABSTAIN], f->n[ADIL_CHOICE_PRESENT], f->seats);
    return f->members == UINT32_MAX
               ? votes
               : adil_fmt(j->perm, "%.*s, members %u", ADIL_ARG(votes), f->members);
}

adil_err adil_figures_judge(struct adil_judging *j, const struct adil_decision *d, uint32_t body,
                            struct adil_body_figures *f)
{
    *f = adil_body_figures_of(j->p, j->scratch, body, j->day);
    if (d->votes == ADIL_NO_WORD) {
        ADIL_TRY(figures_given(j, d, body, f));
    } else {
        ADIL_TRY(judge_no_figures(j));
        figures_voted(j, body, f);
    }
    uint32_t most = f->seats > f->members || f->members == UINT32_MAX ? f->seats : f->members;
    return adil_voters_in(f) <= most
               ? ADIL_OK
               : adil_refuse_rule(j, &d->rule, ADIL_SPAN("fields"), adil_figures_words(j, f),
                                  adil_fmt(j->perm, "at most %u", most));
}

/* ---- members' own votes -------------------------------------------------------------------- */

static adil_err judge_member(struct adil_judging *j, const struct adil_decision *d, uint32_t body)
{
    uint32_t key = j->p->issuer[j->issuer].key;
    struct adil_span member =
        key != 0 ? adil_key_part(adil_strings_get(j->p->strings, key)) : (struct adil_span){0};
    if (member.len > 0 && adil_body_is_member(j->p, j->scratch, body, j->day, member)) {
        return ADIL_OK;
    }
    return adil_refuse_rule(
        j, &d->rule, ADIL_SPAN("by"), j->act->by,
        adil_fmt(j->perm, "a member of %.*s", ADIL_ARG(j->p->book->acts.body[body].rule.id)));
}

adil_err adil_vote_judge(struct adil_judging *j)
{
    const struct adil_decision *d = adil_decision_of(j);
    struct adil_cast *v = adil_new(j->perm, struct adil_cast, 1);
    struct adil_span choice = adil_given_text(j, ADIL_SPAN("choice"));
    unsigned c = 0;
    if (d == NULL || d->votes != j->word) {
        return adil_refuse(j, "act.move", ADIL_SPAN("word"), j->act->word,
                           ADIL_SPAN("a stage whose decision counts these votes"));
    }
    v->case_no = j->in_case;
    v->entry = (uint32_t)j->entry;
    ADIL_TRY(adil_decision_body(j, d, &v->body));
    ADIL_TRY(judge_member(j, d, v->body));
    if (adil_decision_passed(j->p, j->in_case, v->body) >= d->readings) {
        return adil_refuse_rule(j, &d->rule, ADIL_SPAN("about"), j->act->about,
                                ADIL_SPAN("a body that has not decided yet"));
    }
    while (c < ADIL_N_CHOICES && !adil_span_eq(adil_choices[c], choice)) {
        c++;
    }
    if (c == ADIL_N_CHOICES) {
        return adil_refuse(j, "act.field", ADIL_SPAN("choice"),
                           choice.len > 0 ? choice : ADIL_SPAN("nothing"),
                           ADIL_SPAN("yes, no, abstain or present"));
    }
    v->choice = (uint8_t)c;
    j->own = v;
    return ADIL_OK;
}

void adil_vote_apply(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    struct adil_cast v = *(const struct adil_cast *)j->own;
    v.member = adil_strings_put(
        p->strings, adil_key_part(adil_strings_get(p->strings, p->issuer[j->issuer].key)));
    for (uint32_t i = votes_from(p, j->in_case, v.body); i < p->n_cast; i++) {
        if (is_vote_of(&p->cast[i], v.case_no, v.body) && p->cast[i].member == v.member) {
            p->cast[i] = v; /* another vote in the same reading */
            return;
        }
    }
    p->cast = adil_grow(p, p->cast, sizeof *p->cast, p->n_cast, &p->cap_cast);
    p->cast[p->n_cast++] = v;
}
