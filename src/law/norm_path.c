/* Paths of norms: names of fields and registers become numbers here, so that judging compares no
 * names. */
#include "law/norm_tree.h"

bool adil_field_type_parse(struct adil_span word, enum adil_field_type *type)
{
    static const char *const words[] = {
#define X(id, text) text,
        ADIL_FIELD_TYPES(X)
#undef X
    };
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        if (adil_span_is(word, words[i])) {
            *type = (enum adil_field_type)i;
            return true;
        }
    }
    return false;
}

/* What a field is to norms. A word that is no type reads as text: the reader of registers refuses
 * it. */
static enum adil_field_type type_of(const struct adil_field *f)
{
    enum adil_field_type t = ADIL_FIELD_TEXT;
    (void)adil_field_type_parse(f->type, &t);
    if (t == ADIL_FIELD_HASH) {
        return ADIL_FIELD_TEXT;
    }
    return t == ADIL_FIELD_MOMENT || t == ADIL_FIELD_VOTES ? ADIL_FIELD_NUMBER : t;
}

uint32_t adil_field_find(const struct adil_field *f, uint32_t n, struct adil_span id)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_eq(f[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

uint32_t adil_register_find(const struct adil_register *reg, uint32_t n, struct adil_span id)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_eq(reg[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

static uint32_t key_field(const struct adil_register *reg)
{
    uint32_t i = 0;
    while (i < reg->n_fields && type_of(&reg->field[i]) != ADIL_FIELD_KEY) {
        i++;
    }
    return i < reg->n_fields ? i : ADIL_NO_WORD;
}

/* The longest dotted name from here that is an outer value; `x` is moved past it. Names are
 * compared without blanks: "contest . day" is the same name. */
static uint32_t take_outer(const struct adil_norm_scope *scope, struct adil_lex *x)
{
    uint32_t found = ADIL_NO_WORD;
    size_t best = 0;
    struct adil_lex end = *x;
    for (uint32_t i = 0; i < scope->n_outer; i++) {
        struct adil_lex at = *x;
        struct adil_lex want;
        size_t n = 0;
        adil_lex_open(&want, scope->outer[i].id);
        while (want.kind != ADIL_LEX_END && at.kind == want.kind &&
               adil_span_eq(at.token, want.token)) {
            adil_lex_next(&at);
            adil_lex_next(&want);
            n++;
        }
        if (want.kind == ADIL_LEX_END && n > best && !adil_lex_is(&at, ".")) {
            best = n;
            found = i;
            end = at;
        }
    }
    *x = end;
    return found;
}

bool adil_norm_locus_ahead(const struct adil_norm_parse *n)
{
    struct adil_lex x = n->s.lex;
    if (adil_lex_take2(&x, "this", ".")) {
        return true;
    }
    x = n->s.lex;
    return take_outer(n->scope, &x) != ADIL_NO_WORD;
}

static adil_err unknown_field(struct adil_norm_parse *n, const struct adil_register *reg)
{
    uint32_t n_fields = reg != NULL ? reg->n_fields : 0;
    struct adil_span *name =
        adil_new(n->s.perm, struct adil_span, (size_t)n_fields + n->scope->n_outer);
    size_t k = 0;
    for (uint32_t i = 0; i < n_fields; i++) {
        name[k++] = reg->field[i].id;
    }
    for (uint32_t i = 0; i < n->scope->n_outer; i++) {
        name[k++] = n->scope->outer[i].id;
    }
    const char *expected = reg == NULL
                               ? "a known value"
                               : adil_fmt(n->s.perm, "a field of %.*s", ADIL_ARG(reg->id)).ptr;
    return adil_parse_unknown(&n->s, expected, name, k, k);
}

static adil_err take_field(struct adil_norm_parse *n, const struct adil_register *reg,
                           struct adil_locus *l, struct adil_hop hop)
{
    if (l->n_hops == ADIL_NORM_HOPS_MAX) {
        return adil_parse_fail(
            &n->s, adil_fmt(n->s.perm, "at most %d fields in a path", ADIL_NORM_HOPS_MAX));
    }
    hop.field = ADIL_NO_WORD;
    if (n->s.lex.kind == ADIL_LEX_WORD) {
        hop.field = adil_field_find(reg->field, reg->n_fields, n->s.lex.token);
    }
    if (hop.field == ADIL_NO_WORD) {
        return unknown_field(n, reg);
    }
    l->type = type_of(&reg->field[hop.field]);
    l->hop[l->n_hops++] = hop;
    adil_lex_next(&n->s.lex);
    return ADIL_OK;
}

/* The register that field `f` refers to, in which a record is found by its key. */
static adil_err follow(struct adil_norm_parse *n, const struct adil_field *f, struct adil_hop *hop)
{
    bool refers = type_of(f) == ADIL_FIELD_REF || type_of(f) == ADIL_FIELD_KEY;
    hop->reg =
        refers ? adil_register_find(n->scope->reg, n->scope->n_registers, f->of) : ADIL_NO_WORD;
    if (hop->reg == ADIL_NO_WORD) {
        return adil_parse_fail(&n->s, adil_fmt(n->s.perm,
                                               "the end of the path: %.*s refers to no "
                                               "register",
                                               ADIL_ARG(f->id)));
    }
    const struct adil_register *reg = &n->scope->reg[hop->reg];
    hop->key = key_field(reg);
    if (hop->key == ADIL_NO_WORD) {
        return adil_parse_fail(&n->s, adil_fmt(n->s.perm,
                                               "the end of the path: %.*s has no key "
                                               "field",
                                               ADIL_ARG(reg->id)));
    }
    return ADIL_OK;
}

static adil_err take_total(struct adil_norm_parse *n, struct adil_locus *l)
{
    if (!adil_lex_take(&n->s.lex, "total")) {
        return adil_parse_fail(&n->s, ADIL_SPAN("\"total\" after a tally or a set"));
    }
    l->total = true;
    l->of_set = l->type == ADIL_FIELD_SET;
    l->type = ADIL_FIELD_NUMBER;
    return ADIL_OK;
}

/* Fields from `reg` on: a.b.c; NULL: there is no record, so nothing is known. */
static adil_err parse_fields(struct adil_norm_parse *n, const struct adil_register *reg,
                             struct adil_locus *l)
{
    struct adil_hop hop = {.reg = ADIL_NO_WORD, .key = ADIL_NO_WORD};
    if (reg == NULL) {
        return unknown_field(n, NULL);
    }
    for (;;) {
        ADIL_TRY(take_field(n, reg, l, hop));
        const struct adil_field *f = &reg->field[l->hop[l->n_hops - 1].field];
        if (!adil_lex_take(&n->s.lex, ".")) {
            return ADIL_OK;
        }
        if (l->type == ADIL_FIELD_TALLY || l->type == ADIL_FIELD_SET) {
            return take_total(n, l);
        }
        ADIL_TRY(follow(n, f, &hop));
        reg = &n->scope->reg[hop.reg];
    }
}

static const struct adil_register *register_at(const struct adil_norm_scope *scope, uint32_t i)
{
    return i < scope->n_registers ? &scope->reg[i] : NULL;
}

static adil_err parse_locus(struct adil_norm_parse *n, struct adil_locus *l)
{
    uint32_t outer = take_outer(n->scope, &n->s.lex);
    if (outer != ADIL_NO_WORD) {
        l->root = ADIL_ROOT_OUTER;
        l->hop[0].field = outer;
        l->n_hops = 1;
        l->type = type_of(&n->scope->outer[outer]);
        return l->type == ADIL_FIELD_TALLY && adil_lex_take(&n->s.lex, ".") ? take_total(n, l)
                                                                            : ADIL_OK;
    }
    if (adil_lex_take2(&n->s.lex, "this", ".") || n->row == ADIL_NO_WORD) {
        l->root = ADIL_ROOT_SELF;
        return parse_fields(n, register_at(n->scope, n->scope->self), l);
    }
    l->root = ADIL_ROOT_ROW;
    return parse_fields(n, register_at(n->scope, n->row), l);
}

adil_err adil_norm_locus(struct adil_norm_parse *n, struct adil_locus *out)
{
    size_t from = n->s.lex.from;
    *out = (struct adil_locus){.type = ADIL_FIELD_TEXT};
    ADIL_TRY(parse_locus(n, out));
    out->source = adil_span_sub(n->s.lex.text, from, n->s.lex.prev_to);
    return ADIL_OK;
}

static adil_err expect(struct adil_norm_parse *n, const char *sign)
{
    if (!adil_lex_take(&n->s.lex, sign)) {
        return adil_parse_fail(&n->s, adil_fmt(n->s.perm, "\"%s\"", sign));
    }
    return ADIL_OK;
}

static adil_err parse_date_locus(struct adil_norm_parse *n, struct adil_locus *l)
{
    struct adil_lex before = n->s.lex;
    ADIL_TRY(adil_norm_locus(n, l));
    if (l->type != ADIL_FIELD_DATE) {
        n->s.lex = before;
        return adil_parse_fail(&n->s, ADIL_SPAN("a date"));
    }
    return ADIL_OK;
}

/* (from, to: day) */
static adil_err parse_times(struct adil_norm_parse *n, struct adil_path *p, const char *word)
{
    ADIL_TRY(parse_date_locus(n, &p->at));
    ADIL_TRY(expect(n, ","));
    ADIL_TRY(expect(n, word));
    ADIL_TRY(expect(n, ":"));
    ADIL_TRY(parse_date_locus(n, &p->to));
    return expect(n, ")");
}

/* (register where ...), (register.field where ...) */
static adil_err parse_rows(struct adil_norm_parse *n, struct adil_path *p)
{
    const struct adil_norm_scope *scope = n->scope;
    p->reg = adil_register_find(scope->reg, scope->n_registers, n->s.lex.token);
    if (p->reg == ADIL_NO_WORD || n->s.lex.kind != ADIL_LEX_WORD) {
        struct adil_span *name = adil_new(n->s.perm, struct adil_span, scope->n_registers);
        for (uint32_t i = 0; i < scope->n_registers; i++) {
            name[i] = scope->reg[i].id;
        }
        return adil_parse_unknown(&n->s, "a register", name, scope->n_registers,
                                  scope->n_registers);
    }
    p->reg_id = n->s.lex.token;
    adil_lex_next(&n->s.lex);
    n->row = p->reg;
    if (p->kind == ADIL_PATH_SUM) {
        ADIL_TRY(expect(n, "."));
        p->at = (struct adil_locus){.root = ADIL_ROOT_ROW};
        size_t from = n->s.lex.from;
        ADIL_TRY(parse_fields(n, &scope->reg[p->reg], &p->at));
        p->at.source = adil_span_sub(n->s.lex.text, from, n->s.lex.prev_to);
        if (p->at.type != ADIL_FIELD_NUMBER) {
            return adil_parse_fail(&n->s, ADIL_SPAN("a number before this"));
        }
    }
    if (adil_lex_take(&n->s.lex, "where")) {
        ADIL_TRY(adil_norm_where(n, &p->where));
    }
    n->row = ADIL_NO_WORD;
    return expect(n, ")");
}

adil_err adil_norm_path(struct adil_norm_parse *n, const struct adil_path **out)
{
    struct adil_path *p = adil_new(n->s.perm, struct adil_path, 1);
    *out = p;
    p->reg = ADIL_NO_WORD;
    if (adil_lex_take2(&n->s.lex, "age", "(")) {
        p->kind = ADIL_PATH_AGE;
        return parse_times(n, p, "at");
    }
    if (adil_lex_take2(&n->s.lex, "span", "(")) {
        p->kind = ADIL_PATH_TIME;
        return parse_times(n, p, "to");
    }
    if (adil_lex_take2(&n->s.lex, "count", "(")) {
        p->kind = ADIL_PATH_COUNT;
        return parse_rows(n, p);
    }
    if (adil_lex_take2(&n->s.lex, "sum", "(")) {
        p->kind = ADIL_PATH_SUM;
        return parse_rows(n, p);
    }
    p->kind = ADIL_PATH_VALUE;
    return adil_norm_locus(n, &p->at);
}
