/* UTF-8: checking, code points, NFC, and how wide a text is on a terminal (utf8proc). */
#ifndef ADIL_BASE_UTF8_H
#define ADIL_BASE_UTF8_H

#include "base/span.h"

/* Decodes the first code point of s. Returns its length in bytes (1..4), 0 when s is empty or
 * does not start with a valid sequence (overlong, surrogate, above U+10FFFF: invalid). */
size_t adil_utf8_next(struct adil_span s, uint32_t *code_point);

/* Offset of the first byte that is not valid UTF-8, or s.len when all of it is. */
size_t adil_utf8_check(struct adil_span s);

/* Normalisation form C. `s` must be valid UTF-8 (asserted). Text of ASCII, Latin and ready-made
 * Cyrillic letters is in it already and is returned as it is. */
struct adil_span adil_utf8_nfc(struct adil_arena *a, struct adil_span s);
bool adil_utf8_is_nfc(struct adil_arena scratch, struct adil_span s);

/* Columns on a terminal (combining marks and controls 0, wide characters 2). Here and below a byte
 * that is not UTF-8 counts as one code point of one column. */
size_t adil_utf8_width(struct adil_span s);
/* The longest prefix of s at most `columns` wide. */
struct adil_span adil_utf8_prefix(struct adil_span s, size_t columns);
/* Number of code points. */
size_t adil_utf8_count(struct adil_span s);

/* True when a word mixes Cyrillic letters with Latin look-alikes (a, c, e, i, o, p, x ...):
 * such a name would not be found by searching. Words are runs of letters. */
bool adil_utf8_mixed_script(struct adil_span s);

#endif
