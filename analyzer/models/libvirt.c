/* libvirt: connections with a hypervisor.
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

int virConnectListAllNetworks(void *conn, void **nets, unsigned flags)
{
    if (nets)
        *nets = (void *)model_any();
    return (int)model_any();
}

int virConnectListAllStoragePools(void *conn, void **pools, unsigned flags)
{
    if (pools)
        *pools = (void *)model_any();
    return (int)model_any();
}

int virConnectListDomains(void *conn, void *ids, int maxids)
{
    fill(ids);
    return (int)model_any();
}

int virConnectListNetworks(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectListStoragePools(void *conn, void **names, int maxnames)
{
    return (int)model_any();
}

int virConnectNumOfDomains(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfNetworks(void *conn)
{
    return (int)model_any();
}

int virConnectNumOfStoragePools(void *conn)
{
    return (int)model_any();
}

int virConnectSetKeepAlive(void *conn, int interval, unsigned count)
{
    return (int)model_any();
}

void *virDomainCreateLinux(void *conn, const char *xml_desc, unsigned flags)
{
    return (void *)model_any();
}

void *virDomainCreateXML(void *conn, const char *xml_desc, unsigned flags)
{
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

int virNodeListDevices(void *conn, const char *cap, void **names, int maxnames, unsigned flags)
{
    return (int)model_any();
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

void *virStorageVolLookupByKey(void *conn, const char *key)
{
    return (void *)model_any();
}

void *virStorageVolLookupByPath(void *conn, const char *path)
{
    return (void *)model_any();
}

void *virStreamNew(void *conn, unsigned flags)
{
    return (void *)model_any();
}

int virConnectDomainEventDeregister(void *conn, void *cb)
{
    return (int)model_any();
}

int virConnectDomainEventDeregisterAny(void *conn, int callback_id)
{
    return (int)model_any();
}

int virConnectUnregisterCloseCallback(void *conn, void *cb)
{
    return (int)model_any();
}

void *virConnGetLastError(void *conn)
{
    return (void *)model_any();
}
