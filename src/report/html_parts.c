/* Small things that every section of the page uses. */
#include "report/html_page.h"

enum { ROWS_AT_ONCE = 30 };

struct adil_span adil_page_text(const struct adil_page *p, enum adil_msg msg)
{
    return adil_text(p->lang, msg);
}

void adil_page_said(const struct adil_page *p, const struct adil_texts *text)
{
    struct adil_span picked = adil_texts_pick(text, p->lang);
    enum adil_lang in = p->lang;
    for (int i = 0; i < ADIL_N_LANGS && text->in[p->lang].len == 0; i++) {
        in = text->in[i].ptr == picked.ptr && picked.len > 0 ? (enum adil_lang)i : in;
    }
    if (in == p->lang) {
        adil_html_text(p->out, picked);
        return;
    }
    adil_buf_fmt(p->out, "<span lang=\"%s\">", adil_lang_code(in));
    adil_html_text(p->out, picked);
    adil_buf_str(p->out, "</span>");
}

void adil_page_section(const struct adil_page *p, const char *name, struct adil_span heading)
{
    adil_buf_fmt(p->out, "<section>\n<h%u id=\"%s%s\">", p->level, p->id, name);
    adil_html_text(p->out, heading);
    adil_buf_fmt(p->out, "</h%u>\n", p->level);
}

void adil_page_section_end(const struct adil_page *p)
{
    adil_buf_str(p->out, "</section>\n");
}

void adil_page_swatch(const struct adil_page *p, uint32_t option)
{
    adil_buf_str(p->out, "<svg class=\"swatch\" width=\"14\" height=\"14\" viewBox=\"0 0 14 14\" "
                         "aria-hidden=\"true\"><circle class=\"");
    adil_page_paint(p, option);
    adil_buf_str(p->out, "\" cx=\"7\" cy=\"7\" r=\"5.5\" stroke-width=\"2.5\"/></svg>");
}

void adil_page_scroll(const struct adil_page *p, const char *label, uint32_t rows)
{
    adil_buf_fmt(p->out,
                 "<div class=\"scroll%s\" role=\"group\" tabindex=\"0\" "
                 "aria-labelledby=\"%s%s\">\n",
                 rows > ROWS_AT_ONCE ? " tall" : "", p->id, label);
}

void adil_page_hidden(struct adil_arena scratch, const struct adil_page *p, uint32_t n)
{
    if (n > 0) {
        const struct adil_arg arg = {"n", adil_lang_num(&scratch, p->lang, adil_num_int(n), 0)};
        adil_html_element(p->out, "p", "class=\"small\"",
                          adil_said(&scratch, p->lang, ADIL_M_P_MORE_ROWS, &arg, 1));
        adil_buf_byte(p->out, '\n');
    }
}
