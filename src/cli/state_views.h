/* Sections of the state as tables: each view says which section it reads, its columns, and how rows
 * come out of the section's JSON. */
#ifndef ADIL_CLI_STATE_VIEWS_H
#define ADIL_CLI_STATE_VIEWS_H

#include "cli/json_tree.h"
#include "cli/record.h"

enum { ADIL_VIEW_COLUMNS_MAX = 128 };

struct adil_view_table {
    struct adil_arena *a;
    struct adil_span column[ADIL_VIEW_COLUMNS_MAX];
    bool number[ADIL_VIEW_COLUMNS_MAX]; /* to the right */
    uint32_t n_columns;
    struct adil_span *cell;
    uint32_t n_rows;
    uint32_t cap_rows;
};

/* Roll calls, gathered while the log is replayed. */
struct adil_rolls {
    struct adil_arena *a;
    struct adil_roll_copy *first;
    struct adil_roll_copy *last;
};

struct adil_viewing {
    struct adil_cli *cli;
    const struct adil_logbook *book;
    struct adil_span name; /* of the register */
    const struct adil_tree *section;
    struct adil_view_table table;
    const struct adil_rolls *rolls;
    bool ask;                        /* of witnesses: each is asked what it cosigned last */
    const struct adil_words *asking; /* VKEY@URL: where, beside what the record says */
};

struct adil_view {
    const char *name;
    const char *section; /* of adil_polity_put; NULL: not from the state (fill reads elsewhere) */
    const char *columns; /* "case stage *round": by blanks; a star: numbers */
    const char *help;
    adil_err (*fill)(struct adil_viewing *v);
};

extern const struct adil_view adil_views[];
extern const uint32_t adil_n_views;

/* Names of columns, as in adil_view.columns. */
void adil_view_columns(struct adil_view_table *t, const char *names);
void adil_view_column(struct adil_view_table *t, struct adil_span name, bool number);
/* A new row, its cells empty: n_columns of them. */
struct adil_span *adil_view_row(struct adil_view_table *t);

/* "witnesses": who signed the checkpoint (state_witnesses.c). */
adil_err adil_view_witnesses(struct adil_viewing *v);

/* "rollcalls": how members voted, as `adil cohesion` reads it (state_rollcalls.c). */
#define ADIL_VIEW_ROLLCALLS "rollcalls"
void adil_rolls_add(void *rolls, const struct adil_roll *roll); /* an ear: copies what it is told */
adil_err adil_view_rollcalls(struct adil_viewing *v);

#endif
