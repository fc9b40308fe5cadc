#include <net-snmp/net-snmp-includes.h>

/* A PDU for each variable of a device. */
// expect-cost read_all: n (exact)
int read_all(netsnmp_session *device, const oid (*names)[12], int n)
{
    int good = 0;
    for (int i = 0; i < n; i++) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GET);
        snmp_add_null_var(request, names[i], 12);
        // expect@+1: call-in-loop {{snmp_synch_response\(\) waits for snmp on each of n turns: n round trips}}
        if (snmp_synch_response(device, request, &response) == STAT_SUCCESS && response->errstat == SNMP_ERR_NOERROR)
            good++;
        snmp_free_pdu(response);
    }
    return good;
}

/* Walks a table one row at a time: a page of one. */
int walk(netsnmp_session *device, netsnmp_variable_list *row)
{
    int rows = 0;
    // expect@+1: call-in-loop {{netsnmp_query_getnext\(\) waits for snmp}}
    while (netsnmp_query_getnext(row, device) == SNMP_ERR_NOERROR && row->type != 130)
        rows++;
    return rows;
}
