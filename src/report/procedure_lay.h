/* Private to src/report: where everything of a procedure's drawing stands. Boxes stand one under
 * another in the order of reading; a way to the next box goes straight down, ways on go along lanes
 * on the right, ways back along lanes on the left; the ways to one box share a lane. All lengths
 * are whole units, of which the drawing is 360 wide or as much more as its lanes need. */
#ifndef ADIL_REPORT_PROCEDURE_LAY_H
#define ADIL_REPORT_PROCEDURE_LAY_H

#include "report/procedure_ways.h"

enum adil_lay_ink {
    ADIL_LAY_TITLE,
    ADIL_LAY_INFO,
    ADIL_LAY_WAY, /* the first line of a way: its arrow leaves beside it */
    ADIL_LAY_MORE /* a further line of it */
};

enum adil_lay_side { ADIL_LAY_NOWHERE, ADIL_LAY_DOWN, ADIL_LAY_RIGHT, ADIL_LAY_LEFT };

enum { ADIL_LAY_MANY = ADIL_N_WAY_KINDS }; /* ways of several kinds share the line */

struct adil_lay_line {
    struct adil_span text;
    enum adil_lay_ink ink;
    int32_t y; /* of the baseline */
};

struct adil_lay_exit {
    enum adil_way_kind kind;
    enum adil_lay_side side;
    uint32_t to; /* box */
    int32_t y;   /* where its line leaves */
};

struct adil_lay_box {
    uint32_t stage;
    bool end;
    int32_t y;
    int32_t height;
    struct adil_lay_line *line;
    uint32_t n_lines;
    struct adil_lay_exit *exit;
    uint32_t n_exits;
    unsigned down; /* kind of the ways to the next box; with goes_down */
    bool goes_down;
    struct adil_span said; /* the box in one sentence */
};

struct adil_lay_lane {
    enum adil_lay_side side;
    uint32_t to;    /* box */
    unsigned kind;  /* adil_way_kind, or ADIL_LAY_MANY */
    uint32_t track; /* from the boxes outwards */
    int32_t x;
    int32_t from; /* topmost and lowest point */
    int32_t until;
    int32_t enters; /* where it comes to its box */
    uint32_t first; /* places in the order of exits, by which tracks are shared */
    uint32_t last;
};

struct adil_lay {
    int32_t width;
    int32_t height; /* of the boxes; the legend stands below */
    int32_t left;   /* edges of all boxes */
    int32_t right;
    struct adil_lay_box *box;
    uint32_t n_boxes;
    struct adil_lay_lane *lane;
    uint32_t n_lanes;
};

enum {
    ADIL_LAY_WIDTH = 360,
    ADIL_LAY_BOX_LEAST = 216,
    ADIL_LAY_TITLE_SIZE = 14,
    ADIL_LAY_TEXT_SIZE = 12,
    ADIL_LAY_LINE_HEIGHT = 16,
    ADIL_LAY_PAD = 8,
    ADIL_LAY_SAMPLE = 20, /* what a way's text is indented by: its line is shown there */
};

/* Width of a text in hundredths of a unit, never less than common sans-serif fonts make it. */
int32_t adil_lay_text_width(struct adil_span text, int32_t size, bool bold);
/* Takes a line of at most `width` units off the front of *rest. */
struct adil_span adil_lay_take(struct adil_span *rest, int32_t width, int32_t size, bool bold);

struct adil_lay adil_lay_procedure(const struct adil_told *t, uint32_t procedure);

#endif
