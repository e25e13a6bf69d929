/* The plan that comes with the program, its law and its official figures. */
#ifndef ADIL_TESTS_SIMULATE_PLAN_REAL_H
#define ADIL_TESTS_SIMULATE_PLAN_REAL_H

#include "cli/cli.h"
#include "cli/load.h"
#include "simulate/drawn.h"
#include "simulate/simulate.h"
#include "support.h"

#define plan_real_folder "polities/kazakhstan/"

struct plan_real {
    struct test_arenas *t;
    struct adil_cli cli;    /* with all of the test's perm, and half of its scratch */
    struct adil_arena kept; /* the other half */
    struct adil_rulebook book;
    struct adil_span source;
    struct adil_span canonical;
    struct adil_plan plan;
    struct adil_loaded loaded;
};

void plan_real_open(struct plan_real *p, struct test_arenas *t);

#endif
