/* Declarations with the names and types of OpenLDAP's client library, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_LDAP_H
#define TESTDATA_LDAP_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ldap LDAP;
typedef struct ldapmsg LDAPMessage;
typedef struct ldapcontrol LDAPControl;
typedef struct berelement BerElement;
struct berval {
    unsigned long bv_len;
    char *bv_val;
};
struct timeval;

#define LDAP_SUCCESS       0
#define LDAP_SCOPE_BASE    0
#define LDAP_SCOPE_SUBTREE 2
#define LDAP_MSG_ONE       0
#define LDAP_MSG_ALL       1

int ldap_initialize(LDAP **ldp, const char *url);
int ldap_search_ext_s(LDAP *ld, const char *base, int scope, const char *filter, char **attrs, int attrsonly,
                      LDAPControl **serverctrls, LDAPControl **clientctrls, struct timeval *timeout, int sizelimit,
                      LDAPMessage **res);
int ldap_search_ext(LDAP *ld, const char *base, int scope, const char *filter, char **attrs, int attrsonly,
                    LDAPControl **serverctrls, LDAPControl **clientctrls, struct timeval *timeout, int sizelimit,
                    int *msgidp);
int ldap_abandon_ext(LDAP *ld, int msgid, void **server, void **client);
int ldap_extended_operation(LDAP *ld, const char *oid, struct berval *data, void **server, void **client, int *msgid);
int ldap_result(LDAP *ld, int msgid, int all, struct timeval *timeout, LDAPMessage **result);
LDAPMessage *ldap_first_entry(LDAP *ld, LDAPMessage *chain);
LDAPMessage *ldap_next_entry(LDAP *ld, LDAPMessage *entry);
int ldap_count_entries(LDAP *ld, LDAPMessage *chain);
struct berval **ldap_get_values_len(LDAP *ld, LDAPMessage *entry, const char *target);
int ldap_count_values_len(struct berval **vals);
void ldap_value_free_len(struct berval **vals);
int ldap_msgfree(LDAPMessage *lm);
int ldap_sort_entries(LDAP *ld, LDAPMessage **chain, const char *attr, int (*cmp)(const char *left, const char *right));
int ldap_set_rebind_proc(LDAP *ld, int (*rebind)(LDAP *ld, const char *url, unsigned long request, int id, void *data),
                         void *data);
int ldap_unbind_ext_s(LDAP *ld, LDAPControl **serverctrls, LDAPControl **clientctrls);

#ifdef __cplusplus
}
#endif

#endif
