/* An outsider's verification of an honest record: what is checked, what is not, and that nothing
 * of the machine changes the answer. */
#include "forge.h"
#include "scratch.h"

#include <stdlib.h>

struct honest {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir;
    const char *path;
};

static void honest_open(struct honest *h, void **state, enum forge_phase phase)
{
    h->t = *state;
    forge_open(&h->g, h->t, phase);
    h->dir = scratch_folder(&h->t->perm);
    h->path = adil_span_cstr(&h->t->perm, h->dir);
    forge_publish(&h->g, h->dir);
}

static void honest_close(struct honest *h)
{
    scratch_remove(h->dir);
    forge_close(&h->g);
}

static struct forge_verdict verify(struct honest *h, const char *a, const char *b)
{
    const char *argv[] = {"verify", h->path, a, b, NULL};
    return forge_run(&h->t->perm, argv);
}

static void assert_says(const struct forge_verdict *v, const char *part)
{
    if (!forge_says(v, part)) {
        fail_msg("%s does not stand in\n%.*s", part, ADIL_ARG(v->text));
    }
}

static void an_honest_record_is_verified_from_its_files_alone(void **state)
{
    struct honest h;
    honest_open(&h, state, FORGE_CERTIFIED);
    struct forge_verdict v = verify(&h, "--genesis", forge_genesis(&h.g));
    assert_int_equal(v.status, 0);
    assert_says(&v, "40 of 40 entries");
    assert_says(&v, "76 verified");
    assert_says(&v, "2 recounted, 0 as published");
    assert_says(&v, "2 of 2 in this copy");
    assert_says(&v, ", as asked for");
    assert_says(&v, "voter rolls: they are with their keepers");
    assert_says(&v, "\nverified\n");
    honest_close(&h);
}

static void what_was_not_checked_is_said(void **state)
{
    struct honest h;
    honest_open(&h, state, FORGE_CERTIFIED);
    struct forge_verdict v = verify(&h, NULL, NULL);
    assert_int_equal(v.status, 0);
    assert_says(&v, "the genesis hash was not pinned");
    assert_says(&v, "no witness signed this checkpoint");
    assert_says(&v, "--compare FILE.csv");
    honest_close(&h);
}

static void witnesses_that_are_missing_fail_only_when_they_are_required(void **state)
{
    struct honest h;
    honest_open(&h, state, FORGE_FOUNDED);
    struct forge_verdict v = verify(&h, NULL, NULL);
    assert_int_equal(v.status, 0);
    assert_says(&v,
                "not met: not internationally witnessed; nobody of north-friends, south-friends");
    v = verify(&h, "--require-witnesses", NULL);
    assert_int_equal(v.status, 1);
    honest_close(&h);
}

/* The same bytes, whatever the number of threads, the locale or the zone: of a good record and of
 * one that is wrong in the middle. */
static void nothing_of_the_machine_changes_the_answer(void **state)
{
    static const char *const threads[] = {"1", "2", "3", "16"};
    for (int wrong = 0; wrong < 2; wrong++) {
        struct honest h;
        struct forge_verdict first = {0};
        h.t = *state;
        forge_open(&h.g, h.t, FORGE_CERTIFIED);
        if (wrong == 1) {
            forge_edit(&h.g, forge_find(&h.g, "nominate-list", 0), "Reds", "Rads");
            forge_edit(&h.g, forge_find(&h.g, "certify", 0), "\"seq\":", "\"seq\":1");
        }
        h.dir = scratch_folder(&h.t->perm);
        h.path = adil_span_cstr(&h.t->perm, h.dir);
        forge_publish(&h.g, h.dir);
        for (size_t i = 0; i < ADIL_COUNT(threads); i++) {
            assert_int_equal(setenv("TZ", i % 2 == 0 ? "Asia/Almaty" : "America/Lima", 1), 0);
            struct forge_verdict v = verify(&h, "--threads", threads[i]);
            assert_int_equal(v.status, wrong);
            if (i == 0) {
                first = v;
            }
            assert_span_equal(v.text, first.text);
        }
        honest_close(&h);
    }
}

/* More entries than are read ahead: they are folded while the reader goes on. */
static void a_long_record_is_folded_while_it_is_read(void **state)
{
    struct honest h;
    h.t = *state;
    forge_open(&h.g, h.t, FORGE_FOUNDED);
    for (int i = 0; i < 470; i++) {
        fold_ok(&h.g.f, "party/reds", "attest", "entry/1", "{}");
    }
    forge_take(&h.g);
    h.dir = scratch_folder(&h.t->perm);
    h.path = adil_span_cstr(&h.t->perm, h.dir);
    forge_publish(&h.g, h.dir);
    for (int i = 0; i < 3; i++) {
        static const char *const threads[] = {"1", "2", "5"};
        struct forge_verdict v = verify(&h, "--threads", threads[i]);
        assert_int_equal(v.status, 0);
        assert_says(&v, "491 of 491 entries");
    }
    scratch_remove(h.dir);
    forge_edit(&h.g, 300, "\"about\":\"entry/1\"", "\"about\":\"entry/2\"");
    forge_edit(&h.g, 400, "\"seq\":", "\"seq\":1");
    h.dir = scratch_folder(&h.t->perm);
    h.path = adil_span_cstr(&h.t->perm, h.dir);
    forge_publish(&h.g, h.dir);
    for (int i = 0; i < 3; i++) {
        static const char *const threads[] = {"1", "2", "5"};
        struct forge_verdict v = verify(&h, "--threads", threads[i]);
        assert_int_equal(v.status, 1);
        assert_says(&v, "300 of 491 entries");
        assert_says(&v, "entry 300: refused: attest entry/2 by party/reds\n  act.signature");
    }
    honest_close(&h);
}

