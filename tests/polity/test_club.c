/* The association that people copy (polities/club): terms, several offices by one vote, a charter;
 * and the sheet of paper that a protocol is. */
#include "meeting.h"
#include "polity/sheet.h"

#include <string.h>

/* ---- terms ---------------------------------------------------------------------------------- */

static void who_was_chair_twice_is_not_nominated(void **state)
{
    struct fold f;
    meeting_open(&f, *state, "[" chair_in("2020") "," chair_in("2023") "]");
    fold_refused(&f, "chair-twice", "member/01", "nominate-chair", "candidate/" meeting "/rosa",
                 "{\"person\":\"01\"}");
    assert_span_is(f.refusal.cite, "Charter 10(2)");
    fold_ok(&f, "member/01", "nominate-board", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_close(&f);
    meeting_open(&f, *state, "[" chair_in("2020") "]");
    fold_ok(&f, "member/01", "nominate-chair", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_close(&f);
}

/* ---- offices -------------------------------------------------------------------------------- */

/* The office is what the record of each candidate names: one act fills the chair and the board. */
static void one_meeting_fills_several_offices(void **state)
{
    struct fold f;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, meeting_count(&f, "chair", "hall", 20, "{\"karl\":8,\"rosa\":12}"), NULL);
    fold_assert(&f, meeting_count(&f, "chair", "post", 9, "{\"karl\":4,\"rosa\":5}"), NULL);
    const char *board = "{\"a\":4,\"b\":4,\"c\":4,\"d\":3,\"e\":3,\"f\":2}";
    fold_assert(&f, meeting_count(&f, "board", "hall", 20, board), NULL);
    board = "{\"a\":2,\"b\":2,\"c\":2,\"d\":1,\"e\":1,\"f\":1}";
    fold_assert(&f, meeting_count(&f, "board", "post", 9, board), NULL);
    meeting_result(&f, "chair");
    meeting_result(&f, "board");
    assert_int_equal(meeting_holders(&f, "chair"), 0);
    fold_ok(&f, "committee", "certify", "case/" meeting, NULL);
    assert_int_equal(meeting_holders(&f, "chair"), 1);
    assert_int_equal(meeting_holders(&f, "board"), 5);
    assert_int_equal(meeting_holders(&f, "treasurer"), 0);
    fold_close(&f);
}

static void a_chair_steps_down_for_the_next_one_only(void **state)
{
    struct fold f;
    static const char holders[] =
        "[{\"capacity\":\"elected\",\"office\":\"chair\",\"person\":\"09\",\"since\":"
        "\"2023-04-20\",\"source\":\"minutes\"},{\"capacity\":\"elected\",\"office\":\"treasurer\","
        "\"person\":\"08\",\"since\":\"2023-04-20\",\"source\":\"minutes\"}]";
    meeting_open(&f, *state, holders);
    fold_ok(&f, "secretary", "nominate-chair", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_ok(&f, "committee", "register-candidate", "candidate/" meeting "/rosa", NULL);
    meeting_stand(&f, "nominate-board", "a", 3);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    const char *place[] = {"hall", "post"};
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_assert(&f, meeting_count(&f, "chair", place[i], 5, "{\"rosa\":5}"), NULL);
        fold_assert(&f, meeting_count(&f, "board", place[i], 5, "{\"a\":5}"), NULL);
    }
    meeting_result(&f, "chair");
    meeting_result(&f, "board");
    fold_ok(&f, "committee", "certify", "case/" meeting, NULL);
    assert_int_equal(meeting_holders(&f, "chair"), 1);
    assert_int_equal(meeting_holders(&f, "treasurer"), 1); /* who nobody replaced */
    assert_int_equal(meeting_holders(&f, "board"), 1);
    fold_close(&f);
}

/* ---- what is sealed ------------------------------------------------------------------------- */

#define seal_salt     "00000000000000000000000000000000000000000000000000000000000000aa"
#define sealed(votes) "{\"cast\":29,\"invalid\":0,\"issued\":29,\"listed\":30,\"votes\":" votes "}"
#define unsealed(votes)                                                                            \
    "{\"cast\":29,\"invalid\":0,\"issued\":29,\"listed\":30,\"salt\":\"" seal_salt                 \
    "\",\"votes\":" votes "}"

static const char *commit_hall(struct fold *f, const char *fields)
{
    struct adil_arena *a = &f->t->perm;
    struct adil_hash salt;
    assert_true(adil_hex_parse(ADIL_SPAN(seal_salt), salt.byte, sizeof salt.byte));
    struct adil_hash hash =
        adil_protocol_commitment(ADIL_SPAN(meeting "/chair/hall"), &salt, adil_span_of(fields));
    return adil_span_cstr(
        a, adil_fmt(a, "{\"commitment\":\"%.*s\",\"contest\":\"chair\",\"place\":\"hall\"}",
                    ADIL_ARG(adil_hex(a, hash.byte, sizeof hash.byte))));
}

static bool is_shown(struct fold *f, const char *text)
{
    struct adil_span state = fold_state(f);
    return adil_span_find(state, adil_span_of(text)) < state.len;
}

/* The hall has counted at five; the post is open until six. */
static void sealed_figures_are_those_stated_later_and_shown_nowhere_before(void **state)
{
    static const char votes[] = "{\"karl\":8,\"rosa\":21}";
    struct fold f;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T17:00:00+05:00");
    const char *commitment = commit_hall(&f, sealed("{\"karl\":8,\"rosa\":21}"));
    fold_refused(&f, "act.own-place", "tellers/post", "commit-protocol", "case/" meeting,
                 commitment);
    fold_ok(&f, "tellers/hall", "commit-protocol", "case/" meeting, commitment);
    assert_non_null(meeting_count(&f, "chair", "hall", 29, votes)); /* no figures yet, by anybody */
    for (uint32_t i = 0; i < f.n_accepted; i++) {
        assert_true(adil_span_find(f.accepted[i], ADIL_SPAN("\"rosa\":21")) >= f.accepted[i].len);
    }
    assert_false(is_shown(&f, "\"rosa\": 21"));
    assert_false(is_shown(&f, "\"cast\": 29"));
    assert_true(is_shown(&f, "commitments"));
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    const char *about = "protocol/" meeting "/chair/hall";
    fold_refused(&f, "act.commitment", "tellers/hall", "protocol", about,
                 unsealed("{\"karl\":9,\"rosa\":20}"));
    fold_refused(&f, "act.commitment", "tellers/hall", "protocol", about,
                 sealed("{\"karl\":8,\"rosa\":21}"));
    fold_ok(&f, "tellers/hall", "protocol", about, unsealed("{\"karl\":8,\"rosa\":21}"));
    assert_true(is_shown(&f, "\"rosa\": 21"));
    assert_true(is_shown(&f, "\"cast\": 29"));
    fold_close(&f);
}

/* ---- the paper of the post ------------------------------------------------------------------- */

#define typed_post(scan)                                                                           \
    "{\"cast\":9,\"invalid\":0,\"issued\":9,\"listed\":30," scan "\"typed\":[\"" seal_salt         \
    "\",\"" seal_other "\"],\"votes\":{\"karl\":4,\"rosa\":5}}"
#define seal_other "00000000000000000000000000000000000000000000000000000000000000bb"

static void the_post_is_typed_twice_and_the_hall_is_not(void **state)
{
    struct fold f;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    const char *fields = typed_post("\"scan\":\"" seal_other "\",");
    struct fold_act one = {.by = "typists",
                           .word = "type-protocol",
                           .about = "protocol/" meeting "/chair/post",
                           .fields = fields,
                           .keys = 1};
    fold_assert(&f, fold_apply(&f, &one), "act.signs");
    fold_refused(&f, "post-only", "typists", "type-protocol", "protocol/" meeting "/chair/hall",
                 fields);
    fold_refused(&f, "act.field", "typists", "type-protocol", one.about, typed_post(""));
    fold_ok(&f, "typists", "type-protocol", one.about, fields);
    fold_close(&f);
}

/* ---- a place with few members -----------------------------------------------------------------
 */

static void a_small_place_is_counted_with_the_hall(void **state)
{
    struct fold f;
    meeting_stands(&f, *state);
    fold_refused(&f, "act.small-place", "committee", "open-place", "place/farm",
                 "{\"registered\":9,\"title\":\"Farm\"}");
    fold_refused(&f, "act.reference", "committee", "open-place", "place/farm",
                 "{\"counted-with\":\"farm\",\"registered\":9,\"title\":\"Farm\"}");
    fold_ok(&f, "committee", "open-place", "place/farm",
            "{\"counted-with\":\"hall\",\"registered\":9,\"title\":\"Farm\"}");
    fold_refused(&f, "act.small-place", "committee", "open-place", "place/mill",
                 "{\"counted-with\":\"farm\",\"registered\":3,\"title\":\"Mill\"}");
    fold_bind(&f, "committee", "tellers/farm", 1);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, meeting_count(&f, "chair", "farm", 5, "{\"karl\":4,\"rosa\":1}"),
                "act.small-place");
    assert_span_is(f.refusal.expected, "hall, with which it is counted");
    fold_assert(&f, meeting_count(&f, "chair", "hall", 20, "{\"karl\":8,\"rosa\":12}"), NULL);
    fold_assert(&f, meeting_count(&f, "chair", "post", 9, "{\"karl\":4,\"rosa\":5}"), NULL);
    assert_true(is_shown(&f, "\"farm\": \"hall\""));
    meeting_result(&f, "chair"); /* two of two: the farm is not awaited */
    fold_close(&f);
}

