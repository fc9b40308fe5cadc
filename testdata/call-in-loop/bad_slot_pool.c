/* A pool of connections: a place that is found empty is connected once, whatever the number of items. And two that
 * connect for each item. */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/select.h>

struct slot {
    PGconn *conn;
    bool in_use;
};

struct pool {
    int count;
    const char *where;
    struct slot slots[16];
};

struct cell {
    struct cell *next;
    const char *text;
};

static int find_idle(struct pool *p) {
    for (int i = 0; i < p->count; i++)
        if (!p->slots[i].in_use && p->slots[i].conn)
            return i;
    return -1;
}

static int find_empty(struct pool *p) {
    for (int i = 0; i < p->count; i++) {
        if (p->slots[i].in_use)
            continue;
        if (p->slots[i].conn == NULL)
            return i;
    }
    return -1;
}

static int find_unused(struct pool *p) {
    for (int i = 0; i < p->count; i++)
        if (!p->slots[i].in_use)
            return i;
    return -1;
}

static void connect_slot(struct pool *p, int i) {
    struct slot *slot = &p->slots[i];
    slot->conn = PQconnectdb(p->where);
    PQclear(PQexec(slot->conn, "SET search_path = ''"));
}

static bool wait_for_slots(struct pool *p) {
    fd_set set;
    FD_ZERO(&set);
    for (int i = 0; i < p->count; i++)
        FD_SET(PQsocket(p->slots[i].conn), &set);
    if (select(64, &set, NULL, NULL, NULL) < 0)
        return false;
    for (int i = 0; i < p->count; i++) {
        PQconsumeInput(p->slots[i].conn);
        while (!PQisBusy(p->slots[i].conn)) {
            PGresult *r = PQgetResult(p->slots[i].conn);
            if (!r) {
                p->slots[i].in_use = false;
                break;
            }
            PQclear(r);
        }
    }
    return true;
}

// expect-cost get_slot: 2*keys(get_slot)
static struct slot *get_slot(struct pool *p) {
    int i;
    while (1) {
        i = find_idle(p);
        if (i >= 0)
            return &p->slots[i];
        i = find_empty(p);
        if (i >= 0) {
            connect_slot(p, i);
            return &p->slots[i];
        }
        if (!wait_for_slots(p))
            return NULL;
    }
}

void each_from_pool(struct pool *p, struct cell *head) {
    for (struct cell *c = head; c; c = c->next) {
        struct slot *s = get_slot(p); // expect: call-in-loop {{^get_slot.* up to length\(head\) round trips}}
                                      // expect-verdict: pipeline
        if (!s)
            break;
        s->in_use = true;
        PQsendQuery(s->conn, c->text);
    }
}

/* Not in use does not mean not connected. */
static struct slot *get_unused(struct pool *p) {
    int i = find_unused(p);
    if (i < 0)
        return NULL;
    if (i >= 0)
        connect_slot(p, i);
    return &p->slots[i];
}

void each_connects(struct pool *p, struct cell *head) {
    for (struct cell *c = head; c; c = c->next) {
        struct slot *s = get_unused(p); // expect: call-in-loop {{^get_unused.* up to 2 \* length\(head\) round trips}}
                                        // expect-verdict: hoist
        if (!s)
            break;
        PQsendQuery(s->conn, c->text);
    }
}

/* The place is empty again when the function returns. */
static void use_empty(struct pool *p) {
    int i = find_empty(p);
    if (i >= 0) {
        connect_slot(p, i);
        PQfinish(p->slots[i].conn);
        p->slots[i].conn = NULL;
    }
}

void each_empties(struct pool *p, struct cell *head) {
    for (struct cell *c = head; c; c = c->next)
        use_empty(p); // expect: call-in-loop {{^use_empty.* up to 2 \* length\(head\) round trips}}
}
