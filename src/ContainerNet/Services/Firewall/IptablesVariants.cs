using ContainerNet.Linux;

namespace ContainerNet.Services.Firewall;

/// <summary>The iptables that are installed: one keeps its rules in nftables, the other (legacy) apart; the plain name is one of both.</summary>
internal static class IptablesVariants
{
    private static readonly string[] s_names = ["", "-nft", "-legacy"];

    /// <summary>What stands in the tools' names for the one that keeps its rules in nftables; null where it is not installed.</summary>
    public static string? Nft => Array.Find(s_names, static name => IsLegacy(name) == false);

    /// <summary>What stands in the tools' names for legacy; null where it is not installed.</summary>
    public static string? Legacy => Array.Find(s_names, static name => IsLegacy(name) == true);

    /// <summary>Whether the tools of that name are legacy's; null where they are not installed.</summary>
    public static bool? IsLegacy(string name)
    {
        if (ProcessRunner.Find($"iptables{name}-save") is not { } path) return null;

        // One program has all the tools of a variant, and each tool's name is a link to it, often by way of /etc/alternatives.
        var program = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.Name ?? Path.GetFileName(path);
        return !program.Contains("nft", StringComparison.Ordinal);
    }
}
