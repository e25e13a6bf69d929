#include "cli/law_source.h"

#include "base/file.h"
#include "law/amend.h"

/* ---- which law ------------------------------------------------------------------------------ */

static bool is_log(struct adil_cli *cli, struct adil_span dir)
{
    struct adil_span bytes;
    struct adil_arena tmp = cli->scratch;
    struct adil_span path = adil_fmt(&cli->perm, "%.*s/checkpoint", ADIL_ARG(dir));
    return adil_file_read(&tmp, path, 1 << 16, &bytes, NULL).code == ADIL_C_OK;
}

/* Cuts "@N" off. */
static bool cut_version(struct adil_span *name, uint64_t *version)
{
    size_t at = name->len;
    while (at > 0 && name->ptr[at - 1] != '@' && name->ptr[at - 1] != '/') {
        at--;
    }
    if (at == 0 || name->ptr[at - 1] != '@' ||
        !adil_span_u64(adil_span_sub(*name, at, name->len), UINT32_MAX, version)) {
        return false;
    }
    *name = adil_span_sub(*name, 0, at - 1);
    return true;
}

static adil_err open_version(struct adil_cli *cli, struct adil_span dir, bool numbered,
                             uint64_t version, enum adil_lang lang, struct adil_law_source *out)
{
    const struct adil_law_version *v = NULL;
    ADIL_TRY(adil_logbook_open(cli, dir, ADIL_LOGBOOK_READ, lang, &out->record));
    uint32_t n = adil_polity_laws(out->record->polity, &v);
    version = numbered || n == 0 ? version : n - 1;
    if (version >= n) {
        adil_err err = adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0},
                                 ADIL_SPAN("version"),
                                 adil_fmt(&cli->perm, "%llu", (unsigned long long)version),
                                 adil_fmt(&cli->perm,
                                          "one of the %u versions of this record's law, "
                                          "from 0",
                                          (unsigned)n));
        adil_law_source_close(out);
        return err;
    }
    out->book = v[version].book;
    return ADIL_OK;
}

adil_err adil_law_source_open(struct adil_cli *cli, struct adil_span name, enum adil_lang lang,
                              struct adil_law_source *out)
{
    uint64_t version = 0;
    struct adil_span dir = name;
    bool numbered = cut_version(&dir, &version);
    *out = (struct adil_law_source){NULL, NULL};
    if (is_log(cli, dir)) {
        return open_version(cli, dir, numbered, version, lang, out);
    }
    struct adil_rulebook *book = adil_new(&cli->perm, struct adil_rulebook, 1);
    ADIL_TRY(adil_rulebook_read(&cli->perm, cli->scratch, name, book, &cli->diag));
    out->book = book;
    return ADIL_OK;
}

void adil_law_source_close(struct adil_law_source *s)
{
    adil_logbook_close(s->record);
    s->record = NULL;
}

/* ---- statements ----------------------------------------------------------------------------- */

static bool is_left_out(const struct adil_node *n, const char *const *but, size_t n_but)
{
    for (size_t i = 0; i < n_but; i++) {
        if (adil_span_is(n->key, but[i])) {
            return true;
        }
    }
    return false;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
static void flow_at(struct adil_buf *out, const struct adil_node *n, const char *const *but,
                    size_t n_but, unsigned depth)
{
    if (n->kind == ADIL_NODE_SCALAR || depth == 0) {
        adil_buf_fmt(out, "%.*s", ADIL_ARG(n->text));
        return;
    }
    bool map = n->kind == ADIL_NODE_MAP;
    const char *lead = map ? "{" : "[";
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        if (map && is_left_out(c, but, n_but)) {
            continue;
        }
        adil_buf_str(out, lead);
        if (map) {
            adil_buf_fmt(out, "%.*s: ", ADIL_ARG(c->key));
        }
        flow_at(out, c, NULL, 0, depth - 1);
        lead = ", ";
    }
    adil_buf_str(out, lead[0] == ',' ? "" : lead);
    adil_buf_str(out, map ? "}" : "]");
}

void adil_law_flow(struct adil_buf *out, const struct adil_node *n, const char *const *but,
                   size_t n_but)
{
    flow_at(out, n, but, n_but, ADIL_YAML_DEPTH_MAX);
}

/* ---- differences, for people ---------------------------------------------------------------- */

