/* This machine's clock: the one place where verbs ask what time it is. */
#ifndef ADIL_CLI_CLOCK_H
#define ADIL_CLI_CLOCK_H

#include <stdint.h>

int64_t adil_clock_ms(void); /* milliseconds UTC since 1970 */
void adil_pause_ms(uint32_t ms);

#endif
