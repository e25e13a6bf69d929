/* What a step says of its rule. */
#include "count/outcome.h"

struct truths {
    bool holds;
    bool fails;
    bool any;
};

static void see_truths(struct truths *t, const struct adil_value *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].kind == ADIL_V_TRUTH && v[i].name == ADIL_F_HOLDS) {
            t->any = true;
            t->holds = t->holds || v[i].truth == ADIL_HOLDS;
            t->fails = t->fails || v[i].truth == ADIL_FAILS;
        }
    }
}

void adil_step_tried(const struct adil_step *step, bool *reached, bool *missed)
{
    struct truths t = {false, false, false};
    see_truths(&t, step->value, step->n_values);
    bool whole = t.any; /* rows are its units then; else they are lists, each by itself */
    for (uint32_t i = 0; i < step->n_rows && !whole; i++) {
        see_truths(&t, step->row[i].value, step->row[i].n);
    }
    *reached = t.holds || !t.any;
    *missed = t.fails;
}
