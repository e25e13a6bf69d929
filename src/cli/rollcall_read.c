#include "cli/rollcall_read.h"

#include "base/utf8.h"
#include "cli/table.h"
#include "exchange/names.h"

enum { FAULTS_MAX = 20 };
#define NO_FACTION  UINT32_MAX
#define TALLIES_MAX ((uint64_t)1 << 27)

struct rollcall_reading {
    struct adil_arena *perm;
    struct adil_diag *diag;
    struct adil_csv_table table;
    uint32_t question, member, faction, vote; /* columns */
    uint32_t body, date;                      /* UINT32_MAX: none */
    struct adil_names calls;
    struct adil_names factions;
    struct adil_names seen; /* members in roll calls */
    const uint32_t **line_of_seen;
    uint32_t *call_of_row;
    uint32_t *faction_of_row; /* or NO_FACTION */
    enum adil_voice *voice_of_row;
    uint32_t n_faults;
};

static void row_fault(struct rollcall_reading *r, uint32_t row, const char *field,
                      struct adil_span found, struct adil_span expected)
{
    if (r->n_faults++ < FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, adil_csv_table_place(&r->table, row),
                      adil_span_of(field), found.len > 0 ? found : ADIL_SPAN("nothing"), expected);
    }
}

static adil_err rollcall_columns(struct rollcall_reading *r)
{
    const struct {
        const char *name;
        uint32_t *at;
        bool needed;
    } column[] = {
        {"question", &r->question, true}, {"member", &r->member, true},
        {"faction", &r->faction, true},   {"vote", &r->vote, true},
        {"body", &r->body, false},        {"date", &r->date, false},
    };
    for (size_t i = 0; i < ADIL_COUNT(column); i++) {
        *column[i].at = adil_csv_table_column(&r->table, column[i].name);
        if (column[i].needed && *column[i].at == UINT32_MAX) {
            return adil_fail(r->diag, ADIL_ERR(INPUT), (struct adil_place){r->table.file, 1},
                             ADIL_SPAN("table"), adil_span_of(column[i].name),
                             ADIL_SPAN("columns question, member, faction and vote; body and "
                                       "date are optional"));
        }
    }
    return ADIL_OK;
}

/* What tells roll calls apart: body, date and question. */
static struct adil_span call_name(struct rollcall_reading *r, uint32_t row)
{
    struct adil_span name = adil_csv_table_cell(&r->table, row, r->question);
    const uint32_t before[] = {r->date, r->body};
    for (size_t i = 0; i < ADIL_COUNT(before); i++) {
        struct adil_span part = adil_csv_table_cell(&r->table, row, before[i]);
        if (part.len > 0) {
            name = adil_fmt(r->perm, "%.*s, %.*s", ADIL_ARG(part), ADIL_ARG(name));
        }
    }
    return name;
}

static bool name_is_well(struct adil_span name)
{
    return name.len > 0 && adil_utf8_check(name) == name.len;
}

static void read_voice(struct rollcall_reading *r, uint32_t row)
{
    struct adil_span question = adil_csv_table_cell(&r->table, row, r->question);
    struct adil_span member = adil_csv_table_cell(&r->table, row, r->member);
    struct adil_span faction = adil_csv_table_cell(&r->table, row, r->faction);
    struct adil_span vote = adil_csv_table_cell(&r->table, row, r->vote);
    struct adil_span call = call_name(r, row);
    if (!name_is_well(question) || !name_is_well(call) || !name_is_well(member) ||
        (faction.len > 0 && !name_is_well(faction))) {
        row_fault(r, row, "question, member or faction", ADIL_SPAN(""),
                  ADIL_SPAN("a name in valid UTF-8 (no faction: an empty cell)"));
        return;
    }
    if (!adil_voice_parse(vote, &r->voice_of_row[row])) {
        row_fault(r, row, "vote", vote,
                  ADIL_SPAN("yes, no, abstain, present, absent or not-entitled"));
        return;
    }
    r->call_of_row[row] = adil_names_put(&r->calls, call);
    r->faction_of_row[row] = faction.len > 0 ? adil_names_put(&r->factions, faction) : NO_FACTION;
    struct adil_span both = adil_fmt(r->perm, "%u %.*s", r->call_of_row[row], ADIL_ARG(member));
    uint32_t n = r->seen.n;
    uint32_t at = adil_names_put(&r->seen, both);
    if (at < n) {
        row_fault(r, row, "member", member,
                  adil_fmt(r->perm, "each member once in a roll call (it stands in line %u)",
                           (unsigned)*r->line_of_seen[at]));
    } else {
        r->line_of_seen[at] = &r->table.line[row];
    }
}

static adil_err add_tallies(struct rollcall_reading *r, struct adil_roll_calls *out)
{
    uint64_t n = (uint64_t)r->calls.n * r->factions.n;
    if (n > TALLIES_MAX || r->factions.n > ADIL_FACTIONS_MAX) {
        return adil_fail(r->diag, ADIL_ERR(INPUT), (struct adil_place){r->table.file, 0},
                         ADIL_SPAN("table"),
                         adil_fmt(r->perm, "%u factions in %u roll calls", (unsigned)r->factions.n,
                                  (unsigned)r->calls.n),
                         ADIL_SPAN("at most 1000 factions, and 2^27 times roll calls"));
    }
    struct adil_tally *tally = adil_new(r->perm, struct adil_tally, n);
    uint32_t without = 0;
    for (uint32_t row = 0; row < r->table.n_rows; row++) {
        if (r->faction_of_row[row] == NO_FACTION) {
            without++;
            continue;
        }
        size_t at = (size_t)r->call_of_row[row] * r->factions.n + r->faction_of_row[row];
        tally[at].n[r->voice_of_row[row]]++;
    }
    *out = (struct adil_roll_calls){.call = r->calls.name,
                                    .n_calls = r->calls.n,
                                    .faction = r->factions.name,
                                    .n_factions = r->factions.n,
                                    .without = without,
                                    .tally = tally};
    return ADIL_OK;
}

adil_err adil_roll_calls_read(struct adil_arena *perm, struct adil_span file,
                              struct adil_span bytes, struct adil_roll_calls *out,
                              struct adil_diag *diag)
{
    struct rollcall_reading r = {.perm = perm, .diag = diag};
    struct adil_hash seed;
    ADIL_TRY(adil_csv_table_parse(perm, file, bytes, &r.table, diag));
    ADIL_TRY(rollcall_columns(&r));
    seed = adil_sha256(bytes);
    adil_names_open(&r.calls, perm, &seed);
    adil_names_open(&r.factions, perm, &seed);
    adil_names_open(&r.seen, perm, &seed);
    r.call_of_row = adil_new(perm, uint32_t, r.table.n_rows);
    r.faction_of_row = adil_new(perm, uint32_t, r.table.n_rows);
    r.voice_of_row = adil_new(perm, enum adil_voice, r.table.n_rows);
    r.line_of_seen = adil_new(perm, const uint32_t *, r.table.n_rows);
    for (uint32_t row = 0; row < r.table.n_rows; row++) {
        read_voice(&r, row);
    }
    if (r.n_faults > 0) {
        return ADIL_ERR(INPUT);
    }
    return add_tallies(&r, out);
}
