#include "cli/weights_input.h"

#include "base/file.h"
#include "base/utf8.h"
#include "cli/json_tree.h"
#include "cli/table.h"

enum { INPUT_BYTES_MAX = 64 << 20 };

static adil_err weights_fault(struct adil_cli *cli, struct adil_place place, const char *field,
                              struct adil_span found, const char *expected)
{
    return adil_fail(&cli->diag, ADIL_ERR(INPUT), place, adil_span_of(field), found,
                     adil_span_of(expected));
}

/* Seats are also called members, since those who hold them vote; those they are counted for are
 * then factions. */
static void name_seats(struct adil_game *g, uint32_t measure)
{
    g->measure[0].id = ADIL_SPAN("factions");
    g->measure[measure].words = ADIL_SPAN("members");
}

/* ---- the JSON of a count -------------------------------------------------------------------- */

static adil_err seats_of_count(struct adil_cli *cli, const struct adil_weights_args *args,
                               struct adil_span bytes, struct adil_game *g)
{
    struct adil_place place = {args->file, 0};
    struct adil_tree *root = NULL;
    ADIL_TRY(adil_tree_read(&cli->perm, place, ADIL_SPAN("count"), bytes, &root, &cli->diag));
    const struct adil_tree *seats = adil_tree_get(root, "seats");
    if (seats == NULL || seats->kind != ADIL_TREE_ARRAY || seats->n == 0) {
        return weights_fault(cli, place, "seats", ADIL_SPAN("none"),
                             "the JSON of a count that shares seats among lists");
    }
    adil_game_open(&cli->perm, seats->n, 2, ADIL_SPAN("members"), g);
    g->measure[1] = (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = ADIL_SPAN("seats")};
    name_seats(g, 1);
    g->n_rows = 0;
    for (const struct adil_tree *s = seats->first; s != NULL; s = s->next) {
        const struct adil_tree *n = adil_tree_get(s, "seats");
        struct adil_span id = adil_tree_text_of(&cli->perm, s, "option");
        if (n == NULL || n->kind != ADIL_TREE_INT || n->integer < 0 || id.len == 0) {
            return weights_fault(cli, place, "seats", id,
                                 "the seats of every list: the count is still open");
        }
        if (n->integer > 0) {
            g->member[g->n_rows].id = id;
            g->value[(size_t)g->n_rows * 2 + 1] = n->integer;
            g->n_rows++;
        }
    }
    g->title.in[ADIL_EN] = adil_tree_text_of(&cli->perm, root, "title");
    return adil_game_close(&cli->perm, place, g, &cli->diag);
}

/* ---- a CSV ---------------------------------------------------------------------------------- */

struct weights_csv {
    struct adil_csv_table table;
    uint32_t member;  /* columns */
    uint32_t contest; /* UINT32_MAX: none */
    uint32_t weight[ADIL_GAME_MEASURES_MAX];
    uint32_t n_weights;
    bool seats; /* the only weight: rows with none are left out */
};

static uint32_t member_column(const struct adil_csv_table *t)
{
    static const char *const names[] = {"member", "option", "faction"};
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < ADIL_COUNT(names) && found == UINT32_MAX; i++) {
        found = adil_csv_table_column(t, names[i]);
    }
    return found;
}

static adil_err add_weight(struct adil_cli *cli, struct weights_csv *c, uint32_t column)
{
    if (c->n_weights + 1 >= ADIL_GAME_MEASURES_MAX) {
        return weights_fault(cli, (struct adil_place){c->table.file, 1}, "weight",
                             c->table.column[column], "at most 15 weights; --weight names them");
    }
    c->weight[c->n_weights++] = column;
    return ADIL_OK;
}

static adil_err find_columns(struct adil_cli *cli, const struct adil_weights_args *args,
                             struct weights_csv *c)
{
    struct adil_place head = {c->table.file, 1};
    c->member = member_column(&c->table);
    c->contest = adil_csv_table_column(&c->table, "contest");
    uint32_t seats = adil_csv_table_column(&c->table, "seats");
    if (c->member == UINT32_MAX) {
        return weights_fault(cli, head, "table", c->table.column[0],
                             "a column named member, option or faction");
    }
    for (uint32_t i = 0; i < args->weights.n; i++) {
        char *name = adil_span_cstr(&cli->perm, args->weights.word[i]);
        uint32_t column = adil_csv_table_column(&c->table, name);
        if (column == UINT32_MAX) {
            return weights_fault(cli, head, "--weight", args->weights.word[i],
                                 "the name of a column");
        }
        ADIL_TRY(add_weight(cli, c, column));
    }
    if (c->n_weights == 0 && seats != UINT32_MAX) {
        ADIL_TRY(add_weight(cli, c, seats));
    }
    bool all = c->n_weights == 0;
    for (uint32_t i = 0; all && i < c->table.n_columns; i++) {
        if (i != c->member && i != c->contest) {
            ADIL_TRY(add_weight(cli, c, i));
        }
    }
    c->seats = c->n_weights == 1 && c->weight[0] == seats;
    return ADIL_OK;
}

/* Whether the row is of the contest asked for, or of the file's only one. */
static adil_err row_counts(struct adil_cli *cli, const struct adil_weights_args *args,
                           const struct weights_csv *c, uint32_t row, bool *counts)
{
    struct adil_span label = adil_csv_table_cell(&c->table, row, c->contest);
    struct adil_span wanted =
        args->contest.len > 0 ? args->contest : adil_csv_table_cell(&c->table, 0, c->contest);
    *counts = c->contest == UINT32_MAX || adil_span_eq(label, wanted);
    if (!*counts && args->contest.len == 0) {
        return weights_fault(cli, adil_csv_table_place(&c->table, row), "contest", label,
                             "one contest, or --contest NAME");
    }
    return ADIL_OK;
}

