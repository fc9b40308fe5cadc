/* However it is said that a function does not return. */
#define NORETURN __attribute__((noreturn))
_Noreturn void a(void);
NORETURN void b(void);
void c(void) __attribute__((__noreturn__));
void d(void) NORETURN;
static __attribute__((noreturn, cold)) void e(int code) { for (;;) a(); }
void returns(void);
__attribute__((constructor)) static void start(void) { returns(); }

void run(int x) {
    if (x == 1) a();
    if (x == 2) b();
    if (x == 3) c();
    if (x == 4) d();
    if (x == 5) e(x);
    __builtin_unreachable();
}
