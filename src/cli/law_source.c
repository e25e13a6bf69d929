#include "cli/law_source.h"

#include "base/file.h"
#include "cli/polities.h"

static bool is_log(struct adil_cli *cli, struct adil_span dir)
{
    struct adil_span bytes;
    struct adil_arena tmp = cli->scratch;
    struct adil_span path = adil_fmt(&cli->perm, "%.*s/checkpoint", ADIL_ARG(dir));
    return adil_file_read(&tmp, path, 1 << 16, &bytes, NULL).code == ADIL_C_OK;
}

/* Cuts "@N" off. */
static bool cut_version(struct adil_span *name, uint64_t *version)
{
    size_t at = name->len;
    while (at > 0 && name->ptr[at - 1] != '@' && name->ptr[at - 1] != '/') {
        at--;
    }
    if (at == 0 || name->ptr[at - 1] != '@' ||
        !adil_span_u64(adil_span_sub(*name, at, name->len), UINT32_MAX, version)) {
        return false;
    }
    *name = adil_span_sub(*name, 0, at - 1);
    return true;
}

static adil_err open_version(struct adil_cli *cli, struct adil_span dir, bool numbered,
                             uint64_t version, enum adil_lang lang, struct adil_law_source *out)
{
    const struct adil_law_version *v = NULL;
    ADIL_TRY(adil_logbook_open(cli, dir, ADIL_LOGBOOK_READ, lang, &out->record));
    uint32_t n = adil_polity_laws(out->record->polity, &v);
    version = numbered || n == 0 ? version : n - 1;
    if (version >= n) {
        adil_err err = adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0},
                                 ADIL_SPAN("version"),
                                 adil_fmt(&cli->perm, "%llu", (unsigned long long)version),
                                 adil_fmt(&cli->perm,
                                          "one of the %u versions of this record's law, "
                                          "from 0",
                                          (unsigned)n));
        adil_law_source_close(out);
        return err;
    }
    out->book = v[version].book;
    return ADIL_OK;
}

adil_err adil_law_source_open(struct adil_cli *cli, const char *field, struct adil_span name,
                              enum adil_lang lang, struct adil_law_source *out)
{
    uint64_t version = 0;
    name = name.len > 0 ? name : ADIL_SPAN(".");
    struct adil_span dir = name;
    bool numbered = cut_version(&dir, &version);
    *out = (struct adil_law_source){NULL, NULL};
    if (is_log(cli, dir)) {
        return open_version(cli, dir, numbered, version, lang, out);
    }
    struct adil_rulebook *book = adil_new(&cli->perm, struct adil_rulebook, 1);
    struct adil_span file;
    if (!adil_polity_find(cli, name, &file)) {
        return adil_usage(cli, field, name,
                          "a rulebook's path, the name of a polity that comes with the program, or "
                          "a log's folder");
    }
    ADIL_TRY(adil_rulebook_read(&cli->perm, cli->scratch, file, book, &cli->diag));
    out->book = book;
    return ADIL_OK;
}

void adil_law_source_close(struct adil_law_source *s)
{
    adil_logbook_close(s->record);
    s->record = NULL;
}
