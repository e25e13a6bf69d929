/* Published findings: each with its source, never mixed with counts. */
#include "exchange/encoding.h"
#include "exchange/reading.h"

enum need { NO_NEED = 0, NEEDS_OPTION = 1, NEEDS_VALUE = 2, NEEDS_OF = 4, NEEDS_TRUTH = 8 };

static const struct {
    struct adil_span word;
    enum adil_finding_kind kind;
    unsigned needs;
} kinds[] = {
    {ADIL_SPAN_INIT("units-won"), ADIL_FOUND_UNITS_WON, NEEDS_VALUE | NEEDS_OF},
    {ADIL_SPAN_INIT("admitted"), ADIL_FOUND_ADMITTED, NEEDS_OPTION},
    {ADIL_SPAN_INIT("winner"), ADIL_FOUND_WINNER, NEEDS_OPTION},
    {ADIL_SPAN_INIT("seats"), ADIL_FOUND_SEATS, NEEDS_OPTION | NEEDS_VALUE},
    {ADIL_SPAN_INIT("list-length"), ADIL_FOUND_LIST_LENGTH, NEEDS_OPTION | NEEDS_VALUE},
    {ADIL_SPAN_INIT("adopted"), ADIL_FOUND_ADOPTED, NEEDS_VALUE | NEEDS_TRUTH},
};

static struct adil_span cell(const struct adil_reading *r, const struct adil_span *field,
                             enum adil_column c)
{
    uint32_t column = r->header.at[c];
    return column != ADIL_NONE ? field[column] : (struct adil_span){"", 0};
}

static bool find_kind(struct adil_reading *r, struct adil_span word, size_t *kind)
{
    struct adil_span known[ADIL_COUNT(kinds)];
    for (size_t i = 0; i < ADIL_COUNT(kinds); i++) {
        if (adil_span_eq(kinds[i].word, word)) {
            *kind = i;
            return true;
        }
        known[i] = kinds[i].word;
    }
    adil_reading_fault(
        r, ADIL_SPAN("finding"), word.len > 0 ? word : ADIL_SPAN("an empty cell"),
        adil_reading_hint(r, "units-won, admitted, winner, seats, list-length or adopted", word,
                          known, ADIL_COUNT(kinds)));
    return false;
}

/* A finding is about the contest as a whole. */
static bool is_whole(struct adil_reading *r, uint32_t paper, struct adil_span name)
{
    const struct adil_paper *p = &r->contest->paper[paper];
    if (name.len == 0 || r->contest->units == NULL) {
        return true;
    }
    uint32_t number = 0;
    uint32_t unit = adil_reading_unit(r, name, &number);
    if (unit != ADIL_SKIPPED && unit != (p->has_root ? p->root : 0)) {
        adil_reading_fault(r, ADIL_SPAN("unit"), name,
                           ADIL_SPAN("the contest's own unit: a finding is about the whole"));
        return false;
    }
    return unit != ADIL_SKIPPED;
}

static bool read_number(struct adil_reading *r, enum adil_column c, struct adil_span text,
                        bool needed, int64_t *v)
{
    const char *expected = adil_reading_count(text, v);
    if (expected == NULL && needed && text.len == 0) {
        expected = "a count";
        text = ADIL_SPAN("an empty cell");
    }
    if (expected != NULL) {
        adil_reading_fault(r, adil_column_word(c), text, adil_span_of(expected));
    }
    return expected == NULL;
}

static bool check_texts(struct adil_reading *r, const struct adil_span *field, unsigned needs)
{
    struct adil_span option = cell(r, field, ADIL_COL_OPTION);
    struct adil_span source = adil_span_trim(cell(r, field, ADIL_COL_SOURCE));
    if ((needs & NEEDS_OPTION) != 0 && !adil_reading_name_ok(r, ADIL_SPAN("option"), option)) {
        return false;
    }
    if ((needs & NEEDS_OPTION) == 0 && option.len > 0) {
        adil_reading_fault(r, ADIL_SPAN("option"), option,
                           ADIL_SPAN("an empty cell: the finding is about no option"));
        return false;
    }
    if (source.len == 0) {
        adil_reading_fault(r, ADIL_SPAN("source"), ADIL_SPAN("an empty cell"),
                           ADIL_SPAN("where the finding was published"));
        return false;
    }
    static const enum adil_column prose[] = {ADIL_COL_DETAIL, ADIL_COL_SOURCE};
    for (size_t i = 0; i < ADIL_COUNT(prose); i++) {
        if (adil_encoding_has_control(cell(r, field, prose[i]), true)) {
            adil_reading_fault(r, adil_column_word(prose[i]), cell(r, field, prose[i]),
                               ADIL_SPAN("text without control characters"));
            return false;
        }
    }
    return true;
}

