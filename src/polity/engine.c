/* The number of the fold's semantics: raised by the founders, never lowered. */
#include "polity/judging.h"

adil_err adil_judge_engine(struct adil_judging *j, const char *rule, int64_t engine)
{
    if (engine <= ADIL_ENGINE) {
        return ADIL_OK;
    }
    struct adil_place place = {.file = ADIL_SPAN("log")};
    struct adil_span needs = adil_fmt(j->perm, "needs engine %lld", (long long)engine);
    struct adil_span most = adil_fmt(j->perm, "at most %d", ADIL_ENGINE);
    adil_err err = adil_refuse(j, rule, ADIL_SPAN("engine"), needs, most);
    return adil_fail(j->diag, err.code == ADIL_C_REFUSED ? ADIL_ERR(LIMIT) : err, place,
                     ADIL_SPAN("engine"), needs, most);
}

static bool take_engine(struct adil_members *m)
{
    return adil_members_whole(m, 1, "a number from 1", m->ctx);
}

static const struct adil_member members_of_engine[] = {
    {ADIL_SPAN_INIT("engine"), take_engine, false},
};

adil_err adil_engine_read(struct adil_judging *j)
{
    int64_t *engine = adil_new(&j->scratch, int64_t, 1);
    j->own = engine;
    return adil_judge_members(j, members_of_engine, ADIL_COUNT(members_of_engine), engine,
                              "act.field");
}

adil_err adil_engine_judge(struct adil_judging *j)
{
    const int64_t *engine = j->own;
    if (j->p->issuer[j->issuer].office != ADIL_FOUNDERS) {
        return adil_refuse(j, "act.engine", ADIL_SPAN("by"), j->act->by, ADIL_SPAN("founders"));
    }
    if (*engine <= j->p->engine) {
        return adil_refuse(j, "act.engine", ADIL_SPAN("engine"),
                           adil_fmt(j->perm, "%lld", (long long)*engine),
                           adil_fmt(j->perm, "more than %lld", (long long)j->p->engine));
    }
    return adil_judge_engine(j, "act.engine", *engine);
}

void adil_engine_apply(struct adil_judging *j)
{
    const int64_t *engine = j->own;
    j->p->engine = *engine;
}
