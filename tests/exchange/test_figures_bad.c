/* Every file of tests/exchange/bad is refused with the messages beside it. The first word of its
 * name says which contest it is read for. */
#include "ballot.h"

#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>

#define FOLDER "tests/exchange/bad"

static struct adil_span read_whole(struct ballot *b, struct adil_span path)
{
    struct adil_span bytes;
    adil_err err = adil_file_read(&b->m->perm, path, 1 << 20, &bytes, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    return bytes;
}

static struct ballot *ballot_for(void **state, struct adil_span name)
{
    if (adil_span_starts(name, ADIL_SPAN("open-"))) {
        return ballot_open(state);
    }
    if (adil_span_starts(name, ADIL_SPAN("closed-"))) {
        return ballot_closed(state);
    }
    if (adil_span_starts(name, ADIL_SPAN("two-"))) {
        return ballot_two(state);
    }
    assert_true(adil_span_starts(name, ADIL_SPAN("book-")));
    return ballot_book(state, true);
}

static void check_file(void **state, struct adil_span name)
{
    struct ballot *b = ballot_for(state, name);
    struct adil_span path = adil_fmt(&b->m->perm, FOLDER "/%.*s.csv", ADIL_ARG(name));
    struct adil_figures_file file = {.name = path, .bytes = read_whole(b, path)};
    struct adil_votes untouched = {.n_options = 77};
    b->votes = untouched;
    b->err = adil_figures_read(&b->m->perm, b->m->scratch, &b->c, &file, 1, &b->votes, &b->diag);
    assert_int_equal(b->err.code, ADIL_C_INPUT);
    assert_int_equal(b->votes.n_options, 77); /* nothing is half read */
    struct adil_span want =
        read_whole(b, adil_fmt(&b->m->perm, FOLDER "/%.*s.expected", ADIL_ARG(name)));
    assert_span_equal(ballot_messages(b), want);
}

static void test_figures__bad_files_are_refused_by_line_and_field(void **state)
{
    struct dirent **entry = NULL;
    int n = scandir(FOLDER, &entry, NULL, alphasort);
    unsigned checked = 0;
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        struct adil_span name = adil_span_of(entry[i]->d_name);
        struct adil_span end = ADIL_SPAN(".csv");
        if (adil_span_ends(name, end)) {
            check_file(state, adil_span_sub(name, 0, name.len - end.len));
            checked++;
        }
        free(entry[i]);
    }
    free(entry);
    assert_true(checked > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_figures__bad_files_are_refused_by_line_and_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
