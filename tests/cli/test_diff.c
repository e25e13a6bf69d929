/* Two copies of one record, and a record carried away in one file. */
#include "forge.h"
#include "scratch.h"

#include "gazette/reader.h"

#include <string.h>

struct copies {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir;
};

static const char *below(struct copies *c, const char *name)
{
    return adil_span_cstr(&c->t->perm, adil_fmt(&c->t->perm, "%.*s/%s", ADIL_ARG(c->dir), name));
}

static void open_copies(struct copies *c, void **state, enum forge_phase phase)
{
    c->t = *state;
    forge_open(&c->g, c->t, phase);
    c->dir = scratch_folder(&c->t->perm);
    forge_publish(&c->g, adil_span_of(below(c, "a")));
}

static void close_copies(struct copies *c)
{
    scratch_remove(c->dir);
    forge_close(&c->g);
}

static struct forge_verdict run(struct copies *c, const char *verb, const char *a, const char *b,
                                const char *more)
{
    const char *argv[] = {verb, below(c, a), below(c, b), more, NULL};
    return forge_run(&c->t->perm, argv);
}

static void assert_says(const struct forge_verdict *v, int status, const char *part)
{
    if (v->status != status || !forge_says(v, part)) {
        fail_msg("status %d, %s does not stand in\n%.*s", v->status, part, ADIL_ARG(v->text));
    }
}

static void one_history_is_said_to_be_one(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_FOUNDED);
    struct forge_verdict v = run(&c, "diff", "a", "a", NULL);
    assert_says(&v, 0, "the same 21 entries");
    c.g.n -= 5;
    forge_publish(&c.g, adil_span_of(below(&c, "b")));
    v = run(&c, "diff", "a", "b", NULL);
    assert_says(&v, 0, "the first 16 entries of 21 are the same");
    v = run(&c, "diff", "b", "a", "--json");
    assert_says(&v, 0, "{\"same\":true,\"sizes\":[16,21]}");
    close_copies(&c);
}

static void a_fork_is_shown_from_both_sides(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_FOUNDED);
    forge_edit(&c.g, 12, "Blues", "Flues");
    c.g.n -= 2;
    forge_publish(&c.g, adil_span_of(below(&c, "b")));
    struct forge_verdict v = run(&c, "diff", "a", "b", NULL);
    assert_says(&v, 1, "the copies part at entry 12");
    assert_says(&v, 1, "act: nominate-list list/club-2023/blues by party/blues");
    assert_says(&v, 1, "/b, 19 entries:");
    v = run(&c, "diff", "a", "b", "--json");
    assert_says(&v, 1, "\"at\": 12");
    assert_says(&v, 1, "\"proof\": [");
    close_copies(&c);
}

static void copies_of_other_logs_or_unsigned_ones_are_not_compared(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_FOUNDED);
    c.g.signer = "somebody";
    forge_publish(&c.g, adil_span_of(below(&c, "b")));
    struct forge_verdict v = run(&c, "diff", "a", "b", NULL);
    assert_int_equal(v.status, 1);
    assert_false(forge_says(&v, "part at"));
    v = run(&c, "diff", "a", "none", NULL);
    assert_int_equal(v.status, 2);
    close_copies(&c);
}

static void an_archive_is_the_same_record(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_CERTIFIED);
    struct forge_verdict v = run(&c, "export", "a", "a.tar", NULL);
    assert_says(&v, 0, "40 entries, ");
    v = run(&c, "diff", "a", "a.tar", NULL);
    assert_says(&v, 0, "the same 40 entries");
    v = run(&c, "import", "a.tar", "public", NULL);
    assert_says(&v, 0, "40 entries: ");
    assert_false(scratch_exists(c.t->scratch, adil_span_of(below(&c, "public/private"))));
    const char *verify[] = {"verify", below(&c, "public"), NULL};
    v = forge_run(&c.t->perm, verify);
    assert_says(&v, 0, "\nverified\n");
    v = run(&c, "export", "public", "again.tar", NULL);
    assert_int_equal(v.status, 0);
    assert_span_equal(scratch_read(&c.t->perm, adil_span_of(below(&c, "again.tar"))),
                      scratch_read(&c.t->perm, adil_span_of(below(&c, "a.tar"))));
    v = run(&c, "import", "a.tar", "public", NULL);
    assert_says(&v, 1, "a record is there");
    v = run(&c, "import", "a.tar", "a", NULL);
    assert_says(&v, 1, "a record is there");
    close_copies(&c);
}

