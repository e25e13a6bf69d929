#include "books.h"

#include "base/file.h"
#include "law/keys.h"

/* ---- a strict JSON checker, independent of the writer ------------------------------------- */

struct cursor {
    struct adil_span s;
    size_t at;
};

static char peek(const struct cursor *c)
{
    return c->at < c->s.len ? c->s.ptr[c->at] : '\0';
}

static void blanks(struct cursor *c)
{
    while (peek(c) == ' ' || peek(c) == '\n') {
        c->at++;
    }
}

static bool take(struct cursor *c, const char *text)
{
    size_t n = strlen(text);
    if (c->s.len - c->at < n || memcmp(c->s.ptr + c->at, text, n) != 0) {
        return false;
    }
    c->at += n;
    return true;
}

static bool is_string(struct cursor *c)
{
    if (!take(c, "\"")) {
        return false;
    }
    while (peek(c) != '"') {
        if ((unsigned char)peek(c) < 0x20) {
            return false;
        }
        c->at += peek(c) == '\\' ? 2 : 1;
    }
    return take(c, "\"");
}

static bool is_value(struct cursor *c, unsigned depth);

/* Items between an opening and a closing sign, commas between them. */
static bool is_items(struct cursor *c, bool object, unsigned depth)
{
    const char *close = object ? "}" : "]";
    c->at++;
    blanks(c);
    if (take(c, close)) {
        return true;
    }
    for (;;) {
        blanks(c);
        if (object && (!is_string(c) || !take(c, ":"))) {
            return false;
        }
        if (!is_value(c, depth + 1)) {
            return false;
        }
        blanks(c);
        if (take(c, close)) {
            return true;
        }
        if (!take(c, ",")) {
            return false;
        }
    }
}

static bool is_value(struct cursor *c, unsigned depth)
{
    blanks(c);
    if (depth > 32) {
        return false;
    }
    if (peek(c) == '{' || peek(c) == '[') {
        return is_items(c, peek(c) == '{', depth);
    }
    if (peek(c) == '"') {
        return is_string(c);
    }
    if (take(c, "true") || take(c, "false") || take(c, "null")) {
        return true;
    }
    size_t from = c->at;
    while (peek(c) >= '0' && peek(c) <= '9') {
        c->at++;
    }
    return c->at > from;
}

static bool is_json(struct adil_span s)
{
    struct cursor c = {s, 0};
    bool well = is_value(&c, 0);
    blanks(&c);
    return well && c.at == s.len;
}

/* ---- tests ------------------------------------------------------------------------------- */

static struct adil_span schema(struct test_arenas *t)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_rulebook_schema(&out);
    assert_true(adil_buf_ok(&out));
    struct adil_span copy = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return copy;
}

