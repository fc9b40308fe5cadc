// expect-none
// expect-cost run: 0
/* A function of the project that happens to be called as one of a library. */
typedef struct { int calls; } Lexer;

static int PQexec(Lexer *lexer, const char *text)
{
    (void)text;
    return lexer->calls++;
}

int run(Lexer *lexer, const char **texts, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += PQexec(lexer, texts[i]);
    return sum;
}
