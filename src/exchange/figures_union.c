#include "exchange/figures.h"
#include "exchange/names.h"

static struct adil_hash hash_parts(const struct adil_votes *const *part, uint32_t n_parts,
                                   struct adil_arena tmp)
{
    struct adil_span *piece = adil_new(&tmp, struct adil_span, n_parts);
    for (uint32_t i = 0; i < n_parts; i++) {
        piece[i] = adil_span_bytes((const char *)part[i]->input.byte, sizeof part[i]->input.byte);
    }
    return adil_sha256_pieces(piece, n_parts);
}

void adil_figures_union(struct adil_arena *perm, const struct adil_votes *const *part,
                        uint32_t n_parts, struct adil_votes *out)
{
    size_t most = 0;
    for (uint32_t i = 0; i < n_parts; i++) {
        most += part[i]->n_options;
    }
    struct adil_option *option = adil_new(perm, struct adil_option, most);
    struct adil_arena tmp = *perm; /* given back on return */
    struct adil_names ids;
    *out = (struct adil_votes){.option = option, .input = hash_parts(part, n_parts, tmp)};
    adil_names_open(&ids, &tmp, &out->input);
    for (uint32_t i = 0; i < n_parts; i++) {
        for (uint32_t k = 0; k < part[i]->n_options; k++) {
            if (adil_names_put(&ids, part[i]->option[k].id) == out->n_options) {
                option[out->n_options++] = part[i]->option[k];
            }
        }
    }
}
