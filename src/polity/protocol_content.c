/* The canonical content of protocols, one after another: names of fields, and of the options that
 * lists of votes share, are quoted once; numbers, which is nearly all there is, are written by
 * hand. What it writes is what put.h would. */
#include "polity/elections.h"
#include "polity/put.h"

#include <string.h>

enum { NUMBER_BYTES_MAX = 20 }; /* 2^63 has 19 digits, and a sign */

/* `,"NAME":`: where it is the first, without the comma. */
static struct adil_span content_name(struct adil_arena *a, struct adil_span name)
{
    struct adil_buf buf;
    struct adil_json json;
    adil_buf_open(&buf, SIZE_MAX / 2);
    adil_buf_byte(&buf, ',');
    adil_json_open(&json, &buf, false);
    adil_json_text(&json, name);
    adil_buf_byte(&buf, ':');
    ADIL_ASSERT(adil_buf_ok(&buf));
    struct adil_span text = adil_span_copy(a, adil_buf_span(&buf));
    adil_buf_release(&buf);
    return text;
}

struct adil_contents adil_contents_open(const struct adil_polity *p, struct adil_arena scratch,
                                        const struct adil_election *e)
{
    struct adil_contents c = {.p = p, .e = e};
    c.reg = adil_election_procedure(p, e)->protocols;
    struct adil_span *name = adil_new(&scratch, struct adil_span, e->n_content);
    for (uint32_t i = 0; i < e->n_content; i++) {
        name[i] = content_name(&scratch, p->book->reg[c.reg].field[e->content[i]].id);
    }
    c.name = name;
    c.before_options = c.scratch = scratch;
    return c;
}

/* ---- values -------------------------------------------------------------------------------- */

static void content_member(struct adil_buf *out, struct adil_span name, bool first)
{
    adil_buf_put(out, adil_span_sub(name, first ? 1 : 0, name.len));
}

static void content_number(struct adil_buf *out, int64_t v)
{
    char digits[NUMBER_BYTES_MAX];
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    adil_buf_put(out, adil_span_bytes(digits + at, sizeof digits - at));
}

/* The options of a list in order of their names. */
static void content_options(struct adil_contents *c, adil_slot slot)
{
    struct adil_arena a = c->before_options;
    uint32_t n = adil_pool_n(c->p, slot);
    struct adil_index_entry *entry = adil_new(&a, struct adil_index_entry, n);
    struct adil_span *option = adil_new(&a, struct adil_span, n);
    uint32_t *place = adil_new(&a, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t name = adil_pool_at(c->p, slot, i).of;
        entry[i] = (struct adil_index_entry){adil_strings_get(c->p->strings, name), i};
    }
    adil_index_sort(entry, n);
    for (uint32_t i = 0; i < n; i++) {
        option[i] = content_name(&a, entry[i].name);
        place[i] = entry[i].value;
    }
    c->option = option;
    c->place = place;
    c->names = adil_pool_names(c->p, slot);
    c->n_names = n;
    c->scratch = a;
}

static void content_votes(struct adil_contents *c, adil_slot slot, struct adil_buf *out)
{
    uint32_t n = adil_pool_n(c->p, slot);
    if (c->option == NULL || c->n_names != n || c->names != adil_pool_names(c->p, slot)) {
        content_options(c, slot);
    }
    adil_buf_byte(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        content_member(out, c->option[i], i == 0);
        content_number(out, adil_pool_at(c->p, slot, c->place[i]).n);
    }
    adil_buf_byte(out, '}');
}

static void content_value(struct adil_contents *c, enum adil_field_type type, adil_slot slot,
                          struct adil_buf *out)
{
    if (type == ADIL_FIELD_NUMBER || type == ADIL_FIELD_MOMENT) {
        content_number(out, slot);
    } else if (type == ADIL_FIELD_VOTES) {
        content_votes(c, slot, out);
    } else {
        struct adil_json json;
        struct adil_arena tmp = c->scratch;
        struct adil_putting w = {c->p, &tmp, &json};
        adil_json_open(&json, out, false);
        adil_put_slot(&w, type, slot);
    }
}

void adil_contents_put(struct adil_contents *c, uint32_t rec, struct adil_buf *out)
{
    const struct adil_reg_state *r = &c->p->reg[c->reg];
    bool first = true;
    adil_buf_byte(out, '{');
    for (uint32_t i = 0; i < c->e->n_content; i++) {
        uint32_t field = c->e->content[i];
        adil_slot slot = adil_record_slot(c->p, c->reg, rec, field);
        if (slot != ADIL_SLOT_UNKNOWN) {
            content_member(out, c->name[i], first);
            content_value(c, (enum adil_field_type)r->type[field], slot, out);
            first = false;
        }
    }
    adil_buf_byte(out, '}');
}
