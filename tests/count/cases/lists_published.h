/* Published elections by list methods: votes and the seats that were given.
 * Each was also computed once by a few lines of Python (fractions), which agree. */
#ifndef LISTS_PUBLISHED_H
#define LISTS_PUBLISHED_H

#include "law/method.h"

struct list_case {
    const char *name;
    enum adil_method method;
    uint32_t seats;
    const char *threshold; /* a phrase; NULL: none */
    const char *against;   /* the option that wins nothing; NULL: none */
    uint32_t n;
    const char *const *option;
    const int64_t *votes;
    const uint32_t *given;
};

/* Transcribed from the commission's results as the press printed them; seats as published. */
static const char *const c_majilis_2016_list_option[] = {
    "Nur Otan",
    "Ak Zhol",
    "Communist People's Party of Kazakhstan",
    "Auyl",
    "Nationwide Social Democratic Party",
    "Birlik",
};
static const int64_t c_majilis_2016_list_votes[] = {6183757, 540406, 537123, 151285, 88813, 21484};
static const uint32_t c_majilis_2016_list_seats[] = {84, 7, 7, 0, 0, 0};

static const char *const c_majilis_2021_list_option[] = {
    "Nur Otan", "Ak Zhol", "People's Party of Kazakhstan", "Auyl", "Adal",
};
static const int64_t c_majilis_2021_list_votes[] = {5148074, 792828, 659019, 383023, 258618};
static const uint32_t c_majilis_2021_list_seats[] = {76, 12, 10, 0, 0};

static const char *const c_majilis_2023_list_option[] = {
    "Amanat",
    "Auyl",
    "Respublica",
    "People's Party of Kazakhstan",
    "Baytaq",
    "Ak Zhol",
    "Nationwide Social Democratic Party",
    "against all",
};
static const int64_t c_majilis_2023_list_votes[] = {3431510, 693938, 547154, 432920,
                                                    146431,  535139, 331058, 248291};
static const uint32_t c_majilis_2023_list_seats[] = {40, 8, 6, 5, 0, 6, 4, 0};

static const char *const c_maslikhat_2023_almaty_option[] = {
    "Amanat", "Respublica",  "People's Party of Kazakhstan", "Baytaq", "Ak Zhol",
    "Auyl",   "against all",
};
static const int64_t c_maslikhat_2023_almaty_votes[] = {151531, 38369, 38563, 23266,
                                                        15273,  8264,  16490};
static const uint32_t c_maslikhat_2023_almaty_seats[] = {12, 3, 3, 2, 1, 0, 0};

static const char *const c_maslikhat_2023_astana_option[] = {
    "Amanat", "Auyl",    "Respublica",  "People's Party of Kazakhstan",
    "Baytaq", "Ak Zhol", "against all",
};
static const int64_t c_maslikhat_2023_astana_votes[] = {227307, 2147,  5401, 18174,
                                                        18154,  56045, 3269};
static const uint32_t c_maslikhat_2023_astana_seats[] = {12, 0, 0, 1, 1, 3, 0};

/* Census Bureau, apportionment population and results of 2020. */
static const char *const c_us_apportionment_2020_option[] = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL",
    "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT",
    "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI",
    "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
};
static const int64_t c_us_apportionment_2020_votes[] = {
    5030053, 736081,   7158923,  3013756, 39576757, 5782171, 3608298, 990837,   21570527, 10725274,
    1460137, 1841377,  12822739, 6790280, 3192406,  2940865, 4509342, 4661468,  1363582,  6185278,
    7033469, 10084442, 5709752,  2963914, 6160281,  1085407, 1963333, 3108462,  1379089,  9294493,
    2120220, 20215751, 10453948, 779702,  11808848, 3963516, 4241500, 13011844, 1098163,  5124712,
    887770,  6916897,  29183290, 3275252, 643503,   8654542, 7715946, 1795045,  5897473,  577719};
