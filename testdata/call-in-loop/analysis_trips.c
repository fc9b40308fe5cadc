/* How often loops run: one function for each way that a loop says so. */
#include "hiredis/hiredis.h"
#include "libpq-fe.h"
#include "mysql.h"

#include <assert.h>
#include <stddef.h>

struct city {
    struct city *next;
    int id;
    int is_gone;
};

struct cities {
    struct city *first;
    int count;
};

struct cursor;

void store(PGconn *db, int id);
int pick(const struct cities *cities, int i);
void drop(struct cities *cities, int i);
int next_id(struct cursor *cursor, int *id);
const char *next_name(struct cursor *cursor);
int size_of(const struct cities *cities);
int limit_of(int n);

static void ask(PGconn *db, const char *name)
{
    PQclear(PQexecParams(db, "SELECT 1 FROM city WHERE name = $1", 1, NULL, &name, NULL, NULL, 0));
}

/* --- counters ---------------------------------------------------------------------------------------------------- */

// expect-cost from_start_by_three: ceil((n - start)/3) (exact)
void from_start_by_three(PGconn *db, const char *const *names, int start, int n)
{
    for (int i = start; i < n; i += 3)
        ask(db, names[i]); // expect: call-in-loop {{ask\(\) waits for postgresql}}
}

// expect-cost halves: ceil(n/2) (exact)
void halves(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i += 2)
        ask(db, names[i]); // expect: call-in-loop {{ceil\(n / 2\) round trips}}
}

// expect-cost doubled: log(n)
void doubled(PGconn *db, const char *const *names, int n)
{
    for (int i = 1; i < n; i *= 2)
        ask(db, names[i]); // expect: call-in-loop {{log\(n\)}}
}

// expect-cost shifted: log(bits)
void shifted(PGconn *db, const char *const *names, unsigned bits)
{
    for (; bits; bits >>= 1)
        ask(db, names[bits & 1]); // expect: call-in-loop {{log\(bits\)}}
}

// expect-cost down_to_zero: n (exact)
void down_to_zero(PGconn *db, const char *const *names, int n)
{
    while (n-- > 0)
        ask(db, names[n]); // expect: call-in-loop {{each of n turns: n round trips}}
}

// expect-cost from_the_end: n (exact)
void from_the_end(PGconn *db, const char *const *names, int n)
{
    for (int i = n - 1; i >= 0; i--)
        ask(db, names[i]); // expect: call-in-loop {{each of n turns: n round trips}}
}

/* What is taken out moves the rest up: the turn is repeated at the same place, and there is one turn less to come. */
// expect-cost removed_on_the_way: cities->count
void removed_on_the_way(PGconn *db, struct cities *cities)
{
    int n = cities->count;
    for (int i = 0; i < n; i++) {
        store(db, i);
        PQclear(PQexec(db, "UPDATE city SET seen = now()")); // expect: call-in-loop {{cities->count round trips}}
        if (pick(cities, i) == 3) {
            drop(cities, i);
            i--;
            n--;
        }
    }
}

// expect-cost at_least_one_turn: max{n, 1} (exact)
void at_least_one_turn(PGconn *db, const char *const *names, int n)
{
    int i = 0;
    do
        ask(db, names[i]); // expect: call-in-loop {{max\{n, 1\}|n or 1|round trips}}
    while (++i < n);
}

/* --- the smallest of several bounds ------------------------------------------------------------------------------ */

// expect-cost no_more_than_fifty: 50
void no_more_than_fifty(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n && i < 50; i++)
        ask(db, names[i]); // expect: call-in-loop {{up to 50 round trips}}
}

/* The limit is there for the worst case: what is expected are the rows. */
// expect-cost rows_and_not_the_limit: rows(rows)
void rows_and_not_the_limit(PGconn *db, MYSQL_RES *rows)
{
    MYSQL_ROW row;
    int count = 0;
    while ((row = mysql_fetch_row(rows))) {
        ask(db, row[0]); // expect: call-in-loop {{up to rows\(rows\) round trips}}
        if (++count == 1000000)
            break;
    }
}

// expect-cost asserted: 20
void asserted(PGconn *db, const char *const *names, int n)
{
    assert(n <= 20);
    for (int i = 0; i < n; i++)
        ask(db, names[i]); // expect: call-in-loop {{up to 20 round trips}}
}

// expect-cost clamped: 100
void clamped(PGconn *db, const char *const *names, int n)
{
    if (n > 100)
        n = 100;
    for (int i = 0; i < n; i++)
        ask(db, names[i]); // expect: call-in-loop {{up to 100 round trips}}
}

/* The name means what was passed; what the loop counts to is another number. */
// expect-cost another_number_by_then: limit_of(n) (exact)
void another_number_by_then(PGconn *db, const char *const *names, int n)
{
    n = limit_of(n);
    for (int i = 0; i < n; i++)
        ask(db, names[i]); // expect: call-in-loop {{limit_of\(n\) round trips}}
}

/* --- lists and texts --------------------------------------------------------------------------------------------- */

// expect-cost list_through_a_second_variable: length(cities->first) (exact)
void list_through_a_second_variable(PGconn *db, struct cities *cities)
{
    struct city *city, *next;
    for (city = cities->first; city != NULL; city = next) {
        next = city->next;
        if (city->is_gone)
            drop(cities, city->id);
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{length\(cities->first\) round trips}}
    }
}

