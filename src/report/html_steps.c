/* The explanation: a fold for every step, with its sentence, its rule, and its table. */
#include "report/html_page.h"

struct step_grid {
    const struct adil_page *p;
    const struct adil_step *step;
    enum adil_figure figure[ADIL_N_FIGURES]; /* by column, as the rows bring them */
    uint32_t n;
};

static struct step_grid step_grid_of(const struct adil_page *p, const struct adil_step *step)
{
    struct step_grid g = {.p = p, .step = step};
    bool has[ADIL_N_FIGURES] = {false};
    for (uint32_t r = 0; r < step->n_rows; r++) {
        for (uint32_t i = 0; i < step->row[r].n; i++) {
            enum adil_figure f = step->row[r].value[i].name;
            if (!has[f]) {
                has[f] = true;
                g.figure[g.n++] = f;
            }
        }
    }
    return g;
}

static bool is_number(const struct adil_value *v)
{
    return v->kind == ADIL_V_NUM || v->kind == ADIL_V_PERCENT || v->kind == ADIL_V_UNKNOWN;
}

/* Whether a column holds numbers, and the decimals its longest needs: none, or three. */
static bool column_of_numbers(const struct step_grid *g, enum adil_figure f, unsigned *decimals)
{
    bool numbers = true;
    *decimals = 0;
    for (uint32_t r = 0; r < g->step->n_rows; r++) {
        const struct adil_value *v = adil_value_of(g->step->row[r].value, g->step->row[r].n, f);
        numbers = numbers && (v == NULL || is_number(v));
        if (v != NULL && v->kind == ADIL_V_NUM && !adil_num_is_int(v->num)) {
            *decimals = 3;
        }
    }
    return numbers;
}

/* Whether a figure in the first column says what its row is about. */
static bool names_row(enum adil_figure f)
{
    return f == ADIL_F_OPTION || f == ADIL_F_UNIT || f == ADIL_F_SEAT || f == ADIL_F_PHRASE ||
           f == ADIL_F_CONTEST || f == ADIL_F_ROUND;
}

static void put_cell(struct adil_arena scratch, const struct step_grid *g, uint32_t row,
                     uint32_t column, bool number, unsigned decimals)
{
    const struct adil_page *p = g->p;
    const struct adil_row *r = &g->step->row[row];
    const struct adil_value *v = adil_value_of(r->value, r->n, g->figure[column]);
    bool head = column == 0 && names_row(g->figure[0]);
    adil_buf_str(p->out, head ? "<th scope=\"row\"" : "<td");
    adil_buf_str(p->out, number ? " class=\"n\">" : ">");
    if (v != NULL && v->kind == ADIL_V_NUM) {
        adil_html_text(p->out, adil_lang_num(&scratch, p->lang, v->num, decimals));
    } else if (v != NULL && v->kind == ADIL_V_OPTION) {
        adil_html_name(p->out, adil_value_text(&scratch, p->o, v, p->lang));
    } else if (v != NULL) {
        adil_html_text(p->out, adil_value_text(&scratch, p->o, v, p->lang));
    }
    adil_buf_str(p->out, head ? "</th>" : "</td>");
}

static void put_step_heads(const struct step_grid *g, const bool *number)
{
    adil_buf_str(g->p->out, "<thead><tr>");
    for (uint32_t c = 0; c < g->n; c++) {
        adil_html_element(g->p->out, "th",
                          number[c] ? "scope=\"col\" class=\"n\"" : "scope=\"col\"",
                          adil_figure_words(g->figure[c], g->p->lang));
    }
    adil_buf_str(g->p->out, "</tr></thead>\n<tbody>\n");
}

