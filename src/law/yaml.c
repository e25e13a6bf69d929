#include "law/node.h"

#include "base/utf8.h"
#include "law/index.h"

#include <yaml.h>

/* A key must fit libyaml's limit for keys on one line (1024 bytes) however it is written. */

struct frame {
    struct adil_node *node;
    struct adil_node *last;
    struct adil_span key; /* in a map: read, its value is due */
    uint32_t key_line;
    bool has_key;
};

struct builder {
    struct adil_arena *perm;
    struct adil_diag *diag;
    struct adil_span file;
    bool numbered; /* places carry lines */
    struct frame frame[ADIL_YAML_DEPTH_MAX];
    uint32_t depth;
    uint32_t n_nodes;
    uint32_t n_documents;
    struct adil_node *root;
};

static struct adil_place place_at(const struct builder *b, size_t line)
{
    return (struct adil_place){b->file, b->numbered ? (uint32_t)(line + 1) : 0};
}

static adil_err refuse(const struct builder *b, size_t line, struct adil_span found,
                       struct adil_span expected)
{
    return adil_fail(b->diag, ADIL_ERR(INPUT), place_at(b, line), ADIL_SPAN(""), found, expected);
}

/* Controls but tab and line ends, the line separators that YAML 1.1 folds and JSON does not, and
 * a byte order mark inside: text that would not survive being printed and read again. */
