#include "base/utf8.h"
#include "count/build.h"

#include <string.h>

/* ---- the question ------------------------------------------------------------------------- */

static int by_id(const void *ctx, uint32_t a, uint32_t b)
{
    const struct adil_option *option = ctx;
    return adil_span_cmp(option[a].id, option[b].id);
}

struct adil_span adil_lot_question(struct adil_arena *a, const struct adil_contest *c,
                                   const struct adil_votes *v, const char *stage,
                                   struct adil_span unit, uint32_t take, const uint32_t *tied,
                                   uint32_t n)
{
    struct adil_arena scratch = *a; /* the id alone is kept: a is written only at the end */
    uint32_t *sorted = adil_new(&scratch, uint32_t, n);
    memcpy(sorted, tied, n * sizeof *sorted);
    adil_order(scratch, sorted, n, by_id, v->option);

    enum { HEAD = 4 };
    struct adil_span *piece = adil_new(&scratch, struct adil_span, (size_t)n + HEAD + 1);
    piece[0] = c->name;
    piece[1] = adil_span_of(stage);
    piece[2] = unit;
    piece[3] = adil_fmt(&scratch, "%u", take);
    for (uint32_t i = 0; i < n; i++) {
        piece[HEAD + i] = v->option[sorted[i]].id;
    }
    piece[HEAD + n] = adil_span_bytes((const char *)v->input.byte, sizeof v->input.byte);
    struct adil_hash h = adil_sha256_pieces(piece, (size_t)n + HEAD + 1);
    struct adil_span hex = adil_hex(&scratch, h.byte, 8);
    char tail[17];
    memcpy(tail, hex.ptr, 16);
    tail[16] = '\0';
    return adil_fmt(a, "%s:%.*s:%u:%s", stage, ADIL_ARG(unit), take, tail);
}

/* ---- a seed ------------------------------------------------------------------------------- */

static uint64_t draw(const struct adil_hash *seed, struct adil_span question, uint64_t counter)
{
    char be[8];
    for (int i = 0; i < 8; i++) {
        be[i] = (char)(unsigned char)(counter >> (56 - 8 * i));
    }
    struct adil_span piece[3] = {
        adil_span_bytes((const char *)seed->byte, sizeof seed->byte),
        question,
        adil_span_bytes(be, sizeof be),
    };
    struct adil_hash h = adil_sha256_pieces(piece, ADIL_COUNT(piece));
    uint64_t x = 0;
    for (int i = 0; i < 8; i++) {
        x = x << 8 | h.byte[i];
    }
    return x;
}

