/* The checks of random acts see what is wrong: each is shown a record in order, then the same one
 * broken on purpose. */
#include "poll.h"
#include "wild.h"

static const struct fold_issuer of_house[] = {
    {"head", 1},       {"lower-clerk", 1}, {"upper-clerk", 1}, {"presidium", 1},
    {"delegate/a", 1}, {"delegate/b", 1},  {"delegate/c", 1}};
#define house "tests/polity/test-house.yaml"
#define some_members                                                                               \
    "[" seat("lower", "l1") "," seat("lower", "l2") "," seat("lower", "l3") "," seat(              \
        "upper", "u1") "," seat("upper", "u2") "," seat("premier", "q") "]"
#define seat(office, person)                                                                       \
    "{\"capacity\":\"elected\",\"office\":\"" office "\",\"person\":\"" person                     \
    "\",\"since\":\"2020-01-01\",\"source\":\"t\"}"

static void open_house(struct wild *w, struct test_arenas *t)
{
    memset(w, 0, sizeof *w);
    fold_open_holders(&w->f, t, house, of_house, ADIL_COUNT(of_house), some_members);
    fold_at(&w->f, "2023-02-01T10:00:00Z");
}

/* Everything accepted so far is known to the checks. */
static void take(struct wild *w)
{
    while (w->n + 1 < w->f.n_accepted) {
        wild_keep(w, w->f.accepted[w->n + 1]);
    }
}

