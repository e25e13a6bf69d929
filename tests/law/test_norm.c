#include "law/norm.h"

#include "support.h"

static struct adil_arena arena;

#define FIELD(name, kind, of)                                                                      \
    {                                                                                              \
        ADIL_SPAN_INIT(name), ADIL_SPAN_INIT(kind), ADIL_SPAN_INIT(of)                             \
    }

static const struct adil_field candidate_fields[] = {
    FIELD("person", "key", ""),
    FIELD("born", "date", ""),
    FIELD("resident_since", "date", ""),
    FIELD("by", "ref", "party"),
    FIELD("supporters", "tally", "regions"),
    FIELD("convicted", "flag", ""),
    FIELD("languages", "set", ""),
    FIELD("deposit", "number", ""),
    FIELD("office", "text", ""),
};
enum { PERSON, BORN, RESIDENT, BY, SUPPORTERS, CONVICTED, LANGUAGES, DEPOSIT, OFFICE, N_CANDIDATE };

static const struct adil_field party_fields[] = {
    FIELD("name", "key", ""),
    FIELD("members", "tally", "regions"),
    FIELD("founded", "date", ""),
};
enum { NAME, MEMBERS, FOUNDED, N_PARTY };

static const struct adil_field holding_fields[] = {
    FIELD("office", "text", ""),         FIELD("capacity", "text", ""),
    FIELD("person", "ref", "candidate"), FIELD("elected_on", "date", ""),
    FIELD("pay", "number", ""),
};
enum { H_OFFICE, H_CAPACITY, H_PERSON, H_ELECTED, H_PAY, N_HOLDING };

static const struct adil_register registers[] = {
    {.id = ADIL_SPAN_INIT("candidate"), .field = candidate_fields, .n_fields = N_CANDIDATE},
    {.id = ADIL_SPAN_INIT("party"), .field = party_fields, .n_fields = N_PARTY},
    {.id = ADIL_SPAN_INIT("holdings"), .field = holding_fields, .n_fields = N_HOLDING},
};
enum { CANDIDATE, PARTY, HOLDINGS, N_REGISTERS };

static const struct adil_field outer_fields[] = {
    FIELD("contest.day", "date", ""),
    FIELD("now", "date", ""),
};
enum { CONTEST_DAY, NOW, N_OUTER };

static const struct adil_vocab_word groups[] = {{.id = ADIL_SPAN_INIT("regions")}};

static struct adil_vocab vocab;
static struct adil_norm_scope scope;

enum { N_REGIONS = 20 };
static struct adil_datum candidate[N_CANDIDATE];
static struct adil_datum party[N_PARTY];
static struct adil_record candidate_record = {.value = candidate};
static struct adil_record party_record = {.value = party};
static struct adil_datum outer[N_OUTER];
static struct adil_fact by_region[N_REGIONS];
static struct adil_rows rows[N_REGISTERS];
static struct adil_fact registered;
static struct adil_norm_env env;
static const struct adil_date holiday = {19236}; /* 2022-09-01 */
static const struct adil_zones zones = {.holiday = &holiday, .n_holidays = 1};

static struct adil_fact get_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    (void)ctx;
    (void)a;
    return q == ADIL_Q_REGISTERED && unit == ADIL_WHOLE ? registered
                                                        : adil_fact_from(adil_num_int(0));
}

static uint32_t get_size(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return N_REGIONS;
}

static uint32_t get_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    return i;
}

static const struct adil_env figures = {
    .quantity = get_quantity, .group_size = get_size, .group_unit = get_unit};

static struct adil_datum value(enum adil_field_type type, const char *text)
{
    struct adil_datum d;
    assert_true(adil_datum_parse(&arena, type, adil_span_of(text), &d));
    return d;
}

static struct adil_datum day(const char *text)
{
    return value(ADIL_FIELD_DATE, text);
}

