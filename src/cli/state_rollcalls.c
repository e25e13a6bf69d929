/* adil state rollcalls: how the members of bodies voted, a row a member and decision. */
#include "cli/state_views.h"

#include <inttypes.h>

struct adil_roll_copy {
    struct adil_roll roll;
    struct adil_roll_copy *next;
};

void adil_rolls_add(void *rolls, const struct adil_roll *roll)
{
    struct adil_rolls *to = rolls;
    struct adil_roll_copy *copy = adil_new(to->a, struct adil_roll_copy, 1);
    struct adil_roll_vote *vote = adil_new(to->a, struct adil_roll_vote, roll->n);
    for (uint32_t i = 0; i < roll->n; i++) {
        vote[i] = roll->vote[i];
        vote[i].member = adil_span_copy(to->a, vote[i].member);
        vote[i].faction = adil_span_copy(to->a, vote[i].faction);
    }
    copy->roll = *roll;
    copy->roll.case_id = adil_span_copy(to->a, roll->case_id);
    copy->roll.stage = adil_span_copy(to->a, roll->stage);
    copy->roll.body = adil_span_copy(to->a, roll->body);
    copy->roll.vote = vote;
    if (to->last != NULL) {
        to->last->next = copy;
    } else {
        to->first = copy;
    }
    to->last = copy;
}

/* The entry tells apart what is decided again in the same stage and reading. */
static struct adil_span question_of(struct adil_arena *a, const struct adil_roll *r)
{
    struct adil_span reading =
        r->readings > 1 ? adil_fmt(a, ", reading %" PRIu32, r->reading) : ADIL_SPAN("");
    return adil_fmt(a, "%.*s, %.*s%.*s, entry %" PRIu64, ADIL_ARG(r->case_id), ADIL_ARG(r->stage),
                    ADIL_ARG(reading), r->entry);
}

adil_err adil_view_rollcalls(struct adil_viewing *v)
{
    struct adil_arena *a = v->table.a;
    for (const struct adil_roll_copy *c = v->rolls->first; c != NULL; c = c->next) {
        const struct adil_roll *r = &c->roll;
        struct adil_span day = adil_date_text(a, r->day);
        struct adil_span question = question_of(a, r);
        for (uint32_t i = 0; i < r->n; i++) {
            const struct adil_roll_vote *vote = &r->vote[i];
            struct adil_span *cell = adil_view_row(&v->table);
            cell[0] = r->body;
            cell[1] = day;
            cell[2] = question;
            cell[3] = vote->member;
            cell[4] = vote->faction;
            cell[5] =
                vote->choice < ADIL_N_CHOICES ? adil_choices[vote->choice] : ADIL_SPAN("absent");
        }
    }
    return ADIL_OK;
}
