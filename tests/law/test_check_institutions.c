/* What adil law check finds in bodies, decisions, offices and deadlines. */
#include "books.h"

#define HEAD "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n"
#define S    ", cite: A, mark: read, source: S"

/* Somebody comes to the office. */
#define SEATS(office)                                                                              \
    "sit: {is: notice, fields: {person: text}, effects: [{seat: " office ", person: person}]}"
#define MAY_SIT "{id: s, office: clerk, may: sit" S "}"

/* A body of ten that decides, with the phrases given. */
#define DECIDES(sizes, quorum, pass)                                                               \
    HEAD "offices: {seat: {}, clerk: {}}\n"                                                        \
         "bodies: {house: {" sizes ", office: seat, by: clerk}}\n"                                 \
         "words: {say: {is: decide}, begin: {is: open, opens: p}, " SEATS(                         \
             "seat") "}\n"                                                                         \
                     "powers: [{id: b, office: clerk, may: begin" S "}, " MAY_SIT "]\n"            \
                     "procedures: {p: {ends: [e], stages: {s: {\n"                                 \
                     "  decision: {body: house, word: say, quorum: " quorum ", pass: " pass        \
                     ", tie: fails,\n"                                                             \
                     "    on: {pass: e, fail: e}" S "}}}}}\n"

#define SUPPORTED(least)                                                                           \
    HEAD "offices: {seat: {}, clerk: {}}\n"                                                        \
         "bodies: {house: {seats: 10, office: seat, by: clerk}}\n"                                 \
         "words: {go: {is: move}, " SEATS(                                                         \
             "seat") ",\n"                                                                         \
                     "  begin: {is: open, opens: p, fields: {who: set},\n"                         \
                     "    support: {field: who, body: house, least: " least S "}}}\n"              \
                     "powers: [{id: b, office: clerk, may: begin" S "}, " MAY_SIT "]\n"            \
                     "procedures: {p: {ends: [e], stages: {s: {acts: [{word: go, by: clerk, to: "  \
                     "e}]}}}}\n"

#define OFFICE(office, rest)                                                                       \
    HEAD "offices: {clerk: {}, x: {" office "}}\n"                                                 \
         "words: {go: {is: move}, begin: {is: open, opens: p, fields: {person: text}" rest "}}\n"  \
         "powers: [{id: b, office: clerk, may: begin" S "}]\n"                                     \
         "procedures: {p: {ends: [e], stages: {s: {acts: [{word: go, by: clerk, to: e}]}}}}\n"

#define TIMES(window, until, calendar)                                                             \
    HEAD "offices: {clerk: {}}\n"                                                                  \
         "words: {go: {is: move}, begin: {is: open, opens: p}, other: {is: open, opens: q}}\n"     \
         "powers: [{id: b, office: clerk, may: begin" S "}, {id: o, office: clerk, may: other" S   \
         "}]\n"                                                                                    \
         "procedures:\n"                                                                           \
         "  p: {ends: [e], stages: {s: {acts: [{word: go, by: clerk" window ", to: e}]" until      \
         "}}}\n"                                                                                   \
         "  q: {ends: [e], stages: {s: {acts: [{word: go, by: clerk, to: e}]}}}\n"                 \
         "calendar:\n" calendar

/* An office x that the rest of the book asks to be held, and what seats. */
#define HELD(bodies, not_as, words)                                                                \
    HEAD "offices: {clerk: {}, x: {}}\n" bodies                                                    \
         "words: {go: {is: notice, fields: {office: text, person: text}" words "}}\n"              \
         "powers: [{id: b, office: clerk, may: go" S "}, {id: c, office: x, may: go" not_as S      \
         "}]\n"
#define SITS               "bodies: {house: {office: x, by: clerk}}\n"
#define NAMES              ", effects: [{seat-from: office, person: person}]"
#define ONE_OF(list, days) "{id: n, that: office, is: \"one of " list "\"" days S "}"

/* Two bodies and an office of three. */
#define HOLDERS(holders, body, quorum)                                                             \
    HEAD "offices: {seat: {" holders "}, clerk: {}}\n"                                             \
         "bodies: {house: {office: seat, by: clerk}, both: {joins: house, by: clerk}}\n"           \
         "words: {say: {is: decide}, begin: {is: open, opens: p}, " SEATS(                         \
             "seat") "}\n"                                                                         \
                     "powers: [{id: b, office: clerk, may: begin" S "}, " MAY_SIT "]\n"            \
                     "procedures: {p: {ends: [e], stages: {s: {decision: {body: " body             \
                     ", word: say,\n"                                                              \
                     "  quorum: " quorum                                                           \
                     ", pass: more than 1/2 of members, tie: fails, on: {pass: e, fail: "          \
                     "e}" S "}}}}}\n"

