#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): POSIX names it */
#include "law/rulebook.h"

#include "base/file.h"
#include "law/canonical_read.h"
#include "law/loading.h"

#include <string.h>
#include <sys/stat.h>

const struct adil_node *adil_loading_items(const struct adil_node *section,
                                           enum adil_node_kind kind, uint32_t *n)
{
    bool well = section != NULL && section->kind == kind;
    *n = well ? section->n : 0;
    return well ? section->first : NULL;
}

static void load_names(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "names"), ADIL_NODE_MAP, &n);
    struct adil_named *name = adil_new(l->r.perm, struct adil_named, n);
    struct adil_index_entry *index = adil_new(l->r.perm, struct adil_index_entry, n);
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        name[i] = (struct adil_named){c->key, adil_read_texts(c)};
        index[i] = (struct adil_index_entry){c->key, i};
    }
    adil_index_sort(index, n);
    l->book->name = name;
    l->book->n_names = n;
    l->book->name_index = index;
}

bool adil_rulebook_named_day(const struct adil_rulebook *book, struct adil_span id,
                             struct adil_date *day, struct adil_texts *name)
{
    const struct adil_node *dates = adil_node_get(book->root, "dates");
    const struct adil_node *n = dates != NULL ? adil_node_get_span(dates, id) : NULL;
    if (n == NULL) {
        return false;
    }
    *day = adil_read_date(adil_node_get(n, "day"));
    *name = adil_read_texts(adil_node_get(n, "name"));
    return true;
}

static bool is_contest_rule(const struct adil_rulebook *book, struct adil_span id)
{
    uint32_t i = adil_index_get(book->rule_index, book->n_rules, id);
    return i != ADIL_NOT_FOUND && book->rule_use[i].kind == ADIL_RULE_SET;
}

static void unknown_rule(struct adil_loading *l, const struct adil_where *w,
                         const struct adil_node *word)
{
    struct adil_arena tmp = l->r.scratch;
    /* past the faults that are listed nobody reads what is nearest */
    uint32_t n = l->r.n_faults < ADIL_FAULTS_MAX ? l->book->n_rules : 0;
    struct adil_span *name = adil_new(&tmp, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        name[i] = l->book->rule[i].id;
    }
    adil_fault_name(&l->r, word->place, w, word->text, name, n,
                    ADIL_SPAN("the id of a rule of this rulebook"));
}

static void check_follows(struct adil_loading *l, const struct adil_where *w,
                          const struct adil_node *list)
{
    struct adil_where at = {.up = w, .key = ADIL_SPAN("follows")};
    const struct adil_node **word = NULL;
    uint32_t n = adil_read_word_nodes(l->r.perm, list, &word);
    for (uint32_t i = 0; i < n; i++) {
        if (!is_contest_rule(l->book, word[i]->text)) {
            unknown_rule(l, &at, word[i]);
        }
    }
}

static void load_contests(struct adil_loading *l)
{
    uint32_t n = 0;
    const struct adil_node *c =
        adil_loading_items(adil_node_get(l->book->root, "contests"), ADIL_NODE_MAP, &n);
    struct adil_contest_entry *entry = adil_new(l->r.perm, struct adil_contest_entry, n);
    struct adil_index_entry *index = adil_new(l->r.perm, struct adil_index_entry, n);
    struct adil_where w = {.key = ADIL_SPAN("contests")};
    for (uint32_t i = 0; c != NULL; c = c->next, i++) {
        entry[i] = (struct adil_contest_entry){.name = c->key,
                                               .title = adil_read_texts(adil_node_get(c, "title")),
                                               .day = adil_read_date(adil_node_get(c, "day")),
                                               .called = adil_read_date(adil_node_get(c, "called")),
                                               .node = c};
        index[i] = (struct adil_index_entry){c->key, i};
        struct adil_where at = {.up = &w, .key = c->key};
        check_follows(l, &at, adil_node_get(c, "follows"));
    }
    adil_index_sort(index, n);
    l->book->contest = entry;
    l->book->n_contests = n;
    l->book->contest_index = index;
}

static void load(struct adil_loading *l)
{
    struct adil_rulebook *book = l->book;
    adil_shape_section(&l->r, NULL, book->root, ADIL_S_BOOK);
    book->polity = adil_read_texts(adil_node_get(adil_node_get(book->root, "polity"), "name"));
    adil_load_units(l);
    adil_load_groups(l);
    adil_load_vocab(l);
    load_names(l);
    struct adil_register *reg = adil_load_registers(l);
    adil_load_rules(l, reg);
    adil_load_acts(l);
    adil_load_rule_table(l);
    adil_load_try_sets(l);
    load_contests(l);
}

