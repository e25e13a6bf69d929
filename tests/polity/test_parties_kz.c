/* The life of a party under the real law: notice, congress, members, registration or refusal,
 * branches, reorganisation, end. Groups, names and figures are invented but for the days of one
 * party's congress and registration, which were published. */
#include "kz.h"

#include <string.h>

#define CASE    "case/f"
#define GREEN   "founding/f/green"
#define GROUP   "initiative-group/f/green"
#define ROOT    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER   "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
#define CHARTER "abababababababababababababababababababababababababababababababab"
#define NOTICE  "2022-08-01T10:00:00+06:00"
#define CONGRESS                                                                                   \
    "2022-09-24T18:00:00+06:00" /* published, as is the registration of 28 November                \
                                 */

static const struct fold_issuer parties_issuers[] = {
    {"president", 1}, {"central-commission", 3}, {"justice", 1},
    {"court", 1},     {"party/old", 1},          {"party/other", 1},
};

static const char *const kz_region[] = {
    "abai",      "akmola",    "aktobe",           "almaty",    "almaty-region",
    "astana",    "atyrau",    "east-kazakhstan",  "karaganda", "kostanay",
    "kyzylorda", "mangystau", "north-kazakhstan", "pavlodar",  "shymkent",
    "turkistan", "ulytau",    "west-kazakhstan",  "zhambyl",   "zhetisu",
};

/* {"total":...,"units":{...}} with `n` in each of the first `regions` of the twenty. */
static const char *tally(struct fold *f, int n, size_t regions)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 16);
    adil_buf_fmt(&out, "{\"total\":%d,\"units\":{", n * (int)regions);
    for (size_t i = 0; i < ADIL_COUNT(kz_region); i++) {
        adil_buf_fmt(&out, "%s\"%s\":%d", i > 0 ? "," : "", kz_region[i], i < regions ? n : 0);
    }
    adil_buf_str(&out, "}}");
    const char *text = fold_text(f, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

#define fields(f, ...) fold_text((f), adil_fmt(&(f)->t->perm, __VA_ARGS__))

static void open_parties(struct fold *f, struct test_arenas *t, const char *at)
{
    fold_open_holders(f, t, kz_book, parties_issuers, ADIL_COUNT(parties_issuers), kz_in_office);
    fold_at(f, at);
}

/* The notice is in and the group has its key. */
static void give_notice(struct fold *f)
{
    fold_ok(f, "justice", "open-founding", CASE, NULL);
    fold_ok(f, "justice", "accept-notice", GREEN, "{\"committee\":10}");
    fold_bind(f, "justice", GROUP, 1);
}

static const char *congress(struct fold *f, const char *day, const char *founders)
{
    return fold_do(f, GROUP, "hold-congress", GREEN,
                   fields(f, "{\"congress\":\"%s\",\"founders\":%s}", day, founders));
}

static void apply_with(struct fold *f, const char *members)
{
    fold_ok(f, GROUP, "commit-members", GREEN,
            fields(f, "{\"members\":%s,\"repeated\":0,\"root\":\"" ROOT "\"}", members));
    fold_ok(f, GROUP, "apply-registration", GREEN, "{\"charter\":\"" CHARTER "\"}");
}

static const char *register_green(struct fold *f, const char *day, const char *root,
                                  const char *members)
{
    return fold_do(f, "justice", "register-founded", "party/green",
                   fields(f,
                          "{\"founding\":\"f/green\",\"members\":%s,\"registered\":\"%s\",\"root\":"
                          "\"%s\"}",
                          members, day, root));
}

/* Examined: 300 members in each region, of whom `single` stand in no other list. */
static void open_examined(struct fold *f, struct test_arenas *t, int single)
{
    open_parties(f, t, NOTICE);
    give_notice(f);
    fold_at(f, CONGRESS);
    fold_assert(f, congress(f, "2022-09-24", tally(f, 50, 20)), NULL);
    fold_at(f, "2022-11-20T10:00:00+06:00");
    apply_with(f, tally(f, 300, 20));
    fold_ok(
        f, "justice", "examine-members", GREEN,
        fields(f, "{\"duplicates\":%d,\"single\":%s}", 6000 - 20 * single, tally(f, single, 20)));
}

/* ---- founded ----------------------------------------------------------------------------------
 */

static void the_party_of_2022_is_registered_on_its_day(void **state)
{
    struct fold f;
    open_examined(&f, *state, 250);
    fold_at(&f, "2022-11-28T10:00:00+06:00");
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 250, 20)), NULL);
    fold_ok(&f, "justice", "conclude-founding", GREEN, NULL);
    assert_int_not_equal(adil_polity_record_written(f.p, ADIL_SPAN("party/green")), ADIL_NO_ENTRY);
    fold_refused(&f, "examination.refuse-founding", "justice", "refuse-founding", GREEN,
                 "{\"ground\":\"papers\"}");
    fold_close(&f);
}

