#include "cli/law_read.h"

adil_err adil_law_find(struct adil_cli *cli, const char *field, struct adil_span id,
                       struct adil_span (*id_of)(const struct adil_acts *a, uint32_t i),
                       const struct adil_acts *acts, uint32_t n, uint32_t *found)
{
    struct adil_span *name = adil_new(&cli->perm, struct adil_span, n);
    struct adil_span all = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        name[i] = id_of(acts, i);
        all = adil_fmt(&cli->perm, "%.*s%s%.*s", ADIL_ARG(all),
                       i > 0 ? ", " : "one of: ", ADIL_ARG(name[i]));
        if (adil_span_eq(name[i], id)) {
            *found = i;
            return ADIL_OK;
        }
    }
    struct adil_span near = adil_nearest(id, name, n);
    struct adil_span expected = near.len > 0 ? near : all;
    return adil_usage(cli, field, id,
                      n > 0 ? adil_span_cstr(&cli->perm, expected) : "a rulebook that has one");
}
