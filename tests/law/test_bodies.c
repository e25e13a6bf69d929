/* Reading bodies, decisions, support and effects: what a book may say of them, and each fault with
 * its file, line, field, what was found and what was expected. docs/design/procedures.md */
#include "books.h"

#define HEAD                                                                                       \
    "polity: {id: c, name: C}\n"                                                                   \
    "offices: {seat: {}, clerk: {}, chair: {}}\n"                                                  \
    "registers: {delegation: {fields: {country: key, status: text}}, stay: {fields: {number: "     \
    "key, on: date, guest: text}}}\n"

/* Line 4. */
#define BODIES(list) HEAD "bodies: {" list "}\n"

/* A body of ten and one of a register (line 4), the words of the test (line 5) and a procedure with
 * one stage (line 6), whose decision stands in line 7. */
#define BOOK(words, decision, on)                                                                  \
    BODIES("house: {seats: 10, office: seat, by: clerk, casting: chair}, "                         \
           "yard: {seats: 10, office: seat, by: clerk}, congress: {register: delegation, by: "     \
           "clerk}")                                                                               \
    "words: {say: {is: decide, fields: {\"casting?\": text, \"yes?\": number}}, cast: {is: "       \
    "vote, fields: {choice: text}}, mute: {is: decide}, odd: {is: decide, fields: {\"casting?\": " \
    "flag}}" words "}\n"                                                                           \
    "procedures: {p: {ends: [e, f], begins: s, stages: {s: {\n"                                    \
    "  decision: {" decision "}}}" on "}}\n"

#define DECIDES "quorum: at least 1/2 of seats, pass: more than 1/2 of seats, "
#define GOES    "on: {pass: e, fail: f}"
#define WELL    "body: house, word: say, " DECIDES "tie: fails, " GOES

static void test_bodies__what_a_book_says_is_read(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t,
               BODIES("low: {name: {en: the low}, sizes: [{seats: 9, until: 2024-01-01}, {seats: "
                      "8, from: 2024-01-01}], office: [seat, chair], by: [clerk, founders], "
                      "casting: chair, faction: stay.guest}, all: {register: delegation, by: "
                      "clerk, faction: delegation.country, when: [{id: sits, "
                      "that: status, is: here}]}, both: {joins: [low, all], by: clerk}, "
                      "jury: {seats: 12, by: clerk}"),
               &b);
    const struct adil_acts *a = &b.acts;
    assert_int_equal(a->n_bodies, 4);
    assert_int_equal(adil_body_find(a, ADIL_SPAN("both")), 2);
    assert_int_equal(adil_body_find(a, ADIL_SPAN("none")), ADIL_NO_WORD);
    const struct adil_body *low = &a->body[0];
    assert_span_is(adil_texts_pick(&low->name, ADIL_EN), "the low");
    assert_int_equal(low->n_offices, 2);
    assert_int_equal(low->n_by, 2);
    assert_int_equal(low->by[1], ADIL_FOUNDERS);
    assert_int_equal(low->casting, 2);
    assert_int_equal(low->faction_reg, 1);
    assert_int_equal(low->faction_field, 2);
    assert_int_equal(adil_body_seats(a, 0, day("2023-12-31")), 9);
    assert_int_equal(adil_body_seats(a, 0, day("2024-01-01")), 8);
    assert_int_equal(a->body[1].reg, 0);
    assert_int_equal(a->body[1].n_when, 1);
    assert_int_equal(a->body[1].casting, ADIL_NO_WORD);
    assert_int_equal(a->body[1].faction_reg, 0);
    assert_int_equal(a->body[1].faction_field, 0);
    assert_int_equal(a->body[2].faction_reg, ADIL_NO_WORD);
    assert_int_equal(a->body[2].faction_field, ADIL_NO_WORD);
    assert_int_equal(adil_body_seats(a, 1, day("2024-01-01")), UINT32_MAX);
    assert_int_equal(a->body[2].n_joins, 2);
    assert_true(adil_body_has_office(a, 2, 2));
    assert_false(adil_body_has_office(a, 2, 1));
    assert_int_equal(adil_body_seats(a, 3, day("2024-01-01")), 12);
}

