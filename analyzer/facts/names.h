/* What names tell where there is no body to read. */
#ifndef TRIPCOUNT_FACTS_NAMES_H
#define TRIPCOUNT_FACTS_NAMES_H

#include <stdbool.h>
#include <stdint.h>

/* A field that says how much of its object is in use: "len", "used". `name` may be qualified. */
bool name_is_length(const char *name);
/* What the next page is asked with: "cursor", "next_token", "offset". */
bool name_is_token(const char *name);
/* A function of the C library, or one that is called like it, that makes its first argument new: snprintf, strcpy. */
bool name_is_reset(const char *name);
/* A function whose result depends on its arguments alone: strlen, atoi, malloc. */
bool name_is_pure(const char *name);
/* Gets memory, or gives it back: "xmalloc", "pool::free". `name` may be qualified. */
bool name_is_of_memory(const char *name);
/* A type that is NULL where there is nothing: "struct reply *", "std::optional<reply>". */
bool name_is_pointer(const char *type);
/* ... that the prototype returns: "struct reply *(int)". */
bool name_returns_pointer(const char *prototype);
/* The prototype's parameter `index` is a pointer to something constant: "int (const char *)". */
bool name_is_read_only(const char *prototype, uint32_t index);
/* ... a pointer to bytes that the function may write: "int (int, void *)". */
bool name_is_buffer(const char *prototype, uint32_t index);
/* ... of this type, or one to read only. */
bool name_is_of_type(const char *prototype, uint32_t index, const char *type);

#endif
