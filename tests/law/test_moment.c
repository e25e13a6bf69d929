#include "law/moment.h"
#include "law/phrase.h"
#include "support.h"

#include <string.h>

/* ---- a country of two zones --------------------------------------------------------------- */

static const struct adil_unit unit[] = {
    {.id = ADIL_SPAN_INIT("all"), .parent = ADIL_NO_UNIT},
    {.id = ADIL_SPAN_INIT("west"), .parent = 0},
    {.id = ADIL_SPAN_INIT("west-town"), .parent = 1},
};
static const struct adil_units units = {.unit = unit, .n = 3};

static struct adil_date on(const char *text)
{
    struct adil_date d = ADIL_DATE_NONE;
    assert_true(text[0] == '\0' || adil_date_parse(adil_span_of(text), &d));
    return d;
}

/* +06:00 until 1 March 2024, then +05:00; the west has +05:00 all along. */
static struct adil_zones zones_of(struct adil_zone *zone, struct adil_date *holiday)
{
    zone[0] = (struct adil_zone){0, 360, ADIL_DATE_NONE, on("2024-03-01"), {{NULL, 0}, 0}};
    zone[1] = (struct adil_zone){0, 300, on("2024-03-01"), ADIL_DATE_NONE, {{NULL, 0}, 0}};
    zone[2] = (struct adil_zone){1, 300, ADIL_DATE_NONE, ADIL_DATE_NONE, {{NULL, 0}, 0}};
    holiday[0] = on("2023-03-08");
    holiday[1] = on("2023-03-21");
    return (struct adil_zones){zone, 3, holiday, 2};
}

static const struct adil_span words[] = {ADIL_SPAN_INIT("call"), ADIL_SPAN_INIT("call-again"),
                                         ADIL_SPAN_INIT("result")};

struct days {
    struct adil_date election;
    struct adil_date act[ADIL_COUNT(words)];
};

static struct adil_date day_of(void *ctx, uint32_t anchor)
{
    const struct days *d = ctx;
    return anchor == ADIL_NO_WORD ? d->election : d->act[anchor];
}

static const struct adil_moment *parsed(struct test_arenas *t, const char *text)
{
    const struct adil_moment *m = NULL;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    struct adil_place place = {ADIL_SPAN("r.yaml"), 7};
    adil_err err =
        adil_moment_parse(&t->perm, place, adil_span_of(text), words, ADIL_COUNT(words), &m, &d);
    if (err.code != ADIL_C_OK) {
        fail_msg("%s: found %.*s, expected %.*s", text, ADIL_ARG(d.first->found),
                 ADIL_ARG(d.first->expected));
    }
    return m;
}

static struct adil_moment_span eval(struct test_arenas *t, const char *text, struct days *days,
                                    uint32_t zone_unit)
{
    struct adil_zone zone[3];
    struct adil_date holiday[2];
    struct adil_zones zones = zones_of(zone, holiday);
    struct adil_moment_env env = {
        .zones = &zones, .units = &units, .zone_unit = zone_unit, .ctx = days, .anchor = day_of};
    return adil_moment_eval(parsed(t, text), &env);
}

static int64_t at(const char *text)
{
    int64_t instant = 0;
    if (!adil_instant_parse(adil_span_of(text), &instant)) {
        fail_msg("%s is no instant", text);
    }
    return instant;
}

/* ---- published calendars ------------------------------------------------------------------ */

/* Plans of the commission for real elections: the day counted to, the rule as the plan's distance
 * states it, and the published end (CEC plans of 2022, 2023 and 2026). */
