#include "report/markup.h"

#include "base/utf8.h"

/* Controls, noncharacters, and the marks of the bidirectional algorithm (UAX #9): a name must
 * neither break the page nor turn what stands beside it. */
static bool is_forbidden(uint32_t c)
{
    bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
    bool direction = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                     (c >= 0x2066 && c <= 0x2069);
    bool none = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
    return control || direction || none;
}

static const char *entity_of(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void adil_html_text(struct adil_buf *out, struct adil_span text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t c = 0;
        size_t len = adil_utf8_next(adil_span_sub(text, at, text.len), &c);
        const char *entity = len == 1 ? entity_of(c) : NULL;
        if (len == 0 || is_forbidden(c)) {
            adil_buf_str(out, "\xef\xbf\xbd");
        } else if (entity != NULL) {
            adil_buf_str(out, entity);
        } else {
            adil_buf_put(out, adil_span_sub(text, at, at + len));
        }
        at += len > 0 ? len : 1;
    }
}

void adil_html_element(struct adil_buf *out, const char *tag, const char *attributes,
                       struct adil_span text)
{
    adil_buf_fmt(out, "<%s%s%s>", tag, attributes != NULL ? " " : "",
                 attributes != NULL ? attributes : "");
    adil_html_text(out, text);
    adil_buf_fmt(out, "</%s>", tag);
}

void adil_html_name(struct adil_buf *out, struct adil_span name)
{
    adil_html_element(out, "bdi", NULL, name);
}
