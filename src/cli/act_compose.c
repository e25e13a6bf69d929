#include "cli/act_compose.h"

#include "cli/act_amend.h"

enum { OFFICES_MAX = 64, RESULT_BYTES_MAX = 1 << 20 };

/* ---- word and about ------------------------------------------------------------------------- */

static bool is_own_word(struct adil_span word)
{
    return adil_span_is(word, "key") || adil_span_is(word, "engine");
}

static adil_err no_such_word(struct adil_cli *cli, const struct adil_acts *acts,
                             struct adil_place place, struct adil_span word)
{
    struct adil_span *names = adil_new(&cli->perm, struct adil_span, (size_t)acts->n_words + 2);
    for (uint32_t i = 0; i < acts->n_words; i++) {
        names[i] = acts->word[i].rule.id;
    }
    names[acts->n_words] = ADIL_SPAN("key");
    names[acts->n_words + 1] = ADIL_SPAN("engine");
    struct adil_span near = adil_nearest(word, names, (size_t)acts->n_words + 2);
    return adil_fail(&cli->diag, ADIL_ERR(INPUT), place, ADIL_SPAN("word"), word,
                     near.len > 0 ? near
                                  : ADIL_SPAN("a word of the law: adil act --words lists them"));
}

adil_err adil_act_kind_of(struct adil_cli *cli, const struct adil_logbook *book,
                          struct adil_place place, struct adil_span word, enum adil_act_kind *kind)
{
    const struct adil_acts *acts = &adil_polity_rulebook(book->polity)->acts;
    uint32_t w = adil_word_find_act(acts, word);
    if (is_own_word(word)) {
        return adil_act_kind_parse(word, kind) ? ADIL_OK : ADIL_ERR(INPUT);
    }
    if (w == ADIL_NO_WORD) {
        return no_such_word(cli, acts, place, word);
    }
    *kind = acts->word[w].kind;
    return ADIL_OK;
}

static struct adil_span with_prefix(struct adil_arena *a, struct adil_span prefix,
                                    struct adil_span about)
{
    size_t n = prefix.len;
    bool there = adil_span_starts(about, prefix) && about.len > n && about.ptr[n] == '/';
    return there ? about : adil_fmt(a, "%.*s/%.*s", ADIL_ARG(prefix), ADIL_ARG(about));
}

struct adil_span adil_act_about(struct adil_arena *a, const struct adil_rulebook *book,
                                struct adil_span word, enum adil_act_kind kind,
                                struct adil_span about)
{
    uint32_t w = adil_word_find_act(&book->acts, word);
    switch (adil_act_kind_about(kind)) {
    case ADIL_ABOUT_ISSUER:
        return adil_span_is(about, "log") ? about : with_prefix(a, ADIL_SPAN("issuer"), about);
    case ADIL_ABOUT_RECORD:
        return w != ADIL_NO_WORD && book->acts.word[w].reg != ADIL_NO_WORD
                   ? with_prefix(a, book->reg[book->acts.word[w].reg].id, about)
                   : about;
    case ADIL_ABOUT_LAW:
        return about.len > 0 ? with_prefix(a, ADIL_SPAN("case"), about) : about;
    case ADIL_ABOUT_CASE:
        return with_prefix(a, ADIL_SPAN("case"), about);
    case ADIL_ABOUT_ENTRY:
        return with_prefix(a, ADIL_SPAN("entry"), about);
    case ADIL_ABOUT_NOTHING:
    case ADIL_ABOUT_TEXT:
        break;
    }
    return about;
}

/* ---- by ------------------------------------------------------------------------------------- */

/* Behind the last slash. */
static struct adil_span last_part(struct adil_span about)
{
    size_t from = about.len;
    while (from > 0 && about.ptr[from - 1] != '/') {
        from--;
    }
    return adil_span_sub(about, from, about.len);
}

/* Who binds the keys of an issuer. */
static uint32_t offices_of_keys(const struct adil_acts *acts, struct adil_span about,
                                uint32_t *office)
{
    struct adil_span name = adil_span_sub(about, sizeof "issuer/" - 1, about.len);
    struct adil_span id = adil_span_sub(name, 0, adil_span_find_byte(name, '/'));
    uint32_t o = adil_office_find(acts, id);
    uint32_t n = 0;
    for (uint32_t i = 0; o != ADIL_NO_WORD && i < acts->office[o].n_keys_by && i < OFFICES_MAX;
         i++) {
        office[n++] = acts->office[o].keys_by[i];
    }
    if (n == 0) {
        office[n++] = ADIL_FOUNDERS;
    }
    return n;
}

