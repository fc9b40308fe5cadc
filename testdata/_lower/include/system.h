#pragma GCC system_header
/* Stands for a library's header. */
struct stream;
int print(struct stream *out, const char *format, ...);
static inline int never_lowered(void) { return print(0, ""); }
int never_used(void);
