/* Effects: who takes an office by an act or by where a case comes to, and who leaves it. They are
 * done while an act is judged, each after it was judged itself; a refusal takes them back. */
#include "polity/bodies.h"

/* Where the fields of an effect stand. */
struct source {
    struct adil_polity *p;
    struct adil_judging *j; /* NULL: by a deadline */
    const struct adil_act_word *word;
    const adil_slot *slot;
    bool of_case; /* slots in the order of word.give; else as the judging has them */
    struct adil_date day;
    uint64_t entry;
};

/* ---- undoing ------------------------------------------------------------------------------- */

void adil_seats_mark(struct adil_polity *p)
{
    p->holdings_kept = p->n_holdings;
    p->n_left = 0;
}

/* Takes back what was done since there were so many. */
static void take_back(struct adil_polity *p, uint32_t n_left, uint32_t n_holdings)
{
    while (p->n_left > n_left) {
        const struct adil_left *l = &p->left[--p->n_left];
        p->holding[l->holding].until = l->until;
        p->holding[l->holding].left = false;
    }
    p->n_holdings = n_holdings;
}

void adil_seats_back(struct adil_polity *p)
{
    take_back(p, 0, p->holdings_kept);
}

void adil_holding_leave(struct adil_holding *h, struct adil_date day)
{
    h->until = day;
    h->left = true;
}

/* ---- values -------------------------------------------------------------------------------- */

/* A field by its name: its slot, or ADIL_SLOT_UNKNOWN, and its type. */
static adil_slot value_of(const struct source *s, struct adil_span id, enum adil_field_type *type)
{
    const struct adil_act_word *w = s->word;
    const struct adil_given *g = adil_word_gives(w, id);
    if (g != NULL) {
        *type = g->type;
        return s->slot[s->of_case ? (uint32_t)(g - w->give) : g->slot];
    }
    if (s->of_case || w->reg == ADIL_NO_WORD) {
        return ADIL_SLOT_UNKNOWN;
    }
    const struct adil_register *reg = &s->p->book->reg[w->reg];
    uint32_t f = adil_field_find(reg->field, reg->n_fields, id);
    if (f == ADIL_NO_WORD) {
        return ADIL_SLOT_UNKNOWN;
    }
    *type = (enum adil_field_type)s->p->reg[w->reg].type[f];
    return *type == ADIL_FIELD_KEY
               ? (adil_slot)adil_strings_put(s->p->strings, adil_key_part(s->j->key))
               : s->slot[f];
}

static uint32_t office_of(const struct source *s, const struct adil_effect *e)
{
    enum adil_field_type type = ADIL_FIELD_TEXT;
    if (e->office_from.len == 0) {
        return e->office;
    }
    adil_slot text = value_of(s, e->office_from, &type);
    return text == ADIL_SLOT_UNKNOWN
               ? ADIL_NO_WORD
               : adil_office_find(&s->p->book->acts,
                                  adil_strings_get(s->p->strings, (uint32_t)text));
}

/* The people an effect is about: how many, and the i-th. */
static uint32_t people_of(const struct source *s, const struct adil_effect *e, adil_slot *slot,
                          enum adil_field_type *type)
{
    *slot = e->person.len > 0 ? value_of(s, e->person, type) : ADIL_SLOT_UNKNOWN;
    if (*slot == ADIL_SLOT_UNKNOWN) {
        return 0;
    }
    return *type == ADIL_FIELD_SET ? adil_pool_n(s->p, *slot) : 1;
}

static uint32_t person_at(const struct source *s, adil_slot slot, enum adil_field_type type,
                          uint32_t i)
{
    return type == ADIL_FIELD_SET ? adil_pool_at(s->p, slot, i).of : (uint32_t)slot;
}

struct adil_date adil_office_end(const struct adil_polity *p, uint32_t office,
                                 struct adil_date until)
{
    struct adil_date ends = p->book->acts.office[office].ends;
    bool sooner =
        adil_date_known(ends) && (!adil_date_known(until) || adil_date_cmp(ends, until) < 0);
    return sooner ? ends : until;
}

