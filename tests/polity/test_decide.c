/* Bodies that decide: quorum, readings, ties, roll calls, silence, consent, override, members' own
 * votes; and who takes or leaves an office by it. docs/design/procedures.md */
#include "polity/state.h"

#include "fold.h"

#include <string.h>

#define house "tests/polity/test-house.yaml"
#define bill  "case/bill-1"

static const struct fold_issuer clerks[] = {
    {"head", 1},       {"lower-clerk", 1}, {"upper-clerk", 1}, {"presidium", 1},
    {"delegate/a", 0}, {"delegate/b", 0},  {"delegate/c", 0},  {"delegate/d", 0}};
enum { AT_FIRST = 4 };

/* Nine members of the lower house, four of the upper, a head of state and a premier. */
static const char *const first[][3] = {
    {"head", "h", "2022-01-12"},   {"lower", "l1", "2020-01-01"}, {"lower", "l2", "2020-01-01"},
    {"lower", "l3", "2020-01-01"}, {"lower", "l4", "2020-01-01"}, {"lower", "l5", "2020-01-01"},
    {"lower", "l6", "2020-01-01"}, {"lower", "l7", "2020-01-01"}, {"lower", "l8", "2020-01-01"},
    {"lower", "l9", "2020-01-01"}, {"upper", "u1", "2020-01-01"}, {"upper", "u2", "2020-01-01"},
    {"upper", "u3", "2020-01-01"}, {"upper", "u4", "2020-01-01"}, {"premier", "p", "2020-01-01"},
};

static const char *holders_json(struct test_arenas *t)
{
    struct adil_span text = ADIL_SPAN("[");
    for (size_t i = 0; i < ADIL_COUNT(first); i++) {
        text = adil_fmt(&t->perm,
                        "%.*s%s{\"capacity\":\"elected\",\"office\":\"%s\",\"person\":\"%s\","
                        "\"since\":\"%s\",\"source\":\"t\"}",
                        ADIL_ARG(text), i > 0 ? "," : "", first[i][0], first[i][1], first[i][2]);
    }
    return adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%.*s]", ADIL_ARG(text)));
}

static void seated(struct fold *f, struct test_arenas *t)
{
    fold_open_holders(f, t, house, clerks, AT_FIRST, holders_json(t));
    fold_at(f, "2023-02-01T10:00:00Z");
}

static void tabled(struct fold *f, struct test_arenas *t)
{
    seated(f, t);
    fold_ok(f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
}

static const char *stage_of_case(const struct fold *f, uint32_t i)
{
    const struct adil_case *c = &f->p->cases[i];
    return adil_span_cstr(&f->t->perm, f->p->book->acts.procedure[c->procedure].stage[c->stage].id);
}

static uint32_t holding_now(const struct fold *f, const char *office, const char *person)
{
    uint32_t n = 0;
    struct adil_date day = adil_polity_day(f->p, f->p->now);
    for (uint32_t i = 0; i < f->p->n_holdings; i++) {
        const struct adil_holding *h = &f->p->holding[i];
        bool over = adil_date_known(h->until) && adil_date_cmp(h->until, day) <= 0;
        n += !over && adil_span_is(f->p->book->acts.office[h->office].rule.id, office) &&
             (person == NULL || adil_span_is(adil_strings_get(f->p->strings, h->person), person));
    }
    return n;
}

static void first_readings(struct fold *f)
{
    fold_ok(f, "lower-clerk", "decide-bill", bill, "{\"no\":1,\"reading\":1,\"yes\":5}");
    fold_ok(f, "lower-clerk", "decide-bill", bill, "{\"no\":4,\"reading\":2,\"yes\":5}");
    assert_string_equal(stage_of_case(f, 0), "upper");
}

/* ---- one body ------------------------------------------------------------------------------ */

static void a_bill_needs_more_than_half_of_the_seats(void **state)
{
    struct fold f;
    tabled(&f, *state);
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", bill,
                 "{\"no\":2,\"result\":\"pass\",\"yes\":4}");
    assert_span_is(f.refusal.cite, "Const. 41(1)");
    assert_span_is(f.refusal.found, "pass: yes 4, no 2, abstain 0, present 0; seats 9, members 9");
    assert_span_is(f.refusal.expected, "fail: more than 1/2 of seats");
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"no\":2,\"result\":\"fail\",\"yes\":4}");
    assert_string_equal(stage_of_case(&f, 0), "rejected");
    fold_close(&f);
}

