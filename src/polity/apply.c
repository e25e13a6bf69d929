/* One act: judged in the order of docs/design/polity.md, then its effects, all or none. What a kind
 * needs is a row of one table. */
#include "polity/bodies.h"
#include "polity/interner.h"
#include "polity/judging.h"

typedef adil_err judge_step(struct adil_judging *j);
typedef void act_effect(struct adil_judging *j);

/* Whether an act of the kind names the entry it corrects. */
enum corrects { CORRECTS_NOT, CORRECTS, MAY_CORRECT };

static adil_err passes(struct adil_judging *j)
{
    (void)j;
    return ADIL_OK;
}

static void no_effect(struct adil_judging *j)
{
    (void)j;
}

static adil_err only_entry_0(struct adil_judging *j)
{
    return adil_refuse(j, "act.genesis", ADIL_SPAN("kind"), adil_act_kind_name(j->act->kind),
                       ADIL_SPAN("entry 0 alone"));
}

/* read: the fields; right: who may; judge: what is particular to the kind. */
static const struct act_rules {
    judge_step *read;
    judge_step *right;
    judge_step *judge;
    act_effect *effect;
    bool own; /* the word is the machine's own, and is the kind's name */
    enum corrects corrects;
} rules_of_kind[ADIL_N_ACT_KINDS] = {
#define OF_LAW adil_judge_fields, adil_judge_authority
    [ADIL_ACT_ENACT] = {only_entry_0, passes, passes, no_effect, true, CORRECTS_NOT},
    [ADIL_ACT_AMEND] = {OF_LAW, adil_amend_judge, adil_amend_apply, false, CORRECTS_NOT},
    [ADIL_ACT_KEY] = {adil_keys_read, adil_keys_judge, passes, adil_keys_apply, true, CORRECTS_NOT},
    [ADIL_ACT_ENTER] = {OF_LAW, adil_judge_record, adil_record_apply, false, CORRECTS_NOT},
    [ADIL_ACT_CHANGE] = {OF_LAW, adil_judge_record, adil_record_apply, false, CORRECTS_NOT},
    [ADIL_ACT_END] = {OF_LAW, adil_judge_record, adil_record_apply, false, CORRECTS_NOT},
    [ADIL_ACT_OPEN] = {OF_LAW, passes, no_effect, false, CORRECTS_NOT},
    [ADIL_ACT_MOVE] = {OF_LAW, passes, no_effect, false, CORRECTS_NOT},
    [ADIL_ACT_VOTE] = {OF_LAW, adil_vote_judge, adil_vote_apply, false, CORRECTS_NOT},
    [ADIL_ACT_DECIDE] = {OF_LAW, adil_decide_judge, adil_decide_apply, false, CORRECTS_NOT},
    [ADIL_ACT_COUNT] = {OF_LAW, passes, no_effect, false, MAY_CORRECT},
    [ADIL_ACT_SUPERSEDE] = {OF_LAW, adil_judge_record, adil_record_apply, false, CORRECTS},
    [ADIL_ACT_ANNUL] = {OF_LAW, passes, no_effect, false, CORRECTS_NOT},
    [ADIL_ACT_COMMIT] = {OF_LAW, passes, no_effect, false, CORRECTS_NOT},
    [ADIL_ACT_REVEAL] = {OF_LAW, passes, no_effect, false, CORRECTS_NOT},
    [ADIL_ACT_ATTEST] = {OF_LAW, adil_notice_judge, adil_notice_apply, false, CORRECTS_NOT},
    [ADIL_ACT_NOTICE] = {OF_LAW, adil_notice_judge, adil_notice_apply, false, MAY_CORRECT},
    [ADIL_ACT_OBJECT] = {OF_LAW, adil_notice_judge, adil_notice_apply, false, CORRECTS_NOT},
    [ADIL_ACT_ENGINE] = {adil_engine_read, adil_engine_judge, passes, adil_engine_apply, true,
                         CORRECTS_NOT},
#undef OF_LAW
};

/* ---- form ------------------------------------------------------------------------------- */

static adil_err judge_word(struct adil_judging *j, const struct act_rules *rules)
{
    const struct adil_acts *acts = &j->p->book->acts;
    struct adil_span kind = adil_act_kind_name(j->act->kind);
    if (rules->own) {
        return adil_span_eq(j->act->word, kind)
                   ? ADIL_OK
                   : adil_refuse(j, "act.word", ADIL_SPAN("word"), j->act->word, kind);
    }
    uint32_t last = j->p->word_last; /* acts of a word come together */
    j->word = last < acts->n_words && adil_span_eq(acts->word[last].rule.id, j->act->word)
                  ? last
                  : adil_word_find_act(acts, j->act->word);
    if (j->word != ADIL_NO_WORD) {
        j->p->word_last = j->word;
    } else {
        return adil_refuse(j, "act.word", ADIL_SPAN("word"), j->act->word,
                           ADIL_SPAN("a word of the law"));
    }
    enum adil_act_kind of_word = acts->word[j->word].kind;
    return of_word == j->act->kind
               ? ADIL_OK
               : adil_refuse(j, "act.word", ADIL_SPAN("kind"), kind, adil_act_kind_name(of_word));
}

