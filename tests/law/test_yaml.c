#include "books.h"

#include <stdlib.h>

static adil_err read_text(struct test_arenas *t, const char *text, const struct adil_node **root,
                          struct adil_diag *d)
{
    adil_diag_open(d, &t->scratch);
    return adil_yaml_read(&t->perm, ADIL_SPAN("f.yaml"), adil_span_of(text), root, d);
}

static const struct adil_node *well(struct test_arenas *t, const char *text)
{
    struct adil_diag d;
    const struct adil_node *root = NULL;
    if (read_text(t, text, &root, &d).code != ADIL_C_OK) {
        print_error("%s", said(t, &d));
        fail();
    }
    return root;
}

static void badly(struct test_arenas *t, const char *text, const char *line)
{
    struct adil_diag d;
    const struct adil_node *root = NULL;
    assert_int_equal(read_text(t, text, &root, &d).code, ADIL_C_INPUT);
    assert_says(t, &d, line);
}

static void test_yaml__every_scalar_stays_text(void **state)
{
    struct test_arenas *t = *state;
    static const char *const words[] = {"NO",   "1_000", "0x10", "2023-03-19", "~",
                                        "null", "1e3",   "true", ".inf",       "012"};
    const struct adil_node *root =
        well(t, "[NO, 1_000, 0x10, 2023-03-19, ~, null, 1e3, true, .inf, 012]");
    assert_int_equal(root->n, ADIL_COUNT(words));
    const struct adil_node *c = root->first;
    for (size_t i = 0; i < ADIL_COUNT(words); i++, c = c->next) {
        assert_int_equal(c->kind, ADIL_NODE_SCALAR);
        assert_span_is(c->text, words[i]);
    }
    assert_null(c);
}

static void test_yaml__maps_and_lists_keep_order_and_lines(void **state)
{
    struct test_arenas *t = *state;
    const struct adil_node *root = well(t, "# first\nb:\n  - x\n  - y: 1\na: \"q\\tr\"\nempty:\n");
    assert_int_equal(root->kind, ADIL_NODE_MAP);
    assert_int_equal(root->n, 3);
    assert_span_is(root->first->key, "b");
    assert_int_equal(root->first->place.line, 2);
    assert_int_equal(root->first->first->place.line, 3);
    assert_int_equal(adil_node_get(root->first->first->next, "y")->place.line, 4);
    assert_span_is(adil_node_get(root, "a")->text, "q\tr");
    assert_int_equal(adil_node_get(root, "a")->place.line, 5);
    assert_span_is(adil_node_get(root, "a")->place.file, "f.yaml");
    assert_int_equal(adil_node_get(root, "empty")->text.len, 0);
    assert_null(adil_node_get(root, "c"));
    assert_null(adil_node_get(root->first, "b"));
    assert_null(adil_node_get(NULL, "b"));
}

static void test_yaml__text_becomes_nfc(void **state)
{
    struct test_arenas *t = *state;
    const struct adil_node *root = well(t, "\xef\xbb\xbf"
                                           "e\xcc\x81: \xd0\xb8\xcc\x86\n");
    assert_span_is(root->first->key, "\xc3\xa9");
    assert_span_is(root->first->text, "\xd0\xb9");
}

static void test_yaml__keys_equal_after_nfc_are_duplicates(void **state)
{
    badly(*state, "\xc3\xa9: 1\ne\xcc\x81: 2\n", "f.yaml:2: \xc3\xa9: found the key a second time");
}

static void test_yaml__what_hides_meaning_is_refused(void **state)
{
    static const struct {
        const char *text;
        const char *line;
    } cases[] = {
        {"a: &x 1\n", "f.yaml:1: found the anchor &x, expected no anchors"},
        {"a: 1\nb: *x\n", "f.yaml:2: found the alias *x, expected no aliases"},
        {"a: !!int 1\n", "f.yaml:1: found the tag tag:yaml.org,2002:int, expected no tags"},
        {"a: ! 1\n", "found the tag !, expected no tags"},
        {"a: !!map {}\n", "found the tag tag:yaml.org,2002:map"},
        {"- &l []\n", "found the anchor &l"},
        {"a: 1\n<<: {b: 2}\n", "f.yaml:2: found the merge key <<"},
        {"a: 1\n---\nb: 2\n", "f.yaml:2: found a second document, expected one document a file"},
        {"%YAML 1.1\n---\na: 1\n", "found a % directive"},
        {"a: 1\nb: 2\na: 3\n", "f.yaml:3: a: found the key a second time, expected each key once"},
        {"{[a]: 1}\n", "found a list or map as a key, expected a text"},
        {"'': 1\n", "found an empty key"},
        {"", "f.yaml:1: found nothing, expected a YAML document"},
        {"# only a comment\n", "found nothing"},
        {"a: [1, 2\n", "found while parsing a flow sequence"},
        {"a: 1\n b: 2\n", "f.yaml:2: found"},
        {"\ta: 1\n", "f.yaml:1: found"},
        {"a: \"\\x07\"\n", "expected UTF-8 text without control characters"},
        {"a: \"\\u2028\"\n", "expected UTF-8 text without control characters"},
        {"a: 1\nb: \x01\n", "f.yaml:2: found \\x01, expected UTF-8 text without control"},
        {"a: 1\n\nb: \xff\n", "f.yaml:3: found \\xff, expected UTF-8 text"},
        {"a: \xc0\x80\n", "found \\xc0, expected UTF-8 text"},
    };
    for (size_t i = 0; i < ADIL_COUNT(cases); i++) {
        badly(*state, cases[i].text, cases[i].line);
    }
}

