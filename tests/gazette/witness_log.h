/* A small log that a test signs as it likes, and a witness's memory that is gone with the test. */
#ifndef ADIL_TESTS_GAZETTE_WITNESS_LOG_H
#define ADIL_TESTS_GAZETTE_WITNESS_LOG_H

#include "gazette/witness.h"
#include "support.h"

enum { LOG_ENTRIES = 300 };

#define LOG_ORIGIN     "gazette.example/2026"
#define LOG_SEED       0x00 /* first byte of the vectors' seeds: each next one is larger by one */
#define WITNESS_ORIGIN "north.example/w1"
#define WITNESS_SEED   0x20
#define SECOND_ORIGIN  "south.example/w2"
#define SECOND_SEED    0x40

struct adil_secret *seeded_key(const char *name, uint8_t kind, uint8_t first_byte);

struct witness_log {
    struct adil_secret *key;
    struct adil_hash leaf[LOG_ENTRIES];
};

/* The vectors' log, "entry 0" ... From entry `fork` on, others. LOG_ENTRIES: no fork. */
void witness_log_open(struct witness_log *log, uint64_t fork);
void witness_log_close(struct witness_log *log);
struct adil_span witness_log_note(struct adil_arena *a, const struct witness_log *log,
                                  uint64_t size);
/* A note over any size and root. */
struct adil_span witness_log_claim(struct adil_arena *a, const struct witness_log *log,
                                   uint64_t size, const struct adil_hash *root);
struct adil_prover witness_log_prover(struct witness_log *log);
/* The body of add-checkpoint, with the proof that this log gives. */
struct adil_span witness_log_request(struct adil_arena *a, struct witness_log *log,
                                     uint64_t old_size, uint64_t size);

/* One origin, one thread. */
struct ram_memory {
    struct adil_arena *arena;
    struct adil_witness_seen seen; /* note empty: nothing yet */
    struct adil_span evidence[8];
    uint32_t n_evidence;
};
struct adil_witness_memory ram_memory(struct ram_memory *m, struct adil_arena *arena);

#endif
