/* A procedure as one SVG document. */
#include "report/markup.h"
#include "report/procedure_lay.h"

/* How a line is drawn; with its colour each has a pattern of its own, for who prints without. All
 * colours stand at least 4.5 to 1 against both grounds. */
static const struct {
    const char *colour;
    const char *width;
    const char *dashes;
    enum adil_msg name;
} stroke[] = {
    [ADIL_WAY_ACT] = {"#1d4f91", "1.5", NULL, ADIL_M_I_ARROW_ACT},
    [ADIL_WAY_PASS] = {"#1d6f4a", "3", NULL, ADIL_M_I_PASS},
    [ADIL_WAY_FAIL] = {"#a3340c", "2", "6 3", ADIL_M_I_FAIL},
    [ADIL_WAY_NONE] = {"#5c4a12", "2", "2 3", ADIL_M_I_NONE},
    [ADIL_WAY_SILENCE] = {"#6a3d9a", "2", "9 3 2 3", ADIL_M_I_SILENCE},
    [ADIL_LAY_MANY] = {"#1a1d23", "2", NULL, ADIL_M_I_ARROW_MANY},
};

#define INK   "#1a1d23"
#define QUIET "#545b66"
#define PAPER "#ffffff"
#define BOX   "#f4f5f7"

static void put_path(struct adil_buf *out, unsigned kind, const char *d)
{
    adil_buf_fmt(out, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"", d,
                 stroke[kind].colour, stroke[kind].width);
    if (stroke[kind].dashes != NULL) {
        adil_buf_fmt(out, " stroke-dasharray=\"%s\"", stroke[kind].dashes);
    }
    adil_buf_str(out, "/>\n");
}

static void put_stroke(struct adil_arena scratch, struct adil_buf *out, unsigned kind, int32_t x,
                       int32_t y, int32_t x2, int32_t y2)
{
    struct adil_span d = adil_fmt(&scratch, "M%d %dL%d %d", (int)x, (int)y, (int)x2, (int)y2);
    put_path(out, kind, adil_span_cstr(&scratch, d));
}

/* The head of an arrow whose point is at x, y; it looks along dx, dy, one of them 0. */
static void put_head(struct adil_buf *out, unsigned kind, int32_t x, int32_t y, int dx, int dy)
{
    adil_buf_fmt(out, "<path d=\"M%d %dL%d %dL%d %dZ\" fill=\"%s\"/>\n", (int)x, (int)y,
                 (int)x - 7 * dx + 4 * dy, (int)y - 7 * dy + 4 * dx, (int)x - 7 * dx - 4 * dy,
                 (int)y - 7 * dy - 4 * dx, stroke[kind].colour);
}

static void put_text(struct adil_buf *out, int32_t x, const struct adil_lay_line *line)
{
    bool title = line->ink == ADIL_LAY_TITLE;
    adil_buf_fmt(out, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"%s fill=\"%s\">", (int)x,
                 (int)line->y, title ? ADIL_LAY_TITLE_SIZE : ADIL_LAY_TEXT_SIZE,
                 title ? " font-weight=\"700\"" : "", line->ink == ADIL_LAY_INFO ? QUIET : INK);
    adil_html_text(out, line->text);
    adil_buf_str(out, "</text>\n");
}

/* ---- lanes and boxes ---------------------------------------------------------------------- */

static void put_lane(struct adil_arena scratch, struct adil_buf *out, const struct adil_lay *lay,
                     const struct adil_lay_lane *lane)
{
    bool right = lane->side == ADIL_LAY_RIGHT;
    int32_t edge = right ? lay->right : lay->left;
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        for (uint32_t i = 0; i < lay->box[b].n_exits; i++) {
            const struct adil_lay_exit *x = &lay->box[b].exit[i];
            if (x->side == lane->side && x->to == lane->to) {
                put_stroke(scratch, out, x->kind, edge, x->y, lane->x, x->y);
            }
        }
    }
    put_stroke(scratch, out, lane->kind, lane->x, lane->from, lane->x, lane->until);
    put_stroke(scratch, out, lane->kind, lane->x, lane->enters, edge + (right ? 5 : -5),
               lane->enters);
    put_head(out, lane->kind, edge, lane->enters, right ? -1 : 1, 0);
}

static void put_samples(struct adil_arena scratch, struct adil_buf *out, const struct adil_lay *lay,
                        const struct adil_lay_box *box)
{
    int32_t x = lay->left + ADIL_LAY_PAD;
    for (uint32_t i = 0; i < box->n_exits; i++) {
        put_stroke(scratch, out, box->exit[i].kind, x, box->exit[i].y, x + ADIL_LAY_SAMPLE - 5,
                   box->exit[i].y);
    }
}

