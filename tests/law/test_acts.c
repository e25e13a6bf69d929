#include "books.h"

/* A club that uses every section once. */
#define HEAD                                                                                       \
    "polity: {id: c, name: C}\n"                                                                   \
    "units:\n"                                                                                     \
    "  - {id: c, kind: club, name: C}\n"                                                           \
    "  - {id: n, kind: region, name: N}\n"                                                         \
    "groups: {regions: {kind: region, name: regions}}\n"
#define ZONES                                                                                      \
    "zones: [{unit: c, offset: \"+06:00\", until: 2024-03-01}, {unit: n, offset: \"-03:30\"}]\n"   \
    "holidays: [2023-03-21, 2023-03-08]\n"
#define OFFICES                                                                                    \
    "offices:\n"                                                                                   \
    "  commission: {signs: at least 2 of keys, cite: A 1}\n"                                       \
    "  precinct-commission: {of: precinct, keys-by: [commission, founders],\n"                     \
    "                        signs: more than 1/2 of keys}\n"
#define REGISTERS                                                                                  \
    "registers:\n"                                                                                 \
    "  precinct: {fields: {number: key, unit: text, size: number}}\n"                              \
    "  list: {per: case, fields: {person: text, seed: hash, since: moment, by: ref to precinct,\n" \
    "         in: tally by regions, status: text, tags: set}}\n"                                   \
    "  protocol: {per: case, again: merges, fields: {a: number, b: number, v: votes, n: text}}\n"
#define WORDS                                                                                      \
    "words:\n"                                                                                     \
    "  call: {is: open, opens: election, fields: {day: date, contests: set, \"why?\": text}}\n"    \
    "  nominate: {is: enter, of: list, set: {status: new, tags: [x, y]},\n"                        \
    "             norms: [{id: has-person, that: person, is: not x, cite: A 2}]}\n"                \
    "  fix: {is: supersede, of: protocol, fields: [v, a, \"b?\"], signs: at least 3 keys}\n"       \
    "  result: {is: count, fields: {contest: text}}\n"                                             \
    "  seal: {is: commit, fields: {commitment: hash}}\n"                                           \
    "  unseal: {is: reveal, fields: {seed: text}}\n"
#define POWERS                                                                                     \
    "powers:\n"                                                                                    \
    "  - {id: calls, office: commission, may: call, not: [acting], cite: A 3,\n"                   \
    "     when: [{id: w, that: own.capacity, is: elected, cite: A 4}],\n"                          \
    "     unless: [{id: u, that: \"span(own.since, to: now)\", is: less than 1 year, cite: A "     \
    "5}]}\n"
#define PROCEDURES                                                                                 \
    "procedures:\n"                                                                                \
    "  election:\n"                                                                                \
    "    places: precinct\n"                                                                       \
    "    place-unit: unit\n"                                                                       \
    "    options: list\n"                                                                          \
    "    option-when: {id: stands, that: status, is: registered, cite: A 6}\n"                     \
    "    protocols: protocol\n"                                                                    \
    "    votes: v\n"                                                                               \
    "    figures: {cast: a + b, invalid: b}\n"                                                     \
    "    opens-at: opens\n"                                                                        \
    "    lots: {commit: seal, reveal: unseal, least: 2, missing: proceed}\n"                       \
    "    seats: {office: commission, person: person}\n"                                            \
    "    begins: one\n"                                                                            \
    "    stages:\n"                                                                                \
    "      one: {acts: [{word: nominate, by: [commission], until: closes, cite: A 7}],\n"          \
    "            until: opens, then: two}\n"                                                       \
    "      two:\n"                                                                                 \
    "        acts:\n"                                                                              \
    "          - {word: result, by: [commission], to: {decided: done, second-round: one}}\n"       \
    "          - {word: fix, by: [precinct-commission], to: one, round: next}\n"                   \
    "          - {word: seal, by: [founders]}\n"                                                   \
    "          - {word: unseal, by: [founders], to: failed}\n"                                     \
    "    ends: [done, failed]\n"
#define CALENDAR                                                                                   \
    "calendar:\n"                                                                                  \
    "  - {id: closes, of: [election], at: the day after the call, until: 2023-01-01, cite: A 8}\n" \
    "  - {id: opens, at: \"07:00 on election day\", zone: n, cite: A 9}\n"                         \
    "  - {id: closes, of: [election], at: election day, from: 2023-01-01, cite: A 8}\n"
#define CHECKS                                                                                     \
    "checks:\n"                                                                                    \
    "  - {id: P.01, of: protocol, holds: a = b + all-votes, marks: [a, v], blocks: total,\n"       \
    "     action: recount, cite: A 10}\n"                                                          \
    "  - {id: P.02, of: protocol, holds: b is less than 3% of a, warns: explain, cite: A 11}\n"
