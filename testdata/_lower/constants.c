/* Enumerators, macros, sizeof and constants by name become numbers. */
enum size { SMALL = 4, LARGE = SMALL * 2 };
#define LIMIT (LARGE + 1)
static const int depth = 3;
static const char *const names[] = {"a", "b", "c"};
void use(long n, const char *text);

void run(void) {
    char text[64];
    const int local = 5;
    use(SMALL, "one " "two\n");
    use(LIMIT, text);
    use(depth, names[1]);
    use(sizeof names / sizeof names[0], 0);
    use(sizeof text, "");
    use('x', "\x01\"q\"");
    use(local, 0);
    use(-LIMIT << 2, (char *)0);
    use(3.5, 0);
}
