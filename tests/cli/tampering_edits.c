/* Entries that were changed, removed, moved; then everything was hashed and signed anew. */
#include "poll.h"
#include "tampering.h"

#include <string.h>

#define FIRST_BOARD "precinct-commission/001"

const struct tampering_edit tampering_edits[] = {
    {"voters are added to a precinct", FORGE_CERTIFIED, "keep-precinct", 0, "\"registered\":100",
     "\"registered\":900", NULL, 0, "act.signature"},
    {"voters are added, and the operator signs", FORGE_CERTIFIED, "keep-precinct", 0,
     "\"registered\":100", "\"registered\":900", "log", 1, "act.key"},
    {"a list is renamed", FORGE_CERTIFIED, "nominate-list", 0, "Reds", "Rads", NULL, 0,
     "act.signature"},
    {"a person is put in the place of another", FORGE_CERTIFIED, "nominate-chair", 0, "p-ann",
     "p-eve", NULL, 0, "act.signature"},
    {"one vote moves between lists", FORGE_CERTIFIED, "protocol", 0, "\"blues\":10,\"reds\":21",
     "\"blues\":11,\"reds\":20", NULL, 0, "act.signature"},
    {"one vote moves, and the commission signs again", FORGE_CERTIFIED, "protocol", 0,
     "\"blues\":10,\"reds\":21", "\"blues\":11,\"reds\":20", FIRST_BOARD, 1, "act.result"},
    {"ballots vanish, and the commission signs again", FORGE_CERTIFIED, "protocol", 0,
     "\"received\":100", "\"received\":97", FIRST_BOARD, 1, "P.01"},
    {"more votes than ballots, signed again", FORGE_CERTIFIED, "protocol", 0, "\"reds\":21",
     "\"reds\":91", FIRST_BOARD, 1, "P.07"},
    {"more ballots issued than voters, signed again", FORGE_CERTIFIED, "protocol", 0,
     "\"listed\":100", "\"listed\":10", FIRST_BOARD, 1, "P.06"},
    {"more in the box than issued, signed again", FORGE_CERTIFIED, "protocol", 0,
     "\"found-portable\":0", "\"found-portable\":9", FIRST_BOARD, 1, "P.02"},
    {"the result has other votes", FORGE_CERTIFIED, "result", 0, "\"reds\":141", "\"reds\":142",
     "commission", 3, "act.result"},
    {"the result has other seats", FORGE_CERTIFIED, "result", 0, "\"reds\":6", "\"reds\":7",
     "commission", 3, "act.result"},
    {"the result has another turnout", FORGE_CERTIFIED, "result", 0, "\"cast\":213", "\"cast\":313",
     "commission", 3, "act.result"},
    {"the result leaves one protocol out", FORGE_CERTIFIED, "result", 0, "\"n\":6", "\"n\":5",
     "commission", 3, "act.result"},
    {"the result is called otherwise", FORGE_CERTIFIED, "result", 0, "\"decided\"", "\"not-valid\"",
     "commission", 3, "act.result"},
    {"another one is elected", FORGE_CERTIFIED, "result", 1, "\"elected\":[\"ann\"]",
     "\"elected\":[\"bob\"]", "commission", 3, "act.result"},
    {"the lot has another seed", FORGE_CERTIFIED, "result", 0, "\"seed\":\"", "\"seed\":\"0",
     "commission", 3, "act.result"},
    {"a blank is put between", FORGE_CERTIFIED, "certify", 0, "\"act\":{", "\"act\": {", NULL, 0,
     "act.form"},
    {"a member stands twice", FORGE_CERTIFIED, "certify", 0,
     ",\"logged\":", ",\"logged\":1,\"logged\":", NULL, 0, "act.form"},
    {"a number has a point", FORGE_CERTIFIED, "keep-precinct", 0, "\"registered\":100",
     "\"registered\":100.0", NULL, 0, "act.form"},
    {"a text is spelled with an escape", FORGE_CERTIFIED, "keep-precinct", 0, "School",
     "\\u0053chool", NULL, 0, "act.form"},
    {"a member is added to an entry", FORGE_CERTIFIED, "certify", 0,
     "{\"act\":", "{\"aaa\":1,\"act\":", NULL, 0, "act.form"},
    {"an entry is no JSON", FORGE_CERTIFIED, "certify", 0, "{\"act\":", "[\"act\":", NULL, 0,
     "act.form"},
    {"bytes that are no UTF-8", FORGE_CERTIFIED, "keep-precinct", 0, "School", "Sch\xffol", NULL, 0,
     "act.form"},
    {"an act gets another kind", FORGE_CERTIFIED, "certify", 0, "\"kind\":\"move\"",
     "\"kind\":\"annul\"", NULL, 0, "act.word"},
    {"an act gets another issuer", FORGE_CERTIFIED, "certify", 0, "\"by\":\"commission\"",
     "\"by\":\"party/reds\"", NULL, 0, "act.seq"},
    {"an act is about another case", FORGE_CERTIFIED, "certify", 0, "case/club-2023",
     "case/club-2024", NULL, 0, "act.signature"},
    {"an issuer's time is changed", FORGE_CERTIFIED, "certify", 0, "\"at\":16", "\"at\":15", NULL,
     0, "act.signature"},
    {"an act gets another number", FORGE_CERTIFIED, "certify", 0, "\"seq\":", "\"seq\":1", NULL, 0,
     "act.seq"},
    {"a commitment is changed before it is opened", FORGE_CERTIFIED, "commit-seed", 0,
     "\"commitment\":\"", "\"commitment\":\"0", "party/reds", 1, "act.field"},
    {"founders need one signature less", FORGE_CERTIFIED, "enact", 0, "\"least\":2", "\"least\":1",
     NULL, 0, "act.signature"},
    {"a simulated record becomes a real one", FORGE_CERTIFIED, "enact", 0, "\"simulated\",\"engine",
     "\"real\",\"engine", NULL, 0, "act.signature"},
    {"entry 0 is signed again with other founders' rules", FORGE_CERTIFIED, "enact", 0,
     "\"least\":2", "\"least\":1", "founders", 3, "✗ genesis"},
    {"entry 0 asks for an engine nobody has", FORGE_CERTIFIED, "enact", 0, "\"engine\":1",
     "\"engine\":9", "founders", 3, "✗ genesis"},
};
const size_t tampering_n_edits = ADIL_COUNT(tampering_edits);

