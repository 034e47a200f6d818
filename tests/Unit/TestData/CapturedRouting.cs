namespace ContainerNet.Unit.TestData;

/// <summary>
/// What one namespace with many kinds of routes answered, a datagram a line, and what <c>ip route show table all</c> and <c>ip rule</c> of
/// iproute2 6.1 printed there in the same second.
/// </summary>
internal static class CapturedRouting
{
    /// <summary>The answer to RTM_GETLINK, request 1.</summary>
    public static byte[][] Links => Captured.Datagrams("route-links.hex");

    /// <summary>IPv4, request 3.</summary>
    public static byte[][] Routes4 => Captured.Datagrams("routes4.hex");

    /// <summary>IPv6, request 4.</summary>
    public static byte[][] Routes6 => Captured.Datagrams("routes6.hex");

    /// <summary>IPv4, request 5.</summary>
    public static byte[][] Rules => Captured.Datagrams("rules.hex");

    /// <summary>IPv4, request 6.</summary>
    public static byte[][] Neighbours => Captured.Datagrams("neighbours.hex");

    /// <summary>tcp over IPv4, request 7: one listens on 127.0.0.1:82, its backlog is 9.</summary>
    public static byte[][] Sockets4 => Captured.Datagrams("sockets4.hex");

    /// <summary>tcp over IPv6, request 8: one listens on every address, port 80.</summary>
    public static byte[][] Sockets6 => Captured.Datagrams("sockets6.hex");

    public static string[] IpRoute => Lines("ip-route.txt");

    public static string[] IpRule => Lines("ip-rule.txt");

    private static string[] Lines(string name) => File.ReadAllText(Captured.PathOf(name)).Replace(" \n", "\n", StringComparison.Ordinal)
        .Replace("\n\t", "|\t", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
