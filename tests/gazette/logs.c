#define _GNU_SOURCE
#include "logs.h"

#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { NOBODY = 65534 };

#define ARENA ((size_t)1 << 30)

int logs_open(void **state)
{
    struct logs *l = calloc(1, sizeof *l);
    uint8_t seed[32];
    memset(seed, 7, sizeof seed);
    if (l == NULL || adil_arena_open(&l->t.perm, ARENA) != 0 ||
        adil_arena_open(&l->t.scratch, ARENA) != 0) {
        return -1;
    }
    adil_diag_open(&l->diag, &l->t.perm);
    l->folder = scratch_folder(&l->t.perm);
    l->dir = adil_fmt(&l->t.perm, "%.*s/log", ADIL_ARG(l->folder));
    *state = l;
    return adil_secret_from_seed(ADIL_SPAN(LOGS_ORIGIN), ADIL_KEY_ED25519, seed, &l->key, &l->diag)
                       .code == ADIL_C_OK
               ? 0
               : -1;
}

int logs_close(void **state)
{
    struct logs *l = *state;
    logs_stop(l);
    adil_secret_free(l->key);
    scratch_remove(l->folder);
    adil_arena_release(&l->t.perm);
    adil_arena_release(&l->t.scratch);
    free(l);
    return 0;
}

struct adil_span logs_entry(struct adil_arena *a, uint64_t i)
{
    char *text = adil_new(a, char, 700);
    int n = snprintf(text, 700, "entry %llu", (unsigned long long)i);
    size_t len = (size_t)n + (size_t)(i * 37 % 300) + (i % 97 == 96 ? 300 : 0);
    memset(text + n, 'a' + (int)(i % 26), len - (size_t)n);
    return adil_span_bytes(text, len);
}

struct adil_hash logs_root(struct adil_arena scratch, uint64_t n)
{
    struct adil_frontier f = {.size = 0};
    for (uint64_t i = 0; i < n; i++) {
        struct adil_arena a = scratch;
        struct adil_hash leaf = adil_leaf_hash(logs_entry(&a, i));
        adil_frontier_add(&f, &leaf);
    }
    return n > 0 ? adil_frontier_root(&f) : adil_empty_root();
}

adil_err logs_try(struct logs *l, enum adil_store_mode mode)
{
    const struct adil_log_options o = {.mode = mode, .origin = ADIL_SPAN(LOGS_ORIGIN)};
    return adil_log_open(&l->t.perm, l->dir, &o, &l->log, &l->diag);
}

static void show(const struct logs *l)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_diag_print(&l->diag, &out);
    print_error("%.*s", ADIL_ARG(adil_buf_span(&out)));
    adil_buf_release(&out);
}

static void fine(const struct logs *l, adil_err e)
{
    if (e.code != ADIL_C_OK) {
        show(l);
    }
    assert_code(e, OK);
}

void logs_start(struct logs *l, enum adil_store_mode mode)
{
    fine(l, logs_try(l, mode));
}

void logs_stop(struct logs *l)
{
    if (l->log != NULL) {
        adil_log_close(l->log);
        l->log = NULL;
    }
}

adil_err logs_add(struct logs *l, uint64_t n)
{
    struct adil_arena a = l->t.scratch;
    uint64_t from = adil_log_size(l->log);
    uint64_t first = UINT64_MAX;
    struct adil_span *entry = adil_new(&a, struct adil_span, n);
    for (uint64_t i = 0; i < n; i++) {
        entry[i] = logs_entry(&a, from + i);
    }
    adil_err e = adil_log_append(l->log, entry, n, &first, &l->diag);
    if (e.code == ADIL_C_OK) {
        assert_int_equal(first, from);
    }
    return e;
}

void logs_grow(struct logs *l, uint64_t n)
{
    fine(l, logs_add(l, n));
}

void logs_publish(struct logs *l)
{
    fine(l, adil_log_publish(l->log, l->key, &l->diag));
}

bool logs_said(struct logs *l, const char *words)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 22);
    adil_diag_print(&l->diag, &out);
    struct adil_span text = adil_buf_span(&out);
    bool there = adil_span_find(text, adil_span_of(words)) < text.len;
    if (!there) {
        print_error("%.*s", ADIL_ARG(text));
    }
    adil_buf_release(&out);
    return there;
}

void logs_forget(struct logs *l)
{
    adil_diag_open(&l->diag, &l->t.perm);
}

struct adil_span logs_path(struct logs *l, const char *name)
{
    return adil_fmt(&l->t.perm, "%.*s/%s", ADIL_ARG(l->dir), name);
}

bool logs_unprivileged(void)
{
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0 ||
                           prctl(PR_SET_DUMPABLE, 1) != 0)) {
        return false;
    }
    return geteuid() != 0;
}