static bool check_values(struct adil_reading *r, const struct adil_published_finding *f,
                         unsigned needs)
{
    if ((needs & NEEDS_TRUTH) != 0 && f->value > 1) {
        adil_reading_fault(r, ADIL_SPAN("value"), adil_fmt(r->tmp, "%lld", (long long)f->value),
                           ADIL_SPAN("1 (adopted) or 0 (not adopted)"));
        return false;
    }
    if (f->of >= 0 && f->value > f->of) {
        adil_reading_fault(r, ADIL_SPAN("value"), adil_fmt(r->tmp, "%lld", (long long)f->value),
                           adil_fmt(r->tmp, "at most %lld, the number in `of`", (long long)f->of));
        return false;
    }
    return true;
}

static void add_finding(struct adil_reading *r, const struct adil_published_finding *f)
{
    for (uint32_t i = 0; i < r->n_findings; i++) {
        if (r->finding[i].kind == f->kind && adil_span_eq(r->finding[i].name, f->name)) {
            struct adil_place p = r->finding[i].place;
            adil_reading_fault(r, ADIL_SPAN("finding"), ADIL_SPAN("the same finding twice"),
                               adil_fmt(r->tmp, "it once (it stands in %.*s:%u)", ADIL_ARG(p.file),
                                        (unsigned)p.line));
            return;
        }
    }
    if (r->n_findings == ADIL_FIGURES_FINDINGS_MAX) {
        adil_reading_fault(r, ADIL_SPAN("finding"), ADIL_SPAN("another finding"),
                           ADIL_SPAN("at most 4096 findings"));
        return;
    }
    r->finding = adil_grow_items(r->perm, r->finding, sizeof *r->finding, r->n_findings,
                                 (size_t)r->n_findings + 1, &r->cap_findings);
    r->finding[r->n_findings++] = *f;
}

static void read_finding(struct adil_reading *r, const struct adil_span *field)
{
    size_t kind = 0;
    uint32_t paper = 0;
    if (r->header.at[ADIL_COL_CONTEST] != ADIL_NONE &&
        !adil_reading_is_ours(r, cell(r, field, ADIL_COL_CONTEST), &paper)) {
        return;
    }
    if (!find_kind(r, cell(r, field, ADIL_COL_FINDING), &kind) ||
        !is_whole(r, paper, cell(r, field, ADIL_COL_UNIT)) ||
        !check_texts(r, field, kinds[kind].needs)) {
        return;
    }
    unsigned needs = kinds[kind].needs;
    struct adil_published_finding f = {
        .kind = kinds[kind].kind,
        .option = UINT32_MAX,
        .name = cell(r, field, ADIL_COL_OPTION),
        .detail = cell(r, field, ADIL_COL_DETAIL),
        .source = cell(r, field, ADIL_COL_SOURCE),
        .place = {r->file[r->now].name, r->csv.record_line},
    };
    if (read_number(r, ADIL_COL_VALUE, cell(r, field, ADIL_COL_VALUE), (needs & NEEDS_VALUE) != 0,
                    &f.value) &&
        read_number(r, ADIL_COL_OF, cell(r, field, ADIL_COL_OF), (needs & NEEDS_OF) != 0, &f.of) &&
        check_values(r, &f, needs)) {
        add_finding(r, &f);
    }
}

void adil_reading_findings(struct adil_reading *r)
{
    struct adil_span *field = adil_new(r->tmp, struct adil_span, r->header.n);
    while (adil_reading_next(r)) {
        if (adil_reading_fields(r, field)) {
            read_finding(r, field);
        }
    }
}

void adil_reading_finding_options(struct adil_reading *r)
{
    for (uint32_t i = 0; i < r->n_findings; i++) {
        struct adil_published_finding *f = &r->finding[i];
        f->option = f->name.len > 0 ? adil_reading_option_known(r, f->name) : UINT32_MAX;
    }
}
