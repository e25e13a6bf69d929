/* Which row becomes which figure. */
#include "ballot.h"

#include <unistd.h>

#define UNKNOWN ADIL_VOTES_UNKNOWN

static void check_row(const struct ballot *b, uint32_t table, uint32_t unit, const char *name,
                      const int64_t *cell)
{
    assert_span_is(b->votes.table[table].unit[unit].name, name);
    for (uint32_t i = 0; i < b->votes.n_options; i++) {
        assert_int_equal(ballot_cell(b, table, unit, i), cell[i]);
    }
}

/* ---- shapes
 * ------------------------------------------------------------------------------------------ */

static void test_figures__one_unit(void **state)
{
    struct ballot *b = ballot_open(state);
    assert_accepted(b, "option,votes\nAnn,10\nBob,\n\"Cy, junior\",0\n");
    assert_int_equal(b->votes.n_options, 3);
    assert_span_is(b->votes.option[2].id, "Cy, junior");
    assert_int_equal(b->votes.option[2].list_length, ADIL_LENGTH_UNKNOWN);
    assert_int_equal(b->votes.option[2].at_most, UINT32_MAX);
    assert_int_equal(b->votes.n_tables, 1);
    assert_int_equal(b->votes.table[0].n_units, 1);
    assert_false(b->votes.table[0].has_root);
    check_row(b, 0, 0, "", (const int64_t[]){10, UNKNOWN, 0});
}

static void test_figures__long_and_wide_are_the_same(void **state)
{
    static const char *const texts[] = {
        "unit,option,votes\nx,Ann,1\nx,Bob,2\ny,Ann,3\ny,Bob,4\n",
        "unit,Ann,Bob\nx,1,2\ny,3,4\n",
        "option,unit,votes\r\nAnn,x,1\r\nBob,x,2\r\nAnn,y,3\r\nBob,y,4",
        "Ann,unit,Bob\n1,x,2\n3,y,4\n\n",
        "\xef\xbb\xbfunit,option,votes\nx,Ann,1\ny,Ann,3\n\"x\",\"Bob\",\"2\"\ny,Bob,4\n",
    };
    for (size_t i = 0; i < ADIL_COUNT(texts); i++) {
        struct ballot *b = ballot_open(state);
        assert_accepted(b, texts[i]);
        assert_int_equal(b->votes.n_options, 2);
        assert_span_is(b->votes.option[0].id, "Ann");
        assert_int_equal(b->votes.table[0].n_units, 2);
        check_row(b, 0, 0, "x", (const int64_t[]){1, 2});
        check_row(b, 0, 1, "y", (const int64_t[]){3, 4});
    }
}

static void test_figures__turnout_in_columns_in_rows_and_among_votes(void **state)
{
    static const char *const texts[][2] = {
        {"unit,Ann\nx,50\n", "unit,cast,registered,valid\nx,70,100,60\n"},
        {"unit,Ann\nx,50\n",
         "unit,item,count\nx,valid,60\nx,cast,70\nx,registered,100\nx,issued,\n"},
        {"unit,item,count\nx,valid,60\nx,cast,70\nx,registered,100\n", "unit,Ann\nx,50\n"},
        {"unit,registered,Ann,cast\nx,100,50,70\n", "unit,valid\nx,60\n"},
    };
    for (size_t i = 0; i < ADIL_COUNT(texts); i++) {
        struct ballot *b = ballot_open(state);
        assert_true(ballot_read_files(b, texts[i], 2));
        assert_int_equal(b->votes.table[0].n_units, 1);
        const struct adil_turnout *t = &b->votes.table[0].unit[0].turnout;
        assert_int_equal(t->registered, 100);
        assert_int_equal(t->issued, UNKNOWN);
        assert_int_equal(t->cast, 70);
        assert_int_equal(t->valid, 60);
        assert_int_equal(t->invalid, UNKNOWN);
        assert_int_equal(ballot_cell(b, 0, 0, 0), 50);
    }
}

static void test_figures__spoilt_is_invalid(void **state)
{
    struct ballot *b = ballot_open(state);
    static const char *const rows[] = {"unit,Ann\nx,5\n", "unit,item,count\nx,spoilt,7\n"};
    assert_true(ballot_read_files(b, rows, 2));
    assert_int_equal(b->votes.table[0].unit[0].turnout.invalid, 7);
    assert_accepted(b, "unit,Ann,spoilt\nx,5,8\n");
    assert_int_equal(b->votes.table[0].unit[0].turnout.invalid, 8);
    assert_int_equal(b->votes.n_options, 1);
}

