/* A clock that jumps back: a real log waits for its last entry's time, and otherwise stops. This
 * program has its own cli/clock.h. */
#include "forge.h"
#include "scratch.h"

#include "cli/clock.h"
#include "cli/record.h"

#include <string.h>

static int64_t clock_now;
static uint64_t paused;

int64_t adil_clock_ms(void)
{
    return clock_now;
}

void adil_pause_ms(uint32_t ms)
{
    clock_now += ms;
    paused += ms;
}

enum { ROOM = 1 << 28 };

struct clocked {
    struct test_arenas *t;
    struct forge g;
    struct adil_span dir;
    struct adil_span log;
    int64_t last; /* when the last entry was logged, milliseconds */
};

static struct adil_span in_log(struct clocked *c, const char *name)
{
    return adil_fmt(&c->t->perm, "%.*s/%s", ADIL_ARG(c->log), name);
}

static void open_clocked(struct clocked *c, void **state)
{
    c->t = *state;
    forge_open(&c->g, c->t, FORGE_FOUNDED);
    forge_resign(&c->g, 0, "\"clock\":\"simulated\"", "\"clock\":\"real\"", "founders", 3);
    c->dir = scratch_folder(&c->t->perm);
    c->log = adil_fmt(&c->t->perm, "%.*s/log", ADIL_ARG(c->dir));
    forge_publish(&c->g, c->log);
    c->last = forge_time(&c->g, c->g.n - 1);
    paused = 0;
}

static void close_clocked(struct clocked *c)
{
    scratch_remove(c->dir);
    forge_close(&c->g);
}

/* adil act announce news text=t */
static int act_now(struct clocked *c, struct adil_span *said)
{
    struct adil_cli cli;
    const char *dir = adil_span_cstr(&c->t->perm, c->log);
    const char *argv[] = {"announce", "news", "text=t", "--by", "commission", "--log", dir};
    memset(&cli, 0, sizeof cli);
    assert_int_equal(adil_arena_open(&cli.perm, ROOM), 0);
    assert_int_equal(adil_arena_open(&cli.scratch, ROOM), 0);
    adil_buf_open(&cli.out, ROOM);
    adil_diag_open(&cli.diag, &cli.perm);
    adil_err err = adil_verb_act(&cli, ADIL_COUNT(argv), (char **)(uintptr_t)argv);
    int status = err.code == ADIL_C_OK ? cli.status : adil_exit_status(err);
    adil_diag_print(&cli.diag, &cli.out);
    *said = adil_span_copy(&c->t->perm, adil_buf_span(&cli.out));
    adil_buf_release(&cli.out);
    adil_arena_release(&cli.scratch);
    adil_arena_release(&cli.perm);
    return status;
}

static uint64_t entries_of(struct clocked *c)
{
    struct adil_diag diag;
    struct adil_log *log = NULL;
    const struct adil_log_options options = {.mode = ADIL_STORE_READ};
    adil_diag_open(&diag, &c->t->perm);
    assert_int_equal(adil_log_open(&c->t->perm, c->log, &options, &log, &diag).code, ADIL_C_OK);
    uint64_t n = adil_log_size(log);
    adil_log_close(log);
    return n;
}

static void a_clock_that_jumped_back_stops_the_log(void **state)
{
    struct clocked c;
    struct adil_span said;
    open_clocked(&c, state);
    struct adil_span signed_before = scratch_read(&c.t->perm, in_log(&c, "private/signed"));
    struct adil_span shown_before = scratch_read(&c.t->perm, in_log(&c, "checkpoint"));
    clock_now = c.last - 60000;
    assert_int_equal(act_now(&c, &said), 3);
    assert_true(adil_span_find(said, ADIL_SPAN("a clock that was not set back")) < said.len);
    assert_true(paused >= 2000 && paused < 3000);
    assert_int_equal(entries_of(&c), c.g.n);
    assert_span_equal(scratch_read(&c.t->perm, in_log(&c, "private/signed")), signed_before);
    assert_span_equal(scratch_read(&c.t->perm, in_log(&c, "checkpoint")), shown_before);
    close_clocked(&c);
}

static void a_clock_a_second_behind_is_waited_for(void **state)
{
    struct clocked c;
    struct adil_logbook *book = NULL;
    struct adil_cli cli = {0};
    int64_t logged = 0;
    open_clocked(&c, state);
    cli.perm = c.t->perm;
    cli.scratch = c.t->scratch;
    adil_diag_open(&cli.diag, &cli.perm);
    clock_now = c.last - 1000;
    assert_int_equal(adil_logbook_open(&cli, c.log, ADIL_LOGBOOK_WRITE, ADIL_EN, &book).code,
                     ADIL_C_OK);
    assert_int_equal(
        adil_logbook_logged(book, (struct adil_span){NULL, 0}, &logged, &cli.diag).code, ADIL_C_OK);
    assert_int_equal(logged, c.last);
    assert_int_equal(paused, 1000);
    adil_logbook_close(book);
    close_clocked(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_clock_that_jumped_back_stops_the_log),
        test_case(a_clock_a_second_behind_is_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
