/* A contest of several ballot papers counted from protocols, each of one paper: the National
 * Assembly of 2024 on a record that says simulated. What the papers say is official: of the nine
 * provinces one slip each, as if a province were one station, and of the national paper, known for
 * the country alone, a tenth in each and what is left abroad. Voters registered and ballots issued
 * are invented. */
#include "base/file.h"
#include "fold.h"
#include "law/index.h"
#include "polity/elections.h"

#include <string.h>

#define iec     "electoral-commission"
#define court   "electoral-court"
#define contest "national-assembly-2024"
#define FIGURES "polities/south-africa/figures/national-assembly-2024.csv"
#define SEATS   "polities/south-africa/official/seats.csv"

enum { ROWS_MAX = 400, OPTIONS_MAX = 64, PLACES = 10, ABROAD = PLACES - 1 };

static const char *const province[] = {"ec", "fs", "gp", "kzn", "lp", "mp", "nw", "nc", "wc"};

struct row {
    bool regional;
    struct adil_span unit;
    struct adil_span option;
    int64_t votes;
};

struct assembly {
    struct fold f;
    struct adil_arena *a;
    struct row row[ROWS_MAX];
    uint32_t n;
    struct adil_index_entry option[OPTIONS_MAX]; /* by id */
    uint32_t n_options;
    struct fold_issuer issuer[OPTIONS_MAX + PLACES + 4];
    uint32_t n_issuers;
};

static const char *text_of(struct assembly *s, struct adil_span t)
{
    return adil_span_cstr(s->a, t);
}

#define text(s, ...) text_of((s), adil_fmt((s)->a, __VA_ARGS__))

/* ---- the figures ---------------------------------------------------------------------------- */

static bool next_row(struct adil_span *rest, struct adil_span cell[4])
{
    struct adil_span line = {NULL, 0};
    if (!adil_span_cut(rest, '\n', &line) || line.len == 0) {
        return false;
    }
    for (int i = 0; i < 3; i++) {
        assert_true(adil_span_cut(&line, ',', &cell[i]));
    }
    cell[3] = line;
    return true;
}

static struct adil_span bytes_of(struct assembly *s, const char *path)
{
    struct adil_span bytes = {"", 0};
    assert_int_equal(adil_file_read(s->a, adil_span_of(path), (size_t)1 << 24, &bytes, NULL).code,
                     ADIL_C_OK);
    return bytes;
}

static bool is_option(const struct assembly *s, struct adil_span id)
{
    for (uint32_t i = 0; i < s->n_options; i++) {
        if (adil_span_eq(s->option[i].name, id)) {
            return true;
        }
    }
    return false;
}

static void read_figures(struct assembly *s)
{
    struct adil_span rest = bytes_of(s, FIGURES);
    struct adil_span cell[4];
    assert_true(next_row(&rest, cell)); /* the header */
    while (next_row(&rest, cell)) {
        uint64_t votes = 0;
        assert_true(s->n < ROWS_MAX && adil_span_u64(cell[3], INT64_MAX, &votes));
        s->row[s->n++] = (struct row){adil_span_is(cell[0], "na-2024-regional"), cell[1], cell[2],
                                      (int64_t)votes};
        if (!is_option(s, cell[2])) {
            assert_true(s->n_options < OPTIONS_MAX);
            s->option[s->n_options++] = (struct adil_index_entry){cell[2], 0};
        }
    }
    adil_index_sort(s->option, s->n_options);
    assert_int_equal(s->n_options, 58);
}

/* Votes of an option on a place's paper; -1: it is not on it. */
static int64_t votes_at(const struct assembly *s, bool regional, int place, struct adil_span option)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct row *r = &s->row[i];
        if (r->regional != regional || !adil_span_eq(r->option, option)) {
            continue;
        }
        if (!regional) {
            return place == ABROAD ? r->votes - ABROAD * (r->votes / PLACES) : r->votes / PLACES;
        }
        if (place != ABROAD && adil_span_is(r->unit, province[place])) {
            return r->votes;
        }
    }
    return -1;
}

