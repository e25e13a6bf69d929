/* Judging a record by a norm: total, with unknown as a third value. */
#include "law/norm_tree.h"

bool adil_is_hash_text(struct adil_span text)
{
    bool well = text.len == 64;
    for (size_t i = 0; i < text.len && well; i++) {
        char c = text.ptr[i];
        well = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return well;
}

static bool parse_number_datum(struct adil_arena *perm, struct adil_span text, bool whole,
                               struct adil_datum *out)
{
    struct adil_num x;
    if (!adil_num_parse(perm, text, &x) || (whole && !adil_num_is_int(x))) {
        return false;
    }
    out->number = adil_fact_known(x);
    return true;
}

bool adil_datum_parse(struct adil_arena *perm, enum adil_field_type type, struct adil_span text,
                      struct adil_datum *out)
{
    *out = (struct adil_datum){0};
    switch (type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
        out->text = text;
        out->known = true;
        break;
    case ADIL_FIELD_HASH:
        out->text = text;
        out->known = adil_is_hash_text(text);
        break;
    case ADIL_FIELD_DATE:
        out->known = adil_date_parse(text, &out->date);
        break;
    case ADIL_FIELD_NUMBER:
    case ADIL_FIELD_MOMENT:
        out->known = parse_number_datum(perm, text, type == ADIL_FIELD_MOMENT, out);
        break;
    case ADIL_FIELD_FLAG:
        out->flag = adil_span_is(text, "true");
        out->known = out->flag || adil_span_is(text, "false");
        break;
    case ADIL_FIELD_TALLY:
    case ADIL_FIELD_SET:
    case ADIL_FIELD_VOTES:
    case ADIL_N_FIELD_TYPES:
        break;
    }
    return out->known;
}

static struct adil_datum field_of(const struct adil_norm_judge *j, const struct adil_record *record,
                                  uint32_t field)
{
    return record->value != NULL ? record->value[field] : record->read(record, j->perm, field);
}

static const struct adil_record *hand_row(const struct adil_rows *rows, struct adil_arena *a,
                                          uint32_t i)
{
    return rows->row != NULL ? &rows->row[i] : rows->at(rows->ctx, a, i);
}

static const struct adil_record *find_record(const struct adil_norm_judge *j,
                                             const struct adil_hop *hop, struct adil_span key)
{
    if (j->env->rows == NULL) {
        return NULL;
    }
    const struct adil_rows *rows = &j->env->rows[hop->reg];
    if (rows->find != NULL) {
        return rows->find(rows->ctx, j->perm, key);
    }
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct adil_record *row = hand_row(rows, j->perm, i);
        if (row != NULL) {
            struct adil_datum k = field_of(j, row, hop->key);
            if (k.known && adil_span_eq(k.text, key)) {
                return row;
            }
        }
    }
    return NULL;
}

static struct adil_datum read_fields(const struct adil_norm_judge *j, const struct adil_locus *l,
                                     const struct adil_record *record)
{
    struct adil_datum v = {0};
    for (uint32_t i = 0; i < l->n_hops; i++) {
        if (i > 0) {
            record = v.known ? find_record(j, &l->hop[i], v.text) : NULL;
        }
        if (record == NULL) {
            return (struct adil_datum){0};
        }
        v = field_of(j, record, l->hop[i].field);
    }
    return v;
}

struct adil_datum adil_norm_datum(const struct adil_norm_judge *j, const struct adil_locus *l)
{
    struct adil_datum v = {0};
    switch (l->root) {
    case ADIL_ROOT_SELF:
        v = read_fields(j, l, j->env->self);
        break;
    case ADIL_ROOT_ROW:
        v = read_fields(j, l, j->row);
        break;
    case ADIL_ROOT_OUTER:
        v = j->env->outer != NULL ? j->env->outer[l->hop[0].field] : v;
        break;
    }
    if (l->total) {
        v.number = l->of_set ? adil_fact_known(adil_num_int(v.n_members)) : v.tally.total;
    }
    if (l->type == ADIL_FIELD_DATE && v.known) {
        v.known = adil_date_known(v.date);
    }
    return v;
}

