/* Results: every figure is counted again; nothing is certified that rests on what has changed. */
#include "poll.h"

static void board_of_six(struct fold *f)
{
    fold_at(f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(f, "board-2023", i, poll_board(f, 20 + i, 10, 2));
    }
}

static void a_result_states_what_the_record_gives(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    const char *fields = poll_result(&f, "board-2023");
    assert_non_null(fields);
    /* 141 + 60 + 12 = 213 votes; quota (141 + 60) / 9 */
    static const char *const parts[] = {
        "{\"advance\":[],\"barred\":[],\"cast\":213,\"contest\":\"board-2023\",\"counted\":213,",
        "\"elected\":[],\"inputs\":{\"hash\":\"",
        "\",\"n\":6},\"invalid\":0,\"issued\":213,\"lot\":null,\"not-counted\":0,",
        "\"registered\":600,\"round\":1,\"seats\":{\"blues\":3,\"reds\":6},",
        "\"status\":\"decided\",\"tied\":[],",
        "\"votes\":{\"against-all\":12,\"blues\":60,\"reds\":141}}",
    };
    const char *at = fields;
    for (size_t i = 0; i < ADIL_COUNT(parts); i++) {
        const char *found = strstr(at, parts[i]);
        if (found == NULL) {
            fail_msg("%s does not stand in %s", parts[i], fields);
        }
        at = found + strlen(parts[i]);
    }
    fold_ok(&f, "commission", "result", poll_case, fields);
    assert_string_equal(poll_stage(&f), "established");
    fold_refused(&f, "act.result-again", "commission", "result", poll_case, fields);
    fold_close(&f);
}

/* One byte of one figure changed: the member is named. */
static void a_difference_is_refused_and_named(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        const char *field;
    } bad[] = {
        {"\"reds\":141", "\"reds\":142", "votes"},
        {"\"reds\":6", "\"reds\":7", "seats"},
        {"\"cast\":213", "\"cast\":214", "cast"},
        {"\"decided\"", "\"not-valid\"", "status"},
        {"\"round\":1", "\"round\":2", "round"},
        {"\"n\":6", "\"n\":5", "inputs"},
        {"\"barred\":[]", "\"barred\":[\"blues\"]", "barred"},
        {"\"registered\":600", "\"registered\":null", "registered"},
        {"\"tied\":[],", "", "tied"},
    };
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    const char *good = poll_result(&f, "board-2023");
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        const char *at = strstr(good, bad[i].from);
        assert_non_null(at);
        struct adil_span fields = adil_fmt(&f.t->perm, "%.*s%s%s", (int)(at - good), good,
                                           bad[i].to, at + strlen(bad[i].from));
        fold_refused(&f, "act.result", "commission", "result", poll_case, fold_text(&f, fields));
        assert_span_is(f.refusal.field, bad[i].field);
    }
    fold_ok(&f, "commission", "result", poll_case, good);
    fold_close(&f);
}

static void a_result_waits_for_every_place(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    fold_at(&f, poll_night);
    for (int i = 1; i <= 5; i++) {
        poll_in(&f, "board-2023", i, poll_board(&f, 20, 10, 2));
    }
    assert_string_equal(poll_say_result(&f, "board-2023"), "act.incomplete");
    assert_span_is(f.refusal.found, "5 of 6 protocols");
    /* the sixth never reports: it is closed, and then is not awaited */
    fold_ok(&f, "commission", "close-precinct", "precinct/006", "{}");
    assert_int_equal(poll_row(&f, 0, 0)->closed, 1);
    fold_assert(&f, poll_enter(&f, "board-2023", 6, poll_board(&f, 1, 1, 1)), "act.place-closed");
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    fold_close(&f);
}

static void a_result_with_a_faulty_or_unexplained_protocol_is_refused_by_its_check(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    uint64_t sixth = poll_last(&f);
    struct poll_figures p = {
        .cast = 16, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}", .received_less = 3};
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth, poll_protocol(&f, &p)), NULL);
    assert_string_equal(poll_say_result(&f, "board-2023"), "P.01");
    assert_span_is(f.refusal.cite, "Charter 21(1)");
    assert_span_is(f.refusal.found, "protocol club-2023/board-2023/006");
    p = (struct poll_figures){
        .cast = 20, .invalid = 4, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}"};
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth + 1, poll_protocol(&f, &p)), NULL);
    assert_string_equal(poll_say_result(&f, "board-2023"), "P.09");
    p.explain = "jest";
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth + 2, poll_protocol(&f, &p)), NULL);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    fold_close(&f);
}

