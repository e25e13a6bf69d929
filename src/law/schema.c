/* The JSON Schema of rulebooks, written from the table of keys. Scalars are strings: YAML is read
 * without implicit typing, so that a checker must be told not to type either. */
#include "base/json.h"
#include "law/keys.h"
#include "law/rulebook.h"

static const char *const section_names[ADIL_N_SECTIONS] = {
    [ADIL_S_BOOK] = "book",
    [ADIL_S_POLITY] = "polity",
    [ADIL_S_UNIT] = "unit",
    [ADIL_S_GROUP] = "group",
    [ADIL_S_QUANTITY] = "quantity",
    [ADIL_S_LAW] = "law",
    [ADIL_S_NAMED] = "named-day",
    [ADIL_S_RULE] = "rule",
    [ADIL_S_REGISTER] = "register",
    [ADIL_S_KEPT] = "kept",
    [ADIL_S_NORM] = "norm",
    [ADIL_S_EXAMPLE] = "example",
    [ADIL_S_PAPER] = "paper",
    [ADIL_S_CONTEST] = "contest",
    [ADIL_S_SET] = "set",
    [ADIL_S_ZONE] = "zone",
    [ADIL_S_OFFICE] = "office",
    [ADIL_S_TERM] = "term",
    [ADIL_S_ACT_WORD] = "word",
    [ADIL_S_POWER] = "power",
    [ADIL_S_PROCEDURE] = "procedure",
    [ADIL_S_FIGURES] = "figures",
    [ADIL_S_LOTS] = "lots",
    [ADIL_S_SEATS] = "seats",
    [ADIL_S_STAGE] = "stage",
    [ADIL_S_STAGE_ACT] = "stage-act",
    [ADIL_S_DEADLINE] = "deadline",
    [ADIL_S_CHECK] = "check",
    [ADIL_S_WITNESSES] = "witnesses",
    [ADIL_S_VECTOR] = "vector",
    [ADIL_S_MEMBER] = "member",
    [ADIL_S_BODY] = "body",
    [ADIL_S_SIZE] = "size",
    [ADIL_S_SUPPORT] = "support",
    [ADIL_S_EFFECT] = "effect",
    [ADIL_S_DECISION] = "decision",
    [ADIL_S_DECISION_ENDS] = "decision-ends",
};

#define ID_PATTERN   "^[a-z0-9_.-]{1,80}$"
#define CODE_PATTERN "^[A-Za-z0-9_.-]{1,80}$"

enum { REF_MAX = 64 };

static void lower(char *to, const char *name)
{
    size_t i = 0;
    for (; name[i] != '\0'; i++) {
        ADIL_ASSERT(i + 1 < REF_MAX);
        static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
        char c = name[i];
        to[i] = c;
        if (c == '_') {
            to[i] = '-';
        } else if (c >= 'A' && c <= 'Z') {
            to[i] = letters[c - 'A'];
        }
    }
    to[i] = '\0';
}

static void put_pair(struct adil_json *j, const char *key, const char *value)
{
    adil_json_key(j, key);
    adil_json_str(j, value);
}

/* "$ref": "#/$defs/<what>-<name>" */
static void put_ref(struct adil_json *j, const char *what, const char *name)
{
    char text[REF_MAX];
    char full[2 * REF_MAX] = "#/$defs/";
    lower(text, name);
    struct adil_span parts[] = {adil_span_of(what), ADIL_SPAN("-"), adil_span_of(text)};
    size_t at = 8;
    for (size_t i = 0; i < ADIL_COUNT(parts); i++) {
        for (size_t k = 0; k < parts[i].len; k++) {
            full[at++] = parts[i].ptr[k];
        }
    }
    full[at] = '\0';
    put_pair(j, "$ref", full);
}

static void put_type_ref(struct adil_json *j, enum adil_key_type t)
{
    put_ref(j, "type", adil_type_info(t)->name);
}

static void put_section_ref(struct adil_json *j, enum adil_section s)
{
    put_ref(j, "section", section_names[s]);
}

