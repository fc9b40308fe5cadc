/* Texts of requests and what they do: one row for each form, look-alikes beside each other. */
#include "flow/access.h"

#include "base/attr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

struct row {
    const char *text;
    enum access_class class;
    int64_t page;
};

static void check(enum request_language language, const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct access access = access_of_text(language, rows[i].text);
        if (access.class != rows[i].class || access.page != rows[i].page)
            fail_msg("\"%s\" is %s with pages of %d, expected %s with %d", rows[i].text, access_name(access.class),
                     (int)access.page, access_name(rows[i].class), (int)rows[i].page);
    }
}

static const struct row sql[] = {
    {"SELECT 1", ACCESS_READ, 0},
    {"select oid from pg_class", ACCESS_READ, 0},
    {"  \n\t SELECT 1", ACCESS_READ, 0},
    {"-- all of them\nSELECT 1", ACCESS_READ, 0},
    {"/* hint */ /* two */ SELECT 1", ACCESS_READ, 0},
    {"/* no end SELECT 1", ACCESS_UNKNOWN, 0},
    {"((SELECT 1) UNION (SELECT 2))", ACCESS_READ, 0},
    {"SELECT * FROM t FOR UPDATE", ACCESS_WRITE, 0},
    {"SELECT * FROM t FOR NO KEY UPDATE", ACCESS_WRITE, 0},
    {"SELECT * FROM t FOR  SHARE OF t", ACCESS_WRITE, 0},
    {"SELECT substring(a FOR 3) FROM t", ACCESS_READ, 0},
    {"SELECT 'FOR UPDATE' FROM t", ACCESS_READ, 0},
    {"SELECT a -- FOR UPDATE\nFROM t", ACCESS_READ, 0},
    {"SELECT \"for update\" FROM t", ACCESS_READ, 0},
    {"SELECT nextval('s')", ACCESS_WRITE, 0},
    {"SELECT pg_catalog.nextval('s')", ACCESS_WRITE, 0},
    {"SELECT nextval FROM t", ACCESS_READ, 0},
    {"SELECT a INTO b FROM t", ACCESS_WRITE, 0},
    {"SELECT a FROM t WHERE x = 'into'", ACCESS_READ, 0},
    {"SELECT (SELECT 1 INTO x)", ACCESS_READ, 0},
    {"SELECT lo_unlink(%u)", ACCESS_WRITE, 0},
    {"SELECT pg_advisory_lock(1)", ACCESS_WRITE, 0},
    {"SELECT set_config('a', 'b', false)", ACCESS_SESSION, 0},
    {"SELECT pg_catalog.pg_is_in_recovery()", ACCESS_READ, 0},
    {"WITH a AS (SELECT 1) SELECT * FROM a", ACCESS_READ, 0},
    {"WITH RECURSIVE a (x) AS (SELECT 1), b AS (SELECT 2) SELECT * FROM a", ACCESS_READ, 0},
    {"WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", ACCESS_WRITE, 0},
    {"WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", ACCESS_WRITE, 0},
    {"WITH a AS ( UPDATE t SET x = 1 RETURNING x) SELECT 1", ACCESS_WRITE, 0},
    {"WITH a AS (SELECT update FROM t) SELECT 1", ACCESS_READ, 0},
    {"WITH a AS (", ACCESS_UNKNOWN, 0},
    {"FETCH 100 FROM c", ACCESS_CURSOR, 100},
    {"FETCH FORWARD 1000 FROM c", ACCESS_CURSOR, 1000},
    {"FETCH FORWARD FROM c", ACCESS_CURSOR, 1},
    {"FETCH BACKWARD 20 IN c", ACCESS_CURSOR, 20},
    {"FETCH NEXT FROM c", ACCESS_CURSOR, 1},
    {"FETCH c", ACCESS_CURSOR, 1},
    {"fetch from c", ACCESS_CURSOR, 1},
    {"FETCH ALL FROM c", ACCESS_CURSOR, 0},
    {"FETCH FORWARD ALL FROM c", ACCESS_CURSOR, 0},
    {"FETCH %d FROM c", ACCESS_CURSOR, 0},
    {"FETCH FORWARD %d FROM c", ACCESS_CURSOR, 0},
    {"FETCH FORWARD 50 FROM %s", ACCESS_CURSOR, 50},
    {"MOVE 10 IN c", ACCESS_CURSOR, 10},
    {"BEGIN", ACCESS_SESSION, 0},
    {"START TRANSACTION READ ONLY", ACCESS_SESSION, 0},
    {"SET search_path = a", ACCESS_SESSION, 0},
    {"RESET ALL", ACCESS_SESSION, 0},
    {"DISCARD ALL", ACCESS_SESSION, 0},
    {"LISTEN a", ACCESS_SESSION, 0},
    {"PREPARE a AS SELECT 1", ACCESS_SESSION, 0},
    {"DECLARE c CURSOR FOR SELECT 1", ACCESS_SESSION, 0},
    {"COMMIT", ACCESS_SYNC, 0},
    {"END;", ACCESS_SYNC, 0},
    {"ROLLBACK", ACCESS_SYNC, 0},
    {"CHECKPOINT", ACCESS_SYNC, 0},
    {"VACUUM FULL t", ACCESS_HEAVY, 0},
    {"ANALYZE t", ACCESS_HEAVY, 0},
    {"REINDEX TABLE t", ACCESS_HEAVY, 0},
    {"CLUSTER t", ACCESS_HEAVY, 0},
    {"CREATE INDEX i ON t (a)", ACCESS_HEAVY, 0},
    {"CREATE UNIQUE INDEX i ON t (a)", ACCESS_HEAVY, 0},
    {"CREATE DATABASE d", ACCESS_HEAVY, 0},
    {"CREATE TABLE index_of (a int)", ACCESS_WRITE, 0},
    {"CREATE OR REPLACE FUNCTION f()", ACCESS_WRITE, 0},
    {"CREATE TEMP TABLE t (a int)", ACCESS_WRITE, 0},
    {"REFRESH MATERIALIZED VIEW v", ACCESS_HEAVY, 0},
    {"COPY t TO stdout", ACCESS_HEAVY, 0},
    {"LOCK TABLE t", ACCESS_WRITE, 0},
    {"INSERT INTO t VALUES (1)", ACCESS_WRITE, 0},
    {"UPDATE t SET a = 1", ACCESS_WRITE, 0},
    {"DELETE FROM t", ACCESS_WRITE, 0},
    {"ALTER TABLE t ADD a int", ACCESS_WRITE, 0},
    {"DROP TABLE t", ACCESS_WRITE, 0},
    {"GRANT ALL ON t TO u", ACCESS_WRITE, 0},
    {"CALL p()", ACCESS_WRITE, 0},
    {"SHOW work_mem", ACCESS_READ, 0},
    {"EXPLAIN SELECT 1", ACCESS_READ, 0},
    {"EXPLAIN ANALYZE DELETE FROM t", ACCESS_WRITE, 0},
    {"VALUES (1), (2)", ACCESS_READ, 0},
    {"TABLE t", ACCESS_READ, 0},
    {"EXECUTE q('%u')", ACCESS_UNKNOWN, 0},
    {"selection", ACCESS_UNKNOWN, 0},
    {"%s TABLE t", ACCESS_UNKNOWN, 0},
    {"", ACCESS_UNKNOWN, 0},
    {NULL, ACCESS_UNKNOWN, 0},
};

