/* Two typings that agree become one act: fields once, both hashes, the paper's scan, two
 * signatures. It is judged like any other; what a rule refuses leaves the typings as they were. */
#include "cli/typing.h"
#include "polity/refusal.h"

struct agreeing {
    struct adil_type_job *job;
    const struct adil_typing *first;
    const struct adil_typing *second;
    struct adil_span scan; /* hash */
    struct adil_span scan_bytes;
    struct adil_act act;
    uint64_t entry;
};

static struct adil_span hash_text(struct adil_arena *a, const struct adil_typing *t)
{
    struct adil_hash hash = adil_typing_hash(t);
    return adil_hex(a, hash.byte, sizeof hash.byte);
}

/* ---- the paper ------------------------------------------------------------------------------ */

/* The scan that either of them gave. */
static adil_err find_scan(struct agreeing *g)
{
    struct adil_type_job *job = g->job;
    struct adil_cli *cli = job->cli;
    struct adil_span earlier = job->other->scan;
    struct adil_span now = job->now.scan;
    g->scan = now.len > 0 ? now : earlier;
    if (g->scan.len == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("--scan"), ADIL_SPAN("nothing from either officer"),
                         ADIL_SPAN("the scan of the signed paper: --scan FILE"));
    }
    if (earlier.len > 0 && !adil_span_eq(earlier, g->scan)) {
        return adil_fail(
            &cli->diag, ADIL_ERR(REFUSED), (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("--scan"),
            g->scan,
            adil_fmt(&cli->perm, "the scan the other officer gave, %.*s", ADIL_ARG(earlier)));
    }
    return g->scan_bytes.ptr != NULL ? ADIL_OK
                                     : adil_typing_scan_get(&cli->perm, job->book->dir, g->scan,
                                                            &g->scan_bytes, &cli->diag);
}

/* ---- the act -------------------------------------------------------------------------------- */

static adil_err compose(struct agreeing *g, struct adil_refusal *refusal)
{
    struct adil_type_job *job = g->job;
    struct adil_arena *perm = &job->cli->perm;
    struct adil_typed_list fields;
    struct adil_typed own[] = {
        {ADIL_SPAN(ADIL_TYPED_FIELD), {NULL, 0}},
        {ADIL_SPAN(ADIL_SCAN_FIELD), g->scan},
    };
    struct adil_typed_list machines = {own, (uint32_t)ADIL_COUNT(own)};
    own[0].value = adil_fmt(perm, "%.*s;%.*s", ADIL_ARG(hash_text(perm, g->first)),
                            ADIL_ARG(hash_text(perm, g->second)));
    ADIL_TRY(adil_typing_leaves(perm, g->second->fields, &fields));
    fields = adil_typing_join(perm, &fields, &machines);
    struct adil_act_typed t = {
        .cli = job->cli,
        .perm = perm,
        .book = job->book,
        .word = job->now.word,
        .about = job->about,
        .by = job->now.by,
        .typed = fields.typed,
        .n = fields.n,
        .logged = job->logged,
    };
    return adil_act_compose(&t, &g->act, refusal);
}

static adil_err sign(struct agreeing *g)
{
    struct adil_span name[] = {g->first->name, g->second->name};
    struct adil_words names = {name, (uint32_t)ADIL_COUNT(name)};
    return adil_signer_sign(g->job->signer, &g->job->cli->perm, &g->act, &names, false);
}

static adil_err say_refused(struct agreeing *g, const struct adil_refusal *refusal)
{
    struct adil_cli *cli = g->job->cli;
    adil_refusal_print(&cli->out, g->job->lang, &g->act, refusal);
    adil_buf_str(&cli->out, "Both typings agree; nothing is written, what waited waits on.\n");
    cli->status = adil_exit_status(ADIL_ERR(REFUSED));
    return ADIL_OK;
}

