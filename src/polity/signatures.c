/* Signatures: valid, of keys the issuer holds, as many as the law asks. */
#include "polity/judging.h"

#include "base/base64.h"
#include "law/giving.h"

struct signing {
    uint32_t held; /* keys that are bound */
    uint32_t n;    /* valid signatures of distinct keys */
};

static struct adil_fact signed_by(void *ctx, struct adil_arena *a, uint32_t unit)
{
    const struct signing *s = ctx;
    (void)a;
    (void)unit;
    return adil_fact_known(adil_num_int(s->n));
}

static struct adil_fact keys_held(void *ctx, struct adil_arena *a, uint32_t quantity, uint32_t unit)
{
    const struct signing *s = ctx;
    (void)a;
    (void)quantity;
    (void)unit;
    return adil_fact_known(adil_num_int(s->held));
}

static uint32_t no_groups_size(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t no_groups_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

static struct adil_span key_text(struct adil_judging *j, const uint8_t *key)
{
    return adil_base64(j->perm, adil_span_bytes((const char *)key, ADIL_PUBLIC_BYTES));
}

/* A key that is bound; one that was revoked is told apart. */
static adil_err judge_key(struct adil_judging *j, const struct adil_issuer *s, const uint8_t *key)
{
    const struct adil_issuer_key *k = adil_issuer_key_find(s, key);
    if (k != NULL && k->revoked == UINT32_MAX) {
        return ADIL_OK;
    }
    struct adil_span text = key_text(j, key);
    struct adil_span found =
        k == NULL ? text
                  : adil_fmt(j->perm, "%.*s, revoked by entry %u", ADIL_ARG(text), k->revoked);
    return adil_refuse(j, "act.key", ADIL_SPAN("sigs"), found,
                       adil_fmt(j->perm, "a key bound to %.*s", ADIL_ARG(j->act->by)));
}

static adil_err verify_all(struct adil_judging *j)
{
    bool good[ADIL_ACT_SIGS_MAX] = {false};
    if (adil_act_verify_sigs(j->act, j->p->origin, good) == j->act->n_sigs) {
        return ADIL_OK;
    }
    uint32_t i = 0;
    while (good[i]) {
        i++;
    }
    struct adil_span key = key_text(j, j->act->sig[i].key);
    return adil_refuse(j, "act.signature", ADIL_SPAN("sigs"),
                       adil_fmt(j->perm, "the signature of %.*s", ADIL_ARG(key)),
                       ADIL_SPAN("a valid signature over the act"));
}

static adil_err too_few(struct adil_judging *j, struct adil_span expected)
{
    return adil_refuse(j, "act.signs", ADIL_SPAN("sigs"), adil_fmt(j->perm, "%u", j->act->n_sigs),
                       expected);
}

/* Acts of one kind come together and ask the same: the last answer is remembered. */
static bool enough_signed(struct adil_judging *j, const struct adil_issuer *s,
                          const struct adil_phrase *asks)
{
    struct adil_signs_asked *last = &j->p->signs_asked;
    uint32_t held = adil_issuer_live(s);
    if (last->asks == asks && last->signed_by == j->act->n_sigs && last->held == held) {
        return last->holds;
    }
    struct adil_arena a = j->scratch;
    struct signing signing = {.held = held, .n = j->act->n_sigs};
    struct adil_env env = {.ctx = &signing,
                           .subject = signed_by,
                           .quantity = keys_held,
                           .group_size = no_groups_size,
                           .group_unit = no_groups_unit};
    bool holds = adil_phrase_eval(&a, asks, &env).truth == ADIL_HOLDS;
    *last = (struct adil_signs_asked){asks, j->act->n_sigs, held, holds};
    return holds;
}

/* `asks`: NULL: one. */
static adil_err judge_asked(struct adil_judging *j, const struct adil_issuer *s,
                            const struct adil_phrase *asks)
{
    if (j->act->n_sigs > 0 && (asks == NULL || enough_signed(j, s, asks))) {
        return ADIL_OK;
    }
    return too_few(j, asks == NULL
                          ? ADIL_SPAN("at least 1")
                          : adil_phrase_words(j->perm, j->p->options.lang, asks, &adil_key_vocab));
}

/* ---- key acts of one's own ----------------------------------------------------------------- */

/* Who binds keys of its own could sign with them: as many sign as any act of the office asks for.
 */
static adil_err judge_own_keys(struct adil_judging *j, const struct adil_issuer *s)
{
    const struct adil_acts *acts = &j->p->book->acts;
    if (adil_keys_renew_signers(j)) {
        return judge_asked(j, s, NULL);
    }
    ADIL_TRY(judge_asked(j, s, acts->office[s->office].signs));
    for (uint32_t i = 0; i < acts->n_words; i++) {
        const struct adil_act_word *w = &acts->word[i];
        if ((w->signs == NULL && !w->typed_twice) || !adil_word_is_given_to(acts, i, s->office)) {
            continue;
        }
        if (w->typed_twice && j->act->n_sigs < ADIL_TYPINGS) {
            return too_few(j, ADIL_SPAN("at least 2, as acts of the office that are typed twice"));
        }
        ADIL_TRY(judge_asked(j, s, w->signs));
    }
    return ADIL_OK;
}

/* ---- how many ------------------------------------------------------------------------------ */

static adil_err judge_number(struct adil_judging *j, const struct adil_issuer *s)
{
    const struct adil_acts *acts = &j->p->book->acts;
    const struct adil_phrase *asks = NULL;
    if (s->office == ADIL_FOUNDERS) {
        return j->act->n_sigs >= j->p->least
                   ? ADIL_OK
                   : too_few(j, adil_fmt(j->perm, "at least %u", j->p->least));
    }
    if (j->word != ADIL_NO_WORD) {
        asks = acts->word[j->word].signs;
        if (acts->word[j->word].typed_twice && j->act->n_sigs < ADIL_TYPINGS) {
            return too_few(j, ADIL_SPAN("at least 2: of both who typed"));
        }
    }
    if (j->act->kind == ADIL_ACT_KEY && adil_keys_are_own(j)) {
        return judge_own_keys(j, s);
    }
    return judge_asked(j, s, asks != NULL ? asks : acts->office[s->office].signs);
}

adil_err adil_judge_signatures(struct adil_judging *j, enum adil_sigs sigs)
{
    const struct adil_issuer *s = &j->p->issuer[j->issuer];
    for (uint32_t i = 0; i < j->act->n_sigs; i++) {
        ADIL_TRY(judge_key(j, s, j->act->sig[i].key));
    }
    ADIL_TRY(judge_number(j, s));
    return sigs == ADIL_SIGS_CHECK ? verify_all(j) : ADIL_OK;
}