/* ---- deeds ---------------------------------------------------------------------------------- */

static void remove_a_nomination(struct forge *g)
{
    forge_remove(g, forge_find(g, "nominate-list", 0));
}

static void remove_the_last_reveal(struct forge *g)
{
    forge_remove(g, forge_find(g, "reveal-seed", 1));
}

static void remove_a_protocol(struct forge *g)
{
    forge_remove(g, forge_find(g, "protocol", 3));
}

static void remove_both_protocols_of_a_place(struct forge *g)
{
    forge_remove(g, forge_find(g, "protocol", 11));
    forge_remove(g, forge_find(g, "protocol", 10));
}

static void remove_entry_0(struct forge *g)
{
    forge_remove(g, 0);
}

static void remove_everything(struct forge *g)
{
    g->n = 0;
}

static void found_twice(struct forge *g)
{
    forge_insert(g, 1, g->leaf[0]);
}

static void swap_two(struct forge *g)
{
    uint32_t i = forge_find(g, "keep-precinct", 1);
    forge_swap(g, i, i + 1);
}

static void swap_two_and_mend_the_time(struct forge *g)
{
    uint32_t i = forge_find(g, "keep-precinct", 1);
    int64_t first = forge_time(g, i);
    int64_t second = forge_time(g, i + 1);
    forge_swap(g, i, i + 1);
    forge_logged(g, i, first);
    forge_logged(g, i + 1, second);
}

static void result_before_its_last_protocol(struct forge *g)
{
    uint32_t protocol = forge_find(g, "protocol", 11);
    uint32_t result = forge_find(g, "result", 1);
    int64_t last = forge_time(g, result);
    struct adil_span leaf = g->leaf[protocol];
    forge_remove(g, protocol);
    forge_insert(g, result, leaf);
    forge_logged(g, result, last);
}

static void replay_an_act(struct forge *g)
{
    forge_insert(g, g->n, g->leaf[forge_find(g, "keep-precinct", 5)]);
    forge_logged(g, g->n - 1, forge_time(g, g->n - 2));
}

static void log_goes_back_in_time(struct forge *g)
{
    forge_logged(g, g->n - 1, forge_time(g, 3));
}

static void nobody_signs(struct forge *g)
{
    forge_unsign(g, forge_find(g, "certify", 0));
}

static void sign_for_another_log(struct forge *g)
{
    g->signed_for = "simulated.example/other";
    forge_resign(g, forge_find(g, "certify", 0), "case/club-2023", "case/club-2023", "commission",
                 3);
}

static void use_a_revoked_key(struct forge *g)
{
    struct fold *f = &g->f;
    const char *fields =
        fold_text(f, adil_fmt(&g->t->perm, "{\"bind\":[\"%s\"],\"last\":1,\"revoke\":[\"%s\"]}",
                              fold_key(f, "party/reds", 1), fold_key(f, "party/reds", 0)));
    fold_ok(f, "commission", "key", "issuer/party/reds", fields);
    forge_take(g);
    const struct fold_act act = {.by = "party/reds", .word = "attest", .about = "entry/1"};
    forge_add(g, &act);
}

