/* The law of the reference rulebook changed by bills: which rank changes what, amendments by
 * Parliament until 2026, what the Court strikes out. No person is named. */
#include "kz_amendment.h"

#define ELECTION_LAW                                                                               \
    "[{id: registers/precinct/enter/precinct-size, from: 2028-01-01, set: {that: voters, is: at "  \
    "most 2000, cite: Law on elections 23, mark: read, source: the law of 2027}}]"

static void open_land(struct fold *f, struct test_arenas *t)
{
    static const struct fold_issuer issuers[] = {
        {"president", 1},      {kz_cec, 3},          {"constitutional-court", 3}, {"government", 1},
        {"kurultai-chair", 1}, {"majilis-chair", 1}, {"senate-chair", 1}};
    fold_open_holders(f, t, kz_book, issuers, ADIL_COUNT(issuers),
                      PRESIDENT("2022-11-20", "2022-11-26"));
}

static const char *bill_fields(struct fold *f, const char *yaml)
{
    return fold_text(f, adil_fmt(&f->t->perm, "{\"changes\":\"%s\",\"title\":\"t\"}",
                                 fold_changes_hash(f, yaml)));
}

static void bill_of_kurultai(struct fold *f, const char *id, const char *word, const char *yes,
                             const char *yaml)
{
    fold_ok(f, "kurultai-chair", word, id, bill_fields(f, yaml));
    fold_ok(f, "kurultai-chair", "decide", id, yes);
    fold_ok(f, "kurultai-chair", "send-law", id, NULL);
}

/* 145 of 145 do not amend the Constitution; an ordinary majority does not change the law on
 * elections, two thirds do. */
static void a_bill_changes_laws_of_its_rank(void **state)
{
    struct fold f;
    static const char all[] = "{\"no\":0,\"yes\":145}";
    static const char majority[] = "{\"no\":40,\"yes\":73}";
    static const char two_thirds[] = "{\"no\":40,\"yes\":97}";
    open_land(&f, *state);
    fold_at(&f, "2027-02-01T10:00:00+05:00");
    bill_of_kurultai(&f, "case/a", "table-kurultai-constitutional-bill", all, NEW_POWER);
    fold_refused(&f, "assent-changes-nothing", "president", "assent", "case/a", NULL);
    fold_refused(&f, "constitutional-law-changes-laws", "president", "sign-constitutional-law",
                 "case/a", fold_changes(&f, NEW_POWER, ""));
    assert_span_is(f.refusal.cite, "Const. 1995 53(1), 62(3), (4); Const. 2026 92-93");
    bill_of_kurultai(&f, "case/b", "table-kurultai-bill", all, NEW_POWER);
    fold_refused(&f, "law-changes-laws", "president", "sign-law", "case/b",
                 fold_changes(&f, NEW_POWER, ""));
    bill_of_kurultai(&f, "case/c", "table-kurultai-bill", majority, ELECTION_LAW);
    fold_refused(&f, "law-changes-laws", "president", "sign-law", "case/c",
                 fold_changes(&f, ELECTION_LAW, ""));
    bill_of_kurultai(&f, "case/d", "table-kurultai-constitutional-bill", two_thirds, ELECTION_LAW);
    fold_ok(&f, "president", "sign-constitutional-law", "case/d",
            fold_changes(&f, ELECTION_LAW, ""));
    bill_of_kurultai(&f, "case/e", "table-kurultai-bill", majority, PARTY_LAW);
    fold_refused(&f, "assent.sign-law", "government", "sign-law", "case/e",
                 fold_changes(&f, PARTY_LAW, ""));
    fold_ok(&f, "president", "sign-law", "case/e", fold_changes(&f, PARTY_LAW, ""));
    fold_refused(&f, "assent.sign-law", "president", "sign-law", "case/e",
                 fold_changes(&f, PARTY_LAW, ""));
    fold_at(&f, "2028-01-01T10:00:00+05:00");
    fold_refused(&f, "precinct-size", kz_cec, "form-precinct", "precinct/9",
                 "{\"unit\":\"astana\",\"voters\":2001}");
    fold_ok(&f, kz_cec, "form-precinct", "precinct/9", "{\"unit\":\"astana\",\"voters\":2000}");
    fold_close(&f);
}

/* What nobody tabled is not enacted with a bill; and a statement that cites no law of the country
 * stands in none. */
