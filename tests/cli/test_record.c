/* A record kept by the program alone: init, keygen, act, log, state, store; the whole life of a
 * small election, and what is refused on the way. */
#include "command.h"
#include "html_check.h"

#include "base/file.h"
#include "gazette/tlog_proof.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define BOOK "tests/polity/test-club.yaml"

extern char **environ;

struct place {
    struct adil_arena *a;
    const char *dir;
    const char *lock;
};

static const char *path_in(struct place *p, const char *name)
{
    return adil_span_cstr(p->a, adil_fmt(p->a, "%s/%s", p->dir, name));
}

static bool is_there(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static void remove_all(const char *path)
{
    char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, (char *)(uintptr_t)path, NULL};
    pid_t pid = 0;
    assert_int_equal(posix_spawnp(&pid, "rm", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void copy_all(const char *from, const char *to)
{
    char *argv[] = {(char[]){"cp"}, (char[]){"-r"}, (char *)(uintptr_t)from, (char *)(uintptr_t)to,
                    NULL};
    pid_t pid = 0;
    assert_int_equal(posix_spawnp(&pid, "cp", NULL, NULL, argv, environ), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static struct adil_span bytes_of(struct place *p, const char *path)
{
    struct adil_span bytes = {"", 0};
    assert_int_equal(adil_file_read(p->a, adil_span_of(path), (size_t)1 << 26, &bytes, NULL).code,
                     ADIL_C_OK);
    return bytes;
}

static struct command run_in(struct place *p, const char *const *argv)
{
    assert_int_equal(setenv("ADIL_LOG", p->dir, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", p->lock, 1), 0);
    return command_run(p->a, argv, ADIL_SPAN(""));
}

#define run(p, ...) run_in((p), (const char *const[]){__VA_ARGS__, NULL})

/* Exit status and a part of what was said, on either output. */
static struct command expect_in(struct place *p, int status, const char *says,
                                const char *const *argv, int line)
{
    struct command c = run_in(p, argv);
    bool said = says == NULL || command_says(c.out, says) || command_says(c.err, says);
    if (c.status != status || !said) {
        print_error("line %d: adil %s %s: exit %d, expected %d\n%.*s\n%.*s\n", line, argv[0],
                    argv[1] != NULL ? argv[1] : "", c.status, status, ADIL_ARG(c.out),
                    ADIL_ARG(c.err));
        fail();
    }
    return c;
}

#define expect(p, status, says, ...)                                                               \
    expect_in((p), (status), (says), (const char *const[]){__VA_ARGS__, NULL}, __LINE__)
#define done(p, ...) (void)expect((p), 0, NULL, __VA_ARGS__)

static struct place new_log(struct adil_arena *a)
{
    struct place p = {.a = a};
    const char *mark = command_file(a, "mark", ADIL_SPAN(""));
    size_t n = strlen(mark) - strlen("mark");
    p.dir = adil_span_cstr(a, adil_fmt(a, "%.*slog", (int)n, mark));
    p.lock = adil_span_cstr(a, adil_fmt(a, "%.*slock", (int)n, mark));
    remove_all(p.dir);
    (void)unlink(p.lock);
    done(&p, "init", p.dir, "--from", BOOK, "--origin", "simulated.example/club", "--simulated",
         "--at", "2023-01-10T10:00:00+06:00");
    return p;
}

static const char *table(struct place *p, const char *text)
{
    return command_file(p->a, "table.csv", adil_span_of(text));
}

/* Two precincts, two parties, four issuers with keys. */
static void furnish(struct place *p)
{
    done(p, "act", "--word", "keep-precinct", "--from",
         table(p, "about,unit,title,registered\n0001,north,First,100\n0002,south,Second,200\n"));
    done(p, "act", "--word", "enrol-party", "--from",
         table(p, "about,name,members.north,members.south,members.total\n"
                  "reds,The Reds,300,400,9000\nblues,The Blues,300,400,9000\n"));
    done(p, "keygen", "party/reds", "party/blues", "precinct-commission/0001",
         "precinct-commission/0002");
    done(p, "act", "--word", "key", "--by", "commission", "--from",
         table(p, "about,bind\nparty/reds,here\nparty/blues,here\n"
                  "precinct-commission/0001,here\nprecinct-commission/0002,here\n"));
}

static void call_and_register(struct place *p)
{
    done(p, "act", "call", "board-2023", "day=2023-03-19", "contests=board-2023", "--by",
         "commission", "--at", "2023-01-19T10:00:00+06:00");
    done(p, "act", "--word", "nominate-list", "--at", "2023-01-25T10:00:00+06:00", "--from",
         table(p, "about,contest,name,party,people\nboard-2023/reds,board-2023,The Reds,reds,9\n"
                  "board-2023/blues,board-2023,The Blues,blues,9\n"));
    done(p, "act", "register-list", "board-2023/reds", "registered=2023-01-26", "--at",
         "2023-01-26T10:00:00+06:00");
    done(p, "act", "register-list", "list/board-2023/blues", "registered=2023-01-26");
}

#define PROTOCOL_HEAD                                                                              \
    "about,listed,received,issued-in,issued-out,with-certificate,unused,spoiled,found-fixed,"      \
    "found-portable,cast,invalid,not-counted,votes.reds,votes.blues,votes.against-all\n"

static void count_protocols(struct place *p)
{
    done(p, "act", "--word", "protocol", "--at", "2023-03-19T22:00:00+06:00", "--from",
         table(p, PROTOCOL_HEAD
               "board-2023/board-2023/0001,100,100,80,0,0,20,0,80,0,80,1,0,40,30,9\n"
               "board-2023/board-2023/0002,200,200,100,0,0,100,0,100,0,100,1,0,60,30,9\n"));
}

static const char *entries(struct place *p)
{
    return adil_span_cstr(p->a, run(p, "log").out);
}

static const char *state_hash(struct place *p)
{
    return adil_span_cstr(p->a, run(p, "state", "hash").out);
}

/* ---- the whole life ------------------------------------------------------------------------- */

static void test_record__keeps_an_election_from_call_to_certificate(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    call_and_register(&p);
    done(&p, "act", "turnout", "board-2023/0001", "at-09=10", "--at", "2023-03-19T09:10:00+06:00");
    (void)expect(&p, 1, "act.incomplete", "act", "result", "board-2023", "contest=board-2023",
                 "--at", "2023-03-19T22:00:00+06:00");
    count_protocols(&p);
    (void)expect(&p, 0, "unofficial-complete", "state", "contests");
    (void)expect(&p, 0, "moves from counting to established", "act", "result", "board-2023",
                 "contest=board-2023", "--dry-run");
    done(&p, "act", "result", "board-2023", "contest=board-2023");
    done(&p, "act", "certify", "board-2023", "--at", "2023-03-20T10:00:00+06:00");
    struct command c = run(&p, "state", "results", "--csv");
    assert_int_equal(c.status, 0);
    assert_true(command_says(c.out, ",decided,,reds,100,6\n"));
    assert_true(command_says(c.out, ",decided,,blues,60,3\n"));
    (void)expect(&p, 0, "certified", "state", "cases");
    (void)expect(&p, 0, "no damage found", "store", "check");
}

static void test_record__a_real_log_takes_its_time_from_the_clock(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    remove_all(p.dir);
    done(&p, "init", p.dir, "--from", BOOK, "--origin", "example/club");
    done(&p, "act", "announce", "hello", "text=good morning");
    (void)expect(&p, 2, "--at", "act", "announce", "hello", "text=x", "--at",
                 "2023-01-10T10:00:00Z");
}

/* ---- init and keys -------------------------------------------------------------------------- */

static void test_record__init_refuses_a_folder_that_holds_a_log(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    struct adil_span before = bytes_of(&p, path_in(&p, "checkpoint"));
    (void)expect(&p, 2, "a folder without one", "init", p.dir, "--from", BOOK, "--origin",
                 "example/other");
    assert_span_equal(bytes_of(&p, path_in(&p, "checkpoint")), before);
}

static void test_record__init_takes_holders_and_leaves_nothing_when_it_fails(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    remove_all(p.dir);
    const char *bad =
        table(&p, "office,person,capacity,since,source\nking,A,elected,2020-01-01,x\n");
    (void)expect(&p, 2, "king", "init", p.dir, "--from", BOOK, "--origin", "example/club",
                 "--holders", bad);
    assert_false(is_there(p.dir));
    const char *holders = table(
        &p, "office,person,capacity,since,source\nchair,Anna,elected,2020-01-01,the minutes\n");
    done(&p, "init", p.dir, "--from", BOOK, "--origin", "example/club", "--holders", holders);
    (void)expect(&p, 0, "chair,Anna,elected,2020-01-01", "state", "holders", "--csv");
}

static void test_record__keys_are_private_and_only_their_public_half_is_shown(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    struct stat st;
    done(&p, "keygen", "party/reds", "--count", "2");
    assert_int_equal(stat(path_in(&p, "private/keys/party~reds.2.key"), &st), 0);
    assert_int_equal(st.st_mode & 077, 0);
    assert_int_equal(stat(path_in(&p, "private"), &st), 0);
    assert_int_equal(st.st_mode & 077, 0);
    (void)expect(&p, 0, "party~reds.2", "keygen", "--list");
    (void)expect(&p, 0, "not bound", "keygen", "--list");
    (void)expect(&p, 2, "king", "keygen", "king");
}

static void test_record__a_new_log_key_signs_the_next_checkpoint(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    struct adil_span before = bytes_of(&p, path_in(&p, "checkpoint"));
    (void)expect(&p, 2, "adil keygen log first", "act", "key", "log");
    done(&p, "keygen", "log");
    done(&p, "act", "key", "log");
    struct adil_span after = bytes_of(&p, path_in(&p, "checkpoint"));
    size_t line = adil_span_find(before, ADIL_SPAN("\xe2\x80\x94 "));
    size_t id = line + strlen("\xe2\x80\x94 simulated.example/club ");
    assert_true(adil_span_find(after, adil_span_sub(before, id, id + 5)) == after.len);
}

static void test_record__a_lost_log_key_is_said_to_be_lost(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    done(&p, "keygen", "log");
    done(&p, "act", "key", "log");
    (void)expect(&p, 0, "1 rotations\n", "verify", p.dir);
    assert_int_equal(unlink(path_in(&p, "private/keys/log.2.key")), 0);
    done(&p, "keygen", "log");
    (void)expect(&p, 2, "lost=true reason=", "act", "key", "log");
    (void)expect(&p, 1, "act.field", "act", "key", "log", "lost=true");
    done(&p, "act", "key", "log", "lost=true", "reason=the disk broke");
    (void)expect(&p, 0,
                 "2 rotations; entry 2: the key before was lost and did not sign: the disk broke\n",
                 "verify", p.dir);
    (void)expect(&p, 0, "\"lost\": \"the disk broke\"", "state", "polity", "--json");
    done(&p, "act", "announce", "news", "text=the log goes on", "--by", "commission");
    done(&p, "verify", p.dir);
}

/* ---- acts ----------------------------------------------------------------------------------- */

static void test_record__a_refusal_names_the_rule_and_writes_nothing(void **state)
{
    static const struct {
        const char *rule;
        const char *argv[10];
    } x[] = {
        {"party-members",
         {"act", "enrol-party", "greens", "name=Greens", "members=total=4999;north=300;south=400"}},
        {"act.twice", {"act", "keep-precinct", "0001", "unit=north", "title=x", "registered=1"}},
        {"nomination-ends",
         {"act", "nominate-list", "board-2023/late", "contest=board-2023", "name=L", "party=reds",
          "people=1", "--by", "party/reds", "--at"}},
        {"act.field", {"act", "keep-precinct", "0003", "unit=north"}},
        {"established.certify", {"act", "certify", "board-2023", "--by", "party/reds"}},
    };
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    call_and_register(&p);
    const char *before = entries(&p);
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        const char *argv[12] = {NULL};
        size_t n = 0;
        while (n < ADIL_COUNT(x[i].argv) && x[i].argv[n] != NULL) {
            argv[n] = x[i].argv[n];
            n++;
        }
        if (strcmp(argv[n - 1], "--at") == 0) {
            argv[n] = "2023-02-08T18:00:01+06:00";
        }
        struct command c = run_in(&p, argv);
        assert_int_equal(c.status, 1);
        assert_true(command_says(c.out, x[i].rule));
    }
    assert_string_equal(entries(&p), before);
}

static void test_record__bad_values_are_told_by_field(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    (void)expect(&p, 2, "registered", "act", "keep-precinct", "1", "registered=many");
    (void)expect(&p, 2, "found no field of keep-precinct, expected registered", "act",
                 "keep-precinct", "1", "registred=1");
    (void)expect(&p, 2, "keep-precinct", "act", "keep-precint", "1");
    (void)expect(&p, 2, "--by", "act", "call", "x", "day=2023-03-19", "contests=a");
}

static void test_record__a_table_is_entered_whole_or_not_at_all(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *before = entries(&p);
    const char *bad = table(&p, "about,unit,title,registered\n0001,north,First,100\n"
                                "0002,south,Second,some\n0001,north,Again,5\n0003,,Third,1\n");
    struct command c = run(&p, "act", "--word", "keep-precinct", "--from", bad);
    assert_int_equal(c.status, 2);
    assert_true(command_says(c.err, "table.csv:3: registered"));
    assert_true(command_says(c.err, "table.csv:4: about, act.twice"));
    assert_true(command_says(c.err, "table.csv:5: unit, act.field"));
    assert_false(command_says(c.err, "table.csv:2"));
    assert_string_equal(entries(&p), before);
    c = run(&p, "act", "--word", "keep-precinct", "--from",
            table(&p, "about,unit,title,registered\n0001,north,First,100,7\n"));
    assert_int_equal(c.status, 2);
}

static void test_record__a_dry_run_writes_nothing(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    struct adil_span before = bytes_of(&p, path_in(&p, "checkpoint"));
    const char *was = entries(&p);
    (void)unlink(p.lock); /* nor does it need a secret */
    (void)expect(&p, 0, "party-members", "act", "enrol-party", "reds", "name=R",
                 "members=total=9000;north=300;south=400", "--dry-run");
    (void)expect(&p, 1, "- party-members", "act", "enrol-party", "reds", "name=R",
                 "members=total=900;north=300;south=400", "--dry-run");
    (void)expect(&p, 0, "would be: 1 acts", "act", "--dry-run", "--word", "keep-precinct", "--from",
                 table(&p, "about,unit,title,registered\n0001,north,First,100\n"));
    assert_string_equal(entries(&p), was);
    assert_span_equal(bytes_of(&p, path_in(&p, "checkpoint")), before);
}

/* docs/design/coverage.md */
static void test_record__what_acts_try_of_the_law_is_listed(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *list = command_file(p.a, "trials", ADIL_SPAN(""));
    (void)expect(&p, 0, "would be entry", "act", "enrol-party", "reds", "name=R",
                 "members=total=9000;north=300;south=400", "--dry-run", "--coverage", list);
    (void)expect(&p, 1, "party-members", "act", "enrol-party", "reds", "name=R",
                 "members=total=900;north=300;south=400", "--coverage", list);
    struct adil_span text = bytes_of(&p, list);
    assert_true(command_says(text, "norm party-members 2022-11-18 1 0\n"));
    assert_true(command_says(text, "norm party-members 2022-11-18 0 1\n"));
    assert_false(command_says(text, "deadline"));
    (void)expect(&p, 1, "  +1      -1      norm      party-members", "law", "coverage", p.dir,
                 list);
    furnish(&p);
    (void)expect(&p, 0, "verified", "verify", p.dir, "--coverage", list);
    (void)expect(&p, 1, "  +3      -1      norm      party-members", "law", "coverage", p.dir,
                 list);
    (void)expect(&p, 3, "coverage", "verify", p.dir, "--coverage", p.dir); /* a folder */
}

static void test_record__an_act_travels_between_its_signers(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *file = command_file(p.a, "act.json", ADIL_SPAN(""));
    (void)expect(&p, 0, "1 of 2 signatures", "act", "keep-precinct", "0001", "unit=north",
                 "title=F", "registered=1", "--key", "commission", "--out", file);
    (void)expect(&p, 1, "act.signs", "act", "--file", file);
    (void)expect(&p, 0, "2 of 2 signatures", "act", "--file", file, "--key", "commission.2");
    (void)expect(&p, 0, "would be entry 1", "act", "--file", file, "--dry-run");
    (void)expect(&p, 0, "entry 1", "act", "--file", file);
    (void)expect(&p, 1, "act.seq", "act", "--file", file);
}

/* Another letter of a signature: a dry run says what the log would say. */
static void test_record__a_dry_run_looks_at_the_signatures_of_a_file(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    struct adil_span text;
    const char *file = command_file(p.a, "act.json", ADIL_SPAN(""));
    (void)expect(&p, 0, "2 of 2 signatures", "act", "keep-precinct", "0001", "unit=north",
                 "title=F", "registered=1", "--key", "commission", "--key", "commission.2", "--out",
                 file);
    assert_int_equal(adil_file_read(p.a, adil_span_of(file), 1 << 16, &text, NULL).code, ADIL_C_OK);
    char *bytes = adil_span_cstr(p.a, text);
    char *sig = strstr(bytes, "\"sig\":\"");
    assert_non_null(sig);
    sig += sizeof "\"sig\":\"" + 9;
    *sig = *sig == 'A' ? 'B' : 'A';
    const char *spoilt = command_file(p.a, "spoilt.json", adil_span_bytes(bytes, text.len));
    (void)expect(&p, 1, "act.signature", "act", "--file", spoilt, "--dry-run");
    (void)expect(&p, 1, "act.signature", "act", "--file", spoilt);
}

static void test_record__a_template_says_who_may_and_until_when(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    call_and_register(&p);
    struct command c = run(&p, "act", "nominate-list", "board-2023/x", "--template");
    assert_int_equal(c.status, 0);
    assert_true(command_says(c.out, "party/KEY in preparation of election (where the case is)"));
    assert_true(command_says(c.out, "until nomination-ends (2023-02-08T18:00:00+06:00)"));
    assert_true(command_says(c.out, "people"));
    (void)expect(&p, 0, "nominate-list", "act", "--words");
}

/* An act's fields in canonical form, as they are signed. */
static void assert_fields(struct place *p, const char *fields, const char *const *argv, int line)
{
    const char *file = command_file(p->a, "act.json", ADIL_SPAN(""));
    const char *all[16] = {NULL};
    size_t n = 0;
    for (; argv[n] != NULL; n++) {
        all[n] = argv[n];
    }
    all[n++] = "--out";
    all[n] = file;
    (void)expect_in(p, 0, NULL, all, line);
    struct adil_span want = adil_fmt(p->a, "\"fields\":%s,", fields);
    struct adil_span got = bytes_of(p, file);
    if (adil_span_find(got, want) == got.len) {
        fail_msg("line %d: no %.*s in %.*s", line, ADIL_ARG(want), ADIL_ARG(got));
    }
}

#define fields_are(p, fields, ...)                                                                 \
    assert_fields((p), (fields), (const char *const[]){__VA_ARGS__, NULL}, __LINE__)

static void test_record__values_are_typed_as_people_write_them(void **state)
{
    static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *by = "--by=commission";
    fields_are(&p, "{\"contests\":[\"a\",\"b c\"],\"day\":\"2023-03-19\"}", "act", "call", "x",
               "contests=a; b c", "day=2023-03-19", by);
    fields_are(&p, "{\"contests\":[\"a\"],\"day\":\"2023-03-19\"}", "act", "call", "x",
               "contests=[ \"a\" ]", "day=2023-03-19", by);
    fields_are(&p, "{\"contest\":\"c\",\"seats\":{\"a\":2,\"z\":1},\"source\":\"s\"}", "act",
               "publish", "x", "contest=c", "source=s", "seats=z=1;a=2", by);
    fields_are(&p, "{\"contest\":\"c\",\"seats\":{\"a\":2,\"z\":1},\"source\":\"s\"}", "act",
               "publish", "x", "contest=c", "source=s", "seats={\"z\":1, \"a\":2}", by);
    fields_are(&p, "{\"members\":{\"total\":7,\"units\":{\"north\":3,\"south\":4}},\"name\":\"N\"}",
               "act", "enrol-party", "x", "members.south=4", "members.north=3", "name=N", by);
    fields_are(&p,
               "{\"commitment\":\"0000000000000000000000000000000000000000000000000000000000"
               "000000\"}",
               "act", "commit-seed", "x",
               adil_span_cstr(p.a, adil_fmt(p.a, "commitment=%s", zeros)), by);
    /* SHA-256 of "abc" (FIPS 180-4) */
    const char *file = command_file(p.a, "abc", ADIL_SPAN("abc"));
    fields_are(&p,
               "{\"commitment\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2"
               "0015ad\"}",
               "act", "commit-seed", "x",
               adil_span_cstr(p.a, adil_fmt(p.a, "commitment=@%s", file)), by);
    static const char *const bad[] = {"day=19.03.2023", "contests=[", "day=", "contests=a;a"};
    for (size_t i = 0; i < 3; i++) {
        (void)expect(&p, 2, NULL, "act", "call", "x", bad[i], by, "--dry-run");
    }
    (void)expect(&p, 1, "act.field", "act", "call", "x", "day=2023-03-19", bad[3], by, "--dry-run");
}

static void test_record__a_refused_act_leaves_no_file_behind(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *blob =
        path_in(&p, "blob/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *file = command_file(p.a, "abc", ADIL_SPAN("abc"));
    const char *value = adil_span_cstr(p.a, adil_fmt(p.a, "commitment=@%s", file));
    (void)expect(&p, 1, NULL, "act", "commit-seed", "x", value, "--by", "commission");
    assert_false(is_there(blob));
    furnish(&p);
    call_and_register(&p);
    done(&p, "act", "commit-seed", "board-2023", value, "--by", "party/reds", "--at",
         "2023-03-19T06:00:00+06:00");
    assert_true(is_there(blob));
}

static void test_record__keys_are_made_by_table(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *issuers = table(&p, "issuer\nparty/a\nparty/b\n");
    (void)expect(&p, 0, "party~b", "keygen", "--from", issuers);
    (void)expect(&p, 2, "king", "keygen", "--from", table(&p, "issuer\nparty/c\nking\n"));
    assert_false(is_there(path_in(&p, "private/keys/party~c.key")));
}

/* ---- what is shown -------------------------------------------------------------------------- */

static void test_record__the_page_of_an_entry_is_well_formed(void **state)
{
    static const char *const langs[] = {"en", "ru", "kk"};
    static struct html_check check;
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    done(&p, "act", "announce", "<b>&\"", "text=</pre><script>alert(1)</script>");
    const char *file = command_file(p.a, "1.html", ADIL_SPAN(""));
    for (size_t i = 0; i < ADIL_COUNT(langs); i++) {
        done(&p, "log", "show", "1", "--html", file, "--lang", langs[i]);
        const char *fault = html_fault(&check, bytes_of(&p, file));
        if (fault != NULL) {
            fail_msg("%s at byte %zu", fault, check.at);
        }
        assert_true(command_says(bytes_of(&p, file), "c2sp.org/tlog-proof@v1"));
        assert_true(command_says(bytes_of(&p, file), "Charter 26"));
        assert_false(command_says(bytes_of(&p, file), "<script"));
    }
}

static void test_record__an_entry_is_shown_with_the_rules_it_rests_on(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    call_and_register(&p);
    struct command c = run(&p, "log", "search", "the REDS", "--word", "nominate-list");
    assert_true(command_says(c.out, "list/board-2023/reds by party/reds"));
    c = run(&p, "log", "show", "10");
    assert_int_equal(c.status, 0);
    assert_true(command_says(c.out, "nomination-ends   Charter 16(4)"));
    assert_true(command_says(c.out, "2023-02-08T18:00:00+06:00"));
    assert_true(command_says(c.out, "valid"));
    c = run(&p, "log", "show", "9");
    assert_true(command_says(c.out, "call-in-time"));
    (void)expect(&p, 2, "99", "log", "show", "99");
}

static void test_record__pages_of_the_list_join(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    struct command all = run(&p, "log");
    struct command head = run(&p, "log", "--limit", "3");
    struct command tail = run(&p, "log", "--from", "3");
    assert_true(command_says(head.out, "more: --from 3\n"));
    struct adil_span first =
        adil_span_sub(head.out, 0, adil_span_find(head.out, ADIL_SPAN("more:")));
    assert_span_equal(adil_fmt(p.a, "%.*s%.*s", ADIL_ARG(first), ADIL_ARG(tail.out)), all.out);
    struct command followed = run(&p, "log", "follow", "--from", "0", "--limit", "3");
    assert_span_equal(followed.out, first);
}

static void test_record__a_proof_convinces_whoever_has_the_log_key(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    const char *proof = command_file(p.a, "3.proof", ADIL_SPAN(""));
    const char *entry = command_file(p.a, "3.act", ADIL_SPAN(""));
    done(&p, "log", "prove", "3", "--out", proof, "--entry", entry);
    struct command c = run(&p, "state", "polity", "--csv");
    size_t at = adil_span_find(c.out, ADIL_SPAN("\nlog,"));
    struct adil_span key = adil_span_sub(c.out, at + strlen("\nlog,"), c.out.len);
    key = adil_span_sub(key, 0, adil_span_find_byte(key, '\n'));
    struct adil_place nowhere = {{NULL, 0}, 0};
    struct adil_policy_log log = {{{NULL, 0}, 0, 0, {NULL, 0}}, {NULL, 0}};
    struct adil_policy policy = {.log = &log, .n_logs = 1, .quorum = UINT32_MAX};
    struct adil_tlog_proof parsed;
    assert_int_equal(adil_vkey_parse(p.a, nowhere, key, &log.key, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_tlog_proof_parse(p.a, nowhere, bytes_of(&p, proof), &parsed, NULL).code,
                     ADIL_C_OK);
    struct adil_span bytes = bytes_of(&p, entry);
    assert_int_equal(
        adil_tlog_proof_verify(t->scratch, nowhere, &parsed, bytes, &policy, NULL).code, ADIL_C_OK);
    bytes = adil_span_copy(p.a, bytes);
    ((char *)(uintptr_t)bytes.ptr)[bytes.len / 2] ^= 1;
    assert_int_equal(
        adil_tlog_proof_verify(t->scratch, nowhere, &parsed, bytes, &policy, NULL).code,
        ADIL_C_REFUSED);
}

static void test_record__state_is_the_same_bytes_again_and_from_a_copy(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    call_and_register(&p);
    count_protocols(&p);
    struct command once = run(&p, "state", "--json");
    struct command again = run(&p, "state", "--json");
    assert_int_equal(once.status, 0);
    assert_span_equal(again.out, once.out);
    const char *hash = state_hash(&p);
    struct place copy = p;
    copy.dir = adil_span_cstr(p.a, adil_fmt(p.a, "%s-copy", p.dir));
    remove_all(copy.dir);
    copy_all(p.dir, copy.dir);
    assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
    assert_int_equal(setenv("LC_ALL", "tr_TR.UTF-8", 1), 0);
    assert_span_equal(run(&copy, "state", "--json").out, once.out);
    assert_string_equal(state_hash(&copy), hash);
    assert_int_equal(unsetenv("TZ"), 0);
    assert_int_equal(unsetenv("LC_ALL"), 0);
}

static void test_record__state_goes_back_and_forward_in_time(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    furnish(&p);
    (void)expect(&p, 0, "\nparty,2,0", "state", "registers", "--csv");
    (void)expect(&p, 0, "\nparty,1,0", "state", "registers", "--csv", "--as-of", "3");
    (void)expect(&p, 0, "\nparty,2,0", "state", "registers", "--csv", "--at", "2023-01-10");
    (void)expect(&p, 2, "2023-01-09", "state", "registers", "--at", "2023-01-09");
    call_and_register(&p);
    (void)expect(&p, 0, ",preparation,", "state", "cases", "--csv");
    (void)expect(&p, 0, ",polling,", "state", "cases", "--csv", "--now",
                 "2023-03-19T12:00:00+06:00");
    (void)expect(&p, 0, "nothing", "state", "cases", "--at", "2023-01-18");
    (void)expect(&p, 0, "polling-opens", "state", "calendar", "--columns", "40");
    (void)expect(&p, 0, "reds,", "state", "register", "party", "--csv");
    (void)expect(&p, 2, "party", "state", "register", "partie");
    (void)expect(&p, 2, "cases", "state", "case");
}

static void test_record__damage_on_the_disk_is_found(void **state)
{
    struct test_arenas *t = *state;
    struct place p = new_log(&t->perm);
    const char *tile = path_in(&p, "tile/entries/000.p/1");
    struct adil_span bytes = adil_span_copy(p.a, bytes_of(&p, tile));
    ((char *)(uintptr_t)bytes.ptr)[bytes.len / 2] ^= 4;
    assert_int_equal(adil_file_write(t->scratch, adil_span_of(tile), bytes, NULL).code, ADIL_C_OK);
    (void)expect(&p, 1, "tile/entries", "store", "check");
}

static void test_record__verbs_want_a_folder(void **state)
{
    struct test_arenas *t = *state;
    assert_int_equal(unsetenv("ADIL_LOG"), 0);
    static const char *const verbs[] = {"log", "state", "store", "keygen", "act"};
    static const char *const words[] = {"list", "cases", "check", "--list", "--words"};
    for (size_t i = 0; i < ADIL_COUNT(verbs); i++) {
        const char *const argv[] = {verbs[i], words[i], NULL};
        struct command c = command_run(&t->perm, argv, ADIL_SPAN(""));
        assert_int_equal(c.status, 2);
        assert_true(command_says(c.err, "ADIL_LOG"));
        const char *const help[] = {verbs[i], "--help", NULL};
        c = command_run(&t->perm, help, ADIL_SPAN(""));
        assert_int_equal(c.status, 0);
        assert_true(command_says(c.out, "example:"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_record__keeps_an_election_from_call_to_certificate),
        test_case(test_record__a_real_log_takes_its_time_from_the_clock),
        test_case(test_record__init_refuses_a_folder_that_holds_a_log),
        test_case(test_record__init_takes_holders_and_leaves_nothing_when_it_fails),
        test_case(test_record__keys_are_private_and_only_their_public_half_is_shown),
        test_case(test_record__a_new_log_key_signs_the_next_checkpoint),
        test_case(test_record__a_lost_log_key_is_said_to_be_lost),
        test_case(test_record__a_refusal_names_the_rule_and_writes_nothing),
        test_case(test_record__bad_values_are_told_by_field),
        test_case(test_record__a_table_is_entered_whole_or_not_at_all),
        test_case(test_record__a_dry_run_writes_nothing),
        test_case(test_record__what_acts_try_of_the_law_is_listed),
        test_case(test_record__an_act_travels_between_its_signers),
        test_case(test_record__a_dry_run_looks_at_the_signatures_of_a_file),
        test_case(test_record__a_template_says_who_may_and_until_when),
        test_case(test_record__values_are_typed_as_people_write_them),
        test_case(test_record__a_refused_act_leaves_no_file_behind),
        test_case(test_record__keys_are_made_by_table),
        test_case(test_record__the_page_of_an_entry_is_well_formed),
        test_case(test_record__an_entry_is_shown_with_the_rules_it_rests_on),
        test_case(test_record__pages_of_the_list_join),
        test_case(test_record__a_proof_convinces_whoever_has_the_log_key),
        test_case(test_record__state_is_the_same_bytes_again_and_from_a_copy),
        test_case(test_record__state_goes_back_and_forward_in_time),
        test_case(test_record__damage_on_the_disk_is_found),
        test_case(test_record__verbs_want_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
