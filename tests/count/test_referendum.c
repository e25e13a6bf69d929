#include "election.h"

enum { YES, NO, BOTH, CLASSES };
static const char *const classes[] = {"yes", "no", "both options marked"};

/* A whole with n regions of the group "regions" and one mission abroad that is not in it. */
static void regions_of(struct election *e, uint32_t n)
{
    struct test_arenas *m = e->m;
    struct adil_unit *unit = adil_new(&m->perm, struct adil_unit, n + 2);
    unit[0] = (struct adil_unit){
        .id = ADIL_SPAN("whole"), .kind = ADIL_SPAN("country"), .parent = ADIL_NO_UNIT};
    for (uint32_t i = 1; i <= n + 1; i++) {
        unit[i] = (struct adil_unit){
            .id = adil_fmt(&m->perm, "r%u", i),
            .kind = i <= n ? ADIL_SPAN("region") : ADIL_SPAN("abroad"),
        };
    }
    for (uint32_t i = 0; i <= n + 1; i++) {
        unit[i].from = ADIL_DATE_NONE;
        unit[i].until = ADIL_DATE_NONE;
    }
    static const struct adil_span kind[] = {ADIL_SPAN_INIT("region")};
    struct adil_group *group = adil_new(&m->perm, struct adil_group, 1);
    *group = (struct adil_group){.id = ADIL_SPAN("regions"), .kind = kind, .n_kinds = 1};
    struct adil_units *units = adil_new(&m->perm, struct adil_units, 1);
    *units = (struct adil_units){.unit = unit, .n = n + 2, .group = group, .n_groups = 1};
    struct adil_vocab_word *word = adil_new(&m->perm, struct adil_vocab_word, 1);
    *word = (struct adil_vocab_word){.id = ADIL_SPAN("regions")};
    e->c.units = units;
    e->c.vocab = adil_vocab_contest(&m->perm, NULL, 0, word, 1);
}

/* A question with the whole as first row and the given regions below it. */
static struct election *question(void **state, uint32_t n_regions, const int64_t *whole,
                                 struct adil_turnout turnout)
{
    struct election *e = election_open(state, ADIL_METHOD_REFERENDUM, classes, CLASSES);
    e->option[BOTH].class = ADIL_OPTION_NOT_COUNTED;
    e->c.seats = 0;
    e->c.yes = YES;
    e->c.percent_of = ADIL_Q_CAST;
    regions_of(e, n_regions);
    e->c.quorum = election_phrase(e, "more than 1/2 of registered voters");
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 1, whole);
    u->unit = 0;
    u->turnout = turnout;
    e->table[0].has_root = true;
    return e;
}

static struct adil_turnout turnout(int64_t registered, int64_t cast, int64_t invalid)
{
    return (struct adil_turnout){
        .registered = registered, .issued = -1, .cast = cast, .valid = -1, .invalid = invalid};
}

static const char in_regions[] = "more than 1/2 of cast ballots in at least 2/3 of regions";

/* 5 June 2022, final figures (facts §1): four classes of ballots, 17 units. */
static struct election *referendum_2022(void **state)
{
    static const int64_t votes[] = {6163516, 1490470, 125859};
    struct election *e = question(state, 17, votes, turnout(11734642, 7985769, 205924));
    e->c.adopts = election_phrase(e, in_regions);
    return e;
}

static void test_referendum__2022_is_adopted_by_published_units(void **state)
{
    struct election *e = referendum_2022(state);
    election_found(e, ADIL_FOUND_UNITS_WON, UINT32_MAX, 17)->of = 17;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.adopted, ADIL_HOLDS);
    const struct adil_step *s = election_step(e, ADIL_STEP_UNITS_PUBLISHED, 0);
    assert_non_null(s);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_NEEDED), "12");
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_OF), "17");
    assert_span_is(election_in_step(e, s, ADIL_F_SOURCE), "gazette");
    s = election_step(e, ADIL_STEP_QUORUM, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_FIGURE), "7985769");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_NEEDED), "5867321");
    assert_span_is(election_in_step(e, s, ADIL_F_HOLDS), "holds");
    /* The base of every percentage is the ballots cast. */
    s = election_step(e, ADIL_STEP_TALLY, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_BASE), "7985769");
    const struct adil_num share = election_figure(s->row[0].value, s->row[0].n, ADIL_F_SHARE)->num;
    assert_true(adil_num_eq(share, adil_num_ratio(&e->m->perm, 6163516, 7985769)));
    s = election_step(e, ADIL_STEP_TURNOUT, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_INVALID), "205924");
}

