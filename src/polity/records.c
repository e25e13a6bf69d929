/* Records of registers: a key and a few cells each. A cell is a slot in four bytes: a number below
 * 2^31 itself, with the highest bit the place of another among the wide ones, all bits when it is
 * not known. */
#include "polity/state.h"

#define CELL_WIDE    (UINT32_C(1) << 31)
#define CELL_UNKNOWN UINT32_MAX

enum { RECORD_INDEX_LEAST = 16 };

/* Where its search begins. */
static uint32_t record_home(const struct adil_reg_state *r, uint32_t key)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (r->n_index - 1);
}

static uint32_t record_place(const struct adil_reg_state *r, uint32_t key)
{
    uint32_t i = record_home(r, key);
    while (r->index[i] != 0 && r->rec[r->index[i] - 1].key != key) {
        i = (i + 1) & (r->n_index - 1);
    }
    return i;
}

uint32_t adil_record_find(const struct adil_polity *p, uint32_t reg, uint32_t key)
{
    const struct adil_reg_state *r = &p->reg[reg];
    if (r->n == 0 || key == 0) {
        return ADIL_NO_RECORD;
    }
    uint32_t number = r->index[record_place(r, key)];
    return number == 0 ? ADIL_NO_RECORD : number - 1;
}

void adil_record_expect(const struct adil_polity *p, uint32_t reg, uint32_t key)
{
    const struct adil_reg_state *r = &p->reg[reg];
    if (r->n > 0) {
        __builtin_prefetch(&r->index[record_home(r, key)]);
    }
}

void adil_record_expect_fields(const struct adil_polity *p, uint32_t reg, uint32_t rec)
{
    const struct adil_reg_state *r = &p->reg[reg];
    if (rec != ADIL_NO_RECORD && r->n_cells > 0) {
        __builtin_prefetch(&r->cell[(size_t)rec * r->n_cells]);
        __builtin_prefetch(&r->cell[(size_t)(rec + 1) * r->n_cells - 1]);
    }
}

static void record_index(struct adil_polity *p, struct adil_reg_state *r)
{
    if ((uint64_t)(r->n + 1) * 3 <= (uint64_t)r->n_index * 2) {
        return;
    }
    adil_table_leave(p, r->index, sizeof *r->index, r->n_index);
    r->n_index = r->n_index == 0 ? RECORD_INDEX_LEAST : 2 * r->n_index;
    r->index = adil_table(p, sizeof *r->index, r->n_index);
    for (uint32_t i = 0; i < r->n; i++) {
        r->index[record_place(r, r->rec[i].key)] = i + 1;
    }
}

uint32_t adil_record_add(struct adil_polity *p, uint32_t reg, uint32_t key, uint64_t entry)
{
    struct adil_reg_state *r = &p->reg[reg];
    record_index(p, r);
    r->rec = adil_grow(p, r->rec, sizeof *r->rec, r->n, &r->cap);
    if (r->n_cells > 0) {
        r->cell = adil_grow(p, r->cell, r->n_cells * sizeof *r->cell, r->n, &r->cap_cells);
    }
    if (r->key_field != ADIL_NO_WORD) { /* where adil_record_slot finds it */
        (void)adil_strings_put(p->strings, adil_key_part(adil_strings_get(p->strings, key)));
    }
    uint32_t rec = r->n;
    r->index[record_place(r, key)] = rec + 1;
    r->rec[rec] = (struct adil_rec){.key = key, .first = (uint32_t)entry, .last = (uint32_t)entry};
    for (uint32_t c = 0; c < r->n_cells; c++) {
        r->cell[(size_t)rec * r->n_cells + c] = CELL_UNKNOWN;
    }
    r->n++;
    return rec;
}

void adil_records_widen(struct adil_polity *p, struct adil_reg_state *r, uint32_t n_cells)
{
    uint32_t *cell = NULL;
    uint32_t cap = 0;
    while (n_cells > 0 && cap < r->n) {
        cell = adil_grow(p, cell, n_cells * sizeof *cell, cap, &cap);
    }
    for (size_t rec = 0; rec < r->n; rec++) {
        for (uint32_t c = 0; c < n_cells; c++) {
            ADIL_ASSERT(cell != NULL);
            cell[rec * n_cells + c] = c < r->n_cells ? r->cell[rec * r->n_cells + c] : CELL_UNKNOWN;
        }
    }
    adil_table_leave(p, r->cell, r->n_cells * sizeof *r->cell, r->cap_cells);
    r->cell = cell;
    r->cap_cells = cap;
}

