#include "law/compile.h"

const struct adil_where *adil_entry_where(const struct adil_compile *x, enum adil_contest_key key,
                                          struct adil_entry_where *w)
{
    const struct adil_entry *e = &x->entry[key];
    struct adil_where *level = w->level;
    level[3] = (struct adil_where){.key = adil_contest_key_name(key)};
    if (e->by_caller || x->book == NULL) {
        return &level[3];
    }
    if (e->rule == NULL) {
        level[3].up = &x->self;
        return &level[3];
    }
    level[0] = (struct adil_where){.key = ADIL_SPAN("rules")};
    level[1] = (struct adil_where){.up = &level[0], .key = e->rule->id, .in_list = true};
    level[2] = (struct adil_where){.up = &level[1], .key = ADIL_SPAN("set")};
    level[3].up = &level[2];
    return &level[3];
}

void adil_compile_own(struct adil_compile *x, const struct adil_node *contest)
{
    for (const struct adil_node *n = contest->first; n != NULL; n = n->next) {
        enum adil_contest_key key = adil_contest_key_find(n->key);
        if (key != ADIL_N_CONTEST_KEYS) {
            x->entry[key] = (struct adil_entry){.node = n};
        }
    }
}

static struct adil_span who_set(struct adil_arena *a, const struct adil_rule *rule)
{
    return rule == NULL ? ADIL_SPAN("the contest itself")
                        : adil_fmt(a, "rule %.*s", ADIL_ARG(rule->id));
}

void adil_compile_rule(struct adil_compile *x, const struct adil_rule *rule,
                       const struct adil_node *node)
{
    const struct adil_node *set = adil_node_get(node, "set");
    for (const struct adil_node *n = set != NULL ? set->first : NULL; n != NULL; n = n->next) {
        enum adil_contest_key key = adil_contest_key_find(n->key);
        if (key == ADIL_N_CONTEST_KEYS) {
            continue;
        }
        struct adil_entry *e = &x->entry[key];
        if (e->node != NULL) {
            struct adil_where at = {.up = &x->self, .key = n->key};
            adil_fault(&x->r, n->place, &at,
                       adil_fmt(x->r.perm, "set by %.*s and by rule %.*s",
                                ADIL_ARG(who_set(x->r.perm, e->rule)), ADIL_ARG(rule->id)),
                       ADIL_SPAN("one rule in force for each key"));
        }
        *e = (struct adil_entry){.node = n, .rule = rule};
    }
}

/* "majilis-list.threshold" in a contest whose parts name majilis-list: handed on to that part. */
static bool is_for_a_part(const struct adil_compile *x, struct adil_span key)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_span *part = NULL;
    uint32_t n = adil_read_words(&tmp, x->entry[ADIL_K_PARTS].node, &part);
    for (uint32_t i = 0; i < n; i++) {
        if (key.len > part[i].len + 1 && adil_span_starts(key, part[i]) &&
            key.ptr[part[i].len] == '.') {
            return true;
        }
    }
    return false;
}

static adil_err unknown_setting(struct adil_compile *x, struct adil_span key)
{
    struct adil_span name[ADIL_N_CONTEST_KEYS];
    for (size_t i = 0; i < ADIL_N_CONTEST_KEYS; i++) {
        name[i] = adil_contest_key_name((enum adil_contest_key)i);
    }
    struct adil_place place = {ADIL_SPAN("--set"), 0};
    adil_fault_name(&x->r, place, NULL, key, name, ADIL_N_CONTEST_KEYS,
                    ADIL_SPAN("a key of contests"));
    return ADIL_ERR(USAGE);
}