struct adil_norm_subject adil_norm_read(const struct adil_norm_judge *j, const struct adil_locus *l)
{
    struct adil_norm_subject s = {.type = l->type, .value = adil_norm_datum(j, l)};
    s.found = s.value.known ? ADIL_VERDICT_VALUE : ADIL_VERDICT_NOTHING;
    return s;
}

/* What a row adds: its number when it surely counts, anything from nothing to it when it may. */
static struct adil_fact row_adds(enum adil_truth counts, struct adil_fact x)
{
    struct adil_num zero = adil_num_int(0);
    if (counts == ADIL_UNKNOWN) {
        x.hi = x.unbounded ? x.hi : adil_num_max(x.hi, zero);
        x.lo = adil_num_min(x.lo, zero);
    }
    return x;
}

/* One row of a count or sum; false: the whole is not known. */
static bool add_row(const struct adil_norm_judge *j, const struct adil_path *p,
                    struct adil_arena *sums, struct adil_fact *sum)
{
    enum adil_truth counts = p->where != NULL ? adil_norm_run(j, p->where, NULL) : ADIL_HOLDS;
    struct adil_fact x = adil_fact_known(adil_num_int(1));
    if (counts == ADIL_FAILS) {
        return true;
    }
    if (p->kind == ADIL_PATH_SUM) {
        struct adil_datum v = adil_norm_datum(j, &p->at);
        x = v.number;
        if (!v.known || (!x.unbounded && adil_num_cmp(x.lo, x.hi) > 0)) {
            return false;
        }
    }
    *sum = adil_fact_add(sums, *sum, row_adds(counts, x));
    return true;
}

/* A condition that every row counted must meet: one text field of the row is a text that is the
 * same for all rows. Rows that surely differ there need not be looked at. */
struct row_key {
    uint32_t field; /* or ADIL_NO_WORD: there is none */
    struct adil_span text;
};

static bool is_key_test(const struct adil_test *t)
{
    return t->kind == ADIL_TEST_ONE_OF && !t->negated && t->n_operands == 1 && t->at != NULL &&
           t->at->root == ADIL_ROOT_ROW && t->at->n_hops == 1 && t->at->type != ADIL_FIELD_KEY &&
           (!t->operand[0].is_locus || t->operand[0].at.root != ADIL_ROOT_ROW) &&
           !(t->operand[0].is_locus && t->operand[0].at.type == ADIL_FIELD_SET);
}

static struct row_key key_of_rows(const struct adil_norm_judge *j, const struct adil_path *p)
{
    const struct adil_test *t = p->where;
    bool all = t != NULL && t->kind == ADIL_TEST_ALL && !t->negated;
    for (uint32_t i = 0; t != NULL && i < (all ? t->n_parts : 1); i++) {
        const struct adil_test *one = all ? &t->part[i] : t;
        if (!is_key_test(one)) {
            continue;
        }
        const struct adil_operand *o = &one->operand[0];
        struct adil_datum v = o->is_locus ? adil_norm_datum(j, &o->at) : o->value;
        if (v.known) {
            return (struct row_key){one->at->hop[0].field, v.text};
        }
    }
    return (struct row_key){ADIL_NO_WORD, {0}};
}

static uint32_t next_row(const struct adil_rows *rows, const struct row_key *key, uint32_t i)
{
    bool skips = rows->next != NULL && key->field != ADIL_NO_WORD && i < rows->n;
    return skips ? rows->next(rows->ctx, i, key->field, key->text) : i;
}

/* count(...) and sum(...): exact over a complete register, else a lower bound for a count and not
 * known for a sum (a row that is missing may be negative). What a row needs is forgotten with it:
 * sums grow in the lower half of what is free, rows in the upper. */
