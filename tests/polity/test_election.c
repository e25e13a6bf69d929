/* A whole election: the call, two rounds, turnout by hour, the chair in office; and the state that
 * shows it. */
#include "poll.h"

static void the_places_are_those_in_force_when_polling_begins(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_ok(&f, "commission", "close-precinct", "precinct/003", "{}"); /* before: not expected */
    fold_at(&f, poll_night);
    fold_ok(&f, "commission", "keep-precinct", "precinct/007",
            "{\"registered\":9,\"title\":\"Late\",\"unit\":\"south\"}");
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    assert_int_equal(poll_row(&f, 0, 0)->expected, 5);
    assert_int_equal(poll_row(&f, 0, 1)->expected, 2);
    fold_assert(&f, poll_enter(&f, "board-2023", 3, poll_board(&f, 10, 5, 1)), "act.place");
    fold_close(&f);
}

static void a_day_that_is_moved_moves_the_polling(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_ok(&f, "commission", "postpone", poll_case, "{\"day\":\"2023-04-02\"}");
    fold_at(&f, poll_night);
    fold_ok(&f, "commission", "announce", "nothing today", "{\"text\":\"t\"}");
    assert_false(poll_election(&f)->round[0]->begun);
    fold_at(&f, "2023-04-02T08:00:00+06:00");
    fold_ok(&f, "commission", "announce", "today", "{\"text\":\"t\"}");
    assert_true(poll_election(&f)->round[0]->begun);
    fold_close(&f);
}

static void a_refused_act_begins_no_polling(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    fold_assert(&f, poll_enter(&f, "nothing", 1, poll_board(&f, 10, 5, 1)), "act.contest");
    assert_false(poll_election(&f)->round[0]->begun);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    assert_true(poll_election(&f)->round[0]->begun);
    fold_close(&f);
}

/* Acts at fixed hours; with refused ones in between, when `noise`. */
static struct adil_hash state_after(struct test_arenas *t, bool noise)
{
    struct fold f;
    poll_open(&f, t, poll_both);
    for (int i = 1; i <= 6; i++) {
        fold_at(&f, poll_night);
        f.logged += i * 60000;
        int64_t logged = f.logged;
        if (noise) {
            fold_refused(&f, "act.contest", poll_commission(&f, i), "protocol",
                         poll_about(&f, "nothing", i), poll_board(&f, 10, 5, 1));
            struct poll_figures p = {.cast = 16, .votes = "{\"new\":11,\"reds\":5}"};
            fold_assert(&f, poll_enter(&f, "board-2023", i, poll_protocol(&f, &p)), "act.options");
        }
        f.logged = logged;
        poll_in(&f, "board-2023", i, poll_board(&f, 10, 5, 1));
    }
    struct adil_hash h = fold_hash(&f);
    fold_close(&f);
    return h;
}

static void refused_acts_leave_no_trace_in_the_state(void **state)
{
    struct adil_hash quiet = state_after(*state, false);
    struct adil_hash noisy = state_after(*state, true);
    assert_true(adil_hash_eq(&quiet, &noisy));
}

static void a_contest_of_a_unit_is_polled_there_alone(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\",\"north-2023\"]");
    fold_at(&f, poll_night);
    struct poll_figures p = {.cast = 16, .votes = "{\"fay\":9,\"gus\":7}"};
    fold_assert(&f, poll_enter(&f, "north-2023", 4, poll_protocol(&f, &p)), "act.place");
    for (int i = 1; i <= 3; i++) {
        poll_in(&f, "north-2023", i, poll_protocol(&f, &p));
    }
    assert_int_equal(poll_row(&f, 1, 0)->expected, 3);
    const char *fields = poll_result(&f, "north-2023");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"elected\":[\"fay\"]"));
    assert_non_null(strstr(fields, "\"registered\":300"));
    fold_close(&f);
}