/* The only one of those who may that has keys: an office of the record that the act is about goes
 * before the others. */
static struct adil_span only_issuer(const struct adil_act_typed *t, const struct adil_acts *acts,
                                    const uint32_t *office, uint32_t n, struct adil_span about)
{
    struct adil_span found[2] = {{NULL, 0}, {NULL, 0}}; /* of a record; of their own */
    bool several[2] = {false, false};
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span name = ADIL_SPAN("founders");
        const struct adil_office *o = office[i] == ADIL_FOUNDERS ? NULL : &acts->office[office[i]];
        size_t sort = o != NULL && o->of != ADIL_NO_WORD ? 0 : 1;
        if (o != NULL) {
            struct adil_span key = last_part(about);
            name = sort == 1 ? o->rule.id
                             : adil_fmt(t->perm, "%.*s/%.*s", ADIL_ARG(o->rule.id), ADIL_ARG(key));
        }
        if (adil_polity_keys(t->book->polity, name) > 0) {
            several[sort] = several[sort] || found[sort].ptr != NULL;
            found[sort] = name;
        }
    }
    size_t sort = found[0].ptr != NULL ? 0 : 1;
    return several[sort] ? (struct adil_span){NULL, 0} : found[sort];
}

static struct adil_span offices_said(const struct adil_act_typed *t, const struct adil_acts *acts,
                                     const uint32_t *office, uint32_t n)
{
    struct adil_span said = ADIL_SPAN("who acts, --by:");
    for (uint32_t i = 0; i < n; i++) {
        bool founders = office[i] == ADIL_FOUNDERS;
        const struct adil_office *o = founders ? NULL : &acts->office[office[i]];
        said = adil_fmt(t->perm, "%.*s%s %.*s%s", ADIL_ARG(said), i > 0 ? " or" : "",
                        ADIL_ARG(founders ? ADIL_SPAN("founders") : o->rule.id),
                        !founders && o->of != ADIL_NO_WORD ? "/KEY" : "");
    }
    return said;
}

/* Of the stage where the case is; where nothing gives it there, of any. */
static uint32_t offices_of_word(const struct adil_act_typed *t, const struct adil_rulebook *book,
                                uint32_t word, struct adil_span about, uint32_t *office)
{
    uint32_t procedure = ADIL_NO_WORD;
    adil_polity_project(t->book->polity, t->logged); /* deadlines that passed moved it on */
    uint32_t at = adil_polity_stage(t->book->polity, adil_act_case(book, about), &procedure);
    uint32_t n = 0;
    if (at != ADIL_NO_WORD) {
        const struct adil_stage *here = &book->acts.procedure[procedure].stage[at];
        n = adil_word_offices(book, word, here, office, OFFICES_MAX);
    }
    return n > 0 ? n : adil_word_offices(book, word, NULL, office, OFFICES_MAX);
}

static adil_err fill_by(const struct adil_act_typed *t, struct adil_act *act)
{
    const struct adil_rulebook *book = adil_polity_rulebook_for(t->book->polity, act->about);
    uint32_t office[OFFICES_MAX];
    uint32_t w = adil_word_find_act(&book->acts, t->word);
    uint32_t n = 0;
    act->by = t->by;
    if (t->by.len > 0) {
        return ADIL_OK;
    }
    if (w != ADIL_NO_WORD) {
        n = offices_of_word(t, book, w, act->about, office);
    } else {
        n = offices_of_keys(&book->acts, act->about, office);
    }
    act->by = only_issuer(t, &book->acts, office, n, act->about);
    return act->by.len > 0
               ? ADIL_OK
               : adil_fail(&t->cli->diag, ADIL_ERR(INPUT), t->place, ADIL_SPAN("by"),
                           ADIL_SPAN("nobody"), offices_said(t, &book->acts, office, n));
}

/* ---- fields --------------------------------------------------------------------------------- */

