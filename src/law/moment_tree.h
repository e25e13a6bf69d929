/* Private to src/law: a moment once parsed. */
#ifndef ADIL_LAW_MOMENT_TREE_H
#define ADIL_LAW_MOMENT_TREE_H

#include "law/moment.h"
#include "law/phrase.h"

enum { ADIL_MOMENT_STEPS_MAX = 4, ADIL_MOMENT_NO_HOUR = -1, ADIL_WORKING_DAY = 8 };

/* Where days are counted from. */
enum adil_base { ADIL_BASE_ELECTION, ADIL_BASE_ACT, ADIL_BASE_DATE };

enum adil_step_kind {
    ADIL_STEP_NTH,     /* "the day before", "the 39th day before" */
    ADIL_STEP_SOME,    /* "2 months after" */
    ADIL_STEP_WORKING, /* "5 working days after" */
};

struct adil_step {
    enum adil_step_kind kind;
    int32_t n;
    struct adil_duration unit; /* of SOME: of one of the n; zero: an hour */
    bool before;
    bool counting; /* the day counted from is the first */
    bool bare;     /* written "the day before" */
};

enum adil_roll { ADIL_ROLL_NONE, ADIL_ROLL_NEXT, ADIL_ROLL_PREVIOUS };

struct adil_moment {
    int32_t minute; /* 0..1440, or ADIL_MOMENT_NO_HOUR */
    enum adil_base base;
    uint32_t anchor; /* of ACT */
    struct adil_span anchor_id;
    struct adil_date date; /* of DATE */
    /* "second Wednesday of January", in the year of the base, or the one before or after it. */
    bool has_weekday;
    int32_t nth;     /* 1..4; 0: last */
    int32_t weekday; /* 1 Monday; ADIL_WORKING_DAY */
    int32_t month;
    int32_t year;       /* 0: not said */
    int32_t weekday_to; /* 0: in the year; -1: the last before the base; 1: the first after it */
    struct adil_step step[ADIL_MOMENT_STEPS_MAX]; /* as written: the last is taken first */
    uint32_t n_steps;
    enum adil_roll roll;
};

/* "first" .. "last", "Monday" .., "January" ..; the words of the grammar. */
extern const char *const adil_nth_words[5];     /* by nth: "last", "first" ... */
extern const char *const adil_weekday_words[9]; /* from 1; behind them "working day" */
extern const char *const adil_month_words[13];  /* from 1 */

struct adil_lex;

/* "[the] first Sunday of December" moved past, into nth, weekday and month; false: it does not
 * stand here. The month is 0 where "of" and a month are missing. */
bool adil_moment_take_nth(struct adil_lex *x, struct adil_moment *m);
/* That day of a year, or ADIL_DATE_NONE. */
struct adil_date adil_moment_nth_day(const struct adil_zones *z, const struct adil_moment *m,
                                     int32_t year);
struct adil_span adil_moment_nth_words(struct adil_arena *a, enum adil_lang lang,
                                       const struct adil_moment *m);
/* It counts hours from an act or a stage. */
bool adil_moment_is_of_hours(const struct adil_moment *m);

#endif
