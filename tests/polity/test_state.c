/* What the fold remembers: texts, lists, records, issuers, and arrays that grow. */
#include "fold.h"
#include "polity/interner.h"
#include "polity/state.h"

#include <string.h>

static void test_a_text_has_one_number(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct adil_strings *s = f.p->strings;
    assert_int_equal(adil_strings_put(s, ADIL_SPAN("")), 0);
    uint32_t a = adil_strings_put(s, ADIL_SPAN("north"));
    uint32_t b = adil_strings_put(s, ADIL_SPAN("nort"));
    assert_int_not_equal(a, b);
    assert_int_equal(adil_strings_put(s, ADIL_SPAN("north")), a);
    assert_int_equal(adil_strings_find(s, ADIL_SPAN("north")), a);
    assert_int_equal(adil_strings_find(s, ADIL_SPAN("south")), 0);
    assert_span_is(adil_strings_get(s, b), "nort");
    assert_span_is(adil_strings_get(s, 0), "");
    fold_close(&f);
}

/* Any number of acts, kept or taken back: the table holds what was kept and nothing else. */
static void test_texts_taken_back_leave_no_trace(void **state)
{
    enum { KINDS = 3000, ROUNDS = 4000 };
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("strings");
    struct fold f;
    static bool kept[KINDS];
    static uint64_t in_act[64];
    fold_open(&f, t, fold_club, NULL, 0);
    struct adil_strings *s = f.p->strings;
    memset(kept, 0, sizeof kept);
    uint32_t n_before = adil_strings_n(s);
    uint32_t n_kept = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct adil_arena a = t->scratch;
        uint64_t n = test_rng_below(&rng, ADIL_COUNT(in_act));
        bool refused = test_rng_below(&rng, 3) > 0;
        for (uint64_t k = 0; k < n; k++) {
            in_act[k] = test_rng_below(&rng, KINDS);
            struct adil_span text =
                adil_fmt(&a, "text %llu of some length", (unsigned long long)in_act[k]);
            assert_span_equal(adil_strings_get(s, adil_strings_put(s, text)), text);
        }
        for (uint64_t k = 0; k < n && !refused; k++) {
            n_kept += !kept[in_act[k]];
            kept[in_act[k]] = true;
        }
        if (refused) {
            adil_strings_back(s);
        } else {
            adil_strings_keep(s);
        }
        assert_int_equal(adil_strings_n(s), n_before + n_kept);
        uint64_t any = test_rng_below(&rng, KINDS);
        struct adil_span text = adil_fmt(&a, "text %llu of some length", (unsigned long long)any);
        assert_true((adil_strings_find(s, text) != 0) == kept[any]);
    }
    for (uint64_t k = 0; k < KINDS; k++) {
        struct adil_arena a = t->scratch;
        struct adil_span text = adil_fmt(&a, "text %llu of some length", (unsigned long long)k);
        assert_true((adil_strings_find(s, text) != 0) == kept[k]);
    }
    fold_close(&f);
}

static void test_a_text_has_any_length(void **state)
{
    static const size_t len[] = {1, 127, 128, 255, 256, 2000, 32767};
    uint32_t id[ADIL_COUNT(len)];
    struct test_arenas *t = *state;
    struct fold f;
    fold_open(&f, t, fold_club, NULL, 0);
    char *letters = adil_new(&t->perm, char, 32767);
    memset(letters, 'x', 32767);
    for (size_t i = 0; i < ADIL_COUNT(len); i++) {
        id[i] = adil_strings_put(f.p->strings, adil_span_bytes(letters, len[i]));
    }
    for (size_t i = 0; i < ADIL_COUNT(len); i++) {
        struct adil_span text = adil_span_bytes(letters, len[i]);
        assert_int_equal(adil_strings_find(f.p->strings, text), id[i]);
        assert_span_equal(adil_strings_get(f.p->strings, id[i]), text);
    }
    adil_strings_back(f.p->strings);
    assert_int_equal(adil_strings_find(f.p->strings, adil_span_bytes(letters, 128)), 0);
    fold_close(&f);
}

