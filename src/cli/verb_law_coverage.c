/* adil law coverage: which statements of a law were tried by acts that it accepted and by acts that
 * it refused. docs/design/coverage.md. */
#include "base/file.h"
#include "cli/coverage_list.h"
#include "cli/law_source.h"
#include "cli/style.h"

enum { BAR_CELLS = 20 };

static const struct adil_verb_help help_text = {
    "law coverage LAW [LIST]... [--cite TEXT]... [--not-cite TEXT]... [--missing] "
    "[--allow FILE] [--json]",
    "Says how many acts each statement of a law accepted and refused in the stories whose lists "
    "are\n"
    "given (adil act --coverage, adil verify --coverage), with the examples of the rulebook, and\n"
    "which no story tried on both sides. Exit 0 none is missing, 1 some "
    "are.\n\n" ADIL_LAW_SOURCE_HELP,
    "adil law coverage my-club stories.list --cite \"Rules 4\""};

struct coverage_shown {
    struct adil_cli *cli;
    struct adil_coverage_of of;
    struct adil_words cite, not_cite;
    enum adil_lang lang;
    bool bars;
    bool allows;
};

/* Figures of a kind, or of all. */
struct coverage_sum {
    uint32_t n;
    uint32_t whole; /* every side that can be was tried */
    uint32_t unverified;
    uint32_t missing; /* sides */
};

static bool cites_one(struct adil_span cite, const struct adil_words *words)
{
    for (uint32_t i = 0; i < words->n; i++) {
        if (adil_span_find(cite, words->word[i]) < cite.len) {
            return true;
        }
    }
    return false;
}

static bool is_asked(const struct coverage_shown *s, uint32_t i)
{
    struct adil_span cite = s->of.statements.at[i].cite;
    return (s->cite.n == 0 || cites_one(cite, &s->cite)) && !cites_one(cite, &s->not_cite);
}

static bool lacks_any(const struct coverage_shown *s, uint32_t i)
{
    return adil_coverage_lacks(&s->of, i, ADIL_SIDE_ACCEPTED) ||
           adil_coverage_lacks(&s->of, i, ADIL_SIDE_REFUSED);
}

/* `kind`: one, or ADIL_STATEMENT_ANY. */
static struct coverage_sum sum_up(const struct coverage_shown *s, enum adil_statement_kind kind)
{
    struct coverage_sum sum = {0};
    for (uint32_t i = 0; i < s->of.statements.n; i++) {
        const struct adil_statement *x = &s->of.statements.at[i];
        if (!is_asked(s, i) || (kind != ADIL_STATEMENT_ANY && x->kind != kind)) {
            continue;
        }
        sum.n++;
        sum.whole += !lacks_any(s, i);
        sum.unverified += x->mark == ADIL_MARK_RECALLED;
        for (unsigned side = 0; side < ADIL_N_SIDES; side++) {
            sum.missing += adil_coverage_lacks(&s->of, i, (enum adil_side)side);
        }
    }
    return sum;
}

/* ---- text ----------------------------------------------------------------------------------- */

static void put_side(struct coverage_shown *s, uint32_t i, enum adil_side side)
{
    const struct adil_tried *t = &s->of.tried[i];
    struct adil_buf *out = &s->cli->out;
    unsigned long long n = t->n[side] + t->example[side];
    if (!s->of.statements.at[i].asks[side]) {
        adil_buf_fmt(out, "%8s", "");
        return;
    }
    adil_buf_fmt(out, "  %c%-5llu", side == ADIL_SIDE_ACCEPTED ? '+' : '-', n);
}

static void put_statement(struct coverage_shown *s, uint32_t i)
{
    const struct adil_statement *x = &s->of.statements.at[i];
    struct adil_arena a = s->cli->scratch;
    struct adil_buf *out = &s->cli->out;
    put_side(s, i, ADIL_SIDE_ACCEPTED);
    put_side(s, i, ADIL_SIDE_REFUSED);
    adil_buf_fmt(out, "  %-8.*s  %.*s", ADIL_ARG(adil_statement_word(x->kind)), ADIL_ARG(x->id));
    if (adil_date_known(x->from)) {
        adil_buf_fmt(out, " from %.*s", ADIL_ARG(adil_date_text(&a, x->from)));
    }
    if (x->cite.len > 0) {
        adil_buf_fmt(out, "  [%.*s]", ADIL_ARG(x->cite));
    }
    adil_buf_str(out, x->mark == ADIL_MARK_RECALLED ? "  unverified" : "");
    const char *lead = "  missing: ";
    for (unsigned side = 0; side < ADIL_N_SIDES; side++) {
        if (adil_coverage_lacks(&s->of, i, (enum adil_side)side)) {
            adil_buf_fmt(out, "%s%.*s", lead, ADIL_ARG(adil_side_word((enum adil_side)side)));
            lead = ", ";
        }
    }
    adil_buf_byte(out, '\n');
}

