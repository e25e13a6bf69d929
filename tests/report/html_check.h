/* A strict reader of the pages this project writes, much stricter than HTML: every element is
 * closed in order, every attribute is quoted and given once, every id is unique and every
 * reference to an id finds it, nothing is left unescaped. For tests. */
#ifndef ADIL_TESTS_HTML_CHECK_H
#define ADIL_TESTS_HTML_CHECK_H

#include "base/span.h"

enum { HTML_DEPTH = 64, HTML_IDS = 8192 };

struct html_check {
    struct adil_span text;
    size_t at;
    const char *fault; /* NULL: none so far */
    struct adil_span open[HTML_DEPTH];
    size_t depth;
    struct adil_span id[HTML_IDS];
    size_t n_ids;
    struct adil_span ref[HTML_IDS]; /* of href="#...", aria-labelledby */
    size_t n_refs;
};

static inline bool html_fail(struct html_check *h, const char *fault)
{
    h->fault = h->fault != NULL ? h->fault : fault;
    return false;
}

static inline struct adil_span html_rest(const struct html_check *h)
{
    return adil_span_sub(h->text, h->at, h->text.len);
}

static inline bool html_take(struct html_check *h, const char *token)
{
    struct adil_span t = adil_span_of(token);
    if (!adil_span_starts(html_rest(h), t)) {
        return false;
    }
    h->at += t.len;
    return true;
}

static inline struct adil_span html_word(struct html_check *h)
{
    size_t from = h->at;
    while (h->at < h->text.len) {
        char c = h->text.ptr[h->at];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-')) {
            break;
        }
        h->at++;
    }
    return adil_span_sub(h->text, from, h->at);
}

/* Only the five escapes; no '<' or '>' left, no quote where `quoted`. */
static inline bool html_escaped(struct html_check *h, struct adil_span s, bool quoted)
{
    static const char *const entity[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool known = c != '&';
        for (size_t k = 0; k < ADIL_COUNT(entity) && !known; k++) {
            known = adil_span_starts(adil_span_sub(s, i, s.len), adil_span_of(entity[k]));
        }
        if (!known || c == '<' || c == '>' || (quoted && c == '"') ||
            (c >= 0 && c < ' ' && c != '\n')) {
            return html_fail(h, "something is not escaped");
        }
    }
    return true;
}

static inline bool html_keep(struct html_check *h, struct adil_span *list, size_t *n,
                             struct adil_span words)
{
    struct adil_span word;
    while (adil_span_cut(&words, ' ', &word)) {
        if (*n == HTML_IDS) {
            return html_fail(h, "too many ids for this reader");
        }
        list[(*n)++] = word;
    }
    return true;
}

static inline bool html_attribute(struct html_check *h, struct adil_span *seen, size_t *n_seen)
{
    struct adil_span name = html_word(h);
    for (size_t i = 0; i < *n_seen; i++) {
        if (adil_span_eq(seen[i], name)) {
            return html_fail(h, "an attribute is given twice");
        }
    }
    if (name.len == 0 || *n_seen == 16) {
        return html_fail(h, "an attribute has no name");
    }
    seen[(*n_seen)++] = name;
    if (!html_take(h, "=\"")) {
        return html_fail(h, "an attribute is not quoted");
    }
    struct adil_span value = html_rest(h);
    value = adil_span_sub(value, 0, adil_span_find_byte(value, '"'));
    h->at += value.len;
    if (!html_take(h, "\"") || !html_escaped(h, value, true)) {
        return html_fail(h, "an attribute does not end");
    }
    if (adil_span_is(name, "id")) {
        return html_keep(h, h->id, &h->n_ids, value);
    }
    if (adil_span_is(name, "aria-labelledby")) {
        return html_keep(h, h->ref, &h->n_refs, value);
    }
    if (adil_span_is(name, "href")) {
        return adil_span_starts(value, ADIL_SPAN("#"))
                   ? html_keep(h, h->ref, &h->n_refs, adil_span_sub(value, 1, value.len))
                   : html_fail(h, "a link leaves the page");
    }
    return true;
}

static inline bool html_end_tag(struct html_check *h)
{
    struct adil_span tag = html_word(h);
    if (!html_take(h, ">") || h->depth == 0 || !adil_span_eq(h->open[h->depth - 1], tag)) {
        return html_fail(h, "an end tag closes nothing");
    }
    h->depth--;
    return true;
}

static inline bool html_start_tag(struct html_check *h)
{
    struct adil_span seen[16];
    size_t n_seen = 0;
    struct adil_span tag = html_word(h);
    bool empty = adil_span_is(tag, "meta") || adil_span_is(tag, "br");
    if (tag.len == 0 || h->depth == HTML_DEPTH) {
        return html_fail(h, "a start tag has no name");
    }
    while (html_take(h, " ")) {
        if (!html_attribute(h, seen, &n_seen)) {
            return false;
        }
    }
    bool closed = html_take(h, "/>");
    if (!closed && !html_take(h, ">")) {
        return html_fail(h, "a start tag does not end");
    }
    if (!closed && !empty) {
        h->open[h->depth++] = tag;
    }
    if (adil_span_is(tag, "style")) {
        h->at += adil_span_find(html_rest(h), ADIL_SPAN("</style>"));
    }
    return true;
}

static inline bool html_ids(struct html_check *h)
{
    for (size_t i = 0; i < h->n_ids; i++) {
        for (size_t k = 0; k < i; k++) {
            if (adil_span_eq(h->id[i], h->id[k])) {
                return html_fail(h, "an id is given twice");
            }
        }
    }
    for (size_t i = 0; i < h->n_refs; i++) {
        bool found = false;
        for (size_t k = 0; k < h->n_ids && !found; k++) {
            found = adil_span_eq(h->ref[i], h->id[k]);
        }
        if (!found) {
            return html_fail(h, "a reference finds no id");
        }
    }
    return true;
}

/* NULL when the text is well formed, else what is wrong; h->at is where. */
static inline const char *html_fault(struct html_check *h, struct adil_span text)
{
    *h = (struct html_check){.text = text};
    if (!html_take(h, "<!doctype html>\n")) {
        return "no document type";
    }
    while (h->at < text.len && h->fault == NULL) {
        struct adil_span rest = html_rest(h);
        struct adil_span said = adil_span_sub(rest, 0, adil_span_find_byte(rest, '<'));
        h->at += said.len;
        if (!html_escaped(h, said, false) || !html_take(h, "<")) {
            continue;
        }
        if (html_take(h, "/")) {
            (void)html_end_tag(h);
        } else {
            (void)html_start_tag(h);
        }
    }
    if (h->fault == NULL && h->depth > 0) {
        (void)html_fail(h, "an element is not closed");
    }
    if (h->fault == NULL) {
        (void)html_ids(h);
    }
    return h->fault;
}

#endif
