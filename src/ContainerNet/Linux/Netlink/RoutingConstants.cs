namespace ContainerNet.Linux.Netlink;

/// <summary>Numbers of routes, rules and neighbours under their names in the kernel's headers; a test compares them with the headers.</summary>
internal static class RoutingConstants
{
    // linux/rtnetlink.h
    public const int RTM_NEWROUTE = 24;
    public const int RTM_GETROUTE = 26;
    public const int RTM_NEWNEIGH = 28;
    public const int RTM_GETNEIGH = 30;
    public const int RTM_NEWRULE = 32;
    public const int RTM_GETRULE = 34;
    public const int RTA_DST = 1;
    public const int RTA_SRC = 2;
    public const int RTA_OIF = 4;
    public const int RTA_GATEWAY = 5;
    public const int RTA_PRIORITY = 6;
    public const int RTA_PREFSRC = 7;
    public const int RTA_METRICS = 8;
    public const int RTA_MULTIPATH = 9;
    public const int RTA_FLOW = 11;
    public const int RTA_CACHEINFO = 12;
    public const int RTA_TABLE = 15;
    public const int RTA_VIA = 18;
    public const int RTA_PREF = 20;
    public const int RTA_ENCAP_TYPE = 21;
    public const int RTA_ENCAP = 22;
    public const int RTA_NH_ID = 30;
    public const int RTAX_LOCK = 1;
    public const int RTAX_RTT = 4;
    public const int RTAX_RTTVAR = 5;
    public const int RTAX_HOPLIMIT = 10;
    public const int RTAX_FEATURES = 12;
    public const int RTAX_RTO_MIN = 13;
    public const int RTAX_CC_ALGO = 16;

    // linux/fib_rules.h
    public const int FRA_IIFNAME = 3;
    public const int FRA_PRIORITY = 6;
    public const int FRA_FWMARK = 10;
    public const int FRA_SUPPRESS_PREFIXLEN = 14;
    public const int FRA_FWMASK = 16;
    public const int FRA_OIFNAME = 17;
    public const int FRA_PROTOCOL = 21;
    public const int FR_ACT_TO_TBL = 1;
    public const int FIB_RULE_INVERT = 2;

    // linux/neighbour.h
    public const int NDA_DST = 1;
    public const int NDA_LLADDR = 2;

    // linux/rtnetlink.h and linux/pkt_sched.h, of tc
    public const int RTM_NEWQDISC = 36;
    public const int RTM_GETQDISC = 38;
    public const int RTM_NEWTFILTER = 44;
    public const int RTM_GETTFILTER = 46;
    public const uint TC_H_CLSACT = 0xFFFFFFF1;
    public const int TC_H_MIN_INGRESS = 0xFFF2;
    public const int TC_H_MIN_EGRESS = 0xFFF3;
}