/* Members of the schema of one scalar. */
static void put_scalar(struct adil_json *j, enum adil_key_type t)
{
    put_pair(j, "type", "string");
    struct adil_span word[ADIL_WORDS_MAX];
    uint32_t n = adil_type_words(t, word, ADIL_WORDS_MAX);
    if (n > 0) {
        adil_json_key(j, "enum");
        adil_json_array_line(j);
        for (uint32_t i = 0; i < n; i++) {
            adil_json_text(j, word[i]);
        }
        adil_json_end(j);
    } else if (t == ADIL_T_ID) {
        put_pair(j, "pattern", ID_PATTERN);
    } else if (t == ADIL_T_CODE) {
        put_pair(j, "pattern", CODE_PATTERN);
    } else if (t == ADIL_T_OFFSET) {
        put_pair(j, "pattern", "^[+-][0-9]{2}:[0-9]{2}$");
    } else if (t == ADIL_T_DATE || t == ADIL_T_DAYS) {
        put_pair(j, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    } else if (t == ADIL_T_COUNT) {
        put_pair(j, "pattern", "^[0-9]+$");
    } else if (t == ADIL_T_NUMBER) {
        put_pair(j, "pattern", "^[0-9]+([.][0-9]+|/[0-9]+)?$");
    } else {
        adil_json_key(j, "minLength");
        adil_json_i64(j, 1);
    }
}

static void put_words(struct adil_json *j, enum adil_key_type t)
{
    adil_json_key(j, "anyOf");
    adil_json_array(j);
    adil_json_object_line(j);
    put_scalar(j, t);
    adil_json_end(j);
    adil_json_object(j);
    put_pair(j, "type", "array");
    adil_json_key(j, "uniqueItems");
    adil_json_bool(j, true);
    adil_json_key(j, "items");
    adil_json_object_line(j);
    put_scalar(j, t);
    adil_json_end(j);
    adil_json_end(j);
    adil_json_end(j);
}

static void put_texts(struct adil_json *j)
{
    adil_json_key(j, "anyOf");
    adil_json_array(j);
    adil_json_object_line(j);
    put_type_ref(j, ADIL_T_TEXT);
    adil_json_end(j);
    adil_json_object(j);
    put_pair(j, "type", "object");
    adil_json_key(j, "additionalProperties");
    adil_json_bool(j, false);
    adil_json_key(j, "properties");
    adil_json_object(j);
    for (size_t l = 0; l < ADIL_N_LANGS; l++) {
        adil_json_key(j, adil_lang_code((enum adil_lang)l));
        adil_json_object_line(j);
        put_type_ref(j, ADIL_T_TEXT);
        adil_json_end(j);
    }
    adil_json_end(j);
    adil_json_end(j);
    adil_json_end(j);
}

static void put_list(struct adil_json *j, enum adil_key_type t)
{
    put_pair(j, "type", "array");
    adil_json_key(j, "items");
    adil_json_object_line(j);
    put_section_ref(j, adil_type_item(t));
    adil_json_end(j);
}

/* A map whose values are all of one kind: a section (keys are ids), or a type. */
static void put_map(struct adil_json *j, enum adil_key_type t, bool by_id)
{
    put_pair(j, "type", "object");
    if (by_id) {
        adil_json_key(j, "propertyNames");
        adil_json_object_line(j);
        put_pair(j, "pattern", ID_PATTERN);
        adil_json_end(j);
    }
    adil_json_key(j, "additionalProperties");
    adil_json_object_line(j);
    if (by_id) {
        put_section_ref(j, adil_type_item(t));
    } else {
        put_type_ref(j, adil_type_value(t));
    }
    adil_json_end(j);
}

static void put_type(struct adil_json *j, enum adil_key_type t)
{
    const struct adil_type_info *info = adil_type_info(t);
    char name[REF_MAX] = "type-";
    lower(name + 5, info->name);
    adil_json_key(j, name);
    adil_json_object(j);
    adil_json_key(j, "description");
    adil_json_text(j, info->expected);
    switch (info->shape) {
    case ADIL_SHAPE_SCALAR:
        put_scalar(j, t);
        break;
    case ADIL_SHAPE_WORDS:
        put_words(j, t);
        break;
    case ADIL_SHAPE_TEXTS:
        put_texts(j);
        break;
    case ADIL_SHAPE_LIST:
        put_list(j, t);
        break;
    case ADIL_SHAPE_BY_ID:
    case ADIL_SHAPE_VALUES:
        put_map(j, t, info->shape == ADIL_SHAPE_BY_ID);
        break;
    case ADIL_SHAPE_MAP:
        put_section_ref(j, adil_type_item(t));
        break;
    case ADIL_SHAPE_ANY:
        break;
    }
    adil_json_end(j);
}

/* A key of contests may also be `none`. */
static void put_key(struct adil_json *j, const struct adil_key *key)
{
    adil_json_key_span(j, key->name);
    adil_json_object(j);
    adil_json_key(j, "description");
    adil_json_text(j, key->help);
    if (key->section != ADIL_S_SET || key->type == ADIL_T_TEXTS) {
        put_type_ref(j, key->type);
    } else {
        adil_json_key(j, "anyOf");
        adil_json_array_line(j);
        adil_json_object_line(j);
        put_type_ref(j, key->type);
        adil_json_end(j);
        adil_json_object_line(j);
        put_pair(j, "const", "none");
        adil_json_end(j);
        adil_json_end(j);
    }
    adil_json_end(j);
}

static void put_section(struct adil_json *j, enum adil_section s)
{
    struct adil_keys keys = adil_section_keys(s);
    char name[REF_MAX] = "section-";
    lower(name + 8, section_names[s]);
    adil_json_key(j, name);
    adil_json_object(j);
    put_pair(j, "type", "object");
    adil_json_key(j, "additionalProperties");
    adil_json_bool(j, false);
    adil_json_key(j, "required");
    adil_json_array_line(j);
    for (uint32_t i = 0; i < keys.n; i++) {
        if (keys.key[i].required) {
            adil_json_text(j, keys.key[i].name);
        }
    }
    adil_json_end(j);
    adil_json_key(j, "properties");
    adil_json_object(j);
    for (uint32_t i = 0; i < keys.n; i++) {
        put_key(j, &keys.key[i]);
    }
    adil_json_end(j);
    adil_json_end(j);
}

void adil_rulebook_schema(struct adil_buf *out)
{
    struct adil_json j;
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    put_pair(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_pair(&j, "title", "Adil rulebook");
    put_pair(&j, "description",
             "Every scalar is text: read YAML without implicit typing before validating.");
    put_section_ref(&j, ADIL_S_BOOK);
    adil_json_key(&j, "$defs");
    adil_json_object(&j);
    for (size_t s = 0; s < ADIL_N_SECTIONS; s++) {
        put_section(&j, (enum adil_section)s);
    }
    for (size_t t = 0; t < ADIL_N_KEY_TYPES; t++) {
        put_type(&j, (enum adil_key_type)t);
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}
