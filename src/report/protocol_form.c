#include "report/protocol_form.h"

#include "report/markup.h"

struct form_sheet {
    const struct adil_protocol_form *form;
    struct adil_buf *out;
};

/* Black on white on purpose: the page is for paper. */
static const char form_style[] =
    "@page{size:A4;margin:10mm 12mm}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:186mm;background:#fff;color:#000;font:9pt/1.25 system-ui,"
    "\"Noto Sans\",\"Liberation Sans\",sans-serif}\n"
    "h1{font-size:14pt;margin:0 0 1mm}\nh2{font-size:10pt;margin:2mm 0 .8mm}\np{margin:0 0 1mm}\n"
    "dl{display:grid;grid-template-columns:repeat(3,auto 1fr);gap:0 2mm;margin:2mm 0}\n"
    "dt{color:#444}\ndd{margin:0;font-weight:600;overflow-wrap:anywhere}\n"
    "table{width:100%;border-collapse:collapse;break-inside:avoid}\n"
    "th,td{border:.3mm solid #555;padding:.3mm 1.2mm;text-align:left;vertical-align:top;"
    "font-weight:400}\n"
    "thead th{font-weight:600}\ncode{font:8pt/1.25 \"Liberation Mono\",monospace}\n"
    ".n{width:26mm;text-align:right;font-variant-numeric:tabular-nums;font-weight:600}\n"
    ".c{width:34mm}\n.box{height:5.2mm}\n.fails{outline:.7mm solid #000}\n"
    ".checks{columns:2;column-gap:5mm;margin:0;padding:0;list-style:none;font-size:8pt}\n"
    ".checks li{break-inside:avoid;margin:0 0 .6mm}\n.quiet{color:#444}\n"
    ".k{width:34mm}\n.line{height:6.6mm}\n.keys{font-size:7.5pt;overflow-wrap:anywhere}\n";

static struct adil_span form_text(const struct form_sheet *s, enum adil_msg msg)
{
    return adil_text(s->form->lang, msg);
}

static void form_head(const struct form_sheet *s)
{
    adil_buf_fmt(s->out,
                 "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n",
                 adil_lang_code(s->form->lang));
    adil_html_element(s->out, "title", NULL, s->form->contest);
    adil_buf_str(s->out, "\n<style>\n");
    adil_buf_str(s->out, form_style);
    adil_buf_str(s->out, "</style>\n</head>\n<body>\n<main>\n<p class=\"quiet\">");
    adil_html_text(s->out, s->form->polity);
    adil_buf_str(s->out, "</p>\n<h1>");
    adil_html_text(s->out, form_text(s, ADIL_M_FORM_PROTOCOL));
    adil_buf_str(s->out, ": ");
    adil_html_text(s->out, s->form->contest);
    adil_buf_str(s->out, "</h1>\n");
}

static void form_facts(const struct form_sheet *s)
{
    adil_buf_str(s->out, "<dl>\n");
    for (uint32_t i = 0; i < s->form->n_facts; i++) {
        adil_html_element(s->out, "dt", NULL, s->form->fact[i].name);
        adil_html_element(s->out, "dd", NULL, s->form->fact[i].value);
        adil_buf_byte(s->out, '\n');
    }
    adil_buf_str(s->out, "</dl>\n");
}

static void form_columns(const struct form_sheet *s, const enum adil_msg *column, size_t n)
{
    adil_buf_str(s->out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        adil_html_element(s->out, "th", "scope=\"col\"", form_text(s, column[i]));
    }
    adil_buf_str(s->out, "</tr></thead>\n<tbody>\n");
}

static void form_value(const struct form_sheet *s, struct adil_span value)
{
    adil_html_element(s->out, "td", value.len > 0 ? "class=\"n\"" : "class=\"n box\"", value);
}

static void form_figures(const struct form_sheet *s)
{
    static const enum adil_msg column[] = {ADIL_M_FORM_CODE, ADIL_M_FORM_FIELD, ADIL_M_FORM_NUMBER,
                                           ADIL_M_FORM_CHECKS};
    form_columns(s, column, ADIL_COUNT(column));
    for (uint32_t i = 0; i < s->form->n_figures; i++) {
        const struct adil_form_figure *f = &s->form->figure[i];
        adil_buf_str(s->out, "<tr><td class=\"c\">");
        adil_html_element(s->out, "code", NULL, f->code);
        adil_buf_str(s->out, "</td>");
        adil_html_element(s->out, "td", NULL, f->label);
        form_value(s, f->value);
        adil_html_element(s->out, "td", "class=\"k\"", f->checks);
        adil_buf_str(s->out, "</tr>\n");
    }
    adil_buf_str(s->out, "</tbody>\n</table>\n");
}

