/* The canonical JSON form of a law, read back into the tree it was written from. */
#include "law/canonical_read.h"

#include "base/json_read.h"
#include "base/utf8.h"

struct building {
    struct adil_arena *perm;
    struct adil_place place;
    struct adil_node *open[ADIL_JSON_READ_DEPTH]; /* lists and maps around what comes next */
    struct adil_node *last[ADIL_JSON_READ_DEPTH]; /* their last child so far */
    unsigned depth;
    struct adil_span key;
    struct adil_node *root;
    uint32_t n_nodes;
};

static struct adil_node *add_node(struct building *b, enum adil_node_kind kind,
                                  struct adil_span text)
{
    struct adil_node *n = adil_new(b->perm, struct adil_node, 1);
    *n = (struct adil_node){.kind = kind, .place = b->place, .key = b->key, .text = text};
    b->key = ADIL_SPAN("");
    b->n_nodes++;
    if (b->depth == 0) {
        b->root = n;
        return n;
    }
    struct adil_node *up = b->open[b->depth - 1];
    struct adil_node **last = &b->last[b->depth - 1];
    ADIL_ASSERT(up != NULL);
    if (*last == NULL) {
        up->first = n;
    } else {
        (*last)->next = n;
    }
    *last = n;
    up->n++;
    return n;
}

static void open_node(struct building *b, enum adil_node_kind kind)
{
    struct adil_node *n = add_node(b, kind, ADIL_SPAN(""));
    ADIL_ASSERT(b->depth < ADIL_JSON_READ_DEPTH); /* the reader's own limit */
    b->open[b->depth] = n;
    b->last[b->depth++] = NULL;
}

/* What a YAML file may hold as text, in the form it is brought into. */
static bool is_law_text(const struct building *b, struct adil_span text)
{
    return adil_yaml_text_is_well(text) && adil_utf8_is_nfc(*b->perm, text);
}

/* The same key twice would stand side by side: that keys are in order is seen from the hash. */
static bool take_key(struct building *b, struct adil_span key)
{
    const struct adil_node *before = b->last[b->depth - 1];
    b->key = key;
    return key.len > 0 && key.len <= ADIL_YAML_KEY_MAX && is_law_text(b, key) &&
           !(before != NULL && adil_span_eq(before->key, key));
}

/* Takes one event in. False: it has no place in a law. */
static bool take_event(struct building *b, enum adil_json_event e, struct adil_span text)
{
    switch (e) {
    case ADIL_JSON_OBJECT:
    case ADIL_JSON_ARRAY:
        open_node(b, e == ADIL_JSON_OBJECT ? ADIL_NODE_MAP : ADIL_NODE_LIST);
        return true;
    case ADIL_JSON_OBJECT_END:
    case ADIL_JSON_ARRAY_END:
        b->depth--;
        return true;
    case ADIL_JSON_KEY:
        return take_key(b, text);
    case ADIL_JSON_TEXT:
        (void)add_node(b, ADIL_NODE_SCALAR, text);
        return is_law_text(b, text);
    case ADIL_JSON_INT:
    case ADIL_JSON_NUMBER:
    case ADIL_JSON_BOOL:
    case ADIL_JSON_NULL:
    case ADIL_JSON_END:
    case ADIL_JSON_FAULT:
        break;
    }
    return false;
}

adil_err adil_canonical_read(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                             const struct adil_node **root, struct adil_diag *diag)
{
    struct adil_json_reader r;
    struct building b = {.perm = perm, .place = {file, 0}, .key = ADIL_SPAN("")};
    if (bytes.len > ADIL_CANONICAL_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), b.place, ADIL_SPAN("law"),
                         adil_fmt(perm, "%zu bytes", bytes.len),
                         adil_fmt(perm, "at most %d bytes", ADIL_CANONICAL_BYTES_MAX));
    }
    adil_json_read(&r, perm, adil_span_copy(perm, bytes), false);
    for (;;) {
        enum adil_json_event e = adil_json_next(&r);
        if (e == ADIL_JSON_END) {
            *root = b.root;
            return ADIL_OK;
        }
        if (e == ADIL_JSON_FAULT) {
            return adil_json_fault(&r, b.place, ADIL_SPAN("law"), diag);
        }
        if (!take_event(&b, e, r.text)) {
            return adil_fail(diag, ADIL_ERR(INPUT), b.place, ADIL_SPAN("law"),
                             adil_fmt(perm, "what stands before byte %zu", r.at),
                             ADIL_SPAN("texts in normalisation form C without control characters, "
                                       "and each key once"));
        }
        if (b.n_nodes > ADIL_YAML_NODES_MAX) {
            return adil_fail(diag, ADIL_ERR(INPUT), b.place, ADIL_SPAN("law"), ADIL_SPAN("more"),
                             adil_fmt(perm, "at most %d entries", ADIL_YAML_NODES_MAX));
        }
    }
}
