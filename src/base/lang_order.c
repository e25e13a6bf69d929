#include "base/lang.h"
#include "base/utf8.h"

#include <utf8proc.h>

/* Letters in their order, small ones. The Kazakh alphabet of 42 letters; for Russian the same
 * without Ё, which then falls to Е: the other letters Russian lacks come only in names from
 * Kazakh, and stand there as a Kazakh reader expects. */
static const uint32_t kazakh[] = {
    U'а', U'ә', U'б', U'в', U'г', U'ғ', U'д', U'е', U'ё', U'ж', U'з', U'и', U'й', U'к',
    U'қ', U'л', U'м', U'н', U'ң', U'о', U'ө', U'п', U'р', U'с', U'т', U'у', U'ұ', U'ү',
    U'ф', U'х', U'һ', U'ц', U'ч', U'ш', U'щ', U'ъ', U'ы', U'і', U'ь', U'э', U'ю', U'я',
};
static const uint32_t io = U'ё';

/* Three runs of weights: what is no letter, the language's own letters, the others. */
enum { OWN_LETTER = 0x200000, OTHER_LETTER = 0x400000 };

/* Place in the language's alphabet from 1, 0 when the letter (a small one) is not in it. */
static uint32_t place_of(enum adil_lang lang, uint32_t c)
{
    switch (lang) {
    case ADIL_EN:
        return c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0;
    case ADIL_RU:
    case ADIL_KK:
        for (uint32_t i = 0; i < ADIL_COUNT(kazakh); i++) {
            if (kazakh[i] == c) {
                return lang == ADIL_RU && c == io ? 0 : i + 1;
            }
        }
        return 0;
    case ADIL_N_LANGS:
        break;
    }
    ADIL_ASSERT(lang < ADIL_N_LANGS);
    return 0;
}

/* The letter without its marks (É as e, Ё as е where it is no letter of its own). */
static uint32_t bare(uint32_t c)
{
    enum { MOST = 4 }; /* canonical decompositions of one code point are no longer */
    utf8proc_int32_t part[MOST];
    int state = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)c, part, MOST, UTF8PROC_DECOMPOSE, &state);
    return n > 0 && n <= MOST ? (uint32_t)part[0] : c;
}

static bool is_alphabetic(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* A letter as it is compared. */
struct letter {
    uint32_t weight;
    uint32_t small; /* its small form: Ё after Е where both weigh the same */
};

static uint32_t weight_of(enum adil_lang lang, uint32_t small)
{
    if (!is_alphabetic(small)) {
        return small;
    }
    uint32_t place = place_of(lang, small);
    if (place == 0) {
        place = place_of(lang, bare(small));
    }
    return place > 0 ? OWN_LETTER + place : OTHER_LETTER + small;
}

/* The first code point, taken off the front; a byte that is not UTF-8 weighs more than any. */
static struct letter take_letter(enum adil_lang lang, struct adil_span *rest)
{
    uint32_t c = 0;
    size_t n = adil_utf8_next(*rest, &c);
    *rest = adil_span_sub(*rest, n > 0 ? n : 1, rest->len);
    if (n == 0) {
        return (struct letter){UINT32_MAX, 0};
    }
    uint32_t small = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    return (struct letter){weight_of(lang, small), small};
}

int adil_lang_cmp(enum adil_lang lang, struct adil_span a, struct adil_span b)
{
    struct adil_span x = a;
    struct adil_span y = b;
    int by_form = 0;
    while (x.len > 0 && y.len > 0) {
        struct letter cx = take_letter(lang, &x);
        struct letter cy = take_letter(lang, &y);
        if (cx.weight != cy.weight) {
            return cx.weight < cy.weight ? -1 : 1;
        }
        if (by_form == 0) {
            by_form = (cx.small > cy.small) - (cx.small < cy.small);
        }
    }
    if (x.len > 0 || y.len > 0) {
        return x.len > 0 ? 1 : -1;
    }
    return by_form != 0 ? by_form : adil_span_cmp(a, b);
}
