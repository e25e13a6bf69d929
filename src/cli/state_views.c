#include "cli/state_views.h"

#include <string.h>

/* ---- tables --------------------------------------------------------------------------------- */

void adil_view_column(struct adil_view_table *t, struct adil_span name, bool number)
{
    if (t->n_columns < ADIL_VIEW_COLUMNS_MAX) {
        t->number[t->n_columns] = number;
        t->column[t->n_columns++] = name;
    }
}

void adil_view_columns(struct adil_view_table *t, const char *names)
{
    struct adil_span rest = adil_span_of(names);
    struct adil_span name;
    while (adil_span_cut(&rest, ' ', &name)) {
        bool number = name.len > 0 && name.ptr[0] == '*';
        adil_view_column(t, adil_span_sub(name, number, name.len), number);
    }
}

struct adil_span *adil_view_row(struct adil_view_table *t)
{
    if (t->n_rows == t->cap_rows) {
        uint32_t cap = t->cap_rows > 0 ? 2 * t->cap_rows : 64;
        struct adil_span *grown = adil_new(t->a, struct adil_span, (size_t)cap * t->n_columns);
        if (t->n_rows > 0) {
            memcpy(grown, t->cell, (size_t)t->n_rows * t->n_columns * sizeof *grown);
        }
        t->cell = grown;
        t->cap_rows = cap;
    }
    return &t->cell[(size_t)t->n_rows++ * t->n_columns];
}

/* Members of `t` into the cells from `at` on, by the names of their columns. */
static void view_cells(struct adil_viewing *v, struct adil_span *cell, uint32_t at,
                       const struct adil_tree *t)
{
    for (uint32_t c = at; c < v->table.n_columns; c++) {
        const struct adil_tree *m = adil_tree_member(t, v->table.column[c]);
        if (m != NULL) {
            cell[c] = adil_tree_text(v->table.a, m);
        }
    }
}

/* A name of the row, then its members. */
static void view_named_row(struct adil_viewing *v, struct adil_span name, const struct adil_tree *t)
{
    struct adil_span *cell = adil_view_row(&v->table);
    cell[0] = name;
    view_cells(v, cell, 1, t);
}

/* ---- plain sections ------------------------------------------------------------------------- */

#define each(m, of)                                                                                \
    for (const struct adil_tree *m = (of) != NULL ? (of)->first : NULL; (m) != NULL;               \
         (m) = (m)->next)

static adil_err view_objects(struct adil_viewing *v)
{
    each(m, v->section)
    {
        view_named_row(v, m->key, m);
    }
    return ADIL_OK;
}

static adil_err view_list(struct adil_viewing *v)
{
    each(m, v->section)
    {
        view_cells(v, adil_view_row(&v->table), 0, m);
    }
    return ADIL_OK;
}

static adil_err view_members(struct adil_viewing *v)
{
    each(m, v->section)
    {
        struct adil_span *cell = adil_view_row(&v->table);
        cell[0] = m->key;
        cell[1] = adil_tree_text(v->table.a, m);
    }
    return ADIL_OK;
}

static struct adil_span count_words(struct adil_viewing *v, uint32_t n)
{
    return adil_fmt(v->table.a, "%u", n);
}

static adil_err view_offices(struct adil_viewing *v)
{
    each(m, v->section)
    {
        uint32_t revoked = 0;
        uint32_t all = 0;
        each(k, adil_tree_get(m, "keys"))
        {
            all++;
            revoked += adil_tree_get(k, "revoked") != NULL;
        }
        struct adil_span *cell = adil_view_row(&v->table);
        cell[0] = m->key;
        cell[1] = adil_tree_text_of(v->table.a, m, "seq");
        cell[2] = count_words(v, all - revoked);
        cell[3] = count_words(v, revoked);
    }
    return ADIL_OK;
}

static adil_err view_registers(struct adil_viewing *v)
{
    each(m, v->section)
    {
        uint32_t ended = 0;
        uint32_t all = 0;
        each(r, m)
        {
            all++;
            ended += adil_tree_get(r, "ended") != NULL;
        }
        struct adil_span *cell = adil_view_row(&v->table);
        cell[0] = m->key;
        cell[1] = count_words(v, all - ended);
        cell[2] = count_words(v, ended);
    }
    return ADIL_OK;
}