static void test_bodies__decisions_support_and_effects_are_read(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t,
               BOOK(", begin: {is: open, opens: p, fields: {who: set, last: date, post: text}, "
                    "support: {field: who, body: house, least: at least 1/5 of seats}, effects: "
                    "[{seat-from: post, person: who, until: last, capacity: acting}, {unseat: "
                    "seat}]}",
                    "body: [house, yard], word: [say, mute], " DECIDES
                    "readings: 3, tie: stays, on: {pass: e, fail: f}",
                    ", on: {e: [{seat: seat, person: who}]}"),
               &b);
    const struct adil_procedure *p = &b.acts.procedure[0];
    const struct adil_decision *d = p->stage[0].decision;
    assert_non_null(d);
    assert_span_is(d->rule.id, "s.decision");
    assert_int_equal(d->n_bodies, 2);
    assert_int_equal(d->n_words, 2);
    assert_true(adil_decision_is_stated(d, d->word[1]));
    assert_int_equal(d->votes, ADIL_NO_WORD);
    assert_int_equal(d->tie, ADIL_DECIDES_STAYS);
    assert_int_equal(d->readings, 3);
    assert_span_is(p->stage[d->to[ADIL_DECISION_PASS]].id, "e");
    assert_span_is(p->stage[d->to[ADIL_DECISION_FAIL]].id, "f");
    assert_int_equal(d->to[ADIL_DECISION_NONE], ADIL_NO_WORD);
    const struct adil_act_word *w = &b.acts.word[4];
    assert_span_is(w->support->rule.id, "begin.support");
    assert_true(w->support->is_set);
    assert_int_equal(w->support->body, 0);
    assert_int_equal(w->effects.n, 2);
    assert_int_equal(w->effects.effect[0].kind, ADIL_EFFECT_SEAT);
    assert_int_equal(w->effects.effect[0].office, ADIL_NO_WORD);
    assert_span_is(w->effects.effect[0].office_from, "post");
    assert_span_is(w->effects.effect[0].until, "last");
    assert_span_is(w->effects.effect[0].capacity, "acting");
    assert_int_equal(w->effects.effect[1].kind, ADIL_EFFECT_UNSEAT);
    assert_int_equal(w->effects.effect[1].office, 0);
    assert_int_equal(w->effects.effect[1].person.len, 0);
    assert_span_is(p->stage[1].effects.effect[0].capacity, "appointed");
}

struct fault {
    const char *book;
    const char *says;
};

static void each_is_reported(struct test_arenas *t, const struct fault *fault, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct test_arenas sub = *t;
        parse_badly(&sub, fault[i].book, fault[i].says);
    }
}

