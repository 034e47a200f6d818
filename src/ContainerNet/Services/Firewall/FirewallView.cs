using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Firewall.Native;

namespace ContainerNet.Services.Firewall;

/// <summary>Every rule of this network namespace as it was at one time.</summary>
/// <param name="Sets">The rules of iptables, of each variant and family that holds some.</param>
/// <param name="Native">The tables of nftables that are none of iptables'.</param>
internal sealed record FirewallView(IReadOnlyList<FirewallRules> Sets, IReadOnlyList<NftDocument> Native)
{
    /// <summary>The tables of <see cref="Native"/>, in their order, and those that could not be read, whose text is null.</summary>
    public IReadOnlyList<(NftTable Table, NftDocument? Document)> NativeTables { get; init; } = [];

    /// <summary>What could not be read, and why; in words for the user.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The generation of nftables' rules; null where nothing tells whether the rules are still the same.</summary>
    public uint? Generation { get; init; }

    /// <summary>The inode of the network namespace.</summary>
    public long Namespace { get; init; }

    /// <summary>When it was read; UTC.</summary>
    public DateTime ReadAt { get; init; }
}

/// <summary>The rules of one variant of iptables in one family.</summary>
/// <param name="Backend">iptables-nft or iptables-legacy.</param>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Rules">The rules.</param>
internal sealed record FirewallRules(string Backend, AddressFamily Family, RuleSet Rules);
