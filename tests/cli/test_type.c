/* Office entry by the program alone: two officers type one paper, agree or are handed back what
 * differs; nobody sees the other's values; the record holds hashes that the office can answer. */
#include "command.h"

#include "base/file.h"
#include "base/sha256.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ABOUT "board-2023/board-2023/0001"
#define NIGHT "2023-03-19T22:00:00+06:00"
#define HEAD                                                                                       \
    "about,listed,received,issued-in,issued-out,with-certificate,unused,spoiled,found-fixed,"      \
    "found-portable,cast,invalid,not-counted,votes.reds,votes.blues,votes.against-all\n"

extern char **environ;

struct office {
    struct adil_arena *a;
    const char *dir;
    const char *lock;
    const char *scan;
    struct adil_span input; /* for standard input */
};

static const char *text_of(struct office *o, struct adil_span text)
{
    return adil_span_cstr(o->a, text);
}

static struct command office_run(struct office *o, const char *const *argv)
{
    assert_int_equal(setenv("ADIL_LOG", o->dir, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", o->lock, 1), 0);
    return command_run(o->a, argv, o->input);
}

static struct command office_expect(struct office *o, int status, const char *says, int line,
                                    const char *const *argv)
{
    struct command c = office_run(o, argv);
    bool said = says == NULL || command_says(c.out, says) || command_says(c.err, says);
    if (c.status != status || !said) {
        print_error("line %d: exit %d, expected %d and \"%s\"\n%.*s%.*s\n", line, c.status, status,
                    says != NULL ? says : "", ADIL_ARG(c.out), ADIL_ARG(c.err));
        fail();
    }
    return c;
}

#define expect(o, status, says, ...)                                                               \
    office_expect((o), (status), (says), __LINE__, (const char *const[]){__VA_ARGS__, NULL})
#define done(o, ...) (void)expect(o, 0, NULL, __VA_ARGS__)

static void wipe(const char *path)
{
    char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, (char *)(uintptr_t)path, NULL};
    pid_t pid = 0;
    assert_int_equal(posix_spawnp(&pid, "rm", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static const char *csv(struct office *o, const char *name, const char *text)
{
    return command_file(o->a, name, adil_span_of(text));
}

static void copy_whole(const char *from, const char *to)
{
    char *argv[] = {(char[]){"cp"}, (char[]){"-rp"}, (char *)(uintptr_t)from, (char *)(uintptr_t)to,
                    NULL};
    pid_t pid = 0;
    assert_int_equal(posix_spawnp(&pid, "cp", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

/* An election before its day: two precincts, three typists. */
static void furnish_office(struct office *whole)
{
    struct office o = *whole;
    done(&o, "init", o.dir, "--from", "tests/polity/test-club.yaml", "--origin",
         "simulated.example/club", "--simulated", "--at", "2023-01-10T10:00:00+06:00");
    done(&o, "act", "--word", "keep-precinct", "--from",
         csv(&o, "t", "about,unit,title,registered\n0001,north,First,100\n0002,south,B,200\n"));
    done(&o, "act", "--word", "enrol-party", "--from",
         csv(&o, "t",
             "about,name,members.north,members.south,members.total\n"
             "reds,The Reds,300,400,9000\nblues,The Blues,300,400,9000\n"));
    done(&o, "keygen", "party/reds", "party/blues", "typists", "precinct-commission/0002");
    done(&o, "keygen", "typists");
    done(&o, "keygen", "typists");
    done(&o, "act", "--word", "key", "--by", "commission", "--from",
         csv(&o, "t",
             "about,bind\nparty/reds,here\nparty/blues,here\ntypists,here\n"
             "precinct-commission/0002,here\n"));
    done(&o, "act", "call", "board-2023", "day=2023-03-19", "contests=board-2023", "--by",
         "commission", "--at", "2023-01-19T10:00:00+06:00");
    done(&o, "act", "--word", "nominate-list", "--at", "2023-01-25T10:00:00+06:00", "--from",
         csv(&o, "t",
             "about,contest,name,party,people\n"
             "board-2023/reds,board-2023,The Reds,reds,9\n"
             "board-2023/blues,board-2023,The Blues,blues,9\n"));
    done(&o, "act", "register-list", "board-2023/reds", "registered=2023-01-26", "--at",
         "2023-01-26T10:00:00+06:00");
    done(&o, "act", "register-list", "board-2023/blues", "registered=2023-01-26");
}

/* A fresh copy of it: made once. */
static struct office office_open(struct adil_arena *a)
{
    static bool is_made;
    struct office o = {.a = a, .input = ADIL_SPAN("")};
    o.scan = command_file(a, "paper", ADIL_SPAN("the signed paper"));
    size_t n = strlen(o.scan) - strlen("paper");
    const char *log = text_of(&o, adil_fmt(a, "%.*slog", (int)n, o.scan));
    o.lock = text_of(&o, adil_fmt(a, "%.*slock", (int)n, o.scan));
    o.dir = text_of(&o, adil_fmt(a, "%.*smade", (int)n, o.scan));
    if (!is_made) {
        furnish_office(&o);
        is_made = true;
    }
    wipe(log);
    copy_whole(o.dir, log);
    o.dir = log;
    return o;
}

static const char *paper_of(struct office *o, int cast, int reds, int blues)
{
    struct adil_span text =
        adil_fmt(o->a, HEAD ABOUT ",100,100,80,0,0,20,0,80,0,%d,1,0,%d,%d,9\n", cast, reds, blues);
    return csv(o, "protocol.csv", text_of(o, text));
}

#define type_in(o, status, says, officer, ...)                                                     \
    expect(o, status, says, "type", ABOUT, "--officer", officer, "--at", NIGHT, __VA_ARGS__)

static bool says_any(const struct command *c, const char *value)
{
    return command_says(c->out, value) || command_says(c->err, value);
}

static unsigned mode_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (unsigned)st.st_mode & 0777 : 0;
}

static const char *waiting_file(struct office *o, unsigned slot)
{
    return text_of(o, adil_fmt(o->a,
                               "%s/private/typing/waiting/protocol~board-2023~board-2023~0001.%u"
                               ".json",
                               o->dir, slot));
}

/* ---- agreement ------------------------------------------------------------------------------ */

static void test_two_who_agree_make_one_act_signed_by_both(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    (void)type_in(&o, 0, "typed once", "typists", "--from", paper, "--scan", o.scan);
    assert_int_equal(mode_of(waiting_file(&o, 1)), 0600);
    (void)expect(&o, 0, "typed by typists; the other officer is awaited", "type", "--list");
    (void)expect(&o, 2, NULL, "log", "show", "14");
    (void)type_in(&o, 0, "both typings agree", "typists.2", "--from", paper);
    assert_int_equal(mode_of(waiting_file(&o, 1)), 0);
    (void)expect(&o, 0, "nothing waits", "type", "--list");
    (void)expect(&o, 0, "1 acts typed twice, 0 findings", "type", "--check");
    (void)expect(&o, 0, "unofficial", "state", "contests");
    (void)expect(&o, 0, "\"reds\": 40", "log", "show", "14", "--json");
    done(&o, "verify", o.dir);
}

static void test_the_scan_lies_beside_the_log_once_the_act_does(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    struct adil_hash hash = adil_sha256(ADIL_SPAN("the signed paper"));
    const char *blob = text_of(&o, adil_fmt(o.a, "%s/blob/%.*s", o.dir,
                                            ADIL_ARG(adil_hex(o.a, hash.byte, sizeof hash.byte))));
    (void)type_in(&o, 0, NULL, "typists", "--from", paper);
    (void)type_in(&o, 2, "--scan", "typists.2", "--from", paper);
    assert_int_equal(mode_of(blob), 0);
    (void)type_in(&o, 0, "both typings agree", "typists.2", "--from", paper, "--scan", o.scan);
    assert_true(mode_of(blob) != 0);
}

static void test_two_scans_that_differ_are_refused(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    const char *second = csv(&o, "paper2", "another paper");
    (void)type_in(&o, 0, NULL, "typists", "--from", paper, "--scan", o.scan);
    (void)type_in(&o, 1, "the scan the other officer gave", "typists.2", "--from", paper, "--scan",
                  second);
    (void)expect(&o, 0, "typed by typists; the other", "type", "--list");
}

/* ---- who ------------------------------------------------------------------------------------ */

static void test_one_officer_does_not_type_twice(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper, "--scan", o.scan);
    (void)type_in(&o, 1, "does not type the same paper twice", "typists", "--from", paper);
    (void)type_in(&o, 1, "of the office that typed it first", "party~reds", "--from", paper);
    (void)type_in(&o, 0, "both typings agree", "typists.3", "--from", paper);
}

static void test_who_typed_may_discard_and_others_not(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper_of(&o, 80, 40, 30));
    (void)expect(&o, 1, "one who typed this paper", "type", ABOUT, "--officer", "typists.2",
                 "--discard");
    (void)expect(&o, 0, "taken away", "type", ABOUT, "--officer", "typists", "--discard");
    (void)expect(&o, 0, "nothing waits", "type", "--list");
}

/* ---- difference ----------------------------------------------------------------------------- */

static void test_what_differs_is_emptied_in_both_and_shown_to_nobody(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper_of(&o, 80, 4321, 30), "--scan", o.scan);
    struct command c =
        type_in(&o, 1, "votes.reds", "typists.2", "--from", paper_of(&o, 80, 40, 8765));
    assert_true(says_any(&c, "votes.blues") && !says_any(&c, "votes.against-all"));
    assert_false(says_any(&c, "4321") || says_any(&c, "8765"));
    for (unsigned slot = 1; slot <= 2; slot++) {
        struct adil_span bytes = {"", 0};
        assert_int_equal(
            adil_file_read(o.a, adil_span_of(waiting_file(&o, slot)), 1 << 20, &bytes, NULL).code,
            ADIL_C_OK);
        assert_false(command_says(bytes, "4321") || command_says(bytes, "8765"));
        assert_false(command_says(bytes, "\"reds\"") || command_says(bytes, "\"blues\""));
        assert_true(command_says(bytes, "\"against-all\": 9"));
        assert_int_equal(mode_of(waiting_file(&o, slot)), 0600);
    }
    c = expect(&o, 0, "typists.2 types again: votes.", "type", "--list");
    assert_false(says_any(&c, "4321") || says_any(&c, "8765"));
}

static void test_only_what_was_handed_back_is_typed_again(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper_of(&o, 80, 41, 30), "--scan", o.scan);
    (void)type_in(&o, 1, "votes.reds", "typists.2", "--from", paper_of(&o, 80, 40, 30));
    (void)type_in(&o, 1, "one of the two who typed", "typists.3", "votes.reds=40");
    (void)type_in(&o, 2, "a field both typed alike", "typists", "votes.reds=40", "cast=79");
    (void)type_in(&o, 0, "the other officer's fields are awaited", "typists", "votes.reds=42");
    (void)type_in(&o, 1, "does not type the same paper twice", "typists", "votes.reds=40");
    struct command c = type_in(&o, 1, "votes.reds", "typists.2", "votes.reds=40");
    assert_false(says_any(&c, "42"));
    (void)type_in(&o, 0, "awaited", "typists.2", "votes.reds=40");
    (void)type_in(&o, 0, "both typings agree", "typists", "votes.reds=40");
    (void)expect(&o, 0, "1 acts typed twice, 0 findings", "type", "--check");
}

/* ---- errors on paper ------------------------------------------------------------------------ */

static void test_more_votes_than_ballots_are_recorded_marked_and_not_counted(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 60, 30); /* 60 + 30 + 9 + 1 invalid */
    (void)type_in(&o, 0, "do not make up those who took part", "typists", "--from", paper, "--scan",
                  o.scan);
    struct command c = type_in(&o, 0, "P.07", "typists.2", "--from", paper);
    assert_true(command_says(c.out, "The votes do not add up to those who took part."));
    assert_true(command_says(c.out, "asked for: recount"));
    assert_true(command_says(c.out, "stays out of every total"));
    (void)expect(&o, 0, "P.07", "state", "marked");
    (void)expect(&o, 1, "act.", "act", "result", "board-2023", "contest=board-2023");
    /* a correction of typing supersedes, typed twice too */
    paper = paper_of(&o, 80, 40, 30);
    (void)type_in(&o, 0, "typed once", "typists.3", "--from", paper, "--scan", o.scan);
    (void)type_in(&o, 0, "retype-protocol", "typists", "--from", paper);
    (void)expect(&o, 0, "2 acts typed twice, 0 findings", "type", "--check");
}

static void test_what_a_rule_refuses_leaves_no_trace(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    struct adil_span before = expect(&o, 0, NULL, "log", "list").out;
    (void)expect(&o, 0, NULL, "type", ABOUT, "--officer", "typists", "--from", paper, "--scan",
                 o.scan);
    (void)expect(&o, 1, "refused: enter-protocol", "type", ABOUT, "--officer", "typists.2",
                 "--from", paper);
    assert_true(adil_span_eq(expect(&o, 0, NULL, "log", "list").out, before));
    (void)expect(&o, 0, "typed by typists; the other", "type", "--list");
    (void)type_in(&o, 0, "both typings agree", "typists.2", "--from", paper);
}

static void test_what_is_missing_or_no_number_is_told(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    (void)type_in(&o, 2, "listed: found nothing", "typists", "cast=80");
    (void)type_in(&o, 2, "whole number", "typists", "cast=eighty");
    (void)type_in(&o, 2, "no field of enter-protocol", "typists", "cats=80");
    (void)type_in(&o, 2, "--scan FILE", "typists", "scan=ab");
    (void)expect(&o, 2, "a place of the record", "type", "board-2023/board-2023/0009", "--officer",
                 "typists", "cast=1");
    (void)expect(&o, 2, "a case that was opened", "type", "board-2099/board-2023/0001", "--officer",
                 "typists", "cast=1");
    (void)expect(&o, 2, "--officer", "type", ABOUT, "cast=1");
    (void)expect(&o, 0, "nothing waits", "type", "--list");
}

/* A run that is killed after the act and before its typings are put away. */
static void test_typings_that_are_on_the_record_wait_for_nothing(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    struct adil_span bytes = {"", 0};
    (void)type_in(&o, 0, NULL, "typists", "--from", paper, "--scan", o.scan);
    const char *first = waiting_file(&o, 1);
    assert_int_equal(adil_file_read(o.a, adil_span_of(first), 1 << 20, &bytes, NULL).code,
                     ADIL_C_OK);
    (void)type_in(&o, 0, "both typings agree", "typists.2", "--from", paper);
    assert_int_equal(adil_file_write(o.a[0], adil_span_of(first), bytes, NULL).code, ADIL_C_OK);
    (void)type_in(&o, 0, "typed once", "typists", "--from", paper, "--scan", o.scan);
    (void)type_in(&o, 0, "retype-protocol", "typists.2", "--from", paper);
}

/* ---- asked ---------------------------------------------------------------------------------- */

static void test_fields_are_asked_in_the_papers_order_with_their_names(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper_of(&o, 80, 40, 30), "--scan", o.scan);
    o.input = ADIL_SPAN("100\n100\n80\n0\n0\n20\n0\n80\n0\nmany\n90\n1\n0\n"
                        "reds=40;blues=30;against-all=9\n\n");
    struct command c =
        expect(&o, 1, "cast", "type", ABOUT, "--officer", "typists.2", "--at", NIGHT);
    assert_true(command_says(c.err, "listed  voters on the list: received: "));
    assert_true(command_says(c.err, "whole number"));                         /* "many" */
    assert_true(command_says(c.err, "More ballots were found than issued.")); /* as it is typed */
    assert_true(command_says(c.err, "look at: cast, issued-in, issued-out"));
    assert_false(command_says(c.out, "80"));
    o.input = ADIL_SPAN("80\n");
    c = expect(&o, 0, "awaited", "type", ABOUT, "--officer", "typists.2", "--at", NIGHT);
    assert_false(command_says(c.err, "listed"));
    (void)expect(&o, 0, "both typings agree", "type", ABOUT, "--officer", "typists", "--at", NIGHT);
    o.input = ADIL_SPAN("100\n");
    (void)expect(&o, 2, "the end of the input", "type", "board-2023/board-2023/0002", "--officer",
                 "typists");
}

