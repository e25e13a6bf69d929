/* The five calendars that the commission published, against the deadlines of the rulebook: each is
 * computed from the day and the call of a case that is opened in the fold. Published moments:
 * polities/kazakhstan/official/calendars.csv. */
#include "kz.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* ---- the five ------------------------------------------------------------------------------- */

struct election {
    const char *id;
    const char *prefix; /* of the deadlines of its own kind */
    const char *word;
    const char *by;
    const char *contest;
    const char *day;
    const char *called;
    const char *zone;      /* of the whole, on its days */
    const char *due;       /* deadline of its result; NULL: none was read */
    const char *precinct;  /* unit with the one precinct */
    const char *votes;     /* of that precinct */
    const char *last_day;  /* on which the result may be said */
    const char *first_bad; /* the day after it */
};

/* The contests are those of the rulebook; where it has none of that day, another one of the kind
 * stands in: only its day and its call are looked at. */
static const struct election elections[] = {
    {"president-2022", "presidential", "call-presidential-election", "president", "president-2022",
     "2022-11-20", "2022-09-22", "+06:00", "results-due", "astana", NULL, NULL, NULL},
    {"majilis-2023", "majilis", "call-majilis-election", "president", "majilis-2023-list",
     "2023-03-19", "2023-01-19", "+06:00", "results-due", "astana",
     "{\"Ak Zhol\":0,\"Amanat\":60,\"Auyl\":40,\"Baytaq\":0,\"Nationwide Social Democratic "
     "Party\":0,\"People's Party of Kazakhstan\":0,\"Respublica\":0,\"against all\":0}",
     "2023-03-29", "2023-03-30"},
    {"senate-2023", "senate", "call-senate-election", "president", "senate-2024-kyzylorda",
     "2023-01-14", "2022-11-28", "+06:00", "senate-results-due", "kyzylorda",
     "{\"Abaibek Zhunisov\":10,\"Almasbek Esmakhanov\":20,\"Nauryzbay Baikadamov\":70,\"against "
     "all\":0}",
     "2023-01-20", "2023-01-21"},
    {"akim-2023", "akim", "call-akim-election", kz_cec, "akim-2023-esil", "2023-11-05",
     "2023-09-15", "+06:00", NULL, "esil", NULL, NULL, NULL},
    {"referendum-2026", "referendum", "call-referendum-on-text", "president", "referendum-2026",
     "2026-03-15", "2026-02-11", "+05:00", "referendum-results-due", "astana",
     "{\"both options marked\":0,\"no\":20,\"yes\":80}", "2026-03-22", "2026-03-23"},
};

static const struct election *election_of(struct adil_span id)
{
    for (size_t i = 0; i < ADIL_COUNT(elections); i++) {
        if (adil_span_is(id, elections[i].id)) {
            return &elections[i];
        }
    }
    fail_msg("no election %.*s", ADIL_ARG(id));
    return NULL;
}

static void at(struct fold *f, const struct election *e, const char *day, const char *hour)
{
    fold_at(f, fold_text(f, adil_fmt(&f->t->perm, "%sT%s:00%s", day, hour, e->zone)));
}

static const char *about(struct fold *f, const struct election *e)
{
    return fold_text(f, adil_fmt(&f->t->perm, "case/%s", e->id));
}

static bool asks_for_a_draft(const struct election *e)
{
    return strcmp(e->word, "call-referendum-on-text") == 0;
}

static const char *call_fields(struct fold *f, const struct election *e)
{
    return fold_text(f,
                     adil_fmt(&f->t->perm, "{\"contests\":[\"%s\"],\"day\":\"%s\"%s}", e->contest,
                              e->day, asks_for_a_draft(e) ? ",\"draft\":\"1\"" : ""));
}

/* A text of the Constitution on which the Court gave its opinion. */
static void clear_a_draft(struct fold *f)
{
    fold_ok(f, "president", "draft-amendment", "draft/1", "{\"title\":\"t\",\"touches\":[]}");
    fold_ok(f, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}");
}