static struct adil_span scalar_of(const struct adil_node *n, const char *key)
{
    const struct adil_node *v = adil_node_get(n, key);
    return v != NULL && v->kind == ADIL_NODE_SCALAR ? v->text : (struct adil_span){"", 0};
}

/* Whether a list of statements holds the same one. */
static bool holds_same(struct adil_arena a, const struct adil_node *list, const struct adil_node *n)
{
    const struct adil_law_difference *d = NULL;
    if (list == NULL || list->kind != ADIL_NODE_LIST) {
        return list != NULL && adil_law_compare(&a, list, n, &d) == 0;
    }
    for (const struct adil_node *c = list->first; c != NULL; c = c->next) {
        struct adil_arena tmp = a;
        if (adil_law_compare(&tmp, c, n, &d) == 0) {
            return true;
        }
    }
    return false;
}

static void say_statement(struct adil_cli *cli, const char *indent, char sign,
                          const struct adil_node *n)
{
    static const char *const but[] = {"id", "from", "until", "struck", "cite", "mark", "source"};
    struct adil_buf *out = &cli->out;
    struct adil_span from = scalar_of(n, "from");
    struct adil_span until = scalar_of(n, "until");
    struct adil_span struck = scalar_of(n, "struck");
    struct adil_span cite = scalar_of(n, "cite");
    adil_buf_fmt(out, "%s  %c ", indent, sign);
    adil_law_flow(out, n, but, ADIL_COUNT(but));
    adil_buf_fmt(out, "%s%.*s%s%.*s%s%.*s%s%.*s\n", from.len > 0 ? "  from " : "", ADIL_ARG(from),
                 until.len > 0 ? "  until " : "", ADIL_ARG(until),
                 struck.len > 0 ? "  struck from " : "", ADIL_ARG(struck),
                 cite.len > 0 ? "   " : "", ADIL_ARG(cite));
}

/* The versions of one side that the other does not have. */
static void say_side(struct adil_cli *cli, const char *indent, char sign, const struct adil_node *n,
                     const struct adil_node *other)
{
    bool list = n != NULL && n->kind == ADIL_NODE_LIST && n->first != NULL &&
                n->first->kind == ADIL_NODE_MAP;
    if (n == NULL) {
        return;
    }
    if (!list) {
        if (!holds_same(cli->scratch, other, n)) {
            say_statement(cli, indent, sign, n);
        }
        return;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        if (!holds_same(cli->scratch, other, c)) {
            say_statement(cli, indent, sign, c);
        }
    }
}

void adil_law_differences_text(struct adil_cli *cli, const struct adil_node *before,
                               const struct adil_node *after, const char *indent)
{
    const struct adil_law_difference *d = NULL;
    uint32_t n = adil_law_compare(&cli->perm, before, after, &d);
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(&cli->out, "%s%.*s%s\n", indent, ADIL_ARG(d[i].id),
                     d[i].before == NULL  ? "  (new)"
                     : d[i].after == NULL ? "  (taken out)"
                                          : "");
        say_side(cli, indent, '-', d[i].before, d[i].after);
        say_side(cli, indent, '+', d[i].after, d[i].before);
    }
}

/* ---- differences, for programs -------------------------------------------------------------- */

/* NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
static void node_json(struct adil_json *j, const struct adil_node *n, unsigned depth)
{
    if (n == NULL || depth == 0) {
        adil_json_null(j);
        return;
    }
    if (n->kind == ADIL_NODE_SCALAR) {
        adil_json_text(j, n->text);
        return;
    }
    bool map = n->kind == ADIL_NODE_MAP;
    if (map) {
        adil_json_object(j);
    } else {
        adil_json_array(j);
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        if (map) {
            adil_json_key_span(j, c->key);
        }
        node_json(j, c, depth - 1);
    }
    adil_json_end(j);
}

void adil_law_differences_json(struct adil_cli *cli, struct adil_json *j,
                               const struct adil_node *before, const struct adil_node *after)
{
    const struct adil_law_difference *d = NULL;
    uint32_t n = adil_law_compare(&cli->perm, before, after, &d);
    adil_json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_object(j);
        adil_json_key(j, "id");
        adil_json_text(j, d[i].id);
        adil_json_key(j, "before");
        node_json(j, d[i].before, ADIL_YAML_DEPTH_MAX);
        adil_json_key(j, "after");
        node_json(j, d[i].after, ADIL_YAML_DEPTH_MAX);
        adil_json_end(j);
    }
    adil_json_end(j);
}
