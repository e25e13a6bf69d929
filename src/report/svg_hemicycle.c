/* The half circle of seats: a dot each, filled from left to right in the order of the ballot. */
#include "report/html_page.h"
#include "report/svg_arc.h"

enum {
    CENTRE_X = 5000, /* in tenths; the drawing is 1000 wide */
    CENTRE_Y = 4950,
    LABEL_GAP = 330,    /* from the outermost dot to the middle of a number */
    LABEL_APART = 7000, /* least angle between two numbers */
};

/* Seats of one option, or those nobody has. */
struct wedge {
    uint32_t option; /* UINT32_MAX: not filled */
    uint32_t seats;
};

struct house {
    struct wedge *wedge;
    uint32_t n;
    uint32_t seats; /* in all */
    uint32_t vacant;
};

static struct house house_of(struct adil_arena *a, const struct adil_page *p)
{
    const struct adil_outcome *o = p->o;
    struct house h = {.wedge = adil_new(a, struct wedge, (size_t)o->n_results + 1)};
    for (uint32_t i = 0; i < o->n_results; i++) {
        if (o->result[i].seats > 0) {
            h.wedge[h.n++] = (struct wedge){i, o->result[i].seats};
            h.seats += o->result[i].seats;
        }
    }
    if (o->contest->seats > h.seats) {
        h.vacant = o->contest->seats - h.seats;
        h.wedge[h.n++] = (struct wedge){UINT32_MAX, h.vacant};
        h.seats = o->contest->seats;
    }
    return h;
}

bool adil_page_has_hemicycle(const struct adil_page *p)
{
    bool any = false;
    for (uint32_t i = 0; p->seats && i < p->o->n_results; i++) {
        any = any || p->o->result[i].seats > 0;
    }
    return any;
}

/* A length in tenths as SVG has it: 4953 -> 495.3. Nothing is drawn left of or above the box. */
static void put_tenths(struct adil_buf *out, int32_t x)
{
    ADIL_ASSERT(x >= 0);
    adil_buf_fmt(out, "%d.%d", (int)(x / 10), (int)(x % 10));
}

static void put_point(struct adil_buf *out, const char *x_is, const char *y_is,
                      struct adil_arc_dot at)
{
    adil_buf_str(out, x_is);
    put_tenths(out, CENTRE_X + at.x);
    adil_buf_str(out, y_is);
    put_tenths(out, CENTRE_Y - at.y);
}

static void open_wedge(const struct adil_page *p, const struct wedge *w, const char *tag)
{
    adil_buf_fmt(p->out, "<%s class=\"", tag);
    if (w->option == UINT32_MAX) {
        adil_buf_str(p->out, "vacant");
    } else {
        adil_page_paint(p, w->option);
    }
    adil_buf_str(p->out, "\"");
}

static void put_dots(struct adil_arena scratch, const struct adil_page *p, const struct house *h)
{
    struct adil_arc arc = adil_arc_layout(&scratch, h->seats);
    int32_t line = arc.radius / 3;
    const struct adil_arc_dot *dot = arc.dot;
    for (uint32_t w = 0; w < h->n; w++) {
        open_wedge(p, &h->wedge[w], "g");
        adil_buf_fmt(p->out, " data-seats=\"%u\" stroke-width=\"", (unsigned)h->wedge[w].seats);
        put_tenths(p->out, line);
        adil_buf_str(p->out, "\">");
        for (uint32_t i = 0; i < h->wedge[w].seats; i++, dot++) {
            put_point(p->out, "<circle cx=\"", "\" cy=\"", *dot);
            adil_buf_str(p->out, "\" r=\"");
            put_tenths(p->out, arc.radius - line / 2);
            adil_buf_str(p->out, "\"/>");
        }
        adil_buf_str(p->out, "</g>\n");
    }
}

static int32_t angle_after(const struct house *h, uint64_t seats)
{
    return (int32_t)((uint64_t)ADIL_ARC_HALF * seats / h->seats);
}

/* A house of thousands: a sector a list instead of dots. */
static void put_sectors(const struct adil_page *p, const struct house *h)
{
    uint64_t before = 0;
    for (uint32_t w = 0; w < h->n; w++) {
        int32_t from = angle_after(h, before);
        before += h->wedge[w].seats;
        int32_t to = angle_after(h, before);
        open_wedge(p, &h->wedge[w], "path");
        adil_buf_fmt(p->out, " data-seats=\"%u\" stroke-width=\"2\" d=\"",
                     (unsigned)h->wedge[w].seats);
        put_point(p->out, "M", " ", adil_arc_point(ADIL_ARC_OUTER, from));
        put_point(p->out, "A420 420 0 0 1 ", " ", adil_arc_point(ADIL_ARC_OUTER, to));
        put_point(p->out, "L", " ", adil_arc_point(ADIL_ARC_INNER, to));
        put_point(p->out, "A190 190 0 0 0 ", " ", adil_arc_point(ADIL_ARC_INNER, from));
        adil_buf_str(p->out, "Z\"/>\n");
    }
}

