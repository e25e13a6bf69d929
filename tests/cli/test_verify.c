/* An outsider's verification of an honest record: what is checked, what is not, and that nothing
 * of the machine changes the answer. */
#include "forge.h"
#include "scratch.h"

#include <string.h>

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
    print_message("%.*s", ADIL_ARG(v.text));
    assert_int_equal(v.status, 0);
    honest_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_honest_record_is_verified_from_its_files_alone),
    };
    (void)assert_says;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
