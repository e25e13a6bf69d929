/* One change after the other, each on the tree as the one before left it. An address is walked down
 * by the table of keys; what stands at its end is edited, and the parents are made anew. */
#include "law/amend.h"

#include "law/edit.h"
#include "law/loading.h"

enum { PARTS_MAX = 12 };

/* One step of an address: in `parent` (NULL: not there yet) the child `part`. */
struct step {
    const struct adil_node *parent;
    enum adil_node_kind kind; /* of the parent */
    struct adil_span part;
    struct adil_span name; /* in a list: the key that names its items */
    enum adil_key_type in; /* what the parent is; ADIL_T_POLITY for a section of keys */
};

struct walk {
    struct adil_arena *perm;
    const struct adil_change *c;
    struct adil_diag *diag;
    struct adil_span rest; /* of the address */
    struct step step[PARTS_MAX];
    uint32_t n;
    bool dated; /* what stands at the end has versions */
    bool unit;
};

static adil_err refuse_change(const struct walk *w, struct adil_span found, const char *expected)
{
    return adil_fail(w->diag, ADIL_ERR(INPUT), w->c->place, w->c->id, found,
                     adil_span_of(expected));
}

/* ---- addresses ------------------------------------------------------------------------------ */

static adil_err no_such_part(const struct walk *w, struct adil_span part,
                             const struct adil_span *name, uint32_t n, const char *expected)
{
    struct adil_span near = adil_nearest(part, name, n);
    return refuse_change(w, part, near.len > 0 ? adil_span_cstr(w->perm, near) : expected);
}

/* The key that names the items of a list; empty: the list is one statement. */
static struct adil_span name_of_items(enum adil_section s)
{
    if (s == ADIL_S_ZONE) {
        return ADIL_SPAN("unit");
    }
    if (s == ADIL_S_STAGE_ACT) {
        return ADIL_SPAN("word");
    }
    return s != ADIL_S_PAPER && adil_key_find(s, ADIL_SPAN("id")) != NULL ? ADIL_SPAN("id")
                                                                          : ADIL_SPAN("");
}

static bool is_dated(enum adil_section s)
{
    return s == ADIL_S_RULE || s == ADIL_S_POWER || s == ADIL_S_DEADLINE || s == ADIL_S_CHECK ||
           s == ADIL_S_NORM || s == ADIL_S_ZONE || s == ADIL_S_TERM;
}

static adil_err next_part(struct walk *w, struct adil_span *part)
{
    bool there = adil_span_cut(&w->rest, '/', part) && part->len > 0;
    return there ? ADIL_OK
                 : refuse_change(w, ADIL_SPAN("a section"),
                                 "the address of one statement in it: SECTION/ID");
}

static void add_step(struct walk *w, const struct adil_node *parent, struct adil_span part,
                     struct adil_span name, enum adil_key_type in)
{
    w->step[w->n++] = (struct step){.parent = parent,
                                    .kind = name.len > 0 ? ADIL_NODE_LIST : ADIL_NODE_MAP,
                                    .part = part,
                                    .name = name,
                                    .in = in};
}

/* The item of an undated list; NULL: none. */
static const struct adil_node *item_of(const struct adil_node *list, struct adil_span name,
                                       struct adil_span id)
{
    for (const struct adil_node *c = list != NULL ? list->first : NULL; c != NULL; c = c->next) {
        if (adil_span_eq(adil_read_text(adil_node_get_span(c, name)), id)) {
            return c;
        }
    }
    return NULL;
}

