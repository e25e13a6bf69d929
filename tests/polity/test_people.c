/* Closed lists filled with people: quotas of a list and of its seats, their length, who sits and
 * who follows. Persons are invented and named by their number. */
#include "kz.h"

#include <string.h>

#define majilis      "majilis-2023"
#define majilis_case "case/" majilis
#define majilis_list "majilis-2023-list"

enum { SEATS = 69, LONGEST = 90 };

#define all_regions                                                                                \
    "{\"abai\":300,\"akmola\":300,\"aktobe\":300,\"almaty\":300,\"almaty-region\":300,\"astana\":" \
    "300,\"atyrau\":300,\"east-kazakhstan\":300,\"karaganda\":300,\"kostanay\":300,\"kyzylorda\":" \
    "300,\"mangystau\":300,\"north-kazakhstan\":300,\"pavlodar\":300,\"shymkent\":300,"            \
    "\"turkistan\":300,\"ulytau\":300,\"west-kazakhstan\":300,\"zhambyl\":300,\"zhetisu\":300}"

/* ---- people --------------------------------------------------------------------------------- */

enum kind { OTHER, WOMAN, YOUNG, YOUNG_WOMAN, DISABLED };

static const struct {
    const char *born;
    const char *woman;
    const char *disability;
} person_of[] = {
    [OTHER] = {"1970-05-01", "false", "false"},      [WOMAN] = {"1970-05-01", "true", "false"},
    [YOUNG] = {"1994-03-20", "false", "false"}, /* twenty-nine on the day after election day */
    [YOUNG_WOMAN] = {"1995-05-01", "true", "false"}, [DISABLED] = {"1970-05-01", "false", "true"},
};

static const char *about_person(struct fold *f, const char *party, int number)
{
    return fold_text(f, adil_fmt(&f->t->perm, "deputy/" majilis "/%s-%03d", party, number));
}

static const char *add(struct fold *f, const char *party, const char *list, int number,
                       enum kind kind)
{
    const char *by = fold_text(f, adil_fmt(&f->t->perm, "party/%s", party));
    return fold_do(
        f, by, "add-person", about_person(f, party, number),
        fold_text(f,
                  adil_fmt(&f->t->perm,
                           "{\"body_members\":9,\"born\":\"%s\",\"citizen\":true,\"disability\":%s,"
                           "\"list\":\"" majilis "/%s\",\"number\":%d,\"party\":\"%s\","
                           "\"resident_since\":\"2000-01-01\",\"votes_for\":5,\"woman\":%s}",
                           person_of[kind].born, person_of[kind].disability, list, number, party,
                           person_of[kind].woman)));
}

/* Numbers `from` to `to`, all of one kind. */
static void add_many(struct fold *f, const char *party, int from, int to, enum kind kind)
{
    for (int i = from; i <= to; i++) {
        fold_assert(f, add(f, party, party, i, kind), NULL);
    }
}

static const char *nominate(struct fold *f, const char *party, int people)
{
    return fold_do(f, fold_text(f, adil_fmt(&f->t->perm, "party/%s", party)), "nominate-list",
                   fold_text(f, adil_fmt(&f->t->perm, "list/" majilis "/%s", party)),
                   fold_text(f, adil_fmt(&f->t->perm, "{\"people\":%d}", people)));
}

static const char *enrol(struct fold *f, const char *party)
{
    return fold_do(f, kz_cec, "register-list",
                   fold_text(f, adil_fmt(&f->t->perm, "list/" majilis "/%s", party)),
                   "{\"order\":1}");
}

static void open_nomination_of(struct fold *f, struct test_arenas *t, const char *contests)
{
    kz_open(f, t, NULL);
    fold_at(f, "2023-01-10T10:00:00+06:00");
    fold_ok(f, "justice", "register-party", "party/Amanat",
            "{\"members\":{\"total\":6000,\"units\":" all_regions "}}");
    fold_ok(f, "justice", "register-party", "party/Auyl",
            "{\"members\":{\"total\":6000,\"units\":" all_regions "}}");
    kz_precinct(f, "0001", "astana");
    fold_at(f, "2023-01-19T10:00:00+06:00");
    fold_ok(f, "president", "call-majilis-election", majilis_case,
            fold_text(
                f, adil_fmt(&f->t->perm, "{\"contests\":[%s],\"day\":\"2023-03-19\"}", contests)));
    fold_at(f, "2023-01-25T10:00:00+06:00");
}

static void open_nomination(struct fold *f, struct test_arenas *t)
{
    open_nomination_of(f, t, "\"" majilis_list "\"");
}

