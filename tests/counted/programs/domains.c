/* The objects of a list carry their connection along. */
// count: sum_of_memory
// formula: n + 1 (exact)
// run: n=0
// run: n=1
// run: n=30
#include "counted.h"
#include "libvirt/libvirt.h"

#include <stdlib.h>

unsigned long sum_of_memory(virConnectPtr connection) {
    virDomainPtr *domains;
    unsigned long sum = 0;
    int n = virConnectListAllDomains(connection, &domains, 0);
    for (int i = 0; i < n; i++) {
        virDomainInfo info;
        if (virDomainGetInfo(domains[i], &info) == 0)
            sum += info.memory;
        virDomainFree(domains[i]);
    }
    free(domains);
    return sum;
}

void counted_run(void) {
    counted_answer("domains", counted_size("n"));
    virConnectPtr connection = virConnectOpenReadOnly("");
    COUNT(sum_of_memory(connection));
    virConnectClose(connection);
}
