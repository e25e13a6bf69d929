/* What `adil act` shares between one act and a table of them. */
#ifndef ADIL_CLI_ACT_BULK_H
#define ADIL_CLI_ACT_BULK_H

#include "cli/act_compose.h"
#include "cli/json_tree.h"

struct adil_act_args {
    struct adil_record_args record;
    struct adil_span by, supersedes, out, file, from, word, coverage;
    struct adil_words keys;
    bool dry, template, words, json;
};

struct adil_act_job {
    struct adil_cli *cli;
    const struct adil_act_args *args;
    struct adil_logbook *book;
    struct adil_signer *signer;
    enum adil_lang lang;
    struct adil_place place; /* nowhere */
    int64_t logged;
};

/* --from FILE.csv: every row is judged before anything is written; one fault, and nothing is. */
ADIL_MUST_USE adil_err adil_act_bulk(struct adil_act_job *job);

#endif
