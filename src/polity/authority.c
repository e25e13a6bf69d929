/* Who may: a stage of the case or a power gives the word to the issuer's office, for its own record
 * where it is an office of a record, and while the window is open. */
#include "polity/authority.h"
#include "polity/bodies.h"

enum { NAMES_MAX = 16 };

struct authority {
    struct adil_judging *j;
    const struct adil_acts *acts;
    uint32_t office;
    uint32_t named[NAMES_MAX]; /* offices that may, for the refusal */
    uint32_t n_named;
    const struct adil_rule *rule; /* what gives the word to them */
};

static struct adil_span said1(const struct adil_judging *j, enum adil_msg msg, const char *name,
                              struct adil_span text)
{
    const struct adil_arg arg = {name, text};
    return adil_said(j->perm, j->p->options.lang, msg, &arg, 1);
}

struct adil_date adil_judging_law_day(const struct adil_judging *j, const struct adil_rule *rule)
{
    if (rule->applies == ADIL_APPLIES_ACT || j->in_case == ADIL_NO_CASE) {
        return j->day;
    }
    return j->p->cases[j->in_case].opened_day;
}

const struct adil_holding *adil_holding_of(const struct adil_polity *p, uint32_t office,
                                           struct adil_date day)
{
    for (uint32_t i = p->n_holdings; i > 0; i--) {
        const struct adil_holding *h = &p->holding[i - 1];
        if (h->office == office && adil_holds_on(h, day)) {
            return h;
        }
    }
    return NULL;
}

struct adil_span adil_judging_issuer_key(const struct adil_judging *j)
{
    uint32_t key = j->p->issuer[j->issuer].key;
    return key != 0 ? adil_strings_get(j->p->strings, key) : (struct adil_span){0};
}

/* ---- its own record ------------------------------------------------------------------------ */

static adil_err judge_own(struct authority *a, const struct adil_rule *rule)
{
    struct adil_judging *j = a->j;
    uint32_t of = a->office != ADIL_FOUNDERS ? a->acts->office[a->office].of : ADIL_NO_WORD;
    if (of == ADIL_NO_WORD || j->reg == ADIL_NO_WORD || adil_record_is_own(j, of)) {
        return ADIL_OK;
    }
    return adil_refuse_rule(j, rule, ADIL_SPAN("about"), j->act->about,
                            said1(j, ADIL_M_J_OWN, "key", adil_judging_issuer_key(j)));
}

/* ---- somebody holds it ---------------------------------------------------------------------- */

/* Whether the office may act on the day for want of a holder: see adil_held. What nobody is known
 * to have held by then is not known to be vacant. */
static bool is_held(const struct adil_polity *p, uint32_t office, const struct adil_office *o,
                    struct adil_date day)
{
    const struct adil_holding *last = NULL; /* of those that began, the one that ended last */
    if (adil_date_known(o->ends) && adil_date_cmp(o->ends, day) <= 0) {
        return false;
    }
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        if (h->office != office || adil_date_cmp(h->since, day) > 0) {
            continue;
        }
        if (adil_holds_on(h, day)) {
            return true;
        }
        last = last == NULL || adil_date_cmp(h->until, last->until) >= 0 ? h : last;
    }
    return last == NULL || (o->held == ADIL_HELD_UNTIL_NEXT && !last->left);
}

static adil_err judge_held(struct authority *a)
{
    struct adil_judging *j = a->j;
    const struct adil_office *o = a->office != ADIL_FOUNDERS ? &a->acts->office[a->office] : NULL;
    if (o == NULL || o->held == ADIL_HELD_BY_KEYS) {
        return ADIL_OK;
    }
    enum adil_lang lang = j->p->options.lang;
    return is_held(j->p, a->office, o, j->day)
               ? ADIL_OK
               : adil_refuse_rule(j, &o->rule, ADIL_SPAN("by"),
                                  adil_text(lang, ADIL_M_J_NOBODY_HOLDS),
                                  adil_text(lang, ADIL_M_J_HOLDER));
}

/* ---- windows ------------------------------------------------------------------------------- */

/* The unit whose hour holds for the issuer: of a place, its own. */
static uint32_t issuer_unit(const struct authority *a)
{
    const struct adil_polity *p = a->j->p;
    uint32_t procedure = p->cases[a->j->in_case].procedure;
    uint32_t places = a->acts->procedure[procedure].places;
    if (places == ADIL_NO_WORD || a->office == ADIL_FOUNDERS ||
        a->acts->office[a->office].of != places) {
        return ADIL_NO_UNIT;
    }
    uint32_t rec = adil_record_find(p, places, p->issuer[a->j->issuer].key);
    return adil_case_place_unit(p, procedure, rec);
}