static const struct adil_node *tree(struct test_arenas *t)
{
    const struct adil_node *root = NULL;
    adil_err err = adil_yaml_read(&t->perm, ADIL_SPAN("schema"), schema(t), &root, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    return root;
}

static void test_schema__is_well_formed_json(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span s = schema(t);
    assert_true(is_json(s));
    assert_false(is_json(adil_span_sub(s, 0, s.len - 3)));
    assert_false(is_json(adil_span_sub(s, 1, s.len)));
    assert_false(is_json(ADIL_SPAN("{\"a\": 1,}")));
}

static void test_schema__has_every_key_of_the_table(void **state)
{
    static const char *const sections[ADIL_N_SECTIONS] = {
        "section-book",      "section-polity",        "section-unit",      "section-group",
        "section-quantity",  "section-law",           "section-named-day", "section-rule",
        "section-register",  "section-kept",          "section-norm",      "section-example",
        "section-paper",     "section-zone",          "section-office",    "section-term",
        "section-body",      "section-size",          "section-word",      "section-support",
        "section-effect",    "section-power",         "section-procedure", "section-figures",
        "section-lots",      "section-seats",         "section-stage",     "section-stage-act",
        "section-decision",  "section-decision-ends", "section-deadline",  "section-check",
        "section-witnesses", "section-vector",        "section-member",    "section-contest",
        "section-set"};
    const struct adil_node *defs = adil_node_get(tree(*state), "$defs");
    for (size_t s = 0; s < ADIL_N_SECTIONS; s++) {
        const struct adil_node *section = adil_node_get(defs, sections[s]);
        const struct adil_node *properties = adil_node_get(section, "properties");
        struct adil_keys keys = adil_section_keys((enum adil_section)s);
        assert_int_equal(properties->n, keys.n);
        assert_span_is(adil_node_get(section, "additionalProperties")->text, "false");
        for (uint32_t i = 0; i < keys.n; i++) {
            const struct adil_node *p = adil_node_get_span(properties, keys.key[i].name);
            assert_non_null(p);
            assert_span_equal(adil_node_get(p, "description")->text, keys.key[i].help);
        }
    }
}

static void assert_refs(const struct adil_node *defs, const struct adil_node *n, unsigned depth)
{
    assert_true(depth <= ADIL_YAML_DEPTH_MAX);
    const struct adil_span front = ADIL_SPAN("#/$defs/");
    if (adil_span_is(n->key, "$ref")) {
        assert_true(adil_span_starts(n->text, front));
        struct adil_span name = adil_span_sub(n->text, front.len, n->text.len);
        assert_non_null(adil_node_get_span(defs, name));
    }
    for (const struct adil_node *c = n->first; c != NULL; c = c->next) {
        assert_refs(defs, c, depth + 1);
    }
}

static void test_schema__refers_only_to_what_it_defines(void **state)
{
    const struct adil_node *root = tree(*state);
    assert_refs(adil_node_get(root, "$defs"), root, 0);
    assert_span_is(adil_node_get(root, "$ref")->text, "#/$defs/section-book");
}

static void test_schema__closed_words_are_those_of_the_reader(void **state)
{
    const struct adil_node *defs = adil_node_get(tree(*state), "$defs");
    const struct adil_node *words = adil_node_get(adil_node_get(defs, "type-word-one"), "enum");
    assert_int_equal(words->n, 3);
    assert_span_is(words->first->text, "takes-all");
    words = adil_node_get(adil_node_get(defs, "type-method"), "enum");
    assert_int_equal(words->n, ADIL_N_METHODS);
}

/* The published copy is what `adil law schema` prints. */
static void test_schema__published_copy_is_current(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span file;
    adil_err err =
        adil_file_read(&t->perm, ADIL_SPAN("docs/rulebook.schema.json"), 1 << 20, &file, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_span_equal(file, schema(t));
}

/* What people read about the format: every key of the table, and a first example that works. */
static void test_schema__documentation_names_every_key(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span doc;
    adil_err err = adil_file_read(&t->perm, ADIL_SPAN("docs/rulebook.md"), 1 << 20, &doc, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    for (size_t s = 0; s < ADIL_N_SECTIONS; s++) {
        struct adil_keys keys = adil_section_keys((enum adil_section)s);
        for (uint32_t i = 0; i < keys.n; i++) {
            struct adil_span quoted = adil_fmt(&t->perm, "`%.*s`", ADIL_ARG(keys.key[i].name));
            if (adil_span_find(doc, quoted) == doc.len) {
                fail_msg("docs/rulebook.md does not name %.*s", ADIL_ARG(quoted));
            }
        }
    }
    assert_int_equal(adil_span_find(doc, ADIL_SPAN("`no-such-key`")), doc.len);
}

static void test_schema__first_example_of_the_documentation_compiles(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span doc;
    adil_err err = adil_file_read(&t->perm, ADIL_SPAN("docs/rulebook.md"), 1 << 20, &doc, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    const struct adil_span fence = ADIL_SPAN("```yaml\n");
    struct adil_span rest = adil_span_sub(doc, adil_span_find(doc, fence) + fence.len, doc.len);
    struct adil_span block = adil_span_sub(rest, 0, adil_span_find(rest, ADIL_SPAN("```")));
    struct adil_rulebook b;
    struct adil_contest c;
    parse_well(t, adil_span_cstr(&t->perm, block), &b);
    err = adil_rulebook_contest(&t->perm, t->scratch, &b, ADIL_SPAN("assembly-2023"),
                                ADIL_DATE_NONE, NULL, 0, &c, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_equal(c.n_options, 4);
    assert_span_is(c.threshold->source, "at least 5% of counted votes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_schema__is_well_formed_json),
        test_case(test_schema__has_every_key_of_the_table),
        test_case(test_schema__refers_only_to_what_it_defines),
        test_case(test_schema__closed_words_are_those_of_the_reader),
        test_case(test_schema__published_copy_is_current),
        test_case(test_schema__documentation_names_every_key),
        test_case(test_schema__first_example_of_the_documentation_compiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