static struct adil_norm_subject over_rows(const struct adil_norm_judge *judge,
                                          const struct adil_path *p)
{
    struct adil_norm_subject s = {.found = ADIL_VERDICT_NOTHING, .type = ADIL_FIELD_NUMBER};
    if (judge->env->rows == NULL) {
        return s;
    }
    const struct adil_rows *rows = &judge->env->rows[p->reg];
    struct adil_fact sum = adil_fact_known(adil_num_int(0));
    bool known = rows->complete || p->kind == ADIL_PATH_COUNT;
    struct row_key key = key_of_rows(judge, p);
    struct adil_arena sums = *judge->perm;
    sums.end = sums.beg + (sums.end - sums.beg) / 2;
    for (uint32_t i = next_row(rows, &key, 0); i < rows->n && known;
         i = next_row(rows, &key, i + 1)) {
        struct adil_arena own = *judge->perm;
        own.beg = sums.end;
        struct adil_norm_judge j = {.perm = &own, .env = judge->env};
        j.row = hand_row(rows, &own, i);
        known = j.row == NULL || add_row(&j, p, &sums, &sum);
    }
    judge->perm->beg = sums.beg;
    sum.unbounded = sum.unbounded || !rows->complete;
    s.found = known ? ADIL_VERDICT_VALUE : ADIL_VERDICT_NOTHING;
    s.value = (struct adil_datum){.known = known, .number = sum};
    return s;
}

struct adil_norm_subject adil_norm_measure(const struct adil_norm_judge *j,
                                           const struct adil_path *p)
{
    struct adil_norm_subject s = adil_norm_read(j, &p->at);
    struct adil_norm_subject to = adil_norm_read(j, &p->to);
    if (!s.value.known || !to.value.known) {
        s.found = ADIL_VERDICT_NOTHING;
        return s;
    }
    s.found = p->kind == ADIL_PATH_AGE ? ADIL_VERDICT_AGE : ADIL_VERDICT_TIME;
    s.from = s.value.date;
    s.to = to.value.date;
    s.years = adil_date_years(s.from, s.to);
    return s;
}

static struct adil_norm_subject read_path(const struct adil_norm_judge *j,
                                          const struct adil_path *p)
{
    switch (p->kind) {
    case ADIL_PATH_VALUE:
        break;
    case ADIL_PATH_COUNT:
    case ADIL_PATH_SUM:
        return over_rows(j, p);
    case ADIL_PATH_AGE:
    case ADIL_PATH_TIME:
        return adil_norm_measure(j, p);
    }
    return adil_norm_read(j, &p->at);
}

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
/* The tests as one answer, when they are phrases joined by "and" and "or" only. */
static bool answer_of(const struct adil_norm_judge *j, const struct adil_test *t,
                      const struct adil_norm_subject *s, struct adil_answer *out)
{
    if (t->negated || s->found != ADIL_VERDICT_VALUE) {
        return false;
    }
    if (t->kind == ADIL_TEST_PHRASE) {
        *out = adil_norm_ask(j, t, s);
        return true;
    }
    if (t->kind != ADIL_TEST_ALL && t->kind != ADIL_TEST_ANY) {
        return false;
    }
    struct adil_answer *part = adil_new(j->perm, struct adil_answer, t->n_parts);
    *out = (struct adil_answer){.part = part, .n_parts = t->n_parts};
    for (uint32_t i = 0; i < t->n_parts; i++) {
        if (!answer_of(j, &t->part[i], s, &part[i])) {
            return false;
        }
    }
    out->truth = adil_norm_run(j, t, s);
    return true;
}
/* NOLINTEND(misc-no-recursion) */

struct adil_verdict adil_norm_eval(struct adil_arena *perm, const struct adil_norm *norm,
                                   const struct adil_norm_env *env)
{
    struct adil_norm_judge j = {.perm = perm, .env = env};
    struct adil_norm_subject s = read_path(&j, norm->that);
    struct adil_verdict v = {.norm = norm,
                             .found = s.found,
                             .type = s.type,
                             .value = s.value,
                             .years = s.years,
                             .from = s.from,
                             .to = s.to};
    v.truth = adil_norm_run(&j, norm->is, &s);
    v.has_answer = answer_of(&j, norm->is, &s, &v.answer);
    return v;
}
