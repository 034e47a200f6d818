using ContainerNet.Iptables;
using ContainerNet.Linux;

namespace ContainerNet.Services.Firewall;

/// <summary>What one run of iptables-save said.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Result">The run.</param>
/// <param name="Rules">The rules it printed.</param>
internal sealed record SavedRules(string Tool, ProcessResult Result, RuleSet Rules)
{
    /// <summary>
    /// The line that says that a table is kept back; null where all was shown. Rules made with nft itself can make a table one that
    /// iptables-nft cannot show; to take it for empty would be wrong.
    /// </summary>
    public string? Hidden => Find("is incompatible");

    /// <summary>Whether a table that is shown has base chains of nft's making, which are not.</summary>
    public bool KeepsBackChainsOf(string table) => Find($"`{table}' contains incompatible") is not null;

    private string? Find(string words) =>
        Rules.Lines.OfType<OtherLine>().FirstOrDefault(line => line.Line.Contains(words, StringComparison.Ordinal))?.Line;
}
