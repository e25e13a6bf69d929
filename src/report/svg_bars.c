/* Bars of votes, with the line each option had to reach. Names and figures are text of the page,
 * so they wrap, grow and are read aloud; only the bar beside them is drawn. Lengths are percentages
 * of the bar's full width, to a thousandth. */
#include "report/html_page.h"

/* In the middle of the row, however high its name makes it. */
#define HALFWAY "x=\"0\" y=\"50%\" height=\"14\" transform=\"translate(0 -7)\""

/* What the full width stands for. */
struct scale {
    bool of_base;         /* shares of the base; false: votes */
    struct adil_num full; /* a share, or votes; > 0 */
};

static bool bar_share(const struct adil_page *p, uint32_t i, struct adil_num *share)
{
    *share = p->share[i].share;
    return p->share[i].known;
}

static bool line_share(struct adil_arena *a, const struct adil_page *p, uint32_t i,
                       struct adil_num *share)
{
    struct adil_fact base = p->o->base;
    if (!p->needed[i].known || !adil_fact_is_known(base) || adil_num_sign(base.lo) <= 0) {
        return false;
    }
    *share = adil_num_div(a, p->needed[i].needed, base.lo);
    return true;
}

/* Up to the next tenth of the whole; the whole itself from seven tenths on. */
static struct adil_num rounded_full(struct adil_arena *a, struct adil_num most)
{
    struct adil_num ten = adil_num_int(10);
    struct adil_num one = adil_num_int(1);
    struct adil_num up = adil_num_div(a, adil_num_ceil(a, adil_num_mul(a, most, ten)), ten);
    bool nearly = adil_num_cmp(up, adil_num_ratio(a, 7, 10)) >= 0 && adil_num_cmp(up, one) <= 0;
    return nearly ? one : up;
}

static struct scale scale_of(struct adil_arena *a, const struct adil_page *p)
{
    struct adil_num most = adil_num_int(0);
    struct adil_num votes = adil_num_int(0);
    for (uint32_t i = 0; i < p->o->n_results; i++) {
        struct adil_num x;
        if (bar_share(p, i, &x)) {
            most = adil_num_max(most, x);
        }
        if (line_share(a, p, i, &x)) {
            most = adil_num_max(most, x);
        }
        votes = adil_num_max(votes, p->o->result[i].votes.lo);
        if (p->needed[i].known) {
            votes = adil_num_max(votes, p->needed[i].needed);
        }
    }
    if (adil_num_sign(most) > 0) {
        return (struct scale){true, rounded_full(a, most)};
    }
    return (struct scale){false, votes};
}

/* x of the scale as a percentage of the width: "53.900%". */
static void put_length(struct adil_arena scratch, const struct adil_page *p, const struct scale *s,
                       struct adil_num x)
{
    struct adil_num of = adil_num_div(&scratch, x, s->full);
    struct adil_span text =
        adil_num_decimal(&scratch, adil_num_mul(&scratch, of, adil_num_int(100)), 3);
    adil_buf_put(p->out, text);
    adil_buf_byte(p->out, '%');
}

static void put_line(struct adil_arena scratch, const struct adil_page *p, const struct scale *s,
                     struct adil_num at)
{
    adil_buf_str(p->out, "<line class=\"need\" x1=\"");
    put_length(scratch, p, s, at);
    adil_buf_str(p->out, "\" x2=\"");
    put_length(scratch, p, s, at);
    adil_buf_str(p->out, "\" y1=\"0\" y2=\"100%\"/>");
}

static void put_bar(struct adil_arena scratch, const struct adil_page *p, const struct scale *s,
                    uint32_t i)
{
    struct adil_num x;
    const struct adil_result *r = &p->o->result[i];
    bool known = s->of_base ? bar_share(p, i, &x) : adil_fact_is_known(r->votes);
    x = s->of_base ? x : r->votes.lo;
    adil_buf_str(p->out, "<svg class=\"bar\" width=\"100%\" height=\"28\" aria-hidden=\"true\">"
                         "<rect class=\"track\" " HALFWAY " width=\"100%\"/>");
    if (known) {
        adil_buf_str(p->out, "<rect class=\"");
        adil_page_paint(p, i);
        adil_buf_str(p->out, "\" stroke-width=\"2\" " HALFWAY " width=\"");
        put_length(scratch, p, s, x);
        adil_buf_str(p->out, "\"/>");
    }
    if (s->of_base ? line_share(&scratch, p, i, &x) : p->needed[i].known) {
        put_line(scratch, p, s, s->of_base ? x : p->needed[i].needed);
    }
    adil_buf_str(p->out, "</svg>");
}

static void put_item(struct adil_arena scratch, const struct adil_page *p, const struct scale *s,
                     uint32_t i)
{
    const struct adil_result *r = &p->o->result[i];
    adil_buf_str(p->out, "<li><span class=\"who\">");
    adil_html_name(p->out, adil_option_words(p->o, i, p->lang));
    adil_buf_str(p->out, "</span> <span class=\"share\">");
    if (p->share[i].known) {
        adil_html_text(p->out, adil_lang_percent(&scratch, p->lang, p->share[i].share, 2));
    } else {
        adil_html_text(p->out, adil_fact_words(&scratch, r->votes, p->lang));
    }
    adil_buf_str(p->out, "</span>");
    put_bar(scratch, p, s, i);
    adil_buf_str(p->out, "</li>\n");
}

