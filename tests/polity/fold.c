#include "fold.h"

#include "base/base64.h"
#include "base/file.h"
#include "polity/interner.h"
#include "twin.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLD_BYTES = 1 << 20 };

struct fold_pair {
    uint8_t public_key[crypto_sign_PUBLICKEYBYTES];
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
};

static struct fold_pair pair_of(struct fold *f, const char *issuer, uint32_t k)
{
    struct fold_pair pair;
    struct adil_hash seed = adil_sha256(adil_fmt(&f->t->perm, "key %u of %s", k, issuer));
    assert_int_equal(crypto_sign_seed_keypair(pair.public_key, pair.secret, seed.byte), 0);
    return pair;
}

const char *fold_key(struct fold *f, const char *issuer, uint32_t k)
{
    struct fold_pair pair = pair_of(f, issuer, k);
    struct adil_span bytes = adil_span_bytes((const char *)pair.public_key, sizeof pair.public_key);
    return adil_span_cstr(&f->t->perm, adil_base64(&f->t->perm, bytes));
}

static uint32_t *keys_of(struct fold *f, const char *issuer)
{
    for (uint32_t i = 0; i < f->n_issuers; i++) {
        if (strcmp(f->issuer[i].name, issuer) == 0) {
            return &f->issuer[i].n_keys;
        }
    }
    assert_true(f->n_issuers < FOLD_ISSUERS_MAX);
    f->issuer[f->n_issuers].name = issuer;
    return &f->issuer[f->n_issuers++].n_keys;
}

/* ---- blobs and entry 0 ------------------------------------------------------------------ */

static adil_err blob_of(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                        struct adil_span *bytes, struct adil_diag *diag)
{
    struct fold *f = ctx;
    for (uint32_t i = 0; i < f->n_blobs + 2; i++) {
        struct adil_span blob = i == 0 ? f->rulebook : i == 1 ? f->source : f->blob[i - 2];
        struct adil_hash h = adil_sha256(blob);
        if (adil_hash_eq(&h, hash)) {
            *bytes = blob;
            return ADIL_OK;
        }
    }
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){0}, ADIL_SPAN("blob"),
                     adil_hex(perm, hash->byte, sizeof hash->byte), ADIL_SPAN("a blob we have"));
}

static void print_findings(const struct adil_diag *d)
{
    struct adil_buf out;
    adil_buf_open(&out, FOLD_BYTES);
    adil_diag_print(d, &out);
    print_error("%.*s", ADIL_ARG(adil_buf_span(&out)));
    adil_buf_release(&out);
}

/* Whether it has an office `commission`, whose keys every test of the association wants. */
static bool read_book(struct fold *f, const char *path)
{
    struct adil_rulebook book;
    struct adil_buf out;
    adil_diag_open(&f->diag, &f->t->perm);
    if (adil_file_read(&f->t->perm, adil_span_of(path), FOLD_BYTES, &f->source, &f->diag).code !=
            ADIL_C_OK ||
        adil_rulebook_parse(&f->t->perm, f->t->scratch, adil_span_of(path), f->source, &book,
                            &f->diag)
                .code != ADIL_C_OK) {
        print_findings(&f->diag);
        fail_msg("%s cannot be read", path);
    }
    adil_buf_open(&out, FOLD_BYTES);
    adil_rulebook_canonical(book.root, f->t->scratch, &out);
    f->rulebook = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    f->law = adil_sha256(f->rulebook);
    if (getenv("ADIL_RENAMED") != NULL) {
        f->twin = adil_new(&f->t->perm, struct twin, 1);
        twin_open(f->twin, f->t, book.root, f->rulebook, f->source, NULL);
    }
    return adil_office_find(&book.acts, ADIL_SPAN("commission")) != ADIL_NO_WORD;
}

static void tell_trials(void *ctx, enum adil_statement_kind kind, const void *what,
                        enum adil_judged judged)
{
    struct fold *f = ctx;
    adil_trials_judged(f->trials, kind, what, judged);
}

void fold_prepare(struct fold *f, struct test_arenas *t, const char *book,
                  const struct fold_issuer *issuers, uint32_t n)
{
    memset(f, 0, sizeof *f);
    f->t = t;
    bool has_commission = read_book(f, book);
    *keys_of(f, "founders") = 3;
    if (has_commission) {
        *keys_of(f, "commission") = 3;
    }
    for (uint32_t i = 0; i < n; i++) {
        *keys_of(f, issuers[i].name) = issuers[i].n_keys;
    }
    fold_at(f, "2022-01-10T09:00:00Z");
    struct adil_polity_options options = {.memory_bytes = (size_t)1 << 30,
                                          .lang = ADIL_EN,
                                          .ctx = f,
                                          .blob = blob_of,
                                          .judged = tell_trials};
    f->trials = adil_trials_open(&t->perm);
    assert_int_equal(adil_polity_open(&options, &f->p, &f->diag).code, ADIL_C_OK);
}