static void test_yaml__quoted_merge_sign_is_a_key(void **state)
{
    assert_span_is(adil_node_get(well(*state, "'<<': x\n"), "<<")->text, "x");
}

static void test_yaml__nul_bytes_are_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    const struct adil_node *root = NULL;
    adil_diag_open(&d, &t->scratch);
    adil_err err =
        adil_yaml_read(&t->perm, ADIL_SPAN("f.yaml"), adil_span_bytes("a: x\0y\n", 7), &root, &d);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_says(t, &d, "f.yaml:1: found \\x00");
}

static void test_yaml__depth_ends_at_its_limit(void **state)
{
    struct test_arenas *t = *state;
    char text[2 * (ADIL_YAML_DEPTH_MAX + 1) + 1] = {0};
    memset(text, '[', ADIL_YAML_DEPTH_MAX);
    memset(text + ADIL_YAML_DEPTH_MAX, ']', ADIL_YAML_DEPTH_MAX);
    (void)well(t, text);
    memset(text, '[', ADIL_YAML_DEPTH_MAX + 1);
    memset(text + ADIL_YAML_DEPTH_MAX + 1, ']', ADIL_YAML_DEPTH_MAX + 1);
    badly(t, text, "found a list or map nested deeper, expected at most 32 levels");
}

static void test_yaml__bytes_and_nodes_end_at_their_limits(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena big = {0};
    assert_int_equal(adil_arena_open(&big, (size_t)1 << 30), 0);
    size_t n = (size_t)ADIL_YAML_BYTES_MAX + 1;
    char *text = adil_new(&big, char, n);
    memset(text, ' ', n);
    struct adil_diag d;
    const struct adil_node *root = NULL;
    adil_diag_open(&d, &t->scratch);
    adil_err err = adil_yaml_read(&big, ADIL_SPAN("f.yaml"), adil_span_bytes(text, n), &root, &d);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_says(t, &d, "found 16777217 bytes, expected at most 16777216 bytes");

    n = 2 * (size_t)ADIL_YAML_NODES_MAX + 2; /* the list and one element too many */
    for (size_t i = 0; i < n; i += 2) {
        text[i] = i == 0 ? '[' : ',';
        text[i + 1] = 'a';
    }
    text[n - 2] = ']';
    text[n - 1] = ' ';
    err = adil_yaml_read(&big, ADIL_SPAN("f.yaml"), adil_span_bytes(text, n), &root, &d);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_says(t, &d, "found more entries, expected at most 1048576 in a file");
    err = adil_yaml_read(&big, ADIL_SPAN("f.yaml"), adil_span_bytes("[a,a]", 5), &root, &d);
    assert_int_equal(err.code, ADIL_C_OK); /* the limit was the file's, not the reader's */
    adil_arena_release(&big);
}

static void test_yaml__long_keys_are_refused(void **state)
{
    struct test_arenas *t = *state;
    char text[200] = {0};
    memset(text, 'k', 160);
    memcpy(text + 160, ": 1", 3);
    (void)well(t, text);
    memset(text, 'k', 161);
    memcpy(text + 161, ": 1", 3);
    badly(t, text, "expected a key of 1 to 160 bytes");
}

static void test_yaml__values_of_a_command_line_carry_no_line(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    const struct adil_node *root = NULL;
    adil_diag_open(&d, &t->scratch);
    adil_err err =
        adil_yaml_value(&t->perm, ADIL_SPAN("--set"), ADIL_SPAN("{x: 1, y: [a, b]}"), &root, &d);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(adil_node_get(root, "y")->n, 2);
    assert_int_equal(adil_node_get(root, "y")->place.line, 0);
    err = adil_yaml_value(&t->perm, ADIL_SPAN("--set"), ADIL_SPAN("[a"), &root, &d);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_says(t, &d, "--set: found while parsing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_yaml__every_scalar_stays_text),
        test_case(test_yaml__maps_and_lists_keep_order_and_lines),
        test_case(test_yaml__text_becomes_nfc),
        test_case(test_yaml__keys_equal_after_nfc_are_duplicates),
        test_case(test_yaml__what_hides_meaning_is_refused),
        test_case(test_yaml__quoted_merge_sign_is_a_key),
        test_case(test_yaml__nul_bytes_are_refused),
        test_case(test_yaml__depth_ends_at_its_limit),
        test_case(test_yaml__bytes_and_nodes_end_at_their_limits),
        test_case(test_yaml__long_keys_are_refused),
        test_case(test_yaml__values_of_a_command_line_carry_no_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
