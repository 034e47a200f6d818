namespace ContainerNet;

/// <summary>What the kernel itself told of a flow's first packet, beside what was predicted of it.</summary>
public sealed record LiveTrace
{
    /// <summary>Source and destination of the packet when it came to the host's firewall.</summary>
    public required string Packet { get; init; }

    /// <summary>The rules that the packet met, in their order, and the policy that ended it.</summary>
    public LiveHop[] Hops { get; init; } = [];

    /// <summary>The name of a <see cref="LiveAgreement"/>.</summary>
    public required string Agreement { get; init; }

    /// <summary>The first place at which they differ: what was predicted, and what the packet met; empty where they agree.</summary>
    public string Difference { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Difference.Length > 0 ? $"{Agreement}: {Difference}" : Agreement;
}

/// <summary>Whether the kernel's trace is the predicted one.</summary>
public enum LiveAgreement
{
    /// <summary>The packet met the predicted rules, in their order, and no others.</summary>
    Yes,

    /// <summary>It met others.</summary>
    No,

    /// <summary>It met others, and the prediction did not claim to be certain.</summary>
    Unknown,
}

/// <summary>A rule that a packet really met.</summary>
public sealed record LiveHop
{
    /// <summary>raw, mangle, nat, filter or security; of a table of nftables' own its family and name.</summary>
    public required string Table { get; init; }

    /// <summary>The chain.</summary>
    public required string Chain { get; init; }

    /// <summary>The rule's place in the chain, from 1; 0 for a policy, and for a rule that was gone when it was looked for.</summary>
    public int Number { get; init; }

    /// <summary>The rule as iptables-save or nft prints it; empty where the snapshot does not have it.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the rule did, in nft's words: accept, drop, continue, return, queue, stolen, or jump or goto with the chain.</summary>
    public required string Verdict { get; init; }

    /// <summary>Source and destination of the packet as it came to the rule's chain.</summary>
    public required string Packet { get; init; }

    /// <summary>Who made the rule: Engine, ContainerNet, Cni or Other; empty where the snapshot does not have it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The container that the rule belongs to; empty where it belongs to none.</summary>
    public string ContainerName { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Number > 0 ? $"{Table} {Chain} {Number}: {Verdict}" : $"{Table} {Chain}: {Verdict}";
}
