/* Files that nobody but their owner reads. */
#include "gazette/secret_private.h"

#include "base/file.h"
#include "base/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_FILE_TEXT = 2 * ADIL_KEY_FILE_BYTES + 1 };

adil_err adil_private_refuse(struct adil_diag *d, adil_err code, struct adil_span path,
                             const char *field, const char *found, const char *expected)
{
    return adil_fail(d, code, (struct adil_place){path, 0}, adil_span_of(field),
                     adil_span_of(found), adil_span_of(expected));
}

adil_err adil_private_failed(struct adil_diag *d, adil_err code, struct adil_span path,
                             const char *expected)
{
    char words[128] = "";
    if (strerror_r(errno, words, sizeof words) != 0) {
        words[0] = '\0';
    }
    return adil_private_refuse(d, code, path, "", words, expected);
}

/* The path for the system; NULL when it would see another name. */
const char *adil_private_name(struct adil_arena *a, struct adil_span path)
{
    bool whole = path.len > 0 && adil_span_find_byte(path, '\0') == path.len;
    return whole ? adil_span_cstr(a, path) : NULL;
}

/* The name itself becomes durable. */
static int sync_folder_of(struct adil_arena scratch, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    const char *folder = len > 0 ? adil_span_cstr(&scratch, adil_span_bytes(path, len)) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    /* Some file systems cannot sync a folder and say so with EINVAL. */
    int failed = fsync(fd) != 0 && errno != EINVAL ? errno : 0;
    (void)close(fd);
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* A new file of mode 0600; what stands there already stays (errno EEXIST). -1 on failure. */
int adil_private_new(struct adil_arena scratch, const char *path, struct adil_span bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return -1;
    }
    int failed = 0;
    if (adil_fd_write(fd, bytes).code != ADIL_C_OK || fsync(fd) != 0) {
        failed = errno;
    }
    if (close(fd) != 0 && failed == 0) {
        failed = errno;
    }
    if (failed == 0 && sync_folder_of(scratch, path) != 0) {
        failed = errno;
    }
    if (failed != 0) {
        (void)unlink(path); /* nothing was signed with this key yet */
    }
    errno = failed;
    return failed == 0 ? 0 : -1;
}

/* Opens a regular file that nobody but its owner can read or write. */
adil_err adil_private_open(struct adil_arena scratch, struct adil_span path, int *fd,
                           struct adil_diag *diag)
{
    struct stat st;
    const char *name = adil_private_name(&scratch, path);
    errno = EINVAL;
    *fd = name != NULL ? open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK) : -1;
    if (*fd < 0) {
        return adil_private_failed(diag, ADIL_ERR(INPUT), path, "a file that can be read");
    }
    const char *found = "";
    if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        found = "no regular file";
    } else if ((st.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        found = "a file that others can read or write";
    }
    if (*found != '\0') {
        (void)close(*fd);
        return adil_private_refuse(diag, ADIL_ERR(INPUT), path, "mode", found,
                                   "a file of mode 0600");
    }
    return ADIL_OK;
}

/* Reads at most `room` bytes; more or an error give false. */
bool adil_private_read(int fd, char *to, size_t room, size_t *len)
{
    *len = 0;
    while (*len < room) {
        ssize_t n = read(fd, to + *len, room - *len);
        if (n == 0) {
            return true;
        }
        if (n < 0 && errno != EINTR) {
            return false;
        }
        *len += n > 0 ? (size_t)n : 0;
    }
    return false;
}

adil_err adil_key_file_make(struct adil_arena scratch, struct adil_span path,
                            struct adil_diag *diag)
{
    const char *name = adil_private_name(&scratch, path);
    if (name == NULL) {
        return adil_private_refuse(diag, ADIL_ERR(INPUT), path, "key file", "",
                                   "the name of a file");
    }
    bool ready = sodium_init() >= 0;
    char *text = ready ? sodium_malloc(KEY_FILE_TEXT) : NULL;
    uint8_t *key = ready ? sodium_malloc(ADIL_KEY_FILE_BYTES) : NULL;
    adil_err err = ADIL_ERR(LIMIT);
    if (text != NULL && key != NULL) {
        randombytes_buf(key, ADIL_KEY_FILE_BYTES);
        (void)sodium_bin2hex(text, KEY_FILE_TEXT, key, ADIL_KEY_FILE_BYTES);
        text[KEY_FILE_TEXT - 1] = '\n';
        bool there = adil_private_new(scratch, name, adil_span_bytes(text, KEY_FILE_TEXT)) == 0 ||
                     errno == EEXIST;
        err = there ? ADIL_OK
                    : adil_private_failed(diag, ADIL_ERR(IO), path, "a key file that can be made");
    }
    sodium_free(text);
    sodium_free(key);
    return err;
}

/* 64 hex digits, perhaps a newline, into `key`, which is locked memory. */
adil_err adil_key_file_read(struct adil_arena scratch, struct adil_span path, uint8_t *key,
                            struct adil_diag *diag)
{
    int fd = -1;
    size_t len = 0;
    ADIL_TRY(adil_private_open(scratch, path, &fd, diag));
    char *text = sodium_malloc(KEY_FILE_TEXT + 1);
    bool read_it = text != NULL && adil_private_read(fd, text, KEY_FILE_TEXT + 1, &len);
    (void)close(fd);
    if (read_it && len == KEY_FILE_TEXT && text[len - 1] == '\n') {
        len--;
    }
    bool good = read_it && adil_hex_parse(adil_span_bytes(text, len), key, ADIL_KEY_FILE_BYTES);
    sodium_free(text);
    return good ? ADIL_OK
                : adil_private_refuse(diag, ADIL_ERR(INPUT), path, "key file", "", "64 hex digits");
}
