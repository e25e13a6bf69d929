/* C knows no office: no id of a polity's offices and bodies, and none of two words or more of its
 * registers, procedures and words, is in an identifier or a literal of src/. The ids come from the
 * rulebooks. In an identifier `_` stands for `-`. */
#include "tidy.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_IDS = 8192, MIN_ID = 4, MOST_PARTS = 6 };

struct ids {
    struct adil_span *id;
    size_t n;
};

/* Words of the field and of the grammar that some polity also uses as an id. */
static bool is_of_the_field(struct adil_span id)
{
    static const char *const common[] = {"member", "observer", "second-round"};
    for (size_t i = 0; i < ADIL_COUNT(common); i++) {
        if (adil_span_is(id, common[i])) {
            return true;
        }
    }
    return false;
}

static bool is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* What a section's ids are like: of offices and bodies each counts. */
static bool has_ids(struct adil_span section, bool *also_single)
{
    static const char *const single[] = {"offices", "bodies"};
    static const char *const compound[] = {"registers", "procedures", "words"};
    bool found = false;
    *also_single = false;
    for (size_t i = 0; i < ADIL_COUNT(single); i++) {
        *also_single = *also_single || adil_span_is(section, single[i]);
    }
    for (size_t i = 0; i < ADIL_COUNT(compound); i++) {
        found = found || adil_span_is(section, compound[i]);
    }
    return found || *also_single;
}

/* The key of a line `  KEY: ...`; empty: it has none of that depth. */
static struct adil_span key_of(struct adil_span line)
{
    size_t i = 2;
    if (line.len < 3 || line.ptr[0] != ' ' || line.ptr[1] != ' ') {
        return ADIL_SPAN("");
    }
    while (i < line.len && is_id_byte(line.ptr[i])) {
        i++;
    }
    bool ends = i < line.len && line.ptr[i] == ':';
    return ends ? adil_span_sub(line, 2, i) : ADIL_SPAN("");
}

static void add_ids(struct ids *w, struct adil_span yaml)
{
    struct adil_span rest = yaml;
    struct adil_span line;
    bool in_section = false;
    bool also_single = false;
    while (adil_span_cut(&rest, '\n', &line)) {
        if (line.len > 0 && is_id_byte(line.ptr[0])) {
            struct adil_span section = adil_span_sub(line, 0, adil_span_find_byte(line, ':'));
            in_section = has_ids(section, &also_single);
            continue;
        }
        struct adil_span id = key_of(line);
        bool compound = adil_span_find_byte(id, '-') < id.len;
        if (in_section && id.len >= MIN_ID && (compound || also_single) && !is_of_the_field(id)) {
            ADIL_ASSERT(w->n < MAX_IDS);
            w->id[w->n++] = id;
        }
    }
}

static int by_id(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static struct ids gather_ids(const struct tidy_repo *repo, struct adil_arena *a)
{
    struct ids w = {adil_new(a, struct adil_span, MAX_IDS), 0};
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (tidy_is_below(f, "polities/") && adil_span_ends(f->path, ADIL_SPAN("/rulebook.yaml"))) {
            add_ids(&w, f->text);
        }
    }
    qsort(w.id, w.n, sizeof w.id[0], by_id);
    return w;
}

/* Looks for ids that some parts of `word` make, which are cut at `-` and `_`. */
static void look_into(const struct ids *w, struct adil_arena a, const struct tidy_file *f,
                      struct adil_span word, size_t at, struct tidy_findings *out)
{
    char *text = adil_new(&a, char, word.len);
    size_t begin[64];
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        text[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if ((i == 0 || text[i - 1] == '-') && n < ADIL_COUNT(begin) - 1) {
            begin[n++] = i;
        }
    }
    begin[n] = word.len + 1; /* each part ends a byte before the next begins */
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j <= n && j <= i + MOST_PARTS; j++) {
            struct adil_span x = adil_span_bytes(text + begin[i], begin[j] - 1 - begin[i]);
            if (w->n > 0 && bsearch(&x, w->id, w->n, sizeof x, by_id) != NULL) {
                tidy_find(out, f, at, "names an office or a word of one polity", x);
            }
        }
    }
}

void tidy_ids(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    struct ids w = gather_ids(repo, &scratch);
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        if (f->kind == NULL || !tidy_is_below(f, "src/") ||
            tidy_is_below(f, "src/base/messages/")) {
            continue;
        }
        struct adil_span code = tidy_without(&a, f, TIDY_COMMENT);
        size_t from = 0;
        for (size_t at = 0; at <= code.len; at++) {
            bool inside = at < code.len && (tidy_is_word_byte(code.ptr[at]) || code.ptr[at] == '-');
            if (inside) {
                continue;
            }
            look_into(&w, a, f, adil_span_sub(code, from, at), from, out);
            from = at + 1;
        }
    }
}
