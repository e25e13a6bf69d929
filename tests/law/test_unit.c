#include "books.h"

static const char land[] =
    "polity: {id: xx, name: Exland}\n"
    "units:\n"
    "  - {id: xx, kind: country, name: {en: Exland, ru: Эксландия}}\n"
    "  - {id: north, code: XX-N, kind: region, name: {en: North, ru: Север}}\n"
    "  - {id: south, kind: region, until: 2022-06-08, name: South}\n"
    "  - {id: lower-south, kind: region, from: 2022-06-08, name: South}\n"
    "  - {id: town, kind: city, parent: north, name: {en: North Town, kk: North Town}}\n"
    "  - {id: far, kind: abroad, name: Far}\n"
    "groups:\n"
    "  regions: {kind: [region, city], name: regions}\n"
    "  places: {not: abroad, name: places}\n"
    "  two: {units: [north, far], not: [abroad], name: two}\n"
    "  cities: {kind: city, units: [north, town], name: cities}\n";

static void test_unit__is_found_by_id_code_and_any_name(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("north")), 1);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("XX-N")), 1);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("N")), 1);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("North")), 1);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("Север")), 1);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("North Town")), 4);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("north ")), ADIL_NO_UNIT);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("")), ADIL_NO_UNIT);
}

static void test_unit__a_name_of_two_units_finds_neither(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("South")), ADIL_NO_UNIT);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("lower-south")), 3);
}

static void test_unit__a_name_equal_to_its_short_code_is_still_one(void **state)
{
    struct adil_rulebook b;
    parse_well(*state,
               "polity: {id: xx, name: X}\n"
               "units: [{id: xx, kind: c}, {id: a, kind: r, code: XX-EC, name: EC}]\n",
               &b);
    assert_int_equal(adil_unit_find(&b.units, ADIL_SPAN("EC")), 1);
}

static void test_unit__walking_finds_what_the_index_finds(void **state)
{
    static const char *const names[] = {"north", "XX-N", "N",          "Север",  "South", "South!",
                                        "far",   "Far",  "North Town", "Exland", "zz",    ""};
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    struct adil_units bare = b.units;
    bare.id = NULL;
    bare.name = NULL;
    for (size_t i = 0; i < ADIL_COUNT(names); i++) {
        struct adil_span name = adil_span_of(names[i]);
        assert_int_equal(adil_unit_find(&bare, name), adil_unit_find(&b.units, name));
    }
}

static void test_unit__tree_hangs_on_the_first(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    assert_int_equal(b.units.unit[0].parent, ADIL_NO_UNIT);
    assert_int_equal(b.units.unit[1].parent, 0);
    assert_int_equal(b.units.unit[4].parent, 1);
}

static void test_unit__from_is_the_first_day_and_until_is_past_the_last(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    const struct adil_unit *south = &b.units.unit[2];
    const struct adil_unit *lower = &b.units.unit[3];
    assert_true(adil_unit_in_force(south, day("2022-06-07")));
    assert_false(adil_unit_in_force(south, day("2022-06-08")));
    assert_false(adil_unit_in_force(lower, day("2022-06-07")));
    assert_true(adil_unit_in_force(lower, day("2022-06-08")));
    assert_false(adil_unit_in_force(south, ADIL_DATE_NONE));
    assert_true(adil_unit_in_force(&b.units.unit[1], ADIL_DATE_NONE));
}

static void assert_group(struct test_arenas *t, const struct adil_rulebook *b, uint32_t group,
                         const char *on, const char *ids)
{
    const uint32_t *list = NULL;
    uint32_t n = adil_group_list(&t->perm, &b->units, group, day(on), &list);
    struct adil_span got = ADIL_SPAN("");
    for (uint32_t i = 0; i < n; i++) {
        got = adil_fmt(&t->perm, "%.*s%s%.*s", ADIL_ARG(got), i > 0 ? " " : "",
                       ADIL_ARG(b->units.unit[list[i]].id));
    }
    assert_span_is(got, ids);
}

static void test_unit__groups_take_kinds_ids_and_the_day(void **state)
{
    struct adil_rulebook b;
    parse_well(*state, land, &b);
    assert_group(*state, &b, 0, "2022-06-07", "north south town");
    assert_group(*state, &b, 0, "2022-06-08", "north lower-south town");
    assert_group(*state, &b, 1, "2022-06-08", "xx north lower-south town");
    assert_group(*state, &b, 2, "2022-06-08", "north");
    assert_group(*state, &b, 3, "2022-06-08", "town");
}

static void test_rule__texts_fall_back_to_english_then_to_any(void **state)
{
    (void)state;
    struct adil_texts t = {0};
    assert_span_is(adil_texts_pick(&t, ADIL_KK), "");
    t.in[ADIL_RU] = ADIL_SPAN("да");
    assert_span_is(adil_texts_pick(&t, ADIL_KK), "да");
    t.in[ADIL_EN] = ADIL_SPAN("yes");
    assert_span_is(adil_texts_pick(&t, ADIL_KK), "yes");
    assert_span_is(adil_texts_pick(&t, ADIL_RU), "да");
}

static void test_method__words_and_numbers_are_one_to_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < ADIL_N_METHODS; i++) {
        enum adil_method m = ADIL_N_METHODS;
        assert_true(adil_method_parse(adil_method_info((enum adil_method)i)->word, &m));
        assert_int_equal(m, i);
    }
    enum adil_method m = ADIL_N_METHODS;
    assert_false(adil_method_parse(ADIL_SPAN("Hare"), &m));
    assert_true(adil_method_parse(ADIL_SPAN("modified-sainte-lague"), &m));
    assert_int_equal(adil_method_info(m)->family, ADIL_FAMILY_DIVISOR);
    assert_int_equal(adil_method_info(m)->variant, ADIL_DIV_MODIFIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_unit__is_found_by_id_code_and_any_name),
        test_case(test_unit__a_name_of_two_units_finds_neither),
        test_case(test_unit__a_name_equal_to_its_short_code_is_still_one),
        test_case(test_unit__walking_finds_what_the_index_finds),
        test_case(test_unit__tree_hangs_on_the_first),
        test_case(test_unit__from_is_the_first_day_and_until_is_past_the_last),
        test_case(test_unit__groups_take_kinds_ids_and_the_day),
        cmocka_unit_test(test_rule__texts_fall_back_to_english_then_to_any),
        cmocka_unit_test(test_method__words_and_numbers_are_one_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
