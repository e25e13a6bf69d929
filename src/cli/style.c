#include "cli/style.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

adil_err adil_cli_style(struct adil_cli *cli, struct adil_span lang, struct adil_span columns,
                        struct adil_span colour, struct adil_text_style *style)
{
    bool tty = isatty(STDOUT_FILENO) == 1;
    struct winsize size;
    uint64_t width = 80;
    ADIL_TRY(adil_cli_lang(cli, lang, &style->lang));
    if (tty && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) {
        width = size.ws_col < 160 ? size.ws_col : 160;
    }
    if (columns.ptr != NULL && (!adil_span_u64(columns, 1000, &width) || width < 40)) {
        return adil_usage(cli, "--columns", columns, "a width from 40 to 1000");
    }
    style->columns = (unsigned)width;
    style->bars = tty || columns.ptr != NULL;
    if (colour.ptr == NULL || adil_span_is(colour, "auto")) {
        style->colour = tty && getenv("NO_COLOR") == NULL;
    } else if (adil_span_is(colour, "always") || adil_span_is(colour, "never")) {
        style->colour = adil_span_is(colour, "always");
    } else {
        return adil_usage(cli, "--colour", colour, "auto, always or never");
    }
    return ADIL_OK;
}