/* Into what a key holds. *section: where the next part is a key; ADIL_N_SECTIONS: it ends here. */
static adil_err walk_value(struct walk *w, enum adil_key_type type, const struct adil_node **node,
                           enum adil_section *section)
{
    enum adil_shape shape = adil_type_info(type)->shape;
    struct adil_span part;
    *section = ADIL_N_SECTIONS;
    if (w->rest.len == 0 || shape == ADIL_SHAPE_MAP) {
        *section = shape == ADIL_SHAPE_MAP ? adil_type_item(type) : *section;
        return ADIL_OK;
    }
    bool list = shape == ADIL_SHAPE_LIST;
    struct adil_span name = list ? name_of_items(adil_type_item(type)) : ADIL_SPAN("");
    if ((list && name.len == 0) ||
        (!list && shape != ADIL_SHAPE_BY_ID && shape != ADIL_SHAPE_VALUES)) {
        return refuse_change(w, w->rest, "nothing more: this is set as a whole");
    }
    ADIL_TRY(next_part(w, &part));
    add_step(w, *node, part, name, type);
    if (shape == ADIL_SHAPE_VALUES) {
        *node = adil_node_get_span(*node, part);
        return ADIL_OK;
    }
    enum adil_section s = adil_type_item(type);
    w->dated = list && is_dated(s);
    w->unit = list && s == ADIL_S_UNIT;
    *node = list ? item_of(*node, name, part) : adil_node_get_span(*node, part);
    if (!w->dated) {
        *section = s;
    }
    return *node != NULL || w->rest.len == 0 ? ADIL_OK
                                             : refuse_change(w, part, "a statement of this law");
}

static adil_err walk_key(struct walk *w, enum adil_section section, const struct adil_node **node,
                         enum adil_key_type *type)
{
    struct adil_span part;
    ADIL_TRY(next_part(w, &part));
    const struct adil_key *key = adil_key_find(section, part);
    if (key == NULL) {
        struct adil_keys keys = adil_section_keys(section);
        struct adil_span *name = adil_new(w->perm, struct adil_span, keys.n);
        for (uint32_t i = 0; i < keys.n; i++) {
            name[i] = keys.key[i].name;
        }
        return no_such_part(w, part, name, keys.n, "a key of this statement");
    }
    add_step(w, *node, part, ADIL_SPAN(""), ADIL_T_POLITY);
    *node = adil_node_get_span(*node, part);
    *type = key->type;
    return ADIL_OK;
}

/* Sections whose statements are addressed one by one. */
static bool is_set_as_a_whole(enum adil_key_type type)
{
    return type == ADIL_T_EXAMPLES || type == ADIL_T_DAYS || type == ADIL_T_WITNESSES;
}

/* Fills the steps. *node: what stands there; NULL: nothing yet. Of what is dated, not asked. */
static adil_err walk_address(struct walk *w, const struct adil_node *root,
                             const struct adil_node **node)
{
    enum adil_section section = ADIL_S_BOOK;
    enum adil_key_type type = ADIL_T_POLITY;
    *node = root;
    w->rest = w->c->id;
    if (adil_span_ends(w->rest, ADIL_SPAN("/"))) {
        return refuse_change(w, ADIL_SPAN("\"/\" at its end"), "SECTION/ID");
    }
    while (w->rest.len > 0) {
        if (section == ADIL_N_SECTIONS || w->n + 2 > PARTS_MAX) {
            return refuse_change(w, w->rest, "nothing more: this is set as a whole");
        }
        ADIL_TRY(walk_key(w, section, node, &type));
        ADIL_TRY(walk_value(w, type, node, &section));
    }
    return w->n > 1 || is_set_as_a_whole(type)
               ? ADIL_OK
               : refuse_change(w, ADIL_SPAN("a section"),
                               "the address of one statement in it: SECTION/ID");
}

/* ---- the way back up ------------------------------------------------------------------------ */

static const struct adil_node *new_parent(const struct walk *w, uint32_t i,
                                          const struct adil_kids *kids)
{
    const struct step *s = &w->step[i];
    struct adil_place place = s->parent != NULL ? s->parent->place : w->c->place;
    struct adil_span key = s->parent != NULL ? s->parent->key : ADIL_SPAN("");
    return adil_node_of_kids(w->perm, s->kind, place, key, kids);
}

/* The place of a step's child among the children, or their number. */
static uint32_t place_of(const struct step *s, const struct adil_kids *kids)
{
    uint32_t i = 0;
    while (i < kids->n &&
           !adil_span_eq(s->name.len > 0 ? adil_read_text(adil_node_get_span(kids->at[i], s->name))
                                         : kids->at[i]->key,
                         s->part)) {
        i++;
    }
    return i;
}

