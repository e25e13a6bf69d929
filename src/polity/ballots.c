/* Ballot papers: a contest has one, or several, and then a protocol is of one of them. Each further
 * paper has an entry among the contests of the case, behind that of the first, with sums of its
 * own; results, annulments and rounds are of the contest. Who stands on which paper, and where, is
 * said by the records of the options. docs/design/results.md. */
#include "polity/elections.h"

/* ---- which papers a contest has ------------------------------------------------------------- */

/* The contest as its law has it when the case opens; false: it cannot be read yet. Lives in *a. */
static bool contest_at_opening(const struct adil_polity *p, struct adil_arena *a,
                               struct adil_arena scratch, const struct adil_case *c,
                               struct adil_span name, struct adil_contest *out)
{
    struct adil_setting set[2];
    uint32_t n = 0;
    set[n++] = (struct adil_setting){ADIL_SPAN("called"), adil_date_text(a, c->opened_day)};
    if (adil_date_known(c->day)) {
        set[n++] = (struct adil_setting){ADIL_SPAN("day"), adil_date_text(a, c->day)};
    }
    return adil_rulebook_contest(a, scratch, p->book, name, ADIL_DATE_NONE, set, n, out, NULL)
               .code == ADIL_C_OK;
}

/* Interned CONTEST/PAPER of each paper; returns how many papers there are. */
static uint32_t name_papers(struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_case *c, uint32_t contest, uint32_t *ballot)
{
    struct adil_span name = adil_strings_get(p->strings, contest);
    struct adil_arena tmp = p->arena; /* given back when the papers are named */
    struct adil_contest of;
    struct adil_span *text = NULL;
    if (!contest_at_opening(p, &tmp, scratch, c, name, &of) || of.n_papers < 2) {
        return 1;
    }
    uint32_t n = of.n_papers < ADIL_PAPERS_MAX ? of.n_papers : ADIL_PAPERS_MAX;
    text = adil_new(&scratch, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        text[i] = adil_fmt(&scratch, "%.*s/%.*s", ADIL_ARG(name), ADIL_ARG(of.paper[i].id));
    }
    for (uint32_t i = 0; i < n; i++) {
        ballot[i] = adil_strings_put(p->strings, text[i]);
    }
    return n;
}

void adil_ballots_open(struct adil_polity *p, struct adil_arena scratch, struct adil_election *e,
                       const uint32_t *name, uint32_t n)
{
    uint32_t ballot[ADIL_PAPERS_MAX] = {0};
    uint32_t *papers = adil_new(&scratch, uint32_t, n);
    uint32_t all = 0;
    for (uint32_t i = 0; i < n; i++) {
        papers[i] = name_papers(p, scratch, &p->cases[e->case_no], name[i], ballot);
        all += papers[i];
    }
    e->contest = adil_new(&p->arena, struct adil_polled_contest, all);
    e->n_contests = 0;
    for (uint32_t i = 0; i < n; i++) {
        (void)name_papers(p, scratch, &p->cases[e->case_no], name[i], ballot);
        for (uint32_t k = 0; k < papers[i]; k++) {
            struct adil_polled_contest *c = &e->contest[e->n_contests];
            c->ballot = papers[i] > 1 ? ballot[k] : name[i];
            c->name = k == 0 ? name[i] : c->ballot;
            c->of = e->n_contests - k;
            c->n_papers = papers[i];
            e->n_contests++;
        }
    }
}

uint32_t adil_election_contest(const struct adil_polity *p, const struct adil_election *e,
                               struct adil_span name)
{
    uint32_t id = adil_strings_find(p->strings, name);
    for (uint32_t i = 0; i < e->n_contests && id != 0; i++) {
        if (e->contest[i].name == id && e->contest[i].of == i) {
            return i;
        }
    }
    return ADIL_NO_CONTEST;
}

uint32_t adil_election_ballot(const struct adil_polity *p, const struct adil_election *e,
                              struct adil_span name)
{
    uint32_t id = adil_strings_find(p->strings, name);
    for (uint32_t i = 0; i < e->n_contests && id != 0; i++) {
        if (e->contest[i].ballot == id) {
            return i;
        }
    }
    return ADIL_NO_CONTEST;
}

