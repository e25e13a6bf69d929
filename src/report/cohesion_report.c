#include "report/cohesion_report.h"

#include "base/json.h"
#include "report/text_sheet.h"

enum { COHESION_DECIMALS = 6 };

/* Votes of a faction over all roll calls, by voice. */
static struct adil_num voices_of(struct adil_arena *a, const struct adil_roll_calls *r,
                                 uint32_t faction, enum adil_voice voice)
{
    struct adil_num sum = adil_num_int(0);
    for (uint32_t i = 0; i < r->n_calls; i++) {
        uint32_t n = r->tally[(size_t)i * r->n_factions + faction].n[voice];
        sum = adil_num_add(a, sum, adil_num_int(n));
    }
    return sum;
}

/* ---- text ----------------------------------------------------------------------------------- */

struct cohesion_sheet {
    struct adil_arena *a;
    const struct adil_roll_calls *r;
    struct adil_sheet sheet;
    enum adil_lang lang;
};

static struct adil_span percent_or_dash(const struct cohesion_sheet *s, bool known,
                                        struct adil_num ratio)
{
    return known ? adil_lang_percent(s->a, s->lang, ratio, 1) : ADIL_SPAN("-");
}

static void heading(const struct cohesion_sheet *s, enum adil_msg msg)
{
    adil_sheet_text(*s->a, &s->sheet, ADIL_SPAN(""), adil_text(s->lang, msg), ADIL_INK_STRONG);
}

static void put_cohesion(const struct cohesion_sheet *s)
{
    static const enum adil_msg heads[] = {
        ADIL_M_G_FACTION,  ADIL_M_G_RICE,    ADIL_M_G_AGREEMENT,   ADIL_M_G_AS_ONE,
        ADIL_M_G_VOTE_YES, ADIL_M_G_VOTE_NO, ADIL_M_G_VOTE_ABSTAIN};
    struct adil_grid g = adil_grid_open(s->a, ADIL_COUNT(heads), s->r->n_factions, 2);
    for (uint32_t k = 0; k < g.n_columns; k++) {
        g.column[k].head = adil_text(s->lang, heads[k]);
        g.column[k].sort = k == 0 ? ADIL_GRID_TEXT : ADIL_GRID_NUMBER;
    }
    for (uint32_t i = 0; i < s->r->n_factions; i++) {
        struct adil_cohesion c = adil_cohesion_of(s->a, s->r, i);
        struct adil_span *cell = g.cell + (size_t)i * g.n_columns;
        cell[0] = s->r->faction[i];
        cell[1] = percent_or_dash(s, c.rice_calls > 0, c.rice);
        cell[2] = percent_or_dash(s, c.index_calls > 0, c.index);
        cell[3] = adil_fmt(s->a, "%u / %u", c.whole, c.index_calls);
        for (unsigned v = ADIL_VOICE_YES; v <= ADIL_VOICE_ABSTAIN; v++) {
            cell[4 + v] =
                adil_lang_num(s->a, s->lang, voices_of(s->a, s->r, i, (enum adil_voice)v), 0);
        }
    }
    heading(s, ADIL_M_G_COHESION);
    adil_sheet_grid(*s->a, &s->sheet, &g);
}

