/* Keys: bound, rotated, revoked, lost and bound again; the log's own key. */
#include "fold.h"
#include "polity/state.h"

#define PRECINCT "{\"registered\":100,\"title\":\"School\",\"unit\":\"north\"}"

static const char *keys_fields(struct fold *f, const char *bind, uint32_t bind_k,
                               const char *revoke, uint32_t revoke_k, int last)
{
    struct adil_arena *a = &f->t->perm;
    struct adil_span b = ADIL_SPAN("");
    struct adil_span r = ADIL_SPAN("");
    if (bind != NULL) {
        b = adil_fmt(a, "\"bind\":[\"%s\"]", fold_key(f, bind, bind_k));
    }
    if (revoke != NULL) {
        r = adil_fmt(a, "\"last\":%d,\"revoke\":[\"%s\"]", last, fold_key(f, revoke, revoke_k));
    }
    return adil_span_cstr(a, adil_fmt(a, "{%.*s%s%.*s}", ADIL_ARG(b),
                                      b.len > 0 && r.len > 0 ? "," : "", ADIL_ARG(r)));
}

static struct adil_issuer *issuer(struct fold *f, const char *name)
{
    uint32_t i = adil_issuer_find(f->p, adil_span_of(name));
    assert_true(i != ADIL_NO_ISSUER);
    return &f->p->issuer[i];
}

static void test_keys_are_bound_by_whom_the_law_names(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    const char *fields = keys_fields(&f, "chair", 0, NULL, 0, 0);
    fold_refused(&f, "chair", "founders", "key", "issuer/chair", fields);
    assert_span_is(f.refusal.cite, "Charter 6");
    assert_span_is(f.refusal.expected, "its holder, commission");
    fold_refused(&f, "act.issuer", "chair", "key", "issuer/chair", fields);
    fold_ok(&f, "commission", "key", "issuer/chair", fields);
    fold_refused(&f, "act.bind", "commission", "key", "issuer/chair", fields);
    assert_int_equal(adil_issuer_live(issuer(&f, "chair")), 1);
    assert_int_equal(adil_polity_next_seq(f.p, ADIL_SPAN("chair")), 1);
    fold_close(&f);
}

static void test_keys_of_a_record_need_the_record(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    const char *about = "issuer/precinct-commission/001";
    const char *fields = keys_fields(&f, "precinct-commission/001", 0, NULL, 0, 0);
    fold_refused(&f, "act.record", "commission", "key", about, fields);
    fold_ok(&f, "commission", "keep-precinct", "precinct/001", PRECINCT);
    fold_ok(&f, "commission", "key", about, fields);
    fold_ok(&f, "precinct-commission/001", "attest", "entry/0", NULL);
    fold_refused(&f, "act.about", "commission", "key", "issuer/precinct-commission", fields);
    fold_refused(&f, "act.about", "commission", "key", "issuer/chair/001", fields);
    fold_close(&f);
}

static void test_a_key_is_rotated_by_its_holder(void **state)
{
    static const struct fold_issuer issuers[] = {{"chair", 1}, {"party/reds", 1}};
    struct fold f;
    fold_open(&f, *state, fold_club, issuers, 2);
    fold_ok(&f, "chair", "key", "issuer/chair", keys_fields(&f, "chair", 1, "chair", 0, 1));
    struct fold_act old = {.by = "chair",
                           .word = "key",
                           .about = "issuer/chair",
                           .fields = keys_fields(&f, "chair", 2, NULL, 0, 0),
                           .keys = 1};
    fold_assert(&f, fold_apply(&f, &old), "act.key"); /* revoked */
    assert_true(adil_span_find(f.refusal.found, ADIL_SPAN("revoked by entry 1")) <
                f.refusal.found.len);
    struct fold_act new = old;
    new.keys = 2;
    fold_assert(&f, fold_apply(&f, &new), NULL);
    const struct adil_issuer *s = issuer(&f, "chair");
    assert_int_equal(s->n_keys, 3);
    assert_int_equal(adil_issuer_live(s), 2);
    assert_int_equal(s->keys[0].revoked, 1);
    assert_int_equal(s->keys[0].trusted_seq, 1);
    assert_int_equal(s->keys[1].bound, 1);
    fold_refused(&f, "chair", "party/reds", "key", "issuer/chair",
                 keys_fields(&f, "chair", 3, NULL, 0, 0));
    fold_close(&f);
}

