/* A witness of one's own: it replays, cosigns what follows, and nothing else. */
#include "forge.h"
#include "scratch.h"

#include "cli/witness_http.h"
#include "cli/witness_objection.h"

#include <string.h>

struct watched {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir; /* of everything */
    const char *log;
    const char *witness;
    const char *key_file;
    const char *vkey;
};

static const char *text(struct watched *w, struct adil_span s)
{
    return adil_span_cstr(&w->t->perm, s);
}

static const char *below(struct watched *w, const char *name)
{
    return text(w, adil_fmt(&w->t->perm, "%.*s/%s", ADIL_ARG(w->dir), name));
}

static struct adil_span folder_of(const char *path)
{
    return adil_span_of(path);
}

static void assert_says(const struct forge_verdict *v, int status, const char *part)
{
    if (v->status != status || !forge_says(v, part)) {
        fail_msg("status %d, %s does not stand in\n%.*s", v->status, part, ADIL_ARG(v->text));
    }
}

static void open_watched(struct watched *w, void **state, enum forge_phase phase)
{
    w->t = *state;
    forge_open(&w->g, w->t, phase);
    w->dir = scratch_folder(&w->t->perm);
    w->log = below(w, "log");
    w->witness = below(w, "witness");
    w->key_file = below(w, "secret");
    forge_publish(&w->g, folder_of(w->log));
    const char *init[] = {"witness",          "init",       w->witness,  "--name",
                          "north.example/w1", "--key-file", w->key_file, NULL};
    struct forge_verdict v = forge_run(&w->t->perm, init);
    assert_says(&v, 0, "cosignatures north.example/w1+");
    struct adil_span line = adil_span_sub(v.text, sizeof "cosignatures " - 1, v.text.len);
    w->vkey = text(w, adil_span_sub(line, 0, adil_span_find_byte(line, '\n')));
}

static void close_watched(struct watched *w)
{
    scratch_remove(w->dir);
    forge_close(&w->g);
}

static struct forge_verdict once(struct watched *w, const char *log, const char *more)
{
    const char *argv[] = {"witness",    "once",      log,  "--dir", w->witness,
                          "--key-file", w->key_file, more, NULL};
    return forge_run(&w->t->perm, argv);
}

static struct forge_verdict show(struct watched *w)
{
    const char *argv[] = {"witness", "show", "--dir", w->witness, NULL};
    return forge_run(&w->t->perm, argv);
}

/* A second log folder of the same origin, from what the forge holds now. */
static const char *publish_as(struct watched *w, const char *name)
{
    const char *dir = below(w, name);
    forge_publish(&w->g, folder_of(dir));
    return dir;
}

static void a_witness_replays_and_cosigns(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_CERTIFIED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    v = once(&w, w.log, "--post");
    assert_says(&v, 0, "cosigned 40 entries (40 before)");
    const char *verify[] = {"verify", w.log, NULL};
    v = forge_run(&w.t->perm, verify);
    assert_says(&v, 0, "verified");
    v = show(&w);
    assert_says(&v, 0, "simulated.example/club\n  cosigned 40 entries");
    assert_says(&v, 0, "replay statement ");
    close_watched(&w);
}

