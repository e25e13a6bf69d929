#include "law/norm.h"

#include "support.h"

#define FIELD(name, kind, of)                                                                      \
    {                                                                                              \
        ADIL_SPAN_INIT(name), ADIL_SPAN_INIT(kind), ADIL_SPAN_INIT(of)                             \
    }

static const struct adil_field fields[] = {
    FIELD("person", "key", ""),
    FIELD("born", "date", ""),
    FIELD("office", "text", ""),
    FIELD("langs", "set", ""),
    FIELD("free", "flag", ""),
    FIELD("pay", "number", ""),
    FIELD("helpers", "tally", "regions"),
};
enum { PERSON, BORN, OFFICE, LANGS, FREE, PAY, HELPERS, N_FIELDS };

static const struct adil_register registers[] = {
    {.id = ADIL_SPAN_INIT("holdings"), .field = fields, .n_fields = N_FIELDS}};
static const struct adil_field outers[] = {FIELD("contest.day", "date", "")};
static const struct adil_vocab_word groups[] = {{.id = ADIL_SPAN_INIT("regions")}};

#define NBSP "\xc2\xa0"

static struct adil_norm norm_of(struct test_arenas *t, const struct adil_vocab *vocab,
                                const char *that, const char *is)
{
    struct adil_norm n = {0};
    struct adil_norm_scope scope = {
        .reg = registers, .n_registers = 1, .outer = outers, .n_outer = 1, .vocab = vocab};
    struct adil_place none = {{NULL, 0}, 0};
    adil_err e =
        adil_norm_parse(&t->perm, none, adil_span_of(that), adil_span_of(is), &scope, &n, NULL);
    assert_int_equal(e.code, ADIL_C_OK);
    return n;
}

static struct adil_vocab vocab_of(struct test_arenas *t)
{
    return adil_vocab_contest(&t->perm, NULL, 0, groups, ADIL_COUNT(groups));
}

static void say(void **state, const char *that, const char *is, const char *en, const char *ru,
                const char *kk)
{
    struct test_arenas *t = *state;
    const char *const want[ADIL_N_LANGS] = {[ADIL_EN] = en, [ADIL_RU] = ru, [ADIL_KK] = kk};
    struct adil_vocab vocab = vocab_of(t);
    struct adil_norm n = norm_of(t, &vocab, that, is);
    for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
        assert_span_is(adil_norm_words(&t->perm, (enum adil_lang)lang, &n, &vocab), want[lang]);
    }
}

static void test_norm_words__times(void **state)
{
    say(state, "age(born, at: contest.day)", "at least 40 years",
        "age, from born to contest.day: at least 40 years",
        "возраст (born — contest.day): не менее 40 лет",
        "жасы (born — contest.day): кемінде: 40 жыл");
    say(state, "span(born, to: contest.day)", "more than 1 year 6 months or at most 21 days",
        "time from born to contest.day: more than 1 year 6 months or at most 21 days",
        "срок (born — contest.day): более 1 года 6 месяцев или не более 21 дня",
        "мерзімі (born — contest.day): мынадан көп: 1 жыл 6 ай немесе ең көбі: 21 күн");
    say(state, "span(born, to: contest.day)", "less than 11 days",
        "time from born to contest.day: less than 11 days",
        "срок (born — contest.day): менее 11 дней",
        "мерзімі (born — contest.day): мынадан аз: 11 күн");
}

/* How a day looks is the business of base/lang.h. */
static struct adil_span shown_day(struct test_arenas *t, enum adil_lang lang, const char *text)
{
    struct adil_date d;
    assert_true(adil_date_parse(adil_span_of(text), &d));
    return adil_lang_date(&t->perm, lang, d);
}

static void test_norm_words__rows(void **state)
{
    struct test_arenas *t = *state;
    const char *day = "2022-09-17";
    say(state, "count(holdings where office = head and born after 2022-09-17)", "0",
        adil_fmt(&t->perm,
                 "number of holdings where office is head and born is after %.*s: exactly 0",
                 ADIL_ARG(shown_day(t, ADIL_EN, day)))
            .ptr,
        adil_fmt(&t->perm,
                 "число записей (holdings), где office — head и born — позднее: %.*s: ровно 0",
                 ADIL_ARG(shown_day(t, ADIL_RU, day)))
            .ptr,
        adil_fmt(&t->perm,
                 "жазбалар саны (holdings), мұнда: office — head және born — мына күннен кейін: "
                 "%.*s: дәл: 0",
                 ADIL_ARG(shown_day(t, ADIL_KK, day)))
            .ptr);
    say(state, "count(holdings where age(born, at: contest.day) at least 29 years)",
        "at most 70% of this.pay",
        "number of holdings where age, from born to contest.day is at least 29 years: at most 70% "
        "of this.pay",
        "число записей (holdings), где возраст (born — contest.day) — не менее 29 лет: не более "
        "70" NBSP "% от числа this.pay",
        "жазбалар саны (holdings), мұнда: жасы (born — contest.day) — кемінде: 29 жыл: ең көбі: "
        "70% (this.pay санынан)");
    say(state, "sum(holdings.pay)", "at least 1000", "sum of holdings.pay: at least 1,000",
        "сумма (holdings.pay): не менее 1" NBSP "000",
        "сомасы (holdings.pay): кемінде: 1" NBSP "000");
}

