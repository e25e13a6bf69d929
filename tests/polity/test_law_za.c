/* An election of South Africa's National Assembly by acts, with the real rulebook: ten stations,
 * one of them abroad, three lists. Figures are invented. */
#include "fold.h"

#include <string.h>

#define za_iec  "electoral-commission"
#define za_case "case/na"
#define za_name "national-assembly-2019" /* one ballot paper; of two: test_papers.c */

static const char *const za_unit[] = {"ec", "fs", "gp", "kzn", "lp", "mp", "nw", "nc", "wc", NULL};
static const char *const za_party[] = {"ANC", "DA", "EFF"};

static const struct fold_issuer za_issuers[] = {
    {"president", 1},           {za_iec, 5},
    {"electoral-court", 3},     {"speaker", 1},
    {"party/ANC", 1},           {"party/DA", 1},
    {"party/EFF", 1},           {"presiding-officer/0", 1},
    {"presiding-officer/1", 1}, {"presiding-officer/2", 1},
    {"presiding-officer/3", 1}, {"presiding-officer/4", 1},
    {"presiding-officer/5", 1}, {"presiding-officer/6", 1},
    {"presiding-officer/7", 1}, {"presiding-officer/8", 1},
    {"presiding-officer/9", 1},
};

static void open_stations(struct fold *f)
{
    struct adil_arena *a = &f->t->perm;
    for (size_t i = 0; i < ADIL_COUNT(za_unit); i++) {
        const char *unit =
            za_unit[i] != NULL ? fold_text(f, adil_fmt(a, ",\"unit\":\"%s\"", za_unit[i])) : "";
        fold_ok(f, za_iec, "open-station", fold_text(f, adil_fmt(a, "voting-district/%zu", i)),
                fold_text(f, adil_fmt(a, "{\"registered\":2000,\"station\":\"Hall\"%s}", unit)));
    }
}

static const char *nominate(struct fold *f, const char *party)
{
    struct adil_arena *a = &f->t->perm;
    return fold_do(f, fold_text(f, adil_fmt(a, "party/%s", party)), "nominate",
                   fold_text(f, adil_fmt(a, "list/na/%s", party)),
                   fold_text(f, adil_fmt(a, "{\"party\":\"%s\",\"people\":400}", party)));
}

/* The Assembly whose successor is elected; nobody of it is on the record. */
static void dissolve(struct fold *f)
{
    fold_at(f, "2024-03-20T10:00:00+02:00");
    fold_ok(f, "speaker", "move-dissolution", "case/dissolution", NULL);
    fold_ok(f, "speaker", "decide", "case/dissolution", "{\"no\":0,\"yes\":201}");
    fold_ok(f, "president", "dissolve", "case/dissolution", NULL);
    fold_refused(f, "next-assembly-elected", za_iec, "close-dissolution", "case/dissolution", NULL);
}

/* Called, three lists final, the polls closed. */
static void open_count(struct fold *f, struct test_arenas *t, const char *contest)
{
    fold_open(f, t, "polities/south-africa/rulebook.yaml", za_issuers, ADIL_COUNT(za_issuers));
    fold_at(f, "2024-02-20T10:00:00+02:00");
    open_stations(f);
    for (size_t i = 0; i < ADIL_COUNT(za_party); i++) {
        fold_ok(f, za_iec, "register-party",
                fold_text(f, adil_fmt(&t->perm, "party/%s", za_party[i])),
                fold_text(f, adil_fmt(&t->perm, "{\"name\":\"%s\"}", za_party[i])));
    }
    fold_at(f, "2024-02-23T10:00:00+02:00");
    fold_ok(f, "president", "proclaim", za_case,
            fold_text(
                f, adil_fmt(&t->perm, "{\"contests\":[\"%s\"],\"day\":\"2024-05-29\"}", contest)));
    for (size_t i = 0; i < ADIL_COUNT(za_party); i++) {
        fold_at(f, "2024-03-08T16:59:50+02:00");
        fold_assert(f, nominate(f, za_party[i]), NULL);
    }
    dissolve(f);
    for (size_t i = 0; i < ADIL_COUNT(za_party); i++) {
        fold_at(f, "2024-04-10T10:00:00+02:00");
        fold_ok(f, za_iec, "accept-list",
                fold_text(f, adil_fmt(&t->perm, "list/na/%s", za_party[i])), NULL);
    }
    fold_at(f, "2024-05-29T22:00:00+02:00");
}

static const char *slip(struct fold *f, const char *contest, size_t place)
{
    struct adil_arena *a = &f->t->perm;
    return fold_do(f, fold_text(f, adil_fmt(a, "presiding-officer/%zu", place)), "result-slip",
                   fold_text(f, adil_fmt(a, "slip/na/%s/%zu", contest, place)),
                   "{\"cast\":1000,\"issued\":1000,\"registered\":2000,\"spoilt\":0,\"votes\":"
                   "{\"ANC\":611,\"DA\":287,\"EFF\":102}}");
}

