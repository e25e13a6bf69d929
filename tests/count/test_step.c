/* Steps: how they are put together, and that each can be said in every language. */
#include "count/build.h"
#include "list_make.h"

static const char *const abc[] = {"A", "B", "C"};

struct made {
    struct election *e;
    struct adil_counting k;
};

static void open_made(void **state, struct made *x)
{
    const int64_t votes[] = {600, 300, 100};
    x->e = lists_open(state, ADIL_METHOD_HARE, 9, abc, votes, 3);
    x->k = (struct adil_counting){
        .perm = &x->e->m->perm, .tmp = &x->e->m->scratch, .contest = &x->e->c, .votes = &x->e->v};
    adil_counting_open(&x->k, &x->e->out);
}

/* ---- sentences ------------------------------------------------------------------------------ */

static const enum adil_msg sentence[ADIL_N_STEPS] = {
#define X(id, word) ADIL_M_S_##id,
    ADIL_STEPS(X)
#undef X
};

static const enum adil_msg head[ADIL_N_FIGURES] = {
#define X(id, name) ADIL_M_F_##id,
    ADIL_FIGURES(X)
#undef X
};

/* One bit a figure; fails when a place is no figure. */
static uint64_t places_of(struct adil_span text)
{
    uint64_t seen = 0;
    _Static_assert(ADIL_N_FIGURES <= 64, "one bit a figure");
    while (text.len > 0) {
        size_t open = adil_span_find_byte(text, '{');
        text = adil_span_sub(text, open, text.len);
        if (text.len == 0) {
            break;
        }
        size_t close = adil_span_find_byte(text, '}');
        struct adil_span name = adil_span_sub(text, 1, close);
        unsigned f = 0;
        while (f < ADIL_N_FIGURES && !adil_span_is(name, adil_figure_name((enum adil_figure)f))) {
            f++;
        }
        if (f == ADIL_N_FIGURES) {
            fail_msg("{%.*s} is no figure", ADIL_ARG(name));
        }
        seen |= UINT64_C(1) << f;
        text = adil_span_sub(text, close, text.len);
    }
    return seen;
}

static void test_step__sentences_have_the_same_places_in_every_language(void **state)
{
    (void)state;
    for (int s = 0; s < ADIL_N_STEPS; s++) {
        uint64_t en = places_of(adil_text(ADIL_EN, sentence[s]));
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span text = adil_text((enum adil_lang)lang, sentence[s]);
            assert_true(text.len > 0);
            assert_true(places_of(text) == en);
        }
    }
}

/* No ending is glued to a place: before it a blank, a bracket or the beginning, after it a blank
 * or a sign. */
static void test_step__places_stand_alone(void **state)
{
    (void)state;
    for (int s = 0; s < ADIL_N_STEPS; s++) {
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span t = adil_text((enum adil_lang)lang, sentence[s]);
            for (size_t i = 0; i < t.len; i++) {
                if (t.ptr[i] == '{') {
                    assert_true(i == 0 || t.ptr[i - 1] == ' ' || t.ptr[i - 1] == '(');
                }
                if (t.ptr[i] == '}') {
                    assert_true(i + 1 == t.len || strchr(" .,;:)", t.ptr[i + 1]) != NULL);
                }
            }
        }
    }
}

static void test_step__every_figure_has_a_head(void **state)
{
    (void)state;
    for (int f = 0; f < ADIL_N_FIGURES; f++) {
        for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
            struct adil_span text = adil_text((enum adil_lang)lang, head[f]);
            assert_true(text.len > 0);
            assert_true(adil_span_find_byte(text, '{') == text.len);
        }
    }
}

static void test_step__words_and_exits(void **state)
{
    (void)state;
    assert_string_equal(adil_step_word(ADIL_STEP_REMAINDER_SEATS), "remainder-seats");
    assert_string_equal(adil_figure_name(ADIL_F_UNITS_NEEDED), "units-needed");
    assert_string_equal(adil_status_word(ADIL_S_LOT_NEEDED), "lot-needed");
    assert_int_equal(adil_status_exit(ADIL_S_LOT_NEEDED), 1);
    assert_int_equal(adil_status_exit(ADIL_S_NOT_VALID), 0);
    assert_int_equal(adil_status_exit(ADIL_S_UNDETERMINED), 1);
    for (int a = 0; a < ADIL_N_STEPS; a++) {
        for (int b = a + 1; b < ADIL_N_STEPS; b++) {
            assert_string_not_equal(adil_step_word((enum adil_step_kind)a),
                                    adil_step_word((enum adil_step_kind)b));
        }
    }
}

