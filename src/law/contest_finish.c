/* Defaults, and what each family of methods cannot do without. */
#include "law/compile.h"

#define DEFAULT_MAJORITY "more than 1/2 of counted votes"

static bool is_given(const struct adil_compile *x, enum adil_contest_key key)
{
    return x->entry[key].node != NULL;
}

static void needs(struct adil_compile *x, enum adil_contest_key key)
{
    if (!is_given(x, key)) {
        struct adil_entry_where w = {0};
        adil_fault(&x->r, x->c->place, adil_entry_where(x, key, &w), ADIL_SPAN("nothing"),
                   adil_fmt(x->r.perm, "%.*s (method %.*s needs it)",
                            ADIL_ARG(adil_contest_key_info(key)->help),
                            ADIL_ARG(adil_method_info(x->c->method)->word)));
    }
}

static void wrong(struct adil_compile *x, enum adil_contest_key key, struct adil_span found,
                  struct adil_span expected)
{
    struct adil_entry_where w = {0};
    struct adil_place place = is_given(x, key) ? x->entry[key].node->place : x->c->place;
    adil_fault(&x->r, place, adil_entry_where(x, key, &w), found, expected);
}

/* A phrase the law must state; a caller who left the law behind gets the usual majority. */
static void needs_majority(struct adil_compile *x, enum adil_contest_key key,
                           const struct adil_phrase **phrase)
{
    if (x->book != NULL && !x->method_changed) {
        needs(x, key);
    } else if (!is_given(x, key)) {
        *phrase = adil_compile_phrase(x, key, x->c->place, ADIL_SPAN(DEFAULT_MAJORITY));
    }
}

static void seats_at_least_one(struct adil_compile *x)
{
    needs(x, ADIL_K_SEATS);
    if (is_given(x, ADIL_K_SEATS) && x->c->seats == 0) {
        wrong(x, ADIL_K_SEATS, ADIL_SPAN("0"), ADIL_SPAN("at least 1"));
    }
}

static void seats_default(struct adil_compile *x, uint32_t n, bool only)
{
    if (!is_given(x, ADIL_K_SEATS)) {
        x->c->seats = n;
    } else if ((only && x->c->seats != n) || x->c->seats < n) {
        wrong(x, ADIL_K_SEATS, adil_fmt(x->r.perm, "%u", (unsigned)x->c->seats),
              adil_fmt(x->r.perm, "%s%u", only ? "" : "at least ", (unsigned)n));
    }
}

static void finish_lists(struct adil_compile *x)
{
    seats_at_least_one(x);
    uint64_t least = 0;
    for (uint32_t i = 0; i < x->c->n_options; i++) {
        const struct adil_option *o = &x->c->option[i];
        least += o->at_least;
        if (o->at_least > o->at_most) {
            wrong(x, ADIL_K_AT_LEAST,
                  adil_fmt(x->r.perm, "%u for %.*s", (unsigned)o->at_least, ADIL_ARG(o->id)),
                  adil_fmt(x->r.perm, "no more than its at-most, %u", (unsigned)o->at_most));
        }
        if (o->joined == 0) {
            wrong(x, ADIL_K_COALITIONS, adil_fmt(x->r.perm, "0 for %.*s", ADIL_ARG(o->id)),
                  ADIL_SPAN("at least 1"));
        }
    }
    if (least > x->c->seats) {
        wrong(x, ADIL_K_AT_LEAST, adil_fmt(x->r.perm, "%llu in all", (unsigned long long)least),
              adil_fmt(x->r.perm, "at most %u seats", (unsigned)x->c->seats));
    }
}

static void finish_referendum(struct adil_compile *x)
{
    if (is_given(x, ADIL_K_SEATS) && x->c->seats != 0) {
        wrong(x, ADIL_K_SEATS, adil_fmt(x->r.perm, "%u", (unsigned)x->c->seats),
              ADIL_SPAN("none: a question elects nobody"));
    }
    x->c->seats = 0;
    needs(x, ADIL_K_YES);
    needs_majority(x, ADIL_K_ADOPTS, &x->c->adopts);
}

static void all_papers_above(struct adil_compile *x)
{
    uint32_t *paper = adil_new(x->r.perm, uint32_t, x->c->n_papers);
    for (uint32_t i = 0; i < x->c->n_papers; i++) {
        paper[i] = i;
    }
    x->c->upper_paper = paper;
    x->c->n_upper_papers = x->c->n_papers;
}

