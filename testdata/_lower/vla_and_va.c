/* Bounds of variable arrays run; va_arg reads. */
#include <stdarg.h>
int f(int);

int total(int n, ...) {
    va_list list;
    int sum = 0, values[f(n)];
    va_start(list, n);
    for (int i = 0; i < n; i++)
        sum += va_arg(list, int);
    va_end(list);
    return sum + values[0];
}
