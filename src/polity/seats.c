/* Who is elected takes office: when the case ends with a result that stands, the options elected
 * are people, and the procedure says which office they hold. */
#include "polity/bodies.h"
#include "polity/elections.h"

uint32_t adil_option_record(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_election *e, struct adil_span option)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    struct adil_span key = option;
    if (proc->options == ADIL_NO_WORD) {
        return ADIL_NO_RECORD;
    }
    if (p->book->acts.per_case[proc->options]) {
        key = adil_fmt(&scratch, "%.*s/%.*s",
                       ADIL_ARG(adil_strings_get(p->strings, p->cases[e->case_no].id)),
                       ADIL_ARG(option));
    }
    uint32_t id = adil_strings_find(p->strings, key);
    return id != 0 ? adil_record_find(p, proc->options, id) : ADIL_NO_RECORD;
}

/* A text of the option's record; 0: not known, or no such record. */
static uint32_t text_of(const struct adil_polity *p, struct adil_arena scratch,
                        const struct adil_election *e, struct adil_span option, uint32_t field)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    uint32_t rec = adil_option_record(p, scratch, e, option);
    if (rec == ADIL_NO_RECORD || field == ADIL_NO_WORD) {
        return 0;
    }
    adil_slot text = adil_record_slot(p, proc->options, rec, field);
    return text != ADIL_SLOT_UNKNOWN ? (uint32_t)text : 0;
}

/* What a result gives an option: seats of a list; of a person 1 who is elected, else 0. */
static adil_slot seats_of_option(const struct adil_result_act *r, uint32_t option)
{
    adil_slot n = 0;
    if (r->stale) {
        return ADIL_SLOT_UNKNOWN;
    }
    if (r->seats != NULL) {
        return r->seats[option];
    }
    for (uint32_t k = 0; k < r->n_elected; k++) {
        n += r->elected[k] == option;
    }
    return n;
}

/* The options' register and its number field `seats`; NO_WORD: the contest is none of theirs, or
 * the law does not keep it. */
static uint32_t seats_field(const struct adil_polity *p, const struct adil_election *e,
                            uint32_t contest, uint32_t *reg)
{
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    struct adil_span name = adil_strings_get(p->strings, e->contest[contest].name);
    *reg = proc->options;
    if (*reg == ADIL_NO_WORD || !adil_options_stand_in(p->book, proc, name)) {
        return ADIL_NO_WORD;
    }
    const struct adil_register *of = &p->book->reg[*reg];
    uint32_t field = adil_field_find(of->field, of->n_fields, ADIL_SPAN("seats"));
    return field != ADIL_NO_WORD && p->reg[*reg].type[field] == ADIL_FIELD_NUMBER ? field
                                                                                  : ADIL_NO_WORD;
}

/* Where seats are written: a field of a register; `unknown`: that they are not known. */
struct noting {
    uint32_t reg;
    uint32_t field;
    bool unknown;
};

static void note_findings(struct adil_polity *p, struct adil_arena scratch,
                          const struct adil_election *e, const struct adil_result_act *r,
                          struct noting to)
{
    for (uint32_t i = 0; i < r->n_findings; i++) {
        uint32_t rec = adil_option_record(p, scratch, e, r->finding[i].name);
        if (rec != ADIL_NO_RECORD && r->finding[i].kind == ADIL_FOUND_SEATS) {
            adil_slot seats = to.unknown ? ADIL_SLOT_UNKNOWN : r->finding[i].value;
            adil_record_set(p, to.reg, rec, to.field, seats);
        }
    }
}

void adil_seats_note(struct adil_polity *p, struct adil_arena scratch,
                     const struct adil_election *e, uint32_t contest)
{
    const struct adil_result_act *r = adil_result_current(&e->contest[contest]);
    uint32_t reg = ADIL_NO_WORD;
    uint32_t field = seats_field(p, e, contest, &reg);
    if (field == ADIL_NO_WORD || r == NULL) {
        return;
    }
    for (uint32_t k = 0; k + 1 < e->contest[contest].n_results; k++) { /* those it replaced */
        note_findings(p, scratch, e, &e->contest[contest].result[k],
                      (struct noting){reg, field, true});
    }
    const struct adil_contest *c = e->round[r->round - 1]->tally[contest].contest;
    uint32_t n = r->seats != NULL || r->n_elected > 0 ? c->n_options : 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t rec = adil_option_record(p, scratch, e, c->option[i].id);
        if (rec != ADIL_NO_RECORD) {
            adil_record_set(p, reg, rec, field, seats_of_option(r, i));
        }
    }
    note_findings(p, scratch, e, r, (struct noting){reg, field, r->stale});
}

