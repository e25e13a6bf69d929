/* Elections of the reference rulebook by their calendar: what is too early or too late, what a
 * protocol must satisfy, what follows from a round that elects nobody. Persons are roles, figures
 * are invented. */
#include "kz.h"
#include "stories.h"

#define majilis   "majilis-2023"
#define president "president-2022"
#define some_hash "1000000000000000000000000000000000000000000000000000000000000000"
#define programme "{\"text\":\"" some_hash "\"}"
#define roll      "{\"commitment\":\"" some_hash "\",\"listed\":1000}"

#define in_regions(n)                                                                              \
    "{\"abai\":" #n ",\"akmola\":" #n ",\"aktobe\":" #n ",\"almaty\":" #n ",\"almaty-region\":" #n \
    ",\"astana\":" #n ",\"atyrau\":" #n ",\"east-kazakhstan\":" #n ",\"karaganda\":" #n            \
    ",\"kostanay\":" #n ",\"kyzylorda\":" #n ",\"mangystau\":" #n ",\"north-kazakhstan\":" #n      \
    ",\"pavlodar\":" #n ",\"shymkent\":" #n ",\"turkistan\":" #n ",\"ulytau\":" #n                 \
    ",\"west-kazakhstan\":" #n ",\"zhambyl\":" #n ",\"zhetisu\":" #n "}"

/* Moments are of Astana. */
static const struct setting astana = {.zone = "+06:00"};

static void go(struct fold *f, const char *name, const struct act_step *step, size_t n)
{
    const struct story s = {.name = name, .step = step, .n = n};
    tell_steps(f, &astana, &s);
}

#define GO(f, steps) go(f, #steps, steps, ADIL_COUNT(steps))

/* ---- the Majilis ---------------------------------------------------------------------------- */

static void call_majilis(struct fold *f, struct test_arenas *t)
{
    kz_open(f, t, NULL);
    fold_at(f, "2023-01-10T10:00:00+06:00");
    fold_ok(f, "justice", "register-party", "party/Amanat",
            "{\"members\":{\"total\":6000,\"units\":" in_regions(300) "}}");
    fold_ok(f, "justice", "register-party", "party/Auyl",
            "{\"members\":{\"total\":6000,\"units\":" in_regions(300) "}}");
    kz_precinct(f, "0001", "astana");
    fold_at(f, "2023-01-19T10:00:00+06:00");
    fold_ok(f, "president", "call-majilis-election", "case/" majilis,
            "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-03-19\"}");
}

static const struct act_step lists_stand[] = {
    {"2023-01-25T10:00:00", "party/Amanat", "nominate-list", "list/" majilis "/Amanat",
     "{\"people\":89}", NULL},
    {NULL, "party/Auyl", "nominate-list", "list/" majilis "/Auyl", "{\"people\":89}", NULL},
    {NULL, kz_cec, "register-list", "list/" majilis "/Amanat", "{\"order\":1}", NULL},
    {NULL, kz_cec, "register-list", "list/" majilis "/Auyl", "{\"order\":2}", NULL},
};

