// expect-none
/* Each turn brings the next page, writes the rest, or works on a piece. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"

int snprintf(char *to, unsigned long size, const char *format, ...);
void use(const char *text, int i);
int lo_read(PGconn *conn, int fd, char *buf, unsigned long len);
int lo_write(PGconn *conn, int fd, const char *buf, unsigned long len);

void fetch_pages(PGconn *db)
{
    int rows;
    do {
        PGresult *res = PQexec(db, "FETCH 100 FROM c");
        rows = PQntuples(res);
        for (int i = 0; i < rows; i++)
            use(PQgetvalue(res, i, 0), i);
        PQclear(res);
    } while (rows > 0);
}

void fetch_pages_by_format(PGconn *db, int count)
{
    char query[64];
    int rows;
    snprintf(query, sizeof query, "FETCH FORWARD %d FROM c", count);
    do {
        PGresult *res = PQexec(db, query);
        rows = PQntuples(res);
        PQclear(res);
    } while (rows > 0);
}

static redisReply *send_scan(redisContext *redis, unsigned long long *cursor)
{
    redisReply *reply = redisCommand(redis, "SCAN %llu COUNT 1000", *cursor);
    *cursor = reply->element[0]->integer;
    return reply;
}

void scan(redisContext *redis)
{
    unsigned long long cursor = 0;
    do {
        redisReply *reply = send_scan(redis, &cursor);
        for (unsigned long i = 0; i < reply->element[1]->elements; i++)
            use(reply->element[1]->element[i]->str, 0);
        freeReplyObject(reply);
    } while (cursor != 0);
}

void pages_by_offset(PGconn *db)
{
    char query[100];
    int offset = 0, rows;
    do {
        snprintf(query, sizeof query, "SELECT name FROM item ORDER BY id LIMIT 500 OFFSET %d", offset);
        PGresult *res = PQexec(db, query);
        rows = PQntuples(res);
        offset += rows;
        PQclear(res);
    } while (rows == 500);
}

void read_object(PGconn *db, int fd, char *to)
{
    int n;
    while ((n = lo_read(db, fd, to, 8192)) > 0)
        use(to, n);
}

void write_all(PGconn *db, int fd, const char *from, unsigned long left)
{
    while (left > 0) {
        int n = lo_write(db, fd, from, left);
        if (n < 0)
            return;
        from += n;
        left -= n;
    }
}

void write_pieces(PGconn *db, int fd, const char *from, unsigned long left)
{
    while (left > 0) {
        unsigned long piece = left < 8192 ? left : 8192;
        lo_write(db, fd, from, piece);
        from += piece;
        left -= piece;
    }
}

int read_file(int file, char *to, unsigned long size);

void copy_file(PGconn *db, int fd, int file)
{
    char piece[8192];
    int n;
    while ((n = read_file(file, piece, sizeof piece)) > 0)
        lo_write(db, fd, piece, n);
}
