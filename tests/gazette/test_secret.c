#include "gazette/secret_file.h"
#include "gazette/secret_keyed.h"

#include "base/base64.h"
#include "base/file.h"
#include "support.h"

#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME ADIL_SPAN("gazette.example/2026")

static char folder[] = "/tmp/adil-secret-XXXXXX";

/* The cheapest cost that a file may name. */
static const struct adil_lock by_phrase = {
    .phrase = ADIL_SPAN_INIT("correct horse"), .passes = 1, .kib = 8};
static const struct adil_lock by_other_phrase = {
    .phrase = ADIL_SPAN_INIT("correct horsE"), .passes = 1, .kib = 8};

static int folder_make(void **state)
{
    (void)state;
    return sodium_init() >= 0 && mkdtemp(folder) != NULL ? 0 : -1;
}

static int folder_drop(void **state)
{
    (void)state;
    return rmdir(folder);
}

static struct adil_span in_folder(struct adil_arena *a, const char *file)
{
    return adil_fmt(a, "%s/%s", folder, file);
}

static void drop(struct adil_arena *a, struct adil_span path)
{
    assert_int_equal(unlink(adil_span_cstr(a, path)), 0);
}

static void seed_bytes(uint8_t seed[32])
{
    for (unsigned i = 0; i < 32; i++) {
        seed[i] = (uint8_t)(0x40 + 7 * i);
    }
}

static struct adil_secret *known_secret(uint8_t kind)
{
    struct adil_secret *s = NULL;
    uint8_t seed[32];
    seed_bytes(seed);
    assert_int_equal(adil_secret_from_seed(NAME, kind, seed, &s, NULL).code, ADIL_C_OK);
    return s;
}

static bool signs_for(const struct adil_secret *s, struct adil_vkey k)
{
    struct adil_span message = ADIL_SPAN("a message");
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    adil_secret_sign(s, message, sig);
    return adil_ed25519_verify(k.key, message, adil_span_bytes((const char *)sig, sizeof sig));
}

static void test_new_keys_differ_and_sign(void **state)
{
    struct test_arenas *t = *state;
    struct adil_secret *a = NULL;
    struct adil_secret *b = NULL;
    assert_int_equal(adil_secret_new(NAME, ADIL_KEY_ED25519, &a, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_secret_new(NAME, ADIL_KEY_COSIGNATURE, &b, NULL).code, ADIL_C_OK);
    struct adil_vkey ka = adil_secret_public(&t->perm, a);
    struct adil_vkey kb = adil_secret_public(&t->perm, b);
    assert_false(adil_span_eq(ka.key, kb.key));
    assert_true(signs_for(a, ka) && signs_for(b, kb));
    assert_false(signs_for(a, kb));
    adil_secret_free(a);
    adil_secret_free(b);
    adil_secret_free(NULL);
    assert_span_equal(ka.name, NAME); /* a copy: outlives the secret */
}

static void test_a_bad_name_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "a b", "a+b", "a\xc2\xa0z", "a\nb", "\xff"};
    char longer[ADIL_SECRET_NAME_MAX + 1];
    struct adil_secret *s = NULL;
    memset(longer, 'n', sizeof longer);
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        assert_int_equal(adil_secret_new(adil_span_of(bad[i]), ADIL_KEY_ED25519, &s, NULL).code,
                         ADIL_C_INPUT);
    }
    assert_int_equal(
        adil_secret_new(adil_span_bytes(longer, sizeof longer), ADIL_KEY_ED25519, &s, NULL).code,
        ADIL_C_INPUT);
    assert_int_equal(
        adil_secret_new(adil_span_bytes(longer, sizeof longer - 1), ADIL_KEY_ED25519, &s, NULL)
            .code,
        ADIL_C_OK);
    adil_secret_free(s);
}

