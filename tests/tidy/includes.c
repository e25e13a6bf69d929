/* Who includes whom: floors, adapters, headers alone, files that nothing reaches. */
#include "tidy.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The floors, as ARCHITECTURE.md has them; -1 for a folder that is on none. */
static int floor_of(struct adil_span folder)
{
    static const struct {
        const char *folder;
        int floor;
    } floors[] = {
        {"base", 0},   {"law", 1},    {"gazette", 1},  {"net", 1},    {"group", 1},
        {"count", 2},  {"weight", 2}, {"ballot", 2},   {"polity", 3}, {"exchange", 4},
        {"report", 4}, {"audit", 4},  {"simulate", 4}, {"cli", 5},    {"site", 5},
    };
    for (size_t i = 0; i < ADIL_COUNT(floors); i++) {
        if (adil_span_is(folder, floors[i].folder)) {
            return floors[i].floor;
        }
    }
    return -1;
}

static struct adil_span first_segment(struct adil_span path)
{
    return adil_span_sub(path, 0, adil_span_find_byte(path, '/'));
}

/* The next #include at or after *at: its name without quotes or brackets. */
static bool next_include(struct adil_span bare, size_t *at, struct adil_span *name)
{
    static const struct adil_span mark = ADIL_SPAN_INIT("#include ");
    struct adil_span rest = adil_span_sub(bare, *at, bare.len);
    size_t found = adil_span_find(rest, mark);
    if (found == rest.len) {
        return false;
    }
    size_t from = *at + found + mark.len;
    struct adil_span line = adil_span_sub(bare, from, bare.len);
    line = adil_span_trim(adil_span_sub(line, 0, adil_span_find_byte(line, '\n')));
    *at = from;
    *name = line.len >= 2 ? adil_span_sub(line, 1, line.len - 1) : line;
    return true;
}

void tidy_floors(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        struct adil_span name;
        size_t at = 0;
        if (f->kind == NULL || !tidy_is_below(f, "src/")) {
            continue;
        }
        struct adil_span folder = first_segment(adil_span_sub(f->path, 4, f->path.len));
        int own = floor_of(folder);
        if (own < 0) {
            tidy_find(out, f, 0, "folder stands on no floor", folder);
        }
        struct adil_span bare = tidy_without(&a, f, TIDY_COMMENT);
        while (next_include(bare, &at, &name)) {
            struct adil_span other = first_segment(name);
            int floor = floor_of(other);
            if (bare.ptr[at] != '"') {
                continue;
            }
            if (floor < 0) {
                tidy_find(out, f, at, "include is not written \"folder/file\"", name);
            } else if (floor > own || (floor == own && !adil_span_eq(folder, other))) {
                tidy_find(out, f, at, "include of a higher or neighbouring floor", name);
            }
        }
    }
}

void tidy_adapters(const struct tidy_repo *repo, struct adil_arena scratch,
                   struct tidy_findings *out)
{
    static const struct {
        const char *header;
        const char *only_in;
        const char *or_in[2];
    } adapters[] = {
        {"microhttpd.h", "src/net/http_server.c", {NULL, NULL}},
        {"curl/curl.h", "src/net/http_client.c", {NULL, NULL}},
        {"yaml.h", "src/law/yaml.c", {NULL, NULL}},
        {"gmp.h", "src/base/num", {NULL, NULL}},
        {"sodium.h", "src/base/", {"src/gazette/note.c", "src/gazette/secret"}},
        {"sqlite3.h", "src/gazette/store_sqlite", {NULL, NULL}},
        {"utf8proc.h", "src/base/", {NULL, NULL}},
        {"locale.h", "nowhere", {NULL, NULL}},
        {"math.h", "src/report/", {NULL, NULL}},
        {"time.h", "src/base/monotonic.c", {"src/cli/clock.c", NULL}},
    };
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        struct adil_span name;
        size_t at = 0;
        if (f->kind == NULL || !tidy_is_below(f, "src/")) {
            continue;
        }
        struct adil_span bare = tidy_without(&a, f, TIDY_COMMENT);
        while (next_include(bare, &at, &name)) {
            for (size_t k = 0; k < ADIL_COUNT(adapters); k++) {
                const char *const *or_in = adapters[k].or_in;
                if (adil_span_is(name, adapters[k].header) &&
                    !tidy_is_below(f, adapters[k].only_in) &&
                    (or_in[0] == NULL || !tidy_is_below(f, or_in[0])) &&
                    (or_in[1] == NULL || !tidy_is_below(f, or_in[1]))) {
                    tidy_find(out, f, at, "header outside its adapter", name);
                }
            }
        }
    }
}