static void call(struct fold *f, struct test_arenas *t, const struct election *e)
{
    kz_open(f, t, NULL);
    at(f, e, e->called, "10:00");
    kz_precinct(f, "0001", e->precinct);
    if (asks_for_a_draft(e)) {
        clear_a_draft(f);
    }
    fold_ok(f, e->by, e->word, about(f, e), call_fields(f, e));
}

/* ---- published moments ---------------------------------------------------------------------- */

struct row {
    struct adil_span election;
    struct adil_span event;
    struct adil_span moment;
    struct adil_span mark;
    struct adil_span source;
};

static bool next_row(struct adil_span *rest, struct row *row)
{
    struct adil_span line;
    while (adil_span_cut(rest, '\n', &line)) {
        struct adil_span *cell[] = {&row->election, &row->event, &row->moment, &row->mark};
        if (line.len == 0 || adil_span_starts(line, ADIL_SPAN("election,"))) {
            continue;
        }
        for (size_t i = 0; i < ADIL_COUNT(cell); i++) {
            assert_true(adil_span_cut(&line, ',', cell[i]));
        }
        row->source = line;
        return true;
    }
    return false;
}

static struct adil_span read_rows(struct test_arenas *t)
{
    struct adil_span text;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    assert_int_equal(adil_file_read(&t->perm,
                                    ADIL_SPAN("polities/kazakhstan/official/calendars.csv"),
                                    1 << 16, &text, &diag)
                         .code,
                     ADIL_C_OK);
    return text;
}

/* A deadline by the name of its event: the election's own (majilis-nomination-ends), else the one
 * that all have (campaign-ends). */
static struct adil_moment_span deadline(struct fold *f, const struct election *e,
                                        struct adil_span event)
{
    const struct adil_acts *acts = &adil_polity_rulebook(f->p)->acts;
    struct adil_span own = adil_fmt(&f->t->perm, "%s-%.*s", e->prefix, ADIL_ARG(event));
    struct adil_moment_span span = {ADIL_DATE_NONE, ADIL_INSTANT_NONE, ADIL_INSTANT_NONE};
    uint32_t id = ADIL_NO_WORD;
    for (uint32_t i = 0; i < acts->n_deadline_ids; i++) {
        bool is_own = adil_span_eq(acts->deadline_id[i], own);
        id = is_own || (id == ADIL_NO_WORD && adil_span_eq(acts->deadline_id[i], event)) ? i : id;
    }
    if (id == ADIL_NO_WORD) {
        fail_msg("no deadline for %s of %.*s", e->id, ADIL_ARG(event));
    }
    assert_true(adil_polity_window(f->p, adil_span_of(e->id), id, &span));
    return span;
}

/* The moment as it is published: a day, or a day and an hour. */
static struct adil_span computed(struct fold *f, const struct election *e, struct adil_span event,
                                 bool hour)
{
    const struct adil_rulebook *book = adil_polity_rulebook(f->p);
    struct adil_moment_span span = deadline(f, e, event);
    struct adil_span text =
        adil_instant_text(&f->t->perm, &book->acts.zones, &book->units, 0, span.begin);
    return adil_span_sub(text, 0, hour ? 16 : 10);
}

/* A published moment as text: "E-15" and "=EVENT" are put into days. */
static struct adil_span published(struct fold *f, const struct election *e, struct adil_span moment,
                                  bool *hour)
{
    struct adil_date day;
    uint64_t before = 0;
    if (moment.ptr[0] == '=') {
        *hour = true;
        return computed(f, e, adil_span_sub(moment, 1, moment.len), true);
    }
    if (moment.ptr[0] == 'E') {
        assert_true(adil_date_parse(adil_span_of(e->day), &day));
        assert_true(adil_span_u64(adil_span_sub(moment, 2, moment.len), 366, &before));
        *hour = false;
        return adil_date_text(&f->t->perm, (struct adil_date){day.days - (int32_t)before});
    }
    *hour = adil_span_find_byte(moment, 'T') < moment.len;
    return moment;
}

