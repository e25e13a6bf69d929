/* The real law refuses what it must: terms, ages, members, offices, days, counts. Persons are
 * invented and named by their role; figures too. */
#include "kz.h"

#include <string.h>

#define majilis      "majilis-2023"
#define majilis_case "case/" majilis
#define majilis_list "majilis-2023-list"

/* ---- a presidential election ---------------------------------------------------------------- */

#define winner_of_2019                                                                             \
    "[{\"capacity\":\"elected\",\"elected_on\":\"2019-06-09\",\"office\":\"president\","           \
    "\"person\":\"winner-of-2019\",\"since\":\"2019-06-12\",\"source\":\"before the record\"}]"

#define all_regions(n)                                                                             \
    "{\"abai\":" #n ",\"akmola\":" #n ",\"aktobe\":" #n ",\"almaty\":" #n ",\"almaty-region\":" #n \
    ",\"astana\":" #n ",\"atyrau\":" #n ",\"east-kazakhstan\":" #n ",\"karaganda\":" #n            \
    ",\"kostanay\":" #n ",\"kyzylorda\":" #n ",\"mangystau\":" #n ",\"north-kazakhstan\":" #n      \
    ",\"pavlodar\":" #n ",\"shymkent\":" #n ",\"turkistan\":" #n ",\"ulytau\":" #n                 \
    ",\"west-kazakhstan\":" #n ",\"zhambyl\":" #n ",\"zhetisu\":" #n "}"

static void register_party(struct fold *f)
{
    fold_ok(f, "justice", "register-party", "party/Amanat",
            "{\"members\":{\"total\":6000,\"units\":" all_regions(300) "}}");
}

static void call_president(struct fold *f, const char *id, const char *called, const char *day)
{
    fold_at(f, fold_text(f, adil_fmt(&f->t->perm, "%sT10:00:00+06:00", called)));
    fold_ok(
        f, "president", "call-presidential-election",
        fold_text(f, adil_fmt(&f->t->perm, "case/%s", id)),
        fold_text(f, adil_fmt(&f->t->perm,
                              "{\"contests\":[\"president-2022\"],\"day\":\"%s\",\"registered\":"
                              "11827277}",
                              day)));
    f->logged += INT64_C(30) * 3600 * 1000; /* nomination begins on the next day */
}

static const char *nominate(struct fold *f, const char *id, const char *person, const char *born,
                            int supporters)
{
    return fold_do(
        f, "party/Amanat", "nominate-president",
        fold_text(f, adil_fmt(&f->t->perm, "candidate/%s/%s", id, person)),
        fold_text(f,
                  adil_fmt(&f->t->perm,
                           "{\"born\":\"%s\",\"citizen_by_birth\":true,\"higher_education\":true,"
                           "\"party\":\"Amanat\",\"resident_since\":\"1990-01-01\",\"service\":10,"
                           "\"state_language\":true,\"supporters\":{\"total\":%d,\"units\":"
                           "" all_regions(5914) "},\"voting_right\":true}",
                           born, supporters)));
}

static void open_president(struct fold *f, struct test_arenas *t)
{
    kz_open(f, t, winner_of_2019);
    fold_at(f, "2022-09-01T10:00:00+06:00");
    fold_ok(f, "justice", "register-party", "party/Amanat",
            "{\"members\":{\"total\":24000,\"units\":" all_regions(1200) "}}");
    kz_precinct(f, "0001", "astana");
    call_president(f, "president-2022", "2022-09-22", "2022-11-20");
}