static adil_err view_register(struct adil_viewing *v)
{
    const struct adil_rulebook *law = adil_polity_rulebook(v->book->polity);
    uint32_t reg = adil_register_find(law->reg, law->n_registers, v->name);
    if (reg == ADIL_NO_WORD) {
        struct adil_span *names = adil_new(v->table.a, struct adil_span, law->n_registers);
        for (uint32_t i = 0; i < law->n_registers; i++) {
            names[i] = law->reg[i].id;
        }
        struct adil_span near = adil_nearest(v->name, names, law->n_registers);
        return adil_fail(&v->cli->diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("register"), v->name,
                         near.len > 0 ? near : ADIL_SPAN("one that `adil state registers` lists"));
    }
    for (uint32_t f = 0; f < law->reg[reg].n_fields; f++) {
        const struct adil_field *field = &law->reg[reg].field[f];
        if (!adil_span_is(field->type, "key")) {
            adil_view_column(&v->table, field->id, adil_span_is(field->type, "number"));
        }
    }
    adil_view_columns(&v->table, "*entered *written ended");
    each(m, adil_tree_member(v->section, v->name))
    {
        struct adil_span *cell = adil_view_row(&v->table);
        cell[0] = m->key;
        view_cells(v, cell, 1, adil_tree_get(m, "fields"));
        cell[v->table.n_columns - 3] = adil_tree_text_of(v->table.a, m, "entered");
        cell[v->table.n_columns - 2] = adil_tree_text_of(v->table.a, m, "written");
        cell[v->table.n_columns - 1] = adil_tree_text_of(v->table.a, m, "ended");
    }
    return ADIL_OK;
}

/* ---- sections by case ----------------------------------------------------------------------- */

static adil_err view_calendar(struct adil_viewing *v)
{
    each(c, v->section)
    {
        each(d, c)
        {
            struct adil_span *cell = adil_view_row(&v->table);
            cell[0] = c->key;
            cell[1] = d->key;
            view_cells(v, cell, 2, d);
        }
    }
    return ADIL_OK;
}

static adil_err view_contests(struct adil_viewing *v)
{
    each(e, v->section)
    {
        each(c, adil_tree_get(e, "contests"))
        {
            const struct adil_tree *last = NULL;
            uint32_t n = 0;
            each(r, adil_tree_get(c, "results"))
            {
                last = r;
                n++;
            }
            struct adil_span *cell = adil_view_row(&v->table);
            cell[0] = e->key;
            cell[1] = c->key;
            cell[2] = adil_tree_text_of(v->table.a, c, "reporting");
            cell[3] = adil_tree_text_of(v->table.a, last, "status");
            cell[4] = adil_tree_text_of(v->table.a, last, "entry");
            cell[5] = adil_tree_text_of(v->table.a, last, "stale");
            cell[6] = count_words(v, n);
        }
    }
    return ADIL_OK;
}

/* An option's row of a result: votes and seats by its name. */
static void view_result_option(struct adil_viewing *v, const struct adil_span head[6],
                               const struct adil_tree *votes, struct adil_span option,
                               const struct adil_tree *seats)
{
    struct adil_span *cell = adil_view_row(&v->table);
    memcpy(cell, head, 6 * sizeof *cell);
    cell[6] = option;
    cell[7] = adil_tree_text(v->table.a, adil_tree_member(votes, option));
    cell[8] = adil_tree_text(v->table.a, adil_tree_member(seats, option));
}

static void view_result(struct adil_viewing *v, struct adil_span in_case, struct adil_span contest,
                        const struct adil_tree *r)
{
    struct adil_arena *a = v->table.a;
    const struct adil_tree *fields = adil_tree_get(r, "fields");
    const struct adil_tree *votes = adil_tree_get(fields, "votes");
    const struct adil_tree *seats = adil_tree_get(fields, "seats");
    const struct adil_span head[6] = {in_case,
                                      contest,
                                      adil_tree_text_of(a, r, "entry"),
                                      adil_tree_text_of(a, r, "round"),
                                      adil_tree_text_of(a, r, "status"),
                                      adil_tree_text_of(a, r, "stale")};
    each(o, votes)
    {
        view_result_option(v, head, votes, o->key, seats);
    }
    each(o, seats)
    {
        if (adil_tree_member(votes, o->key) == NULL) {
            view_result_option(v, head, votes, o->key, seats);
        }
    }
}

static adil_err view_results(struct adil_viewing *v)
{
    each(e, v->section)
    {
        each(c, adil_tree_get(e, "contests"))
        {
            each(r, adil_tree_get(c, "results"))
            {
                view_result(v, e->key, c->key, r);
            }
        }
    }
    return ADIL_OK;
}

/* Calls `of` for every contest of every round that has begun. */
static adil_err each_tally(struct adil_viewing *v,
                           void (*of)(struct adil_viewing *v, const struct adil_span head[3],
                                      const struct adil_tree *tally))
{
    each(e, v->section)
    {
        uint32_t round = 0;
        each(r, adil_tree_get(e, "rounds"))
        {
            round++;
            each(c, adil_tree_get(r, "contests"))
            {
                const struct adil_span head[3] = {e->key, count_words(v, round), c->key};
                of(v, head, c);
            }
        }
    }
    return ADIL_OK;
}

