#include "base/lang.h"

#include "base/utf8.h"
#include "support.h"

#include <string.h>

#define NBSP "\u00a0"

static const enum adil_lang all[] = {ADIL_EN, ADIL_RU, ADIL_KK};

static void test_lang__codes_and_names(void **state)
{
    (void)state;
    static const char *const code[] = {"en", "ru", "kk"};
    static const char *const name[] = {"English", "Русский", "Қазақша"};
    for (size_t i = 0; i < ADIL_COUNT(all); i++) {
        enum adil_lang got = ADIL_N_LANGS;
        assert_true(adil_lang_parse(adil_span_of(code[i]), &got));
        assert_int_equal(got, all[i]);
        assert_string_equal(adil_lang_code(all[i]), code[i]);
        assert_string_equal(adil_lang_name(all[i]), name[i]);
    }
    enum adil_lang got = ADIL_RU;
    assert_false(adil_lang_parse(ADIL_SPAN("EN"), &got));
    assert_false(adil_lang_parse(ADIL_SPAN("kz"), &got));
    assert_false(adil_lang_parse(ADIL_SPAN("en-GB"), &got));
    assert_false(adil_lang_parse(ADIL_SPAN(""), &got));
    assert_int_equal(got, ADIL_RU);
}

struct number {
    const char *value;
    unsigned digits;
    const char *text[ADIL_N_LANGS];
};

/* The forms are those of CLDR 48, as full ICU data print them. */
static void test_lang__numbers(void **state)
{
    struct test_arenas *t = *state;
    static const struct number example[] = {
        {"1234567.89",
         2,
         {"1,234,567.89", "1" NBSP "234" NBSP "567,89", "1" NBSP "234" NBSP "567,89"}},
        {"1234567", 0, {"1,234,567", "1" NBSP "234" NBSP "567", "1" NBSP "234" NBSP "567"}},
        {"0", 0, {"0", "0", "0"}},
        {"7", 0, {"7", "7", "7"}},
        {"999", 0, {"999", "999", "999"}},
        {"1000", 0, {"1,000", "1" NBSP "000", "1" NBSP "000"}},
        {"-999", 0, {"-999", "-999", "-999"}},
        {"-1234.5", 1, {"-1,234.5", "-1" NBSP "234,5", "-1" NBSP "234,5"}},
        {"123456", 0, {"123,456", "123" NBSP "456", "123" NBSP "456"}},
        {"5", 2, {"5.00", "5,00", "5,00"}},
        {"2/3", 3, {"0.667", "0,667", "0,667"}},
        {"5/2", 0, {"3", "3", "3"}}, /* half away from zero */
        {"-5/2", 0, {"-3", "-3", "-3"}},
        {"1999/2", 0, {"1,000", "1" NBSP "000", "1" NBSP "000"}}, /* a digit more by rounding */
        {"123456789012345678901234567890",
         0,
         {"123,456,789,012,345,678,901,234,567,890",
          "123" NBSP "456" NBSP "789" NBSP "012" NBSP "345" NBSP "678" NBSP "901" NBSP "234" NBSP
          "567" NBSP "890",
          "123" NBSP "456" NBSP "789" NBSP "012" NBSP "345" NBSP "678" NBSP "901" NBSP "234" NBSP
          "567" NBSP "890"}},
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        struct adil_num x;
        assert_true(adil_num_parse(&t->perm, adil_span_of(example[i].value), &x));
        for (size_t k = 0; k < ADIL_COUNT(all); k++) {
            assert_span_is(adil_lang_num(&t->perm, all[k], x, example[i].digits),
                           example[i].text[k]);
        }
    }
}

static void test_lang__percentages(void **state)
{
    struct test_arenas *t = *state;
    static const struct number example[] = {
        {"0.539", 2, {"53.90%", "53,90" NBSP "%", "53,90%"}},
        {"1/2", 2, {"50.00%", "50,00" NBSP "%", "50,00%"}},
        {"1", 0, {"100%", "100" NBSP "%", "100%"}},
        {"0", 1, {"0.0%", "0,0" NBSP "%", "0,0%"}},
        {"1/3", 4, {"33.3333%", "33,3333" NBSP "%", "33,3333%"}},
        {"-1/8", 1, {"-12.5%", "-12,5" NBSP "%", "-12,5%"}},
        {"12345/1000", 1, {"1,234.5%", "1" NBSP "234,5" NBSP "%", "1" NBSP "234,5%"}},
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        struct adil_num x;
        assert_true(adil_num_parse(&t->perm, adil_span_of(example[i].value), &x));
        for (size_t k = 0; k < ADIL_COUNT(all); k++) {
            assert_span_is(adil_lang_percent(&t->perm, all[k], x, example[i].digits),
                           example[i].text[k]);
        }
    }
}

