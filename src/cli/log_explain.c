/* Why an entry is valid: it is judged again on the record before it, and what it met is kept. */
#include "cli/log_verbs.h"

#include "law/giving.h"

enum { RULES_MAX = 256 };

struct adil_explaining {
    struct adil_arena *a;
    struct adil_logbook *book;
    const struct adil_act *act;
    const struct adil_rulebook *law; /* NULL: before entry 0 */
    enum adil_lang lang;
    uint32_t procedure; /* of the case before the entry, or ADIL_NO_WORD */
    uint32_t stage;
    struct adil_date day;
    struct adil_page_rule *rule;
    uint32_t n_rules;
};

static struct adil_page_rule *add_rule(struct adil_explaining *e, const struct adil_rule *rule)
{
    static struct adil_page_rule spare; /* past the limit: not shown */
    struct adil_page_rule *r = e->n_rules < RULES_MAX ? &e->rule[e->n_rules++] : &spare;
    *r = (struct adil_page_rule){
        .id = rule->id,
        .cite = rule->cite,
        .text = adil_texts_pick(&rule->text, e->lang),
        .unverified = rule->mark == ADIL_MARK_RECALLED,
        .good = true,
    };
    return r;
}

static void add_norm(void *ctx, const struct adil_verdict *v, bool unless)
{
    static const char *const word[] = {"holds", "fails", "not known"};
    struct adil_explaining *e = ctx;
    struct adil_page_rule *r = add_rule(e, &v->norm->rule);
    struct adil_span words = adil_norm_words(e->a, e->lang, v->norm, &e->law->vocab);
    struct adil_span found = adil_verdict_found(e->a, e->lang, v);
    r->good = v->truth == (unless ? ADIL_FAILS : ADIL_HOLDS);
    size_t at = v->truth == ADIL_HOLDS ? 0 : v->truth == ADIL_FAILS ? 1 : 2;
    r->found = adil_fmt(e->a, "%s%.*s: %s; %.*s: %.*s", unless ? "unless " : "", ADIL_ARG(words),
                        word[at], ADIL_ARG(adil_text(e->lang, ADIL_M_J_FOUND)), ADIL_ARG(found));
}

static void add_window(struct adil_explaining *e, uint32_t deadline, bool closes)
{
    struct adil_moment_span m;
    struct adil_span id = adil_act_case(e->law, e->act->about);
    if (deadline == ADIL_NO_WORD) {
        return;
    }
    const struct adil_deadline *d =
        adil_deadline_version(&e->law->acts, deadline, e->procedure, e->day);
    if (d == NULL) {
        return;
    }
    struct adil_page_rule *r = add_rule(e, &d->rule);
    if (adil_polity_window(e->book->polity, id, deadline, &m)) {
        r->found = adil_instant_text(e->a, &e->law->acts.zones, &e->law->units,
                                     d->zone_unit != ADIL_NO_UNIT ? d->zone_unit : 0,
                                     closes ? m.end : m.begin);
    }
}

/* What gave the word in the stage of the case; false where it is nothing there. */
static bool add_stage_giving(struct adil_explaining *e, uint32_t word, uint32_t office)
{
    const struct adil_acts *acts = &e->law->acts;
    struct adil_giving g = {0};
    while (e->procedure != ADIL_NO_WORD && adil_giving_next(acts, &g)) {
        bool here = g.procedure == &acts->procedure[e->procedure] &&
                    g.stage == &acts->procedure[e->procedure].stage[e->stage];
        if (here && g.word == word && adil_giving_is_to(acts, &g, office)) {
            (void)add_rule(e, g.rule);
            if (g.act != NULL) {
                add_window(e, g.act->from, false);
                add_window(e, g.act->until, true);
            }
            return true;
        }
    }
    return false;
}

/* Who binds the keys of an office. */
static void add_keys_rule(struct adil_explaining *e)
{
    const struct adil_acts *acts = &e->law->acts;
    struct adil_span head = ADIL_SPAN("issuer/");
    if (e->act->kind == ADIL_ACT_KEY && adil_span_starts(e->act->about, head)) {
        struct adil_span name = adil_span_sub(e->act->about, head.len, e->act->about.len);
        uint32_t o = adil_office_find(acts, adil_span_sub(name, 0, adil_span_find_byte(name, '/')));
        if (o != ADIL_NO_WORD) {
            (void)add_rule(e, &acts->office[o].rule);
        }
    }
}

