/* The vocabulary of the text form. Tests: tests/unit/ir/test_text.c */
#include "ir/text_words.h"

#include "base/suggest.h"
#include "ir/unit.h"

#include <string.h>

#define WORDS(name, items, what) const struct text_words name = {items, ARRAY_COUNT(items), what}

static const struct text_word unit_statuses[] = {
    {"ok", UNIT_OK},       {"partial", UNIT_PARTIAL}, {"missing", UNIT_MISSING}, {"invalid", UNIT_INVALID},
    {"error", UNIT_ERROR}, {"crash", UNIT_CRASH},     {"timeout", UNIT_TIMEOUT},
};
WORDS(text_unit_statuses, unit_statuses, "status of a unit");

static const struct text_word symbol_kinds[] = {
    {"function", SYMBOL_FUNCTION},
    {"variable", SYMBOL_VARIABLE},
    {"field", SYMBOL_FIELD},
    {"record", SYMBOL_RECORD},
};
WORDS(text_symbol_kinds, symbol_kinds, "kind of symbol");

static const struct text_word symbol_flags[] = {
    {"internal", SYMBOL_INTERNAL},
    {"system", SYMBOL_SYSTEM},
    {"variadic", SYMBOL_VARIADIC},
    {"noreturn", SYMBOL_NORETURN},
    {"method", SYMBOL_METHOD},
    {"virtual", SYMBOL_VIRTUAL},
    {"pure", SYMBOL_PURE},
    {"const-method", SYMBOL_CONST_METHOD},
    {"constructor", SYMBOL_CONSTRUCTOR},
    {"destructor", SYMBOL_DESTRUCTOR},
    {"operator", SYMBOL_OPERATOR},
    {"conversion", SYMBOL_CONVERSION},
    {"instance", SYMBOL_INSTANCE},
    {"lambda", SYMBOL_LAMBDA},
    {"const", SYMBOL_CONST},
    {"address-taken", SYMBOL_ADDRESS_TAKEN},
    {"inline", SYMBOL_INLINE},
    {"local-static", SYMBOL_LOCAL_STATIC},
    {"implicit", SYMBOL_IMPLICIT},
    {"constructor-attribute", SYMBOL_CONSTRUCTOR_ATTRIBUTE},
    {"inherited", SYMBOL_INHERITED},
};
WORDS(text_symbol_flags, symbol_flags, "flag of a symbol");

static const struct text_word file_flags[] = {{"system", FILE_SYSTEM}, {"main", FILE_MAIN}};
WORDS(text_file_flags, file_flags, "flag of a file");

static const struct text_word local_flags[] = {
    {"static", LOCAL_STATIC},
    {"address-taken", LOCAL_ADDRESS_TAKEN},
    {"reference", LOCAL_REFERENCE},
    {"captured", LOCAL_CAPTURED},
};
WORDS(text_local_flags, local_flags, "flag of a variable");

static const struct text_word function_flags[] = {
    {"incomplete", FUNCTION_INCOMPLETE},
    {"global-init", FUNCTION_GLOBAL_INIT},
};
WORDS(text_function_flags, function_flags, "flag of a function");

static const struct text_word call_flags[] = {
    {"dropped", CALL_DROPPED},       {"dynamic", CALL_DYNAMIC},   {"constructor", CALL_CONSTRUCTOR},
    {"destructor", CALL_DESTRUCTOR}, {"operator", CALL_OPERATOR}, {"implicit", CALL_IMPLICIT},
};
WORDS(text_call_flags, call_flags, "flag of a call");

static const struct text_word loop_forms[] = {
    {"for", LOOP_FOR}, {"while", LOOP_WHILE}, {"do", LOOP_DO}, {"range", LOOP_RANGE}, {"goto", LOOP_GOTO},
};
WORDS(text_loop_forms, loop_forms, "form of a loop");

static const struct text_word suppression_kinds[] = {
    {"line", SUPPRESS_LINE},
    {"next-line", SUPPRESS_NEXT_LINE},
    {"begin", SUPPRESS_BEGIN},
    {"end", SUPPRESS_END},
};
WORDS(text_suppression_kinds, suppression_kinds, "kind of suppression");

static const struct text_word unary_ops[] = {{"!", OP_NOT}, {"-", OP_NEGATE}, {"~", OP_COMPLEMENT}};
WORDS(text_unary_ops, unary_ops, "operator");

static const struct text_word binary_ops[] = {
    {"+", OP_ADD},       {"-", OP_SUBTRACT},    {"*", OP_MULTIPLY},     {"/", OP_DIVIDE},
    {"%", OP_REMAINDER}, {"<<", OP_SHIFT_LEFT}, {">>", OP_SHIFT_RIGHT}, {"&", OP_BIT_AND},
    {"|", OP_BIT_OR},    {"^", OP_BIT_XOR},     {"==", OP_EQUAL},       {"!=", OP_NOT_EQUAL},
    {"<", OP_LESS},      {"<=", OP_LESS_EQUAL}, {">", OP_GREATER},      {">=", OP_GREATER_EQUAL},
    {"&&", OP_AND},      {"||", OP_OR},         {",", OP_COMMA},
};
WORDS(text_binary_ops, binary_ops, "operator");

static const struct text_word assign_ops[] = {
    {"=", OP_NONE},     {"+=", OP_ADD},       {"-=", OP_SUBTRACT},    {"*=", OP_MULTIPLY},
    {"/=", OP_DIVIDE},  {"%=", OP_REMAINDER}, {"<<=", OP_SHIFT_LEFT}, {">>=", OP_SHIFT_RIGHT},
    {"&=", OP_BIT_AND}, {"|=", OP_BIT_OR},    {"^=", OP_BIT_XOR},
};
WORDS(text_assign_ops, assign_ops, "assignment");

const char *text_word_of(const struct text_words *words, uint32_t value) {
    for (uint32_t i = 0; i < words->count; i++)
        if (words->items[i].value == value)
            return words->items[i].text;
    return NULL;
}

bool text_word_value(const struct text_words *words, const char *text, uint32_t *value) {
    for (uint32_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i].text, text) == 0) {
            *value = words->items[i].value;
            return true;
        }
    return false;
}

const char *text_word_nearest(const struct text_words *words, const char *text) {
    const char *names[32];
    uint32_t count = words->count < ARRAY_COUNT(names) ? words->count : (uint32_t)ARRAY_COUNT(names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = words->items[i].text;
    return suggest_nearest(text, names, count);
}

void text_print_flags(const struct text_words *words, uint32_t flags, struct buffer *out) {
    for (uint32_t i = 0; i < words->count; i++)
        if ((flags & words->items[i].value) != 0)
            buffer_printf(out, " %s", words->items[i].text);
}