/* ---- the list ------------------------------------------------------------------------------- */

static void a_list_is_at_most_thirty_per_cent_longer_than_the_seats(void **state)
{
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Amanat", LONGEST + 1), "list-length");
    assert_span_is(f.refusal.cite, "Law on elections 87");
    fold_assert(&f, nominate(&f, "Amanat", LONGEST), NULL);
    fold_close(&f);
}

/* The districts and the whole house are not counted from lists; of two lists of seats the law does
 * not say which. */
static void the_seats_are_those_of_the_contest_that_is_counted(void **state)
{
    struct test_arenas *t = *state;
    struct adil_arena perm = t->perm;
    struct fold f;
    open_nomination_of(&f, t, "\"majilis-2023\",\"majilis-2023-districts\",\"" majilis_list "\"");
    fold_assert(&f, nominate(&f, "Amanat", 91), "list-length");
    fold_assert(&f, nominate(&f, "Amanat", 90), NULL);
    fold_close(&f);
    t->perm = perm;
    open_nomination_of(&f, t, "\"majilis-2021-list\",\"" majilis_list "\"");
    fold_assert(&f, nominate(&f, "Amanat", 1), "list-length");
    fold_close(&f);
}

/* Ninety people: 9 women, 9 under twenty-nine and 9 with disabilities are 27; one less is refused.
 */
static void thirty_per_cent_of_a_list_are_of_three_groups(void **state)
{
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Amanat", LONGEST), NULL);
    fold_assert(&f, nominate(&f, "Auyl", LONGEST), NULL);
    add_many(&f, "Amanat", 1, 9, WOMAN);
    add_many(&f, "Amanat", 10, 18, YOUNG);
    add_many(&f, "Amanat", 19, 27, DISABLED);
    add_many(&f, "Amanat", 28, 90, OTHER);
    fold_assert(&f, enrol(&f, "Amanat"), NULL);
    add_many(&f, "Auyl", 1, 26, WOMAN);
    add_many(&f, "Auyl", 27, 90, OTHER);
    fold_assert(&f, enrol(&f, "Auyl"), "list-quota");
    assert_span_is(f.refusal.cite, "Law on elections 89(4)");
    assert_span_is(f.refusal.found, "64");
    fold_close(&f);
}

/* Of ten people three count once each, whatever groups they are in: two young women are two. */
static void a_woman_under_twenty_nine_is_counted_once(void **state)
{
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Amanat", 10), NULL);
    fold_assert(&f, nominate(&f, "Auyl", 10), NULL);
    add_many(&f, "Amanat", 1, 2, YOUNG_WOMAN);
    add_many(&f, "Amanat", 3, 10, OTHER);
    fold_assert(&f, enrol(&f, "Amanat"), "list-quota");
    add_many(&f, "Auyl", 1, 3, YOUNG_WOMAN);
    add_many(&f, "Auyl", 4, 10, OTHER);
    fold_assert(&f, enrol(&f, "Auyl"), NULL);
    fold_close(&f);
}

static void a_list_is_filled_by_its_party_once_and_wholly(void **state)
{
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Amanat", 3), NULL);
    fold_assert(&f, nominate(&f, "Auyl", 3), NULL);
    fold_assert(&f, add(&f, "Amanat", "Auyl", 1, WOMAN), "person-own-list");
    add_many(&f, "Amanat", 1, 2, WOMAN);
    fold_assert(&f, add(&f, "Amanat", "Amanat", 2, WOMAN), "act.twice");
    fold_assert(&f, enrol(&f, "Amanat"), "list-entered"); /* two of three */
    fold_assert(&f, add(&f, "Amanat", "Amanat", 3, OTHER), NULL);
    fold_assert(&f, add(&f, "Amanat", "Amanat", 4, OTHER), "person-in-number");
    fold_assert(&f, enrol(&f, "Amanat"), NULL);
    fold_assert(&f, add(&f, "Amanat", "Amanat", 4, OTHER), "person-before-registration");
    fold_assert(&f, enrol(&f, "Auyl"), NULL); /* whose people were not entered */
    fold_at(&f, "2023-02-08T18:00:01+06:00");
    fold_assert(&f, add(&f, "Auyl", "Auyl", 1, WOMAN), "majilis-nomination-ends");
    fold_close(&f);
}

