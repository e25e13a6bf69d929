/* The one JSON object of a count: docs/json.md. */
#include "base/json.h"
#include "report/json_steps.h"

static void in_json_name(struct adil_json *j, struct adil_arena scratch, struct adil_span name)
{
    adil_json_text(j, adil_printable(&scratch, name));
}

static void in_json_option(struct adil_json *j, struct adil_arena scratch,
                           const struct adil_outcome *o, uint32_t option)
{
    in_json_name(j, scratch, o->votes->option[option].id);
}

static void in_json_names(struct adil_json *j, struct adil_arena scratch,
                          const struct adil_outcome *o, const uint32_t *option, uint32_t n)
{
    adil_json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        in_json_option(j, scratch, o, option[i]);
    }
    adil_json_end(j);
}

static void in_json_day(struct adil_json *j, struct adil_arena scratch, const char *key,
                        struct adil_date d)
{
    adil_json_key(j, key);
    if (adil_date_known(d)) {
        adil_json_text(j, adil_date_text(&scratch, d));
    } else {
        adil_json_null(j);
    }
}

static void in_json_fact(struct adil_json *j, struct adil_arena scratch, const char *key,
                         struct adil_fact f)
{
    adil_json_key(j, key);
    if (adil_fact_is_known(f)) {
        adil_json_num(j, scratch, f.lo);
    } else {
        adil_json_null(j);
    }
}

static void in_json_truth(struct adil_json *j, const char *key, enum adil_truth t)
{
    adil_json_key(j, key);
    if (t == ADIL_UNKNOWN) {
        adil_json_null(j);
    } else {
        adil_json_bool(j, t == ADIL_HOLDS);
    }
}

static void in_json_head(struct adil_json *j, struct adil_arena scratch,
                         const struct adil_outcome *o, enum adil_lang lang)
{
    const struct adil_contest *c = o->contest;
    adil_json_key(j, "contest");
    in_json_name(j, scratch, c->name);
    adil_json_key(j, "title");
    in_json_name(j, scratch, adil_contest_words(c, lang));
    struct adil_span question = adil_texts_pick(&c->question, lang);
    if (question.len > 0) {
        adil_json_key(j, "question");
        in_json_name(j, scratch, question);
    }
    struct adil_span note = adil_texts_pick(&c->note, lang);
    if (note.len > 0) {
        adil_json_key(j, "note");
        in_json_name(j, scratch, note);
    }
    in_json_day(j, scratch, "day", c->day);
    in_json_day(j, scratch, "law_day", c->law_day);
    adil_json_key(j, "method");
    adil_json_text(j, adil_method_info(c->method)->word);
    adil_json_key(j, "outcome");
    adil_json_str(j, adil_status_word(o->status));
}

static bool shares_seats(const struct adil_outcome *o)
{
    switch (adil_method_info(o->contest->method)->family) {
    case ADIL_FAMILY_REMAINDER:
    case ADIL_FAMILY_DIVISOR:
    case ADIL_FAMILY_TIERS:
    case ADIL_FAMILY_PARTS:
        return true;
    case ADIL_FAMILY_PLURALITY:
    case ADIL_FAMILY_MAJORITY:
    case ADIL_FAMILY_REFERENDUM:
    case ADIL_FAMILY_EXHAUSTIVE:
    case ADIL_FAMILY_PUBLISHED:
        break;
    }
    return o->has_seats;
}

static void in_json_count(struct adil_json *j, const char *key, bool known, uint32_t n)
{
    adil_json_key(j, key);
    if (known) {
        adil_json_i64(j, n);
    } else {
        adil_json_null(j);
    }
}

/* Options of the ballot in input order; rows that are not counted are no options. */
static void in_json_seats(struct adil_json *j, struct adil_arena scratch,
                          const struct adil_outcome *o)
{
    bool final = adil_seats_final(o);
    adil_json_key(j, "seats");
    adil_json_array(j);
    for (uint32_t i = 0; shares_seats(o) && i < o->n_results; i++) {
        const struct adil_result *r = &o->result[i];
        if (o->votes->option[i].class == ADIL_OPTION_NOT_COUNTED) {
            continue;
        }
        adil_json_object_line(j);
        adil_json_key(j, "option");
        in_json_option(j, scratch, o, i);
        in_json_fact(j, scratch, "votes", r->votes);
        in_json_count(j, "seats", final, r->seats);
        if (adil_seats_certain(o)) {
            in_json_count(j, "certain", true, r->seats);
        }
        if (o->contest->method == ADIL_METHOD_TIERS) {
            in_json_count(j, "lower", final, r->lower);
            in_json_count(j, "upper", final, r->upper);
        }
        adil_json_end(j);
    }
    adil_json_end(j);
}

static void in_json_elected(struct adil_json *j, struct adil_arena scratch,
                            const struct adil_outcome *o)
{
    adil_json_key(j, "elected");
    adil_json_array(j);
    for (uint32_t i = 0; i < o->n_elected; i++) {
        in_json_option(j, scratch, o, o->elected[i]);
    }
    for (uint32_t i = 0; i < o->n_elected_names; i++) {
        in_json_name(j, scratch, o->elected_name[i]);
    }
    adil_json_end(j);
}

