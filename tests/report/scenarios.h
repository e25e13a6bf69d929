/* Small elections of every kind, counted, for the tests of reports. Figures are made up so that
 * they can be followed by hand. */
#ifndef ADIL_TESTS_SCENARIOS_H
#define ADIL_TESTS_SCENARIOS_H

#include "../count/election.h"
#include "../count/two_tiers.h"
#include "report/report.h"

static const struct adil_rule scenario_rule = {
    .id = ADIL_SPAN_INIT("threshold-5"),
    .cite = ADIL_SPAN_INIT("Law on Elections, article 97"),
    .mark = ADIL_MARK_RECALLED,
};

/* Ten seats. 10,000 counted votes, so 5% is 500 and Reed misses it; quota (5310 + 2490 + 1800) / 10
 * = 960; whole seats 5, 2, 1 with remainders 510, 570, 840; the last two go to Elm and Birch.
 * Oak was short of the last seat by 60 votes. */
static inline struct election *scenario_lists(void **state)
{
    static const char *const name[] = {"oak", "birch", "elm", "reed"};
    static const int64_t votes[] = {5310, 2490, 1800, 400};
    struct election *e = election_open(state, ADIL_METHOD_HARE, name, 4);
    const struct adil_texts title[] = {
        {{ADIL_SPAN("Oak"), ADIL_SPAN("Дуб"), ADIL_SPAN("Емен")}},
        {{ADIL_SPAN("Birch"), ADIL_SPAN("Берёза"), ADIL_SPAN("Қайың")}},
        {{ADIL_SPAN("Elm"), ADIL_SPAN("Вяз"), ADIL_SPAN("Қарағаш")}},
        {{ADIL_SPAN("Reed"), ADIL_SPAN("Тростник"), ADIL_SPAN("Қамыс")}},
    };
    for (size_t i = 0; i < 4; i++) {
        e->option[i].name = title[i];
    }
    e->c.title = (struct adil_texts){
        {ADIL_SPAN("Council of the Garden"), ADIL_SPAN("Совет сада"), ADIL_SPAN("Бақ кеңесі")}};
    e->c.seats = 10;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    e->c.threshold = election_phrase(e, "at least 5% of counted votes");
    e->c.rule_of[ADIL_K_THRESHOLD] = &scenario_rule;
    e->c.tie[0] = ADIL_TIE_LOT;
    e->c.n_ties = 1;
    assert_true(adil_date_parse(ADIL_SPAN("2024-02-29"), &e->c.day));
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 1, votes);
    u->turnout = (struct adil_turnout){20000, 10500, 10400, -1, 400};
    election_count(e);
    return e;
}

/* Two seats among three equals; names that need care wherever they are quoted. */
static inline struct election *scenario_tie(void **state)
{
    static const char *const name[] = {"A,\"1\"", "B;\\b", "C's"};
    static const int64_t votes[] = {10, 10, 10};
    struct election *e = election_open(state, ADIL_METHOD_HARE, name, 3);
    e->c.seats = 2;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    e->c.tie[0] = ADIL_TIE_LOT;
    e->c.n_ties = 1;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    return e;
}

static inline struct election *scenario_divisor(void **state)
{
    static const char *const name[] = {"A", "B", "C"};
    static const int64_t votes[] = {53, 24, 23};
    struct election *e = election_open(state, ADIL_METHOD_DHONDT, name, 3);
    e->c.seats = 7;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    return e;
}

static inline struct election *scenario_second_round(void **state)
{
    static const char *const name[] = {"Ann", "Bob", "Cyd"};
    static const int64_t votes[] = {450, 300, 250};
    struct election *e = election_open(state, ADIL_METHOD_MAJORITY, name, 3);
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    return e;
}

/* The votes of one candidate are not known, and nothing bounds them. */
static inline struct election *scenario_unknown(void **state)
{
    static const char *const name[] = {"Ann", "Bob", "Cyd"};
    static const int64_t votes[] = {450, ADIL_VOTES_UNKNOWN, 250};
    struct election *e = election_open(state, ADIL_METHOD_PLURALITY, name, 3);
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    return e;
}

/* A first vote, then the lowest is out; Bob wins the second with 55 of 100. */
static inline struct election *scenario_exhaustive(void **state)
{
    static const char *const name[] = {"Ann", "Bob", "Cyd"};
    static const int64_t first[] = {40, 35, 25};
    static const int64_t second[] = {45, 55, -1};
    struct election *e = election_open(state, ADIL_METHOD_EXHAUSTIVE, name, 3);
    e->c.wins = election_phrase(e, "more than 1/2 of counted votes");
    election_table(e, 0, 1, NULL, 1, first);
    election_table(e, 0, 2, NULL, 1, second);
    election_count(e);
    return e;
}

