/* adil log: the entries of a log, in order. */
#include "base/file.h"
#include "cli/log_verbs.h"

#include <string.h>
#include <unistd.h>

enum { LIST_LIMIT = 1000, LIST_BATCH = 256, FOLLOW_MS = 500, SHOWN_ABOUT = 200 };

struct list_args {
    struct adil_record_args record;
    struct adil_span from, limit, word, by, about;
    bool json;
};

static const struct adil_verb_help list_help = {
    "log [list] [--from N] [--limit N] [--word WORD] [--by ISSUER] [--about PREFIX] [--json]",
    "Lists entries, one line an act. `adil log show N` shows one, `search TEXT` finds, `prove N`\n"
    "writes a proof, `follow` waits for new ones.",
    "adil log --word enter-list --log my-club"};

static const struct adil_verb_help search_help = {
    "log search TEXT [--from N] [--limit N] [--word WORD] [--by ISSUER] [--json]",
    "Lists the entries whose bytes hold the text; A to Z and a to z are the same.",
    "adil log search ivanov --log my-club"};

static const struct adil_verb_help follow_help = {
    "log follow [--from N] [--limit N] [--word WORD] [--by ISSUER] [--about PREFIX] [--json]",
    "Prints new entries as they are appended, until it is interrupted (or --limit are printed).",
    "adil log follow --log my-club"};

static uint32_t list_options(struct list_args *a, struct adil_opt *opt)
{
    const struct adil_opt table[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a->record.log},
        {"from", ADIL_OPT_TEXT, "N", "the first entry looked at", &a->from},
        {"limit", ADIL_OPT_TEXT, "N", "at most so many lines (1000)", &a->limit},
        {"word", ADIL_OPT_TEXT, "WORD", "acts with this word", &a->word},
        {"by", ADIL_OPT_TEXT, "ISSUER", "acts of this issuer", &a->by},
        {"about", ADIL_OPT_TEXT, "PREFIX", "acts about what begins so", &a->about},
        {"json", ADIL_OPT_FLAG, NULL, "a JSON object a line", &a->json},
    };
    memcpy(opt, table, sizeof table);
    return (uint32_t)ADIL_COUNT(table);
}

struct listing {
    struct adil_cli *cli;
    const struct list_args *args;
    struct adil_logbook *book; /* of entry 0: for the law */
    struct adil_span text;     /* searched; empty: none */
    uint64_t from;
    uint64_t limit;
    uint64_t printed;
    uint64_t next; /* entry not looked at yet */
};

/* ---- which ---------------------------------------------------------------------------------- */

