/* What the C library's sorts, searches and walks are handed runs at the call. */
#include "libpq-fe.h"
#include <ftw.h>
#include <search.h>
#include <stdlib.h>

static PGconn *db;

static int by_rank(const void *a, const void *b)
{
    PGresult *rows = PQexecParams(db, "SELECT rank($1, $2)", 2, 0, 0, 0, 0, 0);
    int rank = PQntuples(rows);
    PQclear(rows);
    return a < b ? -rank : rank;
}

void sort_players(int *players, size_t n)
{
    // expect@+1: call-in-loop {{by_rank\(\) waits for postgresql on each of up to log\(n\) \* n calls by qsort\(\): up to log\(n\) \* n round trips}}
    qsort(players, n, sizeof *players, by_rank);
}

int *find_player(const int *key, int *players, size_t n)
{
    return bsearch(key, players, n, sizeof *players, by_rank); // expect: call-in-loop {{up to log\(n\) round trips}}
}

struct team {
    int players[20];
    size_t count;
};

int *find_in_team(struct team *team, const int *key)
{
    return lfind(key, team->players, &team->count, sizeof *team->players, by_rank); // expect: call-in-loop {{by_rank\(\) waits for postgresql on each of up to size\(team->players\) calls by lfind\(\): up to size\(team->players\) round trips}}
}

void *insert(const int *key, void **root)
{
    return tsearch(key, root, by_rank); // expect: call-in-loop {{by_rank\(\) waits for postgresql on each of up to log\(size\(root\)\) calls by tsearch\(\): up to log\(size\(root\)\) round trips}}
}

static void save(const void *node, VISIT order, int depth)
{
    if (order == postorder || order == leaf)
        PQclear(PQexec(db, *(const char *const *)node));
}

void save_all(const void *root)
{
    twalk(root, save); // expect: call-in-loop {{up to size\(root\) round trips}}
}

static int index_file(const char *path, const struct stat *status, int kind)
{
    PQclear(PQexec(db, path));
    return status == 0 && kind == FTW_F;
}

int index_all(const char *folder)
{
    return ftw(folder, index_file, 8); // expect: call-in-loop {{index_file\(\) waits for postgresql on each of an unknown number of calls by ftw\(\): up to turns@ftw:1 round trips}}
}
