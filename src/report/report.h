/* What people and programs read of an outcome: text, JSON, CSV and one self-contained HTML page.
 * All from the outcome's steps; nothing is computed here but measures and pictures. */
#ifndef ADIL_REPORT_REPORT_H
#define ADIL_REPORT_REPORT_H

#include "base/buf.h"
#include "base/lang.h"
#include "count/outcome.h"

struct adil_text_style {
    enum adil_lang lang;
    unsigned columns; /* width to stay within, >= 40 */
    bool colour;      /* ANSI colours */
    bool bars;        /* bars of block characters; false: plain tables */
    bool steps;       /* the explanation, step by step */
};

/* Text for a terminal or a pipe. */
void adil_report_text(struct adil_arena scratch, const struct adil_outcome *o,
                      const struct adil_text_style *style, struct adil_buf *out);

/* The one JSON object of `adil count --json` (docs/json.md). */
void adil_report_json(struct adil_arena scratch, const struct adil_outcome *o, enum adil_lang lang,
                      struct adil_buf *out);

/* option,votes,seats[,lower,upper],elected; one line an option, in input order. Unknown: empty. */
void adil_report_csv(struct adil_arena scratch, const struct adil_outcome *o, struct adil_buf *out);

/* One cell, quoted where it must be (RFC 4180). */
void adil_csv_cell(struct adil_buf *out, struct adil_span text);

/* One self-contained page: no network, readable without JavaScript, printable. */
void adil_report_html(struct adil_arena scratch, const struct adil_outcome *o, enum adil_lang lang,
                      struct adil_buf *out);

/* One step's sentence in a language (no table): what text, JSON and page share. */
struct adil_span adil_step_sentence(struct adil_arena *a, const struct adil_outcome *o,
                                    const struct adil_step *step, enum adil_lang lang);
/* One value as people read it. */
struct adil_span adil_value_text(struct adil_arena *a, const struct adil_outcome *o,
                                 const struct adil_value *v, enum adil_lang lang);

#endif
