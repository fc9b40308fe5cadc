#include <net-snmp/net-snmp-includes.h>

// expect-none
// expect-cost read_all: 1 (exact)
/* All variables in one request; the loops are before and behind it. */
int read_all(netsnmp_session *device, const oid (*names)[12], int n)
{
    int good = 0;
    netsnmp_pdu *response = 0;
    netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GETBULK);
    for (int i = 0; i < n; i++)
        snmp_add_null_var(request, names[i], 12);
    if (snmp_synch_response(device, request, &response) == STAT_SUCCESS)
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable)
            good += v->type != 0;
    snmp_free_pdu(response);
    return good;
}
