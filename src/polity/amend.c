/* An act that changes the law: the list it names is applied to the law in force, the law after is
 * read whole, and only then becomes law. One that opens a case with a list: the same, up to there.
 * docs/design/amend.md. */
#include "polity/amend.h"

#include "polity/given.h"
#include "polity/judging.h"

static adil_err refuse_finding(struct adil_judging *j, const struct adil_diag *d)
{
    const struct adil_finding *f = d->first;
    if (f == NULL) {
        return adil_refuse(j, "act.changes", ADIL_SPAN("changes"), ADIL_SPAN("a fault"),
                           ADIL_SPAN("a list of changes"));
    }
    struct adil_span found =
        f->field.len > 0 ? adil_fmt(j->perm, "%.*s: %.*s", ADIL_ARG(f->field), ADIL_ARG(f->found))
                         : f->found;
    return adil_refuse(j, "act.changes", ADIL_SPAN("changes"), found, f->expected);
}

/* Whether a case like it can be opened with a list. */
static bool may_give_list(const struct adil_case *c)
{
    const struct adil_given *g =
        adil_word_gives(&c->book->acts.word[c->word], ADIL_SPAN("changes"));
    return g != NULL && g->type == ADIL_FIELD_HASH;
}

bool adil_case_voted(const struct adil_polity *p, uint32_t case_no, struct adil_hash *hash)
{
    adil_slot slot = adil_opening_slot(&p->cases[case_no], ADIL_SPAN("changes"), ADIL_FIELD_HASH);
    if (slot == ADIL_SLOT_UNKNOWN) {
        return false;
    }
    struct adil_span bytes = adil_strings_get(p->strings, (uint32_t)slot);
    ADIL_ASSERT(bytes.len == sizeof hash->byte);
    for (size_t k = 0; k < sizeof hash->byte; k++) {
        hash->byte[k] = (uint8_t)bytes.ptr[k];
    }
    return true;
}

bool adil_polity_case_changes(const struct adil_polity *p, struct adil_span about,
                              struct adil_hash *hash)
{
    struct adil_act act = {.kind = ADIL_ACT_AMEND, .about = about};
    uint32_t c = p->n > 0 ? adil_law_case(p, &act) : ADIL_NO_CASE;
    return c != ADIL_NO_CASE && adil_case_voted(p, c, hash);
}

static struct adil_span hash_text(struct adil_judging *j, const struct adil_hash *h)
{
    return adil_hex(j->perm, h->byte, sizeof h->byte);
}

/* What was opened with a list is decided with that list; what could have been and was not changes
 * nothing. */
static adil_err judge_voted(struct adil_judging *j, const struct adil_amending *a)
{
    struct adil_hash voted;
    if (j->in_case == ADIL_NO_CASE || !may_give_list(&j->p->cases[j->in_case])) {
        return ADIL_OK;
    }
    bool given = adil_case_voted(j->p, j->in_case, &voted);
    if (given && adil_hash_eq(&voted, &a->hash)) {
        return ADIL_OK;
    }
    return adil_refuse(j, "act.voted", ADIL_SPAN("changes"), hash_text(j, &a->hash),
                       given ? hash_text(j, &voted)
                             : ADIL_SPAN("no list: the case was opened without one"));
}

static adil_err read_list(struct adil_judging *j, struct adil_amending *a)
{
    struct adil_span bytes;
    struct adil_diag faults;
    adil_diag_open(&faults, j->perm);
    ADIL_TRY(j->p->options.blob(j->p->options.ctx, j->perm, &a->hash, &bytes, j->diag));
    struct adil_hash hash = adil_sha256(bytes);
    if (!adil_hash_eq(&hash, &a->hash)) {
        return adil_refuse(j, "act.changes", ADIL_SPAN("changes"),
                           ADIL_SPAN("bytes with another hash"),
                           ADIL_SPAN("the blob that is named"));
    }
    adil_err err =
        adil_changes_read(j->perm, j->scratch, ADIL_SPAN("changes"), bytes, &a->changes, &faults);
    return err.code == ADIL_C_OK ? ADIL_OK : refuse_finding(j, &faults);
}

static adil_err read_law_after(struct adil_judging *j, struct adil_amending *a)
{
    struct adil_diag faults;
    adil_diag_open(&faults, j->perm);
    adil_err err =
        adil_rulebook_amend(j->perm, j->scratch, j->p->in_force, &a->changes, &a->after, &faults);
    return err.code == ADIL_C_OK ? ADIL_OK : refuse_finding(j, &faults);
}

/* What norms may ask: which statements differ, in which laws, what the list does, from when. */
static void take_facts(struct adil_judging *j, struct adil_amending *a)
{
    const struct adil_law_difference *d = NULL;
    struct adil_span *does = adil_new(j->perm, struct adil_span, ADIL_N_CHANGE_KINDS);
    uint32_t n = adil_law_compare(j->perm, j->p->in_force->root, a->after.root, &d);
    a->n_ids = adil_law_changed_ids(j->perm, d, n, &a->id);
    a->n_laws = adil_law_changed_laws(j->perm, j->p->in_force->root, a->after.root, d, n, &a->laws);
    a->n_elects = adil_law_changed_elections(j->perm, j->p->in_force, &a->after, &a->elects);
    a->from = ADIL_DATE_NONE;
    a->last = ADIL_DATE_NONE;
    for (unsigned k = 0; k < ADIL_N_CHANGE_KINDS; k++) {
        bool there = false;
        for (uint32_t i = 0; i < a->changes.n; i++) {
            there = there || a->changes.change[i].kind == (enum adil_change_kind)k;
        }
        if (there) {
            does[a->n_does++] = adil_change_kind_word((enum adil_change_kind)k);
        }
    }
    for (uint32_t i = 0; i < a->changes.n; i++) {
        struct adil_date from = a->changes.change[i].from;
        from = adil_date_known(from) ? from : j->day; /* it changes with the act */
        if (!adil_date_known(a->from) || adil_date_cmp(from, a->from) < 0) {
            a->from = from;
        }
        if (!adil_date_known(a->last) || adil_date_cmp(from, a->last) > 0) {
            a->last = from;
        }
    }
    a->does = does;
}