static int open_facts(void **state)
{
    (void)state;
    if (adil_arena_open(&arena, 64 << 20) != 0) {
        return -1;
    }
    vocab = adil_vocab_contest(&arena, NULL, 0, groups, ADIL_COUNT(groups));
    scope = (struct adil_norm_scope){.reg = registers,
                                     .n_registers = N_REGISTERS,
                                     .self = CANDIDATE,
                                     .outer = outer_fields,
                                     .n_outer = N_OUTER,
                                     .vocab = &vocab};
    for (int i = 0; i < N_CANDIDATE; i++) {
        candidate[i] = (struct adil_datum){0};
    }
    for (int i = 0; i < N_PARTY; i++) {
        party[i] = (struct adil_datum){0};
    }
    for (int i = 0; i < N_OUTER; i++) {
        outer[i] = (struct adil_datum){0};
    }
    outer[CONTEST_DAY] = day("2022-11-20");
    registered = adil_fact_known(adil_num_int(11827277));
    rows[CANDIDATE] = (struct adil_rows){.row = &candidate_record, .n = 1, .complete = true};
    rows[PARTY] = (struct adil_rows){.row = &party_record, .n = 1, .complete = true};
    rows[HOLDINGS] = (struct adil_rows){.complete = true};
    env = (struct adil_norm_env){.self = &candidate_record,
                                 .outer = outer,
                                 .rows = rows,
                                 .figures = &figures,
                                 .zones = &zones};
    return 0;
}

static int close_facts(void **state)
{
    (void)state;
    adil_arena_release(&arena);
    return 0;
}

static struct adil_norm norm_of(const char *that, const char *is)
{
    struct adil_norm n = {0};
    struct adil_diag diag;
    adil_diag_open(&diag, &arena);
    adil_err e = adil_norm_parse(&arena, (struct adil_place){ADIL_SPAN("f"), 1}, adil_span_of(that),
                                 adil_span_of(is), &scope, &n, &diag);
    if (e.code != ADIL_C_OK) {
        print_error("%s | %s: found %.*s, expected %.*s\n", that, is, ADIL_ARG(diag.first->found),
                    ADIL_ARG(diag.first->expected));
    }
    assert_int_equal(e.code, ADIL_C_OK);
    return n;
}

static struct adil_verdict judge(const char *that, const char *is)
{
    struct adil_norm *n = adil_new(&arena, struct adil_norm, 1);
    *n = norm_of(that, is);
    return adil_norm_eval(&arena, n, &env);
}

static enum adil_truth truth(const char *that, const char *is)
{
    return judge(that, is).truth;
}

static const char *refused(const char *that, const char *is)
{
    struct adil_norm n = {0};
    struct adil_diag diag;
    adil_diag_open(&diag, &arena);
    adil_err e = adil_norm_parse(&arena, (struct adil_place){ADIL_SPAN("book.yaml"), 7},
                                 adil_span_of(that), adil_span_of(is), &scope, &n, &diag);
    assert_int_equal(e.code, ADIL_C_INPUT);
    assert_int_equal(diag.n_errors, 1);
    assert_int_equal(diag.first->place.line, 7);
    return adil_fmt(&arena, "%.*s|%.*s", ADIL_ARG(diag.first->found),
                    ADIL_ARG(diag.first->expected))
        .ptr;
}

/* ---- the examples of the rulebook's page -------------------------------------------------- */

static void test_norm__an_age_is_reached_on_the_birthday(void **state)
{
    (void)state;
    const char *that = "age(born, at: contest.day)";
    candidate[BORN] = day("1982-11-20"); /* 40 on the day itself */
    assert_int_equal(truth(that, "at least 40 years"), ADIL_HOLDS);
    candidate[BORN] = day("1982-11-21"); /* 39 until tomorrow */
    struct adil_verdict v = judge(that, "at least 40 years");
    assert_int_equal(v.truth, ADIL_FAILS);
    assert_int_equal(v.found, ADIL_VERDICT_AGE);
    assert_int_equal(v.years, 39);
    assert_int_equal(truth(that, "less than 40 years"), ADIL_HOLDS);
    assert_int_equal(truth(that, "at most 39 years"), ADIL_HOLDS);
    assert_int_equal(truth(that, "more than 39 years"), ADIL_FAILS);
}

static void test_norm__a_leap_day_counts_from_the_first_of_march(void **state)
{
    (void)state;
    const char *that = "age(born, at: contest.day)";
    candidate[BORN] = day("1984-02-29");
    outer[CONTEST_DAY] = day("2023-02-28");
    assert_int_equal(truth(that, "at least 39 years"), ADIL_FAILS);
    outer[CONTEST_DAY] = day("2023-03-01");
    assert_int_equal(truth(that, "at least 39 years"), ADIL_HOLDS);
    outer[CONTEST_DAY] = day("2024-02-29");
    assert_int_equal(truth(that, "at least 40 years"), ADIL_HOLDS);
}

