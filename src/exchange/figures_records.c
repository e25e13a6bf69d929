/* From record to record: blank lines, wrong numbers of fields, faults of the CSV itself. */
#include "exchange/reading.h"

static void csv_fault(struct adil_reading *r)
{
    adil_reading_fault_at(r, adil_reading_where(r, r->csv.fault_line), ADIL_SPAN(""),
                          adil_span_of(r->csv.fault), adil_span_of(r->csv.expected));
}

enum { TELL_EVERY = 4096 }; /* records */

static void tell_progress(const struct adil_reading *r)
{
    const struct adil_figures_file *f = &r->file[r->now];
    if (f->progress != NULL && r->n_records % TELL_EVERY == 0) {
        adil_progress_at(f->progress, (uint64_t)(r->csv.at - f->bytes.ptr));
    }
}

bool adil_reading_next(struct adil_reading *r)
{
    while (!adil_reading_full(r) && r->csv.fault == NULL) {
        switch (adil_csv_record(&r->csv)) {
        case ADIL_CSV_RECORD:
            r->n_records++;
            tell_progress(r);
            return true;
        case ADIL_CSV_BLANK:
            adil_reading_fault(r, ADIL_SPAN(""), ADIL_SPAN("a blank line"), ADIL_SPAN("a row"));
            break;
        case ADIL_CSV_END:
            return false;
        }
    }
    return false;
}

bool adil_reading_closed(struct adil_reading *r, uint32_t read)
{
    if (r->csv.fault != NULL) {
        csv_fault(r);
        return false;
    }
    if (r->csv.ended && read == r->header.n) {
        return true;
    }
    uint32_t more = 0;
    if (!r->csv.ended && !adil_csv_rest(&r->csv, &more)) {
        csv_fault(r);
        return false;
    }
    bool cut = r->csv.at_eof && read + more < r->header.n;
    adil_reading_fault(r, ADIL_SPAN(""), adil_fmt(r->tmp, "%u fields", (unsigned)(read + more)),
                       adil_fmt(r->tmp, "%u, as in the header%s", (unsigned)r->header.n,
                                cut ? " (is the file cut off?)" : ""));
    return false;
}

bool adil_reading_fields(struct adil_reading *r, struct adil_span *field)
{
    uint32_t i = 0;
    while (i < r->header.n && !r->csv.ended) {
        if (!adil_csv_field(&r->csv, &field[i])) {
            break;
        }
        i++;
    }
    return adil_reading_closed(r, i);
}