#define WITNESSES                                                                                  \
    "witnesses:\n"                                                                                 \
    "  vectors: {north: {name: N}, south: {name: S}}\n"                                            \
    "  members: [{id: n.example/w, vector: south, key: k}]\n"                                      \
    "  policy: at least 1 of every vector\n"
#define BOOK HEAD ZONES OFFICES REGISTERS WORDS POWERS PROCEDURES CALENDAR CHECKS WITNESSES

static void test_acts__offices_and_words_are_numbers(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, BOOK, &b);
    const struct adil_acts *a = &b.acts;
    assert_int_equal(a->n_offices, 2);
    assert_int_equal(a->office[0].of, ADIL_NO_WORD);
    assert_int_equal(a->office[0].keys_by[0], ADIL_FOUNDERS);
    assert_int_equal(a->office[1].of,
                     adil_register_find(b.reg, b.n_registers, ADIL_SPAN("precinct")));
    assert_int_equal(a->office[1].n_keys_by, 2);
    assert_int_equal(a->office[1].keys_by[0], adil_office_find(a, ADIL_SPAN("commission")));
    assert_int_equal(a->office[1].keys_by[1], ADIL_FOUNDERS);
    assert_span_is(a->office[0].rule.cite, "A 1");
    assert_false(a->office[0].signs->amount.share); /* two keys, not twice the keys */
    assert_span_is(adil_phrase_text(&t->perm, a->office[0].signs, &adil_key_vocab),
                   "at least 2 keys");
    assert_true(a->office[1].signs->amount.share);
    assert_true(a->per_case[1] && a->per_case[2] && !a->per_case[0]);
    assert_true(a->merges[2] && !a->merges[1]);

    const struct adil_act_word *call = &a->word[adil_word_find_act(a, ADIL_SPAN("call"))];
    assert_int_equal(call->kind, ADIL_ACT_OPEN);
    assert_int_equal(call->opens, 0);
    assert_int_equal(call->reg, ADIL_NO_WORD);
    assert_int_equal(call->n_give, 3);
    assert_span_is(call->give[0].id, "contests"); /* in the order of canonical JSON */
    assert_int_equal(call->give[0].type, ADIL_FIELD_SET);
    assert_span_is(call->give[2].id, "why");
    assert_true(call->give[2].optional && !call->give[1].optional);
    assert_int_equal(call->give[2].slot, 2);

    const struct adil_act_word *nominate = &a->word[1];
    assert_int_equal(nominate->n_set, 2);
    assert_span_is(nominate->set[0].value.text, "new");
    assert_int_equal(nominate->set[0].slot, 5);
    assert_int_equal(nominate->set[1].value.n_members, 2);
    assert_int_equal(nominate->n_give, 5); /* all that it does not set */
    assert_span_is(nominate->give[0].id, "by");
    assert_int_equal(nominate->give[0].of, 0);
    assert_int_equal(nominate->give[0].slot, 3);
    assert_span_is(nominate->give[1].id, "in");
    assert_int_equal(nominate->give[1].of, 0); /* the group */
    assert_int_equal(nominate->n_norms, 1);

    const struct adil_act_word *fix = &a->word[2];
    assert_int_equal(fix->n_give, 3);
    assert_span_is(fix->give[1].id, "b");
    assert_true(fix->give[1].optional);
    assert_int_equal(fix->give[2].slot, 2);
    assert_non_null(fix->signs);
    assert_int_equal(adil_word_find_act(a, ADIL_SPAN("nobody")), ADIL_NO_WORD);
}

static void test_acts__powers_stages_and_polling_are_numbers(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, BOOK, &b);
    const struct adil_acts *a = &b.acts;
    assert_int_equal(a->n_powers, 1);
    assert_int_equal(a->power[0].office, 0);
    assert_int_equal(a->power[0].word, 0);
    assert_int_equal(a->power[0].n_when, 1);
    assert_int_equal(a->power[0].n_unless, 1);
    assert_span_is(a->power[0].not_capacity[0], "acting");

    const struct adil_procedure *p = &a->procedure[0];
    assert_int_equal(p->n_stages, 4);
    assert_span_is(p->stage[2].id, "done");
    assert_true(p->stage[2].is_end && p->stage[3].is_end && !p->stage[1].is_end);
    assert_int_equal(p->stage[0].then, 1);
    assert_span_is(a->deadline_id[p->stage[0].until], "opens");
    assert_int_equal(p->stage[1].until, ADIL_NO_WORD);
    assert_span_is(p->stage[0].act[0].rule.id, "one.nominate");
    assert_span_is(a->deadline_id[p->stage[0].act[0].until], "closes");
    assert_int_equal(p->stage[0].act[0].from, ADIL_NO_WORD);
    const struct adil_stage_act *result = &p->stage[1].act[0];
    assert_int_equal(result->to_by_status[0], 2);
    assert_int_equal(result->to_by_status[1], 0);
    assert_int_equal(result->to_by_status[2], ADIL_NO_WORD);
    assert_true(p->stage[1].act[1].next_round && p->stage[1].act[1].to == 0);
    assert_int_equal(p->stage[1].act[2].by[0], ADIL_FOUNDERS);

    assert_int_equal(p->places, 0);
    assert_int_equal(p->place_unit, 1);
    assert_int_equal(p->options, 1);
    assert_non_null(p->option_when);
    assert_int_equal(p->votes, 2);
    assert_int_equal(p->cast.n, 2);
    assert_int_equal(p->cast.field[1], 1);
    assert_int_equal(p->issued.n, 0);
    assert_int_equal(p->turnout, ADIL_NO_WORD);
    assert_int_equal(p->closes_at, ADIL_NO_WORD);
    assert_int_equal(p->lot_least, 2);
    assert_true(p->lot_proceeds);
    assert_span_is(p->seats_capacity, "elected");
    assert_int_equal(p->seats_person, 0);
}

