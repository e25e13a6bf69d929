/* A record that random acts are applied to: opened, kept, replayed. */
#include "wild.h"

#include "base/base64.h"

#include <string.h>

uint64_t wild_below(struct wild *w, uint64_t n)
{
    return test_rng_below(&w->rng, n);
}

bool wild_chance(struct wild *w, unsigned of_hundred)
{
    return wild_below(w, 100) < of_hundred;
}

const struct adil_acts *wild_acts(const struct wild *w)
{
    return &w->f.p->book->acts;
}

/* ---- reading JSON -------------------------------------------------------------------------- */

static struct adil_span unquoted(struct adil_span raw)
{
    bool text = raw.len >= 2 && raw.ptr[0] == '"';
    return text ? adil_span_sub(raw, 1, raw.len - 1) : (struct adil_span){0};
}

/* The next key of an object and its value as it stands; false: no more. */
static bool next_member(struct adil_json_reader *r, struct adil_span *name, struct adil_span *raw)
{
    if (adil_json_next(r) != ADIL_JSON_KEY) {
        return false;
    }
    *name = r->text;
    return adil_json_skip(r, ADIL_JSON_KEY, raw);
}

static struct adil_span member_of(struct adil_span object, struct adil_span of)
{
    struct adil_arena none = {0};
    struct adil_json_reader r;
    struct adil_span name = {0};
    struct adil_span raw = {0};
    adil_json_read(&r, &none, object, false);
    (void)adil_json_next(&r);
    while (next_member(&r, &name, &raw)) {
        if (adil_span_eq(name, of)) {
            return raw;
        }
    }
    return (struct adil_span){0};
}

struct adil_span wild_raw(const struct adil_act *act, struct adil_span name)
{
    return member_of(act->fields, name);
}

struct adil_span wild_text(const struct adil_act *act, struct adil_span name)
{
    return unquoted(wild_raw(act, name));
}

static int64_t number_of(struct adil_span raw)
{
    uint64_t n = 0;
    return adil_span_u64(raw, ADIL_SEQ_MAX, &n) ? (int64_t)n : -1;
}

int64_t wild_number(const struct adil_act *act, struct adil_span name)
{
    return number_of(wild_raw(act, name));
}

bool wild_item(struct adil_span raw, uint32_t i, struct adil_span *text)
{
    struct adil_arena none = {0};
    struct adil_json_reader r;
    adil_json_read(&r, &none, raw, false);
    if (raw.len == 0 || adil_json_next(&r) != ADIL_JSON_ARRAY) {
        return false;
    }
    while (adil_json_next(&r) == ADIL_JSON_TEXT) {
        *text = r.text;
        if (i-- == 0) {
            return true;
        }
    }
    return false;
}

bool wild_figure(struct adil_span raw, uint32_t i, struct adil_span *name, int64_t *n)
{
    struct adil_arena none = {0};
    struct adil_json_reader r;
    struct adil_span value = {0};
    adil_json_read(&r, &none, raw, false);
    if (raw.len == 0 || adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return false;
    }
    while (next_member(&r, name, &value)) {
        *n = number_of(value);
        if (i-- == 0) {
            return true;
        }
    }
    return false;
}

int64_t wild_figure_of(struct adil_span raw, struct adil_span name)
{
    return raw.len > 0 ? number_of(member_of(raw, name)) : -1;
}

struct adil_span wild_last_part(struct adil_span name)
{
    struct adil_span part = name;
    while (adil_span_cut(&name, '/', &part)) {
    }
    return part;
}

/* ---- opening ------------------------------------------------------------------------------- */

