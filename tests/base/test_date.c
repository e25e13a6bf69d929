#include "support.h"

#include "base/date.h"

#include <stdio.h>

static struct adil_date day(const char *text)
{
    struct adil_date d = ADIL_DATE_NONE;
    if (!adil_date_parse(adil_span_of(text), &d)) {
        fail_msg("%s is no date", text);
    }
    return d;
}

/* A walk day by day with the Gregorian rule, counted apart from the code under test. */
static void test_date__every_day_of_9999_years_round_trips(void **state)
{
    struct test_arenas *t = *state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t days = day("0001-01-01").days;
    int weekday = 1; /* 0001-01-01 is a Monday in the proleptic calendar */
    for (int32_t y = 1; y <= 9999; y++) {
        bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        for (int32_t m = 1; m <= 12; m++) {
            int32_t last = lengths[m - 1] + (m == 2 && leap ? 1 : 0);
            for (int32_t d = 1; d <= last; d++) {
                struct adil_date got = ADIL_DATE_NONE;
                assert_true(adil_date_from_civil(y, m, d, &got));
                assert_true(got.days == days);
                struct adil_civil c = adil_date_civil(got);
                assert_true(c.year == y && c.month == m && c.day == d);
                assert_true(adil_date_weekday(got) == weekday);
                days++;
                weekday = weekday % 7 + 1;
            }
            struct adil_date none = ADIL_DATE_NONE;
            assert_false(adil_date_from_civil(y, m, last + 1, &none));
            assert_false(adil_date_known(none));
            struct adil_arena a = t->scratch;
            struct adil_date back = ADIL_DATE_NONE;
            assert_true(adil_date_parse(adil_date_text(&a, (struct adil_date){days - 1}), &back));
            assert_true(back.days == days - 1);
        }
    }
    assert_int_equal(days - 1, day("9999-12-31").days);
}

/* Day numbers as `date -u -d DAY +%s` divided by 86400 gives them, weekdays as printed by %u. */
static void test_date__days_by_the_calendar(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *text;
        int32_t days;
        int weekday;
    } rows[] = {
        {"1970-01-01", 0, 4},       {"1969-12-31", -1, 3},      {"2000-02-29", 11016, 2},
        {"2022-06-05", 19148, 7},   {"2023-03-19", 19435, 7},   {"1900-03-01", -25508, 4},
        {"0001-01-01", -719162, 1}, {"9999-12-31", 2932896, 5},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_date d = day(rows[i].text);
        assert_int_equal(d.days, rows[i].days);
        assert_int_equal(adil_date_weekday(d), rows[i].weekday);
        assert_span_is(adil_date_text(&t->perm, d), rows[i].text);
    }
}

static void test_date__parse_refuses_days_that_do_not_exist(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",           "2023-02-29", "1900-02-29", "2022-00-10",  "2022-13-01",
        "2022-04-31", "2022-01-00", "0000-01-01", "22-01-01",    "2022-1-01",
        "2022-01-1",  "2022/01/01", "20220101",   "2022-01-01 ", " 2022-01-01",
        "+022-01-01", "-001-01-01", "2022-01-0x", "10000-01-01",
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_date d = ADIL_DATE_NONE;
        assert_false(adil_date_parse(adil_span_of(rows[i]), &d));
        assert_false(adil_date_known(d));
    }
    struct adil_date d = ADIL_DATE_NONE;
    assert_false(adil_date_from_civil(10000, 1, 1, &d));
    assert_false(adil_date_from_civil(INT32_MIN, INT32_MIN, INT32_MAX, &d));
    assert_false(adil_date_from_civil(2022, -1, 1, &d));
}

static void test_date__order(void **state)
{
    (void)state;
    assert_true(adil_date_cmp(day("2022-06-05"), day("2022-06-06")) < 0);
    assert_true(adil_date_cmp(day("2022-06-05"), day("2021-12-31")) > 0);
    assert_int_equal(adil_date_cmp(day("2022-06-05"), day("2022-06-05")), 0);
    assert_true(adil_date_cmp(ADIL_DATE_NONE, day("0001-01-01")) < 0);
    assert_true(adil_date_known(day("0001-01-01")));
}

static void test_date__adding_months_stops_at_the_end_of_the_month(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *from;
        int32_t months, days;
        const char *to;
    } rows[] = {
        {"2023-01-31", 1, 0, "2023-02-28"},
        {"2024-01-31", 1, 0, "2024-02-29"},
        {"2024-01-31", 2, 0, "2024-03-31"},
        {"2023-03-31", -1, 0, "2023-02-28"},
        {"2023-05-31", 1, 0, "2023-06-30"},
        {"2023-12-31", 2, 0, "2024-02-29"},
        {"2024-02-29", 12, 0, "2025-02-28"},
        {"2024-02-29", 48, 0, "2028-02-29"},
        {"2023-11-20", 2, 0, "2024-01-20"},
        {"2023-01-15", -1, 0, "2022-12-15"},
        {"2023-01-15", -25, 0, "2020-12-15"},
        {"2023-01-31", 1, 1, "2023-03-01"}, /* months first, then days */
        {"2023-01-30", 1, 2, "2023-03-02"},
        {"2022-12-31", 0, 60, "2023-03-01"},
        {"2023-03-01", 0, -60, "2022-12-31"},
        {"2023-03-19", 0, 0, "2023-03-19"},
        {"9999-12-31", 0, 1, "9999-12-31"},
        {"9999-12-01", 1, 0, "9999-12-31"},
        {"0001-01-01", 0, -1, "0001-01-01"},
        {"0001-01-15", -1, 0, "0001-01-01"},
        {"2000-01-01", INT32_MAX, INT32_MAX, "9999-12-31"},
        {"2000-01-01", INT32_MIN, INT32_MIN, "0001-01-01"},
        {"9999-12-31", 1, -31, "9999-12-31"}, /* the limit is put to the end result only */
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_duration by = {rows[i].months, rows[i].days};
        struct adil_date to = adil_date_add(day(rows[i].from), by);
        assert_span_is(adil_date_text(&t->perm, to), rows[i].to);
    }
}

