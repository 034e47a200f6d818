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
    public const int NF_INET_PRE_ROUTING = 0;
    public const int NF_INET_LOCAL_OUT = 3;
    public const int NF_DROP = 0;
    public const int NF_ACCEPT = 1;
    public const int NF_STOLEN = 2;
    public const int NF_QUEUE = 3;

    // linux/netfilter/nfnetlink.h
    public const int NFNL_SUBSYS_NFTABLES = 10;
    public const int NFNLGRP_NFTABLES = 7;
    public const int NFNLGRP_NFTRACE = 9;
    public const int NFNL_MSG_BATCH_BEGIN = 16;

    // linux/netfilter/nf_tables.h
    public const int NFT_MSG_NEWTABLE = 0;
    public const int NFT_MSG_GETTABLE = 1;
    public const int NFT_MSG_NEWCHAIN = 3;
    public const int NFT_MSG_NEWRULE = 6;
    public const int NFT_MSG_GETRULE = 7;
    public const int NFT_MSG_NEWGEN = 15;
    public const int NFT_MSG_GETGEN = 16;
    public const int NFT_MSG_TRACE = 17;
    public const int NFT_TABLE_F_OWNER = 2;
    public const int NFTA_TABLE_NAME = 1;
    public const int NFTA_TABLE_FLAGS = 2;
    public const int NFTA_CHAIN_TABLE = 1;
    public const int NFTA_CHAIN_NAME = 3;
    public const int NFTA_CHAIN_HOOK = 4;
    public const int NFTA_CHAIN_TYPE = 7;
    public const int NFTA_HOOK_HOOKNUM = 1;
    public const int NFTA_HOOK_PRIORITY = 2;
    public const int NFTA_RULE_TABLE = 1;
    public const int NFTA_RULE_CHAIN = 2;
    public const int NFTA_RULE_HANDLE = 3;
    public const int NFTA_RULE_EXPRESSIONS = 4;
    public const int NFTA_LIST_ELEM = 1;
    public const int NFTA_EXPR_NAME = 1;
    public const int NFTA_EXPR_DATA = 2;
    public const int NFTA_DATA_VALUE = 1;
    public const int NFTA_META_DREG = 1;
    public const int NFTA_META_KEY = 2;
    public const int NFTA_META_SREG = 3;
    public const int NFTA_PAYLOAD_DREG = 1;
    public const int NFTA_PAYLOAD_BASE = 2;
    public const int NFTA_PAYLOAD_OFFSET = 3;
    public const int NFTA_PAYLOAD_LEN = 4;
    public const int NFTA_CMP_SREG = 1;
    public const int NFTA_CMP_OP = 2;
    public const int NFTA_CMP_DATA = 3;
    public const int NFTA_BITWISE_SREG = 1;
    public const int NFTA_BITWISE_DREG = 2;
    public const int NFTA_BITWISE_LEN = 3;
    public const int NFTA_BITWISE_MASK = 4;
    public const int NFTA_BITWISE_XOR = 5;
    public const int NFTA_IMMEDIATE_DREG = 1;
    public const int NFTA_IMMEDIATE_DATA = 2;
    public const int NFT_REG_1 = 1;
    public const int NFT_CMP_EQ = 0;
    public const int NFT_PAYLOAD_NETWORK_HEADER = 1;
    public const int NFT_PAYLOAD_TRANSPORT_HEADER = 2;
    public const int NFT_META_IIFNAME = 6;
    public const int NFT_META_NFTRACE = 12;
    public const int NFT_META_NFPROTO = 15;
    public const int NFT_META_L4PROTO = 16;
    public const int NFTA_TRACE_TABLE = 1;
    public const int NFTA_TRACE_CHAIN = 2;
    public const int NFTA_TRACE_RULE_HANDLE = 3;
    public const int NFTA_TRACE_TYPE = 4;
    public const int NFTA_TRACE_VERDICT = 5;
    public const int NFTA_TRACE_ID = 6;
    public const int NFTA_TRACE_NETWORK_HEADER = 8;
    public const int NFTA_TRACE_TRANSPORT_HEADER = 9;
    public const int NFTA_TRACE_POLICY = 16;
    public const int NFT_TRACETYPE_POLICY = 1;
    public const int NFT_TRACETYPE_RETURN = 2;
    public const int NFT_TRACETYPE_RULE = 3;
    public const int NFTA_VERDICT_CODE = 1;
    public const int NFTA_VERDICT_CHAIN = 2;
    public const int NFT_CONTINUE = -1;
    public const int NFT_BREAK = -2;
    public const int NFT_JUMP = -3;
    public const int NFT_GOTO = -4;
    public const int NFT_RETURN = -5;
    public const int NFTA_GEN_ID = 1;
}
