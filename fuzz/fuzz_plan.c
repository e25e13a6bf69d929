/* Any text as a plan of a simulation: reading ends with an error or with a plan whose parts are
 * within their bounds. */
#include "simulate/plan.h"

#include <setjmp.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20 };

static const char law[] =
    "polity: {id: t, name: T}\n"
    "units:\n"
    "  - {id: t, kind: country, name: T, mark: read}\n"
    "  - {id: a, kind: region, name: A, mark: read}\n"
    "  - {id: b, kind: region, name: B, mark: read}\n"
    "registers:\n"
    "  party: {fields: {name: key}}\n"
    "offices:\n"
    "  commission: {name: C, cite: '1', mark: read, source: s}\n"
    "words:\n"
    "  register-party: {is: enter, of: party, fields: [], cite: '1', mark: read, source: s}\n"
    "  notice: {is: notice, fields: {text: text}, cite: '1', mark: read, source: s}\n";

static struct adil_arena perm;
static struct adil_arena scratch;
static struct adil_rulebook book;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

static bool open_law(void)
{
    if (perm.base != NULL) {
        return true;
    }
    if (adil_arena_open(&perm, ARENA_BYTES) != 0 || adil_arena_open(&scratch, ARENA_BYTES) != 0) {
        return false;
    }
    adil_err err =
        adil_rulebook_parse(&perm, scratch, ADIL_SPAN("law"), adil_span_of(law), &book, NULL);
    ADIL_ASSERT(err.code == ADIL_C_OK);
    return true;
}

static void check_plan(const struct adil_plan *p)
{
    ADIL_ASSERT(p->n_options > 0 && p->n_options <= ADIL_PLAN_OPTIONS_MAX);
    ADIL_ASSERT(p->n_reports > 0 && p->curve[p->n_reports - 1] == 1000);
    ADIL_ASSERT(p->n_picks <= ADIL_PLAN_PICKS_MAX && p->n_places > 0);
    for (uint32_t i = 0; i < p->n_units; i++) {
        ADIL_ASSERT(p->unit[i].unit < book.units.n && p->unit[i].turnout <= 10000);
    }
    for (uint32_t i = 0; i < p->n_steps; i++) {
        const struct adil_plan_step *s = &p->step[i];
        ADIL_ASSERT(s->from <= s->to && (s->in == UINT32_MAX || s->in < p->n_picks));
        ADIL_ASSERT(s->clock != ADIL_CLOCK_BEHIND || s->behind < i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct adil_plan plan;
    if (!open_law()) {
        return 0;
    }
    struct adil_arena a = perm;
    a.full = on_full;
    if (setjmp(full) != 0) {
        return 0;
    }
    struct adil_span text = adil_span_bytes((const char *)data, size);
    if (adil_plan_read(&a, &book, ADIL_SPAN("plans"), text, ADIL_SPAN("p"), &plan, NULL).code ==
        ADIL_C_OK) {
        check_plan(&plan);
    }
    return 0;
}