static void it_is_read_as_often_as_the_law_says(void **state)
{
    struct fold f;
    tabled(&f, *state);
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"no\":1,\"reading\":1,\"yes\":5}");
    assert_string_equal(stage_of_case(&f, 0), "lower");
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", bill,
                 "{\"no\":1,\"reading\":1,\"yes\":5}");
    assert_span_is(f.refusal.expected, "2");
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"no\":1,\"reading\":2,\"yes\":5}");
    assert_string_equal(stage_of_case(&f, 0), "upper");
    fold_close(&f);
}

static void without_quorum_nothing_is_decided(void **state)
{
    struct fold f;
    tabled(&f, *state);
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", bill,
                 "{\"result\":\"pass\",\"yes\":5}");
    assert_span_is(f.refusal.expected, "none: at least 2/3 of seats");
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"result\":\"none\",\"yes\":5}");
    assert_string_equal(stage_of_case(&f, 0), "lower");
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"present\":1,\"reading\":1,\"yes\":5}");
    fold_close(&f);
}

static void no_more_vote_than_there_are_members(void **state)
{
    struct fold f;
    tabled(&f, *state);
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", bill, "{\"no\":5,\"yes\":5}");
    assert_span_is(f.refusal.expected, "at most 9");
    fold_close(&f);
}

static void the_size_of_a_body_is_that_of_the_day(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_at(&f, "2024-01-01T10:00:00Z");
    fold_ok(&f, "lower-clerk", "vacate-seats", "leave", "{\"people\":[\"l8\",\"l9\"]}");
    fold_ok(&f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
    fold_refused(&f, "lower.decision", "lower-clerk", "decide-bill", bill,
                 "{\"no\":3,\"result\":\"pass\",\"yes\":4}");
    assert_span_is(f.refusal.found, "pass: yes 4, no 3, abstain 0, present 0; seats 8, members 7");
    fold_close(&f);
}

static void another_clerk_states_nothing_for_the_body(void **state)
{
    struct fold f;
    tabled(&f, *state);
    fold_refused(&f, "lower.decision", "upper-clerk", "decide-bill", bill, "{\"no\":1,\"yes\":5}");
    assert_span_is(f.refusal.expected, "done by: the lower house");
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"yes\":[\"u1\",\"u2\"]}");
    assert_span_is(f.refusal.found, "stage: lower");
    fold_close(&f);
}

/* ---- roll calls, ties ---------------------------------------------------------------------- */