static void every_step_of_a_majilis_election_has_its_days(void **state)
{
    static const struct act_step early[] = {
        {"2023-01-19T23:59:59", "party/Amanat", "nominate-list", "list/" majilis "/Amanat",
         "{\"people\":89}", "majilis-nomination-starts"},
        {"2023-01-20T00:00:00", "party/Auyl", "publish-programme", "programme/" majilis "/Auyl",
         programme, "majilis-campaign-starts"},
        {NULL, "precinct-commission/0001", "report-certificates", "certificates/" majilis "/0001",
         "{\"given\":3}", "certificates-start"},
    };
    static const struct act_step late[] = {
        {"2023-02-18T18:00:00", "party/Amanat", "publish-programme", "programme/" majilis "/Amanat",
         programme, NULL},
        {"2023-02-18T18:00:01", kz_cec, "refuse-list", "list/" majilis "/Auyl", NULL,
         "majilis-registration-ends"},
        {"2023-03-04T00:00:00", "precinct-commission/0001", "report-certificates",
         "certificates/" majilis "/0001", "{\"given\":3}", NULL},
        {"2023-03-18T00:00:01", "party/Auyl", "publish-programme", "programme/" majilis "/Auyl",
         programme, "campaign-ends"},
        {"2023-03-18T18:00:01", "precinct-commission/0001", "report-certificates",
         "certificates/" majilis "/0001", "{\"given\":4}", "certificates-end"},
    };
    static const struct act_step polling[] = {
        {"2023-03-19T06:59:59", "precinct-commission/0001", "report-turnout",
         "turnout/" majilis "/0001", "{\"at_10\":1}", "polling-opens"},
        {"2023-03-19T10:00:00", "precinct-commission/0001", "report-turnout",
         "turnout/" majilis "/0001", "{\"at_10\":90}", NULL},
    };
    struct fold f;
    call_majilis(&f, *state);
    GO(&f, early);
    GO(&f, lists_stand);
    GO(&f, late);
    GO(&f, polling);
    fold_ok(
        &f, "party/Amanat", "commit-seed", "case/" majilis,
        "{\"commitment\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}");
    fold_at(&f, "2023-03-19T19:59:59+06:00");
    const char *paper = kz_figures(&f, 100, "{\"Amanat\":60,\"Auyl\":40,\"against all\":0}", 0);
    const char *about = "protocol/" majilis "/majilis-2023-list/0001";
    fold_refused(&f, "polling-closes", "precinct-commission/0001", "protocol", about, paper);
    fold_at(&f, "2023-03-19T20:00:00+06:00"); /* on the stroke the stage is still that of polling */
    fold_ok(&f, "precinct-commission/0001", "protocol", about, paper);
    fold_ok(&f, "precinct-commission/0001", "report-turnout", "turnout/" majilis "/0001",
            "{\"at_20\":100}");
    fold_assert(&f, kz_result(&f, majilis, "majilis-2023-list"), NULL);
    fold_close(&f);
}

/* ---- a protocol ------------------------------------------------------------------------------ */

/* A thousand voters, a hundred ballots of two lists; a relation that does not hold is one figure
 * other than here. */
#define PAPER(by, cast, fixed, portable, invalid, in, out, listed, received, unused, a)            \
    "{\"by_certificate\":" #by ",\"cast\":" #cast ",\"certificates_given\":0,\"in_fixed\":" #fixed \
    ",\"in_portable\":" #portable ",\"invalid\":" #invalid ",\"issued_in\":" #in                   \
    ",\"issued_out\":" #out ",\"listed\":" #listed ",\"not_counted\":0,\"received\":" #received    \
    ",\"spoiled\":0,\"unused\":" #unused ",\"votes\":{\"Amanat\":" #a                              \
    ",\"Auyl\":40,\"against all\":0}}"

static const struct {
    const char *check; /* that does not hold, alone; NULL: all do */
    const char *paper;
} papers[] = {
    {NULL, PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1010, 910, 60)},
    {NULL, PAPER(7, 100, 90, 10, 5, 90, 10, 100, 1010, 910, 55)}, /* each at its limit */
    {"P.01", PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1011, 910, 60)},
    {"P.02", PAPER(0, 100, 99, 0, 0, 100, 0, 1000, 1010, 910, 60)},
    {"P.03", PAPER(0, 100, 100, 0, 0, 99, 0, 1000, 1009, 910, 60)},
    {"P.04", PAPER(0, 100, 90, 10, 0, 91, 9, 1000, 1010, 910, 60)},
    {"P.05", PAPER(101, 100, 100, 0, 0, 100, 0, 1000, 1010, 910, 60)},
    {"P.06", PAPER(0, 100, 100, 0, 0, 100, 0, 99, 1010, 910, 60)},
    {"P.07", PAPER(0, 100, 100, 0, 0, 100, 0, 1000, 1010, 910, 59)},
    {"P.08", PAPER(0, 100, 100, 0, 6, 100, 0, 1000, 1010, 910, 54)},
};

