/* Procedures: their stages and, where there is polling, what registers its figures come from. */
#include "law/index.h"
#include "law/loading.h"

#define TYPE(t) (1U << ADIL_FIELD_##t)

/* What the readers of one procedure share. */
struct reading {
    struct adil_loading *l;
    const struct adil_acts *acts;
    struct adil_names stages; /* stages, then ends */
};

/* ---- stages ------------------------------------------------------------------------------- */

/* `to`: a stage, or for a count a map by the outcome's status. */
static void read_move(struct reading *x, const struct adil_where *up, const struct adil_node *n,
                      struct adil_stage_act *a)
{
    static const struct adil_names statuses = {adil_stage_statuses, ADIL_N_STAGE_STATUSES,
                                               ADIL_SPAN_INIT("a status of an outcome")};
    struct adil_where w = {.up = up, .key = ADIL_SPAN("to")};
    struct adil_reader *r = &x->l->r;
    bool counts = a->word != ADIL_NO_WORD && x->acts->word[a->word].kind == ADIL_ACT_COUNT;
    if (n == NULL || n->kind == ADIL_NODE_SCALAR) {
        a->to = adil_load_name(x->l, up, n, &x->stages);
        return;
    }
    if (n->kind == ADIL_NODE_LIST || !counts) {
        adil_fault(r, n->place, &w,
                   n->kind == ADIL_NODE_LIST ? ADIL_SPAN("a list") : ADIL_SPAN("a map"),
                   ADIL_SPAN("a stage or an end; only a count goes by its outcome's status"));
        return;
    }
    uint32_t *to = adil_new(r->perm, uint32_t, ADIL_N_STAGE_STATUSES);
    for (uint32_t i = 0; i < ADIL_N_STAGE_STATUSES; i++) {
        to[i] = ADIL_NO_WORD;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        struct adil_where at = {.up = &w, .key = c->key};
        uint32_t status = 0;
        while (status < statuses.n && !adil_span_eq(statuses.id[status], c->key)) {
            status++;
        }
        if (status == statuses.n) {
            adil_fault_name(r, c->place, &at, c->key, statuses.id, statuses.n, statuses.what);
        } else {
            to[status] = adil_load_name(x->l, &w, c, &x->stages);
        }
    }
    a->to_by_status = to;
}

static void read_stage_act(struct reading *x, const struct adil_where *w, const struct adil_node *c,
                           struct adil_span stage, struct adil_stage_act *a)
{
    struct adil_loading *l = x->l;
    unsigned next = 0;
    struct adil_span word = adil_read_text(adil_node_get(c, "word"));
    struct adil_span id = adil_fmt(l->r.perm, "%.*s.%.*s", ADIL_ARG(stage), ADIL_ARG(word));
    a->rule = adil_load_head(c, id, ADIL_APPLIES_ACT);
    a->rule.from = ADIL_DATE_NONE; /* its from and until are deadlines */
    a->rule.until = ADIL_DATE_NONE;
    a->word = adil_load_name(l, w, adil_node_get(c, "word"), &l->words);
    a->n_by = adil_load_office_list(l, w, adil_node_get(c, "by"), &a->by);
    a->from = adil_load_name(l, w, adil_node_get(c, "from"), &l->deadlines);
    a->until = adil_load_name(l, w, adil_node_get(c, "until"), &l->deadlines);
    a->to = ADIL_NO_WORD;
    read_move(x, w, adil_node_get(c, "to"), a);
    a->next_round = adil_read_word(adil_node_get(c, "round"), ADIL_T_WORD_ROUND, &next);
    a->repeats = next == 2;
}