static void a_roll_names_members_each_once(void **state)
{
    struct fold f;
    tabled(&f, *state);
    first_readings(&f);
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"no\":[\"l1\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_span_is(f.refusal.found, "l1");
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"no\":[\"u2\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_span_is(f.refusal.expected, "each member once");
    fold_ok(&f, "upper-clerk", "call-the-roll", bill, "{\"no\":[\"u3\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_string_equal(stage_of_case(&f, 0), "assent");
    fold_close(&f);
}

static void a_tie_goes_by_the_casting_vote(void **state)
{
    static const struct {
        const char *fields;
        const char *stage;
    } rolls[] = {
        {"{\"casting\":\"no\",\"no\":[\"u3\",\"u4\"],\"yes\":[\"u1\",\"u2\"]}", "rejected"},
        {"{\"casting\":\"yes\",\"no\":[\"u3\",\"u4\"],\"yes\":[\"u1\",\"u2\"]}", "assent"},
        {"{\"casting\":\"yes\",\"no\":[\"u2\",\"u3\",\"u4\"],\"yes\":[\"u1\"]}", "rejected"}};
    for (size_t i = 0; i < ADIL_COUNT(rolls); i++) {
        struct fold f;
        tabled(&f, *state);
        first_readings(&f);
        fold_ok(&f, "upper-clerk", "call-the-roll", bill, rolls[i].fields);
        assert_string_equal(stage_of_case(&f, 0), rolls[i].stage);
        fold_close(&f);
    }
}

static void a_tie_is_not_decided_without_the_casting_vote(void **state)
{
    struct fold f;
    tabled(&f, *state);
    first_readings(&f);
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"no\":[\"u3\",\"u4\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_span_is(f.refusal.cite, "Const. 42(1)");
    assert_span_is(f.refusal.field, "casting");
    assert_span_is(f.refusal.found, "nothing");
    fold_refused(&f, "act.field", "upper-clerk", "call-the-roll", bill,
                 "{\"casting\":\"aye\",\"no\":[\"u3\",\"u4\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_span_is(f.refusal.found, "aye");
    assert_span_is(f.refusal.expected, "yes or no");
    fold_refused(&f, "act.field", "upper-clerk", "call-the-roll", bill,
                 "{\"casting\":\"aye\",\"no\":[\"u4\"],\"yes\":[\"u1\",\"u2\"]}");
    fold_ok(&f, "upper-clerk", "call-the-roll", bill, "{\"no\":[\"u4\"],\"yes\":[\"u1\",\"u2\"]}");
    assert_string_equal(stage_of_case(&f, 0), "assent"); /* no tie: none is needed */
    fold_close(&f);
}

/* Present, but nobody for or against: it fails, whatever a tie does. */
static void nobody_for_and_nobody_against_is_no_tie(void **state)
{
    struct fold f;
    tabled(&f, *state);
    first_readings(&f);
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"abstain\":[\"u1\",\"u2\"],\"casting\":\"yes\",\"result\":\"pass\"}");
    fold_ok(&f, "upper-clerk", "call-the-roll", bill,
            "{\"abstain\":[\"u1\",\"u2\"],\"casting\":\"yes\",\"result\":\"fail\"}");
    assert_string_equal(stage_of_case(&f, 0), "rejected");
    fold_close(&f);
    seated(&f, *state);
    fold_ok(&f, "head", "propose-premier", "case/pm", "{\"person\":\"q\"}");
    fold_ok(&f, "lower-clerk", "decide-bill", "case/pm", "{\"abstain\":7}"); /* a tie stays */
    assert_string_equal(stage_of_case(&f, 0), "refused");
    fold_close(&f);
}

/* ---- silence, objection, override ---------------------------------------------------------- */

static void silence_sends_a_bill_on(void **state)
{
    struct fold f;
    tabled(&f, *state);
    first_readings(&f);
    fold_at(&f, "2023-04-03T00:00:01Z"); /* the 61st day */
    fold_refused(&f, "upper.decision", "upper-clerk", "call-the-roll", bill,
                 "{\"no\":[\"u1\",\"u2\",\"u3\"]}");
    assert_span_is(f.refusal.found, "stage: assent");
    fold_ok(&f, "head", "sign", bill, NULL);
    assert_string_equal(stage_of_case(&f, 0), "enacted");
    fold_close(&f);
}

/* It came there by a deadline: the next one counts from that. */
static void a_deadline_counts_from_the_day_the_case_came_to_its_stage(void **state)
{
    struct fold f;
    tabled(&f, *state);
    first_readings(&f);
    fold_at(&f, "2023-05-03T23:59:59Z");
    fold_refused(&f, "assent.sign", "lower-clerk", "sign", bill, NULL);
    assert_string_equal(stage_of_case(&f, 0), "upper");
    fold_at(&f, "2023-05-04T00:00:01Z");
    fold_refused(&f, "assent.sign", "head", "sign", bill, NULL);
    fold_ok(&f, "presidium", "accredit", "delegation/a", "{\"status\":\"accredited\"}");
    assert_string_equal(stage_of_case(&f, 0), "enacted");
    fold_close(&f);
}

static void objected(struct fold *f, struct test_arenas *t)
{
    tabled(f, t);
    first_readings(f);
    fold_ok(f, "upper-clerk", "call-the-roll", bill, "{\"yes\":[\"u1\",\"u2\",\"u3\"]}");
    fold_ok(f, "head", "object", bill, "{\"reason\":\"r\"}");
    assert_string_equal(stage_of_case(f, 0), "override");
}

static void both_houses_override_by_two_thirds_each(void **state)
{
    struct fold f;
    objected(&f, *state);
    fold_refused(&f, "override.decision", "upper-clerk", "decide-bill", bill, "{\"yes\":3}");
    assert_span_is(f.refusal.field, "body");
    fold_refused(&f, "override.decision", "lower-clerk", "decide-bill", bill,
                 "{\"body\":\"upper-house\",\"yes\":3}");
    fold_ok(&f, "upper-clerk", "decide-bill", bill, "{\"body\":\"upper-house\",\"yes\":3}");
    assert_string_equal(stage_of_case(&f, 0), "override");
    fold_refused(&f, "override.decision", "upper-clerk", "decide-bill", bill,
                 "{\"body\":\"upper-house\",\"yes\":4}");
    fold_refused(&f, "override.decision", "lower-clerk", "decide-bill", bill,
                 "{\"body\":\"lower-house\",\"no\":4,\"result\":\"pass\",\"yes\":5}");
    fold_ok(&f, "lower-clerk", "decide-bill", bill,
            "{\"body\":\"lower-house\",\"no\":3,\"result\":\"pass\",\"yes\":6}");
    assert_string_equal(stage_of_case(&f, 0), "enacted");
    fold_close(&f);
}

static void one_house_that_fails_ends_an_override(void **state)
{
    struct fold f;
    objected(&f, *state);
    fold_ok(&f, "lower-clerk", "decide-bill", bill,
            "{\"body\":\"lower-house\",\"no\":3,\"yes\":5}");
    assert_string_equal(stage_of_case(&f, 0), "rejected");
    fold_close(&f);
}

static void a_tie_that_stays_is_voted_again(void **state)
{
    struct fold f;
    objected(&f, *state);
    fold_ok(&f, "upper-clerk", "decide-bill", bill,
            "{\"body\":\"upper-house\",\"no\":2,\"yes\":2}");
    assert_string_equal(stage_of_case(&f, 0), "override");
    fold_ok(&f, "upper-clerk", "decide-bill", bill,
            "{\"body\":\"upper-house\",\"no\":1,\"yes\":3}");
    fold_close(&f);
}

/* ---- offices ------------------------------------------------------------------------------- */

static void consent_of_both_houses_seats_who_was_proposed(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_ok(&f, "head", "propose-premier", "case/pm", "{\"person\":\"q\"}");
    fold_refused(&f, "consent.decision", "lower-clerk", "decide-bill", "case/pm",
                 "{\"no\":6,\"result\":\"pass\",\"yes\":6}");
    assert_int_equal(holding_now(&f, "premier", "p"), 1);
    fold_ok(&f, "lower-clerk", "decide-bill", "case/pm", "{\"no\":6,\"yes\":7}");
    assert_string_equal(stage_of_case(&f, 0), "appointed");
    assert_int_equal(holding_now(&f, "premier", "p"), 0);
    assert_int_equal(holding_now(&f, "premier", "q"), 1);
    fold_close(&f);
}

static void a_person_does_not_hold_what_excludes_what_it_holds(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_ok(&f, "head", "propose-premier", "case/pm", "{\"person\":\"l1\"}");
    fold_refused(&f, "premier", "lower-clerk", "decide-bill", "case/pm", "{\"no\":6,\"yes\":7}");
    assert_span_is(f.refusal.cite, "Const. 20");
    assert_span_is(f.refusal.found, "l1: lower, entry 0");
    assert_int_equal(holding_now(&f, "premier", "p"), 1); /* who would have left is still there */
    fold_refused(&f, "lower", "lower-clerk", "fill-seat", "x", "{\"person\":\"h\"}");
    fold_close(&f);
}

static void consent_by_silence_seats_too_and_is_taken_back_with_a_refused_act(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_ok(&f, "head", "propose-premier", "case/pm", "{\"person\":\"q\"}");
    fold_at(&f, "2023-02-12T00:00:01Z");
    struct adil_hash before = fold_hash(&f);
    fold_refused(&f, "act.case", "presidium", "decide-bill", "case/none", NULL);
    fold_refused(&f, "dissolves", "lower-clerk", "dissolve", "dissolution/1",
                 "{\"on\":\"2023-02-12\"}");
    struct adil_hash after = fold_hash(&f);
    assert_true(adil_hash_eq(&before, &after));
    assert_int_equal(holding_now(&f, "premier", "p"), 1);
    fold_ok(&f, "presidium", "accredit", "delegation/a", "{\"status\":\"accredited\"}");
    assert_int_equal(holding_now(&f, "premier", "p"), 0);
    assert_int_equal(holding_now(&f, "premier", "q"), 1);
    fold_close(&f);
}

static void a_motion_has_its_movers(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_refused(&f, "move-no-confidence.support", "lower-clerk", "move-no-confidence", "case/nc",
                 "{\"movers\":[\"l1\",\"l2\"]}");
    assert_span_is(f.refusal.found, "2 of 9 (lower-house)");
    assert_span_is(f.refusal.expected, "at least 1/3 of seats");
    fold_refused(&f, "move-no-confidence.support", "lower-clerk", "move-no-confidence", "case/nc",
                 "{\"movers\":[\"l1\",\"l2\",\"u1\"]}");
    assert_span_is(f.refusal.found, "u1");
    fold_ok(&f, "lower-clerk", "move-no-confidence", "case/nc",
            "{\"movers\":[\"l1\",\"l2\",\"l3\"]}");
    fold_ok(&f, "lower-clerk", "decide-bill", "case/nc", "{\"no\":4,\"yes\":5}");
    assert_int_equal(holding_now(&f, "premier", NULL), 0);
    fold_close(&f);
}

/* Where movers are only counted, there are no more of them than seats on the day. */
static void a_motion_has_no_more_movers_than_there_are_seats(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_refused(&f, "move-in-number.support", "lower-clerk", "move-in-number", "case/n1",
                 "{\"movers\":10}");
    assert_span_is(f.refusal.cite, "Const. 50(3)");
    assert_span_is(f.refusal.found, "10");
    assert_span_is(f.refusal.expected, "at most 9");
    fold_refused(&f, "move-in-number.support", "lower-clerk", "move-in-number", "case/n1",
                 "{\"movers\":2}");
    fold_ok(&f, "lower-clerk", "move-in-number", "case/n1", "{\"movers\":9}");
    fold_at(&f, "2024-01-01T00:00:00Z"); /* eight seats */
    fold_refused(&f, "move-in-number.support", "lower-clerk", "move-in-number", "case/n2",
                 "{\"movers\":9}");
    assert_span_is(f.refusal.expected, "at most 8");
    fold_ok(&f, "lower-clerk", "move-in-number", "case/n2", "{\"movers\":8}");
    fold_close(&f);
}

static void a_house_is_dissolved_within_its_bars(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_ok(&f, "head", "dissolve", "dissolution/1", "{\"on\":\"2023-02-01\"}");
    assert_int_equal(holding_now(&f, "lower", NULL), 0);
    for (int i = 1; i <= 9; i++) {
        struct adil_span fields = adil_fmt(&f.t->perm, "{\"person\":\"n%d\"}", i);
        fold_ok(&f, "lower-clerk", "fill-seat", "seat", adil_span_cstr(&f.t->perm, fields));
    }
    fold_refused(&f, "lower", "lower-clerk", "fill-seat", "seat", "{\"person\":\"n10\"}");
    assert_span_is(f.refusal.found, "9 hold it");
    fold_at(&f, "2023-12-01T10:00:00Z");
    fold_refused(&f, "within-a-year", "head", "dissolve", "dissolution/2",
                 "{\"on\":\"2023-12-01\"}");
    fold_at(&f, "2024-02-01T10:00:00Z");
    fold_ok(&f, "head", "dissolve", "dissolution/2", "{\"on\":\"2024-02-01\"}");
    fold_close(&f);
}

static void who_succeeds_holds_until_the_day_that_was_said(void **state)
{
    struct fold f;
    seated(&f, *state);
    fold_at(&f, "2023-03-01T10:00:00Z");
    fold_refused(&f, "head", "upper-clerk", "succeed", "x",
                 "{\"person\":\"s\",\"until\":\"2029-01-12\"}"); /* there is one */
    fold_close(&f);
    fold_open(&f, *state, house, clerks, AT_FIRST);
    fold_at(&f, "2023-03-01T10:00:00Z");
    fold_ok(&f, "upper-clerk", "succeed", "x", "{\"person\":\"s\",\"until\":\"2023-06-01\"}");
    fold_refused(&f, "dissolves", "head", "dissolve", "dissolution/1", "{\"on\":\"2023-03-01\"}");
    assert_int_equal(holding_now(&f, "head", "s"), 1);
    fold_at(&f, "2023-06-01T10:00:00Z");
    fold_ok(&f, "upper-clerk", "succeed", "x", "{\"person\":\"r\",\"until\":\"2023-07-01\"}");
    assert_int_equal(holding_now(&f, "head", "s"), 0);
    assert_int_equal(holding_now(&f, "head", "r"), 1);
    fold_close(&f);
}

/* ---- members' own votes -------------------------------------------------------------------- */

static void congress_of(struct fold *f, struct test_arenas *t)
{
    static const char *const name[] = {"a", "b", "c", "d"};
    seated(f, t);
    for (size_t i = 0; i < ADIL_COUNT(name); i++) {
        struct adil_span key = adil_fmt(&f->t->perm, "delegation/%s", name[i]);
        struct adil_span issuer = adil_fmt(&f->t->perm, "delegate/%s", name[i]);
        fold_ok(f, "presidium", "accredit", adil_span_cstr(&f->t->perm, key),
                i < 3 ? "{\"status\":\"accredited\"}" : "{\"status\":\"invited\"}");
        fold_bind(f, "founders", adil_span_cstr(&f->t->perm, issuer), 1);
    }
    fold_ok(f, "presidium", "draft", "case/d", "{\"text\":\"t\"}");
}

static void delegates_sign_their_votes_and_may_give_another(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    fold_refused(&f, "floor.decision", "delegate/d", "cast", "case/d", "{\"choice\":\"yes\"}");
    assert_span_is(f.refusal.expected, "a member of congress");
    fold_refused(&f, "act.field", "delegate/a", "cast", "case/d", "{\"choice\":\"perhaps\"}");
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    /* the second reading begins with no vote */
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/c", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}"); /* a tie passes */
    assert_string_equal(stage_of_case(&f, 0), "adopted");
    fold_refused(&f, "floor.decision", "delegate/b", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_close(&f);
}

/* One for and two against, until one of these leaves: a tie passes. */
static void the_vote_of_a_member_who_left_does_not_count(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&f, "delegate/c", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    assert_span_is(f.refusal.found, "pass: yes 1, no 2, abstain 0, present 0; seats 3, members 3");
    fold_ok(&f, "presidium", "withdraw", "delegation/c", NULL);
    fold_refused(&f, "floor.decision", "delegate/c", "cast", "case/d", "{\"choice\":\"yes\"}");
    assert_span_is(f.refusal.expected, "a member of congress");
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"fail\"}");
    assert_span_is(f.refusal.found, "fail: yes 1, no 1, abstain 0, present 0; seats 2, members 2");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    fold_close(&f);
}

