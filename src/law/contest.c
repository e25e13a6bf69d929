#include "law/contest.h"

#include "law/compile.h"

#include <string.h>

bool adil_contest_breaks_ties_by(const struct adil_contest *c, enum adil_tie_rule rule)
{
    for (uint32_t i = 0; i < c->n_ties; i++) {
        if (c->tie[i] == rule) {
            return true;
        }
    }
    return false;
}

void adil_contest_open(struct adil_contest *c, struct adil_arena *perm, struct adil_span name,
                       struct adil_place place)
{
    memset(c, 0, sizeof *c);
    c->name = name;
    c->place = place;
    c->day = ADIL_DATE_NONE;
    c->called = ADIL_DATE_NONE;
    c->law_day = ADIL_DATE_NONE;
    c->unit_group = ADIL_NO_WORD;
    c->percent_of = ADIL_Q_COUNTED;
    c->if_none_passes = ADIL_NONE_GAP;
    c->if_one_passes = ADIL_ONE_TAKES_ALL;
    c->next_weight = adil_num_int(1);
    c->quota_rounding = ADIL_QUOTA_EXACT;
    c->first_divisor = adil_num_ratio(perm, 7, 5);
    c->lists_unknown = ADIL_LISTS_UNKNOWN;
    c->advance = 2;
    c->if_single = ADIL_SINGLE_VOTES;
    c->if_two_tie = ADIL_TWO_TIE_VOTE;
    c->if_against_first = ADIL_AGAINST_GAP;
    c->yes = UINT32_MAX;
    c->lower_quota = ADIL_QUOTA_DROOP;
    c->upper_quota = ADIL_QUOTA_DROOP;
    c->upper_surplus_all = true;
    c->upper_then = ADIL_THEN_HIGHEST_AVERAGE;
    c->independent_seats = UINT32_MAX;
    c->forfeits = ADIL_FORFEIT_GAP;
    c->overhang = ADIL_OVERHANG_GAP;
    c->published = ADIL_PUBLISHED_WINNER;
}

bool adil_compile_read(struct adil_compile *x)
{
    adil_compile_none(x);
    if (!adil_compile_method(x)) {
        return false;
    }
    adil_compile_options(x);
    adil_compile_plain(x);
    adil_compile_papers(x);
    adil_compile_special(x);
    return true;
}

/* A question without a word for yes is answered by "yes". */
static void default_yes(struct adil_compile *x)
{
    struct adil_entry *yes = &x->entry[ADIL_K_YES];
    bool asks = adil_span_is(adil_read_text(x->entry[ADIL_K_METHOD].node), "referendum");
    if (asks && yes->node == NULL) {
        struct adil_node *node = adil_new(x->r.perm, struct adil_node, 1);
        *node = (struct adil_node){.kind = ADIL_NODE_SCALAR,
                                   .place = x->c->place,
                                   .key = ADIL_SPAN("yes"),
                                   .text = ADIL_SPAN("yes")};
        *yes = (struct adil_entry){.node = node, .by_caller = true};
    }
}

adil_err adil_contest_from_settings(struct adil_arena *perm, struct adil_arena scratch,
                                    struct adil_span name, const struct adil_setting *set,
                                    uint32_t n_set, struct adil_contest *out,
                                    struct adil_diag *diag)
{
    ADIL_ASSERT(perm->beg != scratch.beg);
    adil_contest_open(out, perm, adil_span_copy(perm, name), (struct adil_place){{NULL, 0}, 0});
    out->vocab = adil_vocab_contest(perm, NULL, 0, NULL, 0);
    struct adil_compile x = {.r = {perm, scratch, diag, 0}, .c = out};
    ADIL_TRY(adil_compile_settings(&x, set, n_set));
    default_yes(&x);
    if (x.r.n_faults == 0 && adil_compile_read(&x)) {
        out->title.in[ADIL_EN] =
            out->title.in[ADIL_EN].len > 0 ? out->title.in[ADIL_EN] : out->name;
        adil_compile_finish(&x);
    }
    out->law_day = adil_date_known(out->called) ? out->called : out->day;
    return x.r.n_faults == 0 ? ADIL_OK : ADIL_ERR(USAGE);
}
