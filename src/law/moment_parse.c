/* The grammar of moments (docs/rulebook.md): steps before or after a day, from the outermost in. */
#include "law/moment_tree.h"
#include "law/phrase_parse.h"

enum { STEP_N_MAX = 10000 };

const char *const adil_nth_words[5] = {"last", "first", "second", "third", "fourth"};
const char *const adil_weekday_words[9] = {"",          "Monday",   "Tuesday",
                                           "Wednesday", "Thursday", "Friday",
                                           "Saturday",  "Sunday",   "working day"};
const char *const adil_month_words[13] = {"",        "January",  "February", "March",  "April",
                                          "May",     "June",     "July",     "August", "September",
                                          "October", "November", "December"};

struct moment_parse {
    struct adil_parse s;
    const struct adil_span *anchor;
    uint32_t n_anchors;
    struct adil_moment *m;
};

/* Which of the words stands here (moved past), or -1. */
static int32_t take_word_of(struct adil_lex *x, const char *const *word, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (word[i][0] != '\0' && adil_lex_take(x, word[i])) {
            return i;
        }
    }
    return -1;
}

static bool take_count(struct adil_lex *x, int32_t *n)
{
    uint64_t v = 0;
    if (x->kind != ADIL_LEX_NUMBER || !adil_span_u64(x->token, STEP_N_MAX, &v) || v == 0) {
        return false;
    }
    *n = (int32_t)v;
    adil_lex_next(x);
    return true;
}

static struct adil_span ordinal_suffix(int32_t n)
{
    static const struct adil_span suffix[] = {ADIL_SPAN_INIT("th"), ADIL_SPAN_INIT("st"),
                                              ADIL_SPAN_INIT("nd"), ADIL_SPAN_INIT("rd")};
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    return suffix[teen || n % 10 > 3 ? 0 : n % 10];
}

/* "39th", or a word from first to fourth. The lexer has no such number: it is a bad token. */
static bool take_ordinal(struct adil_lex *x, int32_t *n)
{
    struct adil_span t = x->token;
    uint64_t v = 0;
    int32_t word = take_word_of(x, adil_nth_words, 5);
    if (word >= 1) {
        *n = word;
        return true;
    }
    if (x->kind != ADIL_LEX_BAD || t.len < 3 ||
        !adil_span_u64(adil_span_sub(t, 0, t.len - 2), STEP_N_MAX, &v) || v == 0 ||
        !adil_span_ends(t, ordinal_suffix((int32_t)v))) {
        return false;
    }
    *n = (int32_t)v;
    adil_lex_next(x);
    return true;
}

static bool take_side(struct adil_lex *x, bool *before)
{
    *before = adil_lex_take(x, "before");
    return *before || adil_lex_take(x, "after");
}

