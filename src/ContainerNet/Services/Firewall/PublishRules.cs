using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Input;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>The rules of a published port in iptables' words.</summary>
internal static class PublishRules
{
    /// <summary>The rules by which ports of the host lead to a container.</summary>
    /// <param name="containerId">Whose ports they are: for a joined container its own id, and its donor's address.</param>
    /// <param name="to">Where they lead.</param>
    /// <param name="forward">The ports; none of the address' family gives no rule.</param>
    /// <param name="hairpin">Whether this module turned on the hairpin mode that goes with them.</param>
    public static IEnumerable<Rule> For(string containerId, ForwardAddress to, PortForward forward, bool hairpin)
    {
        var family = to.Address.AddressFamily;
        if (!IsOf(forward.HostIP, family)) return [];
        var (protocol, address) = ($"-p {forward.Protocol} -m {forward.Protocol}", Cidr.Of(to.Address));
        var (host, container) = (forward.Host.Match, forward.Container.Match);
        var original = $"-m conntrack --ctstate DNAT {OriginalOf(forward.HostIP)}--ctorigdstport {host}";
        return
        [
            new Rule(OwnedChains.Forward, $"-d {address} -o {to.Bridge} {protocol} --dport {container} {original} --ctdir ORIGINAL {Words(RulePurpose.Accept)} -j ACCEPT"),
            new Rule(OwnedChains.Forward,
                $"-s {address} -i {to.Bridge} {protocol} --sport {container} -m conntrack --ctstate ESTABLISHED --ctdir REPLY {Words(RulePurpose.Reply)} -j ACCEPT"),
            new Rule(OwnedChains.Nat,
                $"{NotLinkLocal(family)}{DestinationOf(forward.HostIP)}{protocol} --dport {host} {Words(RulePurpose.Publish)} " +
                $"-j DNAT --to-destination {DnatDestination.Print(to.Address, forward.Host, forward.Container)}"),
            new Rule(OwnedChains.Post, $"-s {to.Subnet} -d {address} {protocol} --dport {container} {original} {Words(hairpin ? RulePurpose.Hairpin : RulePurpose.Masquerade)} -j MASQUERADE"),
        ];

        string Words(string purpose) => OwnerComment.Words(OwnerComment.For(containerId, purpose, forward.Port));
    }

    /// <summary>The rules that keep all but some sources away from ports of the host, before any DNAT; none where everybody may.</summary>
    public static IEnumerable<Rule> For(string containerId, PortAccess access, AddressFamily family)
    {
        if (access.AllowFrom.Length == 0 || !IsOf(access.HostIP, family)) return [];
        var ports = $"{DestinationOf(access.HostIP)}-p {access.Protocol} -m {access.Protocol} --dport {access.Host.Match}";
        return
        [
            .. access.AllowFrom.Where(network => Cidr.FamilyOf(network) == family)
                .Select(network => new Rule(OwnedChains.Access, $"{(Cidr.IsEverything(network) ? "" : $"-s {network} ")}{ports} {Words(RulePurpose.Allow)} -j RETURN")),
            // Every packet of the original direction, not only the first: what a source has open that may no longer ends at once.
            new Rule(OwnedChains.Access, $"{ports} -m conntrack --ctdir ORIGINAL {Words(RulePurpose.Deny)} -j DROP"),
        ];

        string Words(string purpose) => OwnerComment.Words(OwnerComment.For(containerId, purpose, access.Port));
    }

    /// <summary>Whether an address of the host, or every one where it is empty, is of a family.</summary>
    public static bool IsOf(string hostIP, AddressFamily family) => hostIP.Length == 0 || Cidr.FamilyOf(hostIP) == family;

    private static string DestinationOf(string hostIP) => IsEvery(hostIP) ? "" : $"-d {Cidr.Of(IpText.ParseAddress(hostIP))} ";

    private static string OriginalOf(string hostIP) => IsEvery(hostIP) ? "" : $"--ctorigdst {IpText.ParseAddress(hostIP)} ";

    private static bool IsEvery(string hostIP) => hostIP is "" or "0.0.0.0" || (hostIP.Contains(':', StringComparison.Ordinal) && IpText.ParseAddress(hostIP).Equals(IPAddress.IPv6Any));

    // A neighbour's link-local address means nothing behind another link.
    private static string NotLinkLocal(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "! -s fe80::/10 " : "";
}