/* "not after 24:00 on 8 February 2023" */
static struct adil_span limit_said(const struct adil_judging *j, enum adil_msg msg, int32_t minute,
                                   struct adil_date day)
{
    const struct adil_arg arg[] = {
        {"time", adil_fmt(j->perm, "%02d:%02d", (int)(minute / 60), (int)(minute % 60))},
        {"date", adil_lang_date(j->perm, j->p->options.lang, day)},
    };
    return adil_said(j->perm, j->p->options.lang, msg, arg, ADIL_COUNT(arg));
}

/* An instant as a limit; the end of a day is its 24:00. */
static struct adil_span limit_words(const struct adil_judging *j, uint32_t unit,
                                    const struct adil_moment_span *m, int64_t instant,
                                    enum adil_msg msg)
{
    const struct adil_rulebook *book = j->p->book;
    int32_t minute;
    struct adil_date day =
        adil_instant_day(&book->acts.zones, &book->units, unit, instant, &minute);
    if (minute == 0 && day.days == m->day.days + 1) {
        day = m->day;
        minute = 24 * 60;
    }
    return limit_said(j, msg, minute, day);
}

static adil_err judge_limit(struct authority *a, const struct adil_rule *rule, uint32_t deadline,
                            bool opens)
{
    struct adil_judging *j = a->j;
    const struct adil_rulebook *book = j->p->book;
    if (deadline == ADIL_NO_WORD) {
        return ADIL_OK;
    }
    const struct adil_deadline *d = adil_case_deadline_rule(j->p, j->in_case, deadline, j->day);
    struct adil_moment_span m = {ADIL_DATE_NONE, ADIL_INSTANT_NONE, ADIL_INSTANT_NONE};
    if (d != NULL) {
        m = adil_deadline_find(j->p, j->in_case, d, issuer_unit(a));
    }
    int64_t limit = opens ? m.begin : m.end;
    if (d == NULL || limit == ADIL_INSTANT_NONE) {
        return adil_refuse_rule(j, d != NULL ? &d->rule : rule, ADIL_SPAN("logged"),
                                adil_text(j->p->options.lang, ADIL_M_J_NOT_KNOWN),
                                a->acts->deadline_id[deadline]);
    }
    if (opens ? j->act->logged >= limit : j->act->logged <= limit) {
        adil_tell(j->p, ADIL_STATEMENT_DEADLINE, &d->rule, ADIL_JUDGED_HELD);
        return ADIL_OK;
    }
    uint32_t unit = adil_deadline_zone(d, issuer_unit(a));
    return adil_refuse_rule(
        j, &d->rule, ADIL_SPAN("logged"),
        adil_instant_text(j->perm, &book->acts.zones, &book->units, unit, j->act->logged),
        limit_words(j, unit, &m, limit, opens ? ADIL_M_J_NOT_BEFORE : ADIL_M_J_NOT_AFTER));
}

/* ---- stages -------------------------------------------------------------------------------- */

static void name_office(struct authority *a, uint32_t office, const struct adil_rule *rule)
{
    for (uint32_t i = 0; i < a->n_named; i++) {
        if (a->named[i] == office) {
            return;
        }
    }
    if (a->n_named < NAMES_MAX) {
        a->named[a->n_named++] = office;
    }
    a->rule = a->rule != NULL ? a->rule : rule;
}

static bool stage_act_is_by(const struct adil_stage_act *s, uint32_t office)
{
    for (uint32_t i = 0; i < s->n_by; i++) {
        if (s->by[i] == office) {
            return true;
        }
    }
    return false;
}

static const struct adil_stage_act *find_in_stage(struct authority *a, const struct adil_stage *s)
{
    for (uint32_t i = 0; i < s->n_acts; i++) {
        if (s->act[i].word != a->j->word) {
            continue;
        }
        if (stage_act_is_by(&s->act[i], a->office)) {
            return &s->act[i];
        }
        adil_tell(a->j->p, ADIL_STATEMENT_ACT, &s->act[i].rule, ADIL_JUDGED_DENIED);
        for (uint32_t k = 0; k < s->act[i].n_by; k++) {
            name_office(a, s->act[i].by[k], &s->act[i].rule);
        }
    }
    return NULL;
}

static adil_err judge_stage_act(struct authority *a, const struct adil_stage_act *s)
{
    ADIL_TRY(judge_own(a, &s->rule));
    ADIL_TRY(judge_held(a));
    ADIL_TRY(judge_limit(a, &s->rule, s->from, true));
    ADIL_TRY(judge_limit(a, &s->rule, s->until, false));
    a->j->stage_act = s;
    adil_tell(a->j->p, ADIL_STATEMENT_ACT, &s->rule, ADIL_JUDGED_HELD);
    return ADIL_OK;
}

/* ---- powers -------------------------------------------------------------------------------- */

