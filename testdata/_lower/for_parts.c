/* Each part of a `for` may be missing; in a macro only its shape and the macro's text tell which one is there. */
void work(int i);
int n;

#define UNTIL(c) for (; c;)
#define STEPPING(s) for (;; s)
#define FROM(i) for (int i = 0;;)

void all(void) { for (int i = 0; i < n; i++) work(i); }
void no_step(void) { for (int i = 0; i < n;) work(i++); }
void no_condition(void) { for (int i = 0;; i++) work(i); }
void only_init(void) { int i; for (i = 0;;) work(i); }
void no_init(int i) { for (; i < n; i++) work(i); }
void only_condition(int i) { for (; i < n;) work(i); }
void only_step(int i) { for (;; i = i + 1) work(i); }
void none(void) { for (;;) work(0); }
void commas(void) { for (int i = 0, j = n; i < j; i++, j--) work(i); }
void quoted(int i) { for (/* ; */; i != ';'; i++) work(i); }
void macro_condition(int i) { UNTIL(i < n) work(i); }
void macro_step(int i) { STEPPING(i += 2) work(i); }
void macro_init(void) { FROM(k) work(k); }
