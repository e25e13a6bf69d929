/* Dates and durations without a clock: proleptic Gregorian days, years 1 to 9999. */
#ifndef ADIL_BASE_DATE_H
#define ADIL_BASE_DATE_H

#include "base/span.h"

struct adil_date {
    int32_t days; /* since 1970-01-01; ADIL_DATE_NONE when not stated */
};
#define ADIL_DATE_NONE ((struct adil_date){INT32_MIN})

struct adil_civil {
    int32_t year;  /* 1..9999 */
    uint8_t month; /* 1..12 */
    uint8_t day;   /* 1..31 */
};

/* A calendar duration. Months and days are kept apart: "2 months" is not "60 days". */
struct adil_duration {
    int32_t months; /* years count as 12 */
    int32_t days;   /* weeks count as 7 */
};

bool adil_date_known(struct adil_date d);
/* Reads YYYY-MM-DD (a day that exists). Returns false on anything else. */
bool adil_date_parse(struct adil_span text, struct adil_date *out);
struct adil_span adil_date_text(struct adil_arena *a, struct adil_date d); /* YYYY-MM-DD */
struct adil_civil adil_date_civil(struct adil_date d);
/* Returns false when the day does not exist. */
bool adil_date_from_civil(int32_t year, int32_t month, int32_t day, struct adil_date *out);
int adil_date_cmp(struct adil_date a, struct adil_date b);
int adil_date_weekday(struct adil_date d); /* 1 Monday .. 7 Sunday */

/* d + months, then + days. A day past the end of its month becomes the month's last day
 * (31 January + 1 month = 28 or 29 February). Saturates to year 1 and 9999. */
struct adil_date adil_date_add(struct adil_date d, struct adil_duration by);

/* Whole years from a to b (an age): 0 when b < a. Born on 29 February counts from 1 March in
 * common years. */
int32_t adil_date_years(struct adil_date a, struct adil_date b);

/* Reads "40 years", "2 months", "1 week", "60 days", "1 year 6 months"; unit words in the
 * singular or plural. Returns false on anything else. */
bool adil_duration_parse(struct adil_span text, struct adil_duration *out);
struct adil_span adil_duration_text(struct adil_arena *a, struct adil_duration d);
/* Compares the time from `from` to `to` with `d`: <0 shorter, 0 exactly, >0 longer
 * (from + d against to). */
int adil_duration_cmp_span(struct adil_date from, struct adil_date to, struct adil_duration d);

#endif
