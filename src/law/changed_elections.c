/* Whose election is not as it was: by what procedures seat, among whom, and in which capacity. */
#include "law/amend.h"
#include "law/index.h"

/* One text for each way by which the office is filled by votes, in the order of procedures, which
 * stays what it was in every version. */
static struct adil_span elections_of(struct adil_arena *a, const struct adil_rulebook *book,
                                     uint32_t office)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < book->acts.n_procedures; i++) {
        const struct adil_procedure *p = &book->acts.procedure[i];
        bool named = p->seats_office_from != ADIL_NO_WORD; /* by the option: it may be any office */
        if (p->options == ADIL_NO_WORD || (!named && p->seats_office != office)) {
            continue;
        }
        text = adil_fmt(a, "%.*s%.*s %u %u %.*s %u\n", ADIL_ARG(text), ADIL_ARG(p->rule.id),
                        p->options, p->seats_person, ADIL_ARG(p->seats_capacity),
                        p->seats_office_from);
    }
    return text;
}

uint32_t adil_law_changed_elections(struct adil_arena *perm, const struct adil_rulebook *before,
                                    const struct adil_rulebook *after, const struct adil_span **out)
{
    uint32_t n_offices = after->acts.n_offices;
    struct adil_index_entry *e = adil_new(perm, struct adil_index_entry, n_offices);
    struct adil_span *id = adil_new(perm, struct adil_span, n_offices);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_offices; i++) {
        struct adil_span was =
            i < before->acts.n_offices ? elections_of(perm, before, i) : ADIL_SPAN("");
        if (!adil_span_eq(was, elections_of(perm, after, i))) {
            e[n++] = (struct adil_index_entry){after->acts.office[i].rule.id, i};
        }
    }
    adil_index_sort(e, n);
    for (uint32_t i = 0; i < n; i++) {
        id[i] = e[i].name;
    }
    *out = id;
    return n;
}
