/* A keeper's file: CSV with a column `person`, perhaps `unit`, and whatever else the keeper has. */
#include "cli/keeper.h"

#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "exchange/encoding.h"
#include "law/index.h"
#include "report/report.h"

#include <string.h>

enum { FAULTS_MAX = 20 };

bool adil_person_normal(struct adil_arena *perm, struct adil_span text, struct adil_span *id)
{
    static const char capital[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char normal[ADIL_KEEPER_PERSON_MAX];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool lower = c >= 'a' && c <= 'z';
        if (c == ' ' || c == '-' || c == '.' || c == '/') {
            continue;
        }
        if (!(lower || (c >= 'A' && c <= 'Z') || adil_is_digit((unsigned char)c)) ||
            n == sizeof normal) {
            return false;
        }
        if (lower) {
            c = capital[c - 'a'];
        }
        normal[n++] = c;
    }
    bool same = n == text.len && (n == 0 || memcmp(normal, text.ptr, n) == 0);
    *id = same ? text : adil_span_copy(perm, adil_span_bytes(normal, n));
    return n > 0;
}

struct adil_span adil_keeper_cell(struct adil_arena *a, const struct adil_keeper_list *l,
                                  uint32_t row, uint32_t column)
{
    return adil_utf8_nfc(a, adil_csv_table_cell(&l->table, row, column));
}

/* ---- reading -------------------------------------------------------------------------------- */

struct keeper_reading {
    struct adil_arena *perm;
    struct adil_keeper_list *out;
    struct adil_diag *diag;
    uint32_t faults;
};

static void keeper_fault(struct keeper_reading *r, uint32_t line, struct adil_span field,
                         struct adil_span found, const char *expected)
{
    if (r->faults++ < FAULTS_MAX) {
        adil_diag_add(r->diag, ADIL_SEV_ERROR, (struct adil_place){r->out->table.file, line}, field,
                      found, adil_span_of(expected));
    }
}

static bool is_column_name(struct adil_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool well = (c >= 'a' && c <= 'z') || adil_is_digit((unsigned char)c) || c == '-' ||
                    c == '_' || c == '.';
        if (!well) {
            return false;
        }
    }
    return name.len > 0;
}

static void read_columns(struct keeper_reading *r, bool kept)
{
    struct adil_keeper_list *l = r->out;
    struct adil_index_entry *e = adil_new(r->perm, struct adil_index_entry, l->table.n_columns);
    uint32_t *order = adil_new(r->perm, uint32_t, l->table.n_columns);
    l->person = adil_csv_table_column(&l->table, "person");
    l->unit = adil_csv_table_column(&l->table, "unit");
    l->salt = adil_csv_table_column(&l->table, "salt");
    for (uint32_t c = 0; c < l->table.n_columns; c++) {
        e[c] = (struct adil_index_entry){l->table.column[c], c};
        if (!is_column_name(e[c].name)) {
            keeper_fault(r, 1, ADIL_SPAN("column"), e[c].name,
                         "a name of small Latin letters, digits, '-', '_' and '.'");
        }
    }
    if (l->table.n_columns > ADIL_KEEPER_COLUMNS_MAX) {
        keeper_fault(r, 1, ADIL_SPAN("column"), adil_fmt(r->perm, "%u columns", l->table.n_columns),
                     "at most 64");
    }
    if (l->person == UINT32_MAX) {
        keeper_fault(r, 1, ADIL_SPAN("person"), ADIL_SPAN("no such column"),
                     "a column with the identifiers of the persons");
    }
    if (kept && l->salt == UINT32_MAX) {
        keeper_fault(r, 1, ADIL_SPAN("salt"), ADIL_SPAN("no such column"),
                     "a file as adil register commit keeps it");
    }
    adil_index_sort(e, l->table.n_columns);
    for (uint32_t c = 0; c < l->table.n_columns; c++) {
        order[c] = e[c].value;
    }
    l->order = order;
}

static bool is_salt(struct adil_span text)
{
    uint8_t salt[ADIL_KEEPER_SALT_BYTES];
    bool well = adil_hex_parse(text, salt, sizeof salt);
    for (size_t i = 0; well && i < text.len; i++) {
        well = text.ptr[i] < 'A' || text.ptr[i] > 'F';
    }
    return well;
}

