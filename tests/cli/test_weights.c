/* adil weights and adil cohesion, as people and programs run them. */
#include "command.h"

#include "base/utf8.h"

#define KZ "polities/kazakhstan"

static const char council[] = "title: {en: The Council, ru: Совет}\n"
                              "weights: [votes]\n"
                              "members:\n"
                              "  - {id: north, name: {en: North, ru: Север}, votes: 50}\n"
                              "  - {id: south, votes: 49}\n"
                              "  - {id: isle, votes: 1}\n"
                              "rule: at least 51 votes\n";

static struct command run(struct test_arenas *t, const char *input, const char *const *argv)
{
    return command_run(&t->perm, argv, adil_span_of(input));
}

static void assert_says(struct command c, int status, const char *part)
{
    if (c.status != status || !command_says(status == 0 ? c.out : c.err, part)) {
        fail_msg("exit %d, expected %d and \"%s\":\n%.*s\n%.*s", c.status, status, part,
                 ADIL_ARG(c.out), ADIL_ARG(c.err));
    }
}

static void test_weights__of_a_game(void **state)
{
    struct test_arenas *t = *state;
    const char *const text[] = {"weights", "-", NULL};
    const char *const json[] = {"weights", "-", "--json", NULL};
    const char *const csv[] = {"weights", "-", "--csv", NULL};
    struct command c = run(t, council, text);
    assert_says(c, 0, "3 of 8 coalitions win (37.50%)");
    assert_says(c, 0, "In every winning coalition: North");
    assert_says(c, 0, "North + south: 99");
    c = run(t, council, json);
    assert_says(c, 0, "\"rule\": \"at least 51 votes\"");
    assert_says(c, 0, "\"shapley\": \"2/3\"");
    assert_says(c, 0, "\"shapley_decimal\": \"0.666666\"");
    assert_says(c, 0, "\"banzhaf\": \"3/5\"");
    assert_says(c, 0, "[\"north\", \"isle\"]");
    c = run(t, council, csv);
    assert_says(c, 0,
                "member,times,votes,swings,banzhaf,absolute,prevent,initiate,public_help,shapley,"
                "johnston,deegan_packel,holler\n"
                "north,1,50,3,0.600000000000,0.750000000000,1.000000000000,0.600000000000,"
                "0.428571428571,0.666666666666,0.666666666666,0.500000000000,0.500000000000\n");
}

static void test_weights__what_if_another_rule(void **state)
{
    struct test_arenas *t = *state;
    const char *const argv[] = {"weights", "-", "--rule", "more than 1/2 of members", NULL};
    struct command c = run(t, council, argv);
    assert_says(c, 0, "what if");
    assert_says(c, 0, "4 of 8 coalitions");
}

/* The seats of a count, straight from it: a list that has more than half decides alone, and with
 * two thirds it needs another. */
static void test_weights__of_a_count(void **state)
{
    struct test_arenas *t = *state;
    const char *const count[] = {"count", KZ, "--contest", "majilis-2023-list", "--json", NULL};
    const char *const half[] = {"weights", "-", NULL};
    const char *const two_thirds[] = {"weights", "-", "--rule", "at least 2/3 of members",
                                      "--json",  NULL};
    struct adil_span counted = run(t, "", count).out;
    struct command c = command_run(&t->perm, half, counted);
    assert_says(c, 0, "Decides alone: Amanat");
    assert_says(c, 0, "32 of 64 coalitions win (50.00%)");
    c = command_run(&t->perm, two_thirds, counted);
    assert_says(c, 0, "\"rule\": \"at least 2/3 of members\"");
    assert_says(c, 0, "\"dictator\": false");
    assert_false(command_says(c.out, "\"dictator\": true"));
}

static void test_weights__of_published_seats(void **state)
{
    struct test_arenas *t = *state;
    const char *const argv[] = {
        "weights", KZ "/official/seats.csv", "--contest", "majilis-2023-list", "--json", NULL};
    struct command c = run(t, "", argv);
    assert_says(c, 0, "\"weights\": {\"seats\": 40}");
    assert_says(c, 0, "\"rule\": \"more than 1/2 of members\"");
}