/* The child of step `i` is now `child`; all above it are made anew. */
static const struct adil_node *rebuild(const struct walk *w, uint32_t i,
                                       const struct adil_node *child)
{
    for (;; i--) {
        const struct step *s = &w->step[i];
        struct adil_kids kids = adil_kids_of(w->perm, s->parent, 1);
        uint32_t at = place_of(s, &kids);
        kids.at[at] = s->name.len > 0 ? child : adil_node_keyed(w->perm, child, s->part);
        kids.n += at == kids.n;
        child = new_parent(w, i, &kids);
        if (i == 0) {
            return child;
        }
    }
}

/* The parent at the end of the address has these children now. */
static const struct adil_node *rebuild_last(const struct walk *w, const struct adil_kids *kids)
{
    const struct adil_node *parent = new_parent(w, w->n - 1, kids);
    return w->n == 1 ? parent : rebuild(w, w->n - 2, parent);
}

/* ---- what has no dates ---------------------------------------------------------------------- */

static adil_err refuse_day(const struct walk *w)
{
    return adil_date_known(w->c->from)
               ? refuse_change(w, adil_date_text(w->perm, w->c->from),
                               "no day: this statement has no versions, it changes with the act")
               : ADIL_OK;
}

static adil_err set_plain(const struct walk *w, const struct adil_node *old,
                          const struct adil_node **root)
{
    const struct step *s = &w->step[w->n - 1];
    const struct adil_node *made = w->c->what;
    ADIL_TRY(refuse_day(w));
    if (s->name.len > 0) {
        if (made->kind != ADIL_NODE_MAP ||
            (adil_node_get_span(made, s->name) != NULL &&
             !adil_span_eq(adil_read_text(adil_node_get_span(made, s->name)), s->part))) {
            return refuse_change(w, ADIL_SPAN("another statement"),
                                 "a map of its keys; its id is that of the change");
        }
        made = adil_node_with(w->perm, made, s->name, s->part);
    }
    *root = rebuild(w, w->n - 1, adil_node_in_order(w->perm, old, made));
    return ADIL_OK;
}

/* What records, keys or open cases name by it stays in the law. */
static bool stays_for_ever(enum adil_key_type in)
{
    return in == ADIL_T_OFFICES || in == ADIL_T_ACT_WORDS || in == ADIL_T_REGISTERS ||
           in == ADIL_T_PROCEDURES || in == ADIL_T_BODIES || in == ADIL_T_FIELDS ||
           in == ADIL_T_UNITS;
}

static adil_err end_plain(const struct walk *w, const struct adil_node *old,
                          const struct adil_node **root)
{
    const struct step *s = &w->step[w->n - 1];
    if (old == NULL) {
        return refuse_change(w, ADIL_SPAN("nothing"), "a statement of this law");
    }
    if (w->unit && w->n == 2) {
        if (!adil_date_known(w->c->from)) {
            return refuse_change(w, ADIL_SPAN("no day"), "from: the first day without it");
        }
        *root = rebuild(
            w, w->n - 1,
            adil_node_with(w->perm, old, ADIL_SPAN("until"), adil_date_text(w->perm, w->c->from)));
        return ADIL_OK;
    }
    if (stays_for_ever(s->in)) {
        return refuse_change(w, ADIL_SPAN("end"),
                             "a statement that may go: the record names this one; take it out of "
                             "the powers and stages that use it");
    }
    ADIL_TRY(refuse_day(w));
    struct adil_kids kids = adil_kids_of(w->perm, s->parent, 0);
    uint32_t at = place_of(s, &kids);
    for (kids.n--; at < kids.n; at++) {
        kids.at[at] = kids.at[at + 1];
    }
    *root = rebuild_last(w, &kids);
    return ADIL_OK;
}

/* ---- versions ------------------------------------------------------------------------------- */

struct version_days {
    struct adil_date from;
    struct adil_date until; /* as a strike leaves it */
};

static struct version_days days_of(const struct adil_node *version)
{
    struct version_days d = {adil_read_date(adil_node_get(version, "from")),
                             adil_read_date(adil_node_get(version, "until"))};
    struct adil_date struck = adil_read_date(adil_node_get(version, "struck"));
    if (adil_date_known(struck) &&
        (!adil_date_known(d.until) || adil_date_cmp(struck, d.until) < 0)) {
        d.until = struck;
    }
    return d;
}

