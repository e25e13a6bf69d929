/* The contests of a polling: what stands in each, by the records there are when polling begins, and
 * the contest compiled with them under the law at the call. */
#include "polity/elections.h"

#include <stdlib.h>

/* ---- who stands ---------------------------------------------------------------------------- */

/* One record that may stand. */
struct standing {
    uint32_t entry; /* that last wrote it: the order of registration */
    uint32_t rec;
    struct adil_span id;
};

static bool option_holds(struct adil_polling_job *job, const struct adil_norm *norm, uint32_t reg,
                         uint32_t rec)
{
    const struct adil_register *r = &job->p->book->reg[reg];
    struct adil_arena tmp = job->scratch;
    struct adil_datum *value = adil_new(&tmp, struct adil_datum, r->n_fields);
    const adil_slot *slot = adil_record_slots(job->p, &tmp, reg, rec);
    for (uint32_t i = 0; i < r->n_fields; i++) {
        value[i] = adil_slot_datum(job->p, &tmp, &r->field[i], slot[i]);
    }
    struct adil_record self = {.value = value};
    struct adil_norm_env env = {.self = &self};
    bool holds = norm == NULL || adil_norm_eval(&tmp, norm, &env).truth == ADIL_HOLDS;
    if (norm != NULL) {
        adil_tell(job->p, ADIL_STATEMENT_NORM, &norm->rule,
                  holds ? ADIL_JUDGED_HELD : ADIL_JUDGED_MISSED);
    }
    return holds;
}

bool adil_options_stand_in(const struct adil_rulebook *book, const struct adil_procedure *proc,
                           struct adil_span contest)
{
    for (uint32_t i = 0; i < proc->n_option_contests; i++) {
        if (adil_span_eq(book->contest[proc->option_contests[i]].name, contest)) {
            return true;
        }
    }
    return proc->n_option_contests == 0;
}

/* The option's id, when the record is of this contest and has not ended; empty otherwise. */
static struct adil_span named_in(struct adil_polling_job *job, uint32_t contest, uint32_t rec)
{
    const struct adil_polity *p = job->p;
    const struct adil_procedure *proc = adil_election_procedure(p, job->e);
    const struct adil_register *r = &p->book->reg[proc->options];
    const struct adil_rec *record = &p->reg[proc->options].rec[rec];
    struct adil_span key = adil_strings_get(p->strings, record->key);
    struct adil_span head = {0};
    if (record->ended) {
        return (struct adil_span){0};
    }
    if (p->book->acts.per_case[proc->options] &&
        !(adil_span_cut(&key, '/', &head) &&
          adil_span_eq(head, adil_strings_get(p->strings, p->cases[job->e->case_no].id)))) {
        return (struct adil_span){0};
    }
    uint32_t in = adil_field_find(r->field, r->n_fields, ADIL_SPAN("contest"));
    if (in != ADIL_NO_WORD) {
        adil_slot name = adil_record_slot(p, proc->options, rec, in);
        if (name != (adil_slot)job->e->contest[contest].name) {
            return (struct adil_span){0};
        }
    }
    return key;
}

bool adil_option_stands(struct adil_polling_job *job, uint32_t contest, uint32_t rec,
                        const struct adil_norm **missed)
{
    const struct adil_procedure *proc = adil_election_procedure(job->p, job->e);
    bool named = named_in(job, contest, rec).len > 0;
    bool holds = named && option_holds(job, proc->option_when, proc->options, rec);
    *missed = named && !holds ? proc->option_when : NULL;
    return holds;
}

static uint32_t find_standing(struct adil_polling_job *job, uint32_t contest, struct standing **out)
{
    const struct adil_procedure *proc = adil_election_procedure(job->p, job->e);
    uint32_t reg = proc->options;
    struct adil_span name = adil_strings_get(job->p->strings, job->e->contest[contest].name);
    if (reg == ADIL_NO_WORD || !adil_options_stand_in(job->p->book, proc, name)) {
        return 0;
    }
    const struct adil_reg_state *s = &job->p->reg[reg];
    *out = adil_new(&job->scratch, struct standing, s->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        struct adil_span id = named_in(job, contest, i);
        if (id.len > 0 && option_holds(job, proc->option_when, reg, i)) {
            (*out)[n++] = (struct standing){s->rec[i].last, i, id};
        }
    }
    return n;
}

/* ---- compiling ----------------------------------------------------------------------------- */

