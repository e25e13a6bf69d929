#include "cli/options.h"

#include <string.h>

static const struct adil_opt *find_option(const struct adil_opt *opt, uint32_t n,
                                          struct adil_span name)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_is(name, opt[i].name)) {
            return &opt[i];
        }
    }
    return NULL;
}

static adil_err usage_error(struct adil_diag *diag, struct adil_span field, struct adil_span found,
                            struct adil_span expected)
{
    struct adil_place nowhere = {{NULL, 0}, 0};
    return adil_fail(diag, ADIL_ERR(USAGE), nowhere, field, found, expected);
}

static adil_err unknown_option(struct adil_arena *perm, const struct adil_opt *opt, uint32_t n,
                               struct adil_span name, struct adil_diag *diag)
{
    struct adil_span *names = adil_new(perm, struct adil_span, n);
    for (uint32_t i = 0; i < n; i++) {
        names[i] = adil_span_of(opt[i].name);
    }
    struct adil_span near = adil_nearest(name, names, n);
    struct adil_span expected = near.len > 0 ? adil_fmt(perm, "--%.*s", ADIL_ARG(near))
                                             : ADIL_SPAN("an option that --help lists");
    return usage_error(diag, ADIL_SPAN("option"), adil_fmt(perm, "--%.*s", ADIL_ARG(name)),
                       expected);
}

static void append(struct adil_words *list, struct adil_span word)
{
    list->word[list->n++] = word;
}

/* 64M, 2G: bytes. */
static bool size_of(struct adil_span text, size_t *bytes)
{
    static const char units[] = "MG";
    uint64_t n = 0;
    for (unsigned u = 0; text.len > 0 && u < sizeof units - 1; u++) {
        if (text.ptr[text.len - 1] == units[u]) {
            unsigned shift = 20 + 10 * u;
            bool read = adil_span_u64(adil_span_sub(text, 0, text.len - 1), SIZE_MAX >> shift, &n);
            *bytes = (size_t)n << shift;
            return read && n > 0;
        }
    }
    return false;
}

/* Stores one option's value. `room` is the most values any list can get. */
static adil_err store(struct adil_arena *perm, const struct adil_opt *o, struct adil_span value,
                      uint32_t room, struct adil_diag *diag)
{
    if (o->kind == ADIL_OPT_LIST) {
        struct adil_words *list = o->into;
        if (list->word == NULL) {
            list->word = adil_new(perm, struct adil_span, room);
        }
        append(list, value);
        return ADIL_OK;
    }
    if (o->kind == ADIL_OPT_SIZE) {
        return size_of(value, o->into) ? ADIL_OK
                                       : usage_error(diag, adil_fmt(perm, "--%s", o->name), value,
                                                     ADIL_SPAN("a size as 64M or 2G"));
    }
    struct adil_span *text = o->into;
    if (text->ptr != NULL) {
        return usage_error(diag, adil_fmt(perm, "--%s", o->name), value,
                           ADIL_SPAN("this option once"));
    }
    *text = value;
    return ADIL_OK;
}

/* Handles argv[*i], which starts with "--". */
static adil_err one_option(struct adil_arena *perm, const struct adil_opt *opt, uint32_t n,
                           int argc, char **argv, int *i, struct adil_diag *diag)
{
    struct adil_span word = adil_span_of(argv[*i] + 2);
    size_t eq = adil_span_find_byte(word, '=');
    struct adil_span name = adil_span_sub(word, 0, eq);
    const struct adil_opt *o = find_option(opt, n, name);
    if (o == NULL) {
        return unknown_option(perm, opt, n, name, diag);
    }
    if (o->kind == ADIL_OPT_FLAG) {
        if (eq < word.len) {
            return usage_error(diag, adil_fmt(perm, "--%s", o->name),
                               adil_span_sub(word, eq + 1, word.len), ADIL_SPAN("no value"));
        }
        *(bool *)o->into = true;
        return ADIL_OK;
    }
    if (eq < word.len) {
        return store(perm, o, adil_span_sub(word, eq + 1, word.len), (uint32_t)argc, diag);
    }
    if (*i + 1 >= argc) {
        return usage_error(diag, adil_fmt(perm, "--%s", o->name), ADIL_SPAN("nothing after it"),
                           adil_span_of(o->value));
    }
    *i += 1;
    return store(perm, o, adil_span_of(argv[*i]), (uint32_t)argc, diag);
}

adil_err adil_options_parse(struct adil_arena *perm, const struct adil_opt *opt, uint32_t n,
                            int argc, char **argv, struct adil_words *rest, bool *help,
                            struct adil_diag *diag)
{
    bool options = true;
    rest->word = adil_new(perm, struct adil_span, argc + 1);
    rest->n = 0;
    *help = false;
    for (int i = 0; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)) {
            *help = true;
            return ADIL_OK;
        } else if (options && strncmp(argv[i], "--", 2) == 0) {
            ADIL_TRY(one_option(perm, opt, n, argc, argv, &i, diag));
        } else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
            return usage_error(diag, ADIL_SPAN("option"), adil_span_of(argv[i]),
                               ADIL_SPAN("long options: --NAME"));
        } else {
            append(rest, adil_span_of(argv[i]));
        }
    }
    return ADIL_OK;
}

enum { HELP_COLUMN = 26 };

static void help_option(const struct adil_opt *o, struct adil_buf *out)
{
    size_t from = out->len;
    adil_buf_fmt(out, "  --%s%s%s", o->name, o->value != NULL ? " " : "",
                 o->value != NULL ? o->value : "");
    size_t used = out->len - from;
    if (used + 2 > HELP_COLUMN) {
        adil_buf_byte(out, '\n');
        used = 0;
    }
    adil_buf_repeat(out, " ", HELP_COLUMN - used);
    adil_buf_fmt(out, "%s\n", o->help);
}

void adil_options_help(const struct adil_verb_help *verb, const struct adil_opt *opt, uint32_t n,
                       struct adil_buf *out)
{
    struct adil_span rest = adil_span_of(verb->usage);
    struct adil_span line;
    const char *lead = "usage: adil ";
    while (adil_span_cut(&rest, '\n', &line)) {
        adil_buf_fmt(out, "%s%.*s\n", lead, ADIL_ARG(line));
        lead = "       adil ";
    }
    adil_buf_fmt(out, "\n%s\n", verb->summary);
    if (n > 0) {
        adil_buf_str(out, "\noptions:\n");
    }
    for (uint32_t i = 0; i < n; i++) {
        help_option(&opt[i], out);
    }
    adil_buf_fmt(out, "\nexample:\n  %s\n", verb->example);
}