static void stand_a_second_term(struct forge *g)
{
    struct fold *f = &g->f;
    fold_at(f, "2024-12-02T10:00:00+06:00");
    fold_ok(f, "commission", "call", "case/club-2025",
            "{\"contests\":[\"board-2025\"],\"day\":\"2025-02-09\"}");
    forge_take(g);
    fold_at(f, "2024-12-04T10:00:00+06:00");
    const struct fold_act act = {
        .by = "party/reds",
        .word = "nominate-chair",
        .about = "list/club-2025/ann",
        .fields = "{\"born\":\"1970-01-01\",\"contest\":\"board-2025\",\"name\":\"ann\","
                  "\"party\":\"reds\",\"person\":\"p-ann\"}"};
    forge_add(g, &act);
}

static void certify_what_is_stale(struct forge *g)
{
    struct fold *f = &g->f;
    const struct fold_act court = {.by = "commission",
                                   .word = "correct-by-court",
                                   .about = poll_about(f, "board-2023", 6),
                                   .fields = poll_board(f, 27, 9, 2),
                                   .supersedes = forge_find(g, "protocol", 10)};
    fold_assert(f, fold_apply(f, &court), NULL);
    forge_take(g);
    const struct fold_act act = {.by = "commission", .word = "certify", .about = poll_case};
    forge_add(g, &act);
}

/* One protocol is superseded, and the result from before is stated. */
static void state_a_result_on_a_superseded_protocol(struct forge *g)
{
    struct fold *f = &g->f;
    const char *before = poll_result(f, "board-2023");
    uint32_t last = forge_find(g, "protocol", 10);
    fold_assert(f, poll_correct(f, "board-2023", 6, last, poll_board(f, 20, 16, 2)), NULL);
    forge_take(g);
    const struct fold_act act = {
        .by = "commission", .word = "result", .about = poll_case, .fields = before};
    forge_add(g, &act);
}

static void state_a_result_without_the_last_place(struct forge *g)
{
    struct fold *f = &g->f;
    fold_at(f, poll_night);
    for (int i = 1; i <= 5; i++) {
        poll_in(f, "board-2023", i, poll_board(f, 20 + i, 10, 2));
    }
    forge_take(g);
    const struct fold_act act = {.by = "commission",
                                 .word = "result",
                                 .about = poll_case,
                                 .fields = "{\"contest\":\"board-2023\"}"};
    forge_add(g, &act);
}

static void speak_for_a_closed_place(struct forge *g)
{
    struct fold *f = &g->f;
    fold_at(f, poll_night);
    fold_ok(f, "commission", "close-precinct", "precinct/006", "{}");
    forge_take(g);
    const struct fold_act act = {.by = "precinct-commission/006",
                                 .word = "protocol",
                                 .about = "protocol/club-2023/board-2023/006",
                                 .fields = poll_board(f, 20, 10, 2)};
    forge_add(g, &act);
}

static void rotate(struct forge *g, const char *by, const struct fold_log_key *change)
{
    const struct fold_act act = {
        .by = by, .word = "key", .about = "log", .fields = fold_log_key(&g->f, change)};
    forge_add(g, &act);
}

static void rotate_without_founders(struct forge *g)
{
    rotate(g, "commission", &(struct fold_log_key){.next = "new", .old = "log"});
}

static void rotate_without_proof(struct forge *g)
{
    rotate(g, "founders", &(struct fold_log_key){.next = "new", .old = "log", .spoil_proof = true});
}

/* The founders and a new key, behind the back of who keeps the log. */
static void rotate_without_the_old_key(struct forge *g)
{
    rotate(g, "founders", &(struct fold_log_key){.next = "new"});
    g->signer = "new";
}

static void rotate_with_anothers_signature_for_the_old(struct forge *g)
{
    rotate(g, "founders", &(struct fold_log_key){.next = "new", .old = "somebody"});
    g->signer = "new";
}

static void lose_the_key_for_no_reason(struct forge *g)
{
    rotate(g, "founders", &(struct fold_log_key){.next = "new", .lost = "true"});
    g->signer = "new";
}

/* A rotation as it should be; the old key goes on signing. */
static void sign_with_the_key_before(struct forge *g)
{
    const struct fold_log_key change = {.next = "new", .old = "log"};
    fold_ok(&g->f, "founders", "key", "log", fold_log_key(&g->f, &change));
    forge_take(g);
}

