#include <libvirt/libvirt.h>

// expect-none
// expect-cost print_all: 1 (exact)
/* One round trip for all domains; what an object carries with it is no question to the daemon. */
int print_all(virConnectPtr conn, void (*print)(const char *name, int nparams))
{
    virDomainStatsRecord **records;
    int n = virConnectGetAllDomainStats(conn, VIR_DOMAIN_STATS_STATE, &records, 0);
    for (int i = 0; i < n; i++)
        print(virDomainGetName(records[i]->dom), records[i]->nparams);
    virDomainStatsRecordListFree(records);
    return n;
}