static void a_majority_in_every_region_is_counted_by_unit(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"charter-2023\"]");
    fold_at(&f, poll_night);
    uint64_t entry[7] = {0};
    for (int i = 1; i <= 6; i++) {
        struct poll_figures p = {.cast = 50,
                                 .votes = i <= 3 ? "{\"agree\":24,\"disagree\":26}"
                                                 : "{\"agree\":45,\"disagree\":5}"};
        poll_in(&f, "charter-2023", i, poll_protocol(&f, &p));
        entry[i] = poll_last(&f);
    }
    assert_non_null(strstr(poll_result(&f, "charter-2023"), "\"status\":\"not-adopted\""));
    struct poll_figures p = {.cast = 50, .votes = "{\"agree\":30,\"disagree\":20}"};
    fold_assert(&f, poll_correct(&f, "charter-2023", 1, entry[1], poll_protocol(&f, &p)), NULL);
    assert_non_null(strstr(poll_result(&f, "charter-2023"), "\"status\":\"decided\""));
    fold_close(&f);
}

static const char *reporting(const struct fold *f)
{
    return adil_contest_reporting(f->p, poll_election(f), 0);
}

static void reporting_goes_through_the_words_of_nist(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    assert_string_equal(reporting(&f), "pre-election");
    fold_at(&f, "2023-03-19T16:00:00+06:00");
    fold_ok(&f, "precinct-commission/001", "turnout", "turnout/club-2023/001", "{\"at-15\":30}");
    assert_string_equal(reporting(&f), "pre-election");
    fold_at(&f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "board-2023", i, poll_board(&f, 25, 14, 1));
        assert_string_equal(reporting(&f), i < 6 ? "unofficial-partial" : "unofficial-complete");
    }
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_string_equal(reporting(&f), "unofficial-complete");
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    assert_string_equal(reporting(&f), "certified");
    fold_close(&f);
}

static void only_what_is_registered_stands(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_ok(&f, "party/reds", "withdraw-list", "list/club-2023/cat", "{}");
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    const struct adil_contest_tally *t = poll_election(&f)->round[0]->tally;
    assert_int_equal(t[0].n_stand, 3); /* against-all, blues, reds: the greens never registered */
    assert_int_equal(t[1].n_stand, 3); /* against-all, ann, bob */
    assert_int_equal(t[0].contest->option[t[0].stand[0]].class, ADIL_OPTION_AGAINST);
    assert_int_equal(t[0].contest->option[t[0].stand[2]].registered_order, 0);
    fold_close(&f);
}

/* Against all alone is no choice: nothing is counted in a contest in which nobody stands. */
static void nothing_is_counted_where_nobody_stands(void **state)
{
    static const char *const chair[] = {"ann", "bob", "cat"};
    struct fold f;
    poll_open(&f, *state, poll_both);
    for (size_t i = 0; i < ADIL_COUNT(chair); i++) {
        fold_ok(&f, "party/reds", "withdraw-list",
                fold_text(&f, adil_fmt(&f.t->perm, "list/club-2023/%s", chair[i])), "{}");
    }
    fold_at(&f, poll_night);
    struct poll_figures p = {.cast = 9, .votes = "{\"against-all\":9}"};
    fold_assert(&f, poll_enter(&f, "chair-2023", 1, poll_protocol(&f, &p)), "act.options");
    assert_span_is(f.refusal.found, "nobody stands in it");
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1)); /* a control */
    fold_close(&f);
}

