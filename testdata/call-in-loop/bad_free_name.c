/* Loops over data that stop at an error, though not where something is there already. */
#include <errno.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int make(PGconn *db, const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0666);
    PQclear(PQexec(db, "insert into log values ('made')"));
    return fd;
}

const char *next_name(void);

int make_all(PGconn *db)
{
    for (;;) {
        const char *name = next_name();
        if (!name)
            return 0;
        int fd = make(db, name); // expect: call-in-loop {{round trips}}
        if (fd < 0 && errno != EEXIST)
            return -1;
        close(fd);
    }
}

int make_directories(PGconn *db, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        if (mkdir(names[i], 0777) == 0)
            continue;
        if (errno != EEXIST)
            return -1;
        make(db, names[i]); // expect: call-in-loop {{round trips}}
    }
    return 0;
}

/* Another way leads to the next turn, too. */
int make_each(PGconn *db)
{
    for (;;) {
        const char *name = next_name();
        if (!name)
            return 0;
        if (make(db, name) >= 0) // expect: call-in-loop {{round trips}}
            continue;
        if (errno != EEXIST)
            return -1;
    }
}