/* 700 of 1010 ballots; the roll has 1500, so 750 had to vote. */
static inline struct election *scenario_question(void **state, int64_t yes)
{
    static const char *const name[] = {"yes", "no"};
    const int64_t votes[] = {yes, 1000 - yes};
    struct election *e = election_open(state, ADIL_METHOD_REFERENDUM, name, 2);
    e->c.seats = 0;
    e->c.yes = 0;
    e->c.quorum = election_phrase(e, "more than 1/2 of registered voters");
    e->c.adopts = election_phrase(e, "more than 1/2 of cast ballots");
    struct adil_vote_unit *u = election_table(e, 0, 1, NULL, 1, votes);
    u->turnout = (struct adil_turnout){1500, 1010, 1010, 1000, 10};
    election_count(e);
    return e;
}

/* Nothing is counted; a winner who is on no ballot. */
static inline struct election *scenario_published(void **state)
{
    static const char *const name[] = {"Ann"};
    struct election *e = election_open(state, ADIL_METHOD_PUBLISHED, name, 1);
    e->c.published = ADIL_PUBLISHED_WINNER;
    struct adil_published_finding *f = election_found(e, ADIL_FOUND_WINNER, UINT32_MAX, -1);
    f->name = ADIL_SPAN("Dee");
    election_count(e);
    return e;
}

/* Two regions of three seats each, ten in all. */
static inline struct election *scenario_tiers(void **state)
{
    static const char *const name[] = {"A", "B", "C"};
    static const char *const region[] = {"North", "South"};
    static const uint32_t capacity[] = {3, 3};
    static const int64_t national[] = {500, 300, 200};
    static const int64_t regional[] = {300, 100, 50, 200, 200, 150};
    struct election *e = two_tiers(state, name, 3, region, 2, capacity, 10);
    table_of(e, 0, whole, 1, national, 0);
    table_of(e, 1, region, 2, regional, 1);
    election_count(e);
    return e;
}

/* The lists of the garden and two districts as published. */
static inline struct election *scenario_parts(void **state)
{
    static const char *const all[] = {"oak", "birch", "elm", "reed"};
    static const char *const district[] = {"oak", "reed"};
    struct election *lists = scenario_lists(state);
    struct election *districts = election_open(state, ADIL_METHOD_PUBLISHED, district, 2);
    struct election *e = election_open(state, ADIL_METHOD_PARTS, all, 4);
    struct adil_contest *part = adil_new(&e->m->perm, struct adil_contest, 2);
    const struct adil_votes **votes = adil_new(&e->m->perm, const struct adil_votes *, 2);
    districts->c.name = ADIL_SPAN("districts");
    districts->c.published = ADIL_PUBLISHED_SEATS;
    districts->c.seats = 2;
    election_found(districts, ADIL_FOUND_SEATS, 0, 1);
    election_found(districts, ADIL_FOUND_SEATS, 1, 1);
    lists->c.name = ADIL_SPAN("lists");
    part[0] = lists->c;
    part[1] = districts->c;
    votes[0] = &lists->v;
    votes[1] = &districts->v;
    e->c.part = part;
    e->c.n_parts = 2;
    e->c.seats = 12;
    e->part_votes = votes;
    election_count(e);
    return e;
}

enum { SCENARIOS = 11 };

static inline struct election *scenario(void **state, unsigned i)
{
    switch (i) {
    case 0:
        return scenario_lists(state);
    case 1:
        return scenario_tie(state);
    case 2:
        return scenario_divisor(state);
    case 3:
        return scenario_second_round(state);
    case 4:
        return scenario_unknown(state);
    case 5:
        return scenario_exhaustive(state);
    case 6:
        return scenario_question(state, 700);
    case 7:
        return scenario_question(state, 400);
    case 8:
        return scenario_published(state);
    case 9:
        return scenario_tiers(state);
    default:
        return scenario_parts(state);
    }
}

/* What a report writes, copied out of its buffer. */
static inline struct adil_span written(struct election *e, struct adil_buf *out)
{
    assert_true(adil_buf_ok(out));
    struct adil_span copy = adil_span_copy(&e->m->perm, adil_buf_span(out));
    adil_buf_release(out);
    return copy;
}

static inline struct adil_span json_of(struct election *e, enum adil_lang lang)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 24);
    adil_report_json(e->m->scratch, &e->out, lang, &out);
    return written(e, &out);
}

static inline struct adil_span text_of(struct election *e, const struct adil_text_style *style)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 24);
    adil_report_text(e->m->scratch, &e->out, style, &out);
    return written(e, &out);
}

static inline bool has_text(struct adil_span text, const char *piece)
{
    return adil_span_find(text, adil_span_of(piece)) < text.len;
}

#define assert_has(text, piece)                                                                    \
    do {                                                                                           \
        if (!has_text((text), (piece))) {                                                          \
            print_error("\"%s\" is not in:\n%.*s\n", (piece), ADIL_ARG(text));                     \
            fail();                                                                                \
        }                                                                                          \
    } while (0)

#endif
