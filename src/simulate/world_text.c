/* The $names of a plan: what an option, a place, the whole is in the record. */
#include "simulate/world.h"

#include "polity/elections.h"

#include <stdlib.h>

typedef void put_name(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out);

static void put_whole(struct adil_buf *out, int64_t v)
{
    adil_buf_fmt(out, "%lld", (long long)v);
}

static void put_hash(struct adil_buf *out, const struct adil_hash *h)
{
    for (size_t i = 0; i < sizeof h->byte; i++) {
        adil_buf_fmt(out, "%02x", h->byte[i]);
    }
}

/* A drawn hash: of what kind, and whose. */
static struct adil_hash hash_of(const struct adil_world *w, const char *what, uint32_t item)
{
    struct adil_hash h;
    struct adil_random r = adil_random_stream(w->o->seed, what, item);
    for (size_t i = 0; i < sizeof h.byte; i += 8) {
        uint64_t v = adil_random_next(&r);
        for (size_t k = 0; k < 8; k++) {
            h.byte[i + k] = (uint8_t)(v >> (8 * k));
        }
    }
    return h;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static void put_case(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    (void)at;
    adil_buf_put(out, w->plan->case_id);
}

static void put_contest(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    (void)at;
    adil_buf_put(out, w->plan->contest);
}

static void put_day(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_arena tmp = w->scratch;
    (void)at;
    adil_buf_put(out, adil_date_text(&tmp, w->plan->day));
}

static void put_seed_given(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_buf *out)
{
    (void)at;
    adil_buf_put(out, w->o->seed);
}

static void put_places(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    (void)at;
    put_whole(out, w->drawn.n_places);
}

static void put_all_places(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_buf *out)
{
    (void)at;
    put_whole(out, w->plan->n_places);
}

static void put_registered(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_buf *out)
{
    (void)at;
    put_whole(out, w->drawn.is.registered);
}

static void put_issued(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    (void)at;
    put_whole(out, w->drawn.is.issued);
}

static void put_votes_all(struct adil_world *w, const struct adil_world_at *at,
                          struct adil_buf *out)
{
    int64_t all = 0;
    (void)at;
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        all += w->drawn.is.votes[i];
    }
    put_whole(out, all);
}

static uint32_t option_of(const struct adil_world *w, const struct adil_world_at *at)
{
    return adil_world_option(w, at->step->each, at->item);
}

/* ---- options -------------------------------------------------------------------------------- */

static void put_key(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    adil_buf_put(out, w->plan->option[option_of(w, at)].key);
}

static void put_people(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    put_whole(out, w->drawn.people[option_of(w, at)]);
}

static void put_order(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    put_whole(out, (int64_t)option_of(w, at) + 1);
}

struct unit_members {
    struct adil_span id;
    int64_t n;
};

static int by_unit_id(const void *a, const void *b)
{
    return adil_span_cmp(((const struct unit_members *)a)->id,
                         ((const struct unit_members *)b)->id);
}

/* A tally over the units of the plan whose turnout was published. */
static void put_members(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_arena tmp = w->scratch;
    struct adil_random r = adil_random_stream(w->o->seed, "members", option_of(w, at));
    struct unit_members *unit = adil_new(&tmp, struct unit_members, w->plan->n_units);
    int64_t total = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->plan->n_units; i++) {
        if (w->plan->unit[i].turnout >= 0) {
            unit[n].id = w->o->book->units.unit[w->plan->unit[i].unit].id;
            unit[n].n = adil_random_in(&r, w->plan->members[0], w->plan->members[1]);
            total += unit[n++].n;
        }
    }
    qsort(unit, n, sizeof *unit, by_unit_id);
    adil_buf_fmt(out, "{\"total\":%lld,\"units\":{", (long long)total);
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(out, "%s\"%.*s\":%lld", i == 0 ? "" : ",", ADIL_ARG(unit[i].id),
                     (long long)unit[i].n);
    }
    adil_buf_str(out, "}}");
}

static void put_seed(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_hash h = hash_of(w, "seed of a lot", option_of(w, at));
    put_hash(out, &h);
}

static void put_salt(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_hash h = hash_of(w, "salt of a lot", option_of(w, at));
    put_hash(out, &h);
}

static void put_commitment(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_buf *out)
{
    struct adil_arena tmp = w->scratch;
    struct adil_hash seed = hash_of(w, "seed of a lot", option_of(w, at));
    struct adil_hash salt = hash_of(w, "salt of a lot", option_of(w, at));
    struct adil_span issuer = adil_fmt(&tmp, "%.*s/%.*s", ADIL_ARG(w->plan->option_office),
                                       ADIL_ARG(w->plan->option[option_of(w, at)].key));
    struct adil_hash h =
        adil_lot_commitment(w->plan->case_id, issuer, adil_hex(&tmp, salt.byte, sizeof salt.byte),
                            adil_hex(&tmp, seed.byte, sizeof seed.byte));
    put_hash(out, &h);
}

