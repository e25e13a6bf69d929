/* Moments: days and hours relative to other days, zones without a time-zone database, holidays.
 * Grammar: docs/design/polity.md. An instant is integer milliseconds since 1970-01-01T00:00Z. */
#ifndef ADIL_LAW_MOMENT_H
#define ADIL_LAW_MOMENT_H

#include "law/unit.h"

#define ADIL_INSTANT_NONE INT64_MIN

struct adil_zone {
    uint32_t unit;
    int32_t minutes; /* east of UTC */
    struct adil_date from;
    struct adil_date until;
    struct adil_place place;
};

struct adil_zones {
    const struct adil_zone *zone;
    uint32_t n;
    const struct adil_date *holiday; /* sorted */
    uint32_t n_holidays;
};

/* Offset of a unit on a day: its own, else of the nearest unit above that has one; 0 when none. */
int32_t adil_zone_minutes(const struct adil_zones *z, const struct adil_units *u, uint32_t unit,
                          struct adil_date day);
/* The instant of a local day and time; the day and minute of an instant (both in the unit's zone;
 * the offset is that of the local day). minute: 0..1440. */
int64_t adil_instant(const struct adil_zones *z, const struct adil_units *u, uint32_t unit,
                     struct adil_date day, int32_t minute);
struct adil_date adil_instant_day(const struct adil_zones *z, const struct adil_units *u,
                                  uint32_t unit, int64_t instant, int32_t *minute);
/* "2023-03-19T18:00:00+06:00" */
struct adil_span adil_instant_text(struct adil_arena *a, const struct adil_zones *z,
                                   const struct adil_units *u, uint32_t unit, int64_t instant);
/* Reads "2023-03-19T18:00:00+06:00", "2023-03-19T12:00:00Z" (seconds may have .mmm). */
bool adil_instant_parse(struct adil_span text, int64_t *instant);

/* Reads "+06:00": minutes east of UTC, at most 18 hours either way. */
bool adil_offset_parse(struct adil_span text, int32_t *minutes);

/* Neither a Saturday, a Sunday nor a holiday. */
bool adil_is_working_day(const struct adil_zones *z, struct adil_date day);

struct adil_moment; /* parsed */

/* Parses. `anchor` are the words that may follow "the" (their numbers are asked of the
 * environment); "election day" is always known. Err INPUT: place, what stands where, what was
 * expected. */
ADIL_MUST_USE adil_err adil_moment_parse(struct adil_arena *perm, struct adil_place place,
                                         struct adil_span text, const struct adil_span *anchor,
                                         uint32_t n_anchors, const struct adil_moment **out,
                                         struct adil_diag *diag);
struct adil_span adil_moment_text(struct adil_arena *a, const struct adil_moment *m);
struct adil_span adil_moment_words(struct adil_arena *a, enum adil_lang lang,
                                   const struct adil_moment *m);

/* Where a moment gets its days; ADIL_DATE_NONE when not known. */
struct adil_moment_env {
    const struct adil_zones *zones;
    const struct adil_units *units;
    uint32_t zone_unit;
    void *ctx;
    struct adil_date (*anchor)(void *ctx, uint32_t anchor); /* ADIL_NO_WORD: election day */
    /* The same, to the millisecond: hours are counted from it. NULL: never known. */
    int64_t (*instant)(void *ctx, uint32_t anchor);
};

struct adil_moment_span {
    struct adil_date day;
    int64_t begin; /* instant: the hour, or 00:00 of the day; ADIL_INSTANT_NONE: not known */
    int64_t end;   /* instant: the hour, or 24:00 of the day */
};
struct adil_moment_span adil_moment_eval(const struct adil_moment *m,
                                         const struct adil_moment_env *env);

#endif