/* ---- cells ------------------------------------------------------------------------------ */

static adil_slot cell_slot(const struct adil_polity *p, uint32_t cell)
{
    if (cell < CELL_WIDE) {
        return cell;
    }
    return cell == CELL_UNKNOWN ? ADIL_SLOT_UNKNOWN : p->wide[cell - CELL_WIDE];
}

struct adil_span adil_key_part(struct adil_span key)
{
    size_t from = key.len;
    while (from > 0 && key.ptr[from - 1] != '/') {
        from--;
    }
    return adil_span_sub(key, from, key.len);
}

/* NULL: the field of type key has none. */
static uint32_t *cell_of(const struct adil_polity *p, uint32_t reg, uint32_t rec, uint32_t field)
{
    const struct adil_reg_state *r = &p->reg[reg];
    ADIL_ASSERT(rec < r->n && field < p->book->reg[reg].n_fields);
    if (field == r->key_field) {
        return NULL;
    }
    return &r->cell[(size_t)rec * r->n_cells + field - (field > r->key_field ? 1 : 0)];
}

adil_slot adil_record_slot(const struct adil_polity *p, uint32_t reg, uint32_t rec, uint32_t field)
{
    const uint32_t *cell = cell_of(p, reg, rec, field);
    if (cell != NULL) {
        return cell_slot(p, *cell);
    }
    struct adil_span key = adil_strings_get(p->strings, p->reg[reg].rec[rec].key);
    return adil_strings_find(p->strings, adil_key_part(key));
}

const adil_slot *adil_record_slots(const struct adil_polity *p, struct adil_arena *a, uint32_t reg,
                                   uint32_t rec)
{
    uint32_t n = p->book->reg[reg].n_fields;
    adil_slot *slot = adil_new(a, adil_slot, n);
    for (uint32_t f = 0; f < n; f++) {
        slot[f] = adil_record_slot(p, reg, rec, f);
    }
    return slot;
}

/* A cell that has a place among the wide ones keeps it while it is wide. */
void adil_record_set(struct adil_polity *p, uint32_t reg, uint32_t rec, uint32_t field,
                     adil_slot slot)
{
    uint32_t *cell = cell_of(p, reg, rec, field);
    if (cell == NULL) {
        return;
    }
    if (slot == ADIL_SLOT_UNKNOWN || (slot >= 0 && slot < (adil_slot)CELL_WIDE)) {
        *cell = slot == ADIL_SLOT_UNKNOWN ? CELL_UNKNOWN : (uint32_t)slot;
        return;
    }
    if (*cell < CELL_WIDE || *cell == CELL_UNKNOWN) {
        ADIL_ASSERT(p->n_wide < CELL_UNKNOWN - CELL_WIDE);
        p->wide = adil_grow(p, p->wide, sizeof *p->wide, p->n_wide, &p->cap_wide);
        *cell = CELL_WIDE + p->n_wide++;
    }
    p->wide[*cell - CELL_WIDE] = slot;
}

/* ---- as norms see them ------------------------------------------------------------------ */

static struct adil_datum datum_text(const struct adil_polity *p, struct adil_arena *perm,
                                    adil_slot slot)
{
    (void)perm;
    return (struct adil_datum){.known = true, .text = adil_strings_get(p->strings, (uint32_t)slot)};
}

static struct adil_datum datum_hash(const struct adil_polity *p, struct adil_arena *perm,
                                    adil_slot slot)
{
    struct adil_span bytes = adil_strings_get(p->strings, (uint32_t)slot);
    return (struct adil_datum){.known = true,
                               .text = adil_hex(perm, (const uint8_t *)bytes.ptr, bytes.len)};
}

static struct adil_datum datum_date(const struct adil_polity *p, struct adil_arena *perm,
                                    adil_slot slot)
{
    (void)p;
    (void)perm;
    return (struct adil_datum){.known = true, .date = {(int32_t)slot}};
}

