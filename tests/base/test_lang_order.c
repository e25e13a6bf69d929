#include "base/lang.h"

#include "support.h"

#include <stdlib.h>

/* The list is in order: each before each later one, and not the other way round. */
static void assert_in_order(enum adil_lang lang, const char *const *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            int c = adil_lang_cmp(lang, adil_span_of(word[i]), adil_span_of(word[k]));
            if ((c > 0) - (c < 0) != (i > k) - (i < k)) {
                fail_msg("%s and %s stand at %zu and %zu, compare to %d", word[i], word[k], i, k,
                         c);
            }
        }
    }
}

static const char *const alphabet[] = {
    "А", "Ә", "Б", "В", "Г", "Ғ", "Д", "Е", "Ё", "Ж", "З", "И", "Й", "К",
    "Қ", "Л", "М", "Н", "Ң", "О", "Ө", "П", "Р", "С", "Т", "У", "Ұ", "Ү",
    "Ф", "Х", "Һ", "Ц", "Ч", "Ш", "Щ", "Ъ", "Ы", "І", "Ь", "Э", "Ю", "Я",
};

static void test_lang_order__the_kazakh_alphabet(void **state)
{
    (void)state;
    assert_int_equal(ADIL_COUNT(alphabet), 42);
    assert_in_order(ADIL_KK, alphabet, ADIL_COUNT(alphabet));
}

/* Code points would put Ё and І first, and Ә Ғ Қ Ң Ө Ұ Ү Һ last. */
static void test_lang_order__the_alphabet_is_not_that_of_code_points(void **state)
{
    (void)state;
    size_t differ = 0;
    for (size_t i = 1; i < ADIL_COUNT(alphabet); i++) {
        differ += adil_span_cmp(adil_span_of(alphabet[i - 1]), adil_span_of(alphabet[i])) > 0;
    }
    assert_int_equal(differ, 10); /* at Б Д Ё Л О П Ү Ф Ц І */
}

static void test_lang_order__kazakh_names(void **state)
{
    (void)state;
    static const char *const word[] = {
        "1-округ",  "Абай",      "Ақмола",    "Ақтөбе",    "Алматы",  "Атырау",
        "Әулиеата", "Балқаш",    "Ғалым",     "Жамбыл",    "Жетісу",  "Йод",
        "Кербұлақ", "Қарағанды", "Қызылорда", "Маңғыстау", "Өскемен", "Павлодар",
        "Ұлытау",   "Үржар",     "Шымкент",   "Ілияс",     "Amanat",
    };
    assert_in_order(ADIL_KK, word, ADIL_COUNT(word));
}

static void test_lang_order__io_is_a_letter_in_kazakh_and_ye_in_russian(void **state)
{
    (void)state;
    static const char *const kazakh[] = {"ед", "ея", "ёд", "ж"};
    static const char *const russian[] = {"Ежов", "Ёжов", "Ежова", "Ёлкин", "Ельцин", "Жуков"};
    assert_in_order(ADIL_KK, kazakh, ADIL_COUNT(kazakh));
    assert_in_order(ADIL_RU, russian, ADIL_COUNT(russian));
}

static void test_lang_order__english_with_marks(void **state)
{
    (void)state;
    static const char *const word[] = {"2nd", "Abe", "Ábel", "Éva", "Eve",
                                       "fox", "Zoo", "zoom", "Ælf", "Абай"};
    assert_in_order(ADIL_EN, word, ADIL_COUNT(word));
}

static void test_lang_order__case_decides_last(void **state)
{
    (void)state;
    static const char *const word[] = {"", "А", "а", "АБ", "Аб", "аБ", "аб", "Абв", "Ә", "ә"};
    assert_in_order(ADIL_KK, word, ADIL_COUNT(word));
    assert_in_order(ADIL_RU, word, ADIL_COUNT(word));
    assert_int_equal(adil_lang_cmp(ADIL_KK, ADIL_SPAN("Ең"), ADIL_SPAN("Ең")), 0);
    assert_int_equal(adil_lang_cmp(ADIL_KK, ADIL_SPAN(""), (struct adil_span){NULL, 0}), 0);
}

/* Random words of few letters (some broken): antisymmetric, transitive, 0 for equal bytes only. */
static void test_lang_order__is_a_total_order(void **state)
{
    struct test_arenas *t = *state;
    enum { WORDS = 60 };
    static const char *const piece[] = {"е", "Е", "ё", "Ё", "ж", "e", "é", "1", "\xff", "\xd0"};
    struct test_rng r = test_rng_open("lang_order");
    struct adil_span word[WORDS];
    for (size_t i = 0; i < WORDS; i++) {
        word[i] = ADIL_SPAN("");
        for (uint64_t k = test_rng_below(&r, 4); k > 0; k--) {
            word[i] = adil_fmt(&t->perm, "%.*s%s", ADIL_ARG(word[i]),
                               piece[test_rng_below(&r, ADIL_COUNT(piece))]);
        }
    }
    for (size_t lang = 0; lang < ADIL_N_LANGS; lang++) {
        int c[WORDS][WORDS];
        for (size_t i = 0; i < WORDS; i++) {
            for (size_t k = 0; k < WORDS; k++) {
                int v = adil_lang_cmp((enum adil_lang)lang, word[i], word[k]);
                c[i][k] = (v > 0) - (v < 0);
                assert_int_equal(c[i][k] == 0, adil_span_eq(word[i], word[k]));
            }
        }
        for (size_t i = 0; i < WORDS; i++) {
            for (size_t k = 0; k < WORDS; k++) {
                assert_int_equal(c[i][k], -c[k][i]);
                for (size_t m = 0; m < WORDS; m++) {
                    assert_false(c[i][k] <= 0 && c[k][m] <= 0 && c[i][m] > 0);
                }
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lang_order__the_kazakh_alphabet),
        cmocka_unit_test(test_lang_order__the_alphabet_is_not_that_of_code_points),
        cmocka_unit_test(test_lang_order__kazakh_names),
        cmocka_unit_test(test_lang_order__io_is_a_letter_in_kazakh_and_ye_in_russian),
        cmocka_unit_test(test_lang_order__english_with_marks),
        cmocka_unit_test(test_lang_order__case_decides_last),
        test_case(test_lang_order__is_a_total_order),
    };
    return cmocka_run_group_tests_name("lang_order", tests, NULL, NULL);
}
