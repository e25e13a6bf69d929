/* Votes by name: what is told of a decision whose roll an act calls or whose votes members sign.
 * docs/record.md */
#include "kz.h"

#define house "tests/polity/test-house.yaml"

static const struct fold_issuer clerks[] = {
    {"head", 1}, {"lower-clerk", 1}, {"upper-clerk", 1}, {"presidium", 1}};

/* What was told since the test looked last: "ENTRY CASE STAGE READING/READINGS BODY: NAME FACTION
 * VOTE; ..." */
struct told {
    struct fold f;
    struct adil_buf text;
};
static struct told *hearing; /* the ctx of a fold's polity is the fold's own */

static void hear(void *ctx, const struct adil_roll *r)
{
    struct adil_buf *out = &hearing->text;
    struct adil_arena a = hearing->f.t->scratch;
    (void)ctx;
    adil_buf_fmt(out, "%s%llu %.*s %.*s %.*s %u/%u %.*s:", out->len > 0 ? "\n" : "",
                 (unsigned long long)r->entry, ADIL_ARG(adil_date_text(&a, r->day)),
                 ADIL_ARG(r->case_id), ADIL_ARG(r->stage), r->reading, r->readings,
                 ADIL_ARG(r->body));
    for (uint32_t i = 0; i < r->n; i++) {
        const struct adil_roll_vote *v = &r->vote[i];
        struct adil_span choice =
            v->choice < ADIL_N_CHOICES ? adil_choices[v->choice] : ADIL_SPAN("absent");
        adil_buf_fmt(out, " %.*s(%.*s) %.*s", ADIL_ARG(v->member), ADIL_ARG(v->faction),
                     ADIL_ARG(choice));
    }
}

static void assert_told_at(struct told *x, const char *text, int line)
{
    if (!adil_span_is(adil_buf_span(&x->text), text)) {
        print_error("line %d: told\n%.*s\nexpected\n%s\n", line, ADIL_ARG(adil_buf_span(&x->text)),
                    text);
        fail();
    }
    adil_buf_release(&x->text);
    adil_buf_open(&x->text, (size_t)1 << 20);
}
#define assert_told(x, text) assert_told_at((x), (text), __LINE__)

static void listen_to(struct told *x)
{
    adil_buf_open(&x->text, (size_t)1 << 20);
    hearing = x;
    x->f.p->options.rolled = hear;
}

/* Two members of the lower house, four of the upper. */
static void open_told(struct told *x, struct test_arenas *t)
{
    static const char *const name[] = {"l1", "l2", "u1", "u2", "u3", "u4"};
    struct adil_span text = ADIL_SPAN("[");
    for (size_t i = 0; i < ADIL_COUNT(name); i++) {
        text = adil_fmt(&t->perm,
                        "%.*s%s{\"capacity\":\"elected\",\"office\":\"%s\",\"person\":\"%s\","
                        "\"since\":\"2020-01-01\",\"source\":\"t\"}",
                        ADIL_ARG(text), i > 0 ? "," : "", i < 2 ? "lower" : "upper", name[i]);
    }
    fold_open_holders(&x->f, t, house, clerks, ADIL_COUNT(clerks),
                      adil_span_cstr(&t->perm, adil_fmt(&t->perm, "%.*s]", ADIL_ARG(text))));
    listen_to(x);
    fold_at(&x->f, "2023-02-01T10:00:00Z");
}

static void close_told(struct told *x)
{
    adil_buf_release(&x->text);
    fold_close(&x->f);
}

/* The upper house has the bill; what its clerk wrote of the lower house was in numbers. */
static void in_upper_house(struct told *x, const char *bill)
{
    fold_ok(&x->f, "lower-clerk", "table-bill", bill, "{\"title\":\"t\"}");
    fold_ok(&x->f, "lower-clerk", "decide-bill", bill, "{\"yes\":6}");
    fold_ok(&x->f, "lower-clerk", "decide-bill", bill, "{\"yes\":6}");
}

