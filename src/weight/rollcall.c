#include "weight/rollcall.h"

bool adil_voice_parse(struct adil_span word, enum adil_voice *v)
{
    static const char *const words[] = {
#define X(id, word) word,
        ADIL_VOICES(X)
#undef X
    };
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        if (adil_span_is(word, words[i])) {
            *v = (enum adil_voice)i;
            return true;
        }
    }
    return false;
}

static const struct adil_tally *tally_of(const struct adil_roll_calls *r, uint32_t call,
                                         uint32_t faction)
{
    ADIL_ASSERT(call < r->n_calls && faction < r->n_factions);
    return &r->tally[(size_t)call * r->n_factions + faction];
}

static int64_t decided(const struct adil_tally *t)
{
    return (int64_t)t->n[ADIL_VOICE_YES] + t->n[ADIL_VOICE_NO];
}

static int64_t voted(const struct adil_tally *t)
{
    return decided(t) + t->n[ADIL_VOICE_ABSTAIN];
}

static int64_t largest_part(const struct adil_tally *t)
{
    uint32_t most = t->n[ADIL_VOICE_YES];
    most = t->n[ADIL_VOICE_NO] > most ? t->n[ADIL_VOICE_NO] : most;
    return t->n[ADIL_VOICE_ABSTAIN] > most ? t->n[ADIL_VOICE_ABSTAIN] : most;
}

static struct adil_num mean(struct adil_arena *a, struct adil_num sum, uint32_t n)
{
    return n == 0 ? sum : adil_num_div(a, sum, adil_num_int(n));
}

struct adil_cohesion adil_cohesion_of(struct adil_arena *a, const struct adil_roll_calls *r,
                                      uint32_t faction)
{
    struct adil_cohesion c = {.rice = adil_num_int(0), .index = adil_num_int(0)};
    for (uint32_t i = 0; i < r->n_calls; i++) {
        const struct adil_tally *t = tally_of(r, i, faction);
        int64_t yes = t->n[ADIL_VOICE_YES];
        int64_t no = t->n[ADIL_VOICE_NO];
        if (decided(t) > 0) {
            int64_t apart = yes > no ? yes - no : no - yes;
            c.rice = adil_num_add(a, c.rice, adil_num_ratio(a, apart, decided(t)));
            c.rice_calls++;
        }
        if (voted(t) > 0) {
            int64_t twice = 3 * largest_part(t) - voted(t);
            c.index = adil_num_add(a, c.index, adil_num_ratio(a, twice, 2 * voted(t)));
            c.index_calls++;
            c.whole += largest_part(t) == voted(t) ? 1 : 0;
        }
    }
    c.rice = mean(a, c.rice, c.rice_calls);
    c.index = mean(a, c.index, c.index_calls);
    return c;
}

/* The voice that more have than any other of the three; false: none, or several. */
static bool position_of(const struct adil_tally *t, enum adil_voice *position)
{
    static const enum adil_voice voices[] = {ADIL_VOICE_YES, ADIL_VOICE_NO, ADIL_VOICE_ABSTAIN};
    unsigned n = 0;
    for (size_t i = 0; i < ADIL_COUNT(voices); i++) {
        if (voted(t) > 0 && t->n[voices[i]] == largest_part(t)) {
            *position = voices[i];
            n++;
        }
    }
    return n == 1;
}

struct adil_agreement adil_agreement_of(struct adil_arena *a, const struct adil_roll_calls *r,
                                        uint32_t x, uint32_t y)
{
    struct adil_agreement g = {.likeness = adil_num_int(0)};
    for (uint32_t i = 0; i < r->n_calls; i++) {
        const struct adil_tally *tx = tally_of(r, i, x);
        const struct adil_tally *ty = tally_of(r, i, y);
        enum adil_voice px = ADIL_VOICE_YES;
        enum adil_voice py = ADIL_VOICE_YES;
        if (position_of(tx, &px) && position_of(ty, &py)) {
            g.of++;
            g.same += px == py ? 1 : 0;
        }
        if (decided(tx) > 0 && decided(ty) > 0) {
            struct adil_num apart =
                adil_num_sub(a, adil_num_ratio(a, tx->n[ADIL_VOICE_YES], decided(tx)),
                             adil_num_ratio(a, ty->n[ADIL_VOICE_YES], decided(ty)));
            if (adil_num_sign(apart) < 0) {
                apart = adil_num_sub(a, adil_num_int(0), apart);
            }
            g.likeness = adil_num_add(a, g.likeness, adil_num_sub(a, adil_num_int(1), apart));
            g.likeness_calls++;
        }
    }
    g.likeness = mean(a, g.likeness, g.likeness_calls);
    return g;
}
