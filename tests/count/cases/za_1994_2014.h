/* National Assembly of South Africa, 1994 to 2014: national votes and the 400 seats.
 * Votes and seats are transcriptions of the Electoral Commission's reports by the project
 * DoesOneVoteMatter. 2004: the calculated seats (the printed assigned ones add to 399). */
#ifndef ZA_1994_2014_H
#define ZA_1994_2014_H

#include <stdint.h>

struct za_list {
    const char *option;
    int64_t votes;
    uint32_t seats;
};

static const struct za_list za_1994[] = {
    {"PAC", 243478, 5}, {"SOCCER", 10575, 0}, {"KISS", 5916, 0},    {"VV-FF", 424555, 9},
    {"WRPP", 6434, 0},  {"WLP", 4169, 0},     {"XPP", 6320, 0},     {"AMP", 34466, 0},
    {"ACDP", 88104, 2}, {"ADM", 9886, 0},     {"AMCP", 27690, 0},   {"ANC", 12237655, 252},
    {"DP", 338426, 7},  {"DPSA", 19451, 0},   {"FP", 17663, 0},     {"LUSAP", 3293, 0},
    {"MF", 13433, 0},   {"NP", 3983690, 82},  {"IFP", 2058294, 43},
};

static const struct za_list za_1999[] = {
    {"AITUP", 10611, 0}, {"ACDP", 228975, 6},  {"ANC", 10601330, 266}, {"AEB", 46292, 1},
    {"AZAPO", 27257, 1}, {"DP", 1527337, 38},  {"FA", 86704, 2},       {"IFP", 1371477, 34},
    {"MF", 48277, 1},    {"NNP", 1098215, 28}, {"PAC", 113125, 3},     {"GPGP", 9193, 0},
    {"SOPA", 9062, 0},   {"UCDP", 125280, 3},  {"UDM", 546790, 14},    {"VF-FF", 127217, 3},
};

static const struct za_list za_2004[] = {
    {"ACDP", 250272, 7},   {"ANC", 10880915, 279}, {"AZAPO", 39116, 1},  {"CDP", 17619, 0},
    {"DA", 1931201, 50},   {"ID", 269765, 7},      {"IFP", 1088664, 28}, {"KISS", 6514, 0},
    {"MF", 55267, 2},      {"NASAKSIE", 15804, 0}, {"NLP", 13318, 0},    {"NNP", 257824, 7},
    {"PAC", 113512, 3},    {"PJC", 15187, 0},      {"EMSA", 10446, 0},   {"TOP", 7531, 0},
    {"SOPA", 14853, 0},    {"UCDP", 117792, 3},    {"UDM", 355717, 9},   {"UF", 11889, 0},
    {"VFPlus", 139465, 4},
};

static const struct za_list za_2009[] = {
    {"A-PARTY", 2847, 0},  {"ACDP", 142658, 3}, {"ANC", 11650748, 264}, {"APC", 35867, 1},
    {"ALJAMA", 25947, 0},  {"AFD", 5178, 0},    {"AZAPO", 38245, 1},    {"CDA", 11638, 0},
    {"COPE", 1311027, 30}, {"DA", 2945829, 67}, {"GKSA", 8271, 0},      {"ID", 162915, 4},
    {"IFP", 804260, 18},   {"KISS", 5440, 0},   {"MF", 43474, 1},       {"MDP", 29747, 0},
    {"NADECO", 10830, 0},  {"NVP", 9296, 0},    {"PAC", 48530, 1},      {"PAM", 5426, 0},
    {"SADECO", 6035, 0},   {"UCDP", 66086, 2},  {"UDM", 149680, 4},     {"UIF", 8872, 0},
    {"VFPlus", 146796, 4}, {"WF", 5087, 0},
};

static const struct za_list za_2014[] = {
    {"ACDP", 104039, 3}, {"AIC", 97642, 3},    {"ANC", 11436921, 249}, {"APC", 30676, 1},
    {"AGANG", 52350, 2}, {"ALJAMA", 25976, 0}, {"AZAPO", 20421, 0},    {"BUSHBUCK-RA", 15271, 0},
    {"COPE", 123235, 3}, {"DA", 4091584, 89},  {"EFF", 1169259, 25},   {"FINLA", 3297, 0},
    {"FN", 5138, 0},     {"ICOSA", 14472, 0},  {"IFP", 441854, 10},    {"KISS", 4294, 0},
    {"KGM", 6408, 0},    {"MF", 22589, 0},     {"NFP", 288742, 6},     {"PAC", 37784, 1},
    {"PAM", 3815, 0},    {"PA", 13263, 0},     {"PAL", 1671, 0},       {"UBUNTU", 8234, 0},
    {"UCDP", 21744, 0},  {"UNICO", 3136, 0},   {"UDM", 184636, 4},     {"VFPlus", 165715, 4},
    {"WASP", 8331, 0},
};

#endif
