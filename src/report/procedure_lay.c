#include "report/procedure_lay.h"

#include "base/utf8.h"

enum {
    TRACK = 9, /* between lanes */
    HEAD = 12, /* room for an arrow's head beside the boxes */
    MARGIN = 6,
    GAP = 26, /* between boxes */
    TOP = 8,
    TITLE_HEIGHT = 18,
};

/* ---- text --------------------------------------------------------------------------------- */

/* Hundredths of the size: generous for Arial, Liberation Sans and DejaVu Sans. */
static int32_t glyph_width(uint32_t c)
{
    static const char narrow[] = "ijlftrI.,:;'|!()[]/- ";
    static const char wide[] = "mwMWOQGDHNU%@#&+<=>^~";
    if (c < 0x80) {
        for (size_t i = 0; i + 1 < sizeof narrow; i++) {
            if ((uint32_t)narrow[i] == c) {
                return 42;
            }
        }
        for (size_t i = 0; i + 1 < sizeof wide; i++) {
            if ((uint32_t)wide[i] == c) {
                return 100;
            }
        }
        return c >= 'A' && c <= 'Z' ? 76 : 65;
    }
    bool capital = (c >= 0x410 && c <= 0x42f) || (c >= 0x490 && c <= 0x4ff && c % 2 == 0);
    bool broad = c == 0x416 || c == 0x428 || c == 0x429 || c == 0x42b || c == 0x42e || c < 0x410 ||
                 c == 0x436 || c == 0x448 || c == 0x449 || c == 0x44e || c == 0x444 || c == 0x44b ||
                 c == 0x43c || c == 0x459 || c == 0x45a;
    if (c >= 0x400 && c < 0x530) {
        return capital ? (broad ? 112 : 88) : (broad ? 110 : 71);
    }
    return 105;
}

int32_t adil_lay_text_width(struct adil_span text, int32_t size, bool bold)
{
    int32_t sum = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = 0;
        size_t len = adil_utf8_next(adil_span_sub(text, at, text.len), &c);
        sum += glyph_width(len > 0 ? c : 0xfffd);
        at += len > 0 ? len : 1;
    }
    return sum * size / 100 * (bold ? 110 : 100);
}

static size_t char_len(struct adil_span text)
{
    uint32_t c = 0;
    size_t len = adil_utf8_next(text, &c);
    return len > 0 ? len : 1;
}

struct adil_span adil_lay_take(struct adil_span *rest, int32_t width, int32_t size, bool bold)
{
    size_t fits = 0;
    size_t blank = 0; /* the last one before which all fits */
    *rest = adil_span_trim(*rest);
    while (fits < rest->len) {
        size_t next = fits + char_len(adil_span_sub(*rest, fits, rest->len));
        if (adil_lay_text_width(adil_span_sub(*rest, 0, next), size, bold) > width * 100) {
            break;
        }
        fits = next;
        if (fits < rest->len && rest->ptr[fits] == ' ') {
            blank = fits;
        }
    }
    size_t cut = fits == rest->len || blank == 0 ? fits : blank;
    if (cut == 0 && rest->len > 0) {
        cut = char_len(*rest); /* wider than the line */
    }
    struct adil_span line = adil_span_sub(*rest, 0, cut);
    *rest = adil_span_trim(adil_span_sub(*rest, cut, rest->len));
    return line;
}

/* ---- what stands in a box ----------------------------------------------------------------- */

/* A text before it is broken into lines. */
struct raw_line {
    struct adil_span text;
    enum adil_lay_ink ink;
};

struct drafting {
    const struct adil_told *t;
    const struct adil_procedure *p;
    uint32_t procedure;
    const uint32_t *place; /* box of each stage */
    struct adil_lay *lay;
    struct raw_line **raw; /* by box: its title, its information, then one a exit */
    uint32_t *n_raw;
};

static struct adil_span titled(const struct drafting *d, uint32_t stage)
{
    struct adil_span name = adil_told_stage(d->t, d->p, stage);
    return adil_fmt(d->t->a, "%u. %.*s", (unsigned)d->place[stage] + 1, ADIL_ARG(name));
}