static adil_slot seats_of(struct fold *f, const char *list)
{
    uint32_t reg = adil_register_find(f->p->book->reg, f->p->book->n_registers, ADIL_SPAN("list"));
    const struct adil_register *r = &f->p->book->reg[reg];
    uint32_t key = adil_strings_find(f->p->strings, adil_fmt(&f->t->perm, "club-2023/%s", list));
    uint32_t field = adil_field_find(r->field, r->n_fields, ADIL_SPAN("seats"));
    return adil_record_slot(f->p, reg, adil_record_find(f->p, reg, key), field);
}

static void a_list_knows_its_seats_while_the_result_stands(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    board_of_six(&f);
    uint64_t sixth = poll_last(&f);
    assert_true(seats_of(&f, "reds") == ADIL_SLOT_UNKNOWN);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_int_equal(seats_of(&f, "reds"), 6);
    assert_int_equal(seats_of(&f, "blues"), 3);
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth, poll_board(&f, 27, 9, 2)), NULL);
    assert_true(seats_of(&f, "reds") == ADIL_SLOT_UNKNOWN);
    fold_close(&f);
}

/* Between two results of one case the first can become stale. */
static void a_result_on_a_superseded_protocol_is_stale_until_it_is_stated_again(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    board_of_six(&f);
    uint64_t sixth = poll_last(&f);
    const char *before = poll_result(&f, "board-2023");
    fold_ok(&f, "commission", "result", poll_case, before);
    assert_string_equal(poll_stage(&f), "counting"); /* the chair's is still open */
    assert_string_equal(adil_contest_reporting(f.p, poll_election(&f), 0), "unofficial-complete");
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth, poll_board(&f, 27, 9, 2)), NULL);
    assert_true(adil_result_current(&poll_election(&f)->contest[0])->stale);
    assert_string_equal(adil_contest_reporting(f.p, poll_election(&f), 0), "recount-in-process");
    fold_refused(&f, "act.result", "commission", "result", poll_case, before);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_string_equal(adil_contest_reporting(f.p, poll_election(&f), 0), "correction");
    fold_close(&f);
}

static void a_stale_result_is_not_certified(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    uint64_t sixth = poll_last(&f);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    uint64_t result = poll_last(&f);
    struct fold_act court = {.by = "commission",
                             .word = "correct-by-court",
                             .about = poll_about(&f, "board-2023", 6),
                             .fields = poll_board(&f, 27, 9, 2),
                             .supersedes = sixth};
    fold_assert(&f, fold_apply(&f, &court), NULL);
    fold_refused(&f, "act.stale", "commission", "certify", poll_case, "{}");
    struct adil_span found = adil_fmt(&f.t->perm, "the result of entry %u, before entry %u",
                                      (unsigned)result, (unsigned)result + 1);
    assert_span_equal(f.refusal.found, found);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    fold_ok(&f, "commission", "certify", poll_case, "{}");
    assert_string_equal(poll_stage(&f), "certified");
    fold_close(&f);
}

static void after_an_annulment_the_other_result_is_stated_again_and_moves_the_case(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    board_of_six(&f);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_string_equal(poll_say_result(&f, "board-2023"), "act.result-again");
    fold_ok(&f, "commission", "annul", poll_case,
            "{\"contest\":\"chair-2023\",\"reason\":\"ballots misprinted\"}");
    fold_assert(&f, poll_enter(&f, "chair-2023", 1, poll_chair(&f, 1, 1, 1, 1)),
                "act.contest-annulled");
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_string_equal(poll_stage(&f), "established");
    fold_close(&f);
}

/* The hash that stands in a result, from the fields as they were signed. */
static struct adil_hash inputs_of(struct fold *f, const char *const fields[], const uint64_t *entry,
                                  size_t n)
{
    struct adil_span piece[3 * 6];
    assert_true(n <= 6);
    for (size_t i = 0; i < n; i++) {
        struct adil_hash content = adil_sha256(adil_span_of(fields[i]));
        struct adil_span bytes = adil_span_bytes((const char *)content.byte, sizeof content.byte);
        piece[3 * i] = adil_fmt(&f->t->perm, "club-2023/board-2023/00%u", (unsigned)i + 1);
        piece[3 * i + 1] = adil_fmt(&f->t->perm, "%u", (unsigned)entry[i]);
        piece[3 * i + 2] = adil_span_copy(&f->t->perm, bytes);
    }
    return adil_sha256_pieces(piece, 3 * n);
}

