/* A keeper's private file (members of a party, a voter roll) and what the record holds of it:
 * docs/design/registers.md. Between the files of `adil register`. */
#ifndef ADIL_CLI_KEEPER_H
#define ADIL_CLI_KEEPER_H

#include "cli/record.h"
#include "cli/table.h"
#include "gazette/merkle.h"
#include "gazette/secret_keyed.h"
#include "law/rulebook.h"

enum {
    ADIL_KEEPER_SALT_BYTES = 32,
    ADIL_KEEPER_PERSON_MAX = 64, /* characters of an identifier that count */
    ADIL_KEEPER_COLUMNS_MAX = 64,
    ADIL_KEEPER_CELL_MAX = 2000,       /* bytes */
    ADIL_KEEPER_ROW_MAX = 1 << 20,     /* bytes of a row as JSON: above what the two allow */
    ADIL_KEEPER_PROOF_BYTES = 2 << 20, /* of a proof as a file */
};

/* ---- the file (keeper_list.c) ---------------------------------------------------------------- */

struct adil_keeper_list {
    struct adil_csv_table table;
    uint32_t person; /* columns; unit and salt may be UINT32_MAX */
    uint32_t unit;
    uint32_t salt;
    const uint32_t *order;      /* columns in byte order of their names */
    const struct adil_span *id; /* of each row: the person's identifier, normalised */
    struct adil_hash seed;      /* of the file's bytes */
};

/* Letters and digits of an identifier, letters as capitals; blanks, '-', '.' and '/' do not count.
 * False: another character, none that counts, or too many. */
bool adil_person_normal(struct adil_arena *perm, struct adil_span text, struct adil_span *id);

/* Reads a file; `kept`: as `adil register commit` keeps it, with the column salt, else without one
 * (a column salt is read over). Err INPUT, with every line (twenty at most). */
ADIL_MUST_USE adil_err adil_keeper_parse(struct adil_arena *perm, struct adil_span file,
                                         struct adil_span bytes, bool kept,
                                         struct adil_keeper_list *out, struct adil_diag *diag);
ADIL_MUST_USE adil_err adil_keeper_read(struct adil_arena *perm, struct adil_span path, bool kept,
                                        struct adil_keeper_list *out, struct adil_diag *diag);
/* A cell in NFC. */
struct adil_span adil_keeper_cell(struct adil_arena *a, const struct adil_keeper_list *l,
                                  uint32_t row, uint32_t column);
/* Puts a row's canonical JSON (RFC 8785) with this salt, in hex. */
void adil_keeper_put_row(struct adil_buf *out, struct adil_arena scratch,
                         const struct adil_keeper_list *l, uint32_t row, struct adil_span salt);
/* The file again as CSV, with these salts (in hex, one a row) in the last column. */
void adil_keeper_put_file(struct adil_buf *out, struct adil_arena scratch,
                          const struct adil_keeper_list *l, const struct adil_span *salt);

/* ---- its tree (keeper_tree.c) ---------------------------------------------------------------- */

/* RFC 6962 over the leaf hashes of the rows, in byte order of those hashes. */
struct adil_keeper_tree {
    const struct adil_hash *leaf;
    uint32_t n;
    struct adil_hash root;
};
struct adil_hash adil_keeper_leaf(struct adil_buf *work, struct adil_arena scratch,
                                  const struct adil_keeper_list *l, uint32_t row,
                                  struct adil_span salt);
void adil_keeper_tree_make(struct adil_arena *perm, struct adil_arena scratch,
                           const struct adil_keeper_list *l, const struct adil_span *salt,
                           struct adil_keeper_tree *out);
/* Where a leaf stands; UINT32_MAX. */
uint32_t adil_keeper_tree_find(const struct adil_keeper_tree *t, const struct adil_hash *leaf);
void adil_keeper_tree_prove(const struct adil_keeper_tree *t, uint32_t index,
                            struct adil_proof *out);

/* ---- one row's proof (keeper_proof.c) -------------------------------------------------------- */

struct adil_keeper_proof {
    struct adil_span row; /* canonical JSON, with its salt */
    uint64_t index;
    uint64_t size;
    struct adil_hash root;
    struct adil_proof proof;
};
void adil_keeper_proof_put(struct adil_buf *out, struct adil_arena scratch,
                           const struct adil_keeper_proof *p);
/* Err INPUT (no proof), REFUSED: it does not lead to its root. */
ADIL_MUST_USE adil_err adil_keeper_proof_read(struct adil_arena *perm, struct adil_span file,
                                              struct adil_span bytes, struct adil_keeper_proof *out,
                                              struct adil_diag *diag);

/* ---- figures (keeper_figures.c) -------------------------------------------------------------- */

/* Under which names figures are given, and which units count. */
struct adil_keeper_scope {
    const struct adil_rulebook *book; /* NULL: no law; units as they are written */
    uint32_t reg;                     /* whose `kept` names the fields; ADIL_NO_WORD without law */
    struct adil_date day;             /* units in force */
};

struct adil_keeper_count {
    struct adil_span unit; /* id */
    uint32_t n;
};
struct adil_keeper_tally {
    uint32_t total;
    struct adil_keeper_count *count; /* in byte order of the units */
    uint32_t n;
};