static struct adil_hash hash_of(const struct adil_node *root, struct adil_arena scratch)
{
    struct adil_buf canonical;
    adil_buf_open(&canonical, ADIL_CANONICAL_BYTES_MAX);
    adil_rulebook_canonical(root, scratch, &canonical);
    ADIL_ASSERT(adil_buf_ok(&canonical)); /* escapes of a file within its limit fit */
    struct adil_hash hash = adil_sha256(adil_buf_span(&canonical));
    adil_buf_release(&canonical);
    return hash;
}

/* Fills the book from its tree. */
static adil_err read_book(struct adil_arena *perm, struct adil_arena scratch,
                          struct adil_rulebook *out, struct adil_diag *diag)
{
    struct adil_loading l = {.r = {perm, scratch, diag, 0}, .book = out};
    l.last_rule = &l.first_rule;
    load(&l);
    if (l.r.n_faults > ADIL_FAULTS_MAX) {
        struct adil_place place = {out->file, 0};
        adil_diag_add(diag, ADIL_SEV_ERROR, place, ADIL_SPAN(""),
                      adil_fmt(perm, "%u faults in all, %d of them shown", (unsigned)l.r.n_faults,
                               ADIL_FAULTS_MAX),
                      ADIL_SPAN(""));
    }
    out->hash = hash_of(out->root, scratch);
    return l.r.n_faults == 0 ? ADIL_OK : ADIL_ERR(INPUT);
}

static void open_book(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                      struct adil_rulebook *out)
{
    memset(out, 0, sizeof *out);
    out->file = adil_span_copy(perm, file);
    out->bytes = bytes;
}

adil_err adil_rulebook_of_tree(struct adil_arena *perm, struct adil_arena scratch,
                               struct adil_span file, const struct adil_node *root,
                               struct adil_rulebook *out, struct adil_diag *diag)
{
    ADIL_ASSERT(perm->beg != scratch.beg);
    open_book(perm, file, (struct adil_span){NULL, 0}, out);
    out->root = root;
    return read_book(perm, scratch, out, diag);
}

adil_err adil_rulebook_parse(struct adil_arena *perm, struct adil_arena scratch,
                             struct adil_span file, struct adil_span bytes,
                             struct adil_rulebook *out, struct adil_diag *diag)
{
    ADIL_ASSERT(perm->beg != scratch.beg);
    open_book(perm, file, bytes, out);
    ADIL_TRY(adil_yaml_read(perm, file, bytes, &out->root, diag));
    return read_book(perm, scratch, out, diag);
}

adil_err adil_rulebook_from_canonical(struct adil_arena *perm, struct adil_arena scratch,
                                      struct adil_span file, struct adil_span bytes,
                                      struct adil_rulebook *out, struct adil_diag *diag)
{
    ADIL_ASSERT(perm->beg != scratch.beg);
    open_book(perm, file, bytes, out);
    ADIL_TRY(adil_canonical_read(perm, out->file, bytes, &out->root, diag));
    ADIL_TRY(read_book(perm, scratch, out, diag));
    struct adil_hash hash = adil_sha256(bytes);
    if (memcmp(hash.byte, out->hash.byte, sizeof hash.byte) != 0) {
        struct adil_place place = {out->file, 0};
        return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN("law"),
                         ADIL_SPAN("another form of this law"), ADIL_SPAN("its canonical form"));
    }
    return ADIL_OK;
}

static bool is_folder(struct adil_arena scratch, struct adil_span path)
{
    struct stat st;
    return stat(adil_span_cstr(&scratch, path), &st) == 0 && S_ISDIR(st.st_mode);
}

adil_err adil_rulebook_read(struct adil_arena *perm, struct adil_arena scratch,
                            struct adil_span path, struct adil_rulebook *out,
                            struct adil_diag *diag)
{
    struct adil_span bytes = {NULL, 0};
    if (is_folder(scratch, path)) {
        bool slash = path.len > 0 && path.ptr[path.len - 1] == '/';
        path = adil_fmt(perm, "%.*s%srulebook.yaml", ADIL_ARG(path), slash ? "" : "/");
    }
    ADIL_TRY(adil_file_read(perm, path, ADIL_YAML_BYTES_MAX, &bytes, diag));
    return adil_rulebook_parse(perm, scratch, path, bytes, out, diag);
}
