#include "law/phrase.h"

#include "support.h"

static struct adil_arena arena;

static const struct adil_vocab_word extra[] = {
    {.id = ADIL_SPAN_INIT("received")},
    {.id = ADIL_SPAN_INIT("unused")},
    {.id = ADIL_SPAN_INIT("spoiled")},
    {.id = ADIL_SPAN_INIT("issued-in-station"), .words = ADIL_SPAN_INIT("issued in station")},
    {.id = ADIL_SPAN_INIT("issued-outside"), .words = ADIL_SPAN_INIT("issued outside")},
};
enum { RECEIVED = ADIL_N_QUANTITIES, UNUSED, SPOILED, IN_STATION, OUTSIDE };

static const struct adil_vocab_word groups[] = {
    {.id = ADIL_SPAN_INIT("regions")},
    {.id = ADIL_SPAN_INIT("vectors")},
    {.id = ADIL_SPAN_INIT("cities")},
    {.id = ADIL_SPAN_INIT("big-cities"), .words = ADIL_SPAN_INIT("cities of national rank")},
};
enum { REGIONS, VECTORS, CITIES, BIG_CITIES };

static struct adil_vocab vocab;

static int open_arena(void **state)
{
    (void)state;
    if (adil_arena_open(&arena, 256 << 20) != 0) {
        return -1;
    }
    vocab = adil_vocab_contest(&arena, extra, ADIL_COUNT(extra), groups, ADIL_COUNT(groups));
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    adil_arena_release(&arena);
    return 0;
}

static const struct adil_phrase *parse(const char *text)
{
    const struct adil_phrase *p = NULL;
    struct adil_diag diag;
    adil_diag_open(&diag, &arena);
    adil_err e = adil_phrase_parse(&arena, (struct adil_place){ADIL_SPAN("f"), 1},
                                   adil_span_of(text), &vocab, &p, &diag);
    if (e.code != ADIL_C_OK) {
        print_error("%s: found %.*s, expected %.*s\n", text, ADIL_ARG(diag.first->found),
                    ADIL_ARG(diag.first->expected));
    }
    assert_int_equal(e.code, ADIL_C_OK);
    return p;
}

static const char *canonical(const char *text)
{
    return adil_span_cstr(&arena, adil_phrase_text(&arena, parse(text), &vocab));
}

/* The error of a phrase that must not parse: "found|expected". */
static const char *refused(const char *text)
{
    const struct adil_phrase *p = NULL;
    struct adil_diag diag;
    adil_diag_open(&diag, &arena);
    adil_err e = adil_phrase_parse(&arena, (struct adil_place){ADIL_SPAN("book.yaml"), 7},
                                   adil_span_of(text), &vocab, &p, &diag);
    assert_int_equal(e.code, ADIL_C_INPUT);
    assert_int_equal(diag.n_errors, 1);
    assert_int_equal(diag.first->place.line, 7);
    assert_true(adil_span_is(diag.first->place.file, "book.yaml"));
    return adil_fmt(&arena, "%.*s|%.*s", ADIL_ARG(diag.first->found),
                    ADIL_ARG(diag.first->expected))
        .ptr;
}

static void test_phrase__every_form_of_the_design_prints_as_written(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "more than 1/2 of counted votes",
        "more than 1/2 of registered voters",
        "more than 1/2 of cast ballots in at least 2/3 of regions",
        "at least 5% of counted votes",
        "at least 2/3 of members",
        "at least 5000 members and at least 200 members in every region",
        "received = issued + unused + spoiled",
        "received = issued in station + issued outside + unused + spoiled",
        "at least 1 of every vector",
        "at least 1 in at least 2/3 of regions",
        "at least 1 in at least 12 regions",
        "at least 1% of registered voters, rounded up",
        "at least 1% of registered voters, rounded up, in every region",
        "at most 7/3 of seats, rounded to nearest",
        "less than 0.5% of cast ballots, rounded down",
        "exactly 3",
        "other than 3",
        "at least 1 in more than 50% of cities of national rank",
        "at least 1 in every city",
        "cast <= issued",
        "2 * seats - in-office + 3 >= -seats",
    };
    for (size_t i = 0; i < ADIL_COUNT(forms); i++) {
        if (i == ADIL_COUNT(forms) - 1) {
            /* an id with a hyphen prints as its words */
            assert_string_equal(canonical(forms[i]), "2 * seats - members in office + 3 >= -seats");
        } else {
            assert_string_equal(canonical(forms[i]), forms[i]);
        }
    }
}

