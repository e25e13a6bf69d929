/* Private to src/exchange: the state of reading the figures of one contest. */
#ifndef ADIL_EXCHANGE_READING_H
#define ADIL_EXCHANGE_READING_H

#include "exchange/csv.h"
#include "exchange/figures.h"
#include "exchange/names.h"

#define ADIL_SKIPPED (UINT32_MAX - 1) /* of another contest, or refused already: say nothing */
#define ADIL_NONE    UINT32_MAX

/* ---- headers ----------------------------------------------------------------------------------
 */

/* Columns by their words. The five figures of a turnout stand together, in the order of
 * struct adil_turnout. */
#define ADIL_COLUMNS(X)                                                                            \
    X(CONTEST, "contest")                                                                          \
    X(ROUND, "round")                                                                              \
    X(UNIT, "unit")                                                                                \
    X(OPTION, "option")                                                                            \
    X(VOTES, "votes")                                                                              \
    X(ITEM, "item")                                                                                \
    X(COUNT, "count")                                                                              \
    X(FINDING, "finding")                                                                          \
    X(VALUE, "value")                                                                              \
    X(OF, "of")                                                                                    \
    X(DETAIL, "detail")                                                                            \
    X(SOURCE, "source")                                                                            \
    X(REGISTERED, "registered")                                                                    \
    X(ISSUED, "issued")                                                                            \
    X(CAST, "cast")                                                                                \
    X(VALID, "valid")                                                                              \
    X(INVALID, "invalid")

enum adil_column {
#define X(id, word) ADIL_COL_##id,
    ADIL_COLUMNS(X)
#undef X
        ADIL_N_COLUMNS,
    ADIL_COL_WIDE = ADIL_N_COLUMNS, /* an option's own column */
};

enum { ADIL_N_TURNOUT = 5 };

enum adil_shape {
    ADIL_SHAPE_LONG,
    ADIL_SHAPE_WIDE,
    ADIL_SHAPE_TURNOUT,
    ADIL_SHAPE_ITEMS,
    ADIL_SHAPE_FINDINGS
};

struct adil_header {
    enum adil_shape shape;
    uint32_t n;                  /* columns */
    enum adil_column *kind;      /* [n] */
    struct adil_span *text;      /* [n] */
    uint32_t *option;            /* [n], wide: option of the column, or ADIL_SKIPPED */
    uint32_t at[ADIL_N_COLUMNS]; /* column of each word, or ADIL_NONE */
};

/* ---- tables being filled ------------------------------------------------------------------------
 */

/* Cells are kept as value + 2: 0 is a cell that no row gave. */
struct adil_reading_row {
    uint64_t *cell;   /* [cap] */
    uint32_t *lines;  /* [cap] where each cell stands; NULL: all where the row does */
    uint32_t cap;     /* options there is room for */
    uint32_t name;    /* number of its name */
    uint32_t unit;    /* in the rulebook, or ADIL_NO_UNIT */
    uint32_t where;   /* its first line with votes, else with turnout; 0: in no file */
    uint32_t turnout; /* number of its turnout, or ADIL_NONE */
    bool has_votes;
};

struct adil_reading_turnout {
    int64_t value[ADIL_N_TURNOUT];
    uint32_t where[ADIL_N_TURNOUT]; /* 0: not given */
};

struct adil_reading_table {
    uint32_t paper;
    uint32_t round;
    struct adil_reading_row *row;
    uint32_t n_rows;
    uint32_t cap_rows;
    uint32_t *row_of; /* by unit (rulebook) or name (none): row + 1 */
    uint32_t cap_row_of;
    bool has_root; /* row 0 is the total */
};

/* What contest, round and unit columns said last, and the row it leads to: columns repeat. */
struct adil_reading_at {
    struct adil_span plain[ADIL_COL_UNIT + 1]; /* last text, when it can be asked for again */
    struct adil_span text[ADIL_COL_UNIT + 1];
    bool fresh;     /* something changed since `table` and `row` were found */
    uint32_t paper; /* or ADIL_SKIPPED */
    uint32_t table; /* or ADIL_SKIPPED */
    uint32_t row;
};

