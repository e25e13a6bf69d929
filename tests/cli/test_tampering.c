/* Every tampering is found: who did what, and what is said to it. */
#include "tampering.h"

#include "scratch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct adil_span honest; /* a folder of an honest record, and its archive */
static const char *honest_genesis;
static struct adil_span honest_law; /* paths of its blobs */
static struct adil_span honest_source;
static unsigned n_missed; /* by the table that runs */

static struct adil_span beside(struct adil_arena *a, struct adil_span dir, const char *name)
{
    return adil_fmt(a, "%.*s/%s", ADIL_ARG(dir), name);
}

static struct adil_span blob_name(struct adil_arena *a, struct adil_span bytes)
{
    struct adil_hash h = adil_sha256(bytes);
    return adil_fmt(a, "blob/%.*s", ADIL_ARG(adil_hex(a, h.byte, sizeof h.byte)));
}

static void judge(const char *who, const struct forge_verdict *v, int status, const char *says)
{
    bool as_expected = v->status == status && forge_says(v, says);
    if (getenv("ADIL_SHOW") != NULL || !as_expected) {
        print_error("---- %s: expected %d, %s; found %d\n%.*s\n", who, status, says, v->status,
                    (int)(v->text.len < 3000 ? v->text.len : 3000), v->text.ptr);
    }
    if (!as_expected) {
        n_missed++;
    }
}

static void assert_none_missed(void)
{
    unsigned n = n_missed;
    n_missed = 0;
    assert_int_equal(n, 0);
}

/* Tables run in arenas that are given back for each row. */
static void run_forged(struct forge *g, const char *who, const char *says)
{
    struct adil_span dir = scratch_folder(&g->t->perm);
    const char *path = adil_span_cstr(&g->t->perm, dir);
    forge_publish(g, dir);
    bool pinned = strcmp(says, "✗ genesis") == 0; /* else an entry 0 that is wrong is found so */
    const char *argv[] = {"verify",       path, "--threads", "2", pinned ? "--genesis" : NULL,
                          honest_genesis, NULL};
    struct forge_verdict v = forge_run(&g->t->perm, argv);
    scratch_remove(dir);
    judge(who, &v, 1, says);
}

static void acts_that_were_let_in_are_found(void **state)
{
    for (size_t i = 0; i < tampering_n_acts; i++) {
        const struct tampering_act *t = &tampering_acts[i];
        struct test_arenas here = *(struct test_arenas *)*state;
        struct forge *g = adil_new(&here.perm, struct forge, 1);
        forge_open(g, &here, t->phase);
        if (t->at != NULL) {
            fold_at(&g->f, t->at);
        }
        forge_add(g, &t->act);
        run_forged(g, t->who, t->says);
        forge_close(g);
    }
    assert_none_missed();
}

static void entries_that_were_changed_are_found(void **state)
{
    for (size_t i = 0; i < tampering_n_edits; i++) {
        const struct tampering_edit *t = &tampering_edits[i];
        struct test_arenas here = *(struct test_arenas *)*state;
        struct forge *g = adil_new(&here.perm, struct forge, 1);
        forge_open(g, &here, t->phase);
        uint32_t entry = forge_find(g, t->word, t->nth);
        if (t->signer != NULL) {
            forge_resign(g, entry, t->from, t->to, t->signer, t->n_keys);
        } else {
            forge_edit(g, entry, t->from, t->to);
        }
        run_forged(g, t->who, t->says);
        forge_close(g);
    }
    assert_none_missed();
}

static void records_that_were_made_anew_are_found(void **state)
{
    for (size_t i = 0; i < tampering_n_deeds; i++) {
        const struct tampering_deed *t = &tampering_deeds[i];
        struct test_arenas here = *(struct test_arenas *)*state;
        struct forge *g = adil_new(&here.perm, struct forge, 1);
        forge_open(g, &here, t->phase);
        t->deed(g);
        run_forged(g, t->who, t->says);
        forge_close(g);
    }
    assert_none_missed();
}

/* ---- files ---------------------------------------------------------------------------------- */

static struct adil_span flipped(struct adil_arena *a, struct adil_span bytes, size_t at)
{
    char *copy = adil_span_cstr(a, bytes);
    assert_true(at < bytes.len);
    copy[at] = (char)(copy[at] ^ 4);
    return adil_span_bytes(copy, bytes.len);
}

static struct adil_span replaced(struct adil_arena *a, struct adil_span bytes, const char *from,
                                 const char *to)
{
    size_t at = adil_span_find(bytes, adil_span_of(from));
    size_t rest = at + strlen(from);
    assert_true(at < bytes.len);
    size_t n = at + strlen(to) + bytes.len - rest;
    char *out = adil_new(a, char, n + 1);
    memcpy(out, bytes.ptr, at);
    memcpy(out + at, to, strlen(to));
    memcpy(out + at + strlen(to), bytes.ptr + rest, bytes.len - rest);
    return adil_span_bytes(out, n);
}