static void put_step_rows(struct adil_arena scratch, const struct adil_page *p,
                          const struct adil_step *step, unsigned number)
{
    struct step_grid g = step_grid_of(p, step);
    bool numeric[ADIL_N_FIGURES] = {false};
    unsigned decimals[ADIL_N_FIGURES] = {0};
    uint32_t rows = step->n_rows < ADIL_PAGE_ROWS_MAX ? step->n_rows : ADIL_PAGE_ROWS_MAX;
    if (g.n == 0) {
        return;
    }
    for (uint32_t c = 0; c < g.n; c++) {
        numeric[c] = column_of_numbers(&g, g.figure[c], &decimals[c]);
    }
    adil_page_scroll(p, adil_span_cstr(&scratch, adil_fmt(&scratch, "step-%u", number)), rows);
    adil_buf_str(p->out, "<table>\n");
    put_step_heads(&g, numeric);
    for (uint32_t r = 0; r < rows; r++) {
        adil_buf_str(p->out, "<tr>");
        for (uint32_t c = 0; c < g.n; c++) {
            put_cell(scratch, &g, r, c, numeric[c], decimals[c]);
        }
        adil_buf_str(p->out, "</tr>\n");
    }
    adil_buf_str(p->out, "</tbody>\n</table></div>\n");
    adil_page_hidden(scratch, p, step->n_rows - rows);
}

static void put_rule(const struct adil_page *p, const struct adil_rule *rule)
{
    adil_buf_str(p->out, "<p class=\"rule\">");
    adil_html_text(p->out, adil_page_text(p, ADIL_M_P_RULE));
    adil_buf_str(p->out, ": ");
    adil_html_element(p->out, "code", NULL, rule->id);
    if (rule->cite.len > 0) {
        adil_buf_str(p->out, " — ");
        adil_html_element(p->out, "cite", NULL, rule->cite);
    }
    switch (rule->mark) {
    case ADIL_MARK_READ:
        break;
    case ADIL_MARK_RECALLED:
        adil_buf_byte(p->out, ' ');
        adil_html_element(p->out, "span", "class=\"mark\"", adil_page_text(p, ADIL_M_P_UNVERIFIED));
        break;
    case ADIL_MARK_WHAT_IF:
        adil_buf_byte(p->out, ' ');
        adil_html_element(p->out, "span", "class=\"mark\"", adil_page_text(p, ADIL_M_P_WHAT_IF));
        break;
    }
    if (adil_texts_pick(&rule->text, p->lang).len > 0) {
        adil_buf_str(p->out, "<br>");
        adil_page_said(p, &rule->text);
    }
    adil_buf_str(p->out, "</p>\n");
}

static void put_sentence(struct adil_arena scratch, const struct adil_page *p,
                         const struct adil_step *step, unsigned number)
{
    adil_buf_fmt(p->out,
                 "<span class=\"no\" aria-hidden=\"true\">%u</span> <span "
                 "id=\"%sstep-%u\">",
                 number, p->id, number);
    adil_html_text(p->out, adil_step_sentence(&scratch, p->o, step, p->lang));
    adil_buf_str(p->out, "</span>");
}

static void put_step(struct adil_arena scratch, const struct adil_page *p,
                     const struct adil_step *step, unsigned number)
{
    adil_buf_fmt(p->out, "<li value=\"%u\">", number);
    if (step->rule == NULL && step->n_rows == 0) {
        adil_buf_str(p->out, "<p class=\"plain\">");
        put_sentence(scratch, p, step, number);
        adil_buf_str(p->out, "</p></li>\n");
        return;
    }
    adil_buf_str(p->out, "<details><summary>");
    put_sentence(scratch, p, step, number);
    adil_buf_str(p->out, "</summary>\n<div class=\"inner\">\n");
    if (step->rule != NULL) {
        put_rule(p, step->rule);
    }
    put_step_rows(scratch, p, step, number);
    adil_buf_str(p->out, "</div></details></li>\n");
}

void adil_page_steps(struct adil_arena scratch, const struct adil_page *p)
{
    if (p->o->step == NULL) {
        return;
    }
    unsigned number = 0;
    adil_page_section(p, "steps",
                      adil_page_text(p, p->o->has_seats ? ADIL_M_P_STEPS_SEATS : ADIL_M_P_STEPS));
    adil_html_element(p->out, "p", "class=\"lead\"", adil_page_text(p, ADIL_M_P_STEPS_LEAD));
    adil_buf_str(p->out, "\n<ol class=\"steps\">\n");
    for (const struct adil_step *s = p->o->step; s != NULL; s = s->next) {
        put_step(scratch, p, s, ++number);
    }
    adil_buf_str(p->out, "</ol>\n");
    adil_page_section_end(p);
}