struct adil_date adil_term_end(const struct adil_polity *p, uint32_t office, struct adil_date since)
{
    const struct adil_office *o = &p->book->acts.office[office];
    const struct adil_office_term *term = adil_office_term_on(o, since);
    if (term == NULL) {
        return adil_office_end(p, office, ADIL_DATE_NONE);
    }
    adil_tell(p, ADIL_STATEMENT_TERM, &term->rule, ADIL_JUDGED_HELD);
    return adil_office_end(p, office, adil_date_add(since, term->lasts));
}

/* ---- refusals ------------------------------------------------------------------------------ */

static adil_err seat_refused(const struct source *s, uint32_t office, struct adil_span found,
                             struct adil_span expected)
{
    if (s->j == NULL) {
        return ADIL_ERR(REFUSED);
    }
    if (office == ADIL_NO_WORD) {
        return adil_refuse(s->j, "act.field", ADIL_SPAN("fields"), found, expected);
    }
    return adil_refuse_rule(s->j, &s->p->book->acts.office[office].rule, ADIL_SPAN("fields"), found,
                            expected);
}

static struct adil_span holder_words(const struct source *s, const struct adil_holding *h)
{
    if (s->j == NULL) {
        return (struct adil_span){0};
    }
    struct adil_arena *a = s->j->perm;
    return adil_fmt(a, "%.*s: %.*s, entry %u", ADIL_ARG(adil_strings_get(s->p->strings, h->person)),
                    ADIL_ARG(s->p->in_force->acts.office[h->office].rule.id), h->entry);
}

static bool excludes(const struct adil_office *o, uint32_t other)
{
    for (uint32_t i = 0; i < o->n_not_with; i++) {
        if (o->not_with[i] == other) {
            return true;
        }
    }
    return false;
}

bool adil_offices_exclude(const struct adil_acts *acts, uint32_t a, uint32_t b)
{
    return excludes(&acts->office[a], b) || excludes(&acts->office[b], a);
}

/* ---- leaving ------------------------------------------------------------------------------- */

/* Ends what a person holds (0: what anybody does). Returns how many. */
static uint32_t leave(const struct source *s, uint32_t office, uint32_t person)
{
    struct adil_polity *p = s->p;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        struct adil_holding *h = &p->holding[i];
        if (h->office != office || (person != 0 && h->person != person) ||
            !adil_holds_on(h, s->day)) {
            continue;
        }
        p->left = adil_grow(p, p->left, sizeof *p->left, p->n_left, &p->cap_left);
        p->left[p->n_left++] = (struct adil_left){i, h->until};
        adil_holding_leave(h, s->day);
        n++;
    }
    return n;
}

/* ---- seating ------------------------------------------------------------------------------- */

static adil_err too_many(const struct source *s, uint32_t office, uint32_t n, const char *held,
                         uint32_t most)
{
    struct adil_arena *a = s->j != NULL ? s->j->perm : &s->p->arena;
    return seat_refused(s, office, adil_fmt(a, "%u hold it%s", n, held),
                        adil_fmt(a, "at most %u%s", most, held));
}

/* No more in the capacity than the office has for it. */
static adil_err judge_share(const struct source *s, uint32_t office, struct adil_span capacity)
{
    const struct adil_office *o = &s->p->in_force->acts.office[office];
    uint32_t share = 0;
    while (share < o->n_shares && !adil_span_eq(o->share[share].capacity, capacity)) {
        share++;
    }
    if (share == o->n_shares) {
        return ADIL_OK;
    }
    uint32_t text = adil_strings_find(s->p->strings, capacity);
    uint32_t n = 0;
    for (uint32_t i = 0; text != 0 && i < s->p->n_holdings; i++) {
        const struct adil_holding *h = &s->p->holding[i];
        n += h->office == office && h->capacity == text && adil_holds_on(h, s->day);
    }
    if (n < o->share[share].most) {
        return ADIL_OK;
    }
    struct adil_arena *a = s->j != NULL ? s->j->perm : &s->p->arena;
    const char *held =
        adil_span_cstr(a, adil_fmt(a, " as %.*s", ADIL_ARG(o->share[share].capacity)));
    return too_many(s, office, n, held, o->share[share].most);
}

