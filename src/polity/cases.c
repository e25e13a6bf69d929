/* Cases: opened by an act, moved by acts and by deadlines, closed by an end. A deadline that passes
 * is an event of the fold: it happens before the first entry logged after it. */
#include "polity/bodies.h"
#include "polity/given.h"
#include "polity/judging.h"

/* ---- which case ---------------------------------------------------------------------------- */

uint32_t adil_case_find(const struct adil_polity *p, struct adil_span id)
{
    uint32_t name = adil_strings_find(p->strings, id);
    for (uint32_t i = p->n_cases; i > 0 && name != 0; i--) { /* acts are mostly of late cases */
        if (p->cases[i - 1].id == name) {
            return i - 1;
        }
    }
    return ADIL_NO_CASE;
}

static bool behind(struct adil_span s, struct adil_span prefix, struct adil_span *rest)
{
    if (!adil_span_starts(s, prefix)) {
        return false;
    }
    *rest = adil_span_sub(s, prefix.len, s.len);
    return true;
}

uint32_t adil_case_of(const struct adil_polity *p, const struct adil_act *act, uint32_t reg,
                      struct adil_span key)
{
    struct adil_span id = {0};
    if (adil_act_kind_about(act->kind) == ADIL_ABOUT_CASE) {
        return behind(act->about, ADIL_SPAN("case/"), &id) ? adil_case_find(p, id) : ADIL_NO_CASE;
    }
    if (reg == ADIL_NO_WORD || !p->book->acts.per_case[reg]) {
        return ADIL_NO_CASE;
    }
    return adil_span_cut(&key, '/', &id) ? adil_case_find(p, id) : ADIL_NO_CASE;
}

/* The case's deadline, and which comes first of all, are to be found anew. */
static void forget_due(struct adil_polity *p, struct adil_case *c)
{
    c->due_day = ADIL_DATE_NONE;
    p->due_day = ADIL_DATE_NONE;
}

static const struct adil_stage *stage_of(const struct adil_polity *p, const struct adil_case *c)
{
    (void)p;
    return &c->book->acts.procedure[c->procedure].stage[c->stage];
}

/* ---- judging ------------------------------------------------------------------------------- */

/* Only acts that write no record say something of a case. */
static struct adil_datum given_datum(const struct adil_judging *j, struct adil_span id,
                                     enum adil_field_type type)
{
    bool of_case = j->p->book->acts.word[j->word].reg == ADIL_NO_WORD;
    const struct adil_given *g = of_case ? adil_given_find(j, id, type) : NULL;
    return g != NULL ? adil_judged_datum(j, type, g->slot) : (struct adil_datum){0};
}

struct adil_date adil_case_given_day(const struct adil_judging *j)
{
    struct adil_datum day = given_datum(j, ADIL_SPAN("day"), ADIL_FIELD_DATE);
    return day.known ? day.date : ADIL_DATE_NONE;
}

static adil_err judge_contest(struct adil_judging *j, struct adil_span name)
{
    const struct adil_rulebook *book = j->p->book;
    if (adil_index_get(book->contest_index, book->n_contests, name) != ADIL_NOT_FOUND) {
        return ADIL_OK;
    }
    struct adil_span *names = adil_new(j->perm, struct adil_span, book->n_contests);
    for (uint32_t i = 0; i < book->n_contests; i++) {
        names[i] = book->contest[i].name;
    }
    struct adil_span near = adil_nearest(name, names, book->n_contests);
    return adil_refuse(j, "act.contest", ADIL_SPAN("contests"), name,
                       near.len > 0 ? adil_fmt(j->perm, "%.*s", ADIL_ARG(near))
                                    : ADIL_SPAN("a contest of the rulebook"));
}

static adil_err judge_open(struct adil_judging *j)
{
    struct adil_span id = {0};
    if (!behind(j->act->about, ADIL_SPAN("case/"), &id) || id.len == 0 ||
        adil_span_find_byte(id, '/') < id.len) {
        return adil_refuse(j, "act.about", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("case/ID, without a further \"/\""));
    }
    uint32_t old = adil_case_find(j->p, id);
    if (old != ADIL_NO_CASE) {
        return adil_refuse(
            j, "act.case", ADIL_SPAN("about"),
            adil_fmt(j->perm, "%.*s, opened by entry %u", ADIL_ARG(id), j->p->cases[old].opened),
            ADIL_SPAN("a case that is not open yet"));
    }
    struct adil_datum one = given_datum(j, ADIL_SPAN("contest"), ADIL_FIELD_TEXT);
    struct adil_datum many = given_datum(j, ADIL_SPAN("contests"), ADIL_FIELD_SET);
    if (one.known) {
        ADIL_TRY(judge_contest(j, one.text));
    }
    for (uint32_t i = 0; many.known && i < many.n_members; i++) {
        ADIL_TRY(judge_contest(j, many.member[i]));
    }
    return adil_amend_judge_opening(j);
}