static void test_acts__calendar_checks_and_witnesses(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, BOOK, &b);
    const struct adil_acts *a = &b.acts;
    assert_int_equal(a->zones.n, 2);
    assert_int_equal(a->zones.zone[1].minutes, -210);
    assert_int_equal(a->zones.n_holidays, 2);
    assert_int_equal(a->zones.holiday[0].days, day("2023-03-08").days);
    assert_int_equal(a->n_deadline_ids, 2);
    assert_span_is(a->deadline_id[0], "closes");
    assert_int_equal(a->n_deadlines, 3); /* versions together */
    assert_int_equal(a->deadline[1].number, 0);
    assert_int_equal(a->deadline[2].zone_unit, 1);
    assert_int_equal(a->deadline[0].zone_unit, ADIL_NO_UNIT);
    assert_ptr_equal(adil_deadline_version(a, 0, 0, day("2022-12-31")), &a->deadline[0]);
    assert_ptr_equal(adil_deadline_version(a, 0, 0, day("2023-01-01")), &a->deadline[1]);
    assert_null(adil_deadline_version(a, 0, 1, day("2023-01-01"))); /* another procedure */
    assert_ptr_equal(adil_deadline_version(a, 1, 7, day("2023-01-01")), &a->deadline[2]);

    assert_int_equal(a->n_checks, 2);
    assert_int_equal(a->check[0].effect, ADIL_CHECK_BLOCKS);
    assert_int_equal(a->check[1].effect, ADIL_CHECK_WARNS);
    assert_int_equal(a->check[0].mark[1], 2);
    assert_int_equal(a->check_vocab[2].n_quantities, 3);
    assert_span_is(a->check_vocab[2].quantity[2].id, "all-votes");
    assert_int_equal(a->check_vocab[1].n_quantities, 0);
    assert_int_equal(a->witnesses.n_vectors, 2);
    assert_int_equal(a->witnesses.member[0].vector, 1);
    assert_non_null(a->witnesses.policy);
    assert_int_equal(a->witnesses.policy->spread, ADIL_SPREAD_EVERY);
}

/* Facts of acts have the numbers that law/acts.h says, and rules of every kind stand in one table.
 */
static void test_acts__every_rule_is_in_the_table(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, BOOK, &b);
    assert_span_is(b.outer[2 + ADIL_FACT_OWN_SINCE].id, "own.since");
    assert_span_is(b.outer[2 + ADIL_FACT_NOW].type, "date");
    static const struct {
        const char *id;
        enum adil_rule_kind kind;
    } rules[] = {{"has-person", ADIL_RULE_NORM}, {"w", ADIL_RULE_NORM},
                 {"u", ADIL_RULE_NORM},          {"calls", ADIL_RULE_POWER},
                 {"stands", ADIL_RULE_NORM},     {"closes", ADIL_RULE_DEADLINE},
                 {"closes", ADIL_RULE_DEADLINE}, {"opens", ADIL_RULE_DEADLINE},
                 {"P.01", ADIL_RULE_CHECK},      {"P.02", ADIL_RULE_CHECK}};
    assert_int_equal(b.n_rules, ADIL_COUNT(rules));
    for (uint32_t i = 0; i < b.n_rules; i++) {
        assert_span_is(b.rule[i].id, rules[i].id);
        assert_int_equal(b.rule_use[i].kind, rules[i].kind);
    }
}

