/* Writes a log for other implementations to read, with keys that anyone can make again:
 *     make_log DIR ENTRIES
 * Published twice, so that a partial tile of an older size stands beside the last ones; cosigned by
 * two witnesses. Prints the verifying keys: the log's, then the witnesses', one a line. */
#include "gazette/log.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BYTES = 64 << 20, BATCH = 256, SECONDS = 1790000000, N_WITNESSES = 2 };

#define ORIGIN ADIL_SPAN("interop.example/simulated")

struct world {
    struct adil_arena arena;
    struct adil_diag diag;
    struct adil_secret *log_key;
    struct adil_secret *witness[N_WITNESSES];
};

static void stop_unless_done(struct world *w, adil_err err)
{
    struct adil_buf b;
    if (err.code == ADIL_C_OK) {
        return;
    }
    adil_buf_open(&b, 1 << 16);
    adil_diag_print(&w->diag, &b);
    (void)fprintf(stderr, "%.*s", ADIL_ARG(adil_buf_span(&b)));
    exit(adil_exit_status(err));
}

static struct adil_secret *key_of(struct world *w, struct adil_span name, uint8_t kind, uint8_t n)
{
    struct adil_secret *s = NULL;
    uint8_t seed[32] = {'i', 'n', 't', 'e', 'r', 'o', 'p', n};
    stop_unless_done(w, adil_secret_from_seed(name, kind, seed, &s, &w->diag));
    return s;
}

/* Entries of every kind of length: none, short, and now and then the longest that a bundle holds.
 */
static struct adil_span entry_of(struct adil_arena *a, uint64_t i)
{
    if (i % 1000 == 7) {
        char *most = adil_new(a, char, ADIL_ENTRY_BYTES_MAX);
        memset(most, (int)('a' + i % 26), ADIL_ENTRY_BYTES_MAX);
        return adil_span_bytes(most, ADIL_ENTRY_BYTES_MAX);
    }
    return i % 100 == 99 ? ADIL_SPAN("") : adil_fmt(a, "entry %llu", (unsigned long long)i);
}

static void append_until(struct world *w, struct adil_log *log, uint64_t size)
{
    struct adil_span entry[BATCH];
    uint64_t at = adil_log_size(log);
    while (at < size) {
        struct adil_arena a = w->arena;
        uint64_t first = 0;
        size_t n = size - at < BATCH ? (size_t)(size - at) : BATCH;
        for (size_t i = 0; i < n; i++) {
            entry[i] = entry_of(&a, at + i);
        }
        stop_unless_done(w, adil_log_append(log, entry, n, &first, &w->diag));
        at += n;
    }
}

/* The witnesses sign what is published. */
static void cosign(struct world *w, struct adil_log *log)
{
    struct adil_span bytes;
    struct adil_note note;
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    struct adil_buf lines;
    stop_unless_done(w, adil_log_note(log, &w->arena, &bytes, &w->diag));
    stop_unless_done(w, adil_note_split(&w->arena, place, bytes, &note, &w->diag));
    adil_buf_open(&lines, 4096);
    for (uint64_t i = 0; i < N_WITNESSES; i++) {
        adil_cosign(&lines, note.text, SECONDS + i, w->witness[i]);
    }
    stop_unless_done(w, adil_log_add_lines(log, note.text, adil_buf_span(&lines), &w->diag));
    adil_buf_release(&lines);
}

static void print_key(struct world *w, const struct adil_secret *s)
{
    struct adil_vkey k = adil_secret_vkey(s);
    (void)printf("%.*s\n", ADIL_ARG(adil_vkey_text(&w->arena, &k)));
}

int main(int argc, char **argv)
{
    struct world w = {.log_key = NULL};
    struct adil_log *log = NULL;
    struct adil_log_options options = {.mode = ADIL_STORE_CREATE, .origin = ORIGIN};
    uint64_t size = 0;
    if (argc != 3 || !adil_span_u64(adil_span_of(argv[2]), 1 << 20, &size)) {
        (void)fprintf(stderr, "usage: make_log DIR ENTRIES\n");
        return 2;
    }
    if (sodium_init() < 0 || adil_arena_open(&w.arena, ARENA_BYTES) != 0) {
        return 3;
    }
    adil_diag_open(&w.diag, &w.arena);
    w.log_key = key_of(&w, ORIGIN, ADIL_KEY_ED25519, 0);
    w.witness[0] = key_of(&w, ADIL_SPAN("north.example/simulated"), ADIL_KEY_COSIGNATURE, 1);
    w.witness[1] = key_of(&w, ADIL_SPAN("south.example/simulated"), ADIL_KEY_COSIGNATURE, 2);

    stop_unless_done(&w, adil_log_open(&w.arena, adil_span_of(argv[1]), &options, &log, &w.diag));
    append_until(&w, log, size / 2);
    stop_unless_done(&w, adil_log_publish(log, w.log_key, &w.diag));
    append_until(&w, log, size);
    stop_unless_done(&w, adil_log_publish(log, w.log_key, &w.diag));
    cosign(&w, log);
    adil_log_close(log);

    print_key(&w, w.log_key);
    for (size_t i = 0; i < N_WITNESSES; i++) {
        print_key(&w, w.witness[i]);
        adil_secret_free(w.witness[i]);
    }
    adil_secret_free(w.log_key);
    adil_arena_release(&w.arena);
    return 0;
}
