/* What waits in the office's private store, and whether what it kept is what the record's hashes
 * say: what an auditor asks the office to show. Never a value of a typing that still waits. */
#include "cli/typing.h"

#include <string.h>

/* ---- --list --------------------------------------------------------------------------------- */

struct listing {
    struct adil_type_job *job;
    struct adil_json json;
    uint32_t n;
};

static void list_text(struct listing *l, const struct adil_typing *t)
{
    struct adil_buf *out = &l->job->cli->out;
    struct adil_arena *a = &l->job->cli->perm;
    if (t->emptied.n > 0) {
        adil_buf_fmt(out, "%.*s: %.*s types again: %.*s\n", ADIL_ARG(t->about), ADIL_ARG(t->name),
                     ADIL_ARG(adil_words_text(a, &t->emptied)));
    } else {
        adil_buf_fmt(out, "%.*s: typed by %.*s; the other officer is awaited\n", ADIL_ARG(t->about),
                     ADIL_ARG(t->name));
    }
}

static void list_json(struct listing *l, const struct adil_typing *t)
{
    struct adil_json *json = &l->json;
    adil_json_object(json);
    adil_json_key(json, "about");
    adil_json_text(json, t->about);
    adil_json_key(json, "emptied");
    adil_json_array(json);
    for (uint32_t i = 0; i < t->emptied.n; i++) {
        adil_json_text(json, t->emptied.word[i]);
    }
    adil_json_end(json);
    adil_json_key(json, "officer");
    adil_json_text(json, t->name);
    adil_json_key(json, "scan");
    adil_json_bool(json, t->scan.len > 0);
    adil_json_key(json, "word");
    adil_json_text(json, t->word);
    adil_json_end(json);
}

static void list_one(void *ctx, const struct adil_typing *t)
{
    struct listing *l = ctx;
    l->n++;
    if (l->job->args->json) {
        list_json(l, t);
    } else {
        list_text(l, t);
    }
}

adil_err adil_typing_list(struct adil_type_job *job)
{
    struct listing l = {.job = job};
    bool json = job->args->json;
    if (json) {
        adil_json_open(&l.json, &job->cli->out, true);
        adil_json_object(&l.json);
        adil_json_key(&l.json, "waiting");
        adil_json_array(&l.json);
    }
    ADIL_TRY(adil_typing_walk(job->cli, job->book->dir, &l, list_one));
    if (json) {
        adil_json_end(&l.json);
        adil_json_end(&l.json);
        adil_json_finish(&l.json);
    } else if (l.n == 0) {
        adil_buf_str(&job->cli->out, "nothing waits\n");
    }
    return ADIL_OK;
}

/* ---- --check -------------------------------------------------------------------------------- */

struct checking_typings {
    struct adil_type_job *job;
    struct adil_arena work; /* one entry at a time */
    uint64_t entry;
    struct adil_act act;
    const struct adil_tree *fields; /* of the act */
    uint32_t n_acts;
    uint32_t n_wrong;
    struct adil_json json;
};

static void tell_wrong(struct checking_typings *k, struct adil_span hash, const char *found)
{
    struct adil_buf *out = &k->job->cli->out;
    k->n_wrong++;
    if (!k->job->args->json) {
        adil_buf_fmt(out, "entry %llu, %.*s, typing ", (unsigned long long)k->entry,
                     ADIL_ARG(k->act.about));
        adil_buf_shown(out, hash, 64);
        adil_buf_fmt(out, ": %s\n", found);
        return;
    }
    adil_json_object(&k->json);
    adil_json_key(&k->json, "entry");
    adil_json_i64(&k->json, (int64_t)k->entry);
    adil_json_key(&k->json, "found");
    adil_json_str(&k->json, found);
    adil_json_key(&k->json, "typing");
    adil_json_text(&k->json, hash);
    adil_json_end(&k->json);
}

