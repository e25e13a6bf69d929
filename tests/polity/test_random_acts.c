/* Acts at random, most of them unlawful: whatever is accepted, nobody holds an office beside what
 * excludes it, no office has more holders than the law says, every seat has its election, its
 * effect or its founding entry, and the law gives the act to who did it; a replay of what was
 * accepted gives the same state. `test_random_acts long` is the soak: a million acts. */
#include "polity/bodies.h"

#include "base/base64.h"
#include "fold.h"
#include "law/giving.h"

#include <string.h>

enum { ACTS = 3000, LONG_ACTS = 5000, LONG_ROUNDS = 100, POOL = 12 };

/* Of each world: so many records, of so many acts each. */
static size_t rounds = 1;
static size_t acts_a_round = ACTS;

/* ---- worlds -------------------------------------------------------------------------------- */

struct wild {
    struct fold f;
    struct test_rng rng;
    const struct fold_issuer *issuer;
    size_t n_issuers;
    const char *list;       /* of changes that any law can take */
    struct adil_arena perm; /* of one act */
    struct adil_span *leaf; /* accepted */
    bool *seats;            /* whether the entry could seat somebody */
    size_t n;
    size_t cap;
};

static const struct fold_issuer of_house[] = {
    {"head", 1},        {"lower-clerk", 1}, {"upper-clerk", 1}, {"presidium", 1},
    {"delegate/r0", 1}, {"delegate/r1", 1}, {"delegate/r2", 1}};
static const struct fold_issuer of_reference[] = {
    {"president", 1},     {"central-commission", 2}, {"constitutional-court", 1},
    {"majilis-chair", 1}, {"senate-chair", 1},       {"prime-minister", 1},
    {"government", 1},    {"people-assembly", 1},    {"kurultai-chair", 1},
    {"justice", 1},       {"party/r0", 1},           {"maslikhat/r1", 1}};

static struct adil_span word_below(struct wild *w, const char *head)
{
    return adil_fmt(&w->perm, "%s%u", head, (unsigned)test_rng_below(&w->rng, POOL));
}

static bool chance(struct wild *w, unsigned of_ten)
{
    return test_rng_below(&w->rng, 10) < of_ten;
}

/* ---- an act --------------------------------------------------------------------------------- */

static struct adil_span any_text(struct wild *w)
{
    static const char *const said[] = {"yes", "no", "abstain", "pass", "fail", "law", "accredited"};
    const struct adil_rulebook *book = adil_polity_rulebook(w->f.p);
    switch (test_rng_below(&w->rng, 6)) {
    case 0:
        return adil_span_of(said[test_rng_below(&w->rng, ADIL_COUNT(said))]);
    case 1:
        return book->acts.office[test_rng_below(&w->rng, book->acts.n_offices)].rule.id;
    case 2:
        if (book->acts.n_bodies > 0) {
            return book->acts.body[test_rng_below(&w->rng, book->acts.n_bodies)].rule.id;
        }
        break;
    case 3:
        if (book->n_contests > 0) {
            return book->contest[test_rng_below(&w->rng, book->n_contests)].name;
        }
        break;
    default:
        break;
    }
    return word_below(w, "p");
}

static void put_people(struct wild *w, struct adil_buf *out)
{
    bool in[POOL] = {false};
    uint64_t n = test_rng_below(&w->rng, POOL);
    bool first = true;
    for (uint64_t i = 0; i < n; i++) {
        in[test_rng_below(&w->rng, POOL)] = true;
    }
    adil_buf_byte(out, '[');
    for (unsigned i = 0; i < POOL; i++) {
        if (in[i]) {
            adil_buf_fmt(out, "%s\"p%u\"", first ? "" : ",", i);
            first = false;
        }
    }
    adil_buf_byte(out, ']');
}

static void put_quoted(struct adil_buf *out, struct adil_span text)
{
    adil_buf_fmt(out, "\"%.*s\"", ADIL_ARG(text));
}

