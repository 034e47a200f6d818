using System.Text.Json;
using ContainerNet.Iptables.Matching;

namespace ContainerNet.Services.Firewall.Native.Matching;

/// <summary>Asks something of a packet.</summary>
internal delegate Answer PacketTest(Packet packet);

/// <summary>The left side of a match of nftables: something a packet has, and how it is compared with what stands at the right.</summary>
/// <param name="Is">Makes the test whether it is a value of nft's JSON: a word, a number, a range, a prefix.</param>
internal sealed record NftOperand(Func<JsonElement, PacketTest> Is)
{
    /// <summary>Nothing is known of it.</summary>
    public static NftOperand Unknown { get; } = new(static _ => static _ => Answer.Unknown) { IsThere = static _ => Answer.Unknown };

    /// <summary>Whether the packet has it at all: without it a rule does not apply, whatever it asks.</summary>
    public PacketTest IsThere { get; init; } = static _ => Answer.Yes;

    /// <summary>Makes the test whether one of its bits is set, which is what a plain word asks of flags and states; null where it has no bits.</summary>
    public Func<JsonElement, PacketTest>? Has { get; init; }

    /// <summary>The port it is; null where it is none.</summary>
    public Func<Packet, PortSpan>? Port { get; init; }

    /// <summary>Several that are looked up together (concatenation).</summary>
    public static NftOperand Of(NftOperand[] parts) => new(value =>
    {
        JsonElement[] sides = [.. Nft.Items(Nft.Member(value, "concat"))];
        if (sides.Length != parts.Length) return static _ => Answer.Unknown;
        PacketTest[] tests = [.. parts.Zip(sides, static (part, side) => NftValues.IsElement(part, side))];
        return packet => All(tests, packet);
    })
    {
        IsThere = AreThere(parts),
    };

    private static PacketTest AreThere(NftOperand[] parts)
    {
        PacketTest[] tests = [.. parts.Select(static part => part.IsThere)];
        return packet => All(tests, packet);
    }

    /// <summary>Whether all tests hold.</summary>
    public static Answer All(PacketTest[] tests, Packet packet)
    {
        var answer = Answer.Yes;
        foreach (var test in tests)
        {
            answer = answer.And(test(packet));
            if (answer == Answer.No) break;
        }

        return answer;
    }

    /// <summary>Whether one of them does.</summary>
    public static Answer Any(PacketTest[] tests, Packet packet)
    {
        var answer = Answer.No;
        foreach (var test in tests)
        {
            answer = answer.Or(test(packet));
            if (answer == Answer.Yes) break;
        }

        return answer;
    }
}