/* Below what `signs` asks nothing can be signed; who binds its keys binds new ones, on the record.
 */
static void test_lost_keys_are_bound_again_visibly(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act one = {.by = "commission",
                           .word = "keep-precinct",
                           .about = "precinct/001",
                           .fields = PRECINCT,
                           .keys = 1};
    fold_assert(&f, fold_apply(&f, &one), "act.signs");
    fold_ok(&f, "founders", "key", "issuer/commission",
            keys_fields(&f, "commission", 3, "commission", 1, 0));
    fold_ok(&f, "founders", "key", "issuer/commission",
            keys_fields(&f, NULL, 0, "commission", 2, 0));
    one.keys = 1 | 8;
    fold_assert(&f, fold_apply(&f, &one), NULL);
    const struct adil_issuer *s = issuer(&f, "commission");
    assert_int_equal(s->n_keys, 4);
    assert_int_equal(adil_issuer_live(s), 2);
    assert_int_equal(s->keys[3].bound, 1);
    fold_close(&f);
}

/* The office asks for no number, but one of its words is typed by two: who holds one key does not
 * come to two. */
static void test_one_holder_does_not_become_two(void **state)
{
    static const struct fold_issuer issuers[] = {{"typists", 2}};
    struct fold f;
    fold_open(&f, *state, fold_club, issuers, 1);
    struct fold_act alone = {.by = "typists",
                             .word = "key",
                             .about = "issuer/typists",
                             .fields = keys_fields(&f, "typists", 2, NULL, 0, 0),
                             .keys = 1};
    fold_assert(&f, fold_apply(&f, &alone), "act.signs");
    alone.fields = keys_fields(&f, "typists", 2, "typists", 1, 0); /* in another's place */
    fold_assert(&f, fold_apply(&f, &alone), "act.signs");
    alone.fields = keys_fields(&f, NULL, 0, "typists", 1, 0);
    fold_assert(&f, fold_apply(&f, &alone), "act.signs");
    alone.fields = keys_fields(&f, "typists", 2, "typists", 0, 1); /* in its own */
    fold_assert(&f, fold_apply(&f, &alone), NULL);
    struct fold_act two = alone;
    two.fields = keys_fields(&f, "typists", 3, NULL, 0, 0);
    two.keys = 2 | 4;
    fold_assert(&f, fold_apply(&f, &two), NULL);
    assert_int_equal(adil_issuer_live(issuer(&f, "typists")), 3);
    fold_close(&f);
}

/* Neither the office nor a stage or power asks for two, but a decision that it states does. */
static void one_key_binds_no_other_where_a_decision_asks_two(void **state)
{
    static const struct fold_issuer issuers[] = {
        {"upper-desk", 1}, {"head", 1}, {"presidium", 1}, {"lower-clerk", 1}};
    struct fold f;
    fold_open(&f, *state, "tests/polity/test-house.yaml", issuers, 4);
    fold_refused(&f, "act.signs", "upper-desk", "key", "issuer/upper-desk",
                 keys_fields(&f, "upper-desk", 1, NULL, 0, 0));
    fold_ok(&f, "upper-desk", "key", "issuer/upper-desk",
            keys_fields(&f, "upper-desk", 1, "upper-desk", 0, 1)); /* in its own place */
    fold_ok(&f, "head", "key", "issuer/head", keys_fields(&f, "head", 1, NULL, 0, 0));
    fold_ok(&f, "lower-clerk", "key", "issuer/lower-clerk",
            keys_fields(&f, "lower-clerk", 1, NULL, 0, 0));
    fold_close(&f);
}

