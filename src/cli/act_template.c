/* adil act WORD --template, and adil act --words: what the law wants of an act. */
#include "cli/act_compose.h"

#include "law/giving.h"

struct templating {
    struct adil_cli *cli;
    struct adil_arena *a;
    const struct adil_logbook *book;
    const struct adil_rulebook *law;
    uint32_t word; /* ADIL_NO_WORD: the machine's own */
    struct adil_span case_id;
    enum adil_lang lang;
    struct adil_buf *out;
};

/* ---- who may -------------------------------------------------------------------------------- */

static void add_office(uint32_t *office, uint32_t *n, uint32_t max, uint32_t one)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (office[i] == one) {
            return;
        }
    }
    if (*n < max) {
        office[*n] = one;
        *n += 1;
    }
}

uint32_t adil_word_offices(const struct adil_rulebook *book, uint32_t word,
                           const struct adil_stage *stage, uint32_t *office, uint32_t max)
{
    const struct adil_acts *acts = &book->acts;
    struct adil_giving g = {0};
    uint32_t n = 0;
    while (adil_giving_next(acts, &g)) {
        if (g.word != word || (stage != NULL && g.stage != NULL && g.stage != stage)) {
            continue;
        }
        for (uint32_t i = 0; i < acts->n_offices; i++) {
            if (adil_giving_is_to(acts, &g, i)) {
                add_office(office, &n, max, i);
            }
        }
        if (adil_giving_is_to(acts, &g, ADIL_FOUNDERS)) {
            add_office(office, &n, max, ADIL_FOUNDERS);
        }
    }
    return n;
}

static struct adil_span office_words(const struct templating *t, uint32_t office)
{
    if (office == ADIL_FOUNDERS) {
        return ADIL_SPAN("founders");
    }
    const struct adil_office *o = &t->law->acts.office[office];
    return o->of == ADIL_NO_WORD ? o->rule.id : adil_fmt(t->a, "%.*s/KEY", ADIL_ARG(o->rule.id));
}

/* " until nomination-ends, 2023-02-08T18:00:00+06:00" */
static void say_window(struct templating *t, const char *name, uint32_t deadline, bool closes)
{
    struct adil_moment_span m;
    if (deadline == ADIL_NO_WORD) {
        return;
    }
    adil_buf_fmt(t->out, "\n      %s %.*s", name, ADIL_ARG(t->law->acts.deadline_id[deadline]));
    if (adil_polity_window(t->book->polity, t->case_id, deadline, &m)) {
        struct adil_span at = adil_instant_text(t->a, &t->law->acts.zones, &t->law->units, 0,
                                                closes ? m.end : m.begin);
        adil_buf_fmt(t->out, " (%.*s)", ADIL_ARG(at));
    }
}

static void say_offices(struct templating *t, const struct adil_giving *g)
{
    const struct adil_acts *acts = &t->law->acts;
    const char *between = "";
    for (uint32_t b = 0; b < g->n_by; b++) {
        adil_buf_fmt(t->out, "%s%.*s", between, ADIL_ARG(office_words(t, g->by[b])));
        between = ", ";
    }
    for (uint32_t i = 0; g->members != ADIL_NO_WORD && i < acts->n_offices; i++) {
        if (acts->office[i].of == g->members) {
            adil_buf_fmt(t->out, "%s%.*s", between, ADIL_ARG(office_words(t, i)));
            between = ", ";
        }
    }
}

static void say_place(struct templating *t, const struct adil_giving *g)
{
    uint32_t procedure = ADIL_NO_WORD;
    uint32_t now = adil_polity_stage(t->book->polity, t->case_id, &procedure);
    bool here = now != ADIL_NO_WORD && &t->law->acts.procedure[procedure] == g->procedure &&
                &g->procedure->stage[now] == g->stage;
    adil_buf_fmt(t->out, " in %.*s of %.*s%s", ADIL_ARG(g->stage->id),
                 ADIL_ARG(g->procedure->rule.id), here ? " (where the case is)" : "");
}

static void say_giving(struct templating *t, const struct adil_giving *g)
{
    adil_buf_str(t->out, "  ");
    say_offices(t, g);
    if (g->power != NULL) {
        adil_buf_fmt(t->out, " by power %.*s", ADIL_ARG(g->rule->id));
    } else {
        say_place(t, g);
    }
    if (g->rule->cite.len > 0) {
        adil_buf_fmt(t->out, "   %.*s", ADIL_ARG(g->rule->cite));
    }
    if (g->act != NULL) {
        say_window(t, "from", g->act->from, false);
        say_window(t, "until", g->act->until, true);
    }
    adil_buf_byte(t->out, '\n');
}

static void say_who(struct templating *t)
{
    struct adil_giving g = {0};
    adil_buf_str(t->out, "who may:\n");
    while (adil_giving_next(&t->law->acts, &g)) {
        if (g.word == t->word) {
            say_giving(t, &g);
        }
    }
}

/* ---- fields --------------------------------------------------------------------------------- */

static const char *about_words(enum adil_act_kind kind)
{
    switch (adil_act_kind_about(kind)) {
    case ADIL_ABOUT_ISSUER:
        return "ISSUER (or log)";
    case ADIL_ABOUT_CASE:
        return "CASE";
    case ADIL_ABOUT_LAW:
        return "CASE, or nothing";
    case ADIL_ABOUT_ENTRY:
        return "N, an entry";
    case ADIL_ABOUT_TEXT:
        return "free text";
    case ADIL_ABOUT_RECORD:
        return "KEY";
    case ADIL_ABOUT_NOTHING:
        break;
    }
    return "nothing";
}