static void test_lists_hold_any_number(void **state)
{
    static const struct adil_pair small[] = {{1, 0}, {UINT32_MAX, UINT32_MAX}, {7, 12}};
    static const struct adil_pair wide[] = {{ADIL_NO_UNIT, 9007199254740991}, {2, 3}};
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    adil_slot a = adil_pool_add(f.p, small, ADIL_COUNT(small));
    adil_slot b = adil_pool_add(f.p, wide, ADIL_COUNT(wide));
    adil_slot none = adil_pool_add(f.p, NULL, 0);
    assert_int_equal(adil_pool_n(f.p, ADIL_SLOT_UNKNOWN), 0);
    assert_int_equal(adil_pool_n(f.p, none), 0);
    assert_int_equal(adil_pool_n(f.p, a), 3);
    assert_int_equal(adil_pool_n(f.p, b), 2);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(adil_pool_at(f.p, a, i).of, small[i].of);
        assert_int_equal(adil_pool_at(f.p, a, i).n, small[i].n);
    }
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(adil_pool_at(f.p, b, i).of, wide[i].of);
        assert_int_equal(adil_pool_at(f.p, b, i).n, wide[i].n);
    }
    fold_close(&f);
}

static void test_lists_share_their_names(void **state)
{
    static const struct adil_pair one[] = {{5, 10}, {6, 20}, {7, 30}};
    static const struct adil_pair two[] = {{5, 11}, {6, INT64_C(1) << 40}, {7, 0}};
    static const struct adil_pair other[] = {{5, 1}, {8, 2}, {7, 3}};
    static const struct adil_pair *const all[] = {one, two, other, two, one};
    static const uint32_t words[] = {2 + 3 + 3, 2 + 6, 2 + 3 + 3, 2 + 3 + 6, 2 + 3};
    adil_slot slot[ADIL_COUNT(all)];
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    uint32_t begin = f.p->n_pool;
    for (size_t i = 0; i < ADIL_COUNT(all); i++) {
        uint32_t before = f.p->n_pool;
        slot[i] = adil_pool_add(f.p, all[i], 3);
        assert_int_equal(f.p->n_pool - before, words[i]);
    }
    for (size_t i = 0; i < ADIL_COUNT(all); i++) {
        for (uint32_t k = 0; k < 3; k++) {
            assert_int_equal(adil_pool_at(f.p, slot[i], k).of, all[i][k].of);
            assert_int_equal(adil_pool_at(f.p, slot[i], k).n, all[i][k].n);
        }
    }
    adil_pool_back(f.p, begin); /* with the names that would have been shared */
    slot[0] = adil_pool_add(f.p, two, 3);
    slot[1] = adil_pool_add(f.p, other, 3);
    assert_int_equal(adil_pool_at(f.p, slot[0], 1).of, 6);
    assert_int_equal(adil_pool_at(f.p, slot[1], 1).of, 8);
    fold_close(&f);
}

static void test_arrays_grow_in_the_arena_and_beside_it(void **state)
{
    enum { N = 200000 };
    struct fold f;
    uint32_t *array = NULL;
    uint32_t *other = NULL;
    uint32_t cap = 0;
    uint32_t cap_other = 0;
    fold_open(&f, *state, fold_club, NULL, 0);
    for (uint32_t i = 0; i < N; i++) {
        array = adil_grow(f.p, array, sizeof *array, i, &cap);
        assert_true(i < cap && array[i] == 0); /* the room behind is zero */
        array[i] = i * 7 + 1;
        if (i < 3000) {
            other = adil_grow(f.p, other, sizeof *other, i, &cap_other);
            assert_int_equal(other[i], 0);
            other[i] = i;
        }
    }
    for (uint32_t i = 0; i < N; i++) {
        assert_int_equal(array[i], i * 7 + 1);
        assert_true(i >= 3000 || other[i] == i);
    }
    size_t memory = adil_polity_memory(f.p);
    assert_true(memory > N * sizeof *array);
    assert_true(memory < N * sizeof *array + ((size_t)1 << 20));
    fold_close(&f);
}

