/* Judging a record by a norm: total, with unknown as a third value. */
#include "law/norm_tree.h"

bool adil_datum_parse(struct adil_arena *perm, enum adil_field_type type, struct adil_span text,
                      struct adil_datum *out)
{
    struct adil_num x;
    *out = (struct adil_datum){0};
    switch (type) {
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_REF:
    case ADIL_FIELD_KEY:
        out->text = text;
        out->known = true;
        break;
    case ADIL_FIELD_DATE:
        out->known = adil_date_parse(text, &out->date);
        break;
    case ADIL_FIELD_NUMBER:
        out->known = adil_num_parse(perm, text, &x);
        if (out->known) {
            out->number = adil_fact_known(x);
        }
        break;
    case ADIL_FIELD_FLAG:
        out->flag = adil_span_is(text, "true");
        out->known = out->flag || adil_span_is(text, "false");
        break;
    case ADIL_FIELD_TALLY:
    case ADIL_FIELD_SET:
    case ADIL_N_FIELD_TYPES:
        break;
    }
    return out->known;
}

static const struct adil_record *find_record(const struct adil_norm_judge *j,
                                             const struct adil_hop *hop, struct adil_span key)
{
    if (j->env->rows == NULL) {
        return NULL;
    }
    const struct adil_rows *rows = &j->env->rows[hop->reg];
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct adil_datum *k = &rows->row[i].value[hop->key];
        if (k->known && adil_span_eq(k->text, key)) {
            return &rows->row[i];
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
        v = record->value[l->hop[i].field];
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
        v.number = v.tally.total;
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

/* count(...) and sum(...): exact over a complete register, else a lower bound for a count and not
 * known for a sum (a row that is missing may be negative). */
static struct adil_norm_subject over_rows(struct adil_norm_judge j, const struct adil_path *p)
{
    struct adil_norm_subject s = {.found = ADIL_VERDICT_NOTHING, .type = ADIL_FIELD_NUMBER};
    if (j.env->rows == NULL) {
        return s;
    }
    const struct adil_rows *rows = &j.env->rows[p->reg];
    struct adil_fact sum = adil_fact_known(adil_num_int(0));
    bool known = rows->complete || p->kind == ADIL_PATH_COUNT;
    for (uint32_t i = 0; i < rows->n && known; i++) {
        j.row = &rows->row[i];
        enum adil_truth counts = p->where != NULL ? adil_norm_run(&j, p->where, NULL) : ADIL_HOLDS;
        struct adil_fact x = adil_fact_known(adil_num_int(1));
        if (counts != ADIL_FAILS && p->kind == ADIL_PATH_SUM) {
            struct adil_datum v = adil_norm_datum(&j, &p->at);
            x = v.number;
            known = v.known && (x.unbounded || adil_num_cmp(x.lo, x.hi) <= 0);
        }
        if (counts != ADIL_FAILS && known) {
            sum = adil_fact_add(j.perm, sum, row_adds(counts, x));
        }
    }
    sum.unbounded = sum.unbounded || !rows->complete;
    s.found = known ? ADIL_VERDICT_VALUE : ADIL_VERDICT_NOTHING;
    s.value = (struct adil_datum){.known = known, .number = sum};
    return s;
}

static struct adil_norm_subject read_path(const struct adil_norm_judge *j,
                                          const struct adil_path *p)
{
    struct adil_norm_subject s = adil_norm_read(j, &p->at);
    switch (p->kind) {
    case ADIL_PATH_VALUE:
        return s;
    case ADIL_PATH_COUNT:
    case ADIL_PATH_SUM:
        return over_rows(*j, p);
    case ADIL_PATH_AGE:
    case ADIL_PATH_TIME:
        break;
    }
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

/* NOLINTBEGIN(misc-no-recursion): as deep as parsed */
/* The tests as one answer, when they are phrases joined by "and" and "or" only. */
static bool answer_of(const struct adil_norm_judge *j, const struct adil_test *t,
                      const struct adil_norm_subject *s, struct adil_answer *out)
{
    if (t->negated || s->found != ADIL_VERDICT_VALUE) {
        return false;
    }
    if (t->kind == ADIL_TEST_PHRASE) {
        *out = adil_norm_ask(j, t->phrase, s);
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
