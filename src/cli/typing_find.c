/* Before anything is typed: which word and record, whose key, and what waits already. */
#include "cli/typing.h"

#include <string.h>

static const struct adil_place nowhere = {{NULL, 0}, 0};

/* ---- which word, about what ----------------------------------------------------------------- */

/* A word that is typed twice and fits: enters a record that is not there, supersedes one that is.
 */
static bool word_fits(const struct adil_type_job *job, const struct adil_act_word *w,
                      struct adil_span about)
{
    if (!w->typed_twice ||
        (job->args->word.len > 0 && !adil_span_eq(job->args->word, w->rule.id))) {
        return false;
    }
    bool there = adil_polity_record_written(job->book->polity, about) != ADIL_NO_ENTRY;
    return there == (w->kind == ADIL_ACT_SUPERSEDE);
}

static adil_err find_word(struct adil_type_job *job, struct adil_span about)
{
    const struct adil_acts *acts = &job->law->acts;
    struct adil_cli *cli = job->cli;
    struct adil_words fit = {adil_new(&cli->perm, struct adil_span, acts->n_words), 0};
    for (uint32_t i = 0; i < acts->n_words; i++) {
        const struct adil_act_word *w = &acts->word[i];
        struct adil_span whole =
            w->typed_twice ? adil_act_about(&cli->perm, job->law, w->rule.id, w->kind, about)
                           : about;
        if (word_fits(job, w, whole)) {
            fit.word[fit.n++] = w->rule.id;
            job->word = i;
            job->about = whole;
        }
    }
    if (fit.n == 1) {
        return ADIL_OK;
    }
    return adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("word"),
                     fit.n > 0 ? adil_words_text(&cli->perm, &fit) : ADIL_SPAN("none that fits"),
                     ADIL_SPAN("one word of the law that is typed twice and enters this, or "
                               "supersedes it when it is on the record: --word WORD"));
}

/* What cannot become an act is said before anybody types it. */
static adil_err check_about(struct adil_type_job *job)
{
    struct adil_cli *cli = job->cli;
    struct adil_span id = adil_act_case(job->law, job->about);
    uint32_t reg = job->law->acts.word[job->word].reg;
    uint32_t procedure = ADIL_NO_WORD;
    for (size_t i = 0; i < job->about.len; i++) {
        if (job->about.ptr[i] <= ' ' || job->about.ptr[i] > '~') {
            return adil_usage(cli, "about", job->about, "printable ASCII without blanks");
        }
    }
    if (job->about.len > ADIL_NAME_BYTES_MAX) {
        return adil_usage(cli, "about", job->about, "at most 200 bytes");
    }
    if (!job->law->acts.per_case[reg]) {
        return ADIL_OK;
    }
    if (adil_polity_stage(job->book->polity, id, &procedure) == ADIL_NO_WORD) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("about"), job->about,
                         ADIL_SPAN("a case that was opened: CASE/CONTEST/PLACE"));
    }
    const struct adil_procedure *proc = &job->law->acts.procedure[procedure];
    size_t from = job->about.len;
    while (from > 0 && job->about.ptr[from - 1] != '/') {
        from--;
    }
    if (proc->protocols != reg || proc->places == ADIL_NO_WORD) {
        return ADIL_OK;
    }
    struct adil_span place =
        adil_fmt(&cli->perm, "%.*s/%.*s", ADIL_ARG(job->law->reg[proc->places].id),
                 ADIL_ARG(adil_span_sub(job->about, from, job->about.len)));
    return adil_polity_record_written(job->book->polity, place) != ADIL_NO_ENTRY
               ? ADIL_OK
               : adil_fail(&cli->diag, ADIL_ERR(INPUT), nowhere, ADIL_SPAN("about"), place,
                           ADIL_SPAN("a place of the record"));
}

/* ---- who ------------------------------------------------------------------------------------ */

