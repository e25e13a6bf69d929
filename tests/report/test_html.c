#include "html_check.h"
#include "scenarios.h"

static struct adil_span page_of(struct election *e, enum adil_lang lang)
{
    struct adil_buf out;
    adil_buf_open(&out, 1 << 26);
    adil_report_html(e->m->scratch, &e->out, lang, &out);
    return written(e, &out);
}

static uint32_t times(struct adil_span text, const char *piece)
{
    uint32_t n = 0;
    struct adil_span what = adil_span_of(piece);
    for (size_t at = adil_span_find(text, what); at < text.len; at = adil_span_find(text, what)) {
        text = adil_span_sub(text, at + what.len, text.len);
        n++;
    }
    return n;
}

static struct adil_span between(struct adil_span text, const char *from, const char *to)
{
    struct adil_span head = adil_span_of(from);
    text = adil_span_sub(text, adil_span_find(text, head) + head.len, text.len);
    return adil_span_sub(text, 0, adil_span_find(text, adil_span_of(to)));
}

/* Well formed, nothing loaded or run, no place of a message left unfilled. */
static void assert_sound(struct election *e, struct adil_span page)
{
    static const char *const never[] = {"http:",   "https:",  "url(",    "@import", "<script",
                                        " src=\"", "<iframe", "<object", "<link",   " style=\""};
    struct html_check *h = adil_new(&e->m->perm, struct html_check, 1);
    const char *fault = html_fault(h, page);
    if (fault != NULL) {
        size_t from = h->at > 200 ? h->at - 200 : 0;
        fail_msg("%s: ...%.*s", fault, ADIL_ARG(adil_span_sub(page, from, h->at + 40)));
    }
    for (size_t i = 0; i < ADIL_COUNT(never); i++) {
        assert_int_equal(times(page, never[i]), 0);
    }
    struct adil_span body = between(page, "</style>", "</html>");
    assert_int_equal(times(body, "{"), 0);
    assert_int_equal(times(body, "<h1>"), 1);
    assert_int_equal(times(body, "<main "), 1);
}

static void test_html__every_outcome_is_a_sound_page_in_every_language(void **state)
{
    static const char *const lang[] = {"<html lang=\"en\">", "<html lang=\"ru\">",
                                       "<html lang=\"kk\">"};
    for (unsigned i = 0; i < SCENARIOS; i++) {
        struct election *e = scenario(state, i);
        for (int l = 0; l < ADIL_N_LANGS; l++) {
            struct adil_span page = page_of(e, (enum adil_lang)l);
            assert_sound(e, page);
            assert_has(page, lang[l]);
        }
    }
}

/* The reader of the pages finds each fault it is there for. */
static void test_html_check__control(void **state)
{
    static const struct {
        const char *page;
        const char *fault;
    } faulty[] = {
        {"<p></p>", "no document type"},
        {"<!doctype html>\n<p>", "an element is not closed"},
        {"<!doctype html>\n<p><b></p></b>", "an end tag closes nothing"},
        {"<!doctype html>\n<p class=x></p>", "an attribute is not quoted"},
        {"<!doctype html>\n<p id=\"a\" id=\"b\"></p>", "an attribute is given twice"},
        {"<!doctype html>\n<p>a & b</p>", "something is not escaped"},
        {"<!doctype html>\n<p>a > b</p>", "something is not escaped"},
        {"<!doctype html>\n<p><b id=\"a\"></b><b id=\"a\"></b></p>", "an id is given twice"},
        {"<!doctype html>\n<a href=\"#b\"></a>", "a reference finds no id"},
        {"<!doctype html>\n<a href=\"//x\"></a>", "a link leaves the page"},
    };
    struct test_arenas *m = *state;
    struct html_check *h = adil_new(&m->perm, struct html_check, 1);
    for (size_t i = 0; i < ADIL_COUNT(faulty); i++) {
        const char *fault = html_fault(h, adil_span_of(faulty[i].page));
        assert_non_null(fault);
        assert_string_equal(fault, faulty[i].fault);
    }
    assert_null(html_fault(h, ADIL_SPAN("<!doctype html>\n<p id=\"a\">a &amp; b<br></p>\n")));
}

/* ---- seats ----------------------------------------------------------------------------------- */

/* Dots of the nth group of the half circle. */
static uint32_t dots_of(struct adil_span page, uint32_t nth, uint32_t *said)
{
    struct adil_span rest = between(page, "<svg class=\"house\"", "</svg>");
    for (uint32_t i = 0; i <= nth; i++) {
        size_t at = adil_span_find(rest, ADIL_SPAN("data-seats=\""));
        rest = adil_span_sub(rest, at + 12, rest.len);
    }
    uint64_t seats = 0;
    struct adil_span number = adil_span_sub(rest, 0, adil_span_find_byte(rest, '"'));
    assert_true(adil_span_u64(number, UINT32_MAX, &seats));
    *said = (uint32_t)seats;
    return times(adil_span_sub(rest, 0, adil_span_find(rest, ADIL_SPAN("</g>"))), "<circle ");
}