static void test_norm__a_time_is_compared_by_the_calendar(void **state)
{
    (void)state;
    const char *that = "span(resident_since, to: contest.day)";
    candidate[RESIDENT] = day("2007-11-20");
    assert_int_equal(truth(that, "at least 15 years"), ADIL_HOLDS);
    assert_int_equal(truth(that, "more than 15 years"), ADIL_FAILS);
    candidate[RESIDENT] = day("2007-11-21");
    struct adil_verdict v = judge(that, "at least 15 years");
    assert_int_equal(v.truth, ADIL_FAILS);
    assert_int_equal(v.found, ADIL_VERDICT_TIME);
    outer[NOW] = day("2022-05-20");
    assert_int_equal(truth("span(now, to: contest.day)", "at most 6 months"), ADIL_HOLDS);
    outer[NOW] = day("2022-05-19");
    assert_int_equal(truth("span(now, to: contest.day)", "at most 6 months"), ADIL_FAILS);
    assert_int_equal(truth("span(now, to: contest.day)", "less than 1 year and at least 60 days"),
                     ADIL_HOLDS);
}

static void set_supporters(int64_t total)
{
    candidate[SUPPORTERS] = (struct adil_datum){
        .known = true, .tally = {adil_fact_known(adil_num_int(total)), by_region, N_REGIONS}};
}

static void test_norm__one_per_cent_of_the_roll_rounded_up(void **state)
{
    (void)state;
    const char *is = "at least 1% of registered voters, rounded up";
    set_supporters(118273); /* 1% of 11 827 277 is 118 272.77 */
    assert_int_equal(truth("supporters.total", is), ADIL_HOLDS);
    set_supporters(118272);
    assert_int_equal(truth("supporters.total", is), ADIL_FAILS);
    assert_int_equal(truth("supporters", is), ADIL_FAILS); /* a tally's own bound is on its total */
    registered = adil_fact_from(adil_num_int(0));
    assert_int_equal(truth("supporters.total", is), ADIL_UNKNOWN);
    env.figures = NULL;
    assert_int_equal(truth("supporters.total", is), ADIL_UNKNOWN);
}

static void set_regions(uint32_t n, int64_t each)
{
    for (uint32_t i = 0; i < N_REGIONS; i++) {
        by_region[i] = adil_fact_known(adil_num_int(i < n ? each : 0));
    }
}

static void test_norm__supporters_in_two_thirds_of_the_regions(void **state)
{
    (void)state;
    const char *is = "at least 1 in at least 2/3 of regions";
    set_supporters(200000);
    set_regions(14, 10000);
    assert_int_equal(truth("supporters", is), ADIL_HOLDS);
    set_regions(13, 10000);
    struct adil_verdict v = judge("supporters", is);
    assert_int_equal(v.truth, ADIL_FAILS);
    assert_true(v.has_answer);
    assert_int_equal(v.answer.units_hold, 13);
    assert_int_equal(v.answer.units_of, N_REGIONS);
    candidate[SUPPORTERS].tally.n_units = 13; /* the rest is not known */
    assert_int_equal(truth("supporters", is), ADIL_UNKNOWN);
}

static void set_members(int64_t total, int64_t least)
{
    set_regions(N_REGIONS, 200);
    by_region[7] = adil_fact_known(adil_num_int(least));
    party[MEMBERS] = (struct adil_datum){
        .known = true, .tally = {adil_fact_known(adil_num_int(total)), by_region, N_REGIONS}};
}

static void test_norm__members_in_all_and_in_every_region(void **state)
{
    (void)state;
    const char *is = "at least 5000 members and at least 200 members in every region";
    scope.self = PARTY;
    env.self = &party_record;
    set_members(5000, 200);
    assert_int_equal(truth("members", is), ADIL_HOLDS);
    set_members(4999, 200);
    assert_int_equal(truth("members", is), ADIL_FAILS);
    set_members(5000, 199);
    struct adil_verdict v = judge("members", is);
    assert_int_equal(v.truth, ADIL_FAILS);
    assert_int_equal(v.answer.n_parts, 2);
    assert_int_equal(v.answer.part[0].truth, ADIL_HOLDS);
    assert_int_equal(v.answer.part[1].units_fail, 1);
}

static struct adil_datum holding[3][N_HOLDING];
static struct adil_record holding_row[3] = {
    {.value = holding[0]}, {.value = holding[1]}, {.value = holding[2]}};