static const uint32_t c_us_apportionment_2020_seats[] = {
    7, 1, 9, 4, 52, 8, 5,  1,  28, 14, 2, 2, 17, 9, 4, 4, 6, 6,  2, 8, 9,  13, 8, 4, 8,
    2, 3, 4, 2, 12, 3, 26, 14, 1,  15, 5, 6, 17, 2, 7, 1, 9, 38, 4, 1, 11, 10, 2, 8, 1};

/* Hmalmedal/mandatfordeling; five times population + 1.8 area in square kilometres; seats
 * filled in 2009. */
static const char *const c_no_apportionment_2009_option[] = {
    "Østfold",          "Akershus",        "Oslo",          "Hedmark",
    "Oppland",          "Buskerud",        "Vestfold",      "Telemark",
    "Aust-Agder",       "Vest-Agder",      "Rogaland",      "Hordaland",
    "Sogn og Fjordane", "Møre og Romsdal", "Sør-Trøndelag", "Nord-Trøndelag",
    "Nordland",         "Troms",           "Finnmark",
};
static const int64_t c_no_apportionment_2009_votes[] = {
    1320978, 2487352, 2613516, 1188203, 1145178, 1345845, 1117416, 968311, 599283, 866119,
    2028642, 2364435, 703717,  1358939, 1520962, 841573,  1531389, 996033, 803612};
static const uint32_t c_no_apportionment_2009_seats[] = {9,  16, 17, 8, 7,  9, 7,  6, 4, 6,
                                                         13, 15, 5,  9, 10, 6, 10, 7, 5};

/* Martinlackner/apportionment, examples/nr_wahlen.txt: votes and official seats. */
static const char *const c_at_2006_option[] = {
    "ÖVP", "SPÖ", "FPÖ", "GRÜNE", "BZÖ", "KPÖ", "MATIN", "NFÖ", "IVE", "STARK", "SAU", "SLP",
};
static const int64_t c_at_2006_votes[] = {1616493, 1663986, 519598, 520130, 193539, 47578,
                                          131688,  10594,   592,    312,    1514,   2257};
static const uint32_t c_at_2006_seats[] = {66, 68, 21, 21, 7, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_at_2019_option[] = {
    "ÖVP",   "SPÖ", "FPÖ",  "NEOS", "JETZT", "GRÜNE", "KPÖ",
    "WANDL", "BZÖ", "BIER", "CPÖ",  "GILT",  "SLP",
};
static const int64_t c_at_2019_votes[] = {1789417, 1011868, 772666, 387124, 89169, 664055, 32736,
                                          22168,   760,     4946,   260,    1767,  310};
static const uint32_t c_at_2019_seats[] = {71, 40, 31, 15, 0, 26, 0, 0, 0, 0, 0, 0, 0};

/* JaehyunSong/PRcalc (National Election Commission); seats: public record. */
static const char *const c_kr_list_2012_option[] = {
    "새누리당", "민주통합당",       "자유선진당",     "통합진보당", "창조한국당",
    "국민생각", "국가재건친박연합", "기독자유민주당", "녹색당",     "진보신당",
};
static const int64_t c_kr_list_2012_votes[] = {9130651, 7777123, 690754, 2198405, 91935,
                                               156241,  134898,  257190, 103842,  243065};
static const uint32_t c_kr_list_2012_seats[] = {25, 21, 2, 6, 0, 0, 0, 0, 0, 0};

/* JaehyunSong/PRcalc (Ministry of Internal Affairs); seats: public record. */
static const char *const c_jp_2014_hokkaido_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "幸福", "支持なし",
};
static const int64_t c_jp_2014_hokkaido_votes[] = {744748, 688922, 247342, 307534, 302251,
                                                   38342,  53604,  12267,  104854};
static const uint32_t c_jp_2014_hokkaido_seats[] = {3, 2, 1, 1, 1, 0, 0, 0, 0};

static const char *const c_jp_2014_tohoku_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_tohoku_votes[] = {1265372, 863539, 499437, 431169, 379811,
                                                 71026,   131857, 181487, 18201};
static const uint32_t c_jp_2014_tohoku_seats[] = {5, 4, 2, 2, 1, 0, 0, 0, 0};