static bool is_act(const struct row *row)
{
    return adil_span_is(row->event, "call") || adil_span_is(row->event, "result");
}

/* Whether the rulebook gives what was published. */
static bool row_agrees(struct fold *f, const struct election *e, const struct row *row)
{
    bool hour = false;
    struct adil_span want = published(f, e, row->moment, &hour);
    return adil_span_eq(computed(f, e, row->event, hour), want);
}

static void every_published_deadline_is_the_rulebook_s(void **state)
{
    struct row row;
    struct fold f;
    struct test_arenas *t = *state;
    struct adil_span rest = read_rows(t);
    struct adil_arena perm = t->perm; /* each election from the same memory */
    const struct election *open = NULL;
    int seen = 0;
    while (next_row(&rest, &row)) {
        const struct election *e = election_of(row.election);
        if (is_act(&row) || adil_span_is(row.mark, "contradiction")) {
            continue;
        }
        if (open != e) {
            if (open != NULL) {
                fold_close(&f);
                t->perm = perm;
            }
            call(&f, t, e);
            open = e;
        }
        if (!row_agrees(&f, e, &row)) {
            fail_msg("%s: %.*s is %.*s in the rulebook, published: %.*s", e->id,
                     ADIL_ARG(row.event), ADIL_ARG(computed(&f, e, row.event, true)),
                     ADIL_ARG(row.moment));
        }
        seen += adil_span_is(row.mark, "v");
    }
    fold_close(&f);
    assert_int_equal(seen, 20);
}

static void a_shifted_day_is_noticed(void **state)
{
    struct fold f;
    const struct election *e = election_of(ADIL_SPAN("majilis-2023"));
    struct row row = {.event = ADIL_SPAN("nomination-ends"), .moment = ADIL_SPAN("E-39")};
    call(&f, *state, e);
    assert_true(row_agrees(&f, e, &row));
    row.moment = ADIL_SPAN("2023-02-08T18:00");
    assert_true(row_agrees(&f, e, &row));
    row.moment = ADIL_SPAN("2023-02-09T18:00");
    assert_false(row_agrees(&f, e, &row));
    row.moment = ADIL_SPAN("2023-02-08T17:00");
    assert_false(row_agrees(&f, e, &row));
    fold_close(&f);
}

/* "Fifteen days before" and "from 27 February" stand in one notice; the second is the sixteenth day
 * before. The rulebook follows the first, and nobody corrects the second. */
static void the_contradiction_of_27_february_is_reported_as_one(void **state)
{
    struct row row;
    struct fold f;
    struct adil_span rest = read_rows(*state);
    int seen = 0;
    while (next_row(&rest, &row)) {
        if (!adil_span_is(row.mark, "contradiction")) {
            continue;
        }
        const struct election *e = election_of(row.election);
        call(&f, *state, e);
        struct row says = row;
        assert_false(row_agrees(&f, e, &row));
        says.moment = ADIL_SPAN("E-15");
        assert_true(row_agrees(&f, e, &says));
        says.moment = ADIL_SPAN("E-16");
        bool hour = false;
        assert_span_equal(published(&f, e, says.moment, &hour), row.moment);
        assert_true(adil_span_find(row.source, ADIL_SPAN("fifteen days before")) < row.source.len);
        assert_true(adil_span_find(row.source, ADIL_SPAN("27 February")) < row.source.len);
        fold_close(&f);
        seen++;
    }
    assert_int_equal(seen, 1);
}

/* ---- calls and results are acts ------------------------------------------------------------- */

static void calls_are_made_on_the_published_days(void **state)
{
    struct row row;
    struct fold f;
    struct adil_span rest = read_rows(*state);
    int seen = 0;
    while (next_row(&rest, &row)) {
        if (adil_span_is(row.event, "call")) {
            const struct election *e = election_of(row.election);
            assert_span_is(row.moment, e->called);
            struct test_arenas *t = *state;
            struct adil_arena perm = t->perm;
            call(&f, t, e);
            fold_close(&f);
            t->perm = perm;
            seen++;
        }
    }
    assert_int_equal(seen, 5);
}

