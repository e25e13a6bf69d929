/* How text is laid out on this terminal, or in a pipe. */
#ifndef ADIL_CLI_STYLE_H
#define ADIL_CLI_STYLE_H

#include "cli/cli.h"
#include "report/report.h"

/* From --lang, --columns and --colour, each empty where it was not given: the terminal's width up
 * to 160, 80 in a pipe; colours on a terminal unless NO_COLOR is set. Err USAGE. */
ADIL_MUST_USE adil_err adil_cli_style(struct adil_cli *cli, struct adil_span lang,
                                      struct adil_span columns, struct adil_span colour,
                                      struct adil_text_style *style);

#endif
