/* Elections of the reference law whose outcome is entered as a finding, from the call to the
 * publication: what stands before a deputy takes a seat. Persons are roles. */
#ifndef ADIL_TESTS_POLITY_KZ_SEATS_H
#define ADIL_TESTS_POLITY_KZ_SEATS_H

#include "kz_stories.h"

#define KZ_CEC   "central-commission"
#define KZ_PARTY "party/Amanat"
#define KZ_MEMBERS                                                                                 \
    "{\"members\":{\"total\":24000,\"units\":{\"abai\":1200,\"akmola\":1200,\"aktobe\":1200,"      \
    "\"almaty\":1200,\"almaty-region\":1200,\"astana\":1200,\"atyrau\":1200,"                      \
    "\"east-kazakhstan\":1200,\"karaganda\":1200,\"kostanay\":1200,\"kyzylorda\":1200,"            \
    "\"mangystau\":1200,\"north-kazakhstan\":1200,\"pavlodar\":1200,\"shymkent\":1200,"            \
    "\"turkistan\":1200,\"ulytau\":1200,\"west-kazakhstan\":1200,\"zhambyl\":1200,"                \
    "\"zhetisu\":1200}}}"
#define KZ_CONTESTS(names, day) "{\"contests\":[" names "],\"day\":\"" day "\"}"

#define KZ_PARTY_ENTERED(at) DOES_AT(at, "justice", "register-party", KZ_PARTY, KZ_MEMBERS)

/* ---- a list of two, in the order of their names ---------------------------------------------- */

#define KZ_ON_LIST(c, n)                                                                           \
    "{\"body_members\":9,\"born\":\"1990-01-01\",\"citizen\":true,\"disability\":false,"           \
    "\"list\":\"" c "/Amanat\",\"number\":" n ",\"party\":\"Amanat\","                             \
    "\"resident_since\":\"1990-01-01\",\"votes_for\":5,\"woman\":true}"
#define KZ_LIST_OF(at, c, p, q)                                                                    \
    DOES_AT(at, KZ_PARTY, "nominate-list", "list/" c "/Amanat", "{\"people\":2}"),                 \
        DOES(KZ_PARTY, "add-person", "deputy/" c "/" p, KZ_ON_LIST(c, "1")),                       \
        DOES(KZ_PARTY, "add-person", "deputy/" c "/" q, KZ_ON_LIST(c, "2")),                       \
        DOES(KZ_CEC, "register-list", "list/" c "/Amanat", "{\"order\":1}")
#define KZ_NAMES(c, p) DOES(KZ_PARTY, "name-deputy", "deputy/" c "/" p, NULL)

/* ---- the Majilis ----------------------------------------------------------------------------- */

/* The party's nominee stands in the first district, one who nominated himself wins the third. */
#define KZ_DISTRICT_ONE   "majilis-2023-district-1"
#define KZ_DISTRICT_THREE "majilis-2023-district-3"
#define KZ_NOMINEE(born, contest, rest)                                                            \
    "{\"born\":\"" born "\",\"contest\":\"" contest "\",\"deposit\":15" rest "}"
#define KZ_FINDS(contest, outcome) "{\"contest\":\"" contest "\"," outcome "}"
#define KZ_LISTS_FOUND                                                                             \
    KZ_FINDS("majilis-2023-list-announced", "\"seats\":{\"Amanat\":69},\"source\":\"s\"")
#define KZ_MAJILIS_OF(at, next, c, day, found, p, q, of_one, wins_one, of_three, born)             \
    DOES_AT(at, "president", "call-majilis-election", "case/" c,                                   \
            KZ_CONTESTS("\"majilis-2023-list-announced\",\"" KZ_DISTRICT_ONE                       \
                        "\",\"" KZ_DISTRICT_THREE "\"",                                            \
                        day)),                                                                     \
        KZ_LIST_OF(next, c, p, q),                                                                 \
        DOES(KZ_PARTY, "nominate-in-district", "nominee/" c "/" of_one,                            \
             KZ_NOMINEE("1980-01-01", KZ_DISTRICT_ONE, ",\"party\":\"Amanat\"")),                  \
        DOES(KZ_CEC, "nominate-oneself-in-district", "nominee/" c "/" of_three,                    \
             KZ_NOMINEE(born, KZ_DISTRICT_THREE, "")),                                             \
        DOES(KZ_CEC, "register-person", "nominee/" c "/" of_one, NULL),                            \
        DOES(KZ_CEC, "register-person", "nominee/" c "/" of_three, NULL),                          \
        DOES_AT(found, KZ_CEC, "state-finding", "case/" c, KZ_LISTS_FOUND),                        \
        DOES(KZ_CEC, "state-finding", "case/" c,                                                   \
             KZ_FINDS(KZ_DISTRICT_ONE, "\"source\":\"s\",\"winner\":\"" wins_one "\"")),           \
        DOES(KZ_CEC, "state-finding", "case/" c,                                                   \
             KZ_FINDS(KZ_DISTRICT_THREE, "\"source\":\"s\",\"winner\":\"" of_three "\"")),         \
        DOES(KZ_CEC, "publish-result", "case/" c, NULL), KZ_NAMES(c, p), KZ_NAMES(c, q)

/* That of March 2023, from a day in January on; the party's nominee wins. */
#define KZ_MAJILIS_OF_2023(at, c, p, q, of_one, of_three)                                          \
    KZ_PARTY_ENTERED(at), KZ_MAJILIS_OF(NULL, "2023-01-25", c, "2023-03-19", "2023-03-27", p, q,   \
                                        of_one, of_one, of_three, "1980-01-01")

/* ---- the Kurultai ---------------------------------------------------------------------------- */

/* All seats go to one list; it names both. */
#define KZ_KURULTAI_OF(c, called, day, published, p, q)                                            \
    DOES_AT(called, "president", "call-kurultai-election", "case/" c,                              \
            KZ_CONTESTS("\"kurultai-2026\"", day)),                                                \
        KZ_LIST_OF(NULL, c, p, q),                                                                 \
        DOES_AT(published, KZ_CEC, "state-finding", "case/" c,                                     \
                KZ_FINDS("kurultai-2026", "\"seats\":{\"Amanat\":145},\"source\":\"s\"")),         \
        DOES(KZ_CEC, "publish-result", "case/" c, NULL), KZ_NAMES(c, p), KZ_NAMES(c, q)
/* The first one. */
#define KZ_FIRST_KURULTAI_OF(c, p, q)                                                              \
    KZ_PARTY_ENTERED("2026-07-02"), KZ_KURULTAI_OF(c, NULL, "2026-08-23", "2026-08-31", p, q)

/* ---- one senator ----------------------------------------------------------------------------- */

#define KZ_SENATE_CALLED(at, c, day)                                                               \
    DOES_AT(at, "president", "call-senate-election", "case/" c,                                    \
            KZ_CONTESTS("\"senate-announced\"", day))
#define KZ_SENATOR_FOUND(at, c, p)                                                                 \
    DOES_AT(at, KZ_CEC, "state-finding", "case/" c,                                                \
            KZ_FINDS("senate-announced", "\"source\":\"s\",\"winner\":\"" p "\"")),                \
        DOES(KZ_CEC, "publish-result", "case/" c, NULL)
#define KZ_SENATOR_ELECTED(c, called, day, published, p)                                           \
    KZ_SENATE_CALLED(called, c, day), KZ_SENATOR_FOUND(published, c, p)

#endif