static bool begins_after(const struct version_days *d, struct adil_date day)
{
    return adil_date_known(d->from) && adil_date_cmp(d->from, day) > 0;
}

static bool is_over(const struct version_days *d, struct adil_date day)
{
    return adil_date_known(d->until) && adil_date_cmp(d->until, day) <= 0;
}

static bool never_was(const struct version_days *d)
{
    return adil_date_known(d->from) && is_over(d, d->from);
}

/* The new version, from the change's day on, until the next one begins. */
static adil_err new_version(const struct walk *w, struct adil_date next,
                            const struct adil_node **out)
{
    static const char *const given[] = {"from", "struck"};
    const struct step *s = &w->step[w->n - 1];
    const struct adil_node *v = w->c->what;
    for (size_t i = 0; i < ADIL_COUNT(given); i++) {
        if (v->kind != ADIL_NODE_MAP || adil_node_get(v, given[i]) != NULL) {
            return refuse_change(w, adil_span_of(given[i]),
                                 "a map without it: the day stands beside the statement");
        }
    }
    const struct adil_node *id = adil_node_get_span(v, s->name);
    const struct adil_node *until = adil_node_get(v, "until");
    struct adil_date last = adil_read_date(until);
    if (id != NULL && !adil_span_eq(adil_read_text(id), s->part)) {
        return refuse_change(w, adil_read_text(id), "the id of the change");
    }
    if (adil_date_known(next) && until != NULL &&
        (!adil_date_known(last) || adil_date_cmp(last, next) > 0)) {
        return refuse_change(w, adil_read_text(until), "an end before its next version begins");
    }
    v = adil_node_with(w->perm, v, s->name, s->part);
    if (adil_date_known(next) && until == NULL) {
        v = adil_node_with(w->perm, v, ADIL_SPAN("until"), adil_date_text(w->perm, next));
    }
    *out = adil_node_with(w->perm, v, ADIL_SPAN("from"), adil_date_text(w->perm, w->c->from));
    return ADIL_OK;
}

static bool is_version(const struct step *s, const struct adil_node *n)
{
    return adil_span_eq(adil_read_text(adil_node_get_span(n, s->name)), s->part);
}

/* The version in force on the day ends with it; one that begins on the day is replaced. */
static adil_err set_version(const struct walk *w, const struct adil_node **root)
{
    const struct step *s = &w->step[w->n - 1];
    struct adil_kids kids = adil_kids_of(w->perm, s->parent, 1);
    struct adil_date next = ADIL_DATE_NONE;
    struct adil_date day = w->c->from;
    uint32_t at = kids.n; /* where the new one stands */
    bool replaces = false;
    if (!adil_date_known(day)) {
        return refuse_change(w, ADIL_SPAN("no day"), "from: the first day of the new version");
    }
    for (uint32_t i = 0; i < kids.n; i++) {
        struct version_days d = days_of(kids.at[i]);
        if (!is_version(s, kids.at[i])) {
            continue;
        }
        at = replaces ? at : i + 1;
        if (never_was(&d) || is_over(&d, day)) {
            continue;
        }
        if (begins_after(&d, day)) {
            next = !adil_date_known(next) || adil_date_cmp(d.from, next) < 0 ? d.from : next;
        } else if (adil_date_known(d.from) && adil_date_cmp(d.from, day) == 0) {
            at = i;
            replaces = true;
        } else {
            kids.at[i] = adil_node_with(w->perm, kids.at[i], ADIL_SPAN("until"),
                                        adil_date_text(w->perm, day));
        }
    }
    const struct adil_node *version = NULL;
    ADIL_TRY(new_version(w, next, &version));
    for (uint32_t i = kids.n; !replaces && i > at; i--) {
        kids.at[i] = kids.at[i - 1];
    }
    kids.at[at] = version;
    kids.n += replaces ? 0 : 1;
    *root = rebuild_last(w, &kids);
    return ADIL_OK;
}

