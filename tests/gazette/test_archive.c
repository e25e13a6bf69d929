/* Archives: equal files give equal bytes, and nothing but those bytes is read. */
#include "copy.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

enum { ARCHIVE_MAX = 1 << 20, BLOCK = 512 };

static struct adil_span packed(struct adil_arena *perm, const struct adil_archive_file *file,
                               size_t n)
{
    struct adil_buf b;
    adil_buf_open(&b, ARCHIVE_MAX);
    adil_archive_put(&b, file, n);
    assert_true(adil_buf_ok(&b));
    struct adil_span bytes = adil_span_copy(perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return bytes;
}

static enum adil_code read_code(struct adil_arena perm, struct adil_span bytes)
{
    struct adil_archive_file *file = NULL;
    size_t n = 0;
    return adil_archive_read(&perm, ADIL_SPAN("a.tar"), bytes, &file, &n, NULL).code;
}

static const struct adil_archive_file sample[] = {
    {ADIL_SPAN_INIT("checkpoint"), ADIL_SPAN_INIT("three lines\n")},
    {ADIL_SPAN_INIT("policy"), ADIL_SPAN_INIT("")},
    {ADIL_SPAN_INIT("tile/0/000.p/5"), ADIL_SPAN_INIT("\x00\x01\x02\xff")},
};

/* The bytes of GNU tar 1.34: tar --format=ustar --owner=0 --group=0 --numeric-owner --mtime=@0
 * --mode=0644 -b1 -cf - checkpoint policy tile/0/000.p/5 digest, with the same four files. */
static void test_archive__is_what_tar_writes(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span bytes = packed(&t->perm, sample, ADIL_COUNT(sample));
    struct adil_hash h = adil_sha256(bytes);
    assert_int_equal(bytes.len, (2 + 1 + 2 + 2 + 2) * BLOCK);
    assert_span_is(adil_hex(&t->perm, h.byte, sizeof h.byte),
                   "5206051be6545b187e6cd3327620ddadc127ad4e4d92bbcdf659582bb364b4fe");
}

static void test_archive__gives_its_files_back(void **state)
{
    struct test_arenas *t = *state;
    for (size_t n = 0; n <= ADIL_COUNT(sample); n++) {
        struct adil_archive_file *file = NULL;
        size_t got = 0;
        struct adil_span bytes = packed(&t->perm, sample, n);
        assert_int_equal(
            adil_archive_read(&t->perm, ADIL_SPAN("a.tar"), bytes, &file, &got, NULL).code,
            ADIL_C_OK);
        assert_int_equal(got, n);
        for (size_t i = 0; i < n; i++) {
            assert_span_equal(file[i].path, sample[i].path);
            assert_span_equal(file[i].bytes, sample[i].bytes);
        }
        assert_span_equal(packed(&t->perm, file, got), bytes);
    }
}

static void test_archive__any_bit_changed_is_found(void **state)
{
    struct test_arenas *t = *state;
    struct copy c;
    copy_make(&t->perm, &c, 5, UINT64_MAX);
    struct adil_span bytes = packed(&t->perm, c.file, c.n);
    char *at = (char *)(uintptr_t)bytes.ptr;
    for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
        assert_int_equal(read_code(t->perm, bytes), ADIL_C_INPUT);
        at[bit / 8] = (char)(at[bit / 8] ^ (1 << bit % 8));
    }
    assert_int_equal(read_code(t->perm, bytes), ADIL_C_OK);
}

static void test_archive__any_other_length_is_found(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span bytes = packed(&t->perm, sample, ADIL_COUNT(sample));
    char *longer = adil_new(&t->perm, char, bytes.len + 2 * BLOCK);
    memcpy(longer, bytes.ptr, bytes.len);
    for (size_t len = 0; len <= bytes.len + 2 * BLOCK; len++) {
        assert_int_equal(read_code(t->perm, adil_span_bytes(longer, len)),
                         len == bytes.len ? ADIL_C_OK : ADIL_C_INPUT);
    }
}

/* Makes the digest and the sum of the header at `member` right again, so that only the rule under
 * test is broken. */