/* a.tar with one file more. */
static struct forge_verdict import_with(struct copies *c, const char *path, const char *bytes)
{
    struct adil_arena *a = &c->t->perm;
    struct adil_archive_file *file = NULL;
    struct adil_diag diag;
    struct adil_buf out;
    size_t n = 0;
    adil_diag_open(&diag, a);
    struct adil_span all = scratch_read(a, adil_span_of(below(c, "a.tar")));
    assert_int_equal(adil_archive_read(a, ADIL_SPAN("a.tar"), all, &file, &n, &diag).code,
                     ADIL_C_OK);
    struct adil_archive_file *more = adil_new(a, struct adil_archive_file, n + 1);
    memcpy(more, file, n * sizeof *more);
    more[n] = (struct adil_archive_file){adil_span_of(path), adil_span_of(bytes)};
    adil_archive_sort(more, n + 1);
    adil_buf_open(&out, 1 << 28);
    adil_archive_put(&out, more, n + 1);
    scratch_write(c->t->scratch, adil_span_of(below(c, "more.tar")), adil_buf_span(&out));
    adil_buf_release(&out);
    return run(c, "import", "more.tar", "public", NULL);
}

static void what_the_checkpoint_does_not_imply_is_not_imported(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_FOUNDED);
    struct forge_verdict v = run(&c, "export", "a", "a.tar", NULL);
    assert_int_equal(v.status, 0);
    struct adil_hash h = adil_sha256(ADIL_SPAN("a blob"));
    const char *named =
        adil_span_cstr(&c.t->perm, adil_fmt(&c.t->perm, "blob/%.*s",
                                            ADIL_ARG(adil_hex(&c.t->perm, h.byte, sizeof h.byte))));
    const struct {
        const char *path, *bytes, *says;
    } extras[] = {
        {named, "a blob", "a blob that no entry names"},
        {named, "another", "bytes of another hash"},
        {"tile/0/001", "x", "no tile of this tree"},
        {"tile/0/000.p/5", "x", "no tile of this tree"},
        {"tile/1/000.p/1", "x", "no tile of this tree"},
        {"tile/entries/000", "x", "no tile of this tree"},
        {"index.html", "<p>hello</p>", "not a file of a record"},
        {"policy", "quorum none\n", "another policy than the law's"},
    };
    for (size_t i = 0; i < ADIL_COUNT(extras); i++) {
        v = import_with(&c, extras[i].path, extras[i].bytes);
        assert_says(&v, 1, extras[i].says);
        assert_false(scratch_exists(c.t->scratch, adil_span_of(below(&c, "public/checkpoint"))));
        assert_false(scratch_exists(c.t->scratch, adil_span_of(below(&c, "public/tile"))));
    }
    close_copies(&c);
}

static void what_is_wrong_is_not_exported(void **state)
{
    struct copies c;
    open_copies(&c, state, FORGE_FOUNDED);
    forge_edit(&c.g, 12, "Blues", "Flues");
    forge_publish(&c.g, adil_span_of(below(&c, "b")));
    struct forge_verdict v = run(&c, "export", "b", "b.tar", NULL);
    assert_says(&v, 1, "nothing was written");
    assert_false(scratch_exists(c.t->scratch, adil_span_of(below(&c, "b.tar"))));
    close_copies(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(one_history_is_said_to_be_one),
        test_case(a_fork_is_shown_from_both_sides),
        test_case(copies_of_other_logs_or_unsigned_ones_are_not_compared),
        test_case(an_archive_is_the_same_record),
        test_case(what_the_checkpoint_does_not_imply_is_not_imported),
        test_case(what_is_wrong_is_not_exported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