static void the_winner_of_2019_is_elected_in_2022_and_never_again(void **state)
{
    struct fold f;
    open_president(&f, *state);
    fold_assert(&f, nominate(&f, "president-2022", "winner-of-2019", "1953-05-17", 118280), NULL);
    fold_assert(&f, nominate(&f, "president-2022", "opponent", "1960-05-17", 118280), NULL);
    fold_ok(&f, kz_cec, "register-president", "candidate/president-2022/winner-of-2019",
            kz_deposit);
    fold_ok(&f, kz_cec, "register-president", "candidate/president-2022/opponent", kz_deposit);
    fold_at(&f, "2022-11-20T23:00:00+06:00");
    fold_ok(&f, "precinct-commission/0001", "protocol",
            "protocol/president-2022/president-2022/0001",
            kz_figures(&f, 100, "{\"against all\":20,\"opponent\":0,\"winner-of-2019\":80}", 0));
    fold_assert(&f, kz_result(&f, "president-2022", "president-2022"), NULL);
    fold_ok(&f, kz_cec, "publish-result", "case/president-2022", NULL);

    call_president(&f, "early-2024", "2024-04-01", "2024-05-26");
    fold_assert(&f, nominate(&f, "early-2024", "winner-of-2019", "1953-05-17", 118280),
                "pres-once");
    assert_span_is(f.refusal.cite, "Const. 1995 42(5), 94-2");
    fold_assert(&f, nominate(&f, "early-2024", "another-person", "1953-05-17", 118280), NULL);
    fold_close(&f);
}

static void a_candidate_is_forty_on_the_day_of_the_election(void **state)
{
    struct fold f;
    open_president(&f, *state);
    fold_assert(&f, nominate(&f, "president-2022", "a-day-young", "1982-11-21", 118280),
                "pres-age");
    assert_span_is(f.refusal.cite, "Const. 1995 41(2)");
    fold_assert(&f, nominate(&f, "president-2022", "just-forty", "1982-11-20", 118280), NULL);
    fold_close(&f);
}

/* ---- parties -------------------------------------------------------------------------------- */

static const char *party_of(struct fold *f, const char *name, const char *members)
{
    return fold_do(f, "justice", "register-party",
                   fold_text(f, adil_fmt(&f->t->perm, "party/%s", name)), members);
}

#define members_4999 "{\"members\":{\"total\":4999,\"units\":" all_regions(249) "}}"
#define members_5000 "{\"members\":{\"total\":5000,\"units\":" all_regions(250) "}}"
#define members_199                                                                                \
    "{\"members\":{\"total\":5000,\"units\":{\"abai\":199,\"akmola\":250,\"aktobe\":250,"          \
    "\"almaty\":301,\"almaty-region\":250,\"astana\":250,\"atyrau\":250,\"east-kazakhstan\":250,"  \
    "\"karaganda\":250,\"kostanay\":250,\"kyzylorda\":250,\"mangystau\":250,\"north-kazakhstan\":" \
    "250,\"pavlodar\":250,\"shymkent\":250,\"turkistan\":250,\"ulytau\":250,\"west-kazakhstan\":"  \
    "250,\"zhambyl\":250,\"zhetisu\":250}}}"

static void a_party_has_five_thousand_members_two_hundred_in_every_region(void **state)
{
    struct fold f;
    kz_open(&f, *state, NULL);
    fold_at(&f, "2022-12-01T10:00:00+06:00");
    fold_assert(&f, party_of(&f, "short", members_4999), "party-members");
    assert_span_is(f.refusal.cite, "Law on parties 10");
    fold_assert(&f, party_of(&f, "thin", members_199), "party-members");
    fold_assert(&f, party_of(&f, "enough", members_5000), NULL);
    fold_close(&f);
}

static void under_the_earlier_law_the_same_party_is_refused(void **state)
{
    struct fold f;
    kz_open(&f, *state, NULL);
    fold_at(&f, "2022-11-17T23:59:00+06:00");
    fold_assert(&f, party_of(&f, "enough", members_5000), "party-members");
    assert_true(adil_span_find(f.refusal.text, ADIL_SPAN("Twenty thousand")) < f.refusal.text.len);
    fold_at(&f, "2022-11-18T00:01:00+06:00");
    fold_assert(&f, party_of(&f, "enough", members_5000), NULL);
    fold_close(&f);
}

/* ---- a Majilis election --------------------------------------------------------------------- */

