/* Control relations on figures that are typed: told while they are typed, never in the way. */
#include "cli/typing.h"

struct typed_figures {
    const struct adil_type_job *job;
    const struct adil_register *reg;
    const struct adil_vocab *vocab;
    const struct adil_tree *fields;
};

static struct adil_fact not_known(void)
{
    return adil_fact_from(adil_num_int(0));
}

/* The sum of the votes typed so far is known when a ballot's every option is. */
static struct adil_fact all_votes(const struct typed_figures *f)
{
    const struct adil_option *option = NULL;
    int64_t sum = 0;
    struct adil_arena *perm = &f->job->cli->perm;
    uint32_t n = adil_polity_ballot(f->job->book->polity, perm, f->job->about, &option);
    for (uint32_t i = 0; i < f->reg->n_fields; i++) {
        const struct adil_tree *votes = adil_tree_member(f->fields, f->reg->field[i].id);
        if (!adil_span_is(f->reg->field[i].type, "votes") || votes == NULL || votes->n < n) {
            continue;
        }
        for (const struct adil_tree *m = votes->first; m != NULL; m = m->next) {
            if (__builtin_add_overflow(sum, m->integer, &sum)) {
                return not_known();
            }
        }
        return adil_fact_known(adil_num_int(sum));
    }
    return not_known();
}

static struct adil_fact typed_quantity(void *ctx, struct adil_arena *a, uint32_t quantity,
                                       uint32_t unit)
{
    const struct typed_figures *f = ctx;
    struct adil_span id = f->vocab->quantity[quantity].id;
    const struct adil_tree *value = adil_tree_member(f->fields, id);
    (void)a;
    if (unit != ADIL_WHOLE) {
        return not_known();
    }
    if (adil_field_find(f->reg->field, f->reg->n_fields, id) == ADIL_NO_WORD) {
        return all_votes(f);
    }
    return value != NULL && value->kind == ADIL_TREE_INT
               ? adil_fact_known(adil_num_int(value->integer))
               : not_known();
}

static struct adil_fact typed_subject(void *ctx, struct adil_arena *a, uint32_t unit)
{
    (void)ctx;
    (void)a;
    (void)unit;
    return not_known();
}

static uint32_t typed_group_size(void *ctx, uint32_t group)
{
    (void)ctx;
    (void)group;
    return 0;
}

static uint32_t typed_group_unit(void *ctx, uint32_t group, uint32_t i)
{
    (void)ctx;
    (void)group;
    (void)i;
    return ADIL_NO_WORD;
}

uint32_t adil_typing_checks(const struct adil_type_job *job, struct adil_span fields, bool whole,
                            uint32_t *failed)
{
    const struct adil_acts *acts = &job->law->acts;
    uint32_t reg = acts->word[job->word].reg;
    struct adil_tree *tree = NULL;
    uint32_t n = 0;
    if (adil_tree_read(&job->cli->perm, (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("fields"),
                       fields, &tree, NULL)
            .code != ADIL_C_OK) {
        return 0;
    }
    struct typed_figures figures = {job, &job->law->reg[reg], &acts->check_vocab[reg], tree};
    struct adil_env env = {.ctx = &figures,
                           .subject = typed_subject,
                           .quantity = typed_quantity,
                           .group_size = typed_group_size,
                           .group_unit = typed_group_unit};
    int32_t minute = 0;
    struct adil_date day =
        adil_instant_day(&acts->zones, &job->law->units, 0, job->logged, &minute);
    for (uint32_t i = 0; i < acts->n_checks; i++) {
        const struct adil_check *c = &acts->check[i];
        struct adil_arena a = job->cli->scratch;
        if (c->reg != reg || !adil_rule_in_force(&c->rule, day)) {
            continue;
        }
        enum adil_truth truth = adil_phrase_eval(&a, c->holds, &env).truth;
        if (truth == ADIL_FAILS || (whole && truth == ADIL_UNKNOWN)) {
            failed[n++] = i;
        }
    }
    return n;
}

/* ---- told ----------------------------------------------------------------------------------- */

static struct adil_span marks_text(const struct adil_type_job *job, const struct adil_check *c)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < c->n_marks; i++) {
        text = adil_fmt(&job->cli->perm, "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "",
                        ADIL_ARG(job->law->reg[c->reg].field[c->mark[i]].id));
    }
    return text;
}

static void say_check(const struct adil_type_job *job, struct adil_buf *out,
                      const struct adil_check *c, const struct adil_texts *say)
{
    struct adil_arena *a = &job->cli->perm;
    struct adil_span text = adil_texts_pick(say, job->lang);
    if (text.len == 0) {
        text = adil_phrase_words(a, job->lang, c->holds, &job->law->acts.check_vocab[c->reg]);
    }
    adil_buf_fmt(out, "  %s %.*s", c->effect == ADIL_CHECK_BLOCKS ? "!" : "?",
                 ADIL_ARG(c->rule.id));
    if (c->rule.cite.len > 0) {
        adil_buf_fmt(out, "   %.*s", ADIL_ARG(c->rule.cite));
    }
    adil_buf_fmt(out, "   %.*s\n", ADIL_ARG(text));
    if (c->n_marks > 0) {
        adil_buf_fmt(out, "      look at: %.*s\n", ADIL_ARG(marks_text(job, c)));
    }
}

void adil_typing_say_ask(const struct adil_type_job *job, struct adil_buf *out, uint32_t check)
{
    const struct adil_check *c = &job->law->acts.check[check];
    say_check(job, out, c, &c->ask);
}

void adil_typing_say_tell(const struct adil_type_job *job, struct adil_buf *out, uint32_t check)
{
    const struct adil_check *c = &job->law->acts.check[check];
    say_check(job, out, c, &c->tell);
    if (c->action.len > 0) {
        adil_buf_fmt(out, "      asked for: %.*s\n", ADIL_ARG(c->action));
    }
}