static void test_acts__a_book_without_them_has_none(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, "polity: {id: c, name: C}\n", &b);
    assert_int_equal(b.acts.n_offices + b.acts.n_words + b.acts.n_powers + b.acts.n_procedures, 0);
    assert_int_equal(b.acts.n_deadlines + b.acts.n_checks + b.acts.witnesses.n_vectors, 0);
    assert_null(b.acts.witnesses.policy);
}

/* What may still be done in a closed case. */
static void test_acts__an_end_may_have_acts(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t,
               HEAD "words: {m: {is: move}, n: {is: move}}\n"
                    "procedures: {p: {begins: s, stages: {s: {acts: [{word: m, by: founders, to: "
                    "t}]}, t: {acts: [{word: n, by: founders}]}}, ends: [e, t]}}\n",
               &b);
    const struct adil_procedure *p = &b.acts.procedure[0];
    assert_int_equal(p->n_stages, 3); /* an end that is a stage stands once */
    assert_false(p->stage[0].is_end);
    assert_span_is(p->stage[1].id, "t");
    assert_true(p->stage[1].is_end);
    assert_int_equal(p->stage[1].n_acts, 1);
    assert_span_is(p->stage[2].id, "e");
    assert_true(p->stage[2].is_end);
    assert_int_equal(p->option_people, ADIL_NO_WORD);
}

#define TYPED_REGISTER                                                                             \
    "registers: {protocol: {fields: {z: number, b: number, typed: set, scan: hash},\n"             \
    "            labels: {z: {en: ballots, ru: бюллетеней}}}}\n"

static void test_acts__a_word_typed_twice_is_asked_in_the_order_of_its_list(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t,
               HEAD TYPED_REGISTER
               "words: {w: {is: enter, of: protocol, fields: [z, typed, \"b?\", scan], typed: 2},\n"
               "        x: {is: enter, of: protocol}}\n",
               &b);
    const struct adil_act_word *w = &b.acts.word[0];
    assert_true(w->typed_twice);
    assert_int_equal(w->typed, 2);
    assert_int_equal(w->n_asked, 2);
    assert_span_is(w->give[w->asked[0]].id, "z");
    assert_span_is(w->give[w->asked[1]].id, "b");
    assert_span_is(adil_texts_pick(&b.reg[0].label[0], ADIL_RU), "бюллетеней");
    assert_int_equal(adil_texts_pick(&b.reg[0].label[1], ADIL_RU).len, 0);
    assert_false(b.acts.word[1].typed_twice);
}

#define KEPT_REGISTER(kept)                                                                        \
    "registers: {r: {fields: {root: hash, n: number, t: tally by regions}, kept: {" kept "}}}\n"

static void test_acts__a_register_says_what_commits_to_a_keepers_file(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, HEAD KEPT_REGISTER("root: root, total: n, single: t"), &b);
    assert_int_equal(b.reg[0].kept.root, 0);
    assert_int_equal(b.reg[0].kept.total, 1);
    assert_int_equal(b.reg[0].kept.single, 2);
    assert_int_equal(b.reg[0].kept.tally, ADIL_NO_WORD);
    assert_int_equal(b.reg[0].kept.repeated, ADIL_NO_WORD);
    parse_well(t, HEAD "registers: {r: {fields: {root: hash}}}\n", &b);
    assert_int_equal(b.reg[0].kept.root, ADIL_NO_WORD);
}

