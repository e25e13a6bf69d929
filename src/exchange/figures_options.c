/* Options by every spelling: ids and names of the ballot; in an open contest, those of the files.
 */
#include "base/utf8.h"
#include "exchange/encoding.h"
#include "exchange/reading.h"

static void put_spelling(struct adil_reading *r, struct adil_span text, uint32_t option)
{
    uint32_t n_before = r->option_name.n;
    uint32_t i = text.len > 0 ? adil_names_put(&r->option_name, text) : 0;
    if (i < n_before || text.len == 0) {
        return;
    }
    r->option_of = adil_grow_items(r->tmp, r->option_of, sizeof *r->option_of, i, (size_t)i + 1,
                                   &r->cap_option_of);
    r->option_of[i] = option;
}

/* The spelling to expect after the option before it. */
static void expect_spelling(struct adil_reading *r, uint32_t option, struct adil_span text)
{
    r->next_option = adil_grow_items(r->tmp, r->next_option, sizeof *r->next_option, r->cap_next,
                                     (size_t)option + 1, &r->cap_next);
    r->next_option[option] = adil_csv_plain(text) ? text : (struct adil_span){NULL, 0};
}

/* Options that only the figures list stand in the figures' order: what the contest says of some of
 * them is put on them afterwards. Not where other names would have to lead to them while reading,
 * or where the contest keeps their numbers. */
static bool named_late(const struct adil_contest *c)
{
    bool late = c->options_open && c->yes == UINT32_MAX && c->unit_lists == NULL;
    for (uint32_t i = 0; i < c->n_options && late; i++) {
        for (size_t l = 0; l < ADIL_N_LANGS; l++) {
            struct adil_span name = c->option[i].name.in[l];
            late = late && (name.len == 0 || adil_span_eq(name, c->option[i].id));
        }
    }
    return late;
}

void adil_reading_open_options(struct adil_reading *r)
{
    const struct adil_contest *c = r->contest;
    ADIL_ASSERT(c->n_options <= ADIL_OPTIONS_MAX);
    r->late = named_late(c);
    if (r->late) {
        return;
    }
    r->option = c->option;
    r->n_options = c->n_options;
    r->cap_options = c->n_options; /* growing copies it away from the contest's */
    for (uint32_t i = 0; i < c->n_options; i++) {
        put_spelling(r, c->option[i].id, i);
        expect_spelling(r, i, c->option[i].id);
    }
    for (uint32_t i = 0; i < c->n_options; i++) {
        for (size_t l = 0; l < ADIL_N_LANGS; l++) {
            put_spelling(r, c->option[i].name.in[l], i);
        }
    }
    r->n_declared = r->option_name.n;
}

static uint32_t add_option(struct adil_reading *r, struct adil_span name, struct adil_span id)
{
    if (!adil_reading_name_ok(r, ADIL_SPAN("option"), name)) {
        return ADIL_SKIPPED;
    }
    if (r->n_options == ADIL_OPTIONS_MAX) {
        adil_reading_fault(r, ADIL_SPAN("option"), name, ADIL_SPAN("at most 1000000 options"));
        return ADIL_SKIPPED;
    }
    r->option = adil_grow_items(r->tmp, r->option, sizeof *r->option, r->n_options,
                                (size_t)r->n_options + 1, &r->cap_options);
    r->option[r->n_options] = (struct adil_option){.id = id,
                                                   .name.in[ADIL_EN] = id,
                                                   .class = ADIL_OPTION_LIST,
                                                   .joined = 1,
                                                   .list_length = ADIL_LENGTH_UNKNOWN,
                                                   .at_most = UINT32_MAX,
                                                   .registered_order = UINT32_MAX};
    expect_spelling(r, r->n_options, name);
    return r->n_options++;
}

static uint32_t refuse_option(struct adil_reading *r, struct adil_span name)
{
    if (adil_reading_name_ok(r, ADIL_SPAN("option"), name)) {
        adil_reading_fault(r, ADIL_SPAN("option"), name,
                           adil_reading_hint(r, "an option on the ballot", name,
                                             r->option_name.name, r->n_declared));
    }
    return ADIL_SKIPPED;
}

uint32_t adil_reading_option_known(struct adil_reading *r, struct adil_span name)
{
    struct adil_span text = adil_encoding_is_ascii(name) ? name : adil_utf8_nfc(r->tmp, name);
    uint32_t i = adil_names_find(&r->option_name, text);
    return i != ADIL_NO_NAME && r->option_of[i] != ADIL_SKIPPED ? r->option_of[i] : UINT32_MAX;
}

uint32_t adil_reading_option(struct adil_reading *r, struct adil_span name)
{
    uint32_t i = adil_names_find(&r->option_name, name);
    if (i != ADIL_NO_NAME) {
        return r->option_of[i];
    }
    uint32_t option = adil_reading_option_known(r, name);
    if (option == UINT32_MAX && r->contest->options_open) {
        /* the id outlives the reading, its other form does not */
        struct adil_span id = adil_encoding_is_ascii(name) ? name : adil_utf8_nfc(r->perm, name);
        option = add_option(r, name, id);
        put_spelling(r, id, option);
    } else if (option == UINT32_MAX) {
        option = refuse_option(r, name);
    }
    put_spelling(r, name, option);
    return option;
}

void adil_reading_adopt_options(struct adil_reading *r)
{
    for (uint32_t i = 0; i < r->contest->n_options && r->late && !r->failed; i++) {
        const struct adil_option *named = &r->contest->option[i];
        uint32_t at = adil_reading_option(r, named->id);
        if (at != ADIL_SKIPPED) {
            r->option[at] = *named;
        }
    }
}
