/* Keys of issuers: bound, revoked and lost. Fields: docs/design/polity.md. Of the log: log_key.c.
 */
#include "base/base64.h"
#include "polity/judging.h"

#include <string.h>

/* What the act asks for. */
struct key_act {
    struct adil_judging *j;
    struct adil_key_list bind;
    struct adil_key_list revoke;
    int64_t last; /* -1: not given */
    struct adil_span reason;
    uint32_t office; /* whose keys */
    struct adil_span key;
};

static bool is_of_log(const struct adil_judging *j)
{
    return adil_span_is(j->act->about, "log");
}

/* ---- form ------------------------------------------------------------------------------- */

bool adil_members_keys(struct adil_members *m, struct adil_key_list *list)
{
    static const char keys[] = "a list of 1 to 64 keys of 32 bytes in base64, none twice";
    list->n = 0;
    if (!adil_members_event(m, ADIL_JSON_ARRAY, keys)) {
        return false;
    }
    while (adil_members_item(m, ADIL_JSON_TEXT, keys)) {
        if (list->n == ADIL_ACT_SIGS_MAX ||
            !adil_base64_fixed(m->json.text, list->key[list->n], ADIL_PUBLIC_BYTES)) {
            return adil_members_fault(m, m->json.text, keys);
        }
        for (uint32_t i = 0; i < list->n; i++) {
            if (memcmp(list->key[i], list->key[list->n], ADIL_PUBLIC_BYTES) == 0) {
                return adil_members_fault(m, m->json.text, keys);
            }
        }
        list->n++;
    }
    return m->expected == NULL && (list->n > 0 || adil_members_fault(m, ADIL_SPAN("no key"), keys));
}

static bool take_bind(struct adil_members *m)
{
    return adil_members_keys(m, &((struct key_act *)m->ctx)->bind);
}

static bool take_revoke(struct adil_members *m)
{
    return adil_members_keys(m, &((struct key_act *)m->ctx)->revoke);
}

static bool take_last(struct adil_members *m)
{
    return adil_members_whole(m, 0, "the last number trusted", &((struct key_act *)m->ctx)->last);
}

static bool take_reason(struct adil_members *m)
{
    return adil_members_text(m, ADIL_TEXT_BYTES_MAX, &((struct key_act *)m->ctx)->reason);
}

static const struct adil_member members_of_key[] = {
    {ADIL_SPAN_INIT("bind"), take_bind, true},
    {ADIL_SPAN_INIT("last"), take_last, true},
    {ADIL_SPAN_INIT("reason"), take_reason, true},
    {ADIL_SPAN_INIT("revoke"), take_revoke, true},
};

adil_err adil_judge_members(struct adil_judging *j, const struct adil_member *table, size_t n,
                            void *ctx, const char *rule)
{
    struct adil_members m;
    adil_members_open(&m, &j->scratch, j->act->fields, ctx);
    if (adil_members_object(&m, table, n)) {
        return ADIL_OK;
    }
    return adil_refuse(j, rule, m.field, m.found, adil_span_of(m.expected));
}

static adil_err judge_shape(struct key_act *k)
{
    struct adil_judging *j = k->j;
    if (k->bind.n == 0 && k->revoke.n == 0) {
        return adil_refuse(j, "act.field", ADIL_SPAN("fields"), j->act->fields,
                           ADIL_SPAN("keys to bind or to revoke"));
    }
    if ((k->last >= 0) != (k->revoke.n > 0)) {
        return adil_refuse(j, "act.field", ADIL_SPAN("last"), j->act->fields,
                           ADIL_SPAN("the last number trusted, with revoke and only then"));
    }
    return ADIL_OK;
}

adil_err adil_keys_read(struct adil_judging *j)
{
    if (is_of_log(j)) {
        return adil_log_key_read(j);
    }
    struct key_act *k = adil_new(&j->scratch, struct key_act, 1);
    k->j = j;
    k->last = -1;
    j->own = k;
    ADIL_TRY(adil_judge_members(j, members_of_key, ADIL_COUNT(members_of_key), k, "act.field"));
    ADIL_TRY(judge_shape(k));
    struct adil_span name = adil_span_sub(j->act->about, sizeof "issuer/" - 1, j->act->about.len);
    if (!adil_issuer_parse(j->p->book, name, &k->office, &k->key)) {
        return adil_refuse(j, "act.about", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("issuer/OFFICE, or issuer/OFFICE/KEY"));
    }
    return ADIL_OK;
}