/* In some capacities it is taken beside any office: by who acts for a while. */
static bool taken_beside(const struct adil_office *o, struct adil_span capacity)
{
    for (uint32_t i = 0; i < o->n_beside; i++) {
        if (adil_span_eq(o->beside[i], capacity)) {
            return true;
        }
    }
    return false;
}

/* Nobody holds too much, and no office too many or when it is no more: by the law in force, which
 * knows every office that somebody holds. */
static adil_err judge_seat(const struct source *s, const struct adil_effect *e, uint32_t office,
                           uint32_t person)
{
    const struct adil_acts *acts = &s->p->in_force->acts;
    const struct adil_office *o = &acts->office[office];
    bool beside = taken_beside(o, e->capacity);
    if (adil_date_known(o->ends) && adil_date_cmp(o->ends, s->day) <= 0) {
        struct adil_arena *a = s->j != NULL ? s->j->perm : &s->p->arena;
        return seat_refused(s, office, adil_date_text(a, s->day),
                            adil_fmt(a, "a day before %.*s", ADIL_ARG(adil_date_text(a, o->ends))));
    }
    uint32_t most = adil_office_holders(acts, office, s->day);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->p->n_holdings; i++) {
        const struct adil_holding *h = &s->p->holding[i];
        if (!adil_holds_on(h, s->day)) {
            continue;
        }
        n += h->office == office;
        if (h->person == person &&
            (h->office == office || (!beside && adil_offices_exclude(acts, office, h->office)))) {
            return seat_refused(s, office, holder_words(s, h),
                                ADIL_SPAN("a person who holds neither it nor what excludes it"));
        }
    }
    return n < most ? ADIL_OK : too_many(s, office, n, "", most);
}

static void seat_one(const struct source *s, const struct adil_effect *e, uint32_t office,
                     uint32_t person)
{
    struct adil_polity *p = s->p;
    enum adil_field_type type = ADIL_FIELD_DATE;
    adil_slot said = e->until.len > 0 ? value_of(s, e->until, &type) : ADIL_SLOT_UNKNOWN;
    struct adil_date until = said != ADIL_SLOT_UNKNOWN
                                 ? adil_office_end(p, office, (struct adil_date){(int32_t)said})
                                 : adil_term_end(p, office, s->day);
    p->holding = adil_grow(p, p->holding, sizeof *p->holding, p->n_holdings, &p->cap_holdings);
    p->holding[p->n_holdings++] = (struct adil_holding){
        .office = office,
        .person = person,
        .capacity = adil_strings_put(p->strings, e->capacity),
        .since = s->day,
        .until = until,
        .elected_on = ADIL_DATE_NONE,
        .entry = (uint32_t)s->entry,
    };
}

/* What the person holds and the office excludes, or is excluded by, is left. */
static void give_up(const struct source *s, uint32_t office, uint32_t person)
{
    for (uint32_t i = 0; i < s->p->n_holdings; i++) {
        const struct adil_holding *h = &s->p->holding[i];
        if (h->person == person && h->office != office && adil_holds_on(h, s->day) &&
            adil_offices_exclude(&s->p->in_force->acts, office, h->office)) {
            (void)leave(s, h->office, person);
        }
    }
}

static adil_err do_seat(const struct source *s, const struct adil_effect *e, uint32_t office)
{
    enum adil_field_type type = ADIL_FIELD_TEXT;
    adil_slot people = ADIL_SLOT_UNKNOWN;
    uint32_t n = people_of(s, e, &people, &type);
    if (n == 0) {
        return seat_refused(s, office, ADIL_SPAN("nobody"), ADIL_SPAN("who takes the office"));
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t person = person_at(s, people, type, i);
        if (e->gives_up == ADIL_GIVES_UP_EXCLUDED) {
            give_up(s, office, person);
        } else if (e->gives_up == ADIL_GIVES_UP_FORMER) {
            (void)leave(s, office, person);
        }
        ADIL_TRY(judge_seat(s, e, office, person));
        ADIL_TRY(judge_share(s, office, e->capacity));
        seat_one(s, e, office, person);
        adil_tell(s->p, ADIL_STATEMENT_OFFICE, &s->p->in_force->acts.office[office].rule,
                  ADIL_JUDGED_HELD);
    }
    return ADIL_OK;
}