static void test_html__a_list_has_as_many_dots_as_seats(void **state)
{
    static const uint32_t want[] = {5, 3, 2};
    struct election *e = scenario_lists(state);
    struct adil_span page = page_of(e, ADIL_EN);
    uint32_t said = 0;
    for (uint32_t i = 0; i < ADIL_COUNT(want); i++) {
        assert_int_equal(e->out.result[i].seats, want[i]);
        assert_int_equal(dots_of(page, i, &said), want[i]);
        assert_int_equal(said, want[i]);
    }
    assert_int_equal(times(between(page, "<svg class=\"house\"", "</svg>"), "<circle "), 10);
    assert_has(page, "<desc id=\"house-desc\">Oak: 5; Birch: 3; Elm: 2.</desc>");
}

static void test_html__empty_seats_are_drawn_as_empty(void **state)
{
    struct election *e = scenario_lists(state);
    uint32_t said = 0;
    e->c.seats = 12;
    struct adil_span page = page_of(e, ADIL_EN);
    assert_int_equal(dots_of(page, 3, &said), 2);
    assert_has(page, "<g class=\"vacant\" data-seats=\"2\"");
    assert_has(page, "not filled: 2.</desc>");
}

static void test_html__a_house_of_thousands_has_sectors(void **state)
{
    static const char *const name[] = {"A", "B"};
    static const int64_t votes[] = {40000, 20000};
    struct election *e = election_open(state, ADIL_METHOD_DHONDT, name, 2);
    e->c.seats = 6000;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    struct adil_span page = page_of(e, ADIL_EN);
    assert_sound(e, page);
    struct adil_span house = between(page, "<svg class=\"house\"", "</svg>");
    assert_int_equal(times(house, "<circle "), 0);
    assert_int_equal(times(house, "<path "), 2);
    /* two thirds of the half circle end at 120 degrees: cos = -1/2, sin = 0.8660 */
    assert_has(house, "A420 420 0 0 1 710.0 131.3");
}

static void test_html__an_open_count_shows_no_seats(void **state)
{
    struct election *e = scenario_lists(state);
    e->out.status = ADIL_S_UNDETERMINED;
    struct adil_span page = page_of(e, ADIL_EN);
    assert_sound(e, page);
    assert_int_equal(times(page, "<svg class=\"house\""), 0);
}

/* ---- votes and lines ------------------------------------------------------------------------- */

/* Shares 53.1, 24.9, 18 and 4 of 60 per cent; the line of 5 per cent at 5 / 60 of the width. */
static void test_html__threshold_line_stands_at_its_share(void **state)
{
    struct adil_span page = page_of(scenario_lists(state), ADIL_EN);
    assert_int_equal(times(page, "<line class=\"need\" x1=\"8.333%\" x2=\"8.333%\""), 4);
    assert_has(page, "width=\"88.500%\"");
    assert_has(page, "width=\"41.500%\"");
    assert_has(page, "width=\"30.000%\"");
    assert_has(page, "width=\"6.667%\"");
    assert_has(page, "Line: votes needed, 500 (5.00%)");
    assert_has(page, "<span>0%</span><span>30%</span><span>60%</span>");
}

/* 55 of 100 votes in the second vote: 60 per cent across, half of them at 50 / 60. */
static void test_html__majority_line_is_everybodys(void **state)
{
    struct adil_span page = page_of(scenario_exhaustive(state), ADIL_EN);
    assert_int_equal(times(page, "<line class=\"need\" x1=\"83.333%\" x2=\"83.333%\""), 3);
    assert_has(page, "Elected: Bob.");
}

static void test_html__question_has_the_line_of_adoption(void **state)
{
    struct adil_span page = page_of(scenario_question(state, 700), ADIL_EN);
    /* 505 of 1010 ballots cast, of 1000 counted: 50.5 per cent of a full width of 100 */
    assert_int_equal(times(page, "<line class=\"need\" x1=\"50.500%\""), 1);
    assert_int_equal(times(page, "<svg class=\"house\""), 0);
}

/* A bar is never drawn for votes that are not known. */
static void test_html__unknown_votes_have_no_bar(void **state)
{
    struct adil_span page = page_of(scenario_unknown(state), ADIL_EN);
    struct adil_span bars = between(page, "<ul class=\"bars\">", "</ul>");
    assert_int_equal(times(bars, "<li>"), 3);
    assert_int_equal(times(bars, "<rect class=\"track\""), 3);
    assert_int_equal(times(bars, "<rect class=\"c"), 2);
    assert_has(bars, "not known");
}

