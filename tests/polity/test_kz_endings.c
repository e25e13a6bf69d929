/* How cases of Parliament end where they do not end in the usual way: the Court, silence, terms
 * that have passed, people who may not take an office.
 */
#include "kz_seats.h"

#define BILL      "case/b"
#define TEXT      "{\"text\":\"t\"}"
#define WAITED(d) DOES_AT(d, "president", "pardon", "p", "{\"subject\":\"s\"}")

/* ---- bills --------------------------------------------------------------------------------- */

#define ADOPTED                                                                                    \
    DOES_AT("2023-05-01", "government", "table-bill", BILL, FREE_OF_COST),                         \
        DOES("majilis-chair", "decide", BILL, VOTES(60, 20)),                                      \
        DOES("senate-chair", "decide", BILL, VOTES(30, 10)),                                       \
        DOES("senate-chair", "send-law", BILL, NULL)
static const struct act_step to_the_court_and_back[] = {
    ADOPTED,
    DOES("prime-minister", "refer-to-court", BILL, REASON("r")),
    DOES("constitutional-court", "find-in-accord", BILL, TEXT),
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step confirmed_and_unsigned[] = {
    ADOPTED,
    DOES("president", "return-bill", BILL, REASON("r")),
    MAJILIS(BILL, 66, 20),
    SENATE(BILL, 34, 10),
    MAY_NOT_AT("2023-06-02", "president", "assent", BILL, NULL, "confirmed-due"),
};

#define CONSTITUTIONAL                                                                             \
    DOES_AT("2023-05-01", "government", "table-constitutional-bill", BILL, FREE_OF_COST),          \
        MAJILIS(BILL, 66, 20), SENATE(BILL, 34, 10), MAJILIS(BILL, 66, 20), SENATE(BILL, 34, 10)
static const struct act_step constitutional_law_to_the_court[] = {
    CONSTITUTIONAL,
    DOES("majilis-chair", "refer-to-court", BILL, REASON("r")),
    DOES("constitutional-court", "find-in-accord", BILL, TEXT),
    MAY_NOT("majilis-chair", "refer-by-deputies", BILL, "{\"movers\":29,\"reason\":\"r\"}",
            "refer-by-deputies.support"),
    DOES("majilis-chair", "refer-by-deputies", BILL, "{\"movers\":30,\"reason\":\"r\"}"),
    DOES("constitutional-court", "find-against", BILL, TEXT),
};
static const struct act_step constitutional_bill_of_deputies[] = {
    DOES_AT("2023-05-01", "majilis-chair", "table-constitutional-bill", BILL, FREE_OF_COST),
};
static const struct act_step constitutional_law_signed[] = {
    CONSTITUTIONAL,
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step constitutional_law_forgotten[] = {
    CONSTITUTIONAL,
    DOES("president", "return-bill", BILL, REASON("r")),
    WAITED("2023-06-02"),
};
static const struct act_step amendment_against_the_constitution[] = {
    DOES_AT("2023-05-01", "president", "propose-amendment", BILL,
            "{\"title\":\"t\",\"touches\":[\"courts\"]}"),
    DOES("constitutional-court", "find-against", BILL, TEXT),
};

#define RETURNED_IN_SENATE(word)                                                                   \
    DOES_AT("2023-01-19", "president", "dissolve-majilis", "dissolution/1",                        \
            "{\"on\":\"2023-01-19\",\"talks\":true}"),                                             \
        DOES("government", word, BILL, TITLED), DOES("senate-chair", "decide", BILL, VOTES(40, 5))
static const struct act_step senate_forgets_objections[] = {
    RETURNED_IN_SENATE("table-senate-bill"),
    DOES("president", "return-bill", BILL, REASON("r")),
    WAITED("2023-02-20"),
};
static const struct act_step senate_forgets_constitutional_objections[] = {
    RETURNED_IN_SENATE("table-senate-constitutional-bill"),
    DOES("senate-chair", "decide", BILL, VOTES(40, 5)),
    DOES("president", "return-bill", BILL, REASON("r")),
    WAITED("2023-02-20"),
};
/* Each decision of the Senate alone, without a quorum and with too few. */
#define ALONE(word)                                                                                \
    DOES_AT("2023-01-19", "president", "dissolve-majilis", "dissolution/1",                        \
            "{\"on\":\"2023-01-19\",\"talks\":true}"),                                             \
        DOES("government", word, BILL, TITLED), DOES("senate-chair", "decide", BILL, VOTES(33, 0))
static const struct act_step senate_rejects[] = {
    ALONE("table-senate-bill"),
    DOES("senate-chair", "decide", BILL, VOTES(25, 25)),
};
static const struct act_step senate_rejects_constitutional[] = {
    ALONE("table-senate-constitutional-bill"),
    DOES("senate-chair", "decide", BILL, VOTES(33, 5)),
};
static const struct act_step senate_gives_way[] = {
    RETURNED_IN_SENATE("table-senate-bill"),
    DOES("president", "return-bill", BILL, REASON("r")),
    DOES("senate-chair", "decide", BILL, VOTES(33, 0)),
    DOES("senate-chair", "decide", BILL, VOTES(33, 5)),
};
static const struct act_step senate_gives_way_constitutional[] = {
    RETURNED_IN_SENATE("table-senate-constitutional-bill"),
    DOES("senate-chair", "decide", BILL, VOTES(40, 5)),
    DOES("president", "return-bill", BILL, REASON("r")),
    DOES("senate-chair", "decide", BILL, VOTES(33, 0)),
    DOES("senate-chair", "decide", BILL, VOTES(37, 5)),
};
static const struct act_step senate_law_signed[] = {
    RETURNED_IN_SENATE("table-senate-bill"),
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step senate_constitutional_law_signed[] = {
    RETURNED_IN_SENATE("table-senate-constitutional-bill"),
    DOES("senate-chair", "decide", BILL, VOTES(40, 5)),
    DOES("president", "assent", BILL, NULL),
};
#define URGENT                                                                                     \
    DOES_AT("2023-05-01", "government", "table-urgent-bill", BILL,                                 \
            "{\"threat\":\"order\",\"title\":\"t\"}"),                                             \
        MAJILIS(BILL, 50, 20), SENATE(BILL, 26, 10)
static const struct act_step urgent_law_signed[] = {
    URGENT,
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step urgent_law_forgotten[] = {
    URGENT,
    DOES("president", "return-bill", BILL, REASON("r")),
    WAITED("2023-06-02"),
};
#define TRUSTED                                                                                    \
    DOES_AT("2023-05-01", "government", "table-bill", BILL, FREE_OF_COST),                         \
        DOES("majilis-chair", "decide", BILL, VOTES(20, 50)),                                      \
        DOES("prime-minister", "ask-confidence", "case/c", "{\"bill\":\"b\"}"),                    \
        DOES_AT("2023-05-04", "majilis-chair", "decide", "case/c", VOTES_OF("majilis", 60, 1)),    \
        MAJILIS("case/c", 20, 50) /* 61 of 98 were no quorum */
static const struct act_step trusted_law_forgotten[] = {
    TRUSTED,
    DOES("president", "return-bill", "case/c", REASON("r")),
    WAITED("2023-06-05"),
};

static const struct act_step trusted_law_rejected[] = {
    TRUSTED,
    DOES("president", "return-bill", "case/c", REASON("r")),
    DOES("majilis-chair", "decide", "case/c", VOTES_OF("majilis", 65, 0)),
    DOES("majilis-chair", "decide", "case/c", VOTES_OF("majilis", 65, 5)),
};

/* ---- the Government ------------------------------------------------------------------------ */

static const struct act_step resignation_declined[] = {
    DOES_AT("2023-05-01", "majilis-chair", "move-no-confidence", BILL, "{\"movers\":20}"),
    DOES("majilis-chair", "decide", BILL, VOTES(50, 20)),
    DOES("president", "decline-resignation", BILL, NULL),
};
static const struct act_step confidence_declined[] = {
    DOES_AT("2023-05-01", "government", "table-bill", BILL, FREE_OF_COST),
    DOES("majilis-chair", "decide", BILL, VOTES(20, 50)),
    DOES("prime-minister", "ask-confidence", "case/c", "{\"bill\":\"b\"}"),
    DOES_AT("2023-05-04", "senate-chair", "decide", "case/c", VOTES_OF("senate", 26, 10)),
    MAJILIS("case/c", 50, 20),
    DOES("president", "decline-resignation", "case/c", NULL),
};
static const struct act_step report_and_president[] = {
    DOES_AT("2023-05-01", "government", "submit-budget-report", BILL, "{\"year\":2022}"),
    SENATE(BILL, 25, 20),
    DOES("president", "decline-resignation", BILL, NULL),
};

/* ---- treason ------------------------------------------------------------------------------- */

#define ACCUSED                                                                                    \
    DOES_AT("2023-05-01", "majilis-chair", "accuse-president", BILL, KZ_TREASON),                  \
        DOES("majilis-chair", "decide", BILL, VOTES(50, 20))
#define INVESTIGATED ACCUSED, DOES("senate-chair", "decide", BILL, VOTES(26, 10))
/* Who moved it in vain loses the seat, on a list or in a district; nobody else does. */
#define MANDATE(kind, p, rule)                                                                     \
    {                                                                                              \
        NULL, "central-commission", "end-" kind "-mandate", "e",                                   \
            "{\"ground\":\"emigration\",\"person\":\"" p "\"}", rule                               \
    }
#define SEATS_LOST                                                                                 \
    MANDATE("list", "l10", "list-deputy"), MANDATE("list", "l29", "list-deputy"),                  \
        MANDATE("district", "d10", "district-deputy"),                                             \
        MANDATE("district", "d22", "district-deputy"), MANDATE("list", "l30", NULL)
static const struct act_step accused_in_vain[] = {
    DOES_AT("2023-05-01", "majilis-chair", "accuse-president", BILL, KZ_TREASON),
    MAJILIS(BILL, 65, 0), /* no quorum */
    MAJILIS_CANNOT(BILL, 49, 20, "accusation.decision"),
    MAJILIS(BILL, 49, 49),
    SEATS_LOST,
};
static const struct act_step a_mover_left[] = {
    DOES_AT("2023-05-01", "majilis-chair", "accuse-president", BILL, KZ_TREASON),
    MANDATE("district", "d10", NULL),
    MANDATE("list", "l10", NULL),
    MAJILIS(BILL, 49, 20),
    SEATS_LOST,
};
static const struct act_step not_forwarded[] = {
    ACCUSED,
    SENATE(BILL, 33, 0), /* no quorum */
    SENATE_CANNOT(BILL, 25, 10, "investigation.decision"),
    SENATE(BILL, 25, 25),
    SEATS_LOST,
};
#define BEFORE_BOTH                                                                                \
    INVESTIGATED, DOES("constitutional-court", "state-court-opinions", BILL,                       \
                       "{\"constitutional\":\"kept\",\"supreme\":\"established\"}")
static const struct act_step majilis_acquits[] = {
    BEFORE_BOTH,
    MAJILIS(BILL, 65, 0), /* no quorum */
    MAJILIS(BILL, 73, 10),
    SEATS_LOST,
};
static const struct act_step senate_acquits[] = {
    BEFORE_BOTH, MAJILIS(BILL, 74, 10), SENATE(BILL, 33, 0), SENATE(BILL, 37, 10), SEATS_LOST,
};
static const struct act_step investigated_too_long[] = {ACCUSED, WAITED("2023-07-02"), SEATS_LOST};
static const struct act_step courts_too_long[] = {INVESTIGATED, WAITED("2023-07-02")};
static const struct act_step joint_too_long[] = {
    INVESTIGATED,
    DOES("constitutional-court", "state-court-opinions", BILL,
         "{\"constitutional\":\"kept\",\"supreme\":\"established\"}"),
    WAITED("2023-07-02"),
};

/* ---- the Kurultai -------------------------------------------------------------------------- */

#define IN_KURULTAI(word)                                                                          \
    DOES_AT("2026-09-01", "government", word, BILL, TITLED),                                       \
        DOES("kurultai-chair", "decide", BILL, VOTES(110, 10)),                                    \
        DOES("kurultai-chair", "send-law", BILL, NULL)
static const struct act_step kurultai_confirms[] = {
    IN_KURULTAI("table-kurultai-bill"),
    DOES("president", "return-bill", BILL, REASON("r")),
    DOES("kurultai-chair", "decide", BILL, VOTES(97, 20)),
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step kurultai_waits_too_long[] = {
    IN_KURULTAI("table-kurultai-bill"),
    MAY_NOT_AT("2026-10-02", "president", "assent", BILL, NULL, "kurultai-assent-due"),
};
static const struct act_step kurultai_constitutional_law[] = {
    IN_KURULTAI("table-kurultai-constitutional-bill"),
    DOES("president", "assent", BILL, NULL),
};
static const struct act_step kurultai_forgets_constitutional_objections[] = {
    IN_KURULTAI("table-kurultai-constitutional-bill"),
    DOES("president", "return-bill", BILL, REASON("r")),
    WAITED("2026-10-02"),
};

/* ---- who may not take an office ------------------------------------------------------------ */

#define FOR(office, person) "{\"office\":\"" office "\",\"person\":\"" person "\"}"
static const struct act_step deputies_hold_nothing_else[] = {
    DOES_AT("2023-05-01", "president", "propose-prime-minister", "case/pm",
            "{\"person\":\"l10\",\"relative\":false,\"talks\":true}"),
    MAY_NOT("majilis-chair", "decide", "case/pm", VOTES(50, 20), "prime-minister"),
    DOES("president", "propose-to-senate", "case/cc", FOR("court-chair", "l10")),
    MAY_NOT("senate-chair", "decide", "case/cc", VOTES(26, 10), "court-chair"),
    MAY_NOT("president", "name-court-judge", "j", PERSON("l10"), "court-judge"),
    MAY_NOT("president", "name-commission-seat", "s", PERSON("l10"), "commission-seat"),
    MAY_NOT("president", "name-commission-chair", "s", PERSON("l10"), "commission-chair"),
    MAY_NOT("president", "name-audit-chair", "s", PERSON("l10"), "audit-chair"),
    DOES("president", "appoint-senator", "d", APPOINTEE("s")),
    MAY_NOT("president", "name-commission-seat", "s", PERSON("s"), "commission-seat"),
    DOES("president", "propose-to-senate", "case/bank", FOR("bank-chair", "s")),
    MAY_NOT("senate-chair", "decide", "case/bank", VOTES(26, 10), "bank-chair"),
    DOES("central-commission", "give-up-mandate", "g",
         "{\"office\":\"appointed-senator\",\"person\":\"s\"}"),
    DOES("senate-chair", "decide", "case/bank", VOTES(26, 10)),
    DOES("president", "propose-supreme-judge", "case/sj", PERSON("l10")),
    MAY_NOT("senate-chair", "decide", "case/sj", VOTES(26, 10), "supreme-court-judge"),
    DOES("president", "propose-to-senate", "case/cc2", FOR("court-chair", "c")),
    DOES("senate-chair", "decide", "case/cc2", VOTES(26, 10)),
};
static const struct act_step deputies_of_the_kurultai_hold_nothing_else[] = {
    KZ_FIRST_KURULTAI_OF("e", "k", "b"),
    DOES_AT("2026-12-01", "central-commission", "seat-kurultai-deputy", "deputy/e/k", NULL),
    DOES("president", "propose-vice-president", "case/v", FIT("k")),
    MAY_NOT("kurultai-chair", "decide", "case/v", VOTES(73, 60), "vice-president"),
    DOES("president", "propose-to-kurultai", "case/seat", FOR("commission-seat", "k")),
    MAY_NOT("kurultai-chair", "decide", "case/seat", VOTES(73, 60), "commission-seat"),
    DOES("president", "propose-to-kurultai", "case/audit", FOR("audit-seat", "k")),
    MAY_NOT("kurultai-chair", "decide", "case/audit", VOTES(73, 60), "audit-seat"),
    MAY_NOT("president", "appoint-alone", "a", FOR("commission-chair", "k"), "commission-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("audit-chair", "k"), "audit-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("bank-chair", "k"), "bank-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("council-chair", "k"), "council-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("security-chair", "k"), "security-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("prosecutor-general", "k"),
            "prosecutor-general"),
    MAY_NOT("president", "appoint-alone", "a", FOR("supreme-court-chair", "k"),
            "supreme-court-chair"),
    MAY_NOT("president", "appoint-alone", "a", FOR("guard-chief", "k"), "guard-chief"),
    MAY_NOT("president", "appoint-alone", "a", FOR("ombudsman", "k"), "ombudsman"),
    DOES("president", "appoint-alone", "a", FOR("bank-chair", "b")),
    MAY_NOT("central-commission", "seat-kurultai-deputy", "deputy/e/b", NULL, "kurultai-deputy"),
    DOES("president", "propose-kurultai-chair", "case/k", PERSON("k")),
    DOES("kurultai-chair", "decide", "case/k", VOTES(73, 60)),
    DOES("president", "submit-resignation", "case/r", RESIGNATION("p")),
    DOES("constitutional-court", "certify-resignation", "case/r", TEXT),
    DOES("kurultai-chair", "act-for-president-kurultai-chair", "s", PERSON("k")), /* for a while */
    MAY_NOT("president", "appoint-alone", "a", FOR("guard-chief", "k"), "guard-chief"),
};

static const struct story stories[] = {
    STORY(to_the_court_and_back, "enacted"),
    STORY(confirmed_and_unsigned, "confirmed"),
    STORY(constitutional_law_to_the_court, "barred"),
    STORY(constitutional_bill_of_deputies, "chambers"),
    STORY(constitutional_law_signed, "enacted"),
    STORY(constitutional_law_forgotten, "objection-accepted"),
    STORY(amendment_against_the_constitution, "barred"),
    STORY(senate_forgets_objections, "objection-accepted"),
    STORY(senate_forgets_constitutional_objections, "objection-accepted"),
    STORY(senate_rejects, "rejected"),
    STORY(senate_rejects_constitutional, "rejected"),
    STORY(senate_gives_way, "rejected"),
    STORY(senate_gives_way_constitutional, "rejected"),
    STORY(trusted_law_rejected, "rejected"),
    STORY(senate_law_signed, "enacted"),
    STORY(senate_constitutional_law_signed, "enacted"),
    STORY(urgent_law_signed, "enacted"),
    STORY(urgent_law_forgotten, "objection-accepted"),
    STORY(trusted_law_forgotten, "rejected"),
    STORY(resignation_declined, "declined"),
    STORY(confidence_declined, "rejected"),
    STORY(report_and_president, "declined"),
    STORY_OF(accused_in_vain, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(a_mover_left, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(not_forwarded, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(majilis_acquits, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(senate_acquits, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(investigated_too_long, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(courts_too_long, "failed", KZ_WITH_DEPUTIES),
    STORY_OF(joint_too_long, "failed", KZ_WITH_DEPUTIES),
    STORY(kurultai_confirms, "enacted"),
    STORY(kurultai_waits_too_long, "assent"),
    STORY(kurultai_constitutional_law, "enacted"),
    STORY(kurultai_forgets_constitutional_objections, "objection-accepted"),
    STORY_OF(deputies_hold_nothing_else, "consent", KZ_WITH_DEPUTIES),
    STORY_OF(deputies_of_the_kurultai_hold_nothing_else, "published", KZ_WITH_VICE_PRESIDENT),
};

static void cases_end_as_the_constitution_says(void **state)
{
    tell_stories(&kz_setting, stories, ADIL_COUNT(stories), *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(cases_end_as_the_constitution_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