static void turnout_arrives_by_hour_in_any_order(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, "2023-03-19T16:00:00+06:00");
    fold_ok(&f, "precinct-commission/001", "turnout", "turnout/club-2023/001", "{\"at-15\":30}");
    fold_ok(&f, "precinct-commission/004", "turnout", "turnout/club-2023/004",
            "{\"at-09\":5,\"at-12\":12}");
    fold_ok(&f, "precinct-commission/001", "turnout", "turnout/club-2023/001",
            "{\"at-09\":7,\"at-12\":20}");
    fold_refused(&f, "act.known", "precinct-commission/001", "turnout", "turnout/club-2023/001",
                 "{\"at-09\":8}");
    const struct adil_polling *poll = poll_election(&f)->round[0];
    static const int64_t whole[] = {12, 32, 30};
    static const uint32_t places[] = {2, 2, 1};
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(poll->turnout.sum[i], whole[i]);
        assert_int_equal(poll->turnout.known[i], places[i]);
    }
    assert_int_equal(poll->turnout.sum[poll->turnout.n_columns], 7); /* the north at nine */
    assert_int_equal(poll->turnout_reports[0], 2);
    fold_close(&f);
}

static const char *round_two(struct fold *f, int ann, int bob, int against)
{
    struct adil_span votes =
        adil_fmt(&f->t->perm, "{\"against-all\":%d,\"ann\":%d,\"bob\":%d}", against, ann, bob);
    struct poll_figures p = {.cast = ann + bob + against, .votes = fold_text(f, votes)};
    return poll_protocol(f, &p);
}

static void first_round(struct fold *f)
{
    fold_at(f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(f, "board-2023", i, poll_board(f, 25, 14, 1));
        poll_in(f, "chair-2023", i, poll_chair(f, 16, 14, 9, 1));
    }
    fold_assert(f, poll_say_result(f, "chair-2023"), NULL);
    assert_string_equal(poll_stage(f), "counting"); /* the board's result is not there yet */
    fold_assert(f, poll_say_result(f, "board-2023"), NULL);
    assert_string_equal(poll_stage(f), "between-rounds");
}

static void second_round(struct fold *f)
{
    fold_at(f, "2023-03-21T10:00:00+06:00");
    fold_ok(f, "commission", "call-again", poll_case, "{\"day\":\"2023-04-02\"}");
    fold_at(f, "2023-04-02T22:00:00+06:00");
    poll_in(f, "chair-2023:2", 1, round_two(f, 18, 20, 1));
}

static void the_two_who_advance_stand_in_the_second_round(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    first_round(&f);
    second_round(&f);
    assert_int_equal(poll_election(&f)->n_rounds, 2);
    fold_assert(&f, poll_enter(&f, "board-2023:2", 1, poll_board(&f, 1, 1, 1)), "act.place");
    fold_assert(&f, poll_enter(&f, "chair-2023:2", 2, poll_chair(&f, 18, 20, 1, 1)), "act.options");
    assert_string_equal(poll_say_result(&f, "chair-2023"), "act.incomplete");
    for (int i = 2; i <= 6; i++) {
        poll_in(&f, "chair-2023:2", i, round_two(&f, 18, 20, 1));
    }
    const char *fields = poll_result(&f, "chair-2023");
    assert_non_null(strstr(fields, "\"elected\":[\"bob\"]"));
    assert_non_null(strstr(fields, "\"round\":2"));
    assert_non_null(strstr(fields, "\"votes\":{\"against-all\":6,\"ann\":108,\"bob\":120}"));
    assert_non_null(strstr(fields, "\"n\":12}")); /* both rounds */
    fold_ok(&f, "commission", "result", poll_case, fields);
    assert_string_equal(poll_stage(&f), "established");
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    assert_string_equal(poll_stage(&f), "certified");
    assert_string_equal(adil_contest_reporting(f.p, poll_election(&f), 1), "certified");
    assert_string_equal(adil_contest_reporting(f.p, poll_election(&f), 0), "certified");
    fold_close(&f);
}

static void holds(struct fold *f, const char *person, const char *office)
{
    struct adil_polity *p = f->p;
    p->holding = adil_grow(p, p->holding, sizeof *p->holding, p->n_holdings, &p->cap_holdings);
    p->holding[p->n_holdings++] =
        (struct adil_holding){.office = adil_office_find(&p->book->acts, adil_span_of(office)),
                              .person = adil_strings_put(p->strings, adil_span_of(person)),
                              .until = ADIL_DATE_NONE};
}

