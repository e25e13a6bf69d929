/* An outcome as CSV (RFC 4180; lines end with LF): a line an option. */
#include "report/words.h"

void adil_csv_cell(struct adil_buf *out, struct adil_span text)
{
    bool quote = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        quote = quote || c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    bool edge = text.len > 0 && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
    if (!quote && !edge) {
        adil_buf_put(out, text);
        return;
    }
    adil_buf_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        adil_buf_str(out, text.ptr[i] == '"' ? "\"" : "");
        adil_buf_byte(out, text.ptr[i]);
    }
    adil_buf_byte(out, '"');
}

static void csv_count(struct adil_buf *out, bool known, uint32_t n)
{
    adil_buf_byte(out, ',');
    if (known) {
        adil_buf_fmt(out, "%u", n);
    }
}

static void csv_option(struct adil_buf *out, struct adil_arena scratch,
                       const struct adil_outcome *o, uint32_t i, bool tiers, uint32_t place)
{
    const struct adil_result *r = &o->result[i];
    bool seats = o->has_seats && adil_seats_final(o);
    adil_csv_cell(out, o->votes->option[i].id);
    adil_buf_byte(out, ',');
    if (adil_fact_is_known(r->votes)) {
        adil_buf_put(out, adil_num_text(&scratch, r->votes.lo));
    }
    csv_count(out, seats, r->seats);
    if (tiers) {
        csv_count(out, seats, r->lower);
        csv_count(out, seats, r->upper);
    }
    csv_count(out, place > 0, place);
    adil_buf_byte(out, '\n');
}

void adil_report_csv(struct adil_arena scratch, const struct adil_outcome *o, struct adil_buf *out)
{
    bool tiers = o->contest->method == ADIL_METHOD_TIERS;
    const uint32_t *place = adil_elected_places(&scratch, o);
    adil_buf_str(out, tiers ? "option,votes,seats,lower,upper,elected\n"
                            : "option,votes,seats,elected\n");
    for (uint32_t i = 0; i < o->n_results; i++) {
        csv_option(out, scratch, o, i, tiers, place[i]);
    }
    for (uint32_t i = 0; i < o->n_elected_names; i++) {
        adil_csv_cell(out, o->elected_name[i]);
        adil_buf_str(out, tiers ? ",,,," : ",,");
        csv_count(out, true, o->n_elected + i + 1);
        adil_buf_byte(out, '\n');
    }
}
