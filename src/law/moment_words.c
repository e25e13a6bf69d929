/* Moments as source and in words. */
#include "law/moment_tree.h"

/* ---- source ------------------------------------------------------------------------------- */

static const char *nth_suffix(int32_t n)
{
    static const char *const suffix[] = {"th", "st", "nd", "rd"};
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    return suffix[teen || n % 10 > 3 ? 0 : n % 10];
}

static const char *unit_word(struct adil_duration unit, bool one)
{
    if (unit.months == 12) {
        return one ? "year" : "years";
    }
    if (unit.months == 1) {
        return one ? "month" : "months";
    }
    if (unit.days == 7) {
        return one ? "week" : "weeks";
    }
    return one ? "day" : "days";
}

static void put_step(struct adil_buf *out, const struct adil_step *s)
{
    bool one = s->n == 1;
    if (s->bare) {
        adil_buf_str(out, "the day");
    } else if (s->kind == ADIL_STEP_NTH) {
        adil_buf_fmt(out, "the %d%s day", (int)s->n, nth_suffix(s->n));
    } else if (s->kind == ADIL_STEP_WORKING) {
        adil_buf_fmt(out, "%d working day%s", (int)s->n, one ? "" : "s");
    } else {
        adil_buf_fmt(out, "%d %s", (int)s->n, unit_word(s->unit, one));
    }
    adil_buf_str(out, s->before ? " before " : " after ");
}

static void put_base(struct adil_buf *out, struct adil_arena *a, const struct adil_moment *m)
{
    switch (m->base) {
    case ADIL_BASE_ELECTION:
        adil_buf_str(out, "election day");
        break;
    case ADIL_BASE_ACT:
        adil_buf_fmt(out, "the %.*s", ADIL_ARG(m->anchor_id));
        break;
    case ADIL_BASE_DATE:
        adil_buf_put(out, adil_date_text(a, m->date));
        break;
    }
}

static void put_weekday(struct adil_buf *out, struct adil_arena *a, const struct adil_moment *m)
{
    adil_buf_fmt(out, "%s %s of %s", adil_nth_words[m->nth], adil_weekday_words[m->weekday],
                 adil_month_words[m->month]);
    if (m->year != 0) {
        adil_buf_fmt(out, " %04d", (int)m->year);
    } else if (m->weekday_to != 0) {
        adil_buf_str(out, m->weekday_to < 0 ? " before " : " after ");
        put_base(out, a, m);
    }
}

struct adil_span adil_moment_text(struct adil_arena *a, const struct adil_moment *m)
{
    struct adil_buf out;
    adil_buf_open(&out, 4096);
    if (m->minute != ADIL_MOMENT_NO_HOUR) {
        adil_buf_fmt(&out, "%02d:%02d on ", (int)m->minute / 60, (int)m->minute % 60);
    }
    for (uint32_t i = 0; i < m->n_steps; i++) {
        put_step(&out, &m->step[i]);
    }
    if (m->has_weekday) {
        put_weekday(&out, a, m);
    } else {
        put_base(&out, a, m);
    }
    adil_buf_str(&out, m->n_steps > 0 && m->step[0].counting ? ", counting it" : "");
    if (m->roll != ADIL_ROLL_NONE) {
        adil_buf_fmt(&out, ", or the %s working day",
                     m->roll == ADIL_ROLL_NEXT ? "next" : "previous");
    }
    struct adil_span text = adil_span_copy(a, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

struct adil_span adil_moment_words(struct adil_arena *a, enum adil_lang lang,
                                   const struct adil_moment *m)
{
    (void)lang;
    return adil_moment_text(a, m);
}
