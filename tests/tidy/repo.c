#include "tidy.h"

#include "base/file.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH      12
#define MAX_FILE_BYTES ((size_t)8 << 20)

void tidy_repo_open(struct tidy_repo *repo, struct adil_arena *a, struct adil_span root,
                    size_t max_files)
{
    *repo = (struct tidy_repo){a, root, adil_new(a, struct tidy_file, max_files), 0};
}

/* The lexer's place: in code, in a comment to the end of the line, in one to its end mark, in a
 * literal that ends with `quote`. */
struct lexer {
    enum { IN_CODE, IN_LINE_COMMENT, IN_COMMENT, IN_LITERAL } state;
    char quote;
    bool directive;
    bool line_begins; /* only blanks since the last newline */
};

static unsigned char step(struct lexer *lx, const char *at, char before, bool *skip_next)
{
    char c = at[0];
    char next = at[1];
    unsigned char kind = 0;
    *skip_next = false;
    switch (lx->state) {
    case IN_CODE:
        if (c == '#' && lx->line_begins) {
            lx->directive = true;
        } else if (c == '/' && (next == '*' || next == '/')) {
            lx->state = next == '*' ? IN_COMMENT : IN_LINE_COMMENT;
            kind = TIDY_COMMENT;
            *skip_next = true;
        } else if (c == '"' || c == '\'') {
            lx->state = IN_LITERAL;
            lx->quote = c;
            kind = TIDY_LITERAL;
        }
        break;
    case IN_LINE_COMMENT:
        kind = TIDY_COMMENT;
        if (c == '\n') {
            lx->state = IN_CODE;
        }
        break;
    case IN_COMMENT:
        kind = TIDY_COMMENT;
        if (c == '*' && next == '/') {
            lx->state = IN_CODE;
            *skip_next = true;
        }
        break;
    case IN_LITERAL:
        kind = TIDY_LITERAL;
        if (c == '\\') {
            *skip_next = true;
        } else if (c == lx->quote || c == '\n') {
            lx->state = IN_CODE;
        }
        break;
    }
    if (lx->directive) {
        kind |= TIDY_DIRECTIVE;
    }
    if (c == '\n') {
        lx->line_begins = true;
        lx->directive = lx->directive && (before == '\\' || lx->state == IN_COMMENT);
    } else if (c != ' ') {
        lx->line_begins = false;
    }
    return kind;
}

static const unsigned char *classify(struct adil_arena *a, struct adil_span text)
{
    unsigned char *kind = adil_new(a, unsigned char, text.len + 1);
    struct lexer lx = {.state = IN_CODE, .line_begins = true};
    const char *nul_ended = adil_span_cstr(a, text);
    for (size_t i = 0; i < text.len; i++) {
        bool skip_next;
        kind[i] = step(&lx, nul_ended + i, i > 0 ? nul_ended[i - 1] : '\n', &skip_next);
        if (skip_next && i + 1 < text.len) {
            kind[i + 1] = kind[i];
            i++;
        }
    }
    return kind;
}

void tidy_repo_add(struct tidy_repo *repo, struct adil_span path, struct adil_span text)
{
    struct tidy_file *f = &repo->file[repo->n_files++];
    *f = (struct tidy_file){path, text, NULL};
    if (tidy_is_c(f) || adil_span_ends(path, ADIL_SPAN(".def"))) {
        f->kind = classify(repo->arena, text);
    }
}

static bool is_text(struct adil_span path)
{
    static const char *const ends[] = {".c",    ".h",          ".def",     ".sh",  ".md",
                                       ".yaml", "meson.build", "Makefile", ".dict"};
    for (size_t i = 0; i < ADIL_COUNT(ends); i++) {
        if (adil_span_ends(path, adil_span_of(ends[i]))) {
            return true;
        }
    }
    return adil_span_ends(path, ADIL_SPAN(".csv")) &&
           adil_span_starts(path, ADIL_SPAN("polities/"));
}

static bool is_skipped(const char *name)
{
    return name[0] == '.' || strncmp(name, "build", 5) == 0 || strcmp(name, "node_modules") == 0;
}

static bool read_folder(struct tidy_repo *repo, struct adil_span below, unsigned depth)
{
    struct adil_arena *a = repo->arena;
    bool ok = depth < MAX_DEPTH;
    DIR *dir =
        opendir(adil_span_cstr(a, adil_fmt(a, "%.*s/%.*s", ADIL_ARG(repo->root), ADIL_ARG(below))));
    if (dir == NULL) {
        return false;
    }
    for (struct dirent *e = readdir(dir); e != NULL && ok; e = readdir(dir)) {
        struct stat info;
        struct adil_span path = below.len == 0 ? adil_fmt(a, "%s", e->d_name)
                                               : adil_fmt(a, "%.*s/%s", ADIL_ARG(below), e->d_name);
        struct adil_span full = adil_fmt(a, "%.*s/%.*s", ADIL_ARG(repo->root), ADIL_ARG(path));
        /* build.c is a source, build/ is not */
        if (lstat(adil_span_cstr(a, full), &info) != 0 ||
            (is_skipped(e->d_name) && (S_ISDIR(info.st_mode) || e->d_name[0] == '.'))) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            ok = read_folder(repo, path, depth + 1);
        } else if (S_ISREG(info.st_mode) && is_text(path)) {
            struct adil_span text;
            ok = adil_file_read(a, full, MAX_FILE_BYTES, &text, NULL).code == ADIL_C_OK;
            if (ok) {
                tidy_repo_add(repo, path, text);
            }
        }
    }
    closedir(dir);
    return ok;
}

