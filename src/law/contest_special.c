/* Keys with a reader of their own: ties, files, figures by unit, papers of the tiers. */
#include "law/compile.h"

#include "base/file.h"

#include <stdlib.h>

enum { UNIT_LISTS_MAX = 1 << 24 }; /* units times options, with lists by unit */

static void read_ties(struct adil_compile *x)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(&tmp, x->entry[ADIL_K_TIES].node, &word);
    ADIL_ASSERT(n <= ADIL_COUNT(x->c->tie)); /* closed list, each word once */
    for (uint32_t i = 0; i < n; i++) {
        unsigned v = ADIL_TIE_GAP;
        (void)adil_read_word(word[i], ADIL_T_WORDS_TIES, &v);
        x->c->tie[i] = (enum adil_tie_rule)v;
    }
    x->c->n_ties = n;
}

/* A relative path that stays in the rulebook's folder. */
static bool path_stays(struct adil_span path)
{
    struct adil_span rest = path;
    struct adil_span piece;
    if (path.len == 0 || path.ptr[0] == '/' || adil_span_find_byte(path, '\\') < path.len ||
        adil_span_find_byte(path, '\n') < path.len) {
        return false;
    }
    while (adil_span_cut(&rest, '/', &piece)) {
        if (piece.len == 0 || adil_span_is(piece, "..") || adil_span_is(piece, ".")) {
            return false;
        }
    }
    return true;
}

static void read_paths(struct adil_compile *x)
{
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(x->r.perm, x->entry[ADIL_K_VOTES].node, &word);
    struct adil_span *path = adil_new(x->r.perm, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        path[i] = word[i]->text;
        if (x->book == NULL) {
            continue;
        }
        if (!path_stays(path[i])) {
            struct adil_entry_where w = {0};
            adil_fault(&x->r, word[i]->place, adil_entry_where(x, ADIL_K_VOTES, &w), path[i],
                       ADIL_SPAN("a path below the rulebook's folder, without .. or a leading /"));
        }
        path[i] = adil_path_beside(x->r.perm, x->book->file, path[i]);
    }
    x->c->votes_file = path;
    x->c->n_votes_files = n;
}

static int by_parties(const void *a, const void *b)
{
    uint32_t p = ((const struct adil_coalition_threshold *)a)->joined;
    uint32_t q = ((const struct adil_coalition_threshold *)b)->joined;
    return (p > q) - (p < q);
}

static void read_coalition_thresholds(struct adil_compile *x)
{
    const struct adil_node *map = x->entry[ADIL_K_THRESHOLD_COALITIONS].node;
    struct adil_entry_where w = {0};
    const struct adil_where *at = adil_entry_where(x, ADIL_K_THRESHOLD_COALITIONS, &w);
    struct adil_coalition_threshold *t =
        adil_new(x->r.perm, struct adil_coalition_threshold, map->n);
    uint32_t n = 0;
    for (const struct adil_node *c = map->first; c != NULL; c = c->next, n++) {
        uint64_t joined = 0;
        if (!adil_span_u64(c->key, ADIL_COUNT_MAX, &joined) || joined < 2) {
            adil_fault(&x->r, c->place, at, c->key, ADIL_SPAN("a number of joined lists from 2"));
        }
        t[n].joined = (uint32_t)joined;
        t[n].phrase = adil_compile_phrase(x, ADIL_K_THRESHOLD_COALITIONS, c->place, c->text);
    }
    if (n > 1) {
        qsort(t, n, sizeof *t, by_parties);
    }
    for (uint32_t i = 1; i < n; i++) {
        if (t[i].joined == t[i - 1].joined) {
            adil_fault(&x->r, map->place, at, adil_fmt(x->r.perm, "%u twice", t[i].joined),
                       ADIL_SPAN("each number once"));
        }
    }
    x->c->threshold_coalition = t;
    x->c->n_threshold_coalitions = n;
}

static void read_yes(struct adil_compile *x)
{
    const struct adil_node *node = x->entry[ADIL_K_YES].node;
    const struct adil_span *word = NULL;
    uint32_t n = adil_read_words(x->r.perm, node, &word);
    if (n != 1) {
        struct adil_entry_where w = {0};
        adil_fault(&x->r, node->place, adil_entry_where(x, ADIL_K_YES, &w),
                   adil_fmt(x->r.perm, "%u options", (unsigned)n), ADIL_SPAN("one option"));
        return;
    }
    x->c->yes = adil_index_get(x->option, x->c->n_options, word[0]);
}

