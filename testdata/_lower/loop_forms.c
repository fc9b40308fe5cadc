/* while, do, and what their conditions do before each test. */
struct row *next_row(void);
int more(void);
void use(struct row *row);

void while_assigns(void) {
    struct row *row;
    while ((row = next_row()) != 0)
        use(row);
}

void do_once(void) {
    do {
        more();
    } while (0);
}

void do_calls(int limit) {
    int i = 0;
    do {
        use(0);
    } while (++i < limit && more());
}

void continues(int n) {
    while (n--) {
        if (n == 3)
            continue;
        if (!more())
            break;
        use(0);
    }
}
