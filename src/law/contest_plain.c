/* Keys that are one field of the contest each: which key fills which field. */
#include "law/compile.h"

#include <stddef.h>

#define F(key, field)                                                                              \
    {                                                                                              \
        ADIL_K_##key, offsetof(struct adil_contest, field)                                         \
    }
static const struct {
    enum adil_contest_key key;
    size_t field;
} fields[] = {
    F(TITLE, title),
    F(QUESTION, question),
    F(NOTE, note),
    F(DAY, day),
    F(CALLED, called),
    F(SEATS, seats),
    F(LISTS_UNKNOWN, lists_unknown),
    F(PERCENT_OF, percent_of),
    F(THRESHOLD, threshold),
    F(THRESHOLD_MINORITIES, threshold_minorities),
    F(IF_NONE_PASSES, if_none_passes),
    F(IF_ONE_PASSES, if_one_passes),
    F(NEXT_WEIGHT, next_weight),
    F(NEXT_SEATS, next_seats),
    F(QUOTA_ROUNDING, quota_rounding),
    F(FIRST_DIVISOR, first_divisor),
    F(WINS, wins),
    F(ADVANCE, advance),
    F(SECOND_WINS, second_wins),
    F(IF_SINGLE, if_single),
    F(IF_TWO_TIE, if_two_tie),
    F(IF_AGAINST_FIRST, if_against_first),
    F(QUORUM, quorum),
    F(ADOPTS, adopts),
    F(UNIT_GROUP, unit_group),
    F(LOWER_QUOTA, lower_quota),
    F(UPPER_QUOTA, upper_quota),
    F(UPPER_SURPLUS, upper_surplus_seats),
    F(UPPER_THEN, upper_then),
    F(INDEPENDENT_SEATS, independent_seats),
    F(FORFEITS, forfeits),
    F(OVERHANG, overhang),
    F(PUBLISHED, published),
};
#undef F

/* Fields of closed words are enums; they are written as the unsigned they are stored as. */
_Static_assert(sizeof(enum adil_tie_rule) == sizeof(unsigned) &&
                   sizeof(enum adil_quota) == sizeof(unsigned),
               "enums are stored as unsigned");

/* "3%" of the caller for "at least 3% of counted votes". */
static struct adil_span widen(struct adil_compile *x, enum adil_contest_key key,
                              struct adil_span text)
{
    bool threshold = key == ADIL_K_THRESHOLD || key == ADIL_K_THRESHOLD_MINORITIES ||
                     key == ADIL_K_THRESHOLD_COALITIONS;
    struct adil_arena tmp = x->r.scratch;
    struct adil_num n = {0};
    if (threshold && x->entry[key].by_caller && text.len > 1 && text.ptr[text.len - 1] == '%' &&
        adil_num_parse(&tmp, adil_span_sub(text, 0, text.len - 1), &n)) {
        return adil_fmt(x->r.perm, "at least %.*s of counted votes", ADIL_ARG(text));
    }
    return text;
}

const struct adil_phrase *adil_compile_phrase(struct adil_compile *x, enum adil_contest_key key,
                                              struct adil_place place, struct adil_span text)
{
    const struct adil_phrase *phrase = NULL;
    struct adil_diag own;
    adil_diag_open(&own, x->r.perm);
    struct adil_span whole = widen(x, key, text);
    adil_err err = adil_phrase_parse(x->r.perm, place, whole, &x->c->vocab, &phrase, &own);
    if (err.code != ADIL_C_OK) {
        struct adil_entry_where w;
        adil_fault(
            &x->r, place, adil_entry_where(x, key, &w),
            adil_fmt(x->r.perm, "%.*s of \"%.*s\"", ADIL_ARG(own.first->found), ADIL_ARG(whole)),
            own.first->expected);
        return NULL;
    }
    return phrase;
}

static uint32_t find_word(const struct adil_vocab_word *word, uint32_t n, struct adil_span text)
{
    for (uint32_t i = 0; i < n; i++) {
        if (adil_span_eq(word[i].id, text) ||
            (word[i].words.len > 0 && adil_span_eq(word[i].words, text))) {
            return i;
        }
    }
    return ADIL_NO_WORD;
}

static uint32_t read_vocab(struct adil_compile *x, enum adil_contest_key key,
                           const struct adil_vocab_word *word, uint32_t n)
{
    const struct adil_node *node = x->entry[key].node;
    uint32_t i = find_word(word, n, adil_read_text(node));
    if (i == ADIL_NO_WORD) {
        struct adil_arena tmp = x->r.scratch;
        struct adil_span *name = adil_new(&tmp, struct adil_span, n);
        for (uint32_t k = 0; k < n; k++) {
            name[k] = word[k].id;
        }
        struct adil_entry_where w = {0};
        adil_fault_name(&x->r, node->place, adil_entry_where(x, key, &w), adil_read_text(node),
                        name, n, adil_type_info(adil_contest_key_info(key)->type)->expected);
    }
    return i;
}

/* Types without a case here are read by adil_compile_special and adil_compile_options. */
static void read_field(struct adil_compile *x, enum adil_contest_key key, void *field)
{
    const struct adil_node *node = x->entry[key].node;
    enum adil_key_type type = adil_contest_key_info(key)->type;
    if (type == ADIL_T_TEXTS) {
        *(struct adil_texts *)field = adil_read_texts(node);
    } else if (type == ADIL_T_DATE) {
        *(struct adil_date *)field = adil_read_date(node);
    } else if (type == ADIL_T_COUNT) {
        (void)adil_read_count(node, field); /* unreadable: reported with its shape */
    } else if (type == ADIL_T_NUMBER) {
        (void)adil_num_parse(x->r.perm, adil_read_text(node), field);
    } else if (type == ADIL_T_PHRASE) {
        *(const struct adil_phrase **)field =
            adil_compile_phrase(x, key, node->place, adil_read_text(node));
    } else if (type == ADIL_T_QUANTITY) {
        *(uint32_t *)field = read_vocab(x, key, x->c->vocab.quantity, x->c->vocab.n_quantities);
    } else if (type == ADIL_T_GROUP) {
        *(uint32_t *)field = read_vocab(x, key, x->c->vocab.group, x->c->vocab.n_groups);
    } else {
        (void)adil_read_word(node, type, field);
    }
}

void adil_compile_plain(struct adil_compile *x)
{
    for (size_t i = 0; i < ADIL_COUNT(fields); i++) {
        if (x->entry[fields[i].key].node != NULL) {
            read_field(x, fields[i].key, (char *)x->c + fields[i].field);
        }
    }
}
