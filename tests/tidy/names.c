/* C knows no country: no unit, option or contest of a polity is named in a literal of src/.
 * The names come from the polities themselves: capitalised words of the columns `unit` and
 * `option` of their figures and of the sections of their rulebooks that name things, and the words
 * of which the names of their contests and of their folders are made. */
#include "tidy.h"

#include <stdlib.h>
#include <string.h>

#define MIN_LETTERS 4
#define MAX_WORDS   65536

struct words {
    struct adil_span *word;
    size_t n;
};

/* Words of the field, of protocols, of the calendar and of fonts, that some polity also uses in a
 * name. */
static bool is_common(struct adil_span word)
{
    static const char *const common[] = {
        "Content",  "Security",   "Liberation", "assembly", "district", "list",
        "national", "referendum", "region",     "Region",   "Party",    "National",
        "City",     "District",   "Against",    "None",     "June",     "club",
        "east",     "north",      "south",      "west",
    };
    for (size_t i = 0; i < ADIL_COUNT(common); i++) {
        if (adil_span_is(word, common[i])) {
            return true;
        }
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next run of letters of any script. */
static struct adil_span next_letters(struct adil_span text, size_t *at)
{
    size_t i = *at;
    while (i < text.len && !is_letter(text.ptr[i])) {
        i++;
    }
    size_t from = i;
    while (i < text.len && is_letter(text.ptr[i])) {
        i++;
    }
    *at = i;
    return adil_span_sub(text, from, i);
}

static void add_words(struct words *w, struct adil_span text, bool also_lower_case)
{
    size_t at = 0;
    for (struct adil_span x = next_letters(text, &at); x.len > 0; x = next_letters(text, &at)) {
        bool lower = x.ptr[0] >= 'a' && x.ptr[0] <= 'z';
        size_t letters = 0;
        for (size_t i = 0; i < x.len; i++) {
            letters += ((unsigned char)x.ptr[i] & 0xc0) != 0x80;
        }
        if (letters >= MIN_LETTERS && (also_lower_case || !lower) && !is_common(x)) {
            ADIL_ASSERT(w->n < MAX_WORDS);
            w->word[w->n++] = x;
        }
    }
}

/* Quoted cells with commas are cut at them: the words come out all the same. */
static void add_figures(struct words *w, struct adil_span csv)
{
    struct adil_span rest = csv;
    struct adil_span line;
    struct adil_span cell;
    unsigned named = 0; /* a bit for each column of names */
    bool header = true;
    while (adil_span_cut(&rest, '\n', &line)) {
        unsigned column = 0;
        for (struct adil_span cells = line; adil_span_cut(&cells, ',', &cell); column++) {
            cell = adil_span_trim(cell);
            if (header) {
                named |= (unsigned)(adil_span_is(cell, "unit") || adil_span_is(cell, "option"))
                         << (column % 32);
            } else if ((named >> (column % 32) & 1) != 0) {
                add_words(w, cell, false);
            }
        }
        header = false;
    }
}

static bool names_things(struct adil_span section)
{
    static const char *const sections[] = {"polity",  "units",  "names",
                                           "offices", "bodies", "contests"};
    for (size_t i = 0; i < ADIL_COUNT(sections); i++) {
        if (adil_span_is(section, sections[i])) {
            return true;
        }
    }
    return false;
}

static void add_rulebook(struct words *w, struct adil_span yaml)
{
    struct adil_span rest = yaml;
    struct adil_span line;
    struct adil_span section = ADIL_SPAN("");
    while (adil_span_cut(&rest, '\n', &line)) {
        line = adil_span_sub(line, 0, adil_span_find(line, ADIL_SPAN(" #")));
        size_t colon = adil_span_find_byte(line, ':');
        if (line.len > 0 && is_letter(line.ptr[0])) {
            section = adil_span_sub(line, 0, colon);
        }
        if (adil_span_is(section, "contests")) {
            bool a_contest =
                line.len > 2 && adil_span_starts(line, ADIL_SPAN("  ")) && is_letter(line.ptr[2]);
            if (a_contest) {
                add_words(w, adil_span_sub(line, 0, colon), true);
            }
        } else if (names_things(section)) {
            add_words(w, adil_span_sub(line, colon + 1, line.len), false);
        }
    }
}

/* The NAME of polities/NAME/rulebook.yaml. */
static struct adil_span folder_of(struct adil_span path)
{
    struct adil_span name = adil_span_sub(path, sizeof "polities/" - 1, path.len);
    return adil_span_sub(name, 0, adil_span_find_byte(name, '/'));
}

static int by_bytes(const void *x, const void *y)
{
    return adil_span_cmp(*(const struct adil_span *)x, *(const struct adil_span *)y);
}

static struct words gather(const struct tidy_repo *repo, struct adil_arena *a)
{
    struct words w = {adil_new(a, struct adil_span, MAX_WORDS), 0};
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (!tidy_is_below(f, "polities/")) {
            continue;
        }
        if (adil_span_ends(f->path, ADIL_SPAN("/rulebook.yaml"))) {
            add_rulebook(&w, f->text);
            add_words(&w, folder_of(f->path), true);
        } else if (adil_span_ends(f->path, ADIL_SPAN(".csv")) &&
                   adil_span_find(f->path, ADIL_SPAN("/figures/")) < f->path.len) {
            add_figures(&w, f->text);
        }
    }
    qsort(w.word, w.n, sizeof w.word[0], by_bytes);
    return w;
}

void tidy_names(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    struct words w = gather(repo, &scratch);
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        size_t at = 0;
        if (f->kind == NULL || !tidy_is_below(f, "src/") ||
            tidy_is_below(f, "src/base/messages/")) {
            continue;
        }
        struct adil_span literals = tidy_literals(&a, f);
        for (struct adil_span x = next_letters(literals, &at); x.len > 0;
             x = next_letters(literals, &at)) {
            if (w.n > 0 && bsearch(&x, w.word, w.n, sizeof x, by_bytes) != NULL) {
                tidy_find(out, f, at, "names what belongs to one polity", x);
            }
        }
    }
}