/* The rows that are not left out (`left`: a flag a row, or NULL), by the units of the group that
 * the tally field has; rows of no such unit count in the total alone. `field`: number in the
 * scope's register, or ADIL_NO_WORD. Err INPUT: a unit that the law does not know, with its line.
 */
ADIL_MUST_USE adil_err adil_keeper_tally(struct adil_arena *perm, const struct adil_keeper_list *l,
                                         const struct adil_keeper_scope *scope, uint32_t field,
                                         const bool *left, struct adil_keeper_tally *out,
                                         struct adil_diag *diag);
/* Rows whose person stands in the list before. */
uint32_t adil_keeper_repeated(struct adil_arena scratch, const struct adil_keeper_list *l);

/* A figure as the act has it: its field's name and its value, as people type it and as JSON. */
struct adil_keeper_field {
    struct adil_span name;
    struct adil_span typed;
    struct adil_span json;
};
struct adil_keeper_fields {
    struct adil_keeper_field field[8]; /* in byte order of their names once sorted */
    uint32_t n;
};
/* Which part of a commitment: its name without law, and its field with one. */
enum adil_keeper_part {
    ADIL_KEEPER_ROOT,
    ADIL_KEEPER_TOTAL,
    ADIL_KEEPER_TALLY,
    ADIL_KEEPER_REPEATED,
    ADIL_KEEPER_DUPLICATES,
    ADIL_KEEPER_SINGLE,
};
/* The field number of a part; ADIL_NO_WORD where the law has none, or there is no law. */
uint32_t adil_keeper_part_field(const struct adil_keeper_scope *scope, enum adil_keeper_part part);
/* Adds a part; nothing where the law has no field for it. */
void adil_keeper_add_number(struct adil_arena *perm, struct adil_keeper_fields *f,
                            const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                            uint64_t n);
void adil_keeper_add_hash(struct adil_arena *perm, struct adil_keeper_fields *f,
                          const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                          const struct adil_hash *hash);
void adil_keeper_add_tally(struct adil_arena *perm, struct adil_keeper_fields *f,
                           const struct adil_keeper_scope *scope, enum adil_keeper_part part,
                           const struct adil_keeper_tally *t);
/* "NAME=VALUE" lines, or one canonical object. */
void adil_keeper_say_fields(struct adil_buf *out, const struct adil_keeper_fields *f, bool json);

/* ---- several lists (keeper_duplicates.c) ----------------------------------------------------- */

struct adil_keeper_doubles {
    uint32_t *who;     /* of each row: the person's number, the same in every list */
    bool *left_out;    /* of each row */
    uint32_t repeated; /* rows whose person stands in this list before */
    uint32_t shared;   /* persons who stand in another list too */
    uint32_t n_left;   /* rows left out: of persons shared, and repeated ones */
};
struct adil_keeper_doubles_found {
    struct adil_keeper_doubles *list; /* one a list */
    struct adil_hash *person;         /* keyed hash, by person's number */
    uint32_t n_persons;
    uint32_t n_doubles; /* persons who stand more than once */
};
void adil_keeper_find_doubles(struct adil_arena *perm, const struct adil_keeper_list *list,
                              uint32_t n_lists, const struct adil_keyed *key,
                              struct adil_keeper_doubles_found *out);
/* CSV for the registrar: person (keyed hash), list, line, unit; grouped by person. No identifier,
 * no name. */
void adil_keeper_put_doubles(struct adil_buf *out, struct adil_arena scratch,
                             const struct adil_keeper_list *list, uint32_t n_lists,
                             const struct adil_keeper_doubles_found *found);

/* ---- the verb's own -------------------------------------------------------------------------- */

struct adil_register_args {
    struct adil_record_args record;
    struct adil_span law, about, reg, keep, out, key, report;
    bool json;
};
struct adil_register_job {
    struct adil_cli *cli;
    const struct adil_register_args *args;
    struct adil_logbook *book; /* NULL: no log */
    struct adil_keeper_scope scope;
};
/* The law of --law, else of the log; none unless --register or --about names a register. Closed by
 * adil_register_close. Err USAGE, INPUT. */
ADIL_MUST_USE adil_err adil_register_open(struct adil_register_job *job);
void adil_register_close(struct adil_register_job *job);
/* What the record must hold of this list: root, total, tally, repeated. */
ADIL_MUST_USE adil_err adil_register_fields(struct adil_register_job *job,
                                            const struct adil_keeper_list *l,
                                            const struct adil_keeper_tree *tree,
                                            struct adil_keeper_fields *out);
/* A new private file: Err INPUT where one stands already, IO. */
ADIL_MUST_USE adil_err adil_register_write(struct adil_cli *cli, struct adil_span path,
                                           struct adil_span bytes);
/* The salts that a kept file has, one a row. */
const struct adil_span *adil_register_salts(struct adil_arena *perm,
                                            const struct adil_keeper_list *l);

adil_err adil_register_check(struct adil_cli *cli, int argc, char **argv); /* register_check.c */
adil_err adil_register_prove(struct adil_cli *cli, int argc, char **argv);
adil_err adil_verb_register(struct adil_cli *cli, int argc, char **argv);

#endif