static void form_votes(const struct form_sheet *s)
{
    static const enum adil_msg column[] = {ADIL_M_FORM_OPTION, ADIL_M_FORM_VOTES};
    adil_html_element(s->out, "h2", NULL, form_text(s, ADIL_M_FORM_COUNTED));
    adil_buf_byte(s->out, '\n');
    form_columns(s, column, ADIL_COUNT(column));
    for (uint32_t i = 0; i < s->form->n_options; i++) {
        adil_buf_str(s->out, "<tr>");
        adil_html_element(s->out, "td", NULL, s->form->option[i].name);
        form_value(s, s->form->option[i].value);
        adil_buf_str(s->out, "</tr>\n");
    }
    adil_buf_str(s->out, "</tbody>\n</table>\n");
}

static void form_check(const struct form_sheet *s, const struct adil_form_check *c)
{
    static const char *const sign[] = {"☐", "✓", "✗"};
    adil_buf_str(s->out, c->verdict == ADIL_FORM_FAILS ? "<li class=\"fails\">" : "<li>");
    adil_buf_fmt(s->out, "%s <code>", sign[c->verdict]);
    adil_html_text(s->out, c->id);
    adil_buf_str(s->out, "</code> ");
    adil_html_element(s->out, "code", NULL, c->relation);
    adil_buf_byte(s->out, ' ');
    adil_html_element(s->out, "cite", NULL, c->cite);
    if (c->unverified) {
        adil_buf_byte(s->out, ' ');
        adil_html_element(s->out, "span", "class=\"quiet\"", form_text(s, ADIL_M_P_UNVERIFIED));
    }
    if (c->ask.len > 0) {
        adil_buf_str(s->out, "<br>");
        adil_html_element(s->out, "span", "class=\"quiet\"", c->ask);
    }
    adil_buf_str(s->out, "</li>\n");
}

static void form_checks(const struct form_sheet *s)
{
    if (s->form->n_checks == 0) {
        return;
    }
    adil_html_element(s->out, "h2", NULL, form_text(s, ADIL_M_FORM_BEFORE_SIGNING));
    adil_buf_str(s->out, "\n<ul class=\"checks\">\n");
    for (uint32_t i = 0; i < s->form->n_checks; i++) {
        form_check(s, &s->form->check[i]);
    }
    adil_buf_str(s->out, "</ul>\n");
}

static void form_remarks(const struct form_sheet *s)
{
    adil_html_element(s->out, "h2", NULL, form_text(s, ADIL_M_FORM_REMARKS));
    adil_buf_byte(s->out, '\n');
    if (s->form->explanation.len > 0) {
        adil_html_element(s->out, "p", NULL, s->form->explanation);
    } else if (s->form->blank) {
        adil_buf_str(s->out, "<table><tbody><tr><td class=\"line\"></td></tr></tbody></table>");
    }
    adil_buf_byte(s->out, '\n');
}

static void form_signatures(const struct form_sheet *s)
{
    static const enum adil_msg column[] = {ADIL_M_FORM_NAME, ADIL_M_FORM_SIGNATURE,
                                           ADIL_M_FORM_TIME};
    adil_html_element(s->out, "h2", NULL, form_text(s, ADIL_M_FORM_SIGNATURES));
    adil_buf_byte(s->out, '\n');
    for (uint32_t i = 0; i < s->form->n_keys; i++) {
        adil_html_element(s->out, "p", "class=\"keys\"", s->form->key[i]);
        adil_buf_byte(s->out, '\n');
    }
    if (s->form->n_signers == 0) {
        return;
    }
    form_columns(s, column, ADIL_COUNT(column));
    for (uint32_t i = 0; i < s->form->n_signers; i++) {
        adil_buf_str(s->out, "<tr><td class=\"line\"></td><td></td><td></td></tr>\n");
    }
    adil_buf_str(s->out, "</tbody>\n</table>\n");
}

void adil_protocol_form_html(const struct adil_protocol_form *form, struct adil_buf *out)
{
    const struct form_sheet s = {form, out};
    form_head(&s);
    form_facts(&s);
    form_figures(&s);
    form_votes(&s);
    form_checks(&s);
    form_remarks(&s);
    form_signatures(&s);
    adil_buf_str(out, "</main>\n</body>\n</html>\n");
}
