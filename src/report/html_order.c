/* In which order options are listed, how each is painted, and the line each has to reach. */
#include "report/html_page.h"

#include <stdlib.h>

enum {
    OPEN_WHOLE = 12,        /* up to so many options, none is folded away */
    OPEN_BEST = 10,         /* of more: so many of the best, where none has a seat */
    MATCHES_MOST = 1 << 22, /* pairs of names compared between a whole and its part */
};

struct listed {
    uint32_t option;
    uint32_t seats;
    int group; /* 0 won something, 1 stands for something, 2 neither can win */
    struct adil_num votes;
};

static int best_listed(const void *a, const void *b)
{
    const struct listed *p = a;
    const struct listed *q = b;
    if (p->group != q->group) {
        return p->group - q->group;
    }
    if (p->seats != q->seats) {
        return p->seats > q->seats ? -1 : 1;
    }
    int by_votes = adil_num_cmp(q->votes, p->votes);
    if (by_votes != 0) {
        return by_votes;
    }
    return p->option < q->option ? -1 : 1;
}

static bool stands_for_nothing(const struct adil_outcome *o, uint32_t i)
{
    return o->votes->option[i].class != ADIL_OPTION_LIST;
}

/* A question keeps the order of its ballot. */
static bool keeps_ballot_order(const struct adil_outcome *o)
{
    return adil_method_info(o->contest->method)->family == ADIL_FAMILY_REFERENDUM;
}

static void sort_options(struct adil_arena *a, struct adil_page *p)
{
    const struct adil_outcome *o = p->o;
    struct listed *item = adil_new(a, struct listed, o->n_results);
    const uint32_t *place = adil_elected_places(a, o);
    uint32_t *order = adil_new(a, uint32_t, o->n_results);
    for (uint32_t i = 0; i < o->n_results; i++) {
        uint32_t seats = p->seats ? o->result[i].seats : 0;
        bool won = seats > 0 || place[i] > 0;
        item[i] = (struct listed){
            .option = i,
            .seats = seats,
            .group = stands_for_nothing(o, i) ? 2
                     : won                    ? 0
                                              : 1,
            .votes = o->result[i].votes.lo,
        };
    }
    if (!keeps_ballot_order(o)) {
        qsort(item, o->n_results, sizeof *item, best_listed);
    }
    uint32_t n_won = 0;
    for (uint32_t i = 0; i < o->n_results; i++) {
        order[i] = item[i].option;
        n_won += item[i].group == 0 ? 1 : 0;
    }
    p->order = order;
    p->n = o->n_results;
    p->n_open = p->n <= OPEN_WHOLE ? p->n : n_won > 0 ? n_won : OPEN_BEST;
}

/* Colours follow the ballot while there are enough of them, so that they stay the same whatever
 * the outcome; of more options those shown at once get them. */
static void paint_options(struct adil_arena *a, struct adil_page *p)
{
    struct adil_paint *paint = adil_new(a, struct adil_paint, p->n);
    uint32_t n_lists = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        n_lists += stands_for_nothing(p->o, i) ? 0 : 1;
    }
    bool by_ballot = n_lists <= ADIL_PAGE_COLOURS;
    uint32_t n = by_ballot ? p->n : p->n_open;
    uint32_t slot = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t option = by_ballot ? i : p->order[i];
        if (!stands_for_nothing(p->o, option)) {
            paint[option].colour = slot % ADIL_PAGE_COLOURS + 1;
            paint[option].style = slot / ADIL_PAGE_COLOURS % ADIL_PAGE_STYLES;
            slot++;
        }
    }
    p->paint = paint;
}

/* A majority is asked of everybody who stands, though the count tested the leader alone. */
static void spread_majority(const struct adil_outcome *o, struct adil_bar_of *needed)
{
    const struct adil_value *bound = NULL;
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        if (s->kind == ADIL_STEP_TALLY) {
            bound = NULL; /* another round, another majority */
        } else if (s->kind == ADIL_STEP_MAJORITY && s->n_rows == 1) {
            bound = adil_value_of(s->row[0].value, s->row[0].n, ADIL_F_NEEDED);
        }
    }
    struct adil_bar_of line = {.known = false};
    if (bound != NULL && bound->kind == ADIL_V_NUM) {
        line = (struct adil_bar_of){.known = true, .needed = bound->num};
    }
    for (uint32_t i = 0; i < o->n_results; i++) {
        needed[i] = line;
        needed[i].known = line.known && !stands_for_nothing(o, i);
    }
}

