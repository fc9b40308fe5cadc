/* The checks' entry functions, made from rule/rule_list.h. Private to rule/. */
#ifndef TRIPCOUNT_RULE_CHECKS_H
#define TRIPCOUNT_RULE_CHECKS_H

#include "rule/rule.h"

#define CHECK(name, id) void check_##name(struct rule_context *context);
#include "rule/rule_list.h"
#undef CHECK

#endif
