#include <ldap.h>

/* The entries of one search, as they come. On some turn it is told to stop, always with the same words. */
// expect-none
// expect-cost show_first: 1
int show_first(LDAP *ld, const char *base, int limit, struct berval *this_search)
{
    LDAPMessage *entry;
    int number, cancel, shown = 0;
    ldap_search_ext(ld, base, LDAP_SCOPE_SUBTREE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
    while (ldap_result(ld, -1, LDAP_MSG_ONE, 0, &entry) > 0) {
        shown += ldap_count_entries(ld, entry);
        if (shown == limit)
            ldap_extended_operation(ld, "1.3.6.1.1.8", this_search, 0, 0, &cancel);
        ldap_msgfree(entry);
    }
    return shown;
}

/* Nobody answers that the search is not wanted any more. */
// expect-cost show_until: 1
int show_until(LDAP *ld, const char *base, const volatile int *stopped)
{
    LDAPMessage *entry;
    int number, shown = 0;
    ldap_search_ext(ld, base, LDAP_SCOPE_SUBTREE, "(mail=*)", 0, 0, 0, 0, 0, 0, &number);
    while (ldap_result(ld, number, LDAP_MSG_ONE, 0, &entry) > 0) {
        shown += ldap_count_entries(ld, entry);
        if (*stopped)
            ldap_abandon_ext(ld, number, 0, 0);
        ldap_msgfree(entry);
    }
    return shown;
}