static void call_majilis(struct fold *f, struct test_arenas *t)
{
    kz_open(f, t, NULL);
    fold_at(f, "2023-01-10T10:00:00+06:00");
    register_party(f);
    fold_ok(f, "justice", "register-party", "party/Auyl",
            "{\"members\":{\"total\":6000,\"units\":" all_regions(300) "}}");
    kz_precinct(f, "0001", "astana");
    kz_precinct(f, "0002", "almaty");
    kz_precinct(f, "0003", "aktobe");
    fold_at(f, "2023-01-19T10:00:00+06:00");
    fold_ok(f, "president", "call-majilis-election", majilis_case,
            "{\"contests\":[\"" majilis_list "\"],\"day\":\"2023-03-19\"}");
}

static const char *list(struct fold *f, const char *party)
{
    return fold_do(f, fold_text(f, adil_fmt(&f->t->perm, "party/%s", party)), "nominate-list",
                   fold_text(f, adil_fmt(&f->t->perm, "list/" majilis "/%s", party)),
                   "{\"people\":89}");
}

static void two_lists_stand(struct fold *f)
{
    fold_at(f, "2023-01-25T10:00:00+06:00");
    fold_assert(f, list(f, "Amanat"), NULL);
    fold_assert(f, list(f, "Auyl"), NULL);
    fold_ok(f, kz_cec, "register-list", "list/" majilis "/Amanat", "{\"order\":1}");
    fold_ok(f, kz_cec, "register-list", "list/" majilis "/Auyl", "{\"order\":2}");
}

/* Two lists stand; the parties have committed to seeds where `lots` says so. */
static void open_polling(struct fold *f, struct test_arenas *t, bool lots)
{
    call_majilis(f, t);
    two_lists_stand(f);
    if (lots) {
        fold_ok(f, "party/Amanat", "commit-seed", majilis_case,
                "{\"commitment\":"
                "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}");
    }
    fold_at(f, "2023-03-19T23:00:00+06:00");
}

#define two_lists "{\"Amanat\":60,\"Auyl\":40,\"against all\":0}"

static const char *protocol(struct fold *f, const char *place, int less)
{
    return fold_do(
        f, fold_text(f, adil_fmt(&f->t->perm, "precinct-commission/%s", place)), "protocol",
        fold_text(f, adil_fmt(&f->t->perm, "protocol/" majilis "/" majilis_list "/%s", place)),
        kz_figures(f, 100, two_lists, less));
}

static void all_protocols(struct fold *f)
{
    fold_assert(f, protocol(f, "0001", 0), NULL);
    fold_assert(f, protocol(f, "0002", 0), NULL);
    fold_assert(f, protocol(f, "0003", 0), NULL);
}

static void an_office_does_what_is_its_own(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_at(&f, "2023-01-25T10:00:00+06:00");
    fold_assert(&f, list(&f, "Amanat"), NULL);
    fold_refused(&f, "preparation.register-list", "party/Amanat", "register-list",
                 "list/" majilis "/Amanat", "{\"order\":1}");
    assert_span_is(f.refusal.cite, "Law on elections 89");
    fold_refused(&f, "preparation.nominate-list", "party/Amanat", "nominate-list",
                 "list/" majilis "/Auyl", "{\"people\":89}");
    fold_refused(&f, "preparation.nominate-list", "party/Amanat", "nominate-list",
                 "list/" majilis "/Auyl/Amanat", "{\"people\":89}");
    fold_refused(&f, "preparation.publish-programme", "party/Amanat", "publish-programme",
                 "programme/" majilis "/Auyl",
                 "{\"text\":\"0000000000000000000000000000000000000000000000000000000000000000\"}");
    fold_refused(&f, "call-majilis", kz_cec, "call-majilis-election", "case/another",
                 "{\"contests\":[\"" majilis_list "\"],\"day\":\"2023-03-19\"}");
    assert_span_is(f.refusal.cite, "Const. 1995 51(3), 63");
    fold_close(&f);
}

