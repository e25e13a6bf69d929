/* Lots: the question, the expansion of a seed, answers as text. */
#include "base/utf8.h"
#include "list_make.h"

/* docs/design/lots.md: made with sha256sum */
#define QUESTION "remainder-seats::2:387c81aec529ec2e"
#define SEED     "2765aea3b3aaad3169e78f009434d6fb1511c3cd3a9c3db3703bc3dd9a241647"

static const char *const greek[] = {"Дельта", "Beta", "Alpha", "Gamma"};

static struct election *demo(void **state)
{
    const int64_t votes[] = {1, 1, 1, 1};
    struct election *e = lists_open(state, ADIL_METHOD_HARE, 2, greek, votes, 4);
    e->c.name = ADIL_SPAN("demo");
    e->v.input = adil_sha256(ADIL_SPAN("unit,option,votes\n"));
    return e;
}

static struct adil_hash seed_of(const char *hex)
{
    struct adil_hash seed;
    assert_true(adil_hex_parse(adil_span_of(hex), seed.byte, sizeof seed.byte));
    return seed;
}

static void test_lot__question_is_the_specified_bytes(void **state)
{
    struct election *e = demo(state);
    const uint32_t tied[] = {0, 1, 2, 3};
    const uint32_t shuffled[] = {2, 0, 3, 1};
    assert_span_is(
        adil_lot_question(&e->m->perm, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 2, tied, 4),
        QUESTION);
    assert_span_is(adil_lot_question(&e->m->perm, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 2,
                                     shuffled, 4),
                   QUESTION);
}

static void test_lot__anything_that_differs_asks_another_question(void **state)
{
    struct election *e = demo(state);
    struct adil_arena *a = &e->m->perm;
    const uint32_t tied[] = {0, 1, 2, 3};
    struct adil_span q[6];
    q[0] = adil_lot_question(a, &e->c, &e->v, "remainder-seats", ADIL_SPAN("X"), 2, tied, 4);
    q[1] = adil_lot_question(a, &e->c, &e->v, "divisor-seats", ADIL_SPAN(""), 2, tied, 4);
    q[2] = adil_lot_question(a, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 1, tied, 4);
    q[3] = adil_lot_question(a, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 2, tied, 3);
    e->c.name = ADIL_SPAN("other");
    q[4] = adil_lot_question(a, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 2, tied, 4);
    e->c.name = ADIL_SPAN("demo");
    e->v.input.byte[31] ^= 1;
    q[5] = adil_lot_question(a, &e->c, &e->v, "remainder-seats", ADIL_SPAN(""), 2, tied, 4);
    for (size_t i = 0; i < ADIL_COUNT(q); i++) {
        struct adil_span tail = adil_span_sub(q[i], q[i].len - 16, q[i].len);
        assert_false(adil_span_is(tail, "387c81aec529ec2e"));
    }
}

static void test_lot__a_seed_gives_the_specified_order(void **state)
{
    struct election *e = demo(state);
    struct adil_hash seed = seed_of(SEED);
    uint32_t order[] = {0, 1, 2, 3};
    adil_lot_expand(e->m->scratch, &seed, ADIL_SPAN(QUESTION), &e->v, order, 4);
    assert_span_is(election_names(e, order, 4), "Gamma;Alpha;Дельта;Beta");
    uint32_t again[] = {3, 1, 0, 2}; /* the order in which they come does not matter */
    adil_lot_expand(e->m->scratch, &seed, ADIL_SPAN(QUESTION), &e->v, again, 4);
    assert_memory_equal(order, again, sizeof order);
}

/* Over many seeds each of 24 orders comes up about as often: 2400 draws, 100 each, more than 60
 * and fewer than 140 (four standard deviations). */
