/* adil log show: one entry with its signers and the rules it rests on. */
#include "base/base64.h"
#include "base/file.h"
#include "cli/json_tree.h"
#include "cli/log_verbs.h"
#include "gazette/merkle.h"

#include <string.h>

enum { FACTS_MAX = 12, PAGE_BYTES_MAX = 16 << 20 };

struct show_args {
    struct adil_record_args record;
    struct adil_span html;
    bool raw, json;
};

static const struct adil_verb_help show_help = {
    "log show N [--raw | --json | --html FILE] [--lang LANG] [--log DIR]",
    "Shows entry N: the act, its fields, who signed, and the rules it rests on, judged again on\n"
    "the record before it. --html writes all of it, with the proof, on one page to hand over.",
    "adil log show 12 --html 12.html --lang ru"};

struct showing {
    struct adil_cli *cli;
    const struct show_args *args;
    struct adil_explained x;
    enum adil_lang lang;
    uint64_t n;
    struct adil_page_fact fact[FACTS_MAX];
    uint32_t n_facts;
    struct adil_page_fact *field;
    uint32_t n_fields;
};

/* ---- what is shown -------------------------------------------------------------------------- */

static void add_fact(struct showing *s, enum adil_msg name, struct adil_span value)
{
    if (value.len > 0) {
        s->fact[s->n_facts++] = (struct adil_page_fact){adil_text(s->lang, name), value};
    }
}

static struct adil_span instant_of(struct showing *s, int64_t ms)
{
    const struct adil_rulebook *law = adil_polity_rulebook(s->x.book->polity);
    return adil_instant_text(&s->cli->perm, &law->acts.zones, &law->units, 0, ms);
}

/* A value for people: lists and numbers by name with semicolons between.
 * NOLINTNEXTLINE(misc-no-recursion): as deep as JSON is read */
static void put_words(struct adil_buf *out, struct adil_arena scratch, const struct adil_tree *t)
{
    if (t->kind != ADIL_TREE_ARRAY && t->kind != ADIL_TREE_OBJECT) {
        adil_buf_put(out, adil_tree_text(&scratch, t));
        return;
    }
    for (const struct adil_tree *m = t->first; m != NULL; m = m->next) {
        bool nested = m->kind == ADIL_TREE_ARRAY || m->kind == ADIL_TREE_OBJECT;
        adil_buf_str(out, m == t->first ? "" : "; ");
        adil_buf_put(out, m->key);
        adil_buf_str(out, m->key.len > 0 ? ": " : "");
        adil_buf_str(out, nested ? "(" : "");
        put_words(out, scratch, m);
        adil_buf_str(out, nested ? ")" : "");
    }
}

static struct adil_span value_words(struct showing *s, const struct adil_tree *t)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    put_words(&out, s->cli->scratch, t);
    struct adil_span words = adil_span_copy(&s->cli->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return words.len > 0 ? words : ADIL_SPAN("\xe2\x80\x94"); /* a dash */
}

static struct adil_span word_words(struct showing *s)
{
    const struct adil_acts *acts = &adil_polity_rulebook(s->x.book->polity)->acts;
    uint32_t w = adil_word_find_act(acts, s->x.act.word);
    struct adil_span name = w == ADIL_NO_WORD ? (struct adil_span){NULL, 0}
                                              : adil_texts_pick(&acts->word[w].name, s->lang);
    return name.len == 0
               ? s->x.act.word
               : adil_fmt(&s->cli->perm, "%.*s (%.*s)", ADIL_ARG(name), ADIL_ARG(s->x.act.word));
}

static void gather_facts(struct showing *s)
{
    struct adil_arena *a = &s->cli->perm;
    const struct adil_act *act = &s->x.act;
    struct adil_hash leaf = adil_leaf_hash(s->x.leaf);
    struct adil_vkey log = adil_polity_log_key(s->x.book->polity);
    add_fact(s, ADIL_M_R_WORD, word_words(s));
    add_fact(s, ADIL_M_R_KIND, adil_act_kind_name(act->kind));
    add_fact(s, ADIL_M_R_ABOUT, act->about);
    add_fact(s, ADIL_M_R_BY, act->by);
    add_fact(s, ADIL_M_R_AT, instant_of(s, act->at));
    add_fact(s, ADIL_M_R_LOGGED, instant_of(s, act->logged));
    add_fact(s, ADIL_M_R_SEQ, adil_fmt(a, "%lld", (long long)act->seq));
    if (act->supersedes != ADIL_NO_ENTRY) {
        add_fact(s, ADIL_M_R_SUPERSEDES, adil_fmt(a, "%llu", (unsigned long long)act->supersedes));
    }
    add_fact(s, ADIL_M_R_LAW, adil_hex(a, act->law.byte, sizeof act->law.byte));
    add_fact(s, ADIL_M_R_LEAF,
             adil_base64(a, adil_span_bytes((const char *)leaf.byte, sizeof leaf.byte)));
    add_fact(s, ADIL_M_R_LOG_KEY, adil_vkey_text(a, &log));
}

