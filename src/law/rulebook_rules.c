/* Dated rules and norms: heads, versions, and the values a rule sets. */
#include "law/compile.h"
#include "law/loading.h"

/* The first day no longer in force: its end, or the day from which a court struck it. One struck
 * before it began was never in force. */
static struct adil_date until_of(const struct adil_node *n, struct adil_date from)
{
    struct adil_date until = adil_read_date(adil_node_get(n, "until"));
    struct adil_date struck = adil_read_date(adil_node_get(n, "struck"));
    if (!adil_date_known(struck) || (adil_date_known(until) && adil_date_cmp(until, struck) <= 0)) {
        return until;
    }
    return adil_date_known(from) && adil_date_cmp(struck, from) < 0 ? from : struck;
}

struct adil_rule adil_load_head(const struct adil_node *n, struct adil_span id,
                                enum adil_applies applies)
{
    unsigned mark = ADIL_MARK_RECALLED;
    unsigned day = applies;
    (void)adil_read_word(adil_node_get(n, "mark"), ADIL_T_WORD_MARK, &mark);
    (void)adil_read_word(adil_node_get(n, "applies"), ADIL_T_WORD_APPLIES, &day);
    struct adil_date from = adil_read_date(adil_node_get(n, "from"));
    return (struct adil_rule){.id = id,
                              .cite = adil_read_text(adil_node_get(n, "cite")),
                              .source = adil_read_text(adil_node_get(n, "source")),
                              .mark = (enum adil_mark)mark,
                              .from = from,
                              .until = until_of(n, from),
                              .applies = (enum adil_applies)day,
                              .text = adil_read_texts(adil_node_get(n, "text")),
                              .place = n->place};
}

void adil_load_rule_add(struct adil_loading *l, const struct adil_rule *rule,
                        const struct adil_node *node, struct adil_rule_use use)
{
    struct adil_loaded_rule *x = adil_new(l->r.perm, struct adil_loaded_rule, 1);
    *x = (struct adil_loaded_rule){.rule = *rule, .node = node, .use = use};
    *l->last_rule = x;
    l->last_rule = &x->next;
    l->n_rules++;
}

void adil_load_span(struct adil_loading *l, const struct adil_where *w, const struct adil_node *n,
                    struct adil_date from, struct adil_date until)
{
    if (adil_node_get(n, "struck") != NULL) {
        until = adil_read_date(adil_node_get(n, "until")); /* as it was before it was struck */
    }
    if (adil_date_known(from) && adil_date_known(until) && adil_date_cmp(from, until) >= 0) {
        struct adil_where at = {.up = w, .key = ADIL_SPAN("until")};
        const struct adil_node *u = adil_node_get(n, "until");
        adil_fault(&l->r, u->place, &at, u->text,
                   adil_fmt(l->r.perm, "a day after %.*s, its from",
                            ADIL_ARG(adil_date_text(l->r.perm, from))));
    }
}

/* The days that choose a version cannot depend on the version chosen. */
static void check_set(struct adil_loading *l, const struct adil_where *w,
                      const struct adil_node *set)
{
    static const char *const barred[] = {"day", "called"};
    for (size_t i = 0; i < ADIL_COUNT(barred); i++) {
        const struct adil_node *n = adil_node_get(set, barred[i]);
        if (n != NULL) {
            struct adil_where in = {.up = w, .key = ADIL_SPAN("set")};
            struct adil_where at = {.up = &in, .key = n->key};
            adil_fault(&l->r, n->place, &at, ADIL_SPAN("a day set by a rule"),
                       ADIL_SPAN("days in the contest itself: they choose the rule's version"));
        }
    }
}

static void load_rules_section(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "rules"), ADIL_NODE_LIST, &n);
    struct adil_where w = {.key = ADIL_SPAN("rules")};
    struct adil_rule_use use = {.kind = ADIL_RULE_SET, .self = ADIL_NO_WORD, .list = l->n_lists++};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_rule rule =
            adil_load_head(c, adil_read_text(adil_node_get(c, "id")), ADIL_APPLIES_CALL);
        struct adil_where at = {.up = &w, .key = rule.id, .in_list = true, .i = i};
        adil_load_span(l, &at, c, rule.from, rule.until);
        check_set(l, &at, adil_node_get(c, "set"));
        adil_load_rule_add(l, &rule, c, use);
    }
}

/* The book's registers, and behind them what the act gives, where that is judged. */
static struct adil_norm_scope scope_of(struct adil_loading *l, struct adil_rule_use *use)
{
    const struct adil_rulebook *book = l->book;
    struct adil_norm_scope scope = {.reg = book->reg,
                                    .n_registers = book->n_registers,
                                    .self = use->self,
                                    .outer = book->outer,
                                    .n_outer = book->n_outer,
                                    .vocab = &book->vocab};
    if (use->self != ADIL_NO_WORD || l->given == NULL) {
        return scope;
    }
    struct adil_register *all =
        adil_new(l->r.perm, struct adil_register, (size_t)book->n_registers + 1);
    for (uint32_t i = 0; i < book->n_registers; i++) {
        all[i] = book->reg[i];
    }
    all[book->n_registers] = *l->given;
    use->given = l->given;
    scope.reg = all;
    scope.self = scope.n_registers++;
    return scope;
}

