/* One self-contained page of an outcome: no network, no script. */
#include "report/html_page.h"

/* A count without a rulebook has no title. */
static struct adil_span title_of(const struct adil_page *p)
{
    struct adil_span title = adil_contest_words(p->o->contest, p->lang);
    return title.len > 0 ? title : adil_page_text(p, ADIL_M_P_RESULT);
}

static void put_sections(struct adil_arena scratch, const struct adil_page *p)
{
    adil_page_hemicycle(scratch, p);
    if (p->n > 0) {
        adil_page_section(p, "votes", adil_page_text(p, ADIL_M_P_VOTES));
        adil_page_bars(scratch, p);
        adil_page_result(scratch, p);
        adil_page_section_end(p);
    }
    adil_page_units(scratch, p);
    adil_page_turnout(scratch, p);
    adil_page_measures(scratch, p);
    adil_page_ties(scratch, p);
    adil_page_steps(scratch, p);
}

static void put_part(struct adil_arena scratch, const struct adil_page *whole, uint32_t i)
{
    struct adil_page p = adil_page_open(&scratch, whole->out, &whole->o->part[i], whole->lang);
    p.id = adil_span_cstr(&scratch, adil_fmt(&scratch, "p%u-", (unsigned)i + 1));
    p.level = 2;
    struct adil_span title = title_of(&p);
    adil_buf_str(p.out, "<article class=\"part\" ");
    adil_buf_fmt(p.out, "aria-labelledby=\"%spart\">\n<h2 id=\"%spart\">", p.id, p.id);
    adil_html_text(p.out,
                   adil_label_words(&scratch, adil_page_text(&p, ADIL_M_P_PART), title, p.lang));
    adil_buf_str(p.out, "</h2>\n");
    adil_page_headline(scratch, &p);
    adil_page_notices(scratch, &p);
    p.level = 3;
    put_sections(scratch, &p);
    adil_buf_str(p.out, "</article>\n");
}

static void put_link(const struct adil_page *p, const char *id, struct adil_span text)
{
    adil_buf_fmt(p->out, "<li><a href=\"#%s%s\">", p->id, id);
    adil_html_text(p->out, text);
    adil_buf_str(p->out, "</a></li>\n");
}

static void put_part_links(struct adil_arena scratch, const struct adil_page *p)
{
    for (uint32_t i = 0; i < p->o->n_parts && i < ADIL_PAGE_ROWS_MAX; i++) {
        struct adil_arena tmp = scratch;
        const char *id = adil_span_cstr(&tmp, adil_fmt(&tmp, "p%u-part", (unsigned)i + 1));
        put_link(p, id, adil_contest_words(p->o->part[i].contest, p->lang));
    }
}

static void put_contents(struct adil_arena scratch, const struct adil_page *p)
{
    const struct {
        bool there;
        const char *id;
        enum adil_msg text;
    } link[] = {
        {adil_page_has_hemicycle(p), "seats", ADIL_M_P_SEATS},
        {p->n > 0, "votes", ADIL_M_P_VOTES},
        {adil_page_has_units(p), "units", ADIL_M_P_UNIT_SEATS},
        {adil_page_has_turnout(p), "turnout", ADIL_M_P_TURNOUT},
        {adil_page_has_measures(scratch, p), "measures", ADIL_M_P_MEASURES},
        {p->o->n_ties > 0, "ties", ADIL_M_P_TIES},
        {p->o->step != NULL, "steps", p->o->has_seats ? ADIL_M_P_STEPS_SEATS : ADIL_M_P_STEPS},
    };
    adil_buf_str(p->out, "<nav aria-labelledby=\"contents\">\n");
    adil_html_element(p->out, "h2", "id=\"contents\"", adil_page_text(p, ADIL_M_P_CONTENTS));
    adil_buf_str(p->out, "\n<ul>\n");
    for (size_t i = 0; i < ADIL_COUNT(link); i++) {
        if (link[i].there) {
            put_link(p, link[i].id, adil_page_text(p, link[i].text));
        }
    }
    put_part_links(scratch, p);
    adil_buf_str(p->out, "</ul>\n</nav>\n");
}

