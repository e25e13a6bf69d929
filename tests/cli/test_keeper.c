/* A keeper's private file: what its commitment depends on and what not, what a proof shows, and who
 * is found twice. Persons are made up. */
#include "cli/keeper.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define SALT_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SALT_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SALT_C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define THREE                                                                                      \
    "person,unit,name,salt\n"                                                                      \
    "1,north,\"Doe, Jane\"," SALT_A "\n"                                                           \
    "2,south,Азамат," SALT_B "\n"                                                                  \
    "3,north,Third," SALT_C "\n"

static void read_list(struct test_arenas *t, const char *text, bool kept,
                      struct adil_keeper_list *out)
{
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    adil_err err =
        adil_keeper_parse(&t->perm, ADIL_SPAN("list.csv"), adil_span_of(text), kept, out, &diag);
    assert_int_equal(err.code, ADIL_C_OK);
}

static void make_tree(struct test_arenas *t, const char *text, struct adil_keeper_list *list,
                      struct adil_keeper_tree *tree)
{
    read_list(t, text, true, list);
    adil_keeper_tree_make(&t->perm, t->scratch, list, adil_register_salts(&t->perm, list), tree);
}

static struct adil_hash root_of(struct test_arenas *t, const char *text)
{
    struct adil_keeper_list list;
    struct adil_keeper_tree tree;
    make_tree(t, text, &list, &tree);
    return tree.root;
}

/* ---- the commitment ------------------------------------------------------------------------- */

/* Written out by hand: JSON of each row, RFC 6962 leaves in byte order of their hashes. */
static void test_the_root_is_that_of_the_documented_rows(void **state)
{
    struct test_arenas *t = *state;
    static const char *const row[] = {
        "{\"name\":\"Doe, Jane\",\"person\":\"1\",\"salt\":\"" SALT_A "\",\"unit\":\"north\"}",
        "{\"name\":\"Азамат\",\"person\":\"2\",\"salt\":\"" SALT_B "\",\"unit\":\"south\"}",
        "{\"name\":\"Third\",\"person\":\"3\",\"salt\":\"" SALT_C "\",\"unit\":\"north\"}",
    };
    struct adil_hash leaf[3];
    for (size_t i = 0; i < ADIL_COUNT(leaf); i++) {
        leaf[i] = adil_leaf_hash(adil_span_of(row[i]));
        for (size_t k = i; k > 0 && memcmp(&leaf[k], &leaf[k - 1], sizeof leaf[k]) < 0; k--) {
            struct adil_hash swapped = leaf[k];
            leaf[k] = leaf[k - 1];
            leaf[k - 1] = swapped;
        }
    }
    struct adil_hash left = adil_node_hash(&leaf[0], &leaf[1]);
    struct adil_hash want = adil_node_hash(&left, &leaf[2]);
    struct adil_hash got = root_of(t, THREE);
    assert_true(adil_hash_eq(&got, &want));
}

static void test_the_order_of_the_file_changes_no_root_and_every_cell_does(void **state)
{
    struct test_arenas *t = *state;
    struct adil_hash root = root_of(t, THREE);
    struct adil_hash other = root_of(t, "salt,name,person,unit\n" SALT_C ",Third,3,north\n" SALT_A
                                        ",\"Doe, Jane\",1,north\n" SALT_B ",Азамат,2,south\n");
    assert_true(adil_hash_eq(&root, &other));
    static const char *const change[][2] = {
        {"1,north", "4,north"}, {"2,south", "2,north"}, {"Jane", "John"},
        {"Азамат", "Азат"},     {SALT_A, SALT_B},       {"person,unit,name", "person,unit,nick"},
    };
    for (size_t i = 0; i < ADIL_COUNT(change); i++) {
        struct adil_span text = ADIL_SPAN(THREE);
        struct adil_span from = adil_span_of(change[i][0]);
        size_t at = adil_span_find(text, from);
        assert_true(at < text.len);
        other =
            root_of(t, adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%.*s%s%s", (int)at, text.ptr,
                                                         change[i][1], text.ptr + at + from.len)));
        assert_false(adil_hash_eq(&root, &other));
    }
}

static void test_an_identifier_is_its_letters_and_digits(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span id;
    assert_true(adil_person_normal(&t->perm, ADIL_SPAN("850101-300 123"), &id));
    assert_span_is(id, "850101300123");
    assert_true(adil_person_normal(&t->perm, ADIL_SPAN("n.12/ab"), &id));
    assert_span_is(id, "N12AB");
    assert_false(adil_person_normal(&t->perm, ADIL_SPAN(" - "), &id));
    assert_false(adil_person_normal(&t->perm, ADIL_SPAN("А1"), &id)); /* a Cyrillic letter */
    assert_false(adil_person_normal(
        &t->perm, ADIL_SPAN("12345678901234567890123456789012345678901234567890123456789012345"),
        &id));
}

