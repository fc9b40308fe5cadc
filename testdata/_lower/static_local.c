/* A static local keeps its value; extern inside a function is a global. */
int next(void) {
    static int count = 10;
    extern int other;
    return count++ + other;
}
