/* What adil law check finds in bodies, decisions, offices and deadlines. */
#include "books.h"

#define HEAD "polity: {id: c, name: C}\nunits: [{id: c, kind: club, name: C}]\n"
#define S    ", cite: A, mark: read, source: S"

/* A body of ten that decides, with the phrases given. */
#define DECIDES(sizes, quorum, pass)                                                               \
    HEAD "offices: {seat: {}, clerk: {}}\n"                                                        \
         "bodies: {house: {" sizes ", office: seat, by: clerk}}\n"                                 \
         "words: {say: {is: decide}, begin: {is: open, opens: p}}\n"                               \
         "powers: [{id: b, office: clerk, may: begin" S "}]\n"                                     \
         "procedures: {p: {ends: [e], stages: {s: {\n"                                             \
         "  decision: {body: house, word: say, quorum: " quorum ", pass: " pass ", tie: fails,\n"  \
         "    on: {pass: e, fail: e}" S "}}}}}\n"

#define SUPPORTED(least)                                                                           \
    HEAD "offices: {seat: {}, clerk: {}}\n"                                                        \
         "bodies: {house: {seats: 10, office: seat, by: clerk}}\n"                                 \
         "words: {go: {is: move},\n"                                                               \
         "  begin: {is: open, opens: p, fields: {who: set},\n"                                     \
         "    support: {field: who, body: house, least: " least S "}}}\n"                          \
         "powers: [{id: b, office: clerk, may: begin" S "}]\n"                                     \
         "procedures: {p: {ends: [e], stages: {s: {acts: [{word: go, by: clerk, to: e}]}}}}\n"

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
