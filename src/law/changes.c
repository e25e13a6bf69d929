/* Reading a list of changes. */
#include "law/amend.h"
#include "law/canonical_read.h"
#include "law/reader.h"

#include <string.h>

struct adil_span adil_change_kind_word(enum adil_change_kind kind)
{
    static const struct adil_span words[ADIL_N_CHANGE_KINDS] = {
#define X(id, word) ADIL_SPAN_INIT(word),
        ADIL_CHANGE_KINDS(X)
#undef X
    };
    return words[kind];
}

static adil_err bad_change(struct adil_arena *perm, const struct adil_change *c, const char *key,
                           struct adil_span found, const char *expected, struct adil_diag *diag)
{
    struct adil_span field =
        adil_fmt(perm, "%.*s%s%s", ADIL_ARG(c->id), key[0] != 0 ? "." : "", key);
    return adil_fail(diag, ADIL_ERR(INPUT), c->place, field, found, adil_span_of(expected));
}

static bool is_known_key(struct adil_span key)
{
    if (adil_span_is(key, "id") || adil_span_is(key, "from") || adil_span_is(key, "past")) {
        return true;
    }
    for (unsigned k = 0; k < ADIL_N_CHANGE_KINDS; k++) {
        if (adil_span_eq(key, adil_change_kind_word((enum adil_change_kind)k))) {
            return true;
        }
    }
    return false;
}

/* One of set, end, strike and reaches. */
static adil_err read_kind(struct adil_arena *perm, const struct adil_node *n, struct adil_change *c,
                          struct adil_diag *diag)
{
    uint32_t found = 0;
    for (const struct adil_node *k = n->first; k != NULL; k = k->next) {
        if (!is_known_key(k->key)) {
            return bad_change(perm, c, "", k->key, "id, set, end, strike, reaches, from or past",
                              diag);
        }
    }
    for (unsigned k = 0; k < ADIL_N_CHANGE_KINDS; k++) {
        const struct adil_node *what =
            adil_node_get_span(n, adil_change_kind_word((enum adil_change_kind)k));
        if (what != NULL) {
            c->kind = (enum adil_change_kind)k;
            c->what = what;
            found++;
        }
    }
    return found == 1 ? ADIL_OK
                      : bad_change(perm, c, "", adil_fmt(perm, "%u of them", (unsigned)found),
                                   "one of set, end, strike and reaches", diag);
}

static bool names_version(const struct adil_node *day, struct adil_date from)
{
    struct adil_date d = ADIL_DATE_NONE;
    bool dated = adil_date_parse(day->text, &d);
    return adil_span_is(day->text, "all") ||
           (adil_date_known(from) ? dated && adil_date_cmp(d, from) == 0
                                  : adil_span_is(day->text, "first"));
}

bool adil_change_strikes(const struct adil_change *c, struct adil_date from)
{
    if (c->kind != ADIL_CHANGE_STRIKE) {
        return false;
    }
    if (c->what->kind == ADIL_NODE_SCALAR) {
        return names_version(c->what, from);
    }
    for (const struct adil_node *n = c->what->first; n != NULL; n = n->next) {
        if (names_version(n, from)) {
            return true;
        }
    }
    return false;
}

/* What stands under the kind. */
static adil_err check_what(struct adil_arena *perm, const struct adil_change *c,
                           struct adil_diag *diag)
{
    struct adil_span text = adil_read_text(c->what);
    switch (c->kind) {
    case ADIL_CHANGE_SET:
        return ADIL_OK;
    case ADIL_CHANGE_END:
        return adil_span_is(text, "true") ? ADIL_OK
                                          : bad_change(perm, c, "end", text, "true", diag);
    case ADIL_CHANGE_REACHES:
        return adil_span_is(text, "open") ? ADIL_OK
                                          : bad_change(perm, c, "reaches", text, "open", diag);
    case ADIL_CHANGE_STRIKE:
        break;
    case ADIL_N_CHANGE_KINDS:
        ADIL_ASSERT(false); /* no such kind */
        break;
    }
    const struct adil_node **day = NULL;
    uint32_t n = adil_read_word_nodes(perm, c->what, &day);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_date d;
        if (!adil_span_is(day[i]->text, "all") && !adil_span_is(day[i]->text, "first") &&
            !adil_date_parse(day[i]->text, &d)) {
            return bad_change(perm, c, "strike", day[i]->text,
                              "all, first, or the days on which its versions begin", diag);
        }
    }
    return n > 0 ? ADIL_OK
                 : bad_change(perm, c, "strike", ADIL_SPAN("nothing"),
                              "all, first, or the days on which its versions begin", diag);
}

