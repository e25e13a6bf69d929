/* The President elected by the Assembly: an exhaustive secret ballot by acts, vote after vote,
 * until somebody has a majority; who takes office, when, and who acts while the office is vacant.
 * The figures of the first story are those of 14 June 2024 as published; the others are invented.
 */
#include "polity/elections.h"

#include "fold.h"

#include <string.h>

#define za_book    "polities/south-africa/rulebook.yaml"
#define za_judge   "chief-justice"
#define za_vote    "case/p"
#define za_contest "president-2024"
#define za_called  "{\"contests\":[\"" za_contest "\"],\"day\":\"2024-06-14\"}"

static const struct fold_issuer za_people[] = {
    {za_judge, 1},  {"speaker", 1},   {"deputy-president", 1},
    {"cabinet", 1}, {"president", 1}, {"electoral-commission", 3}};

/* Who holds and held an office: office, person, capacity, since, until. `q` was elected twice; `p`
 * filled a vacancy and was then elected once. */
static const char *const za_held[][5] = {
    {"president", "q", "elected", "2009-05-09", "2014-05-24"},
    {"president", "q", "elected", "2014-05-24", "2018-02-14"},
    {"president", "p", "vacancy", "2018-02-15", "2019-05-25"},
    {"president", "p", "elected", "2019-05-25", NULL},
    {"deputy-president", "d", "appointed", "2019-05-30", NULL},
    {"minister", "m", "member", "2019-05-30", NULL},
    {"assembly-member", "p", "elected", "2024-06-02", NULL},
    {"assembly-member", "q", "elected", "2024-06-02", NULL},
    {"assembly-member", "b", "elected", "2024-06-02", NULL},
    {"assembly-member", "c", "elected", "2024-06-02", NULL},
    {"assembly-member", "d", "elected", "2024-06-02", NULL},
};

static const char *za_held_json(struct test_arenas *t)
{
    struct adil_span text = ADIL_SPAN("[");
    for (size_t i = 0; i < ADIL_COUNT(za_held); i++) {
        const char *const *h = za_held[i];
        text = adil_fmt(&t->perm,
                        "%.*s%s{\"capacity\":\"%s\",\"elected_on\":\"%s\",\"office\":\"%s\","
                        "\"person\":\"%s\",\"since\":\"%s\",\"source\":\"t\"",
                        ADIL_ARG(text), i > 0 ? "," : "", h[2], h[3], h[0], h[1], h[3]);
        text = h[4] != NULL ? adil_fmt(&t->perm, "%.*s,\"until\":\"%s\"}", ADIL_ARG(text), h[4])
                            : adil_fmt(&t->perm, "%.*s}", ADIL_ARG(text));
    }
    return adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%.*s]", ADIL_ARG(text)));
}

static const char *za_line(struct fold *f, struct adil_span s)
{
    return adil_span_cstr(&f->t->perm, s);
}

static void chamber(struct fold *f, struct test_arenas *t)
{
    fold_open_holders(f, t, za_book, za_people, ADIL_COUNT(za_people), za_held_json(t));
    fold_at(f, "2024-06-14T10:00:00+02:00");
    fold_ok(f, za_judge, "open-chamber", "chamber/assembly", "{\"unit\":\"na\"}");
}

static const char *propose(struct fold *f, const char *key, const char *person)
{
    struct adil_arena *a = &f->t->perm;
    return fold_do(f, za_judge, "nominate-president",
                   za_line(f, adil_fmt(a, "candidate/p/%s", key)),
                   za_line(f, adil_fmt(a,
                                       "{\"accepted\":true,\"nominators\":[\"b\",\"c\"],"
                                       "\"person\":\"%s\"}",
                                       person)));
}

#define MEETING(tied, day)                                                                         \
    "{\"contests\":[\"" za_contest "\"],\"day\":\"" day "\",\"tied\":\"" tied "\"}"