/* Versions in force on the day end with it; later ones are struck: they never begin. */
static adil_err end_versions(const struct walk *w, const struct adil_node **root)
{
    const struct step *s = &w->step[w->n - 1];
    struct adil_kids kids = adil_kids_of(w->perm, s->parent, 0);
    struct adil_date day = w->c->from;
    uint32_t n = 0;
    if (!adil_date_known(day)) {
        return refuse_change(w, ADIL_SPAN("no day"), "from: the first day without it");
    }
    for (uint32_t i = 0; i < kids.n; i++) {
        struct version_days d = days_of(kids.at[i]);
        if (!is_version(s, kids.at[i]) || never_was(&d) || is_over(&d, day)) {
            continue;
        }
        bool later =
            begins_after(&d, day) || (adil_date_known(d.from) && adil_date_cmp(d.from, day) == 0);
        kids.at[i] =
            adil_node_with(w->perm, kids.at[i], later ? ADIL_SPAN("struck") : ADIL_SPAN("until"),
                           adil_date_text(w->perm, day));
        n++;
    }
    if (n == 0) {
        return refuse_change(w, ADIL_SPAN("no version in force"),
                             "a statement that is in force on the day or later");
    }
    *root = rebuild_last(w, &kids);
    return ADIL_OK;
}

static adil_err strike_versions(const struct walk *w, const struct adil_node **root)
{
    const struct step *s = &w->step[w->n - 1];
    struct adil_kids kids = adil_kids_of(w->perm, s->parent, 0);
    uint32_t n = 0;
    if (!adil_date_known(w->c->from)) {
        return refuse_change(w, ADIL_SPAN("no day"), "from: the first day on which it is struck");
    }
    struct adil_span day = adil_date_text(w->perm, w->c->from);
    for (uint32_t i = 0; i < kids.n; i++) {
        struct version_days d = days_of(kids.at[i]);
        if (is_version(s, kids.at[i]) && adil_change_strikes(w->c, d.from) && !never_was(&d) &&
            !is_over(&d, w->c->from)) {
            kids.at[i] = adil_node_with(w->perm, kids.at[i], ADIL_SPAN("struck"), day);
            n++;
        }
    }
    if (n == 0) {
        return refuse_change(w, ADIL_SPAN("no such version in force"),
                             "versions that are in force on the day or later");
    }
    *root = rebuild_last(w, &kids);
    return ADIL_OK;
}

/* ---- one change ----------------------------------------------------------------------------- */

/* A procedure of the law; the tree is not changed. */
static adil_err check_reach(const struct walk *w, const struct adil_node *old)
{
    bool well = w->n == 2 && adil_span_is(w->step[0].part, "procedures") && old != NULL;
    ADIL_TRY(refuse_day(w));
    return well ? ADIL_OK : refuse_change(w, ADIL_SPAN("reaches"), "procedures/ID of this law");
}

static adil_err apply_change(struct adil_arena *perm, const struct adil_change *c,
                             const struct adil_node **root, struct adil_diag *diag)
{
    struct walk w = {.perm = perm, .c = c, .diag = diag};
    const struct adil_node *old = NULL;
    ADIL_TRY(walk_address(&w, *root, &old));
    switch (c->kind) {
    case ADIL_CHANGE_SET:
        return w.dated ? set_version(&w, root) : set_plain(&w, old, root);
    case ADIL_CHANGE_END:
        return w.dated ? end_versions(&w, root) : end_plain(&w, old, root);
    case ADIL_CHANGE_STRIKE:
        return w.dated ? strike_versions(&w, root)
                       : refuse_change(&w, ADIL_SPAN("strike"),
                                       "a rule: a statement that has versions");
    case ADIL_CHANGE_REACHES:
        return check_reach(&w, old);
    case ADIL_N_CHANGE_KINDS:
        break;
    }
    ADIL_ASSERT(false); /* no such kind */
    return ADIL_OK;
}

adil_err adil_law_amend(struct adil_arena *perm, const struct adil_node *before,
                        const struct adil_changes *changes, const struct adil_node **after,
                        struct adil_diag *diag)
{
    const struct adil_node *root = before;
    for (uint32_t i = 0; i < changes->n; i++) {
        ADIL_TRY(apply_change(perm, &changes->change[i], &root, diag));
        if (!adil_node_fits(root)) {
            return adil_fail(diag, ADIL_ERR(INPUT), changes->change[i].place, changes->change[i].id,
                             ADIL_SPAN("more"), ADIL_SPAN("a law within the limits of a rulebook"));
        }
    }
    *after = root;
    return ADIL_OK;
}
