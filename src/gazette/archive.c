#include "gazette/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* POSIX.1-1988 ustar: a header of 512 bytes, the file's bytes padded with zeros to a multiple of
 * 512, and two blocks of zeros at the end. There is one spelling of a member, so reading makes the
 * header that writing would have made and compares. */

enum {
    BLOCK = 512,
    AT_NAME = 0,
    AT_MODE = 100,
    AT_OWNER = 108,
    AT_GROUP = 116,
    AT_SIZE = 124,
    AT_TIME = 136,
    AT_SUM = 148,
    AT_TYPE = 156,
    AT_MAGIC = 257,
    AT_MAJOR = 329,
    AT_MINOR = 337,
    SIZE_DIGITS = 11,
    DIGEST_BYTES = 2 * sizeof(struct adil_hash) + 1, /* hex and a newline */
};

#define SIZE_LIMIT ((uint64_t)1 << 33) /* eleven octal digits */

static const char digest_name[] = "digest";

static bool is_path_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || adil_is_digit((unsigned char)c) ||
           c == '.' || c == '_' || c == '-';
}

bool adil_archive_path_is_valid(struct adil_span path)
{
    struct adil_span rest = path;
    struct adil_span part;
    if (path.len == 0 || path.len > ADIL_ARCHIVE_PATH_MAX || adil_span_is(path, digest_name)) {
        return false;
    }
    while (adil_span_cut(&rest, '/', &part)) {
        if (part.len == 0 || adil_span_is(part, ".") || adil_span_is(part, "..")) {
            return false;
        }
        for (size_t i = 0; i < part.len; i++) {
            if (!is_path_letter(part.ptr[i])) {
                return false;
            }
        }
    }
    return path.ptr[path.len - 1] != '/';
}

static int by_path(const void *a, const void *b)
{
    const struct adil_archive_file *x = a;
    const struct adil_archive_file *y = b;
    return adil_span_cmp(x->path, y->path);
}

void adil_archive_sort(struct adil_archive_file *file, size_t n)
{
    if (n > 0) {
        qsort(file, n, sizeof *file, by_path);
    }
}

static void put_octal(char *to, size_t digits, uint64_t v)
{
    while (digits-- > 0) {
        to[digits] = (char)('0' + (v & 7));
        v >>= 3;
    }
}

static void make_header(char header[BLOCK], struct adil_span path, uint64_t size)
{
    unsigned sum = 0;
    memset(header, 0, BLOCK);
    memcpy(header + AT_NAME, path.ptr, path.len);
    put_octal(header + AT_MODE, 7, 0644);
    put_octal(header + AT_OWNER, 7, 0);
    put_octal(header + AT_GROUP, 7, 0);
    put_octal(header + AT_SIZE, SIZE_DIGITS, size);
    put_octal(header + AT_TIME, 11, 0);
    memset(header + AT_SUM, ' ', 8); /* what the sum counts there */
    header[AT_TYPE] = '0';
    memcpy(header + AT_MAGIC, "ustar\00000", 8);
    put_octal(header + AT_MAJOR, 7, 0);
    put_octal(header + AT_MINOR, 7, 0);
    for (size_t i = 0; i < BLOCK; i++) {
        sum += (unsigned char)header[i];
    }
    put_octal(header + AT_SUM, 6, sum);
    header[AT_SUM + 6] = '\0';
}

static void put_zeros(struct adil_buf *out, size_t n)
{
    static const char zero[2 * BLOCK];
    adil_buf_put(out, adil_span_bytes(zero, n));
}

static size_t padding_of(size_t len)
{
    return (BLOCK - len % BLOCK) % BLOCK;
}

static void put_member(struct adil_buf *out, struct adil_span path, struct adil_span bytes)
{
    char header[BLOCK];
    make_header(header, path, bytes.len);
    adil_buf_put(out, adil_span_bytes(header, BLOCK));
    adil_buf_put(out, bytes);
    put_zeros(out, padding_of(bytes.len));
}

/* What the member `digest` holds of the bytes before it. */
static void make_digest(char text[DIGEST_BYTES], struct adil_span before)
{
    static const char digit[] = "0123456789abcdef";
    const struct adil_hash h = adil_sha256(before);
    for (size_t i = 0; i < sizeof h.byte; i++) {
        text[2 * i] = digit[h.byte[i] >> 4];
        text[2 * i + 1] = digit[h.byte[i] & 15];
    }
    text[DIGEST_BYTES - 1] = '\n';
}

void adil_archive_put(struct adil_buf *out, const struct adil_archive_file *file, size_t n)
{
    size_t from = out->len;
    char digest[DIGEST_BYTES];
    for (size_t i = 0; i < n; i++) {
        ADIL_ASSERT(adil_archive_path_is_valid(file[i].path) && file[i].bytes.len < SIZE_LIMIT);
        ADIL_ASSERT(i == 0 || adil_span_cmp(file[i - 1].path, file[i].path) < 0);
        put_member(out, file[i].path, file[i].bytes);
    }
    if (!adil_buf_ok(out)) {
        return;
    }
    make_digest(digest, adil_span_sub(adil_buf_span(out), from, out->len));
    put_member(out, adil_span_of(digest_name), adil_span_bytes(digest, sizeof digest));
    put_zeros(out, (size_t)2 * BLOCK);
}