static void saves_and_loads(struct test_arenas *t, uint8_t kind, const struct adil_lock *lock)
{
    struct adil_span path = in_folder(&t->perm, "round.key");
    struct adil_secret *s = known_secret(kind);
    struct adil_secret *again = NULL;
    struct adil_vkey k = adil_secret_public(&t->perm, s);
    assert_int_equal(adil_secret_save(t->scratch, s, path, lock, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(adil_secret_load(t->scratch, path, lock, &again, NULL).code, ADIL_C_OK);
    struct adil_vkey l = adil_secret_vkey(again);
    assert_span_equal(adil_vkey_text(&t->perm, &l), adil_vkey_text(&t->perm, &k));
    assert_true(signs_for(again, k));
    adil_secret_free(again);
    drop(&t->perm, path);
}

static void test_a_saved_key_is_the_same_key(void **state)
{
    struct test_arenas *t = *state;
    struct adil_lock by_file = {.key_file = in_folder(&t->perm, "lock")};
    saves_and_loads(t, ADIL_KEY_ED25519, &by_phrase);
    saves_and_loads(t, ADIL_KEY_COSIGNATURE, &by_phrase);
    saves_and_loads(t, ADIL_KEY_ED25519, &by_file); /* makes the key file */
    saves_and_loads(t, ADIL_KEY_ED25519, &by_file); /* finds it */
    drop(&t->perm, by_file.key_file);
}

/* MODERATE, as the program saves: the cost stands in the file. */
static void test_the_usual_cost_is_written_down(void **state)
{
    struct test_arenas *t = *state;
    struct adil_lock usual = {.phrase = ADIL_SPAN("p")};
    struct adil_span text;
    struct adil_span path = in_folder(&t->perm, "round.key");
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &usual, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(adil_file_read(&t->perm, path, 4096, &text, NULL).code, ADIL_C_OK);
    assert_true(adil_span_find(text, ADIL_SPAN("lock pass-phrase argon2id 3 262144\n")) < text.len);
    drop(&t->perm, path);
}

static void test_a_wrong_lock_is_refused(void **state)
{
    struct test_arenas *t = *state;
    struct adil_diag d;
    struct adil_secret *got = NULL;
    struct adil_span path = in_folder(&t->perm, "a.key");
    struct adil_span other = in_folder(&t->perm, "b.key");
    struct adil_lock by_file = {.key_file = in_folder(&t->perm, "lock-a")};
    struct adil_lock by_other_file = {.key_file = in_folder(&t->perm, "lock-b")};
    struct adil_lock none = {.passes = 0};
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    adil_diag_open(&d, &t->perm);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_other_phrase, &got, &d).code,
                     ADIL_C_REFUSED);
    assert_span_is(d.first->field, "pass-phrase");
    assert_int_equal(adil_secret_load(t->scratch, path, &none, &got, NULL).code, ADIL_C_INPUT);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_file, &got, NULL).code, ADIL_C_INPUT);
    drop(&t->perm, path);

    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_file, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_secret_save(t->scratch, s, other, &by_other_file, NULL).code, ADIL_C_OK);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_other_file, &got, NULL).code,
                     ADIL_C_REFUSED);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_phrase, &got, NULL).code, ADIL_C_INPUT);
    assert_null(got);
    drop(&t->perm, by_other_file.key_file); /* and a missing one is not made when loading */
    assert_int_equal(adil_secret_load(t->scratch, other, &by_other_file, &got, NULL).code,
                     ADIL_C_INPUT);
    adil_secret_free(s);
    drop(&t->perm, path);
    drop(&t->perm, other);
    drop(&t->perm, by_file.key_file);
}