/* ---- right ------------------------------------------------------------------------------ */

bool adil_keys_are_own(const struct adil_judging *j)
{
    const struct key_act *k = j->own;
    const struct adil_issuer *by = &j->p->issuer[j->issuer];
    return !is_of_log(j) && k->office == by->office &&
           adil_span_eq(k->key, adil_strings_get(j->p->strings, by->key));
}

static bool signs_act(const struct adil_act *act, const uint8_t *key)
{
    for (uint32_t i = 0; i < act->n_sigs; i++) {
        if (memcmp(act->sig[i].key, key, ADIL_PUBLIC_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

bool adil_keys_renew_signers(const struct adil_judging *j)
{
    const struct key_act *k = j->own;
    for (uint32_t i = 0; i < k->revoke.n; i++) {
        if (!signs_act(j->act, k->revoke.key[i])) {
            return false;
        }
    }
    return k->bind.n <= k->revoke.n;
}

/* Its holder, or an office that `keys-by` names. */
static bool may_write_keys(const struct key_act *k)
{
    const struct adil_judging *j = k->j;
    const struct adil_issuer *by = &j->p->issuer[j->issuer];
    if (adil_keys_are_own(j)) {
        return true;
    }
    if (k->office == ADIL_FOUNDERS) {
        return false;
    }
    const struct adil_office *office = &j->p->book->acts.office[k->office];
    for (uint32_t i = 0; i < office->n_keys_by; i++) {
        if (office->keys_by[i] == by->office) {
            return true;
        }
    }
    return false;
}

static struct adil_span keys_by_words(struct adil_judging *j, const struct key_act *k)
{
    struct adil_span words = ADIL_SPAN("its holder");
    if (k->office == ADIL_FOUNDERS) {
        return words;
    }
    const struct adil_acts *acts = &j->p->book->acts;
    const struct adil_office *office = &acts->office[k->office];
    for (uint32_t i = 0; i < office->n_keys_by; i++) {
        struct adil_span id = office->keys_by[i] == ADIL_FOUNDERS
                                  ? ADIL_SPAN("founders")
                                  : acts->office[office->keys_by[i]].rule.id;
        words = adil_fmt(j->perm, "%.*s, %.*s", ADIL_ARG(words), ADIL_ARG(id));
    }
    return words;
}

/* By whom; and keys of a register's record are bound while the record is there. */
static adil_err judge_holder(struct key_act *k)
{
    struct adil_judging *j = k->j;
    if (!may_write_keys(k)) {
        struct adil_span expected = keys_by_words(j, k);
        return k->office == ADIL_FOUNDERS
                   ? adil_refuse(j, "act.keys", ADIL_SPAN("by"), j->act->by, expected)
                   : adil_refuse_rule(j, &j->p->book->acts.office[k->office].rule, ADIL_SPAN("by"),
                                      j->act->by, expected);
    }
    uint32_t reg =
        k->office == ADIL_FOUNDERS ? ADIL_NO_WORD : j->p->book->acts.office[k->office].of;
    if (reg == ADIL_NO_WORD || k->bind.n == 0) {
        return ADIL_OK;
    }
    uint32_t rec = adil_record_find(j->p, reg, adil_strings_find(j->p->strings, k->key));
    if (rec == ADIL_NO_RECORD || j->p->reg[reg].rec[rec].ended != 0) {
        return adil_refuse(
            j, "act.record", ADIL_SPAN("about"), j->act->about,
            adil_fmt(j->perm, "a record of %.*s", ADIL_ARG(j->p->book->reg[reg].id)));
    }
    return ADIL_OK;
}

static adil_err judge_revoked(struct key_act *k, const struct adil_issuer *s)
{
    struct adil_judging *j = k->j;
    for (uint32_t i = 0; i < k->revoke.n; i++) {
        const struct adil_issuer_key *key =
            s != NULL ? adil_issuer_key_find(s, k->revoke.key[i]) : NULL;
        if (key == NULL || key->revoked != UINT32_MAX) {
            return adil_refuse(j, "act.revoke", ADIL_SPAN("revoke"), j->act->fields,
                               ADIL_SPAN("keys that are bound"));
        }
    }
    /* Who revokes a key of its own may still trust this very act. */
    int64_t most = s == NULL ? 0 : s == &j->p->issuer[j->issuer] ? j->act->seq : s->seq;
    if (k->last > most) {
        return adil_refuse(j, "act.revoke", ADIL_SPAN("last"),
                           adil_fmt(j->perm, "%lld", (long long)k->last),
                           adil_fmt(j->perm, "at most %lld", (long long)most));
    }
    return ADIL_OK;
}

static adil_err judge_bound(struct key_act *k, const struct adil_issuer *s)
{
    struct adil_judging *j = k->j;
    for (uint32_t i = 0; s != NULL && i < k->bind.n; i++) {
        if (adil_issuer_key_find(s, k->bind.key[i]) != NULL) {
            return adil_refuse(j, "act.bind", ADIL_SPAN("bind"), j->act->fields,
                               ADIL_SPAN("keys that were never bound to this issuer"));
        }
    }
    uint32_t live = (s != NULL ? adil_issuer_live(s) : 0) + k->bind.n - k->revoke.n;
    uint32_t least = k->office == ADIL_FOUNDERS ? j->p->least : 0;
    if (live > ADIL_ACT_SIGS_MAX || live < least ||
        (s != NULL && s->n_keys + k->bind.n > UINT16_MAX)) {
        return adil_refuse(j, "act.bind", ADIL_SPAN("bind"), adil_fmt(j->perm, "%u keys", live),
                           adil_fmt(j->perm, "%u to %d keys", least, ADIL_ACT_SIGS_MAX));
    }
    return ADIL_OK;
}

static uint32_t holder_of(const struct key_act *k)
{
    const struct adil_span name = k->j->act->about;
    return adil_issuer_find(k->j->p, adil_span_sub(name, sizeof "issuer/" - 1, name.len));
}

adil_err adil_keys_judge(struct adil_judging *j)
{
    struct key_act *k = j->own;
    if (is_of_log(j)) {
        return adil_log_key_judge(j);
    }
    ADIL_TRY(judge_holder(k));
    uint32_t holder = holder_of(k);
    const struct adil_issuer *s = holder == ADIL_NO_ISSUER ? NULL : &j->p->issuer[holder];
    ADIL_TRY(judge_revoked(k, s));
    return judge_bound(k, s);
}

/* ---- effects ---------------------------------------------------------------------------- */

void adil_issuer_bind(struct adil_judging *j, uint32_t issuer,
                      const uint8_t (*key)[ADIL_PUBLIC_BYTES], uint32_t n)
{
    struct adil_issuer *s = &j->p->issuer[issuer];
    if (n == 0) {
        return;
    }
    /* Rare, and few: an array of just the size. */
    struct adil_issuer_key *keys =
        adil_new(&j->p->arena, struct adil_issuer_key, (size_t)s->n_keys + n);
    for (uint32_t i = 0; i < s->n_keys; i++) {
        keys[i] = s->keys[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        struct adil_issuer_key *to = &keys[s->n_keys + i];
        memcpy(to->key, key[i], sizeof to->key);
        to->bound = (uint32_t)j->entry;
        to->revoked = UINT32_MAX;
    }
    s->keys = keys;
    s->n_keys = (uint16_t)(s->n_keys + n);
    s->cap_keys = s->n_keys;
}

void adil_keys_apply(struct adil_judging *j)
{
    struct key_act *k = j->own;
    if (is_of_log(j)) {
        adil_log_key_apply(j);
        return;
    }
    uint32_t holder = holder_of(k);
    if (holder == ADIL_NO_ISSUER) {
        holder = adil_issuer_add(j->p, k->office, adil_strings_put(j->p->strings, k->key));
    }
    for (uint32_t i = 0; i < k->revoke.n; i++) {
        struct adil_issuer_key *key = adil_issuer_key_find(&j->p->issuer[holder], k->revoke.key[i]);
        key->revoked = (uint32_t)j->entry;
        key->trusted_seq = k->last < UINT32_MAX ? (uint32_t)k->last : UINT32_MAX;
    }
    adil_issuer_bind(j, holder, (const uint8_t(*)[ADIL_PUBLIC_BYTES])k->bind.key, k->bind.n);
}
