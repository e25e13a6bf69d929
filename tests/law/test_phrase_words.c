#include "law/phrase.h"

#include "support.h"

static const struct adil_vocab_word extra[] = {
    {.id = ADIL_SPAN_INIT("received"),
     .of = {ADIL_SPAN_INIT("received ballots"), ADIL_SPAN_INIT("полученных бюллетеней"),
            ADIL_SPAN_INIT("алынған бюллетеньдердің")}},
    {.id = ADIL_SPAN_INIT("unused")}, /* named by its id where no language has a word */
};
static const struct adil_vocab_word groups[] = {
    {.id = ADIL_SPAN_INIT("regions"),
     .of = {ADIL_SPAN_INIT("regions"), ADIL_SPAN_INIT("областей"), ADIL_SPAN_INIT("облыстардың")}},
};

#define NBSP "\xc2\xa0"

static void say(void **state, const char *text, const char *en, const char *ru, const char *kk)
{
    struct test_arenas *t = *state;
    const char *const want[ADIL_N_LANGS] = {[ADIL_EN] = en, [ADIL_RU] = ru, [ADIL_KK] = kk};
    struct adil_vocab vocab =
        adil_vocab_contest(&t->perm, extra, ADIL_COUNT(extra), groups, ADIL_COUNT(groups));
    const struct adil_phrase *p = NULL;
    struct adil_place none = {{NULL, 0}, 0};
    adil_err e = adil_phrase_parse(&t->perm, none, adil_span_of(text), &vocab, &p, NULL);
    assert_int_equal(e.code, ADIL_C_OK);
    for (int lang = 0; lang < ADIL_N_LANGS; lang++) {
        assert_span_is(adil_phrase_words(&t->perm, (enum adil_lang)lang, p, &vocab), want[lang]);
    }
}

static void test_phrase_words__bounds(void **state)
{
    say(state, "more than 1/2 of counted", "more than 1/2 of counted votes",
        "более 1/2 от числа учтённых голосов",
        "мынадан көп: 1/2 (есепке алынған дауыстардың санынан)");
    say(state, "at least 5% of counted", "at least 5% of counted votes",
        "не менее 5" NBSP "% от числа учтённых голосов",
        "кемінде: 5% (есепке алынған дауыстардың санынан)");
    say(state, "less than 0.50% of cast", "less than 0.5% of cast ballots",
        "менее 0,5" NBSP "% от числа поданных бюллетеней",
        "мынадан аз: 0,5% (дауыс берілген бюллетеньдердің санынан)");
    say(state, "at most 5000 members", "at most 5,000 members",
        "число членов — не более 5" NBSP "000", "мүшелердің саны — ең көбі: 5" NBSP "000");
    say(state, "at least 1% of registered, rounded up",
        "at least 1% of registered voters, rounded up",
        "не менее 1" NBSP "% от числа избирателей, внесённых в списки, с округлением вверх",
        "кемінде: 1% (тізімдерге енгізілген сайлаушылардың санынан), жоғары қарай дөңгелектеп");
}

static void test_phrase_words__spreads(void **state)
{
    say(state, "more than 1/2 of cast in at least 2/3 of regions",
        "more than 1/2 of cast ballots in at least 2/3 of regions",
        "более 1/2 от числа поданных бюллетеней, не менее чем в 2/3 из числа областей",
        "мынадан көп: 1/2 (дауыс берілген бюллетеньдердің санынан); мұндай бірліктер саны — "
        "кемінде: 2/3 (облыстардың санынан)");
    say(state, "at least 200 members in every region", "at least 200 members in every region",
        "число членов — не менее 200, в каждой единице из числа областей",
        "мүшелердің саны — кемінде: 200, облыстардың әрқайсысында");
    say(state, "exactly 1 of every region", "exactly 1 of every region",
        "ровно 1, от каждой единицы из числа областей", "дәл: 1, облыстардың әрқайсысынан");
    say(state, "at least 1 in more than 12 regions", "at least 1 in more than 12 regions",
        "не менее 1, более чем в 12 из числа областей",
        "кемінде: 1; мұндай бірліктер саны — мынадан көп: 12 (облыстардың ішінде)");
}

static void test_phrase_words__relations(void **state)
{
    say(state, "received = 2 * issued - unused", "received ballots = 2 × issued ballots − unused",
        "число полученных бюллетеней = 2 × число выданных бюллетеней − число unused",
        "алынған бюллетеньдердің саны = 2 × берілген бюллетеньдердің саны − unused саны");
    say(state, "invalid is less than 3% of cast", "invalid ballots: less than 3% of cast ballots",
        "число недействительных бюллетеней — менее 3" NBSP "% от числа поданных бюллетеней",
        "жарамсыз бюллетеньдердің саны — мынадан аз: 3% (дауыс берілген бюллетеньдердің "
        "санынан)");
    say(state, "-seats <= 1", "−seats ≤ 1", "−число мандатов ≤ 1", "−мандаттардың саны ≤ 1");
}

static void test_phrase_words__nested_parts_stand_in_parentheses(void **state)
{
    say(state, "at least 1 and at least 2 or at most 3", "(at least 1 and at least 2) or at most 3",
        "(не менее 1 и не менее 2) или не более 3",
        "(кемінде: 1 және кемінде: 2) немесе ең көбі: 3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_phrase_words__bounds),
        test_case(test_phrase_words__spreads),
        test_case(test_phrase_words__relations),
        test_case(test_phrase_words__nested_parts_stand_in_parentheses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
