/* A function for many serves one of the two requests of a turn: the other one stays. */
#include <libvirt/libvirt.h>
#include <stdlib.h>

void parse(const char *text);

void read_all(virDomainPtr *domains, int n) {
    for (int i = 0; i < n; i++) {
        virDomainInfo info;
        if (virDomainGetInfo(domains[i], &info) != 0) // expect: call-in-loop {{up to 2 \* n}}
            continue;
        // expect-verdict: batch
        // expect-after: n + 1
        char *text = virDomainGetXMLDesc(domains[i], 0);
        if (!text)
            continue;
        parse(text);
        free(text);
    }
}

/* Nothing stays. */
void read_info(virDomainPtr *domains, int n) {
    for (int i = 0; i < n; i++) {
        virDomainInfo info;
        virDomainGetInfo(domains[i], &info); // expect: call-in-loop {{n round trips}}
        // expect-verdict: batch
        // expect-after: 1
    }
}
