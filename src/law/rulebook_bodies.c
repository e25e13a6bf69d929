/* Bodies, decisions of stages, support and effects: what docs/design/procedures.md describes. */
#include "law/loading.h"

#define TYPE(t) (1U << ADIL_FIELD_##t)

/* ---- bodies ------------------------------------------------------------------------------- */

static void read_sizes(struct adil_loading *l, const struct adil_where *w,
                       const struct adil_node *c, struct adil_body *b)
{
    uint32_t n = 0;
    const struct adil_node *one = adil_node_get(c, "seats");
    const struct adil_node *s = adil_loading_items(adil_node_get(c, "sizes"), ADIL_NODE_LIST, &n);
    struct adil_where list = {.up = w, .key = ADIL_SPAN("sizes")};
    struct adil_body_size *size = adil_new(l->r.perm, struct adil_body_size, (size_t)n + 1);
    if (one != NULL && n > 0) {
        adil_fault(&l->r, one->place, w, ADIL_SPAN("seats and sizes"),
                   ADIL_SPAN("one of them: sizes where the number changed"));
    }
    if (adil_read_count(one, &size[0].seats)) {
        size[0].from = ADIL_DATE_NONE;
        size[0].until = ADIL_DATE_NONE;
        b->n_sizes = 1;
    }
    for (uint32_t i = 0; s != NULL; s = s->next, i++) {
        struct adil_where at = {.up = &list, .in_list = true, .i = i};
        (void)adil_read_count(adil_node_get(s, "seats"), &size[i].seats);
        size[i].from = adil_read_date(adil_node_get(s, "from"));
        size[i].until = adil_read_date(adil_node_get(s, "until"));
        adil_load_span(l, &at, s, size[i].from, size[i].until);
        b->n_sizes = i + 1;
    }
    b->size = size;
}

/* What bodies of others join must have members of its own: one step, no circle. */
static void check_joins(struct adil_loading *l, const struct adil_where *w,
                        const struct adil_node *c, const struct adil_body *b)
{
    const struct adil_node *bodies = adil_node_get(l->book->root, "bodies");
    struct adil_where at = {.up = w, .key = ADIL_SPAN("joins")};
    for (uint32_t i = 0; i < b->n_joins; i++) {
        const struct adil_node *part = bodies->first;
        for (uint32_t k = 0; k < b->joins[i]; k++) {
            part = part->next;
        }
        if (adil_node_get(part, "joins") != NULL) {
            adil_fault(&l->r, c->place, &at, part->key,
                       ADIL_SPAN("a body with members of its own, not one that joins others"));
        }
    }
}

/* The founders, the last of the names, hold no office of the book: they sit nowhere. */
static void check_seated(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *c, const char *key, const uint32_t *list,
                         uint32_t n)
{
    struct adil_where at = {.up = w, .key = adil_span_of(key)};
    for (uint32_t i = 0; i < n; i++) {
        if (list[i] == l->offices.n - 1) {
            adil_fault(&l->r, adil_node_get(c, key)->place, &at, ADIL_SPAN("founders"),
                       ADIL_SPAN("an office of the book"));
        }
    }
}

/* "REGISTER.FIELD". A body that joins others has the factions of these. */
static void read_faction(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *n, struct adil_body *b)
{
    struct adil_where at = {.up = w, .key = ADIL_SPAN("faction")};
    struct adil_span text = adil_read_text(n);
    size_t dot = adil_span_find_byte(text, '.');
    b->faction_reg = ADIL_NO_WORD;
    b->faction_field = ADIL_NO_WORD;
    if (text.len == 0) {
        return;
    }
    if (b->n_offices == 0 && b->reg == ADIL_NO_WORD) {
        adil_fault(&l->r, n->place, &at, text,
                   ADIL_SPAN("nothing: only members of its own have factions here"));
        return;
    }
    const struct adil_rulebook *book = l->book;
    uint32_t reg = adil_register_find(book->reg, book->n_registers, adil_span_sub(text, 0, dot));
    uint32_t field = ADIL_NO_WORD;
    if (reg != ADIL_NO_WORD && dot < text.len) {
        field = adil_field_find(book->reg[reg].field, book->reg[reg].n_fields,
                                adil_span_sub(text, dot + 1, text.len));
    }
    if (field == ADIL_NO_WORD) {
        adil_fault(&l->r, n->place, &at, text, ADIL_SPAN("REGISTER.FIELD of this rulebook"));
        return;
    }
    if (adil_load_is_of(l, &at, n, reg, field, TYPE(TEXT) | TYPE(REF) | TYPE(KEY))) {
        b->faction_reg = reg;
        b->faction_field = field;
    }
}

