/* What an act is about, and records: are they there, may they be written, and writing them. */
#include "polity/judging.h"

static bool is_key_byte(char c)
{
    return c > ' ' && c <= '~' && c != '"' && c != '\\';
}

/* Parts divided by "/", none empty, of printable ASCII that JSON does not escape. */
static bool is_record_key(struct adil_span key, bool per_case)
{
    size_t parts = 1;
    size_t from = 0; /* of the part */
    for (size_t i = 0; i < key.len; i++) {
        if (!is_key_byte(key.ptr[i])) {
            return false;
        }
        if (key.ptr[i] == '/') {
            if (i == from) {
                return false;
            }
            from = i + 1;
            parts++;
        }
    }
    return from < key.len && parts > (per_case ? 1 : 0);
}

static adil_err wrong_about(struct adil_judging *j, const char *expected)
{
    return adil_refuse(j, "act.about", ADIL_SPAN("about"), j->act->about, adil_span_of(expected));
}

/* After "HEAD/"; false when it does not begin so. */
static bool about_behind(struct adil_span about, struct adil_span head, struct adil_span *rest)
{
    if (!adil_span_starts(about, head)) {
        return false;
    }
    *rest = adil_span_sub(about, head.len, about.len);
    return rest->len > 0;
}

static adil_err about_nothing(struct adil_judging *j)
{
    return j->act->about.len == 0 ? ADIL_OK : wrong_about(j, "nothing");
}

static adil_err about_issuer(struct adil_judging *j)
{
    struct adil_span rest;
    bool well = adil_span_is(j->act->about, "log") ||
                about_behind(j->act->about, ADIL_SPAN("issuer/"), &rest);
    return well ? ADIL_OK : wrong_about(j, "issuer/ISSUER, or log");
}

static adil_err about_record(struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    size_t slash = adil_span_find_byte(j->act->about, '/');
    struct adil_span id = adil_span_sub(j->act->about, 0, slash);
    j->reg = p->book->acts.word[j->word].reg;
    if (j->reg == ADIL_NO_WORD || !adil_span_eq(id, p->book->reg[j->reg].id)) {
        return wrong_about(j, "REGISTER/KEY, of the register of the word");
    }
    bool per_case = p->book->acts.per_case[j->reg];
    j->key = adil_span_sub(j->act->about, slash + 1, j->act->about.len);
    if (!is_record_key(j->key, per_case)) {
        return wrong_about(j, per_case ? "REGISTER/CASE/KEY" : "REGISTER/KEY");
    }
    uint32_t key = adil_strings_find(p->strings, j->key);
    adil_record_expect(p, j->reg, key);
    j->in_case = adil_case_of(p, j->act, j->reg, j->key);
    j->rec = adil_record_find(p, j->reg, key);
    adil_record_expect_fields(p, j->reg, j->rec);
    return ADIL_OK;
}

static adil_err about_case(struct adil_judging *j)
{
    struct adil_span id = {0};
    if (!about_behind(j->act->about, ADIL_SPAN("case/"), &id) || !is_record_key(id, false) ||
        adil_span_find_byte(id, '/') < id.len) {
        return wrong_about(j, "case/CASE");
    }
    j->in_case = adil_case_find(j->p, id);
    return ADIL_OK;
}

static adil_err about_law(struct adil_judging *j)
{
    return j->act->about.len == 0 ? ADIL_OK : about_case(j);
}

static adil_err about_entry(struct adil_judging *j)
{
    struct adil_span number = {0};
    uint64_t entry = 0;
    bool well = about_behind(j->act->about, ADIL_SPAN("entry/"), &number) &&
                adil_span_u64(number, (uint64_t)ADIL_SEQ_MAX, &entry) &&
                (number.len == 1 || number.ptr[0] != '0');
    return well ? ADIL_OK : wrong_about(j, "entry/N");
}

static adil_err about_text(struct adil_judging *j)
{
    return j->act->about.len > 0 ? ADIL_OK : wrong_about(j, "a text");
}

typedef adil_err judge_about(struct adil_judging *j);

static judge_about *const about_by_shape[] = {
    [ADIL_ABOUT_NOTHING] = about_nothing, [ADIL_ABOUT_ISSUER] = about_issuer,
    [ADIL_ABOUT_RECORD] = about_record,   [ADIL_ABOUT_CASE] = about_case,
    [ADIL_ABOUT_ENTRY] = about_entry,     [ADIL_ABOUT_TEXT] = about_text,
    [ADIL_ABOUT_LAW] = about_law,
};

adil_err adil_judge_about(struct adil_judging *j)
{
    return about_by_shape[adil_act_kind_about(j->act->kind)](j);
}

/* ---- records ---------------------------------------------------------------------------- */

static struct adil_span entry_words(struct adil_judging *j, uint64_t entry)
{
    return adil_fmt(j->perm, "entry %llu", (unsigned long long)entry);
}

