using System.Buffers.Binary;

namespace ContainerNet.Linux.Netlink;

/// <summary>Walks the messages of one datagram (struct nlmsghdr of linux/netlink.h).</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> datagram)
{
    public const int HeaderSize = 16;

    private ReadOnlySpan<byte> _rest = datagram;

    public int Type { get; private set; }

    public int Flags { get; private set; }

    public uint Sequence { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Moves to the next message; false at the end.</summary>
    /// <exception cref="KernelException">A length that does not fit.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty) return false;
        if (_rest.Length < HeaderSize) throw KernelException.Malformed($"{_rest.Length} bytes where a message header was due");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        if (length < HeaderSize || length > _rest.Length)
            throw KernelException.Malformed($"a message of {length} bytes in {_rest.Length}");
        Type = BinaryPrimitives.ReadUInt16LittleEndian(_rest[4..]);
        Flags = BinaryPrimitives.ReadUInt16LittleEndian(_rest[6..]);
        Sequence = BinaryPrimitives.ReadUInt32LittleEndian(_rest[8..]);
        Payload = _rest[HeaderSize..(int)length];
        _rest = _rest[Math.Min(Align((int)length), _rest.Length)..];
        return true;
    }

    /// <summary>Rounds up to four bytes (NLMSG_ALIGN, NLA_ALIGN).</summary>
    public static int Align(int length) => (length + 3) & ~3;
}
