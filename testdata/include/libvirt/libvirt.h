/* Declarations with the names and types of libvirt's client library, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_LIBVIRT_H
#define TESTDATA_LIBVIRT_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _virConnect *virConnectPtr;
typedef struct _virDomain *virDomainPtr;
typedef struct _virDomainInfo {
    unsigned char state;
    unsigned long maxMem;
    unsigned long memory;
    unsigned short nrVirtCpu;
    unsigned long long cpuTime;
} virDomainInfo;
typedef struct _virDomainInterfaceStats {
    long long rx_bytes;
    long long tx_bytes;
} virDomainInterfaceStatsStruct;
typedef struct _virDomainStatsRecord {
    virDomainPtr dom;
    int nparams;
} virDomainStatsRecord;

#define VIR_DOMAIN_STATS_STATE     1
#define VIR_DOMAIN_STATS_INTERFACE 16

virConnectPtr virConnectOpenReadOnly(const char *name);
int virConnectClose(virConnectPtr conn);
int virConnectListAllDomains(virConnectPtr conn, virDomainPtr **domains, unsigned int flags);
int virConnectListDomains(virConnectPtr conn, int *ids, int maxids);
int virConnectGetAllDomainStats(virConnectPtr conn, unsigned int stats, virDomainStatsRecord ***records,
                                unsigned int flags);
void virDomainStatsRecordListFree(virDomainStatsRecord **records);

virDomainPtr virDomainLookupByID(virConnectPtr conn, int id);
const char *virDomainGetName(virDomainPtr domain);
int virDomainGetInfo(virDomainPtr domain, virDomainInfo *info);
int virDomainInterfaceStats(virDomainPtr domain, const char *device, virDomainInterfaceStatsStruct *stats,
                            unsigned long size);
int virDomainFree(virDomainPtr domain);

#ifdef __cplusplus
}
#endif

#endif
