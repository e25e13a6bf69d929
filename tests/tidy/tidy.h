/* The repository as data, and the checks on it. Each check adds a line `path:line: what` for
 * everything it finds. The tests run each on the repository, where it must find nothing, and on a
 * few lines made to trip it, where it must. */
#ifndef ADIL_TESTS_TIDY_H
#define ADIL_TESTS_TIDY_H

#include "base/buf.h"

/* What a byte of C text belongs to; bits, 0 is plain code. */
enum tidy_kind { TIDY_COMMENT = 1, TIDY_LITERAL = 2, TIDY_DIRECTIVE = 4 };

struct tidy_file {
    struct adil_span path; /* from the root, without "./" */
    struct adil_span text;
    const unsigned char *kind; /* a byte's kinds, for .c, .h and .def; else NULL */
};

struct tidy_repo {
    struct adil_arena *arena;
    struct adil_span root;
    struct tidy_file *file;
    size_t n_files;
};

struct tidy_findings {
    struct adil_buf lines;
    unsigned n;
};

/* An empty repository for at most `max_files`. */
void tidy_repo_open(struct tidy_repo *repo, struct adil_arena *a, struct adil_span root,
                    size_t max_files);
void tidy_repo_add(struct tidy_repo *repo, struct adil_span path, struct adil_span text);
/* Reads every text file below the root; false when something cannot be read. */
bool tidy_repo_read(struct tidy_repo *repo);

bool tidy_is_c(const struct tidy_file *f); /* .c or .h */
bool tidy_is_below(const struct tidy_file *f, const char *prefix);
/* The text with every byte of these kinds blanked (newlines stay). */
struct adil_span tidy_without(struct adil_arena *a, const struct tidy_file *f, unsigned kinds);
/* The text with everything but literals blanked. */
struct adil_span tidy_literals(struct adil_arena *a, const struct tidy_file *f);
bool tidy_is_word_byte(char c); /* of a C identifier */
/* The next identifier at or after *at; moves *at past it. The empty span at the end. */
struct adil_span tidy_next_word(struct adil_span text, size_t *at);

void tidy_find(struct tidy_findings *out, const struct tidy_file *f, size_t offset,
               const char *what, struct adil_span detail);

/* A function defined in a file. */
struct tidy_function {
    struct adil_span name;
    size_t at;      /* offset of the name */
    unsigned lines; /* from the name to the closing brace */
    bool is_static;
};
/* Walks the functions of a text without comments, literals and directives. */
bool tidy_next_function(struct adil_span code, size_t *at, struct tidy_function *fn);

typedef void tidy_check(const struct tidy_repo *repo, struct adil_arena scratch,
                        struct tidy_findings *out);

tidy_check tidy_floors;         /* a lower floor includes a higher one, or a neighbour */
tidy_check tidy_adapters;       /* a library's header outside its adapter */
tidy_check tidy_headers;        /* a header that does not compile alone */
tidy_check tidy_banned;         /* calls and words that may not be used there */
tidy_check tidy_twins;          /* one name for static functions in two files */
tidy_check tidy_long_lines;     /* over 100 columns */
tidy_check tidy_long_functions; /* over 70 lines */
tidy_check tidy_blanks;         /* trailing blanks, tabs, no newline at the end */
tidy_check tidy_markers;        /* notes to oneself left in the text */
tidy_check tidy_dead;           /* files that nothing builds or includes */
tidy_check tidy_names;          /* names of one country's units, options, contests in C */
tidy_check tidy_ids;            /* ids of its offices, bodies, procedures and words in C */

#endif