static void in_json_tie(struct adil_json *j, struct adil_arena scratch,
                        const struct adil_outcome *o, const struct adil_tie *tie)
{
    adil_json_object(j);
    adil_json_key(j, "question");
    in_json_name(j, scratch, tie->question);
    adil_json_key(j, "options");
    in_json_names(j, scratch, o, tie->option, tie->n);
    adil_json_key(j, "take");
    adil_json_i64(j, tie->take);
    adil_json_key(j, "stage");
    adil_json_str(j, adil_step_word(tie->stage));
    adil_json_key(j, "unit");
    if (tie->unit.len > 0) {
        in_json_name(j, scratch, tie->unit);
    } else {
        adil_json_null(j);
    }
    adil_json_key(j, "resolved");
    adil_json_bool(j, tie->resolved);
    adil_json_key(j, "by");
    if (tie->resolved) {
        adil_json_str(j, adil_tie_rule_word(tie->by));
    } else {
        adil_json_null(j);
    }
    adil_json_key(j, "order");
    if (tie->resolved) {
        in_json_names(j, scratch, o, tie->order, tie->n);
    } else {
        adil_json_null(j);
    }
    adil_json_end(j);
}

static void in_json_ties(struct adil_json *j, struct adil_arena scratch,
                         const struct adil_outcome *o)
{
    adil_json_key(j, "ties");
    adil_json_array(j);
    for (uint32_t i = 0; i < o->n_ties; i++) {
        in_json_tie(j, scratch, o, &o->tie[i]);
    }
    adil_json_end(j);
}

/* Every row of the figures: votes with their bounds, the share, what became of it. */
static void in_json_tally(struct adil_json *j, struct adil_arena scratch,
                          const struct adil_outcome *o)
{
    const struct adil_share_of *share = adil_shares_of(&scratch, o);
    adil_json_key(j, "tally");
    adil_json_array(j);
    for (uint32_t i = 0; i < o->n_results; i++) {
        const struct adil_result *r = &o->result[i];
        adil_json_object_line(j);
        adil_json_key(j, "option");
        in_json_option(j, scratch, o, i);
        adil_json_key(j, "class");
        adil_json_str(j, adil_class_word(o->votes->option[i].class));
        in_json_fact(j, scratch, "votes", r->votes);
        if (!adil_fact_is_known(r->votes)) {
            in_json_fact(j, scratch, "least", adil_fact_known(r->votes.lo));
            in_json_fact(j, scratch, "most",
                         r->votes.unbounded ? r->votes : adil_fact_known(r->votes.hi));
        }
        in_json_fact(j, scratch, "share",
                     share[i].known ? adil_fact_known(share[i].share)
                                    : adil_fact_from(adil_num_int(0)));
        adil_json_key(j, "stood");
        adil_json_bool(j, r->stood);
        adil_json_key(j, "barred");
        adil_json_bool(j, r->barred);
        adil_json_end(j);
    }
    adil_json_end(j);
}

/* Seats of the lower tier by unit; options without one are left out. */
static void in_json_tier(struct adil_json *j, struct adil_arena scratch,
                         const struct adil_outcome *o)
{
    adil_json_key(j, "tier");
    adil_json_array(j);
    for (uint32_t u = 0; u < o->tier.n_units; u++) {
        adil_json_object(j);
        adil_json_key(j, "unit");
        in_json_name(j, scratch, o->tier.unit[u].name);
        adil_json_key(j, "seats");
        adil_json_array(j);
        for (uint32_t i = 0; i < o->n_results; i++) {
            uint32_t seats = o->tier.seats[(size_t)u * o->n_results + i];
            if (seats > 0) {
                adil_json_object_line(j);
                adil_json_key(j, "option");
                in_json_option(j, scratch, o, i);
                in_json_count(j, "seats", true, seats);
                adil_json_end(j);
            }
        }
        adil_json_end(j);
        adil_json_end(j);
    }
    adil_json_end(j);
}

static void in_json_what_if(struct adil_json *j, struct adil_arena scratch,
                            const struct adil_outcome *o)
{
    const struct adil_span *set = NULL;
    uint32_t n = adil_what_ifs(&scratch, o->contest, &set);
    adil_json_key(j, "what_if");
    adil_json_array(j);
    for (uint32_t i = 0; i < n; i++) {
        in_json_name(j, scratch, set[i]);
    }
    adil_json_end(j);
}

/* All keys of an outcome but its parts; the object stays open. */
static void in_json_outcome(struct adil_json *j, struct adil_arena scratch,
                            const struct adil_outcome *o, enum adil_lang lang)
{
    adil_json_object(j);
    in_json_head(j, scratch, o, lang);
    in_json_seats(j, scratch, o);
    in_json_elected(j, scratch, o);
    in_json_truth(j, "adopted", o->adopted);
    adil_json_key(j, "advance");
    in_json_names(j, scratch, o, o->advance, o->n_advance);
    in_json_ties(j, scratch, o);
    in_json_fact(j, scratch, "base", o->base);
    in_json_tally(j, scratch, o);
    in_json_tier(j, scratch, o);
    in_json_what_if(j, scratch, o);
    adil_json_measures(j, scratch, o);
    adil_json_steps(j, scratch, o, lang);
}

void adil_report_json(struct adil_arena scratch, const struct adil_outcome *o, enum adil_lang lang,
                      struct adil_buf *out)
{
    struct adil_json j;
    adil_json_open(&j, out, true);
    in_json_outcome(&j, scratch, o, lang);
    adil_json_key(&j, "parts"); /* a part has no parts of its own */
    adil_json_array(&j);
    for (uint32_t i = 0; i < o->n_parts; i++) {
        in_json_outcome(&j, scratch, &o->part[i], lang);
        adil_json_end(&j);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
