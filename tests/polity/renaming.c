#include "renaming.h"

#include "law/acts.h"
#include "law/edit.h"
#include "law/keys.h"
#include "polity/elections.h"

#include <stdlib.h>
#include <string.h>

/* ---- what stays ----------------------------------------------------------------------------- */

/* The words of phrases, norms, moments and types of fields (docs/phrases.md, docs/rulebook.md), the
 * facts that are always there, and the fields by which acts speak to the machine (docs/design). C
 * knows no other. */
static const char *const kept[] = {
    /* phrases */
    "all all-votes and at ballots cast counted down every exactly for for-options in in-office "
    "invalid is issued keys least less members more most nearest not not-counted of office options "
    "or other present registered rounded seats than to unaccounted up voters votes votes-cast "
    "voting",
    /* norms */
    "after age before contains count day days false month months on one span sum this total true "
    "week weeks where within year years",
    /* moments */
    "case counting election election-day first fourth last next opened previous second stage the "
    "third time working hour hours "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December",
    /* types of fields */
    "by date flag hash key moment number ref set tally text",
    /* tables of figures */
    "admitted adopted list-length spoilt units-won valid",
    /* the holdings of offices, cases, and who is elected */
    "arrived by capacity case elected_on election held holding holdings id office opened option "
    "person procedure seats since stage until",
    /* facts (those of acts: ADIL_ACT_FACTS), and who acts */
    "about called contest day founders from",
    /* fields by which acts speak to the machine (of results: ADIL_RESULT_MEMBERS), what they say */
    "abstain appointed becomes body casting changes choice commitment contests detail elected "
    "explanation fail "
    "no "
    "none pass place reading reason result salt scan seed source typed units vector vkey winner "
    "yes",
#define X(id, name, type) name,
    ADIL_ACT_FACTS(X)
#undef X
};

static bool has_word(const char *list, struct adil_span word)
{
    struct adil_span rest = adil_span_of(list);
    struct adil_span one;
    while (adil_span_cut(&rest, ' ', &one)) {
        struct adil_span part;
        while (adil_span_cut(&one, '.', &part)) {
            if (adil_span_eq(part, word)) {
                return true;
            }
        }
    }
    return false;
}

bool renaming_keeps(struct adil_span word, const struct renaming_odd *odd)
{
    if (odd != NULL && odd->also != NULL && adil_span_is(word, odd->also)) {
        return false;
    }
    bool keeps = odd != NULL && odd->stays != NULL && adil_span_is(word, odd->stays);
    for (size_t i = 0; i < ADIL_COUNT(kept) && !keeps; i++) {
        keeps = has_word(kept[i], word);
    }
    keeps = keeps || adil_result_member(word);
    for (size_t i = 0; i < ADIL_N_STAGE_STATUSES && !keeps; i++) {
        keeps = adil_span_eq(word, adil_stage_statuses[i]);
    }
    return keeps;
}

/* ---- words of a text ------------------------------------------------------------------------ */

static bool is_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

/* The next run from *at on; *before: where it begins. Empty: there is none. */
static struct adil_span next_run(struct adil_span text, size_t *at, size_t *before)
{
    size_t i = *at;
    while (i < text.len && !is_part(text.ptr[i])) {
        i += text.ptr[i] == '\\' ? 2 : 1; /* an escape of JSON is no word */
    }
    size_t from = i < text.len ? i : text.len;
    for (i = from; i < text.len && is_part(text.ptr[i]); i++) {
    }
    *before = from;
    *at = i;
    return adil_span_sub(text, from, i);
}

/* Of Latin letters, not one alone, and not as long as a hash. */
static bool is_name(struct adil_span run)
{
    bool letter =
        run.len > 1 && run.len < 40 &&
        ((run.ptr[0] >= 'a' && run.ptr[0] <= 'z') || (run.ptr[0] >= 'A' && run.ptr[0] <= 'Z'));
    for (size_t i = 0; i < run.len; i++) {
        letter = letter && (unsigned char)run.ptr[i] < 0x80;
    }
    return letter;
}

static struct adil_span renamed(const struct renaming *r, struct adil_span run)
{
    uint32_t low = 0;
    uint32_t high = r->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        int c = adil_span_cmp(r->name[mid], run);
        if (c == 0) {
            return r->as[mid];
        }
        low = c < 0 ? mid + 1 : low;
        high = c < 0 ? high : mid;
    }
    return run;
}