static const struct {
    const char *election;
    const char *call;
    const char *moment;
    const char *published; /* in the zone of the whole */
} plans[] = {
    {"2022-11-20", "2022-09-22", "the 60th day before election day, counting it", "2022-09-22"},
    {"2023-03-19", "2023-01-19", "the 60th day before election day, counting it", "2023-01-19"},
    {"2023-03-19", "2023-01-19", "60 days before election day, counting it", "2023-01-19"},
    {"2022-11-20", "2022-09-22", "the day after the call", "2022-09-23"},
    {"2023-03-19", "2023-01-19", "the day after the call", "2023-01-20"},
    {"2023-01-14", "2022-11-28", "the day after the call", "2022-11-29"},
    {"2023-11-05", "2023-09-15", "the day after the call", "2023-09-16"},
    {"2022-11-20", "2022-09-22", "18:00 on the 40th day before election day",
     "2022-10-11T18:00:00+06:00"},
    {"2023-03-19", "2023-01-19", "18:00 on the 39th day before election day",
     "2023-02-08T18:00:00+06:00"},
    {"2023-01-14", "2022-11-28", "18:00 on the 31st day before election day",
     "2022-12-14T18:00:00+06:00"},
    {"2023-11-05", "2023-09-15", "18:00 on the 31st day before election day",
     "2023-10-05T18:00:00+06:00"},
    {"2023-03-19", "2023-01-19", "18:00 on the 29th day before election day",
     "2023-02-18T18:00:00+06:00"},
    {"2023-01-14", "2022-11-28", "18:00 on the 21st day before election day",
     "2022-12-24T18:00:00+06:00"},
    {"2023-11-05", "2023-09-15", "18:00 on the 26th day before election day",
     "2023-10-10T18:00:00+06:00"},
    {"2023-03-19", "2023-01-19", "00:00 on the day before election day",
     "2023-03-18T00:00:00+06:00"},
    {"2023-03-19", "2023-01-19", "the 8th day after election day", "2023-03-27"},
    {"2023-01-14", "2022-11-28", "within 6 days of election day", "2023-01-20"},
    {"2026-03-15", "2026-02-11", "18:00 on the day before election day",
     "2026-03-14T18:00:00+05:00"},
    {"2026-03-15", "2026-02-11", "2 days after election day", "2026-03-17"},
    {"2026-03-15", "2026-02-11", "15 days before the day before election day", "2026-02-27"},
};

static void test_moment__published_calendars_come_out(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(plans); i++) {
        struct days days = {on(plans[i].election),
                            {on(plans[i].call), ADIL_DATE_NONE, ADIL_DATE_NONE}};
        struct adil_moment_span s = eval(t, plans[i].moment, &days, 0);
        struct adil_span published = adil_span_of(plans[i].published);
        assert_int_equal(s.day.days,
                         on(adil_span_cstr(&t->perm, adil_span_sub(published, 0, 10))).days);
        if (published.len > 10) {
            assert_int_equal(s.begin, at(plans[i].published));
            assert_int_equal(s.end, s.begin);
        } else {
            assert_int_equal(s.end - s.begin, 86400000);
        }
    }
}

/* ---- the rest of the grammar -------------------------------------------------------------- */

static const struct {
    const char *text;
    const char *day;   /* election 2023-03-19, call 2023-01-19, result 2023-03-27 */
    const char *again; /* canonical source; NULL: as written */
} moments[] = {
    {"election day", "2023-03-19", NULL},
    {"the result", "2023-03-27", NULL},
    {"2022-11-20", "2022-11-20", NULL},
    {"the second day after the result", "2023-03-29", "the 2nd day after the result"},
    {"1 week before election day", "2023-03-12", NULL},
    {"within 2 months of election day", "2023-05-19", "2 months after election day"},
    {"within 2 months after the call", "2023-03-19", "2 months after the call"},
    {"1 month after 2023-01-31", "2023-02-28", NULL},
    {"1 year after 2024-02-29", "2025-02-28", NULL},
    {"2 months after the call, counting it", "2023-03-18", NULL},
    {"the 1st day after the call, counting it", "2023-01-19", NULL},
    {"first Sunday of December", "2023-12-03", NULL},
    {"the first Sunday of December", "2023-12-03", "first Sunday of December"},
    {"second Wednesday of January", "2023-01-11", NULL},
    {"second Wednesday of January after election day", "2024-01-10", NULL},
    {"second Wednesday of January before election day", "2023-01-11", NULL},
    {"last Friday of December before the call", "2022-12-30", NULL},
    {"last Sunday of February 2024", "2024-02-25", NULL},
    {"fourth Monday of May", "2023-05-22", NULL},
    {"first working day of January", "2023-01-02", NULL},
    {"the last working day of April", "2023-04-28", "last working day of April"},
    {"third working day of March 2024", "2024-03-05", NULL},
    {"the third working day after 2023-03-07", "2023-03-13", "3 working days after 2023-03-07"},
    {"the day after first Sunday of December 2029", "2029-12-03", NULL},
    {"3 working days after 2023-03-07", "2023-03-13", NULL}, /* 8 March, then a week-end */
    {"the 3rd working day after 2023-03-07", "2023-03-13", "3 working days after 2023-03-07"},
    {"5 working days before 2023-03-13", "2023-03-03", NULL},
    {"3 working days after 2023-03-07, counting it", "2023-03-10", NULL},
    {"2023-03-08, or the next working day", "2023-03-09", NULL},
    {"election day, or the next working day", "2023-03-20", NULL},
    {"election day, or the previous working day", "2023-03-17", NULL},
    {"the 2nd day after election day, or the next working day", "2023-03-22", NULL},
    {"24:00 on the day before election day", "2023-03-18", NULL},
};

