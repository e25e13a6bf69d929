#include "plan_real.h"

#include "base/file.h"

#include <string.h>

enum { REAL_BYTES_MAX = 16 << 20 };

static void must(struct plan_real *p, adil_err err)
{
    struct adil_buf out;
    if (err.code == ADIL_C_OK) {
        return;
    }
    adil_buf_open(&out, REAL_BYTES_MAX);
    adil_diag_print(&p->cli.diag, &out);
    print_error("%.*s", ADIL_ARG(adil_buf_span(&out)));
    adil_buf_release(&out);
    fail_msg("the plan that comes with the program cannot be read");
}

void plan_real_open(struct plan_real *p, struct test_arenas *t)
{
    struct adil_span path = ADIL_SPAN(plan_real_folder "rulebook.yaml");
    struct adil_span plans = ADIL_SPAN(plan_real_folder "simulation.yaml");
    struct adil_words none = {NULL, 0};
    struct adil_span bytes;
    struct adil_buf out;
    memset(p, 0, sizeof *p);
    p->t = t;
    p->cli.perm = t->perm; /* two hands on one arena: only one at a time */
    p->kept = t->scratch;
    p->kept.end = t->scratch.beg + (t->scratch.end - t->scratch.beg) / 2;
    p->cli.scratch = t->scratch;
    p->cli.scratch.beg = p->kept.end;
    adil_diag_open(&p->cli.diag, &p->cli.perm);
    struct adil_arena *a = &p->cli.perm;
    must(p, adil_file_read(a, path, REAL_BYTES_MAX, &p->source, &p->cli.diag));
    must(p, adil_rulebook_parse(a, p->cli.scratch, path, p->source, &p->book, &p->cli.diag));
    adil_buf_open(&out, REAL_BYTES_MAX);
    adil_rulebook_canonical(p->book.root, p->cli.scratch, &out);
    p->canonical = adil_span_copy(a, adil_buf_span(&out));
    adil_buf_release(&out);
    must(p, adil_file_read(a, plans, REAL_BYTES_MAX, &bytes, &p->cli.diag));
    must(p, adil_plan_read(a, &p->book, plans, bytes, ADIL_SPAN("majilis-2023"), &p->plan,
                           &p->cli.diag));
    struct adil_contest *contest = adil_new(a, struct adil_contest, 1);
    must(p, adil_rulebook_contest(a, p->cli.scratch, &p->book, p->plan.contest, ADIL_DATE_NONE,
                                  NULL, 0, contest, &p->cli.diag));
    must(p, adil_load_votes(&p->cli, contest, &none, &p->loaded));
}
