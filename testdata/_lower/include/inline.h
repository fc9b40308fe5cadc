int f(int);
static inline int behind(int n) { return f(n); }
static inline int used(int n) { return behind(n) + 1; }
static inline int unused(int n) { return f(n); }
int everywhere(int n) { return f(n); }
static int (*const table[])(int) = {behind};
