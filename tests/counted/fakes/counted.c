/* main() of every counted program: reads the sizes, runs the program, and sees to it that something was counted. */
#include "counted.h"
#include "peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULES 16

static char **sizes;
static int size_count;
static long trips_before, sends_before;
static int counted_times;
static struct peer *peers;

/* --- peers -------------------------------------------------------------------------------------------------------- */

static void know(struct peer *peer) {
    if (peer->is_known)
        return;
    peer->is_known = true;
    peer->next = peers;
    peers = peer;
}

void peer_ask(struct peer *peer) {
    know(peer);
    peer->trips++;
}

long peer_send(struct peer *peer) {
    know(peer);
    peer->sends++;
    return peer->trips;
}

void peer_wait(struct peer *peer, long sent) {
    know(peer);
    if (sent == peer->trips)
        peer->trips++;
}

void peer_misused(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("misused: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

void *peer_allocate(unsigned long size) {
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        peer_misused("no memory for %lu bytes", size);
    return memory;
}

char *peer_text(const char *format, va_list arguments) {
    char text[1024];
    vsnprintf(text, sizeof text, format, arguments);
    return peer_copy(text);
}

char *peer_copy(const char *text) {
    char *copy = peer_allocate(strlen(text) + 1);
    memcpy(copy, text, strlen(text) + 1);
    return copy;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

enum rule_kind { ITEMS, PAGES, LESS, EVERY };

struct rule {
    const char *part;
    enum rule_kind kind;
    int number, page, asked, failures;
};

static struct rule rules[RULES];
static int rule_count;

static struct rule *find_rule(const char *text, bool is_part) {
    for (int i = rule_count - 1; i >= 0; i--)
        if (is_part ? !strcmp(rules[i].part, text) : strstr(text, rules[i].part) != NULL)
            return &rules[i];
    return NULL;
}

static struct rule *rule_of(const char *part, enum rule_kind kind, int number) {
    struct rule *rule = find_rule(part, true);
    if (!rule) {
        if (rule_count == RULES)
            peer_misused("more than %d answers", RULES);
        rule = &rules[rule_count++];
        *rule = (struct rule){.part = part};
    }
    rule->kind = kind;
    rule->number = number;
    return rule;
}

void counted_answer(const char *part, int items) { rule_of(part, ITEMS, items); }

void counted_answer_pages(const char *part, int total, int page) { rule_of(part, PAGES, total)->page = page; }

void counted_answer_less(const char *part, int from) { rule_of(part, LESS, from); }

void counted_answer_every(const char *part, int k) { rule_of(part, EVERY, k); }

void counted_fail(const char *part, int count) { rule_of(part, ITEMS, 1)->failures = count; }

struct answer peer_answer(const char *request) {
    struct rule *rule = find_rule(request, false);
    struct answer answer = {.items = 1, .number = 1};
    if (!rule)
        return answer;
    if (rule->failures > 0) {
        rule->failures--;
        return (struct answer){.has_failed = true};
    }
    rule->asked++;
    switch (rule->kind) {
    case ITEMS:
        answer.items = answer.number = rule->number;
        break;
    case PAGES:
        answer.items = rule->number < rule->page ? rule->number : rule->page;
        answer.left = answer.number = rule->number -= answer.items;
        break;
    case LESS:
        answer.number = rule->number -= rule->number > 0;
        break;
    case EVERY:
        answer.items = rule->asked % rule->number == 0;
        break;
    }
    return answer;
}

const char **counted_names(int count) {
    const char **names = peer_allocate((unsigned long)(count + 1) * sizeof *names);
    for (int i = 0; i < count; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        names[i] = peer_copy(text);
    }
    return names;
}

/* --- the program -------------------------------------------------------------------------------------------------- */

int counted_size(const char *name) {
    size_t length = strlen(name);
    for (int i = 0; i < size_count; i++)
        if (!strncmp(sizes[i], name, length) && sizes[i][length] == '=')
            return atoi(sizes[i] + length + 1);
    peer_misused("no size %s was given", name);
}

static long used;

void counted_use(long number) { used += number; }

static long sum_of_trips(void) {
    long sum = 0;
    for (struct peer *peer = peers; peer; peer = peer->next)
        sum += peer->trips;
    return sum;
}

static long sum_of_sends(void) {
    long sum = 0;
    for (struct peer *peer = peers; peer; peer = peer->next)
        sum += peer->sends;
    return sum;
}

void counted_begin(void) {
    if (counted_times++ > 0)
        peer_misused("COUNT was reached twice");
    trips_before = sum_of_trips();
    sends_before = sum_of_sends();
}

void counted_end(void) {
    printf("trips %ld\nsends %ld\n", sum_of_trips() - trips_before, sum_of_sends() - sends_before);
}

int main(int argc, char **argv) {
    sizes = argv + 1;
    size_count = argc - 1;
    counted_run();
    if (counted_times != 1)
        peer_misused("COUNT was not reached");
    return 0;
}