struct adil_span adil_ballot_name(const struct adil_polity *p, const struct adil_election *e,
                                  uint32_t contest)
{
    return adil_strings_get(p->strings, e->contest[contest].ballot);
}

struct adil_span adil_ballot_cut(const struct adil_polity *p, const struct adil_election *e,
                                 struct adil_span *rest)
{
    struct adil_span all = *rest;
    struct adil_span name = {0};
    if (!adil_span_cut(rest, '/', &name)) {
        name = all;
        *rest = (struct adil_span){0};
    }
    uint32_t contest = adil_election_contest(p, e, name);
    if (contest == ADIL_NO_CONTEST || e->contest[contest].n_papers == 1) {
        return name;
    }
    struct adil_span paper = *rest;
    if (!adil_span_cut(rest, '/', &paper)) {
        *rest = (struct adil_span){0};
    }
    return adil_span_sub(all, 0, name.len + 1 + paper.len);
}

/* ---- who stands on which, and where --------------------------------------------------------- */

/* One cell a row and option, and one more a row: whether the paper is used there. */
enum { ON_BALLOT_NOT, ON_BALLOT_BELOW, ON_BALLOT };

static size_t cell_of(const struct adil_contest_tally *t, uint32_t row, uint32_t option)
{
    return (size_t)row * (t->contest->n_options + 1) + option;
}

bool adil_on_ballot(const struct adil_contest_tally *t, uint32_t row, uint32_t option)
{
    return t->on_ballot == NULL || t->on_ballot[cell_of(t, row, option)] == ON_BALLOT;
}

bool adil_on_some_ballot(const struct adil_contest_tally *t, uint32_t row, uint32_t option)
{
    return t->on_ballot == NULL || t->on_ballot[cell_of(t, row, option)] != ON_BALLOT_NOT;
}

bool adil_ballot_used(const struct adil_contest_tally *t, uint32_t row)
{
    return adil_on_ballot(t, row, t->contest->n_options);
}

uint32_t adil_ballot_options(const struct adil_contest_tally *t, struct adil_arena *a, uint32_t row,
                             const uint32_t **out)
{
    uint32_t *option = adil_new(a, uint32_t, t->n_stand);
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n_stand; i++) {
        if (adil_on_ballot(t, row, t->stand[i])) {
            option[n++] = t->stand[i];
        }
    }
    *out = option;
    return n;
}

/* PAPER, or PAPER/UNIT. */
static struct adil_span cut_paper(struct adil_span *where)
{
    struct adil_span paper = {0};
    if (!adil_span_cut(where, '/', &paper)) {
        paper = *where;
        *where = (struct adil_span){0};
    }
    return paper;
}

static void mark_row(struct adil_contest_tally *t, const struct adil_polling *poll, uint32_t row,
                     uint32_t option)
{
    t->on_ballot[cell_of(t, row, option)] = ON_BALLOT;
    for (uint32_t up = poll->row_up[row]; up != ADIL_NO_ROW; up = poll->row_up[up]) {
        uint8_t *cell = &t->on_ballot[cell_of(t, up, option)];
        *cell = *cell == ON_BALLOT_NOT ? ON_BALLOT_BELOW : *cell;
    }
}

static bool lies_in(const struct adil_polling *poll, uint32_t row, uint32_t unit)
{
    while (row != ADIL_NO_ROW && poll->row_unit[row] != unit) {
        row = poll->row_up[row];
    }
    return row != ADIL_NO_ROW;
}

static void mark_option(const struct adil_polity *p, struct adil_contest_tally *t,
                        const struct adil_polling *poll, uint32_t option, struct adil_span where)
{
    struct adil_span paper = cut_paper(&where);
    uint32_t unit = where.len > 0 ? adil_unit_find(&p->book->units, where) : ADIL_NO_UNIT;
    if (!adil_span_eq(paper, t->contest->paper[t->paper].id) ||
        (where.len > 0 && unit == ADIL_NO_UNIT)) {
        return;
    }
    for (uint32_t r = 0; r < poll->n_rows; r++) {
        if (where.len == 0 || lies_in(poll, r, unit)) {
            mark_row(t, poll, r, option);
        }
    }
}

