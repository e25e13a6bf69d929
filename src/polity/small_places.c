/* Places with so few voters that their figures would show how somebody voted: the law names the
 * number (`smallest-place`), and such a place another with which its ballots are counted. */
#include "polity/elections.h"

/* Fewer voters than the law's number; a number that is not known is none. */
static bool is_small(const struct adil_procedure *proc, adil_slot voters)
{
    return voters == ADIL_SLOT_UNKNOWN || voters < (adil_slot)proc->smallest_place;
}

/* The record of the place that a record with this key names; ADIL_NO_PLACE: none that is there and
 * counts for itself. */
static uint32_t counts_with(const struct adil_polity *p, struct adil_arena scratch,
                            const struct adil_procedure *proc, struct adil_span key, adil_slot name)
{
    struct adil_span at = name != ADIL_SLOT_UNKNOWN ? adil_strings_get(p->strings, (uint32_t)name)
                                                    : (struct adil_span){0};
    struct adil_span head = {0};
    struct adil_span rest = key;
    if (p->book->acts.per_case[proc->places] && adil_span_cut(&rest, '/', &head)) {
        at = adil_fmt(&scratch, "%.*s/%.*s", ADIL_ARG(head), ADIL_ARG(at));
    }
    uint32_t id = adil_strings_find(p->strings, at);
    uint32_t rec = id != 0 ? adil_record_find(p, proc->places, id) : ADIL_NO_RECORD;
    bool other = rec != ADIL_NO_RECORD && !p->reg[proc->places].rec[rec].ended &&
                 !adil_span_eq(at, key) &&
                 !is_small(proc, adil_record_slot(p, proc->places, rec, proc->place_voters));
    return other ? rec : ADIL_NO_PLACE;
}

/* ---- the record of a place ----------------------------------------------------------------- */

static adil_err judge_small(struct adil_judging *j, const struct adil_procedure *proc)
{
    const struct adil_register *r = &j->p->book->reg[proc->places];
    adil_slot voters = j->slot[proc->place_voters];
    if (!is_small(proc, voters) ||
        counts_with(j->p, j->scratch, proc, j->key, j->slot[proc->counted_with]) != ADIL_NO_PLACE) {
        return ADIL_OK;
    }
    return adil_refuse(
        j, "act.small-place", r->field[proc->counted_with].id,
        voters == ADIL_SLOT_UNKNOWN ? ADIL_SPAN("voters not known")
                                    : adil_fmt(j->perm, "%lld voters", (long long)voters),
        adil_fmt(j->perm, "%u or more, or a place of as many with which its ballots are counted",
                 (unsigned)proc->smallest_place));
}

adil_err adil_small_place_judge(struct adil_judging *j)
{
    const struct adil_acts *acts = &j->p->book->acts;
    bool writes = j->act->kind == ADIL_ACT_ENTER || j->act->kind == ADIL_ACT_CHANGE ||
                  j->act->kind == ADIL_ACT_SUPERSEDE;
    for (uint32_t i = 0; writes && j->reg != ADIL_NO_WORD && i < acts->n_procedures; i++) {
        const struct adil_procedure *proc = &acts->procedure[i];
        if (proc->places == j->reg && proc->smallest_place > 0) {
            ADIL_TRY(judge_small(j, proc));
        }
    }
    return ADIL_OK;
}

/* ---- a polling ----------------------------------------------------------------------------- */

void adil_polling_join(struct adil_polling_job *job, struct adil_polling *poll)
{
    const struct adil_polity *p = job->p;
    const struct adil_procedure *proc = adil_election_procedure(p, job->e);
    const struct adil_reg_state *places = &p->reg[proc->places];
    if (proc->smallest_place == 0) {
        return;
    }
    poll->joined = adil_new(job->perm, uint32_t, poll->n_places);
    for (uint32_t i = 0; i < poll->n_places; i++) {
        bool there = poll->place_row[i] != ADIL_NO_ROW;
        if (!there || !is_small(proc, adil_record_slot(p, proc->places, i, proc->place_voters))) {
            continue;
        }
        struct adil_span key = adil_strings_get(p->strings, places->rec[i].key);
        uint32_t with = counts_with(p, job->scratch, proc, key,
                                    adil_record_slot(p, proc->places, i, proc->counted_with));
        poll->joined[i] = with != ADIL_NO_PLACE ? with + 1 : ADIL_JOINED_NOWHERE;
        if (with != ADIL_NO_PLACE) { /* else it is awaited, until it is closed */
            poll->place_row[i] = ADIL_NO_ROW;
            poll->n_expected--;
        }
    }
}

adil_err adil_joined_judge(struct adil_judging *j, const struct adil_election *e,
                           const struct adil_polling *poll, uint32_t place)
{
    uint32_t with = poll->joined != NULL && place < poll->n_places ? poll->joined[place] : 0;
    if (with == 0) {
        return ADIL_OK;
    }
    struct adil_span found = adil_election_place_key(j->p, e, place);
    if (with == ADIL_JOINED_NOWHERE) {
        return adil_refuse(j, "act.small-place", ADIL_SPAN("place"), found,
                           ADIL_SPAN("a place that named, before polling began, where it counts"));
    }
    return adil_refuse(j, "act.small-place", ADIL_SPAN("place"), found,
                       adil_fmt(j->perm, "%.*s, with which it is counted",
                                ADIL_ARG(adil_election_place_key(j->p, e, with - 1))));
}