static void a_result_waits_until_each_relation_of_a_protocol_holds(void **state)
{
    struct fold f;
    const char *about = "protocol/" majilis "/majilis-2023-list/0001";
    call_majilis(&f, *state);
    GO(&f, lists_stand);
    fold_at(&f, "2023-03-19T21:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol", about, papers[0].paper);
    uint64_t entry = adil_polity_entries(f.p) - 1;
    for (size_t i = 1; i < ADIL_COUNT(papers); i++) {
        struct fold_act correction = {.by = "precinct-commission/0001",
                                      .word = "correct-protocol",
                                      .about = about,
                                      .fields = papers[i].paper,
                                      .supersedes = entry};
        fold_assert(&f, fold_apply(&f, &correction), NULL);
        entry = adil_polity_entries(f.p) - 1;
        const char *fields = kz_result_fields(&f, majilis, "majilis-2023-list");
        if (papers[i].check == NULL) {
            assert_non_null(fields);
        } else {
            assert_null(fields);
            assert_span_is(f.refusal.rule, papers[i].check);
        }
    }
    /* the last one asks for an explanation, and has it */
    fold_ok(&f, "precinct-commission/0001", "explain-protocol", about,
            "{\"explanation\":\"the ballot papers were folded\"}");
    fold_assert(&f, kz_result(&f, majilis, "majilis-2023-list"), NULL);
    fold_close(&f);
}

/* ---- the President --------------------------------------------------------------------------- */

#define candidate_of(party)                                                                        \
    "{\"born\":\"1960-01-01\",\"citizen_by_birth\":true,\"higher_education\":true,\"party\":"      \
    "\"" party "\",\"resident_since\":\"1990-01-01\",\"service\":10,\"state_language\":true,"      \
    "\"supporters\":{\"total\":118280,\"units\":" in_regions(5914) "},\"voting_right\":true}"

static void call_president(struct fold *f, struct test_arenas *t)
{
    kz_open(f, t, NULL);
    fold_at(f, "2022-09-01T10:00:00+06:00");
    fold_ok(f, "justice", "register-party", "party/Amanat",
            "{\"members\":{\"total\":24000,\"units\":" in_regions(1200) "}}");
    fold_ok(f, "justice", "register-party", "party/Auyl",
            "{\"members\":{\"total\":24000,\"units\":" in_regions(1200) "}}");
    kz_precinct(f, "0001", "astana");
    fold_at(f, "2022-09-22T10:00:00+06:00");
    fold_ok(f, "president", "call-presidential-election", "case/" president,
            "{\"contests\":[\"president-2022\"],\"day\":\"2022-11-20\",\"registered\":11827277}");
}

static const struct act_step candidates_stand[] = {
    {"2022-09-23T10:00:00", "party/Amanat", "nominate-president", "candidate/" president "/a",
     candidate_of("Amanat"), NULL},
    {NULL, "party/Auyl", "nominate-president", "candidate/" president "/b", candidate_of("Auyl"),
     NULL},
    {NULL, "party/Auyl", "nominate-president", "candidate/" president "/c", candidate_of("Auyl"),
     NULL},
    {NULL, kz_cec, "register-president", "candidate/" president "/a", kz_deposit, NULL},
    {NULL, kz_cec, "register-president", "candidate/" president "/b", kz_deposit, NULL},
};

