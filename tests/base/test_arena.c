#include "support.h"

#include <string.h>

enum { CAP = 1 << 16 };

struct overflow {
    jmp_buf out;
    size_t wanted;
};

static void jump_out(void *ctx, size_t wanted)
{
    struct overflow *o = ctx;
    o->wanted = wanted;
    longjmp(o->out, 1);
}

static void test_arena__objects_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    char *c = adil_new(&a, char, 3);
    memset(c, 'x', 3);
    uint64_t *v = adil_new(&a, uint64_t, 5);
    assert_int_equal((uintptr_t)v % _Alignof(uint64_t), 0);
    for (size_t i = 0; i < 5; i++) {
        assert_true(v[i] == 0);
        v[i] = UINT64_MAX;
    }
    assert_memory_equal(c, "xxx", 3);
    void *wide = adil_arena_alloc(&a, 1, 64, 1);
    assert_int_equal((uintptr_t)wide % 64, 0);
    adil_arena_release(&a);
}

/* What was freed by going back is handed out zeroed again. */
static void test_arena__a_copy_by_value_frees_on_return(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    char *first = NULL;
    for (int i = 0; i < 3; i++) {
        struct adil_arena scratch = a;
        char *p = adil_new(&scratch, char, 1000);
        assert_true(first == NULL || p == first);
        first = p;
        for (size_t k = 0; k < 1000; k++) {
            assert_int_equal(p[k], 0);
        }
        memset(p, 0x55, 1000);
    }
    assert_int_equal(adil_arena_used(&a), 0);
    adil_arena_release(&a);
}

static void test_arena__nothing_asked_gives_a_valid_pointer(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    assert_non_null(adil_new(&a, uint64_t, 0));
    adil_arena_release(&a);
}

/* Asks an arena of CAP bytes for count * size; what `full` was told, or 0 when it fitted. */
static size_t wanted_when_full(size_t size, size_t count)
{
    struct adil_arena a;
    struct overflow o = {.wanted = 0};
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    a.full = jump_out;
    a.ctx = &o;
    if (setjmp(o.out) == 0) {
        (void)adil_arena_alloc(&a, size, 8, count);
    }
    adil_arena_release(&a);
    return o.wanted;
}

static void test_arena__exhaustion_calls_the_handler(void **state)
{
    (void)state;
    assert_int_equal(wanted_when_full(8, CAP / 16), 0);
    assert_int_equal(wanted_when_full(8, CAP / 8 + 1), CAP + 8);
    assert_int_equal(wanted_when_full(1, SIZE_MAX), SIZE_MAX);
}

/* 2^61 + 1 objects of 8 bytes would be 8 bytes if the product wrapped. */
static void overflowing_product(void *arg)
{
    (void)adil_arena_alloc(arg, 8, 8, ((size_t)1 << 61) + 1);
}

static void too_much(void *arg)
{
    (void)adil_new((struct adil_arena *)arg, char, CAP + 1);
}

static void odd_alignment(void *arg)
{
    (void)adil_arena_alloc(arg, 8, 24, 1);
}

static void test_arena__without_a_handler_the_program_aborts(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    assert_true(test_aborts(overflowing_product, &a));
    assert_true(test_aborts(too_much, &a));
    assert_true(test_aborts(odd_alignment, &a));
    adil_arena_release(&a);
}

static void test_arena__used_grows_by_what_was_asked(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, CAP), 0);
    assert_int_equal(adil_arena_used(&a), 0);
    (void)adil_new(&a, char, 100);
    assert_in_range(adil_arena_used(&a), 100, 200);
    adil_arena_release(&a);
}

static void test_arena__release_accepts_what_was_never_opened(void **state)
{
    (void)state;
    struct adil_arena a = {0};
    adil_arena_release(&a);
    assert_null(a.base);
}

static void test_arena__open_fails_where_the_address_space_ends(void **state)
{
    (void)state;
    struct adil_arena a;
    assert_int_equal(adil_arena_open(&a, SIZE_MAX / 2), -1);
    assert_null(a.base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__objects_are_zeroed_aligned_and_apart),
        cmocka_unit_test(test_arena__a_copy_by_value_frees_on_return),
        cmocka_unit_test(test_arena__nothing_asked_gives_a_valid_pointer),
        cmocka_unit_test(test_arena__exhaustion_calls_the_handler),
        cmocka_unit_test(test_arena__without_a_handler_the_program_aborts),
        cmocka_unit_test(test_arena__used_grows_by_what_was_asked),
        cmocka_unit_test(test_arena__release_accepts_what_was_never_opened),
        cmocka_unit_test(test_arena__open_fails_where_the_address_space_ends),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