static void test_weights__of_a_table_with_several_weights(void **state)
{
    struct test_arenas *t = *state;
    const char *file = command_file(&t->perm, "states.csv",
                                    ADIL_SPAN("member,votes,people,remark\n"
                                              "A,10,60,x\nB,10,30,y\nC,5,10,z\n"));
    const char *const argv[] = {"weights",
                                file,
                                "--weight",
                                "people",
                                "--weight",
                                "votes",
                                "--rule",
                                "at least 2 members and at least 65% of people or at "
                                "least 3 members",
                                "--json",
                                NULL};
    const char *const bare[] = {"weights", file, "--rule", "at least 20 votes", NULL};
    struct command c = run(t, "", argv);
    assert_says(c, 0, "\"weights\": {\"people\": 60, \"votes\": 10}");
    assert_says(c, 0, "\"winning\": 3");
    assert_says(run(t, "", bare), 2, "states.csv:2: remark: found x, expected a whole weight");
}

/* However narrow the terminal, no line is wider; in every language. */
static void test_weights__fits_a_narrow_terminal(void **state)
{
    struct test_arenas *t = *state;
    static const char *const langs[] = {"en", "ru", "kk"};
    static const char *const columns[] = {"40", "60", "80", "120"};
    for (size_t l = 0; l < ADIL_COUNT(langs); l++) {
        for (size_t k = 0; k < ADIL_COUNT(columns); k++) {
            const char *const argv[] = {"weights",   "-",        "--lang", langs[l],
                                        "--columns", columns[k], NULL};
            struct command c = run(t, council, argv);
            struct adil_span rest = c.out;
            struct adil_span line;
            uint64_t most = 0;
            assert_int_equal(c.status, 0);
            assert_true(adil_span_u64(adil_span_of(columns[k]), 1000, &most));
            while (adil_span_cut(&rest, '\n', &line)) {
                assert_true(adil_utf8_width(line) <= most);
            }
        }
    }
    const char *const ru[] = {"weights", "-", "--lang", "ru", NULL};
    const char *const kk[] = {"weights", "-", "--lang", "kk", NULL};
    assert_says(run(t, council, ru), 0, "Побеждают 3 из 8 коалиций");
    assert_says(run(t, council, ru), 0, "Север + south");
    assert_says(run(t, council, kk), 0, "8 коалицияның 3 жеңеді");
}

static void test_weights__refuses(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *argv[8];
        const char *input;
        const char *said;
    } x[] = {
        {{"weights", NULL}, "", "adil weights: found no file"},
        {{"weights", "-", "--json", "--csv", NULL}, council, "expected one of them"},
        {{"weights", "-", "--weight", "votes", NULL}, council, "--weight: found -"},
        {{"weights", "-", "--blocking", "at least 1", NULL}, council, "--rule beside it"},
        {{"weights", "-", "--rule", "at least 51 seats", NULL}, council, "--rule: at least 51"},
        {{"weights", "-", "--rule", "at least 101 votes", NULL},
         council,
         "all members together meet"},
        {{"weights", "-", NULL}, "{\"seats\": []}", "the JSON of a count that shares seats"},
        {{"weights", "-", NULL},
         "{\"seats\": [{\"option\": \"A\", \"seats\": null}]}",
         "the count is still open"},
        {{"weights", "-", NULL},
         "{\"seats\": [{\"option\": \"A\", \"seats\": 0}]}",
         "expected at least one member"},
        {{"weights", KZ "/official/seats.csv", NULL},
         "",
         "expected one contest, or --contest NAME"},
        {{"weights", KZ "/official/outcomes.csv", NULL}, "", "outcomes.csv"},
        {{"weights", "nowhere.yaml", NULL}, "", "nowhere.yaml"},
        {{"cohesion", NULL}, "", "adil cohesion: found no file"},
        {{"cohesion", "-", NULL}, "member,vote\nA,yes\n", "columns question, member, faction"},
        {{"cohesion", "-", NULL},
         "question,member,faction,vote\nq,A,X,aye\n",
         "-:2: vote: found aye, expected yes, no, abstain"},
        {{"cohesion", "-", NULL},
         "question,member,faction,vote\nq,,X,yes\n",
         "-:2: question, member or faction: found nothing"},
        {{"cohesion", "-", NULL},
         "question,member,faction,vote\nq,A,X,yes\nq,B,X,no\nq,A,Y,no\n",
         "-:4: member: found A, expected each member once in a roll call (it stands in line 2)"},
    };
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        struct command c = run(t, x[i].input, x[i].argv);
        assert_int_equal(c.out.len, 0);
        assert_says(c, 2, x[i].said);
    }
}

