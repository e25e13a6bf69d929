/* Acts that change the law: bills voted and enacted, rules struck, cases that keep their law, cases
 * that are reached; replay. */
#include "club.h"
#include "poll.h"

#define league "tests/polity/test-league.yaml"

static const struct fold_issuer officers[] = {{"council", 1}, {"court", 1}, {"clerk", 1}};

static void league_open(struct fold *f, struct test_arenas *t)
{
    fold_open(f, t, league, officers, ADIL_COUNT(officers));
    fold_at(f, "2026-03-01T09:00:00+02:00");
}

/* The state without blanks and line ends. */
static const char *packed_state(struct fold *f)
{
    char *all = adil_span_cstr(&f->t->perm, fold_state(f));
    size_t n = 0;
    for (size_t i = 0; all[i] != '\0'; i++) {
        all[n] = all[i];
        n += all[i] != ' ' && all[i] != '\n';
    }
    all[n] = '\0';
    return all;
}

static const char *bill_fields(struct fold *f, const char *list)
{
    return fold_text(f, adil_fmt(&f->t->perm, "{\"changes\":\"%s\",\"title\":\"A bill\"}", list));
}

/* A bill with that list, adopted: only its promulgation is missing. */
static void bill_adopted(struct fold *f, const char *about, const char *yaml)
{
    fold_ok(f, "clerk", "open-bill", about, bill_fields(f, fold_changes_hash(f, yaml)));
    fold_ok(f, "council", "adopt", about, NULL);
}

static const char *promulgate(struct fold *f, const char *about, const char *yaml)
{
    return fold_do(f, "council", "promulgate", about, fold_changes(f, yaml, ""));
}

static void bill(struct fold *f, const char *about, const char *yaml)
{
    bill_adopted(f, about, yaml);
    fold_assert(f, promulgate(f, about, yaml), NULL);
}

static const char *strike(struct fold *f, const char *yaml)
{
    return fold_do(f, "court", "strike-out", "", fold_changes(f, yaml, ",\"reason\":\"unfair\""));
}

/* The leaves of all accepted acts, applied to an empty polity, give the same state. */
static void assert_replays(struct fold *f, const char *book, const struct fold_issuer *issuers,
                           uint32_t n)
{
    struct fold again;
    struct adil_hash hash = fold_hash(f);
    struct adil_span state = fold_state(f);
    fold_prepare(&again, f->t, book, issuers, n);
    for (uint32_t i = 0; i < f->n_blobs; i++) {
        again.blob[again.n_blobs++] = f->blob[i];
    }
    for (uint32_t i = 0; i < f->n_accepted; i++) {
        fold_assert(&again, fold_apply_leaf(&again, f->accepted[i]), NULL);
    }
    struct adil_hash got = fold_hash(&again);
    assert_span_equal(fold_state(&again), state);
    assert_true(adil_hash_eq(&got, &hash));
    fold_close(&again);
}

#define adult_at_18                                                                                \
    "[{id: registers/member/enter/adult, from: 2026-06-01, set: {that: age, is: at least 18}}]"

