#include "tidy.h"

#include "support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILES   8192
#define ARENA_BYTES ((size_t)1 << 30)

static struct adil_arena texts;

static int open_repo(void **state)
{
    static struct tidy_repo repo;
    if (adil_arena_open(&texts, ARENA_BYTES) != 0) {
        return -1;
    }
    tidy_repo_open(&repo, &texts, ADIL_SPAN("."), MAX_FILES);
    *state = &repo;
    return tidy_repo_read(&repo) ? 0 : -1;
}

static int close_repo(void **state)
{
    (void)state;
    adil_arena_release(&texts);
    return 0;
}

static unsigned run(tidy_check *check, const struct tidy_repo *repo, bool show)
{
    struct tidy_findings found = {.n = 0};
    struct adil_arena scratch;
    assert_int_equal(adil_arena_open(&scratch, ARENA_BYTES), 0);
    adil_buf_open(&found.lines, 1 << 22);
    check(repo, scratch, &found);
    if (show && found.n > 0) {
        (void)fprintf(stderr, "%.*s", ADIL_ARG(adil_buf_span(&found.lines)));
    }
    adil_buf_release(&found.lines);
    adil_arena_release(&scratch);
    return found.n;
}

static void test_tidy__the_whole_repository_is_read(void **state)
{
    const struct tidy_repo *repo = *state;
    bool sees_itself = false;
    for (size_t i = 0; i < repo->n_files; i++) {
        sees_itself |= adil_span_is(repo->file[i].path, "tests/tidy/test_tidy.c");
    }
    assert_true(sees_itself);
    assert_true(repo->n_files > 50);
}

/* One file of a made-up repository, and how many findings a check must have in it. */
struct sample {
    unsigned want;
    const char *path;
    const char *text;
};

static unsigned run_on(tidy_check *check, const struct sample *sample, size_t n)
{
    struct tidy_repo repo;
    struct adil_arena arena;
    assert_int_equal(adil_arena_open(&arena, 1 << 24), 0);
    tidy_repo_open(&repo, &arena, ADIL_SPAN("."), n);
    for (size_t i = 0; i < n; i++) {
        tidy_repo_add(&repo, adil_span_of(sample[i].path), adil_span_of(sample[i].text));
    }
    unsigned found = run(check, &repo, false);
    adil_arena_release(&arena);
    return found;
}

/* Each sample alone. */
static void control(tidy_check *check, const struct sample *sample, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned found = run_on(check, &sample[i], 1);
        if (found != sample[i].want) {
            fail_msg("%s: %u findings, not %u, in: %s", sample[i].path, found, sample[i].want,
                     sample[i].text);
        }
    }
}

/* The check finds nothing in the repository. */
#define CLEAN(check)                                                                               \
    static void test_##check##__repository_is_clean(void **state)                                  \
    {                                                                                              \
        assert_int_equal(run(check, *state, true), 0);                                             \
    }
CLEAN(tidy_floors)
CLEAN(tidy_adapters)
CLEAN(tidy_headers)
CLEAN(tidy_banned)
CLEAN(tidy_twins)
CLEAN(tidy_long_lines)
CLEAN(tidy_long_functions)
CLEAN(tidy_blanks)
CLEAN(tidy_markers)
CLEAN(tidy_dead)
CLEAN(tidy_names)
CLEAN(tidy_ids)

static void test_tidy_floors__control(void **state)
{
    static const struct sample samples[] = {
        {0, "src/law/a.c", "#include \"base/num.h\"\n#include \"law/b.h\"\n#include <stdio.h>\n"},
        {1, "src/law/a.c", "#include \"count/count.h\"\n"},
        {1, "src/law/a.c", "#include \"net/http_server.h\"\n"},
        {1, "src/base/a.h", "#include \"cli/cli.h\"\n"},
        {1, "src/exchange/a.c", "#include \"report/report.h\"\n"},
        {1, "src/count/a.c", "#include \"votes.h\"\n"},
        {1, "src/helpers/a.c", "int x;\n"},
        {0, "src/base/a.c", "/* #include \"cli/cli.h\" */\n"},
        {0, "tests/base/a.c", "#include \"cli/cli.h\"\n"},
    };
    (void)state;
    control(tidy_floors, samples, ADIL_COUNT(samples));
}