static const struct fault of_bodies[] = {
    {BODIES("house: {office: seat}"),
     "r.yaml:4: bodies.house.by: found no such key, expected by: offices that state its decisions"},
    {BODIES("house: {office: seat, by: clark}"),
     "r.yaml:4: bodies.house.by: found clark, expected an office of this rulebook, or founders "
     "(nearest: clerk)"},
    {BODIES("house: {office: set, by: clerk}"),
     "r.yaml:4: bodies.house.office: found set, expected an office of this rulebook, or founders "
     "(nearest: seat)"},
    {BODIES("house: {register: delegations, by: clerk}"),
     "r.yaml:4: bodies.house.register: found delegations, expected a register of this rulebook "
     "(nearest: delegation)"},
    {BODIES("house: {by: clerk}"),
     "r.yaml:4: bodies.house: found no members, expected one of office, register and joins, or "
     "seats alone"},
    {BODIES("house: {office: seat, register: delegation, by: clerk}"),
     "r.yaml:4: bodies.house: found several, expected one of office, register and joins, or seats "
     "alone"},
    {BODIES("house: {office: seat, by: clerk}, both: {office: seat, joins: house, by: clerk}"),
     "r.yaml:4: bodies.both: found several, expected one of office, register and joins"},
    {BODIES("house: {office: seat, by: clerk}, both: {joins: hose, by: clerk}"),
     "r.yaml:4: bodies.both.joins: found hose, expected a body of this rulebook (nearest: house)"},
    {BODIES(
         "house: {office: seat, by: clerk}, both: {joins: house, by: clerk}, all: {joins: [both, "
         "house], by: clerk}"),
     "r.yaml:4: bodies.all.joins: found both, expected a body with members of its own, not one "
     "that joins others"},
    {BODIES("house: {joins: house, by: clerk}"),
     "r.yaml:4: bodies.house.joins: found house, expected a body with members of its own"},
    {BODIES("house: {office: seat, by: clerk,\n seats: 10,\n sizes: [{seats: 9}]}"),
     "r.yaml:5: bodies.house: found seats and sizes, expected one of them: sizes where the number "
     "changed"},
    {BODIES("house: {office: seat, by: clerk, faction: stay}"),
     "r.yaml:4: bodies.house.faction: found stay, expected REGISTER.FIELD of this rulebook"},
    {BODIES("house: {office: seat, by: clerk, faction: guests.guest}"),
     "r.yaml:4: bodies.house.faction: found guests.guest, expected REGISTER.FIELD"},
    {BODIES("house: {office: seat, by: clerk, faction: stay.party}"),
     "r.yaml:4: bodies.house.faction: found stay.party, expected REGISTER.FIELD"},
    {BODIES("house: {office: seat, by: clerk, faction: stay.on}"),
     "r.yaml:4: bodies.house.faction: found on, of type date, expected a field of the type that is "
     "needed here"},
    {BODIES("house: {seats: 10, by: clerk, faction: stay.guest}"),
     "r.yaml:4: bodies.house.faction: found stay.guest, expected nothing: only members of its own "
     "have factions here"},
    {BODIES("house: {office: seat, by: clerk}, both: {joins: house, by: clerk, faction: "
            "stay.guest}"),
     "r.yaml:4: bodies.both.faction: found stay.guest, expected nothing"},
    {BODIES("house: {office: seat, by: clerk, seats: ten}"),
     "r.yaml:4: bodies.house.seats: found ten, expected a whole number from 0 to 1000000"},
    {BODIES("house: {office: seat, by: clerk, sizes: [{until: 2024-01-01}]}"),
     "r.yaml:4: bodies.house.sizes[0].seats: found no such key, expected seats: number of seats"},
    {BODIES("house: {office: seat, by: clerk, sizes: [{seats: 9},\n {seats: 8, from: 2024-01-01, "
            "until: 2024-01-01}]}"),
     "r.yaml:5: bodies.house.sizes[1].until: found 2024-01-01, expected a day after 2024-01-01, "
     "its from"},
    {BODIES("house: {office: seat, by: clerk, when: [{id: n, that: now, is: before 2024-01-01}]}"),
     "r.yaml:4: bodies.house.when: found norms, expected nothing: only records of a register are "
     "chosen by norms"},
    {BODIES("all: {register: delegation, by: clerk, when: [{id: n, that: statos, is: here}]}"),
     "r.yaml:4: statos: found"},
};

static void test_bodies__faults_of_bodies(void **state)
{
    each_is_reported(*state, of_bodies, ADIL_COUNT(of_bodies));
}

#define DECISION(text) BOOK("", text, "")
#define AT             "r.yaml:7: procedures.p.stages.s.decision"
static const struct fault of_decisions[] = {
    {DECISION("word: say, " DECIDES "tie: fails, " GOES),
     AT ".body: found no such key, expected body: who decides"},
    {DECISION("body: house, word: say, pass: more than 1/2 of seats, tie: fails, " GOES),
     AT ".quorum: found no such key, expected quorum: how many must be present"},
    {DECISION("body: house, word: say, quorum: at least 1/2 of seats, tie: fails, " GOES),
     AT ".pass: found no such key, expected pass: what the votes for must reach"},
    {DECISION("body: house, word: say, " DECIDES GOES),
     AT ".tie: found no such key, expected tie: as many for as against"},
    {DECISION("body: house, word: say, " DECIDES "tie: lost, " GOES),
     AT ".tie: found lost, expected fails, passes, casting or stays"},
    {DECISION("body: house, word: say, " DECIDES "tie: fails, on: {pass: e}"),
     AT ".on.fail: found no such key, expected fail: stage or end when it fails"},
    {DECISION("body: house, word: say, " DECIDES "tie: fails, on: {pass: e, fail: g}"),
     AT ".on.fail: found g, expected a stage or an end of this procedure"},
    {DECISION("body: house, word: say, " DECIDES "tie: fails, on: {pass: e, fail: f, tie: f}"),
     AT ".on: found tie, expected a key known here"},
    {DECISION("body: hose, word: say, " DECIDES "tie: fails, " GOES),
     AT ".body: found hose, expected a body of this rulebook (nearest: house)"},
    {DECISION("body: house, word: sey, " DECIDES "tie: fails, " GOES),
     AT ".word: found sey, expected a word of this rulebook (nearest: say)"},
    {DECISION("body: house, word: [say, cast], " DECIDES "tie: fails, " GOES),
     AT ".word: found cast, expected a word of the kind decide"},
    {DECISION("body: congress, word: say, votes: mute, " DECIDES "tie: fails, " GOES),
     AT ".votes: found mute, expected a word of the kind vote"},
    {DECISION("body: [congress, house], word: say, votes: cast, " DECIDES "tie: fails, " GOES),
     AT ": found votes, expected a body of a register, which house is not"},
    {DECISION("body: [house, yard], word: say, " DECIDES "tie: casting, " GOES),
     AT ".tie: found casting, expected a casting vote in the body yard"},
    {DECISION("body: house, word: [say, mute], " DECIDES "tie: casting, " GOES),
     AT ".tie: found casting, expected a field casting of type text that mute gives"},
    {DECISION("body: house, word: odd, " DECIDES "tie: casting, " GOES),
     AT ".tie: found casting, expected a field casting of type text that odd gives"},
    {DECISION("body: house, word: say, quorum: at leest 1/2 of seats, pass: more than 1/2 of "
              "seats, tie: fails, " GOES),
     AT ".quorum: found \"at\" at column 1 of \"at leest 1/2 of seats\""},
    {DECISION("body: house, word: say, quorum: at least 1/2 of seats, pass: more than 1/2 of "
              "seets, tie: fails, " GOES),
     AT ".pass: found \"seets\" at column 18"},
    {DECISION("body: house, word: say, readings: two, " DECIDES "tie: fails, " GOES),
     AT ".readings: found two, expected a whole number from 0 to 1000000"},
};