static void put_document_head(struct adil_arena scratch, const struct adil_page *p)
{
    struct adil_span title = title_of(p);
    struct adil_span said = adil_headline_words(&scratch, p->o, p->lang);
    adil_buf_fmt(p->out,
                 "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n",
                 adil_lang_code(p->lang));
    adil_html_element(p->out, "title", NULL, adil_label_words(&scratch, title, said, p->lang));
    adil_buf_str(p->out, "\n<style>\n");
    adil_buf_str(p->out, adil_page_style);
    adil_buf_str(p->out, "</style>\n</head>\n");
}

static void put_header(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_contest *c = p->o->contest;
    adil_buf_str(p->out, "<header>\n");
    if (adil_date_known(c->day)) {
        adil_html_element(p->out, "p", "class=\"day\"", adil_lang_date(&scratch, p->lang, c->day));
        adil_buf_byte(p->out, '\n');
    }
    adil_html_element(p->out, "h1", NULL, title_of(p));
    adil_buf_byte(p->out, '\n');
    if (adil_texts_pick(&c->question, p->lang).len > 0) {
        adil_buf_str(p->out, "<blockquote>");
        adil_page_said(p, &c->question);
        adil_buf_str(p->out, "</blockquote>\n");
    }
    adil_page_headline(scratch, p);
    adil_page_notices(scratch, p);
    adil_buf_str(p->out, "</header>\n");
}

static void put_fact(const struct adil_page *p, enum adil_msg name, struct adil_span value)
{
    adil_buf_str(p->out, name == ADIL_M_P_INPUT ? "<div class=\"long\">" : "<div>");
    adil_html_element(p->out, "dt", NULL, adil_page_text(p, name));
    adil_buf_str(p->out, "<dd>");
    adil_html_text(p->out, value);
    adil_buf_str(p->out, "</dd></div>\n");
}

/* What is needed to count it again. */
static void put_footer(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_contest *c = p->o->contest;
    adil_buf_str(p->out, "<footer>\n<dl>\n");
    if (c->name.len > 0) {
        put_fact(p, ADIL_M_P_CONTEST, c->name);
    }
    put_fact(p, ADIL_M_P_METHOD, adil_method_info(c->method)->word);
    if (adil_date_known(c->law_day)) {
        put_fact(p, ADIL_M_P_LAW_DAY, adil_lang_date(&scratch, p->lang, c->law_day));
    }
    if (p->o->votes->n_tables > 0) {
        put_fact(p, ADIL_M_P_INPUT,
                 adil_hex(&scratch, p->o->votes->input.byte, sizeof p->o->votes->input.byte));
    }
    adil_buf_str(p->out, "</dl>\n");
    adil_html_element(p->out, "p", NULL, adil_page_text(p, ADIL_M_P_FOOT));
    adil_buf_str(p->out, "\n</footer>\n");
}

void adil_report_html(struct adil_arena scratch, const struct adil_outcome *o, enum adil_lang lang,
                      struct adil_buf *out)
{
    struct adil_page p = adil_page_open(&scratch, out, o, lang);
    put_document_head(scratch, &p);
    adil_buf_str(out, "<body>\n<a class=\"skip\" href=\"#main\">");
    adil_html_text(out, adil_page_text(&p, ADIL_M_P_SKIP));
    adil_buf_str(out, "</a>\n");
    adil_buf_str(out, "<main id=\"main\">\n");
    put_header(scratch, &p);
    put_contents(scratch, &p);
    put_sections(scratch, &p);
    for (uint32_t i = 0; i < o->n_parts; i++) {
        put_part(scratch, &p, i);
    }
    adil_buf_str(out, "</main>\n");
    put_footer(scratch, &p);
    adil_buf_str(out, "</body>\n</html>\n");
}
