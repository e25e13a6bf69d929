/* Running totals: what a protocol changes is taken out and put in along its units, up to the whole.
 * Figures are never negative, so the whole is the largest sum and the only one that can grow past
 * what an act can state. */
#include "polity/elections.h"

void adil_sums_open(struct adil_sums *s, struct adil_arena *perm, uint32_t n_rows,
                    uint32_t n_columns)
{
    s->n_rows = n_rows;
    s->n_columns = n_columns;
    s->sum = adil_new(perm, int64_t, (size_t)n_rows * n_columns);
    s->known = adil_new(perm, uint32_t, (size_t)n_rows * n_columns);
}

static int64_t or_nothing(const int64_t *figure, uint32_t i)
{
    return figure != NULL && figure[i] > 0 ? figure[i] : 0;
}

bool adil_sums_fit(const struct adil_sums *s, const int64_t *before, const int64_t *after)
{
    for (uint32_t i = 0; i < s->n_columns; i++) {
        int64_t rest = s->sum[i] - or_nothing(before, i);
        int64_t sum = 0;
        if (__builtin_add_overflow(rest, or_nothing(after, i), &sum) || sum > ADIL_FIGURE_MAX) {
            return false;
        }
    }
    return true;
}

void adil_sums_add(struct adil_sums *s, const struct adil_polling *poll, uint32_t row,
                   const int64_t *figure, int sign)
{
    for (; row != ADIL_NO_ROW; row = poll->row_up[row]) {
        int64_t *sum = s->sum + (size_t)row * s->n_columns;
        uint32_t *known = s->known + (size_t)row * s->n_columns;
        for (uint32_t i = 0; i < s->n_columns; i++) {
            if (figure[i] != ADIL_FIGURE_NONE) {
                sum[i] += sign * figure[i];
                known[i] += (uint32_t)sign;
            }
        }
    }
}

static void state_add(struct adil_row_state *s, const struct adil_contribution *c, int sign)
{
    uint32_t one = (uint32_t)sign; /* -1 wraps: what is taken out was put in */
    if (!c->there) {
        return;
    }
    if ((c->flags & ADIL_PROTOCOL_ANNULLED) != 0) {
        s->annulled += one;
    } else if ((c->flags & ADIL_PROTOCOL_FAULTY) != 0) {
        s->faulty += one;
    } else {
        s->counted += one;
        s->unexplained += adil_protocol_asks(c->flags) ? one : 0;
    }
}

void adil_tally_restate(struct adil_polling *poll, uint32_t contest, uint32_t place,
                        const struct adil_contribution *before,
                        const struct adil_contribution *after)
{
    uint32_t row = poll->place_row[place];
    for (; row != ADIL_NO_ROW; row = poll->row_up[row]) {
        state_add(&poll->tally[contest].row[row], before, -1);
        state_add(&poll->tally[contest].row[row], after, 1);
    }
}

static bool has_part(const struct adil_contribution *c)
{
    return c->there && c->figure != NULL && adil_protocol_counts(c->flags);
}

void adil_tally_replace(struct adil_polling *poll, uint32_t contest, uint32_t place,
                        const struct adil_contribution *before,
                        const struct adil_contribution *after)
{
    struct adil_sums *s = &poll->tally[contest].figures;
    uint32_t row = poll->place_row[place];
    if (has_part(before)) {
        adil_sums_add(s, poll, row, before->figure, -1);
    }
    if (has_part(after)) {
        adil_sums_add(s, poll, row, after->figure, 1);
    }
    adil_tally_restate(poll, contest, place, before, after);
}

int64_t adil_tally_figure(const struct adil_contest_tally *t, uint32_t row, uint32_t column)
{
    size_t at = (size_t)row * t->figures.n_columns + column;
    return t->figures.known[at] == t->row[row].counted ? t->figures.sum[at] : ADIL_FIGURE_NONE;
}
