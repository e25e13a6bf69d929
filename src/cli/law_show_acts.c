/* Offices, words of acts, procedures, deadlines and checks, as adil law show prints them. */
#include "cli/law_show.h"

static struct adil_arena *perm_of(const struct adil_law_show *s)
{
    return &s->cli->perm;
}

/* ---- names -------------------------------------------------------------------------------- */

static struct adil_span office_id(const struct adil_law_show *s, uint32_t office)
{
    return office == ADIL_FOUNDERS ? ADIL_SPAN("founders") : s->book->acts.office[office].rule.id;
}

static struct adil_span offices_text(const struct adil_law_show *s, const uint32_t *list,
                                     uint32_t n)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        text = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "",
                        ADIL_ARG(office_id(s, list[i])));
    }
    return text;
}

/* " from DEADLINE", or nothing. */
static struct adil_span window_text(const struct adil_law_show *s, const char *word, uint32_t id)
{
    return id == ADIL_NO_WORD
               ? ADIL_SPAN("")
               : adil_fmt(perm_of(s), "%s%.*s", word, ADIL_ARG(s->book->acts.deadline_id[id]));
}

/* ---- what a rule asks --------------------------------------------------------------------- */

static struct adil_span norm_asks(const struct adil_law_show *s, uint32_t rule)
{
    return adil_norm_words(perm_of(s), s->lang, s->book->rule_use[rule].norm, &s->book->vocab);
}

static struct adil_span power_asks(const struct adil_law_show *s, uint32_t rule)
{
    const struct adil_acts *acts = &s->book->acts;
    const struct adil_power *p = &acts->power[s->book->rule_use[rule].at];
    struct adil_span text = adil_fmt(perm_of(s), "%.*s: %.*s", ADIL_ARG(office_id(s, p->office)),
                                     ADIL_ARG(acts->word[p->word].rule.id));
    for (uint32_t i = 0; i < p->n_not; i++) {
        text = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "; not ",
                        ADIL_ARG(p->not_capacity[i]));
    }
    for (uint32_t i = 0; i < p->n_when; i++) {
        text = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "; when ",
                        ADIL_ARG(p->when[i].rule.id));
    }
    for (uint32_t i = 0; i < p->n_unless; i++) {
        text = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(text), i > 0 ? ", " : "; unless ",
                        ADIL_ARG(p->unless[i].rule.id));
    }
    return text;
}

static struct adil_span deadline_asks(const struct adil_law_show *s, uint32_t rule)
{
    return adil_moment_words(perm_of(s), s->lang,
                             s->book->acts.deadline[s->book->rule_use[rule].at].at);
}

static struct adil_span check_asks(const struct adil_law_show *s, uint32_t rule)
{
    const struct adil_check *c = &s->book->acts.check[s->book->rule_use[rule].at];
    struct adil_span words =
        adil_phrase_words(perm_of(s), s->lang, c->holds, &s->book->acts.check_vocab[c->reg]);
    return adil_fmt(perm_of(s), "%.*s  (%s)", ADIL_ARG(words),
                    c->effect == ADIL_CHECK_BLOCKS ? "blocks" : "warns");
}

/* A version of an office's term, as the book writes it. */
static struct adil_span term_asks(const struct adil_law_show *s, uint32_t rule)
{
    return adil_fmt(perm_of(s), "%.*s: %.*s", ADIL_ARG(office_id(s, s->book->rule_use[rule].at)),
                    ADIL_ARG(adil_node_get(s->book->rule_node[rule], "term")->text));
}

struct adil_span adil_law_asks(const struct adil_law_show *s, uint32_t i)
{
    static struct adil_span (*const asks[])(const struct adil_law_show *, uint32_t) = {
        [ADIL_RULE_SET] = NULL,         [ADIL_RULE_NORM] = norm_asks,
        [ADIL_RULE_POWER] = power_asks, [ADIL_RULE_DEADLINE] = deadline_asks,
        [ADIL_RULE_CHECK] = check_asks, [ADIL_RULE_TERM] = term_asks,
    };
    enum adil_rule_kind kind = s->book->rule_use[i].kind;
    return asks[kind] != NULL ? asks[kind](s, i) : ADIL_SPAN("");
}

