// Variables and statements in the heads of if, switch and while.
int get(int);
struct Guard { Guard(); ~Guard(); };

int run(int n) {
    if (int x = get(1); x > 1)
        return x;
    if (int y = get(2))
        return y;
    if (Guard guard; n)
        get(3);
    int last = 0;
    if (last = get(7); last > n)
        return last;
    if (last > n)
        get(8);
    else
        get(9);
    if (last = get(10); last)
        get(11);
    else
        get(12);
    switch (int z = get(4); z) {
    case 1:
        return z;
    }
    while (int w = get(5))
        n += w;
    static int once = get(6);
    static const int fixed = 3;
    return once + fixed;
}
