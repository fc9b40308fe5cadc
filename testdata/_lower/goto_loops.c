/* goto back to a label of an enclosing list is a loop; forward is an exit; a computed one may go anywhere. */
int call(void);
int open_file(void);
void clean(void);

int retry(void) {
    int r;
again:
    r = call();
    if (r == 11)
        goto again;
    return r;
}

int cleanup(int n) {
    int r = -1;
    for (int i = 0; i < n; i++)
        if (call() < 0)
            goto out;
    r = 0;
out:
    clean();
    return r;
}

void computed(int n) {
    static void *const targets[] = {&&a, &&b};
    goto *targets[n];
a:
    call();
b:
    clean();
}
