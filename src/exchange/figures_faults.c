/* Faults, with their places; and counts, which most faults are about. */
#include "exchange/reading.h"

enum { HINT_NAMES_MAX = 10000 }; /* past this nobody waits for the nearest name */

uint32_t adil_reading_where(const struct adil_reading *r, uint32_t line)
{
    return r->first_line[r->now] + line;
}

/* The file of a line, or ADIL_NONE. */
static uint32_t file_of(const struct adil_reading *r, uint32_t where)
{
    uint32_t f = r->n_files;
    while (where > 0 && f > 0) {
        f--;
        if (where >= r->first_line[f]) {
            return f;
        }
    }
    return ADIL_NONE;
}

struct adil_place adil_reading_place(const struct adil_reading *r, uint32_t where)
{
    uint32_t f = file_of(r, where);
    return f != ADIL_NONE ? (struct adil_place){r->file[f].name, where - r->first_line[f]}
                          : (struct adil_place){{NULL, 0}, 0};
}

void adil_reading_fault_at(struct adil_reading *r, uint32_t where, struct adil_span field,
                           struct adil_span found, struct adil_span expected)
{
    uint32_t f = file_of(r, where);
    r->failed = true;
    if (f == ADIL_NONE || r->n_faults[f]++ < ADIL_FIGURES_FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, adil_reading_place(r, where), field, found,
                      expected);
    }
}

void adil_reading_fault(struct adil_reading *r, struct adil_span field, struct adil_span found,
                        struct adil_span expected)
{
    adil_reading_fault_at(r, adil_reading_where(r, r->csv.record_line), field, found, expected);
}

bool adil_reading_full(const struct adil_reading *r)
{
    return r->n_faults[r->now] >= ADIL_FIGURES_FAULTS_MAX;
}

struct adil_span adil_reading_hint(struct adil_reading *r, const char *expected,
                                   struct adil_span word, const struct adil_span *names, uint32_t n)
{
    struct adil_span near =
        n <= HINT_NAMES_MAX ? adil_nearest(word, names, n) : (struct adil_span){NULL, 0};
    return near.len > 0 ? adil_fmt(r->tmp, "%s (nearest: %.*s)", expected, ADIL_ARG(near))
                        : adil_span_of(expected);
}

/* Why a text is no count. */
static const char *count_fault(struct adil_span s)
{
    size_t digits = 0;
    size_t marks = 0; /* what people set between thousands, and before decimals */
    size_t e = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        digits += adil_is_digit(c);
        /* c2 a0 and e2 80 af: the blanks that do not break */
        marks +=
            c == ' ' || c == ',' || c == '.' || c == '\'' || c == '_' || (unsigned char)c > 127;
        e += c == 'e' || c == 'E';
    }
    bool minus = s.ptr[0] == '-' && digits > 0;
    size_t sign = s.ptr[0] == '-' || s.ptr[0] == '+';
    if (digits == s.len) {
        return "a count of at most 9223372036854775807";
    }
    if (minus && digits + marks + 1 == s.len) {
        return "a count of 0 or more";
    }
    if (digits > 0 && e == 1 && digits + marks + e + sign + 1 >= s.len) {
        return "a count in digits alone, without an exponent";
    }
    if (s.ptr[0] == '+' && digits + 1 == s.len) {
        return "a count in digits alone, without a sign";
    }
    if (digits > 0 && digits + marks + sign == s.len) {
        return "a count in digits alone: no blanks, no thousands separators, no decimals";
    }
    return "a count in digits, or an empty cell where it is not known";
}

const char *adil_reading_count(struct adil_span text, int64_t *v)
{
    uint64_t x = 0;
    *v = ADIL_VOTES_UNKNOWN;
    if (text.len == 0) {
        return NULL;
    }
    if (!adil_span_u64(text, (uint64_t)ADIL_CELL_MAX, &x)) {
        return count_fault(text);
    }
    *v = (int64_t)x;
    return NULL;
}
