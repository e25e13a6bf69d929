/* The folder of a witness:
 *
 *     DIR/cosign.key DIR/replay.key     secrets, locked: cosignatures; statements about replays
 *     DIR/seen/                         what was cosigned, and evidence (gazette/witness.h)
 *     DIR/logs/HEX                      a log that is watched; HEX: SHA-256 of its origin:
 *                                           adil-witness-log/v1
 *                                           <origin>
 *                                           <leaf hash of entry 0, in hex>
 *                                           <vkey of the log>     one line a key it ever had
 *     DIR/logs/HEX.replay               the last statement: a note signed by the replay key
 *     DIR/logs/HEX.objection            an unlawful act: nothing is cosigned while it stands
 *     DIR/logs/HEX.answered-N           objections that were answered, from 1
 *     DIR/logs/HEX.rollback             a checkpoint the log signed that is smaller than it was
 */
#ifndef ADIL_CLI_WITNESS_DIR_H
#define ADIL_CLI_WITNESS_DIR_H

#include "cli/record.h"
#include "cli/verify.h"
#include "gazette/witness.h"

enum { ADIL_WATCHED_KEYS_MAX = 64, ADIL_WATCHED_LOGS_MAX = 256 };

struct adil_watched {
    struct adil_span path;   /* DIR/logs/HEX */
    struct adil_span origin; /* empty: not watched yet */
    struct adil_hash genesis;
    struct adil_vkey key[ADIL_WATCHED_KEYS_MAX];
    uint32_t n_keys;
};

struct adil_witness_dir {
    struct adil_span dir;
    struct adil_secret *cosign;
    struct adil_secret *replay;
    struct adil_witness_memory memory;
};

/* Makes the folder and its keys. Err INPUT (a folder of a witness is there), IO. */
ADIL_MUST_USE adil_err adil_witness_dir_make(struct adil_arena *perm, struct adil_arena scratch,
                                             struct adil_span dir, struct adil_span name,
                                             const struct adil_lock *lock, struct adil_diag *diag);
/* Opens it; with `lock` NULL without its secrets. Close it whatever this returns. */
ADIL_MUST_USE adil_err adil_witness_dir_open(struct adil_arena *perm, struct adil_arena scratch,
                                             struct adil_span dir, const struct adil_lock *lock,
                                             struct adil_witness_dir *out, struct adil_diag *diag);
void adil_witness_dir_close(struct adil_witness_dir *w);

/* What is known of a log; its origin is empty when it was never watched. Err REFUSED: damaged. */
ADIL_MUST_USE adil_err adil_watched_read(struct adil_arena *perm, const struct adil_witness_dir *w,
                                         struct adil_span origin, struct adil_watched *out,
                                         struct adil_diag *diag);
/* Adds a key when it is new, and writes the file. */
ADIL_MUST_USE adil_err adil_watched_write(struct adil_arena scratch, struct adil_watched *log,
                                          const struct adil_vkey *key, struct adil_diag *diag);
/* All of them. */
ADIL_MUST_USE adil_err adil_watched_all(struct adil_arena *perm, struct adil_arena scratch,
                                        const struct adil_witness_dir *w, struct adil_watched **out,
                                        uint32_t *n, struct adil_diag *diag);
/* DIR/logs/HEX with `end` behind. */
struct adil_span adil_watched_file(struct adil_arena *a, const struct adil_watched *log,
                                   const char *end);
/* The signed objection that stands to a log; empty when none does. Err IO. */
ADIL_MUST_USE adil_err adil_watched_objection(struct adil_arena *perm,
                                              const struct adil_watched *log,
                                              struct adil_span *note, struct adil_diag *diag);
bool adil_watched_objected(struct adil_arena scratch, const struct adil_watched *log);

/* A signed note of the replay key over `text` (with its final newline), written to `path`. */
ADIL_MUST_USE adil_err adil_witness_state_note(struct adil_arena scratch,
                                               const struct adil_secret *key, struct adil_span text,
                                               struct adil_span path, struct adil_diag *diag);

/* ---- one round (witness_once.c) -------------------------------------------------------------- */

struct adil_witness_round {
    struct adil_span line; /* the cosignature */
    struct adil_span text; /* of the checkpoint it is over */
    uint64_t before;       /* size cosigned before */
    uint64_t size;
    bool objected;             /* an objection was written, or stands */
    struct adil_span answered; /* path of an objection that the replay answered; or empty */
};

/* Fetches, replays, checks that it follows from what was cosigned, cosigns. `at`: POSIX seconds, 0:
 * now, or the last entry's time of a simulated log. Err REFUSED: a fork, a rollback, an unlawful
 * act (an objection was written); what was wrong stands in `told`. */
ADIL_MUST_USE adil_err adil_witness_once(struct adil_cli *cli, struct adil_witness_dir *w,
                                         const struct adil_copy *copy,
                                         const struct adil_verify_options *options, uint64_t at,
                                         struct adil_witness_round *out, struct adil_buf *told);

/* Parts of `adil witness` (verb_witness_serve.c). */
struct adil_witness_site;
/* The folder as a site over HTTP: it is read again before each request, so that an objection that
 * is written while the site runs stops it. `out` is for one thread. Err LIMIT. */
ADIL_MUST_USE adil_err adil_witness_dir_site(struct adil_arena *perm, struct adil_arena scratch,
                                             const struct adil_witness_dir *w,
                                             struct adil_witness_site *out, struct adil_diag *diag);
adil_err adil_witness_serve(struct adil_cli *cli, int argc, char **argv);
adil_err adil_witness_ask_verb(struct adil_cli *cli, int argc, char **argv);

#endif
