/* Opening, closing, and the small things the fold knows. */
#include "polity/polity.h"

#include "polity/judging.h"

/* Texts are found by 32 bits from the arena's beginning. */
static const size_t memory_most = (size_t)UINT32_MAX + 1;

adil_err adil_polity_open(const struct adil_polity_options *options, struct adil_polity **out,
                          struct adil_diag *diag)
{
    struct adil_arena arena;
    size_t bytes = options->memory_bytes;
    bytes = bytes == 0 || bytes > memory_most ? memory_most : bytes;
    if (adil_arena_open(&arena, bytes) != 0) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){0}, ADIL_SPAN("memory"),
                         ADIL_SPAN("no address space"), ADIL_SPAN("room for the state"));
    }
    arena.full = options->full;
    arena.ctx = options->ctx;
    struct adil_polity *p = adil_new(&arena, struct adil_polity, 1);
    p->options = *options;
    p->behind_law.fd = -1;
    p->now = ADIL_INSTANT_NONE;
    p->polling_next = INT64_MAX;
    p->arena = arena;
    p->options.index_folder = adil_span_copy(&p->arena, options->index_folder);
    *out = p;
    return ADIL_OK;
}

void adil_polity_close(struct adil_polity *p)
{
    if (p != NULL) {
        adil_regions_close(p);
        struct adil_arena arena = p->arena;
        struct adil_space behind_law = p->behind_law;
        adil_arena_release(&arena);
        adil_space_close_file(&behind_law);
    }
}

void adil_polity_observe(struct adil_polity *p,
                         void (*judged)(void *ctx, enum adil_statement_kind kind, const void *what,
                                        enum adil_judged judged))
{
    p->options.judged = judged;
}

uint64_t adil_polity_entries(const struct adil_polity *p)
{
    return p->n;
}

int64_t adil_polity_now(const struct adil_polity *p)
{
    return p->now;
}

void adil_polity_project(struct adil_polity *p, int64_t now)
{
    if (p->n > 0 && now >= p->now) {
        adil_cases_fire(p, now);
        p->now = now;
    }
}

struct adil_span adil_polity_origin(const struct adil_polity *p)
{
    return p->origin;
}

bool adil_polity_simulated(const struct adil_polity *p)
{
    return p->simulated;
}

struct adil_vkey adil_polity_log_key(const struct adil_polity *p)
{
    return p->log_key;
}

const struct adil_log_key_before *adil_polity_log_keys_before(const struct adil_polity *p)
{
    return p->log_key_before;
}

struct adil_hash adil_polity_law(const struct adil_polity *p)
{
    return p->law;
}

const struct adil_rulebook *adil_polity_rulebook(const struct adil_polity *p)
{
    return p->in_force;
}

uint32_t adil_polity_laws(const struct adil_polity *p, const struct adil_law_version **out)
{
    *out = p->version;
    return p->n_versions;
}

struct adil_hash adil_polity_genesis(const struct adil_polity *p)
{
    return p->genesis;
}

/* The case that `about` is in: case/CASE, or REGISTER/CASE/... of a register per case. */
static uint32_t case_about(const struct adil_polity *p, struct adil_span about)
{
    size_t slash = adil_span_find_byte(about, '/');
    struct adil_span head = adil_span_sub(about, 0, slash);
    struct adil_span rest = adil_span_sub(about, slash + 1, about.len);
    if (adil_span_is(head, "case")) {
        return adil_case_find(p, rest);
    }
    uint32_t reg = adil_register_find(p->book->reg, p->book->n_registers, head);
    if (reg == ADIL_NO_WORD || !p->book->acts.per_case[reg]) {
        return ADIL_NO_CASE;
    }
    return adil_case_find(p, adil_span_sub(rest, 0, adil_span_find_byte(rest, '/')));
}

struct adil_hash adil_polity_law_for(const struct adil_polity *p, struct adil_span about)
{
    uint32_t c = p->book != NULL ? case_about(p, about) : ADIL_NO_CASE;
    return c != ADIL_NO_CASE ? p->cases[c].law : p->law;
}

const struct adil_rulebook *adil_polity_rulebook_for(const struct adil_polity *p,
                                                     struct adil_span about)
{
    uint32_t c = p->book != NULL ? case_about(p, about) : ADIL_NO_CASE;
    return c != ADIL_NO_CASE ? p->cases[c].book : p->in_force;
}

uint32_t adil_law_case(const struct adil_polity *p, const struct adil_act *act)
{
    switch (adil_act_kind_about(act->kind)) {
    case ADIL_ABOUT_RECORD:
    case ADIL_ABOUT_CASE:
    case ADIL_ABOUT_LAW:
        return case_about(p, act->about);
    case ADIL_ABOUT_NOTHING:
    case ADIL_ABOUT_ISSUER:
    case ADIL_ABOUT_ENTRY:
    case ADIL_ABOUT_TEXT:
        break;
    }
    return ADIL_NO_CASE;
}
