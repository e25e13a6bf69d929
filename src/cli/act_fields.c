#include "cli/act_fields.h"

#include "base/base64.h"
#include "base/file.h"
#include "base/utf8.h"
#include "cli/json_tree.h"
#include "law/index.h"

#include <string.h>

enum { FIELDS_BYTES = 1 << 20, PAIRS_MAX = 1000 };

/* ---- which fields --------------------------------------------------------------------------- */

static const enum adil_typed_kind typed_of_type[ADIL_N_FIELD_TYPES] = {
    [ADIL_FIELD_TEXT] = ADIL_TYPED_TEXT,     [ADIL_FIELD_DATE] = ADIL_TYPED_DATE,
    [ADIL_FIELD_NUMBER] = ADIL_TYPED_NUMBER, [ADIL_FIELD_FLAG] = ADIL_TYPED_FLAG,
    [ADIL_FIELD_TALLY] = ADIL_TYPED_TALLY,   [ADIL_FIELD_SET] = ADIL_TYPED_SET,
    [ADIL_FIELD_REF] = ADIL_TYPED_TEXT,      [ADIL_FIELD_KEY] = ADIL_TYPED_TEXT,
    [ADIL_FIELD_HASH] = ADIL_TYPED_HASH,     [ADIL_FIELD_MOMENT] = ADIL_TYPED_MOMENT,
    [ADIL_FIELD_VOTES] = ADIL_TYPED_VOTES,
};

static const struct adil_typed_field key_fields[] = {
    {ADIL_SPAN_INIT("bind"), ADIL_TYPED_KEYS, true, {NULL, 0}},
    {ADIL_SPAN_INIT("by-old"), ADIL_TYPED_TEXT, true, {NULL, 0}},
    {ADIL_SPAN_INIT("last"), ADIL_TYPED_NUMBER, true, {NULL, 0}},
    {ADIL_SPAN_INIT("log"), ADIL_TYPED_TEXT, true, {NULL, 0}},
    {ADIL_SPAN_INIT("lost"), ADIL_TYPED_FLAG, true, {NULL, 0}},
    {ADIL_SPAN_INIT("proof"), ADIL_TYPED_TEXT, true, {NULL, 0}},
    {ADIL_SPAN_INIT("reason"), ADIL_TYPED_TEXT, true, {NULL, 0}},
    {ADIL_SPAN_INIT("revoke"), ADIL_TYPED_KEYS, true, {NULL, 0}},
};

static const struct adil_typed_field engine_fields[] = {
    {ADIL_SPAN_INIT("engine"), ADIL_TYPED_NUMBER, false, {NULL, 0}},
};

static const struct own_word {
    const char *word;
    const struct adil_typed_field *field;
    uint32_t n;
} own_words[] = {
    {"key", key_fields, (uint32_t)ADIL_COUNT(key_fields)},
    {"engine", engine_fields, (uint32_t)ADIL_COUNT(engine_fields)},
};

static struct adil_span of_name(const struct adil_rulebook *book, const struct adil_given *g)
{
    return g->type == ADIL_FIELD_REF && g->of != ADIL_NO_WORD ? book->reg[g->of].id
                                                              : (struct adil_span){NULL, 0};
}

const struct adil_typed_field *adil_typed_fields(struct adil_arena *a,
                                                 const struct adil_rulebook *book,
                                                 struct adil_span word, uint32_t *n)
{
    for (size_t i = 0; i < ADIL_COUNT(own_words); i++) {
        if (adil_span_is(word, own_words[i].word)) {
            *n = own_words[i].n;
            return own_words[i].field;
        }
    }
    uint32_t w = adil_word_find_act(&book->acts, word);
    if (w == ADIL_NO_WORD) {
        return NULL;
    }
    const struct adil_act_word *law = &book->acts.word[w];
    struct adil_typed_field *field = adil_new(a, struct adil_typed_field, law->n_give);
    for (uint32_t i = 0; i < law->n_give; i++) {
        const struct adil_given *g = &law->give[i];
        field[i] =
            (struct adil_typed_field){g->id, typed_of_type[g->type], g->optional, of_name(book, g)};
    }
    *n = law->n_give;
    return field;
}

