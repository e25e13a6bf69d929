#include "cli/act_sign.h"

#include <string.h>

enum { MESSAGE_BYTES_MAX = 1 << 20 };

void adil_act_bytes(struct adil_arena *perm, struct adil_act *act)
{
    struct adil_buf out;
    adil_buf_open(&out, MESSAGE_BYTES_MAX);
    adil_act_put(&out, act);
    act->bytes = adil_span_copy(perm, adil_buf_span(&out));
    adil_buf_release(&out);
}

/* Room for the signature of a key: the old one, or one more. */
static struct adil_act_sig *sig_of(struct adil_arena *perm, struct adil_act *act,
                                   const uint8_t *key)
{
    struct adil_act_sig *all = adil_new(perm, struct adil_act_sig, (size_t)act->n_sigs + 1);
    if (act->n_sigs > 0) {
        memcpy(all, act->sig, act->n_sigs * sizeof *all);
    }
    act->sig = all;
    for (uint32_t i = 0; i < act->n_sigs; i++) {
        if (memcmp(all[i].key, key, ADIL_PUBLIC_BYTES) == 0) {
            return &all[i];
        }
    }
    memcpy(all[act->n_sigs].key, key, ADIL_PUBLIC_BYTES);
    return &all[act->n_sigs++];
}

void adil_act_sign(struct adil_arena *perm, struct adil_act *act, struct adil_span origin,
                   const struct adil_secret *key)
{
    struct adil_buf message;
    const uint8_t *public_key = (const uint8_t *)adil_secret_vkey(key).key.ptr;
    adil_buf_open(&message, MESSAGE_BYTES_MAX);
    adil_act_message(&message, act, origin);
    adil_secret_sign(key, adil_buf_span(&message), sig_of(perm, act, public_key)->sig);
    adil_buf_release(&message);
}

void adil_act_sign_blank(struct adil_arena *perm, struct adil_act *act,
                         const uint8_t key[ADIL_PUBLIC_BYTES])
{
    memset(sig_of(perm, act, key)->sig, 0, ADIL_SIGNATURE_BYTES);
}

/* ---- how many ------------------------------------------------------------------------------- */

struct signs_asked {
    uint32_t n;
    uint32_t keys;
};

static struct adil_fact signatures_are(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct signs_asked *s = ctx;
    (void)a;
    (void)unit;
    return adil_fact_known(adil_num_int(s->n));
}

static struct adil_fact keys_are(void *ctx, struct adil_arena *a, uint32_t quantity, uint32_t unit)
{
    const struct signs_asked *s = ctx;
    (void)a;
    (void)quantity;
    (void)unit;
    return adil_fact_known(adil_num_int(s->keys));
}

static uint32_t group_is_empty(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t group_has_none(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

uint32_t adil_signs_least(const struct adil_phrase *signs, uint32_t keys)
{
    struct signs_asked asked = {.keys = keys};
    struct adil_env env = {.ctx = &asked,
                           .subject = signatures_are,
                           .quantity = keys_are,
                           .group_size = group_is_empty,
                           .group_unit = group_has_none};
    struct adil_arena room;
    uint32_t least = 0;
    if (signs == NULL) {
        return keys > 0 ? 1 : 0;
    }
    if (adil_arena_open(&room, 1 << 20) != 0) {
        return 0;
    }
    for (asked.n = 1; asked.n <= keys && least == 0; asked.n++) {
        struct adil_arena a = room;
        least = adil_phrase_eval(&a, signs, &env).truth == ADIL_HOLDS ? asked.n : 0;
    }
    adil_arena_release(&room);
    return least;
}

uint32_t adil_signs_needed(const struct adil_polity *p, struct adil_span word,
                           struct adil_span issuer)
{
    const struct adil_acts *acts = &adil_polity_rulebook(p)->acts;
    uint32_t w = adil_word_find_act(acts, word);
    struct adil_span id = adil_span_sub(issuer, 0, adil_span_find_byte(issuer, '/'));
    uint32_t office = adil_office_find(acts, id);
    uint32_t keys = adil_polity_keys(p, issuer);
    if (adil_span_is(id, "founders")) {
        return adil_polity_founders_least(p);
    }
    if (office == ADIL_NO_WORD) {
        return 0;
    }
    bool own = w != ADIL_NO_WORD && acts->word[w].signs != NULL;
    uint32_t least = adil_signs_least(own ? acts->word[w].signs : acts->office[office].signs, keys);
    bool twice = w != ADIL_NO_WORD && acts->word[w].typed_twice;
    return twice && least < ADIL_TYPINGS ? ADIL_TYPINGS : least;
}

/* ---- which ---------------------------------------------------------------------------------- */

adil_err adil_keys_here(struct adil_arena *perm, struct adil_arena scratch,
                        const struct adil_logbook *book, struct adil_span issuer,
                        struct adil_key_here *here, uint32_t *n, struct adil_diag *diag)
{
    *n = 0;
    for (uint32_t i = 1; adil_key_is_there(scratch, book->dir, issuer, i); i++) {
        struct adil_vkey key;
        ADIL_TRY(adil_key_public(perm, book->dir, issuer, i, &key, diag));
        if (adil_polity_key_is_live(book->polity, issuer, (const uint8_t *)key.key.ptr)) {
            here[*n] = (struct adil_key_here){i, key};
            *n += 1;
        }
        if (*n == ADIL_KEYS_MAX) {
            break;
        }
    }
    return ADIL_OK;
}