/* Those who held the office before this act, and are not elected again, leave it on its day, when
 * as many people take it as leave, or when it has no room for both: a seat filled between elections
 * ends nobody else's term. */
static void unseat_former(struct adil_judging *j, uint32_t office, uint32_t n_new)
{
    struct adil_polity *p = j->p;
    uint32_t most = adil_office_holders(&p->in_force->acts, office, j->day);
    uint32_t former = 0;
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        former += p->holding[i].office == office && adil_holds_on(&p->holding[i], j->day);
    }
    bool leave = former <= n_new || (uint64_t)former + n_new > most;
    for (uint32_t i = 0; i < p->n_holdings && leave; i++) {
        if (p->holding[i].office == office && adil_holds_on(&p->holding[i], j->day)) {
            adil_holding_leave(&p->holding[i], j->day);
        }
    }
}

/* Somebody who takes an office. */
struct seating {
    uint32_t office;
    uint32_t person; /* 0: a list, nobody that is named, or an office the law does not know */
    uint32_t round;
};

/* The person holds it already, or what excludes it. */
static bool is_beside(const struct adil_judging *j, const struct adil_holding *h,
                      const struct seating *s)
{
    return h->person == s->person && adil_holds_on(h, j->day) &&
           (h->office == s->office ||
            adil_offices_exclude(&j->p->in_force->acts, h->office, s->office));
}

/* Nobody takes by one election what excludes each other, and no more an office than may hold it.
 * `first` of the holdings that this election gives. */
static bool may_sit(const struct adil_judging *j, const struct seating *s, uint32_t first)
{
    const struct adil_polity *p = j->p;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        bool beside = is_beside(j, h, s);
        if (beside && i >= first) {
            return false;
        }
        n += !beside && h->office == s->office && adil_holds_on(h, j->day);
    }
    return n < adil_office_holders(&p->in_force->acts, s->office, j->day);
}

/* Who takes an office leaves what the law excludes beside it. */
static void leave_beside(struct adil_judging *j, const struct seating *s)
{
    for (uint32_t i = 0; i < j->p->n_holdings; i++) {
        if (is_beside(j, &j->p->holding[i], s)) {
            adil_holding_leave(&j->p->holding[i], j->day);
        }
    }
}

/* Offices that the procedure says whoever is elected leaves. */
static void leave_others(struct adil_judging *j, const struct adil_procedure *proc, uint32_t person)
{
    for (uint32_t i = 0; i < j->p->n_holdings; i++) {
        struct adil_holding *h = &j->p->holding[i];
        for (uint32_t k = 0; k < proc->n_seats_leaves; k++) {
            if (h->person == person && h->office == proc->seats_leaves[k] &&
                adil_holds_on(h, j->day)) {
                adil_holding_leave(h, j->day);
            }
        }
    }
}

static void seat(struct adil_judging *j, const struct adil_election *e, const struct seating *s)
{
    struct adil_polity *p = j->p;
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    p->holding = adil_grow(p, p->holding, sizeof *p->holding, p->n_holdings, &p->cap_holdings);
    p->holding[p->n_holdings++] = (struct adil_holding){
        .office = s->office,
        .person = s->person,
        .capacity = adil_strings_put(p->strings, proc->seats_capacity),
        .since = j->day,
        .until = adil_term_end(p, s->office, j->day),
        .elected_on = e->round[s->round - 1]->day,
        .entry = (uint32_t)j->entry,
    };
}

/* The result by which people take office, or NULL. */
static const struct adil_result_act *standing_result(const struct adil_polled_contest *c)
{
    const struct adil_result_act *r = adil_result_current(c);
    bool settled = r != NULL && r->status != ADIL_S_SECOND_ROUND &&
                   r->status != ADIL_S_LOT_NEEDED && r->status != ADIL_S_UNDETERMINED;
    return settled && !r->stale && c->annulled == 0 ? r : NULL;
}