static void figures_without_names_tell_nothing(void **state)
{
    struct told x;
    open_told(&x, *state);
    in_upper_house(&x, "case/b1");
    assert_told(&x, "");
    close_told(&x);
}

static void a_roll_call_tells_every_member_of_the_day_once(void **state)
{
    struct told x;
    open_told(&x, *state);
    fold_ok(&x.f, "upper-clerk", "join-group", "senator/u1", "{\"group\":\"red\"}");
    fold_ok(&x.f, "upper-clerk", "join-group", "senator/u2", "{\"group\":\"blue\"}");
    fold_ok(&x.f, "upper-clerk", "join-group", "senator/l1", "{\"group\":\"blue\"}");
    in_upper_house(&x, "case/b1");
    fold_refused(&x.f, "upper.decision", "upper-clerk", "call-the-roll", "case/b1",
                 "{\"no\":[\"u2\"],\"result\":\"fail\",\"yes\":[\"u1\",\"u3\"]}");
    assert_told(&x, "");
    fold_ok(&x.f, "upper-clerk", "call-the-roll", "case/b1",
            "{\"abstain\":[\"u4\"],\"casting\":\"yes\",\"no\":[\"u2\"],\"yes\":[\"u1\"]}");
    assert_told(&x, "7 2023-02-01 b1 upper 1/1 upper-house: u1(red) yes u2(blue) no u3() absent "
                    "u4() abstain");
    close_told(&x);
}

/* Of the day of the vote: not what it was before, nor what has ended. */
static void a_faction_is_what_the_record_says_then(void **state)
{
    struct told x;
    open_told(&x, *state);
    fold_ok(&x.f, "upper-clerk", "join-group", "senator/u1", "{\"group\":\"red\"}");
    fold_ok(&x.f, "upper-clerk", "join-group", "senator/u2", "{\"group\":\"red\"}");
    in_upper_house(&x, "case/b1");
    in_upper_house(&x, "case/b2");
    fold_ok(&x.f, "upper-clerk", "call-the-roll", "case/b1", "{\"yes\":[\"u1\",\"u2\"]}");
    assert_told(&x, "9 2023-02-01 b1 upper 1/1 upper-house: u1(red) yes u2(red) yes u3() absent "
                    "u4() absent");
    fold_ok(&x.f, "upper-clerk", "change-group", "senator/u1", "{\"group\":\"blue\"}");
    fold_ok(&x.f, "upper-clerk", "leave-group", "senator/u2", NULL);
    fold_at(&x.f, "2023-02-03T10:00:00Z");
    fold_ok(&x.f, "upper-clerk", "call-the-roll", "case/b2", "{\"present\":[\"u2\",\"u1\"]}");
    assert_told(&x, "12 2023-02-03 b2 upper 1/1 upper-house: u1(blue) present u2() present "
                    "u3() absent u4() absent");
    close_told(&x);
}

static void who_leaves_by_a_decision_voted_in_it(void **state)
{
    struct told x;
    open_told(&x, *state);
    in_upper_house(&x, "case/b1");
    in_upper_house(&x, "case/b2");
    fold_ok(&x.f, "upper-clerk", "call-the-last-roll", "case/b1",
            "{\"leaving\":\"u4\",\"yes\":[\"u1\",\"u4\"]}");
    assert_told(&x, "7 2023-02-01 b1 upper 1/1 upper-house: u1() yes u2() absent u3() absent "
                    "u4() yes");
    fold_ok(&x.f, "upper-clerk", "call-the-roll", "case/b2", "{\"yes\":[\"u1\",\"u2\"]}");
    assert_told(&x, "8 2023-02-01 b2 upper 1/1 upper-house: u1() yes u2() yes u3() absent");
    close_told(&x);
}

/* ---- members' own votes -------------------------------------------------------------------- */

