/* What the law wants typed from signed paper twice: the hashes of both typings, of two keys.
 * docs/design/typing.md */
#include "polity/elections.h"
#include "polity/judging.h"

static bool is_lower_hash(struct adil_span text)
{
    struct adil_hash hash;
    bool lower = adil_hex_parse(text, hash.byte, sizeof hash.byte);
    for (size_t i = 0; i < text.len && lower; i++) {
        lower = text.ptr[i] < 'A' || text.ptr[i] > 'F';
    }
    return lower;
}

adil_err adil_judge_typed(struct adil_judging *j)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    struct adil_span field = ADIL_SPAN(ADIL_TYPED_FIELD);
    if (!w->typed_twice) {
        return ADIL_OK;
    }
    adil_slot slot = j->slot[w->typed];
    ADIL_ASSERT(slot != ADIL_SLOT_UNKNOWN); /* a field that the word always gives */
    uint32_t n = adil_pool_n(j->p, slot);
    if (n != ADIL_TYPINGS) {
        return adil_refuse(j, "act.typed", field, adil_fmt(j->perm, "%u hashes", n),
                           ADIL_SPAN("2, one a typing"));
    }
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span text = adil_strings_get(j->p->strings, adil_pool_at(j->p, slot, i).of);
        if (!is_lower_hash(text)) {
            return adil_refuse(j, "act.typed", field, text,
                               ADIL_SPAN("a hash of 64 hex digits in lower case"));
        }
    }
    return ADIL_OK;
}

struct adil_hash adil_typed_hash(const uint8_t salt[ADIL_TYPED_SALT_BYTES],
                                 const uint8_t key[ADIL_PUBLIC_BYTES], struct adil_span fields)
{
    const struct adil_span piece[] = {
        adil_span_bytes((const char *)salt, ADIL_TYPED_SALT_BYTES),
        adil_span_bytes((const char *)key, ADIL_PUBLIC_BYTES),
        fields,
    };
    return adil_sha256_pieces(piece, ADIL_COUNT(piece));
}

uint32_t adil_polity_ballot(const struct adil_polity *p, struct adil_arena *perm,
                            struct adil_span about, const struct adil_option **out)
{
    struct adil_span rest = about;
    struct adil_span name = {NULL, 0};
    (void)adil_span_cut(&rest, '/', &name); /* the register */
    (void)adil_span_cut(&rest, '/', &name);
    uint32_t c = adil_case_find(p, name);
    const struct adil_election *e = c != ADIL_NO_CASE ? p->cases[c].election : NULL;
    if (e == NULL) {
        return 0;
    }
    name = adil_ballot_cut(p, e, &rest);
    uint32_t round = adil_round_cut(&name);
    if (round == 0 || round > e->n_rounds || !e->round[round - 1]->begun) {
        return 0;
    }
    const struct adil_polling *poll = e->round[round - 1];
    uint32_t contest = adil_election_ballot(p, e, name);
    uint32_t place = adil_election_place(p, *perm, e, rest);
    const struct adil_contest_tally *t = contest != ADIL_NO_CONTEST ? &poll->tally[contest] : NULL;
    if (t == NULL || t->contest == NULL || place == ADIL_NO_PLACE ||
        !adil_polling_expects(poll, contest, place)) {
        return 0;
    }
    const uint32_t *stand = NULL;
    uint32_t n = adil_ballot_options(t, perm, poll->place_row[place], &stand);
    struct adil_option *option = adil_new(perm, struct adil_option, n);
    for (uint32_t i = 0; i < n; i++) {
        option[i] = t->contest->option[stand[i]];
    }
    *out = option;
    return n;
}
