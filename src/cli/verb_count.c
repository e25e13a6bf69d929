/* adil count: from a rulebook (or a method) and figures to an outcome. */
#include "base/file.h"
#include "base/utf8.h"
#include "cli/coverage_list.h"
#include "cli/law_source.h"
#include "cli/load.h"
#include "cli/style.h"
#include "count/count.h"

#include <string.h>

struct count_args {
    struct adil_span contest, at, html, lang, method, seats, threshold, quota, colour, columns;
    struct adil_span coverage;
    struct adil_words votes, lots, sets, against;
    bool json, csv, brief;
};

static const struct adil_verb_help help_text = {
    "count LAW --contest NAME [--votes FILE]... [--at DATE] [--json | --csv | --html FILE]\n"
    "count FILE --method METHOD [--seats N] [--threshold PHRASE] [--quota QUOTA] ...",
    "Counts a contest and explains every step. FILE is a CSV of votes "
    "(unit,option,votes).\n\n" ADIL_LAW_SOURCE_HELP,
    "adil count my-club --contest spring-2026 --set threshold=3%"};

static uint32_t option_table(struct count_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"contest", ADIL_OPT_TEXT, "NAME", "the contest (adil contests LAW lists them)",
         &a->contest},
        {"votes", ADIL_OPT_LIST, "FILE", "figures to count instead of the rulebook's own",
         &a->votes},
        {"at", ADIL_OPT_TEXT, "DATE", "under the law of this day, YYYY-MM-DD", &a->at},
        {"set", ADIL_OPT_LIST, "KEY=VALUE", "what if: set a key of the contest (adil methods)",
         &a->sets},
        {"lot", ADIL_OPT_LIST, "ANSWER", "QUESTION=A;B, seed:HEX, or a file of such lines",
         &a->lots},
        {"method", ADIL_OPT_TEXT, "METHOD", "count FILE by this method, without a rulebook",
         &a->method},
        {"seats", ADIL_OPT_TEXT, "N", "number of seats", &a->seats},
        {"threshold", ADIL_OPT_TEXT, "PHRASE", "what a list must reach: 5%, or a phrase",
         &a->threshold},
        {"quota", ADIL_OPT_TEXT, "QUOTA",
         "hare, droop, hagenbach-bischoff, imperiali; or its rounding: exact, down, up, nearest",
         &a->quota},
        {"against", ADIL_OPT_LIST, "OPTION", "an option that is counted and wins nothing",
         &a->against},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a->json},
        {"csv", ADIL_OPT_FLAG, NULL, "a line an option", &a->csv},
        {"html", ADIL_OPT_TEXT, "FILE", "also write one self-contained page", &a->html},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->lang},
        {"brief", ADIL_OPT_FLAG, NULL, "the result without its explanation", &a->brief},
        {"colour", ADIL_OPT_TEXT, "WHEN", "auto, always or never", &a->colour},
        {"columns", ADIL_OPT_TEXT, "N", "width of the text", &a->columns},
        ADIL_CLI_COVERAGE(&a->coverage),
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

/* ---- settings: what the caller's options mean as keys of a contest ------------------------- */

struct settings {
    struct adil_setting *set;
    uint32_t n;
};

static void add_setting(struct settings *s, const char *key, struct adil_span value)
{
    s->set[s->n++] = (struct adil_setting){adil_span_of(key), value};
}

/* A list of names as YAML flow text: every name quoted as JSON. */
static struct adil_span quoted_list(struct adil_arena *a, const struct adil_words *w)
{
    struct adil_buf text;
    struct adil_json json;
    adil_buf_open(&text, 1 << 24);
    adil_json_open(&json, &text, false);
    adil_json_array(&json);
    for (uint32_t i = 0; i < w->n; i++) {
        adil_json_text(&json, w->word[i]);
    }
    adil_json_end(&json);
    struct adil_span copy = adil_span_copy(a, adil_buf_span(&text));
    adil_buf_release(&text);
    return copy;
}

/* --quota names a quota (which makes the method) or the rounding of the method's own. */
static void add_quota(struct settings *s, struct adil_span quota)
{
    enum adil_method m;
    bool imperiali = adil_span_is(quota, "imperiali");
    struct adil_span word = imperiali ? ADIL_SPAN("imperiali-quota") : quota;
    if (adil_method_parse(word, &m) && adil_method_info(m)->family == ADIL_FAMILY_REMAINDER) {
        for (uint32_t i = 0; i < s->n; i++) {
            if (adil_span_is(s->set[i].key, "method")) {
                s->set[i].value = word;
                return;
            }
        }
        add_setting(s, "method", word);
    } else {
        add_setting(s, "quota-rounding", quota);
    }
}