/* Pairs, one a line: a square of many factions would not fit a terminal. */
static void put_agreement(const struct cohesion_sheet *s)
{
    uint32_t n = s->r->n_factions;
    struct adil_grid g = adil_grid_open(s->a, 4, n * (n - 1) / 2, 2);
    static const enum adil_msg heads[] = {ADIL_M_G_FACTIONS, ADIL_M_G_SAME_SIDE, ADIL_M_G_SHARE,
                                          ADIL_M_G_LIKENESS};
    uint32_t row = 0;
    for (uint32_t k = 0; k < g.n_columns; k++) {
        g.column[k].head = adil_text(s->lang, heads[k]);
        g.column[k].sort = k == 0 ? ADIL_GRID_TEXT : ADIL_GRID_NUMBER;
    }
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t y = x + 1; y < n; y++, row++) {
            struct adil_agreement both = adil_agreement_of(s->a, s->r, x, y);
            struct adil_span *cell = g.cell + (size_t)row * g.n_columns;
            cell[0] = adil_fmt(s->a, "%.*s – %.*s", ADIL_ARG(s->r->faction[x]),
                               ADIL_ARG(s->r->faction[y]));
            cell[1] = adil_fmt(s->a, "%u / %u", both.same, both.of);
            cell[2] = both.of > 0 ? adil_lang_percent(s->a, s->lang,
                                                      adil_num_ratio(s->a, both.same, both.of), 1)
                                  : ADIL_SPAN("-");
            cell[3] = percent_or_dash(s, both.likeness_calls > 0, both.likeness);
        }
    }
    adil_sheet_blank(&s->sheet);
    heading(s, ADIL_M_G_BETWEEN);
    adil_sheet_grid(*s->a, &s->sheet, &g);
}

void adil_cohesion_text(struct adil_arena scratch, const struct adil_roll_calls *r,
                        const struct adil_text_style *style, struct adil_buf *out)
{
    struct cohesion_sheet s = {&scratch, r, {style, out}, style->lang};
    const struct adil_arg args[] = {
        {"calls", adil_lang_num(&scratch, s.lang, adil_num_int(r->n_calls), 0)},
        {"factions", adil_lang_num(&scratch, s.lang, adil_num_int(r->n_factions), 0)},
    };
    adil_sheet_text(scratch, &s.sheet, ADIL_SPAN(""),
                    adil_said(&scratch, s.lang, ADIL_M_G_CALLS, args, ADIL_COUNT(args)),
                    ADIL_INK_PLAIN);
    if (r->without > 0) {
        const struct adil_arg n = {"n",
                                   adil_lang_num(&scratch, s.lang, adil_num_int(r->without), 0)};
        adil_sheet_text(scratch, &s.sheet, ADIL_SPAN(""),
                        adil_said(&scratch, s.lang, ADIL_M_G_WITHOUT, &n, 1), ADIL_INK_PLAIN);
    }
    if (r->n_factions == 0) {
        return;
    }
    adil_sheet_blank(&s.sheet);
    put_cohesion(&s);
    if (r->n_factions > 1) {
        put_agreement(&s);
    }
}

/* ---- JSON and CSV --------------------------------------------------------------------------- */

/* Exact and as a decimal, or null twice. */
static void key_measure(struct adil_json *j, struct adil_arena scratch, const char *key, bool known,
                        struct adil_num x)
{
    struct adil_span decimal = adil_fmt(&scratch, "%s_decimal", key);
    adil_json_key(j, key);
    if (!known) {
        adil_json_null(j);
        adil_json_key_span(j, decimal);
        adil_json_null(j);
        return;
    }
    adil_json_num(j, scratch, x);
    adil_json_key_span(j, decimal);
    adil_json_text(j, adil_num_cut(&scratch, x, COHESION_DECIMALS));
}

static void key_count(struct adil_json *j, const char *key, uint32_t n)
{
    adil_json_key(j, key);
    adil_json_i64(j, n);
}

static void json_faction(struct adil_json *j, struct adil_arena scratch,
                         const struct adil_roll_calls *r, uint32_t i)
{
    static const char *const words[] = {
#define X(id, word) word,
        ADIL_VOICES(X)
#undef X
    };
    struct adil_cohesion c = adil_cohesion_of(&scratch, r, i);
    adil_json_object(j);
    adil_json_key(j, "faction");
    adil_json_text(j, r->faction[i]);
    adil_json_key(j, "votes");
    adil_json_object_line(j);
    for (unsigned v = 0; v < ADIL_N_VOICES; v++) {
        adil_json_key(j, words[v]);
        adil_json_num(j, scratch, voices_of(&scratch, r, i, (enum adil_voice)v));
    }
    adil_json_end(j);
    key_count(j, "rice_calls", c.rice_calls);
    key_measure(j, scratch, "rice", c.rice_calls > 0, c.rice);
    key_count(j, "agreement_calls", c.index_calls);
    key_measure(j, scratch, "agreement_index", c.index_calls > 0, c.index);
    key_count(j, "as_one", c.whole);
    adil_json_end(j);
}