struct adil_span adil_world_programme(struct adil_world *w, struct adil_arena *a, uint32_t option)
{
    return adil_fmt(a, "Programme of %.*s (%.*s)\n\nA simulated document. It says nothing.\n",
                    ADIL_ARG(w->plan->option[option].figure),
                    ADIL_ARG(w->plan->option[option].key));
}

static void put_programme(struct adil_world *w, const struct adil_world_at *at,
                          struct adil_buf *out)
{
    struct adil_arena tmp = w->scratch;
    struct adil_hash h = adil_sha256(adil_world_programme(w, &tmp, option_of(w, at)));
    put_hash(out, &h);
}

/* ---- people --------------------------------------------------------------------------------- */

static void put_person(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    const struct adil_world_person *p = &w->person[at->item];
    adil_buf_fmt(out, "%.*s-%03u", ADIL_ARG(w->plan->option[p->option].key), p->number);
}

static void put_number(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    put_whole(out, w->person[at->item].number);
}

static void put_drawn_day(struct adil_world *w, struct adil_random *r, struct adil_buf *out,
                          int64_t from, int64_t to)
{
    enum { DAYS_OF_TEN_YEARS = 3652 };
    struct adil_arena tmp = w->scratch;
    int64_t back = adil_random_in(r, from * DAYS_OF_TEN_YEARS, to * DAYS_OF_TEN_YEARS) / 10;
    struct adil_date day = {w->plan->day.days - (int32_t)back};
    adil_buf_put(out, adil_date_text(&tmp, day));
}

static void put_born(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_random r = adil_random_stream(w->o->seed, "born", at->item);
    put_drawn_day(w, &r, out, 31, 68);
}

static void put_resident(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_random r = adil_random_stream(w->o->seed, "resident", at->item);
    put_drawn_day(w, &r, out, 12, 30);
}

/* Every third, so that any beginning of a list has its share. */
static void put_woman(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    adil_buf_str(out, w->person[at->item].number % 3 == 1 ? "true" : "false");
}

static void put_disability(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_buf *out)
{
    adil_buf_str(out, w->person[at->item].number % 11 == 3 ? "true" : "false");
}

/* ---- places --------------------------------------------------------------------------------- */

static void put_place(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    (void)w;
    adil_buf_fmt(out, "%05u", at->item + 1);
}

static void put_unit(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    uint32_t unit = w->plan->unit[w->drawn.unit_of[at->item]].unit;
    adil_buf_put(out, w->o->book->units.unit[unit].id);
}

/* A commitment to a list of voters that was never made. */
static void put_roll(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct adil_hash h = hash_of(w, "roll of a place", at->item);
    put_hash(out, &h);
}

static int32_t typed_votes(const int32_t *votes, uint32_t option, enum adil_plan_slip slip)
{
    if (option > 1 || slip == ADIL_SLIP_NONE) {
        return votes[option];
    }
    return slip == ADIL_SLIP_SWAP ? votes[1 - option] : votes[option] + (option == 0 ? 7 : 0);
}

struct option_at {
    struct adil_span key;
    int32_t votes;
};

static int by_option_key(const void *a, const void *b)
{
    return adil_span_cmp(((const struct option_at *)a)->key, ((const struct option_at *)b)->key);
}

static void put_votes(struct adil_world *w, const struct adil_world_at *at, struct adil_buf *out)
{
    struct option_at list[ADIL_PLAN_OPTIONS_MAX] = {{{NULL, 0}, 0}};
    uint32_t n = w->plan->n_options;
    const int32_t *votes = w->drawn.votes + (size_t)at->item * n;
    for (uint32_t i = 0; i < n; i++) {
        list[i] = (struct option_at){w->plan->option[i].key, typed_votes(votes, i, at->slip)};
    }
    qsort(list, n, sizeof *list, by_option_key);
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(out, "%s\"%.*s\":%d", i == 0 ? "{" : ",", ADIL_ARG(list[i].key),
                     (int)list[i].votes);
    }
    adil_buf_byte(out, '}');
}

/* ---- names ---------------------------------------------------------------------------------- */

