/* Offices whose term has versions: what is read, what is a fault, what the linter finds. */
#include "books.h"

#define S ", cite: A, mark: read, source: S"
#define WARDEN(office)                                                                             \
    "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n"                            \
    "offices:\n  clerk: {}\n  warden:\n    keys-by: clerk\n" office                                \
    "words: {name-one: {is: notice, fields: {person: text}, effects: [{seat: warden, person: "     \
    "person}]}}\n"                                                                                 \
    "powers: [{id: p, office: clerk, may: name-one" S "}]\n"
#define TERMS(first, second)                                                                       \
    WARDEN("    terms:\n      - {id: t, term: 5 years" first S "}\n      - {id: t, term: 7 "       \
           "years" second S "}\n")

static int32_t years_on(const struct adil_office *o, const char *at)
{
    const struct adil_office_term *term = adil_office_term_on(o, day(at));
    return term == NULL ? 0 : term->lasts.months / 12;
}

static void test_office_terms__a_day_has_the_version_in_force(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, TERMS(", until: 2022-09-17", ", from: 2023-01-01, until: 2030-01-01"), &b);
    const struct adil_office *o = &b.acts.office[1];
    assert_int_equal(o->n_terms, 2);
    assert_true(o->terms_are_dated);
    assert_int_equal(years_on(o, "1990-01-01"), 5);
    assert_int_equal(years_on(o, "2022-09-16"), 5);
    assert_int_equal(years_on(o, "2022-09-17"), 0); /* nobody said anything of these days */
    assert_int_equal(years_on(o, "2023-01-01"), 7);
    assert_int_equal(years_on(o, "2030-01-01"), 0);
    assert_int_equal(years_on(&b.acts.office[0], "2023-01-01"), 0);
}

static void test_office_terms__one_term_holds_every_day(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, WARDEN("    term: 6 years\n"), &b);
    assert_false(b.acts.office[1].terms_are_dated);
    assert_int_equal(years_on(&b.acts.office[1], "1990-01-01"), 6);
    assert_int_equal(years_on(&b.acts.office[1], "2090-01-01"), 6);
    parse_well(*state, WARDEN("    term: 0 years\n"), &b);
    assert_int_equal(b.acts.office[1].n_terms, 0);
}

static void test_office_terms__faults_are_named(void **state)
{
    parse_badly(*state, WARDEN("    term: 6 years\n    terms: [{id: t, term: 5 years}]\n"),
                "r.yaml:7: offices.warden: found term and terms, expected one of them");
    parse_badly(*state,
                WARDEN("    terms:\n      - {id: t, term: 5 years, until: 2022-09-17}\n"
                       "      - {id: u, term: 7 years, from: 2022-09-17}\n"),
                "r.yaml:9: offices.warden.terms[u]: found u, expected one id");
    parse_badly(*state, WARDEN("    terms: [{id: t, term: 0 years}]\n"),
                "offices.warden.terms[t]: found 0 years, expected some time");
    parse_badly(*state, WARDEN("    terms: [{id: t, from: 2022-09-17}]\n"),
                "offices.warden.terms[t].term: found no such key");
    parse_badly(*state, WARDEN("    terms: [{id: t, term: five}]\n"),
                "offices.warden.terms[t].term: found five");
    parse_badly(*state, TERMS(", from: 2022-09-17, until: 2022-09-17", ", from: 2023-01-01"),
                "offices.warden.terms[t].until: found 2022-09-17, expected a day after 2022-09-17");
}

/* What the linter says of a book; NULL: nothing. */
static void assert_found(struct test_arenas *t, const char *book, const char *says)
{
    struct adil_rulebook b;
    struct adil_diag d;
    parse_well(t, book, &b);
    adil_diag_open(&d, &t->perm);
    uint32_t n = adil_rulebook_check(t->scratch, &b, &d);
    if (n != (says != NULL)) {
        fail_msg("%u findings\n%s", (unsigned)n, said(t, &d));
    }
    if (says != NULL) {
        assert_says(t, &d, says);
    }
}

static void test_office_terms__versions_in_force_together_are_found(void **state)
{
    assert_found(*state, TERMS(", until: 2022-09-17", ", from: 2022-09-17"), NULL);
    assert_found(*state, TERMS(", until: 2022-09-17", ", from: 2023-01-01"), NULL); /* a gap */
    assert_found(*state, TERMS(", until: 2022-09-18", ", from: 2022-09-17"),
                 "r.yaml:9: warning: rules[t]: found in force together with the version in line 8");
    assert_found(*state, TERMS("", ", from: 2022-09-17"),
                 "r.yaml:9: warning: rules[t]: found in force together with the version in line 8");
    assert_found(*state, WARDEN("    terms: [{id: t, term: 5 years, cite: A, mark: read}]\n"),
                 "r.yaml:7: warning: rules[t]: found no source");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_office_terms__a_day_has_the_version_in_force),
        test_case(test_office_terms__one_term_holds_every_day),
        test_case(test_office_terms__faults_are_named),
        test_case(test_office_terms__versions_in_force_together_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