static adil_err gather_settings(struct adil_cli *cli, const struct count_args *a,
                                struct settings *s)
{
    s->n = 0;
    s->set = adil_new(&cli->perm, struct adil_setting, a->sets.n + 8);
    if (a->method.ptr != NULL) {
        bool any = adil_span_is(a->method, "largest-remainder");
        add_setting(s, "method", any ? ADIL_SPAN("hare") : a->method);
    }
    if (a->seats.ptr != NULL) {
        add_setting(s, "seats", a->seats);
    }
    if (a->threshold.ptr != NULL) {
        add_setting(s, "threshold", a->threshold);
    }
    if (a->quota.ptr != NULL) {
        add_quota(s, a->quota);
    }
    for (uint32_t i = 0; i < a->against.n; i++) {
        if (adil_utf8_check(a->against.word[i]) < a->against.word[i].len) {
            return adil_usage(cli, "--against", a->against.word[i], "valid UTF-8");
        }
    }
    if (a->against.n > 0) {
        add_setting(s, "against", quoted_list(&cli->perm, &a->against));
    }
    for (uint32_t i = 0; i < a->sets.n; i++) {
        struct adil_span word = a->sets.word[i];
        size_t eq = adil_span_find_byte(word, '=');
        if (eq == 0 || eq == word.len) {
            return adil_usage(cli, "--set", word, "KEY=VALUE");
        }
        s->set[s->n++] = (struct adil_setting){adil_span_trim(adil_span_sub(word, 0, eq)),
                                               adil_span_sub(word, eq + 1, word.len)};
    }
    return ADIL_OK;
}

/* ---- the contest and its votes ------------------------------------------------------------- */

static adil_err get_contest(struct adil_cli *cli, const struct count_args *a, struct adil_span file,
                            enum adil_lang lang, struct adil_law_source *source,
                            struct adil_contest *contest)
{
    struct settings s;
    struct adil_date at;
    ADIL_TRY(adil_cli_date(cli, "--at", a->at, &at));
    ADIL_TRY(gather_settings(cli, a, &s));
    if (a->method.ptr != NULL || a->quota.ptr != NULL || adil_span_ends(file, ADIL_SPAN(".csv"))) {
        bool is_method = false;
        for (uint32_t i = 0; i < s.n; i++) {
            is_method = is_method || adil_span_is(s.set[i].key, "method");
        }
        if (!is_method) {
            return adil_usage(cli, "adil count", file,
                              "a rulebook, or --method METHOD to count a CSV file");
        }
        if (at.days != ADIL_DATE_NONE.days) {
            return adil_usage(cli, "--at", a->at, "a rulebook, whose law has dates");
        }
        struct adil_span name = a->contest.ptr != NULL ? a->contest : (struct adil_span){"", 0};
        return adil_contest_from_settings(&cli->perm, cli->scratch, name, s.set, s.n, contest,
                                          &cli->diag);
    }
    ADIL_TRY(adil_law_source_open(cli, "adil count", file, lang, source));
    if (a->contest.ptr == NULL) {
        return adil_usage(cli, "--contest", ADIL_SPAN("nothing"),
                          "a contest's name; `adil contests LAW` lists them");
    }
    return adil_rulebook_contest(&cli->perm, cli->scratch, source->book, a->contest, at, s.set, s.n,
                                 contest, &cli->diag);
}

/* Without a rulebook the argument itself is the first file of votes. */
static struct adil_words vote_files(struct adil_cli *cli, const struct count_args *a,
                                    struct adil_span file, const struct adil_contest *contest)
{
    if (contest->units != NULL) {
        return a->votes;
    }
    struct adil_words all = {adil_new(&cli->perm, struct adil_span, a->votes.n + 1), 0};
    all.word[all.n++] = file;
    for (uint32_t i = 0; i < a->votes.n; i++) {
        all.word[all.n++] = a->votes.word[i];
    }
    return all;
}

static adil_err read_lots(struct adil_cli *cli, const struct adil_words *words,
                          struct adil_lots *lots)
{
    memset(lots, 0, sizeof *lots);
    for (uint32_t i = 0; i < words->n; i++) {
        struct adil_span word = words->word[i];
        bool inline_answer =
            adil_span_find_byte(word, '=') < word.len || adil_span_starts(word, ADIL_SPAN("seed:"));
        struct adil_span file = ADIL_SPAN("--lot");
        struct adil_span text = word;
        if (!inline_answer) {
            file = word;
            ADIL_TRY(adil_file_read(&cli->perm, word, 1 << 20, &text, &cli->diag));
        }
        ADIL_TRY(adil_lots_parse(&cli->perm, file, text, lots, &cli->diag));
    }
    return ADIL_OK;
}

/* ---- how it is shown ----------------------------------------------------------------------- */

