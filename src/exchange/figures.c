#include "exchange/figures.h"

#include "exchange/encoding.h"
#include "exchange/reading.h"

static adil_err check_sizes(struct adil_reading *r)
{
    uint64_t lines = 1;
    for (uint32_t f = 0; f < r->n_files; f++) {
        struct adil_place place = {r->file[f].name, 0};
        size_t len = r->file[f].bytes.len;
        if (len == 0) {
            return adil_fail(r->diag, ADIL_ERR(INPUT), place, ADIL_SPAN(""),
                             ADIL_SPAN("an empty file"), ADIL_SPAN("a header and rows"));
        }
        r->first_line[f] = (uint32_t)lines;
        lines += len + 1;
        if (len > ADIL_FIGURES_BYTES_MAX || lines > UINT32_MAX) {
            return adil_fail(r->diag, ADIL_ERR(INPUT), place, ADIL_SPAN(""),
                             ADIL_SPAN("too many bytes"),
                             ADIL_SPAN("files of at most 1 GiB each, and 4 GiB together"));
        }
    }
    return ADIL_OK;
}

static struct adil_hash hash_files(const struct adil_reading *r)
{
    struct adil_span *piece = adil_new(r->tmp, struct adil_span, r->n_files);
    for (uint32_t f = 0; f < r->n_files; f++) {
        piece[f] = r->file[f].bytes;
    }
    return adil_sha256_pieces(piece, r->n_files);
}

static void read_rows(struct adil_reading *r)
{
    switch (r->header.shape) {
    case ADIL_SHAPE_LONG:
        adil_reading_long(r);
        break;
    case ADIL_SHAPE_WIDE:
        adil_reading_wide(r);
        break;
    case ADIL_SHAPE_TURNOUT:
        adil_reading_turnouts(r);
        break;
    case ADIL_SHAPE_ITEMS:
        adil_reading_items(r);
        break;
    case ADIL_SHAPE_FINDINGS:
        adil_reading_findings(r);
        break;
    }
    if (r->n_records == 1 && !adil_reading_full(r)) {
        adil_reading_fault_at(r, adil_reading_where(r, 1), ADIL_SPAN(""),
                              ADIL_SPAN("a header without rows"), ADIL_SPAN("at least one row"));
    }
}

static void read_file(struct adil_reading *r, uint32_t f)
{
    struct adil_span text;
    r->now = f;
    r->n_records = 0;
    if (adil_encoding_check(r->file[f].name, r->file[f].bytes, &text, r->diag).code != ADIL_C_OK) {
        r->failed = true;
        return;
    }
    adil_csv_open(&r->csv, text, r->perm);
    r->at = (struct adil_reading_at){.fresh = true, .paper = 0};
    if (adil_reading_header(r)) {
        read_rows(r);
    }
}

/* "a, b, c", at most eight of them. */
static struct adil_span list_names(struct adil_reading *r, const struct adil_span *name, uint32_t n)
{
    struct adil_span s = {"", 0};
    for (uint32_t i = 0; i < n && i < 8; i++) {
        s = adil_fmt(r->tmp, "%.*s%s%.*s", ADIL_ARG(s), i > 0 ? ", " : "", ADIL_ARG(name[i]));
    }
    return n > 8 ? adil_fmt(r->tmp, "%.*s, ...", ADIL_ARG(s)) : s;
}

static struct adil_span labels_of(struct adil_reading *r, const struct adil_paper *p)
{
    bool own = p->n_labels > 0 && p->label[0].len > 0;
    return own ? list_names(r, p->label, p->n_labels) : r->contest->name;
}

/* Every ballot paper has rows, when there are votes at all. */
static void check_papers(struct adil_reading *r)
{
    uint32_t where = r->votes_file != ADIL_NONE ? r->first_line[r->votes_file] + 1 : 0;
    struct adil_span seen = list_names(r, r->labels.name, r->labels.n);
    if (r->label_clash) {
        adil_reading_fault_at(r, where, ADIL_SPAN("contest"),
                              adil_fmt(r->tmp, "several: %.*s", ADIL_ARG(seen)),
                              ADIL_SPAN("`--contest NAME` that chooses one"));
        return;
    }
    for (uint32_t p = 0; p < r->contest->n_papers && r->votes_file != ADIL_NONE; p++) {
        bool any = false;
        for (uint32_t t = 0; t < r->n_tables; t++) {
            any = any || r->table[t].paper == p;
        }
        if (!any) {
            struct adil_span want = labels_of(r, &r->contest->paper[p]);
            adil_reading_fault_at(r, where, ADIL_SPAN("contest"),
                                  adil_fmt(r->tmp, "%.*s", ADIL_ARG(seen)),
                                  adil_fmt(r->tmp, "rows of %.*s", ADIL_ARG(want)));
        }
    }
}