struct adil_reading {
    struct adil_arena *perm;
    struct adil_arena *tmp;
    const struct adil_contest *contest;
    struct adil_diag *diag;
    const struct adil_figures_file *file;
    uint32_t n_files;

    /* Lines of all files are numbered through: file f's line l is first_line[f] + l. */
    uint32_t *first_line;
    uint32_t *n_faults; /* by file */
    uint32_t now;       /* the file being read */
    uint32_t n_records; /* of it, the header included */
    bool failed;

    struct adil_csv csv;
    struct adil_header header;
    struct adil_reading_at at;

    struct adil_names labels; /* contest labels seen in votes files, for the message */
    bool label_chosen;        /* no rulebook, no name: the first label is taken */
    struct adil_span label;
    bool label_clash;    /* ... and a second one was seen */
    uint32_t votes_file; /* the first with votes, or ADIL_NONE */

    struct adil_names option_name; /* every spelling seen or declared */
    uint32_t *option_of;           /* its option, or ADIL_SKIPPED */
    uint32_t cap_option_of;
    struct adil_option *option;    /* declared, then found */
    struct adil_span *next_option; /* spelling to ask for at this option, or empty */
    uint32_t n_declared;           /* spellings that the contest itself gives */
    bool late;                     /* what the contest says of options is put on them at the end */
    uint32_t n_options;
    uint32_t cap_options;
    uint32_t cap_next;

    struct adil_names unit_name;
    uint32_t *unit_of; /* by number of the name: unit or name that stands for it */
    uint32_t cap_unit_of;
    const struct adil_span *unit_hint; /* all spellings, gathered when first needed */
    uint32_t n_unit_hints;

    uint32_t *table_of; /* [round * n_papers + paper]: table + 1 */
    struct adil_reading_table *table;
    uint32_t n_tables;
    uint32_t cap_tables;
    size_t n_cells;
    struct adil_reading_turnout *turnout;
    uint32_t n_turnouts;
    uint32_t cap_turnouts;

    struct adil_published_finding *finding;
    uint32_t n_findings;
    uint32_t cap_findings;
};

/* ---- faults -------------------------------------------------------------------------------------
 */

/* A line of the file being read, as a number through all files. */
uint32_t adil_reading_where(const struct adil_reading *r, uint32_t line);
struct adil_place adil_reading_place(const struct adil_reading *r, uint32_t where);
/* Adds an error at a line of any file (0: no file). */
void adil_reading_fault_at(struct adil_reading *r, uint32_t where, struct adil_span field,
                           struct adil_span found, struct adil_span expected);
/* ... at the record being read. */
void adil_reading_fault(struct adil_reading *r, struct adil_span field, struct adil_span found,
                        struct adil_span expected);
/* True when the file being read has as many faults as are listed. */
bool adil_reading_full(const struct adil_reading *r);
/* `expected` with the nearest of the names, when one is near. */
struct adil_span adil_reading_hint(struct adil_reading *r, const char *expected,
                                   struct adil_span word, const struct adil_span *names,
                                   uint32_t n);

/* ---- records ------------------------------------------------------------------------------------
 */

/* To the next record that has text. Returns false at the end, on a fault, and when the file has
 * enough of them. */
bool adil_reading_next(struct adil_reading *r);
/* After the last column was read: true when the record ends there. `read`: columns read so far;
 * what is missing or left over is reported and skipped. */
bool adil_reading_closed(struct adil_reading *r, uint32_t read);
/* Reads all fields of the record, one a column. False: reported. */
bool adil_reading_fields(struct adil_reading *r, struct adil_span *field);
/* The word of a column, or the column's own text. */
struct adil_span adil_column_word(enum adil_column c);