static void a_bill_that_was_voted_becomes_law(void **state)
{
    struct fold f;
    const struct adil_law_version *v = NULL;
    league_open(&f, *state);
    struct adil_hash before = adil_polity_law(f.p);
    fold_refused(&f, "adult", "clerk", "join", "member/1", "{\"age\":20,\"name\":\"Ann\"}");
    bill(&f, "case/b1", adult_at_18);
    struct adil_hash after = adil_polity_law(f.p);
    assert_false(adil_hash_eq(&before, &after));
    assert_string_equal(club_stage(&f, 0), "enacted");
    assert_int_equal(adil_polity_laws(f.p, &v), 2);
    assert_int_equal(v[1].entry, adil_polity_entries(f.p) - 1);
    assert_span_is(v[1].word, "promulgate");
    fold_refused(&f, "adult", "clerk", "join", "member/1", "{\"age\":20,\"name\":\"Ann\"}");
    fold_at(&f, "2026-06-01T00:00:00+02:00"); /* its first day */
    fold_ok(&f, "clerk", "join", "member/1", "{\"age\":20,\"name\":\"Ann\"}");
    fold_refused(&f, "adult", "clerk", "join", "member/2", "{\"age\":17,\"name\":\"Bob\"}");
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void what_is_enacted_is_what_was_voted(void **state)
{
    struct fold f;
    league_open(&f, *state);
    bill_adopted(&f, "case/b1", adult_at_18);
    static const char other[] =
        "[{id: registers/member/enter/adult, from: 2026-06-01, set: {that: age, is: at least 16}}]";
    fold_assert(&f, promulgate(&f, "case/b1", other), "act.voted");
    const char *well = fold_changes(&f, adult_at_18, "");
    char *wrong = adil_span_cstr(&f.t->perm, adil_span_of(well));
    size_t digit = strlen("{\"becomes\":\"");
    wrong[digit] = wrong[digit] == 'a' ? 'b' : 'a';
    fold_refused(&f, "act.becomes", "council", "promulgate", "case/b1", wrong);
    fold_refused(&f, "adopted.promulgate", "clerk", "promulgate", "case/b1", well);
    fold_refused(&f, "adopted.promulgate", "council", "promulgate", "", well);
    fold_refused(&f, "act.case", "council", "promulgate", "case/none", well);
    fold_ok(&f, "council", "promulgate", "case/b1", well);
    fold_close(&f);
}

/* Another change came between: the law that comes of the list is another one now. */
static void a_list_is_applied_to_the_law_in_force(void **state)
{
    struct fold f;
    league_open(&f, *state);
    bill_adopted(&f, "case/b1", adult_at_18);
    const char *first = fold_changes(&f, adult_at_18, "");
    bill(&f, "case/b2", "[{id: words/note, set: {is: notice, fields: {text: text}}}]");
    fold_refused(&f, "act.becomes", "council", "promulgate", "case/b1", first);
    fold_assert(&f, promulgate(&f, "case/b1", adult_at_18), NULL);
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void norms_say_what_may_be_changed(void **state)
{
    struct fold f;
    league_open(&f, *state);
    static const struct {
        const char *yaml;
        const char *rule;
    } bad[] = {
        {"[{id: offices/court/keys-by, set: [council]}]", "untouchable"},
        {"[{id: words/promulgate/norms/untouchable, from: 2027-01-01, end: true}]", "untouchable"},
        {"[{id: registers/member/enter/adult, from: 2026-05-01, strike: all, past: stands}]",
         "not-struck-by-bill"},
        {"[{id: registers/member/enter/adult, from: 2026-02-28, set: {that: age, is: \"9\"}}]",
         "not-retroactive"},
    };
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        const char *about = fold_text(&f, adil_fmt(&f.t->perm, "case/bad-%zu", i));
        bill_adopted(&f, about, bad[i].yaml);
        fold_assert(&f, promulgate(&f, about, bad[i].yaml), bad[i].rule);
    }
    fold_assert(&f, strike(&f, adult_at_18), "court-strikes");
    fold_close(&f);
}

/* ---- when it is opened ---------------------------------------------------------------------- */

/* A blob of those very bytes; its hash. */
static const char *blob_of(struct fold *f, const char *bytes)
{
    struct adil_hash h = adil_sha256(adil_span_of(bytes));
    assert_true(f->n_blobs < FOLD_BLOBS_MAX);
    f->blob[f->n_blobs++] = adil_span_of(bytes);
    return fold_text(f, adil_hex(&f->t->perm, h.byte, sizeof h.byte));
}

static void a_bill_that_does_not_fit_the_law_is_not_opened(void **state)
{
    static const struct {
        const char *yaml;
        const char *found;
    } bad[] = {
        {"[{id: registers/members/enter/adult, from: 2027-01-01, end: true}]", "registers/members"},
        {"[{id: registers/member/fields/age, set: text}]",
         "a field that is gone, or of another type"},
        {"[{id: registers/member/enter/adult, from: 2027-01-01, set: {that: age, is: old}}]",
         "old"},
        {"[{id: powers/joins, from: 2027-01-01}]", "powers/joins: 0 of them"},
        {"[{id: units/league/kind, set: league}]", "nothing changes"},
    };
    static const char *const forms[] = {"{}", "[]", "no json",
                                        "[{\"id\":\"words/adopt/name\", \"set\":\"x\"}]"};
    struct fold f;
    league_open(&f, *state);
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        fold_refused(&f, "act.changes", "clerk", "open-bill", "case/b1",
                     bill_fields(&f, fold_changes_hash(&f, bad[i].yaml)));
        assert_span_is(f.refusal.field, "changes");
        if (adil_span_find(f.refusal.found, adil_span_of(bad[i].found)) == f.refusal.found.len) {
            fail_msg("%s: found %s", bad[i].yaml, fold_text(&f, f.refusal.found));
        }
    }
    for (size_t i = 0; i < ADIL_COUNT(forms); i++) {
        fold_refused(&f, "act.changes", "clerk", "open-bill", "case/b1",
                     bill_fields(&f, blob_of(&f, forms[i])));
    }
    assert_int_equal(f.p->n_cases, 0);
    bill(&f, "case/b1", adult_at_18);
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void norms_say_what_a_bill_is_opened_with(void **state)
{
    static const struct {
        const char *word;
        const char *yaml;
        const char *rule;
    } bad[] = {
        {"open-bill", "[{id: words/open-bill/name, set: {en: to bring in}}]", "bills-stay"},
        {"open-motion", "[{id: registers/member/enter/adult, from: 2027-01-01, end: true}]",
         "motions-end-nothing"},
        {"open-motion", "[{id: words/adopt/name, set: {en: to adopt}}]", "motions-look-ahead"},
        {"open-motion",
         "[{id: registers/member/enter/adult, from: 2026-03-01, set: {that: age, is: \"9\"}}]",
         "motions-look-ahead"},
        /* the last of them */
        {"open-motion",
         "[{id: registers/member/enter/adult, from: 2031-01-01, set: {that: age, is: \"9\"}}, "
         "{id: registers/member/enter/adult, from: 2027-01-01, set: {that: age, is: \"8\"}}]",
         "motions-hold-soon"},
    };
    struct fold f;
    league_open(&f, *state);
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        fold_refused(&f, bad[i].rule, "clerk", bad[i].word, "case/b1",
                     bill_fields(&f, fold_changes_hash(&f, bad[i].yaml)));
    }
    assert_span_is(f.refusal.cite, "Charter 5(4)");
    fold_refused(&f, "motions-look-ahead", "clerk", "open-motion", "case/b1",
                 "{\"title\":\"A motion\"}"); /* no list: it ends nothing, and has no day */
    assert_int_equal(f.p->n_cases, 0);
    fold_ok(&f, "clerk", "open-motion", "case/b1",
            bill_fields(&f, fold_changes_hash(&f, adult_at_18)));
    fold_ok(&f, "clerk", "open-bill", "case/b2",
            bill_fields(&f, fold_changes_hash(&f, bad[1].yaml)));
    assert_int_equal(f.p->n_cases, 2);
    fold_close(&f);
}