static void a_small_place_whose_hall_is_gone_is_awaited_until_it_is_closed(void **state)
{
    struct fold f;
    meeting_stands(&f, *state);
    fold_ok(&f, "committee", "open-place", "place/farm",
            "{\"counted-with\":\"post\",\"registered\":9,\"title\":\"Farm\"}");
    fold_bind(&f, "committee", "tellers/farm", 1);
    fold_ok(&f, "committee", "close-place", "place/post", NULL);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, meeting_count(&f, "chair", "hall", 20, "{\"karl\":8,\"rosa\":12}"), NULL);
    fold_assert(&f, meeting_count(&f, "chair", "farm", 5, "{\"karl\":4,\"rosa\":1}"),
                "act.small-place");
    assert_true(is_shown(&f, "\"farm\": null"));
    fold_ok(&f, "committee", "close-place", "place/farm", NULL);
    meeting_result(&f, "chair");
    fold_close(&f);
}

/* ---- a contest held again ---------------------------------------------------------------------
 */

static void the_auditors_annul_and_the_board_stands(void **state)
{
    struct fold f;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    const char *board = "{\"a\":4,\"b\":4,\"c\":4,\"d\":3,\"e\":3,\"f\":2}";
    const char *place[] = {"hall", "post"};
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_assert(&f, meeting_count(&f, "chair", place[i], 20, "{\"karl\":8,\"rosa\":12}"), NULL);
        fold_assert(&f, meeting_count(&f, "board", place[i], 20, board), NULL);
    }
    meeting_result(&f, "chair");
    meeting_result(&f, "board");
    fold_ok(&f, "auditors", "annul", "case/" meeting,
            "{\"contest\":\"chair\",\"reason\":\"ballots without karl\"}");
    fold_ok(&f, "committee", "repeat-vote", "case/" meeting, "{\"day\":\"2026-05-16\"}");
    fold_at(&f, "2026-05-16T18:30:00+05:00");
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_assert(&f, meeting_count(&f, "chair:2", place[i], 20, "{\"karl\":12,\"rosa\":8}"),
                    NULL);
    }
    meeting_result(&f, "chair");
    fold_ok(&f, "committee", "certify", "case/" meeting, NULL);
    assert_int_equal(meeting_holders(&f, "chair"), 1);
    assert_int_equal(meeting_holders(&f, "board"), 5);
    const struct adil_holding *chair = NULL;
    uint32_t office = adil_office_find(&f.p->book->acts, ADIL_SPAN("chair"));
    for (uint32_t i = 0; i < f.p->n_holdings; i++) {
        chair = f.p->holding[i].office == office ? &f.p->holding[i] : chair;
    }
    assert_non_null(chair);
    assert_span_is(adil_strings_get(f.p->strings, chair->person), "02"); /* karl */
    fold_close(&f);
}