#define EACH_SAFE(at, after, list)                                                                                     \
    for ((at) = (list)->first, (after) = (at) ? (at)->next : NULL; (at);                                               \
         (at) = (after), (after) = (at) ? (at)->next : NULL)

// expect-cost list_by_a_safe_macro: length(cities->first) (exact)
void list_by_a_safe_macro(PGconn *db, struct cities *cities)
{
    struct city *city, *after;
    EACH_SAFE(city, after, cities)
    PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{length\(cities->first\) round trips}}
}

// expect-cost up_to_a_null: length(names) (exact)
void up_to_a_null(PGconn *db, const char *const *names)
{
    for (; *names; names++)
        ask(db, *names); // expect: call-in-loop {{length\(names\) round trips}}
}

// expect-cost up_to_a_null_by_index: length(names) (exact)
void up_to_a_null_by_index(PGconn *db, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++)
        ask(db, names[i]); // expect: call-in-loop {{length\(names\) round trips}}
}

static const char *const ten_names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", NULL};
extern const char *const names_elsewhere[];

// expect-cost table_of_ten: 10
void table_of_ten(PGconn *db)
{
    for (const char *const *name = ten_names; *name; name++)
        ask(db, *name); // expect: call-in-loop {{up to 10 round trips}}
}

// expect-cost table_elsewhere: length(names_elsewhere) (exact)
void table_elsewhere(PGconn *db)
{
    for (const char *const *name = names_elsewhere; *name; name++)
        ask(db, *name); // expect: call-in-loop {{length\(names_elsewhere\) round trips}}
}

/* An array of one that is the head of a list is no table of one. */
// expect-cost list_behind_an_array: length(head) (exact)
void list_behind_an_array(PGconn *db, struct cities *cities)
{
    struct city head[1];
    head->next = cities->first;
    for (struct city *city = head; city; city = city->next)
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{length\(head\) round trips}}
}

/* --- iterators --------------------------------------------------------------------------------------------------- */

// expect-cost assigned_in_the_head: items(next_name)
void assigned_in_the_head(PGconn *db, struct cursor *cursor)
{
    const char *name;
    while ((name = next_name(cursor)))
        ask(db, name); // expect: call-in-loop {{items\(next_name\) round trips}}
}

// expect-cost as_long_as_it_is_good: items(next_id)
void as_long_as_it_is_good(PGconn *db, struct cursor *cursor)
{
    int id;
    while (next_id(cursor, &id) == 0)
        PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{items\(next_id\) round trips}}
}

// expect-cost once_before_and_at_the_end: items(next_name)
void once_before_and_at_the_end(PGconn *db, struct cursor *cursor)
{
    const char *name = next_name(cursor);
    while (name) {
        ask(db, name); // expect: call-in-loop {{items\(next_name\) round trips}}
        name = next_name(cursor);
    }
}

// expect-cost rows_of_an_answer: rows(res) + 1 (exact)
void rows_of_an_answer(PGconn *db)
{
    PGresult *res = PQexec(db, "SELECT name FROM city");
    for (int i = 0; i < PQntuples(res); i++)
        ask(db, PQgetvalue(res, i, 0)); // expect: call-in-loop {{rows\(res\) round trips}}
    PQclear(res);
}

// expect-cost bound_is_a_call: size_of(cities) (exact)
void bound_is_a_call(PGconn *db, const struct cities *cities)
{
    for (int i = 0; i < size_of(cities); i++)
        store(db, i), PQclear(PQexec(db, "SELECT 1")); // expect: call-in-loop {{size_of\(cities\) round trips}}
}

// expect-cost nobody_can_tell: turns@nobody_can_tell:1
void nobody_can_tell(PGconn *db, struct cities *cities)
{
    while (pick(cities, 0) != pick(cities, 1))
        PQclear(PQexec(db, "DELETE FROM city WHERE id IN (SELECT id FROM city LIMIT 1)"));
    // expect@-1: call-in-loop {{turns@nobody_can_tell:1}}
}

/* --- goto and recursion ------------------------------------------------------------------------------------------ */

// expect-cost counted_by_goto: max{n, 1} (exact)
void counted_by_goto(PGconn *db, const char *const *names, int n)
{
    int i = 0;
again:
    ask(db, names[i]); // expect: call-in-loop {{round trips}}
    if (++i < n)
        goto again;
}

// expect-cost forward_is_a_way_out: n
void forward_is_a_way_out(PGconn *db, const char *const *names, int n)
{
    for (int i = 0; i < n; i++) {
        if (names[i][0] == '#')
            goto done;
        ask(db, names[i]); // expect: call-in-loop {{up to n round trips}}
    }
done:
    store(db, n);
}

// expect-cost one_less_each_time: n
void one_less_each_time(PGconn *db, const char *const *names, int n)
{
    if (n == 0)
        return;
    ask(db, names[n - 1]); // expect: call-in-loop {{up to n round trips}}
    one_less_each_time(db, names, n - 1);
}

// expect-cost half_each_time: log(n)
int half_each_time(PGconn *db, const char *const *names, int n)
{
    if (n <= 1)
        return 0;
    ask(db, names[n / 2]); // expect: call-in-loop {{up to log\(n\) round trips}}
    return half_each_time(db, names, n / 2) + 1;
}