/* After a month the floor begins anew, unless the act that found this out is refused. */
static void a_deadline_sweeps_votes_away(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_at(&f, "2023-03-02T00:00:01Z");
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    assert_span_is(f.refusal.found, "pass: yes 0, no 0, abstain 0, present 0; seats 3, members 3");
    fold_at(&f, "2023-03-01T23:59:59Z"); /* in time */
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"fail\"}");
    assert_span_is(f.refusal.found, "fail: yes 2, no 0, abstain 0, present 0; seats 3, members 3");
    fold_at(&f, "2023-03-02T00:00:01Z");
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&f, "delegate/c", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_refused(&f, "floor.decision", "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    assert_span_is(f.refusal.found, "pass: yes 0, no 2, abstain 0, present 0; seats 3, members 3");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"fail\"}");
    assert_string_equal(stage_of_case(&f, 0), "dropped");
    fold_close(&f);
}

/* A reading that passed counts for nothing after it. */
static void a_deadline_sweeps_readings_away(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    static const char *const days[] = {"2023-02-01T12:00:00Z", "2023-03-15T10:00:00Z"};
    for (size_t i = 0; i < ADIL_COUNT(days); i++) {
        fold_at(&f, days[i]);
        fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
        fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
        fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
        assert_string_equal(stage_of_case(&f, 0), "floor");
    }
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    assert_string_equal(stage_of_case(&f, 0), "adopted");
    fold_close(&f);
}