static adil_err judge_move(struct adil_judging *j)
{
    if (j->in_case == ADIL_NO_CASE) {
        return adil_refuse(j, "act.case", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("a case that was opened"));
    }
    if (j->stage_act == NULL || j->stage_act->to == ADIL_NO_WORD) {
        return adil_refuse(j, "act.move", ADIL_SPAN("word"), j->act->word,
                           ADIL_SPAN("a word with which this stage moves the case"));
    }
    return ADIL_OK;
}

adil_err adil_case_judge(struct adil_judging *j)
{
    if (j->act->kind == ADIL_ACT_OPEN) {
        return judge_open(j);
    }
    return j->act->kind == ADIL_ACT_MOVE ? judge_move(j) : ADIL_OK;
}

/* ---- effects ------------------------------------------------------------------------------- */

static void open_case(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    const struct adil_acts *acts = &p->book->acts;
    const struct adil_act_word *w = &acts->word[j->word];
    struct adil_span id = adil_span_sub(j->act->about, sizeof "case/" - 1, j->act->about.len);
    int64_t *word_at = adil_new(&p->arena, int64_t, acts->n_words);
    for (uint32_t i = 0; i < acts->n_words; i++) {
        word_at[i] = ADIL_INSTANT_NONE;
    }
    adil_slot *field = adil_new(&p->arena, adil_slot, w->n_give);
    for (uint32_t i = 0; i < w->n_give; i++) {
        field[i] = j->slot[w->give[i].slot];
    }
    p->cases = adil_grow(p, p->cases, sizeof *p->cases, p->n_cases, &p->cap_cases);
    j->in_case = p->n_cases++;
    p->cases[j->in_case] = (struct adil_case){.id = adil_strings_put(p->strings, id),
                                              .procedure = w->opens,
                                              .opened = (uint32_t)j->entry,
                                              .by = j->issuer,
                                              .opened_at = j->act->logged,
                                              .opened_day = j->day,
                                              .law = p->law,
                                              .book = p->in_force,
                                              .stage_entry = (uint32_t)j->entry,
                                              .arrived_at = j->act->logged,
                                              .round = 1,
                                              .day = adil_case_given_day(j),
                                              .field = field,
                                              .word = j->word,
                                              .word_at = word_at,
                                              .decided_from = p->n_decided,
                                              .cast_from = p->n_cast,
                                              .due_day = ADIL_DATE_NONE};
}

void adil_case_go(struct adil_polity *p, uint32_t case_no, uint32_t stage, uint64_t entry,
                  int64_t at)
{
    struct adil_case *c = &p->cases[case_no];
    if (stage != ADIL_NO_WORD) {
        c->stage = stage;
        c->stage_entry = (uint32_t)entry;
        c->arrived_at = at;
        c->decided_from = p->n_decided;
        c->cast_from = p->n_cast;
        forget_due(p, c);
    }
}

/* The day of a word is an anchor of deadlines: a later day of it moves them. */
static void remember_word(struct adil_judging *j)
{
    struct adil_case *c = &j->p->cases[j->in_case];
    int64_t before = c->word_at[j->word];
    c->word_at[j->word] = j->act->logged;
    if (before == ADIL_INSTANT_NONE ||
        adil_polity_day(j->p, before).days != adil_polity_day(j->p, j->act->logged).days) {
        forget_due(j->p, c);
    }
}

static void begin_round(struct adil_judging *j)
{
    struct adil_case *c = &j->p->cases[j->in_case];
    c->round++;
    if (c->election != NULL && j->stage_act->repeats) {
        adil_election_repeat(j);
    } else if (j->p->book->acts.procedure[c->procedure].places != ADIL_NO_WORD) {
        adil_election_open(j->p, j->scratch, j->in_case);
    }
}

static void move_case(struct adil_judging *j, uint32_t to)
{
    struct adil_date day = adil_case_given_day(j);
    if (adil_date_known(day)) {
        j->p->cases[j->in_case].day = day;
    }
    adil_case_go(j->p, j->in_case, to, j->entry, j->act->logged);
    if (j->stage_act->next_round) {
        begin_round(j);
    }
}

void adil_case_apply(struct adil_judging *j)
{
    if (j->act->kind == ADIL_ACT_OPEN) {
        open_case(j);
        remember_word(j);
        if (j->p->book->acts.procedure[j->p->cases[j->in_case].procedure].places != ADIL_NO_WORD) {
            adil_election_open(j->p, j->scratch, j->in_case);
        }
        return;
    }
    if (j->in_case == ADIL_NO_CASE) {
        return;
    }
    remember_word(j);
    if (j->stage_act != NULL && j->act->kind != ADIL_ACT_COUNT) {
        move_case(j, j->stage_act->to);
    }
}