static adil_err read_past(struct adil_arena *perm, const struct adil_node *past,
                          struct adil_change *c, struct adil_diag *diag)
{
    struct adil_span text = adil_read_text(past);
    c->reopens = adil_span_is(text, "reopened");
    if (c->kind != ADIL_CHANGE_STRIKE) {
        return past == NULL ? ADIL_OK
                            : bad_change(perm, c, "past", text,
                                         "nothing: what was done stands, but for a strike", diag);
    }
    return c->reopens || adil_span_is(text, "stands")
               ? ADIL_OK
               : bad_change(perm, c, "past", past == NULL ? ADIL_SPAN("nothing") : text,
                            "stands, or reopened", diag);
}

static adil_err read_change(struct adil_arena *perm, const struct adil_node *n,
                            struct adil_change *c, struct adil_diag *diag)
{
    const struct adil_node *from = adil_node_get(n, "from");
    *c = (struct adil_change){
        .id = adil_read_text(adil_node_get(n, "id")), .from = ADIL_DATE_NONE, .place = n->place};
    if (n->kind != ADIL_NODE_MAP || c->id.len == 0) {
        return bad_change(perm, c, "", ADIL_SPAN("no id"),
                          "a change: a map with the id of a statement", diag);
    }
    ADIL_TRY(read_kind(perm, n, c, diag));
    ADIL_TRY(check_what(perm, c, diag));
    ADIL_TRY(read_past(perm, adil_node_get(n, "past"), c, diag));
    if (from != NULL && !adil_date_parse(adil_read_text(from), &c->from)) {
        return bad_change(perm, c, "from", adil_read_text(from), "a day as YYYY-MM-DD", diag);
    }
    return ADIL_OK;
}

adil_err adil_changes_of(struct adil_arena *perm, const struct adil_node *root,
                         struct adil_changes *out, struct adil_diag *diag)
{
    bool well = root->kind == ADIL_NODE_LIST && root->n > 0 && root->n <= ADIL_CHANGES_MAX;
    if (!well) {
        return adil_fail(diag, ADIL_ERR(INPUT), root->place, ADIL_SPAN("changes"),
                         root->kind == ADIL_NODE_LIST ? adil_fmt(perm, "%u", (unsigned)root->n)
                                                      : ADIL_SPAN("no list"),
                         adil_fmt(perm, "a list of 1 to %d changes", ADIL_CHANGES_MAX));
    }
    struct adil_change *change = adil_new(perm, struct adil_change, root->n);
    uint32_t i = 0;
    for (const struct adil_node *n = root->first; n != NULL; n = n->next) {
        ADIL_TRY(read_change(perm, n, &change[i++], diag));
    }
    *out = (struct adil_changes){change, root->n, root};
    return ADIL_OK;
}

adil_err adil_changes_read(struct adil_arena *perm, struct adil_arena scratch,
                           struct adil_span file, struct adil_span bytes, struct adil_changes *out,
                           struct adil_diag *diag)
{
    const struct adil_node *root = NULL;
    struct adil_buf again;
    ADIL_ASSERT(perm->beg != scratch.beg);
    if (bytes.len > ADIL_CHANGES_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){file, 0}, ADIL_SPAN("changes"),
                         adil_fmt(perm, "%zu bytes", bytes.len),
                         adil_fmt(perm, "at most %d bytes", ADIL_CHANGES_BYTES_MAX));
    }
    ADIL_TRY(adil_canonical_read(perm, file, bytes, &root, diag));
    adil_buf_open(&again, ADIL_CANONICAL_BYTES_MAX);
    adil_rulebook_canonical(root, scratch, &again);
    bool same = adil_buf_ok(&again) && adil_span_eq(adil_buf_span(&again), bytes);
    adil_buf_release(&again);
    if (!same) {
        return adil_fail(diag, ADIL_ERR(INPUT), root->place, ADIL_SPAN("changes"),
                         ADIL_SPAN("another form of this list"), ADIL_SPAN("its canonical form"));
    }
    return adil_changes_of(perm, root, out, diag);
}