/* Fourteen of forty members came: no valid vote. The second time thirty come. */
static void a_vote_that_is_not_valid_is_held_again(void **state)
{
    static const struct {
        const char *day;
        const char *contest;
        const char *votes;
        int cast;
        const char *status;
    } vote[] = {
        {"2026-06-13T18:30:00+05:00", "charter", "{\"no\":2,\"yes\":5}", 7, "not-valid"},
        {"2026-07-18T18:30:00+05:00", "charter:2", "{\"no\":3,\"yes\":12}", 15, "decided"},
    };
    struct fold f;
    meeting_open(&f, *state, NULL);
    struct adil_arena *a = &f.t->perm;
    const char *about = "case/charter-2026";
    fold_ok(&f, "board", "call-charter-vote", about,
            "{\"contests\":[\"charter\"],\"day\":\"2026-06-13\"}");
    for (size_t i = 0; i < ADIL_COUNT(vote); i++) {
        fold_at(&f, vote[i].day);
        static const char *const place[] = {"hall", "post"};
        for (size_t k = 0; k < ADIL_COUNT(place); k++) {
            fold_ok(&f, adil_span_cstr(a, adil_fmt(a, "tellers/%s", place[k])), "protocol",
                    adil_span_cstr(
                        a, adil_fmt(a, "protocol/charter-2026/%s/%s", vote[i].contest, place[k])),
                    adil_span_cstr(a, adil_fmt(a,
                                               "{\"cast\":%d,\"invalid\":0,\"issued\":%d,"
                                               "\"listed\":20,\"votes\":%s}",
                                               vote[i].cast, vote[i].cast, vote[i].votes)));
        }
        meeting_result_of(&f, "charter-2026", "charter");
        const struct adil_case *c = &f.p->cases[f.p->n_cases - 1];
        const struct adil_result_act *r = adil_result_current(&c->election->contest[0]);
        assert_string_equal(adil_status_word(r->status), vote[i].status);
        if (i == 0) {
            fold_ok(&f, "committee", "repeat-vote", about, "{\"day\":\"2026-07-18\"}");
        }
    }
    fold_refused(&f, "act.repeat", "committee", "repeat-vote", about, "{\"day\":\"2026-08-18\"}");
    fold_ok(&f, "committee", "certify", about, NULL);
    fold_close(&f);
}