static adil_err take_setting(struct adil_compile *x, const struct adil_setting *s)
{
    enum adil_contest_key key = adil_contest_key_find(s->key);
    if (key == ADIL_N_CONTEST_KEYS) {
        return is_for_a_part(x, s->key) ? ADIL_OK : unknown_setting(x, s->key);
    }
    struct adil_where at = {.key = s->key};
    struct adil_place place = {ADIL_SPAN("--set"), 0};
    struct adil_entry *e = &x->entry[key];
    if (e->by_caller) {
        adil_fault(&x->r, place, &at, ADIL_SPAN("the key a second time"),
                   ADIL_SPAN("each key once"));
        return ADIL_ERR(USAGE);
    }
    const struct adil_node *node = NULL;
    ADIL_TRY(adil_yaml_value(x->r.perm, place.file, s->value, &node, adil_reader_diag(&x->r)));
    if (!adil_key_is_none(adil_contest_key_info(key), node)) {
        adil_shape_value(&x->r, &at, node, adil_contest_key_info(key)->type);
    }
    struct adil_rule *rule = NULL;
    if (x->book != NULL) {
        rule = adil_new(x->r.perm, struct adil_rule, 1);
        *rule = (struct adil_rule){
            .id = ADIL_SPAN("what-if"),
            .cite = adil_fmt(x->r.perm, "%.*s = %.*s", ADIL_ARG(s->key), ADIL_ARG(s->value)),
            .mark = ADIL_MARK_WHAT_IF,
            .from = ADIL_DATE_NONE,
            .until = ADIL_DATE_NONE,
            .place = place};
    }
    *e = (struct adil_entry){.node = node, .rule = rule, .by_caller = true};
    return ADIL_OK;
}

adil_err adil_compile_settings(struct adil_compile *x, const struct adil_setting *set,
                               uint32_t n_set)
{
    enum adil_method before = ADIL_N_METHODS;
    enum adil_method after = ADIL_N_METHODS;
    bool had = adil_method_parse(adil_read_text(x->entry[ADIL_K_METHOD].node), &before);
    for (uint32_t i = 0; i < n_set; i++) {
        ADIL_TRY(take_setting(x, &set[i]));
    }
    bool has = adil_method_parse(adil_read_text(x->entry[ADIL_K_METHOD].node), &after);
    x->method_changed =
        had && has && adil_method_info(before)->family != adil_method_info(after)->family;
    return ADIL_OK;
}

/* "hare, droop, ...": the methods a key is of use to. */
static struct adil_span methods_of(struct adil_arena *a, const struct adil_key *key)
{
    struct adil_span out = ADIL_SPAN("a method it is of use to:");
    const char *between = " ";
    for (size_t m = 0; m < ADIL_N_METHODS; m++) {
        const struct adil_method_info *info = adil_method_info((enum adil_method)m);
        if (adil_key_fits(key, info->family)) {
            out = adil_fmt(a, "%.*s%s%.*s", ADIL_ARG(out), between, ADIL_ARG(info->word));
            between = ", ";
        }
    }
    return out;
}

/* Keys of another family are a mistake, unless the caller changed the family: then those of the
 * rulebook have lost their meaning. */
static void check_families(struct adil_compile *x)
{
    enum adil_family family = adil_method_info(x->c->method)->family;
    for (size_t k = 0; k < ADIL_N_CONTEST_KEYS; k++) {
        struct adil_entry *e = &x->entry[k];
        const struct adil_key *key = adil_contest_key_info((enum adil_contest_key)k);
        if (e->node == NULL || adil_key_fits(key, family)) {
            continue;
        }
        if (!x->method_changed || e->by_caller) {
            struct adil_entry_where w = {0};
            adil_fault(
                &x->r, e->node->place, adil_entry_where(x, (enum adil_contest_key)k, &w),
                adil_fmt(x->r.perm, "method %.*s", ADIL_ARG(adil_method_info(x->c->method)->word)),
                methods_of(x->r.perm, key));
        }
        *e = (struct adil_entry){0};
    }
}

void adil_compile_none(struct adil_compile *x)
{
    for (size_t k = 0; k < ADIL_N_CONTEST_KEYS; k++) {
        struct adil_entry *e = &x->entry[k];
        if (e->node != NULL &&
            adil_key_is_none(adil_contest_key_info((enum adil_contest_key)k), e->node)) {
            x->c->rule_of[k] = e->rule;
            *e = (struct adil_entry){0};
        }
    }
}

bool adil_compile_method(struct adil_compile *x)
{
    const struct adil_entry *e = &x->entry[ADIL_K_METHOD];
    if (!adil_method_parse(adil_read_text(e->node), &x->c->method)) {
        if (e->node == NULL) {
            struct adil_entry_where w = {0};
            adil_fault(&x->r, x->c->place, adil_entry_where(x, ADIL_K_METHOD, &w),
                       ADIL_SPAN("no method"), adil_contest_key_info(ADIL_K_METHOD)->help);
        }
        return false;
    }
    check_families(x);
    return true;
}