static const char *const c_jp_2014_kitakanto_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_kitakanto_votes[] = {2034586, 1049602, 816014, 868102, 686893,
                                                    167632,  109038,  131013, 24989};
static const uint32_t c_jp_2014_kitakanto_seats[] = {8, 4, 3, 3, 2, 0, 0, 0, 0};

static const char *const c_jp_2014_minamikanto_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_minamikanto_votes[] = {2321609, 1203572, 1053221, 875712, 813634,
                                                      236596,  132542,  175431,  24052};
static const uint32_t c_jp_2014_minamikanto_seats[] = {8, 4, 4, 3, 3, 0, 0, 0, 0};

static const char *const c_jp_2014_tokyo_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "改革", "幸福",
};
static const int64_t c_jp_2014_tokyo_votes[] = {1847986, 939795, 816047, 700127, 885927,
                                                253107,  129992, 156170, 16597,  17648};
static const uint32_t c_jp_2014_tokyo_seats[] = {6, 3, 3, 2, 3, 0, 0, 0, 0, 0};

static const char *const c_jp_2014_hokuriku_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_hokuriku_votes[] = {1122585, 690721, 432249, 293194, 315071,
                                                   58361,   99242,  75981,  19619};
static const uint32_t c_jp_2014_hokuriku_seats[] = {5, 3, 1, 1, 1, 0, 0, 0, 0};

static const char *const c_jp_2014_tokai_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_tokai_votes[] = {2147672, 1491764, 964240, 804089, 618695,
                                                147080,  128131,  106346, 41429};
static const uint32_t c_jp_2014_tokai_seats[] = {8, 5, 3, 3, 2, 0, 0, 0, 0};

static const char *const c_jp_2014_kinki_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_kinki_votes[] = {2442006, 1047361, 2202932, 1236217, 1084154,
                                                175279,  124494,  97398,   35830};
static const uint32_t c_jp_2014_kinki_seats[] = {9, 4, 8, 4, 4, 0, 0, 0, 0};

static const char *const c_jp_2014_chugoku_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "幸福",
};
static const int64_t c_jp_2014_chugoku_votes[] = {1183903, 529819, 394306, 516892,
                                                  285224,  109016, 65349,  18015};
static const uint32_t c_jp_2014_chugoku_seats[] = {5, 2, 1, 2, 1, 0, 0, 0};

static const char *const c_jp_2014_shikoku_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "幸福",
};
static const int64_t c_jp_2014_shikoku_votes[] = {547185, 326803, 200882, 247776,
                                                  158848, 44515,  33257,  10762};
static const uint32_t c_jp_2014_shikoku_seats[] = {3, 1, 1, 1, 0, 0, 0, 0};

static const char *const c_jp_2014_kyushu_option[] = {
    "自民", "民主", "維新", "公明", "共産", "次世代", "社民", "生活", "幸福",
};
static const int64_t c_jp_2014_kyushu_votes[] = {2001264, 944093, 756029, 1033424, 532454,
                                                 113965,  306935, 104895, 37299};
static const uint32_t c_jp_2014_kyushu_seats[] = {8, 3, 3, 4, 2, 0, 1, 0, 0};

/* Simberaj/votelib tests/real (volby.cz): valid votes and seats of the regions. */
static const char *const c_cz_2017_regions_option[] = {
    "Hlavní město Praha", "Středočeský kraj",     "Jihočeský kraj",    "Plzeňský kraj",
    "Karlovarský kraj",   "Ústecký kraj",         "Liberecký kraj",    "Královéhradecký kraj",
    "Pardubický kraj",    "Kraj Vysočina",        "Jihomoravský kraj", "Olomoucký kraj",
    "Zlínský kraj",       "Moravskoslezský kraj",
};
static const int64_t c_cz_2017_regions_votes[] = {611450, 660619, 315319, 271510, 122142,
                                                  339686, 208817, 278720, 258169, 262764,
                                                  583442, 305639, 294679, 547789};
