#include "law/method.h"

static const struct adil_method_info methods[] = {
#define X(id, word, family, variant, help)                                                         \
    {ADIL_SPAN_INIT(word), ADIL_FAMILY_##family, (int)(variant), ADIL_SPAN_INIT(help)},
    ADIL_METHODS(X)
#undef X
};
_Static_assert(ADIL_COUNT(methods) == ADIL_N_METHODS, "one line a method");

const struct adil_method_info *adil_method_info(enum adil_method m)
{
    ADIL_ASSERT(m < ADIL_N_METHODS);
    return &methods[m];
}

bool adil_method_parse(struct adil_span word, enum adil_method *m)
{
    for (size_t i = 0; i < ADIL_N_METHODS; i++) {
        if (adil_span_eq(methods[i].word, word)) {
            *m = (enum adil_method)i;
            return true;
        }
    }
    return false;
}
