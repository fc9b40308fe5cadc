#include <ldap.h>

/* The asynchronous functions, and still a round trip for each: the answer is taken before the next request goes out. */
// expect-cost mails: n (exact)
int mails(LDAP *ld, const char *const *people, int n)
{
    LDAPMessage *answer;
    int number;
    int count = 0;
    for (int i = 0; i < n; i++) {
        ldap_search_ext(ld, people[i], LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
        // expect@+1: call-in-loop {{ldap_result\(\) waits for ldap on each of n turns: n round trips}}
        ldap_result(ld, number, LDAP_MSG_ALL, 0, &answer);
        count += ldap_count_entries(ld, answer);
        ldap_msgfree(answer);
    }
    return count;
}
