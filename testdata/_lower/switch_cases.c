/* switch: fall through, default in the middle, several labels on one statement, GNU ranges, no block at all. */
void f(int);
int g(void);

void run(int x) {
    switch (g()) {
        f(-1);
    case 1:
        f(1);
        break;
    case 2:
    case 3:
        f(2);
    default:
        f(3);
        break;
    case 10 ... 20:
        f(4);
        return;
    }
    switch (x)
    case 5:
        f(5);
}