static void test_records_are_found_by_their_keys(void **state)
{
    enum { N = 5000 };
    struct test_arenas *t = *state;
    struct fold f;
    fold_open(&f, t, fold_club, NULL, 0);
    fold_alone(&f);
    struct adil_polity *p = f.p;
    uint32_t reg = adil_register_find(p->book->reg, p->book->n_registers, ADIL_SPAN("precinct"));
    uint32_t field = adil_field_find(p->book->reg[reg].field, p->book->reg[reg].n_fields,
                                     ADIL_SPAN("registered"));
    for (uint32_t i = 0; i < N; i++) {
        struct adil_arena a = t->scratch;
        uint32_t key = adil_strings_put(p->strings, adil_fmt(&a, "%05u", i));
        assert_int_equal(adil_record_find(p, reg, key), ADIL_NO_RECORD);
        assert_int_equal(adil_record_add(p, reg, key, i), i);
        assert_true(adil_record_slot(p, reg, i, field) == ADIL_SLOT_UNKNOWN);
        adil_record_set(p, reg, i, field, i);
    }
    for (uint32_t i = 0; i < N; i++) {
        struct adil_arena a = t->scratch;
        uint32_t key = adil_strings_find(p->strings, adil_fmt(&a, "%05u", i));
        assert_int_equal(adil_record_find(p, reg, key), i);
        assert_int_equal(adil_record_slot(p, reg, i, field), i);
        assert_int_equal(adil_record_slot(p, reg, i, p->reg[reg].key_field), key);
        assert_int_equal(p->reg[reg].rec[i].first, i);
    }
    fold_close(&f);
}

static void test_a_field_holds_any_number(void **state)
{
    static const adil_slot any[] = {0,  1,         INT32_MAX,         INT64_C(1) << 31, UINT32_MAX,
                                    -1, INT64_MAX, ADIL_SLOT_UNKNOWN, -719162};
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    fold_alone(&f);
    struct adil_polity *p = f.p;
    uint32_t reg = adil_register_find(p->book->reg, p->book->n_registers, ADIL_SPAN("precinct"));
    uint32_t field = adil_field_find(p->book->reg[reg].field, p->book->reg[reg].n_fields,
                                     ADIL_SPAN("registered"));
    adil_record_add(p, reg, adil_strings_put(p->strings, ADIL_SPAN("a")), 1);
    adil_record_add(p, reg, adil_strings_put(p->strings, ADIL_SPAN("b")), 1);
    for (size_t i = 0; i < ADIL_COUNT(any); i++) {
        for (size_t k = 0; k < ADIL_COUNT(any); k++) {
            adil_record_set(p, reg, 0, field, any[i]);
            adil_record_set(p, reg, 1, field, any[k]);
            assert_true(adil_record_slot(p, reg, 0, field) == any[i]);
            assert_true(adil_record_slots(p, &f.t->perm, reg, 1)[field] == any[k]);
        }
    }
    fold_close(&f);
}

static void test_issuers_have_names(void **state)
{
    static const struct fold_issuer issuers[] = {{"chair", 1}, {"party/reds", 2}};
    static const char *const names[] = {"founders", "commission", "chair", "party/reds"};
    struct test_arenas *t = *state;
    struct fold f;
    fold_open(&f, t, fold_club, issuers, 2);
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        uint32_t n = adil_issuer_find(f.p, adil_span_of(names[i]));
        assert_int_not_equal(n, ADIL_NO_ISSUER);
        assert_span_is(adil_issuer_name(f.p, &t->perm, n), names[i]);
    }
    assert_int_equal(adil_issuer_live(&f.p->issuer[adil_issuer_find(f.p, ADIL_SPAN("party/reds"))]),
                     2);
    assert_int_equal(adil_issuer_find(f.p, ADIL_SPAN("party/blues")), ADIL_NO_ISSUER);
    assert_int_equal(adil_issuer_find(f.p, ADIL_SPAN("chair/reds")), ADIL_NO_ISSUER);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_a_text_has_one_number),
        test_case(test_texts_taken_back_leave_no_trace),
        test_case(test_a_text_has_any_length),
        test_case(test_lists_hold_any_number),
        test_case(test_lists_share_their_names),
        test_case(test_a_field_holds_any_number),
        test_case(test_arrays_grow_in_the_arena_and_beside_it),
        test_case(test_records_are_found_by_their_keys),
        test_case(test_issuers_have_names),
    };
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
