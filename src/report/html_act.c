#include "report/act_page.h"
#include "report/html_page.h"
#include "report/markup.h"

struct act_sheet {
    const struct adil_act_page *page;
    struct adil_buf *out;
};

static struct adil_span act_text(const struct act_sheet *s, enum adil_msg msg)
{
    return adil_text(s->page->lang, msg);
}

static void act_head(const struct act_sheet *s, struct adil_span title)
{
    adil_buf_fmt(s->out,
                 "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width\">\n"
                 "<meta name=\"color-scheme\" content=\"light dark\">\n",
                 adil_lang_code(s->page->lang));
    adil_html_element(s->out, "title", NULL, title);
    adil_buf_str(s->out, "\n<style>\n");
    adil_buf_str(s->out, adil_page_style);
    adil_buf_str(s->out, "pre{white-space:pre-wrap;overflow-wrap:anywhere}\n</style>\n</head>\n"
                         "<body>\n<main>\n");
}

static void act_section(const struct act_sheet *s, enum adil_msg heading)
{
    adil_buf_str(s->out, "<section>\n");
    adil_html_element(s->out, "h2", NULL, act_text(s, heading));
    adil_buf_byte(s->out, '\n');
}

static void act_facts(const struct act_sheet *s, const struct adil_page_fact *fact, uint32_t n)
{
    adil_buf_str(s->out, "<table>\n<tbody>\n");
    for (uint32_t i = 0; i < n; i++) {
        adil_buf_str(s->out, "<tr>");
        adil_html_element(s->out, "th", "scope=\"row\"", fact[i].name);
        adil_html_element(s->out, "td", "style=\"overflow-wrap:anywhere\"", fact[i].value);
        adil_buf_str(s->out, "</tr>\n");
    }
    adil_buf_str(s->out, "</tbody>\n</table>\n");
}

static void act_signers(const struct act_sheet *s)
{
    static const enum adil_msg head[] = {ADIL_M_R_KEY, ADIL_M_R_SIGNATURE, ADIL_M_R_VALID};
    act_section(s, ADIL_M_R_SIGNERS);
    adil_buf_str(s->out, "<table>\n<thead><tr>");
    for (size_t i = 0; i < ADIL_COUNT(head); i++) {
        adil_html_element(s->out, "th", "scope=\"col\"", act_text(s, head[i]));
    }
    adil_buf_str(s->out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < s->page->n_signers; i++) {
        const struct adil_page_signer *one = &s->page->signer[i];
        adil_buf_str(s->out, "<tr>");
        adil_html_element(s->out, "td", "style=\"overflow-wrap:anywhere\"", one->key);
        adil_html_element(s->out, "td", "style=\"overflow-wrap:anywhere\"", one->signature);
        adil_html_element(s->out, "td", NULL,
                          act_text(s, one->valid ? ADIL_M_R_VALID : ADIL_M_R_NOT_VALID));
        adil_buf_str(s->out, "</tr>\n");
    }
    adil_buf_str(s->out, "</tbody>\n</table>\n</section>\n");
}

static void act_rules(const struct act_sheet *s)
{
    if (s->page->n_rules == 0) {
        return;
    }
    act_section(s, ADIL_M_R_RULES);
    adil_buf_str(s->out, "<ul>\n");
    for (uint32_t i = 0; i < s->page->n_rules; i++) {
        const struct adil_page_rule *r = &s->page->rule[i];
        adil_buf_str(s->out, "<li><p class=\"rule\"><code>");
        adil_html_text(s->out, r->id);
        adil_buf_str(s->out, "</code> <cite>");
        adil_html_text(s->out, r->cite);
        adil_buf_str(s->out, "</cite>");
        if (r->unverified) {
            adil_buf_byte(s->out, ' ');
            adil_html_element(s->out, "span", "class=\"mark\"", act_text(s, ADIL_M_P_UNVERIFIED));
        }
        adil_buf_str(s->out, "</p>");
        if (r->text.len > 0) {
            adil_html_element(s->out, "p", NULL, r->text);
        }
        if (r->found.len > 0) {
            adil_html_element(s->out, "p", "class=\"small\"", r->found);
        }
        adil_buf_str(s->out, "</li>\n");
    }
    adil_buf_str(s->out, "</ul>\n</section>\n");
}

static void act_proof(const struct act_sheet *s)
{
    act_section(s, ADIL_M_R_PROOF);
    if (s->page->proof.len > 0) {
        adil_html_element(s->out, "p", NULL, act_text(s, ADIL_M_R_PROOF_HOW));
        adil_html_element(s->out, "pre", NULL, s->page->proof);
    } else {
        adil_html_element(s->out, "p", NULL, act_text(s, ADIL_M_R_NO_PROOF));
    }
    adil_buf_byte(s->out, '\n');
    adil_html_element(s->out, "h3", NULL, act_text(s, ADIL_M_R_BYTES));
    adil_html_element(s->out, "pre", NULL, s->page->bytes);
    adil_buf_str(s->out, "\n</section>\n");
}

void adil_act_page_html(struct adil_arena scratch, const struct adil_act_page *page,
                        struct adil_buf *out)
{
    const struct act_sheet s = {page, out};
    const struct adil_arg n = {"n", adil_fmt(&scratch, "%llu", (unsigned long long)page->entry)};
    struct adil_span heading = adil_said(&scratch, page->lang, ADIL_M_R_ENTRY, &n, 1);
    act_head(&s, adil_fmt(&scratch, "%.*s: %.*s", ADIL_ARG(page->origin), ADIL_ARG(heading)));
    adil_buf_str(out, "<header>\n");
    adil_html_element(out, "p", "class=\"day\"", page->title);
    adil_html_element(out, "h1", NULL, heading);
    adil_html_element(out, "p", "class=\"lead\"", page->headline);
    adil_buf_str(out, "\n</header>\n");
    act_section(&s, ADIL_M_R_ACT);
    act_facts(&s, page->fact, page->n_facts);
    adil_buf_str(out, "</section>\n");
    if (page->n_fields > 0) {
        act_section(&s, ADIL_M_R_FIELDS);
        act_facts(&s, page->field, page->n_fields);
        adil_buf_str(out, "</section>\n");
    }
    act_signers(&s);
    act_rules(&s);
    act_proof(&s);
    adil_buf_str(out, "</main>\n</body>\n</html>\n");
}
