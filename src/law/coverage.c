#include "law/coverage.h"

#include "base/buf.h"
#include "law/checking.h"

static const struct adil_span side_word[ADIL_N_SIDES] = {
    [ADIL_SIDE_ACCEPTED] = ADIL_SPAN_INIT("accepted"),
    [ADIL_SIDE_REFUSED] = ADIL_SPAN_INIT("refused"),
};

struct adil_span adil_side_word(enum adil_side side)
{
    return side_word[side];
}

struct adil_span adil_coverage_polity(const struct adil_rulebook *book)
{
    return adil_read_text(adil_node_get(adil_node_get(book->root, "polity"), "id"));
}

/* ---- examples ------------------------------------------------------------------------------- */

/* A verdict that is unknown lets no act pass, whichever way the norm is asked. */
static void try_example_of(struct adil_coverage_of *c, const struct adil_node *example)
{
    unsigned verdict = ADIL_UNKNOWN;
    const struct adil_register *reg = NULL;
    const struct adil_norm *norm = adil_example_norm(c->book, example, &reg);
    (void)adil_read_word(adil_node_get(example, "verdict"), ADIL_T_WORD_VERDICT, &verdict);
    uint32_t i = norm != NULL
                     ? adil_statement_find(&c->statements, ADIL_STATEMENT_NORM, &norm->rule)
                     : ADIL_NO_WORD;
    if (i == ADIL_NO_WORD) {
        return; /* a finding of adil_rulebook_check */
    }
    unsigned good = c->statements.at[i].unless ? ADIL_FAILS : ADIL_HOLDS;
    c->tried[i].example[verdict == good ? ADIL_SIDE_ACCEPTED : ADIL_SIDE_REFUSED]++;
}

void adil_coverage_of_book(struct adil_arena *perm, const struct adil_rulebook *book,
                           struct adil_coverage_of *out)
{
    *out = (struct adil_coverage_of){.book = book, .polity = adil_coverage_polity(book)};
    adil_statements_of(perm, book, &out->statements);
    out->tried = adil_new(perm, struct adil_tried, out->statements.n);
    out->allowed =
        (bool(*)[ADIL_N_SIDES])adil_new(perm, bool, (size_t)out->statements.n *ADIL_N_SIDES);
    const struct adil_node *list = adil_node_get(book->root, "examples");
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        try_example_of(out, n);
    }
}

/* ---- lists ---------------------------------------------------------------------------------- */

static struct adil_span day_or_dash(struct adil_arena *a, struct adil_date d)
{
    return adil_date_known(d) ? adil_date_text(a, d) : ADIL_SPAN("-");
}

void adil_coverage_put_head(struct adil_buf *out, struct adil_arena scratch,
                            struct adil_span polity, const struct adil_hash *law)
{
    struct adil_span hex = adil_hex(&scratch, law->byte, sizeof law->byte);
    adil_buf_fmt(out, "coverage %.*s %.*s\n", ADIL_ARG(polity), ADIL_ARG(hex));
}

void adil_coverage_put_line(struct adil_buf *out, struct adil_arena scratch,
                            const struct adil_statement *s, const uint64_t n[ADIL_N_SIDES])
{
    struct adil_span from = day_or_dash(&scratch, s->from);
    struct adil_span kind = adil_statement_word(s->kind);
    adil_buf_fmt(out, "%.*s %.*s %.*s %llu %llu\n", ADIL_ARG(kind), ADIL_ARG(s->id), ADIL_ARG(from),
                 (unsigned long long)n[ADIL_SIDE_ACCEPTED],
                 (unsigned long long)n[ADIL_SIDE_REFUSED]);
}

/* One line of a list. */
struct coverage_line {
    enum adil_statement_kind kind;
    struct adil_span id;
    struct adil_date from;
    uint64_t n[ADIL_N_SIDES];
};

enum { WORDS_OF_LINE = 5 };

/* The words of a line, parted by one blank each. Returns their number, at most one too many. */
static uint32_t line_words(struct adil_span line, struct adil_span word[WORDS_OF_LINE])
{
    uint32_t n = 0;
    struct adil_span head;
    while (adil_span_cut(&line, ' ', &head)) {
        if (n == WORDS_OF_LINE) {
            return n + 1;
        }
        word[n++] = head;
    }
    return n;
}

static bool read_line(const struct adil_span *word, uint32_t n, struct coverage_line *out)
{
    const uint64_t most = UINT32_MAX;
    out->from = ADIL_DATE_NONE;
    if (n != WORDS_OF_LINE || !adil_statement_parse(word[0], &out->kind) || word[1].len == 0) {
        return false;
    }
    out->id = word[1];
    return (adil_span_is(word[2], "-") || adil_date_parse(word[2], &out->from)) &&
           adil_span_u64(word[3], most, &out->n[ADIL_SIDE_ACCEPTED]) &&
           adil_span_u64(word[4], most, &out->n[ADIL_SIDE_REFUSED]);
}

static void take_line(struct adil_coverage_of *c, const struct coverage_line *line)
{
    uint32_t i = adil_statement_named(&c->statements, line->kind, line->id, line->from);
    for (unsigned s = 0; s < ADIL_N_SIDES && i != ADIL_NO_WORD; s++) {
        c->tried[i].n[s] += line->n[s];
    }
}