static void set_holding(int i, const char *office, const char *capacity, const char *person,
                        const char *elected)
{
    holding[i][H_OFFICE] = value(ADIL_FIELD_TEXT, office);
    holding[i][H_CAPACITY] = value(ADIL_FIELD_TEXT, capacity);
    holding[i][H_PERSON] = value(ADIL_FIELD_TEXT, person);
    holding[i][H_ELECTED] = elected != NULL ? day(elected) : (struct adil_datum){0};
    holding[i][H_PAY] = value(ADIL_FIELD_NUMBER, "10");
}

static void test_norm__one_term_counted_over_holdings(void **state)
{
    (void)state;
    const char *that = "count(holdings where office = head and capacity = elected and person = "
                       "this.person and elected_on after 2022-09-17)";
    candidate[PERSON] = value(ADIL_FIELD_KEY, "a");
    set_holding(0, "head", "elected", "a", "2019-06-09");
    set_holding(1, "head", "elected", "b", "2022-11-20");
    set_holding(2, "head", "acting", "a", "2023-01-01");
    rows[HOLDINGS] = (struct adil_rows){.row = holding_row, .n = 3, .complete = true};
    assert_int_equal(truth(that, "0"), ADIL_HOLDS); /* elected before the rule */
    candidate[PERSON] = value(ADIL_FIELD_KEY, "b");
    struct adil_verdict v = judge(that, "0");
    assert_int_equal(v.truth, ADIL_FAILS);
    assert_true(adil_num_eq(v.value.number.lo, adil_num_int(1)));
    holding[1][H_ELECTED] = day("2022-09-17"); /* "after" leaves the day itself out */
    assert_int_equal(truth(that, "0"), ADIL_HOLDS);
    holding[1][H_ELECTED] = (struct adil_datum){0}; /* a row that may count */
    assert_int_equal(truth(that, "0"), ADIL_UNKNOWN);
    assert_int_equal(truth(that, "at most 1"), ADIL_HOLDS);
    holding[1][H_ELECTED] = day("2019-06-09");
    rows[HOLDINGS].complete = false; /* rows may be missing */
    assert_int_equal(truth(that, "0"), ADIL_UNKNOWN);
    assert_int_equal(truth("count(holdings)", "at least 3"), ADIL_HOLDS);
    env.rows = NULL;
    assert_int_equal(truth(that, "0"), ADIL_UNKNOWN);
}

/* ---- counts against numbers of the record -------------------------------------------------- */

#define heads "count(holdings where office = head)"

static void test_norm__a_count_against_a_share_of_the_records_own_number(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        set_holding(i, i == 0 ? "seat" : "head", "elected", "a", "2020-01-01");
    }
    rows[HOLDINGS] = (struct adil_rows){.row = holding_row, .n = 3, .complete = true};
    assert_int_equal(truth(heads, "at least 30% of this.deposit"), ADIL_UNKNOWN);
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "6");
    assert_int_equal(truth(heads, "at least 30% of this.deposit"), ADIL_HOLDS); /* 2 of 1.8 */
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "7");
    assert_int_equal(truth(heads, "at least 30% of this.deposit"), ADIL_FAILS); /* 2 of 2.1 */
    assert_int_equal(truth(heads, "at least 30% of this.deposit, rounded down"), ADIL_HOLDS);
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "2");
    assert_int_equal(truth(heads, "0 or exactly 100% of this.deposit"), ADIL_HOLDS);
    assert_string_equal(refused(heads, "at least 30% of this.deposits"),
                        "\"this\" at column 17|a quantity (did you mean \"this.deposit\"?)");
}

static struct adil_fact of_party[N_REGIONS];

