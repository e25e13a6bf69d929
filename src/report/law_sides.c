#include "report/law_sides.h"

struct joining {
    struct adil_arena *a;
    uint32_t n_sides;
    struct adil_law_rows all;
};

static bool is_row_of(const struct adil_law_row *row, const struct adil_law_item *item)
{
    return adil_span_eq(row->any->id, item->id) && adil_span_eq(row->any->group, item->group);
}

/* The row of a statement, looked for from `from` on and then from the top: sides are mostly in the
 * same order. */
static uint32_t row_of(const struct joining *j, const struct adil_law_item *item, uint32_t from)
{
    for (uint32_t k = 0; k < j->all.n; k++) {
        uint32_t i = (from + k) % j->all.n;
        if (is_row_of(&j->all.row[i], item)) {
            return i;
        }
    }
    return j->all.n;
}

static bool in_group(const struct adil_law_row *row, struct adil_span group)
{
    return adil_span_eq(row->any->group, group);
}

/* Where a new statement goes: behind the one before it on its own side; the first of its group
 * before the others; a new group behind the group that stands before it. */
static uint32_t place_of(const struct joining *j, const struct adil_law_item *item, uint32_t behind)
{
    const struct adil_law_row *row = j->all.row;
    if (behind > 0 && in_group(&row[behind - 1], item->group)) {
        return behind;
    }
    for (uint32_t i = 0; i < j->all.n; i++) {
        if (in_group(&row[i], item->group)) {
            return i;
        }
    }
    while (behind > 0 && behind < j->all.n && in_group(&row[behind], row[behind - 1].any->group)) {
        behind++;
    }
    return behind;
}

static void join_side(struct joining *j, uint32_t s, const struct adil_law_items *side)
{
    uint32_t behind = 0;
    for (uint32_t i = 0; i < side->n; i++) {
        const struct adil_law_item *item = &side->item[i];
        uint32_t at = row_of(j, item, behind);
        if (at == j->all.n) {
            at = place_of(j, item, behind);
            for (uint32_t k = j->all.n; k > at; k--) {
                j->all.row[k] = j->all.row[k - 1];
            }
            j->all.n++;
            j->all.row[at] = (struct adil_law_row){
                adil_new(j->a, const struct adil_law_item *, j->n_sides), item};
        }
        j->all.row[at].on[s] = item;
        behind = at + 1;
    }
}

static bool items_same(const struct adil_law_item *a, const struct adil_law_item *b)
{
    return adil_span_eq(a->asks, b->asks) && adil_span_eq(a->says, b->says) &&
           adil_span_eq(a->cite, b->cite);
}

enum adil_law_turn adil_law_turn(const struct adil_law_row *row, uint32_t i)
{
    const struct adil_law_item *a = row->on[i];
    const struct adil_law_item *b = row->on[i + 1];
    if (a == NULL || b == NULL) {
        return a != NULL ? ADIL_TURN_ENDED : b != NULL ? ADIL_TURN_BEGAN : ADIL_TURN_SAME;
    }
    return items_same(a, b) ? ADIL_TURN_SAME : ADIL_TURN_CHANGED;
}

struct adil_law_rows adil_law_differences(struct adil_arena *a, const struct adil_law_items *side,
                                          uint32_t n_sides)
{
    struct joining j = {.a = a, .n_sides = n_sides};
    size_t most = 0;
    for (uint32_t s = 0; s < n_sides; s++) {
        most += side[s].n;
    }
    j.all.row = adil_new(a, struct adil_law_row, most + 1);
    for (uint32_t s = 0; s < n_sides; s++) {
        join_side(&j, s, &side[s]);
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < j.all.n; i++) {
        bool differs = false;
        for (uint32_t s = 0; s + 1 < n_sides; s++) {
            differs = differs || adil_law_turn(&j.all.row[i], s) != ADIL_TURN_SAME;
        }
        if (differs) {
            j.all.row[n++] = j.all.row[i];
        }
    }
    j.all.n = n;
    return j.all;
}