static void test_phrase__other_spellings_come_to_the_canonical_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *canonical;
    } same[] = {
        {"  more  than 2/4 of counted ", "more than 1/2 of counted votes"},
        {"invalid is less than 3% of cast", "invalid is less than 3% of cast ballots"},
        {"invalid < 3% of cast", "invalid is less than 3% of cast ballots"},
        {"cast is at most issued ballots", "cast <= issued"},
        {"received is exactly issued", "received = issued"},
        {"at least 0.5 of members", "at least 1/2 of members"},
        {"at least 5.50% of counted", "at least 5.5% of counted votes"},
        {"at least 1/3% of counted", "at least 1/3% of counted votes"},
        {"(at least 1)", "at least 1"},
        {"at least 1% of registered rounded up in every regions",
         "at least 1% of registered voters, rounded up, in every region"},
        {"received = issued-in-station + issued-outside",
         "received = issued in station + issued outside"},
        {"votes-cast > 0", "votes cast > 0"},
        {"at least 200 members in every big-cities",
         "at least 200 members in every cities of national rank"},
    };
    for (size_t i = 0; i < ADIL_COUNT(same); i++) {
        assert_string_equal(canonical(same[i].text), same[i].canonical);
    }
}

static void test_phrase__and_binds_tighter_than_or(void **state)
{
    (void)state;
    const char *text = "at least 1 and at least 2 or at least 3";
    const struct adil_phrase *p = parse(text);
    assert_int_equal(p->kind, ADIL_P_ANY);
    assert_int_equal(p->n_parts, 2);
    assert_int_equal(p->part[0].kind, ADIL_P_ALL);
    assert_true(adil_phrase_eq(p, parse("(at least 1 and at least 2) or at least 3")));
    assert_false(adil_phrase_eq(p, parse("at least 1 and (at least 2 or at least 3)")));
    assert_string_equal(canonical("at least 1 and (at least 2 or at least 3)"),
                        "at least 1 and (at least 2 or at least 3)");
    assert_string_equal(canonical("(at least 1 and at least 2) or at least 3"), text);
    assert_string_equal(canonical("at least 1 and (at least 2 and at least 3)"),
                        "at least 1 and (at least 2 and at least 3)");
}

static void test_phrase__the_longest_name_is_taken(void **state)
{
    (void)state;
    assert_int_equal(parse("at least 1/2 of members")->amount.quantity, ADIL_Q_MEMBERS);
    assert_int_equal(parse("at least 1/2 of members present")->amount.quantity, ADIL_Q_PRESENT);
    assert_int_equal(parse("at least 1/2 of members in office")->amount.quantity, ADIL_Q_IN_OFFICE);
    const struct adil_phrase *p = parse("at least 200 members in every region");
    assert_int_equal(p->amount.quantity, ADIL_Q_MEMBERS);
    assert_int_equal(p->spread, ADIL_SPREAD_EVERY);
    assert_int_equal(p->group, REGIONS);
    p = parse("received = issued in station + issued");
    assert_int_equal(p->right[0].quantity, IN_STATION);
    assert_int_equal(p->right[1].quantity, ADIL_Q_ISSUED);
    p = parse("issued = 1 in every cities of national rank");
    assert_int_equal(p->group, BIG_CITIES);
}

static void test_phrase__groups_are_named_in_singular_or_plural(void **state)
{
    (void)state;
    assert_int_equal(parse("at least 1 in every city")->group, CITIES);
    assert_int_equal(parse("at least 1 in every cities")->group, CITIES);
    assert_int_equal(parse("at least 1 of every vector")->group, VECTORS);
    assert_true(parse("at least 1 of every vector")->spread_of);
    assert_false(parse("at least 1 in every vector")->spread_of);
    static const struct adil_vocab_word both[] = {{.id = ADIL_SPAN_INIT("regions")},
                                                  {.id = ADIL_SPAN_INIT("region")}};
    struct adil_vocab v = vocab;
    v.group = both;
    v.n_groups = 2;
    const struct adil_phrase *p = NULL;
    const struct adil_phrase *again = NULL;
    struct adil_place none = {{NULL, 0}, 0};
    assert_int_equal(
        adil_phrase_parse(&arena, none, ADIL_SPAN("at least 1 in every regions"), &v, &p, NULL)
            .code,
        ADIL_C_OK);
    assert_int_equal(p->group, 0);
    struct adil_span text = adil_phrase_text(&arena, p, &v);
    assert_int_equal(adil_phrase_parse(&arena, none, text, &v, &again, NULL).code, ADIL_C_OK);
    assert_true(adil_phrase_eq(p, again));
}

