/* The unit tree: the whole, its regions, districts, missions abroad; and named groups of units.
 * A phrase names a group, never a kind. */
#ifndef ADIL_LAW_UNIT_H
#define ADIL_LAW_UNIT_H

#include "law/index.h"
#include "law/rule.h"

#define ADIL_NO_UNIT UINT32_MAX

struct adil_unit {
    struct adil_span id;   /* ASCII, unique in the rulebook */
    struct adil_span code; /* ISO 3166-2 or OCD id; may be empty */
    struct adil_span kind; /* the rulebook's word */
    uint32_t parent;       /* index, or ADIL_NO_UNIT for the root (exactly one, index 0) */
    struct adil_date from;
    struct adil_date until;
    struct adil_texts name; /* files may use id, code or any of these names */
    struct adil_place place;
};

/* kind is one of `kind`, id is one of `id` (either may be empty: no condition), and none of
 * `not_kind`. */
struct adil_group {
    struct adil_span id;
    struct adil_texts name; /* genitive plural, for "in at least 2/3 of ..." */
    const struct adil_span *kind;
    uint32_t n_kinds;
    const struct adil_span *unit;
    uint32_t n_units;
    const struct adil_span *not_kind;
    uint32_t n_not_kinds;
    struct adil_place place;
};

struct adil_units {
    const struct adil_unit *unit;
    uint32_t n;
    const struct adil_group *group;
    uint32_t n_groups;
    /* Indexes sorted by name, made by the rulebook's reader; NULL: every search walks the units. */
    const struct adil_index_entry *id; /* ids and codes */
    uint32_t n_ids;
    const struct adil_index_entry *name; /* names in every language, short codes */
    uint32_t n_names;
};

/* What stands after the country in an ISO 3166-2 code ("EC" of XX-EC): files often write only that.
 * Empty when the code has no such part. */
struct adil_span adil_unit_short_code(const struct adil_unit *u);
/* By id or code, else by a name in any language or the short code (exact bytes, NFC). ADIL_NO_UNIT
 * when there is none, and when a name belongs to two units. */
uint32_t adil_unit_find(const struct adil_units *u, struct adil_span name);
bool adil_unit_in_force(const struct adil_unit *u, struct adil_date day);
/* True when `unit` belongs to the group and is in force on `day`. */
bool adil_group_has(const struct adil_units *u, uint32_t group, uint32_t unit,
                    struct adil_date day);
/* Indexes of the group's units in force on `day`, in tree order. */
uint32_t adil_group_list(struct adil_arena *a, const struct adil_units *u, uint32_t group,
                         struct adil_date day, const uint32_t **list);

#endif
