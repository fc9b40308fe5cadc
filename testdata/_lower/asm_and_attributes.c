/* Calls inside asm operands run; attributed statements are statements. */
int f(int);

void run(int n) {
    __asm__ volatile("nop" : : "r"(f(1)));
    switch (n) {
    case 1:
        f(2);
        __attribute__((fallthrough));
    case 2:
        f(3);
    }
    __extension__ f(4);
}
