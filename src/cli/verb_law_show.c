/* adil law show: a rulebook at a glance, or one rule in words. */
#include "cli/law_show.h"
#include "report/law.h"

#include "cli/law_source.h"

static const struct adil_verb_help help_text = {
    "law show LAW [RULE] [--at DATE] [--json] [--lang LANG]",
    "Shows the rules and contests of a law; or one rule: every version, what it says and sets,\n"
    "where it stands, how well it is known, which contests follow it.\n\n" ADIL_LAW_SOURCE_HELP,
    "adil law show my-club list-threshold --at 2021-01-10"};

static struct adil_span day_or(struct adil_cli *cli, struct adil_date d, struct adil_span none)
{
    return adil_date_known(d) ? adil_date_text(&cli->perm, d) : none;
}

const char *adil_law_mark(enum adil_mark mark)
{
    switch (mark) {
    case ADIL_MARK_READ:
        return "read";
    case ADIL_MARK_RECALLED:
        return "unverified";
    case ADIL_MARK_WHAT_IF:
        return "what if";
    }
    return "";
}

static bool is_shown(const struct adil_law_show *s, const struct adil_rule *r)
{
    return (s->rule.len == 0 || adil_span_eq(r->id, s->rule)) &&
           (!adil_date_known(s->at) || adil_rule_in_force(r, s->at));
}

static bool follows(const struct adil_contest_entry *c, struct adil_span rule)
{
    const struct adil_node *list = adil_node_get(c->node, "follows");
    if (list != NULL && list->kind == ADIL_NODE_SCALAR) {
        return adil_span_eq(list->text, rule);
    }
    for (const struct adil_node *n = list != NULL ? list->first : NULL; n != NULL; n = n->next) {
        if (adil_span_eq(n->text, rule)) {
            return true;
        }
    }
    return false;
}

static const struct adil_node *set_of(const struct adil_law_show *s, uint32_t i)
{
    return adil_node_get(s->book->rule_node[i], "set");
}

static void rule_text(struct adil_law_show *s, uint32_t i)
{
    const struct adil_rule *r = &s->book->rule[i];
    struct adil_buf *out = &s->cli->out;
    struct adil_span asks = adil_law_asks(s, i);
    const struct adil_node *set = set_of(s, i);
    struct adil_span text = adil_texts_pick(&r->text, s->lang);
    struct adil_span from = day_or(s->cli, r->from, ADIL_SPAN("the beginning"));
    struct adil_span until = day_or(s->cli, r->until, ADIL_SPAN("now"));
    adil_buf_fmt(out, "%.*s  [%s]\n", ADIL_ARG(r->id), adil_law_mark(r->mark));
    adil_buf_fmt(out, "  in force  from %.*s until %.*s\n", ADIL_ARG(from), ADIL_ARG(until));
    if (r->cite.len > 0) {
        adil_buf_fmt(out, "  cite      %.*s\n", ADIL_ARG(r->cite));
    }
    if (r->source.len > 0) {
        adil_buf_fmt(out, "  source    %.*s\n", ADIL_ARG(r->source));
    }
    if (text.len > 0) {
        adil_buf_fmt(out, "  says      %.*s\n", ADIL_ARG(text));
    }
    if (asks.len > 0) {
        adil_buf_fmt(out, "  asks      %.*s\n", ADIL_ARG(asks));
    }
    for (const struct adil_node *n = set != NULL ? set->first : NULL; n != NULL; n = n->next) {
        struct adil_span value = adil_law_value_words(&s->cli->perm, s->book, s->lang, n);
        adil_buf_fmt(out, "  sets      %.*s: %.*s\n", ADIL_ARG(n->key), ADIL_ARG(value));
    }
    const char *lead = "  followed by  ";
    for (uint32_t k = 0; s->rule.len > 0 && k < s->book->n_contests; k++) {
        if (follows(&s->book->contest[k], r->id)) {
            adil_buf_fmt(out, "%s%.*s", lead, ADIL_ARG(s->book->contest[k].name));
            lead = ", ";
        }
    }
    adil_buf_str(out, lead[0] == ',' ? "\n" : "");
    adil_buf_fmt(out, "  at        %.*s:%u\n", ADIL_ARG(r->place.file), (unsigned)r->place.line);
}

static void text_field(struct adil_json *j, const char *key, struct adil_span text)
{
    adil_json_key(j, key);
    if (text.len > 0) {
        adil_json_text(j, text);
    } else {
        adil_json_null(j);
    }
}

static void rule_json(struct adil_law_show *s, struct adil_json *j, uint32_t i)
{
    const struct adil_rule *r = &s->book->rule[i];
    const struct adil_node *set = set_of(s, i);
    struct adil_span none = {NULL, 0};
    adil_json_object(j);
    text_field(j, "id", r->id);
    text_field(j, "cite", r->cite);
    text_field(j, "source", r->source);
    text_field(j, "mark", adil_span_of(adil_law_mark(r->mark)));
    text_field(j, "from", day_or(s->cli, r->from, none));
    text_field(j, "until", day_or(s->cli, r->until, none));
    text_field(j, "text", adil_texts_pick(&r->text, s->lang));
    text_field(j, "asks", adil_law_asks(s, i));
    adil_json_key(j, "sets");
    adil_json_object(j);
    for (const struct adil_node *n = set != NULL ? set->first : NULL; n != NULL; n = n->next) {
        adil_json_key_span(j, n->key);
        adil_json_text(j, adil_law_value_words(&s->cli->perm, s->book, s->lang, n));
    }
    adil_json_end(j);
    adil_json_key(j, "followed_by");
    adil_json_array_line(j);
    for (uint32_t k = 0; k < s->book->n_contests; k++) {
        if (follows(&s->book->contest[k], r->id)) {
            adil_json_text(j, s->book->contest[k].name);
        }
    }
    adil_json_end(j);
    adil_json_key(j, "line");
    adil_json_i64(j, r->place.line);
    adil_json_end(j);
}