static void put_keys(struct fold *f, struct adil_buf *out, const char *issuer, uint32_t n)
{
    for (uint32_t k = 0; k < n; k++) {
        adil_buf_fmt(out, "%s\"%s\"", k == 0 ? "[" : ",", fold_key(f, issuer, k));
    }
    adil_buf_byte(out, ']');
}

static void put_issuers(struct fold *f, struct adil_buf *out)
{
    adil_buf_byte(out, '[');
    for (uint32_t i = 1; i < f->n_issuers; i++) {
        adil_buf_str(out, i == 1 ? "{\"issuer\":\"" : ",{\"issuer\":\"");
        adil_buf_str(out, f->issuer[i].name);
        adil_buf_str(out, "\",\"keys\":");
        put_keys(f, out, f->issuer[i].name, f->issuer[i].n_keys);
        adil_buf_byte(out, '}');
    }
    adil_buf_byte(out, ']');
}

static void put_blob(struct fold *f, struct adil_buf *out, struct adil_span blob)
{
    struct adil_hash h = adil_sha256(blob);
    struct adil_span hex = adil_hex(&f->t->perm, h.byte, sizeof h.byte);
    adil_buf_fmt(out, "{\"bytes\":%zu,\"hash\":\"%.*s\"}", blob.len, ADIL_ARG(hex));
}

static void put_log_key(struct fold *f, struct adil_buf *out)
{
    struct fold_pair pair = pair_of(f, "log", 0);
    struct adil_vkey key =
        adil_vkey_ed25519(&f->t->perm, ADIL_SPAN(fold_origin), ADIL_KEY_ED25519, pair.public_key);
    adil_buf_fmt(out, "\"%.*s\"", ADIL_ARG(adil_vkey_text(&f->t->perm, &key)));
}

static struct adil_span signature_of(struct fold *f, const char *signer, struct adil_span message,
                                     bool spoil)
{
    struct fold_pair pair = pair_of(f, signer, 0);
    uint8_t sig[crypto_sign_BYTES];
    crypto_sign_detached(sig, NULL, (const uint8_t *)message.ptr, message.len, pair.secret);
    sig[0] ^= spoil;
    return adil_base64(&f->t->perm, adil_span_bytes((const char *)sig, sizeof sig));
}

const char *fold_log_key(struct fold *f, const struct fold_log_key *c)
{
    struct adil_arena *a = &f->t->perm;
    struct fold_pair next = pair_of(f, c->next, 0);
    struct adil_span name = adil_span_of(c->name != NULL ? c->name : fold_origin);
    struct adil_vkey key = adil_vkey_ed25519(a, name, ADIL_KEY_ED25519, next.public_key);
    struct adil_span text = adil_vkey_text(a, &key);
    struct adil_span message =
        adil_fmt(a, "adil/log-key/v1\n" fold_origin "\n%.*s\n", ADIL_ARG(text));
    struct adil_span all = ADIL_SPAN("{");
    if (c->old != NULL) {
        struct adil_span sig = signature_of(f, c->old, message, c->spoil_old);
        all = adil_fmt(a, "{\"by-old\":\"%.*s\",", ADIL_ARG(sig));
    }
    all = adil_fmt(a, "%.*s\"log\":\"%.*s\",", ADIL_ARG(all), ADIL_ARG(text));
    if (c->lost != NULL) {
        all = adil_fmt(a, "%.*s\"lost\":%s,", ADIL_ARG(all), c->lost);
    }
    struct adil_span proof = signature_of(f, c->next, message, c->spoil_proof);
    all = adil_fmt(a, "%.*s\"proof\":\"%.*s\"", ADIL_ARG(all), ADIL_ARG(proof));
    if (c->reason != NULL) {
        all = adil_fmt(a, "%.*s,\"reason\":\"%s\"", ADIL_ARG(all), c->reason);
    }
    return adil_span_cstr(a, adil_fmt(a, "%.*s}", ADIL_ARG(all)));
}

