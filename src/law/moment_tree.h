/* Private to src/law: a moment once parsed. */
#ifndef ADIL_LAW_MOMENT_TREE_H
#define ADIL_LAW_MOMENT_TREE_H

#include "law/moment.h"
#include "law/phrase.h"

enum { ADIL_MOMENT_STEPS_MAX = 4, ADIL_MOMENT_NO_HOUR = -1 };

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
    struct adil_duration unit; /* of SOME: of one of the n */
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
    int32_t weekday; /* 1 Monday */
    int32_t month;
    int32_t year;       /* 0: not said */
    int32_t weekday_to; /* 0: in the year; -1: the last before the base; 1: the first after it */
    struct adil_step step[ADIL_MOMENT_STEPS_MAX]; /* as written: the last is taken first */
    uint32_t n_steps;
    enum adil_roll roll;
};

/* "first" .. "last", "Monday" .., "January" ..; the words of the grammar. */
extern const char *const adil_nth_words[5];     /* by nth: "last", "first" ... */
extern const char *const adil_weekday_words[8]; /* from 1 */
extern const char *const adil_month_words[13];  /* from 1 */

#endif
