/* Between json_read.c (values and their order) and json_read_text.c. */
#ifndef ADIL_BASE_JSON_READ_PRIV_H
#define ADIL_BASE_JSON_READ_PRIV_H

#include "base/json_read.h"

/* Ends reading with a fault at the byte `at`. Returns false. */
bool adil_json_refuse(struct adil_json_reader *r, size_t at, const char *expected);

/* From the opening quote at r->at to after the closing one; into r->text. Out *ascii: it has no
 * other characters. Returns false on a fault. */
bool adil_json_text_take(struct adil_json_reader *r, bool *ascii);

#endif
