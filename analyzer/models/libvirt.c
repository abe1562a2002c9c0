/* libvirt: connections with a hypervisor. What is made and looked up through one is in libvirt_objects.c.
 *
 * States    the API of libvirt 9.0.
 * Clients   A connection. Domains, networks, pools and volumes are none, though each holds a reference.
 * Sharing   Behind virConnectRef() a connection has two owners.
 * Failures  There is no such hypervisor, or it is not allowed. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- connections ---- */

void *virConnectOpen(const char *name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *virConnectOpenReadOnly(const char *name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *virConnectOpenAuth(const char *name, void *auth, unsigned flags)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int virConnectClose(void *conn)
{
    model_client_end(conn);
    return (int)model_any();
}

int virConnectRef(void *conn)
{
    model_escape(conn);
    return (int)model_any();
}

/* ---- what it calls ---- */

int virConnectRegisterCloseCallback(void *conn, void *cb, void *opaque, void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectDomainEventRegister(void *conn, void *cb, void *opaque, void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectDomainEventRegisterAny(void *conn, void *dom, int event_id, void *cb, void *opaque,
                                     void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectNetworkEventRegisterAny(void *conn, void *net, int event_id, void *cb, void *opaque,
                                      void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectStoragePoolEventRegisterAny(void *conn, void *pool, int event_id, void *cb,
                                          void *opaque, void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectNodeDeviceEventRegisterAny(void *conn, void *dev, int event_id, void *cb,
                                         void *opaque, void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

int virConnectSecretEventRegisterAny(void *conn, void *secret, int event_id, void *cb, void *opaque,
                                     void *freecb)
{
    if (cb)
        model_on_event(cb, opaque);
    keep(opaque);
    if (freecb)
        model_on_exit(freecb, opaque);
    return (int)model_any();
}

void virConnSetErrorFunc(void *conn, void *user_data, void *handler)
{
    if (handler)
        model_on_event(handler, user_data);
    keep(user_data);
}

/* ---- what leaves a connection alone ---- */

int virConnCopyLastError(void *conn, void *to)
{
    return (int)model_any();
}

void *virConnGetLastError(void *conn)
{
    return (void *)model_any();
}

void virConnResetLastError(void *conn)
{
}

char *virConnectBaselineCPU(void *conn, void **xml_cpus, unsigned ncpus, unsigned flags)
{
    return (char *)model_any();
}

char *virConnectBaselineHypervisorCPU(void *conn, const char *emulator, const char *arch,
                                      const char *machine, const char *virttype, void **xml_cpus,
                                      unsigned ncpus, unsigned flags)
{
    return (char *)model_any();
}

int virConnectCompareCPU(void *conn, const char *xml_desc, unsigned flags)
{
    return (int)model_any();
}

int virConnectCompareHypervisorCPU(void *conn, const char *emulator, const char *arch,
                                   const char *machine, const char *virttype, const char *xml_cpu,
                                   unsigned flags)
{
    return (int)model_any();
}

int virConnectDomainEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

char *virConnectDomainXMLFromNative(void *conn, const char *native_format,
                                    const char *native_config, unsigned flags)
{
    return (char *)model_any();
}

char *virConnectDomainXMLToNative(void *conn, const char *native_format, const char *domain_xml,
                                  unsigned flags)
{
    return (char *)model_any();
}

char *virConnectFindStoragePoolSources(void *conn, const char *type, const char *src_spec,
                                       unsigned flags)
{
    return (char *)model_any();
}

int virConnectGetAllDomainStats(void *conn, unsigned stats, void **ret_stats, unsigned flags)
{
    if (ret_stats)
        *ret_stats = (void *)model_any();
    return (int)model_any();
}

int virConnectGetCPUModelNames(void *conn, const char *arch, void **models, unsigned flags)
{
    if (models)
        *models = (void *)model_any();
    return (int)model_any();
}

char *virConnectGetCapabilities(void *conn)
{
    return (char *)model_any();
}

char *virConnectGetDomainCapabilities(void *conn, const char *emulatorbin, const char *arch,
                                      const char *machine, const char *virttype, unsigned flags)
{
    return (char *)model_any();
}

char *virConnectGetHostname(void *conn)
{
    return (char *)model_any();
}

int virConnectGetLibVersion(void *conn, void *lib_ver)
{
    fill(lib_ver);
    return (int)model_any();
}

int virConnectGetMaxVcpus(void *conn, const char *type)
{
    return (int)model_any();
}

char *virConnectGetStoragePoolCapabilities(void *conn, unsigned flags)
{
    return (char *)model_any();
}

char *virConnectGetSysinfo(void *conn, unsigned flags)
{
    return (char *)model_any();
}

const char *virConnectGetType(void *conn)
{
    return (const char *)model_any();
}

char *virConnectGetURI(void *conn)
{
    return (char *)model_any();
}

int virConnectGetVersion(void *conn, void *hv_ver)
{
    fill(hv_ver);
    return (int)model_any();
}

int virConnectIsAlive(void *conn)
{
    return (int)model_any();
}

int virConnectIsEncrypted(void *conn)
{
    return (int)model_any();
}

int virConnectIsSecure(void *conn)
{
    return (int)model_any();
}

int virConnectListAllDomains(void *conn, void **domains, unsigned flags)
{
    if (domains)
        *domains = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllInterfaces(void *conn, void **ifaces, unsigned flags)
{
    if (ifaces)
        *ifaces = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllNWFilterBindings(void *conn, void **bindings, unsigned flags)
{
    if (bindings)
        *bindings = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllNWFilters(void *conn, void **filters, unsigned flags)
{
    if (filters)
        *filters = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllNetworks(void *conn, void **nets, unsigned flags)
{
    if (nets)
        *nets = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllNodeDevices(void *conn, void **devices, unsigned flags)
{
    if (devices)
        *devices = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllSecrets(void *conn, void **secrets, unsigned flags)
{
    if (secrets)
        *secrets = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllStoragePools(void *conn, void **pools, unsigned flags)
{
    if (pools)
        *pools = (void *)model_any();
    return (int)model_any();
}

int virConnectListDefinedDomains(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListDefinedInterfaces(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListDefinedNetworks(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListDefinedStoragePools(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListDomains(void *conn, void *ids, int maxids)
{
    fill(ids);
    return (int)model_any();
}

int virConnectListInterfaces(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListNWFilters(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListNetworks(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListSecrets(void *conn, void **uuids, int maxuuids)
{
    if (uuids)
        *uuids = (void *)model_any();
    return (int)model_any();
}

int virConnectListStoragePools(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectNetworkEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

int virConnectNodeDeviceEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

int virConnectNumOfDefinedDomains(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfDefinedInterfaces(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfDefinedNetworks(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfDefinedStoragePools(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfDomains(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfInterfaces(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfNWFilters(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfNetworks(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfSecrets(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfStoragePools(void *conn)
{
    return (int)model_any();
}

int virConnectSecretEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

int virConnectSetIdentity(void *conn, void *params, int nparams, unsigned flags)
{
    return (int)model_any();
}

int virConnectSetKeepAlive(void *conn, int interval, unsigned count)
{
    return (int)model_any();
}

int virConnectStoragePoolEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

void *virStreamNew(void *conn, unsigned flags)
{
    return (void *)model_any();
}
