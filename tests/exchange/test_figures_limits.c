/* Limits: each holds at its bound and is refused one past it. */
#include "ballot.h"

/* ---- within a unit
 * -------------------------------------------------------------------------------------- */

static void test_limits__votes_against_ballots(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "unit,Ann,Bob,blank,cast\nx,60,30,10,100\n");
    assert_refused(b, "unit,Ann,Bob,blank,cast\nx,60,30,11,100\n",
                   "a.csv:2: votes: found 101, expected at most 100 (cast 100)\n");
    assert_accepted(b, "unit,Ann,Bob,cast,invalid\nx,60,30,100,10\n");
    assert_refused(b, "unit,Ann,Bob,cast,invalid\nx,60,31,100,10\n",
                   "a.csv:2: votes: found 91, expected at most 90 (cast 100 less 10 invalid)\n");
    assert_accepted(b, "unit,Ann,Bob,valid\nx,60,30,90\n");
    assert_refused(b, "unit,Ann,Bob,valid\nx,60,31,90\n",
                   "a.csv:2: votes: found 91, expected at most 90 (valid 90)\n");
}

static void test_limits__issued_bounds_only_where_cast_is_not_known(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "unit,Ann,issued\nx,60,60\n");
    assert_refused(b, "unit,Ann,issued\nx,61,60\n",
                   "a.csv:2: votes: found 61, expected at most 60 (issued 60)\n");
    assert_accepted(b, "unit,Ann,issued,cast\nx,61,60,61\n");
}

static void test_limits__the_roll(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "unit,Ann,registered\nx,60,60\n");
    assert_refused(b, "unit,Ann,registered\nx,61,60\n",
                   "a.csv:2: votes: found 61, expected at most 60 (registered 60)\n");
    assert_accepted(b, "unit,registered,cast,issued\nx,60,60,60\n");
    assert_refused(b, "unit,registered,cast\nx,60,61\n",
                   "a.csv:2: cast: found 61, expected at most 60 (registered)\n");
    assert_refused(b, "unit,registered,issued\nx,60,61\n",
                   "a.csv:2: issued: found 61, expected at most 60 (registered)\n");
}

static void test_limits__each_ballot_bears_its_marks(void **state)
{
    struct ballot *b = ballot_closed(state);
    b->paper[0].marks = 3;
    assert_accepted(b, "unit,Ann,Bob,cast,invalid\nx,150,120,100,10\n");
    assert_refused(b, "unit,Ann,Bob,cast,invalid\nx,151,120,100,10\n",
                   "a.csv:2: votes: found 271, expected at most 270 (3 marks on each of cast 100 "
                   "less 10 invalid)\n");
}

static void test_limits__classes_of_ballots(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "unit,cast,valid,invalid\nx,100,90,10\n");
    assert_refused(b, "unit,cast,valid,invalid\nx,100,91,10\n",
                   "a.csv:2: valid: found valid and invalid 101, expected 100 (cast)\n");
    assert_refused(b, "unit,cast,valid,invalid\nx,100,89,10\n",
                   "a.csv:2: valid: found valid and invalid 99, expected 100 (cast)\n");
    assert_refused(b, "unit,cast,invalid\nx,100,101\n",
                   "a.csv:2: invalid: found valid and invalid 101, expected at most 100 (cast)\n");
    assert_accepted(b, "unit,cast,invalid\nx,100,100\n");
}

static void test_limits__the_line_is_that_of_the_figure(void **state)
{
    struct ballot *b = ballot_closed(state);
    static const char *const texts[] = {"unit,Ann\nw,1\nx,61\n",
                                        "unit,item,count\nx,cast,70\nx,registered,65\n"};
    assert_false(ballot_read_files(b, texts, 2));
    assert_span_is(ballot_messages(b),
                   "b.csv:2: cast: found 70, expected at most 65 (registered)\n");
}

