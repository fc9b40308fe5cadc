/* Loops and calls that come out of macros stand where the macro is used. */
struct node { struct node *next; int value; };

#define list_for_each(p, head) for (p = (head); p; p = p->next)
#define forever while (1)
#define SEND(x) send_value((x)->value)

void send_value(int value);
int ready(void);

void walk(struct node *head) {
    struct node *p;
    list_for_each(p, head) {
        SEND(p);
    }
    forever {
        if (ready())
            break;
    }
}
