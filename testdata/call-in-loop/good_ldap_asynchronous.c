#include <ldap.h>

/* All searches go out, then their answers are taken: as long as one round trip. */
// expect-none
// expect-cost mails: 1
int mails(LDAP *ld, const char *const *people, int n, int *numbers)
{
    LDAPMessage *answer;
    int count = 0;
    for (int i = 0; i < n; i++)
        ldap_search_ext(ld, people[i], LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &numbers[i]);
    for (int i = 0; i < n; i++)
        if (ldap_result(ld, numbers[i], LDAP_MSG_ALL, 0, &answer) > 0) {
            count += ldap_count_entries(ld, answer);
            ldap_msgfree(answer);
        }
    return count;
}
