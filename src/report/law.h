/* What people and programs read of institutions: a procedure in words, as JSON and as a drawing; an
 * office with all it may do; what a reform changed. Nothing is computed but the order of reading:
 * every word comes from the rulebook or a catalogue. docs/law.md shows each. */
#ifndef ADIL_REPORT_LAW_H
#define ADIL_REPORT_LAW_H

#include "law/rulebook.h"
#include "report/report.h"

/* A rulebook, read as it stood on a day. */
struct adil_law_view {
    const struct adil_rulebook *book;
    struct adil_date at; /* unknown: every version, with its days */
    enum adil_lang lang;
};

/* A procedure in words: its stages from where a case begins on, who may do what and when, the
 * decisions and where they lead, silence, effects, articles with their marks. Of `style` the width,
 * the language and the colours count. */
void adil_procedure_text(struct adil_arena scratch, const struct adil_law_view *view,
                         uint32_t procedure, const struct adil_text_style *style,
                         struct adil_buf *out);
/* The same as one JSON object (docs/law.md). */
void adil_procedure_json(struct adil_arena scratch, const struct adil_law_view *view,
                         uint32_t procedure, struct adil_buf *out);
/* The same as one SVG document, 360 wide or a little more: a box for each stage, arrows labelled in
 * the box they leave, everything of it in words in `desc`. The same bytes from the same book. */
void adil_procedure_svg(struct adil_arena scratch, const struct adil_law_view *view,
                        uint32_t procedure, struct adil_buf *out);

/* What an office may do, in words: powers with their conditions, acts in stages, decisions of its
 * bodies, how it is filled and ended, what it may not. */
void adil_office_text(struct adil_arena scratch, const struct adil_law_view *view, uint32_t office,
                      const struct adil_text_style *style, struct adil_buf *out);
void adil_office_json(struct adil_arena scratch, const struct adil_law_view *view, uint32_t office,
                      struct adil_buf *out);

/* One of the laws that are laid side by side. */
struct adil_law_side {
    struct adil_span label; /* the head of its side */
    const struct adil_rulebook *book;
    struct adil_date at; /* known */
};

/* What differs between n >= 2 laws, each to the next: statements that began, ended or changed, by
 * office, body, procedure, act, register, and the rest; both sides beside each other, or under each
 * other where there is little room. */
void adil_law_compare_text(struct adil_arena scratch, const struct adil_law_side *side, uint32_t n,
                           const struct adil_text_style *style, struct adil_buf *out);
void adil_law_compare_json(struct adil_arena scratch, const struct adil_law_side *side, uint32_t n,
                           enum adil_lang lang, struct adil_buf *out);

/* A value that a rule sets: a phrase in words behind its source, a list with commas. */
struct adil_span adil_law_value_words(struct adil_arena *a, const struct adil_rulebook *book,
                                      enum adil_lang lang, const struct adil_node *value);

#endif