static bool take_unit(struct adil_lex *x, struct adil_duration *unit)
{
    static const struct {
        const char *one;
        const char *many;
        struct adil_duration is;
    } units[] = {
        {"day", "days", {0, 1}},    {"week", "weeks", {0, 7}}, {"month", "months", {1, 0}},
        {"year", "years", {12, 0}}, {"hour", "hours", {0, 0}},
    };
    for (size_t i = 0; i < ADIL_COUNT(units); i++) {
        if (adil_lex_take(x, units[i].one) || adil_lex_take(x, units[i].many)) {
            *unit = units[i].is;
            return true;
        }
    }
    return false;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/* The longest anchor that stands here and ends with its name. */
static bool take_anchor(struct moment_parse *p)
{
    struct adil_lex *x = &p->s.lex;
    struct adil_span rest = adil_span_sub(x->text, x->from, x->text.len);
    uint32_t found = ADIL_NO_WORD;
    for (uint32_t i = 0; i < p->n_anchors; i++) {
        struct adil_span id = p->anchor[i];
        bool whole = rest.len == id.len || (rest.len > id.len && !is_name_byte(rest.ptr[id.len]));
        if (id.len > 0 && adil_span_starts(rest, id) && whole) {
            found = i;
        }
    }
    if (found == ADIL_NO_WORD) {
        return false;
    }
    p->m->base = ADIL_BASE_ACT;
    p->m->anchor = found;
    p->m->anchor_id = p->anchor[found];
    x->to = x->from + p->anchor[found].len;
    adil_lex_next(x);
    return true;
}

static adil_err fail_base(struct moment_parse *p)
{
    return adil_parse_unknown(&p->s, "the word of an act", p->anchor, p->n_anchors, p->n_anchors);
}

#define DAYS                                                                                       \
    "\"election day\", \"the WORD\" of an act, \"the 39th day before ...\", \"2 months after "     \
    "...\", \"first Sunday of December\" or a date"

/* Out *done: whether a base stood here. Err: "the" and no word of an act. */
static adil_err parse_base(struct moment_parse *p, bool *done)
{
    struct adil_lex *x = &p->s.lex;
    *done = true;
    if (adil_lex_take2(x, "election", "day") || adil_lex_take(x, "election-day")) {
        p->m->base = ADIL_BASE_ELECTION;
        return ADIL_OK;
    }
    if (x->kind == ADIL_LEX_DATE) {
        p->m->base = ADIL_BASE_DATE;
        if (!adil_date_parse(x->token, &p->m->date)) {
            return adil_parse_fail(&p->s, ADIL_SPAN("a day that exists"));
        }
        adil_lex_next(x);
        return ADIL_OK;
    }
    if (adil_lex_take(x, "the")) {
        return take_anchor(p) ? ADIL_OK : fail_base(p);
    }
    *done = false;
    return ADIL_OK;
}

/* What stands before "before" or "after": the step without its side. */
static bool take_step(struct adil_lex *x, struct adil_step *s)
{
    bool the = adil_lex_take(x, "the");
    *s = (struct adil_step){.n = 1};
    if (the && adil_lex_take(x, "day")) {
        s->bare = true;
        return true;
    }
    if (the && take_ordinal(x, &s->n)) {
        s->kind = adil_lex_take(x, "working") ? ADIL_STEP_WORKING : ADIL_STEP_NTH;
        return adil_lex_take(x, "day");
    }
    if (the || !take_count(x, &s->n)) {
        return false;
    }
    if (adil_lex_take(x, "working")) {
        s->kind = ADIL_STEP_WORKING;
        return adil_lex_take(x, "day") || adil_lex_take(x, "days");
    }
    s->kind = ADIL_STEP_SOME;
    return take_unit(x, &s->unit);
}

/* "the 39th day before", "within 2 months of"; out *done: whether one stood here. */
static adil_err parse_step(struct moment_parse *p, bool *done)
{
    struct adil_lex ahead = p->s.lex;
    struct adil_step s;
    bool within = adil_lex_take(&ahead, "within");
    *done = take_step(&ahead, &s);
    if (!*done && !within) {
        return ADIL_OK;
    }
    if (!*done || (within && s.kind == ADIL_STEP_NTH)) {
        adil_lex_next(&p->s.lex);
        return adil_parse_fail(&p->s, ADIL_SPAN("a time such as 2 months or 5 working days"));
    }
    p->s.lex = ahead;
    if (!(within && adil_lex_take(&p->s.lex, "of")) && !take_side(&p->s.lex, &s.before)) {
        return adil_parse_fail(&p->s, ADIL_SPAN("\"before\" or \"after\""));
    }
    if (p->m->n_steps == ADIL_MOMENT_STEPS_MAX) {
        return adil_parse_fail(
            &p->s, adil_fmt(p->s.perm, "at most %d steps from a day", ADIL_MOMENT_STEPS_MAX));
    }
    p->m->step[p->m->n_steps++] = s;
    return ADIL_OK;
}

/* A weekday, or "working day". */
static int32_t take_weekday(struct adil_lex *x)
{
    struct adil_lex ahead = *x;
    if (adil_lex_take2(&ahead, "working", "day")) {
        *x = ahead;
        return ADIL_WORKING_DAY;
    }
    return take_word_of(x, adil_weekday_words, ADIL_WORKING_DAY);
}

bool adil_moment_take_nth(struct adil_lex *x, struct adil_moment *m)
{
    struct adil_lex ahead = *x;
    (void)adil_lex_take(&ahead, "the");
    int32_t nth = take_word_of(&ahead, adil_nth_words, 5);
    int32_t weekday = nth >= 0 ? take_weekday(&ahead) : -1;
    if (weekday <= 0 || (weekday == ADIL_WORKING_DAY && !adil_lex_is(&ahead, "of"))) {
        return false; /* "the third working day after": a step */
    }
    *x = ahead;
    m->has_weekday = true;
    m->nth = nth;
    m->weekday = weekday;
    int32_t month = adil_lex_take(x, "of") ? take_word_of(x, adil_month_words, 13) : -1;
    m->month = month > 0 ? month : 0;
    return true;
}

/* "first Sunday of December [2029 | before DAY | after DAY]" */
static adil_err parse_weekday(struct moment_parse *p, bool *done)
{
    struct adil_moment *m = p->m;
    struct adil_lex *x = &p->s.lex;
    *done = adil_moment_take_nth(x, m);
    if (!*done) {
        return ADIL_OK;
    }
    if (m->month == 0) {
        return adil_parse_fail(&p->s, ADIL_SPAN("\"of\" and a month such as December"));
    }
    bool before = false;
    m->base = ADIL_BASE_ELECTION;
    if (x->kind == ADIL_LEX_NUMBER && x->token.len == 4 && take_count(x, &m->year)) {
        return ADIL_OK;
    }
    if (!take_side(x, &before)) {
        return ADIL_OK;
    }
    m->weekday_to = before ? -1 : 1;
    bool base = false;
    ADIL_TRY(parse_base(p, &base));
    return base ? ADIL_OK
                : adil_parse_fail(&p->s, ADIL_SPAN("\"election day\", \"the WORD\" or a date"));
}

static adil_err parse_day(struct moment_parse *p)
{
    for (;;) {
        bool done = false;
        ADIL_TRY(parse_weekday(p, &done));
        if (done) {
            return ADIL_OK;
        }
        ADIL_TRY(parse_step(p, &done));
        if (done) {
            continue;
        }
        ADIL_TRY(parse_base(p, &done));
        return done ? ADIL_OK : adil_parse_fail(&p->s, ADIL_SPAN(DAYS));
    }
}

/* "18:00 on" */
static adil_err parse_hour(struct moment_parse *p)
{
    struct adil_lex *x = &p->s.lex;
    uint64_t h = 0;
    uint64_t m = 0;
    struct adil_lex ahead = *x;
    p->m->minute = ADIL_MOMENT_NO_HOUR;
    adil_lex_next(&ahead);
    if (x->kind != ADIL_LEX_NUMBER || !adil_lex_take(&ahead, ":")) {
        return ADIL_OK;
    }
    bool together = ahead.from == x->from + 3;
    if (!together || x->token.len != 2 || !adil_span_u64(x->token, 24, &h) ||
        ahead.kind != ADIL_LEX_NUMBER || ahead.token.len != 2 ||
        !adil_span_u64(ahead.token, h == 24 ? 0 : 59, &m)) {
        return adil_parse_fail(&p->s, ADIL_SPAN("an hour from 00:00 to 24:00"));
    }
    p->m->minute = (int32_t)(h * 60 + m);
    *x = ahead;
    adil_lex_next(x);
    return adil_lex_take(x, "on") ? ADIL_OK : adil_parse_fail(&p->s, ADIL_SPAN("\"on\" and a day"));
}

/* ", counting it", ", or the next working day" */
static adil_err parse_tail(struct moment_parse *p)
{
    struct adil_lex *x = &p->s.lex;
    struct adil_lex ahead = *x;
    (void)adil_lex_take(&ahead, ",");
    if (adil_lex_take2(&ahead, "counting", "it")) {
        if (p->m->n_steps == 0) {
            return adil_parse_fail(&p->s, ADIL_SPAN("a day that is counted from another"));
        }
        p->m->step[0].counting = true;
        *x = ahead;
    }
    ahead = *x;
    (void)adil_lex_take(&ahead, ",");
    if (adil_lex_take2(&ahead, "or", "the")) {
        bool next = adil_lex_take(&ahead, "next");
        if ((!next && !adil_lex_take(&ahead, "previous")) ||
            !adil_lex_take2(&ahead, "working", "day")) {
            return adil_parse_fail(&p->s, ADIL_SPAN("\", or the next working day\" or \", or the "
                                                    "previous working day\""));
        }
        p->m->roll = next ? ADIL_ROLL_NEXT : ADIL_ROLL_PREVIOUS;
        *x = ahead;
    }
    return x->kind == ADIL_LEX_END
               ? ADIL_OK
               : adil_parse_fail(&p->s, ADIL_SPAN("\", counting it\", \", or the next working "
                                                  "day\" or the end"));
}

bool adil_moment_is_of_hours(const struct adil_moment *m)
{
    const struct adil_step *s = &m->step[0];
    return m->n_steps > 0 && s->kind == ADIL_STEP_SOME && s->unit.months == 0 && s->unit.days == 0;
}

/* Hours are counted from when a case came to its stage, and from nothing else: of days there is no
 * hour. */
static adil_err judge_hours(struct moment_parse *p)
{
    const struct adil_moment *m = p->m;
    bool any = false;
    for (uint32_t i = 0; i < m->n_steps; i++) {
        const struct adil_step *s = &m->step[i];
        any = any || (s->kind == ADIL_STEP_SOME && s->unit.months == 0 && s->unit.days == 0);
    }
    bool well = m->n_steps == 1 && !m->step[0].before && !m->step[0].counting &&
                m->base == ADIL_BASE_ACT && adil_span_is(m->anchor_id, "stage") &&
                !m->has_weekday && m->minute == ADIL_MOMENT_NO_HOUR && m->roll == ADIL_ROLL_NONE;
    return !any || well
               ? ADIL_OK
               : adil_parse_fail(&p->s, ADIL_SPAN("hours after the stage, and nothing more"));
}

adil_err adil_moment_parse(struct adil_arena *perm, struct adil_place place, struct adil_span text,
                           const struct adil_span *anchor, uint32_t n_anchors,
                           const struct adil_moment **out, struct adil_diag *diag)
{
    struct moment_parse p = {.anchor = anchor, .n_anchors = n_anchors};
    p.m = adil_new(perm, struct adil_moment, 1);
    ADIL_TRY(adil_parse_open(&p.s, perm, place, text, NULL, diag));
    ADIL_TRY(parse_hour(&p));
    ADIL_TRY(parse_day(&p));
    ADIL_TRY(parse_tail(&p));
    ADIL_TRY(judge_hours(&p));
    *out = p.m;
    return ADIL_OK;
}
