using System.Net;
using System.Net.Sockets;
using ContainerNet.Iptables;
using ContainerNet.Services.Publishing;

namespace ContainerNet.Services.Firewall;

/// <summary>The packets that ask for a published port, as the first of each connection comes in from outside. Pure.</summary>
/// <param name="forward">The port.</param>
/// <param name="to">Where it leads.</param>
/// <param name="outside">The interfaces by which others reach this host.</param>
internal sealed class PortFlow(PortForward forward, ForwardAddress to, IReadOnlyCollection<string> outside)
{
    private static readonly string[] s_plainModules = ["tcp", "udp", "sctp", "conntrack", "state", "comment", "addrtype", "multiport"];
    private static readonly string[] s_neverFirst = ["RELATED", "ESTABLISHED", "INVALID", "UNTRACKED"];

    public AddressFamily Family => to.Address.AddressFamily;

    /// <summary>Whether every such packet meets all that a rule asks, whoever sends it; false also where that cannot be told.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="translated">Whether the packets have been led to the container already (DNAT).</param>
    public bool Meets(Rule rule, bool translated) =>
        rule.Options.TakeWhile(static option => option.Name is not ("-j" or "-g")).All(option => Meets(option, translated) is { } met && met != option.Negated);

    private bool? Meets(RuleOption option, bool translated) => option.Name switch
    {
        "-m" => s_plainModules.Contains(option.Value) ? true : null,
        "--comment" => true,
        "-p" => option.Value == "all" || option.Value == forward.Protocol,
        "-s" => Cidr.IsEverything(option.Value) ? true : null,
        "-d" => Destination(translated) is { } address ? Holds(option.Value, address) : null,
        "-i" => outside.Count > 0 && outside.All(name => IsNamed(option.Value, name)) ? true : outside.Any(name => IsNamed(option.Value, name)) ? null : false,
        "-o" => translated ? IsNamed(option.Value, to.Bridge) : null,
        "--dport" or "--dports" => option.Value.Split(',').Any(text => Overlaps(text, translated ? forward.Container : forward.Host)),
        "--ctorigdstport" => Overlaps(option.Value, forward.Host),
        "--ctstate" or "--state" => !option.Value.Split(',').All(s_neverFirst.Contains),
        "--ctdir" => option.Value == "ORIGINAL",
        "--dst-type" => option.Value == (translated ? "UNICAST" : "LOCAL"),
        "--tcp-flags" => option.Values is [_, "SYN"],
        "--syn" => true,
        _ => null,
    };

    private IPAddress? Destination(bool translated) =>
        translated ? to.Address : forward.HostIP is "" or "0.0.0.0" or "::" ? null : IPAddress.Parse(forward.HostIP);

    private static bool Holds(string network, IPAddress address)
    {
        string[] parts = network.Split('/');
        return parts.Length == 2 && int.TryParse(parts[1], out var length) && IPAddress.TryParse(parts[0], out var first)
            && first.AddressFamily == address.AddressFamily && Cidr.Of(first, length) == Cidr.Of(address, length);
    }

    private static bool IsNamed(string pattern, string name) =>
        pattern.EndsWith('+') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;

    private static bool Overlaps(string text, PortRange ports) => PortRange.Parse(text.Replace(':', '-')) is not { } range || range.Overlaps(ports);
}