static void test_phrase__source_is_kept_as_written(void **state)
{
    (void)state;
    const struct adil_phrase *p = parse(" at least 1  and (more than 2  or less than 3) ");
    assert_true(adil_span_is(p->source, "at least 1  and (more than 2  or less than 3)"));
    assert_true(adil_span_is(p->part[0].source, "at least 1"));
    assert_true(adil_span_is(p->part[1].source, "more than 2  or less than 3"));
}

static void test_phrase__errors_name_column_and_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *error;
    } faults[] = {
        {"at least 200 members in every regoin",
         "\"regoin\" at column 31|a group (did you mean \"regions\"?)"},
        {"at least 5% of conted votes",
         "\"conted\" at column 16|a quantity (did you mean \"counted votes\"?)"},
        {"at least 1 in every planet",
         "\"planet\" at column 21|a group: regions, vectors, cities, cities of national rank"},
        {"", "the end at column 1|\"more than\", \"at least\", \"less than\", \"at most\", "
             "\"exactly\" or \"other than\", or a quantity: registered voters, issued ballots, "
             "cast ballots, counted votes, votes for options, ballots not counted, "
             "invalid ballots, unaccounted ballots, seats, members in office, members, "
             "members present, ..."},
        {"at least", "the end at column 9|a number such as 5, 1/2 or 0.7"},
        {"at least 5%", "the end at column 12|\"of\" and the quantity it is a share of"},
        {"at least 1/0 of members", "\"1/0\" at column 10|a number whose denominator is not 0"},
        {"at least 2 of members", "\"of\" at column 12|a fraction or a percentage before \"of\" "
                                  "(a number of them is written without \"of\")"},
        {"at least 1/2 members", "\"members\" at column 14|\"of\" after a fraction"},
        {"at least 1 in at least 2/3 regions",
         "\"regions\" at column 28|\"of\" and a group of units"},
        {"at least 1 in 2 regions",
         "\"2\" at column 15|\"every\", or how many: \"more than\", \"at least\", \"less than\", "
         "\"at most\", \"exactly\" or \"other than\""},
        {"received == issued", "\"=\" at column 11|a quantity: registered voters, issued ballots, "
                               "cast ballots, counted votes, votes for options, "
                               "ballots not counted, invalid ballots, unaccounted ballots, seats, "
                               "members in office, members, members present, ..."},
        {"received issued", "\"issued\" at column 10|a relation: =, !=, <, <=, >, >= or \"is\""},
        {"at least 5 members, members",
         "\",\" at column 19|\"and\", \"or\", \"in\", \", rounded\" or the end"},
        {"at least 5 rounded sideways",
         "\"sideways\" at column 20|\"up\", \"down\" or \"to nearest\""},
        {"(at least 5", "the end at column 12|\")\", \"and\" or \"or\""},
        {"at least 5members", "\"5members\" at column 10|a number such as 5, 1/2 or 0.7"},
        {"at least -5", "\"-\" at column 10|a number such as 5, 1/2 or 0.7"},
    };
    for (size_t i = 0; i < ADIL_COUNT(faults); i++) {
        assert_string_equal(refused(faults[i].text), faults[i].error);
    }
}

static void test_phrase__a_field_of_the_diagnostic_is_the_phrase(void **state)
{
    (void)state;
    struct adil_diag diag;
    const struct adil_phrase *p = NULL;
    adil_diag_open(&diag, &arena);
    assert_int_equal(adil_phrase_parse(&arena, (struct adil_place){ADIL_SPAN("f"), 3},
                                       ADIL_SPAN("5%"), &vocab, &p, &diag)
                         .code,
                     ADIL_C_INPUT);
    assert_true(adil_span_is(diag.first->field, "5%"));
}

static struct adil_span nested(unsigned depth)
{
    struct adil_span s = ADIL_SPAN("at least 1");
    for (unsigned i = 0; i < depth; i++) {
        s = adil_fmt(&arena, "(%.*s)", ADIL_ARG(s));
    }
    return s;
}

