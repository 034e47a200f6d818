namespace ContainerNet.Linux.Netlink;

/// <summary>Numbers of socket diagnostics under their names in the headers; a test compares them with the headers.</summary>
internal static class SocketConstants
{
    // linux/netlink.h and linux/sock_diag.h
    public const int NETLINK_SOCK_DIAG = 4;
    public const int SOCK_DIAG_BY_FAMILY = 20;

    // linux/inet_diag.h
    public const int INET_DIAG_SKV6ONLY = 11;

    // linux/in.h
    public const int IPPROTO_ICMP = 1;
    public const int IPPROTO_TCP = 6;
    public const int IPPROTO_UDP = 17;
    public const int IPPROTO_ICMPV6 = 58;
    public const int IPPROTO_RAW = 255;
}
