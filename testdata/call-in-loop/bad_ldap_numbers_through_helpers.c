#include <ldap.h>

static int begin(LDAP *ld, const char *person, int *number)
{
    return ldap_search_ext(ld, person, LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, number);
}

static int finish(LDAP *ld, int number)
{
    LDAPMessage *answer;
    int count = 0;
    if (ldap_result(ld, number, LDAP_MSG_ALL, 0, &answer) > 0) {
        count = ldap_count_entries(ld, answer);
        ldap_msgfree(answer);
    }
    return count;
}

/* All go out first, and answers are taken while more is asked: the answers of the first loop came with the first. */
// expect-cost mails_and_bosses: n + 1
int mails_and_bosses(LDAP *ld, const char *const *people, int n, int *numbers)
{
    int count = 0, boss;
    for (int i = 0; i < n; i++)
        begin(ld, people[i], &numbers[i]);
    for (int i = 0; i < n; i++) {
        count += finish(ld, numbers[i]);
        begin(ld, people[i], &boss);
        // expect@+1: call-in-loop {{finish\(\) waits for ldap on each of n turns: (up to )?n round trips}}
        count += finish(ld, boss);
    }
    return count;
}
