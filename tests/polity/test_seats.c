/* Who is elected takes office: nobody holds it twice, nor beside what excludes it, and no more than
 * may. */
#include "meeting.h"
#include "poll.h"

#define member_of(office, person)                                                                  \
    "{\"capacity\":\"elected\",\"office\":\"" office "\",\"person\":\"" person                     \
    "\",\"since\":\"2022-04-20\",\"source\":\"minutes\"}"
#define three_of_the_board                                                                         \
    member_of("board", "01") "," member_of("board", "02") "," member_of("board", "03")

/* Candidates a, b .. of these members alone are voted for, in both places, and take office. */
static void elect(struct fold *f, struct test_arenas *t, const char *holders, const int *member,
                  size_t n)
{
    static const char *const name[] = {"a", "b", "c"};
    struct adil_span votes = ADIL_SPAN("{");
    meeting_open(f, t, holders);
    meeting_stand(f, "nominate-chair", "rosa", 9);
    for (size_t i = 0; i < n; i++) {
        meeting_stand(f, "nominate-board", name[i], member[i]);
        votes = adil_fmt(&t->perm, "%.*s%s\"%s\":2", ADIL_ARG(votes), i > 0 ? "," : "", name[i]);
    }
    const char *chair = fold_text(f, adil_fmt(&t->perm, "{\"rosa\":%d}", 2 * (int)n));
    const char *all = fold_text(f, adil_fmt(&t->perm, "%.*s}", ADIL_ARG(votes)));
    fold_at(f, "2026-04-18T18:30:00+05:00");
    static const char *const place[] = {"hall", "post"};
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_assert(f, meeting_count(f, "chair", place[i], 2 * (int)n, chair), NULL);
        fold_assert(f, meeting_count(f, "board", place[i], 2 * (int)n, all), NULL);
    }
    meeting_result(f, "chair");
    meeting_result(f, "board");
    fold_ok(f, "committee", "certify", "case/" meeting, NULL);
}

static void a_seat_filled_between_elections_ends_nobody_s_term(void **state)
{
    struct fold f;
    elect(&f, *state, "[" three_of_the_board "]", (const int[]){4}, 1);
    assert_int_equal(meeting_holders(&f, "board"), 4);
    fold_close(&f);
    elect(&f, *state, "[" three_of_the_board "]", (const int[]){4, 5}, 2);
    assert_int_equal(meeting_holders(&f, "board"), 5); /* as many as may */
    fold_close(&f);
}

#define five_of_the_board                                                                          \
    three_of_the_board "," member_of("board", "07") "," member_of("board", "08")

/* The board is full: who is elected to it again takes nobody's place. */
static void who_is_elected_again_needs_no_other_place(void **state)
{
    struct fold f;
    elect(&f, *state, "[" five_of_the_board "]", (const int[]){3}, 1);
    assert_int_equal(meeting_holders(&f, "board"), 5);
    fold_close(&f);
}

static void who_has_no_room_beside_the_elected_leaves(void **state)
{
    struct fold f;
    static const char five[] = "[" five_of_the_board "]";
    elect(&f, *state, five, (const int[]){4, 5, 6}, 3);
    assert_int_equal(meeting_holders(&f, "board"), 3);
    fold_close(&f);
}

static void nobody_holds_an_office_twice(void **state)
{
    struct fold f;
    elect(&f, *state, "[" three_of_the_board "]", (const int[]){3}, 1); /* again */
    assert_int_equal(meeting_holders(&f, "board"), 3);
    fold_close(&f);
    elect(&f, *state, NULL, (const int[]){3, 3}, 2); /* under two names */
    assert_int_equal(meeting_holders(&f, "board"), 1);
    fold_close(&f);
}

static void who_is_elected_leaves_what_the_law_excludes_beside_it(void **state)
{
    struct fold f;
    poll_open_holders(&f, *state, "[\"chair-2023\"]",
                      "[" member_of("member", "p-ann") "," member_of("court", "p-ann") "]");
    fold_at(&f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "chair-2023", i, poll_chair(&f, 50, 20, 5, 2));
    }
    fold_assert(&f, poll_say_result(&f, "chair-2023"), NULL);
    assert_int_equal(meeting_holders(&f, "member"), 1);
    fold_ok(&f, "commission", "certify", poll_case, NULL);
    assert_int_equal(meeting_holders(&f, "chair"), 1);
    assert_int_equal(meeting_holders(&f, "member"), 0);
    assert_int_equal(meeting_holders(&f, "court"), 1); /* which nothing excludes */
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_seat_filled_between_elections_ends_nobody_s_term),
        test_case(who_is_elected_again_needs_no_other_place),
        test_case(who_has_no_room_beside_the_elected_leaves),
        test_case(nobody_holds_an_office_twice),
        test_case(who_is_elected_leaves_what_the_law_excludes_beside_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