static void test_bodies__faults_of_decisions(void **state)
{
    struct test_arenas sub = *(struct test_arenas *)*state;
    struct adil_rulebook b;
    parse_well(&sub, DECISION(WELL), &b);
    sub = *(struct test_arenas *)*state;
    parse_well(&sub, DECISION("body: house, word: say, " DECIDES "tie: casting, " GOES), &b);
    each_is_reported(*state, of_decisions, ADIL_COUNT(of_decisions));
}

#define SUPPORT(fields, support)                                                                   \
    BOOK(",\n  move: {is: open, opens: p, fields: {" fields "}, support: {" support "}}", WELL, "")
#define LEAST "least: at least 1/5 of seats"
static const struct fault of_support[] = {
    {SUPPORT("who: set", "field: who, body: house"),
     "r.yaml:6: words.move.support.least: found no such key, expected least: how many"},
    {SUPPORT("who: set", "field: who, " LEAST),
     "r.yaml:6: words.move.support.body: found no such key, expected body: the body"},
    {SUPPORT("who: set", "field: who, body: horse, " LEAST),
     "r.yaml:6: words.move.support.body: found horse, expected a body of this rulebook (nearest: "
     "house)"},
    {SUPPORT("who: set", "field: movers, body: house, " LEAST),
     "r.yaml:6: words.move.support.field: found movers, expected a field of type set or number "
     "that the word gives, always"},
    {SUPPORT("\"who?\": set", "field: who, body: house, " LEAST),
     "r.yaml:6: words.move.support.field: found who, expected a field of type set or number"},
    {SUPPORT("who: text", "field: who, body: house, " LEAST),
     "r.yaml:6: words.move.support.field: found who, expected a field of type set or number"},
    {SUPPORT("who: number", "field: who, body: house, least: at least a fifth"),
     "r.yaml:6: words.move.support.least: found \"a\" at column 10 of \"at least a fifth\""},
};

static void test_bodies__faults_of_support(void **state)
{
    struct test_arenas sub = *(struct test_arenas *)*state;
    struct adil_rulebook b;
    parse_well(&sub, SUPPORT("who: number", "field: who, body: house, " LEAST), &b);
    assert_false(b.acts.word[4].support->is_set);
    each_is_reported(*state, of_support, ADIL_COUNT(of_support));
}

#define EFFECTS(effects)                                                                           \
    BOOK(",\n  stay: {is: enter, of: stay, fields: [on], effects: [\n    " effects "]}", WELL, "")
#define ON(stages)                                                                                 \
    BOOK(", begin: {is: open, opens: p, fields: {who: text, last: date}}", WELL,                   \
         ",\n  on: {" stages "}")
