/* Declarations with the names and types of Net-SNMP, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_NET_SNMP_INCLUDES_H
#define TESTDATA_NET_SNMP_INCLUDES_H

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned long oid;
typedef struct variable_list {
    struct variable_list *next_variable;
    oid *name;
    unsigned long name_length;
    unsigned char type;
} netsnmp_variable_list;
typedef struct snmp_pdu {
    int command;
    long errstat;
    long errindex;
    netsnmp_variable_list *variables;
} netsnmp_pdu;
typedef struct snmp_session netsnmp_session;

#define SNMP_MSG_GET     160
#define SNMP_MSG_GETNEXT 161
#define SNMP_MSG_SET     163
#define SNMP_MSG_GETBULK 165
#define STAT_SUCCESS     0
#define SNMP_ERR_NOERROR 0

netsnmp_session *snmp_open(netsnmp_session *session);
int snmp_close(netsnmp_session *session);
netsnmp_pdu *snmp_pdu_create(int type);
netsnmp_variable_list *snmp_add_null_var(netsnmp_pdu *pdu, const oid *name, unsigned long name_length);
void snmp_free_pdu(netsnmp_pdu *pdu);
int snmp_synch_response(netsnmp_session *session, netsnmp_pdu *pdu, netsnmp_pdu **response);
int netsnmp_query_getnext(netsnmp_variable_list *list, netsnmp_session *session);

#ifdef __cplusplus
}
#endif

#endif
