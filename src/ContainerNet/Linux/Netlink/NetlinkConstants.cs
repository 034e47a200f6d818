namespace ContainerNet.Linux.Netlink;

/// <summary>Numbers of netlink and rtnetlink under their names in the kernel's headers; a test compares them with the headers.</summary>
internal static class NetlinkConstants
{
    // linux/netlink.h
    public const int NETLINK_ROUTE = 0;
    public const int NETLINK_ADD_MEMBERSHIP = 1;
    public const int NETLINK_LISTEN_ALL_NSID = 8;
    public const int NETLINK_EXT_ACK = 11;
    public const int NETLINK_GET_STRICT_CHK = 12;
    public const int NLM_F_REQUEST = 0x01;
    public const int NLM_F_ACK = 0x04;
    public const int NLM_F_EXCL = 0x200;
    public const int NLM_F_CREATE = 0x400;
    public const int NLM_F_DUMP_INTR = 0x10;
    public const int NLM_F_DUMP = 0x300;
    public const int NLM_F_CAPPED = 0x100;
    public const int NLM_F_ACK_TLVS = 0x200;
    public const int NLMSG_NOOP = 0x1;
    public const int NLMSG_ERROR = 0x2;
    public const int NLMSG_DONE = 0x3;
    public const int NLMSG_OVERRUN = 0x4;
    public const int NLMSGERR_ATTR_MSG = 1;
    public const int NLA_F_NESTED = 1 << 15;
    public const int NLA_F_NET_BYTEORDER = 1 << 14;

    // linux/rtnetlink.h
    public const int RTM_NEWLINK = 16;
    public const int RTM_DELLINK = 17;
    public const int RTM_GETLINK = 18;
    public const int RTM_SETLINK = 19;
    public const int RTM_NEWADDR = 20;
    public const int RTM_DELADDR = 21;
    public const int RTM_GETADDR = 22;
    public const int RTM_NEWNSID = 88;
    public const int RTM_DELNSID = 89;
    public const int RTM_GETNSID = 90;
    public const int RTEXT_FILTER_SKIP_STATS = 1 << 3;
    public const int RTNLGRP_LINK = 1;
    public const int RTNLGRP_IPV4_IFADDR = 5;
    public const int RTNLGRP_IPV6_IFADDR = 9;
    public const int RTNLGRP_NSID = 28;

    // linux/net_namespace.h
    public const int NETNSA_NSID_NOT_ASSIGNED = -1;
    public const int NETNSA_NSID = 1;
    public const int NETNSA_PID = 2;
    public const int NETNSA_TARGET_NSID = 4;

    // linux/if_link.h
    public const int IFLA_ADDRESS = 1;
    public const int IFLA_BROADCAST = 2;
    public const int IFLA_IFNAME = 3;
    public const int IFLA_MTU = 4;
    public const int IFLA_LINK = 5;
    public const int IFLA_QDISC = 6;
    public const int IFLA_MASTER = 10;
    public const int IFLA_PROTINFO = 12;
    public const int IFLA_TXQLEN = 13;
    public const int IFLA_OPERSTATE = 16;
    public const int IFLA_LINKINFO = 18;
    public const int IFLA_STATS64 = 23;
    public const int IFLA_GROUP = 27;
    public const int IFLA_EXT_MASK = 29;
    public const int IFLA_LINK_NETNSID = 37;
    public const int IFLA_PROTO_DOWN = 39;
    public const int IFLA_XDP = 43;
    public const int IFLA_TARGET_NETNSID = 46;
    public const int IFLA_PROP_LIST = 52;
    public const int IFLA_ALT_IFNAME = 53;
    public const int IFLA_PERM_ADDRESS = 54;
    public const int IFLA_INFO_KIND = 1;
    public const int IFLA_INFO_SLAVE_DATA = 5;
    public const int IFLA_BRPORT_MODE = 4;
    public const int IFLA_XDP_ATTACHED = 2;
    public const int IFLA_XDP_PROG_ID = 4;

    // linux/if_addr.h
    public const int IFA_ADDRESS = 1;
    public const int IFA_LOCAL = 2;
    public const int IFA_LABEL = 3;
    public const int IFA_BROADCAST = 4;
    public const int IFA_CACHEINFO = 6;
    public const int IFA_FLAGS = 8;
    public const int IFA_RT_PRIORITY = 9;
    public const int IFA_TARGET_NETNSID = 10;
}
