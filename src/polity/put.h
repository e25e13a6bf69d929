/* Private to src/polity: writing the state. Members stand in byte order of their names, so that
 * what is written without blanks is canonical (RFC 8785). */
#ifndef ADIL_POLITY_PUT_H
#define ADIL_POLITY_PUT_H

#include "base/json.h"
#include "polity/state.h"

struct adil_putting {
    const struct adil_polity *p;
    struct adil_arena *scratch; /* given back by whoever opened it */
    struct adil_json *out;
};

/* One value each. */
void adil_put_slot(struct adil_putting *w, enum adil_field_type type, adil_slot slot);
void adil_put_instant(struct adil_putting *w, uint32_t unit, int64_t instant);
void adil_put_hash(struct adil_putting *w, const struct adil_hash *hash);
/* Writes again what was read: canonical in, the same values out. */
void adil_put_json(struct adil_arena scratch, struct adil_span json, struct adil_json *out);
void adil_put_head(struct adil_putting *w);
void adil_put_issuer(struct adil_putting *w, uint32_t issuer);
void adil_put_version(struct adil_putting *w, uint32_t version); /* of the law */
void adil_put_holding(struct adil_putting *w, uint32_t holding);
void adil_put_record(struct adil_putting *w, uint32_t reg, uint32_t rec);
void adil_put_notice(struct adil_putting *w, uint32_t notice);
void adil_put_case(struct adil_putting *w, uint32_t case_no);
void adil_put_calendar(struct adil_putting *w, uint32_t case_no);

/* The order things are written in: by name. In `scratch`. */
const struct adil_index_entry *adil_put_issuers_in_order(const struct adil_putting *w);
const struct adil_index_entry *adil_put_registers_in_order(const struct adil_putting *w);
const struct adil_index_entry *adil_put_records_in_order(const struct adil_putting *w,
                                                         uint32_t reg);
const struct adil_index_entry *adil_put_cases_in_order(const struct adil_putting *w);

#endif
