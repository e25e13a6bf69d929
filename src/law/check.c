#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): POSIX names it */
#include "law/checking.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <sys/stat.h>

void adil_check_note(struct adil_checking *k, struct adil_place place, const struct adil_where *w,
                     struct adil_span found, struct adil_span expected)
{
    struct adil_arena tmp = k->perm;
    k->n++;
    if (k->diag != NULL) {
        adil_diag_add(k->diag, ADIL_SEV_WARNING, place, adil_where_text(&tmp, w), found, expected);
    }
}

/* ---- rules ------------------------------------------------------------------------------ */

static void check_sources(struct adil_checking *k)
{
    struct adil_where top = {.key = ADIL_SPAN("rules")};
    for (uint32_t i = 0; i < k->book->n_rules; i++) {
        const struct adil_rule *r = &k->book->rule[i];
        struct adil_where w = {.up = &top, .key = r->id, .in_list = true, .i = i};
        if (r->cite.len == 0) {
            adil_check_note(k, r->place, &w, ADIL_SPAN("no cite"),
                            ADIL_SPAN("the article it comes from"));
        }
        if (adil_node_get(k->book->rule_node[i], "mark") == NULL) {
            adil_check_note(k, r->place, &w, ADIL_SPAN("no mark"), ADIL_SPAN("read or recalled"));
        }
        if (r->source.len == 0) {
            adil_check_note(k, r->place, &w, ADIL_SPAN("no source"),
                            ADIL_SPAN("where it was read, or from where it is recalled"));
        }
    }
}

struct version {
    const struct adil_rule *rule;
};

static int by_from(const void *x, const void *y)
{
    const struct adil_rule *a = ((const struct version *)x)->rule;
    const struct adil_rule *b = ((const struct version *)y)->rule;
    bool ka = adil_date_known(a->from);
    bool kb = adil_date_known(b->from);
    if (!ka || !kb) {
        return (int)ka - (int)kb;
    }
    return adil_date_cmp(a->from, b->from);
}

/* Versions sorted by their first day: each must end before or on the day the next begins. */
static void check_run(struct adil_checking *k, struct version *version, uint32_t n)
{
    qsort(version, n, sizeof *version, by_from);
    const struct adil_rule *last = version[0].rule; /* of those so far, the one that ends last */
    struct adil_where top = {.key = ADIL_SPAN("rules")};
    for (uint32_t i = 1; i < n; i++) {
        const struct adil_rule *r = version[i].rule;
        struct adil_where w = {.up = &top, .key = r->id, .in_list = true, .i = i};
        bool apart = adil_date_known(last->until) && adil_date_known(r->from) &&
                     adil_date_cmp(last->until, r->from) <= 0;
        if (!apart) {
            struct adil_arena tmp = k->scratch;
            adil_check_note(k, r->place, &w,
                            adil_fmt(&tmp, "in force together with the version in line %u",
                                     (unsigned)last->place.line),
                            ADIL_SPAN("versions with disjoint from and until"));
        }
        bool longer = !adil_date_known(r->until) ||
                      (adil_date_known(last->until) && adil_date_cmp(r->until, last->until) > 0);
        last = longer ? r : last;
    }
}

static void check_versions(struct adil_checking *k)
{
    const struct adil_rulebook *book = k->book;
    struct adil_arena keep = k->scratch;
    struct version *run = adil_new(&k->scratch, struct version, book->n_rules);
    struct adil_where top = {.key = ADIL_SPAN("rules")};
    for (uint32_t from = 0, to = 0; from < book->n_rules; from = to) {
        const struct adil_index_entry *e = book->rule_index;
        for (to = from; to < book->n_rules && adil_span_eq(e[to].name, e[from].name); to++) {
            run[to - from].rule = &book->rule[e[to].value];
            if (book->rule_use[e[to].value].list != book->rule_use[e[from].value].list) {
                struct adil_where w = {.up = &top, .key = e[to].name, .in_list = true};
                adil_check_note(k, run[to - from].rule->place, &w,
                                ADIL_SPAN("the id of a rule that stands elsewhere"),
                                ADIL_SPAN("one id for one rule"));
            }
        }
        if (book->rule_use[e[from].value].kind != ADIL_RULE_DEADLINE) { /* see check_acts.c */
            check_run(k, run, to - from);
        }
    }
    k->scratch = keep;
}