const char *adil_typed_help(enum adil_typed_kind kind)
{
    static const char *const help[ADIL_N_TYPED_KINDS] = {
        [ADIL_TYPED_TEXT] = "text",
        [ADIL_TYPED_DATE] = "date, YYYY-MM-DD",
        [ADIL_TYPED_NUMBER] = "whole number",
        [ADIL_TYPED_FLAG] = "true or false",
        [ADIL_TYPED_TALLY] = "total=N;UNIT=N;..., or JSON {\"total\":N,\"units\":{...}}",
        [ADIL_TYPED_SET] = "a;b;c, or a JSON array",
        [ADIL_TYPED_HASH] = "64 hex digits, or @FILE: the file is kept beside the log",
        [ADIL_TYPED_MOMENT] = "2023-01-19T10:00:00+06:00, or milliseconds UTC",
        [ADIL_TYPED_VOTES] = "OPTION=N;OPTION=N;..., or JSON {\"OPTION\":N,...}",
        [ADIL_TYPED_KEYS] = "base64;base64, or: here (the issuer's keys in this folder)",
    };
    return help[kind];
}

/* ---- values --------------------------------------------------------------------------------- */

struct field_writing {
    const struct adil_fields_job *job;
    const struct adil_typed_field *field;
    struct adil_arena *perm;
    struct adil_json *out;
};

static adil_err not_typed(struct field_writing *w, struct adil_span found)
{
    return adil_fail(&w->job->cli->diag, ADIL_ERR(INPUT), w->job->place, w->field->id, found,
                     adil_span_of(adil_typed_help(w->field->kind)));
}

static adil_err write_text(struct field_writing *w, struct adil_span text)
{
    if (adil_utf8_check(text) < text.len) {
        return adil_fail(&w->job->cli->diag, ADIL_ERR(INPUT), w->job->place, w->field->id, text,
                         ADIL_SPAN("valid UTF-8"));
    }
    adil_json_text(w->out, adil_utf8_nfc(w->perm, text));
    return ADIL_OK;
}

static adil_err write_date(struct field_writing *w, struct adil_span text)
{
    struct adil_date day;
    return adil_date_parse(text, &day) ? write_text(w, text) : not_typed(w, text);
}

static adil_err write_number(struct field_writing *w, struct adil_span text)
{
    uint64_t n = 0;
    if (!adil_span_u64(text, (uint64_t)ADIL_SEQ_MAX, &n)) {
        return not_typed(w, text);
    }
    adil_json_i64(w->out, (int64_t)n);
    return ADIL_OK;
}

static adil_err write_flag(struct field_writing *w, struct adil_span text)
{
    bool yes = adil_span_is(text, "true");
    if (!yes && !adil_span_is(text, "false")) {
        return not_typed(w, text);
    }
    adil_json_bool(w->out, yes);
    return ADIL_OK;
}

static adil_err write_moment(struct field_writing *w, struct adil_span text)
{
    int64_t instant = 0;
    if (adil_instant_parse(text, &instant)) {
        adil_json_i64(w->out, instant);
        return ADIL_OK;
    }
    return write_number(w, text);
}

static adil_err write_hash(struct field_writing *w, struct adil_span text)
{
    struct adil_cli *cli = w->job->cli;
    struct adil_hash hash;
    struct adil_span bytes;
    if (text.len == 0 || text.ptr[0] != '@') {
        return adil_is_hash_text(text) ? write_text(w, text) : not_typed(w, text);
    }
    ADIL_TRY(adil_file_read(w->perm, adil_span_sub(text, 1, text.len), ADIL_BLOB_BYTES_MAX, &bytes,
                            &cli->diag));
    hash = adil_sha256(bytes);
    if (w->job->book->writes) {
        adil_logbook_blob(w->job->book, bytes);
    } else if (!w->job->dry) { /* the act goes to other signers first */
        ADIL_TRY(adil_blob_put(cli->scratch, w->job->book->dir, bytes, &hash, &cli->diag));
    }
    adil_json_text(w->out, adil_hex(w->perm, hash.byte, sizeof hash.byte));
    return ADIL_OK;
}

