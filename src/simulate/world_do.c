/* One act: signed by those who may, judged as it will be read, handed over. */
#include "simulate/world.h"

static adil_err told_refusal(struct adil_world *w, const struct adil_act *act, adil_err err)
{
    const struct adil_refusal *r = &w->refusal;
    struct adil_arena tmp = w->scratch;
    struct adil_place place = {adil_fmt(&tmp, "entry %llu, %.*s %.*s",
                                        (unsigned long long)w->out->entries, ADIL_ARG(act->word),
                                        ADIL_ARG(act->about)),
                               0};
    struct adil_span rule =
        r->field.len > 0 ? adil_fmt(&tmp, "%.*s, %.*s", ADIL_ARG(r->rule), ADIL_ARG(r->field))
                         : r->rule;
    return r->rule.len == 0 ? err : adil_fail(w->diag, err, place, rule, r->found, r->expected);
}

static void sign_by(struct adil_world *w, const struct adil_act *act,
                    const struct adil_world_issuer *issuer, uint32_t sign, uint32_t first,
                    struct adil_act_sig *sig)
{
    w->message.len = 0;
    adil_act_message(&w->message, act, w->origin);
    for (uint32_t k = 0; k < sign; k++) {
        const struct adil_simulated_key *key = &issuer->key[(first + k) % issuer->n];
        for (size_t i = 0; i < sizeof sig[k].key; i++) {
            sig[k].key[i] = key->key[i];
        }
        adil_simulated_sign(key, adil_buf_span(&w->message), sig[k].sig);
    }
}

adil_err adil_world_do(struct adil_world *w, struct adil_arena *work, struct adil_act *act,
                       const struct adil_world_issuer *issuer, uint32_t sign, uint32_t first)
{
    struct adil_act_sig sig[ADIL_PLAN_KEYS_MAX];
    struct adil_act read;
    ADIL_ASSERT(sign <= issuer->n && sign <= ADIL_PLAN_KEYS_MAX);
    act->fields = adil_buf_span(&w->fields);
    w->act.len = 0;
    adil_act_put(&w->act, act);
    act->bytes = adil_buf_span(&w->act);
    sign_by(w, act, issuer, sign, first, sig);
    w->leaf.len = 0;
    adil_act_leaf(&w->leaf, act->bytes, act->at, sig, sign);
    struct adil_span leaf = adil_buf_span(&w->leaf);
    ADIL_TRY(adil_act_parse(work, (struct adil_place){ADIL_SPAN("act"), 0}, leaf, &read, w->diag));
    adil_err err = adil_polity_apply(w->polity, work, w->scratch, &read, ADIL_SIGS_CHECK,
                                     &w->refusal, w->diag);
    if (err.code != ADIL_C_OK) {
        return told_refusal(w, act, err);
    }
    w->out->entries++;
    w->out->signatures += sign;
    w->out->bytes += leaf.len;
    w->out->last = act->at;
    return w->sink->entry(w->sink->ctx, leaf, w->diag);
}