static const struct {
    const char *book;
    const char *says;
} bad[] = {
    {HEAD "registers: {r: {fields: {root: hash, n: number}, kept: {total: n}}}\n",
     "registers.r.kept.root: found no such key"},
    {HEAD "registers: {r: {fields: {root: hash, n: number}, kept: {root: n}}}\n",
     "registers.r.kept.root: found n, of type number, expected a field of the type"},
    {HEAD "registers: {r: {fields: {root: hash}, kept: {root: rot}}}\n",
     "registers.r.kept.root: found rot, expected a field of r (nearest: root)"},
    {HEAD TYPED_REGISTER "words: {w: {is: enter, of: protocol, typed: 3}}\n",
     "words.w.typed: found 3, expected 2, on a word that is enter or supersede"},
    {HEAD TYPED_REGISTER "words: {w: {is: enter, of: protocol, keeps: [scan]}}\n",
     "words.w.keeps: found fields, expected nothing: only a word that is change or supersede"},
    {HEAD TYPED_REGISTER "words: {w: {is: supersede, of: protocol, keeps: [scam]}}\n",
     "words.w.keeps: found scam"},
    {HEAD TYPED_REGISTER "words: {w: {is: change, of: protocol, fields: [z], typed: 2}}\n",
     "enter or supersede"},
    {HEAD TYPED_REGISTER "words: {w: {is: enter, of: protocol, fields: [z, typed], typed: 2}}\n",
     "a field scan of type hash that the word gives, always"},
    {HEAD TYPED_REGISTER
     "words: {w: {is: enter, of: protocol, fields: [\"typed?\", scan], typed: 2}}\n",
     "a field typed of type set"},
    {HEAD "registers: {r: {fields: {a: number}, labels: {aa: x}}}\n",
     "registers.r.labels.aa: found aa, expected a field of r (nearest: a)"},
    {HEAD "offices: {chair: {keys-by: [bord]}, board: {}}\n",
     "r.yaml:6: offices.chair.keys-by: found bord, expected an office of this rulebook, or "
     "founders "
     "(nearest: board)"},
    {HEAD "offices: {a: {signs: at least 2 members}}\n", "expected"},
    {HEAD "offices: {founders: {}}\n", "always there"},
    {HEAD "offices: {a: {held: sometimes}}\n", "in-term or until-next"},
    {HEAD "registers: {r: {fields: {n: text}}}\noffices: {a: {of: r, held: in-term}}\n",
     "not one of every record"},
    {HEAD "offices: {a: {of: x}}\n", "offices.a.of: found x, expected a register"},
    {HEAD "words: {w: {is: entre}}\n", "words.w.is: found entre, expected a kind of act"},
    {HEAD "words: {w: {is: enter}}\n", "words.w.of: found no such key, expected enter needs one"},
    {HEAD "words: {w: {is: open}}\n", "words.w.opens: found no such key"},
    {HEAD "words: {w: {is: key}}\n", "machine's own"},
    {HEAD "words: {w: {is: move, set: {a: b}}}\n", "the word writes no register"},
    {HEAD "words: {w: {is: move, fields: [a]}}\n", "a map of field types"},
    {HEAD "words: {w: {is: move, fields: {a: nmber}}}\n", "words.w.fields.a: found nmber"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, fields: {person: text}}}\n",
     "a list of fields of its register"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, fields: [persn]}}\n", "nearest: person"},
    {HEAD REGISTERS "words: {w: {is: enter, of: precinct, fields: [number]}}\n", "no key"},
    {HEAD "registers: {a: {per: case, case: c, fields: {c: text}}}\n"
          "words: {w: {is: enter, of: a, fields: [c]}}\n",
     "the machine writes it"},
    {HEAD "registers: {a: {per: case, case: c, fields: {c: text}}}\n"
          "words: {w: {is: enter, of: a, set: {c: x}}}\n",
     "the machine writes the field"},
    {HEAD "registers: {a: {case: c, fields: {c: text}}}\n", "per: case beside it"},
    {HEAD "registers: {a: {per: case, case: c, fields: {c: number}}}\n", "registers.a.case"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, fields: [person, \"person?\"]}}\n",
     "each field once"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, fields: [person], set: {person: x}}}\n",
     "does not set itself"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, set: {since: soon}}}\n",
     "words.w.set.since: found soon, expected a value of type moment"},
    {HEAD REGISTERS "words: {w: {is: enter, of: list, set: {seed: \"00\"}}}\n", "type hash"},
    {HEAD "powers: [{id: p, office: o, may: m}]\n",
     "powers[p].office: found o, expected an office"},
    {HEAD "zones: [{unit: x, offset: \"+06:00\"}]\n", "zones[0].unit: found x, expected a unit"},
    {HEAD "zones: [{unit: c, offset: \"+6:00\"}]\n", "expected hours east of UTC"},
    {HEAD "holidays: [2023-02-29]\n", "holidays[0]: found 2023-02-29, expected a list of days"},
    {HEAD "calendar: [{id: d, at: the cal}]\nwords: {call: {is: move}}\n",
     "did you mean \"call\"?"},
    {HEAD "calendar: [{id: d, of: [x], at: election day}]\n", "expected a procedure"},
    {HEAD REGISTERS "checks: [{id: P.1, of: protocol, holds: a = c, blocks: total}]\n",
     "expected a quantity"},
    {HEAD REGISTERS "checks: [{id: P.1, of: protocol, holds: a = b, marks: [c], warns: explain}]\n",
     "checks[P.1].marks: found c, expected a field of protocol"},
    {HEAD REGISTERS "checks: [{id: P.1, of: protocol, holds: a = b}]\n",
     "neither blocks nor warns"},
    {HEAD "witnesses: {vectors: {n: {}}, members: [{id: w, vector: m}]}\n",
     "witnesses.members[w].vector: found m"},
    {HEAD "witnesses: {vectors: {n: {}}, members: [{id: w, vector: n}, {id: w, vector: n}]}\n",
     "each witness once"},
    {HEAD "registers: {w: {fields: {name: key, vector: text}}}\n"
          "witnesses: {vectors: {n: {}}, register: w}\n",
     "witnesses.register: found w, expected a register with a field vkey of type text"},
    {HEAD "registers: {w: {fields: {vkey: text, vector: number}}}\n"
          "witnesses: {vectors: {n: {}}, register: w}\n",
     "a field vector of type text"},
    {HEAD
     "registers: {place: {fields: {voters: number, with: text}}}\n"
     "procedures: {p: {places: place, smallest-place: 10, counted-with: with, stages: {s: {}}, "
     "ends: [e]}}\n",
     "procedures.p: found a part of them, expected smallest-place, place-voters and counted-with"},
    {HEAD "registers: {place: {fields: {voters: number, with: text}}}\n"
          "procedures: {p: {places: place, smallest-place: 10, place-voters: with, counted-with: "
          "with, stages: {s: {}}, ends: [e]}}\n",
     "with, of type text"},
    {HEAD "registers: {roll: {per: case, fields: {listed: number}}}\n"
          "procedures: {p: {roll: roll, stages: {s: {}}, ends: [e]}}\n",
     "procedures.p: found one of roll and roll-voters"},
    {HEAD "procedures: {p: {stages: {s: {until: d}}, ends: [e]}}\n", "expected a deadline"},
    {HEAD "procedures: {p: {stages: {s: {then: e}}, ends: [e]}}\n", "both"},
    {HEAD "procedures: {p: {stages: {s: {}}, ends: [s]}}\n", "not the stage where it begins"},
    {HEAD "words: {m: {is: move}}\nprocedures: {p: {begins: s, stages: {s: {}, t: {acts: [{word: "
          "m, by: founders, to: s}]}}, ends: [t]}}\n",
     "found an end that leads on"},
    {HEAD REGISTERS "procedures: {p: {options: list, option-people: person, stages: {s: {}}, ends: "
                    "[e]}}\n",
     "person, of type text"},
    {HEAD REGISTERS "procedures: {p: {options: list, option-contests: [boards], stages: {s: {}}, "
                    "ends: [e]}}\ncontests: {board: {method: plurality}}\n",
     "found boards, expected a contest of this rulebook (nearest: board)"},
    {HEAD "procedures: {p: {option-contests: [board], stages: {s: {}}, ends: [e]}}\n"
          "contests: {board: {method: plurality}}\n",
     "found contests without options"},
    {HEAD "procedures: {p: {stages: {}, ends: [e]}}\n", "no stage"},
    {HEAD "procedures: {p: {stages: {s: {}, t: {}}, ends: [e]}}\n", "where a case begins"},
    {HEAD "procedures: {p: {stages: {s: {}, t: {}}, begins: e, ends: [e]}}\n",
     "expected a stage of this procedure"},
    {HEAD "words: {m: {is: move}}\nprocedures: {p: {stages: {s: {acts: [{word: m, by: founders, "
          "to: {decided: e}}]}}, ends: [e]}}\n",
     "procedures.p.stages.s.acts[m].to: found a map"},
    {HEAD "words: {m: {is: count}}\nprocedures: {p: {stages: {s: {acts: [{word: m, by: founders, "
          "to: {decidd: e}}]}}, ends: [e]}}\n",
     "nearest: decided"},
    {HEAD
     "words: {m: {is: move}}\nprocedures: {p: {lots: {commit: m, reveal: m, least: 1}, stages: "
     "{s: {}}, ends: [e]}}\n",
     "procedures.p.lots.commit: found m, expected a word of the kind commit"},
    {HEAD "procedures: {p: {seats: {capacity: elected}, stages: {s: {}}, ends: [e]}}\n",
     "procedures.p.seats: found neither, expected office, or office-from"},
    {HEAD REGISTERS "procedures: {p: {options: precinct, stages: {s: {}}, ends: [e]}}\n",
     "belong to a case"},
    {HEAD REGISTERS
     "procedures: {p: {protocols: protocol, votes: a, stages: {s: {}}, ends: [e]}}\n",
     "a, of type number"},
    {HEAD "registers: {r: {fields: {now: date}}}\n", "always there"},
    {HEAD "facts: {issuer: text}\n", "always there"},
};

