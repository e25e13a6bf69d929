/* Ballot papers: which rows of the files belong to each. */
#include "law/compile.h"

uint32_t adil_compile_unit(struct adil_compile *x, struct adil_place place,
                           const struct adil_where *w, struct adil_span name)
{
    if (x->book == NULL) {
        adil_fault(&x->r, place, w, name,
                   ADIL_SPAN("no unit: there is no rulebook that names any"));
        return ADIL_NO_UNIT;
    }
    uint32_t unit = adil_unit_find(&x->book->units, name);
    if (unit == ADIL_NO_UNIT) {
        adil_fault_unit(&x->r, place, w, &x->book->units, name);
    }
    return unit;
}

static uint32_t default_marks(const struct adil_contest *c)
{
    bool several = adil_method_info(c->method)->family == ADIL_FAMILY_PLURALITY;
    return several && c->seats > 1 ? c->seats : 1;
}

static void read_labels(struct adil_compile *x, const struct adil_node *rows, struct adil_paper *p)
{
    p->n_labels = adil_read_words(x->r.perm, rows, &p->label);
    if (p->n_labels == 0) {
        struct adil_span *label = adil_new(x->r.perm, struct adil_span, 1);
        label[0] = p->id;
        p->label = label;
        p->n_labels = 1;
    }
}

static struct adil_paper read_paper(struct adil_compile *x, const struct adil_where *w,
                                    const struct adil_node *n)
{
    struct adil_paper p = {.id = adil_read_text(adil_node_get(n, "id")),
                           .marks = default_marks(x->c),
                           .root = ADIL_NO_UNIT};
    read_labels(x, adil_node_get(n, "rows"), &p);
    const struct adil_node *marks = adil_node_get(n, "marks");
    if (adil_read_count(marks, &p.marks) && p.marks == 0) {
        struct adil_where at = {.up = w, .key = ADIL_SPAN("marks")};
        adil_fault(&x->r, marks->place, &at, ADIL_SPAN("0"), ADIL_SPAN("at least 1"));
    }
    unsigned word = ADIL_ABSENT_UNKNOWN;
    (void)adil_read_word(adil_node_get(n, "absent"), ADIL_T_WORD_ABSENT, &word);
    p.absent = (enum adil_absent)word;
    const struct adil_node *total = adil_node_get(n, "total");
    if (total != NULL) {
        struct adil_where at = {.up = w, .key = ADIL_SPAN("total")};
        p.root = adil_compile_unit(x, total->place, &at, adil_read_text(total));
        p.has_root = true;
    }
    return p;
}

/* Each id once, and each label of one paper only: a row belongs to one ballot paper. */
static void check_papers(struct adil_compile *x, const struct adil_where *w,
                         struct adil_place place, const struct adil_paper *paper, uint32_t n)
{
    struct adil_arena tmp = x->r.scratch;
    uint32_t n_labels = 0;
    for (uint32_t i = 0; i < n; i++) {
        n_labels += paper[i].n_labels;
    }
    struct adil_index_entry *e = adil_new(&tmp, struct adil_index_entry, n + n_labels);
    uint32_t ids = 0;
    for (uint32_t i = 0; i < n; i++) {
        e[ids++] = (struct adil_index_entry){paper[i].id, i};
    }
    uint32_t all = ids;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < paper[i].n_labels; k++) {
            e[all++] = (struct adil_index_entry){paper[i].label[k], i};
        }
    }
    adil_index_sort(e, ids);
    adil_index_sort(e + ids, all - ids);
    for (uint32_t i = 1; i < all; i++) {
        if (i != ids && adil_span_eq(e[i].name, e[i - 1].name)) {
            adil_fault(&x->r, place, w, e[i].name,
                       i < ids ? ADIL_SPAN("each ballot paper once")
                               : ADIL_SPAN("rows that belong to one ballot paper"));
        }
    }
}

static struct adil_paper only_paper(struct adil_compile *x)
{
    struct adil_paper p = {.id = x->c->name, .marks = default_marks(x->c), .root = ADIL_NO_UNIT};
    read_labels(x, NULL, &p);
    return p;
}

static void read_papers(struct adil_compile *x)
{
    const struct adil_node *list = x->entry[ADIL_K_PAPERS].node;
    uint32_t n = list != NULL ? list->n : 1;
    struct adil_paper *paper = adil_new(x->r.perm, struct adil_paper, n);
    struct adil_entry_where w = {0};
    const struct adil_where *at = adil_entry_where(x, ADIL_K_PAPERS, &w);
    if (list == NULL) {
        paper[0] = only_paper(x);
    } else {
        uint32_t i = 0;
        for (const struct adil_node *p = list->first; p != NULL; p = p->next, i++) {
            struct adil_span id = adil_read_text(adil_node_get(p, "id"));
            struct adil_where one = {.up = at, .key = id, .in_list = true, .i = i};
            paper[i] = read_paper(x, &one, p);
        }
        if (n == 0) {
            adil_fault(&x->r, list->place, at, ADIL_SPAN("no ballot paper"),
                       ADIL_SPAN("at least one"));
        }
        check_papers(x, at, list->place, paper, n);
    }
    x->c->paper = paper;
    x->c->n_papers = n;
}

/* `unit`: whose row is the total on every paper that does not say so itself. */
static void apply_root(struct adil_compile *x)
{
    const struct adil_node *node = x->entry[ADIL_K_ROOT].node;
    if (node == NULL) {
        return;
    }
    struct adil_entry_where w = {0};
    uint32_t unit = adil_compile_unit(x, node->place, adil_entry_where(x, ADIL_K_ROOT, &w),
                                      adil_read_text(node));
    struct adil_paper *paper = adil_new(x->r.perm, struct adil_paper, x->c->n_papers);
    for (uint32_t i = 0; i < x->c->n_papers; i++) {
        paper[i] = x->c->paper[i];
        if (!paper[i].has_root) {
            paper[i].has_root = true;
            paper[i].root = unit;
        }
    }
    x->c->paper = paper;
}

void adil_compile_papers(struct adil_compile *x)
{
    read_papers(x);
    apply_root(x);
}
