#include "polity/refusal.h"

#include "base/lang.h"
#include "base/utf8.h"

enum { SHOWN_BYTES = 600 };

static struct adil_span shown(struct adil_buf *to, struct adil_span text)
{
    size_t from = to->len;
    adil_buf_shown(to, text, SHOWN_BYTES);
    return adil_span_sub(adil_buf_span(to), from, to->len);
}

static void put_act(struct adil_buf *out, enum adil_lang lang, const struct adil_act *act)
{
    struct adil_buf text;
    if (act == NULL) {
        return;
    }
    adil_buf_open(&text, (size_t)8 * SHOWN_BYTES);
    /* Each is looked at once all are written: the buffer may move while it grows. */
    size_t word = shown(&text, act->word).len;
    size_t about = shown(&text, act->about).len;
    size_t by = shown(&text, act->by).len;
    struct adil_span all = adil_buf_span(&text);
    const struct adil_arg arg[] = {
        {"word", adil_span_sub(all, 0, word)},
        {"about", adil_span_sub(all, word, word + about)},
        {"by", adil_span_sub(all, word + about, word + about + by)},
    };
    adil_buf_str(out, ": ");
    adil_say(out, lang, ADIL_M_J_OF_BY, arg, ADIL_COUNT(arg));
    adil_buf_release(&text);
}

static void put_line(struct adil_buf *out, enum adil_lang lang, enum adil_msg name,
                     struct adil_span text)
{
    if (text.len > 0) {
        adil_buf_str(out, "    ");
        adil_buf_put(out, adil_text(lang, name));
        adil_buf_str(out, ": ");
        adil_buf_shown(out, text, SHOWN_BYTES);
        adil_buf_byte(out, '\n');
    }
}

void adil_refusal_print(struct adil_buf *out, enum adil_lang lang, const struct adil_act *act,
                        const struct adil_refusal *refusal)
{
    adil_buf_put(out, adil_text(lang, ADIL_M_J_REFUSED));
    put_act(out, lang, act);
    adil_buf_str(out, "\n  ");
    adil_buf_shown(out, refusal->rule, SHOWN_BYTES);
    const struct adil_span more[] = {refusal->cite, refusal->text};
    for (size_t i = 0; i < ADIL_COUNT(more); i++) {
        if (more[i].len > 0) {
            adil_buf_str(out, "   ");
            adil_buf_shown(out, more[i], SHOWN_BYTES);
        }
    }
    if (refusal->cite.len > 0 && refusal->mark == ADIL_MARK_RECALLED) {
        adil_buf_str(out, " (");
        adil_buf_put(out, adil_text(lang, ADIL_M_P_UNVERIFIED));
        adil_buf_byte(out, ')');
    }
    adil_buf_byte(out, '\n');
    put_line(out, lang, ADIL_M_J_IN, refusal->field);
    put_line(out, lang, ADIL_M_J_FOUND, refusal->found);
    put_line(out, lang, ADIL_M_J_EXPECTED, refusal->expected);
}

/* Bytes that are no UTF-8 are shown escaped. */
static void put_member(struct adil_json *out, const char *name, struct adil_span text)
{
    adil_json_key(out, name);
    if (adil_utf8_check(text) == text.len) {
        adil_json_text(out, text);
        return;
    }
    struct adil_buf safe;
    adil_buf_open(&safe, (size_t)8 * SHOWN_BYTES);
    adil_json_text(out, shown(&safe, text));
    adil_buf_release(&safe);
}

static void put_act_object(struct adil_json *out, const struct adil_act *act)
{
    adil_json_key(out, "act");
    if (act == NULL) {
        adil_json_null(out);
        return;
    }
    adil_json_object(out);
    put_member(out, "about", act->about);
    put_member(out, "by", act->by);
    put_member(out, "kind", adil_act_kind_name(act->kind));
    adil_json_key(out, "seq");
    adil_json_i64(out, act->seq);
    put_member(out, "word", act->word);
    adil_json_end(out);
}

void adil_refusal_json(struct adil_json *out, const struct adil_act *act,
                       const struct adil_refusal *refusal)
{
    adil_json_object(out);
    put_act_object(out, act);
    put_member(out, "cite", refusal->cite);
    put_member(out, "expected", refusal->expected);
    put_member(out, "field", refusal->field);
    put_member(out, "found", refusal->found);
    put_member(out, "mark",
               refusal->mark == ADIL_MARK_READ ? ADIL_SPAN("read") : ADIL_SPAN("recalled"));
    put_member(out, "rule", refusal->rule);
    put_member(out, "text", refusal->text);
    adil_json_end(out);
}
