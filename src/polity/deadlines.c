/* Deadlines of cases: the version of each that binds the case, and its instant in its zone. */
#include "polity/state.h"

struct deadline_days {
    const struct adil_polity *p;
    const struct adil_case *c;
    uint32_t unit;
    uint32_t anchor; /* that was asked for, if one was */
    bool anchored;
};

static struct adil_date instant_day(const struct adil_polity *p, uint32_t unit, int64_t instant)
{
    int32_t minute;
    if (instant == ADIL_INSTANT_NONE) {
        return ADIL_DATE_NONE;
    }
    return adil_instant_day(&p->book->acts.zones, &p->book->units, unit, instant, &minute);
}

struct adil_date adil_polity_day(const struct adil_polity *p, int64_t instant)
{
    bool known = p->day_book == p->book && instant >= p->day_begin && instant < p->day_end;
    return known ? p->day : instant_day(p, 0, instant);
}

/* Election day, the day of the last act with that word in the case, or that on which it came to its
 * stage. */
static struct adil_date deadline_anchor(void *ctx, uint32_t anchor)
{
    struct deadline_days *d = ctx;
    d->anchor = anchor;
    d->anchored = true;
    if (anchor == ADIL_NO_WORD) {
        return d->c->day;
    }
    return instant_day(d->p, d->unit,
                       anchor < d->p->book->acts.n_words ? d->c->word_at[anchor]
                                                         : d->c->arrived_at);
}

/* When the case came to its stage. */
static int64_t deadline_instant(void *ctx, uint32_t anchor)
{
    struct deadline_days *d = ctx;
    d->anchor = anchor;
    d->anchored = true;
    return d->c->arrived_at;
}

/* A rule that applies to the day of the act reaches cases already open; any other is taken as it
 * was on the day the case was opened. */
const struct adil_deadline *adil_case_deadline_rule(const struct adil_polity *p, uint32_t case_no,
                                                    uint32_t deadline_id, struct adil_date day)
{
    const struct adil_case *c = &p->cases[case_no];
    const struct adil_acts *acts = &p->book->acts;
    if (deadline_id == ADIL_NO_WORD) {
        return NULL;
    }
    const struct adil_deadline *now = adil_deadline_version(acts, deadline_id, c->procedure, day);
    if (now != NULL && now->rule.applies == ADIL_APPLIES_ACT) {
        return now;
    }
    const struct adil_deadline *then =
        adil_deadline_version(acts, deadline_id, c->procedure, c->opened_day);
    return then != NULL && then->rule.applies != ADIL_APPLIES_ACT ? then : NULL;
}

uint32_t adil_deadline_zone(const struct adil_deadline *d, uint32_t unit)
{
    if (d->zone_unit != ADIL_NO_UNIT) {
        return d->zone_unit;
    }
    return unit != ADIL_NO_UNIT ? unit : 0;
}

static struct adil_moment_span eval_deadline(struct deadline_days *days,
                                             const struct adil_deadline *d)
{
    struct adil_moment_env env = {.zones = &days->p->book->acts.zones,
                                  .units = &days->p->book->units,
                                  .zone_unit = days->unit,
                                  .ctx = days,
                                  .anchor = deadline_anchor,
                                  .instant = deadline_instant};
    return adil_moment_eval(d->at, &env);
}

struct adil_moment_span adil_case_deadline(const struct adil_polity *p, uint32_t case_no,
                                           uint32_t deadline_id, uint32_t unit,
                                           struct adil_date day)
{
    const struct adil_deadline *d = adil_case_deadline_rule(p, case_no, deadline_id, day);
    if (d == NULL) {
        return (struct adil_moment_span){ADIL_DATE_NONE, ADIL_INSTANT_NONE, ADIL_INSTANT_NONE};
    }
    struct deadline_days days = {
        .p = p, .c = &p->cases[case_no], .unit = adil_deadline_zone(d, unit)};
    return eval_deadline(&days, d);
}

/* What an anchor's day is taken from. */
static int64_t anchor_from(const struct adil_polity *p, const struct adil_case *c, uint32_t anchor)
{
    if (anchor == ADIL_NO_WORD) {
        return c->day.days;
    }
    return anchor < p->book->acts.n_words ? c->word_at[anchor] : c->arrived_at;
}

struct adil_moment_span adil_deadline_find(struct adil_polity *p, uint32_t case_no,
                                           const struct adil_deadline *d, uint32_t unit)
{
    const struct adil_case *c = &p->cases[case_no];
    uint32_t zone = adil_deadline_zone(d, unit);
    uint32_t place = d->number * 8 + zone;
    struct adil_deadline_found *f = &p->found[place % ADIL_COUNT(p->found)];
    if (f->deadline == d && f->zone_unit == zone &&
        (!f->anchored || f->from == anchor_from(p, c, f->anchor))) {
        return f->at;
    }
    struct deadline_days days = {.p = p, .c = c, .unit = zone};
    struct adil_moment_span at = eval_deadline(&days, d);
    *f = (struct adil_deadline_found){
        .deadline = d,
        .zone_unit = zone,
        .anchor = days.anchor,
        .anchored = days.anchored,
        .from = days.anchored ? anchor_from(p, c, days.anchor) : 0,
        .at = at,
    };
    return at;
}

uint32_t adil_case_place_unit(const struct adil_polity *p, uint32_t procedure, uint32_t rec)
{
    const struct adil_procedure *proc = &p->book->acts.procedure[procedure];
    if (proc->places == ADIL_NO_WORD || proc->place_unit == ADIL_NO_WORD || rec == ADIL_NO_RECORD) {
        return ADIL_NO_UNIT;
    }
    adil_slot unit = adil_record_slot(p, proc->places, rec, proc->place_unit);
    if (unit == ADIL_SLOT_UNKNOWN) {
        return ADIL_NO_UNIT;
    }
    return adil_unit_find(&p->book->units, adil_strings_get(p->strings, (uint32_t)unit));
}