static void every_step_of_a_presidential_election_has_its_days(void **state)
{
    static const struct act_step early[] = {
        {"2022-09-22T23:59:59", "party/Amanat", "nominate-president", "candidate/" president "/a",
         candidate_of("Amanat"), "presidential-nomination-starts"},
        {NULL, "party/Amanat", "publish-programme", "programme/" president "/Amanat", programme,
         "presidential-campaign-starts"},
    };
    static const struct act_step late[] = {
        {"2022-10-11T18:00:01", "party/Amanat", "nominate-president", "candidate/" president "/d",
         candidate_of("Amanat"), "presidential-nomination-ends"},
        {"2022-10-20T18:00:00", "party/Amanat", "publish-programme",
         "programme/" president "/Amanat", programme, NULL},
        {"2022-10-20T18:00:01", kz_cec, "register-president", "candidate/" president "/c",
         kz_deposit, "presidential-registration-ends"},
        {"2022-10-31T10:00:00", "precinct-commission/0001", "hand-over-roll",
         "roll/" president "/0001", roll, NULL},
        {"2022-11-04T23:59:59", "precinct-commission/0001", "open-roll", "roll/" president "/0001",
         NULL, "roll-opens"},
        {"2022-11-05T00:00:00", "precinct-commission/0001", "open-roll", "roll/" president "/0001",
         NULL, NULL},
        {NULL, "precinct-commission/0001", "report-certificates", "certificates/" president "/0001",
         "{\"given\":3}", NULL},
        {"2022-11-20T10:00:00", "precinct-commission/0001", "report-turnout",
         "turnout/" president "/0001", "{\"at_10\":90}", NULL},
    };
    struct fold f;
    call_president(&f, *state);
    GO(&f, early);
    GO(&f, candidates_stand);
    GO(&f, late);
    fold_at(&f, "2022-11-20T20:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol",
            "protocol/" president "/president-2022/0001",
            kz_figures(&f, 100, "{\"a\":60,\"against all\":10,\"b\":30}", 0));
    fold_ok(&f, "precinct-commission/0001", "report-turnout", "turnout/" president "/0001",
            "{\"at_20\":100}");
    const char *fields = kz_result_fields(&f, president, "president-2022");
    assert_non_null(fields);
    fold_at(&f, "2022-12-01T00:00:01+06:00");
    fold_refused(&f, "results-due", kz_cec, "result", "case/" president, fields);
    fold_close(&f);
}

/* Nobody has more than half, votes against all counted: the first two stand again. */
static void who_has_no_majority_stands_again(void **state)
{
    struct fold f;
    const char *first = "protocol/" president "/president-2022/0001";
    call_president(&f, *state);
    GO(&f, candidates_stand);
    fold_at(&f, "2022-11-20T21:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol", first,
            kz_figures(&f, 100, "{\"a\":50,\"against all\":20,\"b\":30}", 0));
    struct fold_act typed = {.by = "precinct-commission/0001",
                             .word = "correct-protocol",
                             .about = first,
                             .fields =
                                 kz_figures(&f, 100, "{\"a\":49,\"against all\":20,\"b\":31}", 0),
                             .supersedes = adil_polity_entries(f.p) - 1};
    fold_assert(&f, fold_apply(&f, &typed), NULL);
    struct fold_act recount = typed;
    recount.by = kz_cec;
    recount.word = "recount-protocol";
    recount.fields = kz_figures(&f, 100, "{\"a\":50,\"against all\":20,\"b\":30}", 0);
    recount.supersedes = adil_polity_entries(f.p) - 1;
    fold_assert(&f, fold_apply(&f, &recount), NULL);
    fold_ok(&f, "precinct-commission/0001", "explain-protocol", first,
            "{\"explanation\":\"counted twice\"}");
    fold_refused(&f, "between-rounds.call-second-round", kz_cec, "call-second-round",
                 "case/" president, "{\"day\":\"2022-12-04\"}");
    fold_assert(&f, kz_result(&f, president, "president-2022"), NULL);
    fold_refused(&f, "established.publish-result", kz_cec, "publish-result", "case/" president,
                 NULL);
    fold_ok(&f, kz_cec, "call-second-round", "case/" president, "{\"day\":\"2022-12-04\"}");
    fold_at(&f, "2022-12-04T21:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol",
            "protocol/" president "/president-2022:2/0001",
            kz_figures(&f, 100, "{\"a\":40,\"against all\":15,\"b\":45}", 0));
    fold_assert(&f, kz_result(&f, president, "president-2022"), NULL);
    fold_ok(&f, kz_cec, "publish-result", "case/" president, NULL);
    fold_close(&f);
}

