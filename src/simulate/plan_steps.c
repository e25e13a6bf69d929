/* Reading the steps of a plan. */
#include "simulate/plan.h"

enum { MS_A_SECOND = 1000, MS_AN_MINUTE = 60 * MS_A_SECOND };

struct word_of {
    struct adil_span text;
    unsigned value;
};

static const struct word_of each_words[] = {
    {ADIL_SPAN_INIT("option"), ADIL_EACH_OPTION},
    {ADIL_SPAN_INIT("person"), ADIL_EACH_PERSON},
    {ADIL_SPAN_INIT("place"), ADIL_EACH_PLACE},
};
static const struct word_of slip_words[] = {
    {ADIL_SPAN_INIT("swap"), ADIL_SLIP_SWAP},
    {ADIL_SPAN_INIT("lose"), ADIL_SLIP_LOSE},
};

static bool word_value(const struct word_of *words, size_t n, struct adil_span text, unsigned *out)
{
    for (size_t i = 0; i < n; i++) {
        if (adil_span_eq(words[i].text, text)) {
            *out = words[i].value;
            return true;
        }
    }
    return false;
}

/* "local 20:15": minutes of the day of polling; hours may pass 24. */
static bool local_hour(struct adil_span text, int64_t *ms)
{
    struct adil_span hour = {0};
    uint64_t h = 0;
    uint64_t m = 0;
    if (!adil_span_starts(text, ADIL_SPAN("local "))) {
        return false;
    }
    text = adil_span_sub(text, 6, text.len);
    if (!adil_span_cut(&text, ':', &hour) || !adil_span_u64(hour, 240, &h) || text.len != 2 ||
        !adil_span_u64(text, 59, &m)) {
        return false;
    }
    *ms = (int64_t)(h * 60 + m) * MS_AN_MINUTE;
    return true;
}

static adil_err step_moment(struct adil_plan_reading *r, const struct adil_node *n,
                            struct adil_plan_step *s, int64_t *ms)
{
    uint64_t seconds = 0;
    bool well = false;
    switch (s->clock) {
    case ADIL_CLOCK_WORLD:
        well = adil_instant_parse(n->text, ms);
        break;
    case ADIL_CLOCK_LOCAL:
        well = local_hour(n->text, ms);
        break;
    case ADIL_CLOCK_BEHIND:
        well = adil_span_u64(n->text, 10000000, &seconds);
        *ms = (int64_t)seconds * MS_A_SECOND;
        break;
    }
    return well ? ADIL_OK
                : adil_plan_fault(r, n, "at", "a moment, local HH:MM, or seconds behind a step");
}

static adil_err step_time(struct adil_plan_reading *r, const struct adil_node *n,
                          struct adil_plan_step *s)
{
    const struct adil_node *at = adil_node_get(n, "at");
    const struct adil_node *to = adil_node_get(n, "to");
    const struct adil_node *behind = adil_node_get(n, "behind");
    if (at == NULL) {
        return adil_plan_fault(r, n, "at", "when the step is done");
    }
    s->clock = behind != NULL                                   ? ADIL_CLOCK_BEHIND
               : adil_span_starts(at->text, ADIL_SPAN("local")) ? ADIL_CLOCK_LOCAL
                                                                : ADIL_CLOCK_WORLD;
    s->behind = UINT32_MAX;
    for (uint32_t i = 0; behind != NULL && i < r->plan->n_steps; i++) {
        if (adil_span_eq(r->plan->step[i].id, behind->text)) {
            s->behind = i;
        }
    }
    if (behind != NULL && (s->behind == UINT32_MAX || r->plan->step[s->behind].each != s->each)) {
        return adil_plan_fault(r, behind, "behind", "the id of a step above, for each of the same");
    }
    ADIL_TRY(step_moment(r, at, s, &s->from));
    s->to = s->from;
    if (to != NULL) {
        ADIL_TRY(step_moment(r, to, s, &s->to));
    }
    return s->to >= s->from ? ADIL_OK : adil_plan_fault(r, to, "to", "not before `at`");
}