static void view_places(struct adil_viewing *v, const struct adil_span head[3],
                        struct adil_span unit, const struct adil_tree *t)
{
    struct adil_span *cell = adil_view_row(&v->table);
    memcpy(cell, head, 3 * sizeof *cell);
    cell[3] = unit;
    view_cells(v, cell, 4, adil_tree_get(t, "places"));
    view_cells(v, cell, 4, adil_tree_get(t, "totals"));
}

static void view_tally(struct adil_viewing *v, const struct adil_span head[3],
                       const struct adil_tree *tally)
{
    if (adil_tree_get(tally, "places") == NULL) {
        return;
    }
    view_places(v, head, ADIL_SPAN("all"), tally);
    each(u, adil_tree_get(tally, "units"))
    {
        view_places(v, head, u->key, u);
    }
}

static adil_err view_protocols(struct adil_viewing *v)
{
    return each_tally(v, view_tally);
}

static void view_marks(struct adil_viewing *v, const struct adil_span head[3],
                       const struct adil_tree *tally)
{
    each(m, adil_tree_get(tally, "marked"))
    {
        struct adil_span *cell = adil_view_row(&v->table);
        memcpy(cell, head, 3 * sizeof *cell);
        cell[3] = m->key;
        view_cells(v, cell, 4, m);
        struct adil_span checks = {"", 0};
        each(c, adil_tree_get(m, "checks"))
        {
            checks = adil_fmt(v->table.a, "%.*s%s%.*s", ADIL_ARG(checks), checks.len > 0 ? ";" : "",
                              ADIL_ARG(c->text));
        }
        cell[4] = checks;
    }
}

static adil_err view_marked(struct adil_viewing *v)
{
    return each_tally(v, view_marks);
}

static void view_hours(struct adil_viewing *v, struct adil_span in_case, struct adil_span round,
                       struct adil_span unit, const struct adil_tree *hours)
{
    each(h, hours)
    {
        struct adil_span *cell = adil_view_row(&v->table);
        cell[0] = in_case;
        cell[1] = round;
        cell[2] = unit;
        cell[3] = h->key;
        view_cells(v, cell, 4, h);
    }
}

static adil_err view_turnout(struct adil_viewing *v)
{
    each(e, v->section)
    {
        uint32_t round = 0;
        each(r, adil_tree_get(e, "rounds"))
        {
            const struct adil_tree *t = adil_tree_get(r, "turnout");
            struct adil_span number = count_words(v, ++round);
            view_hours(v, e->key, number, ADIL_SPAN("all"), adil_tree_get(t, "hours"));
            each(u, adil_tree_get(t, "units"))
            {
                view_hours(v, e->key, number, u->key, u);
            }
        }
    }
    return ADIL_OK;
}

const struct adil_view adil_views[] = {
    {"calendar", "calendar", "case deadline begin end passed cite", "every deadline as it is now",
     view_calendar},
    {"cases", "cases", "case procedure stage *round day closed *opened",
     "procedures that were opened", view_objects},
    {"contests", "elections", "case contest reporting status *entry *stale *results",
     "contests and their last result", view_contests},
    {"holders", "holders", "office person capacity since until elected_on *entry source",
     "who holds and held which office", view_list},
    {"law", "law", "key value", "the law in force", view_members},
    {"marked", "elections", "case *round contest place checks counts explained annulled",
     "protocols that a check marked", view_marked},
    {"notices", "notices", "*entry by kind word about", "notices, attestations, objections",
     view_list},
    {"offices", "offices", "issuer *acts *keys *revoked", "who acts, with how many keys",
     view_offices},
    {"polity", "polity", "key value", "origin, keys, last entry", view_members},
    {"protocols", "elections",
     "case *round contest unit *expected *counted *faulty *unexplained *annulled *closed "
     "*registered *issued *cast *invalid",
     "places in, and their sums, by unit", view_protocols},
    {"register", "registers", "key", "the records of one register: adil state register NAME",
     view_register},
    {"registers", "registers", "register *records *ended", "registers and how many records",
     view_registers},
    {"results", "elections", "case contest *entry *round status *stale option *votes *seats",
     "results as they were stated, by option", view_results},
    {ADIL_VIEW_ROLLCALLS, NULL, "body date question member faction vote",
     "how members voted, by name: for adil cohesion", adil_view_rollcalls},
    {"turnout", "elections", "case *round unit hour *places *sum", "reports of turnout, by hour",
     view_turnout},
    {"witnesses", NULL, "witness vector signed *size at", "who signed the checkpoint",
     adil_view_witnesses},
};
const uint32_t adil_n_views = (uint32_t)ADIL_COUNT(adil_views);
