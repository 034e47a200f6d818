using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall.Rules;

/// <summary>What matters of a rule for whose it is and what it is for, in whichever words it was written.</summary>
internal sealed class RuleFacts
{
    /// <summary>The table's name; of nftables' own with its family.</summary>
    public required string Table { get; init; }

    public required string Chain { get; init; }

    /// <summary>Its place in the chain, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>IPv4, IPv6, or Both.</summary>
    public required string Family { get; init; }

    /// <summary>Matches and target as the tool prints them.</summary>
    public required string Text { get; init; }

    /// <summary>The whole line, or the rule's JSON.</summary>
    public required string Raw { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>ACCEPT, DROP, DNAT ..., or the chain it leads to; empty where it does neither.</summary>
    public string Target { get; init; } = "";

    /// <summary>The chains it leads to, with the interface a map looks up for each; empty for a plain jump.</summary>
    public (string Chain, string Interface)[] Jumps { get; init; } = [];

    public RuleMatch In { get; init; }

    public RuleMatch Out { get; init; }

    public RuleMatch Source { get; init; }

    public RuleMatch Destination { get; init; }

    /// <summary>The address that DNAT leads to; empty where it does not.</summary>
    public string Translation { get; init; } = "";

    /// <summary>tcp, udp ...; empty where it is not asked for.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The destination port or ports, as written; empty where they are not asked for.</summary>
    public string Port { get; init; } = "";

    /// <summary>The port a connection asked for before DNAT; empty where it is not asked for.</summary>
    public string OriginalPort { get; init; } = "";

    /// <summary>The name of the ipset it looks into; empty where it does not.</summary>
    public string Set { get; init; } = "";

    /// <summary>Whether it asks for a mark.</summary>
    public bool AsksForMark { get; init; }

    /// <summary>Whether it asks for something that an engine's own rules in a built-in chain never ask for.</summary>
    public bool IsUncommon { get; init; }

    public RuleCounters? Counters { get; init; }

    /// <summary>Whether it applies to every packet.</summary>
    public bool IsUnconditional { get; init; }
}

/// <summary>What a rule asks of one thing; nothing where the text is null.</summary>
/// <param name="Text">The interface, or the address without a prefix of full length.</param>
/// <param name="Negated">Whether it must be another one.</param>
internal readonly record struct RuleMatch(string? Text, bool Negated)
{
    /// <summary>What it must be; null where anything else will do.</summary>
    public string? Wanted => Negated ? null : Text;
}