static void open_congress(struct told *x, struct test_arenas *t)
{
    static const char *const name[] = {"a", "b", "c", "d"};
    static const char *const fields[] = {"{\"bloc\":\"west\",\"status\":\"accredited\"}",
                                         "{\"bloc\":\"east\",\"status\":\"accredited\"}",
                                         "{\"status\":\"accredited\"}",
                                         "{\"bloc\":\"west\",\"status\":\"invited\"}"};
    open_told(x, t);
    for (size_t i = 0; i < ADIL_COUNT(name); i++) {
        struct adil_span key = adil_fmt(&t->perm, "delegation/%s", name[i]);
        struct adil_span issuer = adil_fmt(&t->perm, "delegate/%s", name[i]);
        fold_ok(&x->f, "presidium", "accredit", adil_span_cstr(&t->perm, key), fields[i]);
        fold_bind(&x->f, "founders", adil_span_cstr(&t->perm, issuer), 1);
    }
    fold_ok(&x->f, "presidium", "draft", "case/d", "{\"text\":\"t\"}"); /* entry 9 */
}

static void signed_votes_are_told_reading_by_reading(void **state)
{
    struct told x;
    open_congress(&x, *state);
    fold_ok(&x.f, "delegate/a", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&x.f, "delegate/b", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&x.f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    assert_told(&x, "");
    fold_ok(&x.f, "presidium", "adopt", "case/d", NULL);
    assert_told(&x, "13 2023-02-01 d floor 1/2 congress: a(west) yes b(east) yes c() absent");
    fold_ok(&x.f, "delegate/c", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&x.f, "delegate/b", "cast", "case/d", "{\"choice\":\"abstain\"}");
    fold_ok(&x.f, "presidium", "adopt", "case/d", NULL);
    assert_told(&x, "16 2023-02-01 d floor 2/2 congress: a(west) absent b(east) abstain c() no");
    close_told(&x);
}

static void a_vote_that_does_not_count_is_not_told(void **state)
{
    struct told x;
    open_congress(&x, *state);
    fold_ok(&x.f, "delegate/a", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_at(&x.f, "2023-03-02T10:00:00Z"); /* the floor began anew */
    fold_ok(&x.f, "delegate/b", "cast", "case/d", "{\"choice\":\"no\"}");
    fold_ok(&x.f, "delegate/c", "cast", "case/d", "{\"choice\":\"yes\"}");
    fold_ok(&x.f, "presidium", "withdraw", "delegation/c", NULL);
    fold_ok(&x.f, "presidium", "adopt", "case/d", NULL);
    assert_told(&x, "14 2023-03-02 d floor 1/2 congress: a(west) absent b(east) no");
    close_told(&x);
}

/* ---- a polity's ---------------------------------------------------------------------------- */

#define MEMBERS                                                                                    \
    "{\"members\":{\"total\":6000,\"units\":{\"abai\":300,\"akmola\":300,\"aktobe\":300,"          \
    "\"almaty\":300,\"almaty-region\":300,\"astana\":300,\"atyrau\":300,\"east-kazakhstan\":300,"  \
    "\"karaganda\":300,\"kostanay\":300,\"kyzylorda\":300,\"mangystau\":300,"                      \
    "\"north-kazakhstan\":300,\"pavlodar\":300,\"shymkent\":300,\"turkistan\":300,\"ulytau\":300," \
    "\"west-kazakhstan\":300,\"zhambyl\":300,\"zhetisu\":300}}}"
#define PERSON(party)                                                                              \
    "{\"body_members\":9,\"born\":\"1970-05-01\",\"citizen\":true,\"disability\":false,"           \
    "\"list\":\"m/" party "\",\"number\":1,\"party\":\"" party                                     \
    "\",\"resident_since\":\"2000-01-01\",\"votes_for\":5,\"woman\":true}"

/* Two deputies of lists and one of a district, by the law of Kazakhstan; persons by number. */
static void the_faction_of_a_deputy_of_a_list_is_its_party(void **state)
{
    static const char *const party[] = {"Amanat", "Auyl"};
    static const char *const person[] = {PERSON("Amanat"), PERSON("Auyl")};
    struct told x;
    struct fold *f = &x.f;
    kz_open(f, *state,
            "[" KZ_HOLDS("president", "p", "2022-11-26") "," KZ_HOLDS("district-deputy", "d3",
                                                                      "2023-03-29") "]");
    listen_to(&x);
    fold_at(f, "2023-01-10T10:00:00+06:00");
    fold_bind(f, "founders", "majilis-chair", 1);
    for (size_t i = 0; i < ADIL_COUNT(party); i++) {
        fold_ok(f, "justice", "register-party",
                fold_text(f, adil_fmt(&f->t->perm, "party/%s", party[i])), MEMBERS);
    }
    fold_at(f, "2023-01-19T10:00:00+06:00");
    fold_ok(f, "president", "dissolve-majilis", "dissolution/1",
            "{\"on\":\"2023-01-19\",\"talks\":true}");
    fold_ok(f, "president", "call-majilis-election", "case/m",
            "{\"contests\":[\"majilis-2023-list-announced\"],\"day\":\"2023-03-19\"}");
    fold_at(f, "2023-01-25T10:00:00+06:00");
    for (size_t i = 0; i < ADIL_COUNT(party); i++) {
        const char *by = fold_text(f, adil_fmt(&f->t->perm, "party/%s", party[i]));
        fold_ok(f, by, "nominate-list", fold_text(f, adil_fmt(&f->t->perm, "list/m/%s", party[i])),
                "{\"people\":1}");
        fold_ok(f, by, "add-person", fold_text(f, adil_fmt(&f->t->perm, "deputy/m/d%zu", i + 1)),
                person[i]);
    }
    for (size_t i = 0; i < ADIL_COUNT(party); i++) {
        fold_ok(f, kz_cec, "register-list",
                fold_text(f, adil_fmt(&f->t->perm, "list/m/%s", party[i])), "{\"order\":1}");
    }
    fold_at(f, "2023-03-27T10:00:00+06:00");
    fold_ok(f, kz_cec, "state-finding", "case/m",
            "{\"contest\":\"majilis-2023-list-announced\",\"seats\":{\"Amanat\":60,\"Auyl\":9},"
            "\"source\":\"s\"}");
    fold_ok(f, kz_cec, "publish-result", "case/m", NULL);
    for (size_t i = 0; i < ADIL_COUNT(party); i++) {
        const char *about = fold_text(f, adil_fmt(&f->t->perm, "deputy/m/d%zu", i + 1));
        fold_ok(f, fold_text(f, adil_fmt(&f->t->perm, "party/%s", party[i])), "name-deputy", about,
                NULL);
        fold_ok(f, kz_cec, "seat-list-deputy", about, NULL);
    }
    fold_at(f, "2023-03-29T10:00:00+06:00");
    fold_ok(f, "majilis-chair", "table-bill", "case/b", "{\"money\":false,\"title\":\"t\"}");
    fold_ok(f, "majilis-chair", "roll-call", "case/b",
            "{\"no\":[\"d2\"],\"result\":\"none\",\"yes\":[\"d1\"]}"); /* no quorum of 98 */
    assert_told(&x, "19 2023-03-29 b majilis 1/1 majilis: d3() absent d1(Amanat) yes d2(Auyl) no");
    close_told(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(figures_without_names_tell_nothing),
        test_case(a_roll_call_tells_every_member_of_the_day_once),
        test_case(a_faction_is_what_the_record_says_then),
        test_case(who_leaves_by_a_decision_voted_in_it),
        test_case(signed_votes_are_told_reading_by_reading),
        test_case(a_vote_that_does_not_count_is_not_told),
        test_case(the_faction_of_a_deputy_of_a_list_is_its_party),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