static void read_cells(struct keeper_reading *r, uint32_t row)
{
    const struct adil_csv_table *t = &r->out->table;
    for (uint32_t c = 0; c < t->n_columns; c++) {
        struct adil_span cell = adil_csv_table_cell(t, row, c);
        if (cell.len > ADIL_KEEPER_CELL_MAX || adil_encoding_has_control(cell, false)) {
            keeper_fault(r, t->line[row], t->column[c], cell,
                         "a text of one line, of at most 2000 bytes");
        }
    }
}

static void read_persons(struct keeper_reading *r, bool kept)
{
    struct adil_keeper_list *l = r->out;
    struct adil_span *id = adil_new(r->perm, struct adil_span, l->table.n_rows);
    for (uint32_t row = 0; row < l->table.n_rows; row++) {
        struct adil_span person = adil_csv_table_cell(&l->table, row, l->person);
        if (!adil_person_normal(r->perm, person, &id[row])) {
            keeper_fault(r, l->table.line[row], ADIL_SPAN("person"), person,
                         "an identifier: 1 to 64 Latin letters and digits");
        }
        if (kept && !is_salt(adil_csv_table_cell(&l->table, row, l->salt))) {
            keeper_fault(r, l->table.line[row], ADIL_SPAN("salt"), ADIL_SPAN(""),
                         "64 hex digits in lower case, as they were kept");
        }
        read_cells(r, row);
    }
    l->id = id;
}

adil_err adil_keeper_parse(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                           bool kept, struct adil_keeper_list *out, struct adil_diag *diag)
{
    struct keeper_reading r = {.perm = perm, .out = out, .diag = diag};
    memset(out, 0, sizeof *out);
    ADIL_TRY(adil_csv_table_parse(perm, file, bytes, &out->table, diag));
    out->seed = adil_sha256(bytes);
    read_columns(&r, kept);
    if (r.faults == 0) {
        read_persons(&r, kept);
    }
    return r.faults == 0 ? ADIL_OK : ADIL_ERR(INPUT);
}

adil_err adil_keeper_read(struct adil_arena *perm, struct adil_span path, bool kept,
                          struct adil_keeper_list *out, struct adil_diag *diag)
{
    struct adil_span bytes;
    ADIL_TRY(adil_file_read(perm, path, ADIL_TABLE_BYTES_MAX, &bytes, diag));
    return adil_keeper_parse(perm, path, bytes, kept, out, diag);
}

/* ---- writing -------------------------------------------------------------------------------- */

void adil_keeper_put_row(struct adil_buf *out, struct adil_arena scratch,
                         const struct adil_keeper_list *l, uint32_t row, struct adil_span salt)
{
    static const struct adil_span salted = ADIL_SPAN_INIT("salt");
    struct adil_json json;
    bool done = false;
    adil_json_open(&json, out, false);
    adil_json_object(&json);
    for (uint32_t i = 0; i <= l->table.n_columns; i++) {
        bool end = i == l->table.n_columns;
        uint32_t c = end ? UINT32_MAX : l->order[i];
        if (!done && (end || adil_span_cmp(salted, l->table.column[c]) <= 0)) {
            adil_json_key_span(&json, salted);
            adil_json_text(&json, salt);
            done = true;
        }
        if (!end && c != l->salt) {
            adil_json_key_span(&json, l->table.column[c]);
            adil_json_text(&json, adil_keeper_cell(&scratch, l, row, c));
        }
    }
    adil_json_end(&json);
}

void adil_keeper_put_file(struct adil_buf *out, struct adil_arena scratch,
                          const struct adil_keeper_list *l, const struct adil_span *salt)
{
    for (uint32_t c = 0; c < l->table.n_columns; c++) {
        if (c != l->salt) {
            adil_csv_cell(out, l->table.column[c]);
            adil_buf_byte(out, ',');
        }
    }
    adil_buf_str(out, "salt\n");
    for (uint32_t row = 0; row < l->table.n_rows; row++) {
        struct adil_arena tmp = scratch;
        for (uint32_t c = 0; c < l->table.n_columns; c++) {
            if (c != l->salt) {
                adil_csv_cell(out, adil_keeper_cell(&tmp, l, row, c));
                adil_buf_byte(out, ',');
            }
        }
        adil_buf_put(out, salt[row]);
        adil_buf_byte(out, '\n');
    }
}
