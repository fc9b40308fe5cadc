/* Name, mail, city: three requests, none made of another's answer. */
#include <hiredis/hiredis.h>
#include <stddef.h>

void keep(int id, const char *name, const char *mail, const char *city);

void show_user(redisContext *c, int id)
{
    redisReply *name = redisCommand(c, "GET user:%d:name", id); // expect: chatty-sequence {{first of 3 round trips to redis in a row, where 1 would do}}
                                                                // expect-verdict: batch
    redisReply *mail = redisCommand(c, "GET user:%d:mail", id);
    redisReply *city = redisCommand(c, "GET user:%d:city", id);
    keep(id, name->str, mail->str, city->str);
    freeReplyObject(name);
    freeReplyObject(mail);
    freeReplyObject(city);
}

/* Writes in order can be sent in order. expect-cost set_user: 5 (exact) */
void set_user(redisContext *c, int id, const char *name, const char *mail)
{
    freeReplyObject(redisCommand(c, "SET user:%d:name %s", id, name)); // expect: chatty-sequence {{first of 5 round trips}}
                                                                       // expect-verdict: pipeline
    freeReplyObject(redisCommand(c, "SET user:%d:mail %s", id, mail));
    freeReplyObject(redisCommand(c, "SADD users %d", id));
    freeReplyObject(redisCommand(c, "INCR changes"));
    freeReplyObject(redisCommand(c, "DEL user:%d:old", id));
}

/* Failures are looked at; what they lead to is no part of the way. */
int set_and_check(redisContext *c, int id, const char *name)
{
    redisReply *r = redisCommand(c, "SET user:%d:name %s", id, name); // expect: chatty-sequence {{first of 3 round trips.*where 1 would do}}
    if (!r)
        return -1;
    freeReplyObject(r);
    r = redisCommand(c, "SADD users %d", id);
    if (r == NULL || r->type == REDIS_REPLY_ERROR)
        return -1;
    freeReplyObject(r);
    r = redisCommand(c, "INCR changes");
    if (!r)
        return -1;
    freeReplyObject(r);
    return 0;
}