static void test_moment__every_form_gives_its_day_and_reads_again(void **state)
{
    struct test_arenas *t = *state;
    struct days days = {on("2023-03-19"), {on("2023-01-19"), ADIL_DATE_NONE, on("2023-03-27")}};
    for (size_t i = 0; i < ADIL_COUNT(moments); i++) {
        struct adil_moment_span s = eval(t, moments[i].text, &days, 0);
        if (s.day.days != on(moments[i].day).days) {
            fail_msg("%s: %.*s, expected %s", moments[i].text,
                     ADIL_ARG(adil_date_text(&t->perm, s.day)), moments[i].day);
        }
        struct adil_span text = adil_moment_text(&t->perm, parsed(t, moments[i].text));
        const char *again = moments[i].again != NULL ? moments[i].again : moments[i].text;
        assert_span_is(text, again);
        struct adil_span twice =
            adil_moment_text(&t->perm, parsed(t, adil_span_cstr(&t->perm, text)));
        assert_span_equal(twice, text);
    }
}

static void test_moment__without_its_day_nothing_is_known(void **state)
{
    struct test_arenas *t = *state;
    struct days days = {ADIL_DATE_NONE, {ADIL_DATE_NONE, ADIL_DATE_NONE, ADIL_DATE_NONE}};
    struct adil_moment_span s = eval(t, "18:00 on the 39th day before election day", &days, 0);
    assert_false(adil_date_known(s.day));
    assert_true(s.begin == ADIL_INSTANT_NONE && s.end == ADIL_INSTANT_NONE);
    s = eval(t, "the call-again", &days, 0);
    assert_false(adil_date_known(s.day));
    s = eval(t, "first Sunday of December 2029", &days, 0); /* needs no other day */
    assert_int_equal(s.day.days, on("2029-12-02").days);
}

static const struct {
    const char *text;
    const char *found;
    const char *expected;
} bad[] = {
    {"", "the end", "election day"},
    {"39 days", "the end", "before"},
    {"the 39st day before election day", "39st", "word of an act"},
    {"the 0th day before election day", "0th", "word of an act"},
    {"the cal", "cal", "call"},
    {"18:60 on election day", "18", "00:00 to 24:00"},
    {"24:30 on election day", "24", "00:00 to 24:00"},
    {"8:00 on election day", "8", "00:00 to 24:00"},
    {"18:00 election day", "election", "\"on\""},
    {"election day, counting it", ",", "counted from another"},
    {"election day or so", "or", "next working day"},
    {"fifth Sunday of May", "fifth", "election day"},
    {"first Sunday of Brumaire", "Brumaire", "a month"},
    {"first working day of Sunday", "Sunday", "a month"},
    {"48 hours after the call", "the end", "hours after the stage"},
    {"2023-02-29", "2023-02-29", "a day that exists"},
    {"20000 days before election day", "20000", "election day"},
    {"within election day", "election", "2 months"},
    {"the day after the day after the day after the day after the day after the call", "the",
     "at most 4"},
};

