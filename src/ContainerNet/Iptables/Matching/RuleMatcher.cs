using System.Globalization;
using System.Net;

namespace ContainerNet.Iptables.Matching;

/// <summary>Tells whether a rule applies to a packet. What it does not know makes the answer Unknown.</summary>
/// <param name="typeOf">The type of an address as the kernel's routes have it (<c>-m addrtype</c>): LOCAL, BROADCAST, MULTICAST, UNICAST.</param>
internal sealed class RuleMatcher(Func<IPAddress, string> typeOf)
{
    // Of these everything that decides is an option of its own, which is known or makes the answer Unknown.
    private static readonly HashSet<string> s_modules =
    [
        "tcp", "udp", "sctp", "icmp", "icmp6", "ipv6-icmp", "comment", "conntrack", "state", "addrtype", "multiport", "mark", "iprange", "physdev",
    ];

    /// <summary>Whether the rule applies: all of its matches hold.</summary>
    public Answer Matches(Rule rule, Packet packet)
    {
        var answer = Answer.Yes;
        var options = rule.Options;
        for (var i = 0; i < options.Count && options[i].Kind != OptionKind.Target; i++)
        {
            answer = answer.And(Asked(rule, options[i], packet));
            if (answer == Answer.No) return Answer.No;
        }

        return answer;
    }

    private Answer Asked(Rule rule, RuleOption option, Packet packet)
    {
        if (option.Kind == OptionKind.Other && !packet.Connection.IsThere && ConnectionMatch.AsksForConnection(option)) return ConnectionMatch.WithoutConnection(rule);
        var one = option.Kind switch
        {
            OptionKind.Source => option.Range.Contains(packet.Source),
            OptionKind.Destination => option.Range.Contains(packet.Destination),
            OptionKind.Protocol => Protocol(packet, option.Value),
            _ => Matches(option, packet),
        };
        return option.Negated ? one.Not() : one;
    }

    private Answer Matches(RuleOption option, Packet packet) => option.Name switch
    {
        "-m" => Answers.Of(s_modules.Contains(option.Value)).Or(Answer.Unknown),
        "--comment" => Answer.Yes,
        "-i" => Interface(packet.InInterface, option.Value),
        "-o" => Interface(packet.OutInterface, option.Value),
        "--sport" => packet.HasPorts ? PortMatch.IsIn(packet.SourcePort, option.Value) : Answer.No,
        "--dport" => packet.HasPorts ? PortMatch.IsIn(packet.DestinationPort, option.Value) : Answer.No,
        "--sports" => PortMatch.IsInAny(packet.SourcePort, option.Value),
        "--dports" => PortMatch.IsInAny(packet.DestinationPort, option.Value),
        "--ports" => PortMatch.IsInAny(packet.SourcePort, option.Value).Or(PortMatch.IsInAny(packet.DestinationPort, option.Value)),
        "--src-range" => AddressMatch.IsBetween(packet.Source, option.Value),
        "--dst-range" => AddressMatch.IsBetween(packet.Destination, option.Value),
        "--src-type" => Answers.Of(option.Value.Split(',').Contains(typeOf(packet.Source))),
        "--dst-type" => Answers.Of(option.Value.Split(',').Contains(typeOf(packet.Destination))),
        "--mark" => Mark(packet, option.Value),
        "--syn" => packet.Protocol == "tcp" ? Answers.Of(packet.IsOpening) : Answer.No,
        "--tcp-flags" => TcpFlags(packet, option),
        "--icmp-type" or "--icmpv6-type" => Icmp(packet, option.Value),
        "--physdev-is-bridged" => Answers.Of(packet.IsBridged),
        "--physdev-is-in" => Answers.Of(packet.BridgePortIn.Length > 0),
        "--physdev-is-out" => Answers.Of(packet.IsBridged && packet.BridgePortOut.Length > 0),
        "--physdev-in" => Interface(packet.BridgePortIn, option.Value),
        "--physdev-out" => packet.IsBridged ? Interface(packet.BridgePortOut, option.Value) : Answer.No,
        _ => ConnectionMatch.Matches(option, packet),
    };

    // A + at the end stands for any rest.
    private static Answer Interface(string name, string wanted) => Answers.Of(
        wanted == "+" || (name.Length > 0 && (wanted.EndsWith('+') ? name.StartsWith(wanted[..^1], StringComparison.Ordinal) : name == wanted)));

    internal static Answer Protocol(Packet packet, string wanted) => Answers.Of(
        wanted is "all" or "0" || wanted == packet.Protocol || wanted == NumberOf(packet.Protocol) || (wanted == "icmpv6" && packet.Protocol == "ipv6-icmp"));

    private static string NumberOf(string protocol) => protocol switch
    {
        "icmp" => "1", "tcp" => "6", "udp" => "17", "ipv6-icmp" => "58", "sctp" => "132", _ => protocol,
    };

    private static Answer Mark(Packet packet, string wanted)
    {
        if (packet.Mark is not { } mark) return Answer.Unknown;
        var parts = wanted.Split('/');
        var (value, mask) = (Number(parts[0]), parts.Length > 1 ? Number(parts[1]) : uint.MaxValue);
        return value is { } number && mask is { } bits ? Answers.Of((mark & bits) == number) : Answer.Unknown;
    }

    internal static uint? Number(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal) ? hexadecimal : null
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Answer TcpFlags(Packet packet, RuleOption option) =>
        packet.Protocol != "tcp" ? Answer.No : option.Values is [var mask, var set] ? TcpFlags(packet, Flags(mask), Flags(set)) : Answer.Unknown;

    /// <summary>Whether of some flags of a segment those that are wanted are set, and no other.</summary>
    internal static Answer TcpFlags(Packet packet, HashSet<string> looked, HashSet<string> wanted)
    {
        if (!looked.IsSupersetOf(wanted)) return Answer.No;
        return looked.Aggregate(Answer.Yes, (answer, flag) => answer.And(wanted.Contains(flag) ? Flag(packet, flag) : Flag(packet, flag).Not()));
    }

    // A first packet is a SYN and nothing else; later ones have ACK, an answer perhaps SYN too, and neither ends the flow.
    private static Answer Flag(Packet packet, string flag) => flag switch
    {
        "SYN" => packet.IsOpening ? Answer.Yes : packet.Connection.IsReply ? Answer.Unknown : Answer.No,
        "ACK" => Answers.Of(!packet.IsOpening),
        "PSH" when !packet.IsOpening => Answer.Unknown,
        _ => Answer.No,
    };

    private static HashSet<string> Flags(string text) => text switch
    {
        "ALL" => ["SYN", "ACK", "FIN", "RST", "URG", "PSH"],
        "NONE" => [],
        _ => [.. text.Split(',')],
    };

    // A traced icmp is an echo request, and its reply an echo reply.
    private static Answer Icmp(Packet packet, string type)
    {
        var (request, reply) = packet.Protocol switch
        {
            "icmp" => ("8", "0"),
            "ipv6-icmp" => ("128", "129"),
            _ => ("", ""),
        };
        if (request.Length == 0) return Answer.No;
        if (type is "any" or "255") return Answer.Yes;
        var (number, name) = packet.Connection.IsReply ? (reply, "echo-reply") : (request, "echo-request");
        if (type == number || type == name || type == $"{number}/0") return Answer.Yes;
        return char.IsAsciiDigit(type[0]) || type is "echo-reply" or "echo-request" ? Answer.No : Answer.Unknown;
    }
}