static void put_file(struct adil_arena *a, struct adil_span path, struct adil_span bytes)
{
    int fd = open(adil_span_cstr(a, path), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(adil_fd_write(fd, bytes).code, ADIL_C_OK);
    assert_int_equal(close(fd), 0);
}

/* Every byte, changed in its lowest bit and to a neighbouring digit or letter. */
static void test_every_changed_byte_is_refused(void **state)
{
    struct test_arenas *t = *state;
    static const char flip[] = {1, 2, 0x20};
    struct adil_span path = in_folder(&t->perm, "flip.key");
    struct adil_span text;
    struct adil_secret *got = NULL;
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(adil_file_read(&t->perm, path, 4096, &text, NULL).code, ADIL_C_OK);
    char *bytes = adil_span_cstr(&t->perm, text);
    for (size_t i = 0; i < text.len * sizeof flip; i++) {
        bytes[i / sizeof flip] ^= flip[i % sizeof flip];
        put_file(&t->scratch, path, adil_span_bytes(bytes, text.len));
        adil_err err = adil_secret_load(t->scratch, path, &by_phrase, &got, NULL);
        assert_true(err.code == ADIL_C_INPUT || err.code == ADIL_C_REFUSED);
        bytes[i / sizeof flip] ^= flip[i % sizeof flip];
    }
    for (size_t len = 0; len < text.len; len++) {
        put_file(&t->scratch, path, adil_span_bytes(bytes, len));
        assert_int_equal(adil_secret_load(t->scratch, path, &by_phrase, &got, NULL).code,
                         ADIL_C_INPUT);
    }
    put_file(&t->scratch, path, text); /* as it was: it opens */
    assert_int_equal(adil_secret_load(t->scratch, path, &by_phrase, &got, NULL).code, ADIL_C_OK);
    adil_secret_free(got);
    drop(&t->perm, path);
}

static void test_what_others_can_read_is_refused(void **state)
{
    struct test_arenas *t = *state;
    static const mode_t open_mode[] = {0640, 0604, 0620, 0602, 0610, 0644, 0777};
    struct adil_secret *got = NULL;
    struct adil_lock by_file = {.key_file = in_folder(&t->perm, "lock")};
    struct adil_span path = in_folder(&t->perm, "mode.key");
    const char *file[] = {adil_span_cstr(&t->perm, path),
                          adil_span_cstr(&t->perm, by_file.key_file)};
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    mode_t mask = umask(0);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_file, NULL).code, ADIL_C_OK);
    (void)umask(mask);
    adil_secret_free(s);
    for (size_t f = 0; f < ADIL_COUNT(file); f++) {
        struct stat st;
        assert_int_equal(stat(file[f], &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600);
        for (size_t i = 0; i < ADIL_COUNT(open_mode); i++) {
            assert_int_equal(chmod(file[f], open_mode[i]), 0);
            assert_int_equal(adil_secret_load(t->scratch, path, &by_file, &got, NULL).code,
                             ADIL_C_INPUT);
        }
        assert_int_equal(chmod(file[f], 0600), 0);
    }
    assert_int_equal(adil_secret_load(t->scratch, path, &by_file, &got, NULL).code, ADIL_C_OK);
    adil_secret_free(got);
    drop(&t->perm, path);
    drop(&t->perm, by_file.key_file);
}

static void test_a_file_is_never_written_over(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span text;
    struct adil_span path = in_folder(&t->perm, "there.key");
    struct adil_span lost = in_folder(&t->perm, "missing/there.key");
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    put_file(&t->perm, path, ADIL_SPAN("dear"));
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_INPUT);
    assert_int_equal(adil_file_read(&t->perm, path, 4096, &text, NULL).code, ADIL_C_OK);
    assert_span_is(text, "dear");
    drop(&t->perm, path);
    assert_int_equal(symlink("elsewhere", adil_span_cstr(&t->perm, path)), 0);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_INPUT);
    drop(&t->perm, path);
    assert_int_equal(adil_secret_save(t->scratch, s, lost, &by_phrase, NULL).code, ADIL_C_IO);
    adil_secret_free(s);
}

/* A key file, or a secret's, that is something else. */
static void test_other_files_are_refused(void **state)
{
    struct test_arenas *t = *state;
    static char longer[ADIL_SECRET_FILE_MAX + 1];
    struct adil_secret *got = NULL;
    struct adil_lock by_file = {.key_file = in_folder(&t->perm, "lock")};
    struct adil_lock by_folder = {.key_file = adil_span_of(folder)};
    struct adil_lock by_nothing = {.key_file = ADIL_SPAN("a\0b")};
    struct adil_span path = in_folder(&t->perm, "other.key");
    struct adil_span hex = adil_hex(&t->perm, (const uint8_t[33]){1}, 33);
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_nothing, NULL).code, ADIL_C_INPUT);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_folder, NULL).code, ADIL_C_INPUT);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_file, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_folder, &got, NULL).code, ADIL_C_INPUT);
    for (size_t n = 0; n <= hex.len; n++) {
        put_file(&t->scratch, by_file.key_file, adil_span_sub(hex, 0, n));
        assert_int_equal(adil_secret_load(t->scratch, path, &by_file, &got, NULL).code,
                         n == 64 ? ADIL_C_REFUSED : ADIL_C_INPUT);
    }
    put_file(&t->scratch, path, adil_span_bytes(longer, sizeof longer));
    assert_int_equal(adil_secret_load(t->scratch, path, &by_file, &got, NULL).code, ADIL_C_INPUT);
    assert_int_equal(adil_secret_load(t->scratch, adil_span_of(folder), &by_file, &got, NULL).code,
                     ADIL_C_INPUT);
    drop(&t->perm, path);
    drop(&t->perm, by_file.key_file);
}

