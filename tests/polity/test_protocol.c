/* Protocols: recorded when they are signed, counted when their checks hold; totals follow every
 * correction. */
#include "poll.h"

static void protocols_add_up_by_unit_and_contest(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(&f, "board-2023", i, poll_board(&f, 10 * i, 5, 1));
    }
    poll_in(&f, "chair-2023", 4, poll_chair(&f, 30, 10, 5, 1));
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 210);
    assert_int_equal(poll_total(&f, 0, 1, "reds"), 60);
    assert_int_equal(poll_total(&f, 0, 2, "reds"), 150);
    assert_int_equal(poll_figure(&f, 0, 0, ADIL_TALLY_CAST), 246);
    assert_int_equal(poll_figure(&f, 0, 2, ADIL_TALLY_REGISTERED), 300);
    assert_int_equal(poll_row(&f, 0, 0)->counted, 6);
    assert_int_equal(poll_row(&f, 1, 0)->counted, 1);
    assert_int_equal(poll_row(&f, 1, 0)->expected, 6);
    assert_int_equal(poll_total(&f, 1, 2, "ann"), 30);
    assert_int_equal(poll_total(&f, 1, 1, "ann"), 0);
    fold_close(&f);
}

static void a_protocol_before_the_last_poll_closes_is_refused(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, "2023-03-19T20:30:00+06:00"); /* the north has closed, the south has not */
    fold_refused(&f, "polling-closes", "commission", "protocol", poll_about(&f, "board-2023", 1),
                 poll_board(&f, 10, 5, 1));
    assert_span_is(f.refusal.cite, "Charter 19(2)");
    assert_span_is(f.refusal.expected, "2023-03-19T21:00:00+06:00");
    fold_close(&f);
}

static void unknown_contests_places_and_options_are_refused(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"board-2023\"]");
    fold_at(&f, poll_night);
    const char *good = poll_board(&f, 10, 5, 1);
    fold_assert(&f, poll_enter(&f, "chair-2023", 1, good), "act.contest");
    fold_assert(&f, poll_enter(&f, "board-2023:2", 1, good), "act.round");
    fold_assert(&f, poll_enter(&f, "board-2023:1", 1, good), "act.contest");
    struct poll_figures p = {.cast = 15, .votes = "{\"blues\":5,\"reds\":10}"};
    fold_assert(&f, poll_enter(&f, "board-2023", 1, poll_protocol(&f, &p)), "act.options");
    assert_span_is(f.refusal.expected, "against-all");
    p.votes = "{\"against-all\":1,\"blues\":5,\"greens\":4,\"reds\":5}";
    fold_assert(&f, poll_enter(&f, "board-2023", 1, poll_protocol(&f, &p)), "act.options");
    assert_span_is(f.refusal.found, "greens");
    poll_in(&f, "board-2023", 1, good);
    fold_close(&f);
}

static void a_faulty_protocol_is_recorded_and_stays_out_of_every_total(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    struct poll_figures p = {
        .cast = 16, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}", .received_less = 3};
    poll_in(&f, "board-2023", 2, poll_protocol(&f, &p));
    uint64_t entry = poll_last(&f);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 10);
    assert_int_equal(poll_row(&f, 0, 1)->faulty, 1);
    assert_int_equal(poll_row(&f, 0, 1)->counted, 1);
    fold_assert(&f, poll_correct(&f, "board-2023", 2, entry, poll_board(&f, 11, 5, 1)), NULL);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 21);
    assert_int_equal(poll_row(&f, 0, 0)->faulty, 0);
    assert_int_equal(poll_row(&f, 0, 0)->counted, 2);
    fold_close(&f);
}

static void a_correction_is_of_the_current_entry_and_once(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    uint64_t first = poll_last(&f);
    fold_assert(&f, poll_correct(&f, "board-2023", 1, first, poll_board(&f, 12, 5, 1)), NULL);
    fold_assert(&f, poll_correct(&f, "board-2023", 1, first, poll_board(&f, 13, 5, 1)),
                "act.supersedes");
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 12);
    fold_close(&f);
}

