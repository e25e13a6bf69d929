/* Findings about acts: what nobody may do, where no case comes to or ends, what nobody names. */
#include "law/checking.h"
#include "law/giving.h"

/* ---- words -------------------------------------------------------------------------------- */

static void check_given_words(struct adil_checking *k)
{
    const struct adil_acts *a = &k->book->acts;
    struct adil_arena tmp = k->scratch;
    bool *given = adil_new(&tmp, bool, a->n_words);
    struct adil_giving g = {0};
    while (adil_giving_next(a, &g)) {
        given[g.word] = true;
    }
    struct adil_where top = {.key = ADIL_SPAN("words")};
    for (uint32_t i = 0; i < a->n_words; i++) {
        if (!given[i]) {
            struct adil_where w = {.up = &top, .key = a->word[i].rule.id};
            adil_check_note(k, a->word[i].rule.place, &w, ADIL_SPAN("a word nobody may use"),
                            ADIL_SPAN("a stage or a power that gives it to an office"));
        }
    }
}

/* ---- own records -------------------------------------------------------------------------- */

/* Whether a record can say that it is an office's, of a record of register `of`; `p`: the procedure
 * the word is used in, or NULL: any. */
static bool may_be_own(const struct adil_rulebook *book, uint32_t reg, uint32_t of,
                       const struct adil_procedure *p)
{
    bool may = reg == of;
    for (uint32_t i = 0; i < book->reg[reg].n_fields; i++) {
        may = may || adil_field_refers(&book->reg[reg].field[i], book->reg[of].id);
    }
    for (uint32_t i = 0; i < book->acts.n_procedures; i++) {
        const struct adil_procedure *x = &book->acts.procedure[i];
        may = may || ((p == NULL || p == x) && x->places == of &&
                      (x->protocols == reg || x->turnout == reg));
    }
    return may;
}

static void check_own_of(struct adil_checking *k, const struct adil_rule *rule, uint32_t word,
                         uint32_t office, const struct adil_procedure *p)
{
    const struct adil_rulebook *book = k->book;
    uint32_t reg = book->acts.word[word].reg;
    uint32_t of = office != ADIL_FOUNDERS ? book->acts.office[office].of : ADIL_NO_WORD;
    if (of == ADIL_NO_WORD || reg == ADIL_NO_WORD || may_be_own(book, reg, of, p)) {
        return;
    }
    struct adil_arena tmp = k->scratch;
    struct adil_where w = {.key = rule->id};
    adil_check_note(k, rule->place, &w,
                    adil_fmt(&tmp, "%.*s, of whose own no record of %.*s can be",
                             ADIL_ARG(book->acts.office[office].rule.id),
                             ADIL_ARG(book->reg[reg].id)),
                    adil_fmt(&tmp, "a field of %.*s that is ref to %.*s or key of %.*s",
                             ADIL_ARG(book->reg[reg].id), ADIL_ARG(book->reg[of].id),
                             ADIL_ARG(book->reg[of].id)));
}

static void check_own_records(struct adil_checking *k)
{
    struct adil_giving g = {0};
    while (adil_giving_next(&k->book->acts, &g)) {
        for (uint32_t b = 0; b < g.n_by; b++) {
            check_own_of(k, g.rule, g.word, g.by[b], g.procedure);
        }
    }
}

/* ---- stages ------------------------------------------------------------------------------- */

/* Where a case may go from a stage: the i-th way, ADIL_NO_WORD for one that leads nowhere. Returns
 * false past the last. */
static bool way_from(const struct adil_stage *s, uint32_t i, uint32_t *to)
{
    const uint32_t ways = 1 + ADIL_N_STAGE_STATUSES;
    if (i == 0) {
        *to = s->then;
        return true;
    }
    if (i <= ADIL_N_DECISION_ENDS) {
        *to = s->decision != NULL ? s->decision->to[i - 1] : ADIL_NO_WORD;
        return true;
    }
    uint32_t act = (i - 1 - ADIL_N_DECISION_ENDS) / ways;
    uint32_t way = (i - 1 - ADIL_N_DECISION_ENDS) % ways;
    if (act >= s->n_acts) {
        return false;
    }
    const struct adil_stage_act *a = &s->act[act];
    *to = a->to;
    if (way > 0) {
        *to = a->to_by_status != NULL ? a->to_by_status[way - 1] : ADIL_NO_WORD;
    }
    return true;
}

bool adil_check_spread(const struct adil_procedure *p, bool *mark, bool backwards)
{
    bool any = false;
    for (uint32_t s = 0; s < p->n_stages; s++) {
        uint32_t to = ADIL_NO_WORD;
        for (uint32_t i = 0; way_from(&p->stage[s], i, &to); i++) {
            uint32_t from = backwards ? to : s;
            uint32_t into = backwards ? s : to;
            if (to != ADIL_NO_WORD && mark[from] && !mark[into]) {
                mark[into] = true;
                any = true;
            }
        }
    }
    return any;
}

