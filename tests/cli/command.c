#include "command.h"

#include "base/file.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static char folder[64];

static void remove_folder(void)
{
    char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, folder, NULL};
    pid_t pid = 0;
    int status = 0;
    if (folder[0] != '\0' && posix_spawnp(&pid, "rm", NULL, NULL, argv, environ) == 0) {
        waitpid(pid, &status, 0);
    }
}

static const char *own_folder(void)
{
    if (folder[0] == '\0') {
        memcpy(folder, "/tmp/adil-test-XXXXXX", sizeof "/tmp/adil-test-XXXXXX");
        assert_non_null(mkdtemp(folder));
        atexit(remove_folder);
    }
    return folder;
}

const char *command_file(struct adil_arena *a, const char *name, struct adil_span bytes)
{
    char *path = adil_span_cstr(a, adil_fmt(a, "%s/%s", own_folder(), name));
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(adil_fd_write(fd, bytes).code, ADIL_C_OK);
    close(fd);
    return path;
}

static struct adil_span slurp(struct adil_arena *a, const char *path)
{
    struct adil_span bytes = {"", 0};
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    if (st.st_size > 0) {
        adil_err err = adil_file_read(a, adil_span_of(path), (size_t)1 << 28, &bytes, NULL);
        assert_int_equal(err.code, ADIL_C_OK);
    }
    return bytes;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct command command_run(struct adil_arena *a, const char *const *argv, struct adil_span input)
{
    struct command c;
    char *args[COMMAND_ARGS_MAX + 2];
    posix_spawn_file_actions_t io;
    pid_t pid = 0;
    size_t n = 0;
    const char *program = getenv("ADIL_PROGRAM");
    assert_non_null(program);
    args[n++] = adil_span_cstr(a, adil_span_of(program));
    for (size_t i = 0; argv[i] != NULL; i++) {
        assert_true(n <= COMMAND_ARGS_MAX);
        args[n++] = adil_span_cstr(a, adil_span_of(argv[i]));
    }
    args[n] = NULL;
    const char *in = command_file(a, "stdin", input);
    const char *out = command_file(a, "stdout", ADIL_SPAN(""));
    const char *err = command_file(a, "stderr", ADIL_SPAN(""));
    posix_spawn_file_actions_init(&io);
    posix_spawn_file_actions_addopen(&io, STDIN_FILENO, in, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&io, STDOUT_FILENO, out, O_WRONLY | O_TRUNC, 0);
    posix_spawn_file_actions_addopen(&io, STDERR_FILENO, err, O_WRONLY | O_TRUNC, 0);
    assert_int_equal(posix_spawn(&pid, program, &io, NULL, args, environ), 0);
    posix_spawn_file_actions_destroy(&io);
    c.status = wait_for(pid);
    c.out = slurp(a, out);
    c.err = slurp(a, err);
    return c;
}

bool command_says(struct adil_span text, const char *part)
{
    return adil_span_find(text, adil_span_of(part)) < text.len;
}