static adil_err judge_correction(struct adil_judging *j, const struct act_rules *rules)
{
    uint64_t entry = j->act->supersedes;
    if (entry == ADIL_NO_ENTRY) {
        return rules->corrects != CORRECTS
                   ? ADIL_OK
                   : adil_refuse(j, "act.supersedes", ADIL_SPAN("supersedes"), ADIL_SPAN("nothing"),
                                 ADIL_SPAN("the entry that is corrected"));
    }
    struct adil_span found = adil_fmt(j->perm, "entry %llu", (unsigned long long)entry);
    if (rules->corrects == CORRECTS_NOT) {
        return adil_refuse(j, "act.supersedes", ADIL_SPAN("supersedes"), found,
                           ADIL_SPAN("nothing: this kind of act corrects no entry"));
    }
    return entry < j->p->n ? ADIL_OK
                           : adil_refuse(j, "act.supersedes", ADIL_SPAN("supersedes"), found,
                                         ADIL_SPAN("an entry of the record"));
}

/* ---- what it will ask for ------------------------------------------------------------------- */

static struct adil_span behind_slash(struct adil_span name)
{
    return adil_span_sub(name, adil_span_find_byte(name, '/') + 1, name.len);
}

/* Texts that the act names lie anywhere in memory: they are fetched side by side, before one after
 * the other is waited for. */
static void expect_texts(const struct adil_judging *j,
                         void (*expect)(const struct adil_strings *s, struct adil_span text))
{
    expect(j->p->strings, behind_slash(j->act->by));
    expect(j->p->strings, behind_slash(j->act->about));
}

static adil_err judge_form(struct adil_judging *j, const struct act_rules *rules)
{
    ADIL_TRY(judge_word(j, rules));
    ADIL_TRY(judge_correction(j, rules));
    expect_texts(j, adil_strings_expect_text);
    ADIL_TRY(adil_judge_about(j));
    j->issuer = adil_issuer_find(j->p, j->act->by);
    if (j->issuer != ADIL_NO_ISSUER) {
        adil_issuer_expect(j->p, j->issuer);
    }
    return rules->read(j);
}

/* ---- order ------------------------------------------------------------------------------ */

static struct adil_span number_words(struct adil_judging *j, int64_t n)
{
    return adil_fmt(j->perm, "%lld", (long long)n);
}

static struct adil_span hash_words(struct adil_judging *j, const struct adil_hash *h)
{
    return adil_hex(j->perm, h->byte, sizeof h->byte);
}

static adil_err judge_order(struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    if (j->issuer == ADIL_NO_ISSUER) {
        return adil_refuse(j, "act.issuer", ADIL_SPAN("by"), j->act->by,
                           ADIL_SPAN("an issuer with keys"));
    }
    if (j->act->logged < p->now) {
        return adil_refuse(j, "act.time", ADIL_SPAN("logged"), number_words(j, j->act->logged),
                           adil_fmt(j->perm, "at least %lld", (long long)p->now));
    }
    int64_t seq = p->issuer[j->issuer].seq + 1;
    if (j->act->seq != seq) {
        return adil_refuse(j, "act.seq", ADIL_SPAN("seq"), number_words(j, j->act->seq),
                           number_words(j, seq));
    }
    const struct adil_hash *law = j->in_case != ADIL_NO_CASE ? &p->cases[j->in_case].law : &p->law;
    return adil_hash_eq(law, &j->act->law)
               ? ADIL_OK
               : adil_refuse(j, "act.law", ADIL_SPAN("law"), hash_words(j, &j->act->law),
                             hash_words(j, law));
}

/* An act about a case: it is there, unless the act opens it. */
static adil_err judge_case_there(struct adil_judging *j)
{
    enum adil_about about = adil_act_kind_about(j->act->kind);
    bool in_case = about == ADIL_ABOUT_CASE || (about == ADIL_ABOUT_LAW && j->act->about.len > 0);
    bool needs = in_case && j->act->kind != ADIL_ACT_OPEN && j->in_case == ADIL_NO_CASE;
    return needs ? adil_refuse(j, "act.case", ADIL_SPAN("about"), j->act->about,
                               ADIL_SPAN("a case that was opened"))
                 : ADIL_OK;
}

/* ---- the whole -------------------------------------------------------------------------- */