static adil_err write_json(struct field_writing *w, struct adil_span text)
{
    struct adil_tree *tree = NULL;
    if (adil_utf8_check(text) < text.len) {
        return not_typed(w, text);
    }
    ADIL_TRY(adil_tree_read(w->perm, w->job->place, w->field->id, text, &tree, &w->job->cli->diag));
    adil_tree_put(w->job->cli->scratch, tree, w->out);
    return ADIL_OK;
}

static bool begins_with(struct adil_span text, char c)
{
    return text.len > 0 && text.ptr[0] == c;
}

static adil_err write_set(struct field_writing *w, struct adil_span text)
{
    struct adil_span rest = text;
    struct adil_span item;
    adil_err err = ADIL_OK;
    if (begins_with(text, '[')) {
        return write_json(w, text);
    }
    adil_json_array(w->out);
    while (adil_span_cut(&rest, ';', &item)) {
        item = adil_span_trim(item);
        adil_err e = item.len > 0 ? write_text(w, item) : ADIL_OK;
        err = e.code != ADIL_C_OK ? e : err;
    }
    adil_json_end(w->out);
    return err;
}

/* ---- numbers by name ------------------------------------------------------------------------ */

struct typed_pair {
    struct adil_span name;
    int64_t n;
};

struct typed_pairs {
    struct typed_pair pair[PAIRS_MAX];
    uint32_t n;
};

static adil_err add_pair(struct field_writing *w, struct typed_pairs *p, struct adil_span name,
                         struct adil_span value)
{
    uint64_t n = 0;
    if (name.len == 0 || adil_utf8_check(name) < name.len || p->n == PAIRS_MAX ||
        !adil_span_u64(value, (uint64_t)ADIL_SEQ_MAX, &n)) {
        return not_typed(w, adil_fmt(w->perm, "%.*s=%.*s", ADIL_ARG(name), ADIL_ARG(value)));
    }
    p->pair[p->n++] = (struct typed_pair){adil_utf8_nfc(w->perm, name), (int64_t)n};
    return ADIL_OK;
}

static adil_err read_pairs(struct field_writing *w, struct typed_pairs *p, struct adil_span text)
{
    struct adil_span rest = text;
    struct adil_span item;
    adil_err err = ADIL_OK;
    while (adil_span_cut(&rest, ';', &item)) {
        item = adil_span_trim(item);
        size_t eq = adil_span_find_byte(item, '=');
        adil_err e = item.len > 0 ? add_pair(w, p, adil_span_trim(adil_span_sub(item, 0, eq)),
                                             adil_span_trim(adil_span_sub(item, eq + 1, item.len)))
                                  : ADIL_OK;
        err = e.code != ADIL_C_OK ? e : err;
    }
    return err;
}

static adil_err write_pairs(struct field_writing *w, const struct typed_pairs *p,
                            struct adil_span but)
{
    struct adil_index_entry *order = adil_new(w->perm, struct adil_index_entry, p->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (!adil_span_eq(p->pair[i].name, but)) {
            order[n++] = (struct adil_index_entry){p->pair[i].name, i};
        }
    }
    adil_index_sort(order, n);
    adil_json_object(w->out);
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && adil_span_eq(order[i].name, order[i - 1].name)) {
            adil_json_end(w->out);
            return not_typed(w, adil_fmt(w->perm, "%.*s twice", ADIL_ARG(order[i].name)));
        }
        adil_json_key_span(w->out, order[i].name);
        adil_json_i64(w->out, p->pair[order[i].value].n);
    }
    adil_json_end(w->out);
    return ADIL_OK;
}

