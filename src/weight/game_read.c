/* A game in YAML: docs/weights.md. Faults are collected, up to FAULTS_MAX. */
#include "weight/game.h"

#include <string.h>

enum { FAULTS_MAX = 20, ID_BYTES_MAX = 80 };

struct game_reading {
    struct adil_arena *perm;
    struct adil_diag *diag;
    struct adil_game *game;
    uint32_t n_faults;
};

static void game_faulty(struct game_reading *r, const struct adil_node *n, struct adil_span field,
                        const char *expected)
{
    struct adil_span found = n->kind == ADIL_NODE_LIST  ? ADIL_SPAN("a list")
                             : n->kind == ADIL_NODE_MAP ? ADIL_SPAN("a map")
                             : n->text.len == 0         ? ADIL_SPAN("nothing")
                                                        : n->text;
    if (r->n_faults++ < FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, n->place, field, found, adil_span_of(expected));
    }
}

/* ---- keys ----------------------------------------------------------------------------------- */

static const struct adil_span game_keys[] = {
    ADIL_SPAN_INIT("title"),   ADIL_SPAN_INIT("source"), ADIL_SPAN_INIT("members"),
    ADIL_SPAN_INIT("weights"), ADIL_SPAN_INIT("groups"), ADIL_SPAN_INIT("vacant"),
    ADIL_SPAN_INIT("total"),   ADIL_SPAN_INIT("rule"),   ADIL_SPAN_INIT("blocking"),
    ADIL_SPAN_INIT("veto"),
};

static void unknown_word(struct game_reading *r, const struct adil_node *n, const char *what,
                         const struct adil_span *known, size_t n_known)
{
    struct adil_span near = adil_nearest(n->key, known, n_known);
    struct adil_span expected = near.len > 0
                                    ? adil_fmt(r->perm, "%s (nearest: %.*s)", what, ADIL_ARG(near))
                                    : adil_span_of(what);
    if (r->n_faults++ < FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, n->place, ADIL_SPAN("key"), n->key, expected);
    }
}

static void check_keys(struct game_reading *r, const struct adil_node *root)
{
    for (const struct adil_node *c = root->first; c != NULL; c = c->next) {
        bool known = false;
        for (size_t i = 0; i < ADIL_COUNT(game_keys); i++) {
            known = known || adil_span_eq(c->key, game_keys[i]);
        }
        if (!known) {
            unknown_word(r, c, "a key of a game", game_keys, ADIL_COUNT(game_keys));
        }
    }
}

/* An entry of the kind it must be; NULL when it is not there, or was told. */
static const struct adil_node *entry(struct game_reading *r, const struct adil_node *map,
                                     const char *key, enum adil_node_kind kind,
                                     const char *expected)
{
    const struct adil_node *n = adil_node_get(map, key);
    if (n == NULL || (n->kind == kind && (kind != ADIL_NODE_SCALAR || n->text.len > 0))) {
        return n;
    }
    game_faulty(r, n, adil_span_of(key), expected);
    return NULL;
}

static struct adil_texts texts_of(struct game_reading *r, const struct adil_node *n)
{
    struct adil_texts t = {0};
    if (n == NULL || n->kind == ADIL_NODE_SCALAR) {
        t.in[ADIL_EN] = n != NULL ? n->text : ADIL_SPAN("");
        return t;
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        enum adil_lang lang = ADIL_EN;
        if (n->kind != ADIL_NODE_MAP || c->kind != ADIL_NODE_SCALAR || c->text.len == 0 ||
            !adil_lang_parse(c->key, &lang)) {
            game_faulty(r, c, n->key, "a text, or a map of en, ru and kk");
        } else {
            t.in[lang] = c->text;
        }
    }
    return t;
}

static bool whole(struct game_reading *r, const struct adil_node *n, struct adil_span field,
                  uint64_t most, const char *expected, int64_t *v)
{
    uint64_t x = 0;
    bool well = n->kind == ADIL_NODE_SCALAR && adil_span_u64(n->text, most, &x);
    if (!well) {
        game_faulty(r, n, field, expected);
    }
    *v = (int64_t)x;
    return well;
}