/* As full ICU data print `dateStyle: "long"`. */
static void test_lang__dates_in_every_month(void **state)
{
    struct test_arenas *t = *state;
    static const char *const month[12][ADIL_N_LANGS] = {
        {"January", "января", "қаңтар"},
        {"February", "февраля", "ақпан"},
        {"March", "марта", "наурыз"},
        {"April", "апреля", "сәуір"},
        {"May", "мая", "мамыр"},
        {"June", "июня", "маусым"},
        {"July", "июля", "шілде"},
        {"August", "августа", "тамыз"},
        {"September", "сентября", "қыркүйек"},
        {"October", "октября", "қазан"},
        {"November", "ноября", "қараша"},
        {"December", "декабря", "желтоқсан"},
    };
    for (int m = 1; m <= 12; m++) {
        struct adil_date d;
        const char *const *name = month[m - 1];
        assert_true(adil_date_from_civil(2023, m, m + 7, &d));
        assert_span_equal(adil_lang_date(&t->perm, ADIL_EN, d),
                          adil_fmt(&t->perm, "%d %s 2023", m + 7, name[ADIL_EN]));
        assert_span_equal(adil_lang_date(&t->perm, ADIL_RU, d),
                          adil_fmt(&t->perm, "%d %s 2023 г.", m + 7, name[ADIL_RU]));
        assert_span_equal(adil_lang_date(&t->perm, ADIL_KK, d),
                          adil_fmt(&t->perm, "2023 ж. %d %s", m + 7, name[ADIL_KK]));
    }
}

static void test_lang__dates_as_the_table_has_them(void **state)
{
    struct test_arenas *t = *state;
    struct adil_date d;
    assert_true(adil_date_parse(ADIL_SPAN("2023-03-19"), &d));
    assert_span_is(adil_lang_date(&t->perm, ADIL_EN, d), "19 March 2023");
    assert_span_is(adil_lang_date(&t->perm, ADIL_RU, d), "19 марта 2023 г.");
    assert_span_is(adil_lang_date(&t->perm, ADIL_KK, d), "2023 ж. 19 наурыз");
    assert_true(adil_date_parse(ADIL_SPAN("0987-01-02"), &d));
    assert_span_is(adil_lang_date(&t->perm, ADIL_EN, d), "2 January 987");
}

static void test_lang__messages_are_filled_by_name(void **state)
{
    struct test_arenas *t = *state;
    const struct adil_arg args[] = {
        {"year", ADIL_SPAN_INIT("2023")},
        {"month", ADIL_SPAN_INIT("{day}")}, /* what fills a place is not read again */
        {"day", {NULL, 0}},
    };
    struct adil_buf out;
    assert_span_is(adil_text(ADIL_EN, ADIL_M_W_DATE), "{day} {month} {year}");
    assert_span_is(adil_said(&t->perm, ADIL_EN, ADIL_M_W_DATE, args, 3), " {day} 2023");
    assert_span_is(adil_said(&t->perm, ADIL_KK, ADIL_M_W_DATE, args, 3), "2023 ж.  {day}");
    assert_span_is(adil_said(&t->perm, ADIL_RU, ADIL_M_W_YES, NULL, 0), "да");
    adil_buf_open(&out, 100);
    adil_say(&out, ADIL_EN, ADIL_M_W_DATE, args, 3);
    adil_say(&out, ADIL_KK, ADIL_M_W_NO, NULL, 0);
    assert_span_is(adil_buf_span(&out), " {day} 2023жоқ");
    adil_buf_release(&out);
}

static void say_without_year(void *arg)
{
    const struct adil_arg args[] = {{"day", ADIL_SPAN_INIT("1")}, {"month", ADIL_SPAN_INIT("May")}};
    (void)adil_said(arg, ADIL_EN, ADIL_M_W_DATE, args, 2);
}

static void text_past_the_last(void *arg)
{
    (void)arg;
    (void)adil_text(ADIL_EN, ADIL_N_MSGS);
}

static void test_lang__a_place_without_an_argument_aborts(void **state)
{
    struct test_arenas *t = *state;
    assert_true(test_aborts(say_without_year, &t->perm));
    assert_true(test_aborts(text_past_the_last, NULL));
}

/* Whether every {place} of `a` stands in `b`; a brace must open or close a place of letters. */
static bool places_in(struct adil_span a, struct adil_span b)
{
    while (a.len > 0) {
        size_t open = adil_span_find_byte(a, '{');
        size_t close = adil_span_find_byte(a, '}');
        if (open == a.len && close == a.len) {
            return true;
        }
        if (close == a.len || close < open + 2 ||
            adil_span_find(b, adil_span_sub(a, open, close + 1)) == b.len) {
            return false;
        }
        a = adil_span_sub(a, close + 1, a.len);
    }
    return true;
}

