/* Published findings: the outcome of a contest the record does not count, with its source. */
#include "polity/elections.h"
#include "polity/given.h"

/* Where in the contest's options; UINT32_MAX: somebody else. */
static uint32_t published_option(const struct adil_contest *c, struct adil_span id)
{
    for (uint32_t i = 0; i < c->n_options; i++) {
        if (adil_span_eq(c->option[i].id, id)) {
            return i;
        }
    }
    return UINT32_MAX;
}

static void find_published(struct adil_judging *j, const struct adil_contest *c,
                           struct adil_result_act *r)
{
    struct adil_span source = adil_given_text(j, ADIL_SPAN("source"));
    struct adil_span winner = adil_given_text(j, ADIL_SPAN("winner"));
    adil_slot seats = adil_given_slot(j, ADIL_SPAN("seats"), ADIL_FIELD_VOTES);
    uint32_t n = seats != ADIL_SLOT_UNKNOWN ? adil_pool_n(j->p, seats) : 0;
    struct adil_published_finding *f =
        adil_new(j->perm, struct adil_published_finding, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        struct adil_pair pair = adil_pool_at(j->p, seats, i);
        struct adil_span id = adil_strings_get(j->p->strings, pair.of);
        f[i] = (struct adil_published_finding){.kind = ADIL_FOUND_SEATS,
                                               .option = published_option(c, id),
                                               .name = id,
                                               .value = pair.n,
                                               .of = ADIL_VOTES_UNKNOWN,
                                               .source = source};
    }
    if (winner.len > 0) {
        f[n++] = (struct adil_published_finding){.kind = ADIL_FOUND_WINNER,
                                                 .option = published_option(c, winner),
                                                 .name = winner,
                                                 .detail = adil_given_text(j, ADIL_SPAN("detail")),
                                                 .value = ADIL_VOTES_UNKNOWN,
                                                 .of = ADIL_VOTES_UNKNOWN,
                                                 .source = source};
    }
    r->finding = f;
    r->n_findings = n;
}

/* Who is found elected, and is on the record, stands in the contest by it; so does a list that is
 * found to have seats, where it is a list of this contest. */
static adil_err judge_standing(struct adil_judging *j, struct adil_election *e, uint32_t contest)
{
    static const char stands[] = "one who stands in the contest";
    const struct adil_result_act *r = &j->plan->result;
    const struct adil_procedure *proc = adil_election_procedure(j->p, e);
    struct adil_span name = adil_strings_get(j->p->strings, e->contest[contest].name);
    struct adil_polling_job job = {j->p, j->perm, j->scratch, e, r->round};
    bool theirs = adil_options_stand_in(j->p->book, proc, name);
    for (uint32_t i = 0; i < r->n_findings && theirs; i++) {
        const struct adil_published_finding *f = &r->finding[i];
        const struct adil_norm *missed = NULL;
        bool seats = f->kind == ADIL_FOUND_SEATS && f->value > 0;
        uint32_t rec = seats || f->kind == ADIL_FOUND_WINNER
                           ? adil_option_record(j->p, j->scratch, e, f->name)
                           : ADIL_NO_RECORD;
        if (rec == ADIL_NO_RECORD || adil_option_stands(&job, contest, rec, &missed) ||
            (seats && missed == NULL)) { /* a list may share the name of who wins elsewhere */
            continue;
        }
        struct adil_span field = seats ? ADIL_SPAN("seats") : ADIL_SPAN("winner");
        return missed != NULL
                   ? adil_refuse_rule(j, &missed->rule, field, f->name, adil_span_of(stands))
                   : adil_refuse(j, "act.stands", field, f->name, adil_span_of(stands));
    }
    return ADIL_OK;
}

adil_err adil_published_judge(struct adil_judging *j, struct adil_election *e,
                              const struct adil_contest *c)
{
    struct adil_election_plan *plan = j->plan;
    struct adil_outcome o;
    ADIL_TRY(adil_result_judge_annulled(j, e, plan->contest));
    ADIL_TRY(adil_result_judge_replaced(j, adil_result_current(&e->contest[plan->contest])));
    if (adil_given_text(j, ADIL_SPAN("source")).len == 0) {
        return adil_refuse(j, "act.published", ADIL_SPAN("source"), ADIL_SPAN("nothing"),
                           ADIL_SPAN("where this outcome was published"));
    }
    plan->result = (struct adil_result_act){
        .entry = (uint32_t)j->entry, .round = 1, .at = j->act->logged, .fields = j->act->fields};
    find_published(j, c, &plan->result);
    ADIL_TRY(judge_standing(j, e, plan->contest));
    adil_count(j->perm, j->scratch, c, adil_published_votes(j, c, &plan->result), NULL, NULL, &o);
    if (o.status != ADIL_S_AS_PUBLISHED) {
        return adil_refuse(j, "act.published", ADIL_SPAN("fields"),
                           adil_span_of(adil_status_word(o.status)),
                           ADIL_SPAN("findings that make a whole outcome"));
    }
    plan->result.status = o.status;
    plan->result.elected = o.elected;
    plan->result.n_elected = o.n_elected;
    plan->does = ADIL_DOES_RESULT;
    return ADIL_OK;
}

const struct adil_published_finding *
adil_published_keep(struct adil_arena *a, const struct adil_published_finding *f, uint32_t n)
{
    struct adil_published_finding *kept = adil_new(a, struct adil_published_finding, n);
    for (uint32_t i = 0; i < n; i++) {
        kept[i] = f[i];
        kept[i].name = adil_span_copy(a, f[i].name);
        kept[i].detail = adil_span_copy(a, f[i].detail);
        kept[i].source = adil_span_copy(a, f[i].source);
    }
    return kept;
}