static void read_stage(struct reading *x, const struct adil_where *w, const struct adil_node *c,
                       struct adil_stage *s)
{
    struct adil_loading *l = x->l;
    uint32_t n = 0;
    const struct adil_node *acts = adil_loading_items(adil_node_get(c, "acts"), ADIL_NODE_LIST, &n);
    struct adil_stage_act *act = adil_new(l->r.perm, struct adil_stage_act, n);
    struct adil_where list = {.up = w, .key = ADIL_SPAN("acts")};
    s->id = c->key;
    s->name = adil_read_texts(adil_node_get(c, "name"));
    s->until = adil_load_name(l, w, adil_node_get(c, "until"), &l->deadlines);
    s->then = adil_load_name(l, w, adil_node_get(c, "then"), &x->stages);
    if ((adil_node_get(c, "until") == NULL) != (adil_node_get(c, "then") == NULL)) {
        adil_fault(&l->r, c->place, w, ADIL_SPAN("one of until and then"),
                   ADIL_SPAN("both: the deadline and where the case goes; or neither"));
    }
    for (uint32_t i = 0; acts != NULL; acts = acts->next, i++) {
        struct adil_span word = adil_read_text(adil_node_get(acts, "word"));
        struct adil_where at = {.up = &list, .key = word, .in_list = true, .i = i};
        read_stage_act(x, &at, acts, c->key, &act[i]);
    }
    s->act = act;
    s->n_acts = n;
    s->decision =
        adil_load_decision(l, w, adil_node_get(c, "decision"), c->key, x->acts, &x->stages);
}

/* The stage where a case begins. The order of a map's keys says nothing (the canonical form has
 * another), so it is named where there are several. */
static const struct adil_node *first_stage(struct adil_loading *l, const struct adil_where *w,
                                           const struct adil_node *c, const struct adil_node *stage,
                                           uint32_t n)
{
    const struct adil_node *begins = adil_node_get(c, "begins");
    struct adil_where at = {.up = w, .key = ADIL_SPAN("begins")};
    if (begins == NULL && n > 1) {
        adil_fault(&l->r, c->place, &at, ADIL_SPAN("nothing"),
                   ADIL_SPAN("the stage where a case begins"));
    }
    if (begins == NULL || n == 0) {
        return stage;
    }
    const struct adil_node *first = stage;
    while (first != NULL && !adil_span_eq(first->key, adil_read_text(begins))) {
        first = first->next;
    }
    if (first == NULL) {
        adil_fault(&l->r, begins->place, &at, adil_read_text(begins),
                   ADIL_SPAN("a stage of this procedure"));
    }
    return first != NULL ? first : stage;
}

static bool is_end_of(struct adil_loading *l, const struct adil_node *c, struct adil_span id)
{
    struct adil_arena tmp = l->r.scratch;
    const struct adil_span *end = NULL;
    uint32_t n = adil_read_words(&tmp, adil_node_get(c, "ends"), &end);
    bool found = false;
    for (uint32_t i = 0; i < n && !found; i++) {
        found = adil_span_eq(end[i], id);
    }
    return found;
}

/* The stage where a case begins, the other stages, then the ends that are no stage themselves. */
static struct adil_names stage_names(struct adil_loading *l, const struct adil_where *w,
                                     const struct adil_node *c)
{
    uint32_t n = 0;
    const struct adil_span *end = NULL;
    const struct adil_node *stage =
        adil_loading_items(adil_node_get(c, "stages"), ADIL_NODE_MAP, &n);
    uint32_t n_ends = adil_read_words(l->r.perm, adil_node_get(c, "ends"), &end);
    struct adil_span *id = adil_new(l->r.perm, struct adil_span, (size_t)n + n_ends);
    uint32_t k = 0;
    const struct adil_node *first = first_stage(l, w, c, stage, n);
    if (first != NULL) {
        id[k++] = first->key;
    }
    for (; stage != NULL; stage = stage->next) {
        if (stage != first) {
            id[k++] = stage->key;
        }
    }
    for (uint32_t i = 0; i < n_ends; i++) {
        struct adil_where at = {.up = w, .key = ADIL_SPAN("ends")};
        uint32_t s = 0;
        while (s < n && !adil_span_eq(id[s], end[i])) {
            s++;
        }
        if (s == 0 && n > 0) {
            adil_fault(&l->r, c->place, &at, end[i], ADIL_SPAN("not the stage where it begins"));
        }
        if (s == n) {
            id[k++] = end[i];
        }
    }
    return (struct adil_names){id, k, ADIL_SPAN("a stage or an end of this procedure")};
}