static void finish_tiers(struct adil_compile *x)
{
    seats_at_least_one(x);
    if (x->c->n_papers > 1) {
        if (is_given(x, ADIL_K_SEATS_BY_UNIT)) {
            needs(x, ADIL_K_LOWER_PAPER);
        }
        needs(x, ADIL_K_UPPER_PAPERS);
    }
    if (!is_given(x, ADIL_K_UPPER_PAPERS)) {
        all_papers_above(x);
    }
    x->c->upper_surplus_all = !is_given(x, ADIL_K_UPPER_SURPLUS);
    uint64_t lower = 0;
    for (uint32_t i = 0; x->c->unit_seats != NULL && x->book != NULL && i < x->book->units.n; i++) {
        lower += x->c->unit_seats[i];
    }
    if (lower > x->c->seats) {
        wrong(x, ADIL_K_SEATS_BY_UNIT,
              adil_fmt(x->r.perm, "%llu seats in all units", (unsigned long long)lower),
              adil_fmt(x->r.perm, "at most the %u of the contest", (unsigned)x->c->seats));
    }
}

static void finish_parts(struct adil_compile *x)
{
    needs(x, ADIL_K_PARTS);
    uint64_t seats = 0; /* at most 2^20 parts of ADIL_COUNT_MAX seats */
    for (uint32_t i = 0; i < x->c->n_parts; i++) {
        seats += x->c->part[i].seats;
    }
    if (seats > ADIL_COUNT_MAX) {
        wrong(x, ADIL_K_PARTS, adil_fmt(x->r.perm, "%llu seats", (unsigned long long)seats),
              adil_fmt(x->r.perm, "at most %d", ADIL_COUNT_MAX));
    } else if (!is_given(x, ADIL_K_SEATS)) {
        x->c->seats = (uint32_t)seats;
    } else if (x->c->seats != seats && x->c->n_parts > 0) {
        wrong(x, ADIL_K_SEATS, adil_fmt(x->r.perm, "%u", (unsigned)x->c->seats),
              adil_fmt(x->r.perm, "%llu, the seats of its parts", (unsigned long long)seats));
    }
}

static void finish_published(struct adil_compile *x)
{
    if (x->c->published == ADIL_PUBLISHED_SEATS) {
        seats_at_least_one(x);
    } else {
        seats_default(x, 1, false);
    }
}

static void finish_family(struct adil_compile *x)
{
    switch (adil_method_info(x->c->method)->family) {
    case ADIL_FAMILY_REMAINDER:
    case ADIL_FAMILY_DIVISOR:
        finish_lists(x);
        break;
    case ADIL_FAMILY_PLURALITY:
        seats_default(x, 1, false);
        break;
    case ADIL_FAMILY_MAJORITY:
    case ADIL_FAMILY_EXHAUSTIVE:
        seats_default(x, 1, true);
        needs_majority(x, ADIL_K_WINS, &x->c->wins);
        break;
    case ADIL_FAMILY_REFERENDUM:
        finish_referendum(x);
        break;
    case ADIL_FAMILY_TIERS:
        finish_tiers(x);
        break;
    case ADIL_FAMILY_PARTS:
        finish_parts(x);
        break;
    case ADIL_FAMILY_PUBLISHED:
        finish_published(x);
        break;
    }
}

void adil_compile_finish(struct adil_compile *x)
{
    finish_family(x);
    if (x->c->advance < 2) {
        wrong(x, ADIL_K_ADVANCE, adil_fmt(x->r.perm, "%u", (unsigned)x->c->advance),
              ADIL_SPAN("at least 2"));
    }
    if (x->book == NULL && !is_given(x, ADIL_K_TIES)) {
        x->c->tie[0] = ADIL_TIE_LOT;
        x->c->n_ties = 1;
    }
    if (x->book == NULL && !is_given(x, ADIL_K_LISTS_UNKNOWN)) {
        x->c->lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    }
    for (size_t k = 0; k < ADIL_N_CONTEST_KEYS; k++) {
        if (x->entry[k].node != NULL) {
            x->c->is_set[k] = true;
            x->c->rule_of[k] = x->entry[k].rule;
        }
    }
}
