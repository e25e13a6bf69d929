/* How the second rulebook's law changes on the record: Acts by Bills, the Constitution by section
 * 74 only, and by each of its ways what it may. Figures are invented. */
#include "stories.h"

static const struct fold_issuer chambers[] = {
    {"president", 1},
    {"speaker", 1},
    {"council-chair", 1},
    {"cabinet", 1},
    {"electoral-commission", 3},
    {"delegation/ec", 1},
    {"delegation/fs", 1},
    {"delegation/gp", 1},
    {"delegation/kzn", 1},
    {"delegation/lp", 1},
    {"delegation/mp", 1},
    {"delegation/nw", 1},
    {"delegation/nc", 1},
    {"delegation/wc", 1},
};

static void open_chambers(struct fold *f, struct test_arenas *t)
{
    fold_open_holders(f, t, "polities/south-africa/rulebook.yaml", chambers, ADIL_COUNT(chambers),
                      "[" HOLDER("president", "p", "2019-05-22") "]");
    fold_at(f, "2024-02-01T10:00:00+02:00");
    for (size_t i = 0; i < ADIL_COUNT(chambers); i++) {
        if (strncmp(chambers[i].name, "delegation/", 11) == 0) {
            fold_ok(f, "council-chair", "enter-delegation", chambers[i].name, "{\"delegates\":10}");
        }
    }
}

static void assembly(struct fold *f, int yes)
{
    fold_ok(f, "speaker", "decide", "case/bill",
            fold_text(f, adil_fmt(&f->t->perm, "{\"no\":%d,\"yes\":%d}", 400 - yes, yes)));
}

static void provinces(struct fold *f)
{
    static const char *const says[] = {"ec", "fs", "gp", "kzn", "lp", "wc"};
    for (size_t i = 0; i < ADIL_COUNT(says); i++) {
        fold_ok(f, fold_text(f, adil_fmt(&f->t->perm, "delegation/%s", says[i])), "cast-vote",
                "case/bill", "{\"choice\":\"yes\"}");
    }
    fold_ok(f, "council-chair", "declare-vote", "case/bill", "{\"result\":\"pass\"}");
}

enum way { ACT, PROVINCIAL, FOUNDING, SIX_PROVINCES, ALONE };

static const char *const assents[] = {
    [ACT] = "assent-to-act",
    [PROVINCIAL] = "assent-to-act",
    [FOUNDING] = "assent-to-founding-amendment",
    [SIX_PROVINCES] = "assent-to-amendment",
    [ALONE] = "assent-to-other-amendment",
};

static void bill(struct fold *f, enum way way, const char *yaml)
{
    const char *changes = fold_changes_hash(f, yaml);
    struct adil_arena *a = &f->t->perm;
    if (way == ACT || way == PROVINCIAL) {
        fold_ok(f, "cabinet", way == ACT ? "introduce-bill" : "introduce-provincial-bill",
                "case/bill",
                fold_text(f, adil_fmt(a,
                                      "{\"changes\":\"%s\",\"money\":false,\"provinces\":%s,"
                                      "\"title\":\"t\"}",
                                      changes, way == ACT ? "false" : "true")));
        assembly(f, 300);
        if (way == ACT) {
            fold_ok(f, "council-chair", "decide", "case/bill", "{\"no\":10,\"yes\":60}");
        } else {
            provinces(f);
        }
        return;
    }
    fold_ok(f, "speaker", "introduce-amendment", "case/bill",
            fold_text(
                f, adil_fmt(a, "{\"changes\":\"%s\",\"published\":\"2024-01-02\",\"title\":\"t\"}",
                            changes)));
    fold_at(f, "2024-03-04T10:00:00+02:00");
    static const char *const put[] = {
        [FOUNDING] = "put-founding", [SIX_PROVINCES] = "put-provincial", [ALONE] = "put-other"};
    static const char *const touches[] = {[FOUNDING] = "{\"touches\":[\"section-74-1\"]}",
                                          [SIX_PROVINCES] = "{\"touches\":[\"council\"]}",
                                          [ALONE] = "{\"touches\":[\"other\"]}"};
    fold_ok(f, "speaker", put[way], "case/bill", touches[way]);
    assembly(f, 300);
    if (way != ALONE) {
        provinces(f);
    }
}