static void a_registration_is_of_what_was_examined(void **state)
{
    struct fold f;
    open_examined(&f, *state, 250);
    fold_at(&f, "2022-11-28T10:00:00+06:00");
    fold_assert(&f, register_green(&f, "2022-11-28", OTHER, tally(&f, 250, 20)), "founding-list");
    fold_assert(&f, register_green(&f, "2022-11-27", ROOT, tally(&f, 250, 20)), "registered-today");
    fold_refused(&f, "party-entered", "justice", "conclude-founding", GREEN, NULL);
    fold_refused(&f, "founding-own", "justice", "register-founded", "party/red",
                 fields(&f,
                        "{\"founding\":\"f/green\",\"members\":%s,\"registered\":\"2022-11-28\","
                        "\"root\":\"" ROOT "\"}",
                        tally(&f, 250, 20)));
    fold_close(&f);
}

static void a_party_is_not_registered_before_its_members_are_examined(void **state)
{
    struct fold f;
    open_parties(&f, *state, NOTICE);
    give_notice(&f);
    fold_at(&f, CONGRESS);
    fold_assert(&f, congress(&f, "2022-09-24", tally(&f, 50, 20)), NULL);
    fold_refused(&f, "members-committed", GROUP, "apply-registration", GREEN,
                 "{\"charter\":\"" CHARTER "\"}");
    fold_at(&f, "2022-11-28T10:00:00+06:00");
    apply_with(&f, tally(&f, 300, 20));
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 300, 20)),
                "founding-examined");
    fold_close(&f);
}

/* The same congress: a thousand were needed until November 2022, seven hundred since. */
static void seven_hundred_founders_do_since_november_2022(void **state)
{
    struct fold f;
    open_parties(&f, *state, NOTICE);
    give_notice(&f);
    fold_at(&f, CONGRESS);
    fold_assert(&f, congress(&f, "2022-09-24", tally(&f, 50, 14)), "congress-founders");
    assert_span_is(f.refusal.cite, "Law on parties 6(1)");
    fold_close(&f);

    open_parties(&f, *state, "2022-12-01T10:00:00+06:00");
    give_notice(&f);
    fold_at(&f, "2023-01-20T10:00:00+06:00");
    fold_assert(&f, congress(&f, "2023-01-20", tally(&f, 54, 13)), "congress-spread");
    fold_assert(&f, congress(&f, "2023-01-21", tally(&f, 50, 14)), "congress-held");
    fold_assert(&f, congress(&f, "2023-01-20", tally(&f, 50, 14)), NULL);
    fold_close(&f);
}

/* After the notice; and of that day is how many found it, whenever it is entered. */
static void a_congress_is_judged_by_its_day(void **state)
{
    struct fold f;
    open_parties(&f, *state, "2022-10-10T10:00:00+06:00");
    give_notice(&f);
    fold_at(&f, "2022-11-20T10:00:00+06:00");
    fold_assert(&f, congress(&f, "2019-01-01", tally(&f, 50, 20)), "congress-after-notice");
    fold_assert(&f, congress(&f, "2022-10-09", tally(&f, 50, 20)), "congress-after-notice");
    fold_assert(&f, congress(&f, "2022-11-17", tally(&f, 35, 20)), "congress-of-a-thousand");
    fold_assert(&f, congress(&f, "2022-10-10", tally(&f, 50, 20)), NULL);
    fold_close(&f);

    open_parties(&f, *state, "2022-10-10T10:00:00+06:00");
    give_notice(&f);
    fold_at(&f, "2022-11-20T10:00:00+06:00");
    fold_assert(&f, congress(&f, "2022-11-18", tally(&f, 35, 20)), NULL);
    fold_close(&f);
}

static void a_congress_has_two_months_then_three(void **state)
{
    struct fold f;
    open_parties(&f, *state, NOTICE);
    give_notice(&f);
    fold_at(&f, "2022-10-01T23:59:59+06:00");
    fold_assert(&f, congress(&f, "2022-10-01", tally(&f, 49, 20)), "congress-founders");
    fold_at(&f, "2022-10-02T00:00:01+06:00"); /* the case has lapsed */
    fold_assert(&f, congress(&f, "2022-10-01", tally(&f, 50, 20)), "founding.hold-congress");
    fold_ok(&f, "justice", "open-founding", "case/g", NULL); /* and another may begin */
    fold_close(&f);

    open_parties(&f, *state, "2022-12-01T10:00:00+06:00");
    give_notice(&f);
    fold_at(&f, "2023-03-01T23:59:59+06:00");
    fold_assert(&f, congress(&f, "2023-03-01", tally(&f, 50, 20)), NULL);
    fold_close(&f);
}

