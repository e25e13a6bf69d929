/* adil register by the program alone: a list is committed to, the record holds figures and a root
 * and no names, kept files and members' proofs are held against it. */
#include "command.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define LAW "tests/cli/test-register.yaml"
#define DAY "2023-01-10T10:00:00+06:00"
#define MEMBERS                                                                                    \
    "person,name,unit\n"                                                                           \
    "850101-300123,Aigul,north\n"                                                                  \
    "850101300124,Baurzhan,Север\n"                                                           \
    "850101300125,Viktor,harbour\n"                                                                \
    "850101 300125,Viktor,south\n"                                                                 \
    "850101300126,Gulnar,overseas\n"                                                               \
    "850101300127,Dana,\n"

struct desk {
    struct adil_arena *a;
    const char *folder; /* and how names in it begin */
};

static const char *in_desk(struct desk *d, const char *name)
{
    return adil_span_cstr(d->a, adil_fmt(d->a, "%s%s", d->folder, name));
}

static struct desk desk_open(struct adil_arena *a)
{
    static unsigned number; /* each test has names of its own in the one folder */
    struct desk d = {.a = a};
    const char *name = adil_span_cstr(a, adil_fmt(a, "%u.members.csv", number++));
    const char *first = command_file(a, name, ADIL_SPAN(MEMBERS));
    d.folder = adil_span_cstr(a, adil_span_bytes(first, strlen(first) - strlen("members.csv")));
    assert_int_equal(setenv("ADIL_LOG", in_desk(&d, "log"), 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", in_desk(&d, "lock"), 1), 0);
    return d;
}

static struct command desk_expect(struct desk *d, int status, const char *says, int line,
                                  const char *const *argv)
{
    struct command c = command_run(d->a, argv, ADIL_SPAN(""));
    bool said = says == NULL || command_says(c.out, says) || command_says(c.err, says);
    if (c.status != status || !said) {
        print_error("line %d: exit %d, expected %d and \"%s\"\n%.*s%.*s\n", line, c.status, status,
                    says != NULL ? says : "", ADIL_ARG(c.out), ADIL_ARG(c.err));
        fail();
    }
    return c;
}

#define expect(d, status, says, ...)                                                               \
    desk_expect((d), (status), (says), __LINE__, (const char *const[]){__VA_ARGS__, NULL})

/* The value of NAME=VALUE among lines. */
static const char *value_of(struct desk *d, const struct command *c, const char *name)
{
    struct adil_span rest = c->out;
    struct adil_span line;
    struct adil_span want = adil_fmt(d->a, "%s=", name);
    while (adil_span_cut(&rest, '\n', &line)) {
        if (adil_span_starts(line, want)) {
            return adil_span_cstr(d->a, line);
        }
    }
    print_error("no %s in\n%.*s", name, ADIL_ARG(c->out));
    fail();
    return "";
}

static void make_log(struct desk *d)
{
    (void)expect(d, 0, NULL, "init", in_desk(d, "log"), "--from", LAW, "--origin",
                 "simulated.example/club", "--simulated", "--at", DAY);
}

/* Commits to members.csv and puts the act on the record as roster/KEY. */
static void enrol(struct desk *d, const char *key, const char *csv)
{
    struct command c = expect(d, 0, NULL, "register", "commit", csv, "--register", "roster");
    (void)expect(d, 0, NULL, "act", "enrol", key, value_of(d, &c, "members"),
                 value_of(d, &c, "root"), value_of(d, &c, "rows"), value_of(d, &c, "twice"));
}

static unsigned mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (unsigned)st.st_mode & 0777;
}

static struct adil_span read_text(struct desk *d, const char *path)
{
    struct adil_span bytes;
    adil_err err = adil_file_read(d->a, adil_span_of(path), 1 << 20, &bytes, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    return bytes;
}

static const char *write_text(struct desk *d, const char *name, struct adil_span text)
{
    struct test_arenas own;
    assert_int_equal(adil_arena_open(&own.scratch, 1 << 24), 0);
    const char *path = in_desk(d, name);
    adil_err err = adil_file_write(own.scratch, adil_span_of(path), text, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    adil_arena_release(&own.scratch);
    return path;
}

/* The text with the first `from` as `to`. */
static struct adil_span with(struct desk *d, struct adil_span text, const char *from,
                             const char *to)
{
    struct adil_span f = adil_span_of(from);
    size_t at = adil_span_find(text, f);
    assert_true(at < text.len);
    return adil_fmt(d->a, "%.*s%s%.*s", (int)at, text.ptr, to, (int)(text.len - at - f.len),
                    text.ptr + at + f.len);
}

/* ---- commit --------------------------------------------------------------------------------- */

static void test_figures_have_the_laws_names_and_units(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    struct command c = expect(&d, 0, "rows=6\n", "register", "commit", in_desk(&d, "members.csv"),
                              "--register", "roster", "--law", LAW, "--at", "2023-01-10");
    assert_true(command_says(c.out, "members={\"total\":6,\"units\":{\"north\":2,\"south\":2}}\n"));
    assert_true(command_says(c.out, "twice=1\n"));
    assert_false(command_says(c.out, "doubles")); /* the registrar's */
    assert_int_equal(mode_of(in_desk(&d, "members.kept.csv")), 0600);
    (void)expect(&d, 2, "never written over", "register", "commit", in_desk(&d, "members.csv"));
    c = expect(&d, 0, "\"total\":6", "register", "commit", in_desk(&d, "members.csv"), "--keep",
               in_desk(&d, "again"), "--json");
    assert_true(command_says(c.out, "\"units\":{\"harbour\":1,\"north\":1,\"overseas\":1"));
}

static void test_a_unit_or_a_register_that_the_law_does_not_know_is_refused(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    const char *csv = write_text(&d, "bad.csv", ADIL_SPAN("person,unit\n1,north\n2,nroth\n"));
    (void)expect(&d, 2, "bad.csv:3: unit: found nroth", "register", "commit", csv, "--register",
                 "roster", "--law", LAW, "--at", "2023-01-10");
    (void)expect(&d, 2, "a register with a key kept", "register", "commit", csv, "--register",
                 "hall", "--law", LAW, "--at", "2023-01-10");
    (void)expect(&d, 2, "a register of the law", "register", "commit", csv, "--register", "rooster",
                 "--law", LAW, "--at", "2023-01-10");
    (void)expect(&d, 2, "no day", "register", "commit", csv, "--register", "roster", "--law", LAW);
    struct stat st;
    assert_int_not_equal(stat(in_desk(&d, "bad.kept.csv"), &st), 0); /* nothing was kept */
}

static void test_two_commitments_to_one_file_have_nothing_in_common(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    const char *csv = in_desk(&d, "members.csv");
    struct command one = expect(&d, 0, NULL, "register", "commit", csv, "--keep", in_desk(&d, "1"));
    struct command two = expect(&d, 0, NULL, "register", "commit", csv, "--keep", in_desk(&d, "2"));
    assert_string_not_equal(value_of(&d, &one, "root"), value_of(&d, &two, "root"));
    assert_string_equal(value_of(&d, &one, "tally"), value_of(&d, &two, "tally"));
}

/* The list stays with its keeper for good: a copy without it lacks nothing. A document is told. */
static void a_root_is_no_document_that_a_copy_lacks(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    make_log(&d);
    enrol(&d, "reds", in_desk(&d, "members.csv"));
    struct command c = expect(&d, 0, "verified", "verify", in_desk(&d, "log"));
    assert_false(command_says(c.out, "not in this copy"));
    (void)expect(&d, 0, NULL, "act", "open-hall", "great", "seats=90",
                 "plan=5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9");
    c = expect(&d, 0, "a document that entry 2 names is not in this copy: 5feceb66", "verify",
               in_desk(&d, "log"));
    assert_false(command_says(c.out, "entry 1 names"));
}

/* ---- check ---------------------------------------------------------------------------------- */

static void test_a_kept_file_is_what_the_record_says_and_a_changed_one_is_not(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    make_log(&d);
    enrol(&d, "reds", in_desk(&d, "members.csv"));
    const char *kept = in_desk(&d, "members.kept.csv");
    (void)expect(&d, 0, "6 rows, as roster/reds says", "register", "check", kept, "--about",
                 "roster/reds");
    struct adil_span text = read_text(&d, kept);
    struct command log = expect(&d, 0, NULL, "state", "--json");
    assert_false(command_says(log.out, "Aigul") || command_says(log.out, "850101300123"));

    (void)expect(&d, 1, ": root: found", "register", "check",
                 write_text(&d, "named", with(&d, text, "Aigul", "Aigui")), "--about",
                 "roster/reds");
    (void)expect(&d, 1, "members.units.north: found 1, expected 2, as roster/reds says", "register",
                 "check", write_text(&d, "moved", with(&d, text, "Север", "south")), "--about",
                 "roster/reds");
    (void)expect(
        &d, 1, "members.total: found 5, expected 6", "register", "check",
        write_text(&d, "fewer",
                   adil_span_sub(text, 0, adil_span_find(text, ADIL_SPAN("850101300127")))),
        "--about", "roster/reds");
    (void)expect(&d, 2, "REGISTER/KEY of a record that is there", "register", "check", kept,
                 "--about", "roster/blues");
    (void)expect(&d, 2, "a file as adil register commit keeps it", "register", "check",
                 in_desk(&d, "members.csv"), "--about", "roster/reds");
}

static void test_a_member_checks_their_own_inclusion(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    make_log(&d);
    enrol(&d, "reds", in_desk(&d, "members.csv"));
    enrol(&d, "blues", write_text(&d, "blues.csv", ADIL_SPAN("person,unit\n850101300123,north\n")));
    const char *kept = in_desk(&d, "members.kept.csv");
    const char *proof = in_desk(&d, "proof");
    (void)expect(&d, 0, NULL, "register", "prove", kept, "850101 300123", "--out", proof);
    assert_int_equal(mode_of(proof), 0600);
    struct command c = expect(&d, 0, "which roster/reds has", "register", "check", proof, "--about",
                              "roster/reds");
    assert_true(command_says(c.out, "Aigul") && !command_says(c.out, "Dana"));
    (void)expect(&d, 1, ": root: found", "register", "check", proof, "--about", "roster/blues");
    (void)expect(&d, 1, "hashes that do not lead to the root", "register", "check",
                 write_text(&d, "forged", with(&d, read_text(&d, proof), "Aigul", "Aigui")));
    (void)expect(&d, 1, "a person of this file", "register", "prove", kept, "850101300129", "--out",
                 in_desk(&d, "other"));
    (void)expect(&d, 2, "never written over", "register", "prove", kept, "850101300123", "--out",
                 proof);
}

/* ---- duplicates ----------------------------------------------------------------------------- */

static void test_the_registrar_finds_who_is_in_two_lists_and_the_log_gets_figures(void **state)
{
    struct test_arenas *t = *state;
    struct desk d = desk_open(&t->perm);
    make_log(&d);
    enrol(&d, "reds", in_desk(&d, "members.csv"));
    const char *blues = write_text(&d, "blues.csv",
                                   ADIL_SPAN("person,name,unit\n850101300123,Aigul,south\n"
                                             "900101300001,Erlan,south\n"));
    const char *key = in_desk(&d, "registrar.key");
    const char *report = in_desk(&d, "doubles.csv");
    (void)expect(&d, 0, NULL, "register", "key", key);
    assert_int_equal(mode_of(key), 0600);
    struct command c = expect(&d, 0, "6 rows, 1 of persons who stand in another list, 1 repeated",
                              "register", "duplicates", in_desk(&d, "members.kept.csv"), blues,
                              "--key", key, "--report", report, "--register", "roster");
    assert_true(command_says(c.out, "doubles=2\nalone") || command_says(c.out, "doubles=2\n"));
    assert_true(command_says(c.out, "alone={\"total\":4,\"units\":{\"north\":1,\"south\":1}}"));
    assert_true(command_says(c.out, "alone={\"total\":1,\"units\":{\"north\":0,\"south\":1}}"));
    assert_int_equal(mode_of(report), 0600);
    struct adil_span text = read_text(&d, report);
    assert_false(command_says(text, "Aigul") || command_says(text, "850101300123"));
    (void)expect(&d, 0, NULL, "act", "find-doubles", "reds", "doubles=2",
                 "alone={\"total\":4,\"units\":{\"north\":1,\"south\":1}}");
    (void)expect(&d, 0, "6 rows, as roster/reds says", "register", "check",
                 in_desk(&d, "members.kept.csv"), "--about", "roster/reds");
    assert_int_equal(chmod(key, 0644), 0);
    (void)expect(&d, 2, "mode", "register", "duplicates", blues, "--key", key);
    (void)expect(&d, 2, "--key", "register", "duplicates", blues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_figures_have_the_laws_names_and_units),
        test_case(test_a_unit_or_a_register_that_the_law_does_not_know_is_refused),
        test_case(test_two_commitments_to_one_file_have_nothing_in_common),
        test_case(a_root_is_no_document_that_a_copy_lacks),
        test_case(test_a_kept_file_is_what_the_record_says_and_a_changed_one_is_not),
        test_case(test_a_member_checks_their_own_inclusion),
        test_case(test_the_registrar_finds_who_is_in_two_lists_and_the_log_gets_figures),
    };
    return cmocka_run_group_tests_name("register", tests, NULL, NULL);
}