/* Tallies: the totals, or what each unit has. */
static void test_norm__a_tally_against_a_tally(void **state)
{
    (void)state;
    const char *each = "exactly 100% of by.members in every region";
    candidate[BY] = value(ADIL_FIELD_REF, "P");
    party[NAME] = value(ADIL_FIELD_KEY, "P");
    set_supporters(200);
    set_regions(N_REGIONS, 10);
    assert_int_equal(truth("supporters", "at most 100% of this.supporters"), ADIL_HOLDS);
    assert_int_equal(truth("supporters", "at most 100% of by.members"), ADIL_UNKNOWN);
    for (uint32_t i = 0; i < N_REGIONS; i++) {
        of_party[i] = adil_fact_known(adil_num_int(10));
    }
    party[MEMBERS] = (struct adil_datum){
        .known = true, .tally = {adil_fact_known(adil_num_int(199)), of_party, N_REGIONS}};
    assert_int_equal(truth("supporters", "at most 100% of by.members"), ADIL_FAILS);
    assert_int_equal(truth("supporters", each), ADIL_HOLDS);
    of_party[3] = adil_fact_known(adil_num_int(11));
    assert_int_equal(truth("supporters", each), ADIL_FAILS);
    assert_int_equal(truth("supporters", "at most 100% of by.members in every region"), ADIL_HOLDS);
    assert_int_equal(truth("deposit", "at most 100% of by.members"), ADIL_UNKNOWN);
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "199");
    assert_int_equal(truth("deposit", "at most 100% of by.members"), ADIL_HOLDS);
}

static struct adil_datum holding_self[N_HOLDING];

static void test_norm__a_number_of_the_record_that_a_field_refers_to(void **state)
{
    (void)state;
    struct adil_record own = {.value = holding_self};
    scope.self = HOLDINGS;
    env.self = &own;
    holding_self[H_PERSON] = value(ADIL_FIELD_REF, "x");
    candidate[PERSON] = value(ADIL_FIELD_KEY, "x");
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "4");
    rows[CANDIDATE] = (struct adil_rows){.row = &candidate_record, .n = 1, .complete = true};
    holding_self[H_PAY] = value(ADIL_FIELD_NUMBER, "3");
    assert_int_equal(truth("pay", "at most 75% of person.deposit"), ADIL_HOLDS);
    assert_int_equal(truth("pay", "less than 75% of person.deposit"), ADIL_FAILS);
    holding_self[H_PERSON] = value(ADIL_FIELD_REF, "y"); /* who is not there */
    assert_int_equal(truth("pay", "at most 75% of person.deposit"), ADIL_UNKNOWN);
    scope.self = CANDIDATE;
}

static void test_norm__rows_are_counted_by_an_age(void **state)
{
    (void)state;
    const char *young = "count(holdings where age(elected_on, at: contest.day) less than 3 years)";
    const char *old = "count(holdings where age(elected_on, at: contest.day) not less than 3 years "
                      "and span(elected_on, to: this.born) at least 6 months)";
    set_holding(0, "head", "elected", "a", "2019-11-20"); /* three years on the day */
    set_holding(1, "head", "elected", "a", "2019-11-21");
    rows[HOLDINGS] = (struct adil_rows){.row = holding_row, .n = 2, .complete = true};
    candidate[BORN] = day("2020-06-01");
    assert_int_equal(truth(young, "1"), ADIL_HOLDS);
    assert_int_equal(truth(old, "1"), ADIL_HOLDS);
    candidate[BORN] = day("2020-05-19");
    assert_int_equal(truth(old, "0"), ADIL_HOLDS);
    holding[1][H_ELECTED] = (struct adil_datum){0};
    assert_int_equal(truth(young, "0"), ADIL_UNKNOWN);
    assert_string_equal(refused("count(holdings where age(pay, at: now) less than 3 years)", "0"),
                        "\"pay\" at column 26|a date");
}

/* ---- rows that are passed over -------------------------------------------------------------- */

static uint32_t n_asked;

static uint32_t next_holding(void *ctx, uint32_t i, uint32_t field, struct adil_span text)
{
    (void)ctx;
    n_asked++;
    assert_int_equal(field, H_CAPACITY);
    while (i < 3 && holding[i][field].known && !adil_span_eq(holding[i][field].text, text)) {
        i++;
    }
    return i;
}

static const struct adil_record *holding_by_number(void *ctx, struct adil_arena *a, uint32_t i)
{
    (void)ctx;
    (void)a;
    assert_false(adil_span_is(holding[i][H_CAPACITY].text, "acting")); /* passed over */
    return &holding_row[i];
}