static const struct row redis[] = {
    {"GET %s", ACCESS_READ, 0},
    {"get key", ACCESS_READ, 0},
    {"GETSET k v", ACCESS_TAKE, 0},
    {"GETDEL k", ACCESS_TAKE, 0},
    {"MGET a b", ACCESS_READ, 0},
    {"HGETALL %s", ACCESS_READ, 0},
    {"LRANGE l 0 -1", ACCESS_READ, 0},
    {"TYPE", ACCESS_READ, 0},
    {"SET %s %b", ACCESS_WRITE, 0},
    {"DEL %s", ACCESS_WRITE, 0},
    {"EVAL %s 0", ACCESS_WRITE, 0},
    {"SCAN 0", ACCESS_CURSOR, 10},
    {"SCAN %s COUNT 500", ACCESS_CURSOR, 500},
    {"SCAN %s MATCH count COUNT 500", ACCESS_CURSOR, 0},
    {"SCAN %llu COUNT %d", ACCESS_CURSOR, 0},
    {"HSCAN h 0 MATCH x* COUNT 2", ACCESS_CURSOR, 2},
    {"RPOP q", ACCESS_TAKE, 0},
    {"BLPOP q 0", ACCESS_TAKE, 0},
    {"INCR hits", ACCESS_TAKE, 0},
    {"INCRBY hits 2", ACCESS_TAKE, 0},
    {"SPOP s", ACCESS_TAKE, 0},
    {"XREADGROUP GROUP g c STREAMS s >", ACCESS_TAKE, 0},
    {"AUTH x", ACCESS_SESSION, 0},
    {"SELECT 3", ACCESS_SESSION, 0},
    {"HELLO 3", ACCESS_SESSION, 0},
    {"MULTI", ACCESS_SESSION, 0},
    {"EXEC", ACCESS_SYNC, 0},
    {"WAIT 1 100", ACCESS_SYNC, 0},
    {"BGSAVE", ACCESS_HEAVY, 0},
    {"CONFIG GET maxmemory", ACCESS_READ, 0},
    {"CONFIG SET maxmemory 1", ACCESS_WRITE, 0},
    {"CLUSTER NODES", ACCESS_READ, 0},
    {"CLUSTER MEET a 1", ACCESS_WRITE, 0},
    {"CLUSTER", ACCESS_UNKNOWN, 0},
    {"GETTER", ACCESS_UNKNOWN, 0},
    {"%s %s", ACCESS_UNKNOWN, 0},
};

