/* adil law: what can be done with a rulebook alone. */
#include "base/file.h"
#include "cli/coverage_list.h"
#include "cli/law_source.h"
#include "law/rulebook.h"

static const struct adil_verb law_verbs[] = {
    {"check", "find what is wrong or doubtful in a rulebook", adil_law_check},
    {"show", "show a rulebook, or one of its rules in words", adil_law_show},
    {"procedure", "a procedure in words, or as a drawing", adil_law_procedure},
    {"diff", "what differs between two laws", adil_law_diff},
    {"history", "every version of the law on a record, and what changed", adil_law_history},
    {"compare", "what a reform changed, side by side", adil_law_compare_verb},
    {"coverage", "what of a law was tried by acts accepted and refused", adil_law_coverage},
    {"schema", "print the JSON Schema of rulebooks", adil_law_schema},
};

adil_err adil_verb_law(struct adil_cli *cli, int argc, char **argv)
{
    if (argc >= 1 && (adil_span_is(adil_span_of(argv[0]), "--help") ||
                      adil_span_is(adil_span_of(argv[0]), "-h"))) {
        adil_buf_str(&cli->out, "usage: adil law VERB [ARGUMENTS]\n\nverbs:\n");
        for (size_t i = 0; i < ADIL_COUNT(law_verbs); i++) {
            adil_buf_fmt(&cli->out, "  %-9s %s\n", law_verbs[i].name, law_verbs[i].summary);
        }
        adil_buf_str(&cli->out, "\nexample:\n  adil law show my-club list-threshold "
                                "--at 2021-01-10\n");
        return ADIL_OK;
    }
    return adil_cli_dispatch(cli, "law ", law_verbs, ADIL_COUNT(law_verbs), argc, argv);
}

static void finding_json(struct adil_json *j, const struct adil_finding *f)
{
    adil_json_object_line(j);
    adil_json_key(j, "file");
    adil_json_text(j, f->place.file);
    adil_json_key(j, "line");
    adil_json_i64(j, f->place.line);
    adil_json_key(j, "severity");
    adil_json_str(j, f->severity == ADIL_SEV_ERROR ? "error" : "warning");
    adil_json_key(j, "field");
    adil_json_text(j, f->field);
    adil_json_key(j, "found");
    adil_json_text(j, f->found);
    adil_json_key(j, "expected");
    adil_json_text(j, f->expected);
    adil_json_end(j);
}

static void findings_json(struct adil_cli *cli, const struct adil_rulebook *book,
                          const struct adil_diag *findings)
{
    struct adil_json j;
    adil_json_open(&j, &cli->out, true);
    adil_json_object(&j);
    adil_json_key(&j, "rulebook");
    adil_json_text(&j, book->file);
    adil_json_key(&j, "hash");
    adil_json_text(&j, adil_hex(&cli->perm, book->hash.byte, sizeof book->hash.byte));
    adil_json_key(&j, "findings");
    adil_json_array(&j);
    for (const struct adil_finding *f = findings->first; f != NULL; f = f->next) {
        finding_json(&j, f);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}

/* What no story of the lists tried. Without lists nothing is looked for. */
static adil_err find_idle(struct adil_cli *cli, const struct adil_rulebook *book,
                          const struct adil_words *lists, struct adil_diag *findings, uint32_t *n)
{
    struct adil_coverage_of c;
    if (lists->n == 0) {
        return ADIL_OK;
    }
    adil_coverage_of_book(&cli->perm, book, &c);
    ADIL_TRY(adil_cover_read(cli, lists->word, lists->n, &c));
    *n = adil_coverage_idle(&c, cli->scratch, findings);
    return ADIL_OK;
}

adil_err adil_law_check(struct adil_cli *cli, int argc, char **argv)
{
    static const struct adil_verb_help help_text = {
        "law check LAW [--stories LIST]... [--json]",
        "Reads a law and looks for what is wrong or doubtful in it. Exit 0 clean, 1 findings,\n"
        "2 unreadable. With lists of stories (adil act --coverage, adil verify --coverage) also\n"
        "what none of them ever exercised.\n\n" ADIL_LAW_SOURCE_HELP,
        "adil law check my-club"};
    struct adil_words stories = {0};
    bool json = false;
    bool help = false;
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"stories", ADIL_OPT_LIST, "LIST", "what acts tried of this law", &stories},
        {"json", ADIL_OPT_FLAG, NULL, "the findings as one JSON object", &json}};
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil law check", rest.n == 0 ? ADIL_SPAN("no law") : rest.word[1],
                          "one law");
    }
    struct adil_law_source source;
    struct adil_diag findings;
    adil_diag_open(&findings, &cli->perm);
    ADIL_TRY(adil_law_source_open(cli, "adil law check", rest.word[0], ADIL_EN, &source));
    const struct adil_rulebook *book = source.book;
    uint32_t n = adil_rulebook_check(cli->scratch, book, &findings);
    uint32_t n_idle = 0;
    ADIL_TRY(find_idle(cli, book, &stories, &findings, &n_idle));
    n += n_idle;
    if (json) {
        findings_json(cli, book, &findings);
    } else {
        adil_diag_print(&findings, &cli->out);
        adil_buf_fmt(&cli->out, "%.*s: %u rules, %u contests, %u findings\n", ADIL_ARG(book->file),
                     (unsigned)book->n_rules, (unsigned)book->n_contests, (unsigned)n);
    }
    adil_law_source_close(&source);
    cli->status = n > 0 ? 1 : 0;
    return ADIL_OK;
}

adil_err adil_law_schema(struct adil_cli *cli, int argc, char **argv)
{
    static const struct adil_verb_help help_text = {
        "law schema", "Prints the JSON Schema (draft 2020-12) of rulebooks, for editors.",
        "adil law schema > rulebook.schema.json"};
    bool help = false;
    struct adil_words rest;
    ADIL_TRY(adil_options_parse(&cli->perm, NULL, 0, argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, NULL, 0, &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 0) {
        return adil_usage(cli, "adil law schema", rest.word[0], "no argument");
    }
    adil_rulebook_schema(&cli->out);
    return ADIL_OK;
}