/* ---- offices ------------------------------------------------------------------------------ */

static void put_line(const struct adil_law_show *s, const char *lead, struct adil_span text)
{
    if (text.len > 0) {
        adil_buf_fmt(&s->cli->out, "  %-9s %.*s\n", lead, ADIL_ARG(text));
    }
}

static struct adil_span signs_text(const struct adil_law_show *s, const struct adil_phrase *signs)
{
    return signs == NULL ? ADIL_SPAN("")
                         : adil_phrase_words(perm_of(s), s->lang, signs, &adil_key_vocab);
}

/* The line of the id; what cites an article says how well that is known. */
static void open_entry(const struct adil_law_show *s, const char *what, const struct adil_rule *r,
                       const struct adil_texts *name)
{
    bool cites = r->cite.len > 0;
    adil_buf_fmt(&s->cli->out, "%.*s  [%s%s%s]\n", ADIL_ARG(r->id), what, cites ? ", " : "",
                 cites ? adil_law_mark(r->mark) : "");
    put_line(s, "name", adil_texts_pick(name, s->lang));
}

static void close_entry(const struct adil_law_show *s, const struct adil_rule *r)
{
    put_line(s, "cite", r->cite);
    put_line(s, "source", r->source);
    put_line(s, "says", adil_texts_pick(&r->text, s->lang));
    adil_buf_fmt(&s->cli->out, "  at        %.*s:%u\n", ADIL_ARG(r->place.file),
                 (unsigned)r->place.line);
}

static void put_office(const struct adil_law_show *s, uint32_t i)
{
    const struct adil_office *o = &s->book->acts.office[i];
    open_entry(s, "office", &o->rule, &o->name);
    put_line(s, "of", o->of == ADIL_NO_WORD ? ADIL_SPAN("") : s->book->reg[o->of].id);
    put_line(s, "keys by", offices_text(s, o->keys_by, o->n_keys_by));
    put_line(s, "signs", signs_text(s, o->signs));
    for (uint32_t k = 0; k < o->n_beside; k++) {
        put_line(s, "beside as", o->beside[k]);
    }
    if (o->held != ADIL_HELD_BY_KEYS) {
        put_line(s, "held",
                 o->held == ADIL_HELD_IN_TERM ? ADIL_SPAN("in-term") : ADIL_SPAN("until-next"));
    }
    close_entry(s, &o->rule);
}

/* ---- words -------------------------------------------------------------------------------- */

static void put_word(const struct adil_law_show *s, uint32_t i)
{
    const struct adil_act_word *w = &s->book->acts.word[i];
    struct adil_span fields = ADIL_SPAN("");
    struct adil_span kind = adil_act_kind_name(w->kind);
    open_entry(s, "word", &w->rule, &w->name);
    if (w->reg != ADIL_NO_WORD) {
        kind =
            adil_fmt(perm_of(s), "%.*s of %.*s", ADIL_ARG(kind), ADIL_ARG(s->book->reg[w->reg].id));
    } else if (w->opens != ADIL_NO_WORD) {
        kind = adil_fmt(perm_of(s), "%.*s of %.*s", ADIL_ARG(kind),
                        ADIL_ARG(s->book->acts.procedure[w->opens].rule.id));
    }
    for (uint32_t k = 0; k < w->n_give; k++) {
        fields = adil_fmt(perm_of(s), "%.*s%s%.*s%s", ADIL_ARG(fields), k > 0 ? ", " : "",
                          ADIL_ARG(w->give[k].id), w->give[k].optional ? "?" : "");
    }
    put_line(s, "is", kind);
    put_line(s, "gives", fields);
    for (uint32_t k = 0; k < w->n_keeps; k++) {
        put_line(s, "keeps", s->book->reg[w->reg].field[w->keeps[k]].id);
    }
    for (uint32_t k = 0; k < w->n_norms; k++) {
        put_line(s, "meets", w->norm[k].rule.id);
    }
    put_line(s, "signs", signs_text(s, w->signs));
    put_line(s, "typed", w->typed_twice ? ADIL_SPAN("twice, by two who sign") : ADIL_SPAN(""));
    close_entry(s, &w->rule);
}

