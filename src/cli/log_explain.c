/* Why an entry is valid: it is judged again on the record before it, and what it met is kept. */
#include "cli/act_compose.h"
#include "cli/log_verbs.h"

enum { RULES_MAX = 256 };

struct explaining {
    struct adil_cli *cli;
    struct adil_arena *a;
    struct adil_explained *out;
    const struct adil_rulebook *law;
    enum adil_lang lang;
    uint32_t procedure; /* of the case before the entry, or ADIL_NO_WORD */
    uint32_t stage;
    struct adil_date day;
};

static struct adil_page_rule *add_rule(struct explaining *e, const struct adil_rule *rule)
{
    static struct adil_page_rule spare; /* past the limit: not shown */
    struct adil_page_rule *r =
        e->out->n_rules < RULES_MAX ? &e->out->rule[e->out->n_rules++] : &spare;
    *r = (struct adil_page_rule){
        .id = rule->id,
        .cite = rule->cite,
        .text = adil_texts_pick(&rule->text, e->lang),
        .unverified = rule->mark == ADIL_MARK_RECALLED,
    };
    return r;
}

static void add_norm(void *ctx, const struct adil_verdict *v, bool unless)
{
    static const char *const word[] = {"holds", "fails", "not known"};
    struct explaining *e = ctx;
    struct adil_page_rule *r = add_rule(e, &v->norm->rule);
    struct adil_span words = adil_norm_words(e->a, e->lang, v->norm, &e->law->vocab);
    struct adil_span found = adil_verdict_found(e->a, e->lang, v);
    size_t at = v->truth == ADIL_HOLDS ? 0 : v->truth == ADIL_FAILS ? 1 : 2;
    r->found = adil_fmt(e->a, "%s%.*s: %s; %.*s: %.*s", unless ? "unless " : "", ADIL_ARG(words),
                        word[at], ADIL_ARG(adil_text(e->lang, ADIL_M_J_FOUND)), ADIL_ARG(found));
}

static void add_window(struct explaining *e, uint32_t deadline, bool closes)
{
    struct adil_moment_span m;
    struct adil_span id = adil_act_case(e->law, e->out->act.about);
    if (deadline == ADIL_NO_WORD) {
        return;
    }
    const struct adil_deadline *d =
        adil_deadline_version(&e->law->acts, deadline, e->procedure, e->day);
    if (d == NULL) {
        return;
    }
    struct adil_page_rule *r = add_rule(e, &d->rule);
    if (adil_polity_window(e->out->book->polity, id, deadline, &m)) {
        r->found = adil_instant_text(e->a, &e->law->acts.zones, &e->law->units,
                                     d->zone_unit != ADIL_NO_UNIT ? d->zone_unit : 0,
                                     closes ? m.end : m.begin);
    }
}

static bool is_by(const uint32_t *office, uint32_t n, uint32_t one)
{
    bool is = false;
    for (uint32_t i = 0; i < n; i++) {
        is = is || office[i] == one;
    }
    return is;
}

/* The stage act that gave the word; false where the stage gives none. */
static bool add_stage_act(struct explaining *e, uint32_t word, uint32_t office)
{
    if (e->procedure == ADIL_NO_WORD) {
        return false;
    }
    const struct adil_stage *stage = &e->law->acts.procedure[e->procedure].stage[e->stage];
    for (uint32_t i = 0; i < stage->n_acts; i++) {
        const struct adil_stage_act *act = &stage->act[i];
        if (act->word == word && is_by(act->by, act->n_by, office)) {
            (void)add_rule(e, &act->rule);
            add_window(e, act->from, false);
            add_window(e, act->until, true);
            return true;
        }
    }
    return false;
}

/* Word, stage or power: before the norms, which the fold tells of by itself. */
static void add_right(struct explaining *e)
{
    const struct adil_acts *acts = &e->law->acts;
    struct adil_span by = e->out->act.by;
    uint32_t word = adil_word_find_act(acts, e->out->act.word);
    uint32_t office = adil_office_find(acts, adil_span_sub(by, 0, adil_span_find_byte(by, '/')));
    if (word == ADIL_NO_WORD) {
        return;
    }
    struct adil_page_rule *r = add_rule(e, &acts->word[word].rule);
    r->text = r->text.len > 0 ? r->text : adil_texts_pick(&acts->word[word].name, e->lang);
    if (add_stage_act(e, word, office)) {
        return;
    }
    for (uint32_t i = 0; i < acts->n_powers; i++) {
        const struct adil_power *p = &acts->power[i];
        if (p->word == word && p->office == office && adil_rule_in_force(&p->rule, e->day)) {
            (void)add_rule(e, &p->rule);
        }
    }
}

static adil_err judge_again(struct explaining *e, uint64_t n)
{
    struct adil_cli *cli = e->cli;
    struct adil_explained *x = e->out;
    struct adil_refusal refusal = {0};
    if (n > 0) {
        adil_polity_project(x->book->polity, x->act.logged);
        e->law = adil_polity_rulebook(x->book->polity);
        e->day =
            adil_instant_day(&e->law->acts.zones, &e->law->units, 0, x->act.logged, &(int32_t){0});
        e->stage =
            adil_polity_stage(x->book->polity, adil_act_case(e->law, x->act.about), &e->procedure);
        add_right(e);
        x->book->verdict = add_norm;
        x->book->verdict_ctx = e;
    }
    adil_err err = adil_polity_apply(x->book->polity, &cli->perm, cli->scratch, &x->act,
                                     ADIL_SIGS_TRUSTED, &refusal, &cli->diag);
    x->book->verdict = NULL;
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
    struct explaining e = {.cli = cli,
                           .a = &cli->perm,
                           .out = out,
                           .lang = lang,
                           .procedure = ADIL_NO_WORD,
                           .day = ADIL_DATE_NONE};
    *out = (struct adil_explained){.rule = adil_new(&cli->perm, struct adil_page_rule, RULES_MAX)};
    ADIL_TRY(adil_logbook_open_at(&cli->perm, cli->scratch, dir, n, lang, &out->book, &cli->diag));
    adil_err err = adil_log_entry(out->book->log, &cli->perm, n, &out->leaf, &cli->diag);
    if (err.code == ADIL_C_OK) {
        err = adil_act_parse(&cli->perm, (struct adil_place){ADIL_SPAN("entry"), 0}, out->leaf,
                             &out->act, &cli->diag);
    }
    err = err.code == ADIL_C_OK ? judge_again(&e, n) : err;
    if (err.code != ADIL_C_OK) {
        adil_logbook_close(out->book);
        out->book = NULL;
        return err;
    }
    (void)adil_act_verify_sigs(&out->act, adil_polity_origin(out->book->polity), out->good);
    return ADIL_OK;
}