static void a_warning_waits_for_its_explanation(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    struct poll_figures p = {
        .cast = 20, .invalid = 4, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}"};
    poll_in(&f, "board-2023", 1, poll_protocol(&f, &p));
    assert_int_equal(poll_row(&f, 0, 0)->counted, 1);
    assert_int_equal(poll_row(&f, 0, 0)->unexplained, 1);
    fold_ok(&f, "precinct-commission/001", "explain-protocol", poll_about(&f, "board-2023", 1),
            "{\"explanation\":\"a school class voted in jest\"}");
    assert_int_equal(poll_row(&f, 0, 0)->unexplained, 0);
    assert_int_equal(poll_total(&f, 0, 0, "reds"), 10);
    fold_close(&f);
}

static void contests_of_one_polling_share_their_voters_or_explain(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    poll_in(&f, "chair-2023", 1, poll_chair(&f, 10, 5, 2, 1)); /* 18 issued, not 16 */
    uint64_t chair = poll_last(&f);
    assert_int_equal(poll_row(&f, 0, 0)->unexplained, 0);
    assert_int_equal(poll_row(&f, 1, 0)->unexplained, 1);
    uint64_t board = chair - 1;
    fold_assert(&f, poll_correct(&f, "board-2023", 1, board, poll_board(&f, 10, 7, 1)), NULL);
    assert_int_equal(poll_row(&f, 1, 0)->unexplained, 0); /* they agree now */
    assert_int_equal(poll_row(&f, 0, 0)->unexplained, 0);
    fold_close(&f);
}

static void a_commitment_binds_the_protocol_that_follows(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    static const char salt_hex[] =
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct adil_hash salt;
    assert_true(adil_hex_parse(ADIL_SPAN("00112233445566778899aabbccddeeff"
                                         "00112233445566778899aabbccddeeff"),
                               salt.byte, sizeof salt.byte));
    const char *plain = poll_board(&f, 10, 5, 1);
    struct adil_hash h =
        adil_protocol_commitment(ADIL_SPAN("club-2023/board-2023/001"), &salt, adil_span_of(plain));
    const char *fields = fold_text(
        &f, adil_fmt(&f.t->perm,
                     "{\"commitment\":\"%.*s\",\"contest\":\"board-2023\",\"place\":\"001\"}",
                     ADIL_ARG(adil_hex(&f.t->perm, h.byte, sizeof h.byte))));
    fold_at(&f, "2023-03-19T20:30:00+06:00");
    fold_refused(&f, "act.own-place", "precinct-commission/002", "commit-protocol", poll_case,
                 fields);
    fold_ok(&f, "precinct-commission/001", "commit-protocol", poll_case, fields);
    fold_refused(&f, "act.committed", "precinct-commission/001", "commit-protocol", poll_case,
                 fields);
    fold_at(&f, poll_night);
    fold_assert(&f, poll_enter(&f, "board-2023", 1, plain), "act.commitment");
    struct poll_figures p = {
        .cast = 16, .votes = "{\"against-all\":1,\"blues\":6,\"reds\":9}", .salt = salt_hex};
    fold_assert(&f, poll_enter(&f, "board-2023", 1, poll_protocol(&f, &p)), "act.commitment");
    p.votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}";
    poll_in(&f, "board-2023", 1, poll_protocol(&f, &p));
    fold_close(&f);
}

static void totals_past_what_an_act_can_state_are_refused(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    struct poll_figures p = {.cast = 16, .votes = "{\"against-all\":1,\"blues\":5,\"reds\":10}"};
    poll_in(&f, "board-2023", 1, poll_protocol(&f, &p));
    /* a faulty one is in no total, and still must fit: its correction may bring it in */
    p.cast_as = INT64_C(9007199254740991);
    fold_assert(&f, poll_enter(&f, "board-2023", 2, poll_protocol(&f, &p)), "act.overflow");
    fold_close(&f);
}

/* ---- checks against the phrases themselves -------------------------------------------------- */

struct any_figures {
    const struct adil_polity *p;
    const struct adil_election *e;
    const adil_slot *slot;
    int64_t votes;
};

