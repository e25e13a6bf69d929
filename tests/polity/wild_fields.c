/* Fields of random acts: any value of the field's type, or one that the law is likely to take. */
#include "polity/amend.h"
#include "polity/bodies.h"
#include "wild.h"

#include <stdlib.h>

struct adil_span wild_word_below(struct wild *w, const char *head, unsigned n)
{
    return adil_fmt(&w->perm, "%s%u", head, (unsigned)wild_below(w, n));
}

static void put_quoted(struct adil_buf *out, struct adil_span text)
{
    adil_buf_fmt(out, "\"%.*s\"", ADIL_ARG(text));
}

static struct adil_case *the_case(struct wild *w)
{
    return w->case_no != ADIL_NO_CASE ? &w->f.p->cases[w->case_no] : NULL;
}

const struct adil_decision *wild_decision(struct wild *w)
{
    const struct adil_case *c = the_case(w);
    return c != NULL ? c->book->acts.procedure[c->procedure].stage[c->stage].decision : NULL;
}

/* ---- texts --------------------------------------------------------------------------------- */

/* Somebody: without an office, mostly with one. */
static struct adil_span any_person(struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    if (p->n_holdings > 0 && wild_chance(w, 30)) {
        return adil_strings_get(p->strings, p->holding[wild_below(w, p->n_holdings)].person);
    }
    return wild_word_below(w, "p", WILD_PEOPLE);
}

static struct adil_span any_text(struct wild *w)
{
    static const char *const said[] = {"yes", "no", "abstain", "pass", "fail", "law"};
    const struct adil_rulebook *book = w->f.p->book;
    switch (wild_below(w, 6)) {
    case 0:
        return adil_span_of(said[wild_below(w, ADIL_COUNT(said))]);
    case 1:
        return book->acts.office[wild_below(w, book->acts.n_offices)].rule.id;
    case 2:
        if (book->acts.n_bodies > 0) {
            return book->acts.body[wild_below(w, book->acts.n_bodies)].rule.id;
        }
        break;
    case 3:
        if (book->n_contests > 0) {
            return book->contest[wild_below(w, book->n_contests)].name;
        }
        break;
    default:
        break;
    }
    return any_person(w);
}

/* The field that says in which unit a place lies. */
static bool says_unit(const struct adil_acts *acts, const struct adil_act_word *word,
                      struct adil_span id, const struct adil_rulebook *book)
{
    for (uint32_t i = 0; word->reg != ADIL_NO_WORD && i < acts->n_procedures; i++) {
        const struct adil_procedure *proc = &acts->procedure[i];
        if (proc->places == word->reg && proc->place_unit != ADIL_NO_WORD &&
            adil_span_eq(book->reg[word->reg].field[proc->place_unit].id, id)) {
            return true;
        }
    }
    return false;
}

static struct adil_span one_of(struct wild *w, const struct adil_span *word, uint32_t n)
{
    return word[wild_below(w, n)];
}

/* Texts that the machine itself reads, by the names of their fields. */
static struct adil_span likely_text(struct wild *w, const struct adil_act_word *word,
                                    const struct adil_given *g)
{
    const struct adil_rulebook *book = w->f.p->book;
    const struct adil_decision *d = wild_decision(w);
    if (adil_span_is(g->id, "contest") && word->kind == ADIL_ACT_OPEN && book->n_contests > 0) {
        return book->contest[wild_below(w, book->n_contests)].name;
    }
    if (adil_span_is(g->id, "contest") && wild_contest(w).len > 0) {
        return wild_contest(w);
    }
    if (adil_span_is(g->id, "place") || adil_span_is(g->id, "winner")) {
        return w->key;
    }
    if (adil_span_is(g->id, "choice")) {
        return one_of(w, adil_choices, wild_chance(w, 80) ? 1 : ADIL_N_CHOICES);
    }
    if (adil_span_is(g->id, "status")) {
        return adil_span_of(wild_chance(w, 50) ? "accredited" : "registered");
    }
    if (adil_span_is(g->id, "casting")) {
        return one_of(w, adil_choices, 2);
    }
    if (adil_span_is(g->id, "body") && d != NULL) {
        return book->acts.body[d->body[wild_below(w, d->n_bodies)]].rule.id;
    }
    if (says_unit(&book->acts, word, g->id, book)) {
        return book->units.unit[wild_below(w, book->units.n)].id;
    }
    return adil_span_is(g->id, "person") ? any_person(w) : any_text(w);
}

/* ---- sets ---------------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
    return adil_span_cmp(*(const struct adil_span *)a, *(const struct adil_span *)b);
}

/* Each once, in order. */
static void put_set(struct adil_buf *out, struct adil_span *item, size_t n)
{
    bool first = true;
    if (n > 0) {
        qsort(item, n, sizeof *item, by_bytes);
    }
    adil_buf_byte(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !adil_span_eq(item[i], item[i - 1])) {
            adil_buf_fmt(out, "%s\"%.*s\"", first ? "" : ",", ADIL_ARG(item[i]));
            first = false;
        }
    }
    adil_buf_byte(out, ']');
}