static void sign_with_another_key(struct forge *g)
{
    g->signer = "somebody";
}

static void sign_for_another_origin(struct forge *g)
{
    g->origin = "simulated.example/other";
}

/* Another law with its own hash in entry 0, signed by the founders: the acts were under the first.
 */
static void change_the_law(struct forge *g)
{
    struct adil_hash before = adil_sha256(g->rulebook);
    char *text = adil_span_cstr(&g->t->perm, g->rulebook);
    char *at = strstr(text, "at least 5% of counted votes");
    assert_non_null(at);
    at[sizeof "at least " - 1] = '3';
    g->rulebook = adil_span_of(text);
    struct adil_hash after = adil_sha256(g->rulebook);
    const char *from = fold_text(&g->f, adil_hex(&g->t->perm, before.byte, sizeof before.byte));
    const char *to = fold_text(&g->f, adil_hex(&g->t->perm, after.byte, sizeof after.byte));
    forge_resign(g, 0, from, to, "founders", 3);
    forge_resign(g, 0, from, to, "founders", 3);
}

static void lose_the_law(struct forge *g)
{
    g->rulebook = ADIL_SPAN("{}");
}

const struct tampering_deed tampering_deeds[] = {
    {"a nomination is removed", FORGE_CERTIFIED, remove_a_nomination, "act.record"},
    {"a seed is taken back", FORGE_CERTIFIED, remove_the_last_reveal, "act.result"},
    {"one protocol of a place is removed", FORGE_CERTIFIED, remove_a_protocol, "act.lot-early"},
    {"both protocols of a place are removed", FORGE_CERTIFIED, remove_both_protocols_of_a_place,
     "act.lot-early"},
    {"entry 0 is removed", FORGE_CERTIFIED, remove_entry_0, "✗ genesis"},
    {"all entries are removed", FORGE_CERTIFIED, remove_everything, "an empty log"},
    {"entry 0 stands twice", FORGE_CERTIFIED, found_twice, "act.genesis"},
    {"two acts change places", FORGE_CERTIFIED, swap_two, "act.seq"},
    {"two acts change places and times", FORGE_CERTIFIED, swap_two_and_mend_the_time, "act.seq"},
    {"a result is moved before the last protocol", FORGE_RESULTS, result_before_its_last_protocol,
     "act.lot-early"},
    {"an act is replayed", FORGE_CERTIFIED, replay_an_act, "act.seq"},
    {"the log goes back in time", FORGE_CERTIFIED, log_goes_back_in_time, "act.time"},
    {"signatures are taken away", FORGE_CERTIFIED, nobody_signs, "act.signs"},
    {"signatures are of another log", FORGE_CERTIFIED, sign_for_another_log, "act.signature"},
    {"a revoked key signs", FORGE_COUNTED, use_a_revoked_key, "act.key"},
    {"the chair stands for a second term", FORGE_CERTIFIED, stand_a_second_term, "chair-once"},
    {"a stale result is certified", FORGE_RESULTS, certify_what_is_stale, "act.stale"},
    {"a result rests on a superseded protocol", FORGE_COUNTED,
     state_a_result_on_a_superseded_protocol, "act.result"},
    {"a result comes before the last place", FORGE_COMMITTED, state_a_result_without_the_last_place,
     "act.incomplete"},
    {"a closed place states figures", FORGE_COMMITTED, speak_for_a_closed_place,
     "act.place-closed"},
    {"the log's key is changed by others", FORGE_CERTIFIED, rotate_without_founders, "act.log-key"},
    {"the log's new key did not agree", FORGE_CERTIFIED, rotate_without_proof, "act.log-key"},
    {"the log's old key did not agree", FORGE_CERTIFIED, rotate_without_the_old_key, "act.log-key"},
    {"another key agreed for the log's old one", FORGE_CERTIFIED,
     rotate_with_anothers_signature_for_the_old, "act.log-key"},
    {"the log's old key is lost, for no reason", FORGE_CERTIFIED, lose_the_key_for_no_reason,
     "act.field"},
    {"the key before the rotation signs", FORGE_CERTIFIED, sign_with_the_key_before,
     "no line of the log's key"},
    {"another key signs the checkpoint", FORGE_CERTIFIED, sign_with_another_key,
     "no line of the log's key"},
    {"the checkpoint is of another log", FORGE_CERTIFIED, sign_for_another_origin,
     "simulated.example/other"},
    {"the law of entry 0 is another", FORGE_CERTIFIED, change_the_law, "✗ genesis"},
    {"the law is lost", FORGE_CERTIFIED, lose_the_law, "✗ blobs"},
};
const size_t tampering_n_deeds = ADIL_COUNT(tampering_deeds);
