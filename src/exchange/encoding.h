/* Which text a file's bytes are. Everything read here is UTF-8; what is not is refused by name,
 * so that the writer of the file knows what to save it as. */
#ifndef ADIL_EXCHANGE_ENCODING_H
#define ADIL_EXCHANGE_ENCODING_H

#include "base/err.h"

/* Checks that the bytes are UTF-8 text without NUL bytes.
 * Out  *text: the bytes past a byte order mark.
 * Err  INPUT, with the line of the first bad byte and a guess: Windows-1252, Windows-1251, UTF-16,
 *      UTF-32, binary data, two encodings in one file, a file cut off inside a character. */
ADIL_MUST_USE adil_err adil_encoding_check(struct adil_span file, struct adil_span bytes,
                                           struct adil_span *text, struct adil_diag *diag);

/* True when the text holds a control character (C0, DEL, C1); `but_newlines` lets CR, LF and tab
 * pass. `text` must be valid UTF-8. */
bool adil_encoding_has_control(struct adil_span text, bool but_newlines);

bool adil_encoding_is_ascii(struct adil_span text);

#endif
