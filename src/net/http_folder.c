#include "net/http_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_DEPTH 64 /* folders below the one served */

static const struct {
    struct adil_span extension;
    struct adil_span type;
} types[] = {
    {ADIL_SPAN_INIT(".html"), ADIL_SPAN_INIT("text/html; charset=utf-8")},
    {ADIL_SPAN_INIT(".css"), ADIL_SPAN_INIT("text/css; charset=utf-8")},
    {ADIL_SPAN_INIT(".csv"), ADIL_SPAN_INIT("text/csv; charset=utf-8")},
    {ADIL_SPAN_INIT(".json"), ADIL_SPAN_INIT("application/json")},
    {ADIL_SPAN_INIT(".md"), ADIL_SPAN_INIT("text/markdown; charset=utf-8")},
    {ADIL_SPAN_INIT(".txt"), ADIL_SPAN_INIT("text/plain; charset=utf-8")},
    {ADIL_SPAN_INIT(".yaml"), ADIL_SPAN_INIT("text/plain; charset=utf-8")},
    {ADIL_SPAN_INIT(".svg"), ADIL_SPAN_INIT("image/svg+xml")},
    {ADIL_SPAN_INIT(".png"), ADIL_SPAN_INIT("image/png")},
    {ADIL_SPAN_INIT(".ico"), ADIL_SPAN_INIT("image/x-icon")},
    {ADIL_SPAN_INIT(".pdf"), ADIL_SPAN_INIT("application/pdf")},
    {ADIL_SPAN_INIT(".wasm"), ADIL_SPAN_INIT("application/wasm")},
    {ADIL_SPAN_INIT(".js"), ADIL_SPAN_INIT("text/javascript; charset=utf-8")},
};

struct adil_span adil_http_type(struct adil_span name)
{
    for (size_t i = 0; i < ADIL_COUNT(types); i++) {
        if (adil_span_ends(name, types[i].extension)) {
            return types[i].type;
        }
    }
    return ADIL_SPAN("application/octet-stream");
}

adil_err adil_http_folder_open(struct adil_arena scratch, struct adil_span path,
                               struct adil_http_folder *folder, struct adil_diag *diag)
{
    folder->fd = open(adil_span_cstr(&scratch, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd >= 0) {
        return ADIL_OK;
    }
    bool named_wrongly = errno == ENOENT || errno == ENOTDIR;
    return adil_fail(diag, named_wrongly ? ADIL_ERR(INPUT) : ADIL_ERR(IO),
                     (struct adil_place){path, 0}, ADIL_SPAN(""),
                     named_wrongly ? ADIL_SPAN("no such folder") : ADIL_SPAN("not readable"),
                     ADIL_SPAN("a folder to serve"));
}

void adil_http_folder_close(struct adil_http_folder *folder)
{
    if (folder->fd >= 0) {
        (void)close(folder->fd);
        folder->fd = -1;
    }
}

/* Opens segment by segment and refuses a symbolic link at each: no path leaves the folder, also
 * when someone changes it meanwhile. O_NONBLOCK: a named pipe must not hold the server. */
static int open_below(int folder, struct adil_arena scratch, struct adil_span path)
{
    struct adil_span rest = path;
    struct adil_span segment;
    int depth = 0;
    int at = dup(folder);
    while (at >= 0 && adil_span_cut(&rest, '/', &segment)) {
        struct adil_arena here = scratch;
        if (segment.len == 0) { /* before the first '/', after the last */
            continue;
        }
        int next = -1;
        if (segment.ptr[0] != '.' && depth++ < MAX_DEPTH) {
            next = openat(at, adil_span_cstr(&here, segment),
                          O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        }
        (void)close(at);
        at = next;
    }
    return at;
}

static void answer_file(int fd, uint64_t bytes, struct adil_span name,
                        struct adil_http_response *response)
{
    response->status = 200;
    response->type = adil_http_type(name);
    response->file = fd;
    response->file_bytes = bytes;
}

/* Relative links on a folder's page work only below "folder/". */
static void answer_redirect(struct adil_arena *perm, struct adil_span target,
                            struct adil_http_response *response)
{
    response->status = 301;
    response->location = adil_fmt(perm, "%.*s/", ADIL_ARG(target));
}

void adil_http_folder_answer(void *ctx, struct adil_arena *perm,
                             const struct adil_http_request *request,
                             struct adil_http_response *response)
{
    const struct adil_http_folder *folder = ctx;
    struct adil_span path = request->path;
    bool as_folder = adil_span_ends(path, ADIL_SPAN("/"));
    struct stat info;
    if (as_folder) {
        path = adil_fmt(perm, "%.*sindex.html", ADIL_ARG(path));
    }
    int fd = open_below(folder->fd, *perm, path);
    if (fd < 0 || fstat(fd, &info) != 0) {
        response->status = 404;
    } else if (S_ISREG(info.st_mode)) {
        answer_file(fd, (uint64_t)info.st_size, path, response);
        return;
    } else if (S_ISDIR(info.st_mode) && !as_folder) {
        answer_redirect(perm, request->target, response);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
}

adil_err adil_http_serve_dir(struct adil_arena *perm, struct adil_span path, uint16_t port,
                             int stop_fd, void (*ready)(void *ctx, uint16_t port), void *ctx,
                             struct adil_diag *diag)
{
    struct adil_http_folder folder;
    struct adil_http_server *server;
    ADIL_TRY(adil_http_folder_open(*perm, path, &folder, diag));
    adil_err err = adil_http_open(perm, port, adil_http_folder_answer, &folder, &server, diag);
    if (err.code == ADIL_C_OK) {
        if (ready != NULL) {
            ready(ctx, adil_http_port(server));
        }
        err = adil_http_run(server, stop_fd);
        adil_http_close(server);
    }
    adil_http_folder_close(&folder);
    return err;
}