/* Signed by hand, so that it is compared with something else than itself. */
static void the_inputs_are_what_was_signed_and_change_with_every_correction(void **state)
{
    struct fold f;
    const char *fields[6];
    uint64_t entry[6];
    uint32_t contest = 0;
    poll_open(&f, *state, "[\"board-2023\"]");
    fold_at(&f, poll_night);
    for (int i = 5; i >= 0; i--) { /* in another order than that of their keys */
        fields[i] = i == 2 ? poll_board(&f, 0, 0, 0) : poll_board(&f, 20 + i, 10 * i, 2);
        poll_in(&f, "board-2023", i + 1, fields[i]);
        entry[i] = poll_last(&f);
    }
    for (int turn = 0; turn < 2; turn++) {
        struct adil_hash want = inputs_of(&f, fields, entry, 6);
        for (int again = 0; again < 2; again++) {
            struct adil_inputs in =
                adil_result_inputs(f.p, f.t->scratch, poll_election(&f), &contest, 1, 1);
            assert_int_equal(in.n, 6);
            assert_true(adil_hash_eq(&in.hash, &want));
        }
        fold_assert(&f, poll_correct(&f, "board-2023", 6, entry[5], fields[5]), NULL);
        entry[5] = poll_last(&f); /* the same figures: another entry */
    }
    fold_close(&f);
}

static void an_annulled_place_is_left_out_and_an_annulled_contest_has_no_result(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    fold_ok(&f, "commission", "annul", poll_case,
            "{\"contest\":\"board-2023\",\"place\":\"006\",\"reason\":\"boxes lost\"}");
    fold_refused(&f, "act.annul", "commission", "annul", poll_case,
                 "{\"contest\":\"board-2023\",\"place\":\"006\",\"reason\":\"again\"}");
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 115);
    assert_int_equal(poll_row(&f, 0, 2)->annulled, 1);
    const char *fields = poll_result(&f, "board-2023");
    assert_non_null(strstr(fields, "\"n\":5}"));
    fold_ok(&f, "commission", "annul", poll_case,
            "{\"contest\":\"board-2023\",\"reason\":\"all of it\"}");
    fold_refused(&f, "act.contest-annulled", "commission", "result", poll_case, fields);
    fold_close(&f);
}

static void what_is_published_needs_its_source_and_adds_to_a_whole(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\",\"districts-2023\",\"whole-2023\"]");
    board_of_six(&f);
    assert_string_equal(poll_say_result(&f, "whole-2023"), "act.part");
    fold_refused(&f, "act.published", "commission", "result", poll_case,
                 "{\"contest\":\"districts-2023\"}");
    fold_refused(&f, "act.published", "commission", "publish", poll_case,
                 "{\"contest\":\"districts-2023\",\"seats\":{\"blues\":2,\"reds\":1},"
                 "\"source\":\"the bulletin\"}");
    fold_ok(&f, "commission", "publish", poll_case,
            "{\"contest\":\"districts-2023\",\"seats\":{\"blues\":1,\"reds\":1},"
            "\"source\":\"the bulletin\"}");
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    const char *whole = poll_result(&f, "whole-2023");
    assert_non_null(strstr(whole, "\"seats\":{\"blues\":4,\"reds\":7}"));
    assert_non_null(strstr(whole, "\"status\":\"decided\""));
    fold_ok(&f, "commission", "result", poll_case, whole);
    assert_string_equal(poll_stage(&f), "established");
    fold_close(&f);
}

static void what_is_published_is_replaced_by_name_and_never_of_an_annulled_contest(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\",\"districts-2023\"]");
    board_of_six(&f);
    struct fold_act act = {.by = "commission",
                           .word = "publish",
                           .about = poll_case,
                           .fields = "{\"contest\":\"districts-2023\",\"seats\":{\"blues\":1,"
                                     "\"reds\":1},\"source\":\"the bulletin\"}",
                           .supersedes = poll_last(&f)};
    fold_assert(&f, fold_apply(&f, &act), "act.supersedes"); /* a protocol */
    act.supersedes = 0;
    fold_assert(&f, fold_apply(&f, &act), NULL);
    uint64_t first = poll_last(&f);
    act.supersedes = first - 1;
    fold_assert(&f, fold_apply(&f, &act), "act.supersedes");
    act.supersedes = first;
    fold_assert(&f, fold_apply(&f, &act), NULL);
    fold_assert(&f, fold_apply(&f, &act), "act.supersedes"); /* no longer the last */
    fold_ok(&f, "commission", "annul", poll_case,
            "{\"contest\":\"districts-2023\",\"reason\":\"all of it\"}");
    act.supersedes = 0;
    fold_assert(&f, fold_apply(&f, &act), "act.contest-annulled");
    fold_close(&f);
}

