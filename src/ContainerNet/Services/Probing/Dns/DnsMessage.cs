using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ContainerNet.Services.Probing.Dns;

/// <summary>Questions and answers of the domain name system (RFC 1035). Pure; what makes no sense is no answer.</summary>
internal static class DnsMessage
{
    public const int TypeA = 1;
    public const int TypeAaaa = 28;

    private const int TypeCname = 5;
    private const int ClassIn = 1;
    private const int HeaderSize = 12;
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private const int NotFound = 3;

    /// <summary>A question; null where the name is none: an empty label, or one that is too long.</summary>
    public static byte[]? Ask(ushort id, string name, int type)
    {
        name = name.TrimEnd('.');
        if (name.Length is 0 or > LongestName) return null;
        var question = new MemoryStream();
        question.Write([(byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        foreach (var label in name.Split('.'))
        {
            var bytes = Encoding.UTF8.GetBytes(label);
            if (bytes.Length is 0 or > LongestLabel) return null;
            question.WriteByte((byte)bytes.Length);
            question.Write(bytes);
        }

        question.Write([0, 0, (byte)type, 0, ClassIn]);
        return question.ToArray();
    }

    /// <summary>Reads an answer; null where it answers another question, or none.</summary>
    public static DnsAnswer? Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question)
    {
        // Whoever guesses answers cannot guess the id: it is the question's, and so is what follows the header.
        if (message.Length < question.Length || !message[..2].SequenceEqual(question[..2]) || (message[2] & 0xF8) != 0x80) return null;
        if (Number(message, 4) != 1 || !Matches(message[HeaderSize..question.Length], question[HeaderSize..])) return null;
        var (code, type) = (message[3] & 0xF, Number(question, question.Length - 4));
        if ((message[2] & 2) != 0) return new DnsAnswer(DnsOutcome.Truncated, []);
        if (code != 0) return new DnsAnswer(code == NotFound ? DnsOutcome.NotFound : DnsOutcome.Failed, []);
        return ReadRecords(message, question.Length, type);
    }

    private static DnsAnswer? ReadRecords(ReadOnlySpan<byte> message, int at, int type)
    {
        var (names, addresses) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), new List<IPAddress>());
        var next = HeaderSize;
        if (ReadName(message, ref next) is not { } asked) return null;
        names.Add(asked);
        for (var left = Number(message, 6); left > 0; left--)
        {
            if (ReadName(message, ref at) is not { } owner || at + 10 > message.Length) return null;
            var (kind, isIn, length) = (Number(message, at), Number(message, at + 2) == ClassIn, Number(message, at + 8));
            at += 10;
            if (at + length > message.Length) return null;
            if (isIn && names.Contains(owner))
            {
                var target = at;
                if (kind == TypeCname) names.Add(ReadName(message, ref target) ?? "");
                else if (kind == type && length == (type == TypeA ? 4 : 16)) addresses.Add(new IPAddress(message.Slice(at, length)));
            }

            at += length;
        }

        return new DnsAnswer(addresses.Count > 0 ? DnsOutcome.Found : DnsOutcome.Empty, [.. addresses]);
    }

    // A pointer leads to what stands before it, so that none leads around.
    private static string? ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var (position, end, before) = (at, -1, at);
        while (position < message.Length)
        {
            int length = message[position++];
            if (length == 0)
            {
                at = end >= 0 ? end : position;
                return name.ToString();
            }

            if ((length & 0xC0) == 0xC0)
            {
                if (position >= message.Length) return null;
                var target = ((length & 0x3F) << 8) | message[position++];
                if (end < 0) end = position;
                if (target >= before || target < HeaderSize) return null;
                position = before = target;
                continue;
            }

            if (length > LongestLabel || position + length > message.Length || name.Length + length > LongestName) return null;
            name.Append(Encoding.Latin1.GetString(message.Slice(position, length))).Append('.');
            position += length;
        }

        return null;
    }

    private static bool Matches(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        string.Equals(Encoding.Latin1.GetString(one), Encoding.Latin1.GetString(other), StringComparison.OrdinalIgnoreCase);

    private static int Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
}

/// <summary>What a name server has said.</summary>
internal sealed record DnsAnswer(DnsOutcome Outcome, IPAddress[] Addresses);

/// <summary>What a name server has said, in one word.</summary>
internal enum DnsOutcome
{
    Found,

    /// <summary>There is the name, without an address of that family.</summary>
    Empty,
    NotFound,

    /// <summary>The answer has no place in a datagram.</summary>
    Truncated,

    /// <summary>It could not, or would not.</summary>
    Failed,
}