static adil_err gather_fields(struct showing *s)
{
    struct adil_arena *a = &s->cli->perm;
    struct adil_tree *tree = NULL;
    ADIL_TRY(adil_tree_read(a, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("fields"),
                            s->x.act.fields, &tree, &s->cli->diag));
    s->field = adil_new(a, struct adil_page_fact, tree->n);
    for (const struct adil_tree *m = tree->first; m != NULL; m = m->next) {
        s->field[s->n_fields++] = (struct adil_page_fact){m->key, value_words(s, m)};
    }
    return ADIL_OK;
}

static struct adil_span key_base64(struct showing *s, const uint8_t *bytes, size_t n)
{
    return adil_base64(&s->cli->perm, adil_span_bytes((const char *)bytes, n));
}

/* ---- text ----------------------------------------------------------------------------------- */

static void say_facts(struct showing *s, const struct adil_page_fact *fact, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(&s->cli->out, "  %.*s: ", ADIL_ARG(fact[i].name));
        adil_buf_shown(&s->cli->out, fact[i].value, ADIL_ACT_BYTES_MAX);
        adil_buf_byte(&s->cli->out, '\n');
    }
}

static void say_heading(struct showing *s, enum adil_msg msg)
{
    adil_buf_fmt(&s->cli->out, "\n%.*s\n", ADIL_ARG(adil_text(s->lang, msg)));
}

static void say_rules(struct showing *s)
{
    struct adil_buf *out = &s->cli->out;
    if (s->x.n_rules > 0) {
        say_heading(s, ADIL_M_R_RULES);
    }
    for (uint32_t i = 0; i < s->x.n_rules; i++) {
        const struct adil_page_rule *r = &s->x.rule[i];
        adil_buf_fmt(out, "  %.*s   %.*s%s%.*s\n", ADIL_ARG(r->id), ADIL_ARG(r->cite),
                     r->text.len > 0 ? "   " : "", ADIL_ARG(r->text));
        if (r->found.len > 0) {
            adil_buf_fmt(out, "    %.*s\n", ADIL_ARG(r->found));
        }
        if (r->unverified) {
            adil_buf_fmt(out, "    (%.*s)\n", ADIL_ARG(adil_text(s->lang, ADIL_M_P_UNVERIFIED)));
        }
    }
}

static adil_err show_text(struct showing *s)
{
    const struct adil_act *act = &s->x.act;
    struct adil_buf *out = &s->cli->out;
    const struct adil_arg n = {"n", adil_fmt(&s->cli->perm, "%llu", (unsigned long long)s->n)};
    adil_say(out, s->lang, ADIL_M_R_ENTRY, &n, 1);
    adil_buf_byte(out, '\n');
    say_facts(s, s->fact, s->n_facts);
    if (s->n_fields > 0) {
        say_heading(s, ADIL_M_R_FIELDS);
        say_facts(s, s->field, s->n_fields);
    }
    say_heading(s, ADIL_M_R_SIGNERS);
    for (uint32_t i = 0; i < act->n_sigs; i++) {
        enum adil_msg word = s->x.good[i] ? ADIL_M_R_VALID : ADIL_M_R_NOT_VALID;
        adil_buf_fmt(out, "  %.*s  %.*s\n",
                     ADIL_ARG(key_base64(s, act->sig[i].key, sizeof act->sig[i].key)),
                     ADIL_ARG(adil_text(s->lang, word)));
    }
    say_rules(s);
    return ADIL_OK;
}

/* ---- JSON and the page ---------------------------------------------------------------------- */

