namespace ContainerNet.Linux.Proc;

/// <summary>
/// Whether tables of the older iptables, which keeps its rules apart from nftables, are in use in this network namespace. To ask
/// iptables-legacy itself would load its kernel modules.
/// </summary>
internal static class LegacyTables
{
    /// <summary>Whether there is a table of IPv4 or of IPv6.</summary>
    public static bool AreThere(bool ipv6)
    {
        try
        {
            return File.ReadAllText(ipv6 ? "/proc/net/ip6_tables_names" : "/proc/net/ip_tables_names").Length > 0;
        }
        catch (IOException)
        {
            // The file is there as soon as the kernel module is.
            return false;
        }
    }
}
