/* Methods that a pack tells by their class: its bases, of bases too, and the other methods that it declares. */
#include "unit/link/linked.h"

#define PACK                                                                                                           \
    "version: 1\n"                                                                                                     \
    "library: wire\n"                                                                                                  \
    "title: T\n"                                                                                                       \
    "headers: [wire.h]\n"                                                                                              \
    "functions:\n"                                                                                                     \
    "  - {name: \"*Client::*\", sibling: [\"send_*\", \"recv_*\"], effect: roundtrip}\n"                               \
    "  - {name: \"*Proxy::*\", derived_from: rpc::Base, effect: roundtrip}\n"

#define METHODS "(methods \"get\" \"recv_get\" \"send_get\")"

static void link_units(struct linked *linked, const char *text) {
    linked_init(linked);
    linked_load_pack(linked, PACK);
    linked_encode(linked, "test", text, strlen(text));
    linked_link(linked);
}

static bool has_model(const struct linked *linked, const char *name) {
    return linked->program.entities[linked_entity(linked, name)].model != NULL;
}

static void siblings_tell_a_method(void **state) {
    struct linked linked;
    (void)state;
    link_units(&linked, "(unit \"a.cc\" (symbols (ShopClient record " METHODS ") (OwnClient record)"
                        " (`ShopClient::get` function method (record ShopClient))"
                        " (`ShopClient::put` function method (record ShopClient))"
                        " (`OwnClient::get` function method (record OwnClient))"
                        " (`ShopClient::of` function (record ShopClient)) (f function))"
                        " (function f (body (call `ShopClient::get`))))");
    assert_true(has_model(&linked, "ShopClient::get"));
    assert_false(has_model(&linked, "ShopClient::put"));
    assert_false(has_model(&linked, "OwnClient::get"));
    assert_false(has_model(&linked, "ShopClient::of"));
    assert_true(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

/* The generated code may be part of the program: the method is a leaf all the same. */
static void a_body_says_nothing_more(void **state) {
    struct linked linked;
    (void)state;
    link_units(&linked, "(unit \"gen.cc\" (symbols (ShopClient record " METHODS ")"
                        " (`ShopClient::get` function method (record ShopClient))) (function `ShopClient::get` (body)))"
                        "(unit \"a.cc\" (symbols (ShopClient record)"
                        " (`ShopClient::get` function method (record ShopClient)) (f function))"
                        " (function f (body (call `ShopClient::get`))))");
    assert_true(has_model(&linked, "ShopClient::get"));
    assert_true(linked.program.functions[linked_function(&linked, NULL, "f")].is_in_cone);
    linked_finish(&linked);
}

static void bases_tell_a_method(void **state) {
    struct linked linked;
    (void)state;
    link_units(&linked, "(unit \"a.cc\" (symbols (rpc::Base record) (Middle record (overrides rpc::Base))"
                        " (FarProxy record (overrides Middle)) (OtherProxy record)"
                        " (`FarProxy::get` function method (record FarProxy))"
                        " (`OtherProxy::get` function method (record OtherProxy))"
                        " (`rpc::Base::get` function method (record rpc::Base))))");
    assert_true(has_model(&linked, "FarProxy::get"));
    assert_false(has_model(&linked, "OtherProxy::get"));
    assert_false(has_model(&linked, "rpc::Base::get"));
    linked_finish(&linked);
}

/* Talk inherits Reader::read(): an entry may say what it is there; where none does, it is what it is in Reader. */
static void a_class_has_what_it_inherits(void **state) {
    struct linked linked;
    (void)state;
    linked_init(&linked);
    linked_load_pack(&linked, PACK "  - {name: \"Reader::read\", effect: fetch}\n"
                                   "  - {name: \"Talk::read\", effect: wait}\n");
    const char *text =
        "(unit \"a.cc\" (symbols (Reader record) (Talk record (overrides Reader))"
        " (Other record (overrides Reader)) (`Reader::read` function method virtual pure (record Reader))"
        " (`Talk::read` function method virtual pure inherited (record Talk) (overrides `Reader::read`))"
        " (`Other::read` function method virtual pure inherited (record Other)"
        " (overrides `Reader::read`)) (f function))"
        " (function f (body (call `Talk::read`) (call `Other::read`))))";
    linked_encode(&linked, "test", text, strlen(text));
    linked_link(&linked);
    const uint32_t *entities = linked.program.units[0].entities;
    assert_int_equal(linked.program.entities[entities[3]].model->effect, EFFECT_FETCH);
    assert_int_equal(linked.program.entities[entities[4]].model->effect, EFFECT_WAIT);
    assert_int_equal(entities[5], entities[3]);
    linked_finish(&linked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(siblings_tell_a_method),
        cmocka_unit_test(a_body_says_nothing_more),
        cmocka_unit_test(bases_tell_a_method),
        cmocka_unit_test(a_class_has_what_it_inherits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