/* A rule that sets something for nobody is a slip of the pen, or no longer needed. */
static void check_followed(struct adil_checking *k)
{
    const struct adil_rulebook *book = k->book;
    struct adil_arena tmp = k->scratch;
    bool *followed = adil_new(&tmp, bool, book->n_rules); /* by position of the first version */
    for (uint32_t c = 0; c < book->n_contests; c++) {
        struct adil_arena list = tmp;
        const struct adil_span *id = NULL;
        uint32_t n = adil_read_words(&list, adil_node_get(book->contest[c].node, "follows"), &id);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t at = adil_index_find(book->rule_index, book->n_rules, id[i]);
            if (at != ADIL_NOT_FOUND) {
                followed[at] = true;
            }
        }
    }
    struct adil_where top = {.key = ADIL_SPAN("rules")};
    for (uint32_t i = 0; i < book->n_rules; i++) {
        uint32_t at = adil_index_find(book->rule_index, book->n_rules, book->rule[i].id);
        if (!followed[at] && adil_node_get(book->rule_node[i], "set") != NULL) {
            struct adil_where w = {.up = &top, .key = book->rule[i].id, .in_list = true, .i = i};
            adil_check_note(k, book->rule[i].place, &w, ADIL_SPAN("a rule no contest follows"),
                            ADIL_SPAN("its id in the follows of a contest"));
        }
    }
}

/* ---- units and names -------------------------------------------------------------------- */

static void check_groups(struct adil_checking *k)
{
    const struct adil_units *u = &k->book->units;
    struct adil_where top = {.key = ADIL_SPAN("groups")};
    for (uint32_t g = 0; g < u->n_groups; g++) {
        bool any = false;
        for (uint32_t i = 0; i < u->n && !any; i++) {
            struct adil_date day = u->unit[i].from; /* a day on which the unit exists */
            if (!adil_date_known(day) && adil_date_known(u->unit[i].until)) {
                day = (struct adil_date){u->unit[i].until.days - 1};
            }
            any = adil_group_has(u, g, i, day);
        }
        if (!any) {
            struct adil_where w = {.up = &top, .key = u->group[g].id};
            adil_check_note(k, u->group[g].place, &w, ADIL_SPAN("a group without units"),
                            ADIL_SPAN("kinds or ids that some unit has"));
        }
    }
}

static bool exist_together(const struct adil_unit *a, const struct adil_unit *b)
{
    bool a_first = adil_date_known(a->until) && adil_date_known(b->from) &&
                   adil_date_cmp(a->until, b->from) <= 0;
    bool b_first = adil_date_known(b->until) && adil_date_known(a->from) &&
                   adil_date_cmp(b->until, a->from) <= 0;
    return !a_first && !b_first;
}

static void check_unit_names(struct adil_checking *k)
{
    const struct adil_units *u = &k->book->units;
    struct adil_where top = {.key = ADIL_SPAN("units")};
    for (uint32_t i = 1; i < u->n_names; i++) {
        const struct adil_unit *a = &u->unit[u->name[i - 1].value];
        const struct adil_unit *b = &u->unit[u->name[i].value];
        if (a != b && adil_span_eq(u->name[i].name, u->name[i - 1].name) && exist_together(a, b)) {
            struct adil_arena tmp = k->scratch;
            struct adil_where w = {.up = &top, .key = b->id, .in_list = true};
            adil_check_note(k, b->place, &w,
                            adil_fmt(&tmp, "%.*s, also a name of %.*s", ADIL_ARG(u->name[i].name),
                                     ADIL_ARG(a->id)),
                            ADIL_SPAN("a name of its own: files that use this one are refused"));
        }
    }
}

static void check_script(struct adil_checking *k, struct adil_place place,
                         const struct adil_where *w, struct adil_span name)
{
    if (adil_utf8_mixed_script(name)) {
        adil_check_note(k, place, w, name,
                        ADIL_SPAN("words of one script: this one mixes Cyrillic with Latin "
                                  "look-alikes"));
    }
}

static void check_scripts_of(struct adil_checking *k, struct adil_place place,
                             const struct adil_where *w, const struct adil_texts *t)
{
    for (size_t l = 0; l < ADIL_N_LANGS; l++) {
        check_script(k, place, w, t->in[l]);
    }
}

static void check_scripts(struct adil_checking *k)
{
    const struct adil_rulebook *book = k->book;
    struct adil_where units = {.key = ADIL_SPAN("units")};
    for (uint32_t i = 0; i < book->units.n; i++) {
        const struct adil_unit *u = &book->units.unit[i];
        struct adil_where w = {.up = &units, .key = u->id, .in_list = true};
        check_scripts_of(k, u->place, &w, &u->name);
    }
    struct adil_where names = {.key = ADIL_SPAN("names")};
    const struct adil_node *list = adil_node_get(book->root, "names");
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        struct adil_where w = {.up = &names, .key = n->key};
        struct adil_texts t = adil_read_texts(n);
        check_script(k, n->place, &w, n->key);
        check_scripts_of(k, n->place, &w, &t);
    }
}