static void json_pair(struct adil_json *j, struct adil_arena scratch,
                      const struct adil_roll_calls *r, uint32_t x, uint32_t y)
{
    struct adil_agreement g = adil_agreement_of(&scratch, r, x, y);
    adil_json_object(j);
    adil_json_key(j, "factions");
    adil_json_array_line(j);
    adil_json_text(j, r->faction[x]);
    adil_json_text(j, r->faction[y]);
    adil_json_end(j);
    key_count(j, "same", g.same);
    key_count(j, "of", g.of);
    key_count(j, "likeness_calls", g.likeness_calls);
    key_measure(j, scratch, "likeness", g.likeness_calls > 0, g.likeness);
    adil_json_end(j);
}

void adil_cohesion_json(struct adil_arena scratch, const struct adil_roll_calls *r,
                        struct adil_buf *out)
{
    struct adil_json j;
    adil_json_open(&j, out, true);
    adil_json_object(&j);
    key_count(&j, "calls", r->n_calls);
    key_count(&j, "without_faction", r->without);
    adil_json_key(&j, "factions");
    adil_json_array(&j);
    for (uint32_t i = 0; i < r->n_factions; i++) {
        json_faction(&j, scratch, r, i);
    }
    adil_json_end(&j);
    adil_json_key(&j, "between");
    adil_json_array(&j);
    for (uint32_t x = 0; x < r->n_factions; x++) {
        for (uint32_t y = x + 1; y < r->n_factions; y++) {
            json_pair(&j, scratch, r, x, y);
        }
    }
    adil_json_end(&j);
    adil_json_end(&j);
    adil_json_finish(&j);
}

static void csv_measure(struct adil_buf *out, struct adil_arena scratch, bool known,
                        struct adil_num x)
{
    adil_buf_byte(out, ',');
    if (known) {
        adil_buf_put(out, adil_num_cut(&scratch, x, COHESION_DECIMALS));
    }
}

static void csv_faction(struct adil_buf *out, struct adil_arena scratch,
                        const struct adil_roll_calls *r, uint32_t i)
{
    struct adil_cohesion c = adil_cohesion_of(&scratch, r, i);
    adil_csv_cell(out, r->faction[i]);
    for (unsigned v = 0; v < ADIL_N_VOICES; v++) {
        struct adil_num n = voices_of(&scratch, r, i, (enum adil_voice)v);
        adil_buf_byte(out, ',');
        adil_buf_put(out, adil_num_text(&scratch, n));
    }
    csv_measure(out, scratch, c.rice_calls > 0, c.rice);
    csv_measure(out, scratch, c.index_calls > 0, c.index);
    for (uint32_t y = 0; y < r->n_factions; y++) {
        struct adil_agreement g = adil_agreement_of(&scratch, r, i, y);
        struct adil_num share = adil_num_ratio(&scratch, g.same, g.of > 0 ? g.of : 1);
        csv_measure(out, scratch, y != i && g.of > 0, share);
    }
    adil_buf_byte(out, '\n');
}

void adil_cohesion_csv(struct adil_arena scratch, const struct adil_roll_calls *r,
                       struct adil_buf *out)
{
    adil_buf_str(out, "faction");
#define X(id, word) adil_buf_str(out, "," word);
    ADIL_VOICES(X)
#undef X
    adil_buf_str(out, ",rice,agreement_index");
    for (uint32_t i = 0; i < r->n_factions; i++) {
        struct adil_arena tmp = scratch;
        adil_buf_byte(out, ',');
        adil_csv_cell(out, adil_fmt(&tmp, "with %.*s", ADIL_ARG(r->faction[i])));
    }
    adil_buf_byte(out, '\n');
    for (uint32_t i = 0; i < r->n_factions; i++) {
        csv_faction(out, scratch, r, i);
    }
}