static void test_norm__an_equality_passes_over_rows(void **state)
{
    (void)state;
    set_holding(0, "head", "acting", "a", "2020-01-01");
    set_holding(1, "head", "elected", "a", "2020-01-01");
    set_holding(2, "seat", "elected", "a", "2020-01-01");
    rows[HOLDINGS] =
        (struct adil_rows){.n = 3, .complete = true, .at = holding_by_number, .next = next_holding};
    candidate[OFFICE] = value(ADIL_FIELD_TEXT, "elected");
    n_asked = 0;
    assert_int_equal(
        truth("count(holdings where capacity = this.office and pay at least 1 and office = head)",
              "1"),
        ADIL_HOLDS);
    assert_int_equal(n_asked, 2);
    holding[2][H_CAPACITY] = (struct adil_datum){0}; /* may be elected */
    assert_int_equal(truth("count(holdings where capacity = this.office and pay at least 1)", "1"),
                     ADIL_UNKNOWN);
    rows[HOLDINGS].at = NULL;
    rows[HOLDINGS].row = holding_row;
    rows[HOLDINGS].next = NULL;
    assert_int_equal(truth("count(holdings where capacity = elected or office = head)", "2"),
                     ADIL_UNKNOWN);
}

/* ---- the rest of the grammar -------------------------------------------------------------- */

static void test_norm__sums_over_rows(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        set_holding(i, i == 0 ? "seat" : "head", "elected", "a", "2020-01-01");
    }
    rows[HOLDINGS] = (struct adil_rows){.row = holding_row, .n = 3, .complete = true};
    assert_int_equal(truth("sum(holdings.pay)", "30"), ADIL_HOLDS);
    assert_int_equal(truth("sum(holdings.pay where not office = seat)", "exactly 20"), ADIL_HOLDS);
    assert_int_equal(truth("sum(holdings.pay where office != seat or pay at least 10)", "30"),
                     ADIL_HOLDS);
    holding[0][H_OFFICE] = (struct adil_datum){0};
    assert_int_equal(truth("sum(holdings.pay where office = seat)", "at most 10"), ADIL_HOLDS);
    assert_int_equal(truth("sum(holdings.pay where office = seat)", "10"), ADIL_UNKNOWN);
    rows[HOLDINGS].complete = false;
    assert_int_equal(truth("sum(holdings.pay)", "at least 0"), ADIL_UNKNOWN);
}

static void test_norm__texts(void **state)
{
    (void)state;
    candidate[OFFICE] = value(ADIL_FIELD_TEXT, "in force");
    assert_int_equal(truth("office", "in force"), ADIL_HOLDS);
    assert_int_equal(truth("office", "not in force"), ADIL_FAILS);
    assert_int_equal(truth("office", "'in force'"), ADIL_HOLDS);
    assert_int_equal(truth("office", "one of [lapsed, in force]"), ADIL_HOLDS);
    assert_int_equal(truth("office", "one of lapsed, in force"), ADIL_HOLDS);
    assert_int_equal(truth("office", "not one of lapsed, struck"), ADIL_HOLDS);
    assert_int_equal(truth("office", "lapsed or in force"), ADIL_HOLDS);
    assert_int_equal(truth("office", "lapsed and in force"), ADIL_FAILS);
    assert_int_equal(truth("office", "not (lapsed or struck)"), ADIL_HOLDS);
    assert_int_equal(truth("person", "x"), ADIL_UNKNOWN);
    assert_int_equal(truth("person", "not x"), ADIL_UNKNOWN);
}

static void test_norm__flags_dates_and_numbers(void **state)
{
    (void)state;
    assert_int_equal(truth("convicted", "false"), ADIL_UNKNOWN);
    candidate[CONVICTED] = value(ADIL_FIELD_FLAG, "false");
    assert_int_equal(truth("convicted", "false"), ADIL_HOLDS);
    assert_int_equal(truth("convicted", "true"), ADIL_FAILS);
    candidate[BORN] = day("2022-09-17");
    assert_int_equal(truth("born", "after 2022-09-17"), ADIL_FAILS);
    assert_int_equal(truth("born", "on or after 2022-09-17"), ADIL_HOLDS);
    assert_int_equal(truth("born", "on or before 2022-09-17"), ADIL_HOLDS);
    assert_int_equal(truth("born", "before 2022-09-17"), ADIL_FAILS);
    assert_int_equal(truth("born", "on 2022-09-17"), ADIL_HOLDS);
    assert_int_equal(truth("born", "2022-09-18"), ADIL_FAILS);
    assert_int_equal(truth("born", "before contest.day"), ADIL_HOLDS);
    assert_int_equal(truth("born", "before resident_since"), ADIL_UNKNOWN);
    candidate[BORN] = day("2022-12-04");
    assert_int_equal(truth("born", "on first Sunday of December"), ADIL_HOLDS);
    assert_int_equal(truth("born", "on the last Sunday of December"), ADIL_FAILS);
    assert_int_equal(truth("born", "before first Sunday of December"), ADIL_FAILS);
    candidate[BORN] = day("2022-09-02"); /* 1 September was a holiday of this law */
    assert_int_equal(truth("born", "on or before first working day of September"), ADIL_HOLDS);
    assert_int_equal(truth("born", "on or before first Thursday of September"), ADIL_FAILS);
    candidate[DEPOSIT] = value(ADIL_FIELD_NUMBER, "0.5");
    assert_int_equal(truth("deposit", "one of 1, 1/2"), ADIL_HOLDS);
    assert_int_equal(truth("deposit", "more than 0 and less than 1"), ADIL_HOLDS);
}

