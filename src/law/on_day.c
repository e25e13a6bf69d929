#include "law/on_day.h"

static bool in_force(const struct adil_on_day *d, const struct adil_rule *rule)
{
    return !adil_date_known(d->day) || adil_rule_in_force(rule, d->day);
}

/* ---- bodies and offices ------------------------------------------------------------------- */

bool adil_on_day_sits(const struct adil_on_day *d, uint32_t body)
{
    return !adil_date_known(d->day) || adil_body_seats(&d->book->acts, body, d->day) > 0;
}

/* It has not ended, and of the bodies its holders sit in one has seats. */
static bool is_there(const struct adil_on_day *d, uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    if (office >= a->n_offices || !adil_date_known(d->day)) {
        return office == ADIL_FOUNDERS || office < a->n_offices;
    }
    const struct adil_office *o = &a->office[office];
    bool member = false;
    bool seated = false;
    for (uint32_t i = 0; i < a->n_bodies; i++) {
        if (adil_body_has_office(a, i, office)) {
            member = true;
            seated = seated || adil_on_day_sits(d, i);
        }
    }
    return (!adil_date_known(o->ends) || adil_date_cmp(d->day, o->ends) < 0) && (!member || seated);
}

/* ---- what is given ------------------------------------------------------------------------ */

static bool body_gives(const struct adil_on_day *d, const struct adil_giving *g, uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    for (uint32_t i = 0; i < g->decision->n_bodies; i++) {
        uint32_t body = g->decision->body[i];
        const struct adil_body *b = &a->body[body];
        for (uint32_t k = 0; k < b->n_by; k++) {
            if (b->by[k] == office && adil_on_day_sits(d, body)) {
                return true;
            }
        }
        if (office < a->n_offices && b->reg != ADIL_NO_WORD && a->office[office].of == b->reg &&
            adil_on_day_sits(d, body)) {
            return true;
        }
    }
    return false;
}

bool adil_on_day_gives(const struct adil_on_day *d, const struct adil_giving *g, uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    if (!adil_giving_is_to(a, g, office) || !is_there(d, office)) {
        return false;
    }
    if (g->power != NULL) {
        return in_force(d, g->rule);
    }
    return d->procedure[g->procedure - a->procedure] &&
           (g->decision == NULL || body_gives(d, g, office));
}

static bool is_given(const struct adil_on_day *d, const struct adil_giving *g)
{
    bool given = adil_on_day_gives(d, g, ADIL_FOUNDERS);
    for (uint32_t o = 0; o < d->book->acts.n_offices && !given; o++) {
        given = adil_on_day_gives(d, g, o);
    }
    return given;
}

/* A word opens a procedure, whose stages give more words: until nothing is new. */
static void spread(const struct adil_on_day *d, bool *word, bool *procedure)
{
    const struct adil_acts *a = &d->book->acts;
    for (bool again = true; again;) {
        struct adil_giving g = {0};
        again = false;
        while (adil_giving_next(a, &g)) {
            if (!word[g.word] && is_given(d, &g)) {
                uint32_t opens = a->word[g.word].opens;
                word[g.word] = true;
                again = again || (opens != ADIL_NO_WORD && !procedure[opens]);
                if (opens != ADIL_NO_WORD) {
                    procedure[opens] = true;
                }
            }
        }
    }
}

/* ---- offices that a field names ----------------------------------------------------------- */

/* Whether a norm in force refuses the value, whatever else is said. */
static bool refuses(struct adil_arena scratch, const struct adil_on_day *d,
                    const struct adil_norm *norm, uint32_t n, const struct adil_record *record,
                    enum adil_truth refusing)
{
    const struct adil_norm_env env = {.self = record};
    for (uint32_t i = 0; i < n; i++) {
        struct adil_arena tmp = scratch;
        if (in_force(d, &norm[i].rule) && adil_norm_eval(&tmp, &norm[i], &env).truth == refusing) {
            return true;
        }
    }
    return false;
}

/* A record of which only one field is known: it is the office. */
static struct adil_record naming(struct adil_arena *a, const struct adil_on_day *d, uint32_t n,
                                 uint32_t slot, uint32_t office)
{
    struct adil_datum *value = adil_new(a, struct adil_datum, (n > slot ? n : slot + 1));
    value[slot].known = true;
    value[slot].text = d->book->acts.office[office].rule.id;
    value[slot].date = ADIL_DATE_NONE;
    return (struct adil_record){.value = value};
}

