/* Case labels inside a loop inside the switch. */
void copy(char *to, const char *from, int n) {
    switch (n % 4) {
    case 0:
        do {
            *to++ = *from++;
        case 3:
            *to++ = *from++;
        case 1:
            *to++ = *from++;
        } while ((n -= 4) > 0);
    }
}