/* A list of changes is looked up when the act is judged: one there is, or bytes that are none. */
static void put_hash(struct wild *w, struct adil_buf *out, struct adil_span id)
{
    struct adil_span none = adil_hex(&w->perm, w->f.law.byte, sizeof w->f.law.byte);
    if (adil_span_is(id, "changes")) {
        put_quoted(out, chance(w, 3) ? none : adil_span_of(w->list));
    } else {
        adil_buf_fmt(out, "\"%064x\"", (unsigned)test_rng_below(&w->rng, 4));
    }
}

static void put_value(struct wild *w, struct adil_buf *out, const struct adil_given *g)
{
    struct adil_date today = adil_polity_day(w->f.p, w->f.logged);
    switch (g->type) {
    case ADIL_FIELD_NUMBER:
        adil_buf_fmt(out, "%u", (unsigned)test_rng_below(&w->rng, chance(w, 5) ? 9 : 120));
        break;
    case ADIL_FIELD_MOMENT:
        adil_buf_fmt(out, "%lld", (long long)w->f.logged);
        break;
    case ADIL_FIELD_FLAG:
        adil_buf_str(out, chance(w, 7) ? "true" : "false");
        break;
    case ADIL_FIELD_DATE:
        today.days += (int32_t)test_rng_below(&w->rng, 120) - (chance(w, 5) ? 0 : 60);
        put_quoted(out, adil_date_text(&w->perm, today));
        break;
    case ADIL_FIELD_SET:
        put_people(w, out);
        break;
    case ADIL_FIELD_HASH:
        put_hash(w, out, g->id);
        break;
    case ADIL_FIELD_VOTES:
        adil_buf_fmt(out, "{\"a\":%u}", (unsigned)test_rng_below(&w->rng, 100));
        break;
    case ADIL_FIELD_TALLY:
        adil_buf_fmt(out, "{\"total\":%u}", (unsigned)test_rng_below(&w->rng, 30000));
        break;
    case ADIL_FIELD_REF:
        put_quoted(out, word_below(w, "r"));
        break;
    case ADIL_FIELD_TEXT:
    case ADIL_FIELD_KEY:
    case ADIL_N_FIELD_TYPES:
        put_quoted(out, any_text(w));
        break;
    }
}

