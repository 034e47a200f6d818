using System.Globalization;

namespace ContainerNet.Linux;

/// <summary>The capabilities this process has in effect (capabilities(7), CapEff of <c>/proc/self/status</c>).</summary>
internal static class Capabilities
{
    private const string Key = "CapEff:";

    /// <summary>Whether it may read and change the firewall of its network namespace.</summary>
    public static bool MayUseFirewall() => MissingOf(Capability.NetAdmin, Capability.NetRaw).Length == 0;

    /// <summary>Those of <paramref name="wanted"/> that this process does not have.</summary>
    public static Capability[] MissingOf(params Capability[] wanted) => MissingIn(File.ReadAllText("/proc/self/status"), wanted);

    /// <summary>Those of <paramref name="wanted"/> that the text of a status file does not have.</summary>
    public static Capability[] MissingIn(string status, params Capability[] wanted)
    {
        var line = Array.Find(status.Split('\n'), text => text.StartsWith(Key, StringComparison.Ordinal));
        var mask = line is null ? 0 : ulong.Parse(line.AsSpan(Key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return Array.FindAll(wanted, capability => (mask & (1UL << (int)capability)) == 0);
    }

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
