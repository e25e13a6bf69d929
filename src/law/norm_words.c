/* Norms and what was found, in words. */
#include "law/moment_tree.h"
#include "law/norm_tree.h"

struct speech {
    struct adil_arena *a;
    enum adil_lang lang;
    const struct adil_vocab *vocab;
};

static struct adil_span fill1(const struct speech *s, enum adil_msg msg, const char *name,
                              struct adil_span text)
{
    const struct adil_arg arg = {name, text};
    return adil_said(s->a, s->lang, msg, &arg, 1);
}

static struct adil_span fill2(const struct speech *s, enum adil_msg msg, const char *name,
                              struct adil_span text, const char *name2, struct adil_span text2)
{
    const struct adil_arg arg[] = {{name, text}, {name2, text2}};
    return adil_said(s->a, s->lang, msg, arg, ADIL_COUNT(arg));
}

/* 1 year in English; 1, 21, 31 ... (not 11) take the singular genitive in Russian. */
static bool one_form(enum adil_lang lang, int32_t n)
{
    return lang == ADIL_RU ? n % 10 == 1 && n % 100 != 11 : n == 1;
}

static struct adil_span some(const struct speech *s, int32_t n, enum adil_msg one,
                             enum adil_msg many)
{
    return fill1(s, one_form(s->lang, n) ? one : many, "n",
                 adil_lang_num(s->a, s->lang, adil_num_int(n), 0));
}

static struct adil_span duration_words(const struct speech *s, struct adil_duration d)
{
    struct adil_span part[3];
    size_t n = 0;
    if (d.months / 12 != 0) {
        part[n++] = some(s, d.months / 12, ADIL_M_L_YEARS_1, ADIL_M_L_YEARS);
    }
    if (d.months % 12 != 0) {
        part[n++] = some(s, d.months % 12, ADIL_M_L_MONTHS_1, ADIL_M_L_MONTHS);
    }
    if (d.days != 0 || n == 0) {
        part[n++] = some(s, d.days, ADIL_M_L_DAYS_1, ADIL_M_L_DAYS);
    }
    return adil_spans_join(s->a, part, n, ADIL_SPAN(" "));
}

static struct adil_span operand_words(const struct speech *s, const struct adil_operand *o,
                                      bool date)
{
    if (o->is_locus) {
        return o->at.source;
    }
    if (o->nth != NULL) {
        return adil_moment_nth_words(s->a, s->lang, o->nth);
    }
    return date ? adil_lang_date(s->a, s->lang, o->value.date) : o->value.text;
}

static struct adil_span list_words(const struct speech *s, const struct adil_test *t)
{
    struct adil_span *part = adil_new(s->a, struct adil_span, t->n_operands);
    for (uint32_t i = 0; i < t->n_operands; i++) {
        part[i] = operand_words(s, &t->operand[i], false);
    }
    return adil_spans_join(s->a, part, t->n_operands, ADIL_SPAN(", "));
}

static struct adil_span date_words(const struct speech *s, const struct adil_test *t)
{
    static const enum adil_msg when[] = {
        [ADIL_GT] = ADIL_M_L_AFTER,  [ADIL_GE] = ADIL_M_L_ON_OR_AFTER,
        [ADIL_LT] = ADIL_M_L_BEFORE, [ADIL_LE] = ADIL_M_L_ON_OR_BEFORE,
        [ADIL_EQ] = ADIL_M_L_ON,
    };
    ADIL_ASSERT((size_t)t->op < ADIL_COUNT(when));
    return fill1(s, when[t->op], "date", operand_words(s, &t->operand[0], true));
}

static struct adil_span test_words(const struct speech *s, const struct adil_test *t);

