using System.Globalization;

namespace ContainerNet.Services.Namespaces;

/// <summary>Names for the numbers of a route, as ip(8) prints them. The numbers are those of linux/rtnetlink.h and linux/lwtunnel.h.</summary>
internal static class RouteNames
{
    /// <summary>RTA_PRIORITY, RTAX_* ...: the names of RTAX_* by number; empty where ip(8) has none.</summary>
    public static readonly string[] Metrics =
    [
        "", "", "mtu", "window", "rtt", "rttvar", "ssthresh", "cwnd", "advmss", "reordering", "hoplimit", "initcwnd", "features", "rto_min",
        "initrwnd", "quickack", "congctl", "fastopen_no_cookie",
    ];

    /// <summary>RTNH_F_* and RTM_F_*, in the order of ip(8).</summary>
    public static readonly (uint Flag, string Name)[] Flags =
    [
        (1, "dead"), (4, "onlink"), (2, "pervasive"), (8, "offload"), (64, "trap"), (0x100, "notify"), (16, "linkdown"), (32, "unresolved"),
        (0x4000, "rt_offload"), (0x8000, "rt_trap"), (0x20000000, "rt_offload_failed"),
    ];

    /// <summary>RTPROT_*.</summary>
    public static readonly Dictionary<int, string> Protocols = new()
    {
        [0] = "unspec", [1] = "redirect", [2] = "kernel", [3] = "boot", [4] = "static", [8] = "gated", [9] = "ra", [10] = "mrt", [11] = "zebra",
        [12] = "bird", [13] = "dnrouted", [14] = "xorp", [15] = "ntk", [16] = "dhcp", [18] = "keepalived", [42] = "babel", [99] = "openr",
        [186] = "bgp", [187] = "isis", [188] = "ospf", [189] = "rip", [192] = "eigrp",
    };

    // RTN_*
    private static readonly string[] s_types =
        ["none", "unicast", "local", "broadcast", "anycast", "multicast", "blackhole", "unreachable", "prohibit", "throw", "nat", "xresolve"];

    // LWTUNNEL_ENCAP_*
    private static readonly string[] s_encapsulations = ["none", "mpls", "ip", "ila", "ip6", "seg6", "bpf", "seg6local", "rpl", "ioam6", "xfrm"];

    public static string Type(int type) => type < s_types.Length ? s_types[type] : Number(type);

    /// <summary>RT_TABLE_*.</summary>
    public static string Table(uint table) => table switch { 253 => "default", 254 => "main", 255 => "local", _ => Number(table) };

    public static string Protocol(int protocol) => Protocols.GetValueOrDefault(protocol) ?? Number(protocol);

    /// <summary>ICMPV6_ROUTER_PREF_* of linux/icmpv6.h.</summary>
    public static string Preference(byte? preference) => preference switch
    {
        null => "",
        0 => "medium",
        1 => "high",
        3 => "low",
        { } other => Number(other),
    };

    public static string Encapsulation(int type, ReadOnlySpan<byte> attributes)
    {
        if (type == 0) return "";
        var name = type < s_encapsulations.Length ? s_encapsulations[type] : Number(type);
        return attributes.IsEmpty ? name : $"{name} 0x{Convert.ToHexString(attributes)}";
    }

    public static string[] FlagsOf(uint flags) => [.. Flags.Where(row => (flags & row.Flag) != 0).Select(static row => row.Name)];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