void adil_case_counted(struct adil_judging *j, uint32_t status)
{
    ADIL_ASSERT(status < ADIL_N_STAGE_STATUSES);
    if (j->in_case == ADIL_NO_CASE || j->stage_act == NULL) {
        return;
    }
    const uint32_t *by_status = j->stage_act->to_by_status;
    uint32_t to = by_status != NULL ? by_status[status] : j->stage_act->to;
    move_case(j, to);
    if (to != ADIL_NO_WORD) {
        adil_effects_arrive(j->p, j->in_case, j->entry, j->day);
    }
}

/* ---- deadlines as events ------------------------------------------------------------------- */

/* When the case's stage ends by itself: INT64_MAX for never, or not known yet. */
static int64_t stage_due(struct adil_polity *p, uint32_t case_no, struct adil_date day)
{
    struct adil_case *c = &p->cases[case_no];
    if (adil_date_known(c->due_day) && c->due_day.days == day.days) {
        return c->due;
    }
    const struct adil_stage *s = stage_of(p, c);
    c->due_day = day;
    c->due = INT64_MAX;
    if (!s->is_end && s->until != ADIL_NO_WORD) {
        struct adil_rulebook *was = adil_law_look(p, case_no);
        int64_t end = adil_case_deadline(p, case_no, s->until, ADIL_NO_UNIT, day).end;
        p->book = was;
        c->due = end != ADIL_INSTANT_NONE ? end : INT64_MAX;
    }
    return c->due;
}

static uint32_t times_fired(const struct adil_polity *p, uint32_t case_no)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_fired; i++) {
        n += p->fired[i].case_no == case_no;
    }
    return n;
}

/* The case whose deadline passed first, among equals the one whose id is first. Stages that lead
 * back to each other by deadlines alone stop after one turn. */
static uint32_t first_due(struct adil_polity *p, int64_t now, struct adil_date day)
{
    uint32_t best = ADIL_NO_CASE;
    int64_t when = now;
    for (uint32_t i = 0; i < p->n_cases; i++) {
        int64_t due = stage_due(p, i, day);
        if (due >= now || due > when ||
            times_fired(p, i) > p->cases[i].book->acts.procedure[p->cases[i].procedure].n_stages) {
            continue;
        }
        if (best == ADIL_NO_CASE || due < when ||
            adil_span_cmp(adil_strings_get(p->strings, p->cases[i].id),
                          adil_strings_get(p->strings, p->cases[best].id)) < 0) {
            best = i;
            when = due;
        }
    }
    return best;
}

static void fire(struct adil_polity *p, uint32_t case_no, int64_t due)
{
    const struct adil_case *c = &p->cases[case_no];
    p->fired = adil_grow(p, p->fired, sizeof *p->fired, p->n_fired, &p->cap_fired);
    p->fired[p->n_fired++] =
        (struct adil_fired){case_no,         c->stage,     c->stage_entry, c->arrived_at,
                            c->decided_from, c->cast_from, c->left_out};
    adil_case_go(p, case_no, stage_of(p, c)->then, p->n, due);
    struct adil_rulebook *was = adil_law_look(p, case_no);
    adil_effects_arrive(p, case_no, p->n, adil_polity_day(p, due));
    p->book = was;
}

/* Nothing is due before p->due_next, as long as the day and the cases are the same. */
static void remember_due(struct adil_polity *p, struct adil_date day)
{
    p->due_day = day;
    p->due_next = INT64_MAX;
    for (uint32_t i = 0; i < p->n_cases; i++) {
        int64_t due = stage_due(p, i, day);
        p->due_next = due < p->due_next ? due : p->due_next;
    }
}

void adil_cases_fire(struct adil_polity *p, int64_t now)
{
    p->n_fired = 0;
    adil_seats_mark(p);
    if (p->book == NULL || p->n_cases == 0) {
        return;
    }
    struct adil_rulebook *was = adil_law_look(p, ADIL_NO_CASE);
    struct adil_date day = adil_polity_day(p, now);
    p->book = was;
    if (adil_date_known(p->due_day) && p->due_day.days == day.days && now <= p->due_next) {
        return;
    }
    for (;;) {
        uint32_t due = first_due(p, now, day);
        if (due == ADIL_NO_CASE) {
            break;
        }
        fire(p, due, p->cases[due].due);
    }
    remember_due(p, day);
}

void adil_cases_unfire(struct adil_polity *p)
{
    adil_seats_back(p);
    while (p->n_fired > 0) {
        const struct adil_fired *f = &p->fired[--p->n_fired];
        struct adil_case *c = &p->cases[f->case_no];
        c->stage = f->stage;
        c->stage_entry = f->stage_entry;
        c->arrived_at = f->arrived_at;
        c->decided_from = f->decided_from;
        c->cast_from = f->cast_from;
        c->left_out = f->left_out;
        forget_due(p, c);
    }
}
