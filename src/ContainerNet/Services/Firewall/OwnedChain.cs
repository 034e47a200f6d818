using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>A chain of this module, and how packets come to it.</summary>
/// <param name="Table">The table it stands in.</param>
/// <param name="Name">Its name, CONTAINERNET-*.</param>
/// <param name="Head">The rule that must stand first in it and belongs to no container; null when there is none.</param>
/// <param name="Jump">The one rule that leads to it.</param>
/// <param name="Place">Where in its chain the jump must stand.</param>
internal sealed record OwnedChain(string Table, string Name, Rule? Head, Rule Jump, JumpPlace Place);

/// <summary>Where a jump must stand.</summary>
internal enum JumpPlace
{
    /// <summary>Anywhere in the chain; a new one goes to its end.</summary>
    Anywhere,

    /// <summary>Before every other rule.</summary>
    First,

    /// <summary>Behind all rules that can be reached: before the first unconditional RETURN, or at the end where there is none.</summary>
    LastReached,
}