static const struct name_put {
    struct adil_span name;
    enum adil_plan_each each; /* where it has a meaning; ONCE: everywhere */
    put_name *put;
} name_puts[] = {
    {ADIL_SPAN_INIT("case"), ADIL_EACH_ONCE, put_case},
    {ADIL_SPAN_INIT("contest"), ADIL_EACH_ONCE, put_contest},
    {ADIL_SPAN_INIT("day"), ADIL_EACH_ONCE, put_day},
    {ADIL_SPAN_INIT("given_seed"), ADIL_EACH_ONCE, put_seed_given},
    {ADIL_SPAN_INIT("places"), ADIL_EACH_ONCE, put_places},
    {ADIL_SPAN_INIT("all_places"), ADIL_EACH_ONCE, put_all_places},
    {ADIL_SPAN_INIT("all_registered"), ADIL_EACH_ONCE, put_registered},
    {ADIL_SPAN_INIT("all_issued"), ADIL_EACH_ONCE, put_issued},
    {ADIL_SPAN_INIT("all_votes"), ADIL_EACH_ONCE, put_votes_all},
    {ADIL_SPAN_INIT("key"), ADIL_EACH_OPTION, put_key},
    {ADIL_SPAN_INIT("key"), ADIL_EACH_PERSON, put_key},
    {ADIL_SPAN_INIT("people"), ADIL_EACH_OPTION, put_people},
    {ADIL_SPAN_INIT("order"), ADIL_EACH_OPTION, put_order},
    {ADIL_SPAN_INIT("members"), ADIL_EACH_OPTION, put_members},
    {ADIL_SPAN_INIT("seed"), ADIL_EACH_OPTION, put_seed},
    {ADIL_SPAN_INIT("salt"), ADIL_EACH_OPTION, put_salt},
    {ADIL_SPAN_INIT("commitment"), ADIL_EACH_OPTION, put_commitment},
    {ADIL_SPAN_INIT("programme"), ADIL_EACH_OPTION, put_programme},
    {ADIL_SPAN_INIT("person"), ADIL_EACH_PERSON, put_person},
    {ADIL_SPAN_INIT("number"), ADIL_EACH_PERSON, put_number},
    {ADIL_SPAN_INIT("born"), ADIL_EACH_PERSON, put_born},
    {ADIL_SPAN_INIT("resident"), ADIL_EACH_PERSON, put_resident},
    {ADIL_SPAN_INIT("woman"), ADIL_EACH_PERSON, put_woman},
    {ADIL_SPAN_INIT("disability"), ADIL_EACH_PERSON, put_disability},
    {ADIL_SPAN_INIT("place"), ADIL_EACH_PLACE, put_place},
    {ADIL_SPAN_INIT("unit"), ADIL_EACH_PLACE, put_unit},
    {ADIL_SPAN_INIT("roll"), ADIL_EACH_PLACE, put_roll},
    {ADIL_SPAN_INIT("votes"), ADIL_EACH_PLACE, put_votes},
};

static bool put_figure(struct adil_world *w, const struct adil_world_at *at, struct adil_span name,
                       struct adil_buf *out)
{
    struct adil_span report = ADIL_SPAN("report_");
    uint64_t k = 0;
    if (at->step->each != ADIL_EACH_PLACE) {
        return false;
    }
    for (uint32_t f = 0; f < ADIL_N_PLACE_FIGURES; f++) {
        if (adil_span_eq(name, adil_place_figure_names[f])) {
            put_whole(out, w->drawn.figure[f][at->item]);
            return true;
        }
    }
    if (!adil_span_starts(name, report) ||
        !adil_span_u64(adil_span_sub(name, report.len, name.len), w->plan->n_reports, &k) ||
        k == 0) {
        return false;
    }
    put_whole(out, w->drawn.report[(size_t)at->item * w->plan->n_reports + k - 1]);
    return true;
}

static adil_err expand_name(struct adil_world *w, const struct adil_world_at *at,
                            struct adil_span name, struct adil_buf *out)
{
    for (size_t i = 0; i < ADIL_COUNT(name_puts); i++) {
        const struct name_put *p = &name_puts[i];
        if (adil_span_eq(p->name, name) &&
            (p->each == ADIL_EACH_ONCE || p->each == at->step->each)) {
            p->put(w, at, out);
            return ADIL_OK;
        }
    }
    return put_figure(w, at, name, out)
               ? ADIL_OK
               : adil_fail(w->diag, ADIL_ERR(INPUT), at->step->place, ADIL_SPAN("$"), name,
                           ADIL_SPAN("a name that has a meaning in this step"));
}

static bool is_dollar_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

adil_err adil_world_expand(struct adil_world *w, const struct adil_world_at *at,
                           struct adil_span text, struct adil_buf *out)
{
    while (text.len > 0) {
        size_t to = adil_span_find_byte(text, '$');
        adil_buf_put(out, adil_span_sub(text, 0, to));
        if (to == text.len) {
            break;
        }
        size_t end = to + 1;
        while (end < text.len && is_dollar_name_byte(text.ptr[end])) {
            end++;
        }
        ADIL_TRY(expand_name(w, at, adil_span_sub(text, to + 1, end), out));
        text = adil_span_sub(text, end, text.len);
    }
    return ADIL_OK;
}

adil_err adil_world_text(struct adil_world *w, struct adil_arena *perm,
                         const struct adil_world_at *at, struct adil_span text,
                         struct adil_span *out)
{
    w->message.len = 0;
    ADIL_TRY(adil_world_expand(w, at, text, &w->message));
    *out = adil_span_copy(perm, adil_buf_span(&w->message));
    return ADIL_OK;
}