static void put_founders(struct fold *f, struct adil_buf *out)
{
    adil_buf_str(out, "{\"keys\":");
    put_keys(f, out, "founders", *keys_of(f, "founders"));
    adil_buf_str(out, ",\"least\":2}");
}

const char *fold_genesis_fields(struct fold *f, const char *name, const char *value,
                                const char *holders)
{
    static const char *const member[] = {"clock", "engine", "founders", "holders", "issuers",
                                         "log",   "origin", "rulebook", "source"};
    struct adil_buf out;
    adil_buf_open(&out, FOLD_BYTES);
    for (size_t i = 0; i < ADIL_COUNT(member); i++) {
        adil_buf_fmt(&out, "%s\"%s\":", i == 0 ? "{" : ",", member[i]);
        if (name != NULL && strcmp(name, member[i]) == 0) {
            adil_buf_str(&out, value);
            continue;
        }
        switch (i) {
        case 0:
            adil_buf_str(&out, "\"simulated\"");
            break;
        case 1:
            adil_buf_str(&out, "1");
            break;
        case 2:
            put_founders(f, &out);
            break;
        case 3:
            adil_buf_str(&out, holders != NULL ? holders : "[]");
            break;
        case 4:
            put_issuers(f, &out);
            break;
        case 5:
            put_log_key(f, &out);
            break;
        case 6:
            adil_buf_str(&out, "\"" fold_origin "\"");
            break;
        default:
            put_blob(f, &out, i == 7 ? f->rulebook : f->source);
        }
    }
    adil_buf_byte(&out, '}');
    const char *fields = adil_span_cstr(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return fields;
}

void fold_open_holders(struct fold *f, struct test_arenas *t, const char *book,
                       const struct fold_issuer *issuers, uint32_t n, const char *holders)
{
    fold_prepare(f, t, book, issuers, n);
    f->strangers = strncmp(book, "polities/", sizeof "polities/" - 1) == 0;
    fold_ok(f, "founders", "enact", "", fold_genesis_fields(f, NULL, NULL, holders));
}

void fold_open(struct fold *f, struct test_arenas *t, const char *book,
               const struct fold_issuer *issuers, uint32_t n)
{
    fold_open_holders(f, t, book, issuers, n, NULL);
}

/* ---- changes of the law ------------------------------------------------------------------ */

static struct adil_span keep_changes(struct fold *f, const char *yaml)
{
    const struct adil_node *root = NULL;
    struct adil_buf out;
    adil_diag_open(&f->diag, &f->t->perm);
    if (adil_yaml_read(&f->t->perm, ADIL_SPAN("changes"), adil_span_of(yaml), &root, &f->diag)
            .code != ADIL_C_OK) {
        print_findings(&f->diag);
        fail_msg("%s cannot be read", yaml);
    }
    adil_buf_open(&out, FOLD_BYTES);
    adil_rulebook_canonical(root, f->t->scratch, &out);
    assert_true(f->n_blobs < FOLD_BLOBS_MAX);
    struct adil_span bytes = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    f->blob[f->n_blobs++] = bytes;
    return bytes;
}

static struct adil_span hex_of(struct fold *f, const struct adil_hash *h)
{
    return adil_hex(&f->t->perm, h->byte, sizeof h->byte);
}

const char *fold_changes_hash(struct fold *f, const char *yaml)
{
    struct adil_hash h = adil_sha256(keep_changes(f, yaml));
    return adil_span_cstr(&f->t->perm, hex_of(f, &h));
}

const char *fold_changes(struct fold *f, const char *yaml, const char *more)
{
    struct adil_span bytes = keep_changes(f, yaml);
    struct adil_hash list = adil_sha256(bytes);
    struct adil_hash after = {{0}};
    struct adil_refusal unheard;
    adil_err err = adil_polity_law_after(f->p, &f->t->perm, f->t->scratch, bytes, &after, &unheard);
    after = err.code == ADIL_C_OK ? after : (struct adil_hash){{0}};
    return adil_span_cstr(&f->t->perm,
                          adil_fmt(&f->t->perm, "{\"becomes\":\"%.*s\",\"changes\":\"%.*s\"%s}",
                                   ADIL_ARG(hex_of(f, &after)), ADIL_ARG(hex_of(f, &list)), more));
}

static void agree(const char *difference)
{
    if (difference != NULL) {
        fail_msg("under other names something else follows:\n%s", difference);
    }
}

void fold_twin_expect(struct fold *f, const struct adil_act *act)
{
    if (f->twin != NULL) {
        twin_expect(f->twin, f->p, act);
    }
}

void fold_twin_follow(struct fold *f, const struct adil_act *act, adil_err err,
                      const struct adil_refusal *refusal)
{
    if (f->twin != NULL) {
        agree(twin_follow(f->twin, f->p, act, err, refusal));
    }
}

void fold_alone(struct fold *f)
{
    if (f->twin != NULL) {
        agree(twin_state(f->twin, f->p));
        twin_close(f->twin);
        f->twin = NULL;
    }
}

void fold_close(struct fold *f)
{
    if (f->p != NULL && getenv("ADIL_COVERAGE") != NULL) {
        fold_write_trials(f, getenv("ADIL_COVERAGE"));
    }
    fold_alone(f);
    adil_polity_close(f->p);
    f->p = NULL;
}

void fold_at(struct fold *f, const char *instant)
{
    assert_true(adil_instant_parse(adil_span_of(instant), &f->logged));
}

/* ---- acts ------------------------------------------------------------------------------- */

static enum adil_act_kind kind_of(struct fold *f, const struct fold_act *a)
{
    enum adil_act_kind kind = ADIL_ACT_NOTICE;
    const struct adil_rulebook *book = adil_polity_rulebook_for(f->p, adil_span_of(a->about));
    uint32_t w = ADIL_NO_WORD;
    if (a->kind == NULL && book != NULL) {
        w = adil_word_find_act(&book->acts, adil_span_of(a->word));
    }
    if (w != ADIL_NO_WORD) {
        return book->acts.word[w].kind;
    }
    assert_true(adil_act_kind_parse(adil_span_of(a->kind != NULL ? a->kind : a->word), &kind) ||
                a->kind == NULL);
    return kind;
}

static struct adil_hash law_of(struct fold *f, const struct fold_act *a)
{
    if (a->law != NULL) {
        return *a->law;
    }
    return adil_polity_entries(f->p) == 0 ? f->law
                                          : adil_polity_law_for(f->p, adil_span_of(a->about));
}

static uint32_t sign(struct fold *f, const struct fold_act *a, const struct adil_act *act,
                     struct adil_act_sig *sig)
{
    const char *signer = a->signer != NULL ? a->signer : a->by;
    uint32_t bound = *keys_of(f, signer);
    uint32_t keys = a->keys != 0 ? a->keys : (1U << (bound > 0 ? bound : 1)) - 1;
    struct adil_buf message;
    uint32_t n = 0;
    adil_buf_open(&message, FOLD_BYTES);
    adil_act_message(&message, act, ADIL_SPAN(fold_origin));
    for (uint32_t k = 0; k < FOLD_KEYS_MAX; k++) {
        if ((keys >> k & 1) != 0) {
            struct fold_pair pair = pair_of(f, signer, k);
            memcpy(sig[n].key, pair.public_key, sizeof sig[n].key);
            crypto_sign_detached(sig[n].sig, NULL, (const uint8_t *)message.ptr, message.len,
                                 pair.secret);
            n++;
        }
    }
    adil_buf_release(&message);
    if (a->spoil) {
        sig[0].sig[7] ^= 1;
    }
    return n;
}

struct adil_span fold_leaf(struct fold *f, const struct fold_act *a)
{
    struct adil_act act = {
        .about = adil_span_of(a->about),
        .by = adil_span_of(a->by),
        .word = adil_span_of(a->word),
        .fields = adil_span_of(a->fields != NULL ? a->fields : "{}"),
        .kind = kind_of(f, a),
        .law = law_of(f, a),
        .at = a->at != 0 ? a->at : f->logged,
        .seq = a->seq != 0 ? a->seq : adil_polity_next_seq(f->p, adil_span_of(a->by)),
        .supersedes = a->supersedes != 0 ? a->supersedes : ADIL_NO_ENTRY,
    };
    struct adil_act_sig sig[FOLD_KEYS_MAX];
    struct adil_buf out;
    adil_buf_open(&out, FOLD_BYTES);
    adil_act_put(&out, &act);
    act.bytes = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    uint32_t n = sign(f, a, &act, sig);
    out.len = 0;
    adil_act_leaf(&out, act.bytes, f->logged, sig, n);
    assert_true(adil_buf_ok(&out));
    struct adil_span leaf = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return leaf;
}

/* What a refused act must leave as it was. */
struct fold_print {
    struct adil_hash hash;
    uint64_t n;
    int64_t now;
    uint32_t n_pool;
    uint32_t n_strings;
};

static struct fold_print print_of(struct fold *f)
{
    struct fold_print print;
    memset(&print, 0, sizeof print);
    print.n = adil_polity_entries(f->p);
    print.now = adil_polity_now(f->p);
    if (print.n > 0) {
        print.hash = fold_hash(f);
        print.n_pool = f->p->n_pool;
        print.n_strings = adil_strings_n(f->p->strings);
    }
    return print;
}

const char *fold_apply_leaf(struct fold *f, struct adil_span leaf)
{
    struct adil_act act;
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    adil_diag_open(&f->diag, &f->t->perm);
    memset(&f->refusal, 0, sizeof f->refusal);
    f->leaf = leaf;
    f->err = adil_act_parse(&f->t->perm, place, leaf, &act, &f->diag);
    if (f->err.code != ADIL_C_OK) {
        return "act.form";
    }
    fold_twin_expect(f, &act);
    struct fold_print before = print_of(f);
    f->err = adil_polity_apply(f->p, &f->t->perm, f->t->scratch, &act, ADIL_SIGS_CHECK, &f->refusal,
                               &f->diag);
    adil_trials_act(f->trials, f->p, f->err, &f->refusal);
    fold_twin_follow(f, &act, f->err, &f->refusal);
    if (f->err.code == ADIL_C_OK) {
        assert_true(f->n_accepted < FOLD_ACCEPTED_MAX);
        f->accepted[f->n_accepted++] = leaf;
        return NULL;
    }
    struct fold_print after = print_of(f);
    assert_memory_equal(&before, &after, sizeof before);
    return f->refusal.rule.len > 0 ? adil_span_cstr(&f->t->perm, f->refusal.rule) : "no rule";
}

const char *fold_apply(struct fold *f, const struct fold_act *act)
{
    struct adil_span statement = f->strangers ? fold_try_stranger(f, act) : (struct adil_span){0};
    const char *rule = fold_apply_leaf(f, fold_leaf(f, act));
    f->logged += 1000;
    if (rule == NULL && f->strangers && statement.ptr != NULL && statement.len == 0) {
        fail_msg("%s of %s: a stranger was refused by no statement of the law", act->word, act->by);
    }
    return rule;
}

const char *fold_do(struct fold *f, const char *by, const char *word, const char *about,
                    const char *fields)
{
    struct fold_act act = {.by = by, .word = word, .about = about, .fields = fields};
    return fold_apply(f, &act);
}

void fold_bind(struct fold *f, const char *by, const char *issuer, uint32_t n)
{
    struct adil_buf out;
    const char *about = adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "issuer/%s", issuer));
    adil_buf_open(&out, FOLD_BYTES);
    adil_buf_str(&out, "{\"bind\":");
    put_keys(f, &out, issuer, n);
    adil_buf_byte(&out, '}');
    fold_ok(f, by, "key", about, adil_span_cstr(&f->t->perm, adil_buf_span(&out)));
    adil_buf_release(&out);
    *keys_of(f, issuer) = n;
}