static void test_phrase__limits_are_kept(void **state)
{
    (void)state;
    (void)parse(nested(ADIL_PHRASE_DEPTH_MAX).ptr);
    assert_non_null(refused(nested(ADIL_PHRASE_DEPTH_MAX + 1).ptr));

    char *sum = adil_new(&arena, char, 2 * ADIL_PHRASE_TERMS_MAX + 16);
    size_t n = 0;
    for (int i = 0; i < ADIL_PHRASE_TERMS_MAX; i++) {
        sum[n++] = '1';
        sum[n++] = '+';
    }
    struct adil_span full = {sum, n - 1};
    (void)parse(adil_fmt(&arena, "seats = %.*s", ADIL_ARG(full)).ptr);
    assert_non_null(refused(adil_fmt(&arena, "seats = %.*s+1", ADIL_ARG(full)).ptr));

    char *digits = adil_new(&arena, char, ADIL_PHRASE_BYTES_MAX + 2);
    for (size_t i = 0; i <= ADIL_PHRASE_BYTES_MAX; i++) {
        digits[i] = '1';
    }
    assert_non_null(refused(digits));
}

static void test_phrase__needs_lists_figures_and_groups(void **state)
{
    (void)state;
    bool quantity[ADIL_N_QUANTITIES + ADIL_COUNT(extra)] = {false};
    bool group[ADIL_COUNT(groups)] = {false};
    adil_phrase_needs(parse("more than 1/2 of cast ballots in at least 2/3 of regions and "
                            "(at least 5 seats or received = unused)"),
                      quantity, group);
    for (uint32_t q = 0; q < ADIL_COUNT(quantity); q++) {
        assert_int_equal(quantity[q], q == ADIL_Q_CAST || q == RECEIVED || q == UNUSED);
    }
    assert_true(group[REGIONS]);
    assert_false(group[CITIES]);
    adil_phrase_needs(parse("at least 5"), NULL, NULL);
}

/* ---- property: parsing what was printed gives the same phrase ---------------------------- */

static struct test_rng rng;

static uint32_t rnd(uint32_t n)
{
    return (uint32_t)test_rng_below(&rng, n);
}

static struct adil_num any_whole(void)
{
    static const int64_t edge[] = {0, 1, 2, 12, 5000, 6366441, INT64_MAX};
    struct adil_num x = adil_num_int(edge[rnd(ADIL_COUNT(edge))]);
    return rnd(8) == 0 ? adil_num_mul(&arena, x, adil_num_int(INT64_MAX)) : x;
}

static struct adil_num any_fraction(void)
{
    struct adil_num x = adil_num_int(1);
    while (adil_num_is_int(x)) {
        x = adil_num_ratio(&arena, 1 + rnd(200), 1 + rnd(40));
    }
    return x;
}

static struct adil_amount any_amount(bool bare)
{
    struct adil_amount m = {.quantity = ADIL_NO_WORD};
    m.share = rnd(2) == 0;
    m.percent = m.share && rnd(2) == 0;
    m.rounding = (enum adil_rounding)rnd(4);
    m.n = m.percent
              ? adil_num_div(&arena, rnd(2) == 0 ? any_whole() : any_fraction(), adil_num_int(100))
              : (m.share ? any_fraction() : any_whole());
    if (m.share || !bare || rnd(2) == 0) {
        m.quantity = rnd(vocab.n_quantities);
    }
    return m;
}

static const struct adil_term *any_sum(uint32_t *n)
{
    *n = 1 + rnd(4);
    struct adil_term *t = adil_new(&arena, struct adil_term, *n);
    for (uint32_t i = 0; i < *n; i++) {
        t[i].quantity = rnd(3) == 0 ? ADIL_NO_WORD : rnd(vocab.n_quantities);
        t[i].coefficient = rnd(2) == 0 ? adil_num_int(1) : any_whole();
        t[i].coefficient = rnd(4) == 0 ? any_fraction() : t[i].coefficient;
        if (rnd(3) == 0) {
            t[i].coefficient = adil_num_sub(&arena, adil_num_int(0), t[i].coefficient);
        }
    }
    return t;
}

static void any_spread(struct adil_phrase *p)
{
    p->spread = (enum adil_spread)rnd(3);
    if (p->spread == ADIL_SPREAD_WHOLE) {
        return;
    }
    p->group = rnd(vocab.n_groups);
    if (p->spread == ADIL_SPREAD_COUNT) {
        p->spread_op = (enum adil_compare)rnd(6);
        p->spread_share = rnd(2) == 0;
        p->spread_percent = p->spread_share && rnd(2) == 0;
        p->spread_n = p->spread_share ? any_fraction() : any_whole();
    }
}

