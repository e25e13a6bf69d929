/* What is said about the record: notices, attestations of entries, objections to them. They change
 * nothing else; who may say them is a matter of stages and powers. */
#include "polity/state.h"

/* N of entry/N, as digits without a leading zero. */
static bool entry_number(struct adil_span about, uint64_t *n)
{
    struct adil_span head = ADIL_SPAN("entry/");
    if (!adil_span_starts(about, head)) {
        return false;
    }
    struct adil_span digits = adil_span_sub(about, head.len, about.len);
    bool zero = digits.len > 1 && digits.ptr[0] == '0';
    return !zero && adil_span_u64(digits, UINT32_MAX, n);
}

adil_err adil_notice_judge(struct adil_judging *j)
{
    uint64_t n = 0;
    if (adil_act_kind_about(j->act->kind) != ADIL_ABOUT_ENTRY) {
        return ADIL_OK;
    }
    if (!entry_number(j->act->about, &n)) {
        return adil_refuse(j, "act.about", ADIL_SPAN("about"), j->act->about,
                           ADIL_SPAN("entry/N, without leading zeros"));
    }
    if (n >= j->p->n) {
        return adil_refuse(
            j, "act.entry", ADIL_SPAN("about"), j->act->about,
            adil_fmt(j->perm, "an entry of the record, below %llu", (unsigned long long)j->p->n));
    }
    return ADIL_OK;
}

void adil_notice_apply(struct adil_judging *j)
{
    struct adil_polity *p = j->p;
    enum adil_act_kind kind = j->act->kind;
    if (kind != ADIL_ACT_NOTICE && kind != ADIL_ACT_ATTEST && kind != ADIL_ACT_OBJECT) {
        return;
    }
    uint64_t target = ADIL_NO_ENTRY;
    bool of_entry = entry_number(j->act->about, &target);
    p->notice = adil_grow(p, p->notice, sizeof *p->notice, p->n_notices, &p->cap_notices);
    p->notice[p->n_notices++] = (struct adil_notice){
        .entry = (uint32_t)j->entry,
        .issuer = j->issuer,
        .word = j->word,
        .about = of_entry ? 0 : adil_strings_put(p->strings, j->act->about),
        .target = of_entry ? target : ADIL_NO_ENTRY,
        .fields = adil_strings_put(p->strings, j->act->fields),
        .kind = kind,
    };
}