/* The fields of the act but for what the machine filled in. */
static struct adil_span typed_part(struct checking_typings *k)
{
    struct adil_arena *a = &k->work;
    struct adil_tree whole = *k->fields;
    struct adil_tree **end = &whole.first;
    for (const struct adil_tree *m = k->fields->first; m != NULL; m = m->next) {
        if (adil_span_is(m->key, ADIL_TYPED_FIELD) || adil_span_is(m->key, ADIL_SCAN_FIELD)) {
            whole.n--;
            continue;
        }
        *end = adil_new(a, struct adil_tree, 1);
        **end = *m;
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    *end = NULL;
    return adil_tree_text(a, &whole);
}

static bool has_signed(const struct adil_act *act, const uint8_t *key)
{
    bool has = false;
    for (uint32_t i = 0; i < act->n_sigs; i++) {
        has = has || memcmp(act->sig[i].key, key, ADIL_PUBLIC_BYTES) == 0;
    }
    return has;
}

/* Out *t: the typing; NULL where it is missing or cannot be read, which is told. */
static void check_typing(struct checking_typings *k, struct adil_span hash, struct adil_typing **t)
{
    struct adil_arena *a = &k->work;
    struct adil_hash want;
    *t = NULL;
    if (!adil_hex_parse(hash, want.byte, sizeof want.byte)) {
        tell_wrong(k, hash, "no hash of a typing");
        return;
    }
    if (adil_typing_kept(a, k->job->book->dir, hash, t, NULL).code != ADIL_C_OK) {
        tell_wrong(k, hash, "what the office kept cannot be read");
        return;
    }
    if (*t == NULL) {
        tell_wrong(k, hash, "the office has no such typing");
        return;
    }
    struct adil_hash got = adil_typing_hash(*t);
    if (!adil_hash_eq(&got, &want)) {
        tell_wrong(k, hash, "what the office kept has another hash");
    } else if (!adil_span_eq((*t)->fields, typed_part(k))) {
        tell_wrong(k, hash, "its fields are not those of the act");
    } else if (!has_signed(&k->act, (*t)->key)) {
        tell_wrong(k, hash, "its officer did not sign the act");
    }
}

static void check_act_typings(struct checking_typings *k)
{
    const struct adil_tree *list = adil_tree_get(k->fields, ADIL_TYPED_FIELD);
    struct adil_typing *t[ADIL_TYPINGS] = {NULL, NULL};
    size_t n = 0;
    k->n_acts++;
    for (const struct adil_tree *m = list != NULL ? list->first : NULL;
         m != NULL && n < ADIL_TYPINGS; m = m->next) {
        check_typing(k, m->text, &t[n++]);
    }
    if (t[0] != NULL && t[1] != NULL && memcmp(t[0]->key, t[1]->key, ADIL_PUBLIC_BYTES) == 0) {
        tell_wrong(k, list->first->text, "both typings are one officer's");
    }
}

static adil_err check_entry(struct checking_typings *k)
{
    struct adil_cli *cli = k->job->cli;
    struct adil_span leaf;
    struct adil_tree *fields = NULL;
    const struct adil_acts *acts = &k->job->law->acts;
    ADIL_TRY(adil_log_entry(k->job->book->log, &k->work, k->entry, &leaf, &cli->diag));
    ADIL_TRY(adil_act_parse(&k->work, (struct adil_place){k->job->book->dir, 0}, leaf, &k->act,
                            &cli->diag));
    uint32_t w = adil_word_find_act(acts, k->act.word);
    if (w == ADIL_NO_WORD || !acts->word[w].typed_twice) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_tree_read(&k->work, (struct adil_place){k->job->book->dir, 0},
                            ADIL_SPAN("fields"), k->act.fields, &fields, &cli->diag));
    k->fields = fields;
    check_act_typings(k);
    return ADIL_OK;
}

static adil_err check_entries(struct checking_typings *k)
{
    uint64_t n = adil_polity_entries(k->job->book->polity);
    struct adil_arena room = k->work;
    for (k->entry = 0; k->entry < n; k->entry++) {
        k->work = room;
        ADIL_TRY(check_entry(k));
    }
    return ADIL_OK;
}

static void end_check(struct checking_typings *k)
{
    if (!k->job->args->json) {
        adil_buf_fmt(&k->job->cli->out, "%u acts typed twice, %u findings\n", k->n_acts,
                     k->n_wrong);
        return;
    }
    adil_json_end(&k->json);
    adil_json_end(&k->json);
    adil_json_finish(&k->json);
}

adil_err adil_typing_check(struct adil_type_job *job)
{
    struct checking_typings k = {.job = job, .work = job->cli->scratch};
    if (job->args->json) {
        adil_json_open(&k.json, &job->cli->out, true);
        adil_json_object(&k.json);
        adil_json_key(&k.json, "findings");
        adil_json_array(&k.json);
    }
    ADIL_TRY(check_entries(&k));
    end_check(&k);
    if (k.n_wrong > 0) {
        job->cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    }
    return ADIL_OK;
}