static void test_figures__findings_of_every_kind(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_accepted(b, "contest,unit,finding,option,value,of,detail,source\n"
                       "first,land,units-won,,17,17,,gazette 1\n"
                       "vote,,admitted,Боб,,,,gazette 2\n"
                       "other,nowhere,rubbish,,x,,,\n"
                       "first,,winner,\"Cy \"\"the\"\" Third\",,,independent,gazette 3\n"
                       "first,,seats,Ann,22,29,,gazette 4\n"
                       "first,,list-length,Ann,90,,,gazette 5\n"
                       "first,,adopted,,0,,,gazette 6\n");
    const struct adil_published_finding *f = b->votes.finding;
    assert_int_equal(b->votes.n_findings, 6);
    assert_int_equal(f[0].kind, ADIL_FOUND_UNITS_WON);
    assert_true(f[0].value == 17 && f[0].of == 17 && f[0].option == UINT32_MAX);
    assert_int_equal(f[1].kind, ADIL_FOUND_ADMITTED);
    assert_int_equal(f[1].option, 1);
    assert_int_equal(f[1].value, UNKNOWN);
    assert_int_equal(f[1].place.line, 3);
    assert_int_equal(f[2].kind, ADIL_FOUND_WINNER);
    assert_int_equal(f[2].option, UINT32_MAX);
    assert_span_is(f[2].name, "Cy \"the\" Third");
    assert_span_is(f[2].detail, "independent");
    assert_span_is(f[2].source, "gazette 3");
    assert_true(f[3].kind == ADIL_FOUND_SEATS && f[3].value == 22 && f[3].of == 29);
    assert_true(f[4].kind == ADIL_FOUND_LIST_LENGTH && f[4].value == 90);
    assert_true(f[5].kind == ADIL_FOUND_ADOPTED && f[5].value == 0);
    assert_int_equal(b->votes.n_tables, 0);
}

/* ---- options
 * ------------------------------------------------------------------------------------------ */

static void test_figures__options_by_id_and_by_any_name(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "unit,option,votes\nx,Боб,2\nx,Ann,1\ny,Bob,4\ny,against all,5\n");
    assert_ptr_equal(b->votes.option, b->option);
    assert_int_equal(b->votes.n_options, 4);
    check_row(b, 0, 0, "x", (const int64_t[]){1, 2, UNKNOWN, UNKNOWN});
    check_row(b, 0, 1, "y", (const int64_t[]){UNKNOWN, 4, 5, UNKNOWN});
}

static void test_figures__forms_of_one_letter_are_one_name(void **state)
{
    /* U+00E9, and e with U+0301 */
    struct ballot *b = ballot_open(state);
    assert_accepted(b, "unit,option,votes\nC\xc3\xb4te,Ren\xc3\xa9,1\nC\x6f\xcc\x82te,Bob,2\n"
                       "X,Rene\xcc\x81,3\n");
    assert_int_equal(b->votes.n_options, 2);
    assert_int_equal(b->votes.table[0].n_units, 2);
    check_row(b, 0, 0, "C\xc3\xb4te", (const int64_t[]){1, 2});
    b = ballot_open(state);
    assert_accepted(b, "option,votes\nRene\xcc\x81,3\n");
    assert_span_is(b->votes.option[0].id, "Ren\xc3\xa9");
}

static void test_figures__open_options_stand_in_the_order_of_the_figures(void **state)
{
    struct ballot *b = ballot_open(state);
    ballot_option(b, "against all", ADIL_OPTION_AGAINST);
    assert_accepted(b, "option,votes\nAnn,3\nagainst all,2\nBob,1\n");
    assert_int_equal(b->votes.n_options, 3);
    assert_span_is(b->votes.option[0].id, "Ann");
    assert_span_is(b->votes.option[1].id, "against all");
    assert_int_equal(b->votes.option[0].class, ADIL_OPTION_LIST);
    assert_int_equal(b->votes.option[1].class, ADIL_OPTION_AGAINST);
    check_row(b, 0, 0, "", (const int64_t[]){3, 2, 1});
    assert_int_equal(b->c.n_options, 1);
}