static bool is_cyrillic_text(struct adil_span s)
{
    uint32_t c = 0;
    bool in_place = false;
    bool any = false;
    bool latin = false;
    while (s.len > 0) {
        size_t n = adil_utf8_next(s, &c);
        s = adil_span_sub(s, n, s.len);
        in_place = c == '{' || (in_place && c != '}');
        any = any || (c >= 0x400 && c < 0x530);
        latin = latin || (!in_place && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')));
    }
    return any || !latin;
}

/* What is wrong with an entry of the catalogue; NULL when nothing is. */
static const char *fault_of(struct test_arenas *t, const struct adil_span text[ADIL_N_LANGS])
{
    for (size_t i = 0; i < ADIL_COUNT(all); i++) {
        if (text[i].len == 0) {
            return "empty";
        }
        if (adil_utf8_check(text[i]) < text[i].len || !adil_utf8_is_nfc(t->scratch, text[i])) {
            return "not UTF-8 in NFC";
        }
        if (adil_utf8_mixed_script(text[i])) {
            return "mixed script";
        }
        for (size_t k = 0; k < ADIL_COUNT(all); k++) {
            if (!places_in(text[i], text[k])) {
                return "places differ";
            }
        }
    }
    bool native = is_cyrillic_text(text[ADIL_RU]) && is_cyrillic_text(text[ADIL_KK]);
    return native ? NULL : "not translated";
}

static void test_lang__every_message_is_whole_in_three_languages(void **state)
{
    struct test_arenas *t = *state;
    static const char *const id[] = {
#define X(id, en, ru, kk) #id,
#include "base/messages/all.def"
#undef X
    };
    size_t faults = 0;
    for (size_t m = 0; m < ADIL_N_MSGS; m++) {
        struct adil_span text[ADIL_N_LANGS];
        for (size_t i = 0; i < ADIL_COUNT(all); i++) {
            text[i] = adil_text(all[i], (enum adil_msg)m);
        }
        const char *fault = fault_of(t, text);
        if (fault != NULL) {
            print_error("%s: %s\n", id[m], fault);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

/* The control: each fault, put into a sound entry, is found. */
static void test_lang__a_faulty_message_is_found(void **state)
{
    struct test_arenas *t = *state;
    static const struct {
        struct adil_span text[ADIL_N_LANGS];
        const char *fault;
    } example[] = {
#define ENTRY(en, ru, kk) {ADIL_SPAN_INIT(en), ADIL_SPAN_INIT(ru), ADIL_SPAN_INIT(kk)}
        {ENTRY("{n} of {of}", "{n} из {of}", "{of} ішінен {n}"), NULL},
        {ENTRY("{n} – {of}", "{n} – {of}", "{of} – {n}"), NULL},
        {ENTRY("{n} of {of}", "{n} из", "{of} ішінен {n}"), "places differ"},
        {ENTRY("{n} of", "{n} из {of}", "{of} ішінен {n}"), "places differ"},
        {ENTRY("{n} of {of}", "{n} из {of}", "{of} ішінен {m}"), "places differ"},
        {ENTRY("{n", "{n из", "{n ішінен"), "places differ"},
        {ENTRY("{}", "{} из", "{} ішінен"), "places differ"},
        {ENTRY("yes", "", "иә"), "empty"},
        {ENTRY("yes", "да", "и\xff"), "not UTF-8 in NFC"},
        {ENTRY("yes", "мои\u0306", "иә"), "not UTF-8 in NFC"},
        {ENTRY("of", "из", "\x69шінен"), "mixed script"},
        {ENTRY("seats", "seats", "орын"), "not translated"},
        {ENTRY("{n} seats", "{n} мест", "{n} seats"), "not translated"},
#undef ENTRY
    };
    for (size_t i = 0; i < ADIL_COUNT(example); i++) {
        const char *fault = fault_of(t, example[i].text);
        assert_span_equal(adil_span_of(fault), adil_span_of(example[i].fault));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lang__codes_and_names),
        test_case(test_lang__numbers),
        test_case(test_lang__percentages),
        test_case(test_lang__dates_in_every_month),
        test_case(test_lang__dates_as_the_table_has_them),
        test_case(test_lang__messages_are_filled_by_name),
        test_case(test_lang__a_place_without_an_argument_aborts),
        test_case(test_lang__every_message_is_whole_in_three_languages),
        test_case(test_lang__a_faulty_message_is_found),
    };
    return cmocka_run_group_tests_name("lang", tests, NULL, NULL);
}