static void say_about(struct templating *t, enum adil_act_kind kind)
{
    uint32_t reg = t->word != ADIL_NO_WORD ? t->law->acts.word[t->word].reg : ADIL_NO_WORD;
    if (adil_act_kind_about(kind) != ADIL_ABOUT_RECORD || reg == ADIL_NO_WORD) {
        adil_buf_fmt(t->out, "about: %s\n", about_words(kind));
        return;
    }
    adil_buf_fmt(t->out, "about: %.*s/%sKEY\n", ADIL_ARG(t->law->reg[reg].id),
                 t->law->acts.per_case[reg] ? "CASE/" : "");
}

static void say_fields(struct templating *t, struct adil_span word)
{
    uint32_t n = 0;
    const struct adil_typed_field *field = adil_typed_fields(t->a, t->law, word, &n);
    adil_buf_str(t->out, n > 0 ? "fields:\n" : "fields: none\n");
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_fmt(t->out, "  %-16.*s %s%s", ADIL_ARG(field[i].id),
                     adil_typed_help(field[i].kind), field[i].optional ? " (may be left out)" : "");
        if (field[i].of.len > 0) {
            adil_buf_fmt(t->out, ", the key of a %.*s", ADIL_ARG(field[i].of));
        }
        adil_buf_byte(t->out, '\n');
    }
}

static void say_norms(struct templating *t, const struct adil_norm *norm, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span words = adil_norm_words(t->a, t->lang, &norm[i], &t->law->vocab);
        adil_buf_fmt(t->out, "  %.*s   %.*s   %.*s\n", ADIL_ARG(norm[i].rule.id),
                     ADIL_ARG(norm[i].rule.cite), ADIL_ARG(words));
    }
}

static void say_signs(struct templating *t, const struct adil_act_word *w)
{
    if (w->signs != NULL) {
        struct adil_span words = adil_phrase_words(t->a, t->lang, w->signs, &adil_key_vocab);
        adil_buf_fmt(t->out, "signatures: %.*s\n", ADIL_ARG(words));
    }
}

/* The case of `about`: case/CASE, or REGISTER/CASE/KEY. */
struct adil_span adil_act_case(const struct adil_rulebook *law, struct adil_span about)
{
    size_t slash = adil_span_find_byte(about, '/');
    struct adil_span head = adil_span_sub(about, 0, slash);
    struct adil_span rest = adil_span_sub(about, slash + 1, about.len);
    uint32_t reg = adil_register_find(law->reg, law->n_registers, head);
    bool per_case = reg != ADIL_NO_WORD && law->acts.per_case[reg];
    return per_case ? adil_span_sub(rest, 0, adil_span_find_byte(rest, '/')) : rest;
}

void adil_act_template(struct adil_cli *cli, const struct adil_logbook *book, struct adil_span word,
                       struct adil_span about, enum adil_lang lang)
{
    const struct adil_rulebook *law = adil_polity_rulebook_for(book->polity, about);
    struct templating t = {.cli = cli,
                           .a = &cli->perm,
                           .book = book,
                           .law = law,
                           .word = adil_word_find_act(&law->acts, word),
                           .case_id = adil_act_case(law, about),
                           .lang = lang,
                           .out = &cli->out};
    enum adil_act_kind kind = ADIL_ACT_KEY;
    if (t.word == ADIL_NO_WORD) {
        (void)adil_act_kind_parse(word, &kind);
        adil_buf_fmt(t.out, "%.*s\n", ADIL_ARG(word));
        say_about(&t, kind);
        say_fields(&t, word);
        return;
    }
    const struct adil_act_word *w = &law->acts.word[t.word];
    struct adil_span name = adil_texts_pick(&w->name, lang);
    adil_buf_fmt(t.out, "%.*s (%.*s)%s%.*s   %.*s\n", ADIL_ARG(word),
                 ADIL_ARG(adil_act_kind_name(w->kind)), name.len > 0 ? ": " : "", ADIL_ARG(name),
                 ADIL_ARG(w->rule.cite));
    say_about(&t, w->kind);
    say_fields(&t, word);
    say_who(&t);
    say_signs(&t, w);
    bool of_register = w->reg != ADIL_NO_WORD && w->kind != ADIL_ACT_END;
    if (w->n_norms > 0 || (of_register && law->reg[w->reg].n_enter > 0)) {
        adil_buf_str(t.out, "must hold:\n");
        say_norms(&t, w->norm, w->n_norms);
        if (of_register) {
            say_norms(&t, law->reg[w->reg].enter, law->reg[w->reg].n_enter);
        }
    }
}

void adil_act_words(struct adil_cli *cli, const struct adil_logbook *book, enum adil_lang lang)
{
    static const char *const own[] = {"key", "engine"};
    const struct adil_acts *acts = &adil_polity_rulebook(book->polity)->acts;
    int width = 8;
    for (uint32_t i = 0; i < acts->n_words; i++) {
        int len = (int)acts->word[i].rule.id.len;
        width = len > width ? len : width;
    }
    for (uint32_t i = 0; i < acts->n_words; i++) {
        struct adil_span name = adil_texts_pick(&acts->word[i].name, lang);
        adil_buf_fmt(&cli->out, "%-*.*s  %-10.*s %.*s%s%.*s\n", width,
                     ADIL_ARG(acts->word[i].rule.id),
                     ADIL_ARG(adil_act_kind_name(acts->word[i].kind)), ADIL_ARG(name),
                     name.len > 0 ? "   " : "", ADIL_ARG(acts->word[i].rule.cite));
    }
    for (size_t i = 0; i < ADIL_COUNT(own); i++) {
        adil_buf_fmt(&cli->out, "%-*s  %s\n", width, own[i], own[i]);
    }
}
