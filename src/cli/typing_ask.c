/* Asking for fields, one by one: code, name, and what is wrong with what was typed. The screen
 * shows what this officer types and nothing else. */
#include "cli/typing.h"

#include "base/file.h"

#include <errno.h>
#include <unistd.h>

enum { ANSWER_BYTES_MAX = 4000, ASKED_BYTES_MAX = 1 << 20 };

struct asking {
    struct adil_type_job *job;
    struct adil_typed_list *out;
    struct adil_typed_list before; /* what this officer's typing keeps */
    bool *told;                    /* by check */
    uint32_t n_failed;
};

/* ---- the terminal --------------------------------------------------------------------------- */

static void say_now(struct adil_buf *text)
{
    adil_err unseen = adil_fd_write(STDERR_FILENO, adil_buf_span(text));
    (void)unseen; /* the answer still counts */
    adil_buf_release(text);
}

/* A line of standard input; false at its end. */
static bool read_answer(struct adil_arena *a, struct adil_span *line)
{
    char *text = adil_new(a, char, ANSWER_BYTES_MAX);
    size_t n = 0;
    for (;;) {
        char c = '\0';
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 || c == '\n') {
            *line = adil_span_trim(adil_span_bytes(text, n));
            return got > 0 || n > 0;
        }
        if (n < ANSWER_BYTES_MAX) {
            text[n++] = c;
        }
    }
}

/* ---- checks as one goes --------------------------------------------------------------------- */

static void tell_checks(struct asking *k)
{
    struct adil_type_job *job = k->job;
    struct adil_arena *perm = &job->cli->perm;
    uint32_t *failed = adil_new(perm, uint32_t, job->law->acts.n_checks);
    struct adil_typed_list all = adil_typing_join(perm, &k->before, k->out);
    struct adil_span fields;
    struct adil_buf text;
    if (adil_typing_compose(job, &all, false, &fields, NULL).code != ADIL_C_OK) {
        return;
    }
    adil_buf_open(&text, ASKED_BYTES_MAX);
    uint32_t n = adil_typing_checks(job, fields, false, failed);
    for (uint32_t i = 0; i < n; i++) {
        if (!k->told[failed[i]]) {
            adil_typing_say_ask(job, &text, failed[i]);
            k->told[failed[i]] = true;
        }
    }
    say_now(&text);
}

/* ---- one field ------------------------------------------------------------------------------ */

static void prompt(struct adil_span name, struct adil_span label, const char *help)
{
    struct adil_buf text;
    adil_buf_open(&text, ASKED_BYTES_MAX);
    adil_buf_put(&text, name);
    if (label.len > 0) {
        adil_buf_fmt(&text, "  %.*s", ADIL_ARG(label));
    }
    if (help != NULL) {
        adil_buf_fmt(&text, " (%s)", help);
    }
    adil_buf_str(&text, ": ");
    say_now(&text);
}

/* Whether the value is one of its field's type; if not, says so. */
static bool is_typed_well(struct asking *k, const struct adil_typed *one)
{
    struct adil_diag diag;
    struct adil_span fields;
    struct adil_buf text;
    struct adil_typed copy = *one;
    struct adil_typed_list list = {&copy, 1};
    adil_diag_open(&diag, &k->job->cli->perm);
    bool well = adil_typing_compose(k->job, &list, false, &fields, &diag).code == ADIL_C_OK;
    if (!well) {
        adil_buf_open(&text, ASKED_BYTES_MAX);
        adil_diag_print(&diag, &text);
        say_now(&text);
    }
    return well;
}