static adil_err judge_capacity(struct authority *a, const struct adil_power *power)
{
    struct adil_judging *j = a->j;
    if (power->n_not == 0) {
        return ADIL_OK;
    }
    const struct adil_holding *h = adil_holding_of(j->p, power->office, j->day);
    if (h == NULL) {
        return adil_refuse_rule(
            j, &power->rule, ADIL_SPAN("by"), adil_text(j->p->options.lang, ADIL_M_J_NOT_KNOWN),
            said1(j, ADIL_M_J_NOT_CAPACITY, "capacity", power->not_capacity[0]));
    }
    struct adil_span capacity = adil_strings_get(j->p->strings, h->capacity);
    for (uint32_t i = 0; i < power->n_not; i++) {
        if (adil_span_eq(power->not_capacity[i], capacity)) {
            return adil_refuse_rule(j, &power->rule, ADIL_SPAN("by"),
                                    said1(j, ADIL_M_J_CAPACITY, "capacity", capacity),
                                    said1(j, ADIL_M_J_NOT_CAPACITY, "capacity", capacity));
        }
    }
    return ADIL_OK;
}

static adil_err judge_power(struct authority *a, const struct adil_power *power)
{
    ADIL_TRY(judge_own(a, &power->rule));
    ADIL_TRY(judge_held(a));
    ADIL_TRY(judge_capacity(a, power));
    return adil_judge_power_norms(a->j, power);
}

/* The first power of the office with this word whose conditions hold; else the refusal of the
 * first. Out *found: there was one. */
static adil_err judge_powers(struct authority *a, bool *found)
{
    struct adil_judging *j = a->j;
    adil_err first = ADIL_OK;
    struct adil_refusal kept = {0};
    *found = false;
    for (uint32_t i = 0; i < a->acts->n_powers; i++) {
        const struct adil_power *power = &a->acts->power[i];
        if (power->word != j->word ||
            !adil_rule_in_force(&power->rule, adil_judging_law_day(j, &power->rule))) {
            continue;
        }
        if (power->office != a->office) {
            adil_tell(j->p, ADIL_STATEMENT_POWER, &power->rule, ADIL_JUDGED_DENIED);
            name_office(a, power->office, &power->rule);
            continue;
        }
        adil_err e = judge_power(a, power);
        if (e.code == ADIL_C_OK) {
            j->power = power;
            adil_tell(j->p, ADIL_STATEMENT_POWER, &power->rule, ADIL_JUDGED_HELD);
            adil_tell_norms(j, power->when, power->n_when);
            adil_tell_norms(j, power->unless, power->n_unless);
            *found = true;
            return ADIL_OK;
        }
        adil_tell(j->p, ADIL_STATEMENT_ANY, j->refusal->statement, ADIL_JUDGED_FAILED);
        if (!*found) {
            first = e;
            kept = *j->refusal;
            *found = true;
        }
    }
    if (*found) {
        *j->refusal = kept;
    }
    return first;
}

/* ---- powers of other days ------------------------------------------------------------------ */

static bool ended_by(const struct adil_rule *rule, struct adil_date day)
{
    return adil_date_known(rule->until) && adil_date_cmp(rule->until, day) <= 0;
}

static bool never_held(const struct adil_rule *rule)
{
    return adil_date_known(rule->from) && adil_date_known(rule->until) &&
           adil_date_cmp(rule->from, rule->until) >= 0;
}

/* Of two versions that are not in force on a day, the one that ended last; where none has ended,
 * the one that begins first. */
static bool lapsed_nearer(const struct adil_rule *x, const struct adil_rule *than,
                          struct adil_date day)
{
    if (ended_by(x, day) != ended_by(than, day)) {
        return ended_by(x, day);
    }
    return ended_by(x, day) ? adil_date_cmp(x->until, than->until) > 0
                            : adil_date_cmp(x->from, than->from) < 0;
}

/* The power by which the office had the word on another day, where none gives it on this one. */
static const struct adil_power *find_lapsed(const struct authority *a)
{
    const struct adil_power *found = NULL;
    for (uint32_t i = 0; i < a->acts->n_powers; i++) {
        const struct adil_power *power = &a->acts->power[i];
        if (power->word == a->j->word && power->office == a->office && !never_held(&power->rule) &&
            (found == NULL ||
             lapsed_nearer(&power->rule, &found->rule, adil_judging_law_day(a->j, &power->rule)))) {
            found = power;
        }
    }
    return found;
}