static const struct {
    const char *text;
    const char *says;
} bad_lists[] = {
    {"name,salt\nx," SALT_A "\n", "list.csv:1: person: found no such column"},
    {"person\n1\n", "list.csv:1: salt: found no such column"},
    {"person,Name,salt\n1,x," SALT_A "\n", "list.csv:1: column: found Name"},
    {"person,salt\n1," SALT_A "\nА2," SALT_B "\n", "list.csv:3: person: found А2"},
    {"person,salt\n1,aa\n", "list.csv:2: salt: expected 64 hex digits"},
    {"person,name,salt\n1,\"a\nb\"," SALT_A "\n",
     "list.csv:2: name: found a\\x0ab, expected a text"},
    {"person,salt\n1\n", "list.csv:2: table: found 1 cells"},
};

static void test_a_file_of_another_form_is_refused_by_its_line(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad_lists); i++) {
        struct adil_keeper_list list;
        struct adil_diag diag;
        struct adil_buf out;
        adil_diag_open(&diag, &t->perm);
        adil_err err = adil_keeper_parse(&t->perm, ADIL_SPAN("list.csv"),
                                         adil_span_of(bad_lists[i].text), true, &list, &diag);
        assert_int_equal(err.code, ADIL_C_INPUT);
        adil_buf_open(&out, 1 << 16);
        adil_diag_print(&diag, &out);
        const char *said = adil_span_cstr(&t->perm, adil_buf_span(&out));
        adil_buf_release(&out);
        if (strstr(said, bad_lists[i].says) == NULL) {
            print_error("expected %s\nfound %s", bad_lists[i].says, said);
            fail();
        }
    }
}

/* ---- proofs --------------------------------------------------------------------------------- */

static struct adil_span proof_of(struct test_arenas *t, const char *text, uint32_t row)
{
    struct adil_keeper_list list;
    struct adil_keeper_tree tree;
    struct adil_buf line;
    struct adil_buf out;
    make_tree(t, text, &list, &tree);
    const struct adil_span *salt = adil_register_salts(&t->perm, &list);
    adil_buf_open(&line, ADIL_KEEPER_ROW_MAX);
    adil_buf_open(&out, ADIL_KEEPER_PROOF_BYTES);
    struct adil_hash leaf = adil_keeper_leaf(&line, t->scratch, &list, row, salt[row]);
    struct adil_keeper_proof p = {.row = adil_buf_span(&line),
                                  .index = adil_keeper_tree_find(&tree, &leaf),
                                  .size = tree.n,
                                  .root = tree.root};
    assert_true(p.index < tree.n);
    adil_keeper_tree_prove(&tree, (uint32_t)p.index, &p.proof);
    adil_keeper_proof_put(&out, t->scratch, &p);
    struct adil_span proof = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    adil_buf_release(&line);
    return proof;
}

static enum adil_code read_proof(struct test_arenas *t, struct adil_span text,
                                 struct adil_keeper_proof *p)
{
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    return adil_keeper_proof_read(&t->perm, ADIL_SPAN("p"), text, p, &diag).code;
}

static bool holds(struct adil_span text, const char *part)
{
    struct adil_span p = adil_span_of(part);
    return adil_span_find(text, p) < text.len;
}

static void test_a_proof_shows_its_own_row_and_nothing_of_others(void **state)
{
    struct test_arenas *t = *state;
    struct adil_hash root = root_of(t, THREE);
    for (uint32_t row = 0; row < 3; row++) {
        struct adil_keeper_proof p;
        struct adil_span text = proof_of(t, THREE, row);
        assert_int_equal(read_proof(t, text, &p), ADIL_C_OK);
        assert_true(adil_hash_eq(&p.root, &root));
        assert_true(holds(text, "Doe") == (row == 0) && holds(text, SALT_A) == (row == 0));
        assert_true(holds(text, "Азамат") == (row == 1) && holds(text, SALT_B) == (row == 1));
        assert_true(holds(text, "Third") == (row == 2) && holds(text, SALT_C) == (row == 2));
    }
}

/* Every byte of a proof counts: changed, it is no proof, or does not lead to its root, or shows
 * another root. */
static void test_a_proof_with_a_byte_changed_proves_nothing_of_this_root(void **state)
{
    struct test_arenas *t = *state;
    struct adil_hash root = root_of(t, THREE);
    struct adil_span text = proof_of(t, THREE, 1);
    uint32_t tried = 0;
    for (size_t i = 0; i < text.len; i++) {
        struct adil_arena before = t->perm;
        struct adil_keeper_proof p;
        char *bytes = adil_span_cstr(&t->perm, text);
        if (bytes[i] == '\n' || bytes[i] == ' ') {
            continue; /* between tokens: another spelling of the same proof */
        }
        bytes[i] = (char)(bytes[i] ^ 1);
        enum adil_code code = read_proof(t, adil_span_of(bytes), &p);
        assert_true(code != ADIL_C_OK || !adil_hash_eq(&p.root, &root));
        t->perm = before;
        tried++;
    }
    assert_true(tried > 300);
}