static void read_body(struct adil_loading *l, const struct adil_where *w, const struct adil_node *c,
                      struct adil_body *b)
{
    struct adil_where when = {.up = w, .key = ADIL_SPAN("when")};
    b->rule = adil_load_head(c, c->key, ADIL_APPLIES_ACT);
    b->name = adil_read_texts(adil_node_get(c, "name"));
    b->n_offices = adil_load_names(l, w, adil_node_get(c, "office"), &l->offices, &b->office);
    b->reg = adil_load_name(l, w, adil_node_get(c, "register"), &l->registers);
    b->n_when = adil_load_norms(l, &when, adil_node_get(c, "when"), b->reg, &b->when);
    b->n_joins = adil_load_names(l, w, adil_node_get(c, "joins"), &l->bodies, &b->joins);
    b->n_by = adil_load_office_list(l, w, adil_node_get(c, "by"), &b->by);
    b->casting = adil_load_name(l, w, adil_node_get(c, "casting"), &l->offices);
    check_seated(l, w, c, "office", b->office, b->n_offices);
    check_seated(l, w, c, "casting", &b->casting, 1);
    read_sizes(l, w, c, b);
    read_faction(l, w, adil_node_get(c, "faction"), b);
    check_joins(l, w, c, b);
    uint32_t ways = (b->n_offices > 0 ? 1U : 0U) + (b->reg != ADIL_NO_WORD ? 1U : 0U) +
                    (b->n_joins > 0 ? 1U : 0U);
    if (ways > 1 || (ways == 0 && b->n_sizes == 0)) {
        adil_fault(&l->r, c->place, w, ways == 0 ? ADIL_SPAN("no members") : ADIL_SPAN("several"),
                   ADIL_SPAN("one of office, register and joins, or seats alone"));
    }
    if (b->n_when > 0 && b->reg == ADIL_NO_WORD) {
        adil_fault(&l->r, c->place, &when, ADIL_SPAN("norms"),
                   ADIL_SPAN("nothing: only records of a register are chosen by norms"));
    }
}

void adil_load_bodies(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "bodies"), ADIL_NODE_MAP, &n);
    struct adil_body *body = adil_new(l->r.perm, struct adil_body, n);
    struct adil_where top = {.key = ADIL_SPAN("bodies")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .key = c->key};
        read_body(l, &w, c, &body[i]);
    }
    acts->body = body;
    acts->n_bodies = n;
}

/* ---- decisions ----------------------------------------------------------------------------- */

static void check_word_kind(struct adil_loading *l, const struct adil_where *w,
                            const struct adil_node *n, const struct adil_acts *acts, uint32_t word,
                            enum adil_act_kind kind)
{
    if (word != ADIL_NO_WORD && acts->word[word].kind != kind) {
        struct adil_where at = {.up = w, .key = n->key};
        adil_fault(
            &l->r, n->place, &at, acts->word[word].rule.id,
            adil_fmt(l->r.perm, "a word of the kind %.*s", ADIL_ARG(adil_act_kind_name(kind))));
    }
}

/* A casting vote needs who has it, and a field in which the act says how it was given. */
static void check_casting(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *n, const struct adil_acts *acts,
                          const struct adil_decision *d)
{
    struct adil_where at = {.up = w, .key = ADIL_SPAN("tie")};
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &acts->body[d->body[i]];
        if (b->casting == ADIL_NO_WORD) {
            adil_fault(
                &l->r, n->place, &at, n->text,
                adil_fmt(l->r.perm, "a casting vote in the body %.*s", ADIL_ARG(b->rule.id)));
        }
    }
    for (uint32_t i = 0; i < d->n_words; i++) {
        const struct adil_act_word *word = &acts->word[d->word[i]];
        const struct adil_given *g = adil_word_gives(word, ADIL_SPAN("casting"));
        if (g == NULL || g->type != ADIL_FIELD_TEXT) {
            adil_fault(&l->r, n->place, &at, n->text,
                       adil_fmt(l->r.perm, "a field casting of type text that %.*s gives",
                                ADIL_ARG(word->rule.id)));
        }
    }
}

/* Votes of their own need members that sign. */
static void check_votes(struct adil_loading *l, const struct adil_where *w,
                        const struct adil_node *n, const struct adil_acts *acts,
                        const struct adil_decision *d)
{
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        const struct adil_body *b = &acts->body[d->body[i]];
        if (b->reg == ADIL_NO_WORD) {
            adil_fault(&l->r, n->place, w, ADIL_SPAN("votes"),
                       adil_fmt(l->r.perm, "a body of a register, which %.*s is not",
                                ADIL_ARG(b->rule.id)));
        }
    }
}