/* ---- looking ---------------------------------------------------------------------------- */

struct adil_span fold_state(struct fold *f)
{
    struct adil_buf out;
    struct adil_json j;
    adil_buf_open(&out, 64 * FOLD_BYTES);
    adil_json_open(&j, &out, true);
    adil_polity_put(f->p, f->t->scratch, ADIL_SPAN(""), &j);
    adil_json_finish(&j);
    assert_true(adil_buf_ok(&out));
    struct adil_span text = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

struct adil_hash fold_hash(struct fold *f)
{
    return adil_polity_hash(f->p, f->t->scratch);
}

void fold_assert_rule(struct fold *f, const char *got, const char *rule, const char *file, int line)
{
    if (got == NULL ? rule == NULL : rule != NULL && strcmp(got, rule) == 0) {
        return;
    }
    const struct adil_refusal *r = &f->refusal;
    print_error("%s:%d: expected %s, found %s\n  %.*s [%.*s]\n  field: %.*s\n  found: %.*s\n"
                "  expected: %.*s\n  %.*s\n",
                file, line, rule != NULL ? rule : "acceptance", got != NULL ? got : "acceptance",
                ADIL_ARG(r->text), ADIL_ARG(r->cite), ADIL_ARG(r->field), ADIL_ARG(r->found),
                ADIL_ARG(r->expected), ADIL_ARG(f->leaf));
    print_findings(&f->diag);
    _fail(file, line);
}
