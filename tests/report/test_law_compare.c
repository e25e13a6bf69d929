#include "base/utf8.h"
#include "golden.h"
#include "institutions.h"
#include "json_valid.h"
#include "report/law_sides.h"

static struct adil_date day_of(const char *text)
{
    struct adil_date d = ADIL_DATE_NONE;
    assert_true(adil_date_parse(adil_span_of(text), &d));
    return d;
}

static struct adil_law_side side_of(const struct adil_rulebook *book, const char *day)
{
    return (struct adil_law_side){adil_span_of(day), book, day_of(day)};
}

static struct adil_span compare_text(struct test_arenas *t, const struct adil_law_side *side,
                                     uint32_t n, enum adil_lang lang, unsigned columns)
{
    struct adil_buf out;
    const struct adil_text_style style = {.lang = lang, .columns = columns};
    adil_buf_open(&out, 1 << 22);
    adil_law_compare_text(t->scratch, side, n, &style, &out);
    return taken(t, &out);
}

static struct adil_span compare_json(struct test_arenas *t, const struct adil_law_side *side,
                                     uint32_t n)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 22);
    adil_law_compare_json(t->scratch, side, n, ADIL_EN, &out);
    struct adil_span text = taken(t, &out);
    assert_true(json_is_valid(text));
    return text;
}

static void test_compare__reads_as_it_was_read_by_eye(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    struct adil_law_side side[] = {side_of(v.book, "2022-01-01"), side_of(v.book, "2023-01-01")};
    side[0].label = ADIL_SPAN("before");
    side[1].label = ADIL_SPAN("after");
    golden_is(&t->perm, t->scratch, "compare.en.txt", compare_text(t, side, 2, ADIL_EN, 90));
    golden_is(&t->perm, t->scratch, "compare-narrow.ru.txt", compare_text(t, side, 2, ADIL_RU, 44));
    struct adil_law_view club = institutions_of(t, "polities/club", ADIL_EN);
    side[1] = side_of(club.book, "2026-05-01");
    struct adil_span two = compare_text(t, side, 2, ADIL_EN, 90);
    assert_true(has_part(two, ADIL_SPAN("Office: the treasurer")));
    assert_true(has_part(two, ADIL_SPAN("Office: the premier")));
}

/* Nothing differs from itself, on any of the days on which anything begins. */
static void test_compare__a_day_with_itself_shows_nothing(void **state)
{
    static const char *const days[] = {"1990-01-01", "2022-09-01", "2023-01-19", "2027-01-01"};
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        struct test_arenas t = *(struct test_arenas *)*state;
        struct adil_law_view v = institutions_of(&t, institution_books[b], ADIL_KK);
        for (size_t i = 0; i < ADIL_COUNT(days); i++) {
            const struct adil_law_side same[] = {side_of(v.book, days[i]),
                                                 side_of(v.book, days[i])};
            assert_span_equal(compare_text(&t, same, 2, ADIL_EN, 80),
                              ADIL_SPAN("Nothing differs.\n"));
            assert_true(has_part(compare_json(&t, same, 2), ADIL_SPAN("\"differences\": []")));
        }
    }
}

/* A law as a record keeps it: the keys of every map in order. */
static struct adil_law_view kept(struct test_arenas *t, const struct adil_rulebook *book)
{
    struct adil_rulebook *again = adil_new(&t->perm, struct adil_rulebook, 1);
    struct adil_diag diag;
    struct adil_buf out;
    adil_diag_open(&diag, &t->perm);
    adil_buf_open(&out, 64 << 20);
    adil_rulebook_canonical(book->root, t->scratch, &out);
    struct adil_span form = taken(t, &out);
    adil_err err =
        adil_rulebook_from_canonical(&t->perm, t->scratch, ADIL_SPAN("kept"), form, again, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
    return (struct adil_law_view){again, ADIL_DATE_NONE, ADIL_EN};
}

#define SETS(value)                                                                                \
    "polity: {id: c, name: C}\n"                                                                   \
    "units: [{id: c, kind: club, name: C}, {id: d, kind: part, parent: c, name: D}]\n"             \
    "rules:\n"                                                                                     \
    "  - {id: r, cite: A, mark: read, source: S, set: {" value "}}\n"
#define THRESHOLD(percent) "threshold: at least " percent "% of counted votes"

static struct adil_law_side side_of_text(struct test_arenas *t, const char *text)
{
    struct adil_rulebook *book = adil_new(&t->perm, struct adil_rulebook, 1);
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    adil_err err = adil_rulebook_parse(&t->perm, t->scratch, ADIL_SPAN("r.yaml"),
                                       adil_span_of(text), book, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
    return side_of(book, "2023-01-01");
}

static void compare__the_order_of_keys_says_nothing(void **state)
{
    static const struct {
        const char *sets;
        bool same;
    } other[] = {
        {SETS(THRESHOLD("5") ", lists-by-unit: {c: {x: 1, y: 2}, d: {x: 3}}"), true},
        {SETS("lists-by-unit: {d: {x: 3}, c: {y: 2, x: 1}}, " THRESHOLD("5")), true},
        {SETS("lists-by-unit: {d: {x: 3}, c: {y: 2, x: 4}}, " THRESHOLD("5")), false},
        {SETS("lists-by-unit: {d: {x: 3}, c: {y: 2}}, " THRESHOLD("5")), false},
        {SETS("lists-by-unit: {d: {x: 3}, c: {y: 2, x: 1}}, " THRESHOLD("7")), false},
    };
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        struct test_arenas t = *(struct test_arenas *)*state;
        struct adil_law_view v = institutions_of(&t, institution_books[b], ADIL_EN);
        const struct adil_law_side as_kept[] = {side_of(v.book, "2023-01-19"),
                                                side_of(kept(&t, v.book).book, "2023-01-19")};
        assert_span_equal(compare_text(&t, as_kept, 2, ADIL_EN, 80),
                          ADIL_SPAN("Nothing differs.\n"));
    }
    for (size_t i = 0; i < ADIL_COUNT(other); i++) {
        struct test_arenas t = *(struct test_arenas *)*state;
        const struct adil_law_side two[] = {side_of_text(&t, other[0].sets),
                                            side_of_text(&t, other[i].sets)};
        struct adil_span said = compare_text(&t, two, 2, ADIL_EN, 80);
        assert_int_equal(adil_span_is(said, "Nothing differs.\n"), other[i].same);
    }
}

static struct adil_law_rows differences(struct test_arenas *t, const struct adil_rulebook *book,
                                        struct adil_date a, struct adil_date b)
{
    struct adil_law_items side[2];
    const struct adil_law_view view[] = {{book, a, ADIL_EN}, {book, b, ADIL_EN}};
    for (size_t i = 0; i < 2; i++) {
        struct adil_told told = adil_told_open(&t->perm, &view[i]);
        side[i] = adil_law_items_of(&told);
    }
    return adil_law_differences(&t->perm, side, 2);
}

static uint32_t count_turns(const struct adil_law_rows *rows, enum adil_law_turn turn)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < rows->n; i++) {
        n += adil_law_turn(&rows->row[i], 0) == turn ? 1 : 0;
    }
    return n;
}

