/* A law that changes on a record, as a person does it: a bill from a list in YAML, its adoption,
 * the history, copies that verify. */
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LEAGUE "tests/polity/test-league.yaml"

struct place {
    struct adil_arena *a;
    const char *dir;
    const char *lock;
    const char *list;
};

static const char list_text[] =
    "# members of eighteen\n"
    "- {id: registers/member/enter/adult, from: 2026-06-01, set: {that: age, is: at least 18}}\n"
    "- {id: registers/member/fields/email, set: text}\n"
    "- {id: procedures/affair, reaches: open}\n";

static struct command expect_at(struct place *p, int status, const char *says,
                                const char *const *argv, int line)
{
    assert_int_equal(setenv("ADIL_LOG", p->dir, 1), 0);
    assert_int_equal(setenv("ADIL_KEY_FILE", p->lock, 1), 0);
    struct command c = command_run(p->a, argv, ADIL_SPAN(""));
    bool said = says == NULL || command_says(c.out, says) || command_says(c.err, says);
    if (c.status != status || !said) {
        print_error("line %d: adil %s: exit %d, expected %d and %s\n%.*s\n%.*s\n", line, argv[0],
                    c.status, status, says != NULL ? says : "", ADIL_ARG(c.out), ADIL_ARG(c.err));
        fail();
    }
    return c;
}

#define expect(p, status, says, ...)                                                               \
    expect_at((p), (status), (says), (const char *const[]){__VA_ARGS__, NULL}, __LINE__)
#define done(p, ...) (void)expect((p), 0, NULL, __VA_ARGS__)

static const char *text(struct place *p, const char *before, const char *behind)
{
    return adil_span_cstr(p->a, adil_fmt(p->a, "%s%s", before, behind));
}

static struct place league_log(struct adil_arena *a, const char *name)
{
    struct place p = {.a = a};
    p.list = command_file(a, "list.yaml", adil_span_of(list_text));
    size_t n = strlen(p.list) - strlen("list.yaml");
    p.dir = adil_span_cstr(a, adil_fmt(a, "%.*s%s", (int)n, p.list, name));
    p.lock = adil_span_cstr(a, adil_fmt(a, "%.*s%s-lock", (int)n, p.list, name));
    done(&p, "init", p.dir, "--from", LEAGUE, "--origin", "simulated.example/league", "--simulated",
         "--at", "2026-03-01T09:00:00+02:00");
    done(&p, "act", "file", "a1", "day=2026-03-10", "value=5");
    return p;
}

static void enact(struct place *p)
{
    done(p, "act", "open-bill", "b1", text(p, "changes=@", p->list), "title=Eighteen");
    done(p, "act", "adopt", "b1");
    done(p, "act", "promulgate", "b1");
}

static bool has_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

static void a_bill_is_enacted_from_its_list(void **state)
{
    struct test_arenas *t = *state;
    struct place p = league_log(&t->perm, "enacted");
    enact(&p);
    (void)expect(&p, 0, "version 1   2026-03-01T09:00:00+02:00   entry 4: promulgate by council",
                 "law", "history");
    (void)expect(&p, 0, "+ {is: at least 18, that: age}  from 2026-06-01", "law", "history", p.dir);
    (void)expect(&p, 0, "open cases go on under this version", "law", "history");
    (void)expect(&p, 0, "\"id\": \"registers/member/fields/email\"", "law", "history", "--json");
    (void)expect(&p, 0, "age: at least 18", "law", "show", p.dir, "adult", "--at", "2026-06-01");
    (void)expect(&p, 0, "age: at least 21", "law", "show", text(&p, p.dir, "@0"), "adult");
    (void)expect(&p, 2, "one of the 2 versions", "law", "show", text(&p, p.dir, "@2"), "adult");
    (void)expect(&p, 0, "one law", "law", "diff", LEAGUE, text(&p, p.dir, "@0"));
    (void)expect(&p, 1, "registers/member/fields/email  (new)", "law", "diff", LEAGUE, p.dir);
    (void)expect(&p, 1, "\"differences\"", "law", "diff", LEAGUE, p.dir, "--json");
    (void)expect(&p, 1, "adult", "act", "join", "m1", "age=20", "name=Ann");
    done(&p, "act", "join", "m1", "age=20", "name=Ann", "--at", "2026-06-01T09:00:00+02:00");
}

