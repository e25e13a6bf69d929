/* Private to the fold's core: opening the interner, and taking back what a refused act brought. */
#ifndef ADIL_POLITY_INTERNER_H
#define ADIL_POLITY_INTERNER_H

#include "polity/state.h"

struct adil_strings *adil_strings_new(struct adil_polity *p);
uint32_t adil_strings_n(const struct adil_strings *s);
/* The texts that came since the last call of either stay, or go. */
void adil_strings_keep(struct adil_strings *s);
void adil_strings_back(struct adil_strings *s);

#endif