/* ---- procedures --------------------------------------------------------------------------- */

static struct adil_span way_text(const struct adil_law_show *s, const struct adil_procedure *p,
                                 const struct adil_stage_act *a)
{
    struct adil_span text = ADIL_SPAN("");
    if (a->to != ADIL_NO_WORD) {
        text = adil_fmt(perm_of(s), "; to %.*s", ADIL_ARG(p->stage[a->to].id));
    }
    for (uint32_t i = 0; a->to_by_status != NULL && i < ADIL_N_STAGE_STATUSES; i++) {
        if (a->to_by_status[i] != ADIL_NO_WORD) {
            text = adil_fmt(perm_of(s), "%.*s; %.*s: to %.*s", ADIL_ARG(text),
                            ADIL_ARG(adil_stage_statuses[i]),
                            ADIL_ARG(p->stage[a->to_by_status[i]].id));
        }
    }
    return text;
}

static void put_stage_act(const struct adil_law_show *s, const struct adil_procedure *p,
                          const struct adil_stage_act *a)
{
    struct adil_span from = window_text(s, ", from ", a->from);
    struct adil_span until = window_text(s, ", until ", a->until);
    struct adil_span by = offices_text(s, a->by, a->n_by);
    struct adil_span way = way_text(s, p, a);
    adil_buf_fmt(&s->cli->out, "    %.*s, by %.*s%.*s%.*s%.*s%s",
                 ADIL_ARG(s->book->acts.word[a->word].rule.id), ADIL_ARG(by), ADIL_ARG(from),
                 ADIL_ARG(until), ADIL_ARG(way),
                 a->repeats      ? "; held again"
                 : a->next_round ? "; next round"
                                 : "");
    adil_buf_fmt(&s->cli->out, a->rule.cite.len > 0 ? "  (%.*s)\n" : "%.*s\n",
                 ADIL_ARG(a->rule.cite));
}

static struct adil_span decision_ways(const struct adil_law_show *s, const struct adil_procedure *p,
                                      const struct adil_decision *d)
{
    struct adil_span text = ADIL_SPAN("");
    for (unsigned i = 0; i < ADIL_N_DECISION_ENDS; i++) {
        if (d->to[i] != ADIL_NO_WORD) {
            text = adil_fmt(perm_of(s), "%.*s; %.*s: to %.*s", ADIL_ARG(text),
                            ADIL_ARG(adil_decision_ends[i]), ADIL_ARG(p->stage[d->to[i]].id));
        }
    }
    return text;
}

/* Who decides and by which words, then what it takes and where it leads. */
static void put_decision(const struct adil_law_show *s, const struct adil_procedure *p,
                         const struct adil_decision *d)
{
    static const char *const ties[] = {
        [ADIL_DECIDES_FAILS] = "fails",
        [ADIL_DECIDES_PASSES] = "passes",
        [ADIL_DECIDES_CASTING] = "casting",
        [ADIL_DECIDES_STAYS] = "stays",
    };
    const struct adil_acts *acts = &s->book->acts;
    struct adil_span who = ADIL_SPAN("");
    struct adil_span words = ADIL_SPAN("");
    struct adil_span quorum = adil_phrase_words(perm_of(s), s->lang, d->quorum, &s->book->vocab);
    struct adil_span pass = adil_phrase_words(perm_of(s), s->lang, d->pass, &s->book->vocab);
    struct adil_span ways = decision_ways(s, p, d);
    for (uint32_t i = 0; i < d->n_bodies; i++) {
        who = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(who), i > 0 ? " and " : "",
                       ADIL_ARG(acts->body[d->body[i]].rule.id));
    }
    for (uint32_t i = 0; i < d->n_words; i++) {
        words = adil_fmt(perm_of(s), "%.*s%s%.*s", ADIL_ARG(words), i > 0 ? " or " : "",
                         ADIL_ARG(acts->word[d->word[i]].rule.id));
    }
    adil_buf_fmt(&s->cli->out, "    %.*s, of %.*s; quorum %.*s; passes %.*s; tie %s",
                 ADIL_ARG(words), ADIL_ARG(who), ADIL_ARG(quorum), ADIL_ARG(pass), ties[d->tie]);
    if (d->readings > 1) {
        adil_buf_fmt(&s->cli->out, "; readings %u", (unsigned)d->readings);
    }
    if (d->votes != ADIL_NO_WORD) {
        adil_buf_fmt(&s->cli->out, "; votes %.*s", ADIL_ARG(acts->word[d->votes].rule.id));
    }
    adil_buf_fmt(&s->cli->out, d->rule.cite.len > 0 ? "%.*s  (%.*s)\n" : "%.*s%.*s\n",
                 ADIL_ARG(ways), ADIL_ARG(d->rule.cite));
}

