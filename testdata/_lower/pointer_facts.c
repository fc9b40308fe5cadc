/* What flows into function pointers: stores, arguments, results, parameters passed on. */
typedef void (*handler)(int);
struct server { handler on_read; handler on_write; };
void one(int), two(int);
void install(struct server *s, handler h);
void each(int n, handler h);
handler current;

handler choose(int x) { return x ? one : two; }

static void set(struct server *s, handler h) {
    s->on_read = h;
    s->on_write = two;
    install(s, h);
}

void run(struct server *s, int x) {
    handler local = x > 3 ? one : s->on_write;
    current = choose(x);
    set(s, one);
    each(3, local);
    each(4, &two);
    local(x);
    current(x);
}
