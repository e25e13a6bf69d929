/* Limits: what the ballots of a unit, its roll and the total of its whole allow. Sums are exact:
 * 2^30 cells of less than 2^63 each, times 2^32 marks, stay below 2^127. */
#include "exchange/reading.h"

__extension__ typedef unsigned __int128 u128;

static struct adil_span big_text(struct adil_arena *a, u128 x)
{
    enum { DIGITS = 40 };
    char *text = adil_new(a, char, DIGITS);
    size_t at = DIGITS;
    do {
        text[--at] = (char)('0' + (int)(x % 10));
        x /= 10;
    } while (x > 0);
    return (struct adil_span){text + at, DIGITS - at};
}

/* ---- within a unit
 * ------------------------------------------------------------------------------------ */

struct checking {
    struct adil_reading *r;
    const struct adil_reading_row *row;
    const struct adil_turnout *turnout;
    uint32_t marks; /* on one ballot */
    u128 votes;     /* all known cells of the unit */
};

static u128 known(int64_t figure)
{
    return figure > 0 ? (u128)figure : 0;
}

static uint32_t line_of_figure(const struct checking *k, enum adil_column c)
{
    const struct adil_reading_row *row = k->row;
    uint32_t where =
        row->turnout != ADIL_NONE ? k->r->turnout[row->turnout].where[c - ADIL_COL_REGISTERED] : 0;
    return where != 0 ? where : row->where;
}

/* Marks: each ballot bears at most so many, an invalid one none. */
static void check_votes(struct checking *k, enum adil_column base, int64_t ballots, bool less)
{
    u128 invalid = less ? known(k->turnout->invalid) : 0;
    u128 left = known(ballots) > invalid ? known(ballots) - invalid : 0;
    if (ballots < 0 || k->votes <= left * k->marks) {
        return;
    }
    struct adil_arena *a = k->r->tmp;
    struct adil_span word = adil_column_word(base);
    struct adil_span found = big_text(a, k->votes);
    struct adil_span most = big_text(a, left * k->marks);
    struct adil_span marks =
        k->marks == 1 ? ADIL_SPAN("") : adil_fmt(a, "%u marks on each of ", k->marks);
    struct adil_span minus = invalid > 0
                                 ? adil_fmt(a, " less %lld invalid", (long long)k->turnout->invalid)
                                 : ADIL_SPAN("");
    adil_reading_fault_at(k->r, k->row->where, ADIL_SPAN("votes"), found,
                          adil_fmt(a, "at most %.*s (%.*s%.*s %lld%.*s)", ADIL_ARG(most),
                                   ADIL_ARG(marks), ADIL_ARG(word), (long long)ballots,
                                   ADIL_ARG(minus)));
}

static void check_pair(struct checking *k, enum adil_column part, int64_t figure,
                       enum adil_column whole, int64_t most)
{
    if (figure >= 0 && most >= 0 && figure > most) {
        struct adil_arena *a = k->r->tmp;
        adil_reading_fault_at(
            k->r, line_of_figure(k, part), adil_column_word(part),
            adil_fmt(a, "%lld", (long long)figure),
            adil_fmt(a, "at most %lld (%.*s)", (long long)most, ADIL_ARG(adil_column_word(whole))));
    }
}

/* Valid and invalid ballots are the ballots cast. */
static void check_classes(struct checking *k)
{
    const struct adil_turnout *t = k->turnout;
    u128 both = known(t->valid) + known(t->invalid);
    bool all = t->valid >= 0 && t->invalid >= 0;
    if (t->cast >= 0 && (both > known(t->cast) || (all && both != known(t->cast)))) {
        struct adil_arena *a = k->r->tmp;
        enum adil_column at = t->valid >= 0 ? ADIL_COL_VALID : ADIL_COL_INVALID;
        adil_reading_fault_at(
            k->r, line_of_figure(k, at), adil_column_word(at),
            adil_fmt(a, "valid and invalid %.*s", ADIL_ARG(big_text(a, both))),
            adil_fmt(a, "%s%lld (cast)", all ? "" : "at most ", (long long)t->cast));
    }
}