static const struct fault of_effects[] = {
    {EFFECTS("{person: guest}"),
     "r.yaml:7: words.stay.effects[0]: found no effect, expected one of seat, unseat, seat-from "
     "and unseat-from"},
    {EFFECTS("{unseat: seat}, {seat: seat, unseat: chair, person: guest}"),
     "r.yaml:7: words.stay.effects[1]: found several, expected one of seat, unseat"},
    {EFFECTS("{unseat: sit}"),
     "r.yaml:7: words.stay.effects[0].unseat: found sit, expected an office of this rulebook"},
    {EFFECTS("{unseat: founders}"),
     "r.yaml:7: words.stay.effects[0]: found founders, expected an office of the book"},
    {EFFECTS("{seat: seat}"),
     "r.yaml:7: words.stay.effects[0]: found nobody, expected person: the field that says who "
     "takes the office"},
    {EFFECTS("{seat: seat, person: gest}"),
     "r.yaml:7: words.stay.effects: found gest, expected a field of the word stay that is a text, "
     "ref, key or set"},
    {EFFECTS("{seat: seat, person: on}"),
     "r.yaml:7: words.stay.effects: found on, expected a field of the word stay that is a text"},
    {EFFECTS("{seat-from: on, person: guest}"),
     "r.yaml:7: words.stay.effects: found on, expected a field of the word stay that is a text"},
    {EFFECTS("{seat: seat, person: guest, until: number}"),
     "r.yaml:7: words.stay.effects: found number, expected a field of the word stay that is a "
     "date"},
    {ON("g: [{unseat: seat}]"),
     "r.yaml:8: procedures.p.on.g: found g, expected a stage or an end of this procedure"},
    {ON("e: [{seat: seat, person: hwo}]"),
     "r.yaml:8: procedures.p.on.e: found hwo, expected a field of the word begin that is a text"},
    {ON("e: [{seat: seat, person: who, until: who}]"),
     "r.yaml:8: procedures.p.on.e: found who, expected a field of the word begin that is a date"},
    {ON("e: [{seat: seat, person: who}, {}]"), "r.yaml:8: procedures.p.on.e[1]: found no effect"},
    {ON("s: [{unseat: seat}]"),
     "r.yaml:8: procedures.p.on.s: found the stage where a case begins, expected a stage or an end "
     "that a case comes to"},
};

static void test_bodies__faults_of_effects(void **state)
{
    struct test_arenas sub = *(struct test_arenas *)*state;
    struct adil_rulebook b;
    parse_well(&sub,
               EFFECTS("{seat: seat, person: guest, until: on}, {unseat: chair, person: "
                       "number}"),
               &b);
    sub = *(struct test_arenas *)*state;
    parse_well(&sub, ON("e: [{seat: seat, person: who, until: last}], f: [{unseat: seat}]"), &b);
    each_is_reported(*state, of_effects, ADIL_COUNT(of_effects));
}

/* Every way back: by an act, by a deadline, by a decision, by a count. */
static void test_bodies__a_case_may_come_back_to_where_it_begins(void **state)
{
#define BACK(words, stages)                                                                        \
    BODIES("house: {seats: 10, office: seat, by: clerk}")                                          \
    "words: {begin: {is: open, opens: p}, go: {is: move}" words "}\n"                              \
    "calendar: [{id: d, of: p, at: 5 days after the begin}]\n"                                     \
    "procedures: {p: {ends: [e], begins: s, on: {s: [{unseat: seat}]}, stages: {\n"                \
    "  s: {acts: [{word: go, by: clerk, to: t}]},\n  t: {" stages "}}}}\n"
    static const struct fault none = {
        BACK("", "acts: [{word: go, by: clerk, to: e}]"),
        "r.yaml:7: procedures.p.on.s: found the stage where a case begins"};
    static const char *const back[] = {
        BACK("", "acts: [{word: go, by: clerk, to: s}]"),
        BACK("", "until: d, then: s"),
        BACK(", say: {is: decide}",
             "decision: {body: house, word: say, " DECIDES "tie: fails, on: {pass: e, fail: s}}"),
        BACK(", count: {is: count}",
             "acts: [{word: count, by: clerk, to: {decided: e, second-round: s}}]"),
    };
    for (size_t i = 0; i < ADIL_COUNT(back); i++) {
        struct test_arenas sub = *(struct test_arenas *)*state;
        struct adil_rulebook b;
        parse_well(&sub, back[i], &b);
    }
    each_is_reported(*state, &none, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_bodies__what_a_book_says_is_read),
        test_case(test_bodies__decisions_support_and_effects_are_read),
        test_case(test_bodies__faults_of_bodies),
        test_case(test_bodies__faults_of_decisions),
        test_case(test_bodies__faults_of_support),
        test_case(test_bodies__faults_of_effects),
        test_case(test_bodies__a_case_may_come_back_to_where_it_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
