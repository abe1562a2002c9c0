/* libvirt: domains, networks, pools, volumes, nodes, as they are made and looked up. All of it leaves a
 * connection alone: what comes back holds a reference of its own.
 *
 * States    the API of libvirt 9.0. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *virDomainCreateLinux(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virDomainCreateXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virDomainCreateXMLWithFiles(void *conn, const char *xml_desc, unsigned nfiles, void *files,
                                  unsigned flags)
{
    fill(files);
    return (void *)model_any();
}

void *virDomainDefineXML(void *conn, const char *xml)
{
    return (void *)model_any();
}

void *virDomainDefineXMLFlags(void *conn, const char *xml, unsigned flags)
{
    return (void *)model_any();
}

void *virDomainLookupByID(void *conn, int id)
{
    return (void *)model_any();
}

void *virDomainLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virDomainLookupByUUID(void *conn, const void *uuid)
{
    return (void *)model_any();
}

void *virDomainLookupByUUIDString(void *conn, const char *uuid)
{
    return (void *)model_any();
}

void *virDomainMigrate(void *domain, void *dconn, unsigned long flags, const char *dname,
                       const char *uri, unsigned long bandwidth)
{
    return (void *)model_any();
}

void *virDomainMigrate2(void *domain, void *dconn, const char *dxml, unsigned long flags,
                        const char *dname, const char *uri, unsigned long bandwidth)
{
    return (void *)model_any();
}

void *virDomainMigrate3(void *domain, void *dconn, void *params, unsigned nparams, unsigned flags)
{
    return (void *)model_any();
}

int virDomainRestore(void *conn, const char *from)
{
    return (int)model_any();
}

int virDomainRestoreFlags(void *conn, const char *from, const char *dxml, unsigned flags)
{
    return (int)model_any();
}

int virDomainRestoreParams(void *conn, void *params, int nparams, unsigned flags)
{
    return (int)model_any();
}

int virDomainSaveImageDefineXML(void *conn, const char *file, const char *dxml, unsigned flags)
{
    return (int)model_any();
}

char *virDomainSaveImageGetXMLDesc(void *conn, const char *file, unsigned flags)
{
    return (char *)model_any();
}

int virInterfaceChangeBegin(void *conn, unsigned flags)
{
    return (int)model_any();
}

int virInterfaceChangeCommit(void *conn, unsigned flags)
{
    return (int)model_any();
}

int virInterfaceChangeRollback(void *conn, unsigned flags)
{
    return (int)model_any();
}

void *virInterfaceDefineXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virInterfaceLookupByMACString(void *conn, const char *mac)
{
    return (void *)model_any();
}

void *virInterfaceLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virNWFilterBindingCreateXML(void *conn, const char *xml, unsigned flags)
{
    return (void *)model_any();
}

void *virNWFilterBindingLookupByPortDev(void *conn, const char *portdev)
{
    return (void *)model_any();
}

void *virNWFilterDefineXML(void *conn, const char *xml_desc)
{
    return (void *)model_any();
}

void *virNWFilterDefineXMLFlags(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virNWFilterLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virNWFilterLookupByUUID(void *conn, const void *uuid)
{
    return (void *)model_any();
}

void *virNWFilterLookupByUUIDString(void *conn, const char *uuid)
{
    return (void *)model_any();
}

void *virNetworkCreateXML(void *conn, const char *xml_desc)
{
    return (void *)model_any();
}

void *virNetworkCreateXMLFlags(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virNetworkDefineXML(void *conn, const char *xml_desc)
{
    return (void *)model_any();
}

void *virNetworkDefineXMLFlags(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virNetworkLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virNetworkLookupByUUID(void *conn, const void *uuid)
{
    return (void *)model_any();
}

void *virNetworkLookupByUUIDString(void *conn, const char *uuid)
{
    return (void *)model_any();
}

int virNodeAllocPages(void *conn, unsigned npages, void *page_sizes, void *page_counts,
                      int start_cell, unsigned cell_count, unsigned flags)
{
    fill(page_sizes);
    fill(page_counts);
    return (int)model_any();
}

void *virNodeDeviceCreateXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virNodeDeviceDefineXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virNodeDeviceLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virNodeDeviceLookupSCSIHostByWWN(void *conn, const char *wwnn, const char *wwpn,
                                       unsigned flags)
{
    return (void *)model_any();
}

int virNodeGetCPUMap(void *conn, void **cpumap, void *online, unsigned flags)
{
    if (cpumap)
        *cpumap = (void *)model_any();
    fill(online);
    return (int)model_any();
}

int virNodeGetCPUStats(void *conn, int cpu_num, void *params, void *nparams, unsigned flags)
{
    fill(nparams);
    return (int)model_any();
}

int virNodeGetCellsFreeMemory(void *conn, void *free_mems, int start_cell, int max_cells)
{
    fill(free_mems);
    return (int)model_any();
}

unsigned long long virNodeGetFreeMemory(void *conn)
{
    return (unsigned long long)model_any();
}

int virNodeGetFreePages(void *conn, unsigned npages, void *pages, int startcell, unsigned cellcount,
                        void *counts, unsigned flags)
{
    fill(pages);
    fill(counts);
    return (int)model_any();
}

int virNodeGetInfo(void *conn, void *info)
{
    return (int)model_any();
}

int virNodeGetMemoryParameters(void *conn, void *params, void *nparams, unsigned flags)
{
    fill(nparams);
    return (int)model_any();
}

int virNodeGetMemoryStats(void *conn, int cell_num, void *params, void *nparams, unsigned flags)
{
    fill(nparams);
    return (int)model_any();
}

int virNodeGetSEVInfo(void *conn, void **params, void *nparams, unsigned flags)
{
    if (params)
        *params = (void *)model_any();
    fill(nparams);
    return (int)model_any();
}

int virNodeGetSecurityModel(void *conn, void *secmodel)
{
    return (int)model_any();
}

int virNodeListDevices(void *conn, const char *cap, void **names, int maxnames, unsigned flags)
{
    return (int)model_any();
}

int virNodeNumOfDevices(void *conn, const char *cap, unsigned flags)
{
    return (int)model_any();
}

int virNodeSetMemoryParameters(void *conn, void *params, int nparams, unsigned flags)
{
    return (int)model_any();
}

int virNodeSuspendForDuration(void *conn, unsigned target, unsigned long long duration,
                              unsigned flags)
{
    return (int)model_any();
}

void *virSecretDefineXML(void *conn, const char *xml, unsigned flags)
{
    return (void *)model_any();
}

void *virSecretLookupByUUID(void *conn, const void *uuid)
{
    return (void *)model_any();
}

void *virSecretLookupByUUIDString(void *conn, const char *uuid)
{
    return (void *)model_any();
}

void *virSecretLookupByUsage(void *conn, int usage_type, const char *usage_id)
{
    return (void *)model_any();
}

void *virStoragePoolCreateXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virStoragePoolDefineXML(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virStoragePoolLookupByName(void *conn, const char *name)
{
    return (void *)model_any();
}

void *virStoragePoolLookupByTargetPath(void *conn, const char *path)
{
    return (void *)model_any();
}

void *virStoragePoolLookupByUUID(void *conn, const void *uuid)
{
    return (void *)model_any();
}

void *virStoragePoolLookupByUUIDString(void *conn, const char *uuid)
{
    return (void *)model_any();
}

void *virStorageVolLookupByKey(void *conn, const char *key)
{
    return (void *)model_any();
}

void *virStorageVolLookupByPath(void *conn, const char *path)
{
    return (void *)model_any();
}
