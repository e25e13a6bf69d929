#include "books.h"

#define HEAD "polity: {id: xx, name: Exland}\n"

static struct adil_span canonical(struct test_arenas *t, struct adil_span yaml)
{
    const struct adil_node *root = NULL;
    struct adil_diag d;
    adil_diag_open(&d, &t->perm);
    if (adil_yaml_read(&t->perm, ADIL_SPAN("f"), yaml, &root, &d).code != ADIL_C_OK) {
        print_error("%.*s\n%s", ADIL_ARG(yaml), said(t, &d));
        fail();
    }
    struct adil_buf out;
    adil_buf_open(&out, 1 << 22);
    adil_rulebook_canonical(root, t->scratch, &out);
    assert_true(adil_buf_ok(&out));
    struct adil_span copy = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return copy;
}

/* The expected text is written by hand after RFC 8785: keys in order of UTF-16 code units, so that
 * U+1F600 (D83D DE00) stands before U+FB00; its SHA-256 is that of coreutils' sha256sum. */
static void test_canonical__vector(void **state)
{
    static const char yaml[] = "# a comment\n"
                               "\xef\xac\x80: 1\n"
                               "\xf0\x9f\x98\x80: '2'\n"
                               "\xc3\xa9:\n"
                               "b: [1, true, {}]\n"
                               "\"a\\\"b\": \"x\\\\y\\nz\"\n";
    static const char json[] =
        "{\"a\\\"b\":\"x\\\\y\\nz\",\"b\":[\"1\",\"true\",{}],\"\xc3\xa9\":\"\","
        "\"\xf0\x9f\x98\x80\":\"2\",\"\xef\xac\x80\":\"1\"}";
    struct test_arenas *t = *state;
    struct adil_span got = canonical(t, adil_span_of(yaml));
    assert_span_is(got, json);
    struct adil_hash h = adil_sha256(got);
    assert_span_is(adil_hex(&t->perm, h.byte, sizeof h.byte),
                   "6c4fd1443f7bb3d7ec811c0ca866bab2904dd90e29e8f5f4db63c156f05f095a");
}

static void test_canonical__form_does_not_depend_on_how_it_is_written(void **state)
{
    static const char *const same[] = {
        HEAD "contests: {c: {seats: 3, method: hare}}\n",
        "contests:\n  c:\n    method: 'hare' # by largest remainder\n    seats: \"3\"\n" HEAD,
        "---\n{\"contests\": {\"c\": {\"method\": \"hare\", \"seats\": \"3\"}},\n"
        "\"polity\": {\"name\": \"Exland\", \"id\": \"xx\"}}\n",
        HEAD "contests:\r\n  c:\r\n    method: >-\r\n      hare\r\n    seats: 3\r\n",
    };
    struct test_arenas *t = *state;
    struct adil_rulebook first;
    parse_well(t, same[0], &first);
    for (size_t i = 1; i < ADIL_COUNT(same); i++) {
        struct adil_rulebook b;
        parse_well(t, same[i], &b);
        assert_true(adil_hash_eq(&b.hash, &first.hash));
    }
}

static void test_canonical__other_law_has_another_hash(void **state)
{
    static const char *const other[] = {
        HEAD "contests: {c: {method: hare, seats: 4}}\n",
        HEAD "contests: {c: {method: hare, seats: '3 '}}\n",
        HEAD "contests: {d: {method: hare, seats: 3}}\n",
        HEAD "names: {A: B}\ncontests: {c: {method: hare, seats: 3}}\n",
    };
    struct test_arenas *t = *state;
    struct adil_rulebook first;
    parse_well(t, HEAD "contests: {c: {method: hare, seats: 3}}\n", &first);
    for (size_t i = 0; i < ADIL_COUNT(other); i++) {
        struct adil_rulebook b;
        struct adil_diag d;
        (void)parse(t, other[i], &b, &d);
        assert_false(adil_hash_eq(&b.hash, &first.hash));
    }
}

/* ---- random trees ------------------------------------------------------------------------ */

static void put_text(struct adil_buf *out, struct test_rng *r)
{
    static const char *const pieces[] = {
        "a", "Z",  "0",  " ",      "\\\\",     "\\\"",     "\\n",          "\\t",
        "#", ": ", "- ", "{",      "\xd2\x9b", "\xc3\xa9", "\xef\xac\x80", "\xf0\x9f\x98\x80",
        "%", "'",  "~",  "\\u0041"};
    adil_buf_byte(out, '"');
    for (uint64_t n = test_rng_below(r, 6); n > 0; n--) {
        adil_buf_str(out, pieces[test_rng_below(r, ADIL_COUNT(pieces))]);
    }
    adil_buf_byte(out, '"');
}

/* Flow YAML of quoted texts; `shuffle` writes the entries of maps in reverse order. */
static void put_tree(struct adil_buf *out, struct test_rng *r, unsigned depth, bool shuffle)
{
    uint64_t kind = depth == 0 ? 0 : test_rng_below(r, 3);
    if (kind == 0) {
        put_text(out, r);
        return;
    }
    uint64_t n = test_rng_below(r, 5);
    struct adil_buf item[5] = {{0}};
    for (uint64_t i = 0; i < n; i++) {
        adil_buf_open(&item[i], 1 << 18);
        if (kind == 2) {
            adil_buf_fmt(&item[i], "\"%c\xd2\x9b%u\": ", (char)('a' + test_rng_below(r, 26)),
                         (unsigned)i);
        }
        put_tree(&item[i], r, depth - 1, shuffle);
    }
    adil_buf_str(out, kind == 2 ? "{" : "[");
    for (uint64_t i = 0; i < n; i++) {
        uint64_t at = kind == 2 && shuffle ? n - 1 - i : i;
        adil_buf_str(out, i > 0 ? ",\n " : "");
        adil_buf_put(out, adil_buf_span(&item[at]));
    }
    adil_buf_str(out, kind == 2 ? "}" : "]");
    for (uint64_t i = 0; i < n; i++) {
        adil_buf_release(&item[i]);
    }
}

