/* Where clang's own headers (stddef.h, stdarg.h) are. Without them hardly any file parses. */
#ifndef TRIPCOUNT_FRONTEND_RESOURCE_H
#define TRIPCOUNT_FRONTEND_RESOURCE_H

/* The directory beside the libclang that is loaded, or one of the usual places; on the heap, NULL when there is none.
 */
char *resource_directory_find(void);

#endif
