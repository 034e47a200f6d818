namespace ContainerNet;

/// <summary>A rule of the host's firewall, and the container it is about.</summary>
public sealed record FirewallRule
{
    /// <summary>The name of the container; empty for a rule of a whole network, of nobody, or of a container that is gone.</summary>
    public string ContainerName { get; init; } = "";

    /// <summary>The id of the container; empty for a rule of a whole network or of nobody.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The name of the engine's network the rule is about; empty where it names none.</summary>
    public string Network { get; init; } = "";

    /// <summary>IPv4, IPv6, or Both.</summary>
    public required string Family { get; init; }

    /// <summary>iptables-nft, iptables-legacy, or nftables for a table of its own.</summary>
    public required string Backend { get; init; }

    /// <summary>raw, mangle, nat, filter or security; of nftables its own with the family before it.</summary>
    public required string Table { get; init; }

    /// <summary>The chain it stands in.</summary>
    public required string Chain { get; init; }

    /// <summary>Its place in the chain, from 1, as <c>iptables -L --line-numbers</c> counts.</summary>
    public required int Number { get; init; }

    /// <summary>The name of a <see cref="FirewallRulePurpose"/>.</summary>
    public string Purpose { get; init; } = nameof(FirewallRulePurpose.Other);

    /// <summary>The name of a <see cref="FirewallRuleOwner"/>: who made it.</summary>
    public string Owner { get; init; } = nameof(FirewallRuleOwner.Other);

    /// <summary>ACCEPT, DROP, DNAT ..., or the chain it leads to; empty where it does neither.</summary>
    public string Target { get; init; } = "";

    /// <summary>Matches and target, as the tool prints them.</summary>
    public required string Rule { get; init; }

    /// <summary>Its comment; empty when it has none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The built-in chains from which packets come to it; none where no packet does.</summary>
    public string[] Hooks { get; init; } = [];

    /// <summary>How many packets it had met at <see cref="CountedAt"/>; null where it does not count.</summary>
    public ulong? Packets { get; init; }

    /// <summary>How many bytes these had; null where it does not count.</summary>
    public ulong? Bytes { get; init; }

    /// <summary>When the counters were read; UTC.</summary>
    public DateTime CountedAt { get; init; }

    /// <summary>The whole line of iptables-save, without counters; of nftables the rule's JSON.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