static void test_acts__faults_name_place_and_nearest(void **state)
{
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        struct test_arenas sub = *t;
        parse_badly(&sub, bad[i].book, bad[i].says);
    }
}

/* ---- findings ----------------------------------------------------------------------------- */

static uint32_t findings(struct test_arenas *t, const char *book, struct adil_diag *d)
{
    struct adil_rulebook b;
    parse_well(t, book, &b);
    adil_diag_open(d, &t->perm);
    return adil_rulebook_check(t->scratch, &b, d);
}

#define MOVES                                                                                      \
    HEAD "offices: {o: {}}\n"                                                                      \
         "words: {go: {is: move}, stop: {is: move}}\n"                                             \
         "procedures: {p: {ends: [e], begins: s, stages: {\n"
#define KNOWN "cite: A, mark: read, source: S"

#define OWN(type)                                                                                  \
    HEAD "offices: {place: {of: place}}\n"                                                         \
         "registers: {club: {fields: {id: key}}, place: {fields: {id: key}},\n"                    \
         "            paper: {fields: {id: " type ", n: number}}}\n"                               \
         "words: {file: {is: enter, of: paper, fields: [n]}}\n"                                    \
         "powers: [{id: p, office: place, may: file, " KNOWN "}]\n"

static void test_acts__check_finds_what_leads_nowhere(void **state)
{
    static const struct {
        const char *book;
        const char *says; /* NULL: no finding */
    } books[] = {
        {MOVES "  s: {acts: [{word: go, by: o, to: e}, {word: stop, by: o}]}}}}\n", NULL},
        {MOVES "  s: {acts: [{word: go, by: o, to: e}]}}}}\n",
         "r.yaml:7: warning: words.stop: found a word nobody may use"},
        {MOVES "  s: {acts: [{word: go, by: o, to: e}]}}}}\n"
               "powers: [{id: p, office: o, may: stop, " KNOWN "}]\n",
         NULL},
        {MOVES "  s: {acts: [{word: go, by: o, to: e}, {word: stop, by: o}]}, t: {acts: [{word: "
               "go, by: o, to: e}]}}}}\n",
         "procedures.p.stages.t: found a stage no case comes to"},
        {MOVES "  s: {acts: [{word: go, by: o, to: e}, {word: stop, by: o, to: t}]}, t: {}}}}\n",
         "procedures.p.stages.t: found a stage from which no end is reached"},
        {HEAD "offices: {o: {}}\nwords: {go: {is: move}}\n"
              "procedures: {p: {ends: [e, f], stages: {s: {acts: [{word: go, by: o, to: e}]}}}}\n",
         "procedures.p.ends.f: found an end no case comes to"},
        {MOVES "  s: {acts: [{word: go, by: o, to: e}, {word: stop, by: o}]}}}}\n"
               "calendar: [{id: d, at: election day, " KNOWN "}]\n",
         "calendar[d]: found a deadline nothing names"},
        {MOVES "  s: {acts: [{word: go, by: o}, {word: stop, by: o}], until: d, then: e}}}}\n"
               "calendar: [{id: d, at: election day, " KNOWN "}]\n",
         NULL},
        {MOVES "  s: {acts: [{word: go, by: o}, {word: stop, by: o}], until: d, then: e}}}}\n"
               "calendar: [{id: d, at: election day, until: 2023-01-01, " KNOWN "},\n"
               "           {id: d, of: p, at: the go, from: 2022-12-31, " KNOWN "}]\n",
         "calendar[d]: found in force together with the version in line 10"},
        {MOVES "  s: {acts: [{word: go, by: o}, {word: stop, by: o}], until: d, then: e}}}, q: "
               "{ends: [e], stages: {s: {acts: [{word: go, by: o, to: e}]}}}}\n"
               "calendar: [{id: d, of: q, at: election day, " KNOWN "},\n"
               "           {id: d, of: p, at: the go, " KNOWN "}]\n",
         NULL},
        {OWN("key"), "r.yaml:10: warning: p: found place, of whose own no record of paper can be"},
        {OWN("key of place"), NULL},
        {OWN("key of club or place"), NULL},
        {OWN("ref to place"), NULL},
        {OWN("ref to club"), "expected a field of paper that is ref to place or key of place"},
    };
    struct test_arenas *t = *state;
    for (size_t i = 0; i < ADIL_COUNT(books); i++) {
        struct test_arenas sub = *t;
        struct adil_diag d;
        uint32_t n = findings(&sub, books[i].book, &d);
        if (n != (books[i].says != NULL)) {
            fail_msg("book %zu: %u findings\n%s", i, (unsigned)n, said(&sub, &d));
        }
        if (books[i].says != NULL) {
            assert_says(&sub, &d, books[i].says);
        }
    }
}

