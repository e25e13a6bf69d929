/* Terms by date: a holding has the term of the day on which it begins, and keeps its end. */
#include "stories.h"

#define guild "tests/polity/test-terms.yaml"

static const struct fold_issuer guild_issuers[] = {{"council", 1}, {"warden", 1}};

static void guild_open(struct fold *f, struct test_arenas *t, const char *holders)
{
    fold_open_holders(f, t, guild, guild_issuers, ADIL_COUNT(guild_issuers), holders);
}

/* The day on which a person's holding ends; "never". */
static const char *end_of(struct fold *f, const char *person)
{
    for (uint32_t i = f->p->n_holdings; i > 0; i--) {
        const struct adil_holding *h = &f->p->holding[i - 1];
        if (adil_span_is(adil_strings_get(f->p->strings, h->person), person)) {
            return adil_date_known(h->until)
                       ? adil_span_cstr(&f->t->perm, adil_date_text(&f->t->perm, h->until))
                       : "never";
        }
    }
    fail_msg("%s holds nothing", person);
    return NULL;
}

static void names_on(struct fold *f, const char *at, const char *person)
{
    fold_at(f, at);
    fold_ok(f, "council", "name-warden", "x",
            adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "{\"person\":\"%s\"}", person)));
}

static void a_holding_has_the_term_of_the_day_on_which_it_begins(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    names_on(&f, "2022-09-16T23:00:00+00:00", "last-of-five");
    names_on(&f, "2022-09-17T00:00:00+00:00", "first-of-seven");
    names_on(&f, "2029-12-31T00:00:00+00:00", "last-of-seven");
    names_on(&f, "2030-01-01T00:00:00+00:00", "unbounded");
    assert_string_equal(end_of(&f, "last-of-five"), "2027-09-16");
    assert_string_equal(end_of(&f, "first-of-seven"), "2029-09-17");
    assert_string_equal(end_of(&f, "last-of-seven"), "2036-12-31");
    assert_string_equal(end_of(&f, "unbounded"), "never"); /* the charter says no term that day */
    fold_close(&f);
}

static void holders_before_the_record_have_the_term_of_their_day(void **state)
{
    struct fold f;
    guild_open(&f, *state,
               "[" HOLDER("warden", "old", "2019-06-12") ALSO("warden", "new", "2022-11-26") "]");
    assert_string_equal(end_of(&f, "old"), "2024-06-12");
    assert_string_equal(end_of(&f, "new"), "2029-11-26");
    fold_close(&f);
}

static void an_end_that_is_said_stands_before_the_term(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    fold_at(&f, "2023-01-01T10:00:00+00:00");
    fold_ok(&f, "council", "lend-seat", "x", "{\"person\":\"guest\",\"until\":\"2023-03-01\"}");
    assert_string_equal(end_of(&f, "guest"), "2023-03-01");
    fold_close(&f);
}

static void who_was_named_before_the_change_acts_as_long_as_was_said_then(void **state)
{
    struct fold f;
    guild_open(&f, *state, "[" HOLDER("warden", "old", "2019-06-12") "]");
    fold_at(&f, "2024-06-11T10:00:00+00:00");
    fold_ok(&f, "warden", "inspect", "x", NULL);
    fold_at(&f, "2024-06-12T10:00:00+00:00"); /* the law says seven years now; not to this one */
    fold_refused(&f, "while-it-runs", "warden", "inspect", "x", NULL);
    names_on(&f, "2024-06-13T10:00:00+00:00", "next");
    fold_at(&f, "2031-06-12T10:00:00+00:00");
    fold_ok(&f, "warden", "inspect", "x", NULL);
    fold_at(&f, "2031-06-13T10:00:00+00:00");
    fold_refused(&f, "while-it-runs", "warden", "inspect", "x", NULL);
    fold_close(&f);
}

static void takes(struct fold *f, const char *word, const char *fields, const char *rule)
{
    fold_assert(f, fold_do(f, "council", word, "x", fields), rule);
}

static void holdings_end_with_their_office(void **state)
{
    struct fold f;
    guild_open(&f, *state,
               "[" HOLDER("herald", "old", "2021-01-01") ALSO("herald", "new", "2025-01-01")
                   ALSO("page", "endless", "2021-01-01") "]");
    assert_string_equal(end_of(&f, "old"), "2024-01-01"); /* a term that ends sooner stands */
    assert_string_equal(end_of(&f, "new"), "2026-07-01");
    assert_string_equal(end_of(&f, "endless"), "2026-07-01");
    fold_at(&f, "2026-06-30T10:00:00+00:00");
    takes(&f, "name-herald", "{\"person\":\"late\"}", NULL);
    assert_string_equal(end_of(&f, "late"), "2026-07-01");
    takes(&f, "lend-page", "{\"person\":\"guest\",\"until\":\"2027-01-01\"}", NULL);
    assert_string_equal(end_of(&f, "guest"), "2026-07-01");
    takes(&f, "lend-page", "{\"person\":\"visitor\",\"until\":\"2026-07-01\"}", NULL);
    assert_string_equal(end_of(&f, "visitor"), "2026-07-01");
    takes(&f, "name-warden", "{\"person\":\"new\"}", "warden"); /* not beside it */
    fold_at(&f, "2026-07-01T10:00:00+00:00");
    takes(&f, "name-warden", "{\"person\":\"new\"}", NULL);
    takes(&f, "name-page", "{\"person\":\"nobody\"}", "page"); /* it is no more */
    fold_close(&f);
}

