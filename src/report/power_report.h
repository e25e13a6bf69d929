/* What people and programs read of voting power and of roll calls. */
#ifndef ADIL_REPORT_POWER_REPORT_H
#define ADIL_REPORT_POWER_REPORT_H

#include "report/report.h"
#include "weight/power.h"

/* Text for a terminal or a pipe. `all`: every minimal winning coalition, else the first of them. */
void adil_power_text(struct adil_arena scratch, const struct adil_power *p,
                     const struct adil_text_style *style, bool all, struct adil_buf *out);

/* The one JSON object of `adil weights --json` (docs/weights.md). */
void adil_power_json(struct adil_arena scratch, const struct adil_power *p, enum adil_lang lang,
                     struct adil_buf *out);

/* A line a member: id, times, weights, swings, indexes with twelve decimals, cut. */
void adil_power_csv(struct adil_arena scratch, const struct adil_power *p, struct adil_buf *out);

#endif
