/* Moments, evaluated. Days past the calendar's ends stay at them. */
#include "law/moment_tree.h"

enum { WORKING_DAYS_MAX = 4000, HOUR_MS = 3600000 };

static struct adil_date plus_days(struct adil_date d, int64_t n)
{
    int32_t days = n > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)n;
    days = n < -(INT32_MAX / 4) ? -(INT32_MAX / 4) : days;
    return adil_date_add(d, (struct adil_duration){.days = days});
}

static struct adil_date plus_working(const struct adil_zones *z, struct adil_date d,
                                     const struct adil_step *s)
{
    int32_t left = s->counting && adil_is_working_day(z, d) ? s->n - 1 : s->n;
    for (int i = 0; left > 0 && i < WORKING_DAYS_MAX; i++) {
        d = plus_days(d, s->before ? -1 : 1);
        left -= adil_is_working_day(z, d);
    }
    return d;
}

static struct adil_date take_step(const struct adil_zones *z, struct adil_date d,
                                  const struct adil_step *s)
{
    if (s->kind == ADIL_STEP_WORKING) {
        return plus_working(z, d, s);
    }
    int32_t sign = s->before ? -1 : 1;
    if (s->kind == ADIL_STEP_NTH) {
        return plus_days(d, sign * (int64_t)(s->n - s->counting));
    }
    struct adil_duration by = {sign * s->n * s->unit.months, sign * s->n * s->unit.days};
    d = adil_date_add(d, by);
    return s->counting ? plus_days(d, -sign) : d;
}

/* The n-th (0: last) working day, from the first day of the month or of the one behind it. */
static struct adil_date working_day_of(const struct adil_zones *z, int32_t nth,
                                       struct adil_date first)
{
    struct adil_step some = {.kind = ADIL_STEP_WORKING, .n = nth > 0 ? nth : 1, .before = nth == 0};
    return plus_working(z, nth > 0 ? plus_days(first, -1) : first, &some);
}

struct adil_date adil_moment_nth_day(const struct adil_zones *z, const struct adil_moment *m,
                                     int32_t year)
{
    struct adil_date first;
    int32_t month = m->nth > 0 ? m->month : m->month % 12 + 1;
    year += m->nth == 0 && m->month == 12;
    if (!adil_date_from_civil(year, month, 1, &first)) {
        return ADIL_DATE_NONE;
    }
    if (m->weekday == ADIL_WORKING_DAY) {
        static const struct adil_zones no_holidays = {0};
        return working_day_of(z != NULL ? z : &no_holidays, m->nth, first);
    }
    int32_t ahead = (m->weekday - adil_date_weekday(first) + 7) % 7;
    return plus_days(first, m->nth > 0 ? ahead + 7 * (m->nth - 1) : ahead - 7);
}

static struct adil_date weekday_day(const struct adil_zones *z, const struct adil_moment *m,
                                    struct adil_date base)
{
    if (m->year != 0) {
        return adil_moment_nth_day(z, m, m->year);
    }
    if (!adil_date_known(base)) {
        return ADIL_DATE_NONE;
    }
    int32_t year = adil_date_civil(base).year;
    struct adil_date d = adil_moment_nth_day(z, m, year);
    bool past = adil_date_known(d) && adil_date_cmp(d, base) * m->weekday_to <= 0;
    return m->weekday_to != 0 && past ? adil_moment_nth_day(z, m, year + m->weekday_to) : d;
}

static struct adil_date base_day(const struct adil_moment *m, const struct adil_moment_env *env)
{
    switch (m->base) {
    case ADIL_BASE_DATE:
        return m->date;
    case ADIL_BASE_ELECTION:
        return env->anchor(env->ctx, ADIL_NO_WORD);
    case ADIL_BASE_ACT:
        return env->anchor(env->ctx, m->anchor);
    }
    ADIL_ASSERT(false); /* no such base */
    return ADIL_DATE_NONE;
}

static struct adil_date roll_day(const struct adil_zones *z, enum adil_roll roll,
                                 struct adil_date d)
{
    for (int i = 0; roll != ADIL_ROLL_NONE && i < WORKING_DAYS_MAX && !adil_is_working_day(z, d);
         i++) {
        d = plus_days(d, roll == ADIL_ROLL_NEXT ? 1 : -1);
    }
    return d;
}

/* "48 hours after the stage": an instant, not a day. */
static struct adil_moment_span eval_hours(const struct adil_moment *m,
                                          const struct adil_moment_env *env)
{
    int64_t from = env->instant != NULL ? env->instant(env->ctx, m->anchor) : ADIL_INSTANT_NONE;
    struct adil_moment_span s = {ADIL_DATE_NONE, ADIL_INSTANT_NONE, ADIL_INSTANT_NONE};
    if (from != ADIL_INSTANT_NONE) {
        int32_t minute;
        s.begin = from + (int64_t)m->step[0].n * HOUR_MS;
        s.end = s.begin;
        s.day = adil_instant_day(env->zones, env->units, env->zone_unit, s.begin, &minute);
    }
    return s;
}

struct adil_moment_span adil_moment_eval(const struct adil_moment *m,
                                         const struct adil_moment_env *env)
{
    if (adil_moment_is_of_hours(m)) {
        return eval_hours(m, env);
    }
    struct adil_date d = m->has_weekday && m->year != 0 ? ADIL_DATE_NONE : base_day(m, env);
    if (m->has_weekday) {
        d = weekday_day(env->zones, m, d);
    }
    for (uint32_t i = m->n_steps; i > 0 && adil_date_known(d); i--) {
        d = take_step(env->zones, d, &m->step[i - 1]);
    }
    if (!adil_date_known(d)) {
        return (struct adil_moment_span){ADIL_DATE_NONE, ADIL_INSTANT_NONE, ADIL_INSTANT_NONE};
    }
    d = roll_day(env->zones, m->roll, d);
    bool hour = m->minute != ADIL_MOMENT_NO_HOUR;
    int32_t from = hour ? m->minute : 0;
    int32_t to = hour ? m->minute : 1440;
    return (struct adil_moment_span){
        .day = d,
        .begin = adil_instant(env->zones, env->units, env->zone_unit, d, from),
        .end = adil_instant(env->zones, env->units, env->zone_unit, d, to)};
}