/* What may be done in a closed case leads nowhere. */
static void check_end(struct reading *x, const struct adil_where *w, const struct adil_node *c,
                      const struct adil_stage *s)
{
    bool leads = s->until != ADIL_NO_WORD || s->decision != NULL;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        leads = leads || s->act[i].to != ADIL_NO_WORD || s->act[i].to_by_status != NULL;
    }
    if (leads) {
        adil_fault(&x->l->r, c->place, w, ADIL_SPAN("an end that leads on"),
                   ADIL_SPAN("acts that leave the case where it is"));
    }
}

static bool leads_to(const struct adil_stage_act *a, uint32_t stage)
{
    bool leads = a->to == stage;
    for (uint32_t i = 0; a->to_by_status != NULL && i < ADIL_N_STAGE_STATUSES; i++) {
        leads = leads || a->to_by_status[i] == stage;
    }
    return leads;
}

/* Whether an act, a deadline or a decision brings a case to a stage. */
static bool is_come_to(const struct adil_stage *s, uint32_t n, uint32_t stage)
{
    bool leads = false;
    for (uint32_t i = 0; i < n; i++) {
        leads = leads || s[i].then == stage;
        for (uint32_t k = 0; k < s[i].n_acts; k++) {
            leads = leads || leads_to(&s[i].act[k], stage);
        }
        for (uint32_t k = 0; s[i].decision != NULL && k < ADIL_N_DECISION_ENDS; k++) {
            leads = leads || s[i].decision->to[k] == stage;
        }
    }
    return leads;
}

/* A case is opened in the stage where it begins, which is no coming to it. */
static void check_arrival(struct reading *x, const struct adil_where *w, const struct adil_node *on,
                          const struct adil_stage *stage, uint32_t i)
{
    if (i == 0 && !stage[0].is_end && !is_come_to(stage, x->stages.n, 0)) {
        adil_fault(&x->l->r, on->place, w, ADIL_SPAN("the stage where a case begins"),
                   ADIL_SPAN("a stage or an end that a case comes to"));
    }
}

/* What follows where a case comes to. Its fields are those of every word that opens such a case. */
static void read_arrivals(struct reading *x, const struct adil_where *up, const struct adil_node *c,
                          struct adil_stage *stage)
{
    uint32_t n = 0;
    const struct adil_node *on = adil_loading_items(adil_node_get(c, "on"), ADIL_NODE_MAP, &n);
    struct adil_where w = {.up = up, .key = ADIL_SPAN("on")};
    for (; on != NULL; on = on->next) {
        struct adil_where at = {.up = &w, .key = on->key};
        uint32_t i = 0;
        while (i < x->stages.n && !adil_span_eq(x->stages.id[i], on->key)) {
            i++;
        }
        if (i == x->stages.n) {
            adil_fault_name(&x->l->r, on->place, &at, on->key, x->stages.id, x->stages.n,
                            x->stages.what);
            continue;
        }
        check_arrival(x, &at, on, stage, i);
        stage[i].effects = adil_load_effects(x->l, &at, on);
        for (uint32_t k = 0; k < x->acts->n_words; k++) {
            const struct adil_act_word *word = &x->acts->word[k];
            if (word->opens != ADIL_NO_WORD &&
                adil_span_eq(x->l->procedures.id[word->opens], c->key)) {
                adil_load_effect_fields(x->l, &at, &stage[i].effects, word);
            }
        }
    }
}

