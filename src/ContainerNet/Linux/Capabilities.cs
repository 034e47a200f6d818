using System.Globalization;

namespace ContainerNet.Linux;

/// <summary>The capabilities this process can use (CapEff in /proc/self/status, capabilities(7)).</summary>
internal static class Capabilities
{
    private const string Label = "CapEff:";

    public static Capability[] MissingOf(params Capability[] wanted) => MissingOf(File.ReadAllText("/proc/self/status"), wanted);

    /// <summary>The capabilities of <paramref name="wanted"/> that the text of a status file does not have.</summary>
    public static Capability[] MissingOf(string status, params Capability[] wanted)
    {
        var line = Array.Find(status.Split('\n'), line => line.StartsWith(Label, StringComparison.Ordinal)) ?? Label;
        _ = ulong.TryParse(line[Label.Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var effective);
        return Array.FindAll(wanted, capability => (effective >> (int)capability & 1) == 0);
    }

    /// <summary>Whether this process may read and change the firewall of its network namespace.</summary>
    public static bool MayUseFirewall() => MissingOf(Capability.NetAdmin, Capability.NetRaw).Length == 0;

    /// <summary>The kernel's name, such as CAP_NET_ADMIN.</summary>
    public static string NameOf(Capability capability) => capability switch
    {
        Capability.NetAdmin => "CAP_NET_ADMIN",
        Capability.NetRaw => "CAP_NET_RAW",
        Capability.SysPtrace => "CAP_SYS_PTRACE",
        _ => "CAP_SYS_ADMIN",
    };
}

/// <summary>Numbers of linux/capability.h.</summary>
internal enum Capability
{
    NetAdmin = 12,
    NetRaw = 13,
    SysPtrace = 19,
    SysAdmin = 21,
}
