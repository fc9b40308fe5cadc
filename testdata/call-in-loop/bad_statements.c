/* A text is split at a character: there are as many requests as such characters, however long the text is. */
#include "libpq-fe.h"

static char statement[8192];
static unsigned long length;

/* The buffer's index moves within the assignment that fills it. */
void run_script(PGconn *db, const char *text, unsigned long size)
{
    const char *c = text, *end = text + size;
    for (; c < end; c++) {
        statement[length++] = *c;
        if (*c == ';') {
            statement[length] = '\0';
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to items\(';'\) round trips}}
            length = 0;
        }
    }
}

struct reader {
    PGconn *db;
    int in_quotes;
};

/* The character has a name, and stands in a quotation or not. */
void read_script(struct reader *r, const char *text, unsigned long size)
{
    for (const char *p = text; p < text + size; p++) {
        char ch = *p;
        statement[length++] = ch;
        switch (r->in_quotes) {
        case 0:
            if (ch == ';') {
                PQclear(PQexec(r->db, statement)); // expect: call-in-loop {{up to items\(';'\) turns}}
                                                    // expect-step: read_script: {{runs size times, waits on up to items\(';'\) turns}}
                length = 0;
            } else if (ch == '\'') {
                r->in_quotes = 1;
            }
            break;
        case 1:
            if (ch == '\'')
                r->in_quotes = 0;
            break;
        }
    }
}

void run_lines(PGconn *db, const char *text)
{
    for (int i = 0; text[i]; i++) {
        statement[length++] = text[i];
        switch (text[i]) {
        case ';':
        case '\n':
            statement[length] = '\0';
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to items\('\\n', ';'\) round trips}}
            length = 0;
            break;
        default:
            break;
        }
    }
}

/* The end is noted first and acted on later in the turn. */
void run_noted(PGconn *db, const char *text)
{
    int is_complete = 0;
    for (; *text; text++) {
        if (*text == ';')
            is_complete = 1;
        else
            statement[length++] = *text;
        if (is_complete) {
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to items\(';'\) round trips}}
            length = 0;
            is_complete = 0;
        }
    }
}

/* --- each character may be one ----------------------------------------------------------------------------------- */

/* What is tested is no character of the text. */
void run_when_full(PGconn *db, const char *text, unsigned long size, const int *kinds)
{
    for (unsigned long i = 0; i < size; i++) {
        statement[0] = text[i];
        if (kinds[i] == ';')
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to size round trips}}
    }
}

/* The test says which characters are left out. */
void run_others(PGconn *db, const char *text, unsigned long size)
{
    for (unsigned long i = 0; i < size; i++) {
        statement[0] = text[i];
        if (text[i] != ';')
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to size round trips}}
    }
}

/* Of two calls one is for every character. */
void run_and_report(PGconn *db, const char *text, unsigned long size)
{
    for (unsigned long i = 0; i < size; i++) {
        statement[0] = text[i];
        PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to 2 \* size round trips}}
        if (text[i] == ';')
            PQclear(PQexec(db, "COMMIT"));
    }
}

/* Once the flag is set, it stays. */
void run_from(PGconn *db, const char *text, unsigned long size)
{
    int has_begun = 0;
    for (unsigned long i = 0; i < size; i++) {
        statement[0] = text[i];
        if (text[i] == ':')
            has_begun = 1;
        if (has_begun)
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to size round trips}}
    }
}

/* The same character is looked at on every turn. */
void run_if_marked(PGconn *db, const char *text, unsigned long size)
{
    for (unsigned long i = 0; i < size; i++) {
        statement[0] = text[i];
        if (*text == '!')
            PQclear(PQexec(db, statement)); // expect: call-in-loop {{up to size round trips}}
    }
}