#define COUNCIL_OF "[{id: bodies/council/seats, set: 100}]"
#define QUARTERS                                                                                   \
    "[{id: procedures/amendment/stages/founding/name, set: three quarters of the Assembly}]"
#define ASSEMBLY_OF "[{id: offices/minister/holders, set: 50}]"
#define SLIPS       "[{id: words/result-slip/name, set: slip}]"

static void each_way_changes_what_it_may(void **state)
{
    static const struct {
        enum way way;
        const char *yaml;
        const char *rule;
    } laws[] = {
        {ACT, SLIPS, NULL},
        {PROVINCIAL, SLIPS, NULL},
        {ACT, ASSEMBLY_OF, "act-changes-acts"},
        {ALONE, ASSEMBLY_OF, NULL},
        {ALONE, COUNCIL_OF, "other-not-provincial"},
        {ALONE, QUARTERS, "other-not-founding"},
        {SIX_PROVINCES, COUNCIL_OF, NULL},
        {SIX_PROVINCES, QUARTERS, "amendment-not-founding"},
        {FOUNDING, QUARTERS, NULL},
    };
    for (size_t i = 0; i < ADIL_COUNT(laws); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        open_chambers(&f, t);
        bill(&f, laws[i].way, laws[i].yaml);
        fold_refused(&f, "assent-changes-nothing", "president", "assent", "case/bill", NULL);
        const char *got = fold_do(&f, "president", assents[laws[i].way], "case/bill",
                                  fold_changes(&f, laws[i].yaml, ""));
        if (got == NULL ? laws[i].rule != NULL
                        : laws[i].rule == NULL || strcmp(got, laws[i].rule) != 0) {
            fail_msg("%s: expected %s, found %s (%.*s)", laws[i].yaml,
                     laws[i].rule != NULL ? laws[i].rule : "acceptance",
                     got != NULL ? got : "acceptance", ADIL_ARG(f.refusal.found));
        }
        fold_close(&f);
        t->perm = perm;
    }
}

/* Parliament makes law for later days, and strikes nothing out. */
static const char *sign(struct test_arenas *t, enum way way, const char *yaml)
{
    struct fold f;
    open_chambers(&f, t);
    bill(&f, way, yaml);
    const char *got =
        fold_do(&f, "president", assents[way], "case/bill", fold_changes(&f, yaml, ""));
    fold_close(&f);
    return got;
}

static void nothing_is_struck_and_nothing_is_law_before(void **state)
{
    static const struct {
        enum way way;
        const char *head; /* of its norms */
        const char *statement;
    } ways[] = {{ACT, "act", "calendar/results-due"},
                {ALONE, "other-amendment", "calendar/challenge-due"},
                {SIX_PROVINCES, "amendment", "calendar/challenge-due"},
                {FOUNDING, "founding-amendment", "calendar/challenge-due"}};
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(ways); i++) {
        struct adil_arena perm = t->perm;
        struct adil_span yaml =
            adil_fmt(&t->perm, "[{id: %s, from: 2024-01-01, end: true}]", ways[i].statement);
        const char *got = sign(t, ways[i].way, adil_span_cstr(&t->perm, yaml));
        assert_non_null(got);
        assert_span_is(adil_fmt(&t->perm, "%s-not-before-assent", ways[i].head), got);
        yaml = adil_fmt(&t->perm, "[{id: %s, from: 2025-01-01, strike: all, past: stands}]",
                        ways[i].statement);
        got = sign(t, ways[i].way, adil_span_cstr(&t->perm, yaml));
        assert_non_null(got);
        assert_span_is(adil_fmt(&t->perm, "%s-strikes-nothing", ways[i].head), got);
        t->perm = perm;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(each_way_changes_what_it_may),
        test_case(nothing_is_struck_and_nothing_is_law_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