const struct adil_decision *adil_load_decision(struct adil_loading *l, const struct adil_where *up,
                                               const struct adil_node *n, struct adil_span stage,
                                               const struct adil_acts *acts,
                                               const struct adil_names *stages)
{
    static const char *const ends[ADIL_N_DECISION_ENDS] = {
#define X(id, word) word,
        ADIL_DECISION_ENDS(X)
#undef X
    };
    struct adil_where w = {.up = up, .key = ADIL_SPAN("decision")};
    struct adil_where on = {.up = &w, .key = ADIL_SPAN("on")};
    unsigned tie = ADIL_DECIDES_FAILS;
    if (n == NULL || n->kind != ADIL_NODE_MAP) {
        return NULL;
    }
    struct adil_decision *d = adil_new(l->r.perm, struct adil_decision, 1);
    d->rule =
        adil_load_head(n, adil_fmt(l->r.perm, "%.*s.decision", ADIL_ARG(stage)), ADIL_APPLIES_ACT);
    d->n_bodies = adil_load_names(l, &w, adil_node_get(n, "body"), &l->bodies, &d->body);
    d->n_words = adil_load_names(l, &w, adil_node_get(n, "word"), &l->words, &d->word);
    for (uint32_t i = 0; i < d->n_words; i++) {
        check_word_kind(l, &w, adil_node_get(n, "word"), acts, d->word[i], ADIL_ACT_DECIDE);
    }
    d->votes = adil_load_name(l, &w, adil_node_get(n, "votes"), &l->words);
    check_word_kind(l, &w, adil_node_get(n, "votes"), acts, d->votes, ADIL_ACT_VOTE);
    d->quorum = adil_load_phrase(l, &w, adil_node_get(n, "quorum"), &l->book->vocab);
    d->pass = adil_load_phrase(l, &w, adil_node_get(n, "pass"), &l->book->vocab);
    (void)adil_read_word(adil_node_get(n, "tie"), ADIL_T_WORD_TIE, &tie);
    d->tie = (enum adil_decision_tie)tie;
    d->readings = 1;
    (void)adil_read_count(adil_node_get(n, "readings"), &d->readings);
    d->readings = d->readings > 0 ? d->readings : 1;
    for (uint32_t i = 0; i < ADIL_N_DECISION_ENDS; i++) {
        d->to[i] = adil_load_name(l, &on, adil_node_get(adil_node_get(n, "on"), ends[i]), stages);
    }
    if (d->tie == ADIL_DECIDES_CASTING) {
        check_casting(l, &w, adil_node_get(n, "tie"), acts, d);
    }
    if (d->votes != ADIL_NO_WORD) {
        check_votes(l, &w, n, acts, d);
    }
    return d;
}

/* ---- support ------------------------------------------------------------------------------- */

const struct adil_support *adil_load_support(struct adil_loading *l, const struct adil_where *up,
                                             const struct adil_node *n,
                                             const struct adil_act_word *word)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("support")};
    struct adil_where at = {.up = &w, .key = ADIL_SPAN("field")};
    if (n == NULL || n->kind != ADIL_NODE_MAP) {
        return NULL;
    }
    struct adil_support *s = adil_new(l->r.perm, struct adil_support, 1);
    struct adil_span field = adil_read_text(adil_node_get(n, "field"));
    const struct adil_given *g = adil_word_gives(word, field);
    s->rule = adil_load_head(n, adil_fmt(l->r.perm, "%.*s.support", ADIL_ARG(word->rule.id)),
                             ADIL_APPLIES_ACT);
    s->body = adil_load_name(l, &w, adil_node_get(n, "body"), &l->bodies);
    s->least = adil_load_phrase(l, &w, adil_node_get(n, "least"), &l->book->vocab);
    if (g == NULL || g->optional || (g->type != ADIL_FIELD_SET && g->type != ADIL_FIELD_NUMBER)) {
        adil_fault(&l->r, n->place, &at, field,
                   ADIL_SPAN("a field of type set or number that the word gives, always"));
        return NULL;
    }
    s->slot = g->slot;
    s->is_set = g->type == ADIL_FIELD_SET;
    return s;
}

/* ---- effects ------------------------------------------------------------------------------- */