/* Once a polling has begun its ballot is known: each option is asked for, by name. */
static void test_each_option_of_a_ballot_is_asked_for(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    done(&o, "act", "turnout", "board-2023/0002", "at-09=10", "--at", NIGHT);
    o.input = ADIL_SPAN("100\n100\n80\n0\n0\n20\n0\n80\n0\n80\n1\n0\n9\n30\n40\n\n");
    struct command c =
        expect(&o, 0, "typed once", "type", ABOUT, "--officer", "typists", "--scan", o.scan);
    assert_true(command_says(c.err, "votes.against-all"));
    assert_true(command_says(c.err, "votes.reds"));
    o.input = ADIL_SPAN("");
    (void)type_in(&o, 0, "both typings agree", "typists.2", "--from", paper_of(&o, 80, 40, 30));
}

/* ---- the hash check ------------------------------------------------------------------------- */

static const char *kept_of(struct office *o)
{
    struct command c = expect(o, 0, "\"typed\"", "log", "show", "14", "--json");
    size_t at = adil_span_find(c.out, ADIL_SPAN("\"typed\""));
    at += adil_span_find(adil_span_sub(c.out, at, c.out.len), ADIL_SPAN("["));
    at += adil_span_find(adil_span_sub(c.out, at, c.out.len), ADIL_SPAN("\"")) + 1;
    return text_of(o, adil_fmt(o->a, "%s/private/typing/kept/%.64s.json", o->dir, c.out.ptr + at));
}

