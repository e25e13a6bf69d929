#include "report/words.h"

#include "base/utf8.h"

#include <string.h>

struct adil_span adil_option_words(const struct adil_outcome *o, uint32_t option,
                                   enum adil_lang lang)
{
    ADIL_ASSERT(o->votes != NULL && option < o->votes->n_options);
    const struct adil_option *p = &o->votes->option[option];
    struct adil_span name = adil_texts_pick(&p->name, lang);
    return name.len > 0 ? name : p->id;
}

struct adil_span adil_unit_words(const struct adil_outcome *o, const struct adil_vote_unit *unit,
                                 enum adil_lang lang)
{
    const struct adil_units *all = o->contest->units;
    struct adil_span name = {"", 0};
    if (all != NULL && unit->unit < all->n) {
        name = adil_texts_pick(&all->unit[unit->unit].name, lang);
    }
    return name.len > 0 ? name : unit->name;
}

struct adil_span adil_contest_words(const struct adil_contest *c, enum adil_lang lang)
{
    struct adil_span title = adil_texts_pick(&c->title, lang);
    return title.len > 0 ? title : c->name;
}

struct adil_span adil_figure_words(enum adil_figure f, enum adil_lang lang)
{
    static const enum adil_msg head[ADIL_N_FIGURES] = {
#define X(id, name) [ADIL_F_##id] = ADIL_M_F_##id,
        ADIL_FIGURES(X)
#undef X
    };
    ADIL_ASSERT((unsigned)f < ADIL_N_FIGURES);
    return adil_text(lang, head[f]);
}

struct adil_span adil_outcome_words(const struct adil_outcome *o, enum adil_lang lang)
{
    static const enum adil_msg status[ADIL_N_STATUSES] = {
#define X(id, word, exit) [ADIL_S_##id] = ADIL_M_P_##id,
        ADIL_STATUSES(X)
#undef X
    };
    ADIL_ASSERT((unsigned)o->status < ADIL_N_STATUSES);
    bool adopted = o->status == ADIL_S_DECIDED && o->adopted == ADIL_HOLDS;
    return adil_text(lang, adopted ? ADIL_M_P_ADOPTED : status[o->status]);
}

struct adil_span adil_tie_rule_words(enum adil_tie_rule rule, enum adil_lang lang)
{
    switch (rule) {
    case ADIL_TIE_VOTES:
        return adil_text(lang, ADIL_M_P_TIE_BY_VOTES);
    case ADIL_TIE_REGISTERED:
        return adil_text(lang, ADIL_M_P_TIE_BY_REGISTERED);
    case ADIL_TIE_LOT:
        return adil_text(lang, ADIL_M_P_TIE_BY_LOT);
    case ADIL_TIE_NEW_VOTE:
        return adil_text(lang, ADIL_M_P_TIE_BY_NEW_VOTE);
    case ADIL_TIE_GAP:
        return adil_text(lang, ADIL_M_P_TIE_BY_GAP);
    }
    return ADIL_SPAN("");
}

const char *adil_tie_rule_word(enum adil_tie_rule rule)
{
    static const char *const word[] = {
        [ADIL_TIE_VOTES] = "votes", [ADIL_TIE_REGISTERED] = "registered-earlier",
        [ADIL_TIE_LOT] = "lot",     [ADIL_TIE_NEW_VOTE] = "new-vote",
        [ADIL_TIE_GAP] = "gap",
    };
    ADIL_ASSERT((unsigned)rule < ADIL_COUNT(word));
    return word[rule];
}

const char *adil_mark_word(enum adil_mark mark)
{
    static const char *const word[] = {
        [ADIL_MARK_READ] = "read",
        [ADIL_MARK_RECALLED] = "recalled",
        [ADIL_MARK_WHAT_IF] = "what-if",
    };
    ADIL_ASSERT((unsigned)mark < ADIL_COUNT(word));
    return word[mark];
}

const char *adil_class_word(enum adil_option_class class)
{
    static const char *const word[] = {
        [ADIL_OPTION_LIST] = "option",
        [ADIL_OPTION_AGAINST] = "against",
        [ADIL_OPTION_NOT_COUNTED] = "not-counted",
    };
    ADIL_ASSERT((unsigned)class < ADIL_COUNT(word));
    return word[class];
}

struct adil_span adil_label_words(struct adil_arena *a, struct adil_span name,
                                  struct adil_span value, enum adil_lang lang)
{
    const struct adil_arg args[] = {{"name", name}, {"value", value}};
    return adil_said(a, lang, ADIL_M_P_LABEL, args, ADIL_COUNT(args));
}

