using ContainerNet.Iptables;
using ContainerNet.Services.Firewall;

namespace ContainerNet.Services.Repairing;

/// <summary>A command of a script, read again: pure.</summary>
/// <param name="Table">The table.</param>
/// <param name="Verb">-A, -I, -D, -N or -X.</param>
/// <param name="Rule">The rule it brings in or takes away; of -N and -X the bare chain.</param>
internal sealed record PlannedCommand(string Table, string Verb, Rule Rule)
{
    /// <summary>The container the rule belongs to, and what for; null where it belongs to none.</summary>
    public RuleOwner? Owner => OwnerComment.OwnerOf(Rule);

    /// <summary>The chain of this module it concerns: the one the rule stands in or leads to.</summary>
    public string OwnChain => Rule.Target.StartsWith(OwnedChains.Nat, StringComparison.Ordinal) ? Rule.Target : Rule.Chain;

    /// <summary>Whether it is a jump to a chain of this module.</summary>
    public bool IsJump => Rule.Target == OwnChain && Rule.Chain != OwnChain;

    public static IEnumerable<PlannedCommand> Of(RestoreScript script) => script.Commands.Select(static one => Parse(one.Table, one.Command));

    private static PlannedCommand Parse(string table, string command)
    {
        string[] words = command.Split(' ', 3);
        var rest = words.Length > 2 ? words[2] : "";
        if (words[0] == "-I") rest = rest.Split(' ', 2)[1];
        return new PlannedCommand(table, words[0], new Rule(words[1], rest));
    }
}