/* ["national","regional/ec",...] */
static const char *ballots_of(struct assembly *s, struct adil_span option)
{
    struct adil_span all = {"", 0};
    for (uint32_t i = 0; i < s->n; i++) {
        const struct row *r = &s->row[i];
        if (adil_span_eq(r->option, option)) {
            all = adil_fmt(s->a, "%.*s%s\"%s%.*s\"", ADIL_ARG(all), all.len > 0 ? "," : "",
                           r->regional ? "regional/" : "national",
                           r->regional ? (int)r->unit.len : 0, r->unit.ptr);
        }
    }
    return text(s, "[%.*s]", ADIL_ARG(all));
}

static bool is_independent(struct adil_span option)
{
    return adil_span_starts(option, ADIL_SPAN("IND-"));
}

/* ---- the election --------------------------------------------------------------------------- */

static void add_issuer(struct assembly *s, const char *name, uint32_t n_keys)
{
    s->issuer[s->n_issuers++] = (struct fold_issuer){name, n_keys};
}

static void open_record(struct assembly *s, struct test_arenas *t)
{
    memset(s, 0, sizeof *s);
    s->a = &t->perm;
    read_figures(s);
    add_issuer(s, "president", 1);
    add_issuer(s, iec, 5);
    add_issuer(s, court, 1);
    for (uint32_t i = 0; i < s->n_options; i++) {
        if (!is_independent(s->option[i].name)) {
            add_issuer(s, text(s, "party/%.*s", ADIL_ARG(s->option[i].name)), 1);
        }
    }
    for (int i = 0; i < PLACES; i++) {
        add_issuer(s, text(s, "presiding-officer/%d", i), 1);
    }
    fold_open(&s->f, t, "polities/south-africa/rulebook.yaml", s->issuer, s->n_issuers);
}

static const char *nominate(struct assembly *s, struct adil_span option, const char *ballots)
{
    const char *about = text(s, "list/na/%.*s", ADIL_ARG(option));
    if (is_independent(option)) {
        return fold_do(&s->f, iec, "nominate-independent", about,
                       text(s, "{\"ballots\":%s}", ballots));
    }
    return fold_do(
        &s->f, text(s, "party/%.*s", ADIL_ARG(option)), "nominate", about,
        text(s, "{\"ballots\":%s,\"party\":\"%.*s\",\"people\":400}", ballots, ADIL_ARG(option)));
}

static void call(struct assembly *s)
{
    struct fold *f = &s->f;
    fold_at(f, "2024-02-20T10:00:00+02:00");
    for (int i = 0; i < PLACES; i++) {
        const char *unit = i != ABROAD ? text(s, ",\"unit\":\"%s\"", province[i]) : "";
        fold_ok(f, iec, "open-station", text(s, "voting-district/%d", i),
                text(s, "{\"registered\":5000000,\"station\":\"Hall\"%s}", unit));
    }
    for (uint32_t i = 0; i < s->n_options; i++) {
        if (!is_independent(s->option[i].name)) {
            fold_ok(f, iec, "register-party", text(s, "party/%.*s", ADIL_ARG(s->option[i].name)),
                    "{\"name\":\"P\"}");
        }
    }
    fold_at(f, "2024-02-23T10:00:00+02:00");
    fold_ok(f, "president", "proclaim", "case/na",
            "{\"contests\":[\"" contest "\"],\"day\":\"2024-05-29\"}");
    fold_at(f, "2024-03-01T10:00:00+02:00");
}

/* The polls have closed. */
static void open_count(struct assembly *s, struct test_arenas *t)
{
    open_record(s, t);
    call(s);
    for (uint32_t i = 0; i < s->n_options; i++) {
        struct adil_span option = s->option[i].name;
        fold_assert(&s->f, nominate(s, option, ballots_of(s, option)), NULL);
    }
    fold_at(&s->f, "2024-04-10T10:00:00+02:00");
    for (uint32_t i = 0; i < s->n_options; i++) {
        fold_ok(&s->f, iec, "accept-list", text(s, "list/na/%.*s", ADIL_ARG(s->option[i].name)),
                NULL);
    }
    fold_at(&s->f, "2024-05-29T22:00:00+02:00");
}

struct slip {
    bool regional;
    int place;
    const char *without; /* an option left out */
    const char *with;    /* one that is not on it */
    int64_t fewer;       /* voters registered */
};

