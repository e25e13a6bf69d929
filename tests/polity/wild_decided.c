/* Decisions follow from their parts: figures are those that the act gives or that members signed,
 * no more than there are seats and members, and the end is that of the quorum and the majority. */
#include "polity/bodies.h"
#include "wild.h"

#include <string.h>

/* ---- bodies -------------------------------------------------------------------------------- */

static bool held(const struct adil_holding *h, struct adil_date day)
{
    return (!adil_date_known(h->since) || adil_date_cmp(h->since, day) <= 0) &&
           (!adil_date_known(h->until) || adil_date_cmp(h->until, day) > 0);
}

static uint32_t own_seats(const struct adil_body *b, struct adil_date day)
{
    uint32_t seats = UINT32_MAX;
    for (uint32_t i = 0; i < b->n_sizes; i++) {
        bool begun = !adil_date_known(b->size[i].from) || adil_date_cmp(b->size[i].from, day) <= 0;
        bool over = adil_date_known(b->size[i].until) && adil_date_cmp(b->size[i].until, day) <= 0;
        seats = begun && !over ? b->size[i].seats : seats;
    }
    return seats;
}

/* Seats as the law says, of bodies that sit together their sum; UINT32_MAX: it does not. */
static uint32_t seats_of(const struct adil_acts *acts, uint32_t body, struct adil_date day)
{
    const struct adil_body *b = &acts->body[body];
    uint32_t sum = 0;
    for (uint32_t i = 0; i < b->n_joins; i++) {
        uint32_t of = own_seats(&acts->body[b->joins[i]], day);
        if (of == UINT32_MAX) {
            return UINT32_MAX;
        }
        sum += of;
    }
    return b->n_joins > 0 && b->n_sizes == 0 ? sum : own_seats(b, day);
}

/* Holders before the act of the offices that sit in it; false: records do, or a deadline changed
 * who holds what before the act was judged. */
static bool members_before(const struct wild *w, uint32_t body, uint32_t *n)
{
    const struct wild_before *b = &w->before;
    const struct adil_acts *acts = &b->book->acts;
    const struct adil_body *one = &acts->body[body];
    uint32_t n_bodies = one->n_joins > 0 ? one->n_joins : 1;
    *n = 0;
    for (uint32_t k = 0; k < n_bodies; k++) {
        const struct adil_body *of = one->n_joins > 0 ? &acts->body[one->joins[k]] : one;
        if (of->reg != ADIL_NO_WORD || of->n_offices == 0) {
            return false;
        }
        for (uint32_t i = 0; i < b->n_holdings; i++) {
            for (uint32_t o = 0; o < of->n_offices; o++) {
                *n += b->holding[i].office == of->office[o] && held(&b->holding[i], wild_day(w));
            }
        }
    }
    return w->f.p->n_fired == 0;
}

/* ---- figures ------------------------------------------------------------------------------- */

static bool figures_are_given(const struct adil_act *act, const struct adil_decided *d)
{
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        struct adil_span raw = wild_raw(act, adil_choices[c]);
        struct adil_span name;
        uint32_t n = 0;
        while (wild_item(raw, n, &name)) {
            n++;
        }
        int64_t number = wild_number(act, adil_choices[c]);
        if (d->n[c] != (number >= 0 ? (uint64_t)number : n)) {
            return false;
        }
    }
    return true;
}

static bool same_body(const struct wild *w, const struct adil_act *vote,
                      const struct adil_decision *x, uint32_t body)
{
    struct adil_span named = wild_text(vote, ADIL_SPAN("body"));
    return named.len > 0 ? adil_span_eq(named, w->before.book->acts.body[body].rule.id)
                         : x->n_bodies == 1 && x->body[0] == body;
}

/* Whether entry `later` is a vote of the same member on the same. */
static bool voted_again(const struct wild *w, const struct adil_decision *x, uint32_t body,
                        uint32_t entry)
{
    const struct adil_act *vote = &w->act[entry - 1];
    for (uint32_t i = entry; i + 1 < w->n; i++) {
        const struct adil_act *later = &w->act[i];
        if (later->kind == ADIL_ACT_VOTE && adil_span_eq(later->about, vote->about) &&
            adil_span_eq(later->by, vote->by) && same_body(w, later, x, body)) {
            return true;
        }
    }
    return false;
}