/* Word, stage or power: before the norms, which the fold tells of by itself. */
static void add_right(struct adil_explaining *e)
{
    const struct adil_acts *acts = &e->law->acts;
    struct adil_span by = e->act->by;
    uint32_t word = adil_word_find_act(acts, e->act->word);
    uint32_t office = adil_office_find(acts, adil_span_sub(by, 0, adil_span_find_byte(by, '/')));
    if (word == ADIL_NO_WORD) {
        add_keys_rule(e);
        return;
    }
    struct adil_page_rule *r = add_rule(e, &acts->word[word].rule);
    r->text = r->text.len > 0 ? r->text : adil_texts_pick(&acts->word[word].name, e->lang);
    if (add_stage_giving(e, word, office)) {
        return;
    }
    for (uint32_t i = 0; i < acts->n_powers; i++) {
        const struct adil_power *p = &acts->power[i];
        if (p->word == word && p->office == office && adil_rule_in_force(&p->rule, e->day)) {
            (void)add_rule(e, &p->rule);
        }
    }
}

struct adil_explaining *adil_explain_begin(struct adil_arena *a, struct adil_logbook *book,
                                           const struct adil_act *act, int64_t logged,
                                           enum adil_lang lang)
{
    struct adil_explaining *e = adil_new(a, struct adil_explaining, 1);
    int32_t minute = 0;
    *e = (struct adil_explaining){.a = a,
                                  .book = book,
                                  .act = act,
                                  .law = adil_polity_rulebook_for(book->polity, act->about),
                                  .lang = lang,
                                  .procedure = ADIL_NO_WORD,
                                  .rule = adil_new(a, struct adil_page_rule, RULES_MAX)};
    if (e->law == NULL) {
        return e;
    }
    adil_polity_project(book->polity, logged);
    e->day = adil_instant_day(&e->law->acts.zones, &e->law->units, 0, logged, &minute);
    e->stage = adil_polity_stage(book->polity, adil_act_case(e->law, act->about), &e->procedure);
    add_right(e);
    book->verdict = add_norm;
    book->verdict_ctx = e;
    return e;
}

const struct adil_page_rule *adil_explain_end(struct adil_explaining *e, uint32_t *n)
{
    e->book->verdict = NULL;
    e->book->verdict_ctx = NULL;
    *n = e->n_rules;
    return e->rule;
}

static adil_err judge_again(struct adil_cli *cli, struct adil_explained *x, uint64_t n,
                            enum adil_lang lang)
{
    struct adil_refusal refusal = {0};
    struct adil_explaining *e =
        adil_explain_begin(&cli->perm, x->book, &x->act, x->act.logged, lang);
    adil_err err = adil_polity_apply(x->book->polity, &cli->perm, cli->scratch, &x->act,
                                     ADIL_SIGS_TRUSTED, &refusal, &cli->diag);
    x->rule = adil_explain_end(e, &x->n_rules);
    return err.code == ADIL_C_OK
               ? ADIL_OK
               : adil_fail(&cli->diag, err,
                           (struct adil_place){
                               adil_fmt(&cli->perm, "entry %llu", (unsigned long long)n), 0},
                           refusal.rule, refusal.found, refusal.expected);
}

adil_err adil_log_explain(struct adil_cli *cli, struct adil_span dir, uint64_t n,
                          enum adil_lang lang, struct adil_explained *out)
{
    *out = (struct adil_explained){0};
    ADIL_TRY(adil_logbook_open_at(cli, dir, n, lang, &out->book));
    adil_err err = adil_log_entry(out->book->log, &cli->perm, n, &out->leaf, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = adil_act_parse(&cli->perm, (struct adil_place){ADIL_SPAN("entry"), 0}, out->leaf,
                             &out->act, &cli->diag);
    }
    err = err.code == ADIL_C_OK ? judge_again(cli, out, n, lang) : err;
    if (err.code != ADIL_C_OK) {
        adil_logbook_close(out->book);
        out->book = NULL;
        return err;
    }
    (void)adil_act_verify_sigs(&out->act, adil_polity_origin(out->book->polity), out->good);
    return ADIL_OK;
}
