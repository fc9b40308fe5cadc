/* Old C: a function used before any declaration, a K&R definition, a prototype without parameters. */
int old(a, b)
    int a;
    char *b;
{
    undeclared(a);
    undeclared(b);
    return a;
}

int none();
int call(void) { return none(1, 2) + old(3, "x"); }