/* The last vote of each who is a member still, since the case came to the stage or the body decided
 * there before. */
static bool figures_are_signed(const struct wild *w, const struct adil_decision *x,
                               const struct adil_decided *d, uint32_t from)
{
    const struct adil_polity *p = w->f.p;
    uint32_t n[ADIL_N_CHOICES] = {0};
    for (uint32_t entry = from; entry < d->entry; entry++) {
        const struct adil_act *vote = entry > 0 ? &w->act[entry - 1] : NULL;
        if (vote == NULL || vote->kind != ADIL_ACT_VOTE ||
            !adil_span_eq(vote->about, wild_last(w)->about) || !same_body(w, vote, x, d->body) ||
            voted_again(w, x, d->body, entry) ||
            !adil_body_is_member(p, w->f.t->scratch, d->body, wild_day(w),
                                 wild_last_part(vote->by))) {
            continue;
        }
        for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
            n[c] += adil_span_eq(wild_text(vote, ADIL_SPAN("choice")), adil_choices[c]);
        }
    }
    return memcmp(n, d->n, sizeof n) == 0;
}

/* ---- the end ------------------------------------------------------------------------------- */

static struct adil_fact fact(uint64_t n)
{
    return adil_fact_known(adil_num_int((int64_t)n));
}

struct asked {
    const struct adil_decided *d;
    uint64_t subject;
};

static struct adil_fact subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)a;
    (void)unit;
    return fact(((const struct asked *)ctx)->subject);
}

static struct adil_fact quantity(void *ctx, struct adil_arena *a, uint32_t of, uint32_t unit)
{
    const struct adil_decided *d = ((const struct asked *)ctx)->d;
    uint64_t cast = (uint64_t)d->n[ADIL_CHOICE_YES] + d->n[ADIL_CHOICE_NO];
    uint64_t voting = cast + d->n[ADIL_CHOICE_ABSTAIN];
    (void)a;
    (void)unit;
    const bool of_members = of == ADIL_Q_MEMBERS || of == ADIL_Q_IN_OFFICE;
    if (of == ADIL_Q_SEATS || (of_members && d->members != UINT32_MAX)) {
        return fact(of_members ? d->members : d->seats);
    }
    if (of == ADIL_Q_PRESENT || of == ADIL_Q_VOTING || of == ADIL_Q_VOTES_CAST) {
        return fact(of == ADIL_Q_VOTES_CAST ? cast
                    : of == ADIL_Q_VOTING   ? voting
                                            : voting + d->n[ADIL_CHOICE_PRESENT]);
    }
    return adil_fact_from(adil_num_int(0));
}