static struct adil_span decided_text(const struct drafting *d, const struct adil_decision *x)
{
    const struct adil_told *t = d->t;
    struct adil_span who = ADIL_SPAN("");
    for (uint32_t i = 0; i < x->n_bodies; i++) {
        who = adil_told_list(t, who, ", ", adil_told_body_name(t, x->body[i]));
    }
    who = adil_told_list(t, who, "; ", adil_told_phrase(t, x->pass));
    enum adil_msg name = x->n_bodies > 1 ? ADIL_M_I_EACH_DECIDES : ADIL_M_I_DECIDES;
    struct adil_span text = adil_label_words(t->a, adil_text(t->lang, name), who, t->lang);
    if (x->readings > 1) {
        struct adil_span n = adil_label_words(t->a, adil_text(t->lang, ADIL_M_I_READINGS),
                                              adil_told_number(t, x->readings), t->lang);
        text = adil_told_list(t, text, "; ", n);
    }
    return text;
}

/* Acts that leave the case where it is. */
static struct adil_span staying_text(const struct drafting *d, const struct adil_stage *s)
{
    struct adil_span text = ADIL_SPAN("");
    for (uint32_t i = 0; i < s->n_acts; i++) {
        const struct adil_act_word *w = &d->t->book->acts.word[s->act[i].word];
        struct adil_span name = adil_texts_pick(&w->name, d->t->lang);
        if (!adil_act_moves(&s->act[i])) {
            text = adil_told_list(d->t, text, ", ", name.len > 0 ? name : w->rule.id);
        }
    }
    return text.len == 0 ? text
                         : adil_label_words(d->t->a, adil_text(d->t->lang, ADIL_M_I_MAY_BE_DONE),
                                            text, d->t->lang);
}

static struct adil_span exit_text(const struct drafting *d, const struct adil_stage *s,
                                  const struct adil_way *way, enum adil_lay_side side)
{
    const struct adil_told *t = d->t;
    struct adil_span text = adil_way_words(t, s, way);
    if (way->kind == ADIL_WAY_SILENCE) {
        struct adil_span at = adil_told_moment(t, s->until, d->procedure);
        at = at.len > 0 ? at : t->book->acts.deadline_id[s->until];
        text = adil_told_2(t, ADIL_M_I_DEADLINE, "id", text, "at", at);
    }
    if (side == ADIL_LAY_NOWHERE) {
        enum adil_msg msg = way->to == ADIL_NO_WORD ? ADIL_M_I_STAYS : ADIL_M_I_BEGINS_ANEW;
        return adil_label_words(t->a, text, adil_text(t->lang, msg), t->lang);
    }
    return adil_told_list(t, text, " → ", titled(d, way->to));
}

static enum adil_lay_side side_of(uint32_t from, uint32_t to)
{
    if (to == ADIL_NO_WORD || to == from) {
        return ADIL_LAY_NOWHERE;
    }
    return to == from + 1 ? ADIL_LAY_DOWN : to > from ? ADIL_LAY_RIGHT : ADIL_LAY_LEFT;
}

/* Exits in the order in which their lines cross least: what stays, ways back, ways on, and last
 * those straight down. */
static void draft_exits(const struct drafting *d, uint32_t b, const struct adil_stage *s)
{
    static const enum adil_lay_side turn[] = {ADIL_LAY_NOWHERE, ADIL_LAY_LEFT, ADIL_LAY_RIGHT,
                                              ADIL_LAY_DOWN};
    struct adil_lay_box *box = &d->lay->box[b];
    const struct adil_way *way = NULL;
    uint32_t n = adil_ways_of(d->t->a, s, &way);
    box->exit = adil_new(d->t->a, struct adil_lay_exit, n);
    for (size_t k = 0; k < ADIL_COUNT(turn); k++) {
        for (uint32_t i = 0; i < n; i++) {
            uint32_t to = way[i].to == ADIL_NO_WORD ? ADIL_NO_WORD : d->place[way[i].to];
            if (side_of(b, to) != turn[k]) {
                continue;
            }
            d->raw[b][d->n_raw[b]++] =
                (struct raw_line){exit_text(d, s, &way[i], turn[k]), ADIL_LAY_WAY};
            box->exit[box->n_exits++] = (struct adil_lay_exit){way[i].kind, turn[k], to, 0};
            if (turn[k] == ADIL_LAY_DOWN) {
                bool other = box->goes_down && box->down != (unsigned)way[i].kind;
                box->down = other ? ADIL_LAY_MANY : (unsigned)way[i].kind;
                box->goes_down = true;
            }
        }
    }
}