static bool compiles(struct adil_arena a, const struct tidy_repo *repo, struct adil_span header)
{
    struct adil_span rest = ADIL_SPAN("cc -std=c17 -D_DEFAULT_SOURCE -Wall -Werror -Isrc "
                                      "-Itests/support -fmax-errors=1 -x c "
                                      "-fsyntax-only");
    struct adil_span word;
    char *argv[16] = {NULL};
    size_t n = 0;
    char *root = adil_span_cstr(&a, repo->root);
    while (adil_span_cut(&rest, ' ', &word)) {
        argv[n++] = adil_span_cstr(&a, word);
    }
    argv[n++] = adil_span_cstr(&a, header);
    ADIL_ASSERT(n < ADIL_COUNT(argv));
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        if (chdir(root) == 0) {
            execvp(argv[0], argv);
        }
        _exit(127);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

void tidy_headers(const struct tidy_repo *repo, struct adil_arena scratch,
                  struct tidy_findings *out)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (adil_span_ends(f->path, ADIL_SPAN(".h")) && !compiles(scratch, repo, f->path)) {
            tidy_find(out, f, 0, "header does not compile alone", ADIL_SPAN(""));
        }
    }
}

static struct adil_span folder_of(struct adil_span path)
{
    for (size_t i = path.len; i > 0; i--) {
        if (path.ptr[i - 1] == '/') {
            return adil_span_sub(path, 0, i - 1);
        }
    }
    return ADIL_SPAN("");
}

static bool build_file_names(const struct tidy_repo *repo, struct adil_span build_path,
                             struct adil_span quoted)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (adil_span_eq(f->path, build_path)) {
            return adil_span_find(f->text, quoted) < f->text.len;
        }
    }
    return false;
}

/* A source is listed as 'file.c' by the meson.build of its folder or one above (with the path from
 * there); test_x.c, fuzz_x.c and bench_x.c by their folder as 'x'. */
static bool is_built(const struct tidy_repo *repo, struct adil_arena a, struct adil_span path)
{
    static const char *const prefixes[] = {"test_", "fuzz_", "bench_"};
    struct adil_span folder = folder_of(path);
    struct adil_span name = adil_span_sub(path, folder.len + 1, path.len);
    for (size_t i = 0; i < ADIL_COUNT(prefixes); i++) {
        struct adil_span prefix = adil_span_of(prefixes[i]);
        if (adil_span_starts(name, prefix)) {
            struct adil_span x = adil_span_sub(name, prefix.len, name.len - 2);
            if (build_file_names(repo, adil_fmt(&a, "%.*s/meson.build", ADIL_ARG(folder)),
                                 adil_fmt(&a, "'%.*s'", ADIL_ARG(x)))) {
                return true;
            }
        }
    }
    while (folder.len > 0) {
        name = adil_span_sub(path, folder.len + 1, path.len);
        if (build_file_names(repo, adil_fmt(&a, "%.*s/meson.build", ADIL_ARG(folder)),
                             adil_fmt(&a, "'%.*s'", ADIL_ARG(name)))) {
            return true;
        }
        folder = folder_of(folder);
    }
    return false;
}

/* By its path from src/ or, for tests, by any end of its path. */
static bool is_included(const struct tidy_repo *repo, struct adil_arena scratch,
                        const struct tidy_file *header)
{
    bool in_src = tidy_is_below(header, "src/");
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        struct adil_span name;
        size_t at = 0;
        if (f->kind == NULL || f == header) {
            continue;
        }
        struct adil_span bare = tidy_without(&a, f, TIDY_COMMENT);
        while (next_include(bare, &at, &name)) {
            struct adil_span path = adil_fmt(&a, "%s%.*s", in_src ? "src/" : "/", ADIL_ARG(name));
            if (in_src ? adil_span_eq(header->path, path) : adil_span_ends(header->path, path)) {
                return true;
            }
        }
    }
    return false;
}

void tidy_dead(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (adil_span_ends(f->path, ADIL_SPAN(".c")) && !is_built(repo, scratch, f->path)) {
            tidy_find(out, f, 0, "no meson.build lists it", ADIL_SPAN(""));
        } else if (f->kind != NULL && !adil_span_ends(f->path, ADIL_SPAN(".c")) &&
                   !is_included(repo, scratch, f)) {
            tidy_find(out, f, 0, "nothing includes it", ADIL_SPAN(""));
        }
    }
}