static struct adil_span fields_of(struct wild *w, const struct adil_act_word *word)
{
    struct adil_buf out;
    bool first = true;
    adil_buf_open(&out, 1 << 16);
    adil_buf_byte(&out, '{');
    for (uint32_t i = 0; i < word->n_give; i++) {
        if (chance(w, word->give[i].optional ? 4 : 1) && (word->give[i].optional || chance(w, 1))) {
            continue;
        }
        adil_buf_fmt(&out, "%s\"%.*s\":", first ? "" : ",", ADIL_ARG(word->give[i].id));
        put_value(w, &out, &word->give[i]);
        first = false;
    }
    adil_buf_byte(&out, '}');
    struct adil_span text = adil_span_copy(&w->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

/* A case that is there, mostly; a record by a small number. */
static struct adil_span about_of(struct wild *w, const struct adil_act_word *word)
{
    const struct adil_rulebook *book = adil_polity_rulebook(w->f.p);
    struct adil_polity *p = w->f.p;
    struct adil_span a_case = word_below(w, "c");
    struct adil_span key = word_below(w, "r");
    if (p->n_cases > 0 && chance(w, 9)) {
        uint64_t back = test_rng_below(&w->rng, p->n_cases < 6 ? p->n_cases : 6);
        a_case = adil_strings_get(p->strings, p->cases[p->n_cases - 1 - back].id);
    }
    switch (adil_act_kind_about(word->kind)) {
    case ADIL_ABOUT_CASE:
        return word->kind == ADIL_ACT_OPEN
                   ? adil_fmt(&w->perm, "case/n%llu", (unsigned long long)adil_polity_entries(p))
                   : adil_fmt(&w->perm, "case/%.*s", ADIL_ARG(a_case));
    case ADIL_ABOUT_RECORD:
        return book->acts.per_case[word->reg]
                   ? adil_fmt(&w->perm, "%.*s/%.*s/%.*s", ADIL_ARG(book->reg[word->reg].id),
                              ADIL_ARG(a_case), ADIL_ARG(key))
                   : adil_fmt(&w->perm, "%.*s/%.*s", ADIL_ARG(book->reg[word->reg].id),
                              ADIL_ARG(key));
    case ADIL_ABOUT_ENTRY:
        return adil_fmt(&w->perm, "entry/%u", (unsigned)test_rng_below(&w->rng, 50));
    case ADIL_ABOUT_NOTHING:
    case ADIL_ABOUT_LAW:
    case ADIL_ABOUT_ISSUER:
    case ADIL_ABOUT_TEXT:
        break;
    }
    return ADIL_SPAN("x");
}

/* An office of the law that may do it by some rule; ADIL_NO_WORD: none. */
static uint32_t office_for(struct wild *w, const struct adil_acts *acts, uint32_t word)
{
    struct adil_giving g = {0};
    uint32_t office = ADIL_NO_WORD;
    uint64_t n = 0;
    while (adil_giving_next(acts, &g)) {
        for (uint32_t i = 0; g.word == word && i < acts->n_offices; i++) {
            if (adil_giving_is_to(acts, &g, i) && test_rng_below(&w->rng, ++n) == 0) {
                office = i;
            }
        }
    }
    return office;
}

/* Somebody of an office that may, mostly; else anybody. */
static const struct fold_issuer *issuer_for(struct wild *w, uint32_t word)
{
    const struct adil_acts *acts = &adil_polity_rulebook(w->f.p)->acts;
    const struct fold_issuer *any = &w->issuer[test_rng_below(&w->rng, w->n_issuers)];
    uint32_t office = office_for(w, acts, word);
    if (office >= acts->n_offices || chance(w, 1)) {
        return any;
    }
    struct adil_span id = acts->office[office].rule.id;
    for (size_t k = 0; k < w->n_issuers; k++) {
        struct adil_span name = adil_span_of(w->issuer[k].name);
        if (adil_span_starts(name, id) && (name.len == id.len || name.ptr[id.len] == '/')) {
            return &w->issuer[k];
        }
    }
    return any;
}

/* Signed with the issuer's keys, in the order of their bytes; the signatures are not looked at. */
static uint32_t keys_for(struct wild *w, const struct fold_issuer *by, struct adil_act_sig *sig)
{
    for (uint32_t k = 0; k < by->n_keys; k++) {
        struct adil_span text = adil_span_of(fold_key(&w->f, by->name, k));
        memset(&sig[k], 0, sizeof sig[k]);
        assert_true(adil_base64_fixed(text, sig[k].key, sizeof sig[k].key));
    }
    if (by->n_keys == 2 && memcmp(sig[0].key, sig[1].key, sizeof sig[0].key) > 0) {
        struct adil_act_sig first = sig[0];
        sig[0] = sig[1];
        sig[1] = first;
    }
    return by->n_keys;
}

static struct adil_span any_act(struct wild *w, uint32_t *word)
{
    const struct adil_rulebook *book = adil_polity_rulebook(w->f.p);
    do { /* decisions and votes three times as often as their share of words */
        *word = (uint32_t)test_rng_below(&w->rng, book->acts.n_words);
    } while (book->acts.word[*word].kind != ADIL_ACT_DECIDE &&
             book->acts.word[*word].kind != ADIL_ACT_VOTE && chance(w, 7));
    const struct adil_act_word *x = &book->acts.word[*word];
    const struct fold_issuer *by = issuer_for(w, *word);
    struct adil_act_sig sig[2];
    struct adil_act act = {.about = about_of(w, x),
                           .by = adil_span_of(by->name),
                           .word = x->rule.id,
                           .fields = fields_of(w, x),
                           .kind = x->kind,
                           .at = w->f.logged,
                           .supersedes = x->kind == ADIL_ACT_SUPERSEDE ? test_rng_below(&w->rng, 60)
                                                                       : ADIL_NO_ENTRY};
    act.seq = adil_polity_next_seq(w->f.p, act.by);
    act.law = adil_polity_law_for(w->f.p, act.about);
    struct adil_buf out;
    adil_buf_open(&out, 1 << 17);
    adil_act_put(&out, &act);
    act.bytes = adil_span_copy(&w->perm, adil_buf_span(&out));
    out.len = 0;
    adil_act_leaf(&out, act.bytes, w->f.logged, sig, keys_for(w, by, sig));
    struct adil_span leaf = adil_span_copy(&w->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return leaf;
}

/* ---- what must hold -------------------------------------------------------------------------- */

static bool excluded(const struct adil_acts *acts, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < acts->office[a].n_not_with; i++) {
        if (acts->office[a].not_with[i] == b) {
            return true;
        }
    }
    return false;
}

/* NULL: all holds; else what does not. */
static const char *what_is_wrong(const struct wild *w)
{
    const struct adil_polity *p = w->f.p;
    const struct adil_acts *acts = &p->book->acts;
    struct adil_date day = adil_polity_day(p, p->now);
    for (uint32_t i = 0; i < p->n_holdings; i++) {
        const struct adil_holding *h = &p->holding[i];
        uint32_t n = 0;
        if (h->entry > 0 && !w->seats[h->entry]) {
            return "a seat without an election, an effect or a founding entry";
        }
        if (!adil_holds_on(h, day)) {
            continue;
        }
        for (uint32_t k = 0; k < p->n_holdings; k++) {
            const struct adil_holding *o = &p->holding[k];
            if (!adil_holds_on(o, day)) {
                continue;
            }
            n += o->office == h->office;
            if (k != i && o->person == h->person &&
                (o->office == h->office || excluded(acts, o->office, h->office))) {
                return "a person who holds an office beside what excludes it";
            }
        }
        bool now = h->entry + 1 == p->n; /* a body may become smaller than it is */
        if ((now || p->n <= 1) && n > adil_office_holders(acts, h->office, day)) {
            return "more holders of an office than the law says";
        }
    }
    return NULL;
}

static bool seats_somebody(const struct adil_effects *e)
{
    for (uint32_t i = 0; i < e->n; i++) {
        if (e->effect[i].kind == ADIL_EFFECT_SEAT) {
            return true;
        }
    }
    return false;
}

/* The act, the stage its case came to, or one that a deadline brought a case to, seats. */
static bool could_seat(const struct wild *w, uint32_t word)
{
    const struct adil_polity *p = w->f.p;
    bool could = seats_somebody(&p->book->acts.word[word].effects);
    for (uint32_t i = 0; i < p->n_cases && !could; i++) {
        const struct adil_case *c = &p->cases[i];
        const struct adil_procedure *proc = &p->book->acts.procedure[c->procedure];
        could = c->stage_entry + 1 == p->n && (seats_somebody(&proc->stage[c->stage].effects) ||
                                               proc->seats_office != ADIL_NO_WORD);
    }
    return could;
}

/* ---- the run --------------------------------------------------------------------------------- */

static void accept(struct wild *w, struct adil_span leaf, uint32_t word, uint32_t office)
{
    if (w->n == w->cap) {
        w->cap = w->cap > 0 ? 2 * w->cap : 256;
        struct adil_span *grown = adil_new(&w->f.t->perm, struct adil_span, w->cap);
        bool *seats = adil_new(&w->f.t->perm, bool, w->cap + 1);
        if (w->n > 0) {
            memcpy(grown, w->leaf, w->n * sizeof *grown);
            memcpy(seats, w->seats, (w->n + 1) * sizeof *seats);
        }
        w->leaf = grown;
        w->seats = seats;
    }
    w->leaf[w->n++] = adil_span_copy(&w->f.t->perm, leaf);
    w->seats[w->n] = could_seat(w, word); /* entry 0 is the founders' */
    if (!adil_word_is_given_to(&w->f.p->book->acts, word, office)) {
        fail_msg("accepted, and no rule gives it: %.*s", ADIL_ARG(leaf));
    }
    const char *wrong = what_is_wrong(w);
    if (wrong != NULL) {
        fail_msg("%s after %.*s", wrong, ADIL_ARG(leaf));
    }
}

static void one_act(struct wild *w)
{
    struct test_arenas *t = w->f.t;
    struct adil_refusal refusal = {0};
    struct adil_act act;
    uint32_t word = 0;
    struct adil_arena rest = t->scratch; /* its first half; the act lives in the second */
    w->perm = t->scratch;
    w->perm.beg += (w->perm.end - w->perm.beg) / 2;
    rest.end = w->perm.beg;
    w->f.logged += (int64_t)test_rng_below(&w->rng, chance(w, 1) ? 864000000 : 3600000);
    struct adil_span leaf = any_act(w, &word);
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    struct adil_diag diag;
    adil_diag_open(&diag, &t->perm);
    adil_err err = adil_act_parse(&w->perm, place, leaf, &act, &diag);
    if (err.code != ADIL_C_OK) {
        fail_msg("%.*s is no act: %.*s", ADIL_ARG(leaf), ADIL_ARG(diag.first->expected));
    }
    fold_twin_expect(&w->f, &act);
    err = adil_polity_apply(w->f.p, &w->perm, rest, &act, ADIL_SIGS_TRUSTED, &refusal, NULL);
    fold_twin_follow(&w->f, &act, err, &refusal);
    if (err.code == ADIL_C_OK) {
        uint32_t issuer = adil_issuer_find(w->f.p, act.by);
        accept(w, leaf, word, w->f.p->issuer[issuer].office);
    } else {
        assert_int_equal(err.code, ADIL_C_REFUSED);
        assert_true(refusal.rule.len > 0);
    }
}

static void replay(struct wild *w, const char *book)
{
    struct fold again;
    struct adil_hash hash = fold_hash(&w->f);
    fold_open(&again, w->f.t, book, w->issuer, (uint32_t)w->n_issuers);
    fold_alone(&again);
    adil_polity_observe(again.p, NULL); /* nothing is kept of acts whose memory is given back */
    again.blob[again.n_blobs++] = w->f.blob[0];
    for (size_t i = 0; i < w->n; i++) {
        struct adil_arena perm = w->f.t->perm;
        struct adil_refusal refusal = {0};
        struct adil_act act;
        struct adil_place place = {.file = ADIL_SPAN("leaf")};
        adil_err err = adil_act_parse(&perm, place, w->leaf[i], &act, NULL);
        assert_int_equal(err.code, ADIL_C_OK);
        err = adil_polity_apply(again.p, &perm, w->f.t->scratch, &act, ADIL_SIGS_TRUSTED, &refusal,
                                NULL);
        assert_int_equal(err.code, ADIL_C_OK);
    }
    struct adil_hash same = fold_hash(&again);
    assert_true(adil_hash_eq(&hash, &same));
    fold_close(&again);
}

static void open_wild(struct wild *w, struct test_arenas *t, const char *book,
                      const struct fold_issuer *issuer, size_t n, const char *at)
{
    memset(w, 0, sizeof *w);
    w->rng.state = 1;
    w->issuer = issuer;
    w->n_issuers = n;
    fold_open(&w->f, t, book, issuer, (uint32_t)n);
    adil_polity_observe(w->f.p, NULL);
    w->list = fold_changes_hash(&w->f, "[{id: offices/of-no-book, set: {}}]");
    fold_at(&w->f, at);
}

static void run_wild(struct test_arenas *t, const char *book, const struct fold_issuer *issuer,
                     size_t n, const char *at, size_t least)
{
    struct test_rng rng = test_rng_open(book);
    size_t accepted = 0;
    size_t decisions = 0;
    size_t holdings = 0;
    for (size_t k = 0; k < rounds; k++) {
        struct adil_arena perm = t->perm;
        struct wild w;
        open_wild(&w, t, book, issuer, n, at);
        w.rng = rng;
        for (size_t i = 0; i < acts_a_round; i++) {
            one_act(&w);
        }
        rng = w.rng;
        accepted += w.n;
        decisions += w.f.p->n_decided;
        holdings += w.f.p->n_holdings;
        replay(&w, book);
        fold_close(&w.f);
        t->perm = perm;
    }
    print_message("# %s: %zu acts, %zu accepted, %zu decisions, %zu holdings\n", book,
                  rounds * acts_a_round, accepted, decisions, holdings);
    assert_true(accepted >= least);
}

static void acts_at_random_leave_two_houses_in_order(void **state)
{
    run_wild(*state, "tests/polity/test-house.yaml", of_house, ADIL_COUNT(of_house),
             "2023-01-01T00:00:00Z", 50);
}

static void acts_at_random_leave_the_reference_country_in_order(void **state)
{
    run_wild(*state, "polities/kazakhstan/rulebook.yaml", of_reference, ADIL_COUNT(of_reference),
             "2022-12-01T00:00:00Z", 50);
}

/* Every office of a law, those of records by one of them. */
static uint32_t offices_of(struct test_arenas *t, const char *path, struct fold_issuer *issuer)
{
    struct adil_rulebook book;
    uint32_t n = 0;
    assert_int_equal(adil_rulebook_read(&t->perm, t->scratch, adil_span_of(path), &book, NULL).code,
                     ADIL_C_OK);
    for (; n < book.acts.n_offices && n < FOLD_ISSUERS_MAX / 2; n++) {
        const struct adil_office *o = &book.acts.office[n];
        struct adil_span name = o->of == ADIL_NO_WORD
                                    ? o->rule.id
                                    : adil_fmt(&t->perm, "%.*s/r0", ADIL_ARG(o->rule.id));
        bool commission = adil_span_is(o->rule.id, "commission"); /* has three (fold.h) */
        issuer[n] = (struct fold_issuer){adil_span_cstr(&t->perm, name),
                                         o->signs != NULL || commission ? 2 : 1};
    }
    return n;
}

static void acts_at_random_leave_other_polities_in_order(void **state)
{
    static const struct {
        const char *book;
        const char *at;
    } world[] = {
        {"polities/club/rulebook.yaml", "2023-01-01T00:00:00Z"},
        {"polities/south-africa/rulebook.yaml", "2024-02-01T00:00:00Z"},
        {"tests/polity/test-docket.yaml", "2023-01-01T00:00:00Z"},
        {"tests/polity/test-club.yaml", "2023-01-01T00:00:00Z"},
    };
    for (size_t i = 0; i < ADIL_COUNT(world); i++) {
        struct test_arenas own = *(struct test_arenas *)*state;
        struct fold_issuer issuer[FOLD_ISSUERS_MAX];
        uint32_t n = offices_of(&own, world[i].book, issuer);
        run_wild(&own, world[i].book, issuer, n, world[i].at, 10);
    }
}

/* The checks see what is wrong when something is. */
static void what_must_hold_can_fail(void **state)
{
    struct wild w;
    open_wild(&w, *state, "tests/polity/test-house.yaml", of_house, ADIL_COUNT(of_house),
              "2023-01-01T00:00:00Z");
    struct adil_polity *p = w.f.p;
    bool seats[2] = {false, false};
    w.seats = seats;
    assert_null(what_is_wrong(&w));
    struct adil_holding one = {.person = 7,
                               .office = adil_office_find(&p->book->acts, ADIL_SPAN("head")),
                               .since = ADIL_DATE_NONE,
                               .until = ADIL_DATE_NONE};
    struct adil_holding holding[2] = {one, one};
    p->holding = holding;
    p->n_holdings = 1;
    assert_null(what_is_wrong(&w));
    holding[0].entry = 1;
    assert_non_null(what_is_wrong(&w)); /* entry 1 seats nobody */
    holding[0].entry = 0;
    p->n_holdings = 2;
    assert_non_null(what_is_wrong(&w)); /* twice the same */
    holding[1].person = 8;
    assert_non_null(what_is_wrong(&w)); /* two heads of state */
    holding[1].person = 7;
    holding[1].office = adil_office_find(&p->book->acts, ADIL_SPAN("lower"));
    assert_non_null(what_is_wrong(&w)); /* excluded */
    holding[1].person = 8;
    assert_null(what_is_wrong(&w));
    assert_false(adil_word_is_given_to(&p->book->acts,
                                       adil_word_find_act(&p->book->acts, ADIL_SPAN("sign")),
                                       adil_office_find(&p->book->acts, ADIL_SPAN("premier"))));
    p->holding = NULL;
    p->n_holdings = 0;
    fold_close(&w.f);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "long") == 0) {
        rounds = LONG_ROUNDS;
        acts_a_round = LONG_ACTS;
    }
    const struct CMUnitTest tests[] = {
        test_case(acts_at_random_leave_two_houses_in_order),
        test_case(acts_at_random_leave_the_reference_country_in_order),
        test_case(acts_at_random_leave_other_polities_in_order),
        test_case(what_must_hold_can_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