static void test_moment__faults_say_what_stands_where(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        const struct adil_moment *m = NULL;
        struct adil_diag d;
        adil_diag_open(&d, &t->perm);
        struct adil_place place = {ADIL_SPAN("r.yaml"), 7};
        adil_err err = adil_moment_parse(&t->perm, place, adil_span_of(bad[i].text), words,
                                         ADIL_COUNT(words), &m, &d);
        assert_int_equal(err.code, ADIL_C_INPUT);
        assert_int_equal(d.first->place.line, 7);
        struct adil_span found = d.first->found;
        struct adil_span expected = d.first->expected;
        if (adil_span_find(found, adil_span_of(bad[i].found)) == found.len ||
            adil_span_find(expected, adil_span_of(bad[i].expected)) == expected.len) {
            fail_msg("%s: found %.*s, expected %.*s", bad[i].text, ADIL_ARG(found),
                     ADIL_ARG(expected));
        }
    }
}

static void test_moment__is_said_in_each_language(void **state)
{
    static const struct {
        const char *text;
        const char *ru;
        const char *kk;
    } said[] = {
        {"18:00 on the 39th day before election day", "18:00 39-го дня до дня выборов",
         "сайлау күніне дейінгі 39-күн, сағат 18:00"},
        {"the day after the call", "1-й день после дня акта «call»",
         "«call» актісінің күнінен кейінгі 1-күн"},
        {"2 months before 2023-03-19", "день за 2 мес. до 19 марта 2023 г.",
         "2023 ж. 19 наурыз күнінен 2 ай бұрынғы күн"},
        {"the 2nd day after 5 working days before election day",
         "2-й день после 5-го рабочего дня до дня выборов",
         "сайлау күніне дейінгі 5-жұмыс күнінен кейінгі 2-күн"},
        {"second Wednesday of January after election day", "вторая среда января после дня выборов",
         "сайлау күнінен кейінгі қаңтардың екінші сәрсенбісі"},
        {"first working day of September", "первый рабочий день сентября",
         "қыркүйектің бірінші жұмыс күні"},
        {"last Sunday of December 2029, or the next working day",
         "последнее воскресенье декабря 2029 г., а если это нерабочий день — следующий рабочий",
         "2029 ж. желтоқсанның соңғы жексенбісі, ал ол жұмыс күні болмаса — келесі жұмыс күні"},
    };
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(said); i++) {
        const struct adil_moment *m = parsed(t, said[i].text);
        assert_span_is(adil_moment_words(&t->perm, ADIL_EN, m), said[i].text);
        assert_span_is(adil_moment_words(&t->perm, ADIL_RU, m), said[i].ru);
        assert_span_is(adil_moment_words(&t->perm, ADIL_KK, m), said[i].kk);
    }
}

static int64_t came_to_stage(void *ctx, uint32_t anchor)
{
    (void)anchor;
    return *(const int64_t *)ctx;
}

static bool reads_stage(struct test_arenas *t, const char *text, const struct adil_moment **m)
{
    static const struct adil_span stage[] = {ADIL_SPAN_INIT("stage")};
    struct adil_place place = {ADIL_SPAN("r.yaml"), 7};
    return adil_moment_parse(&t->perm, place, adil_span_of(text), stage, 1, m, NULL).code ==
           ADIL_C_OK;
}

/* Hours are counted from an instant, not from a day; the change of the clock in March 2024 lies
 * between and takes nothing away. */
