/* Zones and holidays: hours east of UTC by unit and day, from the rulebook alone. */
#include "law/moment.h"

enum { MINUTES_A_DAY = 1440, OFFSET_MAX = 18 * 60, MS_A_MINUTE = 60000 };

#define MS_A_DAY ((int64_t)MINUTES_A_DAY * MS_A_MINUTE)

static bool is_in_force(const struct adil_zone *z, struct adil_date day)
{
    if (!adil_date_known(day)) {
        return !adil_date_known(z->from) && !adil_date_known(z->until);
    }
    return (!adil_date_known(z->from) || adil_date_cmp(z->from, day) <= 0) &&
           (!adil_date_known(z->until) || adil_date_cmp(day, z->until) < 0);
}

int32_t adil_zone_minutes(const struct adil_zones *z, const struct adil_units *u, uint32_t unit,
                          struct adil_date day)
{
    while (unit < u->n) {
        for (uint32_t i = 0; i < z->n; i++) {
            if (z->zone[i].unit == unit && is_in_force(&z->zone[i], day)) {
                return z->zone[i].minutes;
            }
        }
        unit = u->unit[unit].parent;
    }
    return 0;
}

int64_t adil_instant(const struct adil_zones *z, const struct adil_units *u, uint32_t unit,
                     struct adil_date day, int32_t minute)
{
    if (!adil_date_known(day)) {
        return ADIL_INSTANT_NONE;
    }
    int64_t local = (int64_t)minute - adil_zone_minutes(z, u, unit, day);
    return day.days * MS_A_DAY + local * MS_A_MINUTE;
}

/* The day of a local instant; rounds down, so that days before 1970 come out right. */
static int64_t day_number(int64_t local)
{
    int64_t into = (local % MS_A_DAY + MS_A_DAY) % MS_A_DAY;
    return (local - into) / MS_A_DAY;
}

static int64_t local_at(int64_t instant, int32_t minutes)
{
    return instant + (int64_t)minutes * MS_A_MINUTE;
}

/* Years 1 to 9999; what lies beyond is cut. */
static struct adil_date day_within(int64_t days)
{
    enum { FIRST = -719162, LAST = 2932896 }; /* 0001-01-01 and 9999-12-31 */
    if (days < FIRST) {
        return (struct adil_date){FIRST};
    }
    return (struct adil_date){days > LAST ? LAST : (int32_t)days};
}

/* The offset at an instant: that of the local day. On the night of a change two days may claim an
 * instant (the later has it), or none: then the clocks were put back, and the earlier day runs on
 * under the later one's offset. */
static int32_t offset_at(const struct adil_zones *z, const struct adil_units *u, uint32_t unit,
                         int64_t instant)
{
    int64_t utc = day_number(instant);
    int32_t next = 0;
    for (int64_t day = utc + 1; day >= utc - 1; day--) {
        int32_t minutes = adil_zone_minutes(z, u, unit, day_within(day));
        int64_t local = day_number(local_at(instant, minutes));
        if (local == day) {
            return minutes;
        }
        if (local > day && day <= utc) {
            return next;
        }
        next = minutes;
    }
    return next;
}

struct adil_date adil_instant_day(const struct adil_zones *z, const struct adil_units *u,
                                  uint32_t unit, int64_t instant, int32_t *minute)
{
    int64_t local = local_at(instant, offset_at(z, u, unit, instant));
    int64_t day = day_number(local);
    if (minute != NULL) {
        *minute = (int32_t)((local - day * MS_A_DAY) / MS_A_MINUTE);
    }
    return day_within(day);
}

struct adil_span adil_instant_text(struct adil_arena *a, const struct adil_zones *z,
                                   const struct adil_units *u, uint32_t unit, int64_t instant)
{
    int32_t offset = offset_at(z, u, unit, instant);
    int64_t local = local_at(instant, offset);
    int64_t day = day_number(local);
    unsigned ms = (unsigned)(local - day * MS_A_DAY);
    unsigned east = (unsigned)(offset < 0 ? -offset : offset);
    struct adil_span date = adil_date_text(a, day_within(day));
    struct adil_span zone =
        offset == 0 ? ADIL_SPAN("Z")
                    : adil_fmt(a, "%c%02u:%02u", offset < 0 ? '-' : '+', east / 60, east % 60);
    struct adil_span part = ms % 1000 == 0 ? ADIL_SPAN("") : adil_fmt(a, ".%03u", ms % 1000);
    return adil_fmt(a, "%.*sT%02u:%02u:%02u%.*s%.*s", ADIL_ARG(date), ms / 3600000, ms / 60000 % 60,
                    ms / 1000 % 60, ADIL_ARG(part), ADIL_ARG(zone));
}

/* Two digits at `at`, at most `max`. */
static bool two_digits(struct adil_span s, size_t at, unsigned max, unsigned *out)
{
    uint64_t v = 0;
    if (at + 2 > s.len || !adil_span_u64(adil_span_sub(s, at, at + 2), max, &v)) {
        return false;
    }
    *out = (unsigned)v;
    return true;
}

bool adil_offset_parse(struct adil_span text, int32_t *minutes)
{
    unsigned h = 0;
    unsigned m = 0;
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-') || text.ptr[3] != ':' ||
        !two_digits(text, 1, 18, &h) || !two_digits(text, 4, 59, &m) || h * 60 + m > OFFSET_MAX) {
        return false;
    }
    *minutes = (int32_t)(h * 60 + m) * (text.ptr[0] == '-' ? -1 : 1);
    return true;
}

/* "Z" or "+06:00". */
static bool parse_zone(struct adil_span text, int32_t *minutes)
{
    *minutes = 0;
    return adil_span_is(text, "Z") || adil_offset_parse(text, minutes);
}

bool adil_instant_parse(struct adil_span text, int64_t *instant)
{
    struct adil_date day = ADIL_DATE_NONE;
    unsigned h = 0;
    unsigned m = 0;
    unsigned s = 0;
    uint64_t ms = 0;
    int32_t offset = 0;
    if (text.ptr == NULL || text.len < 20 || !adil_date_parse(adil_span_sub(text, 0, 10), &day) ||
        text.ptr[10] != 'T' || !two_digits(text, 11, 23, &h) || text.ptr[13] != ':' ||
        !two_digits(text, 14, 59, &m) || text.ptr[16] != ':' || !two_digits(text, 17, 59, &s)) {
        return false;
    }
    size_t at = 19;
    if (text.ptr[at] == '.') {
        if (text.len < 24 || !adil_span_u64(adil_span_sub(text, 20, 23), 999, &ms)) {
            return false;
        }
        at = 23;
    }
    if (!parse_zone(adil_span_sub(text, at, text.len), &offset)) {
        return false;
    }
    int64_t minute = (int64_t)h * 60 + m - offset;
    *instant = day.days * MS_A_DAY + minute * MS_A_MINUTE + (int64_t)s * 1000 + (int64_t)ms;
    return true;
}

bool adil_is_working_day(const struct adil_zones *z, struct adil_date day)
{
    if (!adil_date_known(day) || adil_date_weekday(day) > 5) {
        return false;
    }
    uint32_t from = 0;
    uint32_t to = z->n_holidays;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        int cmp = adil_date_cmp(z->holiday[mid], day);
        if (cmp == 0) {
            return false;
        }
        from = cmp < 0 ? mid + 1 : from;
        to = cmp < 0 ? to : mid;
    }
    return true;
}