static void test_the_office_must_show_what_the_record_has_hashes_of(void **state)
{
    struct test_arenas *t = *state;
    struct office o = office_open(&t->perm);
    const char *paper = paper_of(&o, 80, 40, 30);
    (void)type_in(&o, 0, NULL, "typists", "--from", paper, "--scan", o.scan);
    (void)type_in(&o, 0, NULL, "typists.2", "--from", paper);
    const char *kept = kept_of(&o);
    assert_int_equal(mode_of(kept), 0600);
    struct adil_span bytes = {"", 0};
    assert_int_equal(adil_file_read(o.a, adil_span_of(kept), 1 << 20, &bytes, NULL).code,
                     ADIL_C_OK);
    size_t at = adil_span_find(bytes, ADIL_SPAN("\"reds\": 40"));
    assert_true(at < bytes.len);
    struct adil_span forged = adil_fmt(o.a, "%.*s\"reds\": 41%.*s", (int)at, bytes.ptr,
                                       (int)(bytes.len - at - 10), bytes.ptr + at + 10);
    assert_int_equal(adil_file_write(o.a[0], adil_span_of(kept), forged, NULL).code, ADIL_C_OK);
    (void)expect(&o, 1, "has another hash", "type", "--check");
    assert_int_equal(unlink(kept), 0);
    (void)expect(&o, 1, "the office has no such typing", "type", "--check");
    (void)expect(&o, 1, "\"findings\"", "type", "--check", "--json");
    assert_int_equal(adil_file_write(o.a[0], adil_span_of(kept), bytes, NULL).code, ADIL_C_OK);
    (void)expect(&o, 0, "0 findings", "type", "--check");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_two_who_agree_make_one_act_signed_by_both),
        test_case(test_the_scan_lies_beside_the_log_once_the_act_does),
        test_case(test_two_scans_that_differ_are_refused),
        test_case(test_one_officer_does_not_type_twice),
        test_case(test_who_typed_may_discard_and_others_not),
        test_case(test_what_differs_is_emptied_in_both_and_shown_to_nobody),
        test_case(test_only_what_was_handed_back_is_typed_again),
        test_case(test_more_votes_than_ballots_are_recorded_marked_and_not_counted),
        test_case(test_what_a_rule_refuses_leaves_no_trace),
        test_case(test_typings_that_are_on_the_record_wait_for_nothing),
        test_case(test_what_is_missing_or_no_number_is_told),
        test_case(test_fields_are_asked_in_the_papers_order_with_their_names),
        test_case(test_each_option_of_a_ballot_is_asked_for),
        test_case(test_the_office_must_show_what_the_record_has_hashes_of),
    };
    return cmocka_run_group_tests_name("type", tests, NULL, NULL);
}