static bool is_name(enum adil_field_type type)
{
    return type == ADIL_FIELD_TEXT || type == ADIL_FIELD_REF || type == ADIL_FIELD_KEY;
}

/* Whether anybody may say the word with the office in the field. */
static bool word_may_name(struct adil_arena scratch, const struct adil_on_day *d, uint32_t word,
                          struct adil_span field, uint32_t office)
{
    const struct adil_act_word *w = &d->book->acts.word[word];
    const struct adil_given *given = adil_word_gives(w, field);
    if (given == NULL || !is_name(given->type)) {
        return true; /* written by the word itself, or by the register */
    }
    const struct adil_register *reg = w->reg != ADIL_NO_WORD ? &d->book->reg[w->reg] : NULL;
    uint32_t n = reg != NULL ? reg->n_fields : w->n_give;
    struct adil_record record = naming(&scratch, d, n, given->slot, office);
    if (refuses(scratch, d, w->norm, w->n_norms, &record, ADIL_FAILS) ||
        (reg != NULL && w->kind == ADIL_ACT_ENTER &&
         refuses(scratch, d, reg->enter, reg->n_enter, &record, ADIL_FAILS))) {
        return false;
    }
    struct adil_giving g = {0};
    while (adil_giving_next(&d->book->acts, &g)) {
        const struct adil_power *p = g.power;
        bool may = g.word == word && is_given(d, &g);
        if (may && p != NULL) {
            may = !refuses(scratch, d, p->when, p->n_when, &record, ADIL_FAILS) &&
                  !refuses(scratch, d, p->unless, p->n_unless, &record, ADIL_HOLDS);
        }
        if (may) {
            return true;
        }
    }
    return false;
}

bool adil_on_day_may_name(struct adil_arena scratch, const struct adil_on_day *d,
                          const struct adil_effect *e, uint32_t word, uint32_t procedure,
                          uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    if (!adil_date_known(d->day) || e->office != ADIL_NO_WORD) {
        return !adil_date_known(d->day) || e->office == office;
    }
    if (word != ADIL_NO_WORD) {
        return word_may_name(scratch, d, word, e->office_from, office);
    }
    for (uint32_t w = 0; w < a->n_words; w++) {
        if (d->word[w] && a->word[w].opens == procedure &&
            word_may_name(scratch, d, w, e->office_from, office)) {
            return true;
        }
    }
    return false;
}

bool adil_on_day_may_elect(struct adil_arena scratch, const struct adil_on_day *d,
                           uint32_t procedure, uint32_t office)
{
    const struct adil_procedure *p = &d->book->acts.procedure[procedure];
    if (p->seats_office_from == ADIL_NO_WORD) {
        return p->seats_office == office;
    }
    if (!adil_date_known(d->day)) {
        return true;
    }
    const struct adil_register *reg = &d->book->reg[p->options];
    struct adil_record record = naming(&scratch, d, reg->n_fields, p->seats_office_from, office);
    return !refuses(scratch, d, reg->enter, reg->n_enter, &record, ADIL_FAILS);
}

/* The i-th day on which other norms may hold than on the day before; false past the last. */
static bool day_of_norms(const struct adil_norm *norm, uint32_t n, uint32_t i,
                         struct adil_date *day)
{
    *day = (struct adil_date){INT32_MIN + 1}; /* before any */
    if (i > 0 && i <= 2 * n) {
        const struct adil_rule *rule = &norm[(i - 1) / 2].rule;
        *day = i % 2 == 0 ? rule->from : rule->until;
    }
    return i <= 2 * n;
}

static bool ever_admit(struct adil_arena scratch, const struct adil_rulebook *book,
                       const struct adil_norm *norm, uint32_t n, const struct adil_record *record)
{
    struct adil_on_day d = {.book = book};
    for (uint32_t i = 0; day_of_norms(norm, n, i, &d.day); i++) {
        if (adil_date_known(d.day) && !refuses(scratch, &d, norm, n, record, ADIL_FAILS)) {
            return true;
        }
    }
    return false;
}

