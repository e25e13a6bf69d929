/* Private to src/report: text into HTML. Everything that comes from outside the program (names,
 * titles, citations) goes through adil_html_text; tags and attributes are literals of this folder.
 */
#ifndef ADIL_REPORT_MARKUP_H
#define ADIL_REPORT_MARKUP_H

#include "base/buf.h"

/* Escapes & < > " ' for text and for quoted attributes. Bytes that are not UTF-8, characters that
 * HTML forbids, and marks that turn the direction of what follows become U+FFFD. */
void adil_html_text(struct adil_buf *out, struct adil_span text);

/* <tag attributes>text</tag>; `attributes` as written (class="n"), or NULL. */
void adil_html_element(struct adil_buf *out, const char *tag, const char *attributes,
                       struct adil_span text);

/* A name from outside, kept apart from the direction of the text around it: <bdi>name</bdi>. */
void adil_html_name(struct adil_buf *out, struct adil_span name);

#endif
