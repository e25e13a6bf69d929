/* The members of a result act, as docs/design/results.md fixes them: canonical, so that two results
 * can be compared by their bytes. */
#include "polity/elections.h"

static const char *const member_names[] = {
#define X(id, name) name,
    ADIL_RESULT_MEMBERS(X)
#undef X
};

bool adil_result_member(struct adil_span id)
{
    for (size_t i = 0; i < ADIL_COUNT(member_names); i++) {
        if (adil_span_is(id, member_names[i])) {
            return true;
        }
    }
    return false;
}

struct result_writing {
    struct adil_judging *j;
    const struct adil_election *e;
    const struct adil_recount *r;
    const struct adil_table *table; /* of the last round; NULL for a whole, or of several papers */
    uint32_t paper;                 /* of the contest, whose table it is */
    const uint32_t *order;          /* options by id */
    struct adil_json *out;
};

static void write_option(struct result_writing *w, uint32_t option)
{
    adil_json_text(w->out, w->r->votes->option[option].id);
}

static void write_options(struct result_writing *w, const uint32_t *option, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        write_option(w, option[i]);
    }
}

static void write_advance(struct result_writing *w)
{
    adil_json_array(w->out);
    write_options(w, w->r->outcome->advance, w->r->outcome->n_advance);
    adil_json_end(w->out);
}

static void write_barred(struct result_writing *w)
{
    adil_json_array(w->out);
    for (uint32_t i = 0; i < w->r->outcome->n_results; i++) {
        if (w->r->outcome->result[w->order[i]].barred) {
            write_option(w, w->order[i]);
        }
    }
    adil_json_end(w->out);
}

static void write_elected(struct result_writing *w)
{
    const struct adil_outcome *o = w->r->outcome;
    adil_json_array(w->out);
    write_options(w, o->elected, o->n_elected);
    for (uint32_t i = 0; i < o->n_elected_names; i++) {
        adil_json_text(w->out, o->elected_name[i]);
    }
    adil_json_end(w->out);
}

static void write_figure(struct result_writing *w, int64_t n)
{
    if (w->table != NULL && n >= 0) {
        adil_json_i64(w->out, n);
    } else {
        adil_json_null(w->out);
    }
}

static int64_t turnout_cell(const struct result_writing *w, int64_t of)
{
    return w->table != NULL ? of : ADIL_FIGURE_NONE;
}

static void write_cast(struct result_writing *w)
{
    write_figure(w, turnout_cell(w, w->table != NULL ? w->table->unit[0].turnout.cast : 0));
}

static void write_invalid(struct result_writing *w)
{
    write_figure(w, turnout_cell(w, w->table != NULL ? w->table->unit[0].turnout.invalid : 0));
}

static void write_issued(struct result_writing *w)
{
    write_figure(w, turnout_cell(w, w->table != NULL ? w->table->unit[0].turnout.issued : 0));
}

static void write_registered(struct result_writing *w)
{
    write_figure(w, turnout_cell(w, w->table != NULL ? w->table->unit[0].turnout.registered : 0));
}

static void write_counted(struct result_writing *w)
{
    int64_t sum = 0;
    for (uint32_t i = 0; w->table != NULL && i < w->r->votes->n_options; i++) {
        int64_t n = w->table->cell[i];
        bool counts = w->r->votes->option[i].class != ADIL_OPTION_NOT_COUNTED && n > 0;
        if (counts && (__builtin_add_overflow(sum, n, &sum) || sum > ADIL_FIGURE_MAX)) {
            sum = ADIL_FIGURE_NONE;
            break;
        }
    }
    write_figure(w, sum);
}

static void write_not_counted(struct result_writing *w)
{
    uint32_t contest = adil_election_contest(w->j->p, w->e, w->r->contest->name);
    const struct adil_contest_tally *t = &w->e->round[w->r->round - 1]->tally[contest + w->paper];
    write_figure(w, w->table != NULL
                        ? adil_tally_figure(t, adil_polling_root(w->e->round[w->r->round - 1], t),
                                            ADIL_TALLY_NOT_COUNTED)
                        : ADIL_FIGURE_NONE);
}

static void write_contest(struct result_writing *w)
{
    adil_json_text(w->out, w->r->contest->name);
}

static void write_inputs(struct result_writing *w)
{
    struct adil_arena tmp = w->j->scratch;
    adil_json_object(w->out);
    adil_json_key(w->out, "hash");
    adil_json_text(w->out, adil_hex(&tmp, w->r->inputs.byte, sizeof w->r->inputs.byte));
    adil_json_key(w->out, "n");
    adil_json_i64(w->out, w->r->n_inputs);
    adil_json_end(w->out);
}

/* Who did not reveal, and the seed; null where nobody committed to one. */
static void write_lot(struct result_writing *w)
{
    const struct adil_polity *p = w->j->p;
    const struct adil_polling *poll = w->e->round[w->r->round - 1];
    struct adil_arena tmp = w->j->scratch;
    const uint32_t *order = adil_lots_order(p, &tmp, poll);
    struct adil_hash seed;
    if (poll->n_lots == 0) {
        adil_json_null(w->out);
        return;
    }
    adil_json_object(w->out);
    adil_json_key(w->out, "missing");
    adil_json_array(w->out);
    for (uint32_t i = 0; i < poll->n_lots; i++) {
        if (poll->lot[order[i]].revealed == 0) {
            adil_json_text(w->out, adil_issuer_name(p, &tmp, poll->lot[order[i]].issuer));
        }
    }
    adil_json_end(w->out);
    adil_json_key(w->out, "seed");
    if (adil_lots_seed(p, tmp, w->e, w->r->round, w->j->act->logged, &seed)) {
        adil_json_text(w->out, adil_hex(&tmp, seed.byte, sizeof seed.byte));
    } else {
        adil_json_null(w->out);
    }
    adil_json_end(w->out);
}