static struct adil_span random_tree(struct test_arenas *t, uint64_t seed, bool shuffle)
{
    struct adil_buf text;
    struct test_rng r = {seed};
    adil_buf_open(&text, 1 << 20);
    put_tree(&text, &r, 4, shuffle);
    assert_true(adil_buf_ok(&text));
    struct adil_span copy = adil_span_copy(&t->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return copy;
}

static void test_canonical__reading_the_form_gives_the_form(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng seeds = test_rng_open("canonical form read again");
    uint32_t differ = 0;
    for (int i = 0; i < 500; i++) {
        struct test_arenas sub = *t; /* each tree frees its memory */
        uint64_t seed = test_rng_u64(&seeds) | 1;
        struct adil_span a = canonical(&sub, random_tree(&sub, seed, false));
        struct adil_span b = canonical(&sub, random_tree(&sub, seed, true));
        assert_span_equal(b, a);
        assert_span_equal(canonical(&sub, a), a);
        differ += !adil_span_eq(random_tree(&sub, seed, false), random_tree(&sub, seed, true));
    }
    assert_true(differ > 50); /* the two spellings do differ, or the test would show nothing */
}

static adil_err from_form(struct test_arenas *t, struct adil_span form, struct adil_rulebook *book,
                          struct adil_diag *d)
{
    adil_diag_open(d, &t->perm);
    return adil_rulebook_from_canonical(&t->perm, t->scratch, ADIL_SPAN("law"), form, book, d);
}

static struct adil_span form_of(struct test_arenas *t, const struct adil_rulebook *book)
{
    struct adil_buf out;
    adil_buf_open(&out, 64 << 20);
    adil_rulebook_canonical(book->root, t->scratch, &out);
    struct adil_span form = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return form;
}

/* Every law of the tree, read back from what the log keeps of it. */
static void test_canonical__every_law_reads_back_with_its_hash(void **state)
{
    static const char *const books[] = {"polities/kazakhstan", "polities/south-africa",
                                        "tests/polity/test-club.yaml"};
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(books); i++) {
        struct test_arenas sub = *t;
        struct adil_rulebook book;
        struct adil_rulebook again;
        struct adil_diag d;
        adil_err err =
            adil_rulebook_read(&sub.perm, sub.scratch, adil_span_of(books[i]), &book, NULL);
        assert_int_equal(err.code, ADIL_C_OK);
        struct adil_span form = form_of(&sub, &book);
        assert_int_equal(from_form(&sub, form, &again, &d).code, ADIL_C_OK);
        assert_true(adil_hash_eq(&again.hash, &book.hash));
        assert_int_equal(again.n_rules, book.n_rules);
        assert_int_equal(again.acts.n_words, book.acts.n_words);
        assert_int_equal(again.acts.n_deadlines, book.acts.n_deadlines);
        assert_int_equal(again.rule[0].place.line, 0);
    }
}

#define LAW(more) "{\"polity\":{\"id\":\"xx\",\"name\":\"X\"}" more "}"

static void test_canonical__another_spelling_is_no_canonical_form(void **state)
{
    static const struct {
        const char *form;
        const char *says;
    } bad[] = {
        {"{\"polity\":{\"id\":\"xx\",\"name\":\"\\u0058\"}}", "another form of this law"},
        {"{\"polity\": {\"id\":\"xx\",\"name\":\"X\"}}", "another form of this law"},
        {"{\"polity\":{\"name\":\"X\",\"id\":\"xx\"}}", "another form of this law"},
        {"{\"polity\":{\"id\":\"xx\",\"id\":\"xx\",\"name\":\"X\"}}", "each key once"},
        {"{\"polity\":{\"id\":\"xx\",\"name\":7}}", "expected texts"},
        {"{\"polity\":{\"id\":\"xx\",\"name\":\"\\u0000\"}}", "expected texts"},
        {"{\"polity\":{\"id\":\"xx\",\"name\":\"e\xcc\x81\"}}", "form C"},
        {LAW(",\"words\":{\"call\":{\"is\":\"opne\"}}"), "nearest: open"},
        {LAW("}"), "at byte"},
        {"", "at byte"},
    };
    struct test_arenas *t = *state;
    struct adil_rulebook book;
    struct adil_diag d;
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        adil_err err = from_form(t, adil_span_of(bad[i].form), &book, &d);
        assert_int_equal(err.code, ADIL_C_INPUT);
        assert_says(t, &d, bad[i].says);
    }
    assert_int_equal(from_form(t, ADIL_SPAN(LAW("")), &book, &d).code, ADIL_C_OK); /* the control */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_canonical__vector),
        test_case(test_canonical__form_does_not_depend_on_how_it_is_written),
        test_case(test_canonical__other_law_has_another_hash),
        test_case(test_canonical__reading_the_form_gives_the_form),
        test_case(test_canonical__every_law_reads_back_with_its_hash),
        test_case(test_canonical__another_spelling_is_no_canonical_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