/* ---- twice ---------------------------------------------------------------------------------- */

static struct adil_keyed *open_key(uint8_t first)
{
    uint8_t bytes[ADIL_KEY_FILE_BYTES] = {first};
    struct adil_keyed *key = NULL;
    assert_int_equal(adil_keyed_from(bytes, &key).code, ADIL_C_OK);
    return key;
}

enum { LISTS = 3, ROWS_MOST = 40, PEOPLE = 60 };

/* Random lists of few people, and the same figures by comparing everyone with everyone. */
static void test_doubles_are_those_that_comparing_all_pairs_finds(void **state)
{
    struct test_arenas *t = *state;
    struct test_rng rng = test_rng_open("doubles");
    struct adil_keyed *key = open_key(7);
    uint32_t seen_shared = 0;
    uint32_t seen_repeated = 0;
    for (int round = 0; round < 200; round++) {
        struct adil_arena before = t->perm;
        struct adil_keeper_list list[LISTS];
        struct adil_keeper_doubles_found found;
        for (size_t l = 0; l < LISTS; l++) {
            struct adil_buf text;
            adil_buf_open(&text, 1 << 16);
            adil_buf_str(&text, "person,unit\n");
            for (uint64_t n = test_rng_below(&rng, ROWS_MOST); n > 0; n--) {
                adil_buf_fmt(&text, "%s%u,u\n", n % 2 == 0 ? " 0-" : "0",
                             (unsigned)test_rng_below(&rng, PEOPLE));
            }
            read_list(t, adil_span_cstr(&t->perm, adil_buf_span(&text)), false, &list[l]);
            adil_buf_release(&text);
        }
        adil_keeper_find_doubles(&t->perm, list, LISTS, key, &found);
        for (size_t l = 0; l < LISTS; l++) {
            uint32_t left = 0;
            for (uint32_t row = 0; row < list[l].table.n_rows; row++) {
                bool again = false;
                bool shared = false;
                for (size_t m = 0; m < LISTS; m++) {
                    for (uint32_t k = 0; k < list[m].table.n_rows; k++) {
                        bool same = adil_span_eq(list[m].id[k], list[l].id[row]);
                        again = again || (same && m == l && k < row);
                        shared = shared || (same && m != l);
                    }
                }
                assert_int_equal(found.list[l].left_out[row], again || shared);
                left += again || shared;
                seen_repeated += again;
                seen_shared += shared;
            }
            assert_int_equal(found.list[l].n_left, left);
            assert_int_equal(found.list[l].repeated, adil_keeper_repeated(t->scratch, &list[l]));
        }
        t->perm = before;
    }
    assert_true(seen_shared > 100 && seen_repeated > 100);
    adil_keyed_close(key);
}

static struct adil_span report_of(struct test_arenas *t, const struct adil_keyed *key)
{
    struct adil_keeper_list list[2];
    struct adil_keeper_doubles_found found;
    struct adil_buf out;
    read_list(t, "person,name,unit\n1,One,north\n22-33,Two,south\n", false, &list[0]);
    read_list(t, "person,name,unit\n2233,Two Again,north\n4,Four,north\n2233,Two,south\n", false,
              &list[1]);
    adil_keeper_find_doubles(&t->perm, list, 2, key, &found);
    assert_int_equal(found.n_doubles, 1);
    adil_buf_open(&out, 1 << 16);
    adil_keeper_put_doubles(&out, t->scratch, list, 2, &found);
    struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static void test_the_report_gives_lines_and_under_another_key_other_hashes(void **state)
{
    struct test_arenas *t = *state;
    struct adil_keyed *one = open_key(1);
    struct adil_keyed *two = open_key(2);
    struct adil_span first = report_of(t, one);
    struct adil_span second = report_of(t, two);
    assert_true(holds(first, ",list.csv,3,south\n") && holds(first, ",list.csv,2,north\n") &&
                holds(first, ",list.csv,4,south\n"));
    assert_false(holds(first, "Two") || holds(first, "2233"));
    assert_true(first.len == second.len && !adil_span_eq(first, second));
    adil_keyed_close(one);
    adil_keyed_close(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_the_root_is_that_of_the_documented_rows),
        test_case(test_the_order_of_the_file_changes_no_root_and_every_cell_does),
        test_case(test_an_identifier_is_its_letters_and_digits),
        test_case(test_a_file_of_another_form_is_refused_by_its_line),
        test_case(test_a_proof_shows_its_own_row_and_nothing_of_others),
        test_case(test_a_proof_with_a_byte_changed_proves_nothing_of_this_root),
        test_case(test_doubles_are_those_that_comparing_all_pairs_finds),
        test_case(test_the_report_gives_lines_and_under_another_key_other_hashes),
    };
    return cmocka_run_group_tests_name("keeper", tests, NULL, NULL);
}
