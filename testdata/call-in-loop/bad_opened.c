/* As good_opened.c, where each turn has one to open. */
// config: children.yaml
#include <unistd.h>

struct child {
    const char *name;
    int in;
    int limit;
};

int child_start(struct child *child);

/* One for each item. */
int start_all(struct child *children, int n)
{
    for (int i = 0; i < n; i++)
        if (children[i].in == -1 && child_start(&children[i])) // expect: call-in-loop {{up to n round trips}}
            return -1;
    return 0;
}

/* It is closed behind each item. */
int sort_each(const char **words, int n)
{
    struct child child = {"sort", -1, 0};
    for (int i = 0; i < n; i++) {
        if (child.in == -1 && child_start(&child)) // expect: call-in-loop {{n round trips}}
            return -1;
        if (write(child.in, words[i], 1) != 1)
            return -1;
        close(child.in);
        child.in = -1;
    }
    return 0;
}

/* -1 is no descriptor here: opening does not set it. */
int sort_some(struct child *child, const char **words, int n)
{
    struct child other = *child;
    for (int i = 0; i < n; i++) {
        if (child->limit == -1 && child_start(&other)) // expect: call-in-loop {{up to n round trips}}
            return -1;
        if (write(other.in, words[i], 1) != 1)
            return -1;
    }
    return 0;
}
