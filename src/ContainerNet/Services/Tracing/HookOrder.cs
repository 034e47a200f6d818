namespace ContainerNet.Services.Tracing;

/// <summary>The order in which a packet meets what hangs on the kernel's hooks (linux/netfilter_ipv4.h).</summary>
internal static class HookOrder
{
    /// <summary>Where the destination of a packet is translated.</summary>
    public const int DestinationNat = -100;

    /// <summary>Where its source is.</summary>
    public const int SourceNat = 100;

    private const int Tracking = -200;

    /// <summary>The tables of iptables at each hook, with their priorities.</summary>
    public static readonly Dictionary<string, (string Table, int Priority)[]> Tables = new()
    {
        ["PREROUTING"] = [("raw", -300), ("mangle", -150), ("nat", DestinationNat)],
        ["INPUT"] = [("mangle", -150), ("filter", 0), ("security", 50), ("nat", SourceNat)],
        ["FORWARD"] = [("mangle", -150), ("filter", 0), ("security", 50)],
        ["OUTPUT"] = [("raw", -300), ("mangle", -150), ("nat", DestinationNat), ("filter", 0), ("security", 50)],
        ["POSTROUTING"] = [("mangle", -150), ("nat", SourceNat)],
    };

    /// <summary>Whether something at a hook looks at packets before connection tracking does.</summary>
    public static bool IsBeforeTracking(string hook, int priority) => priority < Tracking && hook is ("PREROUTING" or "OUTPUT");
}