/* A majority that is asked for unit by unit has no number of votes on the whole; its share is drawn
 * all the same, and the page says what it is. */
static const struct adil_phrase *line_by_units(struct adil_arena *a, const struct adil_outcome *o,
                                               struct adil_bar_of *needed)
{
    const struct adil_contest *c = o->contest;
    const struct adil_phrase *adopts = c->adopts;
    if (adopts == NULL || c->yes >= o->n_results || needed[c->yes].known ||
        adopts->kind != ADIL_P_BOUND || adopts->spread == ADIL_SPREAD_WHOLE ||
        !adopts->amount.share || adopts->amount.quantity != c->percent_of ||
        !adil_fact_is_known(o->base)) {
        return NULL;
    }
    needed[c->yes].known = true;
    needed[c->yes].needed = adil_num_mul(a, adopts->amount.n, o->base.lo);
    return adopts;
}

/* The votes of a whole with parts are those of its first part that shares seats by votes; so are
 * the shares and the line. */
static void take_from_part(struct adil_arena *a, const struct adil_outcome *o,
                           struct adil_share_of *share, struct adil_bar_of *needed)
{
    const struct adil_outcome *part = NULL;
    for (uint32_t i = 0; i < o->n_parts && part == NULL; i++) {
        bool by_votes = o->part[i].has_seats && o->part[i].status != ADIL_S_AS_PUBLISHED;
        part = by_votes ? &o->part[i] : NULL;
    }
    if (part == NULL || (uint64_t)part->n_results * o->n_results > MATCHES_MOST) {
        return;
    }
    const struct adil_share_of *share_in = adil_shares_of(a, part);
    const struct adil_bar_of *needed_in = adil_bars_of(a, part);
    for (uint32_t i = 0; i < o->n_results; i++) {
        for (uint32_t k = 0; k < part->n_results; k++) {
            if (adil_span_eq(o->votes->option[i].id, part->votes->option[k].id)) {
                share[i] = share_in[k];
                needed[i] = needed_in[k];
            }
        }
    }
}

static void find_lines(struct adil_arena *a, struct adil_page *p)
{
    struct adil_share_of *share = adil_shares_of(a, p->o);
    struct adil_bar_of *needed = adil_bars_of(a, p->o);
    switch (adil_method_info(p->o->contest->method)->family) {
    case ADIL_FAMILY_MAJORITY:
    case ADIL_FAMILY_EXHAUSTIVE:
        spread_majority(p->o, needed);
        break;
    case ADIL_FAMILY_PARTS:
        take_from_part(a, p->o, share, needed);
        break;
    case ADIL_FAMILY_REFERENDUM:
        p->line = line_by_units(a, p->o, needed);
        break;
    case ADIL_FAMILY_REMAINDER:
    case ADIL_FAMILY_DIVISOR:
    case ADIL_FAMILY_PLURALITY:
    case ADIL_FAMILY_TIERS:
    case ADIL_FAMILY_PUBLISHED:
        break;
    }
    p->share = share;
    p->needed = needed;
}

struct adil_page adil_page_open(struct adil_arena *a, struct adil_buf *out,
                                const struct adil_outcome *o, enum adil_lang lang)
{
    struct adil_page p = {.out = out, .o = o, .lang = lang, .id = "", .level = 2};
    p.seats = o->has_seats && (adil_seats_final(o) || adil_seats_certain(o));
    sort_options(a, &p);
    paint_options(a, &p);
    find_lines(a, &p);
    return p;
}

void adil_page_paint(const struct adil_page *p, uint32_t option)
{
    adil_buf_fmt(p->out, "c%u k%u", (unsigned)p->paint[option].colour,
                 (unsigned)p->paint[option].style);
}
