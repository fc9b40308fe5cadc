/* A few elements, each of which may be set up to ask: most often none does. */
#include <hiredis/hiredis.h>

enum field { FIELD_NONE, FIELD_NAME, FIELD_STORED };
static enum field format[8] = {FIELD_NAME};

void read_config(int i, int field) { format[i] = (enum field)field; }

// expect-none
void print(redisContext *c, const char *key) {
    for (int i = 0; i < 8; i++) {
        if (format[i] == FIELD_NONE)
            continue;
        switch (format[i]) {
        case FIELD_NONE:
        case FIELD_NAME:
            break;
        case FIELD_STORED:
            freeReplyObject(redisCommand(c, "GET %s", key));
            break;
        }
    }
}

void print_with_if(redisContext *c, const char *key) {
    for (int i = 0; i < 8; i++) {
        if (format[i] == FIELD_NAME)
            continue;
        else if (format[i] == FIELD_STORED)
            freeReplyObject(redisCommand(c, "GET %s", key));
    }
}