static void read_unit_seats(struct adil_compile *x)
{
    const struct adil_node *map = x->entry[ADIL_K_SEATS_BY_UNIT].node;
    uint32_t n_units = x->book != NULL ? x->book->units.n : 0;
    uint32_t *seats = adil_new(x->r.perm, uint32_t, n_units);
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        struct adil_entry_where w = {0};
        uint32_t unit =
            adil_compile_unit(x, c->place, adil_entry_where(x, ADIL_K_SEATS_BY_UNIT, &w), c->key);
        if (unit != ADIL_NO_UNIT) {
            (void)adil_read_count(c, &seats[unit]);
        }
    }
    x->c->unit_seats = seats;
}

static void read_one_unit_list(struct adil_compile *x, const struct adil_node *map, uint32_t *row)
{
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        uint32_t option = adil_index_get(x->option, x->c->n_options, c->key);
        if (option != ADIL_NOT_FOUND) {
            (void)adil_read_count(c, &row[option]);
        }
    }
}

static void read_unit_lists(struct adil_compile *x)
{
    const struct adil_node *map = x->entry[ADIL_K_LISTS_BY_UNIT].node;
    size_t n_units = x->book != NULL ? x->book->units.n : 0;
    size_t n = n_units * x->c->n_options;
    struct adil_entry_where w = {0};
    const struct adil_where *at = adil_entry_where(x, ADIL_K_LISTS_BY_UNIT, &w);
    if (n > UNIT_LISTS_MAX) {
        adil_fault(&x->r, map->place, at, adil_fmt(x->r.perm, "%zu units times options", n),
                   adil_fmt(x->r.perm, "at most %d", UNIT_LISTS_MAX));
        return;
    }
    uint32_t *lists = adil_new(x->r.perm, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        lists[i] = ADIL_LENGTH_UNKNOWN;
    }
    for (const struct adil_node *c = map->first; c != NULL; c = c->next) {
        uint32_t unit = adil_compile_unit(x, c->place, at, c->key);
        if (unit != ADIL_NO_UNIT) {
            read_one_unit_list(x, c, lists + (size_t)unit * x->c->n_options);
        }
    }
    x->c->unit_lists = lists;
}

static uint32_t find_paper(struct adil_compile *x, enum adil_contest_key key,
                           struct adil_place place, struct adil_span id)
{
    for (uint32_t i = 0; i < x->c->n_papers; i++) {
        if (adil_span_eq(x->c->paper[i].id, id)) {
            return i;
        }
    }
    struct adil_arena tmp = x->r.scratch;
    struct adil_span *name = adil_new(&tmp, struct adil_span, x->c->n_papers);
    for (uint32_t i = 0; i < x->c->n_papers; i++) {
        name[i] = x->c->paper[i].id;
    }
    struct adil_entry_where w = {0};
    adil_fault_name(&x->r, place, adil_entry_where(x, key, &w), id, name, x->c->n_papers,
                    ADIL_SPAN("a ballot paper of this contest"));
    return 0;
}

static void read_lower_paper(struct adil_compile *x)
{
    const struct adil_node *node = x->entry[ADIL_K_LOWER_PAPER].node;
    x->c->lower_paper = find_paper(x, ADIL_K_LOWER_PAPER, node->place, adil_read_text(node));
}

static void read_upper_papers(struct adil_compile *x)
{
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(x->r.perm, x->entry[ADIL_K_UPPER_PAPERS].node, &word);
    uint32_t *paper = adil_new(x->r.perm, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        paper[i] = find_paper(x, ADIL_K_UPPER_PAPERS, word[i]->place, word[i]->text);
    }
    x->c->upper_paper = paper;
    x->c->n_upper_papers = n;
}

void adil_compile_special(struct adil_compile *x)
{
    static const struct {
        enum adil_contest_key key;
        void (*read)(struct adil_compile *x);
    } readers[] = {
        {ADIL_K_TIES, read_ties},
        {ADIL_K_VOTES, read_paths},
        {ADIL_K_THRESHOLD_COALITIONS, read_coalition_thresholds},
        {ADIL_K_YES, read_yes},
        {ADIL_K_SEATS_BY_UNIT, read_unit_seats},
        {ADIL_K_LISTS_BY_UNIT, read_unit_lists},
        {ADIL_K_LOWER_PAPER, read_lower_paper},
        {ADIL_K_UPPER_PAPERS, read_upper_papers},
    };
    for (size_t i = 0; i < ADIL_COUNT(readers); i++) {
        if (x->entry[readers[i].key].node != NULL) {
            readers[i].read(x);
        }
    }
}
