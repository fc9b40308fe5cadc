/* Blocks are functions of their own; calls of them go through a pointer. Arguments: -fblocks */
int f(int);
int apply(int (^b)(int));

int run(int n) {
    int (^add)(int) = ^(int k) { return f(k + n); };
    return add(1) + apply(^(int k) { return k; });
}