/* A line that was changed on the way is a lost witness, not a broken checkpoint. */
static void a_policy_is_met_until_its_witness_is_lost(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    struct adil_secret *log = forge_secret(w.t, fold_origin, "log", ADIL_KEY_ED25519);
    struct adil_vkey key = adil_secret_public(&w.t->perm, log);
    adil_secret_free(log);
    const char *policy = below(&w, "policy");
    scratch_write(w.t->scratch, adil_span_of(policy),
                  adil_fmt(&w.t->perm, "log %.*s\nwitness w1 %s\nquorum w1\n",
                           ADIL_ARG(adil_vkey_text(&w.t->perm, &key)), w.vkey));
    const char *verify[] = {"verify", w.log, "--policy", policy, "--require-witnesses", NULL};
    struct forge_verdict v = forge_run(&w.t->perm, verify);
    assert_says(&v, 1, "0 of 1 witnesses signed");
    v = once(&w, w.log, "--post");
    assert_says(&v, 0, "cosigned 21 entries (0 before)");
    v = forge_run(&w.t->perm, verify);
    assert_says(&v, 0, "1 of 1 witnesses signed");
    assert_says(&v, 0, ": met");
    struct adil_span path = adil_span_of(below(&w, "log/checkpoint"));
    struct adil_span note = scratch_read(&w.t->perm, path);
    char *bytes = adil_span_cstr(&w.t->perm, note);
    size_t at = note.len - 20; /* inside the last line's base64: another letter of it */
    bytes[at] = bytes[at] == 'A' ? 'B' : 'A';
    scratch_write(w.t->scratch, path, adil_span_bytes(bytes, note.len));
    v = forge_run(&w.t->perm, verify);
    assert_says(&v, 1, "lost witness w1");
    assert_says(&v, 1, "\nverified\n");
    close_watched(&w);
}

