using ContainerNet.Iptables;

namespace ContainerNet.Services.Firewall;

/// <summary>A chain of this module, and how packets come to it.</summary>
/// <param name="Table">The table it stands in.</param>
/// <param name="Name">Its name, CONTAINERNET*.</param>
/// <param name="Head">The rule that must stand first in it and belongs to no container; null when there is none.</param>
/// <param name="Jumps">The rules that lead to it: one in each chain that packets come from.</param>
/// <param name="Place">Where in its chain a jump must stand.</param>
internal sealed record OwnedChain(string Table, string Name, Rule? Head, Rule[] Jumps, JumpPlace Place);

/// <summary>Where a jump must stand.</summary>
internal enum JumpPlace
{
    /// <summary>Anywhere in the chain; a new one goes to its end.</summary>
    Anywhere,

    /// <summary>Before every rule that is no jump of this module.</summary>
    First,

    /// <summary>Behind all rules that can be reached: before the first unconditional RETURN, or at the end where there is none.</summary>
    LastReached,
}