/* A full disk: nothing is left behind. In a child, for limits cannot be raised again. */
static void test_a_full_disk_leaves_no_half_key(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span path = in_folder(&t->perm, "full.key");
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit small = {100, 100};
        (void)signal(SIGXFSZ, SIG_IGN);
        bool set = setrlimit(RLIMIT_FSIZE, &small) == 0;
        adil_err err = adil_secret_save(t->scratch, s, path, &by_phrase, NULL);
        _exit(set && err.code == ADIL_C_IO ? 0 : 1);
    }
    int status = 0;
    struct stat st;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(stat(adil_span_cstr(&t->perm, path), &st), -1);
    adil_secret_free(s);
}

static bool holds(struct adil_span text, struct adil_span part)
{
    return adil_span_find(text, part) < text.len;
}

static void test_the_file_does_not_hold_the_secret(void **state)
{
    struct test_arenas *t = *state;
    uint8_t seed[32];
    struct adil_span text;
    struct adil_span path = in_folder(&t->perm, "sealed.key");
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    seed_bytes(seed);
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(adil_file_read(&t->perm, path, 4096, &text, NULL).code, ADIL_C_OK);
    for (size_t from = 0; from + 12 <= sizeof seed; from += 4) {
        assert_false(holds(text, adil_span_bytes((const char *)seed + from, 12)));
        assert_false(holds(text, adil_hex(&t->perm, seed + from, 12)));
        for (size_t shift = 0; shift < 3 && from + 12 + shift <= sizeof seed; shift++) {
            struct adil_span part = adil_span_bytes((const char *)seed + from + shift, 12);
            assert_false(holds(text, adil_base64(&t->perm, part)));
        }
    }
    assert_false(holds(text, by_phrase.phrase));
    drop(&t->perm, path);
}

/* ---- memory ----------------------------------------------------------------------------- */

enum { PAGE = 4096, REGION_MAX = 64 << 20 };

/* How often the seed, kept here inverted, stands in `n` bytes. */
static size_t count_seed(const uint8_t *bytes, size_t n, const uint8_t inverted[32])
{
    size_t found = 0;
    for (size_t i = 0; i + 32 <= n && i < PAGE; i++) {
        size_t same = 0;
        while (same < 32 && (bytes[i + same] ^ inverted[same]) == 0xff) {
            same++;
        }
        found += same == 32 ? 1 : 0;
    }
    return found;
}

/* Lower-case hex digits, as the system prints them; returns what follows. */
static const char *hex_digits(const char *text, unsigned long *v)
{
    static const char digit[] = "0123456789abcdef";
    *v = 0;
    for (const char *d; *text != '\0' && (d = strchr(digit, *text)) != NULL; text++) {
        *v = 16 * *v + (unsigned long)(d - digit);
    }
    return text;
}

/* A line of /proc/self/maps: "from-to r..."; false when it cannot be read, or is as large as only
 * the shadow of a sanitizer is. */
static bool readable_region(const char *line, unsigned long *from, unsigned long *to)
{
    const char *rest = hex_digits(line, from);
    if (*rest != '-') {
        return false;
    }
    rest = hex_digits(rest + 1, to);
    return rest[0] == ' ' && rest[1] == 'r' && *to - *from <= REGION_MAX;
}

/* Looks for the seed in every readable page of this process, but for the buffer that it reads
 * into. */
