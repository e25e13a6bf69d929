#define _XOPEN_SOURCE 700
/* Address space of one array, part of which lies in a file: what stands in it is the same. */
#include "base/space.h"

#include "support.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MIB = 1 << 20, ROOM = 64 * MIB, FILLED = 24 * MIB };

static char *folder_open(void)
{
    static char path[] = "/tmp/adil-space-XXXXXX";
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    assert_non_null(mkdtemp(path));
    return path;
}

static size_t names_in(const char *folder)
{
    size_t n = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    while (readdir(d) != NULL) {
        n++;
    }
    closedir(d);
    return n - 2; /* itself and the one above */
}

static uint32_t word_of(size_t i)
{
    return (uint32_t)(i * 2654435761U + 1);
}

static void fill(struct adil_space *s, size_t from, size_t to)
{
    for (size_t i = from / sizeof(uint32_t); i < to / sizeof(uint32_t); i++) {
        ((uint32_t *)(void *)s->base)[i] = word_of(i);
    }
}

static void assert_filled(const struct adil_space *s, size_t to)
{
    for (size_t i = 0; i < to / sizeof(uint32_t); i++) {
        if (((const uint32_t *)(const void *)s->base)[i] != word_of(i)) {
            fail_msg("word %zu", i);
        }
    }
}

static adil_err file_to(struct test_arenas *t, struct adil_space *s, const char *folder,
                        size_t upto, struct adil_span *said)
{
    struct adil_diag diag;
    struct adil_buf out;
    adil_diag_open(&diag, &t->perm);
    adil_err err = adil_space_file(s, adil_span_of(folder), upto, false, &diag);
    adil_buf_open(&out, MIB);
    adil_diag_print(&diag, &out);
    *said = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return err;
}

static void what_was_moved_into_a_file_stands_there_and_leaves_the_memory(void **state)
{
    struct adil_space s;
    struct adil_span said;
    const char *folder = folder_open();
    assert_true(adil_space_open(&s, ROOM));
    assert_int_equal(file_to(*state, &s, folder, 0, &said).code, ADIL_C_OK); /* this test's own */
    size_t empty = test_anonymous_bytes();
    fill(&s, 0, FILLED);
    assert_true(test_anonymous_bytes() >= empty + FILLED);
    assert_int_equal(adil_space_resident(&s), FILLED);
    assert_int_equal(file_to(*state, &s, folder, FILLED - 5, &said).code, ADIL_C_OK);
    assert_in_range(s.filed, FILLED - MIB, FILLED - 1);
    assert_true(test_anonymous_bytes() < empty + FILLED / 4);
    assert_filled(&s, FILLED);
    fill(&s, FILLED, FILLED + 4 * MIB);
    assert_int_equal(file_to(*state, &s, folder, FILLED + 3 * MIB, &said).code, ADIL_C_OK);
    assert_int_equal(s.filed, FILLED + 3 * MIB);
    assert_filled(&s, FILLED + 4 * MIB);
    assert_true(s.base[ROOM - 1] == 0);
    adil_space_close(&s);
    assert_int_equal(rmdir(folder), 0);
}

static void it_is_widened_with_what_is_in_the_file(void **state)
{
    struct adil_space s;
    struct adil_span said;
    const char *folder = folder_open();
    assert_true(adil_space_open(&s, 8 * MIB));
    fill(&s, 0, 8 * MIB);
    assert_int_equal(file_to(*state, &s, folder, 5 * MIB, &said).code, ADIL_C_OK);
    assert_true(adil_space_widen(&s, ROOM, 8 * MIB));
    assert_filled(&s, 8 * MIB);
    fill(&s, 8 * MIB, FILLED);
    assert_int_equal(file_to(*state, &s, folder, FILLED, &said).code, ADIL_C_OK);
    assert_filled(&s, FILLED);
    adil_space_close(&s);
    assert_int_equal(rmdir(folder), 0);
}

static void the_file_has_no_name_and_ends_with_it(void **state)
{
    struct adil_space s;
    struct adil_span said;
    const char *folder = folder_open();
    assert_true(adil_space_open(&s, ROOM));
    fill(&s, 0, MIB);
    assert_int_equal(s.fd, -1);
    assert_int_equal(file_to(*state, &s, folder, MIB, &said).code, ADIL_C_OK);
    assert_true(s.fd >= 0);
    assert_int_equal(names_in(folder), 0);
    int fd = s.fd;
    assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    adil_space_close(&s);
    assert_int_equal(fcntl(fd, F_GETFD), -1);
    assert_int_equal(rmdir(folder), 0);
}

/* A limit on files stands for a full disk. */
static void a_full_disk_is_an_error_that_changes_nothing(void **state)
{
    struct adil_space s;
    struct adil_span said;
    struct rlimit was;
    const char *folder = folder_open();
    assert_true(adil_space_open(&s, ROOM));
    fill(&s, 0, FILLED);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    struct rlimit full = {4 * MIB, was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    adil_err err = file_to(*state, &s, folder, FILLED, &said);
    assert_int_equal(file_to(*state, &s, folder, 2 * MIB, &said).code, ADIL_C_OK);
    adil_err again = file_to(*state, &s, folder, FILLED, &said);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(err.code, ADIL_C_IO);
    assert_int_equal(again.code, ADIL_C_IO);
    assert_true(adil_span_find(said, ADIL_SPAN("File too large")) < said.len);
    assert_true(adil_span_find(said, ADIL_SPAN("room for a file of 25 MiB")) < said.len);
    assert_int_equal(s.filed, 2 * MIB);
    assert_filled(&s, FILLED);
    assert_int_equal(file_to(*state, &s, folder, FILLED, &said).code, ADIL_C_OK);
    assert_filled(&s, FILLED);
    adil_space_close(&s);
    assert_int_equal(rmdir(folder), 0);
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    struct adil_space s;
    struct adil_span said;
    assert_true(adil_space_open(&s, ROOM));
    fill(&s, 0, MIB);
    assert_int_equal(file_to(*state, &s, "/tmp/adil-no-such-folder", MIB, &said).code, ADIL_C_IO);
    assert_int_equal(file_to(*state, &s, "", MIB, &said).code, ADIL_C_IO);
    assert_filled(&s, MIB);
    adil_space_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(what_was_moved_into_a_file_stands_there_and_leaves_the_memory),
        test_case(it_is_widened_with_what_is_in_the_file),
        test_case(the_file_has_no_name_and_ends_with_it),
        test_case(a_full_disk_is_an_error_that_changes_nothing),
        test_case(a_folder_that_is_not_there_is_an_error),
    };
    (void)signal(SIGXFSZ, SIG_IGN); /* so that a full disk is an error of the call */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