static void test_lot__orders_are_equally_likely(void **state)
{
    struct election *e = demo(state);
    uint32_t seen[256] = {0};
    struct adil_hash seed = {{0}};
    for (uint32_t i = 0; i < 2400; i++) {
        seed.byte[0] = (uint8_t)(i & 255);
        seed.byte[1] = (uint8_t)(i >> 8);
        uint32_t order[] = {0, 1, 2, 3};
        adil_lot_expand(e->m->scratch, &seed, ADIL_SPAN(QUESTION), &e->v, order, 4);
        seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    uint32_t kinds = 0;
    for (size_t i = 0; i < ADIL_COUNT(seen); i++) {
        if (seen[i] > 0) {
            kinds++;
            assert_in_range(seen[i], 60, 140);
        }
    }
    assert_int_equal(kinds, 24);
}

/* ---- in a count ---------------------------------------------------------------------------- */

static void count_with(struct election *e, const struct adil_lots *lots)
{
    adil_count(&e->m->perm, e->m->scratch, &e->c, &e->v, NULL, lots, &e->out);
    election_check_sentences(e);
}

static void test_lot__is_asked_for_then_answered(void **state)
{
    struct election *e = demo(state);
    count_with(e, NULL);
    assert_status(e, ADIL_S_LOT_NEEDED);
    const struct adil_step *s = election_step(e, ADIL_STEP_LOT_NEEDED, 0);
    assert_span_is(election_in_step(e, s, ADIL_F_QUESTION), QUESTION);
    assert_span_is(e->out.tie[0].question, QUESTION);
    assert_false(e->out.tie[0].resolved);

    struct adil_lots lots = {0};
    assert_int_equal(adil_lots_parse(&e->m->perm, ADIL_SPAN(""),
                                     ADIL_SPAN(QUESTION "=Beta;Дельта;Alpha;Gamma"), &lots, NULL)
                         .code,
                     ADIL_C_OK);
    count_with(e, &lots);
    assert_status(e, ADIL_S_DECIDED);
    assert_seats(e, "1 1 0 0"); /* in ballot order: Дельта, Beta */
    assert_true(e->out.tie[0].resolved);
    assert_int_equal(e->out.tie[0].by, ADIL_TIE_LOT);
    assert_span_is(election_names(e, e->out.tie[0].order, 4), "Beta;Дельта;Alpha;Gamma");

    struct adil_lots seeded = {.has_seed = true, .seed = seed_of(SEED)};
    count_with(e, &seeded);
    assert_seats(e, "0 0 1 1"); /* Gamma, Alpha */
    /* an answer goes before the seed */
    lots.has_seed = true;
    lots.seed = seeded.seed;
    count_with(e, &lots);
    assert_seats(e, "1 1 0 0");
}

static void test_lot__an_answer_that_does_not_fit_is_no_answer(void **state)
{
    static const char *const bad[] = {
        QUESTION "=Beta",         /* two are taken */
        QUESTION "=Beta;Epsilon", /* not one of the tied */
        QUESTION "=Alpha;Beta;Gamma;Дельта;Epsilon",
        "remainder-seats::2:387c81aec529ec2f=Beta;Alpha", /* another question */
    };
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct election *e = demo(state);
        struct adil_lots lots = {0};
        assert_int_equal(
            adil_lots_parse(&e->m->perm, ADIL_SPAN(""), adil_span_of(bad[i]), &lots, NULL).code,
            ADIL_C_OK);
        count_with(e, &lots);
        assert_status(e, ADIL_S_LOT_NEEDED);
    }
    struct election *e = demo(state);
    struct adil_lots lots = {0};
    assert_int_equal(
        adil_lots_parse(&e->m->perm, ADIL_SPAN(""), ADIL_SPAN(QUESTION "=Beta;Alpha"), &lots, NULL)
            .code,
        ADIL_C_OK);
    count_with(e, &lots); /* the taken are enough */
    assert_seats(e, "0 1 1 0");
}

/* ---- answers as text ------------------------------------------------------------------------ */

static void test_lot__reads_a_file(void **state)
{
    struct test_arenas *m = *state;
    struct adil_lots lots = {0};
    static const char text[] = "# drawn in public\r\n"
                               "\n"
                               "  " QUESTION "= Beta ;A\\;B\\\\;Дельта  \n"
                               "seed:" SEED "\n"
                               "lower-seats:x=y:1:0123456789abcdef=K";
    assert_int_equal(
        adil_lots_parse(&m->perm, ADIL_SPAN("lots.txt"), adil_span_of(text), &lots, NULL).code,
        ADIL_C_OK);
    assert_int_equal(lots.n_answers, 2);
    assert_span_is(lots.answer[0].question, QUESTION);
    assert_int_equal(lots.answer[0].n, 3);
    assert_span_is(lots.answer[0].order[0], "Beta");
    assert_span_is(lots.answer[0].order[1], "A;B\\");
    assert_int_equal(lots.answer[0].place.line, 3);
    assert_span_is(lots.answer[1].question, "lower-seats:x=y:1:0123456789abcdef");
    assert_true(lots.has_seed);
    assert_int_equal(lots.seed.byte[0], 0x27);
}

static void test_lot__refuses_with_the_place(void **state)
{
    static const struct {
        const char *text;
        uint32_t line;
    } bad[] = {
        {"Beta;Alpha", 1},
        {"\n" QUESTION "=", 2},
        {QUESTION "=A;;B", 1},
        {QUESTION "=A;B;A", 1},
        {QUESTION "=A\\B", 1},
        {QUESTION "=A\\", 1},
        {"x:1:0123456789abcde=A", 1},
        {"x:1:0123456789ABCDEF=A", 1},
        {"seed:00", 1},
        {"seed:" SEED "\nseed:" SEED, 2},
        {QUESTION "=A\n" QUESTION "=B", 2},
        {QUESTION "=\xff", 0},
    };
    struct test_arenas *m = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct adil_lots lots = {0};
        struct adil_diag d;
        adil_diag_open(&d, &m->perm);
        adil_err err =
            adil_lots_parse(&m->perm, ADIL_SPAN("lots.txt"), adil_span_of(bad[i].text), &lots, &d);
        assert_int_equal(err.code, ADIL_C_INPUT);
        assert_int_equal(d.n_errors, 1);
        assert_int_equal(d.first->place.line, bad[i].line);
    }
    struct adil_lots lots = {0};
    assert_int_equal(adil_lots_parse(&m->perm, ADIL_SPAN(""), ADIL_SPAN("Beta"), &lots, NULL).code,
                     ADIL_C_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_lot__question_is_the_specified_bytes),
        test_case(test_lot__anything_that_differs_asks_another_question),
        test_case(test_lot__a_seed_gives_the_specified_order),
        test_case(test_lot__orders_are_equally_likely),
        test_case(test_lot__is_asked_for_then_answered),
        test_case(test_lot__an_answer_that_does_not_fit_is_no_answer),
        test_case(test_lot__reads_a_file),
        test_case(test_lot__refuses_with_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
