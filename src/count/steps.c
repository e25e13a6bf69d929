#include "count/build.h"

#include <string.h>

/* A step while it is being made: its rows grow by doubling. */
struct step_box {
    struct adil_step step;
    struct adil_row *row;
    uint32_t cap_rows;
};

/* Appends a value. The list grows in place while it is the last thing in the arena, so a row
 * costs its values and no more; that matters for tables of a million rows. */
static void put(struct adil_arena *a, const struct adil_value **list, uint32_t *n,
                struct adil_value v)
{
    for (uint32_t i = 0; i < *n; i++) {
        ADIL_ASSERT((*list)[i].name != v.name);
    }
    struct adil_value *slot = adil_new(a, struct adil_value, 1);
    if (*n == 0) {
        *list = slot;
    } else if (slot != *list + *n) {
        struct adil_value *grown = adil_new(a, struct adil_value, *n + 1);
        memcpy(grown, *list, *n * sizeof v);
        *list = grown;
        slot = grown + *n;
    }
    *slot = v;
    *n += 1;
}

/* A value of a step outlives the count, whatever arena its number was made in. */
static struct adil_value kept(struct adil_counting *k, struct adil_value v)
{
    if (v.kind == ADIL_V_NUM || v.kind == ADIL_V_PERCENT) {
        v.num = adil_num_copy(k->perm, v.num);
    }
    return v;
}

static void step_put(struct adil_counting *k, struct adil_step *s, struct adil_value v)
{
    put(k->perm, &s->value, &s->n_values, kept(k, v));
}

static void row_put(struct adil_counting *k, struct adil_row *r, struct adil_value v)
{
    put(k->perm, &r->value, &r->n, kept(k, v));
}

static struct adil_value of_num(enum adil_figure f, struct adil_num x)
{
    return (struct adil_value){.name = f, .kind = ADIL_V_NUM, .num = x};
}

static struct adil_value of_percent(enum adil_figure f, struct adil_num ratio)
{
    return (struct adil_value){.name = f, .kind = ADIL_V_PERCENT, .num = ratio};
}

static struct adil_value of_fact(enum adil_figure f, struct adil_fact x)
{
    if (adil_fact_is_known(x)) {
        return of_num(f, x.lo);
    }
    return (struct adil_value){.name = f, .kind = ADIL_V_UNKNOWN, .num = adil_num_int(0)};
}

static struct adil_value of_option(const struct adil_counting *k, enum adil_figure f,
                                   uint32_t option)
{
    ADIL_ASSERT(option < k->out->n_results);
    return (struct adil_value){.name = f, .kind = ADIL_V_OPTION, .index = option};
}

static struct adil_value of_text(enum adil_figure f, struct adil_span text)
{
    return (struct adil_value){.name = f, .kind = ADIL_V_TEXT, .text = text};
}

static struct adil_value of_unit(enum adil_figure f, const struct adil_vote_unit *unit)
{
    return (struct adil_value){
        .name = f, .kind = ADIL_V_UNIT, .text = unit->name, .index = unit->unit};
}

static struct adil_value of_truth(enum adil_figure f, enum adil_truth t)
{
    return (struct adil_value){.name = f, .kind = ADIL_V_TRUTH, .truth = t};
}

static struct adil_value of_phrase(enum adil_figure f, const struct adil_phrase *p)
{
    return (struct adil_value){.name = f, .kind = ADIL_V_PHRASE, .phrase = p};
}

struct adil_step *adil_step_add(struct adil_counting *k, enum adil_step_kind kind,
                                enum adil_contest_key key)
{
    struct step_box *box = adil_new(k->perm, struct step_box, 1);
    box->step.kind = kind;
    box->step.source = ADIL_SOURCE_COUNTED;
    if (key < ADIL_N_CONTEST_KEYS) {
        box->step.rule = k->contest->rule_of[key];
    }
    *k->tail = &box->step;
    k->tail = &box->step.next;
    return &box->step;
}

void adil_step_num(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                   struct adil_num x)
{
    step_put(k, s, of_num(f, x));
}

void adil_step_int(struct adil_counting *k, struct adil_step *s, enum adil_figure f, int64_t x)
{
    step_put(k, s, of_num(f, adil_num_int(x)));
}

void adil_step_percent(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       struct adil_num ratio)
{
    step_put(k, s, of_percent(f, ratio));
}

void adil_step_fact(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    struct adil_fact x)
{
    step_put(k, s, of_fact(f, x));
}

void adil_step_option(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                      uint32_t option)
{
    step_put(k, s, of_option(k, f, option));
}

void adil_step_options(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       const uint32_t *option, uint32_t n)
{
    uint32_t *copy = adil_new(k->perm, uint32_t, n);
    if (n > 0) {
        memcpy(copy, option, n * sizeof *copy);
    }
    step_put(
        k, s,
        (struct adil_value){.name = f, .kind = ADIL_V_OPTIONS, .options = copy, .n_options = n});
}

void adil_step_text(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    struct adil_span text)
{
    step_put(k, s, of_text(f, text));
}

void adil_step_unit(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                    const struct adil_vote_unit *unit)
{
    step_put(k, s, of_unit(f, unit));
}

void adil_step_message(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                       enum adil_msg msg)
{
    step_put(k, s, (struct adil_value){.name = f, .kind = ADIL_V_MESSAGE, .msg = msg});
}

void adil_step_phrase(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                      const struct adil_phrase *p)
{
    step_put(k, s, of_phrase(f, p));
}

void adil_step_truth(struct adil_counting *k, struct adil_step *s, enum adil_figure f,
                     enum adil_truth t)
{
    step_put(k, s, of_truth(f, t));
}

struct adil_row *adil_step_row(struct adil_counting *k, struct adil_step *s)
{
    struct step_box *box = (struct step_box *)s;
    if (s->n_rows == box->cap_rows) {
        uint32_t cap = box->cap_rows == 0 ? 8 : 2 * box->cap_rows;
        struct adil_row *grown = adil_new(k->perm, struct adil_row, cap);
        if (s->n_rows > 0) {
            memcpy(grown, box->row, s->n_rows * sizeof *grown);
        }
        box->row = grown;
        box->cap_rows = cap;
        s->row = grown;
    }
    return &box->row[s->n_rows++];
}

void adil_row_num(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                  struct adil_num x)
{
    row_put(k, r, of_num(f, x));
}

void adil_row_int(struct adil_counting *k, struct adil_row *r, enum adil_figure f, int64_t x)
{
    row_put(k, r, of_num(f, adil_num_int(x)));
}

void adil_row_percent(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                      struct adil_num ratio)
{
    row_put(k, r, of_percent(f, ratio));
}

void adil_row_fact(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   struct adil_fact x)
{
    row_put(k, r, of_fact(f, x));
}

void adil_row_option(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                     uint32_t option)
{
    row_put(k, r, of_option(k, f, option));
}

void adil_row_unit(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   const struct adil_vote_unit *unit)
{
    row_put(k, r, of_unit(f, unit));
}

void adil_row_text(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                   struct adil_span text)
{
    row_put(k, r, of_text(f, text));
}

void adil_row_truth(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                    enum adil_truth t)
{
    row_put(k, r, of_truth(f, t));
}

void adil_row_phrase(struct adil_counting *k, struct adil_row *r, enum adil_figure f,
                     const struct adil_phrase *p)
{
    row_put(k, r, of_phrase(f, p));
}