static bool is_head(const struct adil_span *word, uint32_t n, struct adil_hash *law)
{
    return n == 3 && adil_span_is(word[0], "coverage") && word[1].len > 0 &&
           adil_hex_parse(word[2], law->byte, sizeof law->byte);
}

adil_err adil_coverage_take(struct adil_coverage_of *c, struct adil_span file,
                            struct adil_span text, struct adil_diag *diag)
{
    bool begun = false;
    bool ours = false;
    struct adil_place place = {.file = file};
    struct adil_span line;
    while (text.len > 0 && adil_span_cut(&text, '\n', &line)) {
        struct adil_span word[WORDS_OF_LINE];
        struct adil_hash law;
        struct coverage_line x;
        uint32_t n = line_words(line, word);
        place.line++;
        if (is_head(word, n, &law)) {
            begun = true;
            ours = adil_hash_eq(&law, &c->book->hash) && adil_span_eq(word[1], c->polity);
            *(ours ? &c->n_lists : &c->n_others) += 1;
        } else if (begun && read_line(word, n, &x)) {
            if (ours) {
                take_line(c, &x);
            }
        } else {
            return adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN("coverage"), line,
                             begun ? ADIL_SPAN("kind, id, day or -, accepted, refused")
                                   : ADIL_SPAN("a head: coverage POLITY LAW-HASH"));
        }
    }
    return ADIL_OK;
}

/* ---- holes ---------------------------------------------------------------------------------- */

void adil_coverage_put_hole(struct adil_buf *out, struct adil_arena scratch,
                            const struct adil_statement *s, enum adil_side side)
{
    struct adil_span from = day_or_dash(&scratch, s->from);
    struct adil_span kind = adil_statement_word(s->kind);
    adil_buf_fmt(out, "%.*s %.*s %.*s %.*s\n", ADIL_ARG(kind), ADIL_ARG(s->id), ADIL_ARG(from),
                 ADIL_ARG(side_word[side]));
}

static const char *allow_line(struct adil_coverage_of *c, struct adil_span line)
{
    struct adil_span word[WORDS_OF_LINE];
    enum adil_statement_kind kind;
    struct adil_date from = ADIL_DATE_NONE;
    uint32_t n = line_words(line, word);
    bool accepted = n == 4 && adil_span_eq(word[3], side_word[ADIL_SIDE_ACCEPTED]);
    bool refused = n == 4 && adil_span_eq(word[3], side_word[ADIL_SIDE_REFUSED]);
    if ((!accepted && !refused) || !adil_statement_parse(word[0], &kind) ||
        !(adil_span_is(word[2], "-") || adil_date_parse(word[2], &from))) {
        return "kind, id, day or -, accepted or refused";
    }
    uint32_t i = adil_statement_named(&c->statements, kind, word[1], from);
    enum adil_side side = accepted ? ADIL_SIDE_ACCEPTED : ADIL_SIDE_REFUSED;
    if (i == ADIL_NO_WORD || !c->statements.at[i].asks[side]) {
        return "a statement of this law, with this side";
    }
    if (c->allowed[i][side]) {
        return "each hole once";
    }
    c->allowed[i][side] = true;
    return NULL;
}

adil_err adil_coverage_allow(struct adil_coverage_of *c, struct adil_span file,
                             struct adil_span text, struct adil_diag *diag)
{
    struct adil_place place = {.file = file};
    struct adil_span line;
    adil_err err = ADIL_OK;
    while (text.len > 0 && adil_span_cut(&text, '\n', &line)) {
        place.line++;
        bool says = adil_span_trim(line).len > 0 && line.ptr[0] != '#';
        const char *expected = says ? allow_line(c, line) : NULL;
        if (expected != NULL) {
            err = adil_fail(diag, ADIL_ERR(INPUT), place, ADIL_SPAN("allowed"), line,
                            adil_span_of(expected));
        }
    }
    return err;
}

bool adil_coverage_lacks(const struct adil_coverage_of *c, uint32_t statement, enum adil_side side)
{
    const struct adil_tried *t = &c->tried[statement];
    return c->statements.at[statement].asks[side] && t->n[side] + t->example[side] == 0;
}

uint32_t adil_coverage_idle(const struct adil_coverage_of *c, struct adil_arena scratch,
                            struct adil_diag *findings)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->statements.n; i++) {
        const struct adil_statement *x = &c->statements.at[i];
        bool idle = true;
        for (unsigned side = 0; side < ADIL_N_SIDES; side++) {
            idle = idle && (!x->asks[side] || adil_coverage_lacks(c, i, (enum adil_side)side));
        }
        if (idle) {
            struct adil_arena a = scratch;
            struct adil_span kind = adil_statement_word(x->kind);
            adil_diag_add(findings, ADIL_SEV_WARNING, x->place,
                          adil_fmt(&a, "%.*s %.*s", ADIL_ARG(kind), ADIL_ARG(x->id)),
                          ADIL_SPAN("never exercised"),
                          ADIL_SPAN("a story that it accepts or refuses"));
            n++;
        }
    }
    return n;
}
