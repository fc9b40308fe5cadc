/* libvirt's client that asks nobody. A domain carries its connection along; counted_answer("domains", N) gives N. */
#include "libvirt/libvirt.h"

#include "peer.h"

#include <stdlib.h>

static struct peer libvirt = {.name = "libvirt"};

struct _virConnect {
    int domains;
};

struct _virDomain {
    int id;
};

virConnectPtr virConnectOpenReadOnly(const char *name) {
    (void)name;
    peer_ask(&libvirt);
    return peer_allocate(sizeof(struct _virConnect));
}

int virConnectClose(virConnectPtr conn) {
    free(conn);
    return 0;
}

static virDomainPtr domain_of(int id) {
    virDomainPtr domain = peer_allocate(sizeof *domain);
    domain->id = id;
    return domain;
}

int virConnectListAllDomains(virConnectPtr conn, virDomainPtr **domains, unsigned int flags) {
    (void)conn, (void)flags;
    peer_ask(&libvirt);
    int count = peer_answer("domains").items;
    *domains = peer_allocate((unsigned long)(count + 1) * sizeof **domains);
    for (int i = 0; i < count; i++)
        (*domains)[i] = domain_of(i);
    return count;
}

int virConnectListDomains(virConnectPtr conn, int *ids, int maxids) {
    (void)conn;
    peer_ask(&libvirt);
    int count = peer_answer("domains").items;
    count = count < maxids ? count : maxids;
    for (int i = 0; i < count; i++)
        ids[i] = i;
    return count;
}

virDomainPtr virDomainLookupByID(virConnectPtr conn, int id) {
    (void)conn;
    peer_ask(&libvirt);
    return domain_of(id);
}

const char *virDomainGetName(virDomainPtr domain) { return domain ? "domain" : ""; }

int virDomainGetInfo(virDomainPtr domain, virDomainInfo *info) {
    peer_ask(&libvirt);
    *info = (virDomainInfo){.state = 1, .memory = (unsigned long)domain->id};
    return 0;
}

int virDomainFree(virDomainPtr domain) {
    free(domain);
    return 0;
}
