/* Names say nothing to C: under the same rulebooks in other names every verdict is the same. Here
 * all rulebooks are read, checked and their examples tried under other names, and the controls
 * stand; the tests of stories and of acts at random run once more with ADIL_RENAMED (meson.build),
 * and figures are counted in tests/cli/test_renamed_figures.c. */
#include "fold.h"
#include "law/rulebook.h"
#include "twin.h"

#include <dirent.h>
#include <string.h>

static struct adil_rulebook read_book(struct test_arenas *t, const char *path)
{
    struct adil_rulebook book;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    adil_err err = adil_rulebook_read(&t->perm, t->scratch, adil_span_of(path), &book, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
    return book;
}

static struct adil_rulebook read_renamed(struct test_arenas *t, const struct renaming *r,
                                         const struct adil_rulebook *book)
{
    struct adil_rulebook other;
    struct adil_diag diag;
    struct adil_buf out;
    adil_buf_open(&out, 1 << 24);
    adil_rulebook_canonical(renaming_tree(r, &t->perm, book->root), t->scratch, &out);
    struct adil_span form = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_diag_open(&diag, &t->perm);
    adil_err err =
        adil_rulebook_from_canonical(&t->perm, t->scratch, book->file, form, &other, &diag);
    if (err.code != ADIL_C_OK) {
        adil_buf_open(&out, 1 << 20);
        adil_diag_print(&diag, &out);
        fail_msg("%.*s in other names: %.*s", ADIL_ARG(book->file), ADIL_ARG(adil_buf_span(&out)));
    }
    return other;
}

/* What the linter finds, examples that fail among it; printed. */
static uint32_t findings(struct test_arenas *t, const struct adil_rulebook *book)
{
    struct adil_diag found;
    struct adil_buf out;
    adil_diag_open(&found, &t->perm);
    uint32_t n = adil_rulebook_check(t->scratch, book, &found);
    adil_buf_open(&out, 1 << 20);
    adil_diag_print(&found, &out);
    print_message("%.*s", ADIL_ARG(adil_buf_span(&out)));
    adil_buf_release(&out);
    return n;
}

/* No name is left, but words of the grammar; ids of C's own tables would be read as they were. */
static void assert_renamed(const struct renaming *r, const struct renaming *again, const char *path)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        for (uint32_t k = 0; k < again->n; k++) {
            left += adil_span_eq(r->name[i], again->name[k]);
        }
    }
    print_message("# %s: %u names are others, %u are words of the grammar\n", path, r->n,
                  r->n_kept);
    assert_int_equal(left, 0);
    assert_int_equal(r->n, again->n);
    assert_int_equal(r->n_kept, again->n_kept);
}

static void is_the_same_law(struct test_arenas *t, const char *path)
{
    struct test_arenas own = *t;
    struct renaming r;
    struct renaming again;
    struct adil_rulebook book = read_book(&own, path);
    renaming_open(&r, &own.perm, book.root, NULL);
    struct adil_rulebook other = read_renamed(&own, &r, &book);
    renaming_open(&again, &own.perm, other.root, NULL);
    assert_renamed(&r, &again, path);
    assert_int_equal(other.n_rules, book.n_rules);
    assert_int_equal(other.n_contests, book.n_contests);
    assert_int_equal(other.acts.n_words, book.acts.n_words);
    assert_int_equal(findings(&own, &other), findings(&own, &book));
}

static void every_rulebook_is_the_same_law_in_other_names(void **state)
{
    static const char *const of_tests[] = {
        "tests/polity/test-club.yaml",  "tests/polity/test-docket.yaml",
        "tests/polity/test-house.yaml", "tests/polity/test-league.yaml",
        "tests/cli/test-register.yaml", "tests/report/institutions.yaml",
    };
    struct test_arenas *t = *state;
    uint32_t n = 0;
    for (size_t i = 0; i < ADIL_COUNT(of_tests); i++) {
        is_the_same_law(t, of_tests[i]);
    }
    DIR *folder = opendir("polities");
    assert_non_null(folder);
    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        if (e->d_name[0] != '.') {
            is_the_same_law(t,
                            adil_span_cstr(&t->perm, adil_fmt(&t->perm, "polities/%s", e->d_name)));
            n++;
        }
    }
    (void)closedir(folder);
    assert_true(n >= 3);
}

/* ---- controls -------------------------------------------------------------------------------- */

#define HOUSE "tests/polity/test-house.yaml"

static const struct fold_issuer clerks[] = {{"lower-clerk", 1}, {"head", 1}};

/* What the twin says of an act of the house, odd in one name; NULL: nothing differs. */
static const char *odd_twin(struct test_arenas *t, const struct renaming_odd *odd,
                            const char *fields, bool state_too)
{
    static const char *const acts[][2] = {{"table-bill", "{\"title\":\"t\"}"},
                                          {"decide-bill", NULL}};
    struct fold f;
    struct twin w;
    struct adil_rulebook book = read_book(t, HOUSE);
    fold_open(&f, t, HOUSE, clerks, ADIL_COUNT(clerks));
    twin_open(&w, t, book.root, f.rulebook, f.source, odd);
    struct adil_act act;
    const char *differs = NULL;
    struct adil_span leaf = f.leaf; /* entry 0 */
    for (size_t i = 0; differs == NULL; i++) {
        assert_int_equal(
            adil_act_parse(&t->perm, (struct adil_place){{NULL, 0}, 0}, leaf, &act, NULL).code,
            ADIL_C_OK);
        differs = twin_follow(&w, f.p, &act, f.err, &f.refusal);
        if (i == ADIL_COUNT(acts)) {
            break;
        }
        (void)fold_do(&f, "lower-clerk", acts[i][0], "case/b",
                      acts[i][1] != NULL ? acts[i][1] : fields);
        leaf = f.leaf;
    }
    differs = differs == NULL && state_too ? twin_state(&w, f.p) : differs;
    twin_close(&w);
    fold_close(&f);
    if (odd == NULL && differs != NULL) {
        print_error("%s\n", differs);
    }
    return differs;
}

#define PASSES "{\"result\":\"pass\",\"yes\":6}"
#define WRONG  "{\"result\":\"fail\",\"yes\":6}"

/* Where nothing is odd, nothing differs; a name that acts have and the law does not is seen. */
static void a_name_left_in_the_law_is_seen(void **state)
{
    static const char *const names[] = {"lower-clerk", "decide-bill", "table-bill", "title"};
    struct test_arenas *t = *state;
    assert_null(odd_twin(t, NULL, PASSES, true));
    assert_null(odd_twin(t, NULL, WRONG, true));
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        const struct renaming_odd odd = {.stays = names[i]};
        assert_non_null(odd_twin(t, &odd, PASSES, true));
    }
}

/* As if C knew a name: it does know the words of the grammar, and under others says otherwise. */
static void a_name_that_c_knows_is_seen(void **state)
{
    static const struct renaming_odd result = {.also = "result"};
    static const struct renaming_odd yes = {.also = "yes"};
    struct test_arenas *t = *state;
    assert_non_null(odd_twin(t, &result, WRONG, false)); /* nobody checks what it says */
    assert_non_null(odd_twin(t, &yes, PASSES, false));   /* no votes for */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_rulebook_is_the_same_law_in_other_names),
        test_case(a_name_left_in_the_law_is_seen),
        test_case(a_name_that_c_knows_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
