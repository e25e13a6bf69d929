/* VKEY@URL: a witness as `adil witness ask` and `adil restore` are told of it. */
#ifndef ADIL_CLI_WITNESS_ADDRESS_H
#define ADIL_CLI_WITNESS_ADDRESS_H

#include "cli/cli.h"
#include "gazette/checkpoint.h"

struct adil_witness_address {
    struct adil_vkey key;
    struct adil_span url;
};

/* Err USAGE. */
ADIL_MUST_USE adil_err adil_witness_address_parse(struct adil_cli *cli, struct adil_span text,
                                                  struct adil_witness_address *out);

/* What a witness cosigned last for an origin (GET URL/HEX/checkpoint): a note that the witness's
 * key signed. Out size 0: it never did. Err REFUSED: an answer that it did not sign; IO. */
struct adil_witness_last {
    struct adil_span note;
    struct adil_checkpoint head;
};
ADIL_MUST_USE adil_err adil_witness_address_last(struct adil_cli *cli,
                                                 const struct adil_witness_address *w,
                                                 struct adil_span origin,
                                                 struct adil_witness_last *out);

#endif
