#include "cli/law_differences.h"

#include "law/amend.h"

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

/* A statement as a line of YAML, without the keys `but`.
 * NOLINTNEXTLINE(misc-no-recursion): as deep as the readers of laws let a tree be */
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
    flow_at(out, n, but, ADIL_COUNT(but), ADIL_YAML_DEPTH_MAX);
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