static struct adil_span tampered(struct adil_arena *a, const struct tampering_file *t,
                                 struct adil_span bytes)
{
    size_t at = t->at < 0 ? bytes.len - (size_t)-t->at : (size_t)t->at;
    switch (t->what) {
    case FILE_FLIP:
        return flipped(a, bytes, at);
    case FILE_CUT:
        assert_true(at < bytes.len);
        return adil_span_sub(bytes, 0, at);
    case FILE_REPLACE:
        return replaced(a, bytes, t->from, t->to);
    case FILE_ADD: {
        char *out = adil_new(a, char, bytes.len + strlen(t->to));
        memcpy(out, bytes.ptr, bytes.len);
        memcpy(out + bytes.len, t->to, strlen(t->to));
        return adil_span_bytes(out, bytes.len + strlen(t->to));
    }
    case FILE_BECOMES:
    case FILE_GONE:
        break;
    }
    return adil_span_of(t->to);
}

static struct adil_span path_of(struct adil_arena *a, const struct tampering_file *t)
{
    if (strcmp(t->path, "blob/law") == 0) {
        return honest_law;
    }
    return strcmp(t->path, "blob/source") == 0 ? honest_source
                                               : adil_span_copy(a, adil_span_of(t->path));
}

static void files_that_were_changed_are_found(void **state)
{
    for (size_t i = 0; i < tampering_n_files; i++) {
        const struct tampering_file *t = &tampering_files[i];
        struct test_arenas here = *(struct test_arenas *)*state;
        struct adil_arena *a = &here.perm;
        struct adil_span dir = scratch_folder(a);
        struct adil_span copy = beside(a, dir, "copy");
        bool archive = strcmp(t->path, "record.tar") == 0;
        scratch_copy(here.scratch, honest, copy);
        struct adil_span name = path_of(a, t);
        struct adil_span path = adil_fmt(a, "%.*s/%.*s", ADIL_ARG(copy), ADIL_ARG(name));
        if (t->what == FILE_GONE) {
            assert_int_equal(unlink(adil_span_cstr(a, path)), 0);
        } else {
            scratch_write(here.scratch, path, tampered(a, t, scratch_read(a, path)));
        }
        const char *argv[] = {"verify", adil_span_cstr(a, archive ? path : copy), "--genesis",
                              honest_genesis, NULL};
        struct forge_verdict v = forge_run(a, argv);
        scratch_remove(dir);
        judge(t->who, &v, t->status, t->says);
    }
    assert_none_missed();
}

/* None of the tables finds anything where nothing was done. */
static void an_honest_record_is_not_found(void **state)
{
    struct test_arenas *t = *state;
    const char *dir = adil_span_cstr(&t->perm, honest);
    const char *tar = adil_span_cstr(&t->perm, beside(&t->perm, honest, "record.tar"));
    const char *folder[] = {"verify", dir, "--genesis", honest_genesis, NULL};
    const char *archive[] = {"verify", tar, "--genesis", honest_genesis, NULL};
    struct forge_verdict v = forge_run(&t->perm, folder);
    judge("nobody", &v, 0, "verified");
    v = forge_run(&t->perm, archive);
    judge("nobody", &v, 0, "verified");
    assert_none_missed();
}

static void there_are_sixty_at_least(void **state)
{
    (void)state;
    size_t n = tampering_n_acts + tampering_n_edits + tampering_n_deeds + tampering_n_files;
    print_message("# %zu tamperings\n", n);
    assert_true(n >= 60);
}

/* ---- an honest record ----------------------------------------------------------------------- */

static int make_honest(void **state)
{
    struct test_arenas *t = NULL;
    if (test_arenas_open((void **)&t) != 0) {
        return -1;
    }
    struct forge *g = adil_new(&t->perm, struct forge, 1);
    forge_open(g, t, FORGE_CERTIFIED);
    honest = scratch_folder(&t->perm);
    forge_publish(g, honest);
    honest_genesis = forge_genesis(g);
    honest_law = blob_name(&t->perm, g->rulebook);
    honest_source = blob_name(&t->perm, g->source);
    const char *tar = adil_span_cstr(&t->perm, beside(&t->perm, honest, "record.tar"));
    const char *argv[] = {"export", adil_span_cstr(&t->perm, honest), tar, NULL};
    struct forge_verdict v = forge_run(&t->perm, argv);
    if (v.status != 0) {
        print_error("%.*s", ADIL_ARG(v.text));
    }
    forge_close(g);
    *state = t;
    return v.status;
}

static int remove_honest(void **state)
{
    scratch_remove(honest);
    return test_arenas_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_honest_record_is_not_found),
        test_case(there_are_sixty_at_least),
        test_case(files_that_were_changed_are_found),
        test_case(acts_that_were_let_in_are_found),
        test_case(entries_that_were_changed_are_found),
        test_case(records_that_were_made_anew_are_found),
    };
    return cmocka_run_group_tests(tests, make_honest, remove_honest);
}
