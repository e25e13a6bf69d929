/* adil form: the protocol of a place on paper, blank or as it stands on the record. */
#include "base/base64.h"
#include "base/file.h"
#include "cli/record.h"
#include "polity/sheet.h"
#include "report/protocol_form.h"

#include <string.h>

enum { FORM_BYTES = 1 << 24, FORM_FACTS_MAX = 10, FORM_LINES = 5 };

struct form_args {
    struct adil_record_args record;
    struct adil_span html;
    bool blank;
};

static const struct adil_verb_help form_help = {
    "form CASE/CONTEST PLACE [--blank] [--html FILE] [--lang LANG] [--log DIR]",
    "Writes the protocol of a place as one page for print: fields with their codes, the checks\n"
    "beside them, signatures. --blank leaves the figures out, for those who count.",
    "adil form spring-2026/main 0137 --blank --html 0137.html --lang ru"};

struct forming {
    struct adil_cli *cli;
    const struct form_args *args;
    struct adil_logbook *book;
    const struct adil_rulebook *law;
    enum adil_lang lang;
    struct adil_span case_id, contest, place;
    struct adil_sheet sheet;
    struct adil_form_fact fact[FORM_FACTS_MAX];
    struct adil_protocol_form form;
    bool blank; /* asked for, or nothing is on the record */
};

/* ---- what stands on it ---------------------------------------------------------------------- */

static struct adil_span form_number(struct forming *f, int64_t n)
{
    if (f->blank || n == ADIL_SHEET_EMPTY) {
        return ADIL_SPAN("");
    }
    return adil_fmt(&f->cli->perm, "%lld", (long long)n);
}

static void fill_fact(struct forming *f, enum adil_msg name, struct adil_span value)
{
    if (value.len > 0) {
        f->fact[f->form.n_facts++] = (struct adil_form_fact){adil_text(f->lang, name), value};
    }
}

static void fill_facts(struct forming *f)
{
    struct adil_arena *a = &f->cli->perm;
    const struct adil_sheet *s = &f->sheet;
    struct adil_span unit = {0};
    if (s->unit != ADIL_NO_UNIT) {
        unit = adil_texts_pick(&f->law->units.unit[s->unit].name, f->lang);
    }
    fill_fact(f, ADIL_M_FORM_DAY, adil_lang_date(a, f->lang, s->day));
    fill_fact(f, ADIL_M_FORM_PLACE, f->place);
    fill_fact(f, ADIL_M_FORM_UNIT, unit);
    fill_fact(f, ADIL_M_FORM_CASE, f->case_id);
    if (s->round > 1) {
        fill_fact(f, ADIL_M_FORM_ROUND, adil_fmt(a, "%u", s->round));
    }
    if (!f->blank) {
        fill_fact(f, ADIL_M_FORM_ENTRY, adil_fmt(a, "%llu", (unsigned long long)s->entry));
    }
    fill_fact(f, ADIL_M_FORM_LOG, adil_polity_origin(f->book->polity));
    f->form.fact = f->fact;
}

/* Ids of the checks that mark a field. */
static struct adil_span marking(struct forming *f, uint32_t field)
{
    struct adil_arena *a = &f->cli->perm;
    struct adil_span ids = {0};
    for (uint32_t i = 0; i < f->sheet.n_checks; i++) {
        const struct adil_check *c = &f->law->acts.check[f->sheet.check[i]];
        for (uint32_t k = 0; k < c->n_marks; k++) {
            if (c->mark[k] == field) {
                ids = ids.len == 0 ? c->rule.id
                                   : adil_fmt(a, "%.*s, %.*s", ADIL_ARG(ids), ADIL_ARG(c->rule.id));
            }
        }
    }
    return ids;
}

static void fill_figure(struct forming *f, struct adil_form_figure *row, uint32_t field)
{
    const struct adil_register *reg = &f->law->reg[f->sheet.reg];
    if (!adil_span_is(reg->field[field].type, "number")) {
        return;
    }
    row[f->form.n_figures++] = (struct adil_form_figure){
        .code = reg->field[field].id,
        .label = reg->label != NULL ? adil_texts_pick(&reg->label[field], f->lang)
                                    : (struct adil_span){0},
        .value = form_number(f, f->sheet.figure[field]),
        .checks = marking(f, field)};
}