#define VACANCY(vacant, day)                                                                       \
    "{\"contests\":[\"" za_contest "\"],\"day\":\"" day "\",\"vacant\":\"" vacant "\"}"

static void called(struct fold *f, struct test_arenas *t)
{
    chamber(f, t);
    fold_refused(f, "call-president-election-chief-justice", "speaker", "call-president-election",
                 za_vote, za_called);
    fold_ok(f, za_judge, "call-president-election", za_vote, za_called);
}

/* Papers of vote `round`: 400 members; votes as JSON, whose sum is `valid`. */
static const char *papers(struct fold *f, int round, int valid, int invalid, const char *votes)
{
    struct adil_arena *a = &f->t->perm;
    const char *of = round == 1 ? "" : za_line(f, adil_fmt(a, ":%d", round));
    return fold_do(f, za_judge, "count-ballot",
                   za_line(f, adil_fmt(a, "ballot/p/" za_contest "%s/assembly", of)),
                   za_line(f, adil_fmt(a,
                                       "{\"cast\":%d,\"invalid\":%d,\"issued\":%d,"
                                       "\"members\":400,\"votes\":%s}",
                                       valid + invalid, invalid, valid + invalid, votes)));
}

static const char *announce(struct fold *f)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err = adil_polity_result_fields(f->p, &f->t->perm, f->t->scratch, ADIL_SPAN("p"),
                                             ADIL_SPAN(za_contest), &out, &f->refusal);
    const char *fields = za_line(f, adil_buf_span(&out));
    adil_buf_release(&out);
    return err.code == ADIL_C_OK ? fold_do(f, za_judge, "announce-ballot", za_vote, fields)
                                 : za_line(f, f->refusal.rule);
}

static const char *za_stage(const struct fold *f)
{
    const struct adil_case *c = &f->p->cases[0];
    return adil_span_cstr(&f->t->perm, f->p->book->acts.procedure[c->procedure].stage[c->stage].id);
}

/* Who holds an office now, one after the other. */
static const char *za_holding(struct fold *f, const char *office)
{
    struct adil_arena *a = &f->t->perm;
    struct adil_span who = {0};
    struct adil_date day = adil_polity_day(f->p, f->p->now);
    for (uint32_t i = 0; i < f->p->n_holdings; i++) {
        const struct adil_holding *h = &f->p->holding[i];
        bool over = adil_date_known(h->until) && adil_date_cmp(h->until, day) <= 0;
        if (!over && adil_span_is(f->p->book->acts.office[h->office].rule.id, office)) {
            who = adil_fmt(a, "%.*s%.*s", ADIL_ARG(who),
                           ADIL_ARG(adil_strings_get(f->p->strings, h->person)));
        }
    }
    return za_line(f, who);
}

static void votes_of(struct fold *f, int round, int valid, const char *votes, const char *stage)
{
    fold_assert(f, papers(f, round, valid, 0, votes), NULL);
    fold_assert(f, announce(f), NULL);
    assert_string_equal(za_stage(f), stage);
}

static void next_vote(struct fold *f)
{
    fold_refused(f, "between-votes.hold-next-ballot", "speaker", "hold-next-ballot", za_vote,
                 "{\"day\":\"2024-06-14\"}");
    fold_ok(f, za_judge, "hold-next-ballot", za_vote, "{\"day\":\"2024-06-14\"}");
}

