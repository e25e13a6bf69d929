#include "cli/coverage_list.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { COVER_BYTES = 256 << 20, LIST_BYTES = 16 << 20 };

static adil_err no_append(struct adil_cli *cli, struct adil_span path)
{
    return adil_fail(&cli->diag, ADIL_ERR(IO), (struct adil_place){path, 0}, ADIL_SPAN("coverage"),
                     adil_span_of(strerror(errno)), ADIL_SPAN("a file that can be added to"));
}

static adil_err append_list(struct adil_cli *cli, struct adil_span path, struct adil_span text)
{
    struct adil_arena tmp = cli->scratch;
    int fd = open(adil_span_cstr(&tmp, path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0) {
        return no_append(cli, path);
    }
    adil_err err = adil_fd_write(fd, text);
    int closed = close(fd);
    return err.code == ADIL_C_OK && closed == 0 ? ADIL_OK : no_append(cli, path);
}

adil_err adil_cover_read(struct adil_cli *cli, const struct adil_span *path, uint32_t n,
                         struct adil_coverage_of *of)
{
    struct adil_span text;
    for (uint32_t i = 0; i < n; i++) {
        ADIL_TRY(adil_file_read(&cli->perm, path[i], ADIL_COVERAGE_BYTES_MAX, &text, &cli->diag));
        ADIL_TRY(adil_coverage_take(of, path[i], text, &cli->diag));
    }
    return ADIL_OK;
}

adil_err adil_cover_open(struct adil_cli *cli, struct adil_span path, struct adil_cover *out)
{
    memset(out, 0, sizeof *out);
    if (path.len == 0) {
        return ADIL_OK;
    }
    if (adil_arena_open(&out->arena, COVER_BYTES) != 0) {
        return adil_fail(&cli->diag, ADIL_ERR(LIMIT), (struct adil_place){{NULL, 0}, 0},
                         ADIL_SPAN("memory"), ADIL_SPAN("no address space"),
                         ADIL_SPAN("room for what was tried"));
    }
    out->arena.full = cli->perm.full;
    out->arena.ctx = cli->perm.ctx;
    out->trials = adil_trials_open(&out->arena);
    return ADIL_OK;
}

void adil_cover_close(struct adil_cover *c)
{
    adil_arena_release(&c->arena);
}

adil_err adil_cover_write(struct adil_cli *cli, const struct adil_cover *c,
                          const struct adil_polity *p, struct adil_span path)
{
    struct adil_buf out;
    if (c->trials == NULL || p == NULL) {
        return ADIL_OK;
    }
    adil_buf_open(&out, LIST_BYTES);
    adil_trials_put(c->trials, p, cli->scratch, &out);
    adil_err err =
        adil_buf_ok(&out) ? append_list(cli, path, adil_buf_span(&out)) : ADIL_ERR(LIMIT);
    adil_buf_release(&out);
    return err;
}

/* ---- counts --------------------------------------------------------------------------------- */

static void try_steps(const struct adil_statements *all, const struct adil_outcome *o,
                      struct adil_tried *tried)
{
    for (const struct adil_step *s = o->step; s != NULL; s = s->next) {
        bool reached = false;
        bool missed = false;
        uint32_t i =
            s->rule != NULL ? adil_statement_find(all, ADIL_STATEMENT_RULE, s->rule) : ADIL_NO_WORD;
        if (i != ADIL_NO_WORD) {
            adil_step_tried(s, &reached, &missed);
            tried[i].n[ADIL_SIDE_ACCEPTED] |= reached;
            tried[i].n[ADIL_SIDE_REFUSED] |= missed;
        }
    }
}

adil_err adil_cover_count(struct adil_cli *cli, const struct adil_rulebook *book,
                          const struct adil_outcome *o, struct adil_span path)
{
    struct adil_buf out;
    struct adil_statements all;
    adil_statements_of(&cli->perm, book, &all);
    struct adil_tried *tried = adil_new(&cli->perm, struct adil_tried, all.n);
    try_steps(&all, o, tried);
    for (uint32_t i = 0; i < o->n_parts; i++) { /* parts have no parts */
        try_steps(&all, &o->part[i], tried);
    }
    adil_buf_open(&out, LIST_BYTES);
    adil_coverage_put_head(&out, cli->scratch, adil_coverage_polity(book), &book->hash);
    for (uint32_t i = 0; i < all.n; i++) {
        if (tried[i].n[ADIL_SIDE_ACCEPTED] + tried[i].n[ADIL_SIDE_REFUSED] > 0) {
            adil_coverage_put_line(&out, cli->scratch, &all.at[i], tried[i].n);
        }
    }
    adil_err err =
        adil_buf_ok(&out) ? append_list(cli, path, adil_buf_span(&out)) : ADIL_ERR(LIMIT);
    adil_buf_release(&out);
    return err;
}