/* The i-th winner of a published finding whom the contest's options do not name; NULL: no more. */
static const struct adil_published_finding *published_winner(const struct adil_result_act *r,
                                                             uint32_t i)
{
    for (uint32_t k = 0; k < r->n_findings; k++) {
        const struct adil_published_finding *f = &r->finding[k];
        if (f->kind == ADIL_FOUND_WINNER && f->option == UINT32_MAX && i-- == 0) {
            return f;
        }
    }
    return NULL;
}

static uint32_t n_people_elected(const struct adil_result_act *r)
{
    uint32_t n = 0;
    while (published_winner(r, n) != NULL) {
        n++;
    }
    return r->n_elected + n;
}

/* Person k of those elected in a contest. */
static struct seating seating_of(struct adil_judging *j, const struct adil_election *e,
                                 uint32_t contest, const struct adil_result_act *r, uint32_t k)
{
    const struct adil_contest *c = e->round[r->round - 1]->tally[contest].contest;
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    struct seating s = {.office = proc->seats_office, .round = r->round};
    if (c->n_parts > 0) {
        return s;
    }
    const struct adil_published_finding *f =
        k < r->n_elected ? NULL : published_winner(r, k - r->n_elected);
    struct adil_span option = f != NULL ? f->name : c->option[r->elected[k]].id;
    s.person = text_of(j->p, j->scratch, e, option, proc->seats_person);
    if (proc->seats_office_from != ADIL_NO_WORD) {
        uint32_t named = text_of(j->p, j->scratch, e, option, proc->seats_office_from);
        s.office = named == 0 ? ADIL_NO_WORD
                              : adil_office_find(&j->p->book->acts,
                                                 adil_strings_get(j->p->strings, named));
    }
    s.person = s.office != ADIL_NO_WORD ? s.person : 0;
    return s;
}

/* Everybody who takes an office by the results that stand. */
static uint32_t seatings(struct adil_judging *j, const struct adil_election *e,
                         struct seating **out)
{
    uint32_t n = 0;
    uint32_t most = 0;
    for (uint32_t i = 0; i < e->n_contests; i++) {
        const struct adil_result_act *r = standing_result(&e->contest[i]);
        most += r != NULL ? n_people_elected(r) : 0;
    }
    *out = adil_new(&j->scratch, struct seating, most);
    for (uint32_t i = 0; i < e->n_contests; i++) {
        const struct adil_result_act *r = standing_result(&e->contest[i]);
        for (uint32_t k = 0; r != NULL && k < n_people_elected(r); k++) {
            (*out)[n] = seating_of(j, e, i, r, k);
            n += (*out)[n].person != 0;
        }
    }
    return n;
}

/* How many take an office: a person once. */
static uint32_t n_people_of(const struct seating *s, uint32_t n, uint32_t office)
{
    uint32_t people = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool again = s[i].office != office;
        for (uint32_t k = 0; k < i && !again; k++) {
            again = s[k].office == office && s[k].person == s[i].person;
        }
        people += !again;
    }
    return people;
}

void adil_seats_apply(struct adil_judging *j)
{
    struct adil_election *e = j->plan->election;
    struct seating *s = NULL;
    for (uint32_t i = 0; i < e->n_contests; i++) {
        bool stands = standing_result(&e->contest[i]) != NULL;
        e->contest[i].certified = stands;
        e->contest[i].certified_by = stands ? (uint32_t)j->entry : 0;
    }
    adil_elected_note(j->p, e);
    uint32_t n = seatings(j, e, &s);
    for (uint32_t i = 0; i < n; i++) {
        leave_beside(j, &s[i]);
        leave_others(j, adil_election_procedure(j->p, e), s[i].person);
    }
    for (uint32_t office = 0; office < j->p->book->acts.n_offices; office++) {
        uint32_t n_new = n_people_of(s, n, office);
        if (n_new > 0) {
            unseat_former(j, office, n_new);
        }
    }
    uint32_t first = j->p->n_holdings;
    for (uint32_t i = 0; i < n; i++) {
        if (may_sit(j, &s[i], first)) {
            seat(j, e, &s[i]);
        }
    }
}
