#include <ldap.h>

int build_or_filter(char *filter, int size, struct berval **uids);

// expect-none
// expect-cost mails: 1 (exact)
/* One search for all; the loop walks the entries that have arrived. ldap_unbind_ext_s waits for nobody. */
int mails(LDAP *ld, struct berval **uids)
{
    char filter[4096];
    LDAPMessage *answer;
    int count = 0;
    build_or_filter(filter, sizeof filter, uids);
    if (ldap_search_ext_s(ld, "ou=people", LDAP_SCOPE_SUBTREE, filter, 0, 0, 0, 0, 0, 0, &answer) != LDAP_SUCCESS)
        return -1;
    for (LDAPMessage *e = ldap_first_entry(ld, answer); e != 0; e = ldap_next_entry(ld, e))
        ldap_value_free_len(ldap_get_values_len(ld, e, "mail")), count++;
    ldap_msgfree(answer);
    ldap_unbind_ext_s(ld, 0, 0);
    return count;
}
