/* adil act --from FILE.csv: one act a row, all or nothing. */
#include "cli/act_bulk.h"

#include "base/progress.h"
#include "cli/table.h"

#include <unistd.h>

/* Columns that are no fields. */
enum bulk_column { B_ABOUT, B_BY, B_SUPERSEDES, N_BULK };

static const char *const bulk_columns[N_BULK] = {"about", "by", "supersedes"};

struct bulk {
    struct adil_act_job *job;
    struct adil_csv_table table;
    uint32_t own[N_BULK];  /* numbers of those columns */
    struct adil_arena row; /* of one row */
    uint32_t n_bad;
};

static bool is_own_column(const struct bulk *b, uint32_t c)
{
    bool own = false;
    for (unsigned i = 0; i < N_BULK; i++) {
        own = own || b->own[i] == c;
    }
    return own;
}

/* What a row gives: cells that are not empty. */
static void bulk_typed(struct bulk *b, struct adil_arena *a, uint32_t row, struct adil_act_typed *t)
{
    struct adil_typed *typed = adil_new(a, struct adil_typed, b->table.n_columns);
    for (uint32_t c = 0; c < b->table.n_columns; c++) {
        struct adil_span cell = adil_csv_table_cell(&b->table, row, c);
        if (!is_own_column(b, c) && cell.len > 0) {
            typed[t->n++] = (struct adil_typed){b->table.column[c], cell};
        }
    }
    t->typed = typed;
}

static adil_err tell_refusal(struct bulk *b, struct adil_place place, const struct adil_refusal *r)
{
    struct adil_arena a = b->job->cli->scratch;
    struct adil_span rule = r->cite.len > 0
                                ? adil_fmt(&a, "%.*s (%.*s)", ADIL_ARG(r->rule), ADIL_ARG(r->cite))
                                : r->rule;
    struct adil_span field =
        r->field.len > 0 ? adil_fmt(&a, "%.*s, %.*s", ADIL_ARG(r->field), ADIL_ARG(rule)) : rule;
    return adil_fail(&b->job->cli->diag, ADIL_ERR(REFUSED), place, field, r->found, r->expected);
}

static adil_err bulk_row(struct bulk *b, uint32_t row)
{
    struct adil_act_job *job = b->job;
    struct adil_arena a = b->row;
    struct adil_refusal refusal = {0};
    struct adil_act act;
    struct adil_place place = adil_csv_table_place(&b->table, row);
    struct adil_span by = adil_csv_table_cell(&b->table, row, b->own[B_BY]);
    struct adil_act_typed t = {
        .cli = job->cli,
        .perm = &a,
        .book = job->book,
        .place = place,
        .word = job->args->word,
        .about = adil_csv_table_cell(&b->table, row, b->own[B_ABOUT]),
        .by = by.len > 0 ? by : job->args->by,
        .supersedes = adil_csv_table_cell(&b->table, row, b->own[B_SUPERSEDES]),
        .logged = job->logged,
        .dry = job->args->dry,
    };
    bulk_typed(b, &a, row, &t);
    adil_err err = adil_act_compose(&t, &act, &refusal);
    if (err.code == ADIL_C_OK) {
        err = adil_signer_sign(job->signer, &a, &act, &job->args->keys, job->args->dry);
    }
    if (err.code == ADIL_C_OK) {
        err = adil_logbook_act(job->book, &a, job->cli->scratch, &act, ADIL_SIGS_TRUSTED,
                               job->logged, &refusal, &job->cli->diag);
    }
    return refusal.rule.len > 0 && (err.code == ADIL_C_REFUSED || err.code == ADIL_C_INPUT)
               ? tell_refusal(b, place, &refusal)
               : err;
}

/* Every row, so that all faults are told at once; what only this machine lacks ends it. */
static adil_err bulk_rows(struct bulk *b)
{
    adil_err all = ADIL_OK;
    struct adil_progress progress;
    adil_progress_open(&progress, STDERR_FILENO, "judging, rows", b->table.n_rows);
    for (uint32_t row = 0; row < b->table.n_rows; row++) {
        adil_err err = bulk_row(b, row);
        if (err.code != ADIL_C_OK) {
            all = all.code == ADIL_C_OK || all.code == ADIL_C_REFUSED ? err : all;
            b->n_bad++;
        }
        if (err.code == ADIL_C_IO || err.code == ADIL_C_LIMIT || err.code == ADIL_C_USAGE) {
            break;
        }
        adil_progress_at(&progress, row + 1);
    }
    adil_progress_close(&progress);
    return all;
}

static adil_err bulk_commit(struct bulk *b)
{
    struct adil_act_job *job = b->job;
    const struct adil_secret *log_key = NULL;
    uint64_t first = adil_polity_entries(job->book->polity) - b->table.n_rows;
    struct adil_buf *out = &job->cli->out;
    if (!job->args->dry) {
        ADIL_TRY(adil_signer_log_key(job->signer, &log_key));
        ADIL_TRY(adil_logbook_commit(job->book, log_key, &first, &job->cli->diag));
    }
    if (job->args->json) {
        adil_buf_fmt(out, "{\"%s\": %llu, \"acts\": %u}\n", job->args->dry ? "would-be" : "entry",
                     (unsigned long long)first, b->table.n_rows);
        return ADIL_OK;
    }
    adil_buf_fmt(out, "%s%u acts %.*s, from entry %llu\n", job->args->dry ? "would be: " : "",
                 b->table.n_rows, ADIL_ARG(job->args->word), (unsigned long long)first);
    return ADIL_OK;
}

adil_err adil_act_bulk(struct adil_act_job *job)
{
    struct adil_cli *cli = job->cli;
    struct bulk b = {.job = job};
    enum adil_act_kind kind;
    ADIL_TRY(adil_act_kind_of(cli, job->book, job->place, job->args->word, &kind));
    ADIL_TRY(adil_csv_table_read(&cli->perm, job->args->from, &b.table, &cli->diag));
    for (unsigned i = 0; i < N_BULK; i++) {
        b.own[i] = adil_csv_table_column(&b.table, bulk_columns[i]);
    }
    if (b.table.n_rows == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){b.table.file, 0},
                         ADIL_SPAN("rows"), ADIL_SPAN("none"), ADIL_SPAN("an act a row"));
    }
    if (adil_arena_open(&b.row, (size_t)1 << 30) != 0) {
        return ADIL_ERR(LIMIT);
    }
    b.row.full = cli->perm.full;
    b.row.ctx = cli->perm.ctx;
    adil_err err = bulk_rows(&b);
    adil_arena_release(&b.row);
    ADIL_TRY(err);
    return bulk_commit(&b);
}
