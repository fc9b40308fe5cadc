#include <ldap.h>

/* Reads the entry of each member by a search of its own. */
// expect-cost members: rows(dns) + 1
int members(LDAP *ld, const char *group)
{
    LDAPMessage *answer;
    int known = 0;
    if (ldap_search_ext_s(ld, group, LDAP_SCOPE_BASE, "(objectClass=*)", 0, 0, 0, 0, 0, 0, &answer) != LDAP_SUCCESS)
        return -1;
    struct berval **dns = ldap_get_values_len(ld, ldap_first_entry(ld, answer), "member");
    for (int i = 0; i < ldap_count_values_len(dns); i++) {
        LDAPMessage *member;
        // expect@+1: call-in-loop {{ldap_search_ext_s\(\) waits for ldap on each of .* turns}}
        if (ldap_search_ext_s(ld, dns[i]->bv_val, LDAP_SCOPE_BASE, "(mail=*)", 0, 0, 0, 0, 0, 0, &member) == LDAP_SUCCESS)
            known += ldap_count_entries(ld, member);
        ldap_msgfree(member);
    }
    ldap_value_free_len(dns);
    ldap_msgfree(answer);
    return known;
}