/* 18:00 in Astana, whose hours are those of the whole; it is 17:00 then in Aktobe. */
static void a_nomination_is_late_by_the_second(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_at(&f, "2023-02-08T16:59:59+05:00");
    fold_assert(&f, list(&f, "Amanat"), NULL);
    fold_at(&f, "2023-02-08T17:00:01+05:00");
    fold_assert(&f, list(&f, "Auyl"), "majilis-nomination-ends");
    assert_span_is(f.refusal.found, "2023-02-08T18:00:01+06:00");
    fold_close(&f);
}

/* Each place closes by its own hours: 20:00 in Aktobe is an hour after 20:00 in Astana. */
static void a_protocol_waits_for_the_hour_of_its_place(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    fold_at(&f, "2023-03-19T20:30:00+06:00");
    fold_assert(&f, protocol(&f, "0003", 0), "polling-closes");
    fold_assert(&f, protocol(&f, "0001", 0), NULL);
    fold_at(&f, "2023-03-19T20:00:00+05:00");
    fold_assert(&f, protocol(&f, "0003", 0), NULL);
    fold_close(&f);
}

static void a_result_waits_for_every_precinct(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    fold_assert(&f, protocol(&f, "0001", 0), NULL);
    fold_assert(&f, protocol(&f, "0002", 0), NULL);
    fold_assert(&f, kz_result(&f, majilis, majilis_list), "act.incomplete");
    assert_span_is(f.refusal.found, "2 of 3 protocols");
    fold_assert(&f, protocol(&f, "0003", 0), NULL);
    fold_assert(&f, kz_result(&f, majilis, majilis_list), NULL);
    fold_ok(&f, kz_cec, "publish-result", majilis_case, NULL);
    fold_close(&f);
}

static void a_result_with_a_faulty_protocol_inside_is_refused(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    fold_assert(&f, protocol(&f, "0001", 0), NULL);
    fold_assert(&f, protocol(&f, "0002", 7), NULL); /* seven ballots received are missing */
    fold_assert(&f, protocol(&f, "0003", 0), NULL);
    fold_assert(&f, kz_result(&f, majilis, majilis_list), "P.01");
    assert_span_is(f.refusal.cite, "Law on elections 43");
    fold_close(&f);
}

static void a_result_on_a_superseded_protocol_is_refused(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    all_protocols(&f);
    uint64_t entry = adil_polity_entries(f.p) - 1;
    const char *old = kz_result_fields(&f, majilis, majilis_list);
    struct fold_act correction = {
        .by = "precinct-commission/0003",
        .word = "correct-protocol",
        .about = "protocol/" majilis "/" majilis_list "/0003",
        .fields = kz_figures(&f, 100, "{\"Amanat\":40,\"Auyl\":60,\"against all\":0}", 0),
        .supersedes = entry};
    assert_non_null(old);
    fold_assert(&f, fold_apply(&f, &correction), NULL);
    fold_refused(&f, "act.result", kz_cec, "result", majilis_case, old);
    assert_span_is(f.refusal.field, "inputs"); /* of other protocols than those that stand */
    fold_assert(&f, kz_result(&f, majilis, majilis_list), NULL);
    fold_close(&f);
}

#define reveal_fields                                                                              \
    "{\"salt\":\"ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100\","              \
    "\"seed\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}"

static const char *scanned(struct fold *f, int amanat, const char *digit)
{
    struct adil_span votes = adil_fmt(&f->t->perm, "{\"Amanat\":%d,\"Auyl\":%d,\"against all\":0}",
                                      amanat, 100 - amanat);
    struct adil_span plain = adil_span_of(kz_figures(f, 100, fold_text(f, votes), 0));
    size_t at = adil_span_find(plain, ADIL_SPAN("\"spoiled\""));
    char hash[65] = {0};
    memset(hash, digit != NULL ? *digit : '0', 64);
    struct adil_span scan = adil_fmt(&f->t->perm, "\"scan\":\"%s\",", hash);
    return digit == NULL
               ? fold_text(f, plain)
               : fold_text(f, adil_fmt(&f->t->perm, "%.*s%.*s%.*s", (int)at, plain.ptr,
                                       ADIL_ARG(scan), (int)(plain.len - at), plain.ptr + at));
}