static void a_notice_needs_a_committee_of_ten_and_a_free_name(void **state)
{
    struct fold f;
    open_parties(&f, *state, "2022-12-01T10:00:00+06:00");
    fold_ok(&f, "justice", "register-party", "party/green",
            fields(&f, "{\"members\":%s}", tally(&f, 250, 20)));
    fold_ok(&f, "justice", "open-founding", CASE, NULL);
    fold_refused(&f, "committee-size", "justice", "accept-notice", "founding/f/red",
                 "{\"committee\":9}");
    fold_refused(&f, "founding-name", "justice", "accept-notice", GREEN, "{\"committee\":10}");
    fold_ok(&f, "justice", "accept-notice", "founding/f/red", "{\"committee\":10}");
    fold_close(&f);
}

static void a_group_acts_for_its_own_founding_alone(void **state)
{
    struct fold f;
    open_parties(&f, *state, "2022-12-01T10:00:00+06:00");
    give_notice(&f);
    fold_ok(&f, "justice", "open-founding", "case/g", NULL);
    fold_ok(&f, "justice", "accept-notice", "founding/g/red", "{\"committee\":12}");
    fold_refused(&f, "founding.hold-congress", GROUP, "hold-congress", "founding/g/red",
                 fields(&f, "{\"congress\":\"2022-12-01\",\"founders\":%s}", tally(&f, 50, 20)));
    fold_close(&f);
}

/* A list that shrinks by who is left out, and a party of those who are left. */
static void numbers_are_those_of_the_examined_list(void **state)
{
    struct fold f;
    open_examined(&f, *state, 250);
    fold_at(&f, "2022-11-28T10:00:00+06:00");
    fold_refused(&f, "single-within", "justice", "examine-members", GREEN,
                 fields(&f, "{\"duplicates\":0,\"single\":%s}", tally(&f, 301, 20)));
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 450, 20)), "founding-single");
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 251, 20)), "founding-single");
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 250, 20)), NULL);
    fold_close(&f);
}

/* What is founded here is registered by its founding alone. */
static void a_party_that_is_being_founded_was_not_registered_before(void **state)
{
    struct fold f;
    open_parties(&f, *state, "2022-12-01T10:00:00+06:00");
    give_notice(&f);
    fold_refused(&f, "party-not-founding", "justice", "register-party", "party/green",
                 fields(&f, "{\"members\":%s}", tally(&f, 250, 20)));
    fold_ok(&f, "justice", "register-party", "party/red",
            fields(&f, "{\"members\":%s}", tally(&f, 250, 20)));
    fold_close(&f);
}

/* ---- refused ----------------------------------------------------------------------------------
 */

static void a_party_short_of_members_is_refused_and_one_that_has_them_is_not(void **state)
{
    struct fold f;
    open_examined(&f, *state, 199); /* of 6000, 2020 stand in another list */
    fold_at(&f, "2022-11-28T10:00:00+06:00");
    fold_assert(&f, register_green(&f, "2022-11-28", ROOT, tally(&f, 199, 20)), "founding-members");
    assert_span_is(f.refusal.cite, "Law on parties 3(2), 10");
    fold_ok(&f, "justice", "refuse-numbers", GREEN, NULL);
    fold_close(&f);

    open_examined(&f, *state, 250);
    fold_refused(&f, "numbers-not-met", "justice", "refuse-numbers", GREEN, NULL);
    fold_refused(&f, "refusal-ground", "justice", "refuse-founding", GREEN,
                 "{\"ground\":\"politics\"}");
    fold_ok(&f, "justice", "refuse-founding", GREEN, "{\"ground\":\"name\"}");
    fold_close(&f);
}

/* ---- living and ending ------------------------------------------------------------------------
 */

static void open_living(struct fold *f, struct test_arenas *t)
{
    open_examined(f, t, 250);
    fold_at(f, "2022-11-28T10:00:00+06:00");
    fold_assert(f, register_green(f, "2022-11-28", ROOT, tally(f, 250, 20)), NULL);
    fold_ok(f, "justice", "conclude-founding", GREEN, NULL);
    fold_bind(f, "justice", "party/green", 1);
}