/* The total that is given, or the sum of the units. */
static adil_err write_tally_pairs(struct field_writing *w, const struct typed_pairs *p)
{
    struct adil_span total = ADIL_SPAN("total");
    int64_t sum = 0;
    int64_t given = -1;
    for (uint32_t i = 0; i < p->n; i++) {
        if (adil_span_eq(p->pair[i].name, total)) {
            given = p->pair[i].n;
        } else if (__builtin_add_overflow(sum, p->pair[i].n, &sum) || sum > ADIL_SEQ_MAX) {
            return not_typed(w, ADIL_SPAN("a sum past 2^53"));
        }
    }
    adil_err err = ADIL_OK;
    adil_json_object(w->out);
    adil_json_key_span(w->out, total);
    adil_json_i64(w->out, given >= 0 ? given : sum);
    if (p->n > (given >= 0)) {
        adil_json_key(w->out, "units");
        err = write_pairs(w, p, total);
    }
    adil_json_end(w->out);
    return err;
}

static adil_err write_typed_pairs(struct field_writing *w, const struct typed_pairs *p)
{
    return w->field->kind == ADIL_TYPED_TALLY ? write_tally_pairs(w, p)
                                              : write_pairs(w, p, ADIL_SPAN(""));
}

static adil_err write_numbers(struct field_writing *w, struct adil_span text)
{
    struct typed_pairs *p = adil_new(w->perm, struct typed_pairs, 1);
    if (begins_with(text, '{')) {
        return write_json(w, text);
    }
    ADIL_TRY(read_pairs(w, p, text));
    return write_typed_pairs(w, p);
}

/* ---- keys ----------------------------------------------------------------------------------- */

static adil_err write_keys_here(struct field_writing *w)
{
    const struct adil_fields_job *job = w->job;
    struct adil_cli *cli = job->cli;
    struct adil_span head = ADIL_SPAN("issuer/");
    struct adil_span issuer = adil_span_starts(job->about, head)
                                  ? adil_span_sub(job->about, head.len, job->about.len)
                                  : job->about;
    uint32_t n = 0;
    adil_json_array(w->out);
    adil_err err = ADIL_OK;
    for (uint32_t i = 1;
         err.code == ADIL_C_OK && adil_key_is_there(cli->scratch, job->book->dir, issuer, i); i++) {
        struct adil_vkey key;
        err = adil_key_public(w->perm, job->book->dir, issuer, i, &key, &cli->diag);
        bool live = err.code == ADIL_C_OK && adil_polity_key_is_live(job->book->polity, issuer,
                                                                     (const uint8_t *)key.key.ptr);
        if (err.code == ADIL_C_OK && live == adil_span_is(w->field->id, "revoke")) {
            adil_json_text(w->out, adil_base64(w->perm, key.key));
            n++;
        }
    }
    adil_json_end(w->out);
    if (err.code != ADIL_C_OK || n > 0) {
        return err;
    }
    return adil_fail(&cli->diag, ADIL_ERR(INPUT), job->place, w->field->id,
                     ADIL_SPAN("no such key in this folder"),
                     adil_fmt(w->perm, "adil keygen %.*s first", ADIL_ARG(issuer)));
}

static adil_err write_keys(struct field_writing *w, struct adil_span text)
{
    return adil_span_is(text, "here") ? write_keys_here(w) : write_set(w, text);
}

/* ---- the object ----------------------------------------------------------------------------- */

typedef adil_err write_typed(struct field_writing *w, struct adil_span text);

static write_typed *const write_by_kind[ADIL_N_TYPED_KINDS] = {
    [ADIL_TYPED_TEXT] = write_text,     [ADIL_TYPED_DATE] = write_date,
    [ADIL_TYPED_NUMBER] = write_number, [ADIL_TYPED_FLAG] = write_flag,
    [ADIL_TYPED_TALLY] = write_numbers, [ADIL_TYPED_SET] = write_set,
    [ADIL_TYPED_HASH] = write_hash,     [ADIL_TYPED_MOMENT] = write_moment,
    [ADIL_TYPED_VOTES] = write_numbers, [ADIL_TYPED_KEYS] = write_keys,
};

static bool is_by_name(enum adil_typed_kind kind)
{
    return kind == ADIL_TYPED_TALLY || kind == ADIL_TYPED_VOTES;
}

