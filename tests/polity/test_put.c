/* The state as it is written, its hash, and refusals in words and as data. */
#include "club.h"

#include "polity/refusal.h"

#include <string.h>

static void acts(struct fold *f, struct test_arenas *t, int voters)
{
    club_open_holders(
        f, t,
        "[{\"capacity\":\"elected\",\"elected_on\":\"2019-06-09\",\"office\":\"chair\","
        "\"person\":\"Ann\",\"since\":\"2019-06-12\",\"source\":\"minutes\"}]");
    club_call(f);
    fold_at(f, "2023-01-25T10:00:00+06:00");
    fold_ok(f, "party/reds", "nominate-list", "list/board-2023/reds", club_list("reds"));
    fold_ok(f, "party/blues", "object", "entry/10", "{\"reason\":\"late\"}");
    struct adil_span fields = adil_fmt(&t->perm, "{\"registered\":%d}", voters);
    fold_ok(f, "commission", "count-voters", "precinct/001", adil_span_cstr(&t->perm, fields));
}

static struct adil_span compact(struct fold *f, const char *only)
{
    struct adil_buf out;
    struct adil_json j;
    adil_buf_open(&out, 1 << 24);
    adil_json_open(&j, &out, false);
    adil_polity_put(f->p, f->t->scratch, adil_span_of(only), &j);
    struct adil_span text = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static void the_same_acts_give_the_same_bytes(void **state)
{
    struct fold a;
    struct fold b;
    acts(&a, *state, 100);
    acts(&b, *state, 100);
    assert_span_equal(fold_state(&a), fold_state(&b));
    struct adil_hash ha = fold_hash(&a);
    struct adil_hash hb = fold_hash(&b);
    assert_true(adil_hash_eq(&ha, &hb));
    fold_close(&a);
    fold_close(&b);
}

static void the_hash_changes_with_a_record(void **state)
{
    struct fold a;
    struct fold b;
    acts(&a, *state, 100);
    acts(&b, *state, 101);
    struct adil_hash ha = fold_hash(&a);
    struct adil_hash hb = fold_hash(&b);
    assert_false(adil_hash_eq(&ha, &hb));
    fold_close(&a);
    fold_close(&b);
}

static void a_refused_act_changes_nothing(void **state)
{
    struct fold f;
    acts(&f, *state, 100);
    struct adil_span before = fold_state(&f);
    fold_refused(&f, "preparation.register-list", "party/reds", "register-list",
                 "list/board-2023/reds", "{\"registered\":\"2023-01-26\"}");
    assert_span_equal(fold_state(&f), before);
    fold_close(&f);
}

static void the_document_is_canonical(void **state)
{
    struct fold f;
    struct adil_json_reader r;
    acts(&f, *state, 100);
    struct adil_span text = compact(&f, "");
    adil_json_read(&r, &f.t->perm, text, true);
    enum adil_json_event e;
    do {
        e = adil_json_next(&r);
    } while (e != ADIL_JSON_END && e != ADIL_JSON_FAULT);
    if (e == ADIL_JSON_FAULT) {
        fail_msg("%s at %.*s", r.fault, ADIL_ARG(adil_span_sub(text, r.at - 60, r.at + 20)));
    }
    fold_close(&f);
}

static void a_section_stands_alone(void **state)
{
    struct fold f;
    acts(&f, *state, 100);
    assert_span_is(compact(&f, "notices"),
                   "{\"notices\":[{\"about\":\"entry/10\",\"by\":\"party/blues\",\"entry\":11,"
                   "\"fields\":{\"reason\":\"late\"},\"kind\":\"object\","
                   "\"word\":\"object\"}]}");
    assert_span_is(
        compact(&f, "holders"),
        "{\"holders\":[{\"capacity\":\"elected\",\"elected_on\":\"2019-06-09\",\"entry\":0,"
        "\"office\":\"chair\",\"person\":\"Ann\",\"since\":\"2019-06-12\",\"source\":\"minutes\","
        "\"until\":null}]}");
    struct adil_span calendar = compact(&f, "calendar");
    struct adil_span want =
        ADIL_SPAN("\"nomination-ends\":{\"begin\":\"2023-02-08T18:00:00+06:00\","
                  "\"cite\":\"Charter 16(4)\",\"day\":\"2023-02-08\","
                  "\"end\":\"2023-02-08T18:00:00+06:00\",\"passed\":false}");
    assert_true(adil_span_find(calendar, want) < calendar.len);
    want = ADIL_SPAN("\"polling-ends\":{\"begin\":\"2023-03-19T20:00:00+05:00\"");
    assert_true(adil_span_find(calendar, want) < calendar.len);
    struct adil_span registers = compact(&f, "registers");
    want = ADIL_SPAN("\"list\":{\"board-2023/reds\":{\"entered\":10,\"fields\":{"
                     "\"contest\":\"board-2023\",\"name\":\"reds\",\"party\":\"reds\","
                     "\"people\":9,\"status\":\"nominated\"},\"written\":10}}");
    assert_true(adil_span_find(registers, want) < registers.len);
    fold_close(&f);
}

static void an_objection_names_an_entry_of_the_record(void **state)
{
    struct fold f;
    acts(&f, *state, 100);
    fold_refused(&f, "act.entry", "party/blues", "object", "entry/13", "{\"reason\":\"r\"}");
    fold_ok(&f, "party/blues", "object", "entry/12", "{\"reason\":\"r\"}");
    fold_close(&f);
}

static struct adil_span printed(struct fold *f, enum adil_lang lang, bool json)
{
    struct adil_act act;
    struct adil_buf out;
    struct adil_json j;
    adil_err e = adil_act_parse(&f->t->perm, (struct adil_place){0}, f->leaf, &act, NULL);
    assert_int_equal(e.code, ADIL_C_OK);
    adil_buf_open(&out, 1 << 16);
    if (json) {
        adil_json_open(&j, &out, false);
        adil_refusal_json(&j, &act, &f->refusal);
    } else {
        adil_refusal_print(&out, lang, &act, &f->refusal);
    }
    struct adil_span text = adil_span_copy(&f->t->perm, adil_buf_span(&out));
    adil_buf_release(&out);
    return text;
}

static void a_refusal_reads_like_a_court_s(void **state)
{
    struct fold f;
    acts(&f, *state, 100);
    fold_at(&f, "2023-02-08T18:00:01+06:00");
    fold_refused(&f, "nomination-ends", "party/blues", "nominate-list", "list/board-2023/blues",
                 club_list("blues"));
    assert_span_is(
        printed(&f, ADIL_EN, false),
        "refused: nominate-list list/board-2023/blues by party/blues\n"
        "  nomination-ends   Charter 16(4)   Nomination ends at 18:00 on the 39th day before "
        "election day.\n"
        "    in: logged\n"
        "    found: 2023-02-08T18:00:01+06:00\n"
        "    expected: not after 18:00 on 8 February 2023\n");
    assert_span_is(
        printed(&f, ADIL_EN, true),
        "{\"act\":{\"about\":\"list/board-2023/blues\",\"by\":\"party/blues\",\"kind\":\"enter\","
        "\"seq\":2,\"word\":\"nominate-list\"},\"cite\":\"Charter 16(4)\","
        "\"expected\":\"not after 18:00 on 8 February 2023\",\"field\":\"logged\","
        "\"found\":\"2023-02-08T18:00:01+06:00\",\"mark\":\"read\",\"rule\":\"nomination-ends\","
        "\"text\":\"Nomination ends at 18:00 on the 39th day before election day.\"}");
    fold_close(&f);
}

static void a_rule_from_memory_is_called_unverified(void **state)
{
    struct fold f;
    acts(&f, *state, 100);
    fold_refused(&f, "party-members", "commission", "enrol-party", "party/few",
                 club_members(4999, 2500, 2499));
    struct adil_span text = printed(&f, ADIL_RU, false);
    assert_true(
        adil_span_starts(text, ADIL_SPAN("отказано: enrol-party party/few от commission\n")));
    assert_true(adil_span_find(text, ADIL_SPAN("(не проверено)\n")) < text.len);
    assert_true(adil_span_find(text, ADIL_SPAN("установлено: ")) < text.len);
    fold_close(&f);
}

/* What is shown to people has no control bytes; data has valid UTF-8. */
static void bytes_from_outside_are_shown_escaped(void **state)
{
    struct test_arenas *t = *state;
    struct adil_refusal r = {.rule = ADIL_SPAN("act.form"),
                             .mark = ADIL_MARK_READ,
                             .found = ADIL_SPAN("\x1b[2J\xff"),
                             .expected = ADIL_SPAN("text")};
    struct adil_buf out;
    struct adil_json j;
    adil_buf_open(&out, 1 << 16);
    adil_refusal_print(&out, ADIL_KK, NULL, &r);
    assert_span_is(adil_buf_span(&out), "бас тартылды\n  act.form\n"
                                        "    анықталды: \\x1b[2J\\xff\n"
                                        "    талап: text\n");
    out.len = 0;
    adil_json_open(&j, &out, false);
    adil_refusal_json(&j, NULL, &r);
    struct adil_span text = adil_span_copy(&t->perm, adil_buf_span(&out));
    assert_span_is(text, "{\"act\":null,\"cite\":\"\",\"expected\":\"text\",\"field\":\"\","
                         "\"found\":\"\\\\x1b[2J\\\\xff\",\"mark\":\"read\","
                         "\"rule\":\"act.form\",\"text\":\"\"}");
    adil_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(the_same_acts_give_the_same_bytes),
        test_case(the_hash_changes_with_a_record),
        test_case(a_refused_act_changes_nothing),
        test_case(the_document_is_canonical),
        test_case(a_section_stands_alone),
        test_case(an_objection_names_an_entry_of_the_record),
        test_case(a_refusal_reads_like_a_court_s),
        test_case(a_rule_from_memory_is_called_unverified),
        test_case(bytes_from_outside_are_shown_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
