/* Registration of parties under South Africa's law: upon an application, rejected, supplemented,
 * cancelled. Names are invented. */
#include "fold.h"

#define za_ceo "chief-electoral-officer"
#define za_iec "electoral-commission"
#define DEED   "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER  "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"

static const struct fold_issuer za_issuers[] = {{za_iec, 5}, {za_ceo, 1}, {"party/FWD", 1}};

#define papers "{\"constitution\":\"" DEED "\",\"deed\":\"" DEED "\",\"name\":\"Forward\"}"
#define registers(deed, name)                                                                      \
    "{\"application\":\"a/FWD\",\"constitution\":\"" DEED "\",\"deed\":\"" deed                    \
    "\",\"name\":\"" name "\"}"

static void open_application(struct fold *f, struct test_arenas *t)
{
    fold_open(f, t, "polities/south-africa/rulebook.yaml", za_issuers, ADIL_COUNT(za_issuers));
    fold_at(f, "2024-01-10T10:00:00+02:00");
    fold_ok(f, za_ceo, "receive-application", "case/a", NULL);
    fold_ok(f, za_ceo, "enter-application", "application/a/FWD", papers);
}

static void open_registered(struct fold *f, struct test_arenas *t)
{
    open_application(f, t);
    fold_ok(f, za_ceo, "register-applicant", "party/FWD", registers(DEED, "Forward"));
    fold_ok(f, za_ceo, "accept-application", "application/a/FWD", NULL);
}

static void a_party_is_registered_as_it_applied(void **state)
{
    struct fold f;
    open_application(&f, *state);
    fold_refused(&f, "application-own", za_ceo, "register-applicant", "party/FWD",
                 registers(DEED, "Onward"));
    fold_refused(&f, "application-deed", za_ceo, "register-applicant", "party/FWD",
                 registers(OTHER, "Forward"));
    fold_refused(&f, "party-entered", za_ceo, "accept-application", "application/a/FWD", NULL);
    fold_ok(&f, za_ceo, "register-applicant", "party/FWD", registers(DEED, "Forward"));
    fold_ok(&f, za_ceo, "accept-application", "application/a/FWD", NULL);
    fold_ok(&f, za_ceo, "receive-application", "case/b", NULL);
    fold_refused(&f, "application-name", za_ceo, "enter-application", "application/b/FW2", papers);
    fold_close(&f);
}

/* [2024] ZAEC 3: what was missing may follow a rejection, without a new application. */
static void a_rejected_application_may_be_supplemented(void **state)
{
    struct fold f;
    open_application(&f, *state);
    fold_refused(&f, "rejection-ground", za_ceo, "reject-application", "application/a/FWD",
                 "{\"ground\":\"aims\"}");
    fold_ok(&f, za_ceo, "reject-application", "application/a/FWD", "{\"ground\":\"signatures\"}");
    fold_refused(&f, "application-open", za_ceo, "register-applicant", "party/FWD",
                 registers(DEED, "Forward"));
    fold_ok(&f, za_ceo, "supplement-application", "application/a/FWD",
            "{\"deed\":\"" OTHER "\",\"signatories\":1200}");
    fold_ok(&f, za_ceo, "register-applicant", "party/FWD", registers(OTHER, "Forward"));
    fold_close(&f);
}

static void a_registration_is_cancelled_on_a_ground_of_the_act(void **state)
{
    struct fold f;
    open_registered(&f, *state);
    fold_refused(&f, "ground-found", za_iec, "cancel-registration", "party/FWD", NULL);
    fold_refused(&f, "cancel-ground", za_iec, "find-ground", "party/FWD", "{\"ground\":\"small\"}");
    fold_ok(&f, za_iec, "find-ground", "party/FWD", "{\"ground\":\"not-participating\"}");
    fold_refused(&f, "ground-offending", za_iec, "cancel-offending", "party/FWD", NULL);
    fold_ok(&f, za_iec, "cancel-registration", "party/FWD", NULL);
    fold_close(&f);
}

static void an_offending_change_may_be_mended_for_three_months(void **state)
{
    struct fold f;
    open_registered(&f, *state);
    fold_at(&f, "2024-06-10T10:00:00+02:00");
    fold_refused(&f, "change-submitted", "party/FWD", "change-constitution", "party/FWD",
                 "{\"changed\":\"2024-04-09\",\"constitution\":\"" OTHER "\"}");
    fold_ok(&f, "party/FWD", "change-constitution", "party/FWD",
            "{\"changed\":\"2024-04-10\",\"constitution\":\"" OTHER "\"}");
    fold_ok(&f, za_iec, "find-ground", "party/FWD", "{\"ground\":\"offending\"}");
    fold_refused(&f, "three-months-to-mend", za_iec, "cancel-offending", "party/FWD", NULL);
    fold_refused(&f, "warned-today", za_iec, "warn-party", "party/FWD",
                 "{\"warned\":\"2024-03-10\"}");
    fold_ok(&f, za_iec, "warn-party", "party/FWD", "{\"warned\":\"2024-06-10\"}");
    fold_at(&f, "2024-09-09T10:00:00+02:00");
    fold_refused(&f, "three-months-to-mend", za_iec, "cancel-offending", "party/FWD", NULL);
    fold_refused(&f, "ground-found", za_iec, "cancel-registration", "party/FWD", NULL);
    fold_at(&f, "2024-09-10T10:00:00+02:00");
    fold_ok(&f, za_iec, "cancel-offending", "party/FWD", NULL);
    fold_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(a_party_is_registered_as_it_applied),
        test_case(a_rejected_application_may_be_supplemented),
        test_case(a_registration_is_cancelled_on_a_ground_of_the_act),
        test_case(an_offending_change_may_be_mended_for_three_months),
    };
    return cmocka_run_group_tests_name("parties_za", tests, NULL, NULL);
}
