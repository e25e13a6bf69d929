/* The table of the result: every option with its votes, share, seats and what became of it. */
#include "report/html_page.h"

enum { PART_COLUMNS_MOST = 6 };

struct result_table {
    const struct adil_page *p;
    bool tiers;
    bool remarks;
    const struct adil_step *part[PART_COLUMNS_MOST]; /* of a whole with parts: their steps */
    uint64_t *part_seats[PART_COLUMNS_MOST];         /* by option */
    uint32_t n_parts;
    const uint32_t *place; /* by option */
    bool *advances;
    bool *tied;
};

static bool *marked(struct adil_arena *a, const struct adil_outcome *o, const uint32_t *option,
                    uint32_t n)
{
    bool *mark = adil_new(a, bool, o->n_results);
    for (uint32_t i = 0; i < n; i++) {
        mark[option[i]] = true;
    }
    return mark;
}

static bool *open_ties(struct adil_arena *a, const struct adil_outcome *o)
{
    bool *mark = adil_new(a, bool, o->n_results);
    for (uint32_t t = 0; t < o->n_ties; t++) {
        for (uint32_t i = 0; !o->tie[t].resolved && i < o->tie[t].n; i++) {
            mark[o->tie[t].option[i]] = true;
        }
    }
    return mark;
}

/* Seats in a part by option of the whole, as its step's rows give them. */
static uint64_t *seats_in_part(struct adil_arena *a, const struct adil_step *s, uint32_t n)
{
    uint64_t *seats = adil_new(a, uint64_t, n);
    for (uint32_t r = 0; r < s->n_rows; r++) {
        const struct adil_value *o = adil_value_of(s->row[r].value, s->row[r].n, ADIL_F_OPTION);
        const struct adil_value *v = adil_value_of(s->row[r].value, s->row[r].n, ADIL_F_SEATS);
        int64_t got = 0;
        if (o != NULL && o->kind == ADIL_V_OPTION && o->index < n && v != NULL &&
            v->kind == ADIL_V_NUM && adil_num_i64(v->num, &got) && got > 0) {
            seats[o->index] = (uint64_t)got;
        }
    }
    return seats;
}

/* A column for every part; with many parts they stay in the explanation. */
static void find_parts(struct adil_arena *a, struct result_table *t)
{
    for (const struct adil_step *s = t->p->o->step; s != NULL; s = s->next) {
        if (s->kind != ADIL_STEP_PART) {
            continue;
        }
        if (t->n_parts == PART_COLUMNS_MOST) {
            t->n_parts = 0;
            return;
        }
        t->part_seats[t->n_parts] = seats_in_part(a, s, t->p->n);
        t->part[t->n_parts++] = s;
    }
}

static struct adil_span became(const struct result_table *t, uint32_t i)
{
    const struct adil_result *r = &t->p->o->result[i];
    if (t->place[i] > 0) {
        return adil_page_text(t->p, ADIL_M_P_IS_ELECTED);
    }
    if (t->advances[i] && t->p->o->n_elected == 0) {
        return adil_page_text(t->p, ADIL_M_P_ADVANCES);
    }
    if (t->tied[i]) {
        return adil_page_text(t->p, ADIL_M_P_IS_TIED);
    }
    if (r->barred) {
        return adil_page_text(t->p, ADIL_M_P_BELOW_THRESHOLD);
    }
    bool voted = t->p->o->votes->n_tables > 0;
    return voted && !r->stood && r->seats == 0 ? adil_page_text(t->p, ADIL_M_P_NOT_STOOD)
                                               : ADIL_SPAN("");
}

static void put_head(struct adil_arena scratch, const struct result_table *t)
{
    const struct adil_page *p = t->p;
    struct adil_buf *out = p->out;
    enum adil_msg seats = adil_seats_final(p->o) ? ADIL_M_P_SEATS : ADIL_M_P_SEATS_CERTAIN;
    adil_buf_str(out, "<thead><tr>");
    adil_html_element(out, "th", "scope=\"col\"", adil_figure_words(ADIL_F_OPTION, p->lang));
    adil_html_element(out, "th", "scope=\"col\" class=\"n\"",
                      adil_figure_words(ADIL_F_VOTES, p->lang));
    adil_html_element(out, "th", "scope=\"col\" class=\"n\"",
                      adil_figure_words(ADIL_F_SHARE, p->lang));
    for (uint32_t i = 0; p->seats && i < t->n_parts; i++) {
        const struct adil_step *s = t->part[i];
        const struct adil_value *v = adil_value_of(s->value, s->n_values, ADIL_F_CONTEST);
        adil_html_element(out, "th", "scope=\"col\" class=\"n part\"",
                          v != NULL ? adil_value_text(&scratch, p->o, v, p->lang) : ADIL_SPAN(""));
    }
    if (p->seats && t->tiers) {
        adil_html_element(out, "th", "scope=\"col\" class=\"n\"",
                          adil_figure_words(ADIL_F_LOWER, p->lang));
        adil_html_element(out, "th", "scope=\"col\" class=\"n\"",
                          adil_figure_words(ADIL_F_UPPER, p->lang));
    }
    if (p->seats) {
        adil_html_element(out, "th", "scope=\"col\" class=\"n\"", adil_page_text(p, seats));
    }
    if (t->remarks) {
        adil_html_element(out, "th", "scope=\"col\"", adil_page_text(p, ADIL_M_P_BECAME));
    }
    adil_buf_str(out, "</tr></thead>\n");
}