static void test_limits__sums_have_none(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_refused(b, "unit,Ann,Bob,cast\nx,9223372036854775807,9223372036854775807,5\n",
                   "a.csv:2: votes: found 18446744073709551614, expected at most 5 (cast 5)\n");
    b->paper[0].marks = 2;
    assert_accepted(b, "unit,Ann,Bob,cast\nx,9223372036854775807,9223372036854775807,"
                       "9223372036854775807\n");
}

/* Two ballot papers together exceed the roll, rightly; one may not. */
static void test_limits__are_of_one_ballot_paper(void **state)
{
    struct ballot *b = ballot_two(state);
    static const char *const good[] = {
        "contest,unit,Ann\nfirst,land,90\nsecond,north,40\nsecond,south,50\n",
        "contest,unit,registered\nfirst,land,100\nsecond,north,45\nsecond,south,55\n"};
    assert_true(ballot_read_files(b, good, 2));
    static const char *const bad[] = {
        "contest,unit,Ann\nfirst,land,90\nsecond,north,46\nsecond,south,50\n",
        "contest,unit,registered\nfirst,land,100\nsecond,north,45\nsecond,south,55\n"};
    assert_false(ballot_read_files(b, bad, 2));
    assert_span_is(ballot_messages(b),
                   "a.csv:3: votes: found 46, expected at most 45 (registered 45)\n");
}

/* ---- parts and their total
 * --------------------------------------------------------------------------------- */

static void test_limits__parts_are_never_above_their_total(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_accepted(b, "unit,Ann\nland,9\nnorth,4\nsouth,5\n"); /* abroad has no row */
    assert_accepted(b, "unit,Ann\nland,10\nnorth,4\nsouth,5\n");
    assert_refused(b, "unit,Ann\nnorth,4\nland,8\nsouth,5\n",
                   "a.csv:3: Ann: found parts that add up to 9, expected at most 8, the total\n");
    assert_refused(
        b, "unit,Ann,cast\nland,8,20\nnorth,4,15\nsouth,,6\n",
        "a.csv:2: cast: found parts that add up to 21, expected at most 20, the total\n");
    assert_accepted(b, "unit,Ann,issued\nland,8,20\nnorth,4,15\nsouth,4,6\n");
}

static void test_limits__all_parts_are_the_total(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_accepted(b, "unit,Ann\nland,10\nnorth,4\nsouth,5\nabroad,1\n");
    assert_refused(b, "unit,Ann\nland,11\nnorth,4\nsouth,5\nabroad,1\n",
                   "a.csv:2: Ann: found parts that add up to 10, expected 11, the total\n");
    assert_accepted(b, "unit,Ann\nland,11\nnorth,4\nsouth,\nabroad,1\n"); /* one is unknown */
    assert_accepted(b, "unit,Ann\nland,\nnorth,4\nsouth,5\nabroad,1\n");
}

static void test_limits__no_row_is_a_part_of_another_part(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_refused(
        b, "unit,Ann\nland,9\nnorth,4\ntown,4\n",
        "a.csv:4: unit: found town, expected no part of north, which has a row too: both "
        "would be added\n");
    b = ballot_book(state, false);
    assert_refused(
        b, "unit,Ann\nnorth,4\nland,9\n",
        "a.csv:2: unit: found north, expected no part of land, which has a row too: both "
        "would be added\n");
    b = ballot_book(state, true);
    b->paper[0].root = 1;
    assert_accepted(b, "unit,Ann\nnorth,4\ntown,4\n");
    assert_refused(b, "unit,Ann\nnorth,4\nsouth,4\n",
                   "a.csv:3: unit: found south, expected north or a part of it\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_limits__votes_against_ballots),
        test_case(test_limits__issued_bounds_only_where_cast_is_not_known),
        test_case(test_limits__the_roll),
        test_case(test_limits__each_ballot_bears_its_marks),
        test_case(test_limits__classes_of_ballots),
        test_case(test_limits__the_line_is_that_of_the_figure),
        test_case(test_limits__sums_have_none),
        test_case(test_limits__are_of_one_ballot_paper),
        test_case(test_limits__parts_are_never_above_their_total),
        test_case(test_limits__all_parts_are_the_total),
        test_case(test_limits__no_row_is_a_part_of_another_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
