/* Signing with the keys that lie in a log's folder. */
#include "base/base64.h"
#include "base/file.h"
#include "cli/act_compose.h"
#include "gazette/folder.h"
#include "gazette/secret_file.h"

struct opened_key {
    struct adil_span issuer;
    uint32_t number;
    struct adil_secret *secret;
    struct opened_key *next;
};

struct adil_signer {
    struct adil_cli *cli;
    const struct adil_logbook *book;
    const struct adil_record_args *args;
    struct adil_lock lock;
    bool has_lock;
    struct opened_key *opened;
    struct adil_secret *log_key;
};

struct adil_signer *adil_signer_open(struct adil_cli *cli, const struct adil_logbook *book,
                                     const struct adil_record_args *args)
{
    struct adil_signer *s = adil_new(&cli->perm, struct adil_signer, 1);
    s->cli = cli;
    s->book = book;
    s->args = args;
    return s;
}

void adil_signer_close(struct adil_signer *s)
{
    for (struct opened_key *k = s != NULL ? s->opened : NULL; k != NULL; k = k->next) {
        adil_secret_free(k->secret);
    }
    if (s != NULL) {
        adil_secret_free(s->log_key);
        s->opened = NULL;
        s->log_key = NULL;
    }
}

static adil_err need_lock(struct adil_signer *s)
{
    if (!s->has_lock) {
        ADIL_TRY(adil_record_lock(s->cli, s->args, false, &s->lock));
        s->has_lock = true;
    }
    return ADIL_OK;
}

adil_err adil_signer_log_key(struct adil_signer *s, const struct adil_secret **key)
{
    ADIL_TRY(need_lock(s));
    adil_secret_free(s->log_key);
    s->log_key = NULL;
    ADIL_TRY(adil_log_key_load(s->cli->scratch, s->book, &s->lock, &s->log_key, &s->cli->diag));
    *key = s->log_key;
    return ADIL_OK;
}

static adil_err open_key(struct adil_signer *s, struct adil_span issuer, uint32_t number,
                         const struct adil_secret **out)
{
    for (const struct opened_key *k = s->opened; k != NULL; k = k->next) {
        if (k->number == number && adil_span_eq(k->issuer, issuer)) {
            *out = k->secret;
            return ADIL_OK;
        }
    }
    struct adil_secret *secret = NULL;
    ADIL_TRY(need_lock(s));
    ADIL_TRY(adil_key_load(s->cli->scratch, s->book->dir, issuer, number, &s->lock, &secret,
                           &s->cli->diag));
    struct opened_key *k = adil_new(&s->cli->perm, struct opened_key, 1);
    *k = (struct opened_key){adil_span_copy(&s->cli->perm, issuer), number, secret, s->opened};
    s->opened = k;
    *out = secret;
    return ADIL_OK;
}

static adil_err sign_one(struct adil_signer *s, struct adil_arena *perm, struct adil_act *act,
                         struct adil_span issuer, const struct adil_key_here *key, bool blank)
{
    const struct adil_secret *secret = NULL;
    if (blank) {
        adil_act_sign_blank(perm, act, (const uint8_t *)key->key.key.ptr);
        return ADIL_OK;
    }
    ADIL_TRY(open_key(s, issuer, key->number, &secret));
    adil_act_sign(perm, act, adil_polity_origin(s->book->polity), secret);
    return ADIL_OK;
}

/* The number behind the last dot; 1 where there is none. */
static uint32_t number_behind(struct adil_span name)
{
    size_t dot = name.len;
    uint64_t number = 0;
    while (dot > 0 && name.ptr[dot - 1] != '.') {
        dot--;
    }
    bool is_number = adil_span_u64(adil_span_sub(name, dot, name.len), ADIL_KEYS_MAX, &number);
    return dot > 0 && is_number && number > 0 ? (uint32_t)number : 1;
}

/* "party~reds.2": the file says whose key it is. */
static adil_err named_key(struct adil_signer *s, const char *option, struct adil_span name,
                          struct adil_span *issuer, struct adil_key_here *key)
{
    struct adil_cli *cli = s->cli;
    struct adil_span origin = adil_polity_origin(s->book->polity);
    struct adil_secret_file file;
    struct adil_span bytes;
    uint64_t size = 0;
    struct adil_span path =
        adil_fmt(&cli->perm, "%.*s/private/keys/%.*s.key", ADIL_ARG(s->book->dir), ADIL_ARG(name));
    if (adil_span_find_byte(name, '/') < name.len || !adil_file_size(cli->scratch, path, &size)) {
        return adil_usage(cli, option, name, "the name of a key: adil keygen --list");
    }
    ADIL_TRY(adil_file_read(&cli->perm, path, ADIL_SECRET_FILE_MAX, &bytes, &cli->diag));
    ADIL_TRY(
        adil_secret_file_parse(&cli->perm, (struct adil_place){path, 0}, bytes, &file, &cli->diag));
    *issuer = adil_span_sub(file.key.name, origin.len + 1, file.key.name.len);
    struct adil_span first = adil_key_path(&cli->perm, s->book->dir, *issuer, 1);
    key->number = adil_span_eq(path, first) ? 1 : number_behind(name);
    key->key = file.key;
    return ADIL_OK;
}

adil_err adil_signer_named(struct adil_signer *s, const char *option, struct adil_span name,
                           struct adil_span *issuer, const struct adil_secret **secret)
{
    struct adil_key_here key = {0};
    *issuer = (struct adil_span){NULL, 0};
    ADIL_TRY(named_key(s, option, name, issuer, &key));
    return open_key(s, *issuer, key.number, secret);
}

