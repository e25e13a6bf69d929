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
    if (unit.days == 0) {
        return one ? "hour" : "hours";
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

/* ---- in words ----------------------------------------------------------------------------- */

/* How a day stands: alone, behind "before", behind "after". The messages of a day follow each other
 * in this order. */
enum stands { ALONE, BEHIND_BEFORE, BEHIND_AFTER };

struct day_speech {
    struct adil_arena *a;
    enum adil_lang lang;
    const struct adil_moment *m;
};

static enum adil_msg msg_at(enum adil_msg first, int offset)
{
    return (enum adil_msg)((int)first + offset);
}

static struct adil_span said_with(const struct day_speech *s, enum adil_msg msg,
                                  const struct adil_arg *arg, size_t n)
{
    return adil_said(s->a, s->lang, msg, arg, n);
}

static struct adil_span said_one(const struct day_speech *s, enum adil_msg msg, const char *name,
                                 struct adil_span text)
{
    const struct adil_arg arg = {name, text};
    return said_with(s, msg, &arg, 1);
}

static struct adil_span number_text(const struct day_speech *s, int32_t n)
{
    return adil_fmt(s->a, "%d", (int)n);
}

static struct adil_span base_words(const struct day_speech *s, enum stands as)
{
    const struct adil_moment *m = s->m;
    switch (m->base) {
    case ADIL_BASE_ELECTION:
        return adil_text(s->lang, msg_at(ADIL_M_L_D_ELECTION_0, (int)as));
    case ADIL_BASE_ACT:
        return said_one(s, msg_at(ADIL_M_L_D_ACT_0, (int)as), "act", m->anchor_id);
    case ADIL_BASE_DATE:
        return said_one(s, msg_at(ADIL_M_L_D_DATE_0, (int)as), "date",
                        adil_lang_date(s->a, s->lang, m->date));
    }
    ADIL_ASSERT(false); /* no such base */
    return ADIL_SPAN("");
}

/* Grammatical gender of the Russian weekdays; a working day is masculine. */
static enum adil_msg nth_msg(const struct adil_moment *m)
{
    static const char gender[] = " MMFMFFNM";
    enum adil_msg first = ADIL_M_L_D_NTH_M_0;
    if (gender[m->weekday] == 'F') {
        first = ADIL_M_L_D_NTH_F_0;
    } else if (gender[m->weekday] == 'N') {
        first = ADIL_M_L_D_NTH_N_0;
    }
    return msg_at(first, m->nth);
}

struct adil_span adil_moment_nth_words(struct adil_arena *a, enum adil_lang lang,
                                       const struct adil_moment *m)
{
    const struct adil_arg of_month[] = {
        {"nth", adil_text(lang, nth_msg(m))},
        {"weekday", adil_text(lang, msg_at(ADIL_M_L_D_WEEKDAY_DAY_1, m->weekday - 1))},
        {"month", adil_text(lang, msg_at(ADIL_M_L_D_MONTH_1, m->month - 1))}};
    return adil_said(a, lang, ADIL_M_L_D_OF_MONTH, of_month, ADIL_COUNT(of_month));
}

static struct adil_span weekday_words(const struct day_speech *s, enum stands as)
{
    const struct adil_moment *m = s->m;
    struct adil_span day = adil_moment_nth_words(s->a, s->lang, m);
    if (m->year != 0) {
        const struct adil_arg arg[] = {{"day", day}, {"year", number_text(s, m->year)}};
        day = said_with(s, ADIL_M_L_D_IN_YEAR, arg, ADIL_COUNT(arg));
    } else if (m->weekday_to != 0) {
        bool before = m->weekday_to < 0;
        const struct adil_arg arg[] = {
            {"day", day}, {"of", base_words(s, before ? BEHIND_BEFORE : BEHIND_AFTER)}};
        day = said_with(s, before ? ADIL_M_L_D_WEEKDAY_BEFORE : ADIL_M_L_D_WEEKDAY_AFTER, arg,
                        ADIL_COUNT(arg));
    }
    return said_one(s, msg_at(ADIL_M_L_D_WEEKDAY_0, (int)as), "day", day);
}

static struct adil_span time_words(const struct day_speech *s, const struct adil_step *step)
{
    enum adil_msg msg = step->unit.days == 7 ? ADIL_M_L_D_TIME_WEEKS : ADIL_M_L_D_TIME_DAYS;
    if (step->unit.months > 0) {
        msg = step->unit.months == 12 ? ADIL_M_L_D_TIME_YEARS : ADIL_M_L_D_TIME_MONTHS;
    }
    return said_one(s, msg, "n", number_text(s, step->n));
}

static const struct {
    enum adil_msg before;
    enum adil_msg after;
    bool from; /* the day counted from stands as behind "after" on both sides */
} step_msgs[] = {
    [ADIL_STEP_NTH] = {ADIL_M_L_D_NTH_BEFORE_0, ADIL_M_L_D_NTH_AFTER_0, false},
    [ADIL_STEP_SOME] = {ADIL_M_L_D_SOME_BEFORE_0, ADIL_M_L_D_SOME_AFTER_0, true},
    [ADIL_STEP_WORKING] = {ADIL_M_L_D_WORKING_BEFORE_0, ADIL_M_L_D_WORKING_AFTER_0, false},
};

/* The i-th step and what it is counted from. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as there are steps */
static struct adil_span step_words(const struct day_speech *s, uint32_t i, enum stands as)
{
    if (i == s->m->n_steps) {
        return s->m->has_weekday ? weekday_words(s, as) : base_words(s, as);
    }
    const struct adil_step *step = &s->m->step[i];
    bool behind_after = !step->before || step_msgs[step->kind].from;
    struct adil_span of = step_words(s, i + 1, behind_after ? BEHIND_AFTER : BEHIND_BEFORE);
    const struct adil_arg some[] = {{"time", time_words(s, step)}, {"of", of}};
    const struct adil_arg nth[] = {{"n", number_text(s, step->n)}, {"of", of}};
    enum adil_msg msg = step->before ? step_msgs[step->kind].before : step_msgs[step->kind].after;
    return said_with(s, msg_at(msg, (int)as), step->kind == ADIL_STEP_SOME ? some : nth, 2);
}

struct adil_span adil_moment_words(struct adil_arena *a, enum adil_lang lang,
                                   const struct adil_moment *m)
{
    const struct day_speech s = {.a = a, .lang = lang, .m = m};
    if (lang == ADIL_EN) {
        return adil_moment_text(a, m);
    }
    if (adil_moment_is_of_hours(m)) {
        return said_one(&s, ADIL_M_L_D_HOURS, "n", number_text(&s, m->step[0].n));
    }
    bool hour = m->minute != ADIL_MOMENT_NO_HOUR;
    struct adil_span day = step_words(&s, 0, hour && lang == ADIL_RU ? BEHIND_BEFORE : ALONE);
    if (m->n_steps > 0 && m->step[0].counting) {
        day = said_one(&s, ADIL_M_L_D_COUNTING, "day", day);
    }
    if (m->roll != ADIL_ROLL_NONE) {
        day = said_one(&s,
                       m->roll == ADIL_ROLL_NEXT ? ADIL_M_L_D_ROLL_NEXT : ADIL_M_L_D_ROLL_PREVIOUS,
                       "day", day);
    }
    if (!hour) {
        return day;
    }
    const struct adil_arg arg[] = {
        {"hour", adil_fmt(a, "%02d:%02d", (int)m->minute / 60, (int)m->minute % 60)}, {"day", day}};
    return said_with(&s, ADIL_M_L_D_HOUR, arg, ADIL_COUNT(arg));
}
