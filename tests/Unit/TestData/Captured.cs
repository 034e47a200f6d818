namespace ContainerNet.Unit.TestData;

/// <summary>
/// What one namespace with many kinds of interfaces answered to RTM_GETLINK (request 1) and RTM_GETADDR (request 2), a datagram a line,
/// and what <c>ip addr</c> of iproute2 6.1 printed there in the same second.
/// </summary>
internal static class Captured
{
    public const uint LinksSequence = 1;
    public const uint AddressesSequence = 2;

    public static byte[][] Links => Datagrams("links.hex");

    public static byte[][] Addresses => Datagrams("addresses.hex");

    public static string IpAddr => File.ReadAllText(PathOf("ip-addr.txt"));

    internal static byte[][] Datagrams(string name) =>
        [.. File.ReadLines(PathOf(name)).Where(static line => line.Length > 0).Select(Convert.FromHexString)];

    internal static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);
}