static void any_phrase(struct adil_phrase *p, unsigned depth)
{
    *p = (struct adil_phrase){.group = ADIL_NO_WORD, .amount = {.quantity = ADIL_NO_WORD}};
    p->kind = (enum adil_phrase_kind)rnd(4);
    if (depth == 0 && p->kind <= ADIL_P_ANY) {
        p->kind = ADIL_P_BOUND;
    }
    p->op = (enum adil_compare)rnd(6);
    if (p->kind == ADIL_P_ALL || p->kind == ADIL_P_ANY) {
        p->op = ADIL_GT;
        p->n_parts = 2 + rnd(3);
        struct adil_phrase *part = adil_new(&arena, struct adil_phrase, p->n_parts);
        for (uint32_t i = 0; i < p->n_parts; i++) {
            any_phrase(&part[i], depth - 1);
        }
        p->part = part;
        return;
    }
    if (p->kind == ADIL_P_COMPARE) {
        p->left = any_sum(&p->n_left);
        if (rnd(2) == 0) {
            p->right = any_sum(&p->n_right);
        }
    }
    if (p->right == NULL) {
        p->amount = any_amount(p->kind == ADIL_P_BOUND);
    }
    any_spread(p);
}

enum { ROUNDS = 3000 };

/* How many random phrases did not survive printing and parsing. `damage` spoils the printing. */
static unsigned lost_in_print(bool damage)
{
    unsigned lost = 0;
    unsigned compounds = 0;
    rng = test_rng_open("phrases");
    struct adil_arena kept = arena;
    for (unsigned i = 0; i < ROUNDS; i++) {
        struct adil_phrase p;
        const struct adil_phrase *again = NULL;
        arena = kept;
        any_phrase(&p, 3);
        struct adil_span text = adil_phrase_text(&arena, &p, &vocab);
        if (text.len > ADIL_PHRASE_BYTES_MAX) {
            continue;
        }
        compounds += p.n_parts > 0 ? 1U : 0U;
        if (damage) {
            char *s = adil_span_cstr(&arena, text);
            for (size_t k = 0; k < text.len; k++) {
                s[k] = s[k] == '(' || s[k] == ')' ? ' ' : s[k];
            }
            text.ptr = s;
        }
        adil_err e = adil_phrase_parse(&arena, (struct adil_place){{NULL, 0}, 0}, text, &vocab,
                                       &again, NULL);
        bool same = e.code == ADIL_C_OK && adil_phrase_eq(&p, again) &&
                    adil_span_eq(text, adil_phrase_text(&arena, again, &vocab));
        if (!same && !damage) {
            print_error("lost: %.*s\n", ADIL_ARG(text));
        }
        lost += same ? 0 : 1;
    }
    assert_true(compounds > ROUNDS / 4);
    arena = kept;
    return lost;
}

static void test_phrase__printing_and_parsing_is_the_identity(void **state)
{
    (void)state;
    assert_int_equal(lost_in_print(false), 0);
}

/* The same without parentheses in print: the property must notice. */
static void test_phrase__control_the_identity_fails_without_parentheses(void **state)
{
    (void)state;
    assert_true(lost_in_print(true) > ROUNDS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrase__every_form_of_the_design_prints_as_written),
        cmocka_unit_test(test_phrase__other_spellings_come_to_the_canonical_one),
        cmocka_unit_test(test_phrase__and_binds_tighter_than_or),
        cmocka_unit_test(test_phrase__the_longest_name_is_taken),
        cmocka_unit_test(test_phrase__groups_are_named_in_singular_or_plural),
        cmocka_unit_test(test_phrase__source_is_kept_as_written),
        cmocka_unit_test(test_phrase__errors_name_column_and_nearest),
        cmocka_unit_test(test_phrase__a_field_of_the_diagnostic_is_the_phrase),
        cmocka_unit_test(test_phrase__limits_are_kept),
        cmocka_unit_test(test_phrase__needs_lists_figures_and_groups),
        cmocka_unit_test(test_phrase__printing_and_parsing_is_the_identity),
        cmocka_unit_test(test_phrase__control_the_identity_fails_without_parentheses),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
