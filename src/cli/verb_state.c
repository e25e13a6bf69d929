/* adil state: what the record says now, or said then. */
#include "cli/outsider.h"
#include "cli/state_views.h"
#include "cli/when.h"
#include "report/text_sheet.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct state_args {
    struct adil_record_args record;
    struct adil_span as_of, now, columns;
    struct adil_words witness;
    bool json, csv, ask;
    const struct adil_rolls *rolls; /* of the section of this name */
};

static const struct adil_verb_help state_help = {
    "state [SECTION] [--json | --csv] [--at DATE | --as-of N] [--now MOMENT]\n"
    "state register NAME ...\nstate hash\nstate policy",
    "Replays the log and shows its state: calendar, cases, contests, holders, law, marked,\n"
    "notices, offices, polity, protocols, register NAME, registers, results, rollcalls, turnout,\n"
    "witnesses.",
    "adil state calendar --log my-club"};

static uint32_t state_options(struct state_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a->record.log},
        {"at", ADIL_OPT_TEXT, "DATE", "as it was at the end of that day", &a->record.at},
        {"as-of", ADIL_OPT_TEXT, "N", "as it was after entry N", &a->as_of},
        {"now", ADIL_OPT_TEXT, "MOMENT", "let deadlines pass until then, without an act", &a->now},
        {"json", ADIL_OPT_FLAG, NULL, "the section as one JSON object", &a->json},
        {"csv", ADIL_OPT_FLAG, NULL, "the table as CSV", &a->csv},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a->record.lang},
        ADIL_CLI_MEMORY(&a->record.memory),
        {"columns", ADIL_OPT_TEXT, "N", "width of the text", &a->columns},
        {"ask", ADIL_OPT_FLAG, NULL, "witnesses: ask each what it cosigned last", &a->ask},
        {"witness", ADIL_OPT_LIST, "VKEY@URL", "with --ask: one whose address no record has",
         &a->witness},
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

/* ---- a section ------------------------------------------------------------------------------ */

static const struct adil_view *view_find(struct adil_span name)
{
    for (uint32_t i = 0; i < adil_n_views; i++) {
        if (adil_span_is(name, adil_views[i].name)) {
            return &adil_views[i];
        }
    }
    return NULL;
}

static adil_err no_view(struct adil_cli *cli, struct adil_span name)
{
    struct adil_span *names = adil_new(&cli->perm, struct adil_span, adil_n_views);
    for (uint32_t i = 0; i < adil_n_views; i++) {
        names[i] = adil_span_of(adil_views[i].name);
    }
    struct adil_span near = adil_nearest(name, names, adil_n_views);
    return adil_usage(cli, "adil state", name,
                      near.len > 0 ? adil_span_cstr(&cli->perm, near)
                                   : "a section that --help lists, or hash");
}

static adil_err read_section(struct adil_viewing *v, const char *section)
{
    struct adil_cli *cli = v->cli;
    struct adil_buf text;
    struct adil_json json;
    struct adil_tree *tree = NULL;
    adil_buf_open(&text, (size_t)1 << 31);
    adil_json_open(&json, &text, false);
    adil_polity_put(v->book->polity, cli->scratch, adil_span_of(section), &json);
    struct adil_span copy = adil_span_copy(&cli->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    ADIL_TRY(adil_tree_read(&cli->perm, (struct adil_place){ADIL_SPAN("state"), 0},
                            adil_span_of(section), copy, &tree, &cli->diag));
    v->section = adil_tree_get(tree, section);
    return ADIL_OK;
}

static void say_csv(const struct adil_view_table *t, struct adil_buf *out)
{
    for (uint32_t c = 0; c < t->n_columns; c++) {
        adil_csv_cell(out, t->column[c]);
        adil_buf_byte(out, c + 1 == t->n_columns ? '\n' : ',');
    }
    for (uint32_t i = 0; i < t->n_rows * t->n_columns; i++) {
        adil_csv_cell(out, t->cell[i]);
        adil_buf_byte(out, (i + 1) % t->n_columns == 0 ? '\n' : ',');
    }
}

static adil_err state_style(struct adil_cli *cli, const struct state_args *a,
                            struct adil_text_style *style)
{
    struct winsize size;
    uint64_t columns = 100;
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &style->lang));
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col >= 40) {
        columns = size.ws_col < 240 ? size.ws_col : 240;
    }
    if (a->columns.ptr != NULL && (!adil_span_u64(a->columns, 1000, &columns) || columns < 40)) {
        return adil_usage(cli, "--columns", a->columns, "a width from 40 to 1000");
    }
    style->columns = (unsigned)columns;
    return ADIL_OK;
}

static adil_err say_grid(struct adil_cli *cli, const struct state_args *a,
                         const struct adil_view_table *t)
{
    struct adil_text_style style = {0};
    ADIL_TRY(state_style(cli, a, &style));
    struct adil_sheet sheet = {&style, &cli->out};
    struct adil_grid grid = adil_grid_open(&cli->perm, t->n_columns, t->n_rows, 0);
    for (uint32_t c = 0; c < t->n_columns; c++) {
        grid.column[c].head = t->column[c];
        grid.column[c].sort = t->number[c] ? ADIL_GRID_NUMBER : ADIL_GRID_TEXT;
    }
    for (uint32_t i = 0; i < t->n_rows * t->n_columns; i++) {
        grid.cell[i] = t->cell[i];
    }
    if (t->n_rows == 0) {
        adil_buf_str(&cli->out, "nothing\n");
        return ADIL_OK;
    }
    adil_sheet_grid(cli->scratch, &sheet, &grid);
    return ADIL_OK;
}