/* The precinct corrects its typing, not its paper: other paper comes by a recount. */
static void a_correction_is_of_the_same_paper(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    fold_at(&f, "2023-03-19T22:00:00+06:00");
    const char *about = "protocol/" majilis "/" majilis_list "/0003";
    fold_ok(&f, "precinct-commission/0003", "protocol", about, scanned(&f, 30, NULL));
    struct fold_act act = {.by = "precinct-commission/0003",
                           .word = "correct-protocol",
                           .about = about,
                           .fields = scanned(&f, 40, "a"), /* there was none */
                           .supersedes = adil_polity_entries(f.p) - 1};
    fold_assert(&f, fold_apply(&f, &act), NULL);
    act.supersedes = adil_polity_entries(f.p) - 1;
    act.fields = scanned(&f, 90, "b");
    fold_assert(&f, fold_apply(&f, &act), "correct-protocol");
    assert_span_is(f.refusal.cite, "Law on elections 43");
    assert_span_is(f.refusal.field, "scan");
    act.fields = scanned(&f, 90, NULL);
    fold_assert(&f, fold_apply(&f, &act), "correct-protocol");
    act.fields = scanned(&f, 50, "a");
    fold_assert(&f, fold_apply(&f, &act), NULL);
    act = (struct fold_act){.by = kz_cec,
                            .word = "recount-protocol",
                            .about = about,
                            .fields = scanned(&f, 60, "b"),
                            .supersedes = adil_polity_entries(f.p) - 1};
    fold_assert(&f, fold_apply(&f, &act), NULL);
    fold_close(&f);
}

static void a_lot_is_revealed_by_who_committed_to_it(void **state)
{
    struct fold f;
    open_polling(&f, *state, true);
    all_protocols(&f);
    fold_refused(&f, "act.lot-uncommitted", "party/Auyl", "reveal-seed", majilis_case,
                 reveal_fields);
    fold_refused(&f, "act.lot-unlike", "party/Amanat", "reveal-seed", majilis_case, reveal_fields);
    fold_close(&f);
}

/* Nothing is published before it is established. */
static void a_result_that_was_not_said_is_not_published(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    all_protocols(&f);
    fold_refused(&f, "established.publish-result", kz_cec, "publish-result", majilis_case, NULL);
    fold_close(&f);
}

/* ---- commissions and voter lists ------------------------------------------------------------ */

#define member_of(precinct, party)                                                                 \
    "{\"appointed\":\"2023-01-12\",\"maslikhat\":\"kyzylorda\",\"party\":\"" party                 \
    "\",\"precinct\":\"" precinct "\"}"

static void a_party_has_one_member_in_a_commission(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_ok(&f, kz_cec, "enter-maslikhat", "maslikhat/kyzylorda", "{\"unit\":\"kyzylorda\"}");
    fold_ok(&f, kz_cec, "enter-maslikhat", "maslikhat/abai", "{\"unit\":\"abai\"}");
    const char *by = "maslikhat/kyzylorda";
    fold_ok(&f, by, "appoint-member", "commission-member/m1", member_of("0001", "Amanat"));
    fold_refused(&f, "member-party", by, "appoint-member", "commission-member/m2",
                 member_of("0001", "Amanat"));
    assert_span_is(f.refusal.cite, "Law on elections 10(3)");
    fold_ok(&f, by, "appoint-member", "commission-member/m2", member_of("0001", "Auyl"));
    fold_ok(&f, by, "appoint-member", "commission-member/m3", member_of("0002", "Amanat"));
    fold_refused(&f, "power-appoint-member", kz_cec, "appoint-member", "commission-member/m4",
                 member_of("0003", "Amanat"));
    fold_ok(&f, kz_cec, "appoint-other", "commission-member/m4",
            "{\"appointed\":\"2023-01-12\",\"precinct\":\"0003\",\"role\":\"chair\"}");
    fold_ok(&f, by, "release-member", "commission-member/m1", NULL);
    fold_ok(&f, by, "appoint-member", "commission-member/m5", member_of("0001", "Amanat"));
    fold_close(&f);
}

