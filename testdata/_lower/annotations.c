/* Annotations are inherited by later declarations. */
__attribute__((annotate("tripcount:remote"))) int fetch(const char *key, ...);
int fetch(const char *key, ...);
__attribute__((annotate("tripcount:budget=5"), annotate("other"))) int handle(void) { return fetch("k", 1); }
