/* Standard base64 (RFC 4648 section 4) with padding, read strictly: no blanks, no missing padding,
 * no spare bits that are not zero, so that equal bytes have one spelling. */
#ifndef ADIL_BASE_BASE64_H
#define ADIL_BASE_BASE64_H

#include "base/buf.h"

/* Appends the base64 of `bytes`. */
void adil_base64_put(struct adil_buf *out, struct adil_span bytes);
struct adil_span adil_base64(struct adil_arena *a, struct adil_span bytes);

/* Reads `text`. Out *bytes, in the arena. Returns false on anything but the one spelling. */
bool adil_base64_parse(struct adil_arena *a, struct adil_span text, struct adil_span *bytes);
/* The same into a buffer of exactly `n` bytes; false when the text holds another number. */
bool adil_base64_fixed(struct adil_span text, uint8_t *bytes, size_t n);

#endif