static const char *determine(struct fold *f)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err = adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN("na"),
                                             ADIL_SPAN(za_name), &out, &f->refusal);
    const char *fields = fold_text(f, adil_buf_span(&out));
    adil_buf_release(&out);
    return err.code == ADIL_C_OK ? fold_do(f, za_iec, "determine", za_case, fields)
                                 : fold_text(f, f->refusal.rule);
}

static void all_slips(struct fold *f)
{
    for (size_t i = 0; i < ADIL_COUNT(za_unit); i++) {
        fold_assert(f, slip(f, za_name, i), NULL);
    }
}

static void an_assembly_is_elected_by_acts(void **state)
{
    struct fold f;
    open_count(&f, *state, za_name);
    all_slips(&f);
    fold_at(&f, "2024-05-31T20:59:50+02:00");
    fold_ok(&f, "party/EFF", "object-to-result", "objection/na/1",
            "{\"ground\":\"g\",\"party\":\"EFF\",\"place\":\"3\"}");
    fold_ok(&f, "party/DA", "object-to-result", "objection/na/2",
            "{\"ground\":\"g\",\"party\":\"DA\",\"place\":\"4\"}");
    fold_assert(&f, determine(&f), "objections-due");
    fold_at(&f, "2024-05-31T21:00:01+02:00");
    fold_refused(&f, "objections-due", "party/DA", "object-to-result", "objection/na/3",
                 "{\"ground\":\"late\",\"party\":\"DA\"}");
    fold_ok(&f, za_iec, "decide-objection", "objection/na/1", "{\"ruling\":\"dismissed\"}");
    fold_assert(&f, determine(&f), "objections-decided");
    fold_ok(&f, za_iec, "decide-objection", "objection/na/2", "{\"ruling\":\"dismissed\"}");
    fold_assert(&f, determine(&f), NULL);
    /* quota 25: 244, 114 and 40 of it, then two by the largest surpluses */
    assert_true(adil_span_find(f.leaf, ADIL_SPAN("\"seats\":{\"ANC\":244,\"DA\":115,\"EFF\":41}")) <
                f.leaf.len);
    fold_ok(&f, za_iec, "declare", za_case, NULL);
    /* an appeal does not suspend the result */
    fold_refused(&f, "declared.rule-on-appeal", za_iec, "rule-on-appeal", "objection/na/1",
                 "{\"judgment\":\"dismissed\"}");
    fold_ok(&f, "party/EFF", "appeal-objection", "objection/na/1", "{\"appeal\":\"g\"}");
    fold_ok(&f, "electoral-court", "rule-on-appeal", "objection/na/1",
            "{\"judgment\":\"dismissed\"}");
    fold_ok(&f, za_iec, "close-dissolution", "case/dissolution", NULL);
    fold_refused(&f, "dissolution-three-years", "speaker", "move-dissolution", "case/d2", NULL);
    fold_close(&f);
}

#define SET_ASIDE(place) "{\"contest\":\"" za_name "\",\"place\":\"" place "\",\"reason\":\"r\"}"
#define ELECTION         "{\"contest\":\"" za_name "\",\"reason\":\"r\"}"

static void object_and_decide(struct fold *f, const char *ruling)
{
    fold_at(f, "2024-05-31T20:59:00+02:00");
    fold_ok(f, "party/EFF", "object-to-result", "objection/na/1",
            "{\"ground\":\"g\",\"party\":\"EFF\",\"place\":\"9\"}");
    fold_refused(f, "set-aside-ruled", za_iec, "set-aside", za_case, SET_ASIDE("9"));
    fold_ok(f, za_iec, "decide-objection", "objection/na/1",
            fold_text(f, adil_fmt(&f->t->perm, "{\"ruling\":\"%s\"}", ruling)));
}

/* The Commission sets aside what it decided on an objection, of that station. */
static void a_station_is_set_aside_after_a_ruling(void **state)
{
    struct fold f;
    open_count(&f, *state, za_name);
    all_slips(&f);
    object_and_decide(&f, "not-counted");
    fold_refused(&f, "set-aside-ruled", za_iec, "set-aside", za_case, SET_ASIDE("4"));
    fold_refused(&f, "counting.set-aside", "electoral-court", "set-aside", za_case, SET_ASIDE("9"));
    fold_ok(&f, za_iec, "set-aside", za_case, SET_ASIDE("9"));
    fold_at(&f, "2024-05-31T21:00:01+02:00");
    fold_assert(&f, determine(&f), NULL);
    assert_true(adil_span_find(f.leaf, ADIL_SPAN("\"cast\":9000")) < f.leaf.len);
    fold_close(&f);
}