static adil_err ask_one(struct asking *k, struct adil_span name, struct adil_span label,
                        const struct adil_given *g)
{
    struct adil_cli *cli = k->job->cli;
    bool by_name = g->type == ADIL_FIELD_VOTES || g->type == ADIL_FIELD_TALLY;
    const char *help = g->optional ? "may be left empty" : NULL;
    if (by_name && adil_span_eq(name, g->id)) {
        help = "NAME=N;NAME=N;...";
    }
    for (;;) {
        struct adil_span answer;
        prompt(name, label, help);
        if (!read_answer(&cli->perm, &answer)) {
            return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0}, name,
                             ADIL_SPAN("the end of the input"), ADIL_SPAN("an answer"));
        }
        struct adil_typed one = {name, answer};
        if (answer.len == 0 && g->optional) {
            return ADIL_OK;
        }
        if (answer.len > 0 && is_typed_well(k, &one)) {
            k->out->typed[k->out->n++] = one;
            tell_checks(k);
            return ADIL_OK;
        }
    }
}

/* ---- which ---------------------------------------------------------------------------------- */

static struct adil_span label_of(const struct adil_type_job *job, const struct adil_given *g)
{
    const struct adil_register *reg = &job->law->reg[job->law->acts.word[job->word].reg];
    return reg->label != NULL ? adil_texts_pick(&reg->label[g->slot], job->lang)
                              : (struct adil_span){NULL, 0};
}

/* Everything on a first typing; what was emptied on the next. */
static bool is_wanted(const struct asking *k, struct adil_span name)
{
    const struct adil_typing *own = k->job->own;
    return own == NULL || adil_words_have(&own->emptied, name);
}

static adil_err ask_votes(struct asking *k, const struct adil_given *g,
                          const struct adil_option *option, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct adil_span name =
            adil_fmt(&k->job->cli->perm, "%.*s.%.*s", ADIL_ARG(g->id), ADIL_ARG(option[i].id));
        struct adil_span label = adil_texts_pick(&option[i].name, k->job->lang);
        if (is_wanted(k, name) || is_wanted(k, g->id)) {
            ADIL_TRY(ask_one(k, name, label, g));
        }
    }
    return ADIL_OK;
}

/* Parts of a field that were emptied and that no ballot names: units, or before polling began. */
static adil_err ask_parts(struct asking *k, const struct adil_given *g)
{
    const struct adil_typing *own = k->job->own;
    struct adil_span head = adil_fmt(&k->job->cli->perm, "%.*s.", ADIL_ARG(g->id));
    for (uint32_t i = 0; own != NULL && i < own->emptied.n; i++) {
        if (adil_span_starts(own->emptied.word[i], head)) {
            ADIL_TRY(ask_one(k, own->emptied.word[i], (struct adil_span){NULL, 0}, g));
        }
    }
    return ADIL_OK;
}

static adil_err ask_field(struct asking *k, const struct adil_given *g)
{
    const struct adil_option *option = NULL;
    uint32_t n =
        g->type == ADIL_FIELD_VOTES
            ? adil_polity_ballot(k->job->book->polity, &k->job->cli->perm, k->job->about, &option)
            : 0;
    if (n > 0) {
        return ask_votes(k, g, option, n);
    }
    ADIL_TRY(ask_parts(k, g));
    return is_wanted(k, g->id) ? ask_one(k, g->id, label_of(k->job, g), g) : ADIL_OK;
}

adil_err adil_typing_ask(struct adil_type_job *job, struct adil_typed_list *out)
{
    const struct adil_act_word *w = &job->law->acts.word[job->word];
    const struct adil_option *option = NULL;
    struct adil_arena *perm = &job->cli->perm;
    uint32_t n = adil_polity_ballot(job->book->polity, perm, job->about, &option);
    uint32_t emptied = job->own != NULL ? job->own->emptied.n : 0;
    struct asking k = {.job = job, .out = out};
    *out = (struct adil_typed_list){
        adil_new(perm, struct adil_typed, (size_t)w->n_give * (n + 1) + emptied), 0};
    k.told = adil_new(perm, bool, job->law->acts.n_checks);
    if (job->own != NULL) {
        ADIL_TRY(adil_typing_leaves(perm, job->own->fields, &k.before));
    }
    for (uint32_t i = 0; i < w->n_asked; i++) {
        ADIL_TRY(ask_field(&k, &w->give[w->asked[i]]));
    }
    return ADIL_OK;
}