static void revises(struct fold *f, const char *yaml, const char *rule)
{
    fold_assert(f, fold_do(f, "council", "revise", "", fold_changes(f, yaml, "")), rule);
}

static void an_act_changes_the_term_of_those_who_come_after(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    names_on(&f, "2023-01-01T10:00:00+00:00", "before");
    revises(&f, "[{id: offices/warden/terms/wardens-term, from: 2024-01-01, set: {term: 6 years}}]",
            NULL);
    names_on(&f, "2023-12-31T10:00:00+00:00", "eve");
    names_on(&f, "2024-01-01T10:00:00+00:00", "after");
    revises(&f, "[{id: offices/warden/terms/wardens-term, from: 2025-01-01, end: true}]", NULL);
    names_on(&f, "2025-01-01T10:00:00+00:00", "endless");
    assert_string_equal(end_of(&f, "before"), "2030-01-01");
    assert_string_equal(end_of(&f, "eve"), "2030-12-31");
    assert_string_equal(end_of(&f, "after"), "2030-01-01");
    assert_string_equal(end_of(&f, "endless"), "never");
    fold_close(&f);
}

static void no_act_makes_two_terms_of_one_day(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    fold_at(&f, "2023-01-01T10:00:00+00:00");
    revises(&f, "[{id: offices/warden/term, set: 6 years}]", "act.changes");
    revises(&f, "[{id: offices/warden/terms/other, from: 2024-01-01, set: {term: 6 years}}]",
            "act.changes");
    revises(&f, "[{id: offices/warden/terms/wardens-term, set: {term: 6 years}}]", "act.changes");
    revises(&f, "[{id: offices/council/term, set: 6 years}]", NULL); /* a control */
    fold_close(&f);
}

/* A term that was struck reopens no case: what it ended is ended, who holds keeps the end. */
static void a_struck_term_leaves_those_who_hold(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    names_on(&f, "2023-01-01T10:00:00+00:00", "before");
    revises(&f,
            "[{id: offices/warden/terms/wardens-term, from: 2023-02-01, strike: all, "
            "past: reopened}]",
            NULL);
    names_on(&f, "2023-02-01T10:00:00+00:00", "after");
    assert_string_equal(end_of(&f, "before"), "2030-01-01");
    assert_string_equal(end_of(&f, "after"), "never");
    fold_close(&f);
}

static void assert_tried(struct fold *f, const char *line, bool there)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_trials_put(f->trials, f->p, f->t->scratch, &out);
    const char *all = adil_span_cstr(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    if ((strstr(all, line) != NULL) != there) {
        fail_msg("%s is %s in\n%s", line, there ? "not" : "there", all);
    }
}

static void a_version_is_tried_by_a_holding_that_begins_with_it(void **state)
{
    struct fold f;
    guild_open(&f, *state, "[" HOLDER("warden", "old", "2019-06-12") "]");
    assert_tried(&f, "term wardens-term - 1 0\n", true);
    assert_tried(&f, "term wardens-term 2022-09-17", false);
    fold_at(&f, "2023-01-01T10:00:00+00:00");
    fold_ok(&f, "council", "lend-seat", "x", "{\"person\":\"guest\",\"until\":\"2023-03-01\"}");
    assert_tried(&f, "term wardens-term 2022-09-17", false); /* it says its own end */
    names_on(&f, "2023-01-01T11:00:00+00:00", "next");
    assert_tried(&f, "term wardens-term 2022-09-17 1 0\n", true);
    fold_close(&f);
}

/* Of three elders one is named and two are chosen. */
static void a_capacity_has_its_own_number(void **state)
{
    struct fold f;
    guild_open(&f, *state, NULL);
    fold_at(&f, "2023-01-01T10:00:00+00:00");
    fold_ok(&f, "council", "name-elder", "x", "{\"person\":\"a\"}");
    fold_refused(&f, "elder", "council", "name-elder", "x", "{\"person\":\"b\"}");
    assert_span_is(f.refusal.found, "1 hold it as named");
    assert_span_is(f.refusal.expected, "at most 1 as named");
    fold_ok(&f, "council", "choose-elder", "x", "{\"person\":\"b\"}");
    fold_ok(&f, "council", "choose-elder", "x", "{\"person\":\"c\"}");
    fold_refused(&f, "elder", "council", "choose-elder", "x", "{\"person\":\"d\"}");
    fold_ok(&f, "council", "leave-elder", "x", "{\"person\":\"b\"}");
    fold_refused(&f, "elder", "council", "name-elder", "x", "{\"person\":\"d\"}");
    fold_ok(&f, "council", "leave-elder", "x", "{\"person\":\"a\"}");
    fold_ok(&f, "council", "name-elder", "x", "{\"person\":\"a\"}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_holding_has_the_term_of_the_day_on_which_it_begins),
        test_case(holders_before_the_record_have_the_term_of_their_day),
        test_case(an_end_that_is_said_stands_before_the_term),
        test_case(who_was_named_before_the_change_acts_as_long_as_was_said_then),
        test_case(holdings_end_with_their_office),
        test_case(an_act_changes_the_term_of_those_who_come_after),
        test_case(no_act_makes_two_terms_of_one_day),
        test_case(a_struck_term_leaves_those_who_hold),
        test_case(a_version_is_tried_by_a_holding_that_begins_with_it),
        test_case(a_capacity_has_its_own_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