/* ---- making them ----------------------------------------------------------------------------- */

static void test_step__keeps_values_and_rows_in_order(void **state)
{
    struct made x;
    open_made(state, &x);
    struct adil_counting *k = &x.k;
    struct adil_step *s = adil_step_add(k, ADIL_STEP_QUOTA, ADIL_N_CONTEST_KEYS);
    adil_step_int(k, s, ADIL_F_SEATS, 9);
    for (uint32_t i = 0; i < 1000; i++) {
        struct adil_row *r = adil_step_row(k, s);
        adil_row_int(k, r, ADIL_F_SEAT, i);
        adil_row_option(k, r, ADIL_F_OPTION, i % 3);
    }
    adil_step_num(k, s, ADIL_F_QUOTA, adil_num_ratio(k->perm, 1000, 9));
    adil_step_add(k, ADIL_STEP_ADOPTED, ADIL_N_CONTEST_KEYS);
    assert_ptr_equal(x.e->out.step, s);
    assert_int_equal(s->next->kind, ADIL_STEP_ADOPTED);
    assert_int_equal(s->n_values, 2);
    assert_int_equal(s->value[0].name, ADIL_F_SEATS);
    assert_span_is(election_in_step(x.e, s, ADIL_F_QUOTA), "1000/9");
    assert_int_equal(s->n_rows, 1000);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(s->row[i].n, 2);
        assert_int_equal(s->row[i].value[0].num.p, i);
        assert_int_equal(s->row[i].value[1].index, i % 3);
    }
}

static void same_figure_twice(void *arg)
{
    struct made *x = arg;
    struct adil_step *s = adil_step_add(&x->k, ADIL_STEP_QUOTA, ADIL_N_CONTEST_KEYS);
    adil_step_int(&x->k, s, ADIL_F_SEATS, 9);
    adil_step_int(&x->k, s, ADIL_F_SEATS, 9);
}

/* Quotients past 64 bits are made in the arena of temporaries, which is written over when the
 * count is done and the outcome printed. */
static void test_step__numbers_outlive_the_arena_they_were_made_in(void **state)
{
    struct made x;
    open_made(state, &x);
    struct adil_arena gone = *x.k.tmp;
    struct adil_num big = adil_num_mul(&gone, adil_num_int(INT64_MAX), adil_num_int(4));
    struct adil_step *s = adil_step_add(&x.k, ADIL_STEP_DIVISOR_SEATS, ADIL_N_CONTEST_KEYS);
    adil_step_num(&x.k, s, ADIL_F_QUOTA, big);
    adil_step_percent(&x.k, s, ADIL_F_SHARE, big);
    adil_row_num(&x.k, adil_step_row(&x.k, s), ADIL_F_QUOTIENT, big);
    struct adil_arena again = *x.k.tmp;
    memset(adil_new(&again, char, 256), 0x5a, 256);

    const char *text = "36893488147419103228"; /* 4 (2^63 - 1) */
    assert_span_is(adil_num_text(x.k.perm, s->value[0].num), text);
    assert_span_is(adil_num_text(x.k.perm, s->value[1].num), text);
    assert_span_is(adil_num_text(x.k.perm, s->row[0].value[0].num), text);
}

static void test_step__a_figure_stands_once(void **state)
{
    struct made x;
    open_made(state, &x);
    assert_true(test_aborts(same_figure_twice, &x));
}

static void test_step__cites_the_rule_that_set_its_key(void **state)
{
    struct made x;
    open_made(state, &x);
    struct adil_rule rule = {.id = ADIL_SPAN("threshold")};
    x.e->c.rule_of[ADIL_K_THRESHOLD] = &rule;
    assert_ptr_equal(adil_step_add(&x.k, ADIL_STEP_THRESHOLD, ADIL_K_THRESHOLD)->rule, &rule);
    assert_null(adil_step_add(&x.k, ADIL_STEP_QUOTA, ADIL_K_METHOD)->rule);
}

/* ---- the common ones ------------------------------------------------------------------------- */

static void test_step__tally_has_shares_of_the_base(void **state)
{
    struct made x;
    open_made(state, &x);
    x.e->option[2].class = ADIL_OPTION_NOT_COUNTED;
    adil_count_tally(&x.k, &x.e->table[0]);
    const struct adil_step *s = x.e->out.step;
    assert_span_is(election_in_step(x.e, s, ADIL_F_BASE), "900");
    assert_int_equal(s->n_rows, 3);
    assert_span_is(election_in_row(x.e, s, 0, ADIL_F_SHARE), "2/3");
    assert_int_equal(s->row[2].n, 2); /* ballots left out are no part of this base */
    assert_true(x.e->out.result[0].stood);
    assert_int_equal(x.e->out.result[0].votes.lo.p, 600);
}

