#include <curl/curl.h>

/* A loop that steps until something has come waits, be the step in a helper. */
static void step(CURLM *multi, int *running) { curl_multi_perform(multi, running); }

static int drive(CURLM *multi)
{
    int running;
    curl_multi_perform(multi, &running);
    return running;
}

/* By what the step has told. */
void fetch_spinning(CURLM *multi, CURL **handles, int n)
{
    for (int i = 0; i < n; i++) {
        int running;
        curl_multi_add_handle(multi, handles[i]);
        do {
            // expect@+1: call-in-loop {{curl_multi_perform\(\) waits for http on each of n turns: up to n round trips}}
            curl_multi_perform(multi, &running);
        } while (running);
        curl_multi_remove_handle(multi, handles[i]);
    }
}

/* By what a helper has told. */
void fetch_by_result(CURLM *multi, CURL **handles, int n)
{
    for (int i = 0; i < n; i++) {
        curl_multi_add_handle(multi, handles[i]);
        // expect@+1: call-in-loop {{drive\(\) waits for http on each of n turns: up to n round trips}}
        while (drive(multi))
            ;
        curl_multi_remove_handle(multi, handles[i]);
    }
}

void fetch_by_argument(CURLM *multi, CURL **handles, int n)
{
    for (int i = 0; i < n; i++) {
        int running = 1;
        curl_multi_add_handle(multi, handles[i]);
        for (;;) {
            // expect@+1: call-in-loop {{step\(\) waits for http on each of n turns: up to n round trips}}
            step(multi, &running);
            if (!running)
                break;
        }
        curl_multi_remove_handle(multi, handles[i]);
    }
}

/* Something is waited for on each turn. */
static int finished;

static void fetch_one(CURLM *multi, CURL *curl)
{
    int running;
    curl_multi_add_handle(multi, curl);
    while (!finished) {
        step(multi, &running);
        curl_multi_poll(multi, 0, 0, 1000, 0);
    }
}

void fetch_one_by_one(CURLM *multi, CURL **handles, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+1: call-in-loop {{fetch_one\(\) waits for http on each of n turns: up to n round trips}}
        fetch_one(multi, handles[i]);
}
