/* The law's phrase as a policy of groups: what clients of other logs read. */
#include "cli/witness_law.h"

#include "law/rulebook.h"

struct compiling {
    struct adil_arena *perm;
    const struct adil_witness_law *law;
    const struct adil_witnessed *member;
    uint32_t n_members;
    struct adil_policy_witness *witness;
    uint32_t n_witnesses;
    uint32_t *vector_of; /* of a witness: index into law->vector */
    struct adil_policy_group *group;
    uint32_t n_groups;
};

/* The least whole number that satisfies `op n`; false for anything but "at least" and "more". */
static bool least_of(struct adil_arena *a, enum adil_compare op, struct adil_num n, uint32_t *least)
{
    int64_t v = 0;
    struct adil_num up = op == ADIL_GT ? adil_num_add(a, adil_num_floor(a, n), adil_num_int(1))
                                       : adil_num_ceil(a, n);
    if ((op != ADIL_GE && op != ADIL_GT) || !adil_num_i64(up, &v) || v < 1 || v > UINT16_MAX) {
        return false;
    }
    *least = (uint32_t)v;
    return true;
}

static uint32_t vector_number(const struct adil_witness_law *law, struct adil_span id)
{
    uint32_t i = 0;
    while (i < law->n_vectors && !adil_span_eq(law->vector[i].id, id)) {
        i++;
    }
    return i;
}

/* Witnesses with keys, each key once. */
static void take_witnesses(struct compiling *c)
{
    c->witness = adil_new(c->perm, struct adil_policy_witness, c->n_members);
    c->vector_of = adil_new(c->perm, uint32_t, c->n_members);
    for (uint32_t i = 0; i < c->n_members; i++) {
        bool again = !c->member[i].has_key;
        for (uint32_t k = 0; k < c->n_witnesses && !again; k++) {
            again = adil_span_eq(c->witness[k].key.key, c->member[i].key.key);
        }
        if (!again) {
            c->vector_of[c->n_witnesses] = vector_number(c->law, c->member[i].vector);
            c->witness[c->n_witnesses++] =
                (struct adil_policy_witness){.name = c->member[i].name, .key = c->member[i].key};
        }
    }
}

static bool add_group(struct compiling *c, struct adil_span name, uint32_t needed,
                      const uint32_t *member, uint32_t n)
{
    c->group[c->n_groups++] = (struct adil_policy_group){
        .name = name, .needed = needed, .member = member, .n_members = n};
    return needed <= n;
}

/* A group a vector, `least` of each; those without so many keys are left out. */
static uint32_t add_vectors(struct compiling *c, uint32_t least)
{
    for (uint32_t v = 0; v < c->law->n_vectors; v++) {
        uint32_t *member = adil_new(c->perm, uint32_t, c->n_witnesses);
        uint32_t n = 0;
        for (uint32_t i = 0; i < c->n_witnesses; i++) {
            if (c->vector_of[i] == v) {
                member[n++] = i;
            }
        }
        if (n >= least) {
            (void)add_group(c, c->law->vector[v].id, least, member, n);
        }
    }
    return c->n_groups;
}

static bool numbers_up(struct compiling *c, uint32_t from, uint32_t n, const uint32_t **out)
{
    uint32_t *member = adil_new(c->perm, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        member[i] = from + i;
    }
    *out = member;
    return n > 0;
}

static bool compile_phrase(struct compiling *c, const struct adil_phrase *p)
{
    uint32_t least = 0;
    uint32_t vectors = c->law->n_vectors;
    const uint32_t *member = NULL;
    if (p->kind != ADIL_P_BOUND || p->amount.share ||
        !least_of(c->perm, p->op, p->amount.n, &least)) {
        return false;
    }
    if (p->spread == ADIL_SPREAD_WHOLE) {
        return numbers_up(c, 0, c->n_witnesses, &member) &&
               add_group(c, ADIL_SPAN("witnesses"), least, member, c->n_witnesses);
    }
    if (p->spread == ADIL_SPREAD_COUNT) {
        struct adil_num of =
            p->spread_share ? adil_num_mul(c->perm, p->spread_n, adil_num_int((int64_t)vectors))
                            : p->spread_n;
        if (!least_of(c->perm, p->spread_op, of, &vectors)) {
            return false;
        }
    }
    uint32_t n = add_vectors(c, least);
    return n >= vectors && numbers_up(c, c->n_witnesses, n, &member) &&
           add_group(c, ADIL_SPAN("quorum-of-vectors"), vectors, member, n);
}

bool adil_witness_law_policy(struct adil_arena *perm, struct adil_arena scratch,
                             const struct adil_polity *p, struct adil_policy *out)
{
    const struct adil_rulebook *book = adil_polity_rulebook(p);
    struct adil_witnessed *member = NULL;
    struct adil_policy_log *log = adil_new(perm, struct adil_policy_log, 1);
    struct compiling c = {.perm = perm, .law = &book->acts.witnesses};
    if (c.law->policy == NULL ||
        adil_witness_law_members(perm, scratch, p, &member, &c.n_members, NULL).code != ADIL_C_OK) {
        return false;
    }
    c.member = member;
    c.group = adil_new(perm, struct adil_policy_group, c.law->n_vectors + 1);
    take_witnesses(&c);
    if (!compile_phrase(&c, c.law->policy)) {
        return false;
    }
    log->key = adil_polity_log_key(p);
    *out = (struct adil_policy){.log = log,
                                .n_logs = 1,
                                .witness = c.witness,
                                .n_witnesses = c.n_witnesses,
                                .group = c.group,
                                .n_groups = c.n_groups,
                                .quorum = c.n_witnesses + c.n_groups - 1};
    return true;
}