static void an_annulled_presidential_election_is_held_again(void **state)
{
    static const char reason[] = "{\"contest\":\"president-2022\",\"reason\":\"forged papers\"}";
    struct fold f;
    call_president(&f, *state);
    GO(&f, candidates_stand);
    fold_at(&f, "2022-11-20T21:00:00+06:00");
    fold_ok(&f, kz_cec, "annul-contest", "case/" president, reason);
    fold_ok(&f, kz_cec, "call-repeat-election", "case/" president, "{\"day\":\"2023-01-15\"}");
    fold_at(&f, "2023-01-15T21:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol",
            "protocol/" president "/president-2022:2/0001",
            kz_figures(&f, 100, "{\"a\":60,\"against all\":10,\"b\":30}", 0));
    fold_assert(&f, kz_result(&f, president, "president-2022"), NULL);
    fold_ok(&f, "constitutional-court", "annul-contest", "case/" president, reason);
    fold_ok(&f, kz_cec, "call-repeat-election", "case/" president, "{\"day\":\"2023-03-12\"}");
    fold_close(&f);
}

/* ---- the Senate ------------------------------------------------------------------------------ */

/* 147 electors of one region, all of whom vote; ballots are 150. */
#define ELECTORS(x, y, against)                                                                    \
    "{\"by_certificate\":0,\"cast\":147,\"certificates_given\":0,\"in_fixed\":147,"                \
    "\"in_portable\":0,\"invalid\":0,\"issued_in\":147,\"issued_out\":0,\"listed\":147,"           \
    "\"not_counted\":0,\"received\":150,\"spoiled\":0,\"unused\":3,"                               \
    "\"votes\":{\"against all\":" #against ",\"x\":" #x ",\"y\":" #y "}}"

#define senate  "senate-2024"
#define by_self "{\"born\":\"1970-01-01\",\"contest\":\"senate-2024-kyzylorda\",\"self\":true}"
#define by_maslikhat                                                                               \
    "{\"born\":\"1970-01-01\",\"contest\":\"senate-2024-kyzylorda\",\"maslikhat\":\"kyzylorda\"}"

/* Deputies of maslikhats elect; since March 2024 their region has the hour of the whole country, so
 * that their place reports on the stroke of its closing. */
static void electors_of_the_senate_report_on_the_stroke(void **state)
{
    static const struct act_step steps[] = {
        {"2024-03-05T10:00:00", kz_cec, "form-precinct", "precinct/0001",
         "{\"unit\":\"kyzylorda\",\"voters\":147}", NULL},
        {NULL, kz_cec, "enter-maslikhat", "maslikhat/kyzylorda", "{\"unit\":\"kyzylorda\"}", NULL},
        {NULL, "president", "call-senate-election", "case/" senate,
         "{\"contests\":[\"senate-2024-kyzylorda\"],\"day\":\"2024-04-26\"}", NULL},
        {"2024-03-11T10:00:00", "maslikhat/kyzylorda", "nominate-person", "nominee/" senate "/x",
         by_maslikhat, NULL},
        {NULL, kz_cec, "nominate-person", "nominee/" senate "/y", by_self, NULL},
        {NULL, kz_cec, "register-person", "nominee/" senate "/x", NULL, NULL},
        {NULL, kz_cec, "register-person", "nominee/" senate "/y", NULL, NULL},
        {"2024-04-26T20:59:59", "precinct-commission/0001", "protocol",
         "protocol/" senate "/senate-2024-kyzylorda/0001", ELECTORS(116, 29, 2), "polling-closes"},
        {"2024-04-26T21:00:00", "precinct-commission/0001", "protocol",
         "protocol/" senate "/senate-2024-kyzylorda/0001", ELECTORS(116, 29, 2), NULL},
        {NULL, "precinct-commission/0001", "report-turnout", "turnout/" senate "/0001",
         "{\"at_20\":147}", NULL},
    };
    struct fold f;
    kz_open(&f, *state, NULL);
    GO(&f, steps);
    fold_assert(&f, kz_result(&f, senate, "senate-2024-kyzylorda"), NULL);
    fold_ok(&f, kz_cec, "publish-result", "case/" senate, NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_step_of_a_majilis_election_has_its_days),
        test_case(a_result_waits_until_each_relation_of_a_protocol_holds),
        test_case(every_step_of_a_presidential_election_has_its_days),
        test_case(who_has_no_majority_stands_again),
        test_case(an_annulled_presidential_election_is_held_again),
        test_case(electors_of_the_senate_report_on_the_stroke),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