static adil_err show_json(struct showing *s)
{
    struct adil_json json;
    struct adil_tree *tree = NULL;
    ADIL_TRY(adil_tree_read(&s->cli->perm, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("entry"),
                            s->x.leaf, &tree, &s->cli->diag));
    adil_json_open(&json, &s->cli->out, true);
    adil_json_object(&json);
    adil_json_key(&json, "entry");
    adil_json_i64(&json, (int64_t)s->n);
    adil_json_key(&json, "leaf");
    adil_tree_put(s->cli->scratch, tree, &json);
    adil_json_key(&json, "rules");
    adil_json_array(&json);
    for (uint32_t i = 0; i < s->x.n_rules; i++) {
        const struct adil_page_rule *r = &s->x.rule[i];
        adil_json_object(&json);
        adil_json_key(&json, "cite");
        adil_json_text(&json, r->cite);
        adil_json_key(&json, "found");
        adil_json_text(&json, r->found);
        adil_json_key(&json, "id");
        adil_json_text(&json, r->id);
        adil_json_key(&json, "text");
        adil_json_text(&json, r->text);
        adil_json_end(&json);
    }
    adil_json_end(&json);
    adil_json_end(&json);
    adil_json_finish(&json);
    return ADIL_OK;
}

static const struct adil_page_signer *signers_of(struct showing *s)
{
    const struct adil_act *act = &s->x.act;
    struct adil_page_signer *signer = adil_new(&s->cli->perm, struct adil_page_signer, act->n_sigs);
    for (uint32_t i = 0; i < act->n_sigs; i++) {
        signer[i].key = key_base64(s, act->sig[i].key, sizeof act->sig[i].key);
        signer[i].signature = key_base64(s, act->sig[i].sig, sizeof act->sig[i].sig);
        signer[i].valid = s->x.good[i];
    }
    return signer;
}

static adil_err show_html(struct showing *s)
{
    struct adil_cli *cli = s->cli;
    const struct adil_polity *p = s->x.book->polity;
    const struct adil_act *act = &s->x.act;
    const struct adil_arg line[] = {{"word", act->word}, {"about", act->about}, {"by", act->by}};
    struct adil_act_page page = {
        .lang = s->lang,
        .title = adil_texts_pick(&adil_polity_rulebook(p)->polity, s->lang),
        .origin = adil_polity_origin(p),
        .entry = s->n,
        .headline = adil_said(&cli->perm, s->lang, ADIL_M_J_OF_BY, line, ADIL_COUNT(line)),
        .fact = s->fact,
        .n_facts = s->n_facts,
        .field = s->field,
        .n_fields = s->n_fields,
        .signer = signers_of(s),
        .n_signers = act->n_sigs,
        .rule = s->x.rule,
        .n_rules = s->x.n_rules,
        .bytes = s->x.leaf,
    };
    struct adil_buf out;
    ADIL_TRY(adil_log_proof(cli, s->x.book->log, s->n, &page.proof));
    adil_buf_open(&out, PAGE_BYTES_MAX);
    adil_act_page_html(cli->scratch, &page, &out);
    adil_err err = adil_file_write(cli->scratch, s->args->html, adil_buf_span(&out), &cli->diag);
    adil_buf_release(&out);
    return err;
}

static adil_err show_entry(struct showing *s)
{
    gather_facts(s);
    ADIL_TRY(gather_fields(s));
    if (s->args->raw) {
        adil_buf_put(&s->cli->out, s->x.leaf);
        adil_buf_byte(&s->cli->out, '\n');
        return ADIL_OK;
    }
    if (s->args->html.len > 0) {
        return show_html(s);
    }
    return s->args->json ? show_json(s) : show_text(s);
}

adil_err adil_log_show(struct adil_cli *cli, int argc, char **argv)
{
    struct show_args a;
    struct showing s = {.cli = cli, .args = &a};
    struct adil_words rest;
    struct adil_span dir;
    bool help = false;
    memset(&a, 0, sizeof a);
    const struct adil_opt opt[] = {
        {"log", ADIL_OPT_TEXT, "DIR", "the folder of the log (or ADIL_LOG)", &a.record.log},
        {"raw", ADIL_OPT_FLAG, NULL, "the bytes of the entry", &a.raw},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &a.json},
        {"html", ADIL_OPT_TEXT, "FILE", "one page with the proof, for print", &a.html},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &a.record.lang},
        ADIL_CLI_MEMORY(&a.record.memory),
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&show_help, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    ADIL_TRY(adil_log_number(cli, "adil log show", &rest, &s.n));
    ADIL_TRY(adil_cli_lang(cli, a.record.lang, &s.lang));
    ADIL_TRY(adil_record_dir(cli, &a.record, &dir));
    ADIL_TRY(adil_log_explain(cli, dir, s.n, s.lang, &s.x));
    adil_err err = show_entry(&s);
    adil_logbook_close(s.x.book);
    return err;
}
