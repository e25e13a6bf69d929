/* Any bytes as figures: reading ends with votes or with a fault that is named, and every input that
 * is let through is counted to an outcome. The first byte picks the contest; a byte 0x1e parts one
 * file from the next. */
#include "count/count.h"
#include "exchange/figures.h"
#include "law/rulebook.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 256 << 20, FILES_MAX = 4 };

/* The rulebook is read once, into the beginning of `perm`; every input starts after it. */
static struct adil_arena perm;
static struct adil_arena scratch;
static struct adil_rulebook book;
static jmp_buf full;

static const char book_text[] =
    "polity: {id: land, name: {en: The Land}}\n"
    "units:\n"
    "  - {id: land, code: LA, kind: country, name: {en: The Land}}\n"
    "  - {id: north, code: LA-N, kind: region, name: {en: North Shore, ru: Северный берег}}\n"
    "  - {id: south, kind: region, name: {en: South}}\n"
    "  - {id: isles, kind: region, from: 2030-01-01, name: {en: Isles}}\n"
    "  - {id: town, kind: town, parent: north, name: {en: Town}}\n"
    "  - {id: abroad, kind: abroad, name: {en: abroad}}\n"
    "groups:\n"
    "  regions: {kind: [region], name: {en: regions}}\n"
    "contests:\n"
    "  referendum:\n"
    "    {title: {en: R}, day: 2024-10-04, method: referendum, options: [Ann, Bob],\n"
    "     not-counted: [blank], \"yes\": [Ann], unit: land, units: regions,\n"
    "     quorum: more than 1/2 of registered voters,\n"
    "     adopts: more than 1/2 of cast ballots in at least 2/3 of regions}\n"
    "  regional:\n"
    "    {title: {en: L}, day: 2024-10-04, method: sainte-lague, seats: 5, units: regions,\n"
    "     options: [Ann, Bob, against all], against: [against all],\n"
    "     threshold: at least 5% of counted votes}\n"
    "  tiers:\n"
    "    title: {en: T}\n"
    "    day: 2024-10-04\n"
    "    method: tiers\n"
    "    seats: 9\n"
    "    options: [Ann, Bob, Cy]\n"
    "    independents: [Cy]\n"
    "    units: regions\n"
    "    papers:\n"
    "      - {id: n, rows: [first], total: land}\n"
    "      - {id: r, rows: [second], absent: not-on-ballot}\n"
    "    lower-paper: r\n"
    "    upper-papers: [n, r]\n"
    "    seats-by-unit: {north: 3, south: 2}\n"
    "  president:\n"
    "    {title: {en: P}, day: 2024-10-04, method: majority, options: [Ann, Bob, Cy],\n"
    "     unit: land, wins: more than 1/2 of counted votes, advance: 2}\n"
    "  published:\n"
    "    {title: {en: Q}, day: 2024-10-04, method: published, published-outcome: seats, seats: 9,\n"
    "     options: [Ann, Bob]}\n";

static const char *const contests[] = {"referendum", "regional", "tiers", "president", "published"};

#define SET(key, value)                                                                            \
    {                                                                                              \
        ADIL_SPAN_INIT(key), ADIL_SPAN_INIT(value)                                                 \
    }
static const struct adil_setting settings[][2] = {
    {SET("method", "hare"), SET("seats", "7")},
    {SET("method", "plurality"), SET("seats", "2")},
    {SET("method", "exhaustive"), SET("against", "[none of them]")},
    {SET("method", "droop"), SET("seats", "3")},
};

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static void open_all(void)
{
    struct adil_diag diag;
    ADIL_ASSERT(adil_arena_open(&perm, ARENA_BYTES) == 0);
    ADIL_ASSERT(adil_arena_open(&scratch, ARENA_BYTES) == 0);
    perm.full = on_full;
    scratch.full = on_full;
    adil_diag_open(&diag, &perm);
    adil_err err = adil_rulebook_parse(&perm, scratch, ADIL_SPAN("book.yaml"),
                                       adil_span_of(book_text), &book, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK);
}