/* The word's own list of fields: the order of the paper. A register's map of fields has none. */
static const struct adil_node *fields_of_word(const struct forming *f)
{
    const struct adil_acts *acts = &f->law->acts;
    const struct adil_node *words = adil_node_get(f->law->root, "words");
    for (uint32_t i = 0; i < acts->n_words; i++) {
        if (acts->word[i].kind == ADIL_ACT_ENTER && acts->word[i].reg == f->sheet.reg) {
            return adil_node_get(adil_node_get_span(words, acts->word[i].rule.id), "fields");
        }
    }
    return NULL;
}

static void fill_figures(struct forming *f)
{
    const struct adil_register *reg = &f->law->reg[f->sheet.reg];
    struct adil_form_figure *row = adil_new(&f->cli->perm, struct adil_form_figure, reg->n_fields);
    bool *done = adil_new(&f->cli->perm, bool, reg->n_fields);
    const struct adil_node *list = fields_of_word(f);
    const struct adil_node *item = list != NULL ? list->first : NULL;
    for (; item != NULL; item = item->next) {
        uint32_t field = adil_field_find(reg->field, reg->n_fields, item->text);
        if (field != ADIL_NO_WORD && !done[field]) {
            fill_figure(f, row, field);
            done[field] = true;
        }
    }
    for (uint32_t i = 0; i < reg->n_fields; i++) {
        if (!done[i]) {
            fill_figure(f, row, i);
        }
    }
    f->form.figure = row;
}

static void fill_options(struct forming *f)
{
    const struct adil_sheet *s = &f->sheet;
    struct adil_form_option *row = adil_new(&f->cli->perm, struct adil_form_option, s->n_options);
    for (uint32_t i = 0; i < s->n_options; i++) {
        const struct adil_option *o = &s->contest->option[s->option[i]];
        struct adil_span name = adil_texts_pick(&o->name, f->lang);
        row[i] =
            (struct adil_form_option){name.len > 0 ? name : o->id, form_number(f, s->votes[i])};
    }
    f->form.option = row;
    f->form.n_options = s->n_options;
}

static void fill_checks(struct forming *f)
{
    const struct adil_sheet *s = &f->sheet;
    const struct adil_vocab *vocab = &f->law->acts.check_vocab[s->reg];
    struct adil_form_check *row = adil_new(&f->cli->perm, struct adil_form_check, s->n_checks);
    for (uint32_t i = 0; i < s->n_checks; i++) {
        const struct adil_check *c = &f->law->acts.check[s->check[i]];
        enum adil_form_verdict said = s->fails[i] ? ADIL_FORM_FAILS : ADIL_FORM_HOLDS;
        row[i] = (struct adil_form_check){
            .id = c->rule.id,
            .cite = c->rule.cite,
            .relation = adil_phrase_text(&f->cli->perm, c->holds, vocab),
            .ask = !f->blank && s->fails[i] ? adil_texts_pick(&c->ask, f->lang)
                                            : (struct adil_span){0},
            .verdict = f->blank ? ADIL_FORM_OPEN : said,
            .unverified = c->rule.mark == ADIL_MARK_RECALLED};
    }
    f->form.check = row;
    f->form.n_checks = s->n_checks;
}

/* ---- who signs ------------------------------------------------------------------------------ */

/* Lines for the members: as many as keys are bound to the office of this place. */
static uint32_t signers_of_place(struct forming *f)
{
    const struct adil_acts *acts = &f->law->acts;
    uint32_t most = 0;
    for (uint32_t i = 0; i < acts->n_offices; i++) {
        if (acts->office[i].of == acts->procedure[f->sheet.procedure].places) {
            struct adil_span issuer = adil_fmt(
                &f->cli->perm, "%.*s/%.*s", ADIL_ARG(acts->office[i].rule.id), ADIL_ARG(f->place));
            uint32_t n = adil_polity_keys(f->book->polity, issuer);
            most = n > most ? n : most;
        }
    }
    return most > 0 ? most : FORM_LINES;
}

