#include <libvirt/libvirt.h>

/* Asks the daemon about one domain after the other. */
// expect-cost busy_time: n + 1 (exact)
unsigned long long busy_time(virConnectPtr conn)
{
    virDomainPtr *domains;
    unsigned long long sum = 0;
    int n = virConnectListAllDomains(conn, &domains, 0);
    for (int i = 0; i < n; i++) {
        virDomainInfo info;
        // expect@+1: call-in-loop {{virDomainGetInfo\(\) waits for libvirtd on each of n turns: n round trips}}
        if (virDomainGetInfo(domains[i], &info) == 0)
            sum += info.cpuTime;
        virDomainFree(domains[i]);
    }
    return sum;
}
