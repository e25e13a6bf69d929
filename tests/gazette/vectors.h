/* tests/gazette/tlog-vectors.json as a tree. What a test asks for and is not there fails the test,
 * with the key's name. */
#ifndef ADIL_TESTS_GAZETTE_VECTORS_H
#define ADIL_TESTS_GAZETTE_VECTORS_H

#include "base/json_read.h"
#include "base/sha256.h"

struct vec {
    enum adil_json_event kind; /* OBJECT, ARRAY, TEXT, INT, NUMBER, BOOL, NULL */
    struct adil_span key;      /* inside an object */
    struct adil_span text;
    int64_t integer;
    uint32_t n; /* items of an object or an array */
    struct vec *first;
    struct vec *next;
};

/* Reads the file (the tests' working folder is the repository's root). */
const struct vec *vectors_open(struct adil_arena *perm);

#define vec_each(item, parent)                                                                     \
    for (const struct vec *item = (parent)->first; (item) != NULL; (item) = (item)->next)

const struct vec *vec_find(const struct vec *object, const char *key); /* NULL: absent */
const struct vec *vec_get(const struct vec *object, const char *key);
struct adil_span vec_text(const struct vec *object, const char *key);
/* A number, or a text of decimal digits. */
uint64_t vec_u64(const struct vec *object, const char *key);
struct adil_hash vec_hash(const struct vec *object, const char *key); /* of 64 hex digits */

struct adil_hash vec_as_hash(const struct vec *text);
struct adil_span vec_as_bytes(struct adil_arena *a, const struct vec *text); /* of hex digits */
/* An array of hashes. Out hash[0..returned). */
uint32_t vec_as_hashes(const struct vec *array, struct adil_hash *hash, uint32_t max);

/* Entry `i` of the vectors' log: "entry 12". */
struct adil_span vec_log_entry(struct adil_arena *a, uint64_t i);

#endif
