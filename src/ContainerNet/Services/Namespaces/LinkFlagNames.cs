using System.Globalization;

namespace ContainerNet.Services.Namespaces;

/// <summary>The names of interface flags in the order of ip(8). The numbers are IFF_* of linux/if.h.</summary>
internal static class LinkFlagNames
{
    public const uint Up = 1 << 0;
    public const uint PointToPoint = 1 << 4;
    public const uint Running = 1 << 6;

    /// <summary>Named by ip(8) although it is no flag of the interface: the link below is down.</summary>
    public const string LinkDown = "M-DOWN";

    public static readonly (uint Flag, string Name)[] Table =
    [
        (1 << 3, "LOOPBACK"), (1 << 1, "BROADCAST"), (PointToPoint, "POINTOPOINT"), (1 << 12, "MULTICAST"), (1 << 7, "NOARP"),
        (1 << 9, "ALLMULTI"), (1 << 8, "PROMISC"), (1 << 10, "MASTER"), (1 << 11, "SLAVE"), (1 << 2, "DEBUG"), (1 << 15, "DYNAMIC"),
        (1 << 14, "AUTOMEDIA"), (1 << 13, "PORTSEL"), (1 << 5, "NOTRAILERS"), (Up, "UP"), (1 << 16, "LOWER_UP"),
        (1 << 17, "DORMANT"), (1 << 18, "ECHO"),
    ];

    public static string[] NamesOf(uint flags, bool linkDown)
    {
        var names = new List<string>(8);
        if ((flags & (Up | Running)) == Up) names.Add("NO-CARRIER");
        flags &= ~Running;
        foreach (var (flag, name) in Table)
        {
            if ((flags & flag) == 0) continue;
            names.Add(name);
            flags &= ~flag;
        }

        if (flags != 0) names.Add(flags.ToString("x", CultureInfo.InvariantCulture));
        if (linkDown) names.Add(LinkDown);
        return [.. names];
    }
}
