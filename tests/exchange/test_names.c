#include "exchange/names.h"

#include "support.h"

static struct adil_names open_names(struct test_arenas *m, uint8_t seed)
{
    struct adil_hash hash = {{seed, 1, 2, 3}};
    struct adil_names t;
    adil_names_open(&t, &m->scratch, &hash);
    return t;
}

static void test_names__numbers_follow_first_appearance(void **state)
{
    struct adil_names t = open_names(*state, 1);
    assert_int_equal(adil_names_put(&t, ADIL_SPAN("b")), 0);
    assert_int_equal(adil_names_put(&t, ADIL_SPAN("a")), 1);
    assert_int_equal(adil_names_put(&t, ADIL_SPAN("b")), 0);
    assert_int_equal(adil_names_put(&t, ADIL_SPAN("")), 2);
    assert_int_equal(adil_names_find(&t, ADIL_SPAN("a")), 1);
    assert_int_equal(adil_names_find(&t, ADIL_SPAN("c")), ADIL_NO_NAME);
    assert_int_equal(t.n, 3);
}

/* Texts that share all but one byte at every place, past several widenings. */
static void test_names__many_texts_stay_apart(void **state)
{
    struct test_arenas *m = *state;
    enum { N = 100000 };
    for (uint8_t seed = 0; seed < 2; seed++) {
        struct adil_arena tmp = m->perm;
        struct adil_names t = open_names(m, seed);
        for (uint32_t i = 0; i < N; i++) {
            assert_int_equal(adil_names_put(&t, adil_fmt(&tmp, "unit %06u of the land", i)), i);
        }
        for (uint32_t i = 0; i < N; i += 97) {
            assert_int_equal(adil_names_find(&t, adil_fmt(&tmp, "unit %06u of the land", i)), i);
            assert_int_equal(adil_names_find(&t, adil_fmt(&tmp, "unit %06u of the lanD", i)),
                             ADIL_NO_NAME);
        }
    }
}

static void test_names__grow_keeps_what_was_there(void **state)
{
    struct test_arenas *m = *state;
    uint32_t cap = 0;
    uint64_t *items = NULL;
    for (size_t n = 0; n < 1000; n++) {
        items = adil_grow_items(&m->perm, items, sizeof *items, n, n + 1, &cap);
        assert_true(cap > n && items[n] == 0);
        items[n] = n + 1;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_true(items[i] == i + 1);
    }
    assert_ptr_equal(adil_grow_items(&m->perm, items, sizeof *items, 1000, 10, &cap), items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_names__numbers_follow_first_appearance),
        test_case(test_names__many_texts_stay_apart),
        test_case(test_names__grow_keeps_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
