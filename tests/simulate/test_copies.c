#define _GNU_SOURCE
/* Two copies of one record give one state and the same results, byte for byte: from the database
 * and from memory, read by one thread and by two, in another language and zone, and when this
 * machine's clock is years off. */
#include "plan_real.h"

#include "../gazette/scratch.h"
#include "base/file.h"
#include "cli/clock.h"
#include "cli/verify.h"
#include "gazette/log.h"

#include <locale.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PLACES_HERE = 84, ROWS_A_READ = 256, ROOM_BYTES = 1 << 28, LEAVES_HERE = 4096 };

#define seed_text "11"

extern char **environ;

/* ---- this machine's clock -------------------------------------------------------------------- */

static time_t clock_is_off; /* seconds */
static atomic_uint clock_was_read;

/* In place of the library's: this program alone lives at another time. */
int clock_gettime(clockid_t id, struct timespec *t)
{
    int result = (int)syscall(SYS_clock_gettime, id, t);
    if (id == CLOCK_REALTIME) {
        atomic_fetch_add(&clock_was_read, 1);
        t->tv_sec += clock_is_off;
    }
    return result;
}

time_t time(time_t *to)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    if (to != NULL) {
        *to = t.tv_sec;
    }
    return t.tv_sec;
}

int gettimeofday(struct timeval *restrict to, void *restrict zone)
{
    struct timespec t;
    (void)zone;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    *to = (struct timeval){t.tv_sec, t.tv_nsec / 1000};
    return 0;
}

/* ---- the record ------------------------------------------------------------------------------ */

struct copies {
    struct plan_real p;
    struct adil_span leaf[LEAVES_HERE];
    size_t n;
    size_t result; /* the first act that states one */
    struct adil_span origin;
    struct adil_span folder; /* of the test, */
    struct adil_span dir;    /* of the log in it */
    struct adil_log *log;
    struct adil_store *memory;
    struct adil_arena results; /* that were seen */
};

static adil_err take_leaf(void *ctx, struct adil_span leaf, struct adil_diag *diag)
{
    struct copies *c = ctx;
    (void)diag;
    assert_true(c->n < LEAVES_HERE);
    if (c->result == 0 && adil_span_find(leaf, ADIL_SPAN("\"word\":\"result\"}")) < leaf.len) {
        c->result = c->n;
    }
    c->leaf[c->n++] = adil_span_copy(&c->p.kept, leaf);
    return ADIL_OK;
}

static adil_err put_document(void *ctx, struct adil_span bytes, struct adil_diag *diag)
{
    struct copies *c = ctx;
    struct adil_hash hash;
    return adil_blob_put(c->p.cli.scratch, c->dir, bytes, &hash, diag);
}

static void must(struct copies *c, adil_err err)
{
    struct adil_buf out;
    if (err.code != ADIL_C_OK) {
        adil_buf_open(&out, 1 << 20);
        adil_diag_print(&c->p.cli.diag, &out);
        fail_msg("%.*s", ADIL_ARG(adil_buf_span(&out)));
    }
}

/* The same leaves into a store in memory, beside the log's own. */
static void fill_memory(struct copies *c)
{
    struct adil_arena *a = &c->p.cli.perm;
    struct adil_store_row *row = adil_new(a, struct adil_store_row, c->n);
    for (size_t i = 0; i < c->n; i++) {
        row[i] = (struct adil_store_row){c->leaf[i], adil_leaf_hash(c->leaf[i])};
    }
    c->memory = adil_store_memory(a);
    must(c, adil_store_append(c->memory, 0, row, c->n, NULL, NULL, 0, &c->p.cli.diag));
}

static void publish(struct copies *c)
{
    struct adil_secret *key = NULL;
    struct adil_hash seed =
        adil_simulated_key_seed(ADIL_SPAN(seed_text), c->origin, ADIL_SPAN("log"), 0);
    uint64_t first = 0;
    must(c, adil_secret_from_seed(c->origin, ADIL_KEY_ED25519, seed.byte, &key, &c->p.cli.diag));
    must(c, adil_log_append(c->log, c->leaf, c->n, &first, &c->p.cli.diag));
    must(c, adil_log_publish(c->log, key, &c->p.cli.diag));
    adil_secret_free(key);
}

