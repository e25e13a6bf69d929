/* SHA-256 by the processor's own instructions (x86 SHA extensions), behind base/sha256.h: the log
 * hashes every entry and every node, and these are about five times as fast as portable code.
 * For public data only: what was hashed is not wiped from the stack. */
#ifndef ADIL_BASE_SHA256_NI_H
#define ADIL_BASE_SHA256_NI_H

#include "base/sha256.h"

/* SHA-256 of `head` (at most 8 bytes) and then `bytes`. Returns false, and leaves *out, when this
 * processor has no such instructions. */
bool adil_sha256_ni(struct adil_span head, struct adil_span bytes, struct adil_hash *out);

/* For tests and measurements: from now on adil_sha256_ni gives false everywhere (or no longer). */
void adil_sha256_ni_off(bool off);

#endif