#define roll_of(n)                                                                                 \
    "{\"commitment\":\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\","        \
    "\"listed\":" #n "}"

static void a_voter_list_is_handed_over_twenty_days_before(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    const char *first = "precinct-commission/0001";
    fold_ok(&f, first, "hand-over-roll", "roll/" majilis "/0001", roll_of(1000));
    fold_refused(&f, "preparation.hand-over-roll", first, "hand-over-roll", "roll/" majilis "/0002",
                 roll_of(1000));
    fold_refused(&f, "roll-opens", first, "open-roll", "roll/" majilis "/0001", NULL);
    fold_at(&f, "2023-02-28T10:00:00+06:00");
    fold_refused(&f, "roll-due", "precinct-commission/0002", "hand-over-roll",
                 "roll/" majilis "/0002", roll_of(1000));
    fold_at(&f, "2023-03-04T10:00:00+06:00");
    fold_ok(&f, first, "open-roll", "roll/" majilis "/0001", NULL);
    fold_close(&f);
}

static void voters_other_than_on_the_list_are_explained(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_ok(&f, "precinct-commission/0001", "hand-over-roll", "roll/" majilis "/0001",
            roll_of(990));
    fold_ok(&f, "precinct-commission/0002", "hand-over-roll", "roll/" majilis "/0002",
            roll_of(1000));
    two_lists_stand(&f);
    fold_at(&f, "2023-03-19T23:00:00+06:00");
    all_protocols(&f); /* each of a thousand voters; the third has no list on the record */
    fold_assert(&f, kz_result(&f, majilis, majilis_list), "act.unlike-roll");
    assert_span_is(f.refusal.found, "protocol " majilis "/" majilis_list "/0001");
    fold_ok(&f, "precinct-commission/0001", "explain-protocol",
            "protocol/" majilis "/" majilis_list "/0001",
            "{\"explanation\":\"ten voters came with certificates\"}");
    fold_assert(&f, kz_result(&f, majilis, majilis_list), NULL);
    fold_close(&f);
}

/* ---- an election held again ------------------------------------------------------------------ */

static void what_the_court_annulled_is_held_again(void **state)
{
    struct fold f;
    open_polling(&f, *state, false);
    all_protocols(&f);
    fold_assert(&f, kz_result(&f, majilis, majilis_list), NULL);
    fold_ok(&f, "constitutional-court", "annul-contest", majilis_case,
            "{\"contest\":\"" majilis_list "\",\"reason\":\"lists were swapped\"}");
    fold_ok(&f, kz_cec, "call-repeat-majilis-election", majilis_case, "{\"day\":\"2023-05-14\"}");
    fold_at(&f, "2023-05-14T23:00:00+06:00");
    static const char *const place[] = {"0001", "0002", "0003"};
    for (size_t i = 0; i < ADIL_COUNT(place); i++) {
        fold_ok(&f, fold_text(&f, adil_fmt(&f.t->perm, "precinct-commission/%s", place[i])),
                "protocol",
                fold_text(&f, adil_fmt(&f.t->perm, "protocol/" majilis "/" majilis_list ":2/%s",
                                       place[i])),
                kz_figures(&f, 100, "{\"Amanat\":40,\"Auyl\":60,\"against all\":0}", 0));
    }
    const char *fields = kz_result_fields(&f, majilis, majilis_list);
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"votes\":{\"Amanat\":120,\"Auyl\":180,"));
    fold_assert(&f, kz_result(&f, majilis, majilis_list), NULL);
    fold_ok(&f, kz_cec, "publish-result", majilis_case, NULL);
    fold_close(&f);
}

/* ---- the record ----------------------------------------------------------------------------- */

