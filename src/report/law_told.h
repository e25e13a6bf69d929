/* Private to src/report: names, windows, norms and effects of a rulebook in words. All texts live
 * in the arena of `struct adil_told`, or in the book. */
#ifndef ADIL_REPORT_LAW_TOLD_H
#define ADIL_REPORT_LAW_TOLD_H

#include "base/json.h"
#include "law/on_day.h"
#include "report/law.h"
#include "report/text_sheet.h"

struct adil_told {
    struct adil_arena *a;
    const struct adil_rulebook *book;
    struct adil_date at;
    enum adil_lang lang;
    struct adil_on_day on;
};

struct adil_told adil_told_open(struct adil_arena *a, const struct adil_law_view *view);

/* A message with up to two places. */
struct adil_span adil_told_1(const struct adil_told *t, enum adil_msg msg, const char *name,
                             struct adil_span text);
struct adil_span adil_told_2(const struct adil_told *t, enum adil_msg msg, const char *name,
                             struct adil_span text, const char *name2, struct adil_span text2);
/* When an office acts, by who holds it; empty: always. */
struct adil_span adil_told_held(const struct adil_told *t, const struct adil_office *o);
/* The capacities in which it is taken beside any office. */
struct adil_span adil_told_beside(const struct adil_told *t, const struct adil_office *o);
/* "a, b"; `a` may be empty. */
struct adil_span adil_told_list(const struct adil_told *t, struct adil_span a, const char *sep,
                                struct adil_span b);

/* The name, or the id where there is none. Offices: the founders too. */
struct adil_span adil_told_office(const struct adil_told *t, uint32_t office);
struct adil_span adil_told_offices(const struct adil_told *t, const uint32_t *list, uint32_t n);
struct adil_span adil_told_office_id(const struct adil_told *t, uint32_t office);
struct adil_span adil_told_procedure(const struct adil_told *t, uint32_t procedure);
struct adil_span adil_told_stage(const struct adil_told *t, const struct adil_procedure *p,
                                 uint32_t stage);
/* The name with the id behind it, "name [id]"; the id alone where it is the name. */
struct adil_span adil_told_named(const struct adil_told *t, const struct adil_texts *name,
                                 struct adil_span id);
struct adil_span adil_told_word(const struct adil_told *t, uint32_t word);
/* With its seats on the day, or all its sizes. */
struct adil_span adil_told_body(const struct adil_told *t, uint32_t body);
struct adil_span adil_told_body_name(const struct adil_told *t, uint32_t body);

/* Seats on the day; UINT32_MAX: the book does not say, or there are several sizes and no day. */
uint32_t adil_told_seats(const struct adil_told *t, uint32_t body);
/* "named: 3, proposed: 2"; empty: no capacity is bounded by itself. */
struct adil_span adil_told_capacities(const struct adil_told *t, const struct adil_office *o);
/* How many may hold an office, in the same way as its seats. */
uint32_t adil_told_holders(const struct adil_told *t, uint32_t office);

/* Whether a version is to be shown: it is in force on the day, or no day was asked for. */
bool adil_told_in_force(const struct adil_told *t, const struct adil_rule *rule);
/* "from 2022-06-08, until 2026-07-01"; empty for what is always in force. */
struct adil_span adil_told_days(const struct adil_told *t, struct adil_date from,
                                struct adil_date until);
/* The same of a rule, empty where the day was asked for. */
struct adil_span adil_told_rule_days(const struct adil_told *t, const struct adil_rule *rule);
/* "Const. 41(2), unverified"; empty where nothing is cited. */
struct adil_span adil_told_cite(const struct adil_told *t, const struct adil_rule *rule);

/* When a deadline is, for a procedure: every version to be shown. Empty: there is none. */
struct adil_span adil_told_moment(const struct adil_told *t, uint32_t deadline, uint32_t procedure);
/* "sixty-days (within 60 days of the introduce)" */
struct adil_span adil_told_deadline(const struct adil_told *t, uint32_t deadline,
                                    uint32_t procedure);
/* "from ..., until ..."; empty where a stage's act has no window. */
struct adil_span adil_told_window(const struct adil_told *t, const struct adil_stage_act *act,
                                  uint32_t procedure);

/* "7 years" */
struct adil_span adil_told_time(const struct adil_told *t, struct adil_duration d);
/* "7 years, from 2022-09-17": one version of an office's term. */
struct adil_span adil_told_term(const struct adil_told *t, const struct adil_office_term *term);
/* Every version to be shown, those with days of their own with their articles; empty: no term. */
struct adil_span adil_told_terms(const struct adil_told *t, const struct adil_office *o);
struct adil_span adil_told_number(const struct adil_told *t, uint32_t n);
/* A phrase over the book's own words, as decisions have it. */
struct adil_span adil_told_phrase(const struct adil_told *t, const struct adil_phrase *p);
/* The n children of a list in their order; of a map by key, so that the order in the file says
 * nothing. */
const struct adil_node **adil_told_kids(struct adil_arena *a, const struct adil_node *n);
/* What it asks, what it says, and its article. */
struct adil_span adil_told_norm(const struct adil_told *t, const struct adil_norm *norm);
struct adil_span adil_told_effect(const struct adil_told *t, const struct adil_effect *e);
struct adil_span adil_told_tie(const struct adil_told *t, const struct adil_decision *d);
/* "supported by at least 1/5 of seats, in the lower house" */
struct adil_span adil_told_support(const struct adil_told *t, const struct adil_support *s);

/* ---- laid out ----------------------------------------------------------------------------- */

/* "name: text", broken, `indent` blanks in front; nothing where the text is empty. */
void adil_told_line(struct adil_arena scratch, const struct adil_sheet *s, unsigned indent,
                    enum adil_msg name, struct adil_span text);
/* "- text" or, with a mark of its own, "3. text". */
void adil_told_item(struct adil_arena scratch, const struct adil_sheet *s, unsigned indent,
                    const char *mark, struct adil_span text, enum adil_ink ink);
/* "text (cite)" */
struct adil_span adil_told_with_cite(const struct adil_told *t, struct adil_span text,
                                     const struct adil_rule *rule);

/* ---- as JSON ------------------------------------------------------------------------------ */

/* A key with a text, or null where it is empty. */
void adil_told_json(struct adil_json *j, const char *key, struct adil_span text);
/* cite, mark, source, line of a rule. */
void adil_told_json_rule(const struct adil_told *t, struct adil_json *j,
                         const struct adil_rule *rule);
/* from and until of a version. */
void adil_told_json_days(const struct adil_told *t, struct adil_json *j,
                         const struct adil_rule *rule);
void adil_told_json_offices(const struct adil_told *t, struct adil_json *j, const char *key,
                            const uint32_t *list, uint32_t n);
/* An object with id and name; null for none. */
void adil_told_json_stage(const struct adil_told *t, struct adil_json *j, const char *key,
                          const struct adil_procedure *p, uint32_t stage);
/* An object with the id of a deadline and `at`, when it is; null for none. */
void adil_told_json_deadline(const struct adil_told *t, struct adil_json *j, const char *key,
                             uint32_t deadline, uint32_t procedure);

#endif