/* A call on a day, on which the Majilis is dissolved where it is; the rule that refuses it, or
 * NULL. */
static void call_on(struct test_arenas *t, const struct election *e, const char *day,
                    bool dissolved, const char *rule)
{
    struct adil_arena perm = t->perm;
    struct fold f;
    kz_open(&f, t, "[" KZ_HOLDS("president", "p", "2022-11-26") "]");
    at(&f, e, day, "23:59");
    if (dissolved) {
        fold_ok(&f, "president", "dissolve-majilis", "dissolution/1",
                fold_text(&f, adil_fmt(&t->perm, "{\"on\":\"%s\",\"talks\":true}", day)));
    }
    fold_assert(&f, fold_do(&f, e->by, e->word, about(&f, e), call_fields(&f, e)), rule);
    fold_close(&f);
    t->perm = perm;
}

/* Sixty days counting election day: E-59 is the first day on which the President may call his own
 * election, and on which the Majilis may be dissolved and an election called. */
static void a_call_a_day_earlier_is_refused(void **state)
{
    static const struct {
        const char *election, *day_before, *rule;
        bool dissolved;
    } early[] = {
        {"president-2022", "2022-09-21", "presidential-sixty-days", false},
        {"majilis-2023", "2023-01-18", "majilis-sixty-days", true},
    };
    for (size_t i = 0; i < ADIL_COUNT(early); i++) {
        const struct election *e = election_of(adil_span_of(early[i].election));
        call_on(*state, e, early[i].day_before, early[i].dissolved, early[i].rule);
        call_on(*state, e, e->called, early[i].dissolved, NULL);
    }
}

/* Polls, and says the result at an hour of a day. */
static const char *result_on(struct fold *f, struct test_arenas *t, const struct election *e,
                             const char *day, const char *hour)
{
    call(f, t, e);
    at(f, e, e->day, "23:30"); /* 20:00 has passed in every zone but that of the missions */
    fold_ok(f, "precinct-commission/0001", "protocol",
            fold_text(f, adil_fmt(&t->perm, "protocol/%s/%s/0001", e->id, e->contest)),
            kz_figures(f, 100, e->votes, 0));
    at(f, e, day, hour);
    return kz_result(f, e->id, e->contest);
}

static void results_are_said_on_the_published_days(void **state)
{
    struct row row;
    struct fold f;
    struct adil_span rest = read_rows(*state);
    int seen = 0;
    while (next_row(&rest, &row)) {
        if (adil_span_is(row.event, "result")) {
            const struct election *e = election_of(row.election);
            const char *day = fold_text(&(struct fold){.t = *state}, row.moment);
            fold_assert(&f, result_on(&f, *state, e, day, "12:00"), NULL);
            fold_close(&f);
            seen++;
        }
    }
    assert_int_equal(seen, 3);
}

/* Ten days, six for the Senate, seven for a referendum. */
static void a_result_is_late_on_the_day_after_the_last(void **state)
{
    struct test_arenas *t = *state;
    int seen = 0;
    for (size_t i = 0; i < ADIL_COUNT(elections); i++) {
        const struct election *e = &elections[i];
        struct adil_arena kept = t->perm;
        struct fold f;
        if (e->votes == NULL) {
            continue;
        }
        fold_assert(&f, result_on(&f, t, e, e->last_day, "23:59"), NULL);
        fold_close(&f);
        t->perm = kept;
        fold_assert(&f, result_on(&f, t, e, e->first_bad, "00:01"), e->due);
        fold_close(&f);
        t->perm = kept;
        seen++;
    }
    assert_int_equal(seen, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_published_deadline_is_the_rulebook_s),
        test_case(a_shifted_day_is_noticed),
        test_case(the_contradiction_of_27_february_is_reported_as_one),
        test_case(calls_are_made_on_the_published_days),
        test_case(a_call_a_day_earlier_is_refused),
        test_case(results_are_said_on_the_published_days),
        test_case(a_result_is_late_on_the_day_after_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