static void appeal(struct fold *f)
{
    fold_ok(f, "party/EFF", "appeal-objection", "objection/na/1", "{\"appeal\":\"g\"}");
    fold_refused(f, "appeal-set-aside-judged", "electoral-court", "set-aside-on-appeal", za_case,
                 SET_ASIDE("9"));
    fold_ok(f, "electoral-court", "rule-on-appeal", "objection/na/1",
            "{\"judgment\":\"not-counted\"}");
    fold_refused(f, "appeal-set-aside-judged", "electoral-court", "set-aside-on-appeal", za_case,
                 SET_ASIDE("4"));
    fold_ok(f, "electoral-court", "set-aside-on-appeal", za_case, SET_ASIDE("9"));
}

/* A judgment may come while votes are counted, when the result is determined, when it is declared;
 * the result is then determined anew. */
static void a_judgment_leads_to_a_new_determination(void **state)
{
    static const char *const when[] = {"counting", "determined", "declared"};
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(when); i++) {
        struct adil_arena perm = t->perm;
        struct fold f;
        open_count(&f, t, za_name);
        all_slips(&f);
        object_and_decide(&f, "dismissed");
        fold_at(&f, "2024-05-31T21:00:01+02:00");
        if (i > 0) {
            fold_assert(&f, determine(&f), NULL);
            assert_true(adil_span_find(f.leaf, ADIL_SPAN("\"cast\":10000")) < f.leaf.len);
            fold_assert(&f, determine(&f), "act.result-again");
        }
        if (i > 1) {
            fold_ok(&f, za_iec, "declare", za_case, NULL);
        }
        appeal(&f);
        if (i == 1) {
            fold_refused(&f, "act.stale", za_iec, "declare", za_case, NULL);
        }
        fold_assert(&f, determine(&f), NULL);
        assert_true(adil_span_find(f.leaf, ADIL_SPAN("\"cast\":9000")) < f.leaf.len);
        if (i < 2) {
            fold_ok(&f, za_iec, "declare", za_case, NULL);
        }
        fold_close(&f);
        t->perm = perm;
    }
}

static void an_election_is_set_aside_by_the_court_alone(void **state)
{
    struct fold f;
    open_count(&f, *state, za_name);
    all_slips(&f);
    fold_refused(&f, "counting.set-aside-election", za_iec, "set-aside-election", za_case,
                 ELECTION);
    fold_at(&f, "2024-05-31T21:00:01+02:00");
    fold_assert(&f, determine(&f), NULL);
    fold_ok(&f, za_iec, "declare", za_case, NULL);
    fold_refused(&f, "declared.set-aside-election", za_iec, "set-aside-election", za_case,
                 ELECTION);
    fold_ok(&f, "electoral-court", "set-aside-election", za_case, ELECTION);
    fold_assert(&f, determine(&f), "act.contest-annulled");
    fold_close(&f);
}

static void a_result_is_declared_within_seven_days(void **state)
{
    struct fold f;
    open_count(&f, *state, za_name);
    all_slips(&f);
    fold_at(&f, "2024-06-06T00:00:01+02:00");
    fold_assert(&f, determine(&f), "results-due");
    fold_close(&f);
}

/* Nobody was nominated: the lists of an earlier election share nothing. */
static void nothing_is_determined_where_nobody_stands(void **state)
{
    struct fold f;
    fold_open(&f, *state, "polities/south-africa/rulebook.yaml", za_issuers,
              ADIL_COUNT(za_issuers));
    fold_at(&f, "2024-02-23T10:00:00+02:00");
    fold_ok(&f, "president", "proclaim", za_case,
            "{\"contests\":[\"" za_name "\"],\"day\":\"2024-05-29\"}");
    fold_at(&f, "2024-05-31T21:00:01+02:00");
    fold_refused(&f, "somebody-stands", za_iec, "determine", za_case,
                 "{\"contest\":\"" za_name "\"}");
    fold_close(&f);
}

static void a_list_is_late_after_five(void **state)
{
    struct fold f;
    fold_open(&f, *state, "polities/south-africa/rulebook.yaml", za_issuers,
              ADIL_COUNT(za_issuers));
    fold_at(&f, "2024-02-23T10:00:00+02:00");
    fold_ok(&f, za_iec, "register-party", "party/ANC", "{\"name\":\"ANC\"}");
    fold_ok(&f, "president", "proclaim", za_case,
            "{\"contests\":[\"" za_name "\"],\"day\":\"2024-05-29\"}");
    fold_at(&f, "2024-03-08T17:00:01+02:00");
    fold_assert(&f, nominate(&f, "ANC"), "nominations-end");
    assert_span_is(f.refusal.expected, "not after 17:00 on 8 March 2024");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(an_assembly_is_elected_by_acts),
        test_case(a_station_is_set_aside_after_a_ruling),
        test_case(a_judgment_leads_to_a_new_determination),
        test_case(an_election_is_set_aside_by_the_court_alone),
        test_case(a_result_is_declared_within_seven_days),
        test_case(nothing_is_determined_where_nobody_stands),
        test_case(a_list_is_late_after_five),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
