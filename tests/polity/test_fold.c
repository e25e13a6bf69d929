/* The order of judging: what is refused, with which rule, and that a refused act changes nothing.
 */
#include "club.h"

#include <string.h>

#define PRECINCT "{\"registered\":100,\"title\":\"School\",\"unit\":\"north\"}"

static struct fold_act keep(const char *about)
{
    return (struct fold_act){
        .by = "commission", .word = "keep-precinct", .about = about, .fields = PRECINCT};
}

static void assert_found(struct fold *f, const char *field, const char *found, const char *expected)
{
    assert_span_is(f->refusal.field, field);
    assert_span_is(f->refusal.found, found);
    assert_span_is(f->refusal.expected, expected);
}

static void test_entry_0_founds_the_record(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    assert_int_equal(adil_polity_entries(f.p), 1);
    assert_span_is(adil_polity_origin(f.p), fold_origin);
    assert_true(adil_polity_simulated(f.p));
    struct adil_hash law = adil_polity_law(f.p);
    assert_true(adil_hash_eq(&law, &f.law));
    struct adil_hash leaf = adil_sha256_tagged(0, f.leaf);
    struct adil_hash genesis = adil_polity_genesis(f.p);
    assert_true(adil_hash_eq(&genesis, &leaf));
    assert_span_is(adil_polity_log_key(f.p).name, fold_origin);
    assert_int_equal(adil_polity_next_seq(f.p, ADIL_SPAN("founders")), 2);
    assert_int_equal(adil_polity_next_seq(f.p, ADIL_SPAN("commission")), 1);
    assert_int_equal(adil_polity_now(f.p), f.logged - 1000);
    fold_close(&f);
}

/* A member of entry 0, what stands there instead, the rule and what it expected. */
static const struct {
    const char *member;
    const char *value;
    const char *rule;
    const char *expected;
} bad_genesis[] = {
    {"clock", "\"solar\"", "act.genesis", "real or simulated"},
    {"engine", "0", "act.genesis", "a number from 1"},
    {"engine", "2", "act.genesis", "at most 1"},
    {"founders", "{\"keys\":[],\"least\":1}", "act.genesis",
     "a list of 1 to 64 keys of 32 bytes in base64, none twice"},
    {"founders", "{\"least\":1}", "act.genesis", "this member"},
    {"holders",
     "[{\"office\":\"king\",\"person\":\"a\",\"since\":\"2020-01-01\",\"source\":\"x\"}]",
     "act.genesis", "an office of the law"},
    {"holders",
     "[{\"office\":\"chair\",\"person\":\"a\",\"since\":\"2020-13-01\",\"source\":\"x\"}]",
     "act.genesis", "a day as YYYY-MM-DD"},
    {"holders", "[{\"office\":\"chair\",\"person\":\"a\",\"since\":\"2020-01-01\"}]", "act.genesis",
     "this member"},
    {"log", "\"other+00000000+AAAA\"", "act.genesis", "an Ed25519 key named as the origin"},
    {"origin", "\"example.org/club\"", "act.genesis", "an origin that says: simulated"},
    {"origin", "\"a b\"", "act.genesis", "a name without blanks and without +"},
    {"rulebook",
     "{\"bytes\":1,\"hash\":\"0000000000000000000000000000000000000000000000000000000000000000\"}",
     "act.law", "the hash of the rulebook of entry 0"},
};

static void test_entry_0_is_refused_whole(void **state)
{
    struct fold f;
    fold_prepare(&f, *state, fold_club, NULL, 0);
    for (size_t i = 0; i < ADIL_COUNT(bad_genesis); i++) {
        const char *fields =
            fold_genesis_fields(&f, bad_genesis[i].member, bad_genesis[i].value, NULL);
        fold_refused(&f, bad_genesis[i].rule, "founders", "enact", "", fields);
        assert_span_is(f.refusal.expected, bad_genesis[i].expected);
        assert_int_equal(adil_polity_entries(f.p), 0);
    }
    fold_ok(&f, "founders", "enact", "", fold_genesis_fields(&f, NULL, NULL, NULL));
    fold_refused(&f, "act.genesis", "founders", "enact", "",
                 fold_genesis_fields(&f, NULL, NULL, NULL));
    fold_close(&f);
}

