/* Regional seats of two tiers: lists by units, the smaller number across. */
#include "report/html_page.h"

enum { ACROSS_MOST = 64 };

struct grid {
    const struct adil_page *p;
    const struct adil_tier_seats *tier;
    uint32_t *option; /* with a regional seat, in the order of the page */
    uint32_t n_options;
    bool turned; /* units are columns */
};

bool adil_page_has_units(const struct adil_page *p)
{
    return p->seats && p->o->tier.n_units > 0 && p->o->tier.seats != NULL;
}

static uint32_t seats_at(const struct grid *g, uint32_t unit, uint32_t option)
{
    return g->tier->seats[(size_t)unit * g->p->o->n_results + option];
}

static struct grid grid_of(struct adil_arena *a, const struct adil_page *p)
{
    struct grid g = {.p = p, .tier = &p->o->tier};
    g.option = adil_new(a, uint32_t, p->n);
    for (uint32_t i = 0; i < p->n; i++) {
        bool any = false;
        for (uint32_t u = 0; u < g.tier->n_units; u++) {
            any = any || seats_at(&g, u, p->order[i]) > 0;
        }
        if (any) {
            g.option[g.n_options++] = p->order[i];
        }
    }
    g.turned = g.tier->n_units < g.n_options;
    return g;
}

static uint32_t grid_rows(const struct grid *g)
{
    return g->turned ? g->n_options : g->tier->n_units;
}

static uint32_t grid_columns(const struct grid *g)
{
    return g->turned ? g->tier->n_units : g->n_options;
}

static uint32_t cell_of(const struct grid *g, uint32_t row, uint32_t column)
{
    return g->turned ? seats_at(g, column, g->option[row]) : seats_at(g, row, g->option[column]);
}

/* The head of row or column i along units or along lists. */
static void put_grid_name(const struct grid *g, bool unit, uint32_t i)
{
    const struct adil_page *p = g->p;
    if (unit) {
        adil_html_name(p->out, adil_unit_words(p->o, &g->tier->unit[i], p->lang));
    } else {
        adil_page_swatch(p, g->option[i]);
        adil_html_name(p->out, adil_option_words(p->o, g->option[i], p->lang));
    }
}

static void put_grid_number(struct adil_arena scratch, const struct adil_page *p, uint64_t n,
                            const char *class)
{
    adil_buf_fmt(p->out, "<td class=\"%s\">", n == 0 ? "n none" : class);
    adil_html_text(p->out, adil_lang_num(&scratch, p->lang, adil_num_int((int64_t)n), 0));
    adil_buf_str(p->out, "</td>");
}

static void put_grid_row(struct adil_arena scratch, const struct grid *g, uint32_t row,
                         uint32_t columns)
{
    uint64_t sum = 0;
    adil_buf_str(g->p->out,
                 g->turned ? "<tr><th scope=\"row\" class=\"named\">" : "<tr><th scope=\"row\">");
    put_grid_name(g, !g->turned, row);
    adil_buf_str(g->p->out, "</th>");
    for (uint32_t c = 0; c < grid_columns(g); c++) {
        uint32_t n = cell_of(g, row, c);
        sum += n;
        if (c < columns) {
            put_grid_number(scratch, g->p, n, "n");
        }
    }
    put_grid_number(scratch, g->p, sum, "n strong");
    adil_buf_str(g->p->out, "</tr>\n");
}

static void put_grid_foot(struct adil_arena scratch, const struct grid *g, uint32_t columns)
{
    uint64_t all = 0;
    adil_buf_str(g->p->out, "<tfoot><tr>");
    adil_html_element(g->p->out, "th", "scope=\"row\"", adil_page_text(g->p, ADIL_M_P_TOTAL));
    for (uint32_t c = 0; c < grid_columns(g); c++) {
        uint64_t sum = 0;
        for (uint32_t r = 0; r < grid_rows(g); r++) {
            sum += cell_of(g, r, c);
        }
        all += sum;
        if (c < columns) {
            put_grid_number(scratch, g->p, sum, "n");
        }
    }
    put_grid_number(scratch, g->p, all, "n strong");
    adil_buf_str(g->p->out, "</tr></tfoot>\n");
}

static void put_grid_head(const struct grid *g, uint32_t columns)
{
    const struct adil_page *p = g->p;
    adil_buf_str(p->out, "<thead><tr>");
    adil_html_element(p->out, "th", "scope=\"col\"",
                      adil_figure_words(g->turned ? ADIL_F_OPTION : ADIL_F_UNIT, p->lang));
    for (uint32_t c = 0; c < columns; c++) {
        adil_buf_str(p->out, "<th scope=\"col\" class=\"n\">");
        put_grid_name(g, g->turned, c);
        adil_buf_str(p->out, "</th>");
    }
    adil_html_element(p->out, "th", "scope=\"col\" class=\"n\"", adil_page_text(p, ADIL_M_P_TOTAL));
    adil_buf_str(p->out, "</tr></thead>\n");
}

void adil_page_units(struct adil_arena scratch, const struct adil_page *p)
{
    if (!adil_page_has_units(p)) {
        return;
    }
    struct grid g = grid_of(&scratch, p);
    uint32_t columns = grid_columns(&g);
    uint32_t rows = grid_rows(&g);
    uint32_t across = columns < ACROSS_MOST ? columns : ACROSS_MOST;
    uint32_t down = rows < ADIL_PAGE_ROWS_MAX ? rows : ADIL_PAGE_ROWS_MAX;
    adil_page_section(p, "units", adil_page_text(p, ADIL_M_P_UNIT_SEATS));
    adil_page_scroll(p, "units-caption", rows);
    adil_buf_fmt(p->out, "<table class=\"grid\">\n<caption id=\"%sunits-caption\">", p->id);
    adil_html_text(p->out, adil_figure_words(ADIL_F_LOWER, p->lang));
    adil_buf_str(p->out, "</caption>\n");
    put_grid_head(&g, across);
    adil_buf_str(p->out, "<tbody>\n");
    for (uint32_t r = 0; r < down; r++) {
        put_grid_row(scratch, &g, r, across);
    }
    adil_buf_str(p->out, "</tbody>\n");
    put_grid_foot(scratch, &g, across);
    adil_buf_str(p->out, "</table></div>\n");
    adil_page_hidden(scratch, p, rows - down);
    adil_page_section_end(p);
}
