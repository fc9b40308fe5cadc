/* Locals that may change behind our back. */
void fill(int *p);
void read_into(char *buffer);

void run(int a, int *q) {
    int plain = 1, taken = 2, in_array[4];
    struct { int x; } in_struct;
    char buffer[32];
    fill(&taken);
    fill(&a);
    fill(&in_array[2]);
    fill(&in_struct.x);
    fill(&q[1]);
    read_into(buffer);
    plain = 3;
}
