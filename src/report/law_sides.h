/* Private to src/report: laws side by side. */
#ifndef ADIL_REPORT_LAW_SIDES_H
#define ADIL_REPORT_LAW_SIDES_H

#include "report/law_items.h"

/* One statement on every side; NULL: it is not in force there. */
struct adil_law_row {
    const struct adil_law_item **on; /* by side */
    const struct adil_law_item *any; /* the first that is there */
};

struct adil_law_rows {
    struct adil_law_row *row;
    uint32_t n;
};

/* What becomes of a statement from one side to the next. */
enum adil_law_turn { ADIL_TURN_SAME, ADIL_TURN_BEGAN, ADIL_TURN_ENDED, ADIL_TURN_CHANGED };

/* Statements that are not the same on all sides: by group, in the order of the first side, what
 * later sides have beside it where they have it. */
struct adil_law_rows adil_law_differences(struct adil_arena *a, const struct adil_law_items *side,
                                          uint32_t n_sides);
/* From side `i` to the next. */
enum adil_law_turn adil_law_turn(const struct adil_law_row *row, uint32_t i);

#endif