/* Two regions until 2020, then three; a rule and a norm. */
#define REGIONS                                                                                    \
    "polity: {id: c, name: C}\nunits:\n  - {id: c, kind: club, name: C}\n"                         \
    "  - {id: n, kind: region}\n  - {id: s, kind: region, until: 2020-01-01}\n"                    \
    "  - {id: w, kind: region, from: 2020-01-01}\n"                                                \
    "groups: {regions: {kind: region, name: regions}}\n"
#define CONTEST(key)                                                                               \
    REGIONS "contests: {v: {method: plurality, day: 2020-01-01, options: [a, b], " key "}}\n"
#define NORM(type, that, is)                                                                       \
    REGIONS "registers: {list: {fields: {x: " type "}, enter: [\n"                                 \
            "  {id: n, that: '" that "', is: '" is "'" S "}]}}\n"

/* A norm on members of a list, which is entered in a case or outside of any. */
#define MEASURES(places, opening, power, act)                                                      \
    HEAD "registers:\n"                                                                            \
         "  place: {fields: {n: key, " places "}}\n"                                               \
         "  list: {fields: {members: number}, enter: [\n"                                          \
         "    {id: many, that: members, is: at least 1% of registered voters" S "}]}\n"            \
         "  paper: {per: case, fields: {n: number, v: votes}}\n"                                   \
         "offices: {clerk: {}}\n"                                                                  \
         "words: {list-it: {is: enter, of: list}, go: {is: move}, put: {is: enter, of: place},\n"  \
         "  paper-it: {is: enter, of: paper}, begin: {is: open, opens: p, fields: {" opening       \
         "}}}\n"                                                                                   \
         "powers: [{id: b, office: clerk, may: begin" S "}, {id: o, office: clerk, may: put" S     \
         "}" power "]\n"                                                                           \
         "procedures:\n"                                                                           \
         "  p: {places: place, protocols: paper, votes: v, figures: {cast: n}, ends: [e],\n"       \
         "    stages: {s: {acts: [{word: go, by: clerk, to: e" S "}, {word: paper-it, by: clerk" S \
         "}" act "]}}}\n"

#define LISTS    ", {word: list-it, by: clerk" S "}"
#define MAY_LIST ", {id: l, office: clerk, may: list-it" S "}"

/* Stages s and t: a deadline ends s, or what is done in it. */
#define LATER(end, act, word)                                                                      \
    HEAD "offices: {clerk: {}}\n"                                                                  \
         "words: {go: {is: move}, late: {is: move}, begin: {is: open, opens: p}, any: {is: "       \
         "move}}\n"                                                                                \
         "powers: [{id: b, office: clerk, may: begin" S "}, {id: a, office: clerk, may: any" S     \
         "}]\n"                                                                                    \
         "procedures:\n"                                                                           \
         "  p: {begins: s, ends: [e], stages: {\n"                                                 \
         "    s: {acts: [{word: go, by: clerk, to: t" act S "}]" end "},\n"                        \
         "    t: {acts: [{word: late, by: clerk, to: e" S "}], until: y, then: e}}}\n"             \
         "calendar:\n"                                                                             \
         "  - {id: z, of: p, at: 5 days after the " word S "}\n"                                   \
         "  - {id: y, of: p, at: 9 days after the go" S "}\n"

