/* A parallel mixed system: the seats of several contests together. */
#include "count/build.h"

static int by_option_id(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_option *option = ctx;
    return adil_span_cmp(option[a].id, option[b].id);
}

/* The whole's options in the order of their ids. */
struct ids {
    const struct adil_option *option;
    uint32_t *sorted;
    uint32_t n;
};

static struct ids ids_of(struct adil_counting *k)
{
    struct ids ids = {.option = k->votes->option, .n = k->votes->n_options};
    ids.sorted = adil_new(k->tmp, uint32_t, ids.n);
    for (uint32_t i = 0; i < ids.n; i++) {
        ids.sorted[i] = i;
    }
    adil_order(*k->tmp, ids.sorted, ids.n, by_option_id, ids.option);
    return ids;
}

/* The whole's option with this id, or UINT32_MAX. */
static uint32_t find(const struct ids *ids, struct adil_span id)
{
    uint32_t from = 0;
    uint32_t to = ids->n;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        int order = adil_span_cmp(ids->option[ids->sorted[mid]].id, id);
        if (order == 0) {
            return ids->sorted[mid];
        }
        if (order < 0) {
            from = mid + 1;
        } else {
            to = mid;
        }
    }
    return UINT32_MAX;
}

/* Seats of option i of a part: shared among lists, or one a person elected. */
static uint32_t seats_in(const struct adil_outcome *part, uint32_t i)
{
    uint32_t seats = part->has_seats ? part->result[i].seats : 0;
    for (uint32_t j = 0; j < part->n_elected && !part->has_seats; j++) {
        seats += part->elected[j] == i ? 1 : 0;
    }
    return seats;
}

static bool settled(const struct adil_outcome *part)
{
    return part->status == ADIL_S_DECIDED || part->status == ADIL_S_AS_PUBLISHED;
}

/* The votes shown beside the seats are those of the first part that shares seats by votes. */
static void take_votes(struct adil_counting *k, const struct ids *ids,
                       const struct adil_outcome *part)
{
    for (uint32_t i = 0; i < part->n_results; i++) {
        uint32_t whole = find(ids, part->votes->option[i].id);
        if (whole != UINT32_MAX) {
            k->result[whole].votes = part->result[i].votes;
            k->result[whole].stood = part->result[i].stood;
            k->result[whole].barred = part->result[i].barred;
        }
    }
    k->out->base = part->base;
}

/* Seats that the part says it gave, those of persons outside its ballot included. */
static uint64_t seats_said(const struct adil_outcome *part)
{
    return part->has_seats ? part->seats_given : (uint64_t)part->n_elected + part->n_elected_names;
}

/* PART: its seats by option. False: somebody who got one is no option of the whole. */
static bool add_part(struct adil_counting *k, const struct ids *ids,
                     const struct adil_outcome *part)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_PART, ADIL_K_PARTS);
    adil_step_text(k, s, ADIL_F_CONTEST, part->contest->name);
    if (part->status == ADIL_S_AS_PUBLISHED) {
        s->source = ADIL_SOURCE_PUBLISHED;
    }
    uint64_t given = 0;
    bool all = true;
    for (uint32_t i = 0; i < part->n_results; i++) {
        uint32_t seats = seats_in(part, i);
        uint32_t whole = seats > 0 ? find(ids, part->votes->option[i].id) : UINT32_MAX;
        if (seats > 0 && whole == UINT32_MAX) {
            all = false;
        }
        if (whole == UINT32_MAX) {
            continue;
        }
        struct adil_row *row = adil_step_row(k, s);
        adil_row_option(k, row, ADIL_F_OPTION, whole);
        adil_row_int(k, row, ADIL_F_SEATS, seats);
        k->result[whole].seats += seats;
        given += seats;
    }
    adil_step_int(k, s, ADIL_F_SEATS, (int64_t)given);
    return all && (!settled(part) || given == seats_said(part));
}

static void tell_sum(struct adil_counting *k)
{
    struct adil_step *s = adil_step_add(k, ADIL_STEP_PARTS_SUM, ADIL_K_PARTS);
    uint64_t given = 0;
    for (uint32_t i = 0; i < k->out->n_results; i++) {
        if (k->result[i].seats > 0) {
            struct adil_row *row = adil_step_row(k, s);
            adil_row_option(k, row, ADIL_F_OPTION, i);
            adil_row_int(k, row, ADIL_F_SEATS, k->result[i].seats);
            given += k->result[i].seats;
        }
    }
    adil_step_int(k, s, ADIL_F_SEATS, (int64_t)given);
    k->out->seats_given = (uint32_t)given;
}

/* Counts part i. Its own parts are not counted: a whole has one level of them. */
static bool count_part(struct adil_counting *k, uint32_t i, struct adil_outcome *part)
{
    const struct adil_contest *c = &k->contest->part[i];
    if (k->part_votes == NULL || k->part_votes[i] == NULL) {
        adil_count_gap(k, ADIL_K_PARTS, ADIL_M_R_NO_VOTES);
        return false;
    }
    if (adil_method_info(c->method)->family == ADIL_FAMILY_PARTS) {
        adil_count_gap(k, ADIL_K_PARTS, ADIL_M_R_PART_NESTED);
        return false;
    }
    adil_count(k->perm, *k->tmp, c, k->part_votes[i], NULL, k->lots, part);
    return true;
}

static bool shares_by_votes(const struct adil_outcome *part)
{
    return part->has_seats && part->status != ADIL_S_AS_PUBLISHED;
}

/* Adds what the parts gave; a part that is open leaves the whole as open as it is. */
static void add_parts(struct adil_counting *k, const struct adil_outcome *part, uint32_t n)
{
    struct ids ids = ids_of(k);
    bool has_votes = false;
    bool counted = false;
    enum adil_status open = ADIL_S_DECIDED;
    for (uint32_t i = 0; i < n; i++) {
        if (!add_part(k, &ids, &part[i])) {
            adil_count_gap(k, ADIL_K_PARTS, ADIL_M_R_PART_OPTION);
            return;
        }
        if (!has_votes && shares_by_votes(&part[i])) {
            take_votes(k, &ids, &part[i]);
            has_votes = true;
        }
        counted = counted || part[i].status != ADIL_S_AS_PUBLISHED;
        if (open == ADIL_S_DECIDED && !settled(&part[i])) {
            open = part[i].status;
        }
    }
    tell_sum(k);
    k->out->status = open != ADIL_S_DECIDED ? open : counted ? ADIL_S_DECIDED : ADIL_S_AS_PUBLISHED;
}

void adil_count_parts(struct adil_counting *k)
{
    uint32_t n = k->contest->n_parts;
    struct adil_outcome *part = adil_new(k->perm, struct adil_outcome, n);
    k->out->has_seats = true;
    for (uint32_t i = 0; i < n; i++) {
        if (!count_part(k, i, &part[i])) {
            return;
        }
    }
    k->out->part = part;
    k->out->n_parts = n;
    add_parts(k, part, n);
}