/* Reading */

struct unpacking {
    struct adil_span name; /* of the archive */
    struct adil_span all;
    size_t at;
    struct adil_diag *diag;
};

static adil_err refuse_archive(const struct unpacking *u, size_t at, struct adil_span member,
                               const char *expected)
{
    char found[64];
    int n = snprintf(found, sizeof found, "something else at byte %zu", at);
    ADIL_ASSERT(n > 0 && (size_t)n < sizeof found);
    return adil_fail(u->diag, ADIL_ERR(INPUT), (struct adil_place){u->name, 0}, member,
                     adil_span_bytes(found, (size_t)n), adil_span_of(expected));
}

static bool is_zero(struct adil_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\0') {
            return false;
        }
    }
    return true;
}

static bool read_octal(struct adil_span digits, uint64_t *v)
{
    *v = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '7') {
            return false;
        }
        *v = *v << 3 | (uint64_t)(digits.ptr[i] - '0');
    }
    return true;
}

/* One member off the front, in its one spelling; its path is not judged. */
static adil_err take_member(struct unpacking *u, struct adil_archive_file *out)
{
    char want[BLOCK];
    uint64_t size = 0;
    struct adil_span rest = adil_span_sub(u->all, u->at, u->all.len);
    struct adil_span none = {NULL, 0};
    if (rest.len < BLOCK) {
        return refuse_archive(u, u->at, none, "a member's header");
    }
    struct adil_span name = adil_span_sub(rest, AT_NAME, AT_NAME + ADIL_ARCHIVE_PATH_MAX);
    name.len = adil_span_find_byte(name, '\0');
    if (!read_octal(adil_span_sub(rest, AT_SIZE, AT_SIZE + SIZE_DIGITS), &size)) {
        return refuse_archive(u, u->at + AT_SIZE, name, "a size");
    }
    make_header(want, name, size);
    if (memcmp(want, rest.ptr, BLOCK) != 0) {
        return refuse_archive(u, u->at, name, "the header of a regular file, with fixed fields");
    }
    rest = adil_span_sub(rest, BLOCK, rest.len);
    if (size > rest.len || padding_of((size_t)size) > rest.len - (size_t)size) {
        return refuse_archive(u, u->all.len, name, "the whole member");
    }
    size_t padded = (size_t)size + padding_of((size_t)size);
    if (!is_zero(adil_span_sub(rest, (size_t)size, padded))) {
        return refuse_archive(u, u->at + BLOCK + (size_t)size, name, "zeros after the file");
    }
    *out = (struct adil_archive_file){name, adil_span_sub(rest, 0, (size_t)size)};
    u->at += BLOCK + padded;
    return ADIL_OK;
}

/* The digest was taken off; `before` bytes stand before it. */
static adil_err check_end(const struct unpacking *u, struct adil_span digest, size_t before)
{
    char want[DIGEST_BYTES];
    struct adil_span member = adil_span_of(digest_name);
    make_digest(want, adil_span_sub(u->all, 0, before));
    if (!adil_span_eq(digest, adil_span_bytes(want, sizeof want))) {
        return refuse_archive(u, before + BLOCK, member,
                              "the SHA-256 of the bytes before: the archive is damaged");
    }
    struct adil_span end = adil_span_sub(u->all, u->at, u->all.len);
    if (end.len != (size_t)2 * BLOCK || !is_zero(end)) {
        return refuse_archive(u, u->at, member, "two blocks of zeros and the end");
    }
    return ADIL_OK;
}

/* Walks all members up to the digest and checks them. Out *n: how many stand before it. */
static adil_err check_members(struct unpacking *u, size_t *n)
{
    struct adil_archive_file last = {{NULL, 0}, {NULL, 0}};
    struct adil_archive_file f = last;
    for (*n = 0;; ++*n) {
        size_t from = u->at;
        ADIL_TRY(take_member(u, &f));
        if (adil_span_is(f.path, digest_name)) {
            return check_end(u, f.bytes, from);
        }
        if (!adil_archive_path_is_valid(f.path)) {
            return refuse_archive(u, from, f.path, "a plain relative path");
        }
        if (*n > 0 && adil_span_cmp(last.path, f.path) >= 0) {
            return refuse_archive(u, from, f.path, "names in order, each once");
        }
        last = f;
    }
}

adil_err adil_archive_read(struct adil_arena *perm, struct adil_span name, struct adil_span bytes,
                           struct adil_archive_file **file, size_t *n, struct adil_diag *diag)
{
    struct unpacking u = {.name = name, .all = bytes, .diag = diag};
    ADIL_TRY(check_members(&u, n));
    *file = adil_new(perm, struct adil_archive_file, *n);
    u.at = 0;
    for (size_t i = 0; i < *n; i++) {
        ADIL_TRY(take_member(&u, &(*file)[i]));
    }
    return ADIL_OK;
}