/* The one key that says what kind of effect it is. */
static const struct effect_key {
    const char *key;
    enum adil_effect_kind kind;
    bool from;
} effect_keys[] = {{"seat", ADIL_EFFECT_SEAT, false},
                   {"unseat", ADIL_EFFECT_UNSEAT, false},
                   {"seat-from", ADIL_EFFECT_SEAT, true},
                   {"unseat-from", ADIL_EFFECT_UNSEAT, true}};

static void read_one_effect(struct adil_loading *l, const struct adil_where *w,
                            const struct adil_node *c, struct adil_effect *e)
{
    uint32_t n = 0;
    struct adil_span capacity = adil_read_text(adil_node_get(c, "capacity"));
    *e = (struct adil_effect){.office = ADIL_NO_WORD, .place = c->place};
    for (size_t i = 0; i < ADIL_COUNT(effect_keys); i++) {
        const struct adil_node *key = adil_node_get(c, effect_keys[i].key);
        if (key == NULL) {
            continue;
        }
        n++;
        e->kind = effect_keys[i].kind;
        if (effect_keys[i].from) {
            e->office_from = adil_read_text(key);
        } else {
            e->office = adil_load_name(l, w, key, &l->offices);
        }
    }
    e->person = adil_read_text(adil_node_get(c, "person"));
    e->until = adil_read_text(adil_node_get(c, "until"));
    unsigned gives_up = ADIL_GIVES_UP_NOTHING;
    (void)adil_read_word(adil_node_get(c, "gives-up"), ADIL_T_WORD_GIVES_UP, &gives_up);
    e->gives_up = (enum adil_gives_up)gives_up;
    e->capacity = capacity.len > 0 ? capacity : ADIL_SPAN("appointed");
    if (n != 1) {
        adil_fault(&l->r, c->place, w, n == 0 ? ADIL_SPAN("no effect") : ADIL_SPAN("several"),
                   ADIL_SPAN("one of seat, unseat, seat-from and unseat-from"));
    }
    if (e->office == l->offices.n - 1) {
        adil_fault(&l->r, c->place, w, ADIL_SPAN("founders"), ADIL_SPAN("an office of the book"));
    }
    if (n == 1 && e->kind == ADIL_EFFECT_SEAT && e->person.len == 0) {
        adil_fault(&l->r, c->place, w, ADIL_SPAN("nobody"),
                   ADIL_SPAN("person: the field that says who takes the office"));
    }
}

struct adil_effects adil_load_effects(struct adil_loading *l, const struct adil_where *w,
                                      const struct adil_node *list)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(list, ADIL_NODE_LIST, &n);
    struct adil_effect *e = adil_new(l->r.perm, struct adil_effect, n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where at = {.up = w, .in_list = true, .i = i};
        read_one_effect(l, &at, c, &e[i]);
    }
    return (struct adil_effects){e, n};
}

static void effect_field(struct adil_loading *l, const struct adil_where *w,
                         struct adil_place place, const struct adil_act_word *word,
                         struct adil_span id, unsigned types)
{
    enum adil_field_type type = ADIL_N_FIELD_TYPES;
    if (id.len == 0) {
        return;
    }
    const struct adil_given *g = adil_word_gives(word, id);
    if (g != NULL) {
        type = g->type;
    } else if (word->reg != ADIL_NO_WORD) {
        const struct adil_register *reg = &l->book->reg[word->reg];
        uint32_t f = adil_field_find(reg->field, reg->n_fields, id);
        type = f != ADIL_NO_WORD ? adil_load_type_of(&reg->field[f]) : type;
    }
    if (type == ADIL_N_FIELD_TYPES || (types & (1U << type)) == 0) {
        adil_fault(&l->r, place, w, id,
                   adil_fmt(l->r.perm, "a field of the word %.*s that is a %s",
                            ADIL_ARG(word->rule.id),
                            (types & TYPE(DATE)) != 0 ? "date" : "text, ref, key or set"));
    }
}

void adil_load_effect_fields(struct adil_loading *l, const struct adil_where *w,
                             const struct adil_effects *effects, const struct adil_act_word *word)
{
    const unsigned texts = TYPE(TEXT) | TYPE(REF) | TYPE(KEY);
    for (uint32_t i = 0; i < effects->n; i++) {
        const struct adil_effect *e = &effects->effect[i];
        effect_field(l, w, e->place, word, e->office_from, texts);
        effect_field(l, w, e->place, word, e->person, texts | TYPE(SET));
        effect_field(l, w, e->place, word, e->until, TYPE(DATE));
    }
}