static adil_err append(struct agreeing *g)
{
    struct adil_type_job *job = g->job;
    struct adil_cli *cli = job->cli;
    const struct adil_secret *log_key = NULL;
    ADIL_TRY(adil_signer_log_key(job->signer, &log_key));
    ADIL_TRY(adil_typing_keep(cli->scratch, job->book->dir, g->first, &cli->diag));
    ADIL_TRY(adil_typing_keep(cli->scratch, job->book->dir, g->second, &cli->diag));
    adil_logbook_blob(job->book, g->scan_bytes);
    ADIL_TRY(adil_logbook_commit(job->book, log_key, &g->entry, &cli->diag));
    adil_typing_forget(cli->scratch, job->book->dir, job->about);
    adil_typing_scan_forget(cli->scratch, job->book->dir, job->other->scan);
    adil_typing_scan_forget(cli->scratch, job->book->dir, job->now.scan);
    return ADIL_OK;
}

/* ---- what is said --------------------------------------------------------------------------- */

static void say_recorded(struct agreeing *g)
{
    struct adil_type_job *job = g->job;
    struct adil_buf *out = &job->cli->out;
    uint32_t *failed = adil_new(&job->cli->perm, uint32_t, job->law->acts.n_checks);
    uint32_t n = adil_typing_checks(job, g->second->fields, true, failed);
    bool blocked = false;
    adil_buf_fmt(out, "both typings agree\nentry %llu: %.*s %.*s by %.*s\n",
                 (unsigned long long)g->entry, ADIL_ARG(g->act.word), ADIL_ARG(g->act.about),
                 ADIL_ARG(g->act.by));
    for (uint32_t i = 0; i < n; i++) {
        adil_typing_say_tell(job, out, failed[i]);
        blocked = blocked || job->law->acts.check[failed[i]].effect == ADIL_CHECK_BLOCKS;
    }
    if (blocked) {
        adil_buf_str(out, "It is recorded and marked; it stays out of every total until it is "
                          "corrected.\n");
    }
}

static void say_recorded_json(struct agreeing *g)
{
    struct adil_type_job *job = g->job;
    struct adil_json json;
    uint32_t *failed = adil_new(&job->cli->perm, uint32_t, job->law->acts.n_checks);
    uint32_t n = adil_typing_checks(job, g->second->fields, true, failed);
    adil_json_open(&json, &job->cli->out, true);
    adil_json_object(&json);
    adil_json_key(&json, "about");
    adil_json_text(&json, g->act.about);
    adil_json_key(&json, "entry");
    adil_json_i64(&json, (int64_t)g->entry);
    adil_json_key(&json, "fails");
    adil_json_array(&json);
    for (uint32_t i = 0; i < n; i++) {
        adil_json_text(&json, job->law->acts.check[failed[i]].rule.id);
    }
    adil_json_end(&json);
    adil_json_key(&json, "state");
    adil_json_str(&json, "recorded");
    adil_json_end(&json);
    adil_json_finish(&json);
}

adil_err adil_typing_agree(struct adil_type_job *job, struct adil_span scan_bytes)
{
    struct agreeing g = {.job = job, .scan_bytes = scan_bytes};
    struct adil_refusal refusal = {0};
    g.first = job->slot == 1 ? &job->now : job->other;
    g.second = job->slot == 1 ? job->other : &job->now;
    ADIL_TRY(find_scan(&g));
    ADIL_TRY(compose(&g, &refusal));
    ADIL_TRY(sign(&g));
    adil_err err = adil_logbook_act(job->book, &job->cli->perm, job->cli->scratch, &g.act,
                                    ADIL_SIGS_CHECK, job->logged, &refusal, &job->cli->diag);
    if (refusal.rule.len > 0 && (err.code == ADIL_C_REFUSED || err.code == ADIL_C_INPUT)) {
        return say_refused(&g, &refusal);
    }
    ADIL_TRY(err);
    ADIL_TRY(append(&g));
    if (job->args->json) {
        say_recorded_json(&g);
    } else {
        say_recorded(&g);
    }
    return ADIL_OK;
}