static const char roll_calls[] = "date,question,member,faction,vote\n"
                                 "2026-03-01,Budget,a,Left,yes\n"
                                 "2026-03-01,Budget,b,Left,yes\n"
                                 "2026-03-01,Budget,c,Left,yes\n"
                                 "2026-03-01,Budget,d,Left,no\n"
                                 "2026-03-01,Budget,x,Right,no\n"
                                 "2026-03-01,Budget,y,Right,no\n"
                                 "2026-03-02,Budget,a,Left,yes\n"
                                 "2026-03-02,Budget,b,Left,abstain\n"
                                 "2026-03-02,Budget,c,Left,absent\n"
                                 "2026-03-02,Budget,x,Right,yes\n"
                                 "2026-03-02,Budget,y,Right,yes\n";

static void test_cohesion__of_roll_calls(void **state)
{
    struct test_arenas *t = *state;
    const char *const text[] = {"cohesion", "-", "--columns", "60", NULL};
    const char *const json[] = {"cohesion", "-", "--json", NULL};
    const char *const csv[] = {"cohesion", "-", "--csv", NULL};
    const char *const ru[] = {"cohesion", "-", "--lang", "ru", NULL};
    struct command c = run(t, roll_calls, text);
    assert_says(c, 0, "Roll calls: 2; factions: 2");
    assert_says(c, 0, "Left – Right");
    c = run(t, roll_calls, json);
    assert_says(c, 0,
                "\"votes\": {\"yes\": 4, \"no\": 1, \"abstain\": 1, \"present\": 0, "
                "\"absent\": 1, \"not-entitled\": 0}");
    assert_says(c, 0, "\"rice\": \"3/4\"");             /* 1/2 and 1 */
    assert_says(c, 0, "\"agreement_index\": \"7/16\""); /* 5/8 and 1/4 */
    assert_says(c, 0, "\"likeness\": \"5/8\"");         /* 1/4 and 1 */
    assert_says(c, 0, "\"of\": 1");                     /* in the second the left is split in two */
    c = run(t, roll_calls, csv);
    assert_says(c, 0,
                "faction,yes,no,abstain,present,absent,not-entitled,rice,agreement_index,"
                "with Left,with Right\n"
                "Left,4,1,1,0,1,0,0.750000,0.437500,,0.000000\n"
                "Right,2,2,0,0,0,0,1.000000,1.000000,0.000000,\n");
    const char *mixed = "question,member,faction,vote\nq,a,Left,yes\nq,b,,no\nq,c,,absent\n";
    c = run(t, mixed, text);
    assert_says(c, 0, "Roll calls: 1; factions: 1");
    assert_says(c, 0, "Votes of members of no faction, not counted: 2");
    c = run(t, mixed, json);
    assert_says(c, 0, "\"without_faction\": 2");
    assert_says(c, 0, "\"yes\": 1, \"no\": 0");
    assert_says(run(t, roll_calls, ru), 0, "Сплочённость фракций");
    assert_says(run(t, "question,member,faction,vote\n", text), 0, "Roll calls: 0; factions: 0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_weights__of_a_game),
        test_case(test_weights__what_if_another_rule),
        test_case(test_weights__of_a_count),
        test_case(test_weights__of_published_seats),
        test_case(test_weights__of_a_table_with_several_weights),
        test_case(test_weights__fits_a_narrow_terminal),
        test_case(test_weights__refuses),
        test_case(test_cohesion__of_roll_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