static struct adil_datum datum_number(const struct adil_polity *p, struct adil_arena *perm,
                                      adil_slot slot)
{
    (void)p;
    (void)perm;
    return (struct adil_datum){.known = true, .number = adil_fact_known(adil_num_int(slot))};
}

static struct adil_datum datum_flag(const struct adil_polity *p, struct adil_arena *perm,
                                    adil_slot slot)
{
    (void)p;
    (void)perm;
    return (struct adil_datum){.known = true, .flag = slot != 0};
}

static struct adil_datum datum_set(const struct adil_polity *p, struct adil_arena *perm,
                                   adil_slot slot)
{
    uint32_t n = adil_pool_n(p, slot);
    struct adil_span *member = adil_new(perm, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        member[i] = adil_strings_get(p->strings, adil_pool_at(p, slot, i).of);
    }
    return (struct adil_datum){.known = true, .member = member, .n_members = n};
}

static struct adil_datum datum_tally(const struct adil_polity *p, struct adil_arena *perm,
                                     adil_slot slot)
{
    uint32_t n_units = p->book->units.n;
    struct adil_fact *unit = adil_new(perm, struct adil_fact, n_units);
    struct adil_fact total = adil_fact_from(adil_num_int(0));
    for (uint32_t u = 0; u < n_units; u++) {
        unit[u] = total;
    }
    for (uint32_t i = 0; i < adil_pool_n(p, slot); i++) {
        struct adil_pair pair = adil_pool_at(p, slot, i);
        struct adil_fact fact = adil_fact_known(adil_num_int(pair.n));
        if (pair.of < n_units) {
            unit[pair.of] = fact;
        } else if (pair.of == ADIL_NO_UNIT) { /* else a unit that this law does not know yet */
            total = fact;
        }
    }
    return (struct adil_datum){.known = true,
                               .tally = {.total = total, .unit = unit, .n_units = n_units}};
}

static struct adil_datum datum_votes(const struct adil_polity *p, struct adil_arena *perm,
                                     adil_slot slot)
{
    struct adil_num sum = adil_num_int(0);
    for (uint32_t i = 0; i < adil_pool_n(p, slot); i++) {
        sum = adil_num_add(perm, sum, adil_num_int(adil_pool_at(p, slot, i).n));
    }
    return (struct adil_datum){.known = true, .number = adil_fact_known(sum)};
}

typedef struct adil_datum datum_of(const struct adil_polity *p, struct adil_arena *perm,
                                   adil_slot slot);

static datum_of *const datum_by_type[ADIL_N_FIELD_TYPES] = {
    [ADIL_FIELD_TEXT] = datum_text,     [ADIL_FIELD_REF] = datum_text,
    [ADIL_FIELD_KEY] = datum_text,      [ADIL_FIELD_HASH] = datum_hash,
    [ADIL_FIELD_DATE] = datum_date,     [ADIL_FIELD_NUMBER] = datum_number,
    [ADIL_FIELD_MOMENT] = datum_number, [ADIL_FIELD_FLAG] = datum_flag,
    [ADIL_FIELD_SET] = datum_set,       [ADIL_FIELD_TALLY] = datum_tally,
    [ADIL_FIELD_VOTES] = datum_votes,
};

struct adil_datum adil_slot_datum_of(const struct adil_polity *p, struct adil_arena *perm,
                                     enum adil_field_type type, adil_slot slot)
{
    if (slot == ADIL_SLOT_UNKNOWN) {
        return (struct adil_datum){0};
    }
    return datum_by_type[type](p, perm, slot);
}

struct adil_datum adil_slot_datum(const struct adil_polity *p, struct adil_arena *perm,
                                  const struct adil_field *field, adil_slot slot)
{
    enum adil_field_type type = ADIL_FIELD_TEXT;
    bool known = adil_field_type_parse(field->type, &type);
    ADIL_ASSERT(known);
    return adil_slot_datum_of(p, perm, type, slot);
}

struct adil_datum adil_judged_datum(const struct adil_judging *j, enum adil_field_type type,
                                    uint32_t slot)
{
    return adil_slot_datum_of(j->p, j->perm, type, j->slot[slot]);
}