static struct adil_fact any_quantity(void *ctx, struct adil_arena *a, uint32_t q, uint32_t unit)
{
    const struct any_figures *f = ctx;
    (void)a;
    (void)unit;
    uint32_t slot = f->e->check_slot[q];
    int64_t n = slot == ADIL_NO_WORD ? f->votes : f->slot[slot];
    bool known = slot == ADIL_NO_WORD ? n != ADIL_FIGURE_NONE : n != ADIL_SLOT_UNKNOWN;
    return known ? adil_fact_known(adil_num_int(n)) : adil_fact_from(adil_num_int(0));
}

/* Small figures (relations hold now and then), some past what 64 bits multiply, some unknown. */
static int64_t any_figure(struct test_rng *rng)
{
    switch (test_rng_below(rng, 12)) {
    case 0:
        return ADIL_SLOT_UNKNOWN;
    case 1:
        return INT64_MAX - (int64_t)test_rng_below(rng, 3);
    default:
        return (int64_t)test_rng_below(rng, 4);
    }
}

static void checks_in_whole_numbers_say_what_their_phrases_say(void **state)
{
    static const char *const phrases[] = {
        "received = issued-in + issued-out + unused + spoiled",
        "invalid is less than 3% of cast",
        "cast <= 2 * issued-in - 1",
        "cast is at least 1/3 of listed, rounded up",
        "all-votes + invalid >= cast",
        "listed is more than 2",
    };
    struct fold f;
    struct test_rng rng = {20230319};
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    poll_in(&f, "board-2023", 1, poll_board(&f, 10, 5, 1));
    const struct adil_election *e = poll_election(&f);
    uint32_t reg = adil_election_procedure(f.p, e)->protocols;
    struct adil_acts *acts = &f.p->book->acts;
    uint32_t held = 0;
    for (size_t k = 0; k < ADIL_COUNT(phrases); k++) {
        struct adil_check check = {.reg = reg, .effect = ADIL_CHECK_WARNS};
        check.rule.from = check.rule.until = ADIL_DATE_NONE;
        assert_int_equal(adil_phrase_parse(&f.t->perm, (struct adil_place){0},
                                           adil_span_of(phrases[k]), &acts->check_vocab[reg],
                                           &check.holds, &f.diag)
                             .code,
                         ADIL_C_OK);
        acts->check = &check;
        acts->n_checks = 1;
        for (int i = 0; i < 2000; i++) {
            adil_slot slot[32];
            for (size_t n = 0; n < ADIL_COUNT(slot); n++) {
                slot[n] = any_figure(&rng);
            }
            struct any_figures figures = {f.p, e, slot, (int64_t)test_rng_below(&rng, 5) - 1};
            struct adil_env env = {.ctx = &figures, .quantity = any_quantity};
            struct adil_protocol_view view = {slot, figures.votes, ADIL_DATE_NONE};
            struct adil_arena a = f.t->scratch;
            bool holds = adil_phrase_eval(&a, check.holds, &env).truth == ADIL_HOLDS;
            uint8_t flags = adil_protocol_check(f.p, f.t->scratch, e, &view, NULL, NULL);
            assert_int_equal(flags == 0, holds);
            held += holds;
        }
    }
    assert_in_range(held, 100, 2000 * ADIL_COUNT(phrases) - 100);
    fold_close(&f);
}

/* ---- the property --------------------------------------------------------------------------- */

static uint32_t next_random(uint64_t *x)
{
    *x = *x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*x >> 33);
}

/* What the totals must be: a walk over the records. */
static bool totals_are_sums(const struct fold *f)
{
    const struct adil_polity *p = f->p;
    const struct adil_election *e = poll_election(f);
    const struct adil_polling *poll = e->round[0];
    const struct adil_procedure *proc = adil_election_procedure(p, e);
    for (uint32_t c = 0; c < e->n_contests; c++) {
        const struct adil_contest_tally *t = &poll->tally[c];
        int64_t sum[16] = {0};
        uint32_t counted = 0;
        for (uint32_t place = 0; place < poll->n_places; place++) {
            uint32_t rec = adil_protocol_record(p, f->t->scratch, e, c, 1, place);
            if (rec == ADIL_NO_RECORD ||
                !adil_protocol_counts(p->reg[proc->protocols].rec[rec].flags)) {
                continue;
            }
            struct adil_arena a = f->t->scratch;
            const int64_t *figure =
                adil_protocol_figures(p, &a, e, t, poll->place_row[place],
                                      adil_record_slots(p, &a, proc->protocols, rec));
            for (uint32_t i = 0; i < t->figures.n_columns; i++) {
                sum[i] += figure[i];
            }
            counted++;
        }
        if (counted != t->row[0].counted) {
            return false;
        }
        for (uint32_t i = 0; i < t->figures.n_columns; i++) {
            int64_t parts = t->figures.sum[t->figures.n_columns + i] +
                            t->figures.sum[2 * t->figures.n_columns + i];
            if (sum[i] != t->figures.sum[i] || parts != sum[i]) {
                return false;
            }
        }
    }
    return true;
}