static adil_err sign_named(struct adil_signer *s, struct adil_arena *perm, struct adil_act *act,
                           const struct adil_words *names, bool blank)
{
    for (uint32_t i = 0; i < names->n; i++) {
        struct adil_key_here key = {0};
        struct adil_span issuer = {NULL, 0};
        ADIL_TRY(named_key(s, "--key", names->word[i], &issuer, &key));
        ADIL_TRY(sign_one(s, perm, act, issuer, &key, blank));
    }
    return ADIL_OK;
}

adil_err adil_signer_sign(struct adil_signer *s, struct adil_arena *perm, struct adil_act *act,
                          const struct adil_words *names, bool blank)
{
    struct adil_key_here *here = adil_new(perm, struct adil_key_here, ADIL_KEYS_MAX);
    uint32_t n = 0;
    if (names != NULL && names->n > 0) {
        return sign_named(s, perm, act, names, blank);
    }
    ADIL_TRY(adil_keys_here(perm, s->cli->scratch, s->book, act->by, here, &n, &s->cli->diag));
    uint32_t needed = adil_signs_needed(s->book->polity, act->word, act->by);
    if (n == 0) {
        return adil_fail(&s->cli->diag, ADIL_ERR(INPUT), (struct adil_place){s->book->dir, 0},
                         ADIL_SPAN("keys"),
                         adil_fmt(perm, "none of %.*s that signs", ADIL_ARG(act->by)),
                         ADIL_SPAN("a key in private/keys that the record has bound"));
    }
    for (uint32_t i = 0; i < n && (i < needed || i == 0); i++) {
        ADIL_TRY(sign_one(s, perm, act, act->by, &here[i], blank));
    }
    return ADIL_OK;
}

/* ---- the log's next key --------------------------------------------------------------------- */

struct next_log_key {
    struct adil_span vkey;
    struct adil_span proof;  /* by the new key: it is held */
    struct adil_span by_old; /* by the one in force; empty where that is lost */
};

static struct adil_span sign_next(struct adil_signer *s, const struct adil_secret *key,
                                  struct adil_span vkey)
{
    struct adil_arena *a = &s->cli->perm;
    struct adil_span origin = adil_polity_origin(s->book->polity);
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    adil_secret_sign(
        key, adil_fmt(a, "adil/log-key/v1\n%.*s\n%.*s\n", ADIL_ARG(origin), ADIL_ARG(vkey)), sig);
    return adil_base64(a, adil_span_bytes((const char *)sig, sizeof sig));
}

static adil_err sign_by_old(struct adil_signer *s, struct next_log_key *out)
{
    struct adil_cli *cli = s->cli;
    struct adil_secret *old = NULL;
    adil_err err = adil_log_key_load(cli->scratch, s->book, &s->lock, &old, &cli->diag);
    if (err.code != ADIL_C_OK) {
        adil_diag_add(&cli->diag, ADIL_SEV_ERROR, (struct adil_place){s->book->dir, 0},
                      ADIL_SPAN("by-old"), ADIL_SPAN("nothing"),
                      ADIL_SPAN("the old key's signature, or lost=true reason=..."));
        return err;
    }
    out->by_old = sign_next(s, old, out->vkey);
    adil_secret_free(old);
    return ADIL_OK;
}

static adil_err make_next(struct adil_signer *s, bool old_is_lost, struct next_log_key *out)
{
    struct adil_cli *cli = s->cli;
    struct adil_span log = ADIL_SPAN("log");
    struct adil_vkey now = adil_polity_log_key(s->book->polity);
    uint32_t last = 0;
    struct adil_vkey key = now;
    while (adil_key_is_there(cli->scratch, s->book->dir, log, last + 1)) {
        last++;
    }
    if (last > 0) {
        ADIL_TRY(adil_key_public(&cli->perm, s->book->dir, log, last, &key, &cli->diag));
    }
    if (adil_span_eq(key.key, now.key)) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){s->book->dir, 0},
                         ADIL_SPAN("log key"), ADIL_SPAN("no new one"),
                         ADIL_SPAN("adil keygen log first"));
    }
    struct adil_secret *secret = NULL;
    ADIL_TRY(need_lock(s));
    ADIL_TRY(adil_key_load(cli->scratch, s->book->dir, log, last, &s->lock, &secret, &cli->diag));
    *out = (struct next_log_key){.vkey = adil_vkey_text(&cli->perm, &key)};
    out->proof = sign_next(s, secret, out->vkey);
    adil_secret_free(secret);
    return old_is_lost ? ADIL_OK : sign_by_old(s, out);
}

adil_err adil_signer_fill_log_key(struct adil_signer *s, struct adil_act_typed *t)
{
    struct next_log_key next = {0};
    struct adil_typed *typed = adil_new(&s->cli->perm, struct adil_typed, (size_t)t->n + 3);
    uint32_t n = 0;
    bool lost = false;
    if (!adil_span_is(t->word, "key") || !adil_span_is(t->about, "log")) {
        return ADIL_OK;
    }
    for (; n < t->n; n++) {
        typed[n] = t->typed[n];
        if (adil_span_is(typed[n].name, "log") || adil_span_is(typed[n].name, "proof")) {
            return ADIL_OK; /* typed after all */
        }
        lost = lost || adil_span_is(typed[n].name, "lost");
    }
    ADIL_TRY(make_next(s, lost, &next));
    typed[n++] = (struct adil_typed){ADIL_SPAN("log"), next.vkey};
    typed[n++] = (struct adil_typed){ADIL_SPAN("proof"), next.proof};
    if (!lost) {
        typed[n++] = (struct adil_typed){ADIL_SPAN("by-old"), next.by_old};
    }
    t->typed = typed;
    t->n = n;
    return ADIL_OK;
}
