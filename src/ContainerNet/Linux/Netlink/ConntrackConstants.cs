namespace ContainerNet.Linux.Netlink;

/// <summary>Numbers of connection tracking under their names in the headers; a test compares them with the headers.</summary>
internal static class ConntrackConstants
{
    // linux/netfilter/nfnetlink.h
    public const int NFNL_SUBSYS_CTNETLINK = 1;

    // linux/netfilter/nfnetlink_conntrack.h
    public const int IPCTNL_MSG_CT_NEW = 0;
    public const int IPCTNL_MSG_CT_GET = 1;
    public const int IPCTNL_MSG_CT_DELETE = 2;
    public const int CTA_TUPLE_ORIG = 1;
    public const int CTA_TUPLE_REPLY = 2;
    public const int CTA_ID = 12;
    public const int CTA_ZONE = 18;
    public const int CTA_TUPLE_IP = 1;
    public const int CTA_TUPLE_PROTO = 2;
    public const int CTA_IP_V4_SRC = 1;
    public const int CTA_IP_V4_DST = 2;
    public const int CTA_IP_V6_SRC = 3;
    public const int CTA_IP_V6_DST = 4;
    public const int CTA_PROTO_NUM = 1;
    public const int CTA_PROTO_SRC_PORT = 2;
    public const int CTA_PROTO_DST_PORT = 3;
}
