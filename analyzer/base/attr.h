/* Compiler attributes behind names, so that the code reads the same with gcc and clang.
 * Knows nothing else; every header may include it. */
#ifndef TRIPCOUNT_BASE_ATTR_H
#define TRIPCOUNT_BASE_ATTR_H

#define NODISCARD                              __attribute__((warn_unused_result))
#define NORETURN                               __attribute__((noreturn))
#define UNUSED                                 __attribute__((unused))
#define PRINTF_LIKE(format_index, first_index) __attribute__((format(printf, format_index, first_index)))

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