static void the_president_of_2024(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_refused(&f, "somebody-nominated", za_judge, "hold-ballot", za_vote, NULL);
    fold_assert(&f, propose(&f, "Ramaphosa", "p"), NULL);
    fold_assert(&f, propose(&f, "Malema", "b"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_assert(&f, papers(&f, 1, 327, 12, "{\"Malema\":44,\"Ramaphosa\":283}"), NULL);
    fold_refused(&f, "elected.assume-office", za_judge, "assume-office", za_vote, NULL);
    fold_assert(&f, announce(&f), NULL);
    assert_string_equal(za_stage(&f), "elected");
    fold_at(&f, "2024-06-19T11:00:00+02:00");
    fold_refused(&f, "act.field", za_judge, "assume-office", za_vote, "{\"person\":\"b\"}");
    fold_ok(&f, za_judge, "assume-office", za_vote,
            NULL); /* whoever won, and leaves the Assembly */
    assert_string_equal(za_holding(&f, "president"), "p");
    assert_string_equal(za_holding(&f, "assembly-member"), "qbcd");
    fold_close(&f);
}

static void who_may_stand(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "Q", "q"), "candidate-terms");
    fold_assert(&f, propose(&f, "X", "x"), "candidate-member");
    fold_assert(&f, propose(&f, "P", "p"), NULL); /* the rest of a term does not count */
    fold_refused(&f, "nominate-president.support", za_judge, "nominate-president", "candidate/p/B",
                 "{\"accepted\":true,\"nominators\":[\"c\"],\"person\":\"b\"}");
    fold_refused(&f, "candidate-accepts", za_judge, "nominate-president", "candidate/p/B",
                 "{\"accepted\":false,\"nominators\":[\"c\",\"d\"],\"person\":\"b\"}");
    fold_refused(&f, "nominations.nominate-president", "speaker", "nominate-president",
                 "candidate/p/B",
                 "{\"accepted\":true,\"nominators\":[\"c\",\"d\"],\"person\":\"b\"}");
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_close(&f);
}