static void show_json(struct adil_law_show *s)
{
    struct adil_json j;
    struct adil_cli *cli = s->cli;
    adil_json_open(&j, &cli->out, true);
    adil_json_object(&j);
    text_field(&j, "polity", adil_texts_pick(&s->book->polity, s->lang));
    text_field(&j, "hash", adil_hex(&cli->perm, s->book->hash.byte, sizeof s->book->hash.byte));
    adil_json_key(&j, "rules");
    adil_json_array(&j);
    for (uint32_t i = 0; i < s->book->n_rules; i++) {
        if (is_shown(s, &s->book->rule[i])) {
            rule_json(s, &j, i);
        }
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}

static void show_text(struct adil_law_show *s)
{
    struct adil_buf *out = &s->cli->out;
    struct adil_span polity = adil_texts_pick(&s->book->polity, s->lang);
    struct adil_span hash = adil_hex(&s->cli->perm, s->book->hash.byte, sizeof s->book->hash.byte);
    if (s->rule.len == 0) {
        adil_buf_fmt(out, "%.*s\nlaw %.*s\n%u units, %u rules, %u contests\n\n", ADIL_ARG(polity),
                     ADIL_ARG(hash), (unsigned)s->book->units.n, (unsigned)s->book->n_rules,
                     (unsigned)s->book->n_contests);
    }
    for (uint32_t i = 0; i < s->book->n_rules; i++) {
        if (is_shown(s, &s->book->rule[i])) {
            rule_text(s, i);
        }
    }
    adil_law_acts_text(s);
}

/* Ids of rules, then those of offices, words and procedures. */
static uint32_t list_ids(const struct adil_law_show *s, struct adil_span **out)
{
    uint32_t n = s->book->n_rules;
    uint32_t all = n + adil_law_acts_count(s);
    struct adil_span *id = adil_new(&s->cli->perm, struct adil_span, all);
    for (uint32_t i = 0; i < n; i++) {
        id[i] = s->book->rule[i].id;
    }
    adil_law_acts_ids(s, id + n);
    *out = id;
    return all;
}

/* The rule must exist; that no version is in force on the day is an answer (exit 1). */
static adil_err find_rule(struct adil_law_show *s)
{
    struct adil_span *id = NULL;
    uint32_t n = list_ids(s, &id);
    bool exists = s->rule.len == 0;
    bool shown = exists;
    for (uint32_t i = 0; i < n; i++) {
        bool same = adil_span_eq(id[i], s->rule);
        exists = exists || same;
        shown = shown || (same && (i >= s->book->n_rules || is_shown(s, &s->book->rule[i])));
    }
    if (!exists) {
        struct adil_span near = adil_nearest(s->rule, id, n);
        return adil_usage(s->cli, "rule", s->rule,
                          near.len > 0 ? adil_span_cstr(&s->cli->perm, near)
                                       : "a rule of this rulebook");
    }
    if (!shown) {
        struct adil_place nowhere = {s->book->file, 0};
        return adil_fail(&s->cli->diag, ADIL_ERR(REFUSED), nowhere, s->rule,
                         ADIL_SPAN("no version in force"), adil_date_text(&s->cli->perm, s->at));
    }
    return ADIL_OK;
}

static adil_err show_law(struct adil_law_show *s, bool json)
{
    ADIL_TRY(find_rule(s));
    if (json) {
        show_json(s);
    } else {
        show_text(s);
    }
    return ADIL_OK;
}

adil_err adil_law_show(struct adil_cli *cli, int argc, char **argv)
{
    bool json = false;
    bool help = false;
    struct adil_span at = {NULL, 0};
    struct adil_span lang = {NULL, 0};
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"at", ADIL_OPT_TEXT, "DATE", "only what is in force on this day", &at},
        {"json", ADIL_OPT_FLAG, NULL, "one JSON object", &json},
        {"lang", ADIL_OPT_TEXT, "LANG", "kk, ru or en", &lang},
    };
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n < 1 || rest.n > 2) {
        return adil_usage(cli, "adil law show", rest.n == 0 ? ADIL_SPAN("no law") : rest.word[2],
                          "a law and at most one rule");
    }
    struct adil_law_source source;
    struct adil_law_show s = {cli, NULL, {"", 0}, ADIL_DATE_NONE, ADIL_EN};
    ADIL_TRY(adil_cli_lang(cli, lang, &s.lang));
    ADIL_TRY(adil_cli_date(cli, "--at", at, &s.at));
    ADIL_TRY(adil_law_source_open(cli, "adil law show", rest.word[0], s.lang, &source));
    s.book = source.book;
    s.rule = rest.n == 2 ? rest.word[1] : s.rule;
    adil_err err = show_law(&s, json);
    adil_law_source_close(&source);
    return err;
}