/* FIELD, or FIELD.NAME of a field of numbers by name. */
static bool is_for(const struct adil_typed_field *f, struct adil_span name, struct adil_span *part)
{
    *part = (struct adil_span){NULL, 0};
    if (adil_span_eq(name, f->id)) {
        return true;
    }
    bool dotted = is_by_name(f->kind) && adil_span_starts(name, f->id) && name.len > f->id.len &&
                  name.ptr[f->id.len] == '.';
    if (dotted) {
        *part = adil_span_sub(name, f->id.len + 1, name.len);
    }
    return dotted;
}

static adil_err check_names(const struct adil_fields_job *job, const struct adil_typed_field *field,
                            uint32_t n)
{
    struct adil_cli *cli = job->cli;
    struct adil_span *names = adil_new(job->perm, struct adil_span, n);
    struct adil_span part;
    adil_err err = ADIL_OK;
    for (uint32_t i = 0; i < n; i++) {
        names[i] = field[i].id;
    }
    for (uint32_t i = 0; i < job->n; i++) {
        uint32_t f = 0;
        while (f < n && !is_for(&field[f], job->typed[i].name, &part)) {
            f++;
        }
        if (f == n) {
            struct adil_span near = adil_nearest(job->typed[i].name, names, n);
            err = adil_fail(&cli->diag, ADIL_ERR(INPUT), job->place, job->typed[i].name,
                            adil_fmt(job->perm, "no field of %.*s", ADIL_ARG(job->word)),
                            near.len > 0 ? near : ADIL_SPAN("a field that --template lists"));
        }
    }
    return err;
}

static adil_err one_field(struct field_writing *w)
{
    const struct adil_fields_job *job = w->job;
    struct typed_pairs *pairs = NULL;
    struct adil_span part;
    adil_err err = ADIL_OK;
    uint32_t whole = UINT32_MAX;
    for (uint32_t i = 0; i < job->n; i++) {
        if (!is_for(w->field, job->typed[i].name, &part)) {
            continue;
        }
        if (whole != UINT32_MAX || (part.ptr == NULL && pairs != NULL)) {
            return not_typed(w, ADIL_SPAN("this field twice"));
        }
        if (part.ptr == NULL) {
            whole = i;
            continue;
        }
        pairs = pairs != NULL ? pairs : adil_new(w->perm, struct typed_pairs, 1);
        adil_err e = add_pair(w, pairs, part, job->typed[i].value);
        err = e.code != ADIL_C_OK ? e : err;
    }
    if (err.code != ADIL_C_OK || (whole == UINT32_MAX && pairs == NULL)) {
        return err;
    }
    adil_json_key_span(w->out, w->field->id);
    err = pairs != NULL ? write_typed_pairs(w, pairs)
                        : write_by_kind[w->field->kind](w, job->typed[whole].value);
    if (err.code != ADIL_C_OK && w->out->level[w->out->depth].has_key) {
        adil_json_null(w->out); /* the object is thrown away */
    }
    return err;
}

adil_err adil_fields_compose(const struct adil_fields_job *job, struct adil_span *fields)
{
    struct adil_buf text;
    struct adil_json out;
    uint32_t n = 0;
    const struct adil_typed_field *field = adil_typed_fields(
        job->perm, adil_polity_rulebook_for(job->book->polity, job->about), job->word, &n);
    ADIL_ASSERT(field != NULL); /* the caller looked the word up */
    ADIL_TRY(check_names(job, field, n));
    adil_buf_open(&text, FIELDS_BYTES);
    adil_json_open(&out, &text, false);
    adil_json_object(&out);
    adil_err err = ADIL_OK;
    for (uint32_t i = 0; i < n; i++) {
        struct field_writing w = {job, &field[i], job->perm, &out};
        adil_err e = one_field(&w);
        err = e.code != ADIL_C_OK ? e : err;
    }
    adil_json_end(&out);
    *fields = adil_span_copy(job->perm, adil_buf_span(&text));
    adil_buf_release(&text);
    return err;
}