/* ---- the sheet ------------------------------------------------------------------------------ */

static adil_err sheet(struct fold *f, const char *contest, const char *place,
                      struct adil_sheet *out)
{
    adil_diag_open(&f->diag, &f->t->perm);
    return adil_sheet_read(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN(meeting),
                           adil_span_of(contest), adil_span_of(place), out, &f->diag);
}

static void before_the_day_a_sheet_has_who_would_stand(void **state)
{
    struct fold f;
    struct adil_sheet s;
    meeting_stands(&f, *state);
    fold_ok(&f, "secretary", "nominate-chair", "candidate/" meeting "/vera", "{\"person\":\"09\"}");
    struct adil_hash before = fold_hash(&f);
    assert_int_equal(sheet(&f, "chair", "hall", &s).code, ADIL_C_OK);
    struct adil_hash after = fold_hash(&f);
    assert_true(adil_hash_eq(&before, &after)); /* looking changes nothing */
    assert_int_equal(s.n_options, 2);           /* vera was not registered */
    assert_span_is(s.contest->option[s.option[0]].id, "rosa");
    assert_true(s.entry == ADIL_NO_ENTRY);
    assert_true(s.votes[0] == ADIL_SHEET_EMPTY);
    assert_int_equal(s.n_checks, 4);
    assert_int_equal(sheet(&f, "treasurer", "hall", &s).code, ADIL_C_INPUT);
    assert_int_equal(sheet(&f, "chair", "garden", &s).code, ADIL_C_INPUT);
    fold_close(&f);
}