static void test_html__many_lists_fold_and_stay_in_the_table(void **state)
{
    enum { N = 60 };
    struct test_arenas *m = *state;
    const char **name = adil_new(&m->perm, const char *, N);
    int64_t *votes = adil_new(&m->perm, int64_t, N);
    for (uint32_t i = 0; i < N; i++) {
        name[i] = adil_span_cstr(&m->perm, adil_fmt(&m->perm, "list %u", i));
        votes[i] = i % 20 == 7 ? 1000 + i : 10 + i % 3;
    }
    struct election *e = election_open(state, ADIL_METHOD_HARE, name, N);
    e->c.seats = 6;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    struct adil_span page = page_of(e, ADIL_EN);
    assert_sound(e, page);
    assert_int_equal(times(between(page, "<ul class=\"bars\">", "</ul>"), "<li>"), 3);
    assert_has(page, "The others: 57");
    struct adil_span table = between(page, "<caption id=\"result-caption\">", "</table>");
    assert_int_equal(times(table, "<tr><th scope=\"row\" class=\"named\"><svg"), N);
    assert_has(between(page, "<ul class=\"bars\">", "</ul>"), "list 47");
}

/* ---- words ----------------------------------------------------------------------------------- */

static void assert_headline(struct election *e, const char *en, const char *ru, const char *kk)
{
    const char *const want[] = {en, ru, kk};
    for (int l = 0; l < ADIL_N_LANGS; l++) {
        struct adil_span page = page_of(e, (enum adil_lang)l);
        struct adil_span said = between(page, "<p class=\"said\">", "</p>");
        assert_span_is(said, want[l]);
        assert_has(between(page, "<title>", "</title>"), want[l]);
    }
}

static void test_html__headline_says_what_came_of_it(void **state)
{
    assert_headline(scenario_question(state, 700), "The question is adopted.", "Решение принято.",
                    "Шешім қабылданды.");
    assert_headline(scenario_question(state, 400), "The question is not adopted.",
                    "Решение не принято.", "Шешім қабылданған жоқ.");
    assert_headline(scenario_exhaustive(state), "Elected: Bob.", "Избран(а): Bob.",
                    "Сайланды: Bob.");
    assert_headline(scenario_published(state), "Elected: Dee.", "Избран(а): Dee.",
                    "Сайланды: Dee.");
    assert_headline(scenario_lists(state), "Seats are shared: 10", "Мандаты распределены: 10",
                    "Мандаттар бөлінді: 10");
}

static void test_html__headline_names_what_is_open(void **state)
{
    struct adil_span page = page_of(scenario_second_round(state), ADIL_EN);
    assert_has(between(page, "<p class=\"said\">", "</p>"), "Ann, Bob");
    struct election *e = scenario_exhaustive(state);
    e->v.n_tables = 1;
    election_count(e);
    page = page_of(e, ADIL_EN);
    assert_has(between(page, "<p class=\"said\">", "</p>"), "In the next vote stand: Ann, Bob.");
    page = page_of(scenario_tie(state), ADIL_EN);
    assert_has(between(page, "<p class=\"said\">", "</p>"), "A lot must be drawn. Among: ");
    assert_has(page, "--lot &#39;");
    page = page_of(scenario_unknown(state), ADIL_EN);
    assert_has(between(page, "<p class=\"said\">", "</p>"), "is not known: Bob.");
}

static void test_html__figures_follow_the_language(void **state)
{
    struct election *e = scenario_lists(state);
    assert_has(page_of(e, ADIL_EN), "<td class=\"n\">5,310</td><td class=\"n\">53.10%</td>");
    assert_has(page_of(e, ADIL_RU),
               "<td class=\"n\">5\u00A0310</td><td class=\"n\">53,10\u00A0%</td>");
    assert_has(page_of(e, ADIL_KK), "<td class=\"n\">5\u00A0310</td><td class=\"n\">53,10%</td>");
    assert_has(page_of(e, ADIL_KK), "Бақ кеңесі");
}

static void test_html__doubts_stand_at_the_top(void **state)
{
    struct adil_span head = between(page_of(scenario_lists(state), ADIL_EN), "<h1>", "<nav ");
    assert_has(head, "Rules marked &quot;unverified&quot; were not read in the law itself.");
    head = between(page_of(scenario_parts(state), ADIL_EN), "<h1>", "<nav ");
    assert_has(head, "rest on figures of a named source");
    struct election *e = scenario_divisor(state);
    head = between(page_of(e, ADIL_EN), "<h1>", "<nav ");
    assert_int_equal(times(head, "class=\"notice"), 0);
}

