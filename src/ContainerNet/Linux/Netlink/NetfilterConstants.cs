namespace ContainerNet.Linux.Netlink;

/// <summary>Numbers of nftables' netlink under their names in the headers; a test compares them with the headers.</summary>
internal static class NetfilterConstants
{
    // linux/netlink.h
    public const int NETLINK_NETFILTER = 12;

    // linux/netfilter.h
    public const int NFPROTO_UNSPEC = 0;
    public const int NFPROTO_INET = 1;
    public const int NFPROTO_IPV4 = 2;
    public const int NFPROTO_ARP = 3;
    public const int NFPROTO_NETDEV = 5;
    public const int NFPROTO_BRIDGE = 7;
    public const int NFPROTO_IPV6 = 10;

    // linux/netfilter/nfnetlink.h
    public const int NFNL_SUBSYS_NFTABLES = 10;
    public const int NFNLGRP_NFTABLES = 7;

    // linux/netfilter/nf_tables.h
    public const int NFT_MSG_NEWTABLE = 0;
    public const int NFT_MSG_GETTABLE = 1;
    public const int NFT_MSG_NEWGEN = 15;
    public const int NFT_MSG_GETGEN = 16;
    public const int NFTA_TABLE_NAME = 1;
    public const int NFTA_GEN_ID = 1;
}
