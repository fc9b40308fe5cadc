#include <curl/curl.h>

/* A turn that leaves behind the test that ends the turns is one of them: no round trip comes on top. */
int next(int *from);

int put(CURL *curl, int number);

// expect-cost put_next: items(next)
int put_next(CURL *curl)
{
    int from = 0;
    for (;;) {
        if (!next(&from))
            break;
        // expect@+1: call-in-loop {{up to items\(next\) round trips}}
        curl_easy_perform(curl);
        if (put(curl, from))
            break;
    }
    return from;
}

// expect-cost put_numbers: n
int put_numbers(CURL *curl, int n)
{
    int i = 0;
    for (;;) {
        if (i >= n)
            break;
        // expect@+1: call-in-loop {{up to n round trips}}
        curl_easy_perform(curl);
        if (put(curl, i))
            return -1;
        i++;
    }
    return 0;
}

/* Before it, it is one more than they are. */
// expect-cost put_first: items(next) + 1
int put_first(CURL *curl)
{
    int from = 0;
    for (;;) {
        // expect@+1: call-in-loop {{up to items\(next\) \+ 1 round trips}}
        curl_easy_perform(curl);
        if (!next(&from))
            break;
        if (put(curl, from))
            break;
    }
    return from;
}