struct adil_span renaming_text(const struct renaming *r, struct adil_arena *perm,
                               struct adil_span text)
{
    struct adil_buf out;
    size_t at = 0;
    size_t from = 0;
    size_t before = 0;
    adil_buf_open(&out, (size_t)1 << 26);
    for (struct adil_span run = next_run(text, &at, &before); run.len > 0;
         run = next_run(text, &at, &before)) {
        adil_buf_put(&out, adil_span_sub(text, from, before));
        adil_buf_put(&out, renamed(r, run));
        from = at;
    }
    adil_buf_put(&out, adil_span_sub(text, from, text.len));
    struct adil_span all = adil_span_copy(perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return all;
}

/* ---- the tree ------------------------------------------------------------------------------- */

/* One walk by the table of keys: it gathers names, or makes the tree anew in others. */
struct pass {
    struct adil_arena *perm;
    const struct renaming *r; /* NULL: names are gathered */
    struct adil_span *name;
    uint32_t n;
    uint32_t cap;
};

static void gather_name(struct pass *p, struct adil_span run)
{
    if (p->n == p->cap) {
        uint32_t cap = p->cap > 0 ? 2 * p->cap : 1024;
        struct adil_span *grown = adil_new(p->perm, struct adil_span, cap);
        if (p->n > 0) {
            memcpy(grown, p->name, p->n * sizeof *grown);
        }
        p->name = grown;
        p->cap = cap;
    }
    p->name[p->n++] = run;
}

/* `names`: it may hold names, not only a sentence that mentions them. */
static struct adil_span pass_text(struct pass *p, struct adil_span text, bool names)
{
    if (p->r != NULL) {
        return renaming_text(p->r, p->perm, text);
    }
    size_t at = 0;
    size_t before = 0;
    for (struct adil_span run = next_run(text, &at, &before); names && run.len > 0;
         run = next_run(text, &at, &before)) {
        if (is_name(run)) {
            gather_name(p, run);
        }
    }
    return text;
}

static bool holds_names(enum adil_key_type type)
{
    static const enum adil_key_type types[] = {
        ADIL_T_ID,    ADIL_T_IDS,    ADIL_T_CODE,  ADIL_T_PHRASE, ADIL_T_PHRASES_BY_N,
        ADIL_T_UNIT,  ADIL_T_GROUP,  ADIL_T_SUM,   ADIL_T_FIELDS, ADIL_T_QUANTITY,
        ADIL_T_GIVEN, ADIL_T_RECORD, ADIL_T_VALUE, ADIL_T_MOVE,
    };
    bool holds = false;
    for (size_t i = 0; i < ADIL_COUNT(types); i++) {
        holds = holds || type == types[i];
    }
    return holds;
}

static bool is_closed(enum adil_key_type type)
{
    struct adil_span words[ADIL_WORDS_MAX];
    return adil_type_words(type, words, ADIL_WORDS_MAX) > 0 || type == ADIL_T_PATHS ||
           type == ADIL_T_DURATION || type == ADIL_T_DATE || type == ADIL_T_OFFSET ||
           type == ADIL_T_COUNT || type == ADIL_T_NUMBER;
}

static const struct adil_node *pass_section(struct pass *p, const struct adil_node *n,
                                            enum adil_section section);

/* Everything below, whatever it is. NOLINTNEXTLINE(misc-no-recursion): as deep as the tree */
static const struct adil_node *pass_any(struct pass *p, const struct adil_node *n, bool names,
                                        bool keys)
{
    if (n->kind == ADIL_NODE_SCALAR) {
        return adil_node_scalar(p->perm, n->place, n->key, pass_text(p, n->text, names));
    }
    struct adil_kids kids = adil_kids_of(p->perm, n, 0);
    for (uint32_t i = 0; i < kids.n; i++) {
        const struct adil_node *c = pass_any(p, kids.at[i], names, keys);
        bool named = n->kind == ADIL_NODE_MAP && keys;
        kids.at[i] = named ? adil_node_keyed(p->perm, c, pass_text(p, c->key, true)) : c;
    }
    return adil_node_of_kids(p->perm, n->kind, n->place, n->key, &kids);
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the tree */
static const struct adil_node *pass_type(struct pass *p, const struct adil_node *n,
                                         enum adil_key_type type, bool names)
{
    enum adil_shape shape = adil_type_info(type)->shape;
    bool all = names || holds_names(type);
    if (is_closed(type)) {
        return n;
    }
    if (shape == ADIL_SHAPE_MAP) {
        return pass_section(p, n, adil_type_item(type));
    }
    if (shape != ADIL_SHAPE_LIST && shape != ADIL_SHAPE_BY_ID && shape != ADIL_SHAPE_VALUES) {
        return pass_any(p, n, all, shape == ADIL_SHAPE_ANY);
    }
    struct adil_kids kids = adil_kids_of(p->perm, n, 0);
    for (uint32_t i = 0; i < kids.n; i++) {
        const struct adil_node *c = kids.at[i];
        struct adil_span key = c->key;
        c = shape == ADIL_SHAPE_VALUES ? pass_type(p, c, adil_type_value(type), all)
                                       : pass_section(p, c, adil_type_item(type));
        kids.at[i] =
            shape == ADIL_SHAPE_LIST ? c : adil_node_keyed(p->perm, c, pass_text(p, key, true));
    }
    return adil_node_of_kids(p->perm, n->kind, n->place, n->key, &kids);
}

/* Keys whose texts are of the grammar, although any text may stand there. */
static bool is_expression(enum adil_section section, struct adil_span key)
{
    return (section == ADIL_S_NORM && (adil_span_is(key, "that") || adil_span_is(key, "is"))) ||
           (section == ADIL_S_DEADLINE && adil_span_is(key, "at"));
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the tree */
static const struct adil_node *pass_section(struct pass *p, const struct adil_node *n,
                                            enum adil_section section)
{
    struct adil_kids kids = adil_kids_of(p->perm, n, 0);
    for (uint32_t i = 0; i < kids.n; i++) {
        const struct adil_key *key = adil_key_find(section, kids.at[i]->key);
        if (key != NULL) {
            kids.at[i] =
                pass_type(p, kids.at[i], key->type, is_expression(section, kids.at[i]->key));
        }
    }
    return adil_node_of_kids(p->perm, n->kind, n->place, n->key, &kids);
}

const struct adil_node *renaming_tree(const struct renaming *r, struct adil_arena *perm,
                                      const struct adil_node *root)
{
    struct pass p = {.perm = perm, .r = r};
    return pass_section(&p, root, ADIL_S_BOOK);
}

/* ---- names ---------------------------------------------------------------------------------- */

static int by_bytes(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static uint32_t place_of_name(const struct renaming *r, struct adil_span name)
{
    const struct adil_span *at =
        r->n == 0 ? NULL : bsearch(&name, r->name, r->n, sizeof name, by_bytes);
    return at == NULL ? UINT32_MAX : (uint32_t)(at - r->name);
}

/* A group in the plural is found by its singular: one made from the other by rule, the names too
 * (docs/phrases.md). */
static uint32_t singular_of(const struct renaming *r, struct adil_arena tmp, struct adil_span name)
{
    if (adil_span_ends(name, ADIL_SPAN("ies"))) {
        return place_of_name(r, adil_fmt(&tmp, "%.*sy", (int)(name.len - 3), name.ptr));
    }
    return adil_span_ends(name, ADIL_SPAN("s"))
               ? place_of_name(r, adil_span_sub(name, 0, name.len - 1))
               : UINT32_MAX;
}

/* In the order of numbers; the last letters are drawn. Capitals stand before small letters. */
static struct adil_span another(struct adil_arena *perm, struct adil_span name, uint32_t number,
                                struct test_rng *rng)
{
    char letter[6];
    for (int d = 3; d >= 0; d--) {
        letter[d] = (char)('a' + number % 26);
        number /= 26;
    }
    letter[4] = (char)('a' + test_rng_below(rng, 18)); /* before 's' */
    letter[5] = (char)('a' + test_rng_below(rng, 18));
    return adil_fmt(perm, "%c%.6s", name.ptr[0] < 'a' ? 'X' : 'x', letter);
}

void renaming_open(struct renaming *r, struct adil_arena *perm, const struct adil_node *root,
                   const struct renaming_odd *odd)
{
    struct test_rng rng = {.state = 20230119};
    struct pass p = {.perm = perm};
    (void)pass_section(&p, root, ADIL_S_BOOK);
    qsort(p.name, p.n, sizeof *p.name, by_bytes);
    *r = (struct renaming){.name = p.name, .as = adil_new(perm, struct adil_span, p.n)};
    uint32_t number = 0;
    for (uint32_t i = 0; i < p.n; i++) {
        if (i + 1 < p.n && adil_span_eq(p.name[i], p.name[i + 1])) {
            continue;
        }
        struct adil_span as = another(perm, p.name[i], number++, &rng);
        if (renaming_keeps(p.name[i], odd)) {
            r->n_kept++;
            continue;
        }
        uint32_t one = singular_of(r, *perm, p.name[i]);
        r->as[r->n] = one < r->n ? adil_fmt(perm, "%.*ss", ADIL_ARG(r->as[one])) : as;
        p.name[r->n++] = p.name[i];
    }
}

/* ---- hashes, and the way back ---------------------------------------------------------------- */

void renaming_hash(struct renaming *r, struct adil_span before, struct adil_span after)
{
    assert_true(r->n_hashes < RENAMING_HASHES_MAX);
    r->hash[r->n_hashes][0] = before;
    r->hash[r->n_hashes++][1] = after;
}

void renaming_back(const struct renaming *r, struct adil_arena *perm, struct renaming *back)
{
    struct renamed_pair {
        struct adil_span as; /* first: by_bytes looks at it */
        struct adil_span name;
    } *pair = adil_new(perm, struct renamed_pair, r->n);
    for (uint32_t i = 0; i < r->n; i++) {
        pair[i] = (struct renamed_pair){r->as[i], r->name[i]};
    }
    qsort(pair, r->n, sizeof *pair, by_bytes);
    *back = *r;
    back->name = adil_new(perm, struct adil_span, r->n);
    back->as = adil_new(perm, struct adil_span, r->n);
    for (uint32_t i = 0; i < r->n; i++) {
        back->name[i] = pair[i].as;
        back->as[i] = pair[i].name;
    }
    for (uint32_t i = 0; i < r->n_hashes; i++) {
        back->hash[i][0] = r->hash[i][1];
        back->hash[i][1] = r->hash[i][0];
    }
}
