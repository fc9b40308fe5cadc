/* The callee, however it is written. libclang names the wrong function for pick(1)(6). */
typedef int (*fn)(int);
struct ops { fn open; fn table[4]; };
int g(int);
fn pick(int);

void direct(int x) {
    g(x);
    (g)(x);
    (*g)(x);
    (&g)(x);
    ((fn)g)(x);
    (*****g)(x);
}

void through(struct ops *p, fn f, int x) {
    f(x);
    (*f)(x);
    p->open(x);
    (*p->open)(x);
    p->table[x](x);
    pick(1)(6);
    (x ? f : g)(x);
    ((int (*)(char))f)(x);
}