static const uint32_t c_cz_2017_regions_seats[] = {24, 26, 13, 11, 5,  13, 8,
                                                   11, 10, 10, 23, 12, 12, 22};

/* Hersle/valgsimulator (valgresultat.no): votes and direct seats. */
static const char *const c_no_2013__stfold_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",  "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "PP",
};
static const int64_t c_no_2013__stfold_votes[] = {54910, 3668, 1149, 6405, 8828, 5723, 39703, 30801,
                                                  99,    1123, 145,  68,   3168, 516,  956};
static const uint32_t c_no_2013__stfold_seats[] = {3, 0, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_akershus_option[] = {
    "A",   "SV",      "RØDT", "SP",   "KRF", "V",   "H",  "FRP", "DEMN",
    "DLF", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "PP", "SFP",
};
static const int64_t c_no_2013_akershus_votes[] = {91364,  11305, 2365, 8111, 10377, 20217,
                                                   108860, 54658, 115,  195,  792,   197,
                                                   149,    9804,  1106, 1557, 77};
static const uint32_t c_no_2013_akershus_seats[] = {5, 0, 0, 0, 0, 1, 7, 3, 0,
                                                    0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_oslo_option[] = {
    "A",   "SV",      "RØDT", "SP",   "KRF", "V",   "H",   "FRP", "DEMN",
    "DLF", "KRISTNE", "KSP",  "KYST", "MDG", "NKP", "PIR", "PP",  "SFP",
};
static const int64_t c_no_2013_oslo_votes[] = {106001, 21924, 11133, 2963, 9850, 28619,
                                               103834, 40660, 236,   267,  734,  97,
                                               126,    19356, 143,   1357, 1172, 70};
static const uint32_t c_no_2013_oslo_seats[] = {6, 1, 0, 0, 0, 2, 6, 2, 0,
                                                0, 0, 0, 0, 1, 0, 0, 0, 0};

static const char *const c_no_2013_hedmark_option[] = {
    "A", "SV", "RØDT", "SP", "KRF", "V", "H", "FRP", "DEMN", "KRISTNE", "KYST", "MDG", "PIR", "PP",
};
static const int64_t c_no_2013_hedmark_votes[] = {48694, 4393, 773, 11483, 2871, 3805, 20600,
                                                  15316, 63,   414, 57,    2224, 311,  1719};
static const uint32_t c_no_2013_hedmark_seats[] = {3, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_oppland_option[] = {
    "A",    "SV",  "RØDT",    "SP",   "KRF", "V",   "H",  "FRP",
    "DEMN", "DLF", "KRISTNE", "KYST", "MDG", "PIR", "PP",
};
static const int64_t c_no_2013_oppland_votes[] = {44050, 3165, 817, 13162, 3418, 4248, 20537, 13683,
                                                  54,    58,   460, 74,    2583, 298,  802};
static const uint32_t c_no_2013_oppland_seats[] = {3, 0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_buskerud_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",   "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "SFP",
};
static const int64_t c_no_2013_buskerud_votes[] = {47572, 4094, 905, 9110, 4863, 6913, 43515, 27854,
                                                   80,    736,  125, 135,  3345, 508,  56};
static const uint32_t c_no_2013_buskerud_seats[] = {3, 0, 0, 0, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_vestfold_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",  "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "PP",
};
static const int64_t c_no_2013_vestfold_votes[] = {40869, 5266, 932, 4084, 6735, 6228, 41357, 26977,
                                                   65,    691,  205, 157,  3407, 474,  596};
static const uint32_t c_no_2013_vestfold_seats[] = {2, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_telemark_option[] = {
    "A", "SV", "RØDT", "SP", "KRF", "V", "H", "FRP", "DEMN", "KRISTNE", "KSP", "KYST", "MDG", "PIR",
};
static const int64_t c_no_2013_telemark_votes[] = {35963, 3192, 884,  4360, 6610, 3393, 21300,
                                                   18564, 56,   1017, 116,  68,   2116, 239};
static const uint32_t c_no_2013_telemark_seats[] = {3, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_aust_agder_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",  "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "PP",
};
static const int64_t c_no_2013_aust_agder_votes[] = {
    17623, 1652, 345, 2815, 7019, 3033, 16303, 11278, 46, 862, 117, 35, 1242, 176, 354};
static const uint32_t c_no_2013_aust_agder_seats[] = {1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_vest_agder_option[] = {
    "A",    "SV",  "RØDT",    "SP",   "KRF", "V",   "H",   "FRP",
    "DEMN", "DLF", "KRISTNE", "KYST", "MDG", "NKP", "PIR", "PP",
};
static const int64_t c_no_2013_vest_agder_votes[] = {
    23227, 2568, 460, 2962, 13536, 4205, 26818, 17863, 516, 65, 1975, 43, 2196, 41, 284, 881};
static const uint32_t c_no_2013_vest_agder_seats[] = {1, 0, 0, 0, 1, 0, 2, 1,
                                                      0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_rogaland_option[] = {
    "A",   "SV",      "RØDT", "SP",   "KRF", "V",   "H",   "FRP", "DEMN",
    "DLF", "KRISTNE", "KSP",  "KYST", "MDG", "NKP", "PIR", "PP",
};
static const int64_t c_no_2013_rogaland_votes[] = {54462, 7908,  1060, 12621, 25585, 10827,
                                                   72470, 45082, 115,  226,   2296,  351,
                                                   202,   5267,  67,   865,   1191};
static const uint32_t c_no_2013_rogaland_seats[] = {3, 0, 0, 1, 2, 0, 4, 3, 0,
                                                    0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_hordaland_option[] = {
    "A",    "SV",      "RØDT", "SP",  "KRF", "V",   "H",  "FRP",
    "DEMN", "KRISTNE", "KYST", "MDG", "NKP", "PIR", "PP", "FOLKEM",
};
static const int64_t c_no_2013_hordaland_votes[] = {71216, 14143, 2687, 12490, 22114, 16614,
                                                    89682, 43357, 275,  2422,  267,   9171,
                                                    127,   1062,  631,  175};
static const uint32_t c_no_2013_hordaland_seats[] = {4, 1, 0, 1, 1, 1, 5, 2,
                                                     0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_sogn_og_fjordane_option[] = {
    "A", "SV", "RØDT", "SP", "KRF", "V", "H", "FRP", "DEMN", "KRISTNE", "KYST", "MDG", "PIR",
};
static const int64_t c_no_2013_sogn_og_fjordane_votes[] = {
    17183, 2076, 386, 12619, 4952, 3883, 11635, 6608, 32, 515, 100, 1032, 151};
static const uint32_t c_no_2013_sogn_og_fjordane_seats[] = {1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_m_re_og_romsdal_option[] = {
    "A", "SV", "RØDT", "SP", "KRF", "V", "H", "FRP", "DEMN", "KRISTNE", "KYST", "MDG", "PIR",
};
static const int64_t c_no_2013_m_re_og_romsdal_votes[] = {
    36048, 3532, 642, 11749, 12786, 7965, 37594, 28746, 94, 1534, 159, 1963, 479};
static const uint32_t c_no_2013_m_re_og_romsdal_seats[] = {2, 0, 0, 1, 1, 0, 2, 2, 0, 0, 0, 0, 0};

static const char *const c_no_2013_s_r_tr_ndelag_option[] = {
    "A",   "SV",      "RØDT", "SP",   "KRF", "V",   "H",   "FRP", "DEMN",
    "DLF", "KRISTNE", "KSP",  "KYST", "MDG", "NKP", "PIR", "PP",
};
static const int64_t c_no_2013_s_r_tr_ndelag_votes[] = {64351, 9992,  1667, 11351, 6562, 9460,
                                                        38930, 23871, 210,  98,    522,  129,
                                                        139,   5540,  97,   857,   1590};
static const uint32_t c_no_2013_s_r_tr_ndelag_seats[] = {4, 0, 0, 1, 0, 0, 2, 2, 0,
                                                         0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_nord_tr_ndelag_option[] = {
    "A", "SV", "RØDT", "SP", "KRF", "V", "H", "FRP", "DEMN", "KRISTNE", "KSP", "KYST", "MDG", "PIR",
};
static const int64_t c_no_2013_nord_tr_ndelag_votes[] = {32054, 2596, 423, 12796, 2707, 3158, 11128,
                                                         9869,  38,   283, 107,   81,   1051, 209};
static const uint32_t c_no_2013_nord_tr_ndelag_seats[] = {2, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_nordland_option[] = {
    "A",       "SV",   "RØDT", "SP",  "KRF", "V",  "H",   "FRP",      "DEMN",
    "KRISTNE", "KYST", "MDG",  "NKP", "PIR", "PP", "SFP", "AKSJOLJE",
};
static const int64_t c_no_2013_nordland_votes[] = {
    46743, 6907, 2164, 9237, 4886, 4938, 28271, 25020, 60, 698, 424, 2653, 58, 451, 416, 92, 268};
static const uint32_t c_no_2013_nordland_seats[] = {4, 0, 0, 0, 0, 0, 2, 2, 0,
                                                    0, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_troms_romsa_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",   "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "NKP", "PIR",
};
static const int64_t c_no_2013_troms_romsa_votes[] = {
    27436, 5688, 1608, 5636, 3659, 3687, 19663, 17315, 37, 322, 92, 477, 2190, 78, 382};
static const uint32_t c_no_2013_troms_romsa_seats[] = {2, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0};

static const char *const c_no_2013_finnmark_finnm_rku_option[] = {
    "A",    "SV",      "RØDT", "SP",   "KRF", "V",   "H",      "FRP",
    "DEMN", "KRISTNE", "KSP",  "KYST", "MDG", "PIR", "SJALTA",
};
static const int64_t c_no_2013_finnmark_finnm_rku_votes[] = {
    15003, 1952, 351, 1403, 1117, 1359, 8032, 6038, 23, 335, 41, 550, 844, 144, 467};
static const uint32_t c_no_2013_finnmark_finnm_rku_seats[] = {2, 0, 0, 0, 0, 0, 1, 1,
                                                              0, 0, 0, 0, 0, 0, 0};

static const struct list_case list_cases[] = {
    {"majilis-2016-list", ADIL_METHOD_HARE, 98, "at least 7% of counted votes", NULL, 6,
     c_majilis_2016_list_option, c_majilis_2016_list_votes, c_majilis_2016_list_seats},
    {"majilis-2021-list", ADIL_METHOD_HARE, 98, "at least 7% of counted votes", NULL, 5,
     c_majilis_2021_list_option, c_majilis_2021_list_votes, c_majilis_2021_list_seats},
    {"majilis-2023-list", ADIL_METHOD_HARE, 69, "at least 5% of counted votes", "against all", 8,
     c_majilis_2023_list_option, c_majilis_2023_list_votes, c_majilis_2023_list_seats},
    {"maslikhat-2023-almaty", ADIL_METHOD_HARE, 21, "at least 5% of counted votes", "against all",
     7, c_maslikhat_2023_almaty_option, c_maslikhat_2023_almaty_votes,
     c_maslikhat_2023_almaty_seats},
    {"maslikhat-2023-astana", ADIL_METHOD_HARE, 17, "at least 5% of counted votes", "against all",
     7, c_maslikhat_2023_astana_option, c_maslikhat_2023_astana_votes,
     c_maslikhat_2023_astana_seats},
    {"us-apportionment-2020", ADIL_METHOD_HUNTINGTON, 435, NULL, NULL, 50,
     c_us_apportionment_2020_option, c_us_apportionment_2020_votes, c_us_apportionment_2020_seats},
    {"no-apportionment-2009", ADIL_METHOD_SAINTE_LAGUE, 169, NULL, NULL, 19,
     c_no_apportionment_2009_option, c_no_apportionment_2009_votes, c_no_apportionment_2009_seats},
    {"at-2006", ADIL_METHOD_DHONDT, 183, "at least 4% of counted votes", NULL, 12, c_at_2006_option,
     c_at_2006_votes, c_at_2006_seats},
    {"at-2019", ADIL_METHOD_DHONDT, 183, "at least 4% of counted votes", NULL, 13, c_at_2019_option,
     c_at_2019_votes, c_at_2019_seats},
    {"kr-list-2012", ADIL_METHOD_HARE, 54, "at least 3% of counted votes", NULL, 10,
     c_kr_list_2012_option, c_kr_list_2012_votes, c_kr_list_2012_seats},
    {"jp-2014-hokkaido", ADIL_METHOD_DHONDT, 8, NULL, NULL, 9, c_jp_2014_hokkaido_option,
     c_jp_2014_hokkaido_votes, c_jp_2014_hokkaido_seats},
    {"jp-2014-tohoku", ADIL_METHOD_DHONDT, 14, NULL, NULL, 9, c_jp_2014_tohoku_option,
     c_jp_2014_tohoku_votes, c_jp_2014_tohoku_seats},
    {"jp-2014-kitakanto", ADIL_METHOD_DHONDT, 20, NULL, NULL, 9, c_jp_2014_kitakanto_option,
     c_jp_2014_kitakanto_votes, c_jp_2014_kitakanto_seats},
    {"jp-2014-minamikanto", ADIL_METHOD_DHONDT, 22, NULL, NULL, 9, c_jp_2014_minamikanto_option,
     c_jp_2014_minamikanto_votes, c_jp_2014_minamikanto_seats},
    {"jp-2014-tokyo", ADIL_METHOD_DHONDT, 17, NULL, NULL, 10, c_jp_2014_tokyo_option,
     c_jp_2014_tokyo_votes, c_jp_2014_tokyo_seats},
    {"jp-2014-hokuriku", ADIL_METHOD_DHONDT, 11, NULL, NULL, 9, c_jp_2014_hokuriku_option,
     c_jp_2014_hokuriku_votes, c_jp_2014_hokuriku_seats},
    {"jp-2014-tokai", ADIL_METHOD_DHONDT, 21, NULL, NULL, 9, c_jp_2014_tokai_option,
     c_jp_2014_tokai_votes, c_jp_2014_tokai_seats},
    {"jp-2014-kinki", ADIL_METHOD_DHONDT, 29, NULL, NULL, 9, c_jp_2014_kinki_option,
     c_jp_2014_kinki_votes, c_jp_2014_kinki_seats},
    {"jp-2014-chugoku", ADIL_METHOD_DHONDT, 11, NULL, NULL, 8, c_jp_2014_chugoku_option,
     c_jp_2014_chugoku_votes, c_jp_2014_chugoku_seats},
    {"jp-2014-shikoku", ADIL_METHOD_DHONDT, 6, NULL, NULL, 8, c_jp_2014_shikoku_option,
     c_jp_2014_shikoku_votes, c_jp_2014_shikoku_seats},
    {"jp-2014-kyushu", ADIL_METHOD_DHONDT, 21, NULL, NULL, 9, c_jp_2014_kyushu_option,
     c_jp_2014_kyushu_votes, c_jp_2014_kyushu_seats},
    {"cz-2017-regions", ADIL_METHOD_HARE, 200, NULL, NULL, 14, c_cz_2017_regions_option,
     c_cz_2017_regions_votes, c_cz_2017_regions_seats},
    {"no-2013-Østfold", ADIL_METHOD_MODIFIED, 8, NULL, NULL, 15, c_no_2013__stfold_option,
     c_no_2013__stfold_votes, c_no_2013__stfold_seats},
    {"no-2013-Akershus", ADIL_METHOD_MODIFIED, 16, NULL, NULL, 17, c_no_2013_akershus_option,
     c_no_2013_akershus_votes, c_no_2013_akershus_seats},
    {"no-2013-Oslo", ADIL_METHOD_MODIFIED, 18, NULL, NULL, 18, c_no_2013_oslo_option,
     c_no_2013_oslo_votes, c_no_2013_oslo_seats},
    {"no-2013-Hedmark", ADIL_METHOD_MODIFIED, 6, NULL, NULL, 14, c_no_2013_hedmark_option,
     c_no_2013_hedmark_votes, c_no_2013_hedmark_seats},
    {"no-2013-Oppland", ADIL_METHOD_MODIFIED, 6, NULL, NULL, 15, c_no_2013_oppland_option,
     c_no_2013_oppland_votes, c_no_2013_oppland_seats},
    {"no-2013-Buskerud", ADIL_METHOD_MODIFIED, 8, NULL, NULL, 15, c_no_2013_buskerud_option,
     c_no_2013_buskerud_votes, c_no_2013_buskerud_seats},
    {"no-2013-Vestfold", ADIL_METHOD_MODIFIED, 6, NULL, NULL, 15, c_no_2013_vestfold_option,
     c_no_2013_vestfold_votes, c_no_2013_vestfold_seats},
    {"no-2013-Telemark", ADIL_METHOD_MODIFIED, 5, NULL, NULL, 14, c_no_2013_telemark_option,
     c_no_2013_telemark_votes, c_no_2013_telemark_seats},
    {"no-2013-Aust-Agder", ADIL_METHOD_MODIFIED, 3, NULL, NULL, 15, c_no_2013_aust_agder_option,
     c_no_2013_aust_agder_votes, c_no_2013_aust_agder_seats},
    {"no-2013-Vest-Agder", ADIL_METHOD_MODIFIED, 5, NULL, NULL, 16, c_no_2013_vest_agder_option,
     c_no_2013_vest_agder_votes, c_no_2013_vest_agder_seats},
    {"no-2013-Rogaland", ADIL_METHOD_MODIFIED, 13, NULL, NULL, 17, c_no_2013_rogaland_option,
     c_no_2013_rogaland_votes, c_no_2013_rogaland_seats},
    {"no-2013-Hordaland", ADIL_METHOD_MODIFIED, 15, NULL, NULL, 16, c_no_2013_hordaland_option,
     c_no_2013_hordaland_votes, c_no_2013_hordaland_seats},
    {"no-2013-Sogn og Fjordane", ADIL_METHOD_MODIFIED, 3, NULL, NULL, 13,
     c_no_2013_sogn_og_fjordane_option, c_no_2013_sogn_og_fjordane_votes,
     c_no_2013_sogn_og_fjordane_seats},
    {"no-2013-Møre og Romsdal", ADIL_METHOD_MODIFIED, 8, NULL, NULL, 13,
     c_no_2013_m_re_og_romsdal_option, c_no_2013_m_re_og_romsdal_votes,
     c_no_2013_m_re_og_romsdal_seats},
    {"no-2013-Sør-Trøndelag", ADIL_METHOD_MODIFIED, 9, NULL, NULL, 17,
     c_no_2013_s_r_tr_ndelag_option, c_no_2013_s_r_tr_ndelag_votes, c_no_2013_s_r_tr_ndelag_seats},
    {"no-2013-Nord-Trøndelag", ADIL_METHOD_MODIFIED, 4, NULL, NULL, 14,
     c_no_2013_nord_tr_ndelag_option, c_no_2013_nord_tr_ndelag_votes,
     c_no_2013_nord_tr_ndelag_seats},
    {"no-2013-Nordland", ADIL_METHOD_MODIFIED, 8, NULL, NULL, 17, c_no_2013_nordland_option,
     c_no_2013_nordland_votes, c_no_2013_nordland_seats},
    {"no-2013-Troms Romsa", ADIL_METHOD_MODIFIED, 5, NULL, NULL, 15, c_no_2013_troms_romsa_option,
     c_no_2013_troms_romsa_votes, c_no_2013_troms_romsa_seats},
    {"no-2013-Finnmark Finnmárku", ADIL_METHOD_MODIFIED, 4, NULL, NULL, 15,
     c_no_2013_finnmark_finnm_rku_option, c_no_2013_finnmark_finnm_rku_votes,
     c_no_2013_finnmark_finnm_rku_seats},
};

#endif