static adil_err read_row_weights(struct adil_cli *cli, const struct weights_csv *c, uint32_t row,
                                 int64_t *value, bool *any)
{
    *any = false;
    for (uint32_t i = 0; i < c->n_weights; i++) {
        struct adil_span cell = adil_csv_table_cell(&c->table, row, c->weight[i]);
        uint64_t v = 0;
        if (!adil_span_u64(cell, (uint64_t)ADIL_GAME_WEIGHT_MAX, &v)) {
            return adil_fail(&cli->diag, ADIL_ERR(INPUT), adil_csv_table_place(&c->table, row),
                             c->table.column[c->weight[i]],
                             cell.len > 0 ? cell : ADIL_SPAN("nothing"),
                             ADIL_SPAN("a whole weight from 0 to 2^50"));
        }
        value[1 + i] = (int64_t)v;
        *any = *any || v > 0;
    }
    return ADIL_OK;
}

static adil_err members_of_csv(struct adil_cli *cli, const struct adil_weights_args *args,
                               const struct weights_csv *c, struct adil_game *g)
{
    g->n_rows = 0;
    for (uint32_t row = 0; row < c->table.n_rows; row++) {
        bool counts = false;
        bool any = false;
        struct adil_span id = adil_csv_table_cell(&c->table, row, c->member);
        ADIL_TRY(row_counts(cli, args, c, row, &counts));
        if (!counts) {
            continue;
        }
        int64_t *value = g->value + (size_t)g->n_rows * g->n_measures;
        if (id.len == 0 || adil_utf8_check(id) < id.len) {
            return weights_fault(cli, adil_csv_table_place(&c->table, row), "member", id,
                                 "a name in valid UTF-8");
        }
        ADIL_TRY(read_row_weights(cli, c, row, value, &any));
        g->member[g->n_rows].id = id;
        g->n_rows += any || !c->seats ? 1 : 0;
    }
    return ADIL_OK;
}

static adil_err game_of_csv(struct adil_cli *cli, const struct adil_weights_args *args,
                            struct adil_span bytes, struct adil_game *g)
{
    struct weights_csv c = {.member = UINT32_MAX};
    struct adil_place place = {args->file, 0};
    ADIL_TRY(adil_csv_table_parse(&cli->perm, args->file, bytes, &c.table, &cli->diag));
    ADIL_TRY(find_columns(cli, args, &c));
    adil_game_open(&cli->perm, c.table.n_rows, 1 + c.n_weights, ADIL_SPAN("members"), g);
    for (uint32_t i = 0; i < c.n_weights; i++) {
        g->measure[1 + i] =
            (struct adil_measure){.kind = ADIL_MEASURE_WEIGHT, .id = c.table.column[c.weight[i]]};
    }
    if (c.seats) {
        name_seats(g, 1);
    }
    ADIL_TRY(members_of_csv(cli, args, &c, g));
    g->title.in[ADIL_EN] = args->contest;
    return adil_game_close(&cli->perm, place, g, &cli->diag);
}

/* ---- the file and its rule ------------------------------------------------------------------ */

static adil_err set_rule(struct adil_cli *cli, const struct adil_weights_args *args,
                         struct adil_game *g)
{
    struct adil_place place = {ADIL_SPAN("--rule"), 0};
    struct adil_placed rule = {args->rule, place};
    struct adil_placed blocking = {args->blocking, {ADIL_SPAN("--blocking"), 0}};
    if (args->rule.len == 0 && !adil_span_is(g->measure[0].id, "factions")) {
        return adil_usage(cli, "--rule", ADIL_SPAN("nothing"),
                          "a phrase: what a coalition needs to win");
    }
    if (args->rule.len == 0) {
        rule.text = ADIL_SPAN("more than 1/2 of members");
    }
    return adil_game_rule(&cli->perm, rule, blocking, g, &cli->diag);
}

static bool is_json(struct adil_span file, struct adil_span bytes)
{
    struct adil_span text = adil_span_trim(bytes);
    return adil_span_ends(file, ADIL_SPAN(".json")) ||
           (adil_span_is(file, "-") && text.len > 0 && text.ptr[0] == '{');
}

adil_err adil_weights_read(struct adil_cli *cli, const struct adil_weights_args *args,
                           struct adil_game *game)
{
    struct adil_span bytes;
    bool csv = adil_span_ends(args->file, ADIL_SPAN(".csv"));
    ADIL_TRY(adil_file_read(&cli->perm, args->file, INPUT_BYTES_MAX, &bytes, &cli->diag));
    if (!csv && (args->weights.n > 0 || args->contest.len > 0)) {
        return adil_usage(cli, args->weights.n > 0 ? "--weight" : "--contest", args->file,
                          "a CSV file");
    }
    if (csv || is_json(args->file, bytes)) {
        ADIL_TRY(csv ? game_of_csv(cli, args, bytes, game)
                     : seats_of_count(cli, args, bytes, game));
        return set_rule(cli, args, game);
    }
    ADIL_TRY(adil_game_read(&cli->perm, args->file, bytes, game, &cli->diag));
    if (args->rule.len == 0 && args->blocking.len > 0) {
        return adil_usage(cli, "--blocking", args->blocking, "--rule beside it");
    }
    if (args->rule.len > 0) {
        game->what_if = true;
        return set_rule(cli, args, game);
    }
    return ADIL_OK;
}