static void test_norm__sets(void **state)
{
    (void)state;
    static const struct adil_span spoken[] = {ADIL_SPAN_INIT("kk"), ADIL_SPAN_INIT("ru")};
    assert_int_equal(truth("languages", "contains kk"), ADIL_UNKNOWN);
    candidate[LANGUAGES] = (struct adil_datum){.known = true, .member = spoken, .n_members = 2};
    assert_int_equal(truth("languages", "contains kk"), ADIL_HOLDS);
    assert_int_equal(truth("languages", "contains [kk, ru]"), ADIL_HOLDS);
    assert_int_equal(truth("languages", "contains kk, en"), ADIL_FAILS);
    assert_int_equal(truth("languages", "within [kk, ru, en]"), ADIL_HOLDS);
    assert_int_equal(truth("languages", "within kk"), ADIL_FAILS);
    assert_int_equal(truth("languages", "within this.languages"), ADIL_HOLDS);
    assert_int_equal(truth("languages", "contains this.office"), ADIL_UNKNOWN);
    candidate[OFFICE] = value(ADIL_FIELD_TEXT, "ru");
    assert_int_equal(truth("office", "one of this.languages"), ADIL_HOLDS);
}

static void test_norm__a_reference_leads_into_the_other_register(void **state)
{
    (void)state;
    assert_int_equal(truth("by.founded", "before 2000-01-01"), ADIL_UNKNOWN);
    candidate[BY] = value(ADIL_FIELD_REF, "the list");
    party[NAME] = value(ADIL_FIELD_KEY, "the list");
    party[FOUNDED] = day("1999-12-31");
    assert_int_equal(truth("by.founded", "before 2000-01-01"), ADIL_HOLDS);
    assert_int_equal(truth("this.by.founded", "before 2000-01-01"), ADIL_HOLDS);
    party[NAME] = value(ADIL_FIELD_KEY, "another");
    assert_int_equal(truth("by.founded", "before 2000-01-01"), ADIL_UNKNOWN);
    env.self = NULL;
    assert_int_equal(truth("by.founded", "before 2000-01-01"), ADIL_UNKNOWN);
}

static void test_norm__errors_name_what_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *that;
        const char *is;
        const char *error;
    } faults[] = {
        {"bron", "before 2000-01-01",
         "\"bron\" at column 1|a field of candidate (did you mean \"born\"?)"},
        {"age(born, at: contest.dya)", "at least 40 years",
         "\"contest\" at column 15|a field of candidate (did you mean \"contest.day\"?)"},
        {"age(born, to: contest.day)", "at least 40 years", "\"to\" at column 11|\"at\""},
        {"age(office, at: contest.day)", "at least 40 years", "\"office\" at column 5|a date"},
        {"count(holding where office = x)", "0",
         "\"holding\" at column 7|a register (did you mean \"holdings\"?)"},
        {"count(holdings where ofice = x)", "0",
         "\"ofice\" at column 22|a field of holdings (did you mean \"office\"?)"},
        {"supporters.sum", "1", "\"sum\" at column 12|\"total\" after a tally or a set"},
        {"office.name", "x",
         "\"name\" at column 8|the end of the path: office refers to no register"},
        {"supporters", "at least 1 in every regoin",
         "\"regoin\" at column 21|a group (did you mean \"regions\"?)"},
        {"deposit", "at least 1 in every region",
         "\"at\" at column 1|a bound on one number: only a tally has units"},
        {"born", "at least 40 years",
         "\"at\" at column 1|\"after\", \"before\", \"on or after\", \"on or before\" or a date "
         "(a date is tested)"},
        {"born", "after 2022-02-30", "\"2022-02-30\" at column 7|a day that exists"},
        {"age(born, at: contest.day)", "at least 40",
         "\"40\" at column 10|a time such as 40 years, 6 months or 60 days"},
        {"age(born, at: contest.day)", "at least 6 months",
         "\"6\" at column 10|whole years (an age is tested)"},
        {"age(born, at: contest.day)", "exactly 6 years",
         "\"6\" at column 9|\"more than\", \"at least\", \"less than\" or \"at most\", and a time"},
        {"convicted", "yes", "\"yes\" at column 1|\"true\" or \"false\" (a flag is tested)"},
        {"languages", "kk", "\"kk\" at column 1|\"contains\" or \"within\" (a set is tested)"},
        {"office", "one of [a, b", "the end at column 13|\",\" or \"]\""},
        {"office", "", "the end at column 1|a text (in quotes when it has signs in it)"},
        {"born born", "x", "\"born\" at column 6|the end of the path"},
    };
    for (size_t i = 0; i < ADIL_COUNT(faults); i++) {
        assert_string_equal(refused(faults[i].that, faults[i].is), faults[i].error);
    }
}

