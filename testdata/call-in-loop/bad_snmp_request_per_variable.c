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

/* The same with requests of its own: each goes on from the name that the answer before it has brought. */
int walk_by_hand(netsnmp_session *device, const oid *root, unsigned long length)
{
    oid name[128];
    int rows = 0, is_inside = 1;
    for (unsigned long i = 0; i < length; i++)
        name[i] = root[i];
    while (is_inside) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GETNEXT);
        snmp_add_null_var(request, name, length);
        // expect@+2: call-in-loop {{snmp_synch_response\(\) waits for snmp}}
        // expect-verdict: paging
        if (snmp_synch_response(device, request, &response) != STAT_SUCCESS)
            break;
        for (netsnmp_variable_list *v = response->variables; v; v = v->next_variable) {
            is_inside = v->type != 130;
            length = v->name_length;
            for (unsigned long i = 0; i < length; i++)
                name[i] = v->name[i];
            rows++;
        }
        snmp_free_pdu(response);
    }
    return rows;
}
