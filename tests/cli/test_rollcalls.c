/* Votes by name out of a record, and into adil cohesion. */
#include "command.h"

#include <stdlib.h>

#define HOUSE "tests/polity/test-house.yaml"
#define HEAD  "body,date,question,member,faction,vote\n"

struct chamber {
    struct adil_arena *a;
    const char *dir;
    const char *lock;
};

static struct command run_in(struct chamber *c, struct adil_span input, const char *const *argv)
{
    assert_int_equal(setenv("ADIL_LOG", c->dir, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", c->lock, 1), 0);
    return command_run(c->a, argv, input);
}

static void ends_at(struct chamber *c, int status, const char *const *argv, int line)
{
    struct command r = run_in(c, ADIL_SPAN(""), argv);
    if (r.status != status) {
        print_error("line %d: adil %s: exit %d\n%.*s\n", line, argv[0], r.status, ADIL_ARG(r.err));
        fail();
    }
}
#define done(c, ...) ends_at((c), 0, (const char *const[]){__VA_ARGS__, NULL}, __LINE__)

static void prints_at(struct chamber *c, const char *text, const char *const *argv, int line)
{
    struct command r = run_in(c, ADIL_SPAN(""), argv);
    if (r.status != 0 || !adil_span_is(r.out, text)) {
        print_error("line %d: exit %d\n%.*s%.*s\nexpected\n%s\n", line, r.status, ADIL_ARG(r.out),
                    ADIL_ARG(r.err), text);
        fail();
    }
}
#define prints(c, text, ...)                                                                       \
    prints_at((c), (text), (const char *const[]){__VA_ARGS__, NULL}, __LINE__)

/* Four members of the upper house, two of them in groups. */
static struct chamber chamber_open(struct adil_arena *a, const char *name)
{
    struct chamber c = {.a = a};
    const char *holders = command_file(a, name,
                                       ADIL_SPAN("office,person,capacity,since,source\n"
                                                 "upper,u1,elected,2020-01-01,t\n"
                                                 "upper,u2,elected,2020-01-01,t\n"
                                                 "upper,u3,elected,2020-01-01,t\n"
                                                 "upper,u4,elected,2020-01-01,t\n"));
    c.dir = adil_span_cstr(a, adil_fmt(a, "%s-log", holders));
    c.lock = adil_span_cstr(a, adil_fmt(a, "%s-lock", holders));
    done(&c, "init", c.dir, "--from", HOUSE, "--origin", "simulated.example/house", "--simulated",
         "--at", "2023-02-01T10:00:00Z", "--holders", holders);
    done(&c, "act", "join-group", "u1", "group=red, or rust");
    done(&c, "act", "join-group", "u2", "group=red, or rust");
    done(&c, "act", "join-group", "u3", "group=blue");
    return c;
}

static void a_roll(struct chamber *c, const char *bill, const char *const votes[2])
{
    done(c, "act", "table-bill", bill, "title=t");
    done(c, "act", "decide-bill", bill, "yes=6", "reading=1");
    done(c, "act", "decide-bill", bill, "yes=6", "reading=2");
    done(c, "act", "call-the-roll", bill, votes[0], votes[1], "--by", "upper-clerk");
}

#define BILL_1                                                                                     \
    "upper-house,2023-02-01,\"b1, upper, entry 7\",u1,\"red, or rust\",yes\n"                      \
    "upper-house,2023-02-01,\"b1, upper, entry 7\",u2,\"red, or rust\",yes\n"                      \
    "upper-house,2023-02-01,\"b1, upper, entry 7\",u3,blue,no\n"                                   \
    "upper-house,2023-02-01,\"b1, upper, entry 7\",u4,,absent\n"
#define BILL_2                                                                                     \
    "upper-house,2023-02-03,\"b2, upper, entry 12\",u1,blue,yes\n"                                 \
    "upper-house,2023-02-03,\"b2, upper, entry 12\",u2,\"red, or rust\",no\n"                      \
    "upper-house,2023-02-03,\"b2, upper, entry 12\",u3,blue,yes\n"                                 \
    "upper-house,2023-02-03,\"b2, upper, entry 12\",u4,,absent\n"

static struct chamber two_bills(struct adil_arena *a, const char *name)
{
    static const char *const first[] = {"yes=u1;u2", "no=u3"};
    static const char *const second[] = {"yes=u1;u3", "no=u2"};
    struct chamber c = chamber_open(a, name);
    a_roll(&c, "b1", first);
    done(&c, "act", "change-group", "u1", "group=blue", "--at", "2023-02-03T10:00:00Z");
    a_roll(&c, "b2", second);
    return c;
}

static void a_record_without_roll_calls_has_an_empty_table(void **state)
{
    struct test_arenas *t = *state;
    struct chamber c = chamber_open(&t->perm, "c0");
    done(&c, "act", "table-bill", "b1", "title=t");
    done(&c, "act", "decide-bill", "b1", "yes=6");
    prints(&c, "nothing\n", "state", "rollcalls");
    prints(&c, HEAD, "state", "rollcalls", "--csv");
    prints(&c, "{\n  \"rollcalls\": []\n}\n", "state", "rollcalls", "--json");
    ends_at(&c, 2, (const char *const[]){"state", "rollcall", NULL}, __LINE__);
    ends_at(&c, 2, (const char *const[]){"state", "rollcalls", "b1", NULL}, __LINE__);
}

static void roll_calls_are_printed_as_of_a_day_or_an_entry(void **state)
{
    struct test_arenas *t = *state;
    struct chamber c = two_bills(&t->perm, "t0");
    prints(&c, HEAD BILL_1 BILL_2, "state", "rollcalls", "--csv");
    prints(&c, HEAD BILL_1, "state", "rollcalls", "--csv", "--at", "2023-02-02");
    prints(&c, HEAD BILL_1, "state", "rollcalls", "--csv", "--as-of", "11");
    prints(&c, HEAD BILL_1 BILL_2, "state", "rollcalls", "--csv", "--as-of", "12");
    prints(&c, HEAD, "state", "rollcalls", "--csv", "--as-of", "6");
    const char *const json[] = {"state", "rollcalls", "--json", NULL};
    struct command r = run_in(&c, ADIL_SPAN(""), json);
    assert_int_equal(r.status, 0);
    assert_true(command_says(r.out, "\"question\": \"b2, upper, entry 12\""));
    assert_true(command_says(r.out, "\"faction\": \"\""));
    assert_true(command_says(r.out, "\"vote\": \"absent\""));
}

static void they_go_into_cohesion_as_they_are(void **state)
{
    struct test_arenas *t = *state;
    struct chamber c = two_bills(&t->perm, "t1");
    const char *const out[] = {"state", "rollcalls", "--csv", NULL};
    const char *const in[] = {"cohesion", "-", "--csv", NULL};
    const char *const text[] = {"cohesion", "-", NULL};
    struct command r = run_in(&c, ADIL_SPAN(""), out);
    struct command of = run_in(&c, r.out, in);
    assert_int_equal(of.status, 0);
    assert_span_is(of.out, "faction,yes,no,abstain,present,absent,not-entitled,rice,"
                           "agreement_index,\"with red, or rust\",with blue\n"
                           "\"red, or rust\",2,1,0,0,0,0,1.000000,1.000000,,0.000000\n"
                           "blue,2,1,0,0,0,0,1.000000,1.000000,0.000000,\n");
    of = run_in(&c, r.out, text);
    assert_true(command_says(of.out, "Votes of members of no faction, not counted: 2"));
}

static void votes_that_members_signed_are_printed(void **state)
{
    static const char *const delegate[] = {"delegate/a", "delegate/b"};
    struct test_arenas *t = *state;
    struct chamber c = chamber_open(&t->perm, "c1");
    done(&c, "act", "accredit", "a", "status=accredited", "bloc=west");
    done(&c, "act", "accredit", "b", "status=accredited");
    done(&c, "act", "accredit", "c", "status=accredited", "bloc=east");
    for (size_t i = 0; i < ADIL_COUNT(delegate); i++) {
        done(&c, "keygen", delegate[i]);
        done(&c, "act", "key", delegate[i], "bind=here");
    }
    done(&c, "act", "draft", "d", "text=t");
    done(&c, "act", "cast", "d", "choice=yes", "--by", "delegate/a");
    done(&c, "act", "cast", "d", "choice=abstain", "--by", "delegate/b");
    done(&c, "act", "adopt", "d");
    prints(&c,
           HEAD "congress,2023-02-01,\"d, floor, reading 1, entry 12\",a,west,yes\n"
                "congress,2023-02-01,\"d, floor, reading 1, entry 12\",b,,abstain\n"
                "congress,2023-02-01,\"d, floor, reading 1, entry 12\",c,east,absent\n",
           "state", "rollcalls", "--csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_record_without_roll_calls_has_an_empty_table),
        test_case(roll_calls_are_printed_as_of_a_day_or_an_entry),
        test_case(they_go_into_cohesion_as_they_are),
        test_case(votes_that_members_signed_are_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