static bool word_ever_names(struct adil_arena scratch, const struct adil_rulebook *book,
                            uint32_t word, struct adil_span field, uint32_t office)
{
    const struct adil_on_day any = {.book = book, .day = ADIL_DATE_NONE};
    const struct adil_act_word *w = &book->acts.word[word];
    const struct adil_given *given = adil_word_gives(w, field);
    if (given == NULL || !is_name(given->type)) {
        return true;
    }
    uint32_t n = w->reg != ADIL_NO_WORD ? book->reg[w->reg].n_fields : w->n_give;
    struct adil_record record = naming(&scratch, &any, n, given->slot, office);
    return ever_admit(scratch, book, w->norm, w->n_norms, &record);
}

bool adil_effect_may_name(struct adil_arena scratch, const struct adil_rulebook *book,
                          const struct adil_effect *e, uint32_t word, uint32_t procedure,
                          uint32_t office)
{
    bool may = e->office == office;
    if (e->office == ADIL_NO_WORD && word != ADIL_NO_WORD) {
        return word_ever_names(scratch, book, word, e->office_from, office);
    }
    for (uint32_t w = 0; w < book->acts.n_words && e->office == ADIL_NO_WORD && !may; w++) {
        may = book->acts.word[w].opens == procedure &&
              word_ever_names(scratch, book, w, e->office_from, office);
    }
    return may;
}

/* ---- offices that count ------------------------------------------------------------------- */

/* What the book says of an office: something at all, and something that counts on the day. */
struct parts {
    bool any;
    bool counts;
};

static void add_part(struct parts *p, bool counts)
{
    p->any = true;
    p->counts = p->counts || counts;
}

static void add_effects(struct parts *p, const struct adil_effects *effects, uint32_t office,
                        bool counts)
{
    for (uint32_t i = 0; i < effects->n; i++) {
        if (effects->effect[i].office == office) {
            add_part(p, counts);
        }
    }
}

static void add_bodies(struct parts *p, const struct adil_on_day *d, uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    for (uint32_t i = 0; i < a->n_bodies; i++) {
        const struct adil_body *b = &a->body[i];
        bool named = b->casting == office || adil_body_has_office(a, i, office) ||
                     (b->reg != ADIL_NO_WORD && a->office[office].of == b->reg);
        for (uint32_t k = 0; k < b->n_by; k++) {
            named = named || b->by[k] == office;
        }
        if (named) {
            add_part(p, adil_on_day_sits(d, i));
        }
    }
}

static bool counts(const struct adil_on_day *d, uint32_t office)
{
    const struct adil_acts *a = &d->book->acts;
    struct parts p = {0};
    struct adil_giving g = {0};
    if (!is_there(d, office)) {
        return false;
    }
    add_bodies(&p, d, office);
    while (adil_giving_next(a, &g)) {
        if (adil_giving_is_to(a, &g, office)) {
            add_part(&p, adil_on_day_gives(d, &g, office));
        }
    }
    for (uint32_t i = 0; i < a->n_words; i++) {
        add_effects(&p, &a->word[i].effects, office, d->word[i]);
    }
    for (uint32_t i = 0; i < a->n_procedures; i++) {
        if (a->procedure[i].seats_office == office) {
            add_part(&p, d->procedure[i]);
        }
        for (uint32_t s = 0; s < a->procedure[i].n_stages; s++) {
            add_effects(&p, &a->procedure[i].stage[s].effects, office, d->procedure[i]);
        }
    }
    for (uint32_t o = 0; o < a->n_offices; o++) {
        for (uint32_t k = 0; k < a->office[o].n_keys_by; k++) {
            if (a->office[o].keys_by[k] == office) {
                add_part(&p, true);
            }
        }
    }
    return !p.any || p.counts;
}

struct adil_on_day adil_on_day_of(struct adil_arena *a, const struct adil_rulebook *book,
                                  struct adil_date day)
{
    const struct adil_acts *acts = &book->acts;
    bool all = !adil_date_known(day);
    bool *word = adil_new(a, bool, acts->n_words);
    bool *procedure = adil_new(a, bool, acts->n_procedures);
    bool *office = adil_new(a, bool, acts->n_offices);
    struct adil_on_day d = {book, day, word, procedure, office};
    if (!all) {
        spread(&d, word, procedure);
    }
    for (uint32_t i = 0; i < acts->n_words && all; i++) {
        word[i] = true;
    }
    for (uint32_t i = 0; i < acts->n_procedures && all; i++) {
        procedure[i] = true;
    }
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        office[i] = all || counts(&d, i);
    }
    return d;
}