bool tidy_repo_read(struct tidy_repo *repo)
{
    return read_folder(repo, ADIL_SPAN(""), 0);
}

bool tidy_is_c(const struct tidy_file *f)
{
    return adil_span_ends(f->path, ADIL_SPAN(".c")) || adil_span_ends(f->path, ADIL_SPAN(".h"));
}

bool tidy_is_below(const struct tidy_file *f, const char *prefix)
{
    return adil_span_starts(f->path, adil_span_of(prefix));
}

struct adil_span tidy_without(struct adil_arena *a, const struct tidy_file *f, unsigned kinds)
{
    char *view = adil_new(a, char, f->text.len + 1);
    for (size_t i = 0; i < f->text.len; i++) {
        bool hidden = (f->kind[i] & kinds) != 0 && f->text.ptr[i] != '\n';
        view[i] = hidden ? ' ' : f->text.ptr[i];
    }
    return adil_span_bytes(view, f->text.len);
}

/* Escapes are blanked too: "\nword" holds word. */
struct adil_span tidy_literals(struct adil_arena *a, const struct tidy_file *f)
{
    char *view = adil_new(a, char, f->text.len + 1);
    memset(view, ' ', f->text.len);
    for (size_t i = 0; i < f->text.len; i++) {
        char c = f->text.ptr[i];
        if (c == '\n') {
            view[i] = c;
        } else if ((f->kind[i] & TIDY_LITERAL) != 0) {
            if (c == '\\') {
                i++;
            } else {
                view[i] = c;
            }
        }
    }
    return adil_span_bytes(view, f->text.len);
}

bool tidy_is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

struct adil_span tidy_next_word(struct adil_span text, size_t *at)
{
    size_t i = *at;
    while (i < text.len && !tidy_is_word_byte(text.ptr[i])) {
        i++;
    }
    size_t from = i;
    while (i < text.len && tidy_is_word_byte(text.ptr[i])) {
        i++;
    }
    *at = i;
    return adil_span_sub(text, from, i);
}

void tidy_find(struct tidy_findings *out, const struct tidy_file *f, size_t offset,
               const char *what, struct adil_span detail)
{
    unsigned line = 1;
    for (size_t i = 0; i < offset && i < f->text.len; i++) {
        line += f->text.ptr[i] == '\n';
    }
    adil_buf_fmt(&out->lines, "%.*s:%u: %s%s%.*s\n", ADIL_ARG(f->path), line, what,
                 detail.len > 0 ? ": " : "", ADIL_ARG(detail));
    out->n++;
}

/* Where the parenthesis that `text.ptr[close]` closes was opened; close when there is none. */
static size_t opening(struct adil_span text, size_t close)
{
    size_t depth = 0;
    for (size_t i = close + 1; i-- > 0;) {
        depth += text.ptr[i] == ')';
        depth -= text.ptr[i] == '(';
        if (depth == 0) {
            return i;
        }
    }
    return close;
}

static size_t closing_brace(struct adil_span text, size_t open)
{
    size_t depth = 0;
    for (size_t i = open; i < text.len; i++) {
        depth += text.ptr[i] == '{';
        depth -= text.ptr[i] == '}';
        if (depth == 0) {
            return i;
        }
    }
    return text.len;
}

static size_t skip_blanks_back(struct adil_span text, size_t end)
{
    while (end > 0 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '\n')) {
        end--;
    }
    return end;
}

/* Reads the declaration before a '{' at `open`: false when it is not a function's. */
static bool read_declaration(struct adil_span code, size_t from, size_t open,
                             struct tidy_function *fn)
{
    size_t end = skip_blanks_back(code, open);
    if (end == 0 || end <= from || code.ptr[end - 1] != ')') {
        return false;
    }
    size_t name_end = skip_blanks_back(code, opening(code, end - 1));
    size_t name = name_end;
    while (name > from && tidy_is_word_byte(code.ptr[name - 1])) {
        name--;
    }
    if (name == name_end) {
        return false;
    }
    fn->name = adil_span_sub(code, name, name_end);
    fn->at = name;
    struct adil_span before = adil_span_sub(code, from, name);
    fn->is_static = adil_span_find(before, ADIL_SPAN("static ")) < before.len;
    return true;
}

bool tidy_next_function(struct adil_span code, size_t *at, struct tidy_function *fn)
{
    size_t from = *at;
    for (size_t i = *at; i < code.len; i++) {
        char c = code.ptr[i];
        if (c == ';') {
            from = i + 1;
        }
        if (c != '{') {
            continue;
        }
        size_t close = closing_brace(code, i);
        bool found = read_declaration(code, from, i, fn);
        if (found) {
            fn->lines = 1;
            for (size_t k = fn->at; k < close; k++) {
                fn->lines += code.ptr[k] == '\n';
            }
            *at = close < code.len ? close + 1 : code.len;
            return true;
        }
        i = close;
        from = close + 1;
    }
    *at = code.len;
    return false;
}
