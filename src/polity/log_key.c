/* The log's own key: another in its place. Fields: docs/design/acts.md. */
#include "polity/judging.h"

enum { VKEY_BYTES_MAX = 2048 };

/* What the act asks for. */
struct log_key_act {
    struct adil_span log; /* the new vkey */
    struct adil_vkey vkey;
    uint8_t proof[ADIL_SIGNATURE_BYTES];
    uint8_t by_old[ADIL_SIGNATURE_BYTES];
    bool has_by_old;
    bool lost;
    struct adil_span reason;
};

/* ---- form ------------------------------------------------------------------------------- */

static bool take_by_old(struct adil_members *m)
{
    struct log_key_act *k = m->ctx;
    k->has_by_old = true;
    return adil_members_base64(m, k->by_old, sizeof k->by_old, "64 bytes in base64");
}

static bool take_log(struct adil_members *m)
{
    return adil_members_text(m, VKEY_BYTES_MAX, &((struct log_key_act *)m->ctx)->log);
}

static bool take_lost(struct adil_members *m)
{
    struct log_key_act *k = m->ctx;
    if (!adil_members_event(m, ADIL_JSON_BOOL, "true, or no such field")) {
        return false;
    }
    k->lost = m->json.integer == 1;
    return k->lost || adil_members_fault(m, ADIL_SPAN("false"), "true, or no such field");
}

static bool take_proof(struct adil_members *m)
{
    struct log_key_act *k = m->ctx;
    return adil_members_base64(m, k->proof, sizeof k->proof, "64 bytes in base64");
}

static bool take_why(struct adil_members *m)
{
    return adil_members_text(m, ADIL_TEXT_BYTES_MAX, &((struct log_key_act *)m->ctx)->reason);
}

static const struct adil_member members_of_log_key[] = {
    {ADIL_SPAN_INIT("by-old"), take_by_old, true}, {ADIL_SPAN_INIT("log"), take_log, false},
    {ADIL_SPAN_INIT("lost"), take_lost, true},     {ADIL_SPAN_INIT("proof"), take_proof, false},
    {ADIL_SPAN_INIT("reason"), take_why, true},
};

adil_err adil_log_key_read(struct adil_judging *j)
{
    struct log_key_act *k = adil_new(&j->scratch, struct log_key_act, 1);
    j->own = k;
    ADIL_TRY(
        adil_judge_members(j, members_of_log_key, ADIL_COUNT(members_of_log_key), k, "act.field"));
    if (k->lost && k->has_by_old) {
        return adil_refuse(j, "act.field", ADIL_SPAN("lost"),
                           ADIL_SPAN("a signature of the key that is lost"),
                           ADIL_SPAN("by-old or lost, not both"));
    }
    if (k->lost && k->reason.len == 0) {
        return adil_refuse(j, "act.field", ADIL_SPAN("reason"), ADIL_SPAN("nothing"),
                           ADIL_SPAN("why the old key does not sign, with lost"));
    }
    return ADIL_OK;
}

/* ---- right ------------------------------------------------------------------------------ */

/* The statement that both keys sign: which key comes next. */
static bool states_next(const struct adil_judging *j, struct adil_span key,
                        const uint8_t sig[ADIL_SIGNATURE_BYTES])
{
    const struct log_key_act *k = j->own;
    struct adil_buf message;
    adil_buf_open(&message, 2 * (size_t)ADIL_ACT_BYTES_MAX);
    adil_buf_fmt(&message, "adil/log-key/v1\n%.*s\n%.*s\n", ADIL_ARG(j->p->origin),
                 ADIL_ARG(k->log));
    bool good = adil_buf_ok(&message) &&
                adil_ed25519_verify(key, adil_buf_span(&message),
                                    adil_span_bytes((const char *)sig, ADIL_SIGNATURE_BYTES));
    adil_buf_release(&message);
    return good;
}

static bool was_there(const struct adil_polity *p, struct adil_span key)
{
    bool was = adil_span_eq(p->log_key.key, key);
    for (const struct adil_log_key_before *b = p->log_key_before; b != NULL; b = b->before) {
        was = was || adil_span_eq(b->key.key, key);
    }
    return was;
}

static adil_err judge_next(struct adil_judging *j, struct log_key_act *k)
{
    struct adil_place place = {.file = ADIL_SPAN("log")};
    struct adil_span name = j->p->log_key.name;
    if (adil_vkey_parse(&j->scratch, place, k->log, &k->vkey, NULL).code != ADIL_C_OK ||
        k->vkey.kind != ADIL_KEY_ED25519 || !adil_span_eq(k->vkey.name, name)) {
        return adil_refuse(j, "act.log-key", ADIL_SPAN("log"), k->log,
                           adil_fmt(j->perm, "an Ed25519 key named %.*s", ADIL_ARG(name)));
    }
    if (was_there(j->p, k->vkey.key)) {
        return adil_refuse(j, "act.log-key", ADIL_SPAN("log"), k->log,
                           ADIL_SPAN("a key that this log never had"));
    }
    return ADIL_OK;
}

static adil_err judge_by_old(struct adil_judging *j, const struct log_key_act *k)
{
    static const char expected[] = "the old key's signature, or lost: true with the reason";
    if (k->lost || (k->has_by_old && states_next(j, j->p->log_key.key, k->by_old))) {
        return ADIL_OK;
    }
    return adil_refuse(j, "act.log-key", ADIL_SPAN("by-old"),
                       k->has_by_old ? ADIL_SPAN("a signature that is not valid")
                                     : ADIL_SPAN("nothing"),
                       adil_span_of(expected));
}

adil_err adil_log_key_judge(struct adil_judging *j)
{
    struct log_key_act *k = j->own;
    if (j->p->issuer[j->issuer].office != ADIL_FOUNDERS) {
        return adil_refuse(j, "act.log-key", ADIL_SPAN("by"), j->act->by, ADIL_SPAN("founders"));
    }
    ADIL_TRY(judge_next(j, k));
    if (!states_next(j, k->vkey.key, k->proof)) {
        return adil_refuse(j, "act.log-key", ADIL_SPAN("proof"),
                           ADIL_SPAN("a signature that is not valid"),
                           ADIL_SPAN("the new key's signature"));
    }
    return judge_by_old(j, k);
}

/* ---- effects ---------------------------------------------------------------------------- */

void adil_log_key_apply(struct adil_judging *j)
{
    const struct log_key_act *k = j->own;
    struct adil_polity *p = j->p;
    struct adil_log_key_before *b = adil_new(&p->arena, struct adil_log_key_before, 1);
    b->key = p->log_key;
    b->bound = p->log_key_before != NULL ? p->log_key_before->until : 0;
    b->until = (uint32_t)j->entry;
    b->lost = k->lost;
    b->why = k->lost ? adil_span_copy(&p->arena, k->reason) : (struct adil_span){NULL, 0};
    b->before = p->log_key_before;
    p->log_key_before = b;
    p->log_key = k->vkey;
    p->log_key.name = adil_span_copy(&p->arena, k->vkey.name);
    p->log_key.key = adil_span_copy(&p->arena, k->vkey.key);
}