static void read_stages(struct reading *x, const struct adil_where *w, const struct adil_node *c,
                        struct adil_procedure *p)
{
    uint32_t n = 0;
    const struct adil_node *node =
        adil_loading_items(adil_node_get(c, "stages"), ADIL_NODE_MAP, &n);
    struct adil_where list = {.up = w, .key = ADIL_SPAN("stages")};
    struct adil_stage *stage = adil_new(x->l->r.perm, struct adil_stage, x->stages.n);
    if (n == 0 && adil_node_get(c, "stages") != NULL) {
        adil_fault(&x->l->r, c->place, &list, ADIL_SPAN("no stage"),
                   ADIL_SPAN("at least one: a case begins there"));
    }
    for (; node != NULL; node = node->next) {
        struct adil_where at = {.up = &list, .key = node->key};
        uint32_t i = 0;
        while (!adil_span_eq(x->stages.id[i], node->key)) {
            i++;
        }
        read_stage(x, &at, node, &stage[i]);
        stage[i].is_end = is_end_of(x->l, c, node->key);
        if (stage[i].is_end) {
            check_end(x, &at, node, &stage[i]);
        }
    }
    for (uint32_t i = n; i < x->stages.n; i++) {
        stage[i] = (struct adil_stage){
            .id = x->stages.id[i], .until = ADIL_NO_WORD, .then = ADIL_NO_WORD, .is_end = true};
    }
    read_arrivals(x, w, c, stage);
    p->stage = stage;
    p->n_stages = x->stages.n;
}

/* ---- polling ------------------------------------------------------------------------------ */

/* "issued-in + issued-out" */
static struct adil_field_sum read_sum(struct adil_loading *l, const struct adil_where *up,
                                      const struct adil_node *n, uint32_t reg)
{
    struct adil_field_sum sum = {NULL, 0};
    struct adil_span rest = adil_read_text(n);
    if (rest.len == 0 || reg == ADIL_NO_WORD) {
        return sum;
    }
    struct adil_names fields = adil_load_fields_of(l, reg);
    struct adil_where w = {.up = up, .key = n->key};
    uint32_t *field = adil_new(l->r.perm, uint32_t, rest.len);
    struct adil_span head;
    while (adil_span_cut(&rest, '+', &head)) {
        struct adil_span id = adil_span_trim(head);
        uint32_t f = adil_field_find(l->book->reg[reg].field, fields.n, id);
        if (f == ADIL_NO_WORD) {
            adil_fault_name(&l->r, n->place, &w, id, fields.id, fields.n, fields.what);
        } else if (adil_load_is_of(l, &w, n, reg, f, TYPE(NUMBER))) {
            field[sum.n++] = f;
        }
    }
    sum.field = field;
    return sum;
}

static void read_figures(struct adil_loading *l, const struct adil_where *up,
                         const struct adil_node *map, struct adil_procedure *p)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("figures")};
    p->registered = read_sum(l, &w, adil_node_get(map, "registered"), p->protocols);
    p->issued = read_sum(l, &w, adil_node_get(map, "issued"), p->protocols);
    p->cast = read_sum(l, &w, adil_node_get(map, "cast"), p->protocols);
    p->invalid = read_sum(l, &w, adil_node_get(map, "invalid"), p->protocols);
    p->not_counted = read_sum(l, &w, adil_node_get(map, "not-counted"), p->protocols);
}

static uint32_t word_of_kind(struct reading *x, const struct adil_where *w,
                             const struct adil_node *n, enum adil_act_kind kind)
{
    uint32_t word = adil_load_name(x->l, w, n, &x->l->words);
    if (word != ADIL_NO_WORD && x->acts->word[word].kind != kind) {
        struct adil_where at = {.up = w, .key = n->key};
        adil_fault(
            &x->l->r, n->place, &at, n->text,
            adil_fmt(x->l->r.perm, "a word of the kind %.*s", ADIL_ARG(adil_act_kind_name(kind))));
    }
    return word;
}