static adil_err fill_signers(struct forming *f)
{
    struct adil_arena *a = &f->cli->perm;
    struct adil_span leaf;
    struct adil_act act;
    if (f->blank) {
        f->form.n_signers = signers_of_place(f);
        return ADIL_OK;
    }
    ADIL_TRY(adil_log_entry(f->book->log, a, f->sheet.entry, &leaf, &f->cli->diag));
    ADIL_TRY(
        adil_act_parse(a, (struct adil_place){ADIL_SPAN("entry"), 0}, leaf, &act, &f->cli->diag));
    struct adil_span *key = adil_new(a, struct adil_span, act.n_sigs);
    for (uint32_t i = 0; i < act.n_sigs; i++) {
        key[i] =
            adil_base64(a, adil_span_bytes((const char *)act.sig[i].key, sizeof act.sig[i].key));
    }
    f->form.key = key;
    f->form.n_keys = act.n_sigs;
    return ADIL_OK;
}

/* ---- the verb ------------------------------------------------------------------------------- */

static adil_err fill_form(struct forming *f)
{
    ADIL_TRY(adil_sheet_read(f->book->polity, &f->cli->perm, f->cli->scratch, f->case_id,
                             f->contest, f->place, &f->sheet, &f->cli->diag));
    f->blank = f->args->blank || f->sheet.entry == ADIL_NO_ENTRY;
    struct adil_span title = adil_texts_pick(&f->sheet.contest->title, f->lang);
    f->form = (struct adil_protocol_form){.lang = f->lang,
                                          .polity = adil_texts_pick(&f->law->polity, f->lang),
                                          .contest = title.len > 0 ? title : f->contest,
                                          .blank = f->blank};
    fill_facts(f);
    fill_figures(f);
    fill_options(f);
    fill_checks(f);
    return fill_signers(f);
}

static adil_err write_form(struct forming *f)
{
    struct adil_buf page;
    if (f->args->html.len == 0) {
        adil_protocol_form_html(&f->form, &f->cli->out);
        return ADIL_OK;
    }
    adil_buf_open(&page, FORM_BYTES);
    adil_protocol_form_html(&f->form, &page);
    adil_err err =
        adil_file_write(f->cli->scratch, f->args->html, adil_buf_span(&page), &f->cli->diag);
    adil_buf_release(&page);
    return err;
}

static adil_err run_form(struct adil_cli *cli, const struct form_args *a,
                         const struct adil_words *rest)
{
    struct forming f = {.cli = cli, .args = a};
    struct adil_span dir;
    struct adil_span what = rest->n > 0 ? rest->word[0] : ADIL_SPAN("nothing");
    f.contest = what;
    if (rest->n != 2 || !adil_span_cut(&f.contest, '/', &f.case_id) || f.contest.len == 0) {
        return adil_usage(cli, "adil form", what, "CASE/CONTEST and the place's key");
    }
    f.place = rest->word[1];
    ADIL_TRY(adil_cli_lang(cli, a->record.lang, &f.lang));
    ADIL_TRY(adil_record_dir(cli, &a->record, &dir));
    ADIL_TRY(adil_logbook_open(cli, dir, ADIL_LOGBOOK_READ, f.lang, &f.book));
    f.law = adil_polity_rulebook_for(f.book->polity,
                                     adil_fmt(&cli->perm, "case/%.*s", ADIL_ARG(f.case_id)));
    adil_err err = fill_form(&f);
    err = err.code == ADIL_C_OK ? write_form(&f) : err;
    adil_logbook_close(f.book);
    return err;
}

adil_err adil_verb_form(struct adil_cli *cli, int argc, char **argv)
{
    struct form_args a;
    struct adil_words rest;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a.record.log},
        {"blank", ADIL_OPT_FLAG, NULL, "without figures", &a.blank},
        {"html", ADIL_OPT_TEXT, "FILE", "where to; none: standard output", &a.html},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a.record.lang},
        ADIL_CLI_MEMORY(&a.record.memory),
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&form_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    return run_form(cli, &a, &rest);
}