static const struct row names[] = {
    {"Get", ACCESS_READ, 0},
    {"GetAll", ACCESS_READ, 0},
    {"get_all", ACCESS_READ, 0},
    {"org.freedesktop.systemd1.Manager.ListUnits", ACCESS_READ, 0},
    {"ns::City::findByName", ACCESS_READ, 0},
    {"IsActive", ACCESS_READ, 0},
    {"HasOwner", ACCESS_READ, 0},
    {"LookupByName", ACCESS_READ, 0},
    {"Issue", ACCESS_UNKNOWN, 0},
    {"Hash", ACCESS_UNKNOWN, 0},
    {"Getaway", ACCESS_UNKNOWN, 0},
    {"SetProperty", ACCESS_WRITE, 0},
    {"Settle", ACCESS_UNKNOWN, 0},
    {"AddMatch", ACCESS_WRITE, 0},
    {"StartUnit", ACCESS_WRITE, 0},
    {"GetNext", ACCESS_CURSOR, 1},
    {"next", ACCESS_CURSOR, 1},
    {"Commit", ACCESS_SYNC, 0},
    {"Connect", ACCESS_SESSION, 0},
    {"PopJob", ACCESS_TAKE, 0},
    {"Frobnicate", ACCESS_UNKNOWN, 0},
};

static void tells_sql(void **state) {
    (void)state;
    check(LANGUAGE_SQL, sql, ARRAY_COUNT(sql));
}

static void tells_redis(void **state) {
    (void)state;
    check(LANGUAGE_REDIS, redis, ARRAY_COUNT(redis));
}

static void tells_names(void **state) {
    (void)state;
    check(LANGUAGE_NAMES, names, ARRAY_COUNT(names));
}

static void one_text_means_different_things(void **state) {
    (void)state;
    assert_int_equal(access_of_text(LANGUAGE_SQL, "SELECT 1").class, ACCESS_READ);
    assert_int_equal(access_of_text(LANGUAGE_REDIS, "SELECT 1").class, ACCESS_SESSION);
    assert_int_equal(access_of_text(LANGUAGE_NONE, "SELECT 1").class, ACCESS_UNKNOWN);
}

static void knows_commands_for_many_keys(void **state) {
    (void)state;
    assert_string_equal(access_of_text(LANGUAGE_REDIS, "GET %s").bulk, "MGET");
    assert_string_equal(access_of_text(LANGUAGE_REDIS, "zscore z %s").bulk, "ZMSCORE");
    assert_null(access_of_text(LANGUAGE_REDIS, "TTL %s").bulk);
    assert_string_equal(access_of_text(LANGUAGE_SQL, "select name from item where id = %d").bulk, "SELECT");
    assert_string_equal(access_of_text(LANGUAGE_SQL, "WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a").bulk,
                        "INSERT");
    assert_string_equal(access_of_text(LANGUAGE_SQL, "LOCK TABLE %s").bulk, "LOCK");
    assert_null(access_of_text(LANGUAGE_SQL, "CREATE TABLE %s (id int)").bulk);
    assert_null(access_of_text(LANGUAGE_SQL, "VACUUM %s").bulk);
    assert_null(access_of_text(LANGUAGE_SQL, "FETCH 1 FROM c").bulk);
}