static void copies_open(struct copies *c, void **state)
{
    struct adil_simulated made;
    plan_real_open(&c->p, *state);
    assert_int_equal(adil_arena_open(&c->results, ROOM_BYTES), 0);
    c->origin = c->p.plan.origin;
    c->folder = scratch_folder(&c->p.cli.perm);
    c->dir = adil_fmt(&c->p.cli.perm, "%.*s/log", ADIL_ARG(c->folder));
    const struct adil_log_options create = {.mode = ADIL_STORE_CREATE, .origin = c->origin};
    must(c, adil_log_open(&c->p.cli.perm, c->dir, &create, &c->log, &c->p.cli.diag));
    const struct adil_simulation_options options = {
        .book = &c->p.book,
        .canonical = c->p.canonical,
        .source = c->p.source,
        .plan = &c->p.plan,
        .votes = &c->p.loaded.votes,
        .seed = ADIL_SPAN(seed_text),
        .places = PLACES_HERE,
        .lang = ADIL_EN,
    };
    const struct adil_simulation_sink sink = {.ctx = c, .entry = take_leaf, .blob = put_document};
    must(c,
         adil_simulate(&c->p.cli.perm, c->p.cli.scratch, &options, &sink, &made, &c->p.cli.diag));
    fill_memory(c);
    publish(c);
}

static void copies_close(struct copies *c)
{
    c->memory->ops->close(c->memory);
    adil_log_close(c->log);
    scratch_remove(c->folder);
    adil_arena_release(&c->results);
}

/* ---- what is made of it ---------------------------------------------------------------------- */

struct seen {
    struct adil_hash state;
    struct adil_hash document; /* of the whole state, as it is written */
    struct adil_span fields;   /* of the result, before it was stated */
};

static adil_err blob_of_log(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                            struct adil_span *bytes, struct adil_diag *diag)
{
    const struct copies *c = ctx;
    return adil_blob_get(perm, c->dir, hash, bytes, diag);
}

static void see_state(struct copies *c, const struct adil_polity *polity, struct seen *s)
{
    struct adil_buf out;
    struct adil_json json;
    s->state = adil_polity_hash(polity, c->p.cli.scratch);
    adil_buf_open(&out, ROOM_BYTES);
    adil_json_open(&json, &out, true);
    adil_polity_put(polity, c->p.cli.scratch, ADIL_SPAN(""), &json);
    adil_json_finish(&json);
    assert_true(adil_buf_ok(&out));
    s->document = adil_sha256(adil_buf_span(&out));
    adil_buf_release(&out);
}

/* What the record gives for the contest before anybody stated it. */
static void see_result(struct copies *c, struct adil_polity *polity, struct seen *s)
{
    struct adil_act act;
    struct adil_refusal refusal;
    struct adil_buf out;
    struct adil_span contest;
    struct adil_place place = {ADIL_SPAN("entry"), 0};
    struct adil_arena *a = &c->results;
    must(c, adil_act_parse(a, place, c->leaf[c->result], &act, &c->p.cli.diag));
    assert_true(adil_object_text(a, act.fields, "contest", &contest));
    adil_buf_open(&out, ROOM_BYTES);
    must(c, adil_polity_result_fields(polity, a, c->p.cli.scratch,
                                      adil_span_sub(act.about, strlen("case/"), act.about.len),
                                      contest, &out, &refusal));
    s->fields = adil_span_copy(a, adil_buf_span(&out));
    assert_span_equal(s->fields, act.fields);
    adil_buf_release(&out);
}

static struct seen fold_store(struct copies *c, struct adil_store *store)
{
    struct seen s = {0};
    struct adil_polity *polity = NULL;
    struct adil_diag *diag = &c->p.cli.diag;
    const struct adil_polity_options options = {.lang = ADIL_EN, .ctx = c, .blob = blob_of_log};
    must(c, adil_polity_open(&options, &polity, diag));
    unsigned read_before = atomic_load(&clock_was_read);
    for (size_t at = 0; at < c->n; at += ROWS_A_READ) {
        struct adil_arena rows = c->p.cli.perm;
        struct adil_store_row row[ROWS_A_READ];
        size_t n = c->n - at < ROWS_A_READ ? c->n - at : ROWS_A_READ;
        must(c, store->ops->read(store, &rows, at, n, row, diag));
        for (size_t i = 0; i < n; i++) {
            struct adil_arena work = rows;
            struct adil_act act;
            struct adil_refusal refusal;
            struct adil_place place = {ADIL_SPAN("entry"), 0};
            if (at + i == c->result) {
                see_result(c, polity, &s);
            }
            must(c, adil_act_parse(&work, place, row[i].bytes, &act, diag));
            must(c, adil_polity_apply(polity, &work, c->p.cli.scratch, &act, ADIL_SIGS_TRUSTED,
                                      &refusal, diag));
        }
    }
    see_state(c, polity, &s);
    assert_int_equal(atomic_load(&clock_was_read), read_before); /* the fold has no clock */
    adil_polity_close(polity);
    return s;
}