static adil_err step_picks(struct adil_plan_reading *r, const struct adil_node *n,
                           struct adil_plan_step *s)
{
    const struct adil_node *in = adil_node_get(n, "in");
    const struct adil_node *without = adil_node_get(n, "without");
    const struct adil_node *slips = adil_node_get(n, "slips");
    s->in = in != NULL ? adil_plan_pick_find(r->plan, in->text) : UINT32_MAX;
    if (in != NULL && s->in == UINT32_MAX) {
        return adil_plan_fault(r, in, "in", "a pick of this plan");
    }
    for (const struct adil_node *i = without != NULL ? without->first : NULL; i != NULL;
         i = i->next) {
        uint32_t pick = adil_plan_pick_find(r->plan, i->text);
        if (pick == UINT32_MAX) {
            return adil_plan_fault(r, i, "without", "a pick of this plan");
        }
        s->without |= 1U << pick;
    }
    for (const struct adil_node *i = slips != NULL ? slips->first : NULL; i != NULL; i = i->next) {
        uint32_t pick = adil_plan_pick_find(r->plan, i->key);
        unsigned slip = 0;
        if (pick == UINT32_MAX || !word_value(slip_words, ADIL_COUNT(slip_words), i->text, &slip)) {
            return adil_plan_fault(r, i, "slips", "swap or lose, by pick of this plan");
        }
        s->slip[pick] = (enum adil_plan_slip)slip;
    }
    return ADIL_OK;
}

static struct adil_span text_at(const struct adil_node *n, const char *key)
{
    const struct adil_node *m = adil_node_get(n, key);
    return m != NULL ? m->text : (struct adil_span){0};
}

static adil_err step_what(struct adil_plan_reading *r, const struct adil_node *n,
                          struct adil_plan_step *s)
{
    const struct adil_node *each = adil_node_get(n, "each");
    unsigned value = ADIL_EACH_ONCE;
    int64_t sign = 0;
    if (each != NULL && !word_value(each_words, ADIL_COUNT(each_words), each->text, &value)) {
        return adil_plan_fault(r, each, "each", "option, person or place");
    }
    if (adil_node_get(n, "sign") != NULL) {
        ADIL_TRY(adil_plan_number(r, n, "sign", ADIL_PLAN_KEYS_MAX, &sign));
    }
    s->each = (enum adil_plan_each)value;
    s->sign = (uint32_t)sign;
    s->id = text_at(n, "id");
    s->word = text_at(n, "word");
    s->bind = text_at(n, "bind");
    s->result = text_at(n, "result");
    s->fields = adil_node_get(n, "fields");
    s->supersedes = adil_node_get(n, "supersedes") != NULL;
    s->seated = adil_node_get(n, "seated") != NULL;
    ADIL_TRY(adil_plan_text(r, n, "by", &s->by));
    if ((s->word.len > 0) == (s->bind.len > 0)) {
        return adil_plan_fault(r, n, "word", "a word of the rulebook, or `bind` an issuer");
    }
    if (s->bind.len > 0) {
        return ADIL_OK;
    }
    if (adil_word_find_act(&r->book->acts, s->word) == ADIL_NO_WORD) {
        return adil_plan_fault(r, adil_node_get(n, "word"), "word", "a word of the rulebook");
    }
    return adil_plan_text(r, n, "about", &s->about);
}

adil_err adil_plan_steps(struct adil_plan_reading *r, const struct adil_node *list)
{
    if (list->kind != ADIL_NODE_LIST) {
        return adil_plan_fault(r, list, "acts", "a list of steps");
    }
    struct adil_plan_step *step = adil_new(r->perm, struct adil_plan_step, list->n);
    r->plan->step = step;
    for (const struct adil_node *n = list->first; n != NULL; n = n->next) {
        struct adil_plan_step *s = &step[r->plan->n_steps];
        s->place = n->place;
        if (n->kind != ADIL_NODE_MAP) {
            return adil_plan_fault(r, n, "acts", "a map of what is done when");
        }
        ADIL_TRY(step_what(r, n, s));
        ADIL_TRY(step_picks(r, n, s));
        ADIL_TRY(step_time(r, n, s));
        r->plan->n_steps++;
    }
    return ADIL_OK;
}