/* A result that gives its contest alone: what the record says goes into it. */
static bool wants_result(const struct adil_act_typed *t, enum adil_act_kind kind)
{
    const struct adil_acts *acts = &adil_polity_rulebook(t->book->polity)->acts;
    uint32_t w = adil_word_find_act(acts, t->word);
    if (kind != ADIL_ACT_COUNT || w == ADIL_NO_WORD) {
        return false;
    }
    for (uint32_t i = 0; i < acts->word[w].n_give; i++) {
        const struct adil_given *g = &acts->word[w].give[i];
        if (!g->optional && !adil_span_is(g->id, "contest")) {
            return false;
        }
    }
    return t->n == 1 && adil_span_is(t->typed[0].name, "contest");
}

static adil_err result_fields(const struct adil_act_typed *t, struct adil_act *act,
                              struct adil_refusal *refusal)
{
    struct adil_buf fields;
    struct adil_span id = adil_span_sub(act->about, sizeof "case/" - 1, act->about.len);
    adil_buf_open(&fields, RESULT_BYTES_MAX);
    adil_polity_project(t->book->polity, t->logged);
    adil_err err = adil_polity_result_fields(t->book->polity, t->perm, t->cli->scratch, id,
                                             t->typed[0].value, &fields, refusal);
    act->fields = adil_span_copy(t->perm, adil_buf_span(&fields));
    adil_buf_release(&fields);
    return err;
}

static adil_err fill_fields(const struct adil_act_typed *t, struct adil_act *act,
                            struct adil_refusal *refusal)
{
    struct adil_fields_job job = {
        .cli = t->cli,
        .perm = t->perm,
        .book = t->book,
        .place = t->place,
        .word = t->word,
        .about = act->about,
        .dry = t->dry,
    };
    if (wants_result(t, act->kind)) {
        return result_fields(t, act, refusal);
    }
    ADIL_TRY(adil_act_changes(t, act, &job.typed, &job.n, refusal));
    return adil_fields_compose(&job, &act->fields);
}

/* The entry that is corrected: what is given, or for a kind that must, the record's last. */
static adil_err fill_supersedes(const struct adil_act_typed *t, struct adil_act *act)
{
    uint64_t entry = 0;
    act->supersedes = ADIL_NO_ENTRY;
    if (t->supersedes.len > 0) {
        if (!adil_span_u64(t->supersedes, (uint64_t)ADIL_SEQ_MAX, &entry)) {
            return adil_fail(&t->cli->diag, ADIL_ERR(INPUT), t->place, ADIL_SPAN("supersedes"),
                             t->supersedes, ADIL_SPAN("the number of an entry"));
        }
        act->supersedes = entry;
    } else if (act->kind == ADIL_ACT_SUPERSEDE) {
        act->supersedes = adil_polity_record_written(t->book->polity, act->about);
    }
    return ADIL_OK;
}

static adil_err check_texts(const struct adil_act_typed *t, const struct adil_act *act)
{
    const struct {
        const char *name;
        struct adil_span text;
    } text[] = {{"about", act->about}, {"by", act->by}};
    for (size_t i = 0; i < ADIL_COUNT(text); i++) {
        for (size_t k = 0; k < text[i].text.len; k++) {
            char c = text[i].text.ptr[k];
            if (c < ' ' || c == 0x7f) {
                return adil_fail(&t->cli->diag, ADIL_ERR(INPUT), t->place,
                                 adil_span_of(text[i].name), text[i].text,
                                 ADIL_SPAN("printable ASCII"));
            }
        }
    }
    return ADIL_OK;
}

adil_err adil_act_compose(const struct adil_act_typed *t, struct adil_act *act,
                          struct adil_refusal *refusal)
{
    const struct adil_polity *p = t->book->polity;
    *act = (struct adil_act){.word = t->word, .at = t->logged, .logged = ADIL_INSTANT_NONE};
    ADIL_TRY(adil_act_kind_of(t->cli, t->book, t->place, t->word, &act->kind));
    act->about = adil_act_about(t->perm, adil_polity_rulebook(p), t->word, act->kind, t->about);
    ADIL_TRY(fill_by(t, act));
    ADIL_TRY(check_texts(t, act));
    ADIL_TRY(fill_supersedes(t, act));
    act->law = adil_polity_law_for(p, act->about);
    act->seq = adil_polity_next_seq(p, act->by);
    ADIL_TRY(fill_fields(t, act, refusal));
    adil_act_bytes(t->perm, act);
    return ADIL_OK;
}