static void put_bar(struct coverage_shown *s, const struct coverage_sum *sum)
{
    struct adil_buf *out = &s->cli->out;
    size_t full = sum->n > 0 ? (size_t)sum->whole * BAR_CELLS / sum->n : 0;
    if (s->bars) {
        adil_buf_str(out, "  ");
        adil_buf_repeat(out, "█", full);
        adil_buf_repeat(out, "░", BAR_CELLS - full);
    }
    adil_buf_byte(out, '\n');
}

static void put_sums(struct coverage_shown *s)
{
    struct adil_buf *out = &s->cli->out;
    for (unsigned k = 0; k < ADIL_N_STATEMENT_KINDS; k++) {
        struct coverage_sum sum = sum_up(s, (enum adil_statement_kind)k);
        if (sum.n > 0) {
            adil_buf_fmt(out, "%-8.*s  %5u of %5u",
                         ADIL_ARG(adil_statement_word((enum adil_statement_kind)k)),
                         (unsigned)sum.whole, (unsigned)sum.n);
            put_bar(s, &sum);
        }
    }
    struct coverage_sum all = sum_up(s, ADIL_STATEMENT_ANY);
    adil_buf_fmt(out, "%u statements, %u tried on every side, %u sides missing; %u unverified\n",
                 (unsigned)all.n, (unsigned)all.whole, (unsigned)all.missing,
                 (unsigned)all.unverified);
    if (s->of.n_others > 0) {
        adil_buf_fmt(out, "%u lists are of this law; %u of another, and were passed over\n",
                     (unsigned)s->of.n_lists, (unsigned)s->of.n_others);
    }
}

static void coverage_text(struct coverage_shown *s)
{
    for (uint32_t i = 0; i < s->of.statements.n; i++) {
        if (is_asked(s, i)) {
            put_statement(s, i);
        }
    }
    adil_buf_str(&s->cli->out, s->of.statements.n > 0 ? "\n" : "");
    put_sums(s);
}

/* ---- holes ---------------------------------------------------------------------------------- */

static void put_missing(struct coverage_shown *s)
{
    for (uint32_t i = 0; i < s->of.statements.n; i++) {
        for (unsigned side = 0; side < ADIL_N_SIDES && is_asked(s, i); side++) {
            if (adil_coverage_lacks(&s->of, i, (enum adil_side)side)) {
                adil_coverage_put_hole(&s->cli->out, s->cli->scratch, &s->of.statements.at[i],
                                       (enum adil_side)side);
            }
        }
    }
}

/* Where what is missing and what is allowed to be differ, said if `shown`. Returns how often. */
static uint32_t put_allowed(struct coverage_shown *s, bool shown)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->of.statements.n; i++) {
        for (unsigned side = 0; side < ADIL_N_SIDES; side++) {
            bool lacks = is_asked(s, i) && adil_coverage_lacks(&s->of, i, (enum adil_side)side);
            if (lacks == s->of.allowed[i][side]) {
                continue;
            }
            n++;
            if (shown) {
                adil_buf_str(&s->cli->out,
                             lacks ? "missing, not allowed: " : "allowed, not missing: ");
                adil_coverage_put_hole(&s->cli->out, s->cli->scratch, &s->of.statements.at[i],
                                       (enum adil_side)side);
            }
        }
    }
    return n;
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static void put_count(struct adil_json *j, const char *key, uint64_t n)
{
    adil_json_key(j, key);
    adil_json_i64(j, (int64_t)n);
}

static void text_or_null(struct adil_json *j, const char *key, struct adil_span text)
{
    adil_json_key(j, key);
    if (text.len > 0) {
        adil_json_text(j, text);
    } else {
        adil_json_null(j);
    }
}

static void statement_json(struct coverage_shown *s, struct adil_json *j, uint32_t i)
{
    const struct adil_statement *x = &s->of.statements.at[i];
    const struct adil_tried *t = &s->of.tried[i];
    struct adil_arena a = s->cli->scratch;
    adil_json_object_line(j);
    put_count(j, "accepted", t->n[ADIL_SIDE_ACCEPTED]);
    text_or_null(j, "cite", x->cite);
    put_count(j, "examples_accepted", t->example[ADIL_SIDE_ACCEPTED]);
    put_count(j, "examples_refused", t->example[ADIL_SIDE_REFUSED]);
    text_or_null(j, "from",
                 adil_date_known(x->from) ? adil_date_text(&a, x->from)
                                          : (struct adil_span){NULL, 0});
    text_or_null(j, "id", x->id);
    text_or_null(j, "kind", adil_statement_word(x->kind));
    text_or_null(j, "mark",
                 x->mark == ADIL_MARK_READ ? ADIL_SPAN("read") : ADIL_SPAN("unverified"));
    adil_json_key(j, "missing");
    adil_json_array_line(j);
    for (unsigned side = 0; side < ADIL_N_SIDES; side++) {
        if (adil_coverage_lacks(&s->of, i, (enum adil_side)side)) {
            adil_json_text(j, adil_side_word((enum adil_side)side));
        }
    }
    adil_json_end(j);
    put_count(j, "refused", t->n[ADIL_SIDE_REFUSED]);
    adil_json_end(j);
}

