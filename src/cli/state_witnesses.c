/* adil state witnesses and policy: who signed what, who lags, which vector is missing. */
#include "cli/copy.h"
#include "cli/outsider.h"
#include "cli/state_views.h"
#include "cli/witness_address.h"
#include "cli/witness_law.h"

#include <inttypes.h>

static const char *const state_words[] = {
    [ADIL_WITNESS_SILENT] = "did not sign",
    [ADIL_WITNESS_SIGNED] = "signed",
    [ADIL_WITNESS_LOST] = "a line that does not verify",
    [ADIL_WITNESS_UNBOUND] = "no key is bound",
};

struct published {
    struct adil_note note;
    struct adil_checkpoint head;
    bool there;
};

static adil_err read_published(struct adil_cli *cli, const struct adil_logbook *book,
                               struct published *p)
{
    struct adil_span bytes;
    struct adil_place place = {ADIL_SPAN("checkpoint"), 0};
    ADIL_TRY(adil_log_note(book->log, &cli->perm, &bytes, &cli->diag));
    p->there = bytes.len > 0;
    if (!p->there) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_note_split(&cli->perm, place, bytes, &p->note, &cli->diag));
    return adil_checkpoint_parse(place, p->note.text, &p->head, &cli->diag);
}

static void fill_row(struct adil_viewing *v, struct adil_span witness, struct adil_span vector,
                     const char *state)
{
    struct adil_span *row = adil_view_row(&v->table);
    row[0] = witness;
    row[1] = vector;
    row[2] = adil_span_of(state);
}

static void fill_signed(struct adil_viewing *v, const struct published *p,
                        const struct adil_witnessed *w)
{
    struct adil_arena *a = v->table.a;
    const struct adil_rulebook *law = adil_polity_rulebook(v->book->polity);
    struct adil_span *row = adil_view_row(&v->table);
    row[0] = w->name;
    row[1] = w->vector;
    row[2] = adil_span_of(state_words[w->state]);
    row[3] = adil_fmt(a, "%" PRIu64, p->head.size);
    if (w->seconds < (uint64_t)INT64_MAX / 1000) {
        row[4] = adil_instant_text(a, &law->acts.zones, &law->units, 0, (int64_t)w->seconds * 1000);
    }
}

/* A row a witness, one a vector that nobody signed for, and one that says whether it is enough. */
static void fill_rows(struct adil_viewing *v, const struct published *p,
                      const struct adil_witnessing *w)
{
    struct adil_span none = {NULL, 0};
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->witness[i].state == ADIL_WITNESS_SIGNED) {
            fill_signed(v, p, &w->witness[i]);
        } else {
            fill_row(v, w->witness[i].name, w->witness[i].vector, state_words[w->witness[i].state]);
        }
    }
    for (uint32_t i = 0; i < w->n_missing; i++) {
        fill_row(v, none, w->missing[i], "nobody signed");
    }
    if (w->has_policy) {
        fill_row(v, w->policy, none, w->met ? "met" : "not met: not internationally witnessed");
    }
}

/* ---- asked ---------------------------------------------------------------------------------- */

struct asked {
    struct adil_viewing *v;
    const struct published *p;
    struct adil_copy_keys keys; /* of the log */
};

/* What a witness holds counts only under the log's own signature. Faults of one witness are a word
 * in its row. */
static void ask_holds(struct asked *q, const struct adil_witness_address *w, struct adil_span *row)
{
    struct adil_cli *cli = q->v->cli;
    struct adil_cli quiet = *cli;
    struct adil_witness_last last;
    struct adil_note opened;
    struct adil_place place = {w->url, 0};
    uint64_t size = q->p->head.size;
    adil_diag_open(&quiet.diag, &quiet.perm);
    adil_err err = adil_witness_address_last(&quiet, w, adil_log_origin(q->v->book->log), &last);
    if (err.code == ADIL_C_OK && last.note.len > 0) {
        err = adil_note_open(&quiet.perm, place, last.note, q->keys.key, q->keys.n, &opened, NULL);
    }
    cli->perm = quiet.perm;
    if (err.code != ADIL_C_OK) {
        row[1] = err.code == ADIL_C_REFUSED ? ADIL_SPAN("an answer that is not signed")
                                            : ADIL_SPAN("not reached");
        return;
    }
    row[0] = adil_fmt(&cli->perm, "%" PRIu64, last.head.size);
    row[1] =
        last.head.size == size ? ADIL_SPAN("up to date")
        : last.head.size < size
            ? adil_fmt(&cli->perm, "%" PRIu64 " behind", size - last.head.size)
            : adil_fmt(&cli->perm, "%" PRIu64 " AHEAD: rolled back here", last.head.size - size);
}

