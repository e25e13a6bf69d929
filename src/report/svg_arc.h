/* Private to src/report: the geometry of a half circle of seats, in whole numbers only, so that a
 * picture has the same bytes on every machine. Lengths are tenths of a unit of the drawing, angles
 * thousandths of a degree from the left end (0) over the top (90 000) to the right (180 000). */
#ifndef ADIL_REPORT_SVG_ARC_H
#define ADIL_REPORT_SVG_ARC_H

#include "base/arena.h"

#include <stdint.h>

enum {
    ADIL_ARC_OUTER = 4200,    /* radius of the outermost row */
    ADIL_ARC_INNER = 1900,    /* least radius of a row */
    ADIL_ARC_DOTS_MAX = 2000, /* above that, dots would be smaller than a pixel or two */
    ADIL_ARC_HALF = 180000,
};

struct adil_arc_dot {
    int32_t x; /* from the centre, to the right */
    int32_t y; /* from the centre, upwards */
    int32_t angle;
    uint32_t row; /* 0: the outermost */
};

struct adil_arc {
    struct adil_arc_dot *dot; /* from left to right by angle; the outer row first where equal */
    uint32_t n;
    uint32_t n_rows;
    int32_t radius; /* of a dot */
};

/* Lays out exactly n dots, n <= ADIL_ARC_DOTS_MAX (asserted): as few rows as hold them, each with
 * a share of them as its length has, as large as they can be. */
struct adil_arc adil_arc_layout(struct adil_arena *a, uint32_t n);

/* The point at an angle on a radius. */
struct adil_arc_dot adil_arc_point(int32_t radius, int32_t angle);

#endif
