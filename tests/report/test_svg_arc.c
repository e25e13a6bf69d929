#include "report/svg_arc.h"

#include "support.h"

static int64_t square(int64_t x)
{
    return x * x;
}

/* A circle's point is as far from the centre as its radius says, and the table is a sine: checked
 * by Pythagoras, and at the angles whose sine is known without a table. */
static void test_arc__points_lie_on_their_circle(void **state)
{
    (void)state;
    for (int32_t angle = 0; angle <= ADIL_ARC_HALF; angle += 37) {
        struct adil_arc_dot p = adil_arc_point(ADIL_ARC_OUTER, angle);
        int64_t off = square(p.x) + square(p.y) - square(ADIL_ARC_OUTER);
        /* within two tenths of a unit: 2 * radius * 2 */
        assert_true(off > -4 * ADIL_ARC_OUTER && off < 4 * ADIL_ARC_OUTER);
    }
    static const int32_t known[][3] = {
        {0, -4200, 0},        {90000, 0, 4200},     {180000, 4200, 0},
        {30000, -3637, 2100}, {150000, 3637, 2100}, {45000, -2969, 2969},
    };
    for (size_t i = 0; i < ADIL_COUNT(known); i++) {
        struct adil_arc_dot p = adil_arc_point(4200, known[i][0]);
        assert_in_range(p.x - known[i][1] + 1, 0, 2);
        assert_in_range(p.y - known[i][2] + 1, 0, 2);
    }
}

/* Exactly n dots inside the drawing, ordered from the left, none on another. */
static void assert_laid_out(struct adil_arena scratch, uint32_t n)
{
    struct adil_arc arc = adil_arc_layout(&scratch, n);
    assert_int_equal(arc.n, n);
    assert_true(n == 0 || arc.radius > 0);
    int64_t apart = square(2 * (int64_t)arc.radius);
    for (uint32_t i = 0; i < n; i++) {
        const struct adil_arc_dot *p = &arc.dot[i];
        assert_in_range(p->x + ADIL_ARC_OUTER, 0, 2 * ADIL_ARC_OUTER);
        assert_in_range(p->y, 0, ADIL_ARC_OUTER);
        assert_true(square(p->x) + square(p->y) > square(ADIL_ARC_INNER - 10));
        assert_true(i == 0 || arc.dot[i - 1].angle <= p->angle);
        for (uint32_t k = 0; k < i; k++) {
            if (square(p->x - arc.dot[k].x) + square(p->y - arc.dot[k].y) < apart) {
                fail_msg("%u seats: dots %u and %u overlap", n, k, i);
            }
        }
    }
}

static void test_arc__every_house_has_a_dot_a_seat(void **state)
{
    const struct test_arenas *m = *state;
    for (uint32_t n = 0; n <= 200; n++) {
        assert_laid_out(m->scratch, n);
    }
    static const uint32_t big[] = {299, 400, 450, 577, 650, 705, 1000, 1414, 1999, 2000};
    for (size_t i = 0; i < ADIL_COUNT(big); i++) {
        assert_laid_out(m->scratch, big[i]);
    }
}

static void test_arc__a_row_at_first_then_more(void **state)
{
    struct test_arenas *m = *state;
    assert_int_equal(adil_arc_layout(&m->perm, 1).n_rows, 1);
    assert_int_equal(adil_arc_layout(&m->perm, 5).n_rows, 1);
    assert_true(adil_arc_layout(&m->perm, 69).n_rows >= 3);
    assert_true(adil_arc_layout(&m->perm, 400).n_rows >= 8);
    struct adil_arc one = adil_arc_layout(&m->perm, 1);
    assert_int_equal(one.dot[0].x, 0);
}

/* Left and right are mirror images: no list gains by the side it sits on. */
static void test_arc__is_symmetrical(void **state)
{
    struct test_arenas *m = *state;
    struct adil_arc arc = adil_arc_layout(&m->perm, 98);
    for (uint32_t i = 0; i < arc.n; i++) {
        bool mirrored = false;
        for (uint32_t k = 0; k < arc.n && !mirrored; k++) {
            int32_t x = arc.dot[i].x + arc.dot[k].x;
            int32_t y = arc.dot[i].y - arc.dot[k].y;
            mirrored = x >= -2 && x <= 2 && y >= -2 && y <= 2;
        }
        assert_true(mirrored);
    }
}

static void too_many(void *arena)
{
    (void)adil_arc_layout(arena, ADIL_ARC_DOTS_MAX + 1);
}

static void test_arc__refuses_more_than_it_can_draw(void **state)
{
    struct test_arenas *m = *state;
    assert_true(test_aborts(too_many, &m->perm));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_arc__points_lie_on_their_circle),
        test_case(test_arc__every_house_has_a_dot_a_seat),
        test_case(test_arc__a_row_at_first_then_more),
        test_case(test_arc__is_symmetrical),
        test_case(test_arc__refuses_more_than_it_can_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
