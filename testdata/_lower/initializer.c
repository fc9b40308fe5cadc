/* Initialisers by position, by name, nested, and with braces left out; arrays of structs of functions. */
struct ops {
    int version;
    int (*open)(int);
    struct { void (*close)(void); int depth; } in;
    union { int number; void (*hook)(void); };
};
int open_a(int), open_b(int);
void close_a(void), close_b(void);

struct ops by_position = {1, open_a, {close_a, 2}};
static struct ops by_name = {.in.close = close_b, .open = open_b, .hook = close_a};
struct ops table[] = {
    {1, open_a, close_a, 5, 7},
    [3] = {.open = open_b},
    {.in = {close_b}},
};
int (*const functions[2])(int) = {open_a, &open_b};
void (*range[4])(void) = {[1 ... 2] = close_a, close_b};
void *untyped = (void *)open_a;

void locals(void) {
    struct ops o = {2, .in.depth = 3, .open = open_b};
    struct ops *p = &(struct ops){.open = open_a};
    int matrix[2][2] = {1, 2, {3}};
    int sparse[] = {[2] = 9, 8};
    static struct ops fixed = {3, open_a};
    p->open(matrix[0][1] + sparse[3]);
    o = *p;
    fixed.open(1);
}