static void seal_again(struct adil_arena scratch, struct adil_span bytes, size_t member)
{
    char *at = (char *)(uintptr_t)bytes.ptr;
    unsigned sum = 0;
    memset(at + member + 148, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++) {
        sum += (unsigned char)at[member + i];
    }
    (void)snprintf(at + member + 148, 7, "%06o", sum);
    at[member + 155] = ' ';
    size_t before = bytes.len - 4 * BLOCK;
    struct adil_hash h = adil_sha256(adil_span_sub(bytes, 0, before));
    struct adil_span hex = adil_hex(&scratch, h.byte, sizeof h.byte);
    memcpy(at + before + BLOCK, hex.ptr, hex.len);
}

static void test_archive__one_spelling_a_member(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        size_t at; /* in the third member's header, or after it */
        struct adil_span put;
        enum adil_code code;
    } table[] = {
        {0, ADIL_SPAN_INIT("tile/0/000.p/5"), ADIL_C_OK}, /* the control */
        {0, ADIL_SPAN_INIT("tile/0/000.p/6"), ADIL_C_OK},
        {0, ADIL_SPAN_INIT("/ile/0/000.p/5"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile/0/../p/55"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("../e/0/000.p/5"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile/0/000.p/."), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile//0000.p/5"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile/0/000.p5/"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile\\0\\000.p5"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile/0/000.p/ "), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("tile/0/000.p\n5"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("\0"), ADIL_C_INPUT},
        {0, ADIL_SPAN_INIT("policy\0\0\0\0\0\0\0\0"), ADIL_C_INPUT},   /* twice */
        {0, ADIL_SPAN_INIT("blob\0\0\0\0\0\0\0\0\0\0"), ADIL_C_INPUT}, /* not in order */
        {0, ADIL_SPAN_INIT("digest\0\0\0\0\0\0\0\0"), ADIL_C_INPUT},
        {20, ADIL_SPAN_INIT("x"), ADIL_C_INPUT},            /* after the name's end */
        {100, ADIL_SPAN_INIT("0000755"), ADIL_C_INPUT},     /* mode */
        {108, ADIL_SPAN_INIT("0001750"), ADIL_C_INPUT},     /* owner */
        {124, ADIL_SPAN_INIT("         04"), ADIL_C_INPUT}, /* size, another spelling */
        {124, ADIL_SPAN_INIT("00000000004"), ADIL_C_OK},
        {124, ADIL_SPAN_INIT("00000000003"), ADIL_C_INPUT}, /* then padding is not zero */
        {124, ADIL_SPAN_INIT("77777777777"), ADIL_C_INPUT},
        {124, ADIL_SPAN_INIT("\x80\0\0\0\0\0\0\0\0\0\0\x04"), ADIL_C_INPUT}, /* GNU's binary */
        {136, ADIL_SPAN_INIT("00000000001"), ADIL_C_INPUT},                  /* time */
        {156, ADIL_SPAN_INIT("\0"), ADIL_C_INPUT},      /* the old regular file */
        {156, ADIL_SPAN_INIT("1"), ADIL_C_INPUT},       /* hard link */
        {156, ADIL_SPAN_INIT("2"), ADIL_C_INPUT},       /* symbolic link */
        {156, ADIL_SPAN_INIT("5"), ADIL_C_INPUT},       /* folder */
        {156, ADIL_SPAN_INIT("L"), ADIL_C_INPUT},       /* GNU's long name */
        {156, ADIL_SPAN_INIT("x"), ADIL_C_INPUT},       /* pax */
        {157, ADIL_SPAN_INIT("policy"), ADIL_C_INPUT},  /* link's target */
        {257, ADIL_SPAN_INIT("ustar  "), ADIL_C_INPUT}, /* GNU's magic */
        {265, ADIL_SPAN_INIT("root"), ADIL_C_INPUT},    /* owner's name */
        {345, ADIL_SPAN_INIT("prefix"), ADIL_C_INPUT},
        {511, ADIL_SPAN_INIT("x"), ADIL_C_INPUT},
        {BLOCK + 4, ADIL_SPAN_INIT("x"), ADIL_C_INPUT}, /* padding */
    };
    const size_t member = 3 * BLOCK;
    for (size_t i = 0; i < ADIL_COUNT(table); i++) {
        struct adil_arena own = t->perm;
        struct adil_span bytes = packed(&own, sample, ADIL_COUNT(sample));
        memcpy((char *)(uintptr_t)bytes.ptr + member + table[i].at, table[i].put.ptr,
               table[i].put.len);
        seal_again(t->scratch, bytes, member);
        if (read_code(own, bytes) != table[i].code) {
            fail_msg("row %zu", i);
        }
    }
}

