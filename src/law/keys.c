#include "law/keys.h"

#include "law/acts.h"

static const struct adil_key contest_keys[] = {
    {ADIL_S_CONTEST, ADIL_SPAN_INIT("follows"), ADIL_T_IDS, false, NULL,
     ADIL_SPAN_INIT("rules it follows, by id: the version in force on the day of its law")},
#define K(id, key, type, families, help)                                                           \
    {ADIL_S_SET, ADIL_SPAN_INIT(key), ADIL_T_##type, false, families, ADIL_SPAN_INIT(help)},
#include "law/contest_keys.def"
#undef K
};
_Static_assert(ADIL_COUNT(contest_keys) == 1 + ADIL_N_CONTEST_KEYS, "one line a key");

/* The keys of one section stand together. */
static const struct adil_key section_keys[] = {
#define K(section, key, type, required, help)                                                      \
    {ADIL_S_##section, ADIL_SPAN_INIT(key), ADIL_T_##type, required, NULL, ADIL_SPAN_INIT(help)},
#include "law/rulebook_keys.def"
#undef K
};

static const struct adil_type_info types[] = {
#define X(type, shape, expected) {#type, ADIL_SHAPE_##shape, ADIL_SPAN_INIT(expected)},
    ADIL_KEY_TYPES(X)
#undef X
};

static const struct {
    enum adil_key_type type;
    enum adil_section item;
} items[] = {
    {ADIL_T_POLITY, ADIL_S_POLITY},
    {ADIL_T_UNITS, ADIL_S_UNIT},
    {ADIL_T_GROUPS, ADIL_S_GROUP},
    {ADIL_T_QUANTITIES, ADIL_S_QUANTITY},
    {ADIL_T_LAWS, ADIL_S_LAW},
    {ADIL_T_NAMED, ADIL_S_NAMED},
    {ADIL_T_RULES, ADIL_S_RULE},
    {ADIL_T_SET, ADIL_S_SET},
    {ADIL_T_REGISTERS, ADIL_S_REGISTER},
    {ADIL_T_NORMS, ADIL_S_NORM},
    {ADIL_T_EXAMPLES, ADIL_S_EXAMPLE},
    {ADIL_T_CONTESTS, ADIL_S_CONTEST},
    {ADIL_T_PAPERS, ADIL_S_PAPER},
    {ADIL_T_ZONES, ADIL_S_ZONE},
    {ADIL_T_OFFICES, ADIL_S_OFFICE},
    {ADIL_T_TERMS, ADIL_S_TERM},
    {ADIL_T_ACT_WORDS, ADIL_S_ACT_WORD},
    {ADIL_T_POWERS, ADIL_S_POWER},
    {ADIL_T_PROCEDURES, ADIL_S_PROCEDURE},
    {ADIL_T_NORM, ADIL_S_NORM},
    {ADIL_T_FIGURES, ADIL_S_FIGURES},
    {ADIL_T_LOTS, ADIL_S_LOTS},
    {ADIL_T_SEATING, ADIL_S_SEATS},
    {ADIL_T_STAGES, ADIL_S_STAGE},
    {ADIL_T_STAGE_ACTS, ADIL_S_STAGE_ACT},
    {ADIL_T_CALENDAR, ADIL_S_DEADLINE},
    {ADIL_T_CHECKS, ADIL_S_CHECK},
    {ADIL_T_WITNESSES, ADIL_S_WITNESSES},
    {ADIL_T_VECTORS, ADIL_S_VECTOR},
    {ADIL_T_MEMBERS, ADIL_S_MEMBER},
    {ADIL_T_BODIES, ADIL_S_BODY},
    {ADIL_T_SIZES, ADIL_S_SIZE},
    {ADIL_T_DECISION, ADIL_S_DECISION},
    {ADIL_T_SUPPORT, ADIL_S_SUPPORT},
    {ADIL_T_DECISION_ENDS, ADIL_S_DECISION_ENDS},
    {ADIL_T_EFFECTS, ADIL_S_EFFECT},
    {ADIL_T_KEPT, ADIL_S_KEPT},
};

static const struct {
    enum adil_key_type type;
    enum adil_key_type value;
} values[] = {
    {ADIL_T_PHRASES_BY_N, ADIL_T_PHRASE}, {ADIL_T_COUNTS, ADIL_T_COUNT},
    {ADIL_T_BY_UNIT, ADIL_T_COUNT},       {ADIL_T_UNIT_COUNTS, ADIL_T_COUNTS},
    {ADIL_T_NAMES, ADIL_T_TEXTS},         {ADIL_T_FIELDS, ADIL_T_TEXT},
    {ADIL_T_RECORD, ADIL_T_VALUE},        {ADIL_T_ARRIVALS, ADIL_T_EFFECTS},
    {ADIL_T_CAPACITIES, ADIL_T_COUNT},
};

/* type, spelling, enum value */
#define W(type, text, value)                                                                       \
    {                                                                                              \
        ADIL_T_##type,                                                                             \
        {                                                                                          \
            ADIL_SPAN_INIT(text), (unsigned)(value)                                                \
        }                                                                                          \
    }
static const struct {
    enum adil_key_type type;
    struct adil_word word;
} words[] = {W(WORDS_TIES, "votes", ADIL_TIE_VOTES),
             W(WORDS_TIES, "registered-earlier", ADIL_TIE_REGISTERED),
             W(WORDS_TIES, "lot", ADIL_TIE_LOT),
             W(WORDS_TIES, "gap", ADIL_TIE_GAP),
             W(WORDS_TIES, "new-vote", ADIL_TIE_NEW_VOTE),
             W(WORD_LISTS, "long-enough", ADIL_LISTS_LONG_ENOUGH),
             W(WORD_LISTS, "unknown", ADIL_LISTS_UNKNOWN),
             W(WORD_NONE, "gap", ADIL_NONE_GAP),
             W(WORD_NONE, "no-seats", ADIL_NONE_NO_SEATS),
             W(WORD_NONE, "all", ADIL_NONE_ALL),
             W(WORD_ONE, "takes-all", ADIL_ONE_TAKES_ALL),
             W(WORD_ONE, "gap", ADIL_ONE_GAP),
             W(WORD_ONE, "next", ADIL_ONE_NEXT),
             W(WORD_ROUNDING, "exact", ADIL_QUOTA_EXACT),
             W(WORD_ROUNDING, "down", ADIL_QUOTA_DOWN),
             W(WORD_ROUNDING, "up", ADIL_QUOTA_UP),
             W(WORD_ROUNDING, "nearest", ADIL_QUOTA_NEAREST),
             W(WORD_SINGLE, "votes", ADIL_SINGLE_VOTES),
             W(WORD_SINGLE, "elected", ADIL_SINGLE_ELECTED),
             W(WORD_SINGLE, "not-valid", ADIL_SINGLE_NOT_VALID),
             W(WORD_TWO_TIE, "vote", ADIL_TWO_TIE_VOTE),
             W(WORD_TWO_TIE, "not-valid", ADIL_TWO_TIE_NOT_VALID),
             W(WORD_AGAINST, "gap", ADIL_AGAINST_GAP),
             W(WORD_AGAINST, "next", ADIL_AGAINST_NEXT),
             W(WORD_AGAINST, "not-valid", ADIL_AGAINST_NOT_VALID),
             W(WORD_QUOTA, "hare", ADIL_QUOTA_HARE),
             W(WORD_QUOTA, "droop", ADIL_QUOTA_DROOP),
             W(WORD_QUOTA, "hagenbach-bischoff", ADIL_QUOTA_HAGENBACH),
             W(WORD_QUOTA, "imperiali", ADIL_QUOTA_IMPERIALI),
             W(WORD_THEN, "highest-average", ADIL_THEN_HIGHEST_AVERAGE),
             W(WORD_THEN, "surplus", ADIL_THEN_SURPLUS),
             W(WORD_FORFEITS, "recalculate", ADIL_FORFEIT_RECALCULATE),
             W(WORD_FORFEITS, "empty", ADIL_FORFEIT_EMPTY),
             W(WORD_FORFEITS, "gap", ADIL_FORFEIT_GAP),
             W(WORD_OVERHANG, "gap", ADIL_OVERHANG_GAP),
             W(WORD_OVERHANG, "keep", ADIL_OVERHANG_KEEP),
             W(WORD_OVERHANG, "absorb", ADIL_OVERHANG_ABSORB),
             W(WORD_PUBLISHED, "winner", ADIL_PUBLISHED_WINNER),
             W(WORD_PUBLISHED, "seats", ADIL_PUBLISHED_SEATS),
             W(WORD_ABSENT, "unknown", ADIL_ABSENT_UNKNOWN),
             W(WORD_ABSENT, "not-on-ballot", ADIL_ABSENT_NOT_ON_BALLOT),
             W(WORD_MARK, "read", ADIL_MARK_READ),
             W(WORD_MARK, "recalled", ADIL_MARK_RECALLED),
             W(WORD_APPLIES, "call", ADIL_APPLIES_CALL),
             W(WORD_APPLIES, "act", ADIL_APPLIES_ACT),
             W(WORD_APPLIES, "opened", ADIL_APPLIES_OPENED),
             W(WORD_VERDICT, "holds", ADIL_HOLDS),
             W(WORD_VERDICT, "fails", ADIL_FAILS),
             W(WORD_VERDICT, "unknown", ADIL_UNKNOWN),
             W(WORD_TIE, "fails", ADIL_DECIDES_FAILS),
             W(WORD_TIE, "passes", ADIL_DECIDES_PASSES),
             W(WORD_TIE, "casting", ADIL_DECIDES_CASTING),
             W(WORD_TIE, "stays", ADIL_DECIDES_STAYS),
             W(WORD_HELD, "in-term", ADIL_HELD_IN_TERM),
             W(WORD_HELD, "until-next", ADIL_HELD_UNTIL_NEXT),
             W(WORD_GIVES_UP, "excluded", ADIL_GIVES_UP_EXCLUDED),
             W(WORD_GIVES_UP, "former", ADIL_GIVES_UP_FORMER),
             W(WORD_PER, "case", 1),
             W(WORD_AGAIN, "merges", 1),
             W(WORD_MISSING, "stop", 0),
             W(WORD_MISSING, "proceed", 1),
             W(WORD_ROUND, "next", 1),
             W(WORD_ROUND, "repeat", 2),
             W(WORD_BLOCKS, "total", 1),
             W(WORD_WARNS, "explain", 1),
             W(WORD_ACTION, "explain", 0),
             W(WORD_ACTION, "retype", 1),
             W(WORD_ACTION, "recount", 2),
#define X(id, text, about) W(WORD_KIND, text, ADIL_ACT_##id),
             ADIL_ACT_KINDS(X)
#undef X
};
#undef W

struct adil_keys adil_section_keys(enum adil_section s)
{
    ADIL_ASSERT(s < ADIL_N_SECTIONS);
    if (s == ADIL_S_CONTEST) {
        return (struct adil_keys){contest_keys, 1 + ADIL_N_CONTEST_KEYS};
    }
    if (s == ADIL_S_SET) {
        return (struct adil_keys){contest_keys + 1, ADIL_N_CONTEST_KEYS};
    }
    struct adil_keys out = {NULL, 0};
    for (size_t i = 0; i < ADIL_COUNT(section_keys); i++) {
        if (section_keys[i].section == s) {
            out.key = out.n == 0 ? &section_keys[i] : out.key;
            out.n++;
        }
    }
    return out;
}

const struct adil_key *adil_key_find(enum adil_section s, struct adil_span name)
{
    struct adil_keys keys = adil_section_keys(s);
    for (const struct adil_key *k = keys.key; k < keys.key + keys.n; k++) {
        if (adil_span_eq(k->name, name)) {
            return k;
        }
    }
    return NULL;
}

const struct adil_key *adil_contest_key_info(enum adil_contest_key key)
{
    ADIL_ASSERT(key < ADIL_N_CONTEST_KEYS);
    return &contest_keys[1 + key];
}

struct adil_span adil_contest_key_name(enum adil_contest_key key)
{
    return adil_contest_key_info(key)->name;
}

enum adil_contest_key adil_contest_key_find(struct adil_span name)
{
    const struct adil_key *k = adil_key_find(ADIL_S_SET, name);
    return k == NULL ? ADIL_N_CONTEST_KEYS : (enum adil_contest_key)(k - &contest_keys[1]);
}

const struct adil_type_info *adil_type_info(enum adil_key_type t)
{
    ADIL_ASSERT(t < ADIL_N_KEY_TYPES);
    return &types[t];
}

enum adil_section adil_type_item(enum adil_key_type t)
{
    for (size_t i = 0; i < ADIL_COUNT(items); i++) {
        if (items[i].type == t) {
            return items[i].item;
        }
    }
    ADIL_ASSERT(false); /* a type without items */
    return ADIL_N_SECTIONS;
}

enum adil_key_type adil_type_value(enum adil_key_type t)
{
    for (size_t i = 0; i < ADIL_COUNT(values); i++) {
        if (values[i].type == t) {
            return values[i].value;
        }
    }
    ADIL_ASSERT(false); /* a type without values */
    return ADIL_N_KEY_TYPES;
}

uint32_t adil_type_words(enum adil_key_type t, struct adil_span *text, uint32_t max)
{
    uint32_t n = 0;
    for (uint32_t m = 0; t == ADIL_T_METHOD && m < ADIL_N_METHODS && n < max; m++) {
        text[n++] = adil_method_info((enum adil_method)m)->word;
    }
    for (size_t i = 0; i < ADIL_COUNT(words) && n < max; i++) {
        if (words[i].type == t) {
            text[n++] = words[i].word.text;
        }
    }
    return n;
}

bool adil_word_find(enum adil_key_type t, struct adil_span text, unsigned *value)
{
    enum adil_method m = ADIL_N_METHODS;
    if (t == ADIL_T_METHOD && adil_method_parse(text, &m)) {
        *value = m;
        return true;
    }
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        if (words[i].type == t && adil_span_eq(words[i].word.text, text)) {
            *value = words[i].word.value;
            return true;
        }
    }
    return false;
}

bool adil_key_fits(const struct adil_key *key, enum adil_family f)
{
    /* in the order of enum adil_family */
    static const char letters[] = "RDPMFETXB";
    _Static_assert(sizeof letters == ADIL_FAMILY_PUBLISHED + 2, "one letter a family");
    struct adil_span families = adil_span_of(key->families);
    return adil_span_is(families, "*") || adil_span_find_byte(families, letters[f]) < families.len;
}