/* A place on a rival's list is not filled under a key that ends like one's own. */
static void nobody_fills_a_rival_s_list(void **state)
{
    static const char *const person =
        "{\"body_members\":9,\"born\":\"1970-05-01\",\"citizen\":true,\"disability\":false,"
        "\"list\":\"" majilis "/Auyl\",\"number\":1,\"party\":\"Auyl\",\"resident_since\":\"2000-"
        "01-01\",\"votes_for\":5,\"woman\":"
        "true}";
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Auyl", 3), NULL);
    fold_refused(&f, "preparation.add-person", "party/Amanat", "add-person",
                 "deputy/" majilis "/Amanat", person);
    assert_span_is(f.refusal.expected, "a record of its own: Amanat");
    fold_ok(&f, "party/Auyl", "add-person", "deputy/" majilis "/Amanat", person);
    fold_close(&f);
}

/* Those who stand are deputies to be. */
static void a_person_of_a_list_is_twenty_five(void **state)
{
    struct fold f;
    open_nomination(&f, *state);
    fold_assert(&f, nominate(&f, "Amanat", 3), NULL);
    fold_refused(&f, "majilis-age", "party/Amanat", "add-person", about_person(&f, "Amanat", 1),
                 "{\"body_members\":9,\"born\":\"1998-03-20\",\"citizen\":true,\"disability\":"
                 "false,\"list\":\"" majilis
                 "/Amanat\",\"number\":1,\"party\":\"Amanat\",\"resident_since\":\"2000-01-01\","
                 "\"votes_for\":5,\"woman\":true}");
    fold_close(&f);
}

/* ---- seats ---------------------------------------------------------------------------------- */

/* Votes of 69 seats: Amanat 40, Auyl 29, when both lists are long enough. */
static void poll(struct fold *f)
{
    fold_at(f, "2023-03-19T23:00:00+06:00");
    fold_ok(f, "precinct-commission/0001", "protocol", "protocol/" majilis "/" majilis_list "/0001",
            kz_figures(f, 690, "{\"Amanat\":400,\"Auyl\":290,\"against all\":0}", 0));
    fold_assert(f, kz_result(f, majilis, majilis_list), NULL);
}

static void publish(struct fold *f)
{
    fold_at(f, "2023-03-27T10:00:00+06:00");
    fold_ok(f, kz_cec, "publish-result", majilis_case, NULL);
}

/* Amanat: 1..n others, then women up to 60; Auyl: the number on its list alone. */
static void open_seats(struct fold *f, struct test_arenas *t, int others, int people, int of_auyl)
{
    open_nomination(f, t);
    fold_assert(f, nominate(f, "Amanat", people), NULL);
    fold_assert(f, nominate(f, "Auyl", of_auyl), NULL);
    add_many(f, "Amanat", 1, others, OTHER);
    add_many(f, "Amanat", others + 1, people, WOMAN);
    fold_assert(f, enrol(f, "Amanat"), NULL);
    fold_assert(f, enrol(f, "Auyl"), NULL);
    poll(f);
}

static int64_t seats_of(struct fold *f, const char *party)
{
    const struct adil_rulebook *book = f->p->book;
    uint32_t reg = adil_register_find(book->reg, book->n_registers, ADIL_SPAN("list"));
    const struct adil_register *list = &book->reg[reg];
    uint32_t seats = adil_field_find(list->field, list->n_fields, ADIL_SPAN("seats"));
    struct adil_span key = adil_fmt(&f->t->perm, majilis "/%s", party);
    uint32_t rec = adil_record_find(f->p, reg, adil_strings_find(f->p->strings, key));
    return adil_record_slot(f->p, reg, rec, seats);
}

static const char *name(struct fold *f, const char *party, int number)
{
    return fold_do(f, fold_text(f, adil_fmt(&f->t->perm, "party/%s", party)), "name-deputy",
                   about_person(f, party, number), NULL);
}

static void name_many(struct fold *f, int from, int to)
{
    for (int i = from; i <= to; i++) {
        fold_assert(f, name(f, "Amanat", i), NULL);
    }
}

static void a_list_wins_no_more_seats_than_it_has_people(void **state)
{
    struct fold f;
    open_seats(&f, *state, 28, 60, 20);
    assert_int_equal(seats_of(&f, "Auyl"), 20);
    assert_int_equal(seats_of(&f, "Amanat"), 49);
    fold_close(&f);
    open_seats(&f, *state, 28, 40, 29);
    assert_int_equal(seats_of(&f, "Amanat"), 40);
    assert_int_equal(seats_of(&f, "Auyl"), 29);
    fold_close(&f);
}