/* ---- contests --------------------------------------------------------------------------- */

static void check_files(struct adil_checking *k, const struct adil_where *w,
                        const struct adil_contest *c)
{
    for (uint32_t i = 0; i < c->n_votes_files; i++) {
        struct adil_arena tmp = k->scratch;
        struct stat st;
        bool is_file =
            stat(adil_span_cstr(&tmp, c->votes_file[i]), &st) == 0 && S_ISREG(st.st_mode);
        if (!is_file) {
            struct adil_where at = {.up = w, .key = ADIL_SPAN("votes")};
            adil_check_note(k, c->place, &at, c->votes_file[i], ADIL_SPAN("a file that exists"));
        }
    }
}

/* A contest that does not compile is an error among the findings: it cannot be counted. */
static bool compiles(struct adil_checking *k, struct adil_arena *perm,
                     const struct adil_contest_entry *entry, struct adil_date at,
                     struct adil_contest *c)
{
    uint32_t before = k->diag != NULL ? k->diag->n_errors : 0;
    adil_err err =
        adil_rulebook_contest(perm, k->scratch, k->book, entry->name, at, NULL, 0, c, k->diag);
    if (err.code != ADIL_C_OK) {
        k->n += k->diag != NULL ? k->diag->n_errors - before : 1;
    }
    return err.code == ADIL_C_OK;
}

/* Whether acts may call it: then it needs no day of its own. */
static bool is_called_by_acts(const struct adil_rulebook *book, const struct adil_contest *c)
{
    bool polls = false;
    for (uint32_t i = 0; i < book->acts.n_procedures; i++) {
        polls = polls || book->acts.procedure[i].protocols != ADIL_NO_WORD;
    }
    return polls && c->n_votes_files == 0;
}

/* Without a day of its own it is called on any: it compiles under every law it may have. */
static void check_called(struct adil_checking *k, const struct adil_contest_entry *entry)
{
    struct adil_arena perm = k->perm;
    const struct adil_date *day = NULL;
    struct adil_contest c;
    uint32_t n = adil_contest_law_days(&perm, k->book, entry, &day);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_arena tmp = perm;
        if (!compiles(k, &tmp, entry, day[i], &c)) {
            return;
        }
    }
}

static void check_contest(struct adil_checking *k, const struct adil_contest_entry *entry)
{
    struct adil_arena perm = k->perm;
    struct adil_contest c;
    if (!compiles(k, &perm, entry, ADIL_DATE_NONE, &c)) {
        return;
    }
    struct adil_where top = {.key = ADIL_SPAN("contests")};
    struct adil_where w = {.up = &top, .key = entry->name};
    for (uint32_t i = 0; i < c.n_options; i++) {
        check_script(k, c.place, &w, c.option[i].id);
    }
    bool dated = adil_date_known(entry->day) || adil_date_known(entry->called);
    if (!dated && is_called_by_acts(k->book, &c)) {
        check_called(k, entry);
    } else if (!dated) {
        adil_check_note(k, c.place, &w, ADIL_SPAN("neither day nor called"),
                        ADIL_SPAN("the day whose law applies"));
    }
    struct adil_checking sub = *k;
    sub.perm = perm;
    check_files(&sub, &w, &c);
    k->n = sub.n;
}

uint32_t adil_rulebook_check(struct adil_arena scratch, const struct adil_rulebook *book,
                             struct adil_diag *diag)
{
    struct adil_checking k = {.book = book, .perm = scratch, .scratch = scratch, .diag = diag};
    k.perm.end = k.perm.beg + (k.perm.end - k.perm.beg) / 2;
    k.scratch.beg = k.perm.end;
    check_sources(&k);
    check_versions(&k);
    check_followed(&k);
    check_groups(&k);
    check_unit_names(&k);
    check_scripts(&k);
    for (uint32_t i = 0; i < book->n_contests; i++) {
        check_contest(&k, &book->contest[i]);
    }
    adil_check_acts(&k);
    adil_check_offices(&k);
    adil_check_decisions(&k);
    adil_check_bounds(&k);
    adil_check_figures(&k);
    adil_check_times(&k);
    adil_check_examples(&k);
    return k.n;
}