static void test_norm__names_are_the_rulebooks_own(void **state)
{
    (void)state;
    /* keywords of the grammar as names of fields; a keyword function needs its parenthesis */
    static const struct adil_field odd[] = {FIELD("age", "number", ""), FIELD("count", "text", "")};
    static const struct adil_register reg[] = {
        {.id = ADIL_SPAN_INIT("where"), .field = odd, .n_fields = 2}};
    struct adil_datum v[2] = {value(ADIL_FIELD_NUMBER, "7"), value(ADIL_FIELD_TEXT, "x")};
    struct adil_record record = {.value = v};
    struct adil_rows one = {.row = &record, .n = 1, .complete = true};
    scope.reg = reg;
    scope.n_registers = 1;
    scope.self = 0;
    env.self = &record;
    env.rows = &one;
    assert_int_equal(truth("age", "7"), ADIL_HOLDS);
    assert_int_equal(truth("count", "x"), ADIL_HOLDS);
    assert_int_equal(truth("count(where where age = 7)", "1"), ADIL_HOLDS);
}

static void test_norm__field_types_have_words(void **state)
{
    (void)state;
    enum adil_field_type t;
    assert_true(adil_field_type_parse(ADIL_SPAN("tally"), &t));
    assert_int_equal(t, ADIL_FIELD_TALLY);
    assert_false(adil_field_type_parse(ADIL_SPAN("real"), &t));
    struct adil_datum d;
    assert_false(adil_datum_parse(&arena, ADIL_FIELD_DATE, ADIL_SPAN("2022-02-30"), &d));
    assert_false(d.known);
    assert_false(adil_datum_parse(&arena, ADIL_FIELD_FLAG, ADIL_SPAN("yes"), &d));
    assert_false(adil_datum_parse(&arena, ADIL_FIELD_SET, ADIL_SPAN("a"), &d));
}

#define facts_test(f) cmocka_unit_test_setup_teardown(f, open_facts, close_facts)

int main(void)
{
    const struct CMUnitTest tests[] = {
        facts_test(test_norm__an_age_is_reached_on_the_birthday),
        facts_test(test_norm__a_leap_day_counts_from_the_first_of_march),
        facts_test(test_norm__a_time_is_compared_by_the_calendar),
        facts_test(test_norm__one_per_cent_of_the_roll_rounded_up),
        facts_test(test_norm__supporters_in_two_thirds_of_the_regions),
        facts_test(test_norm__members_in_all_and_in_every_region),
        facts_test(test_norm__one_term_counted_over_holdings),
        facts_test(test_norm__a_count_against_a_share_of_the_records_own_number),
        facts_test(test_norm__a_tally_against_a_tally),
        facts_test(test_norm__a_number_of_the_record_that_a_field_refers_to),
        facts_test(test_norm__rows_are_counted_by_an_age),
        facts_test(test_norm__an_equality_passes_over_rows),
        facts_test(test_norm__sums_over_rows),
        facts_test(test_norm__texts),
        facts_test(test_norm__flags_dates_and_numbers),
        facts_test(test_norm__sets),
        facts_test(test_norm__a_reference_leads_into_the_other_register),
        facts_test(test_norm__errors_name_what_was_meant),
        facts_test(test_norm__names_are_the_rulebooks_own),
        facts_test(test_norm__field_types_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