static const struct {
    const char *book;
    const char *says; /* NULL: no finding */
} books[] = {
    {DECIDES("seats: 10", "at least 2/3 of seats", "more than 1/2 of seats"), NULL},
    {DECIDES("seats: 10", "at least 10 members", "at least 10 members"), NULL},
    {DECIDES("seats: 10", "at least 11 members", "more than 1/2 of seats"),
     "r.yaml:8: warning: procedures.p.stages.s.decision.quorum: found at least 11 members: more "
     "than all 10 of house"},
    {DECIDES("seats: 10", "more than 1/2 of seats", "more than 100% of seats"),
     "decision.pass: found more than 100% of seats: more than all 10 of house"},
    {DECIDES("sizes: [{seats: 12, until: 2020-01-01}, {seats: 10, from: 2020-01-01}]",
             "at least 11 members", "more than 1/2 of seats"),
     "more than all 10 of house"},
    {DECIDES("sizes: [{seats: 12, until: 2020-01-01}, {seats: 11, from: 2020-01-01}]",
             "at least 11 members", "more than 1/2 of seats"),
     NULL},
    {DECIDES("sizes: [{seats: 12, until: 2020-01-01}, {seats: 0, from: 2020-01-01}]",
             "at least 11 members", "more than 1/2 of seats"),
     NULL}, /* no seats: there is no such body then */
    {DECIDES("seats: 10", "more than 1/2 of seats", "more than 1/2 of registered voters"),
     "decision.pass: found more than 1/2 of registered voters: a number that house does not have"},
    {DECIDES("seats: 10", "more than 1/2 of seats", "at least 0 members"),
     "decision.pass: found at least 0 members: holds without a vote for"},
    {DECIDES("seats: 10", "at least 0 members", "more than 1/2 of votes cast"), NULL},
    {SUPPORTED("at least 1/5 of seats"), NULL},
    {SUPPORTED("at least 11 members"),
     "words.begin.support.least: found at least 11 members: more than all 10 of house"},
    {OFFICE("", ""), "offices.x: found an office that may do nothing and that nobody comes to"},
    {OFFICE("", ", effects: [{seat: x, person: person}]"), NULL},
    {OFFICE("keys-by: clerk, term: 5 years", ", effects: [{seat: x, person: person}]"), NULL},
    {OFFICE("", ", effects: [{unseat: x}]"),
     "offices.x: found an office whose holdings end and that nothing fills again"},
    {HEAD "offices: {clerk: {term: 5 years}}\nwords: {say: {is: notice, fields: {text: text}}}\n"
          "powers: [{id: b, office: clerk, may: say" S "}]\n",
     "offices.clerk: found an office whose holdings end and that nothing fills again"},
    {TIMES(", from: a, until: z", "",
           "  - {id: a, of: p, at: the begin" S "}\n"
           "  - {id: z, of: p, at: 5 days after the begin" S "}\n"),
     NULL},
    {TIMES(", from: a, until: z", "",
           "  - {id: a, of: p, at: 5 days after the begin" S "}\n"
           "  - {id: z, of: p, at: 3 days after the begin" S "}\n"),
     "procedures.p.stages.s.go: found a window that closes (z) before it opens (a)"},
    {TIMES(", from: a, until: z", "",
           "  - {id: a, of: p, at: \"18:00 on the begin\"" S "}\n"
           "  - {id: z, of: p, at: \"12:00 on the begin\"" S "}\n"),
     "a window that closes (z) before it opens (a)"},
    {TIMES("", ", until: z, then: e", "  - {id: z, of: p, at: 5 days before the begin" S "}\n"),
     "calendar[z]: found over before begin, from which it is counted"},
    {TIMES("", ", until: z, then: e", "  - {id: z, of: p, at: the begin" S "}\n"), NULL},
    {TIMES("", ", until: z, then: e", "  - {id: z, of: p, at: 5 days after the other" S "}\n"),
     "calendar[z]: found counted from other, which no case of p has"},
    {TIMES("", ", until: z, then: e", "  - {id: z, of: p, at: 5 days after the go" S "}\n"), NULL},
    {HELD("", "", ""), NULL}, /* it acts with its key */
    {HELD(SITS, "", ""),
     "r.yaml:3: warning: offices.x: found an office that somebody has to hold and that nothing "
     "fills"},
    {HELD("", ", not: [acting]", ""), "offices.x: found an office that somebody has to hold"},
    {HELD(SITS, "", ", effects: [{seat: x, person: person}]"), NULL},
    {HELD(SITS, "", NAMES), NULL},
    {HELD(SITS, "", NAMES ", norms: [" ONE_OF("clerk", "") "]"),
     "offices.x: found an office that somebody has to hold"},
    {HELD(SITS, "",
          NAMES ", norms: [" ONE_OF("clerk", ", until: 2020-01-01") ", " ONE_OF(
              "clerk, x", ", from: 2020-01-01") "]"),
     NULL},
    {HELD(SITS, "",
          NAMES ", norms: [" ONE_OF("clerk", ", until: 2020-01-01") ", " ONE_OF(
              "clerk", ", from: 2020-01-01") "]"),
     "offices.x: found an office that somebody has to hold"},
    {HEAD "offices: {clerk: {}, x: {}}\nbodies: {house: {seats: 2, office: clerk, by: clerk, "
          "casting: x}}\n"
          "words: {" SEATS("clerk") "}\npowers: [" MAY_SIT "]\n",
     "offices.x: found an office that somebody has to hold"},
    {HOLDERS("holders: 3", "house", "at least 3 members"), NULL},
    {HOLDERS("holders: 3", "house", "at least 5 members"),
     "quorum: found at least 5 members: more than all 3 of house"},
    {HOLDERS("holders: 3", "both", "at least 5 members"), "more than all 3 of both"},
    {HOLDERS("", "house", "at least 5 members"), NULL}, /* of any size */
    {CONTEST("quorum: at least 100% of registered voters"), NULL},
    {CONTEST("quorum: at least 150% of registered voters"),
     "r.yaml:8: warning: contests.v.quorum: found at least 150% of registered voters, expected a "
     "number that can be reached"},
    {CONTEST("quorum: at least 150% of invalid ballots"), NULL}, /* more than those there may be */
    {CONTEST("wins: more than 100% of counted votes"), "contests.v.wins: found"},
    {CONTEST("wins: more than 99% of counted votes"), NULL},
    {CONTEST("wins: more than 100% of cast ballots or more than 1/2 of counted votes"), NULL},
    {CONTEST("wins: more than 1/2 of counted votes in at least 4 regions"),
     "contests.v.wins: found more than 1/2"},
    {REGIONS
     "rules:\n  - {id: r, set: {threshold: at least 101% of counted votes}" S "}\n"
     "contests: {v: {method: hare, seats: 2, day: 2020-01-01, options: [a], follows: [r]}}\n",
     "r.yaml:9: warning: rules[r].set.threshold: found at least 101% of counted votes"},
    {NORM("number", "x", "at least 10 and at most 10"), NULL},
    {NORM("number", "x", "at least 10 and at most 5"),
     "r.yaml:9: warning: n: found x: at least 10"},
    {NORM("number", "x", "more than 5 and (at most 5 or at most 4)"), NULL}, /* not looked into */
    {NORM("number", "x", "at least 10 and less than 10"), "bounds that something can meet"},
    {NORM("number", "x", "at least 10 or at most 5"), NULL},
    {NORM("date", "age(x, at: contest.day)", "at least 40 years and less than 30 years"),
     "bounds that something can meet"},
    {NORM("date", "age(x, at: contest.day)", "at least 30 years and less than 40 years"), NULL},
    {NORM("date", "x", "after 2020-01-01 and before 2020-01-01"), "bounds that something can meet"},
    {NORM("date", "x", "on or after 2020-01-01 and on or before 2020-01-01"), NULL},
    {NORM("tally by regions", "x", "at least 1 in at least 2 regions"), NULL},
    {NORM("tally by regions", "x", "at least 1 in at least 3 regions"),
     "bounds that something can meet"},
    {MEASURES("registered: number", "a: number", "", LISTS), NULL},
    {MEASURES("a: number", "registered: number", "", LISTS), NULL},
    {MEASURES("registered: number", "registered: number", MAY_LIST, ""),
     "many: found a share of registered voters, of which nothing says how many"},
    {MEASURES("a: number", "b: number", "", LISTS),
     "r.yaml:6: warning: many: found a share of registered voters, of which nothing says how many"},
    {LATER(", until: z, then: e", "", "begin"), NULL},
    {LATER(", until: z, then: e", "", "go"), NULL},
    {LATER(", until: z, then: e", "", "any"), NULL},
    {LATER(", until: z, then: e", "", "late"), "r.yaml:11: warning: calendar[z]: found counted "
                                               "from late, which only comes after the stage s"},
    {LATER("", ", until: z", "late"), "counted from late, which only comes after the stage s"},
};