static void put_people(struct wild *w, struct adil_buf *out)
{
    struct adil_span item[WILD_PEOPLE];
    size_t n = wild_below(w, WILD_PEOPLE);
    for (size_t i = 0; i < n; i++) {
        item[i] = any_person(w);
    }
    put_set(out, item, n);
}

static void put_contests(struct wild *w, struct adil_buf *out)
{
    const struct adil_rulebook *book = w->f.p->book;
    struct adil_span item[3];
    size_t n = 1 + wild_below(w, 2);
    for (size_t i = 0; i < n; i++) {
        item[i] = book->contest[wild_below(w, book->n_contests)].name;
    }
    put_set(out, item, n);
}

/* Some of the members of a body: each with that chance of a hundred. */
static void put_members(struct wild *w, struct adil_buf *out, uint32_t body, unsigned share)
{
    const struct adil_sitting *sits = NULL;
    uint32_t n = adil_body_sitting(w->f.p, &w->perm, w->f.t->scratch, body, wild_day(w), &sits);
    struct adil_span *item = adil_new(&w->perm, struct adil_span, n + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (wild_chance(w, share)) {
            item[k++] = sits[i].name;
        }
    }
    put_set(out, item, k);
}

static bool put_likely_set(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                           const struct adil_given *g)
{
    const struct adil_decision *d = wild_decision(w);
    if (adil_span_is(g->id, "contests") && w->f.p->book->n_contests > 0) {
        put_contests(w, out);
        return true;
    }
    if (word->typed_twice && adil_span_is(g->id, ADIL_TYPED_FIELD)) {
        adil_buf_fmt(out, "[\"%064x\",\"%064x\"]", 1U, 2U);
        return true;
    }
    if (word->kind == ADIL_ACT_DECIDE && d != NULL) {
        put_members(w, out, d->body[0], adil_span_is(g->id, "yes") ? 90 : 0);
        return true;
    }
    if (word->support != NULL && word->support->is_set) {
        put_members(w, out, word->support->body, 70);
        return true;
    }
    return false;
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* How many of a body say so: mostly all of them yes. */
static uint64_t votes_of(struct wild *w, struct adil_span choice)
{
    const struct adil_decision *d = wild_decision(w);
    uint32_t body = d->body[wild_below(w, d->n_bodies)];
    uint32_t seats = adil_body_seats(wild_acts(w), body, wild_day(w));
    bool yes = adil_span_is(choice, "yes");
    seats = seats == UINT32_MAX ? WILD_KEYS : seats;
    if (wild_chance(w, 60)) {
        return yes ? seats : 0;
    }
    return wild_below(w, seats / 2 + 2);
}

static uint64_t likely_number(struct wild *w, const struct adil_act_word *word,
                              const struct adil_given *g)
{
    static const uint32_t often[] = {0, 1, 2, 9, 20, 40, 100, 100, 1000, 50000};
    bool choice = false;
    for (unsigned c = 0; c < ADIL_N_CHOICES; c++) {
        choice = choice || adil_span_eq(adil_choices[c], g->id);
    }
    if (word->kind == ADIL_ACT_DECIDE && choice && wild_decision(w) != NULL) {
        return votes_of(w, g->id);
    }
    if (word->support != NULL && !word->support->is_set && word->support->slot == g->slot) {
        uint32_t seats = adil_body_seats(wild_acts(w), word->support->body, wild_day(w));
        return seats == UINT32_MAX ? 1 : wild_below(w, seats + 1);
    }
    return often[wild_below(w, ADIL_COUNT(often))];
}

static void put_tally(struct wild *w, struct adil_buf *out, const struct adil_given *g)
{
    static const unsigned each[] = {1, 200, 700, 5000};
    const struct adil_rulebook *book = w->f.p->book;
    const uint32_t *unit = NULL;
    uint32_t n = g->of < book->units.n_groups
                     ? adil_group_list(&w->perm, &book->units, g->of, wild_day(w), &unit)
                     : 0;
    struct adil_span *item = adil_new(&w->perm, struct adil_span, n + 1);
    unsigned of_each = each[wild_below(w, ADIL_COUNT(each))];
    for (uint32_t i = 0; i < n; i++) {
        item[i] = book->units.unit[unit[i]].id;
    }
    if (n > 0) {
        qsort(item, n, sizeof *item, by_bytes);
    }
    adil_buf_fmt(out, "{\"total\":%u,\"units\":{", n > 0 ? of_each * n : of_each);
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(out, "%s\"%.*s\":%u", i > 0 ? "," : "", ADIL_ARG(item[i]), of_each);
    }
    adil_buf_str(out, "}}");
}

static void put_date(struct wild *w, struct adil_buf *out, const struct adil_given *g, bool well)
{
    struct adil_date today = wild_day(w);
    if (well && adil_span_is(g->id, "day")) {
        today.days += 25 + (int32_t)wild_below(w, 50);
    } else if (wild_chance(w, 20)) {
        today.days -= 365 * 45;
    } else if (wild_chance(w, 60)) {
        today.days += (int32_t)wild_below(w, 120) - (wild_chance(w, 50) ? 0 : 60);
    }
    put_quoted(out, adil_date_text(&w->perm, today));
}

