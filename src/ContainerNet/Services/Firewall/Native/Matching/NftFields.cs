using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>What nftables asks of packets (nft(8), libnftables-json(5)), as far as a trace knows it: all else makes the answer Unknown.</summary>
/// <param name="typeOf">The type of an address as the kernel's routes have it: LOCAL, BROADCAST, MULTICAST, UNICAST.</param>
internal sealed class NftFields(Func<IPAddress, string> typeOf)
{
    private static readonly HashSet<string> s_everyFlag = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECN", "CWR"];

    /// <summary>An expression that stands at the left of a match, or is the key of a map.</summary>
    public NftOperand Of(JsonElement? json)
    {
        if (json is not { } expression || Nft.Only(expression) is not { } only) return NftOperand.Unknown;
        return only.Name switch
        {
            "meta" => OfMeta(Nft.Text(only.Value, "key")),
            "payload" => OfPayload(Nft.Text(only.Value, "protocol"), Nft.Text(only.Value, "field")),
            "ct" => OfConnection(Nft.Text(only.Value, "key"), Nft.Text(only.Value, "dir")),
            "fib" => OfRoute(only.Value),
            "&" => OfBits([.. Nft.Items(only.Value)]),
            "concat" => NftOperand.Of([.. Nft.Items(only.Value).Select(part => Of(part))]),
            _ => NftOperand.Unknown,
        };
    }

    private static NftOperand OfMeta(string key) => key switch
    {
        "iifname" or "iif" => OfWord(static (packet, name) => IsInterface(packet.InInterface, name)),
        "oifname" or "oif" => OfWord(static (packet, name) => IsInterface(packet.OutInterface, name)),
        "l4proto" => OfWordOrNumber(RuleMatcher.Protocol),
        "nfproto" => OfWord(static (packet, name) => Answers.Of(name == (packet.Family == AddressFamily.InterNetwork ? "ipv4" : "ipv6"))),
        "protocol" => OfWord(static (packet, name) => Answers.Of(name == (packet.Family == AddressFamily.InterNetwork ? "ip" : "ip6"))),
        "mark" => OfMark(uint.MaxValue),
        _ => NftOperand.Unknown,
    };

    private static NftOperand OfPayload(string protocol, string field) => ((protocol, field) switch
    {
        ("ip" or "ip6", "saddr") => OfAddress(static packet => packet.Source),
        ("ip" or "ip6", "daddr") => OfAddress(static packet => packet.Destination),
        ("ip", "protocol") or ("ip6", "nexthdr") => OfWordOrNumber(RuleMatcher.Protocol),
        (_, "sport") => OfPort(static packet => packet.SourcePort),
        (_, "dport") => OfPort(static packet => packet.DestinationPort),
        ("tcp", "flags") => OfFlags(s_everyFlag) with { Has = HasFlag },
        ("icmp" or "icmpv6", "type") => OfWordOrNumber(IsEcho),
        _ => NftOperand.Unknown,
    }) with { IsThere = IsOf(protocol) };

    // Where there is no connection nothing but its state can be asked for (nft_ct.c).
    private static NftOperand OfConnection(string key, string direction)
    {
        if (key == "state")
        {
            var state = OfWord(static (packet, word) =>
                packet.Connection.State == Outcome.Unknown ? Answer.Unknown : Answers.Of(word.Equals(packet.Connection.State, StringComparison.OrdinalIgnoreCase)));
            return state with { Has = state.Is };
        }

        return (key, direction) switch
        {
            ("status", _) => NftOperand.Unknown with { IsThere = HasConnection, Has = HasStatus },
            ("direction", _) => OfWord(static (packet, word) => Answers.Of(word == (packet.Connection.IsReply ? "reply" : "original"))) with { IsThere = HasConnection },
            ("saddr" or "ip saddr" or "ip6 saddr", "original") => OfAddress(static packet => packet.Connection.OriginalSource) with { IsThere = HasConnectionOf(key) },
            ("daddr" or "ip daddr" or "ip6 daddr", "original") => OfAddress(static packet => packet.Connection.OriginalDestination) with { IsThere = HasConnectionOf(key) },
            ("proto-src", "original") => OfPort(static packet => packet.Connection.OriginalSourcePort) with { IsThere = HasConnectionWithPorts },
            ("proto-dst", "original") => OfPort(static packet => packet.Connection.OriginalDestinationPort) with { IsThere = HasConnectionWithPorts },
            ("protocol", _) => OfWordOrNumber(RuleMatcher.Protocol) with { IsThere = HasConnection },
            _ => NftOperand.Unknown,
        };
    }

    // fib daddr type local, fib saddr type ...: with more than the one word the interface counts too.
    private NftOperand OfRoute(JsonElement fib)
    {
        if (Nft.Text(fib, "result") != "type") return NftOperand.Unknown;
        var flags = Nft.Items(Nft.Member(fib, "flags")).Select(static flag => flag.ToString()).ToArray();
        return flags.Length > 0 ? OfType(flags) : OfType([Nft.Text(fib, "flags")]);
    }

