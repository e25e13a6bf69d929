#include "weight/game.h"

void adil_game_open(struct adil_arena *perm, uint32_t n_rows, uint32_t n_measures,
                    struct adil_span heads, struct adil_game *out)
{
    ADIL_ASSERT(n_measures >= 1 && n_measures <= ADIL_GAME_MEASURES_MAX);
    *out = (struct adil_game){
        .member = adil_new(perm, struct adil_game_member, n_rows),
        .n_rows = n_rows,
        .measure = adil_new(perm, struct adil_measure, n_measures),
        .n_measures = n_measures,
        .value = adil_new(perm, int64_t, (size_t)n_rows * n_measures),
    };
    out->measure[0] = (struct adil_measure){.kind = ADIL_MEASURE_HEADS, .id = heads};
    for (uint32_t i = 0; i < n_rows; i++) {
        out->member[i].times = 1;
        out->value[(size_t)i * n_measures] = 1;
    }
}

static adil_err game_fault(struct adil_diag *diag, struct adil_place place, const char *field,
                           struct adil_span found, const char *expected)
{
    return adil_fail(diag, ADIL_ERR(INPUT), place, adil_span_of(field), found,
                     adil_span_of(expected));
}

static adil_err check_members(struct adil_place place, struct adil_game *g, struct adil_diag *diag)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < g->n_rows; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (adil_span_eq(g->member[k].id, g->member[i].id)) {
                return game_fault(diag, place, "members", g->member[i].id, "each member once");
            }
        }
        n += g->member[i].times;
        if (n > ADIL_GAME_MEMBERS_MAX) {
            return game_fault(diag, place, "members", ADIL_SPAN("more than 1024"),
                              "at most 1024 members, each of the alike counted");
        }
    }
    g->n = (uint32_t)n;
    return n > 0 ? ADIL_OK
                 : game_fault(diag, place, "members", ADIL_SPAN("none"), "at least one member");
}

static adil_err add_up(struct adil_place place, struct adil_game *g, struct adil_diag *diag)
{
    for (uint32_t m = 0; m < g->n_measures; m++) {
        struct adil_measure *of = &g->measure[m];
        of->sum = 0;
        for (uint32_t i = 0; i < g->n_rows; i++) {
            int64_t v = g->value[(size_t)i * g->n_measures + m];
            if (v < 0 || v > ADIL_GAME_WEIGHT_MAX) {
                return game_fault(diag, place, "weight", g->member[i].id,
                                  "whole weights from 0 to 2^50");
            }
            of->sum += v * (int64_t)g->member[i].times;
        }
        if (of->vacant < 0 || of->vacant > ADIL_GAME_WEIGHT_MAX) {
            return game_fault(diag, place, "vacant", of->id, "a weight from 0 to 2^50");
        }
    }
    return ADIL_OK;
}

/* Words in which a phrase could not tell a name from itself. */
static bool starts_a_phrase(struct adil_span name)
{
    static const char *const words[] = {"at",    "more", "less", "exactly", "other",   "of",
                                        "in",    "and",  "or",   "every",   "rounded", "is",
                                        "least", "most", "than", "up",      "down",    "to"};
    struct adil_span first = adil_span_sub(name, 0, adil_span_find_byte(name, ' '));
    for (size_t i = 0; i < ADIL_COUNT(words); i++) {
        if (adil_span_is(first, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* Words of letters, digits, "_" and inner "-", each begun by a letter, with single blanks between:
 * what the lexer of phrases takes for a name. */
static bool is_measure_name(struct adil_span name)
{
    char before = ' ';
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool last = i + 1 == name.len;
        bool inner = before != ' ' && !last; /* a single blank or "-" may stand here */
        bool parts = (c == ' ' || c == '-') && inner && before != '-';
        bool well =
            is_name_letter(c) || parts || (adil_is_digit((unsigned char)c) && before != ' ');
        if (!well) {
            return false;
        }
        before = c;
    }
    return name.len > 0 && name.len <= 80 && !starts_a_phrase(name);
}

static bool same_name(struct adil_span name, const struct adil_measure *m)
{
    return adil_span_eq(name, m->id) || (m->words.len > 0 && adil_span_eq(name, m->words));
}

static adil_err check_names(struct adil_place place, const struct adil_game *g,
                            struct adil_diag *diag)
{
    for (uint32_t i = 0; i < g->n_measures; i++) {
        const struct adil_measure *m = &g->measure[i];
        if (m->kind == ADIL_MEASURE_VETO) {
            continue;
        }
        if (!is_measure_name(m->id) || (m->words.len > 0 && !is_measure_name(m->words))) {
            return game_fault(diag, place, "weight or group", m->id,
                              "a name of words that begin with a letter, none of them a word of "
                              "phrases (at, of, in, ...)");
        }
        for (uint32_t k = 0; k < i; k++) {
            if (same_name(m->id, &g->measure[k]) ||
                (m->words.len > 0 && same_name(m->words, &g->measure[k]))) {
                return game_fault(diag, place, "weight or group", m->id,
                                  "a name that no other weight or group has");
            }
        }
    }
    return ADIL_OK;
}

/* What stands after "of" in each language, where a catalogue has the word. */
static void set_genitive(struct adil_vocab_word *w, const struct adil_measure *m)
{
    static const struct {
        const char *id;
        enum adil_msg of;
    } known[] = {
        {"members", ADIL_M_L_Q_MEMBERS},    {"seats", ADIL_M_L_Q_SEATS},
        {"votes", ADIL_M_G_OF_VOTES},       {"population", ADIL_M_G_OF_POPULATION},
        {"factions", ADIL_M_G_OF_FACTIONS},
    };
    struct adil_span name = m->words.len > 0 ? m->words : m->id;
    for (size_t i = 0; i < ADIL_COUNT(known); i++) {
        for (int lang = 0; lang < ADIL_N_LANGS && adil_span_is(name, known[i].id); lang++) {
            w->of[lang] = adil_text((enum adil_lang)lang, known[i].of);
        }
    }
}

adil_err adil_game_close(struct adil_arena *perm, struct adil_place place, struct adil_game *game,
                         struct adil_diag *diag)
{
    ADIL_TRY(check_members(place, game, diag));
    ADIL_TRY(check_names(place, game, diag));
    ADIL_TRY(add_up(place, game, diag));
    uint32_t n = game->n_measures;
    n -= game->measure[n - 1].kind == ADIL_MEASURE_VETO ? 1 : 0;
    struct adil_vocab_word *word = adil_new(perm, struct adil_vocab_word, n);
    for (uint32_t i = 0; i < n; i++) {
        word[i].id = game->measure[i].id;
        word[i].words = game->measure[i].words;
        set_genitive(&word[i], &game->measure[i]);
    }
    game->vocab = (struct adil_vocab){.quantity = word, .n_quantities = n, .counts = true};
    return ADIL_OK;
}

struct adil_span adil_game_member_name(const struct adil_game *game, uint32_t row,
                                       enum adil_lang lang)
{
    ADIL_ASSERT(row < game->n_rows);
    struct adil_span name = adil_texts_pick(&game->member[row].name, lang);
    return name.len > 0 ? name : game->member[row].id;
}
