/* Private to src/report: the steps and the measures of an outcome in its JSON object. */
#ifndef ADIL_REPORT_JSON_STEPS_H
#define ADIL_REPORT_JSON_STEPS_H

#include "base/json.h"
#include "report/words.h"

/* Each writes one key of the open object. */
void adil_json_steps(struct adil_json *j, struct adil_arena scratch, const struct adil_outcome *o,
                     enum adil_lang lang);
void adil_json_measures(struct adil_json *j, struct adil_arena scratch,
                        const struct adil_outcome *o);

#endif
