/* Requests that an earlier call builds: what they ask for, and how much they bring, stands there. */
#include <net-snmp/net-snmp-includes.h>

void *memcpy(void *to, const void *from, unsigned long size);
void use(const netsnmp_variable_list *row);

/* One row for each round trip, the next from where the last one was. */
void walk(netsnmp_session *device, oid *name)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GETNEXT);
        snmp_add_null_var(request, name, 12);
        // expect@+2: call-in-loop {{snmp_synch_response\(\) waits for snmp on each of an unknown number of turns}}
        // expect-verdict@+1: paging
        if (snmp_synch_response(device, request, &response) != STAT_SUCCESS)
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            use(v);
            if (v->type == 130)
                running = 0;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

/* The same, as many as fit. */
void walk_bulk(netsnmp_session *device, oid *name)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GETBULK);
        snmp_add_null_var(request, name, 12);
        if (snmp_synch_response(device, request, &response) != STAT_SUCCESS)
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            use(v);
            if (v->type == 130)
                running = 0;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

/* One row at a time only where the device is too old for more. */
void walk_as_wanted(netsnmp_session *device, oid *name, int is_old)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *request, *response = 0;
        if (is_old)
            request = snmp_pdu_create(SNMP_MSG_GETNEXT);
        else
            request = snmp_pdu_create(SNMP_MSG_GETBULK);
        snmp_add_null_var(request, name, 12);
        if (snmp_synch_response(device, request, &response) != STAT_SUCCESS)
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            running = v->type != 130;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

/* What is asked for is not known before the program runs: some page. */
void walk_by_number(netsnmp_session *device, oid *name, int message)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(message);
        snmp_add_null_var(request, name, 12);
        if (snmp_synch_response(device, request, &response) != STAT_SUCCESS)
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            running = v->type != 130;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

static netsnmp_pdu *make_next(const oid *name)
{
    netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_GETNEXT);
    if (!request)
        return 0;
    snmp_add_null_var(request, name, 12);
    return request;
}

static void make_many(netsnmp_pdu **request, const oid *name)
{
    *request = snmp_pdu_create(SNMP_MSG_GETBULK);
    snmp_add_null_var(*request, name, 12);
}

static int run(netsnmp_session *device, netsnmp_pdu *request, netsnmp_pdu **response)
{
    return snmp_synch_response(device, request, response) == STAT_SUCCESS;
}

/* Made by one helper, sent by another. */
void walk_through_helpers(netsnmp_session *device, oid *name)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = make_next(name);
        // expect@+2: call-in-loop {{run\(\) waits for snmp on each of up to items\(run\) turns}}
        // expect-verdict@+1: paging
        if (!run(device, request, &response))
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            running = v->type != 130;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

void walk_bulk_through_helpers(netsnmp_session *device, oid *name)
{
    int running = 1;
    while (running) {
        netsnmp_pdu *request, *response = 0;
        make_many(&request, name);
        if (!run(device, request, &response))
            break;
        for (netsnmp_variable_list *v = response->variables; v != 0; v = v->next_variable) {
            running = v->type != 130;
            memcpy(name, v->name, v->name_length * sizeof *name);
        }
        snmp_free_pdu(response);
    }
}

/* Values are written: no pages. */
// expect-cost set_all: n (exact)
int set_all(netsnmp_session *device, const oid (*names)[12], int n)
{
    int good = 0;
    for (int i = 0; i < n; i++) {
        netsnmp_pdu *response = 0;
        netsnmp_pdu *request = snmp_pdu_create(SNMP_MSG_SET);
        snmp_add_null_var(request, names[i], 12);
        // expect@+1: call-in-loop {{snmp_synch_response\(\) waits for snmp on each of n turns: n round trips}}
        good += snmp_synch_response(device, request, &response) == STAT_SUCCESS;
        snmp_free_pdu(response);
    }
    return good;
}