#define TOLD(who) "{\"contest\":\"told-2023\",\"source\":\"paper\",\"winner\":\"" who "\"}"

/* Of those on the record, whoever stands in that contest. */
static void who_is_found_elected_stands(void **state)
{
    static const char *const told[] = {"dan", "eve", "fay"};
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\",\"told-2023\"]");
    for (size_t i = 0; i < ADIL_COUNT(told); i++) {
        fold_ok(&f, "party/reds", "nominate-chair",
                fold_text(&f, adil_fmt(&f.t->perm, "list/club-2023/%s", told[i])),
                fold_text(&f, adil_fmt(&f.t->perm,
                                       "{\"born\":\"1970-01-01\",\"contest\":\"told-2023\","
                                       "\"name\":\"n\",\"party\":\"reds\",\"person\":\"p-%s\"}",
                                       told[i])));
    }
    fold_ok(&f, "commission", "register-list", "list/club-2023/dan",
            "{\"registered\":\"2023-01-25\"}");
    fold_ok(&f, "commission", "register-list", "list/club-2023/fay",
            "{\"registered\":\"2023-01-25\"}");
    fold_ok(&f, "party/reds", "withdraw-list", "list/club-2023/fay", NULL);
    fold_at(&f, poll_night);
    /* nominated, and no more; withdrawn; of another contest */
    fold_refused(&f, "option-registered", "commission", "publish", poll_case, TOLD("eve"));
    assert_span_is(f.refusal.found, "eve");
    fold_refused(&f, "act.stands", "commission", "publish", poll_case, TOLD("fay"));
    fold_refused(&f, "act.stands", "commission", "publish", poll_case, TOLD("ann"));
    fold_ok(&f, "commission", "publish", poll_case, TOLD("dan"));
    fold_close(&f);
}

/* Closed while its protocol stood, which is then withdrawn: nothing comes from there any more, be
 * it closed first or last. */
static void a_closed_place_whose_protocol_is_withdrawn_is_not_awaited(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    board_of_six(&f);
    fold_ok(&f, "commission", "close-precinct", "precinct/006", "{}");
    assert_int_equal(poll_row(&f, 0, 0)->closed, 0);
    fold_ok(&f, "commission", "withdraw-protocol", poll_about(&f, "board-2023", 6), NULL);
    assert_int_equal(poll_row(&f, 0, 0)->closed, 1);
    fold_ok(&f, "commission", "withdraw-protocol", poll_about(&f, "board-2023", 5), NULL);
    assert_int_equal(poll_row(&f, 0, 0)->closed, 1);
    assert_string_equal(poll_say_result(&f, "board-2023"), "act.incomplete");
    fold_ok(&f, "commission", "close-precinct", "precinct/005", "{}");
    assert_int_equal(poll_row(&f, 0, 0)->closed, 2);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_result_states_what_the_record_gives),
        test_case(a_difference_is_refused_and_named),
        test_case(a_result_waits_for_every_place),
        test_case(a_result_with_a_faulty_or_unexplained_protocol_is_refused_by_its_check),
        test_case(a_result_on_a_superseded_protocol_is_stale_until_it_is_stated_again),
        test_case(a_list_knows_its_seats_while_the_result_stands),
        test_case(a_stale_result_is_not_certified),
        test_case(after_an_annulment_the_other_result_is_stated_again_and_moves_the_case),
        test_case(the_inputs_are_what_was_signed_and_change_with_every_correction),
        test_case(an_annulled_place_is_left_out_and_an_annulled_contest_has_no_result),
        test_case(what_is_published_needs_its_source_and_adds_to_a_whole),
        test_case(what_is_published_is_replaced_by_name_and_never_of_an_annulled_contest),
        test_case(who_is_found_elected_stands),
        test_case(a_closed_place_whose_protocol_is_withdrawn_is_not_awaited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
