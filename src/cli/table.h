/* A CSV of people's own: a head with names of columns, rows of cells, every line remembered. */
#ifndef ADIL_CLI_TABLE_H
#define ADIL_CLI_TABLE_H

#include "base/err.h"

enum {
    ADIL_TABLE_BYTES_MAX = 256 << 20,
    ADIL_TABLE_COLUMNS_MAX = 1024,
};

struct adil_csv_table {
    struct adil_span file;
    const struct adil_span *column; /* trimmed, none twice */
    uint32_t n_columns;
    const struct adil_span *cell; /* [row * n_columns + column] */
    const uint32_t *line;         /* where each row begins */
    uint32_t n_rows;
};

/* Reads the file whole; "-" is standard input. Err INPUT: no CSV, a column twice or without a name,
 * a row with more or fewer cells: file and line are named, every such row. */
ADIL_MUST_USE adil_err adil_csv_table_read(struct adil_arena *perm, struct adil_span path,
                                           struct adil_csv_table *out, struct adil_diag *diag);
/* The same from bytes. */
ADIL_MUST_USE adil_err adil_csv_table_parse(struct adil_arena *perm, struct adil_span file,
                                            struct adil_span bytes, struct adil_csv_table *out,
                                            struct adil_diag *diag);
/* The number of a column, or UINT32_MAX. */
uint32_t adil_csv_table_column(const struct adil_csv_table *t, const char *name);
/* A cell; empty where the column is UINT32_MAX. */
struct adil_span adil_csv_table_cell(const struct adil_csv_table *t, uint32_t row, uint32_t column);
struct adil_place adil_csv_table_place(const struct adil_csv_table *t, uint32_t row);

#endif