static void put_number(struct adil_arena scratch, const struct adil_page *p, uint64_t n,
                       const char *attributes)
{
    adil_html_element(p->out, "td", attributes,
                      adil_lang_num(&scratch, p->lang, adil_num_int((int64_t)n), 0));
}

static void put_seat_cells(struct adil_arena scratch, const struct result_table *t, uint32_t i)
{
    const struct adil_result *r = &t->p->o->result[i];
    for (uint32_t k = 0; k < t->n_parts; k++) {
        put_number(scratch, t->p, t->part_seats[k][i], "class=\"n\"");
    }
    if (t->tiers) {
        put_number(scratch, t->p, r->lower, "class=\"n\"");
        put_number(scratch, t->p, r->upper, "class=\"n\"");
    }
    put_number(scratch, t->p, r->seats, "class=\"n strong\"");
}

static void put_row(struct adil_arena scratch, const struct result_table *t, uint32_t i)
{
    const struct adil_page *p = t->p;
    const struct adil_result *r = &p->o->result[i];
    bool voted = r->stood || p->o->votes->n_tables > 0 || adil_fact_is_known(r->votes);
    adil_buf_str(p->out, "<tr><th scope=\"row\" class=\"named\">");
    adil_page_swatch(p, i);
    adil_html_name(p->out, adil_option_words(p->o, i, p->lang));
    adil_buf_str(p->out, "</th>");
    adil_html_element(p->out, "td", "class=\"n\"",
                      voted ? adil_fact_words(&scratch, r->votes, p->lang) : ADIL_SPAN("–"));
    adil_html_element(p->out, "td", "class=\"n\"",
                      p->share[i].known ? adil_lang_percent(&scratch, p->lang, p->share[i].share, 2)
                                        : ADIL_SPAN("–"));
    if (p->seats) {
        put_seat_cells(scratch, t, i);
    }
    if (t->remarks) {
        adil_html_element(p->out, "td", NULL, became(t, i));
    }
    adil_buf_str(p->out, "</tr>\n");
}

static void put_total_seats(struct adil_arena scratch, const struct result_table *t)
{
    const struct adil_outcome *o = t->p->o;
    uint64_t lower = 0;
    uint64_t upper = 0;
    for (uint32_t k = 0; k < t->n_parts; k++) {
        uint64_t part = 0;
        for (uint32_t i = 0; i < o->n_results; i++) {
            part += t->part_seats[k][i];
        }
        put_number(scratch, t->p, part, "class=\"n\"");
    }
    for (uint32_t i = 0; i < o->n_results; i++) {
        lower += o->result[i].lower;
        upper += o->result[i].upper;
    }
    if (t->tiers) {
        put_number(scratch, t->p, lower, "class=\"n\"");
        put_number(scratch, t->p, upper, "class=\"n\"");
    }
    put_number(scratch, t->p, o->seats_given, "class=\"n strong\"");
}

static void put_foot(struct adil_arena scratch, const struct result_table *t)
{
    const struct adil_page *p = t->p;
    struct adil_num votes = adil_num_int(0);
    bool known = true;
    for (uint32_t i = 0; i < p->n; i++) {
        known = known && adil_fact_is_known(p->o->result[i].votes);
        votes = adil_num_add(&scratch, votes, p->o->result[i].votes.lo);
    }
    adil_buf_str(p->out, "<tfoot><tr>");
    adil_html_element(p->out, "th", "scope=\"row\"", adil_page_text(p, ADIL_M_P_TOTAL));
    adil_html_element(p->out, "td", "class=\"n\"",
                      known ? adil_num_words(&scratch, votes, p->lang) : ADIL_SPAN("–"));
    adil_buf_str(p->out, "<td></td>");
    if (p->seats) {
        put_total_seats(scratch, t);
    }
    adil_buf_str(p->out, t->remarks ? "<td></td></tr></tfoot>\n" : "</tr></tfoot>\n");
}

void adil_page_result(struct adil_arena scratch, const struct adil_page *p)
{
    struct result_table t = {
        .p = p,
        .tiers = p->o->contest->method == ADIL_METHOD_TIERS,
        .place = adil_elected_places(&scratch, p->o),
        .advances = marked(&scratch, p->o, p->o->advance, p->o->n_advance),
        .tied = open_ties(&scratch, p->o),
    };
    if (p->n == 0) {
        return;
    }
    find_parts(&scratch, &t);
    for (uint32_t i = 0; i < p->n; i++) {
        t.remarks = t.remarks || became(&t, i).len > 0;
    }
    adil_page_scroll(p, "result-caption", p->n);
    adil_buf_fmt(p->out, "<table>\n<caption id=\"%sresult-caption\">", p->id);
    adil_html_text(p->out, adil_page_text(p, ADIL_M_P_RESULT_TABLE));
    adil_buf_str(p->out, "</caption>\n");
    put_head(scratch, &t);
    adil_buf_str(p->out, "<tbody>\n");
    uint32_t n = p->n < ADIL_PAGE_ROWS_MAX ? p->n : ADIL_PAGE_ROWS_MAX;
    for (uint32_t i = 0; i < n; i++) {
        put_row(scratch, &t, p->order[i]);
    }
    adil_buf_str(p->out, "</tbody>\n");
    put_foot(scratch, &t);
    adil_buf_str(p->out, "</table></div>\n");
    adil_page_hidden(scratch, p, p->n - n);
}
