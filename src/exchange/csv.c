#include "exchange/csv.h"

void adil_csv_open(struct adil_csv *c, struct adil_span text, struct adil_arena *unfolded)
{
    memset(c, 0, sizeof *c);
    c->at = text.ptr;
    c->end = text.len > 0 ? text.ptr + text.len : text.ptr;
    c->line = 1;
    c->ended = true;
    c->text = unfolded;
}

static bool csv_fault(struct adil_csv *c, uint32_t line, const char *found, const char *expected)
{
    c->fault = found;
    c->expected = expected;
    c->fault_line = line;
    return false;
}

/* Length of the newline at p: 1 for LF, 2 for CRLF, 0 for neither. */
static size_t newline_at(const struct adil_csv *c, const char *p)
{
    if (p < c->end && *p == '\n') {
        return 1;
    }
    return c->end - p >= 2 && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

enum adil_csv_step adil_csv_record(struct adil_csv *c)
{
    ADIL_ASSERT(c->ended);
    bool blank = false;
    size_t n = newline_at(c, c->at);
    c->record_line = c->line;
    while (n > 0) {
        c->at += n;
        c->line++;
        blank = true;
        n = newline_at(c, c->at);
    }
    if (c->at == c->end || c->fault != NULL) {
        return ADIL_CSV_END;
    }
    if (blank) {
        return ADIL_CSV_BLANK;
    }
    c->ended = false;
    return ADIL_CSV_RECORD;
}

/* What stands at p, after a field: a comma, a newline, the end, or a fault. */
static bool close_field(struct adil_csv *c, const char *p)
{
    size_t n = newline_at(c, p);
    c->ended = p == c->end || n > 0;
    c->at_eof = p == c->end;
    if (n > 0) {
        c->at = p + n;
        c->line++;
    } else if (p == c->end) {
        c->at = p;
    } else if (*p == ',') {
        c->at = p + 1;
    } else if (*p == '\r') {
        return csv_fault(c, c->line, "a carriage return alone", "lines that end with LF or CRLF");
    } else if (c->quoted) {
        return csv_fault(c, c->line, "text after a closing quote",
                         "a comma or the end of the line");
    } else {
        return csv_fault(c, c->line, "a quote inside a field that does not begin with one",
                         "quotes around the whole field, and doubled inside it");
    }
    return true;
}

/* Copies a quoted field's inside with each pair of quotes made one. */
static struct adil_span unfold(struct adil_arena *a, const char *p, size_t len)
{
    char *out = adil_new(a, char, len);
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        out[n++] = p[i];
        i += p[i] == '"';
    }
    return (struct adil_span){out, n};
}

static bool quoted_field(struct adil_csv *c, struct adil_span *field)
{
    const char *from = c->at + 1;
    const char *p = from;
    uint32_t opened = c->line;
    bool doubled = false;
    for (;;) {
        if (p == c->end) {
            return csv_fault(c, opened, "a quoted field that does not end",
                             "a closing quote (is the file cut off?)");
        }
        if (*p == '"') {
            if (c->end - p < 2 || p[1] != '"') {
                break;
            }
            doubled = true;
            p++;
        }
        c->line += *p == '\n';
        p++;
    }
    size_t len = (size_t)(p - from);
    c->quoted = true;
    *field = doubled ? unfold(c->text, from, len) : (struct adil_span){from, len};
    return close_field(c, p + 1);
}

bool adil_csv_field(struct adil_csv *c, struct adil_span *field)
{
    ADIL_ASSERT(!c->ended);
    const char *p = c->at;
    if (p < c->end && *p == '"') {
        return quoted_field(c, field);
    }
    while (p < c->end && *p != ',' && *p != '\n' && *p != '"' && *p != '\r') {
        p++;
    }
    c->quoted = false;
    *field = (struct adil_span){c->at, (size_t)(p - c->at)};
    return close_field(c, p);
}

bool adil_csv_rest(struct adil_csv *c, uint32_t *n)
{
    struct adil_span field;
    *n = 0;
    while (!c->ended) {
        if (!adil_csv_field(c, &field)) {
            return false;
        }
        (*n)++;
    }
    return true;
}

bool adil_csv_plain(struct adil_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        char ch = text.ptr[i];
        if (ch == ',' || ch == '"' || ch == '\n' || ch == '\r') {
            return false;
        }
    }
    return true;
}