static uint32_t no_group(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t no_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

static enum adil_truth holds(const struct wild *w, const struct adil_phrase *phrase,
                             const struct adil_decided *d, uint64_t of)
{
    struct adil_arena tmp = w->f.t->scratch;
    struct asked asked = {d, of};
    const struct adil_env env = {.ctx = &asked,
                                 .subject = subject,
                                 .quantity = quantity,
                                 .group_size = no_group,
                                 .group_unit = no_unit};
    return adil_phrase_eval(&tmp, phrase, &env).truth;
}

static enum adil_decision_end end_of(const struct wild *w, const struct adil_decision *x,
                                     const struct adil_decided *d)
{
    uint64_t there = (uint64_t)d->n[0] + d->n[1] + d->n[2] + d->n[3];
    enum adil_truth passes = holds(w, x->pass, d, d->n[ADIL_CHOICE_YES]);
    bool tie = d->n[ADIL_CHOICE_YES] > 0 && d->n[ADIL_CHOICE_YES] == d->n[ADIL_CHOICE_NO];
    struct adil_span casting = wild_text(wild_last(w), ADIL_SPAN("casting"));
    if (holds(w, x->quorum, d, there) != ADIL_HOLDS || passes == ADIL_UNKNOWN) {
        return ADIL_DECISION_NONE;
    }
    if (passes == ADIL_HOLDS) {
        return ADIL_DECISION_PASS;
    }
    if (tie && x->tie == ADIL_DECIDES_STAYS) {
        return ADIL_DECISION_NONE;
    }
    bool passed = x->tie == ADIL_DECIDES_PASSES ||
                  (x->tie == ADIL_DECIDES_CASTING && adil_span_is(casting, "yes"));
    return tie && passed ? ADIL_DECISION_PASS : ADIL_DECISION_FAIL;
}

/* Where the case goes by it: on, once every body passed it in all its readings. */
static uint32_t leads_to(const struct wild *w, const struct adil_decision *x,
                         const struct adil_decided *d, uint32_t arrived)
{
    const struct adil_polity *p = w->f.p;
    if (d->end != ADIL_DECISION_PASS) {
        return x->to[d->end];
    }
    for (uint32_t k = 0; k < x->n_bodies; k++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < p->n_decided; i++) {
            const struct adil_decided *other = &p->decided[i];
            n += other->case_no == d->case_no && other->stage == d->stage &&
                 other->body == x->body[k] && other->entry >= arrived &&
                 other->end == ADIL_DECISION_PASS;
        }
        if (n < x->readings) {
            return ADIL_NO_WORD;
        }
    }
    return x->to[ADIL_DECISION_PASS];
}

/* ---- all ----------------------------------------------------------------------------------- */

/* The entry by which the case came to the stage where it decided: before it moved on by this one.
 */
static uint32_t arrived_by(const struct wild *w, const struct adil_decided *d)
{
    const struct adil_polity *p = w->f.p;
    for (uint32_t i = 0; i < p->n_fired; i++) {
        if (p->fired[i].case_no == d->case_no) {
            return d->entry;
        }
    }
    return w->before.arrived;
}

static const char *wrong_decided(const struct wild *w, const struct adil_decided *d)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_case *c = &p->cases[d->case_no];
    const struct adil_acts *acts = &w->before.book->acts;
    const struct adil_decision *x = acts->procedure[c->procedure].stage[d->stage].decision;
    uint32_t arrived = arrived_by(w, d);
    uint32_t from = arrived;
    uint32_t members = 0;
    for (uint32_t i = 0; i + 1 < p->n_decided; i++) {
        const struct adil_decided *o = &p->decided[i];
        from = o->case_no == d->case_no && o->body == d->body && o->entry > from ? o->entry : from;
    }
    uint32_t seats = seats_of(acts, d->body, wild_day(w));
    seats = seats == UINT32_MAX ? d->members : seats;
    uint64_t there = (uint64_t)d->n[0] + d->n[1] + d->n[2] + d->n[3];
    bool some = d->members != UINT32_MAX && d->members > d->seats;
    if (d->seats != seats || there > (some ? d->members : d->seats)) {
        return "a decision of more members than the body has seats";
    }
    if (members_before(w, d->body, &members) && d->members != members) {
        return "a decision with other members than the record has";
    }
    if (x->votes == ADIL_NO_WORD ? !figures_are_given(wild_last(w), d)
                                 : !figures_are_signed(w, x, d, from)) {
        return "a decision with other figures than were given or signed";
    }
    if (d->end != end_of(w, x, d)) {
        return "a decision that does not follow from its figures";
    }
    uint32_t to = leads_to(w, x, d, arrived);
    return to != ADIL_NO_WORD && c->stage != to ? "a case that is not where its decision leads"
                                                : NULL;
}

const char *wild_wrong_decided(struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    uint32_t n = wild_last(w)->kind == ADIL_ACT_DECIDE ? 1 : 0;
    if (p->n_decided != w->before.n_decided + n) {
        return "a decision that no act took, or an act that took none";
    }
    return n > 0 ? wrong_decided(w, &p->decided[p->n_decided - 1]) : NULL;
}