static void read_lots(struct reading *x, const struct adil_where *up, const struct adil_node *map,
                      struct adil_procedure *p)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("lots")};
    unsigned missing = 0;
    p->lot_commit = word_of_kind(x, &w, adil_node_get(map, "commit"), ADIL_ACT_COMMIT);
    p->lot_reveal = word_of_kind(x, &w, adil_node_get(map, "reveal"), ADIL_ACT_REVEAL);
    (void)adil_read_count(adil_node_get(map, "least"), &p->lot_least);
    (void)adil_read_word(adil_node_get(map, "missing"), ADIL_T_WORD_MISSING, &missing);
    p->lot_proceeds = missing == 1;
}

static void read_seats(struct adil_loading *l, const struct adil_where *up,
                       const struct adil_node *map, struct adil_procedure *p)
{
    struct adil_where w = {.up = up, .key = ADIL_SPAN("seats")};
    struct adil_span capacity = adil_read_text(adil_node_get(map, "capacity"));
    const struct adil_node *from = adil_node_get(map, "office-from");
    p->seats_office = adil_load_office(l, &w, adil_node_get(map, "office"));
    p->seats_office_from =
        adil_load_field(l, &w, from, p->options, TYPE(TEXT) | TYPE(KEY) | TYPE(REF));
    if (map != NULL && (adil_node_get(map, "office") == NULL) == (from == NULL)) {
        adil_fault(&l->r, map->place, &w, from == NULL ? ADIL_SPAN("neither") : ADIL_SPAN("both"),
                   ADIL_SPAN("office, or office-from"));
    }
    p->seats_capacity = capacity.len > 0 ? capacity : ADIL_SPAN("elected");
    p->seats_person = adil_load_field(l, &w, adil_node_get(map, "person"), p->options,
                                      TYPE(TEXT) | TYPE(KEY) | TYPE(REF) | TYPE(SET));
    p->n_seats_leaves =
        adil_load_names(l, &w, adil_node_get(map, "leaves"), &l->offices, &p->seats_leaves);
}

/* Records of these are found by their place in a case. */
static uint32_t register_per_case(struct reading *x, const struct adil_where *w,
                                  const struct adil_node *n)
{
    uint32_t reg = adil_load_name(x->l, w, n, &x->l->registers);
    if (reg != ADIL_NO_WORD && !x->acts->per_case[reg]) {
        struct adil_where at = {.up = w, .key = n->key};
        adil_fault(&x->l->r, n->place, &at, n->text,
                   ADIL_SPAN("a register whose records belong to a case (per: case)"));
    }
    return reg;
}

/* Below which number of voters a place is counted with another: all three keys or none. */
static void read_smallest(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *c, struct adil_procedure *p)
{
    const struct adil_node *least = adil_node_get(c, "smallest-place");
    const struct adil_node *voters = adil_node_get(c, "place-voters");
    const struct adil_node *with = adil_node_get(c, "counted-with");
    (void)adil_read_count(least, &p->smallest_place);
    p->place_voters = adil_load_field(l, w, voters, p->places, TYPE(NUMBER));
    p->counted_with = adil_load_field(l, w, with, p->places, TYPE(TEXT) | TYPE(REF));
    bool some = least != NULL || voters != NULL || with != NULL;
    bool all = p->place_voters != ADIL_NO_WORD && p->counted_with != ADIL_NO_WORD && least != NULL;
    if (some && !all) {
        p->smallest_place = 0;
        adil_fault(&l->r, c->place, w, ADIL_SPAN("a part of them"),
                   ADIL_SPAN("smallest-place, place-voters and counted-with, with places"));
    }
}

static void read_option_contests(struct adil_loading *l, const struct adil_where *up,
                                 const struct adil_node *n, struct adil_procedure *p)
{
    const struct adil_where w = {.up = up, .key = ADIL_SPAN("option-contests")};
    uint32_t n_contests = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "contests"), ADIL_NODE_MAP, &n_contests);
    struct adil_span *id = adil_new(&l->r.scratch, struct adil_span, n_contests);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        id[i] = c->key;
    }
    const struct adil_names names = {id, n_contests, ADIL_SPAN("a contest of this rulebook")};
    p->n_option_contests = adil_load_names(l, up, n, &names, &p->option_contests);
    if (n != NULL && p->options == ADIL_NO_WORD) {
        adil_fault(&l->r, n->place, &w, ADIL_SPAN("contests without options"),
                   ADIL_SPAN("the register of what stands in them"));
    }
}