void adil_ballot_places(struct adil_polling_job *job, const struct adil_polling *poll,
                        struct adil_contest_tally *t)
{
    const struct adil_polity *p = job->p;
    const struct adil_procedure *proc = adil_election_procedure(p, job->e);
    uint32_t n = t->contest->n_options;
    if (proc->option_papers == ADIL_NO_WORD) {
        return;
    }
    t->on_ballot = adil_new(job->perm, uint8_t, (size_t)poll->n_rows * (n + 1));
    for (uint32_t i = 0; i < t->n_stand; i++) {
        const struct adil_option *o = &t->contest->option[t->stand[i]];
        uint32_t rec = adil_option_record(p, job->scratch, job->e, o->id);
        adil_slot set = rec != ADIL_NO_RECORD
                            ? adil_record_slot(p, proc->options, rec, proc->option_papers)
                            : ADIL_SLOT_UNKNOWN;
        if (set == ADIL_SLOT_UNKNOWN) { /* on every paper, everywhere */
            mark_option(p, t, poll, t->stand[i], t->contest->paper[t->paper].id);
        }
        for (uint32_t k = 0; set != ADIL_SLOT_UNKNOWN && k < adil_pool_n(p, set); k++) {
            mark_option(p, t, poll, t->stand[i],
                        adil_strings_get(p->strings, adil_pool_at(p, set, k).of));
        }
        for (uint32_t r = 0; r < poll->n_rows && o->class != ADIL_OPTION_AGAINST; r++) {
            if (adil_on_ballot(t, r, t->stand[i])) {
                t->on_ballot[cell_of(t, r, n)] = ON_BALLOT;
            }
        }
    }
}

/* ---- a record that says so ------------------------------------------------------------------ */

static bool is_paper(const struct adil_polity *p, const struct adil_election *e,
                     struct adil_span contest, struct adil_span paper)
{
    for (uint32_t i = 0; i < e->n_contests; i++) {
        struct adil_span name = adil_strings_get(p->strings, e->contest[e->contest[i].of].name);
        struct adil_span whole = adil_ballot_name(p, e, i);
        bool asked = contest.len == 0 || adil_span_eq(contest, name);
        if (asked && e->contest[i].n_papers > 1 &&
            adil_span_eq(adil_span_sub(whole, name.len + 1, whole.len), paper)) {
            return true;
        }
    }
    return false;
}

adil_err adil_option_papers_judge(struct adil_judging *j, const struct adil_election *e)
{
    const struct adil_polity *p = j->p;
    uint32_t field = adil_election_procedure(p, e)->option_papers;
    const struct adil_register *r = &p->book->reg[j->reg];
    if (field == ADIL_NO_WORD || j->slot == NULL || j->slot[field] == ADIL_SLOT_UNKNOWN) {
        return ADIL_OK;
    }
    uint32_t in = adil_field_find(r->field, r->n_fields, ADIL_SPAN("contest"));
    struct adil_span contest = in != ADIL_NO_WORD && j->slot[in] != ADIL_SLOT_UNKNOWN
                                   ? adil_strings_get(p->strings, (uint32_t)j->slot[in])
                                   : (struct adil_span){0};
    for (uint32_t i = 0; i < adil_pool_n(p, j->slot[field]); i++) {
        struct adil_span where =
            adil_strings_get(p->strings, adil_pool_at(p, j->slot[field], i).of);
        struct adil_span found = where;
        struct adil_span paper = cut_paper(&where);
        if (!is_paper(p, e, contest, paper) ||
            (where.len > 0 && adil_unit_find(&p->book->units, where) == ADIL_NO_UNIT)) {
            return adil_refuse(j, "act.paper", r->field[field].id, found,
                               ADIL_SPAN("PAPER or PAPER/UNIT, a ballot paper of the contest"));
        }
    }
    return ADIL_OK;
}