static size_t count_in_memory(const uint8_t inverted[32])
{
    static uint8_t page[PAGE + 32];
    size_t found = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    int mem = open("/proc/self/mem", O_RDONLY);
    unsigned long from = 0;
    unsigned long to = 0;
    char line[512];
    assert_true(maps != NULL && mem >= 0);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (!readable_region(line, &from, &to)) {
            continue;
        }
        for (unsigned long at = from; at < to; at += PAGE) {
            ssize_t n = pread(mem, page, sizeof page, (off_t)at);
            found += count_seed(page, n > 0 ? (size_t)n : 0, inverted);
            sodium_memzero(page, sizeof page);
        }
    }
    (void)fclose(maps);
    (void)close(mem);
    return found;
}

static void test_memory_is_wiped_when_freed(void **state)
{
    struct test_arenas *t = *state;
    uint8_t inverted[32];
    struct adil_secret *s = NULL;
    struct adil_span path = in_folder(&t->perm, "wiped.key");
    assert_int_equal(adil_secret_new(NAME, ADIL_KEY_ED25519, &s, NULL).code, ADIL_C_OK);
    for (size_t i = 0; i < sizeof inverted; i++) {
        inverted[i] = (uint8_t)~adil_secret_seed(s)[i];
    }
    assert_true(count_in_memory(inverted) >= 1); /* the search finds what is there */
    assert_true(signs_for(s, adil_secret_vkey(s)));
    assert_int_equal(adil_secret_save(t->scratch, s, path, &by_phrase, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(count_in_memory(inverted), 0);
    assert_int_equal(adil_secret_load(t->scratch, path, &by_phrase, &s, NULL).code, ADIL_C_OK);
    adil_secret_free(s);
    assert_int_equal(count_in_memory(inverted), 0);
    drop(&t->perm, path);
}

static void write_into(void *arg)
{
    struct adil_vkey k = adil_secret_vkey(arg);
    ((char *)(uintptr_t)k.key.ptr)[0] ^= 1;
}

static void test_a_secret_cannot_be_written_to(void **state)
{
    (void)state;
    struct adil_secret *s = known_secret(ADIL_KEY_ED25519);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit none = {0, 0};
        (void)setrlimit(RLIMIT_CORE, &none);
        (void)signal(SIGSEGV, SIG_DFL); /* cmocka's would go on here */
        write_into(s);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
    adil_secret_free(s);
}

static void test_no_core_is_written(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        struct rlimit core = {1, 1};
        adil_secret_protect_process();
        bool off = getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 && core.rlim_max == 0 &&
                   prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
        _exit(off ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* ---- the text --------------------------------------------------------------------------- */

#define FILE_TEXT(lock_line)                                                                       \
    "adil secret key, version 1\n"                                                                 \
    "key gazette.example/2026+94463c45+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4\n" lock_line   \
    "salt AAAAAAAAAAAAAAAAAAAAAA==\n"                                                              \
    "nonce AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"                                                     \
    "sealed AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"

static adil_err parsed(struct test_arenas *t, const char *text, struct adil_secret_file *f)
{
    return adil_secret_file_parse(&t->perm, (struct adil_place){{NULL, 0}, 0}, adil_span_of(text),
                                  f, NULL);
}

static void test_costs_have_bounds(void **state)
{
    struct test_arenas *t = *state;
    static const char *const good[] = {
        FILE_TEXT("lock pass-phrase argon2id 1 8\n"),
        FILE_TEXT("lock pass-phrase argon2id 16 1048576\n"),
        FILE_TEXT("lock key-file blake2b\n"),
    };
    static const char *const bad[] = {
        FILE_TEXT("lock pass-phrase argon2id 0 8\n"),
        FILE_TEXT("lock pass-phrase argon2id 1 7\n"),
        FILE_TEXT("lock pass-phrase argon2id 17 8\n"),
        FILE_TEXT("lock pass-phrase argon2id 1 1048577\n"),
        FILE_TEXT("lock pass-phrase argon2id 01 8\n"),
        FILE_TEXT("lock pass-phrase argon2id 1 8 \n"),
        FILE_TEXT("lock pass-phrase argon2id 1\n"),
        FILE_TEXT("lock pass-phrase argon2i 1 8\n"),
        FILE_TEXT("lock key-file blake2b 1 8\n"),
        FILE_TEXT("lock none\n"),
        FILE_TEXT(""),
        FILE_TEXT("lock key-file blake2b\n") "\n",
    };
    struct adil_secret_file f;
    for (size_t i = 0; i < ADIL_COUNT(good); i++) {
        assert_int_equal(parsed(t, good[i], &f).code, ADIL_C_OK);
        struct adil_buf b;
        adil_buf_open(&b, ADIL_SECRET_FILE_MAX);
        adil_secret_file_put_header(&b, t->scratch, &f);
        assert_span_equal(f.header, adil_buf_span(&b));
        adil_secret_file_put_sealed(&b, &f);
        assert_span_is(adil_buf_span(&b), good[i]);
        adil_buf_release(&b);
    }
    for (size_t i = 0; i < ADIL_COUNT(bad); i++) {
        assert_int_equal(parsed(t, bad[i], &f).code, ADIL_C_INPUT);
    }
}

/* Key 00 01 .. 1f; the values are those of another implementation (Python 3.11, hashlib.blake2b).
 */
static const struct {
    const char *purpose;
    const char *text;
    const char *hash;
} keyed[] = {
    {"", "", "4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d"},
    {"", "abc", "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f"},
    {"adil/person/v1\n", "850101300123",
     "4fef08915279a1092d6ea54819933542e9ae0b12131378783cb8add7abc1e1fa"},
};

static void test_a_keyed_hash_is_blake2b_under_the_key(void **state)
{
    struct test_arenas *t = *state;
    uint8_t key[ADIL_KEY_FILE_BYTES];
    struct adil_keyed *k = NULL;
    for (size_t i = 0; i < sizeof key; i++) {
        key[i] = (uint8_t)i;
    }
    assert_int_equal(adil_keyed_from(key, &k).code, ADIL_C_OK);
    for (size_t i = 0; i < ADIL_COUNT(keyed); i++) {
        struct adil_hash h =
            adil_keyed_hash(k, adil_span_of(keyed[i].purpose), adil_span_of(keyed[i].text));
        assert_span_is(adil_hex(&t->perm, h.byte, sizeof h.byte), keyed[i].hash);
    }
    adil_keyed_close(k);
}

static void test_a_keyed_hash_needs_the_owners_file(void **state)
{
    struct test_arenas *t = *state;
    struct adil_span path = in_folder(&t->perm, "registrar");
    struct adil_keyed *k = NULL;
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    assert_int_equal(adil_keyed_open(t->scratch, path, &k, &diag).code, ADIL_C_INPUT);
    assert_int_equal(adil_key_file_make(t->scratch, path, &diag).code, ADIL_C_OK);
    assert_int_equal(adil_keyed_open(t->scratch, path, &k, &diag).code, ADIL_C_OK);
    adil_keyed_close(k);
    assert_int_equal(chmod(adil_span_cstr(&t->perm, path), 0640), 0);
    assert_int_equal(adil_keyed_open(t->scratch, path, &k, &diag).code, ADIL_C_INPUT);
    assert_null(k);
    drop(&t->perm, path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_new_keys_differ_and_sign),
        cmocka_unit_test(test_a_bad_name_is_refused),
        test_case(test_a_saved_key_is_the_same_key),
        test_case(test_the_usual_cost_is_written_down),
        test_case(test_a_wrong_lock_is_refused),
        test_case(test_every_changed_byte_is_refused),
        test_case(test_what_others_can_read_is_refused),
        test_case(test_a_file_is_never_written_over),
        test_case(test_other_files_are_refused),
        test_case(test_a_full_disk_leaves_no_half_key),
        test_case(test_the_file_does_not_hold_the_secret),
        test_case(test_memory_is_wiped_when_freed),
        test_case(test_a_keyed_hash_is_blake2b_under_the_key),
        test_case(test_a_keyed_hash_needs_the_owners_file),
        cmocka_unit_test(test_a_secret_cannot_be_written_to),
        cmocka_unit_test(test_no_core_is_written),
        test_case(test_costs_have_bounds),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_drop);
}
