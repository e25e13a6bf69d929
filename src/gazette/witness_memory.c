#include "base/file.h"
#include "gazette/witness.h"
#include "gazette/witness_fork.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct adil_span title = ADIL_SPAN_INIT("adil-witness/v1 ");

enum { STATE_BYTES_MAX = ADIL_NOTE_BYTES_MAX + 256 };

struct folder {
    struct adil_span dir;
};

static struct adil_span path_of(struct adil_arena *a, const struct folder *f,
                                struct adil_span origin, const char *ending)
{
    struct adil_hash h = adil_sha256(origin);
    struct adil_span hex = adil_hex(a, h.byte, sizeof h.byte);
    return adil_fmt(a, "%.*s/%.*s%s", ADIL_ARG(f->dir), ADIL_ARG(hex), ending);
}

static adil_err damaged(struct adil_diag *d, struct adil_span path, const char *field,
                        struct adil_span found, const char *expected)
{
    return adil_fail(d, ADIL_ERR(REFUSED), (struct adil_place){path, 0}, adil_span_of(field), found,
                     adil_span_of(expected));
}

static adil_err no_folder(struct adil_diag *d, struct adil_span path)
{
    return adil_fail(d, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN("witness"),
                     adil_span_of(errno == ENOENT ? "missing" : "not readable"),
                     ADIL_SPAN("the folder of the witness"));
}

/* "Never seen" is what only a folder that is there can say: one that is not mounted today would
 * make the witness cosign from the beginning again. */
static adil_err is_there(const struct folder *f, struct adil_arena scratch, struct adil_span path,
                         bool *there, struct adil_diag *diag)
{
    struct stat info;
    *there = lstat(adil_span_cstr(&scratch, path), &info) == 0;
    if (*there) {
        return ADIL_OK;
    }
    if (errno != ENOENT) {
        return no_folder(diag, path);
    }
    if (stat(adil_span_cstr(&scratch, f->dir), &info) != 0 || !S_ISDIR(info.st_mode)) {
        return no_folder(diag, f->dir);
    }
    return ADIL_OK;
}

/* ---- the file ------------------------------------------------------------------------------ */

static adil_err parse_state(struct adil_arena *perm, struct adil_span path, struct adil_span bytes,
                            struct adil_witness_seen *seen, struct adil_diag *diag)
{
    struct adil_span rest = bytes;
    struct adil_span line = {NULL, 0};
    struct adil_note note;
    struct adil_checkpoint c;
    if (!adil_span_starts(bytes, title) || !adil_span_cut(&rest, '\n', &line) || rest.ptr == NULL) {
        return damaged(diag, path, "first line", line, "adil-witness/v1 and a SHA-256");
    }
    struct adil_hash is = adil_sha256(rest);
    struct adil_span hex = adil_hex(perm, is.byte, sizeof is.byte);
    if (!adil_span_eq(adil_span_sub(line, title.len, line.len), hex)) {
        return damaged(diag, path, "SHA-256", hex, "what the first line says: it was changed");
    }
    ADIL_TRY(adil_note_split(perm, (struct adil_place){path, 0}, rest, &note, diag));
    ADIL_TRY(adil_checkpoint_parse((struct adil_place){path, 0}, note.text, &c, diag));
    if (!adil_span_eq(c.origin, seen->origin)) {
        return damaged(diag, path, "origin", c.origin, "the origin this file is named for");
    }
    seen->size = c.size;
    seen->root = c.root;
    seen->note = rest;
    return ADIL_OK;
}

static adil_err load(void *ctx, struct adil_arena *perm, struct adil_span origin,
                     struct adil_witness_seen *seen, struct adil_diag *diag)
{
    const struct folder *f = ctx;
    struct adil_span path = path_of(perm, f, origin, "");
    struct adil_span bytes;
    bool there = false;
    *seen = (struct adil_witness_seen){.origin = origin, .root = adil_empty_root()};
    ADIL_TRY(is_there(f, *perm, path, &there, diag));
    if (!there) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_file_read(perm, path, STATE_BYTES_MAX, &bytes, diag));
    return parse_state(perm, path, bytes, seen, diag);
}