static void a_bill_without_a_list_changes_nothing(void **state)
{
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2027-02-01T10:00:00+05:00");
    fold_ok(&f, "kurultai-chair", "table-kurultai-bill", "case/a", "{\"title\":\"t\"}");
    fold_ok(&f, "kurultai-chair", "decide", "case/a", "{\"no\":40,\"yes\":73}");
    fold_ok(&f, "kurultai-chair", "send-law", "case/a", NULL);
    fold_refused(&f, "act.voted", "president", "sign-law", "case/a",
                 fold_changes(&f, PARTY_LAW, ""));
    assert_span_is(f.refusal.expected, "no list: the case was opened without one");
    fold_ok(&f, "president", "assent", "case/a", NULL);
    static const char unsaid[] = "[{id: offices/justice/holders, set: 2}, "
                                 "{id: offices/tribunal, set: {name: T}}]";
    bill_of_kurultai(&f, "case/b", "table-kurultai-bill", "{\"no\":40,\"yes\":73}", unsaid);
    fold_refused(&f, "law-changes-laws", "president", "sign-law", "case/b",
                 fold_changes(&f, unsaid, ""));
    fold_close(&f);
}

/* Until 30 June 2026: on the President's proposal, three quarters of each chamber, twice. */
static void parliament_amended_the_constitution(void **state)
{
    struct fold f;
    static const char power[] =
        "[{id: powers/lift-emergency, from: 2024-01-01, set: {office: government, may: "
        "lift-emergency, cite: Const. 1995 44, mark: read, source: the law of 2023}}]";
    open_land(&f, *state);
    fold_at(&f, "2023-05-01T10:00:00+06:00");
    fold_ok(
        &f, "president", "propose-amendment", "case/a",
        fold_text(&f, adil_fmt(&f.t->perm,
                               "{\"changes\":\"%s\",\"title\":\"t\",\"touches\":[\"emergency\"]}",
                               fold_changes_hash(&f, power))));
    fold_ok(&f, "constitutional-court", "state-opinion", "case/a", "{\"text\":\"t\"}");
    for (int reading = 1; reading <= 2; reading++) {
        fold_ok(&f, "majilis-chair", "decide", "case/a", "{\"body\":\"majilis\",\"yes\":74}");
        fold_refused(&f, "chambers.decision", "senate-chair", "decide", "case/a",
                     "{\"body\":\"senate\",\"result\":\"pass\",\"yes\":37}");
        fold_refused(&f, "assent.sign-amendment", "president", "sign-amendment", "case/a",
                     fold_changes(&f, power, ""));
        fold_ok(&f, "senate-chair", "decide", "case/a", "{\"body\":\"senate\",\"yes\":38}");
    }
    fold_ok(&f, "president", "sign-amendment", "case/a", fold_changes(&f, power, ""));
    fold_ok(&f, "president", "declare-emergency", "emergency/1",
            "{\"consulted\":true,\"kind\":\"emergency\",\"on\":\"2023-05-01\"}");
    fold_at(&f, "2024-01-01T10:00:00+06:00");
    fold_ok(&f, "government", "lift-emergency", "emergency/1", NULL);
    fold_close(&f);
}

static void the_court_strikes_laws_and_makes_none(void **state)
{
    struct fold f;
    open_land(&f, *state);
    fold_at(&f, "2027-02-01T10:00:00+05:00");
    static const char more[] = ",\"decision\":\"d\"";
    fold_refused(&f, "court-strikes-only", "constitutional-court", "strike-out", "",
                 fold_changes(&f, ELECTION_LAW, more));
    static const char constitution[] =
        "[{id: powers/lift-emergency, from: 2027-02-01, strike: all, past: stands}]";
    fold_refused(&f, "court-strikes-laws", "constitutional-court", "strike-out", "",
                 fold_changes(&f, constitution, more));
    static const char size[] =
        "[{id: registers/precinct/enter/precinct-size, from: 2027-02-01, strike: all, past: "
        "stands}]";
    fold_refused(&f, "power-strike-out", "president", "strike-out", "",
                 fold_changes(&f, size, more));
    fold_ok(&f, "constitutional-court", "strike-out", "", fold_changes(&f, size, more));
    fold_ok(&f, kz_cec, "form-precinct", "precinct/9", "{\"unit\":\"astana\",\"voters\":3001}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_bill_changes_laws_of_its_rank),
        test_case(a_bill_without_a_list_changes_nothing),
        test_case(parliament_amended_the_constitution),
        test_case(the_court_strikes_laws_and_makes_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