static void the_first_failure_names_act_rule_and_what_was_expected(void **state)
{
    struct honest h;
    h.t = *state;
    forge_open(&h.g, h.t, FORGE_FOUNDED);
    fold_at(&h.g.f, "2023-02-08T18:00:01+06:00");
    const struct fold_act late = {
        .by = "party/blues",
        .word = "nominate-list",
        .about = "list/club-2023/late",
        .fields = "{\"contest\":\"board-2023\",\"name\":\"L\",\"party\":\"blues\",\"people\":9}"};
    forge_add(&h.g, &late);
    h.dir = scratch_folder(&h.t->perm);
    h.path = adil_span_cstr(&h.t->perm, h.dir);
    forge_publish(&h.g, h.dir);
    struct forge_verdict v = verify(&h, NULL, NULL);
    assert_int_equal(v.status, 1);
    assert_says(&v, "entry 21: refused: nominate-list list/club-2023/late by party/blues");
    assert_says(&v, "nomination-ends   Charter 16(4)   Nomination ends at 18:00 on the 39th day");
    assert_says(&v, "found: 2023-02-08T18:00:01+06:00");
    assert_says(&v, "FOUND WRONG");
    v = verify(&h, "--lang", "ru");
    assert_says(&v, "nomination-ends");
    v = verify(&h, "--json", NULL);
    assert_int_equal(v.status, 1);
    assert_says(&v, "\"entry\": 21");
    assert_says(&v, "\"rule\": \"nomination-ends\"");
    assert_says(&v, "\"good\": false");
    honest_close(&h);
}

/* ---- what an observer saw ------------------------------------------------------------------- */

static struct forge_verdict compare(struct honest *h, const char *csv)
{
    struct adil_span file = adil_fmt(&h->t->perm, "%s/seen.csv", h->path);
    scratch_write(h->t->scratch, file, adil_span_of(csv));
    return verify(h, "--compare", adil_span_cstr(&h->t->perm, file));
}

static void an_observers_figures_are_compared_with_the_record(void **state)
{
    struct honest h;
    honest_open(&h, state, FORGE_CERTIFIED);
    struct forge_verdict v = compare(&h, "case,contest,place,cast,votes.reds,votes.blues\n"
                                         "club-2023,board-2023,001,33,21,10\n"
                                         "club-2023,board-2023,006,38,,10\n");
    assert_int_equal(v.status, 0);
    assert_says(&v, "5 figures compared, 0 differ");
    v = compare(&h, "case,contest,place,cast,votes.reds\n"
                    "club-2023,board-2023,001,33,22\n"
                    "club-2023,board-2023,099,33,22\n");
    assert_int_equal(v.status, 1);
    assert_says(&v, ":2: club-2023/board-2023/001: votes.reds: seen 22, on the record 21");
    assert_says(&v, ":3: club-2023/board-2023/099: protocol: seen one, on the record none");
    v = compare(&h, "case,place\nclub-2023,001\n");
    assert_int_equal(v.status, 2);
    honest_close(&h);
}

static void usage_is_told(void **state)
{
    struct test_arenas *t = *state;
    const char *none[] = {"verify", NULL};
    const char *absent[] = {"verify", "/nonexistent", NULL};
    const char *hash[] = {"verify", "x", "--genesis", "12", NULL};
    const char *help[] = {"verify", "--help", NULL};
    struct forge_verdict v = forge_run(&t->perm, none);
    assert_int_equal(v.status, 2);
    v = forge_run(&t->perm, absent);
    assert_int_equal(v.status, 2);
    v = forge_run(&t->perm, hash);
    assert_int_equal(v.status, 2);
    v = forge_run(&t->perm, help);
    assert_int_equal(v.status, 0);
    assert_says(&v, "example:");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_honest_record_is_verified_from_its_files_alone),
        test_case(what_was_not_checked_is_said),
        test_case(witnesses_that_are_missing_fail_only_when_they_are_required),
        test_case(nothing_of_the_machine_changes_the_answer),
        test_case(a_long_record_is_folded_while_it_is_read),
        test_case(the_first_failure_names_act_rule_and_what_was_expected),
        test_case(an_observers_figures_are_compared_with_the_record),
        test_case(usage_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