static struct adil_span time_words(const struct speech *s, const struct adil_path *p)
{
    return fill2(s, p->kind == ADIL_PATH_AGE ? ADIL_M_L_AGE : ADIL_M_L_TIME, "from", p->at.source,
                 "to", p->to.source);
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
static struct adil_span joined_words(const struct speech *s, const struct adil_test *t)
{
    struct adil_span *part = adil_new(s->a, struct adil_span, t->n_parts);
    for (uint32_t i = 0; i < t->n_parts; i++) {
        const struct adil_test *p = &t->part[i];
        part[i] = test_words(s, p);
        if (p->n_parts > 0 && !p->negated) {
            part[i] = adil_fmt(s->a, "(%.*s)", ADIL_ARG(part[i]));
        }
    }
    return adil_spans_join(
        s->a, part, t->n_parts,
        adil_text(s->lang, t->kind == ADIL_TEST_ALL ? ADIL_M_L_AND : ADIL_M_L_OR));
}

static struct adil_span bare_words(const struct speech *s, const struct adil_test *t)
{
    switch (t->kind) {
    case ADIL_TEST_ALL:
    case ADIL_TEST_ANY:
        return joined_words(s, t);
    case ADIL_TEST_PHRASE:
        return adil_phrase_words(s->a, s->lang, t->phrase,
                                 t->own != NULL ? &t->own->vocab : s->vocab);
    case ADIL_TEST_ONE_OF:
        return t->n_operands == 1 ? list_words(s, t)
                                  : fill1(s, ADIL_M_L_ONE_OF, "list", list_words(s, t));
    case ADIL_TEST_FLAG:
        return adil_text(s->lang, t->flag ? ADIL_M_L_YES : ADIL_M_L_NO);
    case ADIL_TEST_DATE:
        return date_words(s, t);
    case ADIL_TEST_AGE:
    case ADIL_TEST_TIME:
        return adil_order_words(s->a, s->lang, t->op, duration_words(s, t->time));
    case ADIL_TEST_CONTAINS:
        return fill1(s, ADIL_M_L_CONTAINS, "list", list_words(s, t));
    case ADIL_TEST_WITHIN:
        return fill1(s, ADIL_M_L_WITHIN, "list", list_words(s, t));
    }
    return ADIL_SPAN("");
}

static struct adil_span test_words(const struct speech *s, const struct adil_test *t)
{
    struct adil_span what = bare_words(s, t);
    if (t->between != NULL) {
        what = fill2(s, ADIL_M_L_CONDITION, "at", time_words(s, t->between), "is", what);
    } else if (t->at != NULL && t->n_parts == 0) {
        what = fill2(s, ADIL_M_L_CONDITION, "at", t->at->source, "is", what);
    }
    return t->negated ? fill1(s, ADIL_M_L_NOT, "what", what) : what;
}
/* NOLINTEND(misc-no-recursion) */

static struct adil_span path_words(const struct speech *s, const struct adil_path *p)
{
    bool sum = p->kind == ADIL_PATH_SUM;
    struct adil_span of = p->reg_id;
    switch (p->kind) {
    case ADIL_PATH_VALUE:
        return p->at.source;
    case ADIL_PATH_AGE:
    case ADIL_PATH_TIME:
        return time_words(s, p);
    case ADIL_PATH_COUNT:
    case ADIL_PATH_SUM:
        break;
    }
    if (sum) {
        of = adil_fmt(s->a, "%.*s.%.*s", ADIL_ARG(of), ADIL_ARG(p->at.source));
    }
    if (p->where == NULL) {
        return fill1(s, sum ? ADIL_M_L_SUM : ADIL_M_L_COUNT, "of", of);
    }
    return fill2(s, sum ? ADIL_M_L_SUM_WHERE : ADIL_M_L_COUNT_WHERE, "of", of, "where",
                 test_words(s, p->where));
}

struct adil_span adil_norm_words(struct adil_arena *a, enum adil_lang lang,
                                 const struct adil_norm *norm, const struct adil_vocab *vocab)
{
    struct speech s = {.a = a, .lang = lang, .vocab = vocab};
    return fill2(&s, ADIL_M_L_NORM, "that", path_words(&s, norm->that), "is",
                 test_words(&s, norm->is));
}

static struct adil_span number_found(const struct speech *s, struct adil_fact f)
{
    struct adil_span lo =
        adil_num_is_int(f.lo) ? adil_lang_num(s->a, s->lang, f.lo, 0) : adil_num_text(s->a, f.lo);
    if (f.unbounded) {
        return adil_order_words(s->a, s->lang, ADIL_GE, lo);
    }
    if (adil_fact_is_known(f)) {
        return lo;
    }
    struct adil_span hi =
        adil_num_is_int(f.hi) ? adil_lang_num(s->a, s->lang, f.hi, 0) : adil_num_text(s->a, f.hi);
    return fill2(s, ADIL_M_L_FOUND_RANGE, "lo", lo, "hi", hi);
}

/* The total, and in how many units each part of the test that has units held. */
static struct adil_span tally_found(const struct speech *s, const struct adil_verdict *v)
{
    struct adil_span text = number_found(s, v->value.tally.total);
    if (!v->has_answer) {
        return text;
    }
    const struct adil_answer *part = v->answer.n_parts > 0 ? v->answer.part : &v->answer;
    uint32_t n = v->answer.n_parts > 0 ? v->answer.n_parts : 1;
    for (uint32_t i = 0; i < n; i++) {
        if (part[i].has_units) {
            struct adil_span units =
                fill2(s, ADIL_M_L_FOUND_UNITS, "n",
                      adil_lang_num(s->a, s->lang, adil_num_int(part[i].units_hold), 0), "of",
                      adil_lang_num(s->a, s->lang, adil_num_int(part[i].units_of), 0));
            text = adil_fmt(s->a, "%.*s; %.*s", ADIL_ARG(text), ADIL_ARG(units));
        }
    }
    return text;
}

static struct adil_span value_found(const struct speech *s, const struct adil_verdict *v)
{
    switch (v->type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
    case ADIL_FIELD_HASH:
        return v->value.text;
    case ADIL_FIELD_DATE:
        return adil_lang_date(s->a, s->lang, v->value.date);
    case ADIL_FIELD_NUMBER:
    case ADIL_FIELD_MOMENT:
    case ADIL_FIELD_VOTES:
        return number_found(s, v->value.number);
    case ADIL_FIELD_TALLY:
        return tally_found(s, v);
    case ADIL_FIELD_FLAG:
        return adil_text(s->lang, v->value.flag ? ADIL_M_L_YES : ADIL_M_L_NO);
    case ADIL_FIELD_SET:
        return adil_spans_join(s->a, v->value.member, v->value.n_members, ADIL_SPAN(", "));
    case ADIL_N_FIELD_TYPES:
        break;
    }
    return ADIL_SPAN("");
}

struct adil_span adil_verdict_found(struct adil_arena *a, enum adil_lang lang,
                                    const struct adil_verdict *v)
{
    struct speech s = {.a = a, .lang = lang};
    switch (v->found) {
    case ADIL_VERDICT_NOTHING:
        return adil_text(lang, ADIL_M_L_NOT_KNOWN);
    case ADIL_VERDICT_VALUE:
        return value_found(&s, v);
    case ADIL_VERDICT_AGE:
        return fill1(&s, ADIL_M_L_FOUND_AGE, "n",
                     adil_lang_num(a, lang, adil_num_int(v->years), 0));
    case ADIL_VERDICT_TIME:
        return fill2(&s, ADIL_M_L_FOUND_TIME, "from", adil_lang_date(a, lang, v->from), "to",
                     adil_lang_date(a, lang, v->to));
    }
    return ADIL_SPAN("");
}
