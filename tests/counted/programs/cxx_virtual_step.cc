// The base class has the loop, the class below says what a step is.
// count: Job::run
// formula: n + 2 (exact)
// run: n=0
// run: n=1
// run: n=6
#include "counted.h"
#include "libpq-fe.h"

class Job {
  public:
    explicit Job(PGconn *connection) : db(connection) {}
    virtual ~Job() {}
    void run(int n) {
        PQclear(PQexec(db, "BEGIN"));
        for (int i = 0; i < n; i++)
            step(i);
        PQclear(PQexec(db, "COMMIT"));
    }

  protected:
    virtual void step(int i) = 0;
    PGconn *db;
};

class Import : public Job {
  public:
    using Job::Job;

  protected:
    void step(int i) override {
        counted_use(i);
        PQclear(PQexec(db, "INSERT INTO a VALUES (1)"));
    }
};

void counted_run() {
    PGconn *db = PQconnectdb("");
    Import import(db);
    COUNT(import.run(counted_size("n")));
    PQfinish(db);
}