static void read_polling(struct reading *x, const struct adil_where *w, const struct adil_node *c,
                         struct adil_procedure *p)
{
    struct adil_loading *l = x->l;
    struct adil_where when = {.up = w, .key = ADIL_SPAN("option-when")};
    p->places = adil_load_name(l, w, adil_node_get(c, "places"), &l->registers);
    p->place_unit = adil_load_field(l, w, adil_node_get(c, "place-unit"), p->places,
                                    TYPE(TEXT) | TYPE(REF) | TYPE(KEY));
    read_smallest(l, w, c, p);
    p->roll = register_per_case(x, w, adil_node_get(c, "roll"));
    p->roll_voters = adil_load_field(l, w, adil_node_get(c, "roll-voters"), p->roll, TYPE(NUMBER));
    if ((p->roll == ADIL_NO_WORD) != (p->roll_voters == ADIL_NO_WORD)) {
        adil_fault(&l->r, c->place, w, ADIL_SPAN("one of roll and roll-voters"),
                   ADIL_SPAN("both: the register, and which of its fields counts the voters"));
    }
    p->options = register_per_case(x, w, adil_node_get(c, "options"));
    p->option_when = adil_load_norm(l, &when, adil_node_get(c, "option-when"), p->options);
    read_option_contests(l, w, adil_node_get(c, "option-contests"), p);
    p->option_papers =
        adil_load_field(l, w, adil_node_get(c, "option-papers"), p->options, TYPE(SET));
    p->option_people =
        adil_load_field(l, w, adil_node_get(c, "option-people"), p->options, TYPE(NUMBER));
    p->protocols = register_per_case(x, w, adil_node_get(c, "protocols"));
    p->votes = adil_load_field(l, w, adil_node_get(c, "votes"), p->protocols, TYPE(VOTES));
    p->turnout = register_per_case(x, w, adil_node_get(c, "turnout"));
    p->opens_at = adil_load_name(l, w, adil_node_get(c, "opens-at"), &l->deadlines);
    p->closes_at = adil_load_name(l, w, adil_node_get(c, "closes-at"), &l->deadlines);
    p->sealed_until = adil_load_name(l, w, adil_node_get(c, "sealed-until"), &l->deadlines);
    read_figures(l, w, adil_node_get(c, "figures"), p);
    read_lots(x, w, adil_node_get(c, "lots"), p);
    read_seats(l, w, adil_node_get(c, "seats"), p);
    if (p->protocols != ADIL_NO_WORD &&
        (adil_node_get(c, "places") == NULL || adil_node_get(c, "votes") == NULL)) {
        adil_fault(&l->r, c->place, w, ADIL_SPAN("protocols without places or votes"),
                   ADIL_SPAN("where they come from, and which field has the votes"));
    }
}

void adil_load_procedures(struct adil_loading *l, struct adil_acts *acts)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "procedures"), ADIL_NODE_MAP, &n);
    struct adil_procedure *p = adil_new(l->r.perm, struct adil_procedure, n);
    struct adil_where top = {.key = ADIL_SPAN("procedures")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where w = {.up = &top, .key = c->key};
        struct reading x = {.l = l, .acts = acts, .stages = stage_names(l, &w, c)};
        p[i].rule = adil_load_head(c, c->key, ADIL_APPLIES_ACT);
        p[i].name = adil_read_texts(adil_node_get(c, "name"));
        read_stages(&x, &w, c, &p[i]);
        read_polling(&x, &w, c, &p[i]);
    }
    acts->procedure = p;
    acts->n_procedures = n;
}
