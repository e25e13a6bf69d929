#include "report/svg_arc.h"

#include "base/check.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
    PITCH_MOST = 900, /* distance of neighbours in a small house */
    PITCH_LEAST = 20,
    ROWS_MOST = 128,  /* > (outer - inner) / least pitch */
    DOT_PERCENT = 41, /* radius of a dot, of the distance */
};

/* sin of whole degrees, in millionths; between two of them a straight line is off by at most
 * 0.00004, which is less than a tenth of a unit on the outermost row. */
static const int32_t sine[91] = {
    0,      17452,  34899,  52336,  69756,  87156,  104528,  121869, 139173, 156434, 173648, 190809,
    207912, 224951, 241922, 258819, 275637, 292372, 309017,  325568, 342020, 358368, 374607, 390731,
    406737, 422618, 438371, 453990, 469472, 484810, 500000,  515038, 529919, 544639, 559193, 573576,
    587785, 601815, 615661, 629320, 642788, 656059, 669131,  681998, 694658, 707107, 719340, 731354,
    743145, 754710, 766044, 777146, 788011, 798636, 809017,  819152, 829038, 838671, 848048, 857167,
    866025, 874620, 882948, 891007, 898794, 906308, 913545,  920505, 927184, 933580, 939693, 945519,
    951057, 956305, 961262, 965926, 970296, 974370, 978148,  981627, 984808, 987688, 990268, 992546,
    994522, 996195, 997564, 998630, 999391, 999848, 1000000,
};

static int64_t sine_of(int32_t angle)
{
    ADIL_ASSERT(angle >= 0 && angle <= ADIL_ARC_HALF);
    int32_t a = angle <= 90000 ? angle : ADIL_ARC_HALF - angle;
    int32_t degree = a / 1000;
    int64_t low = sine[degree];
    int64_t high = degree < 90 ? sine[degree + 1] : low;
    return low + (high - low) * (a % 1000) / 1000;
}

static int64_t cosine_of(int32_t angle)
{
    return angle <= 90000 ? sine_of(90000 - angle) : -sine_of(angle - 90000);
}

struct adil_arc_dot adil_arc_point(int32_t radius, int32_t angle)
{
    return (struct adil_arc_dot){
        .x = (int32_t)(-radius * cosine_of(angle) / 1000000),
        .y = (int32_t)(radius * sine_of(angle) / 1000000),
        .angle = angle,
    };
}

/* Dots a row of this radius holds at a distance of `pitch`: half the circle, both ends used. */
static uint32_t row_holds(int32_t radius, int32_t pitch)
{
    return (uint32_t)((int64_t)radius * 314159 / 100000 / pitch) + 1;
}

/* Rows from outside inwards until n dots have room; 0 when they have not. */
static uint32_t rows_for(uint32_t n, int32_t pitch)
{
    uint32_t room = 0;
    uint32_t rows = 0;
    for (int32_t r = ADIL_ARC_OUTER; r >= ADIL_ARC_INNER && room < n; r -= pitch) {
        room += row_holds(r, pitch);
        rows++;
    }
    return room >= n ? rows : 0;
}

/* Shares n among the rows by their radius; the largest remainders get what is left. */
static void share_rows(uint32_t n, int32_t pitch, uint32_t rows, uint32_t *in_row)
{
    int64_t rest[ROWS_MOST] = {0};
    int64_t sum = 0;
    uint32_t given = 0;
    for (uint32_t i = 0; i < rows; i++) {
        sum += ADIL_ARC_OUTER - (int64_t)i * pitch;
    }
    for (uint32_t i = 0; i < rows; i++) {
        int64_t part = (int64_t)n * (ADIL_ARC_OUTER - (int64_t)i * pitch);
        in_row[i] = (uint32_t)(part / sum);
        rest[i] = part % sum;
        given += in_row[i];
    }
    for (; given < n; given++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < rows; i++) {
            best = rest[i] > rest[best] ? i : best;
        }
        rest[best] = -1;
        in_row[best]++;
    }
}

static int from_the_left(const void *a, const void *b)
{
    const struct adil_arc_dot *p = a;
    const struct adil_arc_dot *q = b;
    if (p->angle != q->angle) {
        return p->angle < q->angle ? -1 : 1;
    }
    return p->row < q->row ? -1 : p->row > q->row ? 1 : 0;
}

/* The angle of the i-th of n dots of a row: from end to end; in the only row each in the middle of
 * its share, so that a few seats do not lie at the corners. */
static int32_t angle_in_row(uint32_t i, uint32_t n, bool only)
{
    if (only || n == 1) {
        return (int32_t)((int64_t)ADIL_ARC_HALF * (2 * (int64_t)i + 1) / (2 * (int64_t)n));
    }
    return (int32_t)((int64_t)ADIL_ARC_HALF * i / (n - 1));
}

struct adil_arc adil_arc_layout(struct adil_arena *a, uint32_t n)
{
    ADIL_ASSERT(n <= ADIL_ARC_DOTS_MAX);
    struct adil_arc arc = {.dot = adil_new(a, struct adil_arc_dot, n), .n = n};
    int32_t pitch = PITCH_MOST;
    while (rows_for(n, pitch) == 0 && n > 0) {
        pitch--;
        ADIL_ASSERT(pitch >= PITCH_LEAST);
    }
    uint32_t in_row[ROWS_MOST] = {0};
    uint32_t at = 0;
    arc.n_rows = rows_for(n, pitch);
    arc.radius = pitch * DOT_PERCENT / 100;
    share_rows(n, pitch, arc.n_rows, in_row);
    for (uint32_t row = 0; row < arc.n_rows; row++) {
        int32_t radius = ADIL_ARC_OUTER - (int32_t)row * pitch;
        for (uint32_t i = 0; i < in_row[row]; i++) {
            int32_t angle = angle_in_row(i, in_row[row], arc.n_rows == 1);
            arc.dot[at] = adil_arc_point(radius, angle);
            arc.dot[at++].row = row;
        }
    }
    ADIL_ASSERT(at == n);
    qsort(arc.dot, n, sizeof *arc.dot, from_the_left);
    return arc;
}