    private NftOperand OfType(string[] flags) => flags switch
    {
        ["daddr"] => OfWord((packet, word) => Answers.Of(word.Equals(typeOf(packet.Destination), StringComparison.OrdinalIgnoreCase))),
        ["saddr"] => OfWord((packet, word) => Answers.Of(word.Equals(typeOf(packet.Source), StringComparison.OrdinalIgnoreCase))),
        _ => NftOperand.Unknown,
    };

    private static NftOperand OfBits(JsonElement[] sides)
    {
        if (sides is not [var field, var mask]) return NftOperand.Unknown;
        if (Nft.Text(Nft.Member(field, "meta"), "key") == "mark" && NftValues.Number(mask) is { } bits) return OfMark(bits);
        return Nft.Member(field, "payload") is { } payload && Nft.Text(payload, "protocol") == "tcp" && Nft.Text(payload, "field") == "flags" && NftValues.Words(mask) is { } looked
            ? OfFlags(looked) with { IsThere = IsOf("tcp") }
            : NftOperand.Unknown;
    }

    private static NftOperand OfWord(Func<Packet, string, Answer> isIt) => new(value => value.ValueKind == JsonValueKind.String ? Test(isIt, Nft.Text(value)) : static _ => Answer.Unknown);

    private static NftOperand OfWordOrNumber(Func<Packet, string, Answer> isIt) =>
        new(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Test(isIt, value.ToString()) : static _ => Answer.Unknown);

    private static PacketTest Test(Func<Packet, string, Answer> isIt, string word) => packet => isIt(packet, word);

    private static NftOperand OfAddress(Func<Packet, IPAddress> field) => new(value =>
    {
        if (NftValues.Ends(value) is var (first, last))
        {
            var range = $"{first}-{last}";
            return packet => AddressMatch.IsBetween(field(packet), range);
        }

        var network = new AddressRange(NftValues.Network(value));
        return packet => network.Contains(field(packet));
    });

    private static NftOperand OfPort(Func<Packet, PortSpan> field) => new(value => NftValues.Ports(value) is var (first, last) ? packet => field(packet).IsIn(first, last) : static _ => Answer.Unknown)
    {
        Port = field,
    };

    private static NftOperand OfMark(uint mask) => new(value =>
    {
        var wanted = NftValues.Number(value);
        return packet => wanted is { } number && packet.Mark is { } mark ? Answers.Of((mark & mask) == number) : Answer.Unknown;
    });

    private static NftOperand OfFlags(HashSet<string> looked) =>
        new(value => NftValues.Words(value) is { } wanted ? packet => RuleMatcher.TcpFlags(packet, looked, wanted) : static _ => Answer.Unknown);

    private static PacketTest HasFlag(JsonElement value) =>
        NftValues.Words(value) is { Count: 1 } flag ? packet => RuleMatcher.TcpFlags(packet, flag, flag) : static _ => Answer.Unknown;

    private static PacketTest HasStatus(JsonElement value) => Nft.Text(value) switch
    {
        "dnat" => static packet => Answers.Of(packet.Connection.IsDestinationTranslated),
        "snat" => static packet => Answers.Of(packet.Connection.IsSourceTranslated),
        _ => static _ => Answer.Unknown,
    };

    // That the packet is of the protocol whose field is asked for nft does not print: it is understood.
    internal static PacketTest IsOf(string protocol) => protocol switch
    {
        "" => static _ => Answer.Yes,
        "ip" => static packet => Answers.Of(packet.Family == AddressFamily.InterNetwork),
        "ip6" => static packet => Answers.Of(packet.Family == AddressFamily.InterNetworkV6),
        "tcp" or "udp" or "sctp" or "dccp" or "udplite" or "icmp" => packet => Answers.Of(packet.Protocol == protocol),
        "icmpv6" => static packet => Answers.Of(packet.Protocol == "ipv6-icmp"),
        "th" => static packet => packet.HasPorts ? Answer.Yes : Answer.Unknown,
        _ => static _ => Answer.Unknown,
    };

    private static Answer HasConnection(Packet packet) => packet.Connection.State == Outcome.Unknown ? Answer.Unknown : Answers.Of(packet.Connection.IsThere);

    private static Answer HasConnectionWithPorts(Packet packet) => packet.HasPorts ? HasConnection(packet) : Answer.Unknown;

    private static PacketTest HasConnectionOf(string key) => key.Split(' ') is [var family, _] ? packet => IsOf(family)(packet).And(HasConnection(packet)) : HasConnection;

    // A * at the end stands for any rest.
    private static Answer IsInterface(string name, string wanted) =>
        name == Packet.AnyInterface ? Answer.Unknown : Answers.Of(wanted.EndsWith('*') ? name.StartsWith(wanted[..^1], StringComparison.Ordinal) : name == wanted);

    // A traced icmp is an echo request, and its reply an echo reply.
    private static Answer IsEcho(Packet packet, string type)
    {
        var (name, four, six) = packet.Connection.IsReply ? ("echo-reply", "0", "129") : ("echo-request", "8", "128");
        return Answers.Of(type == name || type == (packet.Family == AddressFamily.InterNetwork ? four : six));
    }
}