static void test_moment__hours_are_counted_to_the_millisecond(void **state)
{
    static const char *const faults[] = {
        "48 hours before the stage", "48 hours after the stage, counting it",
        "18:00 on 2 hours after the stage", "1 day after 2 hours after the stage",
        "2 hours after 2023-01-01"};
    struct test_arenas *t = *state;
    const struct adil_moment *m = NULL;
    struct adil_zone zone[3];
    struct adil_date holiday[2];
    struct adil_zones zones = zones_of(zone, holiday);
    int64_t from = at("2024-02-29T10:00:00.123+06:00");
    struct adil_moment_env env = {
        .zones = &zones, .units = &units, .ctx = &from, .instant = came_to_stage};
    assert_true(reads_stage(t, "48 hours after the stage", &m));
    struct adil_moment_span s = adil_moment_eval(m, &env);
    assert_true(s.begin == at("2024-03-02T09:00:00.123+05:00") && s.end == s.begin);
    assert_int_equal(s.day.days, on("2024-03-02").days);
    env.instant = NULL;
    assert_true(adil_moment_eval(m, &env).begin == ADIL_INSTANT_NONE);
    assert_span_is(adil_moment_words(&t->perm, ADIL_EN, m), "48 hours after the stage");
    assert_span_is(adil_moment_words(&t->perm, ADIL_RU, m),
                   "48 ч. после перехода дела в эту стадию");
    assert_span_is(adil_moment_words(&t->perm, ADIL_KK, m),
                   "іс осы сатыға өткеннен кейін 48 сағат");
    for (size_t i = 0; i < ADIL_COUNT(faults); i++) {
        if (reads_stage(t, faults[i], &m)) {
            fail_msg("%s was read", faults[i]);
        }
    }
}

/* ---- laws --------------------------------------------------------------------------------- */

/* Steps of days there and back, and the same days counted in weeks; the same with months is not
 * true (the control: 31 January). */
static void test_moment__steps_of_days_go_back(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng r = test_rng_open("moments there and back");
    uint32_t months_differ = 0;
    for (int i = 0; i < 300; i++) {
        struct test_arenas sub = *t;
        struct days days = {{(int32_t)test_rng_below(&r, 40000)},
                            {ADIL_DATE_NONE, ADIL_DATE_NONE, ADIL_DATE_NONE}};
        unsigned n = 1 + (unsigned)test_rng_below(&r, 400);
        struct adil_span there =
            adil_fmt(&sub.perm, "%u days after %u days before election day", n, n);
        struct adil_span weeks =
            adil_fmt(&sub.perm, "%u weeks after %u days before election day", n, 7 * n);
        struct adil_span months =
            adil_fmt(&sub.perm, "%u months after %u months before election day", n, n);
        const struct adil_span text[] = {there, weeks, months};
        struct adil_date d[3];
        for (size_t k = 0; k < 3; k++) {
            d[k] = eval(&sub, adil_span_cstr(&sub.perm, text[k]), &days, 0).day;
        }
        assert_int_equal(d[0].days, days.election.days);
        assert_int_equal(d[1].days, days.election.days);
        months_differ += d[2].days != days.election.days;
    }
    assert_true(months_differ > 0);
}

/* ---- zones -------------------------------------------------------------------------------- */

static void test_moment__hours_are_those_of_the_unit(void **state)
{
    struct test_arenas *t = *state;
    struct days days = {on("2023-03-19"), {ADIL_DATE_NONE, ADIL_DATE_NONE, ADIL_DATE_NONE}};
    assert_int_equal(eval(t, "20:00 on election day", &days, 0).end,
                     at("2023-03-19T20:00:00+06:00"));
    assert_int_equal(eval(t, "20:00 on election day", &days, 2).end,
                     at("2023-03-19T20:00:00+05:00"));
    days.election = on("2026-03-15"); /* after the change */
    assert_int_equal(eval(t, "20:00 on election day", &days, 0).end, at("2026-03-15T15:00:00Z"));
    assert_int_equal(eval(t, "election day", &days, ADIL_NO_UNIT).begin,
                     at("2026-03-15T00:00:00Z"));
}