/* ---- measures ------------------------------------------------------------------------------- */

/* Heads, weights, groups, vetoes. */
static uint32_t count_measures(struct game_reading *r, const struct adil_node *root)
{
    const struct adil_node *weights =
        entry(r, root, "weights", ADIL_NODE_LIST, "a list of the members' weights by name");
    const struct adil_node *groups =
        entry(r, root, "groups", ADIL_NODE_MAP, "a map: the ids of its members by group");
    const struct adil_node *veto =
        entry(r, root, "veto", ADIL_NODE_LIST, "a list of ids of members");
    uint64_t n = 1 + (uint64_t)(weights != NULL ? weights->n : 0) +
                 (groups != NULL ? groups->n : 0) + (veto != NULL && veto->n > 0 ? 1 : 0);
    if (n > ADIL_GAME_MEASURES_MAX) {
        game_faulty(r, root, ADIL_SPAN("weights"), "at most 14 weights and groups");
        return 1;
    }
    return (uint32_t)n;
}

static uint32_t measure_find(const struct adil_game *g, struct adil_span id)
{
    for (uint32_t i = 0; i < g->n_measures; i++) {
        if (g->measure[i].kind == ADIL_MEASURE_WEIGHT && adil_span_eq(g->measure[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

static uint32_t member_find(const struct adil_game *g, struct adil_span id)
{
    for (uint32_t i = 0; i < g->n_rows; i++) {
        if (adil_span_eq(g->member[i].id, id)) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

static void mark_members(struct game_reading *r, const struct adil_node *list, uint32_t measure)
{
    struct adil_game *g = r->game;
    for (const struct adil_node *c = list->first; c != NULL; c = c->next) {
        uint32_t row = c->kind == ADIL_NODE_SCALAR ? member_find(g, c->text) : ADIL_NO_WORD;
        int64_t *value =
            row != ADIL_NO_WORD ? &g->value[(size_t)row * g->n_measures + measure] : NULL;
        if (value == NULL || *value != 0) {
            game_faulty(r, c, g->measure[measure].id, "ids of members, each once");
        } else {
            *value = 1;
        }
    }
}

static void read_groups(struct game_reading *r, const struct adil_node *root, uint32_t at)
{
    const struct adil_node *groups = adil_node_get(root, "groups");
    const struct adil_node *veto = adil_node_get(root, "veto");
    struct adil_game *g = r->game;
    for (const struct adil_node *c = groups != NULL ? groups->first : NULL;
         c != NULL && at < g->n_measures; c = c->next) {
        g->measure[at] = (struct adil_measure){.kind = ADIL_MEASURE_GROUP, .id = c->key};
        if (c->kind != ADIL_NODE_LIST) {
            game_faulty(r, c, c->key, "a list of ids of members");
        } else {
            mark_members(r, c, at);
        }
        at++;
    }
    if (veto != NULL && veto->n > 0 && at < g->n_measures) {
        g->measure[at] = (struct adil_measure){.kind = ADIL_MEASURE_VETO, .id = ADIL_SPAN("veto")};
        mark_members(r, veto, at);
    }
}

/* ---- members -------------------------------------------------------------------------------- */

static void read_value(struct game_reading *r, const struct adil_node *n, uint32_t row)
{
    struct adil_game *g = r->game;
    uint32_t m = measure_find(g, n->key);
    int64_t times = 0;
    if (adil_span_is(n->key, "id") || adil_span_is(n->key, "name")) {
        return;
    }
    if (adil_span_is(n->key, "times")) {
        if (whole(r, n, n->key, ADIL_GAME_MEMBERS_MAX, "a whole number from 1 to 1024", &times)) {
            g->member[row].times = (uint32_t)times;
        }
        if (times == 0) {
            game_faulty(r, n, n->key, "a whole number from 1 to 1024");
        }
        return;
    }
    if (m == ADIL_NO_WORD) {
        struct adil_span known[ADIL_GAME_MEASURES_MAX + 3] = {
            ADIL_SPAN_INIT("id"), ADIL_SPAN_INIT("name"), ADIL_SPAN_INIT("times")};
        size_t k = 3;
        for (uint32_t i = 1; i < g->n_measures; i++) {
            known[k++] = g->measure[i].id;
        }
        unknown_word(r, n, "id, name, times or a weight that `weights` lists", known, k);
        return;
    }
    (void)whole(r, n, n->key, (uint64_t)ADIL_GAME_WEIGHT_MAX, "a whole weight from 0 to 2^50",
                &g->value[(size_t)row * g->n_measures + m]);
}

static void read_member(struct game_reading *r, const struct adil_node *n, uint32_t row)
{
    struct adil_game *g = r->game;
    const struct adil_node *id = n->kind == ADIL_NODE_MAP ? adil_node_get(n, "id") : NULL;
    if (id == NULL || id->kind != ADIL_NODE_SCALAR || id->text.len == 0 ||
        id->text.len > ID_BYTES_MAX) {
        game_faulty(r, id != NULL ? id : n, ADIL_SPAN("members"),
                    "a map with an id of at most 80 bytes");
        return;
    }
    if (member_find(g, id->text) != ADIL_NO_WORD) {
        game_faulty(r, id, ADIL_SPAN("id"), "an id that no other member has");
    }
    g->member[row].id = id->text;
    g->member[row].name = texts_of(r, adil_node_get(n, "name"));
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        read_value(r, c, row);
    }
    for (uint32_t i = 1; i < g->n_measures; i++) {
        if (g->measure[i].kind == ADIL_MEASURE_WEIGHT &&
            adil_node_get_span(n, g->measure[i].id) == NULL && r->n_faults++ < FAULTS_MAX) {
            adil_diag_add(r->diag, ADIL_SEV_ERROR, n->place, g->measure[i].id, ADIL_SPAN("nothing"),
                          ADIL_SPAN("this weight of every member"));
        }
    }
}

/* ---- vacant weights and totals -------------------------------------------------------------- */

static void read_vacant(struct game_reading *r, const struct adil_node *root)
{
    const struct adil_node *map =
        entry(r, root, "vacant", ADIL_NODE_MAP, "a map: what nobody holds, by weight");
    for (const struct adil_node *c = map != NULL ? map->first : NULL; c != NULL; c = c->next) {
        uint32_t m = measure_find(r->game, c->key);
        if (m == ADIL_NO_WORD) {
            unknown_word(r, c, "a weight that `weights` lists", NULL, 0);
        } else {
            (void)whole(r, c, c->key, (uint64_t)ADIL_GAME_WEIGHT_MAX,
                        "a whole weight from 0 to 2^50", &r->game->measure[m].vacant);
        }
    }
}

/* A total that is stated must be what the members and what is vacant come to: a member left out
 * changes every index. */
static void check_totals(struct game_reading *r, const struct adil_node *root)
{
    const struct adil_node *map =
        entry(r, root, "total", ADIL_NODE_MAP, "a map: the whole, by weight");
    for (const struct adil_node *c = map != NULL ? map->first : NULL; c != NULL; c = c->next) {
        uint32_t m = measure_find(r->game, c->key);
        int64_t total = 0;
        if (m == ADIL_NO_WORD) {
            unknown_word(r, c, "a weight that `weights` lists", NULL, 0);
            continue;
        }
        int64_t sum = r->game->measure[m].sum + r->game->measure[m].vacant;
        if (whole(r, c, c->key, INT64_MAX, "a whole number", &total) && total != sum) {
            struct adil_span is =
                adil_fmt(r->perm, "%lld, the sum of the members' weights and of what is vacant",
                         (long long)sum);
            game_faulty(r, c, c->key, adil_span_cstr(r->perm, is));
        }
    }
}

/* ---- the whole ------------------------------------------------------------------------------ */

static adil_err faulty_or_ok(const struct game_reading *r)
{
    return r->n_faults > 0 ? ADIL_ERR(INPUT) : ADIL_OK;
}

static adil_err read_parts(struct game_reading *r, const struct adil_node *root)
{
    const struct adil_node *members =
        entry(r, root, "members", ADIL_NODE_LIST, "a list of members");
    uint32_t n_measures = count_measures(r, root);
    ADIL_TRY(faulty_or_ok(r));
    if (members == NULL) {
        game_faulty(r, root, ADIL_SPAN("members"), "a list of members");
        return ADIL_ERR(INPUT);
    }
    ADIL_ASSERT(members != NULL);
    uint32_t n = members->n < ADIL_GAME_MEMBERS_MAX + 1 ? members->n : ADIL_GAME_MEMBERS_MAX + 1;
    adil_game_open(r->perm, n, n_measures, ADIL_SPAN("members"), r->game);
    const struct adil_node *weights = adil_node_get(root, "weights");
    uint32_t at = 1;
    for (const struct adil_node *c = weights != NULL ? weights->first : NULL; c != NULL;
         c = c->next) {
        r->game->measure[at++] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = c->text};
    }
    uint32_t row = 0;
    for (const struct adil_node *c = members->first; c != NULL && row < n; c = c->next) {
        read_member(r, c, row++);
    }
    ADIL_TRY(faulty_or_ok(r));
    read_groups(r, root, at);
    read_vacant(r, root);
    ADIL_TRY(faulty_or_ok(r));
    ADIL_TRY(adil_game_close(r->perm, root->place, r->game, r->diag));
    check_totals(r, root);
    return faulty_or_ok(r);
}

adil_err adil_game_of_node(struct adil_arena *perm, const struct adil_node *node,
                           struct adil_game *out, struct adil_diag *diag)
{
    struct game_reading r = {.perm = perm, .diag = diag, .game = out};
    if (node->kind != ADIL_NODE_MAP) {
        game_faulty(&r, node, ADIL_SPAN("game"), "a map: members, weights, rule, ...");
        return ADIL_ERR(INPUT);
    }
    check_keys(&r, node);
    ADIL_TRY(read_parts(&r, node));
    out->title = texts_of(&r, adil_node_get(node, "title"));
    const struct adil_node *source =
        entry(&r, node, "source", ADIL_NODE_SCALAR, "where the figures come from");
    out->source = source != NULL ? source->text : ADIL_SPAN("");
    const struct adil_node *rule = entry(&r, node, "rule", ADIL_NODE_SCALAR, "a phrase");
    const struct adil_node *blocking = entry(&r, node, "blocking", ADIL_NODE_SCALAR, "a phrase");
    if (rule == NULL && r.n_faults == 0) {
        game_faulty(&r, node, ADIL_SPAN("rule"), "a phrase: what a coalition needs to win");
    }
    ADIL_TRY(faulty_or_ok(&r));
    ADIL_ASSERT(rule != NULL);
    struct adil_placed blocks = {ADIL_SPAN(""), rule->place};
    if (blocking != NULL) {
        blocks = (struct adil_placed){blocking->text, blocking->place};
    }
    return adil_game_rule(perm, (struct adil_placed){rule->text, rule->place}, blocks, out, diag);
}

adil_err adil_game_read(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                        struct adil_game *out, struct adil_diag *diag)
{
    const struct adil_node *root = NULL;
    if (bytes.len > ADIL_GAME_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){file, 0}, ADIL_SPAN("game"),
                         adil_fmt(perm, "%zu bytes", bytes.len), ADIL_SPAN("at most 2^20"));
    }
    ADIL_TRY(adil_yaml_read(perm, file, bytes, &root, diag));
    return adil_game_of_node(perm, root, out, diag);
}
