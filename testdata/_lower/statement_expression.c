/* ({ ... }): its statements run before the use, its last expression is the value. */
int f(int);
#define max(a, b) ({ int x_ = (a), y_ = (b); x_ > y_ ? x_ : y_; })

int run(int n) {
    int m = max(f(1), n);
    return ({ if (n) f(2); m; }) + 1;
}
