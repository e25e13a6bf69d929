#include "cli/load.h"

#include "base/file.h"
#include "exchange/figures.h"

#include <string.h>
#include <unistd.h>

static adil_err load_one(struct adil_cli *cli, const struct adil_contest *contest,
                         const struct adil_span *path, uint32_t n, struct adil_votes *out)
{
    if (n == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), contest->place, contest->name,
                         ADIL_SPAN("no figures"),
                         ADIL_SPAN("`votes` in the rulebook, or --votes FILE"));
    }
    struct adil_figures_file *file = adil_new(&cli->perm, struct adil_figures_file, n);
    for (uint32_t i = 0; i < n; i++) {
        file[i].name = path[i];
        ADIL_TRY(adil_file_read(&cli->perm, path[i], ADIL_FIGURES_BYTES_MAX, &file[i].bytes,
                                &cli->diag));
        file[i].progress = adil_new(&cli->perm, struct adil_progress, 1);
        adil_progress_open(file[i].progress, STDERR_FILENO, "reading figures, bytes",
                           file[i].bytes.len);
    }
    adil_err err = adil_figures_read(&cli->perm, cli->scratch, contest, file, n, out, &cli->diag);
    for (uint32_t i = 0; i < n; i++) {
        adil_progress_close(file[i].progress);
    }
    return err;
}

static adil_err load_contest(struct adil_cli *cli, const struct adil_contest *contest,
                             const struct adil_words *files, struct adil_votes *out)
{
    return files->n > 0 ? load_one(cli, contest, files->word, files->n, out)
                        : load_one(cli, contest, contest->votes_file, contest->n_votes_files, out);
}

adil_err adil_load_votes(struct adil_cli *cli, const struct adil_contest *contest,
                         const struct adil_words *files, struct adil_loaded *out)
{
    memset(out, 0, sizeof *out);
    if (contest->n_parts == 0) {
        return load_contest(cli, contest, files, &out->votes);
    }
    struct adil_votes *part = adil_new(&cli->perm, struct adil_votes, contest->n_parts);
    const struct adil_votes **list =
        adil_new(&cli->perm, const struct adil_votes *, contest->n_parts);
    for (uint32_t i = 0; i < contest->n_parts; i++) {
        ADIL_TRY(load_contest(cli, &contest->part[i], files, &part[i]));
        list[i] = &part[i];
    }
    out->part = list;
    adil_figures_union(&cli->perm, list, contest->n_parts, &out->votes);
    return ADIL_OK;
}
