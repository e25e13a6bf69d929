/* Private to src/report: names, notes and figures that text, JSON, CSV and the page share. */
#ifndef ADIL_REPORT_WORDS_H
#define ADIL_REPORT_WORDS_H

#include "report/report.h"

/* The text of an option, a unit, a contest in a language; its id (the file's name) where the
 * rulebook has none. */
struct adil_span adil_option_words(const struct adil_outcome *o, uint32_t option,
                                   enum adil_lang lang);
struct adil_span adil_unit_words(const struct adil_outcome *o, const struct adil_vote_unit *unit,
                                 enum adil_lang lang);
struct adil_span adil_contest_words(const struct adil_contest *c, enum adil_lang lang);

/* The head of a column. */
struct adil_span adil_figure_words(enum adil_figure f, enum adil_lang lang);
/* How the count ended; a question that is adopted says so. */
struct adil_span adil_outcome_words(const struct adil_outcome *o, enum adil_lang lang);
struct adil_span adil_tie_rule_words(enum adil_tie_rule rule, enum adil_lang lang);
const char *adil_tie_rule_word(enum adil_tie_rule rule); /* as in a rulebook and in JSON */
const char *adil_mark_word(enum adil_mark mark);         /* read, recalled, what-if */
const char *adil_class_word(enum adil_option_class class);

/* "name: value" */
struct adil_span adil_label_words(struct adil_arena *a, struct adil_span name,
                                  struct adil_span value, enum adil_lang lang);
/* A number in the language: an integer whole, another rational with three decimals. */
struct adil_span adil_num_words(struct adil_arena *a, struct adil_num x, enum adil_lang lang);
/* A known figure, or its bounds in words, or "not known". */
struct adil_span adil_fact_words(struct adil_arena *a, struct adil_fact f, enum adil_lang lang);
/* "[id — cite]", and "unverified" or "what if" behind it; empty for no rule. */
struct adil_span adil_rule_words(struct adil_arena *a, const struct adil_rule *rule,
                                 enum adil_lang lang);
/* The argument that answers a tie's question: --lot 'QUESTION=A;B', quoted for a shell. The names
 * stand in ballot order, for the reader to put into the order drawn. */
struct adil_span adil_lot_argument(struct adil_arena *a, const struct adil_outcome *o,
                                   const struct adil_tie *tie);

/* One option's share of the base of percentages, where it is known. */
struct adil_share_of {
    bool known;
    struct adil_num share;
};
/* By option, o->n_results of them: from the tally in which the option last stood. */
struct adil_share_of *adil_shares_of(struct adil_arena *a, const struct adil_outcome *o);

/* Votes an option had to reach, by option: from the threshold, else the majority asked for. */
struct adil_bar_of {
    bool known;
    struct adil_num needed;
};
struct adil_bar_of *adil_bars_of(struct adil_arena *a, const struct adil_outcome *o);

/* Whether the outcome's seats are final: those of an open count are not told. */
bool adil_seats_final(const struct adil_outcome *o);
/* Whether they are certain though more are to come: a lot decides the rest. */
bool adil_seats_certain(const struct adil_outcome *o);
/* Place in the order of election from 1; 0: not elected. By option. */
uint32_t *adil_elected_places(struct adil_arena *a, const struct adil_outcome *o);
/* The keys that the caller set against the law, as "key = value"; returns how many. */
uint32_t adil_what_ifs(struct adil_arena *a, const struct adil_contest *c,
                       const struct adil_span **list);

/* The value of a step, or of a row, by figure; NULL when it has none. */
const struct adil_value *adil_value_of(const struct adil_value *value, uint32_t n,
                                       enum adil_figure f);

/* Valid UTF-8 whatever came in: a byte that is none becomes U+FFFD. */
struct adil_span adil_printable(struct adil_arena *a, struct adil_span s);

#endif