/* ---- hashes -------------------------------------------------------------------------------- */

/* The hash of the list that the act's fields name, and of the law as it makes it. */
static struct adil_span law_after(struct wild *w, const char *list)
{
    struct fold *f = &w->f;
    struct adil_hash hash;
    for (uint32_t i = 0; i < f->n_blobs; i++) {
        struct adil_hash of = adil_sha256(f->blob[i]);
        struct adil_refusal refusal = {0};
        struct adil_arena perm = w->perm;
        bool named = adil_span_is(adil_hex(&perm, of.byte, sizeof of.byte), list);
        if (named &&
            adil_polity_law_after(f->p, &perm, f->t->scratch, f->blob[i], &hash, &refusal).code ==
                ADIL_C_OK) {
            return adil_hex(&w->perm, hash.byte, sizeof hash.byte);
        }
    }
    return adil_hex(&w->perm, f->law.byte, sizeof f->law.byte);
}

/* The list of an act: the one with which its case was opened, or any. */
static const char *list_of(struct wild *w)
{
    struct adil_hash voted;
    if (w->case_no != ADIL_NO_CASE && adil_case_voted(w->f.p, w->case_no, &voted)) {
        return adil_span_cstr(&w->perm, adil_hex(&w->perm, voted.byte, sizeof voted.byte));
    }
    return w->list[wild_below(w, w->n_lists)];
}

static void put_hash(struct wild *w, struct adil_buf *out, struct adil_span id)
{
    struct adil_span none = adil_hex(&w->perm, w->f.law.byte, sizeof w->f.law.byte);
    if (adil_span_is(id, "changes")) {
        put_quoted(out, wild_chance(w, 30) ? none : adil_span_of(list_of(w)));
    } else {
        adil_buf_fmt(out, "\"%064x\"", (unsigned)wild_below(w, 4));
    }
}

/* ---- any ----------------------------------------------------------------------------------- */

static void put_text(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                     const struct adil_given *g, bool well)
{
    put_quoted(out, well ? likely_text(w, word, g) : any_text(w));
}

void wild_put_value(struct wild *w, struct adil_buf *out, const struct adil_act_word *word,
                    const struct adil_given *g, bool well)
{
    switch (g->type) {
    case ADIL_FIELD_NUMBER:
        adil_buf_fmt(out, "%llu",
                     (unsigned long long)(well ? likely_number(w, word, g)
                                               : wild_below(w, wild_chance(w, 50) ? 9 : 120)));
        break;
    case ADIL_FIELD_MOMENT:
        adil_buf_fmt(out, "%lld", (long long)w->f.logged);
        break;
    case ADIL_FIELD_FLAG:
        adil_buf_str(out, wild_chance(w, 70) ? "true" : "false");
        break;
    case ADIL_FIELD_DATE:
        put_date(w, out, g, well);
        break;
    case ADIL_FIELD_SET:
        if (!well || !put_likely_set(w, out, word, g)) {
            put_people(w, out);
        }
        break;
    case ADIL_FIELD_HASH:
        put_hash(w, out, g->id);
        break;
    case ADIL_FIELD_VOTES:
        adil_buf_fmt(out, "{\"%.*s\":%u}", ADIL_ARG(wild_word_below(w, "r", WILD_KEYS)),
                     (unsigned)wild_below(w, 100));
        break;
    case ADIL_FIELD_TALLY:
        put_tally(w, out, g);
        break;
    case ADIL_FIELD_REF:
        put_quoted(out, well ? w->key : wild_word_below(w, "r", WILD_KEYS));
        break;
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_KEY:
    case ADIL_N_FIELD_TYPES:
        put_text(w, out, word, g, well);
        break;
    }
}

static bool left_out(struct wild *w, const struct adil_given *g, bool well)
{
    return g->optional ? wild_chance(w, well ? 60 : 40) : !well && wild_chance(w, 2);
}

struct adil_span wild_fields(struct wild *w, const struct adil_act_word *word, bool well)
{
    struct adil_buf out;
    const char *list = list_of(w);
    bool amends = word->kind == ADIL_ACT_AMEND && well;
    bool first = true;
    adil_buf_open(&out, 1 << 16);
    adil_buf_byte(&out, '{');
    for (uint32_t i = 0; i < word->n_give; i++) {
        const struct adil_given *g = &word->give[i];
        if (left_out(w, g, well)) {
            continue;
        }
        adil_buf_fmt(&out, "%s\"%.*s\":", first ? "" : ",", ADIL_ARG(g->id));
        first = false;
        if (amends && adil_span_is(g->id, "becomes")) {
            put_quoted(&out, law_after(w, list));
        } else if (amends && adil_span_is(g->id, "changes")) {
            put_quoted(&out, adil_span_of(list));
        } else {
            wild_put_value(w, &out, word, g, well);
        }
    }
    adil_buf_byte(&out, '}');
    struct adil_span text = adil_span_copy(&w->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}