static void a_revoked_key_signs_nothing(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_ok(
        &f, "justice", "key", "issuer/party/Amanat",
        fold_text(&f, adil_fmt(&f.t->perm, "{\"last\":0,\"reason\":\"lost\",\"revoke\":[\"%s\"]}",
                               fold_key(&f, "party/Amanat", 0))));
    fold_at(&f, "2023-01-25T10:00:00+06:00");
    fold_assert(&f, list(&f, "Amanat"), "act.key");
    fold_assert(&f, list(&f, "Auyl"), NULL);
    fold_close(&f);
}

static void an_act_is_not_played_twice(void **state)
{
    struct fold f;
    call_majilis(&f, *state);
    fold_at(&f, "2023-01-25T10:00:00+06:00");
    fold_assert(&f, list(&f, "Amanat"), NULL);
    fold_assert(&f, fold_apply_leaf(&f, f.leaf), "act.seq");
    fold_close(&f);
}

static void a_genesis_with_another_hash_founds_nothing(void **state)
{
    struct fold f;
    fold_prepare(&f, *state, kz_book, kz_issuers, ADIL_COUNT(kz_issuers));
    const char *other = "{\"bytes\":10,\"hash\":"
                        "\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"}";
    fold_refused(&f, "act.law", "founders", "enact", "",
                 fold_genesis_fields(&f, "rulebook", other, NULL));
    assert_int_equal(adil_polity_entries(f.p), 0);
    fold_ok(&f, "founders", "enact", "", fold_genesis_fields(&f, NULL, NULL, NULL));
    fold_close(&f);
}

/* The Constitution of 2026 is in force from 1 July: there is no Majilis to be elected. */
static void from_july_2026_no_majilis_is_called(void **state)
{
    struct fold f;
    kz_open(&f, *state, NULL);
    fold_at(&f, "2026-07-01T00:00:00+05:00");
    fold_refused(&f, "call-majilis", "president", "call-majilis-election", "case/late",
                 "{\"contests\":[\"" majilis_list "\"],\"day\":\"2026-08-23\"}");
    assert_span_is(f.refusal.cite, "Const. 1995 51(3), 63");
    fold_close(&f);
    kz_open(&f, *state, NULL);
    fold_at(&f, "2026-06-01T23:59:00+05:00");
    fold_refused(&f, "majilis-held-before", "president", "call-majilis-election", "case/in-time",
                 "{\"contests\":[\"" majilis_list "\"],\"day\":\"2026-07-26\"}");
    fold_ok(&f, "president", "dissolve-majilis", "dissolution/1",
            "{\"on\":\"2026-06-01\",\"talks\":true}");
    fold_ok(&f, "president", "call-majilis-election", "case/in-time",
            "{\"contests\":[\"" majilis_list "\"],\"day\":\"2026-06-28\"}");
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_winner_of_2019_is_elected_in_2022_and_never_again),
        test_case(a_candidate_is_forty_on_the_day_of_the_election),
        test_case(a_party_has_five_thousand_members_two_hundred_in_every_region),
        test_case(under_the_earlier_law_the_same_party_is_refused),
        test_case(an_office_does_what_is_its_own),
        test_case(a_nomination_is_late_by_the_second),
        test_case(a_protocol_waits_for_the_hour_of_its_place),
        test_case(a_result_waits_for_every_precinct),
        test_case(a_result_with_a_faulty_protocol_inside_is_refused),
        test_case(a_result_on_a_superseded_protocol_is_refused),
        test_case(a_correction_is_of_the_same_paper),
        test_case(a_lot_is_revealed_by_who_committed_to_it),
        test_case(a_party_has_one_member_in_a_commission),
        test_case(a_voter_list_is_handed_over_twenty_days_before),
        test_case(voters_other_than_on_the_list_are_explained),
        test_case(what_the_court_annulled_is_held_again),
        test_case(a_result_that_was_not_said_is_not_published),
        test_case(a_revoked_key_signs_nothing),
        test_case(an_act_is_not_played_twice),
        test_case(a_genesis_with_another_hash_founds_nothing),
        test_case(from_july_2026_no_majilis_is_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
