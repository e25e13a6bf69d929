/* Every election of the reference rulebook from its call to its publication: figures that are
 * typed, corrected, counted anew, annulled and polled again; outcomes the law is silent on;
 * outcomes that were published elsewhere. */
#include "kz_polled.h"

enum annulled { BY_NOBODY, BY_COMMISSION, BY_COURT };

static void hold_again(const struct counting *c, const char *about, const char *by)
{
    struct fold *f = c->f;
    struct adil_span fields =
        adil_fmt(&f->t->perm, "{\"contest\":\"%s\",\"reason\":\"r\"}", c->e->contest);
    fold_ok(f, by, "annul-contest", about, fold_text(f, fields));
    if (c->e->repeat_day == NULL) {
        return;
    }
    const char *again = c->e == &polled[MAJILIS]  ? "call-repeat-majilis-election"
                        : c->e == &polled[SENATE] ? "call-repeat-senate-election"
                                                  : "call-repeat-election";
    fold_ok(f, kz_cec, again, about,
            fold_text(f, adil_fmt(&f->t->perm, "{\"day\":\"%s\"}", c->e->repeat_day)));
    story_at(f, &poll_setting, c->e->repeat_night);
    poll_round(c, 2, c->e->other);
}

static void count(struct test_arenas *t, const struct polled *e, enum annulled how)
{
    struct fold f;
    struct counting c = {&f, e, case_id(e)};
    play(&f, t, e);
    const char *about = fold_text(&f, adil_fmt(&t->perm, "case/%s", c.id));
    first_count(&c);
    if (how == BY_COURT) {
        fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
    }
    if (how != BY_NOBODY) {
        hold_again(&c, about, how == BY_COURT ? "constitutional-court" : kz_cec);
    }
    if (how == BY_NOBODY || e->repeat_day != NULL) {
        fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
        fold_ok(&f, kz_cec, e->published != NULL ? e->published : "publish-result", about, NULL);
        assert_true(f.p->cases[0].election->contest[0].certified);
    } else {
        fold_assert(&f, kz_result(&f, c.id, e->contest), "act.contest-annulled");
    }
    fold_close(&f);
}

static void every_election_runs_from_its_call_to_its_publication(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(polled); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        count(t, &polled[i], BY_NOBODY);
        t->perm = perm;
    }
}

/* On the stroke of its closing a place may report; the stage is still that of polling then.
 * Electors of the Senate go by the hour of the capital, wherever they sit. */
static void a_place_reports_from_the_second_of_its_closing(void **state)
{
    for (size_t i = 0; i < ADIL_COUNT(polled); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[i];
        const struct counting c = {&f, e, case_id(e)};
        const char *zone = strncmp(e->night, "2024-03", 7) < 0 ? "+06:00" : "+05:00";
        const char *figures = NULL;
        play(&f, t, e);
        figures = kz_figures(&f, e->cast, e->votes, 0);
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%.10sT19:59:59%s", e->night, zone)));
        fold_refused(&f, "polling-closes", commission(&c, e->first), "protocol",
                     paper(&c, 1, e->first), figures);
        fold_at(&f, fold_text(&f, adil_fmt(&t->perm, "%.10sT20:00:00%s", e->night, zone)));
        fold_ok(&f, commission(&c, e->first), "protocol", paper(&c, 1, e->first), figures);
        fold_close(&f);
        t->perm = perm;
    }
}

static void what_was_annulled_is_held_again(void **state)
{
    static const int by_court[] = {MAJILIS, PRESIDENT, KURULTAI};
    for (size_t i = 0; i < ADIL_COUNT(polled) + ADIL_COUNT(by_court); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        if (i < ADIL_COUNT(polled)) {
            count(t, &polled[i], BY_COMMISSION);
        } else {
            count(t, &polled[by_court[i - ADIL_COUNT(polled)]], BY_COURT);
        }
        t->perm = perm;
    }
}

/* With a newly elected President the powers of the akims of regions end. */
static void a_new_president_ends_the_powers_of_akims(void **state)
{
    struct fold f;
    const struct polled *e = &polled[PRESIDENT];
    struct counting c = {&f, e, case_id(e)};
    play(&f, *state, e);
    first_count(&c);
    fold_assert(&f, kz_result(&f, "p", e->contest), NULL);
    assert_false(adil_date_known(f.p->holding[1].until));
    fold_ok(&f, kz_cec, "publish-result", "case/p", NULL);
    assert_true(adil_date_known(f.p->holding[1].until));
    fold_close(&f);
}

/* ---- second rounds --------------------------------------------------------------------------- */

/* Nobody has more than half: the two with most votes stand again. */
static void second_round(struct test_arenas *t, const struct polled *e, const char *first,
                         const char *second)
{
    struct fold f;
    struct counting c = {&f, e, case_id(e)};
    play(&f, t, e);
    const char *about = fold_text(&f, adil_fmt(&t->perm, "case/%s", c.id));
    poll_round(&c, 1, first);
    fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
    fold_refused(&f, "established.publish-result", kz_cec, "publish-result", about, NULL);
    fold_ok(&f, kz_cec, "call-second-round", about,
            fold_text(&f, adil_fmt(&t->perm, "{\"day\":\"%s\"}", e->repeat_day)));
    story_at(&f, &poll_setting, e->repeat_night);
    poll_round(&c, 2, second);
    fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
    fold_ok(&f, kz_cec, "publish-result", about, NULL);
    fold_close(&f);
}

