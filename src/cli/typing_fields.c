/* Fields of two typings, compared one by one: a name, and a value as it would be typed. */
#include "cli/typing.h"

bool adil_words_have(const struct adil_words *words, struct adil_span word)
{
    bool has = false;
    for (uint32_t i = 0; i < words->n; i++) {
        has = has || adil_span_eq(words->word[i], word);
    }
    return has;
}

struct adil_span adil_words_text(struct adil_arena *a, const struct adil_words *words)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < words->n; i++) {
        text =
            adil_fmt(a, "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "", ADIL_ARG(words->word[i]));
    }
    return text;
}

/* ---- leaves --------------------------------------------------------------------------------- */

/* Scalars below a value, which is one itself where it is no object with members.
 * NOLINTNEXTLINE(misc-no-recursion): as deep as JSON is read */
static uint32_t count_leaves(const struct adil_tree *t)
{
    uint32_t n = 0;
    if (t->kind != ADIL_TREE_OBJECT || t->first == NULL) {
        return 1;
    }
    for (const struct adil_tree *m = t->first; m != NULL; m = m->next) {
        n += count_leaves(m);
    }
    return n;
}

/* Numbers by name as FIELD.NAME; those of a tally's units too, beside its FIELD.total.
 * NOLINTNEXTLINE(misc-no-recursion): as deep as JSON is read */
static void add_leaves(struct adil_arena *perm, struct adil_span field, struct adil_span name,
                       const struct adil_tree *t, struct adil_typed_list *out)
{
    if (t->kind != ADIL_TREE_OBJECT || t->first == NULL) {
        out->typed[out->n++] = (struct adil_typed){name, adil_tree_text(perm, t)};
        return;
    }
    for (const struct adil_tree *m = t->first; m != NULL; m = m->next) {
        struct adil_span dotted =
            field.len > 0 ? adil_fmt(perm, "%.*s.%.*s", ADIL_ARG(field), ADIL_ARG(m->key)) : m->key;
        add_leaves(perm, field.len > 0 ? field : m->key, dotted, m, out);
    }
}

adil_err adil_typing_leaves(struct adil_arena *perm, struct adil_span fields,
                            struct adil_typed_list *out)
{
    struct adil_tree *tree = NULL;
    *out = (struct adil_typed_list){NULL, 0};
    ADIL_TRY(adil_tree_read(perm, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("fields"), fields,
                            &tree, NULL));
    out->typed = adil_new(perm, struct adil_typed, count_leaves(tree));
    if (tree->first != NULL) {
        add_leaves(perm, (struct adil_span){NULL, 0}, (struct adil_span){NULL, 0}, tree, out);
    }
    return ADIL_OK;
}

/* ---- two of them ---------------------------------------------------------------------------- */

static const struct adil_typed *leaf_named(const struct adil_typed_list *l, struct adil_span name)
{
    for (uint32_t i = 0; i < l->n; i++) {
        if (adil_span_eq(l->typed[i].name, name)) {
            return &l->typed[i];
        }
    }
    return NULL;
}

struct adil_words adil_typing_differ(struct adil_arena *perm, const struct adil_typed_list *a,
                                     const struct adil_typed_list *b)
{
    struct adil_words out = {adil_new(perm, struct adil_span, (size_t)a->n + b->n), 0};
    for (uint32_t i = 0; i < a->n; i++) {
        const struct adil_typed *same = leaf_named(b, a->typed[i].name);
        if (same == NULL || !adil_span_eq(same->value, a->typed[i].value)) {
            out.word[out.n++] = a->typed[i].name;
        }
    }
    for (uint32_t i = 0; i < b->n; i++) {
        if (leaf_named(a, b->typed[i].name) == NULL) {
            out.word[out.n++] = b->typed[i].name;
        }
    }
    return out;
}

struct adil_typed_list adil_typing_without(struct adil_arena *perm, const struct adil_typed_list *l,
                                           const struct adil_words *names)
{
    struct adil_typed_list out = {adil_new(perm, struct adil_typed, l->n), 0};
    for (uint32_t i = 0; i < l->n; i++) {
        if (!adil_words_have(names, l->typed[i].name)) {
            out.typed[out.n++] = l->typed[i];
        }
    }
    return out;
}

struct adil_typed_list adil_typing_join(struct adil_arena *perm, const struct adil_typed_list *a,
                                        const struct adil_typed_list *b)
{
    struct adil_typed_list out = {adil_new(perm, struct adil_typed, (size_t)a->n + b->n), 0};
    for (uint32_t i = 0; i < a->n; i++) {
        out.typed[out.n++] = a->typed[i];
    }
    for (uint32_t i = 0; i < b->n; i++) {
        out.typed[out.n++] = b->typed[i];
    }
    return out;
}

/* ---- into canonical form -------------------------------------------------------------------- */

static bool is_machines(struct adil_span name)
{
    return adil_span_is(name, ADIL_TYPED_FIELD) || adil_span_is(name, ADIL_SCAN_FIELD);
}

static adil_err check_not_machines(const struct adil_typed_list *l, struct adil_diag *diag)
{
    adil_err err = ADIL_OK;
    for (uint32_t i = 0; i < l->n; i++) {
        if (is_machines(l->typed[i].name)) {
            err = adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                            l->typed[i].name, ADIL_SPAN("a value"),
                            ADIL_SPAN("nothing: it is filled in; --scan FILE gives the paper"));
        }
    }
    return err;
}

static adil_err check_whole(const struct adil_type_job *job, struct adil_span fields,
                            struct adil_diag *diag)
{
    const struct adil_act_word *w = &job->law->acts.word[job->word];
    struct adil_tree *tree = NULL;
    adil_err err = ADIL_OK;
    ADIL_TRY(adil_tree_read(&job->cli->perm, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("fields"),
                            fields, &tree, diag));
    for (uint32_t i = 0; i < w->n_asked; i++) {
        const struct adil_given *g = &w->give[w->asked[i]];
        if (!g->optional && adil_tree_member(tree, g->id) == NULL) {
            err = adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0}, g->id,
                            ADIL_SPAN("nothing"), ADIL_SPAN("a value: the word always gives it"));
        }
    }
    return err;
}

adil_err adil_typing_compose(const struct adil_type_job *job, const struct adil_typed_list *l,
                             bool whole, struct adil_span *fields, struct adil_diag *diag)
{
    struct adil_cli cli = *job->cli; /* its arenas, with findings of its own */
    struct adil_fields_job compose = {
        .cli = &cli,
        .perm = &job->cli->perm,
        .book = job->book,
        .word = job->law->acts.word[job->word].rule.id,
        .about = job->about,
        .typed = l->typed,
        .n = l->n,
        .dry = true,
    };
    adil_diag_open(&cli.diag, &job->cli->perm);
    ADIL_TRY(check_not_machines(l, diag));
    adil_err err = adil_fields_compose(&compose, fields);
    for (const struct adil_finding *f = cli.diag.first; f != NULL; f = f->next) {
        adil_diag_add(diag, f->severity, f->place, f->field, f->found, f->expected);
    }
    ADIL_TRY(err);
    return whole ? check_whole(job, *fields, diag) : ADIL_OK;
}