static void test_html__each_step_has_its_rule_and_table(void **state)
{
    struct election *e = scenario_lists(state);
    struct adil_span page = page_of(e, ADIL_EN);
    uint32_t steps = 0;
    for (const struct adil_step *s = e->out.step; s != NULL; s = s->next) {
        steps++;
    }
    struct adil_span list = between(page, "<ol class=\"steps\">", "</ol>");
    assert_int_equal(times(list, "<li value="), steps);
    assert_has(list, "<code>threshold-5</code> — <cite>Law on Elections, article 97</cite> "
                     "<span class=\"mark\">unverified</span>");
    assert_has(list, "<th scope=\"row\"><bdi>Reed</bdi></th>");
}

static void test_html__text_in_another_language_says_so(void **state)
{
    struct election *e = scenario_lists(state);
    e->c.note = (struct adil_texts){{ADIL_SPAN("Made up."), {"", 0}, {"", 0}}};
    assert_has(page_of(e, ADIL_KK), "<span lang=\"en\">Made up.</span>");
    assert_has(page_of(e, ADIL_EN), ".</b> Made up.</p>");
}

static void test_html__regional_seats_by_region_and_party(void **state)
{
    struct election *e = scenario_tiers(state);
    struct adil_span page = page_of(e, ADIL_EN);
    struct adil_span table = between(page, "<caption id=\"units-caption\">", "</table>");
    assert_int_equal(times(table, "<th scope=\"row\" class=\"named\">"), 3);
    assert_has(table, "<bdi>North</bdi>");
    assert_has(table, "<td class=\"n strong\">6</td></tr></tfoot>");
}

static void test_html__names_from_outside_stay_text(void **state)
{
    static const char *const name[] = {
        "<script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "'><img src=x>",
        "\xe2\x80\xae"
        "fdp\xe2\x81\xa9",
        "a\x01\xff"
        "b",
        "{votes} &amp; {option}",
    };
    static const int64_t votes[] = {60, 50, 40, 30, 20, 10};
    struct election *e = election_open(state, ADIL_METHOD_SAINTE_LAGUE, name, 6);
    e->c.seats = 9;
    e->c.lists_unknown = ADIL_LISTS_LONG_ENOUGH;
    e->c.title = (struct adil_texts){{ADIL_SPAN("</title><script>"), {"", 0}, {"", 0}}};
    e->c.note = e->c.title;
    election_table(e, 0, 1, NULL, 1, votes);
    election_count(e);
    struct html_check *h = adil_new(&e->m->perm, struct html_check, 1);
    for (int l = 0; l < ADIL_N_LANGS; l++) {
        struct adil_span page = page_of(e, (enum adil_lang)l);
        assert_null(html_fault(h, page));
        assert_int_equal(times(page, "<script"), 0);
        assert_int_equal(times(page, "<img"), 0);
        assert_int_equal(times(page, "\xe2\x80\xae"), 0);
        assert_int_equal(times(page, "\xe2\x81\xa9"), 0);
        assert_has(page, "<bdi>{votes} &amp;amp; {option}</bdi>");
    }
}

/* The same bytes whoever asks, and whatever was asked before. */
static void test_html__pages_are_the_same_every_time(void **state)
{
    struct election *e = scenario_parts(state);
    struct adil_span once = page_of(e, ADIL_KK);
    (void)page_of(scenario_tie(state), ADIL_EN);
    assert_span_equal(page_of(e, ADIL_KK), once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_html__every_outcome_is_a_sound_page_in_every_language),
        test_case(test_html_check__control),
        test_case(test_html__a_list_has_as_many_dots_as_seats),
        test_case(test_html__empty_seats_are_drawn_as_empty),
        test_case(test_html__a_house_of_thousands_has_sectors),
        test_case(test_html__an_open_count_shows_no_seats),
        test_case(test_html__threshold_line_stands_at_its_share),
        test_case(test_html__majority_line_is_everybodys),
        test_case(test_html__question_has_the_line_of_adoption),
        test_case(test_html__unknown_votes_have_no_bar),
        test_case(test_html__many_lists_fold_and_stay_in_the_table),
        test_case(test_html__headline_says_what_came_of_it),
        test_case(test_html__headline_names_what_is_open),
        test_case(test_html__figures_follow_the_language),
        test_case(test_html__doubts_stand_at_the_top),
        test_case(test_html__each_step_has_its_rule_and_table),
        test_case(test_html__text_in_another_language_says_so),
        test_case(test_html__regional_seats_by_region_and_party),
        test_case(test_html__names_from_outside_stay_text),
        test_case(test_html__pages_are_the_same_every_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