static char ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool holds_text(struct adil_span bytes, struct adil_span text)
{
    for (size_t i = 0; i + text.len <= bytes.len; i++) {
        size_t k = 0;
        while (k < text.len && ascii_lower(bytes.ptr[i + k]) == ascii_lower(text.ptr[k])) {
            k++;
        }
        if (k == text.len) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const struct listing *l, const struct adil_act *act, struct adil_span bytes)
{
    const struct list_args *a = l->args;
    return (a->word.len == 0 || adil_span_eq(a->word, act->word)) &&
           (a->by.len == 0 || adil_span_eq(a->by, act->by)) &&
           (a->about.len == 0 || adil_span_starts(act->about, a->about)) &&
           (l->text.len == 0 || holds_text(bytes, l->text));
}

/* ---- lines ---------------------------------------------------------------------------------- */

static struct adil_span time_words(struct listing *l, struct adil_arena *a, int64_t ms)
{
    const struct adil_rulebook *law = adil_polity_rulebook(l->book->polity);
    return adil_instant_text(a, &law->acts.zones, &law->units, 0, ms);
}

static void line_json(struct listing *l, struct adil_arena scratch, uint64_t n,
                      const struct adil_act *act)
{
    struct adil_json json;
    adil_json_open(&json, &l->cli->out, false);
    adil_json_object(&json);
    adil_json_key(&json, "about");
    adil_json_text(&json, act->about);
    adil_json_key(&json, "by");
    adil_json_text(&json, act->by);
    adil_json_key(&json, "entry");
    adil_json_i64(&json, (int64_t)n);
    adil_json_key(&json, "kind");
    adil_json_text(&json, adil_act_kind_name(act->kind));
    adil_json_key(&json, "logged");
    adil_json_text(&json, time_words(l, &scratch, act->logged));
    adil_json_key(&json, "seq");
    adil_json_i64(&json, act->seq);
    adil_json_key(&json, "word");
    adil_json_text(&json, act->word);
    adil_json_end(&json);
    adil_json_finish(&json);
}

static void line_text(struct listing *l, struct adil_arena scratch, uint64_t n,
                      const struct adil_act *act)
{
    struct adil_buf *out = &l->cli->out;
    adil_buf_fmt(out, "%6llu  %.*s  %.*s ", (unsigned long long)n,
                 ADIL_ARG(time_words(l, &scratch, act->logged)), ADIL_ARG(act->word));
    adil_buf_shown(out, act->about, SHOWN_ABOUT);
    adil_buf_str(out, act->about.len > 0 ? " by " : "by ");
    adil_buf_put(out, act->by);
    adil_buf_byte(out, '\n');
}

static adil_err list_row(struct listing *l, struct adil_arena scratch, uint64_t n,
                         struct adil_span bytes)
{
    struct adil_act act;
    ADIL_TRY(adil_act_parse(&scratch, (struct adil_place){ADIL_SPAN("entry"), 0}, bytes, &act,
                            &l->cli->diag));
    if (!is_listed(l, &act, bytes)) {
        return ADIL_OK;
    }
    if (l->args->json) {
        line_json(l, scratch, n, &act);
    } else {
        line_text(l, scratch, n, &act);
    }
    l->printed++;
    return ADIL_OK;
}

/* What is there from l->next on. */
static adil_err list_more(struct listing *l)
{
    struct adil_store *store = adil_log_store(l->book->log);
    uint64_t size = 0;
    ADIL_TRY(store->ops->size(store, &size, &l->cli->diag));
    while (l->next < size && l->printed < l->limit) {
        struct adil_arena rows = l->cli->scratch;
        size_t n = size - l->next < LIST_BATCH ? (size_t)(size - l->next) : LIST_BATCH;
        struct adil_store_row *row = adil_new(&rows, struct adil_store_row, n);
        ADIL_TRY(store->ops->read(store, &rows, l->next, n, row, &l->cli->diag));
        for (size_t i = 0; i < n && l->printed < l->limit; i++) {
            ADIL_TRY(list_row(l, rows, l->next++, row[i].bytes));
        }
    }
    return ADIL_OK;
}

/* ---- verbs ---------------------------------------------------------------------------------- */

static adil_err open_listing(struct listing *l)
{
    struct adil_cli *cli = l->cli;
    struct adil_span dir;
    ADIL_TRY(adil_record_dir(cli, &l->args->record, &dir));
    if (l->args->from.len > 0 && !adil_span_u64(l->args->from, (uint64_t)ADIL_SEQ_MAX, &l->next)) {
        return adil_usage(cli, "--from", l->args->from, "the number of an entry");
    }
    if (l->args->limit.len > 0 &&
        !adil_span_u64(l->args->limit, (uint64_t)ADIL_SEQ_MAX, &l->limit)) {
        return adil_usage(cli, "--limit", l->args->limit, "a number of lines");
    }
    return adil_logbook_open_at(cli, dir, 1, ADIL_EN, &l->book);
}

static adil_err run_listing(struct listing *l, const struct adil_verb_help *help_of, int argc,
                            char **argv, uint32_t n_words, adil_err (*run)(struct listing *l))
{
    struct adil_cli *cli = l->cli;
    struct list_args *a = adil_new(&cli->perm, struct list_args, 1);
    struct adil_opt opt[8];
    struct adil_words rest;
    bool help = false;
    l->args = a;
    uint32_t n = list_options(a, opt);
    ADIL_TRY(adil_options_parse(&cli->perm, opt, n, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(help_of, opt, n, &cli->out);
        return ADIL_OK;
    }
    if (rest.n != n_words || (n_words > 0 && rest.word[0].len == 0)) {
        return adil_usage(cli, "adil log",
                          rest.n > 0 ? rest.word[rest.n - 1] : ADIL_SPAN("no text"),
                          n_words > 0 ? "one text to search for" : "options alone");
    }
    l->text = n_words > 0 ? rest.word[0] : l->text;
    ADIL_TRY(open_listing(l));
    adil_err err = run(l);
    adil_logbook_close(l->book);
    return err;
}

static adil_err list_once(struct listing *l)
{
    ADIL_TRY(list_more(l));
    if (!l->args->json && l->printed == l->limit && l->next < adil_log_size(l->book->log)) {
        adil_buf_fmt(&l->cli->out, "more: --from %llu\n", (unsigned long long)l->next);
    }
    return ADIL_OK;
}

adil_err adil_log_list(struct adil_cli *cli, int argc, char **argv)
{
    struct listing l = {.cli = cli, .limit = LIST_LIMIT};
    return run_listing(&l, &list_help, argc, argv, 0, list_once);
}

adil_err adil_log_search(struct adil_cli *cli, int argc, char **argv)
{
    struct listing l = {.cli = cli, .limit = LIST_LIMIT};
    return run_listing(&l, &search_help, argc, argv, 1, list_once);
}

static adil_err list_forever(struct listing *l)
{
    struct adil_cli *cli = l->cli;
    if (l->args->from.len == 0) {
        l->next = adil_log_size(l->book->log);
    }
    for (;;) {
        ADIL_TRY(list_more(l));
        ADIL_TRY(adil_fd_write(STDOUT_FILENO, adil_buf_span(&cli->out)));
        cli->out.len = 0;
        if (l->printed >= l->limit) {
            return ADIL_OK;
        }
        adil_pause_ms(FOLLOW_MS);
    }
}

adil_err adil_log_follow(struct adil_cli *cli, int argc, char **argv)
{
    struct listing l = {.cli = cli, .limit = UINT64_MAX};
    return run_listing(&l, &follow_help, argc, argv, 0, list_forever);
}

static const struct adil_verb log_verbs[] = {
    {"list", "list entries, one line an act", adil_log_list},
    {"show", "show one entry and the rules it rests on", adil_log_show},
    {"search", "list the entries that hold a text", adil_log_search},
    {"prove", "write the proof of one entry", adil_log_prove},
    {"follow", "print new entries as they come", adil_log_follow},
};

adil_err adil_verb_log(struct adil_cli *cli, int argc, char **argv)
{
    if (argc == 0 || argv[0][0] == '-') {
        return adil_log_list(cli, argc, argv);
    }
    return adil_cli_dispatch(cli, "log ", log_verbs, (uint32_t)ADIL_COUNT(log_verbs), argc, argv);
}