static void test_figures__an_open_row_grows_with_late_options(void **state)
{
    struct ballot *b = ballot_open(state);
    struct adil_buf text;
    adil_buf_open(&text, 1 << 20);
    adil_buf_str(&text, "unit,option,votes\n");
    for (unsigned o = 0; o < 300; o++) {
        adil_buf_fmt(&text, "x,option %u,%u\n", o, o);
        adil_buf_fmt(&text, "y,option %u,%u\n", 299 - o, o);
    }
    adil_buf_byte(&text, '\0');
    assert_accepted(b, text.ptr);
    assert_int_equal(b->votes.n_options, 300);
    for (uint32_t o = 0; o < 300; o++) {
        struct adil_span id = b->votes.option[o].id;
        struct adil_span number = adil_span_sub(id, 7, id.len);
        uint64_t v = 0;
        assert_true(adil_span_u64(number, 1000, &v));
        assert_int_equal(ballot_cell(b, 0, 0, o), v);
        assert_int_equal(ballot_cell(b, 0, 1, o), 299 - v);
    }
    adil_buf_release(&text);
}

/* Reads n options of one unit, in arenas of its own. */
static uint32_t read_options(struct ballot *b, uint32_t n)
{
    struct test_arenas large;
    struct test_arenas *m = b->m;
    struct adil_buf text;
    assert_int_equal(adil_arena_open(&large.perm, (size_t)1 << 32), 0);
    assert_int_equal(adil_arena_open(&large.scratch, (size_t)1 << 32), 0);
    adil_buf_open(&text, 1 << 26);
    adil_buf_str(&text, "option,votes\n");
    for (uint32_t o = 0; o < n; o++) {
        adil_buf_fmt(&text, "%u,1\n", (unsigned)o);
    }
    adil_buf_byte(&text, '\0');
    b->m = &large;
    uint32_t got = ballot_read(b, text.ptr) ? b->votes.n_options : 0;
    struct adil_span messages = ballot_messages(b);
    b->m = m;
    adil_diag_open(&b->diag, &m->perm);
    adil_diag_add(&b->diag, ADIL_SEV_ERROR, (struct adil_place){{0}, 0}, messages, ADIL_SPAN(""),
                  ADIL_SPAN(""));
    adil_buf_release(&text);
    adil_arena_release(&large.perm);
    adil_arena_release(&large.scratch);
    return got;
}

static void test_figures__a_million_options_and_no_more(void **state)
{
    struct ballot *b = ballot_open(state);
    assert_int_equal(read_options(b, ADIL_OPTIONS_MAX), ADIL_OPTIONS_MAX);
    assert_int_equal(read_options(b, ADIL_OPTIONS_MAX + 1), 0);
    assert_span_is(b->diag.first->field, "a.csv:1000002: option: found 1000000, expected at most "
                                         "1000000 options\n");
}

/* ---- contests, papers, rounds
 * -------------------------------------------------------------------------- */

static void test_figures__the_contest_column_picks_rows(void **state)
{
    struct ballot *b = ballot_closed(state);
    assert_accepted(b, "contest,unit,option,votes\nother,x,Zed,-1\nfirst,x,Ann,7\nother,x,Ann,9\n");
    assert_int_equal(b->votes.table[0].n_units, 1);
    check_row(b, 0, 0, "x", (const int64_t[]){7, UNKNOWN, UNKNOWN, UNKNOWN});
}

static void test_figures__no_rulebook_takes_the_only_label(void **state)
{
    struct ballot *b = ballot_open(state);
    assert_accepted(b, "contest,unit,option,votes\npoll,x,Ann,7\npoll,x,Bob,8\n");
    assert_int_equal(b->votes.n_options, 2);
    b = ballot_open(state);
    b->c.name = ADIL_SPAN("poll-2");
    assert_accepted(b, "contest,unit,option,votes\npoll,x,Ann,7\npoll-2,x,Bob,8\n");
    assert_int_equal(b->votes.n_options, 1);
    assert_span_is(b->votes.option[0].id, "Bob");
}

static void test_figures__rounds_and_papers_have_tables_in_order(void **state)
{
    struct ballot *b = ballot_two(state);
    assert_accepted(b, "contest,round,unit,option,votes\n2nd,2,north,Ann,5\nfirst,2,land,Ann,4\n"
                       "second,1,north,Ann,3\nfirst,1,land,Ann,2\nsecond,1,south,Bob,1\n");
    assert_int_equal(b->votes.n_tables, 4);
    static const uint32_t paper[] = {0, 1, 0, 1};
    static const uint32_t round[] = {1, 1, 2, 2};
    static const int64_t first[] = {2, 3, 4, 5};
    for (uint32_t t = 0; t < 4; t++) {
        assert_int_equal(b->votes.table[t].paper, paper[t]);
        assert_int_equal(b->votes.table[t].round, round[t]);
        assert_int_equal(ballot_cell(b, t, 0, 0), first[t]);
    }
}

/* ---- absent rows and units
 * ------------------------------------------------------------------------------ */

