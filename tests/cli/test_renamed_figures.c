/* Every contest of every polity, counted from its own figures and once more with the rulebook and
 * the figures in other names: the outcome, its steps and sentences are the same. */
#include "command.h"

#include "base/file.h"
#include "law/rulebook.h"
#include "renaming.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_BYTES_MAX = 1 << 24 };

struct counting {
    struct test_arenas *t;
    const char *polity;
    const char *twin; /* the folder in other names */
    struct renaming names;
    struct renaming back;
    struct adil_rulebook book;
};

static void write_file(struct counting *c, const char *name, struct adil_span bytes)
{
    struct adil_span path = adil_fmt(&c->t->perm, "%s/%s", c->twin, name);
    assert_int_equal(adil_file_write(c->t->scratch, path, bytes, NULL).code, ADIL_C_OK);
}

/* The first line of a table says what its columns are: words of the format. */
static struct adil_span table_in_names(struct counting *c, struct adil_span csv)
{
    struct adil_span rest = csv;
    struct adil_span head;
    (void)adil_span_cut(&rest, '\n', &head);
    return adil_fmt(&c->t->perm, "%.*s\n%.*s", ADIL_ARG(head),
                    ADIL_ARG(renaming_text(&c->names, &c->t->perm, rest)));
}

static void write_figures(struct counting *c)
{
    const char *from =
        adil_span_cstr(&c->t->perm, adil_fmt(&c->t->perm, "polities/%s/figures", c->polity));
    DIR *folder = opendir(from);
    for (const struct dirent *e = folder != NULL ? readdir(folder) : NULL; e != NULL;
         e = readdir(folder)) {
        struct adil_span csv;
        struct adil_span path = adil_fmt(&c->t->perm, "%s/%s", from, e->d_name);
        if (!adil_span_ends(path, ADIL_SPAN(".csv"))) {
            continue;
        }
        assert_int_equal(adil_file_read(&c->t->perm, path, FILE_BYTES_MAX, &csv, NULL).code,
                         ADIL_C_OK);
        write_file(c, adil_span_cstr(&c->t->perm, adil_fmt(&c->t->perm, "figures/%s", e->d_name)),
                   table_in_names(c, csv));
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
}

static void open_counting(struct counting *c, struct test_arenas *t, const char *polity)
{
    struct adil_buf out;
    struct adil_arena *a = &t->perm;
    struct adil_span path = adil_fmt(a, "polities/%s", polity);
    static unsigned number; /* each its own folder */
    memset(c, 0, sizeof *c);
    c->t = t;
    c->polity = polity;
    assert_int_equal(adil_rulebook_read(a, t->scratch, path, &c->book, NULL).code, ADIL_C_OK);
    renaming_open(&c->names, a, c->book.root, NULL);
    renaming_back(&c->names, a, &c->back);
    const char *file = command_file(a, "twin", ADIL_SPAN(""));
    c->twin = adil_span_cstr(a, adil_fmt(a, "%s-%u", file, number++));
    assert_int_equal(mkdir(c->twin, 0700), 0);
    assert_int_equal(mkdir(adil_span_cstr(a, adil_fmt(a, "%s/figures", c->twin)), 0700), 0);
    adil_buf_open(&out, FILE_BYTES_MAX);
    adil_rulebook_canonical(renaming_tree(&c->names, a, c->book.root), t->scratch, &out);
    write_file(c, "rulebook.yaml", adil_buf_span(&out));
    adil_buf_release(&out);
    write_figures(c);
}

static struct command count_of(struct counting *c, const char *law, struct adil_span contest,
                               const char *form)
{
    struct adil_arena *a = &c->t->perm;
    const char *argv[] = {"count", law, "--contest", adil_span_cstr(a, contest), form, NULL};
    return command_run(a, argv, ADIL_SPAN(""));
}

/* What is said of a file has its place; all else is read back. */
static struct adil_span read_back(struct counting *c, struct adil_span text)
{
    return renaming_text(&c->back, &c->t->perm, text);
}

static void counts_alike(struct counting *c, struct adil_span contest, const char *form)
{
    struct adil_span twin = renaming_text(&c->names, &c->t->perm, contest);
    struct command one = count_of(c, c->polity, contest, form);
    struct command two = count_of(c, c->twin, twin, form);
    struct adil_span back = read_back(c, two.out);
    if (one.status != two.status || !adil_span_eq(one.out, back)) {
        size_t i = 0;
        while (i < one.out.len && i < back.len && one.out.ptr[i] == back.ptr[i]) {
            i++;
        }
        size_t from = i < 80 ? 0 : i - 80;
        print_error(
            "%.*s\nexit %d and %d\n%.*s\nin other names\n%.*s\n%.*s", ADIL_ARG(contest), one.status,
            two.status,
            ADIL_ARG(adil_span_sub(one.out, from, i + 80 < one.out.len ? i + 80 : one.out.len)),
            ADIL_ARG(adil_span_sub(back, from, i + 80 < back.len ? i + 80 : back.len)),
            ADIL_ARG(two.err));
        fail();
    }
}

static void every_contest_of(struct test_arenas *t, const char *polity, size_t least)
{
    struct counting c;
    open_counting(&c, t, polity);
    for (uint32_t i = 0; i < c.book.n_contests; i++) {
        struct adil_arena keep = t->perm;
        counts_alike(&c, c.book.contest[i].name, i % 2 == 0 ? "--json" : "--csv");
        t->perm = keep;
    }
    assert_true(c.book.n_contests >= least);
}

static void contests_of_kazakhstan_are_counted_alike(void **state)
{
    every_contest_of(*state, "kazakhstan", 50);
}

static void contests_of_south_africa_are_counted_alike(void **state)
{
    every_contest_of(*state, "south-africa", 10);
}

/* An option that stands in the figures under another name than in the law is told. */
static void a_name_left_in_the_figures_is_seen(void **state)
{
    struct counting c;
    open_counting(&c, *state, "south-africa");
    struct adil_span contest = c.book.contest[0].name;
    struct adil_span twin = renaming_text(&c.names, &c.t->perm, contest);
    struct command good = count_of(&c, c.twin, twin, "--json");
    c.names.n = 0; /* the figures stay as they are */
    write_figures(&c);
    struct command bad = count_of(&c, c.twin, twin, "--json");
    assert_true(good.out.len > 0);
    assert_false(adil_span_eq(good.out, bad.out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(contests_of_kazakhstan_are_counted_alike),
        test_case(contests_of_south_africa_are_counted_alike),
        test_case(a_name_left_in_the_figures_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
