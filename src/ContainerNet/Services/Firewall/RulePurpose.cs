namespace ContainerNet.Services.Firewall;

/// <summary>What a rule of this module is for, as its comment says.</summary>
internal static class RulePurpose
{
    /// <summary>Drops what no published port asks for.</summary>
    public const string Guard = "guard";

    /// <summary>Keeps neighbours away from 127.0.0.0/8.</summary>
    public const string Loopback = "loopback";

    /// <summary>Leads a port of the host to a container.</summary>
    public const string Publish = "publish";

    /// <summary>Lets pass what was led so, in its original direction.</summary>
    public const string Accept = "accept";

    /// <summary>Lets the answers pass.</summary>
    public const string Reply = "reply";

    /// <summary>Has what comes from the container's own subnet come from the host, so that the answers come back through it.</summary>
    public const string Masquerade = "masquerade";

    /// <summary>The same where this module turned on the hairpin mode of the container's bridge port, which goes with the last such rule.</summary>
    public const string Hairpin = "hairpin";

    /// <summary>Lets a source get to a port.</summary>
    public const string Allow = "allow";

    /// <summary>Keeps every other source away from it.</summary>
    public const string Deny = "deny";

    /// <summary>Whether a rule leads traffic to a container, or lets it get there: such a rule must never outlive the container's address.</summary>
    public static bool IsForwarding(string purpose) => purpose is Publish or Accept or Reply or Masquerade or Hairpin;

    /// <summary>Whether a rule says who may get to a port of the host, whichever address the container has.</summary>
    public static bool IsAccess(string purpose) => purpose is Allow or Deny;

    /// <summary>Where a rule must stand in its chain: behind those of a lower rank. 127.0.0.0/8 is closed before a source can be let in, and nothing is
    /// let in behind the rule that keeps everybody away.</summary>
    public static int RankOf(string purpose) => purpose switch { Loopback => 1, Allow => 2, Deny => 3, _ => 0 };
}