static void growth_is_followed(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    fold_ok(&w.g.f, "commission", "announce", "news", "{\"text\":\"t\"}");
    forge_take(&w.g);
    v = once(&w, publish_as(&w, "grown"), NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    v = show(&w);
    assert_says(&v, 0, "cosigned 22 entries");
    close_watched(&w);
}

static const char *the_evidence(struct watched *w)
{
    struct adil_span name[16];
    struct adil_span seen = adil_span_of(below(w, "witness/seen"));
    size_t n = scratch_files(&w->t->perm, seen, name, ADIL_COUNT(name));
    for (size_t i = 0; i < n; i++) {
        size_t dot = adil_span_find_byte(name[i], '.');
        if (dot < name[i].len && !adil_span_ends(name[i], ADIL_SPAN(".lock"))) {
            return text(w, adil_fmt(&w->t->perm, "%.*s/%.*s", ADIL_ARG(seen), ADIL_ARG(name[i])));
        }
    }
    fail_msg("no evidence was kept");
    return NULL;
}

/* Two logs of one key: the one shown later is refused, and what was kept is checked by others. */
static void a_fork_is_refused_and_its_evidence_checks(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    forge_edit(&w.g, 20, "\"G\"", "\"H\"");
    const char *fork = publish_as(&w, "fork");
    v = once(&w, fork, NULL);
    assert_says(&v, 1, "a fork: ");
    assert_says(&v, 1, "nothing was cosigned");
    v = show(&w);
    assert_says(&v, 0, "EVIDENCE of forks: 1 files");
    const char *evidence[] = {"diff", "--evidence", the_evidence(&w), "--log", w.log, NULL};
    v = forge_run(&w.t->perm, evidence);
    assert_says(&v, 0, "the log signed two histories: two roots of one size");
    const char *other[] = {"diff", "--evidence", the_evidence(&w), "--key", w.vkey, NULL};
    v = forge_run(&w.t->perm, other);
    assert_true(v.status == 1 || v.status == 2);
    close_watched(&w);
}

static void a_longer_fork_is_refused(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    fold_ok(&w.g.f, "commission", "announce", "news", "{\"text\":\"t\"}");
    forge_take(&w.g);
    forge_edit(&w.g, 20, "\"G\"", "\"H\"");
    v = once(&w, publish_as(&w, "fork"), NULL);
    assert_says(&v, 1, "nothing was cosigned");
    const char *evidence[] = {"diff", "--evidence", the_evidence(&w), "--log", w.log, NULL};
    v = forge_run(&w.t->perm, evidence);
    assert_says(&v, 0, "the larger tree begins with another tree");
    close_watched(&w);
}

static void a_rollback_is_refused(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    w.g.n -= 3;
    v = once(&w, publish_as(&w, "old"), NULL);
    assert_says(&v, 1, "the log shows 18 entries, 21 were cosigned");
    assert_says(&v, 1, "what it showed is kept: ");
    v = show(&w);
    assert_says(&v, 0, "ROLLBACK");
    assert_says(&v, 0, "cosigned 21 entries");
    v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    close_watched(&w);
}

static struct adil_span logs_file(struct watched *w, const char *end)
{
    struct adil_hash h = adil_sha256(ADIL_SPAN(fold_origin));
    return adil_fmt(&w->t->perm, "%.*s/witness/logs/%.*s%s", ADIL_ARG(w->dir),
                    ADIL_ARG(adil_hex(&w->t->perm, h.byte, sizeof h.byte)), end);
}

static void add_late(struct watched *w)
{
    fold_at(&w->g.f, "2023-02-08T18:00:01+06:00");
    const struct fold_act late = {
        .by = "party/blues",
        .word = "nominate-list",
        .about = "list/club-2023/late",
        .fields = "{\"contest\":\"board-2023\",\"name\":\"L\",\"party\":\"blues\",\"people\":9}"};
    forge_add(&w->g, &late);
}

/* Its own key signs what it says; nothing is cosigned any more. */
static void an_unlawful_act_is_objected_to(void **state)
{
    struct watched w;
    struct adil_note note;
    open_watched(&w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    add_late(&w);
    const char *unlawful = publish_as(&w, "unlawful");
    for (int i = 0; i < 2; i++) { /* it stands */
        v = once(&w, unlawful, NULL);
        assert_says(&v, 1, "an objection was written: ");
        assert_says(&v, 1, "nomination-ends");
    }
    struct adil_span bytes = scratch_read(&w.t->perm, logs_file(&w, ".objection"));
    assert_int_equal(adil_note_split(&w.t->perm, (struct adil_place){0}, bytes, &note, NULL).code,
                     ADIL_C_OK);
    assert_int_equal(note.n_lines, 1);
    assert_span_is(note.line[0].name, "north.example/w1/replay");
    assert_true(adil_span_find(note.text, ADIL_SPAN("\nentry 21\nleaf ")) < note.text.len);
    assert_true(adil_span_find(note.text, ADIL_SPAN("\nrule nomination-ends\n")) < note.text.len);
    v = show(&w);
    assert_says(&v, 0, "OBJECTION");
    assert_says(&v, 0, "cosigned 21 entries");
    /* the tree from before the act takes nothing back */
    v = once(&w, w.log, NULL);
    assert_says(&v, 1, "the log shows 21 entries, 22 were objected to");
    assert_true(scratch_exists(w.t->scratch, logs_file(&w, ".objection")));
    close_watched(&w);
}

/* What was objected to and shown later: `fork` is refused with evidence of `kind`. */
static void assert_rewritten(struct watched *w, const char *fork, const char *kind)
{
    struct forge_verdict v = once(w, fork, NULL);
    assert_says(&v, 1, "a fork: another tree than the one that was objected to");
    assert_says(&v, 1, "nothing was cosigned");
    v = show(w);
    assert_says(&v, 0, "OBJECTION");
    assert_says(&v, 0, "cosigned 21 entries");
    const char *evidence[] = {"diff", "--evidence", the_evidence(w), "--log", w->log, NULL};
    v = forge_run(&w->t->perm, evidence);
    assert_says(&v, 0, kind);
}

/* A lawful act in the place of the unlawful one, and perhaps more behind it. */
static void open_rewritten(struct watched *w, void **state, const char *second)
{
    open_watched(w, state, FORGE_FOUNDED);
    struct forge_verdict v = once(w, w->log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    add_late(w);
    v = once(w, publish_as(w, "unlawful"), NULL);
    assert_says(&v, 1, "an objection was written: ");
    forge_remove(&w->g, w->g.n - 1);
    fold_ok(&w->g.f, "commission", "announce", "news", "{\"text\":\"t\"}");
    if (second != NULL) {
        fold_ok(&w->g.f, "commission", "announce", "news", second);
    }
    forge_take(&w->g);
}

static void a_rewritten_tree_answers_no_objection(void **state)
{
    struct watched w;
    open_rewritten(&w, state, NULL);
    assert_rewritten(&w, publish_as(&w, "rewritten"), "two roots of one size");
    close_watched(&w);
}

static void a_longer_rewritten_tree_answers_no_objection(void **state)
{
    struct watched w;
    open_rewritten(&w, state, "{\"text\":\"u\"}");
    assert_rewritten(&w, publish_as(&w, "rewritten"), "the larger tree begins with another tree");
    close_watched(&w);
}

static void only_an_act_behind_it_answers_an_objection(void **state)
{
    (void)state;
    const struct adil_objection o = {.there = true, .entry = 21, .head = {.size = 24}};
    assert_false(adil_objection_is_answered(&o, 0));
    assert_false(adil_objection_is_answered(&o, 20));
    assert_true(adil_objection_is_answered(&o, 24));
}

static void answered_objections_are_all_kept(void **state)
{
    struct watched w;
    struct adil_diag diag;
    struct adil_span path;
    open_watched(&w, state, FORGE_FOUNDED);
    adil_diag_open(&diag, &w.t->perm);
    struct adil_watched log = {.path = adil_span_of(below(&w, "witness/logs/aa"))};
    for (unsigned i = 1; i <= 3; i++) {
        struct adil_span text = adil_fmt(&w.t->perm, "objection %u", i);
        scratch_write(w.t->scratch, adil_watched_file(&w.t->perm, &log, ".objection"), text);
        assert_int_equal(adil_objection_settle(&w.t->perm, &log, &path, &diag).code, ADIL_C_OK);
    }
    for (unsigned i = 1; i <= 3; i++) {
        path = adil_fmt(&w.t->perm, "%.*s.answered-%u", ADIL_ARG(log.path), i);
        assert_span_is(scratch_read(&w.t->perm, path),
                       adil_span_cstr(&w.t->perm, adil_fmt(&w.t->perm, "objection %u", i)));
    }
    assert_false(adil_watched_objected(w.t->scratch, &log));
    close_watched(&w);
}

/* ---- when ------------------------------------------------------------------------------------ */

enum { HOUR = 3600 };

/* The same acts, in a log whose times are said to be those of a clock. Returns the last one's. */
static int64_t open_real(struct watched *w, void **state)
{
    open_watched(w, state, FORGE_FOUNDED);
    forge_resign(&w->g, 0, "\"clock\":\"simulated\"", "\"clock\":\"real\"", "founders", 3);
    w->log = publish_as(w, "real");
    return forge_time(&w->g, w->g.n - 1) / 1000;
}

static struct forge_verdict once_at(struct watched *w, const char *log, int64_t seconds,
                                    const char *tolerance)
{
    const char *text_of = text(w, adil_fmt(&w->t->perm, "%lld", (long long)seconds));
    const char *argv[] = {"witness",
                          "once",
                          log,
                          "--dir",
                          w->witness,
                          "--seconds",
                          text_of,
                          "--key-file",
                          w->key_file,
                          "--post",
                          tolerance != NULL ? "--tolerance" : NULL,
                          tolerance,
                          NULL};
    return forge_run(&w->t->perm, argv);
}

static void announce_at(struct watched *w, int64_t seconds)
{
    uint32_t n = w->g.n;
    struct adil_span genesis = w->g.leaf[0];
    w->g.f.logged = seconds * 1000;
    fold_ok(&w->g.f, "commission", "announce", "news", "{\"text\":\"t\"}");
    forge_take(&w->g);
    w->g.leaf[0] = genesis;
    assert_int_equal(w->g.n, n + 1);
}

static void an_act_dated_before_the_log_was_seen_without_it_is_objected_to(void **state)
{
    struct watched w;
    int64_t last = open_real(&w, state);
    struct forge_verdict v = once_at(&w, w.log, last + 2 * HOUR, NULL);
    assert_says(&v, 0, "cosigned 21 entries");
    announce_at(&w, last + HOUR);
    v = once_at(&w, publish_as(&w, "backdated"), last + 3 * HOUR, NULL);
    assert_says(&v, 1, "act.time");
    assert_says(&v, 1, "the log was seen without it then");
    assert_says(&v, 1, "an objection was written: ");
    close_watched(&w);
}

static void an_act_that_was_on_its_way_is_within_the_tolerance(void **state)
{
    struct watched w;
    int64_t last = open_real(&w, state);
    struct forge_verdict v = once_at(&w, w.log, last + 2 * HOUR, NULL);
    assert_says(&v, 0, "cosigned 21 entries");
    announce_at(&w, last + 2 * HOUR - 290);
    v = once_at(&w, publish_as(&w, "late"), last + 3 * HOUR, NULL);
    assert_says(&v, 0, "cosigned 22 entries (21 before)");
    close_watched(&w);
}

static void an_act_dated_after_it_was_seen_is_objected_to(void **state)
{
    struct watched w;
    int64_t last = open_real(&w, state);
    announce_at(&w, last + HOUR);
    struct forge_verdict v = once_at(&w, publish_as(&w, "future"), last + HOUR - 310, NULL);
    assert_says(&v, 1, "act.time");
    assert_says(&v, 1, "it was seen then");
    /* that the clock has caught up answers nothing */
    v = once_at(&w, publish_as(&w, "later"), last + 2 * HOUR, NULL);
    assert_says(&v, 1, "an objection to entry 21 stands");
    close_watched(&w);
}

static void verify_says_that_a_witness_signed_before_the_last_act(void **state)
{
    struct watched w;
    int64_t last = open_real(&w, state);
    const char *policy = below(&w, "policy");
    struct adil_secret *log = forge_secret(w.t, fold_origin, "log", ADIL_KEY_ED25519);
    struct adil_vkey key = adil_secret_public(&w.t->perm, log);
    adil_secret_free(log);
    scratch_write(w.t->scratch, adil_span_of(policy),
                  adil_fmt(&w.t->perm, "log %.*s\nwitness w1 %s\nquorum w1\n",
                           ADIL_ARG(adil_vkey_text(&w.t->perm, &key)), w.vkey));
    struct forge_verdict v = once_at(&w, w.log, last - HOUR, "7200");
    assert_says(&v, 0, "cosigned 21 entries");
    const char *verify[] = {"verify", w.log, "--policy", policy, NULL};
    v = forge_run(&w.t->perm, verify);
    assert_says(&v, 0, "w1 signed before the last entry was logged");
    v = once_at(&w, w.log, last - 200, "7200");
    v = forge_run(&w.t->perm, verify);
    assert_says(&v, 0, "1 of 1 witnesses signed\n");
    close_watched(&w);
}

/* ---- a witness that is asked ----------------------------------------------------------------- */

static struct adil_http_response site_answer(struct watched *w, struct adil_witness_site *site,
                                             const char *method, const char *ending,
                                             struct adil_span body)
{
    struct adil_hash h = adil_sha256(ADIL_SPAN(fold_origin));
    struct adil_http_request request = {.method = adil_span_of(method), .body = body};
    struct adil_http_response response = {.status = 404, .file = -1};
    request.path = body.len > 0
                       ? adil_span_of(ending)
                       : adil_fmt(&w->t->perm, "/%.*s%s",
                                  ADIL_ARG(adil_hex(&w->t->perm, h.byte, sizeof h.byte)), ending);
    adil_witness_http_answer(site, &w->t->perm, &request, &response);
    return response;
}

/* Asks again for what was cosigned. */
static struct adil_span same_again(struct watched *w)
{
    const struct adil_proof none = {.n = 0};
    struct adil_buf b;
    adil_buf_open(&b, ADIL_WITNESS_REQUEST_MAX);
    adil_witness_request_put(&b, 21, &none,
                             scratch_read(&w->t->perm, adil_span_of(below(w, "log/checkpoint"))));
    struct adil_span body = adil_span_copy(&w->t->perm, adil_buf_span(&b));
    adil_buf_release(&b);
    return body;
}

static void an_objection_stops_a_site_that_is_running(void **state)
{
    struct watched w;
    struct adil_witness_dir dir;
    struct adil_witness_site site;
    struct adil_diag diag;
    struct adil_http_response r;
    open_watched(&w, state, FORGE_FOUNDED);
    adil_diag_open(&diag, &w.t->perm);
    struct forge_verdict v = once(&w, w.log, NULL);
    assert_says(&v, 0, "— north.example/w1 ");
    const struct adil_lock lock = {.key_file = adil_span_of(w.key_file)};
    assert_int_equal(
        adil_witness_dir_open(&w.t->perm, w.t->scratch, adil_span_of(w.witness), &lock, &dir, &diag)
            .code,
        ADIL_C_OK);
    assert_int_equal(adil_witness_dir_site(&w.t->perm, w.t->scratch, &dir, &site, &diag).code,
                     ADIL_C_OK);
    r = site_answer(&w, &site, "POST", "/add-checkpoint", same_again(&w));
    assert_int_equal(r.status, 200);
    r = site_answer(&w, &site, "GET", "/objection", (struct adil_span){NULL, 0});
    assert_int_equal(r.status, 404);
    add_late(&w);
    v = once(&w, publish_as(&w, "unlawful"), NULL); /* another process */
    assert_says(&v, 1, "an objection was written: ");
    r = site_answer(&w, &site, "POST", "/add-checkpoint", same_again(&w));
    assert_int_equal(r.status, 403);
    r = site_answer(&w, &site, "GET", "/objection", (struct adil_span){NULL, 0});
    assert_int_equal(r.status, 200);
    assert_span_equal(r.body, scratch_read(&w.t->perm, logs_file(&w, ".objection")));
    /* what it cosigned before is still shown: a log that is restored asks for it */
    r = site_answer(&w, &site, "GET", "/checkpoint", (struct adil_span){NULL, 0});
    assert_int_equal(r.status, 200);
    adil_witness_dir_close(&dir);
    close_watched(&w);
}

static void another_genesis_is_another_log(void **state)
{
    struct watched w;
    open_watched(&w, state, FORGE_FOUNDED);
    const char *argv[] = {"witness",           "once",       w.log,      "--dir",
                          w.witness,           "--key-file", w.key_file, "--genesis",
                          forge_genesis(&w.g), NULL};
    argv[8] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct forge_verdict v = forge_run(&w.t->perm, argv);
    assert_says(&v, 1, "nothing was cosigned");
    argv[8] = forge_genesis(&w.g);
    v = forge_run(&w.t->perm, argv);
    assert_says(&v, 0, "— north.example/w1 ");
    close_watched(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_witness_replays_and_cosigns),
        test_case(a_policy_is_met_until_its_witness_is_lost),
        test_case(growth_is_followed),
        test_case(a_fork_is_refused_and_its_evidence_checks),
        test_case(a_longer_fork_is_refused),
        test_case(a_rollback_is_refused),
        test_case(an_unlawful_act_is_objected_to),
        test_case(a_rewritten_tree_answers_no_objection),
        test_case(a_longer_rewritten_tree_answers_no_objection),
        test_case(only_an_act_behind_it_answers_an_objection),
        test_case(answered_objections_are_all_kept),
        test_case(an_act_dated_before_the_log_was_seen_without_it_is_objected_to),
        test_case(an_act_that_was_on_its_way_is_within_the_tolerance),
        test_case(an_act_dated_after_it_was_seen_is_objected_to),
        test_case(verify_says_that_a_witness_signed_before_the_last_act),
        test_case(an_objection_stops_a_site_that_is_running),
        test_case(another_genesis_is_another_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
