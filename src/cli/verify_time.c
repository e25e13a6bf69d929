/* When an entry was logged is the operator's word alone; who saw the log at that time knows better.
 */
#include "cli/verify_priv.h"

#include "law/rulebook.h"

static struct adil_span moment_text(struct adil_verifying *v, int64_t ms)
{
    const struct adil_rulebook *law = adil_polity_rulebook(v->out->polity);
    if (law == NULL) {
        return adil_fmt(v->perm, "%lld", (long long)ms);
    }
    return adil_fmt(v->perm, "%lld (%.*s)", (long long)ms,
                    ADIL_ARG(adil_instant_text(v->perm, &law->acts.zones, &law->units, 0, ms)));
}

static bool has_real_clock(const struct adil_verifying *v, const struct adil_ahead_entry *e)
{
    struct adil_arena tmp = v->scratch;
    struct adil_span clock;
    return e->index > 0 ? !adil_polity_simulated(v->out->polity)
                        : adil_object_text(&tmp, e->act.fields, "clock", &clock) &&
                              adil_span_is(clock, "real");
}

bool adil_verify_is_misdated(struct adil_verifying *v, const struct adil_ahead_entry *e,
                             struct adil_refusal *refusal)
{
    int64_t logged = e->act.logged;
    for (uint32_t i = 0; i < v->options->n_times; i++) {
        const struct adil_verify_times *t = &v->options->times[i];
        if (e->index < t->first || e->index >= t->end ||
            (logged >= t->least && logged <= t->most) || !has_real_clock(v, e)) {
            continue;
        }
        bool early = logged < t->least;
        *refusal = (struct adil_refusal){
            .rule = ADIL_SPAN("act.time"),
            .text = adil_text(v->options->lang, ADIL_M_A_TIME),
            .field = ADIL_SPAN("logged"),
            .found = moment_text(v, logged),
            .expected = adil_fmt(v->perm,
                                 early ? "at least %.*s: the log was seen without it then"
                                       : "at most %.*s: it was seen then",
                                 ADIL_ARG(moment_text(v, early ? t->least : t->most))),
        };
        return true;
    }
    return false;
}

bool adil_verify_is_early(const struct adil_verified *v, const struct adil_verify_options *o,
                          const struct adil_witnessed *w)
{
    uint64_t tolerance = o->tolerance > 0 ? o->tolerance : ADIL_TOLERANCE_SECONDS;
    if (w->state != ADIL_WITNESS_SIGNED || v->polity == NULL || adil_polity_simulated(v->polity)) {
        return false;
    }
    int64_t last = adil_polity_now(v->polity);
    return last > 0 && (uint64_t)last / 1000 > tolerance &&
           (uint64_t)last / 1000 - tolerance > w->seconds;
}
