// expect-none
/* Names are tried until one is free: no loop over data. */
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <unistd.h>

static int make(PGconn *db, const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0666);
    PQclear(PQexec(db, "insert into log values ('made')"));
    return fd;
}

int make_numbered(PGconn *db, const char *path)
{
    char name[4096];
    for (unsigned nr = getpid();; nr++) {
        snprintf(name, sizeof name, "%s~%u", path, nr);
        int fd = make(db, name);
        if (fd >= 0)
            return fd;
        if (errno != EEXIST)
            return -1;
    }
}

int make_other(PGconn *db, const char *path)
{
    char name[4096];
    unsigned nr = 0;
    for (;;) {
        snprintf(name, sizeof name, "%s~%u", path, nr);
        int fd = make(db, name);
        if (fd < 0 && errno == EEXIST) {
            nr++;
            continue;
        }
        return fd;
    }
}

int make_at_last(PGconn *db, const char *path)
{
    char name[4096];
    unsigned nr = 0;
    int fd;
    do {
        snprintf(name, sizeof name, "%s~%u", path, nr++);
        fd = make(db, name);
    } while (fd < 0 && errno == EEXIST);
    return fd;
}

int make_first(PGconn *db, const char *path)
{
    char name[4096];
    unsigned nr = 0;
    snprintf(name, sizeof name, "%s", path);
    while (make(db, name) < 0 && errno == EEXIST)
        snprintf(name, sizeof name, "%s~%u", path, nr++);
    return 0;
}