/* The congress counts what its members signed: its presidium has nothing to add. */
static void an_act_gives_no_figures_where_members_sign(void **state)
{
    static const char *const fields[] = {"{\"yes\":3}", "{\"no\":0,\"result\":\"pass\"}",
                                         "{\"abstain\":1}", "{\"present\":1}"};
    struct fold f;
    congress_of(&f, *state);
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
    for (size_t i = 0; i < ADIL_COUNT(fields); i++) {
        fold_refused(&f, "act.field", "presidium", "adopt", "case/d", fields[i]);
        assert_span_is(f.refusal.expected, "nothing: the votes on the record are counted");
    }
    assert_span_is(f.refusal.field, "present");
    fold_ok(&f, "presidium", "adopt", "case/d", "{\"result\":\"pass\"}");
    fold_close(&f);
}

/* Norms of a word without a register are on what the act gives. */
static void what_an_act_gives_meets_norms(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    fold_refused(&f, "two-sponsors", "presidium", "draft-jointly", "case/j",
                 "{\"sponsors\":[\"a\"],\"text\":\"t\"}");
    assert_span_is(f.refusal.found, "1");
    fold_refused(&f, "sponsored-by-a", "presidium", "draft-jointly", "case/j",
                 "{\"sponsors\":[\"b\",\"c\"],\"text\":\"t\"}");
    fold_refused(&f, "not-a-greeting", "presidium", "draft-jointly", "case/j",
                 "{\"sponsors\":[\"a\",\"b\"],\"text\":\"greeting\"}");
    fold_ok(&f, "presidium", "draft-jointly", "case/j",
            "{\"sponsors\":[\"a\",\"b\"],\"text\":\"t\"}");
    fold_close(&f);
}