static void check_stages(struct adil_checking *k, const struct adil_procedure *p)
{
    struct adil_arena tmp = k->scratch;
    bool *reached = adil_new(&tmp, bool, p->n_stages);
    bool *ended = adil_new(&tmp, bool, p->n_stages);
    for (uint32_t s = 0; s < p->n_stages; s++) {
        reached[s] = s == 0;
        ended[s] = p->stage[s].is_end;
    }
    while (adil_check_spread(p, reached, false)) {
    }
    while (adil_check_spread(p, ended, true)) {
    }
    struct adil_where top = {.key = ADIL_SPAN("procedures")};
    struct adil_where w = {.up = &top, .key = p->rule.id};
    for (uint32_t s = 0; s < p->n_stages; s++) {
        bool end = p->stage[s].is_end;
        struct adil_where list = {.up = &w, .key = end ? ADIL_SPAN("ends") : ADIL_SPAN("stages")};
        struct adil_where at = {.up = &list, .key = p->stage[s].id};
        if (!reached[s]) {
            adil_check_note(k, p->rule.place, &at,
                            end ? ADIL_SPAN("an end no case comes to")
                                : ADIL_SPAN("a stage no case comes to"),
                            ADIL_SPAN("an act or a deadline that leads to it"));
        }
        if (!ended[s]) {
            adil_check_note(k, p->rule.place, &at,
                            ADIL_SPAN("a stage from which no end is reached"),
                            ADIL_SPAN("an act or a deadline that leads on"));
        }
    }
}

/* ---- deadlines ---------------------------------------------------------------------------- */

static void name_deadline(bool *named, uint32_t id)
{
    if (id != ADIL_NO_WORD) {
        named[id] = true;
    }
}

static void name_deadlines(const struct adil_procedure *p, bool *named)
{
    name_deadline(named, p->opens_at);
    name_deadline(named, p->closes_at);
    name_deadline(named, p->sealed_until);
    for (uint32_t s = 0; s < p->n_stages; s++) {
        name_deadline(named, p->stage[s].until);
        for (uint32_t i = 0; i < p->stage[s].n_acts; i++) {
            name_deadline(named, p->stage[s].act[i].from);
            name_deadline(named, p->stage[s].act[i].until);
        }
    }
}

static bool share_procedure(const struct adil_deadline *a, const struct adil_deadline *b)
{
    bool shared = a->n_of == 0 || b->n_of == 0;
    for (uint32_t i = 0; i < a->n_of && !shared; i++) {
        shared = adil_deadline_is_of(b, a->of[i]);
    }
    return shared;
}

static bool ends_before(const struct adil_rule *a, const struct adil_rule *b)
{
    return adil_date_known(a->until) && adil_date_known(b->from) &&
           adil_date_cmp(a->until, b->from) <= 0;
}

/* Versions of a deadline may be in force together for different procedures. */
static void check_versions_of(struct adil_checking *k, const struct adil_acts *a, uint32_t i)
{
    struct adil_where top = {.key = ADIL_SPAN("calendar")};
    struct adil_where w = {.up = &top, .key = a->deadline[i].rule.id, .in_list = true};
    for (uint32_t j = i; j > 0 && a->deadline[j - 1].number == a->deadline[i].number; j--) {
        const struct adil_deadline *x = &a->deadline[j - 1];
        const struct adil_deadline *y = &a->deadline[i];
        if (share_procedure(x, y) && !ends_before(&x->rule, &y->rule) &&
            !ends_before(&y->rule, &x->rule)) {
            struct adil_arena tmp = k->scratch;
            adil_check_note(k, y->rule.place, &w,
                            adil_fmt(&tmp, "in force together with the version in line %u",
                                     (unsigned)x->rule.place.line),
                            ADIL_SPAN("versions with disjoint from and until, or of other "
                                      "procedures"));
        }
    }
}

static void check_deadlines(struct adil_checking *k)
{
    const struct adil_acts *a = &k->book->acts;
    struct adil_arena keep = k->scratch;
    bool *named = adil_new(&k->scratch, bool, a->n_deadline_ids);
    struct adil_where top = {.key = ADIL_SPAN("calendar")};
    for (uint32_t p = 0; p < a->n_procedures; p++) {
        name_deadlines(&a->procedure[p], named);
    }
    for (uint32_t i = 0; i < a->n_deadlines; i++) {
        const struct adil_deadline *d = &a->deadline[i];
        bool first = i == 0 || a->deadline[i - 1].number != d->number;
        if (first && !named[d->number]) {
            struct adil_where w = {.up = &top, .key = d->rule.id, .in_list = true, .i = i};
            adil_check_note(k, d->rule.place, &w, ADIL_SPAN("a deadline nothing names"),
                            ADIL_SPAN("a stage or an act that opens or closes by it"));
        }
        check_versions_of(k, a, i);
    }
    k->scratch = keep;
}

void adil_check_acts(struct adil_checking *k)
{
    check_given_words(k);
    check_own_records(k);
    for (uint32_t p = 0; p < k->book->acts.n_procedures; p++) {
        check_stages(k, &k->book->acts.procedure[p]);
    }
    check_deadlines(k);
}