/* ---- norms of the new types, and rows handed out one at a time ---------------------------- */

#define NORM_BOOK                                                                                  \
    HEAD "registers:\n"                                                                            \
         "  one: {fields: {id: key, n: number}}\n"                                                 \
         "  two: {fields: {at: moment, h: hash, v: votes, to: ref to one}, enter: [\n"             \
         "    {id: votes, that: v, is: exactly 7, cite: L},\n"                                     \
         "    {id: at, that: at, is: at least 1000, cite: L},\n"                                   \
         "    {id: ref, that: to.n, is: 5, cite: L},\n"                                            \
         "    {id: sum, that: \"sum(one.n where n is at least 2)\", is: 12, cite: L}]}\n"
#define HASH64 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void test_acts__examples_give_the_new_types(void **state)
{
    static const char *const verdicts[] = {"holds", "fails"};
    struct test_arenas *t = *state;
    for (size_t i = 0; i < 2; i++) {
        struct test_arenas sub = *t;
        struct adil_rulebook b;
        struct adil_diag d;
        const char *text =
            adil_fmt(&sub.perm,
                     NORM_BOOK "examples:\n"
                               "  - {rule: votes, record: {v: {A: 3, B: 4}, h: " HASH64
                               "}, verdict: %s}\n"
                               "  - {rule: at, record: {at: 1000}, verdict: %s}\n",
                     verdicts[i], verdicts[i])
                .ptr;
        parse_well(&sub, text, &b);
        adil_diag_open(&d, &sub.perm);
        (void)adil_rulebook_check(sub.scratch, &b, &d);
        assert_int_equal(strstr(said(&sub, &d), "examples[") != NULL, i == 1);
    }
}