/* Twelve of forty are of the three groups; eleven would not be enough. */
static void thirty_per_cent_of_the_seats_are_of_three_groups(void **state)
{
    struct fold f;
    open_seats(&f, *state, 29, 60, 29);
    fold_assert(&f, name(&f, "Amanat", 1), "published.name-deputy"); /* not yet */
    publish(&f);
    name_many(&f, 1, 28);
    fold_assert(&f, name(&f, "Amanat", 29), "deputy-quota");
    assert_span_is(f.refusal.cite, "Law on elections 97-1(5)");
    assert_span_is(f.refusal.found, "29");
    name_many(&f, 30, 41);
    fold_assert(&f, name(&f, "Amanat", 42), "deputy-seats"); /* the forty-first of forty */
    fold_close(&f);
}

static void a_deputy_is_on_the_list_and_sits_once(void **state)
{
    struct fold f;
    open_seats(&f, *state, 28, 60, 29);
    publish(&f);
    fold_assert(&f, name(&f, "Amanat", 61), "published.name-deputy");
    fold_assert(&f, name(&f, "Amanat", 1), NULL);
    fold_assert(&f, name(&f, "Amanat", 1), "deputy-listed");
    fold_refused(&f, "published.name-deputy", "party/Auyl", "name-deputy",
                 about_person(&f, "Amanat", 2), NULL);
    fold_at(&f, "2023-04-07T00:00:01+06:00");
    fold_assert(&f, name(&f, "Amanat", 2), "naming-ends");
    fold_close(&f);
}

/* ---- vacancies ------------------------------------------------------------------------------ */

static const char *replace(struct fold *f, int number, int lost)
{
    return fold_do(f, "party/Amanat", "replace-deputy", about_person(f, "Amanat", number),
                   fold_text(f, adil_fmt(&f->t->perm, "{\"instead\":\"%s\"}",
                                         about_person(f, "Amanat", lost) + strlen("deputy/"))));
}

static const char *person(struct fold *f, int number)
{
    return strrchr(about_person(f, "Amanat", number), '/') + 1;
}

/* A deputy takes the seat and loses it again. */
static void lose(struct fold *f, int number, int heir)
{
    fold_ok(f, kz_cec, "seat-list-deputy", about_person(f, "Amanat", number), NULL);
    fold_assert(f, replace(f, heir, number), "heir-vacant");
    fold_ok(f, kz_cec, "end-list-mandate", "e",
            fold_text(f, adil_fmt(&f->t->perm, "{\"ground\":\"left-party\",\"person\":\"%s\"}",
                                  person(f, number))));
}

static void a_vacancy_is_filled_from_the_list_until_there_is_nobody(void **state)
{
    struct fold f;
    open_seats(&f, *state, 28, 41, 29);
    publish(&f);
    name_many(&f, 1, 40);
    fold_at(&f, "2024-05-02T10:00:00+05:00"); /* long after the naming */
    fold_assert(&f, replace(&f, 41, 1), "heir-vacancy");
    lose(&f, 1, 41);
    lose(&f, 2, 41);
    fold_assert(&f, replace(&f, 3, 1), "heir-listed"); /* who sits already */
    fold_assert(&f, replace(&f, 41, 1), NULL);
    fold_assert(&f, replace(&f, 1, 2), "heir-listed"); /* who had a seat */
    fold_assert(&f, replace(&f, 42, 2),
                "published.replace-deputy"); /* nobody is left: it stays empty */
    fold_close(&f);
}

static void a_vacancy_is_filled_once(void **state)
{
    struct fold f;
    open_seats(&f, *state, 28, 60, 29);
    publish(&f);
    name_many(&f, 1, 20); /* seats are free, but not vacancies */
    lose(&f, 1, 41);
    fold_assert(&f, replace(&f, 41, 1), NULL);
    fold_assert(&f, replace(&f, 42, 1), "heir-once");
    lose(&f, 41, 42);
    fold_assert(&f, replace(&f, 42, 1), "heir-once");
    fold_assert(&f, replace(&f, 42, 41), NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_list_is_at_most_thirty_per_cent_longer_than_the_seats),
        test_case(the_seats_are_those_of_the_contest_that_is_counted),
        test_case(thirty_per_cent_of_a_list_are_of_three_groups),
        test_case(a_woman_under_twenty_nine_is_counted_once),
        test_case(a_list_is_filled_by_its_party_once_and_wholly),
        test_case(nobody_fills_a_rival_s_list),
        test_case(a_person_of_a_list_is_twenty_five),
        test_case(a_list_wins_no_more_seats_than_it_has_people),
        test_case(thirty_per_cent_of_the_seats_are_of_three_groups),
        test_case(a_deputy_is_on_the_list_and_sits_once),
        test_case(a_vacancy_is_filled_from_the_list_until_there_is_nobody),
        test_case(a_vacancy_is_filled_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