static void test_entry_0_needs_the_founders(void **state)
{
    struct fold f;
    fold_prepare(&f, *state, fold_club, NULL, 0);
    struct fold_act enact = {.by = "founders",
                             .word = "enact",
                             .about = "",
                             .fields = fold_genesis_fields(&f, NULL, NULL, NULL)};
    struct fold_act one = enact;
    one.keys = 1;
    fold_assert(&f, fold_apply(&f, &one), "act.signs");
    struct fold_act other = enact;
    other.signer = "commission";
    fold_assert(&f, fold_apply(&f, &other), "act.key");
    struct fold_act spoilt = enact;
    spoilt.spoil = true;
    fold_assert(&f, fold_apply(&f, &spoilt), "act.signature");
    struct fold_act second = enact;
    second.seq = 2;
    fold_assert(&f, fold_apply(&f, &second), "act.genesis");
    fold_refused(&f, "act.genesis", "commission", "keep-precinct", "precinct/001", PRECINCT);
    struct fold_act two = enact;
    two.keys = 5;
    fold_assert(&f, fold_apply(&f, &two), NULL);
    fold_close(&f);
}

static void test_a_higher_engine_is_told(void **state)
{
    struct fold f;
    fold_prepare(&f, *state, fold_club, NULL, 0);
    fold_refused(&f, "act.genesis", "founders", "enact", "",
                 fold_genesis_fields(&f, "engine", "7", NULL));
    assert_int_equal(f.err.code, ADIL_C_LIMIT);
    assert_span_is(f.refusal.found, "needs engine 7");
    fold_ok(&f, "founders", "enact", "", fold_genesis_fields(&f, NULL, NULL, NULL));
    fold_refused(&f, "act.engine", "founders", "engine", "", "{\"engine\":2}");
    assert_int_equal(f.err.code, ADIL_C_LIMIT);
    assert_span_is(f.diag.first->found, "needs engine 2");
    fold_refused(&f, "act.engine", "founders", "engine", "", "{\"engine\":1}");
    assert_int_equal(f.err.code, ADIL_C_REFUSED);
    fold_refused(&f, "act.engine", "commission", "engine", "", "{\"engine\":2}");
    fold_close(&f);
}

/* ---- order ------------------------------------------------------------------------------ */

static void test_a_replayed_act_is_refused(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    struct adil_span leaf = fold_leaf(&f, &a);
    fold_assert(&f, fold_apply_leaf(&f, leaf), NULL);
    fold_assert(&f, fold_apply_leaf(&f, leaf), "act.seq");
    assert_found(&f, "seq", "1", "2");
    a = keep("precinct/002");
    a.seq = 3;
    fold_assert(&f, fold_apply(&f, &a), "act.seq");
    fold_close(&f);
}

static void test_time_does_not_go_back(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    f.logged -= 1001;
    fold_assert(&f, fold_apply(&f, &a), "act.time");
    f.logged -= 1000 - 1; /* the same millisecond as the entry before */
    fold_assert(&f, fold_apply(&f, &a), NULL);
    fold_close(&f);
}

static void test_another_law_is_refused(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    struct adil_hash other = adil_sha256(ADIL_SPAN("another rulebook"));
    a.law = &other;
    fold_assert(&f, fold_apply(&f, &a), "act.law");
    fold_close(&f);
}

static void test_who_has_no_keys_is_refused(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    static const char *const nobody[] = {"chair",       "party/sun",          "party",
                                         "nobody",      "commission/a",       "founders/a",
                                         "commission/", "precinct-commission"};
    for (size_t i = 0; i < ADIL_COUNT(nobody); i++) {
        fold_refused(&f, "act.issuer", nobody[i], "keep-precinct", "precinct/001", PRECINCT);
    }
    fold_close(&f);
}

/* ---- signatures ------------------------------------------------------------------------- */

static void test_k_of_n_signatures(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    a.keys = 1;
    fold_assert(&f, fold_apply(&f, &a), "act.signs");
    assert_span_is(f.refusal.found, "1");
    a.keys = 1 | 1 << 3; /* two signatures, one with a key that is not bound */
    fold_assert(&f, fold_apply(&f, &a), "act.key");
    a.keys = 2;
    a.signer = "founders";
    fold_assert(&f, fold_apply(&f, &a), "act.key");
    a.signer = NULL;
    a.keys = 6;
    a.spoil = true;
    fold_assert(&f, fold_apply(&f, &a), "act.signature");
    a.spoil = false;
    fold_assert(&f, fold_apply(&f, &a), NULL);
    fold_close(&f);
}