static adil_err write_html(struct adil_cli *cli, const struct adil_outcome *o, enum adil_lang lang,
                           struct adil_span path)
{
    struct adil_buf page;
    adil_buf_open(&page, 1 << 28);
    adil_report_html(cli->scratch, o, lang, &page);
    adil_err err = adil_buf_ok(&page)
                       ? adil_file_write(cli->scratch, path, adil_buf_span(&page), &cli->diag)
                       : ADIL_ERR(LIMIT);
    adil_buf_release(&page);
    return err;
}

static adil_err show(struct adil_cli *cli, const struct count_args *a,
                     const struct adil_text_style *style, const struct adil_outcome *o)
{
    if (a->html.ptr != NULL) {
        ADIL_TRY(write_html(cli, o, style->lang, a->html));
    }
    if (a->json) {
        adil_report_json(cli->scratch, o, style->lang, &cli->out);
    } else if (a->csv) {
        adil_report_csv(cli->scratch, o, &cli->out);
    } else {
        adil_report_text(cli->scratch, o, style, &cli->out);
    }
    cli->status = adil_status_exit(o->status);
    return ADIL_OK;
}

/* The tie an answer was meant for, in the outcome or its parts; NULL when there is none. */
static const struct adil_tie *tie_of(const struct adil_outcome *o, struct adil_span question)
{
    for (uint32_t i = 0; i < o->n_ties; i++) {
        if (adil_span_eq(o->tie[i].question, question)) {
            return &o->tie[i];
        }
    }
    for (uint32_t i = 0; i < o->n_parts; i++) {
        for (uint32_t k = 0; k < o->part[i].n_ties; k++) {
            if (adil_span_eq(o->part[i].tie[k].question, question)) {
                return &o->part[i].tie[k];
            }
        }
    }
    return NULL;
}

/* An answer that nothing asked for is told; one that does not answer its question is refused. */
static adil_err check_lots(struct adil_cli *cli, const struct adil_lots *lots,
                           const struct adil_outcome *o)
{
    for (uint32_t i = 0; i < lots->n_answers; i++) {
        const struct adil_lot_answer *a = &lots->answer[i];
        const struct adil_tie *tie = tie_of(o, a->question);
        if (tie == NULL) {
            adil_diag_add(&cli->diag, ADIL_SEV_WARNING, a->place, ADIL_SPAN("lot"), a->question,
                          ADIL_SPAN("a question of this count: the answer was not used"));
        } else if (!tie->resolved) {
            return adil_fail(&cli->diag, ADIL_ERR(INPUT), a->place, ADIL_SPAN("lot"),
                             ADIL_SPAN("an order that does not fit the question"),
                             ADIL_SPAN("each of the tied options at most once, best first, at "
                                       "least as many as are taken"));
        }
    }
    return ADIL_OK;
}

/* `source`: of the law, or as it was; to be closed in any case. */
static adil_err count_and_show(struct adil_cli *cli, const struct count_args *a,
                               struct adil_span from, const struct adil_text_style *style,
                               struct adil_law_source *source)
{
    struct adil_lots lots;
    struct adil_loaded votes;
    struct adil_contest *contest = adil_new(&cli->perm, struct adil_contest, 1);
    struct adil_outcome *outcome = adil_new(&cli->perm, struct adil_outcome, 1);
    ADIL_TRY(read_lots(cli, &a->lots, &lots));
    ADIL_TRY(get_contest(cli, a, from, style->lang, source, contest));
    struct adil_words files = vote_files(cli, a, from, contest);
    ADIL_TRY(adil_load_votes(cli, contest, &files, &votes));
    adil_count(&cli->perm, cli->scratch, contest, &votes.votes, votes.part, &lots, outcome);
    ADIL_TRY(check_lots(cli, &lots, outcome));
    if (a->coverage.len > 0 && source->book != NULL) {
        ADIL_TRY(adil_cover_count(cli, source->book, outcome, a->coverage));
    }
    return show(cli, a, style, outcome);
}

adil_err adil_verb_count(struct adil_cli *cli, int argc, char **argv)
{
    struct count_args a;
    struct adil_opt opt[32];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    uint32_t n = option_table(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, n, &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil count", rest.n == 0 ? ADIL_SPAN("no file") : rest.word[1],
                          "one law or one CSV file");
    }
    if (a.json && a.csv) {
        return adil_usage(cli, "adil count", ADIL_SPAN("--json and --csv"), "one of them");
    }
    struct adil_text_style style;
    struct adil_law_source source = {NULL, NULL};
    ADIL_TRY(adil_cli_style(cli, a.lang, a.columns, a.colour, &style));
    style.steps = !a.brief;
    adil_err err = count_and_show(cli, &a, rest.word[0], &style, &source);
    adil_law_source_close(&source);
    return err;
}