static void write_round(struct result_writing *w)
{
    adil_json_i64(w->out, w->r->round);
}

static void write_seats(struct result_writing *w)
{
    const struct adil_outcome *o = w->r->outcome;
    adil_json_object(w->out);
    for (uint32_t i = 0; i < o->n_results && o->has_seats; i++) {
        if (o->result[w->order[i]].seats > 0) {
            adil_json_key_span(w->out, o->votes->option[w->order[i]].id);
            adil_json_i64(w->out, o->result[w->order[i]].seats);
        }
    }
    adil_json_end(w->out);
}

static void write_status(struct result_writing *w)
{
    adil_json_str(w->out, adil_status_word(w->r->outcome->status));
}

/* Ties that stay open. */
static void write_tied(struct result_writing *w)
{
    const struct adil_outcome *o = w->r->outcome;
    adil_json_array(w->out);
    for (uint32_t i = 0; i < o->n_ties; i++) {
        if (!o->tie[i].resolved) {
            adil_json_array(w->out);
            write_options(w, o->tie[i].option, o->tie[i].n);
            adil_json_end(w->out);
        }
    }
    adil_json_end(w->out);
}

static void write_votes(struct result_writing *w)
{
    adil_json_object(w->out);
    for (uint32_t i = 0; w->table != NULL && i < w->r->votes->n_options; i++) {
        int64_t n = w->table->cell[w->order[i]];
        if (n != ADIL_VOTES_NOT_ON_BALLOT) {
            adil_json_key_span(w->out, w->r->votes->option[w->order[i]].id);
            write_figure(w, n);
        }
    }
    adil_json_end(w->out);
}

typedef void write_member(struct result_writing *w);

/* What a table says. */
static const struct {
    const char *name;
    write_member *write;
} figures[] = {
    {"cast", write_cast},     {"counted", write_counted},         {"invalid", write_invalid},
    {"issued", write_issued}, {"not-counted", write_not_counted}, {"registered", write_registered},
    {"votes", write_votes},
};

/* The tables of the last round: one a ballot paper, in the order of the contest's; NULL: a whole.
 */
static const struct adil_table *last_tables(const struct adil_recount *r)
{
    const struct adil_votes *v = r->votes;
    return v->n_tables > 0 ? &v->table[v->n_tables - r->contest->n_papers] : NULL;
}

static void write_papers(struct result_writing *w)
{
    const struct adil_contest *c = w->r->contest;
    struct adil_arena tmp = w->j->scratch;
    struct adil_index_entry *order = adil_new(&tmp, struct adil_index_entry, c->n_papers);
    struct result_writing one = *w;
    for (uint32_t i = 0; i < c->n_papers; i++) {
        order[i] = (struct adil_index_entry){c->paper[i].id, i};
    }
    adil_index_sort(order, c->n_papers);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < c->n_papers; i++) {
        one.paper = order[i].value;
        one.table = last_tables(w->r) + one.paper;
        adil_json_key_span(w->out, order[i].name);
        adil_json_object(w->out);
        for (size_t k = 0; k < ADIL_COUNT(figures); k++) {
            adil_json_key(w->out, figures[k].name);
            figures[k].write(&one);
        }
        adil_json_end(w->out);
    }
    adil_json_end(w->out);
}

static write_member *const members[] = {
    write_advance,    write_barred,  write_cast,   write_contest, write_counted,     write_elected,
    write_inputs,     write_invalid, write_issued, write_lot,     write_not_counted, write_papers,
    write_registered, write_round,   write_seats,  write_status,  write_tied,        write_votes,
};

void adil_result_write(struct adil_judging *j, const struct adil_election *e,
                       const struct adil_recount *r, struct adil_buf *out)
{
    struct adil_arena tmp = j->scratch;
    const struct adil_votes *v = r->votes;
    struct adil_index_entry *entry = adil_new(&tmp, struct adil_index_entry, v->n_options);
    uint32_t *order = adil_new(&tmp, uint32_t, v->n_options);
    struct adil_json json;
    struct adil_judging inner = *j;
    for (uint32_t i = 0; i < v->n_options; i++) {
        entry[i] = (struct adil_index_entry){v->option[i].id, i};
    }
    adil_index_sort(entry, v->n_options);
    for (uint32_t i = 0; i < v->n_options; i++) {
        order[i] = entry[i].value;
    }
    inner.scratch = tmp;
    bool several = v->n_tables > 0 && r->contest->n_papers > 1;
    struct result_writing w = {.j = &inner,
                               .e = e,
                               .r = r,
                               .table = several ? NULL : last_tables(r),
                               .order = order,
                               .out = &json};
    ADIL_ASSERT(ADIL_COUNT(members) == ADIL_COUNT(member_names));
    adil_json_open(&json, out, false);
    adil_json_object(&json);
    for (size_t i = 0; i < ADIL_COUNT(members); i++) {
        if (several || members[i] != write_papers) {
            adil_json_key(&json, member_names[i]);
            members[i](&w);
        }
    }
    adil_json_end(&json);
}
