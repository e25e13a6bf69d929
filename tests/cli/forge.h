/* A dishonest operator's workshop: an honest election of test-club.yaml on a log, and every way to
 * change it. Whatever is done to the entries, the tree, tiles and checkpoint are made anew and
 * signed with the log's key: hashes are right, and only the law can find what is wrong. */
#ifndef ADIL_TESTS_CLI_FORGE_H
#define ADIL_TESTS_CLI_FORGE_H

#include "../polity/fold.h"
#include "gazette/log.h"

enum { FORGE_LEAVES_MAX = 600 };

/* How far the honest election has come. */
enum forge_phase {
    FORGE_FOUNDED,   /* precincts, parties, the call, nominations */
    FORGE_COMMITTED, /* on the day: both parties have committed to seeds */
    FORGE_COUNTED,   /* every protocol of both contests is in */
    FORGE_RESULTS,   /* seeds are revealed, both results are stated */
    FORGE_CERTIFIED,
};

struct forge {
    struct test_arenas *t;
    struct fold f; /* an honest polity, as of the end of the honest leaves */
    struct adil_span leaf[FORGE_LEAVES_MAX];
    uint32_t n;
    struct adil_span rulebook; /* blobs, as they will be written */
    struct adil_span source;
    const char *signer;     /* whose key signs the checkpoint: "log", or another name */
    const char *origin;     /* of the checkpoint */
    const char *signed_for; /* the log whose name forge_resign signs for */
};

void forge_open(struct forge *g, struct test_arenas *t, enum forge_phase phase);
void forge_close(struct forge *g);
/* Takes over what the fold accepted since. */
void forge_take(struct forge *g);

/* The number of the nth leaf (from 0) with this word; fails the test when there is none. */
uint32_t forge_find(const struct forge *g, const char *word, uint32_t nth);

/* An act as `a` says, signed, and judged by nobody. */
void forge_add(struct forge *g, const struct fold_act *a);
void forge_remove(struct forge *g, uint32_t i);
void forge_insert(struct forge *g, uint32_t i, struct adil_span leaf);
void forge_swap(struct forge *g, uint32_t i, uint32_t k);
/* Replaces one text in a leaf, as it stands: signatures stay as they were. */
void forge_edit(struct forge *g, uint32_t i, const char *from, const char *to);
/* Replaces one text in the act and signs again with all keys of `signer`. */
void forge_resign(struct forge *g, uint32_t i, const char *from, const char *to, const char *signer,
                  uint32_t n_keys);
/* Takes all signatures away. */
void forge_unsign(struct forge *g, uint32_t i);
/* Sets when it was logged: the operator's own word, which nobody signs. */
void forge_logged(struct forge *g, uint32_t i, int64_t logged);
int64_t forge_time(const struct forge *g, uint32_t i);

/* Writes a log folder: entries, tiles, checkpoint, blobs. */
void forge_publish(struct forge *g, struct adil_span dir);
/* Its leaf hash of entry 0, in hex. */
const char *forge_genesis(const struct forge *g);
/* A signing key that follows from a name, as the fold's tests have them. Freed by the caller. */
struct adil_secret *forge_secret(struct test_arenas *t, const char *name, const char *of,
                                 uint8_t kind);

/* ---- verifying ---------------------------------------------------------------------------- */

struct forge_verdict {
    int status;
    struct adil_span text; /* output and diagnostics */
};

/* Runs a verb in this process: argv without the program's name, NULL-terminated. */
struct forge_verdict forge_run(struct adil_arena *perm, const char *const *argv);
bool forge_says(const struct forge_verdict *v, const char *part);

#endif