static adil_err write_state(struct adil_arena scratch, struct adil_span path,
                            const struct adil_witness_seen *to, struct adil_diag *diag)
{
    struct adil_hash h = adil_sha256(to->note);
    struct adil_span hex = adil_hex(&scratch, h.byte, sizeof h.byte);
    struct adil_buf b;
    adil_buf_open(&b, STATE_BYTES_MAX);
    adil_buf_put(&b, title);
    adil_buf_put(&b, hex);
    adil_buf_byte(&b, '\n');
    adil_buf_put(&b, to->note);
    adil_err err =
        adil_buf_ok(&b) ? adil_file_write(scratch, path, adil_buf_span(&b), diag) : ADIL_ERR(LIMIT);
    adil_buf_release(&b);
    return err;
}

/* ---- compare and swap ---------------------------------------------------------------------- */

static adil_err lock(const char *path, int *fd, struct adil_diag *diag)
{
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    while (*fd >= 0 && flock(*fd, LOCK_EX) != 0) {
        if (errno != EINTR) {
            (void)close(*fd);
            *fd = -1;
        }
    }
    return *fd >= 0 ? ADIL_OK
                    : adil_fail(diag, ADIL_ERR(IO), (struct adil_place){adil_span_of(path), 0},
                                ADIL_SPAN("lock"), ADIL_SPAN("not to be had"),
                                ADIL_SPAN("a file that can be written and locked"));
}

static adil_err compare_and_write(struct folder *f, struct adil_arena scratch,
                                  const struct adil_witness_seen *from,
                                  const struct adil_witness_seen *to, bool *swapped,
                                  struct adil_diag *diag)
{
    struct adil_witness_seen now;
    ADIL_TRY(load(f, &scratch, to->origin, &now, diag));
    if (now.size != from->size || !adil_hash_eq(&now.root, &from->root)) {
        return ADIL_OK;
    }
    ADIL_TRY(write_state(scratch, path_of(&scratch, f, to->origin, ""), to, diag));
    *swapped = true;
    return ADIL_OK;
}

static adil_err swap(void *ctx, struct adil_arena scratch, const struct adil_witness_seen *from,
                     const struct adil_witness_seen *to, bool *swapped, struct adil_diag *diag)
{
    struct folder *f = ctx;
    int fd = -1;
    *swapped = false;
    ADIL_ASSERT(from->size <= to->size); /* a witness never goes backwards */
    struct adil_span name = path_of(&scratch, f, to->origin, ".lock");
    ADIL_TRY(lock(adil_span_cstr(&scratch, name), &fd, diag));
    adil_err err = compare_and_write(f, scratch, from, to, swapped, diag);
    (void)close(fd); /* and with it the lock */
    return err;
}

/* ---- evidence ------------------------------------------------------------------------------ */

static adil_err evidence(void *ctx, struct adil_arena scratch, struct adil_span origin,
                         struct adil_span bytes, struct adil_diag *diag)
{
    struct folder *f = ctx;
    struct adil_hash h = adil_sha256(bytes);
    struct adil_span hex = adil_hex(&scratch, h.byte, 1);
    struct adil_fork_evidence e;
    ADIL_TRY(adil_fork_parse((struct adil_place){origin, 0}, bytes, &e, diag));
    struct adil_span word = adil_fork_word(e.kind);
    struct adil_span ending = adil_fmt(&scratch, ".%.*s-%.*s", ADIL_ARG(word), ADIL_ARG(hex));
    struct adil_span path = path_of(&scratch, f, origin, adil_span_cstr(&scratch, ending));
    bool there = false;
    ADIL_TRY(is_there(f, scratch, path, &there, diag));
    return there ? ADIL_OK : adil_file_write(scratch, path, bytes, diag);
}

struct adil_witness_memory adil_witness_folder(struct adil_arena *perm, struct adil_span dir)
{
    struct folder *f = adil_new(perm, struct folder, 1);
    f->dir = adil_span_copy(perm, dir);
    return (struct adil_witness_memory){f, load, swap, evidence};
}
