/* The association that people copy (polities/club): terms, several offices by one vote, a charter;
 * and the sheet of paper that a protocol is. */
#include "fold.h"
#include "polity/sheet.h"
#include "polity/state.h"

#include <string.h>

#define club_book "polities/club/rulebook.yaml"
#define meeting   "meeting-2026"

static const struct fold_issuer club_members[] = {
    {"secretary", 1},    {"committee", 3},    {"board", 1},
    {"tellers/hall", 3}, {"tellers/post", 3}, {"member/01", 1},
};

#define chair_in(year)                                                                             \
    "{\"capacity\":\"elected\",\"elected_on\":\"" year "-04-18\",\"office\":\"chair\","            \
    "\"person\":\"01\",\"since\":\"" year "-04-20\",\"source\":\"minutes\",\"until\":\"" year      \
    "-12-31\"}"

static void open_club(struct fold *f, struct test_arenas *t, const char *holders)
{
    fold_open_holders(f, t, club_book, club_members, ADIL_COUNT(club_members), holders);
    fold_at(f, "2026-03-01T10:00:00+05:00");
    for (int i = 1; i <= 9; i++) {
        fold_ok(f, "secretary", "admit-member",
                adil_span_cstr(&t->perm, adil_fmt(&t->perm, "member/0%d", i)),
                "{\"joined\":\"2019-04-01\",\"name\":\"M\"}");
    }
    fold_ok(f, "committee", "open-place", "place/hall", "{\"registered\":30,\"title\":\"Hall\"}");
    fold_ok(f, "committee", "open-place", "place/post", "{\"registered\":10,\"title\":\"Post\"}");
    fold_at(f, "2026-03-20T10:00:00+05:00");
    fold_ok(f, "secretary", "call-meeting", "case/" meeting,
            "{\"contests\":[\"board\",\"chair\"],\"day\":\"2026-04-18\"}");
}

static void stand(struct fold *f, const char *word, const char *name, int member)
{
    struct adil_arena *a = &f->t->perm;
    const char *about = adil_span_cstr(a, adil_fmt(a, "candidate/" meeting "/%s", name));
    fold_ok(f, "secretary", word, about,
            adil_span_cstr(a, adil_fmt(a, "{\"person\":\"0%d\"}", member)));
    fold_ok(f, "committee", "register-candidate", about, NULL);
}

static void open_hall(struct fold *f, struct test_arenas *t)
{
    static const char *const board[] = {"a", "b", "c", "d", "e", "f"};
    open_club(f, t, NULL);
    stand(f, "nominate-chair", "rosa", 1);
    stand(f, "nominate-chair", "karl", 2);
    for (int i = 0; i < 6; i++) {
        stand(f, "nominate-board", board[i], 3 + i);
    }
}

static const char *count(struct fold *f, const char *contest, const char *place, int cast,
                         const char *votes)
{
    struct adil_arena *a = &f->t->perm;
    return fold_do(
        f, adil_span_cstr(a, adil_fmt(a, "tellers/%s", place)), "protocol",
        adil_span_cstr(a, adil_fmt(a, "protocol/" meeting "/%s/%s", contest, place)),
        adil_span_cstr(a, adil_fmt(a,
                                   "{\"cast\":%d,\"invalid\":0,\"issued\":%d,\"listed\":30,"
                                   "\"votes\":%s}",
                                   cast, cast, votes)));
}

static void say_result(struct fold *f, const char *contest)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err = adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN(meeting),
                                             adil_span_of(contest), &out, &f->refusal);
    assert_int_equal(err.code, ADIL_C_OK);
    fold_ok(f, "committee", "result", "case/" meeting,
            adil_span_cstr(&f->t->perm, adil_buf_span(&out)));
    adil_buf_release(&out);
}

/* ---- terms ---------------------------------------------------------------------------------- */