static void test_tidy_adapters__control(void **state)
{
    static const struct sample samples[] = {
        {0, "src/net/http_server.c", "#include <microhttpd.h>\n"},
        {1, "src/cli/verb_serve.c", "#include <microhttpd.h>\n"},
        {1, "src/count/a.c", "#include <gmp.h>\n"},
        {1, "src/law/a.c", "#include <locale.h>\n"},
    };
    (void)state;
    control(tidy_adapters, samples, ADIL_COUNT(samples));
}

/* The compiler reads files, so these are written. */
static void test_tidy_headers__control(void **state)
{
    static const struct sample samples[] = {
        {0, "good.h", "#include <stddef.h>\nsize_t f(void);\n"},
        {1, "bad.h", "size_t f(void);\n"},
    };
    char folder[] = "/tmp/adil-tidy-XXXXXX";
    struct adil_arena arena;
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(adil_arena_open(&arena, 1 << 20), 0);
    for (size_t i = 0; i < ADIL_COUNT(samples); i++) {
        struct tidy_repo repo;
        char *path = adil_span_cstr(&arena, adil_fmt(&arena, "%s/%s", folder, samples[i].path));
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, samples[i].text, strlen(samples[i].text)),
                         strlen(samples[i].text));
        close(fd);
        tidy_repo_open(&repo, &arena, adil_span_of(folder), 1);
        tidy_repo_add(&repo, adil_span_of(samples[i].path), adil_span_of(samples[i].text));
        assert_int_equal(run(tidy_headers, &repo, false), samples[i].want);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    adil_arena_release(&arena);
}

static void test_tidy_banned__control(void **state)
{
    static const struct sample samples[] = {
        {1, "src/cli/a.c", "int f(char *d, const char *s) { return strcpy (d, s) != d; }\n"},
        {1, "tests/base/a.c", "int f(const char *s) { return atoi(s); }\n"},
        {1, "src/count/a.c", "double share;\n"},
        {1, "src/exchange/a.c", "float share;\n"},
        {0, "src/report/a.c", "double share;\n"},
        {1, "src/law/a.c", "void *f(void) { return malloc(1); }\n"},
        {0, "src/base/buf.c", "void *f(void) { return malloc(1); }\n"},
        {1, "src/law/a.c", "#define GIVE(p) free(p)\n"},
        {1, "src/report/a.c", "void f(void) { printf(\"x\"); }\n"},
        {0, "src/cli/a.c", "void f(void) { printf(\"strcpy(a, b)\"); /* atoi(x) */ }\n"},
        {0, "src/count/a.c", "int free, time; /* names, not calls */\n"},
        {1, "src/count/a.c", "long f(void) { return (long)time(NULL); }\n"},
        {1, "tests/base/a.c", "void f(void) { skip(); }\n"},
        {0, "src/law/a.c", "int my_atoi(int x);\nchar q = '\"'; char e = '\\''; int y;\n"},
        {1, "src/law/a.c", "char q = '\"'; char e = '\\''; int y = atoi(s);\n"},
    };
    (void)state;
    control(tidy_banned, samples, ADIL_COUNT(samples));
}

static void test_tidy_twins__control(void **state)
{
    static const struct sample twice[] = {
        {0, "src/law/a.c", "static int helper(int x)\n{\n    return x + base;\n}\n"},
        {0, "src/count/b.c",
         "struct s { int y; };\nstatic int\nhelper(int y)\n{\n    return y + base;\n}\n"},
    };
    static const struct sample apart[] = {
        {0, "src/law/a.c", "static int helper(int x)\n{\n    return x + base;\n}\n"},
        {0, "src/count/b.c", "static int other(int x)\n{\n    return x + base;\n}\n"},
        {0, "src/count/c.c", "int helper(int x)\n{\n    return x + base;\n}\n"},
        {0, "src/count/d.c", "static void helper(void)\n{\n    close(door);\n}\n"},
        {0, "tests/law/a.c", "static int helper(int x)\n{\n    return x + base;\n}\n"},
    };
    (void)state;
    assert_int_equal(run_on(tidy_twins, twice, ADIL_COUNT(twice)), 1);
    assert_int_equal(run_on(tidy_twins, apart, ADIL_COUNT(apart)), 0);
}