static void a_replay_gives_the_same_state(void **state)
{
    struct fold f;
    congress_of(&f, *state);
    fold_ok(&f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"present\"}");
    fold_ok(&f, "presidium", "adopt", "case/d", NULL);
    fold_ok(&f, "delegate/b", "cast", "case/d", "{\"choice\":\"abstain\"}");
    fold_ok(&f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
    fold_ok(&f, "lower-clerk", "decide-bill", bill, "{\"no\":1,\"reading\":1,\"yes\":5}");
    struct adil_span told = fold_state(&f);
    assert_true(adil_span_find(told, ADIL_SPAN("\"choice\": \"abstain\"")) < told.len);
    assert_true(adil_span_find(told, ADIL_SPAN("\"result\": \"pass\"")) < told.len);
    struct adil_hash hash = fold_hash(&f);
    struct fold again;
    fold_prepare(&again, *state, house, clerks, AT_FIRST);
    for (uint32_t i = 0; i < f.n_accepted; i++) {
        fold_assert(&again, fold_apply_leaf(&again, f.accepted[i]), NULL);
    }
    struct adil_hash same = fold_hash(&again);
    assert_true(adil_hash_eq(&hash, &same));
    fold_close(&again);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_bill_needs_more_than_half_of_the_seats),
        test_case(it_is_read_as_often_as_the_law_says),
        test_case(without_quorum_nothing_is_decided),
        test_case(no_more_vote_than_there_are_members),
        test_case(the_size_of_a_body_is_that_of_the_day),
        test_case(another_clerk_states_nothing_for_the_body),
        test_case(a_roll_names_members_each_once),
        test_case(a_tie_goes_by_the_casting_vote),
        test_case(a_tie_is_not_decided_without_the_casting_vote),
        test_case(nobody_for_and_nobody_against_is_no_tie),
        test_case(silence_sends_a_bill_on),
        test_case(a_deadline_counts_from_the_day_the_case_came_to_its_stage),
        test_case(both_houses_override_by_two_thirds_each),
        test_case(one_house_that_fails_ends_an_override),
        test_case(a_tie_that_stays_is_voted_again),
        test_case(consent_of_both_houses_seats_who_was_proposed),
        test_case(a_person_does_not_hold_what_excludes_what_it_holds),
        test_case(consent_by_silence_seats_too_and_is_taken_back_with_a_refused_act),
        test_case(a_motion_has_its_movers),
        test_case(a_motion_has_no_more_movers_than_there_are_seats),
        test_case(a_house_is_dissolved_within_its_bars),
        test_case(who_succeeds_holds_until_the_day_that_was_said),
        test_case(delegates_sign_their_votes_and_may_give_another),
        test_case(the_vote_of_a_member_who_left_does_not_count),
        test_case(a_deadline_sweeps_votes_away),
        test_case(a_deadline_sweeps_readings_away),
        test_case(an_act_gives_no_figures_where_members_sign),
        test_case(what_an_act_gives_meets_norms),
        test_case(a_replay_gives_the_same_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
