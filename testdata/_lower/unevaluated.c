/* What never runs is no call: sizeof, _Alignof, typeof, the other branches of _Generic and __builtin_choose_expr. */
int f(int), g(int);
double half(double);

#define kind_of(x) _Generic((x), double: half, default: f)(x)

void run(int n, double d) {
    int a = sizeof(f(1)) + _Alignof(int);
    typeof(f(2)) b = _Generic(n, int: f(3), default: g(4));
    int c = __builtin_choose_expr(0, f(5), g(6));
    kind_of(d);
    kind_of(n);
    if (__builtin_constant_p(f(7)))
        g(a + b + c);
    int vla[f(8)];
    (void)vla;
}