static void test_norm_words__lists_flags_and_denials(void **state)
{
    say(state, "office", "not one of a, b or x y", "office: not (one of a, b) or x y",
        "office: неверно, что (одно из: a, b) или x y",
        "office: бұл дұрыс емес: (мыналардың бірі: a, b) немесе x y");
    say(state, "langs", "contains kk and (within [kk, ru] or within this.langs)",
        "langs: a set that contains kk and (a set within kk, ru or a set within this.langs)",
        "langs: содержит: kk и (только из: kk, ru или только из: this.langs)",
        "langs: құрамында бар: kk және (тек мыналардың ішінен: kk, ru немесе тек мыналардың "
        "ішінен: this.langs)");
    say(state, "free", "true", "free: yes", "free: да", "free: иә");
    say(state, "born", "on first Sunday of December or after the last working day of June",
        "born: on first Sunday of December or after last working day of June",
        "born: первое воскресенье декабря или позднее: последний рабочий день июня",
        "born: желтоқсанның бірінші жексенбісі немесе мына күннен кейін: маусымның соңғы жұмыс "
        "күні");
}

static void found(void **state, const char *that, const char *is, const struct adil_norm_env *env,
                  const char *en, const char *ru)
{
    struct test_arenas *t = *state;
    struct adil_vocab vocab = vocab_of(t);
    struct adil_norm n = norm_of(t, &vocab, that, is);
    struct adil_verdict v = adil_norm_eval(&t->perm, &n, env);
    assert_span_is(adil_verdict_found(&t->perm, ADIL_EN, &v), en);
    assert_span_is(adil_verdict_found(&t->perm, ADIL_RU, &v), ru);
}

static uint32_t two(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 2;
}

static uint32_t same(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    return i;
}

static struct adil_fact no_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)q;
    (void)unit;
    return adil_fact_from(adil_num_int(0));
}

static void test_norm_words__what_was_found(void **state)
{
    struct test_arenas *t = *state;
    struct adil_datum v[N_FIELDS] = {0};
    struct adil_datum day;
    struct adil_record record = {.value = v};
    struct adil_env figures = {.quantity = no_quantity, .group_size = two, .group_unit = same};
    const struct adil_fact by_unit[] = {adil_fact_known(adil_num_int(5)),
                                        adil_fact_known(adil_num_int(0))};
    assert_true(adil_datum_parse(&t->perm, ADIL_FIELD_DATE, ADIL_SPAN("2022-11-20"), &day));
    assert_true(adil_datum_parse(&t->perm, ADIL_FIELD_DATE, ADIL_SPAN("1982-11-21"), &v[BORN]));
    struct adil_norm_env env = {.self = &record, .outer = &day, .figures = &figures};

    found(state, "age(born, at: contest.day)", "at least 40 years", &env, "age 39",
          "полных лет: 39");
    struct adil_span ru[] = {shown_day(t, ADIL_RU, "1982-11-21"),
                             shown_day(t, ADIL_RU, "2022-11-20")};
    found(state, "span(born, to: contest.day)", "at least 40 years", &env,
          "from 21 November 1982 to 20 November 2022",
          adil_fmt(&t->perm, "%.*s — %.*s", ADIL_ARG(ru[0]), ADIL_ARG(ru[1])).ptr);
    found(state, "pay", "0", &env, "not known", "неизвестно");
    v[PAY] = (struct adil_datum){.known = true, .number = adil_fact_known(adil_num_int(118272))};
    found(state, "pay", "0", &env, "118,272", "118" NBSP "272");
    v[PAY].number = (struct adil_fact){.lo = adil_num_int(1), .hi = adil_num_int(3)};
    found(state, "pay", "0", &env, "between 1 and 3", "от 1 до 3");
    v[PAY].number = adil_fact_from(adil_num_int(2));
    found(state, "pay", "0", &env, "at least 2", "не менее 2");
    v[HELPERS] =
        (struct adil_datum){.known = true, .tally = {adil_fact_known(adil_num_int(5)), by_unit, 2}};
    found(state, "helpers", "at least 1 in every region", &env, "5; in 1 of 2",
          "5; единиц: 1 из 2");
    found(state, "helpers", "at least 9 and at least 1 in every region", &env, "5; in 1 of 2",
          "5; единиц: 1 из 2");
    v[FREE] = (struct adil_datum){.known = true};
    found(state, "free", "true", &env, "no", "нет");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_norm_words__times),
        test_case(test_norm_words__rows),
        test_case(test_norm_words__lists_flags_and_denials),
        test_case(test_norm_words__what_was_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
