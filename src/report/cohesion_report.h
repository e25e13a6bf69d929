/* What people and programs read of roll calls: cohesion of factions, agreement between them. */
#ifndef ADIL_REPORT_COHESION_REPORT_H
#define ADIL_REPORT_COHESION_REPORT_H

#include "report/report.h"
#include "weight/rollcall.h"

void adil_cohesion_text(struct adil_arena scratch, const struct adil_roll_calls *r,
                        const struct adil_text_style *style, struct adil_buf *out);
/* The one JSON object of `adil cohesion --json` (docs/weights.md). */
void adil_cohesion_json(struct adil_arena scratch, const struct adil_roll_calls *r,
                        struct adil_buf *out);
/* A line a faction: its votes, cohesion with six decimals, cut; then one column a faction: the
 * share of roll calls in which both took the same side. Unknown: empty. */
void adil_cohesion_csv(struct adil_arena scratch, const struct adil_roll_calls *r,
                       struct adil_buf *out);

#endif