static void test_date__ages_in_whole_years(void **state)
{
    (void)state;
    static const struct {
        const char *born, *on;
        int32_t years;
    } rows[] = {
        {"2000-06-05", "2022-06-04", 21},   {"2000-06-05", "2022-06-05", 22},
        {"2000-06-05", "2000-06-05", 0},    {"2000-06-05", "1999-01-01", 0},
        {"2004-02-29", "2022-02-28", 17},   {"2004-02-29", "2022-03-01", 18},
        {"2004-02-29", "2024-02-28", 19},   {"2004-02-29", "2024-02-29", 20},
        {"2004-02-28", "2022-02-28", 18},   {"2000-12-31", "2001-01-01", 0},
        {"0001-01-01", "9999-12-31", 9998},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        assert_int_equal(adil_date_years(day(rows[i].born), day(rows[i].on)), rows[i].years);
    }
}

static void test_date__durations_read_and_written(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        const char *text;
        int32_t months, days;
        const char *back;
    } rows[] = {
        {"40 years", 480, 0, "40 years"},
        {"2 months", 2, 0, "2 months"},
        {"1 week", 0, 7, "7 days"},
        {"60 days", 0, 60, "60 days"},
        {"1 year 6 months", 18, 0, "1 year 6 months"},
        {"18 months", 18, 0, "1 year 6 months"},
        {"1 month", 1, 0, "1 month"},
        {"1 day", 0, 1, "1 day"},
        {"2 year", 24, 0, "2 years"},
        {"0 days", 0, 0, "0 days"},
        {"0 years", 0, 0, "0 days"},
        {"1 year 1 month 1 week 1 day", 13, 8, "1 year 1 month 8 days"},
        {"2147483647 days", 0, INT32_MAX, "2147483647 days"},
        {"178956970 years 7 months", INT32_MAX, 0, "178956970 years 7 months"},
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_duration d = {-1, -1};
        assert_true(adil_duration_parse(adil_span_of(rows[i].text), &d));
        assert_int_equal(d.months, rows[i].months);
        assert_int_equal(d.days, rows[i].days);
        assert_span_is(adil_duration_text(&t->perm, d), rows[i].back);
    }
}

static void test_date__durations_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "5",
        "years",
        "5years",
        "five years",
        "-1 year",
        "+1 year",
        "1  year",
        " 1 year",
        "1 year ",
        "1 year,6 months",
        "1 yearss",
        "1 years s",
        "1 decade",
        "1 Year",
        "1.5 years",
        "6 months 1 year",
        "1 day 1 day",
        "1 yea",
        "1 year 6",
        "1 year months",
        "1\tyear",
        "2147483648 days",
        "178956971 years",
        "306783379 weeks",
        "99999999999999999999 days",
    };
    for (size_t i = 0; i < ADIL_COUNT(rows); i++) {
        struct adil_duration d = {7, 7};
        assert_false(adil_duration_parse(adil_span_of(rows[i]), &d));
        assert_true(d.months == 7 && d.days == 7);
    }
}

static void test_date__duration_text_reads_back_as_itself(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open(__func__);
    for (int i = 0; i < 20000; i++) {
        struct adil_arena a = t->scratch;
        struct adil_duration d = {(int32_t)(test_rng_dense(&r) & INT32_MAX),
                                  (int32_t)(test_rng_dense(&r) & INT32_MAX)};
        struct adil_duration back = {-1, -1};
        assert_true(adil_duration_parse(adil_duration_text(&a, d), &back));
        assert_true(back.months == d.months && back.days == d.days);
    }
}

static void test_date__spans_compared_with_durations(void **state)
{
    (void)state;
    const struct adil_duration two_months = {2, 0};
    const struct adil_duration sixty_days = {0, 60};
    struct adil_date from = day("2023-01-01");
    assert_true(adil_duration_cmp_span(from, day("2023-02-28"), two_months) < 0);
    assert_int_equal(adil_duration_cmp_span(from, day("2023-03-01"), two_months), 0);
    assert_true(adil_duration_cmp_span(from, day("2023-03-02"), two_months) > 0);
    /* January and February 2023 have 59 days: two months are not sixty days. */
    assert_true(adil_duration_cmp_span(from, day("2023-03-01"), sixty_days) < 0);
    assert_int_equal(adil_duration_cmp_span(from, day("2023-03-02"), sixty_days), 0);
}

static void text_of_no_date(void *arena)
{
    (void)adil_date_text(arena, ADIL_DATE_NONE);
}

static void day_past_year_9999(void *arena)
{
    (void)arena;
    (void)adil_date_civil((struct adil_date){2932897});
}

static void test_date__misuse_is_asserted(void **state)
{
    struct test_arenas *t = *state;
    assert_true(test_aborts(text_of_no_date, &t->perm));
    assert_true(test_aborts(day_past_year_9999, &t->perm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_date__every_day_of_9999_years_round_trips),
        test_case(test_date__days_by_the_calendar),
        test_case(test_date__parse_refuses_days_that_do_not_exist),
        test_case(test_date__order),
        test_case(test_date__adding_months_stops_at_the_end_of_the_month),
        test_case(test_date__ages_in_whole_years),
        test_case(test_date__durations_read_and_written),
        test_case(test_date__durations_refused),
        test_case(test_date__duration_text_reads_back_as_itself),
        test_case(test_date__spans_compared_with_durations),
        test_case(test_date__misuse_is_asserted),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
