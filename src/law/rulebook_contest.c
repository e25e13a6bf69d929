/* A contest of a rulebook under the law of one day: its own keys, the rules in force, the caller.
 */
#include "law/compile.h"

const struct adil_rule *adil_rulebook_rule(const struct adil_rulebook *book, struct adil_span id,
                                           struct adil_date day)
{
    uint32_t at = adil_index_find(book->rule_index, book->n_rules, id);
    for (; at < book->n_rules && adil_span_eq(book->rule_index[at].name, id); at++) {
        const struct adil_rule *rule = &book->rule[book->rule_index[at].value];
        if (adil_rule_in_force(rule, day)) {
            return rule;
        }
    }
    return NULL;
}

/* The days that choose the versions of this contest's rules. */
struct law_days {
    struct adil_date at; /* asked for: overrides the other two */
    struct adil_date called;
    struct adil_date day;
};

static struct adil_date day_for(const struct law_days *d, enum adil_applies applies)
{
    if (adil_date_known(d->at)) {
        return d->at;
    }
    if (applies == ADIL_APPLIES_ACT && adil_date_known(d->day)) {
        return d->day;
    }
    return adil_date_known(d->called) ? d->called : d->day;
}

/* Every version in force on the day that applies to it; two of them are a fault that shows as a
 * key set twice. None in force: the law did not have the rule then, its keys are not set. */
static void follow(struct adil_compile *x, const struct law_days *days, struct adil_span id)
{
    const struct adil_rulebook *book = x->book;
    uint32_t at = adil_index_find(book->rule_index, book->n_rules, id);
    for (; at < book->n_rules && adil_span_eq(book->rule_index[at].name, id); at++) {
        uint32_t i = book->rule_index[at].value;
        if (adil_rule_in_force(&book->rule[i], day_for(days, book->rule[i].applies))) {
            adil_compile_rule(x, &book->rule[i], book->rule_node[i]);
        }
    }
}

static void follow_all(struct adil_compile *x, const struct law_days *days,
                       const struct adil_node *contest)
{
    struct adil_arena tmp = x->r.scratch;
    const struct adil_span *id = NULL;
    uint32_t n = adil_read_words(&tmp, adil_node_get(contest, "follows"), &id);
    for (uint32_t i = 0; i < n; i++) {
        follow(x, days, id[i]);
    }
}

uint32_t adil_contest_law_days(struct adil_arena *perm, const struct adil_rulebook *book,
                               const struct adil_contest_entry *entry, const struct adil_date **day)
{
    const struct adil_span *id = NULL;
    uint32_t n = adil_read_words(perm, adil_node_get(entry->node, "follows"), &id);
    struct adil_date *found = adil_new(perm, struct adil_date, 2 * (size_t)book->n_rules);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = adil_index_find(book->rule_index, book->n_rules, id[i]);
        for (; at < book->n_rules && adil_span_eq(book->rule_index[at].name, id[i]); at++) {
            const struct adil_rule *r = &book->rule[book->rule_index[at].value];
            if (adil_date_known(r->from)) {
                found[m++] = r->from;
            }
            if (adil_date_known(r->until)) {
                found[m++] = (struct adil_date){r->until.days - 1};
            }
        }
    }
    *day = found;
    return m;
}

/* Of a contest that has no day: the last law that its rules had. */
static struct adil_date newest_law(struct adil_arena tmp, const struct adil_rulebook *book,
                                   const struct adil_contest_entry *entry)
{
    const struct adil_date *day = NULL;
    uint32_t n = adil_contest_law_days(&tmp, book, entry, &day);
    struct adil_date newest = ADIL_DATE_NONE;
    for (uint32_t i = 0; i < n; i++) {
        newest = !adil_date_known(newest) || adil_date_cmp(newest, day[i]) < 0 ? day[i] : newest;
    }
    return newest;
}

/* A day as the caller sets it, else as the contest has it. */
static struct adil_date day_of(const struct adil_contest_entry *entry,
                               const struct adil_setting *set, uint32_t n_set, const char *key)
{
    for (uint32_t i = 0; i < n_set; i++) {
        struct adil_date d = ADIL_DATE_NONE;
        if (adil_span_is(set[i].key, key)) {
            return adil_date_parse(adil_span_trim(set[i].value), &d) ? d : ADIL_DATE_NONE;
        }
    }
    return adil_span_is(ADIL_SPAN("day"), key) ? entry->day : entry->called;
}

struct request {
    const struct adil_rulebook *book;
    struct adil_date at;
    const struct adil_setting *set;
    uint32_t n_set;
    bool is_part;
};

static const struct adil_contest_entry *find_entry(struct adil_reader *r,
                                                   const struct adil_rulebook *book,
                                                   const struct adil_where *w,
                                                   struct adil_place place, struct adil_span name)
{
    uint32_t i = adil_index_get(book->contest_index, book->n_contests, name);
    if (i != ADIL_NOT_FOUND) {
        return &book->contest[i];
    }
    struct adil_arena tmp = r->scratch;
    struct adil_span *names = adil_new(&tmp, struct adil_span, book->n_contests);
    for (uint32_t k = 0; k < book->n_contests; k++) {
        names[k] = book->contest[k].name;
    }
    adil_fault_name(r, place, w, name, names, book->n_contests,
                    ADIL_SPAN("a contest of this rulebook"));
    return NULL;
}