static void check_unit(struct checking *k)
{
    const struct adil_turnout *t = k->turnout;
    check_pair(k, ADIL_COL_CAST, t->cast, ADIL_COL_REGISTERED, t->registered);
    check_pair(k, ADIL_COL_ISSUED, t->issued, ADIL_COL_REGISTERED, t->registered);
    check_pair(k, ADIL_COL_VALID, t->valid, ADIL_COL_REGISTERED, t->registered);
    check_pair(k, ADIL_COL_INVALID, t->invalid, ADIL_COL_REGISTERED, t->registered);
    check_classes(k);
    check_votes(k, ADIL_COL_CAST, t->cast, true);
    check_votes(k, ADIL_COL_VALID, t->valid, false);
    if (t->cast < 0) { /* issued may be an evening's count, short of the ballots cast */
        check_votes(k, ADIL_COL_ISSUED, t->issued, true);
    }
    check_votes(k, ADIL_COL_REGISTERED, t->registered, true);
}

void adil_reading_limits(struct adil_reading *r, const struct adil_reading_table *t,
                         const struct adil_table *table)
{
    struct adil_arena keep = *r->tmp;
    for (uint32_t i = 0; i < table->n_units; i++) {
        struct checking k = {r, &t->row[i], &table->unit[i].turnout,
                             r->contest->paper[table->paper].marks, 0};
        if (k.row->turnout == ADIL_NONE) {
            continue;
        }
        const int64_t *cell = table->cell + (size_t)i * r->n_options;
        for (uint32_t o = 0; o < r->n_options; o++) {
            k.votes += known(cell[o]);
        }
        check_unit(&k);
        *r->tmp = keep;
    }
}

/* ---- parts against their total
 * --------------------------------------------------------------------------- */

/* True when every unit right below the root has a row with votes. */
static bool is_complete(const struct adil_reading *r, const struct adil_reading_table *t)
{
    const struct adil_units *book = r->contest->units;
    for (uint32_t u = 0; u < book->n; u++) {
        bool there = u < t->cap_row_of && t->row_of[u] != 0 && t->row[t->row_of[u] - 1].has_votes;
        if (book->unit[u].parent == t->row[0].unit && !there &&
            adil_unit_in_force(&book->unit[u], r->contest->day)) {
            return false;
        }
    }
    return true;
}

static void check_total(struct adil_reading *r, uint32_t where, struct adil_span field, u128 parts,
                        int64_t total, bool equal)
{
    if (total == ADIL_VOTES_UNKNOWN || (!equal && parts <= known(total)) || parts == known(total)) {
        return;
    }
    struct adil_arena *a = r->tmp;
    struct adil_span sum = big_text(a, parts);
    struct adil_span most = big_text(a, known(total));
    adil_reading_fault_at(
        r, where, field, adil_fmt(a, "parts that add up to %.*s", ADIL_ARG(sum)),
        adil_fmt(a, "%s%.*s, the total", equal ? "" : "at most ", ADIL_ARG(most)));
}

static void check_votes_of_parts(struct adil_reading *r, const struct adil_reading_table *t,
                                 const struct adil_table *table)
{
    bool complete = is_complete(r, t);
    for (uint32_t o = 0; o < r->n_options; o++) {
        u128 sum = 0;
        bool all = complete;
        for (uint32_t i = 1; i < table->n_units; i++) {
            int64_t cell = table->cell[(size_t)i * r->n_options + o];
            sum += known(cell);
            all = all && cell != ADIL_VOTES_UNKNOWN;
        }
        check_total(r, t->row[0].where, r->option[o].id, sum, table->cell[o], all);
    }
}

static int64_t figure_of(const struct adil_turnout *t, enum adil_column c)
{
    return c == ADIL_COL_REGISTERED ? t->registered
           : c == ADIL_COL_CAST     ? t->cast
           : c == ADIL_COL_VALID    ? t->valid
                                    : t->invalid;
}

/* Issued ballots are left out: those of the parts and of the whole are of different hours. */
static const enum adil_column added[] = {ADIL_COL_REGISTERED, ADIL_COL_CAST, ADIL_COL_VALID,
                                         ADIL_COL_INVALID};

void adil_reading_parts(struct adil_reading *r, const struct adil_reading_table *t,
                        const struct adil_table *table)
{
    if (!t->has_root || table->n_units < 2) {
        return;
    }
    check_votes_of_parts(r, t, table);
    for (size_t c = 0; c < ADIL_COUNT(added); c++) {
        u128 sum = 0;
        for (uint32_t i = 1; i < table->n_units; i++) {
            sum += known(figure_of(&table->unit[i].turnout, added[c]));
        }
        struct checking k = {r, &t->row[0], &table->unit[0].turnout, 1, 0};
        check_total(r, line_of_figure(&k, added[c]), adil_column_word(added[c]), sum,
                    figure_of(k.turnout, added[c]), false);
    }
}