/* What one holder may always do, whatever the office asks for. */
static void test_a_holder_alone_renews_its_key_or_leaves(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0); /* three keys of the commission, two sign */
    struct fold_act alone = {.by = "commission",
                             .word = "key",
                             .about = "issuer/commission",
                             .fields = keys_fields(&f, "commission", 3, "commission", 0, 1),
                             .keys = 1};
    fold_assert(&f, fold_apply(&f, &alone), NULL);
    alone.fields = keys_fields(&f, NULL, 0, "commission", 1, 2);
    alone.keys = 2;
    fold_assert(&f, fold_apply(&f, &alone), NULL);
    assert_int_equal(adil_issuer_live(issuer(&f, "commission")), 2);
    fold_close(&f);
}

static void test_a_revocation_names_keys_held_and_a_number_used(void **state)
{
    static const struct fold_issuer issuers[] = {{"chair", 2}};
    struct fold f;
    fold_open(&f, *state, fold_club, issuers, 1);
    fold_refused(&f, "act.revoke", "commission", "key", "issuer/chair",
                 keys_fields(&f, NULL, 0, "chair", 5, 0));
    fold_refused(&f, "act.revoke", "commission", "key", "issuer/chair",
                 keys_fields(&f, NULL, 0, "chair", 0, 1));
    assert_span_is(f.refusal.field, "last");
    fold_refused(&f, "act.revoke", "commission", "key", "issuer/member",
                 keys_fields(&f, NULL, 0, "member", 0, 0));
    fold_refused(&f, "act.field", "commission", "key", "issuer/chair",
                 adil_span_cstr(&f.t->perm, adil_fmt(&f.t->perm, "{\"revoke\":[\"%s\"]}",
                                                     fold_key(&f, "chair", 0))));
    fold_ok(&f, "commission", "key", "issuer/chair", keys_fields(&f, NULL, 0, "chair", 0, 0));
    fold_refused(&f, "act.revoke", "commission", "key", "issuer/chair",
                 keys_fields(&f, NULL, 0, "chair", 0, 0));
    fold_close(&f);
}

static void test_founders_rotate_alone_and_stay_enough(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    fold_refused(&f, "act.keys", "commission", "key", "issuer/founders",
                 keys_fields(&f, "founders", 3, NULL, 0, 0));
    fold_ok(&f, "founders", "key", "issuer/founders", keys_fields(&f, NULL, 0, "founders", 2, 2));
    struct fold_act more = {.by = "founders",
                            .word = "key",
                            .about = "issuer/founders",
                            .fields = keys_fields(&f, NULL, 0, "founders", 1, 2),
                            .keys = 3};
    fold_assert(&f, fold_apply(&f, &more), "act.bind");
    assert_span_is(f.refusal.found, "1 keys");
    more.fields = keys_fields(&f, "founders", 3, "founders", 1, 2);
    fold_assert(&f, fold_apply(&f, &more), NULL);
    fold_close(&f);
}

/* ---- the log's key ---------------------------------------------------------------------- */

static void test_the_log_key_is_changed_by_founders_new_key_and_old(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    const struct fold_log_key good = {.next = "next", .old = "log"};
    uint32_t before = adil_polity_log_key(f.p).id;
    fold_refused(&f, "act.log-key", "commission", "key", "log", fold_log_key(&f, &good));
    assert_span_is(f.refusal.field, "by");
    assert_int_equal(adil_polity_log_key(f.p).id, before);
    assert_null(adil_polity_log_keys_before(f.p));
    fold_ok(&f, "founders", "key", "log", fold_log_key(&f, &good));
    assert_int_not_equal(adil_polity_log_key(f.p).id, before);
    assert_span_is(adil_polity_log_key(f.p).name, fold_origin);
    const struct adil_log_key_before *b = adil_polity_log_keys_before(f.p);
    assert_int_equal(b->key.id, before);
    assert_int_equal(b->until, 1);
    assert_false(b->lost);
    assert_null(b->before);
    /* The next change is signed by the key that was put there, and by no other. */
    const struct fold_log_key stranger = {.next = "third", .old = "log"};
    fold_refused(&f, "act.log-key", "founders", "key", "log", fold_log_key(&f, &stranger));
    assert_span_is(f.refusal.field, "by-old");
    const struct fold_log_key third = {.next = "third", .old = "next"};
    fold_ok(&f, "founders", "key", "log", fold_log_key(&f, &third));
    fold_close(&f);
}

