#include "twin.h"

#include "base/json_read.h"
#include "law/rulebook.h"

#include <string.h>

enum { TEXT_BYTES = 1 << 28, SHOWN = 160 };

/* ---- the law in other names ------------------------------------------------------------------ */

static adil_err twin_blob(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                          struct adil_span *bytes, struct adil_diag *diag)
{
    const struct twin *w = ctx;
    struct adil_hash source = adil_sha256(w->source);
    if (adil_hash_eq(hash, &w->law)) {
        *bytes = w->rulebook;
        return ADIL_OK;
    }
    *bytes = w->source;
    return adil_hash_eq(hash, &source)
               ? ADIL_OK
               : adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){0}, ADIL_SPAN("blob"),
                           adil_hex(perm, hash->byte, sizeof hash->byte), ADIL_SPAN("the law's"));
}

static struct adil_span canonical_in(struct test_arenas *t, const struct renaming *r,
                                     const struct adil_node *root)
{
    struct adil_buf out;
    struct adil_arena tmp = t->scratch;
    adil_buf_open(&out, TEXT_BYTES);
    const struct adil_node *renamed = renaming_tree(r, &tmp, root);
    adil_rulebook_canonical(renamed, tmp, &out);
    assert_true(adil_buf_ok(&out));
    struct adil_span form = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return form;
}

static struct adil_span hex_text(struct twin *w, const struct adil_hash *h)
{
    return adil_hex(&w->t->perm, h->byte, sizeof h->byte);
}

/* What has one hash here has another there. */
static void pair_hash(struct twin *w, struct adil_span other, struct adil_span mine)
{
    renaming_hash(&w->names, other, mine);
    renaming_hash(&w->back, mine, other);
}

void twin_open(struct twin *w, struct test_arenas *t, const struct adil_node *root,
               struct adil_span canonical, struct adil_span source, const struct renaming_odd *odd)
{
    const struct renaming_odd in_acts = {.also = odd != NULL ? odd->also : NULL};
    struct adil_hash law = adil_sha256(canonical);
    struct renaming in_book;
    struct adil_diag diag;
    memset(w, 0, sizeof *w);
    w->t = t;
    w->source = source;
    w->bytes_like = canonical.len;
    renaming_open(&w->names, &t->perm, root, &in_acts);
    renaming_open(&in_book, &t->perm, root, odd);
    w->rulebook = canonical_in(t, &in_book, root);
    w->law = adil_sha256(w->rulebook);
    renaming_back(&w->names, &t->perm, &w->back);
    pair_hash(w, hex_text(w, &law), hex_text(w, &w->law));
    adil_diag_open(&diag, &t->perm);
    struct adil_polity_options options = {
        .memory_bytes = (size_t)1 << 30, .lang = ADIL_EN, .ctx = w, .blob = twin_blob};
    assert_int_equal(adil_polity_open(&options, &w->p, &diag).code, ADIL_C_OK);
}

void twin_close(struct twin *w)
{
    adil_polity_close(w->p);
    w->p = NULL;
}

/* ---- an act in other names ------------------------------------------------------------------- */

static struct adil_span in_names(struct twin *w, struct adil_span text)
{
    return renaming_text(&w->names, &w->t->perm, text);
}

/* The first place where two texts differ, and what stands there. */
static const char *difference(struct twin *w, struct adil_span a, struct adil_span b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i]) {
        i++;
    }
    size_t from = i < SHOWN ? 0 : i - SHOWN;
    struct adil_span x = adil_span_sub(a, from, i + SHOWN < a.len ? i + SHOWN : a.len);
    struct adil_span y = adil_span_sub(b, from, i + SHOWN < b.len ? i + SHOWN : b.len);
    return adil_span_cstr(
        &w->t->perm, adil_fmt(&w->t->perm, "%.*s\nin other names\n%.*s", ADIL_ARG(x), ADIL_ARG(y)));
}

/* Entry 0 says how many bytes the law has. */
static struct adil_span with_bytes(struct twin *w, struct adil_span fields)
{
    struct adil_arena *a = &w->t->perm;
    struct adil_span hex = hex_text(w, &w->law);
    struct adil_span was =
        adil_fmt(a, "{\"bytes\":%zu,\"hash\":\"%.*s\"}", w->bytes_like, ADIL_ARG(hex));
    size_t at = adil_span_find(fields, was);
    return at == fields.len ? fields
                            : adil_fmt(a, "%.*s{\"bytes\":%zu,\"hash\":\"%.*s\"}%.*s", (int)at,
                                       fields.ptr, w->rulebook.len, ADIL_ARG(hex),
                                       (int)(fields.len - at - was.len), fields.ptr + at + was.len);
}