/* Figures of the whole say nothing of how many units gave a majority. */
static void test_referendum__2022_without_the_finding_is_undetermined(void **state)
{
    struct election *e = referendum_2022(state);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_int_equal(e->out.adopted, ADIL_UNKNOWN);
    const struct adil_step *s = election_step(e, ADIL_STEP_UNITS, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_UNKNOWN), "17");
    assert_non_null(election_step(e, ADIL_STEP_UNKNOWN_FIGURE, 0));
}

static void test_referendum__11_units_of_17_are_too_few(void **state)
{
    struct election *e = referendum_2022(state);
    election_found(e, ADIL_FOUND_UNITS_WON, UINT32_MAX, 11)->of = 17;
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);
    assert_int_equal(e->out.adopted, ADIL_FAILS);

    e = referendum_2022(state);
    election_found(e, ADIL_FOUND_UNITS_WON, UINT32_MAX, 12)->of = 17;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);

    e = referendum_2022(state); /* 20 units are not those of June 2022 */
    election_found(e, ADIL_FOUND_UNITS_WON, UINT32_MAX, 20)->of = 20;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
}

/* 6 October 2024 (facts §4): more than half of those taking part, over the whole. */
static void test_referendum__2024_is_adopted_over_the_whole(void **state)
{
    static const int64_t votes[] = {5561937, 2045271, 82729};
    struct election *e = question(state, 20, votes, turnout(12284487, 7820204, 130267));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    const struct adil_step *s = election_step(e, ADIL_STEP_MAJORITY, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_FIGURE), "5561937");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_NEEDED), "3910102");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_MARGIN), "1651835");
    assert_null(election_step(e, ADIL_STEP_UNITS, 0));
}

/* 15 March 2026 (facts §5): 20 units; Mangystau's own figures are known, the rest published. */
static struct election *referendum_2026(void **state)
{
    static const int64_t votes[] = {7954667, 898099, 127868, 322732, 9303, 5675};
    struct election *e = question(state, 20, votes, turnout(12482613, 9127192, 146558));
    e->v.n_tables = 0;
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 2, votes);
    e->table[0].has_root = true;
    u[0].unit = 0;
    u[0].turnout = turnout(12482613, 9127192, 146558);
    u[1].unit = 7;
    u[1].turnout = turnout(-1, 345554, 7844);
    e->c.adopts = election_phrase(e, in_regions);
    return e;
}

static void test_referendum__2026_by_one_unit_counted_and_all_published(void **state)
{
    struct election *e = referendum_2026(state);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    const struct adil_step *s = election_step(e, ADIL_STEP_UNITS, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_HOLD), "1");
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_UNKNOWN), "19");
    assert_int_equal(s->n_rows, 1);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_VOTES), "322732");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_NEEDED), "172777");
    assert_span_is(election_in_row(e, s, 0, ADIL_F_HOLDS), "holds");

    e = referendum_2026(state);
    election_found(e, ADIL_FOUND_UNITS_WON, UINT32_MAX, 20)->of = 20;
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_span_is(
        election_in_step(e, election_step(e, ADIL_STEP_UNITS_PUBLISHED, 0), ADIL_F_UNITS_NEEDED),
        "14");
}

/* n of 6 regions with 60 of 100 for, the others with exactly 50 of 100. A mission abroad that has
 * nothing but yes is no region. */
static struct election *six_regions(void **state, uint32_t n_for)
{
    static const int64_t whole[] = {0, 0, 0};
    int64_t cell[7 * CLASSES];
    struct election *e = question(state, 6, whole, election_no_turnout);
    e->v.n_tables = 0;
    for (uint32_t i = 0; i < 7; i++) {
        cell[i * CLASSES + YES] = i == 6 ? 100 : i < n_for ? 60 : 50;
        cell[i * CLASSES + NO] = 100 - cell[i * CLASSES + YES];
        cell[i * CLASSES + BOTH] = 0;
    }
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 7, cell);
    for (uint32_t i = 0; i < 7; i++) {
        u[i].unit = i + 1;
        u[i].turnout = turnout(150, 100, 0);
    }
    e->c.adopts = election_phrase(e, in_regions);
    return e;
}

static void test_referendum__units_are_counted_and_exactly_half_fails(void **state)
{
    struct election *e = six_regions(state, 4);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    const struct adil_step *s = election_step(e, ADIL_STEP_UNITS, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_HOLD), "4");
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_FAIL), "2");
    assert_span_is(election_in_step(e, s, ADIL_F_UNITS_NEEDED), "4");
    assert_int_equal(s->n_rows, 6);
    assert_span_is(election_in_row(e, s, 4, ADIL_F_HOLDS), "fails");

    e = six_regions(state, 3);
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);
}

