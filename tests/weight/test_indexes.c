/* The games of indexes.yaml: every exact value, and every value that was published. */
#include "support.h"

#include "base/file.h"
#include "weight/power.h"

#include <string.h>

struct book {
    struct test_arenas *t;
    const struct adil_node *root;
    uint32_t n_exact;     /* values compared */
    uint32_t n_published; /* lists of values that agreed */
    uint32_t n_refuted;
};

static void book_open(struct book *b, void **state)
{
    enum { GIBIBYTE = 1 << 30 }; /* tables of a game of 190 members with millions of votes */
    *b = (struct book){.t = *state};
    adil_arena_release(&b->t->scratch);
    assert_int_equal(adil_arena_open(&b->t->scratch, GIBIBYTE), 0);
    struct adil_span bytes;
    struct adil_diag diag;
    struct adil_span file = ADIL_SPAN("tests/weight/indexes.yaml");
    adil_diag_open(&diag, &b->t->perm);
    assert_int_equal(adil_file_read(&b->t->perm, file, 1 << 20, &bytes, &diag).code, ADIL_C_OK);
    assert_int_equal(adil_yaml_read(&b->t->perm, file, bytes, &b->root, &diag).code, ADIL_C_OK);
}

static struct adil_num index_of(const struct adil_power_of *of, struct adil_span name)
{
    const struct {
        const char *name;
        struct adil_num value;
    } known[] = {
        {"swings", of->swings},
        {"shapley", of->shapley},
        {"banzhaf", of->banzhaf},
        {"johnston", of->johnston},
        {"deegan_packel", of->deegan_packel},
        {"holler", of->holler},
        {"public_help", of->public_help},
    };
    for (size_t i = 0; i < ADIL_COUNT(known); i++) {
        if (adil_span_is(name, known[i].name)) {
            return known[i].value;
        }
    }
    fail_msg("no index %.*s", ADIL_ARG(name));
    return adil_num_int(0);
}

static struct adil_num number(struct adil_arena *a, struct adil_span text)
{
    struct adil_num x = {0};
    assert_true(adil_num_parse(a, text, &x));
    return x;
}

/* As printed: a fraction exactly, a decimal to each of its digits. */
static bool agrees(struct adil_arena *a, struct adil_num exact, struct adil_span printed)
{
    size_t dot = adil_span_find_byte(printed, '.');
    if (dot == printed.len) {
        return adil_num_eq(exact, number(a, printed));
    }
    return adil_span_eq(adil_num_decimal(a, exact, (unsigned)(printed.len - dot - 1)), printed);
}

static const struct adil_power_of *of_member(const struct adil_power *p, const struct adil_node *v,
                                             uint32_t i)
{
    for (uint32_t row = 0; v->key.len > 0 && row < p->game->n_rows; row++) {
        if (adil_span_eq(p->game->member[row].id, v->key)) {
            return &p->of[row];
        }
    }
    assert_true(v->key.len == 0 && i < p->game->n_rows);
    return &p->of[i];
}

/* How many of the values of a list or map agree. */
static uint32_t count_agreeing(struct book *b, const struct adil_power *p,
                               const struct adil_node *values, struct adil_span index)
{
    uint32_t n = 0;
    uint32_t i = 0;
    for (const struct adil_node *v = values->first; v != NULL; v = v->next, i++) {
        struct adil_num x = index_of(of_member(p, v, i), index);
        if (agrees(&b->t->perm, x, v->text)) {
            n++;
        } else if (values->key.len > 0 && adil_span_eq(values->key, index)) {
            print_error("%.*s:%u: %.*s: %.*s is %.*s\n", ADIL_ARG(v->place.file), v->place.line,
                        ADIL_ARG(index), ADIL_ARG(v->text),
                        ADIL_ARG(adil_num_text(&b->t->perm, x)));
        }
    }
    return n;
}

static void check_exact(struct book *b, const struct adil_power *p, const struct adil_node *exact)
{
    for (const struct adil_node *e = exact->first; e != NULL; e = e->next) {
        struct adil_arena *a = &b->t->perm;
        if (adil_span_is(e->key, "winning_coalitions")) {
            assert_span_equal(adil_num_text(a, p->winning), e->text);
        } else if (adil_span_is(e->key, "swings_total")) {
            assert_span_equal(adil_num_text(a, p->swings), e->text);
        } else if (adil_span_is(e->key, "minimal_winning_coalitions")) {
            assert_true(p->listed);
            assert_span_equal(adil_fmt(a, "%u", p->n_minimal), e->text);
        } else {
            assert_true(p->has_shapley || !adil_span_is(e->key, "shapley"));
            assert_int_equal(e->n, p->game->n_rows);
            assert_int_equal(count_agreeing(b, p, e, e->key), e->n);
            b->n_exact += e->n;
        }
    }
}

static void check_published(struct book *b, const struct adil_power *p,
                            const struct adil_node *published)
{
    for (const struct adil_node *e = published != NULL ? published->first : NULL; e != NULL;
         e = e->next) {
        const struct adil_node *values = adil_node_get(e, "values");
        uint32_t n = count_agreeing(b, p, values, adil_node_get(e, "index")->text);
        if (adil_node_get(e, "agrees") != NULL) {
            assert_true(n < values->n); /* known to be wrong */
            b->n_refuted++;
        } else {
            assert_int_equal(n, values->n);
            b->n_published++;
        }
    }
}

static void check_game(struct book *b, const struct adil_node *entry)
{
    struct adil_arena keep = b->t->perm;
    struct adil_game game;
    struct adil_power power;
    struct adil_diag diag;
    adil_diag_open(&diag, &b->t->perm);
    print_message("# %.*s\n", ADIL_ARG(adil_node_get(entry, "id")->text));
    assert_int_equal(
        adil_game_of_node(&b->t->perm, adil_node_get(entry, "game"), &game, &diag).code, ADIL_C_OK);
    assert_int_equal(adil_power(&b->t->perm, b->t->scratch, &game, &power, &diag).code, ADIL_C_OK);
    check_exact(b, &power, adil_node_get(entry, "exact"));
    check_published(b, &power, adil_node_get(entry, "published"));
    b->t->perm = keep;
}

static void test_indexes__of_every_game_are_exact(void **state)
{
    struct book b;
    book_open(&b, state);
    for (const struct adil_node *e = b.root->first; e != NULL; e = e->next) {
        check_game(&b, e);
    }
    print_message("# %u games, %u exact values, %u published, %u refuted\n", b.root->n, b.n_exact,
                  b.n_published, b.n_refuted);
    assert_int_equal(b.root->n, 53);
    assert_int_equal(b.n_published, 63);
    assert_int_equal(b.n_refuted, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_indexes__of_every_game_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