static struct adil_hash law_in_names(struct twin *w, const struct adil_polity *other,
                                     const struct adil_act *act, struct adil_span about)
{
    struct adil_hash none = {{0}};
    if (adil_polity_entries(w->p) == 0) {
        return w->law;
    }
    struct adil_hash like = adil_polity_law_for(other, act->about);
    return adil_hash_eq(&like, &act->law) ? adil_polity_law_for(w->p, about) : none;
}

static adil_err act_in_names(struct twin *w, const struct adil_polity *other,
                             const struct adil_act *act, struct adil_act *out)
{
    struct adil_buf text;
    struct adil_act x = *act;
    x.about = in_names(w, act->about);
    x.by = in_names(w, act->by);
    x.word = in_names(w, act->word);
    bool machine = act->kind == ADIL_ACT_ENACT || act->kind == ADIL_ACT_KEY;
    x.fields = with_bytes(w, renaming_json(&w->names, &w->t->perm, act->fields, machine));
    x.law = law_in_names(w, other, act, x.about);
    adil_buf_open(&text, TEXT_BYTES);
    adil_act_put(&text, &x);
    x.bytes = adil_span_copy(&w->t->perm, adil_buf_span(&text));
    text.len = 0;
    adil_act_leaf(&text, x.bytes, act->logged, act->sig, act->n_sigs);
    struct adil_span leaf = adil_span_copy(&w->t->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return adil_act_parse(&w->t->perm, (struct adil_place){.file = ADIL_SPAN("twin")}, leaf, out,
                          NULL);
}

/* Hashes of what has names in it: of every text of one, that of the other where it stands. */
static void pair_hashes(struct twin *w, struct adil_span a, struct adil_span b)
{
    struct adil_json_reader x;
    struct adil_json_reader y;
    uint8_t byte[sizeof(struct adil_hash)];
    adil_json_read(&x, &w->t->perm, a, false);
    adil_json_read(&y, &w->t->perm, b, false);
    for (;;) {
        enum adil_json_event e = adil_json_next(&x);
        if (e != adil_json_next(&y) || e == ADIL_JSON_END || e == ADIL_JSON_FAULT) {
            return;
        }
        if (e == ADIL_JSON_TEXT && adil_hex_parse(x.text, byte, sizeof byte)) {
            pair_hash(w, adil_span_copy(&w->t->perm, x.text), adil_span_copy(&w->t->perm, y.text));
        }
    }
}

static bool result_text(struct twin *w, struct adil_polity *p, struct adil_span id,
                        struct adil_span contest, struct adil_span *out)
{
    struct adil_buf fields;
    struct adil_refusal unheard = {0};
    adil_buf_open(&fields, TEXT_BYTES);
    adil_err err =
        adil_polity_result_fields(p, &w->t->perm, w->t->scratch, id, contest, &fields, &unheard);
    *out = adil_span_copy(&w->t->perm, adil_buf_span(&fields));
    adil_buf_release(&fields);
    return err.code == ADIL_C_OK;
}

static struct adil_span contest_of(struct twin *w, struct adil_span fields)
{
    struct adil_json_reader r;
    struct adil_span contest = {"", 0};
    adil_json_read(&r, &w->t->perm, fields, false);
    if (adil_json_next(&r) != ADIL_JSON_OBJECT) {
        return contest;
    }
    while (adil_json_next(&r) == ADIL_JSON_KEY) {
        bool is = adil_span_is(r.text, "contest");
        struct adil_span raw = {NULL, 0};
        if (!adil_json_skip(&r, ADIL_JSON_KEY, &raw)) {
            break;
        }
        contest = is && raw.len > 2 ? adil_span_sub(raw, 1, raw.len - 1) : contest;
    }
    return contest;
}

void twin_expect(struct twin *w, struct adil_polity *other, const struct adil_act *act)
{
    struct adil_span head = ADIL_SPAN("case/");
    struct adil_span a;
    struct adil_span b;
    if (w->p == NULL || act->kind != ADIL_ACT_COUNT || !adil_span_starts(act->about, head)) {
        return;
    }
    struct adil_span id = adil_span_sub(act->about, head.len, act->about.len);
    struct adil_span contest = contest_of(w, act->fields);
    if (result_text(w, other, id, contest, &a) &&
        result_text(w, w->p, in_names(w, id), in_names(w, contest), &b)) {
        pair_hashes(w, a, renaming_json(&w->back, &w->t->perm, b, false));
    }
}

/* ---- following --------------------------------------------------------------------------------
 */

static bool is_not_followed(const struct adil_act *act)
{
    return act->kind == ADIL_ACT_AMEND || act->kind == ADIL_ACT_COMMIT ||
           adil_span_find(act->fields, ADIL_SPAN("\"changes\":")) < act->fields.len;
}

static struct adil_span said(const struct adil_refusal *r, adil_err err, struct adil_arena *a)
{
    return err.code == ADIL_C_OK ? ADIL_SPAN("accepted")
                                 : adil_fmt(a, "%d %.*s [%.*s]: found %.*s, expected %.*s",
                                            (int)err.code, ADIL_ARG(r->rule), ADIL_ARG(r->field),
                                            ADIL_ARG(r->found), ADIL_ARG(r->expected));
}

static bool is_given(const struct adil_act *act, struct adil_span field, struct adil_arena a)
{
    struct adil_span key = adil_fmt(&a, "\"%.*s\":", ADIL_ARG(field));
    return adil_span_find(act->fields, key) < act->fields.len;
}

/* Fields are judged in the order of their names, which is another under other names: of several
 * that are wrong another may be the first. */
static bool same_verdict(struct twin *w, const struct adil_act *act, adil_err a,
                         const struct adil_refusal *x, adil_err b, const struct adil_refusal *y)
{
    struct adil_span field = renaming_text(&w->back, &w->t->perm, y->field);
    return a.code == b.code &&
           (a.code == ADIL_C_OK ||
            (adil_span_eq(x->rule, renaming_text(&w->back, &w->t->perm, y->rule)) &&
             (adil_span_eq(x->field, field) ||
              (is_given(act, x->field, w->t->perm) && is_given(act, field, w->t->perm)))));
}

static struct adil_span head_of(struct adil_span text)
{
    return adil_span_sub(text, 0, text.len < 4 * SHOWN ? text.len : 4 * SHOWN);
}

const char *twin_follow(struct twin *w, struct adil_polity *other, const struct adil_act *act,
                        adil_err err, const struct adil_refusal *refusal)
{
    struct adil_act mine = {.bytes = {"", 0}};
    struct adil_diag diag;
    adil_diag_open(&diag, &w->t->perm);
    struct adil_refusal said_here = {0};
    struct adil_arena *a = &w->t->perm;
    struct adil_arena keep = *a;
    if (w->p == NULL ||
        (err.code == ADIL_C_REFUSED && adil_span_is(refusal->rule, "act.signature"))) {
        return NULL;
    }
    if (is_not_followed(act)) {
        twin_close(w);
        return NULL;
    }
    adil_err here = act_in_names(w, other, act, &mine);
    if (here.code == ADIL_C_OK) {
        here =
            adil_polity_apply(w->p, a, w->t->scratch, &mine, ADIL_SIGS_TRUSTED, &said_here, NULL);
    } else {
        said_here.rule = ADIL_SPAN("act.form");
    }
    w->n_accepted += here.code == ADIL_C_OK;
    w->n_refused += here.code != ADIL_C_OK;
    if (same_verdict(w, act, err, refusal, here, &said_here)) {
        *a = keep;
        return NULL;
    }
    return adil_span_cstr(
        a, adil_fmt(a, "%.*s\nin other names %.*s\n%.*s\n%.*s", ADIL_ARG(said(refusal, err, a)),
                    ADIL_ARG(said(&said_here, here, a)), ADIL_ARG(head_of(act->bytes)),
                    ADIL_ARG(head_of(mine.bytes))));
}

static struct adil_span state_text(struct twin *w, const struct adil_polity *p,
                                   const struct renaming *back)
{
    struct adil_buf out;
    struct adil_json j;
    adil_buf_open(&out, TEXT_BYTES);
    adil_json_open(&j, &out, false);
    adil_polity_put(p, w->t->scratch, ADIL_SPAN(""), &j);
    adil_json_finish(&j);
    assert_true(adil_buf_ok(&out));
    struct adil_span text = renaming_json(back, &w->t->perm, adil_buf_span(&out), false);
    adil_buf_release(&out);
    return text;
}

const char *twin_state(struct twin *w, const struct adil_polity *other)
{
    if (w->p == NULL || adil_polity_entries(other) == 0) {
        return NULL;
    }
    struct adil_hash genesis = adil_polity_genesis(other);
    struct adil_hash mine = adil_polity_genesis(w->p);
    pair_hash(w, hex_text(w, &genesis), hex_text(w, &mine));
    adil_polity_project(w->p, adil_polity_now(other));
    struct renaming none = {.n = 0};
    struct adil_span a = state_text(w, other, &none);
    struct adil_span b = state_text(w, w->p, &w->back);
    return adil_span_eq(a, b) ? NULL : difference(w, a, b);
}
