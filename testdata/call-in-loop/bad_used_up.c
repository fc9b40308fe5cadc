/* What closes the object that it was found for is not done again for it; what each turn has of its own is. */
#include <hiredis/hiredis.h>

#include <stdlib.h>

struct page {
    struct page *next;
    int count, is_shown;
};

static struct page *pages;

static void ask(redisContext *c) { freeReplyObject(redisCommand(c, "GET state")); }

static void drop(struct page *page) {
    for (struct page **link = &pages; *link; link = &(*link)->next)
        if (*link == page) {
            *link = page->next;
            break;
        }
    free(page);
}

static void close_page(redisContext *c, struct page *page) {
    ask(c);
    drop(page);
}

static void mark(redisContext *c, struct page *page) {
    ask(c);
    page->count++;
}

static void show(redisContext *c, struct page *page) {
    struct page *old = NULL;
    for (struct page *one = pages; one; one = one->next)
        if (one->is_shown)
            old = one;
    page->is_shown = 1;
    if (old && old->count == 0)
        close_page(c, old);
}

void show_all(redisContext *c, struct page **list, int n) {
    for (int i = 0; i < n; i++)
        show(c, list[i]); // expect: call-in-loop {{: up to n round trips, .*, when several conditions in callees hold at once$}}
}

/* It stays, and may be found again. */
static void show_marked(redisContext *c, struct page *page) {
    struct page *old = NULL;
    for (struct page *one = pages; one; one = one->next)
        if (one->is_shown)
            old = one;
    page->is_shown = 1;
    if (old && old->count == 0)
        mark(c, old);
}

void show_all_marked(redisContext *c, struct page **list, int n) {
    for (int i = 0; i < n; i++)
        show_marked(c, list[i]); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}

/* Each turn has its own. */
static void close_empty(redisContext *c, struct page *page) {
    if (page->count == 0)
        close_page(c, page);
}

void close_all(redisContext *c, struct page **list, int n) {
    for (int i = 0; i < n; i++)
        close_empty(c, list[i]); // expect: call-in-loop {{: up to n round trips, [^;]* = [0-9,]+$}}
}
