/* Opened with the first item, however far away the loop is: -1 says that it is not open yet. */
// config: children.yaml
// expect-none
#include <unistd.h>

struct child {
    const char *name;
    int in;
};

int child_start(struct child *child);

static int put(const char *word, void *data)
{
    struct child *child = data;
    if (child->in == -1) {
        if (child_start(child))
            return -1;
    }
    return write(child->in, word, 1) == 1 ? 0 : -1;
}

static int each(const char **words, int n, int (*fn)(const char *, void *), void *data)
{
    for (int i = 0; i < n; i++)
        if (fn(words[i], data))
            return -1;
    return 0;
}

int sort_all(const char **words, int n)
{
    struct child child = {"sort", -1};
    return each(words, n, put, &child);
}

/* In the loop itself. */
int sort_here(const char **words, int n)
{
    struct child child = {"sort", -1};
    for (int i = 0; i < n; i++) {
        if (child.in < 0 && child_start(&child))
            return -1;
        if (write(child.in, words[i], 1) != 1)
            return -1;
    }
    return 0;
}