/* What is refused leaves nothing beside the log. */
static void a_list_that_cannot_be_enacted_is_told(void **state)
{
    struct test_arenas *t = *state;
    struct place p = league_log(&t->perm, "refused");
    const char *touch = command_file(p.a, "touch.yaml",
                                     ADIL_SPAN("- {id: offices/court/keys-by, set: [council]}\n"));
    const char *wrong =
        command_file(p.a, "wrong.yaml", ADIL_SPAN("- {id: offices/judge, end: true}\n"));
    const char *odd = command_file(p.a, "odd.yaml", ADIL_SPAN("- {id: offices/judge}\n"));
    (void)expect(&p, 2, "one of set, end, strike and reaches", "act", "open-bill", "b1",
                 text(&p, "changes=@", odd), "title=Odd");
    (void)expect(&p, 1, "offices/judge", "act", "open-bill", "b1", text(&p, "changes=@", wrong),
                 "title=Wrong");
    done(&p, "act", "open-bill", "b1", text(&p, "changes=@", touch), "title=Court");
    done(&p, "act", "adopt", "b1");
    (void)expect(&p, 1, "No bill touches the court", "act", "promulgate", "b1", "--dry-run");
    (void)expect(&p, 1, "untouchable", "act", "promulgate", "b1");
    (void)expect(&p, 1, "act.voted", "act", "promulgate", "b1", text(&p, "changes=@", p.list));
    (void)expect(&p, 1, "offices/judge", "act", "strike-out", text(&p, "changes=@", wrong),
                 "reason=none");
    (void)expect(&p, 0, "version 0", "law", "history");
    done(&p, "verify", p.dir);
}

/* Every verb that reads a law takes a file, a folder, a name, a log and a version of a log. */
static void a_law_is_named_one_way_in_every_verb(void **state)
{
    struct test_arenas *t = *state;
    struct place p = league_log(&t->perm, "named");
    enact(&p);
    const char *const first = text(&p, p.dir, "@0");
    const char *const law[] = {LEAGUE, p.dir, first, text(&p, p.dir, "@1")};
    for (size_t i = 0; i < ADIL_COUNT(law); i++) {
        (void)expect(&p, 0, "adult", "law", "show", law[i]);
        (void)expect(&p, 0, "promulgate", "power", "council", law[i]);
        (void)expect(&p, 0, "Charter 5", "law", "procedure", "bill", law[i]);
        (void)expect(&p, 0, "one law", "law", "diff", law[i], law[i]);
        (void)expect(&p, 0, "Nothing differs.", "law", "compare", law[i], law[i], "--at",
                     "2026-07-01");
    }
    (void)expect(&p, 0, "0 findings", "law", "check", first);
    (void)expect(&p, 1, "rules[adult]: found no cite", "law", "check", p.dir); /* by the list */
    (void)expect(&p, 0, "at least 18", "law", "compare", first, p.dir, "--at", "2026-07-01");
    (void)expect(&p, 0, "Nothing differs.", "law", "compare", LEAGUE, first, "--at", "2026-07-01");
    (void)expect(&p, 0, "auditors", "contests", "club");
    (void)expect(&p, 0, "chair", "law", "show", "club");
    (void)expect(&p, 0, "chair", "law", "show", "polities/club/rulebook.yaml");
    const char *const verb[][3] = {{"law", "show"},
                                   {"law", "check"},
                                   {"contests"},
                                   {"power", "council"},
                                   {"law", "procedure", "bill"}};
    for (size_t i = 0; i < ADIL_COUNT(verb); i++) {
        const char *argv[5] = {NULL};
        size_t n = 0;
        for (size_t k = 0; k < 3 && verb[i][k] != NULL; k++) {
            argv[n++] = verb[i][k];
        }
        argv[n] = "no-such-law";
        (void)expect_at(&p, 2, "or a log's folder", argv, __LINE__);
        argv[n] = text(&p, p.dir, "@2");
        (void)expect_at(&p, 2, "one of the 2 versions", argv, __LINE__);
    }
}

