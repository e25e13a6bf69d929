/* Private to src/report: the page of an outcome, and its sections. A section writes nothing when
 * there is nothing to say. */
#ifndef ADIL_REPORT_HTML_PAGE_H
#define ADIL_REPORT_HTML_PAGE_H

#include "report/markup.h"
#include "report/words.h"

enum {
    ADIL_PAGE_COLOURS = 10,    /* of options; 0 is the grey of those without */
    ADIL_PAGE_STYLES = 4,      /* filled, ring, broken ring, pale: when colours come round again */
    ADIL_PAGE_ROWS_MAX = 2000, /* of one table; the rest is named, and in the JSON */
};

/* How an option's marks are drawn. */
struct adil_paint {
    uint32_t colour; /* 1 .. ADIL_PAGE_COLOURS; 0: grey */
    uint32_t style;  /* 0 .. ADIL_PAGE_STYLES - 1 */
};

/* One outcome on the page: the whole, or one of its parts. */
struct adil_page {
    struct adil_buf *out;
    const struct adil_outcome *o;
    enum adil_lang lang;
    const char *id; /* stands before every id of this outcome: "" for the whole, "p1-" ... */
    unsigned level; /* of the headings of its sections */
    bool seats;     /* seats are shown */

    /* Options as they are listed: who won something first, then by votes; "against all" and what
     * is not counted last. The first n_open are shown at once, the others below a fold. */
    const uint32_t *order;
    uint32_t n;
    uint32_t n_open;
    /* By option. */
    const struct adil_paint *paint;
    const struct adil_share_of *share;
    const struct adil_bar_of *needed;
    const struct adil_phrase *line; /* what the line is, where it is not one number of votes */
};

/* A page's view of an outcome; lives in `a`. */
struct adil_page adil_page_open(struct adil_arena *a, struct adil_buf *out,
                                const struct adil_outcome *o, enum adil_lang lang);

/* A section with its heading, to be closed with adil_page_section_end. `name` makes the id. */
void adil_page_section(const struct adil_page *p, const char *name, struct adil_span heading);
void adil_page_section_end(const struct adil_page *p);
/* A sample of an option's mark, for a legend or the head of a row. */
void adil_page_swatch(const struct adil_page *p, uint32_t option);
/* The class of an option's marks, into attributes: c3 k0. */
void adil_page_paint(const struct adil_page *p, uint32_t option);
/* A box that scrolls by itself where its table is wider than the page, or has many rows; named by
 * the element `label`. Closed by </div>. */
void adil_page_scroll(const struct adil_page *p, const char *label, uint32_t rows);
/* "Rows not shown" below a table that was cut; nothing when n is 0. */
void adil_page_hidden(struct adil_arena scratch, const struct adil_page *p, uint32_t n);
/* A text of the catalogue in the page's language. */
struct adil_span adil_page_text(const struct adil_page *p, enum adil_msg msg);

/* A text of the rulebook, as text of an element; one that is there only in another language says
 * in which. */
void adil_page_said(const struct adil_page *p, const struct adil_texts *text);

/* What came of it, in one sentence and one line below it. */
void adil_page_headline(struct adil_arena scratch, const struct adil_page *p);
struct adil_span adil_headline_words(struct adil_arena *a, const struct adil_outcome *o,
                                     enum adil_lang lang);
/* What a reader must know before believing it: note, what-if, unverified, published. */
void adil_page_notices(struct adil_arena scratch, const struct adil_page *p);

void adil_page_hemicycle(struct adil_arena scratch, const struct adil_page *p);
void adil_page_bars(struct adil_arena scratch, const struct adil_page *p);
void adil_page_result(struct adil_arena scratch, const struct adil_page *p);
void adil_page_units(struct adil_arena scratch, const struct adil_page *p);
void adil_page_turnout(struct adil_arena scratch, const struct adil_page *p);
void adil_page_measures(struct adil_arena scratch, const struct adil_page *p);
void adil_page_ties(struct adil_arena scratch, const struct adil_page *p);
void adil_page_steps(struct adil_arena scratch, const struct adil_page *p);

/* Which sections are there, for the list of contents. */
bool adil_page_has_hemicycle(const struct adil_page *p);
bool adil_page_has_turnout(const struct adil_page *p);
bool adil_page_has_measures(struct adil_arena scratch, const struct adil_page *p);
bool adil_page_has_units(const struct adil_page *p);

/* The whole style sheet. */
extern const char adil_page_style[];

#endif