static void put_box(struct adil_arena scratch, struct adil_buf *out, const struct adil_lay *lay,
                    uint32_t b)
{
    const struct adil_lay_box *box = &lay->box[b];
    int32_t middle = (lay->left + lay->right) / 2;
    int32_t bottom = box->y + box->height;
    adil_buf_fmt(out,
                 "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" "
                 "stroke=\"%s\" stroke-width=\"%s\"/>\n",
                 (int)lay->left, (int)box->y, (int)(lay->right - lay->left), (int)box->height,
                 box->end ? 14 : 4, box->end ? PAPER : BOX, box->end ? INK : QUIET,
                 box->end ? "2.5" : "1");
    put_samples(scratch, out, lay, box);
    for (uint32_t i = 0; i < box->n_lines; i++) {
        bool way = box->line[i].ink == ADIL_LAY_WAY || box->line[i].ink == ADIL_LAY_MORE;
        put_text(out, lay->left + ADIL_LAY_PAD + (way ? ADIL_LAY_SAMPLE : 0), &box->line[i]);
    }
    if (box->goes_down) {
        int32_t to = lay->box[b + 1].y;
        put_stroke(scratch, out, box->down, middle, bottom, middle, to - 5);
        put_head(out, box->down, middle, to, 0, 1);
    }
}

/* ---- around them -------------------------------------------------------------------------- */

/* The drawing in sentences: what a screen reader says. */
static void put_said(struct adil_buf *out, const struct adil_lay *lay)
{
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        adil_html_text(out, lay->box[b].said);
        adil_buf_str(out, ".\n");
    }
}

static bool is_drawn(const struct adil_lay *lay, unsigned kind)
{
    bool any = false;
    for (uint32_t i = 0; i < lay->n_lanes; i++) {
        any = any || lay->lane[i].kind == kind;
    }
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        any = any || (lay->box[b].goes_down && lay->box[b].down == kind);
        for (uint32_t i = 0; i < lay->box[b].n_exits; i++) {
            any = any || (unsigned)lay->box[b].exit[i].kind == kind;
        }
    }
    return any;
}

/* What each line means; two beside each other. */
static int32_t put_legend(struct adil_arena scratch, struct adil_buf *out,
                          const struct adil_told *t, const struct adil_lay *lay)
{
    int32_t y = lay->height + 26;
    struct adil_lay_line head = {adil_text(t->lang, ADIL_M_I_LEGEND), ADIL_LAY_INFO, y};
    bool second = false;
    put_text(out, 12, &head);
    for (unsigned i = 0; i < ADIL_COUNT(stroke); i++) {
        if (!is_drawn(lay, i)) {
            continue;
        }
        int32_t x = 12 + (second ? (lay->width - 24) / 2 : 0);
        y += second ? 0 : ADIL_LAY_LINE_HEIGHT + 2;
        struct adil_lay_line line = {adil_text(t->lang, stroke[i].name), ADIL_LAY_INFO, y};
        put_stroke(scratch, out, i, x, y - 4, x + 30, y - 4);
        put_text(out, x + 36, &line);
        second = !second;
    }
    return y + 10;
}

void adil_procedure_svg(struct adil_arena scratch, const struct adil_law_view *view,
                        uint32_t procedure, struct adil_buf *out)
{
    struct adil_arena words = scratch; /* the upper half of what is free */
    words.beg += (words.end - words.beg) / 2;
    scratch.end = words.beg;
    struct adil_told t = adil_told_open(&words, view);
    struct adil_lay lay = adil_lay_procedure(&t, procedure);
    struct adil_span id = view->book->acts.procedure[procedure].rule.id;
    struct adil_buf body;
    adil_buf_open(&body, out->max);
    for (uint32_t i = 0; i < lay.n_lanes; i++) {
        put_lane(scratch, &body, &lay, &lay.lane[i]);
    }
    for (uint32_t b = 0; b < lay.n_boxes; b++) {
        put_box(scratch, &body, &lay, b);
    }
    int32_t height = put_legend(scratch, &body, &t, &lay);
    adil_buf_fmt(out,
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                 "viewBox=\"0 0 %d %d\" lang=\"%s\" role=\"img\" "
                 "aria-labelledby=\"%.*s-title %.*s-desc\" font-family=\"system-ui,Noto Sans,"
                 "Liberation Sans,Arial,sans-serif\">\n<title id=\"%.*s-title\">",
                 (int)lay.width, (int)height, (int)lay.width, (int)height,
                 adil_lang_code(view->lang), ADIL_ARG(id), ADIL_ARG(id), ADIL_ARG(id));
    adil_html_text(out,
                   adil_told_1(&t, ADIL_M_I_DRAWING, "name", adil_told_procedure(&t, procedure)));
    adil_buf_fmt(out, "</title>\n<desc id=\"%.*s-desc\">", ADIL_ARG(id));
    put_said(out, &lay);
    adil_buf_fmt(out, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"" PAPER "\"/>\n",
                 (int)lay.width, (int)height);
    adil_buf_put(out, adil_buf_span(&body));
    adil_buf_str(out, "</svg>\n");
    out->failed = out->failed || !adil_buf_ok(&body);
    adil_buf_release(&body);
}
