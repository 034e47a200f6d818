using System.Globalization;

namespace ContainerNet.Linux;

/// <summary>The capabilities this process has in effect (capabilities(7), CapEff of <c>/proc/self/status</c>).</summary>
internal static class Capabilities
{
    private const int NetAdmin = 12;
    private const int NetRaw = 13;

    /// <summary>Whether it may read and change the firewall of its network namespace.</summary>
    public static bool MayUseFirewall()
    {
        const string Key = "CapEff:";
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal));
        if (line is null) return false;
        var mask = ulong.Parse(line.AsSpan(Key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (mask & (1UL << NetAdmin)) != 0 && (mask & (1UL << NetRaw)) != 0;
    }
}