static void a_second_round_is_of_two(void **state)
{
    static const char second[] = "{\"against all\":20,\"x\":39,\"y\":41}";
    second_round(*state, &polled[PRESIDENT], "{\"against all\":20,\"x\":50,\"y\":30}", second);
    second_round(*state, &polled[SENATE], "{\"against all\":120,\"x\":300,\"y\":180}",
                 "{\"against all\":120,\"x\":234,\"y\":246}");
    /* more against all than for anybody: no new election follows from it */
    second_round(*state, &polled[PRESIDENT], "{\"against all\":60,\"x\":30,\"y\":10}", second);
}

/* ---- where the law is silent ----------------------------------------------------------------- */

static void what_the_law_does_not_say_stays_open(void **state)
{
    static const struct {
        int poll;
        const char *votes;
        const char *status;
    } silent[] = {
        {MAJILIS, "{\"A\":90,\"B\":4,\"against all\":6}", "undetermined"}, /* one list passes */
        {MAJILIS, "{\"A\":4,\"B\":4,\"against all\":92}", "undetermined"}, /* none does */
        {AKIM_OF_DISTRICT, "{\"against all\":10,\"x\":45,\"y\":45}", "undetermined"},
        {QUESTION, "{\"both options marked\":0,\"no\":300,\"yes\":300}", "not-adopted"},
    };
    for (size_t i = 0; i < ADIL_COUNT(silent); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        const struct polled *e = &polled[silent[i].poll];
        struct counting c = {&f, e, case_id(e)};
        play(&f, t, e);
        poll_round(&c, 1, silent[i].votes);
        const char *fields = kz_result_fields(&f, c.id, e->contest);
        assert_non_null(fields);
        if (strstr(fields, silent[i].status) == NULL) {
            fail_msg("%s, %zu: expected %s, found %s", e->name, i, silent[i].status, fields);
        }
        fold_assert(&f, kz_result(&f, c.id, e->contest), NULL);
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- the law before May 2021 ----------------------------------------------------------------- */

#define OLD_PARTY(name)                                                                            \
    {                                                                                              \
        NULL, "justice", "register-party", "party/" name,                                          \
            "{\"members\":{\"total\":20400,\"units\":{\"akmola\":1200,\"aktobe\":1200,"            \
            "\"almaty\":1200,\"almaty-region\":1200,\"astana\":1200,\"atyrau\":1200,"              \
            "\"east-kazakhstan\":1200,\"karaganda\":1200,\"kostanay\":1200,\"kyzylorda\":1200,"    \
            "\"mangystau\":1200,\"north-kazakhstan\":1200,\"pavlodar\":1200,\"shymkent\":1200,"    \
            "\"turkistan\":1200,\"west-kazakhstan\":1200,\"zhambyl\":1200}}}",                     \
            NULL                                                                                   \
    }
#define LIST_OF_98(at, name)                                                                       \
    {                                                                                              \
        at, "party/" name, "nominate-list", "list/m/" name, "{\"people\":98}", NULL                \
    }
static const struct act_step majilis_2021[] = {
    {"2020-11-10", kz_cec, "form-precinct", "precinct/1", PLACE("Astana"), NULL},
    OLD_PARTY("A"),
    OLD_PARTY("B"),
    OLD_PARTY("C"),
    {"2020-11-15", "president", "call-majilis-election", "case/m",
     "{\"contests\":[\"majilis-2021-list\"],\"day\":\"2021-01-10\"}", NULL},
    LIST_OF_98("2020-11-16", "A"),
    LIST_OF_98(NULL, "B"),
    LIST_OF_98(NULL, "C"),
    {NULL, kz_cec, "register-list", "list/m/A", "{\"order\":1}", NULL},
    {NULL, kz_cec, "register-list", "list/m/B", "{\"order\":2}", NULL},
    {NULL, kz_cec, "register-list", "list/m/C", "{\"order\":3}", NULL},
};

/* A record that begins in 2020. */
static void play_2021(struct fold *f, struct test_arenas *t)
{
    const struct story s = {
        .name = "majilis_2021", .step = majilis_2021, .n = ADIL_COUNT(majilis_2021)};
    fold_prepare(f, t, poll_setting.book, poll_offices, ADIL_COUNT(poll_offices));
    f->strangers = true;
    story_at(f, &poll_setting, "2020-11-01");
    fold_ok(f, "founders", "enact", "",
            fold_genesis_fields(f, NULL, NULL,
                                "[" HOLDER("president", "p", "2019-06-12")
                                    ALSO("list-deputy", "d", "2016-03-24") "]"));
    tell_steps(f, &poll_setting, &s);
    story_at(f, &poll_setting, "2021-01-10T23:30:00");
}

/* One list alone has seven of a hundred: the next is admitted too, its votes count 0.7 times, and
 * it has two seats at least. (Law on elections 97-1(2), (3)) */
static void until_2021_the_next_list_is_admitted_beside_the_only_one(void **state)
{
    static const struct {
        const char *votes;
        const char *seats;
    } counts[] = {
        {"{\"A\":900,\"B\":60,\"C\":40}", "\"seats\":{\"A\":94,\"B\":4}"},
        {"{\"A\":980,\"B\":8,\"C\":12}", "\"seats\":{\"A\":96,\"C\":2}"},  /* at least */
        {"{\"A\":900,\"B\":70,\"C\":30}", "\"seats\":{\"A\":91,\"B\":7}"}, /* both pass */
    };
    for (size_t i = 0; i < ADIL_COUNT(counts); i++) {
        struct test_arenas *t = *state;
        struct adil_arena perm = t->perm;
        struct fold f;
        play_2021(&f, t);
        fold_ok(&f, "precinct-commission/1", "protocol", "protocol/m/majilis-2021-list/1",
                kz_figures(&f, 1000, counts[i].votes, 0));
        const char *fields = kz_result_fields(&f, "m", "majilis-2021-list");
        assert_non_null(fields);
        if (strstr(fields, counts[i].seats) == NULL) {
            fail_msg("%zu: expected %s, found %s", i, counts[i].seats, fields);
        }
        fold_assert(&f, kz_result(&f, "m", "majilis-2021-list"), NULL);
        fold_ok(&f, kz_cec, "publish-result", "case/m", NULL);
        fold_close(&f);
        t->perm = perm;
    }
}

/* ---- what was published elsewhere ------------------------------------------------------------ */

#define DAY(contest, day) "{\"contests\":[\"" contest "\"],\"day\":\"" day "\"}"
#define FOUND(contest, seats, winner)                                                              \
    "{\"contest\":\"" contest "\"," seats "\"source\":\"s\"" winner "}"
static const struct act_step found_list[] = {
    LAND("2023-01-12"),
    {"2023-01-19", "president", "call-majilis-election", "case/m",
     DAY("majilis-2023-list-announced", "2023-03-19"), NULL},
    {"2023-03-27", kz_cec, "state-finding", "case/m",
     FOUND("majilis-2023-list-announced", "\"seats\":{\"Amanat\":69},", ""), NULL},
    {NULL, kz_cec, "publish-result", "case/m", NULL, NULL},
};
static const struct act_step found_president[] = {
    LAND("2022-09-01"),
    {"2022-09-22", "president", "call-presidential-election", "case/p",
     "{\"contests\":[\"president-2022-announced\"],\"day\":\"2022-11-20\",\"registered\":1}", NULL},
    {"2022-11-22", kz_cec, "state-finding", "case/p",
     FOUND("president-2022-announced", "", ",\"winner\":\"p\""), NULL},
    {NULL, kz_cec, "publish-result", "case/p", NULL, NULL},
};
static const struct act_step found_kurultai[] = {
    LAND("2026-07-02"),
    {NULL, "president", "call-kurultai-election", "case/k", DAY("kurultai-2026", "2026-08-23"),
     NULL},
    {"2026-08-27", kz_cec, "state-finding", "case/k",
     FOUND("kurultai-2026", "\"seats\":{\"A\":145},", ""), NULL},
    {NULL, kz_cec, "publish-result", "case/k", NULL, NULL},
};
static const struct act_step found_answer[] = {
    {"2022-05-05", "president", "draft-amendment", "draft/1",
     "{\"title\":\"t\",\"touches\":[\"courts\"]}", NULL},
    {NULL, "constitutional-court", "clear-draft", "draft/1", "{\"opinion\":\"o\"}", NULL},
    {NULL, "president", "call-referendum-on-text", "case/q",
     "{\"contests\":[\"referendum-2022-announced\"],\"day\":\"2022-06-05\",\"draft\":\"1\"}", NULL},
    {"2022-06-06", kz_cec, "state-finding", "case/q",
     FOUND("referendum-2022-announced", "", ",\"winner\":\"yes\""), NULL},
    {NULL, kz_cec, "publish-result", "case/q", NULL, NULL},
};

static void a_published_outcome_is_stated_by_the_commission(void **state)
{
    static const struct story stories[] = {
        STORY(found_list, "published"), STORY(found_president, "published"),
        STORY(found_kurultai, "published"),
        STORY_OF(found_answer, "published", "[" HOLDER("president", "p", "2019-06-12") "]")};
    tell_stories(&poll_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(every_election_runs_from_its_call_to_its_publication),
        test_case(a_place_reports_from_the_second_of_its_closing),
        test_case(what_was_annulled_is_held_again),
        test_case(a_new_president_ends_the_powers_of_akims),
        test_case(a_second_round_is_of_two),
        test_case(what_the_law_does_not_say_stays_open),
        test_case(until_2021_the_next_list_is_admitted_beside_the_only_one),
        test_case(a_published_outcome_is_stated_by_the_commission),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