/* Reads a count: digits, or nothing (ADIL_VOTES_UNKNOWN). Returns NULL, or what was expected. */
const char *adil_reading_count(struct adil_span text, int64_t *v);

/* ---- header (figures_header.c) ------------------------------------------------------------------
 */
bool adil_reading_header(struct adil_reading *r);

/* ---- names (figures_map.c, figures_options.c)
 * ------------------------------------------------------ */

/* Takes a contest, round or unit column's field; sets at.fresh when it is not what it was. */
bool adil_reading_key(struct adil_reading *r, enum adil_column c);
/* Follows the columns to table and row; false: the record is not of this contest or was refused. */
bool adil_reading_locate(struct adil_reading *r, bool votes);
/* True when the label is one of the contest's (a finding may also name the contest). */
bool adil_reading_is_ours(struct adil_reading *r, struct adil_span label, uint32_t *paper);
/* The unit of a name (its number, without a rulebook), or ADIL_SKIPPED: reported. */
uint32_t adil_reading_unit(struct adil_reading *r, struct adil_span name, uint32_t *number);

void adil_reading_open_options(struct adil_reading *r);
/* The option of a spelling, or ADIL_SKIPPED: reported at the record, once a spelling. */
uint32_t adil_reading_option(struct adil_reading *r, struct adil_span name);
/* The option of a spelling, or UINT32_MAX; adds and reports nothing. */
uint32_t adil_reading_option_known(struct adil_reading *r, struct adil_span name);
/* At the end of reading: what the contest says of an option is put on the one of that name (an
 * option that no file has comes last). */
void adil_reading_adopt_options(struct adil_reading *r);
/* True when the name can stand in a table; else reported. `what`: a column. */
bool adil_reading_name_ok(struct adil_reading *r, struct adil_span what, struct adil_span name);

/* ---- tables (figures_tables.c)
 * --------------------------------------------------------------------- */

uint32_t adil_reading_table(struct adil_reading *r, uint32_t paper, uint32_t round);
/* The row of a unit (or name, without a rulebook), made when new. */
uint32_t adil_reading_row(struct adil_reading *r, uint32_t table, uint32_t unit, uint32_t name,
                          uint32_t where);
/* Sets a cell; a cell set before is a fault. */
void adil_reading_cell(struct adil_reading *r, uint32_t table, uint32_t row, uint32_t option,
                       int64_t value);
/* Sets all cells of a new row from the record's line. */
void adil_reading_cells(struct adil_reading *r, uint32_t table, uint32_t row,
                        const uint32_t *option, const int64_t *value, uint32_t n);
/* Sets a figure of a unit's turnout (0..4); unknown ones are passed over. */
void adil_reading_turnout(struct adil_reading *r, uint32_t table, uint32_t row, uint32_t figure,
                          int64_t value);

/* ---- one shape each
 * -------------------------------------------------------------------------------- */
void adil_reading_long(struct adil_reading *r);
void adil_reading_wide(struct adil_reading *r);
void adil_reading_turnouts(struct adil_reading *r);
void adil_reading_items(struct adil_reading *r);
void adil_reading_findings(struct adil_reading *r);
/* Options of findings, once all files were read. */
void adil_reading_finding_options(struct adil_reading *r);

/* ---- the end (figures_arrange.c, figures_lay.c, figures_limits.c)
 * ---------------------------------- */

/* Orders the rows of a table, the total first; adds rows that should be there; checks that no row
 * is a part of another but the total. */
void adil_reading_arrange(struct adil_reading *r, uint32_t table);
/* The tables as they are handed out, in `out`. */
void adil_reading_lay(struct adil_reading *r, struct adil_votes *out);
/* Votes against ballots; parts against their total. */
void adil_reading_limits(struct adil_reading *r, const struct adil_reading_table *t,
                         const struct adil_table *table);
void adil_reading_parts(struct adil_reading *r, const struct adil_reading_table *t,
                        const struct adil_table *table);

#endif
