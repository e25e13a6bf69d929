#include "simulate/simulate.h"

#include "simulate/world.h"

#include <string.h>

enum { ROOM_BYTES = 4 << 20, PROGRESS_EVERY = 256 };

static adil_err blob_of_law(void *ctx, struct adil_arena *perm, const struct adil_hash *hash,
                            struct adil_span *bytes, struct adil_diag *diag)
{
    const struct adil_world *w = ctx;
    const struct adil_span list[] = {w->o->canonical, w->o->source};
    for (size_t i = 0; i < ADIL_COUNT(list); i++) {
        struct adil_hash h = adil_sha256(list[i]);
        if (adil_hash_eq(&h, hash)) {
            *bytes = list[i];
            return ADIL_OK;
        }
    }
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0}, ADIL_SPAN("blob"),
                     adil_hex(perm, hash->byte, sizeof hash->byte), ADIL_SPAN("the law's"));
}

adil_err adil_simulation_origin(struct adil_span origin, struct adil_diag *diag)
{
    struct adil_span word = ADIL_SPAN("simulated");
    bool plain = adil_key_name_is_valid(origin) && origin.len <= ADIL_NAME_BYTES_MAX;
    for (size_t i = 0; i < origin.len; i++) {
        plain = plain && origin.ptr[i] != '"' && origin.ptr[i] != '\\';
    }
    return plain && adil_span_find(origin, word) < origin.len
               ? ADIL_OK
               : adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){{NULL, 0}, 0},
                           ADIL_SPAN("origin"), origin,
                           ADIL_SPAN("a name that contains `simulated`: its keys are public"));
}

/* ---- acts ----------------------------------------------------------------------------------- */

static adil_err begin_record(struct adil_world *w)
{
    struct adil_arena work = *w->perm;
    struct adil_act act = {
        .about = ADIL_SPAN(""),
        .by = ADIL_SPAN("founders"),
        .word = ADIL_SPAN("enact"),
        .kind = ADIL_ACT_ENACT,
        .law = adil_sha256(w->o->canonical),
        .at = w->plan->begins,
        .seq = 1,
        .supersedes = ADIL_NO_ENTRY,
    };
    ADIL_TRY(w->sink->blob(w->sink->ctx, w->o->canonical, w->diag));
    ADIL_TRY(w->sink->blob(w->sink->ctx, w->o->source, w->diag));
    for (uint32_t i = 0; i < w->plan->n_options; i++) {
        ADIL_TRY(w->sink->blob(w->sink->ctx, adil_world_programme(w, &work, i), w->diag));
    }
    adil_world_genesis_fields(w);
    ADIL_TRY(adil_world_do(w, &work, &act, &w->founders, w->founders.sign, 0));
    w->out->genesis = adil_polity_genesis(w->polity);
    w->out->law = adil_polity_memory(w->polity);
    return ADIL_OK;
}

static enum adil_plan_slip slip_of(const struct adil_world *w, const struct adil_plan_step *s,
                                   uint32_t item)
{
    for (uint32_t p = 0; s->each == ADIL_EACH_PLACE && p < w->plan->n_picks; p++) {
        if ((w->drawn.picks[item] >> p & 1) != 0 && s->slip[p] != ADIL_SLIP_NONE) {
            return s->slip[p];
        }
    }
    return ADIL_SLIP_NONE;
}

/* Who, about what, by which word. */
static adil_err head_of(struct adil_world *w, struct adil_arena *work,
                        const struct adil_world_at *at, struct adil_act *act)
{
    const struct adil_plan_step *s = at->step;
    const struct adil_acts *acts = &w->o->book->acts;
    ADIL_TRY(adil_world_text(w, work, at, s->by, &act->by));
    if (s->bind.len > 0) {
        struct adil_span bound;
        ADIL_TRY(adil_world_text(w, work, at, s->bind, &bound));
        act->word = ADIL_SPAN("key");
        act->kind = ADIL_ACT_KEY;
        act->about = adil_fmt(work, "issuer/%.*s", ADIL_ARG(bound));
    } else {
        ADIL_TRY(adil_world_text(w, work, at, s->about, &act->about));
        act->word = s->word;
        act->kind = acts->word[adil_word_find_act(acts, s->word)].kind;
    }
    act->law = adil_polity_law_for(w->polity, act->about);
    act->seq = adil_polity_next_seq(w->polity, act->by);
    act->supersedes =
        s->supersedes ? adil_polity_record_written(w->polity, act->about) : ADIL_NO_ENTRY;
    return ADIL_OK;
}

