/* The signatures of acts, many at once. */
#include "base/ed25519.h"
#include "polity/act.h"

enum { CHECKS = 2 * ADIL_ACT_SIGS_MAX };

/* Signatures that are verified together, of whole acts, and the messages they are over. */
struct gathered {
    struct adil_buf messages;
    struct adil_sig_check check[CHECKS];
    size_t begins[CHECKS]; /* its message */
    uint32_t *n_good[CHECKS];
    size_t n;
};

static void open_gathered(struct gathered *g)
{
    g->n = 0;
    adil_buf_open(&g->messages, SIZE_MAX);
}

static void add_act(struct gathered *g, const struct adil_act *a, struct adil_span origin,
                    uint32_t *n_good)
{
    size_t begins = g->messages.len;
    adil_act_message(&g->messages, a, origin);
    ADIL_ASSERT(adil_buf_ok(&g->messages));
    for (uint32_t i = 0; i < a->n_sigs; i++, g->n++) {
        g->check[g->n] = (struct adil_sig_check){.key = a->sig[i].key, .sig = a->sig[i].sig};
        g->check[g->n].message.len = g->messages.len - begins;
        g->begins[g->n] = begins;
        g->n_good[g->n] = n_good;
    }
}

static void verify_gathered(struct gathered *g)
{
    for (size_t i = 0; i < g->n; i++) {
        g->check[i].message.ptr = g->messages.ptr + g->begins[i];
    }
    (void)adil_sigs_verify(g->check, g->n);
    for (size_t i = 0; i < g->n; i++) {
        *g->n_good[i] += g->check[i].good;
    }
}

uint32_t adil_act_verify_sigs(const struct adil_act *a, struct adil_span origin, bool *good)
{
    struct gathered g;
    uint32_t n_good = 0;
    open_gathered(&g);
    add_act(&g, a, origin, &n_good);
    verify_gathered(&g);
    for (uint32_t i = 0; i < a->n_sigs; i++) {
        good[i] = g.check[i].good;
    }
    adil_buf_release(&g.messages);
    return n_good;
}

void adil_acts_verify_sigs(const struct adil_act *const *act, size_t n, struct adil_span origin,
                           uint32_t *n_good)
{
    struct gathered g;
    open_gathered(&g);
    for (size_t i = 0; i < n; i++) {
        if (g.n + act[i]->n_sigs > CHECKS) {
            verify_gathered(&g);
            g.messages.len = 0;
            g.n = 0;
        }
        n_good[i] = 0;
        add_act(&g, act[i], origin, &n_good[i]);
    }
    verify_gathered(&g);
    adil_buf_release(&g.messages);
}