uint32_t wild_issuers(struct test_arenas *t, const char *path, struct fold_issuer *issuer)
{
    struct adil_rulebook book;
    uint32_t n = 0;
    adil_err err = adil_rulebook_read(&t->perm, t->scratch, adil_span_of(path), &book, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    for (uint32_t i = 0; i < book.acts.n_offices; i++) {
        const struct adil_office *o = &book.acts.office[i];
        struct adil_span id = o->rule.id;
        for (unsigned k = 0; k < (o->of == ADIL_NO_WORD ? 1 : WILD_KEYS); k++) {
            struct adil_span name =
                o->of == ADIL_NO_WORD ? id : adil_fmt(&t->perm, "%.*s/r%u", ADIL_ARG(id), k);
            assert_true(n + 3 < FOLD_ISSUERS_MAX);
            issuer[n++] = (struct fold_issuer){adil_span_cstr(&t->perm, name), 2};
        }
    }
    return n;
}

/* Of every office that holders sit in a body by, two thirds of the seats; of any other, one. */
static const char *first_holders(struct test_arenas *t, const char *path)
{
    struct adil_rulebook book;
    struct adil_buf out;
    bool first = true;
    struct adil_arena perm = t->perm;
    adil_err err = adil_rulebook_read(&perm, t->scratch, adil_span_of(path), &book, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    adil_buf_open(&out, 1 << 20);
    adil_buf_byte(&out, '[');
    for (uint32_t i = 0; i < book.acts.n_offices; i++) {
        const struct adil_office *o = &book.acts.office[i];
        uint32_t most = adil_office_holders(&book.acts, i, (struct adil_date){19000});
        uint32_t n = most == UINT32_MAX ? 3 : most - most / 3;
        for (uint32_t k = 0; o->of == ADIL_NO_WORD && k < (n < 12 ? n : 12); k++) {
            adil_buf_fmt(&out,
                         "%s{\"capacity\":\"elected\",\"office\":\"%.*s\",\"person\":\"h%u-%u\","
                         "\"since\":\"2021-01-01\",\"source\":\"s\"}",
                         first ? "" : ",", ADIL_ARG(o->rule.id), i, k);
            first = false;
        }
    }
    adil_buf_byte(&out, ']');
    struct adil_span text = adil_buf_span(&out);
    t->perm = perm;
    const char *json = adil_span_cstr(&t->perm, text);
    adil_buf_release(&out);
    return json;
}

/* Changes that any law can take: a field more of a register, a check no more; and one that none
 * can. */
static void open_lists(struct wild *w)
{
    const struct adil_rulebook *book = w->f.p->book;
    struct adil_arena *a = &w->f.t->perm;
    w->list[w->n_lists++] = fold_changes_hash(&w->f, "[{id: offices/of-no-book, set: {}}]");
    for (unsigned k = 0; k < 3 && book->n_registers > 0; k++) {
        struct adil_span reg = book->reg[book->n_registers - 1].id;
        struct adil_span yaml =
            adil_fmt(a, "[{id: registers/%.*s/fields/more-%u, set: number}]", ADIL_ARG(reg), k);
        w->list[w->n_lists++] = fold_changes_hash(&w->f, adil_span_cstr(a, yaml));
    }
    if (book->acts.n_checks > 0) {
        struct adil_span id = book->acts.check[book->acts.n_checks - 1].rule.id;
        struct adil_span yaml = adil_fmt(
            a, "[{id: checks/%.*s, from: 2023-01-01, strike: all, past: reopened}]", ADIL_ARG(id));
        w->list[w->n_lists++] = fold_changes_hash(&w->f, adil_span_cstr(a, yaml));
    }
}

/* In the order of their bytes, as an act's signatures stand. */
static void open_keys(struct wild *w)
{
    w->keys = adil_new(&w->f.t->perm, struct wild_keys, w->n_issuers);
    for (uint32_t i = 0; i < w->n_issuers; i++) {
        struct wild_keys *k = &w->keys[i];
        assert_int_equal(w->issuer[i].n_keys, ADIL_COUNT(k->sig));
        for (uint32_t n = 0; n < ADIL_COUNT(k->sig); n++) {
            struct adil_span text = adil_span_of(fold_key(&w->f, w->issuer[i].name, n));
            assert_true(adil_base64_fixed(text, k->sig[n].key, sizeof k->sig[n].key));
        }
        if (memcmp(k->sig[0].key, k->sig[1].key, sizeof k->sig[0].key) > 0) {
            struct adil_act_sig first = k->sig[0];
            k->sig[0] = k->sig[1];
            k->sig[1] = first;
        }
    }
}

void wild_open(struct wild *w, struct test_arenas *t, const char *book,
               const struct fold_issuer *issuer, uint32_t n, const char *at)
{
    memset(w, 0, sizeof *w);
    w->rng.state = 1;
    w->issuer = issuer;
    w->n_issuers = n;
    w->case_no = ADIL_NO_CASE;
    assert_int_equal(adil_arena_open(&w->memory, (size_t)64 << 20), 0);
    fold_open_holders(&w->f, t, book, issuer, n, first_holders(t, book));
    adil_polity_observe(w->f.p, NULL);
    open_lists(w);
    open_keys(w);
    fold_at(&w->f, at);
}

void wild_close(struct wild *w)
{
    fold_close(&w->f);
    adil_arena_release(&w->memory);
}

/* ---- accepted ------------------------------------------------------------------------------ */

static void make_room(struct wild *w)
{
    struct adil_arena *a = &w->f.t->perm;
    if (w->n < w->cap) {
        return;
    }
    w->cap = w->cap > 0 ? 2 * w->cap : 256;
    struct adil_act *act = adil_new(a, struct adil_act, w->cap);
    struct adil_span *leaf = adil_new(a, struct adil_span, w->cap);
    if (w->n > 0) {
        memcpy(act, w->act, w->n * sizeof *act);
        memcpy(leaf, w->leaf, w->n * sizeof *leaf);
    }
    w->act = act;
    w->leaf = leaf;
}

static void parse(struct adil_arena *perm, struct adil_span leaf, struct adil_act *act)
{
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    struct adil_diag diag;
    adil_diag_open(&diag, perm);
    if (adil_act_parse(perm, place, leaf, act, &diag).code != ADIL_C_OK) {
        fail_msg("%.*s is no act: %.*s", ADIL_ARG(leaf), ADIL_ARG(diag.first->expected));
    }
}

void wild_keep(struct wild *w, struct adil_span leaf)
{
    make_room(w);
    w->leaf[w->n] = adil_span_copy(&w->f.t->perm, leaf);
    parse(&w->f.t->perm, w->leaf[w->n], &w->act[w->n]);
    w->accepted[w->act[w->n].kind]++;
    w->n++;
}

const char *wild_wrong(struct wild *w)
{
    const char *wrong = wild_wrong_given(w);
    wrong = wrong != NULL ? wrong : wild_wrong_holders(w);
    wrong = wrong != NULL ? wrong : wild_wrong_seats(w);
    wrong = wrong != NULL ? wrong : wild_wrong_decided(w);
    return wrong != NULL ? wrong : wild_wrong_tallies(w);
}

const char *wild_step(struct wild *w)
{
    struct test_arenas *t = w->f.t;
    struct adil_refusal refusal = {0};
    struct adil_act act;
    w->perm = w->memory;
    struct adil_span leaf = wild_act(w);
    parse(&w->perm, leaf, &act);
    wild_look(w, &act);
    fold_twin_expect(&w->f, &act);
    adil_err err =
        adil_polity_apply(w->f.p, &w->perm, t->scratch, &act, ADIL_SIGS_TRUSTED, &refusal, NULL);
    fold_twin_follow(&w->f, &act, err, &refusal);
    const char *wrong = NULL;
    if (err.code == ADIL_C_OK) {
        wild_keep(w, leaf);
        wrong = wild_wrong(w);
    } else if (err.code != ADIL_C_REFUSED || refusal.rule.len == 0) {
        wrong = "an error that is no refusal, or a refusal without a rule";
    }
    return wrong;
}

void wild_replay(struct wild *w, const char *book)
{
    struct fold again;
    struct adil_hash hash = fold_hash(&w->f);
    fold_open_holders(&again, w->f.t, book, w->issuer, w->n_issuers, first_holders(w->f.t, book));
    fold_alone(&again);
    adil_polity_observe(again.p, NULL); /* nothing is kept of acts whose memory is given back */
    for (uint32_t i = 0; i < w->f.n_blobs; i++) {
        again.blob[again.n_blobs++] = w->f.blob[i];
    }
    for (uint32_t i = 0; i < w->n; i++) {
        struct adil_arena perm = w->f.t->perm;
        struct adil_refusal refusal = {0};
        struct adil_act act;
        parse(&perm, w->leaf[i], &act);
        adil_err err = adil_polity_apply(again.p, &perm, w->f.t->scratch, &act, ADIL_SIGS_TRUSTED,
                                         &refusal, NULL);
        if (err.code != ADIL_C_OK) {
            fail_msg("refused anew by %.*s (%.*s: %.*s, not %.*s): %.*s", ADIL_ARG(refusal.rule),
                     ADIL_ARG(refusal.field), ADIL_ARG(refusal.found), ADIL_ARG(refusal.expected),
                     ADIL_ARG(w->leaf[i]));
        }
    }
    struct adil_hash same = fold_hash(&again);
    assert_true(adil_hash_eq(&hash, &same));
    fold_close(&again);
}