void adil_lot_expand(struct adil_arena scratch, const struct adil_hash *seed,
                     struct adil_span question, const struct adil_votes *v, uint32_t *order,
                     uint32_t n)
{
    adil_order(scratch, order, n, by_id, v->option);
    uint64_t counter = 0;
    for (uint32_t i = n; i-- > 1;) {
        uint64_t range = (uint64_t)i + 1;
        /* Numbers past the last whole multiple of `range` would favour low positions. */
        uint64_t surplus = (UINT64_MAX % range + 1) % range;
        uint64_t x = draw(seed, question, counter++);
        while (x > UINT64_MAX - surplus) {
            x = draw(seed, question, counter++);
        }
        uint64_t j = x % range;
        uint32_t swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}

/* ---- answers as text ---------------------------------------------------------------------- */

enum { HEX_TAIL = 16 };

static bool is_lower_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

/* Offset of the '=' that ends the question: a unit's name may hold another one, so it is the
 * first that stands behind ':' and 16 hex digits. line.len when there is none. */
static size_t question_end(struct adil_span line)
{
    for (size_t i = HEX_TAIL + 1; i < line.len; i++) {
        if (line.ptr[i] != '=' || line.ptr[i - HEX_TAIL - 1] != ':') {
            continue;
        }
        size_t hex = 0;
        while (hex < HEX_TAIL && is_lower_hex(line.ptr[i - 1 - hex])) {
            hex++;
        }
        if (hex == HEX_TAIL) {
            return i;
        }
    }
    return line.len;
}

/* Takes one name off the front: up to an unescaped ';'. "\;" and "\\" stand for ';' and '\'.
 * Returns false when a backslash stands before anything else. */
static bool take_name(struct adil_arena *perm, struct adil_span *rest, struct adil_span *name)
{
    char *text = adil_new(perm, char, rest->len);
    size_t n = 0;
    size_t i = 0;
    for (; i < rest->len && rest->ptr[i] != ';'; i++) {
        if (rest->ptr[i] == '\\') {
            i++;
            if (i == rest->len || (rest->ptr[i] != ';' && rest->ptr[i] != '\\')) {
                return false;
            }
        }
        text[n++] = rest->ptr[i];
    }
    *name = adil_span_trim(adil_span_bytes(text, n));
    *rest = i < rest->len ? adil_span_sub(*rest, i + 1, rest->len) : (struct adil_span){0};
    return true;
}

struct reading {
    struct adil_arena *perm;
    struct adil_lots *lots;
    struct adil_lot_answer *answer; /* = lots->answer, writable */
    uint32_t cap;
    struct adil_diag *diag;
};

static adil_err refuse(const struct reading *r, struct adil_place at, struct adil_span found,
                       const char *expected)
{
    return adil_fail(r->diag, at.file.len > 0 ? ADIL_ERR(INPUT) : ADIL_ERR(USAGE), at,
                     ADIL_SPAN("lot"), found, adil_span_of(expected));
}

static adil_err read_seed(struct reading *r, struct adil_place at, struct adil_span hex)
{
    if (r->lots->has_seed) {
        return refuse(r, at, ADIL_SPAN("a second seed"), "one seed");
    }
    if (!adil_hex_parse(hex, r->lots->seed.byte, sizeof r->lots->seed.byte)) {
        return refuse(r, at, hex, "seed: and 64 hex digits");
    }
    r->lots->has_seed = true;
    return ADIL_OK;
}

static bool named_twice(const struct adil_span *name, uint32_t n)
{
    for (uint32_t i = 0; i + 1 < n; i++) {
        if (adil_span_eq(name[i], name[n - 1])) {
            return true;
        }
    }
    return false;
}

static adil_err read_names(struct reading *r, struct adil_place at, struct adil_span rest,
                           struct adil_lot_answer *answer)
{
    uint32_t cap = 1;
    for (size_t i = 0; i < rest.len; i++) {
        cap += rest.ptr[i] == ';';
    }
    if (cap > ADIL_LOT_NAMES_MAX) {
        return refuse(r, at, adil_fmt(r->perm, "%u names", cap), "at most 1000 names");
    }
    struct adil_span *name = adil_new(r->perm, struct adil_span, cap);
    uint32_t n = 0;
    while (rest.ptr != NULL) {
        struct adil_span from = rest;
        if (!take_name(r->perm, &rest, &name[n])) {
            return refuse(r, at, from, "\\; or \\\\ after a backslash");
        }
        if (name[n++].len == 0) {
            return refuse(r, at, ADIL_SPAN("an empty name"), "QUESTION=A;B;C, best first");
        }
        if (named_twice(name, n)) {
            return refuse(r, at, name[n - 1], "each name once");
        }
    }
    answer->order = name;
    answer->n = n;
    return ADIL_OK;
}

static void keep(struct reading *r, struct adil_lot_answer answer)
{
    if (r->lots->n_answers == r->cap) {
        r->cap = r->cap == 0 ? 4 : 2 * r->cap;
        struct adil_lot_answer *grown = adil_new(r->perm, struct adil_lot_answer, r->cap);
        if (r->lots->n_answers > 0) {
            memcpy(grown, r->lots->answer, r->lots->n_answers * sizeof *grown);
        }
        r->answer = grown;
        r->lots->answer = grown;
    }
    r->answer[r->lots->n_answers++] = answer;
}

static adil_err read_line(struct reading *r, struct adil_place at, struct adil_span line)
{
    struct adil_span seed = ADIL_SPAN("seed:");
    if (adil_span_starts(line, seed)) {
        return read_seed(r, at, adil_span_sub(line, seed.len, line.len));
    }
    size_t end = question_end(line);
    if (end == line.len) {
        return refuse(r, at, line, "QUESTION=A;B;C or seed:<64 hex digits>");
    }
    struct adil_lot_answer answer = {.question = adil_span_sub(line, 0, end), .place = at};
    for (uint32_t i = 0; i < r->lots->n_answers; i++) {
        if (adil_span_eq(r->lots->answer[i].question, answer.question)) {
            return refuse(r, at, answer.question, "one answer to each question");
        }
    }
    ADIL_TRY(read_names(r, at, adil_span_sub(line, end + 1, line.len), &answer));
    keep(r, answer);
    return ADIL_OK;
}

adil_err adil_lots_parse(struct adil_arena *perm, struct adil_span file, struct adil_span text,
                         struct adil_lots *lots, struct adil_diag *diag)
{
    struct reading r = {.perm = perm, .lots = lots, .diag = diag, .cap = lots->n_answers};
    struct adil_place at = {.file = file};
    size_t bad = adil_utf8_check(text);
    if (bad < text.len) {
        return refuse(&r, at, adil_fmt(perm, "byte %zu", bad), "UTF-8");
    }
    struct adil_span line;
    while (adil_span_cut(&text, '\n', &line)) {
        at.line = file.len > 0 ? at.line + 1 : 0;
        line = adil_span_trim(line);
        if (line.len > 0 && line.ptr[0] != '#') {
            ADIL_TRY(read_line(&r, at, adil_utf8_nfc(perm, line)));
        }
    }
    return ADIL_OK;
}