static const char *slip_fields(struct assembly *s, const struct slip *x)
{
    struct adil_span votes = {"", 0};
    int64_t sum = 0;
    for (uint32_t i = 0; i < s->n_options; i++) {
        struct adil_span option = s->option[i].name;
        int64_t n = votes_at(s, x->regional, x->place, option);
        if (x->with != NULL && adil_span_is(option, x->with)) {
            n = 1;
        }
        if (n < 0 || (x->without != NULL && adil_span_is(option, x->without))) {
            continue;
        }
        sum += n;
        votes = adil_fmt(s->a, "%.*s%s\"%.*s\":%lld", ADIL_ARG(votes), votes.len > 0 ? "," : "",
                         ADIL_ARG(option), (long long)n);
    }
    /* spoilt: 213,418 of the national paper in all */
    int64_t spoilt = x->regional ? 0 : x->place == ABROAD ? 213418 - 9 * 20000 : 20000;
    return text(
        s, "{\"cast\":%lld,\"issued\":%d,\"registered\":%lld,\"spoilt\":%lld,\"votes\":{%.*s}}",
        (long long)(sum + spoilt), x->regional ? 4900000 : 5000000, (long long)(5000000 - x->fewer),
        (long long)spoilt, ADIL_ARG(votes));
}

static const char *enter(struct assembly *s, const struct slip *x)
{
    return fold_do(
        &s->f, text(s, "presiding-officer/%d", x->place), "result-slip",
        text(s, "slip/na/" contest "/%s/%d", x->regional ? "regional" : "national", x->place),
        slip_fields(s, x));
}

static void enter_all(struct assembly *s)
{
    for (int i = 0; i < PLACES; i++) {
        fold_assert(&s->f, enter(s, &(struct slip){.place = i}), NULL);
        if (i != ABROAD) {
            fold_assert(&s->f, enter(s, &(struct slip){.place = i, .regional = true}), NULL);
        }
    }
}

static const char *determine(struct assembly *s)
{
    struct fold *f = &s->f;
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    fold_at(f, "2024-06-01T10:00:00+02:00");
    adil_polity_project(f->p, f->logged);
    adil_err err = adil_polity_result_fields(f->p, s->a, f->t->scratch, ADIL_SPAN("na"),
                                             ADIL_SPAN(contest), &out, &f->refusal);
    const char *fields = text_of(s, adil_buf_span(&out));
    adil_buf_release(&out);
    return err.code == ADIL_C_OK ? fold_do(f, iec, "determine", "case/na", fields)
                                 : text_of(s, f->refusal.rule);
}

static bool leaf_says(const struct assembly *s, const char *part)
{
    return adil_span_find(s->f.leaf, adil_span_of(part)) < s->f.leaf.len;
}

/* "seats":{...} as announced, of lists that have any. */
static const char *announced(struct assembly *s)
{
    struct adil_span rest = bytes_of(s, SEATS);
    struct adil_span cell[4];
    struct adil_span seats[OPTIONS_MAX] = {{NULL, 0}};
    struct adil_span all = {"", 0};
    while (next_row(&rest, cell)) {
        for (uint32_t i = 0; adil_span_is(cell[0], "na-2024-total") && i < s->n_options; i++) {
            seats[i] = adil_span_eq(cell[2], s->option[i].name) ? cell[3] : seats[i];
        }
    }
    for (uint32_t i = 0; i < s->n_options; i++) {
        assert_true(seats[i].len > 0);
        if (!adil_span_is(seats[i], "0")) {
            all = adil_fmt(s->a, "%.*s%s\"%.*s\":%.*s", ADIL_ARG(all), all.len > 0 ? "," : "",
                           ADIL_ARG(s->option[i].name), ADIL_ARG(seats[i]));
        }
    }
    return text(s, "\"seats\":{%.*s}", ADIL_ARG(all));
}

static void test_papers__slips_of_two_papers_give_the_seats_announced(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    enter_all(&s);
    fold_assert(&s.f, determine(&s), NULL);
    assert_true(leaf_says(&s, announced(&s)));
    assert_true(leaf_says(&s, "\"status\":\"decided\""));
    assert_true(leaf_says(&s, "\"inputs\":{\"hash\":"));
    assert_true(leaf_says(&s, "\"n\":19}"));
    /* Each paper's own figures; together they have none. */
    assert_true(leaf_says(&s, "\"cast\":null"));
    assert_true(leaf_says(&s, "\"papers\":{\"national\":{\"cast\":16290760,\"counted\":16077342,"
                              "\"invalid\":213418,\"issued\":50000000,\"not-counted\":null,"
                              "\"registered\":50000000,\"votes\":{\"AADP\":7802,"));
    assert_true(leaf_says(&s, "\"regional\":{\"cast\":"));
    assert_true(adil_polity_simulated(s.f.p));
    fold_close(&s.f);
}