static void draft_box(const struct drafting *d, uint32_t b)
{
    struct adil_lay_box *box = &d->lay->box[b];
    const struct adil_stage *s = &d->p->stage[box->stage];
    struct adil_span info[2] = {ADIL_SPAN(""), staying_text(d, s)};
    const struct adil_way *unused = NULL;
    struct adil_arena tmp = *d->t->a;
    uint32_t n_ways = adil_ways_of(&tmp, s, &unused);
    d->raw[b] = adil_new(d->t->a, struct raw_line, (size_t)n_ways + 4);
    d->raw[b][d->n_raw[b]++] = (struct raw_line){titled(d, box->stage), ADIL_LAY_TITLE};
    if (s->decision != NULL) {
        info[0] = decided_text(d, s->decision);
    }
    for (size_t i = 0; i < ADIL_COUNT(info); i++) {
        if (info[i].len > 0) {
            d->raw[b][d->n_raw[b]++] = (struct raw_line){info[i], ADIL_LAY_INFO};
        }
    }
    box->end = s->is_end;
    draft_exits(d, b, s);
    for (uint32_t i = 0; i < d->n_raw[b]; i++) {
        box->said = adil_told_list(d->t, box->said, "; ", d->raw[b][i].text);
    }
}

/* ---- lanes -------------------------------------------------------------------------------- */

static struct adil_lay_lane *lane_to(struct adil_lay *lay, enum adil_lay_side side, uint32_t to)
{
    for (uint32_t i = 0; i < lay->n_lanes; i++) {
        if (lay->lane[i].side == side && lay->lane[i].to == to) {
            return &lay->lane[i];
        }
    }
    return NULL;
}

/* Places count boxes and exits from the top: a lane takes its track from its first place to its
 * last. */
static void find_lanes(const struct drafting *d)
{
    struct adil_lay *lay = d->lay;
    uint32_t *place = adil_new(d->t->a, uint32_t, (size_t)lay->n_boxes + 1);
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        place[b + 1] = place[b] + lay->box[b].n_exits + 1;
    }
    lay->lane = adil_new(d->t->a, struct adil_lay_lane, place[lay->n_boxes]);
    for (uint32_t b = 0; b < lay->n_boxes; b++) {
        for (uint32_t i = 0; i < lay->box[b].n_exits; i++) {
            const struct adil_lay_exit *x = &lay->box[b].exit[i];
            uint32_t here = place[b] + 1 + i;
            if (x->side != ADIL_LAY_RIGHT && x->side != ADIL_LAY_LEFT) {
                continue;
            }
            struct adil_lay_lane *lane = lane_to(lay, x->side, x->to);
            if (lane == NULL) {
                lane = &lay->lane[lay->n_lanes++];
                *lane = (struct adil_lay_lane){.side = x->side, .to = x->to, .kind = x->kind};
                lane->first = lane->last = place[x->to];
            }
            lane->kind = lane->kind == (unsigned)x->kind ? lane->kind : (unsigned)ADIL_LAY_MANY;
            lane->first = here < lane->first ? here : lane->first;
            lane->last = here > lane->last ? here : lane->last;
        }
    }
}

/* Short lanes lie nearest to the boxes. Returns the number of tracks of the side. */
static uint32_t share_tracks(struct adil_lay *lay, struct adil_arena scratch,
                             enum adil_lay_side side)
{
    uint32_t n_tracks = 0;
    bool *done = adil_new(&scratch, bool, lay->n_lanes);
    for (uint32_t round = 0; round < lay->n_lanes; round++) {
        struct adil_lay_lane *next = NULL;
        for (uint32_t i = 0; i < lay->n_lanes; i++) {
            struct adil_lay_lane *x = &lay->lane[i];
            if (x->side == side && !done[i] &&
                (next == NULL || x->last - x->first < next->last - next->first)) {
                next = x;
            }
        }
        if (next == NULL) {
            break;
        }
        bool taken = true;
        for (next->track = 0; taken; next->track += taken ? 1 : 0) {
            taken = false;
            for (uint32_t i = 0; i < lay->n_lanes && !taken; i++) {
                const struct adil_lay_lane *x = &lay->lane[i];
                taken = done[i] && x->side == side && x->track == next->track &&
                        x->first <= next->last && next->first <= x->last;
            }
        }
        done[next - lay->lane] = true;
        n_tracks = next->track + 1 > n_tracks ? next->track + 1 : n_tracks;
    }
    return n_tracks;
}

/* ---- places ------------------------------------------------------------------------------- */

static int32_t indent_of(enum adil_lay_ink ink)
{
    return ink == ADIL_LAY_WAY || ink == ADIL_LAY_MORE ? ADIL_LAY_SAMPLE : 0;
}