static void test_step__turnout_falls_back_to_issued_ballots(void **state)
{
    struct made x;
    open_made(state, &x);
    struct adil_vote_unit unit = x.e->table[0].unit[0];
    x.e->table[0].unit = &unit;
    adil_count_turnout(&x.k, &x.e->table[0]);
    assert_null(x.e->out.step); /* no figure, no step */
    unit.turnout.registered = 2000;
    unit.turnout.issued = 1500;
    x.k.sums = NULL;
    adil_count_turnout(&x.k, &x.e->table[0]);
    const struct adil_step *s = x.e->out.step;
    assert_span_is(election_in_step(x.e, s, ADIL_F_TURNOUT), "3/4");
    assert_span_is(election_in_step(x.e, s, ADIL_F_CAST), "?");
}

static void test_step__quorum_says_what_it_rests_on(void **state)
{
    struct made x;
    open_made(state, &x);
    struct adil_vote_unit unit = x.e->table[0].unit[0];
    x.e->table[0].unit = &unit;
    assert_true(adil_count_quorum(&x.k, &x.e->table[0])); /* none asked for */
    x.e->c.quorum = election_phrase(x.e, "more than 1/2 of registered voters");
    assert_false(adil_count_quorum(&x.k, &x.e->table[0]));
    assert_status(x.e, ADIL_S_UNDETERMINED);
    unit.turnout.registered = 2000;
    unit.turnout.cast = 1000;
    open_made(state, &x);
    x.e->table[0].unit = &unit;
    x.e->c.quorum = election_phrase(x.e, "more than 1/2 of registered voters");
    assert_false(adil_count_quorum(&x.k, &x.e->table[0]));
    assert_status(x.e, ADIL_S_NOT_VALID); /* exactly half */
    const struct adil_step *s = x.e->out.step;
    assert_span_is(election_in_step(x.e, s, ADIL_F_HOLDS), "fails");
    assert_span_is(election_in_row(x.e, s, 0, ADIL_F_FIGURE), "1000");
    assert_span_is(election_in_row(x.e, s, 0, ADIL_F_NEEDED), "1000");
    assert_span_is(election_in_row(x.e, s, 0, ADIL_F_MARGIN), "0");
    election_check_sentences(x.e);
}

/* A phrase in two parts has a row for each. */
static void test_step__answer_takes_a_phrase_apart(void **state)
{
    struct made x;
    open_made(state, &x);
    const struct adil_phrase *p =
        election_phrase(x.e, "at least 50% of counted votes and at least 700 counted votes");
    struct adil_count_env e = {.k = &x.k, .table = &x.e->table[0], .option = 0};
    struct adil_env env = adil_count_env(&e);
    struct adil_answer answer = adil_phrase_eval(&x.e->m->perm, p, &env);
    struct adil_step *s = adil_step_add(&x.k, ADIL_STEP_MAJORITY, ADIL_K_WINS);
    adil_step_answer(&x.k, s, p, &answer);
    assert_int_equal(s->n_rows, 2);
    assert_span_is(election_in_step(x.e, s, ADIL_F_HOLDS), "fails");
    assert_span_is(election_in_row(x.e, s, 0, ADIL_F_HOLDS), "holds");
    assert_span_is(election_in_row(x.e, s, 1, ADIL_F_HOLDS), "fails");
    assert_span_is(election_in_row(x.e, s, 1, ADIL_F_NEEDED), "700");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_step__sentences_have_the_same_places_in_every_language),
        test_case(test_step__places_stand_alone),
        test_case(test_step__every_figure_has_a_head),
        test_case(test_step__words_and_exits),
        test_case(test_step__keeps_values_and_rows_in_order),
        test_case(test_step__numbers_outlive_the_arena_they_were_made_in),
        test_case(test_step__a_figure_stands_once),
        test_case(test_step__cites_the_rule_that_set_its_key),
        test_case(test_step__tally_has_shares_of_the_base),
        test_case(test_step__turnout_falls_back_to_issued_ballots),
        test_case(test_step__quorum_says_what_it_rests_on),
        test_case(test_step__answer_takes_a_phrase_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