/* Both a national majority and units; either can fail alone. */
static void test_referendum__a_double_majority(void **state)
{
    static const char both[] = "more than 1/2 of cast ballots and more than 1/2 of cast ballots "
                               "in at least 2/3 of regions";
    struct election *e = six_regions(state, 4);
    e->c.adopts = election_phrase(e, both);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    const struct adil_step *s = election_step(e, ADIL_STEP_MAJORITY, 0);
    assert_int_equal(s->n_rows, 2);
    assert_non_null(election_step(e, ADIL_STEP_UNITS, 0));

    e = six_regions(state, 3);
    e->c.adopts = election_phrase(e, both);
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);
    s = election_step(e, ADIL_STEP_MAJORITY, 0);
    assert_span_is(election_in_row(e, s, 0, ADIL_F_HOLDS), "holds");
    assert_span_is(election_in_row(e, s, 1, ADIL_F_HOLDS), "fails");
}

/* Exactly half of the registered, and exactly half of the participants. */
static void test_referendum__exactly_half_is_not_more_than_half(void **state)
{
    static const int64_t half[] = {40, 38, 1};
    struct election *e = question(state, 1, half, turnout(160, 80, 1));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_NOT_VALID);
    assert_int_equal(e->out.adopted, ADIL_FAILS);

    e = question(state, 1, half, turnout(159, 80, 1));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);

    static const int64_t more[] = {41, 37, 1};
    e = question(state, 1, more, turnout(159, 80, 1));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
}

static void test_referendum__a_published_answer_settles_only_what_is_open(void **state)
{
    struct election *e = referendum_2022(state);
    election_found(e, ADIL_FOUND_ADOPTED, UINT32_MAX, 1);
    election_count(e);
    assert_status(e, ADIL_S_DECIDED);
    assert_int_equal(e->out.adopted, ADIL_HOLDS);
    const struct adil_step *s = election_step(e, ADIL_STEP_ADOPTED, 0);
    assert_int_equal(s->source, ADIL_SOURCE_PUBLISHED);

    e = referendum_2022(state);
    election_found(e, ADIL_FOUND_ADOPTED, UINT32_MAX, 0);
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);

    e = six_regions(state, 3);
    election_found(e, ADIL_FOUND_ADOPTED, UINT32_MAX, 1);
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED);
    assert_int_equal(election_step(e, ADIL_STEP_NOT_ADOPTED, 0)->source, ADIL_SOURCE_COUNTED);
}

static void test_referendum__missing_figures_are_named(void **state)
{
    static const int64_t no_yes[] = {-1, 30, 0};
    struct election *e = question(state, 1, no_yes, turnout(150, 100, 0));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_unknown(e, "yes");
    const struct adil_step *s = election_step(e, ADIL_STEP_UNKNOWN_FIGURE, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_MOST), "70");

    static const int64_t no_yes_but_few[] = {-1, 55, 0};
    e = question(state, 1, no_yes_but_few, turnout(150, 100, 0));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    election_count(e);
    assert_status(e, ADIL_S_NOT_ADOPTED); /* at most 45 of 100 */

    static const int64_t known[] = {60, 30, -1};
    e = question(state, 1, known, turnout(150, -1, 0));
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    e->c.quorum = NULL;
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);

    e = question(state, 1, known, turnout(150, 100, 0));
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_ADOPTS_NOT_STATED);

    e = election_open(state, ADIL_METHOD_REFERENDUM, classes, CLASSES);
    election_count(e);
    assert_status(e, ADIL_S_UNDETERMINED);
    assert_reason(e, ADIL_M_R_NO_VOTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_referendum__2022_is_adopted_by_published_units),
        test_case(test_referendum__2022_without_the_finding_is_undetermined),
        test_case(test_referendum__11_units_of_17_are_too_few),
        test_case(test_referendum__2024_is_adopted_over_the_whole),
        test_case(test_referendum__2026_by_one_unit_counted_and_all_published),
        test_case(test_referendum__units_are_counted_and_exactly_half_fails),
        test_case(test_referendum__a_double_majority),
        test_case(test_referendum__exactly_half_is_not_more_than_half),
        test_case(test_referendum__a_published_answer_settles_only_what_is_open),
        test_case(test_referendum__missing_figures_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
