using System.Text.RegularExpressions;

namespace ContainerNet.Lab.Guard;

/// <summary>What iptables-save prints, made comparable.</summary>
internal static partial class FirewallText
{
    private static readonly string[] s_builtIn = [":PREROUTING", ":INPUT", ":FORWARD", ":OUTPUT", ":POSTROUTING"];

    /// <summary>
    /// The rules of a family by table and chain, in order: without counters and remarks, and without the empty built-in chains that iptables
    /// leaves of a table once used.
    /// </summary>
    public static string[] Rules(LabFixture lab, bool ipv6 = false)
    {
        var lines = new List<string>();
        var table = "";
        foreach (var line in (ipv6 ? lab.Inside.Ip6tablesSave() : lab.Inside.IptablesSave()).Split('\n'))
        {
            if (line.StartsWith('*')) table = line;
            else if (IsRule(line) || IsChain(line)) lines.Add($"{table} {Counters().Replace(line, "")}");
        }

        // A table that was not there before comes in another place; within a table the order is what counts.
        return [.. lines.GroupBy(line => line.Split(' ')[0]).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group)];
    }

    /// <summary>The lines that name one of the module's chains.</summary>
    public static string[] Ours(LabFixture lab, bool ipv6 = false) =>
        [.. Rules(lab, ipv6).Where(line => line.Contains("CONTAINERNET", StringComparison.Ordinal))];

    private static bool IsRule(string line) => line.StartsWith("-A", StringComparison.Ordinal);

    private static bool IsChain(string line) =>
        line.StartsWith(':') && !(s_builtIn.Contains(line.Split(' ')[0]) && line.Contains(" ACCEPT ", StringComparison.Ordinal));

    [GeneratedRegex(@" \[\d+:\d+\]$")]
    private static partial Regex Counters();
}
