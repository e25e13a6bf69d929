/* Voting power for programs: JSON (docs/weights.md) and CSV. */
#include "report/power_report.h"

#include "base/json.h"

#include <string.h>

enum { JSON_DECIMALS = 6, CSV_DECIMALS = 12 };

/* Names of the indexes, in the order of both forms; what a game may be too large for comes last. */
#define POWER_INDEXES(X)                                                                           \
    X(banzhaf, true)                                                                               \
    X(absolute, true)                                                                              \
    X(prevent, true)                                                                               \
    X(initiate, true)                                                                              \
    X(public_help, true)                                                                           \
    X(shapley, p->has_shapley)                                                                     \
    X(johnston, p->listed)                                                                         \
    X(deegan_packel, p->listed)                                                                    \
    X(holler, p->listed)

static void key_num(struct adil_json *j, struct adil_arena scratch, const char *key, bool known,
                    struct adil_num x)
{
    adil_json_key(j, key);
    if (known) {
        adil_json_num(j, scratch, x);
    } else {
        adil_json_null(j);
    }
}

/* Twice: exact, and as a decimal, cut. */
static void key_index(struct adil_json *j, struct adil_arena scratch, const char *key, bool known,
                      struct adil_num x)
{
    struct adil_span decimal_key = adil_fmt(&scratch, "%s_decimal", key);
    key_num(j, scratch, key, known, x);
    adil_json_key_span(j, decimal_key);
    if (known) {
        adil_json_text(j, adil_num_cut(&scratch, x, JSON_DECIMALS));
    } else {
        adil_json_null(j);
    }
}

static void key_phrase(struct adil_json *j, struct adil_arena scratch, const char *key,
                       const struct adil_phrase *phrase, const struct adil_vocab *vocab)
{
    adil_json_key(j, key);
    if (phrase != NULL) {
        adil_json_text(j, adil_phrase_text(&scratch, phrase, vocab));
    } else {
        adil_json_null(j);
    }
}

static void json_weights(struct adil_json *j, const struct adil_game *g, uint32_t row)
{
    adil_json_key(j, "weights");
    adil_json_object_line(j);
    for (uint32_t m = 0; m < g->n_measures; m++) {
        if (g->measure[m].kind == ADIL_MEASURE_WEIGHT) {
            adil_json_key_span(j, g->measure[m].id);
            adil_json_i64(j, g->value[(size_t)row * g->n_measures + m]);
        }
    }
    adil_json_end(j);
}

static void json_member(struct adil_json *j, struct adil_arena scratch, const struct adil_power *p,
                        uint32_t row, enum adil_lang lang)
{
    const struct adil_game *g = p->game;
    const struct adil_power_of *of = &p->of[row];
    adil_json_object(j);
    adil_json_key(j, "id");
    adil_json_text(j, g->member[row].id);
    adil_json_key(j, "name");
    adil_json_text(j, adil_game_member_name(g, row, lang));
    adil_json_key(j, "times");
    adil_json_i64(j, g->member[row].times);
    json_weights(j, g, row);
    key_num(j, scratch, "swings", true, of->swings);
#define X(name, known) key_index(j, scratch, #name, known, of->name);
    POWER_INDEXES(X)
#undef X
    adil_json_key(j, "veto");
    adil_json_bool(j, of->veto);
    adil_json_key(j, "dictator");
    adil_json_bool(j, of->dictator);
    adil_json_key(j, "dummy");
    adil_json_bool(j, of->dummy);
    adil_json_end(j);
}

static void json_minimal(struct adil_json *j, const struct adil_power *p)
{
    adil_json_key(j, "minimal");
    if (!p->listed) {
        adil_json_null(j);
        return;
    }
    adil_json_array(j);
    for (uint32_t k = 0; k < p->n_minimal; k++) {
        adil_json_array_line(j);
        for (uint32_t i = 0; i < p->game->n; i++) {
            if ((p->minimal[k] >> i & 1) != 0) {
                adil_json_text(j, p->game->member[p->row[i]].id);
            }
        }
        adil_json_end(j);
    }
    adil_json_end(j);
}

void adil_power_json(struct adil_arena scratch, const struct adil_power *p, enum adil_lang lang,
                     struct adil_buf *out)
{
    const struct adil_game *g = p->game;
    struct adil_json j;
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    adil_json_key(&j, "title");
    adil_json_text(&j, adil_texts_pick(&g->title, lang));
    key_phrase(&j, scratch, "rule", g->rule, &g->vocab);
    key_phrase(&j, scratch, "blocking", g->blocking, &g->vocab);
    adil_json_key(&j, "what_if");
    adil_json_bool(&j, g->what_if);
    adil_json_key(&j, "n");
    adil_json_i64(&j, g->n);
    key_num(&j, scratch, "coalitions", true, p->coalitions);
    key_num(&j, scratch, "winning", true, p->winning);
    key_num(&j, scratch, "swings", true, p->swings);
    adil_json_key(&j, "members");
    adil_json_array(&j);
    for (uint32_t i = 0; i < g->n_rows; i++) {
        json_member(&j, scratch, p, i, lang);
    }
    adil_json_end(&j);
    json_minimal(&j, p);
    adil_json_end(&j);
    adil_json_finish(&j);
}

static void csv_index(struct adil_buf *out, struct adil_arena scratch, bool known,
                      struct adil_num x)
{
    adil_buf_byte(out, ',');
    if (known) {
        adil_buf_put(out, adil_num_cut(&scratch, x, CSV_DECIMALS));
    }
}

static void csv_member(struct adil_buf *out, struct adil_arena scratch, const struct adil_power *p,
                       uint32_t row)
{
    const struct adil_game *g = p->game;
    const struct adil_power_of *of = &p->of[row];
    adil_csv_cell(out, g->member[row].id);
    adil_buf_fmt(out, ",%u", g->member[row].times);
    for (uint32_t m = 0; m < g->n_measures; m++) {
        if (g->measure[m].kind == ADIL_MEASURE_WEIGHT) {
            adil_buf_fmt(out, ",%lld", (long long)g->value[(size_t)row * g->n_measures + m]);
        }
    }
    adil_buf_byte(out, ',');
    adil_buf_put(out, adil_num_text(&scratch, of->swings));
#define X(name, known) csv_index(out, scratch, known, of->name);
    POWER_INDEXES(X)
#undef X
    adil_buf_byte(out, '\n');
}

void adil_power_csv(struct adil_arena scratch, const struct adil_power *p, struct adil_buf *out)
{
    const struct adil_game *g = p->game;
    adil_buf_str(out, "member,times");
    for (uint32_t m = 0; m < g->n_measures; m++) {
        if (g->measure[m].kind == ADIL_MEASURE_WEIGHT) {
            adil_buf_byte(out, ',');
            adil_csv_cell(out, g->measure[m].id);
        }
    }
    adil_buf_str(out, ",swings");
#define X(name, known) adil_buf_str(out, "," #name);
    POWER_INDEXES(X)
#undef X
    adil_buf_byte(out, '\n');
    for (uint32_t i = 0; i < g->n_rows; i++) {
        csv_member(out, scratch, p, i);
    }
}
