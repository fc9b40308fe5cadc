/* && || ?: become branches when their right side does something, and stay expressions when it does not. */
int f(void), g(void);

int and(int a) { return a && f(); }
int or(int a) { return a || f(); }
int pure(int a, int b) { return a && b > 3 ? a : b; }
int select_calls(int a) { return a ? f() : g(); }
int nested(int a) { return (a && f()) || g(); }
void dropped(int a) { a ? f() : g(); a && f(); f(), g(); }
int elvis(void) { return f() ?: g(); }
int elvis_pure(int a) { return a ?: 7; }

int in_if(int a, int *p) {
    int x;
    if (p && (x = *p) > 0 && f() == x)
        return 1;
    return a;
}