static void coverage_json(struct coverage_shown *s)
{
    struct adil_json j;
    struct coverage_sum all = sum_up(s, ADIL_STATEMENT_ANY);
    const struct adil_hash *law = &s->of.book->hash;
    adil_json_open(&j, &s->cli->out, true);
    adil_json_object(&j);
    text_or_null(&j, "polity", s->of.polity);
    text_or_null(&j, "law", adil_hex(&s->cli->perm, law->byte, sizeof law->byte));
    put_count(&j, "lists", s->of.n_lists);
    put_count(&j, "lists_of_other_laws", s->of.n_others);
    adil_json_key(&j, "statements");
    adil_json_array(&j);
    for (uint32_t i = 0; i < s->of.statements.n; i++) {
        if (is_asked(s, i)) {
            statement_json(s, &j, i);
        }
    }
    adil_json_end(&j);
    put_count(&j, "total", all.n);
    put_count(&j, "tried", all.whole);
    put_count(&j, "missing", all.missing);
    put_count(&j, "unverified", all.unverified);
    adil_json_end(&j);
    adil_json_finish(&j);
}

/* ---- the verb ------------------------------------------------------------------------------- */

static adil_err take_files(struct coverage_shown *s, const struct adil_words *rest,
                           struct adil_span allow)
{
    struct adil_span text;
    ADIL_TRY(adil_cover_read(s->cli, rest->word + 1, rest->n - 1, &s->of));
    s->allows = allow.ptr != NULL;
    if (s->allows) {
        ADIL_TRY(
            adil_file_read(&s->cli->perm, allow, ADIL_COVERAGE_BYTES_MAX, &text, &s->cli->diag));
        ADIL_TRY(adil_coverage_allow(&s->of, allow, text, &s->cli->diag));
    }
    return ADIL_OK;
}

/* Articles that no statement cites are a slip of the pen, not a law without holes. */
static adil_err judge_asked(struct coverage_shown *s)
{
    uint32_t n = sum_up(s, ADIL_STATEMENT_ANY).n;
    if (n > 0 || s->cite.n == 0) {
        return ADIL_OK;
    }
    return adil_usage(s->cli, "--cite", s->cite.word[0], "words of an article of this law");
}

static void show_coverage(struct coverage_shown *s, bool json, bool missing)
{
    uint32_t wrong = sum_up(s, ADIL_STATEMENT_ANY).missing;
    if (json) {
        coverage_json(s);
    } else if (missing) {
        put_missing(s);
    } else if (!s->allows) {
        coverage_text(s);
    }
    if (s->allows) {
        bool shown = !json && !missing;
        wrong = put_allowed(s, shown);
        if (shown) {
            put_sums(s);
        }
    }
    s->cli->status = wrong > 0 ? 1 : 0;
}

adil_err adil_law_coverage(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool missing = false;
    bool help = false;
    struct adil_span none = {NULL, 0};
    struct adil_span lang = none;
    struct adil_span allow = none;
    struct adil_words rest;
    struct adil_text_style style = {0};
    struct coverage_shown s = {.cli = cli};
    const struct adil_opt opt[] = {
        {"cite", ADIL_OPT_LIST, "TEXT", "only statements whose article has this in it", &s.cite},
        {"not-cite", ADIL_OPT_LIST, "TEXT", "only those whose article has not", &s.not_cite},
        {"missing", ADIL_OPT_FLAG, NULL, "only what is missing, a line each", &missing},
        {"allow", ADIL_OPT_TEXT, "FILE",
         "what may be missing, as --missing prints it, and nothing else", &allow},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n < 1) {
        return adil_usage(cli, "adil law coverage", ADIL_SPAN("no rulebook"),
                          "a rulebook, and lists of what was tried");
    }
    struct adil_law_source source;
    ADIL_TRY(adil_cli_style(cli, lang, none, none, &style));
    s.lang = style.lang;
    s.bars = style.bars;
    ADIL_TRY(adil_law_source_open(cli, "adil law coverage", rest.word[0], s.lang, &source));
    adil_coverage_of_book(&cli->perm, source.book, &s.of);
    adil_err err = take_files(&s, &rest, allow);
    err = err.code == ADIL_C_OK ? judge_asked(&s) : err;
    if (err.code == ADIL_C_OK) {
        show_coverage(&s, json, missing);
    }
    adil_law_source_close(&source);
    return err;
}