/* ["a","b"]: YAML's flow form of a list of texts. */
static struct adil_span list_text(struct adil_arena *a, const struct standing *s, uint32_t n)
{
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, SIZE_MAX / 2);
    adil_json_open(&j, &b, false);
    adil_json_array(&j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(&j, s[i].id);
    }
    adil_json_end(&j);
    struct adil_span text = adil_span_copy(a, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

/* {"a":90,"b":45}: the people of each list, as far as they are known. */
static struct adil_span people_text(struct adil_polling_job *job, const struct standing *s,
                                    uint32_t n)
{
    const struct adil_procedure *proc = adil_election_procedure(job->p, job->e);
    struct adil_buf b;
    struct adil_json j;
    adil_buf_open(&b, SIZE_MAX / 2);
    adil_json_open(&j, &b, false);
    adil_json_object(&j);
    for (uint32_t i = 0; i < n; i++) {
        adil_slot people = adil_record_slot(job->p, proc->options, s[i].rec, proc->option_people);
        if (people >= 0) {
            adil_json_key_span(&j, s[i].id);
            adil_json_i64(&j, people);
        }
    }
    adil_json_end(&j);
    struct adil_span text = adil_span_copy(job->perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return text;
}

static int by_registration(const void *a, const void *b)
{
    const struct standing *x = a;
    const struct standing *y = b;
    return x->entry < y->entry ? -1 : x->entry > y->entry;
}

enum { SETTINGS_MAX = 5 };

static uint32_t settings_of(struct adil_polling_job *job, const struct adil_polling *poll,
                            uint32_t contest, bool people, struct adil_setting *set)
{
    struct adil_arena *a = job->perm; /* a compiled contest may point into its settings */
    struct standing *standing = NULL;
    uint32_t n = find_standing(job, contest, &standing);
    uint32_t n_set = 0;
    struct adil_date called = job->p->cases[job->e->case_no].opened_day;
    set[n_set++] = (struct adil_setting){ADIL_SPAN("called"), adil_date_text(a, called)};
    if (adil_date_known(poll->day)) {
        set[n_set++] = (struct adil_setting){ADIL_SPAN("day"), adil_date_text(a, poll->day)};
    }
    if (n > 0) {
        set[n_set++] = (struct adil_setting){ADIL_SPAN("options"), list_text(a, standing, n)};
        if (people) {
            set[n_set++] = (struct adil_setting){ADIL_SPAN("lists"), people_text(job, standing, n)};
        }
        qsort(standing, n, sizeof *standing, by_registration);
        set[n_set++] =
            (struct adil_setting){ADIL_SPAN("registered-order"), list_text(a, standing, n)};
    }
    return n_set;
}

static struct adil_span first_fault(struct adil_arena *a, const struct adil_diag *diag)
{
    const struct adil_finding *f = diag->first;
    if (f == NULL) {
        return ADIL_SPAN("the contest cannot be read");
    }
    return adil_fmt(a, "%.*s: %.*s", ADIL_ARG(f->field), ADIL_ARG(f->found));
}

/* Only a contest of lists knows lengths of lists. */
static bool of_lists(const struct adil_contest *c)
{
    enum adil_family f = adil_method_info(c->method)->family;
    return f == ADIL_FAMILY_REMAINDER || f == ADIL_FAMILY_DIVISOR || f == ADIL_FAMILY_TIERS;
}

/* A whole of parts, or a contest whose outcome is published: no record stands in it, its options
 * are its own. `set`: its call and day. */
static bool has_own_options(const struct adil_polling_job *job, struct adil_span name,
                            const struct adil_setting *set, uint32_t n)
{
    struct adil_arena tmp = *job->perm; /* given back when this returns */
    struct adil_contest *c = adil_new(&tmp, struct adil_contest, 1);
    if (adil_rulebook_contest(&tmp, job->scratch, job->p->book, name, ADIL_DATE_NONE, set, n, c,
                              NULL)
            .code != ADIL_C_OK) {
        return false;
    }
    return !adil_contest_pollable(c);
}

static adil_err compile_with(struct adil_polling_job *job, const struct adil_polling *poll,
                             uint32_t i, bool people, struct adil_contest *c,
                             struct adil_diag *diag)
{
    struct adil_setting set[SETTINGS_MAX];
    uint32_t n_set = settings_of(job, poll, i, people, set);
    struct adil_span name = adil_strings_get(job->p->strings, job->e->contest[i].name);
    uint32_t n_days = adil_date_known(poll->day) ? 2 : 1;
    n_set = has_own_options(job, name, set, n_days) ? n_days : n_set;
    return adil_rulebook_contest(job->perm, job->scratch, job->p->book, name, ADIL_DATE_NONE, set,
                                 n_set, c, diag);
}

static void compile_contest(struct adil_polling_job *job, const struct adil_polling *poll,
                            uint32_t i)
{
    struct adil_contest_tally *t = &poll->tally[i];
    const struct adil_procedure *proc = adil_election_procedure(job->p, job->e);
    struct adil_contest *c = adil_new(job->perm, struct adil_contest, 1);
    struct adil_diag diag;
    adil_diag_open(&diag, job->perm);
    adil_err err = compile_with(job, poll, i, false, c, &diag);
    if (err.code == ADIL_C_OK && proc->option_people != ADIL_NO_WORD && of_lists(c)) {
        err = compile_with(job, poll, i, true, c, &diag);
    }
    if (err.code != ADIL_C_OK) {
        t->fault = first_fault(job->perm, &diag);
        return;
    }
    if (c->n_papers != job->e->contest[i].n_papers) { /* keys of protocols were said at the call */
        t->fault = ADIL_SPAN("other ballot papers than when the election was called");
        return;
    }
    t->contest = c;
    t->polled = adil_contest_pollable(c);
}

/* ---- this round ---------------------------------------------------------------------------- */

static bool advances(const struct adil_result_act *r, const struct adil_contest *c, uint32_t option)
{
    for (uint32_t i = 0; i < r->n_advance; i++) {
        if (r->advance[i] == option) {
            return true;
        }
    }
    return r->n_advance == 0 || c->option[option].class == ADIL_OPTION_AGAINST;
}

/* A later round is of the contests whose result in the last of their rounds was a second round. */
static const struct adil_result_act *round_before(const struct adil_polling_job *job, uint32_t i)
{
    i = job->e->contest[i].of;
    const struct adil_result_act *r = adil_result_current(&job->e->contest[i]);
    bool last = r != NULL && r->round == adil_contest_round(job->e, i);
    return last && r->status == ADIL_S_SECOND_ROUND ? r : NULL;
}

static void take_over(struct adil_polling_job *job, struct adil_polling *poll, uint32_t i)
{
    const struct adil_contest_tally *last = adil_contest_last(job->e, i);
    poll->tally[i].contest = last->contest;
    poll->tally[i].fault = last->fault;
    poll->tally[i].polled =
        !poll->repeats && adil_contest_pollable(last->contest) && round_before(job, i) != NULL;
}

/* A further ballot paper: of the contest as it is for the first. */
static void take_paper(const struct adil_polling_job *job, struct adil_polling *poll, uint32_t i)
{
    const struct adil_contest_tally *first = &poll->tally[job->e->contest[i].of];
    poll->tally[i].contest = first->contest;
    poll->tally[i].fault = first->fault;
    poll->tally[i].polled = first->polled;
    poll->tally[i].paper = i - job->e->contest[i].of;
}

static void take_options(struct adil_polling_job *job, struct adil_contest_tally *t,
                         uint32_t contest)
{
    const struct adil_contest *c = t->contest;
    const struct adil_result_act *before = round_before(job, contest);
    struct adil_index_entry *e = adil_new(&job->scratch, struct adil_index_entry, c->n_options);
    uint32_t *stand = adil_new(job->perm, uint32_t, c->n_options);
    for (uint32_t i = 0; i < c->n_options; i++) {
        if (before == NULL || advances(before, c, i)) {
            e[t->n_stand++] = (struct adil_index_entry){c->option[i].id, i};
        }
    }
    adil_index_sort(e, t->n_stand);
    for (uint32_t i = 0; i < t->n_stand; i++) {
        stand[i] = e[i].value;
    }
    t->stand = stand;
}

static void expect_places(const struct adil_polling *poll, uint32_t contest)
{
    for (uint32_t i = 0; i < poll->n_places; i++) {
        if (!adil_polling_expects(poll, contest, i)) {
            continue;
        }
        for (uint32_t r = poll->place_row[i]; r != ADIL_NO_ROW; r = poll->row_up[r]) {
            poll->tally[contest].row[r].expected++;
        }
    }
}

/* Of the contest: the case's first, or one in which it is held again. */
static bool is_first_round(const struct adil_polling_job *job, const struct adil_polling *poll,
                           uint32_t contest)
{
    return adil_contest_last(job->e, contest) == NULL ||
           (poll->repeats && job->e->contest[contest].voided + 1 == job->round);
}

void adil_polling_contests(struct adil_polling_job *job, struct adil_polling *poll)
{
    poll->tally = adil_new(job->perm, struct adil_contest_tally, job->e->n_contests);
    for (uint32_t i = 0; i < job->e->n_contests; i++) {
        struct adil_arena keep = job->scratch;
        struct adil_contest_tally *t = &poll->tally[i];
        if (job->e->contest[i].of != i) {
            take_paper(job, poll, i);
        } else if (is_first_round(job, poll, i)) {
            compile_contest(job, poll, i);
        } else {
            take_over(job, poll, i);
        }
        if (t->polled) {
            take_options(job, t, i);
            adil_ballot_places(job, poll, t);
            t->row = adil_new(job->perm, struct adil_row_state, poll->n_rows);
            adil_sums_open(&t->figures, job->perm, poll->n_rows,
                           ADIL_TALLY_OPTIONS + t->contest->n_options);
            expect_places(poll, i);
        }
        job->scratch = keep;
    }
}
