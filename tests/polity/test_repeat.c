/* Contests held again: the court annuls one, it is polled anew, the other's result stands. */
#include "poll.h"

#define again_day   "2023-04-16T09:00:00+06:00"
#define again_night "2023-04-16T22:00:00+06:00"
#define annul_chair "{\"contest\":\"chair-2023\",\"reason\":\"ballots misprinted\"}"
#define annul_board "{\"contest\":\"board-2023\",\"reason\":\"a list was left out\"}"
#define on_16_april "{\"day\":\"2023-04-16\"}"

static void poll_chairs(struct fold *f, const char *contest, int ann, int bob)
{
    for (int i = 1; i <= 6; i++) {
        poll_in(f, contest, i, poll_chair(f, ann, bob, 1, 1));
    }
}

/* Both contests decided: ann by 240 of 312 votes. */
static void decide_both(struct fold *f, struct test_arenas *t)
{
    poll_open(f, t, poll_both);
    fold_bind(f, "commission", "court", 1);
    fold_at(f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(f, "board-2023", i, poll_board(f, 30, 20, 2));
    }
    poll_chairs(f, "chair-2023", 40, 10);
    fold_assert(f, poll_say_result(f, "board-2023"), NULL);
    fold_assert(f, poll_say_result(f, "chair-2023"), NULL);
    assert_string_equal(poll_stage(f), "established");
}

static const char *elected(const struct fold *f, uint32_t contest)
{
    const struct adil_election *e = poll_election(f);
    const struct adil_result_act *r = adil_result_current(&e->contest[contest]);
    const struct adil_contest *c = e->round[r->round - 1]->tally[contest].contest;
    return r->n_elected == 1 ? adil_span_cstr(&f->t->perm, c->option[r->elected[0]].id) : "";
}

static void an_annulled_contest_is_polled_again_and_both_are_certified(void **state)
{
    struct fold f;
    decide_both(&f, *state);
    assert_string_equal(elected(&f, 1), "ann");
    struct adil_election *e = poll_election(&f);
    uint32_t board_entry = adil_result_current(&e->contest[0])->entry;
    fold_refused(&f, "established.annul", "party/reds", "annul", poll_case, annul_chair);
    fold_ok(&f, "court", "annul", poll_case, annul_chair);
    fold_ok(&f, "commission", "call-repeat", poll_case, on_16_april);
    assert_string_equal(poll_stage(&f), "preparation");
    assert_string_equal(adil_contest_reporting(f.p, e, 1), "pre-election");
    assert_string_equal(adil_contest_reporting(f.p, e, 0), "unofficial-complete");
    fold_at(&f, again_night);
    fold_assert(&f, poll_enter(&f, "board-2023:2", 1, poll_board(&f, 30, 20, 2)), "act.place");
    fold_assert(&f, poll_correct(&f, "chair-2023", 1, board_entry - 6, poll_chair(&f, 1, 1, 1, 1)),
                "act.round");
    poll_chairs(&f, "chair-2023:2", 10, 40);
    fold_assert(&f, poll_say_result(&f, "chair-2023"), NULL);
    assert_string_equal(poll_stage(&f), "established");
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    assert_string_equal(elected(&f, 1), "bob");
    assert_int_equal(adil_result_current(&e->contest[0])->entry, board_entry);
    assert_true(e->contest[0].certified);
    assert_true(e->contest[1].certified);
    assert_string_equal(adil_contest_reporting(f.p, e, 1), "certified");
    fold_close(&f);
}

/* Figures, inputs and the holder of the office are those of the second polling alone. */
static void a_repeat_rests_on_its_own_protocols(void **state)
{
    struct fold f;
    decide_both(&f, *state);
    fold_ok(&f, "court", "annul", poll_case, annul_chair);
    fold_ok(&f, "commission", "call-repeat", poll_case, on_16_april);
    fold_at(&f, again_night);
    poll_chairs(&f, "chair-2023:2", 10, 40);
    const char *fields = poll_result(&f, "chair-2023");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"cast\":312,"));
    assert_non_null(strstr(fields, "\"n\":6}"));
    assert_non_null(strstr(fields, "\"round\":2,"));
    assert_non_null(strstr(fields, "{\"against-all\":6,\"ann\":60,\"bob\":240,\"cat\":6}"));
    fold_ok(&f, "commission", "result", poll_case, fields);
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    const struct adil_holding *h = &f.p->holding[f.p->n_holdings - 1];
    assert_span_is(adil_strings_get(f.p->strings, h->person), "p-bob");
    assert_span_is(adil_date_text(&f.t->perm, h->elected_on), "2023-04-16");
    fold_close(&f);
}

static void without_its_new_result_nothing_is_certified(void **state)
{
    struct fold f;
    decide_both(&f, *state);
    fold_refused(&f, "act.repeat", "commission", "call-repeat", poll_case, on_16_april);
    fold_ok(&f, "court", "annul", poll_case, annul_board);
    fold_ok(&f, "commission", "call-repeat", poll_case, on_16_april);
    fold_at(&f, again_day);
    assert_null(poll_result(&f, "board-2023"));
    assert_span_is(f.refusal.rule, "act.polling-not-begun");
    fold_at(&f, again_night);
    poll_in(&f, "board-2023:2", 1, poll_board(&f, 30, 20, 2));
    assert_null(poll_result(&f, "board-2023"));
    assert_span_is(f.refusal.found, "1 of 6 protocols");
    fold_refused(&f, "established.certify", "commission", "certify", poll_case, "{}");
    fold_close(&f);
}

/* What stands is who is registered when the repeat begins: all of them, not who advanced. */
static void a_repeat_has_all_options_and_may_need_a_second_round_itself(void **state)
{
    struct fold f;
    decide_both(&f, *state);
    fold_ok(&f, "court", "annul", poll_case, annul_chair);
    fold_ok(&f, "commission", "call-repeat", poll_case, on_16_april);
    fold_ok(&f, "party/reds", "withdraw-list", "list/club-2023/cat", NULL);
    fold_at(&f, again_night);
    fold_assert(&f, poll_enter(&f, "chair-2023:2", 1, poll_chair(&f, 5, 5, 5, 5)), "act.options");
    struct poll_figures p = {.cast = 30, .votes = "{\"against-all\":10,\"ann\":11,\"bob\":9}"};
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "chair-2023:2", i, poll_protocol(&f, &p));
    }
    fold_assert(&f, poll_say_result(&f, "chair-2023"), NULL);
    assert_string_equal(poll_stage(&f), "between-rounds");
    fold_ok(&f, "commission", "call-again", poll_case, "{\"day\":\"2023-04-30\"}");
    fold_at(&f, "2023-04-30T22:00:00+06:00");
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "chair-2023:3", i, poll_protocol(&f, &p));
    }
    const char *fields = poll_result(&f, "chair-2023");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"n\":12}")); /* both rounds of the repeat */
    fold_ok(&f, "commission", "result", poll_case, fields);
    assert_string_equal(elected(&f, 1), "ann");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_annulled_contest_is_polled_again_and_both_are_certified),
        test_case(a_repeat_rests_on_its_own_protocols),
        test_case(without_its_new_result_nothing_is_certified),
        test_case(a_repeat_has_all_options_and_may_need_a_second_round_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
