/* Assignments inside expressions happen before the value is used; the use refers to the target: i++ is i - 1 by then. */
int f(void);
void g(int, int);

void chain(int a, int b) { a = b = f(); }
void steps(int *p, int i) {
    p[i++] = 4;
    *p++ = --i;
    g(i += 2, i);
}
void compound(unsigned a, int b) {
    a <<= 2;
    a |= b;
    a /= 3;
    b %= 5;
}