static void knows_what_waits_for_others(void **state) {
    (void)state;
    assert_true(access_waits_for_others(LANGUAGE_REDIS, "BRPOP %s 0"));
    assert_true(access_waits_for_others(LANGUAGE_REDIS, " xread count 1 block 0 streams s $"));
    assert_false(access_waits_for_others(LANGUAGE_REDIS, "XREAD STREAMS s 0"));
    assert_false(access_waits_for_others(LANGUAGE_REDIS, "RPOP q"));
    assert_false(access_waits_for_others(LANGUAGE_SQL, "BRPOP q 0"));
    assert_false(access_waits_for_others(LANGUAGE_REDIS, NULL));
}

static void knows_texts_that_say_nothing(void **state) {
    (void)state;
    assert_true(access_is_told("SELECT"));
    assert_true(access_is_told(" %s"));
    assert_true(access_is_told("/* a */ b"));
    assert_false(access_is_told(""));
    assert_false(access_is_told(NULL));
    assert_false(access_is_told(" \n("));
    assert_false(access_is_told("-- only a remark"));
    assert_false(access_is_told("/* a */"));
}

/* The words of a command may stand one by one: what is the usual page may be set by another part. */
static void knows_what_sets_a_page(void **state) {
    (void)state;
    assert_true(access_of_text(LANGUAGE_REDIS, "SCAN").is_usual);
    assert_true(access_of_text(LANGUAGE_REDIS, "SCAN %s MATCH %s").is_usual);
    assert_false(access_of_text(LANGUAGE_REDIS, "SCAN 0 COUNT 10").is_usual);
    assert_false(access_of_text(LANGUAGE_REDIS, "SCAN 0 COUNT %d").is_usual);
    assert_false(access_of_text(LANGUAGE_SQL, "FETCH 10 FROM c").is_usual);
    assert_true(access_sets_page("COUNT"));
    assert_true(access_sets_page(" count 1000"));
    assert_false(access_sets_page(""));
    assert_false(access_sets_page("MATCH"));
    assert_false(access_sets_page("count(*)"));
    assert_false(access_sets_page("counter"));
    assert_false(access_sets_page("a COUNT"));
}

/* Many keys, or many values of one. */
static void knows_whose_values_go_together(void **state) {
    (void)state;
    assert_true(access_bulk_is_of_key("SADD"));
    assert_true(access_bulk_is_of_key("HMGET"));
    assert_false(access_bulk_is_of_key("MGET"));
    assert_false(access_bulk_is_of_key("DEL"));
    assert_false(access_bulk_is_of_key("INSERT"));
}

static void finds_the_key_of_a_format(void **state) {
    static const struct {
        const char *format;
        uint32_t first, count;
    } cases[] = {{"SADD names %s", 0, 0}, {"SADD %s %s", 0, 1},  {"SADD set:%d:%s %s", 0, 2}, {"SADD %b %s", 0, 2},
                 {"SADD %.*s %s", 0, 2},  {"%s %s value", 1, 1}, {"SADD 100%% %s", 0, 0},     {"SADD %08lld %s", 0, 1}};
    struct key_arguments arguments;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(access_key_arguments(cases[i].format, &arguments));
        assert_int_equal(arguments.first, cases[i].first);
        assert_int_equal(arguments.count, cases[i].count);
    }
    assert_false(access_key_arguments("SADD", &arguments));
    assert_false(access_key_arguments("SADD ", &arguments));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_sql),
        cmocka_unit_test(tells_redis),
        cmocka_unit_test(tells_names),
        cmocka_unit_test(one_text_means_different_things),
        cmocka_unit_test(knows_commands_for_many_keys),
        cmocka_unit_test(knows_what_waits_for_others),
        cmocka_unit_test(knows_texts_that_say_nothing),
        cmocka_unit_test(knows_what_sets_a_page),
        cmocka_unit_test(knows_whose_values_go_together),
        cmocka_unit_test(finds_the_key_of_a_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
