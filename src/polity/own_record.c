/* One's own record: an office of a register's record writes what says that it is its own, by the
 * fields that refer to the register, or by the key. docs/design/state.md, "One's own record". */
#include "polity/authority.h"
#include "polity/elections.h"

/* What the fields `ref to` the office's register say, before the act and after it. */
enum own_refs { OWN_NO_REF, OWN_ALL, OWN_ANOTHER };

/* Adds what one field says. */
static enum own_refs with_ref(enum own_refs so_far, struct adil_span value, struct adil_span own)
{
    return so_far == OWN_ANOTHER || !adil_span_eq(value, own) ? OWN_ANOTHER : OWN_ALL;
}

static enum own_refs judge_refs(const struct adil_judging *j, uint32_t of, struct adil_span own)
{
    const struct adil_polity *p = j->p;
    const struct adil_register *reg = &p->book->reg[j->reg];
    enum own_refs refs = OWN_NO_REF;
    for (uint32_t i = 0; i < reg->n_fields; i++) {
        const struct adil_field *f = &reg->field[i];
        if (p->reg[j->reg].type[i] != ADIL_FIELD_REF ||
            !adil_field_refers(f, p->book->reg[of].id)) {
            continue;
        }
        struct adil_datum after = adil_judged_datum(j, ADIL_FIELD_REF, i);
        refs = after.known ? with_ref(refs, after.text, own) : refs;
        if (j->rec == ADIL_NO_RECORD) {
            continue;
        }
        adil_slot before = adil_record_slot(p, j->reg, j->rec, i);
        if (before != ADIL_SLOT_UNKNOWN) {
            refs = with_ref(refs, adil_strings_get(p->strings, (uint32_t)before), own);
        }
    }
    return refs;
}

static const struct adil_procedure *procedure_of(const struct adil_judging *j)
{
    return j->in_case != ADIL_NO_CASE
               ? &j->p->book->acts.procedure[j->p->cases[j->in_case].procedure]
               : NULL;
}

/* The key's last part is a key of the office's register: the field of type key says so, or the
 * records are protocols or turnout of places that are the office's register. */
static bool key_refers(const struct adil_judging *j, uint32_t of)
{
    const struct adil_polity *p = j->p;
    uint32_t field = p->reg[j->reg].key_field;
    const struct adil_procedure *proc = procedure_of(j);
    if (proc != NULL && proc->places == of &&
        (proc->protocols == j->reg || proc->turnout == j->reg)) {
        return true;
    }
    return field != ADIL_NO_WORD &&
           adil_field_refers(&p->book->reg[j->reg].field[field], p->book->reg[of].id);
}

/* Takes the case off a key whose register is per case. */
static struct adil_span cut_case(const struct adil_judging *j, uint32_t reg, struct adil_span *key)
{
    struct adil_span head = {0};
    if (j->p->book->acts.per_case[reg]) {
        (void)adil_span_cut(key, '/', &head);
    }
    return head;
}

/* Takes the contest of a protocol, or the round of a turnout report, off what stands behind the
 * case. */
static void cut_polling(const struct adil_judging *j, struct adil_span *key)
{
    const struct adil_procedure *proc = procedure_of(j);
    bool protocol = proc != NULL && proc->protocols == j->reg;
    bool round = proc != NULL && proc->turnout == j->reg && adil_span_starts(*key, ADIL_SPAN(":"));
    const struct adil_election *e = proc != NULL ? j->p->cases[j->in_case].election : NULL;
    struct adil_span head;
    if (protocol && e != NULL) {
        (void)adil_ballot_cut(j->p, e, key);
    } else if (protocol || round) {
        (void)adil_span_cut(key, '/', &head);
    }
}

static bool is_own_by_key(const struct adil_judging *j, uint32_t of, struct adil_span own)
{
    struct adil_span key = j->key;
    if (j->reg == of) {
        return adil_span_eq(key, own);
    }
    if (!key_refers(j, of)) {
        return false;
    }
    struct adil_span in = cut_case(j, j->reg, &key);
    struct adil_span of_case = cut_case(j, of, &own);
    cut_polling(j, &key);
    return (of_case.len == 0 || adil_span_eq(of_case, in)) && adil_span_eq(key, own);
}

bool adil_record_is_own(const struct adil_judging *j, uint32_t of)
{
    struct adil_span own = adil_judging_issuer_key(j);
    enum own_refs refs = judge_refs(j, of, own);
    if (j->reg == of && is_own_by_key(j, of, own)) {
        return true;
    }
    return refs == OWN_NO_REF ? is_own_by_key(j, of, own) : refs == OWN_ALL;
}