/* The control: half a million votes of one regional paper are another list's. */
static void test_papers__other_slips_give_other_seats(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    for (uint32_t i = 0; i < s.n; i++) {
        struct row *r = &s.row[i];
        bool in_kzn = r->regional && adil_span_is(r->unit, "kzn");
        r->votes += in_kzn && adil_span_is(r->option, "ANC")  ? 500000
                    : in_kzn && adil_span_is(r->option, "MK") ? -500000
                                                              : 0;
    }
    enter_all(&s);
    fold_assert(&s.f, determine(&s), NULL);
    assert_false(leaf_says(&s, announced(&s)));
    assert_true(leaf_says(&s, "\"seats\":{\"ACDP\":"));
    fold_close(&s.f);
}

/* ---- what is awaited ------------------------------------------------------------------------ */

static void test_papers__a_slip_missing_for_one_paper_keeps_the_result_back(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    for (int i = 0; i < PLACES; i++) {
        fold_assert(&s.f, enter(&s, &(struct slip){.place = i}), NULL);
    }
    fold_assert(&s.f, determine(&s), "act.incomplete");
    assert_span_is(s.f.refusal.field, contest "/regional");
    assert_span_is(s.f.refusal.found, "0 of 9 protocols");
    fold_at(&s.f, "2024-05-29T23:00:00+02:00");
    fold_close(&s.f);
    open_count(&s, *state);
    enter_all(&s);
    const struct adil_election *e = s.f.p->cases[0].election;
    assert_int_equal(e->n_contests, 2);
    assert_int_equal(e->round[0]->tally[0].row[0].expected, 10);
    assert_int_equal(e->round[0]->tally[1].row[0].expected, 9);
    assert_int_equal(e->round[0]->tally[1].row[0].counted, 9);
    fold_close(&s.f);
}

static void test_papers__one_missing_of_the_first_paper_keeps_it_back_too(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    for (int i = 0; i < ABROAD; i++) {
        fold_assert(&s.f, enter(&s, &(struct slip){.place = i}), NULL);
        fold_assert(&s.f, enter(&s, &(struct slip){.place = i, .regional = true}), NULL);
    }
    fold_assert(&s.f, determine(&s), "act.incomplete");
    assert_span_is(s.f.refusal.field, contest "/national");
    assert_span_is(s.f.refusal.found, "9 of 10 protocols");
    fold_close(&s.f);
}

/* ---- which slips are taken ------------------------------------------------------------------ */

static void test_papers__a_slip_is_of_a_paper_of_its_place(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    const char *fields = slip_fields(&s, &(struct slip){.place = 0});
    /* read as a paper 0 and no place: not the officer's own */
    fold_refused(&s.f, "counting.result-slip", "presiding-officer/0", "result-slip",
                 "slip/na/" contest "/0", fields);
    fold_refused(&s.f, "act.contest", "presiding-officer/0", "result-slip",
                 "slip/na/" contest "/provincial/0", fields);
    fold_refused(&s.f, "act.place", "presiding-officer/9", "result-slip",
                 "slip/na/" contest "/regional/9",
                 slip_fields(&s, &(struct slip){.place = ABROAD}));
    fold_close(&s.f);
}

static void test_papers__votes_are_of_who_stands_on_it_there(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    struct slip x = {.regional = true, .place = 3, .with = "IND-Achmat"}; /* stands in wc */
    fold_assert(&s.f, enter(&s, &x), "act.options");
    x = (struct slip){.regional = true, .place = 3, .without = "MK"};
    fold_assert(&s.f, enter(&s, &x), "act.options");
    x = (struct slip){.place = 3, .with = "IND-Achmat"};
    fold_assert(&s.f, enter(&s, &x), "act.options");
    const struct adil_option *option = NULL;
    struct adil_span gp = ADIL_SPAN("slip/na/" contest "/regional/2");
    struct adil_span abroad = ADIL_SPAN("slip/na/" contest "/regional/9");
    struct adil_span national = ADIL_SPAN("slip/na/" contest "/national/9");
    assert_int_equal(adil_polity_ballot(s.f.p, s.a, gp, &option), 0); /* not begun */
    fold_assert(&s.f, enter(&s, &(struct slip){.place = 3}), NULL);
    assert_int_equal(adil_polity_ballot(s.f.p, s.a, gp, &option), 44);
    assert_int_equal(adil_polity_ballot(s.f.p, s.a, abroad, &option), 0);
    assert_int_equal(adil_polity_ballot(s.f.p, s.a, national, &option), 52);
    fold_close(&s.f);
}