static void test_figures__an_absent_row_is_what_the_paper_says(void **state)
{
    struct ballot *b = ballot_closed(state);
    b->paper[0].absent = ADIL_ABSENT_NOT_ON_BALLOT;
    static const char *const texts[] = {"unit,option,votes\nx,Ann,1\nx,Bob,\ny,Bob,2\n",
                                        "unit,cast\nz,50\n"};
    assert_true(ballot_read_files(b, texts, 2));
    enum { NOT = ADIL_VOTES_NOT_ON_BALLOT };
    check_row(b, 0, 0, "x", (const int64_t[]){1, UNKNOWN, NOT, NOT});
    check_row(b, 0, 1, "y", (const int64_t[]){NOT, 2, NOT, NOT});
    /* a unit without any row of votes is not known, whatever the paper says */
    check_row(b, 0, 2, "z", (const int64_t[]){UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN});
}

static void test_figures__the_total_comes_first(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_accepted(b,
                    "unit,option,votes\nsouth,Ann,1\nLA-N,Ann,2\nThe Land,Ann,6\nabroad,Ann,3\n");
    const struct adil_table *t = &b->votes.table[0];
    assert_true(t->has_root);
    assert_int_equal(t->n_units, 4);
    static const uint32_t units[] = {0, 2, 1, 3};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(t->unit[i].unit, units[i]);
    }
    assert_span_is(t->unit[2].name, "LA-N");
    assert_int_equal(t->unit[2].place.line, 3);
    assert_int_equal(ballot_cell(b, 0, 0, 0), 6);
    assert_int_equal(ballot_cell(b, 0, 1, 0), 1);
}

static void test_figures__without_units_a_total_is_meant(void **state)
{
    struct ballot *b = ballot_book(state, true);
    assert_accepted(b, "option,votes\nAnn,9\n");
    assert_true(b->votes.table[0].has_root);
    assert_int_equal(b->votes.table[0].unit[0].unit, 0);
    assert_span_is(b->votes.table[0].unit[0].name, "The Land");
}

static void test_figures__a_unit_nobody_reported_is_unknown(void **state)
{
    struct ballot *b = ballot_book(state, false);
    assert_accepted(b, "unit,Ann,Bob,against all,blank\nnorth,1,2,3,4\n");
    const struct adil_table *t = &b->votes.table[0];
    assert_false(t->has_root);
    assert_int_equal(t->n_units, 2); /* isles is no region on that day, abroad not of the group */
    assert_int_equal(t->unit[1].unit, 2);
    assert_int_equal(t->unit[1].place.line, 0);
    check_row(b, 0, 1, "south", (const int64_t[]){UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN});
    /* a town's row speaks for its region */
    assert_accepted(b, "unit,Ann\ntown,1\nsouth,2\n");
    assert_int_equal(b->votes.table[0].n_units, 2);
}

static void test_figures__turnout_of_strangers_is_left_out_with_a_warning(void **state)
{
    struct ballot *b = ballot_book(state, false);
    static const char *const texts[] = {"unit,Ann\nnorth,1\nsouth,2\n",
                                        "unit,cast\nnorth,8\nabroad,9\n"};
    assert_true(ballot_read_files(b, texts, 2));
    assert_int_equal(b->votes.table[0].n_units, 2);
    assert_int_equal(b->diag.n_warnings, 1);
    assert_span_is(ballot_messages(b), "b.csv:3: warning: unit: found abroad, expected a unit this "
                                       "contest is counted in: its turnout is left out\n");
    b = ballot_book(state, true); /* under a total it is a part like the others */
    static const char *const whole[] = {"unit,Ann\nland,5\n", "unit,cast\nland,30\nabroad,9\n"};
    assert_true(ballot_read_files(b, whole, 2));
    assert_int_equal(b->votes.table[0].n_units, 2);
    assert_int_equal(b->votes.table[0].unit[1].turnout.cast, 9);
    assert_int_equal(ballot_cell(b, 0, 1, 0), UNKNOWN);
}

/* ---- the input, sums, unions
 * ------------------------------------------------------------------------------ */