static void test_one_signer_is_counted_once(void **state)
{
    struct test_arenas *t = *state;
    struct fold f;
    fold_open(&f, t, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    a.keys = 1;
    struct adil_span leaf = fold_leaf(&f, &a);
    struct adil_span sigs = ADIL_SPAN("\"sigs\":[");
    size_t at = adil_span_find(leaf, sigs) + sigs.len;
    struct adil_span one = adil_span_sub(leaf, at, leaf.len - 2);
    struct adil_span twice =
        adil_fmt(&t->perm, "%.*s%.*s,%.*s]}", (int)at, leaf.ptr, ADIL_ARG(one), ADIL_ARG(one));
    fold_assert(&f, fold_apply_leaf(&f, twice), "act.form");
    assert_span_is(f.diag.first->expected, "keys in the order of their bytes, none twice");
    fold_assert(&f, fold_apply_leaf(&f, leaf), "act.signs");
    fold_close(&f);
}

static void test_more_than_half_of_the_keys_that_are_bound_now(void **state)
{
    static const struct fold_issuer issuers[] = {{"precinct-commission/001", 4}};
    struct fold f;
    fold_open(&f, *state, fold_club, issuers, 1);
    struct fold_act a = {.by = "precinct-commission/001", .word = "attest", .about = "entry/0"};
    a.keys = 3;
    fold_assert(&f, fold_apply(&f, &a), "act.signs");
    a.keys = 7;
    fold_assert(&f, fold_apply(&f, &a), NULL);
    const char *revoke =
        adil_span_cstr(&f.t->perm, adil_fmt(&f.t->perm, "{\"last\":1,\"revoke\":[\"%s\"]}",
                                            fold_key(&f, "precinct-commission/001", 3)));
    fold_ok(&f, "commission", "key", "issuer/precinct-commission/001", revoke);
    a.keys = 3; /* two of three */
    fold_assert(&f, fold_apply(&f, &a), NULL);
    fold_close(&f);
}

static void test_the_origin_is_signed(void **state)
{
    struct test_arenas *t = *state;
    struct fold f;
    fold_open(&f, t, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    struct adil_span leaf = fold_leaf(&f, &a);
    size_t at = adil_span_find(leaf, ADIL_SPAN("School"));
    char *tampered = adil_span_cstr(&t->perm, leaf);
    tampered[at] = 'T';
    fold_assert(&f, fold_apply_leaf(&f, adil_span_bytes(tampered, leaf.len)), "act.signature");
    struct adil_act act;
    struct adil_refusal refusal;
    struct adil_place place = {.file = ADIL_SPAN("leaf")};
    assert_int_equal(adil_act_parse(&t->perm, place, leaf, &act, NULL).code, ADIL_C_OK);
    fold_alone(&f);
    f.p->origin = ADIL_SPAN("simulated.example/fork");
    assert_int_equal(
        adil_polity_apply(f.p, &t->perm, t->scratch, &act, ADIL_SIGS_CHECK, &refusal, NULL).code,
        ADIL_C_REFUSED);
    assert_span_is(refusal.rule, "act.signature");
    fold_close(&f);
}

/* ---- form ------------------------------------------------------------------------------- */

/* Acts of the commission that are refused for their form, on a record with precinct 001. */
static const struct {
    const char *kind; /* NULL: the word's */
    const char *word;
    const char *about;
    const char *fields;
    const char *rule;
    const char *field;
    const char *expected; /* a part of it */
} bad_forms[] = {
    {"enter", "keep-castle", "precinct/002", PRECINCT, "act.word", "word", "a word of the law"},
    {"change", "keep-precinct", "precinct/002", PRECINCT, "act.word", "kind", "enter"},
    {"key", "count-voters", "precinct/001", "{}", "act.word", "word", "key"},
    {NULL, "keep-precinct", "party/002", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "keep-precinct", "precinct", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "keep-precinct", "precinct/", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "keep-precinct", "precinct//2", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "keep-precinct", "precinct/a b", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "keep-precinct", "", PRECINCT, "act.about", "about", "REGISTER/KEY"},
    {NULL, "turnout", "turnout/001", "{}", "act.about", "about", "REGISTER/CASE/KEY"},
    {NULL, "call", "case/", "{}", "act.about", "about", "case/CASE"},
    {NULL, "call", "case/a/b", "{}", "act.about", "about", "case/CASE"},
    {NULL, "attest", "entry/x", "{}", "act.about", "about", "entry/N"},
    {NULL, "attest", "entry/01", "{}", "act.about", "about", "entry/N"},
    {NULL, "announce", "", "{\"text\":\"x\"}", "act.about", "about", "a text"},
    {NULL, "key", "chair", "{\"reason\":\"x\"}", "act.about", "about", "issuer/ISSUER"},
    {NULL, "key", "issuer/king",
     "{\"last\":0,\"revoke\":[\""
     "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
     "\"]}",
     "act.about", "about", "issuer/OFFICE"},
    /* fields: missing, extra, of another type */
    {NULL, "keep-precinct", "precinct/002", "{\"title\":\"S\",\"unit\":\"north\"}", "act.field",
     "registered", "this field"},
    {NULL, "keep-precinct", "precinct/002", "{\"registered\":1,\"title\":\"S\"}", "act.field",
     "unit", "this field"},
    {NULL, "keep-precinct", "precinct/002",
     "{\"number\":\"2\",\"registered\":1,\"title\":\"S\",\"unit\":\"north\"}", "act.field",
     "number", "no such field"},
    {NULL, "keep-precinct", "precinct/002", "{\"registered\":1,\"titel\":\"S\",\"unit\":\"north\"}",
     "act.field", "titel", "no such field; near: title"},
    {NULL, "keep-precinct", "precinct/002",
     "{\"registered\":\"1\",\"title\":\"S\",\"unit\":\"north\"}", "act.field", "registered",
     "a whole number from 0"},
    {NULL, "keep-precinct", "precinct/002",
     "{\"registered\":-1,\"title\":\"S\",\"unit\":\"north\"}", "act.field", "registered",
     "a whole number from 0"},
    {NULL, "keep-precinct", "precinct/002", "{\"registered\":1,\"title\":\"\",\"unit\":\"north\"}",
     "act.field", "title", "a text of 1"},
    {NULL, "keep-precinct", "precinct/002", "{\"registered\":1,\"title\":[],\"unit\":\"north\"}",
     "act.field", "title", "a text of 1"},
    {NULL, "call", "case/b", "{\"contests\":\"board-2023\",\"day\":\"2023-03-19\"}", "act.field",
     "contests", "a list of at most 1000 texts, none twice"},
    {NULL, "call", "case/b", "{\"contests\":[\"a\",\"a\"],\"day\":\"2023-03-19\"}", "act.field",
     "contests", "a list of at most 1000 texts, none twice"},
    {NULL, "call", "case/b", "{\"contests\":[\"board-2023\"],\"day\":\"2023-02-29\"}", "act.field",
     "day", "a day as YYYY-MM-DD"},
    {NULL, "enrol-party", "party/x",
     "{\"members\":{\"total\":1,\"units\":{\"east\":1}},\"name\":\"X\"}", "act.field", "members",
     "whole numbers from 0, by units of the group"},
    {NULL, "enrol-party", "party/x",
     "{\"members\":{\"total\":1,\"units\":{\"club\":1}},\"name\":\"X\"}", "act.field", "members",
     "whole numbers from 0, by units of the group"},
    {NULL, "enrol-party", "party/x", "{\"members\":{\"units\":{}},\"name\":\"X\"}", "act.field",
     "members", "an object of total and units"},
    {NULL, "enrol-party", "party/x", "{\"members\":{\"sum\":3,\"total\":1},\"name\":\"X\"}",
     "act.field", "members", "an object of total and units"},
    {NULL, "commit-seed", "case/b", "{\"commitment\":\"00\"}", "act.field", "commitment",
     "a hash of 64 hex digits in lower case"},
    {NULL, "nominate-list", "list/b/x",
     "{\"contest\":\"c\",\"name\":\"n\",\"party\":\"none\",\"people\":1}", "act.reference", "party",
     "a record that is there"},
    {NULL, "protocol", "protocol/b/c/1",
     "{\"cast\":1,\"found-fixed\":1,\"found-portable\":0,\"invalid\":0,\"issued-in\":1,"
     "\"issued-out\":0,\"listed\":1,\"not-counted\":0,\"received\":1,\"spoiled\":0,\"unused\":0,"
     "\"votes\":{\"a\":-1},\"with-certificate\":0}",
     "act.field", "votes", "an object of options and whole numbers from 0"},
    {NULL, "key", "issuer/chair", "{}", "act.field", "fields", "keys to bind or to revoke"},
    {NULL, "key", "issuer/chair", "{\"bind\":[\"x\"]}", "act.field", "bind", "a list of 1 to 64"},
    {NULL, "key", "issuer/chair", "{\"crown\":1}", "act.field", "crown", "no such member"},
    {NULL, "key", "log", "{\"reason\":\"x\"}", "act.field", "log", "this member"},
    {NULL, "engine", "", "{}", "act.field", "engine", "this member"},
};

static void test_a_wrong_form_is_refused(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act first = keep("precinct/001");
    fold_assert(&f, fold_apply(&f, &first), NULL);
    struct adil_hash before = fold_hash(&f);
    for (size_t i = 0; i < ADIL_COUNT(bad_forms); i++) {
        struct fold_act a = {.by = "commission",
                             .kind = bad_forms[i].kind,
                             .word = bad_forms[i].word,
                             .about = bad_forms[i].about,
                             .fields = bad_forms[i].fields};
        fold_assert(&f, fold_apply(&f, &a), bad_forms[i].rule);
        assert_span_is(f.refusal.field, bad_forms[i].field);
        if (!adil_span_starts(f.refusal.expected, adil_span_of(bad_forms[i].expected))) {
            fail_msg("row %zu: expected %.*s", i, ADIL_ARG(f.refusal.expected));
        }
        assert_true(f.refusal.text.len > 0);
        struct adil_hash after = fold_hash(&f);
        assert_true(adil_hash_eq(&before, &after));
    }
    fold_close(&f);
}

/* ---- records ---------------------------------------------------------------------------- */

static void test_a_record_is_entered_changed_and_ended(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    fold_refused(&f, "act.record", "commission", "count-voters", "precinct/001",
                 "{\"registered\":7}");
    fold_ok(&f, "commission", "keep-precinct", "precinct/001", PRECINCT);
    fold_refused(&f, "act.twice", "commission", "keep-precinct", "precinct/001", PRECINCT);
    assert_span_is(f.refusal.found, "entry 1");
    fold_ok(&f, "commission", "count-voters", "precinct/001", "{\"registered\":7}");
    struct adil_polity *p = f.p;
    uint32_t reg = adil_register_find(p->book->reg, p->book->n_registers, ADIL_SPAN("precinct"));
    uint32_t rec = adil_record_find(p, reg, adil_strings_find(p->strings, ADIL_SPAN("001")));
    assert_true(rec != ADIL_NO_RECORD);
    const adil_slot *slot = adil_record_slots(p, &f.t->perm, reg, rec);
    for (uint32_t i = 0; i < p->book->reg[reg].n_fields; i++) {
        struct adil_datum d = adil_slot_datum(p, &f.t->perm, &p->book->reg[reg].field[i], slot[i]);
        if (adil_span_is(p->book->reg[reg].field[i].id, "registered")) {
            assert_int_equal(d.number.lo.p, 7);
        } else if (adil_span_is(p->book->reg[reg].field[i].id, "title")) {
            assert_span_is(d.text, "School");
        } else if (adil_span_is(p->book->reg[reg].field[i].id, "number")) {
            assert_span_is(d.text, "001");
        }
    }
    fold_ok(&f, "commission", "close-precinct", "precinct/001", NULL);
    fold_refused(&f, "act.record", "commission", "count-voters", "precinct/001",
                 "{\"registered\":8}");
    fold_refused(&f, "act.record", "commission", "close-precinct", "precinct/001", NULL);
    fold_refused(&f, "act.twice", "commission", "keep-precinct", "precinct/001", PRECINCT);
    fold_close(&f);
}

static void test_corrections_name_the_current_entry(void **state)
{
    struct fold f;
    fold_open(&f, *state, fold_club, NULL, 0);
    struct fold_act a = keep("precinct/001");
    a.supersedes = 1;
    fold_assert(&f, fold_apply(&f, &a), "act.supersedes");
    struct fold_act c = {.by = "commission", .word = "correct-protocol", .about = "protocol/b/c/1"};
    fold_assert(&f, fold_apply(&f, &c), "act.supersedes");
    assert_span_is(f.refusal.found, "nothing");
    c.supersedes = 9;
    fold_assert(&f, fold_apply(&f, &c), "act.supersedes");
    assert_span_is(f.refusal.expected, "an entry of the record");
    fold_close(&f);
}

/* ---- an election ------------------------------------------------------------------------ */

#define PROTOCOL(voters, all)                                                                      \
    "{\"cast\":" voters ",\"found-fixed\":" voters ",\"found-portable\":0,\"invalid\":0,"          \
    "\"issued-in\":" voters ",\"issued-out\":0,\"listed\":100,\"not-counted\":0,"                  \
    "\"received\":100,\"spoiled\":0,\"unused\":" all ",\"votes\":{\"against-all\":0,\"blues\":0,"  \
    "\"reds\":" voters "},\"with-certificate\":0}"

/* Both parties stand in the contest of the board. */
static void both_stand(struct fold *f)
{
    fold_at(f, "2023-01-25T12:00:00+06:00");
    fold_ok(f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
    fold_ok(f, "party/blues", "nominate-list", "list/board-2023/blues", club_list("blues"));
    fold_ok(f, "commission", "register-list", "list/board-2023/reds",
            "{\"registered\":\"2023-01-25\"}");
    fold_ok(f, "commission", "register-list", "list/board-2023/blues",
            "{\"registered\":\"2023-01-25\"}");
}

static void test_a_protocol_is_superseded_once(void **state)
{
    struct fold f;
    const char *pc = "precinct-commission/001";
    club_open(&f, *state);
    club_call(&f);
    both_stand(&f);
    fold_at(&f, "2023-03-19T20:30:00+06:00");
    fold_refused(&f, "act.case", pc, "protocol", "protocol/nowhere/board-2023/001",
                 PROTOCOL("40", "60"));
    f.logged += 3600000;
    uint64_t first = adil_polity_entries(f.p);
    fold_ok(&f, pc, "protocol", "protocol/board-2023/board-2023/001", PROTOCOL("40", "60"));
    struct fold_act correct = {.by = pc,
                               .word = "correct-protocol",
                               .about = "protocol/board-2023/board-2023/001",
                               .fields = PROTOCOL("50", "50"),
                               .supersedes = first};
    fold_assert(&f, fold_apply(&f, &correct), NULL);
    fold_assert(&f, fold_apply(&f, &correct), "act.supersedes");
    correct.supersedes = first + 1;
    fold_assert(&f, fold_apply(&f, &correct), NULL);
    fold_close(&f);
}

static void test_reports_in_any_order_make_one_record(void **state)
{
    struct fold f;
    const char *pc = "precinct-commission/001";
    const char *about = "turnout/board-2023/001";
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-03-19T12:05:00+06:00");
    fold_ok(&f, pc, "turnout", about, "{\"at-12\":30}");
    fold_ok(&f, pc, "turnout", about, "{\"at-09\":10,\"at-12\":30}");
    fold_refused(&f, "act.known", pc, "turnout", about, "{\"at-09\":10}");
    fold_refused(&f, "act.known", pc, "turnout", about, "{\"at-09\":11,\"at-15\":50}");
    assert_found(&f, "at-09", "another value", "what is on the record, or a correction");
    fold_refused(&f, "act.known", pc, "turnout", about, "{}");
    fold_close(&f);
}

static void test_the_wrong_office_is_refused(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    struct adil_hash before = fold_hash(&f);
    assert_non_null(fold_do(&f, "chair", "keep-precinct", "precinct/007", PRECINCT));
    assert_int_equal(f.err.code, ADIL_C_REFUSED);
    assert_non_null(
        fold_do(&f, "commission", "nominate-list", "list/board-2023/reds", club_list("reds")));
    assert_non_null(
        fold_do(&f, "party/reds", "nominate-list", "list/board-2023/blues", club_list("blues")));
    assert_non_null(fold_do(&f, "commission", "protocol", "protocol/board-2023/board-2023/001",
                            PROTOCOL("40", "60")));
    assert_true(f.refusal.cite.len > 0);
    struct adil_hash after = fold_hash(&f);
    assert_true(adil_hash_eq(&before, &after));
    fold_close(&f);
}

/* Refused at the last step, after deadlines fired and texts came: nothing of it stays. */
static void test_a_refused_act_leaves_the_state_as_it_was(void **state)
{
    struct fold f;
    club_open(&f, *state);
    club_call(&f);
    fold_at(&f, "2023-03-01T12:00:00+06:00");
    struct adil_span before = fold_state(&f);
    struct adil_hash hash = fold_hash(&f);
    size_t strings = f.p->n_pool;
    fold_at(&f, "2023-03-19T21:30:00+06:00"); /* polling has ended by then */
    assert_non_null(fold_do(&f, "party/reds", "nominate-list", "list/board-2023/reds",
                            "{\"contest\":\"board-2023\",\"name\":\"A name never heard\","
                            "\"party\":\"reds\",\"people\":9}"));
    assert_non_null(
        fold_do(&f, "commission", "result", "case/board-2023", "{\"contest\":\"board-2023\"}"));
    assert_span_equal(fold_state(&f), before);
    struct adil_hash after = fold_hash(&f);
    assert_true(adil_hash_eq(&hash, &after));
    assert_int_equal(f.p->n_pool, strings);
    assert_int_equal(adil_strings_find(f.p->strings, ADIL_SPAN("A name never heard")), 0);
    fold_close(&f);
}

/* A copy that refused what another was never asked has the same state, byte for byte. */
static void test_copies_agree_whatever_they_refused(void **state)
{
    struct test_arenas *t = *state;
    struct fold f[2];
    const char *pc = "precinct-commission/001";
    for (int i = 0; i < 2; i++) {
        club_open(&f[i], t);
        club_call(&f[i]);
        if (i == 1) {
            assert_non_null(fold_do(&f[i], "party/blues", "nominate-list", "list/board-2023/zzz",
                                    club_list("zzz")));
            assert_non_null(fold_do(&f[i], "commission", "enrol-party", "party/new",
                                    "{\"members\":{\"total\":7},\"name\":\"Never enrolled\"}"));
        }
        both_stand(&f[i]);
        if (i == 1) {
            fold_at(&f[i], "2023-03-19T23:30:00+06:00");
            assert_non_null(fold_do(&f[i], "party/reds", "nominate-list", "list/board-2023/late",
                                    club_list("late")));
            assert_non_null(
                fold_do(&f[i], "commission", "result", club_case, "{\"contest\":\"board-2023\"}"));
        }
        fold_at(&f[i], "2023-03-19T21:30:00+06:00");
        fold_ok(&f[i], pc, "protocol", "protocol/board-2023/board-2023/001", PROTOCOL("40", "60"));
        fold_ok(&f[i], pc, "turnout", "turnout/board-2023/001", "{\"at-20\":40}");
    }
    struct adil_hash a = fold_hash(&f[0]);
    struct adil_hash b = fold_hash(&f[1]);
    assert_span_equal(fold_state(&f[1]), fold_state(&f[0]));
    assert_true(adil_hash_eq(&a, &b));
    fold_close(&f[0]);
    fold_close(&f[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_entry_0_founds_the_record),
        test_case(test_entry_0_is_refused_whole),
        test_case(test_entry_0_needs_the_founders),
        test_case(test_a_higher_engine_is_told),
        test_case(test_a_replayed_act_is_refused),
        test_case(test_time_does_not_go_back),
        test_case(test_another_law_is_refused),
        test_case(test_who_has_no_keys_is_refused),
        test_case(test_k_of_n_signatures),
        test_case(test_one_signer_is_counted_once),
        test_case(test_more_than_half_of_the_keys_that_are_bound_now),
        test_case(test_the_origin_is_signed),
        test_case(test_a_wrong_form_is_refused),
        test_case(test_a_record_is_entered_changed_and_ended),
        test_case(test_corrections_name_the_current_entry),
        test_case(test_a_protocol_is_superseded_once),
        test_case(test_reports_in_any_order_make_one_record),
        test_case(test_the_wrong_office_is_refused),
        test_case(test_a_refused_act_leaves_the_state_as_it_was),
        test_case(test_copies_agree_whatever_they_refused),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