static void who_was_chair_twice_is_not_nominated(void **state)
{
    struct fold f;
    open_club(&f, *state, "[" chair_in("2020") "," chair_in("2023") "]");
    fold_refused(&f, "chair-twice", "member/01", "nominate-chair", "candidate/" meeting "/rosa",
                 "{\"person\":\"01\"}");
    assert_span_is(f.refusal.cite, "Charter 10(2)");
    fold_ok(&f, "member/01", "nominate-board", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_close(&f);
    open_club(&f, *state, "[" chair_in("2020") "]");
    fold_ok(&f, "member/01", "nominate-chair", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_close(&f);
}

/* ---- offices -------------------------------------------------------------------------------- */

static int holders_of(const struct fold *f, const char *office)
{
    int n = 0;
    uint32_t number = adil_office_find(&f->p->book->acts, adil_span_of(office));
    for (uint32_t i = 0; i < f->p->n_holdings; i++) {
        n += f->p->holding[i].office == number && !adil_date_known(f->p->holding[i].until);
    }
    return n;
}

/* The office is what the record of each candidate names: one act fills the chair and the board. */
static void one_meeting_fills_several_offices(void **state)
{
    struct fold f;
    open_hall(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, count(&f, "chair", "hall", 20, "{\"karl\":8,\"rosa\":12}"), NULL);
    fold_assert(&f, count(&f, "chair", "post", 9, "{\"karl\":4,\"rosa\":5}"), NULL);
    const char *board = "{\"a\":4,\"b\":4,\"c\":4,\"d\":3,\"e\":3,\"f\":2}";
    fold_assert(&f, count(&f, "board", "hall", 20, board), NULL);
    board = "{\"a\":2,\"b\":2,\"c\":2,\"d\":1,\"e\":1,\"f\":1}";
    fold_assert(&f, count(&f, "board", "post", 9, board), NULL);
    say_result(&f, "chair");
    say_result(&f, "board");
    assert_int_equal(holders_of(&f, "chair"), 0);
    fold_ok(&f, "committee", "certify", "case/" meeting, NULL);
    assert_int_equal(holders_of(&f, "chair"), 1);
    assert_int_equal(holders_of(&f, "board"), 5);
    assert_int_equal(holders_of(&f, "treasurer"), 0);
    fold_close(&f);
}

static void a_chair_steps_down_for_the_next_one_only(void **state)
{
    struct fold f;
    static const char holders[] =
        "[{\"capacity\":\"elected\",\"office\":\"chair\",\"person\":\"09\",\"since\":"
        "\"2023-04-20\",\"source\":\"minutes\"},{\"capacity\":\"elected\",\"office\":\"treasurer\","
        "\"person\":\"08\",\"since\":\"2023-04-20\",\"source\":\"minutes\"}]";
    open_club(&f, *state, holders);
    fold_ok(&f, "secretary", "nominate-chair", "candidate/" meeting "/rosa", "{\"person\":\"01\"}");
    fold_ok(&f, "committee", "register-candidate", "candidate/" meeting "/rosa", NULL);
    stand(&f, "nominate-board", "a", 3);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    const char *place[] = {"hall", "post"};
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_assert(&f, count(&f, "chair", place[i], 5, "{\"rosa\":5}"), NULL);
        fold_assert(&f, count(&f, "board", place[i], 5, "{\"a\":5}"), NULL);
    }
    say_result(&f, "chair");
    say_result(&f, "board");
    fold_ok(&f, "committee", "certify", "case/" meeting, NULL);
    assert_int_equal(holders_of(&f, "chair"), 1);
    assert_int_equal(holders_of(&f, "treasurer"), 1); /* who nobody replaced */
    assert_int_equal(holders_of(&f, "board"), 1);
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
    open_hall(&f, *state);
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
    open_hall(&f, *state);
    fold_at(&f, "2026-04-18T18:30:00+05:00");
    fold_assert(&f, count(&f, "chair", "hall", 21, "{\"karl\":8,\"rosa\":12}"), NULL);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(who_was_chair_twice_is_not_nominated),
        test_case(one_meeting_fills_several_offices),
        test_case(a_chair_steps_down_for_the_next_one_only),
        test_case(before_the_day_a_sheet_has_who_would_stand),
        test_case(a_filled_sheet_shows_the_checks_that_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
