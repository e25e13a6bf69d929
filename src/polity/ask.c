/* Small questions about issuers and records, for those who write acts. */
#include "polity/state.h"

uint32_t adil_polity_keys(const struct adil_polity *p, struct adil_span issuer)
{
    uint32_t i = adil_issuer_find(p, issuer);
    return i == ADIL_NO_ISSUER ? 0 : adil_issuer_live(&p->issuer[i]);
}

bool adil_polity_key_is_live(const struct adil_polity *p, struct adil_span issuer,
                             const uint8_t key[ADIL_PUBLIC_BYTES])
{
    uint32_t i = adil_issuer_find(p, issuer);
    const struct adil_issuer_key *k =
        i == ADIL_NO_ISSUER ? NULL : adil_issuer_key_find(&p->issuer[i], key);
    return k != NULL && k->revoked == UINT32_MAX;
}

uint32_t adil_polity_founders_least(const struct adil_polity *p)
{
    return p->least;
}

uint64_t adil_polity_record_written(const struct adil_polity *p, struct adil_span about)
{
    size_t slash = adil_span_find_byte(about, '/');
    uint32_t reg =
        adil_register_find(p->book->reg, p->book->n_registers, adil_span_sub(about, 0, slash));
    struct adil_span key = adil_span_sub(about, slash + 1, about.len);
    uint32_t rec = reg == ADIL_NO_WORD
                       ? ADIL_NO_RECORD
                       : adil_record_find(p, reg, adil_strings_find(p->strings, key));
    return rec == ADIL_NO_RECORD ? ADIL_NO_ENTRY : p->reg[reg].rec[rec].last;
}

bool adil_polity_window(const struct adil_polity *p, struct adil_span case_id, uint32_t deadline,
                        struct adil_moment_span *out)
{
    uint32_t c = adil_case_find(p, case_id);
    if (c == ADIL_NO_CASE || deadline == ADIL_NO_WORD) {
        return false;
    }
    struct adil_polity copy;
    const struct adil_polity *own = adil_law_view(p, c, &copy);
    *out = adil_case_deadline(own, c, deadline, ADIL_NO_UNIT, adil_polity_day(p, p->now));
    return out->end != ADIL_INSTANT_NONE;
}

uint32_t adil_polity_stage(const struct adil_polity *p, struct adil_span case_id,
                           uint32_t *procedure)
{
    uint32_t c = adil_case_find(p, case_id);
    if (c == ADIL_NO_CASE) {
        return ADIL_NO_WORD;
    }
    *procedure = p->cases[c].procedure;
    return p->cases[c].stage;
}
