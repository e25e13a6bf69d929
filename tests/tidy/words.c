/* Words that may not stand where they stand. */
#include "tidy.h"

struct ban {
    const char *words;  /* separated by blanks */
    bool call;          /* only when a '(' follows */
    const char *below;  /* where it is banned */
    const char *but[4]; /* paths (or their beginnings) where it is not */
};

static const struct ban bans[] = {
    /* unbounded, without errors, with hidden state, or following the machine's locale */
    {"strcpy strcat stpcpy sprintf vsprintf strtok strtok_r gets atoi atol atoll atof strtol "
     "strtoll strtoul strtoull strtod strtof scanf fscanf sscanf localtime gmtime localtime_r "
     "gmtime_r mktime asctime ctime strftime rand srand random srandom alloca",
     true,
     "",
     {NULL}},
    /* but the test that the machine's locale changes nothing */
    {"setlocale", true, "", {"tests/simulate/test_copies.c", NULL}},
    /* memory comes from arenas */
    {"malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf",
     true,
     "src/",
     {"src/base/buf.c", "src/net/", NULL}},
    /* an outcome is exact */
    {"float double", false, "src/base/", {NULL}},
    {"float double", false, "src/law/", {NULL}},
    {"float double", false, "src/count/", {NULL}},
    {"float double", false, "src/weight/", {NULL}},
    {"float double", false, "src/exchange/", {NULL}},
    /* an outcome does not depend on the day, the machine or chance */
    {"getenv", true, "src/", {"src/base/progress.c", "src/cli/", NULL}},
    {"time clock clock_gettime gettimeofday secure_getenv getrandom",
     true,
     "src/",
     {"src/base/monotonic.c", "src/cli/", NULL}},
    /* libraries neither print nor end the program */
    {"printf vprintf puts putchar fprintf vfprintf fputs fputc perror exit _exit abort",
     true,
     "src/",
     {"src/base/check.c", "src/base/arena.c", "src/base/progress.c", "src/cli/"}},
    /* a text is compared as a span */
    {"strncpy strncat", true, "src/", {NULL}},
    /* a case that cannot run has failed */
    {"skip", true, "tests/", {NULL}},
};

static bool ban_covers(const struct ban *ban, const struct tidy_file *f)
{
    if (!tidy_is_below(f, ban->below)) {
        return false;
    }
    for (size_t i = 0; i < ADIL_COUNT(ban->but) && ban->but[i] != NULL; i++) {
        if (tidy_is_below(f, ban->but[i])) {
            return false;
        }
    }
    return true;
}

static bool ban_names(const struct ban *ban, struct adil_span word)
{
    struct adil_span rest = adil_span_of(ban->words);
    struct adil_span banned;
    while (adil_span_cut(&rest, ' ', &banned)) {
        if (adil_span_eq(banned, word)) {
            return true;
        }
    }
    return false;
}

static bool call_follows(struct adil_span code, size_t at)
{
    while (at < code.len && code.ptr[at] == ' ') {
        at++;
    }
    return at < code.len && code.ptr[at] == '(';
}

void tidy_banned(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        size_t at = 0;
        if (f->kind == NULL) {
            continue;
        }
        struct adil_span code = tidy_without(&a, f, TIDY_COMMENT | TIDY_LITERAL);
        for (struct adil_span w = tidy_next_word(code, &at); w.len > 0;
             w = tidy_next_word(code, &at)) {
            for (size_t k = 0; k < ADIL_COUNT(bans); k++) {
                if (ban_names(&bans[k], w) && ban_covers(&bans[k], f) &&
                    (!bans[k].call || call_follows(code, at))) {
                    tidy_find(out, f, at, "banned here", w);
                }
            }
        }
    }
}

void tidy_markers(const struct tidy_repo *repo, struct adil_arena scratch,
                  struct tidy_findings *out)
{
    /* In two pieces, so that this file has none. */
    static const char *const markers[] = {"TO"
                                          "DO",
                                          "FIX"
                                          "ME",
                                          "XX"
                                          "X",
                                          "HA"
                                          "CK",
                                          "WI"
                                          "P"};
    (void)scratch;
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        size_t at = 0;
        if (adil_span_ends(f->path, ADIL_SPAN(".csv"))) {
            continue;
        }
        for (struct adil_span w = tidy_next_word(f->text, &at); w.len > 0;
             w = tidy_next_word(f->text, &at)) {
            for (size_t k = 0; k < ADIL_COUNT(markers); k++) {
                if (adil_span_is(w, markers[k])) {
                    tidy_find(out, f, at, "leftover marker", w);
                }
            }
        }
    }
}
