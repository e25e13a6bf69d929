/* adil serve: a folder of pages on this machine, until interrupted. */
#include "base/file.h"
#include "cli/cli.h"
#include "net/http_folder.h"

#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const struct adil_verb_help help_text = {
    "serve DIR [--port N]",
    "Serves a folder over HTTP on 127.0.0.1 until interrupted, and prints its address.",
    "adil serve build/demo --port 8080"};

static void say_address(void *ctx, uint16_t port)
{
    struct adil_cli *cli = ctx;
    struct adil_span line = adil_fmt(&cli->perm, "http://127.0.0.1:%u/\n", (unsigned)port);
    if (adil_fd_write(STDOUT_FILENO, line).code != ADIL_C_OK) {
        cli->status = adil_exit_status(ADIL_ERR(IO));
    }
}

/* A descriptor that becomes readable on SIGINT or SIGTERM; -1 when the system refuses. */
static int signals_fd(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) {
        return -1;
    }
    return signalfd(-1, &set, SFD_CLOEXEC);
}

adil_err adil_verb_serve(struct adil_cli *cli, int argc, char **argv)
{
    bool help = false;
    uint64_t port = 0;
    struct adil_span port_text = {NULL, 0};
    struct adil_words rest;
    const struct adil_opt opt[] = {
        {"port", ADIL_OPT_TEXT, "N", "port; none: a free one", &port_text}};
    ADIL_TRY(
        adil_options_parse(&cli->perm, opt, ADIL_COUNT(opt), argc, argv, &rest, &help, &cli->diag));
    if (help) {
        adil_options_help(&help_text, opt, ADIL_COUNT(opt), &cli->out);
        return ADIL_OK;
    }
    if (rest.n != 1) {
        return adil_usage(cli, "adil serve", rest.n == 0 ? ADIL_SPAN("no folder") : rest.word[1],
                          "one folder");
    }
    if (port_text.ptr != NULL && !adil_span_u64(port_text, 65535, &port)) {
        return adil_usage(cli, "--port", port_text, "a port from 0 to 65535");
    }
    int stop = signals_fd();
    if (stop < 0) {
        struct adil_place nowhere = {{NULL, 0}, 0};
        return adil_fail(&cli->diag, ADIL_ERR(IO), nowhere, ADIL_SPAN("adil serve"),
                         ADIL_SPAN("no way to be interrupted"), ADIL_SPAN("a signal descriptor"));
    }
    adil_err err = adil_http_serve_dir(&cli->perm, rest.word[0], (uint16_t)port, stop, say_address,
                                       cli, &cli->diag);
    close(stop);
    return err;
}