/* Two bills end the same rule: both fit while it is in force, and the second to come does not. */
static void a_bill_is_checked_again_when_it_becomes_law(void **state)
{
    static const char ends[] = "[{id: registers/member/enter/adult, from: 2026-04-01, end: true}]";
    struct fold f;
    league_open(&f, *state);
    bill_adopted(&f, "case/b1", ends);
    bill_adopted(&f, "case/b2", ends);
    fold_assert(&f, promulgate(&f, "case/b1", ends), NULL);
    fold_assert(&f, promulgate(&f, "case/b2", ends), "act.changes");
    fold_refused(&f, "act.changes", "clerk", "open-bill", "case/b3",
                 bill_fields(&f, fold_changes_hash(&f, ends)));
    fold_close(&f);
}

#define affair_fields "{\"day\":\"2026-03-10\",\"value\":5}"

static void an_open_case_keeps_its_law(void **state)
{
    struct fold f;
    league_open(&f, *state);
    fold_ok(&f, "clerk", "file", "case/a1", affair_fields);
    struct adil_hash old = adil_polity_law_for(f.p, ADIL_SPAN("case/a1"));
    bill(&f, "case/b1",
         "[{id: procedures/affair/stages/filed, set: {acts: [{word: settle, by: [court], to: "
         "settled}], until: lapses, then: lapsed}}, "
         "{id: offices/aide, set: {}}, {id: words/ask, set: {is: notice}}]");
    fold_ok(&f, "clerk", "file", "case/a2", affair_fields);
    struct adil_hash now = adil_polity_law(f.p);
    struct adil_hash first = adil_polity_law_for(f.p, ADIL_SPAN("case/a1"));
    struct adil_hash second = adil_polity_law_for(f.p, ADIL_SPAN("case/a2"));
    assert_true(adil_hash_eq(&first, &old));
    assert_true(adil_hash_eq(&second, &now));
    struct fold_act wrong = {.by = "council", .word = "settle", .about = "case/a1", .law = &now};
    fold_assert(&f, fold_apply(&f, &wrong), "act.law");
    fold_refused(&f, "filed.settle", "court", "settle", "case/a1", NULL);
    fold_refused(&f, "filed.settle", "council", "settle", "case/a2", NULL);
    fold_ok(&f, "council", "settle", "case/a1", NULL);
    fold_ok(&f, "court", "settle", "case/a2", NULL);
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

/* 30 days for the case that was filed before, 10 for the one after; and for one that is reached. */
static void deadlines_fire_by_the_law_of_their_case(void **state)
{
    struct fold f;
    league_open(&f, *state);
    fold_ok(&f, "clerk", "file", "case/a1", affair_fields);
    bill(&f, "case/b1",
         "[{id: calendar/lapses, from: 2026-03-02, set: {at: 10 days after the file}}]");
    fold_at(&f, "2026-03-02T09:00:00+02:00");
    fold_ok(&f, "clerk", "file", "case/a2", affair_fields);
    fold_at(&f, "2026-03-12T23:59:00+02:00");
    fold_ok(&f, "clerk", "file", "case/a3", affair_fields);
    assert_string_equal(club_stage(&f, 0), "filed");
    fold_at(&f, "2026-03-13T00:01:00+02:00");
    fold_ok(&f, "clerk", "file", "case/a4", affair_fields);
    assert_string_equal(club_stage(&f, 0), "filed");
    assert_string_equal(club_stage(&f, 2), "lapsed");
    fold_at(&f, "2026-04-02T00:01:00+02:00");
    fold_ok(&f, "clerk", "file", "case/a5", affair_fields);
    assert_string_equal(club_stage(&f, 0), "lapsed");
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void a_transitional_rule_reaches_open_cases(void **state)
{
    struct fold f;
    league_open(&f, *state);
    fold_ok(&f, "clerk", "file", "case/a1", affair_fields);
    fold_ok(&f, "clerk", "file", "case/a2", affair_fields);
    fold_ok(&f, "council", "settle", "case/a2", NULL);
    struct adil_hash old = adil_polity_law_for(f.p, ADIL_SPAN("case/a2"));
    bill(&f, "case/b1",
         "[{id: calendar/lapses, from: 2026-03-02, set: {at: 10 days after the file}}, "
         "{id: words/file, set: {is: open, opens: affair, fields: {day: date, note?: text, value: "
         "number}}}, {id: words/ask, set: {is: notice}}, "
         "{id: procedures/affair, reaches: open}]");
    struct adil_hash now = adil_polity_law(f.p);
    struct adil_hash reached = adil_polity_law_for(f.p, ADIL_SPAN("case/a1"));
    struct adil_hash closed = adil_polity_law_for(f.p, ADIL_SPAN("case/a2"));
    assert_true(adil_hash_eq(&reached, &now));
    assert_true(adil_hash_eq(&closed, &old)); /* it has ended */
    assert_non_null(strstr(packed_state(&f), "\"value\":5"));
    struct fold_act signed_before = {
        .by = "council", .word = "settle", .about = "case/a1", .law = &old};
    fold_assert(&f, fold_apply(&f, &signed_before), "act.law");
    fold_at(&f, "2026-03-12T00:01:00+02:00"); /* ten days after 1 March and a minute */
    fold_refused(&f, "filed.settle", "council", "settle", "case/a1", NULL);
    assert_span_is(f.refusal.found, "stage: lapsed");
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void a_case_that_cannot_go_on_is_not_reached(void **state)
{
    struct fold f;
    league_open(&f, *state);
    fold_ok(&f, "clerk", "file", "case/a1", affair_fields);
    static const char *const lists[] = {
        "[{id: procedures/affair, set: {stages: {heard: {}}, ends: [settled]}}, "
        "{id: procedures/affair, reaches: open}]",
        "[{id: words/file/fields, set: {day: date}}, {id: procedures/affair, reaches: open}]",
    };
    for (size_t i = 0; i < ADIL_COUNT(lists); i++) {
        const char *about = fold_text(&f, adil_fmt(&f.t->perm, "case/b%zu", i));
        bill_adopted(&f, about, lists[i]);
        fold_assert(&f, promulgate(&f, about, lists[i]), "act.reach");
        assert_span_is(f.refusal.found, "case a1 in stage filed");
    }
    fold_close(&f);
}

static void records_keep_what_they_hold(void **state)
{
    struct fold f;
    league_open(&f, *state);
    for (int i = 1; i <= 40; i++) {
        fold_ok(&f, "clerk", "join", fold_text(&f, adil_fmt(&f.t->perm, "member/m%d", i)),
                fold_text(&f, adil_fmt(&f.t->perm, "{\"age\":%d,\"name\":\"N%d\"}", 20 + i, i)));
    }
    bill(&f, "case/b1",
         "[{id: registers/member/fields/email, set: text}, "
         "{id: registers/badge, set: {fields: {number: key, of: ref to member}}}, "
         "{id: words/join/fields, set: [name, age?, email?]}, "
         "{id: words/correct/fields, set: [age?, email?]}, "
         "{id: words/give-badge, set: {is: enter, of: badge}}, "
         "{id: powers/gives, from: 2026-03-02, set: {office: clerk, may: give-badge}}]");
    fold_at(&f, "2026-03-02T09:00:00+02:00");
    fold_ok(&f, "clerk", "correct", "member/m7", "{\"email\":\"m7@league.example\"}");
    fold_ok(&f, "clerk", "join", "member/m41", "{\"age\":50,\"email\":\"x\",\"name\":\"N41\"}");
    fold_ok(&f, "clerk", "give-badge", "badge/1", "{\"of\":\"m7\"}");
    const char *all = packed_state(&f);
    assert_non_null(strstr(all, "\"m1\":{\"entered\":1,\"fields\":{\"age\":21,\"name\":\"N1\"}"));
    assert_non_null(
        strstr(all, "\"fields\":{\"age\":27,\"email\":\"m7@league.example\",\"name\":\"N7\"}"));
    assert_non_null(strstr(all, "\"fields\":{\"of\":\"m7\"}"));
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

static void a_struck_rule_reopens_what_rested_on_it(void **state)
{
    struct fold f;
    league_open(&f, *state);
    fold_ok(&f, "clerk", "file", "case/a1", affair_fields);
    fold_ok(&f, "council", "settle", "case/a1", NULL);
    fold_ok(&f, "clerk", "file", "case/a2", affair_fields);
    static const char stands[] =
        "[{id: registers/member/enter/adult, from: 2026-03-01, strike: all, past: stands}]";
    fold_assert(&f, strike(&f, stands), NULL);
    assert_int_equal(f.p->cases[0].reopened, 0);
    fold_ok(&f, "clerk", "join", "member/1", "{\"age\":9,\"name\":\"Kid\"}"); /* nobody is barred */
    fold_refused(&f, "reopened", "council", "again", "case/a1", "{\"why\":\"no\"}");
    static const char reopened[] =
        "[{id: words/settle/norms/small-affair, from: 2026-03-01, strike: all, past: reopened}]";
    fold_assert(&f, strike(&f, reopened), NULL);
    assert_int_equal(f.p->cases[0].reopened, adil_polity_entries(f.p) - 1);
    assert_int_equal(f.p->cases[1].reopened, 0); /* nothing was settled in it yet */
    assert_non_null(strstr(packed_state(&f), "\"reopened\":"));
    fold_assert(&f, strike(&f, reopened), "act.changes"); /* it is struck */
    assert_replays(&f, league, officers, ADIL_COUNT(officers));
    fold_close(&f);
}

/* ---- an election ---------------------------------------------------------------------------- */

static void six_boards(struct fold *f)
{
    fold_at(f, poll_night);
    for (int place = 1; place <= 6; place++) {
        poll_in(f, "board-2023", place, poll_board(f, 20, 10, 3));
    }
}

/* Called before, counted and certified after: under its own law to the end. */
static void an_election_called_before_a_change_ends_under_its_law(void **state)
{
    struct fold plain;
    struct fold f;
    struct test_arenas *t = *state;
    poll_open(&plain, t, "[\"board-2023\"]");
    fold_ok(&plain, "commission", "announce", "nothing", "{\"text\":\"in its place\"}");
    six_boards(&plain);
    const char *expected = poll_result(&plain, "board-2023");
    assert_non_null(expected);
    poll_open(&f, t, "[\"board-2023\"]");
    fold_ok(&f, "commission", "amend-charter", "",
            fold_changes(&f,
                         "[{id: rules/board-seats, from: 2023-01-01, set: {set: {method: hare, "
                         "threshold: at least 90% of counted votes, ties: [lot], lists-unknown: "
                         "long-enough, if-none-passes: no-seats, if-one-passes: takes-all}}}, "
                         "{id: contests/board-2023/seats, set: 3}, "
                         "{id: checks/P.07, from: 2023-01-01, end: true}, "
                         "{id: registers/protocol/fields/colour, set: text}, "
                         "{id: registers/protocol/fields/alpha, set: number}, "
                         "{id: zones/club, from: 2023-01-01, set: {offset: \"+09:00\"}}]",
                         ""));
    six_boards(&f);
    assert_string_equal(poll_result(&f, "board-2023"), expected);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    fold_ok(&f, "commission", "certify", poll_case, NULL);
    assert_true(f.p->cases[0].election->contest[0].certified);
    assert_int_equal(adil_polity_law_for(f.p, ADIL_SPAN(poll_case)).byte[0],
                     adil_polity_law_for(plain.p, ADIL_SPAN(poll_case)).byte[0]);
    assert_replays(&f, fold_club, poll_issuers, ADIL_COUNT(poll_issuers));
    fold_close(&f);
    fold_close(&plain);
}

static void a_struck_rule_makes_results_stale(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    six_boards(&f);
    fold_bind(&f, "commission", "court", 1);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    const struct adil_polled_contest *c = &f.p->cases[0].election->contest[0];
    fold_ok(&f, "court", "strike-rule", "",
            fold_changes(&f,
                         "[{id: rules/chair-majority, from: 2023-01-01, strike: all, past: "
                         "reopened}]",
                         ""));
    assert_false(c->result[0].stale); /* the board does not follow it */
    fold_ok(&f, "court", "strike-rule", "",
            fold_changes(
                &f, "[{id: rules/board-seats, from: 2023-01-01, strike: all, past: stands}]", ""));
    assert_false(c->result[0].stale);
    fold_ok(
        &f, "court", "strike-rule", "",
        fold_changes(&f, "[{id: checks/P.07, from: 2023-01-01, strike: all, past: reopened}]", ""));
    assert_true(c->result[0].stale);
    assert_int_equal(c->result[0].stale_by, adil_polity_entries(f.p) - 1);
    assert_int_equal(f.p->cases[0].reopened, adil_polity_entries(f.p) - 1);
    fold_refused(&f, "act.stale", "commission", "certify", poll_case, NULL);
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL); /* stated again */
    fold_ok(&f, "commission", "certify", poll_case, NULL);
    assert_replays(&f, fold_club, poll_issuers, ADIL_COUNT(poll_issuers));
    fold_close(&f);
}

/* The check that the court struck blocks no protocol of the election that is reached. */
static void an_election_is_reached_by_a_change(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    struct poll_figures p = {.cast = 33, .votes = "{\"against-all\":0,\"blues\":10,\"reds\":20}"};
    fold_at(&f, poll_night);
    for (int place = 1; place <= 5; place++) {
        poll_in(&f, "board-2023", place, poll_board(&f, 20, 10, 3));
    }
    poll_in(&f, "board-2023", 6, poll_protocol(&f, &p));
    assert_null(poll_result(&f, "board-2023")); /* faulty */
    fold_ok(&f, "commission", "amend-charter", "",
            fold_changes(&f,
                         "[{id: checks/P.07, from: 2023-01-01, end: true}, "
                         "{id: registers/protocol/fields/alpha, set: number}, "
                         "{id: procedures/election, reaches: open}]",
                         ""));
    uint64_t sixth = poll_last(&f) - 1;
    fold_assert(&f, poll_correct(&f, "board-2023", 6, sixth, poll_protocol(&f, &p)), NULL);
    assert_non_null(poll_result(&f, "board-2023"));
    fold_assert(&f, poll_say_result(&f, "board-2023"), NULL);
    assert_replays(&f, fold_club, poll_issuers, ADIL_COUNT(poll_issuers));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_bill_that_was_voted_becomes_law),
        test_case(what_is_enacted_is_what_was_voted),
        test_case(a_list_is_applied_to_the_law_in_force),
        test_case(norms_say_what_may_be_changed),
        test_case(a_bill_that_does_not_fit_the_law_is_not_opened),
        test_case(norms_say_what_a_bill_is_opened_with),
        test_case(a_bill_is_checked_again_when_it_becomes_law),
        test_case(an_open_case_keeps_its_law),
        test_case(deadlines_fire_by_the_law_of_their_case),
        test_case(a_transitional_rule_reaches_open_cases),
        test_case(a_case_that_cannot_go_on_is_not_reached),
        test_case(records_keep_what_they_hold),
        test_case(a_struck_rule_reopens_what_rested_on_it),
        test_case(an_election_called_before_a_change_ends_under_its_law),
        test_case(a_struck_rule_makes_results_stale),
        test_case(an_election_is_reached_by_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
