/* Who stands in several lists, or twice in one. Persons are compared by a hash under the
 * registrar's key: what is written down names nobody, and nobody without the key can try
 * identifiers against it. */
#include "cli/keeper.h"

#include "exchange/names.h"
#include "report/report.h"

static const struct adil_span purpose = ADIL_SPAN_INIT("adil/person/v1\n");

enum { SHOWN_BYTES = 16 }; /* of a person's hash in the report */

/* ---- numbering ------------------------------------------------------------------------------ */

static void number_persons(struct adil_arena *perm, const struct adil_keeper_list *list,
                           uint32_t n_lists, const struct adil_keyed *key,
                           struct adil_keeper_doubles_found *out)
{
    struct adil_names names;
    size_t rows = 0;
    for (uint32_t i = 0; i < n_lists; i++) {
        rows += list[i].table.n_rows;
    }
    out->person = adil_new(perm, struct adil_hash, rows + 1);
    adil_names_open(&names, perm, &list[0].seed);
    for (uint32_t i = 0; i < n_lists; i++) {
        out->list[i].who = adil_new(perm, uint32_t, list[i].table.n_rows);
        for (uint32_t row = 0; row < list[i].table.n_rows; row++) {
            struct adil_hash *h = &out->person[names.n]; /* stays there when it is a new one */
            *h = adil_keyed_hash(key, purpose, list[i].id[row]);
            out->list[i].who[row] =
                adil_names_put(&names, adil_span_bytes((const char *)h->byte, sizeof h->byte));
        }
    }
    out->n_persons = names.n;
}

struct standing {
    uint32_t rows;
    uint32_t lists;
    uint32_t last; /* list seen last, + 1 */
};

static void count_standing(const struct adil_keeper_list *list, uint32_t n_lists,
                           const struct adil_keeper_doubles_found *found, struct standing *s)
{
    for (uint32_t i = 0; i < n_lists; i++) {
        for (uint32_t row = 0; row < list[i].table.n_rows; row++) {
            struct standing *p = &s[found->list[i].who[row]];
            p->rows++;
            p->lists += p->last != i + 1;
            p->last = i + 1;
        }
    }
}

static void judge_list(struct adil_arena *perm, const struct adil_keeper_list *l, uint32_t number,
                       struct standing *s, struct adil_keeper_doubles *d)
{
    d->left_out = adil_new(perm, bool, l->table.n_rows);
    for (uint32_t row = 0; row < l->table.n_rows; row++) {
        struct standing *p = &s[d->who[row]];
        bool again = p->last == number;
        d->repeated += again;
        d->shared += !again && p->lists > 1;
        d->left_out[row] = again || p->lists > 1;
        d->n_left += d->left_out[row];
        p->last = number;
    }
}

void adil_keeper_find_doubles(struct adil_arena *perm, const struct adil_keeper_list *list,
                              uint32_t n_lists, const struct adil_keyed *key,
                              struct adil_keeper_doubles_found *out)
{
    *out = (struct adil_keeper_doubles_found){
        .list = adil_new(perm, struct adil_keeper_doubles, n_lists)};
    number_persons(perm, list, n_lists, key, out);
    struct standing *s = adil_new(perm, struct standing, out->n_persons);
    count_standing(list, n_lists, out, s);
    for (uint32_t i = 0; i < out->n_persons; i++) {
        out->n_doubles += s[i].rows > 1;
        s[i].last = 0;
    }
    for (uint32_t i = 0; i < n_lists; i++) {
        judge_list(perm, &list[i], i + 1, s, &out->list[i]);
    }
}

/* ---- the report ----------------------------------------------------------------------------- */

struct place_of {
    uint32_t list;
    uint32_t row;
};

/* from[p] .. from[p + 1]: the places of person p, in the order of the lists. */
static struct place_of *places_by_person(struct adil_arena *a, const struct adil_keeper_list *list,
                                         uint32_t n_lists,
                                         const struct adil_keeper_doubles_found *found,
                                         uint32_t *from)
{
    uint32_t rows = 0;
    for (uint32_t i = 0; i < n_lists; i++) {
        for (uint32_t row = 0; row < list[i].table.n_rows; row++, rows++) {
            from[found->list[i].who[row] + 1]++;
        }
    }
    for (uint32_t p = 0; p < found->n_persons; p++) {
        from[p + 1] += from[p];
    }
    struct place_of *place = adil_new(a, struct place_of, rows);
    uint32_t *next = adil_new(a, uint32_t, found->n_persons);
    for (uint32_t i = 0; i < n_lists; i++) {
        for (uint32_t row = 0; row < list[i].table.n_rows; row++) {
            uint32_t p = found->list[i].who[row];
            place[from[p] + next[p]++] = (struct place_of){i, row};
        }
    }
    return place;
}

void adil_keeper_put_doubles(struct adil_buf *out, struct adil_arena scratch,
                             const struct adil_keeper_list *list, uint32_t n_lists,
                             const struct adil_keeper_doubles_found *found)
{
    uint32_t *from = adil_new(&scratch, uint32_t, (size_t)found->n_persons + 1);
    const struct place_of *place = places_by_person(&scratch, list, n_lists, found, from);
    adil_buf_str(out, "person,list,line,unit\n");
    for (uint32_t p = 0; p < found->n_persons; p++) {
        for (uint32_t i = from[p]; from[p + 1] - from[p] > 1 && i < from[p + 1]; i++) {
            struct adil_arena tmp = scratch;
            const struct adil_keeper_list *l = &list[place[i].list];
            adil_buf_put(out, adil_hex(&tmp, found->person[p].byte, SHOWN_BYTES));
            adil_buf_byte(out, ',');
            adil_csv_cell(out, l->table.file);
            adil_buf_fmt(out, ",%u,", l->table.line[place[i].row]);
            adil_csv_cell(out, adil_keeper_cell(&tmp, l, place[i].row, l->unit));
            adil_buf_byte(out, '\n');
        }
    }
}
