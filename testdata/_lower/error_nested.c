/* gcc's functions inside functions: clang reads on behind the error, the outer function is incomplete. */
int f(int);

int outer(int n) {
    int inner(int k) { return f(k); }
    return inner(n);
}

int fine(int n) { return outer(n); }