/* Who states a decision is told, guessed where only one can, and named by the rule in the end. */
static void a_decision_names_its_rule_and_who_states_it(void **state)
{
    struct test_arenas *t = *state;
    struct place p = {.a = &t->perm};
    p.list = command_file(p.a, "none", ADIL_SPAN(""));
    p.dir = text(&p, p.list, "-house");
    p.lock = text(&p, p.list, "-lock");
    done(&p, "init", p.dir, "--from", "tests/polity/test-house.yaml", "--origin",
         "simulated.example/house", "--simulated", "--at", "2023-02-01T10:00:00Z");
    done(&p, "act", "table-bill", "b1", "title=Roads");
    (void)expect(&p, 0, "lower-clerk in lower of bill (where the case is)   Const. 41(1)", "act",
                 "decide-bill", "b1", "--template");
    done(&p, "act", "decide-bill", "b1", "yes=6", "reading=1");
    struct command c = expect(&p, 0, "lower.decision", "log", "show", "2");
    assert_true(command_says(c.out, "Const. 41(1)"));
    assert_true(command_says(c.out, "lower-clerk"));
    done(&p, "act", "decide-bill", "b1", "yes=6", "reading=2");
    /* Nowhere in this stage: whoever states it in others is named. */
    (void)expect(&p, 2, "--by: lower-clerk or upper-clerk or upper-desk", "act", "decide-bill",
                 "b1", "yes=6");
    (void)expect(&p, 2, "--by: upper-clerk or upper-desk", "act", "call-the-roll", "b1");
    (void)expect(&p, 0, "delegate/KEY in floor of declaration   Congress 6", "act", "cast", "d1",
                 "--template");
}

/* Of a bill that became law, and of one that was only opened. */
static void copy_needs_list(struct adil_arena *a, bool enacted)
{
    struct place p = league_log(a, enacted ? "copied" : "copied-open");
    if (enacted) {
        enact(&p);
    } else {
        done(&p, "act", "open-bill", "b1", text(&p, "changes=@", p.list), "title=Eighteen");
    }
    const char *archive = text(&p, p.dir, ".tar");
    const char *back = text(&p, p.dir, "-back");
    done(&p, "export", p.dir, archive);
    done(&p, "verify", archive);
    done(&p, "import", archive, back);
    struct command c = enacted ? expect(&p, 0, NULL, "law", "history", "--json")
                               : expect(&p, 0, NULL, "state", "--json");
    size_t at = adil_span_find(c.out, ADIL_SPAN("\"changes\": \""));
    assert_true(at < c.out.len);
    struct adil_span hash = adil_span_sub(c.out, at + strlen("\"changes\": \""), c.out.len);
    const char *blob = adil_span_cstr(
        p.a, adil_fmt(p.a, "%s/blob/%.*s", back, 64, adil_span_sub(hash, 0, 64).ptr));
    assert_true(has_file(blob));
    assert_int_equal(unlink(blob), 0);
    (void)expect(&p, 1, "blob", "verify", back);
}

static void a_copy_needs_the_lists(void **state)
{
    struct test_arenas *t = *state;
    copy_needs_list(&t->perm, true);
    copy_needs_list(&t->perm, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_bill_is_enacted_from_its_list),
        test_case(a_list_that_cannot_be_enacted_is_told),
        test_case(a_law_is_named_one_way_in_every_verb),
        test_case(a_decision_names_its_rule_and_who_states_it),
        test_case(a_copy_needs_the_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