static void break_line(struct adil_lay_box *box, const struct raw_line *raw, int32_t width,
                       int32_t *y)
{
    bool title = raw->ink == ADIL_LAY_TITLE;
    int32_t size = title ? ADIL_LAY_TITLE_SIZE : ADIL_LAY_TEXT_SIZE;
    struct adil_span rest = raw->text;
    enum adil_lay_ink ink = raw->ink;
    while (rest.len > 0) {
        struct adil_span line = adil_lay_take(&rest, width - indent_of(ink), size, title);
        *y += title ? TITLE_HEIGHT : ADIL_LAY_LINE_HEIGHT;
        box->line[box->n_lines++] = (struct adil_lay_line){line, ink, *y - 4};
        ink = ink == ADIL_LAY_WAY ? ADIL_LAY_MORE : ink;
    }
}

static void place_box(const struct drafting *d, uint32_t b, int32_t *y)
{
    struct adil_lay_box *box = &d->lay->box[b];
    int32_t width = d->lay->right - d->lay->left - 2 * ADIL_LAY_PAD;
    size_t most = 0;
    uint32_t exit = 0;
    for (uint32_t i = 0; i < d->n_raw[b]; i++) {
        most += d->raw[b][i].text.len;
    }
    box->line = adil_new(d->t->a, struct adil_lay_line, most);
    box->y = *y;
    *y += ADIL_LAY_PAD / 2;
    for (uint32_t i = 0; i < d->n_raw[b]; i++) {
        if (d->raw[b][i].ink == ADIL_LAY_WAY) {
            box->exit[exit++].y = *y + ADIL_LAY_LINE_HEIGHT - 8;
        }
        break_line(box, &d->raw[b][i], width, y);
    }
    *y += ADIL_LAY_PAD;
    box->height = *y - box->y;
    *y += GAP;
}

static void place_lanes(struct adil_lay *lay)
{
    for (uint32_t i = 0; i < lay->n_lanes; i++) {
        struct adil_lay_lane *lane = &lay->lane[i];
        bool right = lane->side == ADIL_LAY_RIGHT;
        int32_t out = HEAD + TRACK * (int32_t)lane->track;
        lane->x = right ? lay->right + out : lay->left - out;
        lane->enters = lay->box[lane->to].y + ADIL_LAY_PAD / 2 + 10;
        lane->from = lane->until = lane->enters;
        for (uint32_t b = 0; b < lay->n_boxes; b++) {
            for (uint32_t k = 0; k < lay->box[b].n_exits; k++) {
                const struct adil_lay_exit *x = &lay->box[b].exit[k];
                if (x->side == lane->side && x->to == lane->to) {
                    lane->from = x->y < lane->from ? x->y : lane->from;
                    lane->until = x->y > lane->until ? x->y : lane->until;
                }
            }
        }
    }
}

static int32_t beside(uint32_t tracks)
{
    return MARGIN + (tracks > 0 ? HEAD + TRACK * (int32_t)(tracks - 1) : 0);
}

struct adil_lay adil_lay_procedure(const struct adil_told *t, uint32_t procedure)
{
    const struct adil_procedure *p = &t->book->acts.procedure[procedure];
    struct adil_lay lay = {.n_boxes = p->n_stages};
    uint32_t reached = 0;
    const uint32_t *order = adil_stages_in_order(t->a, p, &reached);
    uint32_t *place = adil_new(t->a, uint32_t, p->n_stages);
    struct drafting d = {t, p, procedure, place, &lay, NULL, NULL};
    lay.box = adil_new(t->a, struct adil_lay_box, p->n_stages);
    d.raw = adil_new(t->a, struct raw_line *, p->n_stages);
    d.n_raw = adil_new(t->a, uint32_t, p->n_stages);
    for (uint32_t i = 0; i < p->n_stages; i++) {
        place[order[i]] = i;
        lay.box[i].stage = order[i];
    }
    for (uint32_t b = 0; b < lay.n_boxes; b++) {
        draft_box(&d, b);
    }
    find_lanes(&d);
    int32_t left = beside(share_tracks(&lay, *t->a, ADIL_LAY_LEFT));
    int32_t right = beside(share_tracks(&lay, *t->a, ADIL_LAY_RIGHT));
    int32_t least = left + ADIL_LAY_BOX_LEAST + right;
    lay.width = least > ADIL_LAY_WIDTH ? least : ADIL_LAY_WIDTH;
    lay.left = left;
    lay.right = lay.width - right;
    int32_t y = TOP;
    for (uint32_t b = 0; b < lay.n_boxes; b++) {
        place_box(&d, b, &y);
    }
    lay.height = y - GAP;
    place_lanes(&lay);
    return lay;
}
