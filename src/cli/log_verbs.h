/* Between the verbs of `adil log`. */
#ifndef ADIL_CLI_LOG_VERBS_H
#define ADIL_CLI_LOG_VERBS_H

#include "cli/act_compose.h"
#include "report/act_page.h"

adil_err adil_log_list(struct adil_cli *cli, int argc, char **argv);
adil_err adil_log_search(struct adil_cli *cli, int argc, char **argv);
adil_err adil_log_follow(struct adil_cli *cli, int argc, char **argv);
adil_err adil_log_show(struct adil_cli *cli, int argc, char **argv);
adil_err adil_log_prove(struct adil_cli *cli, int argc, char **argv);

/* The number of an entry, as an argument. */
ADIL_MUST_USE adil_err adil_log_number(struct adil_cli *cli, const char *verb,
                                       const struct adil_words *rest, uint64_t *n);

/* A proof of entry `n` under the checkpoint that was signed last (tlog-proof@v1); empty while none
 * covers it (log_prove.c). */
ADIL_MUST_USE adil_err adil_log_proof(struct adil_cli *cli, struct adil_log *log, uint64_t n,
                                      struct adil_span *proof);

/* ---- an entry explained (log_explain.c) ----------------------------------------------------- */

struct adil_explained {
    struct adil_logbook *book; /* after the entry */
    struct adil_span leaf;
    struct adil_act act;
    bool good[ADIL_ACT_SIGS_MAX]; /* signatures that verify */
    const struct adil_page_rule *rule;
    uint32_t n_rules;
};

/* Keeps the rules that an act meets while it is judged on `book`: word, stage or power with its
 * windows, then every norm as the fold tells of it. Between the two the caller applies the act.
 * `logged` is its time: deadlines that are due by then fire. */
struct adil_explaining;
struct adil_explaining *adil_explain_begin(struct adil_arena *a, struct adil_logbook *book,
                                           const struct adil_act *act, int64_t logged,
                                           enum adil_lang lang);
const struct adil_page_rule *adil_explain_end(struct adil_explaining *e, uint32_t *n);

/* Replays up to entry `n`, judges it again and keeps the rules that it met. */
ADIL_MUST_USE adil_err adil_log_explain(struct adil_cli *cli, struct adil_span dir, uint64_t n,
                                        enum adil_lang lang, struct adil_explained *out);

#endif