/* Lists are compared by what they hold: a list that is given again lies elsewhere. */
static bool same_value(const struct adil_judging *j, uint32_t field, adil_slot now)
{
    enum adil_field_type type = (enum adil_field_type)j->p->reg[j->reg].type[field];
    bool list = type == ADIL_FIELD_SET || type == ADIL_FIELD_TALLY || type == ADIL_FIELD_VOTES;
    return list ? adil_pool_same(j->p, now, j->slot[field]) : now == j->slot[field];
}

/* Merging: what is given was not known, or was just so, and something is new. */
static adil_err judge_merge(struct adil_judging *j)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    bool news = false;
    for (uint32_t i = 0; i < w->n_give; i++) {
        uint32_t slot = w->give[i].slot;
        if (!j->given[i]) {
            continue;
        }
        adil_slot now = adil_record_slot(j->p, j->reg, j->rec, slot);
        if (now != ADIL_SLOT_UNKNOWN && !same_value(j, slot, now)) {
            return adil_refuse(j, "act.known", w->give[i].id, ADIL_SPAN("another value"),
                               ADIL_SPAN("what is on the record, or a correction"));
        }
        news = news || now == ADIL_SLOT_UNKNOWN;
    }
    return news ? ADIL_OK
                : adil_refuse(j, "act.known", ADIL_SPAN("fields"), ADIL_SPAN("nothing new"),
                              ADIL_SPAN("a field that is not known yet"));
}

static adil_err judge_enter(struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    if (j->rec == ADIL_NO_RECORD) {
        return ADIL_OK;
    }
    const struct adil_rec *rec = &p->reg[j->reg].rec[j->rec];
    if (rec->ended == 0 && p->book->acts.merges[j->reg]) {
        return judge_merge(j);
    }
    return adil_refuse(j, "act.twice", ADIL_SPAN("about"), entry_words(j, rec->first),
                       ADIL_SPAN("a key that is not used yet"));
}

/* What the word leaves as it is: once a field is known, the act gives the same. */
static adil_err judge_kept(struct adil_judging *j)
{
    const struct adil_act_word *w = &j->p->book->acts.word[j->word];
    for (uint32_t i = 0; i < w->n_keeps; i++) {
        uint32_t field = w->keeps[i];
        adil_slot before = adil_record_slot(j->p, j->reg, j->rec, field);
        bool given = j->slot[field] != ADIL_SLOT_UNKNOWN;
        if (before != ADIL_SLOT_UNKNOWN && (!given || !same_value(j, field, before))) {
            return adil_refuse_rule(j, &w->rule, j->p->book->reg[j->reg].field[field].id,
                                    given ? ADIL_SPAN("another value") : ADIL_SPAN("nothing"),
                                    ADIL_SPAN("what is on the record"));
        }
    }
    if (w->n_keeps > 0) {
        adil_tell(j->p, ADIL_STATEMENT_KEPT, &w->rule, ADIL_JUDGED_HELD);
    }
    return ADIL_OK;
}

static adil_err judge_current(struct adil_judging *j)
{
    const struct adil_polity *p = j->p;
    if (j->rec == ADIL_NO_RECORD) {
        return adil_refuse(j, "act.record", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("a record that is there"));
    }
    const struct adil_rec *rec = &p->reg[j->reg].rec[j->rec];
    if (rec->ended != 0) {
        return adil_refuse(j, "act.record", ADIL_SPAN("about"),
                           adil_fmt(j->perm, "ended by entry %u", rec->last),
                           ADIL_SPAN("a record that has not ended"));
    }
    if (j->act->kind == ADIL_ACT_SUPERSEDE && j->act->supersedes != rec->last) {
        return adil_refuse(j, "act.supersedes", ADIL_SPAN("supersedes"),
                           entry_words(j, j->act->supersedes), entry_words(j, rec->last));
    }
    return j->act->kind == ADIL_ACT_END ? ADIL_OK : judge_kept(j);
}

adil_err adil_judge_record(struct adil_judging *j)
{
    if (j->reg == ADIL_NO_WORD) {
        return ADIL_OK;
    }
    if (j->p->book->acts.per_case[j->reg] && j->in_case == ADIL_NO_CASE) {
        return adil_refuse(j, "act.case", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("a key that begins with a case that was opened"));
    }
    return j->act->kind == ADIL_ACT_ENTER ? judge_enter(j) : judge_current(j);
}

void adil_record_apply(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    uint32_t n = p->book->reg[j->reg].n_fields;
    if (j->rec == ADIL_NO_RECORD) {
        j->rec = adil_record_add(p, j->reg, adil_strings_put(p->strings, j->key), j->entry);
    }
    struct adil_rec *rec = &p->reg[j->reg].rec[j->rec];
    for (uint32_t i = 0; i < n; i++) {
        adil_record_set(p, j->reg, j->rec, i, j->slot[i]);
    }
    rec->last = (uint32_t)j->entry;
    rec->ended = j->act->kind == ADIL_ACT_END;
}