/* NOLINTBEGIN(misc-no-recursion): one level, a part has no parts */
static adil_err compile(struct adil_arena *perm, struct adil_arena scratch, const struct request *q,
                        const struct adil_contest_entry *entry, struct adil_contest *out,
                        struct adil_diag *diag);

/* The caller's settings for one part: those with its name in front. */
static struct request part_request(struct adil_arena *perm, const struct request *q,
                                   struct adil_span part)
{
    struct request sub = *q;
    struct adil_setting *set = adil_new(perm, struct adil_setting, q->n_set);
    struct adil_span front = adil_fmt(perm, "%.*s.", ADIL_ARG(part));
    sub.n_set = 0;
    for (uint32_t i = 0; i < q->n_set; i++) {
        struct adil_span key = q->set[i].key;
        if (adil_span_starts(key, front) && adil_contest_key_find(key) == ADIL_N_CONTEST_KEYS) {
            set[sub.n_set++] =
                (struct adil_setting){adil_span_sub(key, front.len, key.len), q->set[i].value};
        }
    }
    sub.set = set;
    sub.is_part = true;
    return sub;
}

static adil_err compile_parts(struct adil_compile *x, const struct request *q)
{
    const struct adil_node **name = NULL;
    uint32_t n = adil_read_word_nodes(x->r.perm, x->entry[ADIL_K_PARTS].node, &name);
    struct adil_entry_where w = {0};
    const struct adil_where *at = adil_entry_where(x, ADIL_K_PARTS, &w);
    if (n > 0 && q->is_part) {
        adil_fault(&x->r, name[0]->place, at, ADIL_SPAN("parts of a part"),
                   ADIL_SPAN("a contest that is counted itself"));
        return ADIL_OK;
    }
    struct adil_contest *part = adil_new(x->r.perm, struct adil_contest, n);
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_contest_entry *entry =
            find_entry(&x->r, x->book, at, name[i]->place, name[i]->text);
        if (entry != NULL) {
            struct request sub = part_request(x->r.perm, q, entry->name);
            ADIL_TRY(
                compile(x->r.perm, x->r.scratch, &sub, entry, &part[i], adil_reader_diag(&x->r)));
        }
    }
    x->c->part = part;
    x->c->n_parts = n;
    return ADIL_OK;
}

static void name_contest(struct adil_compile *x)
{
    struct adil_contest *c = x->c;
    bool untitled = true;
    for (size_t l = 0; l < ADIL_N_LANGS; l++) {
        untitled = untitled && c->title.in[l].len == 0;
    }
    if (untitled) {
        c->title.in[ADIL_EN] = c->name;
    }
}

static adil_err compile(struct adil_arena *perm, struct adil_arena scratch, const struct request *q,
                        const struct adil_contest_entry *entry, struct adil_contest *out,
                        struct adil_diag *diag)
{
    struct law_days days = {q->at, day_of(entry, q->set, q->n_set, "called"),
                            day_of(entry, q->set, q->n_set, "day")};
    adil_contest_open(out, perm, entry->name, entry->node->place);
    out->vocab = q->book->vocab;
    out->units = q->book->units.n > 0 ? &q->book->units : NULL;
    if (!adil_date_known(day_for(&days, ADIL_APPLIES_CALL))) {
        days.at = newest_law(scratch, q->book, entry);
    }
    out->law_day = day_for(&days, ADIL_APPLIES_CALL);
    struct adil_compile x = {.r = {perm, scratch, diag, 0}, .book = q->book, .c = out};
    x.contests = (struct adil_where){.key = ADIL_SPAN("contests")};
    x.self = (struct adil_where){.up = &x.contests, .key = entry->name};
    adil_compile_own(&x, entry->node);
    follow_all(&x, &days, entry->node);
    ADIL_TRY(adil_compile_settings(&x, q->set, q->n_set));
    if (x.r.n_faults == 0 && adil_compile_read(&x)) {
        ADIL_TRY(compile_parts(&x, q));
        name_contest(&x);
        adil_compile_finish(&x);
    }
    return x.r.n_faults == 0 ? ADIL_OK : ADIL_ERR(INPUT);
}
/* NOLINTEND(misc-no-recursion) */

adil_err adil_rulebook_contest(struct adil_arena *perm, struct adil_arena scratch,
                               const struct adil_rulebook *book, struct adil_span name,
                               struct adil_date at, const struct adil_setting *set, uint32_t n_set,
                               struct adil_contest *out, struct adil_diag *diag)
{
    ADIL_ASSERT(perm->beg != scratch.beg);
    struct adil_reader r = {perm, scratch, diag, 0};
    struct adil_where w = {.key = ADIL_SPAN("contests")};
    struct adil_place place = {book->file, 0};
    const struct adil_contest_entry *entry = find_entry(&r, book, &w, place, name);
    if (entry == NULL) {
        return ADIL_ERR(INPUT);
    }
    struct request q = {book, at, set, n_set, false};
    return compile(perm, scratch, &q, entry, out, diag);
}