/* What is no section of the state: the rows of its table; of numbers, those that are there. */
static void say_rows_json(struct adil_cli *cli, const struct adil_view_table *t, const char *name)
{
    struct adil_json json;
    uint64_t number = 0;
    adil_json_open(&json, &cli->out, true);
    adil_json_object(&json);
    adil_json_key(&json, name);
    adil_json_array(&json);
    for (uint32_t i = 0; i < t->n_rows; i++) {
        adil_json_object_line(&json);
        for (uint32_t c = 0; c < t->n_columns; c++) {
            struct adil_span cell = t->cell[(size_t)i * t->n_columns + c];
            adil_json_key_span(&json, t->column[c]);
            if (t->number[c] && adil_span_u64(cell, INT64_MAX, &number)) {
                adil_json_i64(&json, (int64_t)number);
            } else if (t->number[c] && cell.len == 0) {
                adil_json_null(&json);
            } else {
                adil_json_text(&json, cell);
            }
        }
        adil_json_end(&json);
    }
    adil_json_end(&json);
    adil_json_end(&json);
    adil_json_finish(&json);
}

static void say_state_json(struct adil_cli *cli, const struct adil_logbook *book,
                           struct adil_span section)
{
    struct adil_json json;
    adil_json_open(&json, &cli->out, true);
    adil_polity_put(book->polity, cli->scratch, section, &json);
    adil_json_finish(&json);
}

static adil_err say_view(struct adil_cli *cli, const struct state_args *a,
                         const struct adil_logbook *book, const struct adil_view *view,
                         struct adil_span name)
{
    struct adil_viewing v = {.cli = cli,
                             .book = book,
                             .name = name,
                             .table.a = &cli->perm,
                             .rolls = a->rolls,
                             .ask = a->ask,
                             .asking = &a->witness};
    if (a->json && view->section != NULL) {
        say_state_json(cli, book, adil_span_of(view->section));
        return ADIL_OK;
    }
    adil_view_columns(&v.table, view->columns);
    if (view->section != NULL) {
        ADIL_TRY(read_section(&v, view->section));
    }
    /* cppcheck-suppress returnDanglingLifetime ; an error keeps nothing of the view */
    ADIL_TRY(view->fill(&v));
    if (a->json) {
        say_rows_json(cli, &v.table, view->name);
        return ADIL_OK;
    }
    if (a->csv) {
        say_csv(&v.table, &cli->out);
        return ADIL_OK;
    }
    return say_grid(cli, a, &v.table);
}

static adil_err say_state(struct adil_cli *cli, const struct state_args *a,
                          const struct adil_logbook *book, const struct adil_words *rest)
{
    struct adil_span section = rest->n > 0 ? rest->word[0] : ADIL_SPAN("polity");
    const struct adil_view *view = view_find(section);
    if (adil_span_is(section, "hash")) {
        struct adil_hash h = adil_polity_hash(book->polity, cli->scratch);
        adil_buf_fmt(&cli->out, "%.*s\n", ADIL_ARG(adil_hex(&cli->perm, h.byte, sizeof h.byte)));
        return ADIL_OK;
    }
    if (adil_span_is(section, "policy")) {
        return adil_state_policy(cli, book);
    }
    if (rest->n == 0 && a->json) {
        say_state_json(cli, book, (struct adil_span){"", 0});
        return ADIL_OK;
    }
    if (view == NULL) {
        return no_view(cli, section);
    }
    bool named = adil_span_is(section, "register");
    if (rest->n != (named ? 2U : rest->n > 0 ? 1U : 0U)) {
        return adil_usage(cli, "adil state", rest->word[rest->n - 1],
                          "one section; after `register` a register's name");
    }
    return say_view(cli, a, book, view, named ? rest->word[1] : section);
}

static adil_err run_state(struct adil_cli *cli, struct state_args *a, const struct adil_words *rest)
{
    struct adil_logbook *book = NULL;
    struct adil_rolls rolls = {.a = &cli->perm};
    struct adil_roll_ear ear = {adil_rolls_add, &rolls};
    bool listens = rest->n > 0 && adil_span_is(rest->word[0], ADIL_VIEW_ROLLCALLS);
    struct adil_when when = {
        .at = a->record.at, .as_of = a->as_of, .now = a->now, .ear = listens ? &ear : NULL};
    struct adil_span dir;
    enum adil_lang lang;
    if (a->json && a->csv) {
        return adil_usage(cli, "adil state", ADIL_SPAN("--json and --csv"), "one of them");
    }
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &lang));
    ADIL_TRY(adil_record_dir(cli, &a->record, &dir));
    ADIL_TRY(adil_when_open(cli, dir, &when, lang, &book));
    a->rolls = &rolls;
    adil_err err = say_state(cli, a, book, rest);
    a->rolls = NULL;
    adil_logbook_close(book);
    return err;
}

adil_err adil_verb_state(struct adil_cli *cli, int argc, char **argv)
{
    struct state_args a;
    struct adil_opt opt[11];
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    uint32_t n = state_options(&a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&state_help, opt, n, &cli->out);
        return ADIL_OK;
    }
    return run_state(cli, &a, &rest);
}