static void put_list(struct adil_arena scratch, const struct adil_page *p, const struct scale *s,
                     uint32_t from, uint32_t to)
{
    adil_buf_str(p->out, "<ul class=\"bars\">\n");
    for (uint32_t i = from; i < to; i++) {
        put_item(scratch, p, s, p->order[i]);
    }
    adil_buf_str(p->out, "</ul>\n");
}

/* What the width stands for, so that a bar can be read off; and the lines, in words. */
static void put_axis(struct adil_arena scratch, const struct adil_page *p, const struct scale *s)
{
    if (!s->of_base) {
        return;
    }
    struct adil_num half = adil_num_div(&scratch, s->full, adil_num_int(2));
    adil_buf_str(p->out, "<p class=\"axis\" aria-hidden=\"true\"><span>");
    adil_html_text(p->out, adil_lang_percent(&scratch, p->lang, adil_num_int(0), 0));
    adil_buf_str(p->out, "</span><span>");
    adil_html_text(p->out, adil_lang_percent(&scratch, p->lang, half, 0));
    adil_buf_str(p->out, "</span><span>");
    adil_html_text(p->out, adil_lang_percent(&scratch, p->lang, s->full, 0));
    adil_buf_str(p->out, "</span></p>\n");
}

/* One sentence for every different line. */
static void put_line_words(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_bar_of *before = NULL;
    for (uint32_t i = 0; i < p->o->n_results; i++) {
        struct adil_arena tmp = scratch;
        const struct adil_bar_of *bar = &p->needed[i];
        struct adil_num share;
        if (!line_share(&tmp, p, i, &share) ||
            (before != NULL && adil_num_eq(before->needed, bar->needed))) {
            continue;
        }
        before = bar;
        struct adil_span phrase = {"", 0};
        if (p->line != NULL) {
            phrase = adil_phrase_words(&tmp, p->lang, p->line, &p->o->contest->vocab);
        }
        const struct adil_arg args[] = {
            {"votes", adil_num_words(&tmp, bar->needed, p->lang)},
            {"share", adil_lang_percent(&tmp, p->lang, share, 2)},
            {"phrase", phrase},
        };
        adil_buf_str(p->out, "<p class=\"small\"><svg class=\"swatch\" width=\"14\" height=\"14\" "
                             "aria-hidden=\"true\"><line class=\"need\" x1=\"7\" x2=\"7\" y1=\"0\" "
                             "y2=\"14\"/></svg>");
        enum adil_msg msg = p->line != NULL ? ADIL_M_P_LINE_OF : ADIL_M_P_LINE_AT;
        adil_html_text(p->out, adil_said(&tmp, p->lang, msg, args, ADIL_COUNT(args)));
        adil_buf_str(p->out, "</p>\n");
    }
}

/* The name of the base after "of", as a phrase has it. */
static void put_base(struct adil_arena scratch, const struct adil_page *p)
{
    const struct adil_contest *c = p->o->contest;
    if (!adil_fact_is_known(p->o->base) || c->percent_of >= c->vocab.n_quantities ||
        adil_num_sign(p->o->base.lo) <= 0) {
        return;
    }
    const struct adil_arg args[] = {
        {"quantity", c->vocab.quantity[c->percent_of].of[p->lang]},
        {"base", adil_num_words(&scratch, p->o->base.lo, p->lang)},
    };
    adil_html_element(p->out, "p", "class=\"small\"",
                      adil_said(&scratch, p->lang, ADIL_M_P_PERCENT_OF, args, 2));
    adil_buf_byte(p->out, '\n');
}

void adil_page_bars(struct adil_arena scratch, const struct adil_page *p)
{
    struct scale s = scale_of(&scratch, p);
    if (p->n == 0 || adil_num_sign(s.full) <= 0) {
        return;
    }
    uint32_t n = p->n < ADIL_PAGE_ROWS_MAX ? p->n : ADIL_PAGE_ROWS_MAX;
    uint32_t open = p->n_open < n ? p->n_open : n;
    adil_buf_str(p->out, "<div class=\"chart\">\n");
    put_axis(scratch, p, &s);
    put_list(scratch, p, &s, 0, open);
    if (open < n) {
        const struct adil_arg arg = {
            "n", adil_lang_num(&scratch, p->lang, adil_num_int(p->n - open), 0)};
        adil_buf_str(p->out, "<details class=\"more\"><summary>");
        adil_html_text(p->out, adil_said(&scratch, p->lang, ADIL_M_P_OTHERS, &arg, 1));
        adil_buf_str(p->out, "</summary>\n");
        put_list(scratch, p, &s, open, n);
        adil_page_hidden(scratch, p, p->n - n);
        adil_buf_str(p->out, "</details>\n");
    }
    put_line_words(scratch, p);
    put_base(scratch, p);
    adil_buf_str(p->out, "</div>\n");
}
