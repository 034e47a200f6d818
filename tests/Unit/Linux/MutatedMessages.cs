using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;
using ContainerNet.Services.Namespaces;
using static ContainerNet.Linux.Netlink.NetlinkConstants;

namespace ContainerNet.Unit.Linux;

/// <summary>Messages with bytes changed or cut off, fed to all parsers: each is read, or refused with the one typed error. The seed is fixed.</summary>
internal sealed class MutatedMessages
{
    private readonly byte[][] _messages;
    private readonly byte[] _buffer;
    private readonly byte[] _control = new byte[48];
    private readonly Random _random;

    /// <param name="datagrams">Datagrams of RTM_NEWLINK and RTM_NEWADDR messages.</param>
    /// <param name="seed">What the changes follow from.</param>
    public MutatedMessages(IEnumerable<byte[]> datagrams, int seed)
    {
        _messages = [.. datagrams.SelectMany(Split)];
        _buffer = new byte[_messages.Max(static message => message.Length)];
        _random = new Random(seed);
    }

    /// <summary>How many were read.</summary>
    public int Read { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Changes this many messages, each on its own, and has them parsed as an answer and as a notice.</summary>
    public void Run(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var original = _messages[_random.Next(_messages.Length)];
            original.CopyTo(_buffer, 0);
            try
            {
                Parse(Mutate(_buffer.AsSpan(0, original.Length)), round);
                Read++;
            }
            catch (KernelException)
            {
                Refused++;
            }
        }
    }

    private void Parse(ReadOnlySpan<byte> message, int round)
    {
        _random.NextBytes(_control);
        _control.AsSpan(1, 7).Clear();
        _ = NoticeReader.Read(message, (round & 1) == 0 ? null : TryReadControl());

        var sequence = new MessageReader(message) is var reader && reader.Read() ? reader.Sequence : 0;
        var links = new DumpCollector<LinkMessage>("fuzz", sequence, RTM_NEWLINK, LinkMessage.ParseWithStatistics);
        var addresses = new DumpCollector<AddressMessage>("fuzz", sequence, RTM_NEWADDR, AddressMessage.Parse);
        if (reader.Type == RTM_NEWADDR) addresses.Take(message);
        else links.Take(message);
        var contents = new NamespaceContents(1, null, links.Items, addresses.Items);
        foreach (var link in new InterfaceBuilder(contents, null, []).Build("", "")) _ = link.Name;
    }

    /// <summary>Nearly all of these are nonsense, which must not hide the message beside them.</summary>
    private int? TryReadControl()
    {
        try
        {
            return ControlReader.NamespaceId(_control);
        }
        catch (KernelException)
        {
            return null;
        }
    }

    private Span<byte> Mutate(Span<byte> message)
    {
        if (_random.Next(4) == 0) message = message[.._random.Next(message.Length)];
        for (var i = _random.Next(1, 4); i > 0 && message.Length > 0; i--)
        {
            // Lengths and types stand at the start of headers, which are aligned: hit them more often than chance would.
            var at = _random.Next(2) == 0 ? _random.Next(message.Length) : _random.Next((message.Length + 3) / 4) * 4;
            message[at] = _random.Next(3) == 0 ? (byte)_random.Next(8) : (byte)_random.Next(256);
        }

        return message;
    }

    private static IEnumerable<byte[]> Split(byte[] datagram)
    {
        for (var start = 0; start < datagram.Length;)
        {
            var length = BitConverter.ToInt32(datagram, start);
            yield return datagram[start..(start + length)];
            start += MessageReader.Align(length);
        }
    }
}