static bool is_refused(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
           c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/* Offset of the first code point that is refused (or invalid), s.len when there is none. */
static size_t first_refused(struct adil_span s, bool allow_cr)
{
    size_t at = 0;
    while (at < s.len) {
        uint32_t c = 0;
        size_t n = adil_utf8_next(adil_span_sub(s, at, s.len), &c);
        if (n == 0 || (is_refused(c) && !(allow_cr && c == '\r'))) {
            return at;
        }
        at += n;
    }
    return at;
}

bool adil_yaml_text_is_well(struct adil_span text)
{
    return first_refused(text, false) == text.len;
}

static adil_err check_bytes(const struct builder *b, struct adil_span bytes)
{
    if (bytes.len > ADIL_YAML_BYTES_MAX) {
        return refuse(b, 0, adil_fmt(b->perm, "%zu bytes", bytes.len),
                      adil_fmt(b->perm, "at most %d bytes", ADIL_YAML_BYTES_MAX));
    }
    size_t bad = first_refused(bytes, true);
    if (bad == bytes.len) {
        return ADIL_OK;
    }
    size_t line = 0;
    for (size_t i = 0; i < bad; i++) {
        line += bytes.ptr[i] == '\n';
    }
    return refuse(b, line, adil_span_sub(bytes, bad, bad + 1),
                  ADIL_SPAN("UTF-8 text without control characters"));
}

/* Sorts the keys beyond perm's end, where nothing lives yet: nothing may be allocated until the
 * answer is out. */
static const struct adil_node *find_duplicate(struct adil_arena scratch,
                                              const struct adil_node *map)
{
    struct adil_index_entry *e = adil_new(&scratch, struct adil_index_entry, map->n);
    uint32_t n = 0;
    for (const struct adil_node *c = map->first; c != NULL; c = c->next, n++) {
        e[n] = (struct adil_index_entry){c->key, n};
    }
    adil_index_sort(e, n);
    for (uint32_t i = 1; i < n; i++) {
        if (adil_span_eq(e[i].name, e[i - 1].name)) {
            const struct adil_node *c = map->first;
            for (uint32_t k = 0; c != NULL && k < e[i].value; k++) {
                c = c->next;
            }
            return c;
        }
    }
    return NULL;
}

static adil_err on_close(struct builder *b)
{
    ADIL_ASSERT(b->depth > 0);
    const struct adil_node *node = b->frame[--b->depth].node;
    ADIL_ASSERT(node != NULL);
    bool map = node->kind == ADIL_NODE_MAP && node->n > 1;
    const struct adil_node *again = map ? find_duplicate(*b->perm, node) : NULL;
    if (again == NULL) {
        return ADIL_OK;
    }
    return adil_fail(b->diag, ADIL_ERR(INPUT), again->place, again->key,
                     ADIL_SPAN("the key a second time"), ADIL_SPAN("each key once in a map"));
}

/* Links a node under the open parent; the first one is the root. */
static adil_err attach(struct builder *b, struct adil_node *node, size_t line)
{
    if (++b->n_nodes > ADIL_YAML_NODES_MAX) {
        return refuse(b, line, ADIL_SPAN("more entries"),
                      adil_fmt(b->perm, "at most %d in a file", ADIL_YAML_NODES_MAX));
    }
    node->place = place_at(b, line);
    if (b->depth == 0) {
        b->root = node;
        return ADIL_OK;
    }
    struct frame *f = &b->frame[b->depth - 1];
    ADIL_ASSERT(f->node != NULL);
    if (f->node->kind == ADIL_NODE_MAP) {
        if (!f->has_key) {
            return refuse(b, line, ADIL_SPAN("a list or map as a key"), ADIL_SPAN("a text"));
        }
        node->key = f->key;
        node->place = place_at(b, f->key_line);
        f->has_key = false;
    }
    if (f->last != NULL) {
        f->last->next = node;
    } else {
        f->node->first = node;
    }
    f->last = node;
    f->node->n++;
    return ADIL_OK;
}

static adil_err check_plain(const struct builder *b, size_t line, const yaml_char_t *anchor,
                            const yaml_char_t *tag)
{
    if (anchor != NULL) {
        return refuse(b, line, adil_fmt(b->perm, "the anchor &%s", (const char *)anchor),
                      ADIL_SPAN("no anchors: write the value where it is meant"));
    }
    if (tag != NULL) {
        return refuse(b, line, adil_fmt(b->perm, "the tag %s", (const char *)tag),
                      ADIL_SPAN("no tags: every value is text"));
    }
    return ADIL_OK;
}

static adil_err take_key(struct builder *b, struct frame *f, struct adil_span text, bool plain,
                         size_t line)
{
    if (plain && adil_span_is(text, "<<")) {
        return refuse(b, line, ADIL_SPAN("the merge key <<"), ADIL_SPAN("keys written out"));
    }
    if (text.len == 0 || text.len > ADIL_YAML_KEY_MAX) {
        return refuse(b, line, text.len == 0 ? ADIL_SPAN("an empty key") : text,
                      adil_fmt(b->perm, "a key of 1 to %d bytes", ADIL_YAML_KEY_MAX));
    }
    f->key = text;
    f->key_line = (uint32_t)line;
    f->has_key = true;
    return ADIL_OK;
}

static adil_err on_scalar(struct builder *b, const yaml_event_t *e)
{
    size_t line = e->start_mark.line;
    ADIL_TRY(check_plain(b, line, e->data.scalar.anchor, e->data.scalar.tag));
    struct adil_span raw =
        adil_span_bytes((const char *)e->data.scalar.value, e->data.scalar.length);
    if (first_refused(raw, false) < raw.len) {
        return refuse(b, line, raw, ADIL_SPAN("UTF-8 text without control characters"));
    }
    struct adil_span text = adil_utf8_nfc(b->perm, adil_span_copy(b->perm, raw));
    struct frame *f = b->depth > 0 ? &b->frame[b->depth - 1] : NULL;
    ADIL_ASSERT(f == NULL || f->node != NULL);
    if (f != NULL && f->node->kind == ADIL_NODE_MAP && !f->has_key) {
        return take_key(b, f, text, e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE, line);
    }
    struct adil_node *node = adil_new(b->perm, struct adil_node, 1);
    node->kind = ADIL_NODE_SCALAR;
    node->text = text;
    return attach(b, node, line);
}

static adil_err on_open(struct builder *b, enum adil_node_kind kind, size_t line,
                        const yaml_char_t *anchor, const yaml_char_t *tag)
{
    ADIL_TRY(check_plain(b, line, anchor, tag));
    if (b->depth == ADIL_YAML_DEPTH_MAX) {
        return refuse(b, line, ADIL_SPAN("a list or map nested deeper"),
                      adil_fmt(b->perm, "at most %d levels", ADIL_YAML_DEPTH_MAX));
    }
    struct adil_node *node = adil_new(b->perm, struct adil_node, 1);
    node->kind = kind;
    ADIL_TRY(attach(b, node, line));
    b->frame[b->depth++] = (struct frame){.node = node};
    return ADIL_OK;
}

static adil_err on_document(struct builder *b, const yaml_event_t *e)
{
    size_t line = e->start_mark.line;
    if (++b->n_documents > 1) {
        return refuse(b, line, ADIL_SPAN("a second document"), ADIL_SPAN("one document a file"));
    }
    if (e->data.document_start.version_directive != NULL ||
        e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end) {
        return refuse(b, line, ADIL_SPAN("a % directive"), ADIL_SPAN("none"));
    }
    return ADIL_OK;
}

static adil_err on_event(struct builder *b, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        return on_document(b, e);
    case YAML_ALIAS_EVENT:
        return refuse(b, e->start_mark.line,
                      adil_fmt(b->perm, "the alias *%s", (const char *)e->data.alias.anchor),
                      ADIL_SPAN("no aliases: write the value where it is meant"));
    case YAML_SCALAR_EVENT:
        return on_scalar(b, e);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(b, ADIL_NODE_LIST, e->start_mark.line, e->data.sequence_start.anchor,
                       e->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_open(b, ADIL_NODE_MAP, e->start_mark.line, e->data.mapping_start.anchor,
                       e->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_close(b);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return ADIL_OK;
    }
    ADIL_ASSERT(false); /* an event of another version of libyaml */
    return ADIL_OK;
}

static adil_err parser_failed(const struct builder *b, const yaml_parser_t *p)
{
    if (p->error == YAML_MEMORY_ERROR) {
        return adil_fail(b->diag, ADIL_ERR(LIMIT), place_at(b, 0), ADIL_SPAN(""),
                         ADIL_SPAN("no memory left"), ADIL_SPAN(""));
    }
    struct adil_span what = adil_span_of(p->problem);
    if (p->context != NULL) {
        what = adil_fmt(b->perm, "%s %s", p->context, p->problem != NULL ? p->problem : "");
    }
    return refuse(b, p->problem_mark.line, what, ADIL_SPAN("YAML"));
}

static adil_err build(struct builder *b, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        if (yaml_parser_parse(parser, &event) == 0) {
            return parser_failed(b, parser);
        }
        bool last = event.type == YAML_STREAM_END_EVENT;
        adil_err err = on_event(b, &event);
        yaml_event_delete(&event);
        ADIL_TRY(err);
        if (last) {
            break;
        }
    }
    if (b->root == NULL) {
        return refuse(b, 0, ADIL_SPAN("nothing"), ADIL_SPAN("a YAML document"));
    }
    return ADIL_OK;
}

static adil_err read_tree(struct builder *b, struct adil_span bytes, const struct adil_node **root)
{
    if (adil_span_starts(bytes, ADIL_SPAN("\xef\xbb\xbf"))) {
        bytes = adil_span_sub(bytes, 3, bytes.len);
    }
    ADIL_TRY(check_bytes(b, bytes));
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return adil_fail(b->diag, ADIL_ERR(LIMIT), place_at(b, 0), ADIL_SPAN(""),
                         ADIL_SPAN("no memory left"), ADIL_SPAN(""));
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    const char *input = bytes.len > 0 ? bytes.ptr : "";
    yaml_parser_set_input_string(&parser, (const unsigned char *)input, bytes.len);
    adil_err err = build(b, &parser);
    yaml_parser_delete(&parser);
    *root = b->root;
    return err;
}

adil_err adil_yaml_read(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                        const struct adil_node **root, struct adil_diag *diag)
{
    struct builder b = {.perm = perm, .diag = diag, .numbered = true};
    b.file = adil_span_copy(perm, file);
    return read_tree(&b, bytes, root);
}

adil_err adil_yaml_value(struct adil_arena *perm, struct adil_span source, struct adil_span bytes,
                         const struct adil_node **root, struct adil_diag *diag)
{
    struct builder b = {.perm = perm, .diag = diag, .numbered = false};
    b.file = adil_span_copy(perm, source);
    return read_tree(&b, bytes, root);
}