static void test_a_change_of_the_log_key_is_refused_for_each_fault(void **state)
{
    static const struct {
        const char *rule;
        const char *field;
        struct fold_log_key c;
    } x[] = {
        {"act.log-key", "by-old", {.next = "next"}},
        {"act.log-key", "by-old", {.next = "next", .old = "log", .spoil_old = true}},
        {"act.log-key", "by-old", {.next = "next", .old = "next"}},
        {"act.log-key", "by-old", {.next = "next", .reason = "the key is gone"}},
        {"act.log-key", "proof", {.next = "next", .old = "log", .spoil_proof = true}},
        {"act.log-key", "log", {.next = "next", .old = "log", .name = "other"}},
        {"act.log-key", "log", {.next = "log", .old = "log"}},
        {"act.field", "lost", {.next = "next", .old = "log", .lost = "true", .reason = "r"}},
        {"act.field", "reason", {.next = "next", .lost = "true"}},
        {"act.field", "lost", {.next = "next", .lost = "false", .reason = "r"}},
        {"act.field", "lost", {.next = "next", .lost = "1", .reason = "r"}},
    };
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    uint32_t before = adil_polity_log_key(f.p).id;
    for (size_t i = 0; i < ADIL_COUNT(x); i++) {
        fold_refused(&f, x[i].rule, "founders", "key", "log", fold_log_key(&f, &x[i].c));
        assert_span_is(f.refusal.field, x[i].field);
    }
    assert_int_equal(adil_polity_log_key(f.p).id, before);
    fold_close(&f);
}

static struct adil_span head_of(struct fold *f)
{
    struct adil_buf out;
    struct adil_json json;
    adil_buf_open(&out, 1 << 20);
    adil_json_open(&json, &out, false);
    adil_polity_put(f->p, f->t->scratch, ADIL_SPAN("polity"), &json);
    struct adil_span text = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static bool head_says(struct fold *f, const char *part)
{
    struct adil_span head = head_of(f);
    return adil_span_find(head, adil_span_of(part)) < head.len;
}

/* A lost key does not sign, and does not come back; the record says why. */
static void test_a_lost_log_key_is_replaced_visibly(void **state)
{
    static const char reason[] = "the disk of the log's machine broke";
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    const struct fold_log_key lost = {.next = "next", .lost = "true", .reason = reason};
    assert_false(head_says(&f, "log-before"));
    fold_refused(&f, "act.log-key", "commission", "key", "log", fold_log_key(&f, &lost));
    fold_ok(&f, "founders", "key", "log", fold_log_key(&f, &lost));
    const struct adil_log_key_before *b = adil_polity_log_keys_before(f.p);
    assert_true(b->lost);
    assert_span_is(b->why, reason);
    assert_true(head_says(&f, "\"log-before\":[{\"bound\":0,"));
    assert_true(head_says(&f, "\"lost\":\"the disk of the log's machine broke\",\"until\":1}]"));
    const struct fold_log_key back = {.next = "log", .old = "next"};
    fold_refused(&f, "act.log-key", "founders", "key", "log", fold_log_key(&f, &back));
    assert_span_is(f.refusal.field, "log");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_keys_are_bound_by_whom_the_law_names),
        test_case(test_keys_of_a_record_need_the_record),
        test_case(test_a_key_is_rotated_by_its_holder),
        test_case(test_lost_keys_are_bound_again_visibly),
        test_case(test_one_holder_does_not_become_two),
        test_case(one_key_binds_no_other_where_a_decision_asks_two),
        test_case(test_a_holder_alone_renews_its_key_or_leaves),
        test_case(test_a_revocation_names_keys_held_and_a_number_used),
        test_case(test_founders_rotate_alone_and_stay_enough),
        test_case(test_the_log_key_is_changed_by_founders_new_key_and_old),
        test_case(test_a_change_of_the_log_key_is_refused_for_each_fault),
        test_case(test_a_lost_log_key_is_replaced_visibly),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
