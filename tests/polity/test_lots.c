/* Lots: seeds committed to before any poll closes, revealed after the last protocol. */
#include "poll.h"

static const char *commitment_of(struct fold *f, const char *issuer, const char *salt,
                                 const char *seed)
{
    struct adil_hash h = adil_lot_commitment(ADIL_SPAN("club-2023"), adil_span_of(issuer),
                                             adil_span_of(salt), adil_span_of(seed));
    return fold_text(f, adil_fmt(&f->t->perm, "{\"commitment\":\"%.*s\"}",
                                 ADIL_ARG(adil_hex(&f->t->perm, h.byte, sizeof h.byte))));
}

static const char *reveal(struct fold *f, const char *by, const char *salt, const char *seed)
{
    struct adil_span fields =
        adil_fmt(&f->t->perm, "{\"salt\":\"%s\",\"seed\":\"%s\"}", salt, seed);
    return fold_do(f, by, "reveal-seed", poll_case, fold_text(f, fields));
}

/* Both parties commit in the morning. */
static void commit_both(struct fold *f)
{
    fold_at(f, poll_day);
    fold_ok(f, "party/reds", "commit-seed", poll_case,
            commitment_of(f, "party/reds", "rs", "red seed"));
    fold_ok(f, "party/blues", "commit-seed", poll_case,
            commitment_of(f, "party/blues", "bs", "blue seed"));
}

/* bob and cat tie behind ann: who advances is drawn. */
static void tie_for_the_second_place(struct fold *f)
{
    fold_at(f, poll_night);
    for (int i = 1; i <= 6; i++) {
        poll_in(f, "chair-2023", i, poll_chair(f, 14, 10, 10, 0));
    }
}

static void a_seed_is_revealed_after_the_last_protocol_by_who_committed_to_it(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\"]");
    fold_at(&f, poll_day);
    fold_ok(&f, "party/reds", "commit-seed", poll_case,
            commitment_of(&f, "party/reds", "rs", "red seed"));
    fold_at(&f, poll_night);
    for (int i = 1; i <= 5; i++) {
        poll_in(&f, "chair-2023", i, poll_chair(&f, 14, 10, 10, 0));
    }
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), "act.lot-early");
    assert_span_is(f.refusal.found, "5 of 6 protocols");
    poll_in(&f, "chair-2023", 6, poll_chair(&f, 14, 10, 10, 0));
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), "act.lot-uncommitted");
    fold_assert(&f, reveal(&f, "party/reds", "rs", "another seed"), "act.lot-unlike");
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), "act.lot-revealed");
    fold_close(&f);
}

static void each_party_commits_once_and_none_to_what_another_did(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\"]");
    fold_at(&f, poll_day);
    const char *red = commitment_of(&f, "party/reds", "rs", "red seed");
    fold_ok(&f, "party/reds", "commit-seed", poll_case, red);
    fold_refused(&f, "act.lot-committed", "party/blues", "commit-seed", poll_case, red);
    fold_refused(&f, "act.lot-committed", "party/reds", "commit-seed", poll_case,
                 commitment_of(&f, "party/reds", "rs", "second thoughts"));
    fold_at(&f, "2023-03-19T20:00:00+06:00"); /* the north closes: from now votes are known */
    fold_refused(&f, "polling-closes", "party/blues", "commit-seed", poll_case,
                 commitment_of(&f, "party/blues", "bs", "blue seed"));
    fold_close(&f);
}

static void a_tie_is_open_until_enough_seeds_are_revealed_and_then_drawn(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\"]");
    commit_both(&f);
    tie_for_the_second_place(&f);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    const char *open = poll_result(&f, "chair-2023");
    assert_non_null(open);
    assert_non_null(strstr(open, "\"status\":\"lot-needed\""));
    assert_non_null(strstr(open, "\"lot\":{\"missing\":[\"party/blues\"],\"seed\":null}"));
    assert_non_null(strstr(open, "\"tied\":[[\"bob\",\"cat\"]]"));
    fold_ok(&f, "commission", "result", poll_case, open);
    assert_string_equal(poll_stage(&f), "counting");
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), NULL);
    const char *drawn = poll_result(&f, "chair-2023");
    assert_non_null(strstr(drawn, "\"status\":\"second-round\""));
    assert_non_null(strstr(drawn, "\"missing\":[],\"seed\":\""));
    assert_non_null(strstr(drawn, "\"tied\":[]"));
    fold_ok(&f, "commission", "result", poll_case, drawn);
    assert_string_equal(poll_stage(&f), "between-rounds");
    fold_close(&f);
}

static void the_seed_is_of_all_seeds_in_order_of_who_revealed_them(void **state)
{
    struct fold f;
    struct adil_hash seed;
    poll_open(&f, *state, "[\"chair-2023\"]");
    commit_both(&f);
    tie_for_the_second_place(&f);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    assert_false(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, f.logged, &seed));
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), NULL);
    assert_true(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, f.logged, &seed));
    struct adil_span piece[] = {ADIL_SPAN("blue seed"), ADIL_SPAN("red seed")};
    struct adil_hash want = adil_sha256_pieces(piece, 2);
    assert_true(adil_hash_eq(&seed, &want));
    fold_close(&f);
}