/* head, then `n` times `piece`, then tail. */
static const char *repeated(struct adil_buf *b, const char *head, const char *piece, size_t n,
                            const char *tail)
{
    adil_buf_open(b, 1 << 16);
    adil_buf_str(b, head);
    adil_buf_repeat(b, piece, n);
    adil_buf_str(b, tail);
    adil_buf_byte(b, '\0');
    return adil_buf_span(b).ptr;
}

static void test_tidy_long_lines__control(void **state)
{
    struct adil_buf b[3];
    const struct sample samples[] = {
        {0, "src/law/a.c", repeated(&b[0], "", "x", 100, "\n")},
        {1, "src/law/a.c", repeated(&b[1], "int x;\n", "x", 101, "\n")},
        {0, "src/law/a.c", repeated(&b[2], "", "Қ", 100, "\n")}, /* code points, not bytes */
        {0, "src/base/messages/a.def", b[1].ptr},
    };
    (void)state;
    control(tidy_long_lines, samples, ADIL_COUNT(samples));
    for (size_t i = 0; i < ADIL_COUNT(b); i++) {
        adil_buf_release(&b[i]);
    }
}

static void test_tidy_long_functions__control(void **state)
{
    struct adil_buf b[3];
    const struct sample samples[] = {
        {0, "src/law/a.c", repeated(&b[0], "int f(int x)\n{\n", "    x++;\n", 67, "}\n")},
        {1, "src/law/a.c", repeated(&b[1], "int f(int x)\n{\n", "    x++;\n", 68, "}\n")},
        {0, "src/law/a.c", repeated(&b[2], "static const int t[] = {\n", "    1,\n", 200, "};\n")},
    };
    (void)state;
    control(tidy_long_functions, samples, ADIL_COUNT(samples));
    for (size_t i = 0; i < ADIL_COUNT(b); i++) {
        adil_buf_release(&b[i]);
    }
}

static void test_tidy_blanks__control(void **state)
{
    static const struct sample samples[] = {
        {0, "src/law/a.c", "int x;\n"},     {1, "src/law/a.c", "int x; \n"},
        {1, "docs/a.md", "text \n"},        {1, "src/law/a.c", "\tint x;\n"},
        {0, "Makefile", "all:\n\tninja\n"}, {1, "src/law/a.c", "int x;\r\n"},
        {1, "src/law/a.c", "int x;"},
    };
    (void)state;
    control(tidy_blanks, samples, ADIL_COUNT(samples));
}

static void test_tidy_markers__control(void **state)
{
    static const struct sample samples[] = {
        {1, "src/law/a.c",
         "/* TO"
         "DO: later */\n"},
        {1, "docs/a.md",
         "FIX"
         "ME\n"},
        {0, "src/law/a.c", "int todo; char t[] = \"adil-XXXXXX\";\n"},
    };
    (void)state;
    control(tidy_markers, samples, ADIL_COUNT(samples));
}

static void test_tidy_dead__control(void **state)
{
    static const struct sample alive[] = {
        {0, "src/law/meson.build", "files('a.c', 'deep/b.c')\n"},
        {0, "src/law/a.c", "#include \"law/a.h\"\n"},
        {0, "src/law/a.h", "#include \"law/keys.def\"\n"},
        {0, "src/law/keys.def", ""},
        {0, "src/law/deep/b.c", ""},
        {0, "tests/law/meson.build", "foreach name : ['a', ]\n"},
        {0, "tests/law/test_a.c", "#include \"made.h\"\n"},
        {0, "tests/law/made.h", ""},
    };
    static const struct sample dead[] = {
        {0, "src/law/meson.build", "files('a.c')\n"},
        {0, "src/law/a.c", "/* #include \"law/a.h\" */\n"},
        {0, "src/law/a.h", ""},
        {0, "src/law/b.c", ""},
        {0, "tests/law/test_a.c", ""},
    };
    (void)state;
    assert_int_equal(run_on(tidy_dead, alive, ADIL_COUNT(alive)), 0);
    assert_int_equal(run_on(tidy_dead, dead, ADIL_COUNT(dead)), 3);
}