static adil_err do_event(struct adil_world *w, const struct adil_world_event *e)
{
    struct adil_arena work = *w->perm; /* given back when this returns */
    const struct adil_plan_step *s = &w->plan->step[e->step];
    struct adil_world_at at = {s, e->item, slip_of(w, s, e->item)};
    struct adil_world_issuer issuer;
    struct adil_act act = {.at = e->at};
    ADIL_TRY(head_of(w, &work, &at, &act));
    uint32_t who = s->each == ADIL_EACH_PLACE ? e->item : adil_world_option(w, s->each, e->item);
    if (!adil_world_issuer_of(w, act.by, who, &issuer)) {
        return adil_fail(w->diag, ADIL_ERR(INPUT), s->place, ADIL_SPAN("by"), act.by,
                         ADIL_SPAN("an issuer of the plan"));
    }
    adil_err err = adil_world_fields(w, &work, &at);
    if (err.code != ADIL_C_OK) {
        const struct adil_refusal *r = &w->refusal;
        return r->rule.len == 0 ? err
                                : adil_fail(w->diag, err, s->place, r->rule, r->found, r->expected);
    }
    if (adil_span_eq(s->result, w->plan->contest)) {
        adil_world_take_seats(w);
    }
    uint32_t sign = s->sign > 0 && s->sign <= issuer.n ? s->sign : issuer.sign;
    return adil_world_do(w, &work, &act, &issuer, sign, e->step + e->item);
}

/* Of those who may get a seat, the first of each list do. */
static bool is_due(const struct adil_world *w, const struct adil_world_event *e)
{
    const struct adil_plan_step *s = &w->plan->step[e->step];
    const struct adil_world_person *p = &w->person[s->each == ADIL_EACH_PERSON ? e->item : 0];
    return !s->seated || s->each != ADIL_EACH_PERSON || p->number <= w->seats[p->option];
}

static adil_err do_all(struct adil_world *w)
{
    ADIL_TRY(begin_record(w));
    for (uint64_t i = 0; i < w->n_events; i++) {
        if (is_due(w, &w->event[i])) {
            ADIL_TRY(do_event(w, &w->event[i]));
        }
        if (w->sink->progress != NULL && i % PROGRESS_EVERY == 0) {
            w->sink->progress(w->sink->ctx, i, w->n_events);
        }
    }
    w->out->memory = adil_polity_memory(w->polity);
    w->out->state = adil_polity_hash(w->polity, w->scratch);
    return ADIL_OK;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static adil_err simulate_in(struct adil_world *w)
{
    struct adil_polity_options options = {
        .lang = w->o->lang,
        .full = w->perm->full,
        .ctx = w,
        .blob = blob_of_law,
        .held_bytes = w->o->held_bytes,
        .index_folder = w->o->index_folder,
    };
    w->origin = w->o->origin.len > 0 ? w->o->origin : w->plan->origin;
    ADIL_TRY(adil_simulation_origin(w->origin, w->diag));
    ADIL_TRY(adil_draw(w->perm, w->scratch, w->plan, w->o->votes, w->o->seed, w->o->places,
                       &w->drawn, w->diag));
    w->out->places = w->drawn.n_places;
    adil_world_keys(w);
    adil_world_people(w);
    ADIL_TRY(adil_world_events(w));
    ADIL_TRY(adil_polity_open(&options, &w->polity, w->diag));
    return do_all(w);
}

adil_err adil_simulate(struct adil_arena *perm, struct adil_arena scratch,
                       const struct adil_simulation_options *options,
                       const struct adil_simulation_sink *sink, struct adil_simulated *out,
                       struct adil_diag *diag)
{
    struct adil_world w;
    memset(&w, 0, sizeof w);
    memset(out, 0, sizeof *out);
    w.o = options;
    w.plan = options->plan;
    w.sink = sink;
    w.perm = perm;
    w.scratch = scratch;
    w.diag = diag;
    w.out = out;
    adil_buf_open(&w.fields, ROOM_BYTES);
    adil_buf_open(&w.act, ROOM_BYTES);
    adil_buf_open(&w.message, ROOM_BYTES);
    adil_buf_open(&w.leaf, ROOM_BYTES);
    adil_err err = simulate_in(&w);
    adil_polity_close(w.polity);
    adil_buf_release(&w.leaf);
    adil_buf_release(&w.message);
    adil_buf_release(&w.act);
    adil_buf_release(&w.fields);
    return err;
}