static adil_err refuse_lapsed(struct adil_judging *j, const struct adil_rule *rule)
{
    struct adil_date day = adil_judging_law_day(j, rule);
    bool ended = ended_by(rule, day);
    struct adil_date limit = {ended ? rule->until.days - 1 : rule->from.days};
    return adil_refuse_rule(j, rule, ADIL_SPAN("logged"), adil_date_text(j->perm, day),
                            ended ? limit_said(j, ADIL_M_J_NOT_AFTER, 24 * 60, limit)
                                  : limit_said(j, ADIL_M_J_NOT_BEFORE, 0, limit));
}

/* ---- nobody -------------------------------------------------------------------------------- */

static struct adil_span office_name(const struct authority *a, uint32_t office)
{
    if (office == ADIL_FOUNDERS) {
        return ADIL_SPAN("founders");
    }
    const struct adil_office *o = &a->acts->office[office];
    struct adil_span name = adil_texts_pick(&o->name, a->j->p->options.lang);
    return name.len > 0 ? name : o->rule.id;
}

static struct adil_span office_names(const struct authority *a)
{
    struct adil_span text = {0};
    for (uint32_t i = 0; i < a->n_named; i++) {
        struct adil_span name = office_name(a, a->named[i]);
        text = i == 0 ? name : adil_fmt(a->j->perm, "%.*s, %.*s", ADIL_ARG(text), ADIL_ARG(name));
    }
    return said1(a->j, ADIL_M_J_WHO_MAY, "names", text);
}

static struct adil_span stage_words(const struct authority *a, const struct adil_stage *s)
{
    struct adil_span name = adil_texts_pick(&s->name, a->j->p->options.lang);
    return said1(a->j, ADIL_M_J_STAGE, "stage", name.len > 0 ? name : s->id);
}

/* Another stage of the procedure has the word, for this office before any other. */
static const struct adil_stage_act *find_elsewhere(struct authority *a,
                                                   const struct adil_procedure *proc,
                                                   const struct adil_stage **stage)
{
    const struct adil_stage_act *any = NULL;
    for (uint32_t i = 0; i < proc->n_stages; i++) {
        for (uint32_t k = 0; k < proc->stage[i].n_acts; k++) {
            const struct adil_stage_act *s = &proc->stage[i].act[k];
            if (s->word != a->j->word) {
                continue;
            }
            bool by = stage_act_is_by(s, a->office);
            if (by || any == NULL) {
                any = s;
                *stage = &proc->stage[i];
            }
            if (by) {
                return any;
            }
        }
    }
    return any;
}

static adil_err refuse_stage(struct authority *a)
{
    struct adil_judging *j = a->j;
    const struct adil_stage *there = NULL;
    const struct adil_stage *here = NULL;
    const struct adil_stage_act *s = NULL;
    if (j->in_case != ADIL_NO_CASE) {
        const struct adil_case *c = &j->p->cases[j->in_case];
        here = &a->acts->procedure[c->procedure].stage[c->stage];
        s = find_elsewhere(a, &a->acts->procedure[c->procedure], &there);
    }
    for (uint32_t i = 0; i < a->acts->n_procedures && s == NULL && here == NULL; i++) {
        s = find_elsewhere(a, &a->acts->procedure[i], &there);
    }
    if (here == NULL && j->reg != ADIL_NO_WORD && a->acts->per_case[j->reg]) {
        return adil_refuse(j, "act.case", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("a key that begins with a case that was opened"));
    }
    if (s == NULL) {
        return adil_refuse(j, "act.authority", ADIL_SPAN("by"), j->act->by,
                           adil_text(j->p->options.lang, ADIL_M_J_NOBODY));
    }
    return adil_refuse_rule(j, &s->rule, ADIL_SPAN("about"),
                            here != NULL ? stage_words(a, here)
                                         : adil_text(j->p->options.lang, ADIL_M_J_NO_CASE),
                            stage_words(a, there));
}

adil_err adil_judge_authority(struct adil_judging *j)
{
    struct authority a = {
        .j = j, .acts = &j->p->book->acts, .office = j->p->issuer[j->issuer].office};
    if (j->in_case != ADIL_NO_CASE) {
        const struct adil_case *c = &j->p->cases[j->in_case];
        const struct adil_stage_act *s =
            find_in_stage(&a, &a.acts->procedure[c->procedure].stage[c->stage]);
        if (s != NULL) {
            return judge_stage_act(&a, s);
        }
    }
    bool found = false;
    ADIL_TRY(adil_decision_authority(j, &found));
    if (found) {
        return ADIL_OK;
    }
    adil_err e = judge_powers(&a, &found);
    if (found) {
        return e;
    }
    const struct adil_power *lapsed = find_lapsed(&a);
    if (lapsed != NULL) {
        return refuse_lapsed(j, &lapsed->rule);
    }
    if (a.n_named > 0) {
        return adil_refuse_rule(j, a.rule, ADIL_SPAN("by"), j->act->by, office_names(&a));
    }
    return refuse_stage(&a);
}