/* ---- unseating ----------------------------------------------------------------------------- */

static adil_err do_unseat(const struct source *s, const struct adil_effect *e, uint32_t office)
{
    enum adil_field_type type = ADIL_FIELD_TEXT;
    adil_slot people = ADIL_SLOT_UNKNOWN;
    uint32_t n = people_of(s, e, &people, &type);
    bool any = s->of_case && type == ADIL_FIELD_SET; /* those of them who hold it still */
    if (e->person.len == 0) {
        (void)leave(s, office, 0);
        return ADIL_OK;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t person = person_at(s, people, type, i);
        if (leave(s, office, person) == 0 && !any) {
            return seat_refused(s, office, adil_strings_get(s->p->strings, person),
                                ADIL_SPAN("a person who holds it"));
        }
    }
    return n > 0 || any
               ? ADIL_OK
               : seat_refused(s, office, ADIL_SPAN("nobody"), ADIL_SPAN("who leaves the office"));
}

/* ---- the whole ----------------------------------------------------------------------------- */

static adil_err do_effect(const struct source *s, const struct adil_effect *e)
{
    uint32_t office = office_of(s, e);
    if (office == ADIL_NO_WORD) {
        return seat_refused(s, office, e->office_from, ADIL_SPAN("the id of an office"));
    }
    return e->kind == ADIL_EFFECT_SEAT ? do_seat(s, e, office) : do_unseat(s, e, office);
}

static struct source of_case(struct adil_polity *p, uint32_t case_no, struct adil_judging *j,
                             uint64_t entry, struct adil_date day)
{
    const struct adil_case *c = &p->cases[case_no];
    return (struct source){.p = p,
                           .j = j,
                           .word = &p->book->acts.word[c->word],
                           .slot = c->field,
                           .of_case = true,
                           .day = day,
                           .entry = entry};
}

adil_err adil_effects_judge(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    const struct adil_act_word *w = &p->book->acts.word[j->word];
    const struct source own = {
        .p = p, .j = j, .word = w, .slot = j->slot, .day = j->day, .entry = j->entry};
    for (uint32_t i = 0; i < w->effects.n; i++) {
        ADIL_TRY(do_effect(&own, &w->effects.effect[i]));
    }
    uint32_t to = j->in_case != ADIL_NO_CASE ? adil_act_moves_to(j) : ADIL_NO_WORD;
    if (to == ADIL_NO_WORD) {
        return ADIL_OK;
    }
    const struct adil_procedure *proc = &p->book->acts.procedure[p->cases[j->in_case].procedure];
    const struct adil_effects *on = &proc->stage[to].effects;
    const struct source its = of_case(p, j->in_case, j, j->entry, j->day);
    for (uint32_t i = 0; i < on->n; i++) {
        ADIL_TRY(do_effect(&its, &on->effect[i]));
    }
    return ADIL_OK;
}

void adil_effects_arrive(struct adil_polity *p, uint32_t case_no, uint64_t entry,
                         struct adil_date day)
{
    struct adil_case *c = &p->cases[case_no];
    const struct adil_effects *on = &p->book->acts.procedure[c->procedure].stage[c->stage].effects;
    const struct source its = of_case(p, case_no, NULL, entry, day);
    for (uint32_t i = 0; i < on->n; i++) {
        uint32_t n_left = p->n_left;
        uint32_t n_holdings = p->n_holdings;
        if (do_effect(&its, &on->effect[i]).code != ADIL_C_OK) {
            take_back(p, n_left, n_holdings);
            c->left_out++;
        }
    }
}