static void read_norm(struct adil_loading *l, const struct adil_where *at,
                      const struct adil_node *c, struct adil_rule_use use, struct adil_norm *norm)
{
    const struct adil_norm_scope scope = scope_of(l, &use);
    norm->rule = adil_load_head(c, adil_read_text(adil_node_get(c, "id")), ADIL_APPLIES_ACT);
    adil_load_span(l, at, c, norm->rule.from, norm->rule.until);
    struct adil_span that = adil_read_text(adil_node_get(c, "that"));
    struct adil_span is = adil_read_text(adil_node_get(c, "is"));
    if (that.len > 0 && is.len > 0) { /* else reported with its shape */
        adil_err err =
            adil_norm_parse(l->r.perm, c->place, that, is, &scope, norm, adil_reader_diag(&l->r));
        l->r.n_faults += err.code != ADIL_C_OK;
    }
    use.norm = norm;
    adil_load_rule_add(l, &norm->rule, c, use);
}

uint32_t adil_load_norms(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *list, uint32_t self, const struct adil_norm **out)
{
    uint32_t n = 0;
    const struct adil_node *c = adil_loading_items(list, ADIL_NODE_LIST, &n);
    struct adil_norm *norm = adil_new(l->r.perm, struct adil_norm, n);
    struct adil_rule_use use = {.kind = ADIL_RULE_NORM, .self = self, .list = l->n_lists++};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_span id = adil_read_text(adil_node_get(c, "id"));
        struct adil_where at = {.up = w, .key = id, .in_list = true, .i = i};
        read_norm(l, &at, c, use, &norm[i]);
    }
    *out = norm;
    return n;
}

const struct adil_norm *adil_load_norm(struct adil_loading *l, const struct adil_where *w,
                                       const struct adil_node *n, uint32_t self)
{
    if (n == NULL || n->kind != ADIL_NODE_MAP) {
        return NULL;
    }
    struct adil_norm *norm = adil_new(l->r.perm, struct adil_norm, 1);
    struct adil_rule_use use = {.kind = ADIL_RULE_NORM, .self = self, .list = l->n_lists++};
    read_norm(l, w, n, use, norm);
    return norm;
}

void adil_load_rules(struct adil_loading *l, struct adil_register *reg)
{
    load_rules_section(l);
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "registers"), ADIL_NODE_MAP, &n);
    struct adil_where top = {.key = ADIL_SPAN("registers")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        struct adil_where mid = {.up = &top, .key = reg[i].id};
        struct adil_where w = {.up = &mid, .key = ADIL_SPAN("enter")};
        reg[i].n_enter = adil_load_norms(l, &w, adil_node_get(c, "enter"), i, &reg[i].enter);
    }
}

void adil_load_rule_table(struct adil_loading *l)
{
    uint32_t n = l->n_rules;
    struct adil_rule *rule = adil_new(l->r.perm, struct adil_rule, n);
    const struct adil_node **node = adil_new(l->r.perm, const struct adil_node *, n);
    struct adil_rule_use *use = adil_new(l->r.perm, struct adil_rule_use, n);
    struct adil_index_entry *index = adil_new(l->r.perm, struct adil_index_entry, n);
    uint32_t i = 0;
    for (const struct adil_loaded_rule *x = l->first_rule; x != NULL; x = x->next, i++) {
        rule[i] = x->rule;
        node[i] = x->node;
        use[i] = x->use;
        index[i] = (struct adil_index_entry){rule[i].id, i};
    }
    adil_index_sort(index, n);
    l->book->rule = rule;
    l->book->rule_node = node;
    l->book->rule_use = use;
    l->book->rule_index = index;
    l->book->n_rules = n;
}

/* Reads what a rule sets as if a contest without options followed it alone: phrases, numbers and
 * names are tried although no contest may meet this version on its day. */
static void try_set(struct adil_loading *l, uint32_t i)
{
    struct adil_contest c;
    struct adil_arena perm = l->r.scratch;
    perm.end = perm.beg + (perm.end - perm.beg) / 2;
    struct adil_arena scratch = l->r.scratch;
    scratch.beg = perm.end;
    struct adil_compile x = {
        .r = {&perm, scratch, l->r.diag, l->r.n_faults}, .book = l->book, .c = &c};
    adil_contest_open(&c, &perm, ADIL_SPAN(""), l->book->rule[i].place);
    c.vocab = l->book->vocab;
    adil_compile_rule(&x, &l->book->rule[i], l->book->rule_node[i]);
    adil_compile_none(&x);
    if (x.entry[ADIL_K_PAPERS].node == NULL) { /* names papers that another rule lists */
        x.entry[ADIL_K_LOWER_PAPER] = (struct adil_entry){0};
        x.entry[ADIL_K_UPPER_PAPERS] = (struct adil_entry){0};
    }
    adil_compile_options(&x);
    adil_compile_plain(&x);
    adil_compile_papers(&x);
    adil_compile_special(&x);
    l->r.n_faults = x.r.n_faults;
}

/* What has a fault of shape was reported; the rest can be read. */
static bool is_well_shaped(const struct adil_loading *l, const struct adil_node *rule)
{
    struct adil_arena perm = l->r.scratch;
    perm.end = perm.beg + (perm.end - perm.beg) / 2;
    struct adil_reader quiet = {.perm = &perm, .scratch = l->r.scratch};
    quiet.scratch.beg = perm.end;
    adil_shape_section(&quiet, NULL, rule, ADIL_S_RULE);
    return quiet.n_faults == 0;
}

void adil_load_try_sets(struct adil_loading *l)
{
    for (uint32_t i = 0; i < l->book->n_rules; i++) {
        const struct adil_node *node = l->book->rule_node[i];
        if (l->book->rule_use[i].kind == ADIL_RULE_SET && adil_node_get(node, "set") != NULL &&
            is_well_shaped(l, node)) {
            try_set(l, i);
        }
    }
}