static void branches_are_recorded_within_a_year(void **state)
{
    struct fold f;
    open_living(&f, *state);
    fold_at(&f, "2023-11-28T10:00:00+06:00");
    fold_ok(&f, "justice", "record-branches", "party/green",
            fields(&f, "{\"branches\":%s}", tally(&f, 1, 20)));
    fold_at(&f, "2023-11-29T10:00:00+06:00");
    fold_refused(&f, "branches-in-time", "justice", "record-branches", "party/green",
                 fields(&f, "{\"branches\":%s}", tally(&f, 1, 20)));
    fold_close(&f);
}

#define reorganise(f, form)                                                                        \
    fold_do(f, "party/green", "reorganise-party", "party/green",                                   \
            "{\"decided\":\"2023-03-01\",\"form\":\"" form "\"}")

static const char *successor(struct fold *f, const char *day, int members)
{
    return fold_do(f, "justice", "register-successor", "party/leaf",
                   fields(f,
                          "{\"members\":%s,\"origin\":\"green\",\"registered\":\"%s\",\"root\":"
                          "\"" OTHER "\"}",
                          tally(f, members, 20), day));
}

static void a_party_divides_and_its_successor_waits_two_months(void **state)
{
    struct fold f;
    open_living(&f, *state);
    fold_at(&f, "2023-03-01T10:00:00+06:00");
    fold_assert(&f, successor(&f, "2023-03-01", 250), "origin-reorganised");
    fold_refused(&f, "form-ends-it", "justice", "end-reorganised", "party/green", NULL);
    fold_assert(&f, reorganise(&f, "renaming"), "reorganisation-form");
    fold_refused(&f, "power-reorganise-party", "party/old", "reorganise-party", "party/green",
                 "{\"decided\":\"2023-03-01\",\"form\":\"division\"}");
    fold_assert(&f, reorganise(&f, "division"), NULL);
    fold_at(&f, "2023-04-30T10:00:00+06:00");
    fold_assert(&f, successor(&f, "2023-04-30", 250), "origin-two-months");
    fold_at(&f, "2023-05-01T10:00:00+06:00");
    fold_assert(&f, successor(&f, "2023-05-01", 249), "party-members");
    fold_assert(&f, successor(&f, "2023-05-01", 250), NULL);
    fold_ok(&f, "justice", "end-reorganised", "party/green", NULL);
    fold_close(&f);
}

static void a_party_that_another_is_separated_from_goes_on(void **state)
{
    struct fold f;
    open_living(&f, *state);
    fold_at(&f, "2023-03-01T10:00:00+06:00");
    fold_assert(&f, reorganise(&f, "separation"), NULL);
    fold_refused(&f, "form-ends-it", "justice", "end-reorganised", "party/green", NULL);
    fold_close(&f);
}

static void a_party_ends_by_its_own_decision_or_a_courts(void **state)
{
    struct fold f;
    open_living(&f, *state);
    fold_refused(&f, "power-dissolve-party", "party/old", "dissolve-party", "party/green", NULL);
    fold_refused(&f, "power-liquidate-party", "justice", "liquidate-party", "party/green", NULL);
    fold_ok(&f, "party/green", "dissolve-party", "party/green", NULL);
    fold_close(&f);

    open_living(&f, *state);
    fold_ok(&f, "court", "liquidate-party", "party/green", NULL);
    fold_ok(&f, "president", "call-majilis-election", "case/m",
            "{\"contests\":[\"majilis-2023-list\"],\"day\":\"2023-01-20\"}");
    fold_at(&f, "2022-11-29T10:00:00+06:00");
    fold_refused(&f, "list-registered-party", "party/green", "nominate-list", "list/m/green",
                 "{\"people\":69}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_party_of_2022_is_registered_on_its_day),
        test_case(a_registration_is_of_what_was_examined),
        test_case(a_party_is_not_registered_before_its_members_are_examined),
        test_case(seven_hundred_founders_do_since_november_2022),
        test_case(a_congress_is_judged_by_its_day),
        test_case(a_congress_has_two_months_then_three),
        test_case(numbers_are_those_of_the_examined_list),
        test_case(a_party_that_is_being_founded_was_not_registered_before),
        test_case(a_notice_needs_a_committee_of_ten_and_a_free_name),
        test_case(a_group_acts_for_its_own_founding_alone),
        test_case(a_party_short_of_members_is_refused_and_one_that_has_them_is_not),
        test_case(branches_are_recorded_within_a_year),
        test_case(a_party_divides_and_its_successor_waits_two_months),
        test_case(a_party_that_another_is_separated_from_goes_on),
        test_case(a_party_ends_by_its_own_decision_or_a_courts),
    };
    return cmocka_run_group_tests_name("parties_kz", tests, NULL, NULL);
}
