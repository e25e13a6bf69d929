#include "base/date.h"

#include <string.h>

enum { YEAR_FIRST = 1, YEAR_LAST = 9999, MONTHS = 12 };

static const char month_days[MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int64_t year, int month)
{
    return month == 2 && is_leap(year) ? 29 : month_days[month - 1];
}

static int64_t floor_div(int64_t x, int64_t by)
{
    return x / by - (x % by < 0 ? 1 : 0);
}

/* Days since 1970-01-01. Years are taken from March on, so that the leap day ends its year, and in
 * eras of 400 years = 146097 days; 719468 days lie between 0000-03-01 and 1970-01-01.
 * Any year whose day number fits int64. Src: H. Hinnant, chrono-Compatible Low-Level Date
 * Algorithms, days_from_civil and civil_from_days. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct adil_date first_day(void)
{
    return (struct adil_date){(int32_t)days_from_civil(YEAR_FIRST, 1, 1)};
}

static struct adil_date last_day(void)
{
    return (struct adil_date){(int32_t)days_from_civil(YEAR_LAST, 12, 31)};
}

bool adil_date_known(struct adil_date d)
{
    return d.days != INT32_MIN;
}

struct adil_civil adil_date_civil(struct adil_date d)
{
    ADIL_ASSERT(d.days >= first_day().days && d.days <= last_day().days);
    int64_t z = (int64_t)d.days + 719468;
    int64_t era = floor_div(z, 146097);
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
    return (struct adil_civil){
        .year = (int32_t)(year_of_era + era * 400 + (month <= 2 ? 1 : 0)),
        .month = (uint8_t)month,
        .day = (uint8_t)(day_of_year - (153 * from_march + 2) / 5 + 1),
    };
}

bool adil_date_from_civil(int32_t year, int32_t month, int32_t day, struct adil_date *out)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > MONTHS || day < 1 ||
        day > days_in_month(year, month)) {
        return false;
    }
    out->days = (int32_t)days_from_civil(year, month, day);
    return true;
}

bool adil_date_parse(struct adil_span text, struct adil_date *out)
{
    uint64_t year = 0;
    uint64_t month = 0;
    uint64_t day = 0;
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !adil_span_u64(adil_span_sub(text, 0, 4), YEAR_LAST, &year) ||
        !adil_span_u64(adil_span_sub(text, 5, 7), MONTHS, &month) ||
        !adil_span_u64(adil_span_sub(text, 8, 10), 31, &day)) {
        return false;
    }
    return adil_date_from_civil((int32_t)year, (int32_t)month, (int32_t)day, out);
}

struct adil_span adil_date_text(struct adil_arena *a, struct adil_date d)
{
    struct adil_civil c = adil_date_civil(d);
    return adil_fmt(a, "%04d-%02u-%02u", (int)c.year, (unsigned)c.month, (unsigned)c.day);
}

int adil_date_cmp(struct adil_date a, struct adil_date b)
{
    return (a.days > b.days) - (a.days < b.days);
}

int adil_date_weekday(struct adil_date d)
{
    ADIL_ASSERT(adil_date_known(d));
    int64_t since_monday = (int64_t)d.days + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - 7 * floor_div(since_monday, 7)) + 1;
}

struct adil_date adil_date_add(struct adil_date d, struct adil_duration by)
{
    struct adil_civil c = adil_date_civil(d);
    int64_t months = (int64_t)c.year * MONTHS + (c.month - 1) + by.months;
    int64_t year = floor_div(months, MONTHS);
    int month = (int)(months - year * MONTHS) + 1;
    int last = days_in_month(year, month);
    int64_t days = days_from_civil(year, month, c.day < last ? c.day : last) + by.days;
    if (days < first_day().days) {
        return first_day();
    }
    if (days > last_day().days) {
        return last_day();
    }
    return (struct adil_date){(int32_t)days};
}

int32_t adil_date_years(struct adil_date a, struct adil_date b)
{
    struct adil_civil from = adil_date_civil(a);
    struct adil_civil to = adil_date_civil(b);
    if (adil_date_cmp(b, a) < 0) {
        return 0;
    }
    bool before_birthday = to.month < from.month || (to.month == from.month && to.day < from.day);
    return to.year - from.year - (before_birthday ? 1 : 0);
}

/* From the longest down, the order in which a duration is written. */
static const struct unit {
    struct adil_span word; /* singular */
    int64_t months;
    int64_t days;
} units[] = {
    {ADIL_SPAN_INIT("year"), 12, 0},
    {ADIL_SPAN_INIT("month"), 1, 0},
    {ADIL_SPAN_INIT("week"), 0, 7},
    {ADIL_SPAN_INIT("day"), 0, 1},
};

/* The unit named by `word`, singular or plural, at or after `from`; ADIL_COUNT(units) if none. */
static size_t find_unit(struct adil_span word, size_t from)
{
    size_t i = from;
    while (i < ADIL_COUNT(units) && !adil_span_eq(word, units[i].word) &&
           !(adil_span_starts(word, units[i].word) && word.len == units[i].word.len + 1 &&
             word.ptr[word.len - 1] == 's')) {
        i++;
    }
    return i;
}

bool adil_duration_parse(struct adil_span text, struct adil_duration *out)
{
    struct adil_span number;
    struct adil_span word;
    int64_t months = 0;
    int64_t days = 0;
    size_t next = 0; /* units may only get smaller: "6 months 1 year" is refused */
    if (text.len == 0) {
        return false;
    }
    while (adil_span_cut(&text, ' ', &number)) {
        uint64_t n = 0;
        if (!adil_span_u64(number, INT32_MAX, &n) || !adil_span_cut(&text, ' ', &word)) {
            return false;
        }
        size_t i = find_unit(word, next);
        if (i == ADIL_COUNT(units)) {
            return false;
        }
        months += (int64_t)n * units[i].months;
        days += (int64_t)n * units[i].days;
        next = i + 1;
    }
    if (months > INT32_MAX || days > INT32_MAX) {
        return false;
    }
    *out = (struct adil_duration){(int32_t)months, (int32_t)days};
    return true;
}

/* " 6 months", the blank only after something. */
static void put_part(struct adil_arena *a, struct adil_span *s, int32_t n, const char *word)
{
    if (n != 0) {
        *s = adil_fmt(a, "%.*s%s%d %s%s", ADIL_ARG(*s), s->len > 0 ? " " : "", (int)n, word,
                      n == 1 ? "" : "s");
    }
}

struct adil_span adil_duration_text(struct adil_arena *a, struct adil_duration d)
{
    ADIL_ASSERT(d.months >= 0 && d.days >= 0);
    struct adil_span s = {NULL, 0};
    put_part(a, &s, d.months / MONTHS, "year");
    put_part(a, &s, d.months % MONTHS, "month");
    put_part(a, &s, d.days, "day");
    return s.len > 0 ? s : ADIL_SPAN("0 days");
}

int adil_duration_cmp_span(struct adil_date from, struct adil_date to, struct adil_duration d)
{
    return adil_date_cmp(to, adil_date_add(from, d));
}
