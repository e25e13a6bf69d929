/* Findings about numbers that cannot be reached: quorums, majorities and support that ask for more
 * than all, or that count what no body has; majorities that hold without a vote for. */
#include "law/checking.h"

/* A body in which as many stand behind something as `subject` says. */
struct reach {
    uint32_t members;
    uint32_t subject;
};

static struct adil_fact reach_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)a;
    (void)unit;
    return adil_fact_known(adil_num_int(((const struct reach *)ctx)->subject));
}

/* What a phrase about a body may count (docs/design/procedures.md). All are there and vote. */
static struct adil_fact reach_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                       uint32_t unit)
{
    (void)a;
    (void)unit;
    switch (quantity) {
    case ADIL_Q_SEATS:
    case ADIL_Q_MEMBERS:
    case ADIL_Q_IN_OFFICE:
    case ADIL_Q_PRESENT:
    case ADIL_Q_VOTING:
    case ADIL_Q_VOTES_CAST:
        return adil_fact_known(adil_num_int(((const struct reach *)ctx)->members));
    default:
        return adil_fact_from(adil_num_int(0));
    }
}

static uint32_t reach_no_units(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t reach_no_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

static enum adil_truth reached(struct adil_arena scratch, const struct adil_phrase *p,
                               uint32_t members, uint32_t subject)
{
    struct reach r = {members, subject};
    const struct adil_env env = {.ctx = &r,
                                 .subject = reach_subject,
                                 .quantity = reach_quantity,
                                 .group_size = reach_no_units,
                                 .group_unit = reach_no_unit};
    return adil_phrase_eval(&scratch, p, &env).truth;
}

/* ---- sizes -------------------------------------------------------------------------------- */

enum { ANY_SIZE = 1000000 }; /* of a body whose size is not said: as many as may be */

/* The i-th day on which a body, or one that it joins, may have another size; false: no more. */
static bool size_day(const struct adil_acts *acts, uint32_t body, uint32_t i, struct adil_date *day)
{
    const struct adil_body *b = &acts->body[body];
    for (uint32_t k = 0; k <= b->n_joins; k++) {
        const struct adil_body *part = k == 0 ? b : &acts->body[b->joins[k - 1]];
        for (uint32_t s = 0; s < part->n_sizes; s++) {
            if (i-- == 0) {
                const struct adil_body_size *size = &part->size[s];
                *day = size->from;
                if (!adil_date_known(size->from) && adil_date_known(size->until)) {
                    *day = (struct adil_date){size->until.days - 1};
                }
                return true;
            }
        }
    }
    return false;
}

/* Of a body that has no seats of its own: as many as may hold its offices. */
static uint32_t holders_of(const struct adil_acts *acts, const struct adil_body *b)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < b->n_offices; i++) {
        const struct adil_office *o = &acts->office[b->office[i]];
        if (o->holders == 0 || o->of != ADIL_NO_WORD) {
            return ANY_SIZE;
        }
        sum += o->holders;
    }
    return b->n_offices > 0 && b->reg == ADIL_NO_WORD ? sum : ANY_SIZE;
}

static uint32_t size_or_any(const struct adil_acts *acts, uint32_t body, struct adil_date day)
{
    const struct adil_body *b = &acts->body[body];
    uint32_t seats = adil_body_seats(acts, body, day);
    if (seats != UINT32_MAX) {
        return seats;
    }
    if (b->n_joins == 0) {
        return holders_of(acts, b);
    }
    uint32_t sum = 0;
    for (uint32_t i = 0; i < b->n_joins; i++) {
        seats = adil_body_seats(acts, b->joins[i], day);
        uint32_t part = seats != UINT32_MAX ? seats : holders_of(acts, &acts->body[b->joins[i]]);
        if (part == ANY_SIZE) {
            return ANY_SIZE;
        }
        sum += part;
    }
    return sum;
}

static void note_phrase(struct adil_checking *k, struct adil_arena tmp, struct adil_place place,
                        const struct adil_where *up, const char *key, const struct adil_phrase *p,
                        struct adil_span found, const char *expected)
{
    struct adil_where w = {.up = up, .key = adil_span_of(key)};
    adil_check_note(k, place, &w,
                    adil_fmt(&tmp, "%.*s: %.*s", ADIL_ARG(p->source), ADIL_ARG(found)),
                    adil_span_of(expected));
}

/* One finding a phrase, whatever the number of sizes. `empty`: it must not hold with nobody. */
static void check_reach(struct adil_checking *k, struct adil_place place,
                        const struct adil_where *up, const char *key, const struct adil_phrase *p,
                        uint32_t body, bool empty)
{
    const struct adil_acts *acts = &k->book->acts;
    struct adil_date day = ADIL_DATE_NONE;
    for (uint32_t i = 0; p != NULL && (size_day(acts, body, i, &day) || i == 0); i++) {
        struct adil_arena tmp = k->scratch;
        uint32_t n = size_or_any(acts, body, day);
        if (n == 0) {
            continue; /* there is no such body then */
        }
        struct adil_span id = acts->body[body].rule.id;
        enum adil_truth all = reached(k->scratch, p, n, n);
        if (all == ADIL_UNKNOWN) {
            note_phrase(k, tmp, place, up, key, p,
                        adil_fmt(&tmp, "a number that %.*s does not have", ADIL_ARG(id)),
                        "seats, members, in-office, present, voting or votes-cast of the body");
            return;
        }
        if (all == ADIL_FAILS) {
            note_phrase(k, tmp, place, up, key, p,
                        adil_fmt(&tmp, "more than all %u of %.*s", (unsigned)n, ADIL_ARG(id)),
                        "a number that can be reached");
            return;
        }
        if (empty && reached(k->scratch, p, n, 0) == ADIL_HOLDS) {
            note_phrase(k, tmp, place, up, key, p, ADIL_SPAN("holds without a vote for"),
                        "a majority that somebody has to vote for");
            return;
        }
    }
}

static void check_decision_of(struct adil_checking *k, const struct adil_where *stage,
                              const struct adil_decision *d)
{
    struct adil_where w = {.up = stage, .key = ADIL_SPAN("decision")};
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        check_reach(k, d->rule.place, &w, "quorum", d->quorum, d->body[i], false);
        check_reach(k, d->rule.place, &w, "pass", d->pass, d->body[i], true);
    }
}

void adil_check_decisions(struct adil_checking *k)
{
    const struct adil_acts *a = &k->book->acts;
    struct adil_where procedures = {.key = ADIL_SPAN("procedures")};
    struct adil_where words = {.key = ADIL_SPAN("words")};
    for (uint32_t p = 0; p < a->n_procedures; p++) {
        struct adil_where w = {.up = &procedures, .key = a->procedure[p].rule.id};
        struct adil_where stages = {.up = &w, .key = ADIL_SPAN("stages")};
        for (uint32_t s = 0; s < a->procedure[p].n_stages; s++) {
            const struct adil_stage *stage = &a->procedure[p].stage[s];
            struct adil_where at = {.up = &stages, .key = stage->id};
            if (stage->decision != NULL) {
                check_decision_of(k, &at, stage->decision);
            }
        }
    }
    for (uint32_t i = 0; i < a->n_words; i++) {
        const struct adil_support *s = a->word[i].support;
        struct adil_where w = {.up = &words, .key = a->word[i].rule.id};
        struct adil_where at = {.up = &w, .key = ADIL_SPAN("support")};
        if (s != NULL) {
            check_reach(k, s->rule.place, &at, "least", s->least, s->body, false);
        }
    }
}