static struct seen verify_copy_with(struct copies *c, uint32_t threads)
{
    struct seen s = {0};
    struct adil_copy copy;
    struct adil_verified v;
    struct adil_arena perm = c->p.cli.perm;
    const struct adil_verify_options options = {.threads = threads, .lang = ADIL_EN};
    must(c, adil_copy_open(&perm, c->dir, &copy, &c->p.cli.diag));
    must(c, adil_verify(&perm, c->p.cli.scratch, &copy, &options, &v, &c->p.cli.diag));
    assert_false(v.failed);
    assert_int_equal(v.entries, c->n);
    see_state(c, v.polity, &s);
    adil_verify_close(&v);
    adil_copy_close(&copy);
    return s;
}

/* ---- other machines -------------------------------------------------------------------------- */

/* Languages are the system's own to make: this needs no rights. Before the first setlocale that
 * asks for it: the library remembers what it did not find. */
static bool make_locale(struct copies *c)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%.*s/tr_TR.UTF-8", ADIL_ARG(c->folder));
    char *argv[] = {(char[]){"localedef"},
                    (char[]){"-i"},
                    (char[]){"tr_TR"},
                    (char[]){"-f"},
                    (char[]){"UTF-8"},
                    (char[]){"--quiet"},
                    path,
                    NULL};
    pid_t pid = 0;
    int status = -1;
    return posix_spawnp(&pid, "localedef", NULL, NULL, argv, environ) == 0 &&
           waitpid(pid, &status, 0) == pid && status == 0;
}

static const struct machine {
    const char *language;
    const char *zone;
    time_t off;
} machines[] = {
    {"C", "UTC0", 0},
    {"tr_TR.UTF-8", "XST-14", (time_t)10 * 365 * 86400}, /* its small I has no dot */
    {"C", "YST+12", (time_t)-20 * 365 * 86400},
};

static void become(struct copies *c, const struct machine *m)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%.*s", ADIL_ARG(c->folder));
    clock_is_off = 0;
    int64_t true_time = adil_clock_ms();
    clock_is_off = m->off;
    int64_t difference = adil_clock_ms() - true_time - (int64_t)m->off * 1000;
    assert_in_range(difference + 60000, 0, 120000);
    assert_int_equal(setenv("TZ", m->zone, 1), 0);
    tzset();
    assert_int_equal(setenv("LOCPATH", path, 1), 0);
    if (setlocale(LC_ALL, m->language) == NULL) {
        assert_null(getenv("CI"));
        print_message("# no locale %s can be made here: its language is not tried\n", m->language);
    } else if (m->language[0] == 't') {
        assert_string_equal(localeconv()->decimal_point, ",");
    }
}

static void assert_seen(const struct seen *got, const struct seen *want)
{
    assert_memory_equal(&got->state, &want->state, sizeof got->state);
    assert_memory_equal(&got->document, &want->document, sizeof got->document);
    if (got->fields.ptr != NULL) {
        assert_span_equal(got->fields, want->fields);
    }
}

static void test_copies__give_one_state_on_every_machine(void **state)
{
    static struct copies c;
    struct seen first = {0};
    copies_open(&c, state);
    (void)make_locale(&c);
    for (size_t i = 0; i < ADIL_COUNT(machines); i++) {
        become(&c, &machines[i]);
        struct seen seen = fold_store(&c, adil_log_store(c.log));
        assert_true(seen.fields.len > 0);
        first = i == 0 ? seen : first;
        assert_seen(&seen, &first);
        seen = fold_store(&c, c.memory);
        assert_seen(&seen, &first);
        for (uint32_t threads = 1; threads <= 2; threads++) {
            seen = verify_copy_with(&c, threads);
            assert_seen(&seen, &first);
        }
    }
    become(&c, &machines[0]);
    copies_close(&c);
}

/* The control: one letter of one act is another, and so is the state. */
static void test_copies__differ_in_state_when_one_act_differs(void **state)
{
    static struct copies c;
    copies_open(&c, state);
    struct seen first = fold_store(&c, c.memory);
    char *text = adil_span_cstr(&c.p.kept, c.leaf[1]);
    size_t at = adil_span_find(c.leaf[1], ADIL_SPAN("This record is simulated"));
    assert_true(at < c.leaf[1].len);
    text[at] = 'D';
    c.leaf[1] = adil_span_bytes(text, c.leaf[1].len);
    fill_memory(&c);
    struct seen other = fold_store(&c, c.memory);
    assert_memory_not_equal(&other.state, &first.state, sizeof other.state);
    assert_memory_not_equal(&other.document, &first.document, sizeof other.document);
    copies_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_copies__give_one_state_on_every_machine),
        test_case(test_copies__differ_in_state_when_one_act_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