static adil_err judge_act(struct adil_judging *j, const struct act_rules *rules,
                          enum adil_sigs sigs)
{
    ADIL_TRY(judge_form(j, rules));
    ADIL_TRY(judge_order(j));
    ADIL_TRY(adil_judge_signatures(j, sigs));
    ADIL_TRY(judge_case_there(j));
    adil_cases_fire(j->p, j->act->logged);
    adil_err err = rules->right(j);
    if (err.code == ADIL_C_OK) {
        err = rules->judge(j);
    }
    if (err.code == ADIL_C_OK && j->word != ADIL_NO_WORD) {
        err = adil_case_judge(j);
        err = err.code == ADIL_C_OK ? adil_judge_norms(j) : err;
        err = err.code == ADIL_C_OK ? adil_support_judge(j) : err;
        err = err.code == ADIL_C_OK ? adil_effects_judge(j) : err;
    }
    if (err.code == ADIL_C_OK) {
        err = adil_election_judge(j);
    }
    if (err.code != ADIL_C_OK) {
        adil_cases_unfire(j->p);
    }
    return err;
}

static void take_effect(struct adil_judging *j, const struct act_rules *rules)
{
    bool in_case = j->in_case != ADIL_NO_CASE;
    uint32_t stage = in_case ? j->p->cases[j->in_case].stage : ADIL_NO_WORD;
    uint32_t arrived = in_case ? j->p->cases[j->in_case].stage_entry : 0;
    adil_election_begin(j);
    rules->effect(j);
    if (j->word != ADIL_NO_WORD) {
        adil_case_apply(j);
    }
    adil_election_apply(j);
    j->p->issuer[j->issuer].seq = j->act->seq;
    if (j->p->observed) {
        adil_tell_moves(j, stage, arrived);
    }
}

/* The day of an instant for the whole. Acts of one day come together: it is remembered, unless its
 * zone changes around it. */
static struct adil_date day_of(struct adil_polity *p, int64_t instant)
{
    if (p->day_book == p->book && instant >= p->day_begin && instant < p->day_end) {
        return p->day;
    }
    p->day_end = p->day_begin; /* nothing is remembered while it is looked up anew */
    const struct adil_acts *acts = &p->book->acts;
    struct adil_date day = adil_polity_day(p, instant);
    int64_t begin = adil_instant(&acts->zones, &p->book->units, 0, day, 0);
    int64_t end = adil_instant(&acts->zones, &p->book->units, 0, day, 24 * 60);
    if (adil_polity_day(p, begin).days == day.days &&
        adil_polity_day(p, end - 1).days == day.days) {
        p->day = day;
        p->day_book = p->book;
        p->day_begin = begin;
        p->day_end = end;
    }
    return day;
}

static adil_err apply_act(struct adil_judging *j, enum adil_sigs sigs)
{
    struct adil_polity *p = j->p;
    const struct act_rules *rules = &rules_of_kind[j->act->kind];
    uint32_t n_pool = p->n_pool;
    expect_texts(j, adil_strings_expect);
    (void)adil_law_look(p, adil_law_case(p, j->act));
    j->day = day_of(p, j->act->logged);
    adil_err err = judge_act(j, rules, sigs);
    if (err.code != ADIL_C_OK) {
        (void)adil_law_look(p, ADIL_NO_CASE);
        adil_strings_back(p->strings);
        adil_pool_back(p, n_pool);
        return err;
    }
    take_effect(j, rules);
    (void)adil_law_look(p, ADIL_NO_CASE);
    adil_strings_keep(p->strings);
    return ADIL_OK;
}

adil_err adil_polity_apply(struct adil_polity *p, struct adil_arena *perm,
                           struct adil_arena scratch, const struct adil_act *act,
                           enum adil_sigs sigs, struct adil_refusal *refusal,
                           struct adil_diag *diag)
{
    struct adil_judging j = {
        .p = p,
        .perm = perm,
        .scratch = scratch,
        .act = act,
        .entry = p->n,
        .refusal = refusal,
        .diag = diag,
        .word = ADIL_NO_WORD,
        .issuer = ADIL_NO_ISSUER,
        .reg = ADIL_NO_WORD,
        .rec = ADIL_NO_RECORD,
        .in_case = ADIL_NO_CASE,
        .day = ADIL_DATE_NONE,
    };
    ADIL_TRY(p->n == 0 ? ADIL_OK : adil_memory_settle(p, diag));
    p->observed = p->options.judged != NULL;
    adil_err err = p->n == 0 ? adil_genesis(&j, sigs) : apply_act(&j, sigs);
    p->observed = false;
    ADIL_TRY(err);
    p->now = act->logged;
    p->n++;
    return ADIL_OK;
}
