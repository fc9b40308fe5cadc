/* Fields through pointers, unnamed members, arrays, bit fields, shadowed names. */
struct point { int x, y; };
struct shape {
    struct point at[4];
    struct point *more;
    union { int kind; struct { unsigned a : 3, : 2, b : 3; }; };
    struct shape *next;
};
void use(int);

int run(struct shape *s, struct shape t, int i) {
    struct shape *array[2];
    use(s->at[i].x);
    use((*s).more[i].y);
    use(t.next->next->kind);
    use((&t)->b);
    use(array[1]->a);
    s->next->more->x = *&i;
    for (int i = 0; i < 2; i++) {
        int s = i;
        use(s);
    }
    return i;
}
