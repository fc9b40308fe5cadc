/* An answer, the next request, an answer: what is sent in an arm is no word about what still comes. */
#include <ldap.h>

int one_after_the_other(LDAP *ld, const char *const *people, int n)
{
    LDAPMessage *entry;
    int number, next = 0, shown = 0;
    ldap_search_ext(ld, people[next++], LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
    while (ldap_result(ld, -1, LDAP_MSG_ALL, 0, &entry) > 0) { // expect: call-in-loop {{ldap_result\(\) waits for ldap}}
        shown += ldap_count_entries(ld, entry);
        ldap_msgfree(entry);
        if (next < n) {
            ldap_search_ext(ld, people[next], LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
            next++;
        }
    }
    return shown;
}

/* Each turn asks again, though for the same. */
int again_and_again(LDAP *ld, const char *base, int wanted)
{
    LDAPMessage *entry;
    int number, shown = 0;
    ldap_search_ext(ld, base, LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
    while (ldap_result(ld, -1, LDAP_MSG_ALL, 0, &entry) > 0) { // expect: call-in-loop {{ldap_result\(\) waits for ldap}}
        shown += ldap_count_entries(ld, entry);
        ldap_msgfree(entry);
        if (shown >= wanted)
            break;
        ldap_search_ext(ld, base, LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
    }
    return shown;
}