static bool is_given(const struct adil_reading *r, uint32_t option)
{
    for (uint32_t t = 0; t < r->n_tables; t++) {
        for (uint32_t i = 0; i < r->table[t].n_rows; i++) {
            const struct adil_reading_row *row = &r->table[t].row[i];
            if (option < row->cap && row->cell[option] != 0) {
                return true;
            }
        }
    }
    return false;
}

/* Without a list of options the figures say who stands: one that the contest names (against all,
 * say) and no row gives is a slip of the pen. */
static void check_named(struct adil_reading *r)
{
    const struct adil_contest *c = r->contest;
    uint32_t where = r->votes_file != ADIL_NONE ? r->first_line[r->votes_file] + 1 : 0;
    for (uint32_t i = 0; i < c->n_options && c->options_open && r->n_tables > 0; i++) {
        bool given =
            r->late ? adil_reading_option_known(r, c->option[i].id) != UINT32_MAX : is_given(r, i);
        if (!given) {
            adil_reading_fault_at(r, where, ADIL_SPAN("option"),
                                  adil_fmt(r->tmp, "no row of %.*s", ADIL_ARG(c->option[i].id)),
                                  adil_reading_hint(r, "an option that the figures have",
                                                    c->option[i].id,
                                                    r->option_name.name + r->n_declared,
                                                    r->option_name.n - r->n_declared));
        }
    }
}

static void finish(struct adil_reading *r, struct adil_votes *out)
{
    check_papers(r);
    check_named(r);
    adil_reading_adopt_options(r);
    adil_reading_finding_options(r);
    for (uint32_t t = 0; t < r->n_tables && !r->failed; t++) {
        adil_reading_arrange(r, t);
    }
    if (r->failed) {
        return;
    }
    adil_reading_lay(r, out);
    for (uint32_t t = 0; t < r->n_tables && !r->failed; t++) {
        const struct adil_reading_table *from = &r->table[t];
        const struct adil_table *laid = out->table;
        while (laid->paper != from->paper || laid->round != from->round) {
            laid++;
        }
        adil_reading_limits(r, from, laid);
        adil_reading_parts(r, from, laid);
    }
}

adil_err adil_figures_read(struct adil_arena *perm, struct adil_arena scratch,
                           const struct adil_contest *contest, const struct adil_figures_file *file,
                           uint32_t n, struct adil_votes *out, struct adil_diag *diag)
{
    ADIL_ASSERT(contest->n_papers > 0 && n > 0);
    struct adil_reading r = {.perm = perm,
                             .tmp = &scratch,
                             .contest = contest,
                             .diag = diag,
                             .file = file,
                             .n_files = n,
                             .votes_file = ADIL_NONE};
    r.first_line = adil_new(&scratch, uint32_t, n);
    r.n_faults = adil_new(&scratch, uint32_t, n);
    ADIL_TRY(check_sizes(&r));
    struct adil_votes votes = {.input = hash_files(&r)};
    adil_names_open(&r.labels, &scratch, &votes.input);
    adil_names_open(&r.option_name, &scratch, &votes.input);
    adil_names_open(&r.unit_name, &scratch, &votes.input);
    adil_reading_open_options(&r);
    r.table_of =
        adil_new(&scratch, uint32_t, (size_t)contest->n_papers * (ADIL_FIGURES_ROUND_MAX + 1));
    for (uint32_t f = 0; f < n; f++) {
        read_file(&r, f);
    }
    if (!r.failed) {
        finish(&r, &votes);
    }
    if (r.failed) {
        return ADIL_ERR(INPUT);
    }
    *out = votes;
    return ADIL_OK;
}
