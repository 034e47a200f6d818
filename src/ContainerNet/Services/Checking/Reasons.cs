namespace ContainerNet.Services.Checking;

/// <summary>Why something cannot be told.</summary>
internal static class Reasons
{
    /// <summary>Why nothing can be told of rules.</summary>
    public static string OfRules(CheckedHost host) =>
        host.HasNativeEngines ? "nftables"
        : host.Snapshot.Warnings.Length > 0 ? string.Join(' ', host.Snapshot.Warnings)
        : "iptables";
}