/* Ballots issued may differ between papers, voters registered may not. */
static void test_papers__papers_of_a_place_are_of_the_same_voters(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    for (int i = 0; i < PLACES; i++) {
        fold_assert(&s.f, enter(&s, &(struct slip){.place = i}), NULL);
        if (i != ABROAD) {
            struct slip x = {.place = i, .regional = true, .fewer = i == 4};
            fold_assert(&s.f, enter(&s, &x), NULL);
        }
    }
    fold_assert(&s.f, determine(&s), "act.unlike-contests");
    assert_span_is(s.f.refusal.found, "protocol na/" contest "/regional/4");
    fold_close(&s.f);
}

#define set_aside(paper) "{\"contest\":\"" contest paper "\",\"place\":\"2\",\"reason\":\"r\"}"

static void test_papers__a_place_is_set_aside_on_one_paper(void **state)
{
    struct assembly s;
    open_count(&s, *state);
    enter_all(&s);
    fold_ok(&s.f, "party/ANC", "object-to-result", "objection/na/1",
            "{\"ground\":\"g\",\"party\":\"ANC\",\"place\":\"2\"}");
    fold_ok(&s.f, iec, "decide-objection", "objection/na/1", "{\"ruling\":\"not-counted\"}");
    fold_refused(&s.f, "act.contest", iec, "set-aside", "case/na", set_aside(""));
    fold_refused(&s.f, "act.contest", court, "set-aside-election", "case/na",
                 "{\"contest\":\"" contest "/regional\",\"reason\":\"r\"}");
    fold_ok(&s.f, iec, "set-aside", "case/na", set_aside("/regional"));
    const struct adil_polling *poll = s.f.p->cases[0].election->round[0];
    assert_int_equal(poll->tally[0].row[0].annulled, 0);
    assert_int_equal(poll->tally[1].row[0].annulled, 1);
    assert_int_equal(poll->tally[1].row[0].counted, 8);
    fold_ok(&s.f, court, "set-aside-election", "case/na",
            "{\"contest\":\"" contest "\",\"reason\":\"r\"}");
    fold_assert(&s.f, enter(&s, &(struct slip){.place = 2, .regional = true}), "act.twice");
    fold_assert(&s.f, determine(&s), "act.contest-annulled");
    fold_close(&s.f);
}

static void test_papers__a_list_names_papers_and_units_that_are_there(void **state)
{
    struct assembly s;
    open_record(&s, *state);
    call(&s);
    fold_assert(&s.f, nominate(&s, ADIL_SPAN("ANC"), "[\"provincial\"]"), "act.paper");
    fold_assert(&s.f, nominate(&s, ADIL_SPAN("ANC"), "[\"regional/atlantis\"]"), "act.paper");
    assert_span_is(s.f.refusal.field, "ballots");
    fold_assert(&s.f, nominate(&s, ADIL_SPAN("ANC"), "[\"national\",\"regional/gp\"]"), NULL);
    fold_close(&s.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_papers__slips_of_two_papers_give_the_seats_announced),
        test_case(test_papers__other_slips_give_other_seats),
        test_case(test_papers__a_slip_missing_for_one_paper_keeps_the_result_back),
        test_case(test_papers__one_missing_of_the_first_paper_keeps_it_back_too),
        test_case(test_papers__a_slip_is_of_a_paper_of_its_place),
        test_case(test_papers__votes_are_of_who_stands_on_it_there),
        test_case(test_papers__papers_of_a_place_are_of_the_same_voters),
        test_case(test_papers__a_place_is_set_aside_on_one_paper),
        test_case(test_papers__a_list_names_papers_and_units_that_are_there),
    };
    return cmocka_run_group_tests_name("papers", tests, NULL, NULL);
}
