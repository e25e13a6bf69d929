/* C knows no country: no unit, option, contest or office of a polity is named in an identifier or a
 * literal of src/, in whatever case. The names come from the polities themselves: capitalised words
 * of the columns `unit` and `option` of their figures and of the sections of their rulebooks that
 * name things; the words of which the names of their contests, the ids of their units, offices and
 * bodies and of themselves, and the names of their folders are made. */
#include "tidy.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_LETTERS = 4, MIN_CODE = 3, MIN_ID = 2, MAX_WORDS = 65536 };

struct words {
    struct adil_arena *a;
    struct adil_span *word; /* in lower case */
    size_t n;
};

/* Words that some polity uses in a name and that src needs for something else. */
static bool is_common(struct adil_span word)
{
    static const struct {
        const char *why;
        const char *words; /* separated by blanks */
    } common[] = {
        {"terms of methods, of law and of acts (design.md)",
         "referendum election region regional district city party list independent minority "
         "against none national state assembly commission people group member seat judge officer "
         "observer appointed power act action change"},
        {"the month, in days that are written in words", "june"},
        {"points of the compass", "east north south west"},
        {"headers of HTTP", "content security"},
        {"a family of fonts", "liberation"},
        {"an entity of HTML; an accumulator", "amp acc"},
        {"a keyword; the schedule and the trees of hashing", "const schedule tree"},
        {"plain words of prose and code",
         "answer better build coloured first forward free front good keep plus top"},
        {"the folder of one's own club in examples (my-club), which is of no polity", "club"},
    };
    for (size_t i = 0; i < ADIL_COUNT(common); i++) {
        struct adil_span rest = adil_span_of(common[i].words);
        struct adil_span x;
        while (adil_span_cut(&rest, ' ', &x)) {
            if (adil_span_eq(x, word)) {
                return true;
            }
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

/* ASCII in lower case; letters of other scripts stay as they are. */
static struct adil_span lower_case(struct adil_arena *a, struct adil_span text)
{
    char *low = adil_new(a, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        low[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return adil_span_bytes(low, text.len);
}

static size_t count_letters(struct adil_span word)
{
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++) {
        n += ((unsigned char)word.ptr[i] & 0xc0) != 0x80;
    }
    return n;
}

/* Words of at least so many letters; those that begin with a small letter where these count too. */
static void add_words(struct words *w, struct adil_span text, bool also_lower_case, size_t least)
{
    size_t at = 0;
    for (struct adil_span x = next_letters(text, &at); x.len > 0; x = next_letters(text, &at)) {
        bool lower = x.ptr[0] >= 'a' && x.ptr[0] <= 'z';
        if (count_letters(x) >= least && (also_lower_case || !lower)) {
            struct adil_span word = lower_case(w->a, x);
            if (!is_common(word)) {
                ADIL_ASSERT(w->n < MAX_WORDS);
                w->word[w->n++] = word;
            }
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
                add_words(w, cell, false, MIN_CODE);
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

/* What stands behind `id: ` in a line. */
static struct adil_span id_in(struct adil_span line)
{
    static const char key[] = "id: ";
    size_t at = adil_span_find(line, adil_span_of(key));
    struct adil_span rest = adil_span_sub(line, at + sizeof key - 1, line.len);
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != ',' && rest.ptr[end] != '}') {
        end++;
    }
    return at < line.len ? adil_span_sub(rest, 0, end) : ADIL_SPAN("");
}

/* A line of a section that names things. */
static void add_line(struct words *w, struct adil_span section, struct adil_span line)
{
    size_t colon = adil_span_find_byte(line, ':');
    bool keyed = line.len > 2 && adil_span_starts(line, ADIL_SPAN("  ")) && is_letter(line.ptr[2]);
    struct adil_span key = keyed ? adil_span_sub(line, 0, colon) : ADIL_SPAN("");
    if (adil_span_is(section, "contests")) {
        add_words(w, key, true, MIN_LETTERS);
        return;
    }
    add_words(w, adil_span_sub(line, colon + 1, line.len), false, MIN_LETTERS);
    if (adil_span_is(section, "polity")) {
        add_words(w, id_in(line), true, MIN_ID);
    } else if (adil_span_is(section, "units")) {
        add_words(w, id_in(line), true, MIN_CODE);
    } else if (adil_span_is(section, "names")) {
        add_words(w, key, false, MIN_CODE);
    } else {
        add_words(w, key, true, MIN_LETTERS);
    }
}

static void add_rulebook(struct words *w, struct adil_span yaml)
{
    struct adil_span rest = yaml;
    struct adil_span line;
    struct adil_span section = ADIL_SPAN("");
    while (adil_span_cut(&rest, '\n', &line)) {
        line = adil_span_sub(line, 0, adil_span_find(line, ADIL_SPAN(" #")));
        if (line.len > 0 && is_letter(line.ptr[0])) {
            section = adil_span_sub(line, 0, adil_span_find_byte(line, ':'));
        }
        if (names_things(section)) {
            add_line(w, section, line);
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
    struct words w = {a, adil_new(a, struct adil_span, MAX_WORDS), 0};
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        if (!tidy_is_below(f, "polities/")) {
            continue;
        }
        if (adil_span_ends(f->path, ADIL_SPAN("/rulebook.yaml"))) {
            add_rulebook(&w, f->text);
            add_words(&w, folder_of(f->path), true, MIN_ID);
        } else if (adil_span_ends(f->path, ADIL_SPAN(".csv")) &&
                   adil_span_find(f->path, ADIL_SPAN("/figures/")) < f->path.len) {
            add_figures(&w, f->text);
        }
    }
    qsort(w.word, w.n, sizeof w.word[0], by_bytes);
    return w;
}

/* Of two letters only in one case: "A-Za-z" names no country. */
static bool is_of_one_case(struct adil_span word)
{
    size_t high = 0;
    for (size_t i = 0; i < word.len; i++) {
        high += word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
    }
    return high == 0 || high == word.len;
}

static void look_for(const struct words *w, struct adil_arena a, const struct tidy_file *f,
                     struct adil_span text, struct tidy_findings *out)
{
    size_t at = 0;
    for (struct adil_span x = next_letters(text, &at); x.len > 0; x = next_letters(text, &at)) {
        struct adil_arena tmp = a;
        struct adil_span word = lower_case(&tmp, x);
        if (w->n > 0 && (x.len >= MIN_CODE || is_of_one_case(x)) &&
            bsearch(&word, w->word, w->n, sizeof word, by_bytes) != NULL) {
            tidy_find(out, f, at, "names what belongs to one polity", x);
        }
    }
}

void tidy_names(const struct tidy_repo *repo, struct adil_arena scratch, struct tidy_findings *out)
{
    struct words w = gather(repo, &scratch);
    for (size_t i = 0; i < repo->n_files; i++) {
        const struct tidy_file *f = &repo->file[i];
        struct adil_arena a = scratch;
        if (f->kind == NULL || !tidy_is_below(f, "src/") ||
            tidy_is_below(f, "src/base/messages/")) {
            continue;
        }
        struct adil_span code = tidy_without(&a, f, TIDY_COMMENT | TIDY_LITERAL);
        struct adil_span literals = tidy_literals(&a, f);
        look_for(&w, a, f, code, out);
        look_for(&w, a, f, literals, out);
    }
}