struct adil_span adil_num_words(struct adil_arena *a, struct adil_num x, enum adil_lang lang)
{
    return adil_lang_num(a, lang, x, adil_num_is_int(x) ? 0 : 3);
}

struct adil_span adil_fact_words(struct adil_arena *a, struct adil_fact f, enum adil_lang lang)
{
    if (adil_fact_is_known(f)) {
        return adil_num_words(a, f.lo, lang);
    }
    if (f.unbounded && adil_num_sign(f.lo) <= 0) {
        return adil_text(lang, ADIL_M_W_NOT_KNOWN);
    }
    struct adil_arg args[] = {{"least", adil_num_words(a, f.lo, lang)}, {"most", {"", 0}}};
    if (f.unbounded) {
        return adil_said(a, lang, ADIL_M_P_AT_LEAST, args, 1);
    }
    args[1].text = adil_num_words(a, f.hi, lang);
    return adil_said(a, lang, ADIL_M_P_RANGE, args, ADIL_COUNT(args));
}

struct adil_span adil_rule_words(struct adil_arena *a, const struct adil_rule *rule,
                                 enum adil_lang lang)
{
    if (rule == NULL) {
        return ADIL_SPAN("");
    }
    struct adil_span cite =
        rule->cite.len > 0 ? adil_fmt(a, "[%.*s — %.*s]", ADIL_ARG(rule->id), ADIL_ARG(rule->cite))
                           : adil_fmt(a, "[%.*s]", ADIL_ARG(rule->id));
    switch (rule->mark) {
    case ADIL_MARK_READ:
        return cite;
    case ADIL_MARK_RECALLED:
        return adil_fmt(a, "%.*s (%.*s)", ADIL_ARG(cite),
                        ADIL_ARG(adil_text(lang, ADIL_M_P_UNVERIFIED)));
    case ADIL_MARK_WHAT_IF:
        return adil_fmt(a, "%.*s (%.*s)", ADIL_ARG(cite),
                        ADIL_ARG(adil_text(lang, ADIL_M_P_WHAT_IF)));
    }
    return cite;
}

/* Inside single quotes of a shell only the quote itself needs help. */
static void shell_quoted(struct adil_buf *out, struct adil_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'') {
            adil_buf_str(out, "'\\''");
        } else {
            adil_buf_byte(out, s.ptr[i]);
        }
    }
}

/* A name as a lot's answer has it: ';' and '\' with a '\' before them. */
static struct adil_span answer_name(struct adil_arena *a, struct adil_span name)
{
    char *text = adil_new(a, char, 2 * name.len);
    size_t n = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == ';' || name.ptr[i] == '\\') {
            text[n++] = '\\';
        }
        text[n++] = name.ptr[i];
    }
    return adil_span_bytes(text, n);
}

struct adil_span adil_lot_argument(struct adil_arena *a, const struct adil_outcome *o,
                                   const struct adil_tie *tie)
{
    struct adil_buf text;
    adil_buf_open(&text, 1 << 24);
    adil_buf_str(&text, "--lot '");
    shell_quoted(&text, tie->question);
    adil_buf_byte(&text, '=');
    for (uint32_t i = 0; i < tie->n; i++) {
        adil_buf_str(&text, i > 0 ? ";" : "");
        shell_quoted(&text, answer_name(a, o->votes->option[tie->option[i]].id));
    }
    adil_buf_byte(&text, '\'');
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    adil_buf_release(&text);
    return copy;
}

const struct adil_value *adil_value_of(const struct adil_value *value, uint32_t n,
                                       enum adil_figure f)
{
    for (uint32_t i = 0; i < n; i++) {
        if (value[i].name == f) {
            return &value[i];
        }
    }
    return NULL;
}

struct adil_span adil_printable(struct adil_arena *a, struct adil_span s)
{
    static const char replacement[] = "\xef\xbf\xbd";
    size_t ok = adil_utf8_check(s);
    if (ok == s.len) {
        return s;
    }
    char *text = adil_new(a, char, 3 * s.len);
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = 0;
        size_t len = adil_utf8_next(adil_span_sub(s, at, s.len), &c);
        const char *from = len > 0 ? s.ptr + at : replacement;
        memcpy(text + n, from, len > 0 ? len : 3);
        n += len > 0 ? len : 3;
        at += len > 0 ? len : 1;
    }
    return adil_span_bytes(text, n);
}