static void test_institutions__each_finding_is_named(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(books); i++) {
        struct test_arenas sub = *t;
        struct adil_rulebook b;
        struct adil_diag d;
        parse_well(&sub, books[i].book, &b);
        adil_diag_open(&d, &sub.perm);
        uint32_t n = adil_rulebook_check(sub.scratch, &b, &d);
        if (n != (books[i].says != NULL)) {
            fail_msg("book %zu: %u findings\n%s", i, (unsigned)n, said(&sub, &d));
        }
        if (books[i].says != NULL) {
            assert_says(&sub, &d, books[i].says);
        }
    }
}

/* Whoever is no office of the book sits nowhere and breaks no tie. */
static void test_institutions__founders_are_no_members(void **state)
{
    parse_badly(*state,
                HEAD "offices: {seat: {}, clerk: {}}\n"
                     "bodies: {house: {office: seat, by: clerk, casting: founders}}\n",
                "bodies.house.casting: found founders, expected an office of the book");
    parse_badly(*state,
                HEAD "offices: {seat: {}, clerk: {}}\n"
                     "bodies: {house: {office: [seat, founders], by: clerk}}\n",
                "bodies.house.office: found founders, expected an office of the book");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_institutions__each_finding_is_named),
        test_case(test_institutions__founders_are_no_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