static void test_tidy_names__control(void **state)
{
    static const struct sample samples[] = {
        {0, "polities/x/figures/seats.csv",
         "contest,unit,option,votes\nq,Middle Earth,Shire Union,4\nq,Mordor,Қазына,5\n"},
        {0, "polities/x/rulebook.yaml",
         "polity: {name: {en: Gondor}} # Comment\nrules: {cite: Statute}\n"
         "contests:\n  steward-2022:\n    method: Words\n"},
        {0, "polities/rohan/rulebook.yaml", "rules: {cite: Statute}\n"},
        {1, "src/law/h.c", "const char *s = \"--from rohan\";\n"},
        {0, "src/law/a.c", "/* Mordor, Gondor */ const char *s = \"Statute Words Comment\";\n"},
        {0, "src/law/b.c", "const char *s = \"Mordors q votes GONDORIAN\"; int shires;\n"},
        /* ids of a polity, its units, its offices, and codes of parties */
        {0, "polities/gd/rulebook.yaml",
         "polity: {id: gd, name: G}\nunits:\n  - {id: minas-ithil, kind: region}\n"
         "names:\n  ORC: {en: Orcs}\n  ox: {en: O}\n"
         "offices:\n  white-rider: {term: 5 years}\nrules:\n  - {id: staff}\n"},
        {0, "src/law/i.c", "int staff, ox; const char *s = \"[A-Za-z] Gd minasithil force\";\n"},
        {1, "src/law/j.c", "const char *s = \"gd\";\n"},
        {1, "src/law/k.c", "static int GD_SEATS;\n"},
        {1, "src/law/l.c", "static int minas_seats;\n"},
        {1, "src/law/m.c", "const char *s = \"an orc or 1\";\n"},
        {1, "src/law/n.c", "static bool is_rider(int x);\n"},
        {1, "src/law/o.c", "const char *s = \"mordor\";\n"},
        {1, "src/law/p.c", "static int shireUnion, old_gondor;\n"},
        {1, "src/law/q.c", "enum { STEWARD = 1 };\n"},
        {0, "src/base/messages/a.def", "X(A, \"Mordor\")\n"},
        {1, "src/law/c.c", "const char *s = \"\\nMordor\";\n"},
        {1, "src/law/d.c", "const char *s = \"a (Earth)\";\n"},
        {1, "src/law/e.c", "const char *s = \"Қазына\";\n"},
        {1, "src/law/f.h", "#define WHERE \"Gondor\"\n"},
        {1, "src/law/g.c", "const char *s = \"steward-%u\";\n"},
    };
    (void)state;
    assert_int_equal(run_on(tidy_names, samples, ADIL_COUNT(samples)), 14);
}

static void test_tidy_ids__control(void **state)
{
    static const struct sample samples[] = {
        {0, "polities/x/rulebook.yaml",
         "offices:\n  steward: {name: X, signs: 1}\n  member:\n    name: Y\n"
         "registers:\n  horse: {fields: {}}\n"
         "words:\n  blow-horn:\n    fields: {white-tree: text}\n  call: {}\n"},
        {0, "src/law/a.c",
         "/* the steward */ int stewards, horse, call; member *m; white_tree();\n"},
        {1, "src/law/b.c", "const char *s = \"the steward's\";\n"},
        {1, "src/law/c.c", "int adil_blow_horn_now(void);\n"},
        {1, "src/law/d.h", "#define STEWARD_MAX 3\n"},
        {1, "src/law/e.c", "const char *s = \"blow-horn\";\n"},
        {0, "src/base/messages/a.def", "X(A, \"steward\")\n"},
    };
    (void)state;
    assert_int_equal(run_on(tidy_ids, samples, ADIL_COUNT(samples)), 4);
}

#define BOTH(check)                                                                                \
    cmocka_unit_test(test_##check##__repository_is_clean), cmocka_unit_test(test_##check##__control)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tidy__the_whole_repository_is_read),
        BOTH(tidy_floors),
        BOTH(tidy_adapters),
        BOTH(tidy_headers),
        BOTH(tidy_banned),
        BOTH(tidy_twins),
        BOTH(tidy_long_lines),
        BOTH(tidy_long_functions),
        BOTH(tidy_blanks),
        BOTH(tidy_markers),
        BOTH(tidy_dead),
        BOTH(tidy_names),
        BOTH(tidy_ids),
    };
    return cmocka_run_group_tests(tests, open_repo, close_repo);
}