static void who_is_elected_takes_office_and_the_former_leaves(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\"]");
    fold_alone(&f);
    holds(&f, "p-old", "chair");
    holds(&f, "p-ann", "member"); /* a chair is no member; the others stay */
    holds(&f, "p-bob", "member");
    fold_at(&f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "chair-2023", i, poll_chair(&f, 30, 10, 9, 1));
    }
    fold_assert(&f, poll_say_result(&f, "chair-2023"), NULL);
    fold_at(&f, "2023-03-22T10:00:00+06:00");
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    assert_int_equal(f.p->n_holdings, 4);
    const struct adil_holding *h = &f.p->holding[3];
    assert_span_is(adil_strings_get(f.p->strings, h->person), "p-ann");
    assert_span_is(adil_strings_get(f.p->strings, h->capacity), "elected");
    assert_span_is(adil_date_text(&f.t->perm, h->elected_on), "2023-03-19");
    assert_span_is(adil_date_text(&f.t->perm, h->since), "2023-03-22");
    assert_span_is(adil_date_text(&f.t->perm, f.p->holding[0].until), "2023-03-22");
    assert_span_is(adil_date_text(&f.t->perm, f.p->holding[1].until), "2023-03-22");
    assert_false(adil_date_known(f.p->holding[2].until));
    fold_close(&f);
}

static void the_state_shows_places_totals_and_marks(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    struct poll_figures p = {
        .cast = 16, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}", .received_less = 3};
    poll_in(&f, "board-2023", 4, poll_protocol(&f, &p));
    struct adil_buf out;
    struct adil_json json;
    adil_buf_open(&out, 1 << 20);
    adil_json_open(&json, &out, false);
    adil_election_put(f.p, f.t->scratch, 0, &json);
    adil_json_finish(&json);
    const char *text = fold_text(&f, adil_buf_span(&out));
    adil_buf_release(&out);
    static const char *const parts[] = {
        "\"board-2023\":{\"reporting\":\"unofficial-partial\",\"results\":[]}",
        "\"marked\":{\"004\":{\"annulled\":false,\"checks\":[\"P.01\"],\"counts\":false,",
        "\"places\":{\"annulled\":0,\"closed\":0,\"counted\":1,\"expected\":6,\"faulty\":1,",
        "\"votes\":{\"against-all\":1,\"blues\":5,\"reds\":10}",
    };
    for (size_t i = 0; i < ADIL_COUNT(parts); i++) {
        if (strstr(text, parts[i]) == NULL) {
            fail_msg("%s does not stand in %s", parts[i], text);
        }
    }
    /* canonical: what is written is read back in canonical mode */
    struct adil_json_reader r;
    adil_json_read(&r, &f.t->perm, adil_span_sub(adil_span_of(text), 0, strlen(text) - 1), true);
    assert_int_equal(adil_json_next(&r), ADIL_JSON_OBJECT);
    assert_true(adil_json_skip(&r, ADIL_JSON_OBJECT, NULL));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_places_are_those_in_force_when_polling_begins),
        test_case(a_day_that_is_moved_moves_the_polling),
        test_case(a_refused_act_begins_no_polling),
        test_case(refused_acts_leave_no_trace_in_the_state),
        test_case(a_contest_of_a_unit_is_polled_there_alone),
        test_case(a_majority_in_every_region_is_counted_by_unit),
        test_case(reporting_goes_through_the_words_of_nist),
        test_case(only_what_is_registered_stands),
        test_case(nothing_is_counted_where_nobody_stands),
        test_case(turnout_arrives_by_hour_in_any_order),
        test_case(the_two_who_advance_stand_in_the_second_round),
        test_case(who_is_elected_takes_office_and_the_former_leaves),
        test_case(the_state_shows_places_totals_and_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