/* The night of 29 February 2024: at 24:00 the clocks were put back to 23:00. */
static void test_moment__clocks_put_back_repeat_an_hour(void **state)
{
    struct test_arenas *t = *state;
    struct adil_zone zone[3];
    struct adil_date holiday[2];
    struct adil_zones z = zones_of(zone, holiday);
    static const struct {
        const char *utc;
        const char *local;
    } night[] = {
        {"2024-02-29T17:59:59Z", "2024-02-29T23:59:59+06:00"},
        {"2024-02-29T18:00:00Z", "2024-02-29T23:00:00+05:00"},
        {"2024-02-29T18:59:59.999Z", "2024-02-29T23:59:59.999+05:00"},
        {"2024-02-29T19:00:00Z", "2024-03-01T00:00:00+05:00"},
    };
    for (size_t i = 0; i < ADIL_COUNT(night); i++) {
        int64_t instant = at(night[i].utc);
        assert_span_is(adil_instant_text(&t->perm, &z, &units, 0, instant), night[i].local);
        assert_int_equal(at(night[i].local), instant);
    }
}

/* An instant's day and minute give it back, but in the hour that is there twice (the control). */
static void test_moment__instants_go_back(void **state)
{
    struct test_rng r = test_rng_open("instants there and back");
    struct adil_zone zone[3];
    struct adil_date holiday[2];
    struct adil_zones z = zones_of(zone, holiday);
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int64_t instant = ((int64_t)test_rng_below(&r, 100000000) - 50000000) * 60000;
        int32_t minute = 0;
        struct adil_date day = adil_instant_day(&z, &units, 0, instant, &minute);
        assert_true(minute >= 0 && minute < 1440);
        bool twice = instant >= at("2024-02-29T18:00:00Z") && instant < at("2024-02-29T19:00:00Z");
        if (!twice) {
            assert_int_equal(adil_instant(&z, &units, 0, day, minute), instant);
        }
    }
    int32_t minute = 0;
    struct adil_date day = adil_instant_day(&z, &units, 0, at("2024-02-29T18:30:00Z"), &minute);
    assert_true(adil_instant(&z, &units, 0, day, minute) != at("2024-02-29T18:30:00Z"));
}

static void test_moment__instants_are_read_in_their_form_only(void **state)
{
    static const char *const no[] = {"",
                                     "2023-03-19",
                                     "2023-03-19T18:00:00",
                                     "2023-03-19 18:00:00Z",
                                     "2023-03-19T24:00:00Z",
                                     "2023-03-19T18:00:60Z",
                                     "2023-02-29T18:00:00Z",
                                     "2023-03-19T18:00:00.5Z",
                                     "2023-03-19T18:00:00+6:00",
                                     "2023-03-19T18:00:00+19:00",
                                     "2023-03-19T18:00:00Z "};
    int64_t instant = 0;
    (void)state;
    for (size_t i = 0; i < ADIL_COUNT(no); i++) {
        assert_false(adil_instant_parse(adil_span_of(no[i]), &instant));
    }
    assert_int_equal(at("1970-01-01T00:00:00Z"), 0);
    assert_int_equal(at("1969-12-31T23:59:59.999Z"), -1);
    assert_int_equal(at("2023-03-19T18:00:00-02:30"), at("2023-03-19T20:30:00Z"));
}

static void test_moment__working_days(void **state)
{
    struct adil_zone zone[3];
    struct adil_date holiday[2];
    struct adil_zones z = zones_of(zone, holiday);
    (void)state;
    assert_true(adil_is_working_day(&z, on("2023-03-17")));
    assert_false(adil_is_working_day(&z, on("2023-03-18")));
    assert_false(adil_is_working_day(&z, on("2023-03-19")));
    assert_false(adil_is_working_day(&z, on("2023-03-21")));
    assert_false(adil_is_working_day(&z, ADIL_DATE_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_moment__published_calendars_come_out),
        test_case(test_moment__every_form_gives_its_day_and_reads_again),
        test_case(test_moment__without_its_day_nothing_is_known),
        test_case(test_moment__faults_say_what_stands_where),
        test_case(test_moment__is_said_in_each_language),
        test_case(test_moment__hours_are_counted_to_the_millisecond),
        test_case(test_moment__steps_of_days_go_back),
        test_case(test_moment__hours_are_those_of_the_unit),
        test_case(test_moment__clocks_put_back_repeat_an_hour),
        test_case(test_moment__instants_go_back),
        test_case(test_moment__instants_are_read_in_their_form_only),
        test_case(test_moment__working_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