/* Four stand: two tie at the bottom, a separate vote between them, the lowest goes out; twice. */
static void vote_after_vote_until_a_majority(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_assert(&f, propose(&f, "C", "c"), NULL);
    fold_assert(&f, propose(&f, "D", "d"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    votes_of(&f, 1, 400, "{\"A\":160,\"B\":120,\"C\":60,\"D\":60}", "between-votes");
    next_vote(&f);
    fold_assert(&f, papers(&f, 2, 400, 0, "{\"A\":1,\"B\":0,\"C\":199,\"D\":200}"), "act.options");
    votes_of(&f, 2, 400, "{\"C\":199,\"D\":201}", "between-votes");
    next_vote(&f);
    votes_of(&f, 3, 400, "{\"A\":180,\"B\":120,\"D\":100}", "between-votes");
    next_vote(&f);
    votes_of(&f, 4, 400, "{\"A\":199,\"B\":201}", "elected");
    fold_ok(&f, za_judge, "assume-office", za_vote, NULL);
    assert_string_equal(za_holding(&f, "president"), "b");
    fold_close(&f);
}

/* Nobody votes where one stands alone: the papers are none. */
static void a_single_nominee_is_elected(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    votes_of(&f, 1, 0, "{\"A\":0}", "elected");
    fold_close(&f);
}

/* Papers that do not add up are no result. Exactly half is no majority. */
static void half_is_no_majority(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_assert(&f, papers(&f, 1, 401, 0, "{\"A\":200,\"B\":200}"), NULL);
    fold_assert(&f, announce(&f), "B.1");
    fold_close(&f);
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_ok(&f, za_judge, "count-ballot", "ballot/p/" za_contest "/assembly",
            "{\"cast\":10,\"invalid\":0,\"issued\":9,\"members\":400,\"votes\":{\"A\":10}}");
    fold_assert(&f, announce(&f), "B.2");
    fold_close(&f);
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    votes_of(&f, 1, 398, "{\"A\":200,\"B\":198}", "elected");
    fold_at(&f, "2024-06-20T00:00:01+02:00"); /* the sixth day */
    fold_refused(&f, "assume-due", za_judge, "assume-office", za_vote, NULL);
    fold_close(&f);
}

/* A further vote is one of the same meeting. */
static void votes_follow_one_another(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_assert(&f, propose(&f, "C", "c"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    votes_of(&f, 1, 400, "{\"A\":200,\"B\":120,\"C\":80}", "between-votes");
    fold_refused(&f, "next-vote-now", za_judge, "hold-next-ballot", za_vote,
                 "{\"day\":\"2029-06-14\"}");
    fold_at(&f, "2024-06-16T00:00:01+02:00");
    fold_refused(&f, "next-vote-due", za_judge, "hold-next-ballot", za_vote,
                 "{\"day\":\"2024-06-16\"}");
    fold_close(&f);
}

/* Two who are left and tie: within seven days a new meeting, which begins with nominations. */
static void two_who_tie_meet_again(void **state)
{
    struct fold f;
    called(&f, *state);
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_refused(&f, "meeting-of-tie", za_judge, "meet-again", "case/q",
                 MEETING("p", "2024-06-20"));
    votes_of(&f, 1, 400, "{\"A\":200,\"B\":200}", "tied");
    fold_refused(&f, "between-votes.hold-next-ballot", za_judge, "hold-next-ballot", za_vote,
                 "{\"day\":\"2024-06-14\"}");
    fold_refused(&f, "no-tie-awaits", za_judge, "call-president-election", "case/q", za_called);
    fold_refused(&f, "vacancy-meeting-of-tie", za_judge, "meet-again-on-vacancy", "case/q",
                 MEETING("p", "2024-06-20"));
    fold_refused(&f, "meeting-within-seven", za_judge, "meet-again", "case/q",
                 MEETING("p", "2024-06-22"));
    fold_ok(&f, za_judge, "meet-again", "case/q", MEETING("p", "2024-06-21"));
    fold_refused(&f, "meeting-once", za_judge, "meet-again", "case/r", MEETING("p", "2024-06-21"));
    fold_ok(&f, za_judge, "nominate-president", "candidate/q/C",
            "{\"accepted\":true,\"nominators\":[\"b\",\"d\"],\"person\":\"c\"}");
    fold_close(&f);
}

/* The Assembly has no confidence: the Deputy President and Ministers go with the President, and the
 * Speaker acts until a successor assumes office; that office was no term. */
static void a_vacancy_is_filled_within_thirty_days(void **state)
{
    struct fold f;
    chamber(&f, *state);
    fold_refused(&f, "presidency-vacant", "deputy-president", "act-as-president", "x",
                 "{\"person\":\"d\"}");
    fold_refused(&f, "no-deputy-before-speaker", "speaker", "act-as-president", "x",
                 "{\"person\":\"c\"}");
    fold_refused(&f, "no-deputy-before-minister", "cabinet", "act-as-president", "x",
                 "{\"person\":\"m\"}");
    fold_refused(&f, "vacancy-none-holds", za_judge, "call-vacancy-election", za_vote,
                 VACANCY("2024-06-14", "2024-07-14"));
    fold_ok(&f, "speaker", "move-no-confidence", "case/nc", "{\"mover\":\"b\"}");
    fold_ok(&f, "speaker", "decide", "case/nc", "{\"no\":100,\"yes\":201}");
    assert_string_equal(za_holding(&f, "president"), "");
    fold_refused(&f, "acts-a-member", "speaker", "act-as-president", "x", "{\"person\":\"m\"}");
    fold_ok(&f, "speaker", "act-as-president", "x", "{\"person\":\"c\"}");
    fold_refused(&f, "vacancy-day", za_judge, "call-vacancy-election", za_vote,
                 VACANCY("2024-06-20", "2024-07-14"));
    fold_refused(&f, "vacancy-last", za_judge, "call-vacancy-election", za_vote,
                 VACANCY("2018-02-14", "2024-07-14"));
    fold_refused(&f, "vacancy-thirty-days", za_judge, "call-vacancy-election", za_vote,
                 "{\"contests\":[\"" za_contest
                 "\"],\"day\":\"2024-07-15\",\"vacant\":\"2024-06-14\"}");
    fold_refused(
        &f, "call-vacancy-election-chief-justice", "speaker", "call-vacancy-election", za_vote,
        "{\"contests\":[\"" za_contest "\"],\"day\":\"2024-07-14\",\"vacant\":\"2024-06-14\"}");
    fold_ok(&f, za_judge, "call-vacancy-election", za_vote,
            "{\"contests\":[\"" za_contest "\"],\"day\":\"2024-07-14\",\"vacant\":\"2024-06-14\"}");
    fold_at(&f, "2024-07-14T10:00:00+02:00");
    fold_assert(&f, propose(&f, "A", "b"), NULL);
    fold_assert(&f, propose(&f, "B", "d"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_assert(&f, papers(&f, 1, 400, 0, "{\"A\":201,\"B\":199}"), NULL);
    fold_assert(&f, announce(&f), NULL);
    fold_ok(&f, za_judge, "assume-office", za_vote, NULL);
    assert_string_equal(za_holding(&f, "president"), "b");
    assert_string_equal(za_holding(&f, "assembly-member"), "pqcd");
    const struct adil_holding *h = &f.p->holding[f.p->n_holdings - 1];
    assert_span_is(adil_strings_get(f.p->strings, h->capacity), "vacancy");
    fold_close(&f);
}

/* Two who tie there too meet again, and no other meeting is called. */
static void a_vacancy_is_filled_at_another_meeting(void **state)
{
    struct fold f;
    chamber(&f, *state);
    fold_ok(&f, "speaker", "move-no-confidence", "case/nc", "{\"mover\":\"b\"}");
    fold_ok(&f, "speaker", "decide", "case/nc", "{\"no\":100,\"yes\":201}");
    fold_ok(&f, za_judge, "call-vacancy-election", za_vote, VACANCY("2024-06-14", "2024-06-14"));
    fold_assert(&f, propose(&f, "A", "p"), NULL);
    fold_assert(&f, propose(&f, "B", "b"), NULL);
    fold_assert(&f, propose(&f, "C", "c"), NULL);
    fold_ok(&f, za_judge, "hold-ballot", za_vote, NULL);
    fold_assert(&f, papers(&f, 1, 400, 0, "{\"A\":150,\"B\":150,\"C\":100}"), NULL);
    fold_assert(&f, announce(&f), NULL);
    fold_refused(&f, "between-votes.hold-next-ballot", "speaker", "hold-next-ballot", za_vote,
                 "{\"day\":\"2024-06-14\"}");
    fold_ok(&f, za_judge, "hold-next-ballot", za_vote, "{\"day\":\"2024-06-14\"}");
    fold_assert(&f, papers(&f, 2, 400, 0, "{\"A\":200,\"B\":200}"), NULL);
    fold_assert(&f, announce(&f), NULL);
    fold_refused(&f, "no-tie-awaits-vacancy", za_judge, "call-vacancy-election", "case/q",
                 VACANCY("2024-06-14", "2024-06-20"));
    fold_refused(&f, "vacancy-meeting-within-seven", za_judge, "meet-again-on-vacancy", "case/q",
                 MEETING("p", "2024-06-22"));
    fold_ok(&f, za_judge, "meet-again-on-vacancy", "case/q", MEETING("p", "2024-06-20"));
    fold_refused(&f, "vacancy-meeting-once", za_judge, "meet-again-on-vacancy", "case/r",
                 MEETING("p", "2024-06-20"));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_president_of_2024),
        test_case(who_may_stand),
        test_case(vote_after_vote_until_a_majority),
        test_case(a_single_nominee_is_elected),
        test_case(half_is_no_majority),
        test_case(votes_follow_one_another),
        test_case(two_who_tie_meet_again),
        test_case(a_vacancy_is_filled_within_thirty_days),
        test_case(a_vacancy_is_filled_at_another_meeting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