static void test_figures__who_asks_is_told_how_far_reading_is(void **state)
{
    struct ballot *b = ballot_open(state);
    struct adil_buf text;
    int out[2];
    char told[4096];
    adil_buf_open(&text, 1 << 22);
    adil_buf_str(&text, "unit,option,votes\n");
    for (unsigned u = 0; u < 10000; u++) {
        adil_buf_fmt(&text, "u%u,Ann,%u\n", u, u);
    }
    assert_int_equal(pipe(out), 0);
    struct adil_progress p = {.fd = out[1], .what = "bytes", .total = text.len};
    const struct adil_figures_file file = {ADIL_SPAN_INIT("f.csv"), adil_buf_span(&text), &p};
    assert_int_equal(
        adil_figures_read(&b->m->perm, b->m->scratch, &b->c, &file, 1, &b->votes, &b->diag).code,
        ADIL_C_OK);
    close(out[1]);
    ssize_t n = read(out[0], told, sizeof told);
    close(out[0]);
    assert_true(n > 0);
    assert_true(adil_span_starts(adil_span_bytes(told, (size_t)n), ADIL_SPAN("\rbytes ")));
    adil_buf_release(&text);
}

static void test_figures__the_input_is_hashed_as_given(void **state)
{
    struct ballot *b = ballot_open(state);
    static const char *const texts[] = {"\xef\xbb\xbfunit,Ann\nx,5\n", "unit,cast\nx,6\n"};
    struct adil_span piece[] = {adil_span_of(texts[0]), adil_span_of(texts[1])};
    struct adil_hash want = adil_sha256_pieces(piece, 2);
    assert_true(ballot_read_files(b, texts, 2));
    assert_true(adil_hash_eq(&b->votes.input, &want));
}

static void test_figures__a_cell_holds_up_to_63_bits_and_sums_more(void **state)
{
    struct ballot *b = ballot_open(state);
    assert_accepted(b, "unit,Ann,Bob\nx,9223372036854775807,0009223372036854775807\n"
                       "y,9223372036854775807,9223372036854775806\n");
    assert_int_equal(ballot_cell(b, 0, 0, 0), INT64_MAX);
    assert_int_equal(ballot_cell(b, 0, 0, 1), INT64_MAX);
    assert_int_equal(ballot_cell(b, 0, 1, 1), INT64_MAX - 1);
    b = ballot_book(state, true); /* limits are exact past 64 bits too */
    b->paper[0].marks = 4;
    assert_accepted(b, "unit,Ann,Bob,registered\n"
                       "land,9223372036854775807,9223372036854775807,9223372036854775807\n");
}

static void test_figures__union_keeps_the_first_of_each(void **state)
{
    struct ballot *a = ballot_open(state);
    struct ballot *b = ballot_open(state);
    assert_accepted(a, "option,votes\nAnn,1\nBob,2\n");
    assert_accepted(b, "option,votes\nBob,1\nCy,2\nAnn,3\n");
    const struct adil_votes *parts[] = {&a->votes, &b->votes, &a->votes};
    struct adil_votes all;
    adil_figures_union(&a->m->perm, parts, 3, &all);
    assert_int_equal(all.n_options, 3);
    assert_span_is(all.option[0].id, "Ann");
    assert_span_is(all.option[1].id, "Bob");
    assert_span_is(all.option[2].id, "Cy");
    assert_true(all.n_tables == 0 && all.n_findings == 0);
    struct adil_votes other;
    const struct adil_votes *swapped[] = {&b->votes, &a->votes, &a->votes};
    adil_figures_union(&a->m->perm, swapped, 3, &other);
    assert_false(adil_hash_eq(&all.input, &other.input));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_figures__one_unit),
        test_case(test_figures__long_and_wide_are_the_same),
        test_case(test_figures__turnout_in_columns_in_rows_and_among_votes),
        test_case(test_figures__spoilt_is_invalid),
        test_case(test_figures__findings_of_every_kind),
        test_case(test_figures__options_by_id_and_by_any_name),
        test_case(test_figures__forms_of_one_letter_are_one_name),
        test_case(test_figures__open_options_stand_in_the_order_of_the_figures),
        test_case(test_figures__an_open_row_grows_with_late_options),
        test_case(test_figures__a_million_options_and_no_more),
        test_case(test_figures__the_contest_column_picks_rows),
        test_case(test_figures__no_rulebook_takes_the_only_label),
        test_case(test_figures__rounds_and_papers_have_tables_in_order),
        test_case(test_figures__an_absent_row_is_what_the_paper_says),
        test_case(test_figures__the_total_comes_first),
        test_case(test_figures__without_units_a_total_is_meant),
        test_case(test_figures__a_unit_nobody_reported_is_unknown),
        test_case(test_figures__turnout_of_strangers_is_left_out_with_a_warning),
        test_case(test_figures__who_asks_is_told_how_far_reading_is),
        test_case(test_figures__the_input_is_hashed_as_given),
        test_case(test_figures__a_cell_holds_up_to_63_bits_and_sums_more),
        test_case(test_figures__union_keeps_the_first_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