/* The act is accepted, and all is in order. From here on the state may be broken. */
static void in_order(struct wild *w, const struct fold_act *a)
{
    struct adil_act act;
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    take(w);
    struct adil_span leaf = fold_leaf(&w->f, a);
    adil_err err = adil_act_parse(&w->f.t->perm, place, leaf, &act, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    wild_look(w, &act);
    fold_assert(&w->f, fold_apply_leaf(&w->f, leaf), NULL);
    w->f.logged += 1000;
    take(w);
    const char *wrong = wild_wrong(w);
    if (wrong != NULL) {
        fail_msg("%s, though all is in order", wrong);
    }
    fold_alone(&w->f);
}

#define is_wrong(w, what) assert_string_equal(wild_wrong(w), what)
#define is_in_order(w)    assert_null(wild_wrong(w))
#define broken(w, what, does, undoes)                                                              \
    do {                                                                                           \
        does;                                                                                      \
        is_wrong(w, what);                                                                         \
        undoes;                                                                                    \
        is_in_order(w);                                                                            \
    } while (0)

/* ---- holders ------------------------------------------------------------------------------- */

#define beside   "a person who holds an office beside what excludes it"
#define too_many "more holders of an office than the law says"
#define crowded  "a body with more members than it has seats"
#define no_seat  "a seat without an election, an effect or a founding entry"

static struct adil_holding of_office(const struct fold *f, const char *office, uint32_t person)
{
    return (struct adil_holding){.person = person,
                                 .office =
                                     adil_office_find(&f->p->book->acts, adil_span_of(office)),
                                 .since = ADIL_DATE_NONE,
                                 .until = ADIL_DATE_NONE};
}

static void nobody_holds_too_much(void **state)
{
    struct wild w;
    open_house(&w, *state);
    fold_alone(&w.f);
    struct adil_polity *p = w.f.p;
    struct adil_holding one = of_office(&w.f, "head", 7);
    struct adil_holding holding[2] = {one, one};
    struct adil_holding *was = p->holding;
    p->holding = holding;
    p->n_holdings = 1;
    assert_null(wild_wrong_holders(&w));
    p->n_holdings = 2;
    assert_string_equal(wild_wrong_holders(&w), beside); /* twice the same */
    holding[1].person = 8;
    assert_string_equal(wild_wrong_holders(&w), too_many); /* two heads of state */
    holding[1] = of_office(&w.f, "lower", 7);
    assert_string_equal(wild_wrong_holders(&w), beside); /* excluded */
    holding[1].person = 8;
    assert_null(wild_wrong_holders(&w));
    p->holding = was;
    fold_close(&w.f);
}

static void no_body_has_more_members_than_seats(void **state)
{
    struct wild w;
    struct adil_holding holding[5];
    open_house(&w, *state);
    fold_alone(&w.f);
    struct adil_polity *p = w.f.p;
    uint32_t upper = adil_office_find(&p->book->acts, ADIL_SPAN("upper"));
    struct adil_office *office =
        adil_new(&w.f.t->perm, struct adil_office, p->book->acts.n_offices);
    memcpy(office, p->book->acts.office, p->book->acts.n_offices * sizeof *office);
    for (uint32_t i = 0; i < ADIL_COUNT(holding); i++) {
        holding[i] = of_office(&w.f, "upper", i + 1);
    }
    p->holding = holding;
    p->n_holdings = 4;
    assert_null(wild_wrong_holders(&w));
    p->n_holdings = 5;
    assert_string_equal(wild_wrong_holders(&w), too_many);
    office[upper].holders = 9; /* the office may, the body has four seats */
    p->book->acts.office = office;
    assert_string_equal(wild_wrong_holders(&w), crowded);
    fold_close(&w.f);
}

/* ---- seats --------------------------------------------------------------------------------- */

static void who_takes_a_seat_is_whom_the_act_names(void **state)
{
    struct wild w;
    struct fold_act fills = {
        .by = "lower-clerk", .word = "fill-seat", .about = "x", .fields = "{\"person\":\"l4\"}"};
    open_house(&w, *state);
    in_order(&w, &fills);
    struct adil_holding *h = &w.f.p->holding[w.f.p->n_holdings - 1];
    struct adil_holding was = *h;
    broken(&w, no_seat, h->person = w.f.p->holding[0].office + 1, *h = was);
    broken(&w, no_seat, h->capacity = h->person, *h = was);
    broken(&w, no_seat, h->office = w.f.p->holding[3].office, *h = was);
    broken(&w, no_seat, h->entry--, *h = was);
    struct adil_holding first = w.f.p->holding[0];
    broken(&w, "who held an office is another", w.f.p->holding[0].person = was.person + 100,
           w.f.p->holding[0] = first);
    fold_close(&w.f);
}

/* By the stage to which a decision brought the case, and by one to which a deadline did. */
static void who_takes_a_seat_is_whom_the_case_names(void **state)
{
    struct wild w;
    struct fold_act decides = {
        .by = "lower-clerk", .word = "decide-bill", .about = "case/a", .fields = "{\"yes\":9}"};
    struct fold_act later = {.by = "lower-clerk",
                             .word = "table-bill",
                             .about = "case/c",
                             .fields = "{\"title\":\"t\"}"};
    open_house(&w, *state);
    fold_ok(&w.f, "head", "propose-premier", "case/a", "{\"person\":\"new\"}");
    in_order(&w, &decides);
    struct adil_holding *h = &w.f.p->holding[w.f.p->n_holdings - 1];
    uint32_t person = h->person;
    broken(&w, no_seat, h->person = w.f.p->holding[3].person, h->person = person);
    fold_close(&w.f);

    open_house(&w, *state);
    fold_ok(&w.f, "head", "propose-premier", "case/a", "{\"person\":\"new\"}");
    fold_at(&w.f, "2023-03-01T10:00:00Z"); /* the houses were silent */
    in_order(&w, &later);
    assert_true(w.f.p->n_fired > 0);
    h = &w.f.p->holding[w.f.p->n_holdings - 1];
    person = h->person;
    broken(&w, no_seat, h->person = w.f.p->holding[3].person, h->person = person);
    fold_close(&w.f);
}

static void counted(struct wild *w, struct test_arenas *t)
{
    memset(w, 0, sizeof *w);
    poll_open(&w->f, t, poll_both);
    fold_at(&w->f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(&w->f, "board-2023", i, poll_board(&w->f, 40, 30 - i, 2));
        poll_in(&w->f, "chair-2023", i, poll_chair(&w->f, 50, 20 - i, 0, 2));
    }
}

static void say_result(struct wild *w, const char *contest)
{
    struct fold_act result = {.by = "commission", .word = "result", .about = poll_case};
    result.fields = poll_result(&w->f, contest);
    assert_non_null(result.fields);
    in_order(w, &result);
}

static void who_is_elected_is_whom_the_result_names(void **state)
{
    struct wild w;
    struct fold_act certify = {.by = "commission", .word = "certify", .about = poll_case};
    counted(&w, *state);
    fold_assert(&w.f, poll_say_result(&w.f, "board-2023"), NULL);
    fold_assert(&w.f, poll_say_result(&w.f, "chair-2023"), NULL);
    in_order(&w, &certify);
    assert_int_equal(w.f.p->n_holdings, 1);
    struct adil_holding *h = &w.f.p->holding[0];
    struct adil_holding was = *h;
    struct adil_polled_contest *c = &poll_election(&w.f)->contest[1];
    uint32_t loser = adil_strings_find(w.f.p->strings, ADIL_SPAN("p-bob"));
    assert_true(loser != 0);
    broken(&w, no_seat, h->person = loser, *h = was);
    broken(&w, no_seat, h->office++, *h = was);
    broken(&w, no_seat, h->capacity = loser, *h = was);
    broken(&w, no_seat, c->certified = false, c->certified = true);
    broken(&w, no_seat, c->certified_by--, c->certified_by++);
    c->annulled = h->entry;
    is_wrong(&w, no_seat);
    fold_close(&w.f);
}

/* ---- who may ------------------------------------------------------------------------------- */

#define no_rule "accepted, and no rule gives it"

static void an_act_is_one_that_the_stage_gives(void **state)
{
    struct wild w;
    struct fold_act decides = {
        .by = "lower-clerk", .word = "decide-bill", .about = "case/b", .fields = "{\"yes\":9}"};
    open_house(&w, *state);
    fold_ok(&w.f, "lower-clerk", "table-bill", "case/b", "{\"title\":\"t\"}");
    in_order(&w, &decides);
    struct wild_before was = w.before;
    broken(&w, no_rule, w.before.office++, w.before = was);
    broken(&w, no_rule, w.before.stage++, w.before = was);
    broken(&w, no_rule, w.before.word = adil_word_find_act(&was.book->acts, ADIL_SPAN("sign")),
           w.before = was);
    broken(&w, "accepted, of a word or an office that the law does not know",
           w.before.office = ADIL_NO_WORD, w.before = was);
    fold_close(&w.f);
}

static void an_act_is_in_the_window_of_its_stage(void **state)
{
    struct wild w;
    struct adil_act act;
    struct fold_act stands = {
        .by = "party/reds",
        .word = "nominate-list",
        .about = "list/club-2023/more",
        .fields = "{\"contest\":\"board-2023\",\"name\":\"M\",\"party\":\"reds\",\"people\":9}"};
    memset(&w, 0, sizeof w);
    poll_open(&w.f, *state, poll_both);
    in_order(&w, &stands);
    assert_true(w.before.in_time);
    broken(&w, "accepted outside the window of its stage", w.before.in_time = false,
           w.before.in_time = true);
    act = *wild_last(&w);
    act.logged += INT64_C(40) * 86400000; /* nominations have ended */
    wild_look(&w, &act);
    assert_false(w.before.in_time);
    act.logged -= INT64_C(50) * 86400000; /* and have not begun */
    wild_look(&w, &act);
    assert_false(w.before.in_time);
    fold_close(&w.f);
}

static void an_act_is_one_that_a_power_gives_on_its_day(void **state)
{
    static const struct fold_issuer registrar[] = {{"registrar", 1}};
    struct wild w;
    struct fold_act sits = {
        .by = "commission", .word = "sit", .about = "sitting/1", .fields = "{\"hour\":9}"};
    memset(&w, 0, sizeof w);
    fold_open(&w.f, *state, "tests/polity/test-docket.yaml", registrar, ADIL_COUNT(registrar));
    fold_at(&w.f, "2024-01-15T10:00:00Z");
    in_order(&w, &sits);
    int64_t now = w.f.p->now;
    broken(&w, no_rule, w.f.p->now += INT64_C(20) * 86400000, w.f.p->now = now);
    struct wild_before was = w.before;
    broken(&w, no_rule, w.before.word = adil_word_find_act(&was.book->acts, ADIL_SPAN("file")),
           w.before = was);
    fold_close(&w.f);
}

/* ---- decisions ----------------------------------------------------------------------------- */

#define other_figures "a decision with other figures than were given or signed"
#define other_end     "a decision that does not follow from its figures"

static void a_decision_follows_from_what_was_given(void **state)
{
    struct wild w;
    struct fold_act decides = {.by = "lower-clerk",
                               .word = "decide-bill",
                               .about = "case/n",
                               .fields = "{\"abstain\":1,\"no\":1,\"yes\":6}"};
    open_house(&w, *state);
    fold_ok(&w.f, "lower-clerk", "move-no-confidence", "case/n",
            "{\"movers\":[\"l1\",\"l2\",\"l3\"]}");
    in_order(&w, &decides);
    struct adil_polity *p = w.f.p;
    struct adil_decided *d = &p->decided[p->n_decided - 1];
    struct adil_decided was = *d;
    uint32_t stage = p->cases[0].stage;
    broken(&w, other_figures, d->n[ADIL_CHOICE_YES]++, *d = was);
    broken(&w, other_figures, d->n[ADIL_CHOICE_PRESENT] = 1, *d = was);
    broken(&w, "a decision of more members than the body has seats", d->n[ADIL_CHOICE_YES] = 8,
           *d = was);
    broken(&w, "a decision of more members than the body has seats", d->seats++, *d = was);
    broken(&w, "a decision with other members than the record has", d->members++, *d = was);
    broken(&w, other_end, d->end = ADIL_DECISION_FAIL, *d = was);
    broken(&w, "a case that is not where its decision leads", p->cases[0].stage = 0,
           p->cases[0].stage = stage);
    broken(&w, "a decision that no act took, or an act that took none", p->n_decided--,
           p->n_decided++);
    fold_close(&w.f);
}

static void cast(struct wild *w, const char *by, const char *choice)
{
    struct fold *f = &w->f;
    const char *fields = fold_text(f, adil_fmt(&f->t->perm, "{\"choice\":\"%s\"}", choice));
    fold_ok(f, fold_text(f, adil_fmt(&f->t->perm, "delegate/%s", by)), "cast", "case/d", fields);
}

static void a_decision_follows_from_what_was_signed(void **state)
{
    struct wild w;
    struct fold_act adopts = {.by = "presidium", .word = "adopt", .about = "case/d"};
    open_house(&w, *state);
    static const char *const country[] = {"delegation/a", "delegation/b", "delegation/c"};
    for (size_t i = 0; i < ADIL_COUNT(country); i++) {
        fold_ok(&w.f, "presidium", "accredit", country[i], "{\"status\":\"accredited\"}");
    }
    fold_ok(&w.f, "presidium", "draft", "case/d", "{\"text\":\"t\"}");
    cast(&w, "a", "yes");
    cast(&w, "b", "no");
    cast(&w, "b", "yes"); /* the last one counts */
    in_order(&w, &adopts);
    struct adil_decided *d = &w.f.p->decided[0];
    assert_int_equal(d->n[ADIL_CHOICE_YES], 2);
    struct adil_decided was = *d;
    broken(&w, other_figures, d->n[ADIL_CHOICE_NO] = 1, *d = was);
    broken(&w, other_figures, d->n[ADIL_CHOICE_YES] = 1, *d = was);
    cast(&w, "c", "yes"); /* in the second reading those of the first are counted no more */
    cast(&w, "a", "no");
    in_order(&w, &adopts);
    d = &w.f.p->decided[1];
    was = *d;
    assert_int_equal(d->n[ADIL_CHOICE_YES], 1);
    broken(&w, other_figures, d->n[ADIL_CHOICE_YES] = 2, *d = was);
    broken(&w, other_end, d->end = ADIL_DECISION_NONE, *d = was); /* a tie passes */
    fold_close(&w.f);
}

/* ---- totals of elections ------------------------------------------------------------------- */

static void totals_are_the_sums_of_protocols(void **state)
{
    struct wild w;
    struct fold_act closes = {
        .by = "commission", .word = "close-precinct", .about = "precinct/001"};
    counted(&w, *state);
    in_order(&w, &closes);
    struct adil_contest_tally *t = &poll_election(&w.f)->round[0]->tally[0];
    uint32_t n = t->figures.n_rows * t->figures.n_columns;
    for (uint32_t i = 0; i < n; i++) {
        bool known = i % t->figures.n_columns >= ADIL_TALLY_OPTIONS || t->figures.known[i] > 0;
        if (known) {
            broken(&w, "a total that its protocols do not give", t->figures.sum[i]++,
                   t->figures.sum[i]--);
        }
    }
    broken(&w, "another number of protocols counted than there are", t->row[1].counted--,
           t->row[1].counted++);
    struct adil_rec *r =
        &w.f.p->reg[adil_election_procedure(w.f.p, poll_election(&w.f))->protocols].rec[0];
    broken(&w, "a total that its protocols do not give", r->flags |= ADIL_PROTOCOL_ANNULLED,
           r->flags = 0);
    fold_close(&w.f);
}

/* The act that stated the last result of a contest, and the result, with another text in it. */
static void restate(struct wild *w, uint32_t contest, const char *from, const char *to)
{
    struct adil_polled_contest *c = &poll_election(&w->f)->contest[contest];
    struct adil_result_act *r = &c->result[c->n_results - 1];
    const char *text = fold_text(&w->f, r->fields);
    const char *at = strstr(text, from);
    assert_non_null(at);
    r->fields = adil_fmt(&w->f.t->perm, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    w->act[r->entry - 1].fields = r->fields;
}

static void results_are_the_sums_of_protocols(void **state)
{
    struct wild w;
    counted(&w, *state);
    say_result(&w, "board-2023");
    struct adil_polled_contest *c = &poll_election(&w.f)->contest[0];
    struct adil_span fields = c->result[0].fields;
    broken(&w, "a result that no act stated", c->result[0].fields = ADIL_SPAN("{}"),
           c->result[0].fields = fields);
    broken(&w, "votes of a result that its protocols do not give",
           restate(&w, 0, "\"reds\":240", "\"reds\":241"),
           restate(&w, 0, "\"reds\":241", "\"reds\":240"));
    broken(&w, "a figure of a result that its protocols do not give",
           restate(&w, 0, "\"registered\":600", "\"registered\":599"),
           restate(&w, 0, "\"registered\":599", "\"registered\":600"));
    broken(&w, "more seats given than the contest has",
           restate(&w, 0, "\"seats\":{\"blues\":4", "\"seats\":{\"blues\":5"),
           restate(&w, 0, "\"seats\":{\"blues\":5", "\"seats\":{\"blues\":4"));
    fold_close(&w.f);
}

static void records_have_the_seats_of_the_result(void **state)
{
    struct wild w;
    counted(&w, *state);
    say_result(&w, "board-2023");
    struct adil_polity *p = w.f.p;
    struct adil_polled_contest *c = &poll_election(&w.f)->contest[0];
    uint32_t reg = adil_election_procedure(p, poll_election(&w.f))->options;
    const struct adil_register *r = &p->book->reg[reg];
    uint32_t field = adil_field_find(r->field, r->n_fields, ADIL_SPAN("seats"));
    uint32_t key = adil_strings_find(p->strings, ADIL_SPAN("club-2023/reds"));
    uint32_t rec = adil_record_find(p, reg, key);
    adil_slot seats = adil_record_slot(p, reg, rec, field);
    static const char wrong[] = "seats of a record that are not those of the result";
    broken(&w, wrong, adil_record_set(p, reg, rec, field, seats + 1),
           adil_record_set(p, reg, rec, field, seats));
    broken(&w, wrong, c->result[0].stale = true, c->result[0].stale = false);
    fold_close(&w.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(nobody_holds_too_much),
        test_case(no_body_has_more_members_than_seats),
        test_case(who_takes_a_seat_is_whom_the_act_names),
        test_case(who_takes_a_seat_is_whom_the_case_names),
        test_case(who_is_elected_is_whom_the_result_names),
        test_case(an_act_is_one_that_the_stage_gives),
        test_case(an_act_is_in_the_window_of_its_stage),
        test_case(an_act_is_one_that_a_power_gives_on_its_day),
        test_case(a_decision_follows_from_what_was_given),
        test_case(a_decision_follows_from_what_was_signed),
        test_case(totals_are_the_sums_of_protocols),
        test_case(results_are_the_sums_of_protocols),
        test_case(records_have_the_seats_of_the_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