static void test_archive__a_fault_says_which_member_and_where(void **state)
{
    struct test_arenas *t = *state;
    struct adil_archive_file *file = NULL;
    size_t n = 0;
    struct adil_diag diag;
    struct adil_buf out;
    adil_diag_open(&diag, &t->perm);
    adil_buf_open(&out, ARCHIVE_MAX);
    struct adil_span bytes = packed(&t->perm, sample, ADIL_COUNT(sample));
    ((char *)(uintptr_t)bytes.ptr)[BLOCK + 3] = 'x';
    assert_int_equal(adil_archive_read(&t->perm, ADIL_SPAN("a.tar"), bytes, &file, &n, &diag).code,
                     ADIL_C_INPUT);
    adil_diag_print(&diag, &out);
    assert_span_is(adil_buf_span(&out),
                   "a.tar: digest: found something else at byte 3072, expected the SHA-256 of the "
                   "bytes before: the archive is damaged\n");
    adil_buf_release(&out);
}

static void test_archive__paths(void **state)
{
    struct test_arenas *t = *state;
    static const char *const good[] = {"a",         "checkpoint", "tile/entries/x001/x234/067.p/3",
                                       "blob/00ff", "..a",        "a..",
                                       ".a",        "digest/a",   "a_b-C.9"};
    static const char *const bad[] = {"",     "/",      "/a",       "a/",    "a//b", ".",    "..",
                                      "../a", "a/..",   "a/../b",   "a/./b", "a b",  "a\\b", "a:b",
                                      "~",    "digest", "\xd0\xb0", "a\n",   "a*"};
    for (size_t i = 0; i < ADIL_COUNT(good); i++) {
        assert_true(adil_archive_path_is_valid(adil_span_of(good[i])));
    }
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        if (adil_archive_path_is_valid(adil_span_of(bad[i]))) {
            fail_msg("accepted: %s", bad[i]);
        }
    }
    assert_false(adil_archive_path_is_valid(adil_span_bytes("a\0b", 3)));
    char *longest = adil_new(&t->perm, char, ADIL_ARCHIVE_PATH_MAX + 1);
    memset(longest, 'a', ADIL_ARCHIVE_PATH_MAX + 1);
    const struct adil_archive_file file = {adil_span_bytes(longest, ADIL_ARCHIVE_PATH_MAX),
                                           ADIL_SPAN("x")};
    assert_int_equal(read_code(t->perm, packed(&t->perm, &file, 1)), ADIL_C_OK);
    assert_false(adil_archive_path_is_valid(adil_span_bytes(longest, ADIL_ARCHIVE_PATH_MAX + 1)));
}

static void put_unsorted(void *arg)
{
    const struct adil_archive_file file[] = {{ADIL_SPAN_INIT("b"), ADIL_SPAN_INIT("")},
                                             {ADIL_SPAN_INIT("a"), ADIL_SPAN_INIT("")}};
    (void)packed(arg, file, 2);
}

static void test_archive__callers_sort(void **state)
{
    struct test_arenas *t = *state;
    struct adil_archive_file file[] = {{ADIL_SPAN_INIT("b"), ADIL_SPAN_INIT("")},
                                       {ADIL_SPAN_INIT("a/b"), ADIL_SPAN_INIT("")},
                                       {ADIL_SPAN_INIT("a"), ADIL_SPAN_INIT("")}};
    assert_true(test_aborts(put_unsorted, &t->perm));
    adil_archive_sort(file, 3);
    assert_int_equal(read_code(t->perm, packed(&t->perm, file, 3)), ADIL_C_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_archive__is_what_tar_writes),
        test_case(test_archive__gives_its_files_back),
        test_case(test_archive__any_bit_changed_is_found),
        test_case(test_archive__any_other_length_is_found),
        test_case(test_archive__one_spelling_a_member),
        test_case(test_archive__a_fault_says_which_member_and_where),
        test_case(test_archive__paths),
        test_case(test_archive__callers_sort),
    };
    return cmocka_run_group_tests_name("archive", tests, NULL, NULL);
}