static void put_procedure(const struct adil_law_show *s, uint32_t i)
{
    const struct adil_procedure *p = &s->book->acts.procedure[i];
    open_entry(s, "procedure", &p->rule, &p->name);
    for (uint32_t k = 0; k < p->n_stages; k++) {
        const struct adil_stage *stage = &p->stage[k];
        struct adil_span then = ADIL_SPAN("");
        if (stage->until != ADIL_NO_WORD) {
            then = adil_fmt(perm_of(s), ", until %.*s: then %.*s",
                            ADIL_ARG(s->book->acts.deadline_id[stage->until]),
                            ADIL_ARG(p->stage[stage->then].id));
        }
        adil_buf_fmt(&s->cli->out, "  %-9s %.*s%.*s\n", stage->is_end ? "end" : "stage",
                     ADIL_ARG(stage->id), ADIL_ARG(then));
        if (stage->decision != NULL) {
            put_decision(s, p, stage->decision);
        }
        for (uint32_t a = 0; a < stage->n_acts; a++) {
            put_stage_act(s, p, &stage->act[a]);
        }
    }
    close_entry(s, &p->rule);
}

/* ---- all of them -------------------------------------------------------------------------- */

static const struct adil_rule *office_rule(const struct adil_acts *a, uint32_t i)
{
    return &a->office[i].rule;
}

static const struct adil_rule *word_rule(const struct adil_acts *a, uint32_t i)
{
    return &a->word[i].rule;
}

static const struct adil_rule *procedure_rule(const struct adil_acts *a, uint32_t i)
{
    return &a->procedure[i].rule;
}

static const struct {
    size_t count; /* where struct adil_acts counts them */
    const struct adil_rule *(*rule)(const struct adil_acts *a, uint32_t i);
    void (*put)(const struct adil_law_show *s, uint32_t i);
} listed[] = {
    {offsetof(struct adil_acts, n_offices), office_rule, put_office},
    {offsetof(struct adil_acts, n_words), word_rule, put_word},
    {offsetof(struct adil_acts, n_procedures), procedure_rule, put_procedure},
};

static uint32_t n_listed(const struct adil_acts *a, size_t k)
{
    return *(const uint32_t *)(const void *)((const char *)a + listed[k].count);
}

uint32_t adil_law_acts_count(const struct adil_law_show *s)
{
    uint32_t n = 0;
    for (size_t k = 0; k < ADIL_COUNT(listed); k++) {
        n += n_listed(&s->book->acts, k);
    }
    return n;
}

void adil_law_acts_ids(const struct adil_law_show *s, struct adil_span *id)
{
    for (size_t k = 0; k < ADIL_COUNT(listed); k++) {
        for (uint32_t i = 0; i < n_listed(&s->book->acts, k); i++) {
            *id++ = listed[k].rule(&s->book->acts, i)->id;
        }
    }
}

void adil_law_acts_text(const struct adil_law_show *s)
{
    for (size_t k = 0; k < ADIL_COUNT(listed); k++) {
        for (uint32_t i = 0; i < n_listed(&s->book->acts, k); i++) {
            struct adil_span id = listed[k].rule(&s->book->acts, i)->id;
            if (s->rule.len == 0 || adil_span_eq(id, s->rule)) {
                listed[k].put(s, i);
            }
        }
    }
}