static bool address_of(const struct adil_witnessed *w, const struct adil_witness_address *told,
                       uint32_t n, struct adil_witness_address *out)
{
    for (uint32_t i = 0; i < n; i++) {
        if (w->has_key && adil_span_eq(told[i].key.key, w->key.key)) {
            *out = told[i];
            return true;
        }
    }
    *out = (struct adil_witness_address){w->key, w->url};
    return w->has_key && w->url.len > 0;
}

static bool is_of_law(const struct adil_witnessing *w, const struct adil_witness_address *told)
{
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->witness[i].has_key && adil_span_eq(w->witness[i].key.key, told->key.key)) {
            return true;
        }
    }
    return false;
}

/* The last two cells of each witness's row, which are the first rows; and those who were named and
 * are not of the law. */
static adil_err ask_all_witnesses(struct adil_viewing *v, const struct published *p,
                                  const struct adil_witnessing *w)
{
    struct adil_cli *cli = v->cli;
    struct asked q = {.v = v, .p = p};
    uint32_t at = v->table.n_columns - 2;
    uint32_t n = v->asking->n;
    struct adil_witness_address *told = adil_new(&cli->perm, struct adil_witness_address, n + 1);
    ADIL_TRY(adil_store_log_keys(&cli->perm, cli->scratch, v->book->log, &q.keys, &cli->diag));
    for (uint32_t i = 0; i < n; i++) {
        ADIL_TRY(adil_witness_address_parse(cli, v->asking->word[i], &told[i]));
    }
    for (uint32_t i = 0; i < w->n; i++) {
        struct adil_span *row = &v->table.cell[(size_t)i * v->table.n_columns];
        struct adil_witness_address address;
        if (address_of(&w->witness[i], told, n, &address)) {
            ask_holds(&q, &address, &row[at]);
        } else {
            row[at + 1] = ADIL_SPAN("no address is known");
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!is_of_law(w, &told[i])) {
            struct adil_span *row = adil_view_row(&v->table);
            row[0] = told[i].key.name;
            row[2] = ADIL_SPAN("not of the law");
            ask_holds(&q, &told[i], &row[at]);
        }
    }
    return ADIL_OK;
}

adil_err adil_view_witnesses(struct adil_viewing *v)
{
    struct adil_cli *cli = v->cli;
    struct published p = {.there = false};
    struct adil_witnessing w;
    ADIL_TRY(read_published(cli, v->book, &p));
    if (!p.there) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_witness_law_judge(&cli->perm, cli->scratch, v->book->polity, NULL, &p.note, &w,
                                    &cli->diag));
    if (v->ask) {
        adil_view_columns(&v->table, "*holds lag");
    }
    fill_rows(v, &p, &w);
    return v->ask ? ask_all_witnesses(v, &p, &w) : ADIL_OK;
}

adil_err adil_state_policy(struct adil_cli *cli, const struct adil_logbook *book)
{
    struct adil_policy policy;
    if (!adil_witness_law_policy(&cli->perm, cli->scratch, book->polity, &policy)) {
        return adil_fail(&cli->diag, ADIL_ERR(UNDECIDED), (struct adil_place){book->dir, 0},
                         ADIL_SPAN("witnesses"),
                         ADIL_SPAN("a policy that the format cannot say, or too few keys bound"),
                         ADIL_SPAN("\"at least N of every vector\" or a count, and keys for it"));
    }
    adil_policy_put(&cli->out, cli->scratch, &policy);
    return ADIL_OK;
}