static void random_act(struct fold *f, uint64_t *seed)
{
    static const char *const contest[] = {"board-2023", "chair-2023"};
    uint32_t c = next_random(seed) % 2;
    int place = 1 + (int)(next_random(seed) % 6);
    int a = (int)(next_random(seed) % 30);
    int b = (int)(next_random(seed) % 30);
    struct adil_span votes =
        c == 0 ? adil_fmt(&f->t->perm, "{\"against-all\":1,\"blues\":%d,\"reds\":%d}", a, b)
               : adil_fmt(&f->t->perm, "{\"against-all\":1,\"ann\":%d,\"bob\":%d,\"cat\":0}", a, b);
    struct poll_figures p = {.cast = a + b + 1,
                             .votes = fold_text(f, votes),
                             .received_less = next_random(seed) % 4 == 0 ? 1 : 0};
    uint32_t place_rec = (uint32_t)place - 1;
    uint32_t rec = adil_protocol_record(f->p, f->t->scratch, poll_election(f), c, 1, place_rec);
    if (rec == ADIL_NO_RECORD) {
        poll_in(f, contest[c], place, poll_protocol(f, &p));
        return;
    }
    const struct adil_procedure *proc = adil_election_procedure(f->p, poll_election(f));
    const struct adil_rec *r = &f->p->reg[proc->protocols].rec[rec];
    if (next_random(seed) % 4 == 0 && (r->flags & ADIL_PROTOCOL_ANNULLED) == 0) {
        struct adil_span fields =
            adil_fmt(&f->t->perm, "{\"contest\":\"%s\",\"place\":\"00%d\",\"reason\":\"r\"}",
                     contest[c], place);
        fold_ok(f, "commission", "annul", poll_case, fold_text(f, fields));
        return;
    }
    fold_assert(f, poll_correct(f, contest[c], place, r->last, poll_protocol(f, &p)), NULL);
}

static void totals_equal_the_sum_of_counted_protocols_after_any_corrections(void **state)
{
    struct fold f;
    poll_open(&f, *state, poll_both);
    fold_at(&f, poll_night);
    uint64_t seed = 20230319;
    for (int i = 0; i < 150; i++) {
        random_act(&f, &seed);
        if (poll_election(&f)->round[0]->begun) {
            assert_true(totals_are_sums(&f));
        }
    }
    /* Control: a protocol that was put in once more without taking out what it was. */
    struct adil_election *e = poll_election(&f);
    int64_t figure[16] = {1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    fold_alone(&f);
    adil_sums_add(&e->round[0]->tally[0].figures, e->round[0], 1, figure, 1);
    assert_false(totals_are_sums(&f));
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(protocols_add_up_by_unit_and_contest),
        test_case(a_protocol_before_the_last_poll_closes_is_refused),
        test_case(unknown_contests_places_and_options_are_refused),
        test_case(a_faulty_protocol_is_recorded_and_stays_out_of_every_total),
        test_case(a_correction_is_of_the_current_entry_and_once),
        test_case(a_warning_waits_for_its_explanation),
        test_case(contests_of_one_polling_share_their_voters_or_explain),
        test_case(a_commitment_binds_the_protocol_that_follows),
        test_case(totals_past_what_an_act_can_state_are_refused),
        test_case(checks_in_whole_numbers_say_what_their_phrases_say),
        test_case(totals_equal_the_sum_of_counted_protocols_after_any_corrections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
