/* A meeting of the association that people copy (polities/club), on 18 April 2026: places, members,
 * candidates, counts and results. */
#ifndef ADIL_TESTS_POLITY_MEETING_H
#define ADIL_TESTS_POLITY_MEETING_H

#include "fold.h"
#include "polity/elections.h"

#define club_book "polities/club/rulebook.yaml"
#define meeting   "meeting-2026"

static const struct fold_issuer club_members[] = {
    {"secretary", 1},    {"committee", 3}, {"board", 1},   {"tellers/hall", 3},
    {"tellers/post", 3}, {"member/01", 1}, {"typists", 2}, {"auditors", 1},
};

#define chair_in(year)                                                                             \
    "{\"capacity\":\"elected\",\"elected_on\":\"" year "-04-18\",\"office\":\"chair\","            \
    "\"person\":\"01\",\"since\":\"" year "-04-20\",\"source\":\"minutes\",\"until\":\"" year      \
    "-12-31\"}"

static inline void meeting_open(struct fold *f, struct test_arenas *t, const char *holders)
{
    fold_open_holders(f, t, club_book, club_members, ADIL_COUNT(club_members), holders);
    fold_at(f, "2026-03-01T10:00:00+05:00");
    for (int i = 1; i <= 9; i++) {
        fold_ok(f, "secretary", "admit-member",
                adil_span_cstr(&t->perm, adil_fmt(&t->perm, "member/0%d", i)),
                "{\"joined\":\"2019-04-01\",\"name\":\"M\"}");
    }
    fold_ok(f, "committee", "open-place", "place/hall", "{\"registered\":30,\"title\":\"Hall\"}");
    fold_ok(f, "committee", "open-place", "place/post", "{\"registered\":10,\"title\":\"Post\"}");
    fold_at(f, "2026-03-20T10:00:00+05:00");
    fold_ok(f, "secretary", "call-meeting", "case/" meeting,
            "{\"contests\":[\"board\",\"chair\"],\"day\":\"2026-04-18\"}");
}

static inline void meeting_stand(struct fold *f, const char *word, const char *name, int member)
{
    struct adil_arena *a = &f->t->perm;
    const char *about = adil_span_cstr(a, adil_fmt(a, "candidate/" meeting "/%s", name));
    fold_ok(f, "secretary", word, about,
            adil_span_cstr(a, adil_fmt(a, "{\"person\":\"0%d\"}", member)));
    fold_ok(f, "committee", "register-candidate", about, NULL);
}

static inline void meeting_stands(struct fold *f, struct test_arenas *t)
{
    static const char *const board[] = {"a", "b", "c", "d", "e", "f"};
    meeting_open(f, t, NULL);
    meeting_stand(f, "nominate-chair", "rosa", 1);
    meeting_stand(f, "nominate-chair", "karl", 2);
    for (int i = 0; i < 6; i++) {
        meeting_stand(f, "nominate-board", board[i], 3 + i);
    }
}

static inline const char *meeting_count(struct fold *f, const char *contest, const char *place,
                                        int cast, const char *votes)
{
    struct adil_arena *a = &f->t->perm;
    return fold_do(
        f, adil_span_cstr(a, adil_fmt(a, "tellers/%s", place)), "protocol",
        adil_span_cstr(a, adil_fmt(a, "protocol/" meeting "/%s/%s", contest, place)),
        adil_span_cstr(a, adil_fmt(a,
                                   "{\"cast\":%d,\"invalid\":0,\"issued\":%d,\"listed\":30,"
                                   "\"votes\":%s}",
                                   cast, cast, votes)));
}

static inline void meeting_result_of(struct fold *f, const char *id, const char *contest)
{
    struct adil_arena *a = &f->t->perm;
    struct adil_buf out;
    adil_buf_open(&out, 1 << 20);
    adil_err err = adil_polity_result_fields(f->p, a, f->t->scratch, adil_span_of(id),
                                             adil_span_of(contest), &out, &f->refusal);
    fold_assert(f, err.code == ADIL_C_OK ? NULL : fold_text(f, f->refusal.rule), NULL);
    fold_ok(f, "committee", "result", adil_span_cstr(a, adil_fmt(a, "case/%s", id)),
            adil_span_cstr(a, adil_buf_span(&out)));
    adil_buf_release(&out);
}

static inline void meeting_result(struct fold *f, const char *contest)
{
    meeting_result_of(f, meeting, contest);
}

static inline int meeting_holders(const struct fold *f, const char *office)
{
    int n = 0;
    uint32_t number = adil_office_find(&f->p->book->acts, adil_span_of(office));
    for (uint32_t i = 0; i < f->p->n_holdings; i++) {
        n += f->p->holding[i].office == number && !adil_date_known(f->p->holding[i].until);
    }
    return n;
}

#endif
