/* What verbs on a record are told by options and environment: the folder, and how secrets are
 * locked. A secret is never among the arguments. */
#include "cli/record.h"

#include "base/file.h"
#include "gazette/folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { PHRASE_BYTES_MAX = 1024 };

adil_err adil_record_dir(struct adil_cli *cli, const struct adil_record_args *a,
                         struct adil_span *dir)
{
    cli->held_bytes = a->memory;
    *dir = a->log.len > 0 ? a->log : adil_span_of(getenv("ADIL_LOG"));
    while (dir->len > 1 && dir->ptr[dir->len - 1] == '/') {
        dir->len--;
    }
    return dir->len > 0 ? ADIL_OK
                        : adil_usage(cli, "--log", ADIL_SPAN("no folder"),
                                     "the folder of a log: --log DIR, or ADIL_LOG");
}

/* ---- pass-phrases --------------------------------------------------------------------------- */

static bool ask(int tty, const char *question)
{
    return adil_fd_write(tty, adil_span_of(question)).code == ADIL_C_OK;
}

/* One line from the terminal, its echo off meanwhile. Returns false when there is none. */
static bool type_phrase(int tty, const char *question, char *phrase, size_t *len)
{
    struct termios before;
    if (tcgetattr(tty, &before) != 0 || !ask(tty, question)) {
        return false;
    }
    struct termios silent = before;
    silent.c_lflag &= (tcflag_t) ~(tcflag_t)ECHO;
    (void)tcsetattr(tty, TCSAFLUSH, &silent);
    ssize_t n = read(tty, phrase, PHRASE_BYTES_MAX);
    (void)tcsetattr(tty, TCSAFLUSH, &before);
    (void)ask(tty, "\n");
    *len = n > 0 ? (size_t)n : 0;
    while (*len > 0 && (phrase[*len - 1] == '\n' || phrase[*len - 1] == '\r')) {
        *len -= 1;
    }
    return *len > 0;
}

static adil_err ask_phrase(struct adil_cli *cli, bool fresh, struct adil_lock *lock)
{
    char *first = adil_new(&cli->perm, char, PHRASE_BYTES_MAX);
    char *again = adil_new(&cli->perm, char, PHRASE_BYTES_MAX);
    size_t n = 0;
    size_t m = 0;
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    bool typed = tty >= 0 && type_phrase(tty, "pass-phrase: ", first, &n);
    bool same = typed && (!fresh || (type_phrase(tty, "once more: ", again, &m) && n == m &&
                                     memcmp(first, again, n) == 0));
    memset(again, 0, PHRASE_BYTES_MAX);
    if (tty >= 0) {
        (void)close(tty);
    }
    if (!typed) {
        return adil_usage(cli, "keys", ADIL_SPAN("nothing to unlock them with"),
                          "--key-file FILE (or ADIL_KEY_FILE), --phrase-file FILE, or a terminal "
                          "to ask for a pass-phrase");
    }
    if (!same) {
        return adil_usage(cli, "pass-phrase", ADIL_SPAN("two that differ"), "the same one twice");
    }
    lock->phrase = adil_span_bytes(first, n);
    return ADIL_OK;
}

static adil_err read_phrase(struct adil_cli *cli, struct adil_span path, struct adil_lock *lock)
{
    struct adil_span bytes;
    ADIL_TRY(adil_file_read(&cli->perm, path, PHRASE_BYTES_MAX, &bytes, &cli->diag));
    size_t n = adil_span_find_byte(bytes, '\n');
    n -= n > 0 && bytes.ptr[n - 1] == '\r';
    lock->phrase = adil_span_sub(bytes, 0, n);
    return n > 0 ? ADIL_OK
                 : adil_usage(cli, "--phrase-file", path, "a file whose first line is the phrase");
}

adil_err adil_record_lock(struct adil_cli *cli, const struct adil_record_args *a, bool fresh,
                          struct adil_lock *lock)
{
    struct adil_span key_file =
        a->key_file.len > 0 ? a->key_file : adil_span_of(getenv("ADIL_KEY_FILE"));
    uint64_t bytes = 0;
    memset(lock, 0, sizeof *lock);
    adil_secret_protect_process();
    if (a->key_file.len > 0 && a->phrase_file.len > 0) {
        return adil_usage(cli, "--key-file", ADIL_SPAN("--phrase-file beside it"), "one of them");
    }
    if (a->phrase_file.len > 0) {
        return read_phrase(cli, a->phrase_file, lock);
    }
    if (key_file.len == 0) {
        return ask_phrase(cli, fresh, lock);
    }
    lock->key_file = key_file;
    if (!fresh && !adil_file_size(cli->scratch, key_file, &bytes)) {
        return adil_usage(cli, "--key-file", key_file, "the file that locked these keys");
    }
    return ADIL_OK;
}