static void a_filled_sheet_shows_the_checks_that_fail(void **state)
{
    struct fold f;
    struct adil_sheet s;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, meeting_count(&f, "chair", "hall", 21, "{\"karl\":8,\"rosa\":12}"), NULL);
    assert_int_equal(sheet(&f, "chair", "hall", &s).code, ADIL_C_OK);
    const struct adil_register *reg = &f.p->book->reg[s.reg];
    uint32_t cast = adil_field_find(reg->field, reg->n_fields, ADIL_SPAN("cast"));
    assert_true(s.entry == adil_polity_entries(f.p) - 1);
    assert_int_equal(s.figure[cast], 21);
    assert_int_equal(s.votes[0], 12);
    for (uint32_t i = 0; i < s.n_checks; i++) {
        bool first = adil_span_is(f.p->book->acts.check[s.check[i]].rule.id, "C.1");
        assert_int_equal(s.fails[i], first);
    }
    fold_close(&f);
}

/* One figure is changed at a time: each relation is missed alone, and keeps the result back. */
static void every_relation_of_a_protocol_is_asked(void **state)
{
    static const struct {
        const char *check; /* NULL: all hold */
        const char *figures;
    } paper[] = {
        {NULL, "\"cast\":20,\"invalid\":2,\"issued\":20,\"listed\":20"},
        {"C.1", "\"cast\":20,\"invalid\":1,\"issued\":20,\"listed\":20"},
        {"C.2", "\"cast\":20,\"invalid\":2,\"issued\":19,\"listed\":20"},
        {"C.3", "\"cast\":20,\"invalid\":2,\"issued\":20,\"listed\":19"},
    };
    const char *about = "protocol/" meeting "/chair/hall";
    struct fold f;
    meeting_stands(&f, *state);
    fold_at(&f, "2026-04-18T20:00:00+05:00");
    fold_assert(&f, meeting_count(&f, "chair", "post", 9, "{\"karl\":4,\"rosa\":5}"), NULL);
    fold_assert(&f, meeting_count(&f, "chair", "hall", 20, "{\"karl\":8,\"rosa\":12}"), NULL);
    for (size_t i = 0; i < ADIL_COUNT(paper); i++) {
        struct adil_buf out;
        struct fold_act correction = {.by = "tellers/hall",
                                      .word = "correct-protocol",
                                      .about = about,
                                      .supersedes = adil_polity_entries(f.p) - 1};
        correction.fields = adil_span_cstr(
            &f.t->perm,
            adil_fmt(&f.t->perm, "{%s,\"votes\":{\"karl\":8,\"rosa\":10}}", paper[i].figures));
        fold_assert(&f, fold_apply(&f, &correction), NULL);
        adil_buf_open(&out, 1 << 20);
        adil_err err = adil_polity_result_fields(f.p, &f.t->perm, f.t->scratch, ADIL_SPAN(meeting),
                                                 ADIL_SPAN("chair"), &out, &f.refusal);
        assert_int_equal(err.code, paper[i].check == NULL ? ADIL_C_OK : ADIL_C_REFUSED);
        if (paper[i].check != NULL) {
            assert_span_is(f.refusal.rule, paper[i].check);
        }
        adil_buf_release(&out);
    }
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_was_chair_twice_is_not_nominated),
        test_case(one_meeting_fills_several_offices),
        test_case(a_chair_steps_down_for_the_next_one_only),
        test_case(sealed_figures_are_those_stated_later_and_shown_nowhere_before),
        test_case(the_post_is_typed_twice_and_the_hall_is_not),
        test_case(a_small_place_is_counted_with_the_hall),
        test_case(a_small_place_whose_hall_is_gone_is_awaited_until_it_is_closed),
        test_case(the_auditors_annul_and_the_board_stands),
        test_case(a_vote_that_is_not_valid_is_held_again),
        test_case(before_the_day_a_sheet_has_who_would_stand),
        test_case(a_filled_sheet_shows_the_checks_that_fail),
        test_case(every_relation_of_a_protocol_is_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
