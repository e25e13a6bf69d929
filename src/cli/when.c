#include "cli/when.h"

enum { DAY_MINUTES = 24 * 60 };

/* How many entries were logged up to an instant; time never runs back along a log. */
static adil_err entries_until(struct adil_cli *cli, struct adil_logbook *book, int64_t instant,
                              uint64_t *n)
{
    uint64_t low = 0;
    uint64_t high = adil_log_size(book->log);
    while (low < high) {
        struct adil_arena tmp = cli->scratch;
        uint64_t middle = low + (high - low) / 2;
        struct adil_span leaf;
        struct adil_act act;
        ADIL_TRY(adil_log_entry(book->log, &tmp, middle, &leaf, &cli->diag));
        ADIL_TRY(adil_act_parse(&tmp, (struct adil_place){ADIL_SPAN("entry"), 0}, leaf, &act,
                                &cli->diag));
        if (act.logged <= instant) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *n = low;
    return ADIL_OK;
}

/* The law alone says where a day ends: of entry 0. */
static adil_err end_of_day(struct adil_cli *cli, struct adil_span dir, struct adil_span text,
                           enum adil_lang lang, int64_t *end, uint64_t *entries)
{
    struct adil_logbook *book = NULL;
    struct adil_date day;
    ADIL_TRY(adil_cli_date(cli, "--at", text, &day));
    ADIL_TRY(adil_logbook_open_at(cli, dir, 1, lang, &book));
    const struct adil_rulebook *law = adil_polity_rulebook(book->polity);
    *end = adil_instant(&law->acts.zones, &law->units, 0, day, DAY_MINUTES) - 1;
    adil_err err = entries_until(cli, book, *end, entries);
    adil_logbook_close(book);
    if (err.code == ADIL_C_OK && *entries == 0) {
        return adil_fail(&cli->diag, ADIL_ERR(INPUT), (struct adil_place){dir, 0},
                         ADIL_SPAN("--at"), text, ADIL_SPAN("a day on which the log was there"));
    }
    return err;
}

adil_err adil_when_open(struct adil_cli *cli, struct adil_span dir, const struct adil_when *when,
                        enum adil_lang lang, struct adil_logbook **out)
{
    uint64_t entries = ADIL_LOGBOOK_ALL;
    int64_t now = ADIL_INSTANT_NONE;
    if (when->at.len > 0 && when->as_of.len > 0) {
        return adil_usage(cli, "--at", ADIL_SPAN("--as-of beside it"), "one of them");
    }
    if (when->at.len > 0) {
        ADIL_TRY(end_of_day(cli, dir, when->at, lang, &now, &entries));
    }
    if (when->as_of.len > 0) {
        if (!adil_span_u64(when->as_of, (uint64_t)ADIL_SEQ_MAX, &entries)) {
            return adil_usage(cli, "--as-of", when->as_of, "the number of an entry");
        }
        entries++;
    }
    if (when->now.len > 0 && !adil_instant_parse(when->now, &now)) {
        return adil_usage(cli, "--now", when->now, "a moment as 2023-03-19T20:00:00+06:00");
    }
    ADIL_TRY(adil_logbook_open_told(cli, dir, entries, lang, when->ear, out));
    if (now != ADIL_INSTANT_NONE && when->now.len > 0 && now < adil_polity_now((*out)->polity)) {
        adil_logbook_close(*out);
        return adil_usage(cli, "--now", when->now, "a moment not before the last entry");
    }
    if (now != ADIL_INSTANT_NONE) {
        adil_polity_project((*out)->polity, now);
    }
    return ADIL_OK;
}