static void who_does_not_reveal_is_named_and_the_others_suffice(void **state)
{
    struct fold f;
    struct adil_hash seed;
    poll_open(&f, *state, "[\"chair-2023\"]");
    commit_both(&f);
    fold_ok(&f, "party/greens", "commit-seed", poll_case,
            commitment_of(&f, "party/greens", "gs", "green seed"));
    tie_for_the_second_place(&f);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), NULL);
    assert_true(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, f.logged, &seed));
    const char *fields = poll_result(&f, "chair-2023");
    assert_non_null(strstr(fields, "\"lot\":{\"missing\":[\"party/greens\"],\"seed\":\""));
    assert_non_null(strstr(fields, "\"status\":\"second-round\""));
    /* a law without `missing: proceed` waits for all */
    struct adil_procedure waits = f.p->book->acts.procedure[0];
    waits.lot_proceeds = false;
    f.p->book->acts.procedure = &waits;
    assert_false(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, f.logged, &seed));
    fold_close(&f);
}

/* Closes the window of reveals, in the case's stage, at a deadline of the rulebook; says when. */
static int64_t reveal_until(struct fold *f, const char *deadline)
{
    const struct adil_acts *acts = &f->p->book->acts;
    uint32_t at = f->p->cases[0].stage;
    uint32_t id = 0;
    while (!adil_span_is(acts->deadline_id[id], deadline)) {
        id++;
    }
    struct adil_procedure *proc = adil_new(&f->t->perm, struct adil_procedure, 1);
    *proc = acts->procedure[0];
    struct adil_stage *stage = adil_new(&f->t->perm, struct adil_stage, proc->n_stages);
    memcpy(stage, proc->stage, proc->n_stages * sizeof *stage);
    struct adil_stage_act *act = adil_new(&f->t->perm, struct adil_stage_act, stage[at].n_acts);
    memcpy(act, stage[at].act, stage[at].n_acts * sizeof *act);
    for (uint32_t i = 0; i < stage[at].n_acts; i++) {
        act[i].until = act[i].word == proc->lot_reveal ? id : act[i].until;
    }
    stage[at].act = act;
    proc->stage = stage;
    f->p->book->acts.procedure = proc;
    return adil_case_deadline(f->p, 0, id, ADIL_NO_UNIT, adil_polity_day(f->p, f->logged)).end;
}

/* At the very instant of the limit a reveal is in time, so the seeds that are there do not suffice
 * yet; a millisecond later both are over. */
static void reveals_are_over_when_none_is_in_time(void **state)
{
    struct fold f;
    struct adil_hash seed;
    poll_open(&f, *state, "[\"chair-2023\"]");
    commit_both(&f);
    fold_ok(&f, "party/greens", "commit-seed", poll_case,
            commitment_of(&f, "party/greens", "gs", "green seed"));
    tie_for_the_second_place(&f);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), NULL);
    int64_t end = reveal_until(&f, "results-due");
    assert_false(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, end, &seed));
    assert_true(adil_lots_seed(f.p, f.t->scratch, poll_election(&f), 1, end + 1, &seed));
    f.logged = end + 1;
    fold_assert(&f, reveal(&f, "party/greens", "gs", "green seed"), "results-due");
    f.logged = end;
    fold_assert(&f, reveal(&f, "party/greens", "gs", "green seed"), NULL);
    fold_close(&f);
}

/* Who advanced by lot advances still when the second round is counted with both. */
static void what_the_first_round_drew_stands_in_the_second(void **state)
{
    struct fold f;
    poll_open(&f, *state, "[\"chair-2023\"]");
    commit_both(&f);
    tie_for_the_second_place(&f);
    fold_assert(&f, reveal(&f, "party/reds", "rs", "red seed"), NULL);
    fold_assert(&f, reveal(&f, "party/blues", "bs", "blue seed"), NULL);
    fold_assert(&f, poll_say_result(&f, "chair-2023"), NULL);
    const struct adil_result_act *r = adil_result_current(&poll_election(&f)->contest[0]);
    assert_int_equal(r->n_advance, 2);
    const struct adil_contest *c = poll_election(&f)->round[0]->tally[0].contest;
    const char *drawn = fold_text(&f, c->option[r->advance[1]].id);
    fold_at(&f, "2023-03-21T10:00:00+06:00");
    fold_ok(&f, "commission", "call-again", poll_case, "{\"day\":\"2023-04-02\"}");
    fold_at(&f, "2023-04-02T22:00:00+06:00");
    for (int i = 1; i <= 6; i++) {
        struct adil_span votes =
            adil_fmt(&f.t->perm, "{\"against-all\":1,\"ann\":10,\"%s\":12}", drawn);
        struct poll_figures p = {.cast = 23, .votes = fold_text(&f, votes)};
        poll_in(&f, "chair-2023:2", i, poll_protocol(&f, &p));
    }
    const char *fields = poll_result(&f, "chair-2023");
    assert_non_null(fields);
    assert_non_null(strstr(fields, "\"status\":\"decided\""));
    assert_non_null(
        strstr(fields, fold_text(&f, adil_fmt(&f.t->perm, "\"elected\":[\"%s\"]", drawn))));
    assert_non_null(strstr(fields, "\"lot\":null")); /* nobody committed in this round */
    fold_ok(&f, "commission", "result", poll_case, fields);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_seed_is_revealed_after_the_last_protocol_by_who_committed_to_it),
        test_case(each_party_commits_once_and_none_to_what_another_did),
        test_case(a_tie_is_open_until_enough_seeds_are_revealed_and_then_drawn),
        test_case(who_does_not_reveal_is_named_and_the_others_suffice),
        test_case(reveals_are_over_when_none_is_in_time),
        test_case(what_the_first_round_drew_stands_in_the_second),
        test_case(the_seed_is_of_all_seeds_in_order_of_who_revealed_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