/* Opening the key shows that it is theirs. */
static adil_err find_officer(struct adil_type_job *job)
{
    struct adil_cli *cli = job->cli;
    const struct adil_secret *secret = NULL;
    struct adil_typing *now = &job->now;
    if (job->args->officer.len == 0) {
        return adil_usage(cli, "--officer", ADIL_SPAN("nobody"),
                          "the key of who types: adil keygen --list");
    }
    ADIL_TRY(adil_signer_named(job->signer, "--officer", job->args->officer, &now->by, &secret));
    memcpy(now->key, adil_secret_vkey(secret).key.ptr, sizeof now->key);
    now->name = job->args->officer;
    now->about = job->about;
    now->word = job->law->acts.word[job->word].rule.id;
    adil_typing_salt(now);
    return adil_polity_key_is_live(job->book->polity, now->by, now->key)
               ? ADIL_OK
               : adil_fail(&cli->diag, ADIL_ERR(REFUSED), nowhere, ADIL_SPAN("--officer"),
                           now->name, ADIL_SPAN("a key that the record has bound and not revoked"));
}

static bool is_officers(const struct adil_type_job *job, const struct adil_typing *t)
{
    return t != NULL && memcmp(t->key, job->now.key, sizeof t->key) == 0;
}

adil_err adil_typing_refuse_officer(struct adil_type_job *job, struct adil_span found,
                                    const char *expected)
{
    return adil_fail(&job->cli->diag, ADIL_ERR(REFUSED), nowhere, ADIL_SPAN("--officer"), found,
                     adil_span_of(expected));
}

/* A run that was killed between the act and the end of its typings left them: they wait for nothing
 * when the record's entry names the first one's hash. */
static adil_err forget_recorded(struct adil_type_job *job, struct adil_typing *first)
{
    struct adil_cli *cli = job->cli;
    uint64_t entry = adil_polity_record_written(job->book->polity, job->about);
    struct adil_span leaf = {NULL, 0};
    if (first == NULL || entry == ADIL_NO_ENTRY) {
        return ADIL_OK;
    }
    struct adil_hash hash = adil_typing_hash(first);
    struct adil_span hex = adil_hex(&cli->perm, hash.byte, sizeof hash.byte);
    ADIL_TRY(adil_log_entry(job->book->log, &cli->perm, entry, &leaf, &cli->diag));
    if (adil_span_find(leaf, hex) < leaf.len) {
        adil_typing_forget(cli->scratch, job->book->dir, job->about);
    }
    return ADIL_OK;
}

/* What waits already, by whom, and which of the two this typing is. */
static adil_err find_waiting(struct adil_type_job *job)
{
    struct adil_cli *cli = job->cli;
    struct adil_typing *t[ADIL_TYPINGS] = {NULL, NULL};
    ADIL_TRY(adil_typing_waiting(&cli->perm, job->book->dir, job->about, 1, &t[0], &cli->diag));
    ADIL_TRY(forget_recorded(job, t[0]));
    for (unsigned slot = 1; slot <= ADIL_TYPINGS; slot++) {
        ADIL_TRY(adil_typing_waiting(&cli->perm, job->book->dir, job->about, slot, &t[slot - 1],
                                     &cli->diag));
    }
    job->slot = is_officers(job, t[0]) || t[0] == NULL ? 1 : 2;
    job->own = t[job->slot - 1];
    job->other = t[ADIL_TYPINGS - job->slot];
    if (job->own != NULL && !is_officers(job, job->own)) {
        return adil_typing_refuse_officer(job, job->now.name,
                                          "one of the two who typed this paper");
    }
    return ADIL_OK;
}

adil_err adil_typing_turn(struct adil_type_job *job)
{
    if (job->own != NULL && job->own->emptied.n == 0) {
        return adil_typing_refuse_officer(
            job, job->now.name, "the other officer: one does not type the same paper twice");
    }
    if (job->other != NULL && !adil_span_eq(job->other->by, job->now.by)) {
        return adil_typing_refuse_officer(job, job->now.by,
                                          "an officer of the office that typed it first");
    }
    if (job->other != NULL && !adil_span_eq(job->other->word, job->now.word)) {
        return adil_fail(&job->cli->diag, ADIL_ERR(REFUSED), nowhere, ADIL_SPAN("word"),
                         job->now.word, job->other->word);
    }
    return ADIL_OK;
}

adil_err adil_typing_find(struct adil_type_job *job, struct adil_span about)
{
    ADIL_TRY(find_word(job, about));
    ADIL_TRY(check_about(job));
    ADIL_TRY(find_officer(job));
    return find_waiting(job);
}
