/* Writing acts: the canonical act, what is signed, the leaf. Members are written in the order of
 * their names (RFC 8785), which is the order of the code. */
#include "base/base64.h"
#include "base/json.h"
#include "polity/act.h"

#include <stdlib.h>
#include <string.h>

enum { HEX_BYTES = 2 * sizeof(struct adil_hash) };

/* A text in its one spelling: json.h escapes what RFC 8785 escapes, in the same way. */
static void put_text_member(struct adil_buf *out, const char *head, struct adil_span text)
{
    struct adil_json j;
    adil_buf_str(out, head);
    adil_json_open(&j, out, false);
    adil_json_text(&j, text);
}

static void put_number_member(struct adil_buf *out, const char *head, int64_t v)
{
    adil_buf_fmt(out, "%s%lld", head, (long long)v);
}

static void put_law_member(struct adil_buf *out, const struct adil_hash *law)
{
    static const char digit[] = "0123456789abcdef";
    char hex[HEX_BYTES];
    for (size_t i = 0; i < sizeof law->byte; i++) {
        hex[2 * i] = digit[law->byte[i] >> 4];
        hex[2 * i + 1] = digit[law->byte[i] & 15];
    }
    adil_buf_str(out, ",\"law\":\"");
    adil_buf_put(out, adil_span_bytes(hex, sizeof hex));
    adil_buf_byte(out, '"');
}

void adil_act_put(struct adil_buf *out, const struct adil_act *a)
{
    put_text_member(out, "{\"about\":", a->about);
    put_number_member(out, ",\"at\":", a->at);
    put_text_member(out, ",\"by\":", a->by);
    adil_buf_str(out, ",\"fields\":");
    adil_buf_put(out, a->fields);
    put_text_member(out, ",\"kind\":", adil_act_kind_name(a->kind));
    put_law_member(out, &a->law);
    put_number_member(out, ",\"seq\":", a->seq);
    if (a->supersedes != ADIL_NO_ENTRY) {
        put_number_member(out, ",\"supersedes\":", (int64_t)a->supersedes);
    }
    put_text_member(out, ",\"word\":", a->word);
    adil_buf_byte(out, '}');
}

void adil_act_message(struct adil_buf *out, const struct adil_act *a, struct adil_span origin)
{
    adil_buf_str(out, "adil/act/v1\n");
    adil_buf_put(out, adil_act_kind_name(a->kind));
    adil_buf_byte(out, '\n');
    adil_buf_put(out, origin);
    adil_buf_byte(out, '\n');
    adil_buf_put(out, a->bytes);
}

static int sig_order(const void *a, const void *b)
{
    const struct adil_act_sig *x = a;
    const struct adil_act_sig *y = b;
    return memcmp(x->key, y->key, sizeof x->key);
}

static void put_base64(struct adil_buf *out, const char *head, const uint8_t *bytes, size_t n)
{
    adil_buf_str(out, head);
    adil_base64_put(out, adil_span_bytes((const char *)bytes, n));
    adil_buf_byte(out, '"');
}

static void put_sigs(struct adil_buf *out, const struct adil_act_sig *sig, uint32_t n)
{
    struct adil_act_sig sorted[ADIL_ACT_SIGS_MAX];
    ADIL_ASSERT(n <= ADIL_ACT_SIGS_MAX);
    if (n > 0) {
        memcpy(sorted, sig, n * sizeof *sig);
        qsort(sorted, n, sizeof *sorted, sig_order);
    }
    adil_buf_str(out, ",\"sigs\":[");
    for (uint32_t i = 0; i < n; i++) {
        put_base64(out, i == 0 ? "{\"key\":\"" : ",{\"key\":\"", sorted[i].key,
                   sizeof sorted[i].key);
        put_base64(out, ",\"sig\":\"", sorted[i].sig, sizeof sorted[i].sig);
        adil_buf_byte(out, '}');
    }
    adil_buf_str(out, "]}");
}

void adil_act_leaf(struct adil_buf *out, struct adil_span act, int64_t logged,
                   const struct adil_act_sig *sig, uint32_t n)
{
    adil_buf_str(out, "{\"act\":");
    adil_buf_put(out, act);
    put_number_member(out, ",\"logged\":", logged);
    put_sigs(out, sig, n);
}

void adil_act_unlogged(struct adil_buf *out, struct adil_span act, const struct adil_act_sig *sig,
                       uint32_t n)
{
    adil_buf_str(out, "{\"act\":");
    adil_buf_put(out, act);
    put_sigs(out, sig, n);
}
