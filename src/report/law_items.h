/* Private to src/report: every statement of a rulebook that is in force on a day, as one text each,
 * so that two laws, or one on two days, can be laid side by side. */
#ifndef ADIL_REPORT_LAW_ITEMS_H
#define ADIL_REPORT_LAW_ITEMS_H

#include "report/law_told.h"

struct adil_law_item {
    struct adil_span group; /* "office/head": what the statement belongs to */
    struct adil_span title; /* the same for readers: "Office: the head of state" */
    struct adil_span id;    /* unique in its group */
    struct adil_span asks;  /* the norm in words */
    struct adil_span says;  /* its text */
    struct adil_span cite;  /* article and mark */
};

struct adil_law_items {
    struct adil_law_item *item;
    uint32_t n;
};

/* Offices with their powers, bodies, procedures with their stages, acts, registers, deadlines,
 * checks, rules: in this order, and each in the order of the book. */
struct adil_law_items adil_law_items_of(const struct adil_told *t);

#endif