/* The number of seats beside each group of dots that has room for it. */
static void put_labels(struct adil_arena scratch, const struct adil_page *p, const struct house *h,
                       int32_t dot_radius)
{
    uint64_t before = 0;
    int32_t last = -LABEL_APART;
    for (uint32_t w = 0; w < h->n; w++) {
        struct adil_arena tmp = scratch;
        uint64_t seats = h->wedge[w].seats;
        int32_t angle = (angle_after(h, before) + angle_after(h, before + seats)) / 2;
        before += seats;
        if (angle - last < LABEL_APART || h->wedge[w].option == UINT32_MAX) {
            continue;
        }
        last = angle;
        put_point(p->out, "<text class=\"count\" x=\"", "\" y=\"",
                  adil_arc_point(ADIL_ARC_OUTER + dot_radius + LABEL_GAP, angle));
        adil_buf_str(p->out, "\" dy=\"10\">");
        adil_html_text(p->out, adil_lang_num(&tmp, p->lang, adil_num_int((int64_t)seats), 0));
        adil_buf_str(p->out, "</text>\n");
    }
}

static struct adil_span wedge_words(const struct adil_page *p, const struct wedge *w)
{
    return w->option == UINT32_MAX ? adil_page_text(p, ADIL_M_P_VACANT)
                                   : adil_option_words(p->o, w->option, p->lang);
}

static struct adil_span house_number(struct adil_arena *a, const struct adil_page *p, uint32_t n)
{
    return adil_lang_num(a, p->lang, adil_num_int(n), 0);
}

/* The same in words: for whoever does not see the drawing. */
static void put_description(struct adil_arena scratch, const struct adil_page *p,
                            const struct house *h)
{
    adil_buf_fmt(p->out, "<desc id=\"%shouse-desc\">", p->id);
    for (uint32_t w = 0; w < h->n && w < ADIL_PAGE_ROWS_MAX; w++) {
        struct adil_arena tmp = scratch;
        adil_buf_str(p->out, w > 0 ? "; " : "");
        adil_html_text(p->out, adil_label_words(&tmp, wedge_words(p, &h->wedge[w]),
                                                house_number(&tmp, p, h->wedge[w].seats), p->lang));
    }
    adil_buf_str(p->out, ".</desc>\n");
}

static void put_legend(struct adil_arena scratch, const struct adil_page *p, const struct house *h)
{
    adil_buf_str(p->out, "<ul class=\"legend\">\n");
    for (uint32_t w = 0; w < h->n && w < ADIL_PAGE_ROWS_MAX; w++) {
        struct adil_arena tmp = scratch;
        const struct wedge *wedge = &h->wedge[w];
        adil_buf_str(p->out, "<li>");
        if (wedge->option != UINT32_MAX) {
            adil_page_swatch(p, wedge->option);
        } else {
            adil_buf_str(p->out, "<svg class=\"swatch\" width=\"14\" height=\"14\" "
                                 "aria-hidden=\"true\"><circle class=\"vacant\" cx=\"7\" cy=\"7\" "
                                 "r=\"5.5\" stroke-width=\"2.5\"/></svg>");
        }
        adil_html_name(p->out, wedge_words(p, wedge));
        adil_html_element(p->out, "b", NULL, house_number(&tmp, p, wedge->seats));
        adil_buf_str(p->out, "</li>\n");
    }
    adil_buf_str(p->out, "</ul>\n");
}

static void put_drawing(struct adil_arena scratch, const struct adil_page *p, const struct house *h)
{
    bool dots = h->seats <= ADIL_ARC_DOTS_MAX;
    int32_t radius = dots ? adil_arc_layout(&scratch, h->seats).radius : 0;
    adil_buf_fmt(p->out,
                 "<svg class=\"house\" role=\"img\" viewBox=\"0 0 1000 540\" "
                 "aria-labelledby=\"%shouse-title %shouse-desc\">\n<title id=\"%shouse-title\">",
                 p->id, p->id, p->id);
    adil_html_text(p->out,
                   adil_page_text(p, dots ? ADIL_M_P_HEMICYCLE : ADIL_M_P_HEMICYCLE_SHARES));
    adil_buf_str(p->out, "</title>\n");
    put_description(scratch, p, h);
    if (dots) {
        put_dots(scratch, p, h);
    } else {
        put_sectors(p, h);
    }
    put_labels(scratch, p, h, radius);
    adil_html_element(p->out, "text", "class=\"all\" x=\"500\" y=\"450\"",
                      house_number(&scratch, p, h->seats));
    adil_html_element(p->out, "text", "class=\"count\" x=\"500\" y=\"500\"",
                      adil_page_text(p, ADIL_M_P_SEATS));
    adil_buf_str(p->out, "</svg>\n");
}

void adil_page_hemicycle(struct adil_arena scratch, const struct adil_page *p)
{
    if (!adil_page_has_hemicycle(p)) {
        return;
    }
    struct house h = house_of(&scratch, p);
    adil_page_section(p, "seats", adil_page_text(p, ADIL_M_P_SEATS));
    adil_buf_str(p->out, "<figure class=\"seats\">\n");
    put_drawing(scratch, p, &h);
    put_legend(scratch, p, &h);
    adil_buf_str(p->out, "</figure>\n");
    adil_page_section_end(p);
}