struct handing {
    struct adil_datum value[2];
    struct adil_record record;
    uint32_t handed;
    uint32_t found;
};

/* Ids r0, r1, ...; n counts up from 0 to 5, again and again. */
static const struct adil_record *fill_row(struct handing *h, struct adil_arena *a, uint32_t i)
{
    struct adil_datum *value = adil_new(a, struct adil_datum, 2);
    struct adil_record *record = adil_new(a, struct adil_record, 1);
    value[0] = (struct adil_datum){.known = true, .text = adil_fmt(a, "r%u", (unsigned)i)};
    value[1] = (struct adil_datum){.known = true, .number = adil_fact_known(adil_num_int(i % 6))};
    record->value = value;
    (void)h;
    return record;
}

static const struct adil_record *give_row(void *ctx, struct adil_arena *a, uint32_t i)
{
    struct handing *h = ctx;
    h->handed++;
    return fill_row(h, a, i);
}

static const struct adil_record *find_row(void *ctx, struct adil_arena *a, struct adil_span key)
{
    struct handing *h = ctx;
    h->found++;
    return adil_span_is(key, "r5") ? fill_row(h, a, 5) : NULL;
}

static void test_acts__rows_are_handed_out_and_found_by_key(void **state)
{
    struct test_arenas *t = *state;
    struct adil_rulebook b;
    parse_well(t, NORM_BOOK, &b);
    struct handing h = {0};
    struct adil_rows rows[2] = {
        {.n = 1000000, .complete = true, .ctx = &h, .at = give_row, .find = find_row}, {0}};
    struct adil_datum value[4] = {{0}};
    value[3] = (struct adil_datum){.known = true, .text = ADIL_SPAN("r5")};
    struct adil_record record = {.value = value};
    struct adil_norm_env env = {.self = &record, .rows = rows};
    const struct adil_norm *norm = b.reg[1].enter;
    assert_int_equal(adil_norm_eval(&t->perm, &norm[2], &env).truth, ADIL_HOLDS);
    assert_int_equal(h.found, 1);
    assert_int_equal(h.handed, 0); /* no register is walked for a key */

    rows[0].n = 6; /* 2 + 3 + 4 + 5 = 14 */
    assert_int_equal(adil_norm_eval(&t->perm, &norm[3], &env).truth, ADIL_FAILS);
    rows[0].n = 200000; /* what a row takes is given back with it */
    size_t used = adil_arena_used(&t->perm);
    struct adil_verdict v = adil_norm_eval(&t->perm, &norm[3], &env);
    assert_int_equal(v.value.number.lo.p, 33333 * 14);
    assert_true(adil_arena_used(&t->perm) - used < 4096);

    rows[0].find = NULL; /* without it the rows are walked, to the same end */
    rows[0].n = 6;
    h.handed = 0;
    assert_int_equal(adil_norm_eval(&t->perm, &norm[2], &env).truth, ADIL_HOLDS);
    assert_int_equal(h.handed, 6);
    value[3].text = ADIL_SPAN("r9");
    assert_int_equal(adil_norm_eval(&t->perm, &norm[2], &env).truth, ADIL_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_acts__offices_and_words_are_numbers),
        test_case(test_acts__powers_stages_and_polling_are_numbers),
        test_case(test_acts__calendar_checks_and_witnesses),
        test_case(test_acts__every_rule_is_in_the_table),
        test_case(test_acts__a_book_without_them_has_none),
        test_case(test_acts__an_end_may_have_acts),
        test_case(test_acts__a_word_typed_twice_is_asked_in_the_order_of_its_list),
        test_case(test_acts__a_register_says_what_commits_to_a_keepers_file),
        test_case(test_acts__faults_name_place_and_nearest),
        test_case(test_acts__check_finds_what_leads_nowhere),
        test_case(test_acts__examples_give_the_new_types),
        test_case(test_acts__rows_are_handed_out_and_found_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