static bool reaches_cases(const struct adil_amending *a)
{
    for (uint32_t i = 0; i < a->changes.n; i++) {
        if (a->changes.change[i].kind == ADIL_CHANGE_REACHES) {
            return true;
        }
    }
    return false;
}

/* What norms may ask is taken; something changes. */
static adil_err judge_facts(struct adil_judging *j, struct adil_amending *a)
{
    take_facts(j, a);
    if (a->n_ids == 0 && !reaches_cases(a)) {
        return adil_refuse(j, "act.changes", ADIL_SPAN("changes"), ADIL_SPAN("nothing changes"),
                           ADIL_SPAN("a change of the law in force"));
    }
    j->own = a;
    return ADIL_OK;
}

/* Which open cases it reaches is judged when it becomes law: they come and go until then. */
adil_err adil_amend_judge_opening(struct adil_judging *j)
{
    const struct adil_given *g =
        adil_word_gives(&j->p->book->acts.word[j->word], ADIL_SPAN("changes"));
    if (g == NULL || g->type != ADIL_FIELD_HASH) {
        return ADIL_OK;
    }
    struct adil_amending *a = adil_new(j->perm, struct adil_amending, 1);
    a->last = ADIL_DATE_NONE;
    a->from = ADIL_DATE_NONE;
    j->own = a;
    if (!adil_given_hash(j, ADIL_SPAN("changes"), &a->hash)) {
        return ADIL_OK; /* opened without a list: it changes nothing */
    }
    ADIL_TRY(read_list(j, a));
    ADIL_TRY(read_law_after(j, a));
    return judge_facts(j, a);
}

adil_err adil_amend_judge(struct adil_judging *j)
{
    struct adil_amending *a = adil_new(j->perm, struct adil_amending, 1);
    struct adil_hash becomes;
    bool well = adil_given_hash(j, ADIL_SPAN("changes"), &a->hash) &&
                adil_given_hash(j, ADIL_SPAN("becomes"), &becomes);
    ADIL_ASSERT(well); /* the rulebook's reader sees to it */
    ADIL_TRY(judge_voted(j, a));
    ADIL_TRY(read_list(j, a));
    ADIL_TRY(read_law_after(j, a));
    ADIL_TRY(adil_reach_judge(j, a));
    if (!adil_hash_eq(&a->after.hash, &becomes)) {
        return adil_refuse(j, "act.becomes", ADIL_SPAN("becomes"), hash_text(j, &becomes),
                           hash_text(j, &a->after.hash));
    }
    return judge_facts(j, a);
}

/* The same once more, into the state: what was judged cannot fail. */
void adil_amend_apply(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    const struct adil_amending *a = j->own;
    if (!adil_hash_eq(&a->after.hash, &p->law)) {
        struct adil_changes kept = a->changes;
        struct adil_rulebook *book = adil_new(&p->arena, struct adil_rulebook, 1);
        struct adil_buf form;
        adil_buf_open(&form, ADIL_CANONICAL_BYTES_MAX);
        adil_rulebook_canonical(a->changes.root, j->scratch, &form);
        adil_err err = adil_changes_read(&p->arena, j->scratch, ADIL_SPAN("changes"),
                                         adil_buf_span(&form), &kept, NULL);
        adil_buf_release(&form);
        ADIL_ASSERT(err.code == ADIL_C_OK);
        err = adil_rulebook_amend(&p->arena, j->scratch, p->in_force, &kept, book, NULL);
        ADIL_ASSERT(err.code == ADIL_C_OK && adil_hash_eq(&book->hash, &a->after.hash));
        adil_law_enact(j, book, &a->hash);
    }
    adil_reach_apply(j, a);
    adil_reopen_apply(j, a);
}

adil_err adil_polity_law_after(struct adil_polity *p, struct adil_arena *perm,
                               struct adil_arena scratch, struct adil_span changes,
                               struct adil_hash *hash, struct adil_refusal *refusal)
{
    struct adil_act act = {.kind = ADIL_ACT_AMEND, .logged = p->now};
    struct adil_amending a = {.from = ADIL_DATE_NONE, .last = ADIL_DATE_NONE};
    struct adil_judging j = {.p = p,
                             .perm = perm,
                             .scratch = scratch,
                             .act = &act,
                             .entry = p->n,
                             .refusal = refusal,
                             .word = ADIL_NO_WORD,
                             .reg = ADIL_NO_WORD,
                             .rec = ADIL_NO_RECORD,
                             .in_case = ADIL_NO_CASE,
                             .day = ADIL_DATE_NONE};
    struct adil_diag faults;
    adil_diag_open(&faults, perm);
    adil_err err =
        adil_changes_read(perm, scratch, ADIL_SPAN("changes"), changes, &a.changes, &faults);
    if (err.code != ADIL_C_OK) {
        return refuse_finding(&j, &faults);
    }
    ADIL_TRY(read_law_after(&j, &a));
    ADIL_TRY(adil_reach_judge(&j, &a));
    *hash = a.after.hash;
    return ADIL_OK;
}
