#include "base/ed25519.h"

#include "base/check.h"
#include "base/ed25519_lanes.h"

#include <sodium.h>

enum { LEAST = 3 }; /* all lanes take as long as two of libsodium's */

static bool verify_one(const struct adil_sig_check *c)
{
    const unsigned char *m = (const unsigned char *)(c->message.ptr != NULL ? c->message.ptr : "");
    return crypto_sign_verify_detached(c->sig, m, c->message.len, c->key) == 0;
}

size_t adil_sigs_verify(struct adil_sig_check *check, size_t n)
{
    size_t n_good = 0;
    for (size_t at = 0; at < n; at += ADIL_SIG_LANES) {
        size_t k = n - at < ADIL_SIG_LANES ? n - at : ADIL_SIG_LANES;
        uint8_t good = k >= LEAST ? adil_sig_lanes(&check[at], k) : 0;
        for (size_t i = 0; i < k; i++) {
            check[at + i].good = (good >> i & 1) != 0 || verify_one(&check[at + i]);
            n_good += check[at + i].good;
        }
    }
    return n_good;
}