static void pick_contest(uint8_t which, struct adil_contest *c, struct adil_diag *diag)
{
    size_t n_settings = ADIL_COUNT(settings);
    size_t i = (uint8_t)(which - '0') % (n_settings + ADIL_COUNT(contests));
    adil_err err;
    if (i < n_settings) {
        struct adil_span name = which >= 'a' ? ADIL_SPAN("first") : ADIL_SPAN("");
        err = adil_contest_from_settings(&perm, scratch, name, settings[i], 2, c, diag);
    } else {
        err = adil_rulebook_contest(&perm, scratch, &book, adil_span_of(contests[i - n_settings]),
                                    ADIL_DATE_NONE, NULL, 0, c, diag);
    }
    ADIL_ASSERT(err.code == ADIL_C_OK);
}

/* What figures.h and votes.h promise of votes. */
static void look_at(const struct adil_contest *c, const struct adil_votes *v)
{
    ADIL_ASSERT(c->options_open ? v->n_options >= c->n_options : v->n_options == c->n_options);
    for (uint32_t i = 0; i < v->n_tables; i++) {
        const struct adil_table *t = &v->table[i];
        const struct adil_table *before = i > 0 ? t - 1 : NULL;
        ADIL_ASSERT(t->paper < c->n_papers && t->round > 0);
        ADIL_ASSERT(before == NULL || before->round < t->round ||
                    (before->round == t->round && before->paper < t->paper));
        ADIL_ASSERT(!t->has_root || t->unit[0].unit == c->paper[t->paper].root);
        ADIL_ASSERT(adil_votes_table(v, t->paper, t->round) == t);
        for (size_t k = 0; k < (size_t)t->n_units * v->n_options; k++) {
            ADIL_ASSERT(t->cell[k] >= ADIL_VOTES_NOT_ON_BALLOT);
        }
    }
    for (uint32_t i = 0; i < v->n_findings; i++) {
        ADIL_ASSERT(v->finding[i].source.len > 0);
        ADIL_ASSERT(v->finding[i].option == UINT32_MAX || v->finding[i].option < v->n_options);
    }
}

static void try_figures(uint8_t which, struct adil_span rest)
{
    struct adil_figures_file file[FILES_MAX] = {0};
    struct adil_contest contest;
    struct adil_votes votes;
    struct adil_outcome outcome;
    struct adil_diag diag;
    uint32_t n = 0;
    while (n < FILES_MAX && adil_span_cut(&rest, '\x1e', &file[n].bytes)) {
        file[n++].name = ADIL_SPAN("f.csv");
    }
    adil_diag_open(&diag, &perm);
    pick_contest(which, &contest, &diag);
    adil_err err = adil_figures_read(&perm, scratch, &contest, file, n, &votes, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK || (err.code == ADIL_C_INPUT && diag.n_errors > 0));
    ADIL_ASSERT(diag.n_errors <= (ADIL_FIGURES_FAULTS_MAX + 1) * n);
    if (err.code == ADIL_C_OK) {
        ADIL_ASSERT(diag.n_errors == 0);
        look_at(&contest, &votes);
        adil_count(&perm, scratch, &contest, &votes, NULL, NULL, &outcome);
        const struct adil_votes *parts[] = {&votes, &votes};
        struct adil_votes all;
        adil_figures_union(&perm, parts, 2, &all);
        ADIL_ASSERT(all.n_options == votes.n_options);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (perm.base == NULL) {
        open_all();
    }
    struct adil_arena keep_perm = perm;
    struct adil_arena keep_scratch = scratch;
    if (size > 0 && setjmp(full) == 0) {
        try_figures(data[0], adil_span_bytes((const char *)data + 1, size - 1));
    }
    perm = keep_perm;
    scratch = keep_scratch;
    return 0;
}