static void test_compare__turned_round_what_began_ended(void **state)
{
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        struct test_arenas t = *(struct test_arenas *)*state;
        struct adil_law_view v = institutions_of(&t, institution_books[b], ADIL_EN);
        struct adil_date early = day_of("2015-01-01");
        struct adil_date late = day_of("2026-12-01");
        struct adil_law_rows on = differences(&t, v.book, early, late);
        struct adil_law_rows back = differences(&t, v.book, late, early);
        assert_int_equal(on.n, back.n);
        assert_int_equal(count_turns(&on, ADIL_TURN_BEGAN), count_turns(&back, ADIL_TURN_ENDED));
        assert_int_equal(count_turns(&on, ADIL_TURN_ENDED), count_turns(&back, ADIL_TURN_BEGAN));
        assert_int_equal(count_turns(&on, ADIL_TURN_SAME), 0);
    }
}

/* Rules, powers, deadlines and checks are shown under their own ids. */
static bool has_own_row(enum adil_rule_kind kind)
{
    return kind != ADIL_RULE_NORM;
}

static bool is_shown(const struct adil_law_rows *rows, struct adil_span id)
{
    for (uint32_t i = 0; i < rows->n; i++) {
        struct adil_span rest = rows->row[i].any->id; /* a deadline's goes on with procedures */
        struct adil_span first;
        if (adil_span_cut(&rest, ' ', &first) && adil_span_eq(first, id)) {
            return true;
        }
    }
    return false;
}

/* What began or ended between two days, found from the book's own table, is among the rows. */
static void test_compare__what_began_or_ended_is_shown(void **state)
{
    uint32_t n = 0;
    for (size_t b = 0; b < ADIL_COUNT(institution_books); b++) {
        struct test_arenas t = *(struct test_arenas *)*state;
        struct adil_law_view v = institutions_of(&t, institution_books[b], ADIL_EN);
        struct adil_date early = day_of("2020-01-01");
        struct adil_date late = day_of("2026-12-01");
        struct adil_law_rows rows = differences(&t, v.book, early, late);
        for (uint32_t i = 0; i < v.book->n_rules; i++) {
            struct adil_span id = v.book->rule[i].id;
            bool then = adil_rulebook_rule(v.book, id, early) != NULL;
            bool now = adil_rulebook_rule(v.book, id, late) != NULL;
            if (then != now && has_own_row(v.book->rule_use[i].kind)) {
                n++;
                if (!is_shown(&rows, id)) {
                    print_error("%.*s is not shown\n", ADIL_ARG(id));
                    fail();
                }
            }
        }
    }
    assert_true(n > 10); /* there is something to find */
}

static void test_compare__three_days_stand_side_by_side(void **state)
{
    struct test_arenas *t = *state;
    struct adil_law_view v = institutions_of(t, INSTITUTIONS, ADIL_EN);
    const struct adil_law_side side[] = {side_of(v.book, "2022-01-01"),
                                         side_of(v.book, "2022-08-31"),
                                         side_of(v.book, "2022-09-01")};
    struct adil_span json = compare_json(t, side, 3);
    assert_true(has_part(json, ADIL_SPAN("\"turns\": [\"same\", \"changed\"]")));
    assert_false(has_part(json, ADIL_SPAN("\"turns\": [\"changed\"")));
    struct adil_span rest = compare_text(t, side, 3, ADIL_EN, 60);
    struct adil_span line;
    while (adil_span_cut(&rest, '\n', &line)) {
        assert_true(adil_utf8_width(line) <= 60);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_compare__reads_as_it_was_read_by_eye),
        test_case(test_compare__a_day_with_itself_shows_nothing),
        test_case(compare__the_order_of_keys_says_nothing),
        test_case(test_compare__turned_round_what_began_ended),
        test_case(test_compare__what_began_or_ended_is_shown),
        test_case(test_compare__three_days_stand_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
