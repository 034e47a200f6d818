using ContainerNet.Linux;
using ContainerNet.Linux.Netlink;

namespace ContainerNet.Unit.Linux;

/// <summary>Messages with bytes changed or cut off, fed to all parsers: each is read, or refused with the one typed error. The seed is fixed.</summary>
internal abstract class MutatedMessages
{
    private readonly byte[][] _messages;
    private readonly byte[] _buffer;

    /// <param name="datagrams">Datagrams of one message or more.</param>
    /// <param name="seed">What the changes follow from.</param>
    protected MutatedMessages(IEnumerable<byte[]> datagrams, int seed)
    {
        _messages = [.. datagrams.SelectMany(Split)];
        _buffer = new byte[_messages.Max(static message => message.Length)];
        Random = new Random(seed);
    }

    protected Random Random { get; }

    /// <summary>How many were read.</summary>
    public int Read { get; private set; }

    /// <summary>How many were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Changes this many messages, each on its own.</summary>
    public void Run(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var original = _messages[Random.Next(_messages.Length)];
            original.CopyTo(_buffer, 0);
            try
            {
                Parse(original, Mutate(_buffer.AsSpan(0, original.Length)), round);
                Read++;
            }
            catch (KernelException)
            {
                Refused++;
            }
        }
    }

    /// <summary>Has a changed message parsed.</summary>
    /// <param name="original">The message as it was.</param>
    /// <param name="message">The message as it is now.</param>
    /// <param name="round">How many were parsed before it.</param>
    protected abstract void Parse(ReadOnlySpan<byte> original, ReadOnlySpan<byte> message, int round);

    private Span<byte> Mutate(Span<byte> message)
    {
        if (Random.Next(4) == 0) message = message[..Random.Next(message.Length)];
        for (var i = Random.Next(1, 4); i > 0 && message.Length > 0; i--)
        {
            // Lengths and types stand at the start of headers, which are aligned: hit them more often than chance would.
            var at = Random.Next(2) == 0 ? Random.Next(message.Length) : Random.Next((message.Length + 3) / 4) * 4;
            message[at] = Random.Next(3) == 0 ? (byte)Random.Next(8) : (byte)Random.Next(256);
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
