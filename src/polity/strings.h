/* Private to the fold's core: opening the interner, and taking back what a refused act brought. */
#ifndef ADIL_POLITY_STRINGS_H
#define ADIL_POLITY_STRINGS_H

#include "polity/state.h"

struct adil_strings *adil_strings_new(struct adil_polity *p);
uint32_t adil_strings_n(const struct adil_strings *s);
/* Takes the texts above number `n` out again. */
void adil_strings_back(struct adil_strings *s, uint32_t n);

#endif
